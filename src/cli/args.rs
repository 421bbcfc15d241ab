//! What may be typed after `sceau`.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::config::{Language, Theme};
use crate::domain::{Leave, Manner, Security, Space};
use crate::i18n::Words;

use super::health::HealthOrder;
use super::outbox::OutboxOrder;
use super::protection::CardPlace;
use super::seal::{Beliefs, KeyPlace};
use super::send::NewMessage;

#[derive(Debug, Parser)]
#[command(name = "sceau", version, disable_help_subcommand = true)]
pub struct Arguments {
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long)]
    pub demo: bool,
    #[arg(long, value_parser = kebab::<Language>, value_name = "fr|en")]
    pub language: Option<Language>,
    #[arg(long, value_parser = kebab::<Theme>, value_name = "light|dark|high-contrast|system")]
    pub theme: Option<Theme>,
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub window: Option<(u16, u16)>,
    #[arg(long, value_name = "80-200", value_parser = clap::value_parser!(u16).range(80..=200))]
    pub text_size: Option<u16>,
    #[command(flatten)]
    pub card: CardPlace,
    #[command(subcommand)]
    pub order: Option<Order>,
}

#[derive(Debug, Subcommand)]
pub enum Order {
    #[command(subcommand)]
    Account(AccountOrder),
    Sync {
        #[command(flatten)]
        shown: Shown,
    },
    Folders,
    List {
        folder: String,
        #[arg(long, default_value_t = 50)]
        limit: usize,
        #[arg(long)]
        unread: bool,
    },
    Show {
        id: i64,
        #[arg(long)]
        source: bool,
    },
    Print {
        id: i64,
        file: PathBuf,
        #[arg(long)]
        pdf_a: bool,
    },
    Draft {
        id: i64,
        #[command(flatten)]
        way: Way,
        #[arg(long, value_name = "ADDRESS")]
        to: Vec<String>,
    },
    Receipt {
        id: i64,
        #[arg(long, conflicts_with = "refuse")]
        send: bool,
        #[arg(long)]
        refuse: bool,
    },
    Send(Box<NewMessage>),
    Outbox {
        #[command(subcommand)]
        order: Option<OutboxOrder>,
    },
    Thread {
        id: i64,
    },
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    #[command(subcommand)]
    Health(HealthOrder),
    Doctor,
    Verify {
        file: String,
        #[arg(long)]
        from_mailbox: bool,
        #[arg(long)]
        online: bool,
        #[arg(long, conflicts_with_all = ["key", "token"])]
        kept: bool,
        #[command(flatten)]
        beliefs: Beliefs,
        #[command(flatten)]
        key: KeyPlace,
    },
    Sign {
        file: PathBuf,
        #[arg(long)]
        opaque: bool,
        #[command(flatten)]
        key: KeyPlace,
    },
    Encrypt {
        file: PathBuf,
        #[arg(long, required = true, value_name = "CERTIFICATE")]
        to: Vec<PathBuf>,
    },
    Decrypt {
        file: PathBuf,
        #[arg(long, conflicts_with_all = ["key", "token"])]
        kept: bool,
        #[command(flatten)]
        key: KeyPlace,
    },
    #[command(subcommand)]
    Key(KeyOrder),
    #[command(subcommand)]
    Protection(ProtectionOrder),
    #[command(subcommand)]
    Token(TokenOrder),
    #[command(subcommand)]
    Cert(CertOrder),
    #[command(subcommand)]
    Anchor(AnchorOrder),
    #[command(subcommand)]
    Address(AddressOrder),
    #[command(subcommand)]
    WhiteList(WhiteListOrder),
    #[command(subcommand)]
    Sender(SenderOrder),
}

/// How a message is answered.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line, said or not")]
pub struct Way {
    #[arg(long)]
    reply: bool,
    #[arg(long)]
    reply_all: bool,
    #[arg(long)]
    forward: bool,
    #[arg(long)]
    forward_attached: bool,
    #[arg(long)]
    forward_eml: bool,
    #[arg(long)]
    edit: bool,
    #[arg(long)]
    redirect: bool,
}

impl Way {
    pub fn manner(&self) -> Manner {
        let said = [
            (self.reply_all, Manner::ReplyAll),
            (self.forward, Manner::Forward),
            (self.forward_attached, Manner::ForwardAttached),
            (self.forward_eml, Manner::ForwardEml),
            (self.edit, Manner::EditAsNew),
            (self.redirect, Manner::Redirect),
        ];
        said.into_iter().find(|(said, _)| *said).map_or(Manner::Reply, |(_, manner)| manner)
    }
}

#[derive(Debug, Subcommand)]
pub enum AnchorOrder {
    List,
    Add { file: PathBuf },
    Remove { fingerprint: String },
}

/// Addresses that were confirmed for the holder of a card.
#[derive(Debug, Subcommand)]
pub enum AddressOrder {
    List,
    Withdraw { address: String, holder: String },
}

/// The domains of the trusted space.
#[derive(Debug, Subcommand)]
pub enum WhiteListOrder {
    Show,
    Import {
        file: PathBuf,
    },
    Fetch {
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    Forget,
}

/// Senders who are blocked or welcome.
#[derive(Debug, Subcommand)]
pub enum SenderOrder {
    List,
    Block {
        who: String,
        #[arg(long)]
        yes: bool,
    },
    Welcome {
        who: String,
    },
    Remove {
        who: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum KeyOrder {
    Import {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
    },
    List,
    Export {
        fingerprint: String,
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
    },
    Remove {
        fingerprint: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum ProtectionOrder {
    List,
    AddCard {
        #[arg(long, value_name = "NAME")]
        token: Option<String>,
        #[arg(long, value_name = "FILE")]
        module: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
    },
    Remove {
        id: u32,
    },
}

#[derive(Debug, Subcommand)]
pub enum TokenOrder {
    List {
        #[arg(long, value_name = "FILE")]
        module: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum CertOrder {
    List {
        file: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        module: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum AccountOrder {
    Add(Box<NewAccount>),
    List,
    Remove { id: i64 },
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line, said or not")]
pub struct NewAccount {
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub holder: Option<String>,
    #[arg(long)]
    pub label: Option<String>,
    /// `host:port`; looked up from the address where it is left out.
    #[arg(long, value_name = "HOST:PORT", value_parser = endpoint)]
    pub imap: Option<(String, u16)>,
    #[arg(long, value_enum, default_value_t = Wire::Tls)]
    pub imap_security: Wire,
    /// The same for a server that speaks POP3.
    #[arg(long, value_name = "HOST:PORT", value_parser = endpoint, conflicts_with = "imap")]
    pub pop3: Option<(String, u16)>,
    #[arg(long, value_enum, default_value_t = Wire::Tls)]
    pub pop3_security: Wire,
    /// What becomes of mail on a POP3 server.
    #[arg(long, value_name = "always|remove|DAYS", value_parser = leave, default_value = "always")]
    pub leave: Leave,
    #[arg(long, value_name = "HOST:PORT", value_parser = endpoint)]
    pub smtp: Option<(String, u16)>,
    #[arg(long, value_enum, default_value_t = Wire::Tls)]
    pub smtp_security: Wire,
    #[arg(long)]
    pub user: Option<String>,
    #[arg(long, value_enum, default_value_t = Trust::Secure)]
    pub space: Trust,
    /// The secret is an access token (XOAUTH2).
    #[arg(long)]
    pub token: bool,
    #[command(flatten)]
    pub shown: Shown,
    /// The certificate says who comes; there is no password (EXTERNAL).
    #[arg(long, requires = "shown", conflicts_with_all = ["token", "password_stdin"])]
    pub external: bool,
    #[arg(long)]
    pub password_stdin: bool,
    /// Keeps the account without trying its servers.
    #[arg(long)]
    pub unchecked: bool,
}

/// What is shown to servers that ask who comes. Not `--token` here: that is a
/// secret of another kind.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Shown {
    #[arg(long, value_name = "FILE", group = "shown")]
    pub certificate: Option<PathBuf>,
    #[arg(long, value_name = "NAME", group = "shown", num_args = 0..=1, default_missing_value = "")]
    pub certificate_card: Option<String>,
    #[arg(long, value_name = "FILE", requires = "certificate_card")]
    pub module: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "shown")]
    pub code_file: Option<PathBuf>,
}

impl Shown {
    pub fn place(&self) -> KeyPlace {
        let Self { certificate, certificate_card, module, code_file } = self;
        KeyPlace {
            key: certificate.clone(),
            token: certificate_card.clone(),
            module: module.clone(),
            code_file: code_file.clone(),
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Wire {
    Tls,
    Starttls,
}

impl From<Wire> for Security {
    fn from(wire: Wire) -> Self {
        match wire {
            Wire::Tls => Self::Tls,
            Wire::Starttls => Self::StartTls,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Trust {
    Secure,
    Ordinary,
}

impl From<Trust> for Space {
    fn from(trust: Trust) -> Self {
        match trust {
            Trust::Secure => Self::Secure,
            Trust::Ordinary => Self::Ordinary,
        }
    }
}

impl Order {
    /// Only the first account may bring a profile into being.
    pub fn makes_a_profile(&self) -> bool {
        matches!(self, Self::Account(AccountOrder::Add(_)))
    }
}

/// Reads the command line; help comes in the user's language.
pub fn parse(words: &Words) -> Arguments {
    let matches = localised(Arguments::command(), words, "cli").get_matches();
    match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    }
}

/// Gives each command and argument its words: `cli-sync`, `cli-list--limit`.
fn localised(command: clap::Command, words: &Words, key: &str) -> clap::Command {
    let about = words.say(key);
    let described = |arg: clap::Arg| {
        let name = arg.get_id().as_str().replace('_', "-");
        let scope = if arg.is_global_set() { "cli" } else { key };
        let help = words.say(&format!("{scope}--{name}"));
        arg.help(help)
    };
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command.about(about).mut_args(described);
    names.into_iter().fold(command, |command, name| {
        let key = format!("{key}-{name}");
        command.mut_subcommand(name, |sub| localised(sub, words, &key))
    })
}

fn endpoint(text: &str) -> Result<(String, u16), String> {
    let (host, port) = text.rsplit_once(':').ok_or("HOST:PORT")?;
    let port = port.parse().map_err(|_| "HOST:PORT")?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() { Err("HOST:PORT".to_owned()) } else { Ok((host.to_owned(), port)) }
}

fn leave(text: &str) -> Result<Leave, String> {
    match text {
        "always" => Ok(Leave::OnServer),
        "remove" => Ok(Leave::Remove),
        days => days.parse().map(Leave::Days).map_err(|_| "always|remove|DAYS".to_owned()),
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    parsed.filter(|(width, height)| *width >= 640 && *height >= 480).ok_or_else(|| "WxH".to_owned())
}

/// A value by the name it has in the settings file.
fn kebab<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let name: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(name).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn mail_is_left_for_ever_for_some_days_or_not() {
        assert_eq!(leave("always"), Ok(Leave::OnServer));
        assert_eq!(leave("remove"), Ok(Leave::Remove));
        assert_eq!(leave("14"), Ok(Leave::Days(14)));
        assert!(leave("-1").is_err() && leave("").is_err() && leave("two").is_err());
    }

    #[test]
    fn an_endpoint_may_be_an_ipv6_address() {
        assert_eq!(endpoint("[::1]:993"), Ok(("::1".to_owned(), 993)));
        assert!(endpoint("imap.example").is_err());
    }
}
