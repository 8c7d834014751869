//! An edition as of a day after everything that came is the one without a day, whatever cities send.

use learning_cities::engine::Engine;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{repository, rows};

const CITIES: usize = 60;
const TABLES: [&str; 6] = ["observations", "targets", "practices", "declarations", "contacts", "cities"];
const HEADER: &str =
    "city,cycle,submitted_on,consent,consent_for,baseline_year,priorities,contact_name,languages,contact_consent";

/// Numbers from a seed.
struct Chance(u64);

impl Chance {
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        of[(self.0 >> 33) as usize % of.len()]
    }
}

/// A folder of a city. Few days, cycles and values, so that many are of one day and say the same, also byte by byte.
fn folder(net: &Net, name: &str, city: &str, chance: &mut Chance) {
    let write = |file: &str, text: String| drop(net.write(&format!("submissions/{name}/{file}"), text));
    let cycle = chance.one(&["2020", "2022", "2024"]);
    let day =
        chance.one(&["2022-05-31", "2022-05-31", "2022-05-31T09:00", "", "2022-06-30", "2001-05-31", "2030-01-01"]);
    let declared = [
        chance.one(&["public", "public", "private", "aggregate_only", "privat"]),
        chance.one(&["cycle", "cycle", "all", ""]),
        chance.one(&["", "2010", "2014"]),
        chance.one(&["", "1.1.1", "2.1.3"]),
        chance.one(&["Ann", "Ann", "Bob"]),
        "en",
        chance.one(&["public", "secretariat", "none"]),
    ];
    if chance.one(&["yes", "yes", "yes", "yes", "no"]) == "yes" {
        write("city.csv", format!("{HEADER}\n{city},{cycle},{day},{}\n", declared.join(",")));
    }
    let pad = chance.one(&["", "", "\n"]);
    let value = chance.one(&["91", "91", "92"]);
    let note = chance.one(&["", "revised"]);
    let cells = [("city", city), ("cycle", cycle), ("reference_year", "2019"), ("value", value), ("note", note)];
    write("o.csv", table(&[row(&cells)]) + pad);
    let target = chance.one(&["95", "95", "96"]);
    let header = "city,measurement,item,year,value";
    write("targets.csv", format!("{header}\n{city},adult_literacy_rate,female,2040,{target}\n{pad}"));
    let summary = chance.one(&["Two rooms.", "Two rooms.", "Five rooms."]);
    write("practices.csv", format!("city,feature,title,summary,link\n{city},1.1.1,Rooms,{summary},\n{pad}"));
}

fn tables(net: &Net, day: Option<&str>) -> Vec<Vec<String>> {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open_as_of(&snapshot, &repository().join("queries"), None, day).unwrap();
    let sorted = |table: &str| {
        let mut found = rows(&engine, &format!("select * from {table}"));
        found.sort();
        found
    };
    TABLES.map(sorted).to_vec()
}

#[test]
fn as_of_a_day_after_all_every_table_is_the_one_in_force() {
    for seed in 1..=3 {
        let net = Net::new();
        let mut chance = Chance(seed);
        let registry: String = (0..CITIES).map(|i| format!("c{i:02},Town {i},,KEN,Africa,2015,2016\n")).collect();
        net.write("cities.csv", format!("city,name,local_name,country,region,joined,baseline_year\n{registry}"));
        for city in 0..CITIES {
            for at in 0..2 + city % 3 {
                folder(&net, &format!("c{city:02}-{at}"), &format!("c{city:02}"), &mut chance);
            }
        }
        net.ingest();
        let (now, later) = (tables(&net, None), tables(&net, Some("2100-01-01")));
        for ((table, now), later) in TABLES.iter().zip(now).zip(later) {
            assert!(!now.is_empty(), "{table}");
            let differ: Vec<_> = now.iter().filter(|row| !later.contains(row)).collect();
            assert_eq!(now, later, "seed {seed}, {table}: {differ:?}");
        }
    }
}

/// A practice and a target that one day says twice, with two consents: whatever the bytes of the files.
#[test]
fn of_one_day_the_narrower_consent_holds_for_targets_and_practices() {
    for (first, second) in [("public", "private"), ("private", "public"), ("aggregate_only", "public")] {
        for pad in ["", "\n", "\n\n", "\n\n\n", "\n\n\n\n"] {
            let net = Net::new();
            for (at, (cycle, consent)) in [("2022", first), ("2024", second)].into_iter().enumerate() {
                let pad = if at == 0 { pad } else { "" };
                let write = |file: &str, text: String| drop(net.write(&format!("submissions/{at}/{file}"), text + pad));
                let declared = format!("northbridge,{cycle},2024-05-31,{consent},cycle\n");
                write("city.csv", format!("city,cycle,submitted_on,consent,consent_for\n{declared}"));
                write(
                    "targets.csv",
                    "city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2040,95\n".into(),
                );
                write("practices.csv", "city,feature,title,summary,link\nnorthbridge,1.1.1,Rooms,Two rooms.,\n".into());
            }
            net.ingest();
            let narrower = if first == "public" { second } else { first };
            for day in [None, Some("2024-05-31"), Some("2100-01-01")] {
                let found = tables(&net, day);
                for rows in &found[1..3] {
                    assert!(
                        rows.len() == 1 && rows[0].contains(narrower),
                        "{first} {second} {pad:?} {day:?}: {rows:?}"
                    );
                }
            }
        }
    }
}
