//! A copy with remarks that is read as what came is.

use super::made::Annotated;
use super::words::Words;
use super::{csv, workbook};
use crate::ingest::finding::Finding;
use crate::ingest::limits::SUBMISSION_BYTES;
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::formats;
use crate::ingest::read::raw::{FileKind, RawFile};
use crate::ingest::read::{guard, reader_fault};
use crate::model::network_file::NumberFormat;

/// The submission with a remark for each of these findings, which are all of this file.
///
/// # Errors
/// A sentence that says why no copy can be made: the file is no workbook, its rows cannot be told apart, or it is too
/// full to hold the remarks.
pub fn annotated(bytes: &[u8], input: &Input, findings: &[&Finding], words: &Words) -> Result<Annotated, String> {
    let Role::Submission(format, kind) = input.role else {
        let first = findings.first().map_or_else(formats::unknown, |f| f.message.clone());
        return Err(first);
    };
    if *format == formats::workbook::ODS {
        return Err(
            "Remarks are put into workbooks that are saved as .xlsx, not into ODS. Save it as .xlsx and check that, or mend it by the list."
                .into(),
        );
    }
    let with_remarks = || match kind {
        FileKind::Workbook => {
            let l = words.of(workbook::language(bytes).as_deref()).map_err(|e| e.to_string())?;
            workbook::annotated(bytes, &input.file, findings, &l)
        }
        kind => {
            let l = words.of(None).map_err(|e| e.to_string())?;
            csv::annotated(bytes, &input.file, kind, findings, &l)
        }
    };
    let made = guard::quietly(with_remarks).unwrap_or_else(|panic| Err(reader_fault(&panic)))?;
    if made.bytes.len() as u64 > SUBMISSION_BYTES {
        return Err(
            "With the remarks the file is larger than any that is read, so they stand in the list alone.".into()
        );
    }
    match guard::quietly(|| reads_alike(bytes, &made.bytes, input)) {
        Ok(true) => Ok(made),
        _ => Err("The remarks cannot be added without changing how the file is read, so they stand in the list alone."
            .into()),
    }
}

/// Whether both are read as the same rows, with the same findings.
fn reads_alike(before: &[u8], after: &[u8], input: &Input) -> bool {
    let Role::Submission(format, kind) = input.role else { return false };
    let read = |bytes| (format.read)(bytes, &input.file, kind, &NumberFormat::default());
    let (before, after) = (read(before), read(after));
    // The text of the row as it came, which the archive keeps, has the empty cells too that a remark stands behind.
    let frames = |raw: &RawFile| {
        let all = [&raw.observations, &raw.declaration, &raw.targets, &raw.practices];
        all.map(|frame| frame.as_ref().map(|frame| frame.drop_many(["raw"])))
    };
    let are_equal = frames(&before).iter().zip(&frames(&after)).all(|pair| match pair {
        (Some(before), Some(after)) => before.equals_missing(after),
        (before, after) => before.is_none() && after.is_none(),
    });
    are_equal
        && (before.rows_read, before.filtered, &before.columns, &before.printed)
            == (after.rows_read, after.filtered, &after.columns, &after.printed)
        && before.findings == after.findings
}

/// Whether a file is a submission with remarks; `ending` says what it should be.
pub(super) fn is_annotated(bytes: &[u8], ending: &str) -> bool {
    let is = || match ending {
        "xlsx" => workbook::is_annotated(bytes),
        "csv" => csv::is_annotated(bytes),
        _ => false,
    };
    guard::quietly(is).unwrap_or(false)
}
