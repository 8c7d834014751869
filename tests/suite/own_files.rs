//! The network's own files, and context that a mapping brings: what reads as something else than was meant.

use std::collections::BTreeMap;

use learning_cities::ingest;
use learning_cities::model::network::Network;

use super::check::{Net, row, table};
use super::support::{framework, write};

const PEER_VARIABLE: &str = "name = \"Test network\"\nfictional = true\n\n[[peer_variable]]\nvariable = \"population\"\n\
     title = \"population\"\nunit = \"inhabitants\"\ntransform = \"log\"\n";

/// What is said of a `context.csv` with these rows; nothing where it is sound.
fn context(network: &str, rows: &str) -> String {
    let net = Net::new();
    net.write("network.toml", network);
    net.write("context.csv", format!("city,year,variable,value,source\n{rows}"));
    Network::load(&net.path(), &framework()).err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn a_row_of_context_that_two_stray_marks_would_swallow_is_seen() {
    let plain = "name = \"Test network\"\nfictional = true\n";
    let swallowed = "northbridge,2020,population,1000,\"Bureau\nsouthgate,2020,population,2000,Bureau\"\nsouthgate,2021,population,2100,Bureau\n";
    let said = context(plain, swallowed);
    assert!(said.contains("context.csv line 2: source begins on this line and ends on another"), "{said}");
    assert_eq!(context(plain, &swallowed.replace('"', "")), "");
    assert_eq!(context(plain, "northbridge,2020,population,1000,\"Bureau, of the north\"\n"), "");
}

#[test]
fn a_row_that_a_stray_mark_makes_a_part_of_a_note_is_seen() {
    let definitions = |rows: &str| {
        let net = Net::new();
        let header = "definition,measurement,language,title,unit,price_base,low,high,note";
        net.write("definitions.csv", format!("{header}\n{rows}"));
        Network::load(&net.path(), &framework()).err().map(|e| e.to_string()).unwrap_or_default()
    };
    let swallowed = "own,adult_literacy_rate,,T,%,,0,100,\"Own\nown,,fr,T,%,,,,Propre\n";
    let said = definitions(swallowed);
    assert!(said.contains("definitions.csv line 2: note begins on this line and ends on another"), "{said}");
    assert_eq!(definitions(&swallowed.replace('"', "")), "");
    let prose = "In it are, as said, a, b, c, d, e, f, g and h.";
    assert_eq!(definitions(&format!("own,adult_literacy_rate,,T,%,,0,100,\"Own\n{prose}\"\n")), "");
}

#[test]
fn what_spreadsheets_do_to_own_files_is_said_with_its_cure() {
    let context = |text: &str| {
        let net = Net::new();
        net.write("context.csv", text);
        Network::load(&net.path(), &framework()).err().map(|e| e.to_string()).unwrap_or_default()
    };
    let header = "city,year,variable,value,source\n";
    for (text, says) in [
        ("city;year;variable;value;source\n", "line 1: the columns are not separated by commas"),
        (&format!("{header}northbridge,2020,density,12,5,Bureau\n"), "line 2: the row has 6 cells and the header 5"),
        (&format!("{header}northbridge,2020,density,\"1,234\",Bureau\n"), "line 2: value is no number; write it with"),
        (&format!("{header}northbridge,2020.0,density,12,Bureau\n"), "line 2: year is no whole number; write it with"),
    ] {
        let said = context(text);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn what_desktops_leave_in_the_folder_of_the_brief_is_nothing() {
    let net = Net::new();
    for name in ["Thumbs.db", "desktop.ini", ".DS_Store"] {
        net.write(&format!("brief/{name}"), b"\xd0\xcf\x11\xe0");
    }
    assert!(Network::load(&net.path(), &framework()).unwrap().forewords.is_empty());
    net.write("brief/plan.docx", "");
    assert!(Network::load(&net.path(), &framework()).unwrap_err().to_string().contains("plan.docx: is not read"));
}

#[test]
fn the_decimals_of_a_context_value_are_not_its_source() {
    let plain = "name = \"Test network\"\nfictional = true\n";
    let said = context(plain, "northbridge,2020,density,12,5\n");
    assert!(said.contains("context.csv line 2: source is the number \"5\"") && said.contains("write 12.5"), "{said}");
    for sound in ["12.5,5", "12,census 5", "12,2021", "12,"] {
        assert_eq!(context(plain, &format!("northbridge,2020,density,{sound}\n")), "", "{sound}");
    }
}

#[test]
fn a_value_without_a_logarithm_is_no_context_of_a_variable_that_needs_one() {
    for value in ["0", "-7"] {
        let row = format!("northbridge,2020,population,{value},Bureau\n");
        let said = context(PEER_VARIABLE, &row);
        assert!(said.contains("line 2: population of northbridge is") && said.contains("logarithms"), "{said}");
        assert_eq!(context(&PEER_VARIABLE.replace("log", "none"), &row), "");
    }
    assert_eq!(
        context(PEER_VARIABLE, "northbridge,2020,population,0.001,Bureau\nnorthbridge,2020,rain,0,Bureau\n"),
        ""
    );
}

/// A published table is somebody else's: one value that cannot be compared stops nothing.
#[test]
fn such_a_value_of_a_mapped_table_is_a_warning() {
    let found = |value: &str| {
        let net = Net::new();
        net.write("network.toml", PEER_VARIABLE);
        net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-31,public\n");
        net.write(
            "mappings/m.toml",
            "source = \"s\"\nconsent = \"public\"\n[[file]]\npattern = \"t.csv\"\ncity = { column = \"code\" }\nyear = { column = \"year\" }\n\
             [[file.context]]\nvariable = \"population\"\ncolumn = \"v\"\n",
        );
        let source = net.dir.path().join("s");
        write(&source, "t.csv", format!("code,year,v\nnorthbridge,2020,{value}\nsouthgate,2020,5\n"));
        let sources = BTreeMap::from([("s".to_string(), source)]);
        let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
        let found = report.findings.iter().filter(|f| f.file == "s:t.csv");
        found.map(|f| (f.code, f.line, f.severity.into_str())).collect::<Vec<_>>()
    };
    assert_eq!(found("0"), [("no_logarithm", Some(2), "warning")]);
    assert_eq!(found("1"), []);
}

#[test]
fn names_of_variables_and_groups_that_differ_by_a_slip_are_named() {
    let net = Net::new();
    net.write("network.toml", format!("{PEER_VARIABLE}[[group]]\nname = \"state\"\ntitle = \"state\"\n"));
    net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-31,public\n");
    let context = |variable: &str| {
        let rows = format!("northbridge,2020,population,5,Bureau\nsouthgate,2020,{variable},6,Bureau\n");
        net.write("context.csv", format!("city,year,variable,value,source\n{rows}"));
    };
    let registry = |of_one: &str, of_other: &str| {
        let rows = format!(
            "northbridge,Northbridge,GBR,Europe and North America,{of_one}\nsouthgate,Southgate,GBR,Europe and North America,{of_other}\n"
        );
        net.write("cities.csv", format!("city,name,country,region,group.state\n{rows}"));
    };
    let found = || {
        let report = ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).unwrap();
        let similar = report.findings.into_iter().filter(|f| f.code.contains("_like_another"));
        similar.map(|f| (f.code, f.message)).collect::<Vec<_>>()
    };
    context("population");
    registry("Upper Plain", "Lower Plain");
    assert_eq!(found(), []);
    // Another variable is no slip: a query of the analyst's own may use it.
    context("unemployment");
    assert_eq!(found(), []);
    context("populaton");
    registry("Upper Plain", "Upper  plain");
    let found = found();
    let codes: Vec<_> = found.iter().map(|f| f.0).collect();
    assert_eq!(codes, ["group_like_another", "variable_like_another"]);
    assert!(
        found[0].1.contains("group.state") && found[0].1.contains("\"Upper  plain\", \"Upper Plain\""),
        "{found:?}"
    );
    assert!(found[1].1.contains("\"populaton\"") && found[1].1.contains("write population in every row"), "{found:?}");
}

#[test]
fn a_point_between_thousands_of_a_context_value_is_seen() {
    let plain = "name = \"Test network\"\nfictional = true\n";
    let rows = |values: &[(i32, &str)]| {
        let rows = values.iter().map(|(year, value)| format!("northbridge,{year},population,{value},Bureau\n"));
        rows.collect::<String>()
    };
    let said = context(plain, &rows(&[(2020, "279000"), (2021, "280.494")]));
    assert!(said.contains("context.csv line 3: population is 280.494") && said.contains("write 280494"), "{said}");
    // Another city's values say what is usual too.
    let others = "southgate,2020,population,300000,Bureau\n";
    let said = context(plain, &(rows(&[(2021, "280.494")]) + others));
    assert!(said.contains("line 2") && said.contains("write 280494"), "{said}");
    for sound in ["280.4940", "280494.125", "0.125", "280494"] {
        assert_eq!(context(plain, &(rows(&[(2021, sound)]) + others)), "", "{sound}");
    }
    // Where others have decimals a value with three is usual.
    assert_eq!(context(plain, &rows(&[(2019, "1.5"), (2020, "279"), (2021, "280.494")])), "");
    assert_eq!(context(plain, &rows(&[(2020, "279.125"), (2021, "280.494")])), "", "all have three");
}

#[test]
fn a_value_a_thousand_times_that_of_the_year_before_is_seen() {
    let plain = "name = \"Test network\"\nfictional = true\n";
    let pair = |a: &str, b: &str| {
        context(plain, &format!("northbridge,2020,population,{a},B\nnorthbridge,2022,population,{b},B\n"))
    };
    let said = pair("280.5", "281000");
    assert!(said.contains("line 3: population of northbridge is 280.5 in 2020 and 281000 in 2022"), "{said}");
    assert!(pair("281000", "280.5").contains("about a thousand times"));
    assert!(pair("2", "1000").contains("about a thousand times") && pair("1", "2000").contains("a thousand times"));
    for (a, b) in [("2.1", "1000"), ("1", "2001"), ("0.05", "50"), ("0", "1000"), ("-1", "1000")] {
        assert_eq!(pair(a, b), "", "{a} {b}");
    }
}

/// What an ingest says of the tables of a source that this mapping reads, and the network.
fn mapped(mapping: &str, tables: &[(&str, &str)]) -> (Net, Vec<(&'static str, String, String)>) {
    let net = Net::new();
    let found = again(&net, mapping, tables);
    (net, found)
}

fn again(net: &Net, mapping: &str, tables: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let report = ingested(net, mapping, tables);
    report.findings.into_iter().map(|f| (f.code, f.file, f.message)).collect()
}

fn ingested(net: &Net, mapping: &str, tables: &[(&str, &str)]) -> ingest::Report {
    net.write("mappings/m.toml", format!("source = \"s\"\nconsent = \"public\"\n{mapping}"));
    let source = net.dir.path().join("s");
    for (name, text) in tables {
        write(&source, name, text);
    }
    let sources = BTreeMap::from([("s".to_string(), source)]);
    ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap()
}

const KEYS: &str = "[[file]]\npattern = \"*.csv\"\ncity = { column = \"code\" }\nyear = { column = \"year\" }\n";
const POPULATION: &str = "[[file.context]]\nvariable = \"population\"\ncolumn = \"v\"\n";
const RATE: &str = "[[file.measurement]]\nmeasurement = \"patent_rate\"\ncolumn = \"v\"\nsource = \"official\"\n";

fn table_rows(net: &Net, table: &str, columns: &[&str]) -> Vec<String> {
    let snapshot = learning_cities::store::Store::open(&net.store()).unwrap().in_force().unwrap();
    let table = snapshot.table(table).unwrap();
    let cell = |row: usize, column: &str| {
        table.text(column, row).map(str::to_string).or(table.number(column, row).map(|n| n.to_string()))
    };
    (0..table.len())
        .map(|row| columns.iter().map(|c| cell(row, c).unwrap_or_default()).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_point_between_thousands_of_a_mapped_context_value_is_a_question() {
    let population = |rows: &str| {
        let (_, found) = mapped(&format!("{KEYS}{POPULATION}"), &[("t.csv", &format!("code,year,v\n{rows}"))]);
        found.into_iter().map(|f| f.0).collect::<Vec<_>>()
    };
    assert_eq!(population("northbridge,2020,280.494\nsouthgate,2020,300000\n"), ["perhaps_thousands"]);
    assert_eq!(population("northbridge,2020,280.494\nsouthgate,2020,300000.5\n"), [""; 0]);
    assert_eq!(population("northbridge,2020,280.494\nsouthgate,2020,300.001\n"), [""; 0]);
}

#[test]
fn tables_that_disagree_on_context_are_named_and_none_is_used() {
    let mapping = format!("{KEYS}{POPULATION}");
    let new = "code,year,v\nnorthbridge,2023,100000\nsouthgate,2023,5000\n";
    let old = "code,year,v\nnorthbridge,2023,90000\nsouthgate,2023,5000\n";
    let (net, found) = mapped(&mapping, &[("pop-2023.csv", new), ("pop-2023-old.csv", old)]);
    let conflicts: Vec<_> = found.iter().filter(|f| f.0 == "context_conflict").collect();
    assert_eq!(conflicts.len(), 2, "{found:?}");
    for (_, _, message) in conflicts {
        for part in ["s:pop-2023.csv", "s:pop-2023-old.csv", "100000", "90000", "Neither is used"] {
            assert!(message.contains(part), "{part}: {message}");
        }
    }
    assert_eq!(table_rows(&net, "city_context", &["city", "value"]), ["southgate 5000"]);
    // The network's own file decides.
    net.write("context.csv", "city,year,variable,value\nnorthbridge,2023,population,95000\n");
    assert_eq!(again(&net, &mapping, &[]), []);
    assert_eq!(table_rows(&net, "city_context", &["city", "value"]), ["northbridge 95000", "southgate 5000"]);
    // Where no value is left of a variable that is compared, the conflict is said.
    std::fs::remove_file(net.path().join("context.csv")).unwrap();
    net.write("network.toml", PEER_VARIABLE);
    write(&net.dir.path().join("s"), "pop-2023-old.csv", old.replace("5000", "4000"));
    let without_values = |found: &[(&str, String, String)]| {
        let of_network = found.iter().filter(|f| f.1 == "network.toml").collect::<Vec<_>>();
        assert!(of_network.len() == 1 && of_network[0].0 == "no_peer_values", "{found:?}");
        of_network[0].2.clone()
    };
    let found = again(&net, &mapping, &[]);
    assert_eq!(found.iter().filter(|f| f.0 == "context_conflict").count(), 4, "{found:?}");
    let said = without_values(&found);
    assert!(said.contains("\"population\"") && said.contains("s:pop-2023-old.csv, s:pop-2023.csv:"), "{said}");
    // A table that cannot be read is named too.
    std::fs::remove_file(net.dir.path().join("s/pop-2023-old.csv")).unwrap();
    let found = again(&net, &mapping, &[("pop-2023.csv", "code,year,v\n\"northbridge,2023,100000\n")]);
    assert!(found.iter().any(|f| f.1 == "s:pop-2023.csv"), "{found:?}");
    assert!(without_values(&found).contains("s:pop-2023.csv"), "{found:?}");
    // A variable that no mapping reads is a fault of the network's own files.
    net.write("mappings/m.toml", format!("source = \"s\"\nconsent = \"public\"\n{KEYS}{RATE}"));
    let sources = BTreeMap::from([("s".to_string(), net.dir.path().join("s"))]);
    let said = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap_err().to_string();
    assert!(said.contains("peer_variable \"population\": no city has a value of it;"), "{said}");
}

#[test]
fn tables_that_describe_a_city_in_two_ways_are_named() {
    let mapping = format!(
        "{KEYS}{POPULATION}[file.registry]\nname = {{ column = \"name\" }}\ncountry = \"KEN\"\nregion = \"Africa\"\n"
    );
    let a = "code,name,year,v\nnorthbridge,Alpha,2023,1\neastwick,Beta,2023,5000\n";
    let b = "code,name,year,v\nnorthbridge,Gamma,2022,1\neastwick,Delta,2022,5000\n";
    let (net, found) = mapped(&mapping, &[("a.csv", a), ("b.csv", b)]);
    assert_eq!(found.iter().map(|f| (f.0, f.1.as_str())).collect::<Vec<_>>(), [("registry_differs", "s:b.csv")]);
    for part in ["s:a.csv comes first", "Beta", "Delta", "is used", "cities.csv"] {
        assert!(found[0].2.contains(part), "{part}: {}", found[0].2);
    }
    assert!(table_rows(&net, "cities", &["city", "name"]).contains(&"eastwick Beta".to_string()));
    assert_eq!(again(&net, &mapping, &[("b.csv", &b.replace("Delta", "Beta"))]), []);
}

#[test]
fn a_mapping_that_keeps_no_row_any_more_replaces_nothing() {
    let keep = |word: &str| {
        let keep = format!("keep = [{{ column = \"unit\", equals = \"{word}\" }}]\n");
        format!("{}{RATE}", KEYS.replace("city =", &format!("{keep}city =")))
    };
    let table = "code,year,unit,v\nnorthbridge,2020,rate,12\nnorthbridge,2021,count,900\n";
    let net = Net::new();
    net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-31,public\n");
    assert_eq!(again(&net, &keep("rate"), &[("t.csv", table)]), []);
    let before = learning_cities::store::Store::open(&net.store()).unwrap().in_force().unwrap().id;
    let report = ingested(&net, &keep("Rate"), &[]);
    let codes: Vec<(&str, &str)> = report.findings.iter().map(|f| (f.file.as_str(), f.code)).collect();
    assert_eq!(codes, [("mappings/m.toml", "mapping_feeds_nothing"), ("s:t.csv", "nothing_kept")]);
    assert!(report.findings[0].message.contains("(s:t.csv)"), "{:?}", report.findings);
    assert!(report.findings[1].message.contains("None of the 2 rows is used"), "{:?}", report.findings);
    assert!(report.kept && report.snapshot.as_ref() == Some(&before), "{report:?}");
    // No submission is refused, and none has a value: that is nothing to put in force in silence either.
    let empty = ingested(&net, &keep("rate"), &[("t.csv", "code,year,unit,v\n")]);
    assert!(empty.kept && empty.snapshot.as_ref() == Some(&before), "{empty:?}");
    // What somebody took away is out.
    std::fs::remove_file(net.path().join("mappings/m.toml")).unwrap();
    let taken = net.ingest();
    assert!(taken.new && !taken.kept, "{taken:?}");
}

#[test]
fn a_run_in_which_nothing_is_accepted_is_an_error() {
    let net = Net::new();
    let mapping = format!("{KEYS}{RATE}");
    let codes = |table: &str| -> Vec<(String, &str)> {
        let report = ingested(&net, &mapping, &[("t.csv", table)]);
        assert_eq!(report.has_errors(), !report.findings.is_empty(), "{report:?}");
        report.findings.into_iter().map(|f| (f.file, f.code)).collect()
    };
    assert_eq!(codes("code,year,v\n"), [("mappings/m.toml".to_string(), "mapping_feeds_nothing")]);
    // A table that is refused says why itself.
    assert_eq!(codes("code,year\nnorthbridge,2020\n"), [("s:t.csv".to_string(), "missing_column")]);
    assert_eq!(codes("code,year,v\nnorthbridge,2020,5\n"), []);
    let other = Net::new();
    other.write("submissions/a/2024.csv", super::check::table(&[]));
    let report = other.ingest();
    let codes: Vec<(&str, &str)> = report.findings.iter().map(|f| (f.file.as_str(), f.code)).collect();
    assert_eq!(codes, [("network.toml", "nothing_accepted"), ("submissions/a/2024.csv", "no_rows")]);
}

#[test]
fn a_conflict_of_tables_has_advice_that_works() {
    let mapping = format!("{KEYS}{RATE}");
    let tables = [("a.csv", "code,year,v\nnorthbridge,2023,12\n"), ("a-2.csv", "code,year,v\nnorthbridge,2023,15\n")];
    let (net, found) = mapped(&mapping, &tables);
    assert_eq!(found.len(), 2, "{found:?}");
    for (code, _, message) in &found {
        assert_eq!(*code, "conflict_between_files");
        assert!(message.contains("without a day") && !message.contains("submitted_on"), "{message}");
        assert!(message.contains("the pattern in mappings/m.toml, which reads both, narrower"), "{message}");
    }
    assert_eq!(again(&net, &mapping.replace("*.csv", "a.csv"), &[]), [], "as advised");
    // Two mappings of one table.
    let source = net.dir.path().join("s");
    write(&source, "a.csv", "code,year,v,w\nnorthbridge,2023,12,14\n");
    let second = mapping.replace("*.csv", "a.csv").replace("\"v\"", "\"w\"");
    net.write("mappings/n.toml", format!("source = \"s\"\nconsent = \"public\"\n{second}"));
    let found = again(&net, &mapping.replace("*.csv", "a.csv"), &[]);
    assert_eq!(found.len(), 2, "{found:?}");
    for (_, _, message) in &found {
        assert!(
            message.contains("12 in s:a.csv by mappings/m.toml") && message.contains("14 in s:a.csv by"),
            "{message}"
        );
        assert!(message.contains("Take the measurement out of mappings/"), "{message}");
    }
}

#[test]
fn what_looks_like_a_file_of_the_network_and_is_not_read_is_named() {
    let said = |name: &str| {
        let net = Net::new();
        net.write(name, "x = 1\n");
        Network::load(&net.path(), &framework()).err().map(|e| e.to_string()).unwrap_or_default()
    };
    for (name, meant) in [
        ("corrections.toml.txt", "corrections.toml"),
        ("correction.toml", "corrections.toml"),
        ("Context.csv", "context.csv"),
        ("definition.csv", "definitions.csv"),
        ("cities (1).csv", "cities.csv"),
        ("corrections.toml.old", "corrections.toml"),
    ] {
        let said = said(name);
        assert!(
            said.contains(name) && said.contains("is not read") && said.contains(&format!("meant as {meant}")),
            "{said}"
        );
    }
    assert!(said("northbridge.csv").contains("belongs into submissions"));
    assert!(said("mapping/m.toml").contains("is called mappings"));
    assert!(said("Submissions/a/o.csv").contains("is called submissions"));
    for name in ["README.md", "notes.txt", ".corrections.toml.swp", "~$cities.csv", "documents/letter.txt"] {
        assert_eq!(said(name), "", "{name}");
    }
}

#[test]
fn what_is_no_mapping_in_the_folder_of_mappings_is_named() {
    for (name, says) in [
        ("mappings/m.toml.txt", "ends in .toml"),
        ("mappings/M.TOML", "ends in .toml"),
        ("mappings/sub/m.toml", "put mappings into"),
    ] {
        let net = Net::new();
        net.write("submissions/a/o.csv", "city\n");
        net.write(name, "");
        let network = Network::load(&net.path(), &framework()).unwrap();
        let said = ingest::run(&network, &framework(), &BTreeMap::new(), &net.store()).unwrap_err().to_string();
        assert!(said.contains(name.rsplit('/').next().unwrap()) || said.contains("sub"), "{said}");
        assert!(said.contains("is not read") && said.contains(says), "{said}");
    }
}

/// Whatever a table holds that brings the registry, other cities go in, and what they withdraw is withheld.
#[test]
fn a_table_that_brings_the_registry_holds_up_no_other_city() {
    const GROUP: &str = "[[group]]\nname = \"state\"\ntitle = \"State\"\n";
    const LISTED: &str = "[[peer_group]]\nname = \"p\"\ntitle = \"P\"\ncities = [\"aa\", \"northbridge\"]\n";
    let good = "code,name,year,rate,state\naa,Aa,2020,5.5,S1\ncc,Cc,2020,6.5,S2\n";
    let (long, turned) = (good.replace("S1", &"S".repeat(300)), good.replace("S1", "S\u{202e}1"));
    let missing = "code,name,year,rate,state\ncc,Cc,2020,6.5,S2\n";
    for (own, bad, code) in [
        (LISTED, "", "unknown_city"),
        (LISTED, missing, "unknown_city"),
        (GROUP, "", "file_empty"),
        (GROUP, long.as_str(), "text_too_long"),
        (GROUP, turned.as_str(), "text_too_long"),
    ] {
        let net = Net::new();
        std::fs::remove_file(net.path().join("cities.csv")).unwrap();
        net.write("network.toml", format!("name = \"Test network\"\nfictional = true\n{own}"));
        let mapping = |pattern: &str, more: &str| {
            format!(
                "source = \"s\"\nconsent = \"public\"\n[[file]]\npattern = \"{pattern}\"\ncity = {{ column = \"code\" }}\n{more}"
            )
        };
        let registry = "[file.registry]\nname = { column = \"name\" }\ncountry = \"KEN\"\nregion = \"Africa\"\n";
        let group = if own == GROUP { "group.state = { column = \"state\" }\n" } else { "" };
        let rates =
            "[[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"rate\"\nsource = \"official\"\n";
        net.write("mappings/n.toml", mapping("b.csv", registry));
        net.write(
            "mappings/m.toml",
            mapping("a.csv", &format!("year = {{ column = \"year\" }}\n{registry}{group}{rates}")),
        );
        let source = net.dir.path().join("s");
        write(&source, "b.csv", "code,name\nnorthbridge,Northbridge\n");
        let declared = |folder: &str, day: &str, consent: &str| {
            let declaration = format!("city,cycle,submitted_on,consent\nnorthbridge,2024,{day},{consent}\n");
            net.write(&format!("submissions/{folder}/city.csv"), declaration);
        };
        let run = |text: &str| {
            write(&source, "a.csv", text);
            let sources = BTreeMap::from([("s".to_string(), source.clone())]);
            ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap()
        };
        declared("a", "2024-05-31", "public");
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        run(good);
        declared("w", "2024-07-31", "private");
        let report = run(bad);
        assert!(report.findings.iter().any(|f| f.code == code), "{code}: {report:?}");
        let snapshot = learning_cities::store::Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let values = snapshot.table("observations").unwrap();
        let own: Vec<_> = (0..values.len()).filter(|at| values.text("city", *at) == Some("northbridge")).collect();
        assert_eq!(
            own.iter().map(|at| values.text("consent", *at).unwrap()).collect::<Vec<_>>(),
            ["private"],
            "{code}"
        );
    }
}
