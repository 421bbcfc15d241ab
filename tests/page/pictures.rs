//! Remote pictures that their reader asks for: those that were held back and no
//! others, over TLS alone, and by requests that say nothing of who reads.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use sceau::domain::Email;
use sceau::engine::Strip;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::TlsAcceptor;

use super::surgery::{Surgery, letter, sight};
use crate::support::ServerCertificate;

/// A host of pictures, and the heads of the requests that it got.
struct Host {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Host {
    /// Its certificate comes with the surgery, whose letters name its port.
    fn listen() -> (Self, std::net::TcpListener) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        (Self { port: listener.local_addr().unwrap().port(), heard: Arc::default() }, listener)
    }

    fn serve(&self, surgery: &Surgery, listener: std::net::TcpListener) {
        let config = surgery.practice.pki().server(ServerCertificate::Good).server_config();
        let (heard, acceptor) = (self.heard.clone(), TlsAcceptor::from(config));
        drop(surgery.runtime.handle().spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                let (heard, acceptor) = (heard.clone(), acceptor.clone());
                drop(tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else {
                        return heard.lock().unwrap().push("in clear".to_owned());
                    };
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(stream.read_u8().await.unwrap());
                    }
                    heard.lock().unwrap().push(String::from_utf8(head).unwrap());
                    let picture = red();
                    let answer = format!(
                        "HTTP/1.1 200 OK\r\nSet-Cookie: reader=7; Path=/\r\nContent-Length: {}\r\n\r\n",
                        picture.len()
                    );
                    let _ = stream.write_all(&[answer.as_bytes(), &picture].concat()).await;
                    let _ = stream.shutdown().await;
                }));
            }
        }));
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn red() -> Vec<u8> {
    let pixels: Vec<u8> = (0..16).flat_map(|_| [230, 20, 20, 255]).collect();
    crate::ui::png::encode(4, 4, &pixels)
}

/// How many pixels of the top of the page are red.
async fn reds(surgery: &Surgery) -> usize {
    let pixels = surgery.showing.paint(Strip { top: 0, height: 600 }).await.unwrap().unwrap();
    pixels.chunks_exact(4).filter(|p| p[0] > 200 && p[1] < 60 && p[2] < 60).count()
}

fn asked(heads: &[String]) -> BTreeSet<&str> {
    heads.iter().filter_map(|head| head.lines().next()).collect()
}

#[test]
fn pictures_come_when_the_reader_asks_for_them_and_the_request_says_nothing_of_them() {
    let (host, listener) = Host::listen();
    let port = host.port;
    let page = format!(
        "<img width=40 height=40 src='https://localhost:{port}/un.png?u=7'>\
         <img width=40 height=40 src='http://user:secret@localhost:{port}/deux.png#ici'>\
         <img width=40 height=40 src='//localhost:{port}/trois.png'>\
         <div style='width:40px;height:40px;background:url(https://localhost:{port}/quatre.png)'></div>\
         <img width=40 height=40 src='https://localhost:{port}/un.png?u=7'>\
         <link rel=stylesheet href='https://localhost:{port}/feuille.css'><script src='https://localhost:{port}/s.js'></script>\
         <a href='https://localhost:{port}/lien'>ici</a>"
    );
    let surgery = Surgery::with(vec![letter(1, &page)]);
    host.serve(&surgery, listener);
    let message = surgery.letters[0];
    surgery.runtime.block_on(async {
        let laid = surgery.showing.open(sight(message), Surgery::look()).await.unwrap();
        assert_eq!(laid.held.len(), 4, "{:?}", laid.held);
        assert_eq!((reds(&surgery).await, host.heard()), (0, vec![]));
        surgery.showing.show_pictures(laid.held).await.unwrap();
        assert!(reds(&surgery).await > 5 * 1_400, "{}", reds(&surgery).await);
    });
    let heard = host.heard();
    let expected =
        ["GET /un.png?u=7 HTTP/1.1", "GET /deux.png HTTP/1.1", "GET /trois.png HTTP/1.1", "GET /quatre.png HTTP/1.1"];
    assert_eq!((asked(&heard), heard.len()), (expected.into(), 4));
    for head in &heard {
        let mut lines: Vec<String> = head.lines().skip(1).map(str::to_ascii_lowercase).collect();
        lines.retain(|line| !line.is_empty());
        lines.sort();
        assert_eq!(
            lines,
            ["accept: image/png, image/jpeg, image/gif, image/webp".to_owned(), format!("host: localhost:{port}")]
        );
    }
}

#[test]
fn pictures_of_a_trusted_sender_come_by_themselves_and_no_cookie_goes_back() {
    let (host, listener) = Host::listen();
    let page = format!("<img width=40 height=40 src='https://localhost:{}/un.png'>", host.port);
    let surgery = Surgery::with(vec![letter(1, &page)]);
    host.serve(&surgery, listener);
    let (message, showing) = (surgery.letters[0], &surgery.showing);
    surgery.runtime.block_on(async {
        let laid = showing.open(sight(message), Surgery::look()).await.unwrap();
        assert!(showing.show_trusted_pictures(message, laid.held.clone()).await.is_none());
        assert_eq!(host.heard().len(), 0);
        surgery.engine.show_pictures_of(Email::parse("labo@tilleuls.example").unwrap(), true).await.unwrap();
        for round in 1..=2 {
            showing.show_trusted_pictures(message, laid.held.clone()).await.unwrap().unwrap();
            assert_eq!(host.heard().len(), round);
        }
        assert!(reds(&surgery).await > 1_400);
    });
    assert!(host.heard().iter().all(|head| !head.to_ascii_lowercase().contains("cookie")), "{:?}", host.heard());
}
