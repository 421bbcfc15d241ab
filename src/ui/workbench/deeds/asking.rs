//! What waits for the server and what it refused: the modal that lists it, and
//! the notice of a refusal.

use iced::Task;

use super::{Message, Parent, Workbench};
use crate::domain::AccountId;
use crate::engine::{Fault, PendingOperation};
use crate::ui::modal::queue;
use crate::ui::workbench::Modal;

impl Workbench {
    pub(in crate::ui::workbench) fn ask_pending(&self) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.pending().await }, |result| Parent::Deeds(Message::Pending(result)))
    }

    /// The list that stands open is asked for anew. More was refused than before: it is
    /// told with its reason.
    pub(in crate::ui::workbench) fn pending_changed(&self, account: AccountId, refused: usize) -> Task<Parent> {
        let engine = self.engine.clone();
        let ask = |say: fn(AccountId, Result<Vec<PendingOperation>, Fault>) -> Message| {
            let engine = engine.clone();
            Task::perform(async move { engine.pending().await }, move |result| Parent::Deeds(say(account, result)))
        };
        let shown = matches!(self.modal, Some(Modal::Queue(_)));
        let listed = shown.then(|| ask(|_, result| Message::StillPending(result)));
        let told = (refused > self.status.refusals(account)).then(|| ask(Message::Refusals));
        Task::batch(listed.into_iter().chain(told))
    }

    pub(super) fn pending_came(&mut self, result: Result<Vec<PendingOperation>, Fault>) -> Task<Parent> {
        match (result, &mut self.modal) {
            (Ok(operations), Some(Modal::Queue(state))) => state.refresh(operations),
            (Ok(operations), None) => {
                let labels = self.accounts.iter().map(|account| (account.id, account.draft.label.clone()));
                self.modal = Some(Modal::Queue(queue::State::new(operations, labels.collect())));
            }
            // Something else has come in front meanwhile.
            (Ok(_), Some(_)) => {}
            (Err(fault), _) => self.notices.tell(fault),
        }
        Task::none()
    }

    pub(super) fn refusals_came(&mut self, account: AccountId, result: Result<Vec<PendingOperation>, Fault>) {
        let operations = result.unwrap_or_default();
        let refused = operations.into_iter().filter(|operation| operation.account == account);
        // The newest says enough; all are in the list that the status bar opens.
        if let Some(fault) = refused.filter_map(|operation| operation.refused).last() {
            self.notices.tell(fault);
        }
    }

    pub(super) fn queue_says(&mut self, message: queue::Message) -> Task<Parent> {
        let Some(Modal::Queue(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            queue::Action::None => Task::none(),
            queue::Action::Close => {
                self.modal = None;
                Task::none()
            }
            queue::Action::Forget(id) => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.forget_refusal(id).await }, |result| match result {
                    Ok(()) => Parent::Done,
                    Err(fault) => Parent::Deeds(Message::Pending(Err(fault))),
                })
            }
        }
    }
}
