//! Tables of what cities sent that are not frames: the account of files, refused rows, findings.

use crate::ingest::checked::Checked;
use crate::model::schema::{Cells, Columns};

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked) -> Option<Columns> {
    let count = |n: usize| n as i64;
    Some(match table {
        "submissions" => {
            let f = &checked.files;
            vec![
                ("submission", Cells::text(f, |f| f.sha256.get(..16).unwrap_or_default())),
                ("file", Cells::text(f, |f| &f.file)),
                ("kind", Cells::text(f, |f| &f.kind)),
                ("sha256", Cells::text(f, |f| &f.sha256)),
                ("rows_read", Cells::integer(f, |f| count(f.rows_read))),
                ("accepted", Cells::integer(f, |f| count(f.accepted))),
                ("rejected", Cells::integer(f, |f| count(f.rejected))),
                ("filtered", Cells::integer(f, |f| count(f.filtered))),
            ]
        }
        "declarations" => {
            let d = &checked.declarations;
            vec![
                ("city", Cells::text(d, |d| &d.city)),
                ("role", Cells::text(d, |d| d.role)),
                ("feature", Cells::text(d, |d| &d.feature)),
                ("consent", Cells::text(d, |d| d.consent.into_str())),
                ("submission", Cells::text(d, |d| &d.submission)),
            ]
        }
        "rejected" => {
            let r = &checked.rejected;
            vec![
                ("file", Cells::text(r, |r| &r.file)),
                ("sheet", Cells::optional_text(r, |r| r.sheet.as_ref())),
                ("line", Cells::integer(r, |r| r.line.map(i64::from))),
                ("codes", Cells::text(r, |r| &r.codes)),
                ("raw", Cells::optional_text(r, |r| r.raw.as_ref())),
            ]
        }
        "findings" => {
            let f = &checked.findings;
            vec![
                ("code", Cells::text(f, |f| f.code)),
                ("severity", Cells::text(f, |f| f.severity.into_str())),
                ("file", Cells::text(f, |f| &f.file)),
                ("sheet", Cells::optional_text(f, |f| f.sheet.as_ref())),
                ("line", Cells::integer(f, |f| f.line.map(i64::from))),
                ("column", Cells::optional_text(f, |f| f.column.as_ref())),
                ("cell", Cells::optional_text(f, |f| f.cell.as_ref())),
                ("city", Cells::optional_text(f, |f| f.city.as_ref())),
                ("measurement", Cells::optional_text(f, |f| f.measurement.as_ref())),
                ("item", Cells::optional_text(f, |f| f.item.as_ref())),
                ("found", Cells::optional_text(f, |f| f.found.as_ref())),
                ("message", Cells::text(f, |f| &f.message)),
            ]
        }
        _ => return None,
    })
}
