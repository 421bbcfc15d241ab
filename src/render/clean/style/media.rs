//! For which screens a rule is meant: `screen and (max-width: 600px)`.

use cssparser::{BasicParseErrorKind, ParseError, Parser, ToCss as _, Token};

use super::number::{self, Range};
use crate::render::clean::limit;

/// The condition, written anew.
pub(super) fn query(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let mut query = String::new();
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(error) if error.kind == BasicParseErrorKind::EndOfInput => break,
            Err(error) => return Err(error.into()),
        };
        match &token {
            Token::Ident(word) => push(&mut query, &word.to_ascii_lowercase()),
            Token::Comma => query.push(','),
            Token::ParenthesisBlock => {
                let feature = input.parse_nested_block(feature)?;
                push(&mut query, &format!("({feature})"));
            }
            _ => return Err(ParseError::unexpected_token()),
        }
        if query.len() > limit::NAME {
            return Err(ParseError::unexpected_token());
        }
    }
    let sound = query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -(),:./".contains(&byte));
    if !sound || query.is_empty() {
        return Err(ParseError::unexpected_token());
    }
    Ok(query)
}

fn push(query: &mut String, word: &str) {
    if !query.is_empty() && !query.ends_with(',') {
        query.push(' ');
    }
    query.push_str(word);
}

/// `max-width: 600px`
fn feature(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let mut feature = input.expect_ident()?.to_ascii_lowercase();
    if input.is_exhausted() {
        return Ok(feature);
    }
    input.expect_colon()?;
    feature.push(':');
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => return Ok(feature),
        };
        let refused = || ParseError::unexpected_token();
        match &token {
            Token::Ident(word) => feature.push_str(&Token::Ident(word.to_ascii_lowercase().into()).to_css_string()),
            Token::Number { value, .. } => {
                feature.push_str(&number::plain(*value, Range::ANY).ok_or_else(refused)?);
            }
            Token::Dimension { value, unit, .. } => {
                feature.push_str(&number::dimension(*value, unit, Range::ANY).ok_or_else(refused)?);
            }
            Token::Delim('/') => feature.push('/'),
            _ => return Err(refused()),
        }
        if feature.len() > limit::NAME {
            return Err(refused());
        }
    }
}
