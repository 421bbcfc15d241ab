//! The words: a sentence for each key in the user's language, and dates, sizes
//! and numbers as that language writes them.
//!
//! The words live in `i18n/<language>/sceau.ftl` (Project Fluent) and are part
//! of the program. There is no global language: who speaks is given a [`Words`].

mod answer;
mod format;
mod remark;

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use unic_langid::langid;

pub use format::{sort_key, time_of_day};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    Fr,
    En,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The language of a locale's name (`fr_FR.UTF-8`, `en-GB`). Who speaks
    /// neither is better served by English.
    pub fn of_locale(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.is_empty() || name == "c" || name.starts_with("c.") || name.starts_with("fr") {
            Self::Fr
        } else {
            Self::En
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Fr => include_str!("../i18n/fr/sceau.ftl"),
            Self::En => include_str!("../i18n/en/sceau.ftl"),
        }
    }
}

/// All that is said in one language, in one time zone. Cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Inner>);

struct Inner {
    language: Language,
    zone: TimeZone,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// In the time zone of the workstation.
    pub fn new(language: Language) -> Self {
        Self::in_zone(language, TimeZone::system())
    }

    pub fn in_zone(language: Language, zone: TimeZone) -> Self {
        let tag = match language {
            Language::Fr => langid!("fr"),
            Language::En => langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks around arguments are for mixed directions of writing, and show as boxes.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(readable, errors)| {
            tracing::error!(?language, ?errors, "words that cannot be read");
            readable
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?language, ?errors, "words given twice");
        }
        Self(Arc::new(Inner { language, zone, bundle }))
    }

    pub fn language(&self) -> Language {
        self.0.language
    }

    /// Where all that is said of time is said for.
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// The sentence of that key.
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The sentence of that key with its variables filled in. Called by [`fl!`].
    pub fn say_with(&self, key: &str, args: &FluentArgs<'_>) -> String {
        self.format(key, Some(args))
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.0.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "no words for this key");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.0.bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "words with a hole");
        }
        text.into_owned()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.0.language).finish()
    }
}

/// Two are the same when they speak the same language in the same place.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.language == other.0.language && self.0.zone == other.0.zone
    }
}

/// A sentence: `fl!(words, "list-empty")`, `fl!(words, "list-count", count = n)`.
macro_rules! fl {
    ($words:expr, $key:expr) => {
        $words.say($key)
    };
    ($words:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)+
        $words.say_with($key, &args)
    }};
}
pub(crate) use fl;

#[cfg(test)]
mod tests {
    use super::{Language, Words};

    #[test]
    fn a_sentence_is_said_in_both_languages() {
        assert_eq!(Words::new(Language::Fr).say("role-inbox"), "Boîte de réception");
        assert_eq!(Words::new(Language::En).say("role-inbox"), "Inbox");
    }

    #[test]
    fn variables_are_filled_in_without_marks_around_them() {
        let words = Words::new(Language::Fr);
        assert_eq!(fl!(words, "list-results", query = "fièvre"), "Résultats pour «\u{a0}fièvre\u{a0}»");
    }

    #[test]
    fn a_key_without_words_shows_itself() {
        assert_eq!(Words::new(Language::Fr).say("nobody-wrote-this"), "nobody-wrote-this");
    }

    #[test]
    fn the_language_follows_the_locale() {
        assert_eq!(Language::of_locale("fr_FR.UTF-8"), Language::Fr);
        assert_eq!(Language::of_locale("en-GB"), Language::En);
        assert_eq!(Language::of_locale("C"), Language::Fr);
    }
}
