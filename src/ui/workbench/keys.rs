//! What a key means in the main window: to the pane it goes to, or to what
//! stands in front.

use iced::keyboard;

use super::{Action, Message, Modal, Workbench, certificates, deeds, senders};
use crate::config::ReaderPlace;
use crate::config::Settings;
use crate::ui::context::Focus;
use crate::ui::menu;
use crate::ui::modal::{
    card, code, columns, confirm, exports, folder_form, link, move_to, open_file, outbox, passphrase, password, queue,
    save_as, seal, search_form, search_name, sender, shortcuts, tags,
};
use crate::ui::page;
use crate::ui::pane::{Step, folders, list, reader};
use crate::ui::screen::assistant;
use crate::ui::search;
use crate::ui::shortcut::{Intent, Place};
use crate::ui::widget::divider::Widths;
use crate::ui::widget::leave_fields;

/// How far a divider moves at a key.
const NUDGE: f32 = 20.0;

impl Workbench {
    pub fn place(&self) -> Place {
        if self.deeds.menu.is_some() || self.modal.is_some() || self.assistant.is_some() {
            Place::Dialog
        } else {
            Place::Pane
        }
    }

    /// Shift with an arrow takes the range along.
    pub fn modifiers(&mut self, event: &keyboard::Event) {
        if let keyboard::Event::ModifiersChanged(modifiers) = event {
            self.modifiers = *modifiers;
        }
    }

    /// A letter typed right behind the key of the search is meant for its box, though
    /// the cursor is not there yet.
    pub fn typed_ahead(&self, event: &keyboard::Event) -> Option<Message> {
        let keyboard::Event::KeyPressed { text: Some(text), modifiers, .. } = event else { return None };
        let letters = !modifiers.command() && !modifiers.alt() && !text.chars().any(char::is_control);
        let ahead = self.search.is_awaited() && letters && self.place() == Place::Pane;
        ahead.then(|| Message::Search(search::Message::Typed(format!("{}{text}", self.search.text()))))
    }

    pub fn intent(&mut self, intent: Intent, settings: &Settings, width: f32) -> Action {
        if let Some(message) = self.answer(intent) {
            return self.update(message, settings, width);
        }
        if self.place() == Place::Dialog {
            return Action::None;
        }
        match intent {
            Intent::NextPane => return self.go_to(self.pane_beside(true)),
            Intent::PreviousPane => return self.go_to(self.pane_beside(false)),
            Intent::FindInPage => match self.find_in_page() {
                Some(task) => return Action::Run(task),
                None => self.field = Some(search::BOX.into()),
            },
            Intent::Search => {
                self.search.await_cursor();
                self.field = Some(search::BOX.into());
            }
            Intent::SearchForm => return self.update(Message::Search(search::Message::FormPressed), settings, width),
            Intent::Write => return Action::Run(self.write()),
            Intent::Answer(manner) => return Action::Run(self.answer_shown(None, manner)),
            Intent::SyncNow => self.sync_all(),
            Intent::Card => self.show_cards(),
            Intent::Settings => return self.update(Message::SettingsPressed, settings, width),
            Intent::Help => return self.update(Message::HelpPressed, settings, width),
            Intent::View => return self.update(Message::Reader(reader::Message::NextViewed), settings, width),
            Intent::Quotes => {
                let flipped = reader::Message::Page(page::Message::FoldFlipped);
                return self.update(Message::Reader(flipped), settings, width);
            }
            Intent::Seal => return self.update(Message::Reader(reader::Message::SealPressed), settings, width),
            Intent::SaveAll => return self.update(Message::Reader(reader::Message::SaveAllPressed), settings, width),
            Intent::Print => return Action::Run(self.print()),
            Intent::Export => return Action::Run(self.export_messages(self.list.chosen())),
            Intent::Do(deed) => return Action::Run(self.deed(deed)),
            Intent::Tag(nth) => return Action::Run(self.toggle_nth_tag(nth)),
            Intent::Undo => return Action::Run(self.undo()),
            Intent::ChooseAll => return Action::Run(self.list_says(list::Message::AllChosen)),
            Intent::Menu => self.open_menu_by_key(width),
            Intent::Show => self.open_show_menu(width, true),
            Intent::Rename if self.focus == Focus::Folders => self.rename_chosen_folder(),
            Intent::Widen => self.nudge(NUDGE, width),
            Intent::Narrow => self.nudge(-NUDGE, width),
            Intent::Back => return Action::Run(self.back()),
            Intent::Open => return Action::Run(self.go_in()),
            Intent::Up => return self.step(Step::Up),
            Intent::Down => return self.step(Step::Down),
            Intent::PageUp => return self.step(Step::PageUp),
            Intent::PageDown => return self.step(Step::PageDown),
            Intent::First => return self.step(Step::Home),
            Intent::Last => return self.step(Step::End),
            Intent::GoIn => return self.fold(folders::Message::WentIn, list::Message::WentIn),
            Intent::GoOut => return self.fold(folders::Message::WentOut, list::Message::WentOut),
            // Told apart before, or not of the panes.
            Intent::Accept
            | Intent::Rename
            | Intent::NextField
            | Intent::PreviousField
            | Intent::Larger
            | Intent::Smaller
            | Intent::NormalSize
            | Intent::Quit => {}
        }
        Action::None
    }

    /// A step, Enter and Escape answer what stands in front.
    fn answer(&self, intent: Intent) -> Option<Message> {
        if let Some(answer) = self.answer_to_deeds(intent) {
            return Some(Message::Deeds(answer));
        }
        let back = intent == Intent::Back;
        if !back && intent != Intent::Accept {
            return None;
        }
        Some(match (&self.modal, &self.assistant) {
            (Some(Modal::SaveAs(..)), _) if back => Message::SaveAs(save_as::Message::Closed),
            (Some(Modal::SaveAs(..)), _) => Message::SaveAs(save_as::Message::Submitted),
            (Some(Modal::Columns), _) => Message::Columns(columns::Message::Closed),
            (Some(Modal::Shortcuts), _) => Message::Shortcuts(shortcuts::Message::Closed),
            (Some(Modal::Settings(state)), _) => Message::Settings(state.back()),
            (Some(Modal::Passphrase(..)), _) => Message::Certificates(certificates::Message::Passphrase(if back {
                passphrase::Message::Closed
            } else {
                passphrase::Message::Submitted
            })),
            (Some(Modal::Confirm(_)), _) if back => Message::Confirm(confirm::Message::Closed),
            (Some(Modal::Confirm(_)), _) => Message::Confirm(confirm::Message::Entered),
            (Some(Modal::Password(_)), _) if back => Message::Password(password::Message::Closed),
            (Some(Modal::Password(_)), _) => Message::Password(password::Message::Submitted),
            (Some(Modal::SearchForm(_)), _) if back => Message::SearchForm(search_form::Message::Closed),
            (Some(Modal::SearchForm(_)), _) => Message::SearchForm(search_form::Message::Submitted),
            (Some(Modal::SearchName(_)), _) if back => Message::SearchName(search_name::Message::Closed),
            (Some(Modal::SearchName(_)), _) => Message::SearchName(search_name::Message::Submitted),
            (Some(Modal::Code(_)), _) if back => Message::Code(code::Message::Closed),
            (Some(Modal::Code(_)), _) => Message::Code(code::Message::Submitted),
            (Some(Modal::Card(_)), _) => Message::Card(card::Message::Closed),
            (Some(Modal::OpenFile(_)), _) if back => Message::OpenFile(open_file::Message::Closed),
            (Some(Modal::OpenFile(_)), _) => Message::OpenFile(open_file::Message::Entered),
            (Some(Modal::Sender(_)), _) => Message::Senders(senders::Message::Modal(if back {
                sender::Message::Closed
            } else {
                sender::Message::Entered
            })),
            (Some(Modal::Link(_)), _) if back => Message::Link(link::Message::Closed),
            (Some(Modal::Link(state)), _) => Message::Link(state.entered()),
            (Some(Modal::Exports(_)), _) => Message::Exports(exports::Message::Closed),
            (Some(Modal::Outbox(_)), _) => Message::Outbox(outbox::Message::Closed),
            (Some(Modal::Seal(_)), _) => Message::Seal(seal::Message::Closed),
            (None, Some(_)) if back => Message::Assistant(assistant::Message::Back),
            (None, Some(_)) => Message::Assistant(assistant::Message::Next),
            // The others have answered, or nothing stands in front.
            _ => return None,
        })
    }

    /// Menus and lists to choose from also take steps.
    fn answer_to_deeds(&self, intent: Intent) -> Option<deeds::Message> {
        let step = step_of(intent);
        let (back, enter) = (intent == Intent::Back, intent == Intent::Accept);
        if self.deeds.menu.is_some() {
            let message = match step {
                Some(step) => menu::Message::Stepped(step),
                None if back => menu::Message::Closed,
                None if enter => menu::Message::Entered,
                None => return None,
            };
            return Some(deeds::Message::Menu(message));
        }
        Some(match self.modal.as_ref()? {
            Modal::MoveTo(..) => deeds::Message::MoveTo(match step {
                Some(step) => move_to::Message::Stepped(step),
                None if back => move_to::Message::Closed,
                None if enter => move_to::Message::Submitted,
                None => return None,
            }),
            Modal::Tags(..) => deeds::Message::Tags(match step {
                Some(step) => tags::Message::Stepped(step),
                None if back => tags::Message::Back,
                None if enter => tags::Message::Submitted,
                None => return None,
            }),
            Modal::FolderForm(_) if back => deeds::Message::FolderForm(folder_form::Message::Closed),
            Modal::FolderForm(_) if enter => deeds::Message::FolderForm(folder_form::Message::Submitted),
            Modal::Queue(_) if back || enter => deeds::Message::Queue(queue::Message::Closed),
            _ => return None,
        })
    }

    /// Folders fold and unfold, and so do conversations.
    fn fold(&mut self, folders: folders::Message, list: list::Message) -> Action {
        match self.focus {
            Focus::Folders => {
                let action = self.folders.update(folders);
                Action::Run(self.folders_want(&action))
            }
            Focus::List => Action::Run(self.list_says(list)),
            Focus::Reader => Action::None,
        }
    }

    /// Round and round those that are in sight.
    fn pane_beside(&self, forward: bool) -> Focus {
        let all = [Focus::Folders, Focus::List, Focus::Reader];
        let count = if self.place == ReaderPlace::Hidden { 2 } else { 3 };
        let here = all.iter().position(|pane| *pane == self.focus).unwrap_or_default();
        let step = if forward { 1 } else { count - 1 };
        all.get((here + step) % count).copied().unwrap_or_default()
    }

    fn go_to(&mut self, pane: Focus) -> Action {
        self.focus = pane;
        Action::Run(leave_fields())
    }

    fn step(&mut self, step: Step) -> Action {
        let task = match self.focus {
            Focus::Folders => {
                let action = self.folders.update(folders::Message::Stepped(step));
                self.folders_want(&action)
            }
            Focus::List => {
                let extend = self.modifiers.shift();
                self.list_says(list::Message::Stepped { step, extend })
            }
            // The text scrolls by itself: it has the keys.
            Focus::Reader => iced::Task::none(),
        };
        Action::Run(task)
    }

    /// Enter goes on to the right: a folder's list, a message's text.
    fn go_in(&mut self) -> iced::Task<Message> {
        match self.focus {
            Focus::Folders => self.focus = Focus::List,
            Focus::List if self.place == ReaderPlace::Hidden => {
                return self.list.cursor().map_or(iced::Task::none(), |id| self.open_letter(id));
            }
            Focus::List => {
                self.focus = Focus::Reader;
                if let Some(id) = self.list.cursor() {
                    let marked = self.opened_on_purpose(id);
                    return iced::Task::batch([self.read(id), marked]);
                }
            }
            // Once more, and it has a window of its own.
            Focus::Reader => {
                return self.reader.message().map_or(iced::Task::none(), |id| self.open_letter(id));
            }
        }
        iced::Task::none()
    }

    /// Escape goes back: from the text to the list, from results to the folder.
    fn back(&mut self) -> iced::Task<Message> {
        if self.deeds.dragged.is_some() {
            self.end_drag();
        } else if self.list.choose_one() {
            return self.list.cursor().map_or(iced::Task::none(), |id| self.read(id));
        } else if self.focus == Focus::Reader {
            self.focus = Focus::List;
        } else if self.list.is_searching() {
            let cleared = self.leave_search();
            return iced::Task::batch([leave_fields(), cleared]);
        }
        leave_fields()
    }

    fn nudge(&mut self, by: f32, width: f32) {
        let widths = self.widths.within(width);
        let moved = match self.focus {
            Focus::Folders => Widths { folders: widths.folders + by, ..widths },
            Focus::List | Focus::Reader => Widths { list: widths.list + by, ..widths },
        };
        self.widths = moved.within(width);
    }
}

/// A step within what stands in front. Home and End are the field's.
fn step_of(intent: Intent) -> Option<Step> {
    match intent {
        Intent::Up => Some(Step::Up),
        Intent::Down => Some(Step::Down),
        Intent::PageUp => Some(Step::PageUp),
        Intent::PageDown => Some(Step::PageDown),
        _ => None,
    }
}
