//! Rows as a table: columns side by side, folded to a terminal.

use std::io::Write;

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use unicode_width::UnicodeWidthStr;

use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::console::bounded::Bounded;
use crate::console::fold::{self, Block};

/// Rows that are shown together before the next ones, where columns continue below.
const TOGETHER: usize = 20;

/// A cell in lines, or the name of a column.
type Cell = Vec<String>;

/// Writes columns side by side, each as wide as its widest cell, in time that grows with their size alone. Nothing in a
/// cell or a name acts on a terminal. In a table that is wider than `room`, long cells are wrapped, and columns that
/// still do not fit continue below for each 20 rows.
pub fn write(batches: &[RecordBatch], room: Option<usize>, out: &mut Bounded) -> Result<()> {
    let io = |source| Error::io("write", "standard output")(source);
    let Some(first) = batches.first() else { return Ok(()) };
    let schema = first.schema();
    let names: Vec<Cell> = schema.fields().iter().map(|field| lines(field.name())).collect();
    let mut widths: Vec<usize> = names.iter().map(|lines| width(lines)).collect();
    let mut height = 0;
    let measured = each_row(batches, |cells| {
        cells.iter().zip(&mut widths).for_each(|(lines, widest)| *widest = width(lines).max(*widest));
        height += cells.iter().map(Vec::len).max().unwrap_or(1);
        let line = widths.iter().map(|width| width + 3).sum::<usize>() + 2;
        // Measured before it is written: padding makes more of it than its cells are.
        out.check(if room.is_some() { 0 } else { line.saturating_mul(height) })
    });
    measured?.map_err(io)?;
    let blocks = fold::blocks(&widths, room);
    let together = if blocks.len() > 1 { TOGETHER } else { 1 };
    if blocks.len() == 1 {
        out.write_all(head(&blocks[0], &names).as_bytes()).map_err(io)?;
    }
    let mut waiting = Vec::new();
    let mut begun = false;
    let mut show = |rows: &mut Vec<Vec<Cell>>, last: bool| {
        let mut text = String::new();
        for block in &blocks {
            if blocks.len() > 1 {
                text.push_str(if std::mem::replace(&mut begun, true) { "\n" } else { "" });
                text.push_str(&head(block, &names));
            }
            rows.iter().for_each(|cells| write_row(block, cells, &mut text));
            if blocks.len() > 1 || last {
                text.push_str(&rule(block));
            }
        }
        rows.clear();
        out.write_all(text.as_bytes())
    };
    let written = each_row(batches, |cells| {
        waiting.push(cells);
        if waiting.len() == together { show(&mut waiting, false) } else { Ok(()) }
    });
    written?.map_err(io)?;
    if !waiting.is_empty() || blocks.len() == 1 || height == 0 {
        show(&mut waiting, true).map_err(io)?;
    }
    Ok(())
}

/// For what arrow cannot print.
pub fn fault(source: ArrowError) -> Error {
    Error::Arrow { doing: "writing the rows of a query", source }
}

/// Shows each row, its cells in lines, to `see` until that fails.
pub fn each_row(
    batches: &[RecordBatch],
    mut see: impl FnMut(Vec<Cell>) -> std::io::Result<()>,
) -> Result<std::io::Result<()>> {
    let options = FormatOptions::default().with_display_error(true);
    for batch in batches {
        let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).map_err(fault));
        let columns = columns.collect::<Result<Vec<_>>>()?;
        for row in 0..batch.num_rows() {
            let cells: Vec<Cell> = columns.iter().map(|column| lines(&column.value(row).to_string())).collect();
            if let Err(error) = see(cells) {
                return Ok(Err(error));
            }
        }
    }
    Ok(Ok(()))
}

/// The lines of a cell, as a terminal may show them.
pub fn lines(text: &str) -> Cell {
    visible(text).split('\n').map(str::to_string).collect()
}

/// Columns of a terminal that the widest of these lines takes.
pub fn width(lines: &[String]) -> usize {
    lines.iter().map(|line| line.width()).max().unwrap_or_default()
}

fn rule(block: &Block) -> String {
    block.iter().map(|(_, width)| format!("+{}", "-".repeat(width + 2))).collect::<String>() + "+\n"
}

fn head(block: &Block, names: &[Cell]) -> String {
    let mut text = rule(block);
    write_row(block, names, &mut text);
    text + &rule(block)
}

fn write_row(block: &Block, cells: &[Cell], text: &mut String) {
    let cells: Vec<(Cell, usize)> =
        block.iter().map(|(column, width)| (fold::wrap(&cells[*column], *width), *width)).collect();
    for at in 0..cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1) {
        for (lines, width) in &cells {
            let line = lines.get(at).map_or("", String::as_str);
            text.push_str("| ");
            text.push_str(line);
            text.extend(std::iter::repeat_n(' ', width.saturating_sub(line.width()) + 1));
        }
        text.push_str("|\n");
    }
}
