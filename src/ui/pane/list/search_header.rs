//! Above the results of a search: where it looked, which come first, and in how
//! much of all there is.

use iced::widget::{button, container, row, space as gap};
use iced::{Alignment, Length};

use super::search::Beyond;
use super::{Message, Search, State};
use crate::engine::{HitOrder, Scope};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces::{Blank, icon_button, tip};
use crate::ui::widget::single_line;

impl State {
    /// Where, and in what order.
    pub(super) fn reach<'a>(&self, ctx: &Context<'a>, search: &Search) -> Element<'a, Message> {
        let scope = |(scope, key): (Scope, &str)| {
            let label = single_line(ctx.words.say(key)).size(size::SMALL);
            let look = if scope == search.scope { kind::chosen } else { kind::ghost };
            button(label).padding([4.0, space::S]).style(look).on_press(Message::ScopePicked(scope)).into()
        };
        let scopes = row(self.scopes(search).into_iter().map(scope)).spacing(2);
        let order = match search.order {
            HitOrder::Newest => "search-order-date",
            HitOrder::Best => "search-order-best",
        };
        let order = row![icon::arrow_down().size(14), single_line(ctx.words.say(order)).size(size::SMALL)];
        let order = button(order.spacing(space::XS).align_y(Alignment::Center)).padding([4.0, 6.0]).style(kind::ghost);
        let order = tip(order.on_press(Message::HitOrderFlipped), ctx.words.say("search-order-flip"));
        row![scopes, gap().width(Length::Fill), order].align_y(Alignment::Center).height(26).into()
    }

    /// In how much it looked, where that is not all; and the way to the rest.
    pub(super) fn covered<'a>(&self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let (searched, total) = self.coverage?;
        let words = ctx.words;
        let (says, press) = match self.beyond {
            Beyond::Asking => {
                (fl!(words, "search-server-asking"), Some(("search-server-stop", Message::ServerStopped)))
            }
            Beyond::Came(count) => {
                (fl!(words, "search-server-came", count = count, number = words.number(count as u64)), None)
            }
            Beyond::Failed => (fl!(words, "search-server-failed"), Some(("common-retry", Message::ServerPressed))),
            Beyond::NotAsked if searched < total => {
                let says = fl!(
                    words,
                    "search-coverage",
                    count = total,
                    searched = words.number(searched),
                    total = words.number(total)
                );
                (says, Some(("search-server", Message::ServerPressed)))
            }
            Beyond::NotAsked => return None,
        };
        let press = press.map(|(key, message)| {
            let label = single_line(words.say(key)).size(size::SMALL);
            button(label).padding([3.0, space::XS]).style(kind::link).on_press(message)
        });
        let says = container(single_line(says).size(size::SMALL).style(colour::muted)).padding([3.0, 0.0]);
        // In a narrow list the way to the rest goes to a line of its own.
        let line = row![says, press].spacing(space::S).align_y(Alignment::Center);
        Some(line.wrap().vertical_spacing(0).into())
    }

    /// Nothing was found: the widest way on that has not been tried.
    pub(super) fn no_result<'a>(&self, words: &Words, search: &Search) -> Blank<'a, Message> {
        let incomplete = self.coverage.is_some_and(|(searched, total)| searched < total);
        let (sentence, button) = if search.scope != Scope::Everywhere {
            ("search-none-here", ("search-everywhere-too", Message::ScopePicked(Scope::Everywhere)))
        } else if incomplete && self.beyond == Beyond::NotAsked {
            ("search-none-yet", ("search-server", Message::ServerPressed))
        } else {
            ("list-no-result-sentence", ("list-search-leave", Message::SearchCleared))
        };
        Blank {
            icon: icon::search(),
            title: fl!(words, "list-no-result-title", query = search.query.trim()),
            sentence: words.say(sentence),
            button: Some((words.say(button.0), button.1)),
        }
    }

    fn scopes(&self, search: &Search) -> Vec<(Scope, &'static str)> {
        let mut scopes = vec![(Scope::Everywhere, "search-everywhere")];
        if let Some((account, folder)) = self.home() {
            scopes.extend([(Scope::Account(account), "search-mailbox"), (Scope::Folder(folder), "search-folder")]);
        }
        if scopes.iter().all(|(scope, _)| *scope != search.scope) {
            let key = if matches!(search.scope, Scope::Account(_)) { "search-mailbox" } else { "search-folder" };
            scopes.push((search.scope, key));
        }
        scopes
    }
}

/// To keep the search, or to change what is kept.
pub(super) fn keeping<'a>(ctx: &Context<'a>, search: &Search) -> Element<'a, Message> {
    let says = |key| ctx.words.say(key);
    let save = if search.saved.is_some() { "search-rename" } else { "search-save" };
    let mark = if search.saved.is_some() { icon::write() } else { icon::star() };
    let remove =
        search.saved.is_some().then(|| icon_button(icon::trash(), says("search-remove"), Some(Message::RemovePressed)));
    row![icon_button(mark, says(save), Some(Message::SavePressed)), remove].into()
}
