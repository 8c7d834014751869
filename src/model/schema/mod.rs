//! The tables of a snapshot: their columns, types and meanings, in one place for the writer, the engine and the data
//! page.

mod columns;
mod definition;
mod tables;

pub(crate) use columns::columns;
pub use columns::{Cell, Columns, array, position};
pub(crate) use definition::{Column, ColumnType, extended, length, tables};
pub use definition::{Kind, TableDef};
pub use tables::TABLES;

/// What an accepted observation says of its series and year.
pub const CONTENT: [&str; 10] = [
    "value",
    "ci_lower",
    "ci_upper",
    "sample_size",
    "design_effect",
    "ratings",
    "source",
    "status",
    "definition",
    "price_base",
];

/// What tells one target from another.
pub const TARGET_KEY: [&str; 3] = ["city", "measurement", "item"];
/// What a target says of its series.
pub const TARGET_CONTENT: [&str; 2] = ["year", "value"];
/// What tells one practice from another.
pub const PRACTICE_KEY: [&str; 3] = ["city", "feature", "title"];
/// What a practice says in addition to its title.
pub const PRACTICE_CONTENT: [&str; 7] = ["summary", "link", "started", "cost_band", "partners", "evidence", "language"];

/// The table of that name.
pub fn table(name: &str) -> Option<&'static TableDef> {
    TABLES.iter().find(|t| t.name == name)
}
