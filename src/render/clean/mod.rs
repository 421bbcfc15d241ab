//! HTML of strangers to HTML that may be laid out. Only what is on a list goes
//! through, and it is written anew from its smallest pieces, so that no reader
//! of the page can see something else in it than was seen here. Total: any text
//! gives a page, capped in length, depth and number before anything looks at it
//! closely. Nothing here loads anything, runs anything, or lets anything leave
//! its place.

mod attribute;
mod element;
mod hint;
mod limit;
mod link;
mod page;
mod picture;
mod piece;
mod site;
mod style;

pub use site::misleads;

use std::cell::RefCell;
use std::fmt::Write as _;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use page::{Hiding, Page};
use piece::{Piece, Pieces};

/// HTML that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// A whole page. Pictures in it are `cid:`, `data:image` or `held:`.
    pub html: String,
    /// Addresses of remote pictures that were held back, each once, in order:
    /// `held:0` in the page is the first.
    pub held: Vec<String>,
    /// Something was left out because a cap was met.
    pub cut: bool,
}

/// The page as it may be shown. What its sender hid stays hidden.
pub fn clean(html: &str) -> Clean {
    whole(read(html, Page::default()))
}

/// The same while its remote pictures are held back: their words stand there.
pub fn clean_in_words(html: &str) -> Clean {
    whole(read(html, Page::in_words()))
}

fn whole(page: Page) -> Clean {
    let attributes = |attributes: &Option<String>| attributes.clone().unwrap_or_default();
    let hints = page.css_of_hints();
    let mut whole = format!("<!DOCTYPE html><html{}><head>", attributes(&page.html_attributes));
    if !hints.is_empty() {
        let _ = write!(whole, "<style class=\"{}\">{hints}</style>", hint::CLASS);
    }
    if !page.sheets.css.is_empty() {
        let _ = write!(whole, "<style>{}</style>", page.sheets.css);
    }
    let _ = write!(whole, "</head><body{}>{}</body></html>", attributes(&page.body_attributes), page.body);
    Clean { html: whole, held: page.pictures.held, cut: page.cut }
}

/// The page as an answer may quote it, to be put into another: nothing that its
/// sender hid, no sheets, and words in place of pictures that are held back. Asked
/// for as [`Question::Quote`](super::Question::Quote), of the confined child.
pub fn quotable(html: &str) -> String {
    // Read twice: the sheets that hide come first then.
    let page = read(&clean(html).html, Page::quoted());
    match page.body_attributes.filter(|attributes| !attributes.is_empty()) {
        Some(attributes) => format!("<div{attributes}>{}</div>", page.body),
        None => page.body,
    }
}

fn read(html: &str, page: Page) -> Page {
    let whole = html.get(..html.floor_char_boundary(limit::LENGTH)).unwrap_or_default();
    let tokenizer =
        Tokenizer::new(Sink { page: RefCell::new(page), met: RefCell::new(None) }, TokenizerOpts::default());
    let input = BufferQueue::default();
    let feed = |text: &str| {
        input.push_back(StrTendril::from(text));
        let _ = tokenizer.feed(&input);
    };
    let mut pieces = Pieces::new(whole);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => feed(text),
            Piece::Tag(tag) => {
                feed(tag);
                if !tag.ends_with('>') {
                    feed(">");
                    tokenizer.sink.page.borrow_mut().cut = true;
                }
            }
        }
        if let Some(hiding) = tokenizer.sink.met.take() {
            tokenizer.sink.page.borrow_mut().step_over(&hiding, &mut pieces);
        }
        if tokenizer.sink.page.borrow().full {
            break;
        }
    }
    tokenizer.end();
    let mut page = tokenizer.sink.page.into_inner();
    page.finish();
    page.cut |= whole.len() < html.len();
    page
}

impl Page {
    /// What follows is not to be read as the rest is.
    fn step_over(&mut self, hiding: &Hiding, pieces: &mut Pieces<'_>) {
        let name = hiding.name;
        if !element::is_raw(name) {
            // One that never ends hides nothing.
            if pieces.ends(name) {
                self.skip(name);
            }
        } else if pieces.ends(name) || matches!(name, "script" | "style") {
            let inside = pieces.raw(name);
            if let Some(medium) = hiding.medium.as_deref().filter(|_| name == "style") {
                self.sheets.add(inside, Some(medium), &mut self.pictures);
            }
        }
    }
}

struct Sink {
    page: RefCell<Page>,
    met: RefCell<Option<Hiding>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.page.borrow_mut().text(&text),
            Token::TagToken(tag) => *self.met.borrow_mut() = self.page.borrow_mut().tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests;
