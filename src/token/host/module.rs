//! A vendor's module, started: its tokens, and the ones that were opened with a
//! code. Slots are looked up anew for each call, by what is written on the
//! token: modules renumber them, and cards change readers.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::object::{Attribute, AttributeType, ObjectClass};
use cryptoki::session::{Session, SessionState, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::RawAuthPin;
use zeroize::Zeroizing;

use super::desk::{Desk, find_key};
use super::fault::{self, Fault};
use super::found;
use super::single::Single;
use crate::child::Bytes;
use crate::crypto::KeyError;
use crate::token::Pin;
use crate::token::words::{Deed, KeyId, PinState, Token, TokenCertificate, TokenId, Tries};

/// How often, and how far apart, it is looked whether a card is still there.
const LOOKS: u32 = 6;
const BETWEEN: Duration = Duration::from_millis(100);

pub(super) struct Module {
    pub(super) pkcs11: Pkcs11,
    pub(super) single: Single,
    /// Those that were opened with a code.
    desks: BTreeMap<TokenId, Desk>,
}

impl Module {
    pub(super) fn load(path: &Path) -> Result<Self, Error> {
        let pkcs11 = Pkcs11::new(path)?;
        start(&pkcs11)?;
        Ok(Self { single: Single::of(path)?, pkcs11, desks: BTreeMap::new() })
    }

    pub(super) fn list(&mut self) -> Result<Vec<Token>, Fault> {
        let slots = self.pkcs11.get_slots_with_token()?;
        // A slot that fails has lost its card just now.
        let tokens: Vec<Token> = slots.into_iter().filter_map(|slot| self.token(slot).ok().flatten()).collect();
        self.desks.retain(|id, _| tokens.iter().any(|token| token.id == *id));
        Ok(tokens)
    }

    /// None for one that nobody has set up.
    fn token(&self, slot: Slot) -> Result<Option<Token>, Fault> {
        let info = self.pkcs11.get_token_info(slot)?;
        if !info.token_initialized() {
            return Ok(None);
        }
        let session = self.pkcs11.open_ro_session(slot)?;
        let open = !info.login_required() || is_open(&session)?;
        let certificates = certificates(&session)?;
        Ok(Some(Token {
            id: identity(&info),
            label: info.label().to_owned(),
            pin: pin_state(&info, open),
            certificates,
        }))
    }

    /// The slot in which a token is now.
    pub(super) fn slot_of(&self, token: &TokenId) -> Result<(Slot, TokenInfo), Fault> {
        let mut slots = self.pkcs11.get_slots_with_token()?.into_iter();
        found(slots.find_map(|slot| {
            let info = self.pkcs11.get_token_info(slot).ok()?;
            (identity(&info) == *token).then_some((slot, info))
        }))
    }

    pub(super) fn login(&mut self, token: &TokenId, pin: Option<&Pin>) -> Result<(), Fault> {
        let _ = self.desks.remove(token);
        let (slot, info) = self.slot_of(token)?;
        if info.user_pin_locked() {
            return Err(Fault::Told(KeyError::Blocked));
        }
        let session = self.pkcs11.open_ro_session(slot)?;
        give_code(&session, UserType::User, pin, &info).map_err(|fault| self.of_code(fault, slot))?;
        let _ = self.desks.insert(token.clone(), Desk::new(slot, session));
        Ok(())
    }

    pub(super) fn logout(&mut self, token: &TokenId) {
        if let Some(desk) = self.desks.remove(token) {
            // A token that is gone is closed already.
            let _ = desk.anchor.logout();
        }
    }

    pub(super) fn perform(&mut self, key: &KeyId, deed: &Deed, pin: Option<&Pin>) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let done = self.attempt(key, deed, pin);
        let Err(fault) = &done else { return done };
        // Some have but a general error for a card that was pulled out.
        let vague = matches!(fault.told(), KeyError::Unable | KeyError::Refused);
        let gone = fault.is_loss() || (vague && self.has_gone(&key.token, deed));
        if gone || (fault.told() == KeyError::Locked && !fault.wants_code()) {
            let _ = self.desks.remove(&key.token);
        }
        if gone { Err(Fault::Told(KeyError::Gone)) } else { done }
    }

    /// A reader may notice a card that was pulled out later than the signature
    /// that it cost. What was deciphered is not waited for: how long a refusal
    /// takes must say nothing of the block.
    fn has_gone(&self, token: &TokenId, deed: &Deed) -> bool {
        let looks = if matches!(deed, Deed::Sign { .. }) { LOOKS } else { 1 };
        (0..looks).any(|look| {
            if look > 0 {
                std::thread::sleep(BETWEEN);
            }
            self.slot_of(token).is_err()
        })
    }

    fn attempt(&mut self, key: &KeyId, deed: &Deed, pin: Option<&Pin>) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let (slot, info) = self.slot_of(&key.token)?;
        let mut desk = match self.desks.remove(&key.token).filter(|desk| desk.slot == slot) {
            Some(desk) => desk,
            None if info.login_required() => return Err(Fault::Told(KeyError::Locked)),
            None => Desk::new(slot, self.pkcs11.open_ro_session(slot)?),
        };
        let done = desk.perform(self, (key, &info, pin), deed);
        let _ = self.desks.insert(key.token.clone(), desk);
        done
    }

    pub(super) fn of_code(&self, fault: Fault, slot: Slot) -> Fault {
        fault::of_code(fault, self.pkcs11.get_token_info(slot).ok().as_ref())
    }
}

/// With a null `pReserved`, which one vendor reads as a string.
fn start(pkcs11: &Pkcs11) -> Result<(), Error> {
    let with = |flags| match pkcs11.initialize(CInitializeArgs::new(flags)) {
        Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        started => started,
    };
    match with(CInitializeFlags::OS_LOCKING_OK) {
        // It is called by one thread only, so it needs no locks.
        Err(Error::Pkcs11(RvError::CantLock | RvError::ArgumentsBad, _)) => with(CInitializeFlags::empty()),
        started => started,
    }
}

/// Gives the code, or lets the reader ask for it. Once: a second try is the
/// user's alone.
pub(super) fn give_code(session: &Session, who: UserType, pin: Option<&Pin>, info: &TokenInfo) -> Result<(), Fault> {
    let given = match pin {
        _ if info.protected_authentication_path() => session.login(who, None),
        Some(pin) => session.login_with_raw(who, &RawAuthPin::new(Box::new(pin.expose().to_vec()))),
        None => return Err(Fault::CodeWanted),
    };
    match given {
        Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
        given => Ok(given?),
    }
}

pub(super) fn is_open(session: &Session) -> Result<bool, Error> {
    let state = session.get_session_info()?.session_state();
    Ok(matches!(state, SessionState::RoUser | SessionState::RwUser))
}

fn identity(info: &TokenInfo) -> TokenId {
    TokenId {
        manufacturer: info.manufacturer_id().to_owned(),
        model: info.model().to_owned(),
        serial: info.serial_number().to_owned(),
    }
}

fn pin_state(info: &TokenInfo, open: bool) -> PinState {
    let tries = if info.user_pin_locked() {
        Tries::None
    } else if info.user_pin_final_try() {
        Tries::Last
    } else if info.user_pin_count_low() {
        Tries::Fewer
    } else {
        Tries::All
    };
    PinState {
        tries,
        open,
        on_reader: info.protected_authentication_path(),
        shortest: info.min_pin_length(),
        longest: info.max_pin_length(),
    }
}

fn certificates(session: &Session) -> Result<Vec<TokenCertificate>, Fault> {
    let objects = session.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])?;
    let mut certificates = Vec::new();
    for object in objects {
        let (mut label, mut id, mut der) = (Vec::new(), Vec::new(), Vec::new());
        for attribute in
            session.get_attributes(object, &[AttributeType::Label, AttributeType::Id, AttributeType::Value])?
        {
            match attribute {
                Attribute::Label(value) => label = value,
                Attribute::Id(value) => id = value,
                Attribute::Value(value) => der = value,
                _ => {}
            }
        }
        if !der.is_empty() {
            let key = find_key(session, &id)?.map(|key| key.kind);
            let label = String::from_utf8_lossy(&label).trim_end_matches('\0').to_owned();
            certificates.push(TokenCertificate { label, id: Bytes(id), der: Bytes(der), key });
        }
    }
    Ok(certificates)
}
