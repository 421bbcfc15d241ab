//! Cards, codes and seals, in every state that a doctor may meet.

use std::sync::Arc;

use sceau::domain::verdict::{Bound, BoundBy, Covers, Facts, Kind, Layer, Reason, Signer, Verdict};
use sceau::domain::{Email, Holder, HolderId, Secret, Timestamp, Uses};
use sceau::engine::card::{CardSight, CardToken, Lock, OnCard, PinState, Stand, TokenId, Tries};
use sceau::engine::seal::Told;
use sceau::engine::{Apart, CardFault, FaultKind, Seal, Subject};
use sceau::ui::modal::{card, code, seal};

use super::certificates::confirmed;
use super::scenes::{ADDRESS, Scene, fault, over};

const NAME: &str = "Dr Anne DURAND-LEFÈVRE, médecin, RPPS 99700123456";

pub(super) fn sight(tries: Tries, lock: Lock) -> CardSight {
    CardSight { stand: Stand::Token, tokens: [token(tries, lock, false)].into() }
}

/// The code of a card is asked for.
pub(super) fn asking(tries: Tries) -> code::State {
    code::State::new(token(tries, Lock::Closed, false), code::Purpose::Open)
}

fn token(tries: Tries, lock: Lock, on_reader: bool) -> CardToken {
    let id = TokenId { manufacturer: "ASIP SANTE".to_owned(), model: "CPS3".to_owned(), serial: "1".to_owned() };
    let pin = PinState { tries, open: lock == Lock::Open, on_reader, shortest: 4, longest: 4 };
    let uses = |authentication, signature| Uses { authentication, signature, confidentiality: false };
    let certificates = [on_card(uses(true, false), 1_895_000_000), on_card(uses(false, true), 1_700_000_000)];
    CardToken {
        id,
        label: "CPS3v3-2700123456 (Code porteur)".to_owned(),
        name: "Anne DURAND-LEFÈVRE".to_owned(),
        holder: NAME.to_owned(),
        lock,
        pin,
        certificates: certificates.into(),
    }
}

fn on_card(uses: Uses, until: i64) -> OnCard {
    let told = Told { name: NAME.to_owned(), facts: facts(until), holder: Holder { uses, ..Holder::default() } };
    OnCard { told, authority: false }
}

pub(super) fn facts(until: i64) -> Facts {
    Facts {
        subject: "CN=99700123456, GN=ANNE, SN=DURAND-LEFÈVRE, OU=Médecin, C=FR".to_owned(),
        issuer: "CN=AC SANTE FICTIVE FORT PERSONNES, O=AGENCE FICTIVE, C=FR".to_owned(),
        serial: "21ab57fce4a1cb0d5f".to_owned(),
        fingerprint: "5d7b9f0f3c1a4e8892b3e7d0a9c47d2e11f0b6a8c3d2e4f5061728394a5b6c7d".to_owned(),
        not_before: Timestamp(1_690_000_000),
        not_after: Timestamp(until),
        addresses: vec![ADDRESS.to_owned()],
        rpps: Some("99700123456".to_owned()),
        profession: Some("Médecin".to_owned()),
        structure: Some("CABINET MÉDICAL DES TILLEULS (FINESS 999999999)".to_owned()),
    }
}

fn signed(bound: bool, reasons: &[Reason]) -> Layer {
    let address = Email::parse(ADDRESS).unwrap();
    let signer = Signer {
        holder: NAME.to_owned(),
        algorithm: "RSA 2048, SHA-256".to_owned(),
        certificate: Some(facts(1_895_000_000)),
        signed_at: Some(Timestamp(1_794_990_000)),
        bound: bound.then_some(Bound { address, by: BoundBy::Certificate }),
        reasons: reasons.to_vec(),
    };
    let algorithm = "SHA-256".to_owned();
    Layer { algorithm, signers: vec![signer], ..Layer::new(Kind::Signed, Covers::Whole) }
}

fn encrypted() -> Layer {
    let algorithm = "AES-256-CBC, RSA PKCS#1 v1.5".to_owned();
    Layer { algorithm, ..Layer::new(Kind::Encrypted, Covers::Whole) }
}

fn explained(verdict: Verdict, apart: Vec<Apart>) -> Box<dyn Scene> {
    over(seal::State::new(Arc::new(Seal { verdict, apart, closed: None }), Email::parse(ADDRESS).ok()))
}

/// The address was confirmed for somebody else.
fn mismatched(then: Vec<seal::Message>) -> Box<dyn Scene> {
    let verdict = Verdict::new(Vec::new(), vec![signed(false, &[Reason::HolderMismatch])]);
    let seal = Arc::new(Seal { verdict, apart: Vec::new(), closed: None });
    let mut state = seal::State::new(seal, Email::parse(ADDRESS).ok());
    for message in then {
        let _ = state.update(message);
    }
    over(state)
}

pub(super) fn scenes() -> Vec<(&'static str, Box<dyn Scene>)> {
    let code = |tries, lock| code::State::new(token(tries, lock, false), code::Purpose::Open);
    let mut wrong = code(Tries::All, Lock::Closed);
    let _ = wrong.update(code::Message::Typed(Secret::new("1234")));
    let _ = wrong.update(code::Message::Submitted);
    let _ =
        wrong.update(code::Message::Answered(1, Err(fault(FaultKind::Card(CardFault::WrongPin), Subject::Profile))));
    let mut trying = code(Tries::Fewer, Lock::Closed);
    let _ = trying.update(code::Message::Typed(Secret::new("1234")));
    let _ = trying.update(code::Message::Submitted);
    let mut gone = code(Tries::All, Lock::Closed);
    gone.card_changed(&CardSight { stand: Stand::NoCard, tokens: [].into() });
    let on_reader = code::State::new(token(Tries::All, Lock::Closed, true), code::Purpose::Open);
    let stands = |stand| card::State::new(CardSight { stand, tokens: [].into() });
    let valid = Verdict::new(Vec::new(), vec![encrypted(), signed(true, &[Reason::ExpiredSince])]);
    let unbound = Verdict::new(Vec::new(), vec![signed(false, &[Reason::AddressNotConfirmed])]);
    let broken = [Reason::ContentChanged, Reason::RevocationNotChecked, Reason::UnknownAuthority];
    let invalid = Verdict::new(vec![Reason::SeveralFrom], vec![signed(false, &broken)]);
    let part = Layer { covers: Covers::Part, reasons: vec![Reason::UnsignedParts], ..signed(true, &[]) };
    let partial = Verdict::new(Vec::new(), vec![part]);
    let other = HolderId::Rpps("10000000001".to_owned());
    let told =
        seal::Message::Confirmed(vec![confirmed(ADDRESS, other, Some("Paul MARTIN, médecin, RPPS 10000000001"))]);
    let apart = Apart { verdict: partial.clone(), text: String::new(), parts: Vec::new() };
    vec![
        ("code", over(code(Tries::All, Lock::Closed))),
        ("code-wrong", over(wrong)),
        ("code-trying", over(trying)),
        ("code-last", over(code(Tries::Last, Lock::Closed))),
        ("code-blocked", over(code(Tries::None, Lock::Blocked))),
        ("code-gone", over(gone)),
        ("code-on-reader", over(on_reader)),
        ("card-open", over(card::State::new(sight(Tries::All, Lock::Open)))),
        ("card-blocked", over(card::State::new(sight(Tries::None, Lock::Blocked)))),
        ("card-wrong", over(stands(Stand::WrongCard))),
        ("card-foreign", over(stands(Stand::Foreign))),
        ("seal-valid", explained(valid, Vec::new())),
        ("seal-unbound", explained(unbound, Vec::new())),
        ("seal-invalid", explained(invalid, Vec::new())),
        ("seal-mismatch", mismatched(vec![told.clone()])),
        ("seal-mismatch-asked", mismatched(vec![told, seal::Message::WithdrawPressed])),
        ("seal-mismatch-elsewhere", mismatched(Vec::new())),
        ("seal-partial", explained(partial, vec![apart])),
    ]
}
