//! What the index is asked: the part of a query that is a matter of words, in
//! the language of FTS5. Words are letters and digits, so nothing in them has a
//! meaning there.

use super::index::{SHORT, mark};
use crate::domain::query::{Place, Query, Term};
use crate::domain::word::words;

/// Of one of the tables of the index, or of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asking {
    Lines(String),
    Beginnings(String),
    Any(Vec<Self>),
    All { of: Vec<Self>, but: Vec<Self> },
}

impl Asking {
    /// None if the index alone cannot tell.
    pub(super) fn of(query: &Query) -> Option<Self> {
        match query {
            Query::Term(Term::Text { place, text, begun }) => Some(Self::text(*place, text, *begun)),
            Query::Term(_) | Query::Not(_) => None,
            Query::Or(any) => Some(Self::any(any.iter().map(Self::of).collect::<Option<Vec<_>>>()?)),
            Query::And(all) => {
                let (mut of, mut but) = (Vec::new(), Vec::new());
                for one in all {
                    match one {
                        Query::Not(inner) => but.push(Self::of(inner)?),
                        one => of.push(Self::of(one)?),
                    }
                }
                (!of.is_empty()).then(|| Self::all(of, but))
            }
        }
    }

    /// A last word of which little is typed is looked for by itself: `lines`
    /// would gather half of all words. Of words in a row it need not stand beside
    /// the others yet.
    fn text(place: Place, text: &str, begun: bool) -> Self {
        let words = words(text);
        match words.split_last() {
            Some((last, before)) if begun && last.chars().count() <= SHORT => {
                let last = Self::Beginnings(format!("\"{}{last}\"", mark(place)));
                let before = (!before.is_empty()).then(|| Self::Lines(phrase(place, before, false)));
                Self::all(before.into_iter().chain([last]).collect(), Vec::new())
            }
            _ => Self::Lines(phrase(place, &words, begun)),
        }
    }

    fn any(any: Vec<Self>) -> Self {
        let lines = any.iter().map(|one| if let Self::Lines(line) = one { Some(line.as_str()) } else { None });
        match lines.collect::<Option<Vec<_>>>() {
            Some(lines) => Self::Lines(format!("({})", lines.join(" OR "))),
            None => Self::Any(any),
        }
    }

    /// All of these, and none of those: what is asked of one table, in one go.
    pub(super) fn all(of: Vec<Self>, mut but: Vec<Self>) -> Self {
        let (mut lines, mut others) = (Vec::new(), Vec::new());
        for one in of {
            match one {
                Self::Lines(line) => lines.push(line),
                other => others.push(other),
            }
        }
        if !lines.is_empty() {
            let mut all = lines.join(" AND ");
            let mut rest = Vec::new();
            let several = lines.len() > 1;
            for one in but {
                match one {
                    Self::Lines(line) => {
                        let with = if several || all.contains(" NOT ") { format!("({all})") } else { all };
                        all = format!("{with} NOT {line}");
                    }
                    other => rest.push(other),
                }
            }
            but = rest;
            if several || all.contains(" NOT ") {
                all = format!("({all})");
            }
            others.insert(0, Self::Lines(all));
        }
        match (others.pop(), but.is_empty()) {
            (Some(one), true) if others.is_empty() => one,
            (last, _) => Self::All { of: others.into_iter().chain(last).collect(), but },
        }
    }
}

fn phrase(place: Place, words: &[String], begun: bool) -> String {
    let column = match place {
        Place::Anywhere => "",
        Place::From => "{senders} : ",
        Place::To => "{recipients} : ",
        Place::Subject => "{subject} : ",
        Place::Attachment => "{names attached} : ",
    };
    format!("{column}\"{}\"{}", words.join(" "), if begun { " *" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::Asking;
    use crate::domain::query::Query;

    fn asked(typed: &str) -> Option<Asking> {
        Asking::of(&Query::parse(typed))
    }

    fn lines(line: &str) -> Asking {
        Asking::Lines(line.to_owned())
    }

    fn beginnings(beginning: &str) -> Asking {
        Asking::Beginnings(beginning.to_owned())
    }

    #[test]
    fn words_go_to_the_index_folded_and_in_quotes() {
        assert_eq!(asked("Cœur"), Some(lines("\"coeur\" *")));
        assert_eq!(asked("de:anne.durand "), Some(lines("{senders} : \"anne durand\"")));
        assert_eq!(asked("\"a NOT b\""), Some(lines("\"a not b\"")));
        assert_eq!(asked("a -b c "), Some(lines("((\"a\" AND \"c\") NOT \"b\")")));
        assert_eq!(asked("a -b -c "), Some(lines("((\"a\" NOT \"b\") NOT \"c\")")));
        assert_eq!(asked("a (b OU pj:c) "), Some(lines("(\"a\" AND (\"b\" OR {names attached} : \"c\"))")));
    }

    #[test]
    fn a_word_of_which_little_is_typed_is_a_beginning() {
        assert_eq!(asked("c"), Some(beginnings("\"c\"")));
        assert_eq!(asked("de:cœ"), Some(beginnings("\"‹coe\"")));
        let both = |but| Some(Asking::All { of: vec![lines("\"a\""), beginnings("\"b\"")], but });
        assert_eq!(asked("a b"), both(vec![]));
        assert_eq!(
            asked("a -(c OU b) b"),
            Some(Asking::All { of: vec![lines("(\"a\" NOT (\"c\" OR \"b\"))"), beginnings("\"b\"")], but: vec![] })
        );
        assert_eq!(asked("a OU b"), Some(Asking::Any(vec![lines("\"a\""), beginnings("\"b\"")])));
        assert_eq!(asked("a -b"), Some(Asking::All { of: vec![lines("\"a\"")], but: vec![beginnings("\"b\"")] }));
    }

    #[test]
    fn what_the_index_does_not_know_is_not_asked_of_it() {
        for typed in ["est:lu", "a est:lu ", "-a ", "-a -b ", "a OU date:2024"] {
            assert_eq!(asked(typed), None, "{typed}");
        }
    }
}
