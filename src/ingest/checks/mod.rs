//! The machinery of checks: each is an expression over the whole batch, true where a row fails, and a sentence for such
//! a row.

pub mod across;
pub mod cells;
pub mod companions;
pub mod contacts;
pub mod decimals;
pub mod definitions;
pub mod files;
pub mod form;
pub mod fractions;
pub mod mapped;
pub mod observations;
pub mod prices;
pub mod quality;
pub mod stories;
pub mod survey;
pub mod units;

use polars::prelude::*;

use crate::base::characters::UNPRINTABLE;
use crate::base::error::{Error, Result};
use crate::base::names::{Names, number};
use crate::base::text::quoted;
use crate::ingest::codes::{self, Code};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, polars_error, rows};
use crate::ingest::numbers::number_of;
use crate::ingest::read::raw::PERSONAL;
use crate::model::cities::City;
use crate::model::definitions::Definition;
use crate::model::framework::{Framework, Measurement};
use crate::model::network::Network;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Severity;

/// What messages and dictionaries need to know.
#[derive(Debug)]
pub struct Known<'a> {
    /// The catalogue.
    pub framework: &'a Framework,
    /// The network, where one is known.
    pub network: Option<&'a Network>,
    /// Ids of cities, sorted; none where no registry is known, and then every valid id is taken.
    pub city_ids: Option<Vec<String>>,
    /// Ways to write a city.
    pub cities: Names,
    /// Ways to write a measurement.
    pub measurements: Names,
    /// Ways to write a key feature.
    pub features: Names,
    /// Ways to write a language.
    pub languages: Names,
    /// Number formats, by index.
    pub formats: Vec<NumberFormat>,
    /// Context of the network and its mappings, for price indices: `city`, `year`, `variable`, `value`.
    pub context: DataFrame,
}

impl<'a> Known<'a> {
    /// What is known before any city is.
    pub fn new(framework: &'a Framework, network: Option<&'a Network>, formats: Vec<NumberFormat>) -> Known<'a> {
        let ways = |of: fn(&Measurement) -> (&str, &str)| -> Names {
            let pairs = framework.measurements.iter().map(of);
            Names::new(pairs.flat_map(|(id, title)| [(id, id), (title, id)]))
        };
        Known {
            framework,
            network,
            city_ids: None,
            cities: Names::default(),
            measurements: ways(|m| (&m.measurement, &m.measurement_title)),
            features: ways(|m| (&m.feature, &m.feature_title)),
            languages: Names::new(framework.languages.iter().flat_map(|l| {
                let names = [Some(l.language.as_str()), Some(l.language_name.as_str()), l.own_name.as_deref()];
                names.into_iter().flatten().filter(|name| !name.is_empty()).map(|name| (name, l.language.as_str()))
            })),
            formats,
            context: DataFrame::empty(),
        }
    }

    /// Takes these cities for all there are.
    pub fn register(&mut self, cities: &[City]) {
        self.city_ids = Some(cities.iter().map(|c| c.city.clone()).collect());
        self.cities = Names::new(cities.iter().flat_map(|c| {
            let names = [Some(c.city.as_str()), Some(c.name.as_str()), c.local_name.as_deref()];
            names.into_iter().flatten().map(|name| (name, c.city.as_str()))
        }));
    }

    /// A setting in force: the network's, else the catalogue's.
    pub fn setting(&self, name: &str) -> Option<f64> {
        let own = self.network.and_then(|n| n.file.settings.get(name).copied());
        own.or_else(|| self.framework.settings.iter().find(|s| s.name == name).map(|s| s.value))
    }

    /// The network's definition of that id, in its first language.
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        let all = self.network.iter().flat_map(|n| &n.definitions);
        all.into_iter().find(|d| d.definition == id && d.language.is_none())
    }

    /// Key features of the catalogue, sorted and distinct.
    pub fn feature_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.framework.measurements.iter().map(|m| m.feature.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// A language's tag as it is stored, `pt-BR`; none where its language is not listed.
    pub fn language(&self, text: &str) -> Option<String> {
        self.framework.language_tag(text)
    }

    /// How the file of a row writes numbers.
    pub fn format(&self, row: Row<'_>) -> NumberFormat {
        self.formats.get(row.index("format").unwrap_or_default() as usize).cloned().unwrap_or_default()
    }

    /// A number as the file of the row writes it.
    pub fn written(&self, row: Row<'_>, value: f64) -> String {
        let text = number(value);
        match self.format(row).decimal {
            '.' => text,
            decimal => text.replace('.', &decimal.to_string()),
        }
    }
}

/// The sentence for a failing row.
pub type Message<'a> = Box<dyn Fn(Row<'_>) -> String + 'a>;

/// A check of a row.
pub struct Check<'a> {
    code: &'static str,
    column: &'static str,
    fails: Expr,
    message: Message<'a>,
}

impl<'a> Check<'a> {
    /// A check by its code; `column` is the canonical column that a finding points at, `fails` is true where the row
    /// fails (null is not failing).
    pub fn new(
        code: &'static str,
        column: &'static str,
        fails: Expr,
        message: impl Fn(Row<'_>) -> String + 'a,
    ) -> Check<'a> {
        Check { code, column, fails, message: Box::new(message) }
    }

    /// As [`Check::new`], with the same sentence for every row.
    pub fn saying(code: &'static str, column: &'static str, fails: Expr, message: &'static str) -> Check<'a> {
        Check::new(code, column, fails, move |_| message.to_string())
    }

    /// As [`Check::new`], with a sentence that begins with the cell as it came, in quotation marks.
    pub fn quoting(code: &'static str, column: &'static str, fails: Expr, rest: impl Into<String>) -> Check<'a> {
        let rest = rest.into();
        Check::new(code, column, fails, move |row| format!("{} {rest}", quoted(row.text(column))))
    }

    /// The check with something added to its sentence.
    pub fn adding(self, more: impl Fn(Row<'_>) -> String + 'a) -> Check<'a> {
        let message = self.message;
        Check { message: Box::new(move |row| message(row) + &more(row)), ..self }
    }
}

/// The check of that code; that it is listed is ours to keep.
pub fn code_of(code: &str) -> Result<&'static Code> {
    codes::find(code).ok_or_else(|| Error::invalid(code, "is no listed check: a fault of this program"))
}

/// Runs the checks over a frame. Adds `refused`: true where a check of severity error fails, or where it was true
/// before.
pub fn run(frame: LazyFrame, checks: &[Check<'_>], places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let fault = polars_error("checking rows");
    let codes = checks.iter().map(|check| code_of(check.code)).collect::<Result<Vec<_>>>()?;
    let mask = |i: usize| PlSmallStr::from(format!("fails {i}"));
    let masks: Vec<Expr> =
        checks.iter().enumerate().map(|(i, c)| c.fails.clone().fill_null(lit(false)).alias(mask(i))).collect();
    let errors = (0..checks.len()).filter(|i| codes[*i].severity == Severity::Error);
    let refused = errors.fold(col("refused"), |any, i| any.or(col(mask(i))));
    let all = frame.with_columns(masks).with_column(refused.alias("refused")).collect().map_err(&fault)?;
    for (i, check) in checks.iter().enumerate() {
        let failing = all.column(&mask(i)).and_then(|c| c.bool().cloned()).map_err(&fault)?;
        if failing.sum().unwrap_or_default() == 0 {
            continue;
        }
        for row in rows(&all.filter(&failing).map_err(&fault)?) {
            let file = places.file(row);
            if findings.is_full(file, check.code) {
                findings.count(file, row.text("sheet"), row.index("line"), check.code);
            } else {
                let found = row.text(check.column).filter(|_| !PERSONAL.contains(&check.column));
                let message = (check.message)(row);
                findings.push(places.finding(row, codes[i], check.column, found, message));
            }
        }
    }
    Ok(all.drop_many((0..checks.len()).map(mask)))
}

/// Whether a text cell is filled.
pub fn filled(column: &str) -> Expr {
    col(column).is_not_null()
}

/// Whether a text cell is filled and what it says is not in the typed column.
pub fn unparsed(column: &str, typed: &str) -> Expr {
    filled(column).and(col(typed).is_null())
}

/// The number in a text column, in the format of its file; null where it is none.
pub fn number_in(column: &str, formats: &[NumberFormat]) -> Expr {
    let one = |format: &NumberFormat| number_of(col(column), format);
    let mut formats = formats.iter().enumerate();
    let first = formats.next().map(|(_, f)| one(f)).unwrap_or_else(|| one(&NumberFormat::default()));
    formats.fold(first, |other, (i, format)| when(col("format").eq(lit(i as u32))).then(one(format)).otherwise(other))
}

/// A number times a factor. Times 0.1 is divided by 10, so that 151 tenths are 15.1 and not 15.100000000000001; so is
/// every other factor whose reciprocal is whole.
pub fn times(number: Expr, factor: Expr) -> Expr {
    // Halves are rounded by cutting off; a reciprocal beyond 64 bits is none.
    let whole = (lit(1.0) / factor.clone() + lit(0.5)).cast(DataType::Int64).cast(DataType::Float64);
    let off = whole.clone() * factor.clone() - lit(1.0);
    let is_part = factor.clone().gt(lit(0.0)).and(factor.clone().lt(lit(1.0)));
    let is_part = is_part.and(off.clone().gt(lit(-1e-12))).and(off.lt(lit(1e-12)));
    when(is_part).then(number.clone() / whole).otherwise(number * factor)
}

/// Whether a text column may hold a sign between thousands that is read as the decimal sign: one to three digits, that
/// sign and three digits, as `2.000`.
pub fn three_decimals(column: &str, formats: &[NumberFormat]) -> Expr {
    let one = |format: &NumberFormat| {
        let decimal = if format.decimal == ',' { "," } else { r"\." };
        col(column).str().contains(lit(format!("^[1-9][0-9]{{0,2}}{decimal}[0-9]{{3}}$")), true)
    };
    let first = formats.first().map(one).unwrap_or_else(|| one(&NumberFormat::default()));
    let others = formats.iter().enumerate().skip(1);
    others.fold(first, |other, (i, format)| when(col("format").eq(lit(i as u32))).then(one(format)).otherwise(other))
}

/// What a text of [`three_decimals`] is where its sign sets thousands apart: its digits.
pub fn without_sign(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The year in a text column: a whole number from 1900 to 2100; null where it is none.
pub fn year_in(column: &str) -> Expr {
    let year = col(column).cast(DataType::Int64);
    when(col(column).str().contains(lit("^(?:19[0-9]{2}|20[0-9]{2}|2100)$"), true))
        .then(year)
        .otherwise(lit(NULL).cast(DataType::Int64))
}

/// A text column without characters that cannot be printed; line ends and tabs become spaces.
pub fn clean_text(column: &str) -> Expr {
    col(column).str().replace_all(lit(r"[\t\r\n\x{2028}\x{2029}]+"), lit(" "), false).str().replace_all(
        lit(format!("[{UNPRINTABLE}]")),
        lit(""),
        false,
    )
}
