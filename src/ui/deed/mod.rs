//! What can be done with messages, as the user sees it: one table for the tool
//! bar, the menus, the page of several messages and the keys. Nothing is done
//! here; the workbench makes gestures of deeds.

mod bar;
mod several;

use iced::widget::Text;

use super::icon;
use super::theme::Theme;
use crate::domain::AccountId;

pub use bar::{Message, bar};
pub use several::several;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    Archive,
    /// To the trash; for what lies there already, for ever.
    Delete,
    /// For ever, after a question.
    Destroy,
    /// Junk, or not junk where it lies among the junk.
    Junk,
    Move,
    Copy,
    Tag,
    /// Read or unread.
    Seen,
    Flag,
}

/// What is chosen, as far as the deeds differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    pub count: usize,
    /// The one mailbox that all are in.
    pub account: Option<AccountId>,
    /// Some are unread, or not known to be read.
    pub unread: bool,
    /// Some are not flagged, or not known to be.
    pub unflagged: bool,
    pub place: Place,
}

/// Where messages lie, as far as it matters to what can be done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    #[default]
    Elsewhere,
    /// Or in a folder below it.
    Archive,
    /// The same.
    Templates,
    Junk,
    Trash,
}

/// How a deed is shown just now.
pub struct Face {
    pub icon: fn() -> Text<'static, Theme>,
    /// A word, for a button.
    pub short: &'static str,
    /// The whole of it, for a menu or a tooltip.
    pub long: &'static str,
}

impl Deed {
    /// In the order of the tool bar.
    pub const BAR: [Self; 7] = [Self::Archive, Self::Delete, Self::Junk, Self::Move, Self::Tag, Self::Seen, Self::Flag];

    /// On the page of several messages, two abreast.
    const PAGE: [Self; 8] =
        [Self::Archive, Self::Delete, Self::Move, Self::Copy, Self::Tag, Self::Flag, Self::Seen, Self::Junk];

    /// Groups, as a menu divides them.
    pub const MENU: [&'static [Self]; 3] = [
        &[Self::Seen, Self::Flag, Self::Tag],
        &[Self::Archive, Self::Move, Self::Copy],
        &[Self::Junk, Self::Delete, Self::Destroy],
    ];

    pub fn can(self, reach: &Reach) -> bool {
        let free = match self {
            Self::Archive => reach.place != Place::Archive,
            // Folders belong to one mailbox, and nothing goes from one to another.
            Self::Move | Self::Copy => reach.account.is_some(),
            Self::Delete | Self::Destroy | Self::Junk | Self::Tag | Self::Seen | Self::Flag => true,
        };
        free && reach.count > 0
    }

    /// Said twice, it need not be offered twice.
    pub fn is_offered(self, reach: &Reach) -> bool {
        self != Self::Destroy || reach.place != Place::Trash
    }

    /// The messages leave the folder that they are in.
    pub fn takes_away(self) -> bool {
        match self {
            Self::Archive | Self::Delete | Self::Destroy | Self::Junk | Self::Move => true,
            Self::Copy | Self::Tag | Self::Seen | Self::Flag => false,
        }
    }

    pub fn face(self, reach: &Reach) -> Face {
        let face = |icon, short, long| Face { icon, short, long };
        match self {
            Self::Archive => face(icon::archive, "deed-archive", "deed-archive-long"),
            Self::Delete if reach.place == Place::Trash => face(icon::trash, "deed-delete", "deed-destroy-long"),
            Self::Delete => face(icon::trash, "deed-delete", "deed-delete-long"),
            Self::Destroy => face(icon::circle_x, "deed-delete", "deed-destroy-long"),
            Self::Junk if reach.place == Place::Junk => face(icon::inbox, "deed-not-junk", "deed-not-junk-long"),
            Self::Junk => face(icon::junk, "deed-junk", "deed-junk-long"),
            Self::Move => face(icon::folder_move, "deed-move", "deed-move-long"),
            Self::Copy => face(icon::copy, "deed-copy", "deed-copy-long"),
            Self::Tag => face(icon::tag, "deed-tag", "deed-tag-long"),
            Self::Seen if reach.unread || reach.count == 0 => face(icon::mail_open, "deed-read", "deed-read-long"),
            Self::Seen => face(icon::mail, "deed-unread", "deed-unread-long"),
            Self::Flag if reach.unflagged || reach.count == 0 => face(icon::flag, "deed-flag", "deed-flag-long"),
            Self::Flag => face(icon::flag, "deed-unflag", "deed-unflag-long"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountId, Deed, Place, Reach};

    fn one() -> Reach {
        Reach { count: 1, account: Some(AccountId(1)), unread: true, unflagged: true, ..Reach::default() }
    }

    #[test]
    fn nothing_can_be_done_with_nothing() {
        let nothing = Reach { count: 0, ..one() };
        for deed in Deed::MENU.concat() {
            assert!(!deed.can(&nothing), "{deed:?}");
            assert!(deed.can(&one()), "{deed:?}");
        }
    }

    #[test]
    fn what_is_archived_is_not_archived_again() {
        assert!(!Deed::Archive.can(&Reach { place: Place::Archive, ..one() }));
    }

    #[test]
    fn messages_of_several_mailboxes_go_to_no_folder() {
        let mixed = Reach { account: None, count: 2, ..one() };
        assert!(!Deed::Move.can(&mixed) && !Deed::Copy.can(&mixed));
        assert!(Deed::Delete.can(&mixed), "each has a trash of its own");
    }

    #[test]
    fn a_deed_shows_what_it_would_do_now() {
        assert_eq!(Deed::Seen.face(&one()).short, "deed-read");
        assert_eq!(Deed::Seen.face(&Reach { unread: false, ..one() }).short, "deed-unread");
        assert_eq!(Deed::Junk.face(&Reach { place: Place::Junk, ..one() }).short, "deed-not-junk");
        assert_eq!(Deed::Delete.face(&Reach { place: Place::Trash, ..one() }).long, "deed-destroy-long");
        assert!(!Deed::Destroy.is_offered(&Reach { place: Place::Trash, ..one() }), "delete says it already");
    }
}
