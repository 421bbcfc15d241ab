//! Pictures of a message that is written: put into its text, or made smaller
//! beside it. What lies beside the draft is the file that is sent.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Carried, DraftId, Writing};
use crate::engine::drafts::fresh_id;
use crate::engine::{Engine, Fault, chosen, faults};
use crate::render::{Fitted, Light};

/// As wide as anybody reads a letter on a good screen.
const IN_TEXT: u32 = 1600;
/// A page scanned at two hundred dots an inch.
const BESIDE: u32 = 2400;

/// A picture in the text, with what is seen of it.
#[derive(Debug, Clone)]
pub struct KeptPicture {
    pub carried: Carried,
    pub pixels: Pixels,
}

/// Red, green, blue and opacity, row by row.
#[derive(Clone)]
pub struct Pixels {
    /// The Content-ID of a picture, the HTML of a layout.
    pub of: Arc<str>,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({} x {})", self.width, self.height)
    }
}

impl Pixels {
    fn of(content_id: &str, fitted: Fitted) -> Self {
        Self { of: content_id.into(), width: fitted.width, height: fitted.height, bytes: fitted.pixels.0 }
    }
}

impl Engine {
    /// A picture from a file, to stand in the text of a draft.
    pub async fn enclose_picture(&self, id: DraftId, writing: Writing, path: PathBuf) -> Result<KeptPicture, Fault> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = self.on_a_thread(move || chosen::read_enclosure(&path)).await??;
        self.put_picture(id, writing, &name, bytes, true).await
    }

    /// One that was copied elsewhere: into the text, or beside a text without layout.
    pub async fn paste_picture(&self, id: DraftId, writing: Writing, bytes: Vec<u8>) -> Result<KeptPicture, Fault> {
        let in_text = writing.rich;
        self.put_picture(id, writing, "image", bytes, in_text).await
    }

    async fn put_picture(
        &self,
        id: DraftId,
        writing: Writing,
        name: &str,
        bytes: Vec<u8>,
        in_text: bool,
    ) -> Result<KeptPicture, Fault> {
        let mut fitted = self.fitted(bytes, if in_text { IN_TEXT } else { BESIDE }).await?;
        let content_id = fresh_id(&writing.draft.from)?;
        let file = std::mem::take(&mut fitted.file.0);
        let kept = self.enclose(Some(id), writing, renamed(name, &fitted.media_type), file).await?;
        let mut carried = kept.carried;
        if let Carried::File { content_id: shown, .. } = &mut carried {
            *shown = in_text.then(|| content_id.clone());
        }
        Ok(KeptPicture { carried, pixels: Pixels::of(&content_id, fitted) })
    }

    /// What is seen of the pictures that stand in a text already; those that cannot
    /// be read are left out.
    pub async fn pictures_of(&self, carried: Vec<Carried>) -> Vec<Pixels> {
        let mut all = Vec::new();
        for (content_id, bytes) in self.bytes_of(carried).await {
            if let Ok(fitted) = self.fitted(bytes, IN_TEXT).await {
                all.push(Pixels::of(&content_id, fitted));
            }
        }
        all
    }

    /// What is seen of layouts that go along as they are, in the colours of the
    /// window; what cannot be painted is left out.
    pub async fn painted(&self, html: Vec<Arc<str>>, carried: Vec<Carried>, light: Light) -> Vec<Pixels> {
        let pictures = self.bytes_of(carried).await;
        let mut all = Vec::new();
        for one in html {
            if let Ok(Some(painted)) = self.plate_of(&one, pictures.clone(), light).await {
                all.push(Pixels { of: one, width: painted.width, height: painted.height, bytes: painted.pixels });
            }
        }
        all
    }

    /// Of pictures that stand in a text.
    async fn bytes_of(&self, carried: Vec<Carried>) -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        for one in carried {
            let (id, bytes) = match one {
                Carried::File { file, content_id: Some(id), .. } => {
                    (id, self.inner.store.enclosure(file).await.ok().flatten())
                }
                Carried::Part { message, part, content_id: Some(id), .. } => (id, self.part(message, part).await.ok()),
                Carried::File { .. } | Carried::Part { .. } | Carried::Whole { .. } => continue,
            };
            all.extend(bytes.map(|bytes| (id, bytes)));
        }
        all
    }

    /// The same picture in fewer bytes. None where it is small already.
    pub async fn shrink_picture(
        &self,
        id: DraftId,
        writing: Writing,
        carried: Carried,
    ) -> Result<Option<Carried>, Fault> {
        let Carried::File { file, name, size, .. } = carried else { return Ok(None) };
        let bytes = self.inner.store.enclosure(file).await.map_err(faults::store)?.unwrap_or_default();
        let fitted = self.fitted(bytes, BESIDE).await?;
        if fitted.file.0.len() as u64 >= size {
            return Ok(None);
        }
        let kept = self.enclose(Some(id), writing, renamed(&name, &fitted.media_type), fitted.file.0).await?;
        Ok(Some(kept.carried))
    }
}

/// With the ending of what it is now.
fn renamed(name: &str, media_type: &str) -> String {
    let ending = if media_type == "image/png" { "png" } else { "jpg" };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() { "image" } else { stem };
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn a_picture_is_named_for_what_it_is_now() {
        assert_eq!(renamed("Plaie au talon.HEIC.tiff", "image/jpeg"), "Plaie au talon.HEIC.jpg");
        assert_eq!(renamed("schéma", "image/png"), "schéma.png");
        assert_eq!(renamed(".png", "image/jpeg"), "image.jpg");
    }
}
