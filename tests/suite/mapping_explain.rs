//! `map --explain`: what a mapping makes of a source's files, without storing anything; and the cures of findings.

use std::collections::BTreeMap;

use learning_cities::ingest::{self, Explained, explain};

use super::check::Net;
use super::support::{framework, repository, write};

const TABLE: &str = "code,kind,year,rate,turnout,pop\n\
    northbridge,rate,2020,5.5,60,1000\nnorthbridge,rate,2021.0,6,61,\nsouthgate,rate,2020,n/a,,1200\nsouthgate,rate,2021,71,62,1300\n\
    total,rate,2020,6,61,2200\nnorthbridge,old,2019,4,59,900\n";
const MAPPING: &str = "source = \"office\"\nconsent = \"public\"\n[[file]]\npattern = \"t.csv\"\n\
    keep = [{ column = \"code\", matches = \"^(north|south)\" }]\ndrop = [{ column = \"kind\", equals = \"old\" }]\n\
    city = { column = \"code\" }\nyear = { column = \"year\" }\n\
    [[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"rate\"\nsource = \"official\"\n\
    [[file.measurement]]\nmeasurement = \"election_turnout\"\nkeep = [{ column = \"kind\", equals = \"votes\" }]\ncolumn = \"turnout\"\nsource = \"official\"\n\
    [[file.context]]\nvariable = \"population\"\ncolumn = \"pop\"\n";

fn network() -> Net {
    let net = Net::new();
    net.write(
        "network.toml",
        "name = \"Test\"\nfictional = true\n[[peer_variable]]\nvariable = \"population\"\ntitle = \"population\"\nunit = \"people\"\n\
         [[peer_variable]]\nvariable = \"income\"\ntitle = \"income\"\nunit = \"US$\"\n",
    );
    net.write("mappings/office.toml", MAPPING);
    write(&net.dir.path().join("office"), "t.csv", TABLE);
    net
}

fn explained(net: &Net) -> Explained {
    let mapping = net.path().join("mappings/office.toml");
    let sources = BTreeMap::from([("office".to_string(), net.dir.path().join("office"))]);
    explain(&mapping, &sources, &framework(), Some(&net.network())).unwrap()
}

#[test]
fn a_dry_run_says_what_became_of_every_row() {
    let net = network();
    let found = explained(&net);
    let file = &found.files[0];
    assert_eq!(file.rows_read, file.accepted + file.rejected + file.filtered);
    let left_out: Vec<(&str, usize)> =
        found.left_out.iter().map(|(_, filter, rows)| (filter.as_str(), *rows)).collect();
    assert_eq!(left_out, [("keep code matches \"^(north|south)\"", 1), ("drop kind equals \"old\"", 1)]);
    let series: BTreeMap<&str, _> = found.series.iter().map(|s| (s.name.as_str(), s)).collect();
    let rate = series["unemployment_rate"];
    assert_eq!((rate.made, rate.accepted, rate.range, rate.years), (4, 2, Some((5.5, 71.0)), Some((2020, 2021))));
    assert_eq!(rate.plausible, (Some(0.0), Some(60.0)));
    let example = &rate.examples[0];
    assert_eq!(
        (example.file.as_str(), example.line, example.before.as_str(), example.after),
        ("office:t.csv", 2, "5.5", Some(5.5))
    );
    assert_eq!((series["election_turnout"].made, series["election_turnout"].examples.len()), (0, 0));
    assert_eq!((series["population"].made, series["population"].accepted), (3, 3));
    assert_eq!(found.without_data, ["income"]);
    assert!(!net.store().exists(), "nothing is stored");
}

#[test]
fn the_command_prints_it_and_ends_with_one_where_something_is_missing() {
    let net = network();
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "map", "--explain"])
        .arg(net.path().join("mappings/office.toml"))
        .arg("--source")
        .arg(format!("office={}", net.dir.path().join("office").display()))
        .output()
        .unwrap();
    let text = String::from_utf8(program.stdout).unwrap();
    assert_eq!(program.status.code(), Some(1), "{text}");
    for part in [
        "drop kind equals \"old\": 1 row\n",
        "measurement unemployment_rate (%): 4 records made, 2 accepted, 2020 to 2021.\n",
        "values from 5.5 to 71; the catalogue expects 0 to 60\n",
        "office:t.csv line 2: northbridge total 2020: 5.5 -> 5.5\n",
        "measurement election_turnout (%): never fed.",
        "context.csv gives: income.\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn findings_of_a_mapped_row_say_what_to_write_into_the_mapping() {
    let net = network();
    let cures: Vec<(&str, String)> = explained(&net).findings.into_iter().map(|f| (f.code, f.message)).collect();
    let of = |code: &str| &cures.iter().find(|(c, _)| *c == code).unwrap_or_else(|| panic!("{code}: {cures:?}")).1;
    assert!(of("not_a_year").contains("format = [\"float\"]"), "{cures:?}");
    assert!(of("not_a_number").contains("missing = [\"n/a\"]"), "{cures:?}");
    let with = |more: &str, table: &str| {
        let mapping = MAPPING.replacen("source = \"official\"\n", &format!("source = \"official\"\n{more}\n"), 1);
        net.write("mappings/office.toml", mapping);
        write(&net.dir.path().join("office"), "t.csv", table);
        explained(&net).findings.into_iter().map(|f| (f.code, f.message)).collect::<Vec<_>>()
    };
    let cures = with(
        "item = { column = \"kind\" }\nquality = { column = \"turnout\", codes = { a = \"E\" } }",
        "code,kind,year,rate,turnout,pop\nnorthbridge,girls,2020,5,b,1\nnorthbridge,total,2020,,,1\n",
    );
    let of = |code: &str| &cures.iter().find(|(c, _)| *c == code).unwrap_or_else(|| panic!("{code}: {cures:?}")).1;
    assert!(of("unknown_item").contains("codes = { \"girls\" = "), "{cures:?}");
    assert!(of("unknown_status").contains("codes = { \"b\" = "), "{cures:?}");
    assert!(of("missing_value").contains("empty = \"skip\""), "{cures:?}");
}

#[test]
fn cities_that_another_mapping_of_the_network_brings_are_known() {
    let net = network();
    let table = "code,kind,year,rate,turnout,pop\nnorth-a,rate,2020,5.5,60,1000\nnorth-b,votes,2020,6,61,2000\n";
    let sources = |names: &[&str]| -> BTreeMap<String, std::path::PathBuf> {
        names.iter().map(|name| (name.to_string(), net.dir.path().join(name))).collect()
    };
    write(&net.dir.path().join("office"), "t.csv", table);
    let registry = "source = \"registry\"\nconsent = \"public\"\n[[file]]\npattern = \"r.csv\"\ncity = { column = \"code\" }\nyear = { value = 2020 }\n\
        [file.registry]\nname = { column = \"name\" }\ncountry = \"KEN\"\nregion = \"Africa\"\n\
        [[file.context]]\nvariable = \"income\"\ncolumn = \"income\"\n\
        [[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"rate\"\nsource = \"official\"\n";
    net.write("mappings/registry.toml", registry);
    write(
        &net.dir.path().join("registry"),
        "r.csv",
        "code,name,income,rate\nnorth-a,Place a,5,9\nnorth-b,Place b,6,8\n",
    );
    let mapping = net.path().join("mappings/office.toml");
    let codes = |e: &Explained| e.findings.iter().map(|f| f.code).collect::<Vec<_>>();
    let alone = explain(&mapping, &sources(&["office"]), &framework(), Some(&net.network())).unwrap();
    assert!(codes(&alone).contains(&"unknown_city"), "{:?}", alone.findings);
    assert_eq!(alone.not_read, [("mappings/registry.toml".to_string(), "registry".to_string())]);
    let both = explain(&mapping, &sources(&["office", "registry"]), &framework(), Some(&net.network())).unwrap();
    assert_eq!(codes(&both), [""; 0], "{:?}", both.findings);
    assert_eq!((both.read_too.as_slice(), both.not_read.len()), (&["mappings/registry.toml".to_string()][..], 0));
    assert_eq!(both.without_data, [""; 0], "income comes from the other mapping");
    // What is counted is the mapping's own.
    assert_eq!(both.files.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(), ["office:t.csv"]);
    let rate = both.series.iter().find(|s| s.name == "unemployment_rate").unwrap();
    assert_eq!((rate.made, rate.accepted, rate.range), (2, 2, Some((5.5, 6.0))));
    let elsewhere = write(net.dir.path(), "elsewhere.toml", MAPPING);
    let of_network =
        explain(&elsewhere, &sources(&["office", "registry"]), &framework(), Some(&net.network())).unwrap();
    assert_eq!(codes(&of_network).iter().filter(|c| **c == "unknown_city").count(), 0);
    for (names, part) in
        [(&["registry"][..], "reads the source office"), (&["office", "other"], "no mapping that is read names it")]
    {
        let said = explain(&mapping, &sources(names), &framework(), Some(&net.network())).unwrap_err().to_string();
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn the_same_fault_in_many_rows_is_said_once_with_their_number() {
    let net = network();
    let rows: String = (0..10_000).map(|i| format!("northbridge,rate,2020,n/a{},60,1000\n", i % 3)).collect();
    write(&net.dir.path().join("office"), "t.csv", format!("code,kind,year,rate,turnout,pop\n{rows}"));
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "map", "--explain"])
        .arg(net.path().join("mappings/office.toml"))
        .arg("--source")
        .arg(format!("office={}", net.dir.path().join("office").display()))
        .output()
        .unwrap();
    let text = String::from_utf8(program.stdout).unwrap();
    assert!(text.contains("10000 errors not_a_number: ") && text.contains("  and 9997 more\n"), "{text}");
    assert!(text.lines().count() < 60, "{text}");
}

#[test]
fn the_same_table_is_ingested_as_it_was_explained() {
    let net = network();
    net.write("network.toml", "name = \"Test\"\nfictional = true\n");
    let sources = BTreeMap::from([("office".to_string(), net.dir.path().join("office"))]);
    let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
    let counts = |files: &[ingest::FileReport]| {
        files.iter().map(|f| (f.rows_read, f.accepted, f.rejected, f.filtered)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&report.files), counts(&explained(&net).files));
}

#[test]
fn a_value_that_cannot_be_worked_out_is_refused_with_its_row() {
    let net = network();
    let mapping = MAPPING.replacen("column = \"rate\"", "value = \"100 * rate / pop\"", 1);
    net.write("mappings/office.toml", mapping);
    write(
        &net.dir.path().join("office"),
        "t.csv",
        "code,kind,year,rate,turnout,pop\nnorthbridge,x,2020,5,,100\nsouthgate,x,2020,5,,0\n",
    );
    let found = explained(&net);
    let fault = found.findings.iter().find(|f| f.code == "not_made").unwrap();
    assert_eq!(
        (fault.line, fault.column.as_deref(), fault.city.as_deref()),
        (Some(3), Some("value"), Some("southgate"))
    );
    assert!(fault.message.contains("divides by zero") && fault.message.contains("rate = 5, pop = 0"), "{fault:?}");
    assert!(!found.findings.iter().any(|f| f.code == "missing_value"), "said once");
    let rate = found.series.iter().find(|s| s.name == "unemployment_rate").unwrap();
    assert_eq!((rate.made, rate.accepted), (2, 1));
}

#[test]
fn a_file_that_stops_its_reader_is_refused_in_a_dry_run_too() {
    let net = network();
    net.write("mappings/office.toml", MAPPING.replace("t.csv", "t.parquet"));
    let damaged = std::fs::read(repository().join("tests/fixtures/mapping/damaged.parquet")).unwrap();
    write(&net.dir.path().join("office"), "t.parquet", damaged);
    let found = explained(&net);
    assert!(found.left_out.is_empty());
    assert!(found.findings.iter().any(|f| f.code == "reader_fault"), "{:?}", found.findings);
}

#[test]
fn what_a_table_holds_does_not_act_on_the_terminal() {
    let net = network();
    let coloured = TABLE.replacen("southgate", "south\u{1b}[31mgate", 1);
    write(&net.dir.path().join("office"), "t.csv", coloured);
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root".as_ref(), repository().as_os_str()])
        .args(["map", "--explain"])
        .arg(net.path().join("mappings/office.toml"))
        .args(["--source", &format!("office={}", net.dir.path().join("office").display())])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(said.contains("south\\u{1b}[31mgate") && !said.contains('\u{1b}'), "{said}");
}
