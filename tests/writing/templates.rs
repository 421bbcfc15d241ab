use sceau::domain::writing::Document;
use sceau::domain::{Address, Carried, Purpose, Writing};
use sceau::engine::Setting;

use super::{Office, patiently};

const TEMPLATES: &str = "Modèles";

fn setting() -> Setting {
    Setting { date: "3 mars 2026".into(), patient: String::new() }
}

fn text(writing: &Writing) -> String {
    writing.document.letters(writing.document.everything())
}

/// A template with a file, as the window makes it.
fn made(office: &Office, name: &str, words: &str) {
    let engine = &office.desk.engine;
    let writing = office.letter("bob@cabinet.example", name, words);
    let writing = Writing { purpose: Purpose::Template { instead: None }, ..writing };
    let kept = office.desk.ask(engine.enclose(None, writing.clone(), "Fiche.pdf".into(), b"%PDF-1.4 fiche".to_vec()));
    let mut writing = writing;
    writing.draft.carried.push(kept.carried);
    office.desk.ask(engine.keep_template(Some(kept.draft), writing));
}

#[test]
fn a_template_lies_on_the_server_and_another_workstation_fills_it_in() {
    let office = Office::open();
    made(&office, "Compte rendu du {date}", "Cher confrère,\nJ’ai vu {patient} le {date} pour {motif}.\n{téléphone}");
    assert!(office.kept().is_empty(), "it is no draft any more");
    let all = office.desk.ask(office.desk.engine.templates());
    assert_eq!(all.len(), 1, "it is there at once");
    office.until_there(TEMPLATES, "Compte", 1);

    let (second, account) = office.second();
    let template = patiently("the template there", || second.ask(second.engine.templates()).into_iter().next());
    assert_eq!((template.name.as_str(), template.shelf.as_str()), ("Compte rendu du {date}", ""));
    let filled =
        patiently("its words", || second.try_ask(second.engine.template(template.id, account, false, setting())).ok());
    assert_eq!(text(&filled), "Cher confrère,\nJ’ai vu {patient} le 3 mars 2026 pour {motif}.\n{téléphone}");
    assert_eq!(filled.draft.subject, "Compte rendu du 3 mars 2026");
    assert_eq!(filled.draft.to, [Address::new("", "bob@cabinet.example")]);
    assert!(matches!(filled.draft.carried.as_slice(), [Carried::Part { name, .. }] if name == "Fiche.pdf"));
    assert_eq!((filled.draft.source, filled.is_template()), (None, false));
}

#[test]
fn a_template_that_is_changed_takes_the_place_of_the_one_before() {
    let office = Office::open();
    let engine = &office.desk.engine;
    made(&office, "Arrêt", "Avant");
    let first = office.desk.ask(engine.templates()).remove(0);
    office.until_there(TEMPLATES, "Arrêt", 1);
    let mut writing = office.desk.ask(engine.edit_template(first.id));
    assert_eq!(writing.purpose, Purpose::Template { instead: Some(first.id) });
    writing.document = Document::plain("Après");
    office.desk.ask(engine.keep_template(None, writing));
    let all = office.desk.ask(engine.templates());
    assert_eq!(all.len(), 1);
    assert_ne!(all[0].id, first.id);
    let words = text(&office.desk.ask(engine.edit_template(all[0].id)));
    assert_eq!(words, "Après");
    patiently("one on the server", || (office.there(TEMPLATES, "Arrêt") == 1).then_some(()));
}

#[test]
fn a_message_that_is_begun_of_a_template_is_signed_below_it_and_its_first_blank_is_ready() {
    let office = Office::open();
    office.signs("Docteur", "{titre} {nom}");
    made(&office, "Lettre", "Bonjour,\n{motif}");
    let engine = &office.desk.engine;
    let template = office.desk.ask(engine.templates()).remove(0);
    let begun = office.desk.ask(engine.begin_of_template(template.id, setting()));
    let holder = office.desk.ask(engine.accounts()).remove(0).draft.holder;
    assert_eq!(text(&begun), format!("Bonjour,\n{{motif}}\n\n-- \nDocteur {holder}"));
    let (start, end) = begun.selection.ends();
    assert_eq!((start.block, end.at - start.at), (1, "{motif}".len()));
    assert!(!begun.is_template());
}

#[test]
fn a_template_that_is_made_of_an_answer_forgets_whom_it_answered() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut answer =
        office.letter("bob@cabinet.example", "Re: TR: Bilan", "Merci.\n\nCabinet\nLe 3 mars, Bob a écrit :");
    answer.signed = Some("Cabinet".into());
    answer.draft.in_reply_to = Some("un@cabinet.example".into());
    answer.draft.references = vec!["un@cabinet.example".into()];
    let kept = office.desk.ask(engine.enclose(None, answer.clone(), "Fiche.pdf".into(), b"%PDF-1.4 fiche".to_vec()));
    answer.draft.carried.push(kept.carried);
    let (id, template) = office.desk.ask(engine.begin_template(answer.clone()));
    assert_eq!(template.draft.subject, "Bilan");
    assert!(
        template.draft.to.is_empty() && template.draft.in_reply_to.is_none() && template.draft.references.is_empty()
    );
    assert!(!text(&template).contains("Cabinet"), "it is signed anew each time");
    // The message goes; the file of the template is its own.
    office.desk.ask(engine.discard_draft(kept.draft));
    office.desk.ask(engine.keep_template(Some(id), template));
    let one = office.desk.ask(engine.templates()).remove(0);
    let again = office.desk.ask(engine.edit_template(one.id));
    assert!(matches!(again.draft.carried.as_slice(), [Carried::Part { name, size: 14, .. }] if name == "Fiche.pdf"));
}
