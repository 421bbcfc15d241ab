//! Exim: the submission server. Asks Dovecot whether a password is right and
//! delivers to it by LMTP.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::child::Server;
use super::clients::Clients;
use super::scratch::Scratch;
use super::{ports, programs};

const TEMPLATE: &str = include_str!("exim.conf");
const ASK_DOVECOT: &str = "  driver = dovecot\n  server_socket = @DIR@/run/auth-client\n";

pub struct Exim {
    pub ports: Ports,
    server: Server,
}

#[derive(Debug, Clone, Copy)]
pub struct Ports {
    pub submission: u16,
    pub submissions: u16,
}

impl Exim {
    pub fn start(scratch: &Scratch, lmtp: u16, clients: Option<&Clients>) -> Self {
        let installed = programs::find("exim4-daemon-heavy", &["/usr/sbin/exim4", "/usr/sbin/exim"]);
        for directory in ["spool", "outside"] {
            let _ = scratch.directory(directory);
        }
        // A copy, because the installed one takes root's rights to itself. Another
        // process makes it: what this one writes is "busy" in a child that a test
        // beside it forks meanwhile, and cannot be started.
        let program = scratch.path().join("exim4");
        let copied = Command::new("cp").arg(installed).arg(&program).status();
        assert!(copied.is_ok_and(|status| status.success()), "Exim's program can be copied");
        scratch.worker.give(&program);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        loop {
            let ports = Ports { submission: ports::free(), submissions: ports::free() };
            let configuration = scratch.write("exim.conf", configuration(scratch, ports, lmtp, clients.is_some()));
            let args = ["-C", configuration.to_str().unwrap(), "-bdf", "-q1m"];
            let server = Server::start(scratch, "exim", Path::new(&program), &args);
            if server.await_greeting(ports.submission, scratch.token()).is_ok() {
                return Self { ports, server };
            }
        }
    }
}

fn configuration(scratch: &Scratch, ports: Ports, lmtp: u16, clients: bool) -> String {
    TEMPLATE
        .replace("@CERTIFICATES@", if clients { Clients::exim() } else { "" })
        .replace("@PLAIN@", if clients { Clients::exim_plain() } else { ASK_DOVECOT })
        .replace("@EXTERNAL@", if clients { Clients::exim_external() } else { "" })
        .replace("@DIR@", scratch.path().to_str().unwrap())
        .replace("@TOKEN@", scratch.token())
        .replace("@USER@", &scratch.worker.user)
        .replace("@GROUP@", &scratch.worker.group)
        .replace("@SUBMISSION@", &ports.submission.to_string())
        .replace("@SUBMISSIONS@", &ports.submissions.to_string())
        .replace("@LMTP@", &lmtp.to_string())
}
