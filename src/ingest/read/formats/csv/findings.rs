//! What is wrong with the number of rows and of their cells.

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::read::widths::cells_moved;

/// A row with a filled cell beyond the header's. `counts` are the cells of the row and of the header.
pub fn too_many_cells(file: &str, line: u32, counts: (usize, usize), cell: &str) -> Finding {
    let message = format!(
        "The row has {} cells and the header {}. Put a cell that holds the delimiter into quotation marks (\"...\").",
        counts.0, counts.1
    );
    Finding { line: Some(line), found: Some(short(cell)), ..Finding::file(file, "too_many_cells", message) }
}

/// A row with empty cells beyond the header's, which not all others have.
pub fn moved_cells(file: &str, line: u32, counts: (usize, usize)) -> Finding {
    Finding { line: Some(line), ..Finding::file(file, "too_many_cells", cells_moved(counts)) }
}

/// A last row with fewer cells than the header and all rows above.
pub fn row_cut_off(file: &str, line: u32, counts: (usize, usize)) -> Finding {
    let message = format!(
        "The file ends within this row, which has {} cells; the header and all rows above have {}. Send the whole file, or fill in the row to its end.",
        counts.0, counts.1
    );
    Finding { line: Some(line), ..Finding::file(file, "row_cut_off", message) }
}

/// The finding that refuses a file of more rows than are read.
pub fn too_many_rows(file: &str, most: usize) -> Box<Finding> {
    let message = format!(
        "The file has more than {most} rows, and that many are read of one file. Send it in parts, each with the header."
    );
    Box::new(Finding::file(file, "too_many_rows", message))
}

/// A text as a finding shows it.
pub fn short(text: &str) -> String {
    printable(text).chars().take(200).collect()
}
