//! Tags: the modal's wishes carried out, and the digits that toggle the first ones.

use std::collections::HashMap;

use iced::Task;

use super::{Message, Parent, Workbench};
use crate::domain::{Change, Gesture, Keyword, MessageId, Summary, Tag};
use crate::engine::Fault;
use crate::ui::modal::tags::{self, Tick};
use crate::ui::said::Mark;
use crate::ui::workbench::Modal;

/// Of more messages than this nobody asks which has which tag: what is at hand
/// says enough.
const COUNTED: usize = 1000;

impl Workbench {
    pub(super) fn open_tags(&mut self, messages: Vec<MessageId>) -> Task<Parent> {
        let known = ticks(self.list.chosen_at_hand(), messages.len());
        let missing: Vec<MessageId> = messages.iter().copied().filter(|id| self.list.summary(*id).is_none()).collect();
        let ask = messages.len() <= COUNTED && !missing.is_empty();
        let all = messages.clone();
        self.modal = Some(Modal::Tags(tags::State::new(&self.tags, messages.len(), known), messages));
        if !ask {
            return Task::none();
        }
        let engine = self.engine.clone();
        Task::perform(async move { engine.page(all).await }, |result| Parent::Deeds(Message::RowsCame(result)))
    }

    pub(super) fn rows_came(&mut self, result: Result<Vec<Summary>, Fault>) -> Task<Parent> {
        match (&mut self.modal, result) {
            (Some(Modal::Tags(state, messages)), Ok(rows)) => state.learn(ticks(rows.iter(), messages.len())),
            (_, Err(fault)) => self.notices.tell(fault),
            (_, Ok(_)) => {}
        }
        Task::none()
    }

    pub(super) fn tags_say(&mut self, message: tags::Message) -> Task<Parent> {
        let Some(Modal::Tags(state, messages)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            tags::Action::None => Task::none(),
            tags::Action::Close => {
                self.modal = None;
                Task::none()
            }
            tags::Action::Set { keyword, on } => {
                let messages = messages.clone();
                self.put_on(messages, &keyword, on)
            }
            tags::Action::Put { tag, on } => {
                let messages = if on { messages.clone() } else { Vec::new() };
                self.put_tag(tag, messages)
            }
            tags::Action::Remove(keyword) => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.remove_tag(keyword).await }, |result| {
                    Parent::Deeds(Message::TagKept(result))
                })
            }
        }
    }

    /// The tag of that place, on or off what is chosen.
    pub(in crate::ui::workbench) fn toggle_nth_tag(&mut self, nth: u8) -> Task<Parent> {
        let Some(tag) = usize::from(nth).checked_sub(1).and_then(|at| self.tags.get(at)).cloned() else {
            return Task::none();
        };
        let lacks = self.list.some_chosen(|row| !row.keywords.contains(&tag.keyword));
        let chosen = self.list.chosen();
        if chosen.is_empty() { Task::none() } else { self.put_on(chosen, &tag.keyword, lacks) }
    }

    /// A new tag is made before it is put on anything.
    fn put_tag(&self, tag: Tag, messages: Vec<MessageId>) -> Task<Parent> {
        let (engine, keyword, name) = (self.engine.clone(), tag.keyword.clone(), tag.name.clone());
        let made = async move {
            engine.put_tag(tag).await?;
            if messages.is_empty() {
                return Ok(None);
            }
            let change = Change { add: vec![keyword], ..Change::default() };
            engine.perform(Gesture::Mark { messages, change }).await.map(Some)
        };
        Task::perform(made, move |result| {
            Parent::Deeds(match result {
                Ok(Some(done)) => Message::Performed { result: Ok(done), mark: Some(Mark::Tagged(name.clone())) },
                Ok(None) => Message::TagKept(Ok(())),
                Err(fault) => Message::TagKept(Err(fault)),
            })
        })
    }

    fn put_on(&mut self, messages: Vec<MessageId>, keyword: &Keyword, on: bool) -> Task<Parent> {
        let name = self.tags.iter().find(|tag| tag.keyword == *keyword).map(|tag| tag.name.clone());
        let name = name.unwrap_or_else(|| keyword.as_str().to_owned());
        let keywords = vec![keyword.clone()];
        let (change, mark) = if on {
            (Change { add: keywords, ..Change::default() }, Mark::Tagged(name))
        } else {
            (Change { remove: keywords, ..Change::default() }, Mark::Untagged(name))
        };
        self.mark(messages, change, mark)
    }
}

/// Which tags are on all of so many messages, and which on some.
fn ticks<'a>(rows: impl Iterator<Item = &'a Summary>, total: usize) -> HashMap<Keyword, Tick> {
    let mut counts: HashMap<Keyword, usize> = HashMap::new();
    for keyword in rows.flat_map(|row| &row.keywords) {
        *counts.entry(keyword.clone()).or_default() += 1;
    }
    let tick = |count| if count >= total { Tick::All } else { Tick::Some };
    counts.into_iter().map(|(keyword, count)| (keyword, tick(count))).collect()
}
