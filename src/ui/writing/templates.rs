//! The templates to choose from, in front of the message, narrowed by what is
//! typed of their names; and what one gives to the message. What its writer has
//! put down already stays.

use iced::keyboard::{self, Key, key::Named};
use iced::widget::{Id, column, container, row, text, text_input};
use iced::{Alignment, Length};

use super::{Action, Place, State as Window};
use crate::domain::{Template, Writing};
use crate::engine::Fault;
use crate::i18n::{Words, fl, sort_key};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::modal::{buttons, frame};
use crate::ui::pane::Step;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::single_line;
use crate::ui::widget::virtual_list::{self, Press, Sight, Tells, Touch, virtual_list};

const WIDTH: f32 = 520.0;
const ROW: f32 = 32.0;
/// Rows in sight.
const SHOWN: f32 = 8.0;

pub struct State {
    field: Id,
    /// None: they are being looked up.
    all: Option<Vec<Template>>,
    typed: String,
    /// Which of them are offered now.
    found: Vec<usize>,
    current: usize,
    window: virtual_list::Window,
}

#[derive(Debug, Clone)]
pub enum Message {
    Came(Result<Vec<Template>, Fault>),
    Typed(String),
    Stepped(Step),
    Seen(Sight),
    Pressed(Press),
    Touched(Touch),
    Submitted,
    Closed,
    /// What is written is to become one.
    Made,
    Taken(Result<Box<Writing>, Fault>),
    Kept(Result<(), Fault>),
}

impl State {
    fn new(field: Id) -> Self {
        let window = virtual_list::Window::new(ROW);
        Self { field, all: None, typed: String::new(), found: Vec::new(), current: 0, window }
    }

    fn chosen(&self) -> Option<&Template> {
        let at = self.found.get(self.current)?;
        self.all.as_ref()?.get(*at)
    }

    /// Those whose name and folder hold all that is typed.
    fn narrow(&mut self) {
        let typed = sort_key(self.typed.trim());
        let holds = |one: &Template| {
            let key = sort_key(&format!("{} {}", one.shelf, one.name));
            typed.split_whitespace().all(|word| key.contains(word))
        };
        let all = self.all.iter().flatten().enumerate();
        self.found = all.filter(|(_, one)| holds(one)).map(|(at, _)| at).collect();
        self.current = 0;
        self.window.resize(self.found.len());
        self.window.scroll_to(0.0);
    }

    pub(super) fn key(event: &keyboard::Event) -> Option<Message> {
        let keyboard::Event::KeyPressed { key: Key::Named(named), .. } = event else { return None };
        match named {
            Named::ArrowDown => Some(Message::Stepped(Step::Down)),
            Named::ArrowUp => Some(Message::Stepped(Step::Up)),
            Named::PageDown => Some(Message::Stepped(Step::PageDown)),
            Named::PageUp => Some(Message::Stepped(Step::PageUp)),
            Named::Escape => Some(Message::Closed),
            _ => None,
        }
    }
}

impl Window {
    /// They are shown to choose from.
    pub(super) fn templates_pressed(&mut self) -> Action {
        let field: Id = format!("writing-{}-templates", self.number).into();
        self.templates = Some(State::new(field.clone()));
        Action::Several(vec![Action::AskTemplates, Action::Focus(field)])
    }

    pub(super) fn templates_say(&mut self, message: Message) -> Action {
        match message {
            Message::Taken(Ok(template)) => return self.take(*template),
            Message::Kept(Ok(())) => return Action::Close,
            Message::Taken(Err(fault)) | Message::Kept(Err(fault)) | Message::Came(Err(fault)) => {
                (self.templates, self.stage) = (None, super::Stage::Writing);
                self.fault = Some(fault);
                return Action::None;
            }
            Message::Made => {
                self.templates = None;
                return Action::MakeTemplate(Box::new(self.written()));
            }
            Message::Closed => {
                // What had the keys behind the panel has them still.
                self.templates = None;
                return Action::None;
            }
            _ => {}
        }
        let (account, rich) = (self.account(), self.body.is_rich());
        let Some(state) = &mut self.templates else { return Action::None };
        match message {
            Message::Came(Ok(all)) => {
                state.all = Some(all);
                state.narrow();
            }
            Message::Typed(typed) => {
                state.typed = typed;
                state.narrow();
            }
            Message::Stepped(step) => {
                if let Some(next) = step.from(Some(state.current), state.found.len(), state.window.page()) {
                    state.current = next;
                    state.window.reveal(next);
                }
            }
            Message::Seen(sight) => state.window.seen(sight),
            Message::Pressed(press) => {
                state.current = press.index;
                return state.chosen().map_or(Action::None, |one| Action::TakeTemplate(one.id, account, rich));
            }
            Message::Submitted => {
                return state.chosen().map_or(Action::None, |one| Action::TakeTemplate(one.id, account, rich));
            }
            _ => {}
        }
        Action::None
    }

    /// What a template gives: its words where the cursor is, and the rest where
    /// nothing stands yet. The first blank is ready to be filled in.
    fn take(&mut self, template: Writing) -> Action {
        self.templates = None;
        let draft = &mut self.writing.draft;
        if draft.subject.trim().is_empty() {
            draft.subject = template.draft.subject;
        }
        draft.must_encrypt |= template.draft.must_encrypt;
        draft.carried.extend(template.draft.carried);
        if self.fields.to.is_empty() && self.fields.cc.is_empty() && self.fields.bcc.is_empty() {
            self.fields.to.add_all(template.draft.to);
            self.fields.cc.add_all(template.draft.cc);
            self.fields.bcc.add_all(template.draft.bcc);
            (self.fields.cc_shown, self.fields.bcc_shown) = (!self.fields.cc.is_empty(), !self.fields.bcc.is_empty());
        }
        let written = self.body.put(template.document);
        let written = self.body_wants(written);
        Action::Several(vec![written, self.changed(), self.stand(), Action::Focus(self.field(Place::Body))])
    }

    /// The template that is written is laid where templates are.
    pub(super) fn keep_template(&mut self) -> Action {
        if self.stage != super::Stage::Writing {
            return Action::None;
        }
        if self.writing.draft.subject.trim().is_empty() {
            return Action::Focus(self.field(Place::Subject));
        }
        self.stage = super::Stage::Leaving;
        Action::KeepTemplate(self.id, Box::new(self.written()))
    }
}

impl Window {
    pub(super) fn offered_templates<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, super::Message>> {
        Some(self.templates.as_ref()?.view(ctx).map(super::Message::Templates))
    }
}

impl State {
    fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let words = ctx.words;
        let field = text_input(&words.say("templates-hint"), &self.typed)
            .id(self.field.clone())
            .on_input(Message::Typed)
            .on_submit(Message::Submitted);
        let body = column![form::input(field, &Below::Nothing), self.offers(words)].spacing(space::S);
        let make = form::word_button(words.say("templates-make"), kind::plain, Some(Message::Made));
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let take = self.chosen().map(|_| Message::Submitted);
        let take = form::word_button(words.say("templates-take"), kind::primary, take);
        let foot = buttons([Some(make), Some(cancel), Some(take)]);
        frame(words, words.say("templates-title"), WIDTH, body, foot, Message::Closed)
    }

    fn offers<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let says = match &self.all {
            None => Some(words.say("templates-loading")),
            Some(all) if all.is_empty() => Some(words.say("templates-none")),
            Some(_) if self.found.is_empty() => Some(fl!(words, "templates-nothing", typed = self.typed.trim())),
            Some(_) => None,
        };
        let content: Element<'a, Message> = if let Some(says) = says {
            container(text(says).style(colour::muted)).padding(space::M).into()
        } else {
            let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
            virtual_list(&self.window, tells, |index| {
                let one = self.found.get(index).and_then(|at| self.all.as_ref()?.get(*at));
                (index, one.map_or(container("").into(), |one| line(words, one, index == self.current)))
            })
        };
        container(content).padding(1).height(ROW * SHOWN + 2.0).width(Length::Fill).style(surface::raised).into()
    }
}

fn line<'a>(words: &Words, template: &'a Template, current: bool) -> Element<'a, Message> {
    let weight = if current { font::MEDIUM } else { font::TEXT };
    let name = match template.name.trim() {
        "" => words.say("templates-unnamed"),
        name => name.to_owned(),
    };
    let shelf = single_line(template.shelf.as_str()).size(size::SMALL).style(colour::muted);
    let line = row![
        icon::file_text().size(15).style(colour::muted),
        single_line(name).font(weight).width(Length::Fill),
        shelf
    ];
    let line = line.spacing(10).padding([0.0, space::M]).align_y(Alignment::Center);
    let state = surface::RowState::of(current, true);
    container(line).center_y(Length::Fill).width(Length::Fill).style(surface::row(state)).into()
}
