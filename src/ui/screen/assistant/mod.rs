//! The assistant: from an address and a password to a working mailbox. It finds
//! the servers, tries them one by one, and explains each failure where it
//! happened.
//!
//! It asks nothing of the network itself: its [`Action`]s do, and each answer
//! carries the number of the question, so that what was cancelled is not heard.

mod checks;
mod identity;
mod servers;
#[cfg(test)]
mod tests;
mod view;

use iced::widget::Id;

use crate::domain::{
    AccountDraft, AuthMethod, ClientCertificate, Colour, Email, Fingerprint, Found, Keep, Secret, Service, Space,
};
use crate::engine::{CardFault, Fault, FaultKind};
use crate::ui::notice::{Details, details};

use checks::Checks;
use identity::Identity;
use servers::{Origin, Servers};

pub use identity::OwnCertificate;
pub use servers::Edit;

pub struct State {
    identity: Identity,
    step: Step,
    colour: Colour,
    details: Details,
    generation: u64,
    focus: Option<Id>,
}

/// The situations the assistant can be in.
enum Step {
    /// With the servers of an earlier pass, should the address stay the same.
    Identity(Option<Servers>),
    Searching(Email),
    SearchFailed(Email, Fault),
    Servers(Servers),
    Checking(Checks),
    /// The account is being kept.
    Adding(Checks),
    AddFailed(Checks, Fault),
}

#[derive(Debug, Clone)]
pub enum Message {
    EmailTyped(String),
    PasswordTyped(Secret),
    PasswordShown(bool),
    HolderTyped(String),
    SpaceChosen(Space),
    /// What could be shown to a server came in: from the card, from the cache.
    Certificates(Vec<OwnCertificate>),
    CertificatePicked(Option<Fingerprint>),
    CertificateAlone(bool),
    Edited(Edit),
    /// Go on, or try again where something failed.
    Next,
    Back,
    /// The user will type the servers.
    ByHand,
    /// A failed check: back to the servers, all fields on view.
    Correct,
    /// The mailbox may do without its outgoing server for now.
    PassOver,
    Details(details::Message),
    Found(u64, Result<Vec<Found>, Fault>),
    Checked(u64, Service, Result<(), Fault>),
    /// The account could not be kept. (Once it is kept, the window moves on.)
    Refused(Fault),
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// Answered by [`Message::Found`].
    Find {
        email: Email,
        generation: u64,
    },
    /// Answered by [`Message::Checked`].
    Check {
        service: Service,
        draft: Box<AccountDraft>,
        secret: Secret,
        generation: u64,
    },
    /// Everything was tried. Answered by the account being there, or by
    /// [`Message::Refused`].
    Add {
        draft: Box<AccountDraft>,
        secret: Secret,
    },
    /// Nobody waits for the last question any more.
    Stop,
    /// Back to where the assistant was opened from.
    Leave,
    /// To the clipboard.
    Copy(String),
}

pub const EMAIL: &str = "assistant-email";
pub const PASSWORD: &str = "assistant-password";
pub const HOLDER: &str = "assistant-holder";
pub const USER: &str = "assistant-user";
pub const IMAP_HOST: &str = "assistant-imap-host";
pub const IMAP_PORT: &str = "assistant-imap-port";
pub const SMTP_HOST: &str = "assistant-smtp-host";
pub const SMTP_PORT: &str = "assistant-smtp-port";

impl State {
    /// `colour` is the mailbox's, among those no other has.
    pub fn new(colour: Colour) -> Self {
        Self {
            identity: Identity::new(),
            step: Step::Identity(None),
            colour,
            details: Details::default(),
            generation: 0,
            focus: Some(Id::new(EMAIL)),
        }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::EmailTyped(email) => self.identity.email = email,
            Message::PasswordTyped(password) => self.identity.password = password,
            Message::PasswordShown(shown) => self.identity.password_shown = shown,
            Message::HolderTyped(holder) => self.identity.holder = holder,
            Message::SpaceChosen(space) => self.identity.choose(space),
            Message::Certificates(all) => self.identity.certificates = all,
            Message::CertificatePicked(picked) => self.identity.shown = picked,
            Message::CertificateAlone(alone) => self.identity.certificate_alone = alone,
            Message::Edited(edit) => self.edit(edit),
            Message::Next => return self.next(),
            Message::Back => return self.back(),
            Message::ByHand => return self.by_hand(),
            Message::Correct => self.correct(),
            Message::PassOver => return self.pass_over(),
            Message::Details(message) => return self.details(message),
            Message::Found(generation, result) if generation == self.generation => self.found(result),
            Message::Checked(generation, service, result) if generation == self.generation => {
                return self.checked(service, result);
            }
            Message::Refused(fault) => self.refused(fault),
            // Answers to what was cancelled.
            Message::Found(..) | Message::Checked(..) => {}
        }
        Action::None
    }

    fn edit(&mut self, edit: Edit) {
        if let Step::Servers(servers) = &mut self.step {
            if matches!(edit, Edit::Unfolded) {
                self.focus = Some(Id::new(IMAP_HOST));
            }
            servers.edit(edit);
        }
    }

    fn next(&mut self) -> Action {
        match self.take_step() {
            Step::Identity(kept) => self.leave_identity(kept),
            Step::SearchFailed(email, _) => self.search(email),
            Step::Servers(servers) => self.leave_servers(servers),
            Step::Checking(checks) if !checks.is_running() => self.check(checks),
            Step::AddFailed(checks, _) => self.add(checks),
            busy @ (Step::Searching(_) | Step::Checking(_) | Step::Adding(_)) => {
                self.step = busy;
                Action::None
            }
        }
    }

    fn leave_identity(&mut self, kept: Option<Servers>) -> Action {
        let Some(email) = self.valid_email() else {
            self.step = Step::Identity(kept);
            return Action::None;
        };
        match kept.filter(|servers| servers.email == email) {
            Some(servers) => {
                self.show_servers(servers);
                Action::None
            }
            None => self.search(email),
        }
    }

    /// The address, if nothing is missing; else the cursor goes to what is.
    fn valid_email(&mut self) -> Option<Email> {
        self.identity.tried = true;
        let email = self.identity.parsed().ok();
        if email.is_none() {
            self.focus = Some(Id::new(EMAIL));
        } else if !self.identity.can_sign_in() {
            self.focus = Some(Id::new(PASSWORD));
            return None;
        }
        email
    }

    fn search(&mut self, email: Email) -> Action {
        self.step = Step::Searching(email.clone());
        Action::Find { email, generation: self.next_generation() }
    }

    fn found(&mut self, result: Result<Vec<Found>, Fault>) {
        let email = match self.take_step() {
            Step::Searching(email) => email,
            other => {
                self.step = other;
                return;
            }
        };
        match result {
            Ok(offers) => self.show_servers(Servers::found(email, offers)),
            Err(fault) if fault.kind == FaultKind::NoServersFound => {
                self.show_servers(Servers::by_hand(email, Origin::NothingFound));
            }
            Err(fault) => self.step = Step::SearchFailed(email, fault),
        }
    }

    fn by_hand(&mut self) -> Action {
        match self.take_step() {
            Step::Searching(email) => {
                let action = self.stop();
                self.show_servers(Servers::by_hand(email, Origin::ByHand));
                return action;
            }
            Step::SearchFailed(email, _) => self.show_servers(Servers::by_hand(email, Origin::ByHand)),
            Step::Identity(kept) => match self.valid_email() {
                Some(email) => {
                    let kept = kept.filter(|servers| servers.email == email);
                    let mut servers = kept.unwrap_or_else(|| Servers::by_hand(email, Origin::ByHand));
                    servers.unfolded = true;
                    self.show_servers(servers);
                }
                None => self.step = Step::Identity(kept),
            },
            other @ (Step::Servers(_) | Step::Checking(_) | Step::Adding(_) | Step::AddFailed(..)) => self.step = other,
        }
        Action::None
    }

    fn show_servers(&mut self, mut servers: Servers) {
        servers.sign_in(self.identity.is_by_certificate());
        self.focus = servers.unfolded.then(|| Id::new(IMAP_HOST));
        self.step = Step::Servers(servers);
    }

    fn leave_servers(&mut self, mut servers: Servers) -> Action {
        servers.tried = true;
        let Some((user, imap, smtp)) = servers.parsed() else {
            servers.unfolded = true;
            self.focus = Some(Id::new(first_wrong(&servers)));
            self.step = Step::Servers(servers);
            return Action::None;
        };
        let draft = AccountDraft {
            label: self.identity.email.trim().to_owned(),
            holder: self.identity.holder.trim().to_owned(),
            email: servers.email.clone(),
            user,
            auth: if self.identity.is_by_certificate() { AuthMethod::Certificate } else { AuthMethod::Password },
            certificate: self.identity.shown.map(|fingerprint| ClientCertificate { fingerprint }),
            incoming: imap,
            protocol: servers.protocol,
            keep: Keep::All,
            smtp,
            space: self.identity.space(),
            colour: self.colour,
            sending: crate::domain::Sending::default(),
            exporting: crate::domain::export::Exporting::default(),
        };
        self.check(Checks::new(servers, draft))
    }

    /// Tries the next server, or keeps the account when all have passed.
    fn check(&mut self, mut checks: Checks) -> Action {
        let Some(service) = checks.run() else { return self.add(checks) };
        let action = Action::Check {
            service,
            draft: Box::new(checks.draft.clone()),
            secret: self.identity.password.clone(),
            generation: self.next_generation(),
        };
        self.step = Step::Checking(checks);
        action
    }

    fn checked(&mut self, service: Service, result: Result<(), Fault>) -> Action {
        match self.take_step() {
            Step::Checking(mut checks) => {
                checks.answered(service, result);
                if let Some((_, fault)) = checks.failure() {
                    self.focus = (fault.kind == FaultKind::LoginRefused).then(|| Id::new(PASSWORD));
                    self.step = Step::Checking(checks);
                    return Action::None;
                }
                self.check(checks)
            }
            other => {
                self.step = other;
                Action::None
            }
        }
    }

    fn correct(&mut self) {
        let mut servers = match self.take_step() {
            Step::Checking(checks) if checks.failure().is_some() => checks.servers,
            other => {
                self.step = other;
                return;
            }
        };
        servers.unfolded = true;
        self.show_servers(servers);
    }

    fn pass_over(&mut self) -> Action {
        match self.take_step() {
            Step::Checking(checks) if matches!(checks.failure(), Some((Service::Smtp, _))) => self.add(checks),
            other => {
                self.step = other;
                Action::None
            }
        }
    }

    fn add(&mut self, checks: Checks) -> Action {
        let draft = Box::new(checks.draft.clone());
        self.step = Step::Adding(checks);
        Action::Add { draft, secret: self.identity.password.clone() }
    }

    fn refused(&mut self, fault: Fault) {
        self.step = match self.take_step() {
            Step::Adding(checks) => Step::AddFailed(checks, fault),
            other => other,
        };
    }

    fn details(&mut self, message: details::Message) -> Action {
        let fault = match &self.step {
            Step::SearchFailed(_, fault) | Step::AddFailed(_, fault) => Some(fault),
            Step::Checking(checks) => checks.failure().map(|(_, fault)| fault),
            Step::Identity(_) | Step::Searching(_) | Step::Servers(_) | Step::Adding(_) => None,
        };
        let copied = fault.and_then(|fault| self.details.update(message, fault));
        copied.map_or(Action::None, Action::Copy)
    }

    fn back(&mut self) -> Action {
        match self.take_step() {
            Step::Identity(kept) => {
                self.step = Step::Identity(kept);
                return Action::Leave;
            }
            Step::Searching(_) => {
                self.show_identity(None);
                return self.stop();
            }
            Step::SearchFailed(..) => self.show_identity(None),
            Step::Servers(servers) => self.show_identity(Some(servers)),
            Step::Checking(checks) => {
                let running = checks.is_running();
                self.show_servers(checks.servers);
                if running {
                    return self.stop();
                }
            }
            Step::AddFailed(checks, _) => self.show_servers(checks.servers),
            // It takes an instant and cannot be half done.
            adding @ Step::Adding(_) => self.step = adding,
        }
        Action::None
    }

    fn show_identity(&mut self, kept: Option<Servers>) {
        self.focus = Some(Id::new(EMAIL));
        self.step = Step::Identity(kept);
    }

    fn stop(&mut self) -> Action {
        let _ = self.next_generation(); // the answer, should it still come, is nobody's
        Action::Stop
    }

    /// The card was closed when a server asked for it: it can be tried again.
    pub fn waits_for_code(&self) -> bool {
        let Step::Checking(checks) = &self.step else { return false };
        checks.failure().is_some_and(|(_, fault)| fault.kind == FaultKind::Card(CardFault::Locked))
    }

    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    fn take_step(&mut self) -> Step {
        self.details = Details::default(); // they were those of the step that ends
        std::mem::replace(&mut self.step, Step::Identity(None))
    }
}

fn first_wrong(servers: &Servers) -> &'static str {
    if servers.imap.host_words().is_some() {
        IMAP_HOST
    } else if servers.imap.port_words().is_some() {
        IMAP_PORT
    } else if servers.user_words().is_some() {
        USER
    } else if servers.smtp.host_words().is_some() {
        SMTP_HOST
    } else {
        SMTP_PORT
    }
}
