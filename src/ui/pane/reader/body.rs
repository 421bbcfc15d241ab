//! The text of the message.

use iced::widget::{column, container, row, stack, text};
use iced::{Alignment, Length, padding};

use super::{Message, Shown, State, seal};
use crate::domain::Part;
use crate::ui::context::{Context, Focus};
use crate::ui::icon;
use crate::ui::page;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{icon_button, rule_across, word_button};
use crate::ui::widget::{long_text, sheet, single_line};

/// Letters of an address below the page.
const ADDRESS: usize = 300;

impl State {
    pub(super) fn body<'a>(&'a self, ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
        let letter = shown.text();
        if let (Some(part), Some(page)) = (shown.viewed(), self.on_sheet(shown)) {
            // Beside the name of the file, unless that needs the room.
            let letters = page.letter_bar(ctx.words);
            let (beside, below) = if page.is_narrow() { (None, letters) } else { (letters, None) };
            return column![viewed_bar(ctx, part, beside), on_page(ctx, page, below)].into();
        }
        let need = shown.opened.seal.as_ref().zip(shown.verdict());
        let need = need.and_then(|(seal, verdict)| seal::need(verdict, seal.closed, &self.card));
        if let Some(need) = need.filter(|_| letter.is_blank()) {
            return seal::closed(ctx.words, need);
        }
        let sheet = self.on_sheet(shown);
        if letter.is_blank() && !(sheet.is_some() && shown.is_laid_out()) {
            return self::blank(ctx, shown);
        }
        if let Some(page) = sheet {
            return on_page(ctx, page, page.letter_bar(ctx.words));
        }
        let text =
            long_text(letter).fixed(self.is_fixed()).focused(ctx.focus == Focus::Reader).on_press(Message::Pressed);
        let unlaid = self.sheet.as_ref().filter(|_| !shown.raw && shown.is_laid_out());
        column![unlaid.map(|_| unlaid_note(ctx)), container(text).padding(padding::top(space::M))].into()
    }
}

/// Above an attachment that is looked at: what it is, and the way back.
fn viewed_bar<'a>(
    ctx: &Context<'a>,
    part: &'a Part,
    letters: Option<Element<'a, page::Message>>,
) -> Element<'a, Message> {
    let words = ctx.words;
    let back = word_button(Some(icon::arrow_left().size(14)), words.say("reader-view-back"))
        .style(kind::ghost)
        .on_press(Message::Viewed(None));
    let name = single_line(part.name.as_str()).font(font::MEDIUM).width(Length::Fill);
    let save = icon_button(icon::save(), words.say("reader-save-as"), Some(Message::SavePressed(part.id)));
    let letters = letters.map(|bar| bar.map(Message::Page));
    let bar = row![back, name, letters, save].spacing(space::S).align_y(Alignment::Center);
    column![container(bar).padding([2.0, space::S]), rule_across()].into()
}

/// The page, with what is said of it above and below.
fn on_page<'a>(
    ctx: &Context<'a>,
    page: &'a page::State,
    letters: Option<Element<'a, page::Message>>,
) -> Element<'a, Message> {
    let focused = ctx.focus == Focus::Reader;
    let foot = page.hovered().map(|link| {
        let style = if link.misleads { colour::danger } else { colour::muted };
        let leads: String = link.leads.chars().take(ADDRESS).collect();
        container(single_line(leads).size(size::SMALL).style(style)).padding([2.0, space::M]).width(Length::Fill)
    });
    let cut = page.is_cut().then(|| note(ctx.words.say("reader-cut")));
    let broken = page.is_broken().then(|| note(ctx.words.say("reader-view-broken")));
    let content = column![
        letters.map(|bar| container(bar).padding([2.0, space::L])),
        page.picture_bar(ctx.words),
        page.find_bar(ctx.words),
        cut,
        broken,
        container(sheet(page, ctx.theme, ctx.scale).speaking(ctx.words.language()).focused(focused))
            .height(Length::Fill),
    ];
    let content: Element<'a, page::Message> = match foot {
        // Over the page, so that it does not move below the pointer.
        Some(foot) => stack![content, container(foot.style(surface::raised)).align_bottom(Length::Fill)].into(),
        None => content.into(),
    };
    content.map(Message::Page)
}

fn unlaid_note<'a>(ctx: &Context<'a>) -> Element<'a, Message> {
    note(ctx.words.say("reader-unlaid"))
}

fn note<'a, M: 'a>(says: String) -> Element<'a, M> {
    container(text(says).size(size::SMALL).style(colour::muted)).padding([space::XS, space::L]).into()
}

/// There is nothing to read, and this is why.
fn blank<'a>(ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
    let words = ctx.words;
    let says = if shown.attachments().is_empty() { "reader-blank" } else { "reader-blank-attachments" };
    container(column![text(words.say(says)).style(colour::muted)]).padding(space::L).into()
}
