//! Answers: a message to a draft, and a draft to the bytes that are sent.
//!
//! A quote is made of what the reader shows ([`Opened`]) and of HTML that was
//! cleaned; parts that are sealed apart or stay closed are neither quoted nor
//! carried.

mod letter;

use crate::domain::{
    Account, Address, Answered, Carried, Draft, Email, Envelope, Flag, Manner, MessageId, Part, PartRole, Phrases,
    Timestamp, Wishes,
};
use crate::mime;
use crate::mime::answer::{self, Lists, Quote, Recipients};

use super::{Engine, Fault, FaultKind, Opened, Subject, faults};

pub(super) use letter::fresh_id;

/// All that an answer is made of.
struct Ground {
    opened: Opened,
    /// What is shown, cleaned; None where that is the plain text.
    html: Option<String>,
    phrases: Phrases,
    lists: Lists,
    own: Vec<Email>,
    account: Account,
    /// Its subject came hidden.
    hidden: bool,
}

impl Engine {
    /// An answer to a message, ready to be written on. `html` is what is shown of
    /// it, cleaned and fit to be quoted; None where the plain text is shown.
    /// `phrases` gives the words around a quote; the date is when it came.
    pub async fn answer(
        &self,
        id: MessageId,
        manner: Manner,
        html: Option<String>,
        phrases: impl FnOnce(&Envelope, Timestamp) -> Phrases + Send,
    ) -> Result<Draft, Fault> {
        let opened = self.opened(id).await?;
        let phrases = phrases(&opened.envelope, opened.summary.date);
        let raw = self.source(id).await?;
        let accounts = self.accounts().await?;
        let own = accounts.iter().map(|account| account.draft.email.clone()).collect();
        let account = self.writing_account(&opened, manner, accounts).await?;
        self.on_a_thread(move || {
            let lists = Lists::of(&raw);
            let deciphered = opened.seal.as_ref().is_some_and(|seal| seal.is_deciphered());
            let hidden = deciphered && mime::read_header(&raw).envelope.subject != opened.envelope.subject;
            Ground { opened, html, phrases, lists, own, account, hidden }.answer(manner)
        })
        .await
    }

    /// The mailbox where the message lies; what one wrote oneself is taken up
    /// again where it was written.
    async fn writing_account(&self, opened: &Opened, manner: Manner, accounts: Vec<Account>) -> Result<Account, Fault> {
        let gone = || Fault::new(FaultKind::NotHere, Subject::Message(opened.summary.id), "its account is gone");
        let folder = self.inner.store.folder(opened.summary.folder).await.map_err(faults::store)?.ok_or_else(gone)?;
        let wrote = |account: &Account| {
            let own = std::slice::from_ref(&account.draft.email);
            manner == Manner::EditAsNew && opened.envelope.from.iter().any(|one| answer::is_one_of(one, own))
        };
        let place = accounts.iter().position(wrote);
        let place = place.or_else(|| accounts.iter().position(|account| account.id == folder.account));
        place.and_then(|place| accounts.into_iter().nth(place)).ok_or_else(gone)
    }
}

impl Ground {
    fn answer(self, manner: Manner) -> Draft {
        let envelope = &self.opened.envelope;
        let Recipients { to, cc } = self.recipients(manner);
        let (quote, html) = self.quote(manner);
        let is_draft = self.opened.summary.flags.has(Flag::Draft);
        let (in_reply_to, references) = match manner {
            Manner::Reply | Manner::ReplyAll => (envelope.message_id.clone(), answer::references(envelope)),
            // A conversation holds together, and strangers learn of no other message of it.
            Manner::Forward | Manner::ForwardAttached | Manner::ForwardEml => {
                (None, envelope.message_id.iter().cloned().collect())
            }
            Manner::EditAsNew if is_draft => (envelope.in_reply_to.first().cloned(), envelope.references.clone()),
            Manner::EditAsNew | Manner::Redirect => (None, Vec::new()),
        };
        let edits = manner == Manner::EditAsNew;
        let carried = self.carried(manner, html.as_deref());
        let sealed = self.opened.seal.as_ref().is_some_and(|seal| seal.is_deciphered() || seal.is_closed());
        let account = &self.account.draft;
        Draft {
            account: self.account.id,
            from: Address::new(account.holder.clone(), account.email.as_str()),
            to,
            cc,
            bcc: if edits { envelope.bcc.clone() } else { Vec::new() },
            reply_to: if edits { envelope.reply_to.clone() } else { Vec::new() },
            subject: self.subject(manner),
            in_reply_to,
            references,
            text: quote.text,
            html,
            quote_cut: quote.cut,
            carried,
            source: Some(Answered { message: self.opened.summary.id, manner }),
            // What is redirected stays as it is sealed.
            must_encrypt: sealed && manner != Manner::Redirect,
            wishes: Wishes { hide_subject: self.hidden, ..Wishes::default() },
        }
    }

    fn recipients(&self, manner: Manner) -> Recipients {
        let envelope = &self.opened.envelope;
        match manner {
            Manner::Reply => answer::sender(envelope, &self.lists, &self.own),
            Manner::ReplyAll => answer::everybody(envelope, &self.lists, &self.own),
            Manner::EditAsNew => Recipients { to: envelope.to.clone(), cc: envelope.cc.clone() },
            Manner::Forward | Manner::ForwardAttached | Manner::ForwardEml | Manner::Redirect => Recipients::default(),
        }
    }

    fn subject(&self, manner: Manner) -> String {
        let subject = &self.opened.envelope.subject;
        match manner {
            Manner::Reply | Manner::ReplyAll => answer::reply_subject(subject),
            Manner::ForwardAttached if answer::is_for_integration(subject) => subject.clone(),
            Manner::Forward | Manner::ForwardAttached | Manner::ForwardEml => {
                answer::forward_subject(&self.phrases.forward, subject)
            }
            Manner::EditAsNew | Manner::Redirect => subject.clone(),
        }
    }

    /// The text and the HTML. Where HTML is shown the text is made of it: another
    /// text that nobody has seen may stand beside it in the message.
    fn quote(&self, manner: Manner) -> (Quote, Option<String>) {
        let Phrases { attribution, heading, header, .. } = &self.phrases;
        let text = match &self.html {
            Some(html) => mime::html_text(html.as_bytes(), Some("utf-8")),
            None => self.opened.text.clone(),
        };
        let html = self.html.as_deref();
        match manner {
            Manner::Reply | Manner::ReplyAll => {
                (answer::quoted(attribution, &text), html.and_then(|html| answer::cited(attribution, html)))
            }
            Manner::Forward | Manner::ForwardAttached => (
                answer::forwarded_text(heading, header, &text),
                html.and_then(|html| answer::forwarded_html(heading, header, html)),
            ),
            Manner::EditAsNew => (Quote { text, cut: false }, self.html.clone()),
            Manner::ForwardEml | Manner::Redirect => (Quote::default(), None),
        }
    }

    fn carried(&self, manner: Manner, html: Option<&str>) -> Vec<Carried> {
        let message = self.opened.summary.id;
        let attachments = matches!(manner, Manner::ForwardAttached | Manner::EditAsNew);
        match manner {
            Manner::Redirect => Vec::new(),
            Manner::ForwardEml => {
                let (name, size) = (answer::eml_name(&self.opened.envelope.subject), self.opened.summary.size);
                vec![Carried::Whole { message, name, size }]
            }
            _ => {
                let parts = self.opened.parts.iter();
                let parts =
                    parts.filter(|part| is_shown(part, html) || attachments && part.role == PartRole::Attachment);
                parts.map(|part| carry(message, part, html)).collect()
            }
        }
    }
}

/// A picture that stands in the quote.
fn is_shown(part: &Part, html: Option<&str>) -> bool {
    let (Some(html), Some(id)) = (html, &part.content_id) else { return false };
    let names = |(at, _): (usize, &str)| {
        let after = html.get(at + 4..).and_then(|rest| rest.strip_prefix(id.as_str()));
        after.is_some_and(|after| after.starts_with(['"', '\'', ')', '&', ' ', '>']) || after.is_empty())
    };
    part.media_type.starts_with("image/") && html.match_indices("cid:").any(names)
}

fn carry(message: MessageId, part: &Part, html: Option<&str>) -> Carried {
    Carried::Part {
        message,
        part: part.id,
        name: part.name.clone(),
        media_type: part.media_type.clone(),
        size: part.size,
        content_id: part.content_id.clone().filter(|_| is_shown(part, html)),
    }
}

#[cfg(test)]
mod tests;
