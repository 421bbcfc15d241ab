//! New mail told of on the desktop, and opened from there.

use iced::Task;

use super::letters::main_to_front;
use super::{Message, Workbench};
use crate::config::{ReaderPlace, Settings};
use crate::desktop::{Letter, NAMED, News};
use crate::domain::MessageId;
use crate::engine::Arrival;
use crate::i18n::Words;
use crate::ui::about;
use crate::ui::app::language;
use crate::ui::context::Focus;

impl Workbench {
    pub(super) fn tell_news(&self, arrival: Arrival, settings: &Settings) -> Task<Message> {
        let account = self.accounts.iter().find(|account| account.id == arrival.account);
        let Some(mailbox) = account.map(|account| account.draft.label.clone()) else { return Task::none() };
        let (engine, notifier) = (self.engine.clone(), self.notifier.clone());
        let (wishes, language) = (settings.notifications.clone(), language(settings.language));
        let told = async move {
            let words = Words::new(language);
            let rows = engine.page_about(arrival.messages.to_vec(), NAMED).await.ok()?;
            // As the list says it.
            let letters = rows.iter().map(|row| Letter {
                id: row.id,
                who: about::who(&words, row).into_owned(),
                subject: about::subject(&words, row).into_owned(),
            });
            let news = News { account: arrival.account, mailbox, letters: letters.collect(), count: arrival.count };
            notifier.tell(news, wishes, words).await
        };
        Task::perform(told, Message::NotificationClosed)
    }

    /// The window comes to the front, with the message in the reader; where that has no
    /// place, the message has a window of its own.
    pub(super) fn news_pressed(&mut self, pressed: Option<MessageId>) -> Task<Message> {
        let Some(id) = pressed else { return Task::none() };
        if self.place == ReaderPlace::Hidden {
            return self.open_letter(id);
        }
        self.focus = Focus::Reader;
        Task::batch([self.read(id), main_to_front()])
    }
}
