//! Reading marks as read: at once when a message is opened on purpose, and after
//! a short stay when the keys merely pass over it.

use std::hash::{Hash, Hasher};
use std::time::Duration;

use iced::{Subscription, Task, window};

use super::{Message, Parent, Workbench, flag};
use crate::domain::{Flag, Gesture, MessageId};

/// Long enough to go past a message with the keys without reading it.
const STAY: Duration = Duration::from_secs(1);

impl Workbench {
    /// Whatever ends by itself: the stay on a message, and the line at the foot.
    pub(in crate::ui::workbench) fn passing(&self) -> Subscription<Parent> {
        let stay = self.unread_in_sight().map(|id| after(Wait::Stay(id.0), STAY));
        let said = self.deeds.saying.map(|stay| after(Wait::Said(self.deeds.said), stay));
        Subscription::batch(stay.into_iter().chain(said))
    }

    /// The message that is shown, has not been read, and was not set back to unread.
    fn unread_in_sight(&self) -> Option<MessageId> {
        let row = self.reader.row()?;
        let in_sight = self.list.chosen_count() < 2 && self.deeds.stayed != Some(row.id);
        (in_sight && !row.flags.seen()).then_some(row.id)
    }

    pub(super) fn stayed(&mut self, id: MessageId) -> Task<Parent> {
        if self.unread_in_sight() == Some(id) { self.mark_read(id) } else { Task::none() }
    }

    /// Opened on purpose: it need not be looked at for long.
    pub(in crate::ui::workbench) fn opened_on_purpose(&mut self, id: MessageId) -> Task<Parent> {
        let unread = self.list.summary(id).is_some_and(|row| !row.flags.seen());
        if unread { self.mark_read(id) } else { Task::none() }
    }

    /// So is what comes into a window of its own. Its own flags count: what is listed
    /// may be something else by now.
    pub(in crate::ui::workbench) fn came_apart(&mut self, window: window::Id) -> Task<Parent> {
        let opened = self.letters.get(&window).and_then(|letter| letter.reader.opened());
        let unread = opened.map(|opened| &opened.summary).filter(|row| !row.flags.seen()).map(|row| row.id);
        unread.map_or(Task::none(), |id| self.mark_read(id))
    }

    /// Another message comes into sight: its stay begins.
    pub(in crate::ui::workbench) fn begin_stay(&mut self, id: MessageId) {
        if self.reader.message() != Some(id) {
            self.deeds.stayed = None;
        }
    }

    fn mark_read(&mut self, id: MessageId) -> Task<Parent> {
        // One in a window of its own says nothing of the one in the main window.
        if self.reader.message() == Some(id) {
            self.deeds.stayed = Some(id);
        }
        let engine = self.engine.clone();
        let gesture = Gesture::Mark { messages: vec![id], change: flag(Flag::Seen, true) };
        Task::perform(async move { engine.perform_unasked(gesture).await }, |result| {
            Parent::Deeds(Message::Marked(result))
        })
    }
}

/// What is waited for; another one is another wait.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Wait {
    Stay(i64),
    Said(u64),
}

struct Timer(Wait, Duration);

impl Hash for Timer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// One message after a while; none if nobody waits any more.
fn after(wait: Wait, time: Duration) -> Subscription<Parent> {
    Subscription::run_with(Timer(wait, time), |Timer(wait, time)| {
        let (wait, time) = (*wait, *time);
        iced::futures::stream::once(async move {
            tokio::time::sleep(time).await;
            Parent::Deeds(match wait {
                Wait::Stay(id) => Message::Stayed(MessageId(id)),
                Wait::Said(number) => Message::SaidLongEnough(number),
            })
        })
    })
}
