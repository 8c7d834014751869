//! Which relations are compared, what is shown of each, and what its rows rest on.

/// What may reach a row of a relation, besides what differs everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// What is read, as in `changes.evidence` or `changes.inputs`.
    pub of: &'static str,
    /// How far it reaches.
    pub reach: Reach,
}

/// How far what differs reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The row of the same city and key alone.
    Key,
    /// Rows of the same city, measurement and item, as far as both name them.
    Own,
    /// Rows of the same measurement, of any city.
    Measurement,
    /// Any row.
    Network,
}

/// Where the causes of a relation's changes are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What came in: `changes.evidence`.
    Evidence,
    /// Tables that differ: `changes.inputs`.
    Inputs,
}

/// A relation that is compared.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// Its name.
    pub relation: &'static str,
    /// Columns that a screen shows, those first whose changes are counted.
    pub shown: &'static [&'static str],
    /// How many of them are counted.
    pub counted: usize,
    /// Where causes are looked for.
    pub basis: Basis,
    /// What its rows rest on.
    pub reads: &'static [Read],
}

const fn read(of: &'static str, reach: Reach) -> Read {
    Read { of, reach }
}

use Reach::{Key, Measurement, Network, Own};

/// Tables of what came in, and of what the network says of itself.
#[rustfmt::skip]
pub const TABLES: &[Compared] = &[
    Compared { relation: "observations", shown: &["value", "consent", "status", "source", "definition", "cycle"], counted: 2, basis: Basis::Evidence,
        reads: &[read("observations", Key)] },
    Compared { relation: "corrections", shown: &["action", "before", "after", "reason"], counted: 0, basis: Basis::Evidence,
        reads: &[read("observations", Own)] },
    Compared { relation: "targets", shown: &["value", "consent", "year"], counted: 2, basis: Basis::Evidence,
        reads: &[read("targets", Key)] },
    Compared { relation: "practices", shown: &["consent", "summary", "link"], counted: 1, basis: Basis::Evidence,
        reads: &[read("practices", Key)] },
    Compared { relation: "declarations", shown: &["consent"], counted: 1, basis: Basis::Evidence,
        reads: &[read("declarations", Own)] },
    Compared { relation: "contacts", shown: &["contact_consent", "consent", "languages", "time_zone"], counted: 2, basis: Basis::Evidence,
        reads: &[read("contacts", Own)] },
    Compared { relation: "cities", shown: &["baseline_year", "name", "country", "region", "joined"], counted: 1, basis: Basis::Evidence,
        reads: &[read("declarations", Own), read("registry", Own)] },
    Compared { relation: "city_context", shown: &["value"], counted: 1, basis: Basis::Evidence,
        reads: &[read("context", Own)] },
    Compared { relation: "city_groups", shown: &["name"], counted: 1, basis: Basis::Evidence,
        reads: &[read("context", Own)] },
    Compared { relation: "settings", shown: &["value"], counted: 1, basis: Basis::Evidence,
        reads: &[read("method", Own)] },
];

/// Relations that are compared for what rests on them, and not shown: with their keys.
#[rustfmt::skip]
pub const HIDDEN: &[(Compared, &[&str])] = &[
    (Compared { relation: "stg_received", shown: &[], counted: 0, basis: Basis::Evidence, reads: &[read("observations", Key)] },
        &["city", "measurement", "item", "reference_year"]),
    (Compared { relation: "stg_conflicts", shown: &[], counted: 0, basis: Basis::Evidence, reads: &[read("observations", Key)] },
        &["city", "measurement", "item", "reference_year"]),
    (Compared { relation: "stg_public_cities", shown: &[], counted: 0, basis: Basis::Evidence, reads: &[read("observations", Own)] },
        &["city"]),
];

/// What every mart rests on.
const METHOD: Read = read("method", Own);
const CYCLE: Read = read("cycle", Own);

/// Marts that readers see. That nothing else reaches a row is what `tests/suite/diff.rs` looks for with random edits.
#[rustfmt::skip]
pub const MARTS: &[Compared] = &[
    Compared { relation: "series", shown: &["value", "low", "high", "source", "status"], counted: 1, basis: Basis::Inputs,
        reads: &[read("values", Own), METHOD, CYCLE] },
    // The usual fluctuation, lent intervals and jumps are found among all points of a measurement.
    Compared { relation: "progress", shown: &["movement", "certainty", "reason", "marks", "baseline_year", "latest_year"], counted: 2, basis: Basis::Inputs,
        reads: &[read("values", Measurement), read("registry", Own), METHOD, CYCLE] },
    Compared { relation: "target_status", shown: &["status", "reason", "target_value", "target_year"], counted: 1, basis: Basis::Inputs,
        reads: &[read("values", Measurement), read("targets", Own), read("registry", Own), METHOD, CYCLE] },
    Compared { relation: "peer_comparison", shown: &["standing", "reason", "n_peers", "median"], counted: 1, basis: Basis::Inputs,
        reads: &[read("values", Measurement), read("members", Network), read("registry", Network), read("context", Network), METHOD, CYCLE] },
    Compared { relation: "peer_groups", shown: &["group_name", "others"], counted: 1, basis: Basis::Inputs,
        reads: &[read("members", Network), read("registry", Network), read("context", Network), METHOD, CYCLE] },
    Compared { relation: "peers", shown: &["distance"], counted: 0, basis: Basis::Inputs,
        reads: &[read("members", Network), read("registry", Network), read("context", Network), METHOD, CYCLE] },
    Compared { relation: "learning_requests", shown: &["why", "reason", "reach"], counted: 1, basis: Basis::Inputs,
        reads: &[read("values", Measurement), read("declarations", Own), read("members", Network), read("registry", Network), read("context", Network), METHOD, CYCLE] },
    Compared { relation: "learning_offers", shown: &["declared", "reciprocal"], counted: 0, basis: Basis::Inputs,
        reads: &[read("values", Network), read("declarations", Network), read("members", Network), read("registry", Network), read("context", Network), read("method", Network), CYCLE] },
    Compared { relation: "peer_learning", shown: &["from_year", "to_year", "practice", "offers_help"], counted: 0, basis: Basis::Inputs,
        reads: &[read("values", Measurement), read("declarations", Network), read("practices", Network), read("members", Network), read("registry", Network), read("context", Network), METHOD, CYCLE] },
];

/// For a relation of which nothing is known: whatever differs may reach it.
pub const EVERYTHING: &[Read] = &[
    read("values", Network),
    read("targets", Network),
    read("practices", Network),
    read("declarations", Network),
    read("contacts", Network),
    read("members", Network),
    read("registry", Network),
    read("context", Network),
    read("method", Network),
    CYCLE,
];

/// A relation that an analyst names and that is not in the lists.
pub fn other(relation: &'static str) -> Compared {
    Compared { relation, shown: &[], counted: 0, basis: Basis::Inputs, reads: EVERYTHING }
}
