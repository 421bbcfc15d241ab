//! A screen as the program has one: of each frame only what changed is painted.

use iced::advanced::graphics::{Viewport, damage};
use iced::{Color, Rectangle, Renderer, Size};
use iced_tiny_skia::Layer;
use tiny_skia::{Mask, PixmapMut};

pub struct Screen {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    mask: Mask,
    last: Vec<Layer>,
}

impl Screen {
    pub fn new(width: u32, height: u32) -> Self {
        let pixels = vec![0; width as usize * height as usize * 4];
        Self { width, height, pixels, mask: Mask::new(width, height).unwrap(), last: Vec::new() }
    }

    pub fn show(&mut self, renderer: &mut Renderer, background: Color) {
        let layers = renderer.layers().to_vec();
        let all = Rectangle::with_size(Size::new(self.width as f32, self.height as f32));
        let changed = match self.last.as_slice() {
            [] => vec![all],
            last => damage::diff(last, &layers, |layer| vec![layer.bounds], Layer::damage),
        };
        let viewport = Viewport::with_physical_size(Size::new(self.width, self.height), 1.0);
        let mut pixels = PixmapMut::from_bytes(&mut self.pixels, self.width, self.height).unwrap();
        renderer.draw(&mut pixels, &mut self.mask, &viewport, &damage::group(changed, all), background);
        self.last = layers;
    }
}
