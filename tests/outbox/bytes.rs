//! The line to the server is cut at each byte of a dialogue, of either side's. What
//! comes of it is one letter, or a doubt that the user's right answer makes one.

use sceau::domain::{OutgoingState, Settle};
use sceau::engine::Waiting;

use super::Stage;
use super::adversary::Fate;
use crate::faults::soak;

/// Between two places of the short form.
const STEP: usize = 97;
/// Of the client's last bytes, among them those that end the message, none is left
/// out.
const END: usize = 14;

const PAUL: &str = "paul@ailleurs.example";

#[test]
fn a_line_cut_at_any_byte_sends_once_or_leaves_a_doubt_that_can_be_settled() {
    let stage = Stage::new();
    // The server is asked for its limit once, in a dialogue of its own.
    super::patiently("its limit", || stage.desk.ask(stage.desk.engine.means(stage.account)).limit);
    let _ = stage.send(1000, PAUL);
    stage.until_empty();
    stage.until_outside(1000, 1);
    let (up, down) = stage.line.length();
    let step = if soak() { 1 } else { STEP };
    let mut fates: Vec<Fate> = (0..up).step_by(step).chain(up - END..up).map(Fate::CutUp).collect();
    fates.extend((0..down).step_by(step).map(Fate::CutDown));
    fates.push(Fate::AfterTheDot);
    let mut doubts = 0;
    for (number, fate) in fates.into_iter().enumerate() {
        doubts += usize::from(stage.cut(1001 + number, fate));
    }
    assert!(doubts > 0, "the end of a message is where it can be in doubt");
    let sent = stage.practice.sent_outside().len();
    println!("{sent} letters, {doubts} of them in doubt");
}

impl Stage {
    /// Sends over a line that is cut, and then as the program and the user do it.
    /// True if it was in doubt.
    fn cut(&self, number: usize, fate: Fate) -> bool {
        self.line.once(fate);
        let id = self.send(number, PAUL);
        // Gone, or something is known of why not.
        let told = |rows: &[Waiting]| match rows.iter().find(|row| row.id == id) {
            None => Some(None),
            Some(row) if row.state == OutgoingState::Filing => Some(None),
            Some(row) => row.why.as_ref().map(|_| Some(row.state)),
        };
        let state = self.until(&format!("what comes of {fate:?}"), told);
        match state {
            None => {}
            Some(OutgoingState::Waiting) => {
                assert_eq!(self.truth(number), 0, "{fate:?}: it waits, so nobody can have it");
                assert!(self.desk.ask(self.desk.engine.send_now(id)));
            }
            Some(OutgoingState::InDoubt) => {
                assert_eq!(self.desk.ask(self.desk.engine.take_back(id)), None);
                let settle = if self.truth(number) == 1 { Settle::WasSent } else { Settle::SendAgain };
                assert!(self.desk.ask(self.desk.engine.settle(id, settle)));
            }
            Some(other) => panic!("{fate:?} leaves it {other:?}"),
        }
        self.until_empty();
        super::patiently("it outside", || (self.truth(number) >= 1).then_some(()));
        assert_eq!(self.truth(number), 1, "{fate:?}");
        assert_eq!(self.filed(number), 1, "{fate:?}");
        assert!(self.desk.ask(self.desk.engine.kept_drafts()).is_empty(), "{fate:?}: it is a draft no more");
        state == Some(OutgoingState::InDoubt)
    }

    /// How many copies lie in Sent: all numbers here have four digits.
    fn filed(&self, number: usize) -> usize {
        let subject = format!("Pli {number}");
        let found = self.practice.doveadm(&[
            "search",
            "-u",
            &self.alice.email,
            "mailbox",
            "Sent",
            "header",
            "Subject",
            &subject,
        ]);
        found.lines().count()
    }

    /// How often the server took it, once it has delivered what it has.
    pub(super) fn truth(&self, number: usize) -> usize {
        self.practice.until_delivered();
        self.outside(number)
    }
}
