//! The tables that the files are made from.

use crate::base::error::Result;
use crate::base::rows::{Rows, rows};
use crate::base::table::Table;
use crate::model::relations::{City, Code, Definition, MeasurementItem, Network, Status};

rows! {
    /// A row of `observations`.
    observations: Observation {
        city: &'a str, cycle: i64, measurement: &'a str, item: &'a str, reference_year: i64, value: Option<f64>,
        ci_lower: Option<f64>, ci_upper: Option<f64>, sample_size: Option<i64>, design_effect: Option<f64>,
        ratings: Option<&'a str>, source: &'a str, status: &'a str, definition: Option<&'a str>,
        price_base: Option<&'a str>, quality: Option<&'a str>, verified_by: Option<&'a str>, note: Option<&'a str>,
    }
    /// A row of `measurements`.
    measurements: Measurement {
        measurement: &'a str, feature: &'a str, feature_title: &'a str, measurement_title: &'a str, scale: &'a str,
        unit: &'a str, breakdown: &'a str, direction: &'a str, meaning: &'a str, sdg_indicator: Option<&'a str>,
        sdg_match: Option<&'a str>,
    }
}

/// What the files are made from: public rows only.
#[derive(Debug)]
pub struct Tables<'a> {
    pub(super) observations: Rows<'a, Observation<'a>>,
    pub(super) cities: Rows<'a, City<'a>>,
    pub(super) measurements: Rows<'a, Measurement<'a>>,
    pub(super) items: Rows<'a, MeasurementItem<'a>>,
    pub(super) definitions: Rows<'a, Definition<'a>>,
    pub(super) statuses: Rows<'a, Status<'a>>,
    pub(super) codes: Rows<'a, Code<'a>>,
    pub(super) network: Rows<'a, Network<'a>>,
}

impl<'a> Tables<'a> {
    /// Opens them; `table` finds one by its name.
    ///
    /// # Errors
    /// What `table` says of one that is not there, and a column that is missing or has another type than it is read with.
    pub fn open(table: impl Fn(&str) -> Result<&'a Table>) -> Result<Tables<'a>> {
        Ok(Tables {
            observations: Rows::new(table("observations")?, "observations")?,
            cities: Rows::new(table("cities")?, "cities")?,
            measurements: Rows::new(table("measurements")?, "measurements")?,
            items: Rows::new(table("measurement_items")?, "measurement_items")?,
            definitions: Rows::new(table("definitions")?, "definitions")?,
            statuses: Rows::new(table("statuses")?, "statuses")?,
            codes: Rows::new(table("codes")?, "codes")?,
            network: Rows::new(table("network")?, "network")?,
        })
    }
}
