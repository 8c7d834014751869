//! What `report` and `export` say of the store that they read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::text::shell_word;
use crate::cli::output::say;
use crate::engine::CheckResult;
use crate::open_data::Found;

/// Says what was found in the store; the options are those with which it is read.
pub fn say_found(found: &Found, store: &Path, cycle: Option<i32>, as_of: Option<&str>) {
    match found {
        Found::Withheld(withheld) => say_withheld(withheld),
        Found::Check(check) => say_broken(check, store, cycle, as_of),
    }
}

/// Says which results stay counted only although their cities make them public.
fn say_withheld(withheld: &BTreeSet<(String, String)>) {
    let mut cities: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (city, area) in withheld {
        cities.entry(city).or_default().push(area);
    }
    let named: Vec<String> =
        cities.iter().map(|(city, areas)| format!("{city} (areas {})", areas.join(", "))).collect();
    say(&format!(
        "Results that are public by now stay counted and not shown: {}. With them, what one other city let be counted only could be computed from an earlier edition. Ask that city whether its results may be shown, or leave these counted only.",
        listed(&named)
    ));
}

/// Names, the first twenty of them.
pub fn listed(names: &[String]) -> String {
    let shown = names.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=20 => shown,
        n => format!("{shown} and {} more", n - 20),
    }
}

/// Says that a check does not hold, and how to see its rows.
fn say_broken(check: &CheckResult, store: &Path, cycle: Option<i32>, as_of: Option<&str>) {
    let mut options = format!("--store {}", shell_word(store));
    if let Some(cycle) = cycle {
        options.push_str(&format!(" --cycle {cycle}"));
    }
    if let Some(day) = as_of {
        options.push_str(&format!(" --as-of {day}"));
    }
    let CheckResult { name, sentence, rows, severity } = check;
    say(&format!(
        "{} · {name}: expected: {sentence} Rows that differ: {}. See them with `learning-cities sql {options} \"select * from {name}\"`.",
        severity.into_str(),
        rows.len()
    ));
}
