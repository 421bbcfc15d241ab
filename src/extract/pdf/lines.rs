//! Pieces of text to lines, from the top down: programs draw the numbers of a
//! table after its names, and what was filled into a form last of all.

use super::columns;
use super::sheet::Piece;

/// In sizes of the letters: pieces of one line, one above the other.
pub(super) const LINE: f64 = 0.5;
/// From here on it is another paragraph.
const PARAGRAPH: f64 = 1.9;
/// Less between two pieces, and they are one word: an index, a change of font.
pub(super) const TOUCH: f64 = 0.1;

pub(super) fn write(pieces: Vec<Piece>, whole: &mut String) {
    let mut turns = [const { Vec::new() }; 4];
    for piece in pieces {
        if let Some(turn) = turns.get_mut(usize::from(piece.turn)) {
            turn.push(piece);
        }
    }
    for column in turns.into_iter().flat_map(columns::in_order) {
        let mut text = String::new();
        column_text(column, &mut text);
        mend(&text, whole);
    }
}

/// A word that goes on in the next line is read there too, whole. Whether its
/// hyphen is its own nobody can tell: so both readings are kept.
fn mend(text: &str, whole: &mut String) {
    let mut torn: Option<&str> = None;
    for line in text.lines() {
        let mut rest = line;
        if let Some(half) = torn.filter(|_| line.starts_with(char::is_lowercase)) {
            let (other, after) = line.split_once(' ').unwrap_or((line, ""));
            whole.truncate(whole.trim_end_matches('\n').len());
            whole.extend([other, " ", half, other, "\n"]);
            rest = after;
        }
        whole.push_str(rest);
        whole.push('\n');
        torn = line.strip_suffix(['-', '\u{2010}', '\u{ad}']).and_then(|line| line.rsplit(' ').next());
        torn = torn.filter(|half| half.ends_with(char::is_alphabetic));
    }
}

fn column_text(mut pieces: Vec<Piece>, whole: &mut String) {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut last: Option<f64> = None;
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        let (base, size) = (first.base, first.size);
        let length = rest.iter().take_while(|piece| piece.base - base < LINE * piece.size.max(size)).count();
        if last.is_some_and(|last| base - last > PARAGRAPH * size) {
            whole.push('\n');
        }
        // At least the first is of its own line.
        let (line, others) = rest.split_at_mut(length.max(1));
        last = line.last().map(|piece| piece.base);
        line_text(line, whole);
        rest = others;
    }
}

/// Bold letters are often the same ones drawn again.
pub(super) fn is_twice(last: &Piece, piece: &Piece) -> bool {
    last.text == piece.text && piece.start - last.start < 0.3 * piece.size
}

fn line_text(line: &mut [Piece], whole: &mut String) {
    line.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut last: Option<&Piece> = None;
    for piece in line.iter() {
        if let Some(last) = last {
            if is_twice(last, piece) {
                continue;
            }
            if piece.start - last.end > TOUCH * piece.size {
                whole.push(' ');
            }
        }
        whole.push_str(&piece.text);
        last = Some(piece);
    }
    whole.push('\n');
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::extract::pdf::sheet::Piece;

    fn piece(text: &str, start: f64, base: f64) -> Piece {
        let end = start + 5.0 * text.len() as f64;
        Piece { start, end, base, size: 10.0, text: text.to_owned(), ..Piece::default() }
    }

    #[test]
    fn a_table_is_read_row_by_row_however_it_was_drawn() {
        let mut text = String::new();
        let pieces = vec![
            piece("CRP", 50.0, 112.0),
            piece("Hemoglobine", 50.0, 100.0),
            piece("13,2", 200.0, 101.0),
            piece("5", 200.0, 112.5),
            piece("mg/L", 260.0, 112.0),
            piece("g/dL", 260.0, 100.0),
            piece("Conclusion", 50.0, 160.0),
        ];
        write(pieces, &mut text);
        assert_eq!(text, "Hemoglobine 13,2 g/dL\nCRP 5 mg/L\n\nConclusion\n");
    }

    #[test]
    fn letters_drawn_twice_are_read_once_and_an_index_stays_with_its_word() {
        let mut text = String::new();
        write(
            vec![piece("m", 0.0, 100.0), piece("m", 0.4, 100.0), piece("2", 5.5, 96.0), piece("fin", 30.0, 100.0)],
            &mut text,
        );
        assert_eq!(text, "m2 fin\n");
    }

    #[test]
    fn a_word_torn_at_the_end_of_its_line_is_found_in_both_readings() {
        let mut text = String::new();
        let pieces =
            vec![piece("une hémo-", 0.0, 0.0), piece("globine basse, ci-", 0.0, 12.0), piece("joint - 3", 0.0, 24.0)];
        write(pieces, &mut text);
        assert_eq!(text, "une hémo-globine hémoglobine\nbasse, ci-joint cijoint\n- 3\n");
    }

    #[test]
    fn what_stands_upright_at_the_edge_comes_last() {
        let mut text = String::new();
        write(vec![Piece { turn: 3, ..piece("marge", 0.0, 5.0) }, piece("texte", 50.0, 300.0)], &mut text);
        assert_eq!(text, "texte\nmarge\n");
    }
}
