//! How much of a message is read. Each cap is far above what an honest message
//! needs, and low enough that a hostile one costs neither the memory nor the
//! patience of the practice.

/// Of the header block of a message. Long routes and mailing lists reach 50 kB.
pub(super) const HEADER: usize = 1 << 20;
/// Header fields of a message or of a part. The longest routes reach 200.
pub(super) const FIELDS: usize = 2_000;
/// Of the value of a field that is shown as one line.
pub(super) const LINE: usize = 16 << 10;
/// Of a Content-Type or Content-Disposition: a name of 255 letters takes under
/// 2 kB, and the parser is quadratic in the number of parameters.
pub(super) const PARAMETERS: usize = 4 << 10;
/// Of each list of addresses: no server of the trade takes a tenth of it.
pub(super) const ADDRESSES: usize = 10_000;
/// Ids in References: nothing is gained by a longer thread.
pub(super) const IDS: usize = 1_000;
/// Parts, containers among them. Mail of machines reaches a few hundred.
pub(super) const PARTS: usize = 10_000;
/// Multiparts within each other. Forwarded and signed mail reaches 8.
pub(super) const DEPTH: usize = 50;
/// Of readable text: two thousand pages, and what the index takes at once.
pub(super) const TEXT: usize = 4 << 20;
/// Of HTML, markup included: the heaviest newsletters stay under 1 MB.
pub(super) const HTML: usize = 2 << 20;
/// Of a calendar that is shown with the text: a year of appointments.
pub(super) const CALENDAR: usize = 1 << 20;
/// Of the pictures that stand in a text, together.
pub(super) const PICTURES: u64 = 48 << 20;
/// Of a file name, in bytes: file systems stop at 255, and a prefix or a
/// number may be put to it when it is saved.
pub(super) const NAME: usize = 200;
/// Of the extract, in characters: more than two lines of a list.
pub(super) const EXTRACT: usize = 200;
