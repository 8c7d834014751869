//! Values that are worked out from the numbers of a row.

use polars::prelude::*;

use crate::base::text::quoted;
use crate::ingest::numbers::number_of;
use crate::ingest::read::mapping::formula::Formula;
use crate::ingest::read::mapping::rows::Reader;

/// Column of the numbers of a formula, and of what is wrong where it has none.
pub(super) fn columns_of(place: usize) -> (String, String) {
    (format!("made{place}"), format!("fault{place}"))
}

impl Reader<'_> {
    /// The formulas of the file, each once.
    fn formulas(&self) -> Vec<&Formula> {
        let mut all: Vec<&Formula> = Vec::new();
        for formula in self.spec.series().iter().flat_map(|c| c.formulas()) {
            if !all.iter().any(|f| f.text() == formula.text()) {
                all.push(formula);
            }
        }
        all
    }

    /// The numbers of a formula, and what is wrong where a row gives none.
    pub(super) fn made(&self, formula: &Formula) -> (Expr, Expr) {
        let place = self.formulas().iter().position(|f| f.text() == formula.text()).unwrap_or_default();
        let (number, fault) = columns_of(place);
        (col(number), col(fault))
    }

    /// The frame with the columns of [`columns_of`] for every formula.
    pub(super) fn worked_out(&self) -> PolarsResult<DataFrame> {
        let mut frame = self.cells.frame.clone();
        for (place, formula) in self.formulas().into_iter().enumerate() {
            let rows = frame.height();
            let mut faults: Vec<Option<String>> = vec![None; rows];
            let mut columns = Vec::new();
            for name in formula.columns() {
                let text = self.cells.text(name);
                let number = number_of(text.clone(), &self.numbers).alias("number");
                let read = frame.clone().lazy().select([text.alias("text"), number]).collect()?;
                let numbers: Vec<Option<f64>> = read.column("number")?.f64()?.iter().collect();
                for ((text, number), fault) in read.column("text")?.str()?.iter().zip(&numbers).zip(&mut faults) {
                    if let (Some(text), None, None) = (text, number, &fault) {
                        *fault = Some(format!(
                            "The column {name} holds {}, which is no number, so {} cannot be worked out. Mend the cell, or add the text to missing in the mapping.",
                            quoted(Some(text)),
                            formula.text()
                        ));
                    }
                }
                columns.push(numbers);
            }
            let made = formula.evaluate(columns.clone(), rows).map_err(|e| {
                PolarsError::ComputeError(format!("{} cannot be worked out: {e}", formula.text()).into())
            })?;
            let mut values = Vec::with_capacity(rows);
            for ((at, value), fault) in made.into_iter().enumerate().zip(&mut faults) {
                if fault.is_none() && value.is_some_and(|v| !v.is_finite()) {
                    let of: Vec<String> = formula
                        .columns()
                        .iter()
                        .zip(&columns)
                        .map(|(name, cells)| {
                            format!("{name} = {}", cells[at].map_or("empty".into(), |n| n.to_string()))
                        })
                        .collect();
                    *fault = Some(format!(
                        "{} gives no number: it divides by zero, or passes every bound ({}). Write nullif(..., 0) around a divisor of 0, which makes the value empty.",
                        formula.text(),
                        of.join(", ")
                    ));
                }
                values.push(value.filter(|_| fault.is_none()));
            }
            let (number, fault) = columns_of(place);
            frame.with_column(Column::new(number.into(), values))?;
            frame.with_column(Column::new(fault.into(), faults))?;
        }
        Ok(frame)
    }
}
