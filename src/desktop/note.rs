//! What a notification says: a pure function of the news, the settings and the
//! screen.

use crate::config::{Content, Notifications};
use crate::domain::{AccountId, MessageId};
use crate::i18n::{Words, fl};

/// New mail in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub account: AccountId,
    /// What the user calls it.
    pub mailbox: String,
    /// Newest first; a few of them, when many came.
    pub letters: Vec<Letter>,
    pub count: usize,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: MessageId,
    pub who: String,
    pub subject: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is known of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Unlocked,
    Locked,
    Unknown,
}

/// A notification, ready to be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    pub title: String,
    /// Plain text.
    pub body: String,
    pub sound: bool,
    /// What pressing it opens.
    pub opens: Option<MessageId>,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Note").field("opens", &self.opens).finish_non_exhaustive()
    }
}

/// Letters named in one notification.
pub const NAMED: usize = 3;
const LONGEST_NAME: usize = 80;
const LONGEST_SUBJECT: usize = 160;

/// What to say of news that may be told.
pub fn note(news: &News, settings: &Notifications, screen: Screen, words: &Words) -> Note {
    let open = match settings.content {
        Content::Always => true,
        Content::Unlocked => screen == Screen::Unlocked,
        Content::Never => false,
    };
    let arrived = fl!(words, "news-arrived", number = news.count, mailbox = cut(&news.mailbox, LONGEST_NAME));
    let (title, body) = match news.letters.as_slice() {
        _ if !open => (arrived, String::new()),
        [letter] if news.count == 1 => {
            (who(letter, words), format!("{}\n{}", subject(letter, words), cut(&news.mailbox, LONGEST_NAME)))
        }
        letters => {
            let line = |letter| fl!(words, "news-letter", who = who(letter, words), subject = subject(letter, words));
            (arrived, letters.iter().take(NAMED).map(line).collect::<Vec<_>>().join("\n"))
        }
    };
    Note { title, body, sound: settings.sound, opens: news.letters.first().map(|letter| letter.id) }
}

fn who(letter: &Letter, words: &Words) -> String {
    if letter.who.trim().is_empty() { words.say("news-nobody") } else { cut(&letter.who, LONGEST_NAME) }
}

fn subject(letter: &Letter, words: &Words) -> String {
    if letter.subject.trim().is_empty() { words.say("news-no-subject") } else { cut(&letter.subject, LONGEST_SUBJECT) }
}

/// One line, not too long.
fn cut(text: &str, longest: usize) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut cut: String = clean.clone().take(longest).collect();
    if clean.count() > longest {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn news(count: usize) -> News {
        let letter = |number: i64| Letter {
            id: MessageId(number),
            who: format!("Dr Bob Lemaire {number}"),
            subject: format!("Analyses {number}"),
        };
        let letters = (1..=i64::try_from(count.min(10)).unwrap()).map(letter).collect();
        News { account: AccountId(1), mailbox: "Cabinet".to_owned(), letters, count }
    }

    fn said(news: &News, content: Content, screen: Screen) -> Note {
        let settings = Notifications { content, ..Notifications::default() };
        note(news, &settings, screen, &Words::new(Language::Fr))
    }

    #[test]
    fn one_letter_is_told_by_who_and_what() {
        let note = said(&news(1), Content::Always, Screen::Locked);
        assert_eq!((note.title.as_str(), note.body.as_str()), ("Dr Bob Lemaire 1", "Analyses 1\nCabinet"));
        assert_eq!(note.opens, Some(MessageId(1)));
        assert!(note.sound);
    }

    #[test]
    fn several_are_one_notification_with_their_count() {
        let note = said(&news(12), Content::Unlocked, Screen::Unlocked);
        assert_eq!(note.title, "12 nouveaux messages dans Cabinet");
        assert_eq!(note.body.lines().count(), NAMED);
        assert!(note.body.starts_with("Dr Bob Lemaire 1\u{a0}: Analyses 1\n"), "{}", note.body);
    }

    #[test]
    fn nothing_of_a_letter_is_said_on_a_locked_screen_or_one_that_nobody_knows() {
        for (content, screen) in [
            (Content::Unlocked, Screen::Locked),
            (Content::Unlocked, Screen::Unknown),
            (Content::Never, Screen::Unlocked),
        ] {
            for count in [1, 2] {
                let note = said(&news(count), content, screen);
                assert!(!format!("{}{}", note.title, note.body).contains("Lemaire"), "{content:?} {screen:?}");
                assert!(!note.body.contains("Analyses"));
                assert!(note.title.ends_with("dans Cabinet"), "{}", note.title);
            }
        }
    }

    #[test]
    fn what_a_letter_says_of_itself_is_cut_and_stays_on_its_line() {
        let mut one = news(1);
        one.letters[0].who = " ".to_owned();
        one.letters[0].subject = format!("a\nb{}", "x".repeat(500));
        let note = said(&one, Content::Always, Screen::Unlocked);
        assert_eq!(note.title, "Expéditeur inconnu");
        assert!(note.body.starts_with("a bx") && note.body.lines().count() == 2);
        assert!(note.body.chars().count() < 200);
    }

    #[test]
    fn a_note_prints_nothing_of_a_letter() {
        let one = news(1);
        let printed = format!("{one:?} {:?}", said(&one, Content::Always, Screen::Unlocked));
        assert!(!printed.contains("Lemaire") && !printed.contains("Analyses"));
    }
}
