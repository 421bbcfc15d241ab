//! Pictures of the message: in its text, or beside it and too large.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Size;
use iced::widget::image::Handle;

use super::{Action, After, Stage, State};
use crate::desktop::Copied;
use crate::domain::writing::Picture;
use crate::domain::{Carried, DraftId, Writing};
use crate::engine::{Fault, KeptPicture, Light, Pixels};

/// A picture of more bytes may be made smaller.
const LARGE: u64 = 1 << 20;

#[derive(Debug, Clone)]
pub enum Message {
    Picked(Vec<PathBuf>),
    Came(Vec<KeptPicture>, Option<Fault>),
    /// Those that stood in the text when it was opened, and layouts that are
    /// carried along.
    Read(Vec<Pixels>),
    /// One beside the text is to take less room.
    Shrink(usize),
    Shrunk(Box<Carried>, Result<Option<Carried>, Fault>),
}

/// What is asked of the engine.
pub enum Wish {
    Enclose(DraftId, Box<Writing>, Vec<PathBuf>),
    Paste(DraftId, Box<Writing>, Vec<u8>),
    Read(Vec<Carried>),
    /// With the pictures that stand in them.
    Paint {
        html: Vec<Arc<str>>,
        carried: Vec<Carried>,
        light: Light,
    },
    Shrink(DraftId, Box<Writing>, Carried),
}

impl State {
    pub(super) fn pictures_say(&mut self, message: Message) -> Action {
        match message {
            Message::Picked(paths) if paths.is_empty() => Action::None,
            Message::Picked(paths) => self.put_pictures(After::Pictures(paths)),
            Message::Came(pictures, fault) => self.pictures_came(pictures, fault),
            Message::Read(pictures) => {
                for pixels in pictures {
                    self.show(pixels);
                }
                Action::None
            }
            Message::Shrink(place) => self.shrink(place),
            Message::Shrunk(before, result) => self.shrunk(&before, result),
        }
    }

    /// What was copied elsewhere and is no text.
    pub(super) fn paste(&mut self, copied: Copied) -> Action {
        match copied {
            Copied::Files(files) => self.enclose(files),
            Copied::Picture(bytes) => self.put_pictures(After::Picture(bytes)),
            Copied::Nothing => {
                self.note = Some("writing-nothing-to-paste");
                Action::None
            }
        }
    }

    /// To be put where the cursor is.
    fn put_pictures(&mut self, after: After) -> Action {
        if self.stage != Stage::Writing {
            return Action::None;
        }
        self.stage = Stage::Enclosing;
        self.with_row(after)
    }

    fn pictures_came(&mut self, pictures: Vec<KeptPicture>, fault: Option<Fault>) -> Action {
        self.stage = Stage::Writing;
        self.fault = fault.or(self.fault.take());
        for KeptPicture { carried, pixels } in pictures {
            let name = carried.name().to_owned();
            let in_text = carried.is_shown();
            self.writing.draft.carried.push(carried);
            if in_text {
                let picture = Picture::new(&pixels.of, &name, None);
                self.show(pixels);
                let _ = self.body.insert_picture(picture);
            }
        }
        Action::Several(vec![self.changed(), self.enclose(Vec::new())])
    }

    fn show(&mut self, pixels: Pixels) {
        let Pixels { of, width, height, bytes } = pixels;
        let size = Size::new(width as f32, height as f32);
        self.body.show(&of, Handle::from_rgba(width, height, bytes), size);
    }

    /// Those that stand in the text already.
    pub(super) fn shown_pictures(&self) -> Vec<Carried> {
        self.carried().iter().filter(|one| one.is_shown()).cloned().collect()
    }

    /// Whether it is a picture that is worth making smaller.
    pub(super) fn may_shrink(carried: &Carried) -> bool {
        matches!(carried, Carried::File { media_type, size, content_id: None, .. }
            if media_type.starts_with("image/") && *size > LARGE)
    }

    fn shrink(&mut self, place: usize) -> Action {
        match (self.id, self.carried().get(place).cloned()) {
            (Some(id), Some(carried)) if self.stage == Stage::Writing => {
                self.stage = Stage::Enclosing;
                Action::Picture(Wish::Shrink(id, Box::new(self.written()), carried))
            }
            _ => Action::None,
        }
    }

    /// The smaller one stands where the larger one stood.
    fn shrunk(&mut self, before: &Carried, result: Result<Option<Carried>, Fault>) -> Action {
        self.stage = Stage::Writing;
        let changed = match result {
            Ok(Some(smaller)) => {
                if let Some(place) = self.writing.draft.carried.iter_mut().find(|one| *one == before) {
                    *place = smaller;
                }
                self.changed()
            }
            Ok(None) => {
                self.note = Some("writing-cannot-shrink");
                Action::None
            }
            Err(fault) => {
                self.fault = Some(fault);
                Action::None
            }
        };
        Action::Several(vec![changed, self.enclose(Vec::new())])
    }
}
