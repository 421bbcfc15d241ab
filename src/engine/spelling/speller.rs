//! The dictionaries themselves, on the thread that reads them.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use spellbook::Dictionary;
use unicode_normalization::UnicodeNormalization as _;

/// Each language, by the first of its names that is found.
const LANGUAGES: [&[&str]; 2] = [&["fr_FR", "fr"], &["en_GB", "en_US"]];
/// No honest dictionary is larger.
const LARGEST: u64 = 32 << 20;
/// Nobody reads more.
const SUGGESTIONS: usize = 6;
/// What stands before an apostrophe in French.
const ELISIONS: [&str; 15] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "entr", "presqu"];

/// What every practice writes, and no dictionary has.
const TRADE: [&str; 16] = [
    "MSSanté", "Apicrypt", "RPPS", "ADELI", "FINESS", "DMP", "HPRIM", "EHPAD", "IDEL", "IRM", "ECG", "HbA1c", "INR",
    "TSH", "NFS", "Sceau",
];

pub(super) struct Speller {
    dictionaries: Vec<Dictionary>,
    own: HashSet<String>,
}

impl Speller {
    pub(super) fn read(folders: &[PathBuf]) -> Self {
        let dictionaries = LANGUAGES.iter().filter_map(|names| first(folders, names)).collect();
        Self { dictionaries, own: TRADE.map(folded).into() }
    }

    pub(super) fn is_right(&self, word: &str) -> bool {
        let word = plain(word);
        self.dictionaries.is_empty() || self.is_known(&word) || self.is_joined(&word)
    }

    fn is_known(&self, word: &str) -> bool {
        self.own.contains(&folded(word)) || self.dictionaries.iter().any(|dictionary| dictionary.check(word))
    }

    /// Words joined by hyphens, and what an apostrophe stands behind.
    fn is_joined(&self, word: &str) -> bool {
        if let Some((_, rest)) = elided(word) {
            return self.is_known(rest) || self.is_joined(rest);
        }
        let parts = word.split('-');
        word.contains('-') && parts.clone().all(|part| !part.is_empty() && self.is_known(part))
    }

    /// With the apostrophe as it was written.
    pub(super) fn suggest(&self, word: &str) -> Vec<String> {
        let own = plain(word);
        let (before, rest) = elided(&own).unwrap_or(("", &own));
        let mut all: Vec<String> = Vec::new();
        for dictionary in &self.dictionaries {
            let mut found = Vec::new();
            dictionary.suggest(rest, &mut found);
            for one in found {
                let whole = format!("{before}{one}");
                let whole = if word.contains('’') { whole.replace('\'', "’") } else { whole };
                if !all.contains(&whole) && all.len() < SUGGESTIONS {
                    all.push(whole);
                }
            }
        }
        all
    }

    pub(super) fn learn(&mut self, word: &str) {
        let _new = self.own.insert(folded(word));
    }
}

fn first(folders: &[PathBuf], names: &[&str]) -> Option<Dictionary> {
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find_map(|place| {
        let read = |ending| {
            let path = place.with_extension(ending);
            let is_sane = fs::metadata(&path).is_ok_and(|file| file.len() <= LARGEST);
            is_sane.then(|| fs::read_to_string(path).ok()).flatten()
        };
        Dictionary::new(&read("aff")?, &read("dic")?).ok()
    })
}

/// As dictionaries write it: composed, with a straight apostrophe.
fn plain(word: &str) -> String {
    let letters = word.nfc().filter(|c| *c != '\u{ad}');
    letters
        .map(|c| match c {
            '’' => '\'',
            '\u{2011}' => '-',
            c => c,
        })
        .collect()
}

fn folded(word: &str) -> String {
    plain(word.trim()).to_lowercase()
}

/// What is elided with its apostrophe, and what comes behind.
fn elided(word: &str) -> Option<(&str, &str)> {
    let at = word.find('\'')?;
    let (before, rest) = word.split_at_checked(at + 1)?;
    let is_one = ELISIONS.contains(&word.get(..at)?.to_lowercase().as_str());
    (is_one && !rest.is_empty()).then_some((before, rest))
}
