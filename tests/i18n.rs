//! The words are whole: both languages say the same things, everything that is
//! said exists, everything that exists is said, and French is written as the
//! French write it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The keys of a language.
type Keys = BTreeMap<String, Sentence>;

/// What a sentence asks for: variables, and other sentences.
#[derive(Default)]
struct Sentence {
    variables: BTreeSet<String>,
    parts: BTreeSet<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn words(language: &str) -> String {
    std::fs::read_to_string(root().join("i18n").join(language).join("sceau.ftl")).unwrap()
}

fn keys(source: &str) -> Keys {
    let mut keys = Keys::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| is_name(key)) {
            assert!(keys.insert(key.to_owned(), Sentence::default()).is_none(), "{key} is given twice");
            current = Some(key.to_owned());
        }
        if let Some(sentence) = current.as_ref().and_then(|key| keys.get_mut(key)) {
            sentence.variables.extend(variables(line));
            sentence.parts.extend(parts(line));
        }
    }
    keys
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

/// The sentences that others are made of.
fn parts(source: &str) -> BTreeSet<String> {
    let inside = source.split("{ ").skip(1).filter_map(|rest| rest.split_once(" }"));
    inside.map(|(name, _)| name.to_owned()).filter(|name| is_name(name)).collect()
}

/// The variables of a sentence and of those it is made of.
fn all_variables(keys: &Keys, key: &str) -> BTreeSet<String> {
    let mut found = keys[key].variables.clone();
    for part in &keys[key].parts {
        found.extend(all_variables(keys, part));
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let code = std::fs::read_to_string(&path).unwrap();
            found.push((path, code));
        }
    }
}

/// The code of the program, without its tests and comments.
fn code() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    found.retain(|(path, _)| !path.ends_with("tests.rs"));
    for (_, code) in &mut found {
        let program = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        *code = program.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    }
    found
}

fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).filter(|text| is_name(text))
}

#[test]
fn both_languages_say_the_same_things() {
    let (fr_keys, en_keys) = (keys(&words("fr")), keys(&words("en")));
    let only = |one: &Keys, other: &Keys| -> Vec<String> {
        one.keys().filter(|key| !other.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&fr_keys, &en_keys), Vec::<String>::new(), "not in English");
    assert_eq!(only(&en_keys, &fr_keys), Vec::<String>::new(), "not in French");
    for key in fr_keys.keys() {
        assert_eq!(all_variables(&fr_keys, key), all_variables(&en_keys, key), "variables of {key}");
    }
}

#[test]
fn everything_that_is_said_exists() {
    let keys = keys(&words("fr"));
    for (path, code) in code() {
        for call in ["fl!(", ".say("] {
            for (at, _) in code.match_indices(call) {
                let after = &code[at..];
                let key = after.split([')', ',']).take(2).flat_map(literals).next();
                if let Some(key) = key {
                    assert!(keys.contains_key(key), "{key} in {}", path.display());
                }
            }
        }
    }
}

#[test]
fn everything_that_exists_is_said() {
    let code = code();
    let said: BTreeSet<&str> = code.iter().flat_map(|(_, code)| literals(code)).collect();
    let keys = keys(&words("fr"));
    let within: BTreeSet<&String> = keys.values().flat_map(|sentence| &sentence.parts).collect();
    // The terminal looks the words of its commands up by their names.
    let composed = |key: &str| key.starts_with("cli-");
    let never: Vec<&String> =
        keys.keys().filter(|key| !said.contains(key.as_str()) && !within.contains(key) && !composed(key)).collect();
    assert!(never.is_empty(), "never said: {never:?}");
}

#[test]
fn french_is_written_as_the_french_write_it() {
    for (number, line) in words("fr").lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let number = number + 1;
        let letters: Vec<char> = line.chars().collect();
        for (at, letter) in letters.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
            let after = letters.get(at + 1).copied().unwrap_or(' ');
            match letter {
                ';' | '!' | '?' => assert!(matches!(before, '\u{202f}' | '\u{a0}'), "line {number}: before {letter}"),
                ':' if after == ' ' || after == '{' => {
                    assert!(matches!(before, '\u{202f}' | '\u{a0}'), "line {number}: before {letter}");
                }
                '«' => assert!(matches!(after, '\u{202f}' | '\u{a0}'), "line {number}: after «"),
                '»' => assert!(matches!(before, '\u{202f}' | '\u{a0}'), "line {number}: before »"),
                '\'' => panic!("line {number}: a straight apostrophe"),
                _ => {}
            }
        }
        assert!(!line.contains("..."), "line {number}: three dots for …");
    }
}

#[test]
fn english_has_curly_quotes_and_no_french_spaces() {
    for (number, line) in words("en").lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let spaced = [" ;", " !", " ?", "\u{202f}"].iter().any(|sign| line.contains(sign));
        assert!(!spaced && !line.contains('\''), "line {}: {line}", number + 1);
    }
}
