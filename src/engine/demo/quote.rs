//! How an answer repeats what it answers.

use jiff::civil::{Date, Time};

use super::calendar;

/// `Le 9 mars 2024 à 09:14, … a écrit :` and the text, a `>` before each line.
pub(super) fn quoted(author: &str, date: Date, time: Time, text: &str) -> String {
    let mut quoted =
        format!("Le {} à {:02}:{:02}, {author} a écrit :\n", calendar::long(date), time.hour(), time.minute());
    // The signature of what is answered is dropped, as good mail programs do.
    for line in text.split("\n-- \n").next().unwrap_or_default().trim_end().lines() {
        let mark = if line.is_empty() || line.starts_with('>') { ">" } else { "> " };
        quoted.push_str(mark);
        quoted.push_str(line);
        quoted.push('\n');
    }
    quoted
}

/// `Re: ` once, however long the exchange.
pub(super) fn subject(answered: &str) -> String {
    let prefixed = ["Re: ", "RE: ", "Re : "].iter().any(|prefix| answered.starts_with(prefix));
    if prefixed { answered.to_owned() } else { format!("Re: {answered}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::{quoted, subject};

    #[test]
    fn an_answer_repeats_the_text_and_not_the_signature() {
        let said = quoted("Léa", date(2026, 3, 9), time(9, 5, 0, 0), "Oui.\n\n> Non ?\n\n-- \nLéa D.");
        assert_eq!(said, "Le 9 mars 2026 à 09:05, Léa a écrit :\n> Oui.\n>\n>> Non ?\n");
    }

    #[test]
    fn an_answer_to_an_answer_says_re_once() {
        assert_eq!(subject("Garde"), "Re: Garde");
        assert_eq!(subject("Re: Garde"), "Re: Garde");
    }
}
