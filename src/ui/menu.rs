//! The menu that a right click or the Menu key opens: what can be done with
//! messages, with a folder or with what is read, in a list that stays inside the
//! window.

mod answers;
mod reading;

use iced::widget::{button, column, container, mouse_area, pin, responsive, row, space as gap, stack};
use iced::{Alignment, Length, Point, Size, window};

use super::context::Density;
use super::deed::{Deed, Place, Reach};
use super::icon;
use super::pane::Step;
use super::shortcut::{self, Intent};
use super::theme::{Element, button as kind, size, space, surface, text as colour};
use super::widget::editor::{Offer, Pick};
use super::widget::{pieces, single_line};
use super::writing::options;
use crate::config::Form;
use crate::domain::{AccountId, Folder, FolderId, Grouping, Manner, Role, SortKey, Timestamp};
use crate::engine::card::{CardToken, Lock};
use crate::i18n::{Words, fl};

pub use reading::{PageDeed, Read};

pub const WIDTH: f32 = 290.0;
const ROW: f32 = 28.0;
/// A line between two groups, with the room around it.
const RULE: f32 = 9.0;
/// Above the first row and below the last.
const EDGE: f32 = 5.0;

#[derive(Debug)]
pub struct State {
    at: Point,
    entries: Vec<Entry>,
    current: Option<usize>,
    /// Below it the menu does not reach.
    floor: f32,
    /// The window of a message that it is open in; None for the main one.
    window: Option<window::Id>,
}

type Icon = fn() -> iced::widget::Text<'static, super::theme::Theme>;

#[derive(Debug)]
struct Entry {
    choice: Choice,
    /// A line stands above it.
    apart: bool,
    icon: Icon,
    words: &'static str,
    /// What the words are about, where they name something.
    name: String,
    keys: Option<Intent>,
    enabled: bool,
}

/// How the list is shown now; None where it cannot be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub grouping: Option<Grouping>,
    pub form: Form,
    pub density: Density,
    pub sort: Option<SortKey>,
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Deed(Deed),
    /// Whoever sent it goes on a list.
    Sender,
    NewFolder {
        account: AccountId,
        under: Option<FolderId>,
    },
    RenameFolder(FolderId),
    MoveFolder(FolderId),
    DeleteFolder(FolderId),
    EmptyFolder(FolderId),
    MarkAllRead(FolderId),
    DecipherFolder(FolderId),
    Page(PageDeed),
    Answer(Manner),
    /// What is chosen.
    Print,
    /// Health documents of the chosen messages go to the folder of the practice's software.
    Export,
    EnterCode,
    LockCard,
    ShowCards,
    Group(Grouping),
    Form(Form),
    Density(Density),
    Sort(SortKey),
    Columns,
    /// In a text that is written.
    Write(Pick),
    /// What is written leaves then.
    Leave(Timestamp),
    /// Under what is written; None takes it off.
    Sign(Option<usize>),
    /// Asked of what is written, beside its words.
    Option(options::Choice),
    /// A message made of a template.
    WriteOf,
    EditTemplate,
    NewTemplate(AccountId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Stepped(Step),
    /// The pointer is on a row.
    Pointed(usize),
    Picked(usize),
    /// Enter.
    Entered,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    Do(Choice),
    Close,
}

/// Whoever sent it, on a list.
fn of_sender() -> Entry {
    let (icon, words, name): (Icon, _, _) = (icon::user, "menu-sender", String::new());
    Entry { choice: Choice::Sender, apart: false, icon, words, name, keys: None, enabled: true }
}

impl Entry {
    fn says(&self, words: &Words) -> String {
        if self.name.is_empty() { words.say(self.words) } else { fl!(words, self.words, name = self.name.clone()) }
    }
}

impl State {
    pub fn of_messages(at: Point, reach: &Reach) -> Self {
        let mut entries = answers::of_messages(reach);
        let answers = !entries.is_empty();
        for (nth, group) in Deed::MENU.into_iter().enumerate() {
            // Before what takes them away.
            if nth + 1 == Deed::MENU.len() {
                entries.push(Entry {
                    choice: Choice::Print,
                    apart: true,
                    icon: icon::print,
                    words: "print",
                    name: String::new(),
                    keys: Some(Intent::Print),
                    enabled: reach.count > 0,
                });
                entries.push(Entry {
                    choice: Choice::Export,
                    apart: false,
                    icon: icon::folder_move,
                    words: "export-documents",
                    name: String::new(),
                    keys: Some(Intent::Export),
                    enabled: reach.count > 0,
                });
            }
            for (place, deed) in group.iter().copied().filter(|deed| deed.is_offered(reach)).enumerate() {
                let face = deed.face(reach);
                entries.push(Entry {
                    choice: Choice::Deed(deed),
                    apart: (nth > 0 || answers) && place == 0,
                    icon: face.icon,
                    words: face.long,
                    name: String::new(),
                    keys: Some(Intent::Do(deed)),
                    enabled: deed.can(reach),
                });
                if deed == Deed::Junk && reach.place != Place::Templates {
                    entries.push(Entry { enabled: reach.count > 0, ..of_sender() });
                }
            }
        }
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    pub fn of_folder(at: Point, folder: &Folder) -> Self {
        let (id, own) = (folder.id, folder.role.is_none());
        let entry = |choice, apart, icon, words, enabled| Entry {
            choice,
            apart,
            icon,
            words,
            name: String::new(),
            keys: None,
            enabled,
        };
        let new = Choice::NewFolder { account: folder.account, under: Some(id) };
        let template = (folder.role == Some(Role::Templates))
            .then(|| entry(Choice::NewTemplate(folder.account), false, icon::file_text, "template-new", true));
        let mut entries: Vec<Entry> = template.into_iter().collect();
        entries.push(entry(Choice::MarkAllRead(id), false, icon::mail_open, "menu-mark-all-read", folder.unread > 0));
        if let Some(words) = empties(folder.role) {
            entries.push(entry(Choice::EmptyFolder(id), false, icon::trash, words, folder.total > 0));
        }
        entries.push(entry(Choice::DecipherFolder(id), false, icon::unlock, "menu-decipher", folder.total > 0));
        entries.push(entry(new, true, icon::folder_plus, "menu-new-subfolder", true));
        let rename = entry(Choice::RenameFolder(id), false, icon::pencil, "menu-rename", own);
        entries.push(Entry { keys: Some(Intent::Rename), ..rename });
        entries.push(entry(Choice::MoveFolder(id), false, icon::folder_move, "menu-move-folder", own));
        entries.push(entry(Choice::DeleteFolder(id), true, icon::trash, "menu-delete-folder", own));
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    pub fn of_account(at: Point, account: AccountId) -> Self {
        let new = Entry {
            choice: Choice::NewFolder { account, under: None },
            apart: false,
            icon: icon::folder_plus,
            words: "menu-new-folder",
            name: String::new(),
            keys: None,
            enabled: true,
        };
        Self { at, entries: vec![new], current: None, floor: 0.0, window: None }
    }

    /// Of the card, above its place in the status bar.
    pub fn of_card(token: &CardToken, floor: f32) -> Self {
        let entry = |choice, icon, words, enabled| Entry {
            choice,
            apart: false,
            icon,
            words,
            name: String::new(),
            keys: None,
            enabled,
        };
        let entries = vec![
            match token.lock {
                Lock::Open => entry(Choice::LockCard, icon::lock, "card-lock", true),
                lock => entry(Choice::EnterCode, icon::unlock, "card-enter-code", lock == Lock::Closed),
            },
            Entry { keys: Some(Intent::Card), ..entry(Choice::ShowCards, icon::card, "card-show", true) },
        ];
        Self { at: Point::new(space::S, f32::MAX), entries, current: None, floor, window: None }
    }

    /// How the list is shown; what it is now has a tick.
    pub fn of_list(at: Point, shown: Shown) -> Self {
        let Shown { grouping, form, density, sort } = shown;
        let group = |one, words| (Choice::Group(one), one == grouping.unwrap_or_default(), words, grouping.is_some());
        let shape = |one, words| (Choice::Form(one), one == form, words, true);
        let room = |one, words| (Choice::Density(one), one == density, words, true);
        let order = |key, words| (Choice::Sort(key), Some(key) == sort, words, sort.is_some());
        let groups: [&[(Choice, bool, &'static str, bool)]; 5] = [
            &[
                group(Grouping::None, "menu-group-none"),
                group(Grouping::Day, "menu-group-day"),
                group(Grouping::Conversation, "menu-group-conversation"),
            ],
            &[
                order(SortKey::Date, "menu-sort-date"),
                order(SortKey::Who, "menu-sort-who"),
                order(SortKey::Subject, "menu-sort-subject"),
                order(SortKey::Size, "menu-sort-size"),
            ],
            &[shape(Form::Lines, "menu-form-lines"), shape(Form::Columns, "menu-form-columns")],
            &[
                room(Density::Airy, "menu-density-airy"),
                room(Density::Comfortable, "menu-density-comfortable"),
                room(Density::Compact, "menu-density-compact"),
            ],
            &[(Choice::Columns, false, "menu-columns", true)],
        ];
        let mut entries = Vec::new();
        for (nth, group) in groups.into_iter().enumerate() {
            for (place, (choice, is_so, words, enabled)) in group.iter().copied().enumerate() {
                let icon = if is_so { icon::check } else { icon::nothing };
                let apart = nth > 0 && place == 0;
                entries.push(Entry { choice, apart, icon, words, name: String::new(), keys: None, enabled });
            }
        }
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    /// When a message may leave, if not at once.
    pub fn of_leaving(at: Point, words: &Words, moments: &[Timestamp]) -> Self {
        let entry = |moment: &Timestamp| Entry {
            choice: Choice::Leave(*moment),
            apart: false,
            icon: icon::clock,
            words: "menu-leave",
            name: words.date_stamp(*moment),
            keys: None,
            enabled: true,
        };
        Self { at, entries: moments.iter().map(entry).collect(), current: None, floor: 0.0, window: None }
    }

    /// What can be asked of a message beside its words; what is so has a tick.
    pub fn of_options(at: Point, lines: &[options::Line]) -> Self {
        let entry = |line: &options::Line| Entry {
            choice: Choice::Option(line.choice),
            apart: line.apart,
            icon: if line.on == Some(true) { icon::check } else { icon::nothing },
            words: line.words,
            name: String::new(),
            keys: None,
            enabled: true,
        };
        Self { at, entries: lines.iter().map(entry).collect(), current: None, floor: 0.0, window: None }
    }

    /// What may stand under a message; what does has a tick.
    pub fn of_signatures(at: Point, names: Vec<(String, bool)>, none: bool) -> Self {
        let entry = |choice, stands: bool, words, name| Entry {
            choice,
            apart: false,
            icon: if stands { icon::check } else { icon::nothing },
            words,
            name,
            keys: None,
            enabled: true,
        };
        let mut entries: Vec<Entry> = names
            .into_iter()
            .enumerate()
            .map(|(place, (name, stands))| match name.trim() {
                "" => entry(Choice::Sign(Some(place)), stands, "settings-signature-unnamed", String::new()),
                _ => entry(Choice::Sign(Some(place)), stands, "menu-signature", name),
            })
            .collect();
        entries.push(entry(Choice::Sign(None), none, "menu-no-signature", String::new()));
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    /// Of a text that is written. What may have been meant by a wrong word comes
    /// first; keys are the text's own, and not drawn here.
    pub fn of_writing(at: Point, offer: &Offer) -> Self {
        let entry = |pick, apart, icon, words, enabled| Entry {
            choice: Choice::Write(pick),
            apart,
            icon,
            words,
            name: String::new(),
            keys: None,
            enabled,
        };
        let mut entries = Vec::new();
        for (nth, word) in offer.suggestions.iter().enumerate() {
            let suggestion = entry(Pick::Suggestion(nth), false, icon::nothing, "menu-suggestion", true);
            entries.push(Entry { name: word.clone(), ..suggestion });
        }
        if offer.wrong && offer.suggestions.is_empty() {
            entries.push(entry(Pick::Suggestion(0), false, icon::nothing, "menu-no-suggestion", false));
        }
        if offer.wrong {
            entries.push(entry(Pick::Learn, true, icon::dictionary, "menu-learn", true));
        }
        entries.push(entry(Pick::Cut, offer.wrong, icon::cut, "menu-cut", offer.chosen));
        entries.push(entry(Pick::Copy, false, icon::copy, "menu-copy", offer.chosen));
        entries.push(entry(Pick::Paste, false, icon::paste, "menu-paste", true));
        if offer.rich {
            entries.push(entry(Pick::PastePlain, false, icon::paste_plain, "menu-paste-plain", true));
            entries.push(entry(Pick::Link, true, icon::link, "menu-link", true));
        }
        entries.push(entry(Pick::All, true, icon::nothing, "menu-all", true));
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    #[must_use]
    pub fn in_window(self, window: Option<window::Id>) -> Self {
        Self { window, ..self }
    }

    pub fn window(&self) -> Option<window::Id> {
        self.window
    }

    /// Opened by a key: the first row that can be chosen is ready.
    #[must_use]
    pub fn by_key(mut self) -> Self {
        self.step(Step::Home);
        self
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Stepped(step) => self.step(step),
            Message::Pointed(index) => self.current = Some(index).filter(|index| self.is_enabled(*index)),
            Message::Picked(index) => return self.pick(Some(index)),
            Message::Entered => return self.pick(self.current),
            Message::Closed => return Action::Close,
        }
        Action::None
    }

    fn pick(&self, index: Option<usize>) -> Action {
        let entry = index.and_then(|index| self.entries.get(index)).filter(|entry| entry.enabled);
        entry.map_or(Action::None, |entry| Action::Do(entry.choice))
    }

    fn is_enabled(&self, index: usize) -> bool {
        self.entries.get(index).is_some_and(|entry| entry.enabled)
    }

    /// Round and round, past what cannot be chosen.
    fn step(&mut self, step: Step) {
        let able: Vec<usize> = (0..self.entries.len()).filter(|index| self.is_enabled(*index)).collect();
        let here = self.current.and_then(|current| able.iter().position(|index| *index == current));
        let last = able.len().saturating_sub(1);
        let next = match (step, here) {
            (Step::Down, Some(here)) if here < last => here + 1,
            (Step::Up, Some(here)) if here > 0 => here - 1,
            (Step::Up | Step::End | Step::PageDown, _) => last,
            (Step::Down | Step::Home | Step::PageUp, _) => 0,
        };
        self.current = able.get(next).copied();
    }

    fn height(&self) -> f32 {
        let rules = self.entries.iter().filter(|entry| entry.apart).count();
        self.entries.len() as f32 * ROW + rules as f32 * RULE + 2.0 * EDGE
    }

    /// Beside the pointer, and on its other side where there is no room.
    fn place(&self, window: Size) -> Point {
        let fit = |at: f32, long: f32, room: f32| if at + long > room { (at - long).max(0.0) } else { at };
        let x = fit(self.at.x, WIDTH, window.width);
        let y = if self.at.y + self.height() > window.height {
            (window.height - self.floor - self.height()).max(0.0)
        } else {
            self.at.y
        };
        Point::new(x, y)
    }

    pub fn view<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let outside = mouse_area(gap().width(Length::Fill).height(Length::Fill))
            .on_press(Message::Closed)
            .on_right_press(Message::Closed);
        let placed = responsive(move |window| {
            let at = self.place(window);
            pin(iced::widget::opaque(self.list(words))).x(at.x).y(at.y).into()
        });
        stack![outside, placed].width(Length::Fill).height(Length::Fill).into()
    }

    fn list<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let mut list = column![];
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.apart {
                list = list.push(container(pieces::rule_across()).center_y(RULE));
            }
            list = list.push(self.row(words, index, entry));
        }
        container(list).padding([EDGE, 1.0]).width(WIDTH).style(surface::modal).into()
    }

    fn row<'a>(&'a self, words: &Words, index: usize, entry: &Entry) -> Element<'a, Message> {
        let keys = entry.keys.and_then(|intent| shortcut::keys_of(intent).first());
        let keys = keys.map(|keys| single_line(keys.says(words)).size(size::SMALL).style(colour::muted));
        let line = row![
            container((entry.icon)().size(15)).width(16),
            single_line(entry.says(words)).width(Length::Fill),
            keys
        ]
        .spacing(10)
        .align_y(Alignment::Center);
        let state = surface::RowState::of(self.current == Some(index), true);
        let press = button(container(line).center_y(Length::Fill))
            .padding([0.0, space::M])
            .height(ROW)
            .width(Length::Fill)
            .style(kind::menu_row(state))
            .on_press_maybe(entry.enabled.then_some(Message::Picked(index)));
        mouse_area(press).on_enter(Message::Pointed(index)).into()
    }
}

/// What emptying the folder is called; None where it cannot be.
fn empties(role: Option<Role>) -> Option<&'static str> {
    match role {
        Some(Role::Trash) => Some("menu-empty-trash"),
        Some(Role::Junk) => Some("menu-empty-junk"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach() -> Reach {
        Reach { count: 1, account: Some(AccountId(1)), unread: true, unflagged: true, ..Reach::default() }
    }

    fn folder(role: Option<Role>) -> Folder {
        Folder {
            id: FolderId(7),
            account: AccountId(1),
            path: "Labo".to_owned(),
            separator: Some('/'),
            role,
            selectable: true,
            total: 10,
            unread: 0,
        }
    }

    #[test]
    fn keys_go_round_past_what_cannot_be_chosen() {
        let mut menu = State::of_messages(Point::ORIGIN, &Reach { place: Place::Archive, ..reach() }).by_key();
        let mut seen = Vec::new();
        for _ in 0..18 {
            let Action::Do(choice) = menu.update(Message::Entered) else { panic!("nothing is chosen") };
            seen.push(choice);
            assert_eq!(menu.update(Message::Stepped(Step::Down)), Action::None);
        }
        assert!(seen.contains(&Choice::Print) && !seen.contains(&Choice::Deed(Deed::Archive)));
        assert!(seen.contains(&Choice::Deed(Deed::Seen)));
        assert_eq!(menu.update(Message::Entered), Action::Do(Choice::Answer(Manner::Reply)), "round");
    }

    #[test]
    fn a_folder_with_a_role_keeps_its_name_and_its_place() {
        let menu = State::of_folder(Point::ORIGIN, &folder(Some(Role::Trash)));
        let can = |wanted| menu.entries.iter().find(|entry| entry.choice == wanted).map(|entry| entry.enabled);
        assert_eq!(can(Choice::RenameFolder(FolderId(7))), Some(false));
        assert_eq!(can(Choice::DeleteFolder(FolderId(7))), Some(false));
        assert_eq!(can(Choice::EmptyFolder(FolderId(7))), Some(true));
        let own = State::of_folder(Point::ORIGIN, &folder(None));
        assert!(own.entries.iter().all(|entry| entry.choice != Choice::EmptyFolder(FolderId(7))));
    }

    #[test]
    fn what_may_have_been_meant_comes_first() {
        let wrong = Offer { wrong: true, suggestions: vec!["phlébite".to_owned()], ..Offer::default() };
        let mut menu = State::of_writing(Point::ORIGIN, &wrong).by_key();
        assert_eq!(menu.update(Message::Entered), Action::Do(Choice::Write(Pick::Suggestion(0))));
        let mut helpless = State::of_writing(Point::ORIGIN, &Offer { wrong: true, ..Offer::default() }).by_key();
        assert_eq!(helpless.update(Message::Entered), Action::Do(Choice::Write(Pick::Learn)));
        let mut plain = State::of_writing(Point::ORIGIN, &Offer::default()).by_key();
        assert_eq!(plain.update(Message::Entered), Action::Do(Choice::Write(Pick::Paste)), "nothing is selected");
    }

    #[test]
    fn it_stays_inside_the_window() {
        let menu = State::of_messages(Point::new(1000.0, 690.0), &reach());
        let at = menu.place(Size::new(1024.0, 700.0));
        assert!(at.x + WIDTH <= 1024.0 && at.y + menu.height() <= 700.0, "{at:?}");
        let tiny = menu.place(Size::new(100.0, 100.0));
        assert!(tiny.x >= 0.0 && tiny.y >= 0.0);
    }

    #[test]
    fn what_cannot_be_done_cannot_be_picked() {
        let mut menu = State::of_folder(Point::ORIGIN, &folder(Some(Role::Inbox)));
        let rename = menu.entries.iter().position(|entry| entry.words == "menu-rename").unwrap();
        assert_eq!(menu.update(Message::Picked(rename)), Action::None);
        assert_eq!(menu.update(Message::Closed), Action::Close);
    }
}
