//! The remote pictures of a message, fetched because the reader asked for it: the
//! only case in which showing a message sends anything anywhere. Over HTTPS
//! alone; what an address says of the message's reader, it says to its host. By
//! the names that the connector knows: in the program, those of the internet.

use std::time::Duration;

use futures::{StreamExt as _, stream};
use tokio::time::timeout;

use super::Connector;
use super::http::{self, Wanted};

const PICTURE: Wanted = Wanted { kind: "image/png, image/jpeg, image/gif, image/webp", largest: 6 << 20 };
/// Of one message, together.
const ALL: usize = 40 << 20;
const AT_ONCE: usize = 6;
const DEADLINE: Duration = Duration::from_secs(15);

/// In the order of the addresses; None for what could not be had.
pub async fn fetch(addresses: &[String], connector: &Connector) -> Vec<Option<Vec<u8>>> {
    let one = |address: String| async move {
        let fetched = timeout(DEADLINE, http::get(&over_tls(&address), PICTURE, connector)).await;
        fetched.ok()?.ok()?
    };
    let mut room = ALL;
    let addresses: Vec<String> = addresses.to_vec();
    let fetched: Vec<_> = stream::iter(addresses).map(one).buffered(AT_ONCE).collect().await;
    let fits = |bytes: Option<Vec<u8>>| {
        let bytes = bytes?;
        room = room.checked_sub(bytes.len())?;
        Some(bytes)
    };
    fetched.into_iter().map(fits).collect()
}

/// In clear, anybody on the way would see what is read.
fn over_tls(address: &str) -> String {
    match address.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => format!("https:{rest}"),
        None if address.starts_with("//") => format!("https:{address}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::over_tls;

    #[test]
    fn what_was_to_come_in_clear_is_asked_for_over_tls() {
        assert_eq!(over_tls("http://a.example/x.png"), "https://a.example/x.png");
        assert_eq!(over_tls("HTTPS://a.example/x.png"), "HTTPS://a.example/x.png");
    }
}
