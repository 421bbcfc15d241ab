//! The status bar: the card and how the cache is protected on the left, what the engine does
//! in the middle, how the account stands and what the list holds on the right.
//! Nothing here moves unless work is under way.

use std::collections::BTreeMap;

use iced::widget::{Text, button, column, container, progress_bar, row, space as gap};
use iced::{Alignment, Length};

use crate::domain::AccountId;
use crate::engine::card::CardSight;
use crate::engine::{Event, Line, Progress, Protection, Work};
use crate::i18n::{Words, fl};
use crate::ui::card;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::said::Said;
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::{Element, Theme, button as kind, size, space, surface, text as colour};
use crate::ui::widget::{pieces, single_line};

/// The height of the bar.
pub const HEIGHT: f32 = 24.0;
const ICON: f32 = 13.0;
/// Under the sentence that it belongs to.
const TRACK: f32 = 2.0;

pub struct State {
    protection: Protection,
    lines: BTreeMap<AccountId, Line>,
    work: BTreeMap<AccountId, Progress>,
    /// It goes on beside what comes in.
    deciphering: Option<Progress>,
    exporting: Option<Progress>,
    count: Option<Count>,
    /// How many operations of a mailbox wait, and how many were refused.
    pending: BTreeMap<AccountId, (usize, usize)>,
    /// What the last gesture did, for a while.
    said: Option<Said>,
    /// What is offered beside it.
    offer: Option<&'static str>,
    card: CardSight,
}

/// What the list on view holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub total: u64,
    pub unread: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Cancelled,
    /// The way out of what is wrong with the sign-in.
    Refused(AccountId),
    PendingPressed,
    UndoPressed,
    OfferPressed,
    CardPressed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    Cancel(Vec<AccountId>),
    StopDeciphering,
    StopExporting,
    /// Opens `modal::password`.
    NewPassword(AccountId),
    /// Opens `modal::queue`.
    ShowPending,
    Undo,
    /// What was offered is wanted.
    TakeOffer,
    /// Opens the menu of the card.
    ShowCard,
}

/// What the middle of the bar says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Doing {
    Nothing,
    UpToDate,
    Connecting,
    Looking,
    Receiving { work: Work, done: u64, total: u64 },
}

/// What is wrong with the line, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Refused(AccountId),
    /// A mailbox waits for its card.
    Card,
    Offline,
}

impl State {
    pub fn new(protection: Protection) -> Self {
        Self {
            protection,
            lines: BTreeMap::new(),
            work: BTreeMap::new(),
            deciphering: None,
            exporting: None,
            count: None,
            pending: BTreeMap::new(),
            said: None,
            offer: None,
            card: CardSight::default(),
        }
    }

    /// What a gesture did; None when it was said long enough.
    pub fn say(&mut self, said: Option<Said>) {
        (self.said, self.offer) = (said, None);
    }

    /// Beside what was just said, and gone with it.
    pub fn offer(&mut self, words: &'static str) {
        self.offer = self.said.is_some().then_some(words);
    }

    /// Refusals of a mailbox that nobody has read of.
    pub fn refusals(&self, account: AccountId) -> usize {
        self.pending.get(&account).map_or(0, |(_, refused)| *refused)
    }

    /// What the list on view holds, if one is.
    pub fn show_count(&mut self, count: Option<Count>) {
        self.count = count;
    }

    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Accounts(accounts) => {
                let known = |id: &AccountId| accounts.iter().any(|account| account.id == *id);
                self.lines.retain(|id, _| known(id));
                self.work.retain(|id, _| known(id));
                self.pending.retain(|id, _| known(id));
            }
            Event::Pending { account, waiting, refused } => {
                let _ = self.pending.insert(*account, (*waiting, *refused));
            }
            Event::Line(account, line) => {
                let _ = self.lines.insert(*account, *line);
                // Work that was under way when the line broke says no more.
                if *line != Line::Working {
                    let _ = self.work.remove(account);
                }
            }
            Event::Card(card) => self.card.clone_from(card),
            Event::Progress(progress) if progress.work == Work::Deciphering => {
                self.deciphering = Some(*progress).filter(|progress| !progress.finished());
            }
            Event::Progress(progress) if progress.work == Work::Exporting => {
                self.exporting = Some(*progress).filter(|progress| !progress.finished());
            }
            Event::Progress(progress) if progress.finished() => {
                let _ = self.work.remove(&progress.account);
            }
            Event::Progress(progress) => {
                let _ = self.work.insert(progress.account, *progress);
            }
            Event::Folders(..)
            | Event::FolderChanged(_)
            | Event::Outbox { .. }
            | Event::Exports { .. }
            | Event::Tags(_)
            | Event::SavedSearches(_)
            | Event::Arrived(_)
            | Event::Sorted(_)
            | Event::TrustedSpace(_)
            | Event::TrustChanged
            | Event::Fault(_)
            | Event::Resync => {}
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Cancelled if self.deciphering.take().is_some() => Action::StopDeciphering,
            Message::Cancelled if self.exporting.take().is_some() => Action::StopExporting,
            Message::Cancelled if !self.work.is_empty() => {
                let accounts = self.work.keys().copied().collect();
                self.work.clear();
                Action::Cancel(accounts)
            }
            Message::Cancelled => Action::None,
            Message::Refused(account) => Action::NewPassword(account),
            Message::PendingPressed => Action::ShowPending,
            Message::CardPressed => Action::ShowCard,
            Message::UndoPressed => {
                self.say(None);
                Action::Undo
            }
            Message::OfferPressed => {
                self.say(None);
                Action::TakeOffer
            }
        }
    }

    /// Headers first, as the engine does: bodies are counted when all headers are here.
    fn doing(&self) -> Doing {
        let sum = |work: Work| {
            let of = self.work.values().chain(&self.deciphering).chain(&self.exporting);
            let of = of.filter(|progress| progress.work == work);
            let sum = of.fold((0, 0), |(done, total), progress| (done + progress.done, total + progress.total));
            Some(sum).filter(|(_, total)| *total > 0)
        };
        for work in [Work::Deciphering, Work::Exporting, Work::Headers, Work::Bodies] {
            if let Some((done, total)) = sum(work) {
                return Doing::Receiving { work, done, total };
            }
        }
        let any = |line: Line| self.lines.values().any(|found| *found == line);
        if any(Line::Working) {
            Doing::Looking
        } else if any(Line::Connecting) {
            Doing::Connecting
        } else if any(Line::Watching) {
            Doing::UpToDate
        } else {
            Doing::Nothing
        }
    }

    /// What waits is worth a word while nothing takes it to the server.
    fn waiting(&self) -> usize {
        let held = |account: &AccountId| {
            let line = self.lines.get(account).copied().unwrap_or(Line::Idle);
            matches!(line, Line::Idle | Line::Offline | Line::Card(_) | Line::Refused)
        };
        self.pending.iter().filter(|(account, _)| held(account)).map(|(_, (waiting, _))| waiting).sum()
    }

    fn refused(&self) -> usize {
        self.pending.values().map(|(_, refused)| refused).sum()
    }

    fn trouble(&self) -> Option<Trouble> {
        let troubles = self.lines.iter().filter_map(|(account, line)| match line {
            Line::Refused => Some(Trouble::Refused(*account)),
            Line::Card(_) => Some(Trouble::Card),
            Line::Offline => Some(Trouble::Offline),
            Line::Idle | Line::Connecting | Line::Watching | Line::Working => None,
        });
        // What the user can end comes first.
        troubles.min_by_key(|trouble| match trouble {
            Trouble::Refused(_) => 0,
            Trouble::Card => 1,
            Trouble::Offline => 2,
        })
    }
}

impl State {
    pub fn view<'a>(&self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let left = row![card::slot(words, &self.card, Message::CardPressed), self.protection(words)]
            .spacing(space::L)
            .align_y(Alignment::Center);
        let line = row![left, container(self.middle(words)).center_x(Length::Fill), self.right(words)]
            .spacing(space::L)
            .align_y(Alignment::Center);
        container(line).height(HEIGHT).center_y(HEIGHT).padding([0.0, space::M]).style(surface::window).into()
    }

    fn protection<'a>(&self, words: &Words) -> Element<'a, Message> {
        let (mark, says) = match self.protection {
            Protection::Session => (icon::lock(), "status-protected-session"),
            Protection::Passphrase => (icon::key(), "status-protected-passphrase"),
            Protection::Card => (icon::card(), "status-protected-card"),
            Protection::Demonstration => (icon::flask(), "status-protected-demonstration"),
        };
        said(mark.style(colour::muted), words.say(says))
    }

    /// What was just done goes before what goes on.
    fn middle<'a>(&self, words: &Words) -> Element<'a, Message> {
        let Some(said) = &self.said else { return self.doing().view(words) };
        let undo = said.undo.then(|| {
            let says = shortcut::with_keys(words, words.say("deed-undo"), Intent::Undo);
            let link = button(single_line(says).size(size::SMALL)).padding([1.0, space::XS]).style(kind::link);
            row![quiet("—".to_owned()), link.on_press(Message::UndoPressed)].spacing(2).align_y(Alignment::Center)
        });
        let offer = self.offer.map(|key| {
            let link = button(single_line(words.say(key)).size(size::SMALL)).padding([1.0, space::XS]);
            link.style(kind::link).on_press(Message::OfferPressed)
        });
        // In a narrow window the sentence gives way (as below), never the way back.
        let says = container(quiet(said.text.clone())).center_y(Length::Fill);
        let tall = gap().height(HEIGHT);
        let line = row![tall, icon::check().size(ICON).style(colour::accent), says].push(undo).push(offer);
        line.spacing(6).align_y(Alignment::Center).height(Length::Shrink).into()
    }

    fn pending<'a>(&self, words: &Words) -> Option<Element<'a, Message>> {
        let (waiting, refused) = (self.waiting() as u64, self.refused() as u64);
        let says = match (refused, waiting) {
            (0, 0) => return None,
            (0, count) => {
                let says = fl!(words, "status-waiting", count = count, number = words.number(count));
                said(icon::clock().style(colour::muted), says)
            }
            (count, _) => {
                let says = fl!(words, "status-not-taken", count = count, number = words.number(count));
                said(icon::circle_alert().style(colour::attention), says)
            }
        };
        let press = button(says).padding([1.0, space::XS]).style(kind::ghost).on_press(Message::PendingPressed);
        Some(pieces::tip(press, words.say("status-pending-note")))
    }

    fn right<'a>(&self, words: &Words) -> Element<'a, Message> {
        let trouble = self.trouble().map(|trouble| trouble.view(words));
        let count = self.count.map(|count| quiet(count.words(words)));
        row![].push(self.pending(words)).push(trouble).push(count).spacing(space::L).align_y(Alignment::Center).into()
    }
}

impl Doing {
    fn view<'a>(self, words: &Words) -> Element<'a, Message> {
        match self {
            Self::Nothing => gap::horizontal().into(),
            Self::UpToDate => said(icon::check().style(colour::muted), words.say("status-up-to-date")),
            Self::Connecting => said(icon::refresh().style(colour::muted), words.say("status-connecting")),
            Self::Looking => said(icon::refresh().style(colour::muted), words.say("status-looking")),
            Self::Receiving { work, done, total } => {
                let key = match work {
                    Work::Headers => "status-headers",
                    Work::Bodies => "status-bodies",
                    Work::Deciphering => "status-deciphering",
                    Work::Exporting => "status-exporting",
                };
                let sentence = fl!(words, key, count = done, done = words.number(done), total = words.number(total));
                let track = progress_bar(0.0..=1.0, done as f32 / total as f32).girth(TRACK);
                let stop = button(icon::close().size(ICON)).padding(2).style(kind::ghost).on_press(Message::Cancelled);
                let stop = pieces::tip(stop, words.say("status-cancel"));
                // What is as high as a row that shrinks is laid out last: in a narrow
                // window the sentence gives way, and the work can still be stopped.
                let says = container(quiet(sentence)).center_y(Length::Fill);
                let line = row![says, stop].spacing(space::S).height(Length::Shrink);
                column![line, container(track).width(Length::Fill)].width(Length::Shrink).into()
            }
        }
    }
}

impl Trouble {
    fn view<'a>(self, words: &Words) -> Element<'a, Message> {
        match self {
            Self::Offline => {
                let says = said(icon::offline().style(colour::attention), words.say("status-offline"));
                pieces::tip(says, words.say("status-offline-note"))
            }
            Self::Card => {
                let says = said(icon::key().style(colour::attention), words.say("status-card"));
                pieces::tip(says, words.say("status-card-note"))
            }
            Self::Refused(account) => {
                let says = said(icon::circle_alert().style(colour::danger), words.say("status-refused"));
                let press =
                    button(says).padding([1.0, space::XS]).style(kind::ghost).on_press(Message::Refused(account));
                pieces::tip(press, words.say("status-refused-note"))
            }
        }
    }
}

impl Count {
    fn words(self, words: &Words) -> String {
        let total = words.number(self.total);
        if self.unread == 0 {
            return fl!(words, "status-count", count = self.total, total = total);
        }
        let unread = words.number(self.unread);
        fl!(words, "status-count-unread", count = self.total, total = total, fresh = self.unread, unread = unread)
    }
}

fn said(mark: Text<'_, Theme>, says: String) -> Element<'_, Message> {
    row![mark.size(ICON), single_line(says).size(size::SMALL)].spacing(6).align_y(Alignment::Center).into()
}

fn quiet<'a>(says: String) -> Element<'a, Message> {
    single_line(says).size(size::SMALL).into()
}

#[cfg(test)]
mod tests {
    use crate::engine::CardFault;

    use super::*;

    const ANNE: AccountId = AccountId(1);
    const LAB: AccountId = AccountId(2);

    fn state() -> State {
        State::new(Protection::Session)
    }

    fn progress(account: AccountId, work: Work, done: u64, total: u64) -> Event {
        Event::Progress(Progress { account, work, done, total })
    }

    #[test]
    fn nothing_is_said_before_anything_happens() {
        assert_eq!((state().doing(), state().trouble()), (Doing::Nothing, None));
    }

    #[test]
    fn the_work_of_all_mailboxes_is_counted_together_headers_first() {
        let mut state = state();
        state.apply(&Event::Line(ANNE, Line::Working));
        assert_eq!(state.doing(), Doing::Looking);
        state.apply(&progress(ANNE, Work::Headers, 200, 1000));
        state.apply(&progress(LAB, Work::Headers, 40, 500));
        assert_eq!(state.doing(), Doing::Receiving { work: Work::Headers, done: 240, total: 1500 });
        state.apply(&progress(ANNE, Work::Headers, 1000, 1000));
        state.apply(&progress(ANNE, Work::Bodies, 10, 1000));
        assert_eq!(state.doing(), Doing::Receiving { work: Work::Headers, done: 40, total: 500 });
        state.apply(&progress(LAB, Work::Headers, 500, 500));
        assert_eq!(state.doing(), Doing::Receiving { work: Work::Bodies, done: 10, total: 1000 });
    }

    #[test]
    fn work_ends_with_its_line_and_with_its_account() {
        let mut state = state();
        state.apply(&Event::Line(ANNE, Line::Working));
        state.apply(&progress(ANNE, Work::Bodies, 10, 1000));
        state.apply(&Event::Line(ANNE, Line::Offline));
        assert_eq!((state.doing(), state.trouble()), (Doing::Nothing, Some(Trouble::Offline)));
        state.apply(&progress(LAB, Work::Bodies, 1, 2));
        state.apply(&Event::Accounts([].into()));
        assert_eq!((state.doing(), state.trouble()), (Doing::Nothing, None));
    }

    #[test]
    fn what_waits_is_said_while_nothing_takes_it_along() {
        let mut state = state();
        state.apply(&Event::Pending { account: ANNE, waiting: 12, refused: 0 });
        assert_eq!(state.waiting(), 12);
        state.apply(&Event::Line(ANNE, Line::Working));
        assert_eq!(state.waiting(), 0, "it is on its way");
        state.apply(&Event::Line(ANNE, Line::Offline));
        state.apply(&Event::Pending { account: LAB, waiting: 0, refused: 2 });
        assert_eq!((state.waiting(), state.refused()), (12, 2));
        assert_eq!(state.update(Message::PendingPressed), Action::ShowPending);
        state.apply(&Event::Accounts([].into()));
        assert_eq!((state.waiting(), state.refused()), (0, 0));
    }

    #[test]
    fn what_was_said_can_be_taken_back_once() {
        let mut state = state();
        state.say(Some(Said { text: "Un message archivé".to_owned(), undo: true }));
        assert_eq!(state.update(Message::UndoPressed), Action::Undo);
        assert_eq!(state.said, None);
    }

    #[test]
    fn a_refusal_is_worse_than_a_line_that_is_down() {
        let mut state = state();
        state.apply(&Event::Line(ANNE, Line::Offline));
        state.apply(&Event::Line(LAB, Line::Refused));
        assert_eq!(state.trouble(), Some(Trouble::Refused(LAB)));
        assert_eq!(state.update(Message::Refused(LAB)), Action::NewPassword(LAB));
        state.apply(&Event::Line(LAB, Line::Card(CardFault::Locked)));
        assert_eq!(state.trouble(), Some(Trouble::Card));
        state.apply(&Event::Line(LAB, Line::Watching));
        assert_eq!((state.doing(), state.trouble()), (Doing::UpToDate, Some(Trouble::Offline)));
    }

    #[test]
    fn an_export_is_told_before_what_comes_in_and_is_stopped_by_itself() {
        let mut state = state();
        state.apply(&progress(ANNE, Work::Bodies, 10, 1000));
        state.apply(&progress(ANNE, Work::Exporting, 120, 1500));
        assert_eq!(state.doing(), Doing::Receiving { work: Work::Exporting, done: 120, total: 1500 });
        assert_eq!(state.update(Message::Cancelled), Action::StopExporting);
        assert_eq!(state.doing(), Doing::Receiving { work: Work::Bodies, done: 10, total: 1000 });
        state.apply(&progress(LAB, Work::Exporting, 120, 1500));
        state.apply(&progress(LAB, Work::Exporting, 1500, 1500));
        assert_eq!(state.update(Message::Cancelled), Action::Cancel(vec![ANNE]));
    }

    #[test]
    fn what_is_under_way_can_be_stopped_once() {
        let mut state = state();
        state.apply(&progress(ANNE, Work::Bodies, 10, 1000));
        state.apply(&progress(LAB, Work::Headers, 10, 1000));
        assert_eq!(state.update(Message::Cancelled), Action::Cancel(vec![ANNE, LAB]));
        assert_eq!(state.update(Message::Cancelled), Action::None);
        assert_eq!(state.doing(), Doing::Nothing);
    }
}
