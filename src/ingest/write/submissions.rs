//! Tables of what cities sent that are not frames: the account of files, refused rows, findings.

use crate::ingest::checked::Checked;
use crate::model::contact::Contact;
use crate::model::schema::{Columns, columns};

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked) -> Option<Columns> {
    Some(match table {
        "submissions" => columns!(f in checked.files =>
            submission = f.sha256.get(..16).unwrap_or_default(), file, kind, sha256, rows_read, accepted, rejected,
            filtered),
        "declarations" => columns!(d in checked.declarations => city, role, feature, consent, submission),
        "contacts" => contacts(checked.contacts.iter().filter(|c| c.current).collect()),
        "contact_history" => {
            let rows: Vec<&Contact> = checked.contacts.iter().collect();
            let mut columns = contacts(rows.clone());
            columns.extend(columns!(c in rows => cycle, submitted_on, current, declared_contact_consent));
            columns
        }
        "withdrawals" => columns!(w in checked.withdrawals =>
            city = &w.0.city, cycle = w.0.cycle, submitted_on = w.0.submitted_on.as_deref(), consent = w.0.consent,
            consent_for = w.0.consent_for, contact_consent = w.0.contact_consent, went_in = w.0.went_in,
            stated = w.0.stated, ends_after = w.0.ends_after.as_deref(), submission = &w.0.submission, held = w.1),
        "rejected" => columns!(r in checked.rejected => file, sheet, line, codes, raw),
        "findings" => columns!(f in checked.findings =>
            code, severity, file, sheet, line, column, cell, city, measurement, item, found, message),
        _ => return None,
    })
}

/// Columns of `contacts`.
fn contacts(rows: Vec<&Contact>) -> Columns {
    columns!(c in rows =>
        city, contact_name = &c.means.name, contact_role = &c.means.role, contact_email = &c.means.email,
        languages = &c.means.languages, time_zone = &c.means.time_zone, contact_consent, consent, submission)
}
