//! Two hundred questions, each in both languages, made of what is in the corpus.

use std::collections::BTreeMap;

use super::letter::Letter;

pub struct Question {
    pub ours: String,
    pub theirs: String,
}

impl Question {
    fn new(ours: impl Into<String>, theirs: impl Into<String>) -> Self {
        Self { ours: ours.into(), theirs: theirs.into() }
    }
}

const COUNT: usize = 200;

/// A word alone is put in quotes for notmuch: else it also finds words of the
/// same stem, by the rules of English.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

pub fn questions(letters: &BTreeMap<String, Letter>) -> Vec<Question> {
    let letters: Vec<&Letter> = letters.values().collect();
    (0..COUNT).map(|number| question(number, letters[number * 7919 % letters.len()])).collect()
}

fn question(number: usize, letter: &Letter) -> Question {
    let words: Vec<String> = letter
        .text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    let word = |step: usize| words[(number * 31 + step * 17) % words.len()].clone();
    let (one, other) = (word(1), word(2));
    let row = {
        // Two words with one blank between, so that both programs see a phrase.
        let plain: Vec<&str> = letter.text.split_whitespace().collect();
        let is_word = |word: &str| word.chars().all(char::is_alphanumeric);
        let pair = plain.windows(2).filter(|pair| pair.iter().all(|word| is_word(word))).nth(number % 3);
        pair.map_or(one.clone(), |pair| pair.join(" "))
    };
    let sender = letter.from[0].clone();
    let family = sender.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let (local, domain) = sender.email.split_once('@').unwrap_or_default();
    let subject = letter.subject.split(|c: char| !c.is_alphanumeric()).find(|word| word.chars().count() > 3);
    let subject = subject.unwrap_or("compte").to_lowercase();
    let month = 1 + number % 12;
    match number % 20 {
        0..=3 => Question::new(format!("{one} "), quoted(&one)),
        4 | 5 => Question::new(format!("{one} {other} "), format!("{} and {}", quoted(&one), quoted(&other))),
        6 => Question::new(format!("\"{row}\""), quoted(&row)),
        7 => Question::new(format!("de:{family} "), format!("from:{}", quoted(&family))),
        8 => Question::new(format!("de:{local} "), format!("from:{}", quoted(local))),
        9 => Question::new(format!("de:{domain} "), format!("from:{}", quoted(domain))),
        10 => Question::new(format!("à:garance {one} "), format!("to:\"garance\" and {}", quoted(&one))),
        11 => Question::new(format!("objet:{subject} "), format!("subject:{}", quoted(&subject))),
        12 => {
            let name = letter.names.first().map_or("RESULTATS", |name| name.split('.').next().unwrap_or_default());
            Question::new(format!("pj:{name} "), format!("attachment:{}", quoted(name)))
        }
        13 => Question::new("pj:hpr ".to_owned(), "attachment:\"hpr\"".to_owned()),
        14 => Question::new(
            format!("{one} depuis:01/11/2025 avant:{month:02}/11/2025"),
            // Its end is part of the range.
            format!("{} and date:2025-11-01..2025-11-{:02}", quoted(&one), month.max(2) - 1)
                .replace("..2025-11-01", if month == 1 { "..2025-10-31" } else { "..2025-11-01" }),
        ),
        15 => Question::new(
            format!("date:{month:02}/11/2025 {one} "),
            format!("date:2025-11-{month:02} and {}", quoted(&one)),
        ),
        16 => Question::new(format!("{one} OU {other} "), format!("{} or {}", quoted(&one), quoted(&other))),
        17 => Question::new(format!("{one} -{other} "), format!("{} and not {}", quoted(&one), quoted(&other))),
        18 => {
            let stem: String = one.chars().take(4).collect();
            Question::new(format!("{stem}* "), format!("{stem}*"))
        }
        _ => Question::new(
            format!("({one} OU de:{family}) -objet:{subject} "),
            format!("({} or from:{}) and not subject:{}", quoted(&one), quoted(&family), quoted(&subject)),
        ),
    }
}
