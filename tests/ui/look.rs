//! Every pane in every theme, both languages and two sizes of text. What can be
//! judged by a program is judged here; with `SCEAU_LOOK=<folder>` the pictures
//! are kept, for a person to look at.

use std::collections::HashSet;
use std::path::PathBuf;

use sceau::domain::{Grouping, MessageId};
use sceau::engine::FaultKind;
use sceau::i18n::Language;
use sceau::ui::context::Density;
use sceau::ui::pane::reader;
use sceau::ui::theme::Theme;

use super::folders::FoldersStage;
use super::harness::{Harness, Stage};
use super::list::ListStage;
use super::people;
use super::reader::ReaderStage;

fn look<S: Stage>(name: &str, stage: S, width: f32, height: f32, scale: f32) {
    let mut window = Harness::new(stage, width, height).scaled(scale);
    let (_, rgba) = window.pixels();
    let colours: HashSet<&[u8]> = rgba.chunks(4).collect();
    assert!(colours.len() > 8, "{name} shows nothing");
    let is_key = |text: &String| text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    assert_eq!(window.texts().into_iter().find(is_key), None, "a key without words in {name}");
    if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
        window.save(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

fn variants() -> impl Iterator<Item = (String, Theme, Language, f32)> {
    let all = Theme::ALL.into_iter().flat_map(|theme| {
        Language::ALL.into_iter().flat_map(move |language| [1.0, 1.5].map(|scale| (theme, language, scale)))
    });
    all.map(|(theme, language, scale)| (format!("{theme:?}-{language:?}-{scale}"), theme, language, scale))
}

#[test]
fn the_list_is_drawn_everywhere() {
    for (name, theme, language, scale) in variants() {
        let mut stage = ListStage::new(1234, language).folder();
        stage.theme = theme;
        stage.choose(2);
        look(&format!("list-{name}"), stage, 380.0 * scale, 700.0, scale);
        let mut stage = ListStage::new(1234, language).folder();
        stage.theme = theme;
        let mut stage = stage.in_columns();
        stage.choose(3);
        look(&format!("table-{name}"), stage, 800.0 * scale, 500.0, scale);
        let mut stage = ListStage::new(1234, language).folder().grouped(Grouping::Day);
        stage.theme = theme;
        stage.choose(2);
        look(&format!("days-{name}"), stage, 380.0 * scale, 700.0, scale);
        let mut stage = ListStage::new(1234, language).folder().grouped(Grouping::Conversation);
        stage.theme = theme;
        stage.unfold(0);
        look(&format!("conversations-{name}"), stage, 380.0 * scale, 700.0, scale);
        let mut stage = ListStage::new(1234, language).folder().grouped(Grouping::Conversation).in_columns();
        stage.theme = theme;
        stage.unfold(0);
        look(&format!("conversations-table-{name}"), stage, 800.0 * scale, 500.0, scale);
    }
    look("list-search", ListStage::new(3, Language::Fr).search("cardiologie interventionnelle"), 380.0, 300.0, 1.0);
    for (name, theme, language, scale) in variants() {
        let mut stage = ListStage::new(1234, language).folder();
        (stage.theme, stage.coverage) = (theme, (12_480, 12_500));
        stage.look_for("cardiologie interventionnelle");
        stage.choose(1);
        look(&format!("results-{name}"), stage, 380.0 * scale, 700.0, scale);
        let mut stage = ListStage::new(1234, language).together();
        stage.theme = theme;
        look(&format!("together-{name}"), stage, 380.0 * scale, 700.0, scale);
    }
    let mut stage = ListStage::new(1234, Language::Fr).folder();
    stage.look_for("cardiologie interventionnelle");
    look("results-table", stage.in_columns(), 800.0, 500.0, 1.0);
    for density in [Density::Airy, Density::Compact] {
        let stage = ListStage::new(1234, Language::Fr).folder().grouped(Grouping::Day).dense(density);
        look(&format!("list-{density:?}"), stage, 380.0, 700.0, 1.0);
        let stage = ListStage::new(1234, Language::Fr).folder().in_columns().dense(density);
        look(&format!("table-{density:?}"), stage, 800.0, 500.0, 1.0);
    }
    look("list-no-result", ListStage::new(0, Language::Fr).search("xyz"), 380.0, 400.0, 1.0);
    look("list-empty", ListStage::new(0, Language::Fr).folder(), 380.0, 400.0, 1.0);
    look("list-none", ListStage::new(0, Language::Fr), 380.0, 400.0, 1.0);
}

#[test]
fn the_hints_of_the_search_box_are_drawn_everywhere() {
    for (name, theme, language, scale) in variants() {
        let mut window = super::search::window(language, theme).scaled(scale);
        let (_, rgba) = window.pixels();
        let colours: HashSet<&[u8]> = rgba.chunks(4).collect();
        assert!(colours.len() > 8, "{name} shows nothing");
        if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
            window.save(&PathBuf::from(folder).join(format!("hints-{name}.png")));
        }
    }
}

#[test]
fn the_folders_are_drawn_everywhere() {
    for (name, theme, language, scale) in variants() {
        let mut stage = FoldersStage::new(language);
        stage.theme = theme;
        look(&format!("folders-{name}"), stage, 220.0 * scale, 800.0, scale);
        let mut stage = FoldersStage::rich(language);
        stage.theme = theme;
        look(&format!("folders-rich-{name}"), stage, 220.0 * scale, 800.0, scale);
    }
    look("folders-empty", FoldersStage::empty(Language::Fr), 220.0, 400.0, 1.0);
}

#[test]
fn the_reader_is_drawn_everywhere() {
    for (name, theme, language, scale) in variants() {
        let mut stage = ReaderStage::new(language).open(Ok(people::opened(MessageId(40), people::LETTER)));
        stage.theme = theme;
        look(&format!("reader-{name}"), stage, 720.0 * scale, 800.0, scale);
    }
    let small = ReaderStage::new(Language::Fr).open(Ok(people::opened(MessageId(40), people::LETTER)));
    look("reader-small", small, 424.0, 620.0, 1.0);
    let mut wide = ReaderStage::new(Language::Fr).open(Ok(people::opened(MessageId(40), people::LETTER)));
    assert_eq!(wide.reader.update(reader::Message::PeopleFlipped), reader::Action::None);
    look("reader-people", wide, 720.0, 700.0, 1.0);
    look("reader-none", ReaderStage::new(Language::Fr), 500.0, 400.0, 1.0);
    look("reader-pending", ReaderStage::new(Language::Fr).open(Err(FaultKind::BodyPending)), 500.0, 400.0, 1.0);
    look("reader-failed", ReaderStage::new(Language::Fr).open(Err(FaultKind::CacheDamaged)), 500.0, 400.0, 1.0);
}
