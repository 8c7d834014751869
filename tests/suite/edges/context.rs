//! Peers in context and groups of cities (methods 6).

use std::fmt::Write;

use super::{Differences, by_name, cases, registry};
use crate::support::{TestStore, rows, store};

/// A case's network: k, variables and cities as context.txt describes them.
fn network(k: &str, variables: &str, cities: &str) -> TestStore {
    let mut named = String::from("variable,title,unit,transform,weight,max_age,position\n");
    for (place, variable) in variables.split_whitespace().enumerate() {
        let cells: Vec<&str> = variable.split(':').collect();
        let _ = writeln!(named, "v{place},v{place},,{},{},{},{place}", cells[0], cells[1], cells[2]);
    }
    let mut context = String::from("city,year,variable,value\n");
    let mut observations = String::from("city,measurement,cycle,reference_year,value\n");
    let mut names = Vec::new();
    for city in cities.split_whitespace() {
        let (name, values) = city.split_once('=').unwrap();
        let public = !name.starts_with('!');
        let name = name.trim_start_matches('!');
        names.push(name);
        if public {
            let _ = writeln!(observations, "{name},unemployment_rate,2020,2019,9");
        }
        for (place, values) in values.split(',').enumerate() {
            for value in values.split('&').filter(|v| *v != "-") {
                let (value, year) = value.split_once('@').unwrap_or((value, "2019"));
                let _ = writeln!(context, "{name},{year},v{place},{value}");
            }
        }
    }
    store(&[
        ("cities", &registry(names)),
        ("observations", &observations),
        ("city_context", &context),
        ("peer_variables", &named),
        ("settings", &format!("name,value,default_value,meaning\npeers_k,{k},10,x\n")),
    ])
}

#[test]
fn peers_in_context() {
    let mut differences = Differences::default();
    for case in cases("context", 6) {
        let store = network(&case[1], &case[2], &case[3]);
        let engine = store.engine(2020);
        // Nearest first, and of two as near the first by id; before them whether the city itself holds enough of its
        // context.
        let sql = format!(
            "select told from (select 0 as place, 0.0 as distance, '' as peer, concat('enough ', enough) as told from nearest_cities where city = '{city}' \
             union all select 1 as place, round(distance, 9) as distance, peer, concat(peer, ':', distance, case when runs > 0 then concat(':', runs_kept, '/', runs) else '' end, \
             case when runs > 0 and runs_kept < 0.5 * runs then '~' else '' end) as told from nearest_peers where city = '{city}') order by place, distance, peer",
            city = case[4]
        );
        let expected = if case[5].is_empty() { "enough false".to_string() } else { format!("enough true {}", case[5]) };
        differences.compare(&case[0], &rows(&engine, &sql).join(" "), &expected);
    }
    let store = network("10", "none:1:10 none:1:10 none:1:10", "a=0,-,- b=1,1,1 c=2,2,2");
    let sql = "select city, reason from peer_comparison where scheme = 'nearest' order by city";
    let engine = store.engine(2020);
    assert_eq!(rows(&engine, sql), ["a|context_missing", "b|too_few_peers", "c|too_few_peers"]);
    // b and c hold all three; a, the only other city, is no peer of theirs.
    assert_eq!(
        rows(&engine, "select city, peer, runs_kept, runs, stability, loose from peer_stability order by city"),
        ["b|c|3|3|1.0|false", "c|b|3|3|1.0|false"]
    );
}

#[test]
fn groups_of_cities() {
    let cases = cases("groups", 3);
    let mut context = String::from("city,year,variable,value\n");
    for case in &cases {
        for value in case[1].split_whitespace() {
            let (variable, value) = value.split_once('=').unwrap();
            let (value, year) = value.split_once('@').unwrap_or((value, "2019"));
            let _ = writeln!(context, "{},{year},{variable},{value}", case[0]);
        }
    }
    let cities = registry(cases.iter().map(|c| c[0].as_str()));
    let store = store(&[
        ("cities", &cities),
        ("city_context", &context),
        ("named_groups", "name,title,city\ncoast,Coast,both\n"),
        ("city_groups", "city,scheme,name\nboth,province,Upper\n"),
        ("group_schemes", "scheme,language,title\nprovince,,province\nprovince,fr,la province\n"),
    ]);
    let engine = store.engine(2020);
    let found = by_name(
        &engine,
        "select city, concat(scheme, ' ', position) from stg_city_groups where scheme in ('income', 'size') order by city, scheme",
    );
    let mut differences = Differences::default();
    for case in &cases {
        differences.compare(&case[0], &found.get(&case[0]).map(|r| r.join(",")).unwrap_or_default(), &case[2]);
    }
    // A city belongs to its region and country, to the groups that the network names, and to those of the registry's
    // columns.
    assert_eq!(
        rows(&engine, "select scheme, title, group_name from stg_groups where city = 'both' order by scheme"),
        [
            "coast|Coast|Coast",
            "income|income group|Upper middle income",
            "province|province|Upper",
            "region|region|Africa",
            "size|size|100 000 to 499 999 inhabitants"
        ]
    );
    assert_eq!(rows(&engine, "select scheme from stg_groups where city = 'nothing'"), ["region"]);
    assert_eq!(
        rows(&engine, "select name from stg_city_groups where city = 'nothing' and scheme = 'country'"),
        ["KEN"]
    );
}
