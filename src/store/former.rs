//! Ids that a city may have had before.

use std::collections::BTreeSet;

use super::snapshot::Snapshot;
use crate::base::error::Result;

/// A city as a registry lists it.
struct Listed {
    id: String,
    /// Its names in lower case, each with its country.
    names: BTreeSet<(String, String)>,
}

/// Ids of cities that have a name and the country of this one and are in no snapshot with it.
pub(super) fn other_ids(city: &str, snapshots: &[Snapshot]) -> Result<BTreeSet<String>> {
    let registries: Vec<Vec<Listed>> = snapshots.iter().map(listed).collect::<Result<_>>()?;
    let (with, without): (Vec<_>, Vec<_>) =
        registries.iter().partition(|registry| registry.iter().any(|listed| listed.id == city));
    let own: BTreeSet<_> =
        with.iter().copied().flatten().filter(|listed| listed.id == city).flat_map(|l| &l.names).collect();
    let together: BTreeSet<&str> = with.iter().copied().flatten().map(|listed| listed.id.as_str()).collect();
    let likely = without.into_iter().flatten().filter(|listed| listed.names.iter().any(|name| own.contains(name)));
    Ok(likely.filter(|listed| !together.contains(listed.id.as_str())).map(|listed| listed.id.clone()).collect())
}

fn listed(snapshot: &Snapshot) -> Result<Vec<Listed>> {
    let cities = snapshot.table("cities")?;
    let row = |row: usize| {
        let country = cities.text("country", row).unwrap_or_default();
        let names = ["name", "local_name"].into_iter().filter_map(|column| cities.text(column, row));
        Some(Listed {
            id: cities.text("city", row)?.to_string(),
            names: names.map(|name| (name.to_lowercase(), country.to_string())).collect(),
        })
    };
    Ok((0..cities.len()).filter_map(row).collect())
}
