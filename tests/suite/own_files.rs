//! The network's own files, and context that a mapping brings: what reads as something else than was meant.

use std::collections::BTreeMap;

use learning_cities::ingest;
use learning_cities::model::network::Network;

use super::check::Net;
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
