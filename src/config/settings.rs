//! The user's settings: a small TOML file, independent of any toolkit. It is
//! read forgivingly and never lost: what cannot be used is set aside.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::mailboxes::{Folded, Together};
use super::{Cards, Lists, Notifications};
use crate::domain::receipt::Policy;
use crate::domain::{Risk, Sort};

const VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub language: Language,
    pub theme: Theme,
    /// In percent.
    pub text_size: u16,
    pub density: Density,
    pub reader: ReaderPlace,
    pub together: Together,
    /// When a sender asks to be told that a message was read.
    pub receipts: Policy,
    /// Kinds of files that may do harm and are opened without asking again.
    pub accepted: BTreeSet<Risk>,
    /// The number that the health reference gives to this product: it goes out with
    /// each message (`X-MSS-NIL`). None where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nil: Option<Box<str>>,
    // Tables from here on: TOML wants them after the plain values.
    pub dividers: Dividers,
    pub window: Window,
    pub sort: Sort,
    pub lists: Lists,
    pub folded: Folded,
    pub notifications: Notifications,
    pub card: Cards,
    pub white_list: WhiteListSource,
}

/// Where the white list of the trusted space comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WhiteListSource {
    /// Looked for once a day; else only when the user asks.
    pub daily: bool,
    /// In place of where it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Box<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    #[default]
    Fr,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    Light,
    Dark,
    HighContrast,
    /// As the desktop.
    #[default]
    System,
}

/// How high a row of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    Airy,
    #[default]
    Comfortable,
    Compact,
}

/// Where messages are read in the main window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReaderPlace {
    #[default]
    Right,
    Below,
    /// Only in windows of their own.
    Hidden,
}

/// Widths of the panes of the main window, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dividers {
    pub folders: u16,
    pub list: u16,
    /// How high the list is above the reader.
    pub above: u16,
}

/// The main window, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    pub width: u16,
    pub height: u16,
    pub maximised: bool,
}

/// What became of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// There was none: a first start.
    Fresh,
    Read,
    /// It made no sense; it was set aside.
    Damaged,
    /// A newer program wrote it; it was set aside.
    Newer {
        found: u32,
    },
    /// It is there and cannot be read, or not be set aside: saving would lose it.
    Unreadable(io::ErrorKind),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the settings cannot be written: {0}")]
pub struct SettingsError(io::ErrorKind);

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            text_size: 100,
            density: Density::default(),
            reader: ReaderPlace::default(),
            together: Together::default(),
            receipts: Policy::default(),
            accepted: BTreeSet::new(),
            nil: None,
            dividers: Dividers::default(),
            window: Window::default(),
            sort: Sort::default(),
            lists: Lists::default(),
            folded: Folded::default(),
            notifications: Notifications::default(),
            card: Cards::default(),
            white_list: WhiteListSource::default(),
        }
    }
}

impl Default for Dividers {
    fn default() -> Self {
        Self { folders: 220, list: 380, above: 280 }
    }
}

impl Default for Window {
    fn default() -> Self {
        Self { width: 1280, height: 800, maximised: false }
    }
}

/// The file: the settings under their version.
#[derive(Serialize)]
struct Contents<'a> {
    version: u32,
    #[serde(flatten)]
    settings: &'a Settings,
}

impl Settings {
    /// Always gives settings that can be used, and says where they come from.
    pub fn load(path: &Path) -> (Self, Loaded) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::default(), Loaded::Fresh),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return set_aside(path, Loaded::Damaged),
            Err(error) => return (Self::default(), Loaded::Unreadable(error.kind())),
        };
        match parse(&text) {
            Ok(settings) => (settings.in_bounds(), Loaded::Read),
            Err(why) => set_aside(path, why),
        }
    }

    /// Writes the file: whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), SettingsError> {
        let contents = Contents { version: VERSION, settings: self };
        let text = toml::to_string(&contents).map_err(|_| SettingsError(io::ErrorKind::InvalidData))?;
        replace(path, text.as_bytes()).map_err(|error| SettingsError(error.kind()))
    }

    /// A file edited by hand may ask for what no screen can show.
    fn in_bounds(mut self) -> Self {
        self.text_size = self.text_size.clamp(80, 200);
        self.dividers.folders = self.dividers.folders.clamp(120, 800);
        self.dividers.list = self.dividers.list.clamp(200, 1600);
        self.window.width = self.window.width.clamp(640, 15_360);
        self.window.height = self.window.height.clamp(480, 8640);
        self
    }
}

fn parse(text: &str) -> Result<Settings, Loaded> {
    let table: toml::Table = text.parse().map_err(|_| Loaded::Damaged)?;
    // The version first: the rest may look different in a newer file.
    let version = table.get("version").and_then(toml::Value::as_integer).ok_or(Loaded::Damaged)?;
    match u32::try_from(version).map_err(|_| Loaded::Damaged)? {
        0 => Err(Loaded::Damaged),
        VERSION => table.try_into().map_err(|_| Loaded::Damaged),
        found => Err(Loaded::Newer { found }),
    }
}

fn set_aside(path: &Path, why: Loaded) -> (Settings, Loaded) {
    match fs::rename(path, path.with_extension("toml.bad")) {
        Ok(()) => (Settings::default(), why),
        Err(error) => (Settings::default(), Loaded::Unreadable(error.kind())),
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("toml.new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(new, path)
}

#[cfg(test)]
mod tests {
    use super::{Density, Language, Loaded, ReaderPlace, Settings, Theme};
    use crate::config::{Content, Day, Form};
    use crate::domain::receipt::Policy;
    use crate::domain::{AccountId, Grouping, Sort, SortKey};

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("settings.toml");
        assert_eq!(Settings::load(&path), (Settings::default(), Loaded::Fresh));
        let mut settings = Settings {
            language: Language::En,
            theme: Theme::HighContrast,
            text_size: 125,
            density: Density::Compact,
            reader: ReaderPlace::Below,
            receipts: Policy::Always,
            sort: Sort { key: SortKey::Subject, descending: false },
            ..Settings::default()
        };
        settings.window.maximised = true;
        settings.notifications.content = Content::Never;
        settings.notifications.off.push(AccountId(3));
        settings.card.module = Some("/opt/carte/module.so".into());
        settings.card.stays_readable = true;
        settings.notifications.quiet.days = vec![Day::Sunday];
        settings.lists.grouping.inbox = Grouping::Conversation;
        settings.lists.form = Form::Columns;
        settings.lists.columns = settings.lists.places();
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), (settings, Loaded::Read));
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_missing_is_as_usual_and_what_is_unknown_is_no_error() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("settings.toml");
        std::fs::write(&path, "version = 1\nfuture = [1, 2]\ntheme = \"dark\"\n[dividers]\nlist = 500\n").unwrap();
        let (settings, loaded) = Settings::load(&path);
        assert_eq!(loaded, Loaded::Read);
        assert_eq!((settings.theme, settings.dividers.list, settings.dividers.folders), (Theme::Dark, 500, 220));
        assert_eq!(settings.text_size, 100);
    }

    #[test]
    fn a_text_size_that_nobody_can_read_is_brought_back() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("settings.toml");
        for (asked, given) in [(1, 80), (150, 150), (60_000, 200)] {
            std::fs::write(&path, format!("version = 1\ntext_size = {asked}\n[window]\nwidth = 0\n")).unwrap();
            let (settings, _) = Settings::load(&path);
            assert_eq!((settings.text_size, settings.window.width), (given, 640));
        }
    }

    #[test]
    fn a_file_that_cannot_be_used_is_set_aside_not_lost() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("settings.toml");
        let aside = directory.path().join("settings.toml.bad");
        for (text, expected) in [
            (&b"version = 1\ntheme = \"pink\"\n"[..], Loaded::Damaged),
            (b"theme = \"dark\"\n", Loaded::Damaged),
            (b"not toml at all", Loaded::Damaged),
            (b"\xff\xfe", Loaded::Damaged),
            (b"version = 7\nshape = \"another\"\n", Loaded::Newer { found: 7 }),
        ] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Settings::load(&path), (Settings::default(), expected));
            assert!(!path.exists());
            assert_eq!(std::fs::read(&aside).unwrap(), text);
        }
        std::fs::create_dir(&path).unwrap();
        assert!(matches!(Settings::load(&path).1, Loaded::Unreadable(_)));
    }
}
