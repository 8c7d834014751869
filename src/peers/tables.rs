//! What the calculations read, and the relations that they make.

use arrow::array::RecordBatch;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::model::schema::Kind::{Float, Integer, Text, Truth};
use crate::model::schema::TableDef;

/// Runs a query over relations that are ready.
pub type Ask<'a> = &'a dyn Fn(&str) -> Result<Table>;

/// Relations with their rows.
pub type Made = Vec<(&'static str, RecordBatch)>;

/// Nearest cities in context.
pub const NEAREST_PEERS: TableDef = TableDef {
    name: "nearest_peers",
    meaning: "nearest cities in context; one row a city and peer",
    columns: &[
        ("city", Text, "city's id", true),
        ("peer", Text, "peer's id", true),
        ("distance", Float, "distance in context, at least 0", true),
        ("shared_weight", Float, "share of the weight that both hold, 0 to 1", true),
        ("runs_kept", Integer, "runs without one variable in which it stays a peer", true),
        ("runs", Integer, "such runs; 0 where only one variable is used", true),
    ],
};

/// Who has been where a city is and firmly moved on.
pub const NEAREST_ALIKE: TableDef = TableDef {
    name: "nearest_alike",
    meaning: "who has been where a city is and firmly moved on: among the nearest peers, else of its region, else of the network, the nearest in context; one row a city, measurement, item and other city",
    columns: &[
        ("city", Text, "city's id", true),
        ("measurement", Text, "measurement's id", true),
        ("item", Text, "item or total", true),
        ("peer", Text, "the other city's id", true),
        ("distance", Float, "distance in context; null where the two share too little of it", true),
        ("from_year", Integer, "the earliest year in which its value was alike", true),
    ],
};

/// How the cities fared that were once where a city is.
pub const NEAREST_OUTCOMES: TableDef = TableDef {
    name: "nearest_outcomes",
    meaning: "how the cities fared that were once where a city is; one row a city, measurement and item that is searched for",
    columns: &[
        ("city", Text, "city's id", true),
        ("measurement", Text, "measurement's id", true),
        ("item", Text, "item or total", true),
        ("reach", Text, "whom the counts are of: peers, region or network", true),
        ("comparable", Integer, "cities that once had a value like the city's latest", true),
        ("towards", Integer, "of these, cities that moved towards progress since", true),
        ("held", Integer, "cities that did not move", true),
        ("away", Integer, "cities that moved away", true),
        ("towards_by_chance", Float, "of these, how many would move towards progress by chance alone", true),
    ],
};

/// What sets a city and its peer apart.
pub const NEAREST_PARTS: TableDef = TableDef {
    name: "nearest_parts",
    meaning: "what sets a city and its peer apart; one row a city, peer and shared variable",
    columns: &[
        ("city", Text, "city's id", true),
        ("peer", Text, "peer's id", true),
        ("variable", Text, "context variable", true),
        ("part", Float, "share of the squared distance, 0 to 1", true),
    ],
};

/// Context made comparable.
pub const NEAREST_CONTEXT: TableDef = TableDef {
    name: "nearest_context",
    meaning: "context made comparable; one row a city and variable that it has",
    columns: &[
        ("city", Text, "city's id", true),
        ("variable", Text, "context variable", true),
        ("z", Float, "standard score; null where the variable does not vary", true),
    ],
};

/// What became of each context variable.
pub const NEAREST_VARIABLES: TableDef = TableDef {
    name: "nearest_variables",
    meaning: "what became of each context variable; one row a variable",
    columns: &[
        ("variable", Text, "context variable", true),
        ("cities", Integer, "cities that have it", true),
        (
            "low",
            Float,
            "value to which lower ones were raised; null where it is log-transformed and so not winsorised",
            true,
        ),
        ("high", Float, "value to which higher ones were lowered", true),
        ("mean", Float, "mean of the transformed values after that", true),
        ("deviation", Float, "their standard deviation", true),
        ("used", Truth, "false where it does not vary and was dropped", true),
    ],
};

/// Whether a city has given enough of its context.
pub const NEAREST_CITIES: TableDef = TableDef {
    name: "nearest_cities",
    meaning: "whether a city has given enough of its context; one row a city",
    columns: &[
        ("city", Text, "city's id", true),
        ("held_weight", Float, "share of the variables' weight that it holds, 0 to 1", true),
        ("enough", Truth, "whether that is enough to have peers", true),
    ],
};

/// The value of a setting.
pub fn setting(settings: &Table, name: &str) -> Result<f64> {
    (0..settings.len())
        .find(|r| settings.text("name", *r) == Some(name))
        .and_then(|r| settings.number("value", r))
        .ok_or_else(|| Error::Query {
            place: "search for peers".into(),
            message: format!("the settings hold no {name}; add it to data/framework/settings.toml and ingest again"),
        })
}
