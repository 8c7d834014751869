use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use learning_cities::base::text::valid_city_id;
use learning_cities::demo::{self, Options, names};
use learning_cities::model::framework::Framework;
use learning_cities::model::network::Network;

use super::support::english;

const COMMITTED: Options = Options { cities: 30, cycles: 5, seed: 1, workbooks: false };

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn framework() -> Framework {
    Framework::load(&root().join("data/framework")).expect("catalogue")
}

/// Path below `dir` to bytes.
fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path.strip_prefix(dir).expect("below").to_path_buf(), std::fs::read(&path).expect("file"));
            }
        }
    }
    files
}

fn written(options: Options) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("temp");
    let out = dir.path().join("network");
    demo::write(&out, &options, &framework(), &english()).expect("demo");
    (dir, out)
}

#[test]
fn the_committed_network_is_what_the_command_writes() {
    let (_dir, out) = written(COMMITTED);
    let (ours, committed) = (tree(&out), tree(&root().join("data/demo")));
    assert_eq!(ours.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (path, bytes) in &ours {
        assert!(
            bytes == &committed[path],
            "{} differs; write data/demo anew with the command in its network.toml",
            path.display()
        );
    }
    let size: usize = committed.values().map(Vec::len).sum();
    assert!(size < 3_000_000, "{size} bytes");
}

#[test]
fn one_seed_one_network_whatever_the_threads() {
    let options = Options { cities: 12, cycles: 3, seed: 7, workbooks: false };
    let (_a, first) = written(options);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("pool");
    let (_b, second) = pool.install(|| written(options));
    assert!(tree(&first) == tree(&second));
    let (_c, other) = written(Options { seed: 8, ..options });
    assert!(tree(&first) != tree(&other));
}

#[test]
fn the_network_folder_is_read_and_fictional() {
    let network = Network::load(&root().join("data/demo"), &framework()).expect("network");
    assert!(network.file.fictional);
    assert_eq!(network.cities.len(), COMMITTED.cities);
    let regions: BTreeSet<_> = network.cities.iter().map(|c| c.region.as_str()).collect();
    assert_eq!(regions.len(), 5);
    let log: Vec<_> = network.file.peer_variables.iter().map(|v| (v.variable.as_str(), v.transform)).collect();
    assert_eq!(log.len(), 4);
    for v in &network.file.peer_variables {
        assert!(network.context.iter().any(|c| c.variable == v.variable), "{} has no value", v.variable);
    }
}

#[test]
fn names_are_invented_distinct_and_in_their_scripts() {
    let framework = framework();
    let real = names::real_cities();
    assert!(real.contains("nairobi") && real.contains("sao paulo") && real.contains("北京") && real.contains("київ"));
    for (seed, count) in [(1, 13_000), (2, 500)] {
        let places = names::places(seed, count).expect("names");
        let ids: BTreeSet<_> = places.iter().map(|p| p.city.as_str()).collect();
        assert_eq!(ids.len(), places.len());
        for p in &places {
            assert!(valid_city_id(&p.city), "{}", p.city);
            assert!(framework.countries.contains_key(&p.country) && framework.regions.contains(&p.region), "{p:?}");
            for name in [Some(&p.name), p.local_name.as_ref()].into_iter().flatten() {
                assert!(!real.contains(&name.to_lowercase()), "{name} is a real city");
            }
            assert!(!real.contains(&p.city.replace('-', " ")), "{} is a real city", p.city);
            // No letter may be lost on the way to the identifier.
            let letters = p.name.chars().filter(|c| c.is_alphabetic()).count();
            assert_eq!(
                letters,
                p.city.chars().filter(char::is_ascii_alphabetic).count(),
                "{} became {}",
                p.name,
                p.city
            );
        }
        if seed > 1 {
            continue;
        }
        let scripts = [
            ('\u{0600}', '\u{06ff}'),
            ('\u{4e00}', '\u{9fff}'),
            ('\u{0400}', '\u{04ff}'),
            ('\u{1200}', '\u{137f}'),
            ('\u{ac00}', '\u{d7af}'),
        ];
        for (from, to) in scripts {
            let found = places
                .iter()
                .filter_map(|p| p.local_name.as_ref())
                .any(|n| n.chars().any(|c| (from..=to).contains(&c)));
            assert!(found, "no name between {from:?} and {to:?}");
        }
    }
}

#[test]
fn a_folder_that_is_no_demonstration_is_left_alone() {
    let dir = tempfile::tempdir().expect("temp");
    let options = Options { cities: 2, cycles: 1, seed: 1, workbooks: false };
    std::fs::write(dir.path().join("network.toml"), "name = \"Ours\"\nfictional = false\n").expect("write");
    let error = demo::write(dir.path(), &options, &framework(), &english()).expect_err("refused");
    assert!(error.to_string().contains("not a demonstration network"), "{error}");
    assert_eq!(tree(dir.path()).len(), 1);

    let (_dir, out) = written(Options { cities: 6, ..options });
    demo::write(&out, &options, &framework(), &english()).expect("a demonstration may be written anew");
    let cities = std::fs::read_to_string(out.join("cities.csv")).expect("cities");
    assert_eq!(cities.lines().count(), 3);
    assert_eq!(std::fs::read_dir(out.join("submissions")).expect("submissions").count(), 2);
    for wrong in [Options { cities: 0, ..options }, Options { cycles: 0, ..options }, Options { cycles: 31, ..options }]
    {
        assert!(demo::write(&out, &wrong, &framework(), &english()).is_err());
    }
}

/// Rows of every readable observation file of `data/demo`: file, then cell by column.
fn observations(dir: &Path) -> Vec<(String, BTreeMap<String, String>)> {
    let mut rows = Vec::new();
    for (path, bytes) in tree(&dir.join("submissions")) {
        if path.file_name().is_none_or(|n| n != "observations.csv") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.trim_start_matches('\u{feff}');
        let delimiter = if text.starts_with("city;") { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().expect("header").clone();
        if !header.iter().any(|h| h == "city") {
            continue;
        }
        for row in reader.records() {
            let row = row.expect("row");
            rows.push((
                path.display().to_string(),
                header.iter().map(str::to_string).zip(row.iter().map(str::to_string)).collect(),
            ));
        }
    }
    rows
}

#[test]
fn values_are_possible_and_their_items_agree() {
    let framework = framework();
    let mut wrong = Vec::new();
    let mut items: BTreeMap<(String, String, String), BTreeMap<String, f64>> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (file, row) in observations(&root().join("data/demo")) {
        let Some(m) = framework.measurement(&row["measurement"]) else {
            wrong.push(format!("{file}: {}", row["measurement"]));
            continue;
        };
        seen.insert(format!("{}/{}", m.measurement, row["item"]));
        assert!(m.items.contains(&row["item"]) && m.sources.contains(&row["source"]), "{file}: {row:?}");
        let Ok(value) = row["value"].parse::<f64>() else {
            if !(row["value"].is_empty() && ["L", "O"].contains(&row["status"].as_str())) {
                wrong.push(format!("{file}: {}", row["value"]));
            }
            continue;
        };
        if m.possible_max.is_some_and(|x| value > x) || m.possible_min.is_some_and(|x| value < x) {
            wrong.push(format!("{file}: {value}"));
            continue;
        }
        if row["reference_year"] > row["cycle"] {
            wrong.push(format!("{file}: {}", row["reference_year"]));
            continue;
        }
        for (cell, below) in [("ci_lower", true), ("ci_upper", false)] {
            if let Ok(end) = row[cell].parse::<f64>() {
                assert!(if below { end <= value } else { end >= value }, "{file}: {row:?}");
            }
        }
        let ratings: Vec<f64> = row["ratings"].split('|').filter_map(|r| r.parse().ok()).collect();
        if row["source"] == "expert" {
            let mut sorted = ratings.clone();
            sorted.sort_by(f64::total_cmp);
            assert!((1..=6).contains(&sorted.len()), "{file}: {row:?}");
            let median = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
            assert_eq!(median, value, "{file}: {row:?}");
        }
        items
            .entry((file, row["measurement"].clone(), row["reference_year"].clone()))
            .or_default()
            .insert(row["item"].clone(), value);
    }
    assert_eq!(seen.len(), framework.series_expected(), "every series is reported by somebody");
    for (key, by_item) in &items {
        if let (Some(f), Some(m), Some(t)) = (by_item.get("female"), by_item.get("male"), by_item.get("total")) {
            assert!(*t >= f.min(*m) && *t <= f.max(*m), "{key:?}: {by_item:?}");
        }
        if key.1 == "education_expenditure_distribution" {
            assert!(by_item.values().sum::<f64>() <= 100.0, "{key:?}: {by_item:?}");
        }
    }
    // The faults that are there on purpose, and no other.
    wrong.sort();
    assert_eq!(wrong.len(), 4, "{wrong:#?}");
}

#[test]
fn it_shows_what_a_brief_has_to_deal_with() {
    let dir = root().join("data/demo");
    let rows = observations(&dir);
    let statuses: BTreeSet<char> = rows.iter().flat_map(|(_, r)| r["status"].chars().collect::<Vec<_>>()).collect();
    for status in ['B', 'D', 'P', 'E', 'U', 'L', 'O', 'F'] {
        assert!(statuses.contains(&status), "no value with status {status}");
    }
    let has = |f: &dyn Fn(&BTreeMap<String, String>) -> bool| rows.iter().any(|(_, r)| f(r));
    assert!(has(&|r| r["source"] == "survey" && !r["ci_lower"].is_empty()));
    assert!(has(&|r| r["source"] == "survey" && r["ci_lower"].is_empty() && !r["design_effect"].is_empty()));
    assert!(has(&|r| r["source"] == "survey" && r["design_effect"].is_empty() && !r["sample_size"].is_empty()));
    assert!(has(&|r| r["source"] == "survey" && r["sample_size"].is_empty()));
    assert!(has(&|r| r["note"].contains("<script>")));

    let mut sources: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut sent: BTreeMap<[String; 4], BTreeSet<String>> = BTreeMap::new();
    for (file, r) in &rows {
        sources.entry((r["city"].clone(), r["measurement"].clone())).or_default().insert(r["source"].clone());
        let key = [r["city"].clone(), r["measurement"].clone(), r["item"].clone(), r["reference_year"].clone()];
        sent.entry(key).or_default().insert(file.clone());
    }
    let mut newest: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for (_, r) in rows.iter().filter(|(_, r)| r["cycle"] == "2024") {
        newest.entry(&r["city"]).or_default().insert((&r["measurement"], &r["item"]));
    }
    let expected = framework().series_expected();
    assert!(newest.values().any(|s| s.len() == expected), "no city is complete");
    assert!(newest.values().any(|s| s.len() < 6), "no city reports almost nothing");
    assert!(sources.values().any(|s| s.len() > 1), "no source kind changes");
    assert!(sent.values().any(|files| files.len() > 1), "nothing is corrected");

    let mut consents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut priorities, mut expertise, mut late) = (0, 0, 0);
    let files = tree(&dir.join("submissions"));
    for (path, bytes) in &files {
        if path.file_name().is_none_or(|n| n != "city.csv") {
            continue;
        }
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for row in reader.records() {
            let row = row.expect("row");
            consents.entry(row[0].to_string()).or_default().insert(row[3].to_string());
            priorities += usize::from(!row[5].is_empty());
            expertise += usize::from(!row[6].is_empty());
            late += usize::from(row[2] > *format!("{}-08", &row[1]));
        }
    }
    let with = |c: &str| consents.values().filter(|s| s.contains(c)).count();
    assert!(
        with("public") >= 20 && with("private") >= 1 && with("aggregate_only") >= 7 && with("") >= 1,
        "{consents:?}"
    );
    assert!(consents.values().any(|s| s.len() > 1), "no city changes its consent");
    assert!(priorities > 30 && expertise > 30 && late > 3);
    for name in ["targets.csv", "practices.csv", "cover-letter.txt"] {
        assert!(files.keys().any(|p| p.ends_with(name)), "no {name}");
    }
    assert!(
        files
            .iter()
            .any(|(p, b)| p.ends_with("observations.csv") && b.starts_with(b"\xef\xbb\xbfcity;") && b.contains(&b'\r'))
    );
    assert!(files.iter().any(|(p, b)| p.ends_with("observations.csv") && b.starts_with(b"town,")));
}

const COMPARED: [&str; 12] = [
    "city",
    "cycle",
    "measurement",
    "item",
    "reference_year",
    "value",
    "ci_lower",
    "sample_size",
    "ratings",
    "source",
    "status",
    "note",
];

/// Numbers as numbers: a workbook's cell holds no final zero.
fn number(text: &str) -> String {
    text.parse::<f64>().map_or(text.to_string(), |n| n.to_string())
}

/// Observations of a workbook, as sets of cells.
fn of_workbook(raw: &learning_cities::ingest::read::raw::RawFile) -> BTreeSet<Vec<String>> {
    let frame = raw.observations.as_ref().expect("observations");
    let columns = COMPARED.map(|c| frame.column(c).expect("column").str().expect("text").clone());
    (0..frame.height()).map(|row| columns.iter().map(|c| number(c.get(row).unwrap_or_default())).collect()).collect()
}

#[test]
fn workbooks_say_what_the_csv_files_say() {
    let options = Options { cities: 16, cycles: 2, seed: 1, workbooks: true };
    let (_a, books) = written(options);
    let few = Options { cities: 2, cycles: 1, ..options };
    let (first, second) = (written(few), written(few));
    assert!(tree(&first.1) == tree(&second.1), "the same bytes");
    let (_b, out) = written(Options { workbooks: false, ..options });
    let books = tree(&books);
    let mut tables: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for (file, row) in observations(&out) {
        let cells = COMPARED.map(|c| number(&row[c])).to_vec();
        tables.entry(file).or_default().insert(cells);
    }
    assert_eq!(books[Path::new("cities.csv")], tree(&out)[Path::new("cities.csv")]);
    let (mut read, mut broken) = (0, 0);
    for (path, bytes) in books.iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "xlsx")) {
        let name = path.display().to_string();
        let book = learning_cities::ingest::read::formats::workbook::read(bytes, &name);
        if book.observations.is_none() {
            assert!(!book.findings.is_empty() && !bytes.starts_with(b"PK"), "{name}: {:?}", book.findings);
            broken += 1;
            continue;
        }
        assert!(book.findings.is_empty(), "{name}: {:?}", book.findings);
        let file = path.file_stem().expect("name").to_string_lossy().into_owned() + "/observations.csv";
        assert_eq!(of_workbook(&book), tables[&file], "{name}");
        read += 1;
    }
    assert!(read > 20 && broken == 1, "{read} read, {broken} broken");
}

#[test]
fn the_checks_find_the_faults_that_are_there_and_no_other() {
    let dir = root().join("data/demo");
    let framework = framework();
    let network = Network::load(&dir, &framework).expect("network");
    let report =
        learning_cities::ingest::check(&[dir.join("submissions")], Some(&network), &framework, None).expect("check");
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        *found.entry(finding.code).or_default() += 1;
    }
    let errors = [
        ("above_possible", 1),
        ("conflict_between_files", 4),
        ("file_kind", 1),
        ("missing_column", 1),
        ("not_a_number", 1),
        ("series_conflict", 2),
        ("unknown_measurement", 1),
        ("year_after_cycle", 1),
    ];
    for (code, times) in errors {
        assert_eq!(found.remove(code), Some(times), "{code}");
    }
    let warnings: Vec<&str> = found.into_keys().collect();
    assert_eq!(
        warnings,
        [
            "below_plausible",
            "duplicate_row",
            "interval_without_width",
            "no_consent",
            "own_definition",
            "target_replaced",
            "target_without_year"
        ]
    );
}

#[test]
fn every_country_has_an_income_group_and_every_city_that_gives_its_context_one() {
    for place in names::places(1, 2_000).expect("names") {
        assert!((1..=4).contains(&place.income), "{place:?}");
    }
    let network = Network::load(&root().join("data/demo"), &framework()).expect("network");
    let with = |variable: &str| {
        network.context.iter().filter(|c| c.variable == variable).map(|c| c.city.as_str()).collect::<BTreeSet<_>>()
    };
    assert_eq!(with("population").len(), 30);
    assert_eq!(with("income_group"), with("mean_years_of_schooling"));
    assert!(with("income_group").len() >= 29);
}

/// Summaries by income and size begin at five cities, counts of what is withheld at twenty cities of which five are
/// only counted: the demonstration network is large enough to show both.
#[test]
fn the_committed_network_shows_income_size_and_withheld_counts() {
    let store = tempfile::tempdir().expect("temp");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["ingest", "--network", "data/demo", "--store"])
        .arg(store.path())
        .current_dir(root())
        .output()
        .expect("runs");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let snapshot =
        learning_cities::store::Store::open(store.path()).expect("store").current().expect("readable").expect("filled");
    let engine = learning_cities::engine::Engine::open(&snapshot, &root().join("queries"), None).expect("engine");
    let shown = crate::support::rows(
        &engine,
        "select network_summary.scope, count(distinct network_summary.scope_name) as groups, max(withheld_cities) as withheld from network_summary \
         left join network_counted on network_summary.scope = network_counted.scope group by network_summary.scope order by 1",
    );
    let groups = |scope: &str| -> Option<(i64, bool)> {
        let row = shown.iter().find(|r| r.split('|').next() == Some(scope))?;
        let cells: Vec<&str> = row.split('|').collect();
        Some((cells[1].parse().ok()?, !cells[2].is_empty()))
    };
    assert!(groups("income").is_some_and(|g| g.0 >= 3 && !g.1), "{shown:?}");
    assert!(groups("size").is_some_and(|g| g.0 >= 2 && !g.1), "{shown:?}");
    assert!(groups("network").is_some_and(|g| g.1), "{shown:?}");
}
