//! Lays out a letter on its author's paper: letterhead, addressee, date,
//! patient, text, signature, page numbers.

use super::calendar;
use super::enclosure::Sheet;
use super::pdf::{HEIGHT, Pdf, WIDTH};
use super::typeface::{Face, width, wrap};

const MARGIN: f32 = 62.0;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const FLOOR: f32 = 78.0;
const SIZE: f32 = 10.5;
const LEADING: f32 = 14.5;
/// Nobody shall take these papers for real ones.
const WARNING: &str = "Document de démonstration : personnes et résultats inventés.";

/// A pen that goes down the page and turns it.
struct Pen {
    pdf: Pdf,
    y: f32,
}

impl Pen {
    fn new(title: &str) -> Self {
        Self { pdf: Pdf::new(title), y: HEIGHT - MARGIN }
    }

    fn line(&mut self, face: Face, size: f32, x: f32, text: &str) {
        self.pdf.text(face, size, (x, self.y), text);
    }

    fn down(&mut self, by: f32) {
        self.y -= by;
        if self.y < FLOOR {
            self.pdf.turn_page();
            self.y = HEIGHT - MARGIN;
        }
    }

    /// A paragraph, its later lines set back by `hang`.
    fn paragraph(&mut self, text: &str, hang: f32) {
        for (number, line) in wrap(text, Face::Regular, SIZE, ROOM - hang).iter().enumerate() {
            let back = if number == 0 { 0.0 } else { hang };
            self.line(Face::Regular, SIZE, MARGIN + back, line);
            self.down(LEADING);
        }
    }

    fn heading(&mut self, text: &str) {
        // A heading does not stay alone at the foot of a page.
        if self.y < FLOOR + 3.0 * LEADING {
            self.down(self.y);
        }
        self.line(Face::Bold, SIZE + 0.5, MARGIN, text);
        self.down(LEADING);
    }

    fn finish(mut self) -> Vec<u8> {
        let pages = self.pdf.pages();
        for page in 0..pages {
            let number = format!("Page {} / {pages}", page + 1);
            let right = WIDTH - MARGIN - width(&number, Face::Regular, 8.0);
            self.pdf.text_on(page, Face::Regular, 8.0, (right, 40.0), &number);
            self.pdf.text_on(page, Face::Regular, 8.0, (MARGIN, 40.0), WARNING);
        }
        self.pdf.finish()
    }
}

/// Lines that begin with `= ` are headings, with `- ` or a number items.
pub(super) fn letter(file_name: &str, text: &str, sheet: &Sheet) -> Vec<u8> {
    let mut pen = Pen::new(file_name.trim_end_matches(".pdf"));
    top(&mut pen, &sheet.author.letterhead);
    if sheet.author.address != sheet.reader.address {
        addressee(&mut pen, &sheet.reader.letterhead);
    }
    let date = format!("Le {}", calendar::long(sheet.blanks.date));
    let right = WIDTH - MARGIN - width(&date, Face::Regular, SIZE);
    pen.line(Face::Regular, SIZE, right, &date);
    pen.down(2.0 * LEADING);
    if let Some(patient) = sheet.blanks.patient {
        pen.heading(&format!("Concerne : {}, {}", patient.full_name(), patient.born()));
        pen.down(LEADING / 2.0);
    }
    for line in text.lines() {
        match line {
            "" => pen.down(LEADING / 2.0),
            _ if line.starts_with("= ") => pen.heading(line.trim_start_matches("= ")),
            _ => pen.paragraph(line, hang(line)),
        }
    }
    if let Some(name) = sheet.author.letterhead.first() {
        pen.down(LEADING);
        let right = WIDTH - MARGIN - width(name, Face::Bold, SIZE);
        pen.line(Face::Bold, SIZE, right, name);
    }
    pen.finish()
}

/// A report in fixed columns, set as it was typed.
pub(super) fn report(title: &str, letterhead: &[&str], text: &str) -> Vec<u8> {
    let mut pen = Pen::new(title);
    top(&mut pen, letterhead);
    for line in text.lines() {
        pen.line(Face::Mono, 9.0, MARGIN, line);
        pen.down(12.0);
    }
    pen.finish()
}

fn top(pen: &mut Pen, letterhead: &[&str]) {
    for (number, line) in letterhead.iter().enumerate() {
        let (face, size, step) = if number == 0 { (Face::Bold, 13.0, 16.0) } else { (Face::Regular, 9.0, 12.0) };
        for line in wrap(line, face, size, ROOM) {
            pen.line(face, size, MARGIN, &line);
            pen.down(step);
        }
    }
    pen.pdf.rule((MARGIN, pen.y + 4.0), ROOM);
    pen.down(2.0 * LEADING);
}

fn addressee(pen: &mut Pen, lines: &[&str]) {
    for line in lines.iter().filter(|line| !line.starts_with("Secrétariat")) {
        pen.line(Face::Regular, SIZE - 0.5, WIDTH / 2.0, line);
        pen.down(13.0);
    }
    pen.down(LEADING);
}

/// How far the later lines of an item are set back.
fn hang(line: &str) -> f32 {
    let numbered = line.starts_with(|c: char| c.is_ascii_digit()) && line.get(1..3) == Some(". ");
    match line {
        _ if numbered => width("1. ", Face::Regular, SIZE),
        _ if line.starts_with("- ") || line.starts_with("– ") => width("- ", Face::Regular, SIZE),
        _ => 0.0,
    }
}
