//! What is kept on this workstation, by mailbox and by folder. Headers always
//! are: every message can be found, even when its text is left on the server.

use std::collections::HashMap;

use iced::widget::{button, column, row, text};
use iced::{Alignment, Length};

use super::{Action, Message, State};
use crate::domain::{Account, Folder, FolderId, Keep, Role};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::folder_name;
use crate::ui::screen::form;
use crate::ui::theme::surface::RowState;
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::single_line;
use crate::ui::widget::stop::stop;

/// Months that are offered.
const MONTHS: [u16; 3] = [3, 12, 36];

impl State {
    pub(super) fn change_keep(&mut self, message: Message) -> Action {
        match message {
            Message::KeepPicked(account, keep) => {
                if let Some(found) = self.accounts.iter_mut().find(|found| found.id == account) {
                    found.draft.keep = keep;
                }
                return Action::SetKeep(account, keep);
            }
            Message::FoldersAsked(account) => {
                self.folder = None;
                if self.keeps.take_if(|(shown, _)| *shown == account).is_some() {
                    return Action::None;
                }
                self.keeps = Some((account, HashMap::new()));
                return Action::AskFolderKeeps(account);
            }
            Message::FolderKeeps(account, keeps) => {
                if let Some((_, known)) = self.keeps.as_mut().filter(|(shown, _)| *shown == account) {
                    known.extend(keeps);
                }
            }
            Message::FolderUnfolded(folder) => {
                self.folder = if self.folder == Some(folder) { None } else { Some(folder) };
            }
            Message::FolderKeepPicked(folder, keep) => {
                if let Some((_, known)) = &mut self.keeps {
                    let _ = known.insert(folder, keep);
                }
                return Action::SetFolderKeep(folder, keep);
            }
            _ => {}
        }
        Action::None
    }

    /// What a folder keeps of its own; None: as its mailbox.
    pub(super) fn folder_keep(&self, folder: FolderId) -> Option<Keep> {
        self.keeps.as_ref().and_then(|(_, keeps)| keeps.get(&folder).copied()).flatten()
    }

    pub(super) fn offline<'a>(&'a self, ctx: &Context<'_>) -> Element<'a, Message> {
        let lead = text(ctx.words.say("settings-keep-lead")).style(colour::muted);
        let mut page = column![lead].spacing(space::XL).width(Length::Fill);
        for account in &self.accounts {
            page = page.push(self.kept(ctx, account));
        }
        page.into()
    }

    fn kept<'a>(&'a self, ctx: &Context<'_>, account: &'a Account) -> Element<'a, Message> {
        let (words, id) = (ctx.words, account.id);
        let choices = choices(account.draft.keep)
            .into_iter()
            .map(|keep| (keep_words(words, keep), keep == account.draft.keep, Message::KeepPicked(id, keep)));
        let open = self.keeps.as_ref().is_some_and(|(shown, _)| *shown == id);
        let folders = if open { "settings-keep-folders-hide" } else { "settings-keep-folders" };
        let folders = form::word_button(words.say(folders), kind::ghost, Some(Message::FoldersAsked(id)));
        let lines = ctx.mailboxes.folders(id).iter().filter(|folder| open && is_kept(folder));
        let lines = column(lines.map(|folder| self.folder(words, folder))).spacing(2);
        column![
            single_line(account.draft.label.as_str()).size(size::LARGE).font(font::STRONG),
            form::segments(choices),
            folders,
            lines,
        ]
        .spacing(space::S)
        .into()
    }

    /// A folder with what it keeps; pressing it shows the choices.
    fn folder<'a>(&self, words: &Words, folder: &Folder) -> Element<'a, Message> {
        let keep = self.folder_keep(folder.id);
        let says = keep.map_or_else(|| words.say("settings-keep-as-mailbox"), |keep| keep_words(words, keep));
        let says = single_line(says).size(size::SMALL);
        let says = if keep.is_some() { says.font(font::MEDIUM) } else { says.style(colour::muted) };
        let name = folder_name(words, folder.role, folder.name());
        let indent = folder.depth().min(4) as f32 * space::M;
        let line = row![icon::folder().size(14).style(colour::muted), single_line(name).width(Length::Fill), says]
            .spacing(space::S)
            .padding(iced::padding::left(indent))
            .align_y(Alignment::Center);
        let press = Message::FolderUnfolded(folder.id);
        let look = kind::row(RowState::Plain);
        let head = button(line).padding([space::XS, space::S]).width(Length::Fill).style(look).on_press(press.clone());
        let choices = (self.folder == Some(folder.id)).then(|| {
            let of = folder.id;
            let as_mailbox =
                (words.say("settings-keep-as-mailbox"), keep.is_none(), Message::FolderKeepPicked(of, None));
            let own = choices(keep.unwrap_or_default()).into_iter().map(|choice| {
                (keep_words(words, choice), keep == Some(choice), Message::FolderKeepPicked(of, Some(choice)))
            });
            iced::widget::container(form::segments(std::iter::once(as_mailbox).chain(own)))
                .padding([space::XS, space::S])
        });
        column![stop(head, Some(press)), choices].into()
    }
}

fn is_kept(folder: &Folder) -> bool {
    folder.selectable && folder.role != Some(Role::Virtual)
}

/// What is offered, and what stands where that is something else.
fn choices(now: Keep) -> Vec<Keep> {
    let mut choices = vec![Keep::All];
    choices.extend(MONTHS.iter().rev().copied().map(Keep::Months));
    if !choices.contains(&now) && now != Keep::HeadersOnly {
        choices.push(now);
    }
    choices.push(Keep::HeadersOnly);
    choices
}

fn keep_words(words: &Words, keep: Keep) -> String {
    match keep {
        Keep::All => words.say("settings-keep-all"),
        Keep::Months(months) if months % 12 == 0 => fl!(words, "settings-keep-years", years = months / 12),
        Keep::Months(months) => fl!(words, "settings-keep-months", months = months),
        Keep::HeadersOnly => words.say("settings-keep-headers"),
    }
}
