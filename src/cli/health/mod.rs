//! `sceau health`: what is in a file, the export to the practice's software, its
//! journal, and archives taken apart and put together.

mod export;
mod pack;
mod show;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::engine::{Engine, Fault, FaultKind, Subject};

use super::Exit;
use super::out::Out;

#[derive(Debug, Subcommand)]
pub enum HealthOrder {
    Show {
        file: PathBuf,
    },
    Export {
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        #[command(flatten)]
        which: Which,
        #[arg(long, value_name = "DAY", value_parser = export::day)]
        since: Option<jiff::civil::Date>,
    },
    Journal {
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    Again {
        id: i64,
    },
    Unpack {
        file: PathBuf,
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    Pack(Box<pack::Packing>),
}

/// The inbox, where nothing is said.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct Which {
    #[arg(long)]
    all: bool,
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
}

/// What needs no profile; None for the rest.
pub fn obey_file(order: &HealthOrder, out: &mut Out) -> Option<Result<Exit, Fault>> {
    match order {
        HealthOrder::Show { file } => Some(show::run(file, out)),
        HealthOrder::Unpack { file, to } => Some(pack::unpack(file, to, out)),
        HealthOrder::Pack(packing) => Some(pack::pack(packing, out)),
        HealthOrder::Export { .. } | HealthOrder::Journal { .. } | HealthOrder::Again { .. } => None,
    }
}

pub async fn obey(engine: &Engine, order: &HealthOrder, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        HealthOrder::Export { to, which, since } => export::run(engine, to.as_deref(), which, *since, out).await,
        HealthOrder::Journal { limit } => export::journal(engine, *limit, out).await,
        HealthOrder::Again { id } => export::again(engine, *id, out).await,
        HealthOrder::Show { .. } | HealthOrder::Unpack { .. } | HealthOrder::Pack(_) => {
            obey_file(order, out).unwrap_or(Ok(Exit::Done))
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Fault> {
    std::fs::read(file).map_err(|error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string()))
}

/// What a value is called in the code, for a script: `SeveralPatients` is
/// `several-patients`.
fn kebab(value: impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for letter in format!("{value:?}").chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
