//! The notice bar and the status bar, used with the mouse.

use iced::Task;
use iced::widget::{column, space};
use sceau::engine::{Command, Event, FaultKind, Line, Progress, Protection, Subject, Work};
use sceau::i18n::{Language, Words};
use sceau::ui::theme::Element;
use sceau::ui::{notice, status};

use super::scenes::{ANNE, context, fault};
use crate::ui::harness::{Harness, Stage};

struct Bars {
    notices: notice::State,
    status: status::State,
    words: Words,
    told: Vec<notice::Action>,
    asked: Vec<status::Action>,
}

#[derive(Debug, Clone, Copy)]
enum Said {
    Notice(notice::Message),
    Status(status::Message),
}

impl Stage for Bars {
    type Message = Said;

    fn update(&mut self, message: Said) -> Task<Said> {
        match message {
            Said::Notice(message) => self.told.push(self.notices.update(message)),
            Said::Status(message) => self.asked.push(self.status.update(message)),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let context = context(&self.words);
        let notices = self.notices.view(&context).map(|bar| bar.map(Said::Notice));
        column![notices, space::vertical(), self.status.view(&context).map(Said::Status)].into()
    }
}

fn bars() -> Harness<Bars> {
    let stage = Bars {
        notices: notice::State::default(),
        status: status::State::new(Protection::Session),
        words: Words::new(Language::Fr),
        told: Vec::new(),
        asked: Vec::new(),
    };
    Harness::new(stage, 1024.0, 400.0)
}

#[test]
fn a_notice_says_what_is_wrong_and_its_button_mends_it() {
    let mut window = bars();
    assert!(window.stage.notices.is_empty());
    window.stage.notices.tell(fault(FaultKind::ServerSaid, Subject::Account(ANNE)).retry_with(Command::Sync(ANNE)));
    assert!(window.shows("Le serveur a refusé la demande."));
    window.click("Réessayer");
    assert!(matches!(window.stage.told.as_slice(), [notice::Action::Retry(Command::Sync(ANNE))]));
    assert!(!window.shows("Le serveur a refusé la demande."));
}

#[test]
fn the_details_are_there_for_who_asks() {
    let mut window = bars();
    window.stage.notices.tell(fault(FaultKind::ServerOdd, Subject::Account(ANNE)));
    let technical = "ServerOdd: imap.login: tagged NO [AUTHENTICATIONFAILED] after 84 ms";
    assert!(!window.shows(technical));
    window.click("Détails");
    assert!(window.shows(technical));
    window.click("Copier");
    assert!(matches!(window.stage.told.last(), Some(notice::Action::Copy(text)) if text == technical));
    assert!(window.shows("Copié"));
}

#[test]
fn three_notices_are_on_view_and_the_others_are_counted() {
    let mut window = bars();
    for kind in [FaultKind::DiskFull, FaultKind::ServerOdd, FaultKind::NotHere, FaultKind::Bug, FaultKind::BodyPending]
    {
        window.stage.notices.tell(fault(kind, Subject::Profile));
    }
    assert!(window.shows("Le contenu de ce message n’est pas encore arrivé."), "the newest");
    assert!(!window.shows("Le disque de ce poste est plein."), "the oldest waits");
    assert!(window.shows("et 2 autres avis"));
}

#[test]
fn the_status_bar_counts_what_comes_in_and_can_stop_it() {
    let mut window = bars();
    assert!(window.shows("Cache protégé par la session"));
    window.stage.status.apply(&Event::Line(ANNE, Line::Working));
    let progress = Progress { account: ANNE, work: Work::Headers, done: 1240, total: 10_000 };
    window.stage.status.apply(&Event::Progress(progress));
    let words = Words::new(Language::Fr);
    let sentence = format!("Réception\u{a0}: {} messages sur {}", words.number(1240), words.number(10_000));
    let place = window.place_of(&sentence).expect("the work is said");
    window.click_at(place.x + place.width + 16.0, place.center_y());
    assert_eq!(window.stage.asked, [status::Action::Cancel(vec![ANNE])]);
}

#[test]
fn a_refused_sign_in_is_mended_from_the_status_bar() {
    let mut window = bars();
    window.stage.status.apply(&Event::Line(ANNE, Line::Refused));
    window.stage.status.show_count(Some(status::Count { total: 1, unread: 1 }));
    assert!(window.shows("1 message, 1 non lu"));
    window.click("Identification refusée…");
    assert_eq!(window.stage.asked, [status::Action::NewPassword(ANNE)]);
    window.stage.status.show_count(Some(status::Count { total: 0, unread: 0 }));
    assert!(window.shows("Aucun message"));
}
