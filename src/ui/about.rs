//! Whom a message is about, in words: for lists, and for the head of the reader.

use std::borrow::Cow;

use crate::domain::{About, Brought, Concern, ConcernSource, InsKind, Summary, shown_subject};
use crate::i18n::{Words, fl};

/// What a row says in place of the subject: who the patient is, and what came.
pub fn subject<'a>(words: &Words, summary: &'a Summary) -> Cow<'a, str> {
    let subject = shown_subject(&summary.subject);
    let Some(about) = summary.about.as_deref().filter(|about| has_document(about)) else { return subject };
    let patient = patient(words, about);
    let document = document(words, &about.first).unwrap_or_else(|| subject.to_string());
    if document.is_empty() {
        return patient.into();
    }
    fl!(words, "about-subject", patient = patient, document = document).into()
}

/// The same in pieces, for where there is little room: the name, what came, and the
/// birth date.
pub fn pieces(words: &Words, summary: &Summary) -> Option<(String, String, String)> {
    let about = summary.about.as_deref().filter(|about| has_document(about))?;
    let one = &about.first;
    let name = match about.others {
        0 => one.name.clone(),
        others => fl!(words, "about-others", patient = one.name.as_str(), count = others as u64),
    };
    let document = document(words, one).unwrap_or_else(|| shown_subject(&summary.subject).into_owned());
    Some((name, document, one.born()))
}

/// It brings a document of a patient whose name is known.
pub fn has_document(about: &About) -> bool {
    about.first.source != ConcernSource::Address && !about.first.name.is_empty()
}

/// Name and birth date, and how many others there are.
pub fn patient(words: &Words, about: &About) -> String {
    let one = &about.first;
    let born = one.born();
    let named = if born.is_empty() {
        one.name.clone()
    } else {
        fl!(words, "about-patient", name = one.name.as_str(), born = born)
    };
    if about.others == 0 {
        return named;
    }
    fl!(words, "about-others", patient = named, count = about.others as u64)
}

fn document(words: &Words, one: &Concern) -> Option<String> {
    let title = match &one.document {
        Brought::Untold => return None,
        Brought::Results => words.say("about-results"),
        Brought::Titled(title) => title.clone(),
    };
    // A subject tells the number itself.
    if one.documents < 2 || one.source == ConcernSource::Subject || one.document == Brought::Results {
        return Some(title);
    }
    Some(fl!(words, "about-more", document = title, count = (one.documents - 1) as u64))
}

/// The patient who writes or is written to, where the number is known: the name
/// that documents give to it, and the number.
pub fn correspondent(words: &Words, about: &About) -> Option<String> {
    let one = &about.first;
    if !about.exchange || one.source != ConcernSource::Address || one.ins.is_empty() {
        return None;
    }
    let ins = one.grouped_ins();
    Some(if one.name.is_empty() {
        fl!(words, "about-correspondent-unnamed", ins = ins)
    } else {
        fl!(words, "about-correspondent", name = one.name.as_str(), ins = ins)
    })
}

/// The sender of a row. A patient is named, where only the address would stand.
pub fn who<'a>(words: &Words, summary: &'a Summary) -> Cow<'a, str> {
    let bare = summary.who.contains('@') || summary.who.is_empty();
    let named = summary.about.as_deref().filter(|_| bare).and_then(|about| correspondent(words, about));
    named.map_or_else(|| summary.who.as_str().into(), Into::into)
}

/// The number with its kind, where there is one.
pub fn ins(words: &Words, one: &Concern) -> Option<String> {
    if one.ins.is_empty() {
        return None;
    }
    let kind = match one.kind {
        Some(InsKind::Nir) => words.say("about-ins-nir"),
        Some(InsKind::Nia) => words.say("about-ins-nia"),
        Some(InsKind::Test) => words.say("about-ins-test"),
        Some(InsKind::Demo) => words.say("about-ins-demo"),
        Some(InsKind::Old) => words.say("about-ins-old"),
        None => words.say("about-ins-unchecked"),
    };
    Some(fl!(words, "about-ins", number = one.grouped_ins(), kind = kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn about(document: Brought, source: ConcernSource) -> About {
        let first = Concern {
            name: "DUPONT Claire".into(),
            birth: "19620714".into(),
            ins: "299999999001241".into(),
            document,
            documents: 1,
            source,
            ..Concern::default()
        };
        About { first, others: 0, exchange: source == ConcernSource::Address }
    }

    fn said(subject_: &str, about: Option<About>) -> String {
        let words = Words::new(Language::Fr);
        let summary = Summary { about: about.map(Box::new), ..row(subject_) };
        subject(&words, &summary).into_owned()
    }

    fn row(subject: &str) -> Summary {
        use crate::domain::{BodyState, Flags, FolderId, Mark, MessageId, Timestamp};
        Summary {
            id: MessageId(1),
            folder: FolderId(1),
            who: "299999999001241@patient.mssante.fr".into(),
            subject: subject.into(),
            date: Timestamp(0),
            size: 1,
            flags: Flags::default(),
            keywords: Vec::new(),
            attachment: false,
            mark: Mark::Plain,
            body: BodyState::Here,
            extract: String::new(),
            about: None,
        }
    }

    #[test]
    fn a_row_says_who_the_patient_is_and_what_came() {
        let titled = about(Brought::Titled("CR d'examens biologiques".into()), ConcernSource::Document);
        assert_eq!(said("XDM/1.0/DDM+x", Some(titled)), "DUPONT Claire, 14/07/1962 — CR d'examens biologiques");
        let results = about(Brought::Results, ConcernSource::Document);
        assert_eq!(said("Message du labo", Some(results)), "DUPONT Claire, 14/07/1962 — Résultats de laboratoire");
        let untold = about(Brought::Untold, ConcernSource::Document);
        assert_eq!(said("Courrier", Some(untold)), "DUPONT Claire, 14/07/1962 — Courrier");
        assert_eq!(said("Re: XDM/1.0/DDM+CR ESSAI Max", None), "Re: CR ESSAI Max");
        assert_eq!(said("Bonjour", Some(about(Brought::Untold, ConcernSource::Address))), "Bonjour");
    }

    #[test]
    fn a_patient_who_writes_is_named_in_place_of_the_bare_address() {
        let words = Words::new(Language::Fr);
        let known = about(Brought::Untold, ConcernSource::Address);
        let row = Summary { about: Some(Box::new(known)), ..row("Bonjour") };
        assert_eq!(who(&words, &row).replace('\u{a0}', " "), "DUPONT Claire, INS 2 99 99 99 990 012 41");
        let named = Summary { who: "Claire Dupont".into(), ..row };
        assert_eq!(who(&words, &named), "Claire Dupont");
    }
}
