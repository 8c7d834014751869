//! A network's own files. An input is `network.toml`, `cities.csv` and `context.csv`, or `corrections.toml`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::chance::Chance;
use super::submissions::Trial;
use super::{csv, joined, mutate, parts, promises};

const WORDS: &[&str] = &[
    "name",
    "fictional",
    "about",
    "[in.fr]",
    "[in.pt-BR]",
    "[in.\"\"]",
    "[in.xx-YY-zz]",
    "[[peer_variable]]",
    "[[peer_group]]",
    "[settings]",
    "[submissions]",
    "variable",
    "title",
    "unit",
    "transform",
    "weight",
    "max_age",
    "cities",
    "decimal",
    "thousands",
    "\"log\"",
    "\"none\"",
    "peers_k",
    "peers_min",
    "true",
    "false",
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "-inf",
    "2147483648",
    "9223372036854775807",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\",\"",
    "\".\"",
    "\"'\"",
    "[\"northbridge\"]",
    "[\"goodhaven-7q\", \"southgate\"]",
    "[]",
    "\"nearest\"",
    "\"\\u202e\"",
    "\"\\n\"",
    "\"\\u0000\"",
    "\"<b>&amp;\"",
    "\"\"\"",
    "'''",
    "[[correction]]",
    "action",
    "city",
    "measurement",
    "item",
    "reference_year",
    "expect",
    "value",
    "factor",
    "status",
    "reason",
    "asked",
    "date",
    "\"override\"",
    "\"scale\"",
    "\"flag\"",
    "\"drop\"",
    "\"empty\"",
    "\"northbridge\"",
    "\"goodhaven-7q\"",
    "\"adult_literacy_rate\"",
    "\"female\"",
    "\"total\"",
    "2023",
    "97.2",
    "41.5",
    "\"2024-07-01\"",
    "2024-07-01",
    "\"A|D\"",
    "\"O\"",
    "=",
    "#",
    ".",
    "{",
    "}",
];

/// Reads networks; those that are sound can be ingested, and change nothing of the good cities in it.
pub fn network(inputs: &[&[u8]], thorough: bool) -> u64 {
    let one = |input: &&[u8]| {
        let [file, cities, context] = parts::<3>(input);
        let mut files = vec![(PathBuf::from("network.toml"), file)];
        if !cities.is_empty() {
            files.push((PathBuf::from("cities.csv"), cities));
        }
        if !context.is_empty() {
            files.push((PathBuf::from("context.csv"), context));
        }
        sound(&files, thorough && cities.is_empty())
    };
    inputs.iter().map(one).sum()
}

/// Reads corrections; those that are sound can be applied, or name what they do not find.
pub fn corrections(inputs: &[&[u8]], thorough: bool) -> u64 {
    let declared =
        "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\nnorthbridge,2024,2024-05-31,public,,,\n";
    let observed = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,source,status\n\
        northbridge,2024,adult_literacy_rate,female,2023,97.2,96,98,official,\n\
        northbridge,2024,adult_literacy_rate,male,2023,,,,official,O\n";
    let one = |input: &&[u8]| {
        let files = [
            (PathBuf::from("corrections.toml"), *input),
            (PathBuf::from("submissions/n/city.csv"), declared.as_bytes()),
            (PathBuf::from("submissions/n/observations.csv"), observed.as_bytes()),
        ];
        sound(&files, thorough)
    };
    inputs.iter().map(one).sum()
}

/// 1 for a network that is sound.
fn sound(files: &[(PathBuf, &[u8])], ingest: bool) -> u64 {
    let trial = Trial::new(files);
    match (trial.network(), trial.network()) {
        (Ok(one), Ok(two)) => {
            assert_eq!(format!("{one:?}"), format!("{two:?}"), "a second reading differs");
            // A correction of a good city changes its rows, as it should.
            let touches_good = one.corrections.iter().any(|c| c.city.starts_with("good"));
            // So does another way of writing numbers.
            if ingest && !touches_good && one.file.submissions == Default::default() {
                trial.ingest_beside_good(&BTreeMap::new());
            }
            1
        }
        (Err(one), Err(two)) => {
            promises::error(&one, trial.folder.path());
            assert_eq!(one.to_string(), two.to_string(), "a second reading differs");
            0
        }
        (one, two) => panic!("a second reading differs: {one:?}, {two:?}"),
    }
}

/// A network from others; corrections are of one part.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    let count = base.windows(super::SEPARATOR.len()).filter(|w| *w == super::SEPARATOR.as_bytes()).count() + 1;
    let (base, other) = (parts::<3>(base), parts::<3>(other));
    let mut made: Vec<Vec<u8>> = base.iter().take(count).map(|p| p.to_vec()).collect();
    let at = if chance.once_in(2) { 0 } else { chance.below(made.len()) };
    made[at] = match at {
        0 => mutate::text(chance, base[0], other[0], WORDS),
        _ => csv::mutate(chance, base[at], other[at]),
    };
    joined(&made)
}
