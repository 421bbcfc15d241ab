//! A slot of the virtual reader, and the card that is in it. vpcd's protocol:
//! who connects is a card put in, who hangs up was taken out; each message has
//! its length in two bytes before it.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::thread;

use rustix::net::sockopt::set_tcp_quickack;

use super::Card;

/// Messages of one byte are the reader's own.
const OFF: u8 = 0;
const ON: u8 = 1;
const RESET: u8 = 2;
const ATR: u8 = 4;

pub struct Slot {
    port: u16,
    line: Option<TcpStream>,
}

impl Slot {
    /// Of a reader in another process, by its port.
    pub fn new(port: u16) -> Self {
        Self { port, line: None }
    }

    /// Puts a card in, in place of the one that is there. pcscd looks every
    /// 400 ms: an exchange within that time may look like nothing to it.
    pub fn insert(&mut self, card: &Card) {
        self.remove();
        card.reset();
        let line = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the virtual reader");
        line.set_nodelay(true).unwrap();
        let (card, mut own) = (card.clone(), line.try_clone().unwrap());
        // It ends with the line. An answer that is held back is nobody's by then.
        let _ = thread::spawn(move || while serve(&mut own, &card).is_ok() {});
        self.line = Some(line);
    }

    /// Takes the card out, in the middle of an operation too.
    pub fn remove(&mut self) {
        if let Some(line) = self.line.take() {
            let _ = line.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.remove();
    }
}

/// One message.
fn serve(line: &mut TcpStream, card: &Card) -> io::Result<()> {
    let mut length = [0; 2];
    read(line, &mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    read(line, &mut message)?;
    match *message.as_slice() {
        [OFF | ON | RESET] => {
            card.reset();
            Ok(())
        }
        [ATR] => write(line, &card.atr()),
        [_] => Ok(()),
        _ => {
            let (answer, pause) = card.answer(&message);
            thread::sleep(pause);
            write(line, &answer)
        }
    }
}

/// vpcd sends the length and the message apart, and waits for the length to be
/// acknowledged: each command would cost 40 ms if that was not done at once.
fn read(line: &mut TcpStream, bytes: &mut [u8]) -> io::Result<()> {
    set_tcp_quickack(&*line, true)?;
    line.read_exact(bytes)
}

fn write(line: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
    line.write_all(&[&length, answer].concat())
}
