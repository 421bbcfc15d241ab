use std::sync::Arc;

use super::*;
use crate::domain::receipt::Receipts;
use crate::domain::verdict::{Covers, Kind, Layer, Reason, Verdict};
use crate::domain::{
    AccountDraft, AccountId, AuthMethod, BodyState, Colour, Flags, FolderId, Keep, Mark, PartId, Protocol, Security,
    Server, Space, Summary,
};
use crate::engine::{Apart, Seal};

const MESSAGE: &str = "From: Anne <anne@b.example>\r\nTo: lea@cabinet.example, paul@c.example\r\n\
    Subject: RE: Bilan 12/03\r\nMessage-ID: <deux@b.example>\r\nReferences: <un@b.example>\r\n\
    Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--a\r\n\
    Content-Type: image/png; name=logo.png\r\nContent-ID: <logo@b>\r\n\r\nx\r\n--a\r\n\
    Content-Type: image/png; name=autre.png\r\nContent-ID: <logo@b2>\r\n\r\nx\r\n--a\r\n\
    Content-Type: application/pdf; name=bilan.pdf\r\n\r\nx\r\n--a--\r\n";

fn account() -> Account {
    let server = Server { host: "mail.cabinet.example".to_owned(), port: 993, security: Security::Tls };
    let draft = AccountDraft {
        label: "Cabinet".to_owned(),
        holder: "Dr Léa Désiré".to_owned(),
        email: Email::parse("lea@cabinet.example").unwrap(),
        user: "lea".to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: server,
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: None,
        space: Space::Secure,
        colour: Colour(0),
        sending: crate::domain::Sending::default(),
        exporting: crate::domain::export::Exporting::default(),
    };
    Account { id: AccountId(1), draft }
}

fn ground(message: &str) -> Ground {
    let reading = mime::read(message.as_bytes());
    let summary = Summary {
        id: MessageId(7),
        folder: FolderId(1),
        who: String::new(),
        subject: String::new(),
        date: Timestamp(0),
        size: 0,
        flags: Flags::NONE,
        keywords: Vec::new(),
        attachment: true,
        mark: Mark::Plain,
        body: BodyState::Here,
        extract: String::new(),
        about: None,
    };
    let opened = Opened {
        summary,
        envelope: reading.envelope,
        parts: reading.parts,
        mark: reading.mark,
        results: false,
        text: reading.text,
        headers: String::new(),
        seal: None,
        receipts: Receipts::default(),
    };
    let phrases = Phrases {
        attribution: "Anne a écrit :".to_owned(),
        heading: "Transféré".to_owned(),
        header: vec!["De : Anne".to_owned()],
        forward: "TR".to_owned(),
    };
    let account = account();
    let own = vec![account.draft.email.clone()];
    Ground { opened, html: None, phrases, lists: Lists::of(message.as_bytes()), own, account, hidden: false }
}

fn with_html(html: &str) -> Ground {
    Ground { html: Some(html.to_owned()), ..ground(MESSAGE) }
}

fn names(draft: &Draft) -> Vec<&str> {
    let name = |carried| match carried {
        &Carried::Part { ref name, .. } | &Carried::Whole { ref name, .. } | &Carried::File { ref name, .. } => {
            name.as_str()
        }
    };
    draft.carried.iter().map(name).collect()
}

fn seal(verdict: Verdict) -> Arc<Seal> {
    let signed = Verdict::new(Vec::new(), vec![Layer::new(Kind::Signed, Covers::Part)]);
    let attached = mime::read(MESSAGE.as_bytes()).parts.pop().unwrap();
    let parts = vec![Part { id: PartId((1 << 20) + 4), name: "apart.pdf".to_owned(), ..attached }];
    let apart = Apart { verdict: signed, text: "Le secret".to_owned(), parts };
    Arc::new(Seal { verdict, apart: vec![apart], closed: None })
}

#[test]
fn a_reply_belongs_to_its_thread_and_quotes_what_was_read() {
    let draft = ground(MESSAGE).answer(Manner::Reply);
    assert_eq!(draft.from, Address::new("Dr Léa Désiré", "lea@cabinet.example"));
    assert_eq!(draft.to, [Address::new("Anne", "anne@b.example")]);
    assert_eq!((draft.subject.as_str(), draft.in_reply_to.as_deref()), ("Re: Bilan 12/03", Some("deux@b.example")));
    assert_eq!(draft.references, ["un@b.example", "deux@b.example"]);
    assert_eq!(draft.text, "\n\nAnne a écrit :\n> Bonjour\n");
    assert_eq!((draft.html, draft.must_encrypt), (None, false));
    assert!(draft.carried.is_empty());
    assert_eq!(draft.source, Some(Answered { message: MessageId(7), manner: Manner::Reply }));
    let all = ground(MESSAGE).answer(Manner::ReplyAll);
    assert_eq!(all.to, [Address::new("Anne", "anne@b.example"), Address::new("", "paul@c.example")]);
}

#[test]
fn a_message_is_sent_on_with_or_without_its_attachments_or_as_a_file() {
    let draft = ground(MESSAGE).answer(Manner::Forward);
    assert_eq!(
        (draft.subject.as_str(), draft.text.as_str()),
        ("TR: Re: Bilan 12/03", "\n\nTransféré\nDe : Anne\n\nBonjour\n")
    );
    assert!(draft.to.is_empty() && draft.in_reply_to.is_none() && names(&draft).is_empty());
    assert_eq!(draft.references, ["deux@b.example"]);
    let draft = ground(MESSAGE).answer(Manner::ForwardAttached);
    assert_eq!(names(&draft), ["logo.png", "autre.png", "bilan.pdf"]);
    let draft = ground(MESSAGE).answer(Manner::ForwardEml);
    assert_eq!((draft.text.as_str(), names(&draft)), ("", vec!["RE_ Bilan 12-03.eml"]));
}

#[test]
fn documents_for_the_software_of_a_hospital_keep_their_subject_when_they_are_sent_on() {
    let message = MESSAGE.replace("RE: Bilan 12/03", "XDM/1.0/DDM+CR DURAND Anne");
    assert_eq!(ground(&message).answer(Manner::ForwardAttached).subject, "XDM/1.0/DDM+CR DURAND Anne");
    assert_eq!(ground(&message).answer(Manner::Forward).subject, "TR: XDM/1.0/DDM+CR DURAND Anne");
}

#[test]
fn the_text_of_a_quote_is_made_of_the_html_that_was_shown() {
    let draft = with_html("<p>Vu</p>").answer(Manner::Reply);
    assert_eq!(draft.text, "\n\nAnne a écrit :\n> Vu\n");
    assert!(draft.html.unwrap().ends_with("<blockquote type=\"cite\"><p>Vu</p></blockquote>\n"));
    let again = with_html("<p>Vu</p>").answer(Manner::EditAsNew);
    assert_eq!((again.text.as_str(), again.html.as_deref()), ("Vu", Some("<p>Vu</p>")));
    let on = with_html("<p>Vu</p>").answer(Manner::ForwardAttached);
    assert!(!on.text.contains("Bonjour") && on.text.ends_with("\n\nVu\n"), "{}", on.text);
}

#[test]
fn a_picture_goes_along_where_the_quote_shows_it() {
    let draft = with_html("<p><img src=\"cid:logo@b\"></p>").answer(Manner::Reply);
    assert_eq!(names(&draft), ["logo.png"]);
    let Carried::Part { content_id, .. } = &draft.carried[0] else { panic!("a part") };
    assert_eq!(content_id.as_deref(), Some("logo@b"));
    let draft = with_html("<p>cid:</p>").answer(Manner::ForwardAttached);
    let inline = |one: &Carried| matches!(one, Carried::Part { content_id: Some(_), .. });
    assert!(draft.carried.len() == 3 && !draft.carried.iter().any(inline));
}

#[test]
fn what_is_sealed_apart_is_neither_quoted_nor_carried() {
    for manner in [Manner::Reply, Manner::Forward, Manner::ForwardAttached, Manner::EditAsNew] {
        let mut ground = ground(MESSAGE);
        ground.opened.seal = Some(seal(Verdict::new(Vec::new(), Vec::new())));
        let draft = ground.answer(manner);
        assert!(draft.text.contains("Bonjour") && !draft.text.contains("Le secret"), "{}", draft.text);
        assert!(!names(&draft).contains(&"apart.pdf") && !draft.must_encrypt);
    }
}

#[test]
fn an_answer_to_what_came_encrypted_must_be_encrypted_and_holds_no_ciphertext() {
    let cipher =
        "From: anne@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIAG\r\n";
    let mut layer = Layer::new(Kind::Encrypted, Covers::Whole);
    layer.reasons.push(Reason::NoKey);
    let closed = Verdict::new(Vec::new(), vec![layer]);
    assert!(closed.is_closed());
    for manner in [Manner::Reply, Manner::ForwardAttached, Manner::EditAsNew] {
        let mut ground = ground(cipher);
        ground.opened.seal = Some(seal(closed.clone()));
        let draft = ground.answer(manner);
        assert!(draft.must_encrypt && draft.carried.is_empty() && !draft.text.contains("MIAG"), "{draft:?}");
    }
    let opened = Verdict::new(Vec::new(), vec![Layer::new(Kind::Encrypted, Covers::Whole)]);
    assert!(opened.is_deciphered());
    for (manner, must) in [(Manner::Reply, true), (Manner::ForwardEml, true), (Manner::Redirect, false)] {
        let mut ground = ground(MESSAGE);
        ground.opened.seal = Some(seal(opened.clone()));
        assert_eq!(ground.answer(manner).must_encrypt, must, "{manner:?}");
    }
}

#[test]
fn what_is_taken_up_again_is_as_it_was_and_only_a_draft_stays_in_its_thread() {
    let message = MESSAGE.replace("From: Anne <anne@b.example>", "From: lea@cabinet.example\r\nBcc: zoe@c.example");
    let draft = ground(&message).answer(Manner::EditAsNew);
    assert_eq!((draft.to.len(), draft.bcc.len(), draft.subject.as_str()), (2, 1, "RE: Bilan 12/03"));
    assert_eq!((draft.text.as_str(), names(&draft).len()), ("Bonjour", 3));
    assert!(draft.references.is_empty());
    let mut ground = ground(&message);
    ground.opened.summary.flags = Flags::NONE.with(Flag::Draft);
    assert_eq!(ground.answer(Manner::EditAsNew).references, ["un@b.example"]);
}

#[test]
fn who_is_sent_a_redirected_message_is_still_to_be_said() {
    let draft = ground(MESSAGE).answer(Manner::Redirect);
    assert!(draft.to.is_empty() && draft.text.is_empty() && draft.carried.is_empty());
    assert_eq!(draft.subject, "RE: Bilan 12/03");
}
