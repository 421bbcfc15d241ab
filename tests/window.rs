//! The real window on a screen of its own, driven by keys and mouse. What is to
//! be read on it is compared with what the cache holds.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sceau::config::{Paths, Settings};
use sceau::domain::{MessageId, PartId, PartRole, Security, Summary};
use sceau::engine::{Opened, Scope};

use crate::mailbox::{Desk, passphrase};
use crate::support::screen::{Area, Screen, Window};
use crate::support::{Letter, Practice};

/// Where things are in a window of 1280x800: folders 220 wide, list 380, the
/// header of the list 76 below the tool bars of 42 and 35, rows of 56.
const LIST_TOP: u32 = 153;
const ROW: u32 = 56;
const LIST: Area = Area { x: 222, y: LIST_TOP, width: 378, height: 621 };
const RESULTS: Area = Area { x: 222, y: 77, width: 378, height: 300 };
const READER: Area = Area { x: 603, y: 79, width: 676, height: 600 };
const FOOT: Area = Area { x: 300, y: 776, width: 680, height: 24 };

fn letter(number: usize, subject: &str, text: &str) -> Letter {
    let attachment = format!("Analyse numéro {number}\r\n");
    Letter::new(format!(
        "From: =?UTF-8?Q?Dr_{}_=C3=89vrard?= <medecin{number}@cabinet.example>\r\nTo: alice@cabinet.example\r\n\
         Subject: {subject}\r\nMessage-ID: <fenetre-{number}@cabinet.example>\r\n\
         Date: Mon, 2 Nov 2026 {:02}:{:02}:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         {text}\r\n--b\r\nContent-Type: text/plain; charset=utf-8; name=analyse-{number}.txt\r\n\
         Content-Disposition: attachment; filename=analyse-{number}.txt\r\n\r\n{attachment}--b--\r\n",
        FIRST_NAMES[number % FIRST_NAMES.len()],
        10 + number / 60,
        number % 60,
    ))
}

const FIRST_NAMES: [&str; 8] = ["Marie", "Hugo", "Louise", "Gabriel", "Jeanne", "Arthur", "Camille", "Lucas"];
const SUBJECTS: [&str; 8] = [
    "Consultation de cardiologie",
    "Radiographie du genou",
    "Bilan sanguin complet",
    "Certificat de sport",
    "Ordonnance renouvelable",
    "Compte rendu operatoire",
    "Vaccination du nourrisson",
    "Suivi de grossesse",
];

#[test]
fn what_the_window_shows_is_what_the_cache_holds() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let letters = (0..450).map(|n| letter(n, SUBJECTS[n % 8], &format!("Texte du courrier, passage {}.", n * 111)));
    practice.deliver(&alice, "INBOX", letters);
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let rows = desk.ask(desk.engine.page(desk.list(account, "INBOX")));
    let opened: Vec<Opened> = [0, 3, 5, 449].map(|n| desk.ask(desk.engine.opened(rows[n].id))).into();
    let found = desk.ask(desk.engine.search(Scope::Everywhere, "nourrisson"));
    let found = desk.ask(desk.engine.page(found));
    let attached = attachment(&desk, rows[5].id);
    let downloads = tempfile::tempdir().unwrap();
    let profile = desk.close();
    // With the network cut: the cache alone has to serve.
    drop(practice);

    let screen = Screen::start();
    let window = open(&screen, profile.path());
    shows_rows(&window, &rows);
    reads_by_keys_and_mouse(&window, &opened);
    saves_an_attachment(&window, downloads.path(), &attached);
    searches(&window, &found, &rows);
    widens_the_list(&window);
    window.press(&["ctrl+q"]);
    assert!(window.until_closed(), "it ends well");

    let (settings, _) = Settings::load(&Paths::at(profile.path()).settings());
    assert!(settings.dividers.list > 420, "the divider is where it was left, not at {}", settings.dividers.list);
}

/// Once a second would be too often for a battery; what is still being read
/// for the search is waited for.
#[test]
fn a_window_at_rest_lets_the_processor_sleep() {
    let screen = Screen::start();
    let window = screen.open(Path::new(env!("CARGO_BIN_EXE_sceau")), &["--demo"]);
    let mut woke = Vec::new();
    while woke.len() < 12 && woke.last().is_none_or(|&times| times > 15) {
        woke.push(window.wakes(Duration::from_secs(15)));
    }
    assert!(woke.last().is_some_and(|&times| times <= 15), "it woke {woke:?} times in 15 seconds each");
}

#[test]
fn a_day_of_filing_on_the_demonstration_by_keys_alone() {
    let screen = Screen::start();
    let look = ["--demo", "--window", "1280x800", "--theme", "light", "--language", "fr"];
    let window = screen.open(Path::new(env!("CARGO_BIN_EXE_sceau")), &look);
    window.until_reads(Area { x: 222, y: 77, width: 378, height: 76 }, "Boîte de réception");
    window.press(&["Down", "Down"]);
    window.press(&["e"]);
    window.until_reads(FOOT, "Un message archivé dans");
    window.press(&["ctrl+z"]);
    window.until_reads(FOOT, "Archivage annulé");
    window.press(&["Delete"]);
    window.until_reads(FOOT, "Un message mis à la corbeille");
    window.press(&["m"]);
    window.type_text("secre");
    window.press(&["Return"]);
    window.until_reads(FOOT, "Un message déplacé dans Secrétariat");
    window.press(&["t"]);
    window.type_text("avis");
    window.press(&["Return", "Escape"]);
    window.until_reads(FOOT, "Étiquette Avis demandé posée");
    window.press(&["ctrl+a", "u"]);
    window.until_reads(FOOT, "messages marqués comme lus");
    window.press(&["ctrl+q"]);
    assert!(window.until_closed(), "it ends well");
}

fn open<'a>(screen: &'a Screen, profile: &Path) -> Window<'a> {
    let phrase = profile.join("phrase.txt");
    fs::write(&phrase, passphrase().expose()).unwrap();
    let args = ["--profile", profile.to_str().unwrap(), "--passphrase-file", phrase.to_str().unwrap()];
    let look = ["--window", "1280x800", "--theme", "light", "--language", "fr"];
    screen.open(Path::new(env!("CARGO_BIN_EXE_sceau")), &[&args[..], &look[..]].concat())
}

fn shows_rows(window: &Window<'_>, rows: &[Summary]) {
    window.until_reads(LIST, &rows[0].subject);
    assert!(window.title().contains("Boîte de réception"), "{}", window.title());
    let read = window.read(LIST);
    let mut from = 0;
    for row in rows.iter().take(10) {
        let subject = crate::support::screen::plain(&row.subject);
        let at = read[from..].find(&subject);
        from += at.unwrap_or_else(|| panic!("{subject} comes next in {read}")) + subject.len();
    }
}

fn reads_by_keys_and_mouse(window: &Window<'_>, opened: &[Opened]) {
    window.press(&["Down"]);
    reads(window, &opened[0]);
    window.press(&["Down", "Down", "Down"]);
    reads(window, &opened[1]);
    window.press(&["End"]);
    reads(window, &opened[3]);
    // Far from what was read at first, the rows are there too.
    window.until_reads(LIST, &opened[3].envelope.subject);
    window.press(&["Home"]);
    reads(window, &opened[0]);
    window.click(400, LIST_TOP + 5 * ROW + ROW / 2);
    reads(window, &opened[2]);
}

/// Subject, sender and text are on the screen.
fn reads(window: &Window<'_>, opened: &Opened) {
    window.until_reads(READER, opened.text.trim());
    let read = window.read(READER);
    for wanted in [&opened.envelope.subject, &opened.envelope.from[0].email] {
        assert!(read.contains(&crate::support::screen::plain(wanted)), "{wanted} in {read}");
    }
}

fn saves_an_attachment(window: &Window<'_>, folder: &Path, (name, bytes): &(String, Vec<u8>)) {
    window.press(&["ctrl+s"]);
    let whole = Area { x: 0, y: 0, width: 1280, height: 800 };
    window.until_reads(whole, name);
    // The name is right; the folder before it is not.
    window.press(&["shift+Tab", "shift+Tab", "ctrl+a"]);
    window.type_text(folder.to_str().unwrap());
    window.press(&["Return"]);
    let path = folder.join(name);
    let start = std::time::Instant::now();
    while fs::read(&path).unwrap_or_default() != *bytes {
        assert!(start.elapsed().as_secs() < 20, "{name} is saved whole");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

fn searches(window: &Window<'_>, found: &[Summary], rows: &[Summary]) {
    window.press(&["slash"]);
    window.type_text("nourrisson");
    window.until_reads(RESULTS, &format!("{} résultats", found.len()));
    window.until_reads(RESULTS, &found[0].subject);
    window.press(&["Escape", "Escape"]);
    window.until_reads(LIST, &rows[0].subject);
}

fn widens_the_list(window: &Window<'_>) {
    window.drag((601, 400), (680, 400));
}

fn attachment(desk: &Desk, message: MessageId) -> (String, Vec<u8>) {
    let opened = desk.ask(desk.engine.opened(message));
    let part = opened.parts.iter().find(|part| part.role == PartRole::Attachment).unwrap();
    (part.name.clone(), desk.ask(desk.engine.part(message, PartId(part.id.0))))
}
