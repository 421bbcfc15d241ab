//! The operators of the search box, by their French and English names. Both are
//! understood whatever the language of the window.

use crate::i18n::{Language, sort_key};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    From,
    To,
    Subject,
    Attachment,
    Since,
    After,
    Before,
    Tag,
    Folder,
    Size,
    Is,
    Patient,
    Born,
    Ins,
}

impl Operator {
    pub const ALL: [Self; 14] = [
        Self::From,
        Self::To,
        Self::Subject,
        Self::Attachment,
        Self::Since,
        Self::After,
        Self::Before,
        Self::Tag,
        Self::Folder,
        Self::Size,
        Self::Is,
        Self::Patient,
        Self::Born,
        Self::Ins,
    ];

    pub fn name(self, language: Language) -> &'static str {
        let (french, english) = self.names();
        match language {
            Language::Fr => french,
            Language::En => english,
        }
    }

    /// The Fluent key of what it looks for.
    pub fn words(self) -> &'static str {
        match self {
            Self::From => "search-hint-from",
            Self::To => "search-hint-to",
            Self::Subject => "search-hint-subject",
            Self::Attachment => "search-hint-attachment",
            Self::Since => "search-hint-since",
            Self::After => "search-hint-after",
            Self::Before => "search-hint-before",
            Self::Tag => "search-hint-tag",
            Self::Folder => "search-hint-folder",
            Self::Size => "search-hint-size",
            Self::Is => "search-hint-is",
            Self::Patient => "search-hint-patient",
            Self::Born => "search-hint-born",
            Self::Ins => "search-hint-ins",
        }
    }

    /// The operator of that name, whatever its accents and case.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = sort_key(name);
        Self::ALL.into_iter().find(|operator| {
            let (french, english) = operator.names();
            sort_key(french) == name || sort_key(english) == name
        })
    }

    /// Those whose name, in that language, begins so.
    pub fn beginning(with: &str, language: Language) -> impl Iterator<Item = Self> {
        let with = sort_key(with);
        Self::ALL.into_iter().filter(move |operator| sort_key(operator.name(language)).starts_with(&with))
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::From => ("de", "from"),
            Self::To => ("à", "to"),
            Self::Subject => ("objet", "subject"),
            Self::Attachment => ("pj", "attachment"),
            Self::Since => ("depuis", "since"),
            Self::After => ("après", "after"),
            Self::Before => ("avant", "before"),
            Self::Tag => ("tag", "tag"),
            Self::Folder => ("dossier", "folder"),
            Self::Size => ("taille", "size"),
            Self::Is => ("est", "is"),
            Self::Patient => ("patient", "patient"),
            Self::Born => ("né", "born"),
            Self::Ins => ("ins", "ins"),
        }
    }
}

/// The words of a query, each operator with its value, quotes kept whole.
pub(super) fn tokens(query: &str) -> Vec<&str> {
    let mut quoted = false;
    query
        .split(|c: char| {
            quoted ^= c == '"';
            c.is_whitespace() && !quoted
        })
        .filter(|token| !token.is_empty())
        .collect()
}

/// The operators that may be meant at the end of what is typed: all of them
/// where nothing is, else those that the last word begins.
pub(super) fn hints(query: &str, language: Language) -> Vec<Operator> {
    match unfinished(query) {
        "" if query.is_empty() => Operator::ALL.to_vec(),
        "" => Vec::new(),
        word => Operator::beginning(word, language).collect(),
    }
}

/// What is typed, with the operator in place of the word it completes.
pub(super) fn completed(query: &str, operator: Operator, language: Language) -> String {
    let kept = query.strip_suffix(unfinished(query)).unwrap_or(query);
    format!("{kept}{}:", operator.name(language))
}

/// The last word, while it may still become an operator.
fn unfinished(query: &str) -> &str {
    if query.matches('"').count() % 2 == 1 || query.ends_with(char::is_whitespace) {
        return "";
    }
    let word = query.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.strip_prefix('-').unwrap_or(word);
    if word.contains([':', '"']) { "" } else { word }
}

#[cfg(test)]
mod tests {
    use super::{Language, Operator, completed, hints, tokens};

    #[test]
    fn an_operator_is_known_in_both_languages_and_without_its_accents() {
        for (name, wanted) in [
            ("de", Operator::From),
            ("FROM", Operator::From),
            ("a", Operator::To),
            ("apres", Operator::After),
            ("Dossier", Operator::Folder),
            ("ne", Operator::Born),
        ] {
            assert_eq!(Operator::of_name(name), Some(wanted), "{name}");
        }
        assert_eq!(Operator::of_name("rdv"), None);
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(tokens("de:\"Anne Durand\" bilan  -objet:test"), ["de:\"Anne Durand\"", "bilan", "-objet:test"]);
        assert_eq!(tokens("\"sans fin"), ["\"sans fin"]);
    }

    #[test]
    fn the_last_word_is_completed_and_nothing_else() {
        assert_eq!(hints("", Language::Fr).len(), Operator::ALL.len());
        assert_eq!(hints("bilan d", Language::Fr), [Operator::From, Operator::Since, Operator::Folder]);
        assert_eq!(hints("bilan do", Language::Fr), [Operator::Folder]);
        for nothing in ["bilan ", "douleur", "de:", "\"mot d"] {
            assert_eq!(hints(nothing, Language::Fr), [], "{nothing}");
        }
        assert_eq!(completed("bilan do", Operator::Folder, Language::Fr), "bilan dossier:");
        assert_eq!(completed("-d", Operator::From, Language::Fr), "-de:");
    }
}
