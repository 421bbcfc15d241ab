use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::super::calendar::foreign;
use super::page;
use crate::i18n::{Language, Words};

fn html(card: &str) -> String {
    let words = Words::in_zone(Language::Fr, TimeZone::UTC);
    page(card.as_bytes(), &words).unwrap().0
}

#[test]
fn a_card_says_how_somebody_is_called_and_reached() {
    let html = html(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dr Anne Martin\r\nN:Martin;Anne;;Dr;\r\nORG:Cabinet des Tilleuls;Cardiologie\r\n\
         TITLE:Cardiologue\r\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+33-1-99-00-12-34\r\n\
         item1.EMAIL;TYPE=work:anne.martin@tilleuls.example\r\nADR;TYPE=work:;;12 rue des Lilas;Nantes;;44000;France\r\n\
         NOTE:Absente le mercredi\\, sauf urgence.\\nMerci.\r\nEND:VCARD\r\n",
    );
    for words in [
        "<div class=\"title\">Dr Anne Martin</div>",
        "<div class=\"under\">Cardiologue</div>",
        "<div class=\"under\">Cabinet des Tilleuls, Cardiologie</div>",
        "<a href=\"tel:+33199001234\">+33-1-99-00-12-34</a>",
        "<a href=\"mailto:anne.martin@tilleuls.example\">",
        "12 rue des Lilas<br>44000 Nantes<br>France",
        "Absente le mercredi, sauf urgence.\nMerci.",
        "travail",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }
}

#[test]
fn the_oldest_cards_are_read_in_their_charset() {
    let html = html(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:L=E9vy;Ren=E9e;;Mme\r\n\
         NOTE;QUOTED-PRINTABLE;CHARSET=UTF-8:Premi=C3=A8re ligne=0D=0A=\r\ndeuxi=C3=A8me\r\n\
         TEL;CELL:06 00 00 00 01\r\nEND:VCARD\r\n",
    );
    for words in ["Mme Renée Lévy", "Première ligne\ndeuxième", "portable", "<a href=\"tel:0600000001\">"] {
        assert!(html.contains(words), "{words}\n{html}");
    }
}

#[test]
fn only_a_picture_within_the_card_is_shown() {
    let with = |photo: &str| html(&format!("BEGIN:VCARD\nFN:A\n{photo}\nEND:VCARD\n"));
    let within = "src=\"data:image/png;base64,iVBORw0KGgo=\"";
    assert!(with("PHOTO;ENCODING=b;TYPE=PNG:iVBORw0K\n Ggo=").contains(within));
    assert!(with("PHOTO:data:image/png;base64,iVBORw0KGgo=").contains(within));
    for remote in ["PHOTO;VALUE=uri:https://a.example/p.png", "PHOTO:data:image/svg+xml;base64,PHN2Zz4="] {
        let html = with(remote);
        assert!(!html.contains("<img") && !html.contains("a.example"), "{html}");
    }
}

#[test]
fn each_person_of_a_file_has_a_card_and_a_crowd_is_counted() {
    let html = html(&"BEGIN:VCARD\nFN:Paul\nEND:VCARD\n".repeat(103));
    assert_eq!(html.matches("<div class=\"title\">Paul").count(), 100);
    assert!(html.contains("3 autres"), "{html}");
}

#[test]
fn a_file_without_a_person_is_no_card() {
    let words = Words::in_zone(Language::Fr, TimeZone::UTC);
    for none in ["", "Bonjour", "BEGIN:VCARD\nEND:VCARD\n", "FN:A\n"] {
        assert!(page(none.as_bytes(), &words).is_none(), "{none}");
    }
    assert!(page(b"BEGIN:VCARD\nFN:A", &words).is_some(), "its end may be missing");
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(5), cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_harmless_card_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let words = Words::in_zone(Language::Fr, TimeZone::UTC);
        let file = [b"BEGIN:VCARD\nFN:<b>\nTEL;QUOTED-PRINTABLE:".as_slice(), &bytes].concat();
        if let Some((html, _)) = page(&file, &words) {
            prop_assert!(foreign(&html).is_empty(), "{html}");
        }
    }

    #[test]
    fn any_values_in_their_places_give_a_harmless_card(
        name in "(FN|N|ORG|TITLE|TEL|EMAIL|ADR|URL|NOTE|PHOTO)",
        value in "[-+0-9;:,=\"<>&a-zé@. \\\\]{0,40}",
    ) {
        let words = Words::in_zone(Language::Fr, TimeZone::UTC);
        let file = format!("BEGIN:VCARD\nFN:x\n{name};TYPE=\"<i>\":{value}\nEND:VCARD\n");
        let (html, _) = page(file.as_bytes(), &words).expect("a card");
        prop_assert!(foreign(&html).is_empty(), "{html}");
    }
}
