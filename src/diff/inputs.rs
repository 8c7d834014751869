//! What marts are made from, as far as it differs: `changes.inputs`, with the columns of `changes.evidence`.

use crate::diff::cause::Cause;
use crate::diff::evidence;
use crate::diff::sql::quoted;

/// Tables whose changes reach marts, by what [`super::compared::Read`] calls them.
const TABLES: [(&str, &str); 9] = [
    ("values", "observations"),
    ("values", "stg_received"),
    ("values", "stg_conflicts"),
    ("targets", "targets"),
    ("practices", "practices"),
    ("declarations", "declarations"),
    ("contacts", "contacts"),
    ("registry", "cities"),
    // Who is anybody's peer hangs on whether any of its values is public.
    ("members", "stg_public_cities"),
];

/// The query over those of the tables that `is_compared`; `cycles_differ` says whether the two sides are briefs of
/// different cycles. A mart that rests on a table which is not compared is not compared either.
///
/// A table that differs without a known cause has the cause that nobody knows, so that nothing is proved by leaving it
/// out. Where the cycles differ, that is what the tables as of a cycle differ by.
pub fn query(cycles_differ: bool, is_compared: impl Fn(&str) -> bool) -> String {
    let tables = TABLES.iter().filter(|(_, table)| is_compared(table));
    let mut parts: Vec<String> = tables.map(|(of, table)| changed(of, table, cycles_differ)).collect();
    // Whether a jump is explained hangs on the correction itself.
    parts.push(
        "select 'values' as of, city, measurement, item, key, cause from changes.evidence where of = 'observations' and cause = 'correction'"
            .into(),
    );
    parts.push(
        "select of, city, measurement, item, key, cause from changes.evidence where of in ('context', 'method')".into(),
    );
    if cycles_differ {
        parts.push(evidence::row("cycle", Cause::Cycle));
    }
    format!("select distinct * from (\n{}\n) as found", parts.join("\nunion all\n"))
}

/// Rows of a table that differ, each with its causes.
fn changed(of: &str, table: &str, cycles_differ: bool) -> String {
    let otherwise = if cycles_differ { Cause::Cycle } else { Cause::Unknown };
    format!(
        "select '{of}' as of, c.city, c.measurement, c.item, c.key, unnest(string_to_array(coalesce(nullif(w.causes, ''), '{}'), '|')) as cause
        from changes.{} as c left join changes.{} as w on c.row = w.row",
        otherwise.name(),
        quoted(table),
        quoted(&format!("why_{table}"))
    )
}
