//! What is in the folder that is open: UIDs and flags, headers, whole messages.
//!
//! Headers and messages go out one by one as they come in, through a channel
//! that makes the server wait where the other end is slow. Several commands are
//! under way at any time, so that a long line never runs dry; they are small, so
//! that what was asked first comes first.

use std::collections::HashSet;

use tokio::sync::mpsc;

use super::response::{Fetched, Response, Status};
use super::{Session, date, uidset};
use crate::domain::{Flags, Keyword, ModSeq, Timestamp, Uid};
use crate::net::{NetError, Refusal};

/// Commands under way. Six times fifty small messages are more than fits into a
/// line of 20 Mbit/s with 40 ms each way.
const UNDER_WAY: usize = 6;
const BODIES_AT_ONCE: usize = 50;
const HEADERS_AT_ONCE: usize = 200;
/// Letters that are asked for with others said that they are much smaller: a
/// server that sends more is after our memory.
const LONGEST_EACH: usize = 32 << 20;

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
    /// Of the whole message, in bytes; some servers only guess it.
    pub size: u64,
    pub header: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RemoteBody {
    pub uid: Uid,
    pub raw: Vec<u8>,
}

/// A message whole, with what the server says of it.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteLetter {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub internal_date: Timestamp,
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

    /// The headers of these messages, those asked first first. Who is gone
    /// meanwhile is left out.
    pub async fn headers(&mut self, uids: &[Uid], to: &mpsc::Sender<RemoteHeader>) -> Result<(), NetError> {
        let items = if self.capabilities.condstore {
            "(UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
        } else {
            "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
        };
        self.fetch_each(uids, HEADERS_AT_ONCE, items, to, |uid, fetched, header| {
            let (flags, keywords) = fetched.flags.unwrap_or_default();
            let internal_date = fetched.date.as_deref().and_then(date::parse).unwrap_or_default();
            let modseq = fetched.modseq.map(ModSeq);
            RemoteHeader { uid, flags, keywords, modseq, internal_date, size: fetched.size.unwrap_or_default(), header }
        })
        .await
    }

    /// These messages whole, those asked first first, each as soon as it is
    /// here. Who is gone meanwhile is left out. A server that cannot read one of
    /// them gives the others and ends with a no.
    ///
    /// Between two calls the line runs dry: ask for as many as there are.
    pub async fn bodies(&mut self, uids: &[Uid], to: &mpsc::Sender<RemoteBody>) -> Result<(), NetError> {
        self.fetch_each(uids, BODIES_AT_ONCE, "(UID BODY.PEEK[])", to, |uid, _, raw| RemoteBody { uid, raw }).await
    }

    /// The same with what a row needs, so that no header has to be asked for.
    pub async fn letters(&mut self, uids: &[Uid], to: &mpsc::Sender<RemoteLetter>) -> Result<(), NetError> {
        self.fetch_each(uids, BODIES_AT_ONCE, "(UID FLAGS INTERNALDATE BODY.PEEK[])", to, |uid, fetched, raw| {
            let (flags, keywords) = fetched.flags.unwrap_or_default();
            let internal_date = fetched.date.as_deref().and_then(date::parse).unwrap_or_default();
            RemoteLetter { uid, flags, keywords, internal_date, raw }
        })
        .await
    }

    /// How large these messages are. Who is gone meanwhile is left out.
    pub async fn sizes(&mut self, uids: &[Uid]) -> Result<Vec<(Uid, u64)>, NetError> {
        let mut sizes = Vec::with_capacity(uids.len());
        for set in uidset::sets(uids) {
            self.run(&format!("UID FETCH {set} (UID RFC822.SIZE)"), |response| {
                if let Response::Fetch(Fetched { uid: Some(uid), size: Some(size), .. }) = response {
                    sizes.push((Uid(*uid), *size));
                }
            })
            .await?;
        }
        Ok(sizes)
    }

    /// A part of a message, to take up a large one where it broke off. Shorter
    /// than asked at its end, and nothing beyond it.
    pub async fn body_from(&mut self, uid: Uid, from: u64, length: u64) -> Result<Vec<u8>, NetError> {
        let length = length.min(u64::from(u32::MAX));
        if length == 0 {
            return Ok(Vec::new());
        }
        let tag = self.start(&format!("UID FETCH {uid} (UID BODY.PEEK[]<{from}.{length}>)")).await?;
        let mut part = None;
        loop {
            let frame = self.next().await?;
            match Response::of(&frame) {
                Response::Fetch(mut fetched) if fetched.uid == Some(uid.0) && fetched.section.is_some() => {
                    let origin = fetched.origin;
                    let bytes = fetched.section.take().map(|section| section.cut_from(frame));
                    part = Some((origin, bytes.unwrap_or_default()));
                }
                // NIL: there is nothing from there on.
                Response::Fetch(fetched) if fetched.uid == Some(uid.0) && fetched.origin == Some(from) => {
                    part = Some((fetched.origin, Vec::new()));
                }
                response => {
                    if let Some(done) = self.done(&tag, &response)? {
                        done?;
                        break;
                    }
                }
            }
        }
        match part {
            None => Err(NetError::Refused(Refusal::NonExistent)),
            Some((Some(origin), mut bytes)) if origin == from => {
                bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
                Ok(bytes)
            }
            // The whole message was sent all the same.
            Some((None, bytes)) => Ok(cut(&bytes, from, length)),
            Some(_) => Err(NetError::Odd("another part of the message")),
        }
    }

    async fn messages(&mut self, modifier: &str) -> Result<Vec<RemoteMessage>, NetError> {
        if self.exists == 0 {
            // "1:*" of nothing is an error to some servers.
            return Ok(Vec::new());
        }
        let items = if self.capabilities.condstore { "(UID FLAGS MODSEQ)" } else { "(UID FLAGS)" };
        let mut messages = Vec::new();
        self.run(&format!("UID FETCH 1:* {items}{modifier}"), |response| {
            if let Response::Fetch(fetched) = response {
                messages.extend(message(fetched));
            }
        })
        .await?;
        Ok(last_word(messages))
    }

    async fn fetch_each<T: Send>(
        &mut self,
        uids: &[Uid],
        at_once: usize,
        items: &str,
        to: &mpsc::Sender<T>,
        make: impl Fn(Uid, Fetched, Vec<u8>) -> T + Send + Sync,
    ) -> Result<(), NetError> {
        let mut sets = uids.chunks(at_once).flat_map(uidset::sets);
        let mut asked: HashSet<u32> = uids.iter().map(|uid| uid.0).collect();
        let mut under_way: Vec<String> = Vec::with_capacity(UNDER_WAY);
        let mut refused = Ok(());
        if let Some(set) = sets.next() {
            under_way.push(self.start(&format!("UID FETCH {set} {items}")).await?);
        }
        while !under_way.is_empty() {
            while under_way.len() < UNDER_WAY
                && let Some(set) = sets.next()
            {
                under_way.push(self.start_next(&format!("UID FETCH {set} {items}")).await?);
            }
            let frame = self.next().await?;
            match Response::of(&frame) {
                Response::Fetch(mut fetched) => match (fetched.uid, fetched.section.take()) {
                    (Some(uid), Some(section)) if asked.remove(&uid) => {
                        if frame.size() > LONGEST_EACH && uids.len() > 1 {
                            return Err(NetError::Odd("a letter much larger than it said"));
                        }
                        self.heard = self.heard.saturating_sub(frame.size());
                        let thing = make(Uid(uid), fetched, section.cut_from(frame));
                        to.send(thing).await.map_err(|_| NetError::Cancelled)?;
                    }
                    // A flag changed meanwhile, somewhere in the folder; or a
                    // message that nobody asked for.
                    _ => self.news |= fetched.flags.is_some(),
                },
                Response::Status(status @ Status { tag: Some(_), .. }) => {
                    let done = under_way.iter().position(|tag| status.tag == Some(tag.as_bytes()));
                    let _tag = under_way.remove(done.ok_or(NetError::Odd("an answer to nothing"))?);
                    // The others go on; the first no is told at the end.
                    refused = refused.and(status.verdict());
                }
                response => self.hear(&response)?,
            }
        }
        self.busy = false;
        refused
    }
}

/// What a response says of a message, if it says which and how it stands.
pub(super) fn message(fetched: &Fetched) -> Option<RemoteMessage> {
    let (flags, keywords) = fetched.flags.clone()?;
    Some(RemoteMessage { uid: Uid(fetched.uid?), flags, keywords, modseq: fetched.modseq.map(ModSeq) })
}

/// Ascending. A message that changed meanwhile comes twice; the last word counts.
pub(super) fn last_word(mut messages: Vec<RemoteMessage>) -> Vec<RemoteMessage> {
    messages.reverse();
    messages.sort_by_key(|message| message.uid);
    messages.dedup_by_key(|message| message.uid);
    messages
}

fn cut(bytes: &[u8], from: u64, length: u64) -> Vec<u8> {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let rest = bytes.get(from..).unwrap_or_default();
    usize::try_from(length).ok().and_then(|length| rest.get(..length)).unwrap_or(rest).to_vec()
}

impl std::fmt::Debug for RemoteHeader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteHeader").field("uid", &self.uid).field("size", &self.size).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RemoteLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteLetter").field("uid", &self.uid).field("size", &self.raw.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RemoteBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteBody").field("uid", &self.uid).field("size", &self.raw.len()).finish()
    }
}
