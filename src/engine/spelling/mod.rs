//! Spelling, by the Hunspell dictionaries of the system or of a folder beside
//! the program. A thread of its own reads them when they are first asked for, so
//! that nobody waits; without any, every word is right.
//!
//! A word is right if one of the languages has it: letters to colleagues abroad
//! are written in the same window.

mod speller;

use std::path::PathBuf;
use std::sync::mpsc;

use tokio::sync::oneshot;

use speller::Speller;

/// Where dictionaries are, on the systems that have them.
const FOLDERS: [&str; 3] = ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell"];
/// Beside the program, elsewhere.
const BESIDE: &str = "dictionaries";

/// A hand on the one who spells. Cheap to clone; the thread ends with the last.
#[derive(Debug, Clone)]
pub struct Spelling(mpsc::Sender<Ask>);

#[derive(Debug)]
enum Ask {
    Check(Vec<String>, oneshot::Sender<Vec<(String, bool)>>),
    Suggest(String, oneshot::Sender<Vec<String>>),
    Learn(String),
}

impl Spelling {
    pub fn of_system() -> Self {
        let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join(BESIDE)));
        Self::new(FOLDERS.into_iter().map(PathBuf::from).chain(beside).collect())
    }

    pub fn new(folders: Vec<PathBuf>) -> Self {
        let (asks, inbox) = mpsc::channel();
        let work = move || {
            let mut speller: Option<Speller> = None;
            for ask in inbox {
                let speller = speller.get_or_insert_with(|| Speller::read(&folders));
                match ask {
                    Ask::Check(words, answer) => {
                        let checked = words.into_iter().map(|word| {
                            let right = speller.is_right(&word);
                            (word, right)
                        });
                        let _ = answer.send(checked.collect());
                    }
                    Ask::Suggest(word, answer) => drop(answer.send(speller.suggest(&word))),
                    Ask::Learn(word) => speller.learn(&word),
                }
            }
        };
        // Without a thread nothing is underlined, and that is all.
        drop(std::thread::Builder::new().name("spelling".to_owned()).spawn(work));
        Self(asks)
    }

    /// Each word, and whether it is right.
    pub async fn check(&self, words: Vec<String>) -> Vec<(String, bool)> {
        let (answer, answered) = oneshot::channel();
        let _ = self.0.send(Ask::Check(words, answer));
        answered.await.unwrap_or_default()
    }

    /// What may have been meant, the likeliest first.
    pub async fn suggest(&self, word: String) -> Vec<String> {
        let (answer, answered) = oneshot::channel();
        let _ = self.0.send(Ask::Suggest(word, answer));
        answered.await.unwrap_or_default()
    }

    /// From now on the word is right, as long as the program runs: who keeps it says
    /// it again at the next start.
    pub fn learn(&self, word: String) {
        let _ = self.0.send(Ask::Learn(word));
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    const AFF: &str = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzéèê\nSFX S Y 1\nSFX S 0 s .\nREP 1\nREP f ph\n";
    const DIC: &str = "5\npatient/S\nœdème/S\nrevu\nété/S\nphlébite/S\n";

    fn spelling(folder: &std::path::Path) -> Spelling {
        std::fs::write(folder.join("fr_FR.aff"), AFF).unwrap();
        std::fs::write(folder.join("fr_FR.dic"), DIC).unwrap();
        Spelling::new(vec![folder.to_owned()])
    }

    fn checked(spelling: &Spelling, words: &[&str]) -> Vec<bool> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let answer = futures::executor::block_on(spelling.check(words));
        answer.into_iter().map(|(_, right)| right).collect()
    }

    #[test]
    fn words_are_right_in_their_forms_with_either_apostrophe_and_when_joined() {
        let folder = tempfile::tempdir().unwrap();
        let spelling = spelling(folder.path());
        let right = ["patients", "Patient", "L’œdème", "d'été", "patient-revu", "e\u{301}te\u{301}"];
        assert_eq!(checked(&spelling, &right), [true; 6]);
        assert_eq!(checked(&spelling, &["pateint", "l’oedeme", "x’été"]), [false; 3]);
        let suggested = futures::executor::block_on(spelling.suggest("l’flébite".to_owned()));
        assert_eq!(suggested.first().map(String::as_str), Some("l’phlébite"), "{suggested:?}");
    }

    #[test]
    fn a_word_that_was_added_is_right_and_is_written_to_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let spelling = spelling(folder.path());
        spelling.learn("échodoppler".to_owned());
        assert_eq!(checked(&spelling, &["Échodoppler", "échodopler"]), [true, false]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "the dictionary alone");
    }

    #[test]
    fn without_a_dictionary_every_word_is_right() {
        let folder = tempfile::tempdir().unwrap();
        let spelling = Spelling::new(vec![folder.path().join("none")]);
        assert_eq!(checked(&spelling, &["nimporte"]), [true]);
        assert!(futures::executor::block_on(spelling.suggest("nimporte".to_owned())).is_empty());
    }

    #[test]
    fn a_broken_dictionary_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("en_GB.aff"), b"SET ISO8859-1\nSFX A Y 9\n\xe9").unwrap();
        std::fs::write(folder.path().join("en_GB.dic"), "no number\n").unwrap();
        assert_eq!(checked(&spelling(folder.path()), &["patient", "pateint"]), [true, false]);
    }
}
