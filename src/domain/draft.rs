//! A message that is being written: a new one, or an answer to one that came.
//! What is carried along is named, not held: the bytes stay where they lie until
//! the draft is sent.

use serde::{Deserialize, Serialize};

use super::clinical::{Enclosed, Packed};
use super::people::Group;
use super::writing::{Document, Paragraph, Selection};
use super::{Account, AccountId, Address, EnclosureId, Flag, MessageId, PartId, shown_subject};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The mailbox it is written in, and sent from.
    pub account: AccountId,
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub bcc: Vec<Address>,
    pub reply_to: Vec<Address>,
    pub subject: String,
    /// Ids are without brackets, as everywhere.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    /// A paragraph is one line: where lines are broken for the wire is not its
    /// business.
    pub text: String,
    /// The same with its layout. Only what was cleaned before stands in it.
    pub html: Option<String>,
    /// The quote is longer than what is given to an editor.
    pub quote_cut: bool,
    pub carried: Vec<Carried>,
    /// What it answers.
    pub source: Option<Answered>,
    /// It quotes or carries what came encrypted: it must not go out in clear.
    pub must_encrypt: bool,
    #[serde(default)]
    pub wishes: Wishes,
}

impl Draft {
    /// Nobody is to read its subject on the way.
    pub fn hides_subject(&self) -> bool {
        self.wishes.hide_subject && (self.wishes.encrypt || self.must_encrypt)
    }
}

/// What the writer wants to become of it, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Wishes {
    pub sign: bool,
    pub encrypt: bool,
    /// Its header is protected: of what is encrypted the subject is hidden.
    pub hide_subject: bool,
    /// To be told that it was read (MDN).
    pub read_receipt: bool,
    /// To be told that it was delivered (DSN).
    pub delivery_report: bool,
    /// No copy of it in Sent.
    pub no_copy: bool,
    /// To a patient: no answer is wanted (`X-MSS-MES: FIN`).
    pub last_word: bool,
}

/// A draft in the cache, as long as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    #[serde(flatten)]
    pub draft: Draft,
    /// With its layout; else as plain text.
    #[serde(default)]
    pub rich: bool,
    /// The words. The text and the HTML of the draft are made of them when it is
    /// sent.
    #[serde(default)]
    pub document: Document,
    /// Where the cursor is.
    #[serde(default)]
    pub selection: Selection,
    #[serde(default)]
    pub decided: Decided,
    #[serde(default)]
    pub purpose: Purpose,
    /// The signature that was put under it, to be found there again.
    #[serde(default)]
    pub signed: Option<String>,
    /// Whom the message is about that it answers, for signatures and templates.
    /// Empty where nobody knows, or where it is about several.
    #[serde(default)]
    pub patient: String,
    /// Those of its people who are shown together.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The health documents that go along.
    #[serde(default)]
    pub enclosed: Option<Enclosed>,
}

/// What the writer decided himself of the seal; the rest follows the mailbox and
/// the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Decided {
    pub sign: bool,
    pub encrypt: bool,
}

/// What is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To be sent.
    #[default]
    Letter,
    /// To be written again and again: laid into the folder of templates, in the
    /// place of the one that it was made of.
    Template { instead: Option<MessageId> },
}

impl Writing {
    /// An empty one, as the mailbox writes.
    pub fn new(account: &Account) -> Self {
        let draft = Draft {
            account: account.id,
            from: Address::new(account.draft.holder.clone(), account.draft.email.as_str()),
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            reply_to: Vec::new(),
            subject: String::new(),
            in_reply_to: None,
            references: Vec::new(),
            text: String::new(),
            html: None,
            quote_cut: false,
            carried: Vec::new(),
            source: None,
            must_encrypt: false,
            wishes: Wishes::default(),
        };
        let mut writing = Self::of(draft);
        writing.follow(account);
        writing
    }

    /// One whose words are still to be put in.
    pub fn of(draft: Draft) -> Self {
        Self {
            draft,
            rich: false,
            document: Document::default(),
            selection: Selection::default(),
            decided: Decided::default(),
            purpose: Purpose::default(),
            signed: None,
            patient: String::new(),
            groups: Vec::new(),
            enclosed: None,
        }
    }

    /// What the mailbox wishes where nobody said otherwise.
    pub fn follow(&mut self, account: &Account) {
        let sending = &account.draft.sending;
        self.rich = sending.rich;
        let wishes = &mut self.draft.wishes;
        (wishes.read_receipt, wishes.delivery_report) = (sending.read_receipt, sending.delivery_report);
        wishes.no_copy = !sending.copy;
        // An answer does not bare what came hidden.
        wishes.hide_subject |= sending.hide_subject;
    }

    /// It goes on as it came: only its recipients are chosen.
    pub fn is_redirect(&self) -> bool {
        self.draft.source.is_some_and(|source| source.manner == Manner::Redirect)
    }

    pub fn is_template(&self) -> bool {
        matches!(self.purpose, Purpose::Template { .. })
    }

    /// Documents go along from now on, in the place of the archive that was there.
    pub fn put_documents_in(&mut self, packed: Packed) {
        let Carried::File { file: archive, .. } = packed.archive else { return };
        let held = self.enclosed.take();
        let draft = &mut self.draft;
        let (mut twins, before) = match held {
            Some(held) => {
                draft.carried.retain(|one| !matches!(one, Carried::File { file, .. } if *file == held.archive));
                (held.twins, held.before)
            }
            None => (Vec::new(), draft.subject.clone()),
        };
        twins.extend(packed.twins.iter().filter_map(|one| match one {
            Carried::File { file, .. } => Some(*file),
            Carried::Part { .. } | Carried::Whole { .. } => None,
        }));
        draft.carried.push(packed.archive);
        draft.carried.extend(packed.twins);
        draft.subject.clone_from(&packed.subject);
        self.enclosed = Some(Enclosed { archive, twins, subject: packed.subject, before });
    }

    /// It is the archive of documents, or one of them as a PDF.
    pub fn is_of_document(&self, one: &Carried) -> bool {
        matches!((one, &self.enclosed), (Carried::File { file, .. }, Some(enclosed)) if enclosed.holds(*file))
    }

    /// The health documents that went along stay behind, with the subject that they
    /// brought.
    pub fn take_documents_out(&mut self) {
        let Some(enclosed) = self.enclosed.take() else { return };
        self.draft.carried.retain(|one| !matches!(one, Carried::File { file, .. } if enclosed.holds(*file)));
        let subject = &mut self.draft.subject;
        if *subject == enclosed.subject {
            *subject = enclosed.before;
        } else {
            *subject = shown_subject(subject).into_owned();
        }
    }

    /// What its writer wrote himself, without what is quoted.
    pub fn own_words(&self) -> String {
        let paragraphs = self.document.blocks().iter().filter_map(|block| block.paragraph());
        let own = paragraphs.filter(|paragraph| paragraph.form.quote == 0);
        own.map(Paragraph::text).collect::<Vec<_>>().join("\n")
    }

    /// Nothing was put into it that anybody could miss.
    pub fn is_blank(&self) -> bool {
        let draft = &self.draft;
        draft.to.is_empty()
            && draft.cc.is_empty()
            && draft.bcc.is_empty()
            && draft.subject.trim().is_empty()
            && self.document.letters(self.document.everything()).trim().is_empty()
            && draft.carried.is_empty()
    }
}

/// Something of a message that goes along with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Carried {
    Part {
        message: MessageId,
        part: PartId,
        name: String,
        media_type: String,
        size: u64,
        /// Of a picture that the HTML shows.
        content_id: Option<String>,
    },
    /// A message as an attachment (`message/rfc822`).
    Whole {
        message: MessageId,
        name: String,
        /// As it lies in its folder.
        #[serde(default)]
        size: u64,
    },
    /// A file, as it was when it was attached: it is kept beside the draft.
    File {
        file: EnclosureId,
        name: String,
        media_type: String,
        size: u64,
        /// Of a picture that the HTML shows.
        content_id: Option<String>,
    },
}

impl Carried {
    pub fn name(&self) -> &str {
        let (Self::Part { name, .. } | Self::Whole { name, .. } | Self::File { name, .. }) = self;
        name
    }

    /// It stands in the text, not beside it.
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Part { content_id: Some(_), .. } | Self::File { content_id: Some(_), .. })
    }

    /// Bytes, as they lie where it is taken from.
    pub fn size(&self) -> u64 {
        match self {
            Self::Part { size, .. } | Self::File { size, .. } | Self::Whole { size, .. } => *size,
        }
    }

    /// The same out of a file that is kept beside the draft, of `size` bytes.
    #[must_use]
    pub fn kept_in(self, file: EnclosureId, size: u64) -> Self {
        let (name, media_type, content_id) = match self {
            Self::Part { name, media_type, content_id, .. } | Self::File { name, media_type, content_id, .. } => {
                (name, media_type, content_id)
            }
            Self::Whole { name, .. } => (name, "message/rfc822".to_owned(), None),
        };
        Self::File { file, name, media_type, size, content_id }
    }
}

/// The message that a draft was made from. Once the draft is sent, it is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub message: MessageId,
    pub manner: Manner,
}

/// The ways of answering a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    Reply,
    ReplyAll,
    /// In the text, without its attachments.
    Forward,
    /// In the text, with its attachments.
    ForwardAttached,
    /// As an attachment (`.eml`).
    ForwardEml,
    EditAsNew,
    /// As it came, to somebody else (RFC 5322, 3.6.6).
    Redirect,
}

impl Manner {
    pub fn is_reply(self) -> bool {
        matches!(self, Self::Reply | Self::ReplyAll)
    }

    pub fn is_forward(self) -> bool {
        matches!(self, Self::Forward | Self::ForwardAttached | Self::ForwardEml)
    }

    /// What is set on the message that was answered, once the answer is sent.
    pub fn mark(self) -> Option<Flag> {
        match self {
            Self::Reply | Self::ReplyAll => Some(Flag::Answered),
            Self::Forward | Self::ForwardAttached | Self::ForwardEml | Self::Redirect => Some(Flag::Forwarded),
            Self::EditAsNew => None,
        }
    }
}

/// The words around a quote, in the user's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrases {
    /// "Le lundi 2 mars 2026 à 10:12, Anne Durand <…> a écrit :"
    pub attribution: String,
    /// Above a message that is forwarded.
    pub heading: String,
    /// Its header, a line each.
    pub header: Vec<String>,
    /// Before the subject of a message that is forwarded, without its colon.
    pub forward: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_documents(subject: &str) -> Writing {
        let file = |file| Carried::File {
            file: EnclosureId(file),
            name: String::new(),
            media_type: String::new(),
            size: 1,
            content_id: None,
        };
        let draft = r#"{"account":1,"from":{"name":"","email":"lea@cabinet.example"},"to":[],"cc":[],"bcc":[],
            "reply_to":[],"subject":"","in_reply_to":null,"references":[],"text":"","html":null,"quote_cut":false,
            "carried":[],"source":null,"must_encrypt":false}"#;
        let mut writing: Writing = serde_json::from_str(draft).unwrap();
        assert_eq!(writing.enclosed, None, "as drafts were kept before");
        writing.draft.subject = subject.to_owned();
        writing.draft.carried = vec![file(1), file(2), file(3)];
        writing.enclosed = Some(Enclosed {
            archive: EnclosureId(1),
            twins: vec![EnclosureId(3)],
            subject: "XDM/1.0/DDM+CR ESSAI Max".to_owned(),
            before: "Bilan".to_owned(),
        });
        writing
    }

    #[test]
    fn documents_leave_a_draft_with_their_pdf_and_their_subject() {
        let mut writing = with_documents("XDM/1.0/DDM+CR ESSAI Max");
        let kept: Writing = serde_json::from_str(&serde_json::to_string(&writing).unwrap()).unwrap();
        assert_eq!(kept, writing, "all of it is kept with the draft");
        writing.take_documents_out();
        assert_eq!(writing.draft.subject, "Bilan");
        assert!(matches!(writing.draft.carried[..], [Carried::File { file: EnclosureId(2), .. }]));
        assert_eq!(writing.enclosed, None);
    }

    #[test]
    fn a_subject_that_was_written_on_only_loses_what_is_for_machines() {
        let mut writing = with_documents("XDM/1.0/DDM+CR ESSAI Max, urgent");
        writing.take_documents_out();
        assert_eq!(writing.draft.subject, "CR ESSAI Max, urgent");
    }
}
