//! The window: what is on the screen and what the user does to it.
//!
//! A pane, a screen or a modal has a `State`, `Message`s that are facts, and an
//! `update` that answers with an `Action`; its parent decides what the action
//! means. Only [`app`] speaks with the engine, and nothing here waits: no disk,
//! no socket, no key derivation on this thread.

mod about;
pub mod app;
pub mod card;
pub mod context;
pub mod deed;
pub mod icon;
pub mod letter;
pub mod mailboxes;
pub mod menu;
pub mod modal;
pub mod notice;
pub mod page;
pub mod pane;
pub mod said;
pub mod screen;
pub mod search;
pub mod shortcut;
pub mod status;
pub mod theme;
pub mod widget;
pub mod workbench;
pub mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::config::{Language, Paths, Settings, Theme};
use crate::domain::Secret;
use crate::engine::Runtime;

/// What the command line asks of the window; it goes before the settings.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    pub demonstration: bool,
    /// Opens the cache without asking.
    pub passphrase: Option<Secret>,
    pub language: Option<Language>,
    pub theme: Option<Theme>,
    pub window: Option<(u16, u16)>,
    pub text_size: Option<u16>,
}

impl Wishes {
    fn apply_to(&self, settings: &mut Settings) {
        settings.language = self.language.unwrap_or(settings.language);
        settings.theme = self.theme.unwrap_or(settings.theme);
        settings.text_size = self.text_size.unwrap_or(settings.text_size);
        if let Some((width, height)) = self.window {
            settings.window = crate::config::Window { width, height, maximised: false };
        }
    }
}

/// For the settings file, which knows no halves.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept within bounds before")]
fn whole_pixels(length: f32) -> u16 {
    length.round().clamp(0.0, f32::from(u16::MAX)) as u16
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("no screen could be opened")]
    NoScreen,
    #[error(transparent)]
    Toolkit(#[from] iced::Error),
}

/// Opens the window and stays until it is closed.
pub fn run(runtime: Runtime, wishes: Wishes, paths: Paths) -> Result<(), StartError> {
    let boot = app::Boot::new(runtime.handle(), wishes, paths);
    let settings = iced::Settings {
        id: Some("fr.sceau.Sceau".to_owned()),
        fonts: theme::font::all(),
        default_font: theme::font::TEXT,
        default_text_size: theme::size::BASE.into(),
        ..iced::Settings::default()
    };
    let started = Arc::new(AtomicBool::new(false));
    let starts = Arc::clone(&started);
    let start = move || {
        starts.store(true, Ordering::Relaxed);
        app::App::start(boot.clone())
    };
    let window = iced::daemon(start, app::App::update, app::App::view)
        .settings(settings)
        .title(app::App::title)
        .theme(app::App::theme)
        .scale_factor(app::App::scale)
        .subscription(app::App::subscription);
    let done = catch_unwind(AssertUnwindSafe(|| window.run()));
    runtime.stop();
    match done {
        Ok(done) => Ok(done?),
        // Without a screen the toolkit does not fail, it panics.
        Err(_) if !started.load(Ordering::Relaxed) => Err(StartError::NoScreen),
        Err(panic) => resume_unwind(panic),
    }
}
