//! What is put beside a text, or into it: chosen, let fall, read and made smaller.

use std::path::PathBuf;

use iced::{Task, window};

use crate::desktop::{self, Copied};
use crate::domain::{DraftId, Writing};
use crate::engine::{Engine, Fault, KeptFile, KeptPicture};
use crate::ui::workbench::{Message, Workbench};
use crate::ui::writing::{self, pictures};

/// Endings of what can stand in a text.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"];

impl Workbench {
    /// A file was let fall on the window.
    pub fn file_dropped(&mut self, window: window::Id, path: PathBuf) -> Task<Message> {
        self.writing_says(window, writing::Message::Dropped(path))
    }

    pub(super) fn pictures_want(&self, window: window::Id, wish: pictures::Wish) -> Task<Message> {
        let says = move |said| Message::Writing(window, writing::Message::Pictures(said));
        let engine = self.engine.clone();
        match wish {
            pictures::Wish::Enclose(id, writing, paths) => {
                let enclosed = enclose_pictures(engine, id, *writing, paths);
                Task::perform(enclosed, move |(all, fault)| says(pictures::Message::Came(all, fault)))
            }
            pictures::Wish::Paste(id, writing, bytes) => {
                let pasted = async move { engine.paste_picture(id, *writing, bytes).await };
                Task::perform(pasted, move |result| match result {
                    Ok(picture) => says(pictures::Message::Came(vec![picture], None)),
                    Err(fault) => says(pictures::Message::Came(Vec::new(), Some(fault))),
                })
            }
            pictures::Wish::Read(carried) if carried.is_empty() => Task::none(),
            pictures::Wish::Read(carried) => {
                let read = async move { engine.pictures_of(carried).await };
                Task::perform(read, move |all| says(pictures::Message::Read(all)))
            }
            pictures::Wish::Paint { html, carried, light } => {
                let painted = async move { engine.painted(html, carried, light).await };
                Task::perform(painted, move |all| says(pictures::Message::Read(all)))
            }
            pictures::Wish::Shrink(id, writing, carried) => {
                let before = Box::new(carried.clone());
                let shrunk = async move { engine.shrink_picture(id, *writing, carried).await };
                Task::perform(shrunk, move |result| says(pictures::Message::Shrunk(before.clone(), result)))
            }
        }
    }

    /// No letters were copied: it may be a picture, or files.
    pub(super) fn paste_what_was_copied(window: window::Id) -> Task<Message> {
        let copied = tokio::task::spawn_blocking(desktop::copied);
        let copied = async move { copied.await.unwrap_or(Copied::Nothing) };
        Task::perform(copied, move |copied| Message::Writing(window, writing::Message::Copied(copied)))
    }

    pub(super) fn pick_files(&self, window: window::Id) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new().set_title(self.words.say("writing-attach-title"));
        Task::perform(dialog.pick_files(), move |files| {
            let paths: Vec<PathBuf> = files.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect();
            Message::Writing(window, writing::Message::Picked(paths))
        })
    }

    pub(super) fn pick_pictures(&self, window: window::Id) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(self.words.say("writing-picture-title"))
            .add_filter(self.words.say("writing-picture-filter"), &PICTURES);
        Task::perform(dialog.pick_files(), move |files| {
            let paths: Vec<PathBuf> = files.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect();
            Message::Writing(window, writing::Message::Pictures(pictures::Message::Picked(paths)))
        })
    }
}

/// As many as can be read, into the text.
async fn enclose_pictures(
    engine: Engine,
    id: DraftId,
    writing: Writing,
    paths: Vec<PathBuf>,
) -> (Vec<KeptPicture>, Option<Fault>) {
    let (mut all, mut fault) = (Vec::with_capacity(paths.len()), None);
    for path in paths {
        match engine.enclose_picture(id, writing.clone(), path).await {
            Ok(picture) => all.push(picture),
            Err(failed) => fault = Some(failed),
        }
    }
    (all, fault)
}

/// The same, beside it.
pub(super) async fn enclose(
    engine: Engine,
    id: DraftId,
    writing: Writing,
    paths: Vec<PathBuf>,
) -> (Vec<KeptFile>, Option<Fault>) {
    let (mut all, mut fault) = (Vec::with_capacity(paths.len()), None);
    for path in paths {
        match engine.enclose_file(Some(id), writing.clone(), path).await {
            Ok(enclosed) => all.push(enclosed),
            Err(failed) => fault = Some(failed),
        }
    }
    (all, fault)
}
