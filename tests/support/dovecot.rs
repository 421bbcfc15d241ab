//! Dovecot: IMAP, POP3, LMTP and `ManageSieve` over the maildirs of the people.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::child::{PortTaken, Server};
use super::clients::{AUTHORITIES, Clients};
use super::people::Person;
use super::pki::Identity;
use super::scratch::Scratch;
use super::{ports, programs};

const TEMPLATE: &str = include_str!("dovecot.conf");

pub struct Dovecot {
    pub ports: Ports,
    programs: Programs,
    /// None while the line is cut.
    server: Mutex<Option<Server>>,
}

#[derive(Debug, Clone, Copy)]
pub struct Ports {
    pub imap: u16,
    pub imaps: u16,
    pub pop3: u16,
    pub pop3s: u16,
    pub sieve: u16,
    pub lmtp: u16,
}

#[derive(Clone)]
struct Programs {
    dovecot: PathBuf,
    doveadm: PathBuf,
}

impl Dovecot {
    pub fn start(
        scratch: &Scratch,
        people: &[Person],
        identity: &Identity,
        metadata: bool,
        clients: Option<&Clients>,
    ) -> Self {
        let programs = Programs::find();
        for directory in ["run", "state", "oauth/default/HS256"] {
            let _ = scratch.directory(directory);
        }
        let _ = scratch.write("server.pem", &identity.chain_pem);
        let _ = scratch.write("server.key", identity.key_pem());
        let _ = scratch.write("oauth/default/HS256/default", BASE64_STANDARD.encode(scratch.token()));
        let _ = scratch.write("oauth2.conf", oauth(scratch));
        let _ = scratch.write("users", users(scratch, people) + &aliases(scratch, people, clients));
        if let Some(clients) = clients {
            let _ = scratch.write(AUTHORITIES, &clients.authorities);
        }
        loop {
            let ports = Ports::free();
            let _ = scratch.write("dovecot.conf", configuration(scratch, ports, metadata, clients.is_some()));
            let dovecot = Self { ports, programs: programs.clone(), server: Mutex::new(None) };
            if dovecot.run(scratch).is_ok() {
                return dovecot;
            }
        }
    }

    pub fn stop(&self) {
        drop(self.server.lock().unwrap().take());
    }

    /// What was killed in the middle of a change left its locks, for which the
    /// next worker would wait two minutes.
    pub fn resume(&self, scratch: &Scratch) {
        for home in fs::read_dir(scratch.path().join("home")).into_iter().flatten().flatten() {
            let _ = fs::remove_file(home.path().join("mail/dovecot-uidlist.lock"));
        }
        assert!(self.run(scratch).is_ok(), "Dovecot's port {} was taken while it was stopped", self.ports.imap);
    }

    /// Runs `doveadm`, which has to succeed, and gives what it says.
    pub fn doveadm(&self, scratch: &Scratch, args: &[&str]) -> String {
        let mut command = scratch.command(&self.programs.doveadm);
        let output = command.arg("-c").arg(scratch.path().join("dovecot.conf")).args(args).output().expect("doveadm");
        let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "doveadm {}: {complained}", args.join(" "));
        said.into_owned()
    }

    fn run(&self, scratch: &Scratch) -> Result<(), PortTaken> {
        let configuration = scratch.path().join("dovecot.conf");
        let args = ["-F", "-c", configuration.to_str().unwrap()];
        let mut slot = self.server.lock().unwrap();
        assert!(slot.is_none(), "Dovecot runs already");
        let server = Server::start(scratch, "dovecot", &self.programs.dovecot, &args);
        server.await_greeting(self.ports.imap, scratch.token())?;
        *slot = Some(server);
        Ok(())
    }
}

impl Programs {
    fn find() -> Self {
        // On Debian each protocol is a package.
        for (package, part) in [
            ("dovecot-imapd", "imap"),
            ("dovecot-pop3d", "pop3"),
            ("dovecot-lmtpd", "lmtp"),
            ("dovecot-managesieved", "managesieve"),
            ("dovecot-sieve", "modules/lib90_sieve_plugin.so"),
        ] {
            let places = ["/usr/lib/dovecot", "/usr/libexec/dovecot", "/usr/lib64/dovecot"];
            let places = places.map(|place| format!("{place}/{part}"));
            let _ = programs::find(package, &places.each_ref().map(String::as_str));
        }
        Self {
            dovecot: programs::find("dovecot-core", &["/usr/sbin/dovecot"]),
            doveadm: programs::find("dovecot-core", &["/usr/bin/doveadm"]),
        }
    }
}

impl Ports {
    fn free() -> Self {
        Self {
            imap: ports::free(),
            imaps: ports::free(),
            pop3: ports::free(),
            pop3s: ports::free(),
            sieve: ports::free(),
            lmtp: ports::free(),
        }
    }
}

fn configuration(scratch: &Scratch, ports: Ports, metadata: bool, clients: bool) -> String {
    TEMPLATE
        .replace("@CERTIFICATES@", if clients { Clients::dovecot() } else { "" })
        .replace("@DIR@", scratch.path().to_str().unwrap())
        .replace("@TOKEN@", scratch.token())
        .replace("@USER@", &scratch.worker.user)
        .replace("@GROUP@", &scratch.worker.group)
        .replace("@METADATA@", if metadata { "yes" } else { "no" })
        .replace("@IMAP@", &ports.imap.to_string())
        .replace("@IMAPS@", &ports.imaps.to_string())
        .replace("@POP3@", &ports.pop3.to_string())
        .replace("@POP3S@", &ports.pop3s.to_string())
        .replace("@SIEVE@", &ports.sieve.to_string())
        .replace("@LMTP@", &ports.lmtp.to_string())
}

/// The password file, which also says where each one's mail is.
fn users(scratch: &Scratch, people: &[Person]) -> String {
    people.iter().map(|person| user(scratch, &person.email, person)).collect()
}

/// The same mailboxes by the names in certificates.
fn aliases(scratch: &Scratch, people: &[Person], clients: Option<&Clients>) -> String {
    let names = clients.into_iter().flat_map(|clients| &clients.names);
    let line = |(name, login): &(String, String)| {
        let person = people.iter().find(|person| person.login() == login).expect("somebody of the practice");
        user(scratch, &name.to_lowercase(), person)
    };
    names.map(line).collect()
}

fn user(scratch: &Scratch, name: &str, person: &Person) -> String {
    let home = scratch.directory(&format!("home/{}", person.login()));
    let (uid, gid) = (scratch.worker.uid, scratch.worker.gid);
    format!("{name}:{{PLAIN}}{}:{uid}:{gid}::{}::\n", person.password, home.display())
}

fn oauth(scratch: &Scratch) -> String {
    let keys = scratch.path().join("oauth");
    format!(
        "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={}/\n\
         username_attribute = email\nscope = mail\n",
        keys.display()
    )
}
