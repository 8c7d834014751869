//! The queries that find rows that differ, and what may have changed each.
//!
//! | relation | a row |
//! |---|---|
//! | `changes.NAME` | a row of the relation NAME that differs: `row`, `city`, `measurement`, `item`, `key`, `change`, then `b0`, `a0`, `b1`, `a1` ...: its cells before and after |
//! | `changes.why_NAME` | its causes: `row`, `causes`, `elsewhere`, `certain` |

use crate::diff::compared::{Basis, Compared, Reach, Read};
use crate::diff::evidence::EVERYWHERE;
use crate::diff::sql::{distinct, either, equal, key_text, listed, literal, quoted};

/// The order of what [`Columns::cells`] finds.
pub const ORDER: &str = "order by city nulls first, row, place";

/// Columns that say where a row is, of those that causes are looked for by.
const PLACE: [&str; 3] = ["city", "measurement", "item"];

/// A relation with its columns.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Its name.
    pub relation: String,
    /// Columns that identify a row.
    pub key: Vec<String>,
    /// Columns that are compared, in the relation's order.
    pub compared: Vec<String>,
}

impl Columns {
    fn key(&self) -> Vec<&str> {
        self.key.iter().map(String::as_str).collect()
    }

    /// The columns of [`PLACE`] that are in its key.
    fn place(&self) -> Vec<&'static str> {
        PLACE.into_iter().filter(|c| self.key.iter().any(|k| k == c)).collect()
    }

    /// The first key that is there more than once or has an empty cell, with how often it is there.
    pub fn doubtful(&self, side: &str) -> String {
        let key = self.key();
        let empty = key.iter().map(|c| format!("{} is null", quoted(c))).collect();
        format!(
            "select {cells} as key, {empty} as empty, count(*) as n from {side}.{relation} as t group by {columns} \
             having count(*) > 1 or {empty} order by {columns} limit 1",
            cells = key_text("t", &key),
            relation = quoted(&self.relation),
            columns = listed(&key),
            empty = either(empty),
        )
    }

    /// The rows that differ: those of one side alone, and those of both of which a cell does.
    pub fn changed(&self) -> String {
        let key = self.key();
        let rest: Vec<&str> = key.iter().copied().filter(|c| *c != "city").collect();
        let compared: Vec<&str> = self.compared.iter().map(String::as_str).collect();
        let both: Vec<String> = key.iter().map(|c| format!("coalesce(a.{c}, b.{c}) as {c}", c = quoted(c))).collect();
        let cells: Vec<String> = compared
            .iter()
            .enumerate()
            .map(|(at, c)| format!(", b.{c} as b{at}, a.{c} as a{at}", c = quoted(c)))
            .collect();
        let numbered: Vec<String> = (0..compared.len()).map(|at| format!(", b{at}, a{at}")).collect();
        let place: Vec<String> = PLACE
            .iter()
            .map(|c| if key.contains(c) { quoted(c) } else { format!("cast(null as varchar) as {c}") })
            .collect();
        let side = |name: &str| format!("(select *, true as \"there?\" from {name}.{})", quoted(&self.relation));
        format!(
            "select row_number() over (order by {columns}) as row, {place}, {text} as key, change{numbered}
            from (
                select {both}{cells},
                    case when b.\"there?\" is null then 'new' when a.\"there?\" is null then 'removed' else 'changed' end as change
                from {before} as b full outer join {after} as a on {same}
                where b.\"there?\" is null or a.\"there?\" is null or {differs}
            ) as j
            order by row",
            columns = listed(&key),
            place = place.join(", "),
            text = key_text("j", &rest),
            numbered = numbered.concat(),
            both = both.join(", "),
            cells = cells.concat(),
            before = side("before"),
            after = side("after"),
            same = equal("b", "a", &key),
            differs = distinct("b", "a", &compared),
        )
    }

    /// What may have changed each row.
    pub fn why(&self, compared: &Compared) -> String {
        let evidence = match compared.basis {
            Basis::Evidence => "changes.evidence",
            Basis::Inputs => "changes.inputs",
        };
        let changes = format!("changes.{}", quoted(&self.relation));
        let mut found = vec![format!(
            "select c.row, e.cause, true as here from {changes} as c cross join {evidence} as e where e.of = '{EVERYWHERE}'"
        )];
        let of = |wanted: fn(Reach) -> bool| -> Vec<&'static str> {
            compared.reads.iter().filter(|read| wanted(read.reach)).map(|read: &Read| read.of).collect()
        };
        let by_key = of(|reach| reach == Reach::Key);
        if !by_key.is_empty() {
            found.push(format!(
                "select c.row, e.cause, true as here from {changes} as c inner join {evidence} as e on c.city = e.city and c.key = e.key where {}",
                among(&by_key)
            ));
        }
        let own = of(|reach| reach != Reach::Key);
        let measurement = of(|reach| reach == Reach::Measurement);
        let network = of(|reach| reach == Reach::Network);
        for pattern in PATTERNS {
            let shared: Vec<&str> = self.place().into_iter().filter(|c| pattern.has.contains(c)).collect();
            if !own.is_empty() && (pattern.has.is_empty() || !shared.is_empty()) {
                let join = match shared.is_empty() {
                    true => "cross join".to_string(),
                    false => "inner join".to_string(),
                };
                let on = if shared.is_empty() { String::new() } else { format!("on {}", equal("c", "e", &shared)) };
                found.push(format!(
                    "select c.row, e.cause, true as here from {changes} as c {join} {evidence} as e {on} where {} and {}",
                    among(&own),
                    pattern.test
                ));
            }
            // What is of every row is nowhere else.
            if pattern.has.is_empty() {
                continue;
            }
            if !network.is_empty() {
                found.push(elsewhere(&changes, evidence, &among(&network), pattern.test, &shared, &[]));
            }
            if !measurement.is_empty() && shared.contains(&"measurement") {
                found.push(elsewhere(
                    &changes,
                    evidence,
                    &among(&measurement),
                    pattern.test,
                    &shared,
                    &["measurement"],
                ));
            }
        }
        format!(
            "with found as (select distinct row, cause, here from (\n{}\n) as all_found)
            select row,
                coalesce(cast(string_agg(cause, '|' order by cause) filter (where here) as varchar), '') as causes,
                coalesce(cast(string_agg(cause, '|' order by cause) filter (where not here) as varchar), '') as elsewhere,
                count(distinct cause) = 1 and min(cause) <> 'unknown' as certain
            from found group by row",
            found.join("\nunion all\n")
        )
    }

    /// A row for each cell that differs of `columns`, and one without a column for each row that is new or removed.
    /// `rows` is a condition on `c`, the row. See [`ORDER`].
    pub fn cells(&self, columns: &[&str], rows: &str) -> String {
        let null = "cast(null as varchar)";
        let mut cells = vec![format!("named_struct('place', 0, 'column', {null}, 'before', {null}, 'after', {null})")];
        for (place, column) in columns.iter().enumerate() {
            let Some(at) = self.compared.iter().position(|c| c == column) else { continue };
            cells.push(format!(
                "named_struct('place', {}, 'column', {}, 'before', cast(b{at} as varchar), 'after', cast(a{at} as varchar))",
                place + 1,
                literal(column)
            ));
        }
        let relation = quoted(&self.relation);
        let why = quoted(&format!("why_{}", self.relation));
        format!(
            "select {name} as relation, row, city, key, change, cell['place'] as place, cell['column'] as \"column\",
                cell['before'] as before, cell['after'] as after, own as causes, others as elsewhere, sure as certain
            from (
                select c.row, c.city, c.key, c.change, coalesce(w.causes, '') as own, coalesce(w.elsewhere, '') as others,
                    coalesce(w.certain, false) as sure, unnest(make_array({cells})) as cell
                from changes.{relation} as c left join changes.{why} as w on c.row = w.row
                where {rows}
            ) as opened
            where (cell['place'] = 0 and change <> 'changed') or (cell['before'] is distinct from cell['after'])",
            name = literal(&self.relation),
            cells = cells.join(", "),
        )
    }
}

/// Which columns of its place a piece of evidence has, and the condition that says so.
struct Pattern {
    has: &'static [&'static str],
    test: &'static str,
}

const PATTERNS: [Pattern; 4] = [
    Pattern { has: &PLACE, test: "e.city is not null and e.measurement is not null" },
    Pattern { has: &["city"], test: "e.city is not null and e.measurement is null" },
    Pattern { has: &["measurement"], test: "e.city is null and e.measurement is not null" },
    Pattern { has: &[], test: "e.city is null and e.measurement is null" },
];

/// Rows that evidence reaches which is not of their own place; `within` are the columns that both must share.
fn elsewhere(changes: &str, evidence: &str, of: &str, test: &str, shared: &[&str], within: &[&str]) -> String {
    let label = |relation: &str| match shared {
        [] => "cast(null as varchar)".to_string(),
        _ => format!(
            "concat_ws(' ', {})",
            shared.iter().map(|c| format!("coalesce({relation}.{}, '')", quoted(c))).collect::<Vec<_>>().join(", ")
        ),
    };
    let columns: String = within.iter().map(|c| format!("e.{c} as {c}, ")).collect();
    let grouped: String = within.iter().map(|c| format!("e.{c}, ")).collect();
    let join = match within {
        [] => ("cross join", String::new()),
        _ => ("inner join", format!("on {}", equal("c", "g", within))),
    };
    let others = match shared {
        [] => "true".to_string(),
        _ => format!("(g.low <> {own} or g.high <> {own})", own = label("c")),
    };
    format!(
        "select c.row, g.cause, false as here from {changes} as c {} (
            select {columns}e.cause as cause, min({label}) as low, max({label}) as high from {evidence} as e where {of} and {test} group by {grouped}e.cause
        ) as g {} where {others}",
        join.0,
        join.1,
        label = label("e"),
    )
}

/// Whether evidence is of one of these.
fn among(of: &[&str]) -> String {
    let names: Vec<String> = of.iter().map(|of| literal(of)).collect();
    format!("e.of in ({})", names.join(", "))
}
