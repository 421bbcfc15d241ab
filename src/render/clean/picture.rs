//! Where pictures come from: the message itself, or not at all. The address of
//! a remote one is kept apart, and its number stands in the page.

use super::limit;

/// The pictures of one page.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Those held back, each once.
    pub(super) held: Vec<String>,
    /// One was left out because a cap was met.
    pub(super) cut: bool,
    /// Remote ones are left out altogether.
    pub(super) none_held: bool,
    /// Words stand in place of remote ones that have some.
    pub(super) in_words: bool,
}

impl Pictures {
    /// What stands in the page for an address: `cid:`, `data:image` or `held:`.
    /// None for all that is no picture.
    pub(super) fn place(&mut self, address: &str) -> Option<String> {
        let address = tidy(address);
        let (scheme, rest) = address.split_once(':').unwrap_or(("", &address));
        match scheme.to_ascii_lowercase().as_str() {
            "cid" => Some(format!("cid:{rest}")).filter(|_| !rest.is_empty() && rest.len() <= limit::NAME * 2),
            "data" => self.written(rest),
            "held" => {
                let is_number = rest.len() <= 6 && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
                (is_number && !self.none_held).then(|| format!("held:{rest}"))
            }
            "http" | "https" | "ftp" => self.hold(address),
            _ if address.starts_with("//") => self.hold(format!("https:{address}")),
            _ => None,
        }
    }

    /// The first of a list for screens of several kinds.
    pub(super) fn place_first(&mut self, list: &str) -> Option<String> {
        let list = list.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let first = list.split_whitespace().next()?;
        self.place(first.trim_end_matches(','))
    }

    fn hold(&mut self, address: String) -> Option<String> {
        if self.none_held {
            return None;
        }
        if let Some(at) = self.held.iter().position(|held| *held == address) {
            return Some(format!("held:{at}"));
        }
        if self.held.len() >= limit::HELD || address.len() > limit::ADDRESS {
            self.cut = true;
            return None;
        }
        self.held.push(address);
        Some(format!("held:{}", self.held.len() - 1))
    }

    /// A picture that is in the address itself.
    fn written(&mut self, data: &str) -> Option<String> {
        let (kind, letters) = data.split_once(',')?;
        let kind = kind.to_ascii_lowercase();
        let mut words = kind.split(';').map(str::trim);
        let kind = match words.next()? {
            "image/png" => "png",
            "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpeg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            _ => return None,
        };
        let letters: String = letters.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        if !words.any(|word| word == "base64") || letters.is_empty() || !letters.chars().all(is_of_it) {
            return None;
        }
        if letters.len() > limit::PICTURE {
            self.cut = true;
            return None;
        }
        Some(format!("data:image/{kind};base64,{letters}"))
    }
}

/// Browsers leave blanks and line ends out, wherever they are.
pub(super) fn tidy(address: &str) -> String {
    let outside = |c: char| c.is_control() || c == ' ';
    let address = address.trim_matches(outside).chars().filter(|c| !c.is_control());
    let data = |address: &String| address.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    let tidy: String = address.collect();
    if data(&tidy) { tidy.replace(' ', "") } else { tidy }
}

#[cfg(test)]
mod tests {
    use super::{Pictures, limit};

    #[test]
    fn remote_pictures_are_held_back_each_once() {
        let mut pictures = Pictures::default();
        assert_eq!(pictures.place(" ht\ntp://a.example/1.gif").as_deref(), Some("held:0"));
        assert_eq!(pictures.place("//b.example/2.gif").as_deref(), Some("held:1"));
        assert_eq!(pictures.place("http://a.example/1.gif").as_deref(), Some("held:0"));
        assert_eq!(pictures.place_first(" , http://c.example/3.gif, x 2x").as_deref(), Some("held:2"));
        assert_eq!(pictures.held, ["http://a.example/1.gif", "https://b.example/2.gif", "http://c.example/3.gif"]);
    }

    #[test]
    fn pictures_of_the_message_stay() {
        let mut pictures = Pictures::default();
        assert_eq!(pictures.place("CID:logo%40x@y").as_deref(), Some("cid:logo%40x@y"));
        let written = pictures.place("data:Image/JPG;charset=x;BASE64,\n/9j/ 4A==");
        assert_eq!(written.as_deref(), Some("data:image/jpeg;base64,/9j/4A=="));
        assert_eq!(pictures.place("held:12").as_deref(), Some("held:12"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_left_out() {
        let mut pictures = Pictures::default();
        let none = [
            "",
            "logo.png",
            "file:///etc/passwd",
            "\\\\host\\share",
            "javascript:x",
            "data:text/html;base64,QQ==",
            "data:image/svg+xml;base64,QQ==",
            "data:image/png,QQ==",
            "data:image/png;base64,<>",
            "held:x",
            "held:",
            "cid:",
        ];
        for address in none {
            assert_eq!(pictures.place(address), None, "{address}");
        }
        assert!(!pictures.cut);
        let large = format!("data:image/png;base64,{}", "A".repeat(limit::PICTURE + 1));
        assert_eq!(pictures.place(&large), None);
        assert!(pictures.cut && pictures.held.is_empty());
    }
}
