//! Documents that nobody means well with. Whatever becomes of them, the parent
//! lives on and the next document is read.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sceau::child::{Lost, Worker};
use sceau::extract::{Document, PATIENCE, Reading};

use super::{document, forge, reader};
use crate::support::corpus::dice::Dice;

async fn still_reads(reader: &mut Worker<Document, Reading>) {
    let sound = document("a.txt", "encore là");
    assert_eq!(reader.ask(&sound, PATIENCE).await, Ok(Reading::Words("encore là".to_owned())));
}

#[tokio::test]
async fn a_page_without_end_is_given_up_in_time() {
    let mut reader = reader();
    let since = Instant::now();
    let endless = document("a.pdf", forge::endless_pdf());
    assert_eq!(reader.ask(&endless, Duration::from_secs(1)).await, Err(Lost::Late));
    assert!(since.elapsed() < Duration::from_secs(10));
    still_reads(&mut reader).await;
}

#[tokio::test]
async fn a_page_that_swells_beyond_all_memory_harms_nobody() {
    let mut reader = reader();
    let swollen = document("a.pdf", forge::swollen_pdf(2 << 30));
    let answer = reader.ask(&swollen, PATIENCE).await;
    println!("a page of 2 GB: {answer:?}");
    assert!(matches!(answer, Err(Lost::Died | Lost::Late) | Ok(Reading::Unreadable | Reading::Words(_))), "{answer:?}");
    still_reads(&mut reader).await;
}

#[tokio::test]
async fn packages_are_unpacked_within_their_caps() {
    let mut reader = reader();
    let Ok(Reading::Words(words)) = reader.ask(&document("a.docx", forge::swollen_docx(1 << 30)), PATIENCE).await
    else {
        panic!("a swollen text has words")
    };
    assert!(words.starts_with("avant") && words.len() <= 1 << 20, "{}", words.len());
    let deep = reader.ask(&document("a.zip", forge::nested(50)), PATIENCE).await;
    assert!(matches!(&deep, Ok(Reading::Words(words)) if !words.contains("au fond")), "{deep:?}");
    let shallow = reader.ask(&document("a.zip", forge::nested(2)), PATIENCE).await;
    assert!(matches!(&shallow, Ok(Reading::Words(words)) if words.contains("au fond")), "{shallow:?}");
}

#[tokio::test]
async fn entities_claims_and_depth_cost_nothing() {
    let mut reader = reader();
    let since = Instant::now();
    let mut entities = "<!DOCTYPE a [<!ENTITY a0 \"mot\">".to_owned();
    for level in 1..40 {
        write!(entities, "<!ENTITY a{level} \"&a{0};&a{0};&a{0};&a{0};\">", level - 1).unwrap();
    }
    entities += "]><a>&a39;</a>";
    assert_eq!(reader.ask(&document("a.xml", entities.clone()), PATIENCE).await, Ok(Reading::Words(String::new())));
    let text = format!("<w:p><w:t>un</w:t></w:p>{}", "<w:p>".repeat(500_000));
    let deep = reader.ask(&document("a.docx", forge::docx(&text)), PATIENCE).await;
    assert!(matches!(&deep, Ok(Reading::Words(words)) if words.starts_with("un")), "{deep:?}");

    let claim = forge::text_pdf(&[vec!["un"]]);
    let claim = String::from_utf8_lossy(&claim).replace("/Length 4", "/Length 100000000");
    let _ = reader.ask(&document("a.pdf", claim), PATIENCE).await;
    let ring = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000000/Parent 2 0 R>>".to_vec();
    let ring = forge::pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), ring]);
    let answer = reader.ask(&document("a.pdf", ring), PATIENCE).await;
    println!("pages within themselves: {answer:?}");
    still_reads(&mut reader).await;
    assert!(since.elapsed() < Duration::from_secs(15), "{:?}", since.elapsed());
}

#[tokio::test]
async fn two_thousand_mutated_documents_are_all_answered() {
    let letter = b"Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nun\r\n--b\r\n\
        Content-Type: text/csv\r\n\r\na;b\r\n--b--\r\n";
    let samples = [
        ("a.pdf", forge::text_pdf(&[vec!["Compte rendu", "deux"], vec!["trois"]])),
        ("b.pdf", forge::mapped_pdf()),
        ("a.docx", forge::docx("<w:p><w:r><w:t>Madame &amp; Monsieur</w:t></w:r></w:p>")),
        ("a.odt", forge::odt("<text:p>Dr<text:s/>Ana</text:p>")),
        ("a.rtf", br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard h\'e9mo\u8217?\par{\pict 00}}".to_vec()),
        ("a.xml", b"<?xml version='1.0' encoding='utf-8'?><a b='c'><![CDATA[d]]>&amp;&#65;</a>".to_vec()),
        ("a.html", b"<p>un<table><tr><td>deux</table><!-- x -->&eacute;".to_vec()),
        ("a.eml", letter.to_vec()),
    ];
    let mut reader = reader();
    let mut dice = Dice::new(2_000, "mutation");
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for number in 0..2_000 {
        let (name, sound) = &samples[number % samples.len()];
        let answer = reader.ask(&document(name, mutated(sound, &mut dice)), Duration::from_secs(5)).await;
        let told = match &answer {
            Ok(Reading::Words(_)) => "words".to_owned(),
            other => format!("{other:?}"),
        };
        *counts.entry(told).or_default() += 1;
    }
    println!("{counts:?}");
    assert!(!counts.contains_key(&format!("{:?}", Err::<Reading, _>(Lost::Absent))), "{counts:?}");
    assert!(counts["words"] > 1_000, "{counts:?}");
    still_reads(&mut reader).await;
}

/// Bytes changed, doubled, taken out, or all that comes after cut off.
fn mutated(sound: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.index(bytes.len().max(1));
        let end = (at + dice.index(32)).min(bytes.len());
        match dice.below(20) {
            0 => bytes.truncate(at.max(4)),
            1..5 => drop(bytes.drain(at..end)),
            5..8 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.index(bytes.len().max(1));
                drop(bytes.splice(to..to, piece));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
        }
    }
    bytes
}
