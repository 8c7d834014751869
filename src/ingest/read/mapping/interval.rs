//! How uncertain a value is, as an interval of 95 %.

use polars::prelude::*;

use crate::base::spanned::Spanned;
use crate::ingest::numbers::{number_of, written};
use crate::ingest::read::mapping::cells::Cells;
use crate::ingest::read::mapping::codes::empty;
use crate::ingest::read::mapping::spec::Interval;
use crate::model::network_file::NumberFormat;

/// Confidence in per cent, and the quantile of the normal distribution that leaves half of the rest above it (NIST/SEMATECH
/// e-Handbook of Statistical Methods, 1.3.6.7.1, to the digits of a double).
const QUANTILES: [(f64, f64); 7] = [
    (68.0, 0.994_457_883_209_753_2),
    (80.0, 1.281_551_565_544_600_4),
    (90.0, 1.644_853_626_951_472_2),
    (95.0, NORMAL_95),
    (98.0, 2.326_347_874_040_841),
    (99.0, 2.575_829_303_548_900_4),
    (99.9, 3.290_526_731_491_925_5),
];

const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Levels that are known, in per cent.
pub(super) fn levels() -> impl Iterator<Item = f64> {
    QUANTILES.into_iter().map(|(level, _)| level)
}

/// How many times as wide an interval of 95 % is as one of that level.
fn widening(level: Option<f64>) -> f64 {
    let quantile = QUANTILES.iter().find(|(known, _)| Some(*known) == level).map_or(NORMAL_95, |(_, z)| *z);
    NORMAL_95 / quantile
}

/// Lower and upper end as text. What is no number stays as it came, for the checks to name. `value` is the number of the
/// value, in the unit of the table.
pub(super) fn ends(cells: &Cells, interval: Option<&Interval>, value: &Expr, numbers: &NumberFormat) -> [Expr; 2] {
    let Some(i) = interval else { return [empty(), empty()] };
    let text = |c: &Spanned<String>| cells.text(c.get_ref());
    let widening = widening(i.level);
    let is_made = |half: Expr, source: Expr| {
        [value.clone() - half.clone(), value.clone() + half.clone()].map(|end| made(end, source.clone(), numbers))
    };
    match (&i.lower, &i.upper, &i.margin, &i.standard_error, &i.cv) {
        (Some(lower), Some(upper), ..) if widening == 1.0 => [text(lower), text(upper)],
        (Some(lower), Some(upper), ..) => [text(lower), text(upper)].map(|source| {
            let end = number_of(source.clone(), numbers);
            made(value.clone() + (end - value.clone()) * lit(widening), source, numbers)
        }),
        (_, _, Some(margin), ..) => is_made(number_of(text(margin), numbers) * lit(widening), text(margin)),
        (_, _, _, Some(error), _) => is_made(number_of(text(error), numbers) * lit(NORMAL_95), text(error)),
        (_, _, _, _, Some(cv)) => {
            let size = when(value.clone().lt(lit(0.0))).then(lit(0.0) - value.clone()).otherwise(value.clone());
            is_made(number_of(text(cv), numbers) * lit(NORMAL_95 / 100.0) * size, text(cv))
        }
        _ => [empty(), empty()],
    }
}

/// The text of a number that was made; the cell that it was made from, where that is no number.
fn made(number: Expr, source: Expr, numbers: &NumberFormat) -> Expr {
    let is_number = number_of(source.clone(), numbers).is_not_null();
    when(is_number.or(source.clone().is_null())).then(text_of(number, numbers)).otherwise(source)
}

/// Numbers as text.
pub(super) fn text_of(number: Expr, numbers: &NumberFormat) -> Expr {
    let numbers = numbers.clone();
    let map = move |column: Column| {
        let texts: StringChunked =
            column.f64()?.iter().map(|n| n.filter(|n| n.is_finite()).map(|n| written(n, &numbers))).collect();
        Ok(texts.with_name(column.name().clone()).into_column())
    };
    number.map(map, |_, field| Ok(Field::new(field.name().clone(), DataType::String)))
}
