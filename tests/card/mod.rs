//! The lab of cards itself: what the tests of cards stand on is a card to
//! programs that are not ours.

mod cps;
mod piv;
mod pki;
mod softhsm;
