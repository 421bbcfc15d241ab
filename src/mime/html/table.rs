//! Tables: one of results is set in columns, one that only arranges a page is
//! left as it was written, cell after cell.

/// A cell wider than this holds prose.
const CELL: usize = 60;
/// A row wider than this is easier to read cell by cell.
const ROW: usize = 160;

/// The innermost open table, by the places in the text where it and its cells
/// begin.
pub(super) struct Table {
    pub(super) start: usize,
    cells: Vec<Cell>,
    row_begins: bool,
}

struct Cell {
    at: usize,
    first: bool,
}

impl Table {
    pub(super) fn new(start: usize) -> Self {
        Self { start, cells: Vec::new(), row_begins: true }
    }

    pub(super) fn row(&mut self) {
        self.row_begins = true;
    }

    pub(super) fn cell(&mut self, at: usize) {
        self.cells.push(Cell { at, first: std::mem::take(&mut self.row_begins) });
    }

    /// The lines of the table set in columns, if it is one of results. `prefix`
    /// is what each line of the text begins with here.
    pub(super) fn in_columns(&self, text: &str, prefix: &str) -> Option<Vec<String>> {
        let rows = self.rows(text, prefix)?;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if rows.len() < 2 || columns < 2 {
            return None;
        }
        let mut widths = vec![0; columns];
        for row in &rows {
            for (cell, width) in row.iter().zip(&mut widths) {
                *width = cell.chars().count().max(*width);
            }
        }
        if widths.iter().any(|&width| width > CELL) || widths.iter().map(|width| width + 2).sum::<usize>() > ROW {
            return None;
        }
        let caption = self.slice(text, prefix, self.start, self.cells.first()?.at)?;
        let mut lines: Vec<String> = caption.lines().map(str::to_owned).collect();
        lines.extend(rows.iter().map(|row| aligned(row, &widths)));
        Some(lines)
    }

    /// The rows that hold something; none at all if a cell takes several lines.
    fn rows<'a>(&self, text: &'a str, prefix: &str) -> Option<Vec<Vec<&'a str>>> {
        let mut rows: Vec<Vec<&str>> = Vec::new();
        let ends = self.cells.iter().skip(1).map(|cell| cell.at).chain([text.len()]);
        for (cell, end) in self.cells.iter().zip(ends) {
            let content = self.slice(text, prefix, cell.at, end)?;
            if content.contains('\n') || content.len() > CELL * 4 {
                return None;
            }
            if cell.first {
                rows.push(Vec::new());
            }
            rows.last_mut()?.push(content);
        }
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        Some(rows)
    }

    fn slice<'a>(&self, text: &'a str, prefix: &str, start: usize, end: usize) -> Option<&'a str> {
        let slice = text.get(start.max(self.start)..end)?.trim();
        Some(slice.strip_prefix(prefix.trim_end()).unwrap_or(slice).trim())
    }
}

fn aligned(row: &[&str], widths: &[usize]) -> String {
    let mut line = String::new();
    let mut missing = 0;
    for (cell, width) in row.iter().zip(widths) {
        line.extend(std::iter::repeat_n(' ', missing));
        line.push_str(cell);
        missing = width + 2 - cell.chars().count().min(*width);
    }
    line.truncate(line.trim_end().len());
    line
}
