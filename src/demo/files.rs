//! From a city's submission to the bytes of its files.

use std::collections::BTreeMap;

use super::companions::{Declaration, Practice, Target};
use super::faults::{Dialect, LETTER};
use super::row::Row;
use crate::base::error::{Error, Result};
use crate::ingest::read::raw;
use crate::language::Language;
use crate::model::cities::City;
use crate::model::framework::Framework;
use crate::model::network_file::NetworkFile;
use crate::template::{self, Entries, Form};

/// Columns of the older form of `city.csv`.
const OLDER: usize = 7;

/// What a city sends for a cycle.
#[derive(Debug)]
pub struct Submission {
    /// City's id.
    pub city: String,
    /// Cycle.
    pub cycle: i32,
    /// Folder below `submissions`.
    pub folder: String,
    /// Consent, date, priorities.
    pub declaration: Declaration,
    /// Observations.
    pub rows: Vec<Row>,
    /// Targets; no file where there are none.
    pub targets: Vec<Target>,
    /// Practices; no file where there are none.
    pub practices: Vec<Practice>,
    /// How its observations are written.
    pub dialect: Dialect,
    /// Whether a letter is among them.
    pub letter: bool,
}

impl Submission {
    /// Its CSV files: path below `submissions`, bytes.
    pub fn csv(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let path = |name: &str| format!("{}/{name}", self.folder);
        let mut files = vec![(path("city.csv"), self.declaration_file()?)];
        files.push((path("observations.csv"), self.observations()?));
        if !self.targets.is_empty() {
            files.push((path("targets.csv"), plain(&raw::TARGETS, self.target_cells())?));
        }
        if !self.practices.is_empty() {
            files.push((path("practices.csv"), plain(&raw::PRACTICES, self.practice_cells())?));
        }
        if self.letter {
            files.push((path(LETTER.0), LETTER.1.into()));
        }
        Ok(files)
    }

    /// Its workbook, and the letter that comes with it: path below `submissions`, bytes.
    ///
    /// A city whose CSV file has the wrong header sends text that only calls itself a workbook.
    pub fn workbook(
        &self,
        framework: &Framework,
        network: &NetworkFile,
        city: &City,
        language: &Language,
    ) -> Result<Vec<(String, Vec<u8>)>> {
        // The newest year of a series is in the row laid out for it, older ones below.
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|r| std::cmp::Reverse(r.reference_year));
        let bytes = if self.dialect == Dialect::WrongHeader {
            self.observations()?
        } else {
            let last = BTreeMap::new();
            let form = Form { framework, network, definitions: &[], city, cycle: self.cycle, language, last: &last };
            let entries = Entries {
                declaration: Some(self.declaration_cells()),
                observations: rows.iter().map(|r| r.cells(&self.city, self.cycle)).collect(),
                targets: self.target_cells(),
                practices: self.practice_cells(),
            };
            template::workbook(&form, &entries)?
        };
        let mut files = vec![(format!("{}.xlsx", self.folder), bytes)];
        if self.letter {
            files.push((format!("{}-{}", self.folder, LETTER.0), LETTER.1.into()));
        }
        Ok(files)
    }

    /// `city.csv`; its last columns only where something is in them.
    fn declaration_file(&self) -> Result<Vec<u8>> {
        let mut cells = self.declaration_cells();
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(filled.max(OLDER));
        plain(&raw::DECLARATION[..cells.len()], [cells])
    }

    /// Cells of `city.csv`.
    pub fn declaration_cells(&self) -> Vec<String> {
        let d = &self.declaration;
        vec![
            self.city.clone(),
            self.cycle.to_string(),
            d.submitted_on.clone(),
            d.consent.clone(),
            d.baseline_year.clone(),
            d.priorities.join("|"),
            d.expertise.join("|"),
            d.consent_for.clone(),
            d.contact.name.clone(),
            d.contact.role.clone(),
            d.contact.email.clone(),
            d.contact.languages.clone(),
            d.contact.time_zone.clone(),
            d.contact.consent.clone(),
        ]
    }

    /// Cells of `targets.csv`.
    pub fn target_cells(&self) -> Vec<Vec<String>> {
        let cells = |t: &Target| {
            vec![self.city.clone(), t.measurement.clone(), t.item.clone(), t.year.clone(), t.value.clone()]
        };
        self.targets.iter().map(cells).collect()
    }

    /// Cells of `practices.csv`.
    pub fn practice_cells(&self) -> Vec<Vec<String>> {
        let cells = |p: &Practice| {
            let texts = [
                &self.city,
                &p.feature,
                &p.title,
                &p.summary,
                &p.link,
                &p.details.started,
                &p.details.cost_band,
                &p.details.partners,
                &p.details.evidence,
                &p.details.language,
            ];
            texts.map(String::clone).to_vec()
        };
        self.practices.iter().map(cells).collect()
    }

    /// The file of observations; columns that came with a later form only where something is in them.
    fn observations(&self) -> Result<Vec<u8>> {
        let is_later = |name: &str| matches!(name, "quality" | "verified_by");
        let mut rows: Vec<Vec<String>> = self.rows.iter().map(|r| r.cells(&self.city, self.cycle)).collect();
        let is_used = |at: usize| rows.iter().any(|row| !row[at].is_empty());
        let used: Vec<bool> =
            raw::OBSERVATIONS.iter().enumerate().map(|(at, name)| !is_later(name) || is_used(at)).collect();
        let header: Vec<&str> =
            raw::OBSERVATIONS.into_iter().zip(&used).filter(|(_, used)| **used).map(|c| c.0).collect();
        for row in &mut rows {
            let mut used = used.iter();
            row.retain(|_| used.next() == Some(&true));
        }
        match self.dialect {
            Dialect::Plain => plain(&header, rows),
            Dialect::WrongHeader => {
                let header = ["town", "round", "indicator", "part", "year", "figure"];
                plain(&header, rows.into_iter().map(|row| row[..header.len()].to_vec()))
            }
            Dialect::Spaces => {
                let spaced = |row: Vec<String>| row.iter().map(|cell| format!(" {cell} ")).collect();
                plain(&header, rows.into_iter().map(spaced))
            }
            Dialect::Semicolons => {
                let mut bytes = "\u{feff}".as_bytes().to_vec();
                bytes.extend(table(&header, rows, b';', csv::Terminator::CRLF)?);
                Ok(bytes)
            }
        }
    }
}

/// A table with commas and line feeds.
pub fn plain(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    table(header, rows, b',', csv::Terminator::Any(b'\n'))
}

fn table(
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    delimiter: u8,
    end: csv::Terminator,
) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(Vec::new());
    let fault = |e: String| Error::invalid("a CSV file", e);
    writer.write_record(header).map_err(|e| fault(e.to_string()))?;
    rows.into_iter().try_for_each(|row| writer.write_record(row)).map_err(|e| fault(e.to_string()))?;
    writer.into_inner().map_err(|e| fault(e.to_string()))
}
