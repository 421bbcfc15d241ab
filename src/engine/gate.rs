//! The gate of a profile: whether one is there, what opens it, and opening it.
//!
//! A wrong key is an answer, never a new empty cache; a profile is in one
//! program's hands at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::runtime::Handle;

use crate::child::Program;
use crate::config::{self, Paths, ProfileLock};
use crate::crypto::Key;
use crate::domain::{Secret, Timestamp, Uid};
use crate::net::{Anchors, Names, PublicNames, SystemNames};
use crate::store::{CacheKey, CardSlot, ServerFolder, SessionKey, SlotKind, Store, Vault, VaultError};
use crate::sync;

use super::fault::CardFault;
use super::seal::{Cards, PinState};
use super::{Engine, Fault, FaultKind, Held, Subject, demo, faults, slots};

/// What stands on this workstation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Nothing yet.
    New,
    /// A cache, and what opens it.
    Kept { session: bool, passphrase: bool, card: bool },
}

#[derive(Clone)]
pub enum Unlock {
    /// With the key that the session's keyring keeps.
    Session,
    Passphrase(Secret),
    /// With the key of a card that is there and open: one use of it.
    Card(Arc<dyn Key>),
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Session => "Session",
            Self::Passphrase(_) => "Passphrase",
            Self::Card(_) => "Card",
        })
    }
}

/// How the cache is protected, for the status bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    Session,
    Passphrase,
    Card,
    /// The key is in memory only; the cache goes with the program.
    Demonstration,
}

#[derive(Clone)]
pub struct Gate {
    handle: Handle,
    paths: Arc<Paths>,
    program: Option<Program>,
    named_in_letters: Arc<dyn Names>,
}

impl Gate {
    pub fn new(handle: Handle, paths: Paths) -> Self {
        let named_in_letters = Arc::new(PublicNames(SystemNames));
        Self { handle, paths: Arc::new(paths), program: Program::this(), named_in_letters }
    }

    /// Another program to read attachments than the one that runs.
    #[must_use]
    pub fn with_program(self, program: Program) -> Self {
        Self { program: Some(program), ..self }
    }

    /// For tests alone, whose hosts of pictures are on this very machine: otherwise
    /// what a letter names is looked for on the internet and never nearby.
    #[must_use]
    pub fn with_names_in_letters(self, names: Arc<dyn Names>) -> Self {
        Self { named_in_letters: names, ..self }
    }

    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    pub fn look(&self) -> Result<Profile, Fault> {
        if !self.paths.vault().exists() {
            return Ok(Profile::New);
        }
        let vault = Vault::load(&self.paths.vault()).map_err(faults::vault)?;
        Ok(Profile::Kept {
            session: vault.has(SlotKind::Session),
            passphrase: vault.has(SlotKind::Passphrase),
            card: vault.has(SlotKind::Card),
        })
    }

    /// Which cards open it, to find one of them.
    pub fn card_slots(&self) -> Result<Vec<CardSlot>, Fault> {
        Vault::load(&self.paths.vault()).map(|vault| vault.cards()).map_err(faults::vault)
    }

    /// Opens what is there.
    pub async fn open(&self, unlock: Unlock) -> Result<Engine, Fault> {
        let gate = self.clone();
        self.on_a_thread(move || {
            let lock = ProfileLock::take(&gate.paths).map_err(faults::lock)?;
            let vault = Vault::load(&gate.paths.vault()).map_err(faults::vault)?;
            let (key, protection) = match unlock {
                Unlock::Session => (session_key(&vault)?, Protection::Session),
                Unlock::Passphrase(passphrase) => {
                    (vault.open_with_passphrase(&passphrase).map_err(faults::vault)?, Protection::Passphrase)
                }
                Unlock::Card(key) => (slots::open(&vault, key.as_ref())?, Protection::Card),
            };
            let store = Store::open_or_mend(&gate.paths.cache(), &key, || gate.new_aside()).map_err(faults::store)?;
            gate.engine(store, protection, gate.held(lock))
        })
        .await
    }

    /// Opens it with the card that is there, whose code is tried once. Nothing is
    /// asked of a card that does not open this profile.
    pub async fn open_with_card(&self, chosen: Option<PathBuf>, code: Secret) -> Result<Engine, Fault> {
        let gate = self.clone();
        let key = self.on_a_thread(move || {
            let cards = Cards::new(gate.handle.clone(), chosen.as_deref())?;
            let ask = |_: &PinState| {
                if code.is_empty() {
                    // Some cards would count it as a wrong one.
                    return Err(Fault::new(FaultKind::Card(CardFault::Locked), Subject::Profile, "no code was typed"));
                }
                Ok(code.clone())
            };
            gate.handle.block_on(cards.that_opens(&gate.card_slots()?, &ask))
        });
        self.open(Unlock::Card(key.await?)).await
    }

    /// Makes a new cache. Refused where one is.
    pub async fn create(&self, unlock: Unlock) -> Result<Engine, Fault> {
        let gate = self.clone();
        self.on_a_thread(move || {
            gate.paths.create().map_err(|error| faults::io(&error))?;
            let lock = ProfileLock::take(&gate.paths).map_err(faults::lock)?;
            if !gate.paths.vault().exists() {
                // A cache whose key was never kept: a first start that was cut short.
                gate.move_aside().map_err(|error| faults::io(&error))?;
            }
            let (mut vault, key) = Vault::new().map_err(faults::vault)?;
            let protection = match unlock {
                Unlock::Session => {
                    let wrapping = SessionKey::random().map_err(|error| faults::vault(error.into()))?;
                    config::keyring::store_key(vault.profile_id(), wrapping.expose()).map_err(faults::keyring)?;
                    let _slot = vault.add_session(&key, &wrapping).map_err(faults::vault)?;
                    Protection::Session
                }
                Unlock::Passphrase(passphrase) => {
                    let _slot = vault.add_passphrase(&key, &passphrase).map_err(faults::vault)?;
                    Protection::Passphrase
                }
                // It may be added later: it is never the only way in.
                Unlock::Card(_) => return Err(faults::vault(VaultError::LastSlot)),
            };
            // The cache first: a vault without a cache would look like a loss.
            let store = Store::create(&gate.paths.cache(), &key).map_err(faults::store)?;
            vault.save_new(&gate.paths.vault()).map_err(faults::vault)?;
            gate.engine(store, protection, gate.held(lock))
        })
        .await
    }

    /// The demonstration mailbox, in a scratch cache whose key nobody keeps.
    pub async fn demonstration(&self, now: Timestamp) -> Result<Engine, Fault> {
        let (store, held) = self
            .on_a_thread(move || {
                let scratch = Scratch::new().map_err(|error| faults::io(&error))?;
                let key = CacheKey::random().map_err(|error| faults::vault(error.into()))?;
                let store = Store::create(&scratch.0.join("cache.db"), &key).map_err(faults::store)?;
                Ok((store, Held::Scratch(scratch)))
            })
            .await?;
        let filled = fill(store.clone(), now);
        self.handle.spawn(filled).await.map_err(|_| faults::worker())??;
        let gate = self.clone();
        self.on_a_thread(move || gate.engine(store, Protection::Demonstration, held)).await
    }

    /// Moves a cache that does not open out of the way, whole, so that a new one
    /// can be begun. Nothing is deleted.
    pub fn set_aside(&self) -> Result<(), Fault> {
        let _lock = ProfileLock::take(&self.paths).map_err(faults::lock)?;
        self.move_aside().map_err(|error| faults::io(&error))
    }

    fn move_aside(&self) -> std::io::Result<()> {
        let cache = self.paths.cache();
        let journals = ["-wal", "-shm"].map(|suffix| {
            let mut name = cache.clone().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        });
        let files: Vec<_> = journals
            .into_iter()
            .chain([cache, self.paths.letters(), self.paths.vault()])
            .filter(|file| file.exists())
            .collect();
        if files.is_empty() {
            return Ok(());
        }
        let aside = self.new_aside()?;
        for file in files {
            let name = file.file_name().unwrap_or_default().to_owned();
            std::fs::rename(&file, aside.join(name))?;
        }
        Ok(())
    }

    /// A directory for what is moved out of the way.
    fn new_aside(&self) -> std::io::Result<PathBuf> {
        let mut all = (1..u16::MAX).map(|n| self.paths.root().join(format!("aside-{n}")));
        let aside = all.find(|path| !path.exists()).ok_or(std::io::ErrorKind::AlreadyExists)?;
        create_private(&aside)?;
        Ok(aside)
    }

    fn held(&self, lock: ProfileLock) -> Held {
        Held::Profile { lock, vault: self.paths.vault() }
    }

    fn engine(&self, store: Store, protection: Protection, held: Held) -> Result<Engine, Fault> {
        let anchors =
            Anchors::system(Some(&self.paths.anchors())).map_err(|error| faults::net(&error, Subject::Profile))?;
        let (program, names) = (self.program.clone(), self.named_in_letters.clone());
        Ok(Engine::start(&self.handle, store, anchors, protection, program, names, held))
    }

    /// Disk, keyring and key derivation wait; the asker must not.
    async fn on_a_thread<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.handle.spawn_blocking(job).await.map_err(|_| faults::worker())?
    }
}

fn session_key(vault: &Vault) -> Result<CacheKey, Fault> {
    let wrapping = config::keyring::load_key(vault.profile_id()).map_err(faults::keyring)?;
    vault.open_with_session(&SessionKey::from_bytes(*wrapping)).map_err(faults::vault)
}

async fn fill(store: Store, now: Timestamp) -> Result<(), Fault> {
    let account = store.add_account(demo::account(), Secret::new("")).await.map_err(faults::store)?;
    let demo = demo::folders(now);
    let listed = demo
        .iter()
        .map(|folder| ServerFolder {
            path: folder.path.clone(),
            separator: Some('/'),
            role: folder.role,
            selectable: true,
        })
        .collect();
    let folders = store.put_folders(account.id, listed).await.map_err(faults::store)?;
    store.put_tags(demo::tags()).await.map_err(faults::store)?;
    for (kept, made) in folders.iter().filter_map(|kept| {
        let made = demo.iter().find(|made| made.path == kept.path)?;
        Some((kept, made))
    }) {
        let rows = made.messages.iter().zip(1..).map(|(message, uid)| {
            let (flags, keywords) = (message.flags, message.keywords.clone());
            sync::ingest::whole(&message.raw, Uid(uid), message.received, flags, keywords, kept.role)
        });
        let _ids = store.put_messages(kept.id, rows.collect()).await.map_err(faults::store)?;
    }
    Ok(())
}

/// A directory that goes when the program does.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Self> {
        let mut name = [0; 8];
        getrandom::fill(&mut name).map_err(std::io::Error::other)?;
        let name = format!("sceau-demo-{:016x}", u64::from_le_bytes(name));
        let path = std::env::temp_dir().join(name);
        create_private(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind is encrypted with a key that is gone.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        let _ = builder.mode(0o700);
    }
    builder.create(path)
}
