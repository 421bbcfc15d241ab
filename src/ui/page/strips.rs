//! The painted parts of a page: which are there, which are asked for, which are
//! let go.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels: a cast that saturates is what is meant"
)]

use std::collections::{BTreeMap, BTreeSet};

use iced::Size;
use iced::widget::image::Handle;

use crate::engine::{Laid, Look, Strip};

/// Of a strip, in pixels of the screen: three or four make a screen.
const HEIGHT: u32 = 320;
/// Screens painted ahead of the reader, and kept behind.
const AHEAD: f32 = 0.75;
const KEPT: f32 = 3.0;

#[derive(Debug, Default)]
pub(super) struct Strips {
    /// Pixels of the screen for one of the window.
    scale: f32,
    width: f32,
    height: f32,
    painted: BTreeMap<u32, (Handle, u32)>,
    asked: BTreeSet<u32>,
}

impl Strips {
    pub(super) fn of(laid: &Laid, look: Look) -> Self {
        Self { scale: look.scale, width: laid.width, height: laid.height, ..Self::default() }
    }

    pub(super) fn is_some(&self) -> bool {
        !self.painted.is_empty()
    }

    /// Those that are in sight or will be soon, and were not asked for yet; what
    /// is far from there is let go.
    pub(super) fn wanted(&mut self, (top, bottom): (f32, f32)) -> Vec<Strip> {
        let screen = bottom - top;
        let kept = self.numbers((top - screen * KEPT, bottom + screen * KEPT));
        self.painted.retain(|number, _| kept.contains(number));
        self.asked.retain(|number| kept.contains(number));
        // What is in sight goes first.
        let seen = self.numbers((top, bottom));
        let near = self.numbers((top - screen * AHEAD, bottom + screen * AHEAD));
        let order = seen.chain(near).filter(|number| self.asked.insert(*number));
        order.map(|number| Strip { top: number * HEIGHT, height: HEIGHT }).collect()
    }

    /// Without pixels, the page does not reach so far.
    pub(super) fn put(&mut self, strip: Strip, pixels: Option<Vec<u8>>) {
        let number = strip.top / HEIGHT;
        let width = (self.width * self.scale) as u32;
        let Some(pixels) = pixels.filter(|_| width > 0 && self.asked.contains(&number)) else { return };
        let rows = u32::try_from(pixels.len() / (width as usize * 4)).unwrap_or_default();
        if rows > 0 && pixels.len() == width as usize * rows as usize * 4 {
            let _ = self.painted.insert(number, (Handle::from_rgba(width, rows, pixels), rows));
        }
    }

    /// All that is in sight is painted.
    pub(super) fn cover(&self, sight: (f32, f32)) -> bool {
        self.numbers(sight).all(|number| self.painted.contains_key(&number))
    }

    /// Where each begins, how large it is drawn, and what.
    pub(super) fn pictures(&self, sight: (f32, f32)) -> impl Iterator<Item = (f32, Size, &Handle)> {
        let place = |number: u32| {
            let (handle, rows) = self.painted.get(&number)?;
            let size = Size::new((self.width * self.scale).floor() / self.scale, *rows as f32 / self.scale);
            Some(((number * HEIGHT) as f32 / self.scale, size, handle))
        };
        self.numbers(sight).filter_map(place)
    }

    fn numbers(&self, (top, bottom): (f32, f32)) -> std::ops::Range<u32> {
        if self.scale <= 0.0 {
            return 0..0;
        }
        let number = |at: f32| (at.clamp(0.0, self.height) * self.scale) as u32;
        number(top) / HEIGHT..number(bottom).div_ceil(HEIGHT)
    }
}
