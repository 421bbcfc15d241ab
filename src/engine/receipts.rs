//! Receipts: those that came are tied to what they are about; one that is asked
//! for is given once, or refused once, on all workstations together (`$MDNSent`).
//!
//! Nothing goes by itself that the rules of [`receipt::decide`] do not let go,
//! whoever asks here for it.

use crate::domain::receipt::{self, Circumstances, Decision, Given, Policy};
use crate::domain::{Account, Address, Change, Email, Flag, Flags, Gesture, MessageId, Role};
use crate::mime;
use crate::mime::answer::{Lists, is_one_of};

use super::drafts::fresh_id;
use super::{Engine, Fault, FaultKind, Opened, Protection, SendFault, Subject, faults};

/// What is done about a receipt that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptAnswer {
    Send {
        /// What a person reads of it.
        text: String,
        /// Nobody was asked.
        automatic: bool,
    },
    Refuse,
}

/// A message that asks for a receipt, and where it lies.
struct Asking {
    opened: Opened,
    raw: Vec<u8>,
    account: Account,
    circumstances: Circumstances,
}

impl Engine {
    /// What is to be done now that the message is shown. It is [`Decision::Nothing`]
    /// where no receipt is asked for.
    pub async fn receipt_decision(&self, id: MessageId, policy: Policy) -> Result<Decision, Fault> {
        Ok(self.asking(id).await?.decide(policy))
    }

    /// Gives the receipt that is asked for, or refuses it. False if that was done
    /// before, here or on another workstation.
    pub async fn answer_receipt(&self, id: MessageId, answer: ReceiptAnswer) -> Result<bool, Fault> {
        let engine = self.clone();
        // Who stops waiting stops nothing: half a receipt would be given twice.
        let task = self.inner.handle.spawn(async move { engine.answer_receipt_once(id, answer).await });
        task.await.map_err(|_| faults::worker())?
    }

    async fn answer_receipt_once(&self, id: MessageId, answer: ReceiptAnswer) -> Result<bool, Fault> {
        let _turn = self.inner.receipts.lock().await;
        let asking = self.asking(id).await?;
        if asking.circumstances.answered {
            return Ok(false);
        }
        let (policy, wanted) = match &answer {
            ReceiptAnswer::Send { automatic: true, .. } => (Policy::Always, Decision::Send),
            ReceiptAnswer::Send { .. } | ReceiptAnswer::Refuse => (Policy::Ask, Decision::Ask),
        };
        if asking.decide(policy) != wanted {
            return Err(Fault::new(FaultKind::NotHere, Subject::Message(id), "no receipt to be given so"));
        }
        // Before it goes: one that is lost is a small harm, two are not.
        let marked = Flags::NONE.with(Flag::ReceiptSent);
        let _done = self.mark(id, Change { set: marked, ..Change::default() }).await?;
        let ReceiptAnswer::Send { text, automatic } = answer else { return Ok(true) };
        match self.send_receipt(asking, text, automatic).await {
            Err(fault) if fault.kind != FaultKind::Sending(SendFault::Unsure) => {
                let _done = self.mark(id, Change { clear: marked, ..Change::default() }).await?;
                Err(fault)
            }
            sent => sent.map(|()| true),
        }
    }

    async fn mark(&self, id: MessageId, change: Change) -> Result<crate::domain::Done, Fault> {
        self.perform_unasked(Gesture::Mark { messages: vec![id], change }).await
    }

    async fn send_receipt(&self, asking: Asking, text: String, automatic: bool) -> Result<(), Fault> {
        let Asking { opened, raw, account, .. } = asking;
        let asked = opened.receipts.asked.map(|request| request.to).unwrap_or_default();
        let to: Vec<Email> = asked.iter().filter_map(|one| Email::parse(&one.email).ok()).collect();
        if to.is_empty() {
            let about = Subject::Message(opened.summary.id);
            return Err(Fault::new(FaultKind::BadAddress, about, "the receipt is asked for to no address"));
        }
        if self.inner.protection == Protection::Demonstration {
            // There is no server behind it.
            return Ok(());
        }
        let recipient = Address::new(account.draft.holder.clone(), account.draft.email.as_str());
        let given = Given {
            message_id: fresh_id(&recipient)?,
            recipient,
            to: asked,
            subject: opened.envelope.subject,
            original: opened.envelope.message_id,
            automatic,
            date: crate::sync::now(),
            text,
        };
        let bytes = self.on_a_thread(move || mime::receipt::receipt(&given, &raw)).await?;
        // No way back: what goes wrong with a receipt is told to nobody.
        self.hand_in(&account, None, to, bytes).await
    }

    async fn asking(&self, id: MessageId) -> Result<Asking, Fault> {
        let opened = self.opened(id).await?;
        let raw = self.source(id).await?;
        let gone = || Fault::new(FaultKind::NotHere, Subject::Message(id), "its folder is gone");
        let folder = self.inner.store.folder(opened.summary.folder).await.map_err(faults::store)?.ok_or_else(gone)?;
        let accounts = self.accounts().await?;
        let own: Vec<Email> = accounts.iter().map(|account| account.draft.email.clone()).collect();
        let flags = opened.summary.flags;
        let circumstances = Circumstances {
            return_path: mime::receipt::return_path(&raw),
            answered: flags.has(Flag::ReceiptSent),
            own: opened.envelope.from.iter().any(|one| is_one_of(one, &own)),
            aside: flags.has(Flag::Junk)
                || flags.has(Flag::Draft)
                || matches!(folder.role, Some(Role::Junk | Role::Trash | Role::Drafts | Role::Sent)),
            list: Lists::of(&raw).is_list,
            report: opened.receipts.report.is_some(),
            in_inbox: folder.role == Some(Role::Inbox),
        };
        let account = accounts.into_iter().find(|account| account.id == folder.account).ok_or_else(gone)?;
        Ok(Asking { opened, raw, account, circumstances })
    }

    /// What a message reports on, or what came back for it.
    pub(super) async fn tie_receipts(&self, opened: &mut Opened) -> Result<(), Fault> {
        let store = &self.inner.store;
        if let Some(report) = &opened.receipts.report {
            if let Some(original) = report.original.clone() {
                opened.receipts.about = store.named(original).await.map_err(faults::store)?;
                // One that came before such things were kept, or under a seal.
                let (store, id, report) = (store.clone(), opened.summary.id, report.clone());
                drop(self.inner.handle.spawn(async move { store.note_report(id, report).await }));
            }
            return Ok(());
        }
        let Some(message_id) = opened.envelope.message_id.clone() else { return Ok(()) };
        let came = store.reports_on(message_id).await.map_err(faults::store)?;
        if !came.is_empty() {
            let accounts = self.accounts().await?;
            let own: Vec<Email> = accounts.into_iter().map(|account| account.draft.email).collect();
            // Of what others wrote, nobody is owed a report.
            if opened.envelope.from.iter().any(|one| is_one_of(one, &own)) {
                opened.receipts.came = came;
            }
        }
        Ok(())
    }
}

impl Asking {
    fn decide(&self, policy: Policy) -> Decision {
        let request = self.opened.receipts.asked.as_ref();
        request.map_or(Decision::Nothing, |request| receipt::decide(policy, request, &self.circumstances))
    }
}
