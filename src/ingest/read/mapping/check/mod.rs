//! A mapping is checked against the catalogue when it is loaded: every message names file and line.

mod parts;
mod series;

use std::collections::BTreeSet;
use std::path::Path;

use strum::VariantNames;

use crate::base::error::{Result, bail, ensure};
use crate::base::source::line_at;
use crate::base::spanned::Spanned;
use crate::base::text::is_snake_case;
use crate::ingest::read::mapping::spec::{Cell, FileSpec, LookupSpec, LookupUse, MappingSpec};
use crate::model::definitions::Definition;
use crate::model::framework::Framework;
use crate::model::vocabulary::{Consent, ConsentFor};

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
        let of_lookups = |used: &LookupUse| {
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
}
