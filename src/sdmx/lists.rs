//! The code lists.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Measurement, Tables};
use crate::model::sdmx::{
    AGENCY, CL_BREAKDOWN, CL_CITY, CL_DEFINITION, CL_FREQ, CL_INDICATOR, CL_OBS_STATUS, CL_QUALITY, CL_SEX,
    CL_SOURCE_TYPE, CL_UNIT, CL_UNIT_MULT, SEXES, UNKNOWN, VERSION, WHOLE, codes_of_item, unit_codes,
};

/// A code list.
#[derive(Debug)]
pub struct List {
    /// Who maintains it.
    pub agency: &'static str,
    /// Its id.
    pub id: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Whether it follows the network, so that it changes under the same version.
    pub is_open: bool,
    /// Its name.
    pub name: &'static str,
    /// Its codes.
    pub codes: Vec<Code>,
}

/// A code of a list.
#[derive(Debug)]
pub struct Code {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it means; empty where the name says it.
    pub about: String,
}

impl Code {
    fn new(id: impl Into<String>, name: impl Into<String>, about: impl Into<String>) -> Code {
        Code { id: id.into(), name: name.into(), about: about.into() }
    }
}

/// Agency of the cross-domain lists.
pub const SDMX: &str = "SDMX";

/// Lists of the network have no semantic version: they follow it.
const OPEN: &str = "1.0";

/// Every code list, those of SDMX with the codes alone that are used here.
pub fn all(tables: &Tables) -> Vec<List> {
    let of_sdmx = |id, version, name, codes| List { agency: SDMX, id, version, is_open: false, name, codes };
    let fixed = |id, name, codes| List { agency: AGENCY, id, version: VERSION, is_open: false, name, codes };
    let open = |id, name, codes| List { agency: AGENCY, id, version: OPEN, is_open: true, name, codes };
    let sexes = SEXES.iter().map(|(_, code, name)| Code::new(*code, *name, "")).collect();
    let statuses = tables.statuses.iter().map(|row| Code::new(row.code, row.title, "")).collect();
    vec![
        of_sdmx(CL_FREQ, "2.1", "Frequency", vec![Code::new("A", "Annual", "")]),
        of_sdmx(CL_SEX, "2.1", "Sex", sexes),
        of_sdmx(CL_OBS_STATUS, "2.2", "Observation status", statuses),
        of_sdmx(CL_UNIT_MULT, "1.1", "Unit multiplier", vec![Code::new("0", "Units", "")]),
        fixed(CL_INDICATOR, "Measurements of the Key Features of Learning Cities", indicators(tables)),
        fixed(CL_BREAKDOWN, "Breakdowns other than by sex", breakdowns(tables)),
        fixed(CL_SOURCE_TYPE, "Source types", sources()),
        fixed(CL_QUALITY, "How values are made", qualities(tables)),
        open(CL_CITY, "Cities of the network", cities(tables)),
        open(CL_DEFINITION, "Definitions other than the catalogue's", definitions(tables)),
        open(CL_UNIT, "Units of measure", units(tables)),
    ]
}

/// A code for each unit.
pub fn codes_of_units<'t>(tables: &'t Tables) -> BTreeMap<&'t str, String> {
    let catalogue = tables.measurements.iter().map(|row| row.unit).collect::<Vec<&'t str>>();
    let own = tables.definitions.iter().filter(|row| row.language.is_none()).filter_map(|row| row.unit);
    unit_codes(catalogue, own.collect::<Vec<&'t str>>())
}

fn indicators(tables: &Tables) -> Vec<Code> {
    let about = |m: &Measurement| {
        let sdg = match m.sdg_indicator.zip(m.sdg_match) {
            Some((indicator, "same")) => format!(" UN SDG indicator: {indicator}."),
            Some((indicator, _)) => format!(" UN SDG indicator: nearly {indicator}."),
            None => String::new(),
        };
        format!(
            "{}. Key Feature {} {}. Scale: {}. Direction of progress: {}.{sdg} Not to be ranked between cities.",
            m.meaning, m.feature, m.feature_title, m.scale, m.direction
        )
    };
    tables.measurements.iter().map(|m| Code::new(m.measurement, m.measurement_title, about(&m))).collect()
}

/// Items other than sexes, each with the breakdowns that it is a part of, in the order of the printed form.
fn breakdowns(tables: &Tables) -> Vec<Code> {
    let of: BTreeMap<&str, &str> = tables.measurements.iter().map(|m| (m.measurement, m.breakdown)).collect();
    let mut found: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    let mut items: Vec<_> = tables.items.iter().collect();
    items.sort_by_key(|row| row.position);
    for row in items.iter().filter(|row| codes_of_item(row.item).1 != WHOLE) {
        let breakdown = of.get(row.measurement).copied().unwrap_or_default();
        match found.iter_mut().find(|(item, _)| *item == row.item) {
            Some((_, breakdowns)) => breakdowns.extend([breakdown]),
            None => found.push((row.item, BTreeSet::from([breakdown]))),
        }
    }
    let words = |text: &str| text.replace('_', " ");
    let of_item = |(item, breakdowns): (&str, BTreeSet<&str>)| {
        let breakdowns: Vec<String> = breakdowns.into_iter().map(words).collect();
        Code::new(item, words(item), format!("By {}.", breakdowns.join(", ")))
    };
    let whole = Code::new(WHOLE, "Total", "");
    std::iter::once(whole).chain(found.into_iter().map(of_item)).collect()
}

fn sources() -> Vec<Code> {
    vec![
        Code::new("official", "Official statistics", ""),
        Code::new("survey", "Survey", "A survey of a sample."),
        Code::new("expert", "Expert ratings", "Ratings by a panel of reviewers, from 1 to 5."),
    ]
}

fn qualities(tables: &Tables) -> Vec<Code> {
    let codes = tables.codes.iter().filter(|row| row.kind == "quality");
    codes.map(|row| Code::new(row.code, row.label, row.sentence.unwrap_or_default())).collect()
}

fn cities(tables: &Tables) -> Vec<Code> {
    let about = |country: &str, region: &str| format!("Country: {country}. UNESCO region: {region}.");
    tables.cities.iter().map(|row| Code::new(row.city, row.name, about(row.country, row.region))).collect()
}

fn definitions(tables: &Tables) -> Vec<Code> {
    let rows = tables.definitions.iter().filter(|row| row.language.is_none());
    let about = |measurement: &str, note: Option<&str>| match note {
        Some(note) => format!("In place of {measurement}: {note}"),
        None => format!("In place of {measurement}."),
    };
    rows.map(|row| Code::new(row.definition, row.title, about(row.measurement, row.note))).collect()
}

fn units(tables: &Tables) -> Vec<Code> {
    let unknown = Code::new(UNKNOWN, "Not known", "The value is by a definition of the city's own.");
    let known = codes_of_units(tables).into_iter().map(|(unit, code)| Code::new(code, unit, ""));
    known.chain([unknown]).collect()
}
