//! The sheet `Help`: how to fill in the others, and the lists behind their drop-downs.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use strum::VariantNames;

use super::form::Form;
use super::style::Styles;
use super::words::{entry, with_sentence};
use crate::language::Language;
use crate::model::definitions::Definition;
use crate::model::framework::{LanguageName, Status};
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent, SourceKind, ValueRule};
use crate::say;

/// First row of the lists, from 0.
const FIRST: u32 = 22;

/// How it is filled in, by message.
const HOW: [&str; 18] = [
    "form-how-fill",
    "form-how-city",
    "form-how-observations",
    "form-how-numbers",
    "form-how-source",
    "form-how-status",
    "form-how-definition",
    "form-how-prices",
    "form-how-flags",
    "form-how-surveys",
    "form-how-ratings",
    "form-how-quality",
    "form-how-further",
    "form-how-targets",
    "form-how-consent",
    "form-how-consent-for",
    "form-how-contact",
    "form-how-done",
];

/// The lists behind drop-downs, by the messages of their titles; each is in a column of `Help`.
pub(super) struct Lists {
    columns: Vec<(&'static str, Vec<String>)>,
    /// Columns of the form whose entries are ids with words, and the ids.
    pub words: Vec<(&'static str, Vec<String>)>,
}

impl Lists {
    pub fn new(form: &Form) -> Lists {
        let (framework, l) = (form.framework, form.language);
        let mut features: Vec<String> = framework
            .measurements
            .iter()
            .map(|m| format!("{} {}", m.feature, l.name("feature", &m.feature, &m.feature_title)))
            .collect();
        features.dedup();
        let owned = |list: &[&str]| list.iter().map(|word| word.to_string()).collect::<Vec<_>>();
        let constant = (form.cycle - 15..=form.cycle).rev().map(|year| format!("constant {year}"));
        let words = vec![
            ("source", owned(SourceKind::VARIANTS)),
            ("consent", owned(Consent::VARIANTS)),
            ("consent_for", owned(ConsentFor::VARIANTS)),
            ("contact_consent", owned(ContactConsent::VARIANTS)),
            ("price_base", std::iter::once("current".to_string()).chain(constant).collect()),
        ];
        let of_words = |column: &str| -> Vec<String> {
            let ids = words.iter().find(|(c, _)| *c == column).into_iter().flat_map(|(_, ids)| ids);
            ids.map(|id| entry(l, column, id)).collect()
        };
        let of_kind =
            |kind: &str| framework.codes.iter().filter(|c| c.kind == kind).map(|c| with_sentence(l, c)).collect();
        let mut columns = vec![
            ("form-list-status", framework.statuses.iter().map(|s| status(l, s)).collect()),
            ("form-list-source", of_words("source")),
            ("form-list-consent", of_words("consent")),
            ("form-list-consent-for", of_words("consent_for")),
            ("form-list-key-feature", features),
            ("form-list-measurement", framework.measurements.iter().map(|m| m.measurement.clone()).collect()),
            ("form-list-contact-consent", of_words("contact_consent")),
            ("form-list-cost", of_kind("cost")),
            ("form-list-language", framework.languages.iter().map(|of| language(l, of)).collect()),
            ("form-list-prices", of_words("price_base")),
            ("form-list-quality", of_kind("quality")),
        ];
        let definitions = form.definitions.iter().filter(|d| d.language.is_none());
        let definitions: Vec<String> = definitions
            .map(|d| {
                let is_own = |other: &&Definition| {
                    other.definition == d.definition && other.language.as_deref() == Some(l.tag())
                };
                let title = form.definitions.iter().find(is_own).map_or(&d.title, |own| &own.title);
                format!("{}: {} ({})", d.definition, title, d.measurement)
            })
            .collect();
        if !definitions.is_empty() {
            columns.push(("form-list-definition", definitions));
        }
        Lists { columns, words }
    }

    /// Whether there is such a list.
    pub fn has(&self, title: &str) -> bool {
        self.columns.iter().any(|(t, _)| *t == title)
    }

    /// The cells of a list, for a drop-down.
    pub fn range(&self, title: &str) -> Formula {
        let at = self.columns.iter().position(|(t, _)| *t == title).unwrap_or_default();
        let column = char::from(b'A' + at as u8);
        let last = FIRST as usize + 1 + self.columns.get(at).map_or(1, |(_, l)| l.len());
        Formula::new(format!("=Help!${column}${}:${column}${last}", FIRST + 2))
    }
}

/// A language as its list writes it: `fr: French`.
pub(super) fn language(l: &Language, of: &LanguageName) -> String {
    format!("{}: {}", of.language, l.name("language", &of.language, &of.language_name))
}

/// A status as its list writes it: `D: Definition differs`.
fn status(l: &Language, status: &Status) -> String {
    format!("{}: {}", status.code, l.name("status", &status.code, &status.title))
}

pub(super) fn sheet(sheet: &mut Worksheet, form: &Form, styles: &Styles, lists: &Lists) -> Result<(), XlsxError> {
    sheet.set_name("Help")?;
    let l = form.language;
    sheet.write_string_with_format(0, 0, say!(l, "form-help"), &styles.title)?;
    let about = if form.network.fictional { format!(" {}", say!(l, "form-invented")) } else { String::new() };
    let own = form.network.words.get(l.tag()).and_then(|own| own.name.as_ref());
    let name = own.unwrap_or(&form.network.name);
    sheet.write_string_with_format(1, 0, format!("{name}.{about}"), &styles.intro)?;
    for (i, line) in HOW.iter().enumerate() {
        sheet.write_string_with_format(3 + i as u32, 0, format!("{}. {}", i + 1, l.say(line, &[])), &styles.intro)?;
    }
    for (column, (title, list)) in (0_u16..).zip(&lists.columns) {
        sheet.write_string_with_format(FIRST, column, l.say(title, &[]), &styles.head)?;
        for (row, text) in (FIRST + 1..).zip(list) {
            sheet.write_string_with_format(row, column, text, &styles.shown)?;
        }
    }
    let column = lists.columns.len() as u16;
    sheet.write_string_with_format(FIRST, column, say!(l, "form-list-without-value"), &styles.head)?;
    let without = form.framework.statuses.iter().filter(|s| s.value == ValueRule::None);
    for (row, s) in (FIRST + 1..).zip(without) {
        sheet.write_string_with_format(row, column, status(l, s), &styles.shown)?;
    }
    for (column, width) in
        [48.0, 12.0, 16.0, 16.0, 72.0, 38.0, 16.0, 48.0, 30.0, 16.0, 48.0, 72.0, 48.0].iter().enumerate()
    {
        sheet.set_column_width(column as u16, *width)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    Ok(())
}
