//! The census atlas of invented towns: what its mapping makes of its tables, compared with what the generator counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use learning_cities::demo::atlas::{self, names, towns};
use learning_cities::ingest;
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;

use super::support::{close, framework, repository};

/// Measurement or variable, city, item (none of a variable), year.
type Key = (String, String, String, i64);

/// Every value that the tables give, worked out from the counts.
fn expected(all: &[towns::Town]) -> BTreeMap<Key, f64> {
    let mut values = BTreeMap::new();
    for town in all {
        for (year, c) in towns::YEARS.iter().zip(&town.censuses).filter_map(|(y, c)| Some((y, c.as_ref()?))) {
            let mut put = |name: &str, item: &str, value: f64| {
                let key = (name.to_string(), town.id(), item.to_string(), i64::from(*year));
                assert!(values.insert(key, value).is_none());
            };
            let n = f64::from;
            let share = |part: u32, all: u32| 100.0 * n(part) / n(all);
            let sum = |pair: [u32; 2]| pair[0] + pair[1];
            for (i, item) in ["female", "male"].into_iter().enumerate() {
                put("adult_literacy_rate", item, share(c.literate[i], c.adults[i]));
                put("mean_years_of_schooling", item, n(c.schooling[i]) / 100.0);
                if let Some(people) = c.unemployed[i] {
                    put("unemployment_rate", item, share(people, c.labour_force[i]));
                }
            }
            put("adult_literacy_rate", "total", share(sum(c.literate), sum(c.adults)));
            let years = [0, 1].map(|i| n(c.adults[i]) * n(c.schooling[i]) / 100.0);
            put("mean_years_of_schooling", "total", (years[0] + years[1]) / n(sum(c.adults)));
            if let [Some(women), Some(men)] = c.unemployed {
                put("unemployment_rate", "total", share(women + men, sum(c.labour_force)));
            }
            put("pre_primary_enrolment", "total", share(c.enrolled, c.children));
            put("youth_neet_rate", "total", share(c.neither, c.young));
            put("election_turnout", "total", n(c.turnout) / 10.0);
            if let Some(people) = c.internet {
                put("internet_usage", "total", n(people) / 10.0);
            }
            put("waste_per_capita", "total", n(c.waste) / 10.0);
            let residents = sum(c.residents);
            put("population", "", n(residents));
            put("population_density", "", n(residents) / n(town.area));
            put("urban_share", "", share(c.urban, residents));
        }
    }
    values
}

fn written(cities: usize, seed: u64) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("atlas");
    assert_eq!(atlas::write(&out, cities, seed).unwrap(), 7);
    (dir, out)
}

#[test]
fn every_value_is_what_the_generator_counted() {
    const TOWNS: usize = 260;
    let (dir, out) = written(TOWNS, 3);
    let (framework, store) = (framework(), dir.path().join("store"));
    let network = Network::load(&out, &framework).unwrap();
    let sources = BTreeMap::from([("atlas".to_string(), out.join("tables"))]);
    let report = ingest::run(&network, &framework, &sources, &store).unwrap();
    let worse: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).take(3).collect();
    assert!(worse.is_empty(), "{worse:?}");
    assert!(report.files.iter().all(|file| file.rejected == 0), "{:?}", report.files);

    let all = towns::towns(3, TOWNS);
    let mut expected = expected(&all);
    let snapshot = Store::open(&store).unwrap().current().unwrap().unwrap();
    let (observations, context) = (snapshot.table("observations").unwrap(), snapshot.table("city_context").unwrap());
    let rows = (0..observations.len()).map(|at| (&observations, "measurement", "reference_year", at));
    let rows = rows.chain((0..context.len()).map(|at| (&context, "variable", "year", at)));
    for (table, name, year, at) in rows {
        let text = |column: &str| table.text(column, at).unwrap_or_default().to_string();
        let item = if name == "variable" { String::new() } else { text("item") };
        let key = (text(name), text("city"), item, table.integer(year, at).unwrap());
        let value = table.number("value", at).unwrap();
        let wanted = expected.remove(&key).unwrap_or_else(|| panic!("{key:?} is not in the tables"));
        assert!(close(value, wanted), "{key:?}: {value}, not {wanted}");
    }
    assert!(expected.is_empty(), "not read: {expected:?}");

    let cities = snapshot.table("cities").unwrap();
    let found: BTreeMap<String, String> = (0..cities.len())
        .map(|at| (cities.text("city", at).unwrap().to_string(), cities.text("name", at).unwrap().to_string()))
        .collect();
    let wanted = all.iter().map(|t| (t.id(), format!("{}, {}", t.name, names::STATES[t.state - 1]))).collect();
    assert_eq!(found, wanted);
}

#[test]
fn an_atlas_has_what_makes_a_census_hard_to_read() {
    let all = towns::towns(1, 5_000);
    assert_eq!(all.len(), 5_000);
    let ids: BTreeSet<String> = all.iter().map(towns::Town::id).collect();
    assert_eq!(ids.len(), 5_000);
    let states: BTreeSet<usize> = all.iter().map(|t| t.state).collect();
    assert_eq!(states.len(), names::STATES.len());
    let distinct: BTreeSet<&str> = all.iter().map(|t| t.name.as_str()).collect();
    assert!((2_000..4_500).contains(&distinct.len()), "{} names", distinct.len());
    let within: BTreeSet<(usize, &str)> = all.iter().map(|t| (t.state, t.name.as_str())).collect();
    assert_eq!(within.len(), 5_000, "a name stands once in its state");
    assert!(all.iter().any(|t| t.censuses[0].is_none() && t.censuses[2].is_some()), "founded later");
    let counts = || all.iter().flat_map(|t| t.censuses.iter().flatten());
    assert!(counts().any(|c| c.unemployed.contains(&None)), "not published");
    for c in counts() {
        let residents = c.residents[0] + c.residents[1];
        assert!(c.urban <= residents && c.informal <= residents && c.neither <= c.young && c.enrolled <= c.children);
        for i in [0, 1] {
            assert!(c.literate[i] <= c.adults[i] && c.adults[i] < c.residents[i] && c.labour_force[i] <= c.adults[i]);
        }
        assert!(c.children > 0 && c.young > 0);
    }
}

#[test]
fn the_committed_atlas_is_what_the_command_writes() {
    let (_dir, out) = written(5_000, 1);
    let committed = repository().join("data/atlas-demo");
    for name in ["network.toml", "README.md", "mappings/atlas.toml"] {
        let (ours, there) = (std::fs::read(out.join(name)).unwrap(), std::fs::read(committed.join(name)).unwrap());
        assert!(ours == there, "{name} differs: `just atlas` writes it anew");
    }
    let bytes = |out: &Path| std::fs::read(out.join("tables/people-2010.csv")).unwrap();
    assert!(bytes(&out) == bytes(&written(5_000, 1).1), "the same seed gives the same bytes");
    assert!(bytes(&out) != bytes(&written(5_000, 2).1));
}

#[test]
fn an_atlas_is_written_over_an_atlas_alone() {
    let (_dir, out) = written(27, 1);
    std::fs::write(out.join("tables/old.csv"), "").unwrap();
    atlas::write(&out, 27, 1).unwrap();
    assert!(!out.join("tables/old.csv").exists());
    for wrong in [0, 1_000_000] {
        assert!(atlas::write(&out, wrong, 1).unwrap_err().to_string().contains("give a number from 1 to"));
    }
    let error = atlas::write(&repository().join("data/demo"), 27, 1).unwrap_err();
    assert!(error.to_string().contains("not a demonstration network"), "{error}");
}
