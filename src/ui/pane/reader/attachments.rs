//! What is attached: an icon by kind, the name, the size, and a way to save it.

use iced::widget::{Text, button, column, container, row};
use iced::{Alignment, Length};

use super::{Message, Shown};
use crate::domain::{Part, PartRole, Risk, View};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, Theme, button as style, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::{icon_button, thin_scroll, tip, word_button};
use crate::ui::widget::single_line;

/// The strip is no higher than this; more is scrolled to.
const HIGHEST: f32 = 96.0;
/// More than a person sends; a hostile message may hold thousands.
const MOST: usize = 200;
const CARD: f32 = 256.0;
/// What one more button takes.
const BUTTON: f32 = 28.0;
/// What of a name has room on a card, in letters of middling breadth, and how
/// much of its end is shown in any case: the ending says what it is.
const NAME: f32 = 18.0;
const END: usize = 7;

impl Shown {
    pub(super) fn attachment_strip<'a>(&'a self, ctx: &Context<'a>, views: bool) -> Option<Element<'a, Message>> {
        if self.attachments().is_empty() {
            return None;
        }
        // What lies in another is no attachment more.
        let own = self.attachments().iter().filter(|part| part.role == PartRole::Attachment);
        let (count, total) = own.fold((0_usize, 0), |(count, total), part| (count + 1, total + part.size));
        let says = fl!(
            ctx.words,
            "reader-attachments",
            count = count,
            number = ctx.words.number(count as u64),
            size = ctx.words.size(total)
        );
        let save_all = (self.attachments().len() > 1).then(|| {
            word_button(Some(icon::save().size(14)), fl!(ctx.words, "reader-save-all"))
                .style(crate::ui::theme::button::ghost)
                .padding([3.0, space::S])
                .on_press(Message::SaveAllPressed)
        });
        let head = row![
            icon::paperclip().size(14).style(colour::muted),
            single_line(says).size(size::SMALL).style(colour::muted).width(Length::Fill),
            save_all,
        ]
        .spacing(6)
        .align_y(Alignment::Center);
        let cards = self.attachments().iter().take(MOST).map(|part| card(ctx, part, views));
        let cards = row(cards).spacing(space::S).wrap().vertical_spacing(space::S);
        let strip = container(thin_scroll(cards)).max_height(HIGHEST);
        Some(column![head, strip].spacing(space::XS).into())
    }
}

/// A press on it shows it, where it can be shown here.
fn card<'a>(ctx: &Context<'a>, part: &'a Part, views: bool) -> Element<'a, Message> {
    let name = single_line(whole_ending(&part.name)).font(font::MEDIUM);
    let program = part.risk() == Some(Risk::Program);
    let weight = ctx.words.size(part.size);
    let says = match part.role {
        _ if program => fl!(ctx.words, "reader-program", size = weight),
        PartRole::Within => fl!(ctx.words, "reader-within", size = weight),
        _ => weight,
    };
    let size = single_line(says).size(size::TINY).style(if program { colour::danger } else { colour::muted });
    let open = icon_button(icon::external(), ctx.words.say("reader-open-with"), Some(Message::OpenPressed(part.id)));
    let on = part.may_be_clinical().then(|| {
        icon_button(icon::sent(), ctx.words.say("reader-send-document"), Some(Message::SendOnPressed(part.id)))
    });
    let save = icon_button(icon::save(), ctx.words.say("reader-save-as"), Some(Message::SavePressed(part.id)));
    let face = row![kind(part).size(20).style(colour::accent), column![name, size].width(Length::Fill)]
        .spacing(space::S)
        .align_y(Alignment::Center);
    let face: Element<'a, Message> = match part.view().filter(|_| views) {
        Some(_) => {
            let press =
                button(face).padding([2.0, space::XS]).style(style::ghost).on_press(Message::Viewed(Some(part.id)));
            tip(press.width(Length::Fill), format!("{}\n{}", part.name, ctx.words.say("reader-view")))
        }
        None if views => tip(face.width(Length::Fill), format!("{}\n{}", part.name, ctx.words.say("reader-view-not"))),
        None => tip(face.width(Length::Fill), part.name.as_str()),
    };
    // The ending of a name stays in sight, however much can be done with the file.
    let width = if on.is_some() { CARD + BUTTON } else { CARD };
    let content = row![face, on, open, save]
        .padding(iced::padding::left(space::S).right(space::XS).vertical(space::XS))
        .align_y(Alignment::Center);
    container(content).width(width).style(surface::raised).into()
}

/// A long name gives up its middle.
pub fn whole_ending(name: &str) -> String {
    let room = |letters: &str| letters.chars().map(breadth).sum::<f32>();
    if room(name) <= NAME {
        return name.to_owned();
    }
    let count = name.chars().count();
    let end: String = name.chars().skip(count.saturating_sub(END)).collect();
    let mut left = NAME - room(&end) - 1.0;
    let start = name.chars().take(count.saturating_sub(END)).take_while(|letter| {
        left -= breadth(*letter);
        left >= 0.0
    });
    start.chain(['…']).chain(end.chars()).collect()
}

/// Of a letter, where that of an `n` is one; rather too much than too little.
fn breadth(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | '.' | ',' | ' ' | '-' | '\'' | '’' | 'I' => 0.6,
        'm' | 'w' | 'M' | 'W' | '…' | '–' | '—' => 1.5,
        letter if letter.is_uppercase() || letter as u32 > 0x24f => 1.25,
        _ => 1.0,
    }
}

/// An icon that says what kind of file it is, by its type or else its name.
fn kind<'a>(part: &Part) -> Text<'a, Theme> {
    let media = part.media_type.as_str();
    let ending = part.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match (media, ending.as_str()) {
        (_, "hpr" | "hpm" | "hprim") => icon::flask(),
        _ if part.view() == Some(View::Health) => icon::stethoscope(),
        (media, _) if media.starts_with("image/") => icon::image(),
        ("message/rfc822", _) | (_, "eml") => icon::mail(),
        ("text/calendar" | "application/ics", _) | (_, "ics") => icon::calendar(),
        ("text/vcard" | "text/x-vcard", _) | (_, "vcf") => icon::user(),
        ("application/zip", _) | (_, "zip" | "7z" | "gz" | "tar" | "rar") => icon::file_archive(),
        (_, "xml" | "html" | "htm" | "cda" | "json") => icon::file_code(),
        (_, "csv" | "xls" | "xlsx" | "ods") => icon::file_table(),
        ("application/pdf", _) | (_, "pdf" | "txt" | "rtf" | "doc" | "docx" | "odt") => icon::file_text(),
        (media, _) if media.starts_with("text/") => icon::file_text(),
        _ => icon::file(),
    }
}

#[cfg(test)]
mod tests {
    use super::whole_ending;

    #[test]
    fn the_ending_of_a_name_is_always_in_sight() {
        assert_eq!(whole_ending("bilan.pdf"), "bilan.pdf");
        let hidden = whole_ending("Compte rendu de la consultation.pdf                .exe");
        assert!(
            hidden.starts_with("Compte") && hidden.rsplit_once('.').is_some_and(|(_, end)| end == "exe"),
            "{hidden}"
        );
        assert!(whole_ending(&"W".repeat(30)).chars().count() < 14, "broad letters take more room");
    }
}
