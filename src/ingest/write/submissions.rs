//! Tables of what cities sent that are not frames: the account of files, refused rows, findings.

use crate::ingest::checked::Checked;
use crate::model::schema::{Columns, columns};

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked) -> Option<Columns> {
    Some(match table {
        "submissions" => columns!(f in checked.files =>
            submission = f.sha256.get(..16).unwrap_or_default(), file, kind, sha256, rows_read, accepted, rejected,
            filtered),
        "declarations" => columns!(d in checked.declarations => city, role, feature, consent, submission),
        "rejected" => columns!(r in checked.rejected => file, sheet, line, codes, raw),
        "findings" => columns!(f in checked.findings =>
            code, severity, file, sheet, line, column, cell, city, measurement, item, found, message),
        _ => return None,
    })
}
