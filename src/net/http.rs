//! One file over HTTPS: no other scheme, few redirects, a cap on size; no cookie,
//! and nothing that says who asks or what for.

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, HOST, LOCATION};
use hyper::{Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;

use super::{Connector, NetError};

const MOST_REDIRECTS: usize = 3;

/// What kind of file is wanted, and how large it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) kind: &'static str,
    pub(super) largest: usize,
}

/// The bytes at an address; None where there is no such file.
pub(super) async fn get(address: &str, wanted: Wanted, connector: &Connector) -> Result<Option<Vec<u8>>, NetError> {
    let mut address: Uri = address.parse().map_err(|_| NetError::Odd("not an address"))?;
    for _ in 0..=MOST_REDIRECTS {
        match ask(&address, wanted, connector).await? {
            Answer::File(bytes) => return Ok(Some(bytes)),
            Answer::Nothing => return Ok(None),
            Answer::Elsewhere(next) => address = next,
        }
    }
    Err(NetError::Odd("too many redirects"))
}

enum Answer {
    File(Vec<u8>),
    Nothing,
    Elsewhere(Uri),
}

async fn ask(address: &Uri, wanted: Wanted, connector: &Connector) -> Result<Answer, NetError> {
    if address.scheme_str() != Some("https") {
        return Err(NetError::Odd("not an https address"));
    }
    let (Some(host), Some(authority)) = (address.host(), address.authority()) else {
        return Err(NetError::Odd("not an address"));
    };
    let stream = connector.connect_tls(host, address.port_u16().unwrap_or(443)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| NetError::Gone)?;
    // Ends with the exchange: it lives as long as the sender and the body.
    drop(tokio::spawn(connection));
    let path = address.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path)
        // Without the user that an address may name.
        .header(HOST, authority.as_str().rsplit('@').next().unwrap_or_default())
        .header(ACCEPT, wanted.kind)
        .body(Empty::<Bytes>::new())
        .map_err(|_| NetError::Odd("not an address"))?;
    let response = sender.send_request(request).await.map_err(|_| NetError::Gone)?;
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        return location
            .and_then(|location| resolve(address, location))
            .map(Answer::Elsewhere)
            .ok_or(NetError::Odd("a redirect to nowhere"));
    }
    if status != StatusCode::OK {
        return Ok(Answer::Nothing);
    }
    let body = Limited::new(response.into_body(), wanted.largest).collect().await;
    let body = body.map_err(|_| NetError::Odd("a file too large or cut short"))?;
    Ok(Answer::File(body.to_bytes().to_vec()))
}

/// A redirect's target: a whole address, or a path on the same host.
fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    if location.starts_with('/') && !location.starts_with("//") {
        return format!("https://{}{location}", from.authority()?).parse().ok();
    }
    location.parse().ok()
}
