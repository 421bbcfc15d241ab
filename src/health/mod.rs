//! Health documents: bytes in, a model out. Results of laboratories (HPRIM), what
//! hospitals send in `IHE_XDM` archives (CDA R2), and the rules of MSSanté around
//! them.
//!
//! Never touches a disk, a socket or a clock; never runs what a document brings
//! (style sheets, entities, links); never uses a path of an archive; never drops a
//! thing in silence: what is not understood is kept, what is refused has a typed
//! reason. No name, matricule or text of a patient in a `Debug`.

pub mod cda;
pub mod code;
pub mod hl7;
pub mod hprim;
pub mod ins;
pub mod kind;
pub mod moment;
pub mod mss;
pub mod name;
pub mod pack;
pub mod patient;
pub mod same;
pub mod xdm;
pub mod xml;
