//! The domain's own autoconfig file, in the format that Thunderbird made and
//! MSSanté operators publish (`config-v1.1.xml`).

use std::future;
use std::pin::pin;
use std::time::Duration;

use futures::{StreamExt, stream};
use roxmltree::{Document, Node, ParsingOptions};
use tokio::time::timeout;

use super::is_host;
use crate::domain::{Email, Found, Leave, Protocol, Security, Server, Source};
use crate::net::Connector;
use crate::net::http::{self, Wanted};

const DEADLINE: Duration = Duration::from_secs(8);
const MOST_NODES: u32 = 10_000;
const FILE_WANTED: Wanted = Wanted { kind: "text/xml, application/xml", largest: 256 * 1024 };

pub(super) async fn find(email: &Email, connector: &Connector) -> Vec<Found> {
    let domain = email.domain();
    let own = format!("https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={}", percent(email.as_str()));
    let known = format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml");
    // Both are asked at once; the first is believed first.
    let asked = stream::iter([own, known]).map(|address| at(address, email, connector)).buffered(2);
    let mut told = pin!(asked.filter(|found| future::ready(!found.is_empty())));
    told.next().await.unwrap_or_default()
}

async fn at(address: String, email: &Email, connector: &Connector) -> Vec<Found> {
    match timeout(DEADLINE, http::get(&address, FILE_WANTED, connector)).await {
        Ok(Ok(file)) => {
            let file = file.unwrap_or_default();
            std::str::from_utf8(&file).ok().and_then(|xml| read(xml, email)).unwrap_or_default()
        }
        Ok(Err(error)) => {
            tracing::debug!(%error, "no autoconfig file");
            Vec::new()
        }
        Err(_) => Vec::new(),
    }
}

/// The first servers named that are encrypted, of each protocol: the file lists
/// the best first. None for a file that makes no sense.
fn read(xml: &str, email: &Email) -> Option<Vec<Found>> {
    // A document type is refused: it is where entities are made to explode.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml.trim_start_matches('\u{feff}'), options).ok()?;
    let provider = document.root_element().children().find(|node| node.has_tag_name("emailProvider"))?;
    let servers = |tag, kind| {
        let named = move |node: &Node<'_, '_>| node.has_tag_name(tag) && node.attribute("type") == Some(kind);
        provider.children().filter(named)
    };
    let smtp = servers("outgoingServer", "smtp").find_map(|node| server(node, email));
    let first = |kind, protocol| {
        let (incoming, node) = servers("incomingServer", kind).find_map(|node| Some((server(node, email)?, node)))?;
        let user = text(node, "username").map_or_else(|| email.as_str().to_owned(), |user| filled(user, email));
        let user = user.chars().filter(|c| !c.is_control()).collect();
        Some(Found { incoming, protocol, smtp: smtp.clone(), user, source: Source::Autoconfig })
    };
    let found = [first("imap", Protocol::Imap), first("pop3", Protocol::Pop3(Leave::default()))];
    Some(found.into_iter().flatten().collect())
}

fn server(node: Node<'_, '_>, email: &Email) -> Option<Server> {
    let security = match text(node, "socketType")? {
        "SSL" => Security::Tls,
        "STARTTLS" => Security::StartTls,
        _ => return None,
    };
    let host = filled(text(node, "hostname")?, email).to_lowercase();
    let port = text(node, "port")?.parse().ok().filter(|&port| port > 0)?;
    is_host(&host).then_some(Server { host, port, security })
}

fn text<'a>(node: Node<'a, '_>, tag: &str) -> Option<&'a str> {
    let child = node.children().find(|child| child.has_tag_name(tag))?;
    child.text().map(str::trim).filter(|text| !text.is_empty())
}

fn filled(text: &str, email: &Email) -> String {
    text.replace("%EMAILADDRESS%", email.as_str())
        .replace("%EMAILLOCALPART%", email.local_part())
        .replace("%EMAILDOMAIN%", email.domain())
}

fn percent(text: &str) -> String {
    let letter = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{percent, read};
    use crate::domain::{Email, Leave, Protocol, Security};

    const FILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <clientConfig version="1.1"><emailProvider id="cabinet.example"><domain>cabinet.example</domain>
        <incomingServer type="pop3"><hostname>pop.cabinet.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
        <incomingServer type="imap"><hostname>clair.cabinet.example</hostname><port>143</port><socketType>plain</socketType></incomingServer>
        <incomingServer type="imap"><hostname>IMAP.%EMAILDOMAIN%</hostname><port> 143 </port><socketType>STARTTLS</socketType>
          <username>%EMAILLOCALPART%+%EMAILADDRESS%</username></incomingServer>
        <outgoingServer type="smtp"><hostname>smtp.cabinet.example</hostname><port>465</port><socketType>SSL</socketType></outgoingServer>
        </emailProvider></clientConfig>"#;

    fn anne() -> Email {
        Email::parse("anne@cabinet.example").unwrap()
    }

    #[test]
    fn the_first_encrypted_servers_are_taken() {
        let found = read(FILE, &anne()).unwrap();
        let [imap, pop] = found.as_slice() else { panic!("one of each: {found:?}") };
        assert_eq!((imap.incoming.host.as_str(), imap.incoming.port), ("imap.cabinet.example", 143));
        assert_eq!((imap.incoming.security, imap.protocol), (Security::StartTls, Protocol::Imap));
        assert_eq!(imap.smtp.as_ref().unwrap().security, Security::Tls);
        assert_eq!(imap.user, "anne+anne@cabinet.example");
        assert_eq!((pop.incoming.port, pop.protocol), (995, Protocol::Pop3(Leave::OnServer)));
        assert_eq!(pop.user, "anne@cabinet.example");
    }

    #[test]
    fn a_file_that_offers_clear_text_alone_offers_nothing() {
        let clear = FILE.replace("STARTTLS", "plain").replace("SSL", "plain");
        assert!(read(&clear, &anne()).unwrap().is_empty());
    }

    #[test]
    fn a_hostile_file_is_refused() {
        let bomb = format!(
            "<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]>{}",
            "lol".repeat(10),
            "&a;".repeat(1000),
            FILE.replacen("clair.cabinet.example", "&b;", 1).trim_start_matches(|c| c != '\n')
        );
        assert!(read(&bomb, &anne()).is_none());
        assert!(read(&"<a>".repeat(80_000), &anne()).is_none());
        assert!(read(&format!("<a>{}</a>", "<b/>".repeat(60_000)), &anne()).is_none());
        for host in ["a b", "x\"y", "../etc", "", "hôte.example", "a..b"] {
            assert_no_imap(&FILE.replace("IMAP.%EMAILDOMAIN%", host));
        }
        assert_no_imap(&FILE.replace(" 143 ", "0"));
    }

    fn assert_no_imap(file: &str) {
        let found = read(file, &anne()).unwrap();
        assert!(found.iter().all(|found| found.protocol != Protocol::Imap), "{found:?}");
    }

    #[test]
    fn an_address_is_escaped() {
        assert_eq!(percent("a+b&c@cabinet.example"), "a%2Bb%26c@cabinet.example");
    }
}
