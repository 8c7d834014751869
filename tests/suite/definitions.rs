//! Definitions other than the catalogue's, price bases and deflation, and groups of the registry.

use std::collections::BTreeMap;
use std::path::PathBuf;

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::{Snapshot, Store};

use super::check::Net;
use super::support::{framework, repository, rows, store, write};

const HEAD: &str = "definition,measurement,language,title,unit,price_base,low,high,note\n";
const GDP: &str = "gdp-shillings,gdp_per_capita,,GDP per head in shillings,KSh per inhabitant,constant 2016,1000,900000,In shillings\n";
const POVERTY: &str = "national-line,urban_poverty_rate,,Poverty by the national line,%,,1,70,By the national line\n";
const DECLARATION: &str =
    "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-01,public\nsouthgate,2024,2024-05-01,public\n";

fn net(definitions: &str) -> Net {
    let net = Net::new();
    net.write("definitions.csv", format!("{HEAD}{definitions}"));
    net.write("submissions/a/city.csv", DECLARATION);
    net
}

/// Rows of `measurement,reference_year,value,status,definition,price_base` of northbridge.
fn sent(net: &Net, lines: &[&str]) {
    let rows: String = lines
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!(
                "northbridge,2024,{},total,{},{},official,{},{},{}\n",
                cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]
            )
        })
        .collect();
    net.write(
        "submissions/a/o.csv",
        format!("city,cycle,measurement,item,reference_year,value,source,status,definition,price_base\n{rows}"),
    );
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|f| f.code).collect()
}

fn snapshot(net: &Net) -> Snapshot {
    Store::open(&net.store()).unwrap().current().unwrap().unwrap()
}

fn engine(snapshot: &Snapshot, cycle: Option<i32>) -> Engine {
    Engine::open(snapshot, &repository().join("queries"), cycle).unwrap()
}

#[test]
fn what_is_wrong_in_definitions_names_the_line_and_the_cure() {
    let wrong = [
        ("Bad,gdp_per_capita,,T,u,,,,", "line 2: definition \"Bad\" must be 1 to 64 lower-case letters"),
        ("a,nonsense,,T,u,,,,", "line 2: measurement \"nonsense\" is not in the catalogue"),
        ("a,gdp_per_capita,,T,,,,,", "line 2: definition a has no unit"),
        ("a,gdp_per_capita,,—,u,,,,", "line 2: title \"—\" has no letter"),
        ("a,gdp_per_capita,,T,u,2020,,,", "write current, or constant 2020"),
        ("a,unemployment_rate,,T,%,current,,,", "a percentage or a rating, no amount of money; leave the cell empty"),
        ("a,gdp_per_capita,,T,u,,5,5,", "low 5 is not below high 5"),
        ("a,gdp_per_capita,fr,T,u,,,,", "has no row before this one whose language is empty"),
        ("a,gdp_per_capita,,T,u,,,,\na,gdp_per_capita,,T,u,,,,", "line 3: definition a is there twice"),
        ("a,gdp_per_capita,,T,u,,,,\na,,fr,T,,,,,\na,,fr,T,,,,,", "line 4: definition a is there twice in fr"),
        ("a,gdp_per_capita,,T,u,,,,\na,,xx-yy-zz-0,T,,,,,", "line 3: xx-yy-zz-0 is no language"),
        (
            "a,gdp_per_capita,,T,u,,1,9,\na,,fr,T,,,1,8,",
            "line 3: high of definition a is not as in its first row; leave it empty here",
        ),
    ];
    for (text, expected) in wrong {
        let net = net(&format!("{text}\n"));
        let error = Network::load(&net.path(), &framework()).unwrap_err().to_string();
        assert!(error.contains("definitions.csv") && error.contains(expected), "{text}: {error}");
    }
    let net = net("a,gdp_per_capita,,T,u,Constant  2020,1,9,N\na,,fr,T fr,,,,,\n");
    let loaded = Network::load(&net.path(), &framework()).unwrap().definitions;
    assert_eq!(loaded[0].price_base.as_deref(), Some("constant 2020"));
    assert_eq!((loaded[1].unit.as_str(), loaded[1].note.as_deref(), loaded[1].high), ("u", Some("N"), Some(9.0)));
}

#[test]
fn each_check_of_definition_and_price_base_has_a_case_on_either_side() {
    // The row, and the code that it gets.
    let cases = [
        ("gdp_per_capita,2023,5000,,gdp-shillings,", None),
        ("gdp_per_capita,2023,5000,,gdp-shilling,", Some("unknown_definition")),
        ("urban_poverty_rate,2023,20,,gdp-shillings,", Some("definition_mismatch")),
        ("urban_poverty_rate,2023,20,,national-line,", None),
        ("urban_poverty_rate,2023,20,D,national-line,", None),
        ("urban_poverty_rate,2023,20,D,,", Some("own_definition")),
        ("urban_poverty_rate,2023,20,,,", None),
        ("gdp_per_capita,2023,5000,,,constant 2020", None),
        ("gdp_per_capita,2023,5000,,,Current", None),
        ("gdp_per_capita,2023,5000,,,2020 prices", Some("bad_price_base")),
        ("gdp_per_capita,2023,5000,,,", Some("no_price_base")),
        ("gdp_per_capita,2023,,O,,", None),
        ("urban_poverty_rate,2023,20,,,current", Some("price_base_unfit")),
        ("gdp_per_capita,2023,5000,,gdp-shillings,constant 2016", None),
        ("gdp_per_capita,2023,5000,,gdp-shillings,current", Some("price_base_differs")),
        ("gdp_per_capita,2023,900000,,gdp-shillings,", None),
        ("gdp_per_capita,2023,900001,,gdp-shillings,", Some("above_plausible")),
        ("urban_poverty_rate,2023,1,,national-line,", None),
        ("urban_poverty_rate,2023,0.9,,national-line,", Some("below_plausible")),
        ("urban_poverty_rate,2023,0.9,,,", None),
        ("urban_poverty_rate,2023,101,,national-line,", Some("above_possible")),
    ];
    for (row, code) in cases {
        let net = net(&format!("{GDP}{POVERTY}"));
        sent(&net, &[row]);
        let report = net.check();
        assert_eq!(codes(&report), code.into_iter().collect::<Vec<_>>(), "{row}: {:?}", report.findings);
    }
    let net = net(&format!("{GDP}{POVERTY}"));
    sent(&net, &["gdp_per_capita,2023,900001,,gdp-shillings,", "gdp_per_capita,2022,5000,,gdp-shilling,"]);
    let report = net.check();
    let message = |code: &str| report.findings.iter().find(|f| f.code == code).map(|f| f.message.as_str()).unwrap();
    assert!(message("above_plausible").starts_with("900001 KSh per inhabitant is above 900000 KSh per inhabitant"));
    assert!(
        message("unknown_definition").contains("Write gdp-shillings if you meant that."),
        "{}",
        message("unknown_definition")
    );
}

#[test]
fn a_definition_makes_status_d_and_goes_through_to_the_marts() {
    let net = net(&format!("{GDP}gdp-shillings,,fr,PIB par habitant en shillings,KSh par habitant,,,,En shillings\n"));
    let lines = [
        "gdp_per_capita,2018,1000,,gdp-shillings,",
        "gdp_per_capita,2020,2000,P,gdp-shillings,",
        "gdp_per_capita,2021,3000,,,constant 2017",
        "gdp_per_capita,2022,3100,,,constant 2020",
        "gdp_per_capita,2023,3200,D,,constant 2020",
    ];
    sent(&net, &lines);
    net.ingest();
    let engine = engine(&snapshot(&net), None);
    assert_eq!(
        rows(
            &engine,
            "select reference_year, status, definition, price_base, definition_key, break_before, run from series order by 1"
        ),
        [
            "2018|D|gdp-shillings|constant 2016|gdp-shillings|false|1",
            "2020|D|gdp-shillings|constant 2016|gdp-shillings|false|1".replace("|D|", "|D|P|").as_str(),
            "2021|A||constant 2017||true|2",
            "2022|A||constant 2020||true|3",
            "2023|D||constant 2020|own northbridge|true|4",
        ]
    );
    assert_eq!(
        rows(&engine, "select language, title, unit, price_base, high from definitions order by language nulls first"),
        [
            "|GDP per head in shillings|KSh per inhabitant|constant 2016|900000.0",
            "fr|PIB par habitant en shillings|KSh par habitant|constant 2016|900000.0"
        ]
    );
}

#[test]
fn own_definitions_and_price_bases_are_kinds_of_their_own() {
    let observations = "city,cycle,measurement,reference_year,value,status,definition,price_base\n\
        a,2020,gdp_per_capita,2019,1,A,,current\n\
        b,2020,gdp_per_capita,2019,1,A,,constant 2017\n\
        c,2020,gdp_per_capita,2019,1,A,,constant 2017\n\
        d,2020,gdp_per_capita,2019,1,D,,constant 2017\n\
        e,2020,gdp_per_capita,2019,1,D,,constant 2017\n\
        f,2020,gdp_per_capita,2019,1,D,x,constant 2017\n\
        g,2020,gdp_per_capita,2019,1,D,x,constant 2017\n";
    let cities: String = "abcdefg".chars().map(|c| format!("{c},City {c},KEN,Africa\n")).collect();
    let store = store(&[("cities", &format!("city,name,country,region\n{cities}")), ("observations", observations)]);
    let engine = store.engine(2020);
    let together = rows(
        &engine,
        "select min(int_latest.city), max(int_latest.city), count(*) from int_latest group by int_latest.kind order by 1",
    );
    assert_eq!(together, ["a|a|1", "b|c|2", "d|d|1", "e|e|1", "f|g|2"]);
}

/// Ingests a network whose mapping reads `t.csv` with the given lines under its measurement.
pub fn mapped(net: &Net, measurement: &str, table: &str) -> Result<Report, String> {
    net.write(
        "mappings/m.toml",
        format!(
            "source = \"s\"\nconsent = \"public\"\n[[file]]\npattern = \"t.csv\"\ncity = {{ column = \"code\" }}\nyear = {{ column = \"year\" }}\n\
             [[file.measurement]]\nmeasurement = \"gdp_per_capita\"\ncolumn = \"v\"\nsource = \"official\"\n{measurement}\n"
        ),
    );
    let source: PathBuf = net.dir.path().join("s");
    write(&source, "t.csv", table);
    ingest::run(&net.network(), &framework(), &BTreeMap::from([("s".to_string(), source)]), &net.store())
        .map_err(|e| e.to_string())
}

#[test]
fn a_mapping_names_definitions_and_prices_that_are_there() {
    let table = "code,year,v\nnorthbridge,2020,5000\nnorthbridge,2021,\n";
    for (line, expected) in [
        (
            "definition = \"other\"",
            "line 11: definition \"other\" is not in the network's definitions.csv; add it there, or write one of gdp-shillings",
        ),
        (
            "definition = \"national-line\"",
            "definition \"national-line\" is one of urban_poverty_rate, not of gdp_per_capita",
        ),
        ("price_base = \"2020\"", "write \"current\" or \"constant 2020\""),
        (
            "definition = \"gdp-shillings\"\nprice_base = \"current\"",
            "line 12: the definition is at constant 2016 prices, not current",
        ),
        ("deflate = { index = \"Prices\", to = 2020 }", "must be the name of a context variable"),
        ("deflate = { index = \"prices\", to = 20 }", "to = 20 is no year"),
        (
            "deflate = { index = \"prices\", to = 2020 }\nprice_base = \"current\"",
            "deflate makes prices constant 2020, not current",
        ),
    ] {
        let error = mapped(&net(&format!("{GDP}{POVERTY}")), line, table).unwrap_err();
        assert!(error.contains("m.toml") && error.contains(expected), "{line}: {error}");
    }
    let net = net(GDP);
    let report = mapped(&net, "definition = \"gdp-shillings\"\nempty = \"O\"", table).unwrap();
    assert_eq!(codes(&report), [""; 0]);
    let engine = engine(&snapshot(&net), None);
    assert_eq!(
        rows(&engine, "select reference_year, status, definition, price_base from observations order by 1"),
        ["2020|D|gdp-shillings|constant 2016", "2021|O|gdp-shillings|constant 2016"]
    );
}

#[test]
fn an_amount_that_cannot_be_deflated_is_refused_with_its_place() {
    let net = net("");
    net.write("context.csv", "city,year,variable,value\nnorthbridge,2020,prices,100\n");
    let table = "code,year,v\nnorthbridge,2020,900\nnorthbridge,2021,950\n";
    let report = mapped(&net, "deflate = { index = \"prices\", to = 2020 }", table).unwrap();
    let [refused] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!((refused.code, refused.severity, refused.line), ("no_price_index", Severity::Error, Some(3)));
    assert!(
        refused.message.contains("no prices above zero of northbridge for 2021")
            && refused.message.ends_with("The file is read by mappings/m.toml."),
        "{}",
        refused.message
    );
}

const PROVINCE: &str = "name = \"Test\"\nfictional = true\n[[group]]\nname = \"province\"\ntitle = \"province\"\ntitles = { fr = \"province\" }\n";

#[test]
fn columns_of_the_registry_make_groups() {
    let net = net("");
    net.write("network.toml", PROVINCE);
    net.write(
        "cities.csv",
        "city,name,country,group.province,region\nnorthbridge,Northbridge,KEN,Upper,Africa\nsouthgate,Southgate,KEN,,Africa\n",
    );
    sent(&net, &["urban_poverty_rate,2023,20,,,"]);
    net.ingest();
    let engine = engine(&snapshot(&net), None);
    assert_eq!(rows(&engine, "select * from city_groups"), ["northbridge|province|Upper"]);
    assert_eq!(
        rows(&engine, "select scheme, title, group_name from stg_groups where city = 'northbridge' order by scheme"),
        ["province|province|Upper", "region|region|Africa"]
    );
    assert_eq!(rows(&engine, "select language, title from group_schemes order by 1"), ["fr|province", "|province"]);
    let wrong = |toml: &str, cities: &str| {
        net.write("network.toml", toml);
        net.write("cities.csv", cities);
        Network::load(&net.path(), &framework()).unwrap_err().to_string()
    };
    let plain = "name = \"Test\"\nfictional = true\n";
    let cities = "city,name,country,region,group.province\nnorthbridge,Northbridge,KEN,Africa,Upper\n";
    assert!(wrong(plain, cities).contains("add [[group]] with name = \"province\" and its title"));
    assert!(
        wrong(PROVINCE, "city,name,country,region\nnorthbridge,N,KEN,Africa\n")
            .contains("no city has one; add the column group.province")
    );
    assert!(wrong(&PROVINCE.replace("\"province\"", "\"region\""), cities).contains("are taken; choose another"));
    let twice = "city,name,country,region,group.province,group.province\nnorthbridge,N,KEN,Africa,a,b\n";
    assert!(wrong(PROVINCE, twice).contains("the column group.province is there twice"));
    let unknown = "city,name,country,region,state\nnorthbridge,N,KEN,Africa,a\n";
    assert!(wrong(plain, unknown).contains("unknown field `state`"));
}

#[test]
fn a_mapping_brings_groups_too() {
    let net = Net::new();
    std::fs::remove_file(net.path().join("cities.csv")).unwrap();
    net.write("network.toml", PROVINCE);
    let mapping = |group: &str| {
        format!(
            "source = \"s\"\nconsent = \"public\"\n[[file]]\npattern = \"t.csv\"\ncity = {{ column = \"code\" }}\nyear = {{ column = \"year\" }}\n\
             [file.registry]\nname = {{ column = \"code\" }}\ncountry = \"KEN\"\nregion = \"Africa\"\n{group}\n\
             [[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"v\"\nsource = \"official\"\n"
        )
    };
    let source = net.dir.path().join("s");
    write(&source, "t.csv", "code,year,v\nU1,2020,5\nL2,2020,6\nX3,2020,7\n");
    let run = |group: &str| {
        net.write("mappings/m.toml", mapping(group));
        ingest::run(&net.network(), &framework(), &BTreeMap::from([("s".to_string(), source.clone())]), &net.store())
            .map_err(|e| e.to_string())
    };
    assert!(
        run("group.province = { column = \"code\", pattern = \"^[UL]\" }")
            .unwrap_err()
            .contains("pattern needs a group")
    );
    assert!(run("").unwrap_err().contains("no city has one"));
    run("group.province = { column = \"code\", pattern = \"^([UL])\", codes = { U = \"Upper\", L = \"Lower\" } }")
        .unwrap();
    let engine = engine(&snapshot(&net), None);
    assert_eq!(rows(&engine, "select city, name from city_groups order by 1"), ["L2|Lower", "U1|Upper"]);
}

#[test]
fn a_peer_variable_without_data_is_an_error() {
    let net = net("");
    net.write(
        "network.toml",
        "name = \"Test\"\nfictional = true\n[[peer_variable]]\nvariable = \"population\"\ntitle = \"population\"\nunit = \"people\"\n",
    );
    sent(&net, &["urban_poverty_rate,2023,20,,,"]);
    let run = || ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).map_err(|e| e.to_string());
    let error = run().unwrap_err();
    assert!(
        error.contains("network.toml") && error.contains("peer_variable \"population\": no city has a value of it"),
        "{error}"
    );
    net.write("context.csv", "city,year,variable,value\nnorthbridge,2020,population,5\n");
    run().unwrap();
}

#[test]
fn a_run_in_which_nothing_was_accepted_replaces_nothing() {
    let net = net("");
    sent(&net, &["urban_poverty_rate,2023,20,,,"]);
    let first = net.ingest();
    sent(&net, &["urban_poverty_rate,2023,twenty,,,"]);
    let report = net.ingest();
    assert!(report.kept && !report.new && report.has_errors());
    assert_eq!(report.snapshot, first.snapshot);
    assert_eq!(snapshot(&net).id, first.snapshot.clone().unwrap());
    assert_eq!(report.damage, None);
    // A damaged snapshot stays as well, and what to do about it is said.
    for (file, says) in [("observations.parquet", "--repair"), ("manifest.json", "ingest --network")] {
        let path = net.store().join("snapshots").join(first.snapshot.as_ref().unwrap()).join(file);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, "noise").unwrap();
        let report = net.ingest();
        assert!(report.kept && !report.new, "{file}");
        let damage = report.damage.unwrap();
        assert!(damage.contains(says), "{damage}");
        std::fs::write(path, whole).unwrap();
    }
    assert_eq!(snapshot(&net).id, first.snapshot.clone().unwrap());
    sent(&net, &["urban_poverty_rate,2023,twenty,,,", "urban_poverty_rate,2022,21,,,"]);
    let report = net.ingest();
    assert!(!report.kept && report.new && report.snapshot != first.snapshot);
}

/// Footnote marks of a table are named once, not in each of its rows.
#[test]
fn numbers_in_the_notes_of_a_mapped_table_are_named_once() {
    let net = net("");
    let lines: String = (2001..2020).map(|year| format!("northbridge,{year},5000,{}\n", year % 4 + 1)).collect();
    let report = mapped(&net, "note_column = \"f\"", &format!("code,year,v,f\n{lines}")).unwrap();
    let found: Vec<_> = report.findings.iter().filter(|f| f.code == "note_is_number").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].line == Some(2) && found[0].message.contains("as footnote marks or digits"), "{found:?}");
}
