//! Two columns of prose, told from a table: a table's rows are read across, a
//! column down. Prose is told by the length of its lines.

use super::sheet::Piece;

/// Letters of a line of prose; the longest names of analyses have fewer.
const PROSE: usize = 32;
/// Fewer lines are no column.
const LINES: usize = 6;

/// The pieces in groups to be read one after the other.
pub(super) fn in_order(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let Some(gutter) = gutter(&pieces) else { return vec![pieces] };
    let mut sorted = pieces;
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut groups = Vec::new();
    let [mut across, mut left, mut right] = [const { Vec::new() }; 3];
    for piece in sorted {
        if crosses(&piece, gutter) {
            // A title over both ends what stands above it.
            groups.extend([std::mem::take(&mut left), std::mem::take(&mut right)]);
            across.push(piece);
            continue;
        }
        groups.push(std::mem::take(&mut across));
        if piece.start < gutter { left.push(piece) } else { right.push(piece) }
    }
    groups.extend([across, left, right]);
    groups.retain(|group| !group.is_empty());
    groups
}

/// Where the right one of two columns begins.
fn gutter(pieces: &[Piece]) -> Option<f64> {
    let prose: Vec<&Piece> = pieces.iter().filter(|piece| piece.text.chars().count() >= PROSE).collect();
    let first = pieces.iter().map(|piece| piece.start).min_by(f64::total_cmp)?;
    let last = pieces.iter().map(|piece| piece.end).max_by(f64::total_cmp)?;
    let middle = (last - first) * 0.4 + first..(last - first) * 0.65 + first;
    let starts = prose.iter().map(|piece| piece.start).filter(|start| middle.contains(start));
    let begins_at = |start: f64| prose.iter().filter(|piece| (piece.start - start).abs() < piece.size / 2.0).count();
    let (start, right) = starts.map(|start| (start, begins_at(start))).max_by_key(|(_, lines)| *lines)?;
    let left = prose.iter().filter(|piece| piece.end <= start).count();
    let across = prose.iter().filter(|piece| crosses(piece, start)).count();
    (right >= LINES && left >= LINES && across < left.min(right)).then_some(start)
}

fn crosses(piece: &Piece, gutter: f64) -> bool {
    piece.start < gutter - piece.size && piece.end > gutter + piece.size
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::extract::pdf::sheet::Piece;

    fn piece(text: &str, start: f64, base: f64) -> Piece {
        Piece { start, end: start + 200.0, base, size: 10.0, text: text.to_owned(), ..Piece::default() }
    }

    #[test]
    fn prose_in_two_columns_is_read_down_and_its_title_first() {
        let mut pieces = vec![Piece { end: 500.0, ..piece("Un titre au-dessus des deux", 50.0, 10.0) }];
        for line in 0..10 {
            let base = 30.0 + 12.0 * f64::from(line);
            pieces.push(piece("de la prose, longue comme une ligne de gauche", 50.0, base));
            pieces.push(piece("de la prose, longue comme une ligne de droite", 300.0, base + 3.0));
        }
        let groups = in_order(pieces);
        let read: Vec<_> =
            groups.iter().map(|group| (group.len(), group[0].text.rsplit(' ').next().unwrap())).collect();
        assert_eq!(read, [(1, "deux"), (10, "gauche"), (10, "droite")]);
    }

    #[test]
    fn a_table_stays_whole() {
        let rows = (0..20).flat_map(|row| {
            let base = f64::from(row) * 12.0;
            [piece("Hémoglobine glyquée", 50.0, base), piece("6,1 %", 300.0, base)]
        });
        assert_eq!(in_order(rows.collect()).len(), 1);
        assert_eq!(in_order(vec![]).len(), 1);
    }
}
