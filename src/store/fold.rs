//! Folding: what is compared when accents, case and ligatures do not count.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Enough to sort by; longer keys only make the index larger.
const KEY: usize = 48;

/// What a reply or a forward puts before the subject, in French and English.
const REPLY: &[&str] = &["re", "tr", "fw", "fwd"];

/// `Œdème` becomes `oedeme`.
pub(super) fn fold(text: &str) -> String {
    folded(text).collect()
}

/// By which names are sorted.
pub(super) fn sort_key(text: &str) -> String {
    folded(text.trim_start_matches(|c: char| !c.is_alphanumeric())).take(KEY).collect()
}

/// By which subjects are sorted: an answer stands with what it answers.
pub(super) fn subject_key(subject: &str) -> String {
    let mut rest = subject.trim_start();
    while let Some((before, after)) = rest.split_once(':') {
        if !REPLY.iter().any(|mark| before.trim_end().eq_ignore_ascii_case(mark)) {
            break;
        }
        rest = after.trim_start();
    }
    sort_key(rest)
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    // By character: most texts are cut short long before their end.
    text.chars()
        .flat_map(|c| {
            let (one, two) = match c {
                'œ' | 'Œ' => ('o', Some('e')),
                'æ' | 'Æ' => ('a', Some('e')),
                c => (c, None),
            };
            std::iter::once(one).chain(two)
        })
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{fold, sort_key, subject_key};

    #[test]
    fn accents_case_and_ligatures_do_not_count() {
        for text in ["Œdème", "oedème", "OEDEME", "oede\u{300}me"] {
            assert_eq!(fold(text), "oedeme");
        }
    }

    #[test]
    fn an_answer_sorts_with_what_it_answers() {
        for subject in ["Résultats", "Re: Résultats", "TR : re: Résultats", "  RE:RE: résultats"] {
            assert_eq!(subject_key(subject), "resultats");
        }
        assert_eq!(subject_key("Rendez-vous: demain"), "rendez-vous: demain");
    }

    #[test]
    fn quotes_around_a_name_do_not_sort_it_first_and_keys_stay_short() {
        assert_eq!(sort_key("\"Élise Martin\""), "elise martin\"");
        assert_eq!(sort_key(&"é".repeat(10_000)).len(), 48);
    }
}
