//! Opening a folder and hearing only what has changed since (QRESYNC, RFC 7162).

use super::Session;
use super::fetch::{RemoteMessage, last_word, message};
use super::response::Response;
use super::select::Selected;
use super::uidset::UidRanges;
use crate::domain::{ModSeq, UidValidity};
use crate::net::{NetError, Refusal};

/// What changed in a folder since it was last in step.
///
/// Once carried out, the number of messages here has to be that of
/// [`Selected::exists`]; if not, the folder wants comparing message by message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// New messages among them.
    pub changed: Vec<RemoteMessage>,
    /// UIDs that have no message any more, or never had one.
    pub vanished: UidRanges,
    /// False: the answer does not tell all (another validity, no clock of
    /// changes or one that went backwards, words that could not be read). Then
    /// both lists are empty, and everything has to be compared.
    pub whole: bool,
}

impl Session {
    /// Opens a folder and asks only for what changed since. Where nothing did,
    /// that costs one round trip and a constant number of bytes.
    pub async fn resync(
        &mut self,
        raw_name: &str,
        since: (UidValidity, ModSeq),
        writable: bool,
    ) -> Result<(Selected, Changes), NetError> {
        if !self.capabilities.qresync {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        let verb = if writable { "SELECT" } else { "EXAMINE" };
        let (UidValidity(validity), ModSeq(modseq)) = since;
        // Zeros are no numbers here; the server would call them nonsense.
        let can_ask = validity > 0 && modseq > 0;
        let parameter = if can_ask { format!(" (QRESYNC ({validity} {modseq}))") } else { String::new() };
        let mut heard = Changes { whole: true, ..Changes::default() };
        let selected = self.open_folder(verb, raw_name, &parameter, |response| heard.hear(response)).await?;
        let forwards = selected.highest_modseq.is_some_and(|now| now >= since.1);
        if !can_ask || !heard.whole || selected.uid_validity != since.0 || !forwards {
            return Ok((selected, Changes::default()));
        }
        heard.changed = last_word(heard.changed);
        Ok((selected, heard))
    }
}

impl Changes {
    fn hear(&mut self, response: &Response<'_>) {
        match response {
            // All that came before was of the folder that was open.
            Response::Status(status) if status.has_code("CLOSED") => *self = Self { whole: true, ..Self::default() },
            Response::Fetch(fetched) => self.changed.extend(message(fetched)),
            Response::Vanished { earlier: true, uids: Some(uids) } => self.whole &= self.vanished.add(uids),
            // Of which folder, or of which messages, nobody knows.
            Response::Vanished { .. } => self.whole = false,
            _ => {}
        }
    }
}
