//! The properties that are kept, and what each may be.

use cssparser::{ParseError, Parser};

use super::Sight;
use super::number::Range;
use super::value::{self, Rule};
use crate::render::clean::picture::Pictures;

/// One declaration, written anew.
pub(super) fn declaration(
    name: &str,
    input: &mut Parser<'_>,
    pictures: &mut Pictures,
) -> Result<(String, Sight), ParseError<()>> {
    let name = name.to_ascii_lowercase();
    let rule = rule(&name).ok_or_else(ParseError::unexpected_token)?;
    let (value, important) = value::read(input, rule, pictures)?;
    if name == "cursor" && value.contains("none") {
        return Err(ParseError::unexpected_token());
    }
    let sight = sight(&name, &value);
    let important = if important { "!important" } else { "" };
    Ok((format!("{name}:{value}{important}"), sight))
}

fn rule(name: &str) -> Option<Rule> {
    RULES.iter().find(|(names, _)| names.contains(&name)).map(|(_, rule)| *rule)
}

const RULES: &[(&[&str], Rule)] = &[
    (PICTURES, Rule::Pictures),
    (FRAMES, Rule::Numbers(Range::ANY)),
    (LETTERS, Rule::Numbers(Range::ANY)),
    (ARRANGED, Rule::Numbers(Range::ANY)),
    (&["font-size", "line-height"], Rule::Numbers(Range::LETTERS)),
    (&["font", "font-family"], Rule::Family),
    (&["margin", "margin-top", "margin-right", "margin-bottom", "margin-left"], Rule::Numbers(Range::SPACES)),
    (&["vertical-align"], Rule::Numbers(Range::SPACES)),
    (PADDINGS, Rule::Numbers(Range { least: 0.0, ..Range::SPACES })),
    (&["text-indent"], Rule::Numbers(Range::INDENT)),
    (&["letter-spacing", "word-spacing"], Rule::Numbers(Range::GAPS)),
    (&["quotes", "content"], Rule::Words),
    (&["display"], Rule::Of(DISPLAYS)),
    // What scrolls by itself would be cut off: there is one scroll bar, that of the window.
    (&["overflow", "overflow-x", "overflow-y"], Rule::Of(&["visible", "hidden"])),
    // Nothing leaves its place, and nothing lies over something else.
    (&["position"], Rule::Of(&["static", "relative"])),
    (&["unicode-bidi"], Rule::Of(&["normal", "embed", "isolate", "plaintext"])),
    // `mso-hide` is not here: it hides from Word alone what all others are to see.
];

const PICTURES: &[&str] = &[
    "background",
    "background-image",
    "list-style",
    "list-style-image",
    "border-image",
    "border-image-source",
    "cursor",
];
const FRAMES: &[&str] = &[
    "background-color",
    "background-position",
    "background-repeat",
    "background-size",
    "background-origin",
    "border",
    "border-top",
    "border-right",
    "border-bottom",
    "border-left",
    "border-color",
    "border-style",
    "border-width",
    "border-top-color",
    "border-right-color",
    "border-bottom-color",
    "border-left-color",
    "border-top-style",
    "border-right-style",
    "border-bottom-style",
    "border-left-style",
    "border-top-width",
    "border-right-width",
    "border-bottom-width",
    "border-left-width",
    "border-spacing",
    "border-image-slice",
    "border-image-width",
    "border-image-repeat",
    "border-radius",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-collapse",
    "caption-side",
    "empty-cells",
    "table-layout",
    "box-sizing",
    "width",
    "min-width",
    "max-width",
    "height",
    "min-height",
    "max-height",
];
const LETTERS: &[&str] = &[
    "color",
    "direction",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "hyphens",
    "opacity",
    "overflow-wrap",
    "tab-size",
    "text-align",
    "text-align-last",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-decoration-thickness",
    "text-justify",
    "text-transform",
    "text-underline-offset",
    "visibility",
    "white-space",
    "word-break",
    "word-wrap",
];
const ARRANGED: &[&str] = &[
    "clear",
    "float",
    "list-style-type",
    "list-style-position",
    "object-fit",
    "object-position",
    "break-after",
    "break-before",
    "break-inside",
    "page-break-after",
    "page-break-before",
    "page-break-inside",
    "orphans",
    "widows",
    "align-content",
    "align-items",
    "align-self",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-flow",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "justify-content",
];
const PADDINGS: &[&str] =
    &["padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "gap", "row-gap", "column-gap"];
const DISPLAYS: &[&str] = &[
    "block",
    "inline",
    "inline-block",
    "none",
    "list-item",
    "flow-root",
    "flex",
    "inline-flex",
    "table",
    "inline-table",
    "table-row",
    "table-cell",
    "table-row-group",
    "table-header-group",
    "table-footer-group",
    "table-column",
    "table-column-group",
    "table-caption",
    "initial",
    "inherit",
    "revert",
];

/// What a declaration does to being seen.
fn sight(name: &str, value: &str) -> Sight {
    let number = || {
        let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
        let (number, unit) = value.split_at_checked(digits)?;
        Some((number.parse::<f32>().ok()?, unit))
    };
    let is_nothing =
        || matches!(number(), Some((number, unit)) if number == 0.0 || number <= 1.0 && matches!(unit, "px" | "pt"));
    let hidden = match name {
        "display" => value == "none",
        "visibility" => matches!(value, "hidden" | "collapse"),
        "opacity" => matches!(number(), Some((number, unit)) if number < 0.05 && unit != "%"),
        "color" => value == "transparent",
        _ => false,
    };
    let tiny = match (name, number()) {
        ("font-size", Some((size, "" | "px" | "pt"))) => Some(size <= 1.0),
        ("font-size", Some((0.0, "em" | "rem" | "%"))) => Some(true),
        ("font-size", Some((_, "rem"))) => Some(false),
        ("font-size", None) if !value.is_empty() && value != "inherit" && !value.ends_with("er") => Some(false),
        ("font", _) if value.starts_with("0 ") || value.starts_with("0/") || value.contains(" 0/") => Some(true),
        ("font", _) if value.contains("px") || value.contains("pt") => Some(false),
        _ => None,
    };
    Sight {
        hidden,
        tiny,
        flat: matches!(name, "height" | "max-height" | "width") && is_nothing(),
        cut_off: matches!(name, "overflow" | "overflow-x" | "overflow-y") && value == "hidden",
    }
}
