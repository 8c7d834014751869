//! What identifies a row of each table and mart, and which columns name a row of another one.

/// Columns of which no two rows of a table have the same values, and none is empty. A table whose rows are identified
/// by a column that may be empty (such as the language of a text that serves for every language) has none.
#[rustfmt::skip]
const KEYS: &[(&str, &[&str])] = &[
    ("network", &[]),
    ("sources", &["source", "about"]),
    ("cities", &["city"]),
    ("city_context", &["city", "variable", "year"]),
    ("areas", &["area"]),
    ("measurements", &["measurement"]),
    ("measurement_items", &["measurement", "item"]),
    ("definitions", &[]),
    ("codes", &["kind", "code"]),
    ("languages", &["language"]),
    ("mann_kendall", &["n", "s"]),
    ("context_bands", &["scheme", "position"]),
    ("consistency_rules", &["rule", "measurement"]),
    ("statuses", &["code"]),
    ("settings", &["name"]),
    ("peer_variables", &["variable"]),
    ("group_schemes", &[]),
    ("city_groups", &["city", "scheme"]),
    ("observations", &["city", "measurement", "item", "reference_year"]),
    ("corrections", &["city", "measurement", "item", "reference_year", "position"]),
    ("targets", &["city", "measurement", "item"]),
    ("practices", &["city", "feature", "title"]),
    ("declarations", &["city", "role", "feature"]),
    ("contacts", &["city"]),
    ("named_groups", &["name", "city"]),
    ("corrected_values", &["city", "measurement", "item", "reference_year", "position"]),
    ("series", &["city", "measurement", "item", "reference_year"]),
    ("progress", &["city", "measurement", "item"]),
    ("progress_components", &["city", "measurement", "item"]),
    ("target_status", &["city", "measurement", "item"]),
    ("trend", &["city", "measurement", "item"]),
    ("measurement_movement", &["city", "measurement"]),
    ("area_movement", &["city", "area"]),
    ("network_movement", &[]),
    ("movement_counts", &[]),
    ("network_progress", &[]),
    ("peers", &["city", "scheme", "peer"]),
    ("peer_explanation", &["city", "peer", "variable"]),
    ("peer_stability", &["city", "peer"]),
    ("peer_groups", &["city", "scheme"]),
    ("peer_context", &["city", "variable"]),
    ("peer_comparison", &["city", "scheme", "measurement", "item"]),
    ("peer_change_comparison", &["city", "scheme", "measurement", "item"]),
    ("peer_series", &["city", "scheme", "measurement", "item", "reference_year"]),
    ("peer_correlations", &["variable", "other_variable"]),
    ("peer_prediction", &["measurement", "predicted"]),
    ("learning_requests", &["city", "measurement", "item"]),
    ("peer_learning", &["city", "measurement", "item", "peer"]),
    ("learning_offers", &["city", "feature", "role", "peer"]),
    ("city_contacts", &["city"]),
    ("coverage", &["city", "cycle", "area"]),
    ("coverage_network", &["measurement", "cycle"]),
    ("coverage_detail", &["city", "cycle", "area"]),
    ("coverage_features", &["city", "feature"]),
    ("item_gaps", &["city", "measurement"]),
    ("benefits_and_conditions", &["city", "cycle", "dimension"]),
    ("network_summary", &[]),
    ("network_counted", &[]),
    ("country_summary", &["country"]),
    ("consistency", &["city", "code", "measurement", "item", "reference_year"]),
];

/// Columns of any table that name a row of another one: the column, that table, and its key.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("city", "cities", "city"),
    ("peer", "cities", "city"),
    ("measurement", "measurements", "measurement"),
    ("area", "areas", "area"),
];

/// Columns that identify a row; empty where none do. None of a table that is not known here.
pub fn primary(relation: &str) -> Option<&'static [&'static str]> {
    named(relation).map(|(_, key)| key)
}

/// A table that is known here, with the columns that identify a row.
pub fn named(relation: &str) -> Option<(&'static str, &'static [&'static str])> {
    KEYS.iter().find(|(name, _)| *name == relation).copied()
}

/// The table and the column of it that a column names a row of.
pub fn foreign(relation: &str, column: &str) -> Option<(&'static str, &'static str)> {
    let (_, table, key) = FOREIGN.iter().find(|(name, table, _)| *name == column && *table != relation)?;
    Some((table, key))
}
