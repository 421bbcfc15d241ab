//! The list of tags as a message, for servers that keep no annotations. It says
//! to whoever meets it in another mail program what it is. Reading is total, and
//! takes nothing for a list that was not written here.

use crate::domain::{Address, Email, Timestamp};
use crate::mime::compose::{Attachment, Letter, compose};
use crate::mime::entity::Entity;
use crate::store::SharedTag;
use crate::sync::SyncError;

use super::read_list;

/// What it is one of.
const FIELD: &str = "X-Sceau-Settings";
const TAGS: &str = "tags";
/// A domain that nobody has (RFC 2606).
const ID_END: &str = "@settings.sceau.invalid";
const MEDIA_TYPE: &str = "application/json";
/// Thousands of tags; longer ones are nobody's.
pub(super) const LONGEST: usize = 256 * 1024;

/// In both languages: it is one message for all workstations.
const SUBJECT: &str = "Réglages de Sceau : étiquettes / Sceau settings: tags";
const TEXT: &str = "\
Ce message est tenu à jour par le logiciel de messagerie Sceau : il garde les noms et les couleurs de vos étiquettes, \
afin que tous vos postes affichent les mêmes. Vous pouvez le laisser ici. Il ne contient aucun courrier.

This message is kept up to date by the mail program Sceau: it holds the names and colours of your tags, so that all \
your workstations show the same ones. You may leave it here. It holds no mail.
";

/// Whose a message is, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tags,
    /// A setting of Sceau's that this one does not know.
    Setting,
    Foreign,
}

pub(super) fn kind(header: &[u8]) -> Kind {
    let message = Entity::message(header);
    let [id] = &message.texts("Message-ID")[..] else { return Kind::Foreign };
    let [setting] = &message.texts(FIELD)[..] else { return Kind::Foreign };
    if !id.trim_matches(['<', '>', ' ']).ends_with(ID_END) {
        return Kind::Foreign;
    }
    if setting == TAGS { Kind::Tags } else { Kind::Setting }
}

/// None if there is no list in it.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<SharedTag>> {
    if kind(bytes) != Kind::Tags || bytes.len() > LONGEST {
        return None;
    }
    let parts = Entity::message(bytes).parts()?;
    let list = parts.into_iter().map(Entity::part).find(|part| part.media_type() == MEDIA_TYPE)?;
    read_list(&list.decoded())
}

pub(super) fn write(tags: &[SharedTag], owner: &Email, now: Timestamp) -> Result<Vec<u8>, SyncError> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|_| SyncError::Worker("no random numbers"))?;
    let list = serde_json::to_vec(tags).map_err(|_| SyncError::Worker("writing tags"))?;
    Ok(compose(&Letter {
        from: Address::new("Sceau", owner.as_str()),
        to: Vec::new(),
        cc: Vec::new(),
        reply_to: Vec::new(),
        subject: SUBJECT.to_owned(),
        date: now,
        message_id: format!("{:032x}{ID_END}", u128::from_ne_bytes(name)),
        in_reply_to: None,
        references: Vec::new(),
        text: TEXT.to_owned(),
        html: None,
        attachments: vec![Attachment {
            name: "sceau-tags.json".to_owned(),
            media_type: MEDIA_TYPE.to_owned(),
            bytes: list,
            content_id: None,
        }],
        headers: vec![(FIELD.to_owned(), TAGS.to_owned())],
    }))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, read, write};
    use crate::domain::{Colour, Email, Keyword, Tag, Timestamp};
    use crate::store::SharedTag;

    fn tags() -> Vec<SharedTag> {
        let tag = |word: &str, name: &str, removed| SharedTag {
            tag: Tag { keyword: Keyword::new(word), name: name.to_owned(), colour: Colour(3) },
            changed: 1_790_000_000_123,
            removed,
        };
        vec![tag("$sceau_rappeler", "À rappeler \"vite\" – 緊急", false), tag("$label1", "Important", true)]
    }

    fn written() -> Vec<u8> {
        write(&tags(), &Email::parse("anne@cabinet.example").unwrap(), Timestamp(1_790_000_000)).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&written()), Some(tags()));
        assert_ne!(written(), written(), "each has an id of its own");
        let letter = String::from_utf8(written()).unwrap();
        assert!(letter.is_ascii() && letter.lines().all(|line| line.len() < 200), "it passes every server");
        assert!(letter.contains("You may leave it here"));
    }

    #[test]
    fn only_a_list_of_ours_is_taken_for_one() {
        let letter = String::from_utf8(written()).unwrap();
        assert_eq!(kind(letter.as_bytes()), Kind::Tags);
        let other = letter.replace("X-Sceau-Settings: tags", "X-Sceau-Settings: rules");
        assert_eq!((kind(other.as_bytes()), read(other.as_bytes())), (Kind::Setting, None));
        for changed in [
            letter.replace("X-Sceau-Settings", "X-Settings"),
            letter.replace("@settings.sceau.invalid", "@cabinet.example"),
            letter.replace("X-Sceau-Settings: tags", "X-Sceau-Settings: tags\r\nX-Sceau-Settings: tags"),
            format!("Message-ID: <a@settings.sceau.invalid>\r\n{letter}"),
        ] {
            assert_eq!((kind(changed.as_bytes()), read(changed.as_bytes())), (Kind::Foreign, None), "{changed}");
        }
        for changed in
            [letter.replace("application/json", "text/x-json"), letter.replace("multipart/mixed", "text/plain")]
        {
            assert_eq!((kind(changed.as_bytes()), read(changed.as_bytes())), (Kind::Tags, None), "{changed}");
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic() {
        let letter = written();
        for end in 0..letter.len() {
            assert!(read(&letter[..end]).is_none_or(|read| read == tags()), "{end}");
            let mut wrong = letter.clone();
            wrong[end] ^= 0x11;
            let _either = read(&wrong);
        }
        for odd in [&b""[..], b"\0", &[0xff; 300], b"X-Sceau-Settings: tags\r\nMessage-ID: <@settings.sceau.invalid>"] {
            assert_eq!(read(odd), None);
        }
        let mut long = letter.clone();
        long.resize(super::LONGEST + 1, b' ');
        assert_eq!(read(&long), None);
    }
}
