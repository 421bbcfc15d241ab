//! Links whose words name another site than the one they lead to. Said, never
//! forbidden: letters that count their readers do so too.

/// Whether the words of a link look like an address of another site.
pub fn misleads(text: &str, href: &str) -> bool {
    let href = plain(href);
    let Some(target) = Target::of(&href) else { return false };
    // `http://banque.example@evil.example` names one and leads to the other.
    let names_another = |host: &String| site(host) != site(&target.host);
    let turned: String = text.chars().rev().collect();
    let is_turned = text.chars().any(|c| matches!(c, '\u{202d}' | '\u{202e}'));
    let texts = [Some(text), is_turned.then_some(turned.as_str())];
    texts.into_iter().flatten().flat_map(|text| hosts_said(&plain(text))).any(|host| names_another(&host))
        || target.said.iter().any(names_another)
}

/// Where an address leads, and what stands in front of it to be taken for that.
struct Target {
    host: String,
    said: Vec<String>,
}

impl Target {
    fn of(href: &str) -> Option<Self> {
        let (scheme, rest) = href.trim().split_once(':')?;
        if scheme.eq_ignore_ascii_case("mailto") {
            let address = rest.split(['?', ',']).next()?;
            let host = ascii(percent_decoded(address).rsplit_once('@')?.1)?;
            return Some(Self { host, said: Vec::new() });
        }
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return None;
        }
        let (before, host) = authority(rest);
        let said = before.iter().filter(|name| is_host(name, false)).filter_map(|name| ascii(name)).collect();
        Some(Self { host: ascii(&host)?, said })
    }
}

/// Names in front of the host, and the host.
fn authority(rest: &str) -> (Vec<String>, String) {
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let (before, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = host.map_or_else(|| authority.rsplit('@').next().unwrap_or_default(), |(host, _)| host);
    let before = percent_decoded(before).split(['@', ':', '/']).map(str::to_owned).collect();
    (before, percent_decoded(host))
}

/// Hosts that the words of a link name.
fn hosts_said(text: &str) -> Vec<String> {
    let edge = |c: char| c.is_whitespace() || "<>()[]{}«»“”\"'’‘,;|".contains(c);
    let mut hosts = Vec::new();
    for word in text.split(edge).filter(|word| word.contains(['.', '。', '．'])) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let (sure, rest) = match word.split_once("://") {
            Some((_, rest)) => (true, rest),
            None => (word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")), word),
        };
        // What looks like a slash ends a name as well.
        let authority = rest.split(['/', '\\', '?', '#', '\u{2044}', '\u{2215}', '\u{29f8}', '\u{ff0f}']).next();
        let (before, host) = authority
            .unwrap_or_default()
            .rsplit_once('@')
            .map_or((None, authority), |(before, host)| (Some(before), Some(host)));
        let host = host.unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let sure = sure || before.is_some();
        hosts.extend(Some(host).filter(|host| is_host(host, sure)).and_then(ascii));
        let before = before.unwrap_or_default().split([':', '@']).filter(|name| is_host(name, false));
        hosts.extend(before.filter_map(ascii));
    }
    hosts
}

/// Endings that a word alone is known by; `compte.rendu` names no site.
const ENDINGS: &[&str] = &[
    "fr", "com", "net", "org", "eu", "info", "biz", "be", "ch", "lu", "de", "uk", "es", "it", "pt", "nl", "at", "ie",
    "pl", "ru", "cn", "us", "ca", "io", "co", "me", "tv", "app", "dev", "xyz", "top", "site", "online", "shop",
    "store", "club", "care", "health", "paris", "bzh", "corsica", "alsace", "re", "gp", "mq", "gf", "nc", "pf", "yt",
    "pm", "wf", "example", "test",
];

/// Files end like this, and some of it is an ending of hosts as well.
const FILES: &[&str] =
    &["pdf", "doc", "docx", "xls", "xlsx", "txt", "html", "htm", "jpg", "png", "xml", "zip", "hpr", "eml"];

fn is_host(name: &str, sure: bool) -> bool {
    let name = name.trim_end_matches(['.', '。', '．']);
    let labels: Vec<&str> = name.split(['.', '。', '．']).collect();
    let sound =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let Some(ending) = labels.last().map(|ending| ending.to_lowercase()) else { return false };
    if labels.len() < 2 || !labels.iter().all(sound) || FILES.contains(&ending.as_str()) {
        return false;
    }
    let is_numeric = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let is_ending = ending.chars().count() >= 2 && !ending.chars().any(|c| c.is_ascii_digit());
    let known = ENDINGS.contains(&ending.as_str()) || !ending.is_ascii() || ending.starts_with("xn--");
    is_numeric || known || sure && is_ending
}

/// Second names below which sites are given out.
const SHARED: &[&str] =
    &["co", "com", "org", "net", "gov", "gouv", "ac", "edu", "asso", "nom", "prd", "tm", "or", "ne"];

/// The part of a host that somebody registered: `www.a.example` is of `a.example`.
fn site(host: &str) -> String {
    let host = host.trim_end_matches('.');
    if host.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit())) {
        return host.to_owned();
    }
    let labels: Vec<&str> = host.rsplit('.').collect();
    let shared = labels.get(1).is_some_and(|second| SHARED.contains(second));
    let short = labels.first().is_some_and(|first| first.len() == 2);
    let count = if shared && short { 3 } else { 2 };
    labels.into_iter().take(count).collect::<Vec<_>>().join(".")
}

/// One form of a name, whatever letters it is written in.
fn ascii(host: &str) -> Option<String> {
    let host = host.trim_end_matches(['.', '。', '．']);
    let ascii = idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_lowercase());
    Some(ascii).filter(|host| !host.is_empty())
}

/// Without what nobody sees.
fn plain(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().filter(|c| !unseen(*c)).take(4_000).collect()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*byte));
        rest = if decoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::misleads;

    #[test]
    fn a_link_that_names_another_site_is_found() {
        let misleading = [
            ("https://www.banque.example/compte", "https://evil.example/"),
            ("www.banque.example", "http://banque.example.evil.example/"),
            ("banque.example", "https://evil.example"),
            ("Votre espace sur www.banque.example, ici", "https://evil.example"),
            ("contact@banque.example", "mailto:contact@evil.example"),
            ("contact@banque.example", "https://evil.example"),
            ("(https://banque.example)", "https://evil.example/?banque.example"),
            ("HTTPS://BANQUE.EXAMPLE", "https://evil.example"),
            ("https://192.0.2.7/", "https://192.0.2.9/"),
            ("www.impots.gouv.fr", "https://ameli.gouv.fr"),
        ];
        for (text, href) in misleading {
            assert!(misleads(text, href), "{text} {href}");
        }
    }

    #[test]
    fn tricks_of_letters_and_of_what_stands_before_the_host_are_seen_through() {
        let misleading = [
            ("https://banque.example", "https://banque.example@evil.example/"),
            ("cliquez ici", "http://www.banque.example@evil.example"),
            ("http://banque.example@evil.example", "http://banque.example@evil.example"),
            ("banque.example", "https://b\u{430}nque.example/"),
            ("b\u{430}nque.example", "https://banque.example/"),
            ("banque.example", "https://xn--bnque-3fd.example/"),
            ("ban\u{200b}que.exam\u{ad}ple", "https://evil.example"),
            ("https://banque.example\u{2044}login", "https://evil.example"),
            ("\u{202e}elpmaxe.euqnab", "https://evil.example"),
            ("banque.example", "https://evil%2eexample/"),
            ("banque.example", "http:\\\\evil.example\\banque.example"),
            ("banque\u{3002}example", "https://evil.example"),
        ];
        for (text, href) in misleading {
            assert!(misleads(text, href), "{text} {href}");
        }
    }

    #[test]
    fn honest_links_are_left_alone() {
        let honest = [
            ("https://www.banque.example/a", "https://banque.example/b?c"),
            ("banque.example", "https://compte.banque.example:8443/"),
            ("cliquez ici", "https://evil.example"),
            ("compte.rendu du 3.12", "https://labo.example"),
            ("resultats.pdf", "https://labo.example/resultats.pdf"),
            ("Dr.Martin", "https://cabinet.example"),
            ("dr.martin@cabinet.example", "mailto:dr.martin@cabinet.example?subject=a@b.example"),
            ("www.cabinet.example", "mailto:accueil@cabinet.example"),
            ("https://labo.example/suite/page.fr/x", "https://labo.example/y"),
            ("01.02.03.04.05", "tel:0102030405"),
            ("haut.de.page", "#haut"),
            ("é.example", "https://xn--9ca.example/"),
            ("", ""),
            ("p. 3, 4.5 %", "https://a.example"),
        ];
        for (text, href) in honest {
            assert!(!misleads(text, href), "{text} {href}");
        }
    }
}
