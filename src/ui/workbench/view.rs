//! How the main window is laid out: tool bar, notices, three panes, status bar.

use iced::widget::{column, container, row};
use iced::{Alignment, Element as Any, Length};

use super::reading::At;
use super::{Message, Modal, Workbench, certificates, deeds, senders};
use crate::config::ReaderPlace;
use crate::i18n::fl;
use crate::ui::context::{Context, Focus};
use crate::ui::deed;
use crate::ui::modal::{columns, over, shortcuts, under_menu};
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::{Element, button as kind, space, surface};
use crate::ui::widget::{carry, divider, divider_across, pieces};
use crate::ui::{icon, theme};

/// The search box gives up room before the buttons do.
const SEARCH_WIDTH: f32 = 420.0;

impl Workbench {
    pub fn view<'a>(&'a self, context: &Context<'a>, width: f32) -> Element<'a, Message> {
        if let Some(assistant) = &self.assistant {
            let page = assistant.view(context).map(Message::Assistant);
            return over(page, self.front(context, None));
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
        let dragged = self.deeds.dragged.map(|count| {
            fl!(context.words, "drag-count", count = count as u64, number = context.words.number(count as u64))
        });
        let window = carry(window, dragged, Message::Deeds(deeds::Message::DragEnded));
        match self.menu_in(None) {
            Some(menu) => under_menu(window, menu),
            None => over(window, self.front(context, None)),
        }
    }

    /// The menu that is open in this window.
    pub(super) fn menu_in(&self, at: At) -> Option<Element<'_, Message>> {
        let menu = self.deeds.menu.as_ref().filter(|menu| menu.window() == at)?;
        Some(menu.view(&self.words).map(|said| Message::Deeds(deeds::Message::Menu(said))))
    }

    /// What stands in front of the window.
    pub(super) fn front<'a>(&'a self, context: &Context<'a>, of: At) -> Option<Element<'a, Message>> {
        let modal = self.modal.as_ref().filter(|_| self.front_of == of)?;
        Some(match modal {
            Modal::SaveAs(state, _) => state.view(context).map(Message::SaveAs),
            Modal::Columns => columns::view(context, &self.list).map(Message::Columns),
            Modal::Shortcuts if of.is_some_and(|window| self.is_writing(window)) => {
                shortcuts::of_writing(context).map(Message::Shortcuts)
            }
            Modal::Shortcuts => shortcuts::view(context).map(Message::Shortcuts),
            Modal::Settings(state) => state.view(context).map(Message::Settings),
            Modal::Confirm(question) => question.view(context).map(Message::Confirm),
            Modal::Password(state) => state.view(context).map(Message::Password),
            Modal::MoveTo(state, _) => state.view(context).map(deeds::Message::MoveTo).map(Message::Deeds),
            Modal::Tags(state, _) => state.view(context).map(deeds::Message::Tags).map(Message::Deeds),
            Modal::FolderForm(state) => state.view(context).map(deeds::Message::FolderForm).map(Message::Deeds),
            Modal::Outbox(state) => state.view(context).map(Message::Outbox),
            Modal::Exports(state) => state.view(context).map(Message::Exports),
            Modal::Queue(state) => state.view(context).map(deeds::Message::Queue).map(Message::Deeds),
            Modal::SearchForm(state) => state.view(context).map(Message::SearchForm),
            Modal::SearchName(state) => state.view(context).map(Message::SearchName),
            Modal::Code(state) => state.view(context).map(Message::Code),
            Modal::Card(state) => state.view(context).map(Message::Card),
            Modal::Seal(state) => state.view(context).map(Message::Seal),
            Modal::Sender(state) => state.view(context).map(senders::Message::Modal).map(Message::Senders),
            Modal::Link(state) => state.view(context).map(Message::Link),
            Modal::OpenFile(state) => state.view(context).map(Message::OpenFile),
            Modal::Passphrase(state, _) => {
                state.view(context).map(|said| Message::Certificates(certificates::Message::Passphrase(said)))
            }
        })
    }

    fn tool_bar<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let word = |mark, key: &str, message| -> Element<'a, Message> {
            pieces::word_button(Some(mark), words.say(key)).style(kind::ghost).on_press(message).into()
        };
        let search = self.search.view(context).map(Message::Search);
        let bar = row![
            pieces::tip(
                pieces::word_button(Some(icon::write()), words.say("tool-write"))
                    .style(kind::primary)
                    .on_press(Message::WritePressed),
                shortcut::with_keys(words, words.say("tool-write-long"), Intent::Write),
            ),
            word(icon::refresh(), "tool-sync", Message::SyncPressed),
            self.exports().then(|| word(icon::folder_move(), "tool-export", Message::ExportPressed)),
            self.outbox_button(context),
            container(container(search).max_width(SEARCH_WIDTH)).center_x(Length::Fill),
            word(icon::settings(), "tool-settings", Message::SettingsPressed),
            word(icon::keyboard(), "tool-shortcuts", Message::HelpPressed),
        ];
        container(bar.spacing(space::S).align_y(Alignment::Center)).padding([6.0, space::S]).into()
    }

    /// What is on its way out, while there is something.
    fn outbox_button<'a>(&self, context: &Context<'a>) -> Option<Element<'a, Message>> {
        let (leaving, drafts) = (self.outbox.waiting() as u64, self.outbox.drafts() as u64);
        let style = if self.outbox.asks() { kind::danger } else { kind::ghost };
        let words = context.words;
        let (mark, says) = if leaving > 0 {
            (icon::sent(), fl!(words, "tool-outbox", count = leaving, number = words.number(leaving)))
        } else {
            (icon::write(), fl!(words, "tool-drafts-here", count = drafts, number = words.number(drafts)))
        };
        let button = pieces::word_button(Some(mark), says).style(style).on_press(Message::OutboxPressed);
        (leaving + drafts > 0).then(|| button.into())
    }

    fn panes<'a>(&'a self, context: &Context<'a>, width: f32) -> Element<'a, Message> {
        let widths = self.widths.within(width);
        let ring = |pane: Any<'a, Message, theme::Theme>, focus| {
            pieces::focus_ring(pane, self.modal.is_none() && self.focus == focus)
        };
        let folders = ring(self.folders.view(context).map(Message::FoldersPane), Focus::Folders);
        let list = ring(self.list.view(context).map(Message::List), Focus::List);
        let reach = self.reach();
        let deeds = |message| Message::Deeds(deeds::Message::Bar(message));
        let reader = if reach.count > 1 {
            container(deed::several(context.words, &reach).map(deeds)).style(surface::pane).into()
        } else {
            self.reader.view(context).map(Message::Reader)
        };
        let reader = ring(reader, Focus::Reader);
        let bar = deed::bar(context.words, &reach, self.can_undo(), width - widths.folders).map(deeds);
        let reading: Element<'a, Message> = match self.place {
            ReaderPlace::Right => row![
                container(list).width(widths.list).clip(true),
                divider(widths.list, Message::ListWidened),
                container(reader).width(Length::Fill).clip(true),
            ]
            .into(),
            ReaderPlace::Below => column![
                container(list).height(self.above).clip(true),
                divider_across(self.above, Message::ListHeightened),
                container(reader).height(Length::Fill).clip(true),
            ]
            .into(),
            ReaderPlace::Hidden => list,
        };
        row![
            container(folders).width(widths.folders).clip(true),
            divider(widths.folders, Message::FoldersWidened),
            column![bar, pieces::rule_across(), container(reading).height(Length::Fill)],
        ]
        .height(Length::Fill)
        .into()
    }
}
