//! The public observations as SDMX: SDMX-CSV 2.x, and their structure as SDMX-ML 3.0 and, for older tools, 2.1.
//!
//! A function from tables to files. The structure follows the catalogue and has the version [`crate::model::sdmx::VERSION`];
//! a test compares its hash with the one of that version. The lists of cities, definitions and units follow the network and
//! change with it.

mod data;
mod lists;
mod structure;

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
    observations: Rows<'a, Observation<'a>>,
    cities: Rows<'a, City<'a>>,
    measurements: Rows<'a, Measurement<'a>>,
    items: Rows<'a, MeasurementItem<'a>>,
    definitions: Rows<'a, Definition<'a>>,
    statuses: Rows<'a, Status<'a>>,
    codes: Rows<'a, Code<'a>>,
    network: Rows<'a, Network<'a>>,
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

/// A file: its name and its bytes.
pub type File = (&'static str, Vec<u8>);

/// Every file. `prepared` is the day on which they were made, ISO 8601: `2024-05-31`.
///
/// # Errors
/// A value that SDMX-CSV or SDMX-ML cannot hold.
pub fn files(tables: &Tables, prepared: &str) -> Result<Vec<File>> {
    let structure = structure::Structure::new(tables, prepared);
    Ok(vec![
        ("observations.csv", data::csv(tables)?),
        ("structure-3.0.xml", structure.xml(structure::Version::V30)?),
        ("structure-2.1.xml", structure.xml(structure::Version::V21)?),
    ])
}
