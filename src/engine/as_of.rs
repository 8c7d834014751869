//! A brief as of a day: what cities send is taken again from the histories, with only the submissions up to that day.
//!
//! Rows without a day count always. Consent is today's: what a city has withdrawn since stays withdrawn. A correction holds wherever the row
//! that it corrects is the one that counts.

use crate::tables::TableDef;

/// The one-row table with the day, for the queries below.
pub const DAY: &str = "as_of_day";

/// The name under which a table of the snapshot stands where another takes its place.
pub fn stored(table: &str) -> String {
    format!("stored_{table}")
}

/// The query that takes a table's place; none for a table that no submission feeds.
pub fn query(table: &TableDef) -> Option<String> {
    let columns = |from: &str| -> String {
        let names: Vec<String> = table.columns.iter().map(|c| format!("{from}.\"{}\"", c.0)).collect();
        names.join(", ")
    };
    match table.name {
        "observations" => Some(observations(&columns("winners"), &columns("stored_observations"))),
        "targets" => Some(newest("target_history", "city, measurement, item", &columns("winners"))),
        "practices" => Some(newest("practice_history", "city, feature, title", &columns("winners"))),
        "declarations" => Some(declarations()),
        "cities" => Some(cities(
            &columns("stored_cities").replace("stored_cities.\"baseline_year\"", "winners.baseline_year"),
        )),
        _ => None,
    }
}

/// As the merge orders rows, newest first.
const NEWEST: &str = "submitted_on desc nulls last, submission desc nulls last";

const COUNTS: &str = "cross join as_of_day where (submitted_on is null or submitted_on <= as_of_day.day)";

/// Where the newest of all counts it is the row in force, as corrections left it, or left out.
fn observations(winners: &str, stored: &str) -> String {
    let key = "city, measurement, item, reference_year";
    format!(
        "with ranked as (
            select *, row_number() over (partition by {key} order by {NEWEST}, cycle desc, line desc) as place from observation_history
        ),
        counted as (select ranked.*, row_number() over (partition by {key} order by place) as nth from ranked {COUNTS}),
        winners as (select * from counted where nth = 1)
        select {stored} from winners
        inner join stored_observations
            on winners.city = stored_observations.city
            and winners.measurement = stored_observations.measurement
            and winners.item = stored_observations.item
            and winners.reference_year = stored_observations.reference_year
        where winners.place = 1
        union all
        select {winners} from winners where winners.place > 1
        order by {key}"
    )
}

fn newest(history: &str, key: &str, winners: &str) -> String {
    format!(
        "with counted as (
            select {history}.*, row_number() over (partition by {key} order by {NEWEST}) as nth from {history} {COUNTS}
        ),
        winners as (select * from counted where nth = 1)
        select {winners} from winners
        order by {key}"
    )
}

fn declarations() -> String {
    let role = |role: &str, list: &str| {
        format!("select city, '{role}' as role, unnest(string_to_array({list}, '|')) as feature, consent, submission from winners where {list} is not null")
    };
    format!(
        "with counted as (
            select
                declaration_history.*,
                row_number() over (
                    partition by city order by submitted_on desc nulls last, cycle desc nulls last, submission desc nulls last
                ) as nth
            from declaration_history {COUNTS}
        ),
        winners as (select * from counted where nth = 1 and submission is not null)
        {} union all {}
        order by city, role, feature",
        role("expertise", "expertise"),
        role("priority", "priorities")
    )
}

fn cities(columns: &str) -> String {
    format!(
        "with counted as (
            select
                declaration_history.*,
                row_number() over (
                    partition by city order by submitted_on desc nulls last, cycle desc nulls last, submission desc nulls last
                ) as nth
            from declaration_history {COUNTS} and consent = 'public' and baseline_year is not null
        ),
        winners as (select * from counted where nth = 1)
        select {columns} from stored_cities
        left join winners on stored_cities.city = winners.city
        order by stored_cities.city"
    )
}
