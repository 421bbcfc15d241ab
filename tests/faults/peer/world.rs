//! What the scripted server holds.

use std::collections::BTreeMap;

pub(in crate::faults) struct World {
    /// After the login; `IMAP4rev1` need not be said.
    pub(in crate::faults) capabilities: &'static str,
    pub(in crate::faults) folders: BTreeMap<String, Folder>,
}

pub(in crate::faults) struct Folder {
    pub(in crate::faults) uid_validity: u32,
    pub(in crate::faults) uid_next: u32,
    pub(in crate::faults) modseq: u64,
    pub(in crate::faults) letters: Vec<Letter>,
    /// What was taken away, and when.
    pub(in crate::faults) vanished: Vec<(u32, u64)>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::faults) struct Letter {
    pub(in crate::faults) uid: u32,
    pub(in crate::faults) modseq: u64,
    pub(in crate::faults) flags: Vec<String>,
    pub(in crate::faults) bytes: Vec<u8>,
}

impl World {
    /// An inbox and an archive with some letters.
    pub(in crate::faults) fn new(capabilities: &'static str) -> Self {
        let mut world = Self { capabilities, folders: BTreeMap::new() };
        for (name, count) in [("INBOX", 30), ("Archive", 5)] {
            let folder = Folder { uid_validity: 7, uid_next: 1, modseq: 1, letters: Vec::new(), vanished: Vec::new() };
            world.folders.insert(name.to_owned(), folder);
            for _ in 0..count {
                world.deliver(name);
            }
        }
        world
    }

    pub(in crate::faults) fn inbox(&mut self) -> &mut Folder {
        self.folders.get_mut("INBOX").expect("the world has an inbox")
    }

    /// A letter that no other is like.
    pub(in crate::faults) fn deliver(&mut self, name: &str) {
        let folder = self.folders.get_mut(name).expect("the folder");
        let uid = folder.uid_next;
        folder.uid_next += 1;
        folder.modseq += 1;
        let bytes = format!(
            "From: Bob Lemaire <bob@cabinet.example>\r\nTo: anne@cabinet.example\r\nSubject: {name} {uid}\r\n\
             Date: Mon, 3 Nov 2025 10:{:02}:00 +0100\r\nMessage-ID: <{name}.{uid}@cabinet.example>\r\n\r\n\
             Ceci est la lettre {uid} de {name}.{}\r\n",
            uid % 60,
            " Rien de plus.".repeat(uid as usize % 17),
        );
        let letter = Letter { uid, modseq: folder.modseq, flags: Vec::new(), bytes: bytes.into_bytes() };
        folder.letters.push(letter);
    }
}

impl Folder {
    pub(in crate::faults) fn flag(&mut self, uid: u32, flag: &str) {
        self.modseq += 1;
        let modseq = self.modseq;
        let letter = self.letters.iter_mut().find(|letter| letter.uid == uid).expect("the letter");
        letter.modseq = modseq;
        letter.flags.push(flag.to_owned());
    }

    pub(in crate::faults) fn expunge(&mut self, uid: u32) {
        self.modseq += 1;
        self.vanished.push((uid, self.modseq));
        self.letters.retain(|letter| letter.uid != uid);
    }
}
