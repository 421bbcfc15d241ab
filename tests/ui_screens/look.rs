//! Every screen and modal in every theme, both languages and two sizes of text.
//! What a program can judge is judged here; with `SCEAU_LOOK=<folder>` the
//! pictures are kept, for a person to look at.

use std::path::PathBuf;

use sceau::i18n::{Language, Words};
use sceau::ui::theme::Theme;

use super::scenes::{self, SceneStage};
use crate::ui::harness::Harness;

/// The smallest window that has to show everything.
const SMALL: (f32, f32) = (1024.0, 700.0);
const LARGE: (f32, f32) = (1920.0, 1400.0);

#[test]
fn every_screen_is_drawn_in_every_look() {
    for theme in Theme::ALL {
        for language in Language::ALL {
            for scale in [1.0, 1.5] {
                for (name, scene) in scenes::all().into_iter().filter(|(name, _)| is_looked_at(name)) {
                    let stage = SceneStage::new(scene, language, theme);
                    let mut window = Harness::new(stage, SMALL.0, SMALL.1).scaled(scale);
                    let (_, rgba) = window.pixels();
                    assert!(shows_something(&rgba), "{name} shows nothing");
                    if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
                        let file = format!("{name}-{theme:?}-{language:?}-{:.0}.png", scale * 100.0);
                        window.save(&PathBuf::from(folder).join(file));
                    }
                }
            }
        }
    }
}

/// `SCEAU_LOOK_AT=editor` looks at some alone.
fn is_looked_at(name: &str) -> bool {
    std::env::var("SCEAU_LOOK_AT").is_ok_and(|wanted| name.starts_with(&wanted))
        || std::env::var_os("SCEAU_LOOK_AT").is_none()
}

/// Letters have many shades; an empty window has one.
fn shows_something(rgba: &[u8]) -> bool {
    let mut shades: Vec<&[u8]> = Vec::new();
    for pixel in rgba.chunks(4).step_by(5) {
        if !shades.contains(&pixel) {
            shades.push(pixel);
        }
        if shades.len() > 8 {
            return true;
        }
    }
    false
}

/// The buttons at the foot of each screen: what is to be done must be readable.
const BUTTONS: &[(&str, &[&str])] = &[
    ("assistant-1-filled", &["common-back", "assistant-by-hand", "assistant-search"]),
    ("assistant-1-failed", &["common-back", "assistant-by-hand", "common-retry"]),
    ("assistant-2-found", &["common-back", "assistant-edit", "assistant-check"]),
    ("assistant-2-fields", &["common-back", "assistant-check"]),
    ("assistant-3-sending", &["common-back", "assistant-correct", "assistant-pass-over", "common-retry"]),
    ("unlock", &["common-quit", "unlock-submit"]),
    ("unlock-either", &["common-quit", "unlock-with-card", "unlock-submit"]),
    ("unlock-card-last", &["common-quit", "unlock-with-card"]),
    ("choose", &["common-quit", "unlock-create"]),
    ("blocked-damaged", &["common-quit", "blocked-set-aside"]),
    ("save-as", &["save-as-browse", "common-cancel", "save-as-save"]),
    ("save-as-taken", &["save-as-replace"]),
    ("settings", &["settings-theme-high-contrast", "common-close"]),
    ("confirm-remove", &["common-cancel", "confirm-remove-button"]),
    ("password", &["common-cancel", "password-check"]),
    ("code-wrong", &["common-cancel", "code-open"]),
    ("code-last", &["common-cancel", "code-open"]),
    ("card-open", &["card-lock", "common-close"]),
    ("seal-invalid", &["seal-copy", "common-close"]),
    ("certificates-nothing", &["certificates-import", "certificates-add-anchor", "common-close"]),
    ("certificates", &["certificates-export", "certificates-remove", "common-close"]),
    ("certificates-going", &["common-close"]),
    ("passphrase-import-wrong", &["common-cancel", "passphrase-import"]),
    ("passphrase-export-short", &["common-cancel", "passphrase-export"]),
    ("passphrase-export-differs", &["common-cancel", "passphrase-export"]),
    ("window-busy", &["notice-retry", "notice-new-password"]),
];

#[test]
fn no_button_is_cut_or_out_of_sight_in_a_small_window_with_large_text() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (name, keys) in BUTTONS {
            for key in *keys {
                let label = words.say(key);
                let width = |(width, height), scale| {
                    let (_, scene) = scenes::all().into_iter().find(|(found, _)| found == name).expect("a scene");
                    let stage = SceneStage::new(scene, language, Theme::Light);
                    Harness::new(stage, width, height).scaled(scale).place_of(&label).map(|place| place.width)
                };
                let whole = width(LARGE, 1.0).unwrap_or_else(|| panic!("{name}: no {label:?}"));
                for scale in [1.0, 1.5] {
                    let here = width(SMALL, scale).unwrap_or_else(|| panic!("{name}: {label:?} is out of sight"));
                    assert!((here - whole).abs() < 1.0, "{name}: {label:?} is cut at {scale}");
                }
            }
        }
    }
}
