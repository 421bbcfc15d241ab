//! Messages being written, each in a window of its own: opened, kept in the
//! cache, given to the outbox, put away.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use iced::{Task, keyboard, window};

use super::reading::At;
use super::{Message, Modal, Workbench};
use crate::domain::{Account, AccountId, DraftId, Email, Manner, MessageId, Role, Secret, Timestamp, Writing};
use crate::engine::card::Lock;
use crate::engine::spelling::Spelling;
use crate::engine::{CardFault, Engine, Fault, FaultKind, KeptFile, KeptPicture, Posting, Setting};
use crate::ui::context::Context;
use crate::ui::menu;
use crate::ui::modal::{code, over, under_menu};
use crate::ui::said::Said;
use crate::ui::theme::Element;
use crate::ui::widget::editor::{Board, Pick};
use crate::ui::writing::{self, Action, body, pictures, templates};

/// Windows beyond which one is in another's way.
const MOST: usize = 12;
/// Where the menu of times stands: under its button.
const WHEN: iced::Point = iced::Point::new(8.0, 44.0);
/// Endings of what can stand in a text.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"];
/// And that of all that can be asked of a message.
const OPTIONS: iced::Point = iced::Point::new(480.0, 44.0);
/// What is written is kept that long after the first letter that is not.
const SOON: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Desk {
    windows: BTreeMap<window::Id, writing::State>,
    opened: u64,
    /// What was copied, with its looks.
    board: Board,
    /// None in a window that has no program around it: nothing is looked up.
    spelling: Option<Spelling>,
    /// The number of this product in the health reference, where it has one.
    pub(super) nil: Option<Box<str>>,
    /// It is sent once the card is open, or with the code that is asked for it.
    to_send: Option<(window::Id, code::Purpose)>,
}

impl Workbench {
    /// An empty message from the mailbox that is looked at.
    pub(super) fn write(&mut self) -> Task<Message> {
        let Some(account) = self.account_to_write_from() else {
            self.open_assistant();
            return Task::none();
        };
        let writing = crate::engine::empty(&account, &self.setting_of_today());
        self.open_writing(None, writing)
    }

    fn account_to_write_from(&self) -> Option<Account> {
        let chosen = self.folders.chosen().map(|folder| folder.account);
        let sends = |account: &&Account| account.draft.smtp.is_some();
        let of_folder = self.accounts.iter().filter(sends).find(|account| Some(account.id) == chosen);
        of_folder.or_else(|| self.accounts.iter().find(sends)).or(self.accounts.first()).cloned()
    }

    /// An answer to the message that is read.
    pub(super) fn answer_shown(&mut self, at: At, manner: Manner) -> Task<Message> {
        let shown = match at {
            None => self.list.cursor().or_else(|| self.reader.message()),
            Some(_) => self.reader_in(at).and_then(|(reader, _)| reader.message()),
        };
        shown.map_or(Task::none(), |id| self.answer_message(id, manner))
    }

    pub(super) fn answer_message(&self, id: MessageId, manner: Manner) -> Task<Message> {
        let (engine, words, setting) = (self.engine.clone(), self.words.clone(), self.setting_of_today());
        let phrases = move |envelope: &_, date| words.phrases(envelope, date);
        let answered = async move { engine.begin_answer(id, manner, setting, phrases).await };
        Task::perform(answered, |result| Message::Written(result.map(Box::new)))
    }

    /// What signatures are filled in with.
    pub(super) fn setting_of_today(&self) -> Setting {
        Setting { date: self.words.day(crate::ui::app::now()), patient: String::new() }
    }

    pub(super) fn written_came(&mut self, result: Result<Box<Writing>, Fault>) -> Task<Message> {
        match result {
            Ok(writing) => self.open_writing(None, *writing),
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }

    /// What lies in the folder of drafts is written on, not read.
    pub(super) fn is_draft(&self, id: MessageId) -> bool {
        let folder = self.list.summary(id).and_then(|row| self.mailboxes().folder(row.folder));
        folder.is_some_and(|folder| folder.role == Some(Role::Drafts))
    }

    pub(super) fn edit_draft(&self, id: MessageId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.edit_draft(id).await }, |result| {
            Message::DraftOpened(result.map(|(id, writing)| (id, Box::new(writing))))
        })
    }

    pub(super) fn draft_opened(&mut self, result: Result<(Option<DraftId>, Box<Writing>), Fault>) -> Task<Message> {
        match result {
            Ok((id, writing)) => {
                let engine = self.engine.clone();
                let shown = Task::perform(async move { engine.show_draft(id).await }, Message::Told);
                Task::batch([self.open_writing(id, *writing), shown])
            }
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }

    /// Drafts whose windows were open when the program was cut.
    pub(super) fn ask_drafts(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.drafts_to_open(MOST).await }, Message::Drafts)
    }

    pub(super) fn drafts_came(&mut self, result: Result<Vec<crate::engine::KeptDraft>, Fault>) -> Task<Message> {
        let drafts = match result {
            Ok(drafts) => drafts,
            Err(fault) => {
                self.notices.tell(fault);
                return Task::none();
            }
        };
        let open = drafts.into_iter().filter(|draft| draft.open && !draft.posted).take(MOST);
        let opened: Vec<_> = open.map(|draft| self.open_writing(Some(draft.id), draft.writing)).collect();
        Task::batch(opened)
    }

    /// The mailbox is in step: what other workstations wrote is here.
    pub(super) fn settle_drafts(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.settle_drafts().await }, Message::Told)
    }

    pub(super) fn open_writing(&mut self, id: Option<DraftId>, writing: Writing) -> Task<Message> {
        let shown = self.writing.windows.iter().find(|(_, state)| id.is_some() && state.draft_id() == id);
        if let Some((window, _)) = shown {
            return window::gain_focus(*window);
        }
        let settings = window::Settings {
            size: writing::SIZE,
            min_size: Some(iced::Size::new(560.0, 420.0)),
            exit_on_close_request: false,
            ..window::Settings::default()
        };
        let (window, opened) = window::open(settings);
        self.writing.opened += 1;
        let state = writing::State::new(self.writing.opened, id, writing, self.writing.board.clone());
        let _ = self.writing.windows.insert(window, state);
        // Before there is a window, no field can have the cursor.
        opened.map(move |_| Message::Writing(window, writing::Message::Opened))
    }

    pub fn writing_title(&self, window: window::Id) -> Option<&str> {
        self.writing.windows.get(&window).map(writing::State::subject)
    }

    pub fn writing_view<'a>(&'a self, window: window::Id, context: &Context<'a>) -> Option<Element<'a, Message>> {
        let state = self.writing.windows.get(&window)?;
        let view = state.view(context, &self.accounts).map(move |said| Message::Writing(window, said));
        Some(match self.menu_in(Some(window)) {
            Some(menu) => under_menu(view, menu),
            None => over(view, self.front(context, Some(window))),
        })
    }

    pub fn writing_key(&self, window: window::Id, event: &keyboard::Event) -> Option<Message> {
        let said = self.writing.windows.get(&window)?.key(event)?;
        Some(Message::Writing(window, said))
    }

    /// What is not in the cache yet, when the program ends: its windows come again.
    pub fn being_written(&self) -> Vec<(Option<DraftId>, Writing)> {
        let unkept = self.writing.windows.values().filter(|state| state.is_unkept());
        unkept.map(|state| (state.draft_id(), state.written())).collect()
    }

    pub fn is_writing(&self, window: window::Id) -> bool {
        self.writing.windows.contains_key(&window)
    }

    pub fn writing_closed(&mut self, window: window::Id) -> Task<Message> {
        self.writing_says(window, writing::Message::Closed)
    }

    /// A file was let fall on the window.
    pub fn file_dropped(&mut self, window: window::Id, path: PathBuf) -> Task<Message> {
        self.writing_says(window, writing::Message::Dropped(path))
    }

    pub(super) fn writing_says(&mut self, window: window::Id, message: writing::Message) -> Task<Message> {
        let code = match &message {
            writing::Message::Left(Err(fault)) => Some(fault.kind),
            writing::Message::Left(Ok(id)) => {
                let state = self.writing.windows.get(&window);
                let (later, account) = state.map(|state| (state.later(), state.account())).unzip();
                self.say_posted(*id, later.flatten(), account);
                None
            }
            _ => None,
        };
        if let writing::Message::Templates(templates::Message::Kept(Ok(()))) = &message {
            self.say(Said { text: self.words.say("done-template"), undo: false });
        }
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.update(message, &self.accounts);
        let task = self.writing_wants(window, action);
        if let Some(FaultKind::Card(
            CardFault::Locked | CardFault::Cancelled | CardFault::WrongPin | CardFault::LastPin,
        )) = code
        {
            self.ask_code_to_send(window);
        }
        task
    }

    fn writing_wants(&mut self, window: window::Id, action: Action) -> Task<Message> {
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
            Action::Check(people, account, look) => {
                Task::perform(standing(engine, people, account), move |result| match result {
                    Ok((standing, means)) => says(writing::Message::Checked(look, standing, Box::new(means))),
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
            Action::AskSignature(standing) => self.ask_signature(window, standing.as_deref()),
            Action::SignAs(account) => {
                let text = self.signature_of(account, None);
                let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
                let signed = state.sign_as(text);
                self.writing_wants(window, signed)
            }
            Action::AskTemplates => Task::perform(async move { engine.templates().await }, move |result| {
                says(writing::Message::Templates(templates::Message::Came(result)))
            }),
            Action::TakeTemplate(id, account, rich) => {
                let setting = self.setting_of_today();
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
            Action::PickFiles => self.pick_files(window),
            Action::Enclose(id, writing, paths) => {
                Task::perform(enclose(engine, id, *writing, paths), move |(files, fault)| {
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

    fn pictures_want(&self, window: window::Id, wish: pictures::Wish) -> Task<Message> {
        let says = move |said| Message::Writing(window, writing::Message::Pictures(said));
        let engine = self.engine.clone();
        match wish {
            pictures::Wish::Enclose(id, writing, paths) => {
                let enclosed = enclose_pictures(engine, id, *writing, paths);
                Task::perform(enclosed, move |(all, fault)| says(pictures::Message::Came(all, fault)))
            }
            pictures::Wish::Read(carried) if carried.is_empty() => Task::none(),
            pictures::Wish::Read(carried) => {
                let read = async move { engine.pictures_of(carried).await };
                Task::perform(read, move |all| says(pictures::Message::Read(all)))
            }
            pictures::Wish::Shrink(id, writing, carried) => {
                let before = Box::new(carried.clone());
                let shrunk = async move { engine.shrink_picture(id, *writing, carried).await };
                Task::perform(shrunk, move |result| says(pictures::Message::Shrunk(before.clone(), result)))
            }
        }
    }

    /// What the words of a message ask for.
    fn words_want(&mut self, window: window::Id, wish: body::Action) -> Task<Message> {
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
            body::Action::Paste => self.writing_says(window, writing::Message::NothingPasted),
            body::Action::None | body::Action::Changed | body::Action::Focus(_) | body::Action::Back { .. } => {
                Task::none()
            }
        }
    }

    /// Chosen in the menu of the words.
    pub(super) fn pick_in_words(&mut self, at: At, pick: Pick) -> Task<Message> {
        let Some(window) = at else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.pick(pick);
        self.writing_wants(window, action)
    }

    pub(super) fn choose_option(&mut self, at: At, choice: writing::options::Choice) -> Task<Message> {
        let Some(window) = at else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.choose(choice, &self.accounts);
        self.writing_wants(window, action)
    }

    pub(super) fn writing_account(&self, window: window::Id) -> Option<AccountId> {
        self.writing.windows.get(&window).map(writing::State::account)
    }

    pub(super) fn change_signature(&mut self, window: window::Id, text: Option<String>) -> Task<Message> {
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let signed = state.sign_with(text);
        self.writing_wants(window, signed)
    }

    /// When it leaves was chosen: it is looked at now.
    pub(super) fn send_later(&mut self, at: At, moment: Timestamp) -> Task<Message> {
        at.map_or(Task::none(), |window| self.writing_says(window, writing::Message::LaterChosen(moment)))
    }

    /// Words are looked up from now on; those that the user added are right.
    pub fn spell(&mut self) -> Task<Message> {
        let (spelling, engine) = (Spelling::of_system(), self.engine.clone());
        self.writing.spelling = Some(spelling.clone());
        let learnt = async move {
            for word in engine.own_words().await? {
                spelling.learn(word);
            }
            Ok(())
        };
        Task::perform(learnt, Message::Told)
    }

    fn pick_files(&self, window: window::Id) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new().set_title(self.words.say("writing-attach-title"));
        Task::perform(dialog.pick_files(), move |files| {
            let paths: Vec<PathBuf> = files.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect();
            Message::Writing(window, writing::Message::Picked(paths))
        })
    }

    fn pick_pictures(&self, window: window::Id) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(self.words.say("writing-picture-title"))
            .add_filter(self.words.say("writing-picture-filter"), &PICTURES);
        Task::perform(dialog.pick_files(), move |files| {
            let paths: Vec<PathBuf> = files.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect();
            Message::Writing(window, writing::Message::Pictures(pictures::Message::Picked(paths)))
        })
    }

    fn post(&self, window: window::Id, id: DraftId, writing: Writing, posting: Posting) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.post_draft(Some(id), writing, posting).await }, move |result| {
            Message::Writing(window, writing::Message::Left(result))
        })
    }

    /// The code of the card, in front of the window that waits for it.
    fn ask_code_to_send(&mut self, window: window::Id) {
        let card = self.engine.card();
        let closed = card.tokens.iter().find(|token| token.lock == Lock::Closed);
        let Some(token) = closed.or(card.token()) else { return };
        let purpose = if closed.is_some() { code::Purpose::Open } else { code::Purpose::Sign };
        self.writing.to_send = Some((window, purpose));
        (self.modal, self.front_of) = (Some(Modal::Code(code::State::new(token.clone(), purpose))), Some(window));
    }

    /// The card is open: what waited for it goes on.
    pub(super) fn send_what_waits(&mut self) -> Task<Message> {
        let waits = self.writing.to_send.take_if(|(_, purpose)| *purpose == code::Purpose::Open);
        waits.map_or(Task::none(), |(window, _)| self.writing_says(window, writing::Message::Resumed))
    }

    /// The code was not given: nothing leaves by itself later.
    pub(super) fn send_no_more(&mut self) {
        self.writing.to_send = None;
    }

    /// The code of a key that wants it for each signature.
    pub(super) fn send_with_code(&mut self, code: Option<Secret>) -> Task<Message> {
        self.modal = None;
        let Some((window, _)) = self.writing.to_send.take() else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.send_with(code.unwrap_or_else(|| Secret::new("")));
        self.writing_wants(window, action)
    }

    fn put_writing_away(&mut self, window: window::Id) -> Task<Message> {
        let Some(state) = self.writing.windows.get(&window) else { return Task::none() };
        let (engine, id) = (self.engine.clone(), state.draft_id());
        let away = async move {
            let Some(id) = id else { return Ok(()) };
            engine.put_draft_away(id).await?;
            engine.copy_draft(id).await.map(drop)
        };
        let away = Task::perform(away, Message::Told);
        Task::batch([self.close_writing(window), away])
    }

    /// Nothing of it is worth keeping.
    fn drop_writing(&mut self, window: window::Id, id: Option<DraftId>) -> Task<Message> {
        let engine = self.engine.clone();
        let dropped =
            id.map_or(Task::none(), |id| Task::perform(async move { engine.discard_draft(id).await }, Message::Told));
        Task::batch([dropped, self.close_writing(window)])
    }

    /// Its writer throws it away, and may think better of it.
    fn discard(&mut self, window: window::Id, id: Option<DraftId>, writing: Writing) -> Task<Message> {
        self.say_discarded(id, writing);
        let engine = self.engine.clone();
        let aside =
            id.map_or(Task::none(), |id| Task::perform(async move { engine.lay_aside(id).await }, Message::Told));
        Task::batch([aside, self.close_writing(window)])
    }

    fn close_writing(&mut self, window: window::Id) -> Task<Message> {
        let _ = self.writing.to_send.take_if(|(waits, _)| *waits == window);
        if self.front_of == Some(window) {
            (self.modal, self.front_of) = (None, None);
        }
        let _ = self.deeds.menu.take_if(|menu| menu.window() == Some(window));
        self.writing.windows.remove(&window).map_or(Task::none(), |_| window::close(window))
    }
}

async fn standing(
    engine: Engine,
    people: Vec<Email>,
    account: crate::domain::AccountId,
) -> Result<(Vec<crate::domain::Standing>, crate::engine::Means), Fault> {
    Ok((engine.standing(people, account).await?, engine.means(account).await?))
}

/// The same, into the text.
async fn enclose_pictures(
    engine: Engine,
    id: DraftId,
    writing: Writing,
    paths: Vec<PathBuf>,
) -> (Vec<KeptPicture>, Option<Fault>) {
    let (mut all, mut fault) = (Vec::with_capacity(paths.len()), None);
    for path in paths {
        match engine.enclose_picture(id, writing.clone(), path).await {
            Ok(picture) => all.push(picture),
            Err(failed) => fault = Some(failed),
        }
    }
    (all, fault)
}

/// As many as can be read.
async fn enclose(engine: Engine, id: DraftId, writing: Writing, paths: Vec<PathBuf>) -> (Vec<KeptFile>, Option<Fault>) {
    let (mut all, mut fault) = (Vec::with_capacity(paths.len()), None);
    for path in paths {
        match engine.enclose_file(Some(id), writing.clone(), path).await {
            Ok(enclosed) => all.push(enclosed),
            Err(failed) => fault = Some(failed),
        }
    }
    (all, fault)
}
