//! What the window of a message that is written hears, and what it asks of those
//! around it.

use std::path::PathBuf;

use iced::widget::Id;

use super::drag::DragMessage;
use super::{Place, body, checks, document, people, pictures, templates};
use crate::desktop::Copied;
use crate::domain::clinical::{Form, Inside};
use crate::domain::{AccountId, Draft, DraftId, Email, MessageId, OutgoingId, Secret, Standing, Timestamp, Writing};
use crate::engine::{Chosen, Fault, KeptFile, Means};

#[derive(Debug, Clone)]
pub enum Message {
    /// The window is there.
    Opened,
    People(Place, people::Message),
    Drag(DragMessage),
    Shown(Place),
    Subject(String),
    Entered,
    Body(body::Message),
    From(AccountId),
    Sign,
    Encrypt,
    ReadReceipt,
    DeliveryReport,
    Copy,
    LastWord,
    AttachPressed,
    /// Those that were read, and what kept the rest from it.
    Enclosed(Vec<KeptFile>, Option<Fault>),
    Detached(usize),
    Pictures(pictures::Message),
    /// The clipboard held nothing that can be put in.
    Copied(Copied),
    Dropped(PathBuf),
    Picked(Vec<PathBuf>),
    KeepNow,
    Kept(Result<DraftId, Fault>, Timestamp),
    Stands(AccountId, Vec<Standing>, Box<Means>),
    SendPressed,
    /// What kept it from leaving is out of the way.
    Resumed,
    /// Not at once: when?
    LaterPressed,
    LaterChosen(Timestamp),
    Checked(u64, Vec<Standing>, Box<Means>, Box<Inside>),
    /// All that was said was read.
    Confirmed,
    Remedied(checks::Remedy),
    Returned,
    /// It leaves as soon as the code of the card is given.
    CodeAsked,
    Left(Result<OutgoingId, Fault>),
    FaultClosed,
    Closed,
    Discarded,
    Stepped(i8),
    Erased(Place),
    TemplatesPressed,
    Templates(templates::Message),
    Document(document::Message),
    /// It is a template itself, and done.
    TemplateDone,
    SignaturesPressed,
    OptionsPressed,
    HelpPressed,
    /// With layout, or plain.
    Rich,
    /// To the next blank of a template.
    FillNext,
}

impl Message {
    /// Something of the message would be another afterwards.
    pub(super) fn writes(&self) -> bool {
        matches!(
            self,
            Self::People(..)
                | Self::Drag(DragMessage::Fell(_))
                | Self::Shown(_)
                | Self::Subject(_)
                | Self::Body(_)
                | Self::From(_)
                | Self::Sign
                | Self::Encrypt
                | Self::ReadReceipt
                | Self::DeliveryReport
                | Self::Copy
                | Self::LastWord
                | Self::AttachPressed
                | Self::Detached(_)
                | Self::Pictures(pictures::Message::Picked(_) | pictures::Message::Shrink(_))
                | Self::Dropped(_)
                | Self::Picked(_)
                | Self::Discarded
                | Self::Erased(_)
                | Self::TemplatesPressed
                | Self::Document(_)
                | Self::TemplateDone
                | Self::SignaturesPressed
                | Self::OptionsPressed
                | Self::Rich
                | Self::FillNext
        )
    }
}

/// What the window has to do.
#[must_use]
pub enum Action {
    None,
    Several(Vec<Action>),
    /// In a moment, ask whether to keep.
    Wait,
    /// The server is to have it too.
    CopyThere(DraftId),
    Keep(Option<DraftId>, Box<Writing>),
    /// How do these stand, and what can be done?
    Stand(Vec<Email>, AccountId),
    /// The same, to send.
    Check(Vec<Email>, Box<Draft>, u64),
    Ask(Place, String),
    PickFiles,
    Enclose(DraftId, Box<Writing>, Vec<PathBuf>),
    Send {
        id: DraftId,
        writing: Box<Writing>,
        code: Option<Secret>,
        later: Option<Timestamp>,
    },
    Picture(pictures::Wish),
    /// A menu of times.
    AskWhen,
    /// A menu of all that can be asked of it.
    AskOptions,
    /// The page of keys.
    Help,
    /// A menu of the mailbox's signatures; which of them stands there.
    AskSignature(Option<String>),
    /// The signature of another mailbox.
    SignAs(AccountId),
    Document(document::Wish),
    /// Packed for the draft, with what is said of it.
    Pack(DraftId, Box<Writing>, Chosen, Box<Form>),
    AskTemplates,
    TakeTemplate(MessageId, AccountId, bool),
    MakeTemplate(Box<Writing>),
    KeepTemplate(Option<DraftId>, Box<Writing>),
    Focus(Id),
    Body(body::Action),
    Close,
    /// There is nothing in it.
    Drop(Option<DraftId>),
    Discard(Option<DraftId>, Box<Writing>),
}
