//! Periods to plain years, as a polars expression; what fits no declared format stays as it came.

use polars::prelude::*;

use crate::ingest::read::mapping::spec::{Take, Year, YearFormat};

const MONTH_DAY: &str = "(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?";

/// The year that `period` (text) names in the formats of `year`.
pub(super) fn year(period: Expr, year: Option<&Year>) -> Expr {
    let (formats, take) = match year {
        Some(y) => (y.format.clone(), y.take),
        None => (vec![YearFormat::Plain], Take::Start),
    };
    let mut tries: Vec<Expr> = formats
        .iter()
        .map(|format| match format {
            YearFormat::Plain => period.clone().str().extract(lit("^([0-9]{4})$"), 1),
            YearFormat::Float => period.clone().str().extract(lit(r"^([0-9]{4})\.0*$"), 1),
            YearFormat::Date => period.clone().str().extract(lit(format!("^([0-9]{{4}})-{MONTH_DAY}(?:[T ].*)?$")), 1),
            YearFormat::Interval => interval(period.clone(), take),
            YearFormat::Academic => academic(period.clone(), take),
            YearFormat::Pattern => {
                let pattern = year.and_then(|y| y.pattern.as_ref()).map_or("", |p| p.get_ref().as_str());
                period.clone().str().extract(lit(pattern.to_string()), 1)
            }
        })
        .collect();
    tries.push(period);
    coalesce(&tries)
}

/// One year from a day. A year from the first of January begins and ends in the same year.
fn interval(period: Expr, take: Take) -> Expr {
    let first =
        |tail: &str| period.clone().str().extract(lit(format!("^([0-9]{{4}})-{tail}(?:T[^/]*)?/P(?:1Y|12M)$")), 1);
    match take {
        Take::Start => first(MONTH_DAY),
        Take::End => coalesce(&[first("01(?:-01)?"), next(first(MONTH_DAY))]),
    }
}

/// `2015-16`, `2015/16`, `2015-2016`: the second year must follow the first.
fn academic(period: Expr, take: Take) -> Expr {
    let group = |n: usize| period.clone().str().extract(lit("^([0-9]{4})[-/](?:[0-9]{2})?([0-9]{2})$"), n);
    let century = period.clone().str().extract(lit("^[0-9]{4}[-/]([0-9]{2})[0-9]{2}$"), 1);
    let second = next(group(1));
    let following = second.clone().str().tail(lit(2)).eq(group(2));
    let same_century = century.clone().is_null().or(second.str().head(lit(2)).eq(century));
    let year = match take {
        Take::Start => group(1),
        Take::End => next(group(1)),
    };
    when(following.and(same_century)).then(year).otherwise(lit(NULL).cast(DataType::String))
}

fn next(year: Expr) -> Expr {
    (year.cast(DataType::Int32) + lit(1)).cast(DataType::String)
}
