//! One message in the list: what there is to say of it, and its form of two
//! lines. The marks stand in columns of fixed width, so that the eye runs
//! straight down.

use iced::widget::{Column, Text, button, column, container, row, rule, space as gap, stack};
use iced::{Alignment, Font, Length, padding};

use super::{Message, hit};
use crate::domain::{Account, Flag, Folder, Mark, Period, Role, Summary, Tag, ThreadId, shown_subject};
use crate::engine::Excerpt;
use crate::i18n::fl;
use crate::ui::about;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::folder_name;
use crate::ui::theme::{Element, HAIRLINE, Theme, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{rule_across, tip};
use crate::ui::widget::single_line;
use crate::ui::widget::single_line::SingleLine;

const DOT: f32 = 12.0;
const MARK: f32 = 20.0;
const SLOT: f32 = 18.0;
const DOTS: f32 = 26.0;
/// What opens a conversation.
const FOLD: f32 = 20.0;
/// Fewer letters of the first words than this say nothing.
const EXTRACT: f32 = 60.0;
/// Tags shown on a row; the reader names them all.
const TAGS: usize = 3;
/// The colour of a mailbox on an edge.
const EDGE: f32 = 3.0;
/// Where a message lies takes no more than this of its row.
const PLACE: f32 = 150.0;
const LABEL: f32 = 120.0;

/// A row, and what there is to say of it.
pub(super) struct Entry<'a> {
    pub summary: &'a Summary,
    pub state: surface::RowState,
    /// Where it lies, among those of other folders.
    pub place: Option<&'a Folder>,
    /// Its mailbox is to be told: there are rows of several.
    pub is_mixed: bool,
    /// The words around the hit of a search, once they are known.
    pub hit: Option<&'a Excerpt>,
    pub bond: Bond,
    /// Room between the lines.
    pub is_tight: bool,
}

/// How a row stands in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// The list is not of conversations.
    None,
    Head(Bunch),
    Member,
}

/// A conversation, as the row of its newest message tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bunch {
    pub thread: Option<ThreadId>,
    pub count: usize,
    pub unread: usize,
    pub is_open: bool,
}

impl<'a> Entry<'a> {
    /// Two lines: who and when; what, its first words, and the marks.
    pub(super) fn two_lines(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let summary = self.summary;
        // In inboxes that are shown as one, all that tells them apart is the mailbox.
        let label = self.account(ctx).map(|account| {
            single_line(account.draft.label.as_str()).size(size::SMALL).style(colour::muted).at_least(EXTRACT)
        });
        let first =
            row![self.who(ctx, false), label.map(|label| container(label).max_width(LABEL)), date(ctx, summary)]
                .spacing(space::S)
                .align_y(Alignment::Center);
        let second = row![self.what(ctx, false), tags(ctx, summary), slots(summary)]
            .spacing(space::XS)
            .align_y(Alignment::Center);
        self.stand(ctx, column![first, second].spacing(if self.is_tight { 0 } else { 3 }))
    }

    /// Three lines: who and when; what; the hit, and where it was found.
    pub(super) fn result(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let summary = self.summary;
        let first = row![self.who(ctx, false), date(ctx, summary)].spacing(space::S).align_y(Alignment::Center);
        let subject = single_line(about::subject(ctx.words, summary)).font(self.subject_weight()).width(Length::Fill);
        let second = row![subject, tags(ctx, summary), slots(summary)].spacing(space::XS).align_y(Alignment::Center);
        let third = row![self.found(), self.lies(ctx)].spacing(space::S).align_y(Alignment::Center);
        self.stand(ctx, column![first, second, third].spacing(if self.is_tight { 0 } else { 3 }))
    }

    fn stand(&self, ctx: &Context<'a>, lines: Column<'a, Message, Theme>) -> Element<'a, Message> {
        let summary = self.summary;
        // Out of the line that it is about: that has no room to lose.
        let document = sign_of_document(ctx, summary);
        let (above, below) = match document {
            Some(document) => (security(summary).or_else(|| answered(summary)), Some(document)),
            None => (security(summary), answered(summary).map(|icon| icon.size(14).style(colour::muted).into())),
        };
        let marks = column![slot(above), container(below).center_x(SLOT).center_y(18)]
            .spacing(if self.is_tight { 0.0 } else { space::XS })
            .width(MARK);
        let dot = container(dot(self.is_unread())).width(DOT).height(20).center_y(20);
        let top = if self.is_tight { 4 } else { 8 };
        let content = row![self.fold(), dot, marks, lines].padding(
            padding::left(space::XS + if self.account(ctx).is_some() { EDGE } else { 0.0 }).right(space::M).top(top),
        );
        let line = container(content).width(Length::Fill).height(Length::Fill).style(surface::row(self.state));
        let line = column![container(line).height(Length::Fill), rule::horizontal(HAIRLINE)];
        self.edged(ctx, line.into())
    }

    /// Of a conversation that is one row, any message.
    pub(super) fn is_unread(&self) -> bool {
        match self.bond {
            Bond::Head(bunch) if !bunch.is_open => bunch.unread > 0 || !self.summary.flags.seen(),
            _ => !self.summary.flags.seen(),
        }
    }

    fn weight(&self) -> Font {
        if self.is_unread() { font::STRONG } else { font::TEXT }
    }

    fn subject_weight(&self) -> Font {
        if self.is_unread() { font::MEDIUM } else { font::TEXT }
    }

    /// What opens a conversation in its place, or the room for it.
    pub(super) fn fold(&self) -> Option<Element<'a, Message>> {
        let room = |width: f32| Some(gap().width(width).into());
        match self.bond {
            Bond::None => None,
            Bond::Member => room(FOLD * 2.0),
            Bond::Head(Bunch { thread: Some(thread), count, is_open, .. }) if count > 1 => {
                let sign = if is_open { icon::chevron_down() } else { icon::chevron_right() };
                let press = button(sign.size(14).center()).padding(3).width(FOLD).style(kind::ghost);
                Some(press.on_press(Message::Flipped(thread)).into())
            }
            Bond::Head(_) => room(FOLD),
        }
    }

    /// `is_narrow`: there is no room to say where it lies, only a sign for it.
    pub(super) fn who(&self, ctx: &Context<'a>, is_narrow: bool) -> Element<'a, Message> {
        // A long name gives way to what stands after it.
        let name = single_line(about::who(ctx.words, self.summary)).font(self.weight()).width(Length::Fill);
        let count = match self.bond {
            Bond::Head(bunch) if bunch.count > 1 => {
                let count = single_line(ctx.words.number(bunch.count as u64)).size(size::TINY).font(font::MEDIUM);
                let pill = container(count).padding([0.0, 6.0]).style(surface::chip);
                let says = fl!(ctx.words, "list-conversation", count = bunch.count, unread = bunch.unread);
                Some(tip(pill, says))
            }
            _ => None,
        };
        let lies = (self.bond != Bond::None).then(|| if is_narrow { self.sign(ctx) } else { self.lies(ctx) }).flatten();
        row![name, sign_of_patient(ctx, self.summary), count, lies].spacing(space::S).align_y(Alignment::Center).into()
    }

    /// `signed`: with the sign of a document before it, where there is no other place
    /// for one.
    pub(super) fn what(&self, ctx: &Context<'a>, signed: bool) -> Element<'a, Message> {
        let sign = if signed { sign_of_document(ctx, self.summary) } else { None };
        if self.hit.is_some() {
            let subject = single_line(about::subject(ctx.words, self.summary)).font(self.subject_weight());
            return row![sign, subject, self.found(), self.lies(ctx)]
                .spacing(space::S)
                .align_y(Alignment::Center)
                .into();
        }
        document(ctx, self.summary, sign, self.subject_weight())
            .unwrap_or_else(|| what(self.summary, self.subject_weight()))
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
    fn lies(&self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let folder = self.place?;
        let name = folder_name(ctx.words, folder.role, folder.name());
        let says = match self.account(ctx) {
            Some(account) => fl!(ctx.words, "list-place", folder = name, mailbox = account.draft.label.as_str()),
            None => name,
        };
        let says = single_line(says).size(size::SMALL).style(colour::muted);
        let line = row![sign_of(folder), says].spacing(space::XS).align_y(Alignment::Center);
        Some(container(line).max_width(PLACE).into())
    }

    /// The same, said when it is pointed at.
    fn sign(&self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let folder = self.place?;
        Some(tip(sign_of(folder), folder_name(ctx.words, folder.role, folder.name())))
    }

    /// The mailbox of a row among those of others.
    fn account(&self, ctx: &Context<'a>) -> Option<&'a Account> {
        let account = ctx.mailboxes.account(self.place?.account);
        account.filter(|_| self.is_mixed && ctx.mailboxes.are_several())
    }

    /// A row among those of other mailboxes has the colour of its own on its edge.
    pub(super) fn edged(&self, ctx: &Context<'a>, line: Element<'a, Message>) -> Element<'a, Message> {
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

/// What one wrote oneself is told apart from what came in.
fn sign_of<'a>(folder: &Folder) -> Text<'a, Theme> {
    let sign = if folder.role == Some(Role::Sent) { icon::sent() } else { icon::folder() };
    sign.size(12).style(colour::muted)
}

/// The days that follow, as one speaks of them, and how many messages they have.
pub(super) fn heading<'a>(ctx: &Context<'a>, period: Period, count: usize) -> Element<'a, Message> {
    let says = single_line(ctx.words.period(period, ctx.now)).size(size::SMALL).font(font::STRONG);
    let count = single_line(ctx.words.number(count as u64)).size(size::SMALL).style(colour::muted);
    let line = row![says, gap().width(Length::Fill), count].align_y(Alignment::Center);
    let line = container(line).padding([0.0, space::M]).center_y(Length::Fill).style(surface::heading);
    column![line, rule_across()].into()
}

/// The row is that of a patient's document.
fn sign_of_document<'a>(ctx: &Context<'a>, summary: &Summary) -> Option<Element<'a, Message>> {
    let about = summary.about.as_deref().filter(|about| about::has_document(about))?;
    let ins = about::ins(ctx.words, &about.first).map(|ins| format!("\n{ins}")).unwrap_or_default();
    let says = format!("{}{ins}", about::subject(ctx.words, summary));
    Some(tip(icon::stethoscope().size(13).style(colour::accent), says))
}

/// Whose document it is, and what it is: rather both cut short than one unseen.
fn document<'a>(
    ctx: &Context<'a>,
    summary: &'a Summary,
    sign: Option<Element<'a, Message>>,
    weight: Font,
) -> Option<Element<'a, Message>> {
    let (name, what, born) = about::pieces(ctx.words, summary)?;
    let born = single_line(born).size(size::SMALL).style(colour::muted).at_least(EXTRACT).width(Length::Fill);
    let line = row![sign, single_line(name).font(weight), single_line(what), born];
    Some(line.spacing(space::S).align_y(Alignment::Center).width(Length::Fill).into())
}

/// An exchange with a patient is told by a word, whatever the names are.
fn sign_of_patient<'a>(ctx: &Context<'a>, summary: &Summary) -> Option<Element<'a, Message>> {
    let _ = summary.about.as_deref().filter(|about| about.exchange)?;
    let says = single_line(ctx.words.say("people-patient")).size(size::TINY);
    let content = row![icon::user().size(11), says].spacing(3).align_y(Alignment::Center);
    Some(container(content).padding([0.0, 5.0]).style(surface::chip).into())
}

/// The subject, then as much of the first words as there is room for.
fn what(summary: &Summary, weight: Font) -> Element<'_, Message> {
    let subject = shown_subject(&summary.subject);
    let is_said = !subject.is_empty();
    let subject = single_line(subject).font(weight);
    let extract = single_line(summary.extract.as_str())
        .size(size::SMALL)
        .style(colour::muted)
        .at_least(EXTRACT)
        .width(Length::Fill);
    // Without a subject the first words begin where it would.
    let subject = is_said.then(|| subject.into());
    row(subject.into_iter().chain([extract.into()]))
        .spacing(space::S)
        .align_y(Alignment::Center)
        .width(Length::Fill)
        .into()
}

pub(super) fn dot<'a>(is_unread: bool) -> Option<Element<'a, Message>> {
    is_unread.then(|| container(gap()).width(7).height(7).style(surface::unread_dot).into())
}

/// What the structure of the message claims; never more than that.
pub(super) fn security<'a>(summary: &Summary) -> Option<Text<'a, Theme>> {
    match summary.mark {
        Mark::Plain => None,
        Mark::Signed => Some(icon::signature()),
        Mark::Encrypted => Some(icon::lock()),
    }
}

pub(super) fn security_words(summary: &Summary) -> Option<&'static str> {
    match summary.mark {
        Mark::Plain => None,
        Mark::Signed => Some("list-mark-signed"),
        Mark::Encrypted => Some("list-mark-encrypted"),
    }
}

pub(super) fn answered_sign<'a>(summary: &Summary) -> Option<Element<'a, Message>> {
    answered(summary).map(|icon| icon.size(13).style(colour::muted).into())
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

/// The flag and the attachment, each in its column; no room for what is not there,
/// unless it keeps a flag in its own.
fn slots<'a>(summary: &Summary) -> Option<Element<'a, Message>> {
    // The sign of a document says so already.
    let is_document = summary.about.as_deref().is_some_and(about::has_document);
    let clip = (summary.attachment && !is_document).then(icon::paperclip);
    let flag = summary.flags.has(Flag::Flagged).then(icon::flag);
    if clip.is_none() && flag.is_none() {
        return None;
    }
    let flag = flag.map(|icon| container(icon.size(14).style(colour::accent)).center_x(SLOT));
    Some(row![flag, slot(clip)].align_y(Alignment::Center).into())
}

fn slot(icon: Option<Text<'_, Theme>>) -> Element<'_, Message> {
    container(icon.map(|icon| icon.size(14).style(colour::muted))).center_x(SLOT).center_y(18).into()
}

/// A dot for each; their names are said when they are pointed at.
fn tags<'a>(ctx: &Context<'a>, summary: &Summary) -> Option<Element<'a, Message>> {
    let all: Vec<&Tag> = summary.keywords.iter().filter_map(|keyword| ctx.tag(keyword)).collect();
    if all.is_empty() {
        return None;
    }
    let dots = row(all.iter().take(TAGS).map(|tag| tag_dot(tag))).spacing(2);
    Some(tip(container(dots).align_right(DOTS), names(&all)))
}

/// The name of the first, and how many more there are.
pub(super) fn tags_by_name<'a>(ctx: &Context<'a>, summary: &Summary) -> Option<Element<'a, Message>> {
    let all: Vec<&Tag> = summary.keywords.iter().filter_map(|keyword| ctx.tag(keyword)).collect();
    let first = all.first()?;
    let more =
        (all.len() > 1).then(|| single_line(format!("+{}", all.len() - 1)).size(size::SMALL).style(colour::muted));
    let name = single_line(first.name.clone()).size(size::SMALL).width(Length::Fill);
    let line = row![tag_dot(first), name, more].spacing(space::XS).align_y(Alignment::Center);
    Some(tip(line, names(&all)))
}

fn tag_dot<'a>(tag: &Tag) -> Element<'a, Message> {
    container(gap()).width(7).height(7).style(surface::tag_dot(tag.colour)).into()
}

fn names(tags: &[&Tag]) -> String {
    tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ")
}
