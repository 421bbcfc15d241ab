//! A list of people as a person types or pastes it: addresses with names or
//! without, between commas, semicolons and line ends, in any mixture.

use super::{Address, Email};

/// More than one message can be for.
const MOST: usize = 2_000;

/// Those of a list. What is no address is among them as it was written, with no
/// name: nothing that was pasted is lost.
pub fn people(text: &str) -> Vec<Address> {
    pieces(text).into_iter().map(person).filter(|one| !one.email.is_empty()).take(MOST).collect()
}

/// Of what is being typed: those that are ended, and what is not.
pub fn typed(text: &str) -> (Vec<Address>, String) {
    let mut all = pieces(text);
    let ended = text.trim_end_matches(' ').ends_with(is_end) && all.last().is_some_and(|last| is_whole(last));
    let rest = if ended { None } else { all.pop() };
    if all.is_empty() {
        return (Vec::new(), text.to_owned());
    }
    (all.iter().map(person).collect(), rest.unwrap_or_default())
}

fn is_end(c: char) -> bool {
    matches!(c, ',' | ';' | '\n' | '\r' | '\t')
}

/// Cut where one ends. A comma ends one only after an address: before it, it
/// stands in a name ("Durand, Anne").
fn pieces(text: &str) -> Vec<String> {
    let (mut pieces, mut piece) = (Vec::new(), String::new());
    let (mut quoted, mut angle) = (false, false);
    let mut end = |piece: &mut String| {
        let whole = std::mem::take(piece);
        if !whole.trim().is_empty() {
            pieces.push(whole.trim().to_owned());
        }
    };
    for c in text.chars() {
        match c {
            '"' if !angle => quoted = !quoted,
            '<' if !quoted => angle = true,
            '>' if !quoted => angle = false,
            ';' | '\n' | '\r' | '\t' if !quoted => {
                angle = false;
                end(&mut piece);
                continue;
            }
            ',' if !quoted && !angle && is_whole(&piece) => {
                end(&mut piece);
                continue;
            }
            // "Cabinet: anne@…, paul@…;": the name of a group.
            ':' if !quoted && !angle && !piece.contains('@') => {
                piece.clear();
                continue;
            }
            _ => {}
        }
        piece.push(c);
    }
    end(&mut piece);
    pieces
}

fn is_whole(piece: &str) -> bool {
    piece.contains('@')
}

fn person(piece: impl AsRef<str>) -> Address {
    let piece = piece.as_ref().trim().trim_end_matches(',').trim_end();
    let Some((name, rest)) = piece.rsplit_once('<') else {
        return bare(piece.strip_prefix("mailto:").unwrap_or(piece));
    };
    let email = rest.trim_end_matches('>').trim();
    let name = name.trim().trim_matches(['"', '\'']).trim().replace("\\\"", "\"");
    // Programs write the address where there is no name.
    let name = if name.eq_ignore_ascii_case(email) { String::new() } else { name };
    Address::new(name, tidy(email))
}

/// "anne@clinique.example", or "Anne Durand anne@clinique.example".
fn bare(piece: &str) -> Address {
    match piece.rsplit_once(char::is_whitespace) {
        Some((name, email)) if Email::parse(email).is_ok() && !name.contains('@') => {
            Address::new(name.trim().trim_matches('"').to_owned(), tidy(email))
        }
        _ => Address::new("", tidy(piece)),
    }
}

fn tidy(email: &str) -> String {
    Email::parse(email).map_or_else(|_| email.to_owned(), |email| email.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(people: &[Address]) -> Vec<String> {
        people.iter().map(|one| format!("{}|{}", one.name, one.email)).collect()
    }

    #[test]
    fn a_pasted_list_is_cut_at_commas_semicolons_and_line_ends() {
        let list = "anne@clinique.example, paul@clinique.example; Zoé <zoe@clinique.example>\r\n\nluc@clinique.example";
        let all =
            ["|anne@clinique.example", "|paul@clinique.example", "Zoé|zoe@clinique.example", "|luc@clinique.example"];
        assert_eq!(shown(&people(list)), all);
    }

    #[test]
    fn a_comma_within_a_name_is_of_the_name() {
        let list = "Durand, Anne <anne@clinique.example>, \"MARTIN, Paul; Dr\" <paul@clinique.example>";
        assert_eq!(
            shown(&people(list)),
            ["Durand, Anne|anne@clinique.example", "MARTIN, Paul; Dr|paul@clinique.example"]
        );
    }

    #[test]
    fn names_stand_before_addresses_with_brackets_or_without() {
        assert_eq!(shown(&people("Anne Durand anne@clinique.example")), ["Anne Durand|anne@clinique.example"]);
        assert_eq!(shown(&people("mailto:anne@Clinique.EXAMPLE")), ["|anne@clinique.example"]);
        assert_eq!(shown(&people("anne@clinique.example <anne@clinique.example>")), ["|anne@clinique.example"]);
    }

    #[test]
    fn a_group_is_opened() {
        let list = "Cabinet : anne@clinique.example, paul@clinique.example;";
        assert_eq!(shown(&people(list)), ["|anne@clinique.example", "|paul@clinique.example"]);
    }

    #[test]
    fn what_is_no_address_is_kept_as_it_was_written() {
        assert_eq!(
            shown(&people("le laboratoire; anne@@x; anne@clinique.example")),
            ["|le laboratoire", "|anne@@x", "|anne@clinique.example"]
        );
        assert!(people(" ; ,\n").is_empty());
    }

    #[test]
    fn while_one_types_only_what_is_ended_is_taken() {
        let is = |text: &str, whole: &[&str], rest: &str| {
            let (people, left) = typed(text);
            assert_eq!(
                (shown(&people), left.as_str()),
                (whole.iter().map(ToString::to_string).collect(), rest),
                "{text}"
            );
        };
        is("anne", &[], "anne");
        is("anne@clinique.example", &[], "anne@clinique.example");
        is("anne@clinique.example,", &["|anne@clinique.example"], "");
        is("anne@clinique.example; pa", &["|anne@clinique.example"], "pa");
        is("Durand, An", &[], "Durand, An");
        is("Durand, Anne <anne@clinique.example>, ", &["Durand, Anne|anne@clinique.example"], "");
    }
}
