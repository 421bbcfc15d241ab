//! Where the health documents of a mailbox go, and by which rules. Nothing is written
//! from here but by the button that says so.

use std::path::PathBuf;

use iced::Length;
use iced::widget::{column, row, text, text_input};

use super::{Action, Message, State, section};
use crate::domain::export::{Copies, Ending, Exporting, check, preview};
use crate::domain::{Account, AccountId};
use crate::i18n::{Words, fl};
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, space, text as colour};
use crate::ui::widget::single_line;

/// What is typed, until it is kept.
pub(super) struct Typed {
    account: AccountId,
    template: String,
    senders: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentsChange {
    Of(AccountId),
    /// To be chosen in the dialog of the system.
    FolderPressed,
    FolderCleared,
    FolderChosen(AccountId, PathBuf),
    OnArrival(bool),
    Split(bool),
    Pdf(bool),
    Copies(Copies),
    Ending(Ending),
    TemplateTyped(String),
    SendersTyped(String),
    /// What was typed holds.
    Kept,
    ExportPressed,
    JournalPressed,
}

fn said(change: DocumentsChange) -> Message {
    Message::Documents(change)
}

impl State {
    /// The mailbox whose documents are spoken of.
    fn of_documents(&self) -> Option<&Account> {
        let chosen = self.documents.as_ref().and_then(|typed| self.account(typed.account));
        chosen.or_else(|| self.accounts.first())
    }

    pub(super) fn change_documents(&mut self, change: DocumentsChange) -> Action {
        let of = match &change {
            DocumentsChange::Of(account) | DocumentsChange::FolderChosen(account, _) => self.account(*account),
            _ => self.of_documents(),
        };
        let Some((id, mut exporting)) = of.map(|account| (account.id, account.draft.exporting.clone())) else {
            return Action::None;
        };
        if self.documents.as_ref().is_none_or(|typed| typed.account != id) {
            self.documents = Some(Typed {
                account: id,
                template: exporting.template.clone(),
                senders: exporting.senders.join(", "),
            });
        }
        match change {
            DocumentsChange::Of(_) => return Action::None,
            DocumentsChange::FolderPressed => return Action::PickExportFolder(id),
            DocumentsChange::ExportPressed => return Action::ExportInbox(id),
            DocumentsChange::JournalPressed => return Action::ShowExports,
            DocumentsChange::FolderCleared => exporting.folder = None,
            DocumentsChange::FolderChosen(_, folder) => exporting.folder = Some(folder),
            DocumentsChange::OnArrival(on) => exporting.on_arrival = on,
            DocumentsChange::Split(on) => exporting.split = on,
            DocumentsChange::Pdf(on) => exporting.pdf = on,
            DocumentsChange::Copies(copies) => exporting.copies = copies,
            DocumentsChange::Ending(ending) => exporting.ending = ending,
            DocumentsChange::TemplateTyped(template) => {
                if let Some(typed) = &mut self.documents {
                    typed.template = template;
                }
                return Action::None;
            }
            DocumentsChange::SendersTyped(senders) => {
                if let Some(typed) = &mut self.documents {
                    typed.senders = senders;
                }
                return Action::None;
            }
            DocumentsChange::Kept => self.keep_typed(&mut exporting),
        }
        self.set_exporting(id, exporting)
    }

    fn keep_typed(&self, exporting: &mut Exporting) {
        let Some(typed) = &self.documents else { return };
        if check(&typed.template).is_ok() {
            exporting.template.clone_from(&typed.template);
        }
        let senders = typed.senders.split([',', ';', ' ']).map(str::trim).filter(|one| !one.is_empty());
        exporting.senders = senders.map(str::to_owned).collect();
    }

    fn set_exporting(&mut self, id: AccountId, exporting: Exporting) -> Action {
        // What is shown is what was chosen, before it comes back from the engine.
        let Some(account) = self.accounts.iter_mut().find(|account| account.id == id) else { return Action::None };
        if account.draft.exporting == exporting {
            return Action::None;
        }
        account.draft.exporting = exporting.clone();
        Action::SetExporting(id, Box::new(exporting))
    }

    pub(super) fn documents<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let Some(account) = self.of_documents() else {
            return text(words.say("settings-writing-none")).style(colour::muted).into();
        };
        let exporting = &account.draft.exporting;
        let of = |one: &Account| (one.draft.label.clone(), one.id == account.id, said(DocumentsChange::Of(one.id)));
        let which = (self.accounts.len() > 1).then(|| form::segments(self.accounts.iter().map(of)));
        let lead = text(words.say("documents-lead")).style(colour::muted);
        let page = column![lead].push(which).push(section("documents-folder", folder(words, exporting), words));
        let journal =
            form::word_button(words.say("documents-journal"), kind::plain, Some(said(DocumentsChange::JournalPressed)));
        let now = exporting.folder.is_some().then_some(said(DocumentsChange::ExportPressed));
        let now = form::word_button(words.say("documents-export-now"), kind::plain, now);
        let rules = exporting.folder.is_some().then(|| self.rules(words, exporting));
        page.push(rules).push(row![now, journal].spacing(space::S)).spacing(space::XL).width(Length::Fill).into()
    }

    fn rules<'a>(&'a self, words: &Words, exporting: &'a Exporting) -> Element<'a, Message> {
        let ticks = column![
            form::tick(words.say("documents-on-arrival"), exporting.on_arrival, |on| {
                said(DocumentsChange::OnArrival(on))
            }),
            form::tick(words.say("documents-split"), exporting.split, |on| said(DocumentsChange::Split(on))),
            form::tick(words.say("documents-pdf"), exporting.pdf, |on| said(DocumentsChange::Pdf(on))),
        ]
        .spacing(space::S);
        let copies = [
            (Copies::None, "documents-copies-none"),
            (Copies::Beside, "documents-copies-beside"),
            (Copies::Instead, "documents-copies-instead"),
        ];
        let copies = copies
            .map(|(copies, key)| (words.say(key), copies == exporting.copies, said(DocumentsChange::Copies(copies))));
        let endings = [
            (Ending::Original, "documents-ending-original"),
            (Ending::Hpr, "documents-ending-hpr"),
            (Ending::Hpm, "documents-ending-hpm"),
            (Ending::Txt, "documents-ending-txt"),
        ];
        let endings = endings
            .map(|(ending, key)| (words.say(key), ending == exporting.ending, said(DocumentsChange::Ending(ending))));
        column![
            ticks,
            self.names(words, exporting),
            section("documents-copies", form::segments(copies), words),
            section("documents-endings", form::segments(endings), words),
            self.senders(words, exporting),
        ]
        .spacing(space::XL)
        .into()
    }

    /// The template with the name that an invented document would get.
    fn names<'a>(&'a self, words: &Words, exporting: &'a Exporting) -> Element<'a, Message> {
        let template = self.documents.as_ref().map_or(exporting.template.as_str(), |typed| typed.template.as_str());
        let below = match preview(template, exporting.ending) {
            Ok(name) => Below::Note(fl!(words, "documents-preview", name = name)),
            Err(_) => Below::Wrong(words.say("documents-template-wrong")),
        };
        let field = text_input("", template)
            .on_input(|typed| said(DocumentsChange::TemplateTyped(typed)))
            .on_submit(said(DocumentsChange::Kept));
        let fields =
            text(words.say("documents-template-fields")).size(crate::ui::theme::size::SMALL).style(colour::muted);
        let field = form::field(words.say("documents-template"), field, below);
        let changed = template != exporting.template && check(template).is_ok();
        column![field, fields].push(changed.then(|| keep(words))).spacing(space::S).into()
    }

    fn senders<'a>(&'a self, words: &Words, exporting: &'a Exporting) -> Element<'a, Message> {
        let kept = exporting.senders.join(", ");
        let typed = self.documents.as_ref().map_or(kept.as_str(), |typed| typed.senders.as_str());
        let field = text_input(&words.say("documents-senders-hint"), typed)
            .on_input(|typed| said(DocumentsChange::SendersTyped(typed)))
            .on_submit(said(DocumentsChange::Kept));
        let changed = typed != kept;
        let field =
            form::field(words.say("documents-senders"), field, Below::Note(words.say("documents-senders-note")));
        column![field].push(changed.then(|| keep(words))).spacing(space::S).into()
    }
}

fn keep<'a>(words: &Words) -> Element<'a, Message> {
    form::word_button(words.say("documents-keep"), kind::plain, Some(said(DocumentsChange::Kept)))
}

fn folder<'a>(words: &Words, exporting: &'a Exporting) -> Element<'a, Message> {
    let choose =
        form::word_button(words.say("documents-choose"), kind::plain, Some(said(DocumentsChange::FolderPressed)));
    match &exporting.folder {
        None => column![text(words.say("documents-no-folder")), choose].spacing(space::S).into(),
        Some(path) => {
            let clear = said(DocumentsChange::FolderCleared);
            let clear = form::word_button(words.say("documents-stop"), kind::ghost, Some(clear));
            let path = single_line(path.display().to_string()).width(Length::Fill);
            column![path, row![choose, clear].spacing(space::S)].spacing(space::S).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::domain::Space;
    use crate::domain::export::TEMPLATE;
    use crate::ui::modal::settings::tests::account;

    fn tell(state: &mut State, change: DocumentsChange) -> Action {
        state.update(said(change))
    }

    #[test]
    fn what_is_typed_holds_once_it_is_kept_and_only_where_names_can_be_made_of_it() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Secure)]);
        let typed = |template: &str| DocumentsChange::TemplateTyped(template.to_owned());
        assert_eq!(tell(&mut state, typed("{NOM}_{n}.{ext}")), Action::None);
        let Action::SetExporting(_, kept) = tell(&mut state, DocumentsChange::Kept) else { panic!("not kept") };
        assert_eq!(kept.template, "{NOM}_{n}.{ext}");
        let _ = tell(&mut state, typed("../{NOM"));
        let _ = tell(&mut state, DocumentsChange::SendersTyped(" labo.example ; dr@clinique.example".to_owned()));
        let Action::SetExporting(_, kept) = tell(&mut state, DocumentsChange::Kept) else { panic!("not kept") };
        assert_eq!(kept.template, "{NOM}_{n}.{ext}", "the one before");
        assert_eq!(kept.senders, ["labo.example", "dr@clinique.example"]);
    }

    #[test]
    fn each_mailbox_has_a_folder_of_its_own() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Secure), account(2, Space::Ordinary)]);
        let folder = DocumentsChange::FolderChosen(AccountId(2), "/hprim".into());
        let Action::SetExporting(id, kept) = tell(&mut state, folder) else { panic!("not kept") };
        assert_eq!((id, kept.folder), (AccountId(2), Some("/hprim".into())));
        let _ = tell(&mut state, DocumentsChange::Of(AccountId(1)));
        assert_eq!(tell(&mut state, DocumentsChange::FolderPressed), Action::PickExportFolder(AccountId(1)));
        let Action::SetExporting(id, kept) = tell(&mut state, DocumentsChange::OnArrival(true)) else {
            panic!("not kept")
        };
        assert_eq!((id, kept.folder, kept.template.as_str()), (AccountId(1), None, TEMPLATE));
    }
}
