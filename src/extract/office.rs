//! Texts, tables and slides of office programs: which files of the package hold
//! words, and what their markup means for the lines.

use super::limit;
use super::xml::{self, Dialect};
use super::zip::Package;

/// What Microsoft writes since 2007: words stand in `t` alone.
const OPEN_XML: Dialect = Dialect {
    only_in: Some("t"),
    // A drawing is there twice; what was struck out or is reckoned is not read.
    skipped: &["Fallback", "delText", "instrText"],
    lines: &["p", "br", "cr", "si", "tr"],
    blanks: &["tab", "tc"],
    all_apart: false,
};

/// LibreOffice and the administrations.
const OPEN_DOCUMENT: Dialect = Dialect {
    only_in: None,
    skipped: &["tracked-changes", "binary-data", "scripts", "font-face-decls", "automatic-styles"],
    lines: &["p", "h", "line-break", "table-row"],
    blanks: &["tab", "s", "table-cell"],
    all_apart: false,
};

/// None where the package is not of an office program.
pub(super) fn words(package: &mut Package<'_>) -> Option<String> {
    let names = package.names();
    let is = |name: &str| names.iter().any(|other| other == name);
    if is("content.xml") && is("mimetype") {
        return Some(together(package, &["content.xml".to_owned(), "styles.xml".to_owned()], &OPEN_DOCUMENT));
    }
    if !is("[Content_Types].xml") {
        return None;
    }
    let mut parts: Vec<String> = names.into_iter().filter(|name| holds_words(name)).collect();
    // The text itself before its margins.
    parts.sort_by_key(|name| name != "word/document.xml");
    Some(together(package, &parts, &OPEN_XML))
}

fn holds_words(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".xml") else { return false };
    ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"]
        .iter()
        .chain(&["xl/sharedStrings", "ppt/slides/slide", "ppt/notesSlides/notesSlide"])
        .any(|start| stem.strip_prefix(start).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())))
}

fn together(package: &mut Package<'_>, names: &[String], dialect: &Dialect) -> String {
    let mut whole = String::new();
    for name in names {
        if let Some(bytes) = package.file(name, limit::XML) {
            // A file that breaks off has given its words so far.
            let _ = xml::words(&String::from_utf8_lossy(&bytes), dialect, &mut whole);
            whole.push('\n');
        }
        if whole.len() >= limit::TEXT {
            break;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::holds_words;

    #[test]
    fn settings_and_styles_hold_no_words() {
        for name in ["word/document.xml", "word/header12.xml", "ppt/slides/slide3.xml", "xl/sharedStrings.xml"] {
            assert!(holds_words(name), "{name}");
        }
        for name in ["word/settings.xml", "word/_rels/document.xml.rels", "word/documents/x.xml", "ppt/slides/_rels/a"]
        {
            assert!(!holds_words(name), "{name}");
        }
    }
}
