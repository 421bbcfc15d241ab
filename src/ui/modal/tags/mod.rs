//! The tags of what is chosen: ticked and unticked at once, several on a message.
//! Its other pages make a tag, change one, or take one away after a question.

mod view;

use std::collections::HashMap;

use iced::widget::Id;

use crate::domain::{Colour, Keyword, Tag};
use crate::i18n::sort_key;
use crate::ui::pane::Step;
use crate::ui::widget::virtual_list::{Press, Sight, Touch, Window};

pub const FIELD: &str = "tags-filter";
pub const NAME: &str = "tag-name";
const ROW: f32 = 32.0;
/// The colours of the theme.
const COLOURS: u8 = 8;
/// Letters of a name: it has to fit beside others in the head of a message.
const LONGEST: usize = 40;

pub struct State {
    tags: Vec<Tag>,
    /// How many messages are chosen.
    count: usize,
    ticks: HashMap<Keyword, Tick>,
    typed: String,
    found: Vec<usize>,
    current: usize,
    window: Window,
    page: Page,
    focus: Option<Id>,
}

/// Whether the chosen messages have a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    All,
    Some,
    None,
}

enum Page {
    Pick,
    Form(Form),
    /// Takes the tag off all messages: asked first.
    Remove(Keyword),
}

/// A tag that is being made, or changed.
struct Form {
    keyword: Option<Keyword>,
    name: String,
    colour: Colour,
    tried: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BadName {
    Missing,
    Taken,
    TooLong,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Stepped(Step),
    Seen(Sight),
    Pressed(Press),
    Touched(Touch),
    /// Enter, or the button at the foot.
    Submitted,
    NewPressed,
    EditPressed(Keyword),
    NameTyped(String),
    ColourPicked(Colour),
    RemovePressed,
    RemoveConfirmed,
    /// Back to the list of tags, or out of it.
    Back,
}

#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    /// Put on all that is chosen, or taken off it.
    Set {
        keyword: Keyword,
        on: bool,
    },
    /// `on` says that a new tag is put on what is chosen, too.
    Put {
        tag: Tag,
        on: bool,
    },
    Remove(Keyword),
    Close,
}

impl State {
    /// `ticks` of those tags that some of the chosen messages have.
    pub fn new(tags: &[Tag], count: usize, ticks: HashMap<Keyword, Tick>) -> Self {
        let mut state = Self {
            tags: tags.to_vec(),
            count,
            ticks,
            typed: String::new(),
            found: Vec::new(),
            current: 0,
            window: Window::new(ROW),
            page: Page::Pick,
            focus: Some(FIELD.into()),
        };
        state.narrow();
        state
    }

    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    /// The tags changed, here or elsewhere.
    pub fn refresh(&mut self, tags: &[Tag]) {
        self.tags = tags.to_vec();
        self.narrow();
    }

    /// More was learned of the chosen messages.
    pub fn learn(&mut self, ticks: HashMap<Keyword, Tick>) {
        self.ticks = ticks;
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(typed) => {
                self.typed = typed;
                self.current = 0;
                self.narrow();
            }
            Message::Stepped(step) => {
                let next = step.from(Some(self.current), self.found.len(), self.window.page());
                if let (Page::Pick, Some(next)) = (&self.page, next) {
                    self.current = next;
                    self.window.reveal(next);
                }
            }
            Message::Seen(sight) => self.window.seen(sight),
            Message::Pressed(press) => {
                self.current = press.index;
                return self.toggle();
            }
            Message::Touched(_) => {}
            Message::Submitted => return self.submit(),
            Message::NewPressed => self.open_form(None),
            Message::EditPressed(keyword) => self.open_form(Some(&keyword)),
            Message::NameTyped(name) => self.change(|form| form.name = name),
            Message::ColourPicked(colour) => self.change(|form| form.colour = colour),
            Message::RemovePressed => {
                if let Page::Form(Form { keyword: Some(keyword), .. }) = &self.page {
                    self.page = Page::Remove(keyword.clone());
                }
            }
            Message::RemoveConfirmed => {
                if let Page::Remove(keyword) = &self.page {
                    let keyword = keyword.clone();
                    self.go_back();
                    return Action::Remove(keyword);
                }
            }
            Message::Back if matches!(self.page, Page::Pick) => return Action::Close,
            Message::Back => self.go_back(),
        }
        Action::None
    }

    fn submit(&mut self) -> Action {
        match &self.page {
            // Enter never destroys.
            Page::Remove(_) => Action::None,
            Page::Form(_) => self.put(),
            Page::Pick if self.found.is_empty() => {
                self.open_form(None);
                Action::None
            }
            Page::Pick => self.toggle(),
        }
    }

    /// What is ticked on some is put on all; on all, it is taken off.
    fn toggle(&mut self) -> Action {
        let tag = self.found.get(self.current).and_then(|at| self.tags.get(*at));
        let Some(keyword) = tag.map(|tag| tag.keyword.clone()).filter(|_| self.count > 0) else { return Action::None };
        let on = self.tick(&keyword) != Tick::All;
        let _ = self.ticks.insert(keyword.clone(), if on { Tick::All } else { Tick::None });
        Action::Set { keyword, on }
    }

    fn put(&mut self) -> Action {
        self.change(|form| form.tried = true);
        let Page::Form(form) = &self.page else { return Action::None };
        let Ok(name) = self.check(form) else { return Action::None };
        let on = form.keyword.is_none() && self.count > 0;
        let keyword = form.keyword.clone().unwrap_or_else(|| self.new_keyword(&name));
        let tag = Tag { keyword, name, colour: form.colour };
        if on {
            let _ = self.ticks.insert(tag.keyword.clone(), Tick::All);
        }
        self.typed.clear();
        self.go_back();
        Action::Put { tag, on }
    }

    fn check(&self, form: &Form) -> Result<String, BadName> {
        let name = form.name.trim();
        if name.is_empty() {
            return Err(BadName::Missing);
        }
        if name.chars().count() > LONGEST {
            return Err(BadName::TooLong);
        }
        let key = sort_key(name);
        let others = self.tags.iter().filter(|tag| Some(&tag.keyword) != form.keyword.as_ref());
        if others.into_iter().any(|tag| sort_key(&tag.name) == key) {
            return Err(BadName::Taken);
        }
        Ok(name.to_owned())
    }

    /// What every server takes, and nobody else uses.
    fn new_keyword(&self, name: &str) -> Keyword {
        let plain = sort_key(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect::<String>();
        let taken = |keyword: &Keyword| self.tags.iter().any(|tag| tag.keyword == *keyword);
        let first = Keyword::new(&format!("$sceau_{plain}"));
        let mut others = (2_u32..).map(|number| Keyword::new(&format!("$sceau_{plain}_{number}")));
        if taken(&first) { others.find(|keyword| !taken(keyword)).unwrap_or(first) } else { first }
    }

    fn open_form(&mut self, keyword: Option<&Keyword>) {
        let known = self.tags.iter().find(|tag| Some(&tag.keyword) == keyword);
        let free = (0..COLOURS).map(Colour).find(|colour| self.tags.iter().all(|tag| tag.colour != *colour));
        self.page = Page::Form(Form {
            keyword: known.map(|tag| tag.keyword.clone()),
            name: known.map_or_else(|| self.typed.trim().to_owned(), |tag| tag.name.clone()),
            colour: known.map_or(free.unwrap_or_default(), |tag| tag.colour),
            tried: false,
        });
        self.focus = Some(NAME.into());
    }

    fn change(&mut self, change: impl FnOnce(&mut Form)) {
        if let Page::Form(form) = &mut self.page {
            change(form);
        }
    }

    fn go_back(&mut self) {
        self.page = Page::Pick;
        self.focus = Some(FIELD.into());
        self.narrow();
    }

    fn tick(&self, keyword: &Keyword) -> Tick {
        self.ticks.get(keyword).copied().unwrap_or(Tick::None)
    }

    fn narrow(&mut self) {
        let typed = sort_key(self.typed.trim());
        let fits = |tag: &Tag| sort_key(&tag.name).contains(&typed);
        self.found = self.tags.iter().enumerate().filter(|(_, tag)| fits(tag)).map(|(at, _)| at).collect();
        self.current = self.current.min(self.found.len().saturating_sub(1));
        self.window.resize(self.found.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(keyword: &str, name: &str, colour: u8) -> Tag {
        Tag { keyword: Keyword::new(keyword), name: name.to_owned(), colour: Colour(colour) }
    }

    fn state() -> State {
        let tags = [tag("$label1", "Urgent", 0), tag("$sceau_a_rappeler", "À rappeler", 1), tag("$x", "Dossier", 2)];
        let ticks = [(Keyword::new("$label1"), Tick::All), (Keyword::new("$x"), Tick::Some)];
        State::new(&tags, 2, ticks.into())
    }

    fn set(keyword: &str, on: bool) -> Action {
        Action::Set { keyword: Keyword::new(keyword), on }
    }

    fn typed(state: &mut State, text: &str) -> Action {
        assert_eq!(state.update(Message::Typed(text.to_owned())), Action::None);
        state.update(Message::Submitted)
    }

    #[test]
    fn enter_ticks_and_unticks_the_tag_that_was_typed() {
        let mut state = state();
        assert_eq!(typed(&mut state, "a rap"), set("$sceau_a_rappeler", true));
        assert_eq!(state.update(Message::Submitted), set("$sceau_a_rappeler", false));
    }

    #[test]
    fn what_some_have_all_get_before_all_lose_it() {
        let mut state = state();
        assert_eq!(typed(&mut state, "dossier"), set("$x", true));
        assert_eq!(state.update(Message::Submitted), set("$x", false));
        assert_eq!(typed(&mut state, "urgent"), set("$label1", false));
    }

    #[test]
    fn a_name_that_no_tag_has_makes_one_and_puts_it_on() {
        let mut state = state();
        assert_eq!(typed(&mut state, "À rappeler demain !"), Action::None, "its colour comes first");
        let Action::Put { tag, on: true } = state.update(Message::Submitted) else { panic!("no tag") };
        assert_eq!((tag.keyword.as_str(), tag.name.as_str()), ("$sceau_a_rappeler_demain__", "À rappeler demain !"));
        assert_eq!(tag.colour, Colour(3), "the first that no other tag has");
    }

    #[test]
    fn two_tags_never_look_the_same() {
        let mut state = state();
        let _ = state.update(Message::NewPressed);
        let _ = state.update(Message::NameTyped("URGENT".to_owned()));
        assert_eq!(state.update(Message::Submitted), Action::None);
        let _ = state.update(Message::NameTyped("a rappeler".to_owned()));
        assert_eq!(state.update(Message::Submitted), Action::None, "without its accent it is the same");
        let _ = state.update(Message::NameTyped("A_rappeler".to_owned()));
        let Action::Put { tag, .. } = state.update(Message::Submitted) else { panic!("no tag") };
        assert_eq!(tag.keyword.as_str(), "$sceau_a_rappeler_2", "a keyword of its own");
    }

    #[test]
    fn a_tag_is_taken_away_only_after_a_question() {
        let mut state = state();
        let _ = state.update(Message::EditPressed(Keyword::new("$x")));
        assert_eq!(state.update(Message::RemovePressed), Action::None);
        assert_eq!(state.update(Message::Submitted), Action::None, "Enter never destroys");
        assert_eq!(state.update(Message::RemoveConfirmed), Action::Remove(Keyword::new("$x")));
        assert_eq!(state.update(Message::Back), Action::Close);
    }

    #[test]
    fn another_name_keeps_the_keyword() {
        let mut state = state();
        let _ = state.update(Message::EditPressed(Keyword::new("$label1")));
        let _ = state.update(Message::NameTyped("Très urgent".to_owned()));
        let _ = state.update(Message::ColourPicked(Colour(7)));
        let Action::Put { tag, on: false } = state.update(Message::Submitted) else { panic!("not changed") };
        assert_eq!(tag, Tag { keyword: Keyword::new("$label1"), name: "Très urgent".to_owned(), colour: Colour(7) });
    }
}
