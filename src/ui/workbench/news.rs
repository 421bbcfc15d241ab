//! New mail told of on the desktop, and opened from there.

use iced::{Task, window};

use super::{Message, Workbench};
use crate::config::Settings;
use crate::desktop::{Letter, News};
use crate::domain::MessageId;
use crate::engine::Arrival;
use crate::i18n::Words;
use crate::ui::app::language;
use crate::ui::context::Focus;

impl Workbench {
    pub(super) fn tell_news(&self, arrival: Arrival, settings: &Settings) -> Task<Message> {
        let account = self.accounts.iter().find(|account| account.id == arrival.account);
        let Some(mailbox) = account.map(|account| account.draft.label.clone()) else { return Task::none() };
        let (engine, notifier) = (self.engine.clone(), self.notifier.clone());
        let (wishes, language) = (settings.notifications.clone(), language(settings.language));
        let told = async move {
            let rows = engine.page(arrival.messages.to_vec()).await.ok()?;
            let letter = |row: crate::domain::Summary| Letter { id: row.id, who: row.who, subject: row.subject };
            let letters = rows.into_iter().map(letter).collect();
            let news = News { account: arrival.account, mailbox, letters, count: arrival.count };
            notifier.tell(news, wishes, Words::new(language)).await
        };
        Task::perform(told, Message::NotificationClosed)
    }

    /// The window comes to the front, with the message in the reader.
    pub(super) fn news_pressed(&mut self, pressed: Option<MessageId>) -> Task<Message> {
        let Some(id) = pressed else { return Task::none() };
        self.focus = Focus::Reader;
        let shown = self.read(id);
        let window = window::oldest().and_then(|id| Task::batch([window::minimize(id, false), window::gain_focus(id)]));
        Task::batch([shown, window])
    }
}
