//! What is seen of the text: looks, selection, marks of lists, bars of quotes,
//! waves, the caret.

use iced::advanced::image::{Image, Renderer as _};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::text::{self, Renderer as _};
use iced::{Background, Color, Pixels, Point, Rectangle, Renderer, Size, Vector, alignment, border};

use super::area::{Area, Memory};
use super::laid::{self, CARRIED, Laid, SIZE, line_height};
use super::letters::Mark;
use super::page::{SIDES, Spot};
use crate::domain::writing::{Block, Place, numbers};
use crate::ui::icon;
use crate::ui::theme::{CORNER, HAIRLINE, Theme, font, size};

const MAIL: char = icon::MAIL;

/// Where a line of letters may be drawn: what lies wholly within a layer is not cut at
/// its edge, and a line may lie across it.
fn line_of(clip: Rectangle, at: Point) -> Rectangle {
    Rectangle { y: at.y, height: line_height(SIZE), ..clip }
}

impl Area<'_> {
    fn draw_block(&self, renderer: &mut Renderer, block: &Block, laid: &Laid, origin: Point, clip: Rectangle) {
        let c = self.theme.colours();
        let fill = |renderer: &mut Renderer, bounds: Rectangle, colour: Color| {
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, Background::Color(colour));
        };
        for x in laid::bars(block.quote()) {
            let bar = Rectangle::new(Point::new(origin.x + x, origin.y), Size::new(2.0, laid.height));
            fill(renderer, bar, c.hairline);
        }
        let colour = if block.quote() > 0 { c.muted } else { c.text };
        let position = Point::new(origin.x, (origin.y + laid.above).round());
        for (at, shaped) in laid.shaped() {
            renderer.fill_paragraph(shaped, position + at, colour, clip);
        }
        for stroke in laid.strokes() {
            if let Mark::Through(own) = stroke.kind {
                let area = stroke.area + Vector::new(position.x, position.y);
                fill(renderer, area, own.unwrap_or(colour));
            }
        }
        if !laid.is_carried() {
            self.draw_shown(renderer, block, laid, origin, clip);
        }
    }

    /// A picture, or what is seen of something carried along.
    fn draw_shown(&self, renderer: &mut Renderer, block: &Block, laid: &Laid, origin: Point, clip: Rectangle) {
        if let (Some(frame), Some(handle)) = (laid.frame(), self.state.shown.of(block)) {
            let bounds = frame + Vector::new(origin.x, origin.y);
            renderer.draw_image(Image::from(handle), bounds, clip);
        }
    }

    /// A grey line and a frame: it goes along, and is not written in.
    fn draw_carried(
        &self,
        renderer: &mut Renderer,
        laid: &Laid,
        origin: Point,
        clip: Rectangle,
        chosen: Option<Color>,
    ) {
        let c = self.theme.colours();
        let Some(line) = laid.line(0) else { return };
        let at = Point::new(origin.x + laid.left, (origin.y + line.top).round());
        let bounds = Rectangle::new(at, Size::new(laid.width, line.height));
        let edge = if chosen.is_some() { c.outline } else { c.hairline };
        let border = border::rounded(CORNER).width(HAIRLINE).color(edge);
        let ground = Background::Color(chosen.unwrap_or(c.window));
        renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, ground);
        let middle = Point::new(at.x + 12.0, at.y + CARRIED / 2.0);
        let mut say = |content: String, face, at: Point| {
            let room = Size::new((bounds.x + bounds.width - at.x - 8.0).max(0.0), CARRIED);
            let text = letters(content, face, size::BASE, room);
            renderer.fill_text(text::Text { align_y: alignment::Vertical::Center, ..text }, at, c.muted, clip);
        };
        say(MAIL.to_string(), font::ICON, middle);
        say(self.carried.clone(), font::TEXT, middle + Vector::new(24.0, 0.0));
    }

    /// A wave under what is spelt wrong, unless it is being written.
    fn draw_wrong(&self, renderer: &mut Renderer, memory: &Memory, index: usize, laid: &Laid, view: Point, top: f32) {
        let Some(block) = self.state.document().block(index) else { return };
        let selection = self.state.selection();
        let seen = self.state.page.borrow().seen(top, laid);
        for range in self.state.spelling.wrong(block, seen) {
            let here = selection.head == Place::new(index, range.end) && selection.is_caret();
            if here && memory.focus.is_some() {
                continue;
            }
            for area in laid.areas(range, false) {
                self.draw_wave(renderer, area + Vector::new(view.x, view.y + top + laid.above));
            }
        }
    }

    fn draw_wave(&self, renderer: &mut Renderer, area: Rectangle) {
        const STEP: f32 = 2.0;
        let bottom = (area.y + area.height - 4.0).round();
        let steps = (area.width / STEP).floor() as u16;
        for step in 0..steps {
            let dip = f32::from(step % 2);
            let at = Point::new((area.x + f32::from(step) * STEP).round(), bottom + dip);
            let bounds = Rectangle::new(at, Size::new(STEP, 1.0));
            let colour = Background::Color(self.theme.colours().danger);
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, colour);
        }
    }

    fn draw_marks(&self, renderer: &mut Renderer, origin: Point, clip: Rectangle) {
        let page = self.state.page.borrow();
        let document = self.state.document();
        let Some((first, ..)) = page.shown().next() else { return };
        let last = page.shown().last().map_or(first, |(index, ..)| index);
        for ((index, top, laid), number) in page.shown().zip(numbers(document, first..last + 1)) {
            let Some(paragraph) = document.block(index).and_then(|block| block.paragraph()) else { continue };
            let Some((mark, right)) = laid::mark(paragraph.form, number) else { continue };
            let line = laid.line(0).map_or(0.0, |line| line.top + (line.height - line_height(SIZE)) / 2.0);
            let at = Point::new(origin.x + right, (origin.y + top + line).round());
            let text = letters(mark, font::TEXT, SIZE, Size::new(f32::INFINITY, line_height(SIZE)));
            let colour = if paragraph.form.quote > 0 { self.theme.colours().muted } else { self.theme.colours().text };
            renderer.fill_text(text::Text { align_x: text::Alignment::Right, ..text }, at, colour, line_of(clip, at));
        }
    }

    pub(super) fn draw_text(&self, renderer: &mut Renderer, memory: &Memory, bounds: Rectangle, clip: Rectangle) {
        let c = self.theme.colours();
        let page = self.state.page.borrow();
        let origin = Vector::new(bounds.x, bounds.y);
        for (_, top, laid) in page.shown() {
            for stroke in laid.strokes() {
                if let Mark::Behind(colour) = stroke.kind {
                    let area = stroke.area + origin + Vector::new(SIDES, (top + laid.above).round());
                    renderer.fill_quad(Quad { bounds: area, ..Quad::default() }, Background::Color(colour));
                }
            }
        }
        let chosen = if memory.focus.is_some() { c.selection } else { c.selection_idle };
        for area in page.selected(self.state.selection()) {
            let area = Rectangle { y: (area.y + bounds.y).round(), x: area.x + bounds.x, ..area };
            renderer.fill_quad(Quad { bounds: area, ..Quad::default() }, Background::Color(chosen));
        }
        for (index, top, laid) in page.shown() {
            let Some(block) = self.state.document().block(index) else { continue };
            let at = Point::new(bounds.x + SIDES, bounds.y + top);
            self.draw_block(renderer, block, laid, at, clip);
            self.draw_wrong(renderer, memory, index, laid, Point::new(at.x, bounds.y), top);
            if laid.is_carried() {
                let (start, end) = self.state.selection().ends();
                let is_within = start <= Place::new(index, 0) && Place::new(index, 1) <= end;
                self.draw_carried(renderer, laid, at, clip, is_within.then_some(chosen));
                self.draw_shown(renderer, block, laid, at, clip);
            }
        }
        self.draw_marks(renderer, Point::new(bounds.x + SIDES, bounds.y), clip);
        if self.state.document().is_empty() && page.composing().is_none() {
            let at = page.caret(Spot::default()).unwrap_or_default().position() + origin;
            let room = Size::new(bounds.width - 2.0 * SIDES, line_height(SIZE));
            renderer.fill_text(letters(self.hint.clone(), font::TEXT, SIZE, room), at, c.muted, line_of(clip, at));
        }
    }

    pub(super) fn draw_caret(&self, renderer: &mut Renderer, memory: &Memory, bounds: Rectangle) {
        let Some(lit) = &memory.focus else { return };
        let caret = self.state.page.borrow().caret(self.state.spot());
        let alone = self.state.selection().is_caret() && lit.shows_caret();
        if let Some(caret) = caret.filter(|_| alone) {
            let width = if self.theme == Theme::HighContrast { 2.0 } else { 1.0 };
            let at = Point::new((caret.x + bounds.x).round(), (caret.y + bounds.y).round());
            let quad = Quad { bounds: Rectangle::new(at, Size::new(width, caret.height)), ..Quad::default() };
            renderer.fill_quad(quad, Background::Color(self.theme.colours().text));
        }
    }
}

fn letters(content: String, face: iced::Font, size: f32, bounds: Size) -> text::Text {
    text::Text {
        content,
        bounds,
        size: Pixels(size),
        line_height: text::LineHeight::Absolute(Pixels(line_height(SIZE))),
        font: face,
        align_x: text::Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    }
}
