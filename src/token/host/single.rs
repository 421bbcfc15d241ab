//! `C_Sign` and `C_Decrypt` in one call, with room for the answer: the crate
//! joins them with their beginning, so that no code could be given between the
//! two, and asks for the length first, which makes some modules do the work of
//! the card twice.
//!
//! The only file with unsafe code. It calls through the module's own table and
//! believes no length that comes back.
#![allow(unsafe_code)]

use std::path::Path;
use std::ptr;

use cryptoki::context::Function;
use cryptoki::error::{Error, Result, Rv};
use cryptoki::session::Session;
use cryptoki_sys::{CK_BYTE, CK_FUNCTION_LIST, CK_RV, CK_SESSION_HANDLE, CK_ULONG, Pkcs11};
use zeroize::Zeroizing;

/// RSA keys have 4096 bits, in a few years perhaps 8192.
const ROOM: usize = 1024;

type Call = unsafe extern "C" fn(CK_SESSION_HANDLE, *mut CK_BYTE, CK_ULONG, *mut CK_BYTE, *mut CK_ULONG) -> CK_RV;

pub(super) struct Single {
    sign: Option<Call>,
    decrypt: Option<Call>,
    /// The functions are in it.
    _library: Pkcs11,
}

impl Single {
    /// `path`: that of the module that is loaded and started already; the
    /// system then gives the same library again, not a second one.
    pub(super) fn of(path: &Path) -> Result<Self> {
        // SAFETY: loading runs the library's own start, which it has run before
        // in this process: the caller has loaded this very file.
        let library = unsafe { Pkcs11::new(path) }.map_err(Error::LibraryLoading)?;
        if library.C_GetFunctionList.is_err() {
            return Err(Error::MissingSymbol("C_GetFunctionList"));
        }
        let mut list: *mut CK_FUNCTION_LIST = ptr::null_mut();
        // SAFETY: the function is there, and writes one pointer to where there
        // is room for one.
        Rv::from(unsafe { library.C_GetFunctionList(&raw mut list) }).into_result(Function::GetFunctionList)?;
        // SAFETY: the standard has this point to a table that lives as long as
        // the library, which is kept below; null is answered for.
        let list = unsafe { list.as_ref() }.ok_or(Error::NullFunctionPointer)?;
        Ok(Self { sign: list.C_Sign, decrypt: list.C_Decrypt, _library: library })
    }

    pub(super) fn sign(&self, session: &Session, data: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        call(self.sign, Function::Sign, session, data)
    }

    pub(super) fn decrypt(&self, session: &Session, data: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        call(self.decrypt, Function::Decrypt, session, data)
    }
}

fn call(function: Option<Call>, name: Function, session: &Session, data: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let function = function.ok_or(Error::NullFunctionPointer)?;
    let mut room = Zeroizing::new(vec![0; ROOM]);
    let mut length = CK_ULONG::try_from(room.len())?;
    let given = CK_ULONG::try_from(data.len())?;
    // SAFETY: the session is open as long as it is borrowed; the data is read
    // for its length and, as the standard has it, not written to; the answer
    // goes to a buffer of the length that is named.
    let answer =
        unsafe { function(session.handle(), data.as_ptr().cast_mut(), given, room.as_mut_ptr(), &raw mut length) };
    Rv::from(answer).into_result(name)?;
    let length = usize::try_from(length)?;
    if length > room.len() {
        return Err(Error::InvalidValue);
    }
    room.truncate(length);
    Ok(room)
}
