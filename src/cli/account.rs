//! `sceau account`: add, list, remove.

use std::io::Read;

use crate::domain::{
    Account, AccountDraft, AccountId, AuthMethod, ClientCertificate, Colour, Email, Fingerprint, Found, Keep, Protocol,
    Secret, Server, Service,
};
use crate::engine::{Command, Engine, Event, Fault, FaultKind, Runtime, Subject};
use crate::i18n::fl;

use super::args::{AccountOrder, NewAccount};
use super::out::Out;
use super::{Exit, profile, seal};

pub async fn obey(engine: &Engine, order: &AccountOrder, runtime: &Runtime, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        AccountOrder::Add(new) => {
            let certificate = seal::show(engine, &new.shown.place(), runtime, out)?;
            add(engine, new, certificate, out).await
        }
        AccountOrder::List => {
            let accounts = engine.accounts().await?;
            out.result(&accounts, |_| accounts.iter().map(line).collect());
            Ok(Exit::Done)
        }
        AccountOrder::Remove { id } => {
            let id = AccountId(*id);
            if !engine.accounts().await?.iter().any(|account| account.id == id) {
                return Err(Fault::new(FaultKind::NotHere, Subject::Account(id), "no such account"));
            }
            let kept = answered(engine, Command::RemoveAccount(id), Subject::Account(id)).await?;
            out.result(&kept, |_| kept.iter().map(line).collect());
            Ok(Exit::Done)
        }
    }
}

async fn add(
    engine: &Engine,
    new: &NewAccount,
    certificate: Option<Fingerprint>,
    out: &mut Out,
) -> Result<Exit, Fault> {
    let email = Email::parse(&new.email)
        .map_err(|error| Fault::new(FaultKind::BadAddress, Subject::NewAccount, error.to_string()))?;
    let secret = secret(new, out)?;
    let found = servers(engine, new, &email).await?;
    let protocol = match found.protocol {
        Protocol::Imap => Protocol::Imap,
        Protocol::Pop3(_) => Protocol::Pop3(new.leave),
    };
    let draft = AccountDraft {
        label: new.label.clone().unwrap_or_else(|| email.to_string()),
        holder: new.holder.clone().unwrap_or_default(),
        // Without a name, a certificate says it.
        user: new.user.clone().unwrap_or(if new.external { String::new() } else { found.user }),
        auth: auth(new),
        certificate: certificate.map(|fingerprint| ClientCertificate { fingerprint }),
        incoming: found.incoming,
        protocol,
        keep: Keep::All,
        smtp: found.smtp,
        space: new.space.into(),
        colour: Colour::default(),
        sending: crate::domain::Sending::default(),
        exporting: crate::domain::export::Exporting::default(),
        email,
    };
    if !new.unchecked {
        for service in [Service::Imap, Service::Smtp] {
            engine.check(service, draft.clone(), secret.clone()).await?;
        }
    }
    let add = Command::AddAccount { draft: Box::new(draft), secret };
    let accounts = answered(engine, add, Subject::NewAccount).await?;
    out.result(&accounts, |_| accounts.iter().map(line).collect());
    Ok(Exit::Done)
}

async fn servers(engine: &Engine, new: &NewAccount, email: &Email) -> Result<Found, Fault> {
    let server = |(host, port): (String, u16), security| Server { host, port, security };
    let smtp = new.smtp.clone().map(|smtp| server(smtp, new.smtp_security.into()));
    let imap = new.imap.clone().map(|imap| (server(imap, new.imap_security.into()), Protocol::Imap));
    let pop3 = new.pop3.clone().map(|pop3| (server(pop3, new.pop3_security.into()), Protocol::Pop3(new.leave)));
    if let Some((incoming, protocol)) = imap.or(pop3) {
        return Ok(Found { incoming, protocol, smtp, user: email.to_string(), source: crate::domain::Source::Guess });
    }
    let found = engine.find_servers(email.clone()).await?.into_iter().next();
    let found = found.ok_or_else(|| Fault::new(FaultKind::NoServersFound, Subject::NewAccount, "none found"))?;
    Ok(Found { smtp: smtp.or(found.smtp), ..found })
}

fn auth(new: &NewAccount) -> AuthMethod {
    match (new.external, new.token) {
        (true, _) => AuthMethod::Certificate,
        (false, true) => AuthMethod::Token,
        (false, false) => AuthMethod::Password,
    }
}

fn secret(new: &NewAccount, out: &Out) -> Result<Secret, Fault> {
    if new.external {
        return Ok(Secret::new(""));
    }
    let missing = || Fault::new(FaultKind::LoginRefused, Subject::NewAccount, "no password was given");
    if !new.password_stdin {
        return profile::prompt(&fl!(out.words, "cli-ask-password")).ok_or_else(missing);
    }
    let mut text = String::new();
    let _ = std::io::stdin().take(64 * 1024).read_to_string(&mut text).map_err(|_| missing())?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

/// Sends a command and waits for the new list of accounts, or for the fault: that of
/// whom it is about, and not of what goes on beside it.
async fn answered(engine: &Engine, command: Command, about: Subject) -> Result<Vec<Account>, Fault> {
    let mut events = engine.events();
    engine.send(command);
    while let Some(event) = events.next().await {
        match event {
            Event::Accounts(accounts) => return Ok(accounts.to_vec()),
            Event::Fault(fault) if fault.about == about && !fault.kind.is_beside() => return Err(fault),
            _ => {}
        }
    }
    Err(Fault::new(FaultKind::Bug, Subject::Profile, "the engine ended"))
}

fn line(account: &Account) -> String {
    let draft = &account.draft;
    format!("{}\t{}\t{}\t{}:{}", account.id, draft.label, draft.email, draft.incoming.host, draft.incoming.port)
}
