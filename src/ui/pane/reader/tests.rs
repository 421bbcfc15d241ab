use std::sync::Arc;

use super::{Action, Message, Page, Reply, State};
use crate::domain::receipt::Receipts;
use crate::domain::verdict::Verdict;
use crate::domain::{
    Address, BodyState, Envelope, Flags, FolderId, Mark, MessageId, Part, PartId, PartRole, Summary, Timestamp,
};
use crate::engine::{Apart, Fault, FaultKind, Opened, Seal, Subject};

fn summary(id: i64) -> Summary {
    Summary {
        id: MessageId(id),
        folder: FolderId(1),
        who: "Laboratoire des Tilleuls".to_owned(),
        subject: "Résultats".to_owned(),
        date: Timestamp(1_795_251_600),
        size: 10_000,
        flags: Flags::NONE,
        keywords: Vec::new(),
        attachment: true,
        mark: Mark::Plain,
        body: BodyState::Here,
        extract: String::new(),
        about: None,
    }
}

fn opened(id: i64, text: &str) -> Arc<Opened> {
    let part = |number, role| Part {
        id: PartId(number),
        media_type: "application/pdf".to_owned(),
        role,
        name: "bilan.pdf".to_owned(),
        content_id: None,
        size: 1000,
    };
    Arc::new(Opened {
        summary: summary(id),
        envelope: Envelope { from: vec![Address::new("Labo", "labo@tilleuls.example")], ..Envelope::default() },
        parts: vec![part(0, PartRole::Body), part(1, PartRole::Attachment)],
        mark: Mark::Plain,
        results: false,
        text: text.to_owned(),
        headers: "Subject: Résultats\n".to_owned(),
        seal: None,
        receipts: Receipts::default(),
    })
}

fn reading(text: &str) -> State {
    let mut state = State::default();
    assert_eq!(state.open(MessageId(7), Some(&summary(7))), Action::Load(MessageId(7)));
    assert_eq!(
        state.update(Message::Arrived { id: MessageId(7), result: Ok(opened(7, text)) }),
        Action::Meet(MessageId(7))
    );
    state
}

#[test]
fn a_message_is_asked_for_once() {
    let mut state = reading("Bonjour");
    assert_eq!(state.open(MessageId(7), None), Action::None);
    assert_eq!(state.open(MessageId(8), None), Action::Load(MessageId(8)));
    assert_eq!(state.open(MessageId(8), None), Action::None, "it is on its way");
}

#[test]
fn an_answer_that_comes_too_late_is_dropped() {
    let mut state = State::default();
    assert_eq!(state.open(MessageId(1), None), Action::Load(MessageId(1)));
    assert_eq!(state.open(MessageId(2), None), Action::Load(MessageId(2)));
    assert_eq!(state.update(Message::Arrived { id: MessageId(1), result: Ok(opened(1, "")) }), Action::None);
    assert!(matches!(state.page, Page::Loading { id: MessageId(2), .. }));
}

#[test]
fn a_body_that_is_not_here_yet_is_asked_for_again_when_the_folder_changes() {
    let mut state = State::default();
    assert_eq!(state.open(MessageId(1), Some(&summary(1))), Action::Load(MessageId(1)));
    let fault = Fault::new(FaultKind::BodyPending, Subject::Message(MessageId(1)), "");
    assert_eq!(state.update(Message::Arrived { id: MessageId(1), result: Err(fault) }), Action::None);
    assert!(matches!(&state.page, Page::Pending { summary: Some(_), .. }), "what is known is still shown");
    assert_eq!(state.refresh(), Action::Load(MessageId(1)));
    assert_eq!(
        state.update(Message::Arrived { id: MessageId(1), result: Ok(opened(1, "Bonjour")) }),
        Action::Meet(MessageId(1))
    );
    assert_eq!(state.refresh(), Action::None);
}

#[test]
fn a_failure_can_be_tried_again() {
    let mut state = State::default();
    assert_eq!(state.open(MessageId(1), None), Action::Load(MessageId(1)));
    let fault = Fault::new(FaultKind::CacheDamaged, Subject::Message(MessageId(1)), "");
    assert_eq!(state.update(Message::Arrived { id: MessageId(1), result: Err(fault) }), Action::None);
    assert_eq!(state.update(Message::RetryPressed), Action::Load(MessageId(1)));
}

#[test]
fn what_is_attached_is_saved_by_its_number() {
    let mut state = reading("Bonjour");
    assert_eq!(state.update(Message::SavePressed(PartId(1))), Action::SaveAs(MessageId(7), PartId(1)));
    assert_eq!(state.update(Message::SaveAllPressed), Action::SaveAll(MessageId(7)));
    let Page::Shown(shown) = &state.page else { panic!("nothing is shown") };
    assert_eq!(shown.attachments.len(), 1, "the body is no attachment");
}

#[test]
fn all_that_is_read_can_be_copied_and_the_header_too() {
    let mut state = reading("Bonjour,\r\nà demain");
    assert_eq!(state.update(Message::CopyAllPressed), Action::Copy("Bonjour,\nà demain".into()));
    assert_eq!(state.update(Message::HeadersFlipped), Action::None);
    assert_eq!(state.update(Message::CopyAllPressed), Action::Copy("Subject: Résultats\n".into()));
}

#[test]
fn columns_are_kept_in_line_unless_the_user_says_otherwise() {
    let row = "Sodium         138      mmol/l    136-145\n";
    let mut state = reading(&row.repeat(4));
    assert!(state.is_fixed());
    assert_eq!(state.update(Message::FixedFlipped), Action::None);
    assert!(!state.is_fixed());
    assert!(!reading("Bonjour").is_fixed());
}

#[test]
fn what_is_attached_to_a_part_that_is_apart_stays_with_it() {
    let apart = Apart {
        verdict: Verdict::new(Vec::new(), Vec::new()),
        text: "La partie".to_owned(),
        parts: vec![Part { id: PartId(1 << 20), ..opened(7, "").parts[1].clone() }],
    };
    let seal = Seal { verdict: Verdict::new(Vec::new(), Vec::new()), apart: vec![apart], closed: None };
    let message = Opened { seal: Some(Arc::new(seal)), ..Opened::clone(&opened(7, "Le tout")) };
    let mut state = State::default();
    let _ = state.open(MessageId(7), Some(&summary(7)));
    let _ = state.update(Message::Arrived { id: MessageId(7), result: Ok(Arc::new(message)) });
    let ids = |state: &State| state.attachments().iter().map(|part| part.id).collect::<Vec<_>>();
    assert_eq!(ids(&state), [PartId(1)]);
    let _ = state.update(Message::PartPicked(Some(0)));
    assert_eq!(ids(&state), [PartId(1 << 20)]);
    assert_eq!(state.update(Message::CopyAllPressed), Action::Copy("La partie".into()));
}

#[test]
fn a_receipt_that_is_asked_for_is_given_once_and_only_by_a_press() {
    use crate::domain::receipt::{Decision, Request};
    let id = MessageId(7);
    let request = Request { to: Vec::new(), beyond_us: false };
    let asking = Opened {
        receipts: Receipts { asked: Some(request), ..Receipts::default() },
        ..Opened::clone(&opened(7, "Bonjour"))
    };
    let mut state = State::default();
    let _ = state.open(id, None);
    let asked = state.update(Message::Arrived { id, result: Ok(Arc::new(asking)) });
    assert_eq!(asked, Action::Several(vec![Action::Meet(id), Action::DecideReceipt(id)]));
    assert_eq!(state.update(Message::ReceiptDecided(id, Decision::Ask)), Action::None, "nothing goes by itself");
    let Action::AnswerReceipt(_, Reply::Send) = state.update(Message::ReceiptPressed(Reply::Send)) else {
        panic!("the press is not heard")
    };
    let twice = state.update(Message::ReceiptPressed(Reply::Send));
    assert_eq!(twice, Action::None, "it is on its way");
    let fault = Fault::new(FaultKind::Unreachable, Subject::Message(id), "");
    let _ = state.update(Message::ReceiptAnswered(id, Reply::Send, Err(fault)));
    let again = state.update(Message::ReceiptPressed(Reply::Refuse));
    assert!(matches!(again, Action::AnswerReceipt(_, Reply::Refuse)), "it can be tried again, or refused");
}
