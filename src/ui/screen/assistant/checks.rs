//! The third step: each server is tried, one after the other, and says what
//! is wrong.

use crate::domain::{AccountDraft, Service};
use crate::engine::Fault;

use super::servers::Servers;

pub(super) struct Checks {
    /// What to come back to.
    pub servers: Servers,
    pub draft: AccountDraft,
    pub imap: Check,
    /// None where nothing is to be sent.
    pub smtp: Option<Check>,
}

pub(super) enum Check {
    Waiting,
    Running,
    Passed,
    Failed(Fault),
}

impl Checks {
    pub(super) fn new(servers: Servers, draft: AccountDraft) -> Self {
        let smtp = draft.smtp.as_ref().map(|_| Check::Waiting);
        Self { servers, draft, imap: Check::Waiting, smtp }
    }

    /// What to try now; what failed is tried again. None when all has passed.
    pub(super) fn run(&mut self) -> Option<Service> {
        let next = [(Service::Imap, Some(&mut self.imap)), (Service::Smtp, self.smtp.as_mut())];
        let (service, check) = next
            .into_iter()
            .filter_map(|(service, check)| Some((service, check?)))
            .find(|(_, check)| !matches!(check, Check::Passed))?;
        *check = Check::Running;
        Some(service)
    }

    pub(super) fn answered(&mut self, service: Service, result: Result<(), Fault>) {
        let check = match service {
            Service::Imap => Some(&mut self.imap),
            Service::Smtp => self.smtp.as_mut(),
        };
        if let Some(check) = check {
            *check = result.map_or_else(Check::Failed, |()| Check::Passed);
        }
    }

    pub(super) fn failure(&self) -> Option<(Service, &Fault)> {
        self.each().find_map(|(service, check)| match check {
            Check::Failed(fault) => Some((service, fault)),
            Check::Waiting | Check::Running | Check::Passed => None,
        })
    }

    pub(super) fn is_running(&self) -> bool {
        self.each().any(|(_, check)| matches!(check, Check::Running))
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (Service, &Check)> {
        [(Service::Imap, Some(&self.imap)), (Service::Smtp, self.smtp.as_ref())]
            .into_iter()
            .filter_map(|(service, check)| Some((service, check?)))
    }
}
