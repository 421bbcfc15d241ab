//! The name of a folder: of a new one, or another name for one that is there.
//! What is wrong with it is said while it is typed.

use iced::widget::{Id, text_input};

use super::frame;
use crate::domain::{AccountId, Folder, FolderId};
use crate::i18n::{Words, fl, sort_key};
use crate::ui::context::Context;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind};

pub const FIELD: &str = "folder-name";
const WIDTH: f32 = 460.0;
/// In bytes, on the servers that count them.
const LONGEST: usize = 200;

pub struct State {
    purpose: Purpose,
    name: String,
    separator: Option<char>,
    /// The names that are taken beside it, as they are compared.
    taken: Vec<String>,
    /// A first look at an empty field is no mistake.
    tried: bool,
    focus: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// `name` is what the folder above is called here.
    New {
        account: AccountId,
        under: Option<(FolderId, String)>,
    },
    Rename(FolderId),
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Submitted,
    Closed,
}

#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    Make { account: AccountId, under: Option<FolderId>, name: String },
    Rename { folder: FolderId, name: String },
    Close,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BadName {
    Missing,
    Sign(char),
    Invisible,
    Taken,
    TooLong,
}

impl State {
    /// `folders` are all of its mailbox.
    pub fn new(purpose: Purpose, folders: &[Folder]) -> Self {
        let separator = folders.iter().find_map(|folder| folder.separator);
        let above =
            |path: &str| separator.and_then(|separator| path.rsplit_once(separator)).map(|(above, _)| above.to_owned());
        let find = |id: FolderId| folders.iter().find(|folder| folder.id == id);
        let (place, own) = match &purpose {
            Purpose::New { under, .. } => (under.as_ref().and_then(|(id, _)| find(*id)).map(|f| f.path.clone()), None),
            Purpose::Rename(id) => (find(*id).and_then(|folder| above(&folder.path)), find(*id)),
        };
        let beside = folders.iter().filter(|folder| own.is_none_or(|own| own.id != folder.id));
        let taken =
            beside.filter(|folder| above(&folder.path) == place).map(|folder| sort_key(folder.name())).collect();
        let name = own.map_or_else(String::new, |own| own.name().to_owned());
        Self { purpose, name, separator, taken, tried: false, focus: Some(FIELD.into()) }
    }

    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(name) => {
                self.name = name;
                Action::None
            }
            Message::Submitted => {
                self.tried = true;
                let Ok(name) = self.check().map(ToOwned::to_owned) else { return Action::None };
                match &self.purpose {
                    Purpose::New { account, under } => {
                        Action::Make { account: *account, under: under.as_ref().map(|(id, _)| *id), name }
                    }
                    Purpose::Rename(folder) => Action::Rename { folder: *folder, name },
                }
            }
            Message::Closed => Action::Close,
        }
    }

    fn check(&self) -> Result<&str, BadName> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err(BadName::Missing);
        }
        if let Some(separator) = self.separator.filter(|separator| name.contains(*separator)) {
            return Err(BadName::Sign(separator));
        }
        if let Some(sign) = name.chars().find(|c| WILD.contains(c)) {
            return Err(BadName::Sign(sign));
        }
        if name.chars().any(char::is_control) {
            return Err(BadName::Invisible);
        }
        if name.len() > LONGEST {
            return Err(BadName::TooLong);
        }
        // Accents and case apart: two names that look alike are one to the eye.
        if self.taken.contains(&sort_key(name)) {
            return Err(BadName::Taken);
        }
        Ok(name)
    }

    fn wrong(&self, words: &Words) -> Option<String> {
        Some(match self.check().err()? {
            BadName::Missing if !self.tried => return None,
            BadName::Missing => words.say("folder-name-missing"),
            BadName::Sign(sign) => fl!(words, "folder-name-sign", sign = sign.to_string()),
            BadName::Invisible => words.say("folder-name-invisible"),
            BadName::Taken => words.say("folder-name-taken"),
            BadName::TooLong => words.say("folder-name-too-long"),
        })
    }

    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let (title, button) = match &self.purpose {
            Purpose::New { under: None, .. } => (words.say("folder-form-new"), "folder-form-make"),
            Purpose::New { under: Some((_, name)), .. } => {
                (fl!(words, "folder-form-new-in", name = name.as_str()), "folder-form-make")
            }
            Purpose::Rename(_) => (words.say("folder-form-rename"), "folder-form-rename-button"),
        };
        let below = Below::wrong(self.wrong(words));
        let field = text_input("", &self.name).id(FIELD).on_input(Message::Typed).on_submit(Message::Submitted);
        let body = form::field(words.say("folder-form-name"), field, below);
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let able = self.check().is_ok() || !self.tried && self.name.trim().is_empty();
        let go = form::word_button(words.say(button), kind::primary, able.then_some(Message::Submitted));
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(cancel), Some(go)]), Message::Closed)
    }
}

/// What servers take for "any folder".
const WILD: [char; 2] = ['*', '%'];

/// A name that could be given on most servers, wherever it is.
pub(super) fn sound(name: &str) -> bool {
    let bad = |c: char| c.is_control() || WILD.contains(&c) || matches!(c, '/' | '\\');
    !name.trim().is_empty() && name.len() <= LONGEST && !name.contains(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CABINET: AccountId = AccountId(1);

    fn folder(id: i64, path: &str) -> Folder {
        Folder {
            id: FolderId(id),
            account: CABINET,
            path: path.to_owned(),
            separator: Some('.'),
            role: None,
            selectable: true,
            total: 0,
            unread: 0,
        }
    }

    fn folders() -> [Folder; 4] {
        [folder(1, "INBOX"), folder(2, "Labo"), folder(3, "Labo.Été"), folder(4, "Labo.Hiver")]
    }

    fn new_in_labo(name: &str) -> State {
        let under = Some((FolderId(2), "Labo".to_owned()));
        let mut state = State::new(Purpose::New { account: CABINET, under }, &folders());
        assert_eq!(state.update(Message::Typed(name.to_owned())), Action::None);
        state
    }

    #[test]
    fn a_name_that_cannot_be_is_refused_with_its_reason() {
        let long = "é".repeat(101);
        for (name, wanted) in [
            ("  ", BadName::Missing),
            ("a.b", BadName::Sign('.')),
            ("100 %", BadName::Sign('%')),
            ("a\u{7}", BadName::Invisible),
            ("ete", BadName::Taken),
            (long.as_str(), BadName::TooLong),
        ] {
            let mut state = new_in_labo(name);
            assert_eq!(state.check(), Err(wanted), "{name}");
            assert_eq!(state.update(Message::Submitted), Action::None);
        }
        assert_eq!(new_in_labo("Labo").check(), Ok("Labo"), "taken elsewhere is not taken here");
    }

    #[test]
    fn a_new_folder_is_made_where_it_was_asked_for() {
        let made = new_in_labo(" Automne ").update(Message::Submitted);
        let under = Some(FolderId(2));
        assert_eq!(made, Action::Make { account: CABINET, under, name: "Automne".to_owned() });
    }

    #[test]
    fn a_folder_may_keep_its_own_name_in_another_case() {
        let mut state = State::new(Purpose::Rename(FolderId(3)), &folders());
        let _ = state.update(Message::Typed("ÉTÉ".to_owned()));
        assert_eq!(state.update(Message::Submitted), Action::Rename { folder: FolderId(3), name: "ÉTÉ".to_owned() });
        let _ = state.update(Message::Typed("hiver".to_owned()));
        assert_eq!(state.check(), Err(BadName::Taken));
    }
}
