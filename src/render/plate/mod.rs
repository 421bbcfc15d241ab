//! What is not laid out but comes as it is: the pages of a PDF and pictures, one
//! below the other, as wide as the window and no wider than is worth it.

mod fit;
mod pdf;
mod picture;
mod words;

use super::wire::{Laid, Light, Look, Strip};

pub(super) use fit::fit;
use pdf::Pdf;
pub(super) use picture::Picture;

/// Between two leaves, and around them, in pixels of the window.
const GAP: f32 = 12.0;
/// Of a whole plate, in pixels of the screen.
const LONGEST: f32 = 4_000_000.0;
/// A leaf is no wider than this, before it is made larger by hand.
const WIDEST: f32 = 1_000.0;
const TALLEST: u32 = 2_048;

pub(super) struct Plate {
    source: Source,
    /// Natural sizes, in pixels of the window.
    sizes: Vec<(f32, f32)>,
    look: Look,
    leaves: Vec<Leaf>,
    laid: Laid,
    selection: words::Selection,
}

enum Source {
    Pdf(Box<Pdf>),
    Picture(Picture),
    /// Broken, locked with a password, or larger than can be shown.
    None,
}

/// Where one of them stands, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leaf {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Plate {
    pub(super) fn of_pdf(bytes: Vec<u8>, look: Look) -> Self {
        let pdf = Pdf::open(bytes);
        let sizes = pdf.as_ref().map(Pdf::sizes).unwrap_or_default();
        Self::new(pdf.map_or(Source::None, |pdf| Source::Pdf(Box::new(pdf))), sizes, look)
    }

    pub(super) fn of_picture(bytes: &[u8], look: Look) -> Self {
        let picture = Picture::open(bytes);
        let sizes = picture.as_ref().map(|picture| vec![picture.size()]).unwrap_or_default();
        Self::new(picture.map_or(Source::None, Source::Picture), sizes, look)
    }

    fn new(source: Source, sizes: Vec<(f32, f32)>, look: Look) -> Self {
        let broken = sizes.is_empty();
        let laid = Laid { broken, ..Laid::default() };
        let mut plate = Self { source, sizes, look, leaves: Vec::new(), laid, selection: words::Selection::default() };
        plate.arrange();
        plate
    }

    pub(super) fn laid(&self) -> &Laid {
        &self.laid
    }

    pub(super) fn lay(&mut self, look: Look) -> &Laid {
        self.look = look;
        match &mut self.source {
            Source::Pdf(pdf) => pdf.forget(),
            Source::Picture(picture) => picture.forget(),
            Source::None => {}
        }
        self.arrange();
        &self.laid
    }

    fn arrange(&mut self) {
        let Look { width, scale, zoom, .. } = self.look;
        let room = (width - 2.0 * GAP).max(40.0);
        // A PDF fills the room; a picture is not made larger than it is.
        let fit = |natural: f32| match self.source {
            Source::Pdf(_) => room.min(WIDEST),
            _ => room.min(natural),
        };
        let (mut leaves, mut top, mut widest) = (Vec::new(), GAP, 0.0_f32);
        for &(natural, tall) in &self.sizes {
            let leaf_width = fit(natural) * zoom;
            let leaf_height = leaf_width * tall / natural.max(1.0);
            if (top + leaf_height) * scale > LONGEST {
                self.laid.cut = true;
                break;
            }
            let left = ((width - leaf_width) / 2.0).max(GAP);
            let [left, above, wide, high] =
                [left, top, leaf_width, leaf_height].map(|length| super::whole(length * scale));
            leaves.push(Leaf { left, top: above, width: wide.max(1), height: high.max(1) });
            widest = widest.max(leaf_width + 2.0 * GAP);
            top += leaf_height + GAP;
        }
        self.leaves = leaves;
        self.laid.width = widest.max(width).floor();
        self.laid.height = top.ceil();
    }

    /// A little darker than paper, or lighter than night: leaves are seen to end.
    fn ground(&self) -> [u8; 3] {
        let Light { paper, ink, .. } = self.look.light;
        let mut ground = paper;
        for (part, ink) in ground.iter_mut().zip(ink) {
            *part = u8::try_from((u16::from(*part) * 12 + u16::from(ink)) / 13).unwrap_or(*part);
        }
        ground
    }

    pub(super) fn paint(&mut self, strip: Strip) -> Option<Vec<u8>> {
        let scale = self.look.scale;
        let width = super::whole(self.laid.width * scale);
        let height = super::whole((self.laid.height * scale).ceil()).saturating_sub(strip.top).min(strip.height);
        if width == 0 || height == 0 || height > TALLEST {
            return None;
        }
        let [red, green, blue] = self.ground();
        let mut pixels = [red, green, blue, 255].repeat(width as usize * height as usize);
        let canvas = Canvas { width, top: strip.top, height };
        for (number, leaf) in self.leaves.clone().into_iter().enumerate() {
            if leaf.top < strip.top + height && leaf.top + leaf.height > strip.top {
                let painted = match &mut self.source {
                    Source::Pdf(pdf) => pdf.leaf(number, leaf.width, leaf.height),
                    Source::Picture(picture) => picture.leaf(leaf.width, leaf.height),
                    Source::None => None,
                };
                canvas.put(&mut pixels, leaf, painted?);
            }
        }
        Some(pixels)
    }
}

/// A part of the plate, to be filled.
struct Canvas {
    width: u32,
    top: u32,
    height: u32,
}

impl Canvas {
    /// The rows of a leaf that fall into this part.
    fn put(&self, pixels: &mut [u8], leaf: Leaf, painted: &[u8]) {
        let bytes = |count: u32| count as usize * 4;
        let shown = leaf.width.min(self.width.saturating_sub(leaf.left));
        for row in leaf.top.max(self.top)..(leaf.top + leaf.height).min(self.top + self.height) {
            let from = bytes((row - leaf.top) * leaf.width);
            let to = bytes((row - self.top) * self.width + leaf.left);
            let source = painted.get(from..from + bytes(shown));
            if let (Some(source), Some(target)) = (source, pixels.get_mut(to..to + bytes(shown))) {
                target.copy_from_slice(source);
            }
        }
    }
}
