use super::*;
use crate::domain::OutgoingId;
use crate::domain::check::Remark;
use crate::domain::writing::Document;
use crate::domain::{
    AccountDraft, AuthMethod, Cipher, Colour, Habit, Keep, Protocol, Security, Sending, Server, Standing,
};
use crate::ui::widget::editor;

const COLLEAGUE: &str = "anne@clinique.mssante.example";

fn account() -> Account {
    let server = Server { host: "mail.cabinet.example".into(), port: 993, security: Security::Tls };
    let draft = AccountDraft {
        label: "Cabinet".into(),
        holder: "Dr Léa Désiré".into(),
        email: Email::parse("lea@cabinet.mssante.example").unwrap(),
        user: "lea".into(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: server.clone(),
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: Some(server),
        space: Space::Secure,
        colour: Colour::default(),
        sending: Sending::default(),
        exporting: crate::domain::export::Exporting::default(),
    };
    Account { id: AccountId(1), draft }
}

/// A window, and the mailboxes around it.
pub(super) struct Window(State, Vec<Account>);

impl Window {
    pub(super) fn open() -> Self {
        let account = account();
        let state = State::new(1, None, Writing::new(&account), Board::default());
        Self(state, vec![account])
    }

    pub(super) fn state(&mut self) -> &mut State {
        &mut self.0
    }

    pub(super) fn say(&mut self, message: Message) -> Action {
        self.0.update(message, &self.1)
    }

    fn to(&mut self, people: &str) {
        let _ = self.say(Message::People(Place::To, people::Message::Typed(people.into())));
    }

    pub(super) fn write(&mut self, words: &str) -> Action {
        self.say(Message::Body(editor::Message::Typed(words.into())))
    }

    fn stand(&mut self, certified: &[&str], habit: Habit) {
        let standing = certified
            .iter()
            .map(|one| Email::parse(one).unwrap())
            .map(|email| Standing { cipher: Cipher::Ready { until: Timestamp(0) }, email });
        let sending = Sending { sign: habit, encrypt: habit, ..Sending::default() };
        let trusted = crate::domain::TrustedSpace::BY_NAME;
        let means = Means { sending, trusted, can_sign: true, own_cipher: true, limit: None };
        let _ = self.say(Message::Stands(AccountId(1), standing.collect(), Box::new(means)));
    }

    /// The answer to the last look.
    fn checked(&mut self, standing: Vec<Standing>, means: Box<Means>) -> Action {
        let look = self.0.looks;
        self.say(Message::Checked(look, standing, means, Box::default()))
    }

    /// What is written has a row in the cache.
    pub(super) fn kept(&mut self, id: i64) -> Action {
        self.say(Message::Kept(Ok(DraftId(id)), Timestamp(100)))
    }

    /// Up to the moment in which it is given away.
    fn sent(&mut self) -> Action {
        let _ = self.say(Message::Subject("Bilan".into()));
        self.to(&format!("{COLLEAGUE},"));
        let _ = self.say(Message::SendPressed);
        self.checked(Vec::new(), Box::default())
    }

    fn wishes(&self) -> (bool, bool) {
        let wishes = self.0.writing.draft.wishes;
        (wishes.sign, wishes.encrypt)
    }
}

#[test]
fn what_is_written_is_kept_once_in_a_moment_and_again_if_one_writes_on_meanwhile() {
    let mut window = Window::open();
    assert!(matches!(window.write("B"), Action::Wait));
    assert!(matches!(window.write("o"), Action::None), "it waits already");
    let Action::Keep(None, kept) = window.say(Message::KeepNow) else { panic!("not kept") };
    assert_eq!(kept.document.letters(kept.document.everything()), "Bo");
    assert!(matches!(window.write("n"), Action::Wait), "written while it was being kept");
    assert!(window.0.is_unkept());
    let _ = window.say(Message::Kept(Ok(DraftId(7)), Timestamp(100)));
    assert!(matches!(window.say(Message::KeepNow), Action::Keep(Some(DraftId(7)), _)));
    let _ = window.say(Message::Kept(Ok(DraftId(7)), Timestamp(101)));
    assert!(!window.0.is_unkept());
    assert!(matches!(window.say(Message::Closed), Action::Close));
}

#[test]
fn the_server_gets_it_now_and_then() {
    let mut window = Window::open();
    let copies = |action: Action| match action {
        Action::Several(actions) => actions.iter().any(|action| matches!(action, Action::CopyThere(_))),
        _ => false,
    };
    for (at, copied) in [(100, false), (130, false), (160, true), (170, false), (221, true)] {
        let _ = window.write("a");
        let _ = window.say(Message::KeepNow);
        assert_eq!(copies(window.say(Message::Kept(Ok(DraftId(7)), Timestamp(at)))), copied, "{at}");
    }
}

#[test]
fn a_window_that_was_left_alone_leaves_nothing_behind() {
    let mut window = Window::open();
    assert!(matches!(window.say(Message::KeepNow), Action::None));
    assert!(matches!(window.say(Message::Closed), Action::Drop(None)));
}

#[test]
fn it_is_sealed_by_habit_where_that_is_possible_and_as_the_writer_says_from_then_on() {
    let mut window = Window::open();
    window.to(&format!("{COLLEAGUE},"));
    window.stand(&[], Habit::WhenPossible);
    assert_eq!(window.wishes(), (true, false), "there is no certificate of hers");
    window.stand(&[COLLEAGUE], Habit::WhenPossible);
    assert_eq!(window.wishes(), (true, true));
    let _ = window.say(Message::Encrypt);
    window.stand(&[COLLEAGUE], Habit::Always);
    assert_eq!(window.wishes(), (true, false), "the writer decided");
}

#[test]
fn nothing_is_sealed_by_itself_for_a_patient() {
    let mut window = Window::open();
    let patient = "279035121518989@patient.mssante.example";
    window.to(&format!("{patient};"));
    window.stand(&[patient], Habit::Always);
    assert_eq!(window.wishes(), (false, false));
}

#[test]
fn all_that_is_to_be_said_is_said_once_and_what_stops_it_stops_it() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    assert!(matches!(window.say(Message::SendPressed), Action::Check(..)));
    assert!(matches!(window.say(Message::SendPressed), Action::None), "once");
    let _ = window.checked(Vec::new(), Box::default());
    let Stage::Asking(remarks) = &window.0.stage else { panic!("nothing is asked") };
    assert_eq!(remarks[..], [Remark::NoRecipient, Remark::NoSubject]);
    assert!(matches!(window.say(Message::Confirmed), Action::None), "it is for nobody");
    let _ = window.say(Message::Returned);
    window.to(&format!("{COLLEAGUE},"));
    let _ = window.say(Message::SendPressed);
    let _ = window.checked(Vec::new(), Box::default());
    assert!(matches!(&window.0.stage, Stage::Asking(remarks) if remarks[..] == [Remark::NoSubject]));
    assert!(matches!(window.say(Message::Confirmed), Action::Keep(None, _)), "it has no row yet");
    let Action::Several(actions) = window.kept(7) else { panic!("not sent") };
    let sent = actions.iter().find_map(|action| match action {
        Action::Send { id: DraftId(7), writing, .. } => Some(writing),
        _ => None,
    });
    assert_eq!(sent.unwrap().draft.to[0].email, COLLEAGUE);
}

#[test]
fn what_is_done_to_a_message_that_is_leaving_is_not_done() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    let _ = window.sent();
    let _ = window.write(" et merci");
    let _ = window.say(Message::Subject("Autre".into()));
    let _ = window.say(Message::Discarded);
    assert_eq!(window.0.written().draft.subject, "Bilan");
    assert_eq!(words(&window), "Bonjour");
}

#[test]
fn keys_behind_the_panel_write_nothing_and_enter_sends_what_was_read() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    window.to(&format!("{COLLEAGUE},"));
    let _ = window.say(Message::SendPressed);
    let _ = window.checked(Vec::new(), Box::default());
    assert!(matches!(&window.0.stage, Stage::Asking(remarks) if remarks[..] == [Remark::NoSubject]));
    let _ = window.write("\n");
    assert_eq!(words(&window), "Bonjour");
    assert!(matches!(window.say(Message::Confirmed), Action::Keep(None, _)));
}

#[test]
fn an_answer_to_an_earlier_look_sends_nothing() {
    let mut window = Window::open();
    let _ = window.say(Message::SendPressed);
    let earlier = window.0.looks;
    let _ = window.say(Message::Closed);
    let _ = window.say(Message::Subject("Bilan".into()));
    window.to(&format!("{COLLEAGUE},"));
    let _ = window.say(Message::SendPressed);
    assert!(matches!(window.say(Message::Checked(earlier, Vec::new(), Box::default(), Box::default())), Action::None));
    assert_eq!(window.0.stage, Stage::Checking);
}

#[test]
fn a_message_without_a_mailbox_is_not_sent() {
    let mut window = Window::open();
    window.1.clear();
    let _ = window.sent();
    assert!(matches!(&window.0.stage, Stage::Asking(remarks) if remarks.contains(&Remark::NoServer)));
}

#[test]
fn the_hour_that_was_chosen_outlasts_the_code_of_the_card() {
    let mut window = Window::open();
    let _ = window.say(Message::Subject("Bilan".into()));
    window.to(&format!("{COLLEAGUE},"));
    let _ = window.say(Message::LaterChosen(Timestamp(5000)));
    let _ = window.checked(Vec::new(), Box::default());
    let locked =
        Fault::new(crate::engine::FaultKind::NoRecipientCertificate, crate::engine::Subject::Profile, "locked");
    let _ = window.kept(7);
    let _ = window.say(Message::Left(Err(locked)));
    let _ = window.say(Message::Resumed);
    let sent = window.checked(Vec::new(), Box::default());
    assert!(matches!(sent, Action::Send { later: Some(Timestamp(5000)), .. }));
}

#[test]
fn closing_waits_until_all_is_kept_and_stays_open_if_it_cannot_be() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    assert!(matches!(window.say(Message::Closed), Action::Keep(None, _)));
    let full = Fault::new(crate::engine::FaultKind::NoRecipientCertificate, crate::engine::Subject::Profile, "full");
    assert!(matches!(window.say(Message::Kept(Err(full), Timestamp(1))), Action::None));
    assert!(window.0.is_unkept() && window.0.fault.is_some());
    assert!(matches!(window.say(Message::Closed), Action::Keep(None, _)), "once more");
    let Action::Several(actions) = window.kept(7) else { panic!() };
    assert!(actions.iter().any(|action| matches!(action, Action::Close)));
}

#[test]
fn one_row_is_made_however_much_is_asked_at_a_time() {
    let mut window = Window::open();
    let _ = window.write("B");
    assert!(matches!(window.say(Message::KeepNow), Action::Keep(None, _)));
    assert!(matches!(window.say(Message::Dropped("a.pdf".into())), Action::None), "it waits for the row");
    assert!(matches!(window.say(Message::Dropped("b.pdf".into())), Action::None));
    let Action::Several(actions) = window.kept(7) else { panic!() };
    let enclosed =
        actions.iter().any(|action| matches!(action, Action::Enclose(DraftId(7), _, paths) if paths.len() == 1));
    assert!(enclosed);
    let Action::Several(actions) = window.say(Message::Enclosed(Vec::new(), None)) else { panic!() };
    let next = actions.iter().any(|action| matches!(action, Action::Enclose(DraftId(7), _, paths) if paths.len() == 1));
    assert!(next, "the second one");
}

#[test]
fn who_has_no_certificate_can_be_left_out_before_it_is_encrypted() {
    let mut window = Window::open();
    window.to(&format!("{COLLEAGUE}, paul@clinique.mssante.example,"));
    let _ = window.say(Message::Subject("Bilan".into()));
    window.stand(&[COLLEAGUE], Habit::Always);
    let means = Box::new(window.0.means.clone());
    let _ = window.say(Message::SendPressed);
    let _ = window.checked(Vec::new(), means);
    let paul = Email::parse("paul@clinique.mssante.example").unwrap();
    let Stage::Asking(remarks) = &window.0.stage else { panic!("nothing is asked") };
    assert_eq!(remarks[..], [Remark::Uncertified(vec![paul.clone()])]);
    let Action::Several(after) = window.say(Message::Remedied(checks::Remedy::Drop(vec![paul]))) else { panic!() };
    assert!(after.iter().any(|action| matches!(action, Action::Check(people, ..) if people.len() == 1)));
}

#[test]
fn what_is_no_address_can_be_left_out_before_it_is_sent() {
    let mut window = Window::open();
    window.to(&format!("{COLLEAGUE}, le laboratoire,"));
    let _ = window.say(Message::Subject("Bilan".into()));
    let _ = window.say(Message::SendPressed);
    let _ = window.checked(Vec::new(), Box::default());
    let Stage::Asking(remarks) = &window.0.stage else { panic!("nothing is asked") };
    assert_eq!(remarks[..], [Remark::UnfitAddresses(vec!["le laboratoire".into()])]);
    let Action::Several(after) = window.say(Message::Remedied(checks::Remedy::DropUnfit)) else { panic!() };
    assert!(after.iter().any(|action| matches!(action, Action::Check(people, ..) if people.len() == 1)));
    assert_eq!(window.0.written().draft.to, [Address::new("", COLLEAGUE)]);
}

#[test]
fn what_fails_leaves_the_words_and_says_why() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    let fault = Fault::new(crate::engine::FaultKind::NoRecipientCertificate, crate::engine::Subject::Profile, "none");
    assert!(matches!(window.say(Message::Left(Err(fault))), Action::None));
    assert!(window.0.fault.is_some() && window.0.stage == Stage::Writing);
    assert!(matches!(window.say(Message::Left(Ok(OutgoingId(1)))), Action::Close));
}

/// The pointer holds a chip of To, and has left its place.
fn pulled(window: &mut Window, chip: people::Chip) {
    for message in [people::Message::Grabbed(chip), people::Message::Pulled] {
        let _ = window.say(Message::People(Place::To, message));
    }
}

fn fell(window: &mut Window, place: Place) -> Action {
    let _ = window.say(Message::Drag(drag::DragMessage::Over(place)));
    window.say(Message::Drag(drag::DragMessage::Fell(place)))
}

#[test]
fn a_chip_that_is_drawn_into_another_line_is_there_and_the_line_stays() {
    let mut window = Window::open();
    window.to(&format!("{COLLEAGUE}, bob@cabinet.example,"));
    pulled(&mut window, people::Chip::Person(0));
    assert_eq!(window.0.dragged().as_deref(), Some(COLLEAGUE));
    assert!(matches!(fell(&mut window, Place::Bcc), Action::Several(_)));
    let written = window.0.written();
    assert_eq!(written.draft.to, [Address::new("", "bob@cabinet.example")]);
    assert_eq!(written.draft.bcc, [Address::new("", COLLEAGUE)]);
    assert!(window.0.fields.bcc_shown && !window.0.fields.cc_shown && window.0.dragged().is_none());
}

#[test]
fn a_chip_that_falls_elsewhere_or_was_only_clicked_stays() {
    let mut window = Window::open();
    window.to(&format!("{COLLEAGUE},"));
    pulled(&mut window, people::Chip::Person(0));
    let _ = window.say(Message::Drag(drag::DragMessage::Ended));
    let _ = fell(&mut window, Place::Cc);
    for message in [people::Message::Grabbed(people::Chip::Person(0)), people::Message::LetGo, people::Message::Pulled]
    {
        let _ = window.say(Message::People(Place::To, message));
    }
    assert!(matches!(fell(&mut window, Place::Cc), Action::None));
    assert_eq!(window.0.written().draft.to, [Address::new("", COLLEAGUE)]);
}

#[test]
fn a_group_is_kept_with_the_draft() {
    let mut window = Window::open();
    let list = "Cabinet: anne@x.example, paul@x.example;";
    let _ = window.say(Message::People(Place::To, people::Message::Pasted(list.into())));
    let again = State::new(2, None, window.0.written(), Board::default());
    assert_eq!(again.written().groups.len(), 1);
    assert_eq!(again.written().draft.to.len(), 2, "and what leaves knows its people");
}

/// A template as the engine gives it.
fn template(words: &str) -> Writing {
    let mut template = Writing::new(&account());
    template.draft.subject = "Demande d’avis".into();
    template.draft.to = vec![Address::new("", COLLEAGUE)];
    template.document = crate::domain::writing::Document::plain(words);
    template
}

fn taken(window: &mut Window, words: &str) {
    let _ = window.say(Message::TemplatesPressed);
    let _ = window.say(Message::Templates(templates::Message::Taken(Ok(Box::new(template(words))))));
}

fn words(window: &Window) -> String {
    let written = window.0.written();
    written.document.letters(written.document.everything())
}

#[test]
fn a_template_fills_what_is_empty_and_its_first_blank_is_typed_over() {
    let mut window = Window::open();
    taken(&mut window, "Cher confrère,\nMerci de recevoir {patient} pour {motif}.");
    let written = window.0.written();
    assert_eq!(written.draft.subject, "Demande d’avis");
    assert_eq!(written.draft.to, [Address::new("", COLLEAGUE)]);
    let _ = window.write("M. Durand");
    let _ = window.say(Message::FillNext);
    let _ = window.write("un bilan");
    assert_eq!(words(&window), "Cher confrère,\nMerci de recevoir M. Durand pour un bilan.");
}

#[test]
fn a_template_leaves_alone_what_was_written() {
    let mut window = Window::open();
    window.to("bob@cabinet.example,");
    let _ = window.say(Message::Subject("Re: Bilan".into()));
    let _ = window.write("Avant. ");
    taken(&mut window, "Merci.");
    let written = window.0.written();
    assert_eq!(written.draft.subject, "Re: Bilan");
    assert_eq!(written.draft.to, [Address::new("", "bob@cabinet.example")]);
    assert_eq!(words(&window), "Avant. Merci.");
}

#[test]
fn a_blank_that_was_left_is_asked_about_before_sending() {
    let mut window = Window::open();
    window.to("anne@clinique.mssante.example,");
    taken(&mut window, "Pour {motif}.");
    let remarks = window.0.remarks(&window.1);
    assert!(remarks.contains(&Remark::Blanks(vec!["motif".into()])), "{remarks:?}");
    let _ = window.write("un avis");
    assert!(!window.0.remarks(&window.1).iter().any(|remark| matches!(remark, Remark::Blanks(_))));
}

#[test]
fn a_signature_is_changed_where_it_stands_and_not_if_it_was_changed_by_hand() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    let _ = window.0.sign_with(Some(Document::plain("Dr Désiré")));
    assert_eq!(words(&window), "Bonjour\n\n-- \nDr Désiré");
    let _ = window.0.sign_with(Some(Document::plain("Secrétariat\n01 02 03 04 05")));
    assert_eq!(words(&window), "Bonjour\n\n-- \nSecrétariat\n01 02 03 04 05");
    let _ = window.0.sign_as(None);
    assert_eq!(words(&window), "Bonjour\n");
    assert!(matches!(window.0.sign_as(Some(Document::plain("Autre"))), Action::None), "nothing stood there");
}

#[test]
fn a_template_without_a_name_is_not_kept() {
    let mut window = Window::open();
    window.0.writing.purpose = crate::domain::Purpose::Template { instead: None };
    let _ = window.write("Merci.");
    assert!(matches!(window.say(Message::TemplateDone), Action::Focus(_)), "to its name");
    let _ = window.say(Message::Subject("Merci".into()));
    assert!(matches!(window.say(Message::TemplateDone), Action::KeepTemplate(None, _)));
}

/// A file dropped while one is asked for the code is looked at like all others.
#[test]
fn what_leaves_with_the_code_of_each_signature_is_looked_at_first() {
    let mut window = Window::open();
    let _ = window.sent();
    let _ = window.kept(7);
    let _ = window.say(Message::CodeAsked);
    let _ = window.say(Message::Subject(String::new()));
    assert!(matches!(window.0.send_with(Secret::new("1234")), Action::Check(..)));
    let _ = window.checked(Vec::new(), Box::default());
    assert!(matches!(&window.0.stage, Stage::Asking(remarks) if remarks.contains(&Remark::NoSubject)));
    assert!(matches!(window.say(Message::Confirmed), Action::Send { code: Some(_), .. }));
    // Who goes back to the message gives the code anew.
    let _ = window.say(Message::CodeAsked);
    let _ = window.0.send_with(Secret::new("1234"));
    let _ = window.checked(Vec::new(), Box::default());
    let _ = window.say(Message::Returned);
    let _ = window.say(Message::SendPressed);
    let _ = window.checked(Vec::new(), Box::default());
    assert!(matches!(window.say(Message::Confirmed), Action::Send { code: None, .. }));
}

#[test]
fn what_was_thrown_away_while_it_was_first_kept_goes_with_its_row() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    assert!(matches!(window.say(Message::KeepNow), Action::Keep(None, _)));
    assert!(matches!(window.0.discard(), Action::None), "there is no row to throw away yet");
    let Action::Several(actions) = window.kept(7) else { panic!() };
    assert!(actions.iter().any(|action| matches!(action, Action::Discard(Some(DraftId(7)), _))));
}

#[test]
fn a_file_that_is_let_fall_while_a_picture_is_read_goes_along_afterwards() {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    let _ = window.say(Message::KeepNow);
    let _ = window.kept(7);
    window.0.stage = Stage::Enclosing;
    assert!(matches!(window.say(Message::Dropped("a.pdf".into())), Action::None));
    let Action::Several(actions) = window.say(Message::Pictures(pictures::Message::Came(Vec::new(), None))) else {
        panic!()
    };
    let encloses = |action: &Action| matches!(action, Action::Enclose(DraftId(7), _, paths) if paths.len() == 1);
    assert!(actions.iter().any(encloses));
}
