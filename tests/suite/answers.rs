//! The answer of every mart on a tiny fixed network, kept in tests/fixtures/answers: one column a line, so that a
//! changed figure is a changed line. Where a change is meant, `INSTA_UPDATE=always cargo test --test suite answers`
//! writes them anew; read the difference before committing it.

use std::fmt::Write;

use learning_cities::base::table::Table;
use learning_cities::engine::RelationKind;

use crate::support::{TestStore, store};

const CITIES: &str = "city,name,country,region,joined,baseline_year\n\
    ashford,Ashford,KEN,Africa,2014,\n\
    birch,Birch,KEN,Africa,2014,\n\
    cedar,Cedar,KEN,Africa,2014,2015\n\
    dale,Dale,UGA,Africa,2016,\n\
    elm,Elm,UGA,Africa,2014,\n\
    fern,Fern,MAR,Arab States,2018,\n";

/// Series as `city measurement item source points`; a point is `year=value` or `year=value/low/high`, `@cycle` behind
/// it where it is not 2020.
const SERIES: &str = "\
    ashford unemployment_rate total official 2013=12@2014 2015=11/10/12@2016 2017=10/9/11@2018 2019=8/7/9\n\
    birch unemployment_rate total official 2013=14@2014 2015=12/11/13@2016 2019=9/8/10\n\
    cedar unemployment_rate total official 2015=8/7/9@2016 2017=9/8/10@2018 2019=11/10/12\n\
    dale unemployment_rate total official 2015=10@2016 2019=10.1\n\
    elm unemployment_rate total official 2013=9@2014 2015=9.5@2016 2017=9.2@2018 2019=9.4\n\
    fern unemployment_rate total official 2017=20@2018 2019=18\n\
    ashford unemployment_rate female official 2015=13@2016 2019=9\n\
    ashford unemployment_rate male official 2015=9@2016 2019=7\n\
    birch unemployment_rate female official 2019=9\n\
    ashford co2_per_capita total official 2010=5@2014 2011=4.9@2014 2012=4.8@2014 2013=4.6@2014 2014=4.5@2016 2015=4.2@2016 2017=4@2018 2019=3.8\n\
    birch co2_per_capita total official 2015=3@2016 2019=3\n\
    cedar co2_per_capita total official 2015=2@2016 2019=2.5\n\
    dale co2_per_capita total official 2013=6@2016 2014=6.2\n\
    ashford learning_advocacy total expert 2015=2@2016 2019=4\n\
    birch learning_advocacy total expert 2015=3@2016 2019=3\n\
    cedar council_seats_women total official 2015=30@2016 2019=48\n\
    birch waste_per_capita total official 2015=300@2016 2019=330\n\
    elm internet_usage total survey 2017=90@2018 2019=0.92\n";

fn network() -> TestStore {
    let mut observations =
        String::from("city,measurement,item,cycle,reference_year,value,ci_lower,ci_upper,source,consent\n");
    for line in SERIES.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for point in &words[4..] {
            let (year, value) = point.split_once('=').unwrap();
            let (value, cycle) = value.split_once('@').unwrap_or((value, "2020"));
            let value = value.replace('/', ",");
            let value = if value.contains(',') { value } else { format!("{value},,") };
            let _ = writeln!(
                observations,
                "{},{},{},{cycle},{year},{value},{},public",
                words[0], words[1], words[2], words[3]
            );
        }
    }
    for (measurement, from, to) in [("urban_poverty_rate", 20, 15), ("patent_rate", 10, 8)] {
        for (year, value) in [(2018, from), (2020, to)] {
            let _ = writeln!(observations, "fern,{measurement},total,2020,{year},{value},,,official,aggregate_only");
        }
    }
    let mut context = String::from("city,year,variable,value\n");
    for (city, population, income) in [
        ("ashford", 90_000, 2),
        ("birch", 110_000, 2),
        ("cedar", 400_000, 3),
        ("dale", 90_000, 3),
        ("elm", 2_000_000, 3),
    ] {
        let _ = writeln!(context, "{city},2018,population,{population}\n{city},2018,income_group,{income}");
    }
    store(&[
        ("cities", CITIES),
        ("observations", &observations),
        ("city_context", &context),
        (
            "peer_variables",
            "variable,title,unit,transform,weight,max_age,position\npopulation,population,people,log,1,10,1\nincome_group,income group,,none,1,10,2\n",
        ),
        ("named_groups", "name,title,city\ncoast,Coast,ashford\ncoast,Coast,fern\n"),
        (
            "targets",
            "city,measurement,year,value\nashford,unemployment_rate,2025,6\ncedar,unemployment_rate,2025,5\nelm,unemployment_rate,,9\n",
        ),
        (
            "declarations",
            "city,role,feature\ncedar,priority,1.2.2\nashford,expertise,1.2.2\nashford,priority,1.1.3\ncedar,expertise,1.1.3\n",
        ),
        (
            "contacts",
            "city,contact_name,contact_role,contact_email,languages,time_zone,contact_consent,consent\n\
             ashford,Ada,Coordinator,ada@ashford.example,en|sw,Africa/Nairobi,public,public\n\
             birch,Bo,Coordinator,bo@birch.example,en,UTC+03:00,secretariat,public\n\
             cedar,Cy,Coordinator,cy@cedar.example,,,none,public\n\
             fern,Fay,Coordinator,fay@fern.example,ar|fr,Africa/Casablanca,public,aggregate_only\n",
        ),
        (
            "practices",
            "city,feature,title,summary,link,started,cost_band,partners,evidence,language\n\
             ashford,1.2.2,Apprentices,Firms and schools together,https://example.org,2015,low,Firms,A survey,en\n",
        ),
        (
            "corrections",
            "city,measurement,item,reference_year,action,before,after,status_before,status_after,reason,date,cycle,position\n\
             elm,unemployment_rate,total,2015,override,95,9.5,A,A,A comma was lost,2020-05-01,2016,1\n",
        ),
        (
            "settings",
            "name,value,default_value,meaning\npeers_k,3,10,x\npeers_min,3,7,x\nsummary_cities,3,5,x\naggregate_cities,4,20,x\n\
             aggregate_withheld,1,5,x\naggregate_spread,1,2,x\nfluctuation_triples,4,30,x\nfluctuation_cities,2,10,x\n",
        ),
    ])
}

/// Marts with a row for every city and series of the catalogue: a row is kept where one of these columns is neither
/// empty nor 0.
const KEPT: [(&str, &[&str]); 11] = [
    ("area_movement", &["towards", "held", "away", "no_direction", "mixed"]),
    ("benefits_and_conditions", &["towards", "held", "away", "no_direction", "mixed"]),
    ("coverage", &["series_reported"]),
    ("coverage_detail", &["on_time", "late", "undated", "carried"]),
    ("coverage_features", &["series_reported"]),
    ("coverage_network", &["cities_reported"]),
    ("item_gaps", &["latest_year"]),
    ("measurement_movement", &["outcome"]),
    ("network_movement", &["measurements"]),
    ("progress", &["latest_year"]),
    ("progress_components", &["latest_year"]),
];

/// A cell; numbers with ten digits, which no order of a sum changes.
fn cell(table: &Table, column: &str, row: usize) -> Option<String> {
    if let Some(text) = table.text(column, row) {
        return Some(text.to_string());
    }
    if let Some(whole) = table.integer(column, row) {
        return Some(whole.to_string());
    }
    if let Some(number) = table.number(column, row) {
        return Some(format!("{}", format!("{number:.9e}").parse::<f64>().unwrap()));
    }
    table.truth(column, row).map(|truth| truth.to_string())
}

/// Rows one under the other: the columns that the mart is ordered by on one line, the others below, each on its own;
/// empty ones left out.
fn answer(table: &Table, columns: &[String], keys: &[String], kept: Option<&[&str]>) -> String {
    let mut text = String::new();
    for row in 0..table.len() {
        let cells: Vec<(&str, String)> =
            columns.iter().filter_map(|c| Some((c.as_str(), cell(table, c, row)?))).collect();
        let says = |column: &&str| cells.iter().any(|(c, v)| c == column && v != "0" && v != "false");
        if kept.is_some_and(|kept| !kept.iter().any(says)) {
            continue;
        }
        let of = |key: &String| cells.iter().find(|(c, _)| c == key).map_or("-", |(_, v)| v.as_str());
        let _ = writeln!(text, "{}", keys.iter().map(of).collect::<Vec<_>>().join(" | "));
        for (column, value) in cells.iter().filter(|(c, _)| !keys.iter().any(|k| k == c)) {
            let _ = writeln!(text, "    {column}: {value}");
        }
    }
    text
}

#[test]
fn every_mart_answers_as_before() {
    let store = network();
    let engine = store.engine(2020);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../fixtures/answers");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut empty = Vec::new();
    for relation in engine.relations().iter().filter(|r| r.kind == RelationKind::Mart) {
        let sql =
            std::fs::read_to_string(crate::support::repository().join(format!("queries/marts/{}.sql", relation.name)))
                .unwrap();
        let order = sql.trim_end().lines().next_back().unwrap().trim_start_matches("order by ").to_string();
        let keys: Vec<String> = order.split(", ").map(|k| k.rsplit('.').next().unwrap().to_string()).collect();
        let columns: Vec<String> = relation.columns.iter().map(|c| c.0.clone()).collect();
        let kept = KEPT.iter().find(|(mart, _)| *mart == relation.name).map(|(_, columns)| *columns);
        let text = answer(&engine.table(&relation.name).unwrap(), &columns, &keys, kept);
        if text.is_empty() {
            empty.push(relation.name.as_str());
        }
        settings.bind(|| insta::assert_snapshot!(relation.name.as_str(), text));
    }
    assert!(empty.is_empty(), "the network says nothing to {empty:?}");
}
