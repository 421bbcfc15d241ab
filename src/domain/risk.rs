//! What a file may do to whoever opens it with another program. The desktop goes
//! by the ending of its name, so this does too.

use serde::{Deserialize, Serialize};

use super::Part;

/// The kinds that are asked about, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// It may bring commands along that run in the office program.
    Macros,
    /// It opens in the browser, and may pretend to be a page of somebody else.
    WebPage,
    /// What is in it is not known before it is open.
    Archive,
    /// An ending that says nothing.
    Unknown,
    /// A program, or what starts one. It is never opened from here.
    Program,
}

const HARMLESS: &[&str] = &[
    "avif", "bmp", "cda", "csv", "docx", "dcm", "eml", "flac", "gif", "heic", "heif", "hpm", "hpr", "hprim", "ics",
    "jpeg", "jpg", "json", "log", "m4a", "md", "mov", "mp3", "mp4", "odp", "ods", "odt", "ogg", "pdf", "png", "pptx",
    "rtf", "tif", "tiff", "txt", "vcf", "wav", "webm", "webp", "xlsx", "xml",
];
const MACROS: &[&str] = &[
    "doc", "docm", "dot", "dotm", "mdb", "accdb", "one", "pot", "potm", "pps", "ppsm", "ppt", "pptm", "pub", "rtfd",
    "sldm", "slk", "xla", "xlam", "xls", "xlsb", "xlsm", "xlt", "xltm",
];
const PAGES: &[&str] = &["htm", "html", "mht", "mhtml", "shtml", "svg", "svgz", "url", "webarchive", "xht", "xhtml"];
const ARCHIVES: &[&str] = &["7z", "ace", "arj", "bz2", "cab", "gz", "lzh", "rar", "tar", "tgz", "xz", "zip", "zst"];
const PROGRAMS: &[&str] = &[
    "action",
    "app",
    "appimage",
    "application",
    "appref-ms",
    "appx",
    "bash",
    "bat",
    "bin",
    "chm",
    "cmd",
    "com",
    "command",
    "cpl",
    "deb",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "exe",
    "fish",
    "flatpakref",
    "gadget",
    "hta",
    "img",
    "inf",
    "ins",
    "iso",
    "jar",
    "jnlp",
    "js",
    "jse",
    "ksh",
    "library-ms",
    "lnk",
    "msc",
    "msi",
    "msix",
    "msp",
    "mst",
    "osx",
    "out",
    "pif",
    "pkg",
    "pl",
    "ps1",
    "psm1",
    "py",
    "pyc",
    "pyw",
    "rb",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sct",
    "search-ms",
    "settingcontent-ms",
    "sh",
    "shb",
    "shs",
    "snap",
    "sys",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "wim",
    "workflow",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xll",
    "zsh",
];

impl Part {
    /// None for what is only read.
    pub fn risk(&self) -> Option<Risk> {
        risk(&self.name)
    }
}

fn risk(name: &str) -> Option<Risk> {
    // Some systems take `a.exe. ` for `a.exe`.
    let name = name.trim_end_matches([' ', '.']).to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is = |kinds: &[&str]| kinds.contains(&ending);
    if is(HARMLESS) {
        None
    } else if is(MACROS) {
        Some(Risk::Macros)
    } else if is(PAGES) {
        Some(Risk::WebPage)
    } else if is(ARCHIVES) {
        Some(Risk::Archive)
    } else if is(PROGRAMS) {
        Some(Risk::Program)
    } else {
        Some(Risk::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_is_the_one_that_counts() {
        assert_eq!(risk("Bilan.PDF"), None);
        assert_eq!(risk("bilan.pdf.exe"), Some(Risk::Program));
        assert_eq!(risk("bilan.pdf.Scr. "), Some(Risk::Program), "as some systems read it");
        assert_eq!(risk("ordonnance.docm"), Some(Risk::Macros));
        assert_eq!(risk("resultats.html"), Some(Risk::WebPage));
        assert_eq!(risk("IHE_XDM.ZIP"), Some(Risk::Archive));
        assert_eq!(risk("facture"), Some(Risk::Unknown));
        assert_eq!(risk("facture.xyz"), Some(Risk::Unknown));
    }

    #[test]
    fn no_ending_is_of_two_kinds() {
        let mut all: Vec<&str> = [HARMLESS, MACROS, PAGES, ARCHIVES, PROGRAMS].concat();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
