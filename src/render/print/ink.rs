//! What the page is painted on: a part of a sheet. What lies above or below the
//! part is not drawn at all, so that no word is there twice.

use std::collections::HashMap;
use std::sync::Arc;

use anyrender::{Filter, Glyph, NormalizedCoord, Paint, PaintRef, PaintScene, RenderContext};
use krilla::Data;
use krilla::geom::{PathBuilder, Size};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use kurbo::{Affine, Point, Rect, Shape, Stroke, Vec2};
use peniko::{BlendMode, Color, Fill, FontData, ImageBrushRef, StyleRef};

use super::super::page::narrow;
use super::super::wire::Sheet;
use super::column::FINE;
use super::glyphs::{Said, Words};
use super::{paint, photo};

/// What several sheets use.
pub(super) struct Stock {
    /// What a font has no sign for is drawn as a shape: as a letter, archives refuse it.
    archival: bool,
    fonts: HashMap<(u64, u32), Option<Font>>,
    /// By the picture and the size that it is drawn in.
    pictures: HashMap<(u64, u32, u32), Option<Image>>,
}

impl Stock {
    pub(super) fn of(sheet: &Sheet) -> Self {
        Self { archival: sheet.archival, fonts: HashMap::new(), pictures: HashMap::new() }
    }

    fn font(&mut self, font: &FontData) -> Option<Font> {
        let opened = self.fonts.entry((font.data.id(), font.index)).or_insert_with(|| {
            let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(font.data.clone());
            Font::new(Data::from(bytes), font.index)
        });
        opened.clone()
    }

    fn picture(&mut self, brush: &ImageBrushRef<'_>, size: (f64, f64)) -> Option<Image> {
        let image = brush.image;
        let (width, height) = photo::enough((image.width, image.height), size);
        let made = self.pictures.entry((image.data.id(), width, height));
        made.or_insert_with(|| photo::of_pixels(image, width, height)).clone()
    }
}

pub(super) struct Ink<'a, 's> {
    surface: &'a mut Surface<'s>,
    stock: &'a mut Stock,
    words: &'a Words,
    /// From the layout to the sheet.
    place: Affine,
    /// How much of the layout is drawn, from its top.
    height: f64,
    /// What each layer has to take back.
    layers: Vec<u8>,
}

impl<'a, 's> Ink<'a, 's> {
    /// `unit` is in points for a pixel of the page, as the height is in its pixels.
    pub(super) fn on(
        surface: &'a mut Surface<'s>,
        stock: &'a mut Stock,
        words: &'a Words,
        unit: f32,
        height: f32,
        [left, top]: [f32; 2],
    ) -> Self {
        let at = Vec2::new(left.into(), top.into());
        let place = Affine::translate(at) * Affine::scale(f64::from(unit / FINE));
        let mut ink = Self { surface, stock, words, place, height: f64::from(height * FINE), layers: Vec::new() };
        // As wide as the sheet: a letter may lean over the margin.
        let part = Rect::new(0.0, f64::from(top), 2_000.0, f64::from(top + height * unit));
        ink.clip(&part, Affine::IDENTITY, FillRule::NonZero);
        ink.layers.push(1);
        ink
    }

    /// Takes back what is still laid over it.
    pub(super) fn dry(mut self) {
        while !self.layers.is_empty() {
            self.pop_layer();
        }
    }

    /// `transform` is from the shape to the sheet.
    fn clip(&mut self, shape: &impl Shape, transform: Affine, rule: FillRule) {
        let path = paint::path(shape, transform).or_else(nowhere);
        if let Some(path) = path {
            self.surface.push_clip_path(&path, &rule);
        }
    }

    fn is_here(&self, shape: &impl Shape, transform: Affine) -> bool {
        let place = transform.transform_rect_bbox(shape.bounding_box());
        place.is_finite() && place.y1 >= 0.0 && place.y0 <= self.height
    }

    fn draw(
        &mut self,
        shape: &impl Shape,
        transform: Affine,
        brush: &PaintRef<'_>,
        own: Option<Affine>,
        rule: FillRule,
    ) {
        let place = self.place * transform;
        let fill = match brush {
            Paint::Solid(colour) => paint::fill(*colour, rule),
            Paint::Gradient(gradient) => paint::gradient(gradient, place * own.unwrap_or_default())
                .map(|paint| krilla::paint::Fill { paint, opacity: NormalizedF32::ONE, rule }),
            Paint::Image(brush) => return self.picture(shape, place, brush, own.unwrap_or_default()),
            Paint::Resource(_) | Paint::Custom(_) => None,
        };
        if let (Some(fill), Some(path)) = (fill, paint::path(shape, place)) {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(fill));
            self.surface.draw_path(&path);
        }
    }

    fn picture(&mut self, shape: &impl Shape, place: Affine, brush: &ImageBrushRef<'_>, own: Affine) {
        let at = place * own;
        let (width, height) = (f64::from(brush.image.width), f64::from(brush.image.height));
        let drawn = at.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let Some(image) = self.stock.picture(brush, (drawn.width(), drawn.height())) else { return };
        let Some(size) = Size::from_wh(narrow(width), narrow(height)) else { return };
        self.clip(shape, place, FillRule::NonZero);
        self.surface.push_transform(&paint::transform(at));
        self.surface.draw_image(image, size);
        self.surface.pop();
        self.surface.pop();
    }

    /// Signs that follow each other in a line, as words where it is known which.
    fn signs(&mut self, font: &Font, size: f32, transform: Affine, signs: &[Glyph], said: Option<(&Said, usize)>) {
        let Some(first) = signs.first() else { return };
        let as_shapes = first.id == 0 && self.stock.archival;
        let none = Said::default();
        let (said, from) = said.unwrap_or((&none, 0));
        let advance = |nth: usize| {
            let (here, next) = (signs.get(nth), signs.get(nth + 1));
            here.zip(next).map_or(0.0, |(here, next)| (next.x - here.x) / size)
        };
        let drawn: Vec<KrillaGlyph> = signs
            .iter()
            .enumerate()
            .map(|(nth, sign)| {
                let range = said.ranges.get(from + nth).cloned().unwrap_or_default();
                let up = (first.y - sign.y) / size;
                KrillaGlyph::new(GlyphId::new(sign.id), advance(nth), 0.0, up, 0.0, range, None)
            })
            .collect();
        let start = paint::point(transform * Point::new(first.x.into(), first.y.into()));
        let large = size * paint::scale(transform);
        self.surface.draw_glyphs(start, &drawn, font.clone(), &said.text, large, as_shapes);
    }
}

/// A shape on no sheet: what is cut to nothing is not seen.
fn nowhere() -> Option<krilla::geom::Path> {
    let mut path = PathBuilder::new();
    path.push_rect(krilla::geom::Rect::from_xywh(-9.0, -9.0, 1.0, 1.0)?);
    path.finish()
}

impl RenderContext for Ink<'_, '_> {}

impl PaintScene for Ink<'_, '_> {
    /// What is on paper stays there.
    fn reset(&mut self) {}

    fn push_layer(
        &mut self,
        fill: Fill,
        _blend: impl Into<BlendMode>,
        alpha: f32,
        transform: Affine,
        clip: &impl Shape,
        _filter: Option<Arc<Filter>>,
        _backdrop: Option<Arc<Filter>>,
    ) {
        self.push_clip_layer(fill, transform, clip);
        if let (Some(opacity), Some(layer)) = (NormalizedF32::new(alpha.clamp(0.0, 1.0)), self.layers.last_mut()) {
            self.surface.push_opacity(opacity);
            *layer += 1;
        }
    }

    fn push_clip_layer(&mut self, fill: Fill, transform: Affine, clip: &impl Shape) {
        self.clip(clip, self.place * transform, paint::rule(fill));
        self.layers.push(1);
    }

    fn pop_layer(&mut self) {
        for _ in 0..self.layers.pop().unwrap_or_default() {
            self.surface.pop();
        }
    }

    fn stroke<'a>(
        &mut self,
        style: &Stroke,
        transform: Affine,
        brush: impl Into<PaintRef<'a>>,
        _brush_transform: Option<Affine>,
        shape: &impl Shape,
    ) {
        let Paint::Solid(colour) = brush.into() else { return };
        let place = self.place * transform;
        let stroke = paint::stroke(style, colour, paint::scale(place)).filter(|_| self.is_here(shape, transform));
        if let (Some(stroke), Some(path)) = (stroke, paint::path(shape, place)) {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(stroke));
            self.surface.draw_path(&path);
            self.surface.set_stroke(None);
        }
    }

    fn fill<'a>(
        &mut self,
        style: Fill,
        transform: Affine,
        brush: impl Into<PaintRef<'a>>,
        brush_transform: Option<Affine>,
        shape: &impl Shape,
    ) {
        if self.is_here(shape, transform) {
            self.draw(shape, transform, &brush.into(), brush_transform, paint::rule(style));
        }
    }

    fn draw_glyphs<'a, 's: 'a>(
        &'s mut self,
        font: &'a FontData,
        font_size: f32,
        _hint: bool,
        _normalized_coords: &'a [NormalizedCoord],
        _embolden: Vec2,
        _style: impl Into<StyleRef<'a>>,
        brush: impl Into<PaintRef<'a>>,
        brush_alpha: f32,
        transform: Affine,
        glyph_transform: Option<Affine>,
        glyphs: impl Iterator<Item = Glyph> + Clone,
    ) {
        let signs: Vec<Glyph> = glyphs.collect();
        let (Some(first), Paint::Solid(colour)) = (signs.first(), brush.into()) else { return };
        let base = transform * Point::new(first.x.into(), first.y.into());
        let fill = paint::fill(colour.multiply_alpha(brush_alpha), FillRule::NonZero);
        let (Some(fill), true) = (fill, (0.0..self.height).contains(&base.y) && font_size > 0.0) else { return };
        let Some(opened) = self.stock.font(font) else { return };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill));
        let (words, place) = (self.words, self.place * transform);
        let said = words.of(font, &signs);
        let leans = glyph_transform.filter(|lean| *lean != Affine::IDENTITY);
        let mut from = 0;
        // A sign that leans does so by itself; one that is none is drawn apart.
        for part in signs.chunk_by(|one, next| leans.is_none() && (one.id == 0) == (next.id == 0)) {
            let (at, said) = (from, said.map(|said| (said, from)));
            from = at + part.len();
            match (leans, part.first()) {
                (Some(lean), Some(sign)) => {
                    let there = place * Affine::translate((f64::from(sign.x), f64::from(sign.y))) * lean;
                    let alone = [Glyph { x: 0.0, y: 0.0, ..*sign }];
                    self.surface.push_transform(&paint::transform(there));
                    self.signs(&opened, font_size, Affine::IDENTITY, &alone, said);
                    self.surface.pop();
                }
                _ => self.signs(&opened, font_size, place, part, said),
            }
        }
    }

    /// Paper has no shadows.
    fn draw_box_shadow(&mut self, _transform: Affine, _rect: Rect, _brush: Color, _radius: f64, _deviation: f64) {}
}
