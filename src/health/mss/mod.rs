//! What MSSanté asks of the mail around health documents: the subject, the name of
//! the PDF, the `X-MSS-…` headers, to whom a document may go, and which domains are
//! of the trusted space.
//!
//! What stands in a subject or a header is a hint for a list, never a proof: the
//! patient is the one the document names.

mod file_name;
mod header;
mod masking;
mod subject;
mod white_list;

pub use file_name::file_name;
pub use header::{CODES, END, END_VALUE, INS, NUMBER, codes, ends, ins, read_codes, read_ins};
pub use masking::{Masking, Reader, Rule, Verdict, reader};
pub use subject::{LABEL, Subject, Turn, label, read, shown, write};
pub use white_list::{LARGEST as LARGEST_WHITE_LIST, NoList, read_white_list};
