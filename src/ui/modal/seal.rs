//! Why a message is, or is not, what it claims: each layer, each signer, each
//! certificate, each reason, in the words of the verdict.

use std::sync::Arc;

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::verdict::{Bound, BoundBy, Covers, Effect, Facts, Layer, Overall, Reason, Signer, Verdict};
use crate::engine::Seal;
use crate::engine::seal::words as keys;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::reader::Band;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::rule_across;

const WIDTH: f32 = 660.0;
/// The column of "Délivré par", "Valable".
const LABEL: f32 = 150.0;
/// Of signers and reasons: a hostile message may have thousands.
const MOST: usize = 20;

pub struct State {
    seal: Arc<Seal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    CopyPressed,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// To the clipboard.
    Copy(String),
    Close,
}

impl State {
    pub fn new(seal: Arc<Seal>) -> Self {
        Self { seal }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // The same that the terminal prints.
            Message::CopyPressed => serde_json::to_string_pretty(&self.seal.verdict).map_or(Action::None, Action::Copy),
            Message::Closed => Action::Close,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let mut body = column![verdict(words, &self.seal.verdict)].spacing(space::L);
        for (place, apart) in self.seal.apart.iter().take(MOST).enumerate() {
            let title = fl!(words, "seal-part", number = (place + 1) as u64);
            body = body.push(rule_across()).push(text(title).size(size::LARGE).font(font::STRONG));
            body = body.push(verdict(words, &apart.verdict));
        }
        let copy = form::word_button(words.say("seal-copy"), kind::plain, Some(Message::CopyPressed));
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        let buttons = frame::buttons([Some(copy), Some(close)]);
        frame::frame(words, words.say("seal-title"), WIDTH, body, buttons, Message::Closed)
    }
}

fn verdict<'a>(words: &Words, verdict: &Verdict) -> Element<'a, Message> {
    let band = Band::of(words, verdict);
    let overall = words.say(keys::of_overall(verdict.overall));
    let overall = (overall != band.sentence).then(|| text(overall).style(form::plain));
    let sentence = column![text(band.sentence).font(font::MEDIUM), overall].spacing(2);
    let mut all = column![form::banner(band.tone, sentence)].spacing(space::M);
    if !verdict.reasons.is_empty() {
        all = all.push(reasons(words, &verdict.reasons));
    }
    for layer in verdict.layers.iter().take(MOST) {
        all = all.push(self::layer(words, layer, verdict.overall));
    }
    all.into()
}

fn layer<'a>(words: &Words, layer: &Layer, overall: Overall) -> Element<'a, Message> {
    let mark = if layer.is_signed() { icon::signature() } else { icon::lock() };
    let covers = (layer.covers == Covers::Part)
        .then(|| text(words.say("seal-covers-part")).size(size::SMALL).style(colour::muted));
    let title = row![
        mark.size(15),
        text(words.say(keys::of_kind(layer.kind))).font(font::STRONG),
        text(layer.algorithm.clone()).size(size::SMALL).style(colour::muted).width(Length::Fill),
        covers,
    ]
    .spacing(space::S)
    .align_y(Alignment::Center);
    let mut inside = column![title].spacing(space::S);
    if !layer.reasons.is_empty() {
        inside = inside.push(reasons(words, &layer.reasons));
    }
    for signer in layer.signers.iter().take(MOST) {
        inside = inside.push(rule_across()).push(self::signer(words, signer, overall));
    }
    container(inside).padding(space::M).width(Length::Fill).style(surface::raised).into()
}

fn signer<'a>(words: &Words, signer: &Signer, overall: Overall) -> Element<'a, Message> {
    let holder = match overall {
        _ if signer.holder.is_empty() => words.say("seal-signer-unknown"),
        Overall::Valid | Overall::ValidUnbound | Overall::Partial => signer.holder.clone(),
        // Anybody can write a name into a certificate.
        _ => fl!(words, "seal-named", holder = signer.holder.as_str()),
    };
    let mut all = column![text(holder).font(font::MEDIUM)].spacing(space::XS);
    if !signer.reasons.is_empty() {
        all = all.push(reasons(words, &signer.reasons));
    }
    let at = signer.signed_at.map(|at| words.date_long(at));
    let bound = signer.bound.as_ref().map(|bound| bound_by(words, bound));
    let algorithm = Some(signer.algorithm.clone());
    let mut lines = vec![("seal-signed-at", at), ("seal-bound", bound), ("seal-algorithm", algorithm)];
    if let Some(facts) = &signer.certificate {
        lines.extend(certificate(words, facts));
    }
    for (key, value) in lines {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            all = all.push(line(words.say(key), value));
        }
    }
    all.into()
}

/// What a certificate says of itself, line by line.
pub(super) fn certificate(words: &Words, facts: &Facts) -> Vec<(&'static str, Option<String>)> {
    let validity = fl!(
        words,
        "seal-valid-between",
        from = words.date_long(facts.not_before),
        until = words.date_long(facts.not_after)
    );
    vec![
        ("seal-profession", facts.profession.clone()),
        ("seal-rpps", facts.rpps.clone()),
        ("seal-structure", facts.structure.clone()),
        ("seal-addresses", Some(facts.addresses.join(", "))),
        ("seal-subject", Some(facts.subject.clone())),
        ("seal-issuer", Some(facts.issuer.clone())),
        ("seal-validity", Some(validity)),
        ("seal-serial", Some(facts.serial.clone())),
        ("seal-fingerprint", Some(facts.fingerprint.clone())),
    ]
}

pub(super) fn line<'a>(label: String, value: String) -> Element<'a, Message> {
    row![
        text(label).size(size::SMALL).style(colour::muted).width(LABEL),
        text(value).size(size::SMALL).width(Length::Fill).wrapping(text::Wrapping::WordOrGlyph),
    ]
    .spacing(space::S)
    .into()
}

fn bound_by(words: &Words, bound: &Bound) -> String {
    let key = match bound.by {
        BoundBy::Certificate => "seal-bound-certificate",
        BoundBy::Directory => "seal-bound-directory",
        BoundBy::Contact => "seal-bound-contact",
    };
    fl!(words, key, address = bound.address.as_str())
}

/// Each with the sign of its weight.
fn reasons<'a>(words: &Words, reasons: &[Reason]) -> Element<'a, Message> {
    let one = |reason: &Reason| {
        let mark = match reason.effect() {
            Effect::Told => icon::info().style(colour::muted),
            Effect::Unbound | Effect::Partial | Effect::Unverifiable => icon::warning().style(colour::attention),
            Effect::Invalid => icon::circle_x().style(colour::danger),
        };
        let says = text(words.say(keys::of_reason(*reason))).width(Length::Fill);
        row![mark.size(14), says].spacing(space::S).align_y(Alignment::Center).into()
    };
    column(reasons.iter().take(MOST).map(one)).spacing(space::XS).into()
}
