//! A token that was opened. One session holds the login, which is the token's;
//! each operation takes a session of its own, so that one that was refused
//! half-way leaves nothing behind for the next.

use std::collections::BTreeMap;

use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use zeroize::Zeroizing;

use super::fault::Fault;
use super::module::{Module, give_code, is_open};
use super::{ec, rsa};
use crate::crypto::{KeyError, Padding};
use crate::token::Pin;
use crate::token::words::{Deed, KeyId, KeyUse, TokenKeyKind};

pub(super) struct Desk {
    pub(super) slot: Slot,
    pub(super) anchor: Session,
    /// Which of several ways has worked for a key.
    ways: BTreeMap<(Vec<u8>, Work), usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    Sign,
    Open,
}

/// One way to have it done: a mechanism, and what it is given.
pub(super) struct Way<'a> {
    pub(super) mechanism: Mechanism<'a>,
    pub(super) data: &'a [u8],
}

/// A private key, as its token describes it.
pub(super) struct Found {
    pub(super) handle: ObjectHandle,
    elliptic: bool,
    pub(super) kind: TokenKeyKind,
}

/// All that an operation needs: what is wanted with which key, and the code for
/// a key that wants it each time.
pub(super) struct Operation<'a> {
    module: &'a Module,
    slot: Slot,
    key: &'a KeyId,
    info: &'a TokenInfo,
    pin: Option<&'a Pin>,
}

impl Desk {
    pub(super) fn new(slot: Slot, anchor: Session) -> Self {
        Self { slot, anchor, ways: BTreeMap::new() }
    }

    pub(super) fn perform(
        &mut self,
        module: &Module,
        (key, info, pin): (&KeyId, &TokenInfo, Option<&Pin>),
        deed: &Deed,
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let operation = Operation { module, slot: self.slot, key, info, pin };
        let elliptic = operation.look()?.elliptic;
        match deed {
            Deed::Sign { digest, message } if elliptic => ec::sign(&operation, *digest, &message.0),
            Deed::Sign { digest, message } => rsa::sign(&operation, self, *digest, &message.0),
            Deed::Agree { point } if elliptic => ec::agree(&operation, &point.0),
            Deed::Decrypt { padding: Padding::Pkcs1, block } if !elliptic => rsa::open(&operation, &block.0),
            Deed::Decrypt { padding: Padding::Oaep(digest), block } if !elliptic => {
                rsa::open_oaep(&operation, self, *digest, &block.0)
            }
            _ => Err(Fault::Told(KeyError::Unable)),
        }
    }

    /// The way that has worked before, else each in turn until one does. Which
    /// one it was comes back with the answer.
    pub(super) fn first_that_works(
        &mut self,
        operation: &Operation<'_>,
        work: Work,
        ways: &[Way<'_>],
    ) -> Result<(usize, Zeroizing<Vec<u8>>), Fault> {
        let name = (operation.key.id.0.clone(), work);
        let known = self.ways.get(&name).copied();
        let order = known.into_iter().chain((0..ways.len()).filter(|number| Some(*number) != known));
        let mut first = None;
        for number in order {
            let Some(way) = ways.get(number) else { continue };
            match operation.run(work, way) {
                Ok(out) => {
                    let _ = self.ways.insert(name, number);
                    return Ok((number, out));
                }
                Err(fault) if fault.invites_another_way() => first = first.or(Some(fault)),
                Err(fault) => return Err(fault),
            }
        }
        Err(first.unwrap_or(Fault::Told(KeyError::Unable)))
    }
}

impl Operation<'_> {
    /// The key, where the token in the reader is the one that was shown.
    fn look(&self) -> Result<Found, Fault> {
        self.find(&self.module.pkcs11.open_ro_session(self.slot)?)
    }

    fn find(&self, session: &Session) -> Result<Found, Fault> {
        if !holds_certificate(session, &self.key.id.0, &self.key.certificate.0)? {
            return Err(Fault::Told(KeyError::Gone));
        }
        match find_key(session, &self.key.id.0)? {
            Some(key) => Ok(key),
            // Hidden from who has not given the code.
            None if self.info.login_required() && !is_open(session)? => Err(Fault::Told(KeyError::Locked)),
            None => Err(Fault::Told(KeyError::Unable)),
        }
    }

    /// One operation of the card.
    pub(super) fn run(&self, work: Work, way: &Way<'_>) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let session = self.module.pkcs11.open_ro_session(self.slot)?;
        let key = self.find(&session)?;
        let asks = key.kind.asks_each_time;
        // Asked before it is begun: some forget the login over a code that does
        // not come.
        if asks && self.pin.is_none() && !self.info.protected_authentication_path() {
            return Err(Fault::CodeWanted);
        }
        match work {
            Work::Sign => session.sign_init(&way.mechanism, key.handle)?,
            Work::Open => session.decrypt_init(&way.mechanism, key.handle)?,
        }
        if asks {
            give_code(&session, UserType::ContextSpecific, self.pin, self.info)
                .map_err(|fault| self.module.of_code(fault, self.slot))?;
        }
        Ok(match work {
            Work::Sign => self.module.single.sign(&session, way.data)?,
            Work::Open => self.module.single.decrypt(&session, way.data)?,
        })
    }

    /// A session and the key in it, for what takes several calls.
    pub(super) fn begin(&self) -> Result<(Session, ObjectHandle), Fault> {
        let session = self.module.pkcs11.open_ro_session(self.slot)?;
        let handle = self.find(&session)?.handle;
        Ok((session, handle))
    }
}

fn holds_certificate(session: &Session, id: &[u8], der: &[u8]) -> Result<bool, Fault> {
    let wanted = [Attribute::Class(ObjectClass::CERTIFICATE), Attribute::Id(id.to_vec())];
    for object in session.find_objects(&wanted)? {
        let value = session.get_attributes(object, &[AttributeType::Value])?;
        if value.iter().any(|attribute| matches!(attribute, Attribute::Value(value) if value == der)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The private key of a number; None where there is none, or none to be seen.
pub(super) fn find_key(session: &Session, id: &[u8]) -> Result<Option<Found>, Fault> {
    // Without a number everything would match.
    if id.is_empty() {
        return Ok(None);
    }
    let wanted = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Id(id.to_vec())];
    let Some(handle) = session.find_objects(&wanted)?.first().copied() else { return Ok(None) };
    // What a token does not know of (the CPS: whether it asks each time) is no.
    let mut kind = TokenKeyKind { asks_each_time: false, uses: Vec::new() };
    let mut elliptic = false;
    let known = [
        AttributeType::KeyType,
        AttributeType::AlwaysAuthenticate,
        AttributeType::Sign,
        AttributeType::Decrypt,
        AttributeType::Derive,
    ];
    for attribute in session.get_attributes(handle, &known)? {
        match attribute {
            Attribute::KeyType(found) => elliptic = found == KeyType::EC,
            Attribute::AlwaysAuthenticate(yes) => kind.asks_each_time = yes,
            Attribute::Sign(true) => kind.uses.push(KeyUse::Sign),
            Attribute::Decrypt(true) => kind.uses.push(KeyUse::Decrypt),
            Attribute::Derive(true) => kind.uses.push(KeyUse::Agree),
            _ => {}
        }
    }
    Ok(Some(Found { handle, elliptic, kind }))
}
