//! A draft to the bytes that are sent, or kept, or looked at.

use crate::domain::{Address, Carried, Draft, Email, Manner, Timestamp};
use crate::engine::{Engine, Fault, faults};
use crate::mime::answer::{Resent, redirected};
use crate::mime::compose::{Attachment, Letter, compose};

impl Engine {
    /// The draft as a message. What it carries is fetched from where it lies;
    /// sealing it is another matter.
    pub async fn written(&self, draft: &Draft, date: Timestamp) -> Result<Vec<u8>, Fault> {
        let message_id = fresh_id(&draft.from)?;
        if let Some(source) = draft.source.filter(|source| source.manner == Manner::Redirect) {
            let (to, cc) = (draft.to.clone(), draft.cc.clone());
            let resent = Resent { from: draft.from.clone(), to, cc, date, message_id };
            let raw = self.source(source.message).await?;
            return self.on_a_thread(move || redirected(&raw, &resent)).await;
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
            message_id,
            in_reply_to: draft.in_reply_to.clone(),
            references: draft.references.clone(),
            text: draft.text.clone(),
            html: draft.html.clone(),
            attachments,
            headers: Vec::new(),
        };
        self.on_a_thread(move || compose(&letter)).await
    }

    async fn fetched(&self, carried: &Carried) -> Result<Attachment, Fault> {
        match carried {
            Carried::Part { message, part, name, media_type, content_id, .. } => Ok(Attachment {
                name: name.clone(),
                media_type: media_type.clone(),
                bytes: self.part(*message, *part).await?,
                content_id: content_id.clone(),
            }),
            Carried::Whole { message, name } => Ok(Attachment {
                name: name.clone(),
                media_type: "message/rfc822".to_owned(),
                bytes: self.readable_source(*message).await?,
                content_id: None,
            }),
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
