//! Item gaps, summaries with consent, coverage in detail, benefits beside conditions, and the checks across the data.

use std::collections::BTreeSet;

use learning_cities::engine::RelationKind;

use crate::support::{self, TestStore, rows, store};

const OBSERVED: &str = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,source,consent\n";

/// A store of cities named by their observations, all of one region unless told.
fn observed(lines: &[String], regions: &[(&str, &str)]) -> TestStore {
    let names: BTreeSet<&str> = lines.iter().filter_map(|l| l.split(',').next()).collect();
    let mut cities = String::from("city,name,country,region\n");
    for name in names {
        let region = regions.iter().find(|(start, _)| name.starts_with(start)).map_or("Africa", |(_, region)| region);
        cities += &format!("{name},{name},KEN,{region}\n");
    }
    store(&[("cities", &cities), ("observations", &format!("{OBSERVED}{}\n", lines.join("\n")))])
}

/// `city;measurement;item;years=values` with values as `value` or `value/low/high`, public and official.
fn series(text: &str) -> Vec<String> {
    let cells: Vec<&str> = text.split(';').collect();
    let points = cells[3].split_whitespace();
    points
        .map(|p| {
            let (year, value) = p.split_once('=').unwrap();
            let mut parts = value.split('/');
            let mut next = || parts.next().unwrap_or_default();
            format!(
                "{},2020,{},{},{year},{},{},{},official,public",
                cells[0],
                cells[1],
                cells[2],
                next(),
                next(),
                next()
            )
        })
        .collect()
}

#[test]
fn a_gap_narrows_widens_or_stays_on_both_sides_of_each_boundary() {
    // Percent, smallest movement 1 point; amounts, 3 %; first item, second item, what comes of it.
    let cases = [
        ("narrow", "pre_primary_enrolment", "2015=50 2019=51", "2015=60 2019=60", "narrowed|gap|"),
        ("short", "pre_primary_enrolment", "2015=50 2019=50.99", "2015=60 2019=60", "unchanged|size|"),
        ("widen", "pre_primary_enrolment", "2015=50 2019=49", "2015=60 2019=60", "widened|gap|"),
        ("crossed", "pre_primary_enrolment", "2015=50 2019=65", "2015=60 2019=55", "unchanged|size|"),
        (
            "noisy",
            "pre_primary_enrolment",
            "2015=50/47/53 2019=54/51/57",
            "2015=60/57/63 2019=60/57/63",
            "unchanged|noise|",
        ),
        (
            "clear",
            "pre_primary_enrolment",
            "2015=50/48/52 2019=54.01/52.01/56.01",
            "2015=60/58/62 2019=60/58/62",
            "narrowed|gap|",
        ),
        (
            "touching",
            "pre_primary_enrolment",
            "2015=50/48/52 2019=54/52/56",
            "2015=60/58/62 2019=60/58/62",
            "unchanged|noise|",
        ),
        ("ratio", "mean_years_of_schooling", "2015=8 2019=8", "2015=10 2019=9.76", "narrowed|gap|"),
        (
            "ratio_short",
            "mean_years_of_schooling",
            "2015=8 2019=8",
            "2015=10 2019=9.77",
            "unchanged|size|",
        ),
        // A tenth of what is missing to 100 at the baseline, of the item nearer to it: 0.3 points.
        ("near_hundred", "pre_primary_enrolment", "2015=97 2019=96.7", "2015=95 2019=95", "narrowed|gap|"),
        (
            "near_short",
            "pre_primary_enrolment",
            "2015=97 2019=96.71",
            "2015=95 2019=95",
            "unchanged|size|",
        ),
        // The half-width of one year serves for the other: 2 points four times leave 4 within reach of 0.
        (
            "borrowed",
            "pre_primary_enrolment",
            "2015=50 2019=54/52/56",
            "2015=60/58/62 2019=60",
            "unchanged|noise|",
        ),
        (
            "borrowed_out",
            "pre_primary_enrolment",
            "2015=50 2019=54.01/52.01/56.01",
            "2015=60/58/62 2019=60",
            "narrowed|gap|",
        ),
        ("zero", "mean_years_of_schooling", "2015=0 2019=8", "2015=10 2019=9", "|base|base_not_positive"),
        (
            "negative",
            "mean_years_of_schooling",
            "2015=-2 2019=8",
            "2015=10 2019=9",
            "|base|base_not_positive",
        ),
        (
            "far",
            "mean_years_of_schooling",
            "2015=1e300 2019=8",
            "2015=1e-300 2019=9",
            "|base|out_of_numbers",
        ),
        ("one", "pre_primary_enrolment", "2019=50", "2015=60 2019=60", "|points|one_point"),
        ("apart", "pre_primary_enrolment", "2015=50 2018=50", "2017=60 2019=60", "|points|no_common_year"),
        ("single", "pre_primary_enrolment", "2015=50 2018=50", "", "|points|no_points"),
        ("old", "pre_primary_enrolment", "2012=50 2014=51", "2012=60 2014=60", "|stale|stale"),
        ("not_old", "pre_primary_enrolment", "2012=50 2015=51", "2012=60 2015=60", "narrowed|gap|"),
    ];
    let lines: Vec<String> = cases
        .iter()
        .flat_map(|(city, m, first, second, _)| {
            let mut all = series(&format!("{city};{m};female;{first}"));
            all.extend(series(&format!("{city};{m};male;{second}")));
            all
        })
        .collect();
    let store = observed(&lines, &[]);
    let engine = store.engine(2020);
    for (city, m, _, _, expected) in cases {
        let sql = format!("select coalesce(gap, ''), rule, coalesce(reason, '') from item_gaps where city = '{city}' and measurement = '{m}'");
        assert_eq!(rows(&engine, &sql), [expected], "{city}");
    }
    // The gap is that of the first to the second: 8 years to 10 are a fifth less, and the size of that gap is a quarter.
    assert_eq!(
        rows(
            &engine,
            "select round(baseline_gap, 9), round(change, 9), years from item_gaps where city = 'ratio' and gap is not null"
        ),
        ["-0.2|-0.03|4"]
    );
    assert_eq!(rows(&engine, "select count(*) from check_item_gaps"), ["0"]);
    assert_eq!(
        rows(
            &engine,
            "select measurement, first_item, second_item from item_gaps where city = 'one' order by measurement"
        )
        .len(),
        8,
        "pairs of sex, setting and sector; basic and adult spending are no gap, and four levels are no pair"
    );
    let marks =
        "select city, coalesce(marks, '') from item_gaps where gap is not null and city in ('narrow', 'clear', 'borrowed', 'borrowed_out') order by city";
    assert_eq!(
        rows(&engine, marks),
        ["borrowed|interval_borrowed", "borrowed_out|interval_borrowed", "clear|", "narrow|not_tested"]
    );
}

/// Cities with a rate of unemployment in two years: `n` of a name, each moving towards, away or staying.
fn moving(lines: &mut Vec<String>, name: &str, consent: &str, moves: &[f64]) {
    for (i, to) in moves.iter().enumerate() {
        for (year, value) in [(2015, 10.0), (2019, *to)] {
            lines.push(format!("{name}{i:02},2020,unemployment_rate,total,{year},{value},,,official,{consent}"));
        }
    }
}

/// What is said of withheld results: scope, region, outcome, public series, withheld cities, series with them.
fn withheld(lines: &[String]) -> Vec<String> {
    let store = observed(lines, &[("arab", "Arab States")]);
    let engine = store.engine(2020);
    assert_eq!(rows(&engine, "select count(*) from check_network_summary"), ["0"]);
    assert_eq!(rows(&engine, "select count(*) from check_network_counted"), ["0"]);
    let sql = "select s.scope, s.scope_name, s.outcome, measurements, withheld_cities, measurements_with_withheld from network_summary s \
               join network_counted c on s.scope = c.scope and s.scope_name = c.scope_name and s.area = c.area and s.outcome = c.outcome \
               where s.area = '1.2' and s.outcome in ('towards', 'away') order by 1, 2, 3";
    rows(&engine, sql)
}

const UP: f64 = 12.0;
const DOWN: f64 = 8.0;

#[test]
fn withheld_results_are_counted_only_where_no_city_can_be_told_from_the_rest() {
    let public = |n: usize| {
        let mut lines = Vec::new();
        moving(&mut lines, "public", "public", &vec![DOWN; n]);
        lines
    };
    let with = |n: usize, moves: &[f64]| {
        let mut lines = public(n);
        moving(&mut lines, "quiet", "aggregate_only", moves);
        lines
    };
    let five = [DOWN, DOWN, DOWN, UP, UP];
    // Twenty cities, five of them withheld, two of which went each way: the least that is given.
    let network = ["network||away|0|5|2", "network||towards|15|5|18"];
    let region = ["region|Africa|away|0|5|2", "region|Africa|towards|15|5|18"];
    assert_eq!(withheld(&with(15, &five)), [network, region].concat());
    assert!(withheld(&with(14, &five)).is_empty(), "19 cities");
    assert!(withheld(&with(16, &five[1..])).is_empty(), "4 withheld cities");
    assert!(
        withheld(&with(15, &[DOWN, DOWN, DOWN, DOWN, UP])).is_empty(),
        "one city alone went the other way"
    );
    assert!(withheld(&with(15, &[UP; 5])).is_empty(), "all went one way");

    // A sixth withheld city in another region: network less region would be that city.
    let mut lines = with(15, &five);
    moving(&mut lines, "arab", "aggregate_only", &[UP]);
    assert_eq!(withheld(&lines), ["network||away|0|6|3", "network||towards|15|6|18"]);
    // Five that went two ways may be left.
    let mut lines = with(15, &five);
    moving(&mut lines, "arab", "aggregate_only", &[UP, UP, DOWN, DOWN, DOWN]);
    assert_eq!(withheld(&lines), [["network||away|0|10|4", "network||towards|15|10|21"], region].concat());
    // Five that went one way may not.
    let mut lines = with(15, &five);
    moving(&mut lines, "arab", "aggregate_only", &[UP; 5]);
    assert_eq!(withheld(&lines), ["network||away|0|10|7", "network||towards|15|10|18"]);

    // A private city is in no count, and makes no group large enough.
    let mut lines = with(14, &five);
    moving(&mut lines, "secret", "private", &[UP]);
    assert!(withheld(&lines).is_empty());
    // A public result stands, whatever the same city withholds of the same series.
    let mut lines = with(15, &five);
    lines.push("public00,2020,unemployment_rate,total,2020,50,,,official,aggregate_only".into());
    assert_eq!(withheld(&lines), [network, region].concat());
}

#[test]
fn a_withheld_value_changes_nothing_but_the_counts_of_network_and_region() {
    let made = |aggregate: [f64; 6], private: f64| {
        let mut lines = Vec::new();
        moving(&mut lines, "public", "public", &[DOWN; 15]);
        moving(&mut lines, "quiet", "aggregate_only", &aggregate);
        moving(&mut lines, "secret", "private", &[private]);
        // A city that shows one year and withholds the next, and women and men beside a total.
        lines.push(format!("public00,2020,unemployment_rate,total,2020,{},,,official,aggregate_only", aggregate[0]));
        lines.push(format!("public01,2020,unemployment_rate,total,2020,{private},,,official,private"));
        lines.push("public02,2020,unemployment_rate,female,2019,8,,,official,public".into());
        lines.push(format!("public02,2020,unemployment_rate,male,2019,{private},,,official,private"));
        lines.push(format!(
            "public03,2020,internet_usage,total,2019,0.7,,,official,public\npublic03,2020,internet_usage,total,2018,{private},,,official,private"
        ));
        let mut context = String::from("city,year,variable,value\n");
        for i in 0..15 {
            context += &format!("public{i:02},2019,population,{}\n", 50_000 * (i + 1));
        }
        let names: BTreeSet<String> = lines.iter().filter_map(|l| l.split(',').next()).map(str::to_string).collect();
        let cities: String = names.iter().map(|n| format!("{n},{n},KEN,Africa\n")).collect();
        store(&[
            ("cities", &format!("city,name,country,region\n{cities}")),
            ("observations", &format!("{OBSERVED}{}\n", lines.join("\n"))),
            ("city_context", &context),
            (
                "peer_variables",
                "variable,title,unit,transform,weight,max_age,position\npopulation,population,inhabitants,log,1,10,1\n",
            ),
        ])
    };
    let base = made([DOWN, DOWN, DOWN, UP, UP, UP], 11.0);
    let private = made([DOWN, DOWN, DOWN, UP, UP, UP], 99.0);
    let aggregate = made([DOWN, 10.0, 10.0, UP, 40.0, 0.5], 11.0);
    let engines = [base.engine(2020), private.engine(2020), aggregate.engine(2020)];
    let mut compared = 0;
    for relation in engines[0].relations().iter().filter(|r| r.kind == RelationKind::Mart) {
        let tables = engines.each_ref().map(|e| e.table(&relation.name).unwrap());
        assert_eq!(tables[0].batch(), tables[1].batch(), "{} after a private value", relation.name);
        if relation.name != "network_counted" {
            assert_eq!(tables[0].batch(), tables[2].batch(), "{} after an aggregate_only value", relation.name);
        }
        compared += 1;
    }
    assert!(compared >= 20, "{compared}");
    let open =
        "select scope, scope_name, area, outcome, cities_with_result, measurements, cities, median_measurements from network_summary order by 1, 2, 3, 4";
    assert_eq!(rows(&engines[0], open), rows(&engines[2], open));
    let counted = "select scope, outcome, measurements_with_withheld from network_counted where area = '1.2' order by 1, 2";
    assert_ne!(rows(&engines[0], counted), rows(&engines[2], counted), "the counts are what may change");
    let elsewhere = "select count(*) from network_counted where scope not in ('network', 'region')";
    assert_eq!(rows(&engines[2], elsewhere), ["0"]);
}

/// Which relations may read rows that are not public: nothing that a page or a file shows, but for the counts above.
#[test]
fn only_counts_and_checks_read_what_is_withheld() {
    let folder = support::repository().join("queries");
    let mut reads = std::collections::BTreeMap::new();
    let counted = regex::Regex::new(r"\b(from|join)\s+counted_[a-z_]*(progress|movement)|\b(from|join)\s+counted_stg").unwrap();
    for kind in ["lookups", "staging", "steps", "marts", "checks"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let code: String = text.lines().map(|l| l.split("--").next().unwrap_or_default().to_string() + "\n").collect();
            let word = |w: &str| regex::Regex::new(&format!(r"\b{w}\b")).unwrap().is_match(&code);
            let counted = counted.is_match(&code);
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            reads.insert(
                (kind, name),
                (
                    word("stg_received"),
                    counted || ["step_withheld", "step_outcomes", "step_contributions"].into_iter().any(word),
                    word("step_yearly"),
                ),
            );
        }
    }
    let of = |pick: fn(&(bool, bool, bool)) -> bool| -> Vec<String> { reads.iter().filter(|(_, r)| pick(r)).map(|((k, n), _)| format!("{k}/{n}")).collect() };
    let counting = [
        "marts/network_counted",
        "marts/network_summary",
        "steps/step_contributions",
        "steps/step_outcomes",
        "steps/step_withheld",
    ];
    assert_eq!(of(|r| r.1), counting);
    let summary = std::fs::read_to_string(folder.join("marts/network_summary.sql")).unwrap();
    assert_eq!(summary.matches("step_outcomes").count(), 1, "read once, and only what is not withheld");
    assert!(summary.contains("from step_outcomes\n    where not withheld"));
    assert_eq!(of(|r| r.2), ["checks/check_jump"]);
    assert!(
        of(|r| r.0)
            .iter()
            .all(|n| n.starts_with("checks/") || ["staging/counted_stg_observations", "lookups/stg_checked", "lookups/stg_observations"].contains(&n.as_str()))
    );
}

#[test]
fn groups_come_from_context_and_summaries_begin_at_five_cities() {
    let mut lines = Vec::new();
    moving(&mut lines, "a", "public", &[DOWN; 5]);
    moving(&mut lines, "b", "public", &[UP; 4]);
    let names = |start: &str, n: usize| (0..n).map(|i| format!("{start}{i:02}")).collect::<Vec<_>>();
    let mut context = String::from("city,year,variable,value\n");
    for name in names("a", 5) {
        context += &format!("{name},2018,population,99999\n{name},2019,income_group,3\n");
    }
    for name in names("b", 4) {
        context += &format!("{name},2018,population,100000\n{name},2009,income_group,4\n");
    }
    let cities: String = names("a", 5).iter().map(|n| format!("{n},{n},KEN,Africa\n")).collect::<String>()
        + &names("b", 4).iter().map(|n| format!("{n},{n},UGA,Africa\n")).collect::<String>();
    let store = store(&[
        ("cities", &format!("city,name,country,region\n{cities}")),
        ("observations", &format!("{OBSERVED}{}\n", lines.join("\n"))),
        ("city_context", &context),
    ]);
    let engine = store.engine(2020);
    assert_eq!(
        rows(
            &engine,
            "select scheme, name, count(*) from stg_city_groups group by scheme, name order by scheme, name"
        ),
        [
            "country|KEN|5",
            "country|UGA|4",
            "income|Upper middle income|5",
            "region|Africa|9",
            "size|100 000 to 499 999 inhabitants|4",
            "size|Fewer than 100 000 inhabitants|5"
        ],
        "an income group of eleven years ago is too old"
    );
    assert_eq!(
        rows(
            &engine,
            "select scope, scope_name, cities_with_result, measurements, cities, median_measurements from network_summary where area = '1.2' and outcome = 'towards' order by 1, 2"
        ),
        [
            "country|KEN|5|5|5|1.0",
            "income|Upper middle income|5|5|5|1.0",
            "network||9|5|5|1.0",
            "region|Africa|9|5|5|1.0",
            "size|Fewer than 100 000 inhabitants|5|5|5|1.0"
        ]
    );
    assert_eq!(
        rows(
            &engine,
            "select country, cities, cities_published, enough, cities_reported, series_expected, series_reported from country_summary"
        ),
        ["KEN|5|5|true|5|380|5", "UGA|4|4|false|||"]
    );
}

#[test]
fn coverage_in_detail_adds_up() {
    let observations = "city,cycle,measurement,item,reference_year,value,source\n\
        north,2014,unemployment_rate,total,2013,9,official\n\
        north,2016,internet_usage,total,2015,40,survey\n\
        north,2020,learning_advocacy,total,2019,3,expert\n\
        north,2020,gdp_per_capita,total,2019,9000,official\n\
        north,2020,patent_rate,total,2018,4,official\n";
    let history = "city,cycle,measurement,item,reference_year,value,source,submitted_on,submission,current,first_cycle,from_cycle\n\
        north,2014,unemployment_rate,total,2013,9,official,2014-05-01,s1,true,2014,2014\n\
        north,2016,internet_usage,total,2015,40,survey,2016-05-01,s1,true,2016,2016\n\
        north,2020,learning_advocacy,total,2019,3,expert,2020-12-31,s1,true,2020,2020\n\
        north,2020,gdp_per_capita,total,2019,9000,official,2021-01-01,s1,true,2020,2020\n\
        north,2020,patent_rate,total,2018,4,official,,s1,true,2020,2020\n";
    let store = store(&[
        ("cities", "city,name,country,region,joined\nnorth,North,KEN,Africa,2014\n"),
        ("observations", observations),
        ("observation_history", history),
    ]);
    let engine = store.engine(2020);
    let sql = |area: &str| {
        let q =
            format!("select on_time, late, undated, carried, missing, official, survey, expert from coverage_detail where cycle = 2020 and area = '{area}'");
        rows(&engine, &q)
    };
    assert_eq!(sql("2.6"), ["1|0|0|0|2|0|0|1"]);
    assert_eq!(sql("1.2"), ["0|1|1|0|7|2|0|0"], "a value of 2013 is seven years old and carried no more");
    assert_eq!(sql("2.4"), ["0|0|0|1|6|0|0|0"], "a value of 2015 is five years old");
    assert_eq!(rows(&engine, "select carried from coverage_detail where cycle = 2016 and area = '1.2'"), ["1"]);
    assert_eq!(rows(&engine, "select count(*) from check_coverage_detail"), ["0"]);
    assert_eq!(
        rows(&engine, "select series_reported, latest_year from coverage_features where feature = '2.4.2'"),
        ["1|2015"]
    );
    assert_eq!(rows(&engine, "select count(*) from coverage_features where series_reported = 0"), ["37"]);
}

#[test]
fn benefits_and_conditions_stand_beside_each_other_by_cycle() {
    let mut lines = series("north;unemployment_rate;total;2014=10 2016=8 2019=12");
    lines.extend(series("north;education_budget_share;total;2014=10 2017=12"));
    for (i, cycle) in [(1, 2016), (2, 2020)] {
        lines[i] = lines[i].replace(",2020,", &format!(",{cycle},"));
    }
    let store = observed(&lines, &[]);
    let engine = store.engine(2020);
    assert_eq!(
        rows(
            &engine,
            "select cycle, dimension, towards, held, away from benefits_and_conditions where dimension <> 2"
        ),
        ["2016|1|1|0|0", "2016|3|0|0|0", "2020|1|0|0|1", "2020|3|1|0|0"]
    );
    assert_eq!(rows(&engine, "select count(*) from check_benefits_and_conditions"), ["0"]);
}

#[test]
fn each_check_across_the_data_has_an_input_that_fails_and_one_on_its_boundary() {
    // The network's yearly changes of turnout are 1, 2 and 3 points: median 2, MAD 1, and five deviations are 5 / 0.6745 points.
    let boundary = 2.0 + 5.0 / 0.674489750196082;
    let mut lines: Vec<String> = [
        // Between women and men.
        "between;unemployment_rate;total;2019=8",
        "between;unemployment_rate;female;2019=8",
        "between;unemployment_rate;male;2019=6",
        "outside;unemployment_rate;total;2019=8.01",
        "outside;unemployment_rate;female;2019=8",
        "outside;unemployment_rate;male;2019=6",
        // Parts of a whole.
        "whole;education_expenditure_distribution;basic;2019=60",
        "whole;education_expenditure_distribution;adult;2019=40",
        "more;education_expenditure_distribution;basic;2019=60",
        "more;education_expenditure_distribution;adult;2019=40.01",
        // Years of schooling for each literate adult.
        "least;mean_years_of_schooling;female;2019=1",
        "least;adult_literacy_rate;female;2019=50",
        "fewer;mean_years_of_schooling;female;2019=0.99",
        "fewer;adult_literacy_rate;female;2019=50",
        "most;mean_years_of_schooling;male;2019=8",
        "most;adult_literacy_rate;male;2019=50",
        "many;mean_years_of_schooling;male;2019=8.01",
        "many;adult_literacy_rate;male;2019=50",
        // A fraction for a percentage: ten times less than the median of the others.
        "share;internet_usage;total;2015=7.3 2017=7.3 2019=0.73",
        "fraction;internet_usage;total;2015=90 2017=94 2019=0.92",
        // Women and men exchanged: four times nearer to the year before than as sent (4 against 16), or not quite.
        "exchanged;youth_neet_rate;female;2016=20 2018=20 2019=12",
        "exchanged;youth_neet_rate;male;2016=12 2018=12 2019=20.01",
        "crossed;youth_neet_rate;female;2016=20 2018=20 2019=13.5",
        "crossed;youth_neet_rate;male;2016=12 2018=12 2019=16.5",
        // Nothing deviates: no check.
        "alike0;waste_per_capita;total;2015=100 2019=100.0",
        "alike1;waste_per_capita;total;2015=100 2019=100.0",
        "alike2;waste_per_capita;total;2015=100 2019=900",
    ]
    .iter()
    .flat_map(|t| series(t))
    .collect();
    for (city, change) in [
        ("calm0", 1.0),
        ("calm1", 1.0),
        ("calm2", 2.0),
        ("calm3", 2.0),
        ("calm4", 3.0),
        ("calm5", 3.0),
        ("calm6", 3.0),
        ("calm7", 1.0),
    ] {
        lines.extend(series(&format!("{city};election_turnout;total;2018=40 2019={}", 40.0 + change)));
    }
    lines.extend(series(&format!("edge;election_turnout;total;2018=40 2019={}", 40.0 + boundary)));
    lines.extend(series(&format!("edge2;election_turnout;total;2018=40 2019={}", 44.0 - boundary - 0.01)));
    // Copied forward: the same to all decimals in another cycle for another year.
    for (city, year, value) in [("copied", 2018, "41.25"), ("changed", 2018, "41.26")] {
        lines.push(format!("{city},2018,youth_neet_rate,total,2016,41.25,,,official,public"));
        lines.push(format!("{city},2020,youth_neet_rate,total,{year},{value},,,official,public"));
    }
    lines.push("rated,2018,learning_advocacy,total,2016,3,,,expert,public".into());
    lines.push("rated,2020,learning_advocacy,total,2018,3,,,expert,public".into());
    let store = observed(&lines, &[]);
    let engine = store.engine(2020);
    let failing = |check: &str| rows(&engine, &format!("select distinct city from {check} order by city"));
    assert_eq!(failing("check_total_between"), ["outside"]);
    assert_eq!(failing("check_parts"), ["more"]);
    assert_eq!(failing("check_schooling"), ["fewer", "many"]);
    assert_eq!(failing("check_fraction"), ["fraction"]);
    assert_eq!(failing("check_copied"), ["copied"]);
    assert_eq!(failing("check_exchanged"), ["exchanged"]);
    assert_eq!(failing("check_jump"), ["crossed", "edge2", "exchanged", "fraction"]);
    assert_eq!(
        rows(&engine, "select code, count(*) from consistency group by code order by code").len(),
        7,
        "each is told, and each has its words"
    );
    assert_eq!(rows(&engine, "select count(*) from check_codes"), ["0"]);
}

#[test]
fn a_year_is_one_off_where_the_other_series_keep_their_delay() {
    let mut lines = Vec::new();
    let mut sent = |city: &str, measurement: &str, years: [i32; 3]| {
        for (cycle, year) in [2016, 2018, 2020].into_iter().zip(years) {
            lines.push(format!("{city},{cycle},{measurement},total,{year},{}.5,,,official,public", year - 1990));
        }
    };
    for city in ["off", "many", "far"] {
        for measurement in ["youth_neet_rate", "election_turnout", "waste_per_capita"] {
            sent(city, measurement, [2015, 2017, 2019]);
        }
    }
    // Three of four series keep their delay, three of five, and one is two years off.
    sent("off", "internet_usage", [2015, 2017, 2018]);
    sent("many", "internet_usage", [2015, 2017, 2018]);
    sent("many", "slum_population", [2015, 2017, 2018]);
    sent("far", "internet_usage", [2015, 2017, 2017]);
    let store = observed(&lines, &[]);
    let found = rows(&store.engine(2020), "select city, measurement, reference_year, beside from check_year_off");
    assert_eq!(found, ["off|internet_usage|2018|2019.0"]);
}
