//! The patient with the message, through the whole engine: from the bytes of the
//! demonstration to its rows, its search and what lies in its attachments.

use std::time::{Duration, Instant};

use sceau::child::Program;
use sceau::config::Paths;
use sceau::domain::{Brought, Manner, MessageId, PartRole, Phrases, Summary, Timestamp};
use sceau::engine::{Engine, Gate, Light, Look, Runtime, Scope, Setting, Sight};

/// Waits until it is read whom so many messages are about.
async fn found(engine: &Engine, words: &str, least: usize) -> Vec<MessageId> {
    let since = Instant::now();
    loop {
        let found = engine.search(Scope::Everywhere, words).await.unwrap();
        if found.len() >= least {
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "{words}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn row(engine: &Engine, id: MessageId) -> Summary {
    engine.page(vec![id]).await.unwrap().remove(0)
}

#[test]
fn whom_messages_are_about_is_read_from_their_documents() {
    let (runtime, profile) = (Runtime::start().unwrap(), tempfile::tempdir().unwrap());
    let gate = Gate::new(runtime.handle(), Paths::at(profile.path().to_owned()));
    let engine = runtime.block_on(gate.demonstration(Timestamp(1_795_253_400))).unwrap();
    runtime.block_on(async {
        let results = found(&engine, "patient:bonnefoy né:12/04/1944", 1).await;
        let about = row(&engine, results[0]).await.about.unwrap();
        assert_eq!(about.first.name, "BONNEFOY Odette");
        assert!(about.first.document == Brought::Results);

        let letters = found(&engine, "patient:\"le goffic\" ins:0000 -est:patient", 1).await;
        let [letter] = letters.as_slice() else { panic!("{}", letters.len()) };
        let about = row(&engine, *letter).await.about.unwrap();
        assert!(about.first.document == Brought::Titled("Lettre de liaison à la sortie".to_owned()));
        let opened = engine.opened(*letter).await.unwrap();
        let within: Vec<_> = opened.parts.iter().filter(|part| part.role == PartRole::Within).collect();
        let names: Vec<&str> = within.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["Lettre de liaison à la sortie.xml", "Lettre de liaison à la sortie.pdf"]);
        let pdf = engine.part(*letter, within[1].id).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() as u64 == within[1].size);

        // An answer knows whom it is about, for its signature and for templates.
        let answer = engine.begin_answer(*letter, Manner::Reply, Setting::default(), |_, _| Phrases::default()).await;
        assert_eq!(answer.unwrap().patient, about.first.name);

        let exchanges = found(&engine, "est:patient", 50).await;
        assert!(!exchanges.contains(letter));
        engine.close().await;
    });
    runtime.stop();
}

/// Its first file as a page, in words, and how long that took.
async fn shown(engine: &Engine, id: MessageId) -> (String, Duration) {
    let opened = engine.opened(id).await.unwrap();
    let part = opened.parts.iter().find(|part| part.role == PartRole::Attachment).unwrap().id;
    let showing = engine.showing();
    let light = Light { paper: [255; 3], ink: [20, 24, 31], link: [11, 87, 168], dark: false };
    let asked = showing.handle().spawn(async move {
        let sight = Sight { message: id, part: None, attachment: Some(part), plain: false };
        // The child is started and warm.
        let _ = showing.open(sight, Look::whole(700.0, light)).await.unwrap();
        let since = Instant::now();
        let _ = showing.open(sight, Look::whole(700.0, light)).await.unwrap();
        let took = since.elapsed();
        (showing.words().await.unwrap(), took)
    });
    asked.await.unwrap()
}

#[test]
fn a_result_has_beside_it_what_it_was_before() {
    let (runtime, profile) = (Runtime::start().unwrap(), tempfile::tempdir().unwrap());
    let gate = Gate::new(runtime.handle(), Paths::at(profile.path().to_owned()));
    let gate = gate.with_program(Program::at(env!("CARGO_BIN_EXE_sceau")));
    let engine = runtime.block_on(gate.demonstration(Timestamp(1_795_253_400))).unwrap();
    runtime.block_on(async {
        let results = found(&engine, "patient:bonnefoy", 5).await;
        let (page, took) = shown(&engine, results[0]).await;
        let (oldest, alone) = shown(&engine, results[4]).await;
        println!("a page with what was before: {took:?}; without: {alone:?}");
        assert!(page.contains("Antérieur") && page.contains("5,2 "), "{page}");
        assert!(page.contains("Évolution\u{a0}: 4,4 le ") && page.contains("puis 6,1"), "{page}");
        assert!(!oldest.contains("Antérieur"), "nothing was before it: {oldest}");
        let other = found(&engine, "patient:rouviere", 4).await;
        let (page, _) = shown(&engine, other[0]).await;
        assert!(page.contains("puis 0,18") && !page.contains("5,2 "), "{page}");
        engine.close().await;
    });
    runtime.stop();
}
