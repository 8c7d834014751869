//! Findings about a workbook: of a sheet, and those that refuse it for what it is packed of.

use crate::base::characters::printable;
use crate::ingest::finding::Finding;

/// A finding of a sheet.
pub(super) fn at_sheet(file: &str, sheet: &str, code: &'static str, message: String) -> Box<Finding> {
    Box::new(Finding { sheet: Some(printable(sheet)), ..Finding::file(file, code, message) })
}

/// The finding that refuses a workbook because of `what` it holds, such as `more than 255 sheets`.
pub(super) fn too_large(file: &str, what: &str) -> Box<Finding> {
    let message = format!(
        "The workbook holds {what}, which no submission needs. Copy what is filled in into a new template and send that."
    );
    Box::new(Finding::file(file, "workbook_too_large", message))
}

/// The finding that refuses a workbook of which a part cannot be unpacked.
pub(super) fn damaged(file: &str) -> Box<Finding> {
    let message = "The workbook is damaged: a part of it cannot be unpacked. Send it again.";
    Box::new(Finding::file(file, "workbook_broken", message))
}

/// The finding that refuses a workbook because of what a part has, such as `two values in one cell`.
pub(super) fn broken(file: &str, part: &str, what: &str, found: &str) -> Box<Finding> {
    let message = format!(
        "The workbook cannot be read: its part {} has {what}, \"{}\". Open it, save it as .xlsx under another name, and send that.",
        short(part),
        short(found)
    );
    Box::new(Finding { found: Some(short(found)), ..Finding::file(file, "workbook_broken", message) })
}

/// A name or value of a workbook's parts, short enough for a sentence.
pub(super) fn short(text: &str) -> String {
    printable(text).chars().take(60).collect()
}
