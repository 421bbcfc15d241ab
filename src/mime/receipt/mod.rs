//! Receipts (RFC 8098) and delivery reports (RFC 3464) as bytes: read, asked for,
//! written. Reading is total and capped; what a report claims is only told.

mod ask;
mod read;
mod write;

pub use ask::{request, return_path};
pub use read::report;
pub use write::receipt;
