//! What stands in several places of a mapping: how a table is stored, cells, filters, years, codes of quality, regular
//! expressions.

use regex::Regex;

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::spanned::Spanned;
use crate::ingest::read::mapping::check::Checker;
use crate::ingest::read::mapping::spec::{
    Cell, FileSpec, Filter, Format, Quality, Stored, Year, YearFormat, cells_of, delimiter,
};

impl Checker<'_> {
    /// How a table is stored.
    pub(super) fn stored(&self, s: &Stored) -> Result<()> {
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

    /// A cell; `header` is the expression that headers match where the table is wide.
    pub(super) fn cell<T>(&self, at: &Spanned<T>, cell: &Cell, header: Option<&Regex>) -> Result<()> {
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

    pub(super) fn filters(&self, filters: &[Filter]) -> Result<()> {
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

    pub(super) fn regex(&self, pattern: &Spanned<String>) -> Result<Regex> {
        Regex::new(pattern.get_ref())
            .map_err(|e| Error::invalid(self.place(pattern), format!("is no regular expression: {e}")))
    }

    /// Whether a regular expression has a group for what is meant.
    pub(super) fn group(&self, pattern: &Spanned<String>, key: &str, meant: &str) -> Result<()> {
        let has_group = self.regex(pattern)?.captures_len() > 1;
        ensure!(has_group, self.place(pattern), "{key} needs a group for {meant}");
        Ok(())
    }

    pub(super) fn year<T>(&self, at: &Spanned<T>, y: &Year) -> Result<()> {
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

    pub(super) fn quality(&self, q: &Quality, f: &FileSpec) -> Result<()> {
        // SDMX has our statuses already.
        if q.codes.is_empty() && q.without_value.is_empty() && f.format != Some(Format::SdmxCsv) {
            bail!(
                self.place(&q.column),
                "quality: give codes = {{ x = \"O\" }}, from the source's codes to SDMX statuses"
            );
        }
        q.codes.values().chain(q.without_value.values()).try_for_each(|s| self.status(s))
    }

    pub(super) fn status(&self, flags: &Spanned<String>) -> Result<()> {
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
