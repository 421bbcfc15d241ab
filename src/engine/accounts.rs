//! The engine's desk: takes commands, keeps one loop for each account, and turns
//! what the loops report into events.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, Weak};

use tokio::sync::{Notify, broadcast, mpsc, watch};
use tokio::task::JoinHandle;

use crate::domain::{Account, AccountDraft, AccountId, Protocol, Secret};
use crate::net::Access;
use crate::store::Store;
use crate::sync::account::{Control, Mailbox};
use crate::sync::pop::PopMailbox;
use crate::sync::{Report, Reporter, Stage, Standing};

use super::outbox::{Ring, Sender, Sending};
use super::{
    Command, Event, Fault, Inner, Line, Progress, Protection, Subject, Work, faults, listed, operations, tags,
};

pub(super) struct Desk {
    inner: Weak<Inner>,
    store: Store,
    access: Access,
    protection: Protection,
    events: broadcast::Sender<Event>,
    loops: HashMap<AccountId, Loop>,
    senders: HashMap<AccountId, Sending>,
}

struct Loop {
    /// Its line opens with a certificate of the holder's.
    shows_certificate: bool,
    controls: mpsc::Sender<Control>,
    task: JoinHandle<()>,
    teller: JoinHandle<()>,
}

impl Desk {
    pub(super) fn new(
        inner: Weak<Inner>,
        store: Store,
        access: Access,
        protection: Protection,
        events: broadcast::Sender<Event>,
    ) -> Self {
        Self { inner, store, access, protection, events, loops: HashMap::new(), senders: HashMap::new() }
    }

    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Command>, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                biased;
                () = told_to_stop(&mut stop) => break,
                command = inbox.recv() => match command {
                    Some(command) => self.obey(command).await,
                    None => break,
                },
            }
        }
        // All hear it at once, and then each is waited for.
        let loops = futures::future::join_all(self.loops.drain().map(|(_, running)| end(running)));
        let senders = futures::future::join_all(self.senders.drain().map(|(_, sending)| sending.end()));
        let _ended = futures::join!(loops, senders);
    }

    async fn obey(&mut self, command: Command) {
        let done = match command {
            Command::Watch => self.watch_all().await,
            Command::AddAccount { draft, secret } => self.add(*draft, secret).await,
            Command::RemoveAccount(account) => self.remove(account).await,
            Command::ReplaceSecret { account, secret } => self.replace(account, secret).await,
            Command::Restart(account) => self.restart(account).await,
            Command::Sync(account) => {
                self.control(account, Control::SyncNow);
                self.ring(account, Ring::Line);
                Ok(())
            }
            Command::CardChanged => {
                let concerned = self.loops.iter().filter(|(_, running)| running.shows_certificate);
                concerned.for_each(|(account, _)| {
                    self.control(*account, Control::CardChanged);
                    self.ring(*account, Ring::Card);
                });
                Ok(())
            }
            Command::Cancel(account) => {
                self.control(account, Control::Pause);
                Ok(())
            }
        };
        if let Err(fault) = done {
            self.tell(Event::Fault(fault));
        }
    }

    async fn watch_all(&mut self) -> Result<(), Fault> {
        for account in self.store.accounts().await.map_err(faults::store)? {
            if !self.senders.contains_key(&account.id) {
                self.begin(account).await?;
            }
        }
        Ok(())
    }

    async fn add(&mut self, draft: AccountDraft, secret: Secret) -> Result<(), Fault> {
        let of_new = |fault| Fault { about: Subject::NewAccount, ..fault };
        let account = self.store.add_account(draft, secret).await.map_err(faults::store).map_err(of_new)?;
        self.tell_accounts().await.map_err(of_new)?;
        self.begin(account).await
    }

    async fn remove(&mut self, account: AccountId) -> Result<(), Fault> {
        let of_it = |fault| Fault { about: Subject::Account(account), ..fault };
        self.end(account).await;
        if let Err(error) = self.store.remove_account(account).await {
            // It stays, and goes on.
            self.restart(account).await.map_err(of_it)?;
            return Err(of_it(faults::store(error)));
        }
        self.tell_accounts().await.map_err(of_it)
    }

    async fn replace(&mut self, id: AccountId, secret: Secret) -> Result<(), Fault> {
        self.store.set_secret(id, secret).await.map_err(faults::store)?;
        self.restart(id).await
    }

    async fn restart(&mut self, id: AccountId) -> Result<(), Fault> {
        self.end(id).await;
        let accounts = self.store.accounts().await.map_err(faults::store)?;
        match accounts.into_iter().find(|account| account.id == id) {
            Some(account) => self.begin(account).await,
            None => Ok(()),
        }
    }

    async fn end(&mut self, account: AccountId) {
        if let Some(sending) = self.senders.remove(&account) {
            sending.end().await;
        }
        if let Some(running) = self.loops.remove(&account) {
            end(running).await;
        }
    }

    async fn begin_sending(&mut self, account: Account, secret: Secret, server: bool) {
        let id = account.id;
        let (store, access, inner) = (self.store.clone(), self.access.clone(), self.inner.clone());
        let sender = Sender { account, secret, store, access, inner, server };
        if let Some(sending) = Sending::begin(sender)
            && let Some(old) = self.senders.insert(id, sending)
        {
            old.end().await;
        }
    }

    async fn begin(&mut self, account: Account) -> Result<(), Fault> {
        if self.protection == Protection::Demonstration {
            // There is no server behind it.
            self.begin_sending(account, Secret::new(""), false).await;
            return Ok(());
        }
        let id = account.id;
        let Some(secret) = self.store.secret(id).await.map_err(faults::store)? else {
            let kind = super::FaultKind::LoginRefused;
            return Err(Fault::new(kind, Subject::Account(id), "no secret is kept for the account"));
        };
        self.begin_sending(account.clone(), secret.clone(), true).await;
        let stale = Arc::new(Notify::new());
        let teller = tokio::spawn(tell_folders(self.inner.clone(), self.events.clone(), id, stale.clone()));
        let report = self.reporter(&account, stale);
        let mailbox = Mailbox { account, secret, store: self.store.clone(), access: self.access.clone(), report };
        let shows_certificate = mailbox.account.draft.certificate.is_some();
        let (controls, told) = mpsc::channel(8);
        let task = match mailbox.account.draft.protocol {
            Protocol::Imap => tokio::spawn(mailbox.run(told)),
            Protocol::Pop3(leave) => tokio::spawn(PopMailbox { mailbox, leave }.run(told)),
        };
        if let Some(old) = self.loops.insert(id, Loop { shows_certificate, controls, task, teller }) {
            end(old).await;
        }
        Ok(())
    }

    fn control(&self, account: AccountId, control: Control) {
        if let Some(running) = self.loops.get(&account) {
            // Full means that the loop has as many words as it needs.
            let _ = running.controls.try_send(control);
        }
    }

    fn ring(&self, account: AccountId, ring: Ring) {
        if let Some(inner) = self.inner.upgrade() {
            inner.bells.ring(account, ring);
        }
    }

    async fn tell_accounts(&self) -> Result<(), Fault> {
        let accounts = self.store.accounts().await.map_err(faults::store)?;
        self.tell(Event::Accounts(accounts.into()));
        Ok(())
    }

    fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        let _ = self.events.send(event);
    }

    fn reporter(&self, account: &Account, stale: Arc<Notify>) -> Reporter {
        let (account, auth) = (account.id, account.draft.auth);
        let (inner, events) = (self.inner.clone(), self.events.clone());
        Arc::new(move |report| {
            let event = match report {
                Report::Folders => return stale.notify_one(),
                Report::Folder(folder) => {
                    stale.notify_one();
                    // What came may hold documents that go by themselves.
                    if let Some(inner) = inner.upgrade() {
                        inner.exports.ring();
                    }
                    Event::FolderChanged(folder)
                }
                Report::Line(standing) => {
                    let line = line(standing);
                    if let Some(inner) = inner.upgrade() {
                        if matches!(line, Line::Card(_)) {
                            // What is known of the card may not be true any more.
                            inner.card.look_again();
                        }
                        if line == Line::Watching {
                            inner.exports.ring();
                        }
                        let mut lines = inner.lines.lock().unwrap_or_else(PoisonError::into_inner);
                        if lines.insert(account, line) == Some(Line::Connecting) && line == Line::Working {
                            // There is a way again, for what waits to be sent too.
                            inner.bells.ring(account, Ring::Line);
                        } else if line == Line::Watching {
                            // What came may say that a message in doubt was sent.
                            inner.bells.ring(account, Ring::Posted);
                        }
                    }
                    Event::Line(account, line)
                }
                Report::Progress { stage, done, total } => {
                    let work = match stage {
                        Stage::Headers => Work::Headers,
                        Stage::Bodies => Work::Bodies,
                    };
                    Event::Progress(Progress { account, work, done, total })
                }
                Report::Tags => return tags::tell(&inner),
                Report::Queue => return operations::tell_pending(&inner, account),
                Report::Arrived { messages, among_junk } => {
                    return listed::arrived(&inner, account, messages, among_junk);
                }
                Report::Failed(error) => {
                    let fault = faults::by_way_of(auth, faults::sync(error, Subject::Account(account)));
                    Event::Fault(fault.retry_with(Command::Sync(account)))
                }
            };
            let _ = events.send(event);
        })
    }
}

/// Also when whoever could say so is gone.
async fn told_to_stop(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Tells the folders and their counts each time they went stale, one telling at
/// a time, so that an older count never comes after a newer one.
async fn tell_folders(inner: Weak<Inner>, events: broadcast::Sender<Event>, account: AccountId, stale: Arc<Notify>) {
    loop {
        stale.notified().await;
        let Some((store, telling)) = inner.upgrade().map(|inner| (inner.store.clone(), inner.telling.clone())) else {
            return;
        };
        let _turn = telling.lock().await;
        if let Ok(folders) = store.folders(account).await {
            let _ = events.send(Event::Folders(account, folders.into()));
        }
    }
}

fn line(standing: Standing) -> Line {
    match standing {
        Standing::Idle => Line::Idle,
        Standing::Connecting => Line::Connecting,
        Standing::Working => Line::Working,
        Standing::Watching => Line::Watching,
        Standing::Offline => Line::Offline,
        Standing::Card(error) => Line::Card(faults::card(error)),
        Standing::Refused => Line::Refused,
    }
}

/// Dropping the controls ends the loop; what it wrote is whole.
async fn end(running: Loop) {
    let Loop { controls, task, teller, .. } = running;
    drop(controls);
    let _ = task.await;
    teller.abort();
}
