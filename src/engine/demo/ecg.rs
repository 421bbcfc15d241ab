//! Electrocardiograms, on the usual pink paper.

use super::canvas::{Canvas, Colour};

const PAPER: Colour = [255, 246, 243];
const FINE: Colour = [250, 222, 216];
const BOLD: Colour = [240, 186, 178];
const INK: Colour = [38, 34, 46];

/// Pixels of a small square of the paper: 40 ms, 0.1 mV.
const SQUARE: u32 = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    Sinus,
    /// No P wave, irregular intervals, a baseline that trembles.
    Fibrillation,
}

/// Leads one below the other; the salt shifts the beats.
pub(super) fn sheet(width: u32, height: u32, rhythm: Rhythm, salt: f32) -> Vec<u8> {
    let mut paper = Canvas::new(width, height, PAPER);
    for (step, colour) in [(SQUARE, FINE), (SQUARE * 5, BOLD)] {
        for x in (0..width).step_by(usize::try_from(step).unwrap_or(1)) {
            paper.fill((x, 0), (1, height), colour);
        }
        for y in (0..height).step_by(usize::try_from(step).unwrap_or(1)) {
            paper.fill((0, y), (width, 1), colour);
        }
    }
    let leads = height / 100;
    for lead in 0..leads {
        let baseline = (height / leads * lead + height / leads * 3 / 5) as f32;
        // The leads see the same beats from different sides.
        let gain = [1.0, 0.7, -0.6, 1.25].into_iter().cycle().nth(usize::try_from(lead).unwrap_or(0)).unwrap_or(1.0);
        trace(&mut paper, width, (baseline, gain), rhythm, salt);
    }
    paper.png()
}

fn trace(paper: &mut Canvas, width: u32, (baseline, gain): (f32, f32), rhythm: Rhythm, salt: f32) {
    let beats = beats(width as f32, rhythm, salt);
    let (tremor, p_wave) = if rhythm == Rhythm::Sinus { (0.2, 6.0) } else { (1.0, 0.0) };
    let mut last = None;
    for x in 12..width.saturating_sub(12) {
        let here = x as f32;
        let waves: f32 = beats.iter().map(|beat| complex(here - beat, p_wave)).sum();
        let tremble = tremor * ((here * 0.21 + salt).sin() * 1.3 + (here * 0.37).sin() * 0.9);
        let y = row(baseline - gain * (waves + tremble));
        let (top, bottom) = last.map_or((y, y), |last: u32| (last.min(y), last.max(y)));
        paper.fill((x, top), (1, bottom - top + 2), INK);
        last = Some(y);
    }
}

/// Where the beats fall.
fn beats(width: f32, rhythm: Rhythm, salt: f32) -> Vec<f32> {
    let spread = if rhythm == Rhythm::Sinus { 0.0 } else { 1.0 };
    let interval = |number: u16| {
        let number = f32::from(number);
        96.0 + spread * (30.0 * (number * 2.4 + salt).sin() + 14.0 * (number * 5.1).cos() - 8.0)
    };
    let mut at = 40.0;
    let mut beats = vec![];
    for number in 0..64 {
        if at > width {
            break;
        }
        beats.push(at);
        at += interval(number);
    }
    beats
}

/// P, Q, R, S and T around the time of a beat, in pixels.
fn complex(since: f32, p_wave: f32) -> f32 {
    let bump = |centre: f32, spread: f32, height: f32| height * (-((since - centre) / spread).powi(2)).exp();
    if !(-34.0..80.0).contains(&since) {
        return 0.0;
    }
    bump(-19.0, 4.0, p_wave)
        + bump(-4.0, 1.6, -5.0)
        + bump(0.0, 1.8, 46.0)
        + bump(4.0, 1.8, -12.0)
        + bump(36.0, 9.0, 9.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row of the paper, never negative")]
fn row(y: f32) -> u32 {
    y.max(0.0) as u32
}
