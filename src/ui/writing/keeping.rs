//! Keeping what is written, with its files, and putting the window away. Nothing
//! that somebody wrote is lost by closing it.

use super::{Action, Keeping, NOW_AND_THEN, Stage, State};
use crate::domain::{DraftId, Timestamp};
use crate::engine::{Fault, KeptFile};

impl State {
    /// Something was written.
    pub(super) fn changed(&mut self) -> Action {
        let before = self.keeping;
        self.keeping = match before {
            Keeping::Nothing | Keeping::Kept(_) | Keeping::Waiting => Keeping::Waiting,
            Keeping::Asked | Keeping::Again => Keeping::Again,
        };
        if before == self.keeping { Action::None } else { Action::Wait }
    }

    pub(super) fn keep_now(&mut self) -> Action {
        let writing = self.written();
        match self.keeping {
            // Nothing is kept of a window that was opened and left alone.
            Keeping::Waiting if self.id.is_some() || !writing.is_blank() => {
                self.keeping = Keeping::Asked;
                Action::Keep(self.id, Box::new(writing))
            }
            Keeping::Waiting => {
                self.keeping = Keeping::Nothing;
                Action::None
            }
            Keeping::Nothing | Keeping::Asked | Keeping::Again | Keeping::Kept(_) => Action::None,
        }
    }

    pub(super) fn kept(&mut self, result: Result<DraftId, Fault>, at: Timestamp) -> Action {
        let again = self.keeping == Keeping::Again;
        match result {
            Ok(id) => {
                self.id = Some(id);
                self.keeping = if again { Keeping::Waiting } else { Keeping::Kept(at) };
                let kept = if again { Action::Wait } else { Action::None };
                Action::Several(vec![kept, self.copy_there(id, at)])
            }
            Err(fault) => {
                // It is tried again with the next letter that is typed.
                self.keeping = Keeping::Nothing;
                self.fault = Some(fault);
                Action::None
            }
        }
    }

    /// Now and then: the first time a while after it was begun.
    pub(super) fn copy_there(&mut self, id: DraftId, at: Timestamp) -> Action {
        let last = *self.copied.get_or_insert(at);
        if at.0 - last.0 < NOW_AND_THEN {
            return Action::None;
        }
        self.copied = Some(at);
        Action::CopyThere(id)
    }

    pub fn enclose(&mut self, paths: Vec<std::path::PathBuf>) -> Action {
        if paths.is_empty() || self.stage != Stage::Writing {
            return Action::None;
        }
        self.stage = Stage::Enclosing;
        Action::Enclose(self.id, Box::new(self.written()), paths)
    }

    pub(super) fn enclosed(&mut self, result: Result<Vec<KeptFile>, Fault>) -> Action {
        self.stage = Stage::Writing;
        match result {
            Ok(enclosed) => {
                self.id = enclosed.first().map_or(self.id, |one| Some(one.draft));
                self.writing.draft.carried.extend(enclosed.into_iter().map(|one| one.carried));
                self.changed()
            }
            Err(fault) => {
                self.fault = Some(fault);
                Action::None
            }
        }
    }

    /// Its writer does not want it any more.
    pub(super) fn discard(&mut self) -> Action {
        let (writing, untouched) = (self.written(), self.id.is_none() && self.keeping == Keeping::Nothing);
        match self.stage {
            Stage::Leaving => Action::None,
            _ if untouched || writing.is_blank() => Action::Drop(self.id),
            _ => Action::Discard(self.id, Box::new(writing)),
        }
    }

    pub(super) fn close(&mut self) -> Action {
        if self.stage == Stage::Leaving {
            return Action::None;
        }
        let writing = self.written();
        if writing.is_blank() {
            return Action::Drop(self.id);
        }
        match self.keeping {
            Keeping::Nothing | Keeping::Kept(_) if self.id.is_some() => Action::Close,
            // An answer that nobody wrote on is no draft.
            Keeping::Nothing => Action::Drop(None),
            _ => Action::Several(vec![Action::Keep(self.id, Box::new(writing)), Action::Close]),
        }
    }
}
