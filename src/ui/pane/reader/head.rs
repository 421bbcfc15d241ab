//! The head of a message: subject, people, date, what it claims to be, and what
//! is attached.

use iced::widget::{column, container, row, space as gap, text};
use iced::{Alignment, Length};

use super::people::{recipients, senders};
use super::{Message, Shown};
use crate::domain::{ConcernSource, Envelope, FolderId, Mark, Space, Summary, Tag, shown_subject};
use crate::i18n::{Words, fl};
use crate::ui::about;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::padlock;
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::{Element, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::icon_button;
use crate::ui::widget::single_line;

/// Tags of one message: nobody puts more on it.
const TAGS: usize = 12;
/// The name of a mailbox takes no more than this.
const MAILBOX: f32 = 150.0;
/// Letters of a subject that are shown.
const SUBJECT: usize = 300;

/// What a tool does to the letters of the text, and whether it has been used.
#[derive(Debug, Clone, Copy)]
pub(super) enum LetterTool {
    None,
    /// Of one width.
    Fixed(bool),
    /// The text alone, without its layout.
    Plain(bool),
}

pub(super) fn full_head<'a>(
    ctx: &Context<'a>,
    shown: &'a Shown,
    letters: LetterTool,
    views: bool,
) -> Element<'a, Message> {
    let envelope = &shown.opened.envelope;
    let title = row![subject(ctx.words, &envelope.subject), tools(ctx, shown, letters)].spacing(space::M);
    // Whom it is about has the whole width: a number that is cut short is none.
    let title = column![title, patient(ctx, &shown.row)].spacing(2);
    let date = envelope.date.unwrap_or(shown.opened.summary.date);
    let date = single_line(ctx.words.date_long(date)).size(size::SMALL).style(colour::muted);
    column![
        title,
        column![senders(ctx, shown), recipients(ctx, shown)].spacing(2),
        // Where the pane is narrow they stand below each other: none gives way.
        row![]
            .push(claim(ctx.words, shown))
            .push(mailbox(ctx, shown.opened.summary.folder))
            .push(date)
            .spacing(space::M)
            .align_y(Alignment::Center)
            .wrap()
            .vertical_spacing(space::XS),
        tags(ctx, &shown.row),
        several_senders(ctx.words, envelope),
        shown.attachment_strip(ctx, views),
    ]
    .spacing(space::M)
    .into()
}

/// What the list knows already.
pub(super) fn brief_head<'a>(ctx: &Context<'a>, summary: &'a Summary) -> Element<'a, Message> {
    let from = row![
        single_line(summary.who.as_str()).font(font::STRONG).width(Length::Fill),
        single_line(ctx.words.date_long(summary.date)).size(size::SMALL).style(colour::muted),
    ]
    .spacing(space::M);
    column![subject(ctx.words, &summary.subject), patient(ctx, summary), from].spacing(space::M).into()
}

fn subject<'a>(words: &Words, subject: &'a str) -> Element<'a, Message> {
    let line = text(if subject.trim().is_empty() {
        fl!(words, "reader-no-subject")
    } else {
        shown_subject(subject).chars().take(SUBJECT).collect()
    });
    line.size(size::TITLE).font(font::STRONG).line_height(1.3).width(Length::Fill).into()
}

/// Whom it is about, as its documents say, or only its subject.
fn patient<'a>(ctx: &Context<'a>, summary: &Summary) -> Option<Element<'a, Message>> {
    let about = summary.about.as_deref().filter(|about| about::has_document(about))?;
    let name = single_line(about::patient(ctx.words, about)).font(font::MEDIUM);
    let ins = about::ins(ctx.words, &about.first).map(|ins| single_line(ins).size(size::SMALL).style(colour::muted));
    let hint = (about.first.source == ConcernSource::Subject)
        .then(|| single_line(ctx.words.say("about-by-subject")).size(size::SMALL).style(colour::muted));
    let line = row![icon::stethoscope().size(14).style(colour::accent), name, ins, hint];
    Some(line.spacing(space::S).align_y(Alignment::Center).wrap().into())
}

/// What can be done with the text, on the right of the subject.
fn tools<'a>(ctx: &Context<'a>, shown: &Shown, letters: LetterTool) -> Element<'a, Message> {
    let say = |key| ctx.words.say(key);
    let letters = match letters {
        LetterTool::None => None,
        LetterTool::Fixed(fixed) => {
            let says = say(if fixed { "reader-proportional" } else { "reader-fixed" });
            Some(icon_button(icon::text_size(), says, Some(Message::FixedFlipped)))
        }
        LetterTool::Plain(plain) => {
            let says = say(if plain { "reader-laid-out" } else { "reader-plain" });
            Some(icon_button(icon::text_size(), says, Some(Message::PlainFlipped)))
        }
    };
    let headers_says = say(if shown.raw { "reader-headers-hide" } else { "reader-headers-show" });
    row![
        icon_button(icon::copy(), say("reader-copy-all"), Some(Message::CopyAllPressed)),
        icon_button(
            icon::print(),
            shortcut::with_keys(ctx.words, say("print"), Intent::Print),
            Some(Message::PrintPressed)
        ),
        letters,
        icon_button(icon::file_code(), headers_says, Some(Message::HeadersFlipped)),
    ]
    .spacing(2)
    .into()
}

/// The mailbox that it lies in, where there are several or it is a secure one.
fn mailbox<'a>(ctx: &Context<'a>, folder: FolderId) -> Option<Element<'a, Message>> {
    let account = ctx.mailboxes.account_of(folder)?;
    let secure = account.draft.space == Space::Secure;
    let edge = container(gap()).width(3).height(14).style(surface::account_edge(account.draft.colour));
    let label = single_line(account.draft.label.as_str()).size(size::SMALL);
    let chip = row![edge, secure.then(|| padlock(ctx.words)), container(label).max_width(MAILBOX)]
        .spacing(space::XS)
        .align_y(Alignment::Center);
    let chip = container(chip).padding([2.0, 6.0]).style(surface::chip);
    (secure || ctx.mailboxes.are_several()).then(|| chip.into())
}

/// Of a message without a seal that was looked at: what its structure claims.
/// Never cut short, however narrow the pane.
fn claim<'a>(words: &Words, shown: &Shown) -> Option<Element<'a, Message>> {
    if shown.opened.seal.is_some() {
        return None;
    }
    let (icon, says) = match shown.opened.mark {
        Mark::Plain => (icon::shield_off(), "reader-mark-plain"),
        Mark::Signed => (icon::signature(), "reader-mark-signed"),
        Mark::Encrypted => (icon::lock(), "reader-mark-encrypted"),
    };
    let claim = row![icon.size(14), single_line(words.say(says)).size(size::SMALL)].spacing(6);
    Some(claim.align_y(Alignment::Center).into())
}

/// The tags, each by its name: a colour alone says nothing.
fn tags<'a>(ctx: &Context<'a>, row: &Summary) -> Option<Element<'a, Message>> {
    let tags: Vec<&Tag> = row.keywords.iter().filter_map(|keyword| ctx.tag(keyword)).take(TAGS).collect();
    let chip = |tag: &Tag| {
        let dot = container(gap()).width(8).height(8).style(surface::tag_dot(tag.colour));
        let name = single_line(tag.name.clone()).size(size::SMALL);
        let content = iced::widget::row![dot, name].spacing(6).align_y(Alignment::Center);
        container(content).padding([2.0, space::S]).style(surface::chip).into()
    };
    (!tags.is_empty()).then(|| {
        let chips = iced::widget::row(tags.into_iter().map(chip));
        chips.spacing(space::XS).wrap().vertical_spacing(space::XS).into()
    })
}

/// More than one author is how a forged sender hides.
fn several_senders<'a>(words: &Words, envelope: &Envelope) -> Option<Element<'a, Message>> {
    (envelope.from.len() > 1).then(|| {
        let says = text(fl!(words, "reader-several-senders")).width(Length::Fill);
        let content = row![icon::warning(), says].spacing(space::S).align_y(Alignment::Center);
        container(content).padding(space::S).style(surface::banner(surface::Tone::Attention)).into()
    })
}
