//! Which rows are meant, and what they speak of: filters, city, year, quality codes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use crate::base::spanned::Spanned;
use crate::ingest::read::mapping::spec::cell::{CellMap, TextColumns, braces};

/// A row filter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Column; an empty cell is the empty text.
    pub column: Spanned<String>,
    /// Regular expression that is found anywhere in the cell, unless anchored with `^` and `$`.
    pub matches: Option<Spanned<String>>,
    /// The cell is exactly this text.
    pub equals: Option<String>,
}

/// Where the city's id is: `{ column = "code" }`, or `{ columns = ["state", "place"], join = "-", pad = [2, 5] }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "CellMap")]
pub struct CityKey {
    /// Its columns; where one of them is empty there is no id.
    pub text: TextColumns,
    /// Put before the id, after padding.
    pub prefix: String,
    /// Ids of the source to ids of the network, after padding and prefix.
    pub replace: BTreeMap<String, String>,
}

impl JsonSchema for CityKey {
    fn schema_name() -> Cow<'static, str> {
        "CityKey".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        braces(generator, &["prefix", "replace"])
    }
}

impl TryFrom<CellMap> for CityKey {
    type Error = String;

    fn try_from(mut map: CellMap) -> Result<CityKey, String> {
        let (prefix, replace) = (map.prefix.take().unwrap_or_default(), map.replace.take().unwrap_or_default());
        Ok(CityKey { text: map.into_text()?, prefix, replace })
    }
}

/// The period of a row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Column that holds it.
    pub column: Option<Spanned<String>>,
    /// The same year for every row.
    pub value: Option<i32>,
    /// Regular expression whose first group is found in the file's path.
    pub file: Option<Spanned<String>>,
    /// How the column, the header that `columns` matched, or the file's path writes it.
    #[serde(default = "plain")]
    pub format: Vec<YearFormat>,
    /// Regular expression whose first group is the year, for the format `pattern`.
    pub pattern: Option<Spanned<String>>,
    /// Which year of a period across two years is meant.
    #[serde(default)]
    pub take: Take,
}

fn plain() -> Vec<YearFormat> {
    vec![YearFormat::Plain]
}

/// How a period is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum YearFormat {
    /// `1995`.
    Plain,
    /// `1995.0`.
    Float,
    /// `2021-09-30`, with or without a time.
    Date,
    /// `2015-01-01/P1Y`: one year from that day.
    Interval,
    /// `2015-16` or `2015/16`, the second year following the first.
    Academic,
    /// The year's own `pattern`.
    Pattern,
}

/// Which year of a period across two years is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Take {
    /// The year in which it begins.
    #[default]
    Start,
    /// The year in which it ends.
    End,
}

/// A column of quality codes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// Column; may be that of the values, where codes are in place of numbers.
    pub column: Spanned<String>,
    /// Code of the source to SDMX status.
    #[serde(default)]
    pub codes: BTreeMap<String, Spanned<String>>,
    /// The same where there is no value; goes before `codes`.
    #[serde(default)]
    pub without_value: BTreeMap<String, Spanned<String>>,
}
