//! A message, opened: all its layers taken off, judged, and the message within.
//!
//! What is shown is what comes out here, and nothing else: the content of a
//! message that is signed or encrypted as a whole is made of the bytes that were
//! checked or deciphered, and of nothing beside them. A part that is secured
//! among others is a message of its own.

use std::borrow::Cow;

use super::headers::{Author, Inner};
use super::layer::{self, Means, Taken};
use super::signer::{Bench, Brought, Claim, Seen};
use super::structure::{Among, Shape, is_secured, shape};
use crate::{
    crypto::{Key, KeyError},
    domain::verdict::{Covers, Kind, Layer, Overall, Reason, Verdict},
    mime::entity::Entity,
};

/// Layers within each other. Triple-wrapped mail has three.
const DEEPEST: usize = 8;

pub struct Opened<'a> {
    pub verdict: Verdict,
    /// The message as it is to be read: the one that came, where it has no layer
    /// around the whole of it.
    pub content: Cow<'a, [u8]>,
    /// Parts that are signed or encrypted among others: to be shown apart, never
    /// joined with the rest or with each other.
    pub apart: Vec<Apart>,
    /// Of signers who are proved to be the author: how to write to them.
    pub brought: Vec<Brought>,
    /// Of all signatures that hold, wherever they are, and whoever made them.
    pub seen: Vec<Seen>,
    /// Why a key did not answer, where one did not: it may be tried again.
    pub key: Option<KeyError>,
}

/// A message of its own, with the header of the one that it came in.
pub struct Apart {
    /// At best `partial`: it is not what the message shows.
    pub verdict: Verdict,
    pub content: Vec<u8>,
}

pub fn open<'a>(message: &'a [u8], keys: &[&dyn Key], bench: &Bench<'_>) -> Opened<'a> {
    let author = Author::of(message);
    let claim = Claim { from: author.from.as_ref(), date: author.date };
    let means = Means { keys, bench, claim: &claim, covers: Covers::Whole };
    let mut peel = Peel::new(&means, message);
    let content = peel.all(Cow::Borrowed(message));
    let mut reasons = if peel.is_plain() { Vec::new() } else { author.reasons };
    reasons.append(&mut peel.reasons);
    let content = peel.finish(content, &mut reasons);
    let verdict = Verdict::new(reasons, peel.layers);
    let brought = if verdict.overall == Overall::Valid { peel.brought } else { Vec::new() };
    Opened { verdict, content, apart: peel.apart, brought, seen: peel.seen, key: peel.key }
}

/// What became of a part among others.
struct Part {
    apart: Apart,
    layers: Vec<Layer>,
    seen: Vec<Seen>,
    key: Option<KeyError>,
}

/// Layers coming off.
struct Peel<'a> {
    means: &'a Means<'a>,
    message: &'a [u8],
    layers: Vec<Layer>,
    /// Of those, how many are around the whole.
    taken: usize,
    reasons: Vec<Reason>,
    apart: Vec<Apart>,
    brought: Vec<Brought>,
    seen: Vec<Seen>,
    key: Option<KeyError>,
}

impl<'a> Peel<'a> {
    fn new(means: &'a Means<'a>, message: &'a [u8]) -> Self {
        Self {
            means,
            message,
            layers: Vec::new(),
            taken: 0,
            reasons: Vec::new(),
            apart: Vec::new(),
            brought: Vec::new(),
            seen: Vec::new(),
            key: None,
        }
    }

    /// Takes off all there are, and gives the entity within.
    fn all<'m>(&mut self, message: Cow<'m, [u8]>) -> Cow<'m, [u8]> {
        let mut content = message;
        loop {
            let next = match content {
                Cow::Borrowed(bytes) => self.one(bytes),
                Cow::Owned(ref bytes) => self.one(bytes).map(|next| Cow::Owned(next.into_owned())),
            };
            match next {
                Some(next) => content = next,
                None => return content,
            }
        }
    }

    /// One layer; None at the end.
    fn one<'m>(&mut self, bytes: &'m [u8]) -> Option<Cow<'m, [u8]>> {
        let outermost = self.taken == 0 && self.means.covers == Covers::Whole;
        let entity = if outermost { Entity::message(bytes) } else { Entity::part(bytes) };
        if self.taken == DEEPEST && is_secured(&entity) {
            self.reasons.push(Reason::TooDeep);
            return None;
        }
        let taken = match shape(&entity) {
            Shape::Plain => return None,
            Shape::Among(among) => {
                self.among(among);
                return None;
            }
            Shape::Foreign(claim) => layer::foreign(claim, self.means),
            Shape::Clear(clear) if entity.parts().is_none() => {
                Taken { inner: None, ..layer::clear(&clear, self.means) }
            }
            Shape::Clear(clear) => layer::clear(&clear, self.means),
            Shape::Cms(envelope) => layer::envelope(&envelope, self.means)?,
        };
        self.layers.push(taken.layer);
        self.brought.extend(taken.brought);
        self.seen.extend(taken.seen);
        self.key = self.key.or(taken.key);
        self.taken += usize::from(taken.inner.is_some());
        taken.inner
    }

    /// What is secured among other parts. Around it there may be a signature over
    /// the whole: then it says nothing more of this message.
    fn among(&mut self, among: Among<'_>) {
        if among.attached {
            self.reasons.push(Reason::SecuredMessageAttached);
        }
        if self.means.covers == Covers::Part {
            // It is opened in its turn, where this one is shown.
            self.reasons.extend((!among.parts.is_empty()).then_some(Reason::TooDeep));
            return;
        }
        let within = self.layers.iter().any(|layer| layer.kind == Kind::Signed);
        if among.cut && !within {
            self.reasons.push(Reason::TooManyParts);
        }
        for part in among.parts {
            let Part { apart, layers, seen, key } = self.part(part);
            self.apart.push(apart);
            self.seen.extend(seen);
            self.key = self.key.or(key);
            if !within {
                self.layers.extend(layers);
            }
        }
    }

    fn part(&self, part: &[u8]) -> Part {
        let means = Means { covers: Covers::Part, ..*self.means };
        let mut peel = Peel::new(&means, self.message);
        let content = peel.all(Cow::Borrowed(part));
        for layer in &mut peel.layers {
            let signed = layer.kind == Kind::Signed;
            layer.reasons.push(if signed { Reason::UnsignedParts } else { Reason::EncryptedBesideOthers });
        }
        relate(&mut peel.layers);
        let content = Inner::new(&content).as_message(self.message);
        let verdict = Verdict::new(peel.reasons, peel.layers.clone());
        Part { apart: Apart { verdict, content }, layers: peel.layers, seen: peel.seen, key: peel.key }
    }

    fn is_plain(&self) -> bool {
        self.layers.is_empty()
    }

    /// What the layers say of each other and of the header, and the message that
    /// was within.
    fn finish<'m>(&mut self, content: Cow<'m, [u8]>, reasons: &mut Vec<Reason>) -> Cow<'m, [u8]> {
        let around = self.layers.iter().filter(|layer| layer.covers == Covers::Whole).count();
        relate(self.layers.get_mut(..around).unwrap_or_default());
        if self.taken == 0 {
            return content;
        }
        let sealed = |layer: &Layer| matches!(layer.kind, Kind::Encrypted | Kind::EncryptedAuthenticated);
        let inner = Inner::new(&content);
        reasons.extend(inner.differences(self.message, self.layers.iter().any(sealed)));
        Cow::Owned(inner.as_message(self.message))
    }
}

/// A signature has to be within the encryption: around it, its maker may never
/// have read what is within, and nothing protects what comes out.
fn relate(layers: &mut [Layer]) {
    let kinds: Vec<Kind> = layers.iter().map(|layer| layer.kind).collect();
    let within = |place: usize| kinds.get(place + 1..).unwrap_or_default();
    for (place, layer) in layers.iter_mut().enumerate() {
        let signed = |kind: &Kind| *kind == Kind::Signed;
        let sealed = |kind: &Kind| matches!(kind, Kind::Encrypted | Kind::EncryptedAuthenticated);
        let (opened, signed_within) = (!layer.algorithm.is_empty(), within(place).iter().any(signed));
        if layer.kind == Kind::Encrypted && opened && !signed_within {
            layer.reasons.push(Reason::CbcWithoutSignature);
        }
        if layer.kind == Kind::Signed && !signed_within && within(place).iter().any(sealed) {
            layer.reasons.push(Reason::SignedOutsideEncryption);
        }
    }
}
