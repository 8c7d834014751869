//! Every movement and reason of methods 1 to 3, each on both sides of its boundary.

use crate::support::{self, rows};

const CITIES: &str = "city,name,country,region,joined,baseline_year\n\
northbridge,Northbridge,KEN,Africa,2012,\n";

/// Movement, reason, rule and marks of one series, given as `reference_year,value,...` lines under `header`.
fn decided(measurement: &str, cities: &str, header: &str, lines: &[&str]) -> String {
    let mut text = format!("city,cycle,measurement,{header}\n");
    for line in lines {
        text += &format!("northbridge,2020,{measurement},{line}\n");
    }
    let store = support::store(&[("cities", cities), ("observations", &text)]);
    let engine = store.engine(2020);
    let sql = format!("select movement, reason, rule, marks from progress_components where measurement = '{measurement}' and item = 'total'");
    rows(&engine, &sql).join(";")
}

#[test]
fn smoke() {
    let found = decided("unemployment_rate", CITIES, "reference_year,value", &["2015,10", "2019,8"]);
    assert_eq!(found, "towards||direction|");
}
