//! What a message that is being written asks of the rest of the window.

use iced::{Task, window};

use super::{OPTIONS, SOON, WHEN, files};
use crate::domain::{AccountId, Email, Standing};
use crate::engine::{Engine, Fault, Means, Posting};
use crate::ui::menu;
use crate::ui::workbench::{Message, Modal, Workbench};
use crate::ui::writing::{self, Action, body, templates};

impl Workbench {
    pub(super) fn writing_wants(&mut self, window: window::Id, action: Action) -> Task<Message> {
        let says = move |said| Message::Writing(window, said);
        let engine = self.engine.clone();
        match action {
            Action::None => Task::none(),
            Action::Body(wish) => self.words_want(window, wish),
            Action::Several(actions) => {
                let all: Vec<_> = actions.into_iter().map(|action| self.writing_wants(window, action)).collect();
                Task::batch(all)
            }
            Action::Wait => Task::perform(tokio::time::sleep(SOON), move |()| says(writing::Message::KeepNow)),
            Action::CopyThere(id) => Task::perform(async move { engine.copy_draft(id).await.map(drop) }, Message::Told),
            Action::Keep(id, writing) => {
                Task::perform(async move { engine.keep_draft(id, *writing).await }, move |result| {
                    says(writing::Message::Kept(result, crate::ui::app::now()))
                })
            }
            Action::Stand(people, account) => Task::perform(standing(engine, people, account), move |result| {
                // Where it cannot be found out, it is asked again when it is sent.
                result.map_or(Message::Done, |(standing, means)| {
                    says(writing::Message::Stands(account, standing, Box::new(means)))
                })
            }),
            Action::Check(people, draft, look) => {
                let looked_at = async move {
                    let inside = engine.inside(&draft).await?;
                    Ok((standing(engine, people, draft.account).await?, inside))
                };
                Task::perform(looked_at, move |result: Result<_, Fault>| match result {
                    Ok(((standing, means), inside)) => {
                        says(writing::Message::Checked(look, standing, Box::new(means), Box::new(inside)))
                    }
                    Err(fault) => says(writing::Message::Left(Err(fault))),
                })
            }
            Action::Ask(place, typed) => {
                let asked = typed.clone();
                Task::perform(async move { engine.people_like(&asked).await }, move |people| {
                    let people = people.unwrap_or_default();
                    says(writing::Message::People(place, writing::Guess { typed, people }.into()))
                })
            }
            Action::AskWhen => {
                let moments = self.words.later(crate::ui::app::now());
                let menu = menu::State::of_leaving(WHEN, &self.words, &moments);
                self.deeds.menu = Some(menu.in_window(Some(window)));
                Task::none()
            }
            Action::Picture(wish) => self.pictures_want(window, wish),
            Action::AskOptions => {
                let Some(state) = self.writing.windows.get(&window) else { return Task::none() };
                let menu = menu::State::of_options(OPTIONS, &state.options(&self.accounts));
                self.deeds.menu = Some(menu.in_window(Some(window)).by_key());
                Task::none()
            }
            Action::Help => {
                (self.modal, self.front_of) = (Some(Modal::Shortcuts), Some(window));
                Task::none()
            }
            Action::AskSignature(standing) => self.ask_signature(window, standing.as_deref()),
            Action::SignAs(account) => {
                let new = self.signature_of(window, account, None);
                let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
                let signed = state.sign_as(new);
                self.writing_wants(window, signed)
            }
            Action::AskTemplates => Task::perform(async move { engine.templates().await }, move |result| {
                says(writing::Message::Templates(templates::Message::Came(result)))
            }),
            Action::TakeTemplate(id, account, rich) => {
                let setting = self.setting_in(window);
                let taken = async move { engine.template(id, account, rich, setting).await };
                Task::perform(taken, move |result| {
                    says(writing::Message::Templates(templates::Message::Taken(result.map(Box::new))))
                })
            }
            Action::MakeTemplate(writing) => self.make_template(*writing),
            Action::KeepTemplate(id, writing) => {
                Task::perform(async move { engine.keep_template(id, *writing).await }, move |result| {
                    says(writing::Message::Templates(templates::Message::Kept(result)))
                })
            }
            Action::Document(wish) => self.document_wants(window, wish),
            Action::Pack(id, writing, chosen, form) => self.pack(window, id, *writing, chosen, *form),
            Action::PickFiles => self.pick_files(window),
            Action::Enclose(id, writing, paths) => {
                Task::perform(files::enclose(engine, id, *writing, paths), move |(files, fault)| {
                    says(writing::Message::Enclosed(files, fault))
                })
            }
            Action::Send { id, writing, code, later } => {
                let nil = self.writing.nil.as_deref().map(str::to_owned);
                self.post(window, id, *writing, Posting { code, later, nil })
            }
            Action::Focus(id) => crate::ui::widget::focus::on(id),
            Action::Close => self.put_writing_away(window),
            Action::Drop(id) => self.drop_writing(window, id),
            Action::Discard(id, writing) => self.discard(window, id, *writing),
        }
    }

    /// What the words of a message ask for.
    pub(super) fn words_want(&mut self, window: window::Id, wish: body::Action) -> Task<Message> {
        let says = move |said| Message::Writing(window, writing::Message::Body(said));
        let spelling = self.writing.spelling.clone();
        match wish {
            body::Action::Check(words) => match spelling {
                Some(spelling) => Task::perform(async move { spelling.check(words).await }, move |checked| {
                    says(body::Message::Checked(checked))
                }),
                None => Task::none(),
            },
            body::Action::Suggest { at, word } => {
                let suggested = async move {
                    match spelling {
                        Some(spelling) => spelling.suggest(word).await,
                        None => Vec::new(),
                    }
                };
                Task::perform(suggested, move |words| says(body::Message::Suggested(at, words)))
            }
            body::Action::Learn(word) => {
                if let Some(spelling) = spelling {
                    spelling.learn(word.clone());
                }
                let engine = self.engine.clone();
                Task::perform(async move { engine.add_own_word(word).await }, Message::Told)
            }
            body::Action::Menu(at) => {
                let offer = self.writing.windows.get(&window).map(writing::State::offer).unwrap_or_default();
                self.deeds.menu = Some(menu::State::of_writing(at, &offer).in_window(Some(window)));
                Task::none()
            }
            body::Action::Copy { text, .. } => iced::clipboard::write(text),
            body::Action::PasteText { plain } => iced::clipboard::read().map(move |text| match text {
                Some(text) => says(body::Message::Pasted { text, plain }),
                None => says(body::Message::NothingToPaste),
            }),
            body::Action::OpenLink(link) => {
                let link = crate::ui::modal::link::State::to(&link);
                (self.modal, self.front_of) = (Some(Modal::Link(link)), Some(window));
                Task::none()
            }
            body::Action::Picture => self.pick_pictures(window),
            body::Action::Paste => Self::paste_what_was_copied(window),
            body::Action::None
            | body::Action::Changed
            | body::Action::Focus(_)
            | body::Action::Paint(..)
            | body::Action::Back { .. } => Task::none(),
        }
    }
}

async fn standing(engine: Engine, people: Vec<Email>, account: AccountId) -> Result<(Vec<Standing>, Means), Fault> {
    Ok((engine.standing(people, account).await?, engine.means(account).await?))
}
