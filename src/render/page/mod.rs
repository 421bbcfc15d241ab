//! One page, laid out: what it looks like, strip by strip, and where things are
//! on it.

mod begin;
pub(super) mod blocks;
mod dark;
mod fold;
mod links;
mod pictures;
pub(super) mod search;
pub(super) mod selection;
mod style;
mod written;

use std::ops::Range;
use std::sync::Arc;

use anyrender::{ImageRenderer as _, PaintScene};
use anyrender_vello_cpu::VelloCpuImageRenderer;
use blitz_dom::{BaseDocument, DocumentConfig, StyleThreading, UserAgentStylesheet};
use blitz_html::HtmlDocument;
use blitz_traits::shell::{ColorScheme, Viewport};
use kurbo::{Affine, Rect};
use parley::FontContext;
use peniko::{Color, Fill};

use super::fonts::Fonts;
use super::voice::Voice;
use super::whole;
use super::wire::{Laid, Light, Look, Quotes, Reading, Strip};
use crate::i18n::fl;
use dark::Dark;
use fold::Fold;
use pictures::Pictures;
use selection::Selection;

/// Of a page, in pixels of the screen: what is below is told as cut.
const LONGEST: f32 = 4_000_000.0;
/// Of a page and of a strip, in pixels of the screen.
const WIDEST: f32 = 8_000.0;
const TALLEST: u32 = 2_048;
/// Of what lays a page out while it does not know how tall it will be.
const SCREENFUL: u32 = 1_000;

pub(super) struct Page {
    document: HtmlDocument,
    pictures: Arc<Pictures>,
    look: Look,
    /// What else than ours decides how it looks.
    medium: Medium,
    laid: Laid,
    selection: Selection,
    fold: Option<Fold>,
    /// It was looked for.
    sought: bool,
    /// The page of which only the beginning is there.
    whole: Option<Whole>,
}

struct Whole {
    html: String,
    fonts: FontContext,
}

/// On what it is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Medium {
    Screen,
    Paper,
}

impl Page {
    pub(super) fn open(fonts: &Fonts, voice: &mut Voice, reading: Reading, look: Look) -> Self {
        Self::of(fonts, voice, reading, look, Medium::Screen)
    }

    /// To be printed.
    pub(super) fn on_paper(fonts: &Fonts, voice: &mut Voice, reading: Reading, look: Look) -> Self {
        Self::of(fonts, voice, reading, look, Medium::Paper)
    }

    /// What we write on paper ourselves: nothing of a message but its words.
    pub(super) fn of_ours(fonts: &Fonts, html: &str, look: Look) -> Self {
        Self::made(fonts, html, Laid::default(), Pictures::default(), look, Medium::Paper)
    }

    fn of(fonts: &Fonts, voice: &mut Voice, reading: Reading, look: Look, medium: Medium) -> Self {
        let (html, laid) = written::page(&reading, voice, look.language);
        let pictures = Pictures::new(reading.pictures, reading.fetched);
        let beginning = if look.beginning { begin::of(&html, look.quotes != Quotes::Whole) } else { None };
        let begun = beginning.is_some();
        let laid = Laid { begun, ..laid };
        let mut page = Self::made(fonts, beginning.unwrap_or(&html), laid, pictures, look, medium);
        if begun {
            // Where the rest is not there, nothing is known of a quote.
            page.sought = true;
            page.whole = Some(Whole { html, fonts: fonts.context() });
        }
        if page.set_fold(voice) {
            page.arrange();
        }
        page
    }

    fn made(fonts: &Fonts, html: &str, laid: Laid, pictures: Pictures, look: Look, medium: Medium) -> Self {
        let pictures = Arc::new(pictures);
        let document = document(html, fonts.context(), &pictures, look, medium);
        let selection = Selection::default();
        let mut page =
            Self { document, pictures, look, medium, laid, selection, fold: None, sought: false, whole: None };
        page.arrange();
        page
    }

    /// The rest of a page that was begun.
    fn complete(&mut self, voice: &mut Voice, look: Look) {
        let Some(Whole { html, fonts }) = self.whole.take() else { return };
        self.document = document(&html, fonts, &self.pictures, look, self.medium);
        (self.look, self.selection, self.sought) = (look, Selection::default(), false);
        self.laid.begun = false;
        self.arrange();
        if self.set_fold(voice) {
            self.arrange();
        }
    }

    pub(super) fn laid(&self) -> &Laid {
        &self.laid
    }

    /// The same page in another look.
    pub(super) fn lay(&mut self, voice: &mut Voice, look: Look) -> &Laid {
        if self.whole.is_some() && !look.beginning {
            self.complete(voice, look);
            return &self.laid;
        }
        for sheet in sheets(self.look, self.medium) {
            self.document.remove_user_agent_stylesheet(&sheet);
        }
        for sheet in sheets(look, self.medium) {
            self.document.add_user_agent_stylesheet(sheet);
        }
        self.look = look;
        self.document.set_viewport(viewport(look));
        let _ = self.set_fold(voice);
        self.arrange();
        &self.laid
    }

    /// Folds the quote or unfolds it, as is wanted. False where nothing changes.
    fn set_fold(&mut self, voice: &mut Voice) -> bool {
        let Look { quotes, language, .. } = self.look;
        let document = &mut self.document;
        if quotes == Quotes::Whole {
            self.sought = false;
            return self.fold.take().map(|fold| fold.take_out(document)).is_some();
        }
        if !std::mem::replace(&mut self.sought, true) {
            self.fold = Fold::put(document);
        }
        let Some(fold) = self.fold else { return false };
        let says = fl!(voice.words(language), "fold-lines", count = fold.lines as u64);
        fold.set(document, quotes == Quotes::Folded, &says);
        true
    }

    fn arrange(&mut self) {
        // The pictures of the page come in by messages of its own; a second
        // round gives them their room.
        self.document.resolve(0.0);
        if self.pictures.served() {
            self.document.handle_messages();
            self.document.resolve(0.0);
        }
        let root = self.document.root_element();
        let (size, overflow) = (root.final_layout().size, *root.scrollable_overflow());
        let zoom = self.look.zoom;
        let drawn = f64::from(self.look.scale * zoom);
        let reach = |own: f32, far: f64| own.max(narrow(far / drawn)) * zoom;
        let most = |length: f32, most: f32| length.min(most / self.look.scale);
        let height = reach(size.height, overflow.y1);
        self.laid.cut |= height * self.look.scale > LONGEST;
        self.laid.height = most(height, LONGEST).ceil();
        self.laid.width = most(reach(size.width, overflow.x1), WIDEST).floor();
        self.laid.links = links::on(&self.document, zoom);
    }

    pub(super) fn document(&self) -> &BaseDocument {
        &self.document
    }

    /// A part of the page, in its own pixels, on what is not of pixels.
    pub(super) fn draw(&mut self, scene: &mut impl PaintScene, part: Range<f32>) {
        let factor = f64::from(self.look.scale * self.look.zoom);
        let pixels = |length: f32| whole(narrow((f64::from(length) * factor).ceil()));
        let (width, height) = (pixels(self.laid.width), pixels(part.end - part.start));
        self.document.set_viewport_scroll(blitz_dom::Point { x: 0.0, y: part.start.into() });
        blitz_paint::paint_scene(scene, &mut self.document, factor, width, height, 0, 0);
        self.document.set_viewport_scroll(blitz_dom::Point { x: 0.0, y: 0.0 });
    }

    /// The pixels of a part; None where the page does not reach.
    pub(super) fn paint(&mut self, strip: Strip) -> Option<Vec<u8>> {
        let scale = self.look.scale;
        let width = whole(self.laid.width * scale);
        let height = whole((self.laid.height * scale).ceil()).saturating_sub(strip.top).min(strip.height);
        if width == 0 || height == 0 || height > TALLEST {
            return None;
        }
        let Light { paper, dark, .. } = self.look.light;
        let top = f64::from(strip.top) / f64::from(scale * self.look.zoom);
        self.document.set_viewport_scroll(blitz_dom::Point { x: 0.0, y: top });
        let (document, factor) = (&mut self.document, f64::from(scale * self.look.zoom));
        let mut pixels = Vec::new();
        let mut renderer = VelloCpuImageRenderer::new(width, height);
        renderer.render_to_vec(
            |scene| {
                let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
                let [red, green, blue] = paper;
                scene.fill(Fill::NonZero, Affine::IDENTITY, Color::from_rgb8(red, green, blue), None, &whole);
                let mut scene = Dark::over(scene, dark.then_some(self.look.light));
                blitz_paint::paint_scene(&mut scene, document, factor, width, height, 0, 0);
            },
            &mut pixels,
        );
        Some(pixels)
    }
}

fn document(html: &str, fonts: FontContext, pictures: &Arc<Pictures>, look: Look, medium: Medium) -> HtmlDocument {
    let config = DocumentConfig {
        viewport: Some(viewport(look)),
        ua_stylesheets: sheets(look, medium),
        net_provider: Some(pictures.clone()),
        font_ctx: Some(fonts),
        style_threading: StyleThreading::Sequential,
        ..DocumentConfig::default()
    };
    HtmlDocument::from_html(html, config)
}

fn viewport(look: Look) -> Viewport {
    let scheme = if look.light.dark { ColorScheme::Dark } else { ColorScheme::Light };
    let width = whole((look.width * look.scale).min(WIDEST));
    Viewport::new(width.max(1), SCREENFUL, look.scale * look.zoom, scheme)
}

fn sheets(look: Look, medium: Medium) -> Vec<UserAgentStylesheet> {
    let ours = style::ours(look.light, medium == Medium::Paper);
    vec![UserAgentStylesheet::default_sheet(), UserAgentStylesheet::parse(&ours)]
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
pub(super) fn narrow(place: f64) -> f32 {
    place as f32
}
