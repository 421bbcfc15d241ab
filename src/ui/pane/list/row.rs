//! One message in the list: two lines, or one line of a table. The marks stand
//! in columns of fixed width, so that the eye runs straight down.

use iced::widget::{Column, Text, button, column, container, row, rule, space as gap, stack};
use iced::{Alignment, Font, Length, padding};

use super::{Message, hit};
use crate::domain::{Account, Flag, Folder, Mark, Sort, SortKey, Summary};
use crate::engine::Excerpt;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::folder_name;
use crate::ui::theme::{Element, HAIRLINE, Theme, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::single_line;
use crate::ui::widget::single_line::SingleLine;

const DOT: f32 = 12.0;
const MARK: f32 = 20.0;
const SLOT: f32 = 18.0;
const DATE: f32 = 82.0;
const SIZE: f32 = 60.0;
const DOTS: f32 = 26.0;
/// Fewer letters of the first words than this say nothing.
const EXTRACT: f32 = 60.0;
/// Tags shown on a row; the reader names them all.
const TAGS: usize = 3;
/// The colour of a mailbox on an edge.
const EDGE: f32 = 3.0;
/// Where a message lies takes no more than this of its row.
const PLACE: f32 = 150.0;
const LABEL: f32 = 120.0;
/// A table at least this wide also tells the size.
const WIDE: f32 = 620.0;

/// A row, and what there is to say of it.
pub(super) struct Line<'a> {
    pub summary: &'a Summary,
    pub state: surface::RowState,
    /// Where it lies, in a list of several folders.
    pub place: Option<&'a Folder>,
    /// The words around the hit of a search, once they are known.
    pub hit: Option<&'a Excerpt>,
}

impl<'a> Line<'a> {
    /// Two lines: who and when; what, its first words, and the marks.
    pub(super) fn two_lines(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let summary = self.summary;
        // In inboxes that are shown as one, all that tells them apart is the mailbox.
        let label = self.account(ctx).map(|account| {
            single_line(account.draft.label.as_str()).size(size::SMALL).style(colour::muted).at_least(EXTRACT)
        });
        let first = row![who(summary), label.map(|label| container(label).max_width(LABEL)), date(ctx, summary)]
            .spacing(space::S)
            .align_y(Alignment::Center);
        let second =
            row![what(summary), tags(ctx, summary), slots(summary)].spacing(space::XS).align_y(Alignment::Center);
        self.stand(ctx, column![first, second].spacing(3))
    }

    /// Three lines: who and when; what; the hit, and where it was found.
    pub(super) fn result(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let summary = self.summary;
        let first = row![who(summary), date(ctx, summary)].spacing(space::S).align_y(Alignment::Center);
        let subject = single_line(summary.subject.as_str()).font(subject_weight(summary)).width(Length::Fill);
        let second = row![subject, tags(ctx, summary), slots(summary)].spacing(space::XS).align_y(Alignment::Center);
        let third = row![self.found(), self.place(ctx)].spacing(space::S).align_y(Alignment::Center);
        self.stand(ctx, column![first, second, third].spacing(3))
    }

    /// One line of a table.
    pub(super) fn table_line(&self, ctx: &Context<'a>, width: f32) -> Element<'a, Message> {
        let summary = self.summary;
        let size = (width >= WIDE).then(|| {
            single_line(ctx.words.size(summary.size)).size(size::SMALL).style(colour::muted).at_end().width(SIZE)
        });
        let what = if self.hit.is_some() {
            let subject = single_line(summary.subject.as_str()).font(subject_weight(summary));
            row![subject, self.found()].spacing(space::S).align_y(Alignment::Center).into()
        } else {
            what(summary)
        };
        let content = row![
            container(dot(summary)).width(DOT),
            container(slot(security(summary))).width(MARK),
            container(who(summary)).width(Length::FillPortion(3)),
            container(what).width(Length::FillPortion(5)),
            self.place.map(|_| container(self.place(ctx)).width(Length::FillPortion(2))),
            tags(ctx, summary),
            slots(summary),
            date(ctx, summary).at_end().width(DATE),
            size,
        ]
        .spacing(space::XS)
        .padding(padding::left(space::XS).right(space::M))
        .align_y(Alignment::Center);
        let line = container(content).width(Length::Fill).center_y(Length::Fill).style(surface::row(self.state));
        self.edged(ctx, line.into())
    }

    fn stand(&self, ctx: &Context<'a>, lines: Column<'a, Message, Theme>) -> Element<'a, Message> {
        let summary = self.summary;
        let marks = column![slot(security(summary)), slot(answered(summary))].spacing(space::XS).width(MARK);
        let content = row![container(dot(summary)).width(DOT).height(20).center_y(20), marks, lines].padding(
            padding::left(space::XS + if self.account(ctx).is_some() { EDGE } else { 0.0 }).right(space::M).top(8),
        );
        let line = container(content).width(Length::Fill).height(Length::Fill).style(surface::row(self.state));
        let line = column![container(line).height(Length::Fill), rule::horizontal(HAIRLINE)];
        self.edged(ctx, line.into())
    }

    /// The words around the hit, or the first ones until they are known.
    fn found(&self) -> Element<'a, Message> {
        match self.hit.filter(|excerpt| !excerpt.text.is_empty()) {
            Some(excerpt) => hit::excerpt(excerpt),
            None => single_line(self.summary.extract.as_str())
                .size(size::SMALL)
                .style(colour::muted)
                .width(Length::Fill)
                .into(),
        }
    }

    /// The folder, and the mailbox when there are several.
    fn place(&self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let folder = self.place?;
        let name = folder_name(ctx.words, folder.role, folder.name());
        let says = match self.account(ctx) {
            Some(account) => fl!(ctx.words, "list-place", folder = name, mailbox = account.draft.label.as_str()),
            None => name,
        };
        let says = single_line(says).size(size::SMALL).style(colour::muted);
        let mark = icon::folder().size(12).style(colour::muted);
        let line = row![mark, says].spacing(space::XS).align_y(Alignment::Center);
        Some(container(line).max_width(PLACE).into())
    }

    /// The mailbox of a row among those of others.
    fn account(&self, ctx: &Context<'a>) -> Option<&'a Account> {
        let account = ctx.mailboxes.account(self.place?.account);
        account.filter(|_| ctx.mailboxes.are_several())
    }

    /// A row among those of other mailboxes has the colour of its own on its edge.
    fn edged(&self, ctx: &Context<'a>, line: Element<'a, Message>) -> Element<'a, Message> {
        match self.account(ctx) {
            Some(account) => {
                let edge = surface::account_edge(account.draft.colour);
                stack![line, container(gap()).width(EDGE).height(Length::Fill).style(edge)].into()
            }
            None => line,
        }
    }
}

fn date<'a>(ctx: &Context<'a>, summary: &Summary) -> SingleLine<'a> {
    single_line(ctx.words.date_short(summary.date, ctx.now)).size(size::SMALL).style(colour::muted)
}

fn subject_weight(summary: &Summary) -> Font {
    if summary.flags.seen() { font::TEXT } else { font::MEDIUM }
}

/// The heads of the columns of the table; pressing one sorts by it, where what
/// is listed can be sorted.
pub(super) fn table_head<'a>(ctx: &Context<'a>, sort: Option<Sort>, width: f32) -> Element<'a, Message> {
    let head = |key: SortKey, says: &str| {
        let label = single_line(ctx.words.say(says)).size(size::TINY).style(colour::muted).font(font::MEDIUM);
        let by_this = sort.filter(|sort| sort.key == key);
        let arrow = by_this.map(|sort| {
            let arrow = if sort.descending { icon::arrow_down() } else { icon::arrow_up() };
            arrow.size(11).style(colour::accent)
        });
        let message = if by_this.is_some() { Message::DirectionFlipped } else { Message::SortPicked(key) };
        let label = row![label, arrow].spacing(2).align_y(Alignment::Center);
        button(label).padding([2.0, 0.0]).style(kind::ghost).on_press_maybe(sort.map(|_| message))
    };
    let size = (width >= WIDE).then(|| container(head(SortKey::Size, "list-sort-size")).align_right(SIZE));
    let content = row![
        gap().width(DOT),
        gap().width(MARK),
        container(head(SortKey::Who, "list-sort-who")).width(Length::FillPortion(3)),
        container(head(SortKey::Subject, "list-sort-subject")).width(Length::FillPortion(5)),
        gap().width(DOTS),
        gap().width(SLOT * 2.0),
        container(head(SortKey::Date, "list-sort-date")).align_right(DATE),
        size,
    ]
    .spacing(space::XS)
    .padding(padding::left(space::XS).right(space::M))
    .align_y(Alignment::Center)
    .height(24);
    column![content, rule::horizontal(HAIRLINE)].into()
}

fn who(summary: &Summary) -> SingleLine<'_> {
    single_line(summary.who.as_str()).font(weight(summary)).width(Length::Fill)
}

/// The subject, then as much of the first words as there is room for.
fn what(summary: &Summary) -> Element<'_, Message> {
    let subject = single_line(summary.subject.as_str()).font(subject_weight(summary));
    let extract = single_line(summary.extract.as_str())
        .size(size::SMALL)
        .style(colour::muted)
        .at_least(EXTRACT)
        .width(Length::Fill);
    // Without a subject the first words begin where it would.
    let subject = (!summary.subject.is_empty()).then(|| subject.into());
    row(subject.into_iter().chain([extract.into()]))
        .spacing(space::S)
        .align_y(Alignment::Center)
        .width(Length::Fill)
        .into()
}

fn weight(summary: &Summary) -> Font {
    if summary.flags.seen() { font::TEXT } else { font::STRONG }
}

fn dot<'a>(summary: &Summary) -> Option<Element<'a, Message>> {
    (!summary.flags.seen()).then(|| container(gap()).width(7).height(7).style(surface::unread_dot).into())
}

/// What the structure of the message claims; never more than that.
fn security<'a>(summary: &Summary) -> Option<Text<'a, Theme>> {
    match summary.mark {
        Mark::Plain => None,
        Mark::Signed => Some(icon::signature()),
        Mark::Encrypted => Some(icon::lock()),
    }
}

fn answered<'a>(summary: &Summary) -> Option<Text<'a, Theme>> {
    if summary.flags.has(Flag::Answered) {
        Some(icon::reply())
    } else if summary.flags.has(Flag::Forwarded) {
        Some(icon::forward())
    } else {
        None
    }
}

/// The attachment and the flag, each in its column.
fn slots<'a>(summary: &Summary) -> Element<'a, Message> {
    let clip = summary.attachment.then(icon::paperclip);
    let flag = summary.flags.has(Flag::Flagged).then(icon::flag);
    let flag = container(flag.map(|icon| icon.size(14).style(colour::accent))).center_x(SLOT);
    row![slot(clip), flag].align_y(Alignment::Center).into()
}

fn slot(icon: Option<Text<'_, Theme>>) -> Element<'_, Message> {
    container(icon.map(|icon| icon.size(14).style(colour::muted))).center_x(SLOT).center_y(18).into()
}

fn tags<'a>(ctx: &Context<'a>, summary: &Summary) -> Element<'a, Message> {
    let dots = summary.keywords.iter().filter_map(|keyword| ctx.tag(keyword)).take(TAGS);
    let dots = dots.map(|tag| container(gap()).width(7).height(7).style(surface::tag_dot(tag.colour)).into());
    container(row(dots).spacing(2)).align_right(DOTS).into()
}
