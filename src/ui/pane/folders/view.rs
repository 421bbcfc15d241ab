//! How the folders are drawn.

use iced::widget::{Text, button, container, row, space as gap};
use iced::{Alignment, Length};

use super::{Message, ROW, State, tree::Row};
use crate::domain::{Account, AccountId, Colour, FolderId, Role, Space};
use crate::engine::Line;
use crate::i18n::fl;
use crate::ui::context::{Context, Focus};
use crate::ui::icon;
use crate::ui::pane::folder_name;
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
    Nothing,
}

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let content = match &self.accounts {
            None => gap().into(),
            Some(accounts) if accounts.is_empty() => no_account(ctx),
            Some(_) => self.tree(ctx),
        };
        container(content).width(Length::Fill).height(Length::Fill).style(surface::window).into()
    }

    fn tree<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let focused = ctx.focus == Focus::Folders;
        let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
        virtual_list(&self.window, tells, |index| match self.rows.get(index) {
            Some(Row::Account { id, closed }) => (Key::Account(*id), self.account_row(ctx, *id, *closed)),
            Some(Row::Folder { id, account, .. }) => {
                let state = surface::RowState::of(self.chosen == Some(*id), focused);
                let row = self.rows.get(index).map_or(gap().into(), |row| {
                    let apart = self.dragged.is_some() && !self.takes(row);
                    folder_row(ctx, row, apart)
                });
                (Key::Folder(*id), self.edged(*account, row, state))
            }
            None => (Key::Nothing, gap().into()),
        })
    }

    fn account_row<'a>(&'a self, ctx: &Context<'a>, id: AccountId, closed: bool) -> Element<'a, Message> {
        let account = self.account(id);
        let label = account.map_or("", |account| account.draft.label.as_str());
        let name = single_line(label).font(font::STRONG).width(Length::Fill);
        let secure = account
            .filter(|account| account.draft.space == Space::Secure)
            .map(|_| tip(icon::shield().size(14).style(colour::muted), ctx.words.say("folders-secure-space")));
        let content = row![fold_button(closed, Message::AccountFolded(id)), name, secure, self.line_mark(ctx, id),]
            .spacing(space::XS)
            .padding([0.0, space::S])
            .align_y(Alignment::Center)
            .height(ROW);
        self.edged(id, content.into(), surface::RowState::Plain)
    }

    /// How the mailbox stands with its server, where that is worth a word.
    fn line_mark<'a>(&self, ctx: &Context<'a>, id: AccountId) -> Option<Element<'a, Message>> {
        let (icon, key): (Text<'a, Theme>, _) = match self.line(id) {
            Line::Idle | Line::Watching => return None,
            Line::Connecting | Line::Working => (icon::refresh().style(colour::muted), "folders-line-working"),
            Line::Offline => (icon::offline().style(colour::muted), "folders-line-offline"),
            Line::Refused => {
                let mark = button(icon::warning().size(14).style(colour::danger)).padding(3).style(kind::ghost);
                let mark = mark.on_press(Message::RepairPressed(id));
                return Some(tip(mark, ctx.words.say("folders-line-refused")));
            }
        };
        Some(tip(icon.size(14), ctx.words.say(key)))
    }

    /// A row with the colour of its mailbox on its edge.
    fn edged<'a>(&self, id: AccountId, row: Element<'a, Message>, state: surface::RowState) -> Element<'a, Message> {
        let colour = self.account(id).map_or(Colour::default(), |account: &Account| account.draft.colour);
        let edge = container(gap()).width(EDGE).height(Length::Fill).style(surface::account_edge(colour));
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
    let count =
        (*unread > 0).then(|| single_line(ctx.words.number(u64::from(*unread))).size(size::SMALL).font(font::STRONG));
    row![
        gap().width((*depth).min(DEEPEST) as f32 * INDENT),
        fold,
        role_icon(*role, *foldable && !*closed).size(15).style(colour::muted),
        label,
        count,
    ]
    .spacing(6)
    .padding(iced::padding::left(space::S).right(space::M))
    .align_y(Alignment::Center)
    .into()
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
        Some(Role::Sent) => icon::sent(),
        Some(Role::Archive) => icon::archive(),
        Some(Role::Junk) => icon::junk(),
        Some(Role::Trash) => icon::trash(),
        Some(Role::Virtual) | None if open => icon::folder_open(),
        Some(Role::Virtual) | None => icon::folder(),
    }
}
