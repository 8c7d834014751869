//! With the program itself, from a folder of submissions to sites.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use learning_cities::disclosure::Editions;
use learning_cities::store::Store;

use crate::support::write;

fn program(arguments: &[&str], codes: &[i32]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(arguments)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(codes.contains(&out.status.code().unwrap_or(-1)), "{arguments:?}: {told}");
    told
}

/// Fifteen cities that are shown and six that are counted only, each with two years of unemployment; `quiet` is where
/// those six end.
fn network(dir: &Path, quiet: [&str; 6]) {
    write(dir, "network.toml", "name = \"Test network\"\nfictional = true\n");
    let mut cities = String::from("city,name,local_name,country,region,joined,baseline_year\n");
    let mut send = |name: &str, consent: &str, last: &str| {
        cities += &format!("{name},{name},,KEN,Africa,2015,\n");
        write(
            dir,
            &format!("submissions/{name}/city.csv"),
            format!("city,cycle,submitted_on,consent\n{name},2020,2020-05-01,{consent}\n"),
        );
        let lines = format!(
            "{name},2020,unemployment_rate,total,2015,10,official\n{name},2020,unemployment_rate,total,2019,{last},official\n"
        );
        write(
            dir,
            &format!("submissions/{name}/o.csv"),
            format!("city,cycle,measurement,item,reference_year,value,source\n{lines}"),
        );
    };
    for i in 0..15 {
        send(&format!("shown{i:02}"), "public", if i % 2 == 0 { "8" } else { "12" });
    }
    for (i, last) in quiet.into_iter().enumerate() {
        send(&format!("quiet{i}"), "aggregate_only", last);
    }
    write(dir, "cities.csv", cities);
}

fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    files.insert(
                        path.strip_prefix(dir).unwrap().to_string_lossy().into_owned(),
                        std::fs::read(&path).unwrap(),
                    );
                }
            }
        }
    }
    files
}

struct Place(tempfile::TempDir);

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_string()
    }

    fn ingest(&self, network: &str, store: &str) {
        program(&["ingest", "--network", &self.text(network), "--store", &self.text(store)], &[0, 1]);
    }

    fn report(&self, store: &str, out: &str, more: &[&str]) -> String {
        let (store, out) = (self.text(store), self.text(out));
        program(&[&["report", "--no-briefs", "--store", &store, "--out", &out], more].concat(), &[0])
    }

    fn counted(&self, out: &str) -> String {
        std::fs::read_to_string(self.path(out).join("data/counted/network_counted.csv")).unwrap()
    }
}

/// What a city sends when it changes its consent.
fn declare(place: &Place, city: &str, day: &str, consent: &str) {
    let text = format!("city,cycle,submitted_on,consent\n{city},2020,{day},{consent}\n");
    write(&place.path("network"), &format!("submissions/{city}/city.csv"), text);
}

#[test]
fn charts_draw_nothing_that_editions_withhold() {
    let place = Place(tempfile::tempdir().unwrap());
    network(&place.path("network"), ["8", "8", "8", "12", "12", "12"]);
    place.ingest("network", "store");
    place.report("store", "first", &["--final"]);
    // With these five public, the sixth could be computed from the sum that was given.
    for i in 0..5 {
        declare(&place, &format!("quiet{i}"), "2020-06-01", "public");
    }
    place.ingest("network", "store");
    let drawn = |out: &str| {
        program(&["chart", "--store", &place.text("store"), "--out", &place.text(out), "city-series", "temple"], &[0]);
        tree(&place.path(out))
    };
    let names = |files: &BTreeMap<String, Vec<u8>>, city: &str| {
        let named =
            |(path, bytes): &(&String, &Vec<u8>)| path.contains(city) || String::from_utf8_lossy(bytes).contains(city);
        files.iter().filter(named).count()
    };
    let withheld = drawn("charts");
    assert!(names(&withheld, "shown00") > 0);
    // A chart without a value may name the city; none has a value of it.
    let bare = |files: &BTreeMap<String, Vec<u8>>| {
        files.keys().filter(|path| path.starts_with("city-series") && path.contains("quiet")).count()
    };
    assert_eq!(bare(&withheld), 0, "{:?}", withheld.keys());
    // Without the record of editions they are drawn.
    for name in ["editions", "EDITIONS"] {
        std::fs::rename(place.path("store").join(name), place.path(&format!("away-{name}"))).unwrap();
    }
    assert_eq!(bare(&drawn("all")), 5);

    // A store is no folder for charts.
    let before = tree(&place.path("store"));
    let told = program(&["chart", "--store", &place.text("store"), "--out", &place.text("store")], &[2]);
    assert!(told.contains("is the store") && told.contains("name another place"), "{told}");
    assert!(tree(&place.path("store")) == before);
}

#[test]
fn a_state_that_comes_back_is_another_edition_where_other_sums_are_given() {
    let place = Place(tempfile::tempdir().unwrap());
    let publish = |quiet: [&str; 6]| {
        network(&place.path("network"), quiet);
        place.ingest("network", "store");
        let said = place.report("store", "site", &["--final"]);
        let id = said.split("as the edition ").nth(1).unwrap()[..16].to_string();
        (id, place.counted("site"))
    };
    let first = publish(["8", "8", "8", "12", "12", "12"]);
    // One city moves the other way: the earlier sum is given again.
    let one = ["8", "8", "8", "12", "12", "8"];
    let kept = publish(one);
    assert_eq!(kept.1, first.1);
    // Enough of them do, and a new sum is given, which is then the last.
    let last = publish(["12", "12", "12", "8", "8", "12"]);
    assert_ne!(last.1, first.1);
    let again = publish(one);
    assert_eq!(again.1, last.1);
    assert_ne!(again.0, kept.0, "of the same snapshot, with other sums");
    // Each is built again as it was published.
    for (id, counted) in [&first, &kept, &last, &again] {
        let (store, out) = (place.text("store"), place.text("again"));
        program(&["report", "--store", &store, "--out", &out, "--edition", id], &[0]);
        assert_eq!(place.counted("again"), *counted);
    }
    program(&["verify", "--store", &place.text("store")], &[0]);
}

#[test]
fn a_forgotten_city_that_sends_again_is_a_city_like_any_other() {
    let place = Place(tempfile::tempdir().unwrap());
    network(&place.path("network"), ["8", "8", "8", "12", "12", "12"]);
    place.ingest("network", "store");
    place.report("store", "site", &["--final"]);
    let first = place.counted("site");
    let store = place.text("store");
    // It goes, from the network folder too.
    let (folder, away) = (place.path("network/submissions/quiet1"), place.path("quiet1"));
    std::fs::rename(&folder, &away).unwrap();
    let registry = std::fs::read_to_string(place.path("network/cities.csv")).unwrap();
    let others: String = registry.lines().filter(|l| !l.starts_with("quiet1,")).map(|l| format!("{l}\n")).collect();
    write(&place.path("network"), "cities.csv", others);
    program(&["forget", "--store", &store, "--city", "quiet1", "--yes"], &[0]);
    place.ingest("network", "store");
    place.report("store", "site", &["--final"]);
    assert_eq!(place.counted("site"), first, "one city fewer: the earlier sums are given again");
    // It sends again, and another value.
    write(&place.path("network"), "cities.csv", registry);
    std::fs::rename(&away, &folder).unwrap();
    let sent = std::fs::read_to_string(folder.join("o.csv")).unwrap();
    write(&folder, "o.csv", sent.replace("2019,8", "2019,13"));
    place.ingest("network", "store");
    place.report("store", "site", &["--final"]);
    assert_eq!(place.counted("site"), first, "one city that changed: its move could be computed from new sums");
    let rows = program_output(&[
        "sql",
        "--store",
        &store,
        "--format",
        "csv",
        "select value from observations where city = 'quiet1' order by value",
    ]);
    assert_eq!(rows, "value\n10.0\n13.0\n");
    program(&["verify", "--store", &store], &[0]);
    // And can be forgotten again, under another name in the record.
    program(&["forget", "--store", &store, "--city", "quiet1", "--yes"], &[0]);
    let record = |place: &Place| {
        tree(&place.path("store/editions")).into_values().map(|b| String::from_utf8(b).unwrap()).collect::<String>()
    };
    let text = record(&place);
    assert!(!text.contains("quiet1") && text.contains("\"?1\"") && text.contains("\"?2\""), "{text}");
}

fn program_output(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn a_final_edition_fixes_the_counts_and_no_page_depends_on_them() {
    let place = Place(tempfile::tempdir().unwrap());
    network(&place.path("network"), ["8", "8", "8", "12", "12", "12"]);
    place.ingest("network", "store");
    place.report("store", "draft", &[]);
    assert_eq!(place.counted("draft").lines().count(), 1, "a draft gives none first");
    assert!(!place.path("store/editions").exists());
    place.report("store", "first", &["--final"]);
    let first = place.counted("first");
    assert!(first.contains("network,,1.2,towards,6,11") && first.contains("region,Africa,1.2,away,6,10"), "{first}");
    let mode = |path: &str| std::fs::metadata(place.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("store/editions"), mode("store/editions/0001.json")), (0o700, 0o600));

    // One leaves: the counts stay, in a draft too and in another folder.
    write(
        &place.path("network"),
        "submissions/quiet5/city.csv",
        "city,cycle,submitted_on,consent\nquiet5,2020,2020-06-01,private\n",
    );
    place.ingest("network", "store");
    assert!(place.report("store", "second", &["--final"]).contains("as an earlier final edition gave them"));
    place.report("store", "third", &[]);
    assert_eq!([place.counted("second"), place.counted("third")], [first.clone(), first.clone()]);

    // The record: whole, without a city that is forgotten, and damage is seen.
    let store = Store::open(&place.path("store")).unwrap();
    let mut editions = Editions::read(&store).unwrap();
    assert_eq!(editions.all().iter().map(|e| e.cells.iter().filter(|c| c.given).count()).collect::<Vec<_>>(), [2, 0]);
    let lock = store.lock().unwrap();
    assert_eq!(editions.forget(&lock, "quiet1").unwrap(), 2);
    let kept = std::fs::read_to_string(place.path("store/editions/0001.json")).unwrap();
    assert!(!kept.contains("quiet1") && kept.contains("quiet2"));
    assert_eq!(Editions::read(&store).unwrap().all(), editions.all());
    // The newest is missed too.
    let (newest, away) = (place.path("store/editions/0002.json"), place.path("0002.json"));
    std::fs::rename(&newest, &away).unwrap();
    assert!(Editions::read(&store).unwrap_err().to_string().contains("0002.json"));
    std::fs::rename(&away, &newest).unwrap();
    std::fs::write(place.path("store/editions/0002.json"), kept.replace("quiet2", "quiet7")).unwrap();
    assert!(Editions::read(&store).unwrap_err().to_string().contains("0002.json"));
    drop(lock);
    let verified = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["verify", "--store"])
        .arg(place.path("store"))
        .output()
        .unwrap();
    assert_eq!(verified.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&verified.stdout).contains("0002.json"));

    // Other values that are counted only: the same bytes but for the counts.
    network(&place.path("other"), ["8", "12", "12", "12", "12", "8"]);
    place.ingest("other", "store-other");
    place.report("store-other", "other-site", &["--final"]);
    assert_ne!(place.counted("other-site"), first);
    let (one, two) = (tree(&place.path("first")), tree(&place.path("other-site")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let differ: Vec<&str> = one.keys().filter(|k| one[*k] != two[*k]).map(String::as_str).collect();
    let counts =
        ["data/counted/network_counted.csv", "data/counted/network_counted.parquet", "index.html", "manifest.json"];
    assert!(
        differ.iter().all(|path| counts.contains(path) || path.starts_with("tables/index/index-counted")),
        "{differ:?}"
    );
}
