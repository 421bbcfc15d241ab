//! The oddities of servers that Sceau lives with, by name and reason. Each is
//! handled where it is met; the ones that need more than a line are here.
//!
//! Names and roles of folders:
//! - No SPECIAL-USE (Orange, Free, La Poste, OVH and many hosts): names tell ([`roles_by_name`]).
//! - `RETURN (…)` of LIST refused though announced: asked again without (`imap/folder`).
//! - Names in raw UTF-8 (servers older than RFC 6855): taken as they are (`imap/utf7`).
//! - All folders below the inbox (Courier, Cyrus, OVH): NAMESPACE tells (`imap/manage`).
//! - No code, but words, to a STATUS of what is not there (Dovecot): [`no_such_folder`].
//! - NOTIFY that takes and tells names in UTF-8 (Dovecot 2.3, which is silent about a folder
//!   with an accent named as LIST names it): both are named, and both heard (`imap/idle`).
//! - No STATUS for a folder that cannot be opened: it has none (`imap/folder`).
//! - `\All`, `\Important`, `\Flagged` (Gmail): show what lies elsewhere, not synced (`imap/folder`).
//!
//! Changes and their clock:
//! - QRESYNC announced, and then refused, or not confirmed by ENABLED (iCloud, whose VANISHED
//!   cannot be trusted either): not used (`imap`, `enable`).
//! - QRESYNC only as the one parameter of SELECT (Purelymail): no CONDSTORE beside it (`imap/resync`).
//! - Mod-sequences kept only once asked for (Dovecot): by ENABLE, else `SELECT … (CONDSTORE)` (`imap/select`).
//! - VANISHED that names all that never existed, `1:4294967295`: ranges, never filled in (`imap/uidset`).
//! - A clock of changes that went backwards (restored from a backup): compare all (`imap/resync`).
//! - No UIDNEXT, or a HIGHESTMODSEQ of 0: none (`imap/select`).
//! - A mod-sequence behind `SEARCH`, a space before `)`: read over (`imap/response`, `imap/token`).
//!
//! Messages:
//! - `UID FETCH 1:*` of an empty folder, or an empty set, is BAD (Exchange): not asked (`imap/fetch`, `imap/uidset`).
//! - RFC822.SIZE is a guess (Exchange: three times the truth, hMailServer): never a length to read (`imap/fetch`).
//! - `BODY[]` as a quoted string or NIL: taken, left out (`imap/fetch`).
//! - Flags of other messages, EXPUNGE, or messages nobody asked for in the middle of a FETCH:
//!   news, counted, dropped (`imap/fetch`).
//! - The whole message where a part was asked: cut here (`imap/fetch`).
//! - COPYUID in the tagged answer to MOVE (Gmail), with a validity of 0 (Outlook.com), of uneven
//!   length, or missing though UIDPLUS is announced: read in both places, else no pairs (`imap/transfer`).
//! - No UIDPLUS: EXPUNGE only where it can hit no other message (`imap/change`).
//!
//! The line:
//! - No entry to who does not say ID (163.com): said where offered (`imap`).
//! - "NO" to a login because a part of the server is down ([`turns_away`]).
//! - "NO" to every login without a client certificate that it likes (Dovecot): [`wants_certificate`].
//! - A login that is let in and then refused everything, or told to come back later
//!   (Exchange, when it is asked too much): busy ([`throttles`]).
//! - No IDLE (Yahoo, AOL): asked now and then (`imap/idle`).
//! - "NO" to a POP3 login, in words alone, because another program has the mailbox
//!   open, or because a part of the server is down ([`maildrop_is_locked`], [`will_pass`]).
//! - No UIDL (POP3): messages are known by their header and size (`sync/pop`).
//! - Lines that end without CR (POP3): of a server whose replies do too (`pop3/wire`).
//! - `AUTH=PLAIN` for `AUTH PLAIN` in EHLO (before RFC 2554): both read (`smtp`).
//! - A second, longer EHLO after login (Dovecot submission): asked for (`smtp`).

use super::imap::RemoteFolder;
use crate::domain::Role;

/// A login refused, or a line ended, for want of room: nothing is wrong with
/// the password (RFC 5530; Gmail says it in words alone).
pub(super) fn turns_away(code: &str, text: &str) -> bool {
    let known = ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"];
    known.iter().any(|known| code.eq_ignore_ascii_case(known)) || says_busy(text)
}

/// A command refused because we ask too much, or because a part of the server
/// is down.
pub(super) fn throttles(code: &str, text: &str) -> bool {
    code.eq_ignore_ascii_case("UNAVAILABLE") || says_busy(text)
}

/// Dovecot ends no handshake for want of a certificate, or for a bad one: it lets
/// nobody log in, and says why in words alone.
pub(super) fn wants_certificate(text: &str) -> bool {
    text.contains("didn't present valid SSL certificate")
}

/// Dovecot gives no code when STATUS names what is not there.
pub(super) fn no_such_folder(text: &str) -> bool {
    text.trim_start().starts_with("Mailbox doesn't exist")
}

fn says_busy(text: &str) -> bool {
    let known = [
        "too many simultaneous connections",
        "too many connections",
        "too many concurrent connections",
        "maximum number of connections",
        "connection limit",
        "rate limit",
        "request is throttled",
        "user is authenticated but not connected",
    ];
    let text = text.to_ascii_lowercase();
    known.iter().any(|known| text.contains(known))
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
const NAMES: [(Role, &[&str]); 6] = [
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
    (Role::Templates, &["modeles", "modele", "templates", "lettres types", "modeles de lettres"]),
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
/// right under the inbox, that can be opened. Where the server told what folders
/// are for, that is so of the roles alone that it cannot tell.
pub(super) fn roles_by_name(folders: &mut [RemoteFolder], told: bool) {
    for (role, names) in NAMES.into_iter().filter(|(role, _)| !told || *role == Role::Templates) {
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
