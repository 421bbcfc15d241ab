//! How the main window is laid out: tool bar, notices, three panes, status bar.

use iced::widget::{column, container, row};
use iced::{Alignment, Element as Any, Length};

use super::{Message, Modal, Workbench};
use crate::ui::context::{Context, Focus};
use crate::ui::modal::{over, shortcuts};
use crate::ui::theme::{Element, button as kind, space, surface};
use crate::ui::widget::{divider, pieces};
use crate::ui::{icon, theme};

/// The search box gives up room before the buttons do.
const SEARCH_WIDTH: f32 = 420.0;

impl Workbench {
    pub fn view<'a>(&'a self, context: &Context<'a>, width: f32) -> Element<'a, Message> {
        if let Some(assistant) = &self.assistant {
            let page = assistant.view(context).map(Message::Assistant);
            return over(page, self.front(context));
        }
        let notices = self.notices.view(context).map(|bar| bar.map(Message::Notice));
        let window = column![
            self.tool_bar(context),
            pieces::rule_across(),
            notices,
            self.panes(context, width),
            pieces::rule_across(),
            self.status.view(context).map(Message::Status),
        ];
        let window = container(window).style(surface::window);
        over(window, self.front(context))
    }

    /// What stands in front of the window.
    fn front<'a>(&'a self, context: &Context<'a>) -> Option<Element<'a, Message>> {
        Some(match self.modal.as_ref()? {
            Modal::SaveAs(state, _) => state.view(context).map(Message::SaveAs),
            Modal::Shortcuts => shortcuts::view(context).map(Message::Shortcuts),
            Modal::Settings(state) => state.view(context).map(Message::Settings),
            Modal::Confirm(question) => question.view(context).map(Message::Confirm),
            Modal::Password(state) => state.view(context).map(Message::Password),
            Modal::SearchForm(state) => state.view(context).map(Message::SearchForm),
            Modal::SearchName(state) => state.view(context).map(Message::SearchName),
        })
    }

    fn tool_bar<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let word = |mark, key: &str, message| -> Element<'a, Message> {
            pieces::word_button(Some(mark), words.say(key)).style(kind::ghost).on_press(message).into()
        };
        let search = self.search.view(context).map(Message::Search);
        let bar = row![
            word(icon::refresh(), "tool-sync", Message::SyncPressed),
            container(container(search).max_width(SEARCH_WIDTH)).center_x(Length::Fill),
            word(icon::settings(), "tool-settings", Message::SettingsPressed),
            word(icon::keyboard(), "tool-shortcuts", Message::HelpPressed),
        ];
        container(bar.spacing(space::S).align_y(Alignment::Center)).padding([6.0, space::S]).into()
    }

    fn panes<'a>(&'a self, context: &Context<'a>, width: f32) -> Element<'a, Message> {
        let widths = self.widths.within(width);
        let ring = |pane: Any<'a, Message, theme::Theme>, focus| {
            pieces::focus_ring(pane, self.modal.is_none() && self.focus == focus)
        };
        let folders = ring(self.folders.view(context).map(Message::FoldersPane), Focus::Folders);
        let list = ring(self.list.view(context).map(Message::List), Focus::List);
        let reader = ring(self.reader.view(context).map(Message::Reader), Focus::Reader);
        row![
            container(folders).width(widths.folders).clip(true),
            divider(widths.folders, Message::FoldersWidened),
            container(list).width(widths.list).clip(true),
            divider(widths.list, Message::ListWidened),
            container(reader).width(Length::Fill).clip(true),
        ]
        .height(Length::Fill)
        .into()
    }
}
