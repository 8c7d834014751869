//! Parts of the queries that compare.

/// A column's name as it stands in a query.
pub fn quoted(column: &str) -> String {
    format!("\"{}\"", column.replace('"', "\"\""))
}

/// Columns, one after the other.
pub fn listed(columns: &[&str]) -> String {
    columns.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ")
}

/// A cell as text; nothing where it is null.
pub fn text(column: &str) -> String {
    format!("coalesce(cast({} as varchar), '')", quoted(column))
}

/// A text of SQL.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether rows of two relations have the same cells.
pub fn equal(one: &str, other: &str, columns: &[&str]) -> String {
    let each = columns.iter().map(|c| format!("{one}.{c} = {other}.{c}", c = quoted(c)));
    each.collect::<Vec<_>>().join(" and ")
}

/// Whether any cell of two rows differs; two nulls do not, nor do two numbers that are none (NaN).
pub fn distinct(one: &str, other: &str, columns: &[&str]) -> String {
    let each = columns.iter().map(|c| format!("({one}.{c} is distinct from {other}.{c})", c = quoted(c)));
    either(each.collect())
}

/// Whether any of some conditions holds.
pub fn either(conditions: Vec<String>) -> String {
    if conditions.is_empty() { "false".into() } else { conditions.join(" or ") }
}

/// The cells of a key as one text.
pub fn key_text(relation: &str, columns: &[&str]) -> String {
    if columns.is_empty() {
        return "''".into();
    }
    let cells: Vec<String> = columns.iter().map(|c| format!("cast({relation}.{} as varchar)", quoted(c))).collect();
    format!("concat_ws(' · ', {})", cells.join(", "))
}
