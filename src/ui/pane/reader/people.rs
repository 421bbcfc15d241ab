//! The people of a message: from whom and to whom, each with the address, and
//! in words what is known of it. A name is whatever the sender wrote; it vouches
//! for nothing.

use iced::widget::{button, column, container, mouse_area, row};
use iced::{Alignment, Length, padding};

use super::{Message, Shown};
use crate::domain::{Address, Circle, Email, Envelope, Space};
use crate::engine::Acquaintance;
use crate::i18n::fl;
use crate::ui::about;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::padlock;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces::{thin_scroll, tip};
use crate::ui::widget::single_line;

/// The column of "De", "À", "Copie".
const LABEL: f32 = 48.0;
/// How high a line of people is.
const LINE: f32 = 22.0;
/// Authors, where there are several; and recipients named on one line.
const SENDERS: usize = 4;
const NAMED: usize = 12;
/// When all are asked for: a hostile header may name ten thousand.
const ALL_PEOPLE: usize = 200;
/// The list of them is no higher than this; more is scrolled to.
const HIGHEST: f32 = 130.0;

/// What is said of an address beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remark {
    Patient,
    Trusted,
    /// In a mailbox of the trusted space, an address that is not.
    Outside,
    /// Its name is of the trusted space, and the white list does not have it.
    Unlisted,
    /// An address of the trusted space that came another way: nobody there
    /// could have sent it.
    OutOfPlace,
    Stranger,
    Known,
}

/// Who it says it comes from. The address is always in sight, and what asks for
/// a look has a line of its own.
pub(super) fn senders<'a>(ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
    let people = shown.opened.envelope.from.iter().take(SENDERS).map(|person| sender(ctx, shown, person));
    row![label(ctx, "reader-from"), column(people).width(Length::Fill)].into()
}

fn sender<'a>(ctx: &Context<'a>, shown: &Shown, person: &'a Address) -> Element<'a, Message> {
    let (quiet, loud): (Vec<Remark>, Vec<Remark>) =
        remarks(ctx, shown, person).into_iter().partition(|remark| remark.is_quiet());
    let named = !person.name.is_empty() && !person.email.is_empty();
    let address =
        named.then(|| single_line(person.email.as_str()).size(size::SMALL).style(colour::muted).width(Length::Fill));
    let signs = row(quiet.into_iter().map(|remark| told(ctx, remark))).spacing(space::XS).align_y(Alignment::Center);
    // A patient's bare address says nothing to anybody.
    let known = shown.row.about.as_deref().filter(|_| person.name.is_empty() && is_patient(person));
    let known = known.and_then(|about| about::correspondent(ctx.words, about));
    let address = address.or_else(|| {
        let bare = single_line(person.email.as_str()).size(size::SMALL).style(colour::muted).width(Length::Fill);
        known.is_some().then_some(bare)
    });
    let name: std::borrow::Cow<'a, str> = known.map_or_else(|| person.display().into(), Into::into);
    let line = row![single_line(name).font(font::STRONG), signs, address];
    let line = line.spacing(space::S).align_y(Alignment::Center).height(LINE).width(Length::Fill);
    let line = pressed(line, person);
    let said = (!loud.is_empty()).then(|| {
        row(loud.into_iter().map(|remark| told(ctx, remark))).spacing(space::XS).wrap().vertical_spacing(space::XS)
    });
    column![line, said].spacing(2).into()
}

/// A right press on somebody asks on which list to put them.
fn pressed<'a>(content: impl Into<Element<'a, Message>>, person: &Address) -> Element<'a, Message> {
    match Email::parse(&person.email) {
        Ok(email) => mouse_area(content).on_right_press(Message::PersonPressed(email)).into(),
        Err(_) => content.into(),
    }
}

fn is_patient(person: &Address) -> bool {
    Email::parse(&person.email).is_ok_and(|email| email.circle() == Circle::Patient)
}

/// To whom it went: one line, or all.
pub(super) fn recipients<'a>(ctx: &Context<'a>, shown: &'a Shown) -> Option<Element<'a, Message>> {
    if shown.everybody { Some(everybody(ctx, shown)) } else { one_line(ctx, &shown.opened.envelope) }
}

fn label<'a>(ctx: &Context<'a>, key: &str) -> Element<'a, Message> {
    container(single_line(ctx.words.say(key)).size(size::SMALL).style(colour::muted)).width(LABEL).center_y(LINE).into()
}

fn one_line<'a>(ctx: &Context<'a>, envelope: &'a Envelope) -> Option<Element<'a, Message>> {
    let count = envelope.to.len() + envelope.cc.len();
    let people: Vec<&str> = envelope.to.iter().chain(&envelope.cc).take(NAMED).map(Address::display).collect();
    let key = if envelope.to.is_empty() { "reader-cc" } else { "reader-to" };
    let says = fl!(ctx.words, "reader-people-show", count = count, number = ctx.words.number(count as u64));
    (count > 0).then(|| {
        row![
            row![label(ctx, key), single_line(people.join(", ")).width(Length::Fill)].align_y(Alignment::Center),
            (count > 1).then(|| people_link(says)),
        ]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .into()
    })
}

fn everybody<'a>(ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
    let line = |key, people: &'a [Address]| {
        let chips = people.iter().take(ALL_PEOPLE).map(|person| chip(ctx, shown, person));
        let chips = row(chips).spacing(space::XS).wrap().vertical_spacing(space::XS);
        let line = row![label(ctx, key), container(chips).width(Length::Fill)];
        (!people.is_empty()).then_some(line)
    };
    let envelope = &shown.opened.envelope;
    let lines = column![line("reader-to", &envelope.to), line("reader-cc", &envelope.cc)].spacing(space::XS);
    let fewer = container(people_link(fl!(ctx.words, "reader-people-hide"))).padding(padding::left(LABEL));
    column![container(thin_scroll(lines)).max_height(HIGHEST), fewer].spacing(2).into()
}

fn people_link<'a>(says: String) -> Element<'a, Message> {
    button(single_line(says).size(size::SMALL))
        .padding([2.0, 0.0])
        .style(kind::link)
        .on_press(Message::PeopleFlipped)
        .into()
}

/// A recipient: the name, the address in the tooltip, and the signs of what is
/// to be known, with their words in the tooltip too.
fn chip<'a>(ctx: &Context<'a>, shown: &'a Shown, person: &'a Address) -> Element<'a, Message> {
    let remarks = remarks(ctx, shown, person).into_iter().filter(|remark| *remark != Remark::Stranger);
    let remarks: Vec<Remark> = remarks.collect();
    let signs = row(remarks.iter().map(|remark| sign(*remark))).spacing(2);
    let name = single_line(person.display()).size(size::SMALL);
    let content = row![signs, name].spacing(space::XS).align_y(Alignment::Center);
    let chip = container(content).padding([2.0, space::S]).max_width(260).style(surface::chip);
    let said: Vec<String> = remarks.iter().map(|remark| ctx.words.say(remark.key())).collect();
    let address = (!person.name.is_empty()).then(|| person.email.clone());
    let says: Vec<String> = address.into_iter().chain(said).collect();
    let chip = pressed(chip, person);
    if says.is_empty() { chip } else { tip(chip, says.join("\n")) }
}

fn sign<'a>(remark: Remark) -> Element<'a, Message> {
    let sign = match remark {
        Remark::Patient => icon::user(),
        Remark::Trusted => icon::lock(),
        Remark::Outside | Remark::Unlisted | Remark::OutOfPlace => icon::warning(),
        Remark::Stranger => icon::circle(),
        Remark::Known => icon::check(),
    };
    sign.size(12).into()
}

/// Beside a sender: what asks for a look is said in words.
fn told<'a>(ctx: &Context<'a>, remark: Remark) -> Element<'a, Message> {
    let words = ctx.words.say(remark.key());
    match remark {
        Remark::Trusted => padlock(ctx.words),
        Remark::Known => tip(icon::check().size(13).style(colour::verified), words),
        Remark::Patient => {
            container(single_line(words).size(size::TINY)).padding([1.0, 6.0]).style(surface::chip).into()
        }
        Remark::Outside | Remark::Unlisted | Remark::OutOfPlace | Remark::Stranger => {
            let says = single_line(words).size(size::TINY);
            container(says).padding([1.0, 6.0]).style(surface::banner(Tone::Attention)).into()
        }
    }
}

fn remarks(ctx: &Context<'_>, shown: &Shown, person: &Address) -> Vec<Remark> {
    let Ok(email) = Email::parse(&person.email) else { return Vec::new() };
    let account = ctx.mailboxes.account_of(shown.opened.summary.folder);
    let secure = account.is_some_and(|account| account.draft.space == Space::Secure);
    let circle = match ctx.mailboxes.trusted().circle(&email) {
        Circle::Patient if secure => Some(Remark::Patient),
        Circle::Trusted if secure => Some(Remark::Trusted),
        Circle::Outside if secure => Some(Remark::Outside),
        Circle::Unlisted if secure => Some(Remark::Unlisted),
        Circle::Patient | Circle::Trusted | Circle::Unlisted if account.is_some() => Some(Remark::OutOfPlace),
        _ => None,
    };
    let known = shown.known.iter().find(|(one, _)| *one == email).and_then(|(_, how)| match how {
        Acquaintance::Stranger => Some(Remark::Stranger),
        Acquaintance::Written => Some(Remark::Known),
        Acquaintance::Heard | Acquaintance::Own => None,
    });
    circle.into_iter().chain(known).collect()
}

impl Remark {
    /// A sign says it; the others need words.
    fn is_quiet(self) -> bool {
        matches!(self, Self::Trusted | Self::Known)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Patient => "people-patient",
            Self::Trusted => "people-trusted",
            Self::Outside => "people-outside",
            Self::Unlisted => "people-unlisted",
            Self::OutOfPlace => "people-out-of-place",
            Self::Stranger => "people-stranger",
            Self::Known => "people-known",
        }
    }
}
