use super::super::tests::Window;
use super::super::{Action, After, Message as Outer, Stage};
use super::*;
use crate::domain::clinical::{Told, Way, Ways};
use crate::domain::{Carried, DraftId, EnclosureId, Timestamp};
use crate::engine::{DocumentFault, FaultKind, Subject};

fn say(window: &mut Window, message: Message) -> Action {
    window.say(Outer::Document(message))
}

fn nobody() -> Traits {
    Traits { family: "D'ESSAI".into(), given: "Zoé".into(), birth: "14/07/1999".into(), ..Traits::default() }
}

fn offer(chosen: Chosen, patient: Option<Traits>) -> Box<Offer> {
    Box::new(Offer { chosen, patient, today: "22/11/2026".into() })
}

fn pdf() -> Chosen {
    Chosen::invented("Lettre_au_confrère.pdf", Chose::Pdf { archival: false })
}

fn cda(way: Ways) -> Chosen {
    Chosen::invented("cr.xml", Chose::Clinical(vec![Told { traits: nobody(), way, ..Told::default() }]))
}

fn joins(window: &mut Window) -> bool {
    let asked = matches!(say(window, Message::Joined), Action::Pack(..));
    if asked {
        window.state().stage = Stage::Writing;
    }
    asked
}

/// It has a row already.
fn opened() -> Window {
    let mut window = Window::open();
    let _ = window.write("Bonjour");
    let _ = window.say(Outer::KeepNow);
    let _ = window.kept(7);
    window
}

fn packed() -> Box<Packed> {
    let file = |file, name: &str| Carried::File {
        file: EnclosureId(file),
        name: name.into(),
        media_type: "application/zip".into(),
        size: 9,
        content_id: None,
    };
    let subject = "XDM/1.0/DDM+CR D ESSAI Zoe".to_owned();
    Box::new(Packed { archive: file(1, "IHE_XDM.zip"), twins: vec![file(2, "cr.pdf")], subject })
}

#[test]
fn a_file_is_chosen_read_and_offered_with_the_patient_of_the_message_that_is_answered() {
    let mut window = opened();
    assert!(matches!(say(&mut window, Message::Pressed), Action::Document(Wish::Pick)));
    let read = say(&mut window, Message::Picked(Some("/a/b.pdf".into())));
    assert!(matches!(read, Action::Document(Wish::Read(_, None))));
    let _ = say(&mut window, Message::Came(Ok(offer(pdf(), Some(nobody())))));
    let state = window.state();
    let form = &state.document.as_ref().unwrap().form;
    assert!(form.traits == nobody() && state.stage == Stage::Writing);
    assert_eq!((form.title.as_str(), form.date.as_str()), ("Lettre au confrère", "22/11/2026"));
}

#[test]
fn nothing_goes_along_before_the_patient_is_confirmed_and_again_once_a_trait_is_another() {
    let mut window = opened();
    let _ = say(&mut window, Message::Came(Ok(offer(pdf(), Some(nobody())))));
    assert!(!joins(&mut window));
    let _ = say(&mut window, Message::Confirmed(true));
    assert!(joins(&mut window));
    let _ = say(&mut window, Message::Typed(Field::Title, "Lettre".into()));
    assert!(joins(&mut window), "the title is no trait");
    for message in [
        Message::Typed(Field::Family, "AUTRE".into()),
        Message::Typed(Field::Ins, "1".into()),
        Message::Sex(Sex::Male),
        Message::Number(InsKind::Nia),
    ] {
        let _ = say(&mut window, Message::Confirmed(true));
        let _ = say(&mut window, message);
        assert!(!joins(&mut window));
    }
    let _ = say(&mut window, Message::Confirmed(true));
    let _ = say(&mut window, Message::Typed(Field::Date, "31/02/2026".into()));
    assert!(!joins(&mut window), "it is no day");
}

#[test]
fn a_document_that_speaks_of_itself_needs_no_more_than_the_tick() {
    let mut window = opened();
    let _ = say(&mut window, Message::Came(Ok(offer(cda(Ways::default()), None))));
    assert!(!joins(&mut window));
    let _ = say(&mut window, Message::Confirmed(true));
    assert!(joins(&mut window));
    let hidden = Ways { to_patients: Way::Barred, ..Ways::default() };
    let _ = say(&mut window, Message::Came(Ok(offer(cda(hidden), None))));
    let _ = say(&mut window, Message::Confirmed(true));
    assert!(joins(&mut window), "whom it goes to is looked at when it is sent");
}

#[test]
fn what_was_packed_is_in_the_message_and_goes_with_its_chip() {
    let mut window = opened();
    let _ = window.say(Outer::Subject("Bilan".into()));
    let _ = say(&mut window, Message::Came(Ok(offer(cda(Ways::default()), None))));
    let _ = say(&mut window, Message::Confirmed(true));
    let _ = say(&mut window, Message::Joined);
    let _ = say(&mut window, Message::Packed(Ok(packed())));
    let draft = &window.state().writing.draft;
    assert_eq!((draft.carried.len(), draft.subject.as_str()), (2, "XDM/1.0/DDM+CR D ESSAI Zoe"));
    assert!(window.state().document.is_none() && window.state().is_unkept());
    let _ = window.say(Outer::Detached(0));
    let writing = &window.state().writing;
    assert!(writing.draft.carried.is_empty() && writing.enclosed.is_none());
    assert_eq!(writing.draft.subject, "Bilan");
}

#[test]
fn what_cannot_be_packed_is_said_in_the_panel_and_can_be_tried_again() {
    let mut window = opened();
    let _ = say(&mut window, Message::Came(Ok(offer(cda(Ways::default()), None))));
    let _ = say(&mut window, Message::Confirmed(true));
    let _ = say(&mut window, Message::Joined);
    let fault = Fault::new(FaultKind::Document(DocumentFault::NoPdf), Subject::File, "no PDF");
    let _ = say(&mut window, Message::Packed(Err(fault)));
    assert!(window.state().document.as_ref().unwrap().fault.is_some());
    assert!(joins(&mut window));
    let _ = say(&mut window, Message::Closed);
    assert!(window.state().document.is_none());
    assert!(matches!(window.state().with_row(After::Document), Action::None));
}

#[test]
fn a_document_waits_for_the_row_of_a_draft_that_has_none() {
    let mut window = Window::open();
    let _ = say(&mut window, Message::Came(Ok(offer(cda(Ways::default()), None))));
    let _ = say(&mut window, Message::Confirmed(true));
    assert!(matches!(say(&mut window, Message::Joined), Action::Keep(None, _)));
    let kept = window.say(Outer::Kept(Ok(DraftId(9)), Timestamp(1)));
    let Action::Several(actions) = kept else { panic!("nothing was done") };
    assert!(actions.iter().any(|action| matches!(action, Action::Pack(DraftId(9), ..))));
}

#[test]
fn a_document_that_was_given_up_while_it_was_packed_does_not_go_along() {
    let mut window = opened();
    let _ = say(&mut window, Message::Came(Ok(offer(cda(Ways::default()), None))));
    let _ = say(&mut window, Message::Confirmed(true));
    assert!(matches!(say(&mut window, Message::Joined), Action::Pack(..)));
    let _ = say(&mut window, Message::Closed);
    assert!(matches!(window.say(Outer::SendPressed), Action::None), "it is still being packed");
    let _ = say(&mut window, Message::Packed(Ok(packed())));
    let state = window.state();
    assert!(state.writing.draft.carried.is_empty() && state.writing.draft.subject.is_empty());
    assert_eq!(state.stage, Stage::Writing);
}
