//! What the calculations read, and the relations that they make.

use arrow::array::RecordBatch;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::model::schema::tables;

/// Runs a query over relations that are ready.
pub type Ask<'a> = &'a dyn Fn(&str) -> Result<Table>;

/// Relations with their rows.
pub type Made = Vec<(&'static str, RecordBatch)>;

tables! { MADE:
    NEAREST_PEERS = nearest_peers "nearest cities in context; one row a city and peer" {
        city: Option<&str> = "city's id",
        peer: Option<&str> = "peer's id",
        distance: Option<f64> = "distance in context, at least 0",
        shared_weight: Option<f64> = "share of the weight that both hold, 0 to 1",
        runs_kept: Option<i64> = "runs without one variable in which it stays a peer",
        runs: Option<i64> = "such runs; 0 where only one variable is used",
    }

    NEAREST_ALIKE = nearest_alike "who has been where a city is and firmly moved on: among the nearest peers, else of \
        its region, else of the network, the nearest in context; one row a city, measurement, item and other city" {
        city: Option<&str> = "city's id",
        measurement: Option<&str> = "measurement's id",
        item: Option<&str> = "item or total",
        peer: Option<&str> = "the other city's id",
        distance: Option<f64> = "distance in context; null where the two share too little of it",
        from_year: Option<i64> = "the earliest year in which its value was alike",
    }

    NEAREST_OUTCOMES = nearest_outcomes "how the cities fared that were once where a city is; one row a city, \
        measurement and item that is searched for" {
        city: Option<&str> = "city's id",
        measurement: Option<&str> = "measurement's id",
        item: Option<&str> = "item or total",
        reach: Option<&str> = "whom the counts are of: peers, region or network",
        comparable: Option<i64> = "cities that once had a value like the city's latest",
        towards: Option<i64> = "of these, cities that moved towards progress since",
        held: Option<i64> = "cities that did not move",
        away: Option<i64> = "cities that moved away",
        towards_by_chance: Option<f64> = "of these, how many would move towards progress by chance alone",
    }

    NEAREST_PARTS = nearest_parts "what sets a city and its peer apart; one row a city, peer and shared variable" {
        city: Option<&str> = "city's id",
        peer: Option<&str> = "peer's id",
        variable: Option<&str> = "context variable",
        part: Option<f64> = "share of the squared distance, 0 to 1",
    }

    NEAREST_CONTEXT = nearest_context "context made comparable; one row a city and variable that it has" {
        city: Option<&str> = "city's id",
        variable: Option<&str> = "context variable",
        z: Option<f64> = "standard score; null where the variable does not vary",
    }

    NEAREST_VARIABLES = nearest_variables "what became of each context variable; one row a variable" {
        variable: Option<&str> = "context variable",
        cities: Option<i64> = "cities that have it",
        low: Option<f64> = "value to which lower ones were raised; null where it is log-transformed and so not \
            winsorised",
        high: Option<f64> = "value to which higher ones were lowered",
        mean: Option<f64> = "mean of the transformed values after that",
        deviation: Option<f64> = "their standard deviation",
        used: Option<bool> = "false where it does not vary and was dropped",
    }

    NEAREST_CITIES = nearest_cities "whether a city has given enough of its context; one row a city" {
        city: Option<&str> = "city's id",
        held_weight: Option<f64> = "share of the variables' weight that it holds, 0 to 1",
        enough: Option<bool> = "whether that is enough to have peers",
    }
}

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
