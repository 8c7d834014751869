//! A mapping is checked against the catalogue when it is loaded: every message names file and line.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use strum::VariantNames;
use toml::Spanned;

use crate::base::error::{Error, Result};
use crate::ingest::read::mapping::spec::{
    Cell, CellColumn, Deflate, FileSpec, Filter, MappingSpec, MeasurementSpec, Quality, Year, YearFormat, delimiter,
};
use crate::model::definitions::{Definition, may_be_money, price_base};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{Consent, ConsentFor, SourceKind};

pub(super) struct Checker<'a> {
    pub path: &'a Path,
    pub text: &'a str,
    pub framework: &'a Framework,
    /// The network's definitions; none where no network is known.
    pub definitions: Option<&'a [Definition]>,
}

impl Checker<'_> {
    fn wrong<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        let start = at.span().start.min(self.text.len());
        let line = self.text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1;
        Error::invalid(format!("{} line {line}", self.path.display()), message)
    }

    /// The whole mapping.
    pub(super) fn mapping(&self, spec: &MappingSpec) -> Result<()> {
        let name = spec.source.get_ref();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return Err(self.wrong(
                &spec.source,
                format!("source {name:?} must be letters, digits, - and _: it is named with --source NAME=DIR"),
            ));
        }
        if !Consent::VARIANTS.contains(&spec.consent.get_ref().as_str()) {
            return Err(self.wrong(
                &spec.consent,
                format!("consent {:?} is none of {}", spec.consent.get_ref(), Consent::VARIANTS.join(", ")),
            ));
        }
        if let Some(word) = &spec.consent_for
            && !ConsentFor::VARIANTS.contains(&word.get_ref().as_str())
        {
            return Err(self.wrong(
                word,
                format!("consent_for {:?} is none of {}", word.get_ref(), ConsentFor::VARIANTS.join(", ")),
            ));
        }
        if let Some(date) = &spec.submitted_on
            && crate::base::dates::moment(date.get_ref()).is_none()
        {
            return Err(self.wrong(
                date,
                format!(
                    "submitted_on {:?} is no date such as 2025-11-30, or date and time such as 2025-11-30T15:30",
                    date.get_ref()
                ),
            ));
        }
        if spec.file.is_empty() {
            return Err(Error::invalid(self.path.display(), "has no [[file]]; say which files of the source to read"));
        }
        spec.file.iter().try_for_each(|f| self.file(f))
    }

    fn file(&self, at: &Spanned<FileSpec>) -> Result<()> {
        let f = at.get_ref();
        if let Some(d) = &f.delimiter
            && delimiter(d.get_ref()).is_none()
        {
            return Err(
                self.wrong(d, format!("delimiter {:?} must be one character of plain ASCII, or \"tab\"", d.get_ref()))
            );
        }
        if let Some(e) = &f.encoding
            && encoding_rs::Encoding::for_label(e.get_ref().as_bytes()).is_none()
        {
            return Err(self.wrong(
                e,
                format!("encoding {:?} is not known; use a name such as utf-8, windows-1252 or utf-16le", e.get_ref()),
            ));
        }
        let n = &f.numbers;
        if !['.', ','].contains(&n.decimal)
            || n.thousands.is_some_and(|t| ![',', '.', ' ', '\''].contains(&t))
            || n.thousands == Some(n.decimal)
        {
            return Err(self.wrong(
                at,
                "numbers: decimal is \".\" or \",\"; thousands is \",\", \".\", \" \" or \"'\" and not the decimal sign",
            ));
        }
        self.filters(&f.keep)?;
        self.filters(&f.drop)?;
        if f.city.pad > 64 {
            return Err(self.wrong(&f.city.column, format!("city: pad = {} is more than 64 characters", f.city.pad)));
        }
        if let Some(y) = &f.year {
            self.year(at, y)?;
        }
        if let Some(q) = &f.quality {
            self.quality(q)?;
        }
        for cell in f.cells().into_iter().filter_map(Cell::as_column) {
            self.cell(cell)?;
        }
        if f.registry.is_none() && f.measurement.is_empty() && f.context.is_empty() {
            return Err(self.wrong(
                at,
                "this [[file]] feeds nothing; give it a [[file.measurement]], a [[file.context]] or a [file.registry]",
            ));
        }
        for m in &f.measurement {
            self.measurement(f, m)?;
        }
        for c in &f.context {
            let s = c.get_ref();
            let v = s.variable.get_ref();
            if !variable_name(v) {
                return Err(self
                    .wrong(&s.variable, format!("variable {v:?} must be lower-case letters, digits and underscores")));
            }
            self.common(f, c, &s.common(), v)?;
        }
        Ok(())
    }

    fn measurement(&self, f: &FileSpec, at: &Spanned<MeasurementSpec>) -> Result<()> {
        let m = at.get_ref();
        let id = m.measurement.get_ref();
        let Some(known) = self.framework.measurement(id) else {
            return Err(
                self.wrong(&m.measurement, format!("measurement {id:?} is not in data/framework/key-features.csv"))
            );
        };
        self.common(f, at, &m.common(), id)?;
        let items: Vec<&str> = match &m.item {
            Some(Cell::Constant(item)) => vec![item],
            Some(Cell::Column(c)) => c.codes.values().map(String::as_str).collect(),
            None if known.items.iter().any(|i| i == "total") => vec![],
            None => {
                return Err(self.wrong(at, format!("{id} has no total; say which item: {}", known.items.join(", "))));
            }
        };
        if let Some(item) = items.iter().find(|i| **i != "total" && !known.items.iter().any(|k| k == **i)) {
            return Err(self.wrong(at, format!("item {item:?} is none of {id}'s: {}", known.items.join(", "))));
        }
        if !SourceKind::VARIANTS.contains(&m.source.get_ref().as_str()) {
            return Err(self.wrong(
                &m.source,
                format!("source {:?} is none of {}", m.source.get_ref(), SourceKind::VARIANTS.join(", ")),
            ));
        }
        if let Some(s) = &m.status {
            self.status(s)?;
        }
        let defined = match &m.definition {
            Some(id) => self.definition(id, known)?,
            None => None,
        };
        if let Some(base) = &m.price_base {
            self.price_base(base, known, defined)?;
        }
        if let Some(d) = &m.deflate {
            self.deflate(d, m.price_base.as_ref(), known, defined)?;
        }
        if let Some(q) = &m.quality {
            self.quality(q)?;
        }
        if let Some(e) = &m.empty
            && e.get_ref() != "skip"
        {
            self.status(e)?;
        }
        Ok(())
    }

    /// The definition of that id, where the network is known.
    fn definition(&self, id: &Spanned<String>, measurement: &Measurement) -> Result<Option<&Definition>> {
        let Some(all) = self.definitions else { return Ok(None) };
        let Some(found) = all.iter().find(|d| &d.definition == id.get_ref()) else {
            let of_it: BTreeSet<&str> = all
                .iter()
                .filter(|d| d.measurement == measurement.measurement)
                .map(|d| d.definition.as_str())
                .collect();
            let those = match of_it.into_iter().collect::<Vec<_>>() {
                ids if ids.is_empty() => "add it there".to_string(),
                ids => format!("add it there, or write one of {}", ids.join(", ")),
            };
            return Err(self
                .wrong(id, format!("definition {:?} is not in the network's definitions.csv; {those}", id.get_ref())));
        };
        if found.measurement != measurement.measurement {
            return Err(self.wrong(
                id,
                format!(
                    "definition {:?} is one of {}, not of {}; write the id of another, or add one to definitions.csv",
                    id.get_ref(),
                    found.measurement,
                    measurement.measurement
                ),
            ));
        }
        Ok(Some(found))
    }

    fn price_base(
        &self,
        text: &Spanned<String>,
        measurement: &Measurement,
        defined: Option<&Definition>,
    ) -> Result<()> {
        let Some(base) = price_base(text.get_ref()) else {
            return Err(self.wrong(
                text,
                format!(
                    "price_base {:?} is neither current nor constant with its year; write \"current\" or \"constant 2020\"",
                    text.get_ref()
                ),
            ));
        };
        if !may_be_money(measurement) {
            return Err(self.wrong(
                text,
                format!(
                    "{} is a percentage or a rating, no amount of money; take price_base out",
                    measurement.measurement
                ),
            ));
        }
        match defined.and_then(|d| d.price_base.as_ref()) {
            Some(own) if *own != base => Err(self.wrong(
                text,
                format!(
                    "the definition is at {own} prices, not {base}; take price_base out, or name another definition"
                ),
            )),
            _ => Ok(()),
        }
    }

    fn deflate(
        &self,
        d: &Deflate,
        stated: Option<&Spanned<String>>,
        measurement: &Measurement,
        defined: Option<&Definition>,
    ) -> Result<()> {
        if !variable_name(d.index.get_ref()) {
            return Err(self.wrong(
                &d.index,
                format!(
                    "deflate: index {:?} must be the name of a context variable: lower-case letters, digits and underscores",
                    d.index.get_ref()
                ),
            ));
        }
        if !(1900..=2100).contains(&d.to) {
            return Err(self.wrong(&d.index, format!("deflate: to = {} is no year between 1900 and 2100", d.to)));
        }
        let made = Spanned::new(d.index.span(), format!("constant {}", d.to));
        self.price_base(&made, measurement, defined)?;
        match stated {
            Some(base) if price_base(base.get_ref()).as_deref() != Some(made.get_ref()) => Err(self.wrong(
                base,
                format!("deflate makes prices {}, not {}; take price_base out", made.get_ref(), base.get_ref()),
            )),
            _ => Ok(()),
        }
    }

    fn common<T>(
        &self,
        f: &FileSpec,
        at: &Spanned<T>,
        c: &crate::ingest::read::mapping::spec::Common,
        name: &str,
    ) -> Result<()> {
        self.filters(c.keep)?;
        self.filters(c.drop)?;
        match (c.column, c.columns) {
            (None, None) => {
                return Err(self.wrong(at, format!("{name}: say column = \"...\", the column of its values")));
            }
            (Some(_), Some(both)) => return Err(self.wrong(both, format!("{name}: say column or columns, not both"))),
            (None, Some(pattern)) if self.regex(pattern)?.captures_len() < 2 => {
                return Err(self.wrong(
                    pattern,
                    format!("{name}: columns needs a group for the period, such as \"^([0-9]{{4}})$\""),
                ));
            }
            _ => {}
        }
        if let Some(y) = c.year {
            self.year(at, y)?;
        }
        let stands = |y: &Year| y.column.is_some() || y.value.is_some();
        let year = c.year.or(f.year.as_ref());
        match (year, c.columns) {
            (None, None) => {
                return Err(
                    self.wrong(at, format!("{name}: say year = {{ column = \"...\" }}, the period of its rows"))
                );
            }
            (Some(y), None) if !stands(y) => {
                return Err(self.wrong(at, format!("{name}: year needs a column or a value")));
            }
            (Some(y), Some(columns)) if stands(y) => {
                return Err(self.wrong(
                    columns,
                    format!("{name}: columns take the period from the header; year may say format and take, no column or value"),
                ));
            }
            _ => {}
        }
        if !c.multiply.is_finite() || c.multiply == 0.0 || !c.add.is_finite() {
            return Err(self.wrong(at, format!("{name}: multiply must be a number other than 0, and add a number")));
        }
        Ok(())
    }

    fn cell(&self, c: &CellColumn) -> Result<()> {
        match &c.pattern {
            Some(p) if self.regex(p)?.captures_len() < 2 => {
                Err(self.wrong(p, "pattern needs a group for the text that is meant, such as \"^([A-Z])\""))
            }
            _ => Ok(()),
        }
    }

    fn filters(&self, filters: &[Filter]) -> Result<()> {
        for f in filters {
            match (&f.matches, &f.equals) {
                (Some(m), None) => drop(self.regex(m)?),
                (None, Some(_)) => {}
                _ => {
                    return Err(self.wrong(
                        &f.column,
                        format!("the filter on {:?} needs matches or equals, one of them", f.column.get_ref()),
                    ));
                }
            }
        }
        Ok(())
    }

    fn regex(&self, pattern: &Spanned<String>) -> Result<Regex> {
        Regex::new(pattern.get_ref()).map_err(|e| self.wrong(pattern, format!("is no regular expression: {e}")))
    }

    fn year<T>(&self, at: &Spanned<T>, y: &Year) -> Result<()> {
        if y.column.is_some() && y.value.is_some() {
            return Err(self.wrong(at, "year: say column or value, not both"));
        }
        match (y.format.contains(&YearFormat::Pattern), &y.pattern) {
            (true, None) => Err(self.wrong(at, "year: the format \"pattern\" needs pattern = \"...\"")),
            (false, Some(p)) => Err(self.wrong(p, "year: pattern is used with format = [\"pattern\"] only")),
            (true, Some(p)) if self.regex(p)?.captures_len() < 2 => {
                Err(self.wrong(p, "year: pattern needs a group for the year, such as \"FY([0-9]{4})\""))
            }
            _ if y.format.is_empty() => {
                Err(self.wrong(at, "year: format is empty; say plain, float, date, interval, academic or pattern"))
            }
            _ => Ok(()),
        }
    }

    fn quality(&self, q: &Quality) -> Result<()> {
        if q.codes.is_empty() && q.without_value.is_empty() {
            return Err(
                self.wrong(&q.column, "quality: give codes = { x = \"O\" }, from the source's codes to SDMX statuses")
            );
        }
        q.codes.values().chain(q.without_value.values()).try_for_each(|s| self.status(s))
    }

    fn status(&self, flags: &Spanned<String>) -> Result<()> {
        for flag in flags.get_ref().split('|') {
            if !self.framework.statuses.iter().any(|s| s.code == flag) {
                let known: Vec<_> = self.framework.statuses.iter().map(|s| s.code.as_str()).collect();
                return Err(self.wrong(
                    flags,
                    format!("status {flag:?} is no SDMX observation status; those are {}", known.join(", ")),
                ));
            }
        }
        Ok(())
    }
}

/// Whether a text can name a context variable.
fn variable_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
