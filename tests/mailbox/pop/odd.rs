//! The same against scripts: what no real server of ours does.

use sceau::domain::{AccountDraft, AccountId, Leave, Security, Server};
use sceau::engine::{Command, Event, FaultKind, Line};

use crate::mailbox::Desk;
use crate::support::script::{Player, Script, play};
use crate::support::{Practice, ServerCertificate};

/// Up to the first command after the login.
fn let_in() -> Script {
    Script::new()
        .tls()
        .say("+OK ready\r\n")
        .expect("CAPA")
        .say("-ERR\r\n")
        .expect("USER ")
        .say("+OK\r\n")
        .expect("PASS ")
        .say("+OK\r\n")
        .expect("CAPA")
        .say("-ERR\r\n")
}

fn answer(script: Script, command: &str, answer: &str) -> Script {
    script.expect(command).say(answer)
}

/// A visit: each command, and what it is answered by.
fn visit(talk: &[(&str, &str)]) -> Script {
    talk.iter().fold(let_in(), |script, (command, said)| answer(script, command, said))
}

const BYE: (&str, &str) = ("QUIT", "+OK\r\n");

/// A letter's answer to RETR.
fn letter(word: &str) -> String {
    format!(
        "+OK\r\nFrom: bob@cabinet.example\r\nMessage-ID: <{word}@cabinet.example>\r\nSubject: {word}\r\n\r\n..\r\n.\r\n"
    )
}

struct Scene {
    desk: Desk,
    player: Player,
    account: Option<AccountId>,
    _practice: Practice,
}

impl Scene {
    fn new(leave: Leave, visits: Vec<Script>) -> (Self, AccountDraft, sceau::domain::Secret) {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let player = play(visits, &practice.pki().server(ServerCertificate::Good));
        let incoming = Server { host: "localhost".to_owned(), port: player.port, security: Security::Tls };
        let draft = AccountDraft { incoming, ..practice.pop_draft(&alice, Security::Tls, leave) };
        let desk = Desk::new(&practice);
        (Self { desk, player, account: None, _practice: practice }, draft, alice.secret())
    }

    /// With the first visit behind it.
    fn begun(leave: Leave, visits: Vec<Script>) -> Self {
        let (mut scene, draft, secret) = Self::new(leave, visits);
        scene.account = Some(scene.desk.add(draft, secret));
        scene
    }

    fn again(&mut self) {
        self.desk.engine.send(Command::Sync(self.account.unwrap()));
        self.desk.until_in_step();
    }

    fn here(&self) -> Vec<String> {
        let rows = self.desk.ask(self.desk.engine.page(self.desk.list(self.account.unwrap(), "INBOX")));
        let mut subjects: Vec<String> = rows.into_iter().map(|row| row.subject).collect();
        subjects.sort();
        subjects
    }
}

#[test]
fn without_names_letters_are_known_by_header_and_size() {
    let top = |word: &str| letter(word).replace("\r\n..\r\n.\r\n", "\r\n.\r\n");
    let (un, deux) = (top("un"), top("deux"));
    let first =
        [("LIST", "+OK\r\n1 90\r\n.\r\n"), ("UIDL", "-ERR\r\n"), ("TOP 1 0", &un), ("RETR 1", &letter("un")), BYE];
    let second = [
        ("LIST", "+OK\r\n1 80\r\n2 90\r\n.\r\n"),
        ("UIDL", "-ERR\r\n"),
        ("TOP 1 0", &deux),
        ("TOP 2 0", &un),
        ("RETR 1", &letter("deux")),
        BYE,
    ];
    let mut scene = Scene::begun(Leave::OnServer, vec![visit(&first), visit(&second)]);
    assert_eq!(scene.here(), ["un"]);
    scene.again();
    assert_eq!(scene.here(), ["deux", "un"]);
    let _ = scene.player.finish();
}

#[test]
fn a_server_without_any_names_is_refused() {
    let talk = [("LIST", "+OK\r\n1 90\r\n.\r\n"), ("UIDL", "-ERR\r\n"), ("TOP 1 0", "-ERR\r\n")];
    let (mut scene, draft, secret) = Scene::new(Leave::OnServer, vec![visit(&talk)]);
    scene.desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret });
    let fault = scene.desk.until_fault();
    assert_eq!(fault.kind, FaultKind::MailboxNameless);
    let account = scene.desk.ask(scene.desk.engine.accounts())[0].id;
    assert_eq!(scene.desk.engine.line(account), Line::Refused);
    let _ = scene.player.finish();
}

#[test]
fn what_is_marked_and_not_confirmed_is_there_still_and_does_not_come_twice() {
    let list = ("LIST", "+OK\r\n1 90\r\n.\r\n");
    let names = ("UIDL", "+OK\r\n1 aa bb\r\n.\r\n");
    let delete = ("DELE 1", "+OK\r\n");
    let retrieve = ("RETR 1", &*letter("un"));
    let visits = vec![
        // The line is cut at QUIT: nothing was deleted.
        visit(&[list, names, retrieve, delete]).expect("QUIT"),
        visit(&[list, names, delete, BYE]),
        // It was said to be deleted, and is there all the same: looked at once
        // more, and let be from then on.
        visit(&[list, names, retrieve, BYE]),
        visit(&[list, names, BYE]),
    ];
    let (mut scene, draft, secret) = Scene::new(Leave::Remove, visits);
    scene.desk.engine.send(Command::AddAccount { draft: Box::new(draft), secret });
    let fault = scene.desk.until_fault();
    assert_eq!(fault.kind, FaultKind::ServerGone);
    // It tries again by itself.
    scene.desk.until(|event| matches!(event, Event::Line(_, Line::Watching)).then_some(()));
    scene.account = Some(scene.desk.ask(scene.desk.engine.accounts())[0].id);
    scene.again();
    scene.again();
    assert_eq!(scene.here(), ["un"]);
    let _ = scene.player.finish();
}

#[test]
fn new_names_for_old_mail_bring_nothing_twice() {
    let list = ("LIST", "+OK\r\n1 90\r\n2 90\r\n.\r\n");
    let (un, deux) = (letter("un"), letter("deux"));
    let both = [("RETR 2", deux.as_str()), ("RETR 1", un.as_str()), BYE];
    let with = |names: &'static str| visit(&[[list, ("UIDL", names)].as_slice(), &both].concat());
    let visits = vec![
        with("+OK\r\n1 a\r\n2 b\r\n.\r\n"),
        with("+OK\r\n1 c\r\n2 d\r\n.\r\n"),
        visit(&[list, ("UIDL", "+OK\r\n1 c\r\n2 d\r\n.\r\n"), BYE]),
        // For a moment it has lost them all.
        visit(&[("LIST", "+OK\r\n.\r\n"), BYE]),
        visit(&[list, ("UIDL", "+OK\r\n1 c\r\n2 d\r\n.\r\n"), BYE]),
    ];
    let mut scene = Scene::begun(Leave::OnServer, visits);
    for _ in 0..4 {
        scene.again();
        assert_eq!(scene.here(), ["deux", "un"]);
    }
    let _ = scene.player.finish();
}

#[test]
fn a_letter_that_is_refused_in_the_middle_comes_another_time() {
    let list = ("LIST", "+OK\r\n1 90\r\n2 90\r\n3 90\r\n.\r\n");
    let names = ("UIDL", "+OK\r\n1 a\r\n2 a\r\n3 b\r\n.\r\n");
    let (un, deux, trois) = (letter("un"), letter("deux"), letter("trois"));
    let visits = vec![
        visit(&[
            list,
            names,
            ("RETR 3", &trois),
            ("RETR 2", "-ERR busy\r\n"),
            ("RETR 1", &un),
            ("DELE 1", "+OK\r\n"),
            ("DELE 3", "-ERR\r\n"),
            BYE,
        ]),
        visit(&[
            ("LIST", "+OK\r\n1 90\r\n2 90\r\n.\r\n"),
            ("UIDL", "+OK\r\n1 a\r\n2 b\r\n.\r\n"),
            // The second of one name is the first now, and was never here.
            ("RETR 1", &deux),
            ("DELE 1", "+OK\r\n"),
            ("DELE 2", "+OK\r\n"),
            BYE,
        ]),
    ];
    let mut scene = Scene::begun(Leave::Remove, visits);
    assert_eq!(scene.here(), ["trois", "un"]);
    scene.again();
    assert_eq!(scene.here(), ["deux", "trois", "un"]);
    let _ = scene.player.finish();
}
