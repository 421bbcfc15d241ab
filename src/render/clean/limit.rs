//! How much of a page is kept. Each cap is far above what an honest message
//! needs; what lays pages out works with the nesting it is given, so that these
//! have to hold before it sees anything.

/// Of HTML, as it comes and as it is written anew: the heaviest newsletters
/// stay under 1 MB.
pub(super) const LENGTH: usize = 2 << 20;
/// Of what is written anew between the sheets and the end: with all else it is
/// within what is read, so that a page can be read again.
pub(super) const BODY: usize = LENGTH - SHEETS - (128 << 10);
/// Of what the page says of itself as a whole.
pub(super) const ROOT: usize = 32 << 10;
/// Elements within each other. Newsletters reach 60, and a long exchange of
/// quotes 100; deeper ones lose their frame and keep their words.
pub(super) const DEPTH: usize = 100;
/// Elements of a page: a table of 3,000 rows and ten columns has 33,000.
pub(super) const ELEMENTS: usize = 60_000;
/// Of one tag. The reader of tags compares each with all before it.
pub(super) const ATTRIBUTES: usize = 60;
/// Elements that a paragraph left open, and that the next opens again.
pub(super) const LEFT_OPEN: usize = 8;
/// Columns of a row, and what one cell may span.
pub(super) const COLUMNS: u32 = 1_000;
pub(super) const COLUMN_SPAN: u32 = 100;
pub(super) const ROW_SPAN: u32 = 1_000;

/// Pictures held back, each with an address of its own.
pub(super) const HELD: usize = 1_000;
/// Of a link or of a remote picture. Those that count their readers reach 2 kB.
pub(super) const ADDRESS: usize = 8_000;
/// Of a picture that is written into the page.
pub(super) const PICTURE: usize = 1 << 20;

/// Of all style sheets, as they are written anew.
pub(super) const SHEETS: usize = 256 << 10;
/// Rules of all sheets. The largest of newsletters reach 400.
pub(super) const RULES: usize = 1_000;
/// Rules that every element has to be compared with, for want of a name.
pub(super) const NAMELESS_RULES: usize = 40;
/// Of the selectors of one rule.
pub(super) const SELECTORS: usize = 2_000;
/// Steps of one selector: each may have to be looked for in all that is around.
pub(super) const STEPS: usize = 8;
/// Of a name or of words that an element carries with it.
pub(super) const NAME: usize = 200;
pub(super) const WORDS: usize = 1_000;

/// Lengths in pixels; what is larger is left out.
pub(super) const LENGTHS: f32 = 10_000.0;
/// The same for letters, and for the space around things.
pub(super) const LETTERS: f32 = 200.0;
pub(super) const SPACES: f32 = 1_000.0;
/// How far something may be moved against the direction of reading: lists
/// hang their numbers out so far, nothing honest goes further.
pub(super) const OUTDENT: f32 = -24.0;
pub(super) const INDENT: f32 = -100.0;
