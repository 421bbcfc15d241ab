//! The value of a property, piece by piece. Whatever is not expected makes the
//! whole declaration fall, as it does in a browser that does not know it.

use cssparser::{BasicParseErrorKind, ParseError, Parser, ToCss as _, Token};

use super::number::{self, Range};
use crate::render::clean::limit;
use crate::render::clean::picture::Pictures;

/// What a value may hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// Words of the language, colours, and numbers in a range.
    Numbers(Range),
    /// The same, names in quotes, and letters of a size.
    Family,
    /// Words in quotes.
    Words,
    /// The same as numbers, pictures and gradients.
    Pictures,
    /// One of these words.
    Of(&'static [&'static str]),
}

impl Rule {
    fn range(self) -> Range {
        match self {
            Self::Numbers(range) => range,
            Self::Family => Range::LETTERS,
            _ => Range::ANY,
        }
    }

    fn takes_functions(self) -> bool {
        // What is computed cannot be held in a range.
        matches!(self, Self::Pictures) || matches!(self, Self::Numbers(range) if range == Range::ANY)
    }
}

const COLOURS: &[&str] = &["rgb", "rgba", "hsl", "hsla"];
const SUMS: &[&str] = &["calc", "min", "max", "clamp"];
const GRADIENTS: &[&str] =
    &["linear-gradient", "radial-gradient", "repeating-linear-gradient", "repeating-radial-gradient"];

/// The value, and whether it is important.
pub(super) fn read(
    input: &mut Parser<'_>,
    rule: Rule,
    pictures: &mut Pictures,
) -> Result<(String, bool), ParseError<()>> {
    let mut writer = Writer { css: String::new(), gap: false, word: false };
    let important = writer.all(input, rule, pictures, false)?;
    if writer.css.is_empty() || writer.css.contains('<') {
        return Err(ParseError::unexpected_token());
    }
    Ok((writer.css, important))
}

struct Writer {
    css: String,
    /// There was a blank since.
    gap: bool,
    /// The last piece was a word, which must not touch another.
    word: bool,
}

impl Writer {
    fn all(
        &mut self,
        input: &mut Parser<'_>,
        rule: Rule,
        pictures: &mut Pictures,
        summed: bool,
    ) -> Result<bool, ParseError<()>> {
        loop {
            let token = match input.next_including_whitespace() {
                Ok(token) => token.clone(),
                Err(error) if error.kind == BasicParseErrorKind::EndOfInput => return Ok(false),
                Err(error) => return Err(error.into()),
            };
            match &token {
                Token::WhiteSpace(_) => self.gap = true,
                Token::Delim('!') => {
                    // The word itself is what follows.
                    input.expect_ident_matching("important")?;
                    input.expect_exhausted()?;
                    return Ok(true);
                }
                Token::Function(name) => self.function(name, input, rule, pictures)?,
                Token::UnquotedUrl(address) => self.picture(address, rule, pictures)?,
                Token::Comma => self.mark(","),
                Token::Delim('/') => self.mark("/"),
                Token::Delim('*') if summed => self.mark("*"),
                Token::Delim(sign @ ('+' | '-')) if summed => {
                    self.css.push_str(if *sign == '+' { " + " } else { " - " });
                    (self.gap, self.word) = (false, false);
                }
                Token::ParenthesisBlock if summed => {
                    self.word("(");
                    self.nested(input, rule, pictures, true)?;
                }
                token => {
                    let word = simple(token, rule)?;
                    if let Some(word) = word {
                        self.word(&word);
                    }
                }
            }
        }
    }

    fn function(
        &mut self,
        name: &str,
        input: &mut Parser<'_>,
        rule: Rule,
        pictures: &mut Pictures,
    ) -> Result<(), ParseError<()>> {
        let name = name.to_ascii_lowercase();
        let is_of = |names: &[&str]| names.contains(&name.as_str());
        if name == "url" {
            let address = input.parse_nested_block(|input| Ok::<_, ParseError<()>>(input.expect_string_cloned()?))?;
            return self.picture(&address, rule, pictures);
        }
        let coloured = is_of(COLOURS) && matches!(rule, Rule::Numbers(_) | Rule::Pictures);
        let summed = is_of(SUMS) && rule.takes_functions();
        let blended = is_of(GRADIENTS) && matches!(rule, Rule::Pictures);
        if !(coloured || summed || blended) {
            return Err(ParseError::unexpected_token());
        }
        self.word(&name);
        self.css.push('(');
        // The parts of a colour are no lengths.
        let rule = if coloured { Rule::Numbers(Range::ANY) } else { rule };
        self.nested(input, rule, pictures, summed)
    }

    fn nested(
        &mut self,
        input: &mut Parser<'_>,
        rule: Rule,
        pictures: &mut Pictures,
        summed: bool,
    ) -> Result<(), ParseError<()>> {
        (self.gap, self.word) = (false, false);
        let important = input.parse_nested_block(|input| self.all(input, rule, pictures, summed))?;
        if important {
            return Err(ParseError::unexpected_token());
        }
        self.css.push(')');
        (self.gap, self.word) = (false, true);
        Ok(())
    }

    fn picture(&mut self, address: &str, rule: Rule, pictures: &mut Pictures) -> Result<(), ParseError<()>> {
        if !matches!(rule, Rule::Pictures) {
            return Err(ParseError::unexpected_token());
        }
        match pictures.place(address).filter(|place| is_bare(place)) {
            Some(place) => self.word(&format!("url({place})")),
            None => self.word("none"),
        }
        Ok(())
    }

    fn mark(&mut self, mark: &str) {
        self.css.push_str(mark);
        (self.gap, self.word) = (false, false);
    }

    fn word(&mut self, word: &str) {
        if (self.gap || self.word) && !self.css.is_empty() && !self.css.ends_with(['(', ' ']) {
            self.css.push(' ');
        }
        self.css.push_str(word);
        (self.gap, self.word) = (false, true);
    }
}

/// Needs no quotes in a style.
fn is_bare(place: &str) -> bool {
    place.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":;,+/=@._-%$!#~".contains(&byte))
}

/// A piece that stands for itself; None for one that says nothing here.
fn simple(token: &Token<'_>, rule: Rule) -> Result<Option<String>, ParseError<()>> {
    let refused = || ParseError::unexpected_token();
    Ok(match token {
        Token::Ident(word) => {
            if let Rule::Of(words) = rule {
                let known = words.iter().find(|known| word.eq_ignore_ascii_case(known)).ok_or_else(refused)?;
                return Ok(Some((*known).to_owned()));
            }
            // A picture that stands still while the page is read, or is seen through letters.
            let out_of_place = word.eq_ignore_ascii_case("fixed") || word.eq_ignore_ascii_case("text");
            if matches!(rule, Rule::Pictures) && out_of_place {
                return Ok(None);
            }
            let word = if matches!(rule, Rule::Family) { word.to_string() } else { word.to_ascii_lowercase() };
            if word.len() > limit::NAME {
                return Err(refused());
            }
            Some(Token::Ident(word.into()).to_css_string())
        }
        _ if matches!(rule, Rule::Of(_)) => return Err(refused()),
        Token::QuotedString(words) if matches!(rule, Rule::Family | Rule::Words) => {
            if words.len() > limit::NAME || words.chars().any(char::is_control) {
                return Err(refused());
            }
            Some(token.to_css_string())
        }
        Token::Hash(digits) | Token::IDHash(digits) => {
            let is_colour =
                matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_colour {
                return Err(refused());
            }
            Some(format!("#{digits}"))
        }
        _ if matches!(rule, Rule::Words) => return Err(refused()),
        Token::Number { value, .. } => Some(number::plain(*value, weights(rule)).ok_or_else(refused)?),
        Token::Percentage { unit_value, .. } => {
            Some(number::percentage(*unit_value, rule.range()).ok_or_else(refused)?)
        }
        Token::Dimension { value, unit, .. } => {
            Some(number::dimension(*value, unit, rule.range()).ok_or_else(refused)?)
        }
        _ => return Err(refused()),
    })
}

/// A number in front of a family of letters may be their weight.
fn weights(rule: Rule) -> Range {
    if matches!(rule, Rule::Family) { Range { most: 1_000.0, least: 0.0 } } else { rule.range() }
}
