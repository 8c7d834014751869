//! What an edition showed and what may be seen today: the one place where it is decided whether an edition may be built
//! again.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::base::table::Table;
use crate::store::Snapshot;

/// Tables of what cities send, with the columns that say of what it is, and whether it may end without being withdrawn,
/// as a target that a city no longer sends may; a practice is compared by itself. The consent of an observation is that
/// of its cycle, and a declaration is there for every cycle that was declared for.
const SENT: [(&str, &[&str], bool); 4] = [
    ("observation_history", &["cycle"], false),
    ("declaration_history", &["cycle"], false),
    ("target_history", &["measurement", "item"], true),
    ("practice_history", &["feature", "title"], true),
];

/// What an edition showed that may not be seen today: numbers of each, for a sentence that names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// Cities that let less be seen. What follows is of other cities.
    cities: usize,
    /// Values in whose place the city sent that there is none.
    values: usize,
    /// Practices that are described no longer.
    practices: usize,
    /// Cities whose contact has another name or e-mail address.
    contacts: usize,
    /// Photographs that are not among those of the brief.
    photographs: usize,
}

impl Withdrawn {
    /// What it is, as a part of a sentence; none where it is nothing.
    pub fn sentence(&self) -> Option<String> {
        let many = |n: usize, one: &str, more: &str| match n {
            0 => None,
            1 => Some(one.to_string()),
            n => Some(format!("{n} {more}")),
        };
        let all = [
            many(
                self.cities,
                "a city lets less be seen today than when it was made",
                "cities let less be seen today than when it was made",
            ),
            many(
                self.values,
                "a city took back a value (a newer row has none)",
                "values were taken back (newer rows have none)",
            ),
            many(
                self.practices,
                "a practice is not described by its city any longer",
                "practices are not described by their cities any longer",
            ),
            many(
                self.contacts,
                "a city's contact has another name or e-mail address",
                "cities' contacts have other names or e-mail addresses",
            ),
            many(
                self.photographs,
                "a photograph is not named in brief/stories.toml any longer, or is another picture (where the people in it still agree, name it there as it was, and ingest)",
                "photographs are not named in brief/stories.toml any longer, or are other pictures (where the people in them still agree, name them there as they were, and ingest)",
            ),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

/// Compares the snapshot that an edition was made from with today's. What was so already when the edition was made does
/// not stand against it: as of an earlier day it may show a contact or a value that another had followed by then.
///
/// # Errors
/// A table cannot be read.
pub fn withdrawn(then: &Snapshot, now: &Snapshot) -> Result<Withdrawn> {
    let mut cities = BTreeSet::new();
    for (table, columns, may_end) in SENT {
        cities.extend(less(sent(&then.table(table)?, columns), &sent(&now.table(table)?, columns), may_end));
    }
    let (contacts, today) = (then.table("contacts")?, now.table("contacts")?);
    cities.extend(less(widths(&contacts), &widths(&today), false));
    let named = people(&today);
    let is_another = |city: &str, then: Person| named.get(city).is_some_and(|now| differs(then, *now));
    let others: Vec<&str> =
        people(&contacts).into_iter().filter(|(city, then)| is_another(city, *then)).map(|(city, _)| city).collect();

    let (observations, today) = (then.table("observations")?, now.table("observations")?);
    let has_value = |table: &Table, row: usize| table.number("value", row).is_some();
    let without: BTreeSet<_> =
        (0..today.len()).filter(|row| !has_value(&today, *row)).map(|row| series(&today, row)).collect();
    let is_shown = |row: &usize| is_public(&observations, *row) && has_value(&observations, *row);
    let values = (0..observations.len()).filter(is_shown).map(|row| series(&observations, row));

    let (practices, today) = (then.table("practices")?, now.table("practices")?);
    let described: BTreeSet<_> = (0..today.len()).map(|row| practice(&today, row)).collect();
    let told = (0..practices.len()).filter(|row| is_public(&practices, *row)).map(|row| practice(&practices, row));

    let (photographs, today) = (then.table("brief_photos")?, now.table("brief_photos")?);
    let kept = pictures(&today);
    // What is of a city that lets less be seen stands against it already.
    let of_others = |city: &str| !cities.contains(city);
    Ok(Withdrawn {
        values: values.filter(|value| of_others(value.0) && without.contains(value)).count(),
        practices: told.filter(|told| of_others(told.0) && !described.contains(told)).count(),
        contacts: others.into_iter().filter(|city| of_others(city)).count(),
        photographs: pictures(&photographs).difference(&kept).count(),
        cities: cities.len(),
    })
}

fn is_public(table: &Table, row: usize) -> bool {
    table.text("consent", row) == Some("public")
}

/// City, measurement, item and year of an observation.
fn series(table: &Table, row: usize) -> (&str, &str, &str, i64) {
    let text = |column: &str| table.text(column, row).unwrap_or_default();
    (text("city"), text("measurement"), text("item"), table.integer("reference_year", row).unwrap_or_default())
}

/// City, key feature and title of a practice.
fn practice(table: &Table, row: usize) -> (&str, &str, &str) {
    let text = |column: &str| table.text(column, row).unwrap_or_default();
    (text("city"), text("feature"), text("title"))
}

/// Name and e-mail address of a contact.
type Person<'t> = (Option<&'t str>, Option<&'t str>);

/// The contact of each city that is shown with name and address.
fn people(table: &Table) -> BTreeMap<&str, Person<'_>> {
    let is_named = |row: &usize| width(table, *row) == 3;
    let cell = |column: &str, row: usize| table.text(column, row);
    let person = |row: usize| Some((cell("city", row)?, (cell("contact_name", row), cell("contact_email", row))));
    (0..table.len()).filter(is_named).filter_map(person).collect()
}

/// Whether a name or an address that was shown is not the one of today.
fn differs(then: Person, now: Person) -> bool {
    let differs = |then: Option<&str>, now: Option<&str>| then.is_some() && then != now;
    differs(then.0, now.0) || differs(then.1, now.1)
}

/// The photographs of a brief, as they are kept.
fn pictures(table: &Table) -> BTreeSet<&str> {
    (0..table.len()).filter_map(|row| table.text("jpeg", row)).collect()
}

/// How much of what a city lets be seen: by city and what is meant.
type Seen = BTreeMap<(String, Vec<String>), u8>;

/// Cities that let less be seen `now` than `then`, of anything that was there then.
fn less(then: Seen, now: &Seen, may_end: bool) -> impl Iterator<Item = String> {
    let less = then.into_iter().filter(move |(key, width)| match now.get(key) {
        Some(today) => today < width,
        None => *width > 0 && !may_end,
    });
    less.map(|((city, _), _)| city)
}

/// The widest consent of each: 2 where it is shown, 1 where it is counted, 0 for nothing.
fn sent(table: &Table, columns: &[&str]) -> Seen {
    let mut all = Seen::new();
    for row in 0..table.len() {
        let cell = |column: &&str| match table.integer(column, row) {
            Some(number) => number.to_string(),
            None => table.text(column, row).unwrap_or_default().to_string(),
        };
        let Some(city) = table.text("city", row) else { continue };
        // The registry's row of a city is of no cycle, and shows nothing that the city sent.
        if columns.contains(&"cycle") && table.integer("cycle", row).is_none() {
            continue;
        }
        let width = match table.text("consent", row) {
            Some("public") => 2,
            Some("aggregate_only") => 1,
            _ => 0,
        };
        let of = all.entry((city.to_string(), columns.iter().map(cell).collect())).or_default();
        *of = width.max(*of);
    }
    all
}

/// How each city can be reached.
fn widths(contacts: &Table) -> Seen {
    let row = |row: usize| Some(((contacts.text("city", row)?.to_string(), Vec::new()), width(contacts, row)));
    (0..contacts.len()).filter_map(row).collect()
}

/// How a city can be reached: 3 where the person is named, 2 through the secretariat, 1 where only its languages are
/// shown, 0 for nothing. It takes the city's consent, whatever is said of the contact.
fn width(contacts: &Table, row: usize) -> u8 {
    match (contacts.text("consent", row), contacts.text("contact_consent", row)) {
        (Some("public"), Some("public")) => 3,
        (Some("public"), Some("secretariat")) => 2,
        (Some("public"), _) => 1,
        _ => 0,
    }
}
