//! Input that is absurd, incomplete or at an edge: each gives a reason, and nothing that is no number reaches a table,
//! a page or a chart. What the checks at ingest say of it stands in `check.rs`, targets in `trend.rs`, groups of one in
//! `peers.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use learning_cities::engine::{Engine, RelationKind};
use learning_cities::model::vocabulary::Quality;
use learning_cities::model::vocabulary::Severity;

use strum::VariantNames;

use crate::support::{self, TestStore, history, rows, store};

const OBSERVED: &str = "city,measurement,item,cycle,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,status,submission,consent\n";

/// Columns of results with no number in them, by relation.
fn not_finite(engine: &Engine) -> Vec<String> {
    let mut wrong = Vec::new();
    for relation in engine.relations().iter().filter(|r| r.kind == RelationKind::Mart) {
        for batch in engine.query(&format!("select * from {}", relation.name)).unwrap() {
            for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
                let floats = column.as_any().downcast_ref::<arrow::array::Float64Array>();
                if floats.is_some_and(|f| f.iter().flatten().any(|v| !v.is_finite())) {
                    wrong.push(format!("{}.{}", relation.name, field.name()));
                }
            }
        }
    }
    wrong
}

/// The site of a store; no file of it may hold something that is no number.
fn site_of(store: &TestStore) -> BTreeMap<String, String> {
    let out = store.dir.path().join("site");
    let run = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "report", "--no-briefs", "--cycle", "2020", "--store"])
        .arg(store.dir.path().join("store"))
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut files = BTreeMap::new();
    let mut open = vec![out.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                open.push(path);
            } else if ["html", "svg", "csv", "json"].contains(&ending) {
                let name = path.strip_prefix(&out).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let word = regex::Regex::new(r"\b(NaN|inf|Infinity|-inf|null)\b").unwrap();
    for (name, text) in &files {
        let found = word.find(text).map(|m| {
            let from = text[..m.start()].char_indices().rev().nth(60).map_or(0, |c| c.0);
            &text[from..m.end()]
        });
        assert!(found.is_none(), "{name}: {found:?}");
    }
    files
}

/// A table's text with its rows in order, as a snapshot holds them.
fn sorted(text: &str) -> String {
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_unstable();
    format!("{header}\n{}\n", rows.join("\n"))
}

fn no_fault(engine: &Engine) {
    for check in engine.checks().unwrap().into_iter().filter(|c| c.severity == Severity::Error) {
        assert_eq!(check.rows.len(), 0, "{}", check.name);
    }
}

#[test]
fn no_value_however_absurd_reaches_a_table_a_page_or_a_chart_as_no_number() {
    let values = ["1e308", "-1e308", "1e300", "1e-300", "5e-324", "0", "1", "1.7e308", "2e200", "-3"];
    let measures = ["co2_per_capita", "cultural_visits", "indigenous_knowledge_programmes", "mean_years_of_schooling"];
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = String::from(OBSERVED);
    let mut context = String::from("city,variable,year,value\n");
    let mut targets = String::from("city,measurement,item,year,value,consent\n");
    for i in 0..12 {
        cities += &format!("c{i:02},C{i:02},KEN,Africa\n");
        context += &format!("c{i:02},population,2019,{}\n", values[i % values.len()]);
        context += &format!("c{i:02},gdp,2019,{}\n", values[(3 * i + 1) % values.len()]);
        for (m, measurement) in measures.iter().enumerate() {
            let items: &[&str] = if m == 3 { &["female", "male"] } else { &["total"] };
            targets +=
                &format!("c{i:02},{measurement},{},2025,{},public\n", items[0], values[(i + 5 * m) % values.len()]);
            for (n, item) in items.iter().enumerate() {
                for (y, year) in (2009..2019).enumerate() {
                    let value = values[(i + (m + 1) * y + 3 * n) % values.len()];
                    let ends = if (i + y) % 3 == 0 { "-1.5e308,1.7e308" } else { "," };
                    observations +=
                        &format!("c{i:02},{measurement},{item},2020,{year},{value},{ends},,,,official,,,public\n");
                }
            }
        }
    }
    let variables = "variable,title,unit,transform,weight,max_age,position\npopulation,Population,people,log,1,10,1\ngdp,GDP,US$,none,1,10,2\n";
    let store = store(&[
        ("cities", &cities),
        ("observations", &sorted(&observations)),
        ("city_context", &context),
        ("targets", &sorted(&targets)),
        ("peer_variables", variables),
    ]);
    let engine = store.engine(2020);
    assert_eq!(not_finite(&engine), [""; 0]);
    no_fault(&engine);
    for mart in ["progress", "item_gaps"] {
        assert_ne!(
            rows(&engine, &format!("select count(*) from {mart} where reason = 'out_of_numbers'")),
            ["0"],
            "{mart}"
        );
    }
    let site = site_of(&store);
    assert!(site["cities/c00.html"].contains("No change in numbers"));
}

#[test]
fn context_that_is_missing_constant_or_absurd_gives_a_reason_and_no_peer() {
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = String::from(OBSERVED);
    for i in 0..14 {
        cities += &format!("c{i:02},C{i:02},KEN,Africa\n");
        for year in [2015, 2019] {
            observations += &format!("c{i:02},unemployment_rate,total,2020,{year},{},,,,,,official,,,public\n", 5 + i);
        }
    }
    let nearest = |lines: &dyn Fn(usize) -> String| {
        let context: String = (0..14).map(lines).collect();
        let store = store(&[
            ("cities", &cities),
            ("observations", &sorted(&observations)),
            ("city_context", &format!("city,variable,year,value\n{context}")),
            (
                "peer_variables",
                "variable,title,unit,transform,weight,max_age,position\npopulation,Population,people,log,1,10,1\ngdp,GDP,US$,none,1,10,2\n",
            ),
        ]);
        let engine = store.engine(2020);
        assert_eq!(rows(&engine, "select count(*) from peers where not distance < 1e300"), ["0"]);
        let sql =
            "select city from peer_comparison where scheme = 'nearest' and reason = 'context_missing' order by city";
        (rows(&engine, sql), rows(&engine, "select variable from nearest_variables where not used order by variable"))
    };
    let both =
        |i: usize, people: &str, gdp: &str| format!("c{i:02},population,2019,{people}\nc{i:02},gdp,2019,{gdp}\n");
    let all: Vec<String> = (0..14).map(|i| format!("c{i:02}")).collect();
    let none: Vec<String> = Vec::new();
    // Nobody gives any.
    assert_eq!(nearest(&|_| String::new()).0, all);
    // The same everywhere: nothing tells one city from another.
    assert_eq!(nearest(&|i| both(i, "1000", "5")), (all.clone(), vec!["gdp".to_string(), "population".into()]));
    // One of the two is the same everywhere: dropped and named, and the other does alone.
    assert_eq!(nearest(&|i| both(i, "1000", &i.to_string())), (none.clone(), vec!["population".to_string()]));
    // Too old, and of a year to come; of two, half is less than two thirds. Zero and less have no logarithm.
    let odd = |i: usize| match i {
        0 => "c00,population,2009,1000\nc00,gdp,2019,5\n".to_string(),
        1 => "c01,population,2021,1000\nc01,gdp,2019,5\n".into(),
        2 => both(i, "0", "5"),
        3 => both(i, "-7", "5"),
        4 => "c04,population,2010,1000\nc04,gdp,2019,5\n".into(),
        _ => both(i, &(1000 * i).to_string(), &i.to_string()),
    };
    assert_eq!(nearest(&odd).0, ["c00", "c01", "c02", "c03"]);
    // One city beyond all measure leaves the others their peers.
    let extreme = |i: usize| {
        both(i, if i == 13 { "1e300" } else { "1000" }, &if i == 13 { "1e300".to_string() } else { i.to_string() })
    };
    assert_eq!(nearest(&extreme).0, none);
}

/// Lines of a fixture that bring a code not met before, in the columns given.
fn first_of_each(fixture: &str, columns: &[usize]) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(support::fixture(fixture)).unwrap();
    let mut seen = BTreeSet::new();
    text.lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split(';').map(str::to_string).collect::<Vec<_>>())
        .filter(|cells| {
            let codes = columns.iter().flat_map(|c| cells[*c].split('|').map(move |code| (*c, code)));
            let codes = codes.filter(|(_, code)| !code.is_empty());
            codes.map(|(c, code)| seen.insert((c, code.to_string()))).filter(|new| *new).count() > 0
        })
        .collect()
}

/// A network in which every result, reason and mark of the closed list comes out somewhere.
fn with_every_code() -> TestStore {
    let mut cities: BTreeMap<String, String> = BTreeMap::new();
    let mut observations = String::from(OBSERVED);
    let mut targets = String::from("city,measurement,item,year,value,consent\n");
    let mut city = |name: &str, region: &str, rest: &str| {
        cities.insert(name.into(), format!("{name},{name},KEN,{region},{rest}\n"));
    };
    let mut put = |city: &str, measurement: &str, item: &str, cycle: i32, point: &str| {
        let commas = ",".repeat(9 - point.split(',').count());
        observations += &format!("{city},{measurement},{item},{cycle},{point}{commas},s{cycle},public\n");
    };
    // Of the movements: measurement, joined, baseline, points; movement, certainty, reason and marks expected.
    for c in first_of_each("methods/movements.txt", &[5, 6, 7, 9]) {
        let name = format!("m-{}", c[0]);
        city(&name, "Africa", &format!("{},{}", c[2], c[3]));
        for point in c[4].split_whitespace() {
            put(&name, &c[1], "total", 2020, point);
        }
    }
    for c in first_of_each("methods/targets.txt", &[4, 5]) {
        let name = format!("t-{}", c[0]);
        city(&name, "Africa", ",");
        targets += &format!("{name},{},total,{},public\n", c[1], c[3]);
        let source = if c[1] == "learning_advocacy" { ",,,,,expert" } else { "" };
        for point in c[2].split_whitespace() {
            put(&name, &c[1], "total", 2020, &format!("{point}{source}"));
        }
    }
    for c in first_of_each("methods/trends.txt", &[2, 3]) {
        let name = format!("r-{}", c[0]);
        city(&name, "Africa", ",");
        let values: Vec<&str> = c[1].split_whitespace().collect();
        for (value, year) in values.iter().rev().zip((0..=2019).rev()) {
            put(&name, "waste_per_capita", "total", 2020, &format!("{year},{value}"));
        }
    }
    // Gaps between women and men, and a total outside them.
    for (name, first, second) in [
        ("g-narrowed", "2015,50 2019,55", "2015,60 2019,60"),
        ("g-widened", "2015,50 2019,45", "2015,60 2019,60"),
        ("g-unchanged", "2015,50 2019,50", "2015,60 2019,60"),
        ("g-apart", "2015,50", "2019,60"),
    ] {
        city(name, "Arab States", ",");
        for (item, points) in [("female", first), ("male", second)] {
            for point in points.split_whitespace() {
                put(name, "pre_primary_enrolment", item, 2020, point);
            }
        }
    }
    put("g-narrowed", "pre_primary_enrolment", "total", 2020, "2019,80");
    // Eight cities of a region: below, within and above the others; a jump, parts above the whole, a fraction, a copy,
    // schooling apart, an exchange.
    for i in 0..8 {
        let name = format!("s-{i}");
        city(&name, "Asia and the Pacific", ",");
        for (year, value) in [(2018, 40.0), (2019, 40.0 + f64::from(1 + i % 3) + if i == 7 { 30.0 } else { 0.0 })] {
            // The interval of one reaches across both ends of the others' middle half.
            let interval = if i == 6 { ",20,80" } else { "" };
            put(&name, "election_turnout", "total", 2020, &format!("{year},{value}{interval}"));
        }
        put(&name, "learning_advocacy", "total", 2020, "2019,3,,,,,3|3|3,expert");
    }
    for point in ["2015,90", "2017,94", "2019,0.92"] {
        put("s-0", "internet_usage", "total", 2020, point);
    }
    put("s-1", "education_expenditure_distribution", "basic", 2020, "2019,60");
    put("s-1", "education_expenditure_distribution", "adult", 2020, "2019,40.5");
    put("s-2", "mean_years_of_schooling", "female", 2020, "2019,0.5");
    put("s-2", "adult_literacy_rate", "female", 2020, "2019,90");
    put("s-3", "youth_neet_rate", "total", 2018, "2016,41.25");
    put("s-3", "youth_neet_rate", "total", 2020, "2018,41.25");
    for (item, points) in [("female", [60, 60, 40]), ("male", [40, 40, 60])] {
        for (year, value) in [2016, 2018, 2019].into_iter().zip(points) {
            put("s-5", "pre_primary_enrolment", item, 2020, &format!("{year},{value}"));
        }
    }
    // Ten cities whose values swing lend their usual fluctuation to one that has two points and no interval.
    for i in 0..10 {
        let name = format!("f-{i}");
        city(&name, "Africa", ",");
        for (year, value) in (2014..=2018).zip([100, 110].into_iter().cycle()) {
            put(&name, "mobile_penetration_rate", "total", 2020, &format!("{year},{value}"));
        }
    }
    for point in ["2015,20000", "2019,25000"] {
        put("s-6", "gdp_per_capita", "total", 2020, point);
    }
    for point in ["2015,100", "2019,200"] {
        put("s-6", "mobile_penetration_rate", "total", 2020, point);
    }
    let corrections: String = ["drop", "override", "scale", "flag"]
        .iter()
        .enumerate()
        .map(|(i, action)| {
            let (used, status) = if i == 0 { ("", "") } else { ("2", "A") };
            format!(
                "s-4,waste_per_capita,total,{},{action},1,{used},Typed twice,The city,2020-05-01,A,{status},public,2020\n",
                2015 + i
            )
        })
        .collect();
    for year in 2016..=2018 {
        put("s-4", "waste_per_capita", "total", 2020, &format!("{year},2"));
    }
    let cities: String = cities.into_values().collect();
    // Two rows of one day that disagree: neither is used.
    let observations: String = sorted(&observations)
        .lines()
        .enumerate()
        .map(|(i, line)| match i {
            0 => format!("{line},price_base,quality\n"),
            _ if line.starts_with("s-6,gdp_per_capita,") => format!("{line},current,\n"),
            _ => format!("{line},,{}\n", Quality::VARIANTS[i % Quality::VARIANTS.len()]),
        })
        .collect();
    let sent: String = history(&observations)
        .lines()
        .enumerate()
        .map(|(i, line)| format!("{line},{}\n", if i == 0 { "conflict" } else { "false" }))
        .collect();
    let dispute: String = ["10", "20"]
        .map(|value| {
            format!("s-7,waste_per_capita,total,2020,2019,{value}{},s2020,public,,,2020,,false,true\n", ",".repeat(7))
        })
        .concat();
    store(&[
        ("observation_history", &(sent + &dispute)),
        ("cities", &format!("city,name,country,region,joined,baseline_year\n{cities}")),
        ("observations", &observations),
        ("targets", &sorted(&targets)),
        ("declarations", "city,role,feature\ns-4,priority,1.3.1\n"),
        ("practices", "city,feature,title,cost_band\ns-4,1.3.1,a,low\ns-4,1.3.1,b,medium\ns-4,1.3.1,c,high\n"),
        (
            "corrections",
            &format!(
                "city,measurement,item,reference_year,action,before,after,reason,asked,date,status_before,status_after,consent,cycle\n{corrections}"
            ),
        ),
    ])
}

#[test]
fn every_code_of_the_closed_list_is_reached_and_none_besides() {
    let store = with_every_code();
    let engine = store.engine(2020);
    no_fault(&engine);
    assert_eq!(not_finite(&engine), [""; 0]);
    // As check_codes gathers them: what a page can show.
    let used = [
        ("movement", "movement", "progress"),
        ("movement", "movement", "measurement_movement"),
        ("certainty", "certainty", "progress"),
        ("reason", "reason", "progress"),
        ("reason", "reason", "peer_comparison"),
        ("reason", "reason", "peer_change_comparison"),
        ("reason", "reason", "learning_requests"),
        ("reason", "reason", "target_status"),
        ("reason", "reason", "trend"),
        ("reason", "reason", "item_gaps"),
        ("mark", "unnest(string_to_array(marks, '|'))", "progress_components"),
        ("mark", "marks", "peer_comparison"),
        ("mark", "marks", "peer_change_comparison"),
        ("standing", "standing", "peer_comparison"),
        ("target", "status", "target_status"),
        ("trend", "trend", "trend"),
        ("gap", "gap", "item_gaps"),
        ("consistency", "code", "consistency"),
        ("correction", "action", "corrected_values"),
        ("cost", "cost_band", "practices"),
        ("quality", "quality", "observations"),
    ];
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (kind, code, mart) in used {
        let found = rows(
            &engine,
            &format!("select distinct code from (select {code} as code from {mart}) as used where code is not null"),
        );
        met.extend(found.iter().map(|code| format!("{kind}|{code}")));
    }
    let listed: BTreeSet<String> = rows(&engine, "select kind, code from codes").into_iter().collect();
    assert_eq!(listed.difference(&met).collect::<Vec<_>>(), Vec::<&String>::new(), "listed and never reached");
    assert_eq!(met.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "reached and not listed");
    // Each label that a page shows is a word of the list, never its code.
    let site = site_of(&store);
    for code in ["within_noise", "uncertainty_unknown", "out_of_numbers", "context_missing", "target_wrong_side"] {
        let shown = site
            .iter()
            .filter(|(name, text)| (name.starts_with("cities/") || name.ends_with(".svg")) && text.contains(code))
            .count();
        assert_eq!(shown, 0, "{code}");
    }
}
