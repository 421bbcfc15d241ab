//! What was copied in another program and is no text: pictures and files. The window
//! asks for letters itself.

use std::path::PathBuf;

use arboard::{Clipboard, ImageData};

/// What can be pasted that is no text.
#[derive(Clone)]
pub enum Copied {
    Files(Vec<PathBuf>),
    /// The bytes of a picture file (BMP).
    Picture(Vec<u8>),
    Nothing,
}

impl std::fmt::Debug for Copied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Files(files) => write!(f, "Files({})", files.len()),
            Self::Picture(bytes) => write!(f, "Picture({})", bytes.len()),
            Self::Nothing => f.write_str("Nothing"),
        }
    }
}

/// Larger than any screen, and than any page that was scanned.
const LARGEST: usize = 60_000_000;

/// Waits for the program that has it: not for the thread of the window.
pub fn copied() -> Copied {
    let Ok(mut board) = Clipboard::new() else { return Copied::Nothing };
    if let Ok(files) = board.get().file_list()
        && !files.is_empty()
    {
        return Copied::Files(files);
    }
    match board.get_image() {
        Ok(picture) => bitmap(&picture).map_or(Copied::Nothing, Copied::Picture),
        Err(_) => Copied::Nothing,
    }
}

/// The clipboard has bare pixels. With this in front they are a file, which is read
/// like all pictures are, in a child.
fn bitmap(picture: &ImageData<'_>) -> Option<Vec<u8>> {
    const HEAD: u32 = 14 + 40;
    let (width, height) = (i32::try_from(picture.width).ok()?, i32::try_from(picture.height).ok()?);
    let pixels = picture.width.checked_mul(picture.height).filter(|pixels| (1..=LARGEST).contains(pixels))?;
    let (rows, rest) = picture.bytes.as_chunks::<4>();
    if rows.len() != pixels || !rest.is_empty() {
        return None;
    }
    let size = u32::try_from(pixels).ok()?.checked_mul(4)?.checked_add(HEAD)?;
    let mut file = Vec::with_capacity(size as usize);
    file.extend_from_slice(b"BM");
    for word in [size, 0, HEAD, 40] {
        file.extend_from_slice(&word.to_le_bytes());
    }
    // From the top down.
    for side in [width, -height] {
        file.extend_from_slice(&side.to_le_bytes());
    }
    // One plane of 32 bits, as they are.
    for word in [1 | 32 << 16, 0, 0, 0, 0, 0, 0] {
        file.extend_from_slice(&u32::to_le_bytes(word));
    }
    // On white: this kind of file has no transparency.
    for [red, green, blue, opacity] in rows {
        let on_white = |colour: &u8| {
            let opacity = u32::from(*opacity);
            u8::try_from((u32::from(*colour) * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX)
        };
        file.extend_from_slice(&[on_white(blue), on_white(green), on_white(red), 255]);
    }
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_a_file_on_white() {
        let bytes = vec![255, 0, 0, 255, 0, 0, 0, 0];
        let file = bitmap(&ImageData { width: 2, height: 1, bytes: bytes.into() }).unwrap();
        assert_eq!(file.len(), 54 + 8);
        let read = image::load_from_memory_with_format(&file, image::ImageFormat::Bmp).unwrap().to_rgb8();
        assert_eq!(
            (read.dimensions(), read.get_pixel(0, 0).0, read.get_pixel(1, 0).0),
            ((2, 1), [255, 0, 0], [255; 3])
        );
    }

    #[test]
    fn what_is_no_picture_becomes_none() {
        assert_eq!(bitmap(&ImageData { width: 2, height: 2, bytes: vec![0; 4].into() }), None);
        assert_eq!(bitmap(&ImageData { width: 0, height: 2, bytes: Vec::new().into() }), None);
        assert_eq!(bitmap(&ImageData { width: usize::MAX, height: 2, bytes: Vec::new().into() }), None);
    }
}
