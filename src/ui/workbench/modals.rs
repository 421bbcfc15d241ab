//! What stands in front of the panes, and the assistant in their place: their
//! actions carried out, their answers brought back.

use iced::Task;

use super::{Action, Message, Modal, Workbench};
use crate::config::Settings;
use crate::domain::{AccountId, AuthMethod, Colour};
use crate::engine::{CardFault, Command, Fault, FaultKind, OnlyHere, Subject};
use crate::ui::modal::settings::{self, WhiteListChange};
use crate::ui::modal::{confirm, exports, password};
use crate::ui::screen::assistant::{self, OwnCertificate};
use crate::ui::{notice, status};

impl Workbench {
    pub(super) fn assistant_says(&mut self, message: assistant::Message) -> Task<Message> {
        if let assistant::Message::Checked(_, _, Err(fault)) = &message
            && fault.kind == FaultKind::Card(CardFault::Locked)
        {
            // In front of the assistant, which says the same and tries again.
            self.ask_code();
        }
        let Some(state) = &mut self.assistant else { return Task::none() };
        match state.update(message) {
            assistant::Action::None => Task::none(),
            assistant::Action::Find { email, generation } => {
                let engine = self.engine.clone();
                let found = Task::perform(async move { engine.find_servers(email).await }, move |result| {
                    Message::Assistant(assistant::Message::Found(generation, result))
                });
                self.put_question(found)
            }
            assistant::Action::Check { service, draft, secret, generation } => {
                let engine = self.engine.clone();
                let checked =
                    Task::perform(async move { engine.check(service, *draft, secret).await }, move |result| {
                        Message::Assistant(assistant::Message::Checked(generation, service, result))
                    });
                self.put_question(checked)
            }
            assistant::Action::Add { draft, secret } => {
                self.engine.send(Command::AddAccount { draft, secret });
                Task::none()
            }
            assistant::Action::Stop => {
                self.question = None;
                Task::none()
            }
            assistant::Action::Leave => {
                self.assistant = None;
                self.question = None;
                Task::none()
            }
            assistant::Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    /// The one question under way: who asks another stops it.
    pub(super) fn put_question(&mut self, task: Task<Message>) -> Task<Message> {
        let (task, handle) = task.abortable();
        self.question = Some(handle.abort_on_drop());
        task
    }

    pub(super) fn ask_password(&mut self, account: AccountId) -> Task<Message> {
        if let Some(found) = self.folders.account(account) {
            if found.draft.auth == AuthMethod::Certificate {
                // No password opens it: the card does.
                self.show_cards();
                return Task::none();
            }
            self.modal = Some(Modal::Password(password::State::new(account, &found.draft.label)));
        }
        Task::none()
    }

    pub(super) fn password_says(&mut self, message: password::Message) -> Task<Message> {
        let Some(Modal::Password(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            password::Action::None => Task::none(),
            password::Action::Check { account, secret, generation } => {
                let engine = self.engine.clone();
                let draft = self.folders.account(account).map(|account| account.draft.clone());
                let checked = async move {
                    let gone = || Fault::new(FaultKind::NotHere, Subject::Account(account), "the account is gone");
                    engine.check(crate::domain::Service::Imap, draft.ok_or_else(gone)?, secret).await
                };
                let checked = Task::perform(checked, move |result| {
                    Message::Password(password::Message::Checked(generation, result))
                });
                self.put_question(checked)
            }
            password::Action::Replace { account, secret } => {
                self.modal = None;
                self.notices.settled(account);
                self.engine.send(Command::ReplaceSecret { account, secret });
                Task::none()
            }
            password::Action::Stop | password::Action::Close => {
                self.modal = None;
                self.question = None;
                Task::none()
            }
            password::Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    pub(super) fn settings_say(&mut self, message: settings::Message) -> Action {
        let Some(state) = self.settings() else {
            // They were closed meanwhile: nobody else says it.
            if let settings::Message::WhiteList(WhiteListChange::Came(Some(Err(fault)))) = message {
                self.notices.tell(fault);
            }
            return Action::None;
        };
        match state.update(message) {
            settings::Action::None => Action::None,
            settings::Action::Apply(settings) => {
                self.engine.watch_cards(super::card::wishes(&settings));
                self.watch_white_list(&settings);
                let action = self.folders.set_together(settings.together);
                let gone = self.folders_want(&action);
                let moved = if self.folders.choice().is_none() { self.first_inbox() } else { gone };
                Action::Both(moved, settings)
            }
            settings::Action::NewPassword(account) => Action::Run(self.ask_password(account)),
            settings::Action::SetAccount { account, label, colour } => {
                Action::Run(self.set_account(account, label, colour))
            }
            settings::Action::SetSending { account, sending, signature } => {
                let set = self.set_sending(account, *sending);
                Action::Run(Task::batch([set, self.signature_wants(signature)]))
            }
            settings::Action::Signature(action) => Action::Run(self.signature_wants(action)),
            settings::Action::SetExporting(account, exporting) => Action::Run(self.set_exporting(account, *exporting)),
            settings::Action::PickExportFolder(account) => Action::Run(self.pick_export_folder(account)),
            settings::Action::ExportInbox(account) => Action::Run(self.export_inbox(account)),
            settings::Action::ShowExports => Action::Run(self.ask_exports(exports::Asked::Open)),
            settings::Action::SetLeave(account, leave) => Action::Run(self.set_leave(account, leave)),
            settings::Action::SetKeep(account, keep) => Action::Run(self.set_keep(account, keep)),
            settings::Action::AskFolderKeeps(account) => Action::Run(self.ask_folder_keeps(account)),
            settings::Action::SetFolderKeep(folder, keep) => Action::Run(self.set_folder_keep(folder, keep)),
            settings::Action::Certificates(action) => Action::Run(self.certificates_want(action)),
            settings::Action::AskPictureSenders => Action::Run(self.ask_picture_senders()),
            settings::Action::HoldPicturesOf(sender) => Action::Run(self.hold_pictures_of(sender)),
            settings::Action::AskListed => Action::Run(self.ask_listed()),
            settings::Action::ListSender(listed) => Action::Run(self.list_sender(listed)),
            settings::Action::FetchWhiteList(address) => Action::Run(self.fetch_white_list(address)),
            settings::Action::PickWhiteList => Action::Run(self.pick_white_list()),
            settings::Action::ForgetWhiteList => Action::Run(self.forget_white_list()),
            settings::Action::UnlistSender(whose) => Action::Run(self.unlist_sender(whose)),
            settings::Action::AddAccount => {
                self.modal = None;
                self.open_assistant();
                Action::None
            }
            settings::Action::RemoveAccount(account) => {
                let engine = self.engine.clone();
                let weighed = async move { engine.only_here(account).await };
                Action::Run(Task::perform(weighed, move |result| Message::RemovalWeighed(account, result)))
            }
            settings::Action::Close => {
                self.modal = None;
                Action::None
            }
        }
    }

    /// The settings that stand open, or behind a question of theirs.
    pub(super) fn settings(&mut self) -> Option<&mut settings::State> {
        match &mut self.modal {
            Some(Modal::Settings(state)) => Some(state),
            Some(Modal::Passphrase(_, behind)) => Some(behind),
            _ => None,
        }
    }

    pub(super) fn open_settings(&mut self, settings: &Settings) {
        // What was changed beside them since is not to be undone by them.
        let mut settings = settings.clone();
        self.remember(&mut settings);
        let mut state = settings::State::new(settings, self.accounts.clone());
        let known = self.mailboxes().trusted().clone();
        let _ = state.update(settings::Message::WhiteList(settings::WhiteListChange::Known(known)));
        self.modal = Some(Modal::Settings(Box::new(state)));
    }

    /// The settings were changed by a key, or with the window's size, while their page
    /// stands open.
    pub fn settings_changed(&mut self, settings: &Settings) {
        let mut settings = settings.clone();
        self.remember(&mut settings);
        if let Some(state) = self.settings() {
            state.refresh(&settings);
        }
    }

    /// Each mailbox has its own colour, as long as there are some.
    pub(super) fn open_assistant(&mut self) {
        let taken: Vec<Colour> = self.accounts.iter().map(|account| account.draft.colour).collect();
        let free = (0..8).map(Colour).find(|colour| !taken.contains(colour));
        let mut state = assistant::State::new(free.unwrap_or_default());
        let _ = state.update(assistant::Message::Certificates(self.certificates_to_show()));
        self.assistant = Some(state);
    }

    /// The card changed, or what is kept here.
    pub(super) fn offer_certificates(&mut self) {
        let all = self.certificates_to_show();
        if let Some(state) = &mut self.assistant {
            let _ = state.update(assistant::Message::Certificates(all));
        }
    }

    /// What is kept here, for the assistant.
    pub(super) fn ask_kept_certificates(&self) -> Task<Message> {
        let engine = self.engine.clone();
        let asked = async move { engine.keys().await.unwrap_or_default() };
        Task::perform(asked, |keys| {
            let own = keys.into_iter().filter(|one| one.told.holder.uses.authentication);
            let named = own.filter_map(|one| {
                let fingerprint = one.told.facts.fingerprint.parse().ok()?;
                Some(OwnCertificate { fingerprint, name: one.told.name, on_card: false })
            });
            Message::KeptCertificates(named.collect())
        })
    }

    /// On the cards that are there, and kept here.
    fn certificates_to_show(&self) -> Vec<OwnCertificate> {
        let card = self.engine.card();
        let own = card.tokens.iter().flat_map(|token| token.certificates.iter());
        let own = own.filter(|one| !one.authority && one.told.holder.uses.authentication);
        let shown = own.filter_map(|one| {
            let fingerprint = one.told.facts.fingerprint.parse().ok()?;
            Some(OwnCertificate { fingerprint, name: one.told.name.clone(), on_card: true })
        });
        shown.chain(self.kept_certificates.iter().cloned()).collect()
    }

    /// What would be lost with a mailbox is said before it goes.
    pub(super) fn ask_removal(&mut self, account: AccountId, result: Result<OnlyHere, Fault>) {
        match result {
            Ok(only) => {
                let found = self.folders.account(account);
                self.modal = found.map(|found| {
                    let label = found.draft.label.clone();
                    Modal::Confirm(confirm::Question::RemoveAccount { account, label, only })
                });
            }
            Err(fault) => self.notices.tell(fault),
        }
    }

    pub(super) fn confirm_says(&mut self, message: confirm::Message) -> Task<Message> {
        let Some(Modal::Confirm(question)) = &self.modal else { return Task::none() };
        match question.update(message) {
            confirm::Action::None => {}
            confirm::Action::Close => self.modal = None,
            confirm::Action::Do(question) => {
                self.modal = None;
                match question {
                    confirm::Question::RemoveAccount { account, .. } => {
                        self.engine.send(Command::RemoveAccount(account));
                    }
                    confirm::Question::Perform { gesture, .. } => return self.send_away(gesture),
                    confirm::Question::RemoveSearch { id, .. } => return self.forget_search(id),
                }
            }
        }
        Task::none()
    }

    pub(super) fn status_says(&mut self, message: status::Message) -> Task<Message> {
        match self.status.update(message) {
            status::Action::None => Task::none(),
            status::Action::Cancel(accounts) => {
                for account in accounts {
                    self.engine.send(Command::Cancel(account));
                }
                Task::none()
            }
            status::Action::NewPassword(account) => self.ask_password(account),
            status::Action::ShowPending => self.ask_pending(),
            status::Action::Undo => self.undo(),
            status::Action::TakeOffer => {
                self.take_offer();
                Task::none()
            }
            status::Action::ShowCard => {
                self.open_card_menu();
                Task::none()
            }
            status::Action::StopExporting => {
                self.stop_exporting();
                Task::none()
            }
            status::Action::StopDeciphering => {
                self.deciphering = None;
                Task::none()
            }
        }
    }

    pub(super) fn notice_says(&mut self, message: notice::Message) -> Task<Message> {
        match self.notices.update(message) {
            notice::Action::None => Task::none(),
            notice::Action::Copy(text) => iced::clipboard::write(text),
            notice::Action::Retry(command) => {
                self.engine.send(command);
                Task::none()
            }
            notice::Action::NewPassword(account) => self.ask_password(account),
        }
    }
}
