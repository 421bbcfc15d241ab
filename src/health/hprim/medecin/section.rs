//! Which lines of a file make a dossier. A result must never come under the name of
//! another patient: where the sign between two is missing, the header of the second
//! parts them.

use std::ops::Range;

use super::super::model::Line;
use super::super::text::Source;
use super::header::{self, Found};
use super::marker::Marker;
use super::result;

/// The lines of one dossier, and where its header stands among them.
#[derive(Debug)]
pub(in super::super) struct Section {
    lines: Range<usize>,
    pub(super) header: Option<Found>,
}

impl Section {
    pub(in super::super) fn of<'a>(&self, lines: &'a [Source]) -> &'a [Source] {
        lines.get(self.lines.clone()).unwrap_or_default()
    }

    /// Its lines without what stands before the header.
    pub(in super::super) fn proper<'a>(&self, lines: &'a [Source]) -> &'a [Source] {
        let own = self.of(lines);
        let blanks = own.iter().take_while(|line| Line::is_blank(&line.text)).count();
        own.get(self.header.map_or(blanks, |header| header.start)..).unwrap_or_default()
    }
}

/// Whether lines end a dossier, and the file.
pub(in super::super) fn ends(lines: &[Source]) -> (bool, bool) {
    let any = |marker| lines.iter().any(|line| Marker::read(&line.text) == Some(marker));
    (any(Marker::End), any(Marker::EndOfFile))
}

/// All dossiers, one at least, and the first line that is outside of them.
pub(in super::super) fn sections(lines: &[Source]) -> (Vec<Section>, usize) {
    let mut sections: Vec<Section> = Vec::new();
    let mut done = 0;
    for piece in pieces(lines) {
        match Piece::of(lines.get(piece.clone()).unwrap_or_default(), sections.is_empty()) {
            Piece::Dossier(header) => {
                let header = header.map(|header| header.below(piece.start - done));
                sections.push(Section { lines: done..piece.end, header });
            }
            Piece::Nothing if piece.start == done && !sections.is_empty() => {
                if let Some(last) = sections.last_mut() {
                    last.lines.end = piece.end;
                }
            }
            // It goes before what follows, or outside.
            Piece::Nothing | Piece::Prose => continue,
        }
        done = piece.end;
    }
    if sections.is_empty() && !lines.is_empty() {
        return (vec![Section { lines: 0..lines.len(), header: None }], lines.len());
    }
    (sections, done)
}

enum Piece {
    Dossier(Option<Found>),
    /// Blanks and markers.
    Nothing,
    Prose,
}

impl Piece {
    fn of(lines: &[Source], first: bool) -> Self {
        let (end, end_of_file) = ends(lines);
        if let Some(header) = header::find(lines, if end { header::CLOSED } else { header::OPEN }) {
            return Self::Dossier(Some(header));
        }
        let written = |line: &Source| !Line::is_blank(&line.text) && Marker::read(&line.text).is_none();
        let results = lines.iter().any(|line| result::is_machine(&line.text));
        match lines.iter().any(written) {
            true if results || end || first && end_of_file => Self::Dossier(None),
            true => Self::Prose,
            false => Self::Nothing,
        }
    }
}

/// Cut after each sign of an end, and before each header inside.
fn pieces(lines: &[Source]) -> Vec<Range<usize>> {
    let (mut pieces, mut start, mut header, mut results) = (Vec::new(), 0, 0, false);
    for (number, line) in lines.iter().enumerate() {
        match Marker::read(&line.text) {
            Some(Marker::Lab) => results = true,
            Some(Marker::End | Marker::EndOfFile) => {
                pieces.push(start..number + 1);
                (start, header, results) = (number + 1, number + 1, false);
            }
            None if number >= header && header::is_inside(lines, number, results) => {
                let before = lines.get(start..number).unwrap_or_default();
                if before.iter().any(|line| !Line::is_blank(&line.text)) {
                    pieces.push(start..number);
                    (start, results) = (number, false);
                }
                header = number + header::LENGTH;
            }
            None => results |= result::is_machine(&line.text),
        }
    }
    pieces.push(start..lines.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::hprim::{lines::Breaks, text};

    const HEADER: &str = "C\nFICTIVE\nANNE\n\n\n75001 PARIS\n14/07/1962\n\n\n03/02/2026\n\n\n";
    const OTHER: &str = "\nINVENTE\nPAUL\n\n\n\n01/02/1950\n\n\n\n\n\n";

    /// Lines, and where the header is among them.
    type Cut = (Range<usize>, Option<usize>);

    /// All dossiers, and how many lines are outside.
    fn cut(file: &str) -> (Vec<Cut>, usize) {
        let lines = text::read(file.as_bytes(), None, Breaks::Tags).lines;
        let (sections, rest) = sections(&lines);
        let sections = sections.into_iter().map(|section| (section.lines, section.header.map(|found| found.start)));
        (sections.collect(), lines.len() - rest)
    }

    #[test]
    fn dossiers_end_at_their_marker_and_the_file_at_its_own() {
        let file = format!("{HEADER}a\n****FIN****\n\n{OTHER}b\n****FIN****\n****FINFICHIER****\n\nAvis\n");
        assert_eq!(cut(&file), (vec![(0..14, Some(0)), (14..30, Some(1))], 2));
    }

    #[test]
    fn where_no_marker_parts_two_patients_the_second_header_does() {
        let file = format!("{HEADER}text\n{HEADER}b\n****FIN****\n");
        assert_eq!(cut(&file), (vec![(0..13, Some(0)), (13..27, Some(0))], 0));
        // Less is asked among results, where nothing else looks like it.
        let file = format!("{HEADER}****LAB****\nRES|TSH|TSH|N|2\n{OTHER}****LAB****\nRES|TSH|TSH|N|3\n");
        assert_eq!(cut(&file), (vec![(0..14, Some(0)), (14..28, Some(0))], 0));
    }

    #[test]
    fn results_after_an_end_are_not_of_the_patient_before() {
        let file = format!("{HEADER}a\n****FIN****\nRES|TSH|TSH|N|2\n");
        assert_eq!(cut(&file), (vec![(0..14, Some(0)), (14..15, None)], 0));
    }

    #[test]
    fn a_text_before_the_header_goes_with_it() {
        let file = format!("Bonjour,\n\nci-joint\n\n{HEADER}a\n****FIN****\n");
        assert_eq!(cut(&file), (vec![(0..18, Some(4))], 0));
    }

    #[test]
    fn a_file_that_is_nothing_is_one_text() {
        assert_eq!(cut("Bonjour\n\nAu revoir"), (vec![(0..3, None)], 0));
        assert_eq!(cut("\n****FIN****\n"), (vec![(0..2, None)], 0));
        assert_eq!(cut(""), (vec![], 0));
    }
}
