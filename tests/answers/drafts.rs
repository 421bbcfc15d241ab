//! From a message in the mailbox to the bytes of its answer.

use sceau::domain::{Address, Draft, Email, Manner, MessageId, Timestamp};
use sceau::mime;

use super::{Office, phrases};

const NOW: Timestamp = Timestamp(1_795_251_600);

const LETTER: &str = "From: =?utf-8?Q?L=C3=A9a_D=C3=A9sir=C3=A9?= <lea@ailleurs.example>\r\n\
    To: alice@cabinet.example, bob@cabinet.example\r\nCc: paul@ailleurs.example\r\nSubject: RE : Bilan\r\n\
    Message-ID: <deux@ailleurs.example>\r\nReferences: <zero@x.example> <un@x.example>\r\n\
    Date: Sat, 21 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n\
    --a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
    Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
    Voici le \r\nbilan demandé.\r\n> Pouvez-vous \r\n> l'envoyer ?\r\n-- \r\nDr Désiré\r\n--b\r\n\
    Content-Type: text/html; charset=utf-8\r\n\r\n<p>Voici le bilan demand&eacute;.</p><p hidden>Non</p>\r\n--b--\r\n\
    --a\r\nContent-Type: application/pdf; name=bilan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--a--\r\n";

fn office() -> (Office, MessageId) {
    let office = Office::with([LETTER]);
    let id = office.message("INBOX", "RE : Bilan");
    (office, id)
}

impl Office {
    fn answer(&self, id: MessageId, manner: Manner, html: Option<&str>) -> Draft {
        self.desk.ask(self.desk.engine.answer(id, manner, html.map(str::to_owned), phrases))
    }

    fn written(&self, draft: &Draft) -> Vec<u8> {
        self.desk.ask(self.desk.engine.written(draft, NOW))
    }
}

#[test]
fn a_reply_as_it_would_be_sent_is_what_the_draft_says() {
    let (office, id) = office();
    let bytes = office.written(&office.answer(id, Manner::ReplyAll, None));
    let read = mime::read(&bytes);
    assert_eq!(read.envelope.from, [Address::new("Dr Alice Fontaine", "alice@cabinet.example")]);
    let to: Vec<_> = read.envelope.to.iter().map(|one| one.email.as_str()).collect();
    assert_eq!(to, ["lea@ailleurs.example", "bob@cabinet.example"]);
    assert_eq!(read.envelope.cc, [Address::new("", "paul@ailleurs.example")]);
    assert_eq!(read.envelope.subject, "Re: Bilan");
    assert_eq!(read.envelope.in_reply_to, ["deux@ailleurs.example"]);
    assert_eq!(read.envelope.references, ["zero@x.example", "un@x.example", "deux@ailleurs.example"]);
    let expected =
        "\n\nLéa Désiré <lea@ailleurs.example> a écrit :\n> Voici le bilan demandé.\n>> Pouvez-vous l'envoyer ?";
    assert_eq!(read.text, expected);
    assert_eq!((read.parts.len(), read.envelope.date), (1, Some(NOW)));
    let id = read.envelope.message_id.unwrap();
    assert!(id.ends_with("@cabinet.example") && id.len() == 32 + 16, "{id}");
}

#[test]
fn what_is_shown_as_html_is_quoted_as_html_and_nothing_that_was_hidden_is() {
    let (office, id) = office();
    let bytes = office.written(&office.answer(id, Manner::Reply, Some("<p>Voici le bilan demandé.</p>")));
    let source = String::from_utf8(bytes.clone()).unwrap();
    assert!(source.contains("multipart/alternative") && !source.contains("Non"), "{source}");
    let read = mime::read(&bytes);
    assert!(read.text.ends_with("a écrit :\n> Voici le bilan demandé."), "{}", read.text);
    let html = mime::part_bytes(&bytes, read.parts[1].id).unwrap();
    let html = String::from_utf8(html).unwrap();
    assert!(html.contains("<blockquote type=\"cite\"><p>Voici le bilan demandé.</p></blockquote>"), "{html}");
}

#[test]
fn attachments_go_along_byte_for_byte_and_a_message_as_a_file_is_the_one_that_came() {
    let (office, id) = office();
    let bytes = office.written(&office.answer(id, Manner::ForwardAttached, None));
    let read = mime::read(&bytes);
    assert_eq!(read.envelope.subject, "TR: Re: Bilan");
    assert!(read.text.contains("Message transféré\nObjet : RE : Bilan\n\nVoici le bilan"), "{}", read.text);
    assert_eq!((read.parts.len(), read.parts[1].name.as_str()), (2, "bilan.pdf"));
    assert_eq!(mime::part_bytes(&bytes, read.parts[1].id).unwrap(), b"%PDF-");

    let bytes = office.written(&office.answer(id, Manner::ForwardEml, None));
    let read = mime::read(&bytes);
    assert_eq!((read.parts[1].media_type.as_str(), read.parts[1].name.as_str()), ("message/rfc822", "RE _ Bilan.eml"));
    assert_eq!(mime::part_bytes(&bytes, read.parts[1].id).unwrap(), LETTER.as_bytes());
    let plain = office.written(&office.answer(id, Manner::Forward, None));
    assert_eq!(mime::read(&plain).parts.len(), 1);
}

#[test]
fn a_redirected_message_is_the_one_that_came_below_who_passes_it_on() {
    let (office, id) = office();
    let mut draft = office.answer(id, Manner::Redirect, None);
    draft.to.push(Address::new("", Email::parse("zoe@ailleurs.example").unwrap().as_str()));
    let source = String::from_utf8(office.written(&draft)).unwrap();
    assert!(source.starts_with("Resent-Date: ") && source.ends_with(LETTER), "{source}");
    assert!(source.contains("Resent-To: <zoe@ailleurs.example>\r\n"), "{source}");
}

#[test]
fn a_message_is_taken_up_again_as_it_was() {
    let (office, id) = office();
    let draft = office.answer(id, Manner::EditAsNew, None);
    assert_eq!((draft.to.len(), draft.cc.len(), draft.subject.as_str()), (2, 1, "RE : Bilan"));
    assert_eq!(draft.from.email, "alice@cabinet.example");
    assert!(draft.text.starts_with("Voici le bilan demandé.\n> Pouvez-vous") && draft.text.ends_with("-- \nDr Désiré"));
    assert_eq!((draft.carried.len(), draft.in_reply_to), (1, None));
}
