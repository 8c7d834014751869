//! A day without a time, and a time of that day: for consent the narrower holds, and of what else differs that with the
//! time is used and both are named.

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{framework, repository, rows, write};

const DAY: &str = "2024-05-31";
const NINE: &str = "2024-05-31T09:00";
const HEADER: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,contact_name,languages,contact_consent";

/// The files of a folder: its declaration, and a value, a target and a practice that say the same.
fn files(day: &str, rest: &str, value: &str) -> [(&'static str, String); 4] {
    let commas = ",".repeat(5 - rest.matches(',').count());
    let target = format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,{value}\n");
    let practice = format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{value} rooms,\n");
    [
        ("city.csv", format!("{HEADER}\nnorthbridge,2024,{day},{rest}{commas}\n")),
        ("o.csv", table(&[row(&[("value", value)])])),
        ("targets.csv", target),
        ("practices.csv", practice),
    ]
}

/// What is in force of these folders, each with its consent, and the report.
fn sent(folders: &[(&str, &str, &str)]) -> (Net, Vec<String>, Report) {
    let net = Net::new();
    for (at, (day, rest, value)) in folders.iter().enumerate() {
        files(day, rest, value).iter().for_each(|(name, text)| {
            net.write(&format!("submissions/{at}/{name}"), text);
        });
    }
    let report = net.ingest();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
    let found = rows(
        &engine,
        "select cast(value as varchar) as said, consent from observations union all \
         select cast(value as varchar) || ' target', consent from targets union all select summary, consent from practices \
         order by 1",
    );
    (net, found, report)
}

fn found(report: &Report, code: &str) -> Vec<(String, String)> {
    let found = report.findings.iter().filter(|f| f.code == code);
    found.map(|f| (f.file.clone(), f.message.clone())).collect()
}

fn consent(folders: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let folders: Vec<_> = folders.iter().map(|(day, consent)| (*day, *consent, "90")).collect();
    let (_, in_force, report) = sent(&folders);
    let consents: Vec<&str> = in_force.iter().filter_map(|row| row.rsplit('|').next()).collect();
    assert!(consents.len() == 3 && consents.iter().all(|consent| *consent == consents[0]), "{in_force:?}");
    (consents[0].to_string(), found(&report, "wider_consent"))
}

#[test]
fn of_a_day_and_a_time_of_it_the_narrower_consent_holds() {
    for [one, other] in [[(DAY, "private"), (NINE, "public")], [(DAY, "public"), (NINE, "private")]] {
        for folders in [[one, other], [other, one]] {
            let (holds, wider) = consent(&folders);
            assert_eq!(holds, "private", "{folders:?}");
            let [(file, message)] = &wider[..] else { panic!("{wider:?}") };
            let at = folders.iter().position(|folder| folder.1 == "public").unwrap();
            assert_eq!(*file, format!("submissions/{at}/city.csv"));
            for part in ["neither is the later, so private holds", "day and time into submitted_on of both"] {
                assert!(message.contains(part), "{message}");
            }
        }
    }
    // The cure: both have a time.
    assert_eq!(consent(&[("2024-05-31T08:00", "private"), (NINE, "public")]).0, "public");
    assert_eq!(consent(&[("2024-05-31T17:00", "private"), (NINE, "public")]).0, "private");
    // A later one settles it, and an earlier time is settled by a later one.
    assert_eq!(consent(&[(DAY, "private"), (NINE, "public"), ("2024-06-01", "public")]).0, "public");
    assert_eq!(consent(&[("2024-05-31T08:00", "private"), (NINE, "public"), (DAY, "public")]).0, "public");
}

#[test]
fn the_contact_follows_the_narrower_consent_to_it() {
    for [one, other] in [["public", "none"], ["none", "public"], ["secretariat", "public"]] {
        let folders = [(DAY, format!("public,,,Ann,en,{one}")), (NINE, format!("public,,,Ann,en,{other}"))];
        let net = Net::new();
        for (at, (day, rest)) in folders.iter().enumerate() {
            net.write(&format!("submissions/{at}/city.csv"), files(day, rest, "90")[0].1.clone());
        }
        net.ingest();
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
        let narrower = if one == "public" { other } else { one };
        assert_eq!(rows(&engine, "select contact_consent from contacts"), [narrower], "{one} {other}");
    }
}

#[test]
fn what_has_a_time_is_used_and_both_are_named() {
    for folders in [[(DAY, "public", "91"), (NINE, "public", "55")], [(NINE, "public", "55"), (DAY, "public", "91")]] {
        let (_, in_force, report) = sent(&folders);
        assert_eq!(in_force, ["55 rooms|public", "55.0|public", "55.0 target|public"]);
        let at = folders.iter().position(|folder| folder.0 == DAY).unwrap();
        let named = found(&report, "row_without_time");
        assert_eq!(named.len(), 3, "{named:?}");
        for (file, message) in &named {
            assert!(file.starts_with(&format!("submissions/{at}/")), "{file}");
            assert!(message.contains("of 2024-05-31T09:00:00") && message.contains("no time"), "{message}");
        }
        let value = named.iter().find(|(file, _)| file.ends_with("o.csv")).map(|(_, message)| message.as_str());
        let value = value.unwrap_or_default();
        assert!(value.contains("says 55 for 2023") && value.contains("the 91 for 2023 of this file"), "{value}");
        assert!(value.contains("write its day and time (2024-05-31T15:30) into submitted_on"), "{value}");
        assert_eq!(found(&report, "target_replaced"), [], "which is the newer is not known");
    }
    for folders in [
        [(DAY, "public", "91"), (NINE, "public", "91")],
        [("2024-05-31T08:00", "public", "91"), (NINE, "public", "55")],
        [("2024-05-30", "public", "91"), (NINE, "public", "55")],
    ] {
        assert_eq!(found(&sent(&folders).2, "row_without_time"), [], "{folders:?}");
    }
    let settled = [(DAY, "public", "91"), (NINE, "public", "55"), ("2024-06-01", "public", "60")];
    assert_eq!(found(&sent(&settled).2, "row_without_time"), [], "a later day settles it");
}

#[test]
fn a_declaration_without_the_time_of_another_names_it() {
    let (_, _, report) = sent(&[(DAY, "public,2010,1.1.1", "90"), (NINE, "public,2014,2.1.3", "90")]);
    let [(file, message)] = &found(&report, "declarations_differ")[..] else { panic!("{:?}", report.findings) };
    assert_eq!(file, "submissions/0/city.csv");
    for part in ["a day of sending and no time", "submissions/1/city.csv", "baseline_year, priorities", "day and time"]
    {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[test]
fn check_names_it_against_the_store() {
    for (stored, now, file) in [(DAY, NINE, "a file in the store"), (NINE, DAY, "a file in the store of 2024-05-31T09")]
    {
        let (net, _, _) = sent(&[(stored, "public", "91")]);
        let last = Store::open(&net.store()).unwrap().current().unwrap();
        let dir = net.dir.path().join("desk");
        files(now, "public", "55").iter().for_each(|(name, text)| drop(write(&dir, name, text)));
        let report = ingest::check(&[dir], Some(&net.network()), &framework(), last.as_ref()).unwrap();
        let named = found(&report, "row_without_time");
        assert_eq!(named.len(), 3, "{named:?}");
        assert!(named.iter().all(|(_, message)| message.contains(file) && message.contains("no time")), "{named:?}");
        assert_eq!(found(&report, "target_replaced"), []);
    }
}
