//! What the list shows when it has no row to show: why, and what to do.

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::{Message, Source, Stand, State};
use crate::domain::Filter;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, space, surface};
use crate::ui::widget::pieces::{Blank, word_button};
use crate::ui::widget::single_line;

/// Rows lower than that have one line.
const ONE_LINE: f32 = 40.0;

impl State {
    /// None when there are rows.
    pub(super) fn blank<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let words = ctx.words;
        let blank = match (&self.source, self.stand) {
            (_, Stand::Ready | Stand::Loading) if !self.lines.is_empty() => return None,
            (Some(_), Stand::Loading) => return Some(loading(self.window.row_height())),
            (_, Stand::Failed) => Blank {
                icon: icon::warning(),
                title: fl!(words, "list-failed-title"),
                sentence: fl!(words, "list-failed-sentence"),
                button: Some((fl!(words, "common-retry"), Message::RetryPressed)),
            },
            (None, _) => Blank {
                icon: icon::folder(),
                title: fl!(words, "list-none-title"),
                sentence: fl!(words, "list-none-sentence"),
                button: None,
            },
            (Some(Source::Search(search)), Stand::Ready) => self.no_result(words, search),
            (Some(_), Stand::Ready) if self.filter != Filter::All => Blank {
                icon: icon::filter(),
                title: fl!(words, "list-filtered-title"),
                sentence: fl!(words, "list-filtered-sentence"),
                button: Some((fl!(words, "list-filtered-all"), Message::FilterPicked(Filter::All))),
            },
            (Some(_), Stand::Ready) => Blank {
                icon: icon::inbox(),
                title: fl!(words, "list-empty-title"),
                sentence: fl!(words, "list-empty-sentence"),
                button: None,
            },
        };
        Some(blank.view())
    }

    /// Under the rows, when some could not be read.
    pub(super) fn rows_banner<'a>(&self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        self.rows_failed.then(|| {
            let says = single_line(fl!(ctx.words, "list-rows-failed")).width(Length::Fill);
            let retry = word_button(None, fl!(ctx.words, "common-retry")).on_press(Message::RetryPressed);
            let content = row![icon::warning(), says, retry].spacing(space::S).align_y(Alignment::Center);
            container(container(content).padding(space::S).style(surface::banner(surface::Tone::Danger)))
                .padding(space::S)
                .into()
        })
    }
}

/// The places of rows to come.
fn loading<'a>(row_height: f32) -> Element<'a, Message> {
    let rows = (0..12).map(|_| placeholder(row_height));
    container(column(rows)).height(Length::Fill).clip(true).into()
}

/// The place of a row that has not been read yet.
pub(super) fn placeholder<'a, M: 'a>(row_height: f32) -> Element<'a, M> {
    let bar = |width: f32| container(gap()).width(width).height(8).style(surface::ghost_bar);
    let lines: Element<'a, M> = if row_height < ONE_LINE {
        row![bar(96.0), bar(160.0)].spacing(space::L).into()
    } else {
        column![bar(120.0), bar(220.0)].spacing(space::M).into()
    };
    container(lines).padding(iced::padding::left(40)).center_y(row_height).width(Length::Fill).into()
}
