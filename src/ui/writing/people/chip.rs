//! One person of a field: the name, signs for what is known of the address, and the
//! way out of the field.

use iced::widget::{button, container, row};
use iced::{Alignment, padding};

use super::group::{Chip, grip};
use super::{Known, Message};
use crate::domain::{Address, Circle, Email, Space, TrustedSpace};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, space, text as colour};
use crate::ui::widget::pieces::tip;
use crate::ui::widget::single_line;

/// A chip shows no more of a name.
pub(super) const CHIP: f32 = 260.0;

/// What a chip has to say of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    /// It is no address.
    Unfit,
    Patient,
    Trusted,
    Outside,
    Unlisted,
    Apicrypt,
    Certified,
    Uncertified,
}

pub(super) fn remarks(person: &Address, space_of: Space, trusted: &TrustedSpace, known: &Known) -> Vec<Remark> {
    let Ok(email) = Email::parse(&person.email) else { return vec![Remark::Unfit] };
    let circle = match trusted.circle(&email) {
        _ if email.is_apicrypt() => Some(Remark::Apicrypt),
        Circle::Patient => Some(Remark::Patient),
        Circle::Trusted => Some(Remark::Trusted),
        Circle::Outside if space_of == Space::Secure => Some(Remark::Outside),
        Circle::Unlisted if space_of == Space::Secure => Some(Remark::Unlisted),
        Circle::Outside | Circle::Unlisted => None,
    };
    let cipher = known
        .get(&email.as_str().to_lowercase())
        .map(|standing| if standing.is_certified() { Remark::Certified } else { Remark::Uncertified });
    circle.into_iter().chain(cipher).collect()
}

impl Remark {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Unfit => "writing-person-unfit",
            Self::Patient => "people-patient",
            Self::Trusted => "people-trusted",
            Self::Outside => "people-outside",
            Self::Unlisted => "people-unlisted",
            Self::Apicrypt => "writing-person-apicrypt",
            Self::Certified => "writing-person-certified",
            Self::Uncertified => "writing-person-uncertified",
        }
    }

    pub(super) fn warns(self) -> bool {
        matches!(self, Self::Unfit | Self::Outside | Self::Unlisted | Self::Apicrypt)
    }

    /// How a chip with these stands out.
    pub(super) fn tone(all: &[Self]) -> Option<Tone> {
        if all.contains(&Self::Unfit) {
            return Some(Tone::Danger);
        }
        all.iter().any(|one| one.warns()).then_some(Tone::Attention)
    }

    fn sign<'a>(self) -> Option<Element<'a, Message>> {
        Some(match self {
            Self::Patient => icon::user().size(12).into(),
            Self::Trusted => icon::lock().size(12).style(colour::verified).into(),
            Self::Unfit | Self::Outside | Self::Unlisted | Self::Apicrypt => icon::warning().size(12).into(),
            Self::Certified => icon::key().size(12).style(colour::verified).into(),
            Self::Uncertified => return None,
        })
    }
}

pub(super) fn chip<'a>(
    ctx: &Context<'a>,
    place: usize,
    person: &'a Address,
    space_of: Space,
    known: &Known,
) -> Element<'a, Message> {
    let remarks = remarks(person, space_of, ctx.mailboxes.trusted(), known);
    let signs = row(remarks.iter().filter_map(|remark| remark.sign())).spacing(2);
    let name = single_line(person.display());
    let close =
        button(icon::close().size(11)).padding(2).style(kind::ghost).on_press(Message::Removed(Chip::Person(place)));
    let close = tip(close, fl!(ctx.words, "writing-person-remove"));
    let content = row![signs, container(name).max_width(CHIP), close].spacing(space::XS).align_y(Alignment::Center);
    let chip = container(content).padding(padding::left(space::S).right(2.0).vertical(1.0));
    let chip = match Remark::tone(&remarks) {
        Some(tone) => chip.style(surface::banner(tone)),
        None => chip.style(surface::chip),
    };
    let address = (!person.name.is_empty()).then(|| person.email.clone());
    let said = remarks.iter().map(|remark| ctx.words.say(remark.key()));
    let says: Vec<String> = address.into_iter().chain(said).collect();
    let chip = grip(chip, Chip::Person(place));
    if says.is_empty() { chip } else { tip(chip, says.join("\n")) }
}
