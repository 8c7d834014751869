//! A brief as of a day: only the submissions up to it count.

use learning_cities::engine::Engine;
use learning_cities::model::schema;
use learning_cities::store::{Snapshot, Store};

use super::check::{Net, row, table};
use super::support::{self, rows};

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

/// Three folders of northbridge: May 2022, May 2024, and June 2024, which mends, adds and takes back.
pub fn net() -> Net {
    let net = Net::new();
    let declaration = |cycle: &str, day: &str, rest: &str| format!("{DECLARATION}northbridge,{cycle},{day},{rest}\n");
    let target = |year: &str, value: &str| {
        format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,{year},{value}\n")
    };
    let practice =
        |summary: &str| format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{summary},\n");
    let old = |value: &str| row(&[("cycle", "2022"), ("reference_year", "2021"), ("value", value)]);

    net.write("submissions/a/city.csv", declaration("2022", "2022-05-01", "public,,1.1.1,2.1.1"));
    net.write("submissions/a/o.csv", table(&[old("90")]));
    net.write("submissions/a/targets.csv", target("2028", "95"));
    net.write("submissions/a/practices.csv", practice("Two rooms."));
    net.write("submissions/b/city.csv", declaration("2024", "2024-05-01", "public,2018,3.3.1|1.1.2,"));
    net.write("submissions/b/o.csv", table(&[row(&[("value", "93")]), row(&[("item", "male"), ("value", "94")])]));
    net.write("submissions/c/city.csv", declaration("2024", "2024-06-01", "public,2019,,"));
    net.write(
        "submissions/c/o.csv",
        table(&[
            row(&[("reference_year", "2021"), ("value", "91")]),
            row(&[("item", "male"), ("value", ""), ("status", "O")]),
        ]),
    );
    net.write("submissions/c/targets.csv", target("2030", "99"));
    net.write("submissions/c/practices.csv", practice("Five rooms."));
    net
}

pub fn snapshot(net: &Net) -> Snapshot {
    net.ingest();
    Store::open(&net.store()).unwrap().current().unwrap().unwrap()
}

fn engine(snapshot: &Snapshot, day: Option<&str>) -> Engine {
    Engine::open_as_of(snapshot, &support::repository().join("queries"), None, day).unwrap()
}

const VALUES: &str =
    "select item, reference_year, value, status, cycle from observations order by item, reference_year";

#[test]
fn the_newest_submission_up_to_the_day_wins() {
    let net = net();
    let snapshot = snapshot(&net);
    let values = |day: &str| rows(&engine(&snapshot, Some(day)), VALUES);
    assert_eq!(values("2022-04-30"), [""; 0]);
    assert_eq!(values("2022-05-01"), ["female|2021|90.0|A|2022"], "the day itself counts");
    assert_eq!(values("2024-04-30"), ["female|2021|90.0|A|2022"]);
    let may = ["female|2021|90.0|A|2022", "female|2023|93.0|A|2024", "male|2023|94.0|A|2024"];
    assert_eq!(values("2024-05-01"), may);
    assert_eq!(values("2024-05-31"), may);
    let june = ["female|2021|91.0|A|2024", "female|2023|93.0|A|2024", "male|2023||O|2024"];
    assert_eq!(values("2024-06-01"), june);
    assert_eq!(rows(&engine(&snapshot, None), VALUES), june);
}

#[test]
fn targets_practices_declarations_and_baseline_years_likewise() {
    let net = net();
    let snapshot = snapshot(&net);
    let of = |day: &str, sql: &str| rows(&engine(&snapshot, Some(day)), sql);
    let target = "select year, value from targets";
    assert_eq!(of("2022-04-30", target), [""; 0]);
    assert_eq!(of("2024-05-31", target), ["2028|95.0"]);
    assert_eq!(of("2024-06-01", target), ["2030|99.0"]);
    let practice = "select summary from practices";
    assert_eq!(of("2024-05-31", practice), ["Two rooms."]);
    assert_eq!(of("2024-06-01", practice), ["Five rooms."]);
    let declared = "select role, feature from declarations order by role, feature";
    assert_eq!(of("2022-05-01", declared), ["expertise|2.1.1", "priority|1.1.1"]);
    assert_eq!(of("2024-05-01", declared), ["priority|1.1.2", "priority|3.3.1"]);
    assert_eq!(of("2024-06-01", declared), [""; 0], "the newest asks nothing");
    let baseline = "select baseline_year from cities where city = 'northbridge'";
    assert_eq!(of("2024-04-30", baseline), ["2016"], "the registry's, before the city declared one");
    assert_eq!(of("2024-05-01", baseline), ["2018"]);
    assert_eq!(of("2024-06-01", baseline), ["2019"]);
    assert_eq!(of("2024-05-01", "select cycle, as_of from brief"), ["2024|2024-05-01"]);
    assert_eq!(of("2022-05-01", "select cycle, as_of from brief"), ["2022|2022-05-01"]);
}

#[test]
fn a_day_after_everything_changes_no_table_and_no_mart() {
    let net = net();
    let snapshot = snapshot(&net);
    let (all, late) = (engine(&snapshot, None), engine(&snapshot, Some("2100-01-01")));
    assert_eq!(all.cycle(), late.cycle());
    for name in schema::TABLES.iter().map(|t| t.name).chain(["progress", "series", "peer_comparison", "coverage"]) {
        let text = |engine: &Engine| {
            arrow::util::pretty::pretty_format_batches(&[engine.table(name).unwrap().batch().clone()])
                .unwrap()
                .to_string()
        };
        assert_eq!(text(&all), text(&late), "{name}");
    }
    assert!(late.checks().unwrap().iter().all(|c| c.rows.is_empty()));
}

#[test]
fn what_was_withdrawn_since_stays_withdrawn() {
    let net = net();
    net.write("submissions/d/city.csv", format!("{DECLARATION}northbridge,2022,2025-01-01,private,,,\n"));
    let snapshot = snapshot(&net);
    let engine = engine(&snapshot, Some("2022-12-31"));
    assert_eq!(rows(&engine, "select consent from observations"), ["private"]);
    assert_eq!(engine.cycle(), 0);
}

#[test]
fn a_correction_holds_where_the_row_that_it_corrects_counts() {
    let net = net();
    let correction = |item: &str, year: &str, expect: &str, rest: &str| {
        format!(
            "[[correction]]\ncity = \"northbridge\"\nmeasurement = \"adult_literacy_rate\"\nitem = \"{item}\"\nreference_year = {year}\n\
             expect = {expect}\nreason = \"Asked\"\nasked = \"The city\"\ndate = \"2025-01-01\"\n{rest}\n"
        )
    };
    let written = [
        correction("female", "2021", "91", "action = \"override\"\nvalue = 92"),
        correction("female", "2023", "93", "action = \"drop\""),
    ];
    net.write("corrections.toml", written.concat());
    let snapshot = snapshot(&net);
    let values = |day: &str| rows(&engine(&snapshot, Some(day)), VALUES);
    assert_eq!(
        values("2024-05-31"),
        ["female|2021|90.0|A|2022", "male|2023|94.0|A|2024"],
        "90 is not what was corrected"
    );
    assert_eq!(values("2024-06-01"), ["female|2021|92.0|A|2024", "male|2023||O|2024"]);
    let shown = |day: &str| rows(&engine(&snapshot, Some(day)), "select reference_year, action from corrected_values");
    assert_eq!(shown("2024-05-31"), ["2023|drop"]);
    assert_eq!(shown("2024-06-01"), ["2021|override", "2023|drop"]);
    assert!(engine(&snapshot, Some("2024-05-31")).checks().unwrap().iter().all(|c| c.rows.is_empty()));
}
