//! A message on paper, made by a child of its own: what is shown goes on being
//! shown meanwhile.

use std::sync::Arc;

use crate::child::{Lost, Worker};
use crate::render::{self, Answer, Passage, Printed, Question, Reading, Sheet};

use super::super::{Engine, Fault, FaultKind, Subject};
use super::{Showing, Sight};

impl Engine {
    /// As a PDF, ready for a printer or a file. Remote pictures are not in it.
    pub async fn printed(&self, sight: Sight, sheet: Sheet) -> Result<Printed, Fault> {
        let engine = self.clone();
        let printed = self.inner.handle.spawn(async move {
            let reading = engine.reading(sight).await?;
            engine.on_paper(Subject::Message(sight.message), Arc::new(reading), sheet).await
        });
        printed.await.unwrap_or_else(|_| Err(unprintable(Subject::Message(sight.message), "the work was ended")))
    }

    pub(in crate::engine) async fn on_paper(
        &self,
        about: Subject,
        reading: Arc<Reading>,
        sheet: Sheet,
    ) -> Result<Printed, Fault> {
        if let Some(Passage::Pdf(bytes)) = reading.passages.first() {
            // It is what its author made of it, and stays so.
            return Ok(Printed { pdf: bytes.clone(), pages: None, cut: false });
        }
        let Some(program) = self.inner.program.clone() else {
            return Err(unprintable(about, "nothing here can lay out a page"));
        };
        let mut worker: Worker<Question, Answer> = Worker::new(program, render::JOB);
        let answer = worker.ask(&Question::Print(reading, Arc::new(sheet)), render::PRINTING).await;
        worker.rest().await;
        match answer {
            Ok(Answer::Printed(printed)) => Ok(printed),
            Ok(_) => Err(unprintable(about, "it cannot be put on paper")),
            Err(Lost::Late) => Err(unprintable(about, "it took too long")),
            Err(_) => Err(unprintable(about, "the page cannot be laid out")),
        }
    }
}

impl Showing {
    /// The same with the pictures that were fetched, where that is what is shown.
    pub async fn printed(&self, sight: Sight, sheet: Sheet) -> Result<Printed, Fault> {
        let desk = self.desk.lock().await;
        let shown = desk.shown.clone().filter(|_| desk.sight == Some(sight));
        drop(desk);
        let Some((reading, _)) = shown else { return self.engine.printed(sight, sheet).await };
        let engine = self.engine.clone();
        let printed =
            self.handle().spawn(async move { engine.on_paper(Subject::Message(sight.message), reading, sheet).await });
        printed.await.unwrap_or_else(|_| Err(unprintable(Subject::Message(sight.message), "the work was ended")))
    }
}

fn unprintable(about: Subject, detail: &'static str) -> Fault {
    Fault::new(FaultKind::Unprintable, about, detail)
}
