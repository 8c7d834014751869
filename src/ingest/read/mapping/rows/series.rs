//! Measurements and context of a file.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use crate::base::spanned::Spanned;
use crate::ingest::numbers::number_of;
use crate::ingest::read::mapping::codes::{Unlisted, empty, look_up};
use crate::ingest::read::mapping::interval::{ends, text_of};
use crate::ingest::read::mapping::over::{PART, combined};
use crate::ingest::read::mapping::rows::{Reader, Values, joined};
use crate::ingest::read::mapping::spec::{Cell, Common, ContextSpec, MeasurementSpec, Over, Quality};
use crate::ingest::read::raw::{CONTEXT, OBSERVATIONS};

/// A value as text, as a number, and what is wrong where it cannot be made.
struct Value {
    text: Expr,
    number: Expr,
    fault: Expr,
}

impl Reader<'_> {
    fn value(&self, c: &Common, column: &str) -> Value {
        match c.value {
            Some(formula) => {
                let (number, fault) = self.made(formula.get_ref());
                Value { text: text_of(number.clone(), &self.numbers), number, fault }
            }
            None => {
                let text = self.cells.text(column);
                Value { number: number_of(text.clone(), &self.numbers), text, fault: empty() }
            }
        }
    }

    /// Observations of a measurement, from each of its columns of values.
    pub(super) fn observations(
        &self,
        base: &LazyFrame,
        m: &MeasurementSpec,
        columns: &[Values],
    ) -> PolarsResult<DataFrame> {
        let c = m.common();
        let parts = columns.iter().map(|v| self.observations_of(base.clone(), m, v)).collect();
        let all = stacked(parts)?;
        let skip = m.empty.as_ref().is_some_and(|e| e.get_ref() == "skip");
        let keys = ["city", "cycle", "item", "reference_year", "source", "definition", "price_base"];
        self.whole(all, &c, &keys, skip)
    }

    fn observations_of(&self, base: LazyFrame, m: &MeasurementSpec, values: &Values) -> LazyFrame {
        let c = m.common();
        let cell = |cell: Option<&Cell>| self.cell(cell, &values.groups);
        let value = self.value(&c, &values.column);
        let present = value.text.clone().is_not_null();
        let code = self.quality(m.quality.as_ref().or(self.spec.quality.as_ref()), &values.column, &present);
        let fixed = match &m.status {
            Some(s) => when(present.clone()).then(lit(s.get_ref().clone())).otherwise(empty()),
            None => empty(),
        };
        let nothing = present.clone().not().and(code.clone().is_null()).and(value.fault.clone().is_null());
        let skip = m.empty.as_ref().is_some_and(|e| e.get_ref() == "skip");
        let fallback = match &m.empty {
            Some(e) if !skip => when(nothing.clone()).then(lit(e.get_ref().clone())).otherwise(empty()),
            _ => empty(),
        };
        let note_column = m.note_column.as_ref().map_or(empty(), |n| self.cells.text(n.get_ref()));
        let note = joined("; ", vec![m.note.clone().map_or(empty(), lit), note_column]);
        let reference_year = self.year(&c, values.period.as_deref());
        let [lower, upper] = ends(&self.cells, m.interval.as_ref().map(|i| i.get_ref()), &value.number, &self.numbers);
        let cycle = match &self.spec.cycle {
            Some(cycle) => cell(Some(cycle)),
            None => reference_year.clone(),
        };
        let item = match &m.item {
            Some(item) => cell(Some(item)),
            None => lit("total"),
        };
        let price_base = match &m.deflate {
            Some(d) => lit(format!("constant {}", d.to)),
            None => cell(m.price_base.as_ref().map(|p| p.get_ref())),
        };
        let exprs = BTreeMap::from([
            ("city", self.city()),
            ("cycle", cycle),
            ("measurement", lit(m.measurement.get_ref().clone())),
            ("item", item),
            ("reference_year", reference_year),
            ("value", value.text.clone()),
            ("ci_lower", lower),
            ("ci_upper", upper),
            ("sample_size", cell(m.sample_size.as_ref())),
            ("design_effect", cell(m.design_effect.as_ref())),
            ("source", cell(Some(m.source.get_ref()))),
            ("agency", cell(m.agency.as_ref())),
            ("evidence", cell(m.evidence.as_ref())),
            ("quality", cell(m.value_quality.as_ref())),
            ("verified_by", cell(m.verified_by.as_ref())),
            ("status", joined("|", vec![fixed, code, fallback])),
            ("definition", cell(m.definition.as_ref().map(|d| d.get_ref()))),
            ("price_base", price_base),
            ("note", note),
        ]);
        let mut select: Vec<Expr> =
            OBSERVATIONS.iter().map(|name| exprs.get(name).cloned().unwrap_or_else(empty).alias(*name)).collect();
        select.push(lit(self.mapping.consent.clone()).alias("consent"));
        select.push(self.submitted_on.clone().map_or(empty(), lit).alias("submitted_on"));
        select.push(m.deflate.as_ref().map_or(empty(), |d| lit(d.index.get_ref().clone())).alias("deflator"));
        select.extend(self.rest(&c, &value, values));
        let mut frame = self.filtered(base, &c);
        if skip {
            frame = frame.filter(nothing.not());
        }
        self.within_years(frame.select(select), "reference_year")
    }

    /// The SDMX status of a row's quality code, null where there is none. An unlisted code stays as it came, for the
    /// checks to name; where codes are in the column of the values itself, what is not listed is a value.
    fn quality(&self, quality: Option<&Quality>, column: &str, present: &Expr) -> Expr {
        let Some(q) = quality else { return empty() };
        let is_listed = |text: &str| q.codes.contains_key(text) || q.without_value.contains_key(text);
        let code = self.cells.without_missing(self.cells.raw(q.column.get_ref()), is_listed);
        let statuses = |codes: &BTreeMap<String, Spanned<String>>| {
            codes.iter().map(|(from, to)| (from.clone(), Some(to.get_ref().clone()))).collect()
        };
        let unlisted = if q.column.get_ref() == column { Unlisted::Null } else { Unlisted::Kept };
        let with_value = look_up(code.clone(), statuses(&q.codes), unlisted);
        let without_value = look_up(code, statuses(&q.without_value), Unlisted::Null);
        when(present.clone().not()).then(coalesce(&[without_value, with_value.clone()])).otherwise(with_value)
    }

    /// Values of a context variable, from each of its columns.
    pub(super) fn context(&self, base: &LazyFrame, spec: &ContextSpec, columns: &[Values]) -> PolarsResult<DataFrame> {
        let c = spec.common();
        let part = |values: &Values| {
            let value = self.value(&c, &values.column);
            let year = self.year(&c, values.period.as_deref());
            let exprs = [self.city(), year, lit(spec.variable.get_ref().clone()), value.text.clone()];
            let mut select: Vec<Expr> = CONTEXT.iter().zip(exprs).map(|(name, e)| e.alias(*name)).collect();
            select.push(self.submitted_on.clone().map_or(empty(), lit).alias("submitted_on"));
            select.extend(self.rest(&c, &value, values));
            let is_there = value.text.is_not_null().or(value.fault.is_not_null());
            self.within_years(self.filtered(base.clone(), &c).filter(is_there).select(select), "year")
        };
        let all = stacked(columns.iter().map(part).collect())?;
        self.whole(all, &c, &["city", "year"], true)
    }

    fn filtered(&self, frame: LazyFrame, c: &Common) -> LazyFrame {
        match self.cells.condition(c.keep, c.drop) {
            Some(condition) => frame.filter(condition),
            None => frame,
        }
    }

    /// `multiply`, `add`, what is wrong with the value, where the row is, and which part of a value it is.
    fn rest(&self, c: &Common, value: &Value, values: &Values) -> Vec<Expr> {
        let mut rest = vec![
            lit(c.multiply).alias("multiply"),
            lit(c.add).alias("add"),
            value.fault.clone().alias("fault"),
            self.sheet.clone().map_or(empty(), lit).alias("sheet"),
            col("line"),
            col("raw"),
        ];
        if let Some(over) = c.over.map(|o| o.get_ref()) {
            rest.extend(self.part(over, value, &values.groups));
        }
        rest
    }

    /// Columns of [`PART`].
    fn part(&self, over: &Over, value: &Value, groups: &HashMap<String, String>) -> [Expr; 3] {
        let names = over.by.iter().map(|c| match groups.get(c.get_ref()) {
            Some(text) => lit(text.clone()),
            None => self.cells.text(c.get_ref()),
        });
        let weight = match &over.weight {
            Some(formula) => self.made(formula.get_ref()).0,
            None => lit(NULL).cast(DataType::Float64),
        };
        [joined(", ", names.collect()).alias(PART[0]), value.number.clone().alias(PART[1]), weight.alias(PART[2])]
    }

    /// The values of all parts, where a series has parts.
    fn whole(&self, all: DataFrame, c: &Common, keys: &[&str], skip: bool) -> PolarsResult<DataFrame> {
        match c.over {
            Some(over) => combined(self.named_parts(all)?, over.get_ref(), keys, skip, &self.numbers),
            None => Ok(all),
        }
    }

    /// Parts whose value is a text that is no number say so.
    fn named_parts(&self, parts: DataFrame) -> PolarsResult<DataFrame> {
        let is_wrong = col("value").is_not_null().and(col(PART[1]).is_null()).and(col("fault").is_null());
        let said = concat_str(
            [
                lit("The part "),
                col(PART[0]).fill_null(lit("")),
                lit(" of the value is no number: "),
                col("value"),
                lit(". Mend the cell, or add the text to missing in the mapping."),
            ],
            "",
            true,
        );
        parts.lazy().with_column(when(is_wrong).then(said).otherwise(col("fault")).alias("fault")).collect()
    }
}

/// The frames of all columns of values, one below the other.
fn stacked(parts: Vec<LazyFrame>) -> PolarsResult<DataFrame> {
    concat(parts, UnionArgs::default())?.collect()
}
