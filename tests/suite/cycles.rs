//! A history that is sent again, rows of one instant that disagree, and what earlier cycles reported.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::{Snapshot, Store};

use super::check::{Net, row, table};
use super::support::{framework, repository, rows};

const DECLARATION: &str = "city,cycle,submitted_on,consent\n";

/// Folder, cycle, day, and rows of year and value.
type Submission<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A submission of northbridge: cycle, day, and rows of year and value.
fn send(net: &Net, folder: &str, cycle: &str, day: &str, sent: &[(&str, &str)]) {
    net.write(&format!("submissions/{folder}/city.csv"), format!("{DECLARATION}northbridge,{cycle},{day},public\n"));
    let rows: Vec<String> =
        sent.iter().map(|(year, value)| row(&[("cycle", cycle), ("reference_year", year), ("value", value)])).collect();
    net.write(&format!("submissions/{folder}/o.csv"), table(&rows));
}

fn snapshot(net: &Net) -> Snapshot {
    net.ingest();
    Store::open(&net.store()).unwrap().current().unwrap().unwrap()
}

fn engine(snapshot: &Snapshot, cycle: Option<i32>, day: Option<&str>) -> Engine {
    Engine::open_as_of(snapshot, &repository().join("queries"), cycle, day).unwrap()
}

const DETAIL: &str = "select cycle, on_time, late, undated, carried, missing from coverage_detail where area = '1.1' and city = 'northbridge' order by cycle";

#[test]
fn a_whole_history_sent_again_changes_no_earlier_cycle() {
    let net = Net::new();
    send(&net, "a", "2018", "2018-05-01", &[("2016", "90"), ("2017", "91")]);
    send(&net, "b", "2020", "2020-05-01", &[("2019", "92")]);
    send(&net, "c", "2022", "2023-02-01", &[("2021", "93"), ("2019", "92.5")]);
    let before = snapshot(&net);
    let marts = [
        DETAIL,
        "select * from coverage where cycle < 2024 order by city, cycle, area",
        "select * from coverage_network where cycle < 2024 order by measurement, cycle",
        "select reference_year, value, cycle from series order by reference_year",
        "select baseline_value, latest_value, change from progress where baseline_value is not null",
    ];
    let told = |snapshot: &Snapshot, cycle: i32| -> Vec<Vec<String>> {
        marts.iter().map(|m| rows(&engine(snapshot, Some(cycle), None), m)).collect()
    };
    let earlier: BTreeMap<i32, _> = [2018, 2020, 2022].into_iter().map(|c| (c, told(&before, c))).collect();
    assert_eq!(
        earlier[&2020][3],
        ["2016|90.0|2018", "2017|91.0|2018", "2019|92.0|2020"],
        "what was corrected later is as it was"
    );
    assert_eq!(earlier[&2022][0], ["2018|1|0|0|0|8", "2020|1|0|0|0|8", "2022|0|1|0|0|8"]);
    // The same values once more, and one that is new.
    send(
        &net,
        "d",
        "2024",
        "2024-05-01",
        &[("2016", "90"), ("2017", "91"), ("2019", "92.5"), ("2021", "93"), ("2023", "94")],
    );
    let after = snapshot(&net);
    for (cycle, told_before) in &earlier {
        assert_eq!(&told(&after, *cycle), told_before, "cycle {cycle}");
    }
    let newest = engine(&after, None, None);
    assert_eq!(rows(&newest, DETAIL), ["2018|1|0|0|0|8", "2020|1|0|0|0|8", "2022|0|1|0|0|8", "2024|1|0|0|0|8"]);
    // Nothing new: it came in earlier cycles, and is carried while it is young enough.
    send(&net, "d", "2024", "2024-05-01", &[("2016", "90"), ("2021", "93")]);
    let newest = engine(&snapshot(&net), Some(2024), None);
    assert_eq!(rows(&newest, DETAIL).last().map(String::as_str), Some("2024|0|0|0|1|8"));
}

#[test]
fn rows_of_one_day_that_disagree_are_not_used_and_both_files_are_named() {
    let net = Net::new();
    send(&net, "a", "2022", "2022-05-01", &[("2021", "90")]);
    send(&net, "b", "2024", "2024-05-01", &[("2021", "91"), ("2023", "95"), ("2022", "94")]);
    send(&net, "c", "2024", "2024-05-01", &[("2021", "92"), ("2023", "95.5"), ("2022", "94")]);
    let snapshot = snapshot(&net);
    let report: Report = net.check();
    let clashes: Vec<_> = report.findings.iter().filter(|f| f.code == "conflict_between_files").collect();
    assert_eq!(clashes.len(), 4, "{:?}", report.findings);
    for finding in &clashes {
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.message.contains("/b/o.csv") && finding.message.contains("/c/o.csv"), "{}", finding.message);
    }
    assert!(clashes[0].message.contains("disagree on 2021: 91 in"), "{}", clashes[0].message);
    let values = "select reference_year, value, cycle from observations order by 1";
    assert_eq!(rows(&engine(&snapshot, None, None), values), ["2022|94.0|2024"], "where they agree the value is used");
    assert_eq!(
        rows(&engine(&snapshot, Some(2022), None), "select reference_year, value from stg_received"),
        ["2021|90.0"]
    );
    assert_eq!(
        rows(&engine(&snapshot, None, None), "select reference_year from stg_conflicts order by 1"),
        ["2021", "2023"]
    );
    assert_eq!(
        rows(
            &engine(&snapshot, None, None),
            "select movement, reason from progress where measurement = 'adult_literacy_rate' and item = 'female' and city = 'northbridge'"
        ),
        ["|conflict"]
    );
    assert_eq!(rows(&engine(&snapshot, None, Some("2024-04-30")), values), ["2021|90.0|2022"]);
    assert_eq!(rows(&engine(&snapshot, None, Some("2024-05-01")), values), ["2022|94.0|2024"]);
    // A time of day settles it, and so does a later file.
    send(&net, "c", "2024", "2024-05-01T09:30", &[("2021", "92"), ("2023", "95.5"), ("2022", "94")]);
    let settled = self::snapshot(&net);
    assert_eq!(rows(&engine(&settled, None, None), values), ["2021|92.0|2024", "2022|94.0|2024", "2023|95.5|2024"]);
    assert_eq!(rows(&engine(&settled, None, Some("2024-05-01")), values).len(), 3, "the day has all its hours");
    assert!(!net.check().findings.iter().any(|f| f.code == "conflict_between_files"));
}

/// A brief as of a day is the brief of a network that has only what had come by then.
#[test]
fn as_of_a_day_the_history_is_what_it_was() {
    let sent: [Submission<'_>; 7] = [
        ("a", "2018", "2018-05-01", &[("2016", "90"), ("2017", "91")]),
        ("b", "2020", "2020-05-01", &[("2016", "90"), ("2019", "92")]),
        ("c", "2020", "2020-05-01", &[("2016", "90.5"), ("2017", "91")]),
        ("d", "2018", "2021-02-01", &[("2017", "91.5"), ("2016", "90")]),
        ("e", "2022", "2022-05-01T08:00", &[("2016", "90"), ("2017", "91"), ("2019", "")]),
        ("f", "2022", "2022-05-01T09:00", &[("2017", "91.5"), ("2021", "93")]),
        ("g", "2024", "2024-05-01", &[("2016", "90"), ("2017", "91.5"), ("2021", "93"), ("2023", "94")]),
    ];
    let lines = |s: &[(&str, &str)]| -> Vec<String> {
        s.iter()
            .map(|(year, value)| {
                let status = if value.is_empty() { "O" } else { "" };
                format!("{year}|{value}|{status}")
            })
            .collect()
    };
    let whole = Net::new();
    let put = |net: &Net, (folder, cycle, day, values): &(&str, &str, &str, &[(&str, &str)])| {
        net.write(
            &format!("submissions/{folder}/city.csv"),
            format!("{DECLARATION}northbridge,{cycle},{day},public\n"),
        );
        let rows: Vec<String> = lines(values)
            .iter()
            .map(|line| {
                let cells: Vec<&str> = line.split('|').collect();
                row(&[("cycle", cycle), ("reference_year", cells[0]), ("value", cells[1]), ("status", cells[2])])
            })
            .collect();
        net.write(&format!("submissions/{folder}/o.csv"), table(&rows));
    };
    for s in &sent {
        put(&whole, s);
    }
    let all = snapshot(&whole);
    let history = "select reference_year, value, cycle, submitted_on, current, conflict, first_cycle, from_cycle, until_cycle from observation_history \
                   order by reference_year, submitted_on, submission, line";
    let values = "select reference_year, value, status, cycle, submission from observations order by 1";
    for day in ["2018-05-01", "2020-05-01", "2021-02-01", "2022-05-01", "2024-05-01", "2100-01-01"] {
        let part = Net::new();
        for s in sent.iter().filter(|s| &s.2[..10] <= day) {
            put(&part, s);
        }
        let (then, now) = (engine(&snapshot(&part), None, None), engine(&all, None, Some(day)));
        assert_eq!(rows(&now, history), rows(&then, history), "{day}");
        assert_eq!(rows(&now, values), rows(&then, values), "{day}");
    }
}

/// Of the demonstration network nothing that came counts as missing.
#[test]
fn what_came_is_never_counted_as_missing() {
    let net = Net::new();
    let demo = repository().join("data/demo");
    let network = learning_cities::model::network::Network::load(&demo, &framework()).unwrap();
    ingest::run(&network, &framework(), &BTreeMap::new(), &net.store()).unwrap();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = engine(&snapshot, None, None);
    let came = "select count(*) from (
        select city, measurement, item, min(cycle) as cycle
        from observation_history
        where consent = 'public' and value is not null and not conflict and status not like '%F%' and reference_year <= 2024
        group by city, measurement, item, reference_year, value
    )";
    let by_series = came.replace("count(*)", "count(distinct city || measurement || item || cycle)");
    let reported = rows(&engine, "select sum(series_reported) from coverage");
    assert_eq!(rows(&engine, &by_series), reported);
    let resent =
        rows(&engine, "select count(*) from observation_history where first_cycle < cycle and consent = 'public'");
    assert!(resent[0].parse::<usize>().unwrap() > 200, "{resent:?}: some cities send their history again");
}
