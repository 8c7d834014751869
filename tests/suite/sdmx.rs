//! SDMX: the structure and its versions, data whose codes are in the lists, and observations that go out and come in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use arrow::array::BooleanArray;
use arrow::compute::filter_record_batch;
use learning_cities::base::hash::sha256;
use learning_cities::base::table::Table;
use learning_cities::engine::Engine;
use learning_cities::ingest;
use learning_cities::ingest::finding::Finding;
use learning_cities::model::network::Network;
use learning_cities::model::sdmx::{AGENCY, COMPONENTS, DATAFLOW, Role, VERSION, Values};
use learning_cities::model::vocabulary::Severity;
use learning_cities::sdmx::{Tables, files};
use learning_cities::store::Store;
use regex::Regex;

use super::check::{DECLARATION, Net};
use super::support::{self, fixture, framework, repository, rows, store, write};

/// The tables that the files are made from, public rows only.
fn public(engine: &Engine) -> BTreeMap<&'static str, Table> {
    let names = ["cities", "measurements", "measurement_items", "definitions", "statuses", "codes", "network"];
    let mut tables: BTreeMap<&str, Table> = names.into_iter().map(|name| (name, engine.table(name).unwrap())).collect();
    let observations = engine.table("observations").unwrap();
    let shown: BooleanArray =
        (0..observations.len()).map(|row| Some(observations.text("consent", row) == Some("public"))).collect();
    let batch = filter_record_batch(observations.batch(), &shown).unwrap();
    tables.insert("observations", Table::new(batch.schema(), &[batch]).unwrap());
    tables
}

/// The files by name.
fn written(tables: &BTreeMap<&'static str, Table>) -> BTreeMap<&'static str, String> {
    let opened = Tables::open(|name| Ok(&tables[name])).unwrap();
    let text = |(name, bytes): (&'static str, Vec<u8>)| (name, String::from_utf8(bytes).unwrap());
    files(&opened, "2000-01-01").unwrap().into_iter().map(text).collect()
}

fn ingested(network: &Path, store: &Path) -> (Engine, Vec<Finding>) {
    let framework = framework();
    let network = Network::load(network, &framework).unwrap();
    let report = ingest::run(&network, &framework, &Default::default(), store).unwrap();
    let snapshot = Store::open(store).unwrap().current().unwrap().unwrap();
    (Engine::open(&snapshot, &repository().join("queries"), None).unwrap(), report.findings)
}

/// Everything public that an observation says, but for the file that it came in.
const SAID: &str = "select city, cycle, measurement, item, reference_year, value, ci_lower, ci_upper, sample_size, design_effect, \
    ratings, source, status, definition, price_base, quality, verified_by, note from observations where consent = 'public' \
    order by city, measurement, item, reference_year";

/// The ids of the codes of each list in a structure.
fn lists(xml: &str) -> BTreeMap<String, BTreeSet<String>> {
    let list = Regex::new(r#"(?s)<str:Codelist id="([^"]+)"[^>]*>(.*?)</str:Codelist>"#).unwrap();
    let code = Regex::new(r#"<str:Code id="([^"]+)">"#).unwrap();
    let ids = |text: &str| code.captures_iter(text).map(|c| c[1].to_string()).collect();
    list.captures_iter(xml).map(|c| (c[1].to_string(), ids(&c[2]))).collect()
}

/// Cells of each component, in the order of the rows.
fn cells(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| header.iter().zip(&row).map(|(h, c)| (h.to_string(), c.to_string())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn observations_go_out_and_come_in_equal_and_their_codes_are_in_the_lists() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, _) = ingested(&repository().join("data/demo"), &dir.path().join("first"));
    let files = written(&public(&engine));
    let (data, structure) = (&files["observations.csv"], &files["structure-3.0.xml"]);
    let sent = rows(&engine, SAID);
    let csv = cells(data);
    assert_eq!(csv.len(), sent.len());
    assert!(sent.len() > 3_000, "{}", sent.len());

    let lists = lists(structure);
    assert_eq!(lists, self::lists(&files["structure-2.1.xml"]));
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &csv {
        assert_eq!(row["STRUCTURE_ID"], format!("{AGENCY}:{DATAFLOW}({VERSION})"));
        for component in &COMPONENTS {
            let cell = row[component.id].as_str();
            let is_needed = matches!(component.role, Role::Dimension | Role::Time | Role::Mandatory);
            assert!(!is_needed || !cell.is_empty(), "{}: {row:?}", component.id);
            if let (Values::Codes(list), false) = (component.values, cell.is_empty()) {
                assert!(lists[list].contains(cell), "{} {cell:?} is not in {list}", component.id);
                used.entry(component.id).or_default().insert(cell);
            }
        }
    }
    // The demonstration has of each what the assertion above can miss.
    for (component, least) in
        [("SEX", 3), ("BREAKDOWN", 8), ("OBS_STATUS", 5), ("QUALITY", 5), ("SOURCE_TYPE", 3), ("DEFINITION", 1)]
    {
        assert!(used[component].len() >= least, "{component}: {:?}", used.get(component));
    }
    assert!(csv.iter().any(|row| !row["STATUS_FLAGS"].is_empty() && row["OBS_STATUS"].len() == 1));

    let network = dir.path().join("network");
    for name in ["network.toml", "cities.csv", "context.csv", "definitions.csv"] {
        write(&network, name, fs::read(repository().join("data/demo").join(name)).unwrap());
    }
    write(&network, "submissions/sdmx/observations.csv", data);
    let cycles: BTreeSet<(&String, &String)> =
        csv.iter().map(|row| (&row["REF_AREA"], &row["REPORTING_CYCLE"])).collect();
    let declared: String =
        cycles.into_iter().map(|(city, cycle)| format!("{city},{cycle},{cycle}-10-01,public\n")).collect();
    write(&network, "submissions/sdmx/city.csv", format!("city,cycle,submitted_on,consent\n{declared}"));
    let (again, findings) = ingested(&network, &dir.path().join("second"));
    let errors: Vec<&Finding> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{:?}", errors.first());
    let came = rows(&again, SAID);
    for (one, other) in sent.iter().zip(&came) {
        assert_eq!(one, other);
    }
    assert_eq!(sent.len(), came.len());
    assert_eq!(written(&public(&again))["observations.csv"], *data, "and out again the same bytes");
}

#[test]
fn a_changed_structure_is_a_new_version() {
    let path = fixture("sdmx-versions.csv");
    let empty = store(&[]);
    let files = written(&public(&empty.engine(2024)));
    let hash = sha256(format!("{}{}", files["structure-3.0.xml"], files["structure-2.1.xml"]).as_bytes());
    let text = fs::read_to_string(&path).unwrap_or_default();
    let versions: Vec<(&str, &str)> = text.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let numbers: Vec<Vec<u32>> =
        versions.iter().map(|(v, _)| v.split('.').map(|n| n.parse().unwrap()).collect()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b) && numbers.iter().all(|v| v.len() == 3), "{versions:?}");
    assert!(
        versions.last() == Some(&(VERSION, hash.as_str())),
        "the structure of the SDMX files is not the one of version {VERSION} in {}. If the change is meant, raise VERSION in \
         src/model/sdmx.rs (the last number where only words changed; the second where codes or optional attributes were added; the \
         first for everything else, which older readers cannot read) and add the line: VERSION,{hash}",
        path.display()
    );
}

#[test]
fn names_and_notes_stay_data_in_xml_and_in_spreadsheets() {
    let hostile = "=HYPERLINK(\"x\") <b>&";
    let quoted = hostile.replace('"', "\"\"");
    let made = store(&[
        ("cities", &format!("city,name,country,region\na-1,\"{quoted}\",KEN,Africa\n")),
        (
            "observations",
            &format!(
                "city,cycle,measurement,item,reference_year,value,note\na-1,2024,unemployment_rate,total,2023,-1.5,\"{quoted}\"\n"
            ),
        ),
        ("network", &format!("name,fictional,about\n\"{quoted}\",true,x\n")),
    ]);
    let files = written(&public(&made.engine(2024)));
    for name in ["structure-3.0.xml", "structure-2.1.xml"] {
        let xml = &files[name];
        assert!(xml.contains("HYPERLINK(&quot;x&quot;) &lt;b&gt;&amp;</com:Name>"), "{name}");
        assert!(xml.contains("<mes:Test>true</mes:Test>"), "{name}");
    }
    let row = &cells(&files["observations.csv"])[0];
    assert_eq!((row["COMMENT_OBS"].as_str(), row["OBS_VALUE"].as_str()), (&*format!("'{hostile}"), "-1.5"));
    // A network without values and without definitions has all files.
    let bare = written(&public(&store(&[]).engine(2024)));
    assert_eq!(bare["observations.csv"].lines().count(), 1);
}

const HEADER: &str = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,SEX,BREAKDOWN,TIME_PERIOD,OBS_VALUE,OBS_STATUS,STATUS_FLAGS,UNIT_MEASURE,UNIT_MULT,LOWER_BOUND,UPPER_BOUND,SOURCE_TYPE,REPORTING_CYCLE,COMMENT_OBS";

/// A row: a sound one, but for the cells given.
fn row(given: &[(&str, &str)]) -> String {
    let structure = format!("{AGENCY}:{DATAFLOW}({VERSION})");
    let sound = [
        ("STRUCTURE", "dataflow"),
        ("STRUCTURE_ID", structure.as_str()),
        ("ACTION", "R"),
        ("FREQ", "A"),
        ("REF_AREA", "northbridge"),
        ("INDICATOR", "unemployment_rate"),
        ("SEX", "F"),
        ("BREAKDOWN", "_T"),
        ("TIME_PERIOD", "2023"),
        ("OBS_VALUE", "5.5"),
        ("OBS_STATUS", "A"),
        ("UNIT_MEASURE", "PT"),
        ("UNIT_MULT", "0"),
        ("SOURCE_TYPE", "official"),
        ("REPORTING_CYCLE", "2024"),
    ];
    let cell = |name| given.iter().chain(&sound).find(|(n, _)| *n == name).map_or("", |(_, text)| *text);
    HEADER.split(',').map(cell).collect::<Vec<_>>().join(",")
}

/// What a file gives, and what is found in it.
fn read(text: &str) -> (Vec<String>, Vec<Finding>) {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,,\n"));
    net.write("submissions/a/data.csv", text);
    let findings = net.ingest().findings;
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &repository().join("queries"), Some(2024)).unwrap();
    (support::rows(&engine, "select item, reference_year, value, ci_lower, status, note from observations"), findings)
}

fn one(given: &[(&str, &str)]) -> (Vec<String>, Vec<Finding>) {
    read(&format!("{HEADER}\n{}\n", row(given)))
}

#[test]
fn what_other_programs_write_reads_the_same() {
    let sound = vec!["female|2023|5.5||A|".to_string()];
    let plain = format!("{HEADER}\n{}\n", row(&[]));
    let labelled = plain
        .replacen("REF_AREA", "REF_AREA: Reference area", 1)
        .replace("northbridge", "northbridge: Northbridge")
        .replace(",F,", ",F: Female,")
        .replace(&format!("{VERSION})"), &format!("{VERSION}): Learning cities"));
    for text in [
        plain.replace(',', ";"),
        plain.replace("STRUCTURE,", "STRUCTURE[;],"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        labelled,
        plain.replace("dataflow,", "datastructure,").replace(DATAFLOW, "DSD_LEARNING_CITIES"),
        plain.replace(&format!("{VERSION})"), "1.7)"),
    ] {
        assert_eq!(read(&text), (sound.clone(), vec![]), "{text}");
    }
    for (given, kept) in [
        (vec![("ACTION", "")], "female|2023|5.5||A|"),
        (vec![("FREQ", ""), ("UNIT_MULT", ""), ("UNIT_MEASURE", "")], "female|2023|5.5||A|"),
        (vec![("OBS_VALUE", "151"), ("UNIT_MULT", "-1")], "female|2023|15.1||A|"),
        (vec![("OBS_VALUE", "13800"), ("UNIT_MULT", "-3")], "female|2023|13.8||A|"),
        (vec![("SEX", "_T")], "total|2023|5.5||A|"),
        (vec![("OBS_STATUS", "B"), ("STATUS_FLAGS", "B|E")], "female|2023|5.5||B|E|"),
        (vec![("OBS_STATUS", "E"), ("STATUS_FLAGS", "B|E")], "female|2023|5.5||B|E|"),
        (vec![("OBS_VALUE", "NaN"), ("OBS_STATUS", "O")], "female|2023|||O|"),
        (vec![("COMMENT_OBS", "'=1+1")], "female|2023|5.5||A|=1+1"),
        (vec![("COMMENT_OBS", "'t Hof")], "female|2023|5.5||A|'t Hof"),
        (vec![("COMMENT_OBS", "#N/A")], "female|2023|5.5||A|"),
        (
            vec![("OBS_VALUE", "0.0055"), ("UNIT_MULT", "3"), ("LOWER_BOUND", "0.005"), ("UPPER_BOUND", "0.006")],
            "female|2023|5.5|5.0|A|",
        ),
    ] {
        assert_eq!(one(&given).0, [kept], "{given:?}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_a_cure() {
    for (given, code, column, said) in [
        (vec![("ACTION", "D")], "bad_action", "ACTION", "OBS_STATUS O"),
        (vec![("ACTION", "X")], "bad_action", "ACTION", "Write R"),
        (vec![("FREQ", "Q")], "bad_frequency", "FREQ", "Give one value a year and write A."),
        (vec![("UNIT_MULT", "1000")], "bad_unit_multiplier", "UNIT_MULT", "3 for thousands"),
        (vec![("UNIT_MULT", "x")], "bad_unit_multiplier", "UNIT_MULT", "0 for units"),
        (vec![("UNIT_MEASURE", "KG")], "unit_differs", "UNIT_MEASURE", "must be in PT"),
        (vec![("SEX", "X")], "unknown_item", "SEX, BREAKDOWN", "female, male, total"),
        (vec![("BREAKDOWN", "schools")], "unknown_item", "SEX, BREAKDOWN", "female schools"),
        (vec![("OBS_STATUS", "Z")], "unknown_status", "OBS_STATUS", "CL_OBS_STATUS"),
        (vec![("REF_AREA", "nowhere")], "unknown_city", "REF_AREA", "nowhere"),
        (vec![("OBS_VALUE", "\"5,5\"")], "not_a_number", "OBS_VALUE", "5.5"),
        (vec![("TIME_PERIOD", "2023-Q1")], "not_a_year", "TIME_PERIOD", "whole year"),
        (vec![("REPORTING_CYCLE", "")], "missing_cell", "REPORTING_CYCLE", "Fill it in"),
    ] {
        let (rows, findings) = one(&given);
        assert_eq!(rows, [""; 0], "{given:?}");
        let found = findings.iter().find(|f| f.code == code).unwrap_or_else(|| panic!("{given:?}: {findings:?}"));
        assert_eq!((found.line, found.column.as_deref()), (Some(2), Some(column)), "{given:?}");
        assert!(found.message.contains(said), "{}", found.message);
    }
}

#[test]
fn a_merge_is_named_where_it_would_lose_cells() {
    let rows = |action, more: &[(&str, &str)]| {
        let given = [&[("ACTION", action), ("LOWER_BOUND", "5"), ("UPPER_BOUND", "6")], more].concat();
        read(&format!("{HEADER}\n{}\n", row(&given)))
    };
    for (action, more, warned) in
        [("M", &[][..], true), ("A", &[], true), ("R", &[], false), ("I", &[], false), ("", &[], false)]
    {
        let (kept, findings) = rows(action, more);
        assert_eq!(kept.len(), 1, "{action}: {findings:?}");
        let found: Vec<&Finding> = findings.iter().filter(|f| f.code == "merge_replaces").collect();
        assert_eq!(found.len(), usize::from(warned), "{action}: {findings:?}");
        assert!(found.iter().all(|f| f.severity == Severity::Warning && f.line == Some(2)), "{found:?}");
    }
}

#[test]
fn a_file_of_another_structure_is_refused_whole() {
    for given in [
        vec![("STRUCTURE_ID", "ESTAT:NA_MAIN(1.0)")],
        vec![("STRUCTURE_ID", "LEARNING_CITIES:DF_LEARNING_CITIES(2.0.0)")],
        vec![("STRUCTURE_ID", "LEARNING_CITIES:DSD_LEARNING_CITIES(1.0.0)")],
        vec![("STRUCTURE_ID", "")],
        vec![("STRUCTURE", "dataprovision")],
    ] {
        let (rows, findings) = read(&format!("{HEADER}\n{}\n{}\n", row(&[]), row(&given)));
        assert_eq!(rows, [""; 0], "{given:?}");
        let found = findings.iter().find(|f| f.code == "other_structure").unwrap_or_else(|| panic!("{findings:?}"));
        assert!(found.message.starts_with("Line 3: ") && found.message.contains(DATAFLOW), "{}", found.message);
    }
    let lower = HEADER.to_lowercase();
    let moved = HEADER.replace("STRUCTURE,STRUCTURE_ID,ACTION", "ACTION,STRUCTURE,STRUCTURE_ID");
    let first = HEADER.replace("STRUCTURE,STRUCTURE_ID,ACTION", "DATAFLOW");
    let named = COMPONENTS.iter().map(|component| component.name).collect::<Vec<_>>().join(",");
    let named = format!("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,{named}");
    for (header, said) in
        [(lower, "in capitals"), (moved, "the first two"), (first, "SDMX-CSV 1.0"), (named, "labels=id")]
    {
        let (rows, findings) = read(&format!("{header}\n{}\n", row(&[])));
        assert_eq!(rows, [""; 0], "{header}");
        let found = findings.iter().find(|f| f.code == "other_structure").unwrap_or_else(|| panic!("{findings:?}"));
        assert!(found.message.starts_with("Line 1: ") && found.message.contains(said), "{}", found.message);
    }
    let without = HEADER.replace(",REPORTING_CYCLE", "");
    assert!(read(&format!("{without}\n")).1.iter().any(|f| f.code == "missing_column"));
    let more = format!("{HEADER},UPDATED\n{},2024\n", row(&[]));
    assert!(read(&more).1.iter().any(|f| f.code == "unknown_column" && f.message.contains("UPDATED")));
}

/// Writes the files of the demonstration for `just sdmx-check`, which reads them with programs of others.
#[test]
#[ignore = "writes files for just sdmx-check"]
fn files_for_other_programs() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, _) = ingested(&repository().join("data/demo"), &dir.path().join("store"));
    for (name, text) in written(&public(&engine)) {
        write(&repository().join("target/sdmx/files"), name, text);
    }
}
