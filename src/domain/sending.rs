//! How a mailbox sends: what its messages are like unless their writer says
//! otherwise, and what is not to leave it.

use serde::{Deserialize, Serialize};

use super::{Author, Circle, Email, Signature};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Sending {
    pub sign: Habit,
    pub encrypt: Habit,
    /// The subject of what is encrypted is hidden with it, and the header of what is
    /// signed is signed too (RFC 9788).
    pub hide_subject: bool,
    /// With layout; else plain text.
    pub rich: bool,
    /// Those outside the trusted space.
    pub outside: Outside,
    /// The operator's own limits, where the user knows them: bytes on the wire,
    /// and people.
    pub size_limit: Option<u64>,
    pub most_people: Option<u32>,
    /// A copy of what is sent, in Sent.
    pub copy: bool,
    pub read_receipt: bool,
    pub delivery_report: bool,
    /// Seconds in which a message can be taken back.
    pub grace: u16,
    pub signatures: Vec<Signature>,
    /// The one that stands under a message unless its writer chooses another.
    pub signature: Option<usize>,
    /// Above what is quoted, not below.
    pub above: bool,
    pub author: Author,
}

/// What is done where the writer does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Habit {
    Always,
    /// Where there is a key for it.
    #[default]
    WhenPossible,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outside {
    Forbid,
    #[default]
    Warn,
    Allow,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            sign: Habit::default(),
            encrypt: Habit::default(),
            // Programs of practices file documents by a subject that they read outside.
            hide_subject: false,
            rich: false,
            outside: Outside::default(),
            size_limit: None,
            most_people: None,
            copy: true,
            read_receipt: false,
            delivery_report: false,
            grace: 5,
            signatures: Vec::new(),
            signature: None,
            above: true,
            author: Author::default(),
        }
    }
}

impl Sending {
    /// Whether a message to these people is signed and whether it is encrypted, where
    /// its writer does not say. A patient has nothing to check or to open it with.
    pub fn seals(&self, people: &[Email], can_sign: bool, can_encrypt: bool) -> (bool, bool) {
        let patients = people.iter().any(|email| email.circle() == Circle::Patient);
        (self.sign.holds(can_sign) && !patients, self.encrypt.holds(can_encrypt) && !patients)
    }
}

impl Habit {
    pub fn holds(self, possible: bool) -> bool {
        match self {
            Self::Always => true,
            Self::WhenPossible => possible,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Email, Habit, Sending};

    #[test]
    fn a_mailbox_seals_where_it_can_and_never_for_a_patient() {
        let email = |text: &str| Email::parse(text).unwrap();
        let (anne, patient) =
            (email("anne@clinique.mssante.example"), email("279035121518989@patient.mssante.example"));
        let sending = Sending::default();
        let colleague = [anne.clone()];
        assert_eq!(sending.seals(&colleague, true, false), (true, false));
        assert_eq!(sending.seals(&colleague, true, true), (true, true));
        assert_eq!(sending.seals(&[anne, patient], true, true), (false, false));
        let always = Sending { encrypt: Habit::Always, ..sending };
        assert_eq!(always.seals(&colleague, false, false), (false, true));
    }
}
