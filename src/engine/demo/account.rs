//! Whose mailbox it is, and the tags of the practice.

use crate::domain::{AccountDraft, AuthMethod, Colour, Email, Keep, Keyword, Protocol, Security, Server, Space, Tag};

const ADDRESS: &str = "claire.montaigu@medecin.mssante.example";

/// Dr Claire Montaigu's. No server is behind it.
#[expect(clippy::missing_panics_doc, reason = "it does not: the address is a constant that a test reads")]
pub fn account() -> AccountDraft {
    let server = |host: &str, port| Server { host: host.to_owned(), port, security: Security::StartTls };
    #[expect(clippy::expect_used, reason = "a constant that a test reads")]
    let email = Email::parse(ADDRESS).expect("an address");
    AccountDraft {
        label: "Cabinet des Tilleuls".to_owned(),
        holder: "Dr Claire MONTAIGU".to_owned(),
        email,
        user: ADDRESS.to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: server("imap.mssante.example", 143),
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: Some(server("smtp.mssante.example", 587)),
        space: Space::Secure,
        colour: Colour(0),
        sending: crate::domain::Sending::default(),
        exporting: crate::domain::export::Exporting::default(),
    }
}

/// Keys of the tags in the stories, with what the user sees.
const TAGS: [(&str, &str, u8); 5] = [
    ("rappeler", "À rappeler", 1),
    ("urgent", "Urgent", 2),
    ("classer", "Résultat à classer", 3),
    ("complet", "Dossier complété", 4),
    ("avis", "Avis demandé", 5),
];

pub fn tags() -> Vec<Tag> {
    let tag = |(key, name, colour): &(&str, &str, u8)| Tag {
        keyword: keyword(key),
        name: (*name).to_owned(),
        colour: Colour(*colour),
    };
    TAGS.iter().map(tag).collect()
}

/// The keyword of a tag named in a story.
pub(super) fn keyword(key: &str) -> Keyword {
    Keyword::new(&format!("$sceau_{key}"))
}

#[cfg(test)]
mod tests {
    use super::{account, keyword, tags};

    #[test]
    fn the_account_is_the_doctors_and_its_tags_are_french() {
        assert_eq!(account().email.domain(), "medecin.mssante.example");
        assert!(tags().iter().any(|tag| tag.keyword == keyword("rappeler") && tag.name == "À rappeler"));
    }
}
