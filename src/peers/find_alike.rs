//! Between the relations of a store and the search for who has been where a city is ([`crate::peers::alike`]).

use std::collections::BTreeMap;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::model::schema::columns;
use crate::model::vocabulary::Outcome;
use crate::peers::alike::{Answer, Cities, Found, Path, Question, answers};
use crate::peers::nearest::{Context, Rules};
use crate::peers::tables::{Ask, Made, NEAREST_ALIKE, NEAREST_OUTCOMES, setting};

/// Numbers of cities and series count from 1 in SQL.
fn place(number: Option<i64>) -> Option<usize> {
    number.and_then(|n| usize::try_from(n - 1).ok())
}

/// Makes `nearest_alike` and `nearest_outcomes` from the questions, the paths and the context.
pub fn run(ask: Ask<'_>) -> Result<Made> {
    let settings = ask("select name, value from settings")?;
    let cities = ask("select city, city_number, region from int_cities order by city_number")?;
    let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut region_of: Vec<usize> = Vec::with_capacity(cities.len());
    let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..cities.len() {
        let next = regions.len();
        region_of.push(*regions.entry(cities.text("region", row).unwrap_or_default()).or_insert(next));
        place_of.insert(cities.text("city", row).unwrap_or_default(), row);
    }
    let context = context(ask, &place_of)?;
    let rules = Rules { k: 0, shared_weight: setting(&settings, "shared_weight")?, winsor_low: 0.0, winsor_high: 1.0 };
    let most = setting(&settings, "learning_most")?.max(0.0) as usize;
    let asked = ask("select * from int_questions order by city, measurement, item")?;
    let (rows, questions): (Vec<usize>, Vec<Question>) =
        (0..asked.len()).filter_map(|row| Some((row, question(&asked, row)?))).unzip();
    let paths = paths(ask)?;
    let near = near(ask, cities.len())?;
    let among = Cities { near: &near, regions: &region_of, distance: |a, b| context.distance(a, b, &rules) };
    let found = answers(&questions, paths, &among, most);
    written(&asked, &rows, &found, &cities)
}

/// Earlier points of the kinds that are asked for, and what became of each.
fn paths(ask: Ask<'_>) -> Result<Vec<Path>> {
    let table = ask(
        "select kind, city_number, from_year, from_value, outcome, may_be_named, chance, good, good_low from int_paths \
         where kind in (select kind from int_questions)",
    )?;
    let path = |row: usize| {
        Some(Path {
            city: place(table.integer("city_number", row))?,
            kind: table.integer("kind", row)?,
            from_year: table.integer("from_year", row)?,
            from_value: table.number("from_value", row)?,
            outcome: table.text("outcome", row)?.parse().unwrap_or(Outcome::Held),
            may_be_named: table.truth("may_be_named", row).unwrap_or(false),
            chance: table.number("chance", row).unwrap_or(0.0),
            good: (table.number("good", row)?, table.number("good_low", row)),
        })
    };
    Ok((0..table.len()).filter_map(path).collect())
}

/// The nearest peers of each city.
fn near(ask: Ask<'_>, cities: usize) -> Result<Vec<Vec<usize>>> {
    let table = ask("select city_number, peer_number from int_near order by city_number, peer_number")?;
    let mut near = vec![Vec::new(); cities];
    for row in 0..table.len() {
        if let (Some(city), Some(peer)) =
            (place(table.integer("city_number", row)), place(table.integer("peer_number", row)))
            && let Some(peers) = near.get_mut(city)
        {
            peers.push(peer);
        }
    }
    Ok(near)
}

/// Standard scores of every city, in the order of `place_of`.
fn context(ask: Ask<'_>, place_of: &BTreeMap<&str, usize>) -> Result<Context> {
    let variables = ask("select peer_variables.variable, peer_variables.weight from peer_variables \
         inner join nearest_variables on peer_variables.variable = nearest_variables.variable \
         where nearest_variables.used order by peer_variables.position, peer_variables.variable")?;
    let scores = ask("select city, variable, z from nearest_context where z is not null")?;
    let column: BTreeMap<&str, usize> =
        (0..variables.len()).filter_map(|row| Some((variables.text("variable", row)?, row))).collect();
    let weights: Vec<f64> = (0..variables.len()).map(|row| variables.number("weight", row).unwrap_or(0.0)).collect();
    let mut rows = vec![vec![None; weights.len()]; place_of.len()];
    for row in 0..scores.len() {
        let (city, variable) = (scores.text("city", row), scores.text("variable", row));
        if let (Some(city), Some(variable)) = (city.and_then(|c| place_of.get(c)), variable.and_then(|v| column.get(v)))
        {
            rows[*city][*variable] = scores.number("z", row);
        }
    }
    Ok(Context { weights, scores: rows })
}

/// A row of `int_questions`.
fn question(table: &Table, row: usize) -> Option<Question> {
    Some(Question {
        city: place(table.integer("city_number", row))?,
        kind: table.integer("kind", row)?,
        like: (table.number("like_low", row)?, table.number("like_high", row)?),
        good: (table.number("good", row)?, table.number("good_high", row)),
        relative: table.truth("relative", row)?,
    })
}

/// The answers as tables; `rows` are the rows of `asked` that they answer.
fn written(asked: &Table, rows: &[usize], found: &[Answer], cities: &Table) -> Result<Made> {
    let named: Vec<(usize, &Found)> =
        rows.iter().zip(found).flat_map(|(row, a)| a.named.iter().map(|f| (*row, f))).collect();
    let alike = columns!(n in named =>
        city = asked.text("city", n.0), measurement = asked.text("measurement", n.0), item = asked.text("item", n.0),
        peer = cities.text("city", n.1.city), distance = n.1.distance, from_year = n.1.from_year);
    let series = columns!(row in rows =>
        city = asked.text("city", *row), measurement = asked.text("measurement", *row),
        item = asked.text("item", *row));
    let outcomes = columns!(a in found =>
        reach, comparable = a.outcomes.iter().sum::<usize>(), towards = a.outcomes[Outcome::Towards as usize],
        held = a.outcomes[Outcome::Held as usize], away = a.outcomes[Outcome::Away as usize],
        towards_by_chance = a.by_chance);
    let outcomes = NEAREST_OUTCOMES.batch([series, outcomes].concat())?;
    Ok(vec![(NEAREST_ALIKE.name, NEAREST_ALIKE.batch(alike)?), (NEAREST_OUTCOMES.name, outcomes)])
}
