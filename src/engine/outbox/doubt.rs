//! Whether a message was sent, where the line or the program was cut between its
//! last byte and the server's answer. What lies in the cache, and then the server,
//! is asked by Message-ID. That it is found proves that it went; that it is not
//! proves nothing, and then the user is asked.

use crate::domain::{Role, Timestamp};
use crate::engine::{FaultKind, SendFault, faults};
use crate::net::imap::{Criteria, Session};
use crate::net::{NetError, Refusal};
use crate::store::{Doubt, HeldFor, StoreError};
use crate::sync;

use super::sender::Desk;
use super::{tell_marked, trouble};

/// Before it was posted nothing of it can lie anywhere, whatever the clocks say.
const DAYS: i64 = 2 * 24 * 3600;

impl Desk {
    /// Finds out about what is in doubt. True if something changed.
    pub(super) async fn clear_up_doubts(&self) -> bool {
        let doubts = self.store().doubts(self.sender.account.id, sync::now()).await.unwrap_or_default();
        let mut any = false;
        for doubt in doubts {
            let found = self.was_sent(&doubt).await;
            if !doubt.due && found != Ok(true) {
                continue;
            }
            any = true;
            let noted = match found {
                Ok(true) => {
                    let left = self.store().outgoing_left(doubt.id, None, self.sender.server).await;
                    left.map(|left| {
                        if let Some(inner) = self.sender.inner.upgrade() {
                            tell_marked(&inner, left);
                        }
                    })
                }
                Ok(false) => self.stays(&doubt, FaultKind::Sending(SendFault::Unsure), None).await,
                Err(kind) => self.stays(&doubt, kind, Some(trouble::held_for(kind))).await,
            };
            if noted.is_err() {
                return false;
            }
        }
        any
    }

    async fn stays(&self, doubt: &Doubt, kind: FaultKind, held: Option<HeldFor>) -> Result<(), StoreError> {
        let again = match held {
            Some(HeldFor::Card | HeldFor::User) => Timestamp::MAX,
            Some(HeldFor::Line) | None => trouble::again(doubt.tries as usize),
        };
        self.store().stays_in_doubt(doubt.id, trouble::written(kind), again, held).await
    }

    /// False: it is not known.
    async fn was_sent(&self, doubt: &Doubt) -> Result<bool, FaultKind> {
        if doubt.ambiguous {
            return Ok(false);
        }
        let known = self.store().is_known_sent(doubt.message_id.clone()).await;
        if known.map_err(|error| faults::store(error).kind)? {
            return Ok(true);
        }
        if self.is_local() || !doubt.due {
            return Ok(false);
        }
        let mut session = self.mailbox().await.map_err(|error| self.kind(&error))?;
        let found = look_for(&mut session, doubt).await.map_err(|error| self.kind(&error));
        session.logout().await;
        found
    }

    /// Its own line to the mailbox: the sync may be busy for hours.
    pub(super) async fn mailbox(&self) -> Result<Session, NetError> {
        let draft = &self.sender.account.draft;
        let connector = self.sender.access.connector(draft)?;
        Session::open(&draft.incoming, connector, &draft.user, draft.auth, &self.sender.secret).await
    }

    pub(super) fn kind(&self, error: &NetError) -> FaultKind {
        faults::by_way_of(self.sender.account.draft.auth, faults::net(error, self.about())).kind
    }
}

/// In folders where it can have come to lie by being sent.
async fn look_for(session: &mut Session, doubt: &Doubt) -> Result<bool, NetError> {
    let mut folders = session.folders().await?;
    folders.retain(|folder| folder.selectable && !matches!(folder.role, Some(Role::Drafts | Role::Trash | Role::Junk)));
    // Where it is most likely first.
    folders.sort_by_key(|folder| match folder.role {
        Some(Role::Sent) => 0,
        Some(Role::Inbox) => 1,
        Some(_) => 2,
        None => 3,
    });
    for folder in folders {
        match holds(session, &folder.raw_name, &doubt.message_id, Timestamp(doubt.posted.0 - DAYS)).await {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            // The server says no to one folder.
            Err(error) if error.refusal().is_some() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// Whether a folder holds a letter of that Message-ID that came since.
pub(super) async fn holds(
    session: &mut Session,
    raw_name: &str,
    message_id: &str,
    since: Timestamp,
) -> Result<bool, NetError> {
    if message_id.is_empty() {
        // Every letter would be it.
        return Err(NetError::Refused(Refusal::Unsupported));
    }
    if session.examine(raw_name).await?.exists == 0 {
        return Ok(false);
    }
    let header = Criteria::Header("Message-ID", format!("<{message_id}>"));
    let wanted = Criteria::And(vec![Criteria::Since(since), Criteria::Undraft, header]);
    Ok(!session.search(&wanted).await?.is_empty())
}
