//! A list of people as a person types or pastes it: addresses with names or
//! without, between commas, semicolons and line ends, in any mixture.

use serde::{Deserialize, Serialize};

use super::{Address, Email};

/// More than one message can be for.
const MOST: usize = 2_000;

/// People who came under one name ("Cabinet: anne@…, paul@…;") and are kept
/// together until the writer parts them. Each is still a person of the message:
/// what is checked and what leaves knows no groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    /// Their addresses.
    pub members: Vec<String>,
}

/// The groups of a list: only what is ended by a semicolon is one, as in a letter's
/// header; "À : anne@…, paul@…" is a line that was copied with its label.
pub fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for piece in pieces(text).into_iter().take(MOST) {
        let Some(name) = piece.group else { continue };
        let member = person(&piece.text).email;
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) if group.members.contains(&member) => {}
            Some(group) => group.members.push(member),
            None => groups.push(Group { name, members: vec![member] }),
        }
    }
    groups.retain(|group| group.members.len() > 1);
    groups
}

/// Those of a list. What is no address is among them as it was written, with no
/// name: nothing that was pasted is lost.
pub fn people(text: &str) -> Vec<Address> {
    pieces(text).into_iter().map(|piece| person(piece.text)).filter(|one| !one.email.is_empty()).take(MOST).collect()
}

/// Of what is being typed: those that are ended, and what is not.
pub fn typed(text: &str) -> (Vec<Address>, String) {
    let mut all = pieces(text);
    let ended = text.trim_end_matches(' ').ends_with(is_end) && all.last().is_some_and(|last| is_whole(&last.text));
    let rest = if ended { None } else { all.pop() };
    if all.is_empty() {
        return (Vec::new(), text.to_owned());
    }
    (all.into_iter().map(|piece| person(piece.text)).collect(), rest.map(|piece| piece.text).unwrap_or_default())
}

fn is_end(c: char) -> bool {
    matches!(c, ',' | ';' | '\n' | '\r' | '\t')
}

/// One of a list, and the name of the group that it stood in.
struct Piece {
    text: String,
    group: Option<String>,
}

/// Cut where one ends. A comma ends one only after an address: before it, it
/// stands in a name ("Durand, Anne").
fn pieces(text: &str) -> Vec<Piece> {
    let (mut pieces, mut piece) = (Vec::<Piece>::new(), String::new());
    let (mut quoted, mut angle) = (false, false);
    // The name of a group that is not ended yet, and its first.
    let mut open: Option<(String, usize)> = None;
    let end = |pieces: &mut Vec<Piece>, piece: &mut String| {
        let whole = std::mem::take(piece);
        if !whole.trim().is_empty() {
            pieces.push(Piece { text: whole.trim().to_owned(), group: None });
        }
    };
    for c in text.chars() {
        match c {
            '"' if !angle => quoted = !quoted,
            '<' if !quoted => angle = true,
            '>' if !quoted => angle = false,
            ';' | '\n' | '\r' | '\t' if !quoted => {
                angle = false;
                end(&mut pieces, &mut piece);
                let ended = open.take().filter(|_| c == ';');
                if let Some((name, first)) = ended {
                    pieces.iter_mut().skip(first).for_each(|one| one.group = Some(name.clone()));
                }
                continue;
            }
            ',' if !quoted && !angle && is_whole(&piece) => {
                end(&mut pieces, &mut piece);
                continue;
            }
            // "Cabinet: anne@…, paul@…;": the name of a group.
            ':' if !quoted && !angle && !piece.contains('@') => {
                let name = std::mem::take(&mut piece).trim().to_owned();
                open = (!name.is_empty()).then_some((name, pieces.len()));
                continue;
            }
            _ => {}
        }
        piece.push(c);
    }
    end(&mut pieces, &mut piece);
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
    fn a_group_is_known_by_its_name_and_its_end() {
        let list = "zoe@clinique.example; Cabinet : Anne <anne@clinique.example>, paul@clinique.example;
            Garde: luc@clinique.example; mailto:lea@clinique.example";
        let members = vec!["anne@clinique.example".to_owned(), "paul@clinique.example".to_owned()];
        assert_eq!(groups(list), [Group { name: "Cabinet".into(), members }], "one person is no group");
        assert_eq!(people(list).len(), 5);
        assert!(groups("À : anne@clinique.example, paul@clinique.example").is_empty());
        assert!(groups("À : anne@clinique.example, paul@clinique.example\nObjet : x;").is_empty());
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
