//! The practice as a whole: its parts in the order in which they start, and
//! what a test asks of it.

use std::path::{Path, PathBuf};

use sceau::domain::{AccountDraft, AuthMethod, Colour, Email, Keep, Leave, Protocol, Security, Server, Space};

use super::clients::Clients;
use super::dovecot::Dovecot;
use super::exim::Exim;
use super::maildir::{self, Letter};
use super::people::{self, Person};
use super::pki::{Pki, ServerCertificate};
use super::scratch::Scratch;
use super::token;

/// A name, not a number: clients look it up and check it, as they do in life.
pub const HOST: &str = "localhost";

/// From so many messages on, the server is told to read them before a client
/// asks. Fewer cost less than the telling.
const MANY: usize = 200;

/// Running servers. They stop when it is dropped.
pub struct Practice {
    // In the order of their going.
    exim: Exim,
    dovecot: Dovecot,
    pki: Pki,
    people: Vec<Person>,
    anchors: PathBuf,
    scratch: Scratch,
}

#[derive(Debug, Default)]
pub struct Builder {
    certificate: ServerCertificate,
    without_metadata: bool,
    clients: Option<Clients>,
}

impl Builder {
    #[must_use]
    pub fn server_certificate(mut self, kind: ServerCertificate) -> Self {
        self.certificate = kind;
        self
    }

    /// A server that keeps no annotations.
    #[must_use]
    pub fn without_metadata(mut self) -> Self {
        self.without_metadata = true;
        self
    }

    /// Servers that let nobody in without a certificate.
    #[must_use]
    pub fn demanding(mut self, clients: Clients) -> Self {
        self.clients = Some(clients);
        self
    }

    pub fn start(self) -> Practice {
        let scratch = Scratch::new();
        let people = people::everybody();
        let pki = Pki::new();
        let anchors = scratch.write("anchors.pem", pki.root_pem());
        let identity = pki.server(self.certificate);
        let clients = self.clients.as_ref();
        let dovecot = Dovecot::start(&scratch, &people, &identity, !self.without_metadata, clients);
        let exim = Exim::start(&scratch, dovecot.ports.lmtp, clients);
        Practice { exim, dovecot, pki, people, anchors, scratch }
    }
}

/// Where to call.
impl Practice {
    pub fn start() -> Self {
        Self::builder().start()
    }

    pub fn builder() -> Builder {
        Builder::default()
    }

    /// IMAP, clear until STARTTLS.
    pub fn imap(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.imap)
    }

    /// IMAP with TLS from the first byte.
    pub fn imaps(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.imaps)
    }

    /// POP3, clear until STLS.
    pub fn pop3(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.pop3)
    }

    /// POP3 with TLS from the first byte.
    pub fn pop3s(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.pop3s)
    }

    /// Submission with STARTTLS.
    pub fn smtp(&self) -> (&'static str, u16) {
        (HOST, self.exim.ports.submission)
    }

    /// Submission with TLS from the first byte.
    pub fn smtps(&self) -> (&'static str, u16) {
        (HOST, self.exim.ports.submissions)
    }

    pub fn lmtp(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.lmtp)
    }

    /// `ManageSieve`, clear until STARTTLS.
    pub fn sieve(&self) -> (&'static str, u16) {
        (HOST, self.dovecot.ports.sieve)
    }

    /// The anchor to trust, unless the certificate is meant to be refused.
    pub fn anchors_pem(&self) -> &Path {
        &self.anchors
    }

    pub fn pki(&self) -> &Pki {
        &self.pki
    }

    /// The scratch directory, with the servers' logs and the mail.
    pub fn path(&self) -> &Path {
        self.scratch.path()
    }
}

/// The people.
impl Practice {
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// By the part of the address before the `@`: alice, bob or chloe.
    pub fn person(&self, login: &str) -> &Person {
        self.people.iter().find(|person| person.login() == login).unwrap_or_else(|| panic!("nobody is called {login}"))
    }

    /// An account with this practice as the user would enter it.
    pub fn draft(&self, person: &Person, security: Security) -> AccountDraft {
        let (imap, smtp) = match security {
            Security::StartTls => (self.imap(), self.smtp()),
            Security::Tls => (self.imaps(), self.smtps()),
        };
        let server = |(host, port): (&str, u16)| Server { host: host.to_owned(), port, security };
        AccountDraft {
            label: person.name.to_owned(),
            holder: person.name.to_owned(),
            email: Email::parse(&person.email).expect("an address"),
            user: person.email.clone(),
            auth: AuthMethod::Password,
            certificate: None,
            incoming: server(imap),
            protocol: Protocol::Imap,
            keep: Keep::All,
            smtp: Some(server(smtp)),
            space: Space::Ordinary,
            colour: Colour::default(),
            sending: sceau::domain::Sending::default(),
            exporting: sceau::domain::export::Exporting::default(),
        }
    }

    /// The same over POP3.
    pub fn pop_draft(&self, person: &Person, security: Security, leave: Leave) -> AccountDraft {
        let (host, port) = match security {
            Security::StartTls => self.pop3(),
            Security::Tls => self.pop3s(),
        };
        AccountDraft {
            incoming: Server { host: host.to_owned(), port, security },
            protocol: Protocol::Pop3(leave),
            ..self.draft(person, security)
        }
    }

    /// An access token for XOAUTH2, good for an hour.
    pub fn token(&self, person: &Person) -> String {
        token::valid(self.scratch.token(), &person.email)
    }

    pub fn expired_token(&self, person: &Person) -> String {
        token::expired(self.scratch.token(), &person.email)
    }
}

/// The mail.
impl Practice {
    /// Lays letters into a folder, which is made if need be, and says how many
    /// they were. Clients that watch it are told.
    pub fn deliver<L: Into<Letter>>(&self, to: &Person, folder: &str, letters: impl IntoIterator<Item = L>) -> usize {
        let mut maildir = self.scratch.directory(&format!("home/{}/mail", to.login()));
        if folder != "INBOX" {
            maildir.push(folder);
            if !maildir.join("cur").is_dir() {
                let _ = self.doveadm(&["mailbox", "create", "-u", &to.email, "-s", folder]);
            }
        }
        let count = maildir::fill(&maildir, &self.scratch.worker, letters.into_iter().map(Into::into));
        if count >= MANY {
            let _ = self.doveadm(&["index", "-u", &to.email, folder]);
        }
        count
    }

    /// What was sent to addresses outside the practice.
    pub fn sent_outside(&self) -> Vec<Vec<u8>> {
        let Ok(entries) = std::fs::read_dir(self.path().join("outside/new")) else { return Vec::new() };
        entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
    }

    /// The server that sends has delivered all that it took.
    pub fn until_delivered(&self) {
        let spool = self.path().join("spool/input");
        let start = std::time::Instant::now();
        while std::fs::read_dir(&spool).is_ok_and(|mut entries| entries.next().is_some()) {
            assert!(start.elapsed() < std::time::Duration::from_mins(1), "the spool stays full");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// Runs `doveadm`, which has to succeed, and gives what it says.
    pub fn doveadm(&self, args: &[&str]) -> String {
        self.dovecot.doveadm(&self.scratch, args)
    }

    /// Cuts the line to IMAP: open connections fall, new ones are refused.
    pub fn stop_dovecot(&self) {
        self.dovecot.stop();
    }

    /// Dovecot again, on the same ports, with the same mail.
    pub fn start_dovecot(&self) {
        self.dovecot.resume(&self.scratch);
    }
}
