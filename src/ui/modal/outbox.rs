//! What is on its way out: what waits, what a server would not have and for
//! whom, what nobody can tell the fate of; each with what can be done about it.
//! And the drafts that lie in no folder, which nobody would find elsewhere.

use iced::widget::{Column, Container, Text, column, container, row, scrollable, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::{AccountId, Address, DraftId, OutgoingId, OutgoingState, Settle, Timestamp};
use crate::engine::{KeptDraft, Waiting};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, text as colour};
use crate::ui::widget::{pieces::rule_across, single_line};
use crate::ui::{icon, notice};

const WIDTH: f32 = 660.0;
const HIGHEST: f32 = 420.0;
/// More than anybody reads; the rest is counted.
const SHOWN: usize = 200;
/// Those who are named in a line.
const NAMED: usize = 4;

/// All that is on this workstation alone.
#[derive(Debug, Clone, Default)]
pub struct Held {
    pub letters: Vec<Waiting>,
    /// In no folder, and in no window.
    pub drafts: Vec<KeptDraft>,
}

pub struct State {
    held: Held,
    /// What each mailbox is called, where there are several.
    labels: Vec<(AccountId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    TakenBack(OutgoingId),
    Now(OutgoingId),
    Settled(OutgoingId, Settle),
    GivenUp(OutgoingId),
    /// A draft is written on.
    TakenUp(DraftId),
    Discarded(DraftId),
    Closed,
}

impl State {
    /// First what somebody has to decide.
    pub fn new(held: Held, labels: Vec<(AccountId, String)>) -> Self {
        let mut state = Self { held: Held::default(), labels };
        state.refresh(held);
        state
    }

    pub fn refresh(&mut self, mut held: Held) {
        held.letters.sort_by_key(|letter| rank(letter.state));
        self.held = held;
    }

    /// A draft of those that are shown, no longer among them.
    pub fn take(&mut self, id: DraftId) -> Option<KeptDraft> {
        let place = self.held.drafts.iter().position(|draft| draft.id == id)?;
        Some(self.held.drafts.remove(place))
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let Held { letters, drafts } = &self.held;
        let says = |key| text(words.say(key)).style(colour::muted);
        let mut list = column![].spacing(space::L);
        if letters.is_empty() && drafts.is_empty() {
            list = list.push(says("outbox-empty"));
        }
        if !letters.is_empty() {
            let rows = listed(words, letters.iter().map(|letter| self.row(context, letter)));
            list = list.push(column![says("outbox-lead"), rows].spacing(space::M));
        }
        if !drafts.is_empty() {
            let rows = listed(words, drafts.iter().map(|draft| self.draft(context, draft)));
            list = list.push(column![says("outbox-drafts-lead"), rows].spacing(space::M));
        }
        let body = container(scrollable(list).width(Length::Fill)).max_height(HIGHEST);
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(words, words.say("outbox-title"), WIDTH, body, frame::buttons([Some(close)]), Message::Closed)
    }

    fn row<'a>(&'a self, ctx: &Context<'_>, letter: &'a Waiting) -> Element<'a, Message> {
        let words = ctx.words;
        let about = self.about(words, &letter.subject, letter.people.iter(), letter.account);
        let said = about.push(text(stands(ctx, letter)).size(size::SMALL)).push(troubles(words, letter));
        let mark = match letter.state {
            OutgoingState::Waiting | OutgoingState::Filing => icon::clock(),
            OutgoingState::Handing => icon::sent(),
            OutgoingState::InDoubt | OutgoingState::Refused => icon::circle_alert(),
        };
        let line = line(words, mark, said, ways(letter));
        match letter.state {
            OutgoingState::InDoubt | OutgoingState::Refused => line.style(surface::banner(Tone::Attention)).into(),
            _ => line.into(),
        }
    }

    fn draft<'a>(&'a self, ctx: &Context<'_>, kept: &'a KeptDraft) -> Element<'a, Message> {
        let words = ctx.words;
        let draft = &kept.writing.draft;
        let people = draft.to.iter().chain(&draft.cc).chain(&draft.bcc);
        let changed = fl!(words, "outbox-draft-changed", date = words.date_stamp(kept.changed));
        let about = self.about(words, &draft.subject, people, kept.account);
        let said = about.push(text(changed).size(size::SMALL));
        let ways: Vec<Way> = vec![
            ("outbox-draft-on", kind::plain, Message::TakenUp(kept.id)),
            ("writing-discard", kind::ghost, Message::Discarded(kept.id)),
        ];
        line(words, icon::write(), said, ways).into()
    }

    /// What a message is about, for whom, and of which mailbox.
    fn about<'a>(
        &'a self,
        words: &Words,
        subject: &str,
        people: impl Iterator<Item = &'a Address>,
        account: AccountId,
    ) -> Column<'a, Message, Theme> {
        let subject = if subject.is_empty() { words.say("outbox-no-subject") } else { subject.to_owned() };
        let label = self.labels.iter().find(|(id, _)| self.labels.len() > 1 && *id == account);
        let mut about = people.take(NAMED).map(Address::display).collect::<Vec<_>>().join(", ");
        if about.is_empty() {
            about = words.say("outbox-nobody");
        }
        if let Some((_, label)) = label {
            about = format!("{about} — {label}");
        }
        column![
            single_line(subject).font(font::MEDIUM).width(Length::Fill),
            single_line(about).size(size::SMALL).style(colour::muted).width(Length::Fill),
        ]
        .spacing(2)
        .width(Length::Fill)
    }
}

fn line<'a>(
    words: &Words,
    mark: Text<'a, Theme>,
    said: Column<'a, Message, Theme>,
    ways: Vec<Way>,
) -> Container<'a, Message, Theme> {
    let ways = ways.into_iter().map(|(key, look, message)| form::word_button(words.say(key), look, Some(message)));
    let ways = row(ways).spacing(space::S).wrap().vertical_spacing(space::XS);
    let line = row![mark.size(15), column![said, ways].spacing(space::S)].spacing(10).align_y(Alignment::Start);
    container(line).padding([space::S, space::M]).width(Length::Fill)
}

/// Under each other, the rest counted.
fn listed<'a>(words: &Words, rows: impl ExactSizeIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    let more = rows.len().saturating_sub(SHOWN);
    let mut list = column![].spacing(space::S);
    for (nth, row) in rows.take(SHOWN).enumerate() {
        list = list.push((nth > 0).then(rule_across)).push(row);
    }
    let more = (more > 0).then(|| text(fl!(words, "queue-more", count = more as u64)).style(colour::muted));
    list.push(more).into()
}

fn rank(state: OutgoingState) -> u8 {
    match state {
        OutgoingState::InDoubt => 0,
        OutgoingState::Refused => 1,
        OutgoingState::Handing => 2,
        OutgoingState::Waiting => 3,
        OutgoingState::Filing => 4,
    }
}

/// How far it came, in a sentence.
fn stands(ctx: &Context<'_>, letter: &Waiting) -> String {
    let words = ctx.words;
    let soon = |at: Timestamp| at.0 - ctx.now.0 < 90;
    match (letter.state, letter.not_before, letter.next_try) {
        (OutgoingState::Waiting, Some(at), _) if at > ctx.now && !soon(at) => {
            fl!(words, "outbox-later", date = words.date_long(at))
        }
        (OutgoingState::Waiting, Some(at), _) if at > ctx.now => words.say("outbox-in-a-moment"),
        (OutgoingState::Waiting, _, Some(at)) if at > ctx.now => fl!(words, "outbox-again", time = words.time(at)),
        (OutgoingState::Waiting, ..) if letter.left => words.say("outbox-waiting-some"),
        (OutgoingState::Waiting, ..) => words.say("outbox-waiting"),
        (OutgoingState::Handing, ..) => words.say("outbox-handing"),
        (OutgoingState::InDoubt, ..) => words.say("outbox-in-doubt"),
        (OutgoingState::Refused, ..) if letter.left => words.say("outbox-refused-some"),
        (OutgoingState::Refused, ..) => words.say("outbox-refused"),
        (OutgoingState::Filing, ..) => words.say("outbox-filing"),
    }
}

/// What it met, and who is refused, in the server's own words.
fn troubles<'a>(words: &Words, letter: &'a Waiting) -> Option<Element<'a, Message>> {
    let why = letter.why.as_ref().map(|fault| text(notice::said(words, fault)).size(size::SMALL).into());
    let refused = letter.refusals.iter().map(|one| {
        let key = if one.passes { "outbox-person-later" } else { "outbox-person-refused" };
        let says = fl!(words, key, person = one.to.as_str(), said = one.said.as_str());
        text(says).size(size::SMALL).wrapping(text::Wrapping::WordOrGlyph).into()
    });
    let all: Vec<Element<'a, Message>> = why.into_iter().chain(refused).collect();
    (!all.is_empty()).then(|| column(all).spacing(2).into())
}

type Look = fn(&Theme, iced::widget::button::Status) -> iced::widget::button::Style;
/// What can be done: the key of its words, the look of its button.
type Way = (&'static str, Look, Message);

fn ways(letter: &Waiting) -> Vec<Way> {
    let id = letter.id;
    let plain: Look = kind::plain;
    let take_back = ("outbox-take-back", plain, Message::TakenBack(id));
    let now = ("outbox-now", plain, Message::Now(id));
    let give_up = ("outbox-give-up", plain, Message::GivenUp(id));
    match letter.state {
        OutgoingState::Waiting | OutgoingState::Refused if letter.left => vec![now, give_up],
        // Without a draft to be again, it would be lost: it was sent from a terminal.
        OutgoingState::Waiting if letter.draft.is_none() => vec![now],
        OutgoingState::Refused if letter.draft.is_none() => vec![now, give_up],
        OutgoingState::Waiting | OutgoingState::Refused => vec![take_back, now],
        OutgoingState::InDoubt => vec![
            ("outbox-was-sent", plain, Message::Settled(id, Settle::WasSent)),
            ("outbox-send-again", plain, Message::Settled(id, Settle::SendAgain)),
        ],
        OutgoingState::Filing if letter.why.is_some() => vec![now, ("outbox-no-copy", plain, Message::GivenUp(id))],
        OutgoingState::Handing | OutgoingState::Filing => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DraftId;

    fn letter(id: i64, state: OutgoingState, left: bool) -> Waiting {
        Waiting {
            id: OutgoingId(id),
            account: AccountId(1),
            subject: "Bilan".into(),
            people: Vec::new(),
            size: 1000,
            state,
            left,
            not_before: None,
            next_try: None,
            why: None,
            refusals: Vec::new(),
            draft: Some(DraftId(7)),
        }
    }

    fn offered(state: OutgoingState, left: bool) -> Vec<&'static str> {
        ways(&letter(1, state, left)).into_iter().map(|(key, ..)| key).collect()
    }

    #[test]
    fn what_may_be_with_a_server_is_never_offered_to_be_taken_back() {
        assert_eq!(offered(OutgoingState::Waiting, false), ["outbox-take-back", "outbox-now"]);
        assert_eq!(offered(OutgoingState::Waiting, true), ["outbox-now", "outbox-give-up"]);
        assert_eq!(offered(OutgoingState::InDoubt, false), ["outbox-was-sent", "outbox-send-again"]);
        assert!(offered(OutgoingState::Handing, false).is_empty());
    }

    #[test]
    fn what_has_no_draft_to_be_again_is_never_offered_to_be_taken_back() {
        let of = |state| {
            let loose = Waiting { draft: None, ..letter(1, state, false) };
            ways(&loose).into_iter().map(|(key, ..)| key).collect::<Vec<_>>()
        };
        assert_eq!(of(OutgoingState::Waiting), ["outbox-now"]);
        assert_eq!(of(OutgoingState::Refused), ["outbox-now", "outbox-give-up"]);
    }

    #[test]
    fn what_somebody_has_to_decide_comes_first() {
        let letters = [OutgoingState::Filing, OutgoingState::Waiting, OutgoingState::InDoubt, OutgoingState::Refused];
        let letters = letters.into_iter().zip(1..).map(|(state, id)| letter(id, state, false)).collect();
        let state = State::new(Held { letters, drafts: Vec::new() }, Vec::new());
        let order: Vec<i64> = state.held.letters.iter().map(|one| one.id.0).collect();
        assert_eq!(order, [3, 4, 2, 1]);
    }
}
