//! The words of answers and receipts: what stands above a quote, and what a
//! person reads of a receipt.

use crate::domain::receipt::{Delivery, Disposition, Fate};
use crate::domain::{Address, Envelope, Phrases, Timestamp};

use super::{Words, fl};

/// Of people named above a quote: those who come after are in the message itself.
const MOST: usize = 50;

impl Words {
    /// The words around the quote of a message. `date` is when it came, for one
    /// that does not say when it was sent.
    pub fn phrases(&self, envelope: &Envelope, date: Timestamp) -> Phrases {
        let date = self.date_long(envelope.date.unwrap_or(date));
        let who = named(&envelope.from);
        let attribution = if who.is_empty() {
            fl!(self, "answer-wrote-nobody", date = date.clone())
        } else {
            fl!(self, "answer-wrote", date = date.clone(), who = who.clone())
        };
        let mut header = vec![
            fl!(self, "answer-from", people = who),
            fl!(self, "answer-date", date = date),
            fl!(self, "answer-subject", subject = envelope.subject.clone()),
        ];
        if !envelope.to.is_empty() {
            header.push(fl!(self, "answer-to", people = named(&envelope.to)));
        }
        if !envelope.cc.is_empty() {
            header.push(fl!(self, "answer-cc", people = named(&envelope.cc)));
        }
        Phrases { attribution, heading: self.say("answer-forwarded"), header, forward: self.say("answer-forward-mark") }
    }

    /// A message as it is read aloud: who wrote when to whom, then its words.
    pub fn read_aloud(&self, envelope: &Envelope, date: Timestamp, text: &str) -> String {
        let header = self.phrases(envelope, date).header.join("\n");
        format!("{header}\n\n{text}\n")
    }

    /// What became of a message, as somebody's program says.
    pub fn fate(&self, fate: &Fate) -> String {
        self.say(of_fate(fate))
    }

    /// What a person reads of a receipt for this message.
    pub fn receipt(&self, envelope: &Envelope, date: Timestamp, mailbox: &str) -> String {
        let date = self.date_long(envelope.date.unwrap_or(date));
        fl!(self, "receipt-text", subject = envelope.subject.clone(), date = date, mailbox = mailbox.to_owned())
    }
}

fn of_fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::Disposed { error: Some(_), .. } => "fate-failed",
        Fate::Disposed { disposition, .. } => match disposition {
            Disposition::Displayed => "fate-displayed",
            Disposition::Processed => "fate-processed",
            Disposition::Dispatched => "fate-dispatched",
            Disposition::Deleted => "fate-deleted",
            Disposition::Denied => "fate-denied",
            Disposition::Failed => "fate-failed",
        },
        Fate::Delivery { action, .. } => match action {
            Delivery::Failed => "fate-undelivered",
            Delivery::Delayed => "fate-delayed",
            Delivery::Delivered => "fate-delivered",
            Delivery::Relayed => "fate-relayed",
            Delivery::Expanded => "fate-expanded",
        },
    }
}

fn named(people: &[Address]) -> String {
    let mut names: Vec<String> = people.iter().take(MOST).map(ToString::to_string).collect();
    if people.len() > MOST {
        names.push("…".to_owned());
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::{Language, Words};
    use super::{Address, Envelope, MOST, Timestamp};

    fn envelope() -> Envelope {
        Envelope {
            from: vec![Address::new("Anne Durand", "anne@b.example")],
            to: vec![Address::new("", "lea@cabinet.example")],
            subject: "Bilan".to_owned(),
            date: Some(Timestamp(1_795_251_600)),
            ..Envelope::default()
        }
    }

    #[test]
    fn a_quote_says_who_wrote_and_when_in_the_users_language() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let said = Words::in_zone(Language::Fr, paris.clone()).phrases(&envelope(), Timestamp(0));
        assert_eq!(said.attribution, "Le samedi 21 novembre 2026 à 10:00, Anne Durand <anne@b.example> a écrit\u{a0}:");
        assert_eq!(said.header[0], "De\u{a0}: Anne Durand <anne@b.example>");
        assert_eq!((said.header.len(), said.forward.as_str()), (4, "TR"));
        let said = Words::in_zone(Language::En, paris).phrases(&Envelope::default(), Timestamp(1_795_251_600));
        assert_eq!(said.attribution, "On Saturday 21 November 2026 at 10:00, somebody wrote:");
    }

    #[test]
    fn a_crowd_is_not_named_whole() {
        let crowd = Envelope { cc: vec![Address::new("", "x@y.example"); 5_000], ..envelope() };
        let said = Words::new(Language::Fr).phrases(&crowd, Timestamp(0));
        assert_eq!(said.header[4].matches("x@y.example").count(), MOST);
        assert!(said.header[4].ends_with(", …"));
    }

    #[test]
    fn a_receipt_says_what_it_does_not_prove() {
        let said = Words::new(Language::Fr).receipt(&envelope(), Timestamp(0), "lea@cabinet.example");
        assert!(said.contains("«\u{a0}Bilan\u{a0}»") && said.contains("lea@cabinet.example"), "{said}");
        assert!(said.contains("ne prouve ni"), "{said}");
    }
}
