//! The oddities of servers that Sceau lives with, by name and reason. Each is
//! handled where it is met; the ones that need more than a line are here.
//!
//! - Folders without SPECIAL-USE (many hosts): their names tell ([`roles_by_name`]).
//! - `RETURN (SPECIAL-USE)` refused though announced: asked again without (`imap/folder`).
//! - Folder names in raw UTF-8 (servers older than RFC 6855): taken as they are (`imap/utf7`).
//! - "NO" to a login because a part of the server is down ([`refusal_is_passing`]).
//! - `UID FETCH 1:*` of an empty folder is BAD to some: not asked (`imap/fetch`).
//! - No UIDNEXT, or a HIGHESTMODSEQ of 0: none (`imap/select`).
//! - Mod-sequences kept only once asked for (Dovecot): `SELECT … (CONDSTORE)` (`imap/select`).
//! - A mod-sequence behind `SEARCH`, a space before `)`: read over (`imap/response`, `imap/token`).
//! - `BODY[]` as a quoted string or NIL: taken, left out (`imap/fetch`).
//! - No entry to who does not say ID (163.com): said where offered (`imap`).
//! - "NO" to a POP3 login, in words alone, because another program has the mailbox
//!   open, or because a part of the server is down ([`maildrop_is_locked`], [`will_pass`]).
//! - No UIDL (POP3): messages are known by their header and size (`sync/pop`).
//! - Lines that end without CR (POP3): of a server whose replies do too (`pop3/wire`).
//! - `AUTH=PLAIN` for `AUTH PLAIN` in EHLO (before RFC 2554): both read (`smtp`).
//! - A second, longer EHLO after login (Dovecot submission): asked for (`smtp`).

use super::imap::RemoteFolder;
use crate::domain::Role;

/// RFC 5530: the login may well be right, the server cannot tell just now.
pub(super) fn refusal_is_passing(code: &str) -> bool {
    ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"].iter().any(|known| code.eq_ignore_ascii_case(known))
}

/// A login refused because another program has the mailbox open: RFC 1939 knows
/// no code for it, RFC 2449 came later.
pub(super) fn maildrop_is_locked(text: &str) -> bool {
    says(text, &["lock", "in use", "another session", "another pop"])
}

/// The same for a server in trouble.
pub(super) fn will_pass(text: &str) -> bool {
    says(text, &["try again", "temporar", "unavailable", "busy", "too many"])
}

/// A locked account is not a locked mailbox: the user has to do something.
fn says(text: &str, about: &[&str]) -> bool {
    let text = text.to_ascii_lowercase();
    let denied = ["password", "authent", "account", "invalid"];
    about.iter().any(|word| text.contains(word)) && !denied.iter().any(|word| text.contains(word))
}

/// The usual names, folded, the likeliest first. They are compared with what
/// servers hold, never shown.
const NAMES: [(Role, &[&str]); 5] = [
    (
        Role::Sent,
        &[
            "sent",
            "sent items",
            "sent messages",
            "sent mail",
            "envoyes",
            "elements envoyes",
            "messages envoyes",
            "courrier envoye",
            "objets envoyes",
        ],
    ),
    (Role::Drafts, &["drafts", "draft", "brouillons", "brouillon"]),
    (
        Role::Trash,
        &[
            "trash",
            "deleted items",
            "deleted messages",
            "deleted",
            "bin",
            "corbeille",
            "elements supprimes",
            "messages supprimes",
            "supprimes",
        ],
    ),
    (
        Role::Junk,
        &[
            "junk",
            "junk e-mail",
            "junk email",
            "spam",
            "bulk mail",
            "indesirables",
            "courrier indesirable",
            "courriers indesirables",
            "messages indesirables",
            "pourriel",
            "pourriels",
        ],
    ),
    (Role::Archive, &["archive", "archives", "archived"]),
];

/// Gives each role to the folder whose name says it best: one at the top or
/// right under the inbox, that can be opened.
pub(super) fn roles_by_name(folders: &mut [RemoteFolder]) {
    for (role, names) in NAMES {
        let best = folders
            .iter_mut()
            .filter(|folder| folder.selectable && folder.role.is_none())
            .filter_map(|folder| {
                let name = name(folder)?;
                Some((names.iter().position(|known| *known == name)?, folder))
            })
            .min_by_key(|(rank, _)| *rank);
        if let Some((_, folder)) = best {
            folder.role = Some(role);
        }
    }
}

/// The folded name, of a folder high enough in the tree.
fn name(folder: &RemoteFolder) -> Option<String> {
    let Some(separator) = folder.separator else { return Some(folded(&folder.path)) };
    match folder.path.split_once(separator) {
        None => Some(folded(&folder.path)),
        Some((top, name)) if top.eq_ignore_ascii_case("INBOX") && !name.contains(separator) => Some(folded(name)),
        Some(_) => None,
    }
}

/// Lower case, without accents.
fn folded(name: &str) -> String {
    let combining = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    let bare = |c| match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        other => other,
    };
    name.to_lowercase().chars().filter(combining).map(bare).collect()
}
