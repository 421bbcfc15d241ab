//! What is on its way out: what waits, what a server would not have and for
//! whom, what nobody can tell the fate of; each with what can be done about it.

use iced::widget::{column, container, row, scrollable, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::{AccountId, Address, OutgoingId, OutgoingState, Settle, Timestamp};
use crate::engine::Waiting;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::{pieces::rule_across, single_line};
use crate::ui::{icon, notice};

const WIDTH: f32 = 660.0;
const HIGHEST: f32 = 420.0;
/// More than anybody reads; the rest is counted.
const SHOWN: usize = 200;
/// Those who are named in a line.
const NAMED: usize = 4;

pub struct State {
    letters: Vec<Waiting>,
    /// What each mailbox is called, where there are several.
    labels: Vec<(AccountId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    TakenBack(OutgoingId),
    Now(OutgoingId),
    Settled(OutgoingId, Settle),
    GivenUp(OutgoingId),
    Closed,
}

impl State {
    /// First what somebody has to decide.
    pub fn new(letters: Vec<Waiting>, labels: Vec<(AccountId, String)>) -> Self {
        let mut state = Self { letters: Vec::new(), labels };
        state.refresh(letters);
        state
    }

    pub fn refresh(&mut self, mut letters: Vec<Waiting>) {
        letters.sort_by_key(|letter| rank(letter.state));
        self.letters = letters;
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let lead = if self.letters.is_empty() { "outbox-empty" } else { "outbox-lead" };
        let mut list = column![].spacing(space::S);
        for (nth, letter) in self.letters.iter().take(SHOWN).enumerate() {
            if nth > 0 {
                list = list.push(rule_across());
            }
            list = list.push(self.row(context, letter));
        }
        let more = self.letters.len().saturating_sub(SHOWN);
        if more > 0 {
            list = list.push(text(fl!(words, "queue-more", count = more as u64)).style(colour::muted));
        }
        let list = container(scrollable(list).width(Length::Fill)).max_height(HIGHEST);
        let body = column![text(words.say(lead)).style(colour::muted), list].spacing(space::L);
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(words, words.say("outbox-title"), WIDTH, body, frame::buttons([Some(close)]), Message::Closed)
    }

    fn row<'a>(&'a self, ctx: &Context<'_>, letter: &'a Waiting) -> Element<'a, Message> {
        let words = ctx.words;
        let subject = if letter.subject.is_empty() { words.say("outbox-no-subject") } else { letter.subject.clone() };
        let label = self.labels.iter().find(|(id, _)| self.labels.len() > 1 && *id == letter.account);
        let people = letter.people.iter().take(NAMED).map(Address::display).collect::<Vec<_>>().join(", ");
        let about = match label {
            Some((_, label)) => format!("{people} — {label}"),
            None => people,
        };
        let said = column![
            single_line(subject).font(font::MEDIUM).width(Length::Fill),
            single_line(about).size(size::SMALL).style(colour::muted).width(Length::Fill),
            text(stands(ctx, letter)).size(size::SMALL),
            troubles(words, letter),
        ]
        .spacing(2)
        .width(Length::Fill);
        let ways = row(ways(letter)
            .into_iter()
            .map(|(key, look, message)| form::word_button(words.say(key), look, Some(message))));
        let ways = ways.spacing(space::S).wrap().vertical_spacing(space::XS);
        let mark = match letter.state {
            OutgoingState::Waiting | OutgoingState::Filing => icon::clock(),
            OutgoingState::Handing => icon::sent(),
            OutgoingState::InDoubt | OutgoingState::Refused => icon::circle_alert(),
        };
        let line = row![mark.size(15), column![said, ways].spacing(space::S)].spacing(10).align_y(Alignment::Start);
        let line = container(line).padding([space::S, space::M]).width(Length::Fill);
        match letter.state {
            OutgoingState::InDoubt | OutgoingState::Refused => line.style(surface::banner(Tone::Attention)).into(),
            _ => line.into(),
        }
    }
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

type Look = fn(&crate::ui::theme::Theme, iced::widget::button::Status) -> iced::widget::button::Style;

fn ways(letter: &Waiting) -> Vec<(&'static str, Look, Message)> {
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
        let order: Vec<i64> = State::new(letters, Vec::new()).letters.iter().map(|one| one.id.0).collect();
        assert_eq!(order, [3, 4, 2, 1]);
    }
}
