//! Which vendors' modules this machine has: known places, the manifests of
//! p11-kit and of Mozilla, and one chosen by hand. A file is a module because a
//! list, a manifest or the user says so, never for its name; none is loaded
//! here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Card;

/// Where the agency's own library lies, newest first.
#[cfg(target_os = "linux")]
const CRYPTOLIB: &[&str] = &[
    "/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so",
    "/usr/lib64/libcps3_pkcs11_lux.so",
    "/usr/lib/x86_64-linux-gnu/libcps3_pkcs11_lux.so",
    "/usr/lib/libcps3_pkcs11_lux.so",
    "/usr/local/galss/libcps3_pkcs11_lux.so",
];
#[cfg(target_os = "macos")]
const CRYPTOLIB: &[&str] = &["/usr/local/lib/libcps3_pkcs11_osx.dylib", "/usr/lib/libcps3_pkcs11_osx.dylib"];
#[cfg(target_os = "windows")]
const CRYPTOLIB: &[&str] = &[r"C:\Windows\System32\cps3_pkcs11_w64.dll"];

/// Modules that serve the tokens of one maker.
#[cfg(target_os = "linux")]
const MAKERS: &[&str] = &[
    "/usr/lib/libIDPrimePKCS11.so",
    "/usr/lib/libeToken.so",
    "/usr/lib64/libeToken.so",
    "/usr/lib/libeTPkcs11.so",
    "/usr/lib/libaetpkss.so",
    "/usr/lib/libcmP11.so",
];
#[cfg(target_os = "macos")]
const MAKERS: &[&str] = &[
    "/usr/local/lib/libIDPrimePKCS11.dylib",
    "/usr/local/lib/libeTPkcs11.dylib",
    "/Library/Frameworks/eToken.framework/Versions/Current/libeToken.dylib",
];
#[cfg(target_os = "windows")]
const MAKERS: &[&str] = &[
    r"C:\Windows\System32\IDPrimePKCS1164.dll",
    r"C:\Windows\System32\eTPKCS11.dll",
    r"C:\Windows\System32\dkck201.dll",
    r"C:\Windows\System32\aetpkss1.dll",
];

/// A module for every card, the CPS among them.
#[cfg(target_os = "linux")]
const OPENSC: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib64/pkcs11/opensc-pkcs11.so",
    "/usr/lib64/opensc-pkcs11.so",
    "/usr/lib/pkcs11/opensc-pkcs11.so",
];
#[cfg(target_os = "macos")]
const OPENSC: &[&str] = &["/Library/OpenSC/lib/opensc-pkcs11.so", "/opt/homebrew/lib/opensc-pkcs11.so"];
#[cfg(target_os = "windows")]
const OPENSC: &[&str] = &[r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll"];

const P11_KIT: &[&str] = &["/etc/pkcs11/modules", "/usr/share/p11-kit/modules"];
/// What a manifest means that names no folder.
const P11_KIT_LIBRARIES: &[&str] = &["/usr/lib/x86_64-linux-gnu/pkcs11", "/usr/lib64/pkcs11", "/usr/lib/pkcs11"];
const MOZILLA: &[&str] = &["/usr/lib/mozilla/pkcs11-modules", "/usr/lib64/mozilla/pkcs11-modules"];

/// Never asked: they show the tokens of the others a second time, or hold only
/// authorities, or print what passes through them. Soft tokens are for tests,
/// and chosen by hand.
const PASSED_OVER: &[&str] = &["pkcs11-spy", "p11-kit-trust", "p11-kit-proxy", "softokn", "libsofthsm2"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    pub path: PathBuf,
    pub kind: ModuleKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModuleKind {
    Chosen,
    Cryptolib,
    /// Of one maker's tokens.
    Maker,
    /// Of whatever card is there.
    Any,
}

/// All that are installed, the surest first.
pub fn modules(chosen: Option<&Path>) -> Vec<Module> {
    modules_under(Path::new("/"), chosen)
}

/// Which of them are asked while this card is in the reader. Two modules on one
/// card block each other: where the agency's library is installed, a CPS is its
/// own, and the modules for any card wait.
pub fn modules_for(all: &[Module], card: Option<Card>) -> Vec<Module> {
    let cps = card.is_some_and(Card::is_cps) && all.iter().any(|module| module.kind == ModuleKind::Cryptolib);
    let stays = |module: &&Module| !cps || matches!(module.kind, ModuleKind::Cryptolib | ModuleKind::Chosen);
    all.iter().filter(stays).cloned().collect()
}

fn modules_under(root: &Path, chosen: Option<&Path>) -> Vec<Module> {
    let mut found = Found { root, seen: BTreeSet::new(), modules: Vec::new() };
    if let Some(path) = chosen {
        found.add(path, ModuleKind::Chosen);
    }
    // The same library is linked from several places, and one is enough.
    if let Some(path) = CRYPTOLIB.iter().map(|path| found.place(path)).find(|path| path.is_file()) {
        found.add(&path, ModuleKind::Cryptolib);
    }
    for folder in MOZILLA {
        found.add_all(mozilla(&found.place(folder)));
    }
    found.add_all(MAKERS.iter().map(PathBuf::from).collect());
    for path in OPENSC {
        found.add(&found.place(path), ModuleKind::Any);
    }
    for folder in P11_KIT {
        found.add_all(p11_kit(&found.place(folder)));
    }
    found.modules
}

struct Found<'a> {
    /// Of the system that is looked at.
    root: &'a Path,
    seen: BTreeSet<PathBuf>,
    modules: Vec<Module>,
}

impl Found<'_> {
    fn place(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// What a list or a manifest names.
    fn add_all(&mut self, paths: Vec<PathBuf>) {
        for path in paths {
            let path = if path.is_absolute() {
                self.place(&path)
            } else {
                let places = P11_KIT_LIBRARIES.iter().map(|folder| self.place(folder).join(&path));
                let Some(found) = places.into_iter().find(|place| place.is_file()) else { continue };
                found
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let kind = match &*name {
                name if PASSED_OVER.iter().any(|over| name.starts_with(over)) => continue,
                name if name.contains("cps3_pkcs11") => ModuleKind::Cryptolib,
                name if name.starts_with("opensc-pkcs11") => ModuleKind::Any,
                _ => ModuleKind::Maker,
            };
            self.add(&path, kind);
        }
    }

    fn add(&mut self, path: &Path, kind: ModuleKind) {
        let Ok(real) = path.canonicalize() else { return };
        let second = kind == ModuleKind::Cryptolib && self.modules.iter().any(|module| module.kind == kind);
        if real.is_file() && !second && self.seen.insert(real) {
            self.modules.push(Module { path: path.to_owned(), kind });
        }
    }
}

/// `module: path`, a line among others. A module on another machine is left.
fn p11_kit(folder: &Path) -> Vec<PathBuf> {
    let module = |text: &str| {
        let value = |key: &str| {
            text.lines()
                .find_map(|line| line.split_once(':').filter(|(name, _)| name.trim() == key))
                .map(|(_, v)| v.trim().to_owned())
        };
        if value("remote").is_some() { None } else { value("module").map(PathBuf::from) }
    };
    manifests(folder, "module").iter().filter_map(|text| module(text)).collect()
}

fn mozilla(folder: &Path) -> Vec<PathBuf> {
    #[derive(Deserialize)]
    struct Manifest {
        path: PathBuf,
        r#type: String,
    }
    let manifests = manifests(folder, "json");
    let modules = manifests.iter().filter_map(|text| serde_json::from_str::<Manifest>(text).ok());
    modules.filter(|manifest| manifest.r#type == "pkcs11").map(|manifest| manifest.path).collect()
}

/// In the order of their names, so that it is the same each time.
fn manifests(folder: &Path, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{ModuleKind, modules_for, modules_under};
    use crate::token::Card;

    const CRYPTOLIB: &str = "opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so";
    const OPENSC: &str = "usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";

    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn found(root: &Path, chosen: Option<&Path>) -> Vec<(String, ModuleKind)> {
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        modules_under(root, chosen).iter().map(|module| (name(&module.path), module.kind)).collect()
    }

    #[test]
    fn a_machine_without_modules_has_none() {
        assert_eq!(found(machine(&[]).path(), None), []);
    }

    #[test]
    fn known_places_and_manifests_are_found_once_each() {
        let root = machine(&[
            (CRYPTOLIB, ""),
            (OPENSC, ""),
            ("usr/lib/vendor/libvendor.so", ""),
            ("usr/lib/x86_64-linux-gnu/pkcs11/libother.so", ""),
            (
                "usr/lib64/mozilla/pkcs11-modules/cps3.json",
                r#"{"name":"cps3","type":"pkcs11","path":"/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so"}"#,
            ),
            (
                "usr/lib/mozilla/pkcs11-modules/vendor.json",
                r#"{"name":"v","type":"pkcs11","path":"/usr/lib/vendor/libvendor.so"}"#,
            ),
            (
                "usr/lib/mozilla/pkcs11-modules/bridge.json",
                r#"{"name":"b","type":"stdio","path":"/usr/lib/vendor/libvendor.so"}"#,
            ),
            (
                "usr/share/p11-kit/modules/opensc.module",
                "# any card\nmodule: /usr/lib/x86_64-linux-gnu/opensc-pkcs11.so\n",
            ),
            ("usr/share/p11-kit/modules/other.module", "module: libother.so\npriority: 1\n"),
            ("usr/share/p11-kit/modules/far.module", "module: libother.so\nremote: |ssh machine\n"),
        ]);
        let expected = [
            ("libcps3_pkcs11_lux.so", ModuleKind::Cryptolib),
            ("libvendor.so", ModuleKind::Maker),
            ("opensc-pkcs11.so", ModuleKind::Any),
            ("libother.so", ModuleKind::Maker),
        ];
        assert_eq!(found(root.path(), None), expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn what_only_shows_the_others_again_is_passed_over_unless_chosen() {
        let spy = "usr/lib/x86_64-linux-gnu/pkcs11/pkcs11-spy.so";
        let root = machine(&[
            (spy, ""),
            ("usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-trust.so", ""),
            ("usr/lib/x86_64-linux-gnu/p11-kit-proxy.so", ""),
            ("usr/lib/softhsm/libsofthsm2.so", ""),
            ("usr/share/p11-kit/modules/spy.module", "module: pkcs11-spy.so"),
            ("usr/share/p11-kit/modules/trust.module", "module: p11-kit-trust.so"),
            ("usr/share/p11-kit/modules/proxy.module", "module: /usr/lib/x86_64-linux-gnu/p11-kit-proxy.so"),
            ("usr/share/p11-kit/modules/softhsm2.module", "module: /usr/lib/softhsm/libsofthsm2.so"),
        ]);
        assert_eq!(found(root.path(), None), []);
        let chosen = root.path().join(spy);
        assert_eq!(found(root.path(), Some(&chosen)), [("pkcs11-spy.so".to_owned(), ModuleKind::Chosen)]);
    }

    #[test]
    fn a_cps_is_left_to_the_agencys_library_where_that_is_installed() {
        let root = machine(&[(CRYPTOLIB, ""), (OPENSC, "")]);
        let all = modules_under(root.path(), None);
        let kinds = |card| modules_for(&all, card).iter().map(|module| module.kind).collect::<Vec<_>>();
        assert_eq!(kinds(Some(Card::Cps3)), [ModuleKind::Cryptolib]);
        assert_eq!(kinds(Some(Card::Unknown)), [ModuleKind::Cryptolib, ModuleKind::Any]);
        assert_eq!(kinds(None).len(), 2);
        let without = machine(&[(OPENSC, "")]);
        let all = modules_under(without.path(), None);
        assert_eq!(modules_for(&all, Some(Card::Cps3)).len(), 1, "OpenSC does what it can");
    }
}
