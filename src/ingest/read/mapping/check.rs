//! A mapping is checked against the catalogue when it is loaded: every message names file and line.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use strum::VariantNames;
use toml::Spanned;

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::line_at;
use crate::base::text::is_snake_case;
use crate::ingest::read::mapping::spec::{
    Cell, CellColumn, Deflate, FileSpec, Filter, MappingSpec, MeasurementSpec, Quality, Year, YearFormat, delimiter,
};
use crate::model::definitions::{Definition, may_be_money, price_base};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{self, Consent, ConsentFor, SourceKind};

pub(super) struct Checker<'a> {
    pub path: &'a Path,
    pub text: &'a str,
    pub framework: &'a Framework,
    /// The network's definitions; none where no network is known.
    pub definitions: Option<&'a [Definition]>,
}

impl Checker<'_> {
    /// File and line of what the mapping says.
    fn place<T>(&self, at: &Spanned<T>) -> String {
        format!("{} line {}", self.path.display(), line_at(self.text, at.span().start))
    }

    fn one_of(&self, key: &str, text: &Spanned<String>, words: &[&str]) -> Result<()> {
        let found = text.get_ref();
        ensure!(words.contains(&found.as_str()), self.place(text), "{key} {found:?} is none of {}", words.join(", "));
        Ok(())
    }

    /// The whole mapping.
    pub(super) fn mapping(&self, spec: &MappingSpec) -> Result<()> {
        let name = spec.source.get_ref();
        ensure!(
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
            self.place(&spec.source),
            "source {name:?} must be letters, digits, - and _: it is named with --source NAME=DIR"
        );
        self.one_of("consent", &spec.consent, Consent::VARIANTS)?;
        if let Some(word) = &spec.consent_for {
            self.one_of("consent_for", word, ConsentFor::VARIANTS)?;
        }
        if let Some(date) = &spec.submitted_on
            && crate::base::dates::moment(date.get_ref()).is_none()
        {
            bail!(
                self.place(date),
                "submitted_on {:?} is no date such as 2025-11-30, or date and time such as 2025-11-30T15:30",
                date.get_ref()
            );
        }
        if spec.file.is_empty() {
            bail!(self.path.display(), "has no [[file]]; say which files of the source to read");
        }
        spec.file.iter().try_for_each(|f| self.file(f))
    }

    fn file(&self, at: &Spanned<FileSpec>) -> Result<()> {
        let f = at.get_ref();
        if let Some(d) = &f.delimiter
            && delimiter(d.get_ref()).is_none()
        {
            bail!(self.place(d), "delimiter {:?} must be one character of plain ASCII, or \"tab\"", d.get_ref());
        }
        if let Some(e) = &f.encoding
            && encoding_rs::Encoding::for_label(e.get_ref().as_bytes()).is_none()
        {
            bail!(
                self.place(e),
                "encoding {:?} is not known; use a name such as utf-8, windows-1252 or utf-16le",
                e.get_ref()
            );
        }
        let n = &f.numbers;
        if !['.', ','].contains(&n.decimal)
            || n.thousands.is_some_and(|t| ![',', '.', ' ', '\''].contains(&t))
            || n.thousands == Some(n.decimal)
        {
            bail!(
                self.place(at),
                "numbers: decimal is \".\" or \",\"; thousands is \",\", \".\", \" \" or \"'\" and not the decimal sign"
            );
        }
        self.filters(&f.keep)?;
        self.filters(&f.drop)?;
        if f.city.pad > 64 {
            bail!(self.place(&f.city.column), "city: pad = {} is more than 64 characters", f.city.pad);
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
            bail!(
                self.place(at),
                "this [[file]] feeds nothing; give it a [[file.measurement]], a [[file.context]] or a [file.registry]"
            );
        }
        for m in &f.measurement {
            self.measurement(f, m)?;
        }
        for c in &f.context {
            let s = c.get_ref();
            let v = s.variable.get_ref();
            ensure!(
                is_snake_case(v),
                self.place(&s.variable),
                "variable {v:?} must be lower-case letters, digits and underscores"
            );
            self.common(f, c, &s.common(), v)?;
        }
        Ok(())
    }

    fn measurement(&self, f: &FileSpec, at: &Spanned<MeasurementSpec>) -> Result<()> {
        let m = at.get_ref();
        let id = m.measurement.get_ref();
        let Some(known) = self.framework.measurement(id) else {
            bail!(self.place(&m.measurement), "measurement {id:?} is not in data/framework/key-features.csv");
        };
        self.common(f, at, &m.common(), id)?;
        let items: Vec<&str> = match &m.item {
            Some(Cell::Constant(item)) => vec![item],
            Some(Cell::Column(c)) => c.codes.values().map(String::as_str).collect(),
            None if known.items.iter().any(|i| i == "total") => vec![],
            None => bail!(self.place(at), "{id} has no total; say which item: {}", known.items.join(", ")),
        };
        if let Some(item) = items.iter().find(|i| **i != "total" && !known.items.iter().any(|k| k == **i)) {
            bail!(self.place(at), "item {item:?} is none of {id}'s: {}", known.items.join(", "));
        }
        self.one_of("source", &m.source, SourceKind::VARIANTS)?;
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
        let made: Vec<&str> = match &m.value_quality {
            Some(Cell::Constant(code)) => vec![code],
            Some(Cell::Column(c)) => c.codes.values().map(String::as_str).collect(),
            None => vec![],
        };
        let known = vocabulary::Quality::VARIANTS;
        if let Some(code) = made.iter().find(|code| !known.contains(code)) {
            bail!(self.place(at), "value_quality {code:?} is none of {}", known.join(", "));
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
            let own = all.iter().filter(|d| d.measurement == measurement.measurement);
            let own: BTreeSet<&str> = own.map(|d| d.definition.as_str()).collect();
            let those = match own.is_empty() {
                true => "add it there".to_string(),
                false => format!("add it there, or write one of {}", Vec::from_iter(own).join(", ")),
            };
            bail!(self.place(id), "definition {:?} is not in the network's definitions.csv; {those}", id.get_ref());
        };
        if found.measurement != measurement.measurement {
            bail!(
                self.place(id),
                "definition {:?} is one of {}, not of {}; write the id of another, or add one to definitions.csv",
                id.get_ref(),
                found.measurement,
                measurement.measurement
            );
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
            bail!(
                self.place(text),
                "price_base {:?} is neither current nor constant with its year; write \"current\" or \"constant 2020\"",
                text.get_ref()
            );
        };
        ensure!(
            may_be_money(measurement),
            self.place(text),
            "{} is a percentage or a rating, no amount of money; take price_base out",
            measurement.measurement
        );
        match defined.and_then(|d| d.price_base.as_ref()) {
            Some(own) if *own != base => bail!(
                self.place(text),
                "the definition is at {own} prices, not {base}; take price_base out, or name another definition"
            ),
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
        ensure!(
            is_snake_case(d.index.get_ref()),
            self.place(&d.index),
            "deflate: index {:?} must be the name of a context variable: lower-case letters, digits and underscores",
            d.index.get_ref()
        );
        ensure!(
            (1900..=2100).contains(&d.to),
            self.place(&d.index),
            "deflate: to = {} is no year between 1900 and 2100",
            d.to
        );
        let made = Spanned::new(d.index.span(), format!("constant {}", d.to));
        self.price_base(&made, measurement, defined)?;
        match stated {
            Some(base) if price_base(base.get_ref()).as_deref() != Some(made.get_ref()) => bail!(
                self.place(base),
                "deflate makes prices {}, not {}; take price_base out",
                made.get_ref(),
                base.get_ref()
            ),
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
            (None, None) => bail!(self.place(at), "{name}: say column = \"...\", the column of its values"),
            (Some(_), Some(both)) => bail!(self.place(both), "{name}: say column or columns, not both"),
            (None, Some(pattern)) => {
                self.group(pattern, &format!("{name}: columns"), "the period, such as \"^([0-9]{4})$\"")?
            }
            (Some(_), None) => {}
        }
        if let Some(y) = c.year {
            self.year(at, y)?;
        }
        let is_given = |y: &Year| y.column.is_some() || y.value.is_some();
        let year = c.year.or(f.year.as_ref());
        match (year, c.columns) {
            (None, None) => bail!(self.place(at), "{name}: say year = {{ column = \"...\" }}, the period of its rows"),
            (Some(y), None) if !is_given(y) => bail!(self.place(at), "{name}: year needs a column or a value"),
            (Some(y), Some(columns)) if is_given(y) => bail!(
                self.place(columns),
                "{name}: columns take the period from the header; year may say format and take, no column or value"
            ),
            _ => {}
        }
        if !c.multiply.is_finite() || c.multiply == 0.0 || !c.add.is_finite() {
            bail!(self.place(at), "{name}: multiply must be a number other than 0, and add a number");
        }
        Ok(())
    }

    fn cell(&self, c: &CellColumn) -> Result<()> {
        match &c.pattern {
            Some(p) => self.group(p, "pattern", "the text that is meant, such as \"^([A-Z])\""),
            None => Ok(()),
        }
    }

    fn filters(&self, filters: &[Filter]) -> Result<()> {
        for f in filters {
            match (&f.matches, &f.equals) {
                (Some(m), None) => drop(self.regex(m)?),
                (None, Some(_)) => {}
                _ => bail!(
                    self.place(&f.column),
                    "the filter on {:?} needs matches or equals, one of them",
                    f.column.get_ref()
                ),
            }
        }
        Ok(())
    }

    fn regex(&self, pattern: &Spanned<String>) -> Result<Regex> {
        Regex::new(pattern.get_ref())
            .map_err(|e| Error::invalid(self.place(pattern), format!("is no regular expression: {e}")))
    }

    /// Whether a regular expression has a group for what is meant.
    fn group(&self, pattern: &Spanned<String>, key: &str, meant: &str) -> Result<()> {
        let has_group = self.regex(pattern)?.captures_len() > 1;
        ensure!(has_group, self.place(pattern), "{key} needs a group for {meant}");
        Ok(())
    }

    fn year<T>(&self, at: &Spanned<T>, y: &Year) -> Result<()> {
        if y.column.is_some() && y.value.is_some() {
            bail!(self.place(at), "year: say column or value, not both");
        }
        match (y.format.contains(&YearFormat::Pattern), &y.pattern) {
            (true, None) => bail!(self.place(at), "year: the format \"pattern\" needs pattern = \"...\""),
            (false, Some(p)) => bail!(self.place(p), "year: pattern is used with format = [\"pattern\"] only"),
            (true, Some(p)) => self.group(p, "year: pattern", "the year, such as \"FY([0-9]{4})\""),
            (false, None) if y.format.is_empty() => {
                bail!(self.place(at), "year: format is empty; say plain, float, date, interval, academic or pattern")
            }
            (false, None) => Ok(()),
        }
    }

    fn quality(&self, q: &Quality) -> Result<()> {
        if q.codes.is_empty() && q.without_value.is_empty() {
            bail!(
                self.place(&q.column),
                "quality: give codes = {{ x = \"O\" }}, from the source's codes to SDMX statuses"
            );
        }
        q.codes.values().chain(q.without_value.values()).try_for_each(|s| self.status(s))
    }

    fn status(&self, flags: &Spanned<String>) -> Result<()> {
        for flag in flags.get_ref().split('|') {
            if !self.framework.statuses.iter().any(|s| s.code == flag) {
                let known: Vec<_> = self.framework.statuses.iter().map(|s| s.code.as_str()).collect();
                bail!(
                    self.place(flags),
                    "status {flag:?} is no SDMX observation status; those are {}",
                    known.join(", ")
                );
            }
        }
        Ok(())
    }
}
