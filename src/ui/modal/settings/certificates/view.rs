//! How the page is laid out: a section for each, its list, what it can do, and
//! what came of it.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::{Going, Lists, Message, Outcome, Section, State};
use crate::domain::{Email, HolderId, Timestamp};
use crate::engine::seal::Told;
use crate::engine::trust::{Anchor, AnchorKind, AnchorSource, Confirmed, Import};
use crate::engine::{Fault, KeyTold, KeyWarning, Slot, SlotId, SlotKind};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::modal::card::uses;
use crate::ui::modal::seal;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let Some(lists) = &self.lists else {
            return match &self.unlisted {
                Some(fault) => self.trouble(fault, words),
                None => text(words.say("certificates-listing")).style(colour::muted).into(),
            };
        };
        // In the place of the page: a list may be long, and what is asked is seen.
        if let Some(going) = &self.going {
            return question(going, lists, words);
        }
        let unlisted = self.unlisted.as_ref().map(|fault| self.trouble(fault, words));
        let addresses = self.addresses(lists, words);
        let ways = (!lists.slots.is_empty()).then(|| self.slots(lists, words));
        column![unlisted, self.keys(lists, words), self.anchors(lists, context), addresses, ways]
            .spacing(space::XL)
            .into()
    }

    fn keys<'a>(&'a self, lists: &'a Lists, words: &Words) -> Element<'a, Message> {
        let lines: Vec<_> = lists.keys.iter().map(|key| self.key_line(key, words)).collect();
        let import = self.button("certificates-import", kind::plain, Message::ImportPressed, words);
        self.section(Section::Keys, "certificates-keys", "certificates-keys-note", lines, Some(import), words)
    }

    fn key_line<'a>(&'a self, key: &'a KeyTold, words: &Words) -> Element<'a, Message> {
        let (told, fingerprint) = (&key.told, &key.told.facts.fingerprint);
        let going = Going::Key(fingerprint.clone());
        let mut lines = vec![quiet(uses(words, told.holder.uses))];
        lines.extend(told.facts.addresses.first().map(|address| quiet(address.clone())));
        lines.push(quiet(fl!(words, "card-issued-by", issuer = told.facts.issuer.as_str())));
        let out_of_time = |warning: &KeyWarning| matches!(warning, KeyWarning::Expired | KeyWarning::NotYetValid);
        if !key.warnings.iter().any(out_of_time) {
            lines.push(quiet(until(told, words)));
        }
        let warned = key.warnings.iter().filter_map(|warning| warned(*warning));
        lines.extend(warned.map(|warning| form::wrong_line(words.say(warning))));
        let buttons = row![
            self.button("certificates-export", kind::plain, Message::ExportPressed(fingerprint.clone()), words),
            self.button("certificates-remove", kind::ghost, Message::RemovePressed(going), words),
        ];
        line(&told.name, lines, Some(buttons.spacing(space::S).into()))
    }

    fn anchors<'a>(&'a self, lists: &'a Lists, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let lines: Vec<_> = lists.anchors.iter().map(|anchor| self.anchor_line(anchor, context.now, words)).collect();
        let add = self.button("certificates-add-anchor", kind::plain, Message::AddAnchorPressed, words);
        self.section(Section::Anchors, "certificates-anchors", "certificates-anchors-note", lines, Some(add), words)
    }

    fn anchor_line<'a>(&'a self, anchor: &'a Anchor, now: Timestamp, words: &Words) -> Element<'a, Message> {
        let told = &anchor.told;
        let going = Going::Anchor(told.facts.fingerprint.clone());
        let from = match (anchor.kind, anchor.source) {
            (AnchorKind::IgcSante, AnchorSource::Installed) => "certificates-anchor-installed",
            (AnchorKind::IgcSante, AnchorSource::File) => "certificates-anchor-file",
            (AnchorKind::Own, _) => "certificates-anchor-own",
        };
        let validity = if now > told.facts.not_after {
            small(words.say("card-not-valid")).style(colour::danger).into()
        } else {
            quiet(until(told, words))
        };
        let own = anchor.kind == AnchorKind::Own;
        let remove = own.then(|| self.button("certificates-remove", kind::ghost, Message::RemovePressed(going), words));
        line(&told.name, vec![quiet(words.say(from)), validity], remove)
    }

    /// Where there are any, or where taking one back has just failed.
    fn addresses<'a>(&'a self, lists: &'a Lists, words: &Words) -> Option<Element<'a, Message>> {
        let lines: Vec<_> = lists.addresses.iter().map(|one| self.address_line(one, words)).collect();
        let failed = matches!(self.came, Some((Section::Addresses, Err(_))));
        let (title, note) = ("certificates-addresses", "certificates-addresses-note");
        (failed || !lines.is_empty()).then(|| self.section(Section::Addresses, title, note, lines, None, words))
    }

    fn address_line<'a>(&'a self, confirmed: &'a Confirmed, words: &Words) -> Element<'a, Message> {
        let going = Going::Address(confirmed.holder.clone(), confirmed.address.clone());
        let since = fl!(words, "certificates-address-since", date = words.date_long(confirmed.at));
        let lines = vec![quiet(seal::holder_of(words, confirmed)), quiet(since)];
        let remove = self.button("certificates-remove", kind::ghost, Message::RemovePressed(going), words);
        line(confirmed.address.as_str(), lines, Some(remove))
    }

    fn slots<'a>(&'a self, lists: &'a Lists, words: &Words) -> Element<'a, Message> {
        let alone = lists.slots.iter().filter(|slot| slot.kind != SlotKind::Card).count() < 2;
        let lines: Vec<_> =
            lists.slots.iter().map(|slot| self.slot_line(*slot, alone && slot.kind != SlotKind::Card, words)).collect();
        let add = self.button("certificates-add-card", kind::plain, Message::AddCardPressed, words);
        self.section(Section::Slots, "certificates-slots", "certificates-slots-note", lines, Some(add), words)
    }

    /// The last that is no card always stays.
    fn slot_line<'a>(&'a self, slot: Slot, stays: bool, words: &Words) -> Element<'a, Message> {
        let (name, note) = slot_words(slot.kind);
        let going = Going::Slot(slot.id);
        let remove =
            (!stays).then(|| self.button("certificates-remove", kind::ghost, Message::RemovePressed(going), words));
        line(&words.say(name), vec![quiet(words.say(note))], remove)
    }

    fn section<'a>(
        &'a self,
        section: Section,
        title: &str,
        note: &str,
        lines: Vec<Element<'a, Message>>,
        add: Option<Element<'a, Message>>,
        words: &Words,
    ) -> Element<'a, Message> {
        let head = column![
            text(words.say(title)).size(size::LARGE).font(font::STRONG),
            text(words.say(note)).style(colour::muted),
        ];
        let list = (!lines.is_empty()).then(|| column(lines).spacing(space::S));
        let busy = (self.busy == Some(section)).then(|| text(words.say("certificates-busy")).style(colour::muted));
        let foot =
            (add.is_some() || busy.is_some()).then(|| row![add, busy].spacing(space::M).align_y(Alignment::Center));
        column![head.spacing(2), list, self.came(section, words), foot].spacing(space::M).width(Length::Fill).into()
    }

    /// What came of the last thing that was done there.
    fn came<'a>(&'a self, section: Section, words: &Words) -> Option<Element<'a, Message>> {
        let (_, result) = self.came.as_ref().filter(|(there, _)| *there == section)?;
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(fault) => return Some(self.trouble(fault, words)),
        };
        let (tone, sentences) = match outcome {
            Outcome::Seen => return None,
            Outcome::Exported(path) => {
                let path = path.display().to_string();
                (Tone::Verified, vec![fl!(words, "certificates-exported", path = path)])
            }
            Outcome::Keys(keys) => (Tone::Verified, keys.iter().map(|key| imported(key, words)).collect()),
            Outcome::Anchors(all) if all.is_empty() => {
                (Tone::Attention, vec![words.say("certificates-anchor-nothing")])
            }
            Outcome::Anchors(all) => {
                let taken = |one: Import| matches!(one, Import::IgcSante | Import::Own | Import::BelowAnother);
                let tone = if all.iter().any(|one| taken(one.outcome)) { Tone::Verified } else { Tone::Info };
                (tone, all.iter().map(|one| sorted(&one.told.name, one.outcome, words)).collect())
            }
        };
        let sentences = sentences.into_iter().map(|sentence| text(sentence).style(form::plain).into());
        Some(form::banner(tone, column(sentences).spacing(space::XS).width(Length::Fill)))
    }

    fn trouble<'a>(&self, fault: &'a Fault, words: &Words) -> Element<'a, Message> {
        form::trouble(fault, self.details, Message::Details, words)
    }

    fn button<'a>(&self, key: &str, look: Look, press: Message, words: &Words) -> Element<'a, Message> {
        form::word_button(words.say(key), look, self.busy.is_none().then_some(press))
    }
}

type Look = fn(&crate::ui::theme::Theme, iced::widget::button::Status) -> iced::widget::button::Style;

/// Says what is lost, before it is.
fn question<'a>(going: &Going, lists: &Lists, words: &Words) -> Element<'a, Message> {
    let key = |print: &String| lists.keys.iter().find(|key| key.told.facts.fingerprint == *print);
    let anchor = |print: &String| lists.anchors.iter().find(|anchor| anchor.told.facts.fingerprint == *print);
    let slot = |id: SlotId| lists.slots.iter().find(|slot| slot.id == id);
    let address = |who: &HolderId, of: &Email| {
        let confirmed = lists.addresses.iter().find(|one| one.holder == *who && one.address == *of)?;
        let holder = seal::holder_of(words, confirmed);
        Some(fl!(words, "certificates-address-going", address = of.as_str(), holder = holder))
    };
    let (name, lost) = match going {
        Going::Key(print) => (key(print).map(|key| key.told.name.clone()), "certificates-key-lost"),
        Going::Anchor(print) => (anchor(print).map(|anchor| anchor.told.name.clone()), "certificates-anchor-lost"),
        Going::Address(who, of) => (address(who, of), "certificates-address-lost"),
        Going::Slot(id) => (slot(*id).map(|slot| words.say(slot_words(slot.kind).0)), "certificates-slot-lost"),
    };
    // It can be confirmed again.
    let sure = if matches!(going, Going::Address(..)) { "certificates-withdraw" } else { "certificates-remove-now" };
    let says = column![
        text(name.unwrap_or_default()).font(font::MEDIUM),
        text(words.say(lost)).style(form::plain).width(Length::Fill),
    ];
    let buttons = row![
        form::word_button(words.say("certificates-keep"), kind::plain, Some(Message::Kept)),
        form::word_button(words.say(sure), kind::danger, Some(Message::RemoveConfirmed)),
    ];
    let asked = form::banner(Tone::Attention, says.spacing(space::XS).width(Length::Fill));
    column![asked, buttons.spacing(space::S)].spacing(space::M).width(Length::Fill).into()
}

fn slot_words(kind: SlotKind) -> (&'static str, &'static str) {
    match kind {
        SlotKind::Session => ("certificates-slot-session", "certificates-slot-session-note"),
        SlotKind::Passphrase => ("certificates-slot-passphrase", "certificates-slot-passphrase-note"),
        SlotKind::Card => ("certificates-slot-card", "certificates-slot-card-note"),
    }
}

/// One thing of a list: its name, what is said of it, what can be done with it.
fn line<'a>(
    name: &str,
    lines: Vec<Element<'a, Message>>,
    buttons: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let said = column![text(name.to_owned()).font(font::MEDIUM)].extend(lines).spacing(2).width(Length::Fill);
    let head = row![said, buttons].spacing(space::M).align_y(Alignment::Center);
    container(head).padding([space::S, space::M]).width(Length::Fill).style(surface::raised).into()
}

fn small<'a>(says: String) -> iced::widget::Text<'a, crate::ui::theme::Theme> {
    text(says).size(size::SMALL)
}

fn quiet<'a>(says: String) -> Element<'a, Message> {
    small(says).style(colour::muted).into()
}

fn until(told: &Told, words: &Words) -> String {
    fl!(words, "card-valid-until", until = words.date_long(told.facts.not_after))
}

fn warned(warning: KeyWarning) -> Option<&'static str> {
    match warning {
        // Said of an import, once.
        KeyWarning::AlreadyHere => None,
        KeyWarning::NotYetValid => Some("certificates-not-yet-valid"),
        KeyWarning::Expired => Some("certificates-expired"),
        KeyWarning::NotForMail => Some("certificates-not-for-mail"),
    }
}

/// What became of a key of a file; its line says the rest.
fn imported(key: &KeyTold, words: &Words) -> String {
    let here = key.warnings.contains(&KeyWarning::AlreadyHere);
    let done = if here { "certificates-imported-before" } else { "certificates-imported" };
    fl!(words, done, name = key.told.name.as_str())
}

/// What a certificate of a file was, in a sentence.
fn sorted(name: &str, outcome: Import, words: &Words) -> String {
    let key = match outcome {
        Import::IgcSante => "certificates-anchor-is-igc",
        Import::Own => "certificates-anchor-is-own",
        Import::BelowAnother => "certificates-anchor-is-below",
        Import::AlreadyKnown => "certificates-anchor-is-known",
        Import::Test => "certificates-anchor-is-test",
        Import::NotAnAuthority => "certificates-anchor-is-none",
    };
    fl!(words, key, name = name)
}
