//! The editor of a message, as it is looked at.

use iced::Length;
use iced::widget::{column, container};
use sceau::domain::writing::{Document, Place, Selection};
use sceau::mime::writing;
use sceau::ui::context::Context;
use sceau::ui::theme::{Element, surface};
use sceau::ui::widget::editor::{self, Command, Message};
use sceau::ui::widget::pieces;

use super::scenes::Scene;

struct Written(editor::State);

impl Scene for Written {
    fn show<'a>(&'a self, context: &Context<'_>) -> Element<'a, ()> {
        let bar = container(editor::bar(&self.0, context.words)).style(surface::window).width(Length::Fill);
        let hint = "Écrire le message".to_owned();
        let text = container(editor::view(&self.0, context.words, context.theme, hint)).style(surface::pane);
        let all: Element<'a, Message> = {
            let finder = editor::finder(&self.0, context.words);
            let finder = finder.map(|finder| container(finder).style(surface::window));
            column![bar, finder, pieces::rule_across(), text.height(Length::Fill)].into()
        };
        all.map(|_| ())
    }
}

const LETTER: &str = "<div>Cher confrère,</div><div><br></div>\
    <div>Je vous remercie de m’avoir adressé <b>Madame Léa Bernard</b>, née le 12/03/1958, pour une \
    <i>douleur thoracique</i> survenue <u>à l’effort</u>. L’examen est <b><i>sans particularité</i></b> ; \
    <s>pas d’oedème</s> un <span style='background-color:#fff2a8'>œdème discret des chevilles</span> est noté, \
    la créatinine est à <span style='color:#c0271d'>142 µmol/l</span> \
    (<span style='color:#1e7b3a'>112</span> en mai, <span style='color:#1f5fbf'>98</span> l’an dernier). \
    Voir <a href='https://cabinet.example/protocole'>le protocole</a>.</div><div><br></div>\
    <div><span style='font-size:1.3em'>Conduite à tenir</span></div>\
    <ol><li>Arrêt de l’ibuprofène</li><li>Contrôle biologique :</li><ul><li>ionogramme</li><li>créatinine, \
    <span style='background-color:#cfe5fb'>dans huit jours</span></li></ul><li>Échographie cardiaque</li></ol>\
    <div style='text-align:center'>Bien confraternellement,</div>\
    <div style='text-align:right'><span style='font-size:0.8em'>Dr Anne Durand, Cabinet des Tilleuls</span></div>\
    <div><br></div><div>Le lundi 2 mars 2026 à 10:12, Paul Martin a écrit :</div>\
    <blockquote><div>Chère consœur,</div><div>je vous adresse Madame Bernard, que vous connaissez, pour avis. \
    Elle se plaint depuis trois semaines d’une douleur à la montée des escaliers, qui cède au repos.</div>\
    <blockquote><div>Peux-tu me redire son traitement ?</div></blockquote>\
    <div class=sceau-carried><table><tr><td>CRP<td>5</table></div></blockquote>";

fn written(messages: Vec<Message>) -> Box<dyn Scene> {
    let mut state = editor::State::new(writing::from_html(LETTER), true, editor::Board::default());
    for message in messages {
        let _ = state.update(message);
    }
    Box::new(Written(state))
}

pub(super) fn scenes() -> Vec<(&'static str, Box<dyn Scene>)> {
    let empty = editor::State::new(Document::default(), true, editor::Board::default());
    let mut selected = editor::State::new(writing::from_html(LETTER), true, editor::Board::default());
    let _ = selected.update(Message::All);
    let _ = selected.update(Message::Bar(Command::Markers));
    vec![
        ("editor", written(vec![])),
        ("editor-empty", Box::new(Written(empty))),
        ("editor-inks", written(vec![Message::Bar(Command::Inks)])),
        ("editor-selected", Box::new(Written(selected))),
        ("editor-sizes", written(vec![Message::Bar(Command::Sizes)])),
        ("editor-spelling", Box::new(Written(misspelt()))),
        ("editor-replace", Box::new(Written(finding()))),
        ("editor-link", written(vec![Message::Bar(Command::Link)])),
    ]
}

fn finding() -> editor::State {
    let mut state = editor::State::new(writing::from_html(LETTER), true, editor::Board::default());
    let words = Selection::new(Place::new(2, 8), Place::new(2, 16));
    state.select(words);
    let _ = state.update(Message::Do(Command::Replace));
    state
}

fn misspelt() -> editor::State {
    let mut state = editor::State::new(writing::from_html(LETTER), true, editor::Board::default());
    state.spell(true);
    let wrong = ["d’oedème", "Échographie", "ionogramme"].map(|word| (word.to_owned(), false));
    let _ = state.update(Message::Checked(wrong.into()));
    state
}
