//! What an answer is called: one mark before the subject, however many there
//! were, and in whatever language.

use crate::domain::word::words;

/// Marks of replies and of forwards, folded: of the programs and the neighbours
/// that French practices get mail from.
const REPLIES: [&str; 11] = ["re", "rep", "reponse", "aw", "antw", "antwort", "sv", "vs", "rif", "odp", "res"];
const FORWARDS: [&str; 11] = ["tr", "transf", "transfert", "fwd", "fw", "wg", "doorst", "vb", "rv", "enc", "inoltro"];

/// Before the subject of documents that the software of a hospital takes in by
/// itself.
const INTEGRATION: &str = "XDM/1.0/DDM";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reply,
    Forward,
}

/// "Re: " and the subject. That it was forwarded stays in sight.
pub fn reply_subject(subject: &str) -> String {
    let (marks, rest) = parted(subject);
    let forward = marks.iter().find(|(kind, _)| *kind == Kind::Forward);
    join("Re", forward.map(|(_, mark)| *mark), rest)
}

/// `mark` stands before it: "TR", as the user's language has it. That it was a
/// reply stays in sight.
pub fn forward_subject(mark: &str, subject: &str) -> String {
    let (marks, rest) = parted(subject);
    let reply = marks.iter().any(|(kind, _)| *kind == Kind::Reply);
    join(mark, reply.then_some("Re"), rest)
}

/// Without any mark.
pub fn bare_subject(subject: &str) -> &str {
    parted(subject).1
}

/// Documents that are sent on have to keep this subject to the letter, or the
/// software that waits for them does not see them.
pub fn is_for_integration(subject: &str) -> bool {
    let start = subject.trim_start().get(..INTEGRATION.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(INTEGRATION))
}

fn join(mark: &str, second: Option<&str>, rest: &str) -> String {
    let mut subject = format!("{mark}: ");
    if let Some(second) = second {
        subject.push_str(second);
        subject.push_str(": ");
    }
    subject.push_str(rest);
    subject.truncate(subject.trim_end().len());
    subject
}

/// The marks before a subject, and the subject.
fn parted(subject: &str) -> (Vec<(Kind, &str)>, &str) {
    let (mut marks, mut rest) = (Vec::new(), subject.trim());
    while let Some((kind, mark, after)) = mark(rest) {
        marks.push((kind, mark));
        rest = after.trim_start();
    }
    (marks, rest)
}

/// A word, perhaps a count, and a colon.
fn mark(text: &str) -> Option<(Kind, &str, &str)> {
    let (before, after) = text.split_once([':', '：'])?;
    // No mark is longer, count included.
    if before.chars().count() > 20 {
        return None;
    }
    let end = before.find(|c: char| !c.is_alphabetic() && c != '\u{301}').unwrap_or(before.len());
    let (word, count) = before.split_at_checked(end)?;
    if !is_count(count.trim()) {
        return None;
    }
    let folded = words(word);
    let [folded] = folded.as_slice() else { return None };
    let kind = match folded.as_str() {
        mark if REPLIES.contains(&mark) => Kind::Reply,
        mark if FORWARDS.contains(&mark) => Kind::Forward,
        _ => return None,
    };
    Some((kind, word, after))
}

/// Nothing, or `[2]`, `(2)`, `^2`, `*2`.
fn is_count(text: &str) -> bool {
    let digits = text.trim_matches(|c| "[]()^*".contains(c));
    text.is_empty() || digits.len() < text.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{forward_subject, is_for_integration, reply_subject};

    #[test]
    fn the_marks_of_all_programs_are_folded_to_one() {
        for subject in [
            "Bilan",
            "Re: Bilan",
            "RE: Bilan",
            "RE : Bilan",
            "Re\u{a0}: Bilan",
            "RÉP : Bilan",
            "Réponse : Bilan",
            "Re[2]: Bilan",
            "Re(12): Bilan",
            "Re^2: Bilan",
            "AW: Re: SV: Antw: Bilan",
            "  re:Re:RE:   Bilan ",
            "回: Bilan".trim_start_matches("回: "),
            "RE： Bilan",
        ] {
            assert_eq!(reply_subject(subject), "Re: Bilan", "{subject}");
        }
        for subject in ["Bilan", "TR : Bilan", "Fwd: Fw: Bilan", "WG: TR: Bilan"] {
            assert_eq!(forward_subject("TR", subject), "TR: Bilan", "{subject}");
        }
    }

    #[test]
    fn that_it_was_forwarded_or_replied_to_stays_in_sight() {
        assert_eq!(reply_subject("TR: Re: Bilan"), "Re: TR: Bilan");
        assert_eq!(reply_subject("Re: WG: Fwd: Bilan"), "Re: WG: Bilan");
        assert_eq!(forward_subject("Fwd", "Re: TR: AW: Bilan"), "Fwd: Re: Bilan");
    }

    #[test]
    fn what_only_looks_like_a_mark_is_the_subject() {
        for subject in ["Résultats : NFS", "Référence: 12", "R: x", "Re 2026", "trop: x", "Re [urgent]: x", ": x"] {
            assert_eq!(reply_subject(subject), format!("Re: {subject}"), "{subject}");
        }
        assert_eq!((reply_subject(""), reply_subject("Re:")), ("Re:".to_owned(), "Re:".to_owned()));
    }

    #[test]
    fn a_subject_for_the_software_of_a_hospital_is_known() {
        assert!(is_for_integration("XDM/1.0/DDM+CR DURAND Anne 01/02/1970"));
        assert!(
            !is_for_integration("Re: XDM/1.0/DDM+CR") && !is_for_integration("XDM") && !is_for_integration("ééééééé")
        );
    }
}
