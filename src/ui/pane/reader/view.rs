//! How the reader is drawn: the page that fits what is known.

use iced::widget::{column, container};
use iced::{Length, padding};

use super::head::{brief_head, full_head};
use super::{Message, Page, Shown, State};
use crate::domain::Summary;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, space, surface};
use crate::ui::widget::pieces::{Blank, rule_across};

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

    fn shown<'a>(&'a self, ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
        let head = container(full_head(ctx, shown, self.is_fixed())).padding(padding::all(space::L).bottom(space::M));
        column![head, rule_across(), self.body(ctx, shown)].into()
    }
}

/// What the list knows of a message that is not here yet.
fn brief<'a>(ctx: &Context<'a>, summary: Option<&'a Summary>) -> Option<Element<'a, Message>> {
    let head =
        container(brief_head(ctx, summary?)).padding(padding::all(space::L).bottom(space::M)).width(Length::Fill);
    Some(column![head, rule_across()].into())
}
