//! The observations as SDMX-CSV.

use std::collections::BTreeMap;

use super::lists::codes_of_units;
use super::tables::{Observation, Tables};
use crate::base::error::{Error, Result};
use crate::base::text::guarded;
use crate::model::sdmx::{AGENCY, COMPONENTS, DATAFLOW, UNKNOWN, VERSION, Values, codes_of_item};

/// What rows are of, in the columns before the components.
const TARGET: [&str; 3] = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];

/// The dataflow, as SDMX-CSV names it.
fn dataflow() -> String {
    format!("{AGENCY}:{DATAFLOW}({VERSION})")
}

/// Every observation, in the order of the table.
pub fn csv(tables: &Tables) -> Result<Vec<u8>> {
    let units = Units::new(tables);
    let dataflow = dataflow();
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let fault = |e: String| Error::invalid("SDMX-CSV", e);
    writer.write_record(TARGET.into_iter().chain(COMPONENTS.iter().map(|c| c.id))).map_err(|e| fault(e.to_string()))?;
    for row in tables.observations.iter() {
        // What is published replaces what was.
        let target = ["dataflow".to_string(), dataflow.clone(), "R".to_string()];
        let cells = COMPONENTS.iter().map(|component| {
            let cell = cell(component.id, &row, &units);
            if component.values == Values::Typed("String") { guarded(&cell).into_owned() } else { cell }
        });
        writer.write_record(target.into_iter().chain(cells)).map_err(|e| fault(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| fault(e.to_string()))
}

/// The unit of a value.
struct Units<'t> {
    codes: BTreeMap<&'t str, String>,
    /// Scale and unit by measurement.
    measurements: BTreeMap<&'t str, (&'t str, &'t str)>,
    definitions: BTreeMap<&'t str, &'t str>,
}

impl<'t> Units<'t> {
    fn new(tables: &'t Tables) -> Units<'t> {
        let own = tables.definitions.iter().filter(|row| row.language.is_none());
        Units {
            codes: codes_of_units(tables),
            measurements: tables.measurements.iter().map(|m| (m.measurement, (m.scale, m.unit))).collect(),
            definitions: own.filter_map(|row| Some((row.definition, row.unit?))).collect(),
        }
    }

    /// The code of the unit that a value is in: that of its definition; not known where status D alone says that it
    /// differs, but for percentages and ratings.
    fn of(&self, row: &Observation) -> &str {
        let (scale, unit) = self.measurements.get(row.measurement).copied().unwrap_or_default();
        let unit = match row.definition {
            Some(id) => self.definitions.get(id).copied(),
            None if row.status.split('|').any(|flag| flag == "D") && !matches!(scale, "percent" | "rating") => None,
            None => Some(unit),
        };
        unit.and_then(|unit| self.codes.get(unit)).map_or(UNKNOWN, String::as_str)
    }
}

/// The cell of a component; empty where nothing is said.
fn cell(component: &str, row: &Observation, units: &Units) -> String {
    let text = |text: Option<&str>| text.unwrap_or_default().to_string();
    let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
    let (sex, breakdown) = codes_of_item(row.item);
    let strongest = row.status.split('|').next().unwrap_or_default();
    match component {
        "FREQ" => "A".into(),
        "REF_AREA" => row.city.into(),
        "INDICATOR" => row.measurement.into(),
        "SEX" => sex.into(),
        "BREAKDOWN" => breakdown.into(),
        "TIME_PERIOD" => row.reference_year.to_string(),
        "OBS_VALUE" => number(row.value),
        "OBS_STATUS" => strongest.into(),
        "STATUS_FLAGS" => text((strongest != row.status).then_some(row.status)),
        "UNIT_MEASURE" => units.of(row).into(),
        "UNIT_MULT" => "0".into(),
        "LOWER_BOUND" => number(row.ci_lower),
        "UPPER_BOUND" => number(row.ci_upper),
        "SAMPLE_SIZE" => row.sample_size.map(|n| n.to_string()).unwrap_or_default(),
        "DESIGN_EFFECT" => number(row.design_effect),
        "RATINGS" => text(row.ratings),
        "SOURCE_TYPE" => row.source.into(),
        "DEFINITION" => text(row.definition),
        "PRICE_BASE" => text(row.price_base),
        "QUALITY" => text(row.quality),
        "VERIFIED_BY" => text(row.verified_by),
        "REPORTING_CYCLE" => row.cycle.to_string(),
        "COMMENT_OBS" => text(row.note),
        _ => String::new(),
    }
}
