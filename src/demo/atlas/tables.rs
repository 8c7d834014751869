//! The tables of the office: semicolons, decimal commas, two rows of headers, codes without their leading zeros.

use super::names::STATES;
use super::towns::{Census, Town, YEARS};
use crate::base::error::{Error, Result};

/// The tables by the names of their files.
pub fn tables(towns: &[Town]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for (census, year) in YEARS.iter().enumerate() {
        let counted = |town: &'_ Town| town.censuses[census].clone();
        let people = towns.iter().filter_map(|town| Some(people_row(town, &counted(town)?)));
        files.push((format!("people-{year}.csv"), table(&PEOPLE, people)?));
        let work = towns.iter().filter_map(|town| Some(work_row(town, &counted(town)?)));
        files.push((format!("work-{year}.csv"), table(&WORK, work)?));
    }
    let headers: Vec<String> =
        REGISTERS.iter().flat_map(|title| YEARS.map(|y| title.replace("YEAR", &y.to_string()))).collect();
    let header = ["State", "Town"].map(str::to_string).into_iter().chain(headers).collect();
    let rows = std::iter::once(header).chain(towns.iter().map(register_row));
    files.push(("registers.csv".into(), csv(rows)?));
    Ok(files)
}

/// Upper and lower text of each column's header; an empty one above is that to its left.
const PEOPLE: [(&str, &str); 17] = [
    ("Place", "state"),
    ("", "state name"),
    ("", "town"),
    ("", "town name"),
    ("Area", "km2"),
    ("Residents", "women"),
    ("", "men"),
    ("", "urban"),
    ("", "in informal dwellings"),
    ("Aged 15 and over", "women"),
    ("", "men"),
    ("Able to read and write", "women"),
    ("", "men"),
    ("Mean years of schooling", "women"),
    ("", "men"),
    ("Aged 3 to 5", "all"),
    ("", "in pre-primary school"),
];
const WORK: [(&str, &str); 8] = [
    ("Place", "state"),
    ("", "town"),
    ("Labour force", "women"),
    ("", "men"),
    ("Without work", "women"),
    ("", "men"),
    ("Aged 15 to 24", "all"),
    ("", "neither studying nor working"),
];
const REGISTERS: [&str; 3] = ["Turnout YEAR (%)", "Internet users YEAR (%)", "Household waste YEAR (kg per resident)"];

fn people_row(town: &Town, census: &Census) -> Vec<String> {
    let Census { residents, urban, informal, adults, literate, schooling, children, enrolled, .. } = census;
    let place = [town.state.to_string(), STATES[town.state - 1].into(), town.number.to_string(), town.name.clone()];
    let counts =
        [town.area, residents[0], residents[1], *urban, *informal, adults[0], adults[1], literate[0], literate[1]];
    let counts = counts.map(|count| count.to_string());
    let schooling = schooling.map(|years| decimal(years, 2));
    let children = [children, enrolled].map(|count| count.to_string());
    place.into_iter().chain(counts).chain(schooling).chain(children).collect()
}

fn work_row(town: &Town, census: &Census) -> Vec<String> {
    let Census { labour_force, unemployed, young, neither, .. } = census;
    let place = [town.state, town.number].map(|code| code.to_string());
    let force = labour_force.map(|people| people.to_string());
    let unemployed = unemployed.map(|people| people.map_or("..".into(), |people| people.to_string()));
    place.into_iter().chain(force).chain(unemployed).chain([young, neither].map(|n| n.to_string())).collect()
}

fn register_row(town: &Town) -> Vec<String> {
    let tenths = |of: fn(&Census) -> Option<u32>| {
        let cell = |census: &Option<Census>| census.as_ref().and_then(of).map_or("..".into(), |n| decimal(n, 1));
        town.censuses.each_ref().map(cell)
    };
    let place = [town.state, town.number].map(|code| code.to_string());
    let registers = [tenths(|c| Some(c.turnout)), tenths(|c| c.internet), tenths(|c| Some(c.waste))];
    place.into_iter().chain(registers.into_iter().flatten()).collect()
}

/// A number of tenths or hundredths with a decimal comma.
fn decimal(number: u32, places: u32) -> String {
    let unit = 10_u32.pow(places);
    format!("{},{:0width$}", number / unit, number % unit, width = places as usize)
}

fn table(headers: &[(&str, &str)], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let above = headers.iter().map(|h| h.0.to_string()).collect();
    let below = headers.iter().map(|h| h.1.to_string()).collect();
    csv([above, below].into_iter().chain(rows))
}

fn csv(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let fault = |e: String| Error::invalid("a table of the atlas", e);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|e| fault(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| fault(e.to_string()))
}
