//! The journal of the export: which document went where, when and by whom, and what
//! waits or was not written, with its reason and what can be done.

use iced::widget::{column, container, row, scrollable, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::export::{Doubt, Export, ExportKind, ExportState, Obstacle};
use crate::domain::{ExportId, shown_subject};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces::rule_across;
use crate::ui::widget::single_line;

const WIDTH: f32 = 700.0;
const HIGHEST: f32 = 440.0;
/// Lines asked for at a time.
pub const PAGE: usize = 50;

/// What of the journal is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is to be opened.
    Open,
    /// As much as stands open, anew.
    Anew(usize),
    /// What is older than that.
    Older(ExportId),
}

pub struct State {
    lines: Vec<Export>,
    /// There are older ones.
    more: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// One more file of it; or now, if it waits.
    Again(ExportId),
    /// Its folder, in the program of the desktop.
    Shown(ExportId),
    Older,
    Closed,
}

impl State {
    pub fn new(lines: Vec<Export>) -> Self {
        let more = lines.len() == PAGE;
        Self { lines, more }
    }

    /// The answer to what was asked while it stood open.
    pub fn take(&mut self, asked: Asked, lines: Vec<Export>) {
        match asked {
            Asked::Open => *self = Self::new(lines),
            Asked::Anew(count) => (self.more, self.lines) = (lines.len() == count, lines),
            Asked::Older(before) if self.last() == Some(before) => {
                self.more = lines.len() == PAGE;
                self.lines.extend(lines);
            }
            // They do not follow those that are shown any more.
            Asked::Older(_) => {}
        }
    }

    /// As many lines as are shown, in whole pages.
    pub fn anew(&self) -> Asked {
        Asked::Anew(self.lines.len().max(1).next_multiple_of(PAGE))
    }

    pub fn older(&self) -> Option<Asked> {
        self.last().map(Asked::Older)
    }

    fn last(&self) -> Option<ExportId> {
        self.lines.last().map(|line| line.id)
    }

    pub fn count(&self) -> usize {
        self.lines.len()
    }

    pub fn line(&self, id: ExportId) -> Option<&Export> {
        self.lines.iter().find(|line| line.id == id)
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let lead = if self.lines.is_empty() { "exports-empty" } else { "exports-lead" };
        let mut list = column![].spacing(space::S);
        for (nth, one) in self.lines.iter().enumerate() {
            list = list.push((nth > 0).then(rule_across)).push(line(words, one));
        }
        let older = form::word_button(words.say("exports-older"), kind::ghost, Some(Message::Older));
        let list = list.push(self.more.then_some(older));
        let list = container(scrollable(list).width(Length::Fill)).max_height(HIGHEST);
        let body = column![text(words.say(lead)).style(colour::muted), list].spacing(space::L);
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(words, words.say("exports-title"), WIDTH, body, frame::buttons([Some(close)]), Message::Closed)
    }
}

fn line<'a>(words: &Words, one: &'a Export) -> Element<'a, Message> {
    let patient = if one.patient.is_empty() { words.say("exports-nobody") } else { one.patient.clone() };
    let about = format!("{} — {}", words.say(kind_key(one.kind)), shown_subject(&one.subject));
    let said = column![
        single_line(patient).font(font::MEDIUM).width(Length::Fill),
        single_line(about).size(size::SMALL).style(colour::muted).width(Length::Fill),
        text(stands(words, one)).size(size::SMALL).wrapping(text::Wrapping::WordOrGlyph),
    ]
    .push(one.doubt.map(|doubt| text(words.say(doubt_key(doubt))).size(size::SMALL)))
    .spacing(2)
    .width(Length::Fill);
    let again = if one.state == ExportState::Written { "exports-again" } else { "exports-now" };
    let is_final = one.doubt.is_some_and(Doubt::is_final);
    let again = (!is_final).then(|| form::word_button(words.say(again), kind::plain, Some(Message::Again(one.id))));
    let show = (one.state == ExportState::Written)
        .then(|| form::word_button(words.say("exports-show"), kind::plain, Some(Message::Shown(one.id))));
    let ways = row![].push(again).push(show).spacing(space::S);
    let (mark, tone) = match one.state {
        ExportState::Written => (icon::check(), None),
        ExportState::Waiting | ExportState::Placing => (icon::clock(), one.obstacle.map(|_| Tone::Attention)),
        ExportState::Refused => (icon::circle_alert(), Some(Tone::Attention)),
    };
    let line = row![mark.size(15), column![said, ways].spacing(space::S)].spacing(10).align_y(Alignment::Start);
    let line = container(line).padding([space::S, space::M]).width(Length::Fill);
    match tone {
        Some(tone) => line.style(surface::banner(tone)).into(),
        None => line.into(),
    }
}

/// How far it came, where and by whom.
fn stands(words: &Words, one: &Export) -> String {
    let folder = one.folder.display().to_string();
    match (one.state, one.path(), one.written) {
        (ExportState::Written, Some(path), Some(at)) => {
            let (file, date, by) = (path.display().to_string(), words.date_stamp(at), one.by.as_str());
            let key = if one.by_itself { "exports-written-by-itself" } else { "exports-written" };
            fl!(words, key, file = file, date = date, by = by)
        }
        (ExportState::Refused, ..) if one.doubt.is_some_and(Doubt::is_final) => words.say("exports-refused-for-good"),
        (ExportState::Refused, ..) => words.say("exports-refused"),
        _ => fl!(words, one.obstacle.map_or("exports-waiting", obstacle_key), folder = folder),
    }
}

fn kind_key(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Hprim => "exports-kind-hprim",
        ExportKind::Cda => "exports-kind-cda",
        ExportKind::Pdf => "exports-kind-pdf",
        ExportKind::Archive => "exports-kind-archive",
        ExportKind::Other => "exports-kind-other",
    }
}

fn obstacle_key(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Missing => "exports-missing",
        Obstacle::ReadOnly => "exports-read-only",
        Obstacle::Full => "exports-full",
        Obstacle::Hangs => "exports-hangs",
        Obstacle::Failed => "exports-failed",
    }
}

fn doubt_key(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Altered => "exports-altered",
        Doubt::SeveralPatients => "exports-several",
        Doubt::Withdrawn => "exports-withdrawn",
        Doubt::Unreadable => "exports-unreadable",
        Doubt::Oversized => "exports-oversized",
        Doubt::Harmful => "exports-harmful",
        Doubt::Locked => "exports-locked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, MessageId, Timestamp};

    fn lines(ids: impl Iterator<Item = i64>) -> Vec<Export> {
        let line = |id| Export {
            id: ExportId(id),
            account: AccountId(1),
            kind: ExportKind::Hprim,
            state: ExportState::Written,
            patient: String::new(),
            message: MessageId(id),
            message_id: None,
            subject: String::new(),
            sender: String::new(),
            folder: "/srv/logiciel".into(),
            file: None,
            size: 2048,
            obstacle: None,
            doubt: None,
            found: Timestamp(0),
            written: None,
            next_try: None,
            by: String::new(),
            by_itself: false,
        };
        ids.map(line).collect()
    }

    fn ids(state: &State) -> Vec<i64> {
        state.lines.iter().map(|line| line.id.0).collect()
    }

    #[test]
    fn the_journal_is_shown_anew_as_far_as_it_was_read() {
        let mut state = State::new(lines((51..101).rev()));
        assert_eq!(state.anew(), Asked::Anew(PAGE));
        let older = state.older().expect("there are older ones");
        state.take(older, lines((11..51).rev()));
        assert!(!state.more);
        let anew = state.anew();
        assert_eq!(anew, Asked::Anew(2 * PAGE));
        state.take(anew, lines((2..102).rev()));
        assert_eq!(ids(&state), (2..102).rev().collect::<Vec<_>>());
        assert!(state.more, "as many as were asked for");
        state.take(older, lines((11..51).rev()));
        assert_eq!(state.count(), 100, "what was asked before that follows nothing any more");
    }
}
