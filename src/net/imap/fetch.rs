//! What is in the selected folder: UIDs and flags, headers, whole messages.
//!
//! Headers and messages go out one by one as they come in, through a channel
//! that makes the server wait where the other end is slow.

use tokio::sync::mpsc;

use super::response::{Fetched, Response};
use super::wire::SILENCE;
use super::{Session, date, uidset};
use crate::domain::{Flags, Keyword, ModSeq, Timestamp, Uid};
use crate::net::NetError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMessage {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub modseq: Option<ModSeq>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RemoteHeader {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub modseq: Option<ModSeq>,
    /// When the server took it in.
    pub internal_date: Timestamp,
    /// Of the whole message, in bytes.
    pub size: u64,
    pub header: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RemoteBody {
    pub uid: Uid,
    pub raw: Vec<u8>,
}

impl Session {
    /// All messages of the folder.
    pub async fn uids_and_flags(&mut self) -> Result<Vec<RemoteMessage>, NetError> {
        self.messages("").await
    }

    /// The messages that came or changed since; only where the folder gave a
    /// mod-sequence. What went away is told by [`Session::uids`].
    pub async fn changed_since(&mut self, modseq: ModSeq) -> Result<Vec<RemoteMessage>, NetError> {
        self.messages(&format!(" (CHANGEDSINCE {modseq})")).await
    }

    /// The UIDs of the folder, ascending.
    pub async fn uids(&mut self) -> Result<Vec<Uid>, NetError> {
        let command = if self.capabilities.esearch { "UID SEARCH RETURN (ALL) ALL" } else { "UID SEARCH ALL" };
        let mut found = Vec::new();
        self.run(command, |response| {
            if let Response::Search(ranges) = response {
                found.extend(ranges.iter().cloned());
            }
        })
        .await?;
        // Ranges are expanded only as far as the folder can fill them.
        let most = found.iter().map(|range| u64::from(range.end() - range.start()) + 1).sum::<u64>();
        if most > u64::from(self.exists.max(1)) * 2 + 1000 {
            return Err(NetError::Odd("more UIDs than messages"));
        }
        let mut uids: Vec<Uid> = found.into_iter().flatten().map(Uid).collect();
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// The headers of these messages. Who is gone meanwhile is left out.
    pub async fn headers(&mut self, uids: &[Uid], to: &mpsc::Sender<RemoteHeader>) -> Result<(), NetError> {
        let items = if self.capabilities.condstore {
            "(UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
        } else {
            "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
        };
        self.fetch_each(uids, items, to, |uid, fetched, header| {
            let (flags, keywords) = fetched.flags.unwrap_or_default();
            let internal_date = fetched.date.as_deref().and_then(date::parse).unwrap_or_default();
            let modseq = fetched.modseq.map(ModSeq);
            RemoteHeader { uid, flags, keywords, modseq, internal_date, size: fetched.size.unwrap_or_default(), header }
        })
        .await
    }

    /// These messages whole, each as soon as it is here. Who is gone meanwhile
    /// is left out. A server that cannot read one of them gives the others and
    /// ends with a no.
    pub async fn bodies(&mut self, uids: &[Uid], to: &mpsc::Sender<RemoteBody>) -> Result<(), NetError> {
        self.fetch_each(uids, "(UID BODY.PEEK[])", to, |uid, _, raw| RemoteBody { uid, raw }).await
    }

    async fn messages(&mut self, modifier: &str) -> Result<Vec<RemoteMessage>, NetError> {
        if self.exists == 0 {
            // "1:*" of nothing is an error to some servers.
            return Ok(Vec::new());
        }
        let items = if self.capabilities.condstore { "(UID FLAGS MODSEQ)" } else { "(UID FLAGS)" };
        let mut messages = Vec::new();
        self.run(&format!("UID FETCH 1:* {items}{modifier}"), |response| {
            if let Response::Fetch(Fetched { uid: Some(uid), flags: Some((flags, keywords)), modseq, .. }) = response {
                let (uid, modseq) = (Uid(*uid), modseq.map(ModSeq));
                messages.push(RemoteMessage { uid, flags: *flags, keywords: keywords.clone(), modseq });
            }
        })
        .await?;
        // A message that changed meanwhile comes twice; the last word counts.
        messages.reverse();
        messages.sort_by_key(|message| message.uid);
        messages.dedup_by_key(|message| message.uid);
        Ok(messages)
    }

    async fn fetch_each<T: Send>(
        &mut self,
        uids: &[Uid],
        items: &str,
        to: &mpsc::Sender<T>,
        make: impl Fn(Uid, Fetched, Vec<u8>) -> T + Send + Sync,
    ) -> Result<(), NetError> {
        for set in uidset::sets(uids) {
            let tag = self.start(&format!("UID FETCH {set} {items}")).await?;
            loop {
                let frame = self.wire.frame(SILENCE).await?;
                match Response::parse(&frame) {
                    Response::Fetch(mut fetched) => match (fetched.uid, fetched.section.take()) {
                        (Some(uid), Some(section)) => {
                            let thing = make(Uid(uid), fetched, section.cut_from(frame));
                            to.send(thing).await.map_err(|_| NetError::Cancelled)?;
                        }
                        // A flag changed meanwhile, somewhere in the folder.
                        _ => self.news |= fetched.flags.is_some(),
                    },
                    response => {
                        if let Some(done) = self.done(&tag, &response)? {
                            done?;
                            break;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for RemoteHeader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteHeader").field("uid", &self.uid).field("size", &self.size).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RemoteBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteBody").field("uid", &self.uid).field("size", &self.raw.len()).finish()
    }
}
