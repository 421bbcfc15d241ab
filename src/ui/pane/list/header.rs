//! Above the list: what is listed, how many there are, in what order, and which
//! of them.

use iced::widget::{Text, button, column, container, pick_list, row, space as gap, stack};
use iced::{Alignment, Length};

use super::{Message, Search, Source, Stand, State};
use crate::domain::{Account, Filter, SortKey, Space};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::{folder_name, inboxes_name, padlock};
use crate::ui::search::of_patients;
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::{Element, Theme, button as kind, field, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{icon_button, rule_across, tip};
use crate::ui::widget::single_line;

use super::search_header::keeping;

/// The colour of a mailbox on an edge.
const EDGE: f32 = 3.0;

/// What a list of two lines can be sorted by; the heads of columns sort by more.
const KEYS: [(SortKey, &str); 9] = [
    (SortKey::Date, "list-sort-date"),
    (SortKey::Who, "list-sort-who"),
    (SortKey::Subject, "list-sort-subject"),
    (SortKey::Size, "list-sort-size"),
    (SortKey::Unread, "column-unread"),
    (SortKey::Flagged, "column-flag"),
    (SortKey::Attachment, "column-attachment"),
    (SortKey::Mark, "column-security"),
    (SortKey::Tag, "column-tags"),
];

impl State {
    pub(super) fn header<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let title = self.source.as_ref().map_or_else(String::new, |source| title(ctx.words, source));
        let keeping = self.search().map(|search| keeping(ctx, search));
        let clear = self
            .search()
            .map(|_| icon_button(icon::close(), ctx.words.say("list-search-clear"), Some(Message::SearchCleared)));
        let show = shortcut::with_keys(ctx.words, ctx.words.say("list-show"), Intent::Show);
        let show = icon_button(icon::rows().size(15), show, Some(Message::ShowPressed));
        let account = self.account(ctx);
        let first = row![
            container(
                row![
                    single_line(title).size(size::LARGE).font(font::STRONG),
                    account.filter(|_| ctx.mailboxes.are_several()).map(|account| {
                        single_line(account.draft.label.as_str()).size(size::SMALL).style(colour::muted).at_least(48.0)
                    }),
                ]
                .spacing(space::S)
                .align_y(Alignment::Center)
            )
            .width(Length::Fill),
            account.filter(|account| account.draft.space == Space::Secure).map(|_| padlock(ctx.words)),
            single_line(self.count(ctx.words)).size(size::SMALL).style(colour::muted),
            row![keeping, show, clear],
        ]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .height(28);
        // The table has heads to sort by.
        let order = (!self.is_table()).then(|| self.order(ctx));
        // What a search finds comes newest first and whole.
        let second = self
            .is_sortable()
            .then(|| row![self.filters(ctx), gap().width(Length::Fill), order].align_y(Alignment::Center).height(26));
        let reach = self.search().map(|search| column![self.reach(ctx, search), self.covered(ctx)]);
        let lines = container(column![first, second, reach].spacing(space::XS)).padding([space::S, space::M]);
        // The colour of the mailbox that is listed, on its edge.
        let edge = account.map(|account| surface::account_edge(account.draft.colour));
        let content: Element<'a, Message> = match edge {
            Some(edge) => stack![lines, container(gap()).width(EDGE).height(Length::Fill).style(edge)].into(),
            None => lines.into(),
        };
        column![content, rule_across()].into()
    }

    /// The one mailbox that is listed, if it is one.
    fn account<'a>(&self, ctx: &Context<'a>) -> Option<&'a Account> {
        match self.source.as_ref()? {
            Source::Folder(folder) => ctx.mailboxes.account(folder.account),
            Source::Inboxes(..) | Source::Search(_) => None,
        }
    }

    fn filters<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let style = |filter| if filter == self.filter { kind::chosen } else { kind::ghost };
        let in_words = |filter, key| {
            let label = single_line(ctx.words.say(key)).size(size::SMALL);
            button(label).padding([4.0, space::S]).style(style(filter)).on_press(Message::FilterPicked(filter))
        };
        let in_a_sign = |filter, icon: Text<'a, Theme>, key| {
            let sign = button(icon.size(14)).padding([5.0, 7.0]).style(style(filter));
            tip(sign.on_press(Message::FilterPicked(filter)), ctx.words.say(key))
        };
        row![
            in_words(Filter::All, "list-filter-all"),
            in_words(Filter::Unread, "list-filter-unread"),
            in_a_sign(Filter::Flagged, icon::flag(), "list-filter-flagged"),
            in_a_sign(Filter::Attachment, icon::paperclip(), "list-filter-attachment"),
            in_a_sign(Filter::Signed, icon::signature(), "list-filter-signed"),
            in_a_sign(Filter::Patients, icon::user(), "list-filter-patients"),
        ]
        .spacing(2)
        .align_y(Alignment::Center)
        .into()
    }

    fn order<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let choices = KEYS.map(|(key, name)| Choice { key, name: ctx.words.say(name) });
        let current = choices.iter().find(|choice| choice.key == self.sort.key).cloned();
        let pick = pick_list(choices, current, |choice| Message::SortPicked(choice.key))
            .text_size(size::SMALL)
            .padding([4.0, 6.0])
            .handle(pick_list::Handle::Static(icon::handle()))
            .style(field::pick_ghost);
        let (arrow, says) = if self.sort.descending {
            (icon::arrow_down(), "list-sort-descending")
        } else {
            (icon::arrow_up(), "list-sort-ascending")
        };
        row![icon_button(arrow.size(14), ctx.words.say(says), Some(Message::DirectionFlipped)), pick]
            .align_y(Alignment::Center)
            .into()
    }

    fn count(&self, words: &Words) -> String {
        let count = self.len();
        let number = words.number(count as u64);
        match (&self.source, self.stand) {
            (None, _) | (_, Stand::Failed) => String::new(),
            (_, Stand::Loading) => fl!(words, "list-loading"),
            (Some(Source::Search(_)), _) if self.selection.len() < 2 => {
                fl!(words, "list-count-found", count = count, number = number)
            }
            (Some(Source::Folder(folder)), _) if self.selection.len() < 2 => match folder.unread {
                unread if unread > 0 && unread as usize <= count && self.filter == Filter::All => {
                    let unread_number = words.number(u64::from(unread));
                    let args = (count, number, unread, unread_number);
                    fl!(words, "list-count-unread", count = args.0, number = args.1, unread = args.2, new = args.3)
                }
                _ => fl!(words, "list-count", count = count, number = number),
            },
            (Some(Source::Inboxes(..)), _) if self.selection.len() < 2 => {
                fl!(words, "list-count", count = count, number = number)
            }
            (Some(_), _) => {
                let chosen = self.selection.len();
                fl!(words, "list-count-chosen", count = chosen, number = words.number(chosen as u64))
            }
        }
    }
}

/// The name of what is listed.
fn title(words: &Words, source: &Source) -> String {
    match source {
        Source::Folder(folder) => folder_name(words, folder.role, folder.name()),
        Source::Inboxes(inboxes, _) => inboxes_name(words, *inboxes),
        Source::Search(Search { saved: Some((_, name)), .. }) => name.to_string(),
        Source::Search(search) if search.query.trim() == of_patients(words.language()) => words.say("folders-patients"),
        Source::Search(search) => fl!(words, "list-results", query = search.query.trim()),
    }
}

/// A key to sort by, as the list to pick from says it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    key: SortKey,
    name: String,
}

impl std::fmt::Display for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}
