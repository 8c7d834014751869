//! Rows that a delimiter within a cell has made wider.

/// How many cells the rows of a table have. Spreadsheets and databases end every row with the same empty cells; those
/// that one row alone has follow a delimiter within a cell, which has moved the cells after it.
pub struct Widths {
    header: usize,
    narrowest: usize,
    rows: usize,
}

impl Widths {
    /// Widths below a header of so many cells.
    pub fn new(header: usize) -> Widths {
        Widths { header, narrowest: usize::MAX, rows: 0 }
    }

    /// Counts a row of so many cells.
    pub fn add(&mut self, cells: usize) {
        self.narrowest = self.narrowest.min(cells);
        self.rows += 1;
    }

    /// Whether the cells of a row of so many, of which those beyond the header's are empty, have moved. A single row
    /// shows nothing of what is usual.
    pub fn has_moved(&self, cells: usize) -> bool {
        cells > if self.rows > 1 { self.narrowest } else { self.header }
    }
}

/// What is said of such a row. `counts` are the cells of the row and of the header.
pub fn cells_moved(counts: (usize, usize)) -> String {
    format!(
        "The row has {} cells and the header {}, though the last ones are empty: a delimiter within a cell has moved those after it. Put that cell into quotation marks (\"...\"), or remove what follows the last cell.",
        counts.0, counts.1
    )
}
