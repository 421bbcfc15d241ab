//! The pages of a PDF, painted one at a time, the last few of them kept.

use std::collections::{HashMap, VecDeque};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, hayro_syntax};

use crate::extract::PageWords;

/// Pages of a book: nobody reads more in a letter.
const PAGES: usize = 2_000;
/// Painted pages that are kept.
const KEPT: usize = 4;
/// Pixels of the window for one of the units of a PDF.
pub(super) const UNIT: f32 = 96.0 / 72.0;
/// Of one page, on each side, in pixels of the screen.
const LARGEST: u32 = 16_000;
const PIXELS: u64 = 60_000_000;

pub(super) struct Pdf {
    file: hayro_syntax::Pdf,
    painted: VecDeque<(usize, Vec<u8>)>,
    /// Of the pages that were asked about.
    words: HashMap<usize, PageWords>,
}

impl Pdf {
    pub(super) fn open(bytes: Vec<u8>) -> Option<Self> {
        let file = hayro_syntax::Pdf::new(bytes).ok()?;
        Some(Self { file, painted: VecDeque::new(), words: HashMap::new() })
    }

    pub(super) fn sizes(&self) -> Vec<(f32, f32)> {
        let pages = self.file.pages().iter().take(PAGES).map(hayro_syntax::page::Page::render_dimensions);
        pages.map(|(width, height)| (width.max(1.0) * UNIT, height.max(1.0) * UNIT)).collect()
    }

    pub(super) fn forget(&mut self) {
        self.painted.clear();
    }

    pub(super) fn words(&mut self, number: usize) -> Option<&PageWords> {
        if !self.words.contains_key(&number) {
            let _ = self.words.insert(number, PageWords::of(&self.file, number)?);
        }
        self.words.get(&number)
    }

    /// The pixels of a page in that size; None where it is too large to paint.
    pub(super) fn leaf(&mut self, number: usize, width: u32, height: u32) -> Option<&[u8]> {
        if let Some(place) = self.painted.iter().position(|(kept, _)| *kept == number) {
            return self.painted.get(place).map(|(_, pixels)| pixels.as_slice());
        }
        if width.max(height) > LARGEST || u64::from(width) * u64::from(height) > PIXELS {
            return None;
        }
        let pixels = self.paint(number, width, height)?;
        self.painted.truncate(KEPT - 1);
        self.painted.push_front((number, pixels));
        self.painted.front().map(|(_, pixels)| pixels.as_slice())
    }

    fn paint(&self, number: usize, width: u32, height: u32) -> Option<Vec<u8>> {
        let page = self.file.pages().get(number)?;
        let (own_width, own_height) = page.render_dimensions();
        // A little more than asked: what is painted is cut to whole pixels.
        let scale = |pixels: u32, own: f32| (pixels as f32 + 0.01) / own.max(1.0);
        let settings =
            PixmapSettings { x_scale: scale(width, own_width), y_scale: scale(height, own_height), bg_color: WHITE };
        let cache = RenderCache::new();
        let pixmap =
            hayro::render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let fits = (u32::from(pixmap.width()), u32::from(pixmap.height())) == (width, height);
        fits.then(|| pixmap.data_as_u8_slice().to_vec())
    }
}
