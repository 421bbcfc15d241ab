//! The copy in Sent. Before it is laid there the folder is asked by Message-ID:
//! the server may file what it sends by itself, and a line may have broken after
//! the copy came through. So there is never a second one.
//!
//! Where folders are of this workstation alone, the copy is laid here in the same
//! step as its row goes.

use crate::domain::{Flag, Flags, Folder, Role, Timestamp, Uid};
use crate::engine::{Event, Fault, FaultKind, faults};
use crate::mime::answer::with_bcc;
use crate::net::imap::{RemoteFolder, Session};
use crate::net::{NetError, Refusal};
use crate::store::{Copy, HeldFor, StoreError};
use crate::sync::{self, ingest};

use super::doubt::holds;
use super::sender::{Desk, pause};
use super::trouble;

/// As the folder of sent mail is called where the mailbox has none.
const SENT: &str = "Envoyés";
/// A server may count its days otherwise.
const DAY: i64 = 24 * 3600;

impl Desk {
    pub(super) async fn file_all(&self) {
        let account = self.sender.account.id;
        loop {
            let copies = self.store().to_file(account, sync::now()).await.unwrap_or_default();
            if !copies.is_empty() {
                let done = if self.is_local() { self.file_here(&copies).await } else { self.file_there(&copies).await };
                if let Err(fault) = done {
                    self.put_off(&copies, &fault).await;
                }
                self.tell();
            }
            let next = self.store().next_to_file(account).await.ok().flatten();
            tokio::select! {
                () = self.bell.filing.notified() => {}
                () = pause(next.filter(|at| *at != Timestamp::MAX)) => {}
            }
        }
    }

    /// Those that are still to be filed wait.
    async fn put_off(&self, copies: &[Copy], fault: &Fault) {
        for copy in copies {
            let held = trouble::held_for(fault.kind);
            let again = match held {
                HeldFor::Line => trouble::again(copy.tries as usize),
                HeldFor::Card | HeldFor::User => Timestamp::MAX,
            };
            // Those that were filed are not there any more.
            let _ = self.store().not_filed(copy.id, Some(held), trouble::written(fault.kind), again).await;
        }
    }

    async fn file_here(&self, copies: &[Copy]) -> Result<(), Fault> {
        let account = self.sender.account.id;
        self.store().make_local_folders(account, vec![(Role::Sent, SENT)]).await.map_err(faults::store)?;
        let sent = self.sent_here().await?.ok_or_else(|| faults::store(StoreError::Gone))?;
        for copy in copies {
            let Some(bytes) = self.bytes(copy).await? else { continue };
            let laid = ready(bytes, Uid(0)).await?;
            let message = self.store().file_here(copy.id, sent.id, laid).await.map_err(faults::store)?;
            if message.is_some() {
                self.tell_folders(&sent).await;
            }
        }
        Ok(())
    }

    async fn file_there(&self, copies: &[Copy]) -> Result<(), Fault> {
        let net =
            |error: NetError| faults::by_way_of(self.sender.account.draft.auth, faults::net(&error, self.about()));
        let mut session = self.mailbox().await.map_err(net)?;
        let folder = self.sent_there(&mut session).await.map_err(net)?;
        let mut came = false;
        for copy in copies {
            let Some(bytes) = self.bytes(copy).await? else { continue };
            match lay(&mut session, &folder, copy, &bytes).await {
                Ok(()) => {
                    self.store().filed(copy.id).await.map_err(faults::store)?;
                    came = true;
                }
                Err(error) => match error.refusal() {
                    // It is this one that the server will not have, or not now.
                    Some(refusal) => {
                        let (kind, again) = (refused(refusal), trouble::again(copy.tries as usize));
                        let noted = self.store().not_filed(copy.id, None, trouble::written(kind), again).await;
                        noted.map_err(faults::store)?;
                    }
                    None => return Err(net(error)),
                },
            }
        }
        session.logout().await;
        if came {
            self.fetch_what_came();
        }
        Ok(())
    }

    /// The mailbox's own folder of sent mail; one is made where there is none.
    async fn sent_there(&self, session: &mut Session) -> Result<RemoteFolder, NetError> {
        let folders = session.folders().await?;
        if let Some(folder) = folders.iter().find(|folder| folder.role == Some(Role::Sent)) {
            return Ok(folder.clone());
        }
        let namespace = session.namespace().await?.unwrap_or_default();
        let raw_name = format!("{}{}", namespace.raw_prefix, Session::raw_name_of(SENT));
        let path = format!("{}{SENT}", namespace.raw_prefix);
        // A server that was told what it is for may not say it again.
        let _ = self.store().make_local_folders(self.sender.account.id, vec![(Role::Sent, path.clone())]).await;
        if let Some(folder) = folders.into_iter().find(|folder| folder.raw_name == raw_name && folder.selectable) {
            return Ok(folder);
        }
        match session.create_folder_for(&raw_name, Role::Sent).await {
            Err(error) if error.refusal() != Some(Refusal::AlreadyExists) => return Err(error),
            _ => {}
        }
        // Not all keep subscriptions.
        let _subscribed = session.subscribe(&raw_name).await;
        let separator = namespace.separator;
        Ok(RemoteFolder { path, raw_name, separator, role: None, selectable: true, status: None })
    }

    /// As it is kept: with those who got it in secret. None where it is lost with a
    /// damaged cache: then there is no copy to be filed.
    async fn bytes(&self, copy: &Copy) -> Result<Option<Vec<u8>>, Fault> {
        let bytes = self.store().outgoing_bytes(copy.id).await.map_err(faults::store)?;
        if bytes.is_none() {
            self.store().filed(copy.id).await.map_err(faults::store)?;
        }
        Ok(bytes.map(|bytes| with_bcc(&copy.bcc, bytes)))
    }

    async fn sent_here(&self) -> Result<Option<Folder>, Fault> {
        let folders = self.store().folders(self.sender.account.id).await.map_err(faults::store)?;
        Ok(folders.into_iter().find(|folder| folder.role == Some(Role::Sent)))
    }

    async fn tell_folders(&self, changed: &Folder) {
        let Some(inner) = self.sender.inner.upgrade() else { return };
        self.tell_event(Event::FolderChanged(changed.id));
        let _turn = inner.telling.lock().await;
        if let Ok(folders) = inner.store.folders(changed.account).await {
            self.tell_event(Event::Folders(changed.account, folders.into()));
        }
    }

    /// The list shows it once the sync has seen it.
    fn fetch_what_came(&self) {
        let Some(inner) = self.sender.inner.upgrade() else { return };
        super::super::operations::wake(&inner, self.sender.account.id);
    }
}

/// Asks whether it is there, and lays it there if not.
async fn lay(session: &mut Session, folder: &RemoteFolder, copy: &Copy, bytes: &[u8]) -> Result<(), NetError> {
    // One without a name of its own cannot be told from others.
    let named = !copy.message_id.is_empty();
    if named && holds(session, &folder.raw_name, &copy.message_id, Timestamp(copy.posted.0 - DAY)).await? {
        return Ok(());
    }
    let seen = Flags::NONE.with(Flag::Seen);
    let _place = session.append(&folder.raw_name, seen, &[], None, &crlf(bytes)).await?;
    Ok(())
}

/// Row and words, found on a thread of their own.
async fn ready(bytes: Vec<u8>, uid: Uid) -> Result<(crate::store::NewMessage, crate::store::NewContent), Fault> {
    let now = sync::now();
    let seen = Flags::NONE.with(Flag::Seen);
    let read = move || ingest::whole(&bytes, uid, now, seen, Vec::new(), Some(Role::Sent));
    tokio::task::spawn_blocking(read).await.map_err(|_| faults::worker())
}

fn refused(refusal: Refusal) -> FaultKind {
    match refusal {
        Refusal::OverQuota => FaultKind::MailboxFull,
        Refusal::NoPermission | Refusal::ReadOnly => FaultKind::NotPermitted,
        _ => FaultKind::ServerSaid,
    }
}

/// As a message lies on a server: each line ends in CRLF.
fn crlf(bytes: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(bytes.len() + bytes.len() / 50);
    let mut before = 0;
    for &byte in bytes {
        if byte == b'\n' && before != b'\r' {
            lines.push(b'\r');
        }
        lines.push(byte);
        before = byte;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::crlf;

    #[test]
    fn lines_of_a_copy_end_as_servers_want_it() {
        assert_eq!(crlf(b"a\nb\r\n\nc"), b"a\r\nb\r\n\r\nc");
    }
}
