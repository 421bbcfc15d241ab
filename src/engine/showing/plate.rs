//! A layout that goes along in a message that is written, as its reader will see
//! it: painted in a child of its own, once, to a picture.

use std::sync::Arc;

use crate::child::{Bytes, Lost, Worker};
use crate::render::{self, Answer, Laid, Light, Look, Passage, Question, Reading, Strip};

use super::super::{Engine, Fault, faults};

/// As wide as a message is written, and no longer than a reader scrolls through.
const WIDTH: f32 = 760.0;
const HIGHEST: u32 = 1600;
/// Painted at once: what a child may answer.
const STRIP: u32 = 400;

pub(in crate::engine) struct Painted {
    pub(in crate::engine) width: u32,
    pub(in crate::engine) height: u32,
    pub(in crate::engine) pixels: Vec<u8>,
}

impl Engine {
    /// None where it cannot be laid out.
    pub(in crate::engine) async fn plate_of(
        &self,
        html: &str,
        pictures: Vec<(String, Vec<u8>)>,
        light: Light,
    ) -> Result<Option<Painted>, Fault> {
        let Some(program) = self.inner.program.clone() else { return Ok(None) };
        let pictures = pictures.into_iter().map(|(id, bytes)| (id, Bytes(bytes))).collect();
        let passages = vec![Passage::Html(html.to_owned())];
        let reading = Arc::new(Reading { passages, pictures, ..Reading::default() });
        let painted = self.inner.handle.spawn(async move {
            let mut worker = Worker::new(program, render::JOB);
            let painted = paint(&mut worker, reading, light).await;
            worker.rest().await;
            painted
        });
        Ok(painted.await.map_err(|_| faults::worker())?.ok().flatten())
    }
}

async fn paint(
    worker: &mut Worker<Question, Answer>,
    reading: Arc<Reading>,
    light: Light,
) -> Result<Option<Painted>, Lost> {
    let look = Look::whole(WIDTH, light);
    let Answer::Laid(Laid { width, height, .. }) = worker.ask(&Question::Open(reading, look), render::PATIENCE).await?
    else {
        return Ok(None);
    };
    let (width, height) = (whole(width), whole(height.ceil()).min(HIGHEST));
    let (row, mut pixels) = (width as usize * 4, Vec::new());
    for top in (0..height).step_by(STRIP as usize) {
        let strip = Strip { top, height: STRIP.min(height - top) };
        match worker.ask(&Question::Paint(strip), render::PATIENCE).await? {
            Answer::Painted(Bytes(painted)) => pixels.extend_from_slice(&painted),
            _ => break,
        }
    }
    let Some(rows) = pixels.len().checked_div(row).filter(|rows| *rows > 0 && rows * row == pixels.len()) else {
        return Ok(None);
    };
    let height = u32::try_from(rows).unwrap_or(HIGHEST);
    Ok(Some(Painted { width, height, pixels }))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths on a page are small and positive")]
fn whole(length: f32) -> u32 {
    length as u32
}
