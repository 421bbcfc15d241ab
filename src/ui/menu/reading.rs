//! What can be done with what is read: its text, its attachments, paper, and a
//! receipt that is asked for.

use iced::Point;

use super::{Choice, Entry, State, answers};
use crate::domain::{Part, PartId};
use crate::ui::icon;
use crate::ui::pane::reader::{Reply, whole_ending};
use crate::ui::shortcut::Intent;

/// Attachments that the menu names one by one.
const FILES: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageDeed {
    Copy,
    SelectAll,
    Find,
    /// A long quote, in one line or whole.
    Fold,
    /// The text alone, or as its sender laid it out.
    Plain,
    Headers,
    Larger,
    Smaller,
    NormalSize,
    /// The next attachment that can be looked at.
    View,
    /// An attachment, with another program.
    Open(PartId),
    /// A health document, to somebody else.
    SendOn(PartId),
    SaveAll,
    Print,
    SavePdf,
    /// As archives want it.
    SaveArchive,
    /// All that can be read, in a file for what reads aloud.
    Text,
    Receipt(Reply),
}

/// How what is read stands.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Read<'a> {
    pub selected: bool,
    /// It is there as a page.
    pub laid: bool,
    pub folds: bool,
    /// Its sender laid it out, and it can be shown without that.
    pub plain: Option<bool>,
    pub headers: bool,
    pub attachments: &'a [Part],
    /// A receipt is asked for.
    pub receipt: bool,
    /// It has one sender.
    pub sender: bool,
}

impl State {
    pub fn of_reader(at: Point, read: &Read<'_>) -> Self {
        let [words, size, files] = [of_words(read), of_size(read), of_files(read)];
        let groups = [answers::all(), words, size, files, of_sender(read), of_paper(), of_receipt(read)];
        let mut entries = Vec::new();
        for group in groups.into_iter().filter(|group| !group.is_empty()) {
            let start = entries.len();
            entries.extend(group);
            if let Some(first) = entries.get_mut(start).filter(|_| start > 0) {
                first.apart = true;
            }
        }
        Self::new(at, entries)
    }
}

fn entry(deed: PageDeed, icon: super::Icon, words: &'static str) -> Entry {
    Entry::new(Choice::Page(deed), icon, words)
}

fn of_words(read: &Read<'_>) -> Vec<Entry> {
    let mut entries = vec![
        entry(PageDeed::Copy, icon::copy, "page-copy").enabled(read.selected),
        entry(PageDeed::SelectAll, icon::text_size, "page-select-all").enabled(read.laid),
        entry(PageDeed::Find, icon::search, "page-find").keys(Intent::FindInPage).enabled(read.laid),
    ];
    if read.folds {
        entries.push(entry(PageDeed::Fold, icon::chevron_down, "page-fold").keys(Intent::Quotes));
    }
    if let Some(plain) = read.plain {
        let words = if plain { "reader-laid-out" } else { "reader-plain" };
        entries.push(entry(PageDeed::Plain, icon::text_size, words));
    }
    let words = if read.headers { "reader-headers-hide" } else { "reader-headers-show" };
    entries.push(entry(PageDeed::Headers, icon::file_code, words));
    entries.push(entry(PageDeed::Text, icon::file_text, "menu-text-file"));
    entries
}

fn of_size(read: &Read<'_>) -> Vec<Entry> {
    let sizes = [
        entry(PageDeed::Larger, icon::plus, "page-larger"),
        entry(PageDeed::Smaller, icon::minus, "page-smaller"),
        entry(PageDeed::NormalSize, icon::square, "page-normal-size"),
    ];
    sizes.into_iter().filter(|_| read.laid).collect()
}

fn of_files(read: &Read<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    if read.attachments.iter().any(|part| part.view().is_some()) {
        entries.push(entry(PageDeed::View, icon::file_text, "menu-view-files").keys(Intent::View));
    }
    for part in read.attachments.iter().take(FILES) {
        let name = whole_ending(&part.name);
        entries.push(entry(PageDeed::Open(part.id), icon::external, "menu-open-file").named(name));
    }
    if let Some(part) = read.attachments.iter().find(|part| part.may_be_clinical()) {
        entries.push(entry(PageDeed::SendOn(part.id), icon::stethoscope, "reader-send-document"));
    }
    if !read.attachments.is_empty() {
        entries.push(entry(PageDeed::SaveAll, icon::save, "menu-save-files"));
    }
    entries
}

fn of_paper() -> Vec<Entry> {
    vec![
        entry(PageDeed::Print, icon::print, "print").keys(Intent::Print),
        entry(PageDeed::SavePdf, icon::save, "print-save"),
        entry(PageDeed::SaveArchive, icon::save, "print-save-archive"),
    ]
}

fn of_receipt(read: &Read<'_>) -> Vec<Entry> {
    let receipts = [
        entry(PageDeed::Receipt(Reply::Send), icon::mail_open, "receipt-send"),
        entry(PageDeed::Receipt(Reply::Refuse), icon::close, "receipt-refuse"),
    ];
    receipts.into_iter().filter(|_| read.receipt).collect()
}

fn of_sender(read: &Read<'_>) -> Vec<Entry> {
    read.sender.then(super::messages::of_sender).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartRole;

    fn choices(read: &Read<'_>) -> Vec<Choice> {
        State::of_reader(Point::ORIGIN, read).entries.into_iter().map(|entry| entry.choice).collect()
    }

    #[test]
    fn the_menu_offers_what_the_message_has() {
        let bare = choices(&Read::default());
        assert!(bare.contains(&Choice::Page(PageDeed::Print)));
        assert!(!bare.contains(&Choice::Page(PageDeed::SaveAll)) && !bare.contains(&Choice::Page(PageDeed::Larger)));
        let part = Part {
            id: PartId(3),
            media_type: "application/msword".to_owned(),
            role: PartRole::Attachment,
            name: "courrier.doc".to_owned(),
            content_id: None,
            size: 9,
        };
        let full = choices(&Read { receipt: true, attachments: &[part], ..Read::default() });
        assert!(full.contains(&Choice::Page(PageDeed::Open(PartId(3)))), "each file by its name");
        assert!(!full.contains(&Choice::Page(PageDeed::View)), "none can be looked at here");
        assert!(full.contains(&Choice::Page(PageDeed::Receipt(Reply::Refuse))));
    }
}
