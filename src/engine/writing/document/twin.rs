//! The same document as a PDF, for who reads without software: the one that lies in it,
//! or one that is made of it.

use std::sync::Arc;

use crate::child::Bytes;
use crate::engine::{DocumentFault, Engine, Fault, Subject, faults};
use crate::health::cda::{Body, Document, Media};
use crate::render::{Clinical, Passage, Reading, Sheet};

use super::Order;
use super::packing::fault;

impl Engine {
    pub(super) async fn twin(&self, document: &Document, bytes: &[u8], order: &Order) -> Result<Vec<u8>, Fault> {
        if let Some(file) = document.file().filter(|file| file.media == Media::Pdf && !file.damaged) {
            return Ok(file.bytes.clone());
        }
        let page = || Passage::Health(Clinical { bytes: Bytes(bytes.to_vec()), ..Clinical::default() });
        let passage = match &document.body {
            Body::Narrative(_) => page(),
            Body::Embedded(file) if file.text().is_some() => page(),
            Body::Embedded(file) if matches!(file.media, Media::Jpeg | Media::Png | Media::Gif | Media::Tiff) => {
                Passage::Picture(Bytes(file.bytes.clone()))
            }
            Body::Embedded(_) | Body::Linked | Body::Missing => {
                return Err(fault(DocumentFault::NoPdf, "no PDF can be made of what lies in it"));
            }
        };
        let reading = Arc::new(Reading { passages: vec![passage], ..Reading::default() });
        let (engine, sheet) = (self.clone(), sheet(document, order));
        // Who asks may wait on any executor; a child is started on our own.
        let printed = self.inner.handle.spawn(async move { engine.on_paper(Subject::File, reading, sheet).await });
        let printed = printed.await.map_err(|_| faults::worker())??;
        if printed.cut {
            return Err(fault(DocumentFault::NoPdf, "it is too long to be put on paper whole"));
        }
        Ok(printed.pdf.0)
    }
}

/// What the page itself does not say stands above it.
fn sheet(document: &Document, order: &Order) -> Sheet {
    let kind = document.code.shown().to_owned();
    let title = if document.title.is_empty() { kind.clone() } else { document.title.clone() };
    let names = [document.patient.family(), document.patient.given()];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let foot = [title.as_str(), names.as_str()].join(" – ");
    Sheet { head: vec![(order.kind_is.clone(), kind)], title, foot, archival: true, ..order.sheet.clone() }
}
