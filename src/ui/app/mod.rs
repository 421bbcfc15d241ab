//! The program on the screen: from the first look at the profile to the open
//! window, and out again. It routes; what a screen means is decided here, what
//! an open profile does is the [`Workbench`]'s.

mod opening;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use iced::{Size, Subscription, Task, keyboard, window};
use tokio::runtime::Handle;

use super::context::{Context, Density, Focus};
use super::mailboxes::Mailboxes;
use super::screen::{blocked, unlock, welcome};
use super::shortcut::{self, Intent, Place};
use super::theme::{Element, Theme};
use super::widget::focus;
use super::workbench::{self, Workbench};
use super::{Wishes, whole_pixels};
use crate::config::{self, Paths, Settings};
use crate::domain::{Secret, Timestamp};
use crate::engine::{Engine, Fault, Gate, Profile};
use crate::i18n::{Language, Words};

/// Dates in a list say "today": look at the clock this often.
const MINUTE: Duration = Duration::from_mins(1);

/// What the window is started with; cloned, because the toolkit may ask twice.
#[derive(Clone)]
pub struct Boot {
    handle: Handle,
    wishes: Wishes,
    paths: Paths,
}

impl Boot {
    pub fn new(handle: Handle, wishes: Wishes, paths: Paths) -> Self {
        Self { handle, wishes, paths }
    }
}

pub struct App {
    handle: Handle,
    gate: Gate,
    settings: Settings,
    /// Looking around leaves no trace in the settings.
    demonstration: bool,
    /// Given on the command line; good for one try.
    passphrase: Option<Secret>,
    words: Words,
    now: Timestamp,
    dark_desktop: bool,
    window: window::Id,
    size: Size,
    stage: Stage,
    /// Answers to an older try at opening are dropped by this number.
    generation: u64,
    /// The number of the passphrase screen's last question.
    asked: u64,
    /// What was found when the profile was looked at.
    found: Option<Profile>,
    closing: bool,
    /// Pixels of the screen for one of the desktop.
    screen: f32,
}

/// The situations the program can be in.
enum Stage {
    /// The profile is being looked at: too short to say anything.
    Opening,
    Welcome,
    Unlock(unlock::State),
    Blocked(blocked::State),
    Open(Box<Workbench>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Looked(Result<Profile, Fault>),
    Opened {
        generation: u64,
        result: Result<Engine, Fault>,
    },
    SetAside(Result<(), Fault>),
    Welcome(welcome::Message),
    Unlock(unlock::Message),
    Blocked(blocked::Message),
    Workbench(workbench::Message),
    Key {
        window: window::Id,
        event: keyboard::Event,
        captured: bool,
    },
    Resized(window::Id, Size),
    /// The main window has that size, and fills the screen or not.
    Fills(Size, bool),
    FileDropped(window::Id, std::path::PathBuf),
    Rescaled(f32),
    DesktopTurned(iced::theme::Mode),
    Tick,
    CloseRequested(window::Id),
    Closed,
    /// Something was done that nobody waits for.
    Done,
}

impl App {
    pub fn start(boot: Boot) -> (Self, Task<Message>) {
        let Boot { handle, wishes, paths } = boot;
        let (mut settings, loaded) = Settings::load(&paths.settings());
        tracing::info!(?loaded, "settings");
        wishes.apply_to(&mut settings);
        // The toolkit makes the window as much larger as it makes the text; the
        // settings keep what the desktop sees.
        let scale = f32::from(settings.text_size) / 100.0;
        let size = Size::new(f32::from(settings.window.width), f32::from(settings.window.height)) * (1.0 / scale);
        let (window, opened) = window::open(window_settings(size, scale, settings.window.maximised));
        let app = Self {
            gate: Gate::new(handle.clone(), paths),
            handle,
            words: Words::new(language(settings.language)),
            settings,
            demonstration: wishes.demonstration,
            passphrase: wishes.passphrase,
            now: now(),
            dark_desktop: false,
            window,
            size,
            stage: Stage::Opening,
            generation: 0,
            asked: 0,
            found: None,
            closing: false,
            screen: 1.0,
        };
        let first = if app.demonstration { app.open_demonstration() } else { app.look() };
        let desktop = iced::system::theme().map(Message::DesktopTurned);
        let screen = opened.then(window::scale_factor).map(Message::Rescaled);
        (app, Task::batch([screen, first, desktop]))
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        let before = std::mem::replace(&mut self.now, now());
        let task = match message {
            Message::Looked(result) => self.looked(result),
            Message::Opened { generation, result } if generation == self.generation => self.opened(result),
            Message::Opened { result: Ok(engine), .. } => self.dismiss(engine),
            Message::SetAside(result) => self.set_aside_done(result),
            Message::Welcome(message) => self.welcomed(message),
            Message::Unlock(message) => self.unlock(message),
            Message::Blocked(message) => self.blocked(message),
            Message::Workbench(message) => self.work(message),
            Message::Key { window, event, captured } if window == self.window => self.key(&event, captured),
            Message::Key { window, event, captured } => self.letter_key(window, &event, captured),
            Message::Resized(window, size) if window == self.window => self.resized(size),
            Message::Fills(size, maximised) => {
                self.remember_size(size, maximised);
                Task::none()
            }
            Message::FileDropped(window, path) => match &mut self.stage {
                Stage::Open(workbench) if !workbench.is_behind(Some(window)) => {
                    workbench.file_dropped(window, path).map(Message::Workbench)
                }
                _ => Task::none(),
            },
            Message::Rescaled(screen) => {
                self.screen = screen;
                Task::none()
            }
            Message::DesktopTurned(mode) => {
                self.dark_desktop = mode == iced::theme::Mode::Dark;
                Task::none()
            }
            Message::CloseRequested(window) if window == self.window => self.close(),
            Message::CloseRequested(window) => match &mut self.stage {
                Stage::Open(workbench) => workbench.window_closed(window).map(Message::Workbench),
                _ => window::close(window),
            },
            Message::Closed => iced::exit(),
            // A fault of a try that nobody waits for any more is no news.
            Message::Opened { result: Err(_), .. } | Message::Resized(..) | Message::Tick | Message::Done => {
                Task::none()
            }
        };
        let turned = if self.words.is_same_day(before, self.now) { Task::none() } else { self.day_turned() };
        Task::batch([task, turned, self.put_focus()])
    }

    pub fn view(&self, window: window::Id) -> Element<'_, Message> {
        focus::within(window, self.view_in(window))
    }

    fn view_in(&self, window: window::Id) -> Element<'_, Message> {
        let context = self.context();
        match &self.stage {
            Stage::Open(workbench) if window != self.window => match workbench.window_view(window, &context) {
                Some(letter) => letter.map(Message::Workbench),
                None => iced::widget::space().into(),
            },
            _ if window != self.window => iced::widget::space().into(),
            Stage::Opening => iced::widget::space().into(),
            Stage::Welcome => welcome::view(&context).map(Message::Welcome),
            Stage::Unlock(state) => state.view(&context).map(Message::Unlock),
            Stage::Blocked(state) => state.view(&context).map(Message::Blocked),
            Stage::Open(workbench) => workbench.view(&context, self.size.width).map(Message::Workbench),
        }
    }

    pub fn title(&self, window: window::Id) -> String {
        match &self.stage {
            Stage::Open(workbench) if window != self.window => workbench.window_title(window, &self.words),
            Stage::Open(workbench) => workbench.title(&self.words),
            _ => self.words.say("window-title"),
        }
    }

    pub fn theme(&self, _window: window::Id) -> Theme {
        match self.settings.theme {
            config::Theme::Dark => Theme::Dark,
            config::Theme::HighContrast => Theme::HighContrast,
            config::Theme::System if self.dark_desktop => Theme::Dark,
            config::Theme::Light | config::Theme::System => Theme::Light,
        }
    }

    pub fn scale(&self, _window: window::Id) -> f32 {
        f32::from(self.settings.text_size) / 100.0
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let engine = match &self.stage {
            Stage::Open(workbench) => workbench.subscription().map(Message::Workbench),
            _ => Subscription::none(),
        };
        let keys = iced::event::listen_with(|event, status, window| match event {
            iced::Event::Keyboard(event) => {
                Some(Message::Key { window, event, captured: status == iced::event::Status::Captured })
            }
            iced::Event::Window(window::Event::FileDropped(path)) => Some(Message::FileDropped(window, path)),
            iced::Event::Window(window::Event::Resized(size)) => Some(Message::Resized(window, size)),
            iced::Event::Window(window::Event::Rescaled(screen)) => Some(Message::Rescaled(screen)),
            _ => None,
        });
        Subscription::batch([
            engine,
            keys,
            window::close_requests().map(Message::CloseRequested),
            iced::system::theme_changes().map(Message::DesktopTurned),
            iced::time::every(MINUTE).map(|_| Message::Tick),
        ])
    }

    fn context(&self) -> Context<'_> {
        let (tags, mailboxes, focus) = match &self.stage {
            Stage::Open(workbench) => (workbench.tags(), workbench.mailboxes(), workbench.focus()),
            _ => (&[][..], Mailboxes::none(), Focus::default()),
        };
        let density = density(self.settings.density);
        let (theme, scale) = (self.theme(self.window), self.scale(self.window) * self.screen);
        Context { words: &self.words, now: self.now, density, tags, mailboxes, focus, theme, scale }
    }

    /// A screen or a modal that has just come up says where the cursor goes.
    fn put_focus(&mut self) -> Task<Message> {
        let wanted = match &mut self.stage {
            Stage::Unlock(state) => state.take_focus(),
            Stage::Open(workbench) => workbench.take_focus(),
            Stage::Opening | Stage::Welcome | Stage::Blocked(_) => None,
        };
        wanted.map_or(Task::none(), focus::on)
    }

    fn key(&mut self, event: &keyboard::Event, captured: bool) -> Task<Message> {
        if let Stage::Open(workbench) = &mut self.stage {
            workbench.modifiers(event);
        }
        let place = match &self.stage {
            // What is asked in the window of a message is answered there.
            Stage::Open(workbench) if workbench.asks_elsewhere() => return Task::none(),
            Stage::Open(workbench) => workbench.place(),
            _ => Place::Dialog,
        };
        let ahead = match &self.stage {
            Stage::Open(workbench) if !captured => workbench.typed_ahead(event),
            _ => None,
        };
        if let Some(typed) = ahead {
            return self.work(typed);
        }
        let Some(intent) = shortcut::intent(event, captured, place) else { return Task::none() };
        if let Some(resized) = self.resize_by(intent) {
            return resized;
        }
        match intent {
            Intent::Quit => self.close(),
            Intent::NextField => focus::next(self.window),
            Intent::PreviousField => focus::previous(self.window),
            intent => self.meant(intent),
        }
    }

    /// A key in the window of a message: of what stands in front of it, or of
    /// the message.
    fn letter_key(&mut self, window: window::Id, event: &keyboard::Event, captured: bool) -> Task<Message> {
        let Stage::Open(workbench) = &self.stage else { return Task::none() };
        if let Some(said) = workbench.window_key(window, event, captured) {
            return self.work(said);
        }
        let behind = workbench.is_behind(Some(window));
        let fields = behind || workbench.is_writing(window);
        let Some(intent) = shortcut::intent(event, captured, Place::Dialog) else { return Task::none() };
        if let Some(resized) = self.resize_by(intent) {
            return resized;
        }
        match intent {
            Intent::NextField if fields => focus::next(window),
            Intent::PreviousField if fields => focus::previous(window),
            intent if behind => self.meant(intent),
            _ => Task::none(),
        }
    }

    /// The text is of one size in all windows.
    fn resize_by(&mut self, intent: Intent) -> Option<Task<Message>> {
        let percent = i32::from(self.settings.text_size);
        match intent {
            Intent::Larger => Some(self.resize_text(percent + 10)),
            Intent::Smaller => Some(self.resize_text(percent - 10)),
            Intent::NormalSize => Some(self.resize_text(100)),
            _ => None,
        }
    }

    fn meant(&mut self, intent: Intent) -> Task<Message> {
        match (&mut self.stage, intent) {
            (Stage::Open(workbench), intent) => {
                let task = workbench.intent(intent, &self.settings, self.size.width);
                self.worked(task)
            }
            (Stage::Unlock(_), Intent::Accept) => self.unlock(unlock::Message::Submitted),
            (Stage::Blocked(_), Intent::Accept) => self.blocked(blocked::Message::WayOut),
            _ => Task::none(),
        }
    }

    fn work(&mut self, message: workbench::Message) -> Task<Message> {
        let Stage::Open(workbench) = &mut self.stage else { return Task::none() };
        let action = workbench.update(message, &self.settings, self.size.width);
        self.worked(action)
    }

    fn worked(&mut self, action: workbench::Action) -> Task<Message> {
        match action {
            workbench::Action::None => Task::none(),
            workbench::Action::Run(task) => task.map(Message::Workbench),
            workbench::Action::Both(task, settings) => {
                Task::batch([task.map(Message::Workbench), self.change_settings(*settings)])
            }
        }
    }

    /// What was of today is of yesterday now.
    fn day_turned(&mut self) -> Task<Message> {
        match &mut self.stage {
            Stage::Open(workbench) => workbench.refresh_list().map(Message::Workbench),
            _ => Task::none(),
        }
    }

    fn change_settings(&mut self, settings: Settings) -> Task<Message> {
        self.settings = settings;
        self.words = Words::new(language(self.settings.language));
        if let Stage::Open(workbench) = &mut self.stage {
            workbench.set_density(density(self.settings.density));
            workbench.set_reader_place(self.settings.reader);
            workbench.set_receipts(self.settings.receipts);
            workbench.speak(&self.words);
        }
        self.keep_settings()
    }

    fn resize_text(&mut self, percent: i32) -> Task<Message> {
        self.settings.text_size = u16::try_from(percent.clamp(80, 200)).unwrap_or(100);
        if let Stage::Open(workbench) = &mut self.stage {
            workbench.settings_changed(&self.settings);
        }
        self.keep_settings()
    }

    fn resized(&mut self, size: Size) -> Task<Message> {
        self.size = size;
        window::is_maximized(self.window).map(move |maximised| Message::Fills(size, maximised))
    }

    /// A window that fills the screen keeps the size that it comes back to.
    fn remember_size(&mut self, size: Size, maximised: bool) {
        let scale = self.scale(self.window);
        self.settings.window.maximised = maximised;
        if !maximised {
            self.settings.window.width = whole_pixels(size.width * scale);
            self.settings.window.height = whole_pixels(size.height * scale);
        }
        if let Stage::Open(workbench) = &mut self.stage {
            workbench.settings_changed(&self.settings);
        }
    }

    fn keep_settings(&self) -> Task<Message> {
        if self.demonstration {
            return Task::none();
        }
        let (settings, gate) = (self.settings.clone(), self.gate.clone());
        let saved = self.handle.spawn_blocking(move || {
            let paths = gate.paths();
            if let Err(error) =
                paths.create().map_err(|_| ()).and_then(|()| settings.save(&paths.settings()).map_err(|_| ()))
            {
                tracing::warn!(?error, "the settings were not kept");
            }
        });
        Task::perform(saved, |_| Message::Done)
    }

    /// Everything that is open is put away; the window goes last.
    fn close(&mut self) -> Task<Message> {
        if std::mem::replace(&mut self.closing, true) {
            return Task::none();
        }
        let engine = match &self.stage {
            Stage::Open(workbench) => {
                workbench.remember(&mut self.settings);
                Some((workbench.engine(), workbench.being_written(), workbench.discarded()))
            }
            _ => None,
        };
        let kept = self.keep_settings();
        let put_away = match engine {
            Some((engine, written, discarded)) => {
                let put_away = self.handle.spawn(async move {
                    for (id, writing) in written {
                        // What cannot be kept now is not kept by waiting.
                        let _ = engine.keep_draft(id, writing).await;
                    }
                    if let Some(id) = discarded {
                        let _ = engine.drop_draft(id).await;
                    }
                    engine.close().await;
                });
                Task::perform(put_away, |_| Message::Closed)
            }
            None => Task::done(Message::Closed),
        };
        kept.chain(put_away)
    }
}

fn window_settings(size: Size, scale: f32, maximized: bool) -> window::Settings {
    window::Settings {
        size,
        maximized,
        min_size: Some(Size::new(800.0, 560.0) * (1.0 / scale)),
        exit_on_close_request: false,
        ..window::Settings::default()
    }
}

pub(in crate::ui) fn language(chosen: config::Language) -> Language {
    match chosen {
        config::Language::Fr => Language::Fr,
        config::Language::En => Language::En,
    }
}

pub(super) fn density(chosen: config::Density) -> Density {
    match chosen {
        config::Density::Airy => Density::Airy,
        config::Density::Comfortable => Density::Comfortable,
        config::Density::Compact => Density::Compact,
    }
}

pub(in crate::ui) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::clamped(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
