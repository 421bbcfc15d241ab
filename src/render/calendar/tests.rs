use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::page;
use crate::i18n::{Language, Words};

fn words(language: Language) -> Words {
    Words::in_zone(language, TimeZone::get("Europe/Paris").unwrap())
}

/// The card of an appointment that says these lines.
fn card(method: &str, lines: &[&str]) -> String {
    let event = lines.join("\r\n");
    let file =
        format!("BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    page(file.as_bytes(), &words(Language::Fr), "").unwrap().0
}

fn says(lines: &[&str], expected: &str) {
    let card = card("PUBLISH", lines);
    assert!(card.contains(expected), "{expected}\n{card}");
}

#[test]
fn an_invitation_says_what_when_where_and_with_whom() {
    let card = card(
        "REQUEST",
        &[
            "SUMMARY:Réunion de concertation\\, dossier <B.>",
            "DTSTART;TZID=Europe/Paris:20260303T140500",
            "DTEND;TZID=Europe/Paris:20260303T150000",
            "LOCATION:Salle 2",
            "ORGANIZER;CN=Dr Anne Martin:mailto:anne@tilleuls.example",
            "ATTENDEE;CN=\"Paul; Noir\";PARTSTAT=ACCEPTED:MAILTO:paul@cabinet.example",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:zoe@cabinet.example",
            "DESCRIPTION:Apportez\\nles images.",
            "BEGIN:VALARM",
            "DESCRIPTION:rappel",
            "END:VALARM",
        ],
    );
    for words in [
        "<div class=\"kind\">Invitation à un rendez-vous</div>",
        "<div class=\"title\">Réunion de concertation, dossier &lt;B.&gt;</div>",
        "mardi 3 mars 2026, de 14:05 à 15:00",
        "Salle 2",
        "Dr Anne Martin <a href=\"mailto:anne@tilleuls.example\">anne@tilleuls.example</a>",
        "Paul; Noir <a href=\"mailto:paul@cabinet.example\">",
        "accepté",
        "sans réponse",
        "Apportez\nles images.",
    ] {
        assert!(card.contains(words), "{words}\n{card}");
    }
    assert!(!card.contains("rappel") && !card.contains("http"), "{card}");
}

#[test]
fn the_time_is_that_of_the_reader() {
    says(&["DTSTART:20260703T120000Z", "DURATION:PT45M"], "vendredi 3 juillet 2026, de 14:00 à 14:45");
    says(&["DTSTART;TZID=America/Martinique:20260103T090000"], "samedi 3 janvier 2026 à 14:00");
    says(&["DTSTART;TZID=Romance Standard Time:20260103T090000"], "samedi 3 janvier 2026 à 09:00");
    says(&["DTSTART:20260103T090000"], "samedi 3 janvier 2026 à 09:00");
    says(&["DTSTART;TZID=Ailleurs:20260103T090000"], "«\u{a0}Ailleurs\u{a0}»");
    says(
        &["DTSTART:20260303T220000Z", "DTEND:20260304T060000Z"],
        "du mardi 3 mars 2026 à 23:00 au mercredi 4 mars 2026 à 07:00",
    );
}

#[test]
fn whole_days_have_no_hours_and_end_before_their_end() {
    says(&["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260502"], "vendredi 1er mai 2026, toute la journée");
    says(&["DTSTART;VALUE=DATE:20260501"], "vendredi 1er mai 2026, toute la journée");
    says(&["DTSTART;VALUE=DATE:20260501", "DURATION:P3D"], "du vendredi 1er mai 2026 au dimanche 3 mai 2026");
}

#[test]
fn what_repeats_is_said_as_one_speaks_of_it() {
    let repeats = |rule: &str, expected: &str| {
        says(&["DTSTART;VALUE=DATE:20260303", &format!("RRULE:{rule}")], expected);
    };
    repeats("FREQ=DAILY", "chaque jour");
    repeats("FREQ=WEEKLY;BYDAY=MO,WE,FR", "chaque semaine\u{a0}: lundi, mercredi et vendredi");
    repeats("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10", "toutes les 2 semaines\u{a0}: mardi, 10 fois");
    repeats("FREQ=MONTHLY;BYDAY=1TU", "chaque mois\u{a0}: premier mardi");
    repeats("FREQ=MONTHLY;BYDAY=-1FR", "chaque mois\u{a0}: dernier vendredi");
    repeats("FREQ=MONTHLY;BYMONTHDAY=1,15", "chaque mois\u{a0}: le 1er et le 15");
    repeats("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "chaque année");
    repeats("FREQ=DAILY;UNTIL=20260331", "chaque jour, jusqu’au mardi 31 mars 2026");
    repeats("FREQ=YEARLY;BYWEEKNO=20", "selon une règle");
    says(&["SUMMARY:a", "RRULE:FREQ=DAILY", "EXDATE:20260304,20260305"], "sauf 2 dates");
}

#[test]
fn what_is_off_and_what_was_answered_is_said_in_words() {
    let cancelled = card("CANCEL", &["SUMMARY:a", "DTSTART:20260103T090000"]);
    assert!(cancelled.contains("<div class=\"sceau-card over\">") && cancelled.contains("Rendez-vous annulé"));
    assert!(card("PUBLISH", &["SUMMARY:a", "STATUS:CANCELLED"]).contains("Rendez-vous annulé"));
    let reply = card("REPLY", &["SUMMARY:a", "ATTENDEE;PARTSTAT=DECLINED:mailto:b@c.example"]);
    assert!(reply.contains("Invitation refusée"), "{reply}");
    assert!(card("REQUEST", &["SUMMARY:a", "SEQUENCE:2"]).contains("modifié"));
}

#[test]
fn what_stands_beside_it_is_not_said_twice() {
    let file = b"BEGIN:VEVENT\nSUMMARY:a\nDESCRIPTION:Ordre du jour :\\n- budget\nEND:VEVENT\n";
    let page = |beside: &str| page(file, &words(Language::Fr), beside).unwrap().0;
    assert!(page("").contains("budget") && page("Ordre du jour : autre").contains("budget"));
    assert!(!page("Bonjour. Ordre du jour :\n\n* budget. Merci.").contains("budget"));
}

#[test]
fn each_appointment_has_a_card_and_a_year_of_them_is_counted() {
    let file = "BEGIN:VEVENT\nSUMMARY:Staff\nEND:VEVENT\n".repeat(60);
    let (html, cut) = page(file.as_bytes(), &words(Language::Fr), "").unwrap();
    assert!(html.matches(">Staff<").count() == 50 && html.contains("10 autres") && cut);
}

#[test]
fn a_file_without_an_appointment_is_no_calendar() {
    for none in ["", "Bonjour", "BEGIN:VCALENDAR\nEND:VCALENDAR", "SUMMARY:a", "BEGIN:VEVENT\nX:1\nEND:VEVENT"] {
        assert!(page(none.as_bytes(), &words(Language::Fr), "").is_none(), "{none}");
    }
}

#[test]
fn it_is_said_in_english_to_who_reads_english() {
    let file =
        b"BEGIN:VEVENT\nSUMMARY:a\nDTSTART:20260103T090000\nDTEND:20260103T100000\nRRULE:FREQ=MONTHLY;BYDAY=2TU\n";
    let html = page(file, &words(Language::En), "").unwrap().0;
    assert!(html.contains("Saturday 3 January 2026, 09:00 to 10:00"), "{html}");
    assert!(html.contains("every month: second Tuesday"), "{html}");
}

/// All tags of a page that are not ours.
pub(in crate::render) fn foreign(html: &str) -> Vec<&str> {
    let body = html.split_once("<body>").expect("a body").1;
    let ours = [
        "div", "/div", "table", "/table", "tr", "/tr", "td", "/td", "span", "/span", "br", "a", "/a", "img", "/body",
        "/html",
    ];
    let tags = body.split('<').skip(1).filter_map(|rest| rest.split(['>', ' ']).next());
    tags.filter(|tag| !ours.contains(tag)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(5), cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_harmless_card_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = [b"BEGIN:VEVENT\nSUMMARY:<b>\n".as_slice(), &bytes].concat();
        if let Some((html, _)) = page(&file, &words(Language::Fr), "") {
            prop_assert!(foreign(&html).is_empty(), "{html}");
        }
    }

    #[test]
    fn any_values_in_their_places_give_a_harmless_card(
        values in proptest::collection::vec(("[A-Z-]{2,9}", "[-+0-9TZ;:,=\"<>a-zé \\\\]{0,24}"), 0..12),
        rule in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY);?)?(BY[A-Z]{3,8}=[-0-9,A-Z]{1,6};?){0,2}(COUNT=[0-9]{1,11})?",
        start in "[0-9]{8}(T[0-9]{6}Z?)?",
    ) {
        let lines: String = values.iter().map(|(name, value)| format!("{name};X=1:{value}\n{name};TZID=a:{value}\n")).collect();
        let file = format!(
            "BEGIN:VTIMEZONE\nTZID:a\nBEGIN:STANDARD\nDTSTART:{start}\nTZOFFSETTO:+0100\nRRULE:{rule}\nEND:STANDARD\n\
             END:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=a:{start}\nDTEND:{start}\nRRULE:{rule}\n\
             DURATION:{rule}\n{lines}END:VEVENT\n"
        );
        let (html, _) = page(file.as_bytes(), &words(Language::Fr), "").expect("a card");
        prop_assert!(foreign(&html).is_empty(), "{html}");
    }
}
