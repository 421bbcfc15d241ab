//! The honest answer to a command: as much of IMAP as a mail program that only
//! reads can ask for (RFC 9051, and CONDSTORE, QRESYNC, ESEARCH where announced).

use super::world::{Folder, Letter, World};

pub(super) fn honest(world: &mut World, selected: &mut Option<String>, tag: &str, command: &str) -> Vec<Vec<u8>> {
    let mut said: Vec<Vec<u8>> = Vec::new();
    let upper = command.to_ascii_uppercase();
    let mut say = |line: String| said.push(format!("{line}\r\n").into_bytes());
    let mut end = format!("{tag} OK done");
    match upper.split(' ').next().unwrap_or_default() {
        "CAPABILITY" => say(format!("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN {}", world.capabilities)),
        "AUTHENTICATE" | "LOGIN" => end = format!("{tag} OK [CAPABILITY IMAP4rev1 {}] in", world.capabilities),
        "LIST" => {
            for name in world.folders.keys() {
                say(format!("* LIST (\\HasNoChildren) \"/\" {name}"));
            }
            if upper.contains("STATUS (") {
                for (name, folder) in &world.folders {
                    say(status(name, folder));
                }
            }
        }
        "STATUS" => match named(world, command) {
            Some((name, folder)) => say(status(&name, folder)),
            None => end = format!("{tag} NO no such folder"),
        },
        "SELECT" | "EXAMINE" => match named(world, command) {
            Some((name, folder)) => {
                open(folder, &upper, &mut say);
                *selected = Some(name);
                end = format!("{tag} OK [READ-ONLY] open");
            }
            None => end = format!("{tag} NO no such folder"),
        },
        "CLOSE" | "UNSELECT" => *selected = None,
        "LOGOUT" => say("* BYE adieu".to_owned()),
        "NAMESPACE" => say("* NAMESPACE ((\"\" \"/\")) NIL NIL".to_owned()),
        "ENABLE" => say(format!("* ENABLED {}", upper.trim_start_matches("ENABLE "))),
        "ID" | "NOOP" => {}
        "UID" => match selected.as_ref().and_then(|name| world.folders.get(name)) {
            Some(folder) if upper.starts_with("UID FETCH") => said = fetch(folder, &upper),
            Some(folder) if upper.starts_with("UID SEARCH") => say(search(folder, &upper, tag)),
            _ => end = format!("{tag} BAD not here"),
        },
        _ => end = format!("{tag} BAD not known"),
    }
    said.push(format!("{end}\r\n").into_bytes());
    said
}

/// The folder that the first argument names.
fn named<'a>(world: &'a World, command: &str) -> Option<(String, &'a Folder)> {
    let name = command.split(' ').nth(1)?.trim_matches('"');
    world.folders.get_key_value(name).map(|(name, folder)| (name.clone(), folder))
}

fn status(name: &str, folder: &Folder) -> String {
    let Folder { uid_validity, uid_next, modseq, letters, .. } = folder;
    format!(
        "* STATUS {name} (MESSAGES {} UIDNEXT {uid_next} UIDVALIDITY {uid_validity} UNSEEN 0 HIGHESTMODSEQ {modseq})",
        letters.len()
    )
}

fn open(folder: &Folder, upper: &str, say: &mut impl FnMut(String)) {
    say("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)".to_owned());
    say("* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] kept".to_owned());
    say(format!("* {} EXISTS", folder.letters.len()));
    say("* 0 RECENT".to_owned());
    say(format!("* OK [UIDVALIDITY {}] valid", folder.uid_validity));
    say(format!("* OK [UIDNEXT {}] next", folder.uid_next));
    if upper.contains("CONDSTORE") || upper.contains("QRESYNC") {
        say(format!("* OK [HIGHESTMODSEQ {}] highest", folder.modseq));
    }
    // QRESYNC (<uidvalidity> <modseq> …)
    let mut known = upper.split_once("QRESYNC (").map(|(_, rest)| rest.split([' ', ')'])).into_iter().flatten();
    let validity = known.next().and_then(|word| word.parse::<u32>().ok());
    if let Some(since) =
        known.next().and_then(|word| word.parse().ok()).filter(|_| validity == Some(folder.uid_validity))
    {
        if let Some(vanished) = vanished(folder, since) {
            say(vanished);
        }
        for (index, letter) in folder.letters.iter().enumerate().filter(|(_, letter)| letter.modseq > since) {
            say(format!("* {} FETCH (UID {} {})", index + 1, letter.uid, changeable(letter, true)));
        }
    }
}

fn vanished(folder: &Folder, since: u64) -> Option<String> {
    let uids: Vec<String> =
        folder.vanished.iter().filter(|(_, when)| *when > since).map(|(uid, _)| uid.to_string()).collect();
    (!uids.is_empty()).then(|| format!("* VANISHED (EARLIER) {}", uids.join(",")))
}

fn changeable(letter: &Letter, modseq: bool) -> String {
    let flags = format!("FLAGS ({})", letter.flags.join(" "));
    if modseq { format!("{flags} MODSEQ ({})", letter.modseq) } else { flags }
}

/// `UID SEARCH …`: whatever is asked, all of them.
fn search(folder: &Folder, upper: &str, tag: &str) -> String {
    let uids: Vec<String> = folder.letters.iter().map(|letter| letter.uid.to_string()).collect();
    match (upper.contains("RETURN ("), uids.is_empty()) {
        (true, false) => format!("* ESEARCH (TAG \"{tag}\") UID ALL {}", uids.join(",")),
        (true, true) => format!("* ESEARCH (TAG \"{tag}\") UID"),
        (false, _) => format!("* SEARCH {}", uids.join(" ")).trim_end().to_owned(),
    }
}

/// `UID FETCH <set> (<items>) (CHANGEDSINCE <n> VANISHED)`.
fn fetch(folder: &Folder, upper: &str) -> Vec<Vec<u8>> {
    let mut words = upper.splitn(4, ' ').skip(2);
    let (set, items) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let since = items.split_once("CHANGEDSINCE ").and_then(|(_, rest)| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().ok()
    });
    let mut said = Vec::new();
    if let Some(vanished) = since.filter(|_| items.contains("VANISHED")).and_then(|since| vanished(folder, since)) {
        said.push(format!("{vanished}\r\n").into_bytes());
    }
    let last = folder.letters.last().map_or(0, |letter| letter.uid);
    for (index, letter) in folder.letters.iter().enumerate() {
        if in_set(set, letter.uid, last) && since.is_none_or(|since| letter.modseq > since) {
            said.push(fetched(index + 1, letter, items));
        }
    }
    said
}

fn fetched(number: usize, letter: &Letter, items: &str) -> Vec<u8> {
    let mut line = format!("* {number} FETCH (UID {}", letter.uid).into_bytes();
    let mut put = |text: String| line.extend_from_slice(text.as_bytes());
    if items.contains("FLAGS") {
        put(format!(" {}", changeable(letter, items.contains("MODSEQ"))));
    }
    if items.contains("INTERNALDATE") {
        put(" INTERNALDATE \"03-Nov-2025 10:00:00 +0100\"".to_owned());
    }
    if items.contains("RFC822.SIZE") {
        put(format!(" RFC822.SIZE {}", letter.bytes.len()));
    }
    if let Some((_, rest)) = items.split_once("BODY.PEEK[") {
        let (section, rest) = rest.split_once(']').unwrap_or((rest, ""));
        let header = letter.bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
        let mut bytes = if section.starts_with("HEADER") { &letter.bytes[..header] } else { &letter.bytes[..] };
        let mut origin = String::new();
        // <offset.length>
        if let Some((part, _)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            let (from, length) = part.split_once('.').unwrap_or((part, ""));
            let from: usize = from.parse().unwrap_or(0);
            let length = length.parse().unwrap_or(usize::MAX);
            bytes = bytes.get(from..).unwrap_or_default();
            bytes = bytes.get(..length).unwrap_or(bytes);
            origin = format!("<{from}>");
        }
        put(format!(" BODY[{section}]{origin} {{{}}}\r\n", bytes.len()));
        line.extend_from_slice(bytes);
    }
    line.extend_from_slice(b")\r\n");
    line
}

fn in_set(set: &str, uid: u32, last: u32) -> bool {
    let number = |text: &str| if text == "*" { last } else { text.parse().unwrap_or(0) };
    set.split(',').any(|range| {
        let (from, to) = range.split_once(':').unwrap_or((range, range));
        let (from, to) = (number(from), number(to));
        (from.min(to)..=from.max(to)).contains(&uid)
    })
}
