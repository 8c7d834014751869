//! A brief as of a day: what cities send is taken again from the histories, with only the submissions up to that day.
//!
//! Rows without a day count always. Consent is today's: what a city has withdrawn since stays withdrawn. What was replaced
//! since is not shown more widely than when it was replaced (`as_of_consent`). A correction holds wherever the row that
//! it corrects is the one that counts.

use crate::base::dates::YEARS_AROUND_CYCLE;
use crate::model::schema::{self, TableDef};

/// The stored history with a number for each row, and what holds of these rows on the day: made one after the other
/// before the tables that use them. The windows are over few columns, since each of them copies a row's columns.
const NUMBERED: &str = "as_of_numbered";
const JUDGED: &str = "as_of_judged";

/// The relations that the queries below read, each with its own query, in the order in which they are made.
pub fn steps(day: &str) -> [(&'static str, String); 2] {
    let numbered =
        "select row_number() over () as number, stored_observation_history.* from stored_observation_history";
    [(NUMBERED, numbered.to_string()), (JUDGED, judged(day))]
}

/// The name under which a table of the snapshot is where another takes its place.
pub fn stored(table: &str) -> String {
    format!("stored_{table}")
}

/// The query that takes a table's place on a day; none for a table that no submission feeds.
pub fn query(table: &TableDef, day: &str) -> Option<String> {
    let columns = |from: &str| -> String {
        let names: Vec<String> = table.columns.iter().map(|c| format!("{from}.\"{}\"", c.0)).collect();
        names.join(", ")
    };
    let of_winners = || columns("winners").replace("winners.\"consent\"", &format!("{AS_OF_CONSENT} as consent"));
    match table.name {
        "observations" => Some(observations(
            &columns("placed").replace("placed.\"cycle\"", "placed.from_cycle as cycle"),
            &columns("stored_observations")
                .replace("stored_observations.\"cycle\"", "placed.from_cycle as cycle")
                .replace("stored_observations.\"submission\"", "placed.submission"),
        )),
        "observation_history" => Some(history(&columns("placed"))),
        "targets" => Some(newest("target_history", day, &schema::TARGET_KEY, &schema::TARGET_CONTENT, &of_winners())),
        "practices" => {
            Some(newest("practice_history", day, &schema::PRACTICE_KEY, &schema::PRACTICE_CONTENT, &of_winners()))
        }
        "declarations" => Some(declarations(day)),
        "contacts" => Some(contacts(&columns("winners"), day)),
        "cities" => {
            let columns = columns("stored_cities").replace("stored_cities.\"baseline_year\"", "winners.baseline_year");
            Some(cities(&columns, day))
        }
        _ => None,
    }
}

/// As the merge orders targets and practices, newest first: of one day the narrowest consent, then the row in force.
fn newest_first() -> String {
    format!("submitted_on desc nulls last, {} desc, \"current\" desc, submission desc", narrowness(AS_OF_CONSENT))
}

/// The place of a consent from the widest to the narrowest.
fn narrowness(consent: &str) -> String {
    format!("case {consent} when 'public' then 0 when 'aggregate_only' then 1 else 2 end")
}

/// The consent of a row that counts: another may have replaced it after the day.
const AS_OF_CONSENT: &str = "coalesce(as_of_consent, consent)";

/// Whether a row had come by the day.
fn counts(day: &str) -> String {
    format!("(submitted_on is null or substr(submitted_on, 1, 10) <= '{}')", day.replace('\'', "''"))
}

const KEY: &str = "city, measurement, item, reference_year";

/// The rows that had come, by their numbers, as `ingest::cycles` places them: the columns of the history that the merge
/// computes, and `corrected`, whether no newer row of all says otherwise, so that corrections hold for it.
fn judged(day: &str) -> String {
    let content: Vec<String> = schema::CONTENT.iter().map(|c| format!("coalesce(cast({c} as varchar), '')")).collect();
    let content = content.join(" || '|' || ");
    let order = format!("submitted_on nulls first, cycle, {}, submission, line, \"current\"", narrowness("consent"));
    format!(
        "with mended as (
            select distinct city as mended_city, measurement as mended_measurement, item as mended_item, reference_year as mended_year
            from corrections
        ),
        sent as (
            select
                number, {KEY}, cycle, value, consent, as_of_consent, submitted_on, \"current\",
                mended_city is not null as is_mended,
                {content} as content,
                row_number() over (partition by {KEY} order by {order}) as nth
            from {NUMBERED}
            left join mended
                on city = mended_city and measurement = mended_measurement and item = mended_item and reference_year = mended_year
        ),
        changes as (
            select
                *,
                -- Whether the row after it says something else.
                case
                    when lead(content) over series_order <> content or lead(consent) over series_order <> consent then 1 else 0
                end as ends_here
            from sent
            window series_order as (partition by {KEY} order by nth)
        ),
        known as (
            select
                *,
                sum(ends_here) over (partition by {KEY} order by nth rows between current row and unbounded following) = 0
                    and (is_mended or nth = count(*) over (partition by {KEY})) as in_force,
                max(case when \"current\" then nth else 0 end) over (partition by {KEY}) = count(*) over (partition by {KEY}) as is_used
            from changes
        ),
        counted as (
            select known.*, count(*) over (partition by {KEY}) as rows_counted
            from known where {counts}
        ),
        judged as (
            select
                *,
                row_number() over (partition by {KEY} order by nth) as place,
                min(content) over (partition by {KEY}, submitted_on, consent) <> max(content) over (partition by {KEY}, submitted_on, consent) as disagrees
            from counted
        ),
        compared as (
            select
                *,
                case
                    when disagrees or lag(disagrees) over series_order or lag(content) over series_order <> content
                        or lag(consent) over series_order <> consent then 1
                    else 0
                end as begins,
                min(cycle) over (partition by {KEY} order by place rows between 1 following and unbounded following) as next_cycle
            from judged
            window series_order as (partition by {KEY} order by place)
        ),
        stretches as (
            select *, sum(begins) over (partition by {KEY} order by place rows between unbounded preceding and current row) as stretch
            from compared
        ),
        ends as (
            select
                *,
                min(cycle) over (partition by {KEY}, stretch) as stretch_from,
                max(place) over (partition by {KEY}, stretch) = place and not disagrees as counts,
                min(case when not disagrees and {AS_OF_CONSENT} = 'public' then cycle end) over (partition by {KEY}, value) as first_public,
                min(case when not disagrees and {AS_OF_CONSENT} <> 'private' then cycle end) over (partition by {KEY}, value) as first_open,
                min(case when not disagrees then cycle end) over (partition by {KEY}, value) as first_any
            from stretches
        )
        select
            number,
            {AS_OF_CONSENT} as consent,
            place = rows_counted and in_force as corrected,
            -- A row that a correction left out is no longer in force.
            place = rows_counted and not disagrees and (is_used or not in_force) as current,
            disagrees as conflict,
            coalesce(
                case {AS_OF_CONSENT} when 'public' then first_public when 'aggregate_only' then first_open else first_any end, cycle
            ) as first_cycle,
            case
                when
                    counts
                    and (next_cycle is null or stretch_from < next_cycle)
                    and (place < rows_counted or is_used or not in_force)
                    then stretch_from
            end as from_cycle,
            case when counts and stretch_from < next_cycle then next_cycle end as until_cycle
        from ends",
        counts = counts(day)
    )
}

/// Columns of the history that the merge computes.
const COMPUTED: [&str; 6] = ["consent", "current", "conflict", "first_cycle", "from_cycle", "until_cycle"];

/// `placed`: the rows that had come with the columns of the history, and `corrected`.
fn placed() -> String {
    let history = schema::table("observation_history").map_or(&[][..], |t| t.columns);
    let column = |name: &str| {
        let from = if COMPUTED.contains(&name) { JUDGED } else { NUMBERED };
        format!("{from}.\"{name}\"")
    };
    let columns: Vec<String> = history.iter().map(|c| column(c.0)).collect();
    format!(
        "with placed as (
            select {}, corrected from {NUMBERED} inner join {JUDGED} on {NUMBERED}.number = {JUDGED}.number
        )",
        columns.join(", ")
    )
}

fn history(columns: &str) -> String {
    format!("{} select {columns} from placed order by {KEY}, submitted_on, cycle, submission, line", placed())
}

/// Where the newest of all counts, or one that says the same, it is the row in force, as corrections left it, or left
/// out.
fn observations(winners: &str, stored: &str) -> String {
    format!(
        "{}
        select {stored} from placed
        inner join stored_observations
            on placed.city = stored_observations.city
            and placed.measurement = stored_observations.measurement
            and placed.item = stored_observations.item
            and placed.reference_year = stored_observations.reference_year
        where placed.current and placed.corrected
        union all
        select {winners} from placed where placed.current and not placed.corrected
        order by {KEY}",
        placed()
    )
}

/// As the merge does it: where rows of the newest day disagree none counts.
fn newest(history: &str, day: &str, key: &[&str], content: &[&str], winners: &str) -> String {
    let key = key.join(", ");
    let content: Vec<String> = content.iter().map(|c| format!("coalesce(cast({c} as varchar), '')")).collect();
    let content = content.join(" || '|' || ");
    format!(
        "with counted as (
            select
                {history}.*,
                row_number() over (partition by {key} order by {}) as nth,
                min({content}) over (partition by {key}, submitted_on) <> max({content}) over (partition by {key}, submitted_on) as disagrees
            from {history} where {counts}
        ),
        winners as (select * from counted where nth = 1 and not disagrees)
        select {winners} from winners
        order by {key}",
        newest_first(),
        counts = counts(day)
    )
}

fn declarations(day: &str) -> String {
    let role = |role: &str, list: &str| {
        format!(
            "select city, '{role}' as role, unnest(string_to_array({list}, '|')) as feature, consent, submission from shown where {list} is not null"
        )
    };
    format!(
        "{}, shown as (select city, priorities, expertise, {AS_OF_CONSENT} as consent, submission from winners) \
         {} union all {} order by city, role, feature",
        newest_declarations(day, "", "and submission is not null"),
        role("expertise", "expertise"),
        role("priority", "priorities")
    )
}

fn contacts(columns: &str, day: &str) -> String {
    // A row whose day cannot be right comes after all others.
    let year = "cast(substr(submitted_on, 1, 4) as bigint)";
    let (before, after) = YEARS_AROUND_CYCLE;
    let doubtful = format!("coalesce({year} not between cycle - {before} and cycle + {after}, false), ");
    format!("{} select {columns} from winners order by city", newest_of("contact_history", day, &doubtful, "", ""))
}

fn cities(columns: &str, day: &str) -> String {
    format!(
        "{} select {columns} from stored_cities
        left join winners on stored_cities.city = winners.city
        order by stored_cities.city",
        // A year that holds today is shown with the city, whichever declaration gave it.
        newest_declarations(
            day,
            &format!(
                "and consent = 'public' and baseline_year is not null and ({AS_OF_CONSENT} = 'public' or concat(city, ' ', baseline_year) in \
                 (select concat(city, ' ', baseline_year) from stored_cities where baseline_year is not null))"
            ),
            ""
        )
    )
}

/// As [`newest_of`], of declarations.
fn newest_declarations(day: &str, counted: &str, wanted: &str) -> String {
    newest_of("declaration_history", day, "", counted, wanted)
}

/// `winners`: the newest row of each city, of those for which `counted` holds, where `wanted` holds for it. `first` is
/// what rows are ordered by before their days.
fn newest_of(history: &str, day: &str, first: &str, counted: &str, wanted: &str) -> String {
    format!(
        "with counted as (
            select
                {history}.*,
                row_number() over (
                    partition by city order by {first}submitted_on desc nulls last, cycle desc nulls last, submission desc nulls last
                ) as nth
            from {history} where {counts} {counted}
        ),
        winners as (select * from counted where nth = 1 {wanted})",
        counts = counts(day)
    )
}
