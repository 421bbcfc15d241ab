//! The vault: the cache key, wrapped in key slots as LUKS does, in a small file
//! beside the database.
//!
//! A slot is one way in: a passphrase, a key that the session's keyring keeps, or
//! a card. A card is lost, expires, is renewed: the last way in that is none is
//! never removed. Slots of a kind not known here are kept as they are. Nothing
//! here talks to a keyring or a card: keys and signatures come as values.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::card_slot::Card;
use super::key::{hex, random};
use super::slot::Way;
use super::{CacheKey, CardSlot, KeyPrint, NoRandomness, SessionKey};
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
    /// It is the last way in, or the last that is no card.
    #[error("the last slot that is no card stays")]
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
    Card,
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
        if !self.opens_without_a_card() {
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

    pub fn has(&self, kind: SlotKind) -> bool {
        self.slots().iter().any(|slot| slot.kind == kind)
    }

    /// The slots of cards, with what each is asked to sign.
    pub fn cards(&self) -> Vec<CardSlot> {
        let cards = self.ways().filter_map(|(id, way)| match way {
            Way::Card { card, .. } => Some(CardSlot::new(id, card, &self.bound_to(id))),
            Way::Passphrase { .. } | Way::Session { .. } => None,
        });
        cards.collect()
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
        self.drop_all(&old);
        self.push(id, &way)?;
        Ok(id)
    }

    /// A slot to be, for the card with this certificate, whose holder's name has
    /// this SHA-256: it says what to sign.
    pub fn new_card(&self, certificate: &KeyPrint, holder: &[u8; 32]) -> Result<CardSlot> {
        let id = self.free_id();
        Ok(CardSlot::new(id, Card::new(certificate, holder)?, &self.bound_to(id)))
    }

    /// With what the card signed. It replaces the slot that this certificate had.
    /// Refused where there is no other way in than cards.
    pub fn add_card(&mut self, key: &CacheKey, slot: &CardSlot, signature: &[u8]) -> Result<SlotId> {
        self.owns(key)?;
        if slot.id != self.free_id() {
            return Err(VaultError::NoSuchSlot);
        }
        if !self.opens_without_a_card() {
            return Err(VaultError::LastSlot);
        }
        let way = Way::card(&self.bound_to(slot.id), key, slot.card.clone(), signature)?;
        let same = |other: &CardSlot| other.card.certificate == slot.card.certificate;
        let old: Vec<SlotId> = self.cards().iter().filter(|other| same(other)).map(|other| other.id).collect();
        self.drop_all(&old);
        self.push(slot.id, &way)?;
        Ok(slot.id)
    }

    /// With what the card of this slot signed.
    pub fn open_with_card(&self, id: SlotId, signature: &[u8]) -> Result<CacheKey> {
        let mut cards = self.ways().filter(|(_, way)| way.kind() == SlotKind::Card);
        let (_, way) = cards.find(|(other, _)| *other == id).ok_or(VaultError::NoSuchSlot)?;
        let key = way.open_with_card(&self.bound_to(id), signature).ok_or(VaultError::WrongKey)?;
        self.whole(key)
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
    /// so the last that it can open without a card stays.
    pub fn remove(&mut self, id: SlotId) -> Result<()> {
        let slots = self.slots();
        if !slots.iter().any(|slot| slot.id == id) {
            return Err(VaultError::NoSuchSlot);
        }
        if !slots.iter().any(|slot| slot.id != id && slot.kind != SlotKind::Card) {
            return Err(VaultError::LastSlot);
        }
        self.drop_all(&[id]);
        Ok(())
    }

    fn opens_without_a_card(&self) -> bool {
        self.slots().iter().any(|slot| slot.kind != SlotKind::Card)
    }

    fn drop_all(&mut self, ids: &[SlotId]) {
        self.file.slot.retain(|table| id_of(table).is_none_or(|id| !ids.contains(&id)));
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
    use super::{SlotId, SlotKind, Vault, VaultError};
    use crate::domain::Secret;
    use crate::store::{CacheKey, CardSlot, SessionKey};

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
        assert!(vault.has(SlotKind::Session));
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
        let other = "\n[[slot]]\nid = 40\nkind = \"fingers\"\nchallenge = \"00ff\"\n[slot.reader]\nname = \"x\"\n";
        let text = std::fs::read_to_string(&path).unwrap() + other;
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

    /// What a card signs, as far as the vault can tell.
    fn signature(slot: &CardSlot, card: u8) -> Vec<u8> {
        [slot.message(), &[card; 256]].concat()
    }

    fn with_card(vault: &mut Vault, key: &CacheKey, card: u8) -> CardSlot {
        let slot = vault.new_card(&[card; 32], &[0; 32]).unwrap();
        assert_eq!(vault.add_card(key, &slot, &signature(&slot, card)), Ok(slot.id));
        slot
    }

    #[test]
    fn a_card_opens_with_its_own_signature_of_its_own_challenge() {
        let (mut vault, key) = Vault::new().unwrap();
        let _ = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        let (one, two) = (with_card(&mut vault, &key, 1), with_card(&mut vault, &key, 2));
        assert_eq!(vault.cards(), [one.clone(), two.clone()]);
        assert!(one.is_of(&[1; 32]) && !one.is_of(&[2; 32]) && one.is_of_holder(&[0; 32]));
        for (slot, card) in [(&one, 1), (&two, 2)] {
            assert_eq!(vault.open_with_card(slot.id, &signature(slot, card)).unwrap(), key);
        }
        assert_eq!(vault.open_with_card(one.id, &signature(&one, 2)), Err(VaultError::WrongKey));
        assert_eq!(vault.open_with_card(one.id, &signature(&two, 1)), Err(VaultError::WrongKey));
        assert_eq!(vault.open_with_card(SlotId(99), &signature(&one, 1)), Err(VaultError::NoSuchSlot));
        let again = with_card(&mut vault, &key, 1);
        assert_ne!(again.message(), one.message(), "another challenge");
        assert_eq!(vault.cards(), [two, again], "one slot for a card");
    }

    #[test]
    fn a_card_is_never_the_only_way_in() {
        let (mut vault, key) = Vault::new().unwrap();
        let slot = vault.new_card(&[1; 32], &[0; 32]).unwrap();
        assert_eq!(vault.add_card(&key, &slot, &[7; 256]), Err(VaultError::LastSlot));
        let session = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        assert_eq!(vault.add_card(&key, &slot, &[7; 256]), Err(VaultError::NoSuchSlot), "made for another state");
        let card = with_card(&mut vault, &key, 1);
        assert_eq!(vault.remove(session), Err(VaultError::LastSlot));
        let passphrase = vault.add_passphrase(&key, &passphrase()).unwrap();
        assert_eq!(vault.remove(session), Ok(()));
        assert_eq!(vault.remove(passphrase), Err(VaultError::LastSlot));
        assert_eq!(vault.remove(card.id), Ok(()));
        assert_eq!(vault.remove(passphrase), Err(VaultError::LastSlot));
    }

    #[test]
    fn a_card_slot_survives_the_file_and_opens_nothing_once_it_was_touched() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("vault.toml");
        let (mut vault, key) = Vault::new().unwrap();
        let _ = vault.add_session(&key, &SessionKey::random().unwrap()).unwrap();
        let slot = with_card(&mut vault, &key, 3);
        vault.save(&path).unwrap();
        let signed = signature(&slot, 3);
        assert_eq!(Vault::load(&path).unwrap().open_with_card(slot.id, &signed).unwrap(), key);

        for field in ["certificate", "holder", "challenge", "salt", "nonce", "wrapped"] {
            let mut touched = Vault::load(&path).unwrap();
            let table = touched.file.slot.last_mut().unwrap();
            let old = table.get(field).unwrap().as_str().unwrap().to_owned();
            let new =
                if old.starts_with('0') { old.replacen('0', "1", 1) } else { format!("0{}", old.get(1..).unwrap()) };
            let _ = table.insert(field.to_owned(), new.into());
            // The bytes that the card would sign of what stands there now.
            let asked = touched.cards().remove(0);
            let tried = touched.open_with_card(slot.id, &signature(&asked, 3));
            assert_eq!(tried, Err(VaultError::WrongKey), "{field}");
            assert_eq!(touched.open_with_card(slot.id, &signed), Err(VaultError::WrongKey), "{field}");
        }
    }
}
