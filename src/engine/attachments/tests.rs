//! The indexer over a shelf of letters, with children of a shell's.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use super::*;
use letter::Words;

#[derive(Clone, Default)]
struct Letters {
    /// Those that the store calls unread, however often it is asked.
    unread: Vec<(MessageId, Option<Vec<u8>>)>,
    read: Arc<Mutex<Vec<(MessageId, Words)>>>,
}

impl Shelf for Letters {
    async fn unread(&self, limit: usize) -> Vec<MessageId> {
        self.unread.iter().take(limit).map(|(id, _)| *id).collect()
    }

    async fn raw(&self, id: MessageId) -> Option<Vec<u8>> {
        self.unread.iter().find(|(other, _)| *other == id)?.1.clone()
    }

    async fn put(&self, id: MessageId, words: Words) {
        self.read.lock().unwrap().push((id, words));
    }
}

/// A child that greets, answers each question in turn with one of these
/// readings, and then ends.
fn child(readings: &[&[u8]]) -> Program {
    let mut script = "printf '\\003\\000\\000\\000\\001\\001\\001';".to_owned();
    for (id, reading) in (1..).zip(readings) {
        let body = [&[id, 0][..], reading].concat();
        let length = u8::try_from(body.len()).unwrap();
        // A question this short comes in one piece.
        script.push_str("dd bs=4096 count=1 of=/dev/null 2>/dev/null; printf '");
        for byte in [&[length, 0, 0, 0][..], &body].concat() {
            write!(script, "\\{byte:03o}").unwrap();
        }
        script.push_str("';");
    }
    Program::at("/bin/sh").saying(["-c", &script])
}

const WORDS: &[u8] = b"\x00\x04mots";
const UNREADABLE: &[u8] = b"\x02";

fn indexer(letters: &Letters, program: Program) -> Indexer<Letters> {
    Indexer { shelf: letters.clone(), reader: Reader::new(program), tried: HashSet::new() }
}

fn letters(raws: Vec<Option<&[u8]>>) -> Letters {
    let unread = (1..).map(MessageId).zip(raws.into_iter().map(|raw| raw.map(<[u8]>::to_vec))).collect();
    Letters { unread, read: Arc::default() }
}

const LETTER: &[u8] = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nBonjour\r\n--a\r\n\
    Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nun\r\n--a\r\n\
    Content-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\r\nx\r\n--a\r\n\
    Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-\r\n--a--\r\n";
const SEALED: &[u8] = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx";

fn words(text: &str, whole: bool) -> Words {
    Words { text: text.to_owned(), whole }
}

#[tokio::test]
async fn each_letter_is_read_once_and_what_fails_is_said() {
    let letters = letters(vec![Some(LETTER), Some(SEALED), None]);
    let mut indexer = indexer(&letters, child(&[WORDS, UNREADABLE]));
    assert_eq!(indexer.round(|| false).await, Round::Over);
    assert_eq!(indexer.round(|| false).await, Round::Over, "the store offers them again");
    let read = letters.read.lock().unwrap().clone();
    // A picture is not asked about, nor anything sealed.
    assert_eq!(read, [(MessageId(1), words("mots\n\n", false)), (MessageId(2), words("", true))]);
}

#[tokio::test]
async fn an_attachment_that_kills_its_child_costs_only_its_own_words() {
    let letters = letters(vec![Some(LETTER)]);
    // It ends after one answer: the second attachment finds a child that ends
    // before it answers under the right number.
    let mut indexer = indexer(&letters, child(&[WORDS]));
    assert_eq!(indexer.round(|| false).await, Round::Over);
    assert_eq!(*letters.read.lock().unwrap(), [(MessageId(1), words("mots\n\n", false))]);
}

#[tokio::test]
async fn while_mail_is_synced_nothing_is_read() {
    let letters = letters(vec![Some(LETTER)]);
    assert_eq!(indexer(&letters, child(&[WORDS, WORDS])).round(|| true).await, Round::Over);
    assert!(letters.read.lock().unwrap().is_empty());
}

#[tokio::test]
async fn without_a_child_no_letter_is_called_unreadable() {
    let letters = letters(vec![Some(LETTER)]);
    let mut indexer = indexer(&letters, Program::at("/nonexistent/sceau"));
    assert_eq!(indexer.round(|| false).await, Round::NoChild);
    assert!(letters.read.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_stop_ends_the_work_in_hand() {
    let letters = letters(vec![Some(LETTER)]);
    let hung = Program::at("/bin/sh").saying(["-c", "printf '\\003\\000\\000\\000\\001\\001\\001'; exec sleep 60"]);
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(async move {
        let mut indexer = indexer(&letters, hung);
        let mut stopped = stopped;
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => {}
            _ = indexer.round(|| false) => {}
        }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let since = Instant::now();
    stop.send(true).unwrap();
    running.await.unwrap();
    assert!(since.elapsed() < Duration::from_secs(2));
}
