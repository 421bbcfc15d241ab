//! Text that is read in the wrong letters: the reader says which, for all that the
//! sender writes so, and it is shown at once.

use sceau::domain::{Encoding, Letters, MessageId, PartId, PartRole, Written};
use sceau::engine::Sight;

use super::surgery::{Surgery, sight};

/// Results in the letters of DOS, as a file beside a text.
fn letter(number: usize, sender: &str) -> Vec<u8> {
    let head = format!(
        "From: Labo <{sender}>\r\nTo: alice@cabinet.example\r\nSubject: Lettre {number}\r\n\
         Message-ID: <{number}@labo.example>\r\nDate: Mon, 2 Nov 2026 10:0{number}:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Ci-joint.\r\n--a\r\nContent-Type: application/octet-stream; name=r.hpr\r\n\
         Content-Disposition: attachment; filename=r.hpr\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    );
    let file = b"PAT1\r\nFICTIVE\r\nCLAIRE\r\n\r\n\r\n75001 PARIS\r\n14/07/1962\r\n\r\n26A1\r\n03/02/2026\r\n\
        LAB\r\nDR\r\nPr\x82l\x8avement \x85 jeun\r\n****FIN****\r\n****FINFICHIER****\r\n";
    [head.as_bytes(), file, b"--a--\r\n"].concat()
}

async fn file_of(surgery: &Surgery, id: MessageId) -> PartId {
    let opened = surgery.engine.opened(id).await.unwrap();
    opened.parts.iter().find(|part| part.role == PartRole::Attachment).unwrap().id
}

/// The words of its file, and how they were read.
async fn read(surgery: &Surgery, id: MessageId) -> (String, Option<Letters>) {
    let attachment = Some(file_of(surgery, id).await);
    let showing = surgery.showing.clone();
    let read = surgery.showing.handle().spawn(async move {
        let laid = showing.open(Sight { attachment, ..sight(id) }, Surgery::look()).await.unwrap();
        (showing.words().await.unwrap(), laid.letters)
    });
    read.await.unwrap()
}

#[test]
fn letters_that_were_chosen_hold_for_all_files_of_the_sender_and_for_nobody_else() {
    let senders = ["labo@labo.example", "labo@labo.example", "autre@labo.example"];
    let surgery = Surgery::with((0..3).zip(senders).map(|(number, sender)| letter(number, sender)).collect());
    let [first, second, other] = surgery.letters[..] else { panic!() };
    surgery.runtime.block_on(async {
        let (words, letters) = read(&surgery, first).await;
        assert!(!words.contains("Prélèvement"), "{words}");
        let found = Some(Encoding::Windows1252);
        assert_eq!(letters, Some(Letters { written: Written::File, chosen: None, found }));
        surgery.showing.read_as(sight(first), Written::File, Some(Encoding::Cp850)).await.unwrap();
        for id in [first, second] {
            let (words, letters) = read(&surgery, id).await;
            assert!(words.contains("Prélèvement à jeun"), "{words}");
            assert_eq!(letters.unwrap().chosen, Some(Encoding::Cp850));
        }
        assert!(!read(&surgery, other).await.0.contains("Prélèvement"));
        surgery.showing.read_as(sight(second), Written::File, None).await.unwrap();
        assert_eq!(read(&surgery, first).await.1.unwrap().chosen, None);
    });
}
