//! Why a message is, or is not, what it claims: each layer, each signer, each
//! certificate, each reason, in the words of the verdict.

mod withdraw;

use std::sync::Arc;

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::verdict::{Bound, BoundBy, Covers, Effect, Facts, Layer, Overall, Reason, Signer, Verdict};
use crate::domain::{Email, HolderId};
use crate::engine::Seal;
use crate::engine::seal::words as keys;
use crate::engine::trust::Confirmed;
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::pane::reader::Band;
use crate::ui::screen::form;
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::rule_across;

pub(super) use withdraw::holder_of;

const WIDTH: f32 = 660.0;
/// The column of "Délivré par", "Valable".
const LABEL: f32 = 150.0;
/// Of signers and reasons: a hostile message may have thousands.
const MOST: usize = 20;

pub struct State {
    seal: Arc<Seal>,
    /// Whom the message says it is from.
    from: Option<Email>,
    /// The user is asked once more whether the address is the signer's.
    confirming: bool,
    /// What the user confirmed of addresses, once the engine has told it.
    confirmed: Vec<Confirmed>,
    /// The user is asked once more whether that of the sender's is to go.
    withdrawing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    CopyPressed,
    /// The address is the signer's: asked once more, then believed.
    BindPressed,
    BindRefused,
    /// The answer to [`State::asks_what_was_confirmed`].
    Confirmed(Vec<Confirmed>),
    /// What was confirmed of the sender's address may go: asked once more.
    WithdrawPressed,
    /// It was not this holder's.
    WithdrawAccepted(HolderId),
    WithdrawRefused,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// To the clipboard.
    Copy(String),
    /// The user knows that this holder writes from this address.
    Bind(HolderId, Email),
    /// What was confirmed for this holder was wrong.
    Withdraw(HolderId, Email),
    Close,
}

impl State {
    pub fn new(seal: Arc<Seal>, from: Option<Email>) -> Self {
        Self { seal, from, confirming: false, confirmed: Vec::new(), withdrawing: false }
    }

    /// Whose the address could be: of a good signature that nothing binds.
    fn unbound(&self) -> Option<(HolderId, &Email, &str)> {
        if self.seal.verdict.overall != Overall::ValidUnbound {
            return None;
        }
        let signed = self.seal.verdict.layers.iter().rev().find(|layer| layer.is_signed())?;
        let [signer] = signed.signers.as_slice() else { return None };
        // A certificate that holds other addresses is somebody else's.
        if !signer.reasons.contains(&Reason::AddressNotConfirmed) {
            return None;
        }
        let facts = signer.certificate.as_ref()?;
        let holder = match &facts.rpps {
            Some(rpps) => HolderId::Rpps(rpps.clone()),
            None => HolderId::Certificate(facts.fingerprint.clone()),
        };
        Some((holder, self.from.as_ref()?, &signer.holder))
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // The same that the terminal prints.
            Message::CopyPressed => serde_json::to_string_pretty(&self.seal.verdict).map_or(Action::None, Action::Copy),
            Message::BindPressed if !self.confirming => {
                self.confirming = true;
                Action::None
            }
            Message::BindPressed => match self.unbound() {
                Some((holder, address, _)) => Action::Bind(holder, address.clone()),
                None => Action::None,
            },
            Message::BindRefused => {
                self.confirming = false;
                Action::None
            }
            Message::Confirmed(confirmed) => {
                self.confirmed = confirmed;
                Action::None
            }
            Message::WithdrawPressed => {
                self.withdrawing = true;
                Action::None
            }
            Message::WithdrawAccepted(holder) => self.withdrawn(&holder),
            Message::WithdrawRefused => {
                self.withdrawing = false;
                Action::None
            }
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
        if let Some(binding) = self.binding(words) {
            body = body.push(binding);
        }
        if let Some(withdrawal) = self.withdrawal(words) {
            body = body.push(withdrawal);
        }
        let copy = form::word_button(words.say("seal-copy"), kind::plain, Some(Message::CopyPressed));
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        let buttons = frame::buttons([Some(copy), Some(close)]);
        frame::frame(words, words.say("seal-title"), WIDTH, body, buttons, Message::Closed)
    }
}

impl State {
    /// The way from "address not confirmed" to a signature of the sender.
    fn binding<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let (_, address, holder) = self.unbound()?;
        let says = fl!(words, "seal-bind-lead", address = address.as_str(), holder = holder);
        if !self.confirming {
            let press = form::word_button(words.say("seal-bind"), kind::plain, Some(Message::BindPressed));
            return Some(column![text(says), press].spacing(space::S).into());
        }
        let sure = fl!(words, "seal-bind-sure", address = address.as_str(), holder = holder);
        let yes = form::word_button(words.say("seal-bind-yes"), kind::plain, Some(Message::BindPressed));
        let no = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::BindRefused));
        let asked = column![text(sure).style(form::plain), row![no, yes].spacing(space::S)].spacing(space::S);
        Some(form::banner(Tone::Attention, asked))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;
    use crate::domain::verdict::Kind;

    fn state(reasons: &[Reason]) -> State {
        let facts = Facts {
            subject: String::new(),
            issuer: String::new(),
            serial: String::new(),
            fingerprint: "ab".to_owned(),
            not_before: Timestamp(0),
            not_after: Timestamp(0),
            addresses: Vec::new(),
            rpps: Some("99700123456".to_owned()),
            profession: None,
            structure: None,
        };
        let signer = Signer {
            holder: "Anne DURAND".to_owned(),
            algorithm: String::new(),
            certificate: Some(facts),
            signed_at: None,
            bound: None,
            reasons: reasons.to_vec(),
        };
        let layer = Layer { signers: vec![signer], ..Layer::new(Kind::Signed, Covers::Whole) };
        let seal = Seal { verdict: Verdict::new(Vec::new(), vec![layer]), apart: Vec::new(), closed: None };
        State::new(Arc::new(seal), Email::parse("anne@cabinet.example").ok())
    }

    #[test]
    fn an_address_is_confirmed_after_a_second_thought() {
        let mut state = state(&[Reason::AddressNotConfirmed]);
        assert_eq!(state.update(Message::BindPressed), Action::None, "asked once more");
        assert_eq!(state.update(Message::BindRefused), Action::None);
        assert_eq!(state.update(Message::BindPressed), Action::None);
        let holder = HolderId::Rpps("99700123456".to_owned());
        let address = Email::parse("anne@cabinet.example").unwrap();
        assert_eq!(state.update(Message::BindPressed), Action::Bind(holder, address));
    }

    #[test]
    fn an_address_that_is_known_to_be_another_s_is_not_offered() {
        for reason in [Reason::HolderMismatch, Reason::AddressMismatch, Reason::ContentChanged] {
            assert_eq!(state(&[reason]).unbound(), None, "{reason:?}");
        }
    }

    fn confirmed(address: &str, holder: HolderId) -> Confirmed {
        Confirmed { address: Email::parse(address).unwrap(), holder, name: None, at: Timestamp(1_790_000_000) }
    }

    #[test]
    fn an_address_confirmed_for_another_is_withdrawn_after_a_second_thought() {
        let mut state = state(&[Reason::HolderMismatch, Reason::RevocationNotChecked]);
        assert!(state.asks_what_was_confirmed());
        let wrong = HolderId::Rpps("10000000001".to_owned());
        let accepted = Message::WithdrawAccepted(wrong.clone());
        assert!(state.withdrawable().is_empty(), "not told yet");
        let card = HolderId::Certificate("cd".to_owned());
        let _ = state.update(Message::Confirmed(vec![
            confirmed("autre@cabinet.example", wrong.clone()),
            confirmed("anne@cabinet.example", card),
            confirmed("Anne@cabinet.example", wrong.clone()),
        ]));
        assert_eq!(state.withdrawable().len(), 1, "of this address alone, and where it is what stands against it");
        assert_eq!(state.update(accepted.clone()), Action::None, "nothing was asked");
        assert_eq!(state.update(Message::WithdrawPressed), Action::None, "asked once more");
        assert_eq!(state.update(Message::WithdrawRefused), Action::None);
        assert_eq!(state.update(accepted.clone()), Action::None, "it was refused");
        let _ = state.update(Message::WithdrawPressed);
        let address = Email::parse("anne@cabinet.example").unwrap();
        assert_eq!(state.update(accepted), Action::Withdraw(wrong, address));
    }

    #[test]
    fn nothing_is_withdrawn_for_a_signature_that_would_not_hold_anyway() {
        let holder = HolderId::Rpps("10000000001".to_owned());
        let refused = [&[Reason::HolderMismatch, Reason::Revoked][..], &[Reason::AddressNotConfirmed]];
        for reasons in refused {
            let mut state = state(reasons);
            assert!(!state.asks_what_was_confirmed(), "{reasons:?}");
            let _ = state.update(Message::Confirmed(vec![confirmed("anne@cabinet.example", holder.clone())]));
            assert!(state.withdrawable().is_empty(), "{reasons:?}");
        }
    }
}
