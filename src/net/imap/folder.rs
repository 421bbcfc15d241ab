//! The folders of a mailbox, and what each is for.

use std::collections::{HashMap, HashSet};

use super::response::{Listed, Response};
use super::status::FolderStatus;
use super::{Session, utf7};
use crate::domain::Role;
use crate::net::{NetError, quirks};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteFolder {
    /// As people read it, the whole path.
    pub path: String,
    /// As the server writes it: the name to open it by.
    pub raw_name: String,
    pub separator: Option<char>,
    /// At most one folder for each, but for [`Role::Virtual`].
    pub role: Option<Role>,
    pub selectable: bool,
    /// Where the server tells it with the names (LIST-STATUS, RFC 5819).
    pub status: Option<FolderStatus>,
}

impl Session {
    /// All folders, in one round trip with what each says of itself where the
    /// server can.
    pub async fn folders(&mut self) -> Result<Vec<RemoteFolder>, NetError> {
        let mut options = Vec::new();
        if self.capabilities.list_extended && self.capabilities.special_use {
            options.push("SPECIAL-USE".to_owned());
        }
        if self.capabilities.list_extended && self.capabilities.list_status {
            options.push(format!("STATUS ({})", self.status_items()));
        }
        if options.is_empty() {
            return self.list("").await;
        }
        match self.list(&format!(" RETURN ({})", options.join(" "))).await {
            Err(NetError::Said { .. }) => self.list("").await,
            listed => listed,
        }
    }

    async fn list(&mut self, options: &str) -> Result<Vec<RemoteFolder>, NetError> {
        let mut folders = Vec::new();
        let mut statuses: HashMap<Vec<u8>, FolderStatus> = HashMap::new();
        let mut unread = 0;
        self.run(&format!("LIST \"\" \"*\"{options}"), |response| match response {
            Response::List(listed) => match remote(listed) {
                Some(folder) => folders.push(folder),
                None => unread += 1,
            },
            Response::FolderStatus(name, status) => {
                let _before = statuses.insert(name.to_vec(), *status);
            }
            _ => {}
        })
        .await?;
        if unread > 0 {
            tracing::warn!(unread, "folders whose names are in no known encoding are left out");
        }
        for folder in &mut folders {
            folder.status = statuses.remove(folder.raw_name.as_bytes());
            if folder.status.is_some() {
                // That was asked for, and is no news.
                let _ = self.elsewhere.remove(&folder.raw_name);
            }
        }
        Ok(with_roles(folders))
    }
}

fn remote(listed: &Listed<'_>) -> Option<RemoteFolder> {
    let raw_name = std::str::from_utf8(&listed.name).ok()?.to_owned();
    let is = |attribute: &[u8]| listed.attributes.iter().any(|theirs| theirs.eq_ignore_ascii_case(attribute));
    let role = if raw_name.eq_ignore_ascii_case("INBOX") { Some(Role::Inbox) } else { special_use(is) };
    Some(RemoteFolder {
        path: utf7::decode(&raw_name),
        raw_name,
        separator: listed.separator,
        role,
        selectable: !is(b"\\Noselect") && !is(b"\\NonExistent"),
        status: None,
    })
}

fn special_use(is: impl Fn(&[u8]) -> bool) -> Option<Role> {
    let uses: [(&[u8], Role); 8] = [
        (b"\\Drafts", Role::Drafts),
        (b"\\Sent", Role::Sent),
        (b"\\Junk", Role::Junk),
        (b"\\Trash", Role::Trash),
        (b"\\Archive", Role::Archive),
        (b"\\All", Role::Virtual),
        (b"\\Flagged", Role::Virtual),
        (b"\\Important", Role::Virtual),
    ];
    uses.into_iter().find(|(attribute, _)| is(attribute)).map(|(_, role)| role)
}

/// The server's word on what folders are for, or their names where it gives
/// none or can give none; and one folder for each role.
fn with_roles(mut folders: Vec<RemoteFolder>) -> Vec<RemoteFolder> {
    let told = folders.iter().any(|folder| folder.role.is_some_and(|role| role != Role::Inbox));
    quirks::roles_by_name(&mut folders, told);
    let mut taken = HashSet::new();
    for folder in &mut folders {
        folder.role = folder.role.filter(|&role| role == Role::Virtual || taken.insert(role));
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::{RemoteFolder, remote, with_roles};
    use crate::domain::Role;
    use crate::net::imap::response::Response;

    fn folders(lines: &[&str]) -> Vec<RemoteFolder> {
        let folder = |line: &&str| match Response::parse(line.as_bytes()) {
            Response::List(listed) => remote(&listed),
            _ => None,
        };
        with_roles(lines.iter().filter_map(folder).collect())
    }

    fn roles(lines: &[&str]) -> Vec<Option<Role>> {
        folders(lines).iter().map(|folder| folder.role).collect()
    }

    #[test]
    fn the_server_s_word_goes_before_names() {
        let lines = [
            "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
            "* LIST (\\Sent) \"/\" Boulot\r\n",
            "* LIST (\\Sent) \"/\" Sent\r\n",
            "* LIST () \"/\" Trash\r\n",
            "* LIST () \"/\" Mod&AOg-les\r\n",
            "* LIST (\\All \\Noselect) \"/\" Tout\r\n",
        ];
        let expected = [Some(Role::Inbox), Some(Role::Sent), None, None, Some(Role::Templates), Some(Role::Virtual)];
        assert_eq!(roles(&lines), expected);
        assert!(!folders(&lines).last().unwrap().selectable);
    }

    #[test]
    fn names_speak_where_the_server_is_silent() {
        let lines = [
            "* LIST () \".\" Inbox\r\n",
            "* LIST () \".\" \"INBOX.Projets.Archives\"\r\n",
            "* LIST () \".\" \"INBOX.&AMk-l&AOk-ments envoy&AOk-s\"\r\n",
            "* LIST () \".\" INBOX.Sent\r\n",
            "* LIST () \".\" INBOX.Brouillons\r\n",
            "* LIST () \".\" \"Courrier ind&AOk-sirable\"\r\n",
            "* LIST () NIL {9}\r\nCorbeille\r\n",
            "* LIST (\\Noselect) \".\" Archive\r\n",
        ];
        let expected = [
            Some(Role::Inbox),
            None,
            None,
            Some(Role::Sent),
            Some(Role::Drafts),
            Some(Role::Junk),
            Some(Role::Trash),
            None,
        ];
        assert_eq!(roles(&lines), expected);
        assert_eq!(folders(&lines)[2].path, "INBOX.Éléments envoyés");
    }

    #[test]
    fn a_separator_may_be_escaped_or_absent() {
        let folders = folders(&["* LIST () \"\\\\\" \"a\\\\b\"\r\n", "* LIST () NIL seul\r\n"]);
        assert_eq!((folders[0].separator, folders[0].path.as_str()), (Some('\\'), "a\\b"));
        assert_eq!((folders[1].separator, folders[1].path.as_str()), (None, "seul"));
    }
}
