//! How the list is shown, from its menu, by keys alone; and conversations over
//! the folders of the demonstration.

use std::path::PathBuf;

use iced::keyboard::Modifiers;
use sceau::config::Settings;
use sceau::domain::{Filter, FolderId, Grouping, Groups, Role, Sort, ThreadId};
use sceau::engine::Listed;
use sceau::i18n::Language;
use sceau::ui::deed::Deed;
use sceau::ui::shortcut::Intent;
use sceau::ui::theme::Theme;
use sceau::ui::workbench::Message;

use super::{Desk, Harness, Said, choose, desk, key, open, says, settle};

/// Steps down in the menu that stands open, and Enter.
fn pick(window: &mut Harness<Desk>, down: usize) {
    key(window, Intent::Show);
    for _ in 0..down {
        key(window, Intent::Down);
    }
    key(window, Intent::Accept);
}

fn by_conversation(window: &mut Harness<Desk>) {
    pick(window, 2);
}

/// The conversations of a folder in the order of the list, and how many messages
/// each has: in the folder, and in all.
fn conversations(window: &Harness<Desk>, folder: FolderId) -> Vec<(ThreadId, usize, usize)> {
    let engine = window.stage.bench.engine();
    let asked = engine.listing(Listed::Folder(folder), Sort::default(), Filter::All, Grouping::Conversation);
    let listing = window.stage.ask(asked);
    let Groups::Conversations(strands) = &listing.groups else { panic!("no conversations") };
    let threads: Vec<ThreadId> = strands.iter().filter_map(|strand| strand.thread).collect();
    let known = window.stage.ask(engine.conversations(threads, vec![folder]));
    let ends = strands.iter().skip(1).map(|strand| strand.start).chain([listing.ids.len()]);
    let here = strands.iter().zip(ends).map(|(strand, end)| end - strand.start);
    known.iter().zip(here).map(|(one, here)| (one.thread, here, one.messages.len())).collect()
}

#[test]
fn the_list_is_grouped_by_days_from_its_menu_by_keys_alone() {
    let mut window = desk();
    pick(&mut window, 1);
    says(&mut window, "Hier");
    let mut settings = Settings::default();
    window.stage.bench.remember(&mut settings);
    assert_eq!(settings.lists.grouping.inbox, Grouping::Day);
    assert_eq!(settings.lists.grouping.sent, Grouping::None);
}

#[test]
fn a_conversation_goes_over_folders_and_opens_by_keys() {
    let mut window = desk();
    by_conversation(&mut window);
    let inbox = window.stage.folder(Role::Inbox).id;
    let all = conversations(&window, inbox);
    let row = all.iter().position(|(_, here, count)| count > here).expect("a conversation with an answer of one's own");
    choose(&mut window, row, Modifiers::NONE);
    key(&mut window, Intent::GoIn);
    settle(&mut window);
    says(&mut window, "Envoyés");
    key(&mut window, Intent::Down);
    key(&mut window, Intent::GoOut);
    assert!(window.texts().iter().filter(|text| *text == "Envoyés").count() < 2, "it is folded again");
}

#[test]
fn a_folded_conversation_is_archived_whole_and_comes_back_whole() {
    let mut window = desk();
    by_conversation(&mut window);
    let inbox = window.stage.folder(Role::Inbox).id;
    let before = window.stage.ids(inbox);
    let all = conversations(&window, inbox);
    let row = all.iter().position(|(_, here, _)| *here > 1).expect("a conversation of several in the inbox");
    choose(&mut window, row, Modifiers::NONE);
    key(&mut window, Intent::Do(Deed::Archive));
    assert_eq!(window.stage.ids(inbox).len(), before.len() - all[row].1);
    key(&mut window, Intent::Undo);
    assert_eq!(window.stage.ids(inbox), before);
}

#[test]
fn columns_are_chosen_on_their_page() {
    let mut window = desk();
    pick(&mut window, 12);
    says(&mut window, "Colonnes de la liste");
    window.click("Taille");
    settle(&mut window);
    let mut settings = Settings::default();
    window.stage.bench.remember(&mut settings);
    assert!(settings.lists.columns.iter().any(|place| !place.shown), "{:?}", settings.lists);
    key(&mut window, Intent::Back);
    assert!(!window.shows("Colonnes de la liste"));
}

#[test]
fn the_forms_of_the_list_are_drawn_in_the_whole_window() {
    for theme in [Theme::Light, Theme::Dark] {
        let look = |name: &str, window: &mut Harness<Desk>| {
            if let Some(folder) = std::env::var_os("SCEAU_LOOK") {
                window.save(&PathBuf::from(folder).join(format!("desk-list-{name}-{theme:?}.png")));
            }
        };
        let mut window = open(Language::Fr, theme, (1024.0, 700.0), 1.0);
        key(&mut window, Intent::Show);
        look("menu", &mut window);
        key(&mut window, Intent::Back);
        pick(&mut window, 1);
        choose(&mut window, 1, Modifiers::NONE);
        look("days", &mut window);
        by_conversation(&mut window);
        let inbox = window.stage.folder(Role::Inbox).id;
        let row = conversations(&window, inbox).iter().position(|(_, here, count)| count > here).unwrap();
        choose(&mut window, row, Modifiers::NONE);
        key(&mut window, Intent::GoIn);
        look("conversations", &mut window);
        pick(&mut window, 8);
        window.tell(Said::Bench(Message::ListWidened(620.0)));
        settle(&mut window);
        says(&mut window, "Correspondant");
        look("columns", &mut window);
        pick(&mut window, 12);
        look("columns-page", &mut window);
    }
}
