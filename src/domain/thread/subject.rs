//! What a letter is about, without the marks that answering and forwarding put
//! before it.

use crate::domain::word;

/// What an answer puts before the subject, in the languages that come in.
const ANSWER: &[&str] = &["re", "rep", "reponse", "reponse automatique", "automatic reply", "aw", "antw", "sv", "ref"];
/// The same for a letter that is passed on.
const FORWARD: &[&str] = &["tr", "fw", "fwd", "wg", "transf", "transfert", "rv", "i"];
/// Words that letters of any patient bear: a subject of these alone tells nobody
/// which conversation is meant.
const COMMON: &[&str] = &[
    "analyse",
    "analyses",
    "avis",
    "biologie",
    "bilan",
    "bonjour",
    "certificat",
    "compte",
    "comptes",
    "confidentiel",
    "confrere",
    "consultation",
    "courrier",
    "courriers",
    "ddm",
    "demande",
    "des",
    "dmp",
    "docteur",
    "document",
    "documents",
    "dossier",
    "echographie",
    "envoi",
    "examen",
    "examens",
    "fichier",
    "hospitalisation",
    "imagerie",
    "important",
    "info",
    "information",
    "informations",
    "irm",
    "labo",
    "laboratoire",
    "les",
    "lettre",
    "liaison",
    "madame",
    "medical",
    "medicale",
    "message",
    "monsieur",
    "mssante",
    "nouveau",
    "nouvelle",
    "operatoire",
    "ordonnance",
    "ordonnances",
    "par",
    "patient",
    "patiente",
    "patients",
    "piece",
    "pieces",
    "pour",
    "prise",
    "question",
    "radio",
    "radiographie",
    "rappel",
    "rdv",
    "recu",
    "rendez",
    "rendu",
    "rendus",
    "renouvellement",
    "reponse",
    "result",
    "resultat",
    "resultats",
    "results",
    "sans",
    "scanner",
    "secretariat",
    "sortie",
    "suite",
    "suivi",
    "sujet",
    "sur",
    "synthese",
    "test",
    "traitement",
    "transmission",
    "une",
    "urgence",
    "urgent",
    "vaccin",
    "visite",
    "vos",
    "votre",
    "vous",
    "with",
    "xdm",
    "your",
    "and",
    "for",
    "from",
    "the",
    "hello",
    "letter",
    "report",
    "request",
];
/// Enough to tell one subject from another.
const LONGEST: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The words of the subject, folded, one blank between two.
    pub base: String,
    pub is_answer: bool,
}

impl Topic {
    pub fn of(subject: &str) -> Self {
        let (mut rest, mut is_answer) = (subject, false);
        while let Some((before, after)) = rest.split_once([':', '：']) {
            // Some count: "Re[2]:", "Re (3):".
            let mark = before.split(['[', '(']).next().unwrap_or_default();
            let mark = word::words(mark).join(" ");
            if ANSWER.contains(&mark.as_str()) {
                is_answer = true;
            } else if !FORWARD.contains(&mark.as_str()) {
                break;
            }
            rest = after;
        }
        let mut base = String::new();
        word::each_word(rest, |_, word| {
            if base.len() + word.len() < LONGEST {
                if !base.is_empty() {
                    base.push(' ');
                }
                base.push_str(word);
            }
        });
        Self { base, is_answer }
    }

    /// May a letter that answers one about `other` still be about the same? A
    /// word more or less is no other subject; a wholly other one is.
    pub(super) fn agrees(&self, other: &str) -> bool {
        self.base.is_empty() || other.is_empty() || within(&self.base, other) || within(other, &self.base)
    }

    /// There is a word in it that few letters bear.
    pub(super) fn is_telling(&self) -> bool {
        let telling =
            |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !COMMON.contains(&word);
        self.base.split(' ').any(telling)
    }
}

/// All words of one, in a row, in the other.
fn within(few: &str, many: &str) -> bool {
    let found = |at: usize| {
        let before = many.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' '));
        let after = many.get(at + few.len()..).is_some_and(|after| after.is_empty() || after.starts_with(' '));
        before && after
    };
    many.match_indices(few).any(|(at, _)| found(at))
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn marks_of_answers_are_no_part_of_the_subject() {
        for subject in [
            "Genou droit",
            "RE: Genou droit",
            "Re[2]: genou  droit",
            "TR : Rép. : Genou-droit",
            "réponse\u{a0}: GENOU DROIT",
        ] {
            assert_eq!(Topic::of(subject).base, "genou droit", "{subject}");
        }
        assert!(Topic::of("Fwd: Re: Genou").is_answer);
        assert!(!Topic::of("TR: Genou").is_answer, "it was passed on");
        let clock = Topic::of("Rendez-vous : demain");
        assert_eq!((clock.base.as_str(), clock.is_answer), ("rendez vous demain", false));
    }

    #[test]
    fn a_word_more_is_the_same_subject_and_another_name_is_not() {
        let agree = |one: &str, other: &str| Topic::of(one).agrees(&Topic::of(other).base);
        assert!(agree("Re: Bilan", "Bilan Mme Garance") && agree("Bilan Mme Garance (suite)", "Re: bilan Mme Garance"));
        assert!(agree("", "Bilan") && agree("Re:", "Bilan"));
        assert!(!agree("Bilan Mme Garance", "Bilan M. Tilleul"));
        assert!(!agree("Re: Lin", "Linette"), "half a word is another word");
    }

    #[test]
    fn what_every_letter_is_called_tells_nothing() {
        for subject in
            ["Compte rendu", "Re: Résultats", "Vos résultats d’analyses", "XDM/1.0/DDM", "Compte rendu 12/03/2026", ""]
        {
            assert!(!Topic::of(subject).is_telling(), "{subject}");
        }
        assert!(Topic::of("Re: Compte rendu Mme Garance").is_telling());
    }

    #[test]
    fn an_endless_subject_is_cut_between_words() {
        let base = Topic::of(&"genou ".repeat(5000)).base;
        assert!(base.len() <= 200 && base.ends_with("genou"));
    }
}
