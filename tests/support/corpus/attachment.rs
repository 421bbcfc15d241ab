//! Attachments: reports as PDF, results as text. The PDFs are whole; what
//! makes them heavy is a picture of noise, which is drawn once for all and kept
//! in base64, so that a megabyte costs a copy.

use std::sync::LazyLock;

use super::dice::Dice;
use super::encoding::{self, LINE};
use super::words;

/// Bytes of a full line of base64 with its line end.
const ENCODED: usize = LINE / 3 * 4 + 2;

/// 1.4 MB of noise.
const NOISE_LINES: usize = 25_000;

static NOISE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut dice = Dice::new(0, "noise");
    let noise: Vec<u8> = (0..=NOISE_LINES * LINE / 8).flat_map(|_| dice.next().to_le_bytes()).collect();
    let mut encoded = Vec::with_capacity(NOISE_LINES * ENCODED);
    encoding::base64(&mut encoded, &noise[..NOISE_LINES * LINE]);
    encoded
});

pub struct Attachment {
    kind: &'static str,
    name: String,
    /// In base64.
    content: Vec<u8>,
}

impl Attachment {
    /// As they come with a message: mostly one, mostly small.
    pub fn some(dice: &mut Dice, text: &str) -> Vec<Self> {
        let (least, most) =
            dice.weighted(&[(45, (150, 700)), (41, (700, 2_000)), (12, (2_000, 6_000)), (2, (8_000, 25_000))]);
        let lines = least + dice.index(most - least);
        let mut attachments = vec![Self::report(dice, text, lines)];
        if dice.percent(25) {
            attachments.push(Self::results(dice));
        }
        attachments
    }

    fn report(dice: &mut Dice, text: &str, lines: usize) -> Self {
        let name =
            dice.pick(&["Compte rendu.pdf", "Résultats de biologie.pdf", "ordonnance.pdf", "Dossier numérisé.pdf"]);
        Self { kind: "application/pdf", name: name.to_owned(), content: pdf(dice, text, lines) }
    }

    /// Results as a laboratory sends them: text with bars, in ISO 8859-1.
    pub fn results(dice: &mut Dice) -> Self {
        let (person, _) = words::person(dice);
        let mut text = format!("H|~^\\&|||LABO|||||||P|H2.1\r\nP|1|{:09}|||{person}\r\n", dice.below(1_000_000_000));
        for row in 1..=6 + dice.below(12) {
            let (value, tenth) = (dice.below(300), dice.below(10));
            text +=
                &format!("OBX|{row}|NM|Dosage n° {row}||{value},{tenth}|g/L|5 à 200||||F|{}\r\n", words::date(dice));
        }
        let mut content = Vec::new();
        encoding::base64(&mut content, &encoding::in_charset(&text, "iso-8859-1"));
        Self { kind: "text/plain", name: format!("RESULTATS_{:06}.HPR", dice.below(1_000_000)), content }
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        let (kind, name) = (self.kind, parameter("name", &self.name));
        let header = format!(
            "Content-Type: {kind}; {name}\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; file{name}\r\n\r\n"
        );
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(&self.content);
    }
}

/// A parameter with a value of any letters (RFC 2231).
fn parameter(key: &str, value: &str) -> String {
    if value.is_ascii() {
        return format!("{key}=\"{value}\"");
    }
    let mut encoded = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' => encoded.push(char::from(byte)),
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    format!("{key}*=UTF-8''{encoded}")
}

/// A page with the text and, below it, a grey picture of `lines` rows.
fn pdf(dice: &mut Dice, text: &str, lines: usize) -> Vec<u8> {
    let mut page = b"BT /F1 10 Tf 40 800 Td 14 TL\n".to_vec();
    for line in text.lines().take(40) {
        let line = encoding::in_charset(line, "windows-1252");
        page.push(b'(');
        page.extend(line.into_iter().take(110).filter(|byte| !b"()\\".contains(byte)));
        page.extend_from_slice(b") '\n");
    }
    page.extend_from_slice(b"ET q 500 0 0 120 40 40 cm /I Do Q\n");
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let resources = "<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>";
    let objects: [Vec<u8>; 6] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{resources}>>").into_bytes(),
        [format!("<</Length {}>>stream\n", page.len()).as_bytes(), &page, b"\nendstream"].concat(),
        font.as_bytes().to_vec(),
        format!(
            "<</Type/XObject/Subtype/Image/Width {LINE}/Height {lines}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>",
            lines * LINE
        )
        .into_bytes(),
    ];
    let (mut start, mut offsets) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        offsets.push(start.len());
        let end: &[u8] = if number == 5 { b"" } else { b"\nendobj\n" };
        start.extend([format!("{} 0 obj", number + 1).as_bytes(), object, end].concat());
    }
    // The noise has to begin at a full line of base64.
    start.resize((start.len() + 7).next_multiple_of(LINE) - 7, b' ');
    start.extend_from_slice(b"stream\n");
    let mut end = String::from("\nendstream\nendobj\n");
    let table = start.len() + lines * LINE + end.len();
    end += "xref\n0 7\n0000000000 65535 f \n";
    for offset in offsets {
        end += &format!("{offset:010} 00000 n \n");
    }
    end += &format!("trailer<</Size 7/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");

    let mut content = Vec::with_capacity((start.len() / LINE + lines + 10) * ENCODED);
    encoding::base64(&mut content, &start);
    let first = dice.index(NOISE_LINES - lines + 1) * ENCODED;
    content.extend_from_slice(&NOISE[first..first + lines * ENCODED]);
    encoding::base64(&mut content, end.as_bytes());
    content
}
