//! Pictures on paper: those of a message, as finely as a printer can show them,
//! and one by itself, as large as a sheet can hold it.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbaImage};
use krilla::Data;
use krilla::geom::{Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use peniko::ImageData;

use super::super::fonts::Fonts;
use super::super::plate::Picture;
use super::super::wire::{Printed, Sheet};
use super::ink::Stock;
use super::{BOTTOM, HEIGHT, SIDE, TOP, WIDTH, leaves, written};

/// Dots for a point: 300 for an inch.
const DOTS: f64 = 300.0 / 72.0;
/// A picture with more pixels than this, through which nothing is seen, is written
/// as photographs are.
const LARGE: u32 = 300_000;
const QUALITY: u8 = 90;

/// On one sheet, upright or on its side, no larger than it is in print.
pub(super) fn print(fonts: &Fonts, bytes: &[u8], sheet: &Sheet) -> Option<Printed> {
    let picture = Picture::open(bytes)?;
    let (width, height) = picture.size();
    let wide = width > height;
    let (across, down) = if wide { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    // On its side there is no foot: it would stand across.
    let below = if wide { SIDE } else { BOTTOM };
    let room = (across - 2.0 * SIDE, down - TOP - below);
    // Of a screen, 96 pixels are an inch.
    let scale = (room.0 / width).min(room.1 / height).min(0.75);
    let drawn = Size::from_wh(width * scale, height * scale)?;
    let image = on_paper(picture.on_white(), (f64::from(drawn.width()), f64::from(drawn.height())))?;
    let mut stock = Stock::of(sheet);
    let pdf = written(sheet, |document| {
        leaves::on_a_sheet(document, wide, |surface| {
            let left = (across - drawn.width()) / 2.0;
            surface.push_transform(&Transform::from_translate(left, TOP));
            surface.draw_image(image.clone(), drawn);
            surface.pop();
            if !wide {
                leaves::only_foot(surface, &mut stock, fonts, sheet);
            }
        });
    })?;
    Some(Printed { pdf, pages: Some(1), cut: false })
}

/// The size in pixels that is worth keeping of what is drawn in so many points.
pub(super) fn enough((width, height): (u32, u32), drawn: (f64, f64)) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "brought within bounds at once")]
    let fit = |own: u32, points: f64| ((points * DOTS).round() as u32).clamp(1, own.max(1));
    (fit(width, drawn.0), fit(height, drawn.1))
}

/// What the page unpacked.
pub(super) fn of_pixels(image: &ImageData, width: u32, height: u32) -> Option<Image> {
    let pixels = RgbaImage::from_raw(image.width, image.height, image.data.data().to_vec())?;
    made(pixels, width, height)
}

fn on_paper(pixels: RgbaImage, drawn: (f64, f64)) -> Option<Image> {
    let (width, height) = enough(pixels.dimensions(), drawn);
    made(pixels, width, height)
}

fn made(pixels: RgbaImage, width: u32, height: u32) -> Option<Image> {
    let same = pixels.dimensions() == (width, height);
    let pixels = if same { pixels } else { imageops::resize(&pixels, width, height, FilterType::Triangle) };
    if pixels.pixels().any(|pixel| pixel.0[3] < 255) {
        return Some(Image::from_rgba8(pixels.into_raw(), width, height));
    }
    let opaque = DynamicImage::ImageRgba8(pixels).into_rgb8();
    if width.saturating_mul(height) > LARGE {
        let mut bytes = Cursor::new(Vec::new());
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&opaque).ok()?;
        return Image::from_jpeg(Data::from(bytes.into_inner()), false).ok();
    }
    let colours = Arc::new(opaque.into_raw());
    Image::from_custom(Pixels { colours, size: (width, height) }, false).ok()
}

/// Colours that nothing is seen through.
#[derive(Clone, Hash)]
struct Pixels {
    colours: Arc<Vec<u8>>,
    size: (u32, u32),
}

impl CustomImage for Pixels {
    fn color_channel(&self) -> &[u8] {
        &self.colours
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

#[cfg(test)]
mod tests {
    use super::enough;

    #[test]
    fn no_more_is_kept_than_a_printer_shows_and_no_more_than_there_is() {
        assert_eq!(enough((4_000, 3_000), (72.0, 54.0)), (300, 225));
        assert_eq!(enough((40, 30), (72.0, 54.0)), (40, 30));
        assert_eq!(enough((0, 0), (f64::NAN, -1.0)), (1, 1));
    }
}
