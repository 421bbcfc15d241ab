//! The menu of a right click, and what the mouse drags onto folders.

use iced::{Point, Task};

use super::{Parent, Workbench};
use crate::config::ReaderPlace;
use crate::domain::{AccountId, FolderId, Gesture};
use crate::ui::context::Focus;
use crate::ui::menu;
use crate::ui::pane::{folders, list};
use crate::ui::workbench::Modal;

/// Where the panes begin, below the tool bars: a menu that a key opens stands
/// near what it is about.
const PANES_TOP: f32 = 42.0;
const LIST_TOP: f32 = PANES_TOP + 35.0 + 76.0;
const INDENT: f32 = 40.0;
/// Under the button of how the list is shown.
const SHOW_TOP: f32 = PANES_TOP + 35.0 + 38.0;

impl Workbench {
    pub(in crate::ui::workbench) fn open_message_menu(&mut self, at: Point) {
        self.focus = Focus::List;
        self.deeds.menu = Some(menu::State::of_messages(at, &self.reach()));
    }

    pub(in crate::ui::workbench) fn open_folder_menu(&mut self, id: FolderId, at: Point) {
        self.deeds.menu = self.folders.folder(id).map(|folder| menu::State::of_folder(at, folder));
    }

    pub(in crate::ui::workbench) fn open_account_menu(&mut self, id: AccountId, at: Point) {
        self.deeds.menu = Some(menu::State::of_account(at, id));
    }

    /// The Menu key: for what the keys stand on.
    pub(in crate::ui::workbench) fn open_menu_by_key(&mut self, width: f32) {
        if self.focus == Focus::Folders {
            let at = Point::new(INDENT, PANES_TOP + self.folders.chosen_height());
            self.deeds.menu = self.folders.chosen().map(|folder| menu::State::of_folder(at, folder).by_key());
        } else if self.focus == Focus::Reader && self.reader.opened().is_some() {
            let at = Point::new((width - menu::WIDTH - INDENT).max(0.0), LIST_TOP);
            self.deeds.menu = Some(menu::State::of_reader(at, &self.reader.read()).by_key());
        } else if self.list.chosen_count() > 0 {
            let at = Point::new(self.widths.within(width).folders + INDENT, LIST_TOP + self.list.cursor_height());
            self.deeds.menu = Some(menu::State::of_messages(at, &self.reach()).by_key());
        }
    }

    /// How the list is shown, from its button or by a key.
    pub(in crate::ui::workbench) fn open_show_menu(&mut self, width: f32, by_key: bool) {
        let widths = self.widths.within(width);
        // It stands under the button, against the right edge of the list.
        let edge = if self.place == ReaderPlace::Right { widths.folders + widths.list } else { width };
        let at = Point::new((edge - menu::WIDTH).max(0.0), SHOW_TOP);
        let menu = menu::State::of_list(at, self.list.shown());
        self.deeds.menu = Some(if by_key { menu.by_key() } else { menu });
    }

    pub(in crate::ui::workbench) fn show_columns(&mut self) {
        self.modal = Some(Modal::Columns);
    }

    pub(super) fn menu_says(&mut self, message: menu::Message) -> Task<Parent> {
        let Some(menu) = &mut self.deeds.menu else { return Task::none() };
        let choice = match menu.update(message) {
            menu::Action::None => return Task::none(),
            menu::Action::Close => None,
            menu::Action::Do(choice) => Some(choice),
        };
        let at = menu.window();
        self.deeds.menu = None;
        match choice {
            None => {}
            Some(menu::Choice::Leave(moment)) => return self.send_later(at, moment),
            Some(menu::Choice::Option(choice)) => return self.choose_option(at, choice),
            Some(menu::Choice::Sign(place)) => return self.sign_message(at, place),
            Some(menu::Choice::WriteOf) => return self.with_template(at, false),
            Some(menu::Choice::EditTemplate) => return self.with_template(at, true),
            Some(menu::Choice::NewTemplate(account)) => return self.new_template(account),
            Some(menu::Choice::Write(pick)) => return self.pick_in_words(at, pick),
            Some(menu::Choice::Sender) => return self.list_sender_of(at),
            Some(menu::Choice::Deed(deed)) => return self.deed(deed),
            Some(menu::Choice::NewFolder { account, under }) => self.open_new_folder(account, under),
            Some(menu::Choice::RenameFolder(id)) => self.open_rename(id),
            Some(menu::Choice::MoveFolder(id)) => self.open_move_folder(id),
            Some(menu::Choice::DeleteFolder(id)) => self.ask_delete_folder(id),
            Some(menu::Choice::EmptyFolder(id)) => self.ask_empty(id),
            Some(menu::Choice::DecipherFolder(id)) => return self.decipher(id),
            Some(menu::Choice::Page(deed)) => return self.do_with_page(at, deed),
            Some(menu::Choice::Answer(manner)) => return self.answer_shown(at, manner),
            Some(menu::Choice::Print) => return self.print(),
            Some(menu::Choice::Export) => return self.export_messages(self.list.chosen()),
            Some(menu::Choice::EnterCode) => self.ask_code(),
            Some(menu::Choice::LockCard) => return self.lock_card(),
            Some(menu::Choice::ShowCards) => self.show_cards(),
            Some(menu::Choice::Group(grouping)) => return self.list_says(list::Message::GroupingPicked(grouping)),
            Some(menu::Choice::Form(form)) => return self.list_says(list::Message::FormPicked(form)),
            Some(menu::Choice::Density(density)) => return self.list_says(list::Message::DensityPicked(density)),
            Some(menu::Choice::Sort(key)) => return self.list_says(list::Message::SortPicked(key)),
            Some(menu::Choice::Columns) => self.show_columns(),
            Some(menu::Choice::MarkAllRead(id)) => {
                return self.perform(Gesture::MarkAllRead(id), None);
            }
        }
        Task::none()
    }

    /// What is chosen was taken hold of.
    pub(in crate::ui::workbench) fn lift(&mut self) {
        let reach = self.reach();
        let Some(account) = reach.account else { return };
        self.deeds.dragged = Some(reach.count);
        self.folders.drag(Some(folders::Dragged { account, folder: self.list.folder() }));
    }

    pub(in crate::ui::workbench) fn drop_onto(&mut self, folder: FolderId, copy: bool) -> Task<Parent> {
        if self.deeds.dragged.is_none() {
            return Task::none();
        }
        self.end_drag();
        let chosen = self.list.chosen();
        self.file(chosen, folder, copy)
    }

    pub(in crate::ui::workbench) fn end_drag(&mut self) {
        self.deeds.dragged = None;
        self.folders.drag(None);
    }
}
