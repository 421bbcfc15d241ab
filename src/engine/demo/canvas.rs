//! A sheet of pixels to draw on.

use super::png;

pub(super) type Colour = [u8; 3];

pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<Colour>,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32, colour: Colour) -> Self {
        Self { width, height, pixels: vec![colour; length(width * height)] }
    }

    /// Each pixel by a rule of its place, both sides going from 0 to 1.
    pub(super) fn shaded(width: u32, height: u32, rule: impl Fn(f32, f32) -> Colour) -> Self {
        let pixel = |place: u32| rule((place % width) as f32 / width as f32, (place / width) as f32 / height as f32);
        Self { width, height, pixels: (0..width * height).map(pixel).collect() }
    }

    /// A filled rectangle, cut at the borders.
    pub(super) fn fill(&mut self, (left, top): (u32, u32), (width, height): (u32, u32), colour: Colour) {
        let [left, top, height] = [left.min(self.width), top, height].map(length);
        let right = left + length(width).min(length(self.width) - left);
        for row in self.pixels.chunks_mut(length(self.width).max(1)).skip(top).take(height) {
            if let Some(row) = row.get_mut(left..right) {
                row.fill(colour);
            }
        }
    }

    /// A frame, its border inside.
    pub(super) fn frame(&mut self, (left, top): (u32, u32), (width, height): (u32, u32), border: u32, colour: Colour) {
        self.fill((left, top), (width, border), colour);
        self.fill((left, top + height.saturating_sub(border)), (width, border), colour);
        self.fill((left, top), (border, height), colour);
        self.fill((left + width.saturating_sub(border), top), (border, height), colour);
    }

    pub(super) fn dot(&mut self, x: u32, y: u32, colour: Colour) {
        if let Some(pixel) = self.pixels.get_mut(length(y * self.width + x)).filter(|_| x < self.width) {
            *pixel = colour;
        }
    }

    pub(super) fn png(&self) -> Vec<u8> {
        png::encode(self.width, self.height, self.pixels.as_flattened())
    }
}

/// Between two colours: 0 is the first, 1 the second.
pub(super) fn mix([r, g, b]: Colour, [red, green, blue]: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    let level = |one: u8, other: u8| byte(f32::from(one) + (f32::from(other) - f32::from(one)) * share);
    [level(r, red), level(g, green), level(b, blue)]
}

fn length(pixels: u32) -> usize {
    usize::try_from(pixels).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(level: f32) -> u8 {
    level.clamp(0.0, 255.0) as u8
}
