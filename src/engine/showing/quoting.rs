//! What is quoted of a message that was laid out: cleaned in a child of its own,
//! as all that strangers wrote is read where it can do no harm. Only what came of
//! it is seen here.

use std::sync::Arc;

use crate::child::{Lost, Worker};
use crate::domain::MessageId;
use crate::mime::{self, Section};
use crate::render::{self, Answer, Passage, Question, Reading};

use super::super::{Engine, Fault, FaultKind, Subject, faults};

impl Engine {
    /// What is shown of a message, harmless and fit to be quoted; None where that is
    /// its plain text.
    pub(in crate::engine) async fn quotable(&self, id: MessageId) -> Result<Option<String>, Fault> {
        let bytes = self.readable_source(id).await?;
        let html = self.on_a_thread(move || html_of(&bytes)).await?;
        let (Some(html), Some(program)) = (html, self.inner.program.clone()) else { return Ok(None) };
        let reading = Arc::new(Reading { passages: vec![Passage::Html(html)], ..Reading::default() });
        let quoted = self.inner.handle.spawn(async move {
            let mut worker: Worker<Question, Answer> = Worker::new(program, render::JOB);
            let answer = worker.ask(&Question::Quote(reading), render::PATIENCE).await;
            worker.rest().await;
            answer
        });
        match quoted.await.map_err(|_| faults::worker())? {
            Ok(Answer::Quoted(html)) => Ok(Some(html)),
            Ok(_) => Err(unread(id, "the layout cannot be made harmless")),
            Err(Lost::Late) => Err(unread(id, "it took too long")),
            Err(_) => Err(unread(id, "the child that reads it ended")),
        }
    }
}

fn unread(id: MessageId, detail: &'static str) -> Fault {
    Fault::new(FaultKind::LayoutUnread, Subject::Message(id), detail)
}

fn html_of(bytes: &[u8]) -> Option<String> {
    match <[Section; 1]>::try_from(mime::layout(bytes).sections) {
        Ok([Section::Html(html)]) => Some(html),
        _ => None,
    }
}
