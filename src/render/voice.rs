//! In which words, and at which time of day, the child says what it has to say
//! itself. The time zone is found while there are still files to find it in.

use jiff::tz::TimeZone;

use crate::i18n::{Language, Words};

pub(super) struct Voice {
    zone: TimeZone,
    /// Those that were needed last: most pages need none.
    words: Option<Words>,
}

impl Voice {
    pub(super) fn open() -> Self {
        Self { zone: TimeZone::system(), words: None }
    }

    pub(super) fn words(&mut self, language: Language) -> &Words {
        let ready = self.words.take().filter(|words| words.language() == language);
        self.words.insert(ready.unwrap_or_else(|| Words::in_zone(language, self.zone.clone())))
    }
}
