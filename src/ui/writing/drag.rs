//! People drawn from one field to another: a chip is taken, leaves its place, and
//! falls into the line that the pointer is over. While it is on its way all lines
//! are there to take it.

use iced::widget::{container, mouse_area};

use super::people::Chip;
use super::{Action, Message, Place, State};
use crate::ui::theme::Element;
use crate::ui::theme::surface::{self, Tone};

/// A chip that the pointer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drag {
    from: Place,
    chip: Chip,
    /// It has left its place: until then it is a click.
    pulled: bool,
    over: Option<Place>,
}

#[derive(Debug, Clone)]
pub enum DragMessage {
    Over(Place),
    Out(Place),
    Fell(Place),
    /// Let go, wherever that was.
    Ended,
}

impl State {
    pub(super) fn grabbed(&mut self, from: Place, chip: Chip) -> Action {
        self.drag = Some(Drag { from, chip, pulled: false, over: None });
        Action::None
    }

    pub(super) fn pulled(&mut self) -> Action {
        if let Some(drag) = &mut self.drag {
            drag.pulled = true;
        }
        Action::None
    }

    /// Over its own chip, which it never left: that was a click.
    pub(super) fn let_go(&mut self) -> Action {
        let _click = self.drag.take_if(|drag| !drag.pulled);
        Action::None
    }

    pub(super) fn drag_says(&mut self, message: &DragMessage) -> Action {
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.pulled) else { return Action::None };
        match message {
            DragMessage::Over(place) => drag.over = Some(*place),
            DragMessage::Out(place) => {
                let _left = drag.over.take_if(|over| over == place);
            }
            DragMessage::Fell(place) => return self.fell(*place),
            DragMessage::Ended => self.drag = None,
        }
        Action::None
    }

    fn fell(&mut self, place: Place) -> Action {
        let Some(Drag { from, chip, .. }) = self.drag.take().filter(|drag| drag.from != place) else {
            return Action::None;
        };
        let Some(taken) = self.people(from).map(|field| field.take_out(chip)) else { return Action::None };
        if let Some(field) = self.people(place) {
            field.put_in(taken);
        }
        self.show_field(place);
        Action::Several(vec![self.changed(), self.stand()])
    }

    pub(super) fn is_dragging(&self) -> bool {
        self.drag.is_some_and(|drag| drag.pulled)
    }

    /// What is beside the pointer.
    pub fn dragged(&self) -> Option<String> {
        let drag = self.drag.filter(|drag| drag.pulled)?;
        self.field_of(drag.from)?.name_of(drag.chip)
    }

    /// A line that what is dragged can fall into.
    pub(super) fn catches<'a>(&self, place: Place, line: Element<'a, Message>) -> Element<'a, Message> {
        let over = self.drag.is_some_and(|drag| drag.over == Some(place) && drag.from != place);
        let line = container(line);
        let line = if over { line.style(surface::banner(Tone::Info)) } else { line.style(surface::bare) };
        let area = mouse_area(line);
        if !self.is_dragging() {
            return area.into();
        }
        area.on_enter(Message::Drag(DragMessage::Over(place)))
            .on_exit(Message::Drag(DragMessage::Out(place)))
            .on_release(Message::Drag(DragMessage::Fell(place)))
            .into()
    }
}
