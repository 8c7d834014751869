//! Entries of drop-down lists: an id that the reader takes, with words for people behind it where the form is not in
//! English.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::form::Form;
use crate::language::{FIRST, Language};
use crate::model::form::{in_english, in_language};
use crate::model::framework::Code;
use crate::model::vocabulary::{FORM_LANGUAGE, IN_ENGLISH};
use crate::say;

/// What an id of a column means, where it has words: `public` of the column `consent`.
fn meaning(l: &Language, column: &str, id: &str) -> Option<String> {
    if l.tag() == FIRST {
        return None;
    }
    Some(match (column, id) {
        ("consent", "public") => say!(l, "form-consent-public"),
        ("consent", "aggregate_only") => say!(l, "form-consent-aggregate_only"),
        ("consent", "private") => say!(l, "form-consent-private"),
        ("consent_for", "all") => say!(l, "form-consent-all"),
        ("consent_for", "cycle") => say!(l, "form-consent-cycle"),
        ("contact_consent", "public") => say!(l, "form-contact-public"),
        ("contact_consent", "secretariat") => say!(l, "form-contact-secretariat"),
        ("contact_consent", "none") => say!(l, "form-contact-none"),
        ("price_base", "current") => say!(l, "form-prices-current"),
        ("price_base", id) => say!(l, "form-prices-constant", year = id.strip_prefix("constant ")?),
        ("source", id) => l.name("source", id, id),
        _ => return None,
    })
}

/// An entry of a column's list: the id, and what it means.
pub(super) fn entry(l: &Language, column: &str, id: &str) -> String {
    match meaning(l, column, id) {
        Some(meaning) => format!("{id}: {meaning}"),
        None => id.to_string(),
    }
}

/// A code as its list writes it: `low: It runs on ...`.
pub(super) fn with_sentence(l: &Language, c: &Code) -> String {
    format!("{}: {}", c.code, l.name_of("code", &format!("{}-{}", c.kind, c.code), "sentence", &c.sentence))
}

/// The hidden sheet by which a form in another language is read as an English one: its language, entries of lists and their
/// ids, by column, and texts of each series, with the English ones.
pub(super) fn in_english_sheet(
    sheet: &mut Worksheet,
    form: &Form,
    columns: &[(&str, Vec<String>)],
) -> Result<(), XlsxError> {
    sheet.set_name(IN_ENGLISH)?.set_hidden(true);
    let mut row = 0;
    let mut write = |cells: &[&str]| -> Result<(), XlsxError> {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, *cell)?;
        }
        row += 1;
        Ok(())
    };
    write(&[FORM_LANGUAGE, form.language.tag()])?;
    for (column, ids) in columns {
        for id in ids {
            write(&[column, &entry(form.language, column, id), id])?;
        }
    }
    for m in &form.framework.measurements {
        for item in &m.items {
            let (own, english) =
                (in_language(form.framework, m, item, form.language), in_english(form.framework, m, item));
            for (column, own, english) in [
                ("title", own.title, english.title),
                ("meaning", own.meaning, english.meaning),
                ("unit", own.unit, english.unit),
                ("unit", own.unit_alone, english.unit_alone),
            ] {
                write(&[&m.measurement, item, column, &own, &english])?;
            }
        }
    }
    Ok(())
}
