//! Arguments, log, start: the window where nothing else is asked for.

use std::process::ExitCode;

use sceau::config::Paths;
use sceau::engine::{Fault, Runtime};
use sceau::i18n::{Language, Words};
use sceau::{child, cli, extract, render, token, ui};

mod log;

/// What this program is started again for, by itself.
const SERVICES: &[child::Service] =
    &[(extract::JOB.name, extract::serve), (render::JOB.name, render::serve), (token::JOB.name, token::serve)];

fn main() -> ExitCode {
    if let Some(exit) = child::take_over(SERVICES) {
        return exit;
    }
    let words = Words::new(asked_language().unwrap_or_default());
    let arguments = cli::parse(&words);
    let Some(paths) = arguments.profile.clone().map_or_else(Paths::of_user, |root| Some(Paths::at(root))) else {
        return refuse(&words.say("start-no-home"));
    };
    log::start(&paths.log());
    let Ok(runtime) = Runtime::start() else {
        return refuse(&words.say("start-no-threads"));
    };
    match &arguments.order {
        Some(order) => {
            let exit = cli::run(&runtime, &arguments, order, paths, &words);
            runtime.stop();
            exit.into()
        }
        None => match wishes(&arguments) {
            Err(fault) => refuse(&words.say(fault.kind.words().sentence)),
            Ok(wishes) => match ui::run(runtime, wishes, paths) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => refuse(&words.say("start-no-display")),
            },
        },
    }
}

/// What the command line says of the window goes before the settings.
fn wishes(arguments: &cli::Arguments) -> Result<ui::Wishes, Fault> {
    Ok(ui::Wishes {
        demonstration: arguments.demo,
        passphrase: arguments.passphrase()?,
        language: arguments.language,
        theme: arguments.theme,
        window: arguments.window,
        text_size: arguments.text_size,
    })
}

/// Help is wanted in the right language before the command line is understood.
fn asked_language() -> Option<Language> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--language");
    (arguments.nth(1)? == "en").then_some(Language::En)
}

fn refuse(sentence: &str) -> ExitCode {
    cli::complain(sentence);
    ExitCode::FAILURE
}
