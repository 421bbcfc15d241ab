//! What goes along: each with its name and its size, and how much of what
//! servers take it comes to.

use iced::widget::{column, container, progress_bar, row};
use iced::{Alignment, Length, padding};

use super::{Message, State, pictures};
use crate::domain::check::PATIENT_LIMIT;
use crate::domain::{Carried, Circle, Email, weight};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::reader::whole_ending;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{icon_button, rule_across, thin_scroll, tip, word_button};
use crate::ui::widget::single_line;

/// The strip is no higher than this; more is scrolled to.
const HIGHEST: f32 = 84.0;
const GAUGE: f32 = 120.0;

impl State {
    pub(super) fn files<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        if self.carried().iter().all(Carried::is_shown) {
            return None;
        }
        let beside = self.carried().iter().enumerate().filter(|(_, one)| !one.is_shown());
        let cards = beside.map(|(place, one)| card(ctx, place, one));
        let cards = row(cards).spacing(space::S).wrap().vertical_spacing(space::S);
        let strip = container(thin_scroll(cards)).max_height(HIGHEST).width(Length::Fill);
        let strip = row![strip, self.gauge(ctx)].spacing(space::M).align_y(Alignment::Center);
        let strip = container(strip).padding(padding::horizontal(space::M).vertical(space::S));
        Some(column![strip, rule_across()].into())
    }

    /// The least that the operator, the server and the recipients take.
    fn limit(&self) -> Option<u64> {
        let patient = |email: &Email| email.circle() == Circle::Patient;
        let patients = self.emails().iter().any(patient).then_some(PATIENT_LIMIT);
        [self.means.sending.size_limit, self.means.limit, patients].into_iter().flatten().min()
    }

    fn gauge<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let (words, whole) = (ctx.words, weight::on_the_wire(&self.writing.draft, self.body.letters()));
        let Some(limit) = self.limit() else {
            let says = fl!(words, "writing-size", size = words.size(whole));
            return single_line(says).size(size::SMALL).style(colour::muted).into();
        };
        let says = fl!(words, "writing-size-of", size = words.size(whole), limit = words.size(limit));
        let share = (whole as f32 / limit as f32).min(1.0);
        let style = if whole > limit { colour::danger } else { colour::muted };
        let bar = progress_bar(0.0..=1.0, share).girth(4.0).length(GAUGE).style(surface::progress);
        column![single_line(says).size(size::SMALL).style(style), bar].spacing(space::XS).align_x(Alignment::End).into()
    }
}

fn card<'a>(ctx: &Context<'a>, place: usize, carried: &'a Carried) -> Element<'a, Message> {
    let name = carried.name();
    let title = tip(single_line(whole_ending(name)).font(font::MEDIUM), name);
    let weight = weight::size(carried);
    let weight = (weight > 0).then(|| single_line(ctx.words.size(weight)).size(size::TINY).style(colour::muted));
    let smaller = State::may_shrink(carried).then(|| {
        let button = word_button(None, ctx.words.say("writing-shrink")).padding([2.0, space::S]).style(kind::ghost);
        tip(button.on_press(Message::Pictures(pictures::Message::Shrink(place))), ctx.words.say("writing-shrink-tip"))
    });
    let off = icon_button(icon::close().size(13), ctx.words.say("writing-detach"), Some(Message::Detached(place)));
    let face = row![icon::paperclip().size(16).style(colour::accent), column![title, weight], smaller, off];
    let face = face.spacing(space::S).align_y(Alignment::Center);
    container(face).padding(padding::left(space::S).right(2.0).vertical(2.0)).style(surface::raised).into()
}
