//! A declaration that lets less be seen holds until the city makes a newer one, whatever becomes of its file.

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{framework, repository, rows};

const HEADER: &str =
    "city,cycle,submitted_on,consent,consent_for,contact_name,contact_email,contact_consent,priorities";
const NORTH: &str = "northbridge,2024,2024-05-31,public,all,Ann,ann@example.org,public,1.1.1";
const SOUTH: &str = "southgate,2024,2024-05-31,public,all,,,,";
const WITHDRAWN: &str = "northbridge,2024,2024-07-31,private,all,,,none,";

fn declared(net: &Net, folder: &str, rows: &[&str]) {
    net.write(&format!("submissions/{folder}/city.csv"), format!("{HEADER}\n{}\n", rows.join("\n")));
}

/// Northbridge with 97.2 and southgate with 90, both public, and a withdrawal of northbridge in a file of both.
fn withdrawn() -> Net {
    let net = Net::new();
    declared(&net, "a", &[NORTH, SOUTH]);
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("city", "southgate"), ("value", "90")])]));
    declared(&net, "w", &[WITHDRAWN, "southgate,2024,2024-07-31,public,all,,,,"]);
    assert_eq!(net.ingest().findings.iter().filter(|f| f.code == "declaration_held").count(), 0);
    assert_eq!(shown(&net, None), ["90.0"]);
    net
}

/// What everybody may see, as of a day where one is given.
fn shown(net: &Net, day: Option<&str>) -> Vec<String> {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open_as_of(&snapshot, &repository().join("queries"), None, day).unwrap();
    rows(
        &engine,
        "select cast(value as varchar) as shown from observations where consent = 'public' \
         union all select 'target ' || cast(value as varchar) from targets where consent = 'public' \
         union all select summary from practices where consent = 'public' \
         union all select 'asks ' || feature from declarations where consent = 'public' \
         union all select contact_name from city_contacts where contact_name is not null order by 1",
    )
}

fn held(report: &Report) -> Vec<&str> {
    report.findings.iter().filter(|f| f.code == "declaration_held").map(|f| f.message.as_str()).collect()
}

fn remove(net: &Net, folder: &str) {
    std::fs::remove_dir_all(net.path().join("submissions").join(folder)).unwrap();
}

/// A change of the network's folder.
type Change = fn(&Net);

#[test]
fn it_holds_whatever_becomes_of_its_file() {
    let changes: [(&str, Change); 10] = [
        ("removed", |net| remove(net, "w")),
        ("row taken out", |net| declared(net, "w", &["southgate,2024,2024-07-31,public,all,,,,"])),
        ("taken for another city", |net| declared(net, "w", &["southgate,2024,2024-08-31,public,all,,,,"])),
        ("made public on its day", |net| declared(net, "w", &[&WITHDRAWN.replace("private", "public")])),
        ("header alone", |net| declared(net, "w", &[])),
        ("emptied", |net| drop(net.write("submissions/w/city.csv", ""))),
        ("refused", |net| drop(net.write("submissions/w/city.csv", "foo,bar\n1,2\n"))),
        ("not closed", |net| drop(net.write("submissions/w/city.csv", format!("{HEADER}\n\"northbridge,2024\n")))),
        ("removed, and the older one changed", |net| {
            remove(net, "w");
            declared(net, "a", &[NORTH, SOUTH, ""]);
        }),
        ("removed, and the older one moved", |net| {
            remove(net, "w");
            let submissions = net.path().join("submissions");
            std::fs::rename(submissions.join("a"), submissions.join("z")).unwrap();
        }),
    ];
    for (what, change) in changes {
        let net = withdrawn();
        change(&net);
        let report = net.ingest();
        assert_eq!(shown(&net, None), ["90.0"], "{what}");
        let [message] = held(&report)[..] else { panic!("{what}: {report:?}") };
        assert!(message.starts_with("northbridge declared the consent private for 2024 on 2024-07-31"), "{message}");
        let again = net.ingest();
        assert_eq!((again.new, &again.snapshot), (false, &report.snapshot), "{what}");
    }
}

#[test]
fn a_newer_declaration_ends_it_and_its_file_put_back_too() {
    let net = withdrawn();
    let before = Store::open(&net.store()).unwrap().current().unwrap().unwrap().id;
    remove(&net, "w");
    assert_ne!(net.ingest().snapshot.unwrap(), before);
    assert_eq!(shown(&net, Some("2024-06-30")), ["90.0"]);
    declared(&net, "n", &["northbridge,2024,2024-07-30,public,all,Ann,,public,1.1.1"]);
    net.ingest();
    assert_eq!(shown(&net, None), ["90.0"], "an older one");
    declared(&net, "n", &["northbridge,2024,2024-08-01,public,all,Ann,,public,1.1.1"]);
    assert!(held(&net.ingest()).is_empty());
    assert_eq!(shown(&net, None), ["90.0", "97.2", "Ann", "asks 1.1.1"]);
    remove(&net, "n");
    net.ingest();
    assert_eq!(shown(&net, None), ["90.0"], "what ended it is gone too");
    declared(&net, "w", &[WITHDRAWN, "southgate,2024,2024-07-31,public,all,,,,"]);
    let report = net.ingest();
    assert_eq!(
        (report.snapshot.unwrap(), report.findings.iter().any(|f| f.code == "declaration_held")),
        (before, false)
    );
}

/// The store knows it from more than the snapshot before.
#[test]
fn it_holds_over_several_runs_and_over_a_registry_without_the_city() {
    let registry = "city,name,country,region\nsouthgate,Southgate,MEX,Latin America and the Caribbean\n";
    for is_registered in [true, false] {
        let net = withdrawn();
        let cities = std::fs::read_to_string(net.path().join("cities.csv")).unwrap();
        if !is_registered {
            net.write("cities.csv", registry);
        }
        remove(&net, "w");
        declared(&net, "a", &[SOUTH]);
        net.ingest();
        net.write("cities.csv", cities);
        declared(&net, "a", &[NORTH, SOUTH]);
        let report = net.ingest();
        assert_eq!((shown(&net, None), held(&report).len()), (vec!["90.0".to_string()], 1), "{is_registered}");
    }
    // Its file is still there while the city is not registered, and goes away afterwards.
    let net = withdrawn();
    let cities = std::fs::read_to_string(net.path().join("cities.csv")).unwrap();
    net.write("cities.csv", registry);
    net.ingest();
    net.write("cities.csv", cities);
    remove(&net, "w");
    net.ingest();
    assert_eq!(shown(&net, None), ["90.0"]);
}

#[test]
fn forgetting_another_city_that_shared_the_file_leaves_it() {
    let net = withdrawn();
    declared(&net, "b", &[NORTH]);
    net.write("submissions/b/o.csv", table(&[row(&[("reference_year", "2022")])]));
    net.ingest();
    for folder in ["a", "w"] {
        remove(&net, folder);
    }
    let store = Store::open(&net.store()).unwrap();
    store.forget(&store.lock().unwrap(), "southgate").unwrap();
    let report = net.ingest();
    assert_eq!((shown(&net, None), held(&report).len()), (Vec::<String>::new(), 1));
    // Its own goes with it.
    store.forget(&store.lock().unwrap(), "northbridge").unwrap();
    net.ingest();
    assert_eq!(shown(&net, None), ["97.2", "Ann", "asks 1.1.1"]);
}

#[test]
fn it_hides_what_it_hid_from_editions_as_of_an_earlier_day() {
    let net = Net::new();
    let sent = |folder: &str, day: &str, value: &str, contact: &str| {
        declared(&net, folder, &[&format!("northbridge,2024,{day},public,cycle,{contact},,public,1.1.1")]);
        net.write(&format!("submissions/{folder}/o.csv"), table(&[row(&[("value", value)])]));
        let target = format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2040,{value}\n");
        net.write(&format!("submissions/{folder}/targets.csv"), target);
        let practice = format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{value} rooms,\n");
        net.write(&format!("submissions/{folder}/practices.csv"), practice);
    };
    sent("a", "2024-01-10", "90", "Ann");
    declared(&net, "w", &["northbridge,2024,2024-03-10,private,cycle,,,none,"]);
    sent("b", "2024-06-10", "95", "Bob");
    net.ingest();
    let days = [Some("2024-02-01"), Some("2024-04-01"), Some("2024-07-01"), None];
    let before = days.map(|day| shown(&net, day));
    assert!(!before[0].contains(&"90.0".to_string()) && before[1].is_empty(), "{before:?}");
    remove(&net, "w");
    assert!(held(&net.ingest()).is_empty(), "a newer one has come");
    assert_eq!(days.map(|day| shown(&net, day)), before);
}

#[test]
fn what_was_not_said_or_not_understood_is_mended_in_its_place() {
    let public = "northbridge,2024,2024-05-31,public,all,Ann,,public,";
    for first in [
        "northbridge,2024,2024-05-31,,,Ann,,public,",
        "northbridge,2024,2024-05-31,privat,all,Ann,,public,",
        "northbridge,,2024-05-31,private,all,Ann,,public,",
        "northbridge,2024,,private,all,Ann,,public,",
        "northbridge,2024,2042-05-31,private,all,Ann,,public,",
        "northbridge,2024,2024-05-31,public,all,,,,",
    ] {
        let net = Net::new();
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        declared(&net, "a", &[first]);
        net.ingest();
        declared(&net, "a", &[public]);
        let report = net.ingest();
        assert_eq!(shown(&net, None), ["97.2", "Ann"], "{first}");
        assert!(held(&report).is_empty(), "{first}");
    }
    // What is withheld as before is no news.
    let net = Net::new();
    declared(&net, "a", &["northbridge,2024,2024-05-31,private,all,,,,1.1.1"]);
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net.ingest();
    declared(&net, "a", &["northbridge,2024,2024-05-31,private,all,,,,1.1.2"]);
    assert!(held(&net.ingest()).is_empty());
    // One that was refused, with the file gone.
    let net = withdrawn();
    declared(&net, "w", &["northbridge,2024,2024-08-31,privat,all,,,,"]);
    net.ingest();
    remove(&net, "w");
    net.ingest();
    assert_eq!(shown(&net, None), ["90.0"]);
}

#[test]
fn it_only_narrows() {
    let net = Net::new();
    let consents = |net: &Net| {
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
        rows(&engine, "select consent from observations union all select contact_consent from contacts order by 1")
    };
    declared(&net, "a", &["northbridge,2024,2024-05-31,private,all,Ann,,none,"]);
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    declared(&net, "w", &["northbridge,2024,2024-07-31,aggregate_only,all,Ann,,secretariat,"]);
    net.ingest();
    assert_eq!(consents(&net), ["aggregate_only", "secretariat"]);
    remove(&net, "w");
    net.ingest();
    assert_eq!(consents(&net), ["none", "private"]);
    // What withholds the contact alone hides nothing else.
    let net = Net::new();
    declared(&net, "a", &[NORTH]);
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    declared(&net, "w", &["northbridge,2024,2024-07-31,public,all,Bob,,none,2.1.1"]);
    net.ingest();
    assert_eq!(shown(&net, None), ["97.2", "asks 2.1.1"]);
    remove(&net, "w");
    assert_eq!(held(&net.ingest()).len(), 1);
    assert_eq!(shown(&net, None), ["97.2", "asks 1.1.1"]);
}

#[test]
fn a_snapshot_that_rests_on_it_is_made_again_from_the_archive() {
    let net = withdrawn();
    remove(&net, "w");
    net.ingest();
    let store = Store::open(&net.store()).unwrap();
    let snapshot = store.current().unwrap().unwrap();
    let tables = ingest::rebuild(&store, &snapshot, &framework()).unwrap();
    for (name, batch) in &tables {
        assert_eq!(batch.columns(), snapshot.batch(name).unwrap().columns(), "{name}");
    }
    // As the record has it.
    std::fs::remove_file(snapshot.path("withdrawals")).unwrap();
    assert_eq!(ingest::rebuild(&store, &snapshot, &framework()).unwrap(), tables);
}

#[test]
fn check_says_what_ingest_will_say() {
    let net = withdrawn();
    let changed = [&WITHDRAWN.replace("private", "public"), "southgate,2024,2024-07-31,public,all,,,,"];
    declared(&net, "w", &changed);
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let file = net.path().join("submissions/w/city.csv");
    let report = ingest::check(&[file], Some(&net.network()), &framework(), Some(&snapshot)).unwrap();
    let said = held(&report).iter().map(|message| message.to_string()).collect::<Vec<_>>();
    assert_eq!((said.len(), said), (1, held(&net.ingest()).iter().map(|m| m.to_string()).collect()));
}

const FILES: [&str; 2] = ["withdrawals.json", "withdrawals-copy.json"];

fn store(net: &Net) -> Store {
    Store::open(&net.store()).unwrap()
}

fn tried(net: &Net) -> Result<Report, String> {
    ingest::run(&net.network(), &framework(), &Default::default(), &net.store()).map_err(|error| error.to_string())
}

#[test]
fn a_fault_of_the_machine_loses_none() {
    let table = |net: &Net| store(net).in_force().unwrap().path("withdrawals");
    let damage = |net: &Net, name: &str| std::fs::write(net.store().join(name), "{").unwrap();
    let faults: [(&str, Change); 6] = [
        ("its file", |_| ()),
        ("one", |net| drop(std::fs::write(net.store().join(FILES[0]), "{}"))),
        ("the copy", |net| std::fs::remove_file(net.store().join(FILES[1])).unwrap()),
        ("a folder in place of one", |net| {
            std::fs::remove_file(net.store().join(FILES[0])).unwrap();
            std::fs::create_dir(net.store().join(FILES[0])).unwrap();
        }),
        ("both", |net| FILES.iter().for_each(|name| std::fs::write(net.store().join(name), "").unwrap())),
        ("both away", |net| FILES.iter().for_each(|name| std::fs::remove_file(net.store().join(name)).unwrap())),
    ];
    for (what, fault) in faults {
        for is_repaired in [false, true] {
            let net = withdrawn();
            remove(&net, "w");
            net.ingest();
            store(&net).prune(1).unwrap();
            let record = std::fs::read(net.store().join(FILES[0])).unwrap();
            fault(&net);
            if what == "its file" {
                std::fs::write(table(&net), "").unwrap();
            }
            let problems = store(&net).verify().unwrap();
            assert!(!problems.is_empty() && problems[0].cure.contains("--repair"), "{what}: {problems:?}");
            if is_repaired {
                let store = store(&net);
                let left = store.repair(|snapshot| ingest::rebuild(&store, snapshot, &framework())).unwrap().left;
                assert_eq!(left, [], "{what}");
            }
            let report = net.ingest();
            assert_eq!((shown(&net, None), held(&report).len()), (vec!["90.0".to_string()], 1), "{what}");
            for name in FILES {
                assert_eq!(std::fs::read(net.store().join(name)).unwrap(), record, "{what} {name}");
            }
            assert_eq!(store(&net).verify().unwrap(), [], "{what}");
        }
    }
    // Where nothing has it whole, nothing is published that was not before.
    let net = withdrawn();
    remove(&net, "w");
    net.ingest();
    store(&net).prune(1).unwrap();
    let copy = std::fs::read(net.store().join(FILES[0])).unwrap();
    let (path, before) = (table(&net), std::fs::read_to_string(net.store().join("CURRENT")).unwrap());
    std::fs::write(&path, "").unwrap();
    FILES.iter().for_each(|name| damage(&net, name));
    let said = tried(&net).unwrap_err();
    assert!(said.contains("what cities have withdrawn is not known") && said.contains("back from a copy"), "{said}");
    assert!(store(&net).publishable().is_err() && store(&net).prune_plan(1).is_err());
    assert_eq!(std::fs::read_to_string(net.store().join("CURRENT")).unwrap(), before);
    {
        let store = store(&net);
        let left = store.repair(|snapshot| ingest::rebuild(&store, snapshot, &framework())).unwrap().left;
        assert!(left.iter().any(|p| p.place.ends_with(FILES[0]) && p.cure.contains("in no other place")), "{left:?}");
    }
    std::fs::write(net.store().join(FILES[0]), copy).unwrap();
    net.ingest();
    assert_eq!(shown(&net, None), ["90.0"]);
    assert_eq!(store(&net).verify().unwrap(), []);
}

/// What days do not settle is not settled by a declaration that was there with it, and away for a while.
#[test]
fn one_of_uncertain_place_is_not_ended_by_what_was_there_with_it() {
    // Whether it hides what the newer one shows.
    for (uncertain, hides) in [
        ("northbridge,2024,,private,cycle,,,none,", true),
        ("northbridge,2024,2024-03-01,,cycle,,,none,", false),
        ("northbridge,2024,2024-03-01,privat,cycle,,,none,", false),
        ("northbridge,2024,nodate,private,cycle,,,none,", true),
        ("northbridge,2024,2012-03-01,private,cycle,,,none,", true),
    ] {
        let newer = "northbridge,2024,2025-01-01,public,cycle,Ann,ann@example.org,public,";
        let net = Net::new();
        declared(&net, "a", &[NORTH]);
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        declared(&net, "b", &[newer]);
        declared(&net, "u", &[uncertain]);
        net.ingest();
        let with_it = shown(&net, None);
        remove(&net, "b");
        net.ingest();
        remove(&net, "u");
        declared(&net, "b", &[newer]);
        net.ingest();
        assert_eq!(shown(&net, None), with_it, "{uncertain}");
        assert_eq!(!with_it.contains(&"97.2".to_string()), hides, "{uncertain}: {with_it:?}");
        // Of the same day, with a time, it is no later.
        declared(&net, "b", &[&newer.replace("01-01", "01-01T12:00")]);
        net.ingest();
        assert_eq!(!shown(&net, None).contains(&"97.2".to_string()), hides, "{uncertain}");
        declared(&net, "b", &[&newer.replace("01-01", "01-02")]);
        net.ingest();
        assert_eq!(shown(&net, None), ["97.2", "Ann"], "{uncertain}");
    }
}

#[test]
fn one_that_was_read_while_its_city_was_not_in_the_registry_is_kept() {
    let registry = "city,name,country,region\nsouthgate,Southgate,MEX,Latin America and the Caribbean\n";
    for is_known_before in [true, false] {
        let net = Net::new();
        let cities = std::fs::read_to_string(net.path().join("cities.csv")).unwrap();
        declared(&net, "a", &[NORTH, SOUTH]);
        net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("city", "southgate"), ("value", "90")])]));
        if is_known_before {
            net.ingest();
        }
        net.write("cities.csv", registry);
        declared(&net, "w", &[WITHDRAWN]);
        net.ingest();
        remove(&net, "w");
        net.write("cities.csv", cities);
        let report = net.ingest();
        assert_eq!((shown(&net, None), held(&report).len()), (vec!["90.0".to_string()], 1), "{is_known_before}");
        declared(&net, "n", &["northbridge,2024,2024-08-01,public,all,Ann,,public,1.1.1"]);
        net.ingest();
        assert_eq!(shown(&net, None), ["90.0", "97.2", "Ann", "asks 1.1.1"]);
        // It can be forgotten, also where the registry has no such city any longer.
        let store = store(&net);
        store.forget(&store.lock().unwrap(), "northbridge").unwrap();
        for name in FILES {
            assert!(!std::fs::read_to_string(net.store().join(name)).unwrap().contains("northbridge"));
        }
    }
}

#[test]
fn a_refused_one_that_is_public_keeps_its_consent_to_the_contact() {
    for (refused, contact) in [
        ("northbridge,20x2,2024-07-31,public,cycle,,,none,", true),
        ("northbridge,20x2,,public,cycle,Ann,ann@example.org,secretariat,", true),
        ("northbridge,20x2,2024-07-31,public,cycle,Ann,ann@example.org,public,", false),
    ] {
        let net = Net::new();
        declared(&net, "a", &[NORTH]);
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        declared(&net, "u", &[refused]);
        net.ingest();
        let with_it = shown(&net, None);
        assert_eq!(with_it.contains(&"Ann".to_string()), !contact, "{refused}: {with_it:?}");
        remove(&net, "u");
        let report = net.ingest();
        assert_eq!((shown(&net, None), held(&report).len()), (with_it, usize::from(contact)), "{refused}");
    }
}

/// Nothing replaces the snapshot in force, and what was withdrawn is in it all the same.
#[test]
fn one_that_comes_with_a_run_that_stores_no_values_holds() {
    let net = Net::new();
    declared(&net, "a", &[NORTH, SOUTH]);
    let values = table(&[row(&[]), row(&[("city", "southgate"), ("value", "90")])]);
    net.write("submissions/a/o.csv", &values);
    let first = net.ingest().snapshot.unwrap();
    net.write("submissions/a/o.csv", "foo\n1\n");
    let report = net.ingest();
    assert_eq!((report.kept, report.snapshot.as_deref(), report.withdrawn.as_str()), (true, Some(first.as_str()), ""));
    declared(&net, "w", &[WITHDRAWN]);
    let report = net.ingest();
    assert!(report.kept && report.withdrawn.starts_with("What northbridge withdrew since is withheld"), "{report:?}");
    assert_eq!(shown(&net, None), ["90.0"]);
    assert_eq!(store(&net).verify().unwrap(), []);
    store(&net).publishable().unwrap();
    let again = net.ingest();
    assert_eq!((again.kept, &again.snapshot), (true, &report.snapshot));
    remove(&net, "w");
    net.write("submissions/a/o.csv", values);
    assert_eq!((held(&net.ingest()).len(), shown(&net, None)), (1, vec!["90.0".to_string()]));
}

/// Where the snapshot in force cannot be made again, nothing is published of it.
#[test]
fn nothing_is_published_of_a_snapshot_that_does_not_know_it() {
    let net = Net::new();
    declared(&net, "a", &[NORTH, SOUTH]);
    let values = table(&[row(&[]), row(&[("city", "southgate"), ("value", "90")])]);
    let path = net.write("submissions/a/o.csv", &values);
    net.ingest();
    let hash = learning_cities::base::hash::hash_file(&path).unwrap().0;
    std::fs::remove_file(store(&net).archived_path(&hash)).unwrap();
    net.write("submissions/a/o.csv", "foo\n1\n");
    declared(&net, "w", &[WITHDRAWN]);
    let report = net.ingest();
    assert!(report.withdrawn.contains("nothing is published of it until this is mended"), "{report:?}");
    let said = store(&net).publishable().unwrap_err().to_string();
    assert!(said.contains("northbridge") && said.contains("learning-cities ingest"), "{said}");
    net.write("submissions/a/o.csv", values);
    net.ingest();
    store(&net).publishable().unwrap();
    assert_eq!(shown(&net, None), ["90.0"]);
}

#[test]
fn one_whose_day_cannot_be_read_narrows_every_cycle_as_its_file_did() {
    for day in ["nodate", "2024-07-31"] {
        let net = Net::new();
        let older = "northbridge,2022,2022-05-31,public,cycle,,,public,";
        declared(&net, "a", &[older]);
        net.write("submissions/a/o.csv", table(&[row(&[("cycle", "2022"), ("reference_year", "2021")])]));
        declared(&net, "b", &[NORTH]);
        net.write("submissions/b/o.csv", table(&[row(&[])]));
        declared(&net, "u", &[&format!("northbridge,2024,{day},private,,,,none,")]);
        net.ingest();
        assert_eq!(shown(&net, None), [""; 0], "{day}");
        remove(&net, "u");
        net.ingest();
        assert_eq!(shown(&net, None), [""; 0], "{day}");
        declared(&net, "n", &["northbridge,2024,2024-08-31,public,all,,,public,"]);
        net.ingest();
        assert_eq!(shown(&net, None), ["97.2", "97.2"], "{day}");
    }
}

#[test]
fn a_snapshot_without_the_city_that_withdrew_is_made_again() {
    let net = withdrawn();
    net.write("cities.csv", "city,name,country,region\nsouthgate,Southgate,MEX,Latin America and the Caribbean\n");
    net.ingest();
    let store = store(&net);
    std::fs::write(store.in_force().unwrap().path("targets"), "").unwrap();
    let repaired = store.repair(|snapshot| ingest::rebuild(&store, snapshot, &framework())).unwrap();
    assert_eq!(repaired.left, [], "{:?}", repaired.done);
}

#[test]
fn pruning_keeps_the_file_that_is_to_be_put_back() {
    let net = withdrawn();
    remove(&net, "w");
    let message = held(&net.ingest())[0].to_string();
    store(&net).prune(1).unwrap();
    let archived = store(&net).archived().unwrap();
    assert!(archived.iter().any(|hash| message.contains(&hash[..16])), "{message} {archived:?}");
    assert_eq!(store(&net).verify().unwrap(), []);
}
