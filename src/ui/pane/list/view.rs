//! How the list is drawn: its header, then rows, or why there are none.

use iced::Length;
use iced::widget::{column, container};

use super::blank::placeholder;
use super::row::{Line, table_head};
use super::{Message, Source, State};
use crate::domain::MessageId;
use crate::ui::context::{Context, Density, Focus};
use crate::ui::theme::{Element, surface};
use crate::ui::widget::virtual_list::{Tells, virtual_list};

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let header = self.source.is_some().then(|| self.header(ctx));
        let content = match self.blank(ctx) {
            Some(blank) => column![header, blank],
            None => column![header, self.head(ctx), self.rows(ctx), self.rows_banner(ctx)],
        };
        container(content).width(Length::Fill).height(Length::Fill).style(surface::pane).into()
    }

    fn rows<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
        virtual_list(&self.window, tells, |index| {
            let id = self.ids.get(index).copied().unwrap_or(MessageId(0));
            (id, self.row(ctx, id))
        })
    }

    fn row<'a>(&'a self, ctx: &Context<'a>, id: MessageId) -> Element<'a, Message> {
        let Some(summary) = self.pages.get(id) else {
            return placeholder(self.window.row_height());
        };
        let chosen = self.selection.has(id);
        let state = surface::RowState::of(chosen, ctx.focus == Focus::List);
        let place = self.is_mixed().then(|| ctx.mailboxes.folder(summary.folder)).flatten();
        let line = Line { summary, state, place, hit: self.excerpts.get(id) };
        match self.density() {
            Density::Comfortable if self.is_searching() => line.result(ctx),
            Density::Comfortable => line.two_lines(ctx),
            Density::Compact => line.table_line(ctx, self.window.width()),
        }
    }

    /// Rows of several folders: each says where it lies.
    fn is_mixed(&self) -> bool {
        matches!(self.source, Some(Source::Inboxes(..) | Source::Search(_)))
    }

    fn head<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let sort = self.is_sortable().then_some(self.sort);
        (self.density() == Density::Compact).then(|| table_head(ctx, sort, self.window.width()))
    }
}
