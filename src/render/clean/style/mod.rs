//! Styles of strangers, read into their smallest pieces and written anew from
//! those on a list. What is left can colour, frame and arrange. It cannot load,
//! cannot lift anything over something else, and cannot move it out of sight.

mod media;
mod number;
mod property;
mod selector;
mod value;

pub(super) use selector::Hidden;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};

use super::limit;
use super::picture::Pictures;

/// Blocks within each other, as `calc` in a gradient in a rule in a medium.
const NESTED: u8 = 12;

/// What a style attribute, or a rule, says of an element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) css: String,
    pub(super) sight: Sight,
}

/// Whether an element can be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) hidden: bool,
    /// Letters of no size, and letters of some size again.
    pub(super) tiny: Option<bool>,
    /// No height or no width; hidden if what is outside is cut off.
    flat: bool,
    cut_off: bool,
}

impl Sight {
    pub(super) fn add(&mut self, other: Self) {
        self.hidden |= other.hidden;
        self.tiny = other.tiny.or(self.tiny);
        self.flat |= other.flat;
        self.cut_off |= other.cut_off;
        self.hidden |= self.flat && self.cut_off;
    }
}

/// The declarations of a style attribute.
pub(super) fn declarations(text: &str, pictures: &mut Pictures) -> Declared {
    let mut input = Parser::new(text);
    input.set_nested_block_limit(NESTED);
    block(&mut input, pictures)
}

fn block(input: &mut Parser<'_>, pictures: &mut Pictures) -> Declared {
    let mut declared = Declared::default();
    let mut parser = Declarations { pictures };
    for (css, sight) in RuleBodyParser::new(input, &mut parser).flatten() {
        if !declared.css.is_empty() {
            declared.css.push(';');
        }
        declared.css.push_str(&css);
        declared.sight.add(sight);
    }
    declared
}

struct Declarations<'a> {
    pictures: &'a mut Pictures,
}

impl<'i> DeclarationParser<'i> for Declarations<'_> {
    type Declaration = (String, Sight);
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(String, Sight), ParseError<()>> {
        property::declaration(&name, input, self.pictures)
    }
}

impl AtRuleParser<'_> for Declarations<'_> {
    type Prelude = ();
    type AtRule = (String, Sight);
    type Error = ();
}

impl QualifiedRuleParser<'_> for Declarations<'_> {
    type Prelude = ();
    type QualifiedRule = (String, Sight);
    type Error = ();
}

impl RuleBodyItemParser<'_, (String, Sight), ()> for Declarations<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

/// All style sheets of a page, one after another.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) css: String,
    /// What their rules hide on any screen.
    pub(super) hidden: Vec<Hidden>,
    rules: usize,
    nameless: usize,
    pub(super) cut: bool,
}

impl Sheets {
    /// Adds a sheet that is meant for such a medium.
    pub(super) fn add(&mut self, text: &str, medium: Option<&str>, pictures: &mut Pictures) {
        let medium = match medium.map(str::trim).filter(|medium| !medium.is_empty()) {
            None => None,
            Some(medium) => match media::query(&mut Parser::new(medium)) {
                Ok(query) => Some(query),
                Err(_) => return,
            },
        };
        let mut input = Parser::new(text);
        input.set_nested_block_limit(NESTED);
        let mut rules = Rules { sheets: self, pictures, medium: medium.clone() };
        let css = rules.list(&mut input);
        if !css.is_empty() {
            self.css.push_str(&within(medium.as_deref(), css));
        }
    }

    /// Whether there is room for such a rule.
    fn takes(&mut self, length: usize, nameless: bool) -> bool {
        let room = self.css.len() + length <= limit::SHEETS && self.rules < limit::RULES;
        let takes = room && (!nameless || self.nameless < limit::NAMELESS_RULES);
        self.rules += usize::from(takes);
        self.nameless += usize::from(takes && nameless);
        self.cut |= !takes;
        takes
    }
}

fn within(medium: Option<&str>, css: String) -> String {
    match medium {
        Some(medium) => format!("@media {medium}{{\n{css}}}\n"),
        None => css,
    }
}

struct Rules<'a> {
    sheets: &'a mut Sheets,
    pictures: &'a mut Pictures,
    /// The medium that they are for; there is none within another.
    medium: Option<String>,
}

impl Rules<'_> {
    fn list(&mut self, input: &mut Parser<'_>) -> String {
        let mut css = String::new();
        let mut rules = StyleSheetParser::new(input, self);
        while let Some(rule) = rules.next() {
            let rule = rule.unwrap_or_default();
            let sheets = &mut *rules.parser.sheets;
            if sheets.css.len() + css.len() + rule.len() > limit::SHEETS {
                sheets.cut = true;
                break;
            }
            css.push_str(&rule);
        }
        css
    }
}

impl<'i> QualifiedRuleParser<'i> for Rules<'_> {
    type Prelude = selector::Selectors;
    type QualifiedRule = String;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<selector::Selectors, ParseError<()>> {
        selector::list(input)
    }

    fn parse_block(
        &mut self,
        selectors: selector::Selectors,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<()>> {
        let declared = block(input, self.pictures);
        let rule = format!("{}{{{}}}\n", selectors.css, declared.css);
        // A bracket could be read as the end of the sheet.
        if declared.css.is_empty() || rule.contains('<') || !self.sheets.takes(rule.len(), selectors.nameless) {
            return Err(ParseError::unexpected_token());
        }
        if declared.sight.hidden && self.medium.as_deref().is_none_or(|medium| !medium.contains("max-")) {
            self.sheets.hidden.extend(selectors.subjects);
        }
        Ok(rule)
    }
}

impl<'i> AtRuleParser<'i> for Rules<'_> {
    type Prelude = String;
    type AtRule = String;
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<String, ParseError<()>> {
        if self.medium.is_some() || !name.eq_ignore_ascii_case("media") {
            return Err(ParseError::unexpected_token());
        }
        media::query(input)
    }

    fn parse_block(
        &mut self,
        medium: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<()>> {
        self.medium = Some(medium.clone());
        let css = self.list(input);
        self.medium = None;
        if css.is_empty() {
            return Err(ParseError::unexpected_token());
        }
        Ok(within(Some(&medium), css))
    }
}

#[cfg(test)]
mod tests;
