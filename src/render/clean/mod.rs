//! HTML of strangers to HTML that may be laid out. Only what is on a list goes
//! through: it is written anew from its tags, so that no reader of it can see
//! something else in it than was seen here. Total: any text gives a page, capped
//! in length and in depth. Nothing here loads anything.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

/// HTML that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    pub html: String,
    /// Addresses of remote pictures that were held back, each once: `held:0` in
    /// the page is the first.
    pub held: Vec<String>,
    /// Something was left out because a cap was met.
    pub cut: bool,
}

const LENGTH: usize = 2 << 20;
const DEPTH: usize = 100;

const KEPT: &[&str] = &[
    "p",
    "div",
    "center",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "font",
    "sub",
    "sup",
    "small",
    "a",
];
const UNSEEN: &[&str] =
    &["script", "style", "title", "textarea", "iframe", "svg", "math", "object", "select", "template"];

pub fn clean(html: &str) -> Clean {
    let whole = html.get(..html.floor_char_boundary(LENGTH)).unwrap_or_default();
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(whole));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let Sink(page) = tokenizer.sink;
    let mut page = page.into_inner();
    while let Some(name) = page.open.pop() {
        page.html.push_str(&format!("</{name}>"));
    }
    Clean { html: page.html, held: page.held, cut: whole.len() < html.len() }
}

/// The same for an answer.
pub fn quotable(html: &str) -> String {
    clean(html).html
}

/// Whether the words of a link name another site than it leads to.
pub fn misleads(text: &str, href: &str) -> bool {
    let host = |address: &str| {
        let rest = address.trim().split_once("://").map(|(_, rest)| rest.to_owned())?;
        Some(rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.to_ascii_lowercase())
    };
    matches!((host(text), host(href)), (Some(said), Some(true_one)) if said != true_one)
}

#[derive(Default)]
struct Sink(RefCell<Page>);

#[derive(Default)]
struct Page {
    html: String,
    held: Vec<String>,
    open: Vec<&'static str>,
    unseen: Option<&'static str>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if page.unseen.is_none() => escape(&mut page.html, &text),
            Token::TagToken(tag) => return page.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        if let Some(unseen) = self.unseen {
            if tag.kind != StartTag && name == unseen {
                self.unseen = None;
            }
            return TokenSinkResult::Continue;
        }
        let unseen = UNSEEN.iter().find(|known| **known == name);
        let kept = KEPT.iter().find(|known| **known == name).copied();
        match (tag.kind == StartTag, unseen, kept) {
            (true, Some(unseen), _) => {
                self.unseen = Some(unseen).copied();
                return match *unseen {
                    "script" => TokenSinkResult::RawData(states::RawKind::ScriptData),
                    "style" | "iframe" => TokenSinkResult::RawData(states::RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(states::RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            (true, None, Some(kept)) if self.open.len() < DEPTH => {
                self.html.push_str(&format!("<{kept}"));
                if kept == "a" {
                    self.attribute("href", value(tag, "href").filter(|to| leads(to)));
                }
                self.html.push('>');
                self.open.push(kept);
            }
            (true, None, None) => self.single(tag),
            (false, _, Some(kept)) => {
                if let Some(at) = self.open.iter().rposition(|open| *open == kept) {
                    for name in self.open.split_off(at).into_iter().rev() {
                        self.html.push_str(&format!("</{name}>"));
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn single(&mut self, tag: &Tag) {
        match &*tag.name {
            "br" => self.html.push_str("<br>"),
            "hr" => self.html.push_str("<hr>"),
            "img" => {
                let source = value(tag, "src").unwrap_or_default();
                let source = if source.starts_with("cid:") { source.to_owned() } else { self.hold(source) };
                self.html.push_str("<img");
                self.attribute("src", Some(&source));
                self.attribute("alt", value(tag, "alt"));
                self.html.push('>');
            }
            _ => {}
        }
    }

    fn hold(&mut self, source: &str) -> String {
        let at = self.held.iter().position(|held| held == source).unwrap_or_else(|| {
            self.held.push(source.to_owned());
            self.held.len() - 1
        });
        format!("held:{at}")
    }

    fn attribute(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.html.push_str(&format!(" {name}=\""));
            escape(&mut self.html, value);
            self.html.push('"');
        }
    }
}

fn value<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn leads(to: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:", "#"].iter().any(|start| to.starts_with(start))
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, misleads};

    #[test]
    fn a_page_keeps_its_words_and_loses_its_scripts() {
        let page = clean("<p onclick=x>Bonjour <b>cher</b><script>x()</script> <img src=http://a.example/1.gif>");
        assert_eq!(page.html, "<p>Bonjour <b>cher</b> <img src=\"held:0\"></p>");
        assert_eq!(page.held, ["http://a.example/1.gif"]);
        assert!(misleads("https://a.example", "https://b.example/"));
    }
}
