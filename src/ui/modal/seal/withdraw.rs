//! The way out where an address was confirmed for the wrong holder, and the
//! signatures of the right one are refused for it. It is offered for a signature
//! against which nothing else stands, and never done before it was asked about:
//! whoever signs in another's name would like it done, too.

use iced::widget::{column, row, text};
use iced::{Alignment, Length};

use super::{Action, Message, State};
use crate::domain::verdict::{Effect, Reason, Signer, Verdict};
use crate::domain::{Email, HolderId};
use crate::engine::trust::Confirmed;
use crate::i18n::{Words, fl};
use crate::ui::screen::form;
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, font, space};

/// Of a fingerprint, so much tells two cards apart.
const PRINT: usize = 16;

impl State {
    /// What was confirmed is to be told by [`Message::Confirmed`].
    pub fn asks_what_was_confirmed(&self) -> bool {
        is_of_another(&self.seal.verdict)
    }

    /// What stands against this signature. A certificate without a number is
    /// confirmed beside others, and stands against nobody.
    pub(super) fn withdrawable(&self) -> Vec<&Confirmed> {
        let Some(from) = self.from.as_ref().filter(|_| is_of_another(&self.seal.verdict)) else { return Vec::new() };
        let against = |one: &&Confirmed| one.address == *from && matches!(one.holder, HolderId::Rpps(_));
        self.confirmed.iter().filter(against).collect()
    }

    pub(super) fn withdrawn(&self, holder: &HolderId) -> Action {
        let meant = self.withdrawable().into_iter().find(|one| one.holder == *holder);
        match meant.filter(|_| self.withdrawing) {
            Some(one) => Action::Withdraw(one.holder.clone(), one.address.clone()),
            None => Action::None,
        }
    }

    /// Where the panel cannot do it, it says where it is done.
    pub(super) fn withdrawal<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let against = self.withdrawable();
        let Some(from) = self.from.as_ref().filter(|_| !against.is_empty()) else {
            let apart = self.seal.apart.iter().any(|apart| is_of_another(&apart.verdict));
            return (apart || is_of_another(&self.seal.verdict)).then(|| text(words.say("seal-withdraw-where")).into());
        };
        Some(if self.withdrawing { asked(words, &against) } else { offered(words, from, &against) })
    }
}

/// Whose an address was confirmed to be: a name where one is known, and always what
/// tells the holder from others.
pub(in crate::ui::modal) fn holder_of(words: &Words, confirmed: &Confirmed) -> String {
    let print = |print: &String| print.chars().take(PRINT).collect::<String>();
    match (&confirmed.name, &confirmed.holder) {
        // The number is in it.
        (Some(name), HolderId::Rpps(_)) => name.clone(),
        (None, HolderId::Rpps(number)) => fl!(words, "seal-holder-rpps", number = number.as_str()),
        (Some(name), HolderId::Certificate(whole)) => {
            fl!(words, "seal-holder-named", name = name.as_str(), print = print(whole))
        }
        (None, HolderId::Certificate(whole)) => fl!(words, "seal-holder-certificate", print = print(whole)),
    }
}

fn is_of_another(verdict: &Verdict) -> bool {
    verdict.layers.iter().flat_map(|layer| &layer.signers).any(fails_for_its_address)
}

/// Nothing but whose the address is stands against it.
fn fails_for_its_address(signer: &Signer) -> bool {
    let mut against = signer.reasons.iter().filter(|reason| reason.effect() >= Effect::Unverifiable).peekable();
    against.peek().is_some() && against.all(|reason| *reason == Reason::HolderMismatch)
}

fn offered<'a>(words: &Words, address: &Email, against: &[&Confirmed]) -> Element<'a, Message> {
    let whose = |one: &&Confirmed| {
        let (holder, date) = (holder_of(words, one), words.date_long(one.at));
        text(fl!(words, "seal-withdraw-whose", address = address.as_str(), holder = holder, date = date)).into()
    };
    let whose = column(against.iter().map(whose)).spacing(space::XS);
    let press = form::word_button(words.say("seal-withdraw"), kind::plain, Some(Message::WithdrawPressed));
    column![whose, text(words.say("seal-withdraw-lead")), press].spacing(space::S).into()
}

fn asked<'a>(words: &Words, against: &[&Confirmed]) -> Element<'a, Message> {
    let one = |one: &&Confirmed| {
        let yes = Message::WithdrawAccepted(one.holder.clone());
        let holder = text(holder_of(words, one)).font(font::MEDIUM).style(form::plain).width(Length::Fill);
        let press = form::word_button(words.say("seal-withdraw-yes"), kind::plain, Some(yes));
        row![holder, press].spacing(space::S).align_y(Alignment::Center).into()
    };
    let sure = text(words.say("seal-withdraw-sure")).style(form::plain);
    let no = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::WithdrawRefused));
    let asked = column![sure, column(against.iter().map(one)).spacing(space::S), no].spacing(space::S);
    form::banner(Tone::Attention, asked)
}
