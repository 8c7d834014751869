//! What differs between the two sides of that which rows are made from: `changes.evidence`, a row each with its cause.
//!
//! | column | holds |
//! |---|---|
//! | `of` | what differs, as [`super::compared::Read`] names it |
//! | `city`, `measurement`, `item` | where it does; null where it does in all |
//! | `key` | the row's key without its city; null where it is not of one row |
//! | `cause` | a [`Cause`] |

use crate::diff::cause::Cause;
use crate::diff::sql::{distinct, equal, key_text, listed, quoted, text};
use crate::model::schema;

/// A table of everything that was received of a kind.
struct Received {
    of: &'static str,
    table: &'static str,
    /// What a row is of; with `measurement` and `item`, or without.
    key: &'static [&'static str],
    /// What else tells one received row from another.
    id: &'static [&'static str],
    /// Columns of consent.
    consent: &'static [&'static str],
    /// Columns that the merge computes, or that say nothing of the row.
    ignored: &'static [&'static str],
    /// Whether evidence is of a row, or of all rows of a city.
    by_row: bool,
}

const SERIES: &[&str] = &["city", "measurement", "item"];

const RECEIVED: [Received; 5] = [
    Received {
        of: "observations",
        table: "observation_history",
        key: &["city", "measurement", "item", "reference_year"],
        id: &["submission", "sheet", "line"],
        consent: &["consent", "as_of_consent"],
        ignored: &["current", "conflict", "first_cycle", "from_cycle", "until_cycle"],
        by_row: true,
    },
    Received {
        of: "targets",
        table: "target_history",
        key: SERIES,
        id: &["submission", "year", "value"],
        consent: &["consent", "as_of_consent"],
        ignored: &["current"],
        by_row: true,
    },
    Received {
        of: "practices",
        table: "practice_history",
        key: &["city", "feature", "title"],
        id: &["submission"],
        consent: &["consent", "as_of_consent"],
        ignored: &["current"],
        by_row: true,
    },
    Received {
        of: "declarations",
        table: "declaration_history",
        key: &["city"],
        id: &["submission", "cycle"],
        consent: &["consent", "as_of_consent"],
        ignored: &["declared_consent", "consent_for"],
        by_row: false,
    },
    Received {
        of: "contacts",
        table: "contact_history",
        key: &["city"],
        id: &["submission", "cycle"],
        consent: &["contact_consent", "consent"],
        ignored: &["current", "declared_contact_consent"],
        by_row: false,
    },
];

/// A table that the network or the catalogue gives.
struct Given {
    of: &'static str,
    table: &'static str,
    cause: Cause,
    /// Columns of `city`, `measurement` and `item` that it has.
    place: &'static [&'static str],
    /// Columns that are compared.
    columns: &'static [&'static str],
}

const fn given(
    of: &'static str,
    table: &'static str,
    cause: Cause,
    place: &'static [&'static str],
    columns: &'static [&'static str],
) -> Given {
    Given { of, table, cause, place, columns }
}

/// Words that readers see are left out where they decide nothing.
#[rustfmt::skip]
const GIVEN: [Given; 13] = [
    given("registry", "cities", Cause::Context, &["city"], &["name", "local_name", "local_name_language", "country", "region", "joined", "longitude", "latitude", "fictional"]),
    given("context", "city_context", Cause::Context, &["city"], &["variable", "year", "value"]),
    given("context", "city_groups", Cause::Context, &["city"], &["scheme", "name"]),
    given("context", "named_groups", Cause::Context, &["city"], &["name"]),
    given("method", "settings", Cause::Method, &[], &["name", "value"]),
    given("method", "peer_variables", Cause::Method, &[], &["variable", "transform", "weight", "max_age"]),
    given("method", "context_bands", Cause::Method, &[], &["scheme", "position", "variable", "least", "below", "band"]),
    given("method", "consistency_rules", Cause::Method, &[], &["rule", "measurement", "beside", "least", "most"]),
    given("method", "statuses", Cause::Method, &[], &["code", "value", "used_as", "precedence"]),
    given("method", "mann_kendall", Cause::Method, &[], &["n", "s", "p"]),
    given("method", "measurements", Cause::Method, &["measurement"], &["dimension", "area", "feature", "sources", "scale", "unit", "items", "direction", "min_change", "possible_min", "possible_max", "plausible_min", "plausible_max"]),
    given("method", "measurement_items", Cause::Method, &["measurement"], &["item", "position"]),
    given("method", "definitions", Cause::Method, &["measurement"], &["definition", "unit", "price_base", "low", "high"]),
];

/// What differs as a whole, and so reaches every row that was received.
pub const EVERYWHERE: &str = "everywhere";

/// The queries that make `changes.evidence` together, for what `is_read`. `everywhere` are causes that reach all that
/// was received; where there is none of anything, there is still a row, of nothing.
pub fn queries(everywhere: &[Cause], is_read: impl Fn(&str) -> bool) -> Vec<String> {
    let mut queries = Vec::new();
    if is_read("observations") {
        queries.push(corrections());
    }
    queries.extend(RECEIVED.iter().filter(|received| is_read(received.of)).map(received));
    let given: Vec<String> = GIVEN.iter().filter(|given| is_read(given.of)).map(differing).collect();
    if !given.is_empty() {
        queries.push(given.join("\nunion all\n"));
    }
    queries.extend(everywhere.iter().map(|cause| row(EVERYWHERE, *cause)));
    queries.push(row("nothing", Cause::Unknown));
    let columns = ["of", "city", "measurement", "item", "key", "cause"].map(|c| format!("cast({c} as varchar) as {c}"));
    let columns = columns.join(", ");
    queries.into_iter().map(|query| format!("select distinct {columns} from (\n{query}\n) as found")).collect()
}

/// A row of something that differs in all.
pub fn row(of: &str, cause: Cause) -> String {
    let null = "cast(null as varchar)";
    format!(
        "select '{of}' as of, {null} as city, {null} as measurement, {null} as item, {null} as key, '{}' as cause",
        cause.name()
    )
}

/// What differs of the rows that were received, with the rule by which each gets its cause: see [`crate::diff`].
///
/// A row of the one side is that of the other which has the same place in a file of the same bytes.
fn received(of: &Received) -> String {
    let columns = schema::table(of.table).map_or(&[][..], |table| table.columns);
    let same: Vec<&str> = of.key.iter().chain(of.id).copied().collect();
    let content: Vec<&str> = columns
        .iter()
        .map(|c| c.0)
        .filter(|c| *c != "submitted_on" && ![of.key, of.id, of.consent, of.ignored].concat().contains(c))
        .collect();
    // Only an observation can be taken back: its row has no value, and there was one.
    let is_value = of.of == "observations";
    let of_value = |sql: String, otherwise: &str| if is_value { sql } else { otherwise.to_string() };
    let value = of_value("value".into(), "cast(null as double)");
    let is_current = of_value("\"current\"".into(), "true");
    let had = of_value(", had.city is not null as had_value".into(), "");
    let had_value = of_value(
        format!("left join before.observations as had on {} and had.value is not null", equal("j", "had", of.key)),
        "",
    );
    let take_back = of_value(
        "when was is null and received_before is null and new_value is null and is_current and had_value then 'take_back'".into(),
        "",
    );
    // A file that came after the day of a side had not come.
    let day = |side: &str| format!("(select brief.as_of from {side}.brief)");
    let side = |name: &str| {
        format!(
            "select {}, {} as sent_in, submitted_on as sent_on, {} as content, {} as consents, {value} as new_value, {is_current} as is_current, true as there from {name}.{} \
             cross join (select as_of as day from {name}.brief) as {name}_day \
             where day is null or submitted_on is null or substr(submitted_on, 1, 10) <= day",
            same.iter().map(|c| format!("{} as \"{c}\"", text(c))).collect::<Vec<_>>().join(", "),
            text("submission"),
            distinct_text(&content),
            distinct_text(of.consent),
            of.table
        )
    };
    let files =
        |name: &str| format!("select submission, min(file) as file from {name}.submissions group by submission");
    let key_without_city: Vec<&str> = of.key.iter().copied().filter(|c| *c != "city").collect();
    let place = |column: &str| {
        let has = of.key.contains(&column);
        if has { format!("j.{}", quoted(column)) } else { "cast(null as varchar)".to_string() }
    };
    let key = if of.by_row { key_text("j", &key_without_city) } else { "cast(null as varchar)".into() };
    // The registry's row of declarations came in no file.
    format!(
        "select of, city, measurement, item, key, cause from (
            with j as (
                select {both}, coalesce(b.sent_in, a.sent_in) as sent_in, coalesce(a.sent_on, b.sent_on) as sent_on,
                    b.there as was, a.there as is_there, a.new_value, coalesce(a.is_current, false) as is_current,
                    {content_differs} as content_differs, {consent_differs} as consent_differs, {day_differs} as day_differs
                from ({before}) as b full outer join ({after}) as a on {same_row}
                where b.there is null or a.there is null or {content_differs} or {consent_differs} or {day_differs}
            ),
            judged as (
                select j.*, {key} as key, {measurement} as place_measurement, {item} as place_item,
                    case when {day_before} is null or j.sent_on is null or substr(j.sent_on, 1, 10) <= {day_before} then fb.submission end as received_before,
                    case when {day_after} is null or j.sent_on is null or substr(j.sent_on, 1, 10) <= {day_after} then fa.submission end as received_after,
                    case when j.was is null then fa.file end as new_file,
                    case when j.is_there is null then fb.file end as old_file
                    {had}
                from j
                left join ({files_before}) as fb on j.sent_in = fb.submission
                left join ({files_after}) as fa on j.sent_in = fa.submission
                {had_value}
            ),
            -- A file that stands in the place of another one takes nothing away.
            replaced as (select distinct {key_columns}, new_file from judged where new_file is not null)
            select '{of}' as of, judged.city as city, place_measurement as measurement, place_item as item, key,
                unnest(array_remove_all(make_array(
                    case
                        when sent_in = '' then 'context'
                        {take_back}
                        when was is null and received_before is not null then 'reading'
                        when was is null then 'submission'
                        when is_there is null and received_after is not null then 'reading'
                        when is_there is null and replaced.new_file is null then 'removal'
                        when is_there is null then 'submission'
                        when content_differs then 'reading'
                        -- The day is said in the file with the city's declaration.
                        when day_differs then 'submission'
                        else ''
                    end,
                    case when was and is_there and consent_differs then 'consent' else '' end
                ), '')) as cause
            from judged left join replaced on {same_key} and judged.old_file = replaced.new_file
        ) as {of}_found",
        both = same.iter().map(|c| format!("coalesce(a.\"{c}\", b.\"{c}\") as \"{c}\"")).collect::<Vec<_>>().join(", "),
        before = side("before"),
        after = side("after"),
        same_row = equal("b", "a", &same),
        content_differs = "coalesce(b.content <> a.content, false)",
        consent_differs = "coalesce(b.consents <> a.consents, false)",
        day_differs = "coalesce(b.there and a.there and b.sent_on is distinct from a.sent_on, false)",
        measurement = place("measurement"),
        item = place("item"),
        day_before = day("before"),
        day_after = day("after"),
        files_before = files("before"),
        files_after = files("after"),
        key_columns = listed(of.key),
        same_key = equal("judged", "replaced", of.key),
        of = of.of,
    )
}

/// Cells of columns as one text; null and nothing are the same.
fn distinct_text(columns: &[&str]) -> String {
    if columns.is_empty() {
        return "''".into();
    }
    columns.iter().map(|c| text(c)).collect::<Vec<_>>().join(" || '|' || ")
}

/// Rows of a correction that is not the same on both sides, but for its reason.
fn corrections() -> String {
    let key = ["city", "measurement", "item", "reference_year", "position"];
    let columns = ["action", "before", "after", "status_before", "status_after"];
    let both = |c: &str| format!("coalesce(a.{c}, b.{c})");
    let key_of_row = format!(
        "concat_ws(' · ', {}, {}, cast({} as varchar))",
        both("measurement"),
        both("item"),
        both("reference_year")
    );
    format!(
        "select 'observations' as of, {} as city, {} as measurement, {} as item, {key_of_row} as key, 'correction' as cause
        from before.corrections as b full outer join after.corrections as a on {}
        where {}",
        both("city"),
        both("measurement"),
        both("item"),
        equal("b", "a", &key),
        distinct("b", "a", &columns),
    )
}

/// Places of a given table at which the two sides differ.
fn differing(given: &Given) -> String {
    let columns = listed(&[given.place, given.columns].concat());
    let place = |column: &str| {
        if given.place.contains(&column) { quoted(column) } else { "cast(null as varchar)".to_string() }
    };
    let table = given.table;
    format!(
        "select '{}' as of, {} as city, {} as measurement, cast(null as varchar) as item, cast(null as varchar) as key, '{}' as cause
        from (
            (select {columns} from before.{table} except select {columns} from after.{table})
            union all
            (select {columns} from after.{table} except select {columns} from before.{table})
        ) as {table}_differing",
        given.of,
        place("city"),
        place("measurement"),
        given.cause.name(),
    )
}
