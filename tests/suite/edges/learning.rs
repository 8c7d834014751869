//! Peer learning (methods 8): who is alike, who is named and among whom, who offers help, what is said where nothing
//! was asked. One network for all files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use learning_cities::engine::Engine;
use learning_cities::model::framework::Framework;
use learning_cities::model::vocabulary::Direction;

use super::{Differences, by_name, cases, padded};
use crate::support::{self, rows, store};

/// No case lends another its interval or its usual fluctuation, with so few values every large change is a jump, and
/// two are nearest.
const SETTINGS: &str = "name,value,default_value,meaning\ninterval_cities,1000,10,x\nfluctuation_cities,1000,10,x\njump_z,1e300,5,x\npeers_k,2,10,x\n";

/// The tables of the network, as lines below their headers.
#[derive(Default)]
struct Tables {
    cities: String,
    observations: String,
    context: String,
    declarations: String,
    practices: String,
}

impl Tables {
    fn city(&mut self, city: &str, region: &str) {
        assert!(!self.cities.contains(&format!("\n{city},")), "{city} is in two cases");
        let _ = writeln!(self.cities, "{city},{city},KEN,{region}");
    }

    /// A value; `cells` are `year,value,ci_lower,ci_upper,source,price_base,status`. A definition of the case makes it
    /// like no other case's.
    fn value(&mut self, city: &str, measurement: &str, definition: &str, cells: &str, consent: &str) {
        let cells = padded(cells, 7);
        let cells: Vec<&str> = cells.split(',').collect();
        let source = if cells[4].is_empty() { "official" } else { cells[4] };
        let values = cells[..4].join(",");
        let _ = writeln!(
            self.observations,
            "{city},{measurement},2020,{values},{source},{definition},{},D,{consent}",
            cells[5]
        );
    }

    /// A value with an interval of a point either way.
    fn surely(&mut self, city: &str, definition: &str, year: &str, value: &str, consent: &str) {
        let number: f64 = value.parse().unwrap();
        let cells = format!("{year},{value},{},{}", number - 1.0, number + 1.0);
        self.value(city, "unemployment_rate", definition, &cells, consent);
    }

    /// Cases are far apart in context; `steps` is how far a city is from the first of its case, or - where that is not
    /// known.
    fn placed(&mut self, city: &str, case: usize, steps: &str) {
        if steps != "-" {
            let exponent = 3.0 * case as f64 + 0.1 * steps.parse::<f64>().unwrap();
            let _ = writeln!(self.context, "{city},2019,population,{:e}", 10_f64.powf(exponent));
        }
    }

    fn declares(&mut self, city: &str, role: &str, feature: &str, consent: &str) {
        let _ = writeln!(self.declarations, "{city},{role},{feature},{consent}");
    }
}

#[test]
fn who_is_alike_who_is_named_and_who_offers_help() {
    let framework = support::framework();
    let (learning, named, offers, said) =
        (cases("learning", 11), cases("named", 6), cases("offers", 3), cases("said", 6));
    let mut tables = Tables::default();
    alike(&learning, &framework, &mut tables);
    asked_for(&named, &mut tables);
    declared(&offers, &framework, &mut tables);
    perhaps_asked_for(&said, &mut tables);
    let store = store(&[
        ("cities", &format!("city,name,country,region\n{}", tables.cities)),
        (
            "observations",
            &format!(
                "city,measurement,cycle,reference_year,value,ci_lower,ci_upper,source,definition,price_base,status,consent\n{}",
                tables.observations
            ),
        ),
        ("city_context", &format!("city,year,variable,value\n{}", tables.context)),
        (
            "peer_variables",
            "variable,title,unit,transform,weight,max_age,position\npopulation,population,people,log,1,10,1\n",
        ),
        ("declarations", &format!("city,role,feature,consent\n{}", tables.declarations)),
        ("practices", &format!("city,feature,title,summary,consent\n{}", tables.practices)),
        ("settings", SETTINGS),
    ]);
    let engine = store.engine(2020);
    let mut differences = Differences::default();
    counts_of_those_alike(&learning, &engine, &mut differences);
    those_named(&named, &engine, &mut differences);
    offers_and_requests(&offers, &engine, &mut differences);
    asked_and_searched(&said, &engine, &mut differences);
    for check in ["check_learning_requests", "check_peer_learning", "check_learning_offers"] {
        assert!(engine.table(check).unwrap().is_empty(), "{check}");
    }
}

/// Two cities a case, each alone in its region.
fn alike(cases: &[Vec<String>], framework: &Framework, tables: &mut Tables) {
    for case in cases {
        let measurement = &case[1];
        for (city, points) in [(case[0].clone(), &case[2]), (format!("{}.other", case[0]), &case[3])] {
            tables.city(&city, &city);
            for point in points.split_whitespace() {
                tables.value(&city, measurement, &case[0], point, "public");
            }
        }
        let feature = &framework.measurements.iter().find(|m| m.measurement == *measurement).unwrap().feature;
        tables.declares(&case[0], "priority", feature, "public");
    }
}

/// Two cities a case, each alone in its region.
fn perhaps_asked_for(cases: &[Vec<String>], tables: &mut Tables) {
    for case in cases {
        let (city, other) = (format!("said.{}", case[0]), format!("said.{}.other", case[0]));
        for (city, points) in [(&city, &case[1]), (&other, &case[2])] {
            tables.city(city, city);
            for point in points.split_whitespace() {
                tables.value(city, "unemployment_rate", &format!("said.{}", case[0]), point, "public");
            }
        }
        if !case[3].is_empty() {
            tables.declares(&city, "priority", &case[3], "public");
        }
    }
}

/// Which sentence goes with these counts is tested where it is made, by the same lines.
fn asked_and_searched(cases: &[Vec<String>], engine: &Engine, differences: &mut Differences) {
    let sql = "select city, count(*) || ' ' || count(reach) || ' ' || count(case when named > 0 then 1 end) from learning_requests group by city";
    let found = by_name(engine, sql);
    for case in cases {
        let counts = found.get(&format!("said.{}", case[0])).map_or("0 0 0".to_string(), |c| c.join(" "));
        differences.compare(&case[0], &counts, &case[4]);
    }
}

fn counts_of_those_alike(cases: &[Vec<String>], engine: &Engine, differences: &mut Differences) {
    let sql = "select city || ' ' || measurement, reach, comparable, towards, held, away, named, reason from learning_requests where item = 'total'";
    let found = by_name(engine, sql);
    for case in cases {
        differences.compare(&case[0], &found[&format!("{} {}", case[0], case[1])].join(" "), &case[4..].join(";"));
    }
}

/// The asking city of a case has its name, the others are `name.id`.
fn asked_for(cases: &[Vec<String>], tables: &mut Tables) {
    for (place, case) in cases.iter().enumerate() {
        let name = &case[0];
        tables.city(name, name);
        tables.placed(name, place, "0");
        tables.declares(name, "priority", "1.2.2", "public");
        for (year, value) in path(&case[1]) {
            tables.surely(name, name, &year, &value, "public");
        }
        for city in case[2].split(" / ") {
            let words: Vec<&str> = city.split_whitespace().collect();
            match words[0].strip_suffix('*') {
                Some(n) => (0..n.parse().unwrap()).for_each(|i| other(name, place, &format!("n{i}"), &words, tables)),
                None => other(name, place, words[0], &words, tables),
            }
        }
    }
}

fn other(name: &str, place: usize, id: &str, words: &[&str], tables: &mut Tables) {
    let city = format!("{name}.{id}");
    tables.city(&city, if words[1] == "home" { name } else { "elsewhere" });
    tables.placed(&city, place, words[2]);
    let consent = match words.get(4) {
        Some(&"counted") => "aggregate_only",
        Some(&"private") => "private",
        _ => "public",
    };
    for (year, value) in path(words[3]) {
        tables.surely(&city, name, &year, &value, consent);
    }
    for word in &words[4..] {
        let consent = if word.starts_with('-') { "private" } else { "public" };
        match word.trim_start_matches('-').split_once('=') {
            Some((_, title)) => {
                let _ = writeln!(tables.practices, "{city},1.2.2,{title},What we did,{consent}");
            }
            None if word.ends_with("helps") => tables.declares(&city, "expertise", "1.2.2", consent),
            None => {}
        }
    }
}

/// `20` in 2019, `20>10` in 2015 and 2019, or `2011=20>2015=10`.
fn path(text: &str) -> Vec<(String, String)> {
    let values: Vec<&str> = text.split('>').collect();
    let years = if values.len() == 1 { ["2019", ""] } else { ["2015", "2019"] };
    let point = |(i, v): (usize, &&str)| {
        let (year, value) = v.split_once('=').unwrap_or_else(|| (years[i], v));
        (year.to_string(), value.to_string())
    };
    values.iter().enumerate().map(point).collect()
}

fn those_named(cases: &[Vec<String>], engine: &Engine, differences: &mut Differences) {
    let counts = by_name(
        engine,
        "select city, reach, comparable || ' ' || towards || ' ' || held || ' ' || away from learning_requests where measurement = 'unemployment_rate' and item = 'total'",
    );
    // As the page has them: in the order of the relation.
    let table = engine.table("peer_learning").unwrap();
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
        let [from_year, to_year, years] = ["from_year", "to_year", "years"].map(|c| table.integer(c, row).unwrap());
        assert_eq!(years, to_year - from_year);
        let (from, to) = (table.number("from_value", row).unwrap(), table.number("to_value", row).unwrap());
        let id = text("peer").rsplit('.').next().unwrap_or_default().to_string();
        let helps = if table.truth("offers_help", row).unwrap() { "+" } else { "" };
        let told = format!("{id} {from_year}={from}>{to_year}={to} {} {helps}", text("practice"));
        named.entry(text("city")).or_default().push(told.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for case in cases {
        let named = named.get(&case[0]).map(|n| n.join(" ")).unwrap_or_default();
        let found = format!("{};{named}", counts[&case[0]].join(" "));
        differences.compare(&case[0], &found, &case[3..].join(";"));
    }
}

/// The cities of a case are `name.id`; each has a value of its own definition, but for those that are silent.
fn declared(cases: &[Vec<String>], framework: &Framework, tables: &mut Tables) {
    let mut features: BTreeSet<String> =
        ["1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.3.1", "1.3.3", "2.1.1"].map(str::to_string).into();
    for (place, case) in cases.iter().enumerate() {
        let mut own = BTreeSet::new();
        // Behind those of named.txt.
        let place = 50 + place;
        for (i, city) in case[1].split(" / ").enumerate() {
            let words: Vec<&str> = city.split_whitespace().collect();
            let name = format!("{}.{}", case[0], words[0]);
            tables.city(&name, if words[1] == "home" { &case[0] } else { "elsewhere" });
            tables.placed(&name, place, if i == 0 { "0" } else { words[2] });
            let consent = if words.contains(&"silent") { "private" } else { "public" };
            tables.value(&name, "unemployment_rate", &name, "2019,9", consent);
            for (key, what) in words.iter().filter_map(|w| w.split_once('=')) {
                own.insert(says(&name, key, what, framework, tables));
            }
        }
        assert!(own.iter().all(|f| features.insert(f.clone())), "{}: a feature is in another case", case[0]);
    }
}

/// What a city declares or its values show; returns the feature.
fn says(city: &str, key: &str, what: &str, framework: &Framework, tables: &mut Tables) -> String {
    let consent = if key.starts_with('-') { "private" } else { "public" };
    match key.trim_start_matches('-') {
        "asks" => tables.declares(city, "priority", what, consent),
        "helps" => tables.declares(city, "expertise", what, consent),
        _ => {
            let measurement = framework.measurements.iter().find(|m| m.measurement == what).unwrap();
            let (good, bad) = if measurement.unit.starts_with("rating") { (4, 2) } else { (40, 20) };
            let (from, to) = match (key, measurement.direction) {
                ("same", _) => (good, good),
                (_, Direction::Up) => (good, bad),
                _ => (bad, good),
            };
            for (year, value) in [(2015, from), (2019, to)] {
                let _ = writeln!(
                    tables.observations,
                    "{city},{what},2020,{year},{value},,,{},,,A,public",
                    measurement.sources[0]
                );
            }
            return measurement.feature.clone();
        }
    }
    what.to_string()
}

fn offers_and_requests(cases: &[Vec<String>], engine: &Engine, differences: &mut Differences) {
    let table = engine.table("learning_offers").unwrap();
    // By city, feature and role: those listed, in the order of the relation, and how many there are.
    let mut found: BTreeMap<String, BTreeMap<String, (Vec<String>, i64)>> = BTreeMap::new();
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).unwrap_or_default();
        let truth = |column: &str| table.truth(column, row).unwrap();
        let peer = format!(
            "{}{}{}",
            text("peer").rsplit('.').next().unwrap_or_default(),
            if truth("declared") { "" } else { "?" },
            if truth("reciprocal") { "*" } else { "" }
        );
        let listed = found.entry(text("city").to_string()).or_default();
        let listed = listed.entry(format!("{} {}", text("feature"), text("role"))).or_default();
        listed.0.push(peer);
        listed.1 = table.integer("offers_all", row).unwrap();
    }
    for case in cases {
        let first = format!("{}.a", case[0]);
        let told: Vec<String> = found
            .remove(&first)
            .unwrap_or_default()
            .into_iter()
            .map(|(what, (peers, all))| format!("{what} {} of {all}", peers.join(" ")))
            .collect();
        differences.compare(&case[0], &told.join(", "), &case[2]);
    }
    // Who asks is dropped by nobody, with a value or without.
    assert_eq!(
        rows(engine, "select distinct why, reason from learning_requests where city = 'offered.a'"),
        ["priority|no_points"]
    );
}
