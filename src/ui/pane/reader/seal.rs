//! What the seal of a message is worth, in a band above all that the message
//! can draw: one colour, one sign, one sentence, and the way to the reasons.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::Message;
use crate::domain::verdict::{Layer, Overall, Reason, Verdict};
use crate::engine::card::{CardSight, Lock, Stand};
use crate::engine::{CardFault, FaultKind};
use crate::i18n::Words;
use crate::paper;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, Theme, button as kind, font, size, space};
use crate::ui::widget::pieces::{Blank, tip, word_button};

/// What the band says.
#[derive(Debug, PartialEq, Eq)]
pub struct Band {
    pub tone: Tone,
    pub sentence: String,
    pub note: Option<String>,
    pub encrypted: bool,
}

/// What has to be done for a message to be readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A card, or another one.
    Card,
    Code,
    Unblock,
    /// A module that answers, a card that can: trying again.
    Again,
    /// It is for somebody else.
    Nobody,
    /// It is damaged, or of a kind that is not known here.
    Hopeless,
}

impl Band {
    pub fn of(words: &Words, verdict: &Verdict) -> Self {
        let tone = match verdict.overall {
            Overall::Valid => Tone::Verified,
            Overall::Unverifiable if verdict.is_closed() => Tone::Info,
            Overall::ValidUnbound | Overall::Partial | Overall::Unverifiable => Tone::Attention,
            Overall::Invalid => Tone::Danger,
            Overall::None => Tone::Info,
        };
        let (sentence, note) = paper::seal_says(verdict, words);
        let encrypted = verdict.layers.iter().any(Layer::is_encrypted);
        Self { tone, sentence, note, encrypted }
    }

    pub(super) fn view<'a>(self, words: &Words) -> Element<'a, Message> {
        let mark = match self.tone {
            Tone::Verified => icon::shield_check(),
            Tone::Danger => icon::circle_alert(),
            Tone::Attention => icon::shield_question(),
            Tone::Info if self.encrypted => icon::lock(),
            // A lock would promise what is not there.
            Tone::Info => icon::shield_off(),
        };
        let note = self.note.map(|note| text(note).size(size::SMALL).style(form::plain));
        let says = column![text(self.sentence).font(font::MEDIUM), note].spacing(1).width(Length::Fill);
        let details = word_button(None, words.say("seal-details")).style(kind::plain).on_press(Message::SealPressed);
        let details = tip(details, shortcut::with_keys(words, words.say("shortcut-seal"), Intent::Seal));
        let line = row![mark, says, details].spacing(10).align_y(Alignment::Center);
        container(line).padding([6.0, space::L]).width(Length::Fill).style(band(self.tone)).into()
    }
}

/// From edge to edge, where no text of a message ever stands.
fn band(tone: Tone) -> impl Fn(&Theme) -> container::Style {
    let banner = surface::banner(tone);
    move |theme| {
        let style = banner(theme);
        style.border(iced::Border { radius: 0.0.into(), ..style.border })
    }
}

/// What would make a closed message readable; None for one that is open.
pub(super) fn need(verdict: &Verdict, closed: Option<FaultKind>, card: &CardSight) -> Option<Need> {
    if !verdict.is_closed() {
        return None;
    }
    let here = card.stand == Stand::Token;
    let blocked = card.tokens.iter().any(|token| token.lock == Lock::Blocked);
    Some(match closed {
        Some(FaultKind::Card(CardFault::Blocked)) => Need::Unblock,
        Some(FaultKind::Card(CardFault::Locked)) if blocked => Need::Unblock,
        Some(FaultKind::Card(CardFault::Locked | CardFault::Cancelled | CardFault::WrongPin | CardFault::LastPin)) => {
            Need::Code
        }
        Some(FaultKind::Card(CardFault::Gone)) => Need::Card,
        Some(_) => Need::Again,
        None if verdict.layers.iter().any(|layer| layer.reasons.contains(&Reason::NoKey)) => {
            if here {
                Need::Nobody
            } else {
                Need::Card
            }
        }
        None => Need::Hopeless,
    })
}

/// In place of the text of a message that stays closed.
pub(super) fn closed<'a>(words: &Words, need: Need) -> Element<'a, Message> {
    let (icon, title, sentence, button) = match need {
        Need::Card => (icon::card(), "seal-need-card", "seal-need-card-note", None),
        Need::Code => {
            (icon::lock(), "seal-need-code", "seal-need-code-note", Some(("card-enter-code", Message::CodePressed)))
        }
        Need::Unblock => (icon::circle_alert(), "seal-need-unblock", "seal-need-unblock-note", None),
        Need::Again => {
            (icon::card(), "seal-need-again", "seal-need-again-note", Some(("common-retry", Message::RetryPressed)))
        }
        Need::Nobody => (icon::lock(), "seal-for-others", "seal-for-others-note", None),
        Need::Hopeless => (icon::warning(), "seal-hopeless", "seal-hopeless-note", None),
    };
    let button = button.map(|(label, message)| (words.say(label), message));
    Blank { icon, title: words.say(title), sentence: words.say(sentence), button }.view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::verdict::{Covers, Kind, Layer, Signer};
    use crate::engine::Seal;
    use crate::engine::seal::words as keys;
    use crate::i18n::Language;

    fn signed(reasons: Vec<Reason>) -> Seal {
        let signer = Signer {
            holder: "Anne MARTIN".to_owned(),
            algorithm: String::new(),
            certificate: None,
            signed_at: None,
            bound: None,
            reasons,
        };
        let layer = Layer { signers: vec![signer], ..Layer::new(Kind::Signed, Covers::Whole) };
        Seal { verdict: Verdict::new(Vec::new(), vec![layer]), apart: Vec::new(), closed: None }
    }

    fn sealed(reason: Option<Reason>, closed: Option<CardFault>) -> Seal {
        let layer = Layer { reasons: reason.into_iter().collect(), ..Layer::new(Kind::Encrypted, Covers::Whole) };
        let verdict = Verdict::new(Vec::new(), vec![layer]);
        Seal { verdict, apart: Vec::new(), closed: closed.map(FaultKind::Card) }
    }

    #[test]
    fn nobody_is_named_whose_signature_does_not_hold() {
        let words = Words::new(Language::Fr);
        for reason in [Reason::ContentChanged, Reason::UnknownAuthority, Reason::Revoked, Reason::TestCertificate] {
            let band = Band::of(&words, &signed(vec![reason]).verdict);
            assert!(!band.sentence.contains("MARTIN") && band.tone != Tone::Verified, "{reason:?}");
            assert_eq!(band.note, Some(words.say(keys::of_reason(reason))));
        }
    }

    #[test]
    fn the_reason_that_weighs_most_is_the_one_that_is_told() {
        let words = Words::new(Language::Fr);
        let reasons = vec![Reason::RevocationNotChecked, Reason::SignatureWrong, Reason::WeakDigest];
        let told = Band::of(&words, &signed(reasons).verdict).note;
        assert_eq!(told, Some(words.say(keys::of_reason(Reason::SignatureWrong))));
    }

    #[test]
    fn a_closed_message_says_what_it_waits_for() {
        let card = |stand| CardSight { stand, ..CardSight::default() };
        let needs = |seal: &Seal, stand| need(&seal.verdict, seal.closed, &card(stand));
        assert_eq!(needs(&sealed(None, None), Stand::NoCard), None, "it is open");
        let for_nobody = sealed(Some(Reason::NoKey), None);
        assert_eq!(needs(&for_nobody, Stand::NoCard), Some(Need::Card));
        assert_eq!(needs(&for_nobody, Stand::Token), Some(Need::Nobody));
        let waits = sealed(Some(Reason::KeyUnavailable), Some(CardFault::Locked));
        assert_eq!(needs(&waits, Stand::Token), Some(Need::Code));
        assert_eq!(needs(&sealed(Some(Reason::DecryptionFailed), None), Stand::Token), Some(Need::Hopeless));
    }
}
