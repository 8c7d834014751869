//! Rows as records: each by itself, a line for each column.

use std::io::Write;

use arrow::array::RecordBatch;
use unicode_width::UnicodeWidthStr;

use crate::base::error::{Error, Result};
use crate::console::bounded::Bounded;
use crate::console::{fold, table};

/// Columns of a terminal that a value has at least, whatever the names take.
const LEAST: usize = 20;

/// Writes each row under its number, the names of the columns before their values; values are wrapped to `room`.
/// Nothing in a value or a name acts on a terminal.
pub fn write(batches: &[RecordBatch], room: Option<usize>, out: &mut Bounded) -> Result<()> {
    let io = |source| Error::io("write", "standard output")(source);
    let Some(first) = batches.first() else { return Ok(()) };
    // A name that has lines of its own is on one here.
    let names: Vec<String> = first.schema().fields().iter().map(|f| table::lines(f.name()).join(" ")).collect();
    let indent = table::width(&names);
    let value_room = room.map(|room| room.saturating_sub(indent + 3).max(LEAST));
    let mut number = 0;
    let written = table::each_row(batches, |cells| {
        number += 1;
        let title = format!("-[ row {number} ]-");
        let mut text = format!("{title}{}\n", "-".repeat((indent + 3 + LEAST).saturating_sub(title.len())));
        for (name, lines) in names.iter().zip(&cells) {
            let lines = value_room.map_or_else(|| lines.clone(), |room| fold::wrap(lines, room));
            for (at, line) in lines.iter().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                let padding = " ".repeat(indent - name.width());
                text.push_str(format!("{name}{padding} | {line}").trim_end());
                text.push('\n');
            }
        }
        out.write_all(text.as_bytes())
    });
    written?.map_err(io)
}
