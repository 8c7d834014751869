//! Random edits of a small network: exactly these are found, with their causes, and nothing that a mart's causes leave
//! out reaches it.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::diff::Comparison;
use learning_cities::ingest;
use learning_cities::model::network::Network;
use learning_cities::open_data::{self, Counts, Shown, Why};
use learning_cities::store::{Snapshot, Store};
use proptest::prelude::*;

use super::{Changes, changes, compared, makes_one_of_the_other, side};
use crate::check::{HEADER, row};
use crate::support::{framework, repository, rows, write};

const CITIES: usize = 9;
const MEASUREMENTS: [&str; 2] = ["adult_literacy_rate", "unemployment_rate"];
const YEARS: [i64; 4] = [2017, 2019, 2021, 2023];

const NETWORK: &str = r#"
name = "Test network"
fictional = true
[settings]
peers_k = 4
peers_min = 3
[[peer_variable]]
variable = "income"
title = "income"
unit = "US$"
transform = "log"
[[peer_variable]]
variable = "schooling"
title = "schooling"
unit = "years"
"#;

/// An edit of one city, which no other edit touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    /// A year that was not there.
    Add,
    /// Another value of a year that was there, in a later file.
    Change,
    /// The same value again, in a later file.
    Again,
    /// Another value in place, in a file of the same name.
    Replace,
    /// The file of one year is taken away.
    Remove,
    /// A value is taken back.
    TakeBack,
    /// A correction of the analyst.
    Correct,
    /// Everything of the city is withheld.
    Withhold,
    /// Another income.
    Context,
    /// Another registry entry.
    Registry,
    /// Another practice.
    Practice,
    /// A target.
    Target,
}

use Edit::*;

const EDITS: [Edit; 12] =
    [Add, Change, Again, Replace, Remove, TakeBack, Correct, Withhold, Context, Registry, Practice, Target];

impl Edit {
    /// The cause by its name; none where nothing differs.
    fn cause(self) -> Option<&'static str> {
        match self {
            Add | Change | Replace | Practice | Target => Some("submission"),
            Again => None,
            Remove => Some("removal"),
            TakeBack => Some("take_back"),
            Correct => Some("correction"),
            Withhold => Some("consent"),
            Context | Registry => Some("context"),
        }
    }
}

/// A network as files by name.
#[derive(Debug, Clone)]
struct Files(BTreeMap<String, String>);

fn city(at: usize) -> String {
    format!("town-{at}")
}

fn declared(city: &str, day: &str, consent: &str) -> String {
    format!("city,cycle,submitted_on,consent,consent_for\n{city},2024,{day},{consent},all\n")
}

fn value_of(seed: u64, city: usize, measurement: usize, year: usize) -> String {
    let noise = (seed + 1).wrapping_mul(7919).wrapping_add((city * 31 + measurement * 17 + year * 13) as u64) % 40;
    let base = if measurement == 0 { 80.0 } else { 6.0 };
    format!("{:.1}", base + noise as f64 / 10.0 + year as f64 * 0.7)
}

fn observation(city: &str, measurement: usize, year: i64, value: &str, status: &str) -> String {
    row(&[
        ("city", city),
        ("measurement", MEASUREMENTS[measurement]),
        ("item", "total"),
        ("reference_year", &year.to_string()),
        ("value", value),
        ("status", status),
    ])
}

fn sheet(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

impl Files {
    fn new(seed: u64) -> Files {
        let mut files = BTreeMap::new();
        let mut cities = String::from("city,name,country,region,joined\n");
        let mut context = String::from("city,year,variable,value\n");
        for at in 0..CITIES {
            let id = city(at);
            cities += &format!("{id},Town {at},KEN,Africa,2015\n");
            let spread = (seed + at as u64 * 37) % 50;
            context += &format!(
                "{id},2022,income,{}\n{id},2022,schooling,{}\n",
                1000 + at * 400 + spread as usize,
                4 + at % 5
            );
            files.insert(format!("submissions/{at}/city.csv"), declared(&id, "2024-05-01", "public"));
            // The last year of the first measurement is a file of its own, so that it can be taken away.
            let mut rows = Vec::new();
            for (m, _) in MEASUREMENTS.iter().enumerate() {
                for (y, year) in YEARS.iter().enumerate() {
                    let line = observation(&id, m, *year, &value_of(seed, at, m, y), "");
                    if (m, y) == (0, YEARS.len() - 1) {
                        files.insert(format!("submissions/{at}/last.csv"), sheet(&[line]));
                    } else {
                        rows.push(line);
                    }
                }
            }
            files.insert(format!("submissions/{at}/o.csv"), sheet(&rows));
        }
        files.insert("cities.csv".into(), cities);
        files.insert("context.csv".into(), context);
        files.insert("network.toml".into(), NETWORK.to_string());
        Files(files)
    }

    /// Puts another file in.
    fn send(&mut self, at: usize, name: &str, text: String) {
        self.0.insert(format!("submissions/{at}-later/city.csv"), declared(&city(at), "2024-06-01", "public"));
        self.0.insert(format!("submissions/{at}-later/{name}"), text);
    }

    fn edit(&mut self, seed: u64, at: usize, edit: Edit) {
        let id = city(at);
        let observed = |year: i64, value: &str, status: &str| sheet(&[observation(&id, 0, year, value, status)]);
        match edit {
            Add => self.send(at, "o.csv", observed(2022, "88.8", "")),
            Change => self.send(at, "o.csv", observed(2021, "71.5", "")),
            Again => self.send(at, "o.csv", observed(2021, &value_of(seed, at, 0, 2), "")),
            Replace => drop(self.0.insert(format!("submissions/{at}/last.csv"), observed(2023, "72.25", ""))),
            Remove => drop(self.0.remove(&format!("submissions/{at}/last.csv")).unwrap()),
            TakeBack => self.send(at, "o.csv", observed(2019, "", "O")),
            Correct => {
                let correction = format!(
                    "[[correction]]\naction = \"override\"\ncity = \"{id}\"\nmeasurement = \"{}\"\nitem = \"total\"\n\
                     reference_year = 2023\nexpect = {}\nvalue = 73.5\nreason = \"Digits were swapped\"\n\
                     asked = \"the statistics office\"\ndate = \"2024-07-01\"\n",
                    MEASUREMENTS[0],
                    value_of(seed, at, 0, 3)
                );
                self.0.entry("corrections.toml".into()).or_default().push_str(&correction);
            }
            Withhold => {
                let path = format!("submissions/{at}-later/city.csv");
                self.0.insert(path, declared(&id, "2024-06-01", "private"));
            }
            Context => {
                let context = self.0.get_mut("context.csv").unwrap();
                *context = context.replace(&format!("{id},2022,schooling,"), &format!("{id},2022,schooling,1"));
            }
            Registry => {
                let cities = self.0.get_mut("cities.csv").unwrap();
                *cities =
                    cities.replace(&format!("{id},Town {at},KEN,Africa"), &format!("{id},Town {at},JOR,Arab States"));
            }
            Practice => {
                let text = format!("city,feature,title,summary,link\n{id},1.1.1,Reading rooms,Two rooms.,\n");
                self.send(at, "practices.csv", text);
            }
            Target => {
                let text = format!("city,measurement,item,year,value\n{id},{},total,2030,95\n", MEASUREMENTS[0]);
                self.send(at, "targets.csv", text);
            }
        }
    }

    /// The snapshot of a network of these files.
    fn snapshot(&self, store: &std::path::Path) -> Snapshot {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in &self.0 {
            write(dir.path(), name, text);
        }
        let network = Network::load(dir.path(), &framework()).unwrap();
        ingest::run(&network, &framework(), &Default::default(), store).unwrap();
        Store::open(store).unwrap().in_force().unwrap()
    }
}

/// What an edit changes of a table: relation, city, key, the kind of change, and the cells with their values after.
type Expected = BTreeMap<(String, String, String), (String, Vec<(String, Option<String>)>, &'static str)>;

fn expected(edits: &[(usize, Edit)]) -> Expected {
    let mut all = Expected::new();
    for (at, edit) in edits {
        let Some(cause) = edit.cause() else { continue };
        let mut add = |relation: &str, key: &str, change: &str, cells: &[(&str, Option<&str>)]| {
            let cells = cells.iter().map(|(c, v)| (c.to_string(), v.map(str::to_string))).collect();
            all.insert((relation.into(), city(*at), key.into()), (change.into(), cells, cause));
        };
        let key = |measurement: usize, year: i64| format!("{} · total · {year}", MEASUREMENTS[measurement]);
        match edit {
            Add => add("observations", &key(0, 2022), "new", &[("value", Some("88.8"))]),
            Change => add("observations", &key(0, 2021), "changed", &[("value", Some("71.5"))]),
            Replace => add("observations", &key(0, 2023), "changed", &[("value", Some("72.25"))]),
            Remove => add("observations", &key(0, 2023), "removed", &[("value", None)]),
            TakeBack => add("observations", &key(0, 2019), "changed", &[("value", None), ("status", Some("O"))]),
            Correct => {
                add("observations", &key(0, 2023), "changed", &[("value", Some("73.5"))]);
                add("corrections", &format!("{} · 1", key(0, 2023)), "new", &[("after", Some("73.5"))]);
            }
            Withhold => {
                for measurement in 0..MEASUREMENTS.len() {
                    for year in YEARS {
                        add("observations", &key(measurement, year), "changed", &[("consent", Some("private"))]);
                    }
                }
            }
            Context => add("city_context", "schooling · 2022", "changed", &[]),
            Registry => add("cities", "", "changed", &[("country", Some("JOR")), ("region", Some("Arab States"))]),
            Practice => add("practices", "1.1.1 · Reading rooms", "new", &[("summary", Some("Two rooms."))]),
            Target => add("targets", &format!("{} · total", MEASUREMENTS[0]), "new", &[("value", Some("95.0"))]),
            Again => {}
        }
    }
    all
}

const TABLES: [&str; 8] =
    ["observations", "corrections", "targets", "practices", "declarations", "cities", "city_context", "settings"];

/// That the tables differ by the edits and by nothing else.
fn tables_differ_as_edited(found: &Changes, edits: &[(usize, Edit)], other_setting: bool) {
    let expected = expected(edits);
    for (place, (change, cells, cause)) in &expected {
        let is = found.get(place).unwrap_or_else(|| panic!("{place:?} is not found"));
        assert_eq!(&is.change, change, "{place:?}");
        for (column, after) in cells {
            assert!(
                is.cells.iter().any(|c| c.0.as_ref() == Some(column) && &c.2 == after),
                "{place:?} {column}: {is:?}"
            );
        }
        assert_eq!(is.causes, BTreeSet::from([cause.to_string()]), "{place:?}");
        assert!(is.certain && is.elsewhere.is_empty(), "{place:?}: {is:?}");
    }
    for place in found.keys().filter(|(relation, ..)| TABLES.contains(&relation.as_str())) {
        let is_setting = other_setting && place.0 == "settings" && place.2 == "peers_k";
        assert!(expected.contains_key(place) || is_setting, "{place:?} was not edited: {:?}", found[place]);
    }
    let setting = found.get(&("settings".to_string(), String::new(), "peers_k".to_string()));
    assert_eq!(setting.map(|s| s.certain && s.causes.contains("method")), other_setting.then_some(true));
}

/// That each change of a mart names a cause, and none that is not among the edits.
fn marts_name_edits_alone(found: &Changes, edits: &[(usize, Edit)], other_setting: bool) {
    let mut edited: BTreeSet<String> = edits.iter().filter_map(|(_, e)| e.cause()).map(str::to_string).collect();
    if other_setting {
        edited.insert("method".into());
    }
    // A declaration that withholds is also the newest one that says how a city is reached.
    let is_mart = |relation: &str| !TABLES.contains(&relation) && relation != "contacts";
    for (place, change) in found.iter().filter(|((relation, ..), _)| is_mart(relation)) {
        let all: BTreeSet<String> = change.causes.union(&change.elsewhere).cloned().collect();
        assert!(!all.is_empty(), "{place:?} has no cause: {change:?}");
        assert!(all.is_subset(&edited), "{place:?}: {all:?} of {edited:?}");
        assert_eq!(change.certain, all.len() == 1, "{place:?}: {change:?}");
    }
}

fn run(seed: u64, edits: &[(usize, Edit)], other_setting: bool, relations: &[&str]) -> Changes {
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    let before = Files::new(seed);
    let mut after = before.clone();
    if other_setting {
        let network = after.0.get_mut("network.toml").unwrap();
        *network = network.replace("peers_k = 4", "peers_k = 5");
    }
    for (at, edit) in edits {
        after.edit(seed, *at, *edit);
    }
    let (before, after) = (before.snapshot(&store), after.snapshot(&store));
    let comparison = compared(&side(&before, None), &side(&after, None), None, relations);
    let found = changes(&comparison);
    tables_differ_as_edited(&found, edits, other_setting);
    marts_name_edits_alone(&found, edits, other_setting);
    makes_one_of_the_other(&comparison, &found);
    public_changes_are_the_edits(&comparison, &before, &after, edits);
    found
}

/// That what is said in public is what was edited of cities that withhold nothing, and what SQL counts.
fn public_changes_are_the_edits(comparison: &Comparison, before: &Snapshot, after: &Snapshot, edits: &[(usize, Edit)]) {
    let of = |edit: Edit| edits.iter().filter(|(_, e)| *e == edit).count() as u64;
    let withheld: BTreeSet<String> = edits.iter().filter(|(_, e)| *e == Withhold).map(|(at, _)| city(*at)).collect();
    let published: BTreeSet<String> = (0..CITIES).map(city).filter(|id| !withheld.contains(id)).collect();
    let (none, sides) = (BTreeSet::new(), [side(before, None), side(after, None)]);
    let [then, now] = sides.each_ref().map(|side| Shown { side, withheld: &none });
    let queries = repository().join("queries");
    let found = open_data::changes(&queries, then, now, &published).unwrap().unwrap();
    let n = |sql: &str| rows(comparison.engine(), sql)[0].parse::<u64>().unwrap();
    let listed = published.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    let both = |relation: &str, condition: &str| {
        n(&format!(
            "select count(*) from (select * from before.{relation} where city in ({listed})) b
            full outer join (select * from after.{relation} where city in ({listed})) a
            using (city, measurement, item{}) where {condition}",
            if relation == "series" { ", reference_year" } else { "" }
        ))
    };
    let values = Counts {
        before: n(&format!("select count(*) from before.series where city in ({listed})")),
        after: n(&format!("select count(*) from after.series where city in ({listed})")),
        new: both("series", "b.value is null and a.value is not null"),
        changed: both("series", "b.value <> a.value"),
        removed: both("series", "a.value is null and b.value is not null"),
    };
    assert_eq!(found.values, values, "{edits:?}");
    let edited = [of(Add), of(Change) + of(Replace) + of(Correct), of(Remove) + of(TakeBack)];
    assert_eq!([values.new, values.changed, values.removed], edited, "{edits:?}");
    assert_eq!(found.values.before + found.values.new, found.values.after + found.values.removed);
    let named = found.cities.keys().chain(&found.joined).filter(|id| withheld.contains(*id)).count();
    assert_eq!(named, 0, "a city that withdrew is named: {edits:?}");
    // Where all that was there is there still, the movements are those of the marts, too.
    if withheld.is_empty() {
        let movements = [
            both("progress", "b.movement is null and a.movement is not null"),
            both("progress", "b.movement <> a.movement"),
            both("progress", "b.movement is not null and a.movement is null"),
        ];
        let counts = found.movements;
        assert_eq!([counts.new, counts.changed, counts.removed], movements, "{edits:?}");
    }
    for (at, edit) in edits {
        let why = match edit {
            Add | Change | Replace | Remove | TakeBack => Why::Sent,
            Correct => Why::Correction,
            _ => continue,
        };
        let of = &found.cities[&city(*at)].values;
        assert!(of.len() == 1 && of[0].why.contains(&why), "{edit:?}: {of:?}");
    }
    let changed: usize = found.cities.values().map(|of| of.values.len()).sum();
    assert_eq!(changed as u64, edited.iter().sum::<u64>());
}

/// Edits of one cause at a time: it is the certain cause of every change of a mart.
#[test]
fn a_single_cause_is_certain_of_all_that_changes() {
    let marts = ["series", "progress", "target_status", "peer_comparison", "peer_groups", "peers"];
    let relations = [&TABLES[..], &marts].concat();
    let mut by_cause: BTreeMap<Option<&str>, Vec<(usize, Edit)>> = BTreeMap::new();
    for (at, edit) in EDITS.iter().enumerate().filter(|(_, edit)| edit.cause().is_some()) {
        by_cause.entry(edit.cause()).or_default().push((at % CITIES, *edit));
    }
    let mut reached = BTreeSet::new();
    for (cause, edits) in by_cause {
        // What changes nothing is in all of them.
        let edits = [&edits[..], &[(CITIES - 1, Again)]].concat();
        let found = run(7, &edits, false, &relations);
        assert!(!found.is_empty() && found.values().all(|change| change.certain), "{cause:?}: {found:?}");
        reached.extend(found.into_keys().map(|(relation, ..)| relation));
    }
    for relation in marts {
        assert!(reached.contains(relation), "no edit reached {relation}: {reached:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 4, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_are_found_with_their_causes(
        seed in 0_u64..1000,
        edits in proptest::collection::btree_map(0..CITIES, proptest::sample::select(EDITS.to_vec()), 1..6),
        other_setting in any::<bool>(),
    ) {
        let edits: Vec<(usize, Edit)> = edits.into_iter().collect();
        run(seed, &edits, other_setting, &[]);
    }
}
