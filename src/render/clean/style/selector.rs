//! Which elements a rule is meant for. Only what every page has is looked at:
//! names, classes, places in a list; nothing of what a hand does to a page.

use cssparser::{BasicParseErrorKind, ParseError, Parser, ToCss as _, Token};

use crate::render::clean::limit;

/// The selectors of one rule.
#[derive(Debug, Default)]
pub(super) struct Selectors {
    pub(super) css: String,
    /// What each ends in.
    pub(super) subjects: Vec<Hidden>,
    /// One of them names neither an element nor a class.
    pub(super) nameless: bool,
}

/// Elements that a sheet hides, as far as their own names tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct Hidden {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
}

impl Hidden {
    fn is_named(&self) -> bool {
        self.name.is_some() || self.id.is_some() || !self.classes.is_empty()
    }

    pub(in super::super) fn is(&self, name: &str, id: Option<&str>, classes: Option<&str>) -> bool {
        let has = |wanted: &String| classes.is_some_and(|classes| classes.split_whitespace().any(|it| it == wanted));
        self.name.as_deref().is_none_or(|own| own == name)
            && self.id.as_deref().is_none_or(|own| Some(own) == id)
            && self.classes.iter().all(has)
    }
}

const PLACES: &[&str] = &[
    "link",
    "visited",
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "empty",
    "root",
];
const PARTS: &[&str] = &["before", "after", "first-line", "first-letter"];
const COUNTED: &[&str] = &["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"];

/// Those in front of a block.
pub(super) fn list(input: &mut Parser<'_>) -> Result<Selectors, ParseError<()>> {
    let mut reader = Reader::default();
    loop {
        let token = match input.next_including_whitespace() {
            Ok(token) => token.clone(),
            Err(error) if error.kind == BasicParseErrorKind::EndOfInput => break,
            Err(error) => return Err(error.into()),
        };
        reader.token(&token, input)?;
        if reader.css.len() > limit::SELECTORS {
            return Err(ParseError::unexpected_token());
        }
    }
    reader.end()?;
    Ok(Selectors { css: reader.css, subjects: reader.subjects, nameless: reader.nameless })
}

#[derive(Default)]
struct Reader {
    css: String,
    subjects: Vec<Hidden>,
    nameless: bool,
    /// Steps of the selector that is being read, and the last of them.
    steps: usize,
    step: Step,
}

#[derive(Default)]
struct Step {
    subject: Hidden,
    /// There is something in it.
    filled: bool,
    /// A condition that only the layout can judge.
    conditional: bool,
    /// A blank followed it.
    gap: bool,
}

impl Reader {
    fn token(&mut self, token: &Token<'_>, input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        match token {
            Token::WhiteSpace(_) => self.step.gap = self.step.filled,
            Token::Comma => {
                self.end()?;
                self.css.push(',');
            }
            Token::Delim(sign @ ('>' | '+' | '~')) if self.step.filled => {
                self.css.push(*sign);
                self.begin()?;
            }
            Token::Ident(name) => {
                self.part(true)?;
                self.step.subject.name = Some(name.to_ascii_lowercase());
                self.css.push_str(&token.to_css_string());
            }
            Token::Delim('*') => {
                self.part(true)?;
                self.css.push('*');
            }
            Token::IDHash(name) => {
                self.part(false)?;
                self.step.subject.id = Some(name.to_string());
                self.css.push_str(&token.to_css_string());
            }
            Token::Delim('.') => {
                self.part(false)?;
                let Token::Ident(name) = input.next_including_whitespace()?.clone() else {
                    return Err(ParseError::unexpected_token());
                };
                self.step.subject.classes.push(name.to_string());
                self.css.push('.');
                self.css.push_str(&Token::Ident(name).to_css_string());
            }
            Token::Colon => self.place(input)?,
            Token::SquareBracketBlock => {
                self.part(false)?;
                self.step.conditional = true;
                let attribute = input.parse_nested_block(attribute)?;
                self.css.push_str(&attribute);
            }
            _ => return Err(ParseError::unexpected_token()),
        }
        Ok(())
    }

    /// A part of a step; what names an element can only be the first.
    fn part(&mut self, first: bool) -> Result<(), ParseError<()>> {
        if self.step.gap {
            self.css.push(' ');
            self.begin()?;
        }
        if first && self.step.filled {
            return Err(ParseError::unexpected_token());
        }
        self.step.filled = true;
        Ok(())
    }

    fn begin(&mut self) -> Result<(), ParseError<()>> {
        self.steps += 1;
        self.step = Step::default();
        if self.steps > limit::STEPS { Err(ParseError::unexpected_token()) } else { Ok(()) }
    }

    /// The end of one selector.
    fn end(&mut self) -> Result<(), ParseError<()>> {
        if !self.step.filled {
            return Err(ParseError::unexpected_token());
        }
        let single = self.steps == 0;
        let Step { subject, conditional, .. } = std::mem::take(&mut self.step);
        self.nameless |= !subject.is_named();
        let of_its_own = subject.id.is_some() || !subject.classes.is_empty() || single;
        if subject.is_named() && of_its_own && !conditional {
            self.subjects.push(subject);
        }
        self.steps = 0;
        Ok(())
    }

    /// What follows a colon.
    fn place(&mut self, input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        self.part(false)?;
        self.step.conditional = true;
        let mut token = input.next_including_whitespace()?.clone();
        let doubled = token == Token::Colon;
        if doubled {
            token = input.next_including_whitespace()?.clone();
        }
        let written = match &token {
            Token::Ident(name) => {
                let name = name.to_ascii_lowercase();
                let known = PARTS.contains(&name.as_str()) || !doubled && PLACES.contains(&name.as_str());
                known.then_some(name).ok_or_else(ParseError::unexpected_token)?
            }
            Token::Function(name) if !doubled => {
                let name = name.to_ascii_lowercase();
                let counted = COUNTED.contains(&name.as_str());
                if !counted && name != "not" {
                    return Err(ParseError::unexpected_token());
                }
                let inside =
                    input.parse_nested_block(|input| if counted { count(input) } else { Ok(list(input)?.css) })?;
                format!("{name}({inside})")
            }
            _ => return Err(ParseError::unexpected_token()),
        };
        self.css.push_str(if doubled { "::" } else { ":" });
        self.css.push_str(&written);
        Ok(())
    }
}

/// `2n+1`
fn count(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let start = input.position();
    while input.next().is_ok() {}
    let count = input.slice_from(start).trim().to_ascii_lowercase();
    let sound = count.bytes().all(|byte| byte.is_ascii_digit() || b"nevod+- ".contains(&byte));
    if sound && !count.is_empty() && count.len() < 20 { Ok(count) } else { Err(ParseError::unexpected_token()) }
}

/// `[lang="fr"]`
fn attribute(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let mut css = String::from("[");
    let mut words = 0;
    while let Ok(token) = input.next() {
        let is_word = matches!(token, Token::Ident(_) | Token::QuotedString(_));
        let compares = matches!(
            token,
            Token::Delim('=')
                | Token::IncludeMatch
                | Token::DashMatch
                | Token::PrefixMatch
                | Token::SuffixMatch
                | Token::SubstringMatch
        );
        if !is_word && !compares || words > 4 {
            return Err(ParseError::unexpected_token());
        }
        if is_word && css.ends_with(|c: char| c == '"' || c.is_alphanumeric()) {
            css.push(' ');
        }
        css.push_str(&token.to_css_string());
        words += 1;
    }
    css.push(']');
    Ok(css)
}
