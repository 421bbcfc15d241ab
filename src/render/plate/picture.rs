//! A picture by itself: turned as its camera held it, and never larger in memory
//! than a scan in print.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, RgbaImage};

/// Of one picture.
const PIXELS: u64 = 50_000_000;
const BYTES: u64 = 512 << 20;

pub(in crate::render) struct Picture {
    pub(super) image: DynamicImage,
    /// In the size that is shown.
    shown: Option<RgbaImage>,
}

impl Picture {
    pub(in crate::render) fn open(bytes: &[u8]) -> Option<Self> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > PIXELS {
            return None;
        }
        let turned = decoder.orientation().ok();
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        if let Some(turned) = turned {
            image.apply_orientation(turned);
        }
        Some(Self { image, shown: None })
    }

    pub(in crate::render) fn size(&self) -> (f32, f32) {
        (self.image.width() as f32, self.image.height() as f32)
    }

    /// All of it, to be printed.
    pub(in crate::render) fn on_white(&self) -> RgbaImage {
        on_white(self.image.clone())
    }

    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    pub(super) fn leaf(&mut self, width: u32, height: u32) -> Option<&[u8]> {
        if u64::from(width) * u64::from(height) > PIXELS {
            return None;
        }
        let image = &self.image;
        let shown = self.shown.get_or_insert_with(|| on_white(image.resize_exact(width, height, FilterType::Triangle)));
        Some(shown.as_raw())
    }
}

/// What is drawn in black on nothing can be read in the dark too.
pub(super) fn on_white(image: DynamicImage) -> RgbaImage {
    let mut pixels = image.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, opacity] = pixel.0;
        let over = |colour: u8| {
            let (colour, opacity) = (u16::from(colour), u16::from(opacity));
            u8::try_from((colour * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over(red), over(green), over(blue), 255];
    }
    pixels
}
