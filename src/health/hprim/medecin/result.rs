//! The lines for machines: `RES|` with a result in one or two units, `TEX|` with
//! what is said beside it.

use super::super::html::{self, one_line};
use super::super::model::{Analysis, Content, Flag, Measure, Status, Type};
use super::super::number;

pub(super) enum Machine {
    /// An analysis, or the title of several.
    Result(Content),
    Comment(String),
}

impl Machine {
    /// A bare `TEX` is a blank comment, but only among results.
    pub(super) fn read(line: &str, among_results: bool) -> Option<Self> {
        match split(line) {
            Some(("RES", rest)) => Some(Self::Result(result(&rest))),
            Some(("TEX", rest)) => Some(Self::Comment(html::plain(&rest).trim_end().to_owned())),
            _ if among_results && line.trim().eq_ignore_ascii_case("TEX") => Some(Self::Comment(String::new())),
            _ => None,
        }
    }
}

/// A result that stands for itself: with a code, or a type.
pub(super) fn is_whole(line: &str) -> bool {
    split(line).is_some_and(|(name, rest)| name == "RES" && rest.matches('|').count() > 1)
}

/// Whether a line is for machines at all.
pub(super) fn is_machine(line: &str) -> bool {
    split(line).is_some()
}

fn split(line: &str) -> Option<(&'static str, String)> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let tagged = line.starts_with('<') && line.contains('|');
    let line = if tagged { html::plain(line).trim_start().to_owned() } else { line.to_owned() };
    let (name, rest) = line.split_once('|')?;
    let name = ["RES", "TEX"].into_iter().find(|known| name.trim_end().eq_ignore_ascii_case(known))?;
    Some((name, rest.to_owned()))
}

fn result(rest: &str) -> Content {
    let fields: Vec<String> = rest.split('|').map(one_line).collect();
    // Numbered as the format has it: the label is the second.
    let field = |number: usize| fields.get(number - 2).map_or("", String::as_str);
    let measure = |first: usize| {
        let (value, unit) = (field(first).to_owned(), field(first + 1).to_owned());
        let (low, high) = (field(first + 2).to_owned(), field(first + 3).to_owned());
        let glued = if high.is_empty() { number::range(&low) } else { None };
        let (low, high) = glued.unwrap_or((low, high));
        Measure { value, unit, low, high }
    };
    let label = field(2).to_owned();
    let bare = fields.iter().enumerate().all(|(index, field)| index == 0 || index == 2 || field.is_empty());
    if bare && !label.is_empty() {
        return Content::Title(label);
    }
    Content::Analysis(Box::new(Analysis {
        label,
        code: field(3).to_owned(),
        kind: Type::of_letter(field(4)),
        values: [measure(5), measure(11)].into_iter().filter(|measure| !measure.is_empty()).collect(),
        flag: Flag::read(field(9)),
        status: Status::read(field(10)),
        comments: Vec::new(),
    }))
}

impl Type {
    fn of_letter(letter: &str) -> Self {
        match letter.to_ascii_uppercase().as_str() {
            "N" => Self::Numeric,
            "A" | "T" => Self::Text,
            "C" => Self::Coded,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysis(line: &str) -> Analysis {
        match Machine::read(line, false) {
            Some(Machine::Result(Content::Analysis(analysis))) => *analysis,
            _ => panic!("no analysis: {line}"),
        }
    }

    #[test]
    fn both_results_are_in_one_row() {
        let row = analysis("RES|GLYCEMIE A JEUN|GLU|N|1.30|g/L|0.74|1.06|H|F|7.20|mmol/L|4.10|5.90");
        let measure = |value: &str, unit: &str, low: &str, high: &str| Measure {
            value: value.into(),
            unit: unit.into(),
            low: low.into(),
            high: high.into(),
        };
        assert_eq!((row.label.as_str(), row.code.as_str(), row.kind), ("GLYCEMIE A JEUN", "GLU", Type::Numeric));
        assert!(row.values == [measure("1.30", "g/L", "0.74", "1.06"), measure("7.20", "mmol/L", "4.10", "5.90")]);
        assert_eq!((row.flag, row.status), (Flag::High, Status::Validated));
    }

    #[test]
    fn a_result_may_stop_at_any_field() {
        let row = analysis("RES||IGET 005|A");
        assert_eq!((row.label.as_str(), row.code.as_str(), row.values.len()), ("", "IGET 005", 0));
        assert_eq!(analysis(" res |TSH|TSH|N|2.1").values[0].value, "2.1");
        assert_eq!(analysis("RES|").label, "");
    }

    #[test]
    fn a_range_in_one_field_is_parted_and_words_stay() {
        let row = analysis("RES|CALCIUM|CA|N|2.35|mmol/L|2.20-2.60||N|F");
        assert_eq!((row.values[0].low.as_str(), row.values[0].high.as_str()), ("2.20", "2.60"));
        let row = analysis("RES|SEROLOGIE|S|A|Positif||Négatif||||");
        assert_eq!(row.values[0].low, "Négatif");
    }

    #[test]
    fn entities_and_tags_are_read_within_the_fields() {
        let row = analysis("RES|Glyc&eacute;mie &#124; <b>jeun</b>|GLU|N|&lt;0.12||||");
        assert_eq!((row.label.as_str(), row.values[0].value.as_str()), ("Glycémie | jeun", "<0.12"));
    }

    #[test]
    fn a_label_alone_is_a_title() {
        assert!(matches!(Machine::read("RES|BIOCHIMIE||A||||", true), Some(Machine::Result(Content::Title(_)))));
        assert!(matches!(Machine::read("RES|BIOCHIMIE", true), Some(Machine::Result(Content::Title(_)))));
    }

    #[test]
    fn a_bare_tex_is_a_comment_among_results_only() {
        assert!(matches!(Machine::read(" TEX ", true), Some(Machine::Comment(text)) if text.is_empty()));
        assert!(
            matches!(Machine::read("TEX|   en colonnes ", true), Some(Machine::Comment(text)) if text == "   en colonnes")
        );
        assert!(Machine::read("TEX", false).is_none());
        assert!(Machine::read("RESULTAT|x", true).is_none());
        assert!(is_whole("RES|a|b|c") && !is_whole("RES|a") && is_machine("TEX|a") && !is_machine("TEX"));
    }
}
