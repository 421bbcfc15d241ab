//! What stands on paper around a message: of whom it is, to whom, of when, with
//! what attached, and what its signature is worth. A pure function of the message
//! and the words; the sentences are those of the band above it on the screen.

use jiff::tz::TimeZone;

use crate::domain::verdict::{Layer, Overall, Reason, Verdict};
use crate::domain::{Address, PartId, PartRole, Timestamp};
use crate::engine::seal::words as keys;
use crate::engine::{Opened, Sheet};
use crate::i18n::{Words, fl};

/// People named in one line: a hostile header may name ten thousand.
const PEOPLE: usize = 100;
const ATTACHMENTS: usize = 100;
/// Letters of a subject above the message, and at its foot.
const TITLE: usize = 300;
const FOOT: usize = 42;
const MAILBOX: usize = 28;

/// What is printed, and on what occasion.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occasion<'a> {
    /// A part that is apart, in place of the message.
    pub part: Option<usize>,
    /// An attachment, in place of the text.
    pub attachment: Option<PartId>,
    /// What the user calls the mailbox.
    pub mailbox: &'a str,
    pub now: Timestamp,
    pub archival: bool,
}

pub fn sheet(opened: &Opened, occasion: &Occasion<'_>, words: &Words) -> Sheet {
    let subject = subject(opened, words);
    let foot = fl!(
        words,
        "print-foot",
        subject = cut(&subject, FOOT),
        mailbox = cut(occasion.mailbox, MAILBOX),
        date = words.date_stamp(occasion.now)
    );
    Sheet {
        head: head(opened, occasion, words),
        title: cut(&subject, TITLE),
        language: words.language(),
        foot,
        page: fl!(words, "print-page", number = "{number}", count = "{count}"),
        printed: moment(occasion.now),
        archival: occasion.archival,
    }
}

/// The sheet of a document that stands by itself: what it is called is filled in where
/// it is known.
pub fn blank(words: &Words, now: Timestamp) -> Sheet {
    Sheet {
        language: words.language(),
        page: fl!(words, "print-page", number = "{number}", count = "{count}"),
        printed: moment(now),
        archival: true,
        ..Sheet::default()
    }
}

/// A file name for it: the subject, as far as a file may be called so.
pub fn file_name(opened: &Opened, words: &Words) -> String {
    let fit = |c: char| if c.is_control() || "\\/:*?\"<>|".contains(c) { ' ' } else { c };
    let name: String = subject(opened, words).chars().map(fit).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches(['.', ' ']);
    format!("{}.pdf", cut(if name.is_empty() { "message" } else { name }, 80).trim_end_matches(['.', '…', ' ']))
}

fn subject(opened: &Opened, words: &Words) -> String {
    let subject = opened.envelope.subject.trim();
    if subject.is_empty() { words.say("reader-no-subject") } else { subject.to_owned() }
}

fn head(opened: &Opened, occasion: &Occasion<'_>, words: &Words) -> Vec<(String, String)> {
    let envelope = &opened.envelope;
    let mut head = Vec::new();
    let mut line = |key: &str, says: String| {
        if !says.is_empty() {
            head.push((words.say(key), says));
        }
    };
    line("print-from", people(&envelope.from, words));
    line("print-to", people(&envelope.to, words));
    line("print-cc", people(&envelope.cc, words));
    line("print-date", words.date_long(envelope.date.unwrap_or(opened.summary.date)));
    line("print-attachments", attachments(opened, occasion.part, words));
    let seal = opened.seal.as_deref();
    let apart = occasion.part.and_then(|part| seal?.apart.get(part)).map(|apart| &apart.verdict);
    if let Some(verdict) = apart.or(seal.map(|seal| &seal.verdict)) {
        let (sentence, note) = seal_says(verdict, words);
        line("print-seal", [Some(sentence), note].into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
    if let Some(part) = occasion.attachment.and_then(|id| opened.parts.iter().find(|part| part.id == id)) {
        line("print-attachment", part.name.clone());
    }
    head
}

fn people(people: &[Address], words: &Words) -> String {
    let mut named: Vec<String> = people.iter().take(PEOPLE).map(|person| cut(&person.to_string(), TITLE)).collect();
    if people.len() > PEOPLE {
        named.push(fl!(words, "print-others", count = people.len() - PEOPLE));
    }
    named.join(", ")
}

fn attachments(opened: &Opened, part: Option<usize>, words: &Words) -> String {
    let apart = part.and_then(|part| opened.seal.as_deref()?.apart.get(part));
    let parts = apart.map_or(&opened.parts, |apart| &apart.parts);
    let attached = parts.iter().filter(|part| part.role == PartRole::Attachment);
    let count = attached.clone().count();
    let named = attached.take(ATTACHMENTS);
    let mut named: Vec<String> =
        named.map(|part| fl!(words, "print-file", name = part.name.clone(), size = words.size(part.size))).collect();
    if count > ATTACHMENTS {
        named.push(fl!(words, "print-others", count = count - ATTACHMENTS));
    }
    named.join("\n")
}

/// What a seal is worth, on paper and on the screen: a sentence, and the reason for
/// it. Nobody is named as the signer whom the verdict does not hold for.
pub fn seal_says(verdict: &Verdict, words: &Words) -> (String, Option<String>) {
    let (closed, open) = (verdict.is_closed(), verdict.is_deciphered());
    let sentence = match verdict.overall {
        Overall::Valid => fl!(words, "seal-signed-by", holder = holder(verdict)),
        Overall::ValidUnbound => fl!(words, "seal-signed-unbound", holder = holder(verdict)),
        Overall::Invalid => words.say("seal-invalid"),
        Overall::Partial => words.say("seal-partial"),
        Overall::Unverifiable if closed => words.say("seal-closed"),
        Overall::Unverifiable => words.say("seal-unverifiable"),
        Overall::None if open => words.say("seal-encrypted-only"),
        Overall::None => words.say("seal-none"),
    };
    let reason = match verdict.overall {
        Overall::Valid | Overall::None => None,
        // What it waits for is said in the place of its text.
        Overall::Unverifiable if closed => None,
        _ => worst(verdict).map(|reason| words.say(keys::of_reason(reason))),
    };
    let deciphered = (open && verdict.overall != Overall::None).then(|| words.say("seal-deciphered"));
    (sentence, reason.or(deciphered))
}

/// Who signed the innermost layer, where the verdict says that it holds.
fn holder(verdict: &Verdict) -> String {
    let signed = verdict.layers.iter().rev().find(|layer| layer.is_signed());
    let signers = signed.map(|layer| layer.signers.as_slice()).unwrap_or_default();
    let bound = signers.iter().find(|signer| signer.bound.is_some());
    bound.or(signers.first()).map(|signer| signer.holder.clone()).unwrap_or_default()
}

/// The reason that weighs most; of several, the first: the message before its layers.
fn worst(verdict: &Verdict) -> Option<Reason> {
    let of_layer = |layer: &Layer| {
        let of_signers = layer.signers.iter().flat_map(|signer| signer.reasons.clone());
        layer.reasons.iter().copied().chain(of_signers).collect::<Vec<_>>()
    };
    let all = verdict.reasons.iter().copied().chain(verdict.layers.iter().flat_map(of_layer));
    all.fold(None, |worst: Option<Reason>, reason| match worst {
        Some(worst) if worst.effect() >= reason.effect() => Some(worst),
        _ => Some(reason),
    })
}

/// Year, month, day, hour and minute, in the time of Greenwich.
fn moment(now: Timestamp) -> [u16; 5] {
    let at = TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(now.0).unwrap_or_default());
    let small = |number: i8| u16::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    [year, small(at.month()), small(at.day()), small(at.hour()), small(at.minute())]
}

/// One line, not too long.
fn cut(text: &str, longest: usize) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut cut: String = clean.clone().take(longest).collect();
    if clean.count() > longest {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::receipt::Receipts;
    use crate::domain::verdict::{Covers, Kind};
    use crate::domain::{BodyState, Envelope, Flags, FolderId, Mark, MessageId, Part, Summary};
    use crate::engine::Seal;
    use crate::i18n::Language;

    const NOW: Timestamp = Timestamp(1_795_305_600);

    fn opened(subject: &str, to: usize) -> Opened {
        let part = |id, role| Part {
            id: PartId(id),
            media_type: "application/pdf".to_owned(),
            role,
            name: "bilan.pdf".to_owned(),
            content_id: None,
            size: 12_000,
        };
        Opened {
            summary: Summary {
                id: MessageId(1),
                folder: FolderId(1),
                who: String::new(),
                subject: String::new(),
                date: NOW,
                size: 1,
                flags: Flags::NONE,
                keywords: Vec::new(),
                attachment: true,
                mark: Mark::Plain,
                body: BodyState::Here,
                extract: String::new(),
                about: None,
            },
            envelope: Envelope {
                subject: subject.to_owned(),
                from: vec![Address::new("Anne\nSécurité", "anne.martin@cabinet.example")],
                to: vec![Address::new("Paul", "paul@cabinet.example"); to],
                ..Envelope::default()
            },
            parts: vec![part(1, PartRole::Body), part(2, PartRole::Attachment)],
            mark: Mark::Plain,
            results: false,
            text: String::new(),
            headers: String::new(),
            seal: None,
            receipts: Receipts::default(),
        }
    }

    fn words() -> Words {
        Words::in_zone(Language::Fr, TimeZone::UTC)
    }

    fn printed(opened: &Opened, attachment: Option<PartId>) -> Sheet {
        sheet(opened, &Occasion { attachment, mailbox: "Cabinet", now: NOW, ..Occasion::default() }, &words())
    }

    fn says<'a>(sheet: &'a Sheet, what: &str) -> Option<&'a str> {
        sheet.head.iter().find(|(label, _)| label == what).map(|(_, says)| says.as_str())
    }

    #[test]
    fn who_when_and_what_is_attached_stand_above_and_the_mailbox_at_the_foot() {
        let sheet = printed(&opened("Résultats", 1), None);
        assert_eq!((sheet.title.as_str(), sheet.language), ("Résultats", Language::Fr));
        let from = says(&sheet, "De").unwrap();
        assert!(from.contains("Anne Sécurité") && from.contains("anne.martin@cabinet.example"), "on one line: {from}");
        let size = words().size(12_000);
        assert_eq!(says(&sheet, "Pièces jointes"), Some(format!("bilan.pdf ({size})").as_str()));
        assert_eq!((says(&sheet, "Copie"), says(&sheet, "Sécurité")), (None, None));
        assert_eq!(sheet.foot, format!("Résultats – Cabinet – imprimé le {}", words().date_stamp(NOW)));
        assert_eq!(sheet.page, "page {number} / {count}");
        assert_eq!(sheet.printed, [2026, 11, 22, 0, 0]);
        let layer = Layer::new(Kind::Encrypted, Covers::Whole);
        let seal = Seal { verdict: Verdict::new(Vec::new(), vec![layer]), apart: Vec::new(), closed: None };
        let sealed = Opened { seal: Some(Arc::new(seal)), ..opened("Résultats", 1) };
        assert_eq!(says(&printed(&sealed, None), "Sécurité"), Some(words().say("seal-encrypted-only").as_str()));
        assert_eq!(says(&printed(&opened("", 1), Some(PartId(2))), "Pièce imprimée"), Some("bilan.pdf"));
    }

    #[test]
    fn a_header_that_names_thousands_is_cut_and_says_so() {
        let sheet = printed(&opened(&"x".repeat(5_000), 5_000), None);
        let to = says(&sheet, "À").unwrap();
        assert!(to.ends_with("et 4900 autres"), "{to}");
        assert!(sheet.title.chars().count() <= TITLE + 1 && sheet.foot.chars().count() < 110);
    }

    #[test]
    fn a_subject_becomes_the_name_of_a_file_and_nothing_else() {
        let name = |subject: &str| file_name(&opened(subject, 1), &words());
        assert_eq!(name("Résultats de Mme Durand"), "Résultats de Mme Durand.pdf");
        assert_eq!(name("../../etc/passwd\n:x"), "etc passwd x.pdf");
        assert_eq!(name("///"), "message.pdf");
        assert!(name(&"é".repeat(500)).chars().count() <= 90);
    }
}
