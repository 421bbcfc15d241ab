//! The one panel before sending: all that is to be said of the message, each
//! with what can be done about it. After it, nothing is asked.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::Message;
use crate::domain::Email;
use crate::domain::check::Remark;
use crate::i18n::Words;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::modal::{buttons, frame};
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, space};

const WIDTH: f32 = 560.0;

/// What can be done about a remark, after which it is checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    SignOnly,
    InClear,
    Encrypt,
    Unsigned,
    NoCopy,
    Drop(Vec<Email>),
    /// What is no address.
    DropUnfit,
    ToBcc,
    Attach,
    Subject,
    /// To the first blank.
    Blank,
    /// The health documents stay behind.
    DropDocuments,
    /// The subject says what the document is, and not whose.
    UnnamedSubject,
}

/// `goes_on`: only its recipients can be another.
pub(super) fn view<'a>(ctx: &Context<'a>, remarks: &[Remark], goes_on: bool) -> Element<'a, Message> {
    let words = ctx.words;
    let stopped = remarks.iter().any(Remark::stops);
    let said = column(remarks.iter().map(|remark| told(words, remark, goes_on))).spacing(space::S);
    let back = form::word_button(words.say("writing-check-back"), kind::plain, Some(Message::Returned));
    let go =
        (!stopped).then(|| form::word_button(words.say("writing-check-send"), kind::primary, Some(Message::Confirmed)));
    let title = words.say(if stopped { "writing-check-stopped" } else { "writing-check-title" });
    frame(words, title, WIDTH, said, buttons([Some(back), go]), Message::Returned)
}

fn told<'a>(words: &Words, remark: &Remark, goes_on: bool) -> Element<'a, Message> {
    let tone = if remark.stops() { Tone::Danger } else { Tone::Attention };
    let mut ways = remedies(remark);
    ways.retain(|(_, remedy)| !goes_on || !matches!(remedy, Remedy::DropDocuments | Remedy::UnnamedSubject));
    let without = ways.is_empty();
    let ways = ways
        .into_iter()
        .map(|(key, remedy)| form::word_button(words.say(key), kind::plain, Some(Message::Remedied(remedy))));
    let ways = row(ways).spacing(space::S).wrap().vertical_spacing(space::XS);
    let sentence = row![icon::warning(), text(words.remark(remark)).width(Length::Fill)];
    let sentence = sentence.spacing(space::S).align_y(Alignment::Start);
    let content = if without { column![sentence] } else { column![sentence, ways] };
    container(content.spacing(space::S))
        .padding([space::S, space::M])
        .width(Length::Fill)
        .style(surface::banner(tone))
        .into()
}

/// The ways out, by their words.
fn remedies(remark: &Remark) -> Vec<(&'static str, Remedy)> {
    match remark {
        Remark::Uncertified(people) => vec![
            ("remedy-sign-only", Remedy::SignOnly),
            ("remedy-in-clear", Remedy::InClear),
            ("remedy-drop", Remedy::Drop(people.clone())),
        ],
        Remark::Outside(people) | Remark::Unlisted(people) | Remark::Forbidden(people) | Remark::Apicrypt(people) => {
            vec![("remedy-drop", Remedy::Drop(people.clone()))]
        }
        Remark::UnfitAddresses(_) => vec![("remedy-drop", Remedy::DropUnfit)],
        Remark::HiddenFromProfessionals(people)
        | Remark::HiddenFromPatients(people)
        | Remark::OtherPatients(people)
        | Remark::UnruledDocument(people)
        | Remark::HiddenFromGuardians(people) => {
            vec![("remedy-drop", Remedy::Drop(people.clone())), ("remedy-drop-documents", Remedy::DropDocuments)]
        }
        Remark::PatientNamed(people) => {
            vec![("remedy-unnamed", Remedy::UnnamedSubject), ("remedy-drop", Remedy::Drop(people.clone()))]
        }
        Remark::DocumentInClear(_) => {
            vec![("remedy-encrypt", Remedy::Encrypt), ("remedy-drop-documents", Remedy::DropDocuments)]
        }
        Remark::SeveralPatients => vec![("remedy-drop-documents", Remedy::DropDocuments)],
        Remark::Unqualified(people) => vec![("remedy-drop", Remedy::Drop(people.clone()))],
        Remark::WouldBeBared => vec![("remedy-encrypt", Remedy::Encrypt)],
        Remark::NoKey => vec![("remedy-unsigned", Remedy::Unsigned)],
        Remark::NothingAttached => vec![("remedy-attach", Remedy::Attach)],
        Remark::NoSubject => vec![("remedy-subject", Remedy::Subject)],
        Remark::Blanks(_) => vec![("remedy-blank", Remedy::Blank)],
        Remark::ManyInCc(_) => vec![("remedy-to-bcc", Remedy::ToBcc)],
        Remark::UnreadableCopy => vec![("remedy-no-copy", Remedy::NoCopy)],
        Remark::NoServer
        | Remark::NoRecipient
        | Remark::TooLarge { .. }
        | Remark::TooMany { .. }
        | Remark::Patients(_) => Vec::new(),
    }
}
