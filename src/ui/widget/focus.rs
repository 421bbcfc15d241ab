//! Moving the focus within a window: round and round, and so that what has it is
//! in sight. The toolkit's own way stops at the end, scrolls nothing, and goes on in
//! the other windows.

use iced::advanced::widget::operate;
use iced::advanced::widget::operation::scrollable::{AbsoluteOffset, scroll_by};
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, scope};
use iced::widget::{Id, container};
use iced::{Length, Rectangle, Task, Vector, window};

use crate::ui::theme::Element;

/// The part of a screen that scrolls.
pub const PAGE: &str = "page-body";
/// The part of a modal that scrolls.
pub const MODAL: &str = "modal-body";

/// What is read with a field: its label above, what is wrong with it below.
const AROUND: f32 = 28.0;

/// All that a window shows: the keys stay in it.
pub fn within<'a, Message: 'a>(window: window::Id, content: Element<'a, Message>) -> Element<'a, Message> {
    container(content).id(name(window)).width(Length::Fill).height(Length::Fill).into()
}

fn name(window: window::Id) -> Id {
    Id::from(format!("window-{window}"))
}

/// To the next field or button of a window, as Tab does.
pub fn next<T: Send + 'static>(window: window::Id) -> Task<T> {
    operate(scope(name(window), Count { forward: true, seen: 0, focused: None }))
}

/// To the one before, as Shift+Tab does.
pub fn previous<T: Send + 'static>(window: window::Id) -> Task<T> {
    operate(scope(name(window), Count { forward: false, seen: 0, focused: None }))
}

/// To the field of that name.
pub fn on<T: Send + 'static>(id: Id) -> Task<T> {
    operate(Land::at(Target::Named(id)))
}

/// Looks how many there are, and which has the focus.
struct Count {
    forward: bool,
    seen: usize,
    focused: Option<usize>,
}

impl Count {
    fn target(&self) -> Option<usize> {
        let last = self.seen.checked_sub(1)?;
        Some(match (self.focused, self.forward) {
            (None, true) => 0,
            (None | Some(0), false) => last,
            (Some(here), true) => (here + 1) % self.seen,
            (Some(here), false) => here - 1,
        })
    }
}

impl<T: 'static> Operation<T> for Count {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.focused = Some(self.seen);
        }
        self.seen += 1;
    }

    fn finish(&self) -> Outcome<T> {
        match self.target() {
            Some(nth) => Outcome::Chain(Box::new(Land::at(Target::Nth(nth)))),
            None => Outcome::None,
        }
    }
}

enum Target {
    Nth(usize),
    Named(Id),
}

/// Gives one the focus, takes it from the others, and sees where it is.
struct Land {
    target: Target,
    seen: usize,
    /// The form whose content comes next, and the one that we are in.
    entering: Option<Body>,
    body: Option<Body>,
    scroll: Option<(Id, f32)>,
}

/// What scrolls: its name, where it is, and how far it is scrolled.
struct Body {
    id: Id,
    bounds: Rectangle,
    translation: Vector,
}

impl Land {
    fn at(target: Target) -> Self {
        Self { target, seen: 0, entering: None, body: None, scroll: None }
    }
}

impl<T: 'static> Operation<T> for Land {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let Some(body) = self.entering.take() else { return operate(self) };
        let outer = self.body.replace(body);
        operate(self);
        self.body = outer;
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        _: Rectangle,
        translation: Vector,
        _: &mut dyn Scrollable,
    ) {
        if let Some(id) = id.filter(|id| **id == Id::new(PAGE) || **id == Id::new(MODAL)) {
            self.entering = Some(Body { id: id.clone(), bounds, translation });
        }
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let here = match &self.target {
            Target::Nth(nth) => self.seen == *nth,
            Target::Named(name) => id == Some(name),
        };
        self.seen += 1;
        if !here {
            state.unfocus();
            return;
        }
        state.focus();
        if let Some(Body { id, bounds: view, translation }) = &self.body {
            let y = missing(bounds.y - translation.y, bounds.height, view.y, view.height);
            self.scroll = Some((id.clone(), y)).filter(|_| y != 0.0);
        }
    }

    fn finish(&self) -> Outcome<T> {
        match self.scroll.clone() {
            Some((id, y)) => Outcome::Chain(Box::new(scroll_by(id, AbsoluteOffset { x: 0.0, y }))),
            None => Outcome::None,
        }
    }
}

/// How far to scroll until what starts at `top` is whole in the view.
fn missing(top: f32, height: f32, view_top: f32, view_height: f32) -> f32 {
    let above = top - AROUND - view_top;
    let below = top + height + AROUND - (view_top + view_height);
    if above < 0.0 {
        above
    } else {
        // Never so far that its beginning goes out of sight.
        below.clamp(0.0, above)
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, missing};

    #[test]
    fn what_has_the_focus_is_brought_into_sight_and_no_further() {
        assert!(missing(150.0, 30.0, 100.0, 300.0).abs() < 0.01, "in sight already");
        assert!((missing(110.0, 30.0, 100.0, 300.0) + 18.0).abs() < 0.01, "its label is above");
        assert!((missing(380.0, 30.0, 100.0, 300.0) - 38.0).abs() < 0.01, "below");
        assert!((missing(200.0, 500.0, 100.0, 300.0) - 72.0).abs() < 0.01, "higher than the view: its beginning");
    }

    #[test]
    fn the_focus_goes_round() {
        let from = |focused, forward| Count { forward, seen: 3, focused }.target();
        assert_eq!([from(None, true), from(Some(0), true), from(Some(2), true)], [Some(0), Some(1), Some(0)]);
        assert_eq!([from(None, false), from(Some(0), false), from(Some(2), false)], [Some(2), Some(2), Some(1)]);
        assert_eq!(Count { forward: true, seen: 0, focused: None }.target(), None, "nowhere to go");
    }
}
