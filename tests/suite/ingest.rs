//! From files to a snapshot: merge, consent, what is refused, what is broken.

use std::collections::BTreeMap;
use std::path::PathBuf;

use learning_cities::base::error::Error;
use learning_cities::base::table::Table;
use learning_cities::ingest::{self, Report};
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;

use super::check::{HEADER, Net, row, table};
use super::support::{framework, write};

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

fn declaration(date: &str, consent: &str) -> String {
    format!("{DECLARATION}northbridge,2024,{date},{consent},,,\n")
}

fn read(net: &Net, name: &str) -> Table {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    snapshot.table(name).unwrap()
}

/// Rows of a table as text, the named columns separated by commas.
fn cells(net: &Net, name: &str, columns: &[&str]) -> Vec<String> {
    let table = read(net, name);
    let cell = |column: &str, row: usize| -> String {
        let text = table.text(column, row).map(str::to_string);
        let number = || table.number(column, row).map(|v| v.to_string());
        let truth = || table.truth(column, row).map(|v| v.to_string());
        text.or_else(number).or_else(truth).unwrap_or_default()
    };
    (0..table.len()).map(|row| columns.iter().map(|c| cell(c, row)).collect::<Vec<_>>().join(",")).collect()
}

fn codes(report: &Report) -> Vec<(&str, Option<u32>)> {
    report.findings.iter().map(|f| (f.code, f.line)).collect()
}

/// Every file below a folder, with its bytes.
fn tree(dir: &std::path::Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn the_newest_submission_wins_and_the_older_stays_in_the_history() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("item", "male"), ("value", "98")])]));
    net.write("submissions/b/city.csv", declaration("2024-06-01", "public"));
    net.write("submissions/b/o.csv", table(&[row(&[("value", "96.5"), ("note", "mended")])]));
    net.write("submissions/c/city.csv", declaration("2024-07-01", "public"));
    net.write("submissions/c/o.csv", table(&[row(&[("item", "male"), ("value", ""), ("status", "O")])]));
    let report = net.ingest();
    assert_eq!(codes(&report), []);
    let columns = ["item", "reference_year", "value", "status", "note"];
    assert_eq!(cells(&net, "observations", &columns), ["female,2023,96.5,A,mended", "male,2023,,O,"]);
    assert_eq!(
        cells(&net, "observation_history", &["item", "value", "submitted_on", "current"]),
        [
            "female,97.2,2024-05-01,false",
            "female,96.5,2024-06-01,true",
            "male,98,2024-05-01,false",
            "male,,2024-07-01,true"
        ]
    );
}

#[test]
fn flags_are_put_in_order_and_texts_are_cleaned() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    let sent = [
        row(&[("status", "D|B"), ("note", "<b>bold</b>\u{1b}[31m\nred")]),
        row(&[
            ("measurement", "political_leadership"),
            ("item", ""),
            ("value", "3.5"),
            ("source", ""),
            ("ratings", "4| 3 |3|4.0"),
        ]),
    ];
    net.write("submissions/a/o.csv", table(&sent));
    let report = net.ingest();
    assert_eq!(codes(&report), [("own_definition", Some(2)), ("control_characters", Some(2))]);
    assert_eq!(
        cells(&net, "observations", &["measurement", "item", "source", "status", "ratings", "note"]),
        [
            "adult_literacy_rate,female,official,B|D,,<b>bold</b>[31m red",
            "political_leadership,total,expert,A,4|3|3|4,"
        ]
    );
}

#[test]
fn consent_is_that_of_the_newest_declaration_of_the_cycle() {
    let consent = |first: &str, second: &str| {
        let net = Net::new();
        net.write("submissions/a/city.csv", declaration("2024-05-01", first));
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        net.write(
            "submissions/a/targets.csv",
            "city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,99\n",
        );
        net.write(
            "submissions/a/practices.csv",
            "city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,,\n",
        );
        net.write("submissions/b/city.csv", format!("{DECLARATION}{second}\n"));
        net.ingest();
        let of = |table: &str| cells(&net, table, &["consent"]).remove(0);
        assert_eq!(of("observations"), of("targets"));
        assert_eq!(of("observations"), of("practices"));
        of("observations")
    };
    assert_eq!(consent("private", "northbridge,2024,2024-06-01,public,,,"), "public");
    assert_eq!(consent("public", "northbridge,2024,2024-06-01,private,,,"), "private");
    assert_eq!(consent("public", "northbridge,2024,2024-06-01,,,,"), "private", "none given means private");
    assert_eq!(consent("public", "northbridge,2024,2024-04-01,private,,,"), "public", "the older does not govern");
    assert_eq!(
        consent("public", "northbridge,2022,2024-06-01,private,,,"),
        "private",
        "another cycle's, later and narrower, that may have been meant for both"
    );
    assert_eq!(
        consent("public", "northbridge,2022,2024-04-01,private,,,"),
        "public",
        "an earlier one of another cycle"
    );
    // What cannot be read may have been meant as a withdrawal.
    assert_eq!(consent("public", "northbridge,2024,2024-06-01,privat,,,"), "private");
    assert_eq!(consent("public", "northbridge,2024,June 2024,private,,,"), "private");
    assert_eq!(consent("public", "northbridge,2024,June 2024,public,,,"), "public");
}

#[test]
fn declarations_give_baseline_and_features() {
    let net = Net::new();
    let of = |cycle: &str, date: &str, rest: &str| format!("{DECLARATION}northbridge,{cycle},{date},{rest}\n");
    net.write("submissions/a/city.csv", of("2022", "2022-05-01", "public,2012,1.1.1,2.1.1"));
    net.write("submissions/b/city.csv", of("2024", "2024-05-01", "public,2014,3.3.1|1.1.2|9.9.9,"));
    // The newest, of its own cycle alone.
    let private =
        of("2026", "2026-05-01", "private,2020,,1.1.3,cycle").replacen("expertise\n", "expertise,consent_for\n", 1);
    net.write("submissions/c/city.csv", private);
    let report = net.ingest();
    assert_eq!(codes(&report), [("unknown_declared_feature", Some(2))]);
    assert_eq!(cells(&net, "cities", &["city", "baseline_year"]), ["northbridge,2014", "southgate,"]);
    assert_eq!(cells(&net, "declarations", &["role", "feature", "consent"]), ["expertise,1.1.3,private"]);
}

#[test]
fn refused_rows_are_kept_with_their_text() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    net.write("submissions/a/o.csv", table(&[row(&[("value", "972"), ("city", "nowhere")]), row(&[])]));
    net.write("submissions/a/p.csv", "town,year\nx,1\n");
    net.write("submissions/a/notes.pdf", b"%PDF");
    let report = net.ingest();
    let o = report.files.iter().find(|f| f.file == "submissions/a/o.csv").unwrap();
    assert_eq!((o.rows_read, o.accepted, o.rejected, o.filtered), (2, 1, 1, 0));
    assert_eq!(
        cells(&net, "rejected", &["file", "line", "codes"]),
        [
            "submissions/a/notes.pdf,,file_kind",
            "submissions/a/o.csv,2,above_possible|unknown_city",
            "submissions/a/p.csv,,missing_column"
        ]
    );
    let raw = read(&net, "rejected").text("raw", 1).unwrap().to_string();
    assert!(raw.starts_with("nowhere\t2024\tadult_literacy_rate\tfemale\t2023\t972\t"), "{raw}");
    assert_eq!(read(&net, "observations").len(), 1);
    assert_eq!(read(&net, "submissions").len(), 4);
    // Every file's bytes are there, whatever became of it.
    let kept = tree(&net.store().join("archive"));
    assert!(kept.values().any(|b| b == b"%PDF"));
    assert_eq!(kept.len(), 12, "with network.toml and cities.csv, and a receipt each");
}

#[test]
fn the_same_files_twice_change_nothing() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("value", "x")])]));
    let first = net.ingest();
    assert!(first.new && first.has_errors());
    let before = tree(&net.store());
    let second = net.ingest();
    assert!(!second.new);
    assert_eq!((&first.files, &first.findings, &first.snapshot), (&second.files, &second.findings, &second.snapshot));
    assert_eq!(before, tree(&net.store()));
    // A file that goes takes its values with it; its bytes stay, and the former snapshot too.
    std::fs::remove_file(net.path().join("submissions/a/o.csv")).unwrap();
    let third = net.ingest();
    assert_eq!((third.new, third.gone), (true, vec!["submissions/a/o.csv".to_string()]));
    assert_eq!(read(&net, "observations").len(), 0);
    assert!(before.keys().filter(|p| p.file_name().unwrap() != "CURRENT").all(|p| p.exists()));
    // Back again: the first snapshot is put in force without being made again.
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("value", "x")])]));
    let fourth = net.ingest();
    assert_eq!((fourth.new, &fourth.snapshot, &fourth.findings), (true, &first.snapshot, &first.findings));
    assert_eq!(read(&net, "observations").len(), 1);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let net = Net::new();
    for (i, city) in ["northbridge", "southgate"].iter().enumerate() {
        for cycle in [2020, 2022, 2024] {
            let folder = format!("submissions/{city}-{cycle}");
            net.write(
                &format!("{folder}/city.csv"),
                format!("{DECLARATION}{city},{cycle},{cycle}-05-01,public,,1.1.1,\n"),
            );
            let value = (90 + i).to_string();
            let rows: Vec<String> = (2010..=cycle)
                .map(|y| {
                    row(&[
                        ("city", city),
                        ("cycle", &cycle.to_string()),
                        ("reference_year", &y.to_string()),
                        ("value", if y == 2015 { "x" } else { &value }),
                    ])
                })
                .collect();
            net.write(&format!("{folder}/o.csv"), table(&rows));
        }
    }
    let run = |threads: usize, store: &str| {
        let path = net.dir.path().join(store);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let report = pool.install(|| ingest::run(&net.network(), &framework(), &BTreeMap::new(), &path)).unwrap();
        let files: Vec<Vec<u8>> =
            tree(&path).into_iter().filter(|(p, _)| !p.ends_with("LOCK")).map(|(_, b)| b).collect();
        (report, files)
    };
    let one = run(1, "one");
    for threads in [2, 7] {
        let other = run(threads, &format!("s{threads}"));
        assert!(one == other, "{threads} threads gave other bytes");
    }
}

#[test]
fn broken_input_gives_findings_and_never_a_panic() {
    let sound = table(&[row(&[])]);
    let cut = sound.as_bytes()[..sound.len() / 2].to_vec();
    let noise: Vec<u8> = (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut zip_like = b"PK\x03\x04".to_vec();
    zip_like.extend(&noise);
    let broken: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.csv", Vec::new(), "file_empty"),
        ("empty.xlsx", Vec::new(), "file_empty"),
        ("header.csv", b"a,b,c\n1,2,3\n".to_vec(), "missing_column"),
        ("zip.xlsx", zip_like, "workbook_broken"),
        ("text.xlsx", sound.clone().into_bytes(), "workbook_broken"),
        ("noise.csv", noise.clone(), "file_binary"),
        ("cut.csv", cut, "unknown_column"),
        ("line.csv", [HEADER.as_bytes(), b"\n", &vec![b'x'; 2 << 20]].concat(), "line_too_long"),
        ("quotes.csv", [sound.as_bytes(), b"\"", &vec![b'\n'; 1000]].concat(), "unclosed_quote"),
        ("huge.csv", vec![b'x'; (16 << 20) + 1], "file_too_large"),
        ("old.xls", noise, "file_kind"),
    ];
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    net.write("submissions/a/sound.csv", &sound);
    // A folder with the name of a file is a folder.
    net.write("submissions/a/folder.csv/o.csv", table(&[row(&[("value", "=1+1"), ("item", "male")])]));
    for (name, bytes, _) in &broken {
        net.write(&format!("submissions/a/{name}"), bytes);
    }
    let report = net.ingest();
    for (name, _, code) in &broken {
        let file = format!("submissions/a/{name}");
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|f| f.file == file && f.severity == Severity::Error)
            .map(|f| f.code)
            .collect();
        assert_eq!(found, [*code], "{name}");
        let counts = report.files.iter().find(|f| f.file == file).unwrap();
        assert_eq!((counts.rows_read, counts.accepted), (0, 0), "{name}");
    }
    assert!(codes(&report).contains(&("not_a_number", Some(2))), "a formula is no number");
    assert_eq!(read(&net, "observations").len(), 1, "the rest goes in");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("2024-05-01", "public"));
    let secret = write(net.dir.path(), "secret.csv", table(&[row(&[])]));
    std::os::unix::fs::symlink(&secret, net.path().join("submissions/a/o.csv")).unwrap();
    std::os::unix::fs::symlink(net.dir.path(), net.path().join("submissions/a/loop")).unwrap();
    let report = net.ingest();
    let found: Vec<_> = report.findings.iter().map(|f| (f.file.as_str(), f.code)).collect();
    assert_eq!(found, [("submissions/a/loop", "file_kind"), ("submissions/a/o.csv", "file_kind")]);
    assert_eq!(read(&net, "observations").len(), 0);
}

#[test]
fn a_network_without_anything_to_read_says_so() {
    let net = Net::new();
    let run = |sources: &[(&str, &str)]| {
        let sources = sources.iter().map(|(n, d)| (n.to_string(), PathBuf::from(d))).collect();
        ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap_err()
    };
    assert!(run(&[]).to_string().contains("has nothing to read"));
    assert!(matches!(run(&[("x", "/")]), Error::Usage(m) if m.contains("no mapping")));
    let missing = ingest::check(&[net.path().join("nowhere.csv")], None, &framework(), None).unwrap_err();
    assert!(missing.to_string().contains("nowhere.csv"), "{missing}");
}

#[test]
fn positions_come_with_a_registry_from_a_mapping() {
    let region = "region = { column = \"region\" } }";
    let places = "region = { column = \"region\" }, longitude = { column = \"x\" }, latitude = { column = \"y\" } }";
    let found = |position: &str| -> (Vec<String>, Vec<String>) {
        let net = Net::new();
        std::fs::remove_file(net.path().join("cities.csv")).unwrap();
        net.write("mappings/office.toml", MAPPING.replace(region, places));
        let dir = net.dir.path().join("office");
        write(
            &dir,
            "table.csv",
            format!("code,name,country,region,year,rate,x,y\nE1,Eastwick,KEN,Africa,2020,2.5,{position}\n"),
        );
        let sources = BTreeMap::from([("office".to_string(), dir)]);
        let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
        let findings = report.findings.iter().filter(|f| f.code != "unknown_city");
        let findings = findings.map(|f| format!("{} {}", f.code, f.message)).collect();
        (findings, cells(&net, "cities", &["city", "longitude", "latitude"]))
    };
    assert_eq!(found("37.25,-0.5"), (vec![], vec!["E1,37.25,-0.5".to_string()]));
    assert_eq!(found(","), (vec![], vec!["E1,,".to_string()]));
    for (position, code, says) in [
        ("37.25,", "bad_position", "longitude is given and latitude is not; give both or neither."),
        (",1", "bad_position", "latitude is given and longitude is not; give both or neither."),
        (
            "37,137",
            "bad_position",
            "latitude 137 is not between -90 and 90 degrees; longitude and latitude may be exchanged.",
        ),
        ("0,0", "bad_position", "longitude and latitude are both 0"),
        ("east,1", "not_a_number", ""),
    ] {
        let (findings, cities) = found(position);
        assert!(findings.len() == 1 && findings[0].starts_with(&format!("{code} {says}")), "{position}: {findings:?}");
        assert!(cities.is_empty(), "{position}: {cities:?}");
    }
}

/// A mapping of a small table with its registry.
const MAPPING: &str = r#"
source = "office"
consent = "public"

[[file]]
pattern = "*.csv"
city = { column = "code" }
year = { column = "year", format = ["plain"] }
registry = { name = { column = "name" }, country = { column = "country" }, region = { column = "region" } }

[[file.measurement]]
measurement = "adult_literacy_rate"
item = "total"
column = "rate"
complement = true
source = "official"
"#;

fn mapped(rows: &[&str]) -> (Net, Report) {
    let net = Net::new();
    std::fs::remove_file(net.path().join("cities.csv")).unwrap();
    net.write("mappings/office.toml", MAPPING);
    let text = format!("code,name,country,region,year,rate\n{}\n", rows.join("\n"));
    let dir = net.dir.path().join("office");
    write(&dir, "table.csv", text);
    let missing = ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).unwrap_err();
    assert!(missing.to_string().contains("--source office=DIR"), "{missing}");
    let sources = BTreeMap::from([("office".to_string(), dir)]);
    let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
    (net, report)
}

#[test]
fn a_mapping_brings_cities_and_values() {
    let (net, report) =
        mapped(&["E1,Eastwick,KEN,Africa,2020,2.5", "E1,Eastwick,KEN,Africa,2021,2", "W2,Westwick,KEN,Africa,2021,-3"]);
    assert_eq!(codes(&report), [("above_possible", Some(4))]);
    assert!(!report.findings[0].message.contains("Write"), "{}", report.findings[0].message);
    assert_eq!(cells(&net, "cities", &["city", "name"]), ["E1,Eastwick", "W2,Westwick"]);
    assert_eq!(
        cells(&net, "observations", &["city", "cycle", "reference_year", "value", "consent"]),
        ["E1,2020,2020,97.5,public", "E1,2021,2021,98,public"]
    );
    let f = &report.files[0];
    assert_eq!((f.file.as_str(), f.rows_read, f.accepted, f.rejected, f.filtered), ("office:table.csv", 3, 2, 1, 0));
}

#[test]
fn a_registry_from_a_mapping_is_checked() {
    let found = |row: &str| -> Vec<String> {
        let (net, report) = mapped(&["E1,Eastwick,KEN,Africa,2020,2.5", row]);
        let known = cells(&net, "cities", &["city"]).len();
        let mut found: Vec<String> =
            report.findings.iter().filter(|f| f.code != "unknown_city").map(|f| f.code.to_string()).collect();
        found.push(known.to_string());
        found
    };
    assert_eq!(found("../W,Westwick,KEN,Africa,2020,2.5"), ["bad_city_id", "1"]);
    assert_eq!(found("e1,Westwick,KEN,Africa,2020,2.5"), ["bad_city_id", "bad_city_id", "0"]);
    assert_eq!(found("W2,Westwick,KENYA,Africa,2020,2.5"), ["unknown_country", "1"]);
    assert_eq!(found("W2,Westwick,KEN,africa,2020,2.5"), ["unknown_region", "1"]);
    assert_eq!(found("W2,,KEN,Africa,2020,2.5"), ["missing_cell", "1"]);
    assert_eq!(found("W2,Westwick,KEN,Africa,2020,2.5"), ["2"]);
}
