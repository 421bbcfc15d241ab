//! The panel: whose the document is and what it is, read or typed, what is to be said
//! of that, and one tick before it is put in.

use iced::widget::{column, container, pick_list, row, text, text_input};
use iced::{Alignment, Length};

use super::super::{Message as Outer, Stage, State as Window};
use super::{Field, Message, State};
use crate::domain::clinical::{IdentityNote, Kind, Lack, Sex, Told, Traits, Way};
use crate::domain::{Concern, InsKind};
use crate::engine::{Chose, is_day, kinds};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::modal::{buttons, frame};
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, Theme, button as kind, field, font, size, space, text as colour};
use crate::ui::widget::single_line;

const WIDTH: f32 = 640.0;

/// A kind, as it is chosen from a list.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Choice(Kind);

impl std::fmt::Display for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.label)
    }
}

impl Window {
    pub(in crate::ui::writing) fn offered_document<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, Outer>> {
        let state = self.document.as_ref()?;
        Some(state.view(ctx.words, self.stage == Stage::Writing).map(Outer::Document))
    }
}

impl State {
    fn view<'a>(&'a self, words: &Words, able: bool) -> Element<'a, Message> {
        let lead = text(words.say("document-lead")).style(colour::muted);
        let mut page = column![lead].spacing(space::L);
        match &self.chosen.what {
            Chose::Clinical(told) => page = page.extend(told.iter().map(|one| card(words, one))),
            Chose::Pdf { archival } => page = page.push(self.form(words, *archival)),
        }
        page = page.push(self.identity(words));
        let fault = self.fault.as_ref().map(|fault| {
            let said = crate::ui::notice::said(words, fault);
            form::banner(Tone::Danger, text(said).style(form::plain).width(Length::Fill))
        });
        let tick = form::tick(words.say("document-checked"), self.confirmed, Message::Confirmed);
        let page = page.push(fault).push(tick);
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let join = words.say(if able { "document-join" } else { "document-packing" });
        let join = form::word_button(join, kind::primary, (able && self.may_join()).then_some(Message::Joined));
        let foot = buttons([Some(cancel), Some(join)]);
        frame(words, words.say("document-title"), WIDTH, page, foot, Message::Closed)
    }

    /// What is to be said of the identity, under whatever shows it.
    fn identity<'a>(&self, words: &Words) -> Element<'a, Message> {
        let notes = self.notes();
        let mut lines = column![].spacing(space::XS);
        let lacks: Vec<String> = notes.iter().filter_map(|note| lack(words, *note)).collect();
        for note in notes.iter().filter(|note| !matches!(note, IdentityNote::Lacks(_))) {
            let (tone, key) = said(*note);
            lines = lines.push(line(tone, words.say(key)));
        }
        if !lacks.is_empty() {
            lines = lines.push(line(Tone::Attention, fl!(words, "document-note-lacks", what = lacks.join(", "))));
        }
        let own = matches!(self.chosen.what, Chose::Pdf { .. }) && !self.form.traits.ins.trim().is_empty();
        let doubtful = notes.iter().any(|note| !matches!(note, IdentityNote::Qualified | IdentityNote::Provisional));
        if own && doubtful {
            lines = lines.push(line(Tone::Attention, words.say("document-note-left-out")));
        }
        lines.into()
    }

    fn form<'a>(&'a self, words: &Words, archival: bool) -> Element<'a, Message> {
        let traits = &self.form.traits;
        let name =
            row![icon::file_text().style(colour::accent), single_line(self.chosen.name.as_str()).font(font::MEDIUM)];
        let name = name.spacing(space::S).align_y(Alignment::Center);
        let plain = (!archival).then(|| line(Tone::Attention, words.say("document-not-archival")));
        let sexes =
            [(Sex::Female, "document-female"), (Sex::Male, "document-male"), (Sex::Unknown, "document-unknown")];
        let sexes = sexes.map(|(sex, key)| (words.say(key), traits.sex == Some(sex), Message::Sex(sex)));
        let sex = form::labelled(words.say("document-sex"), form::segments(sexes), Below::Nothing);
        let patient = column![
            title(words.say("document-patient")),
            pair(
                self.field(words, Field::Family, "document-family"),
                self.field(words, Field::Given, "document-given")
            ),
            pair(self.field(words, Field::Birth, "document-birth"), sex),
            pair(self.field(words, Field::Used, "document-used"), self.field(words, Field::Place, "document-place")),
            pair(self.field(words, Field::Ins, "document-ins"), self.number(words)),
        ];
        let all: Vec<Choice> = kinds().map(Choice).collect();
        let chosen = all.iter().find(|one| one.0.code == self.form.kind).copied();
        let list = pick_list(all, chosen, |choice: Choice| Message::Kind(choice.0))
            .text_size(size::BASE)
            .padding([7.0, 9.0])
            .width(Length::Fill)
            .style(field::pick)
            .menu_style(field::menu);
        let document = column![
            title(words.say("document-about")),
            form::labelled(words.say("document-kind"), list, Below::Nothing),
            pair(self.field(words, Field::Title, "document-name"), self.field(words, Field::Date, "document-date")),
            form::tick(words.say("document-hidden"), self.form.hidden, Message::Hidden),
        ];
        column![name, plain, document.spacing(space::M), patient.spacing(space::M)].spacing(space::L).into()
    }

    /// Of what kind the number is: of one that was read, the kind it has.
    fn number<'a>(&self, words: &Words) -> Element<'a, Message> {
        let current = self.form.traits.kind.unwrap_or(InsKind::Nir);
        let mut all = vec![InsKind::Nir, InsKind::Nia];
        if !all.contains(&current) {
            all.push(current);
        }
        let choices = all.into_iter().map(|one| (words.say(kind_words(one)), one == current, Message::Number(one)));
        form::labelled(words.say("document-ins-kind"), form::segments(choices), Below::Nothing)
    }

    fn field<'a>(&'a self, words: &Words, field: Field, label: &str) -> Element<'a, Message> {
        let dated = matches!(field, Field::Birth | Field::Date);
        let hint = if dated { words.say("document-day-hint") } else { String::new() };
        let value = field.read(&self.form);
        let wrong = dated && value.trim().len() >= 10 && !is_day(value);
        let below = Below::wrong(wrong.then(|| words.say("document-day-hint")));
        let input =
            text_input(&hint, value).on_input(move |typed| Message::Typed(field, typed)).on_submit(Message::Joined);
        form::field(words.say(label), input, below)
    }
}

fn title<'a>(says: String) -> Element<'a, Message> {
    text(says).size(size::LARGE).font(font::STRONG).into()
}

fn pair<'a>(one: Element<'a, Message>, other: Element<'a, Message>) -> Element<'a, Message> {
    row![one, other].spacing(space::L).into()
}

/// A document as it speaks of itself.
fn card<'a>(words: &Words, told: &'a Told) -> Element<'a, Message> {
    let shown = if told.title.is_empty() { told.kind.as_str() } else { told.title.as_str() };
    let heading = row![icon::stethoscope().style(colour::accent), text(shown).size(size::LARGE).font(font::STRONG)];
    let fact = |key: &str, says: String| {
        let label = text(words.say(key)).size(size::SMALL).style(colour::muted).width(Length::Fixed(130.0));
        (!says.trim().is_empty()).then(|| row![label, text(says).width(Length::Fill)].spacing(space::S))
    };
    let facts = column![
        fact("document-patient", patient(words, &told.traits)),
        fact("document-number", number(words, &told.traits)),
        fact("document-kind", told.kind.clone()),
        fact("document-date", told.date.clone()),
        fact("document-author", told.author.clone()),
    ]
    .spacing(space::XS);
    let mut page = column![heading.spacing(space::S).align_y(Alignment::Center), facts].spacing(space::S);
    let asked = told.way.to_patients == Way::Asked || told.way.to_professionals == Way::Asked;
    let masks = [
        (told.way.to_professionals == Way::Barred, "document-masked-professionals"),
        (told.way.to_patients == Way::Barred, "document-masked-patient"),
        (asked, "document-masked-guardians"),
    ];
    for (_, key) in masks.into_iter().filter(|(is, _)| *is) {
        page = page.push(line(Tone::Attention, words.say(key)));
    }
    if !told.has_pdf {
        page = page.push(line(Tone::Info, words.say("document-pdf-made")));
    }
    container(page).padding(space::M).width(Length::Fill).style(surface::raised).into()
}

fn patient(words: &Words, traits: &Traits) -> String {
    let used = if traits.used.is_empty() { String::new() } else { format!(" ({})", traits.used) };
    let name = format!("{}{used} {}", traits.family, traits.given);
    let day = traits.birth.as_str();
    let born = match traits.sex {
        _ if day.is_empty() => String::new(),
        Some(Sex::Female) => fl!(words, "clinical-born-female", day = day),
        Some(Sex::Male) => fl!(words, "clinical-born-male", day = day),
        _ => fl!(words, "clinical-born", day = day),
    };
    if born.is_empty() { name } else { format!("{name}, {born}") }
}

/// In the groups in which it is read out, and never without its kind.
fn number(words: &Words, traits: &Traits) -> String {
    if traits.ins.is_empty() {
        return String::new();
    }
    let grouped = Concern { ins: traits.ins.clone(), ..Concern::default() }.grouped_ins();
    let kind = traits.kind.map_or_else(|| words.say("clinical-ins-unknown"), |kind| words.say(kind_words(kind)));
    format!("{grouped} ({kind})")
}

fn kind_words(kind: InsKind) -> &'static str {
    match kind {
        InsKind::Nir => "clinical-ins-nir",
        InsKind::Nia => "clinical-ins-nia",
        InsKind::Test => "clinical-ins-test",
        InsKind::Demo => "clinical-ins-demo",
        InsKind::Old => "clinical-ins-old",
    }
}

fn line<'a>(tone: Tone, says: String) -> Element<'a, Message> {
    let (mark, style): (_, fn(&Theme) -> iced::widget::text::Style) = match tone {
        Tone::Verified => (icon::circle_check(), colour::verified),
        Tone::Danger => (icon::circle_alert(), colour::danger),
        Tone::Attention => (icon::warning(), colour::attention),
        Tone::Info => (icon::info(), colour::muted),
    };
    row![mark.size(14).style(style), text(says).size(size::SMALL).width(Length::Fill)].spacing(6).into()
}

fn said(note: IdentityNote) -> (Tone, &'static str) {
    match note {
        IdentityNote::Qualified => (Tone::Verified, "document-note-qualified"),
        IdentityNote::NoIns => (Tone::Info, "document-note-no-ins"),
        IdentityNote::WrongKey => (Tone::Danger, "document-note-wrong-key"),
        IdentityNote::NoKey => (Tone::Attention, "document-note-no-key"),
        IdentityNote::Unreadable => (Tone::Danger, "document-note-unreadable"),
        IdentityNote::Provisional => (Tone::Attention, "document-note-provisional"),
        IdentityNote::NotReal(_) => (Tone::Attention, "document-note-not-real"),
        IdentityNote::OtherSex => (Tone::Danger, "document-note-other-sex"),
        IdentityNote::OtherBirth => (Tone::Danger, "document-note-other-birth"),
        IdentityNote::Lacks(_) => (Tone::Attention, "document-note-lacks"),
    }
}

fn lack(words: &Words, note: IdentityNote) -> Option<String> {
    let IdentityNote::Lacks(lack) = note else { return None };
    Some(match lack {
        Lack::BirthName => words.say("clinical-trait-birth-name"),
        Lack::FirstName => words.say("clinical-trait-first-name"),
        Lack::BirthDate => words.say("clinical-trait-birth-date"),
        Lack::Sex => words.say("clinical-trait-sex"),
        Lack::BirthPlace => words.say("clinical-trait-birth-place"),
    })
}
