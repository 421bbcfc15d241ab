//! The first words of a text, for a list: what the sender wrote, not what they
//! quote.

use super::{clean, limit};

pub(super) fn extract(text: &str) -> String {
    let own = fold(text.lines().take_while(|line| !begins_quote(line)).filter(|line| !line.starts_with('>')));
    // A forwarded message may hold nothing of the sender's.
    if own.is_empty() { fold(text.lines()) } else { own }
}

/// All that comes after such a line was written by somebody else, or is a
/// signature.
fn begins_quote(line: &str) -> bool {
    // The French put a blank before a colon where no line may break.
    let line = line.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let is_heading = |name: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':'));
    let rule = line.starts_with("-----") || line.starts_with("_____") || line.starts_with("*****");
    line == "--"
        || rule && ["message", "original", "origine", "transf", "forward", "_______"].iter().any(|word| line.contains(word))
        || line.starts_with("le ") && line.ends_with("a écrit :")
        || line.starts_with("on ") && line.ends_with("wrote:")
        // The header of the message that is answered, as Outlook writes it.
        || line.contains('@') && (is_heading("de") || is_heading("from"))
}

/// The words with single blanks, without addresses of links, up to the cap.
fn fold<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut folded = String::new();
    let mut room = limit::EXTRACT;
    for word in lines.flat_map(str::split_whitespace).filter(|word| !word.starts_with("<http")) {
        let word: String = word.chars().filter(|&c| !clean::unseen(c)).take(room).collect();
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
        // The blank that the next word needs is part of the room.
        room = room.saturating_sub(word.chars().count() + 1);
        if room == 0 {
            break;
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{extract, limit};

    #[test]
    fn blanks_are_folded_and_what_nobody_sees_is_left_out() {
        assert_eq!(
            extract("Cher\n\nconfrère,\u{a0}\u{200c} \u{200c}\u{a0}bonjour <https://a.example>"),
            "Cher confrère, bonjour"
        );
        assert_eq!(extract(""), "");
    }

    #[test]
    fn an_answer_is_shown_without_what_it_answers() {
        for quote in [
            "> avant",
            "-- \nDr Anne Durand",
            "Le lun. 2 mars 2026 à 10:12, Anne Durand <anne@cabinet.example> a écrit :\nautre",
            "Le lundi 2 mars 2026 à 10:12, Anne a écrit\u{a0}:\nautre",
            "-----Message d'origine-----\nautre",
            "---------- Forwarded message ---------\nautre",
            "________________________________\nDe : Anne\nautre",
            "De : Anne Durand <anne@cabinet.example>\nEnvoyé : lundi\nautre",
            "On Mon, 2 Mar 2026, Anne Durand wrote:\nautre",
        ] {
            assert_eq!(extract(&format!("D'accord.\n\n{quote}")), "D'accord.", "{quote}");
        }
        assert_eq!(extract("De : quoi parler\n-----\nsuite"), "De : quoi parler ----- suite");
    }

    #[test]
    fn a_message_that_only_quotes_shows_its_quote() {
        assert_eq!(extract("> un\n> deux"), "> un > deux");
    }

    #[test]
    fn the_extract_is_capped() {
        assert_eq!(extract(&"é".repeat(1_000)).chars().count(), limit::EXTRACT);
        assert!(extract(&"mot ".repeat(1_000)).chars().count() <= limit::EXTRACT);
    }
}
