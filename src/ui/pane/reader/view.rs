//! How the reader is drawn: the page that fits what is known.

use iced::widget::{column, container, text};
use iced::{Length, padding};

use super::head::{LetterTool, brief_head, full_head};
use super::{Band, Message, Page, Shown, State};
use crate::domain::Summary;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, size, space, surface, text as colour};
use crate::ui::widget::pieces::{Blank, rule_across};

/// Of a message that has more, the others are told of in its reasons.
const PARTS: usize = 8;

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let words = ctx.words;
        let content: Element<'a, Message> = match &self.page {
            Page::Nothing => Blank {
                icon: icon::mail_open(),
                title: fl!(words, "reader-none-title"),
                sentence: fl!(words, "reader-none-sentence"),
                button: None,
            }
            .view(),
            Page::Loading { summary, .. } => column![brief(ctx, summary.as_deref())].into(),
            Page::Pending { summary, .. } => {
                let blank = Blank {
                    icon: icon::clock(),
                    title: fl!(words, "reader-pending-title"),
                    sentence: fl!(words, "reader-pending-sentence"),
                    button: Some((fl!(words, "common-retry"), Message::RetryPressed)),
                };
                column![brief(ctx, summary.as_deref()), blank.view()].into()
            }
            Page::Failed { .. } => Blank {
                icon: icon::warning(),
                title: fl!(words, "reader-failed-title"),
                sentence: fl!(words, "reader-failed-sentence"),
                button: Some((fl!(words, "common-retry"), Message::RetryPressed)),
            }
            .view(),
            Page::Shown(shown) => self.shown(ctx, shown),
        };
        container(content).width(Length::Fill).height(Length::Fill).style(surface::pane).into()
    }

    /// What can be changed about the letters.
    fn tool(&self, shown: &Shown) -> LetterTool {
        match self.on_sheet(shown) {
            Some(_) if shown.is_laid_out() && shown.part.is_none() => LetterTool::Plain(self.plain),
            Some(_) => LetterTool::None,
            None => LetterTool::Fixed(self.is_fixed()),
        }
    }

    fn shown<'a>(&'a self, ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
        let head = container(full_head(ctx, shown, self.tool(shown), self.sheet.is_some()))
            .padding(padding::all(space::L).bottom(space::M));
        let band = shown.verdict().map(|verdict| Band::of(ctx.words, verdict).view(ctx.words));
        let receipt = shown.receipt_bar(ctx.words);
        column![band, head, rule_across(), receipt, parts(ctx.words, shown), self.body(ctx, shown)].into()
    }
}

/// What the list knows of a message that is not here yet.
fn brief<'a>(ctx: &Context<'a>, summary: Option<&'a Summary>) -> Option<Element<'a, Message>> {
    let head =
        container(brief_head(ctx, summary?)).padding(padding::all(space::L).bottom(space::M)).width(Length::Fill);
    Some(column![head, rule_across()].into())
}

/// The message, and the parts that are apart: one at a time, each under its own
/// band.
fn parts<'a>(words: &Words, shown: &Shown) -> Option<Element<'a, Message>> {
    if shown.apart.is_empty() {
        return None;
    }
    let label = |place: Option<usize>| match place {
        None => words.say("seal-part-rest"),
        Some(place) => fl!(words, "seal-part", number = (place + 1) as u64),
    };
    let places = std::iter::once(None).chain((0..shown.apart.len().min(PARTS)).map(Some));
    let choices = places.map(|place| (label(place), place == shown.part, Message::PartPicked(place)));
    let note = shown.part.map(|_| text(words.say("seal-part-note")).size(size::SMALL).style(colour::muted));
    let all = column![form::segments(choices), note].spacing(space::XS);
    Some(column![container(all).padding([space::S, space::L]), rule_across()].into())
}
