//! A picture made to fit: no larger than is asked, turned upright, and nothing in
//! the file but what is seen (no place, no camera).

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, RgbaImage};

use super::Picture;
use crate::child::Bytes;
use crate::render::wire::Fitted;

/// Of a photograph: nobody sees the difference.
const QUALITY: u8 = 85;

/// None where it cannot be read.
pub(in crate::render) fn fit(bytes: &[u8], most: u32) -> Option<Fitted> {
    let picture = Picture::open(bytes)?;
    let (width, height) = (picture.image.width(), picture.image.height());
    let image =
        if width.max(height) > most { picture.image.resize(most, most, FilterType::CatmullRom) } else { picture.image };
    let pixels = super::picture::on_white(image);
    let (file, media_type) = smallest(&pixels)?;
    let (width, height) = pixels.dimensions();
    let fitted = Fitted { file: Bytes(file), media_type, width, height, pixels: Bytes(pixels.into_raw()) };
    Some(fitted)
}

/// A photograph is smaller as a JPEG, a drawing as a PNG.
fn smallest(pixels: &RgbaImage) -> Option<(Vec<u8>, String)> {
    let image = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels.clone()).into_rgb8());
    let (mut jpeg, mut png) = (Vec::new(), Cursor::new(Vec::new()));
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).ok()?;
    image.write_to(&mut png, ImageFormat::Png).ok()?;
    let png = png.into_inner();
    Some(if png.len() <= jpeg.len() { (png, "image/png".to_owned()) } else { (jpeg, "image/jpeg".to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    /// As noisy as a photograph.
    fn photograph(side: u32) -> DynamicImage {
        let shade = |x: u32, y: u32| u8::try_from((x * 7919 + y * 104_729 + x * y) % 256).unwrap();
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(side, side, |x, y| {
            image::Rgb([shade(x, y), shade(y, x), shade(x + y, x)])
        }))
    }

    #[test]
    fn a_photograph_is_made_smaller_and_keeps_its_proportions() {
        let large = file(&photograph(900).crop_imm(0, 0, 900, 450), ImageFormat::Jpeg);
        let fitted = fit(&large, 300).unwrap();
        assert_eq!((fitted.width, fitted.height, fitted.media_type.as_str()), (300, 150, "image/jpeg"));
        assert_eq!(fitted.pixels.0.len(), 300 * 150 * 4);
        assert!(fitted.file.0.len() < large.len() / 2);
        assert!(Picture::open(&fitted.file.0).is_some());
    }

    #[test]
    fn a_drawing_stays_a_drawing_and_what_fits_is_not_enlarged() {
        let drawing = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(64, 48, image::Rgb([255, 0, 0])));
        let fitted = fit(&file(&drawing, ImageFormat::Png), 300).unwrap();
        assert_eq!((fitted.width, fitted.height, fitted.media_type.as_str()), (64, 48, "image/png"));
    }

    #[test]
    fn what_is_no_picture_is_none() {
        assert!(fit(b"%PDF-1.4", 300).is_none());
    }
}
