//! What a file feeds: measurements, and what they have in common with the context.

use std::collections::BTreeSet;

use regex::Regex;
use strum::VariantNames;

use crate::base::error::{Result, bail, ensure};
use crate::base::spanned::Spanned;
use crate::base::text::is_snake_case;
use crate::ingest::read::mapping::check::Checker;
use crate::ingest::read::mapping::interval::levels;
use crate::ingest::read::mapping::spec::{
    Cell, Common, Deflate, FileSpec, Interval, MeasurementSpec, Over, OverTake, Year,
};
use crate::model::definitions::{Definition, may_be_money, price_base};
use crate::model::framework::Measurement;
use crate::model::vocabulary::{self, SourceKind};

impl Checker<'_> {
    pub(super) fn measurement(&self, f: &FileSpec, at: &Spanned<MeasurementSpec>) -> Result<()> {
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
    pub(super) fn definition(&self, id: &Spanned<String>, measurement: &Measurement) -> Result<Option<&Definition>> {
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

    pub(super) fn price_base(
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

    pub(super) fn deflate(
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

    pub(super) fn common<T>(&self, f: &FileSpec, at: &Spanned<T>, c: &Common, name: &str) -> Result<()> {
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

    pub(super) fn interval(&self, at: &Spanned<Interval>, over: Option<&Spanned<Over>>) -> Result<()> {
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

    pub(super) fn over(&self, at: &Spanned<Over>, name: &str) -> Result<()> {
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
}

/// Whether an expression for headers says which part of them is the period: a group `year`, or one without a name.
fn says_period(pattern: &str) -> bool {
    let Ok(regex) = Regex::new(pattern) else { return true };
    regex.capture_names().skip(1).any(|name| name.is_none_or(|name| name == "year"))
}
