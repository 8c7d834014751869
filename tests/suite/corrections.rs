//! Corrections: what they do, what keeps them from rotting, and what of them is published.

use learning_cities::base::error::Error;
use learning_cities::engine::Engine;
use learning_cities::ingest;
use learning_cities::model::framework::Framework;
use learning_cities::model::network::Network;
use learning_cities::open_data::Marts;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{self, framework};

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

/// A correction of northbridge's literate women in 2023, `changes` laid over its lines.
fn correction(changes: &[(&str, &str)]) -> String {
    let mut lines = vec![
        ("action", "\"override\""),
        ("city", "\"northbridge\""),
        ("measurement", "\"adult_literacy_rate\""),
        ("item", "\"female\""),
        ("reference_year", "2023"),
        ("expect", "79.2"),
        ("value", "97.2"),
        ("reason", "\"Digits were swapped\""),
        ("asked", "\"Ms Adams of the statistics office\""),
        ("date", "\"2024-07-01\""),
    ];
    for (key, text) in changes {
        lines.retain(|l| l.0 != *key);
        if !text.is_empty() {
            lines.push((key, text));
        }
    }
    let body: String = lines.iter().map(|(key, text)| format!("{key} = {text}\n")).collect();
    format!("[[correction]]\n{body}\n")
}

/// Northbridge sends 79.2 with an interval and ratings of another measurement; southgate withholds.
fn net(corrections: &[String]) -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,,\n"));
    let sent = [
        row(&[("value", "79.2"), ("ci_lower", "78"), ("ci_upper", "80.5"), ("status", "E")]),
        row(&[("item", "male"), ("value", "98")]),
        row(&[("item", "total"), ("value", ""), ("status", "O")]),
    ];
    net.write("submissions/a/o.csv", table(&sent));
    net.write("submissions/s/city.csv", format!("{DECLARATION}southgate,2024,2024-05-01,private,,,\n"));
    net.write("submissions/s/o.csv", table(&[row(&[("city", "southgate"), ("value", "51.7")])]));
    net.write("corrections.toml", corrections.concat());
    net
}

fn engine(net: &Net) -> Engine {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    Engine::open(&snapshot, &support::repository().join("queries"), Some(2024)).unwrap()
}

fn rows(net: &Net, sql: &str) -> Vec<String> {
    support::rows(&engine(net), sql)
}

const VALUES: &str =
    "select item, value, ci_lower, ci_upper, status from observations where city = 'northbridge' order by item";

#[test]
fn a_dropped_row_stays_in_the_history() {
    let net = net(&[correction(&[("action", "\"drop\""), ("value", "")])]);
    net.ingest();
    assert_eq!(rows(&net, VALUES), ["male|98.0|||A", "total||||O"]);
    assert_eq!(
        rows(&net, "select item, value, current from observation_history where city = 'northbridge' order by item"),
        ["female|79.2|false", "male|98.0|true", "total||true"]
    );
    assert!(engine(&net).table("check_corrected_values").unwrap().is_empty());
}

#[test]
fn what_was_done_stands_in_a_table_and_in_the_snapshots_name() {
    let plain = net(&[]);
    let without = plain.ingest().snapshot;
    let net = net(&[correction(&[])]);
    let report = net.ingest();
    assert_ne!(report.snapshot, without);
    assert!(!net.ingest().new, "the same corrections, the same snapshot");
    assert_eq!(
        rows(&net, "select * from corrections"),
        [
            "northbridge|adult_literacy_rate|female|2023|override|79.2|97.2|Digits were swapped|Ms Adams of the statistics office|2024-07-01|E|E|public|2024|2024-05-01|1"
        ]
    );
    net.write("corrections.toml", correction(&[("reason", "\"The city mended it\"")]));
    assert!(net.ingest().new, "another reason is another snapshot");
}

#[test]
fn a_correction_that_no_longer_fits_stops_the_run() {
    let error = |net: &Net| {
        ingest::run(&net.network(), &framework(), &Default::default(), &net.store()).unwrap_err().to_string()
    };
    // The city sends the right value itself.
    let mended = net(&[correction(&[])]);
    mended.ingest();
    mended.write("submissions/b/city.csv", format!("{DECLARATION}northbridge,2024,2024-06-01,public,,,\n"));
    mended.write("submissions/b/o.csv", table(&[row(&[("value", "97.2")])]));
    let told = error(&mended);
    for part in [
        "corrections.toml line 1",
        "the override of northbridge adult_literacy_rate female 2023 expects 79.2",
        "97.2 is there now",
        "sent on 2024-06-01",
        "take the correction out",
        "expect = 97.2",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let store = Store::open(&mended.store()).unwrap();
    let is_of_run = |id: &String| store.snapshot(id).unwrap().manifest.inputs.contains_key("submissions/b/o.csv");
    assert!(!store.snapshots().unwrap().iter().any(is_of_run), "no value was stored");
    // It takes the value back.
    mended.write("submissions/b/o.csv", table(&[row(&[("value", ""), ("status", "O")])]));
    assert!(error(&mended).contains("no value is there now") && error(&mended).contains("expect = \"empty\""));
    // Nobody sends the row at all.
    let gone = net(&[correction(&[("reference_year", "2019")])]);
    assert!(error(&gone).contains("the merged data have no such row now"), "{}", error(&gone));
}

#[test]
fn every_correction_that_no_longer_fits_is_named_at_once_and_its_cure_works() {
    let mended = net(&[
        correction(&[("expect", "70"), ("action", "\"scale\""), ("value", ""), ("factor", "1.2")]),
        correction(&[("item", "\"male\""), ("expect", "97"), ("value", "96")]),
        correction(&[
            ("item", "\"total\""),
            ("expect", "88"),
            ("action", "\"scale\""),
            ("value", ""),
            ("factor", "1.01"),
        ]),
    ]);
    let run = |net: &Net| ingest::run(&net.network(), &framework(), &Default::default(), &net.store());
    let told = run(&mended).unwrap_err().to_string();
    for part in [
        "expects 70, and 79.2 is there now",
        "keep it with expect = 79.2",
        "keep it with expect = 98",
        "keep it with action = \"override\", value and expect = \"empty\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(told.matches("corrections.toml line").count(), 3, "{told}");
    let cured = [
        correction(&[("expect", "79.2"), ("action", "\"scale\""), ("value", ""), ("factor", "1.2")]),
        correction(&[("item", "\"male\""), ("expect", "98"), ("value", "96")]),
        correction(&[("item", "\"total\""), ("expect", "\"empty\""), ("value", "96"), ("status", "\"A\"")]),
    ];
    mended.write("corrections.toml", cured.concat());
    run(&mended).unwrap();
}

#[test]
fn a_correction_to_an_unusual_value_is_questioned() {
    let said = |value: &str, status: &str| {
        let net = net(&[correction(&[("value", value), ("status", status)])]);
        let found = net.ingest().findings.into_iter().filter(|f| f.file == "corrections.toml");
        found.map(|f| (f.code, f.line, f.message)).collect::<Vec<_>>()
    };
    // The plausible range of the rate begins at 20.
    let found = said("19.9", "");
    assert_eq!((found[0].0, found[0].1, found.len()), ("below_plausible", Some(1), 1), "{found:?}");
    let sentence =
        "The override of northbridge adult_literacy_rate female 2023 makes the value 19.9 %, which is below 20";
    assert!(found[0].2.starts_with(sentence), "{found:?}");
    assert_eq!(said("20", ""), []);
    assert_eq!(said("19.9", "\"D\""), [], "another definition has another range");
}

fn load(text: &str) -> Result<Network, Error> {
    let net = Net::new();
    net.write("corrections.toml", text);
    Network::load(&net.path(), &framework())
}

#[test]
fn a_wrong_file_is_an_error_with_its_line() {
    assert!(load("").unwrap().corrections.is_empty());
    assert_eq!(load(&correction(&[])).unwrap().corrections.len(), 1);
    let sound = correction(&[]);
    let lines = sound.lines().count();
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("action", "\"delete\"")], "unknown variant"),
        (&[("city", "\"../x\"")], "no city's id"),
        (&[("measurement", "\"literacy\"")], "not in the catalogue"),
        (&[("item", "\"men\"")], "none of female, male"),
        (&[("reference_year", "1899")], "no year"),
        (&[("date", "\"2024-02-30\"")], "no day"),
        (&[("reason", "\" \"")], "reason is empty"),
        (&[("asked", "\"\"")], "asked is empty"),
        (&[("asked", "")], "missing field"),
        (&[("expect", "")], "missing field"),
        (&[("expect", "\"none\"")], "expect must be a number"),
        (&[("expect", "nan")], "expect NaN"),
        (&[("note", "\"x\"")], "unknown field"),
        (&[("value", "")], "action override needs value"),
        (&[("value", "100.1")], "cannot be (from 0 to 100)"),
        (&[("status", "\"X\"")], "no status of CL_OBS_STATUS"),
        (&[("status", "\"O\"")], "status O carries no value"),
        (&[("factor", "2")], "takes no factor"),
        (&[("action", "\"drop\"")], "action drop takes no value"),
        (&[("action", "\"scale\""), ("value", "")], "action scale needs factor"),
        (&[("action", "\"scale\""), ("value", ""), ("factor", "-1")], "must be above 0"),
        (&[("action", "\"scale\""), ("value", ""), ("factor", "0")], "must be above 0"),
        (&[("action", "\"scale\""), ("value", ""), ("factor", "2"), ("expect", "\"empty\"")], "cannot be scaled"),
        (
            &[
                ("action", "\"scale\""),
                ("value", ""),
                ("factor", "2"),
                ("measurement", "\"political_leadership\""),
                ("item", "\"total\""),
            ],
            "a rating is not scaled",
        ),
        (&[("action", "\"flag\""), ("value", "")], "action flag needs status"),
        (&[("action", "\"flag\""), ("value", ""), ("status", "\"M\"")], "use drop"),
    ];
    for (changes, message) in cases {
        let error =
            load(&format!("# Corrections\n{sound}{}", correction(&[&[("item", "\"male\"")], *changes].concat())));
        let error = error.unwrap_err().to_string();
        assert!(error.contains(message), "{changes:?}: {error}");
        let line: usize =
            error.split("corrections.toml line ").nth(1).unwrap().split(':').next().unwrap().parse().unwrap();
        assert!((lines + 2..=2 * lines + 2).contains(&line), "{changes:?}: {error}");
    }
    let after_drop =
        load(&format!("{}{sound}", correction(&[("action", "\"drop\""), ("value", "")]))).unwrap_err().to_string();
    assert!(after_drop.contains("is dropped on line 1 already"), "{after_drop}");
    assert!(load(&format!("{sound}{}", correction(&[("value", "96")]))).is_ok(), "several of one row");
    // Twice the city and series, another year: two rows.
    assert!(load(&format!("{sound}{}", correction(&[("reference_year", "2022")]))).is_ok());
}

#[test]
fn a_withheld_correction_and_who_was_asked_are_not_published() {
    let withheld = |value: &str| {
        correction(&[("city", "\"southgate\""), ("expect", "51.7"), ("value", value), ("reason", "\"Quiet words\"")])
    };
    let published = |value: &str| -> Vec<String> {
        let net = net(&[correction(&[]), withheld(value)]);
        net.ingest();
        assert_eq!(rows(&net, "select count(*) from corrections"), ["2"]);
        let countries = Framework::load(&support::repository().join("data/framework")).unwrap().countries;
        let marts = Marts::fetch(&engine(&net), countries).unwrap();
        let text = |(name, table): (&String, &learning_cities::base::table::Table)| {
            let shown = arrow::util::pretty::pretty_format_batches(&[table.batch().clone()]).unwrap().to_string();
            format!("{name}\n{shown}")
        };
        marts.tables.iter().map(text).collect()
    };
    let (one, two) = (published("52"), published("53"));
    assert_eq!(one, two);
    let all = one.concat();
    assert!(all.contains("Digits were swapped"));
    for secret in ["Ms Adams", "Quiet words", "51.7"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn it_holds_of_an_earlier_day_where_the_same_was_sent_again() {
    let net = net(&[correction(&[])]);
    let values = |day: &str| {
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open_as_of(&snapshot, &support::repository().join("queries"), None, Some(day)).unwrap();
        let values =
            support::rows(&engine, "select value from observations where item = 'female' and city = 'northbridge'");
        (values.join(" "), support::rows(&engine, "select before, after from corrected_values").join(" "))
    };
    let corrected = ("97.2".to_string(), "79.2|97.2".to_string());
    net.ingest();
    assert_eq!(values("2024-06-01"), corrected);
    net.write("submissions/b/city.csv", format!("{DECLARATION}northbridge,2026,2026-05-01,public,,,\n"));
    let again = row(&[("cycle", "2026"), ("value", "79.2"), ("ci_lower", "78"), ("ci_upper", "80.5"), ("status", "E")]);
    net.write("submissions/b/o.csv", table(&[again]));
    net.ingest();
    assert_eq!(values("2024-06-01"), corrected);
    assert_eq!(values("2026-06-01"), corrected);
    // Another value before it is none that the correction is of.
    net.write("submissions/c/city.csv", format!("{DECLARATION}northbridge,2025,2025-05-01,public,,,\n"));
    net.write("submissions/c/o.csv", table(&[row(&[("cycle", "2025"), ("value", "80")])]));
    net.ingest();
    assert_eq!(values("2024-06-01"), ("79.2".to_string(), String::new()));
    assert_eq!(values("2025-06-01"), ("80.0".to_string(), String::new()));
    assert_eq!(values("2026-06-01"), corrected);
}

#[test]
fn one_that_no_longer_fits_holds_up_no_withdrawal() {
    let net = net(&[correction(&[])]);
    net.ingest();
    net.write("submissions/b/city.csv", format!("{DECLARATION}northbridge,2024,2024-06-01,public,,,\n"));
    net.write("submissions/b/o.csv", table(&[row(&[("value", "80")])]));
    let run = || ingest::run(&net.network(), &framework(), &Default::default(), &net.store()).unwrap_err().to_string();
    assert!(!run().contains("withdrew"), "{}", run());
    net.write("submissions/c/city.csv", format!("{DECLARATION}northbridge,2024,2024-07-01,private,,,\n"));
    let said = run();
    assert!(said.contains("\nWhat northbridge withdrew since is withheld: the snapshot "), "{said}");
    assert_eq!(rows(&net, "select distinct consent from observations where city = 'northbridge'"), ["private"]);
    assert_eq!(rows(&net, "select value from observations where item = 'female' and city = 'northbridge'"), ["97.2"]);
}
