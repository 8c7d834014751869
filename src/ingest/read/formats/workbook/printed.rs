//! What a form says next to the rows that were filled in.

use std::collections::BTreeMap;

use super::in_english::InEnglish;
use super::kinds::Kind;
use super::sheet::letters;
use crate::base::characters::printable;
use crate::ingest::read::raw::Printed;

/// Columns that say to people what is asked.
const TEXTS: [&str; 3] = ["title", "meaning", "unit"];

/// Most rows of a sheet whose texts are kept: a form has some hundred.
const ROWS: usize = 1000;

/// Most characters of a text that are kept: a form's are shorter.
const CHARACTERS: usize = 1000;

/// The texts of a sheet's rows, in English where the form says which those are.
pub(super) struct Texts<'a> {
    sheet: String,
    in_english: &'a InEnglish,
    /// Columns of texts, by place.
    columns: Vec<(u32, &'static str)>,
    rows: Vec<Printed>,
}

impl<'a> Texts<'a> {
    pub fn new(sheet: &str, kind: &Kind, header: &BTreeMap<u32, String>, in_english: &'a InEnglish) -> Texts<'a> {
        let is_text = |text: &str| TEXTS.into_iter().find(|name| *name == text && !kind.columns.contains(name));
        let columns = header.iter().filter_map(|(column, text)| Some((*column, is_text(text)?))).collect();
        Texts { sheet: printable(sheet), in_english, columns, rows: Vec::new() }
    }

    /// A row that is read, from 0.
    pub fn look_at(&mut self, row: u32, cells: &BTreeMap<u32, String>, places: &BTreeMap<u32, &'static str>) {
        let cell = |name: &str| {
            let (column, _) = places.iter().find(|(_, column)| **column == name)?;
            cells.get(column).map(String::as_str)
        };
        let (Some(measurement), Some(item)) = (cell("measurement"), cell("item")) else { return };
        if self.rows.len() >= ROWS || measurement.len().max(item.len()) > CHARACTERS {
            return;
        }
        let text = |(column, name): &(u32, &'static str)| {
            let own = cells.get(column)?;
            let text = self.in_english.text(measurement, item, name, own).unwrap_or(own);
            let text: String = text.chars().take(CHARACTERS).collect();
            Some((*name, letters(*column), text))
        };
        let texts: Vec<_> = self.columns.iter().filter_map(text).collect();
        if texts.is_empty() {
            return;
        }
        let is_other = |status: &str| status.split('|').any(|flag| flag.trim() == "D" || flag.trim().starts_with("D:"));
        self.rows.push(Printed {
            sheet: self.sheet.clone(),
            line: row + 1,
            measurement: measurement.to_string(),
            item: item.to_string(),
            differs: cell("definition").is_some() || cell("status").is_some_and(is_other),
            texts,
        });
    }

    /// The rows that have texts.
    pub fn into_rows(self) -> Vec<Printed> {
        self.rows
    }
}
