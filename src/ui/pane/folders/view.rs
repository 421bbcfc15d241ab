//! How the folders are drawn.

use iced::widget::{Text, button, container, row, space as gap};
use iced::{Alignment, Length};

use super::{Message, ROW, State, tree::Row};
use crate::domain::{AccountId, FolderId, Role, Space};
use crate::engine::{Line, SavedSearchId};
use crate::i18n::fl;
use crate::ui::context::{Context, Focus};
use crate::ui::icon;
use crate::ui::mailboxes::Inboxes;
use crate::ui::pane::{folder_name, inboxes_name, padlock};
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{Blank, tip};
use crate::ui::widget::single_line;
use crate::ui::widget::virtual_list::{Tells, virtual_list};

/// The step by which a folder stands right of the one it is in.
const INDENT: f32 = 14.0;
/// Deeper folders are not pushed further: the name must keep its place.
const DEEPEST: usize = 6;
const EDGE: f32 = 3.0;

/// What a row is known by while the window slides over it.
#[derive(Clone, Copy, PartialEq)]
enum Key {
    Account(AccountId),
    Folder(FolderId),
    Inboxes(Inboxes),
    Searches,
    Search(SavedSearchId),
    Patients,
    Nothing,
}

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let content = if !self.mailboxes.are_known() {
            gap().into()
        } else if self.mailboxes.accounts().is_empty() {
            no_account(ctx)
        } else {
            self.tree(ctx)
        };
        container(content).width(Length::Fill).height(Length::Fill).style(surface::window).into()
    }

    fn tree<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let focused = ctx.focus == Focus::Folders;
        let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
        let state = |row: &Row| {
            let chosen = row.choice().is_some() && row.choice() == self.chosen;
            surface::RowState::of(chosen, focused)
        };
        virtual_list(&self.window, tells, |index| match self.rows.get(index) {
            Some(Row::Account { id, closed, unread }) => {
                (Key::Account(*id), self.account_row(ctx, *id, *closed, *unread))
            }
            Some(row @ Row::Folder { id, account, .. }) => {
                let apart = self.dragged.is_some() && !self.takes(row);
                (Key::Folder(*id), self.edged(Some(*account), folder_row(ctx, row, apart), state(row)))
            }
            Some(row @ Row::Inboxes { which, unread }) => {
                let lock = (*which == Inboxes::Of(Space::Secure)).then(|| padlock(ctx.words));
                let says = inboxes_name(ctx.words, *which);
                (Key::Inboxes(*which), self.edged(None, apart(ctx, icon::inbox(), says, lock, *unread), state(row)))
            }
            Some(row @ Row::Searches { closed }) => {
                (Key::Searches, self.edged(None, heading(ctx, *closed), state(row)))
            }
            Some(row @ Row::Search { id, name }) => {
                let line = apart(ctx, icon::search(), name.to_string(), None, 0);
                (Key::Search(*id), self.edged(None, line, state(row)))
            }
            Some(row @ Row::Patients) => {
                let line = apart(ctx, icon::users(), ctx.words.say("folders-patients"), None, 0);
                (Key::Patients, self.edged(None, line, state(row)))
            }
            None => (Key::Nothing, gap().into()),
        })
    }

    fn account_row<'a>(&'a self, ctx: &Context<'a>, id: AccountId, closed: bool, unread: u64) -> Element<'a, Message> {
        let account = self.account(id);
        let label = account.map_or("", |account| account.draft.label.as_str());
        let name = single_line(label).font(font::STRONG).width(Length::Fill);
        let secure = account.filter(|account| account.draft.space == Space::Secure).map(|_| {
            let says = single_line(ctx.words.say("folders-secure")).size(size::TINY).style(colour::verified);
            row![padlock(ctx.words), says].spacing(3).align_y(Alignment::Center)
        });
        let content = row![
            fold_button(closed, Message::AccountFolded(id)),
            name,
            count(ctx, unread),
            secure,
            self.line_mark(ctx, id),
        ]
        .spacing(space::XS)
        .padding([0.0, space::S])
        .align_y(Alignment::Center)
        .height(ROW);
        self.edged(Some(id), content.into(), surface::RowState::Plain)
    }

    /// How the mailbox stands with its server, where that is worth a word.
    fn line_mark<'a>(&self, ctx: &Context<'a>, id: AccountId) -> Option<Element<'a, Message>> {
        let (icon, key): (Text<'a, Theme>, _) = match self.line(id) {
            Line::Idle | Line::Watching => return None,
            Line::Connecting | Line::Working => (icon::refresh().style(colour::muted), "folders-line-working"),
            Line::Offline => (icon::offline().style(colour::muted), "folders-line-offline"),
            Line::Card(_) => (icon::key().style(colour::muted), "folders-line-card"),
            Line::Refused => {
                let mark = button(icon::warning().size(14).style(colour::danger)).padding(3).style(kind::ghost);
                let mark = mark.on_press(Message::RepairPressed(id));
                return Some(tip(mark, ctx.words.say("folders-line-refused")));
            }
        };
        Some(tip(icon.size(14), ctx.words.say(key)))
    }

    /// A row with the colour of its mailbox on its edge.
    fn edged<'a>(
        &self,
        id: Option<AccountId>,
        row: Element<'a, Message>,
        state: surface::RowState,
    ) -> Element<'a, Message> {
        let colour = id.and_then(|id| self.account(id)).map(|account| account.draft.colour);
        let edge = container(gap()).width(EDGE).height(Length::Fill);
        let edge = match colour {
            Some(colour) => edge.style(surface::account_edge(colour)),
            None => edge,
        };
        container(row![edge, row].height(Length::Fill).align_y(Alignment::Center))
            .width(Length::Fill)
            .style(surface::row(state))
            .into()
    }
}

/// `apart` says that what is being dragged cannot be let go there.
fn folder_row<'a>(ctx: &Context<'a>, row: &'a Row, apart: bool) -> Element<'a, Message> {
    let Row::Folder { id, name, role, depth, selectable, foldable, closed, unread, .. } = row else {
        return gap().into();
    };
    let fold = if *foldable { fold_button(*closed, Message::FolderFolded(*id)) } else { gap().width(FOLD).into() };
    let name = folder_name(ctx.words, *role, name);
    let weight = if *unread > 0 { font::STRONG } else { font::TEXT };
    let mut label = single_line(name).font(weight).width(Length::Fill);
    if apart {
        label = label.style(colour::disabled);
    } else if !*selectable {
        label = label.style(colour::muted);
    }
    row![
        gap().width((*depth).min(DEEPEST) as f32 * INDENT),
        fold,
        role_icon(*role, *foldable && !*closed).size(15).style(colour::muted),
        label,
        count(ctx, u64::from(*unread)),
    ]
    .spacing(6)
    .padding(iced::padding::left(space::S).right(space::M))
    .align_y(Alignment::Center)
    .into()
}

/// A row of no mailbox: inboxes shown as one, a saved search.
fn apart<'a>(
    ctx: &Context<'a>,
    mark: Text<'a, Theme>,
    says: String,
    lock: Option<Element<'a, Message>>,
    unread: u64,
) -> Element<'a, Message> {
    let weight = if unread > 0 { font::STRONG } else { font::TEXT };
    row![
        gap().width(FOLD),
        mark.size(15).style(colour::muted),
        single_line(says).font(weight).width(Length::Fill),
        lock,
        count(ctx, unread),
    ]
    .spacing(6)
    .padding(iced::padding::left(space::S).right(space::M))
    .align_y(Alignment::Center)
    .into()
}

fn heading<'a>(ctx: &Context<'a>, closed: bool) -> Element<'a, Message> {
    let name = single_line(ctx.words.say("folders-searches")).font(font::STRONG).width(Length::Fill);
    row![fold_button(closed, Message::SearchesFolded), name]
        .spacing(space::XS)
        .padding([0.0, space::S])
        .align_y(Alignment::Center)
        .height(ROW)
        .into()
}

fn count<'a>(ctx: &Context<'a>, unread: u64) -> Option<Element<'a, Message>> {
    (unread > 0).then(|| single_line(ctx.words.number(unread)).size(size::SMALL).font(font::STRONG).into())
}

/// The width of the button that folds, or of its absence.
const FOLD: f32 = 16.0;

fn fold_button<'a>(closed: bool, message: Message) -> Element<'a, Message> {
    let icon = if closed { icon::chevron_right() } else { icon::chevron_down() };
    button(icon.size(14).style(colour::muted)).padding(1).width(FOLD).style(kind::ghost).on_press(message).into()
}

fn no_account<'a>(ctx: &Context<'a>) -> Element<'a, Message> {
    Blank {
        icon: icon::mail(),
        title: fl!(ctx.words, "folders-empty-title"),
        sentence: fl!(ctx.words, "folders-empty-sentence"),
        button: Some((fl!(ctx.words, "folders-empty-add"), Message::AddPressed)),
    }
    .view()
}

fn role_icon<'a>(role: Option<Role>, open: bool) -> Text<'a, Theme> {
    match role {
        Some(Role::Inbox) => icon::inbox(),
        Some(Role::Drafts) => icon::drafts(),
        Some(Role::Templates) => icon::file_text(),
        Some(Role::Sent) => icon::sent(),
        Some(Role::Archive) => icon::archive(),
        Some(Role::Junk) => icon::junk(),
        Some(Role::Trash) => icon::trash(),
        Some(Role::Virtual) | None if open => icon::folder_open(),
        Some(Role::Virtual) | None => icon::folder(),
    }
}
