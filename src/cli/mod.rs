//! The same engine from a terminal: the arguments, and which command they mean.
//!
//! Nothing here prints but `out`, and every word comes from `i18n`.

mod account;
mod address;
mod anchor;
mod answer;
mod args;
mod code;
mod doctor;
mod exit;
mod health;
mod key;
mod out;
mod outbox;
mod profile;
mod protection;
mod read;
mod seal;
mod send;
mod sender;
mod sync;
mod white_list;

use crate::config::Paths;
use crate::engine::{Engine, Fault, Gate, Profile, Runtime};
use crate::i18n::Words;

pub use args::{Arguments, Order, parse};
pub use exit::Exit;
use out::Out;
pub use out::complain;

/// Runs one order and ends. Without an order there is the window, which is not
/// this module's business.
pub fn run(runtime: &Runtime, arguments: &Arguments, order: &Order, paths: Paths, words: &Words) -> Exit {
    let mut out = Out::new(words.clone(), arguments.json);
    let settings = paths.settings();
    let gate = Gate::new(runtime.handle(), paths);
    let on_files = match order {
        Order::Health(order) => health::obey_file(order, &mut out),
        order => seal::obey(runtime, order, || has_profile(&gate, arguments), &mut out),
    };
    let done = on_files.unwrap_or_else(|| {
        runtime.block_on(async {
            let engine = profile::open(&gate, arguments, order.makes_a_profile(), runtime, words).await?;
            let done = match order {
                Order::Send(new) => send::run(&engine, new, &settings, runtime, &mut out).await,
                order => obey(&engine, order, runtime, &mut out).await,
            };
            engine.close().await;
            done
        })
    });
    match done {
        Ok(exit) => exit,
        Err(fault) => {
            out.fault(&fault);
            Exit::of(fault.kind)
        }
    }
}

/// Is there one whose beliefs are to be asked? One that was named is meant,
/// whether it is there or not.
fn has_profile(gate: &Gate, arguments: &Arguments) -> bool {
    arguments.demo || arguments.profile.is_some() || !matches!(gate.look(), Ok(Profile::New))
}

async fn obey(engine: &Engine, order: &Order, runtime: &Runtime, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        Order::Account(order) => account::obey(engine, order, runtime, out).await,
        Order::Sync { shown } => {
            let _certificate = seal::show(engine, &shown.place(), runtime, out)?;
            sync::run(engine, out).await
        }
        Order::Folders => read::folders(engine, out).await,
        Order::List { folder, limit, unread } => read::list(engine, folder, *limit, *unread, out).await,
        Order::Show { id, source } => read::show(engine, *id, *source, out).await,
        Order::Print { id, file, pdf_a } => read::print(engine, *id, file, *pdf_a, out).await,
        Order::Draft { id, way, to } => answer::draft(engine, *id, way.manner(), to, out).await,
        Order::Receipt { id, send, refuse } => answer::receipt(engine, *id, *send, *refuse, out).await,
        Order::Outbox { order } => outbox::obey(engine, order.as_ref(), out).await,
        Order::Thread { id } => read::thread(engine, *id, out).await,
        Order::Search { words, limit } => read::search(engine, &words.join(" "), *limit, out).await,
        Order::Health(order) => health::obey(engine, order, out).await,
        Order::Doctor => doctor::run(engine, out).await,
        Order::Anchor(order) => anchor::obey(engine, order, out).await,
        Order::Address(order) => address::obey(engine, order, out).await,
        Order::WhiteList(order) => white_list::obey(engine, order, out).await,
        Order::Sender(order) => sender::obey(engine, order, out).await,
        Order::Protection(order) => protection::obey(engine, order, runtime, out).await,
        Order::Key(order) => key::obey(engine, order, out).await,
        _ => seal::obey_kept(engine, order, runtime, out).await,
    }
}
