//! A mapping is checked against the catalogue when it is loaded: every message names file and line.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use strum::VariantNames;
use toml::Spanned;

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::line_at;
use crate::base::text::is_snake_case;
use crate::ingest::read::mapping::interval::levels;
use crate::ingest::read::mapping::spec::{
    Cell, Common, Deflate, FileSpec, Filter, Format, Interval, LookupSpec, MappingSpec, MeasurementSpec, Over,
    OverTake, Quality, Stored, Year, YearFormat, cells_of, delimiter,
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
        self.lookups(&spec.lookup)?;
        spec.file.iter().try_for_each(|f| self.file(f, &spec.lookup))
    }

    fn lookups(&self, lookups: &[Spanned<LookupSpec>]) -> Result<()> {
        let mut names = BTreeSet::new();
        for at in lookups {
            let l = at.get_ref();
            let name = l.name.get_ref();
            ensure!(names.insert(name), self.place(&l.name), "there are two lookups {name:?}; rename one of them");
            ensure!(
                !l.columns.is_empty(),
                self.place(at),
                "the lookup {name:?} gives no columns; say columns = {{ new = \"old\" }}"
            );
            self.stored(&l.stored())?;
            self.filters(&l.keep)?;
            self.filters(&l.drop)?;
        }
        Ok(())
    }

    /// How a table is stored.
    fn stored(&self, s: &Stored) -> Result<()> {
        if let Some(d) = s.delimiter
            && delimiter(d.get_ref()).is_none()
        {
            bail!(self.place(d), "delimiter {:?} must be one character of plain ASCII, or \"tab\"", d.get_ref());
        }
        if let Some(e) = s.encoding
            && encoding_rs::Encoding::for_label(e.get_ref().as_bytes()).is_none()
        {
            bail!(
                self.place(e),
                "encoding {:?} is not known; use a name such as utf-8, windows-1252 or utf-16le",
                e.get_ref()
            );
        }
        let rows = *s.header_rows.get_ref();
        ensure!((1..=10).contains(&rows), self.place(s.header_rows), "header_rows = {rows} is not between 1 and 10");
        if let Some(range) = s.range {
            ensure!(
                cells_of(range.get_ref()).is_some(),
                self.place(range),
                "range {:?} is no range of cells such as \"A4:H60\", its upper left corner first",
                range.get_ref()
            );
        }
        let is_sheet = s.format.is_none_or(|f| matches!(f, Format::Xlsx | Format::Ods));
        if let Some(sheet) = s.sheet.or(s.range).filter(|_| !is_sheet) {
            bail!(self.place(sheet), "only workbooks have sheets; take sheet and range out, or mend format");
        }
        for pattern in [s.sheet, s.member].into_iter().flatten() {
            if let Err(e) = glob::Pattern::new(&pattern.get_ref().replace('[', "[[]")) {
                bail!(self.place(pattern), "{:?} is no pattern with * and ?: {e}", pattern.get_ref());
            }
        }
        Ok(())
    }

    fn file(&self, at: &Spanned<FileSpec>, lookups: &[Spanned<LookupSpec>]) -> Result<()> {
        let f = at.get_ref();
        self.stored(&f.stored())?;
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
        if let Some(y) = &f.year {
            self.year(at, y)?;
        }
        if let Some(q) = &f.quality {
            self.quality(q, f)?;
        }
        if let Some(years) = &f.years {
            let [first, last] = years.get_ref();
            ensure!(
                first <= last,
                self.place(years),
                "years = [{first}, {last}]: the first year comes first, and both are part of what is read"
            );
        }
        self.edition(f)?;
        for used in &f.lookup {
            let is_known = lookups.iter().any(|l| l.get_ref().name.get_ref() == used.table.get_ref());
            ensure!(is_known, self.place(&used.table), "there is no [[lookup]] with name = {:?}", used.table.get_ref());
        }
        let of_lookups = |used: &crate::ingest::read::mapping::spec::LookupUse| {
            let table = lookups.iter().find(|l| l.get_ref().name.get_ref() == used.table.get_ref());
            table.map(|l| l.get_ref().columns.keys()).into_iter().flatten()
        };
        let mut names = BTreeSet::new();
        if let Some(twice) = f.lookup.iter().flat_map(of_lookups).find(|name| !names.insert(*name)) {
            bail!(
                self.place(at),
                "two lookups of this [[file]] give a column {twice:?}; give one of them another name"
            );
        }
        for cell in f.own_cells() {
            self.cell(at, cell, None)?;
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
        let regex = m.columns.as_ref().and_then(|p| Regex::new(p.get_ref()).ok());
        for cell in m.cells() {
            self.cell(at, cell, regex.as_ref())?;
        }
        let items: Vec<&str> = match &m.item {
            Some(item) => item.said(),
            None if known.items.iter().any(|i| i == "total") => vec![],
            None => bail!(self.place(at), "{id} has no total; say which item: {}", known.items.join(", ")),
        };
        if let Some(item) = items.iter().find(|i| **i != "total" && !known.items.iter().any(|k| k == **i)) {
            bail!(self.place(at), "item {item:?} is none of {id}'s: {}", known.items.join(", "));
        }
        for kind in m.source.get_ref().said() {
            let kind = Spanned::new(m.source.span(), kind.to_string());
            self.one_of("source", &kind, SourceKind::VARIANTS)?;
        }
        if let Some(s) = &m.status {
            self.status(s)?;
        }
        let mut defined = None;
        if let Some(cell) = &m.definition {
            for id in cell.get_ref().said() {
                defined = self.definition(&Spanned::new(cell.span(), id.to_string()), known)?;
            }
        }
        if let Some(cell) = &m.price_base {
            for base in cell.get_ref().said() {
                self.price_base(&Spanned::new(cell.span(), base.to_string()), known, defined)?;
            }
        }
        if let Some(i) = &m.interval {
            self.interval(i, m.over.as_ref())?;
        }
        if let Some(d) = &m.deflate {
            let stated = m.price_base.as_ref().map(|p| Spanned::new(p.span(), p.get_ref().said().join(", ")));
            self.deflate(d, stated.as_ref(), known, defined)?;
        }
        if let Some(q) = &m.quality {
            self.quality(q, f)?;
        }
        let made: Vec<&str> = m.value_quality.iter().flat_map(Cell::said).collect();
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

    fn common<T>(&self, f: &FileSpec, at: &Spanned<T>, c: &Common, name: &str) -> Result<()> {
        self.filters(c.keep)?;
        self.filters(c.drop)?;
        match (c.column, c.columns, c.value) {
            (None, None, None) => bail!(
                self.place(at),
                "{name}: say column = \"...\", the column of its values; or columns, or value = \"100 * a / b\""
            ),
            (Some(_), Some(both), None) => bail!(self.place(both), "{name}: say column or columns, not both"),
            (None, None, Some(_)) | (Some(_), None, None) => {}
            (None, Some(pattern), None) => {
                self.group(pattern, &format!("{name}: columns"), "the period, such as \"^([0-9]{4})$\"")?
            }
            (_, _, Some(value)) => {
                bail!(self.place(value), "{name}: say value, column or columns, one of them")
            }
        }
        if let Some(over) = c.over {
            self.over(over, name)?;
        }
        if let Some(y) = c.year {
            self.year(at, y)?;
        }
        let is_given = |y: &Year| y.column.is_some() || y.value.is_some() || y.file.is_some();
        let year = c.year.or(f.year.as_ref());
        match (year, c.columns.filter(|p| says_period(p.get_ref()))) {
            (None, None) => bail!(self.place(at), "{name}: say year = {{ column = \"...\" }}, the period of its rows"),
            (Some(y), None) if !is_given(y) => {
                bail!(self.place(at), "{name}: year needs a column, a value, or file, a pattern of the file's name")
            }
            (Some(y), Some(columns)) if is_given(y) => bail!(
                self.place(columns),
                "{name}: columns take the period from the header; year may say format and take, no column or value; or give every group of columns a name, as (?P<item>...)"
            ),
            _ => {}
        }
        if !c.multiply.is_finite() || c.multiply == 0.0 || !c.add.is_finite() {
            bail!(self.place(at), "{name}: multiply must be a number other than 0, and add a number");
        }
        Ok(())
    }

    /// A cell; `header` is the expression that headers match where the table is wide.
    fn cell<T>(&self, at: &Spanned<T>, cell: &Cell, header: Option<&Regex>) -> Result<()> {
        match cell {
            Cell::Constant(_) => Ok(()),
            Cell::Column(c) => match &c.pattern {
                Some(p) => self.group(p, "pattern", "the text that is meant, such as \"^([A-Z])\""),
                None => Ok(()),
            },
            Cell::File { pattern, .. } => self.group(pattern, "file", "the text that is meant, such as \"_([a-z]+)\""),
            Cell::Header { group, .. } => {
                let name = group.get_ref();
                let is_there = header.is_some_and(|r| r.capture_names().flatten().any(|n| n == name));
                ensure!(
                    is_there,
                    self.place(at),
                    "header = {name:?} is no group of columns; name one there, as (?P<{name}>...)"
                );
                Ok(())
            }
        }
    }

    /// The date of a file's edition.
    fn edition(&self, f: &FileSpec) -> Result<()> {
        let Some(edition) = &f.submitted_on else { return Ok(()) };
        match edition.get_ref() {
            Cell::Constant(day) if crate::base::dates::moment(day).is_some() => Ok(()),
            Cell::Constant(day) => bail!(
                self.place(edition),
                "submitted_on {day:?} is no date such as 2025-11-30, or date and time such as 2025-11-30T15:30"
            ),
            Cell::File { pattern, .. } => {
                self.group(pattern, "submitted_on: file", "the date, such as \"-([0-9]{4})\\\\.csv$\"")
            }
            _ => bail!(
                self.place(edition),
                "submitted_on is a date or {{ file = \"...\" }}: all rows of a file are of one edition"
            ),
        }
    }

    fn interval(&self, at: &Spanned<Interval>, over: Option<&Spanned<Over>>) -> Result<()> {
        let i = at.get_ref();
        let ends = i.lower.is_some() || i.upper.is_some();
        let ways = [ends, i.margin.is_some(), i.standard_error.is_some(), i.cv.is_some()];
        if ways.iter().filter(|w| **w).count() != 1 || i.lower.is_some() != i.upper.is_some() {
            bail!(
                self.place(at),
                "interval: say lower and upper, or one of margin, standard_error and cv, each with its column"
            );
        }
        if let Some(level) = i.level {
            let known: Vec<String> = levels().map(|l| l.to_string()).collect();
            ensure!(
                levels().any(|l| l == level),
                self.place(at),
                "interval: level = {level} is none of {} per cent",
                known.join(", ")
            );
            ensure!(
                i.standard_error.is_none() && i.cv.is_none(),
                self.place(at),
                "interval: a standard error has no level; take level out"
            );
        }
        match over {
            Some(over) => bail!(
                self.place(over),
                "over: the intervals of parts make none of the whole; take interval out, or map the table's own whole"
            ),
            None => Ok(()),
        }
    }

    fn over(&self, at: &Spanned<Over>, name: &str) -> Result<()> {
        let over = at.get_ref();
        ensure!(!over.by.is_empty(), self.place(at), "{name}: over.by names no column that tells the parts apart");
        ensure!(over.need > 0, self.place(at), "{name}: over.need is the number of parts that make a whole, such as 4");
        if let Some(weight) = &over.weight {
            ensure!(
                over.take == OverTake::Mean,
                self.place(weight),
                "{name}: only a mean has weights; write take = \"mean\", or take weight out"
            );
        }
        Ok(())
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
        if [y.column.is_some(), y.value.is_some(), y.file.is_some()].into_iter().filter(|is| *is).count() > 1 {
            bail!(self.place(at), "year: say column, value or file, one of them");
        }
        if let Some(file) = &y.file {
            self.group(file, "year: file", "the year, such as \"_([0-9]{4})\"")?;
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

    fn quality(&self, q: &Quality, f: &FileSpec) -> Result<()> {
        // SDMX has our statuses already.
        if q.codes.is_empty() && q.without_value.is_empty() && f.format != Some(Format::SdmxCsv) {
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

/// Whether an expression for headers says which part of them is the period: a group `year`, or one without a name.
fn says_period(pattern: &str) -> bool {
    let Ok(regex) = Regex::new(pattern) else { return true };
    regex.capture_names().skip(1).any(|name| name.is_none_or(|name| name == "year"))
}
