//! What a button of the bar offers to choose from: colours, sizes, where a link
//! leads. It unfolds below the bar, one thing at a time.

use iced::widget::{Id, button, container, row, text, text_input};
use iced::{Alignment, Background, Length, border};

use super::{Action, Command, State};
use crate::domain::writing::{Ink, Link, Marker, Restyle, Selection, Size};
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::theme::{Element, HAIRLINE, Theme, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

/// What is unfolded.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Strip {
    #[default]
    Nothing,
    Inks,
    Markers,
    Sizes,
    Link {
        address: String,
        wrong: bool,
        /// What was selected when it was asked for.
        words: Selection,
    },
}

#[derive(Debug, Clone)]
pub enum Message {
    Ink(Option<Ink>),
    Marker(Option<Marker>),
    Size(Size),
    AddressTyped(String),
    LinkSet,
    LinkTaken,
    Folded,
}

impl State {
    /// What the bar shows below itself: the same once more folds it away.
    pub(super) fn unfold(&mut self, command: Command) -> Action {
        let wanted = match command {
            Command::Inks => Strip::Inks,
            Command::Markers => Strip::Markers,
            Command::Sizes => Strip::Sizes,
            Command::Link => {
                let address = self.hand.style().link.map(String::from).unwrap_or_default();
                Strip::Link { address, wrong: false, words: self.hand.selection() }
            }
            _ => Strip::Nothing,
        };
        let is_open = std::mem::discriminant(&self.strip) == std::mem::discriminant(&wanted);
        self.strip = if is_open { Strip::Nothing } else { wanted };
        if matches!(self.strip, Strip::Link { .. }) { Action::Focus(self.link_field.clone()) } else { Action::None }
    }

    pub(super) fn strip_told(&mut self, message: Message) -> Action {
        match message {
            Message::Ink(ink) => self.chosen(Restyle::Ink(ink)),
            Message::Marker(marker) => self.chosen(Restyle::Marker(marker)),
            Message::Size(size) => self.chosen(Restyle::Size(size)),
            Message::AddressTyped(typed) => {
                if let Strip::Link { address, wrong, .. } = &mut self.strip {
                    (*address, *wrong) = (typed, false);
                }
                Action::None
            }
            Message::LinkSet => self.set_link(),
            Message::LinkTaken => self.chosen(Restyle::Link(None)),
            Message::Folded => {
                self.strip = Strip::Nothing;
                Action::Pressed { changed: false }
            }
        }
    }

    fn chosen(&mut self, restyle: Restyle) -> Action {
        self.strip = Strip::Nothing;
        super::pressed(self.restyle(restyle))
    }

    fn set_link(&mut self) -> Action {
        let Strip::Link { address, wrong, words } = &mut self.strip else { return Action::None };
        let Some(link) = Link::typed(address) else {
            *wrong = true;
            return Action::None;
        };
        let (address, words) = (address.trim().to_owned(), *words);
        self.hand.select(words);
        let is_on_one = self.link_at(words.head).is_some();
        if words.is_caret() && !is_on_one {
            // There are no words for it yet: the address is its own.
            let _ = self.write(&crate::domain::writing::Edit::Insert(address.clone()));
            let end = self.hand.selection().head;
            let start = crate::domain::writing::Place::new(end.block, end.at.saturating_sub(address.len()));
            self.hand.select(Selection::new(start, end));
            let action = self.chosen(Restyle::Link(Some(link)));
            self.hand.select(Selection::caret(end));
            return action;
        }
        self.chosen(Restyle::Link(Some(link)))
    }
}

pub(super) fn view<'a>(state: &'a State, words: &Words) -> Option<Element<'a, Message>> {
    let style = state.hand.style();
    let mut line = row![].spacing(space::XS).align_y(Alignment::Center);
    match &state.strip {
        Strip::Nothing => return None,
        Strip::Inks => {
            line = line.push(none(words.say("editor-ink-none"), style.ink.is_none(), Message::Ink(None)));
            for ink in Ink::ALL {
                let says = words.say(ink_name(ink));
                let sample = text("A")
                    .font(font::STRONG)
                    .style(move |theme: &Theme| text::Style { color: Some(theme.ink(ink)) });
                line = line.push(choice(sample.into(), says, style.ink == Some(ink), Message::Ink(Some(ink))));
            }
        }
        Strip::Markers => {
            line = line.push(none(words.say("editor-marker-none"), style.marker.is_none(), Message::Marker(None)));
            for marker in Marker::ALL {
                let says = words.say(marker_name(marker));
                let sample = container(text("")).width(18).height(18).style(move |theme: &Theme| container::Style {
                    background: Some(Background::Color(theme.marker(marker))),
                    border: border::rounded(3.0).width(HAIRLINE).color(theme.colours().outline),
                    ..container::Style::default()
                });
                let is_on = style.marker == Some(marker);
                line = line.push(choice(sample.into(), says, is_on, Message::Marker(Some(marker))));
            }
        }
        Strip::Sizes => {
            for size in Size::ALL {
                let says = words.say(size_name(size));
                let is_on = style.size == size;
                let press = pieces::word_button(None, says).style(if is_on { kind::chosen } else { kind::ghost });
                let message = Message::Size(size);
                line = line.push(stop(press.on_press(message.clone()), Some(message)));
            }
        }
        Strip::Link { address, wrong, .. } => {
            line = link_line(line, words, &state.link_field, (address, *wrong), style.link.is_some());
        }
    }
    let close = stop(
        button(icon::close().size(14)).padding(6).style(kind::ghost).on_press(Message::Folded),
        Some(Message::Folded),
    );
    let line = row![line.width(Length::Fill), pieces::tip(close, words.say("common-close"))].align_y(Alignment::Center);
    Some(container(line).padding([3.0, space::S]).width(Length::Fill).into())
}

fn link_line<'a>(
    line: iced::widget::Row<'a, Message, Theme>,
    words: &Words,
    field: &Id,
    (address, wrong): (&'a str, bool),
    is_on: bool,
) -> iced::widget::Row<'a, Message, Theme> {
    let look = if wrong { crate::ui::theme::field::input_wrong } else { crate::ui::theme::field::input };
    let field = text_input(&words.say("editor-link-hint"), address)
        .id(field.clone())
        .size(size::BASE)
        .padding([4.0, space::S])
        .width(320)
        .style(look)
        .on_input(Message::AddressTyped)
        .on_submit(Message::LinkSet);
    let set = pieces::word_button(None, words.say("editor-link-set")).style(kind::plain).on_press(Message::LinkSet);
    let take = is_on.then(|| {
        let press = pieces::word_button(Some(icon::unlink()), words.say("editor-link-take")).style(kind::ghost);
        stop(press.on_press(Message::LinkTaken), Some(Message::LinkTaken))
    });
    let wrong = wrong.then(|| text(words.say("editor-link-wrong")).size(size::SMALL).style(colour::danger));
    line.push(field).push(stop(set, Some(Message::LinkSet))).push(take).push(wrong)
}

fn none<'a>(says: String, is_on: bool, message: Message) -> Element<'a, Message> {
    let press = pieces::word_button(None, says).style(if is_on { kind::chosen } else { kind::ghost });
    stop(press.on_press(message.clone()), Some(message)).into()
}

fn choice(sample: Element<'_, Message>, says: String, is_on: bool, message: Message) -> Element<'_, Message> {
    let face = container(sample).center_x(18).center_y(18);
    let press = button(face).padding(5).style(if is_on { kind::chosen } else { kind::ghost });
    pieces::tip(stop(press.on_press(message.clone()), Some(message)), says)
}

fn ink_name(ink: Ink) -> &'static str {
    match ink {
        Ink::Grey => "editor-ink-grey",
        Ink::Red => "editor-ink-red",
        Ink::Orange => "editor-ink-orange",
        Ink::Green => "editor-ink-green",
        Ink::Blue => "editor-ink-blue",
        Ink::Violet => "editor-ink-violet",
    }
}

fn marker_name(marker: Marker) -> &'static str {
    match marker {
        Marker::Yellow => "editor-marker-yellow",
        Marker::Green => "editor-marker-green",
        Marker::Blue => "editor-marker-blue",
        Marker::Pink => "editor-marker-pink",
    }
}

fn size_name(size: Size) -> &'static str {
    match size {
        Size::Small => "editor-size-small",
        Size::Normal => "editor-size-normal",
        Size::Large => "editor-size-large",
        Size::Huge => "editor-size-huge",
    }
}
