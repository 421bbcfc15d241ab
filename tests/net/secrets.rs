//! No password in what is written down: not in a trace, not in an error.

use std::io::Write;
use std::sync::{Arc, Mutex};

use sceau::domain::{AuthMethod, Secret};
use sceau::net::imap::Session;
use sceau::net::smtp;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::MakeWriter;

use super::peer::{Peer, anchors};

const PASSWORD: &str = "tr3s-s3cr3t-sésame";
/// The password as it travels: alone, with the user before it, as a token.
const ENCODED: [&str; 3] = [
    "dHIzcy1zM2NyM3Qtc8Opc2FtZQ==",
    "AGFubmUAdHIzcy1zM2NyM3Qtc8Opc2FtZQ==",
    "dXNlcj1hbm5lAWF1dGg9QmVhcmVyIHRyM3MtczNjcjN0LXPDqXNhbWUBAQ==",
];

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Paper {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// All that is traced, at the finest level, and all errors printed.
async fn written(auth: AuthMethod, capabilities: &'static str, answer: &'static str) -> String {
    let paper = Paper::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(paper.clone()).finish();
    let work = async {
        tracing::trace!("it is written");
        let peer = Peer::tls(async move |mut talk| {
            talk.say("* OK ready\r\n").await;
            talk.answer("CAPABILITY", &format!("* CAPABILITY IMAP4rev1 {capabilities}\r\n")).await;
            let mut heard = talk.hear().await;
            let tag = heard.split(' ').next().unwrap().to_owned();
            while heard.ends_with('}') || heard.ends_with("PLAIN") {
                talk.say("+ \r\n").await;
                heard = talk.hear().await;
            }
            let all = ENCODED.into_iter().chain([PASSWORD]).find(|form| heard.contains(form)).expect("a password");
            talk.say(format!("{tag} {}\r\n", answer.replace("HEARD", all))).await;
            let _ = talk.hear().await;
        })
        .await;
        let opened = Session::open(&peer.server, &anchors(), "anne", auth, &Secret::new(PASSWORD)).await;
        tracing::trace!("{opened:?} {}", opened.as_ref().err().map(ToString::to_string).unwrap_or_default());
        drop(opened);
        peer.done().await;

        let peer = Peer::tls(async move |mut talk| {
            talk.say("220 ready\r\n").await;
            let _ = talk.hear().await;
            talk.say("250-mx\r\n250 AUTH PLAIN XOAUTH2\r\n").await;
            let heard = talk.hear().await;
            talk.say(format!("535 {heard}\r\n")).await;
        })
        .await;
        let checked = smtp::check(&peer.server, &anchors(), "anne", auth, &Secret::new(PASSWORD)).await;
        tracing::trace!("{checked:?} {}", checked.as_ref().err().map(ToString::to_string).unwrap_or_default());
        peer.done().await;
    };
    work.with_subscriber(subscriber).await;
    String::from_utf8(paper.0.lock().unwrap().clone()).unwrap()
}

#[tokio::test]
async fn no_password_is_ever_written_down() {
    let logins = [
        (AuthMethod::Password, "AUTH=PLAIN SASL-IR"),
        (AuthMethod::Password, "AUTH=PLAIN"),
        (AuthMethod::Password, ""),
        (AuthMethod::Token, "AUTH=XOAUTH2 SASL-IR"),
    ];
    for (auth, capabilities) in logins {
        for answer in ["OK [CAPABILITY IMAP4rev1] in", "NO what is HEARD", "BAD HEARD"] {
            let written = written(auth, capabilities, answer).await;
            assert!(written.contains("it is written"));
            for form in ENCODED.into_iter().chain([PASSWORD, "anne"]) {
                assert!(!written.contains(form), "{form} in {written}");
            }
        }
    }
}
