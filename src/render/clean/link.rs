//! Where a link may lead: to a page, to a mailbox, to a telephone, or further
//! down in the same page. Whoever follows it is told first.

use super::{limit, picture};

/// The address as it is kept, or None for one that leads anywhere else.
pub(super) fn address(href: &str) -> Option<String> {
    let href = picture::tidy(href);
    if href.len() > limit::ADDRESS {
        return None;
    }
    if href.starts_with('#') {
        return Some(href);
    }
    let (scheme, rest) = href.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let known = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
    (known && !rest.is_empty()).then(|| format!("{scheme}:{rest}"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn links_lead_to_pages_mailboxes_and_telephones() {
        for href in ["https://a.example/?b=c#d", "mailto:a@b.example", "tel:+33100000000", "#haut"] {
            assert_eq!(address(href).as_deref(), Some(href));
        }
        assert_eq!(address(" \u{1}HTTP\n://a.example/b c ").as_deref(), Some("http://a.example/b c"));
    }

    #[test]
    fn they_lead_nowhere_else() {
        let refused = [
            "javascript:x()",
            " java\tscript:x()",
            "\u{1}javascript:x()",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "cid:a",
            "blob:x",
            "about:blank",
            "//a.example",
            "page.html",
            "",
            "http:",
            "x",
            "held:0",
            "ms-word:ofe|u|x",
        ];
        for href in refused {
            assert_eq!(address(href), None, "{href}");
        }
    }
}
