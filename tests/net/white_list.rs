//! The white list of the trusted space, from a server that is believed, and from
//! others.

use std::sync::Arc;

use sceau::net::white_list::fetch;
use sceau::net::{Connector, NetError};

use super::find::World;
use super::peer::{Peer, Shown, anchors};

const NAME: &str = "espace.example";
const AT: &str = "https://espace.example/liste.xml";

async fn fetched(shown: Shown, answer: &'static str) -> Result<Vec<u8>, NetError> {
    let peer = Peer::showing(shown, &[NAME], async move |mut talk| {
        let _request = talk.hear().await;
        while !talk.hear().await.is_empty() {}
        talk.say(answer).await;
    })
    .await;
    let connector = Connector::with_names(&anchors(), Arc::new(World::new().host(NAME, 443, &peer)));
    fetch(AT, &connector).await
}

#[tokio::test]
async fn the_list_comes_from_a_server_that_is_believed() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>";
    assert_eq!(fetched(Shown::Good, answer).await.unwrap(), b"<a/>");
    let nothing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    assert!(matches!(fetched(Shown::Good, nothing).await, Err(NetError::Refused(_))));
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n<a/>";
    assert!(matches!(fetched(Shown::Good, cut).await, Err(NetError::Odd(_))));
}

#[tokio::test]
async fn nobody_else_is_believed_and_nothing_goes_in_clear() {
    for stranger in [Shown::Stranger, Shown::OtherName, Shown::Expired] {
        let peer = Peer::showing(stranger, &[NAME], async |_| {}).await;
        let connector = Connector::with_names(&anchors(), Arc::new(World::new().host(NAME, 443, &peer)));
        assert!(matches!(fetch(AT, &connector).await, Err(NetError::Certificate(_))));
    }
    let connector = Connector::with_names(&anchors(), Arc::new(World::new()));
    assert!(matches!(fetch("http://espace.example/liste.xml", &connector).await, Err(NetError::Odd(_))));
    assert!(matches!(fetch("liste.xml", &connector).await, Err(NetError::Odd(_))));
}
