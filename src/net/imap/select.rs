//! Opening a folder.

use super::Session;
use super::response::{Kind, Response, Status};
use crate::domain::{ModSeq, Uid, UidValidity};
use crate::net::NetError;

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
}

impl Session {
    /// Opens a folder, by its name as [`super::RemoteFolder`] holds it.
    pub async fn select(&mut self, raw_name: &str) -> Result<Selected, NetError> {
        self.open_folder("SELECT", raw_name).await
    }

    /// The same without the right to change anything.
    pub async fn examine(&mut self, raw_name: &str) -> Result<Selected, NetError> {
        self.open_folder("EXAMINE", raw_name).await
    }

    async fn open_folder(&mut self, verb: &str, raw_name: &str) -> Result<Selected, NetError> {
        let mut said = Said::default();
        // Only asked so does Dovecot begin to keep mod-sequences.
        let condstore = if self.capabilities.condstore { " (CONDSTORE)" } else { "" };
        let command = format!("{verb} {}{condstore}", quoted(raw_name)?);
        self.run(&command, |response| said.hear(response)).await?;
        self.exists = said.exists;
        self.news = false;
        // Without one, no UID means anything tomorrow.
        let uid_validity = said.uid_validity.ok_or(NetError::Odd("a folder without UIDVALIDITY"))?;
        Ok(Selected {
            uid_validity: UidValidity(uid_validity),
            uid_next: said.uid_next.map(Uid),
            exists: said.exists,
            highest_modseq: said.highest_modseq.filter(|&modseq| modseq > 0).map(ModSeq),
            permanent_keywords: said.permanent_keywords,
        })
    }
}

#[derive(Default)]
struct Said {
    exists: u32,
    uid_validity: Option<u32>,
    uid_next: Option<u32>,
    highest_modseq: Option<u64>,
    permanent_keywords: bool,
}

impl Said {
    fn hear(&mut self, response: &Response<'_>) {
        match response {
            Response::Exists(exists) => self.exists = *exists,
            Response::Status(status @ Status { kind: Kind::Ok, .. }) => self.hear_code(status.code()),
            _ => {}
        }
    }

    fn hear_code(&mut self, code: Option<(&str, &str)>) {
        let Some((name, value)) = code else { return };
        match name.to_ascii_uppercase().as_str() {
            "UIDVALIDITY" => self.uid_validity = value.parse().ok(),
            "UIDNEXT" => self.uid_next = value.parse().ok(),
            "HIGHESTMODSEQ" => self.highest_modseq = value.parse().ok(),
            "PERMANENTFLAGS" => self.permanent_keywords = value.contains("\\*"),
            _ => {}
        }
    }
}

/// A name between quotes. One that holds a line end cannot be said.
fn quoted(name: &str) -> Result<String, NetError> {
    if name.contains(['\r', '\n', '\0']) {
        return Err(NetError::Odd("a folder name with a line end"));
    }
    Ok(format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_cannot_end_the_command() {
        assert_eq!(quoted("a\"b\\c").unwrap(), "\"a\\\"b\\\\c\"");
        assert!(quoted("a\r\ns9 DELETE INBOX").is_err());
    }
}
