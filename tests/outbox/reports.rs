//! Servers on the way are asked to tell what becomes of a message, and what they
//! say is shown on it.

use sceau::domain::Outgoing;
use sceau::domain::receipt::{Delivery, Fate as Told};

use super::Stage;

#[test]
fn a_delivery_report_that_was_asked_for_comes_back_to_the_message() {
    let stage = Stage::new();
    let asked = Outgoing { delivery_report: true, ..stage.message(1, &["paul@ailleurs.example"]) };
    let _ = stage.post(asked);
    let _ = stage.post(stage.message(2, &["paul@ailleurs.example"]));
    stage.until_empty();
    let came = super::patiently("the report on the message", || {
        let rows = stage.desk.ask(stage.desk.engine.page(stage.desk.list(stage.account, "Sent")));
        let sent = rows.into_iter().find(|row| row.subject == "Pli 1")?.id;
        let came = stage.desk.ask(stage.desk.engine.opened(sent)).receipts.came;
        (!came.is_empty()).then_some(came)
    });
    assert_eq!(came.len(), 1);
    assert_eq!(came[0].news.recipient, "paul@ailleurs.example");
    let Told::Delivery { action, .. } = &came[0].news.fate else { panic!("a server's word: {:?}", came[0].news.fate) };
    assert!(matches!(action, Delivery::Delivered | Delivery::Relayed), "{action:?}");
    // It was not asked for of the other one.
    let rows = stage.desk.ask(stage.desk.engine.page(stage.desk.list(stage.account, "INBOX")));
    assert_eq!(rows.len(), 1, "one report");
}
