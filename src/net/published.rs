//! What authorities publish for everybody: revocation lists, and answers to the
//! question whether a certificate still holds. Over clear HTTP, which is where
//! certificates say that they are.
//!
//! Clear text is right for these and for nothing else: each is signed by the one
//! whom it comes from, and was asked for by nothing that is secret. Who listens
//! learns which certificate was asked about, as the responder does. No other
//! scheme is followed, no cookie is kept, nothing says who asks; what comes is
//! capped and has a deadline. Which addresses may be asked at all is not decided
//! here: see `crypto::trust::errands`.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HOST, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use super::{Names, NetError, SystemNames, dial};

/// The largest lists of the health authorities have some megabytes.
const LARGEST_LIST: usize = 64 << 20;
const LARGEST_ANSWER: usize = 64 << 10;
const MOST_REDIRECTS: usize = 3;
/// A question that is longer is sent as a body (RFC 5019, 5).
const LONGEST_PATH: usize = 255;

/// Until the first byte. A reader waits for this.
const PATIENCE: Duration = Duration::from_secs(10);
/// Until the last byte of a list: the largest, over a line of ADSL.
const WHOLE_LIST: Duration = Duration::from_mins(4);
/// What a server calls a version; longer, it is not kept.
const LONGEST_NAME: usize = 200;

/// What a server calls a version of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    pub tag: Option<String>,
    pub modified: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    List {
        bytes: Vec<u8>,
        edition: Edition,
    },
    /// The edition that was named is still the last.
    Unchanged,
}

/// Who goes and asks. Cheap to clone.
#[derive(Clone)]
pub struct Publications {
    names: Arc<dyn Names>,
}

impl Default for Publications {
    fn default() -> Self {
        Self::with_names(Arc::new(SystemNames))
    }
}

impl std::fmt::Debug for Publications {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Publications")
    }
}

/// One request, before it is sent.
struct Question<'a> {
    method: Method,
    headers: Vec<(HeaderName, &'a str)>,
    body: &'a [u8],
    cap: usize,
    deadline: Duration,
}

impl Publications {
    pub fn with_names(names: Arc<dyn Names>) -> Self {
        Self { names }
    }

    /// The list at an address, unless it is still the edition that is at hand.
    pub async fn list(&self, address: &str, at_hand: Option<&Edition>) -> Result<Published, NetError> {
        let tag = at_hand.and_then(|edition| edition.tag.as_deref()).map(|tag| (IF_NONE_MATCH, tag));
        let since = at_hand.and_then(|edition| edition.modified.as_deref()).map(|since| (IF_MODIFIED_SINCE, since));
        let accept = (ACCEPT, "application/pkix-crl");
        let question = Question {
            method: Method::GET,
            headers: [accept].into_iter().chain(tag).chain(since).collect(),
            body: &[],
            cap: LARGEST_LIST,
            deadline: WHOLE_LIST,
        };
        let answer = self.follow(address, &question).await?;
        match answer.status {
            StatusCode::OK => Ok(Published::List { bytes: answer.bytes, edition: answer.edition }),
            StatusCode::NOT_MODIFIED if at_hand.is_some() => Ok(Published::Unchanged),
            status => Err(refused(status)),
        }
    }

    /// What a responder answers: to a short question in the way that lets
    /// answers be kept on their way, and to any in the other way.
    pub async fn ask(&self, address: &str, question: &[u8]) -> Result<Vec<u8>, NetError> {
        const ANSWER: (HeaderName, &str) = (ACCEPT, "application/ocsp-response");
        let get =
            |headers| Question { method: Method::GET, headers, body: &[], cap: LARGEST_ANSWER, deadline: PATIENCE };
        let path = percent(&BASE64.encode(question));
        if path.len() <= LONGEST_PATH {
            let whole = format!("{}/{path}", address.trim_end_matches('/'));
            let answer = self.follow(&whole, &get(vec![ANSWER])).await?;
            if answer.status == StatusCode::OK {
                return Ok(answer.bytes);
            }
        }
        let kind = (CONTENT_TYPE, "application/ocsp-request");
        let post = Question { method: Method::POST, body: question, ..get(vec![ANSWER, kind]) };
        let answer = self.follow(address, &post).await?;
        if answer.status == StatusCode::OK { Ok(answer.bytes) } else { Err(refused(answer.status)) }
    }

    async fn follow(&self, address: &str, question: &Question<'_>) -> Result<Answer, NetError> {
        let whole = async {
            let mut address: Uri = address.parse().map_err(|_| NetError::Odd("not an address"))?;
            for _ in 0..=MOST_REDIRECTS {
                let response = self.send(&address, question).await?;
                match elsewhere(&address, &response)? {
                    Some(next) => address = next,
                    None => return Answer::read(response, question.cap).await,
                }
            }
            Err(NetError::Odd("too many redirects"))
        };
        timeout(question.deadline, whole).await.map_err(|_| NetError::timed_out())?
    }

    async fn send(&self, address: &Uri, question: &Question<'_>) -> Result<Response<Incoming>, NetError> {
        if address.scheme_str() != Some("http") {
            return Err(NetError::Odd("not an http address"));
        }
        let (Some(host), Some(authority)) = (address.host(), address.authority()) else {
            return Err(NetError::Odd("not an address"));
        };
        let path = address.path_and_query().map_or("/", |path| path.as_str());
        let mut request = Request::builder().method(question.method.clone()).uri(path);
        // Without the user that an address may name.
        let at = authority.as_str().rsplit('@').next().unwrap_or_default();
        request = request.header(HOST, at);
        for (name, value) in &question.headers {
            request = request.header(name, *value);
        }
        let body = Full::new(Bytes::copy_from_slice(question.body));
        let request = request.body(body).map_err(|_| NetError::Odd("not an address"))?;
        let exchange = async {
            // Brackets are of the address, not of the host.
            let host = host.trim_start_matches('[').trim_end_matches(']');
            let stream = dial::connect(host, address.port_u16().unwrap_or(80), &*self.names).await?;
            let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| NetError::Gone)?;
            // Ends with the exchange: it lives as long as the sender and the body.
            drop(tokio::spawn(connection));
            sender.send_request(request).await.map_err(|_| NetError::Gone)
        };
        timeout(PATIENCE, exchange).await.map_err(|_| NetError::timed_out())?
    }
}

struct Answer {
    status: StatusCode,
    edition: Edition,
    bytes: Vec<u8>,
}

impl Answer {
    async fn read(response: Response<Incoming>, cap: usize) -> Result<Self, NetError> {
        const LARGE: NetError = NetError::Odd("a file too large or cut short");
        let status = response.status();
        let named = |name: HeaderName| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.filter(|value| value.len() <= LONGEST_NAME).map(str::to_owned)
        };
        let edition = Edition { tag: named(ETAG), modified: named(LAST_MODIFIED) };
        if status != StatusCode::OK {
            return Ok(Self { status, edition, bytes: Vec::new() });
        }
        if response.body().size_hint().lower() > cap as u64 {
            return Err(LARGE);
        }
        let body = Limited::new(response.into_body(), cap).collect().await.map_err(|_| LARGE)?;
        Ok(Self { status, edition, bytes: body.to_bytes().to_vec() })
    }
}

/// Where a redirect leads: a whole address of clear HTTP, or a path on the same host.
fn elsewhere(from: &Uri, response: &Response<Incoming>) -> Result<Option<Uri>, NetError> {
    let status = response.status();
    if !status.is_redirection() || status == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let next = location.and_then(|location| resolve(from, location)).ok_or(NetError::Odd("a redirect to nowhere"))?;
    if next.scheme_str() == Some("http") { Ok(Some(next)) } else { Err(NetError::Odd("a redirect out of http")) }
}

fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    if location.starts_with('/') && !location.starts_with("//") {
        return format!("http://{}{location}", from.authority()?).parse().ok();
    }
    location.parse().ok()
}

fn refused(status: StatusCode) -> NetError {
    if status.is_server_error() {
        NetError::Busy { text: super::ServerText::default() }
    } else {
        NetError::Refused(super::Refusal::NonExistent)
    }
}

/// What base 64 has and an address has not.
fn percent(text: &str) -> String {
    text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}
