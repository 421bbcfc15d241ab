//! Keeping what is written, with its files, and putting the window away. Nothing
//! that somebody wrote is lost by closing it.

use std::path::PathBuf;

use super::pictures::Wish;
use super::{Action, After, Keeping, NOW_AND_THEN, Stage, State};
use crate::domain::{DraftId, Timestamp};
use crate::engine::{Fault, KeptFile};

impl State {
    /// Something was written.
    pub(super) fn changed(&mut self) -> Action {
        let before = self.keeping;
        self.note = None;
        self.keeping = match before {
            Keeping::Nothing | Keeping::Kept(_) | Keeping::Waiting | Keeping::Failed => Keeping::Waiting,
            Keeping::Asked | Keeping::Again => Keeping::Again,
        };
        if before == self.keeping { Action::None } else { Action::Wait }
    }

    /// In the cache now.
    fn keep(&mut self) -> Action {
        self.keeping = Keeping::Asked;
        Action::Keep(self.id, Box::new(self.written()))
    }

    pub(super) fn keep_now(&mut self) -> Action {
        match self.keeping {
            // Nothing is kept of a window that was opened and left alone.
            Keeping::Waiting | Keeping::Failed if self.id.is_some() || !self.written().is_blank() => self.keep(),
            Keeping::Waiting => {
                self.keeping = Keeping::Nothing;
                Action::None
            }
            Keeping::Nothing | Keeping::Asked | Keeping::Again | Keeping::Failed | Keeping::Kept(_) => Action::None,
        }
    }

    /// What needs a row is done, as soon as there is one.
    pub(super) fn with_row(&mut self, after: After) -> Action {
        match (self.id, self.keeping) {
            (Some(id), _) => self.go_on(id, after),
            (None, Keeping::Asked | Keeping::Again) => {
                self.after = Some(after);
                Action::None
            }
            (None, _) => {
                self.after = Some(after);
                self.keep()
            }
        }
    }

    fn go_on(&mut self, id: DraftId, after: After) -> Action {
        match after {
            After::Pictures(paths) => Action::Picture(Wish::Enclose(id, Box::new(self.written()), paths)),
            After::Picture(bytes) => Action::Picture(Wish::Paste(id, Box::new(self.written()), bytes)),
            After::Enclose(paths) => Action::Enclose(id, Box::new(self.written()), paths),
            After::Document => {
                if let Some((chosen, form)) = self.document_ordered() {
                    return Action::Pack(id, Box::new(self.written()), chosen, Box::new(form));
                }
                self.stage = Stage::Writing;
                Action::None
            }
            After::Send(code) => self.send_as(id, code),
            After::Discard => self.discard(),
        }
    }

    pub(super) fn kept(&mut self, result: Result<DraftId, Fault>, at: Timestamp) -> Action {
        let again = self.keeping == Keeping::Again;
        match result {
            Ok(id) => {
                self.id = Some(id);
                self.keeping = if again { Keeping::Waiting } else { Keeping::Kept(at) };
                let next = self.after.take().map_or(Action::None, |after| self.go_on(id, after));
                let kept = match (again, self.closing) {
                    (true, true) => self.keep(),
                    (true, false) => Action::Wait,
                    (false, true) => Action::Close,
                    (false, false) => self.copy_there(id, at),
                };
                // Files that came when nothing could be kept.
                let files = if self.closing { Action::None } else { self.enclose(Vec::new()) };
                Action::Several(vec![kept, next, files])
            }
            Err(fault) => {
                // It is tried again with the next letter that is typed, and on closing.
                (self.keeping, self.closing, self.after) = (Keeping::Failed, false, None);
                self.stage = Stage::Writing;
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

    /// Those that come while others are being read are read next.
    pub fn enclose(&mut self, paths: Vec<PathBuf>) -> Action {
        self.waiting.extend(paths);
        if self.waiting.is_empty() || self.stage != Stage::Writing {
            return Action::None;
        }
        self.stage = Stage::Enclosing;
        let paths = std::mem::take(&mut self.waiting);
        self.with_row(After::Enclose(paths))
    }

    /// Those that were read are attached, though one could not be.
    pub(super) fn enclosed(&mut self, enclosed: Vec<KeptFile>, fault: Option<Fault>) -> Action {
        self.stage = Stage::Writing;
        self.fault = fault.or(self.fault.take());
        self.writing.draft.carried.extend(enclosed.into_iter().map(|one| one.carried));
        Action::Several(vec![self.changed(), self.enclose(Vec::new())])
    }

    /// Its writer does not want it any more.
    pub(super) fn discard(&mut self) -> Action {
        if self.id.is_none() && matches!(self.keeping, Keeping::Asked | Keeping::Again) {
            // It is about to have a row, which goes too.
            self.after = Some(After::Discard);
            return Action::None;
        }
        let (writing, untouched) = (self.written(), self.id.is_none() && self.keeping == Keeping::Nothing);
        if untouched || writing.is_blank() {
            return Action::Drop(self.id);
        }
        Action::Discard(self.id, Box::new(writing))
    }

    pub(super) fn close(&mut self) -> Action {
        match self.stage {
            Stage::Leaving => return Action::None,
            // Looking it over is given up.
            Stage::Checking => self.stage = Stage::Writing,
            Stage::Writing | Stage::Asking(_) | Stage::Enclosing => {}
        }
        if self.written().is_blank() {
            return self.discard();
        }
        match self.keeping {
            Keeping::Nothing | Keeping::Kept(_) if self.id.is_some() => Action::Close,
            // An answer that nobody wrote on is no draft.
            Keeping::Nothing => Action::Drop(None),
            Keeping::Asked | Keeping::Again => {
                self.closing = true;
                Action::None
            }
            Keeping::Waiting | Keeping::Failed | Keeping::Kept(_) => {
                self.closing = true;
                self.keep()
            }
        }
    }
}
