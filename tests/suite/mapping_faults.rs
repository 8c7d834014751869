//! What a mapping cannot read or make: each is named with its place and what to do.

use std::io::Write;

use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::read::mapping::{Lookups, Mapping};
use learning_cities::ingest::read::raw::RawFile;
use polars::prelude::DataFrame;

use super::support::{fixture, framework};

pub const HEAD: &str = "source = \"s\"\nconsent = \"public\"\n";
pub const LONG: &str = "city = { column = \"code\" }\nyear = { column = \"year\" }\n";
pub const RATE: &str = "[[file.measurement]]\nmeasurement = \"unemployment_rate\"\nsource = \"official\"\n";

pub fn load(text: &str) -> Result<Mapping, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.toml");
    std::fs::write(&path, text).unwrap();
    Mapping::load(&path, &framework()).map_err(|e| e.to_string().replace(&path.display().to_string(), "m.toml"))
}

/// A mapping of one file with the given keys of its `[[file]]` and of its measurement, and bytes read through it.
pub fn read_as(name: &str, file: &str, rate: &str, bytes: &[u8]) -> RawFile {
    load(&format!("{HEAD}[[file]]\npattern = \"{name}\"\n{file}{RATE}{rate}\n"))
        .unwrap()
        .read(bytes, &format!("s:{name}"))
}

fn read(file: &str, rate: &str, table: &str) -> RawFile {
    read_as("t.csv", file, rate, table.as_bytes())
}

pub fn column(frame: &Option<DataFrame>, name: &str) -> Vec<String> {
    let frame = frame.as_ref().unwrap();
    let texts = frame.column(name).unwrap().str().unwrap();
    texts.iter().map(|c| c.unwrap_or_default().to_string()).collect()
}

pub fn codes(raw: &RawFile) -> Vec<&'static str> {
    raw.findings.iter().map(|f| f.code).collect()
}

pub fn only(raw: &RawFile) -> &Finding {
    assert_eq!(raw.findings.len(), 1, "{:?}", raw.findings);
    &raw.findings[0]
}

#[test]
fn a_part_of_an_expression_that_is_no_number_is_named() {
    let rate = "value = \"100 * women / (women + men)\"\nempty = \"skip\"";
    let table = "code,year,women,men\na,2020,30,10\nb,2020,x?,10\nc,2020,0,0\nd,2020,,5\ne,2020,n/a,5\n";
    let raw = read(&format!("{LONG}missing = [\"n/a\"]\n"), rate, table);
    assert_eq!(column(&raw.observations, "value"), ["75", "", ""]);
    let faults = column(&raw.observations, "fault");
    assert_eq!(faults[0], "");
    assert!(faults[1].starts_with("The column women holds \"x?\", which is no number"), "{faults:?}");
    assert!(faults[2].contains("divides by zero") && faults[2].contains("women = 0"), "{faults:?}");
    assert_eq!((raw.rows_read, raw.filtered), (5, 2), "empty parts are skipped");
    // A decimal comma in, a decimal comma out.
    let numbers = format!("{LONG}delimiter = \";\"\nnumbers = {{ decimal = \",\" }}\n");
    let raw = read(&numbers, "value = \"women / men\"", "code;year;women;men\na;2020;1,5;4\n");
    assert_eq!(column(&raw.observations, "value"), ["0,375"]);
}

#[test]
fn parts_must_be_as_many_as_are_needed_and_each_once() {
    let rate = "column = \"v\"\nover = { by = [\"q\"], take = \"sum\", need = 2 }\n";
    let table = "code,year,q,v\na,2020,1,2\na,2020,2,3.5\nb,2020,1,2\nc,2020,1,2\nc,2020,1,2\nd,2020,1,x\nd,2020,2,1\ne,2020,1,1\ne,2020,2,1\ne,2020,3,2\n";
    let raw = read(LONG, rate, table);
    assert_eq!(column(&raw.observations, "city"), ["a", "b", "c", "d", "e"]);
    assert_eq!(column(&raw.observations, "value"), ["5.5", "", "", "", ""]);
    let faults = column(&raw.observations, "fault");
    for (fault, part) in faults.iter().zip([
        "",
        "1 of the 2 parts of q",
        "\"1\" of q stands twice",
        "is no number: x",
        "3 of the 2 parts",
    ]) {
        assert!(fault.contains(part), "{fault}: {part}");
    }
    assert_eq!(column(&raw.observations, "raw")[0], "a\t2020\t1\t2\na\t2020\t2\t3.5", "every part is kept");
    assert_eq!((raw.rows_read, raw.filtered), (10, 5));
    let raw = read(LONG, &format!("{rate}empty = \"skip\""), table);
    assert_eq!(column(&raw.observations, "city"), ["a", "c", "d", "e"], "too few parts are skipped, and nothing else");
    // Parts of a wide table.
    let wide = "columns = \"^(?P<year>[0-9]{4}) Q(?P<q>[1-4])$\"\nover = { by = [\"q\"], take = \"mean\", need = 2 }\n";
    let raw = read("city = { column = \"code\" }\n", wide, "code,2020 Q1,2020 Q2,2021 Q1,2021 Q2\na,1,2,5,6\n");
    assert_eq!(column(&raw.observations, "value"), ["1.5", "5.5"]);
    assert_eq!(column(&raw.observations, "reference_year"), ["2020", "2021"]);
    // A weight that is missing.
    let weighted = rate.replace("\"sum\", need = 2", "\"mean\", need = 2, weight = \"w\"");
    let raw = read(LONG, &weighted, "code,year,q,v,w\na,2020,1,2,5\na,2020,2,3,\nb,2020,1,2,1\nb,2020,2,4,3\n");
    assert_eq!(column(&raw.observations, "value"), ["", "3.5"]);
    assert!(column(&raw.observations, "fault")[0].contains("\"2\" of q has no weight"));
}

#[test]
fn a_lookup_that_is_broken_refuses_what_needs_it() {
    let text = format!(
        "{HEAD}[[lookup]]\nname = \"people\"\npattern = \"people.csv\"\nkey = {{ column = \"id\" }}\ncolumns = {{ residents = \"n\" }}\n\
         [[file]]\npattern = \"t.csv\"\n{LONG}lookup = [{{ table = \"people\", by = {{ column = \"code\" }} }}]\n{RATE}value = \"100 * v / residents\"\n"
    );
    let mapping = load(&text).unwrap();
    let table = b"code,year,v\na,2020,5\nb,2020,7\n";
    let with = |people: &str| {
        let lookups = mapping.lookups([("s:people.csv", people.as_bytes().to_vec())].into_iter());
        (mapping.read_with(table, "s:t.csv", &lookups), mapping.read(people.as_bytes(), "s:people.csv"))
    };
    let (raw, people) = with("id,n\na,50\nz,1\na,50\n");
    assert_eq!(column(&raw.observations, "value"), ["10", ""], "a key that is not there gives nothing");
    assert_eq!((people.rows_read, people.filtered, people.findings.len()), (3, 3, 0));
    let (raw, people) = with("id,n\na,50\na,51\n");
    assert_eq!((codes(&raw), codes(&people)), (vec!["no_lookup"], vec!["lookup_twice"]));
    assert!(only(&people).message.contains("\"a\" stands twice") && only(&people).message.contains("line 3"));
    let (raw, people) = with("id,m\na,50\n");
    assert_eq!((codes(&raw), codes(&people)), (vec!["no_lookup"], vec!["missing_column"]));
    assert_eq!(codes(&mapping.read_with(table, "s:t.csv", &Lookups::new())), ["no_lookup"]);
    let (raw, _) = with("id,n\na,50\n");
    assert!(raw.findings.is_empty());
    let clash = mapping.read_with(
        b"code,year,v,residents\na,2020,5,1\n",
        "s:t.csv",
        &mapping.lookups([("s:people.csv", b"id,n\na,5\n".to_vec())].into_iter()),
    );
    assert_eq!(codes(&clash), ["double_column"]);
}

#[test]
fn an_interval_that_is_no_number_stays_for_the_checks_to_name() {
    let rate = "column = \"v\"\ninterval = { margin = \"m\", level = 90 }";
    let raw = read(LONG, rate, "code,year,v,m\na,2020,10,x\nb,2020,10,\nc,2020,,1\n");
    assert_eq!(column(&raw.observations, "ci_lower"), ["x", "", ""]);
    assert_eq!(column(&raw.observations, "ci_upper"), ["x", "", ""]);
    assert_eq!(raw.columns[&(String::new(), "ci_lower")].0, "m");
    // The interval of a negative value from a coefficient of variation is not upside down.
    let raw = read(LONG, "column = \"v\"\ninterval = { cv = \"m\" }", "code,year,v,m\na,2020,-10,50\n");
    let ends = ["ci_lower", "ci_upper"].map(|end| column(&raw.observations, end)[0].parse::<f64>().unwrap());
    assert!((ends[0] + 19.79981992).abs() < 1e-8 && (ends[1] + 0.20018008).abs() < 1e-8, "{ends:?}");
}

#[test]
fn years_outside_are_left_out_and_what_is_no_year_is_named() {
    let raw = read(
        &format!("{LONG}years = [2010, 2011]\n"),
        "column = \"v\"",
        "code,year,v\na,2009,1\na,2010,2\na,2011,3\na,2012,4\na,20x,5\n",
    );
    assert_eq!(column(&raw.observations, "reference_year"), ["2010", "2011", "20x"]);
    assert_eq!((raw.rows_read, raw.filtered), (5, 2));
}

#[test]
fn missing_codes_are_nothing_in_every_column_but_where_codes_list_them() {
    let keys = format!("{LONG}missing = [\"..\", \"NA\"]\nquality = {{ column = \"q\", codes = {{ NA = \"U\" }} }}\n");
    let raw = read(
        &keys,
        "column = \"v\"\nnote_column = \"n\"\nagency = { column = \"n\", codes = { NA = \"Namibia Agency\" } }",
        "code,year,v,q,n\na,2020,1,..,NA\na,2021,2,NA,..\n..,2022,3,,\n",
    );
    assert_eq!(column(&raw.observations, "status"), ["", "U", ""]);
    assert_eq!(column(&raw.observations, "note"), ["", "", ""]);
    assert_eq!(column(&raw.observations, "agency"), ["Namibia Agency", "", ""]);
    assert_eq!(column(&raw.observations, "city"), ["a", "a", ""]);
}

#[test]
fn the_name_of_a_file_gives_its_year_and_its_edition() {
    let keys =
        "city = { column = \"code\" }\nyear = { file = \"_([0-9]{4})-\" }\nsubmitted_on = { file = \"-ed([0-9]+)\" }\n";
    let text = format!("{HEAD}[[file]]\npattern = \"*.csv\"\n{keys}{RATE}column = \"v\"\n");
    let mapping = load(&text).unwrap();
    let raw = mapping.read(b"code,v\na,1\n", "s:rates_2021-ed202304.csv");
    assert_eq!(column(&raw.observations, "reference_year"), ["2021"]);
    assert_eq!(column(&raw.observations, "submitted_on"), ["2023-04-01"]);
    let raw = mapping.read(b"code,v\na,1\n", "s:rates_2021-ed2023041.csv");
    assert_eq!(only(&raw).code, "bad_date");
    let raw = mapping.read(b"code,v\na,1\n", "s:rates-ed2023.csv");
    assert_eq!(column(&raw.observations, "reference_year"), [""], "refused by the checks");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_is_packed_is_unpacked_as_far_as_a_table_may_be_large() {
    let table = b"code,year,v\na,2020,1\n";
    let of = |name: &str, keys: &str, bytes: &[u8]| read_as(name, &format!("{LONG}{keys}"), "column = \"v\"", bytes);
    assert_eq!(column(&of("t.csv.gz", "", &gzip(table)).observations, "value"), ["1"]);
    assert_eq!(codes(&of("t.csv.gz", "", table)), ["file_binary"]);
    assert_eq!(codes(&of("t.csv.gz", "", &gzip(table)[..20])), ["file_binary"]);
    let large = vec![b'x'; (16 << 20) + 1];
    assert_eq!(codes(&of("t.csv.gz", "", &gzip(&large))), ["file_too_large"]);
    assert_eq!(codes(&of("t.zip", "", &zip(&[("t.csv", &large)]))), ["file_too_large"]);
    let two = zip(&[("a/t.csv", table), ("b.txt", b"words")]);
    assert_eq!(codes(&of("t.zip", "", &two)), ["not_mapped"]);
    assert!(only(&of("t.zip", "", &two)).message.contains("a/t.csv, b.txt"));
    assert_eq!(column(&of("t.zip", "member = \"a/*\"\n", &two).observations, "value"), ["1"]);
    assert_eq!(codes(&of("t.zip", "member = \"c*\"\n", &two)), ["not_mapped"]);
    assert_eq!(codes(&of("t.zip", "", b"PK")), ["file_binary"]);
}

#[test]
fn sheets_are_found_or_asked_for() {
    let book = std::fs::read(fixture("mapping/yearbook.xlsx")).unwrap();
    let keys = "city = { column = \"Code\" }\nyear = { column = \"Year\" }\n";
    let of = |sheet: &str| read_as("t.xlsx", &format!("{keys}{sheet}"), "column = \"Per 100 000\"", &book);
    let raw = of("sheet = \"Crime\"\n");
    assert_eq!(column(&raw.observations, "value"), ["1204.5", "1150.25", "870"]);
    assert_eq!(column(&raw.observations, "sheet"), ["Crime"; 3]);
    let place = &raw.columns[&("Crime".to_string(), "value")];
    assert_eq!((place.0.as_str(), place.1.as_deref()), ("Per 100 000", Some("C")), "a finding names the cell");
    assert!(only(&of("")).message.contains("Labour 2023, Crime, Notes"));
    assert_eq!(codes(&of("sheet = \"Crimes\"\n")), ["missing_sheet"]);
    assert_eq!(codes(&of("sheet = \"Notes\"\n")), ["missing_column"]);
    assert_eq!(codes(&of("sheet = \"Crime\"\nrange = \"H1:K9\"\n")), ["file_empty"]);
    for (name, bytes) in
        [("t.xlsx", &b"code,year"[..]), ("t.ods", b"code,year"), ("t.ods", &zip(&[("content.xml", b"<a>")]))]
    {
        let raw = read_as(name, keys, "column = \"v\"", bytes);
        assert_eq!(codes(&raw), ["workbook_broken"], "{name}");
    }
}

/// A few bytes of an ODS workbook may stand for a million rows of a thousand cells.
#[test]
fn an_ods_workbook_that_repeats_a_cell_too_often_is_refused() {
    let content = |rows: u32, columns: u32| {
        format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"T\">\
             <table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
             </table:table></office:spreadsheet></office:body></office:document-content>"
        )
    };
    let book = |content: &str| {
        zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
            ("content.xml", content.as_bytes()),
        ])
    };
    let read = |book: &[u8]| codes(&read_as("t.ods", LONG, "column = \"v\"", book));
    let of = |rows, columns| read(&book(&content(rows, columns)));
    assert_eq!(of(1000, 1000), ["workbook_too_large"]);
    assert_eq!(of(100, 10), ["missing_column"]);
    // Also where the number is written with a reference, is none, or is one of spaces.
    let with = |from: &str, to: &str| read(&book(&content(100, 10).replace(from, to)));
    assert_eq!(with("repeated=\"100\"", "repeated=\"&#49;000000\""), ["workbook_too_large"]);
    assert_eq!(with("repeated=\"100\"", "repeated=\"1e6\""), ["workbook_broken"]);
    let spaces = |n: &str| with("<text:p>1", &format!("<text:p><text:s text:c=\"{n}\"/>1"));
    assert_eq!(spaces("2000000000"), ["workbook_too_large"]);
    assert_eq!(spaces("30000"), ["missing_column"]);
    let long = format!("<text:p>{}", "1".repeat(40_000));
    assert_eq!(with("<text:p>1", &long), ["workbook_too_large"]);
    // A cell has its value whatever its type says, and a text its bytes wherever it is written.
    let typed = "office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell>";
    for value in ["value=\"1\"", "date-value=\"2020-01-01\"", "boolean-value=\"true\"", "time-value=\"PT1H\""] {
        let untyped = content(1000, 1000).replace(typed, &format!("office:{value}/>"));
        assert_eq!(read(&book(&untyped)), ["workbook_too_large"], "{value}");
    }
    let text = "1".repeat(30_000);
    for cell in [
        format!("office:value-type=\"string\" office:string-value=\"{text}\"/>"),
        format!("table:formula=\"{text}\"/>"),
        format!("office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", "&#65;".repeat(8_000)),
        format!("office:value-type=\"string\"><text:p><![CDATA[{text}]]></text:p></table:table-cell>"),
        format!("office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", "<text:tab/>".repeat(30_000)),
        format!("office:value-type=\"string\">{}</table:table-cell>", "<text:p></text:p>".repeat(30_000)),
    ] {
        let of = |rows, columns| read(&book(&content(rows, columns).replace(typed, &cell)));
        assert_eq!(of(2, 1000), ["workbook_too_large"], "{}", &cell[..40]);
        assert_ne!(of(1, 10), ["workbook_too_large"], "{}", &cell[..40]);
    }
}

#[test]
fn json_that_is_none_is_named_by_its_line() {
    let of = |name: &str, text: &str| read_as(name, LONG, "column = \"value\"", text.as_bytes());
    let lines =
        "{\"code\": \"a\", \"year\": 2020, \"value\": 1.50}\n\n{\"value\": null, \"code\": \"b\", \"more\": [1]}\n";
    let raw = of("t.jsonl", lines);
    assert_eq!(column(&raw.observations, "value"), ["1.5", ""]);
    assert_eq!(column(&raw.observations, "reference_year"), ["2020", ""]);
    assert!(only(&of("t.ndjson", "{}\n[1]\n")).message.starts_with("Line 2 is no JSON object"));
    assert_eq!(codes(&of("t.jsonl", "\n")), ["file_empty"]);
    let cube = |value: &str, size: &str| {
        format!(
            "{{\"class\": \"dataset\", \"id\": [\"code\", \"year\"], \"size\": {size}, \"dimension\": {{\"code\": {{\"category\": {{\"index\": [\"a\", \"b\"]}}}}, \
             \"year\": {{\"category\": {{\"label\": {{\"2020\": \"2020\"}}}}}}}}, \"value\": {value}}}"
        )
    };
    let raw = of("t.json", &cube("[1, 2.5]", "[2, 1]"));
    assert_eq!(column(&raw.observations, "value"), ["1", "2.5"]);
    assert_eq!(column(&raw.observations, "city"), ["a", "b"]);
    let raw = of("t.json", &cube("{\"1\": 7}", "[2, 1]"));
    assert_eq!(
        (column(&raw.observations, "city"), column(&raw.observations, "value")),
        (vec!["b".into()], vec!["7".into()])
    );
    for (text, part) in [
        (cube("[1]", "[2, 1]"), "1 values and its dimensions make 2"),
        (cube("[1, 2]", "[3, 1]"), "another size"),
        (cube("3", "[2, 1]"), "no list"),
        ("{}".into(), "no dimension"),
        ("nothing".into(), "expected"),
    ] {
        let raw = of("t.json", &text);
        assert_eq!(codes(&raw), ["not_text"], "{text}");
        assert!(raw.findings[0].message.contains(part), "{:?}", raw.findings);
    }
    // What belongs to no cell, or to one cell twice.
    let with_status =
        |status: &str| cube("[1, 2]", "[2, 1]").replace("\"value\":", &format!("\"status\": {status}, \"value\":"));
    for status in ["null", "\"p\"", "[\"p\"]", "[\"p\", null]", "{\"1\": \"p\"}"] {
        assert_eq!(codes(&of("t.json", &with_status(status))), [""; 0], "{status}");
    }
    for (text, part) in [
        (with_status("[\"p\", \"p\", \"p\"]"), "3 statuses and its dimensions make 2 cells"),
        (with_status("{\"2\": \"p\"}"), "its status has the key \"2\", and its cells are 0 to 1"),
        (with_status("7"), "status is no list"),
        (cube("{\"01\": 7}", "[2, 1]"), "its value has the key \"01\""),
        (cube("{\"1\": 7, \"1\": 8}", "[2, 1]"), "the key \"1\" stands twice"),
    ] {
        let raw = of("t.json", &text);
        assert_eq!(codes(&raw), ["not_text"], "{text}");
        assert!(raw.findings[0].message.contains(part), "{:?}", raw.findings);
    }
    let twice = "{\"code\": \"a\", \"year\": 2020, \"value\": 5.5, \"value\": 50.5}\n";
    assert!(only(&of("t.jsonl", twice)).message.contains("the key \"value\" stands twice"));
    // A few bytes may speak of more cells than there can be.
    let many = format!(
        "{{\"id\": [{0}], \"size\": [{1}], \"dimension\": {{{2}}}, \"value\": {{}}}}",
        (0..20).map(|i| format!("\"d{i}\"")).collect::<Vec<_>>().join(","),
        ["10"; 20].join(","),
        (0..20)
            .map(|i| format!(
                "\"d{i}\": {{\"category\": {{\"index\": [{}]}}}}",
                (0..10).map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",")
            ))
            .collect::<Vec<_>>()
            .join(",")
    );
    assert_eq!(codes(&of("t.json", &many)), ["too_many_rows"]);
}

/// Every row has a cell for each key of the file, and for each dimension of the cube.
#[test]
fn json_of_few_bytes_and_many_cells_is_refused() {
    let of = |name: &str, text: &str| codes(&read_as(name, LONG, "column = \"value\"", text.as_bytes()));
    let wide: String = (0..3_000).map(|i| format!("\"k{i}\": 0, ")).collect();
    let lines = |rows: usize| {
        let first = format!("{{{wide}\"code\": \"a\", \"year\": 2020, \"value\": 1}}\n");
        first + &"{\"code\": \"\"}\n".repeat(rows)
    };
    assert_eq!(of("t.jsonl", &lines(2_000)), ["too_many_rows"]);
    assert_eq!(of("t.jsonl", &lines(0)), [""; 0]);
    let cube = |codes: usize, further: usize| {
        let names: String = (0..further).map(|i| format!(", \"k{i}\"")).collect();
        let more: String =
            (0..further).map(|i| format!(", \"k{i}\": {{\"category\": {{\"index\": [\"\"]}}}}")).collect();
        let list: Vec<String> = (0..codes).map(|i| format!("\"c{i}\"")).collect();
        format!(
            "{{\"id\": [\"code\", \"year\"{names}], \"size\": [{codes}, 1{}], \"dimension\": {{\"code\": {{\"category\": {{\"index\": [{}]}}}}, \
             \"year\": {{\"category\": {{\"index\": [\"2020\"]}}}}{more}}}, \"value\": [{}]}}",
            ", 1".repeat(further),
            list.join(","),
            vec!["1"; codes].join(",")
        )
    };
    assert_eq!(of("t.json", &cube(2_000, 1_500)), ["too_many_rows"]);
    assert_eq!(of("t.json", &cube(2, 1_500)), [""; 0]);
}

#[test]
fn parquet_that_is_none_or_too_long_is_refused() {
    let of = |bytes: &[u8]| codes(&read_as("t.parquet", LONG, "column = \"v\"", bytes));
    assert_eq!(of(b""), ["file_empty"]);
    assert_eq!(of(b"PAR1 and then nothing PAR1"), ["file_binary"]);
    let whole = std::fs::read(fixture("mapping/panel.parquet")).unwrap();
    assert_eq!(of(&whole[..whole.len() - 9]), ["file_binary"]);
    assert_eq!(of(&whole), ["missing_column"]);
}

/// A dictionary repeats a text of 100 kB in every row: 4 kB of Parquet are 100 MB of text.
#[test]
fn a_text_that_a_parquet_table_repeats_is_read_only_where_it_is_wanted_and_in_small_parts() {
    use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
    let rows = 1_000;
    let same = |text: &str| std::sync::Arc::new(StringArray::from(vec![text; rows])) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        ("code", same("a")),
        ("year", std::sync::Arc::new(Int64Array::from_iter_values((0..rows).map(|i| 1000 + i as i64)))),
        ("note", same(&"x".repeat(100_000))),
        ("v", std::sync::Arc::new(Float64Array::from(vec![5.5; rows]))),
    ])
    .unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    let raw = read_as("t.parquet", LONG, "column = \"v\"", &bytes);
    assert_eq!((codes(&raw).len(), raw.rows_read, column(&raw.observations, "value")[999].as_str()), (0, rows, "5.5"));
    let noted = read_as("t.parquet", LONG, "column = \"v\"\nnote_column = \"note\"", &bytes);
    assert_eq!(codes(&noted), ["too_many_rows"]);
    assert!(noted.findings[0].message.starts_with("The file has more than 32 MB of text"), "{:?}", noted.findings);
}

#[test]
fn one_workbook_is_read_by_several_files_of_a_mapping_and_no_other_table_is() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("t.xlsx"), "").unwrap();
    let file = |keys: &str| format!("[[file]]\npattern = \"*.xlsx\"\n{LONG}{keys}{RATE}column = \"v\"\n");
    let files = |text: String| load(&format!("{HEAD}{text}")).unwrap().files(dir.path()).map_err(|e| e.to_string());
    let both = files(file("sheet = \"A\"\n") + &file("sheet = \"B\"\n")).unwrap();
    assert_eq!(both.len(), 1, "the file is read once, for both");
    assert!(files(file("sheet = \"A\"\n") + &file("sheet = \"A\"\n")).unwrap_err().contains("both find t.xlsx"));
    assert!(files(file("sheet = \"A\"\n") + &file("")).unwrap_err().contains("the sheet that it reads"));
    let lookup = "[[lookup]]\nname = \"l\"\npattern = \"t.*\"\nkey = { column = \"id\" }\ncolumns = { a = \"b\" }\n";
    assert!(files(lookup.to_string() + &file("")).unwrap_err().contains("[[lookup]]"));
}

#[test]
fn a_wrong_mapping_names_its_line_and_the_cure() {
    let of = |file: &str, rate: &str| format!("{HEAD}[[file]]\npattern = \"t.csv\"\n{file}{RATE}{rate}\n");
    let lookup = |rest: &str| {
        format!(
            "{HEAD}[[lookup]]\nname = \"l\"\npattern = \"l.csv\"\nkey = {{ column = \"id\" }}\n{rest}\n[[file]]\npattern = \"t.csv\"\n{LONG}{RATE}column = \"v\"\n"
        )
    };
    let cases = [
        (of(LONG, "value = \"100 * (v\""), 10, "cannot be used"),
        (of(LONG, "value = \"length(v)\""), 10, "Invalid function 'length'"),
        (of(LONG, "value = \"v\"\ncolumn = \"v\""), 10, "one of them"),
        (
            of("city = { columns = [\"a\", \"b\"], pad = 2 }\nyear = { value = 2020 }\n", "column = \"v\""),
            5,
            "one number for each column: 2",
        ),
        (
            of("city = { column = \"a\", join = \"-\" }\nyear = { value = 2020 }\n", "column = \"v\""),
            5,
            "several columns",
        ),
        (
            of("city = { column = \"a\", codes = { b = \"c\" } }\nyear = { value = 2020 }\n", "column = \"v\""),
            5,
            "codes is not used here",
        ),
        (of("city = { pad = 3 }\nyear = { value = 2020 }\n", "column = \"v\""), 5, "say column"),
        (of(LONG, "column = \"v\"\nover = { by = [], take = \"sum\", need = 4 }"), 11, "tells the parts apart"),
        (of(LONG, "column = \"v\"\nover = { by = [\"q\"], take = \"sum\", need = 0 }"), 11, "such as 4"),
        (
            of(LONG, "column = \"v\"\nover = { by = [\"q\"], take = \"sum\", need = 4, weight = \"w\" }"),
            11,
            "only a mean has weights",
        ),
        (
            of(LONG, "column = \"v\"\nover = { by = [\"q\"], take = \"median\", need = 4 }"),
            11,
            "unknown variant `median`",
        ),
        (
            of(
                LONG,
                "column = \"v\"\ninterval = { margin = \"m\" }\nover = { by = [\"q\"], take = \"sum\", need = 4 }",
            ),
            12,
            "intervals of parts",
        ),
        (of(LONG, "column = \"v\"\ninterval = { lower = \"l\" }"), 11, "say lower and upper"),
        (of(LONG, "column = \"v\"\ninterval = { margin = \"m\", cv = \"c\" }"), 11, "one of margin"),
        (
            of(LONG, "column = \"v\"\ninterval = { margin = \"m\", level = 93 }"),
            11,
            "none of 68, 80, 90, 95, 98, 99, 99.9",
        ),
        (of(LONG, "column = \"v\"\ninterval = { cv = \"m\", level = 90 }"), 11, "take level out"),
        (of(&format!("{LONG}years = [2020, 2010]\n"), "column = \"v\""), 7, "first year comes first"),
        (of(&format!("{LONG}header_rows = 0\n"), "column = \"v\""), 7, "between 1 and 10"),
        (of(&format!("{LONG}range = \"B4\"\n"), "column = \"v\""), 7, "upper left corner"),
        (of(&format!("{LONG}format = \"csv\"\nsheet = \"A\"\n"), "column = \"v\""), 8, "only workbooks have sheets"),
        (of(&format!("{LONG}format = \"excel\"\n"), "column = \"v\""), 7, "unknown variant `excel`"),
        (of(&format!("{LONG}submitted_on = \"spring\"\n"), "column = \"v\""), 7, "no date"),
        (of(&format!("{LONG}submitted_on = {{ column = \"d\" }}\n"), "column = \"v\""), 7, "of one edition"),
        (of(&format!("{LONG}submitted_on = {{ file = \"[0-9]+\" }}\n"), "column = \"v\""), 7, "needs a group"),
        (
            of(&format!("{LONG}lookup = [{{ table = \"l\", by = {{ column = \"code\" }} }}]\n"), "column = \"v\""),
            7,
            "no [[lookup]]",
        ),
        (of(LONG, "column = \"v\"\nitem = { header = \"sex\" }"), 7, "no group of columns"),
        (of("city = { column = \"code\" }\n", "columns = \"^(?P<sex>[FM])$\""), 6, "say year"),
        (of(LONG, "columns = \"^(?P<year>[0-9]{4})$\""), 10, "take the period from the header"),
        (
            of("city = { column = \"code\" }\nyear = { column = \"y\", file = \"(.)\" }\n", "column = \"v\""),
            3,
            "one of them",
        ),
        (
            of(LONG, "column = \"v\"\nsource = { column = \"k\", codes = { a = \"office\" } }").replacen(
                "source = \"official\"\n",
                "",
                1,
            ),
            10,
            "\"office\" is none of official",
        ),
        (lookup("columns = {}"), 3, "gives no columns"),
        (
            lookup(
                "columns = { a = \"b\" }\n[[lookup]]\nname = \"l\"\npattern = \"k.csv\"\nkey = { column = \"id\" }\ncolumns = { c = \"b\" }",
            ),
            9,
            "two lookups \"l\"",
        ),
    ];
    for (text, line, part) in cases {
        let message = load(&text).map(|_| ()).expect_err(&text);
        assert!(
            message.starts_with(&format!("m.toml line {line}: ")) && message.contains(part),
            "{message} (line {line}, {part})\n{text}"
        );
    }
}

#[test]
fn a_wide_table_may_have_its_years_in_rows_and_items_in_its_header() {
    let columns =
        "columns = \"^rate (?P<sex>[FM])$\"\nitem = { header = \"sex\", codes = { F = \"female\", M = \"male\" } }";
    let raw = read(LONG, columns, "code,year,rate F,rate M\na,2020,1,2\n");
    assert_eq!(column(&raw.observations, "item"), ["female", "male"]);
    assert_eq!(column(&raw.observations, "reference_year"), ["2020", "2020"]);
    assert_eq!(column(&raw.observations, "value"), ["1", "2"]);
}

#[test]
fn the_same_bytes_in_every_format_give_the_same_rows() {
    let values = |raw: RawFile| {
        (
            column(&raw.observations, "city"),
            column(&raw.observations, "reference_year"),
            column(&raw.observations, "value"),
        )
    };
    let text =
        values(read(LONG, "column = \"v\"", "code,year,v\nf1,2019,61.125\nf1,2021,70.5\nf2,2019,\nf2,2021,58.25\n"));
    let parquet = std::fs::read(fixture("mapping/panel.parquet")).unwrap();
    assert_eq!(values(read_as("t.parquet", LONG, "column = \"internet\"", &parquet)), text);
    let lines: String = text
        .0
        .iter()
        .zip(&text.1)
        .zip(&text.2)
        .map(|((c, y), v)| {
            format!("{{\"code\":\"{c}\",\"year\":{y}.0,\"v\":{}}}\n", if v.is_empty() { "null" } else { v })
        })
        .collect();
    assert_eq!(values(read_as("t.jsonl", LONG, "column = \"v\"", lines.as_bytes())), text);
}
