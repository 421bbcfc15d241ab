//! How the list is drawn: its header, then rows, or why there are none.

use iced::Length;
use iced::widget::{column, container};

use super::blank::placeholder;
use super::columns::{self, Cell};
use super::lines::Line;
use super::row::{Bond, Bunch, Entry, heading};
use super::{Message, Source, State};
use crate::domain::{MessageId, Period, Summary, ThreadId};
use crate::ui::context::{Context, Density, Focus};
use crate::ui::theme::{Element, surface};
use crate::ui::widget::virtual_list::{Tells, virtual_list};

/// What tells a row from the others while the list slides: a heading has no
/// message.
#[derive(Clone, Copy, PartialEq)]
enum Key {
    Message(MessageId),
    Heading(Period),
    Nothing,
}

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let header = self.source.is_some().then(|| self.header(ctx));
        let content = if let Some(blank) = self.blank(ctx) {
            column![header, blank]
        } else {
            let cells = self.is_table().then(|| columns::fit(&self.lists.columns, self.window.width()));
            let heads = cells.as_ref().map(|cells| self.heads(ctx, cells));
            column![header, heads, self.rows(ctx, cells.as_deref()), self.rows_banner(ctx)]
        };
        container(content).width(Length::Fill).height(Length::Fill).style(surface::pane).into()
    }

    fn rows<'a>(&'a self, ctx: &Context<'a>, cells: Option<&[Cell]>) -> Element<'a, Message> {
        let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
        virtual_list(&self.window, tells, |index| match self.lines.at(index) {
            None => (Key::Nothing, placeholder(self.window.row_height())),
            Some(Line::Heading(period, count)) => (Key::Heading(period), heading(ctx, period, count)),
            Some(Line::Message(id)) => (Key::Message(id), self.row(ctx, cells, id, Bond::None)),
            Some(Line::Member(id, _)) => (Key::Message(id), self.row(ctx, cells, id, Bond::Member)),
            Some(Line::Head(id, thread, _)) => {
                (Key::Message(id), self.row(ctx, cells, id, Bond::Head(self.bunch(thread))))
            }
        })
    }

    fn bunch(&self, thread: Option<ThreadId>) -> Bunch {
        let known = thread.and_then(|thread| self.threads.get(thread));
        let (count, unread) = known.map_or((1, 0), |known| (known.messages.len(), known.unread));
        Bunch { thread, count, unread, is_open: thread.is_some_and(|thread| self.threads.is_open(thread)) }
    }

    fn row<'a>(&'a self, ctx: &Context<'a>, cells: Option<&[Cell]>, id: MessageId, bond: Bond) -> Element<'a, Message> {
        let Some(summary) = self.pages.get(id) else {
            return placeholder(self.window.row_height());
        };
        let chosen = self.selection.has(id);
        let state = surface::RowState::of(chosen, ctx.focus == Focus::List);
        let place = self.is_elsewhere(summary).then(|| ctx.mailboxes.folder(summary.folder)).flatten();
        let is_tight = self.density == Density::Compact;
        let (is_mixed, hit) = (self.is_mixed(), self.excerpts.get(id));
        let entry = Entry { summary, state, place, is_mixed, hit, bond, is_tight };
        match cells {
            Some(cells) => entry.line(ctx, cells),
            None if self.is_searching() => entry.result(ctx),
            None => entry.two_lines(ctx),
        }
    }

    /// It lies elsewhere than what is listed, or what is listed are several folders.
    fn is_elsewhere(&self, summary: &Summary) -> bool {
        match &self.source {
            Some(Source::Inboxes(..) | Source::Search(_)) => true,
            Some(Source::Folder(folder)) => folder.id != summary.folder,
            None => false,
        }
    }

    /// Rows of several folders: each says where it lies.
    fn is_mixed(&self) -> bool {
        matches!(self.source, Some(Source::Inboxes(..) | Source::Search(_)))
    }
}
