//! The way in: what stands on this workstation, what opens it, and what to do
//! when nothing does.

use iced::Task;

use super::{App, Message, Stage};
use crate::engine::{Engine, Fault, FaultKind, Gate, Profile, Unlock};
use crate::ui::screen::{blocked, unlock, welcome};
use crate::ui::workbench::Workbench;

impl App {
    pub(super) fn look(&self) -> Task<Message> {
        let gate = self.gate.clone();
        let looked = self.handle.spawn_blocking(move || gate.look());
        Task::perform(looked, |looked| Message::Looked(looked.unwrap_or_else(|_| Err(stopped()))))
    }

    pub(super) fn looked(&mut self, result: Result<Profile, Fault>) -> Task<Message> {
        self.found = result.as_ref().ok().copied();
        match result {
            Ok(Profile::New) => {
                self.stage = Stage::Welcome;
                Task::none()
            }
            Ok(Profile::Kept { session, .. }) => match self.passphrase.take() {
                Some(passphrase) => self.open(Unlock::Passphrase(passphrase)),
                None if session => self.open(Unlock::Session),
                None => self.ask(self.ways()),
            },
            Err(fault) => self.block(fault),
        }
    }

    pub(super) fn opened(&mut self, result: Result<Engine, Fault>) -> Task<Message> {
        let fault = match result {
            Ok(engine) => {
                let (mut workbench, task) = Workbench::open(engine, &self.settings, &self.words);
                let words = workbench.spell();
                self.stage = Stage::Open(Box::new(workbench));
                return Task::batch([task, words]).map(Message::Workbench);
            }
            Err(fault) => fault,
        };
        let no_keyring = fault.kind == FaultKind::KeyringAbsent;
        let other_way = self.has_passphrase() || self.has_card();
        match &mut self.stage {
            Stage::Unlock(state) => {
                let action = state.update(unlock::Message::Answered(self.asked, Err(fault)));
                self.unlocked(action)
            }
            // A passphrase will protect the new cache.
            Stage::Welcome if no_keyring => self.ask(unlock::State::choose()),
            Stage::Opening if no_keyring && other_way || fault.kind == FaultKind::WrongPassphrase => {
                self.ask(self.ways())
            }
            _ => self.block(fault),
        }
    }

    fn ask(&mut self, state: unlock::State) -> Task<Message> {
        self.stage = Stage::Unlock(state);
        Task::none()
    }

    /// An engine that came too late is put away again.
    pub(super) fn dismiss(&self, engine: Engine) -> Task<Message> {
        Task::perform(self.handle.spawn(async move { engine.close().await }), |_| Message::Done)
    }

    pub(super) fn welcomed(&mut self, message: welcome::Message) -> Task<Message> {
        match message {
            welcome::Message::SetUp => self.create(Unlock::Session),
            welcome::Message::Demonstration => self.open_demonstration(),
        }
    }

    pub(super) fn unlock(&mut self, message: unlock::Message) -> Task<Message> {
        let Stage::Unlock(state) = &mut self.stage else { return Task::none() };
        let action = state.update(message);
        self.unlocked(action)
    }

    fn unlocked(&mut self, action: unlock::Action) -> Task<Message> {
        match action {
            unlock::Action::None => Task::none(),
            unlock::Action::Open { passphrase, generation } => {
                self.asked = generation;
                self.open(Unlock::Passphrase(passphrase))
            }
            unlock::Action::OpenWithCard { code, generation } => {
                self.asked = generation;
                let module = self.settings.card.module.clone();
                let (gate, generation) = self.try_again();
                self.engine(generation, async move { gate.open_with_card(module, code).await })
            }
            unlock::Action::Create { passphrase, generation } => {
                self.asked = generation;
                self.create(Unlock::Passphrase(passphrase))
            }
            unlock::Action::Blocked(fault) => self.block(fault),
            unlock::Action::Quit => self.close(),
        }
    }

    pub(super) fn blocked(&mut self, message: blocked::Message) -> Task<Message> {
        let Stage::Blocked(state) = &mut self.stage else { return Task::none() };
        match state.update(message) {
            blocked::Action::None => Task::none(),
            blocked::Action::Retry => {
                self.stage = Stage::Opening;
                self.look()
            }
            blocked::Action::SetAside => {
                let gate = self.gate.clone();
                let moved = self.handle.spawn_blocking(move || gate.set_aside());
                Task::perform(moved, |moved| Message::SetAside(moved.unwrap_or_else(|_| Err(stopped()))))
            }
            blocked::Action::Quit => self.close(),
            blocked::Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    pub(super) fn set_aside_done(&mut self, result: Result<(), Fault>) -> Task<Message> {
        match result {
            Ok(()) => self.look(),
            Err(fault) => self.block(fault),
        }
    }

    pub(super) fn open_demonstration(&self) -> Task<Message> {
        let (gate, now, generation) = (self.gate.clone(), self.now, self.generation);
        self.engine(generation, async move { gate.demonstration(now).await })
    }

    fn open(&mut self, unlock: Unlock) -> Task<Message> {
        let (gate, generation) = self.try_again();
        self.engine(generation, async move { gate.open(unlock).await })
    }

    fn create(&mut self, unlock: Unlock) -> Task<Message> {
        let (gate, generation) = self.try_again();
        self.engine(generation, async move { gate.create(unlock).await })
    }

    fn try_again(&mut self) -> (Gate, u64) {
        self.generation += 1;
        (self.gate.clone(), self.generation)
    }

    fn engine(
        &self,
        generation: u64,
        opening: impl Future<Output = Result<Engine, Fault>> + Send + 'static,
    ) -> Task<Message> {
        Task::perform(self.handle.spawn(opening), move |opened| Message::Opened {
            generation,
            result: opened.unwrap_or_else(|_| Err(stopped())),
        })
    }

    fn block(&mut self, fault: Fault) -> Task<Message> {
        self.stage = Stage::Blocked(blocked::State::new(fault));
        Task::none()
    }

    /// What opens the profile besides the session.
    fn ways(&self) -> unlock::State {
        if self.has_card() { unlock::State::open_with_card(self.has_passphrase()) } else { unlock::State::open() }
    }

    fn has_card(&self) -> bool {
        matches!(self.found, Some(Profile::Kept { card: true, .. }))
    }

    fn has_passphrase(&self) -> bool {
        matches!(self.found, Some(Profile::Kept { passphrase: true, .. }))
    }
}

fn stopped() -> Fault {
    Fault::new(FaultKind::Bug, crate::engine::Subject::Profile, "a worker stopped")
}
