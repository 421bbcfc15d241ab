//! Opening a folder, and what may then be changed in it.

use super::response::{Kind, Response, Status};
use super::say::quoted;
use super::{Session, status};
use crate::domain::{Change, Flag, ModSeq, Uid, UidValidity};
use crate::net::{NetError, Refusal};

/// What a folder says of itself when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selected {
    pub uid_validity: UidValidity,
    /// Some servers do not say.
    pub uid_next: Option<Uid>,
    pub exists: u32,
    /// None where the folder keeps no mod-sequences.
    pub highest_modseq: Option<ModSeq>,
    /// Keywords of our own are kept.
    pub permanent_keywords: bool,
    /// Nothing can be changed in it.
    pub read_only: bool,
}

/// What is remembered of the folder that is open.
pub(super) struct Open {
    raw_name: String,
    uid_validity: Option<u32>,
    read_only: bool,
    /// The flags that are kept; None where the server did not say: then all are
    /// (RFC 3501, 7.1).
    permanent: Option<Vec<String>>,
}

impl Open {
    /// Whether the folder keeps all that a change would add. What is not there
    /// can always be taken off.
    pub(super) fn keeps(&self, change: &Change) -> bool {
        let Some(permanent) = &self.permanent else { return true };
        let has = |word: &str| permanent.iter().any(|known| known.eq_ignore_ascii_case(word));
        let flags = Flag::ALL.into_iter().filter(|&flag| change.set.has(flag)).map(Flag::name);
        let flags_kept = flags.filter(|name| !name.starts_with('\\')).all(has);
        has("\\*") || flags_kept && change.add.iter().all(|keyword| has(keyword.as_str()))
    }
}

impl Session {
    /// Opens a folder for changes, by its name as [`super::RemoteFolder`] holds it.
    pub async fn select(&mut self, raw_name: &str) -> Result<Selected, NetError> {
        self.open_folder("SELECT", raw_name, self.condstore(), |_| {}).await
    }

    /// The same without the right to change anything.
    pub async fn examine(&mut self, raw_name: &str) -> Result<Selected, NetError> {
        self.open_folder("EXAMINE", raw_name, self.condstore(), |_| {}).await
    }

    /// Only asked so do servers begin to keep mod-sequences, unless all of them
    /// were switched on at once.
    fn condstore(&self) -> &'static str {
        if self.capabilities.condstore && !self.capabilities.condstore_enabled { " (CONDSTORE)" } else { "" }
    }

    pub(super) async fn open_folder(
        &mut self,
        verb: &str,
        raw_name: &str,
        parameter: &str,
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<Selected, NetError> {
        let command = format!("{verb} {}{parameter}", quoted(raw_name)?);
        // From here on the old folder is closed, even if the new one stays shut.
        self.open = None;
        let mut said = Said::default();
        self.run(&command, |response| {
            said.hear(response);
            each(response);
        })
        .await?;
        // Taken for nought, it would empty the folder here.
        let exists = said.exists.ok_or(NetError::Odd("a folder without a count"))?;
        self.exists = exists;
        self.news = false;
        self.elsewhere.retain(|name| !status::is_name(name.as_bytes(), raw_name));
        let read_only = said.read_only || verb == "EXAMINE";
        let permanent_keywords = said.permanent.as_ref().is_some_and(|flags| flags.iter().any(|flag| flag == "\\*"));
        let uid_validity = said.uid_validity;
        self.open = Some(Open { raw_name: raw_name.to_owned(), uid_validity, read_only, permanent: said.permanent });
        // Without one, no UID means anything tomorrow.
        let uid_validity = uid_validity.ok_or(NetError::Refused(Refusal::Unsupported))?;
        Ok(Selected {
            uid_validity: UidValidity(uid_validity),
            uid_next: said.uid_next.filter(|&uid| uid > 0).map(Uid),
            exists,
            highest_modseq: said.highest_modseq.filter(|&modseq| modseq > 0).map(ModSeq),
            permanent_keywords,
            read_only,
        })
    }

    /// The folder that is open, if it may be changed.
    pub(super) fn open_for_changes(&self) -> Result<&Open, NetError> {
        match &self.open {
            Some(open) if !open.read_only => Ok(open),
            _ => Err(NetError::Refused(Refusal::ReadOnly)),
        }
    }

    /// Whether this folder is the one that is open, in this numbering.
    pub fn has_open(&self, raw_name: &str, validity: UidValidity) -> bool {
        self.open.as_ref().is_some_and(|open| open.raw_name == raw_name && open.uid_validity == Some(validity.0))
    }

    /// Leaves a folder that is about to go or to change its name: servers differ
    /// on what becomes of who has it open. Nothing is expunged by it.
    pub(super) async fn leave(&mut self, raw_name: &str) -> Result<(), NetError> {
        if !self.capabilities.unselect || self.open.as_ref().is_none_or(|open| open.raw_name != raw_name) {
            return Ok(());
        }
        self.open = None;
        self.exists = 0;
        self.run("UNSELECT", |_| {}).await
    }
}

#[derive(Default)]
struct Said {
    exists: Option<u32>,
    uid_validity: Option<u32>,
    uid_next: Option<u32>,
    highest_modseq: Option<u64>,
    permanent: Option<Vec<String>>,
    read_only: bool,
}

impl Said {
    fn hear(&mut self, response: &Response<'_>) {
        match response {
            Response::Exists(exists) => self.exists = Some(*exists),
            Response::Status(status @ Status { kind: Kind::Ok, .. }) => self.hear_code(status.code()),
            _ => {}
        }
    }

    fn hear_code(&mut self, code: Option<(&str, &str)>) {
        let Some((name, value)) = code else { return };
        let value = value.trim();
        match name.to_ascii_uppercase().as_str() {
            // All that came before was of the folder that was open (RFC 7162, 3.2.11).
            "CLOSED" => *self = Self::default(),
            "UIDVALIDITY" => self.uid_validity = value.parse().ok(),
            "UIDNEXT" => self.uid_next = value.parse().ok(),
            "HIGHESTMODSEQ" => self.highest_modseq = value.parse().ok(),
            "NOMODSEQ" => self.highest_modseq = None,
            "PERMANENTFLAGS" => {
                let words = value.trim_start_matches('(').trim_end_matches(')').split_ascii_whitespace();
                self.permanent = Some(words.map(str::to_owned).collect());
            }
            "READ-ONLY" => self.read_only = true,
            "READ-WRITE" => self.read_only = false,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Open, Said};
    use crate::domain::{Change, Flag, Flags, Keyword};

    #[test]
    fn a_folder_keeps_what_it_names() {
        let open = |permanent: Option<&[&str]>| Open {
            uid_validity: None,
            raw_name: "INBOX".to_owned(),
            read_only: false,
            permanent: permanent.map(|words| words.iter().map(ToString::to_string).collect()),
        };
        let tag = Change { add: vec![Keyword::new("$Label1")], ..Change::default() };
        assert!(open(None).keeps(&tag));
        assert!(open(Some(&["\\Seen", "\\*"])).keeps(&tag));
        assert!(open(Some(&["\\Seen", "$LABEL1"])).keeps(&tag));
        assert!(!open(Some(&["\\Seen"])).keeps(&tag));
        // System flags are the server's business; a mark that is a keyword is not.
        let flag = |flag| Change { set: Flags::NONE.with(flag), ..Change::default() };
        assert!(open(Some(&[])).keeps(&flag(Flag::Flagged)));
        assert!(!open(Some(&[])).keeps(&flag(Flag::Junk)));
        let off = Change { remove: vec![Keyword::new("x")], clear: Flags::NONE.with(Flag::Junk), ..Change::default() };
        assert!(open(Some(&[])).keeps(&off));
    }

    #[test]
    fn what_was_said_of_the_folder_before_does_not_count() {
        let mut said = Said { exists: Some(7), highest_modseq: Some(9), ..Said::default() };
        said.hear_code(Some(("CLOSED", "")));
        assert_eq!((said.exists, said.highest_modseq), (None, None));
    }
}
