//! What all cards have in common: the answer to reset, the PIN with its
//! counter, commands that come in pieces and answers that leave in pieces; and
//! what a test may change or read while the card is in the reader.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// Two bytes at the end of an answer that is none.
pub type Status = u16;

pub const WRONG_LENGTH: Status = 0x6700;
pub const NOT_ALLOWED: Status = 0x6982;
pub const BLOCKED: Status = 0x6983;
pub const NOT_SELECTED: Status = 0x6985;
pub const WRONG_DATA: Status = 0x6A80;
pub const NOT_FOUND: Status = 0x6A82;
pub const WRONG_PARAMETERS: Status = 0x6A86;
pub const NO_SUCH_KEY: Status = 0x6A88;
pub const PAST_THE_END: Status = 0x6B00;
pub const UNKNOWN: Status = 0x6D00;

/// After so many wrong PINs in a row the card is blocked.
pub const TRIES: u8 = 3;

/// A command whose pieces are joined.
pub struct Command {
    pub ins: u8,
    pub p1: u8,
    pub p2: u8,
    pub data: Vec<u8>,
    /// How much of an answer is wanted.
    pub expected: usize,
}

/// What makes one kind of card different from another.
pub trait Applet: Send {
    /// Power has gone and come: whatever was selected is no longer.
    fn reset(&mut self);
    fn run(&mut self, command: &Command, chip: &mut Chip) -> Result<Vec<u8>, Status>;
}

/// The part of a card that outlives its being taken out.
pub struct Chip {
    pin: String,
    pub tries: u8,
    /// The PIN was right, since the card is in.
    pub verified: bool,
    /// The PIN came just before this command.
    pub fresh: bool,
    delay: Duration,
    failures: (Status, u32),
    operations: u64,
    /// How long the answer under way is to be held back.
    pause: Duration,
}

/// A card, in a reader or not. Clones are the same card.
#[derive(Clone)]
pub struct Card {
    inside: Arc<Mutex<Inside>>,
}

struct Inside {
    atr: Vec<u8>,
    chip: Chip,
    applet: Box<dyn Applet>,
    received: Vec<u8>,
    waiting: Vec<u8>,
}

/// What a test does with a card.
impl Card {
    pub fn new(atr: &[u8], pin: &str, applet: impl Applet + 'static) -> Self {
        let chip = Chip {
            pin: pin.to_owned(),
            tries: TRIES,
            verified: false,
            fresh: false,
            delay: Duration::ZERO,
            failures: (0, 0),
            operations: 0,
            pause: Duration::ZERO,
        };
        let inside =
            Inside { atr: atr.to_vec(), chip, applet: Box::new(applet), received: Vec::new(), waiting: Vec::new() };
        Self { inside: Arc::new(Mutex::new(inside)) }
    }

    /// How long each operation with a private key takes: 100 ms to 1 s in life.
    pub fn set_delay(&self, delay: Duration) {
        self.lock().chip.delay = delay;
    }

    /// The next operations with a private key end with this status. `OpenSC`
    /// tries each a second time by itself.
    pub fn fail_next(&self, status: Status, times: u32) {
        self.lock().chip.failures = (status, times);
    }

    /// How often the PIN may still be wrong.
    pub fn tries(&self) -> u8 {
        self.lock().chip.tries
    }

    pub fn set_tries(&self, tries: u8) {
        self.lock().chip.tries = tries;
    }

    /// How many operations with a private key were done.
    pub fn operations(&self) -> u64 {
        self.lock().chip.operations
    }

    /// What the card says first; another one is seen at the next insertion.
    pub fn set_atr(&self, atr: &[u8]) {
        self.lock().atr = atr.to_vec();
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }
}

/// What the reader does with it.
impl Card {
    pub fn atr(&self) -> Vec<u8> {
        self.lock().atr.clone()
    }

    pub fn reset(&self) {
        let mut inside = self.lock();
        (inside.chip.verified, inside.chip.fresh) = (false, false);
        inside.received.clear();
        inside.waiting.clear();
        inside.applet.reset();
    }

    /// The answer to a command, and how long it is to be held back.
    pub fn answer(&self, bytes: &[u8]) -> (Vec<u8>, Duration) {
        let mut inside = self.lock();
        let answer = inside.answer(bytes).unwrap_or_else(|status| status.to_be_bytes().to_vec());
        (answer, std::mem::take(&mut inside.chip.pause))
    }
}

impl Inside {
    fn answer(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Status> {
        let &[class, ins, p1, p2, ref body @ ..] = bytes else { return Err(WRONG_LENGTH) };
        if ins == 0xC0 {
            return Ok(self.give());
        }
        let (data, expected) = body_of(body).ok_or(WRONG_LENGTH)?;
        self.received.extend(data);
        if class & 0x10 != 0 {
            return Err(0x9000);
        }
        let data = std::mem::take(&mut self.received);
        let command = Command { ins, p1, p2, data, expected };
        let result = self.applet.run(&command, &mut self.chip);
        // Only a command right after the PIN finds it fresh.
        self.chip.fresh = command.ins == VERIFY && result.is_ok();
        self.waiting = result?;
        Ok(self.give())
    }

    /// What an answer holds at once, and whether more is to be asked for.
    fn give(&mut self) -> Vec<u8> {
        let rest = self.waiting.split_off(self.waiting.len().min(256));
        let mut now = std::mem::replace(&mut self.waiting, rest);
        match u8::try_from(self.waiting.len()) {
            Ok(0) => now.extend([0x90, 0]),
            Ok(left) => now.extend([0x61, left]),
            Err(_) => now.extend([0x61, 0]),
        }
        now
    }
}

pub const VERIFY: u8 = 0x20;

/// The data of a command and the length that it wants back (ISO 7816-4, 5.1).
fn body_of(body: &[u8]) -> Option<(&[u8], usize)> {
    let length = |high: u8, low: u8| usize::from(u16::from_be_bytes([high, low]));
    let all = |wanted: usize, most: usize| if wanted == 0 { most } else { wanted };
    let (data, tail) = match *body {
        [] => return Some((&[], 0)),
        [expected] => return Some((&[], all(usize::from(expected), 256))),
        [0, high, low] => return Some((&[], all(length(high, low), 65_536))),
        [0, high, low, ref rest @ ..] => rest.split_at_checked(length(high, low))?,
        [short, ref rest @ ..] => rest.split_at_checked(usize::from(short))?,
    };
    let expected = match *tail {
        [] => 0,
        [expected] => all(usize::from(expected), 256),
        [high, low, ..] => all(length(high, low), 65_536),
    };
    Some((data, expected))
}

impl Chip {
    /// What `VERIFY` is answered: with a PIN it is tried, without one the
    /// counter is told.
    pub fn verify(&mut self, padded: &[u8]) -> Result<Vec<u8>, Status> {
        if padded.is_empty() && self.verified {
            return Ok(Vec::new());
        }
        if self.tries > 0 && !padded.is_empty() {
            let typed: Vec<u8> = padded.iter().copied().take_while(|byte| *byte != 0xFF).collect();
            self.verified = typed == self.pin.as_bytes();
            self.tries = if self.verified { TRIES } else { self.tries - 1 };
        }
        match self.tries {
            _ if self.verified => Ok(Vec::new()),
            0 => Err(BLOCKED),
            tries => Err(0x63C0 | Status::from(tries)),
        }
    }

    /// One operation with a private key begins.
    pub fn operate(&mut self) -> Result<(), Status> {
        if let (status, times @ 1..) = self.failures {
            self.failures = (status, times - 1);
            return Err(status);
        }
        self.operations += 1;
        self.pause = self.delay;
        Ok(())
    }
}
