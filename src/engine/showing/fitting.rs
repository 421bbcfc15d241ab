//! Pictures that are put into a message: read and made to fit in a child of its
//! own, as all pictures are.

use crate::child::{Bytes, Worker};
use crate::render::{self, Answer, Fitted, Question};

use super::super::{Engine, Fault, FaultKind, Subject, faults};

impl Engine {
    /// No side of it longer than `most` pixels.
    pub(in crate::engine) async fn fitted(&self, bytes: Vec<u8>, most: u32) -> Result<Fitted, Fault> {
        let unreadable = || Fault::new(FaultKind::FileUnreadable, Subject::Profile, "no picture that can be read");
        let program = self.inner.program.clone().ok_or_else(unreadable)?;
        let fitted = self.inner.handle.spawn(async move {
            let mut worker: Worker<Question, Answer> = Worker::new(program, render::JOB);
            let answer = worker.ask(&Question::Fit(Bytes(bytes), most), render::PATIENCE).await;
            worker.rest().await;
            answer
        });
        match fitted.await.map_err(|_| faults::worker())? {
            Ok(Answer::Fitted(fitted)) => Ok(fitted),
            _ => Err(unreadable()),
        }
    }
}
