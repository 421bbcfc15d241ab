//! `sceau send`: a message is written, sealed if that is asked for, and posted. It
//! leaves while Sceau runs: with `--wait` this one stays until it has left.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::domain::{Account, Address, Email, Outgoing, OutgoingId, OutgoingState, Timestamp};
use crate::engine::{Command, Composed, Enclosed, Engine, Event, Fault, FaultKind, Note, Runtime, Subject, seal};
use crate::i18n::fl;

use super::Exit;
use super::out::Out;
use super::profile::now;
use super::seal::{KeyPlace, read, signed};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line, said or not")]
pub struct NewMessage {
    /// The address of one of the mailboxes.
    #[arg(long, value_name = "ADDRESS")]
    pub from: String,
    #[arg(long, value_name = "ADDRESS", required = true)]
    pub to: Vec<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub cc: Vec<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub bcc: Vec<String>,
    #[arg(long)]
    pub subject: String,
    /// `-` is the standard input.
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
    #[arg(long)]
    pub sign: bool,
    #[arg(long, value_name = "CERTIFICATE")]
    pub encrypt: Vec<PathBuf>,
    #[arg(long, value_name = "TIME", value_parser = super::seal::moment)]
    pub later: Option<Timestamp>,
    #[arg(long)]
    pub receipt: bool,
    #[arg(long)]
    pub delivery_report: bool,
    #[arg(long)]
    pub wait: bool,
    #[command(flatten)]
    pub key: KeyPlace,
}

#[derive(Serialize)]
struct Posted {
    id: OutgoingId,
    message_id: String,
    left: bool,
}

pub async fn run(engine: &Engine, new: &NewMessage, runtime: &Runtime, out: &mut Out) -> Result<Exit, Fault> {
    let account = sender(engine, &new.from).await?;
    let from = account.draft.email.clone();
    let people = [&new.to, &new.cc, &new.bcc].map(|people| addresses(people));
    let [to, cc, bcc] = people;
    let (to, cc, bcc) = (to?, cc?, bcc?);
    let mut everybody: Vec<Email> = Vec::new();
    for one in to.iter().chain(&cc).chain(&bcc) {
        let email = email(&one.email)?;
        if !everybody.contains(&email) {
            everybody.push(email);
        }
    }
    let note = Note {
        from: Address::new(account.draft.holder.clone(), from.as_str()),
        to: to.clone(),
        cc: cc.clone(),
        subject: new.subject.clone(),
        text: body(new.body.as_deref())?,
        files: new.attach.iter().map(|file| enclosed(file)).collect::<Result<_, _>>()?,
        receipt: new.receipt,
    };
    let Composed { message_id, bytes } = engine.compose(note, now()).await?;
    let bytes = sealed(new, bytes, runtime, out)?;
    let outgoing = Outgoing {
        account: account.id,
        from,
        to: everybody,
        bcc,
        subject: new.subject.clone(),
        people: to.into_iter().chain(cc).collect(),
        message_id: message_id.clone(),
        bytes,
        copy: true,
        delivery_report: new.delivery_report,
        answered: None,
        not_before: new.later,
        draft: None,
    };
    let id = engine.post(outgoing).await?;
    if new.wait {
        wait(engine, id).await?;
    }
    let posted = Posted { id, message_id, left: new.wait };
    out.result(&posted, |words| {
        let said = if posted.left { "cli-send-left" } else { "cli-send-posted" };
        vec![fl!(words, said, number = id.to_string())]
    });
    Ok(Exit::Done)
}

/// Until it has left and its copy is filed, or until what keeps it is known.
pub async fn wait(engine: &Engine, id: OutgoingId) -> Result<(), Fault> {
    let mut events = engine.events();
    engine.send(Command::Watch);
    loop {
        let found = engine.outbox().await?.into_iter().find(|row| row.id == id);
        let Some(row) = found else { return Ok(()) };
        let settled = matches!(row.state, OutgoingState::InDoubt | OutgoingState::Refused);
        if let Some(why) = row.why {
            // Only its copy is still to be filed.
            return if row.state == OutgoingState::Filing { Ok(()) } else { Err(why) };
        }
        if settled {
            let kind = FaultKind::Sending(crate::engine::SendFault::Recipients);
            return Err(Fault::new(kind, Subject::Account(row.account), "some recipients are refused"));
        }
        while !matches!(events.next().await, None | Some(Event::Outbox { .. } | Event::Resync)) {}
    }
}

async fn sender(engine: &Engine, from: &str) -> Result<Account, Fault> {
    let from = email(from)?;
    let accounts = engine.accounts().await?;
    let found = accounts.into_iter().find(|account| account.draft.email == from);
    found.ok_or_else(|| Fault::new(FaultKind::NotHere, Subject::Profile, "no mailbox of that address"))
}

/// Signed first, then encrypted: what is signed is what is read.
fn sealed(new: &NewMessage, mut bytes: Vec<u8>, runtime: &Runtime, out: &Out) -> Result<Vec<u8>, Fault> {
    if new.sign {
        // Keys are waited for: not on the runtime that serves them.
        bytes = tokio::task::block_in_place(|| signed(runtime, &out.words, &new.key, &bytes))?;
    }
    if !new.encrypt.is_empty() {
        let certificates = new.encrypt.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
        bytes = seal::encrypt(&bytes, &certificates, now())?;
    }
    Ok(bytes)
}

fn addresses(people: &[String]) -> Result<Vec<Address>, Fault> {
    people.iter().map(|one| Ok(Address::new("", email(one)?.as_str()))).collect()
}

fn email(text: &str) -> Result<Email, Fault> {
    Email::parse(text).map_err(|error| Fault::new(FaultKind::BadAddress, Subject::Profile, error.to_string()))
}

fn body(file: Option<&Path>) -> Result<String, Fault> {
    let bytes = match file {
        None => Vec::new(),
        Some(file) if file.as_os_str() == "-" => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            let _ = read.map_err(|error| unreadable(&error))?;
            bytes
        }
        Some(file) => read(file)?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn enclosed(file: &Path) -> Result<Enclosed, Fault> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Enclosed { name, bytes: fs::read(file).map_err(|error| unreadable(&error))? })
}

fn unreadable(error: &std::io::Error) -> Fault {
    Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string())
}
