//! The network is watched while letters that try everything are received, opened,
//! laid out, painted, searched and copied: nobody hears anything of it.

use std::fs;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sceau::domain::MessageId;
use sceau::engine::{Quotes, Reach, Sight, Strip};

use super::surgery::{Surgery, letter, sight};
use super::{DAY, Look, look};
use crate::render::attacks::{PICTURES, REFUSED};

/// Who listens where letters are told to call, in both families, for
/// connections and for packets.
struct Watch {
    port: u16,
    heard: Arc<AtomicUsize>,
}

impl Watch {
    fn start() -> Self {
        let heard = Arc::new(AtomicUsize::new(0));
        let four = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = four.local_addr().unwrap().port();
        let watch = Self { port, heard };
        watch.calls(four);
        watch.packets(UdpSocket::bind(("127.0.0.1", port)).unwrap());
        // Not every machine has the other family.
        if let Ok(six) = TcpListener::bind(("::1", port)) {
            watch.calls(six);
        }
        if let Ok(six) = UdpSocket::bind(("::1", port)) {
            watch.packets(six);
        }
        watch
    }

    fn calls(&self, listener: TcpListener) {
        let heard = self.heard.clone();
        drop(std::thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                heard.fetch_add(1, Ordering::SeqCst);
                drop(caller);
            }
        }));
    }

    fn packets(&self, socket: UdpSocket) {
        let heard = self.heard.clone();
        drop(std::thread::spawn(move || {
            while socket.recv(&mut [0; 64]).is_ok() {
                heard.fetch_add(1, Ordering::SeqCst);
            }
        }));
    }

    fn heard(&self) -> usize {
        self.heard.load(Ordering::SeqCst)
    }

    /// Ways to write where it listens.
    fn addresses(&self) -> Vec<String> {
        let port = self.port;
        let hosts = ["localhost", "127.0.0.1", "[::1]", "2130706433", "LOCALHOST.", "user:secret@localhost"];
        let schemes = ["http:", "https:", "", "ftp:", "ws:"];
        let written = schemes.iter().flat_map(|scheme| hosts.map(|host| format!("{scheme}//{host}:{port}/1.gif")));
        written.collect()
    }
}

/// The letters: each attack with an address of its own way of writing, and each
/// kind of message with its remote parts led here.
fn letters(watch: &Watch) -> Vec<String> {
    let addresses = watch.addresses();
    let here = |number: usize| &addresses[number % addresses.len()];
    let ways = PICTURES.iter().chain(REFUSED).chain(MORE).enumerate();
    let attacks = ways.flat_map(|(number, way)| {
        // Two at least go over what is written most.
        [here(number), here(number % 2), here(number * 7 + 3)].map(|address| way.replace('%', address))
    });
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/html");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let html = files.filter(|path| path.extension().is_some_and(|kind| kind == "html"));
    let kinds = html.map(|path| led(&fs::read_to_string(path).unwrap(), &format!("localhost:{}", watch.port)));
    attacks.chain(kinds).collect()
}

/// Beside those of the cleaner's own tests.
const MORE: &[&str] = &[
    "<link rel=prefetch href=%><link rel=preload as=image href=%><link rel=preconnect href=%><link rel=prerender href=%>",
    "<link rel=modulepreload href=%><link rel=manifest href=%><link rel=dns-prefetch href=%><link rel=pingback href=%>",
    "<meta http-equiv=refresh content='0'><meta http-equiv=refresh content='0;URL=%'><meta http-equiv=x-dns-prefetch-control content=on>",
    "<style>@import url(%) screen;@import '%' layer(a);@font-face{font-family:a;src:local(a),url(%) format('woff2')}*{font-family:a}</style>x",
    "<p style='background:image(\"%\");content:url(%);src:url(%)'>x<p style='offset-path:url(%);marker:url(%)'>x",
    "<ul style='list-style:square url(%)'><li style='list-style-image:url(%)'>x</ul>",
    "<svg><feImage href=%/><a xlink:href=%><text>x</text></a><animate href=# attributeName=href to=%></svg>",
    "<img src='cid:autre'><img src='cid:%'><img src='data:image/svg+xml;base64,PHN2Zz48L3N2Zz4='><iframe src='cid:autre'></iframe>",
    "<table background='%' style='background:url(%)'><tr background=%><td background=% style=\"background-image:url('%')\">x",
    "<details open ontoggle=fetch('%')><summary>x</summary></details><dialog open><img src=%></dialog>",
    "<portal src=%></portal><fencedframe src=%></fencedframe><webview src=%></webview>",
];

/// Each remote address of a page, with another host.
fn led(html: &str, host: &str) -> String {
    let mut parts = html.split("://");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', '"', '\'', ')', '<', '>', ' ', '?']).unwrap_or(part.len());
        page = page + "://" + host + &part[end..];
    }
    page
}

/// Parts that call, beside the text.
fn with_parts(watch: &Watch) -> Vec<u8> {
    let address = format!("http://localhost:{}/1.gif", watch.port);
    let html =
        "<img src=\"cid:image\"><img src=\"cid:externe\"><img src=\"logo.png\"><object data=\"cid:page\"></object>";
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}'/></svg>");
    format!(
        "From: Labo <labo@tilleuls.example>\r\nTo: alice@cabinet.example\r\nSubject: Des parties\r\n\
         Message-ID: <parties@tilleuls.example>\r\nMIME-Version: 1.0\r\nList-Unsubscribe: <{address}>\r\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nX-Image-URL: {address}\r\n\
         Content-Type: multipart/related; boundary=b\r\nContent-Base: \"{address}\"\r\n\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {address}\r\n\r\n{html}\r\n\
         --b\r\nContent-Type: image/svg+xml\r\nContent-ID: <image>\r\n\r\n{svg}\r\n\
         --b\r\nContent-Type: message/external-body; access-type=URL; URL=\"{address}\"\r\nContent-ID: <externe>\r\n\r\n\
         Content-Type: image/gif\r\n\r\n\r\n\
         --b\r\nContent-Type: text/html\r\nContent-ID: <page>\r\n\r\n<img src='{address}'>\r\n--b--\r\n"
    )
    .into_bytes()
}

/// All that is done with a letter before its reader asks for anything remote.
async fn read(surgery: &Surgery, message: MessageId) {
    let opened = surgery.engine.opened(message).await.unwrap();
    let showing = &surgery.showing;
    let folded = Look { quotes: Quotes::Folded, beginning: true, ..look(700.0, DAY) };
    let parts = opened.parts.iter().filter(|part| part.view().is_some()).map(|part| Some(part.id));
    for attachment in std::iter::once(None).chain(parts) {
        let laid = showing.open(Sight { attachment, ..sight(message) }, folded).await.unwrap();
        showing.lay(look(500.0, DAY)).await.unwrap();
        for top in (0..3_072_u16).step_by(512).take_while(|top| f32::from(*top) < laid.height) {
            showing.paint(Strip { top: top.into(), height: 512 }).await.unwrap();
        }
        showing.find("a".to_owned()).await.unwrap();
        showing.select(Reach::All).await.unwrap();
        showing.copy().await.unwrap();
        showing.words().await.unwrap();
        // Nobody trusts the sender.
        assert!(showing.show_trusted_pictures(message, laid.held).await.is_none());
    }
    showing.open(Sight { plain: true, ..sight(message) }, folded).await.unwrap();
}

#[test]
fn no_letter_calls_anybody_however_it_tries() {
    let watch = Watch::start();
    let pages = letters(&watch);
    assert!(pages.len() > 250 && pages.iter().filter(|page| page.contains(&watch.port.to_string())).count() > 200);
    let mut raw: Vec<Vec<u8>> = pages.iter().enumerate().map(|(number, page)| letter(number, page)).collect();
    raw.push(with_parts(&watch));
    let surgery = Surgery::with(raw);
    surgery.runtime.block_on(async {
        for id in &surgery.letters {
            read(&surgery, *id).await;
        }
    });
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(watch.heard(), 0);
    // Who calls is heard, in each way.
    let mut calls = 0;
    for host in ["127.0.0.1", "::1", "localhost"] {
        if let Ok(mut call) = TcpStream::connect((host, watch.port)) {
            // Until it is heard, and then put down.
            let _ = call.read(&mut [0; 1]);
            calls += 1;
        }
    }
    UdpSocket::bind("127.0.0.1:0").unwrap().send_to(b"?", ("127.0.0.1", watch.port)).unwrap();
    let patience = Instant::now() + Duration::from_secs(10);
    while watch.heard() < calls + 1 && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(calls >= 2 && watch.heard() == calls + 1, "{} of {calls}", watch.heard());
}
