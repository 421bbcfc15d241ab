//! Where to: the folders of one mailbox, narrowed by what is typed of any part
//! of their path. Folders of another mailbox are not offered: nothing goes from
//! one to another by hand.

use iced::widget::{Id, column, container, row, text, text_input};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::{Folder, FolderId, Role};
use crate::i18n::{Words, fl, sort_key};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::{Step, folder_name};
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::single_line;
use crate::ui::widget::virtual_list::{Press, Sight, Tells, Touch, Window, virtual_list};

pub const FIELD: &str = "move-to";
const WIDTH: f32 = 520.0;
const ROW: f32 = 30.0;
/// Rows in sight.
const SHOWN: f32 = 8.0;

pub struct State {
    purpose: Purpose,
    /// In the order in which they are offered while nothing is typed.
    places: Vec<Place>,
    typed: String,
    /// Which of them are offered now.
    found: Vec<usize>,
    current: usize,
    window: Window,
    focus: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    Move {
        count: usize,
    },
    Copy {
        count: usize,
    },
    /// A folder, with all that is in it.
    Folder {
        name: String,
    },
}

/// A folder to go to; the top of the mailbox has no id.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    id: Option<FolderId>,
    role: Option<Role>,
    name: String,
    /// The folders it is in.
    above: String,
    /// What is compared with what is typed.
    name_key: String,
    path_key: String,
    recent: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Stepped(Step),
    Seen(Sight),
    Pressed(Press),
    Touched(Touch),
    Submitted,
    Closed,
}

#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    Go(Option<FolderId>),
    /// Nothing is called so: make it, and go there.
    Make(String),
    Close,
}

impl State {
    /// `folders` of one mailbox in the order of the tree, without those that make
    /// no sense; `recent` are the last ones gone to, the newest first.
    pub fn new(words: &Words, purpose: Purpose, folders: &[Folder], recent: &[FolderId]) -> Self {
        let offered = folders.iter().filter(|folder| folder.selectable && folder.role != Some(Role::Virtual));
        let mut places: Vec<Place> = offered.map(|folder| Place::of(words, folder, folders)).collect();
        places.sort_by_key(Place::unlikely);
        if let Purpose::Folder { .. } = purpose {
            places.insert(0, Place::top(words));
        }
        for id in recent.iter().rev() {
            if let Some(at) = places.iter().position(|place| place.id == Some(*id)) {
                let place = places.remove(at);
                places.insert(0, Place { recent: true, ..place });
            }
        }
        let mut state = Self {
            purpose,
            places,
            typed: String::new(),
            found: Vec::new(),
            current: 0,
            window: Window::new(ROW),
            focus: Some(FIELD.into()),
        };
        state.narrow();
        state
    }

    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(typed) => {
                self.typed = typed;
                self.narrow();
            }
            Message::Stepped(step) => {
                if let Some(next) = step.from(Some(self.current), self.found.len(), self.window.page()) {
                    self.current = next;
                    self.window.reveal(next);
                }
            }
            Message::Seen(sight) => self.window.seen(sight),
            Message::Pressed(press) => {
                self.current = press.index;
                return self.go();
            }
            Message::Touched(_) => {}
            Message::Submitted => return self.go(),
            Message::Closed => return Action::Close,
        }
        Action::None
    }

    fn go(&self) -> Action {
        match self.chosen() {
            Some(place) => Action::Go(place.id),
            None => self.new_name().map_or(Action::None, |name| Action::Make(name.to_owned())),
        }
    }

    fn chosen(&self) -> Option<&Place> {
        self.found.get(self.current).and_then(|at| self.places.get(*at))
    }

    /// What would be made, when nothing is called so.
    fn new_name(&self) -> Option<&str> {
        let name = self.typed.trim();
        let may = !matches!(self.purpose, Purpose::Folder { .. }) && self.found.is_empty();
        Some(name).filter(|name| may && !name.is_empty() && super::folder_form::sound(name))
    }

    /// Those whose path holds all that is typed; by their own name first.
    fn narrow(&mut self) {
        let typed = sort_key(self.typed.trim());
        let rank = |place: &Place| match () {
            () if typed.is_empty() => Some(0),
            () if place.name_key.starts_with(&typed) => Some(0),
            () if place.name_key.contains(&typed) => Some(1),
            () if typed.split_whitespace().all(|word| place.path_key.contains(word)) => Some(2),
            () => None,
        };
        let mut found: Vec<(usize, usize)> =
            self.places.iter().enumerate().filter_map(|(at, place)| Some((rank(place)?, at))).collect();
        found.sort_unstable();
        self.found = found.into_iter().map(|(_, at)| at).collect();
        self.current = 0;
        self.window.resize(self.found.len());
        self.window.scroll_to(0.0);
    }
}

impl Place {
    fn of(words: &Words, folder: &Folder, all: &[Folder]) -> Self {
        let name = folder_name(words, folder.role, folder.name());
        let above = above(words, folder, all);
        let path_key = sort_key(&format!("{above} {name}"));
        Self { id: Some(folder.id), role: folder.role, name_key: sort_key(&name), name, above, path_key, recent: false }
    }

    /// Where mail is hardly ever filed comes last, so that a hasty Enter does no harm.
    fn unlikely(&self) -> u8 {
        match self.role {
            Some(Role::Junk | Role::Trash) => 1,
            Some(Role::Drafts | Role::Templates | Role::Sent) => 2,
            Some(Role::Inbox | Role::Archive | Role::Virtual) | None => 0,
        }
    }

    fn top(words: &Words) -> Self {
        let name = words.say("move-to-top");
        let key = sort_key(&name);
        Self { id: None, role: None, name, above: String::new(), name_key: key.clone(), path_key: key, recent: false }
    }
}

/// The folders that this one is in, from the top, as they are called here.
fn above(words: &Words, folder: &Folder, all: &[Folder]) -> String {
    let Some(separator) = folder.separator else { return String::new() };
    let mut names = Vec::new();
    let mut path = folder.path.as_str();
    while let Some((parent, _)) = path.rsplit_once(separator) {
        let known = all.iter().find(|folder| folder.path == parent);
        let last = parent.rsplit(separator).next().unwrap_or(parent);
        names.push(known.map_or_else(|| last.to_owned(), |folder| folder_name(words, folder.role, folder.name())));
        path = parent;
    }
    names.reverse();
    names.join(" › ")
}

impl State {
    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let field = text_input(&words.say("move-to-hint"), &self.typed)
            .id(FIELD)
            .on_input(Message::Typed)
            .on_submit(Message::Submitted);
        let body = column![form::input(field, &Below::Nothing), self.offers(words)].spacing(space::S);
        let counted = |key, count: usize| fl!(words, key, count = count as u64, number = words.number(count as u64));
        let (title, button) = match &self.purpose {
            Purpose::Move { count } => (counted("move-to-title-move", *count), "move-to-button-move"),
            Purpose::Copy { count } => (counted("move-to-title-copy", *count), "move-to-button-copy"),
            Purpose::Folder { name } => {
                (fl!(words, "move-to-title-folder", name = name.as_str()), "move-to-button-move")
            }
        };
        let go = match self.new_name() {
            Some(_) => words.say("move-to-make-button"),
            None => words.say(button),
        };
        let able = self.chosen().is_some() || self.new_name().is_some();
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let go = form::word_button(go, kind::primary, able.then_some(Message::Submitted));
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(cancel), Some(go)]), Message::Closed)
    }

    fn offers<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let content: Element<'a, Message> = if self.found.is_empty() {
            let says = match self.new_name() {
                Some(name) => fl!(words, "move-to-make", name = name),
                None => words.say("move-to-nothing"),
            };
            container(text(says).style(colour::muted)).padding(space::M).into()
        } else {
            let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
            virtual_list(&self.window, tells, |index| {
                let place = self.found.get(index).and_then(|at| self.places.get(*at));
                (index, place.map_or(container("").into(), |place| place.row(words, index == self.current)))
            })
        };
        container(content).padding(1).height(ROW * SHOWN + 2.0).width(Length::Fill).style(surface::raised).into()
    }
}

impl Place {
    fn row<'a>(&'a self, words: &Words, current: bool) -> Element<'a, Message> {
        let mark = match self.role {
            Some(Role::Inbox) => icon::inbox(),
            Some(Role::Drafts) => icon::drafts(),
            Some(Role::Templates) => icon::file_text(),
            Some(Role::Sent) => icon::sent(),
            Some(Role::Archive) => icon::archive(),
            Some(Role::Junk) => icon::junk(),
            Some(Role::Trash) => icon::trash(),
            Some(Role::Virtual) | None => icon::folder(),
        };
        let weight = if current { font::MEDIUM } else { font::TEXT };
        let above = single_line(self.above.as_str()).size(size::SMALL).style(colour::muted).width(Length::Fill);
        let recent =
            self.recent.then(|| single_line(words.say("move-to-recent")).size(size::SMALL).style(colour::muted));
        let line =
            row![mark.size(15).style(colour::muted), single_line(self.name.as_str()).font(weight), above, recent]
                .spacing(10)
                .padding([0.0, space::M])
                .align_y(Alignment::Center);
        container(line)
            .center_y(Length::Fill)
            .width(Length::Fill)
            .style(surface::row(surface::RowState::of(current, true)))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccountId;
    use crate::i18n::Language;

    fn folder(id: i64, path: &str, role: Option<Role>) -> Folder {
        Folder {
            id: FolderId(id),
            account: AccountId(1),
            path: path.to_owned(),
            separator: Some('/'),
            role,
            selectable: true,
            total: 0,
            unread: 0,
        }
    }

    fn state(recent: &[i64]) -> State {
        let folders = [
            folder(1, "INBOX", Some(Role::Inbox)),
            folder(2, "Trash", Some(Role::Trash)),
            folder(3, "Hôpital", None),
            folder(4, "Hôpital/Cardiologie", None),
            folder(5, "Labo/Côté cour", None),
        ];
        let recent: Vec<FolderId> = recent.iter().copied().map(FolderId).collect();
        State::new(&Words::new(Language::Fr), Purpose::Move { count: 1 }, &folders, &recent)
    }

    fn typed(state: &mut State, text: &str) -> Action {
        assert_eq!(state.update(Message::Typed(text.to_owned())), Action::None);
        state.update(Message::Submitted)
    }

    fn to(id: i64) -> Action {
        Action::Go(Some(FolderId(id)))
    }

    #[test]
    fn a_folder_is_found_by_any_part_of_its_path_without_accents() {
        let mut state = state(&[]);
        assert_eq!(typed(&mut state, "cote"), to(5));
        assert_eq!(typed(&mut state, "hopi card"), to(4));
        assert_eq!(typed(&mut state, "HOPITAL"), to(3), "its own name goes before the path of another");
        assert_eq!(typed(&mut state, "corbeille"), to(2), "as it is called here, not on the server");
    }

    #[test]
    fn where_one_went_last_comes_first() {
        let mut state = state(&[5, 3]);
        assert_eq!(state.update(Message::Submitted), to(5));
        assert_eq!(state.update(Message::Stepped(Step::Down)), Action::None);
        assert_eq!(state.update(Message::Submitted), to(3));
    }

    #[test]
    fn where_mail_is_hardly_ever_filed_comes_last() {
        let state = state(&[]);
        let last = state.places.last().and_then(|place| place.id);
        assert_eq!(last, Some(FolderId(2)), "the trash");
    }

    #[test]
    fn what_is_not_there_is_made_if_it_can_be() {
        let mut state = state(&[]);
        assert_eq!(typed(&mut state, " Kinésithérapie "), Action::Make("Kinésithérapie".to_owned()));
        assert_eq!(typed(&mut state, "a/b"), Action::None, "no name for a folder");
    }

    #[test]
    fn a_folder_may_go_to_the_top() {
        let purpose = Purpose::Folder { name: "Labo".to_owned() };
        let mut state = State::new(&Words::new(Language::Fr), purpose, &[folder(1, "INBOX", Some(Role::Inbox))], &[]);
        assert_eq!(state.update(Message::Submitted), Action::Go(None));
        assert_eq!(typed(&mut state, "nouveau"), Action::None, "nothing is made on the way");
    }
}
