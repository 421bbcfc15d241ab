//! A page in the dark: each colour keeps its hue and changes its lightness, so
//! that white becomes the paper of the window and black its ink. Pictures pass as
//! they are.

use std::sync::Arc;

use anyrender::{Filter, Glyph, NormalizedCoord, Paint, PaintRef, PaintScene, RenderContext};
use kurbo::{Affine, Rect, Shape, Stroke, Vec2};
use peniko::color::{AlphaColor, Oklab, Srgb};
use peniko::{BlendMode, Color, Fill, FontData, Gradient, StyleRef};

use super::super::wire::Light;

/// A scene that others paint on.
pub(super) struct Dark<'a, S> {
    scene: &'a mut S,
    turn: Option<Turn>,
}

/// How much light paper and ink have.
#[derive(Clone, Copy)]
struct Turn {
    paper: f32,
    ink: f32,
}

impl<'a, S> Dark<'a, S> {
    /// Without a light, everything passes as it is.
    pub(super) fn over(scene: &'a mut S, light: Option<Light>) -> Self {
        let turn = light.map(|light| Turn { paper: lightness(light.paper), ink: lightness(light.ink) });
        Self { scene, turn }
    }
}

impl Turn {
    fn colour(self, colour: Color) -> Color {
        let AlphaColor { components: [light, a, b, opacity], .. } = colour.convert::<Oklab>();
        let light = self.ink + (self.paper - self.ink) * light.clamp(0.0, 1.0);
        AlphaColor::<Oklab>::new([light, a, b, opacity]).convert::<Srgb>()
    }

    fn gradient(self, gradient: &Gradient) -> Gradient {
        let mut turned = gradient.clone();
        for stop in turned.stops.iter_mut() {
            let colour = stop.color.to_alpha_color::<Srgb>();
            stop.color = peniko::color::DynamicColor::from_alpha_color(self.colour(colour));
        }
        turned
    }
}

fn lightness([red, green, blue]: [u8; 3]) -> f32 {
    let AlphaColor { components: [light, ..], .. } = Color::from_rgb8(red, green, blue).convert::<Oklab>();
    light
}

/// Does the work with the paint turned, where it is of one colour or of several.
fn turned<T>(turn: Option<Turn>, paint: PaintRef<'_>, work: impl FnOnce(PaintRef<'_>) -> T) -> T {
    match (turn, paint) {
        (Some(turn), Paint::Solid(colour)) => work(Paint::Solid(turn.colour(colour))),
        (Some(turn), Paint::Gradient(gradient)) => work(Paint::Gradient(&turn.gradient(gradient))),
        (_, paint) => work(paint),
    }
}

impl<S: RenderContext> RenderContext for Dark<'_, S> {}

impl<S: PaintScene> PaintScene for Dark<'_, S> {
    fn reset(&mut self) {
        self.scene.reset();
    }

    fn push_layer(
        &mut self,
        fill: Fill,
        blend: impl Into<BlendMode>,
        alpha: f32,
        transform: Affine,
        clip: &impl Shape,
        filter: Option<Arc<Filter>>,
        backdrop: Option<Arc<Filter>>,
    ) {
        self.scene.push_layer(fill, blend, alpha, transform, clip, filter, backdrop);
    }

    fn push_clip_layer(&mut self, fill: Fill, transform: Affine, clip: &impl Shape) {
        self.scene.push_clip_layer(fill, transform, clip);
    }

    fn pop_layer(&mut self) {
        self.scene.pop_layer();
    }

    fn stroke<'a>(
        &mut self,
        style: &Stroke,
        transform: Affine,
        brush: impl Into<PaintRef<'a>>,
        brush_transform: Option<Affine>,
        shape: &impl Shape,
    ) {
        let Self { scene, turn } = self;
        turned(*turn, brush.into(), |brush| scene.stroke(style, transform, brush, brush_transform, shape));
    }

    fn fill<'a>(
        &mut self,
        style: Fill,
        transform: Affine,
        brush: impl Into<PaintRef<'a>>,
        brush_transform: Option<Affine>,
        shape: &impl Shape,
    ) {
        let Self { scene, turn } = self;
        turned(*turn, brush.into(), |brush| scene.fill(style, transform, brush, brush_transform, shape));
    }

    fn draw_glyphs<'a, 's: 'a>(
        &'s mut self,
        font: &'a FontData,
        font_size: f32,
        hint: bool,
        normalized_coords: &'a [NormalizedCoord],
        embolden: Vec2,
        style: impl Into<StyleRef<'a>>,
        brush: impl Into<PaintRef<'a>>,
        brush_alpha: f32,
        transform: Affine,
        glyph_transform: Option<Affine>,
        glyphs: impl Iterator<Item = Glyph> + Clone,
    ) {
        let brush = match (self.turn, brush.into()) {
            (Some(turn), Paint::Solid(colour)) => Paint::Solid(turn.colour(colour)),
            (_, brush) => brush,
        };
        self.scene.draw_glyphs(
            font,
            font_size,
            hint,
            normalized_coords,
            embolden,
            style,
            brush,
            brush_alpha,
            transform,
            glyph_transform,
            glyphs,
        );
    }

    fn draw_box_shadow(&mut self, transform: Affine, rect: Rect, brush: Color, radius: f64, std_dev: f64) {
        let brush = self.turn.map_or(brush, |turn| turn.colour(brush));
        self.scene.draw_box_shadow(transform, rect, brush, radius, std_dev);
    }
}
