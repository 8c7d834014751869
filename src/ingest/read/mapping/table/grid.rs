//! A sheet of a workbook to a table: which rows are its header, and which cells are meant.

use std::collections::BTreeMap;

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::RECORDS;
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::formats::workbook::Hidden;
use crate::ingest::read::mapping::spec::{Stored, cells_of};
use crate::ingest::read::mapping::table::read::{Table, refused};
use crate::ingest::read::mapping::table::unshown;

/// The cells of a sheet as text; rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The sheet's name.
    pub name: String,
    /// Filled cells.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Rows and columns that are not shown.
    pub hidden: Hidden,
    /// Formulas without a result.
    pub unsolved: BTreeMap<(u32, u32), String>,
}

/// The table in the sheet.
pub(super) fn table(grid: Grid, stored: &Stored, file: &str) -> Result<Table, Box<Finding>> {
    let skipped = u32::try_from(stored.skip_lines).unwrap_or(u32::MAX);
    let whole = ((0, 0), (u32::MAX, u32::MAX));
    let ((top, left), (bottom, right)) = stored.range.and_then(|r| cells_of(r.get_ref())).unwrap_or(whole);
    let top = top.max(skipped);
    let mut rows = grid.rows.range(top..=bottom.max(top)).filter_map(|(row, cells)| {
        let cells: BTreeMap<u32, &str> = cells.range(left..=right).map(|(c, text)| (*c, text.as_str())).collect();
        (!cells.is_empty()).then_some((*row, cells))
    });
    let heads: Vec<BTreeMap<u32, &str>> =
        rows.by_ref().take(*stored.header_rows.get_ref()).map(|(_, cells)| cells).collect();
    let last = heads.iter().filter_map(|cells| cells.keys().next_back()).max();
    let Some(last) = last else {
        let message = "The sheet has no header there. Mend skip_lines, sheet or range in the mapping.";
        return Err(refused(file, "file_empty", message));
    };
    let lines: Vec<Vec<&str>> = heads
        .iter()
        .map(|cells| (left..=*last).map(|c| cells.get(&c).copied().unwrap_or_default()).collect())
        .collect();
    let header = header(&lines);
    let mut table = Table {
        letters: (left..=*last).map(crate::ingest::read::formats::workbook::letters).collect(),
        sheet: Some(printable(&grid.name)),
        header,
        ..Table::default()
    };
    let mut first = u32::MAX;
    for (row, cells) in rows {
        if table.rows.len() == RECORDS {
            return Err(too_many_rows(file, RECORDS));
        }
        first = first.min(row);
        let cells = (left..=*last).map(|c| cells.get(&c).copied().unwrap_or_default());
        table.rows.push((row + 1, cells.collect()));
    }
    table.hidden_rows =
        grid.hidden.rows.iter().filter(|row| **row >= first && **row <= bottom).map(|row| row + 1).collect();
    table.hidden_columns = unshown::places(&grid.hidden, left, table.header.len());
    table.unsolved = grid
        .unsolved
        .into_iter()
        .filter(|((row, column), _)| *row >= first && *row <= bottom && (left..=*last).contains(column))
        .map(|((row, column), formula)| (row + 1, (column - left) as usize, formula))
        .collect();
    Ok(table)
}

/// The names of columns from the rows of a header: their texts from above, joined by a space. An empty cell above
/// another row is that to its left, as merged cells are.
pub(super) fn header(lines: &[Vec<&str>]) -> Vec<String> {
    let width = lines.iter().map(Vec::len).max().unwrap_or_default();
    let Some((last, above)) = lines.split_last() else { return Vec::new() };
    let above: Vec<Vec<&str>> = above
        .iter()
        .map(|line| {
            let mut before = "";
            let filled = (0..width).map(|at| {
                let own = line.get(at).map_or("", |text| text.trim());
                if !own.is_empty() {
                    before = own;
                }
                before
            });
            filled.collect()
        })
        .collect();
    (0..width)
        .map(|at| {
            let own = last.get(at).map_or("", |text| text.trim());
            let all = above.iter().map(|line| line[at]).chain([own]).filter(|text| !text.is_empty());
            all.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn merged_cells_above_hold_for_those_to_their_right() {
        let lines = [vec!["", "", "2019", "", "2020"], vec!["code", " name ", "Women", "Men", "Women", "Men"]];
        assert_eq!(header(&lines), ["code", "name", "2019 Women", "2019 Men", "2020 Women", "2020 Men"]);
        assert_eq!(header(&[vec!["a", " b "]]), ["a", "b"]);
        assert_eq!(header(&[vec!["Code", "2019", ""], vec!["", "Women", "Men"]]), ["Code", "2019 Women", "2019 Men"]);
    }
}
