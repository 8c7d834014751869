//! What must hold whatever the data, each with the domain in which it holds.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::engine::{Engine, RelationKind};
use proptest::prelude::*;

use crate::support::{self, TestStore, rows, store};

/// Numbers from a seed; the same seed gives the same network.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 33
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.below(10_001) as f64 / 10_000.0)
    }
}

/// A city without an interval of its own borrows none from the network, neither its median nor its usual fluctuation.
const NOTHING_LENT: &str =
    "name,value,default_value,meaning\ninterval_cities,1000,10,cities\nfluctuation_cities,1000,10,cities";

const CYCLE: i32 = 2022;
const CITIES: u64 = 14;
const RULES: &str = "name,value,default_value,meaning\npeers_k,4,10,k\npeers_min,3,5,least";
const VARIABLES: &str =
    "variable,transform,weight,max_age,position\ndensity,log,1,10,1\nincome,log,2,10,2\nschooling,none,1,10,3\n";

/// A point: city, measurement, year, value, lower and upper end.
#[derive(Clone, Debug)]
struct Point {
    city: String,
    measurement: &'static str,
    year: i32,
    value: f64,
    ends: Option<(f64, f64)>,
}

/// A network with points of the given measurements; `low` and `high` bound the values.
#[derive(Clone, Debug)]
struct Net {
    cities: Vec<String>,
    context: Vec<String>,
    points: Vec<Point>,
}

fn net(seed: u64, measurements: &[&'static str], low: f64, high: f64) -> Net {
    let mut chance = Chance(seed);
    let regions = ["Africa", "Arab States"];
    let (mut cities, mut context, mut points) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..CITIES {
        let city = format!("town-{i:02}");
        // The last two stand in regions of their own.
        let region = match CITIES - i {
            1 => "Asia and the Pacific",
            2 => "Europe and North America",
            _ => regions[(i % 2) as usize],
        };
        cities.push(format!("{city},Town {i},KEN,{region}"));
        for variable in ["density", "income", "schooling"] {
            if chance.below(8) > 0 {
                context.push(format!("{city},2019,{variable},{}", chance.between(1.0, 1000.0)));
            }
        }
        for &measurement in measurements {
            let level = chance.between(low, high);
            for year in 2012..=CYCLE {
                if chance.below(3) == 0 {
                    continue;
                }
                let value = ((level + chance.between(-3.0, 3.0)).clamp(low, high) * 10.0).round() / 10.0;
                let ends = (chance.below(3) == 0)
                    .then(|| (value - chance.between(0.0, 2.0), value + chance.between(0.0, 2.0)));
                points.push(Point { city: city.clone(), measurement, year, value, ends });
            }
        }
    }
    Net { cities, context, points }
}

impl Net {
    /// Its store; tables given are laid over it.
    fn store(&self, given: &[(&str, &str)]) -> TestStore {
        let lines = |header: &str, rows: &[String]| format!("{header}\n{}\n", rows.join("\n"));
        let points: Vec<String> = self
            .points
            .iter()
            .map(|p| {
                let (low, high) = p.ends.map(|(l, h)| (l.to_string(), h.to_string())).unwrap_or_default();
                format!("{},{CYCLE},{},{},{},{low},{high}", p.city, p.measurement, p.year, p.value)
            })
            .collect();
        let cities = lines("city,name,country,region", &self.cities);
        let context = lines("city,year,variable,value", &self.context);
        let observations = lines("city,cycle,measurement,reference_year,value,ci_lower,ci_upper", &points);
        let mut tables = vec![
            ("cities", cities.as_str()),
            ("city_context", context.as_str()),
            ("peer_variables", VARIABLES),
            ("observations", observations.as_str()),
            ("settings", RULES),
        ];
        tables.extend_from_slice(given);
        store(&tables)
    }

    fn changed(&self, change: impl Fn(&mut Point)) -> Net {
        let mut other = self.clone();
        other.points.iter_mut().for_each(change);
        other
    }
}

fn movements(engine: &Engine) -> Vec<String> {
    rows(
        engine,
        "select city, measurement, baseline_year, latest_year, movement, reason from progress where latest_year is not null order by city, measurement",
    )
}

fn standings(engine: &Engine) -> Vec<String> {
    let mut all = rows(
        engine,
        "select city, scheme, measurement, n_peers, standing, reason from peer_comparison order by city, scheme, measurement",
    );
    all.extend(rows(
        engine,
        "select city, scheme, measurement, n_peers, standing, reason, peers_rose from peer_change_comparison order by city, scheme, measurement",
    ));
    all
}

fn few() -> ProptestConfig {
    ProptestConfig { cases: 3, max_shrink_iters: 4, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(few())]

    /// Domain: the city is in nobody's list of nearest peers, alone in its region, and of no size, income or listed
    /// group. Its context stays, so that the scaling is the same; its results go.
    #[test]
    fn a_city_that_is_nobodys_peer_changes_no_comparison(seed in any::<u64>()) {
        let net = net(seed, &["election_turnout", "patent_rate"], 20.0, 60.0);
        let engine_store = net.store(&[("settings", NOTHING_LENT)]);
        let engine = engine_store.engine(CYCLE);
        let heard: BTreeSet<String> = rows(&engine, "select distinct peer from peers").into_iter().collect();
        let unheard = format!("town-{:02}", CITIES - 1);
        prop_assume!(!heard.contains(&unheard));
        let mut without = net.clone();
        without.points.retain(|p| p.city != unheard);
        let other_store = without.store(&[("settings", NOTHING_LENT)]);
        let other = other_store.engine(CYCLE);
        for mart in ["peer_comparison", "peer_change_comparison", "peer_series"] {
            let sql = format!("select * from {mart} where city <> '{unheard}'");
            prop_assert_eq!(rows(&engine, &sql), rows(&other, &sql), "{}", mart);
        }
    }

    /// Domain: values above zero on a relative scale (here rates and amounts), every city's scaled by the same factor,
    /// intervals too.
    #[test]
    fn the_unit_of_a_relative_scale_changes_nothing(seed in any::<u64>(), factor in 0.001f64..1000.0) {
        let net = net(seed, &["patent_rate", "waste_per_capita", "mean_years_of_schooling"], 5.0, 30.0);
        let scaled = net.changed(|p| {
            p.value *= factor;
            p.ends = p.ends.map(|(l, h)| (l * factor, h * factor));
        });
        let (a, b) = (net.store(&[]), scaled.store(&[]));
        let (a, b) = (a.engine(CYCLE), b.engine(CYCLE));
        prop_assert_eq!(movements(&a), movements(&b));
        prop_assert_eq!(standings(&a), standings(&b));
        let changes = "select round(change, 9), round(change_per_year, 9) from progress where change is not null order by city, measurement";
        prop_assert_eq!(rows(&a, changes), rows(&b, changes));
    }

    /// Domain: percent measurements with direction up, down or none (not parity, which looks at 50), intervals given
    /// and not computed from a sample size (Wilson's depend on the level), all values and ends between 0 and 100 before
    /// and after.
    #[test]
    fn a_shift_of_percentages_changes_no_movement(seed in any::<u64>(), tenths in -80i32..=300) {
        let net = net(seed, &["election_turnout", "urban_poverty_rate", "volunteering_rate"], 15.0, 55.0);
        let shift = f64::from(tenths) / 10.0;
        let moved = net.changed(|p| {
            p.value = ((p.value + shift) * 10.0).round() / 10.0;
            p.ends = p.ends.map(|(l, h)| (l + shift, h + shift));
        });
        let (a, b) = (net.store(&[]), moved.store(&[]));
        let (a, b) = (a.engine(CYCLE), b.engine(CYCLE));
        prop_assert_eq!(movements(&a), movements(&b));
        prop_assert_eq!(standings(&a), standings(&b));
    }

    /// Domain: measurements with direction up or down, each made the other.
    #[test]
    fn the_other_direction_swaps_towards_and_away(seed in any::<u64>()) {
        let measurements = ["election_turnout", "urban_poverty_rate", "patent_rate", "recorded_crime_rate"];
        let net = net(seed, &measurements, 20.0, 60.0);
        let catalogue = std::fs::read_to_string(support::repository().join("data/framework/key-features.csv")).unwrap();
        let turned: String = catalogue
            .lines()
            .map(|line| {
                if !measurements.iter().any(|m| line.starts_with(&format!("{m},"))) {
                    return format!("{line}\n");
                }
                let other = if line.contains(",up,") { line.replace(",up,", ",down,") } else { line.replace(",down,", ",up,") };
                assert_ne!(line, other);
                format!("{other}\n")
            })
            .collect();
        let (a, b) = (net.store(&[]), net.store(&[("measurements", &turned)]));
        let (a, b) = (a.engine(CYCLE), b.engine(CYCLE));
        let swapped: Vec<String> = movements(&a)
            .into_iter()
            .map(|row| {
                if row.contains("|towards|") {
                    row.replace("|towards|", "|away|")
                } else {
                    row.replace("|away|", "|towards|")
                }
            })
            .collect();
        prop_assert!(swapped.iter().any(|r| r.contains("|towards|")) && swapped.iter().any(|r| r.contains("|away|")));
        prop_assert_eq!(swapped, movements(&b));
        prop_assert_eq!(standings(&a), standings(&b));
    }

    /// Domain: any order of the rows of registry, context and observations, one to four threads, and blocks of a few
    /// rows.
    #[test]
    fn the_order_of_rows_and_the_number_of_threads_change_nothing(seed in any::<u64>(), threads in 2usize..=4) {
        let net = net(seed, &["election_turnout", "patent_rate"], 20.0, 60.0);
        let mut mixed = net.clone();
        let mut chance = Chance(seed ^ 0x5eed);
        for i in (1..mixed.points.len()).rev() {
            mixed.points.swap(i, chance.below(i as u64 + 1) as usize);
        }
        mixed.cities.reverse();
        mixed.context.reverse();
        let everything = |store: &TestStore, threads: usize, rows: i64| -> BTreeMap<String, Vec<String>> {
            let engine = Engine::open_with_threads(&store.snapshot, &support::repository().join("queries"), Some(CYCLE), threads).unwrap();
            let engine = engine.in_blocks_of(rows);
            let marts: Vec<String> = engine.relations().iter().filter(|r| r.kind == RelationKind::Mart).map(|r| r.name.clone()).collect();
            marts
                .into_iter()
                .map(|m| {
                    let table = engine.table(&m).unwrap();
                    let lines = (0..table.len()).map(|r| format!("{:?}", table.batch().slice(r, 1).columns()));
                    (m, lines.collect())
                })
                .collect()
        };
        prop_assert_eq!(everything(&net.store(&[]), 1, 1 << 20), everything(&mixed.store(&[]), threads, 100));
    }
}
