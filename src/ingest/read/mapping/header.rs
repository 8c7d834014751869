//! Which columns of a table a mapping reads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use regex::Regex;

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::loaded::Mapping;
use crate::ingest::read::mapping::spec::{Common, FileSpec};

/// Places in the header of the columns that are read; a missing or doubtful one refuses the file.
pub fn used_columns(
    mapping: &Mapping,
    spec: &FileSpec,
    header: &[String],
    file: &str,
) -> Result<BTreeMap<String, usize>, Box<Finding>> {
    let mut names: BTreeSet<&str> = spec.named().into_iter().collect();
    for pattern in definitions(spec).into_iter().filter_map(|c| c.columns) {
        let Ok(regex) = Regex::new(pattern.get_ref()) else { continue };
        let matching: Vec<&str> = header.iter().map(String::as_str).filter(|h| regex.is_match(h)).collect();
        if matching.is_empty() {
            let message = format!("No column's name matches {:?}. {}", pattern.get_ref(), those(mapping, header));
            return Err(Box::new(Finding::file(file, "missing_column", message)));
        }
        names.extend(matching);
    }
    // A header may have as many columns as fit into a row: each is looked at once.
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    for (place, name) in header.iter().enumerate() {
        places.entry(name).and_modify(|(_, times)| *times += 1).or_insert((place, 1));
    }
    let missing: Vec<&str> = names.iter().copied().filter(|n| !places.contains_key(n)).collect();
    if !missing.is_empty() {
        let message = format!("Column {} is not there. {}", printable(&missing.join(", ")), those(mapping, header));
        return Err(Box::new(Finding::file(file, "missing_column", message)));
    }
    let mut used = BTreeMap::new();
    for name in names {
        if let Some(&(first, times)) = places.get(name) {
            if times > 1 {
                let message = format!(
                    "Column {} stands twice in the header, so which is meant is unknown. Rename one of them.",
                    printable(name)
                );
                return Err(Box::new(Finding::file(file, "double_column", message)));
            }
            used.insert(name.to_string(), first);
        }
    }
    Ok(used)
}

fn those(mapping: &Mapping, header: &[String]) -> String {
    let shown: String = printable(&header.join(", ")).chars().take(400).collect();
    format!("The file has: {shown}. Mend {} or its delimiter, or download the file again.", mapping.name())
}

pub fn definitions(spec: &FileSpec) -> Vec<Common<'_>> {
    let measurements = spec.measurement.iter().map(|m| m.get_ref().common());
    measurements.chain(spec.context.iter().map(|c| c.get_ref().common())).collect()
}
