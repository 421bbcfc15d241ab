//! Writes PDF files of text and lines: enough for a letter, and nothing more.

use std::fmt::Write as _;

use super::typeface::{Face, encode};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;

/// A document whose last page is being written. The origin is at the bottom left.
pub(super) struct Pdf {
    title: String,
    pages: Vec<Vec<u8>>,
}

impl Pdf {
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), pages: vec![vec![]] }
    }

    pub(super) fn turn_page(&mut self) {
        self.pages.push(vec![]);
    }

    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(super) fn text(&mut self, face: Face, size: f32, (x, y): (f32, f32), text: &str) {
        self.text_on(self.pages.len() - 1, face, size, (x, y), text);
    }

    /// Pages are counted from 0.
    pub(super) fn text_on(&mut self, page: usize, face: Face, size: f32, (x, y): (f32, f32), text: &str) {
        let Some(page) = self.pages.get_mut(page) else { return };
        page.extend(format!("BT /{} {size} Tf {x:.1} {y:.1} Td (", face.resource()).bytes());
        for byte in encode(text) {
            if matches!(byte, b'(' | b')' | b'\\') {
                page.push(b'\\');
            }
            page.push(byte);
        }
        page.extend(b") Tj ET\n");
    }

    /// A thin horizontal line.
    pub(super) fn rule(&mut self, (x, y): (f32, f32), length: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.extend(format!("0.6 w 0.45 G {x:.1} {y:.1} m {:.1} {y:.1} l S\n", x + length).bytes());
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut file = File::default();
        let first_page = 4 + Face::ALL.len();
        let kids = (0..self.pages.len()).fold(String::new(), |mut kids, page| {
            let _ = write!(kids, "{} 0 R ", first_page + 2 * page);
            kids
        });
        let fonts = Face::ALL.iter().zip(4..).fold(String::new(), |mut fonts, ((_, resource, _), number)| {
            let _ = write!(fonts, "/{resource} {number} 0 R ");
            fonts
        });
        file.object(b"<</Type/Catalog/Pages 2 0 R/Lang(fr-FR)>>");
        file.object(format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len()).as_bytes());
        file.object(format!("<</Title<{}>/Producer(Sceau)>>", utf16(&self.title)).as_bytes());
        for (_, _, name) in Face::ALL {
            let font = format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
            file.object(font.as_bytes());
        }
        for page in self.pages {
            let content = file.offsets.len() + 2;
            let size = format!("[0 0 {WIDTH} {HEIGHT}]");
            let head = format!(
                "<</Type/Page/Parent 2 0 R/MediaBox{size}/Resources<</Font<<{fonts}>>>>/Contents {content} 0 R>>"
            );
            file.object(head.as_bytes());
            let mut stream = format!("<</Length {}>>stream\n", page.len()).into_bytes();
            stream.extend(page);
            stream.extend(b"endstream");
            file.object(&stream);
        }
        file.finish()
    }
}

/// Objects are numbered from 1, as they come; 1 is the catalogue, 3 the title.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl File {
    fn object(&mut self, body: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.extend(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
        }
        self.offsets.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.offsets.len()).bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.offsets.len() + 1;
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<</Size {count}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(table.bytes());
        self.bytes
    }
}

/// A title may hold any letter: it is written as UTF-16, in hexadecimal.
fn utf16(text: &str) -> String {
    text.encode_utf16().fold("FEFF".to_owned(), |mut hex, unit| {
        let _ = write!(hex, "{unit:04X}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::{Face, Pdf};

    #[test]
    fn the_table_points_at_each_object() {
        let mut pdf = Pdf::new("Essai");
        pdf.text(Face::Regular, 10.0, (56.0, 700.0), "Une (parenthèse)");
        pdf.turn_page();
        pdf.text(Face::Bold, 10.0, (56.0, 700.0), "Deux");
        let bytes = pdf.finish();
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(text.contains("(Une \\(parenthèse\\))"));
        let table = text.rsplit("xref\n0 ").nth(1).unwrap();
        for (number, line) in table.lines().skip(2).take_while(|line| line.ends_with("n ")).enumerate() {
            let offset: usize = line.split(' ').next().unwrap().parse().unwrap();
            assert!(bytes[offset..].starts_with(format!("{} 0 obj", number + 1).as_bytes()));
        }
    }
}
