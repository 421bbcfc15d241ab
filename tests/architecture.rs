//! The shape of the house: which floor may use which, which library stays on
//! which floor, and how large a file and an `update` may grow. Reads the source
//! as text, so that it holds for code that does not compile here too.

use std::fs;
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// What each floor of ours may name after `crate::`.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("mime", &["domain"]),
    ("health", &["domain"]),
    ("store", &["domain"]),
    ("config", &["domain"]),
    ("desktop", &["domain", "config", "i18n"]),
    ("net", &["domain", "crypto"]),
    ("child", &[]),
    ("extract", &["domain", "mime", "child"]),
    ("render", &["domain", "mime", "health", "child", "extract", "i18n"]),
    ("sync", &["domain", "mime", "crypto", "store", "net"]),
    (
        "engine",
        &[
            "domain", "mime", "health", "store", "config", "net", "child", "extract", "crypto", "token", "sync",
            "render",
        ],
    ),
    ("crypto", &["domain", "mime"]),
    ("token", &["domain", "child", "crypto"]),
    ("i18n", &["domain"]),
    ("paper", &["domain", "engine", "i18n"]),
    ("ui", &["domain", "config", "desktop", "engine", "i18n", "mime", "paper"]),
    ("cli", &["domain", "config", "health", "engine", "i18n", "paper"]),
];

/// Libraries, and the only floors that may name them.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("iced", &["ui"]),
    ("rfd", &["ui"]),
    ("rusqlite", &["store"]),
    ("zstd", &["store"]),
    ("rustls", &["net"]),
    ("tokio_rustls", &["net"]),
    ("hyper", &["net"]),
    ("hickory_resolver", &["net"]),
    ("mail_parser", &["mime"]),
    ("mail_builder", &["mime"]),
    ("postcard", &["child"]),
    ("landlock", &["child"]),
    ("seccompiler", &["child"]),
    ("rustix", &["child", "engine"]),
    ("libc", &["child"]),
    ("hayro_interpret", &["extract"]),
    ("zip", &["extract", "health"]),
    ("quick_xml", &["extract", "health"]),
    ("html5ever", &["render"]),
    ("cssparser", &["render"]),
    ("blitz_dom", &["render"]),
    ("blitz_html", &["render"]),
    ("blitz_paint", &["render"]),
    ("blitz_traits", &["render"]),
    ("anyrender", &["render"]),
    ("anyrender_vello_cpu", &["render"]),
    ("krilla", &["render"]),
    ("keyring", &["config"]),
    ("arboard", &["desktop"]),
    ("openssl", &["crypto"]),
    ("pcsc", &["token"]),
    ("cryptoki", &["token"]),
    ("cryptoki_sys", &["token"]),
    ("spellbook", &["engine"]),
    ("zbus", &["desktop"]),
    ("fluent_bundle", &["i18n"]),
    ("clap", &["cli"]),
];

/// What a floor of pure values must not reach for.
const IMPURE: &[&str] = &["tokio::", "std::fs", "std::net", "SystemTime", "Instant::now", "std::env"];

const LONGEST_FILE: usize = 600;
const LONGEST_UPDATE: usize = 150;

struct Source {
    path: PathBuf,
    floor: String,
    lines: Vec<String>,
}

#[test]
fn every_arrow_points_down() {
    let wrong = offences(|source, line| {
        let (_, allowed) = ARROWS.iter().find(|(floor, _)| *floor == source.floor)?;
        named_after(line, "crate::")
            .into_iter()
            .find(|floor| is_floor(floor) && *floor != source.floor && !allowed.contains(&floor.as_str()))
            .map(|floor| format!("{} may not use {floor}", source.floor))
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_library_stays_on_its_floor() {
    let wrong = offences(|source, line| {
        LIBRARIES
            .iter()
            .find(|(library, floors)| !floors.contains(&source.floor.as_str()) && names(line, library))
            .map(|(library, _)| format!("{} may not use {library}", source.floor))
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn pure_floors_touch_no_disk_no_socket_and_no_clock() {
    let wrong = offences(|source, line| {
        let pure = ["domain", "mime", "health", "extract", "crypto"].contains(&source.floor.as_str());
        let reached = IMPURE.iter().find(|name| pure && line.contains(**name))?;
        Some(format!("{} reaches for {reached}", source.floor))
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_strangers_laid_out_is_cleaned_in_the_confined_child_alone() {
    let cleans = ["render::clean", "clean::clean", "clean::quotable", "render::plain"];
    let wrong = offences(|source, line| {
        let cleaned = source.floor != "render" && cleans.iter().any(|name| line.contains(name));
        cleaned.then(|| "it reads what strangers wrote where it has rights".to_owned())
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_but_tests_looks_nearby_for_what_a_letter_names() {
    let wrong = offences(|source, line| {
        let own = source.path.ends_with("engine/gate.rs") && line.contains("pub fn ");
        (line.contains("with_names_in_letters") && !own).then(|| "it could call at the practice".to_owned())
    });
    assert_eq!(wrong, Vec::<String>::new());
}

/// One call of PKCS#11 that the crate joins with another (a PIN goes between them).
const UNSAFE: &str = "token/host/single.rs";

#[test]
fn unsafe_code_stays_in_its_one_file() {
    let wrong = offences(|source, line| {
        let own = source.path.to_string_lossy().ends_with(UNSAFE);
        (line.contains("unsafe_code") && !own).then(|| "unsafe code allowed".to_owned())
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_theme_names_a_raw_colour() {
    let wrong = offences(|source, line| {
        let painted = ["Color::from_", "Color::BLACK", "Color::WHITE", "color!("].iter().any(|raw| line.contains(raw));
        (painted && source.floor == "ui" && !in_theme(&source.path)).then(|| "a raw colour".to_owned())
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_widgets_reach_for_the_inside_of_the_toolkit() {
    let wrong = offences(|source, line| {
        let own = source.path.to_string_lossy().contains("/ui/widget/");
        (line.contains("iced::advanced") && !own).then(|| "an inside of the toolkit".to_owned())
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_floor_is_on_the_list() {
    for source in sources() {
        let known = is_floor(&source.floor) || ["lib", "main", "log"].contains(&source.floor.as_str());
        assert!(known, "{} is on no floor of the list", source.path.display());
    }
}

#[test]
fn files_stay_readable() {
    for source in sources() {
        let length = source.lines.len();
        assert!(length <= LONGEST_FILE, "{} has {length} lines", source.path.display());
    }
    let main = sources().into_iter().find(|source| source.floor == "main").expect("src/main.rs");
    assert!(main.lines.len() <= 120, "main.rs has {} lines", main.lines.len());
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        let first = source.lines.first().map(String::as_str).unwrap_or_default();
        assert!(first.starts_with("//!"), "{} does not say what it is for", source.path.display());
    }
}

#[test]
fn an_update_fits_in_a_head() {
    for source in sources() {
        let mut started = None;
        for (number, line) in source.lines.iter().enumerate() {
            let trimmed = line.trim_start();
            if trimmed.starts_with("pub fn update(") || trimmed.starts_with("fn update(") {
                started = Some((number, line.len() - trimmed.len()));
            }
            let Some((start, indent)) = started else { continue };
            if line.len() > indent && line.get(indent..) == Some("}") {
                let length = number - start + 1;
                assert!(length <= LONGEST_UPDATE, "{}: update has {length} lines", source.path.display());
                started = None;
            }
        }
    }
}

/// Lines of program code (comments left out) that break a rule.
fn offences(rule: impl Fn(&Source, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        let code = source.lines.iter().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
        for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if let Some(what) = rule(&source, line) {
                found.push(format!("{}:{}: {what}", source.path.display(), number + 1));
            }
        }
    }
    found
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(SRC)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") && !entry.ends_with("tests.rs") {
                found.push(read(entry));
            }
        }
    }
    assert!(found.len() > 30, "the house has more files than {}", found.len());
    found
}

fn read(path: PathBuf) -> Source {
    let inside = path.strip_prefix(SRC).expect("a path below src");
    let first = inside.components().next().expect("a first step").as_os_str().to_string_lossy();
    let floor = first.trim_end_matches(".rs").to_owned();
    let lines = fs::read_to_string(&path).expect("a source file").lines().map(str::to_owned).collect();
    Source { path, floor, lines }
}

fn is_floor(name: &str) -> bool {
    ARROWS.iter().any(|(floor, _)| *floor == name)
}

fn in_theme(path: &Path) -> bool {
    path.to_string_lossy().contains("/ui/theme")
}

/// The first steps of paths that start with `root`: `domain` of `crate::domain::Uid`,
/// and each of `crate::{domain::Uid, net}`.
fn named_after(line: &str, root: &str) -> Vec<String> {
    let word =
        |text: &str| -> String { text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    line.match_indices(root)
        .flat_map(|(at, _)| {
            let rest = &line[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => group.split(',').map(word).collect(),
                None => vec![word(rest)],
            }
        })
        .collect()
}

fn names(line: &str, library: &str) -> bool {
    let path = format!("{library}::");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}
