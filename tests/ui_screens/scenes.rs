//! Every state worth looking at, by name, and a stage to put it on.

use std::path::Path;

use iced::widget::{Id, column, container, row, text};
use iced::{Length, Task};
use sceau::config::{Settings, Together};
use sceau::domain::export::{Doubt, Export, ExportKind, ExportState, Obstacle};
use sceau::domain::{
    AccountId, Act, Colour, Email, ExportId, FolderId, Found, Keep, Leave, MessageId, Protocol, Secret, Security,
    Server, Service, Source, Timestamp,
};
use sceau::engine::card::{Lock, Tries};
use sceau::engine::{
    CardFault, CertificateFault, Command, Event, Fault, FaultKind, HitOrder, Line, OnlyHere, OperationId,
    PendingOperation, Progress, Protection, Scope, Subject, Work,
};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
use sceau::ui::modal::settings::Page;
use sceau::ui::modal::{
    self, confirm, exports, password, queue, save_as, search_form, search_name, settings, shortcuts,
};
use sceau::ui::notice::{self, details};
use sceau::ui::pane::list::Search;
use sceau::ui::screen::{assistant, blocked, unlock, welcome};
use sceau::ui::status;
use sceau::ui::theme::{Element, Theme, surface};
use sceau::ui::widget::focus;

use super::{cards, certificates, writing};
use crate::ui::harness::{Harness, Stage, window_id};
use crate::ui::people;

pub(super) const ADDRESS: &str = "anne.durand@cabinet.mssante.example";
pub(super) const ANNE: AccountId = AccountId(1);

/// As somebody at the keyboard would, letter by letter.
pub(super) fn type_text<S: Stage>(window: &mut Harness<S>, text: &str) {
    for letter in text.chars() {
        let events: Vec<iced::Event> = iced_test::simulator::typewrite(&letter.to_string()).collect();
        window.send(&events);
    }
}

/// Anything that can be shown, whatever it would say if it were used.
pub(super) trait Scene {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()>;
}

macro_rules! scenes {
    ($($state:ty),+) => { $(
        impl Scene for $state {
            fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
                self.view(context).map(|_| ())
            }
        }
    )+ };
}

scenes! {
    search_form::State, search_name::State, assistant::State, unlock::State, blocked::State, save_as::State,
    settings::State, exports::State, password::State, confirm::Question, queue::State, modal::code::State, modal::card::State,
    modal::seal::State, modal::passphrase::State
}

struct Welcome;

impl Scene for Welcome {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
        welcome::view(context).map(|_| ())
    }
}

struct Shortcuts;

impl Scene for Shortcuts {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
        shortcuts::view(context).map(|_| ())
    }
}

/// Notices and status bar around three empty panes.
struct Window {
    notices: notice::State,
    status: status::State,
}

impl Scene for Window {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
        let notices = self.notices.view(context).map(|bar| bar.map(|_| ()));
        let pane = |width: Length| container(text("")).width(width).height(Length::Fill).style(surface::pane);
        let panes = row![pane(220.into()), pane(380.into()), pane(Length::Fill)].spacing(1);
        column![notices, panes, self.status.view(context).map(|_| ())].into()
    }
}

struct Over<S>(Window, S);

impl<S: Scene> Scene for Over<S> {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
        modal::over(self.0.show(context), Some(self.1.show(context)))
    }
}

pub(super) struct SceneStage {
    scene: Box<dyn Scene>,
    words: Words,
    theme: Theme,
}

#[derive(Debug, Clone)]
pub(super) enum Move {
    Nothing,
    Focus(&'static str),
    Next,
}

impl SceneStage {
    pub(super) fn new(scene: Box<dyn Scene>, language: Language, theme: Theme) -> Self {
        Self { scene, words: Words::new(language), theme }
    }
}

impl Stage for SceneStage {
    type Message = Move;

    fn update(&mut self, message: Move) -> Task<Move> {
        match message {
            Move::Nothing => Task::none(),
            Move::Focus(id) => focus::on(Id::new(id)),
            Move::Next => focus::next(window_id()),
        }
    }

    fn view(&self) -> Element<'_, Move> {
        let view = self.scene.show(&Context { theme: self.theme, ..context(&self.words) });
        view.map(|()| Move::Nothing)
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

pub(super) fn context(words: &Words) -> Context<'_> {
    Context {
        words,
        now: Timestamp(1_795_000_000),
        density: Density::Comfortable,
        tags: &[],
        mailboxes: people::mailboxes(),
        focus: Focus::List,
        theme: Theme::default(),
        scale: 1.0,
    }
}

pub(super) fn fault(kind: FaultKind, about: Subject) -> Fault {
    Fault::new(kind, about, "imap.login: tagged NO [AUTHENTICATIONFAILED] after 84 ms")
}

pub(super) fn found(source: Source, host: &str) -> Found {
    let server = |host: String, port, security| Server { host, port, security };
    Found {
        incoming: server(format!("imap.{host}"), 993, Security::Tls),
        protocol: sceau::domain::Protocol::Imap,
        smtp: Some(server(format!("smtp.{host}"), 587, Security::StartTls)),
        user: ADDRESS.to_owned(),
        source,
    }
}

/// The assistant after that many good answers; the number of the open question.
pub(super) fn assistant(answers: usize) -> (assistant::State, u64) {
    use assistant::{Action, Message, State};
    let mut state = State::new(Colour(0));
    let _ = state.update(Message::EmailTyped(ADDRESS.to_owned()));
    let _ = state.update(Message::PasswordTyped(Secret::new("sésame ouvre-toi")));
    let _ = state.update(Message::HolderTyped("Dr Anne Durand".to_owned()));
    let mut open = 0;
    for answer in 0..answers {
        let message = match answer {
            0 | 2 => Message::Next,
            1 => Message::Found(open, Ok(vec![found(Source::Srv, "mssante.example")])),
            3 => Message::Checked(open, Service::Imap, Ok(())),
            _ => Message::Checked(open, Service::Smtp, Ok(())),
        };
        if let Action::Find { generation, .. } | Action::Check { generation, .. } = state.update(message) {
            open = generation;
        }
    }
    (state, open)
}

fn told(answers: usize, message: impl FnOnce(u64) -> assistant::Message) -> Box<dyn Scene> {
    let (mut state, open) = assistant(answers);
    let _ = state.update(message(open));
    Box::new(state)
}

fn assistants() -> Vec<(&'static str, Box<dyn Scene>)> {
    use assistant::{Edit, Message};
    let about = Subject::NewAccount;
    let mut wrong = assistant::State::new(Colour(0));
    let _ = wrong.update(Message::EmailTyped("anne.durand@cabinet".to_owned()));
    let _ = wrong.update(Message::Next);
    let (mut certified, _) = assistant(0);
    let own = |digit, name: &str, on_card| assistant::OwnCertificate {
        fingerprint: sceau::domain::Fingerprint([digit; 32]),
        name: name.to_owned(),
        on_card,
    };
    let both = vec![own(1, "Anne DURAND, Médecin, RPPS 99700123456", true), own(2, "CABINET DES TILLEULS", false)];
    let _ = certified.update(Message::CertificatePicked(Some(both[0].fingerprint)));
    let _ = certified.update(Message::Certificates(both));
    let (mut nothing, open) = assistant(1);
    let _ = nothing.update(Message::Found(open, Ok(Vec::new())));
    let _ = nothing.update(Message::Next);
    let (mut sending, open) = assistant(4);
    let unsure = fault(FaultKind::Certificate(CertificateFault::WrongName), about);
    let _ = sending.update(Message::Checked(open, Service::Smtp, Err(unsure)));
    let _ = sending.update(Message::Details(details::Message::Toggled));
    let (mut old, _) = assistant(2);
    for edit in [Edit::Unfolded, Edit::Protocol(Protocol::Pop3(Leave::Days(30)))] {
        let _ = old.update(Message::Edited(edit));
    }
    let two = vec![found(Source::Guess, "mssante.example"), found(Source::Guess, "cabinet.mssante.example")];
    vec![
        ("welcome", Box::new(Welcome)),
        ("assistant-1-empty", Box::new(assistant::State::new(Colour(0)))),
        ("assistant-1-wrong", Box::new(wrong)),
        ("assistant-1-filled", Box::new(assistant(0).0)),
        ("assistant-1-certificate", Box::new(certified)),
        ("assistant-1-searching", Box::new(assistant(1).0)),
        ("assistant-1-failed", told(1, |open| Message::Found(open, Err(fault(FaultKind::Unreachable, about))))),
        ("assistant-2-found", Box::new(assistant(2).0)),
        ("assistant-2-guessed", told(1, |open| Message::Found(open, Ok(two)))),
        ("assistant-2-nothing", Box::new(nothing)),
        ("assistant-2-fields", told(2, |_| Message::Edited(Edit::Unfolded))),
        ("assistant-2-pop3", Box::new(old)),
        ("assistant-3-running", Box::new(assistant(3).0)),
        (
            "assistant-3-refused",
            told(3, |open| Message::Checked(open, Service::Imap, Err(fault(FaultKind::LoginRefused, about)))),
        ),
        ("assistant-3-sending", Box::new(sending)),
        ("assistant-3-adding", Box::new(assistant(5).0)),
        ("assistant-3-exists", told(5, |_| Message::Refused(fault(FaultKind::AccountExists, about)))),
    ]
}

fn unlocks() -> Vec<(&'static str, Box<dyn Scene>)> {
    use unlock::{Message, State};
    let typed = || {
        let mut state = State::open();
        let _ = state.update(Message::Typed(Secret::new("la phrase")));
        let _ = state.update(Message::Submitted);
        state
    };
    let mut wrong = typed();
    let _ = wrong.update(Message::Answered(1, Err(fault(FaultKind::WrongPassphrase, Subject::Profile))));
    let mut differ = State::choose();
    for message in [
        Message::Typed(Secret::new("quatre mots bien longs")),
        Message::TypedAgain(Secret::new("quatre mots")),
        Message::Shown(true),
        Message::Submitted,
    ] {
        let _ = differ.update(message);
    }
    let mut short = State::choose();
    let _ = short.update(Message::Typed(Secret::new("court")));
    let _ = short.update(Message::Submitted);
    let by_card = |passphrase, answer| {
        let mut state = State::open_with_card(passphrase);
        let _ = state.update(Message::CodeSubmitted);
        let _ = state.update(Message::Answered(1, Err(fault(FaultKind::Card(answer), Subject::Profile))));
        Box::new(state)
    };
    vec![
        ("unlock", Box::new(State::open())),
        ("unlock-either", Box::new(State::open_with_card(true))),
        ("unlock-either-renewed", by_card(true, CardFault::Renewed)),
        ("unlock-card", Box::new(State::open_with_card(false))),
        ("unlock-card-last", by_card(false, CardFault::LastPin)),
        ("unlock-waiting", Box::new(typed())),
        ("unlock-wrong", Box::new(wrong)),
        ("choose", Box::new(State::choose())),
        ("choose-short", Box::new(short)),
        ("choose-differ", Box::new(differ)),
    ]
}

fn blockages() -> Vec<(&'static str, Box<dyn Scene>)> {
    let blocked = |kind| blocked::State::new(Fault::new(kind, Subject::Profile, "file is not a database (26)"));
    let mut damaged = blocked(FaultKind::CacheDamaged);
    let _ = damaged.update(blocked::Message::Details(details::Message::Toggled));
    vec![
        ("blocked-in-use", Box::new(blocked(FaultKind::ProfileInUse))),
        ("blocked-damaged", Box::new(damaged)),
        ("blocked-newer", Box::new(blocked(FaultKind::CacheNewer))),
        ("blocked-full", Box::new(blocked(FaultKind::DiskFull))),
    ]
}

fn idle() -> Window {
    let mut status = status::State::new(Protection::Session);
    status.apply(&Event::Line(ANNE, Line::Watching));
    status.show_count(Some(status::Count { total: 412, unread: 0 }));
    Window { notices: notice::State::default(), status }
}

fn windows() -> Vec<(&'static str, Box<dyn Scene>)> {
    let mut busy = idle();
    for (kind, about) in [
        (FaultKind::BodyPending, Subject::Message(MessageId(1))),
        (FaultKind::DiskFull, Subject::Profile),
        (FaultKind::LoginRefused, Subject::Account(ANNE)),
    ] {
        busy.notices.tell(fault(kind, about));
    }
    busy.notices.tell(fault(FaultKind::ServerOdd, Subject::Account(ANNE)).retry_with(Command::Sync(ANNE)));
    let _ = busy.notices.update(notice::Message::Details(4, details::Message::Toggled));
    busy.status.apply(&Event::Line(ANNE, Line::Working));
    busy.status.apply(&Event::Line(AccountId(2), Line::Offline));
    let received = Progress { account: ANNE, work: Work::Headers, done: 1240, total: 10_000 };
    busy.status.apply(&Event::Progress(received));
    busy.status.show_count(Some(status::Count { total: 12_408, unread: 37 }));
    let mut refused = Window { status: status::State::new(Protection::Passphrase), ..idle() };
    refused.status.apply(&Event::Line(ANNE, Line::Refused));
    refused.status.apply(&Event::Card(cards::sight(Tries::All, Lock::Open)));
    refused.status.show_count(Some(status::Count { total: 1, unread: 1 }));
    let mut exporting = idle();
    let done = Progress { account: ANNE, work: Work::Exporting, done: 120, total: 1500 };
    exporting.status.apply(&Event::Progress(done));
    let demonstration = Window { status: status::State::new(Protection::Demonstration), ..idle() };
    vec![
        ("window-idle", Box::new(idle())),
        ("window-busy", Box::new(busy)),
        ("window-exporting", Box::new(exporting)),
        ("window-refused", Box::new(refused)),
        ("window-demonstration", Box::new(demonstration)),
    ]
}

fn modals() -> Vec<(&'static str, Box<dyn Scene>)> {
    let folder = Path::new("/home/anne/Documents/Patients");
    let answered = |kind| {
        let mut state = save_as::State::one(folder, "compte-rendu-echographie.pdf");
        let _ = state.update(save_as::Message::Submitted);
        let _ = state.update(save_as::Message::Answered(1, Err(fault(kind, Subject::File))));
        state
    };
    let mut wrong = save_as::State::one(Path::new("Documents"), "résultat : 3.pdf");
    let _ = wrong.update(save_as::Message::Submitted);
    let mut several = save_as::State::several(folder, 12);
    let _ = several.update(save_as::Message::Submitted);
    let _ = several.update(save_as::Message::Written(1, 4));
    let mut refused = password::State::new(ANNE, ADDRESS);
    let _ = refused.update(password::Message::Typed(Secret::new("nouveau")));
    let _ = refused.update(password::Message::Submitted);
    let answer = Err(fault(FaultKind::LoginRefused, Subject::Account(ANNE)));
    let _ = refused.update(password::Message::Checked(1, answer));
    let mailboxes = [settings::Message::Page(Page::Mailboxes), settings::Message::Unfolded(ANNE)];
    let together = [settings::Message::Page(Page::Mailboxes), settings::Message::Together(Together::All)];
    let offline = [
        settings::Message::Page(Page::Offline),
        settings::Message::FoldersAsked(ANNE),
        settings::Message::FolderKeeps(ANNE, vec![(FolderId(104), Some(Keep::HeadersOnly))]),
        settings::Message::FolderUnfolded(FolderId(107)),
    ];
    let chosen = settings::DocumentsChange::FolderChosen(ANNE, "/home/cabinet/Logiciel/HPRIM".into());
    let documents = [settings::Message::Page(Page::Documents), settings::Message::Documents(chosen)];
    let quiet = settings::Message::Notify(settings::Change::Quiet(true));
    let notifications = [settings::Message::Page(Page::Notifications), quiet];
    let only = OnlyHere { letters: 0, drafts: 2 };
    let remove = confirm::Question::RemoveAccount { account: ANNE, label: ADDRESS.to_owned(), only };
    vec![
        ("save-as", over(save_as::State::one(folder, "compte-rendu-echographie.pdf"))),
        ("save-as-taken", over(answered(FaultKind::FileExists))),
        ("save-as-failed", over(answered(FaultKind::FileUnwritable))),
        ("save-as-wrong", over(wrong)),
        ("save-as-several", over(several)),
        ("shortcuts", over(Shortcuts)),
        ("settings", over(setting(&[]))),
        ("settings-mailboxes", over(setting(&mailboxes))),
        ("settings-together", over(setting(&together))),
        ("settings-offline", over(setting(&offline))),
        ("settings-documents", over(setting(&documents))),
        ("exports", over(exports::State::new(journal()))),
        ("exports-empty", over(exports::State::new(Vec::new()))),
        ("settings-notifications", over(setting(&notifications))),
        ("settings-card", over(setting(&[settings::Message::Page(Page::Card)]))),
        ("confirm-remove", over(remove)),
        (
            "search-form",
            over(search_form::State::new(QUERY, Language::Fr, vec!["Urgent".to_owned(), "À rappeler".to_owned()])),
        ),
        ("search-name", over(search_name::State::new(search()))),
        ("queue", over(queued())),
        ("password", over(password::State::new(ANNE, ADDRESS))),
        ("password-refused", over(refused)),
    ]
}

/// A line of each state.
fn journal() -> Vec<Export> {
    let line = |id, kind, state, obstacle, doubt| Export {
        id: ExportId(id),
        account: ANNE,
        kind,
        state,
        patient: if id == 3 { String::new() } else { "DUPONT Claire".to_owned() },
        message: MessageId(id),
        message_id: None,
        subject: "Résultats de biologie".to_owned(),
        sender: "Laboratoire des Tilleuls".to_owned(),
        folder: "/home/cabinet/Logiciel/HPRIM".into(),
        file: Some("DUPONT_Claire_19620714_20260203_1.hpr".to_owned()),
        size: 2048,
        obstacle,
        doubt,
        found: Timestamp(1_795_000_000),
        written: (state == ExportState::Written).then_some(Timestamp(1_795_000_000)),
        next_try: None,
        by: "Dr Anne Martin".to_owned(),
        by_itself: id == 2,
    };
    vec![
        line(1, ExportKind::Hprim, ExportState::Written, None, None),
        line(2, ExportKind::Cda, ExportState::Written, None, None),
        line(3, ExportKind::Pdf, ExportState::Waiting, Some(Obstacle::Missing), None),
        line(4, ExportKind::Cda, ExportState::Refused, None, Some(Doubt::Altered)),
        line(5, ExportKind::Archive, ExportState::Refused, None, Some(Doubt::Harmful)),
    ]
}

const QUERY: &str = "sodium de:labo depuis:01/11/2026 avant:01/12/2026 tag:Urgent est:non-lu taille:>5Mo";

fn setting(messages: &[settings::Message]) -> settings::State {
    let mut accounts = people::accounts().to_vec();
    accounts[1].draft.protocol = Protocol::Pop3(Leave::Days(30));
    let mut state = settings::State::new(Settings::default(), accounts);
    for message in messages {
        let _ = state.update(message.clone());
    }
    state
}

fn search() -> Search {
    Search { query: QUERY.into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None }
}

/// Two that wait, and one that was refused.
fn queued() -> queue::State {
    let operation = |id, act, count, folder: Option<&str>, refused| PendingOperation {
        id: OperationId(id),
        account: ANNE,
        act,
        count,
        folder: folder.map(Into::into),
        refused,
    };
    let refused = fault(FaultKind::ServerSaid, Subject::Account(ANNE));
    let operations = vec![
        operation(1, Act::Archive, 12, Some("2026"), None),
        operation(2, Act::MakeFolder, 1, Some("Kinésithérapie"), None),
        operation(3, Act::Move, 1, Some("Courriers confrères"), Some(refused)),
    ];
    queue::State::new(operations, vec![(ANNE, ADDRESS.to_owned())])
}

pub(super) fn over(scene: impl Scene + 'static) -> Box<dyn Scene> {
    Box::new(Over(idle(), scene))
}

pub(super) fn all() -> Vec<(&'static str, Box<dyn Scene>)> {
    [
        assistants(),
        unlocks(),
        blockages(),
        windows(),
        modals(),
        cards::scenes(),
        certificates::scenes(),
        writing::scenes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn email() -> Email {
    Email::parse(ADDRESS).expect("an address")
}
