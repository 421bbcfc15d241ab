//! A draft to the bytes that are sent, or kept, or looked at.

use crate::domain::{Address, Carried, Draft, Email, Manner, Timestamp};
use crate::engine::{Engine, Fault, FaultKind, Subject, faults};
use crate::mime::answer::{Resent, redirected, without_bcc};
use crate::mime::compose::{Attachment, Letter, compose, compose_to_hide};

impl Engine {
    /// The draft as a message. What it carries is fetched from where it lies;
    /// sealing it is another matter.
    pub async fn written(&self, draft: &Draft, date: Timestamp) -> Result<Vec<u8>, Fault> {
        Ok(self.letter_of(draft, date, Vec::new(), false).await?.0)
    }

    /// The same with headers of its own, and its Message-ID. `hides`: its subject will
    /// be hidden when it is sealed.
    pub(in crate::engine) async fn letter_of(
        &self,
        draft: &Draft,
        date: Timestamp,
        headers: Vec<(String, String)>,
        hides: bool,
    ) -> Result<(Vec<u8>, String), Fault> {
        let message_id = fresh_id(&draft.from)?;
        if let Some(source) = draft.source.filter(|source| source.manner == Manner::Redirect) {
            let (to, cc) = (draft.to.clone(), draft.cc.clone());
            let resent = Resent { from: draft.from.clone(), to, cc, date, message_id: message_id.clone() };
            let raw = self.source(source.message).await?;
            return Ok((self.on_a_thread(move || redirected(&raw, &resent)).await?, message_id));
        }
        let mut attachments = Vec::with_capacity(draft.carried.len());
        for carried in &draft.carried {
            attachments.push(self.fetched(carried).await?);
        }
        let letter = Letter {
            from: draft.from.clone(),
            to: draft.to.clone(),
            cc: draft.cc.clone(),
            reply_to: draft.reply_to.clone(),
            subject: draft.subject.clone(),
            date,
            message_id: message_id.clone(),
            in_reply_to: draft.in_reply_to.clone(),
            references: draft.references.clone(),
            text: draft.text.clone(),
            html: draft.html.clone(),
            attachments,
            headers,
        };
        let made = self.on_a_thread(move || if hides { compose_to_hide(&letter) } else { compose(&letter) });
        Ok((made.await?, message_id))
    }

    pub(in crate::engine) async fn fetched(&self, carried: &Carried) -> Result<Attachment, Fault> {
        match carried {
            Carried::Part { message, part, name, media_type, content_id, .. } => Ok(Attachment {
                name: name.clone(),
                media_type: media_type.clone(),
                bytes: self.part(*message, *part).await?,
                content_id: content_id.clone(),
            }),
            Carried::Whole { message, name, .. } => {
                let whole = self.readable_source(*message).await?;
                Ok(Attachment {
                    name: name.clone(),
                    media_type: "message/rfc822".to_owned(),
                    // What lies in Sent says it.
                    bytes: self.on_a_thread(move || without_bcc(whole)).await?,
                    content_id: None,
                })
            }
            Carried::File { file, name, media_type, content_id, .. } => {
                let kept = self.inner.store.enclosure(*file).await.map_err(faults::store)?;
                let gone = || Fault::new(FaultKind::NotHere, Subject::File, "the file of a draft is gone");
                Ok(Attachment {
                    name: name.clone(),
                    media_type: media_type.clone(),
                    bytes: kept.ok_or_else(gone)?,
                    content_id: content_id.clone(),
                })
            }
        }
    }
}

/// An id for a message that goes out: nobody else's, and it tells nothing but
/// the domain that everybody sees anyway.
pub(in crate::engine) fn fresh_id(from: &Address) -> Result<String, Fault> {
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|_| faults::worker())?;
    let domain =
        Email::parse(&from.email).map_or_else(|_| "sceau.invalid".to_owned(), |email| email.domain().to_owned());
    Ok(format!("{:032x}@{domain}", u128::from_ne_bytes(name)))
}
