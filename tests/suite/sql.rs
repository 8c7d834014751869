//! The `sql` command from outside: where a query comes from, how rows leave, what is refused.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::support::{self, store, write};

const SMALL: [(&str, &str); 2] = [
    ("cities", "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\nsouthport,\"South, port\",KEN,Africa\n"),
    ("observations", "city,cycle,measurement,reference_year,value\nnorthbridge,2020,unemployment_rate,2019,8\n"),
];

fn small() -> support::TestStore {
    store(&SMALL)
}

fn sql(store: &support::TestStore, args: &[&str], input: Option<&[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .current_dir(support::repository())
        .args(["sql", "--store"])
        .arg(store.store.dir())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.unwrap_or_default()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

const QUERY: &str = "select city, name, baseline_year from cities order by city";

#[test]
fn rows_leave_in_four_formats() {
    let store = small();
    let table = out(&sql(&store, &[QUERY], None));
    assert!(table.contains("| northbridge | Northbridge |"), "{table}");
    let csv = out(&sql(&store, &["--format", "csv", QUERY], None));
    assert_eq!(csv, "city,name,baseline_year\nnorthbridge,Northbridge,\nsouthport,\"South, port\",\n");
    let json: serde_json::Value = serde_json::from_str(&out(&sql(&store, &["--format", "json", QUERY], None))).unwrap();
    assert_eq!(json[1], serde_json::json!({"city": "southport", "name": "South, port", "baseline_year": null}));
    let parquet = sql(&store, &["--format", "parquet", QUERY], None).stdout;
    let path = write(store.dir.path(), "out.parquet", parquet);
    let reader = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(path).unwrap()).unwrap().build().unwrap();
    assert_eq!(reader.map(|b| b.unwrap().num_rows()).sum::<usize>(), 2);
}

#[test]
fn no_row_still_has_its_header() {
    let store = small();
    let query = "select city, name from cities where city = 'nowhere'";
    assert_eq!(out(&sql(&store, &["--format", "csv", query], None)), "city,name\n");
    assert_eq!(out(&sql(&store, &["--format", "json", query], None)), "[]\n");
    assert!(out(&sql(&store, &[query], None)).contains("| city | name |"));
}

#[test]
fn a_query_comes_from_the_line_a_file_or_standard_input() {
    let store = small();
    let path = write(store.dir.path(), "mine.sql", "-- how many\nselect count(*) as n\nfrom cities\n");
    let path = path.to_str().unwrap();
    for output in [
        sql(&store, &["--format", "csv", path], None),
        sql(&store, &["--format", "csv", "-"], Some(b"select count(*) as n from cities")),
        sql(&store, &["--format", "csv"], Some(b"select count(*) as n from cities")),
    ] {
        assert_eq!(out(&output), "n\n2\n");
    }
    assert_eq!(
        out(&sql(&store, &["--format", "csv", "--cycle", "2031", "select cycle from brief"], None)),
        "cycle\n2031\n"
    );
    assert!(out(&sql(&store, &["show tables"], None)).contains("progress_components"));
}

#[test]
fn what_cannot_be_run_is_exit_code_two_with_a_place() {
    let store = small();
    let path = write(store.dir.path(), "bad.sql", "select city\nfrom cities\nwhere nonsense = 1\n");
    let path = path.to_str().unwrap();
    let said = |args: &[&str], input: Option<&[u8]>| {
        let output = sql(&store, args, input);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&[path], None).contains("bad.sql line 3"));
    assert!(said(&["drop table cities"], None).contains("query line 1: DROP TABLE is not allowed"));
    assert!(said(&["select * from 'x.parquet'"], None).contains("no table or mart named x.parquet"));
    assert!(said(&["-"], Some(b"selekt")).contains("standard input line 1"));
    assert!(said(&["-"], Some(b"\xff\xfe")).contains("not UTF-8"));
    assert!(said(&["nowhere.sql"], None).contains("nowhere.sql"));
    assert!(said(&["--format", "xml", "select 1"], None).contains("parquet"));
    assert!(said(&["--cycle", "20", "select 1"], None).contains("1900"));
    let nested = said(&["select array_agg(city) as all_cities from cities", "--format", "csv"], None);
    assert!(nested.contains("column all_cities") && nested.contains("array_to_string(all_cities, ';')"), "{nested}");
    assert!(nested.contains("the format json"), "{nested}");
    let cured = "select array_to_string(array_agg(city order by city), ';') as all_cities from cities";
    assert_eq!(out(&sql(&store, &["--format", "csv", cured], None)), "all_cities\nnorthbridge;southport\n");
    let nested = said(&["select named_struct('a', 1) as s from cities", "--format", "csv"], None);
    assert!(nested.contains("s['field']"), "{nested}");
}

#[test]
fn nothing_acts_on_a_terminal_but_data_leave_as_they_are() {
    let store = small();
    let query = "select city, chr(27) || '[31m' || chr(9) || chr(13) || chr(8238) as \"na\u{1b}me\", 'a' || chr(10) || 'b' as lines, [chr(155)] as list, \
                 case when city = 'southport' then chr(7) end as \"null\" from cities order by city";
    let table = out(&sql(&store, &[query], None));
    assert!(!table.chars().any(|c| c != '\n' && learning_cities::base::characters::unprintable(c)), "{table:?}");
    assert!(table.contains("| na\\u{1b}me ") && table.contains("| \\u{1b}[31m\\t\\r\\u{202e} |"), "{table}");
    assert!(
        table.contains("[\\u{9b}]") && table.contains("| \\u{7} |") && table.contains("| northbridge |"),
        "{table}"
    );
    let widths: std::collections::BTreeSet<usize> = table.lines().map(|line| line.chars().count()).collect();
    assert_eq!(widths.len(), 1, "columns are in line: {table}");
    let csv = out(&sql(&store, &["--format", "csv", "select chr(27) || 'x' as x"], None));
    assert_eq!(csv, "x\n\u{1b}x\n");
    let json: serde_json::Value =
        serde_json::from_str(&out(&sql(&store, &["--format", "json", "select chr(27) as x"], None))).unwrap();
    assert_eq!(json[0]["x"], "\u{1b}");
    for wrong in [
        "select \"no\u{1b}[2Jname\" from cities",
        "select '\u{9b}' +",
        "sel\u{202e}ect 1",
        "select * from \"\u{1b}]0;x\u{7}\"",
    ] {
        let output = sql(&store, &[wrong], None);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(!said.chars().any(|c| c != '\n' && learning_cities::base::characters::unprintable(c)), "{said:?}");
    }
}

/// As with `head`: the reader goes away and nothing is wrong.
#[test]
fn a_closed_pipe_is_success() {
    let store = small();
    let mut child = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .current_dir(support::repository())
        .args(["sql", "--format", "csv", "select * from generate_series(1, 200000)", "--store"])
        .arg(store.store.dir())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_examples_of_the_help_run() {
    // One of them compares with the snapshot before.
    let store = support::store_of(&SMALL, 2);
    let exe = env!("CARGO_BIN_EXE_learning-cities");
    let help = Command::new(exe).args(["sql", "--help"]).output().unwrap();
    let help = out(&help);
    assert!(help.contains("opens a prompt: \\? lists its commands"), "{help}");
    let examples = help.lines().filter_map(|line| line.trim_start().strip_prefix("learning-cities sql --store store"));
    let mut ran = 0;
    for example in examples {
        // The prompt needs a terminal; elsewhere a query comes from standard input.
        let shell = format!("echo 'select 1' | \"$EXE\" --root \"$ROOT\" sql --store \"$STORE\"{example}");
        let output = Command::new("sh")
            .args(["-c", &shell])
            .current_dir(store.dir.path())
            .env("EXE", exe)
            .env("ROOT", support::repository())
            .env("STORE", store.store.dir())
            .output()
            .unwrap();
        assert!(!out(&output).is_empty() || example.contains('>'), "{example}");
        ran += 1;
    }
    assert!(ran >= 5 && store.dir.path().join("observations.parquet").metadata().unwrap().len() > 0, "{ran}");
}
