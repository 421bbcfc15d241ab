//! `sceau send`: a message is written as in a window, looked at as there before it
//! leaves, sealed as its mailbox does or as is said here, and posted. It leaves
//! while Sceau runs: with `--wait` this one stays until it has left.
//!
//! Nothing is asked: what forbids it ends it, what is to be confirmed needs
//! `--yes`. What is not posted leaves no draft behind.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::config::Settings;
use crate::domain::check::Remark;
use crate::domain::writing::Document;
use crate::domain::{Account, Address, DraftId, Email, OutgoingId, OutgoingState, Timestamp, Writing};
use crate::engine::{
    Command, Engine, Event, Fault, FaultKind, Handed, Named, Posting, Runtime, SealWish, SendFault, Subject,
};
use crate::i18n::fl;

use super::Exit;
use super::out::Out;
use super::profile::now;
use super::read::terminal_safe;
use super::seal::{KeyPlace, read, signing_pen};

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
    #[arg(long, conflicts_with = "no_sign")]
    pub sign: bool,
    #[arg(long)]
    pub no_sign: bool,
    #[arg(long, value_name = "[ADDRESS=]FILE", num_args = 0..=1, default_missing_value = "", value_parser = holder)]
    pub encrypt: Vec<For>,
    #[arg(long, conflicts_with = "encrypt")]
    pub no_encrypt: bool,
    #[arg(long, value_name = "TIME", value_parser = super::seal::moment)]
    pub later: Option<Timestamp>,
    #[arg(long)]
    pub receipt: bool,
    #[arg(long)]
    pub delivery_report: bool,
    #[arg(long)]
    pub wait: bool,
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub key: KeyPlace,
}

/// The certificate of somebody it is encrypted for.
#[derive(Debug, Clone)]
pub struct For {
    /// Where the certificate itself names no address.
    of: Option<Email>,
    /// None: what the profile knows is enough.
    file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Posted {
    id: OutgoingId,
    message_id: String,
    left: bool,
}

/// A message that is kept as a draft while it is looked at.
struct Letter<'a> {
    engine: &'a Engine,
    new: &'a NewMessage,
    draft: DraftId,
    writing: Writing,
    named: Named,
}

pub async fn run(
    engine: &Engine,
    new: &NewMessage,
    settings: &Path,
    runtime: &Runtime,
    out: &mut Out,
) -> Result<Exit, Fault> {
    let account = sender(engine, &new.from).await?;
    let writing = written(new, &account)?;
    let named = named(engine, new, &writing, runtime, out).await?;
    let draft = engine.keep_draft(None, writing.clone()).await?;
    let mut letter = Letter { engine, new, draft, writing, named };
    let handed = match letter.hand_over(settings, out).await {
        Ok(Ok(handed)) => handed,
        held => {
            engine.drop_draft(draft).await?;
            return held.map(|held| held.err().unwrap_or(Exit::Failed));
        }
    };
    if new.wait {
        for id in &handed.ids {
            wait(engine, *id).await?;
        }
    }
    tell(&handed, new.wait, out);
    Ok(Exit::Done)
}

impl Letter<'_> {
    /// Into the outbox; or why not, which has been said.
    async fn hand_over(&mut self, settings: &Path, out: &mut Out) -> Result<Result<Handed, Exit>, Fault> {
        for file in &self.new.attach {
            let kept = self.engine.enclose_file(Some(self.draft), self.writing.clone(), file.clone()).await?;
            self.writing.draft.carried.push(kept.carried);
        }
        let decided = SealWish {
            sign: self.new.sign.then_some(true).or(self.new.no_sign.then_some(false)),
            encrypt: (!self.new.encrypt.is_empty()).then_some(true).or(self.new.no_encrypt.then_some(false)),
        };
        let remarks = self.engine.look_over(&mut self.writing, decided, &self.named).await?;
        if let Some(held) = self.held(&remarks, out) {
            return Ok(Err(held));
        }
        let nil = Settings::load(settings).0.nil.map(String::from);
        // Who waits for it does not take it back.
        let later = self.new.later.or_else(|| self.new.wait.then(now));
        let posting = Posting { code: None, later, nil };
        let named = std::mem::take(&mut self.named);
        let handed = self.engine.post_draft_with(Some(self.draft), self.writing.clone(), posting, named).await?;
        Ok(Ok(handed))
    }

    /// Says what there is to be said. None: it may go.
    fn held(&self, remarks: &[Remark], out: &mut Out) -> Option<Exit> {
        let words = out.words.clone();
        for remark in remarks {
            out.remark(&terminal_safe(&words.remark(remark)));
        }
        if remarks.iter().any(Remark::stops) {
            out.remark(&words.say("cli-send-held"));
            return Some(Exit::Held);
        }
        if !remarks.is_empty() && !self.new.yes {
            out.remark(&words.say("cli-send-unconfirmed"));
            return Some(Exit::Unconfirmed);
        }
        None
    }
}

fn tell(handed: &Handed, left: bool, out: &mut Out) {
    let Some(&id) = handed.ids.first() else { return };
    let posted = Posted { id, message_id: handed.message_id.clone(), left };
    out.result(&posted, |words| {
        let said = if left { "cli-send-left" } else { "cli-send-posted" };
        vec![fl!(words, said, number = id.to_string())]
    });
}

/// As the mailbox writes, but for what is said here; in plain, and unsigned by name:
/// the words are those that were given.
fn written(new: &NewMessage, account: &Account) -> Result<Writing, Fault> {
    let mut writing = Writing::new(account);
    writing.rich = false;
    writing.document = Document::plain(body(new.body.as_deref())?.trim_end_matches(['\r', '\n']));
    let draft = &mut writing.draft;
    (draft.to, draft.cc, draft.bcc) = (addresses(&new.to)?, addresses(&new.cc)?, addresses(&new.bcc)?);
    draft.subject.clone_from(&new.subject);
    draft.wishes.read_receipt |= new.receipt;
    draft.wishes.delivery_report |= new.delivery_report;
    Ok(writing)
}

/// The key and the certificates that are named here. Without a word about it, a key
/// of the profile signs, or else a card.
async fn named(
    engine: &Engine,
    new: &NewMessage,
    writing: &Writing,
    runtime: &Runtime,
    out: &Out,
) -> Result<Named, Fault> {
    let own = !new.key.is_named() && engine.can_sign(&email(&writing.draft.from.email)?).await?;
    let pen = if new.sign && !own { Some(signing_pen(runtime, &out.words, &new.key)?) } else { None };
    let files = new.encrypt.iter().filter_map(|one| Some((one.of.clone(), one.file.as_deref()?)));
    let files = files.map(|(of, file)| Ok((of, read(file)?))).collect::<Result<Vec<_>, Fault>>()?;
    engine.named(&writing.draft, pen, files).await
}

/// `FILE`, or `ADDRESS=FILE`.
fn holder(text: &str) -> Result<For, String> {
    let named = text.split_once('=').and_then(|(of, file)| Some((Email::parse(of).ok()?, file)));
    let (of, file) = named.map_or((None, text), |(of, file)| (Some(of), file));
    if of.is_some() && file.is_empty() {
        return Err("ADDRESS=FILE".to_owned());
    }
    Ok(For { of, file: (!file.is_empty()).then(|| PathBuf::from(file)) })
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
            let kind = FaultKind::Sending(SendFault::Recipients);
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

fn unreadable(error: &std::io::Error) -> Fault {
    Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_a_file_or_somebodys_file_or_what_is_known() {
        let read = |text: &str| holder(text).map(|one| (one.of.map(String::from), one.file));
        assert_eq!(read("lea.pem"), Ok((None, Some("lea.pem".into()))));
        let lea = Some("lea@clinique.example".to_owned());
        assert_eq!(read("lea@clinique.example=a=b.pem"), Ok((lea, Some("a=b.pem".into()))));
        assert_eq!(read("a=b.pem"), Ok((None, Some("a=b.pem".into()))), "no address stands before it");
        assert_eq!(read(""), Ok((None, None)));
        assert!(read("lea@clinique.example=").is_err());
    }
}
