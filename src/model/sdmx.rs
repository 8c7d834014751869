//! What observations are called in SDMX: the ids of the structure, its components, and our items and units as codes.
//! The writer and the reader of SDMX-CSV share it.

use std::collections::BTreeMap;

use crate::base::hash::sha256;
use crate::model::vocabulary::TOTAL;

/// Agency that maintains the structure.
pub const AGENCY: &str = "LEARNING_CITIES";
/// Dataflow of the observations.
pub const DATAFLOW: &str = "DF_LEARNING_CITIES";
/// Data structure definition.
pub const DATA_STRUCTURE: &str = "DSD_LEARNING_CITIES";
/// Concept scheme.
pub const CONCEPTS: &str = "CS_LEARNING_CITIES";
/// Version of the structure and of the code lists that follow the catalogue: a changed structure is a new version.
pub const VERSION: &str = "1.0.1";

/// Code for a sex or a breakdown where the value is of the whole.
pub const WHOLE: &str = "_T";
/// Code of a unit that is not known: that of a city's own definition.
pub const UNKNOWN: &str = "_U";
/// Our items and their codes in `SDMX:CL_SEX`, with the titles of the list.
pub const SEXES: [(&str, &str, &str); 3] = [("female", "F", "Female"), ("male", "M", "Male"), (TOTAL, WHOLE, "Total")];

/// What a component is in the data structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A part of the key.
    Dimension,
    /// The period, the last part of the key.
    Time,
    /// The value.
    Measure,
    /// What is said of every value.
    Mandatory,
    /// What is said of some values.
    Optional,
}

/// What the cells of a component are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Codes of a list, by its id.
    Codes(&'static str),
    /// Anything of an SDMX text type.
    Typed(&'static str),
}

/// A component of the data structure; its id is that of its concept.
#[derive(Debug, Clone, Copy)]
pub struct Component {
    /// Id: that of the SDMX cross-domain concept where there is one.
    pub id: &'static str,
    /// Its place in the structure.
    pub role: Role,
    /// Its cells.
    pub values: Values,
    /// Our column of the same meaning, which is read from it; none where it is read in another way.
    pub column: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// Code lists: of SDMX, of the catalogue, of the network.
pub const CL_FREQ: &str = "CL_FREQ";
/// Sexes, of SDMX.
pub const CL_SEX: &str = "CL_SEX";
/// Observation statuses, of SDMX.
pub const CL_OBS_STATUS: &str = "CL_OBS_STATUS";
/// Powers of ten, of SDMX.
pub const CL_UNIT_MULT: &str = "CL_UNIT_MULT";
/// Measurements of the catalogue.
pub const CL_INDICATOR: &str = "CL_INDICATOR";
/// Items of the catalogue other than sexes.
pub const CL_BREAKDOWN: &str = "CL_BREAKDOWN";
/// Source kinds.
pub const CL_SOURCE_TYPE: &str = "CL_SOURCE_TYPE";
/// How values are made.
pub const CL_QUALITY: &str = "CL_QUALITY";
/// Cities of the network.
pub const CL_CITY: &str = "CL_CITY";
/// Definitions of the network.
pub const CL_DEFINITION: &str = "CL_DEFINITION";
/// Units of the catalogue and of the network's definitions.
pub const CL_UNIT: &str = "CL_UNIT";

const fn component(
    id: &'static str,
    role: Role,
    values: Values,
    column: Option<&'static str>,
    name: &'static str,
    about: &'static str,
) -> Component {
    Component { id, role, values, column, name, about }
}

use Role::{Dimension, Mandatory, Measure, Optional, Time};
use Values::{Codes, Typed};

/// The components, in the order of the structure and of the data.
#[rustfmt::skip]
pub const COMPONENTS: [Component; 23] = [
    component("FREQ", Dimension, Codes(CL_FREQ), None, "Frequency", "How often values are given: once a year."),
    component("REF_AREA", Dimension, Codes(CL_CITY), Some("city"), "Reference area", "The city that the value is about."),
    component("INDICATOR", Dimension, Codes(CL_INDICATOR), Some("measurement"), "Indicator", "The measurement of the catalogue."),
    component("SEX", Dimension, Codes(CL_SEX), None, "Sex", "Sex of the people that the value is about."),
    component("BREAKDOWN", Dimension, Codes(CL_BREAKDOWN), None, "Breakdown", "Part of the whole that the value is about, other than by sex: a sector, a setting, a level."),
    component("TIME_PERIOD", Time, Typed("ObservationalTimePeriod"), Some("reference_year"), "Time period", "Year that the value is about."),
    component("OBS_VALUE", Measure, Typed("Double"), Some("value"), "Observation value", "The value, in the unit of UNIT_MEASURE; empty where the status says that there is none."),
    component("OBS_STATUS", Mandatory, Codes(CL_OBS_STATUS), Some("status"), "Observation status", "The strongest of the value's flags."),
    component("STATUS_FLAGS", Optional, Typed("String"), None, "All status flags", "All flags of the value, strongest first, separated by |; given where there are several."),
    component("UNIT_MEASURE", Mandatory, Codes(CL_UNIT), None, "Unit of measure", "Unit of the value and of the ends of its interval."),
    component("UNIT_MULT", Mandatory, Codes(CL_UNIT_MULT), None, "Unit multiplier", "Power of ten by which the value is to be multiplied."),
    component("LOWER_BOUND", Optional, Typed("Double"), Some("ci_lower"), "Lower bound", "Lower end of the value's 95 % confidence interval."),
    component("UPPER_BOUND", Optional, Typed("Double"), Some("ci_upper"), "Upper bound", "Upper end of the value's 95 % confidence interval."),
    component("SAMPLE_SIZE", Optional, Typed("Long"), Some("sample_size"), "Sample size", "Respondents of the survey."),
    component("DESIGN_EFFECT", Optional, Typed("Double"), Some("design_effect"), "Design effect", "Design effect that the survey declares."),
    component("RATINGS", Optional, Typed("String"), Some("ratings"), "Ratings", "Each reviewer's rating, separated by |."),
    component("SOURCE_TYPE", Mandatory, Codes(CL_SOURCE_TYPE), Some("source"), "Source type", "Where the value comes from."),
    component("DEFINITION", Optional, Codes(CL_DEFINITION), Some("definition"), "Definition", "Definition of the value where it is not the catalogue's."),
    component("PRICE_BASE", Optional, Typed("String"), Some("price_base"), "Price base", "Prices of an amount of money: current, or constant and their year."),
    component("QUALITY", Optional, Codes(CL_QUALITY), Some("quality"), "Quality", "How the value was made, as declared."),
    component("VERIFIED_BY", Optional, Typed("String"), Some("verified_by"), "Verified by", "Third party that verified the value, as declared."),
    component("REPORTING_CYCLE", Mandatory, Typed("Integer"), Some("cycle"), "Reporting cycle", "Year of the first brief that the value is for."),
    component("COMMENT_OBS", Optional, Typed("String"), Some("note"), "Comment", "Note on the value."),
];

/// The sex and the breakdown of an item.
pub fn codes_of_item(item: &str) -> (&str, &str) {
    match SEXES.iter().find(|(known, ..)| *known == item) {
        Some((_, code, _)) => (code, WHOLE),
        None => (WHOLE, item),
    }
}

/// The item of a sex and a breakdown. Of two parts that no item has together both are named, for the checks to find.
pub fn item_of_codes(sex: &str, breakdown: &str) -> String {
    let item = SEXES.iter().find(|(_, code, _)| *code == sex).map_or(sex, |(item, ..)| item);
    match (sex, breakdown) {
        (_, WHOLE | "") => item.to_string(),
        (WHOLE | "", _) => breakdown.to_string(),
        _ => format!("{item} {breakdown}"),
    }
}

/// A code for each unit: `PT` for per cent, else its letters and digits, as `KG_PER_INHABITANT`. A unit of a network's
/// definitions whose code says less than itself, as one of pounds, or is that of another unit of the catalogue, has part
/// of a hash too: its code is the same whatever other definitions there are.
pub fn unit_codes<'u>(
    catalogue: impl IntoIterator<Item = &'u str>,
    definitions: impl IntoIterator<Item = &'u str>,
) -> BTreeMap<&'u str, String> {
    let plain = |unit: &str| match unit {
        "%" => "PT".to_string(),
        _ => {
            let words = unit.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join("_").to_ascii_uppercase()
        }
    };
    let codes: BTreeMap<&str, String> = catalogue.into_iter().map(|unit| (unit, plain(unit))).collect();
    let own = definitions.into_iter().filter(|unit| !codes.contains_key(unit)).map(|unit| {
        let code = plain(unit);
        let is_whole = !code.is_empty() && code.to_ascii_lowercase().replace('_', " ") == *unit;
        let is_free = !codes.values().any(|other| *other == code);
        let words = if code.is_empty() { "UNIT" } else { &code };
        let hashed = format!("{words}_{}", &sha256(unit.as_bytes())[..12].to_ascii_uppercase());
        (unit, if is_whole && is_free { code } else { hashed })
    });
    let own: Vec<(&str, String)> = own.collect();
    codes.into_iter().chain(own).collect()
}

/// The component of that id.
pub fn find(id: &str) -> Option<&'static Component> {
    COMPONENTS.iter().find(|component| component.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn items_are_codes_and_back() {
        for item in ["total", "female", "male", "schools", "pre_primary"] {
            let (sex, breakdown) = codes_of_item(item);
            assert_eq!(item_of_codes(sex, breakdown), item);
        }
        assert_eq!(codes_of_item("female"), ("F", "_T"));
        assert_eq!(codes_of_item("schools"), ("_T", "schools"));
        assert_eq!(item_of_codes("F", "schools"), "female schools");
        assert_eq!(item_of_codes("X", "_T"), "X");
    }

    #[test]
    fn units_have_codes_of_their_own() {
        let codes = unit_codes(["%", "kg per inhabitant per year", "US$ PPP"], ["us ppp", "%", "人", "Us PPP"]);
        assert_eq!(
            (codes["%"].as_str(), codes["kg per inhabitant per year"].as_str()),
            ("PT", "KG_PER_INHABITANT_PER_YEAR")
        );
        let alone = unit_codes(["%"], ["£ per inhabitant", "kWh"]);
        let among = unit_codes(["%"], ["$ per inhabitant", "£ per inhabitant", "per inhabitant", "kwh"]);
        let pounds = "£ per inhabitant";
        assert_eq!(alone[pounds], among[pounds]);
        assert!(alone[pounds].starts_with("PER_INHABITANT_"), "{alone:?}");
        assert_ne!(among[pounds], among["$ per inhabitant"]);
        assert_eq!((among["per inhabitant"].as_str(), among["kwh"].as_str()), ("PER_INHABITANT", "KWH"));
        assert_ne!(alone["kWh"], "KWH");
        let all: BTreeSet<&String> = codes.values().collect();
        assert_eq!((all.len(), codes["US$ PPP"].as_str()), (6, "US_PPP"));
        assert!(all.iter().all(|code| code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')), "{all:?}");
    }
}
