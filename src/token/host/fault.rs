//! What a module's error means to who asked: whether the card is gone, the code
//! is wanted, or another way may do. Modules differ widely in what they say of
//! the same thing; what is known of that is here.

use cryptoki::error::{Error, RvError};
use cryptoki::slot::TokenInfo;

use crate::crypto::KeyError;

#[derive(Debug)]
pub(super) enum Fault {
    Module(Error),
    Told(KeyError),
    /// The key wants the code for this use, and none came along.
    CodeWanted,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Module(error)
    }
}

impl Fault {
    fn said(&self) -> Option<RvError> {
        match self {
            Self::Module(Error::Pkcs11(error, _)) => Some(*error),
            _ => None,
        }
    }

    pub(super) fn wants_code(&self) -> bool {
        matches!(self, Self::CodeWanted)
    }

    /// The sessions of the token are worth nothing any more.
    pub(super) fn is_loss(&self) -> bool {
        use RvError as E;
        let gone = matches!(
            self.said(),
            Some(
                E::DeviceRemoved
                    | E::TokenNotPresent
                    | E::TokenNotRecognized
                    | E::SessionHandleInvalid
                    | E::SessionClosed
                    | E::DeviceError
                    | E::SlotIdInvalid
            )
        );
        gone || matches!(self, Self::Told(KeyError::Gone))
    }

    /// The mechanism, not the card or the code, was refused: another mechanism
    /// may do. General errors are among them: the official library answers so
    /// to a mechanism that does not fit a key.
    pub(super) fn invites_another_way(&self) -> bool {
        use RvError as E;
        match self {
            Self::Module(Error::NotSupported | Error::NullFunctionPointer) => true,
            _ => self.is_inability() || matches!(self.said(), Some(E::GeneralError | E::FunctionFailed)),
        }
    }

    fn is_inability(&self) -> bool {
        use RvError as E;
        matches!(
            self.said(),
            Some(
                E::MechanismInvalid
                    | E::MechanismParamInvalid
                    | E::FunctionNotSupported
                    | E::FunctionRejected
                    | E::KeyTypeInconsistent
                    | E::KeyFunctionNotPermitted
                    | E::KeySizeRange
                    | E::CurveNotSupported
                    | E::ArgumentsBad
            )
        )
    }

    pub(super) fn told(&self) -> KeyError {
        use RvError as E;
        match self {
            Self::Told(error) => *error,
            Self::CodeWanted => KeyError::Locked,
            _ if self.is_loss() => KeyError::Gone,
            _ if self.is_inability() => KeyError::Unable,
            Self::Module(Error::Pkcs11(error, _)) => match error {
                E::UserNotLoggedIn => KeyError::Locked,
                E::PinIncorrect | E::PinInvalid | E::PinLenRange => KeyError::WrongPin { left: None },
                E::PinLocked => KeyError::Blocked,
                E::Cancel | E::FunctionCanceled => KeyError::Cancelled,
                E::CryptokiNotInitialized | E::HostMemory | E::DeviceMemory => KeyError::Unresponsive,
                // A contactless card has no code, and no signature.
                E::UserPinNotInitialized | E::PinExpired => KeyError::Unable,
                _ => KeyError::Refused,
            },
            Self::Module(Error::NotSupported | Error::NullFunctionPointer | Error::MissingSymbol(_)) => {
                KeyError::Unable
            }
            // It answered what no answer can be.
            Self::Module(_) => KeyError::Unresponsive,
        }
    }
}

/// What a refused code means, by the flags that the token shows after it.
pub(super) fn of_code(fault: Fault, after: Option<&TokenInfo>) -> Fault {
    match (fault.told(), after) {
        (KeyError::WrongPin { .. }, Some(info)) if info.user_pin_locked() => Fault::Told(KeyError::Blocked),
        (KeyError::WrongPin { .. }, Some(info)) => {
            Fault::Told(KeyError::WrongPin { left: info.user_pin_final_try().then_some(1) })
        }
        _ => fault,
    }
}

#[cfg(test)]
mod tests {
    use cryptoki::context::Function;
    use cryptoki::error::{Error, RvError};

    use super::Fault;
    use crate::crypto::KeyError;

    fn fault(said: RvError) -> Fault {
        Fault::Module(Error::Pkcs11(said, Function::Sign))
    }

    #[test]
    fn every_word_for_a_card_that_is_gone_means_gone() {
        for said in [
            RvError::DeviceRemoved,
            RvError::TokenNotPresent,
            RvError::SessionHandleInvalid,
            RvError::DeviceError,
            RvError::SlotIdInvalid,
        ] {
            assert_eq!(fault(said).told(), KeyError::Gone, "{said:?}");
            assert!(fault(said).is_loss() && !fault(said).invites_another_way(), "{said:?}");
        }
    }

    #[test]
    fn a_mechanism_that_does_not_fit_invites_another() {
        for said in [RvError::KeyTypeInconsistent, RvError::FunctionNotSupported, RvError::MechanismInvalid] {
            assert!(fault(said).invites_another_way(), "{said:?}");
            assert_eq!(fault(said).told(), KeyError::Unable, "{said:?}");
        }
        assert!(fault(RvError::GeneralError).invites_another_way());
    }

    #[test]
    fn a_code_is_never_given_another_way() {
        for said in [RvError::PinIncorrect, RvError::PinLocked, RvError::UserNotLoggedIn, RvError::FunctionCanceled] {
            assert!(!fault(said).invites_another_way(), "{said:?}");
        }
        assert_eq!(fault(RvError::PinLocked).told(), KeyError::Blocked);
        assert_eq!(fault(RvError::UserNotLoggedIn).told(), KeyError::Locked);
    }
}
