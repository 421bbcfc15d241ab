//! Looks at a page that was written anew, piece by piece, and says what should
//! not be in it. Its lists are its own: they are not those of the program.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use sceau::render::clean::{Clean, clean, quotable};

const TAGS: &str = "html head style body a abbr address b bdi big blockquote br caption center cite code col colgroup \
    dd del dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nobr ol p pre q rp rt ruby \
    s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr";

const ATTRIBUTES: &str = "align alt bgcolor border cellpadding class colspan dir frame height hidden href hspace id lang \
    leftmargin link marginheight marginwidth name nowrap rowspan rules span src start style title topmargin value \
    vspace width";

/// The page of `html`, after all that has to hold for any of them.
pub fn inspected(html: &str) -> Clean {
    let page = clean(html);
    let wrong = offences(&page.html);
    assert!(wrong.is_empty(), "{wrong:?}\nof {}\nin {}", start(html), start(&page.html));
    let again = clean(&page.html);
    assert!(again.html == page.html, "not the same again:\n{}\n{}", start(&page.html), start(&again.html));
    assert!(again.held.is_empty(), "{:?} of {}", again.held, start(html));
    let quoted = quotable(html);
    let wrong = offences(&quoted);
    assert!(wrong.is_empty() && !quoted.contains("held:"), "{wrong:?} in {}", start(&quoted));
    assert!(!quoted.contains("<style"), "{}", start(&quoted));
    page
}

fn start(html: &str) -> &str {
    &html[..html.floor_char_boundary(4_000)]
}

pub fn offences(html: &str) -> Vec<String> {
    let sink = read(html);
    let mut wrong = sink.wrong.into_inner();
    let open = sink.open.into_inner();
    if !open.is_empty() {
        wrong.push(format!("left open: {open:?}"));
    }
    if sink.deepest.into_inner() > 102 {
        wrong.push("too deep".to_owned());
    }
    wrong
}

/// The words between the tags, their blanks folded into single spaces or as they are.
pub fn words(html: &str, folded: bool) -> String {
    let words = read(html).words.into_inner();
    if folded { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { words }
}

fn read(html: &str) -> Inspector {
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Inspector::default(), options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

#[derive(Default)]
struct Inspector {
    wrong: RefCell<Vec<String>>,
    open: RefCell<Vec<String>>,
    deepest: RefCell<usize>,
    words: RefCell<String>,
}

impl TokenSink for Inspector {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CommentToken(_) | Token::NullCharacterToken => self.say("a comment"),
            Token::CharacterTokens(text) if self.open.borrow().last().is_some_and(|name| name == "style") => {
                self.css(&text);
            }
            Token::CharacterTokens(text) => self.words.borrow_mut().push_str(&text),
            Token::ParseError(error) => self.say(&error),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Inspector {
    fn say(&self, what: &str) {
        self.wrong.borrow_mut().push(what.to_owned());
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if !TAGS.split_whitespace().any(|known| known == name) {
            self.say(&format!("the element {name}"));
        }
        if tag.kind != StartTag {
            if self.open.borrow_mut().pop().as_deref() != Some(name) {
                self.say(&format!("the end of {name}"));
            }
            return TokenSinkResult::Continue;
        }
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, &attribute.value);
        }
        if !["br", "hr", "img", "wbr", "col"].contains(&name) {
            self.open.borrow_mut().push(name.to_owned());
            let deepest = self.open.borrow().len().max(*self.deepest.borrow());
            *self.deepest.borrow_mut() = deepest;
        }
        if name == "style" { TokenSinkResult::RawData(RawKind::Rawtext) } else { TokenSinkResult::Continue }
    }

    fn attribute(&self, element: &str, name: &str, value: &str) {
        if !ATTRIBUTES.split_whitespace().any(|known| known == name) {
            self.say(&format!("the attribute {name}"));
        }
        if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.say(&format!("a control character in {name}"));
        }
        match name {
            "href" => {
                let kinds = ["http:", "https:", "mailto:", "tel:", "#"];
                if element != "a" || !kinds.iter().any(|kind| value.starts_with(kind)) {
                    self.say(&format!("the link {value}"));
                }
            }
            "src" if element != "img" || !is_picture(value) => self.say(&format!("the picture {value}")),
            "style" => self.css(value),
            _ => {}
        }
    }

    fn css(&self, css: &str) {
        for (at, _) in css.match_indices("url(") {
            if !is_picture(&css[at + 4..]) {
                self.say(&format!("the address {}", start(&css[at..])));
            }
        }
        let lower = css.to_ascii_lowercase().replace("text-transform:", "");
        let refused = [
            "@import",
            "@font-face",
            "@charset",
            "@namespace",
            "@keyframes",
            "expression(",
            "behavior",
            "-moz-binding",
            "position:fixed",
            "position:absolute",
            "position:sticky",
            "z-index",
            "transform:",
            "animation",
            "transition",
            "filter:",
            "<",
            "javascript:",
            "http:",
            "https:",
            "var(",
            "image-set",
            "attr(",
            "//",
        ];
        for what in refused.iter().filter(|what| lower.contains(**what)) {
            // In a name of a letter, or in words that a sheet writes, it says nothing.
            let quoted = lower.split('"').step_by(2).all(|outside| !outside.contains(*what));
            let picture = *what == "//" && lower.contains("base64,");
            if !quoted && !picture {
                self.say(&format!("{what} in {}", start(css)));
            }
        }
    }
}

fn is_picture(address: &str) -> bool {
    let kinds = ["held:", "cid:", "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,"];
    kinds.iter().any(|kind| address.starts_with(kind)) || address.starts_with("data:image/webp;base64,")
}
