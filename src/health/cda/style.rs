//! The styles a narrative may ask for, and what they become: classes of ours.
//! Nothing else of a style is copied.

use super::super::xml::Element;

const STYLES: &[(&str, &str)] = &[
    ("bold", "cda-bold"),
    ("italics", "cda-italics"),
    ("underline", "cda-underline"),
    ("emphasis", "cda-emphasis"),
    ("bolditalics", "cda-bold cda-italics"),
    ("boldunderline", "cda-bold cda-underline"),
    ("italicsunderline", "cda-italics cda-underline"),
    ("bolditalicsunderline", "cda-bold cda-italics cda-underline"),
    ("lrule", "cda-lrule"),
    ("rrule", "cda-rrule"),
    ("toprule", "cda-toprule"),
    ("botrule", "cda-botrule"),
    ("arabic", "cda-arabic"),
    ("littleroman", "cda-littleroman"),
    ("bigroman", "cda-bigroman"),
    ("littlealpha", "cda-littlealpha"),
    ("bigalpha", "cda-bigalpha"),
    ("xhighlight", "cda-emphasis"),
    ("xcentered", "cda-center"),
    ("xright", "cda-right"),
];

/// `align`, as tables have it.
const ALIGNMENTS: &[(&str, &str)] = &[("left", "cda-left"), ("center", "cda-center"), ("right", "cda-right")];

pub(super) fn classes(element: &Element) -> Vec<&'static str> {
    let styles = element.said("styleCode").unwrap_or_default().split_whitespace();
    let mut found: Vec<_> = styles.filter_map(|style| find(STYLES, style)).collect();
    found.extend(element.said("align").and_then(|align| find(ALIGNMENTS, align)));
    match element.said("revised") {
        Some("insert") => found.push("cda-inserted"),
        Some("delete") => found.push("cda-deleted"),
        _ => {}
    }
    found
}

fn find(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, class)| *class)
}

/// What the classes look like. Marks differ by sign, word and weight, then by colour.
pub const SHEET: &str = "\
.cda-bold,.cda-label{font-weight:bold}.cda-italics,.cda-emphasis{font-style:italic}\
.cda-underline,.cda-inserted{text-decoration:underline}.cda-deleted{text-decoration:line-through}\
.cda-left{text-align:left}.cda-center{text-align:center}.cda-right{text-align:right}\
.cda-lrule{border-left:1px solid}.cda-rrule{border-right:1px solid}\
.cda-toprule{border-top:1px solid}.cda-botrule{border-bottom:1px solid}\
.cda-arabic{list-style-type:decimal}.cda-littleroman{list-style-type:lower-roman}\
.cda-bigroman{list-style-type:upper-roman}.cda-littlealpha{list-style-type:lower-alpha}\
.cda-bigalpha{list-style-type:upper-alpha}\
.cda-table{border-collapse:collapse;margin:0.5em 0}.cda-table th,.cda-table td{border:1px solid #999;padding:2px 6px;vertical-align:top}\
.cda-table th{text-align:left}.cda-picture{max-width:100%}.cda-caption,.cda-footnote{font-size:smaller}\
.cda-flag{font-weight:bold;margin-left:0.4em}.cda-critical{color:#a00000;border:1px solid;padding:0 0.3em}\
.cda-pre{white-space:pre-wrap}";
