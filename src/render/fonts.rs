//! The fonts a page may use: those of the program, and those of the system that
//! letters are commonly written for. Opened before the child is confined, and
//! mapped, so that what nobody uses costs no memory; later there is no file.

use std::path::PathBuf;
use std::sync::Arc;

use parley::FontContext;
use parley::fontique::{
    Blob, Collection, CollectionOptions, FamilyId, FontInfoOverride, GenericFamily, Script, SourceCache,
};

/// Files beyond which no more are mapped: a workstation of a printer has
/// thousands.
const MOST: usize = 1_000;

const OURS: [&[u8]; 5] = [
    include_bytes!("../../assets/fonts/sceau-sans-regular.ttf"),
    include_bytes!("../../assets/fonts/sceau-sans-italic.ttf"),
    include_bytes!("../../assets/fonts/sceau-sans-medium.ttf"),
    include_bytes!("../../assets/fonts/sceau-sans-semibold.ttf"),
    include_bytes!("../../assets/fonts/sceau-mono-regular.ttf"),
];
pub(super) const SANS: &str = "Sceau Sans";
pub(super) const MONO: &str = "Sceau Mono";

const SERIF: &[&str] = &["Times New Roman", "Liberation Serif", "Tinos", "Noto Serif", "DejaVu Serif", "Nimbus Roman"];
const EMOJI: &[&str] = &["Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji", "Twemoji"];

/// Names that letters ask for, and what has the same widths where the font
/// itself is not there.
const STAND_INS: &[(&str, &[&str])] = &[
    ("Arial", &["Liberation Sans", "Arimo", "Nimbus Sans"]),
    ("Helvetica", &["Liberation Sans", "Arimo", "Nimbus Sans"]),
    ("Times New Roman", &["Liberation Serif", "Tinos", "Nimbus Roman"]),
    ("Times", &["Liberation Serif", "Tinos", "Nimbus Roman"]),
    ("Courier New", &["Liberation Mono", "Cousine", "Nimbus Mono PS"]),
    ("Calibri", &["Carlito"]),
    ("Cambria", &["Caladea"]),
    ("Georgia", &["Gelasio", "DejaVu Serif"]),
    ("Verdana", &["DejaVu Sans"]),
];

/// What writes a script that our own fonts do not.
const SCRIPTS: &[(&[u8; 4], &[&str])] = &[
    (b"Arab", &["Noto Naskh Arabic", "Noto Sans Arabic", "Segoe UI", "Arial", "Geeza Pro", "DejaVu Sans"]),
    (b"Hebr", &["Noto Sans Hebrew", "Segoe UI", "Arial", "Arial Hebrew", "DejaVu Sans"]),
    (b"Grek", &["Noto Sans", "Segoe UI", "DejaVu Sans"]),
    (b"Cyrl", &["Noto Sans", "Segoe UI", "DejaVu Sans"]),
    (b"Armn", &["Noto Sans Armenian", "Segoe UI", "DejaVu Sans"]),
    (b"Geor", &["Noto Sans Georgian", "Segoe UI", "DejaVu Sans"]),
    (b"Thai", &["Noto Sans Thai", "Leelawadee UI", "Thonburi"]),
    (b"Deva", &["Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari"]),
    (b"Taml", &["Noto Sans Tamil", "Nirmala UI", "Tamil MN"]),
    (b"Hani", &["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"]),
    (b"Hira", &["Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans"]),
    (b"Kana", &["Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans"]),
    (b"Hang", &["Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"]),
    // Punctuation, arrows, boxes: of no script.
    (b"Zyyy", &["DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols", "Noto Sans Symbols 2", "Apple Symbols"]),
    (b"Zinh", &["DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols"]),
    (b"Latn", &["DejaVu Sans", "Noto Sans", "Segoe UI", "Arial"]),
];

/// Fonts, ready for a process without files.
pub(super) struct Fonts {
    context: FontContext,
    /// Held, so that the cache of the sources never lets a mapping go.
    #[expect(dead_code, reason = "held for what its drop would unmap")]
    mapped: Vec<Blob<u8>>,
}

impl Fonts {
    /// Reads the names of the system's fonts and maps them.
    pub(super) fn open() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for bytes in OURS {
            let _ = collection.register_fonts(Blob::new(Arc::new(bytes)), None);
        }
        collection.load_fonts_from_paths(places().into_iter().filter(|place| place.is_dir()));
        let mut cache = SourceCache::default();
        let mapped = map(&mut collection, &mut cache);
        stand_in(&mut collection, &mut cache);
        name_generics(&mut collection);
        Self { context: FontContext { collection, source_cache: cache }, mapped }
    }

    /// For a page of its own.
    pub(super) fn context(&self) -> FontContext {
        self.context.clone()
    }
}

/// Where this system keeps fonts.
fn places() -> Vec<PathBuf> {
    if cfg!(windows) {
        vec![PathBuf::from("C:\\Windows\\Fonts")]
    } else if cfg!(target_os = "macos") {
        ["/System/Library/Fonts", "/Library/Fonts"].map(PathBuf::from).to_vec()
    } else {
        ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).to_vec()
    }
}

fn map(collection: &mut Collection, cache: &mut SourceCache) -> Vec<Blob<u8>> {
    let families: Vec<FamilyId> = collection.family_ids().collect();
    let mut mapped = Vec::new();
    for family in families {
        let Some(family) = collection.family(family) else { continue };
        let blobs = family.fonts().iter().filter_map(|font| font.load(Some(cache)));
        mapped.extend(blobs.take(MOST.saturating_sub(mapped.len())));
    }
    mapped
}

fn stand_in(collection: &mut Collection, cache: &mut SourceCache) {
    for (name, others) in STAND_INS {
        if collection.family_id(name).is_some() {
            continue;
        }
        let Some(other) = others.iter().find_map(|other| collection.family_by_name(other)) else { continue };
        let blobs: Vec<_> = other.fonts().iter().filter_map(|font| font.load(Some(cache))).collect();
        for blob in blobs {
            let as_asked = FontInfoOverride { family_name: Some(name), ..FontInfoOverride::default() };
            let _ = collection.register_fonts(blob, Some(as_asked));
        }
    }
}

fn name_generics(collection: &mut Collection) {
    let generics: [(GenericFamily, &[&str]); 7] = [
        (GenericFamily::SansSerif, &[SANS]),
        (GenericFamily::SystemUi, &[SANS]),
        (GenericFamily::UiSansSerif, &[SANS]),
        (GenericFamily::Cursive, &[SANS]),
        (GenericFamily::Serif, SERIF),
        (GenericFamily::Monospace, &[MONO]),
        (GenericFamily::Emoji, EMOJI),
    ];
    for (generic, names) in generics {
        let families = known(collection, names);
        let families = if families.is_empty() { known(collection, &[SANS]) } else { families };
        collection.set_generic_families(generic, families.into_iter());
    }
    for (script, names) in SCRIPTS {
        let families = known(collection, names);
        let _ = collection.set_fallbacks(Script::from_bytes(**script), families.into_iter());
    }
}

fn known(collection: &mut Collection, names: &[&str]) -> Vec<FamilyId> {
    names.iter().filter_map(|name| collection.family_id(name)).collect()
}
