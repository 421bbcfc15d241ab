//! Letters of a practice by the million, the same ones each time: letter number
//! `i` depends on `i` alone. Words are as rare and as common as in a language
//! (Zipf), so that an index of them has the shape of a real one.

use std::fmt::Write as _;

use sceau::domain::{Address, Envelope, Timestamp};

/// The first of January 2016; then a letter every five minutes or so.
const START: i64 = 1_451_606_400;
const EVERY: u64 = 315;

const WORDS: usize = 60_000;
const FAMILIES: usize = 6000;

const COMMON: &str = "de la le et à les des en un une du pour dans est au par sur que avec ce il se ne pas plus sa son \
    qui ou nous vous je l d s n m c été a ont sont cette mais sans très bien docteur patient patiente traitement examen \
    consultation compte rendu résultats bilan jour mois ans matin soir droit gauche normal absence douleur cher confrère \
    merci bonjour cordialement contrôle dossier suivi scanner échographie tension artérielle glycémie mg cm lettre";
const STARTS: &str = "con com pa par tra tri mé ré pro pré in im dé an en hy hé car chi ra gra vi sa su né bi bo ta lo \
    fa mo gé ex ul al ar er thé pneu cœ os ana épi neu psy rhi sco to";
const MIDDLES: &str = "ti si li mi ca ro va so no te to la le fi ma ge ra ri du lo no co pa mé né ci cu do fo";
const ENDS: &str = "tion ment ique ite eur ée er e es ant al aire ale ose ine ide gie isme if ive ie ome oïde thérapie";

/// `SplitMix64`.
pub struct Dice(u64);

impl Dice {
    pub fn new(number: u64, purpose: u64) -> Self {
        Self(mix(number ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.below(among.len() as u64) as usize]
    }
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

pub struct Vocabulary {
    words: Vec<String>,
    /// How far up to each word the chances add up.
    chances: Vec<f64>,
    families: Vec<String>,
}

impl Vocabulary {
    pub fn new() -> Self {
        let mut dice = Dice::new(1, 1);
        let [starts, middles, ends] = [STARTS, MIDDLES, ENDS].map(|row| row.split_whitespace().collect::<Vec<_>>());
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        let mut invent = |dice: &mut Dice, rare: bool| loop {
            let mut word = dice.pick(&starts).to_owned();
            for _ in 0..dice.below(2) + u64::from(rare) * dice.below(3) {
                word += dice.pick(&middles);
            }
            word += dice.pick(&ends);
            if known.insert(word.clone()) {
                return word;
            }
        };
        while words.len() < WORDS {
            let rare = words.len() > 1000;
            words.push(invent(&mut dice, rare));
        }
        let families = (0..FAMILIES).map(|_| capital(&invent(&mut dice, true))).collect();
        let mut sum = 0.0;
        let chances = (0..WORDS)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7);
                sum
            })
            .collect();
        Self { words, chances, families }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let all = self.chances[WORDS - 1];
        let at = (dice.next() >> 11) as f64 / (1u64 << 53) as f64 * all;
        &self.words[self.chances.partition_point(|chance| *chance < at).min(WORDS - 1)]
    }

    fn person(&self, dice: &mut Dice) -> Address {
        // Some write much more often than others.
        let at = dice.below(FAMILIES as u64) * dice.below(FAMILIES as u64) / FAMILIES as u64;
        let (family, given) = (&self.families[at as usize], &self.families[dice.below(150) as usize]);
        let place = &self.families[dice.below(300) as usize].to_lowercase();
        let email = format!("{}.{}@{place}.example", given.to_lowercase(), family.to_lowercase());
        Address::new(format!("Dr {given} {family}"), email)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

pub struct Mail {
    pub number: u64,
    pub date: Timestamp,
    pub from: Address,
    pub to: Vec<Address>,
    pub subject: String,
    pub text: String,
    pub attachments: Vec<String>,
}

impl Mail {
    pub fn new(number: u64, vocabulary: &Vocabulary) -> Self {
        let mut dice = Dice::new(number, 2);
        let date = START + (number * EVERY + dice.below(EVERY)) as i64;
        let subject: Vec<&str> = (0..3 + dice.below(5)).map(|_| vocabulary.word(&mut dice)).collect();
        let mut to = vec![Address::new("Dr Anne Garance", "anne.garance@cabinet.example")];
        if dice.below(10) < 4 {
            to.push(vocabulary.person(&mut dice));
        }
        let name = |dice: &mut Dice| match dice.below(3) {
            0 => format!("scan_{}-{:02}-{:04}.pdf", 2016 + dice.below(10), 1 + dice.below(12), dice.below(10_000)),
            1 => "Compte rendu.pdf".to_owned(),
            _ => format!("{}.docx", vocabulary.word(dice)),
        };
        let attachments = if dice.below(10) < 3 { vec![name(&mut dice)] } else { Vec::new() };
        let from = vocabulary.person(&mut dice);
        let text = text(&mut dice, vocabulary, &from);
        Self { number, date: Timestamp(date), from, to, subject: capital(&subject.join(" ")), text, attachments }
    }

    pub fn envelope(&self) -> Envelope {
        Envelope {
            message_id: Some(format!("{:016x}.{}@relais.example", mix(self.number), self.number)),
            subject: self.subject.clone(),
            from: vec![self.from.clone()],
            to: self.to.clone(),
            date: Some(self.date),
            ..Envelope::default()
        }
    }

    /// Bytes of what is indexed.
    pub fn words(&self) -> usize {
        let people: usize = self.to.iter().chain([&self.from]).map(|one| one.to_string().len() + 1).sum();
        let names: usize = self.attachments.iter().map(|name| name.len() + 1).sum();
        self.text.len() + self.subject.len() + people + names
    }

    /// As it comes from a server, its attachments left out: header and text.
    pub fn raw(&self) -> Vec<u8> {
        let to: Vec<String> = self.to.iter().map(ToString::to_string).collect();
        let envelope = self.envelope();
        let id = envelope.message_id.as_deref().unwrap_or_default();
        let relay = self.number % 8 + 1;
        format!(
            "Return-Path: <{}>\r\nReceived: from mx{relay}.relais.example (mx{relay}.relais.example [192.0.2.{relay}])\r\n\
             \tby mail.cabinet.example with ESMTPS id {:010x}\r\n\tfor <anne.garance@cabinet.example>; {}\r\n\
             From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{id}>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            self.from.email, self.number, self.date.0, self.from, to.join(", "), self.subject, self.date.0, self.text,
        )
        .into_bytes()
    }
}

/// A letter of 30 to 500 words, most near 170, with the numbers that letters of
/// the trade are full of.
fn text(dice: &mut Dice, vocabulary: &Vocabulary, from: &Address) -> String {
    let length = 30 + dice.below(180) + if dice.below(5) == 0 { dice.below(290) } else { dice.below(60) };
    let mut text = String::with_capacity(length as usize * 7);
    for at in 0..length {
        match dice.below(24) {
            0 => write!(text, "{},{}", dice.below(200), dice.below(10)).unwrap(),
            1 => write!(text, "{:02}/{:02}/{}", 1 + dice.below(28), 1 + dice.below(12), 1930 + dice.below(96)).unwrap(),
            2 if dice.below(4) == 0 => write!(text, "{:06}", dice.below(1_000_000)).unwrap(),
            3 => text += &capital(vocabulary.word(dice)),
            _ => text += vocabulary.word(dice),
        }
        text += match (at % 12, dice.below(9)) {
            (11, _) => ".\n",
            (_, 0) => ", ",
            _ => " ",
        };
    }
    text + &from.name
}
