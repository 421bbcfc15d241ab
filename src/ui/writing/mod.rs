//! A message being written, in a window of its own: to whom, about what, its
//! words, what goes along, and how it is sealed.
//!
//! What is written is kept as one writes: nothing here loses a word because a
//! window was closed, and nothing leaves without [`crate::domain::check`] having been asked.

mod bar;
pub mod body;
mod checks;
pub mod document;
mod drag;
mod files;
mod head;
mod keeping;
pub mod keys;
mod message;
pub mod options;
mod people;
pub mod pictures;
mod sending;
mod signing;
mod template_bar;
pub mod templates;
mod view;

use std::path::PathBuf;

use iced::Size;
use iced::widget::Id;

use crate::domain::check::Remark;
use crate::domain::clinical::Inside;
use crate::domain::{
    Account, AccountId, Address, Carried, DraftId, Email, Secret, Space, Standing, Timestamp, Writing,
};
use crate::engine::{Fault, Means};
use crate::ui::widget::editor::{Board, Offer, Pick};
use crate::ui::widget::sheet;

pub use message::{Action, Message};
pub use people::{Field, Known};

/// Whom something typed may mean.
pub struct Guess {
    pub typed: String,
    pub people: Vec<Address>,
}

impl From<Guess> for people::Message {
    fn from(Guess { typed, people }: Guess) -> Self {
        Self::Offered { typed, people }
    }
}

/// Of a new window, in its own pixels.
pub const SIZE: Size = Size::new(820.0, 700.0);

/// Seconds between two copies of what is written on the server.
const NOW_AND_THEN: i64 = 60;

/// The places that the cursor goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    To,
    Cc,
    Bcc,
    ReplyTo,
    Subject,
    Body,
}

pub struct State {
    /// Of its row in the cache, once it has one.
    id: Option<DraftId>,
    /// Tells the fields of this window from those of others.
    number: u64,
    writing: Writing,
    fields: Fields,
    body: body::State,
    /// Whom the pointer holds.
    drag: Option<drag::Drag>,
    known: Known,
    means: Means,
    /// The health documents that it carries, as they were looked at last.
    inside: Inside,
    keeping: Keeping,
    /// When the server was last given what is written.
    copied: Option<Timestamp>,
    /// When it is to leave, if not at once.
    later: Option<Timestamp>,
    /// Of a key that wants it for each signature: for this sending alone.
    code: Option<Secret>,
    /// The window goes as soon as all is kept.
    closing: bool,
    /// What needs a row in the cache, and waits for it.
    after: Option<After>,
    /// Files that were let fall while others were being read.
    waiting: Vec<PathBuf>,
    /// Tells the answers to the last look before sending from earlier ones.
    looks: u64,
    stage: Stage,
    /// Shown to choose from.
    templates: Option<templates::State>,
    /// A health document that is to go along, before it does.
    document: Option<document::State>,
    fault: Option<Fault>,
    /// What is said beside it, until something is written: a key of the words.
    note: Option<&'static str>,
}

/// Those for whom it is.
#[derive(Debug, Default)]
struct Fields {
    to: Field,
    cc: Field,
    bcc: Field,
    reply_to: Field,
    cc_shown: bool,
    bcc_shown: bool,
    reply_to_shown: bool,
}

/// How far what is written is in the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Keeping {
    #[default]
    Nothing,
    /// Something was written; it is kept in a moment.
    Waiting,
    Asked,
    /// Written on since it was asked.
    Again,
    /// It could not be kept: it is only here.
    Failed,
    Kept(Timestamp),
}

/// What is done as soon as what is written has a row of its own: one, however much
/// is asked at a time.
enum After {
    Enclose(Vec<PathBuf>),
    /// A health document, in its archive.
    Document,
    /// Into the text.
    Pictures(Vec<PathBuf>),
    /// One that was copied elsewhere.
    Picture(Vec<u8>),
    Send(Option<Secret>),
    /// Its writer does not want it any more.
    Discard,
}

/// What is going on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Stage {
    #[default]
    Writing,
    /// Its size and its people are being looked at.
    Checking,
    Asking(Vec<Remark>),
    /// It is being signed, encrypted and handed over.
    Leaving,
    /// Files are being read.
    Enclosing,
}

impl State {
    /// A new message, or one that was kept.
    pub fn new(number: u64, id: Option<DraftId>, writing: Writing, board: Board) -> Self {
        let (draft, groups) = (&writing.draft, writing.groups.as_slice());
        let fields = Fields {
            to: Field::of(draft.to.clone(), groups),
            cc: Field::of(draft.cc.clone(), groups),
            bcc: Field::of(draft.bcc.clone(), groups),
            reply_to: Field::of(draft.reply_to.clone(), groups),
            cc_shown: !draft.cc.is_empty(),
            bcc_shown: !draft.bcc.is_empty(),
            reply_to_shown: !draft.reply_to.is_empty(),
        };
        Self {
            body: body::State::new(&writing, board),
            id,
            number,
            fields,
            writing,
            drag: None,
            known: Known::new(),
            means: Means::default(),
            inside: Inside::default(),
            keeping: Keeping::Nothing,
            copied: None,
            later: None,
            code: None,
            closing: false,
            after: None,
            waiting: Vec::new(),
            looks: 0,
            stage: Stage::Writing,
            templates: None,
            document: None,
            fault: None,
            note: None,
        }
    }

    /// What is to be known when it opens.
    fn opened(&self) -> Action {
        let pictures = Action::Picture(pictures::Wish::Read(self.shown_pictures()));
        Action::Several(vec![self.stand(), Action::Focus(self.field(self.first())), pictures])
    }

    /// Something is written that the cache does not have.
    pub fn is_unkept(&self) -> bool {
        let waits = !matches!(self.keeping, Keeping::Nothing | Keeping::Kept(_));
        waits && (self.id.is_some() || !self.written().is_blank())
    }

    pub fn draft_id(&self) -> Option<DraftId> {
        self.id
    }

    pub fn account(&self) -> AccountId {
        self.writing.draft.account
    }

    /// Whom the answered message is about.
    pub fn patient(&self) -> &str {
        &self.writing.patient
    }

    /// What the window is called.
    pub fn subject(&self) -> &str {
        &self.writing.draft.subject
    }

    /// An answer begins with its words, a new message with its people.
    fn first(&self) -> Place {
        if self.writing.is_template() {
            Place::Subject
        } else if self.fields.to.is_empty() {
            Place::To
        } else if self.writing.draft.subject.is_empty() {
            Place::Subject
        } else {
            Place::Body
        }
    }

    pub(super) fn field(&self, place: Place) -> Id {
        let name = match place {
            Place::To => "to",
            Place::Cc => "cc",
            Place::Bcc => "bcc",
            Place::ReplyTo => "reply-to",
            Place::Subject => "subject",
            Place::Body => return self.body.id(),
        };
        format!("writing-{}-{name}", self.number).into()
    }

    fn field_of(&self, place: Place) -> Option<&Field> {
        match place {
            Place::To => Some(&self.fields.to),
            Place::Cc => Some(&self.fields.cc),
            Place::Bcc => Some(&self.fields.bcc),
            Place::ReplyTo => Some(&self.fields.reply_to),
            Place::Subject | Place::Body => None,
        }
    }

    fn people(&mut self, place: Place) -> Option<&mut Field> {
        match place {
            Place::To => Some(&mut self.fields.to),
            Place::Cc => Some(&mut self.fields.cc),
            Place::Bcc => Some(&mut self.fields.bcc),
            Place::ReplyTo => Some(&mut self.fields.reply_to),
            Place::Subject | Place::Body => None,
        }
    }

    /// All that is written, as it is kept and sent.
    pub fn written(&self) -> Writing {
        let mut writing = self.writing.clone();
        writing.draft.to = self.fields.to.all();
        writing.draft.cc = self.fields.cc.all();
        writing.draft.bcc = self.fields.bcc.all();
        writing.draft.reply_to = self.fields.reply_to.all();
        let fields = [&self.fields.to, &self.fields.cc, &self.fields.bcc, &self.fields.reply_to];
        writing.groups = fields.into_iter().flat_map(Field::groups).cloned().collect();
        self.body.write(&mut writing);
        writing
    }

    fn emails(&self) -> Vec<Email> {
        let all = [&self.fields.to, &self.fields.cc, &self.fields.bcc];
        let people = all.into_iter().flat_map(Field::all);
        people.filter_map(|person| Email::parse(&person.email).ok()).collect()
    }

    /// How those for whom it is stand, and what it can be sealed with.
    pub fn stand(&self) -> Action {
        Action::Stand(self.emails(), self.account())
    }

    /// It is looked over, or on its way: what is typed meanwhile changes nothing.
    fn is_fixed(&self) -> bool {
        matches!(self.stage, Stage::Checking | Stage::Asking(_) | Stage::Leaving)
    }

    pub fn update(&mut self, message: Message, accounts: &[Account]) -> Action {
        if self.is_fixed() && message.writes() {
            return Action::None;
        }
        match message {
            Message::Opened => self.opened(),
            Message::People(place, message) => self.people_say(place, message),
            Message::Drag(message) => self.drag_says(&message),
            Message::Shown(place) => {
                self.show_field(place);
                Action::Focus(self.field(place))
            }
            Message::Subject(subject) => {
                self.writing.draft.subject = subject;
                self.changed()
            }
            Message::Entered => Action::Focus(self.field(Place::Body)),
            Message::Body(message) => self.body_says(message),
            Message::From(account) => self.write_from(account, accounts),
            Message::Sign
            | Message::Encrypt
            | Message::ReadReceipt
            | Message::DeliveryReport
            | Message::Copy
            | Message::LastWord => self.wished(&message),
            Message::AttachPressed => Action::PickFiles,
            Message::Dropped(path) => self.enclose(vec![path]),
            Message::Picked(paths) => self.enclose(paths),
            Message::Enclosed(files, fault) => self.enclosed(files, fault),
            Message::Detached(place) => self.detach(place),
            Message::Pictures(message) => self.pictures_say(message),
            Message::Copied(copied) => self.paste(copied),
            Message::KeepNow => self.keep_now(),
            Message::Kept(result, at) => self.kept(result, at),
            Message::Stands(account, standing, means) => {
                if account == self.account() {
                    self.learn(standing, *means);
                }
                Action::None
            }
            Message::SendPressed => {
                self.later = None;
                self.send_pressed()
            }
            Message::Resumed => self.send_pressed(),
            Message::LaterPressed => Action::AskWhen,
            Message::LaterChosen(moment) => {
                self.later = Some(moment);
                self.send_pressed()
            }
            Message::Checked(look, standing, means, inside) if self.awaits(look) => {
                self.inside = *inside;
                self.checked(standing, *means, accounts)
            }
            Message::Checked(..) => Action::None,
            Message::Confirmed => self.confirmed(accounts),
            Message::Remedied(remedy) => self.remedy(remedy),
            Message::Returned | Message::CodeAsked => {
                (self.stage, self.code) = (Stage::Writing, None);
                Action::None
            }
            Message::Left(result) => match result {
                Ok(_) => Action::Close,
                Err(fault) => {
                    (self.stage, self.code) = (Stage::Writing, None);
                    self.fault = Some(fault);
                    Action::None
                }
            },
            Message::FaultClosed => {
                self.fault = None;
                Action::None
            }
            Message::Closed => self.close(),
            Message::Discarded => self.discard(),
            Message::Stepped(by) => {
                let offering = self.offering();
                offering.map_or(Action::None, |place| self.people_say(place, people::Message::Stepped(by)))
            }
            Message::Erased(place) => self.people_say(place, people::Message::Erased),
            Message::TemplatesPressed => self.templates_pressed(),
            Message::Templates(message) => self.templates_say(message),
            Message::Document(message) => self.document_says(message),
            Message::TemplateDone => self.keep_template(),
            Message::SignaturesPressed => Action::AskSignature(self.signature()),
            Message::OptionsPressed => Action::AskOptions,
            Message::HelpPressed => Action::Help,
            Message::Rich => {
                let turned = self.body.turn_rich();
                self.body_wants(turned)
            }
            Message::FillNext => {
                let filled = self.body.fill_next();
                self.body_wants(filled)
            }
        }
    }

    fn show_field(&mut self, place: Place) {
        match place {
            Place::Cc => self.fields.cc_shown = true,
            Place::Bcc => self.fields.bcc_shown = true,
            Place::ReplyTo => self.fields.reply_to_shown = true,
            Place::To | Place::Subject | Place::Body => {}
        }
    }

    fn body_says(&mut self, message: body::Message) -> Action {
        let action = self.body.update(message);
        self.body_wants(action)
    }

    /// What was chosen in the menu of the words.
    pub fn pick(&mut self, pick: Pick) -> Action {
        let action = self.body.pick(pick);
        self.body_wants(action)
    }

    pub fn offer(&self) -> Offer {
        self.body.offer()
    }

    fn body_wants(&mut self, action: body::Action) -> Action {
        match action {
            body::Action::None => Action::None,
            body::Action::Changed => self.changed(),
            body::Action::Back { changed } => {
                let back = Action::Focus(self.field(Place::Body));
                if changed { Action::Several(vec![self.changed(), back]) } else { back }
            }
            body::Action::Focus(id) => Action::Focus(id),
            body::Action::Paint(html, theme) => {
                let carried = self.shown_pictures();
                Action::Picture(pictures::Wish::Paint { html, carried, light: sheet::light(theme) })
            }
            body::Action::Copy { text, changed } => {
                let copied = Action::Body(body::Action::Copy { text, changed });
                let back = Action::Focus(self.field(Place::Body));
                let changed = if changed { self.changed() } else { Action::None };
                Action::Several(vec![copied, changed, back])
            }
            action => Action::Body(action),
        }
    }

    fn people_say(&mut self, place: Place, message: people::Message) -> Action {
        let Some(field) = self.people(place) else { return Action::None };
        match field.update(message) {
            people::Action::None => Action::None,
            people::Action::Changed => Action::Several(vec![self.changed(), self.stand()]),
            people::Action::Ask(typed) => Action::Several(vec![self.changed(), Action::Ask(place, typed)]),
            people::Action::Next => Action::Focus(self.field(self.after(place))),
            people::Action::Grabbed(chip) => self.grabbed(place, chip),
            people::Action::Pulled => self.pulled(),
            people::Action::LetGo => self.let_go(),
        }
    }

    /// The field that comes after one of people.
    fn after(&self, place: Place) -> Place {
        match place {
            Place::To if self.fields.cc_shown => Place::Cc,
            Place::To | Place::Cc if self.fields.bcc_shown => Place::Bcc,
            Place::To | Place::Cc | Place::Bcc if self.fields.reply_to_shown => Place::ReplyTo,
            Place::Subject | Place::Body => Place::Body,
            _ => Place::Subject,
        }
    }

    /// The field whose offers are shown.
    fn offering(&self) -> Option<Place> {
        let all = [
            (Place::To, &self.fields.to),
            (Place::Cc, &self.fields.cc),
            (Place::Bcc, &self.fields.bcc),
            (Place::ReplyTo, &self.fields.reply_to),
        ];
        all.into_iter().find(|(_, field)| field.offers()).map(|(place, _)| place)
    }

    fn detach(&mut self, place: usize) -> Action {
        let is_of_document = self.carried().get(place).is_some_and(|one| self.writing.is_of_document(one));
        if is_of_document {
            // An archive and its PDF are one.
            self.writing.take_documents_out();
        } else if place < self.carried().len() {
            let _ = self.writing.draft.carried.remove(place);
        }
        self.changed()
    }

    fn wished(&mut self, wish: &Message) -> Action {
        let (wishes, decided) = (&mut self.writing.draft.wishes, &mut self.writing.decided);
        match wish {
            Message::Sign => (wishes.sign, decided.sign) = (!wishes.sign, true),
            Message::Encrypt => (wishes.encrypt, decided.encrypt) = (!wishes.encrypt, true),
            Message::ReadReceipt => flip(&mut wishes.read_receipt),
            Message::DeliveryReport => flip(&mut wishes.delivery_report),
            Message::Copy => flip(&mut wishes.no_copy),
            Message::LastWord => flip(&mut wishes.last_word),
            _ => {}
        }
        self.changed()
    }

    fn write_from(&mut self, account: AccountId, accounts: &[Account]) -> Action {
        let Some(account) = accounts.iter().find(|one| one.id == account) else { return Action::None };
        self.writing.draft.account = account.id;
        self.writing.draft.from = Address::new(account.draft.holder.clone(), account.draft.email.as_str());
        Action::Several(vec![self.changed(), self.stand(), Action::SignAs(account.id)])
    }

    fn space(&self, accounts: &[Account]) -> Space {
        let account = accounts.iter().find(|account| account.id == self.account());
        account.map_or(Space::Ordinary, |account| account.draft.space)
    }

    fn carried(&self) -> &[Carried] {
        &self.writing.draft.carried
    }

    /// How everybody stands, and what follows for what the writer left open.
    fn learn(&mut self, standing: Vec<Standing>, means: Means) {
        for one in standing {
            let _before = self.known.insert(one.email.as_str().to_lowercase(), one);
        }
        let emails = self.emails();
        let all = |is: fn(&Standing) -> bool| {
            !emails.is_empty()
                && emails.iter().all(|email| self.known.get(&email.as_str().to_lowercase()).is_some_and(is))
        };
        let certified = all(Standing::is_certified);
        let (sign, encrypt) = means.sending.seals(&emails, means.can_sign, certified && means.own_cipher);
        self.means = means;
        // What was read on the panel stays as it was read.
        if matches!(self.stage, Stage::Asking(_) | Stage::Leaving) || self.writing.is_redirect() {
            return;
        }
        let decided = self.writing.decided;
        let wishes = &mut self.writing.draft.wishes;
        if !decided.sign {
            wishes.sign = sign;
        }
        if !decided.encrypt {
            wishes.encrypt = encrypt || self.writing.draft.must_encrypt;
        }
    }
}

fn flip(wish: &mut bool) {
    *wish = !*wish;
}

#[cfg(test)]
mod tests;
