//! The vault: the cache key, wrapped in key slots as LUKS does, in a small file
//! beside the database.
//!
//! A slot is one way in: a passphrase, or a key that the session's keyring keeps.
//! The last way in is never removed. Slots of a kind not known here (a card) are
//! kept as they are. Nothing here talks to a keyring: keys come as values.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::key::{hex, random};
use super::slot::Way;
use super::{CacheKey, NoRandomness, SessionKey};
use crate::domain::Secret;

const VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// No vault there.
    #[error("there is no vault")]
    Absent,
    /// A vault is there already and is not overwritten.
    #[error("there is a vault already")]
    Exists,
    /// The file is no vault, or a slot holds another key than it says.
    #[error("the vault is damaged")]
    Damaged,
    /// Written by a newer program.
    #[error("the vault has version {found}, this program knows {known}")]
    Newer { found: u32, known: u32 },
    #[error("no passphrase slot opens with this passphrase")]
    WrongPassphrase,
    /// The key given is not the one that the slot, or the vault, was made with.
    #[error("the key does not belong to this vault")]
    WrongKey,
    /// Nothing of that kind, or of that number, in the vault.
    #[error("the vault has no such slot")]
    NoSuchSlot,
    /// It is the last way in.
    #[error("the last slot is not removed")]
    LastSlot,
    #[error("the vault cannot be read or written: {0}")]
    Unwritable(io::ErrorKind),
    /// The derivation of a passphrase found no memory.
    #[error("not enough memory to derive a key")]
    NoMemory,
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

type Result<T> = std::result::Result<T, VaultError>;

/// One way in, as the settings show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub id: SlotId,
    pub kind: SlotKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotId(pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    Passphrase,
    Session,
}

/// The slots in memory. What changes them is kept only by [`Vault::save`].
#[derive(Debug, Clone)]
pub struct Vault {
    file: Contents,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Contents {
    version: u32,
    /// Names the profile in the keyring; random, so that it says nothing.
    profile: String,
    /// The fingerprint of the cache key: no slot may hold another.
    key: String,
    /// As they stand in the file, so that those not known here stay whole.
    #[serde(default)]
    slot: Vec<toml::Table>,
}

impl Vault {
    /// A new vault and its key. It has no slot yet, so it cannot be saved yet.
    pub fn new() -> Result<(Self, CacheKey)> {
        let key = CacheKey::random()?;
        let profile = hex(&random::<16>()?);
        let file = Contents { version: VERSION, profile, key: hex(&key.fingerprint()), slot: Vec::new() };
        Ok((Self { file }, key))
    }

    pub fn load(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => VaultError::Absent,
            io::ErrorKind::InvalidData => VaultError::Damaged,
            kind => VaultError::Unwritable(kind),
        })?;
        let table: toml::Table = text.parse().map_err(|_| VaultError::Damaged)?;
        // The version first: the rest may look different in a newer file.
        let found = table.get("version").and_then(toml::Value::as_integer).ok_or(VaultError::Damaged)?;
        match u32::try_from(found).map_err(|_| VaultError::Damaged)? {
            0 => Err(VaultError::Damaged),
            VERSION => Ok(Self { file: table.try_into().map_err(|_| VaultError::Damaged)? }),
            found => Err(VaultError::Newer { found, known: VERSION }),
        }
    }

    /// Writes the vault where there is none.
    pub fn save_new(&self, path: &Path) -> Result<()> {
        if path.exists() {
            return Err(VaultError::Exists);
        }
        self.save(path)
    }

    /// Writes the vault: whole or not at all, whatever happens meanwhile.
    pub fn save(&self, path: &Path) -> Result<()> {
        if self.slots().is_empty() {
            return Err(VaultError::LastSlot);
        }
        let text = toml::to_string(&self.file).map_err(|_| VaultError::Damaged)?;
        replace(path, text.as_bytes()).map_err(|error| VaultError::Unwritable(error.kind()))
    }

    /// The name under which the keyring keeps this profile's session key.
    pub fn profile_id(&self) -> &str {
        &self.file.profile
    }

    /// The ways in that this program can open.
    pub fn slots(&self) -> Vec<Slot> {
        self.ways().map(|(id, way)| Slot { id, kind: way.kind() }).collect()
    }

    pub fn has_passphrase(&self) -> bool {
        self.slots().iter().any(|slot| slot.kind == SlotKind::Passphrase)
    }

    pub fn has_session(&self) -> bool {
        self.slots().iter().any(|slot| slot.kind == SlotKind::Session)
    }

    /// Takes half a second: the derivation is slow on purpose.
    pub fn add_passphrase(&mut self, key: &CacheKey, passphrase: &Secret) -> Result<SlotId> {
        self.owns(key)?;
        let id = self.free_id();
        let way = Way::passphrase(&self.bound_to(id), key, passphrase)?;
        self.push(id, &way)?;
        Ok(id)
    }

    /// A profile has one session key, so a session slot replaces the one before.
    /// Give the key that the keyring holds already, if it holds one: between a
    /// new key in the keyring and a new slot in the vault, a crash would leave
    /// two that do not fit.
    pub fn add_session(&mut self, key: &CacheKey, session: &SessionKey) -> Result<SlotId> {
        self.owns(key)?;
        let id = self.free_id();
        let way = Way::session(&self.bound_to(id), key, session)?;
        let old: Vec<SlotId> =
            self.slots().into_iter().filter(|slot| slot.kind == SlotKind::Session).map(|slot| slot.id).collect();
        self.file.slot.retain(|table| !old.iter().any(|id| id_of(table) == Some(*id)));
        self.push(id, &way)?;
        Ok(id)
    }

    /// Takes half a second for each passphrase slot.
    pub fn open_with_passphrase(&self, passphrase: &Secret) -> Result<CacheKey> {
        let mut tried = VaultError::NoSuchSlot;
        for (id, way) in self.ways().filter(|(_, way)| way.kind() == SlotKind::Passphrase) {
            match way.open_with_passphrase(&self.bound_to(id), passphrase) {
                Some(key) => return self.whole(key),
                None => tried = VaultError::WrongPassphrase,
            }
        }
        Err(tried)
    }

    pub fn open_with_session(&self, session: &SessionKey) -> Result<CacheKey> {
        let mut tried = VaultError::NoSuchSlot;
        for (id, way) in self.ways().filter(|(_, way)| way.kind() == SlotKind::Session) {
            match way.open_with_session(&self.bound_to(id), session) {
                Some(key) => return self.whole(key),
                None => tried = VaultError::WrongKey,
            }
        }
        Err(tried)
    }

    /// Takes a way in away. A slot that this program cannot open is no way in,
    /// so the last that it can open stays.
    pub fn remove(&mut self, id: SlotId) -> Result<()> {
        let slots = self.slots();
        if !slots.iter().any(|slot| slot.id == id) {
            return Err(VaultError::NoSuchSlot);
        }
        if slots.len() == 1 {
            return Err(VaultError::LastSlot);
        }
        self.file.slot.retain(|table| id_of(table) != Some(id));
        Ok(())
    }

    fn ways(&self) -> impl Iterator<Item = (SlotId, Way)> {
        self.file.slot.iter().filter_map(|table| Some((id_of(table)?, Way::read(table)?)))
    }

    fn owns(&self, key: &CacheKey) -> Result<()> {
        if hex(&key.fingerprint()) == self.file.key { Ok(()) } else { Err(VaultError::WrongKey) }
    }

    /// What a slot gave is the key of this vault, or the file was tampered with.
    fn whole(&self, key: CacheKey) -> Result<CacheKey> {
        self.owns(&key).map_err(|_| VaultError::Damaged)?;
        Ok(key)
    }

    fn free_id(&self) -> SlotId {
        let last = self.file.slot.iter().filter_map(id_of).max().unwrap_or(SlotId(0));
        SlotId(last.0.saturating_add(1))
    }

    /// A slot moved to another vault, or given another number, does not open.
    fn bound_to(&self, id: SlotId) -> String {
        format!("sceau vault {VERSION} {} {}", self.file.profile, id.0)
    }

    fn push(&mut self, id: SlotId, way: &Way) -> Result<()> {
        let mut table = way.write().ok_or(VaultError::Damaged)?;
        let _ = table.insert("id".to_owned(), toml::Value::Integer(id.0.into()));
        self.file.slot.push(table);
        Ok(())
    }
}

fn id_of(table: &toml::Table) -> Option<SlotId> {
    let id = table.get("id").and_then(toml::Value::as_integer)?;
    u32::try_from(id).ok().map(SlotId)
}

/// The old file stands until the new one is on the disk whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut options = OpenOptions::new();
    let _ = options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    // On Unix the new name lasts only once its directory is on the disk too.
    if cfg!(unix)
        && let Some(directory) = path.parent()
    {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{SlotKind, Vault, VaultError};
    use crate::domain::Secret;
    use crate::store::{CacheKey, SessionKey};

    fn passphrase() -> Secret {
        Secret::new("le chat dort sur le clavier")
    }

    #[test]
    fn each_way_in_gives_the_same_key() {
        let (mut vault, key) = Vault::new().unwrap();
        let session = SessionKey::random().unwrap();
        let _ = vault.add_passphrase(&key, &passphrase()).unwrap();
        let _ = vault.add_session(&key, &session).unwrap();
        assert_eq!(vault.open_with_passphrase(&passphrase()).unwrap(), key);
        assert_eq!(vault.open_with_session(&session).unwrap(), key);
    }

    #[test]
    fn a_wrong_way_in_says_so() {
        let (mut vault, key) = Vault::new().unwrap();
        assert_eq!(vault.open_with_passphrase(&passphrase()), Err(VaultError::NoSuchSlot));
        let _ = vault.add_passphrase(&key, &passphrase()).unwrap();
        let _ = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        assert_eq!(vault.open_with_passphrase(&Secret::new("autre")), Err(VaultError::WrongPassphrase));
        assert_eq!(vault.open_with_session(&SessionKey::random().unwrap()), Err(VaultError::WrongKey));
    }

    #[test]
    fn an_accent_typed_as_one_character_or_as_two_is_the_same_passphrase() {
        let (mut vault, key) = Vault::new().unwrap();
        let _ = vault.add_passphrase(&key, &Secret::new("caf\u{e9} glac\u{e9}")).unwrap();
        assert_eq!(vault.open_with_passphrase(&Secret::new("cafe\u{301} glace\u{301}")).unwrap(), key);
    }

    #[test]
    fn the_last_slot_is_not_removed() {
        let (mut vault, key) = Vault::new().unwrap();
        let one = vault.add_passphrase(&key, &passphrase()).unwrap();
        let two = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        assert_eq!(vault.remove(one), Ok(()));
        assert_eq!(vault.remove(one), Err(VaultError::NoSuchSlot));
        assert_eq!(vault.remove(two), Err(VaultError::LastSlot));
        assert!(vault.has_session());
    }

    #[test]
    fn a_new_session_slot_replaces_the_one_before() {
        let (mut vault, key) = Vault::new().unwrap();
        let (old, new) = (SessionKey::random().unwrap(), SessionKey::random().unwrap());
        let _ = vault.add_session(&key, &old).unwrap();
        let _ = vault.add_session(&key, &new).unwrap();
        assert_eq!(vault.slots().len(), 1);
        assert_eq!(vault.open_with_session(&old), Err(VaultError::WrongKey));
        assert_eq!(vault.open_with_session(&new).unwrap(), key);
    }

    #[test]
    fn no_slot_is_made_for_the_key_of_another_vault() {
        let (mut vault, _) = Vault::new().unwrap();
        let other = CacheKey::random().unwrap();
        assert_eq!(vault.add_passphrase(&other, &passphrase()), Err(VaultError::WrongKey));
        assert_eq!(vault.add_session(&other, &SessionKey::random().unwrap()), Err(VaultError::WrongKey));
        assert!(vault.slots().is_empty());
    }

    #[test]
    fn a_vault_lives_in_a_file_and_never_overwrites_another() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("vault.toml");
        assert_eq!(Vault::load(&path).err(), Some(VaultError::Absent));
        let (mut vault, key) = Vault::new().unwrap();
        assert_eq!(vault.save_new(&path), Err(VaultError::LastSlot), "without a slot it opens for nobody");
        let session = SessionKey::random().unwrap();
        let _ = vault.add_session(&key, &session).unwrap();
        vault.save_new(&path).unwrap();
        assert_eq!(vault.save_new(&path), Err(VaultError::Exists));
        let loaded = Vault::load(&path).unwrap();
        assert_eq!(loaded.profile_id(), vault.profile_id());
        assert_eq!(loaded.open_with_session(&session).unwrap(), key);
    }

    #[test]
    fn a_slot_of_an_unknown_kind_is_kept_and_is_no_way_in() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("vault.toml");
        let (mut vault, key) = Vault::new().unwrap();
        let id = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        vault.save(&path).unwrap();
        let card = "\n[[slot]]\nid = 40\nkind = \"card\"\nchallenge = \"00ff\"\n[slot.reader]\nname = \"x\"\n";
        let text = std::fs::read_to_string(&path).unwrap() + card;
        std::fs::write(&path, text).unwrap();

        let mut vault = Vault::load(&path).unwrap();
        assert_eq!(vault.slots().len(), 1);
        assert_eq!(vault.remove(id), Err(VaultError::LastSlot));
        let added = vault.add_passphrase(&key, &passphrase()).unwrap();
        assert!(added.0 > 40, "its number is not given again");
        vault.remove(id).unwrap();
        vault.save(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("challenge = \"00ff\"") && text.contains("[slot.reader]"));
        assert_eq!(Vault::load(&path).unwrap().open_with_passphrase(&passphrase()).unwrap(), key);
    }

    #[test]
    fn what_is_no_vault_and_what_is_newer_are_told_apart() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("vault.toml");
        for (text, expected) in [
            ("", VaultError::Damaged),
            ("version = 0", VaultError::Damaged),
            ("version = 1", VaultError::Damaged),
            ("version = \"one\"", VaultError::Damaged),
            ("\u{0}\u{1}", VaultError::Damaged),
            ("version = 2\nshape = \"another\"", VaultError::Newer { found: 2, known: 1 }),
        ] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Vault::load(&path).err(), Some(expected), "{text}");
        }
        std::fs::write(&path, [0xff, 0xfe, 0]).unwrap();
        assert_eq!(Vault::load(&path).err(), Some(VaultError::Damaged));
    }

    #[test]
    fn a_slot_opens_only_where_it_was_made() {
        let (mut one, key) = Vault::new().unwrap();
        let session = SessionKey::random().unwrap();
        let _ = one.add_session(&key, &session).unwrap();
        let (mut two, _) = Vault::new().unwrap();
        two.file.slot.clone_from(&one.file.slot);
        assert_eq!(two.open_with_session(&session), Err(VaultError::WrongKey));
        assert_eq!(two.slots().first().map(|slot| slot.kind), Some(SlotKind::Session));
    }

    #[test]
    fn weakened_parameters_do_not_open() {
        let (mut vault, key) = Vault::new().unwrap();
        let _ = vault.add_passphrase(&key, &passphrase()).unwrap();
        let table = vault.file.slot.first_mut().unwrap();
        let _ = table.insert("memory_kib".to_owned(), toml::Value::Integer(8));
        assert_eq!(vault.open_with_passphrase(&passphrase()), Err(VaultError::WrongPassphrase));
    }
}
