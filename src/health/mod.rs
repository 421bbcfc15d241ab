//! Health documents that come by mail: bytes in, a model out. Nothing here fails,
//! reaches for a disk, a network or a clock, or drops what it does not understand.

pub mod hprim;
