//! How much of a document is read. The child's memory and the parent's patience
//! bound it as well; these keep an honest part of a hostile document readable.

/// Of a document. What a secure mailbox takes at most is 30 MB or so.
pub(super) const DOCUMENT: usize = 40 << 20;
/// Of words: 300 pages, and what the index takes of one attachment.
pub(super) const TEXT: usize = 1 << 20;
/// Of a text file or a page, as it comes.
pub(super) const PLAIN: usize = 2 << 20;
/// Of RTF, pictures in hexadecimal among it.
pub(super) const RTF: usize = 16 << 20;
/// Of one XML file, markup included: the text of the longest report stays
/// under a tenth.
pub(super) const XML: usize = 16 << 20;
/// Documents within documents: a PDF in a package in a letter in a letter.
pub(super) const DEPTH: usize = 3;
/// Files of a package that are looked at.
pub(super) const FILES: usize = 1_000;
/// How many times larger than packed. Honest XML reaches 40.
pub(super) const RATIO: u64 = 200;
/// Of all that is unpacked of one package.
pub(super) const UNPACKED: u64 = 64 << 20;
pub(super) const PAGES: usize = 1_000;
/// Pieces of text on a page; a dense one has 2,000.
pub(super) const PIECES: usize = 50_000;
