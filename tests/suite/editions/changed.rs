//! What an edition says of the one before it: what changed in public and nothing else, and where older ones are.

use std::fs;

use super::{folder, holds, recorded, report, text, tree};
use crate::check::{Net, row, table};
use crate::review::program;

const DECLARED: &str = "city,cycle,submitted_on,consent,consent_for\n";

/// Sends values of a city for a cycle, by year and value.
fn send(net: &Net, folder: &str, (city, cycle, day): (&str, &str, &str), consent: &str, values: &[(&str, &str)]) {
    let declared = format!("{DECLARED}{city},{cycle},{day},{consent}\n");
    net.write(&format!("submissions/{folder}/city.csv"), declared);
    let rows: Vec<String> = values
        .iter()
        .map(|(year, value)| row(&[("city", city), ("cycle", cycle), ("reference_year", year), ("value", value)]))
        .collect();
    net.write(&format!("submissions/{folder}/observations.csv"), table(&rows));
}

const NORTH: [(&str, &str); 4] = [("2015", "90.5"), ("2017", "91.5"), ("2019", "92.5"), ("2021", "93.5")];

fn settings(net: &Net, publication: &str) {
    let toml = format!("name = \"Test network\"\nfictional = true\n[publication]\n{publication}");
    net.write("network.toml", toml);
}

/// A network with one final edition, in `first`: northbridge shows what it sends, southgate withholds it.
fn published(secret: &str) -> Net {
    let net = Net::new();
    settings(&net, "base_url = \"https://example.org/b/\"\narchive = \"https://example.org/editions/{edition}/\"\n");
    send(&net, "n1", ("northbridge", "2022", "2022-05-01"), "public,", &NORTH);
    send(&net, "s1", ("southgate", "2022", "2022-05-01"), "private,", &[("2019", secret), ("2021", "81.25")]);
    net.ingest();
    make(&net, "first", &["--final"]);
    net
}

/// A report; it must be made.
fn make(net: &Net, out: &str, more: &[&str]) -> String {
    let (code, said) = report(net, out, more);
    assert_eq!(code, Some(0), "{said}");
    said
}

/// What northbridge sends for the next cycle: one value is another, one is new, one is taken back.
fn next_cycle(net: &Net, secret: &str) {
    let declared = format!("{DECLARED}northbridge,2024,2024-05-01,public,\n");
    net.write("submissions/n2/city.csv", declared);
    let of = |year: &str, value: &str, status: &str| {
        row(&[("cycle", "2024"), ("reference_year", year), ("value", value), ("status", status)])
    };
    let rows = [of("2019", "94.5", ""), of("2023", "96.5", ""), of("2015", "", "O")];
    net.write("submissions/n2/observations.csv", table(&rows));
    send(net, "s2", ("southgate", "2024", "2024-05-01"), "private,", &[("2019", secret), ("2023", "82.75")]);
    net.ingest();
}

fn page(net: &Net, path: &str) -> String {
    let text = fs::read_to_string(folder(net, path)).unwrap();
    text.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{2068}', '\u{2069}'], "")
}

/// The ids of recorded editions, in the order in which they were made.
fn ids(net: &Net) -> Vec<String> {
    let store = learning_cities::store::Store::open(&net.store()).unwrap();
    let all = learning_cities::editions::read_each(&store).unwrap();
    all.into_iter().map(|(id, _)| id).collect()
}

/// One number of a query over the edition and what is in force.
fn counted(net: &Net, edition: &str, cycle: &str, sql: &str) -> String {
    let store = net.store();
    let before = format!("edition:{edition}");
    let arguments = ["sql", "--store", text(&store), "--before", &before, "--cycle", cycle, "--format", "csv", sql];
    let (code, out, said) = program(&arguments);
    assert_eq!(code, Some(0), "{said}");
    out.lines().nth(1).unwrap().to_string()
}

#[test]
fn the_first_edition_says_that_there_is_none_before_it() {
    let net = published("80.5");
    let changes = page(&net, "first/changes.html");
    assert!(changes.contains("There is no final edition before this one, so there is nothing to compare it with."));
    assert!(page(&net, "first/archive.html").contains("There is no final edition before this one."));
    assert!(!page(&net, "first/cities/northbridge.html").contains("id=\"changes\""));
    assert_eq!(page(&net, "first/feed.xml").matches("<item>").count(), 1);
    // The same again is the same edition, and is compared with none.
    make(&net, "second", &["--final"]);
    assert_eq!(recorded(&net).len(), 1);
    assert!(tree(&folder(&net, "first")) == tree(&folder(&net, "second")));
    // A draft of the same state is compared with it, and says that nothing is different.
    make(&net, "draft", &[]);
    let changes = page(&net, "draft/changes.html");
    assert!(changes.contains("Compared with the final edition of the cycle 2022, made on "), "{changes}");
    assert!(changes.contains("Nothing changed: values and movements are the same."), "{changes}");
}

#[test]
fn what_changed_is_counted_as_sql_counts_it_and_is_said_again() {
    let net = published("80.5");
    next_cycle(&net, "80.5");
    make(&net, "draft", &[]);
    make(&net, "second", &["--final"]);
    let [first, second] = <[String; 2]>::try_from(ids(&net)).unwrap();
    let joined = "before.series b full outer join after.series a using (city, measurement, item, reference_year)";
    let count = |sql: &str| counted(&net, &first, "2024", sql);
    // `--cycle` gives both sides the same cycle; the values are those of each.
    let of_cycle = |condition: &str| count(&format!("select count(*) from {joined} where {condition}"));
    let [before, after] = ["before", "after"].map(|side| count(&format!("select count(*) from {side}.series")));
    let new = of_cycle("b.value is null");
    let changed = of_cycle("b.value <> a.value");
    let removed = of_cycle("a.value is null");
    assert_eq!([&before, &after, &new, &changed, &removed], ["4", "4", "1", "1", "1"]);
    for site in ["draft", "second"] {
        let changes = page(&net, &format!("{site}/changes.html"));
        assert!(
            changes.contains(&format!(
                "Values: {before} in the last edition, {after} now. New: {new} (25.0 %). Changed: {changed} (25.0 %). No longer given: {removed} (25.0 %)."
            )),
            "{changes}"
        );
        for line in [
            "<summary>Northbridge: Values: 1 new, 1 changed and 1 no longer there.",
            "Adult literacy rate: women, 2015: 90.5 % → not given (data submitted and another cycle)",
            "Adult literacy rate: women, 2019: 92.5 % → 94.5 % (data submitted and another cycle)",
        ] {
            assert!(changes.contains(line), "{line}: {changes}");
        }
        assert!(!changes.to_lowercase().contains("southgate"), "{changes}");
        let city = page(&net, &format!("{site}/cities/northbridge.html"));
        let section = &city[city.find("<section id=\"changes\"").unwrap()..];
        assert!(section.contains("92.5 %") && section.contains("94.5 %") && section.contains("data submitted"));
    }
    let movements = |condition: &str| {
        count(&format!(
            "select count(*) from before.progress b full outer join after.progress a using (city, measurement, item) where {condition}"
        ))
    };
    let moved = movements("b.movement is not null and a.movement is not null and b.movement <> a.movement");
    let said = format!("Changed: {}", if moved == "0" { "none".into() } else { format!("{moved} (") });
    assert!(page(&net, "second/changes.html").split("Movements: ").nth(1).unwrap().contains(&said));
    // The feed has an entry for the edition, one for what changed, and one for each city.
    let feed = page(&net, "second/feed.xml");
    usvg::roxmltree::Document::parse(&feed).unwrap();
    assert_eq!(feed.matches("<item>").count(), 3);
    assert!(feed.contains("<link>https://example.org/b/cities/northbridge.html#changes</link>"), "{feed}");
    // A value of the first was taken back since: it is listed, and nothing leads to it.
    let older = |edition: &str, path: &str| format!("href=\"https://example.org/editions/{edition}/{path}\"");
    assert!(!page(&net, "second/cities/northbridge.html").contains(&older(&first, "cities/northbridge.html")));
    let archive = page(&net, "second/archive.html");
    assert!(
        !archive.contains(&format!("editions/{first}/")) && archive.contains("This edition is not offered any more"),
        "{archive}"
    );
    assert!(!archive.contains(&second), "it lists those before it");
    let snapshot =
        page(&net, "first/index.html").split("<code>").nth(1).unwrap().split('<').next().unwrap().to_string();
    assert!(archive.contains(&format!("Snapshot of the public data: {snapshot}")), "{archive}");

    // The second is built again with the bytes that were published, whatever came since.
    send(&net, "n3", ("northbridge", "2024", "2024-07-01"), "public,", &[("2022", "95.5")]);
    net.ingest();
    make(&net, "third", &["--final"]);
    let said = make(&net, "again", &["--edition", &second]);
    assert!(said.contains("byte for byte"), "{said}");
    assert!(tree(&folder(&net, "second")) == tree(&folder(&net, "again")));
    assert_eq!(report(&net, "refused", &["--edition", &first]).0, Some(2));
    // Older versions of a page are where they are kept.
    let archive = page(&net, "third/archive.html");
    assert!(archive.contains(&older(&second, "index.html")), "{archive}");
    assert!(!archive.contains(&format!("editions/{first}/")), "{archive}");
    assert!(page(&net, "third/cities/northbridge.html").contains(&older(&second, "cities/northbridge.html")));
    assert!(page(&net, "third/changes.html").contains("of the cycle 2024, made on"));
}

#[test]
fn what_is_withheld_changes_no_byte_of_what_changed() {
    let made = |secrets: [&str; 2]| {
        let net = published(secrets[0]);
        next_cycle(&net, secrets[1]);
        make(&net, "second", &["--final"]);
        // The address of an older version has the id of the edition, which is that of its snapshot, too.
        let first = ids(&net)[0].clone();
        let bare = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(&first, "first").into_bytes();
        tree(&folder(&net, "second")).into_iter().map(|(path, bytes)| (path, bare(bytes))).collect::<Vec<_>>()
    };
    let [one, other] = [made(["80.5", "80.5"]), made(["71.25", "64.75"])];
    let differ: Vec<&String> = one.iter().zip(&other).filter(|(a, b)| a.1 != b.1).map(|(a, _)| &a.0).collect();
    // The manifest lists hashes of pages, which have the address.
    assert!(one.len() == other.len() && differ.iter().all(|path| *path == "manifest.json"), "{differ:?}");
}

#[test]
fn what_a_city_has_withdrawn_since_is_named_nowhere() {
    let net = Net::new();
    settings(&net, "archive = \"https://example.org/editions/{edition}/\"\ndoi = \"10.1234/abc\"\n");
    send(&net, "n1", ("northbridge", "2022", "2022-05-01"), "public,", &NORTH);
    send(&net, "s1", ("southgate", "2022", "2022-05-01"), "public,", &[("2019", "80.5"), ("2021", "81.25")]);
    net.ingest();
    make(&net, "first", &["--final"]);
    // One city withdraws all of it. The other one withdraws its cycle, and shows the next one.
    net.write("submissions/s2/city.csv", format!("{DECLARED}southgate,2024,2024-06-01,private,all\n"));
    send(&net, "n2", ("northbridge", "2024", "2024-05-01"), "public,cycle", &[("2021", "95.75"), ("2023", "96.5")]);
    net.write("submissions/n3/city.csv", format!("{DECLARED}northbridge,2022,2024-06-01,private,cycle\n"));
    net.ingest();
    make(&net, "second", &["--final"]);
    let changes = page(&net, "second/changes.html");
    assert!(!holds(&folder(&net, "second"), "80.5") && !holds(&folder(&net, "second"), "81.25"));
    assert!(!changes.to_lowercase().contains("southgate"), "{changes}");
    // What northbridge showed of the cycle that it withdrew is on neither side, nor is what stands in its place.
    assert!(changes.contains("Values: 0 in the last edition, 1 now. New: 1 (100.0 %). Changed: none."), "{changes}");
    assert!(!changes.contains("With results for the first time"), "readers have seen it: {changes}");
    assert!(!changes.contains("93.5") && !changes.contains("2021: "), "{changes}");
    let archive = page(&net, "second/archive.html");
    assert!(archive.contains("what may be shown of its results has changed since"), "{archive}");
    let first = ids(&net)[0].clone();
    assert!(!archive.contains(&format!("editions/{first}")) && !archive.contains("https://doi.org/"), "{archive}");
    assert!(!page(&net, "second/index.html").contains(&format!("editions/{first}")));
}

#[test]
fn an_edition_that_cannot_be_compared_is_said_to_be_so() {
    let net = published("80.5");
    next_cycle(&net, "80.5");
    let store = learning_cities::store::Store::open(&net.store()).unwrap();
    let history = store.history().unwrap();
    let series = store.dir().join("snapshots").join(&history[0]).join("observations.parquet");
    let bytes = fs::read(&series).unwrap();
    fs::write(&series, b"damaged").unwrap();
    make(&net, "second", &["--final"]);
    let changes = page(&net, "second/changes.html");
    let why = "Nothing was compared with the final edition of the cycle 2022, made on ";
    assert!(changes.contains(why) && changes.contains("what it was made from is not complete any more."), "{changes}");
    assert!(!changes.contains("Nothing changed"));
    // It says so again when it is built again, although the snapshot was put back.
    fs::write(&series, bytes).unwrap();
    let second = ids(&net)[1].clone();
    make(&net, "again", &["--edition", &second]);
    assert!(tree(&folder(&net, "second")) == tree(&folder(&net, "again")));
}

#[test]
fn a_side_of_a_comparison_may_be_an_edition() {
    let net = published("80.5");
    next_cycle(&net, "80.5");
    let [id] = <[String; 1]>::try_from(ids(&net)).unwrap();
    let store = net.store();
    let diff = |side: &str| program(&["diff", "--store", text(&store), "--relation", "series", side, "current"]);
    for side in [&format!("edition:{}", &id[..6]), &id] {
        let (code, out, said) = diff(side);
        assert_eq!(code, Some(0), "{said}");
        assert!(out.contains(", brief of 2022, made by") && out.contains(", brief of 2024, made by"), "{out}");
        assert!(out.contains("value 92.5 -> 94.5"), "{out}");
    }
    let refused = |side: &str, words: &str| {
        let (code, _, said) = diff(side);
        assert!(code == Some(2) && said.contains(words), "{side}: {said}");
    };
    refused("edition:ffff", "has no such edition; it has ");
    refused("edition:3fa9@2024-05-31", "which has a day of its own");
    // An edition and a snapshot that begin alike.
    let snapshot = learning_cities::store::Store::open(&store).unwrap().history().unwrap()[0].clone();
    let alike = format!("{}{}", &snapshot[..8], "0".repeat(8));
    fs::create_dir(store.join("editions").join(&alike)).unwrap();
    refused(&snapshot[..8], &format!("the snapshot {snapshot} and the edition {alike} begin so; write more of the id"));
    refused(&format!("edition:{}", &snapshot[..8]), "is no edition");
}

#[test]
fn the_address_of_the_archive_is_one_folder_for_each_edition() {
    for (archive, words) in [
        ("https://example.org/editions/", "write {edition} where its id stands"),
        ("https://example.org/{edition}/{edition}/", "write {edition} where its id stands"),
        ("https://example.org/{edition}", "end it with /"),
        ("https://example.org/?e={edition}/", "end it with /"),
        ("ftp://example.org/{edition}/", "is no link"),
        ("https://user:secret@example.org/{edition}/", "carries a user's name or a password"),
        ("https://{edition}.example.org/a/", "in the name of the host"),
    ] {
        let net = Net::new();
        settings(&net, &format!("archive = \"{archive}\"\n"));
        let (network, store) = (net.path(), net.store());
        let (code, _, said) = program(&["ingest", "--network", text(&network), "--store", text(&store)]);
        assert!(code == Some(2) && said.contains(words) && said.contains("network.toml"), "{archive}: {said}");
    }
}

#[test]
fn a_city_that_is_forgotten_is_in_no_list_of_pages() {
    let net = published("80.5");
    next_cycle(&net, "80.5");
    make(&net, "second", &["--final"]);
    let store = net.store();
    fs::remove_dir_all(net.path().join("submissions/n1")).unwrap();
    let (code, _, said) = program(&["forget", "--store", text(&store), "--city", "northbridge", "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!holds(&store.join("editions"), "northbridge"));
}
