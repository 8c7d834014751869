//! The SQL prompt at a pseudo-terminal.

mod terminal;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::support::{TestStore, store, write};
use terminal::{Terminal, plain};

fn small() -> TestStore {
    store(&[
        (
            "cities",
            "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\nsouthport,\"South, port\",KEN,Africa\n",
        ),
        ("observations", "city,cycle,measurement,reference_year,value\nnorthbridge,2020,unemployment_rate,2019,8\n"),
    ])
}

/// Runs for longer than any test waits.
const LONG: &str =
    "select count(*) from generate_series(1, 1000000) a(x), generate_series(1, 1000000) b(y) where x * y % 7 = 3;";

const CITIES: &str = "\
+-------------+-------------+
| city        | name        |
+-------------+-------------+
| northbridge | Northbridge |
| southport   | South, port |
+-------------+-------------+
(2 rows)
";

#[test]
fn queries_of_several_lines_run_and_errors_do_not_end_the_prompt() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, welcome) = Terminal::prompt(&store, 100, state.path(), &["--row-limit", "10"]);
    assert!(welcome.contains(&format!("Snapshot {}, cycle 2020.", store.snapshot.id)), "{welcome}");
    assert_eq!(terminal.ask("select city, name\rfrom cities -- all;\rorder by city;"), CITIES);
    assert_eq!(terminal.ask("select 1 as a; select 'x;y' as b;").matches("(1 row)").count(), 2);
    let faulty = terminal.ask("select city\rfrom cities\rwhere nonsense = 1;");
    assert!(faulty.starts_with("query line 3: ") && faulty.contains("nonsense"), "{faulty}");
    for (line, said) in [
        ("drop table cities;", "query line 1: DROP TABLE is not allowed"),
        ("copy cities to 'x.csv';", "query line 1: COPY is not allowed"),
        ("select * from progres;", "did you mean progress?"),
        ("select * from '/etc/passwd';", "no table or mart named /etc/passwd"),
        ("select * from generate_series(1, 11);", "more than 10 rows, the row limit"),
        ("\\drop", "\\drop: there is no such command"),
        ("\\cycle soon", "write a year between 1900 and 2100"),
    ] {
        let shown = terminal.answer(line);
        assert!(shown.contains(said), "{line}: {shown:?}");
        assert!(shown.contains("\u{1b}[31m"), "{line}: errors are red: {shown:?}");
    }
    let long = terminal.ask(&format!("\u{1b}[200~select '{}'\u{1b}[201~", "x".repeat(140 << 10)));
    assert!(long.contains("longer than 128 kB"), "{}", &long[long.len().saturating_sub(300)..]);
    // A line that is given up, and one that is empty.
    terminal.press("select 'open\r");
    terminal.give_up();
    assert_eq!(terminal.ask(""), "");
    assert_eq!(terminal.ask("select city, name from cities order by city;"), CITIES);
    terminal.press("\u{4}");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn what_is_typed_ahead_or_pasted_runs_in_its_turn() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    terminal.press("select 11 as a;\rselect 22 as b;\rselect 33 as c;\r");
    for shown in ["| 11 ", "| 22 ", "| 33 "] {
        terminal.until(shown);
    }
    // While a query runs.
    terminal.press("select count(*) from generate_series(1, 5000000) a(x) where x % 7 = 3;\r");
    terminal.press("select 44 as d;\rselect 55 as e;\r\\q\r");
    for shown in ["| 44 ", "| 55 "] {
        terminal.until(shown);
    }
    assert_eq!(terminal.end().0.code(), Some(0));
}

#[test]
fn commands_describe_and_change_what_is_printed() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    let help = terminal.ask("\\?");
    assert!(help.contains("\\o [FILE]") && help.contains("\\cycle [YEAR]"), "{help}");
    let all = terminal.ask("\\d");
    assert!(all.contains("| progress ") && all.contains("| mart ") && all.contains("| staging "), "{all}");
    let tables = terminal.ask("\\dt");
    assert!(tables.contains("| observations ") && !tables.contains("| progress "), "{tables}");
    let marts = terminal.ask("\\dm");
    assert!(marts.contains("| progress ") && !marts.contains("| observations "), "{marts}");
    let described = terminal.ask("\\d Observations");
    assert!(described.starts_with("observations (table): "), "{described}");
    assert!(
        described.contains("| value ") && described.contains("| double ") && described.contains("| text "),
        "{described}"
    );
    assert!(described.contains("Grain: "), "{described}");
    let mart = terminal.ask("\\d progress");
    assert!(mart.starts_with("progress (mart): ") && mart.contains("| movement "), "{mart}");
    assert!(terminal.ask("\\d progres").contains("did you mean progress?"));

    assert_eq!(terminal.ask("\\x"), "Rows are printed as records.\n");
    let records = terminal.ask("select city, name, null as nothing from cities order by city;");
    let expected = "-[ row 1 ]--------------------\ncity    | northbridge\nname    | Northbridge\nnothing |\n\
                    -[ row 2 ]--------------------\ncity    | southport\nname    | South, port\nnothing |\n(2 rows)\n";
    assert_eq!(records, expected);
    terminal.ask("\\x off");
    assert_eq!(terminal.ask("\\format csv"), "Rows are printed as csv.\n");
    assert_eq!(
        terminal.ask("select city, name from cities order by city;"),
        "city,name\nnorthbridge,Northbridge\nsouthport,\"South, port\"\n"
    );
    assert_eq!(terminal.ask("select chr(27) || '[31m' as x;"), "x\n\\u{1b}[31m\n", "no value acts on the terminal");
    assert!(terminal.ask("select [1] as list;").contains("use the format json"));
    terminal.ask("\\format json");
    assert_eq!(terminal.ask("select [1] as list;"), "[{\"list\":[1]}]\n");
    assert!(terminal.ask("\\format parquet").contains("\\o before each query"));
    assert!(terminal.ask("select 1;").contains("name a file with \\o FILE.parquet"));
    terminal.ask("\\format table");

    assert_eq!(terminal.ask("\\cycle"), "The cycle is 2020.\n");
    assert_eq!(terminal.ask("\\cycle 2031"), "The cycle is 2031.\n");
    assert!(terminal.ask("select cycle from brief;").contains("| 2031  |"));
    terminal.press("x");
    terminal.until("sql 2031> ");
    terminal.give_up();
    assert!(terminal.ask("\\timing").contains("Time is printed."));
    let timed = terminal.ask("select 1 as one;");
    assert!(timed.lines().last().unwrap().starts_with("Time: ") && timed.ends_with(" s\n"), "{timed}");
    terminal.press("\\q\r");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_result_goes_to_a_file_for_its_owner_alone_and_never_into_a_store() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 60, state.path(), &[]);
    let out = store.dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let at = |name: &str| out.join(name).to_str().unwrap().to_string();
    let query = "select city, name from cities order by city;";
    terminal.ask(&format!("\\o {}", at("rows.csv")));
    assert!(terminal.ask("select nonsense;").contains("nonsense"), "a faulty query leaves the file for the next");
    assert!(terminal.ask(query).contains("2 rows written to "));
    let csv = std::fs::read_to_string(at("rows.csv")).unwrap();
    assert_eq!(csv, "city,name\nnorthbridge,Northbridge\nsouthport,\"South, port\"\n");
    assert_eq!(std::fs::metadata(at("rows.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(terminal.ask(query), CITIES, "only one result goes to the file");
    terminal.ask(&format!("\\o '{}'", at("my rows")));
    terminal.ask("select city, repeat('x', 90) as wide, chr(27) as escape from cities;");
    let table = std::fs::read_to_string(at("my rows")).unwrap();
    assert_eq!(table.lines().count(), 6, "a file is not folded: {table}");
    terminal.ask(&format!("\\o {}", at("rows.parquet")));
    assert!(terminal.ask(query).contains("2 rows written to "));
    assert_eq!(&std::fs::read(at("rows.parquet")).unwrap()[..4], b"PAR1");
    terminal.ask(&format!("\\o {}", at("never")));
    assert_eq!(terminal.ask("\\o"), "Results are shown here.\n");
    assert_eq!(terminal.ask(query), CITIES);
    assert!(!Path::new(&at("never")).exists());

    let network = store.dir.path().join("network");
    write(&network, "network.toml", "");
    std::fs::create_dir(network.join("submissions")).unwrap();
    let site = store.dir.path().join("site");
    let manifest = r#"{"made_by":"learning-cities report","network":"","fictional":true,"cycle":1,"expected":[],"pages":[],"charts":[],"data":[]}"#;
    write(&site, "manifest.json", manifest);
    let within = store.store.dir().join("rows.csv").display().to_string();
    for (path, said) in [
        (within.as_str(), "which holds nothing else"),
        (network.join("submissions/rows.csv").to_str().unwrap(), "the next ingest would read it"),
        (site.join("rows.csv").to_str().unwrap(), "which the next report replaces whole"),
        ("/dev/null", "a device"),
        (out.to_str().unwrap(), "is a folder"),
        (&at("none/rows.csv"), "its folder is not there"),
    ] {
        let shown = terminal.ask(&format!("\\o {path}")).replace('\n', "");
        assert!(shown.starts_with("\\o ") && shown.contains(said), "{shown}");
        assert_eq!(terminal.ask(query), CITIES, "{path}");
    }
    assert!(!Path::new(&within).exists() && !site.join("rows.csv").exists());
}

#[test]
fn what_was_typed_comes_back_also_the_next_time() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    let query = "select city, name\rfrom cities\rorder by city;";
    assert_eq!(terminal.ask(query), CITIES);
    assert_eq!(terminal.ask("\u{1b}[A"), CITIES, "the key up brings the whole query back");
    terminal.ask(" select 'private' as x;");
    let file = state.path().join("learning-cities/sql-history");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    terminal.signal("TERM");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(143));

    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("from cities") && !kept.contains("private"), "{kept}");
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    assert_eq!(terminal.ask("\u{1b}[A"), CITIES);
    assert_eq!(terminal.ask("\u{12}from cit"), CITIES, "Ctrl-R searches");
    terminal.press("\u{4}");
    terminal.end();

    // Where it cannot be kept the prompt says so and works.
    write(state.path(), "file", "");
    let pipes = state.path().join("pipes/learning-cities");
    std::fs::create_dir_all(&pipes).unwrap();
    nix::unistd::mkfifo(&pipes.join("sql-history"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    for place in ["file", "pipes"] {
        let (mut terminal, welcome) = Terminal::prompt(&store, 100, &state.path().join(place), &[]);
        assert!(welcome.contains("not kept for the next time"), "{welcome}");
        assert_eq!(terminal.ask(query), CITIES);
        assert_eq!(terminal.ask("\u{1b}[A"), CITIES, "it is kept until the prompt ends");
    }
}

#[test]
fn names_are_completed() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    assert!(terminal.ask("\\d stg_set\t").starts_with("stg_settings (staging): "));
    assert_eq!(terminal.ask("sel\t cities.ci\t, cities.nam\t from citi\t order by cities.city;"), CITIES);
    assert_eq!(terminal.ask("\\form\t js\t"), "Rows are printed as json.\n");
    assert_eq!(terminal.ask("\\format ta\t"), "Rows are printed as table.\n");
    let out = terminal.ask(&format!("\\o {}/learning-c\t", state.path().display()));
    assert!(out.contains("is a folder"), "{out}");
    terminal.press("select * from prog\t\t");
    terminal.until("progress_components");
    terminal.give_up();
    assert_eq!(terminal.ask("select city, name from cities order by city;"), CITIES);
}

#[test]
fn a_long_query_is_cancelled_and_the_prompt_goes_on() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &["--time-limit", "600"]);
    for wait in [0, 300, 1500] {
        terminal.press(LONG);
        terminal.press("\r");
        terminal.until("\u{1b}[?2004l");
        std::thread::sleep(Duration::from_millis(wait));
        let begun = Instant::now();
        terminal.press("\u{3}");
        let shown = plain(&terminal.until("\u{1b}[?2004h"));
        assert!(shown.contains("cancelled"), "{shown}");
        assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
    }
    // A result that is being printed.
    terminal.press("select * from generate_series(1, 100000);\r");
    terminal.until("| 2000 ");
    terminal.press("\u{3}");
    let shown = terminal.until("\u{1b}[?2004h");
    assert!(shown.contains("cancelled") && !shown.contains("100000 rows"), "{}", shown.len());
    assert_eq!(terminal.ask("select city, name from cities order by city;"), CITIES);
    terminal.press("\u{4}");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(0));
}

/// A join that matches nothing gives no row for hours, and stops all the same.
#[test]
fn what_is_cancelled_computes_no_longer() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &["--time-limit", "600"]);
    terminal.press("select count(*) from generate_series(1, 10000000) a join generate_series(1, 10000000) b on a.value % 2 = b.value % 2 and a.value + b.value < 0;\r");
    terminal.until("\u{1b}[?2004l");
    let Some(before) = terminal.processor() else { return };
    // It computes.
    while terminal.processor().unwrap() < before + Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(100));
    }
    terminal.press("\u{3}");
    let shown = plain(&terminal.until("\u{1b}[?2004h"));
    assert!(shown.contains("cancelled"), "{shown}");
    let begun = Instant::now();
    loop {
        let before = terminal.processor().unwrap();
        std::thread::sleep(Duration::from_secs(1));
        let used = terminal.processor().unwrap() - before;
        if used < Duration::from_millis(100) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it goes on: {used:?} of a second");
    }
    assert_eq!(terminal.ask("select city, name from cities order by city;"), CITIES);
}

#[test]
fn wide_tables_fold_to_the_terminal_and_nowhere_else() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let (mut terminal, _) = Terminal::prompt(&store, 60, state.path(), &[]);
    let wide = "select city, 'first' as a, repeat('words of a sentence ', 4) as b, 1 as c, 'the last column' as d, repeat('x', 70) as e from cities order by city;";
    let folded = terminal.ask(wide);
    assert!(folded.lines().all(|line| line.width() <= 60), "{folded}");
    assert_eq!(folded.matches("| city ").count(), 3, "the first column comes again: {folded}");
    assert_eq!(folded.matches("| northbridge |").count(), 3, "{folded}");
    assert!(folded.contains("(2 rows)") && folded.contains("| the last column |"), "{folded}");
    let many =
        terminal.ask("select value as n, repeat('a', 30) as a, repeat('b', 30) as b from generate_series(1, 45);");
    assert!(many.contains("| 45 | ") && many.lines().all(|line| line.width() <= 60), "{many}");
    assert_eq!(many.matches("| n ").count(), 6, "each 20 rows with both blocks: {many}");
    terminal.ask("\\x");
    let records = terminal.ask(wide);
    assert!(records.lines().all(|line| line.width() <= 60) && records.contains("e    | xxx"), "{records}");
    terminal.press("\u{4}");
    terminal.end();

    let mut once = Terminal::start(&store, 60, state.path(), &[wide.trim_end_matches(';')], &[]);
    assert_eq!(plain(&once.until("the last column |")).matches("| city ").count(), 2);
    let (status, _) = once.end();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_signal_leaves_the_terminal_as_it_was_and_colours_can_be_turned_off() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let mut terminal = Terminal::start(&store, 80, state.path(), &[], &[("NO_COLOR", "1")]);
    terminal.until("\u{1b}[?2004h");
    assert!(!terminal.is_as_before(), "a line is being edited");
    assert!(!terminal.answer("select nonsense;").contains("\u{1b}[31m"));
    // An interrupt from elsewhere is not the end.
    terminal.signal("INT");
    assert!(terminal.ask("select 1 as one;").contains("(1 row)"));
    terminal.press("select 'half");
    terminal.until("half");
    terminal.signal("TERM");
    std::thread::sleep(Duration::from_millis(500));
    assert!(terminal.is_as_before());
    let (status, shown) = terminal.end();
    assert_eq!(status.code(), Some(143));
    assert!(shown.contains("\u{1b}[?2004l"), "{shown:?}");

    // A terminal that can do nothing.
    let mut dumb = Terminal::start(&store, 80, state.path(), &[], &[("TERM", "dumb")]);
    dumb.until("sql 2020> ");
    dumb.press("select city, name\nfrom cities order by city;\n");
    let shown = dumb.until("(2 rows)");
    assert!(!shown.contains('\u{1b}') && shown.contains("| southport   |"), "{shown:?}");
    dumb.press("\\q\n");
    let (status, _) = dumb.end();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn what_the_readme_types_runs() {
    let (store, state) = (small(), tempfile::tempdir().unwrap());
    let readme = std::fs::read_to_string(crate::support::repository().join("README.md")).unwrap();
    let shown = readme.split("$ learning-cities sql --store store/demo\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap();
    let (mut terminal, _) = Terminal::prompt(&store, 100, state.path(), &[]);
    let mut ran = 0;
    for typed in shown.split("\nsql ").map(|typed| typed.trim_start_matches("sql ")) {
        let (cycle, line) = typed.split_once("> ").unwrap();
        assert!(cycle.parse::<i32>().is_ok(), "{typed}");
        let line = line.trim().lines().map(str::trim_start).collect::<Vec<_>>().join("\r");
        if line == "\\q" {
            break;
        }
        let line = line.replace("towards.parquet", &store.dir.path().join("towards.parquet").display().to_string());
        let answer = terminal.answer(&line);
        assert!(!answer.contains("\u{1b}[31m"), "{line}: {answer}");
        ran += 1;
    }
    assert!(ran >= 9 && store.dir.path().join("towards.parquet").exists(), "{ran}");
    terminal.press("\\q\r");
    assert_eq!(terminal.end().0.code(), Some(0));
}
