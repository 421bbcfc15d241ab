//! What can be done with the messages that are chosen in a list.

use iced::Point;

use super::{Choice, Entry, State, answers};
use crate::ui::deed::{Deed, Place, Reach};
use crate::ui::icon;
use crate::ui::shortcut::Intent;

impl State {
    pub fn of_messages(at: Point, reach: &Reach) -> Self {
        let mut entries = answers::of_messages(reach);
        let answers = !entries.is_empty();
        for (nth, group) in Deed::MENU.into_iter().enumerate() {
            // Before what takes them away.
            if nth + 1 == Deed::MENU.len() {
                entries.extend(going_out().map(|entry| entry.enabled(reach.count > 0)));
            }
            for (place, deed) in group.iter().copied().filter(|deed| deed.is_offered(reach)).enumerate() {
                let face = deed.face(reach);
                let entry = Entry::new(Choice::Deed(deed), face.icon, face.long).keys(Intent::Do(deed));
                entries.push(entry.apart((nth > 0 || answers) && place == 0).enabled(deed.can(reach)));
                if deed == Deed::Junk && reach.place != Place::Templates {
                    entries.push(of_sender().enabled(reach.count > 0));
                }
            }
        }
        Self::new(at, entries)
    }
}

fn going_out() -> [Entry; 2] {
    [
        Entry::new(Choice::Print, icon::print, "print").keys(Intent::Print).apart(true),
        Entry::new(Choice::Export, icon::folder_move, "export-documents").keys(Intent::Export),
    ]
}

/// Whoever sent it, on a list.
pub(super) fn of_sender() -> Entry {
    Entry::new(Choice::Sender, icon::user, "menu-sender")
}
