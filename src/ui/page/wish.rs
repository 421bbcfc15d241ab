//! What a page wants of the child, and asking for it.

use iced::Task;

use super::{Answer, Message};
use crate::domain::{Encoding, MessageId, Written};
use crate::engine::{Look, Reach, Showing, Sight, Strip, Unshown};

#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    Open(Sight, Look),
    /// The same in other letters, from now on for all that its sender writes so.
    ReadAs(Sight, Look, Written, Option<Encoding>),
    Lay(Look),
    /// Of the look that was laid out last.
    Paint(Strip),
    Select(Reach),
    Copy,
    Find(String),
    /// The remote pictures, at these addresses.
    Pictures(Vec<String>),
    /// The same, if the sender of the message is trusted with it.
    TrustedPictures(MessageId, Vec<String>),
}

/// Asks, and brings the answers back. Those of a page that is gone are dropped
/// where they arrive.
pub fn perform(showing: &Showing, page: &super::State, wishes: Vec<Wish>) -> Task<Message> {
    let look = page.drawn().map(|drawn| *drawn.look);
    Task::batch(wishes.into_iter().map(|wish| {
        let (showing, number, handle) = (showing.clone(), page.number, showing.handle());
        let asked = async move {
            let answer = handle.spawn(async move { ask(&showing, wish, look).await });
            answer.await.ok().flatten()
        };
        Task::future(asked).and_then(move |answer| Task::done(Message::Arrived { number, answer }))
    }))
}

async fn ask(showing: &Showing, wish: Wish, look: Option<Look>) -> Option<Answer> {
    match wish {
        // What is seen first comes first.
        Wish::ReadAs(sight, look, written, chosen) => {
            // Where it cannot be kept, it is shown as before, and says so.
            let _ = showing.read_as(sight, written, chosen).await;
            let laid = showing.open(sight, look).await;
            Some(Answer::Laid(look, laid))
        }
        Wish::Open(sight, look) => {
            let laid = showing.open(sight, Look { beginning: true, ..look }).await;
            let beginning = laid.as_ref().is_ok_and(|laid| laid.begun);
            Some(Answer::Laid(Look { beginning, ..look }, laid))
        }
        Wish::Lay(look) => Some(Answer::Laid(look, showing.lay(look).await)),
        Wish::Paint(strip) => {
            let look = look?;
            Some(told(showing.paint(strip).await, |pixels| Answer::Painted(look, strip, pixels)))
        }
        Wish::Select(reach) => Some(told(showing.select(reach).await, Answer::Selected)),
        Wish::Pictures(held) => Some(Answer::Pictured(whole(look?), showing.show_pictures(held).await)),
        Wish::TrustedPictures(message, held) => {
            Some(Answer::Pictured(whole(look?), showing.show_trusted_pictures(message, held).await?))
        }
        Wish::Copy => Some(told(showing.copy().await, Answer::Copied)),
        Wish::Find(words) => Some(told(showing.find(words.clone()).await, |places| Answer::Found(words, places))),
    }
}

/// What failed is not "nothing": who looks for a word would take it for absent.
fn told<T>(asked: Result<T, Unshown>, answer: impl FnOnce(T) -> Answer) -> Answer {
    asked.map_or_else(Answer::Lost, answer)
}

/// A page comes with its pictures as a whole.
fn whole(look: Look) -> Look {
    Look { beginning: false, ..look }
}
