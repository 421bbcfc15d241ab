//! The white list of the trusted space, from the address where it is published: over
//! HTTPS alone, by servers whose authority is believed, and only when it is asked for.

use std::time::Duration;

use tokio::time::timeout;

use super::http::{self, Wanted};
use super::{Connector, NetError, Refusal};

/// Where the operator of the trusted space publishes it.
pub const PUBLISHED_AT: &str = "https://espacedeconfiance.mssante.fr/listeblanchemssante.xml";

const LIST: Wanted = Wanted { kind: "application/xml, text/xml", largest: 32 << 20 };
const DEADLINE: Duration = Duration::from_mins(2);

pub async fn fetch(address: &str, connector: &Connector) -> Result<Vec<u8>, NetError> {
    let fetched = timeout(DEADLINE, http::get(address, LIST, connector)).await;
    fetched.map_err(|_| NetError::timed_out())??.ok_or(NetError::Refused(Refusal::NonExistent))
}
