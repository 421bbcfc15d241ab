//! Where to save a file, or several. It writes nothing and looks at no disk:
//! the answer says whether the name was taken, and nothing is replaced unless
//! the user says so.

mod view;

use std::path::{Path, PathBuf};

use iced::widget::Id;

use crate::engine::{Fault, FaultKind};
use crate::ui::notice::{Details, details};

use super::file_name::{self, BadName};

pub const FOLDER: &str = "save-as-folder";
pub const NAME: &str = "save-as-name";

pub struct State {
    folder: String,
    what: What,
    status: Status,
    tried: bool,
    details: Details,
    generation: u64,
    focus: Option<Id>,
}

enum What {
    One { name: String },
    Several { count: usize },
}

enum Status {
    Typing,
    /// How many are written.
    Saving(usize),
    /// The file is there already.
    Taken,
    Failed(Fault),
}

#[derive(Debug, Clone)]
pub enum Message {
    FolderTyped(String),
    NameTyped(String),
    Browse,
    /// The folder from the system's dialog; None when it was closed.
    Browsed(Option<PathBuf>),
    Submitted,
    /// Under the free name that was proposed.
    FreeName,
    Replace,
    /// So many of several are written.
    Written(u64, usize),
    Answered(u64, Result<(), Fault>),
    Details(details::Message),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// Opens the system's dialog for a folder, beginning with this one.
    Browse(PathBuf),
    /// Answered by [`Message::Answered`].
    Save {
        folder: PathBuf,
        /// None for several: each keeps its name, or the next free one.
        name: Option<String>,
        replace: bool,
        generation: u64,
    },
    /// The writing is stopped; whole files stay.
    Stop,
    Saved,
    Close,
    /// To the clipboard.
    Copy(String),
}

impl State {
    pub fn one(folder: &Path, name: &str) -> Self {
        Self::new(folder, What::One { name: name.to_owned() }, NAME)
    }

    pub fn several(folder: &Path, count: usize) -> Self {
        Self::new(folder, What::Several { count }, FOLDER)
    }

    fn new(folder: &Path, what: What, focus: &'static str) -> Self {
        Self {
            folder: folder.to_string_lossy().into_owned(),
            what,
            status: Status::Typing,
            tried: false,
            details: Details::default(),
            generation: 0,
            focus: Some(Id::new(focus)),
        }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::FolderTyped(folder) if !self.is_saving() => {
                self.folder = folder;
                self.status = Status::Typing;
            }
            Message::NameTyped(typed) if !self.is_saving() => {
                if let What::One { name } = &mut self.what {
                    *name = typed;
                }
                self.status = Status::Typing;
            }
            Message::Browse if !self.is_saving() => return Action::Browse(PathBuf::from(self.folder.trim())),
            Message::Browsed(Some(folder)) if !self.is_saving() => {
                self.folder = folder.to_string_lossy().into_owned();
                self.status = Status::Typing;
            }
            Message::Submitted => return self.submit(false),
            Message::FreeName => return self.save_under_free_name(),
            Message::Replace if matches!(self.status, Status::Taken) => return self.submit(true),
            Message::Written(generation, done) if generation == self.generation && self.is_saving() => {
                self.status = Status::Saving(done);
            }
            Message::Answered(generation, result) if generation == self.generation && self.is_saving() => {
                return self.answered(result);
            }
            Message::Details(message) => {
                if let Status::Failed(fault) = &self.status {
                    return self.details.update(message, fault).map_or(Action::None, Action::Copy);
                }
            }
            Message::Closed => return if self.is_saving() { self.stop() } else { Action::Close },
            Message::FolderTyped(_)
            | Message::NameTyped(_)
            | Message::Browse
            | Message::Browsed(_)
            | Message::Replace
            | Message::Written(..)
            | Message::Answered(..) => {}
        }
        Action::None
    }

    fn submit(&mut self, replace: bool) -> Action {
        if self.is_saving() {
            return Action::None;
        }
        self.tried = true;
        let Some(folder) = self.valid_folder() else {
            self.focus = Some(Id::new(FOLDER));
            return Action::None;
        };
        let name = match &self.what {
            What::Several { .. } => None,
            What::One { name } => {
                let Ok(name) = file_name::check(name) else {
                    self.focus = Some(Id::new(NAME));
                    return Action::None;
                };
                Some(name.to_owned())
            }
        };
        self.generation += 1;
        self.status = Status::Saving(0);
        Action::Save { folder, name, replace, generation: self.generation }
    }

    fn save_under_free_name(&mut self) -> Action {
        let Some(free) = self.free_name() else { return Action::None };
        self.what = What::One { name: free };
        self.submit(false)
    }

    fn answered(&mut self, result: Result<(), Fault>) -> Action {
        match result {
            Ok(()) => return Action::Saved,
            Err(fault) if fault.kind == FaultKind::FileExists && matches!(self.what, What::One { .. }) => {
                self.status = Status::Taken;
                self.focus = Some(Id::new(NAME));
            }
            Err(fault) => {
                self.details = Details::default();
                self.status = Status::Failed(fault);
            }
        }
        Action::None
    }

    fn stop(&mut self) -> Action {
        self.generation += 1;
        self.status = Status::Typing;
        Action::Stop
    }

    fn is_saving(&self) -> bool {
        matches!(self.status, Status::Saving(_))
    }

    /// What to propose when the name is taken. If that is taken too, the next
    /// is proposed: nothing is ever replaced by guessing.
    fn free_name(&self) -> Option<String> {
        match (&self.status, &self.what) {
            (Status::Taken, What::One { name }) => Some(file_name::next_name(name.trim())),
            _ => None,
        }
    }

    fn valid_folder(&self) -> Option<PathBuf> {
        Some(PathBuf::from(self.folder.trim())).filter(|folder| folder.is_absolute())
    }

    fn folder_words(&self) -> Option<&'static str> {
        if !self.tried {
            return None;
        }
        if self.folder.trim().is_empty() {
            return Some("save-as-folder-missing");
        }
        self.valid_folder().is_none().then_some("save-as-folder-relative")
    }

    fn name_fault(&self) -> Option<BadName> {
        let What::One { name } = &self.what else { return None };
        file_name::check(name).err().filter(|_| self.tried)
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Subject;

    use super::*;

    fn state() -> State {
        State::one(Path::new("/home/anne/Documents"), "lettre.pdf")
    }

    fn fault(kind: FaultKind) -> Fault {
        Fault::new(kind, Subject::File, "")
    }

    fn submitted(state: &mut State) -> (PathBuf, Option<String>, bool, u64) {
        match state.update(Message::Submitted) {
            Action::Save { folder, name, replace, generation } => (folder, name, replace, generation),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_goes_where_the_fields_say() {
        let mut state = state();
        let (folder, name, replace, generation) = submitted(&mut state);
        assert_eq!((folder, name, replace), ("/home/anne/Documents".into(), Some("lettre.pdf".to_owned()), false));
        assert_eq!(state.update(Message::Submitted), Action::None, "once");
        assert_eq!(state.update(Message::Answered(generation, Ok(()))), Action::Saved);
    }

    #[test]
    fn a_taken_name_is_asked_about_and_never_replaced_by_itself() {
        let mut state = state();
        assert_eq!(state.update(Message::Replace), Action::None, "nothing to replace yet");
        let (.., generation) = submitted(&mut state);
        let taken = |generation| Message::Answered(generation, Err(fault(FaultKind::FileExists)));
        assert_eq!(state.update(taken(generation)), Action::None);
        assert_eq!(state.free_name().as_deref(), Some("lettre (2).pdf"));
        let Action::Save { name, replace, generation, .. } = state.update(Message::FreeName) else { panic!() };
        assert_eq!((name.as_deref(), replace), (Some("lettre (2).pdf"), false));
        let _ = state.update(taken(generation));
        assert_eq!(state.free_name().as_deref(), Some("lettre (3).pdf"));
        assert!(matches!(state.update(Message::Replace), Action::Save { replace: true, .. }));
    }

    #[test]
    fn typing_another_name_takes_the_question_back() {
        let mut state = state();
        let (.., generation) = submitted(&mut state);
        let _ = state.update(Message::Answered(generation, Err(fault(FaultKind::FileExists))));
        let _ = state.update(Message::NameTyped("autre.pdf".to_owned()));
        assert_eq!(state.update(Message::Replace), Action::None);
    }

    #[test]
    fn what_is_wrong_with_a_field_is_under_the_field() {
        let mut state = state();
        let _ = state.update(Message::FolderTyped("Documents".to_owned()));
        let _ = state.update(Message::NameTyped("a/b.pdf".to_owned()));
        assert_eq!((state.folder_words(), state.name_fault()), (None, None), "not before one goes on");
        assert_eq!(state.update(Message::Submitted), Action::None);
        assert_eq!(state.folder_words(), Some("save-as-folder-relative"));
        assert_eq!(state.name_fault(), Some(BadName::Sign('/')));
        assert_eq!(state.take_focus(), Some(Id::new(FOLDER)));
    }

    #[test]
    fn several_files_show_how_far_they_are_and_can_be_stopped() {
        let mut state = State::several(Path::new("/home/anne"), 12);
        let (_, name, _, generation) = submitted(&mut state);
        assert_eq!(name, None);
        let _ = state.update(Message::Written(generation, 4));
        assert!(matches!(state.status, Status::Saving(4)));
        assert_eq!(state.update(Message::Closed), Action::Stop);
        assert_eq!(state.update(Message::Answered(generation, Ok(()))), Action::None, "nobody waits for it");
        assert_eq!(state.update(Message::Closed), Action::Close);
    }

    #[test]
    fn the_systems_dialog_fills_the_folder_or_changes_nothing() {
        let mut state = state();
        assert_eq!(state.update(Message::Browse), Action::Browse("/home/anne/Documents".into()));
        let _ = state.update(Message::Browsed(None));
        assert_eq!(state.folder, "/home/anne/Documents");
        let _ = state.update(Message::Browsed(Some("/mnt/partage".into())));
        assert_eq!(state.folder, "/mnt/partage");
    }
}
