//! The tables of a snapshot: their columns, types and meanings, in one place for the writer, the engine and the data
//! page.

mod catalogue;
mod definition;
mod network;
mod submissions;

pub use definition::{Cells, Columns, Kind, TableDef};

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

/// The table of that name.
pub fn table(name: &str) -> Option<&'static TableDef> {
    TABLES.iter().find(|t| t.name == name)
}

/// Every table of a snapshot.
pub static TABLES: &[TableDef] = &[
    network::CITIES,
    network::CITY_CONTEXT,
    catalogue::AREAS,
    catalogue::MEASUREMENTS,
    catalogue::MEASUREMENT_ITEMS,
    catalogue::STATUSES,
    catalogue::CODES,
    catalogue::MANN_KENDALL,
    catalogue::CONTEXT_BANDS,
    catalogue::CONSISTENCY_RULES,
    catalogue::SETTINGS,
    network::NETWORK,
    network::SOURCES,
    network::PEER_VARIABLES,
    network::DEFINITIONS,
    network::NAMED_GROUPS,
    network::CITY_GROUPS,
    network::GROUP_SCHEMES,
    submissions::SUBMISSIONS,
    submissions::OBSERVATIONS,
    submissions::OBSERVATION_HISTORY,
    submissions::TARGETS,
    submissions::PRACTICES,
    submissions::DECLARATIONS,
    submissions::TARGET_HISTORY,
    submissions::PRACTICE_HISTORY,
    submissions::DECLARATION_HISTORY,
    network::CORRECTIONS,
    submissions::REJECTED,
    submissions::FINDINGS,
];
