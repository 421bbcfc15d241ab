//! Saving attachments: where to, and then one after the other, each whole or
//! not at all.

use std::path::PathBuf;

use directories::UserDirs;
use iced::Task;

use super::printing::Original;
use super::reading::At;
use super::{Message, Modal, Workbench};
use crate::domain::{MessageId, Part, PartId};
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::ui::modal::{next_name, save_as};

/// What is to be saved.
pub(super) enum Order {
    Parts(MessageId, Vec<(PartId, String)>),
    /// A message as a PDF; as archives want it, or not.
    Pdf(Box<Original>, bool),
}

/// More files of one name than this, and something is wrong with the folder.
const MOST_NAMES: usize = 1000;

impl Workbench {
    /// One of these, or all.
    pub(super) fn save_parts(&mut self, at: At, message: MessageId, parts: &[Part], only: Option<PartId>) {
        let wanted = |part: &&Part| only.is_none_or(|only| part.id == only);
        let parts: Vec<_> = parts.iter().filter(wanted).map(|part| (part.id, part.name.clone())).collect();
        let folder = self.save_folder.clone().unwrap_or_else(downloads);
        let state = match parts.as_slice() {
            [] => return,
            [(_, name)] => save_as::State::one(&folder, name),
            several => save_as::State::several(&folder, several.len()),
        };
        (self.modal, self.front_of) = (Some(Modal::SaveAs(state, Order::Parts(message, parts))), at);
    }

    /// The message on view as a PDF; the name is the subject, to be changed.
    pub(super) fn save_pdf(&mut self, at: At, archival: bool) -> Task<Message> {
        if let Some(original) = self.original(at) {
            let folder = self.save_folder.clone().unwrap_or_else(downloads);
            let state = save_as::State::one(&folder, &original.file_name(&self.words));
            (self.modal, self.front_of) = (Some(Modal::SaveAs(state, Order::Pdf(Box::new(original), archival))), at);
        }
        Task::none()
    }

    pub(super) fn save_as_says(&mut self, message: save_as::Message) -> Task<Message> {
        let Some(Modal::SaveAs(state, order)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            save_as::Action::None => Task::none(),
            save_as::Action::Browse(folder) => {
                let dialog = rfd::AsyncFileDialog::new().set_directory(folder).pick_folder();
                Task::perform(dialog, |chosen| {
                    Message::SaveAs(save_as::Message::Browsed(chosen.map(|folder| folder.path().to_owned())))
                })
            }
            save_as::Action::Save { folder, name, replace, generation } => {
                self.save_folder = Some(folder.clone());
                let engine = self.engine.clone();
                let answered = move |result| Message::SaveAs(save_as::Message::Answered(generation, result));
                let task = match (name, &*order) {
                    (Some(name), Order::Pdf(original, archival)) => {
                        let (original, archival, words) = (original.clone(), *archival, self.words.clone());
                        let saved = async move {
                            let printed = original.printed(&engine, &words, archival).await?;
                            engine.save_printed(printed, folder.join(name), replace).await
                        };
                        Task::perform(saved, move |result| answered(result.map(drop)))
                    }
                    (None, Order::Pdf(..)) => Task::none(),
                    (Some(name), Order::Parts(id, parts)) if let Some((part, _)) = parts.first() => {
                        let (id, part) = (*id, *part);
                        let saved = async move { engine.save_part(id, part, folder.join(name), replace).await };
                        Task::perform(saved, move |result| answered(result.map(drop)))
                    }
                    (_, Order::Parts(id, parts)) => several(engine, *id, parts.clone(), folder, generation),
                };
                self.put_question(task)
            }
            save_as::Action::Stop => {
                self.question = None;
                Task::none()
            }
            save_as::Action::Saved | save_as::Action::Close => {
                self.modal = None;
                Task::none()
            }
            save_as::Action::Copy(text) => iced::clipboard::write(text),
        }
    }
}

/// Several files, each under its own name or the next free one.
fn several(
    engine: Engine,
    message: MessageId,
    parts: Vec<(PartId, String)>,
    folder: PathBuf,
    generation: u64,
) -> Task<Message> {
    let steps = iced::futures::stream::unfold((parts.into_iter().enumerate(), false), move |(mut parts, failed)| {
        let (engine, folder) = (engine.clone(), folder.clone());
        async move {
            if failed {
                return None;
            }
            let Some((nth, (part, name))) = parts.next() else {
                // One more step, to say that all is done.
                return None;
            };
            let saved = under_free_name(&engine, message, part, name, &folder).await;
            let failed = saved.is_err();
            let step = match saved {
                Ok(()) if parts.len() == 0 => save_as::Message::Answered(generation, Ok(())),
                Ok(()) => save_as::Message::Written(generation, nth + 1),
                Err(fault) => save_as::Message::Answered(generation, Err(fault)),
            };
            Some((step, (parts, failed)))
        }
    });
    Task::run(steps, Message::SaveAs)
}

async fn under_free_name(
    engine: &Engine,
    message: MessageId,
    part: PartId,
    mut name: String,
    folder: &std::path::Path,
) -> Result<(), Fault> {
    for _ in 0..MOST_NAMES {
        match engine.save_part(message, part, folder.join(&name), false).await {
            Err(fault) if fault.kind == FaultKind::FileExists => name = next_name(&name),
            done => return done.map(drop),
        }
    }
    Err(Fault::new(FaultKind::FileExists, Subject::File, "a thousand files of that name"))
}

/// Where people look for what they saved.
fn downloads() -> PathBuf {
    let directories = UserDirs::new();
    let downloads = directories.as_ref().and_then(|found| found.download_dir().map(ToOwned::to_owned));
    downloads.or_else(|| directories.map(|found| found.home_dir().to_owned())).unwrap_or_default()
}
