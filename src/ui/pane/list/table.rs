//! The wide form: a row is one line in columns, under heads that sort by them
//! and can be drawn wider.

use iced::widget::{button, column, container, mouse_area, row, rule, space as gap};
use iced::{Alignment, Length, padding};

use super::columns::{Cell, GAP};
use super::row::{Entry, answered_sign, dot, security, security_words, tags_by_name};
use super::{Message, State};
use crate::config::Column;
use crate::domain::{Flag, Sort, SortKey};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, HAIRLINE, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::divider::divider;
use crate::ui::widget::{pieces, single_line};

const HEAD: f32 = 26.0;

/// What sorts by a column.
pub(super) fn key(column: Column) -> SortKey {
    match column {
        Column::Unread => SortKey::Unread,
        Column::Flag => SortKey::Flagged,
        Column::Security => SortKey::Mark,
        Column::Who => SortKey::Who,
        Column::Subject => SortKey::Subject,
        Column::Tags => SortKey::Tag,
        Column::Attachment => SortKey::Attachment,
        Column::Date => SortKey::Date,
        Column::Size => SortKey::Size,
    }
}

/// What a column is called.
pub fn name(column: Column) -> &'static str {
    match column {
        Column::Unread => "column-unread",
        Column::Flag => "column-flag",
        Column::Security => "column-security",
        Column::Who => "list-sort-who",
        Column::Subject => "list-sort-subject",
        Column::Tags => "column-tags",
        Column::Attachment => "column-attachment",
        Column::Date => "list-sort-date",
        Column::Size => "list-sort-size",
    }
}

impl State {
    /// The heads; pressing one sorts by it, where what is listed can be sorted.
    pub(super) fn heads<'a>(&self, ctx: &Context<'a>, cells: &[Cell]) -> Element<'a, Message> {
        let sort = self.is_sortable().then_some(self.sort());
        let mut line = row![].height(HEAD).align_y(Alignment::Center);
        for (nth, cell) in cells.iter().enumerate() {
            let column = cell.column;
            let edge = container(gap()).width(GAP).height(Length::Fill);
            // What takes the rest gets wider when its neighbours get narrower.
            let handle =
                match (nth, cells.get(nth.wrapping_sub(1)).filter(|before| !before.is_rest && !before.is_after)) {
                    (0, _) => None,
                    (_, Some(before)) => {
                        let before = *before;
                        Some(divider(before.width, move |width| Message::ColumnWidened(before.column, width)))
                    }
                    (_, None) => Some(divider(-cell.width, move |width| Message::ColumnWidened(column, -width))),
                };
            line = match handle {
                Some(handle) => line.push(container(handle).center_x(GAP).padding([5.0, 0.0])),
                None if nth > 0 => line.push(edge),
                None => line,
            };
            line = line.push(container(head(ctx, *cell, sort)).width(cell.width).clip(true));
        }
        let line = container(line).padding(padding::left(space::XS).right(space::M));
        let heads = mouse_area(line).on_right_press(Message::ColumnsPressed);
        column![heads, rule::horizontal(HAIRLINE)].into()
    }
}

fn head<'a>(ctx: &Context<'a>, cell: Cell, sort: Option<Sort>) -> Element<'a, Message> {
    let sign = match cell.column {
        Column::Unread => Some(icon::mail()),
        Column::Flag => Some(icon::flag()),
        Column::Security => Some(icon::shield()),
        Column::Attachment => Some(icon::paperclip()),
        _ => None,
    };
    let by_this = sort.filter(|sort| sort.key == key(cell.column));
    let arrow = by_this.map(|sort| {
        let arrow = if sort.descending { icon::arrow_down() } else { icon::arrow_up() };
        arrow.size(11).style(colour::accent)
    });
    let message = if by_this.is_some() { Message::DirectionFlipped } else { Message::SortPicked(key(cell.column)) };
    let says = ctx.words.say(name(cell.column));
    let is_sign = sign.is_some();
    let label: Element<'a, Message> = match sign {
        Some(sign) => sign.size(12).style(colour::muted).into(),
        None => single_line(says.clone()).size(size::TINY).style(colour::muted).font(font::MEDIUM).into(),
    };
    let label = row![label, arrow].spacing(1).align_y(Alignment::Center);
    let press = button(label).padding([3.0, 0.0]).style(kind::ghost).on_press_maybe(sort.map(|_| message));
    let press: Element<'a, Message> = if is_sign { pieces::tip(press, says) } else { press.into() };
    match cell.column {
        Column::Date | Column::Size => container(press).align_right(Length::Fill).into(),
        Column::Unread | Column::Flag | Column::Security | Column::Attachment => {
            container(press).center_x(Length::Fill).into()
        }
        _ => press,
    }
}

impl<'a> Entry<'a> {
    /// One line in columns.
    pub(super) fn line(&self, ctx: &Context<'a>, cells: &[Cell]) -> Element<'a, Message> {
        let cells = cells.iter().map(|cell| {
            let content = self.cell(ctx, cell.column);
            container(content).width(cell.width).clip(true).center_y(Length::Fill).into()
        });
        let content = row(cells).spacing(GAP).align_y(Alignment::Center);
        let content = container(content).padding(padding::left(space::XS).right(space::M));
        let line = container(content).width(Length::Fill).center_y(Length::Fill).style(surface::row(self.state));
        self.edged(ctx, line.into())
    }

    fn cell(&self, ctx: &Context<'a>, column: Column) -> Element<'a, Message> {
        let summary = self.summary;
        let centred = |content: Option<Element<'a, Message>>| container(content).center_x(Length::Fill).into();
        let small =
            |text: String| single_line(text).size(size::SMALL).style(colour::muted).at_end().width(Length::Fill);
        match column {
            Column::Unread => centred(dot(self.is_unread())),
            Column::Flag => {
                let flag = summary.flags.has(Flag::Flagged).then(|| icon::flag().size(14).style(colour::accent).into());
                centred(flag)
            }
            Column::Security => {
                let says = security_words(summary).map(|key| ctx.words.say(key));
                let sign = security(summary).map(|icon| icon.size(14).style(colour::muted));
                centred(sign.zip(says).map(|(sign, says)| pieces::tip(sign, says)))
            }
            Column::Who => self.who(ctx, true),
            Column::Subject => row![self.fold(), answered_sign(summary), self.what(ctx, true)]
                .spacing(space::XS)
                .align_y(Alignment::Center)
                .into(),
            Column::Tags => container(tags_by_name(ctx, summary)).into(),
            Column::Attachment => {
                centred(summary.attachment.then(|| icon::paperclip().size(14).style(colour::muted).into()))
            }
            Column::Date => small(ctx.words.date_short(summary.date, ctx.now)).into(),
            Column::Size => small(ctx.words.size(summary.size)).into(),
        }
    }
}
