//! The open data: its structure and version, its keys and metadata, and the command that exports it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use learning_cities::base::hash::sha256;
use learning_cities::base::table::Table;
use learning_cities::engine::keys::{foreign, primary};
use learning_cities::open_data::{self, Marts, Written};
use serde_json::Value;

use super::check::{Net, row, table};
use super::site::fixture;
use super::support;

/// The fixture's open data; the folder stays in the build folder.
static WRITTEN: LazyLock<(std::path::PathBuf, Written)> = LazyLock::new(|| {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open-data");
    let _ = fs::remove_dir_all(&dir);
    let written = write(&fixture::marts(12.345), &dir);
    (dir, written)
});

fn write(marts: &Marts, dir: &Path) -> Written {
    let catalogue = marts.catalogue(&marts.rows().unwrap(), &support::english()).unwrap();
    open_data::write(marts, &catalogue, dir).unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Every file below a folder but its manifest, by path.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(dir)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.path() != dir.join("manifest.json"))
        .map(|entry| {
            let path = entry.path().strip_prefix(dir).unwrap().to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The exit code and the messages of the program.
fn program(args: &[&str]) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(args)
        .output()
        .unwrap();
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

/// Relation, column, type and place in the key, a line each.
fn structure(written: &Written) -> BTreeSet<String> {
    let kind = |kind| format!("{kind:?}").to_lowercase();
    let line = |table: &open_data::Published, column: &open_data::Column| {
        let key = table.key.iter().position(|key| *key == column.name).map(|at| (at + 1).to_string());
        format!("{},{},{},{}", table.relation, column.name, kind(column.kind), key.unwrap_or_default())
    };
    written.tables.iter().flat_map(|table| table.columns.iter().map(move |column| line(table, column))).collect()
}

fn version(text: &str) -> [u64; 3] {
    let parts: Vec<u64> = text.split('.').map(|part| part.parse().expect("a version such as 1.0.0")).collect();
    parts.try_into().expect("a version has three numbers")
}

/// What must be done where the structure is no longer as recorded: nothing, or words that say it.
fn to_do(recorded: &str, now: &BTreeSet<String>, current: &str) -> Option<String> {
    let (last, lines) = recorded.split_once('\n').unwrap_or((recorded, ""));
    let last = last.trim_start_matches("# version ").trim();
    let before: BTreeSet<String> = lines.lines().skip(1).map(str::to_string).collect();
    let gone: Vec<&String> = before.difference(now).collect();
    let new: Vec<&String> = now.difference(&before).collect();
    if gone.is_empty() && new.is_empty() && last == current {
        return None;
    }
    let [major, minor, patch] = version(last);
    let (least, why) = match (gone.is_empty(), new.is_empty()) {
        (false, _) => ([major + 1, 0, 0], "a program that reads the files may fail"),
        (true, false) => ([major, minor + 1, 0], "there is more to read"),
        (true, true) => ([major, minor, patch], "only descriptions have changed"),
    };
    let enough = version(current) >= least;
    let [a, b, c] = least;
    Some(format!(
        "The open data's structure is not the recorded one: gone {gone:?}; new {new:?}; {why}.\n{}Then record it: \
         OPEN_DATA_COLUMNS=write cargo test --test suite open_data::the_structure",
        if enough {
            format!("Version {current} of data/open-data/CHANGELOG.md is high enough.\n")
        } else {
            format!(
                "Say what changes for readers in data/open-data/CHANGELOG.md, above the other versions, under the heading ## {a}.{b}.{c}.\n"
            )
        }
    ))
}

#[test]
fn the_structure_is_the_recorded_one_and_its_version_says_so() {
    let path = support::fixture("open_data_columns.csv");
    let recorded = fs::read_to_string(&path).unwrap_or_else(|_| "# version 0.0.0\n".into());
    let (now, current) = (structure(&WRITTEN.1), open_data::structure());
    let Some(message) = to_do(&recorded, &now, current) else { return };
    if std::env::var_os("OPEN_DATA_COLUMNS").is_some() && message.contains("is high enough") {
        let lines: Vec<&str> = now.iter().map(String::as_str).collect();
        let text = format!("# version {current}\nrelation,column,type,key\n{}\n", lines.join("\n"));
        return fs::write(&path, text).unwrap();
    }
    panic!("{message}");
}

#[test]
fn a_change_of_the_structure_asks_for_the_version_that_it_needs() {
    let recorded = "# version 1.2.3\nrelation,column,type,key\na,x,float,\na,y,text,1\n";
    let lines = |lines: &[&str]| lines.iter().map(|line| line.to_string()).collect::<BTreeSet<_>>();
    let same = lines(&["a,x,float,", "a,y,text,1"]);
    let more = lines(&["a,x,float,", "a,y,text,1", "a,z,text,"]);
    let renamed = lines(&["a,x2,float,", "a,y,text,1"]);
    assert_eq!(to_do(recorded, &same, "1.2.3"), None);
    let said = |now: &BTreeSet<String>, current: &str| to_do(recorded, now, current).unwrap();
    assert!(said(&more, "1.2.3").contains("heading ## 1.3.0") && said(&more, "1.3.0").contains("high enough"));
    assert!(said(&renamed, "1.3.0").contains("heading ## 2.0.0") && said(&renamed, "2.0.0").contains("high enough"));
    assert!(said(&same, "1.2.4").contains("only descriptions") && said(&same, "1.2.4").contains("high enough"));
}

#[test]
fn every_key_holds() {
    let marts = fixture::marts(12.345);
    let cells = |table: &Table, columns: &[&str], row: usize| -> Vec<Option<String>> {
        let cell = |column: &&str| {
            let whole = table.integer(column, row).map(|n| n.to_string());
            table.text(column, row).map(str::to_string).or(whole)
        };
        columns.iter().map(cell).collect()
    };
    let mut checked = 0;
    for relation in marts.published_relations() {
        let key = primary(relation).unwrap_or_else(|| panic!("{relation}: give it a key in src/engine/keys.rs"));
        let table = marts.table(relation);
        let mut seen = BTreeSet::new();
        for row in (0..table.len()).filter(|_| !key.is_empty()) {
            let cells = cells(table, key, row);
            assert!(cells.iter().all(Option::is_some), "{relation}: an empty cell in its key: {cells:?}");
            assert!(seen.insert(cells.clone()), "{relation}: {cells:?} is there twice");
            checked += 1;
        }
        for field in table.batch().schema().fields() {
            let Some((other, column)) = foreign(relation, field.name()) else { continue };
            assert_eq!(primary(other), Some(&[column][..]), "{other} has the one key that {relation} names");
            let known: BTreeSet<_> =
                (0..marts.table(other).len()).filter_map(|row| marts.table(other).text(column, row)).collect();
            for row in 0..table.len() {
                let named = table.text(field.name(), row);
                assert!(named.is_none_or(|id| known.contains(id)), "{relation}.{}: {named:?}", field.name());
            }
        }
    }
    assert!(checked > 1_000, "{checked}");
}

#[test]
fn values_have_a_series_a_scale_and_a_unit() {
    let (dir, written) = &*WRITTEN;
    let has = |relation: &str, column: &str| {
        let table = written.tables.iter().find(|table| table.relation == relation).unwrap();
        table.columns.iter().any(|c| c.name == column && !c.meaning.is_empty())
    };
    for relation in ["observations", "series", "progress", "progress_components", "targets", "peer_comparison"] {
        for column in ["series", "scale", "unit"] {
            assert!(has(relation, column), "{relation}.{column}");
        }
    }
    let marts = fixture::marts(12.345);
    let series = marts.table("series");
    let words = |measurement: &str, item: &str| {
        let is = |row: &usize| {
            let text = |column| series.text(column, *row);
            text("city") == Some("northbridge")
                && text("measurement") == Some(measurement)
                && text("item") == Some(item)
        };
        let row = (0..series.len()).find(is).unwrap();
        ["series", "scale", "unit"].map(|column| series.text(column, row).unwrap_or_default().to_string()).join(" | ")
    };
    assert_eq!(words("unemployment_rate", "total"), "Claimants | percent | %", "by its own definition");
    let framework = support::framework();
    let title = &framework.measurement("unemployment_rate").unwrap().measurement_title;
    assert_eq!(words("unemployment_rate", "female"), format!("{title}: female | percent | %"));
    let csv = fs::read_to_string(dir.join("peer_context.csv")).unwrap();
    assert!(csv.lines().next().unwrap().ends_with(",series,unit") && csv.contains(",population,inhabitants"), "{csv}");
}

#[test]
fn the_metadata_describes_every_file_as_it_is() {
    let (dir, written) = &*WRITTEN;
    let tables = |metadata: &Value| -> Vec<String> {
        metadata["tables"].as_array().unwrap().iter().map(|t| t["url"].as_str().unwrap().to_string()).collect()
    };
    let loose = tables(&json(&dir.join("csv-metadata.json")));
    for table in &written.tables {
        assert_eq!(loose.contains(&table.csv.name), !table.is_compressed(), "{}", table.relation);
    }
    let package = json(&dir.join("datapackage.json"));
    let described = package["resources"].as_array().unwrap();
    assert_eq!(described.len(), written.tables.len());
    for resource in described {
        let bytes = fs::read(dir.join(resource["path"].as_str().unwrap())).unwrap();
        if resource["name"] == learning_cities::disclosure::COUNTED {
            assert!(resource["hash"].is_null() && resource["bytes"].is_null(), "no text depends on the counts");
            continue;
        }
        assert_eq!(resource["bytes"], bytes.len(), "{resource}");
        assert_eq!(resource["hash"], format!("sha256:{}", sha256(&bytes)));
    }
    let snapshot = &written.about.snapshot;
    assert_eq!(package["version"], format!("{}+{snapshot}", open_data::structure()));

    // The zip: all CSV files but the counts, described by the same names.
    let mut zip = zip::ZipArchive::new(fs::File::open(dir.join(&written.zip.name)).unwrap()).unwrap();
    let mut inside = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        inside.insert(file.name().unwrap().into_owned(), bytes);
    }
    let csv: Vec<String> = inside.keys().filter(|name| name.ends_with(".csv")).cloned().collect();
    let metadata: Value = serde_json::from_slice(&inside["csv-metadata.json"]).unwrap();
    let mut named = tables(&metadata);
    named.sort();
    assert_eq!(named, csv);
    assert_eq!(csv.len() + 1, written.tables.len());
    for name in ["README.md", "CITATION.cff", "CHANGELOG.md", "datapackage.json"] {
        assert!(inside.contains_key(name), "{name}");
    }
    // What each README names in code is next to it.
    let names = regex::Regex::new(r"`([\w./-]+\.[\w.]+)`|\| `(\w+)` \||'(\w+\.\w+)'").unwrap();
    let beside = fs::read_to_string(dir.join("README.md")).unwrap();
    let zipped = String::from_utf8(inside["README.md"].clone()).unwrap();
    for readme in [&beside, &zipped] {
        for part in ["CC BY 4.0", snapshot, "network@secretariat.example", "Demonstration: every city", "| `series` | "]
        {
            assert!(readme.contains(part), "{part}: {readme}");
        }
        let mut found = 0;
        for name in names.captures_iter(readme) {
            let name = match (name.get(1).or(name.get(3)), name.get(2)) {
                (Some(file), _) => file.as_str().to_string(),
                (None, table) => format!("{}.csv", table.unwrap().as_str()),
            };
            let there = match readme == &zipped {
                true => inside.contains_key(&name),
                false => [name.clone(), format!("{name}.gz"), format!("counted/{name}")]
                    .iter()
                    .any(|n| dir.join(n).is_file()),
            };
            assert!(there, "{name} is not there: {readme}");
            found += 1;
        }
        assert!(found > 40, "{found} names in {readme}");
    }
}

#[test]
fn one_fact_is_rendered_in_every_format() {
    let (dir, written) = &*WRITTEN;
    let title = &written.about.title;
    let turtle = fs::read_to_string(dir.join("dcat.ttl")).unwrap();
    let citation = fs::read_to_string(dir.join("CITATION.cff")).unwrap();
    let dcat = json(&dir.join("dcat.jsonld"));
    let dataset = dcat["@graph"].as_array().unwrap().iter().find(|node| node["@id"] == "./#data").unwrap();
    assert_eq!(dataset["dct:title"]["@value"], *title);
    assert!(turtle.contains(&format!("dct:title \"{title}\"@en")), "{turtle}");
    assert!(citation.contains(&format!("title: \"{title}\"\n")), "{citation}");
    assert_eq!(written.about.schema_org()["name"], *title);
    assert_eq!(json(&dir.join("csv-metadata.json"))["dc:title"]["@value"], *title);
    assert_eq!(json(&dir.join("datapackage.json"))["title"], *title);
    // The cities are invented: a portal must not list them under a country.
    assert!(!turtle.contains("dct:spatial"), "{turtle}");
}

/// A network with a city that shows what it sends and one that withholds it.
fn network(withheld: &str) -> Net {
    network_with("private", withheld)
}

fn network_with(consent: &str, withheld: &str) -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-01,public\n");
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("reference_year", "2019"), ("value", "96.1")])]));
    let declared = format!("city,cycle,submitted_on,consent\nsouthgate,2024,2024-05-01,{consent}\n");
    net.write("submissions/b/city.csv", declared);
    net.write("submissions/b/o.csv", table(&[row(&[("city", "southgate"), ("value", withheld), ("note", withheld)])]));
    net.ingest();
    net
}

fn export(net: &Net, out: &Path, more: &[&str]) -> (Option<i32>, String) {
    let (store, out) = (net.store(), out.to_str().unwrap());
    program(&[&["export", "--store", store.to_str().unwrap(), "--out", out], more].concat())
}

#[test]
fn no_byte_of_an_export_depends_on_what_is_withheld() {
    let of = |net: &Net| {
        let out = net.dir.path().join("out");
        let (code, said) = export(net, &out, &[]);
        assert_eq!(code, Some(0), "{said}");
        (files(&out), fs::read(out.join("manifest.json")).unwrap())
    };
    let alike = |consent: &str| {
        let one = network_with(consent, "71.25");
        let (first, second) = (of(&one), of(&network_with(consent, "33.75")));
        let differ: Vec<_> = first.0.keys().filter(|path| first.0[*path] != second.0[*path]).collect();
        assert!(first == second, "{consent}: {differ:?}");
        for (path, bytes) in &first.0 {
            assert!(!String::from_utf8_lossy(bytes).contains("71.25"), "{consent}: {path}");
        }
        (one, first)
    };
    alike("aggregate_only");
    let (one, first) = alike("private");
    // It does depend on what is shown, and the same rows give the same bytes with one thread.
    one.write("submissions/a/o.csv", table(&[row(&[("value", "95.5")])]));
    one.ingest();
    let changed = of(&one);
    assert_ne!(changed.0["series.csv"], first.0["series.csv"]);
    let out = one.dir.path().join("again");
    let single = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .env("RAYON_NUM_THREADS", "1")
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "export", "--store"])
        .arg(one.store())
        .arg("--out")
        .arg(&out)
        .status()
        .unwrap();
    assert!(single.success() && files(&out) == changed.0);
}

#[test]
fn an_export_is_what_the_site_has_as_its_data() {
    let net = network("50");
    let (site, out) = (net.dir.path().join("site"), net.dir.path().join("out"));
    let (store, folder) = (net.store(), site.to_str().unwrap());
    let (code, said) =
        program(&["report", "--no-briefs", "--store", store.to_str().unwrap(), "--out", folder, "--language", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = export(&net, &out, &["--language", "fr", "--cycle", "2024"]);
    assert!(code == Some(0) && said.contains("README.md") && said.contains("of the cycle 2024"), "{said}");
    assert!(files(&out) == files(&site.join("data")));
    assert!(String::from_utf8_lossy(&files(&out)["README.md"]).contains("À savoir"));
    // Of a cycle or a day without values nothing is written.
    let none = net.dir.path().join("none");
    for (more, word) in [(["--cycle", "1999"], "--cycle 1999"), (["--as-of", "2001-01-01"], "--as-of 2001-01-01")] {
        let (code, said) = export(&net, &none, &more);
        assert!(code == Some(2) && said.contains(word) && !none.exists(), "{said}");
    }
}

#[test]
fn an_export_replaces_nothing_but_an_export() {
    let net = network("50");
    let (base, store) = (net.dir.path(), net.store());
    let out = base.join("out");
    assert_eq!(export(&net, &out, &[]).0, Some(0));
    let first = files(&out);
    assert_eq!(export(&net, &out, &[]).0, Some(0), "an earlier export is replaced");
    assert!(files(&out) == first);
    // With somebody's file in it it is not.
    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let (code, said) = export(&net, &out, &[]);
    assert!(
        code == Some(2)
            && said.contains("the export there has files that are not of it")
            && said.contains("thesis.txt"),
        "{said}"
    );
    assert!(said.contains("--exclude /thesis.txt"), "{said}");
    fs::remove_file(out.join("thesis.txt")).unwrap();
    let site = base.join("site");
    let report = |out: &Path| {
        program(&["report", "--no-briefs", "--store", store.to_str().unwrap(), "--out", out.to_str().unwrap()])
    };
    assert_eq!(report(&site).0, Some(0));
    fs::create_dir(base.join("other")).unwrap();
    fs::write(base.join("other/a.csv"), "a\n1\n").unwrap();
    let before = files(base);
    for (place, why) in [
        (site.clone(), "is the site"),
        (site.join("data"), "within the site"),
        (store.clone(), "is the store"),
        (store.join("new"), "within the store"),
        (net.path().join("submissions/new"), "from which the next ingest would read it"),
        (out.join("new"), "which the next export replaces whole"),
        (base.join("other"), "holds something else than an earlier export"),
    ] {
        let (code, said) = export(&net, &place, &[]);
        assert!(code == Some(2) && said.contains(why), "{}: {said}", place.display());
    }
    let (code, said) = report(&out);
    assert!(code == Some(2) && said.contains("is the export"), "{said}");
    assert!(files(base) == before, "nothing was made or removed");
    // A store in an export would go with it.
    fs::rename(&store, out.join("store")).unwrap();
    let inner = out.join("store");
    let (code, said) = program(&["export", "--store", inner.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(
        code == Some(2) && said.contains("which the export would replace") && inner.join("CURRENT").is_file(),
        "{said}"
    );
}

#[test]
fn the_data_page_shows_the_first_queries_and_the_rows() {
    let net = network("50");
    let site = net.dir.path().join("site");
    let store = net.store();
    let (code, said) = program(&[
        "report",
        "--no-briefs",
        "--store",
        store.to_str().unwrap(),
        "--out",
        site.to_str().unwrap(),
        "--language",
        "en",
        "--language",
        "es",
    ]);
    assert_eq!(code, Some(0), "{said}");
    let readme = fs::read_to_string(site.join("data/README.md")).unwrap();
    for (page, up) in [("data.html", ""), ("es/data.html", "../")] {
        let html = fs::read_to_string(site.join(page)).unwrap();
        let plain = html.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<");
        for query in open_data::queries(open_data::From::Folder("data/"), "adult_literacy_rate") {
            assert!(plain.contains(&query.code), "{page}: {}", query.program);
        }
        for command in ["sql", "serve"] {
            assert!(
                html.contains(&format!("<code>learning-cities {command} --store store</code>")),
                "{page}: {command}"
            );
        }
        for query in open_data::queries(open_data::From::Folder(""), "adult_literacy_rate") {
            assert!(readme.contains(&query.code), "{}", query.program);
        }
        let zip = fs::read_dir(site.join("data")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let zip = zip.into_iter().find(|name| name.ends_with(".zip")).unwrap();
        for name in ["csv-metadata.json", "datapackage.json", "dcat.jsonld", "dcat.ttl", "CITATION.cff", &zip] {
            assert!(html.contains(&format!("href=\"{up}data/{name}\"")), "{page}: {name}");
        }
    }
}
