//! Random sequences of editions: cities join, leave, change their consent and their values.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::base::table::Table;
use learning_cities::disclosure::{self, Cell, Contributions, Counts, Edition, Key, Measurements, Rules, Today};

use super::attacker::{Attacker, less};
use super::network::{self, Cities, City};
use crate::support::rows;

/// SplitMix64.
struct Random(u64);

impl Random {
    /// Below `n`.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

const RULES: Rules = Rules { cities: 5, spread: 2 };

fn quiet(moves: Vec<i32>) -> City {
    City { consent: "aggregate_only", moves, region: "Africa" }
}

fn ten(areas: usize) -> Cities {
    (0..10).map(|i| (format!("quiet{i}"), quiet(vec![[1, -1, 0][i % 3]; areas]))).collect()
}

/// Counts of the network by area and outcome.
fn counts(table: &Table, column: &str) -> BTreeMap<String, i64> {
    let rows = (0..table.len()).filter(|r| table.text("scope", *r) == Some("network"));
    rows.map(|r| {
        let text = |c: &str| table.text(c, r).unwrap_or_default();
        (format!("{} {}", text("area"), text("outcome")), table.integer(column, r).unwrap_or_default())
    })
    .collect()
}

/// What an edition's relation has; which sums are given in other cases is in edges/editions.rs.
#[test]
fn dropping_one_city_and_publishing_again_tells_nothing_of_it() {
    let areas = 3;
    let all = ten(areas);
    let mut fewer = all.clone();
    let dropped = fewer.remove("quiet3").unwrap();
    let (_store, engine, _, first) = network::edition(&all, areas, &[], true);
    let public = counts(&engine.table("network_summary").unwrap(), "measurements");
    let with = |engine: &learning_cities::engine::Engine| {
        less(&counts(&engine.table(disclosure::COUNTED).unwrap(), "measurements_with_withheld"), &public)
    };
    let (_later_store, later, _, second) = network::edition(&fewer, areas, std::slice::from_ref(&first.edition), true);
    // What the store alone would say gives the city away in every area.
    assert_eq!(counts(&later.table("network_summary").unwrap(), "measurements"), public);
    let difference = less(&with(&engine), &with(&later));
    let told: BTreeSet<&str> =
        difference.iter().filter(|(_, n)| **n != 0).filter_map(|(k, _)| k.split(' ').next()).collect();
    assert_eq!((told.len(), dropped.moves.len()), (areas, areas), "{difference:?}");
    assert!(difference.values().all(|n| [0, 1].contains(n)) && difference.values().sum::<i64>() == areas as i64);
    // What is given does not.
    let given = |settled: &disclosure::Settled, engine: &learning_cities::engine::Engine| {
        counts(&settled.table(&engine.table("network_summary").unwrap()).unwrap(), "measurements_with_withheld")
    };
    assert_eq!(given(&first, &engine).len(), 5 * areas, "five outcomes of each area");
    assert_eq!(given(&first, &engine), given(&second, &later));
    assert_eq!(second.kept(), 2 * areas, "the network and its region in each area");
}

/// A counted city's state in a model: what it contributes, its consent, whether it was ever shown.
#[derive(Debug, Clone)]
struct Model {
    cities: BTreeMap<String, (&'static str, Counts, usize)>,
}

impl Model {
    fn step(&mut self, random: &mut Random, next: &mut usize) {
        let names: Vec<String> = self.cities.keys().cloned().collect();
        for _ in 0..=random.below(3) {
            let name = &names[random.below(names.len())];
            match random.below(8) {
                0 => self.join(random, next, 1),
                1 => self.join(random, next, 5),
                2 => {
                    self.cities.remove(name);
                }
                3 | 4 => {
                    if let Some(city) = self.cities.get_mut(name) {
                        city.1 = value(random);
                    }
                }
                5 => {
                    if let Some(city) = self.cities.get_mut(name) {
                        city.0 = ["aggregate_only", "private", "public"][random.below(3)];
                    }
                }
                6 => {
                    for city in self.cities.values_mut() {
                        if random.below(10) < 7 {
                            city.1 = value(random);
                        }
                    }
                }
                _ => {}
            }
            if self.cities.is_empty() {
                self.join(random, next, 6);
            }
        }
    }

    fn join(&mut self, random: &mut Random, next: &mut usize, n: usize) {
        for _ in 0..n {
            *next += 1;
            self.cities.insert(format!("c{next}"), ("aggregate_only", value(random), random.below(2)));
        }
    }

    /// The state of the store, and the cells that one edition by itself may give: enough cities, mixed, and what
    /// regions leave too.
    fn today(&self, cycle: i64, withheld: &BTreeSet<(String, String)>) -> Today {
        let mut edition = Edition { cycle, ..Edition::default() };
        let mut cells: BTreeMap<Key, Contributions> = BTreeMap::new();
        for (name, (consent, counts, region)) in &self.cities {
            let counted = *consent == "aggregate_only" || withheld.contains(&(name.clone(), "1.1".into()));
            if counted && *consent != "private" && *counts != [0; 5] {
                edition.counted.entry("1.1".into()).or_default().insert(name.clone(), every(counts));
                for key in [key("network", ""), key("region", ["Africa", "Arab States"][*region])] {
                    cells.entry(key).or_default().insert(name.clone(), *counts);
                }
            } else if *consent == "public" && !counted {
                edition.shown.entry("1.1".into()).or_default().insert(name.clone(), Measurements::Named(every(counts)));
            }
        }
        let fits = |cities: &Contributions| {
            let with = |o: usize| cities.values().filter(|c| c[o] > 0).count() >= RULES.spread;
            cities.len() >= RULES.cities && (0..5).filter(|o| with(*o)).count() >= 2
        };
        let mut enough: BTreeSet<Key> = cells.iter().filter(|(_, c)| fits(c)).map(|(k, _)| k.clone()).collect();
        let left: Contributions = cells
            .iter()
            .filter(|(k, _)| k.scope == "region" && !enough.contains(*k))
            .flat_map(|(_, c)| c.clone())
            .collect();
        if !left.is_empty() && !fits(&left) {
            enough.retain(|k| k.scope == "network");
        }
        edition.cells = cells.into_iter().map(|(key, cities)| Cell { key, given: false, cities }).collect();
        Today::new(edition, enough, RULES)
    }
}

fn key(scope: &str, name: &str) -> Key {
    Key { scope: scope.into(), scope_name: name.into(), area: "1.1".into() }
}

/// A city of the model shows or counts all of its measurements.
fn every(counts: &Counts) -> BTreeSet<String> {
    (0..counts.iter().sum::<u32>()).map(|n| format!("m{n}")).collect()
}

fn value(random: &mut Random) -> Counts {
    [0; 5].map(|_: u32| random.below(3).saturating_sub(1) as u32)
}

/// What an attacker finds in a sequence of editions: cities solved for, and the fewest that a combination is about.
struct Found {
    solved: usize,
    fewest: usize,
    given: usize,
    anew: usize,
}

/// Plays a sequence; `rule` false gives what the store alone would say.
fn play(seed: u64, rule: bool) -> Found {
    let mut random = Random(seed);
    let mut model = Model { cities: BTreeMap::new() };
    let mut next = 0;
    let n = 5 + random.below(7);
    model.join(&mut random, &mut next, n);
    let mut editions: Vec<Edition> = Vec::new();
    let mut attacker = Attacker::default();
    let mut found = Found { solved: 0, fewest: usize::MAX, given: 0, anew: 0 };
    // Cities that have shown something.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for step in 0..6 {
        let cycle = if step < 4 { 2022 } else { 2024 };
        let is_final = random.below(10) < 8;
        let withheld =
            if rule { disclosure::withhold(&editions, &model.today(cycle, &BTreeSet::new())) } else { BTreeSet::new() };
        let today = model.today(cycle, &withheld);
        let settled = disclosure::settle(&editions, &today, is_final);
        let cells = settled.edition.cells.iter();
        let given: Vec<Cell> = if rule {
            let fresh: Vec<Cell> = cells.filter(|c| c.given).cloned().collect();
            found.anew += usize::from(step > 0) * fresh.len();
            fresh
        } else {
            cells.filter(|c| today.enough().contains(&c.key)).cloned().collect()
        };
        found.given += given.len();
        for cell in &given {
            attacker.sees(cell.cities.clone());
        }
        if is_final || !rule {
            editions.push(settled.edition.clone());
        }
        seen.extend(settled.edition.shown.values().flat_map(|cities| cities.keys().cloned()));
        // A city of the model shows all or nothing: what it shows it contributed while it was counted, if the values
        // are the same. Be generous.
        for (city, counts) in editions.iter().flat_map(|e| &e.cells).flat_map(|c| &c.cities) {
            if seen.contains(city) {
                attacker.knows((city.clone(), *counts));
            }
        }
        found.solved += attacker.solved().len();
        model.step(&mut random, &mut next);
    }
    found.fewest = attacker.fewest().unwrap_or(usize::MAX);
    found
}

#[test]
fn no_sequence_of_editions_solves_for_a_city() {
    let sequences = 60;
    let (mut before, mut anew, mut given) = (0, 0, 0);
    for seed in 0..sequences {
        before += usize::from(play(seed, false).solved > 0);
        let found = play(seed, true);
        assert_eq!(found.solved, 0, "sequence {seed}");
        assert!(found.fewest > 1, "sequence {seed}");
        anew += found.anew;
        given += found.given;
    }
    assert!(before > 20, "the attacker finds little even without the rule: {before}");
    assert!(given > 60 && anew > 5, "the rule gives nothing: {given}, {anew} of them anew");
}

#[test]
fn the_program_itself_gives_nothing_away_in_random_sequences() {
    let mut random = Random(7);
    let areas = 3;
    let (mut unsafe_before, mut anew) = (0, 0);
    for _ in 0..1 {
        let mut cities = ten(areas);
        let mut editions: Vec<Edition> = Vec::new();
        let mut attackers: BTreeMap<String, [Attacker; 2]> = BTreeMap::new();
        for step in 0..4 {
            let (_store, engine, today, settled) = network::edition(&cities, areas, &editions, true);
            assert_eq!(rows(&engine, "select count(*) from check_network_counted"), ["0"]);
            for cell in &settled.edition.cells {
                let [with, without] = attackers.entry(cell.key.area.clone()).or_default();
                if cell.given {
                    anew += usize::from(step > 0);
                    with.sees(cell.cities.clone());
                }
                if today.enough().contains(&cell.key) {
                    without.sees(cell.cities.clone());
                }
            }
            editions.push(settled.edition);
            for (area, [with, without]) in &attackers {
                assert!(with.solved().is_empty(), "{area}");
                assert!(with.fewest().is_none_or(|n| n >= 5), "{area}");
                unsafe_before += without.solved().len();
            }
            // One leaves, then enough join that the counts may be given anew; then whatever comes.
            match [0, 2].get(step).copied().unwrap_or_else(|| random.below(3)) {
                0 => {
                    let name = cities.keys().nth(random.below(cities.len())).cloned().unwrap_or_default();
                    cities.remove(&name);
                }
                1 => {
                    let at = random.below(cities.len());
                    if let Some(city) = cities.values_mut().nth(at) {
                        city.moves.iter_mut().for_each(|m| *m = 1 - *m);
                    }
                }
                _ => cities.extend((0..5).map(|i| (format!("late{step}{i}"), quiet(vec![[1, -1][i % 2]; areas])))),
            }
        }
    }
    assert!(unsafe_before > 0, "the attacker finds nothing even without the rule");
    assert!(anew > 0, "nothing was given anew");
}

/// The number of measurements that a city shows says nothing of which they are.
#[test]
fn cities_that_show_one_measurement_in_place_of_another_leave_no_other_alone() {
    let named = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<BTreeSet<String>>();
    let cities: Vec<String> = (0..5).map(|i| format!("quiet{i}")).collect();
    // By each city which of two measurements it shows and which it lets be counted.
    let edition = |kinds: [(&str, &str); 5]| {
        let mut edition = Edition { cycle: 2022, ..Edition::default() };
        let mut counted: Contributions = BTreeMap::new();
        for ((place, city), (shown, quiet)) in cities.iter().enumerate().zip(kinds) {
            let of = |ids: &str| named(&ids.split(' ').filter(|id| !id.is_empty()).collect::<Vec<_>>());
            let area = || "1.1".to_string();
            if !quiet.is_empty() {
                counted.insert(city.clone(), [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0]][place % 2]);
                edition.counted.entry(area()).or_default().insert(city.clone(), of(quiet));
            }
            edition.shown.entry(area()).or_default().insert(city.clone(), Measurements::Named(of(shown)));
        }
        edition.cells = vec![Cell { key: key("network", ""), given: false, cities: counted }];
        edition
    };
    let today = |edition| Today::new(edition, BTreeSet::from([key("network", "")]), RULES);
    let first = disclosure::settle(&[], &today(edition([("m1", "m2"); 5])), true).edition;
    assert!(first.cells[0].given);
    let withheld = |second: [(&str, &str); 5], first: &Edition| {
        let withheld = disclosure::withhold(std::slice::from_ref(first), &today(edition(second)));
        withheld.into_iter().map(|(city, _)| city).collect::<Vec<_>>()
    };
    let opened = [("m2", ""), ("m2", ""), ("m2", ""), ("m2", ""), ("m1", "m2")];
    assert_eq!(withheld(opened, &first), cities[..4]);
    // One city alone is too few for a sum of its own.
    let few = Today::new(edition(opened), BTreeSet::new(), RULES);
    let settled = disclosure::settle(std::slice::from_ref(&first), &few, true);
    assert!(settled.given.is_empty(), "the earlier sum would count the four twice: {:?}", settled.given);
    // One that was never counted says nothing of what was.
    let other = [("m1 m3", "m2"), ("m1 m3", "m2"), ("m1 m3", "m2"), ("m1 m3", "m2"), ("m1", "m2")];
    assert!(withheld(other, &first).is_empty());
    // An earlier version recorded numbers alone: any may be meant.
    let mut numbers = first;
    numbers.counted.clear();
    numbers.shown.values_mut().flat_map(|cities| cities.values_mut()).for_each(|ids| *ids = Measurements::Number(1));
    assert_eq!(withheld(opened, &numbers).len(), 0, "all of them may be known already");
    numbers.shown.clear();
    let one_is_quiet = [("m2", ""), ("m3", ""), ("m2", ""), ("m2", ""), ("", "m2")];
    assert_eq!(withheld(one_is_quiet, &numbers), cities[..4]);
}

#[test]
fn cities_that_open_leave_no_other_alone() {
    let areas = 1;
    let five: Cities = (0..5).map(|i| (format!("quiet{i}"), quiet(vec![[1, -1][i % 2]]))).collect();
    let (_, _, _, first) = network::edition(&five, areas, &[], true);
    assert_eq!(first.given.len(), 2);
    let mut opened = five.clone();
    for city in opened.values_mut().take(4) {
        city.consent = "public";
    }
    let store = network::store(&opened, areas);
    let today = Today::read(&store.engine(2020), "test").unwrap();
    let withheld = disclosure::withhold(std::slice::from_ref(&first.edition), &today);
    let cities: Vec<&str> = withheld.iter().map(|w| w.0.as_str()).collect();
    assert_eq!(cities, ["quiet0", "quiet1", "quiet2", "quiet3"]);
    let engine = store.engine(2020).withholding(&withheld).unwrap();
    assert_eq!(rows(&engine, "select count(*) from stg_observations where city like 'quiet%'"), ["0"]);
    assert_eq!(rows(&engine, "select count(distinct city) from observations where consent = 'aggregate_only'"), ["5"]);
    let settled =
        disclosure::settle(std::slice::from_ref(&first.edition), &Today::read(&engine, "test").unwrap(), true);
    assert_eq!((settled.given, settled.edition.cells), (first.given, first.edition.cells.clone()));
    // With one more that stays, nobody is alone.
    let mut opened = opened.clone();
    opened.get_mut("quiet3").unwrap().consent = "aggregate_only";
    let today = Today::read(&network::store(&opened, areas).engine(2020), "test").unwrap();
    assert!(disclosure::withhold(&[first.edition], &today).is_empty());
}
