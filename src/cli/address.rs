//! `sceau address`: the addresses that were confirmed for the holder of a card, and
//! taking one back. It never confirms: that is done before the message itself.

use crate::domain::Email;
use crate::engine::trust::Confirmed;
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::i18n::{Words, fl};

use super::Exit;
use super::args::AddressOrder;
use super::out::Out;

pub async fn obey(engine: &Engine, order: &AddressOrder, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        AddressOrder::List => {}
        AddressOrder::Withdraw { address, holder } => withdraw(engine, address, holder.trim()).await?,
    }
    let confirmed = engine.confirmed_addresses().await?;
    out.result(&confirmed, |words| confirmed.iter().map(|one| line(one, words)).collect());
    Ok(Exit::Done)
}

/// The holder as the list writes it: a number, or the fingerprint of a certificate.
async fn withdraw(engine: &Engine, address: &str, holder: &str) -> Result<(), Fault> {
    let address = Email::parse(address.trim())
        .map_err(|error| Fault::new(FaultKind::BadAddress, Subject::Profile, error.to_string()))?;
    let meant = |one: &Confirmed| one.address == address && one.number().eq_ignore_ascii_case(holder);
    let none = || Fault::new(FaultKind::NotHere, Subject::Profile, "not confirmed for this holder");
    let one = engine.confirmed_addresses().await?.into_iter().find(meant).ok_or_else(none)?;
    engine.forget_binding(one.holder, one.address).await
}

fn line(confirmed: &Confirmed, words: &Words) -> String {
    let date = words.date_long(confirmed.at);
    let said = if let Some(name) = &confirmed.name {
        fl!(words, "cli-address-line", name = name.as_str(), date = date)
    } else {
        fl!(words, "cli-address-line-nameless", date = date)
    };
    format!("{}\t{}\t{said}", confirmed.address, confirmed.number())
}
