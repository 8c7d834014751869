//! Queries that want too much: each ends in time with a sentence that names the limit, and leaves nothing behind.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{self, TestStore, store};

/// Longest wait for a query whose time limit is one second, on a busy machine and without optimization.
const PATIENCE: Duration = Duration::from_secs(40);

fn small() -> TestStore {
    store(&[
        ("cities", "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\nsouthport,Southport,KEN,Africa\n"),
        ("observations", "city,cycle,measurement,reference_year,value\nnorthbridge,2020,unemployment_rate,2019,8\n"),
    ])
}

fn command(store: &TestStore, temporary: &Path, args: &[&str]) -> Command {
    // Whoever runs the tests may ignore signals, as `nohup` does; the program is to heed them.
    let mut command = Command::new("env");
    command
        .args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_learning-cities")])
        .current_dir(support::repository())
        .env("TMPDIR", temporary)
        .args(["sql", "--format", "csv", "--store"])
        .arg(store.store.dir())
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn left(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

/// Runs a query from a file, in its own temporary folder, which must be empty again.
fn run(store: &TestStore, sql: &str, flags: &[&str]) -> (Output, Duration) {
    let temporary = tempfile::tempdir().unwrap();
    let file = support::write(store.dir.path(), "hostile.sql", sql);
    let begun = Instant::now();
    let mut args = flags.to_vec();
    args.push(file.to_str().unwrap());
    let output = command(store, temporary.path(), &args).output().unwrap();
    assert_eq!(left(temporary.path()), [""; 0], "nothing is left by {}", head(sql));
    (output, begun.elapsed())
}

fn head(sql: &str) -> String {
    sql.chars().take(120).collect()
}

const TIGHT: &[&str] = &["--time-limit", "1", "--memory-limit", "256", "--scratch-limit", "64", "--output-limit", "16"];

/// A chain of the same part.
fn chain(first: &str, between: &str, part: impl Fn(usize) -> String, parts: usize) -> String {
    let parts: Vec<String> = (0..parts).map(part).collect();
    format!("{first}{}", parts.join(between))
}

fn nested(before: &str, inside: &str, after: &str, levels: usize) -> String {
    format!("{}{inside}{}", before.repeat(levels), after.repeat(levels))
}

#[test]
fn chains_of_reasonable_length_work() {
    let store = small();
    let or = chain("select count(*) as n from cities where ", " or ", |i| format!("city = 'c{i}'"), 400);
    let and = chain("select count(*) as n from cities where ", " and ", |i| format!("city <> 'c{i}'"), 900);
    let joins = chain("select count(*) as n from ", " cross join ", |i| format!("(select 1 as x) as t{i}"), 60);
    let sum = chain("select ", " + ", |i| i.to_string(), 400) + " as n";
    let union =
        format!("select count(*) as n from ({})", chain("", " union all ", |i| format!("select {i} as x"), 500));
    let list =
        format!("select count(*) as n from cities where city in ({})", chain("", ", ", |i| format!("'c{i}'"), 3000));
    let parts =
        chain("with a0 as (select 1 as x), ", ", ", |i| format!("a{} as (select x + 1 as x from a{i})", i + 1), 200)
            + " select x as n from a200";
    let deep = format!("select {} as n", nested("abs(", "-1", ")", 40));
    for (sql, n) in
        [(or, "0"), (and, "2"), (sum, "79800"), (union, "500"), (list, "0"), (parts, "201"), (deep, "1"), (joins, "1")]
    {
        let (output, _) = run(&store, &sql, &["--time-limit", "300"]);
        assert_eq!(output.status.code(), Some(0), "{}: {}", head(&sql), String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("n\n{n}\n"), "{}", head(&sql));
    }
}

/// Each with words of the sentence that it must end with, where only one will do.
fn hostile() -> Vec<(String, &'static str)> {
    let s = str::to_string;
    let doubling = chain(
        "with a0 as (select 1 as x), ",
        ", ",
        |i| format!("a{} as (select l.x from a{i} l cross join a{i} r)", i + 1),
        40,
    );
    let unions = chain(
        "with a0 as (select 1 as x), ",
        ", ",
        |i| format!("a{} as (select x from a{i} union all select x from a{i})", i + 1),
        12,
    ) + " select count(*) from a12";
    let cross = |n: usize| chain("select count(*) from ", ", ", |i| format!("generate_series(1, 1000000) t{i}"), n);
    vec![
        // Depth and length.
        (chain("select ", " or ", |i| format!("{i} = 1"), 5_000), "chain of more than 1000 parts"),
        (chain("", " union all ", |i| format!("select {i}"), 5_000), "chain of more than 1000 parts"),
        (chain("select ", " || ", |_| s("'x'"), 15_000), "chain of more than 1000 parts"),
        (
            chain("select count(*) from ", " cross join ", |i| format!("cities t{i}"), 2_000),
            "chain of more than 1000 parts",
        ),
        (chain("select count(*) from ", " natural join ", |i| format!("cities t{i}"), 102), "more than 100 joins"),
        (chain("select count(*) from ", ", ", |i| format!("cities t{i}"), 102), "more than 100 joins"),
        (
            chain("select 1 from ", ", ", |_| nested("(cities natural join ", "cities", ")", 40), 3),
            "more than 100 joins",
        ),
        (chain("", " intersect ", |i| format!("select {i}"), 102), "more than 100 joins"),
        (chain("", " except ", |i| format!("select {i}"), 102), "more than 100 joins"),
        (chain("select ", ", ", |i| format!("(select max(city) from cities) as c{i}"), 102), "more than 100 joins"),
        (unions, "more than 2000 times select or values"),
        (
            chain(
                "with a0 as (select city as x from cities), ",
                ", ",
                |i| format!("a{} as (select x || '' as x from a{i} where x <> 'q{i}')", i + 1),
                300,
            ) + " select count(*) from a300",
            "more than 250 queries one within another",
        ),
        (chain("select 1", "", |_| s("::int"), 10_000), "chain of more than 1000 parts"),
        (chain("select city ", " ", |_| s("is null"), 10_000) + " from cities", "chain of more than 1000 parts"),
        (nested("select ", "1", "", 1) + &" union all select 1".repeat(6_000), "chain of more than 1000 parts"),
        (format!("select {}", nested("(", "1", ")", 30_000)), "nested deeper than 50"),
        (format!("select {}", nested("abs(", "1", ")", 20_000)), "nested deeper than 50"),
        (format!("select {}", nested("case when true then ", "1", " end", 4_000)), "nested deeper than 50"),
        (nested("select * from (", "select 1", ")", 5_000), "nested deeper than 50"),
        (format!("select {}", nested("not ", "true", "", 20_000)), "nested deeper than 50"),
        (format!("select {}1", "- ".repeat(50_000)), "nested deeper than 50"),
        (format!("select {}", nested("[", "1", "]", 30_000)), "nested deeper than 50"),
        (format!("select cast(1 as {})", nested("array<", "int", ">", 15_000)), "nested deeper than 50"),
        (format!("select cast(1 as int{})", "[]".repeat(40_000)), "nested deeper than 50"),
        (format!("select x{} from (select 1 as x)", "[1]".repeat(30_000)), "nested deeper than 50"),
        (format!("select * from {}", nested("(", "cities", ")", 45)), "*"),
        (format!("select '{}'", "x".repeat(200_000)), "longer than 128 kB"),
        ("-- a comment\n".repeat(300_000), "longer than 128 kB"),
        (chain("select ", ", ", |i| format!("{i} as c{i}"), 3_000), ""),
        // Time.
        (cross(2), "1 seconds, the time limit"),
        (cross(4), ""),
        (s("with recursive r as (select 1 as x union all select x + 1 from r) select count(*) from r"), ""),
        (s("with recursive r as (select 1 as x union all select x from r) select * from r"), ""),
        (s("select count(distinct value) from generate_series(1, 9000000000000)"), ""),
        (s("select max(value % 7) from generate_series(1, 9000000000000)"), "1 seconds, the time limit"),
        (
            s(
                "select count(*) from generate_series(1, 9000000000000) where regexp_like(repeat('a', 10000) || value, '(a|aa)*b')",
            ),
            "",
        ),
        (doubling + " select count(*) from a40", "more than 100 joins"),
        // Memory and files.
        (s("select repeat('x', 1000000000)"), ""),
        (s("select repeat('x', 2000000000) from generate_series(1, 1000)"), ""),
        (s("select length(repeat(repeat('x', 100000), 20000))"), ""),
        (s("select lpad('x', 2000000000), rpad('x', 2000000000)"), ""),
        (s("select lpad('x', 2000000000) from generate_series(1, 100000)"), ""),
        (s("select repeat('x', 9000000000000)"), ""),
        (s("select array_repeat(1, 9000000000000)"), ""),
        (s("select array_repeat(array_repeat('x', 100000), 100000)"), ""),
        (s("select array_resize([1], 9000000000000)"), ""),
        (s("select range(0, 9000000000000)"), ""),
        (s("select cardinality(generate_series(1, 900000000))"), ""),
        (s("select range(0, value * 1000000000) from generate_series(1, 1000)"), ""),
        (s("select arrow_cast(null, 'FixedSizeBinary(2147483647)') from generate_series(1, 100000)"), ""),
        (s("select arrow_cast(null, 'FixedSizeList(2147483647, Int64)') from generate_series(1, 100000)"), ""),
        (s("select cast(null as int[2147483647]) from generate_series(1, 100000)"), ""),
        (s("select array_agg(value) from generate_series(1, 9000000000000)"), ""),
        (s("select string_agg(cast(value as varchar), ',') from generate_series(1, 9000000000000)"), ""),
        (s("select value, count(*) from generate_series(1, 9000000000000) group by value"), ""),
        (s("select * from generate_series(1, 9000000000000) order by value desc"), ""),
        (s("select sum(value) over (order by value desc) from generate_series(1, 9000000000000)"), ""),
        (s("select lag(value, 9000000000000) over (order by value) from generate_series(1, 10)"), "*"),
        (s("select * from generate_series(1, 10) order by value limit 9000000000000 offset 9000000000000"), "*"),
        (
            s(
                "select a.value from generate_series(1, 90000000) a join generate_series(1, 90000000) b on a.value % 10 = b.value % 10",
            ),
            "",
        ),
        (
            chain(
                "with a0 as (select 'xxxxxxxx' as x), ",
                ", ",
                |i| format!("a{} as (select x || x as x from a{i})", i + 1),
                60,
            ) + " select length(x) from a60",
            "",
        ),
        (
            s(
                "select replace(replace(replace(repeat('a', 10000), 'a', repeat('b', 10000)), 'b', repeat('c', 1000)), 'c', 'dddddddddd')",
            ),
            "",
        ),
        (s("select string_agg(repeat('x', 1000000), ',') from generate_series(1, 10000)"), ""),
        (
            s("select approx_percentile_cont(value, 0.5, 99999999999) from generate_series(1, 10)"),
            "at most 10000 centroids",
        ),
        (
            s(
                "select approx_percentile_cont(0.5, 100000 * 1000000) within group (order by value) from generate_series(1, 10)",
            ),
            "at most 10000 centroids",
        ),
        (
            s(
                "select 1 where 1 in (select approx_percentile_cont_with_weight(value, 1, 0.5, 99999999999) over () from generate_series(1, 10))",
            ),
            "",
        ),
        (s("select approx_percentile_cont(value, 0.5, 10000) from generate_series(1, 10)"), "*"),
        // Rows and bytes.
        (s("select * from generate_series(1, 9000000000000)"), "more than 1000000 rows, the row limit"),
        (s("select a.value, b.value as w from generate_series(1, 3000) a, generate_series(1, 3000) b"), ""),
        (s("select repeat('x', 100000) as x from generate_series(1, 10000)"), ""),
        (s("select regexp_like('x', '((a{1000}){1000}){1000}')"), ""),
        // What is elsewhere.
        (s("select * from '/etc/passwd'"), "no table or mart"),
        (s("select * from information_schema.tables"), "not a relation"),
        (s("select * from read_csv('/etc/passwd')"), "no table or mart"),
        (s("copy cities to '/tmp/x.csv'"), "not allowed"),
    ]
}

/// None hangs, crashes, panics or leaves a file; those that pass a limit say which.
#[test]
fn hostile_queries_end_in_time_with_a_sentence() {
    let store = small();
    let mut faults = Vec::new();
    for (sql, says) in hostile() {
        let (output, time) = run(&store, &sql, TIGHT);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let ended = match output.status.code() {
            Some(0) => says == "*",
            Some(2) => {
                says != "*"
                    && told.starts_with("learning-cities: ")
                    && told.contains(says)
                    && told.lines().count() == 1
                    && output.stdout.is_empty()
            }
            _ => false,
        };
        if !ended || told.contains("panicked") || told.len() > 2_000 || time > PATIENCE {
            faults.push(format!(
                "{:?} after {time:?}: {}\n    {}",
                output.status,
                head(&sql),
                told.chars().take(400).collect::<String>()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_limit_has_a_flag_that_moves_it() {
    let store = small();
    let code = |sql: &str, flags: &[&str]| {
        let (output, _) = run(&store, sql, flags);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let rows = "select * from generate_series(1, 50)";
    let (failed, told) = code(rows, &["--row-limit", "49"]);
    assert!(
        failed == Some(2)
            && told.contains("hostile.sql line 1: the result has more than 49 rows")
            && told.contains("--row-limit"),
        "{told}"
    );
    assert_eq!(code(rows, &["--row-limit", "50"]).0, Some(0));

    let wide = "select repeat('x', 1500000) as x";
    let (failed, told) = code(wide, &["--output-limit", "1"]);
    assert!(failed == Some(2) && told.contains("larger than 1 MB") && told.contains("--output-limit"), "{told}");
    assert_eq!(code(wide, &["--output-limit", "2"]).0, Some(0));

    let long = "select count(*) from generate_series(1, 9000000000000) where value % 7 = 8";
    let (failed, told) = code(long, &["--time-limit", "1"]);
    assert!(failed == Some(2) && told.contains("after 1 seconds") && told.contains("--time-limit"), "{told}");

    let large = "select max(place) from (select row_number() over (order by value % 1000, value) as place from generate_series(1, 900000))";
    let (failed, told) = code(large, &["--memory-limit", "32", "--scratch-limit", "1", "--time-limit", "120"]);
    assert!(
        failed == Some(2) && told.contains("1 MB of temporary files") && told.contains("--scratch-limit"),
        "{told}"
    );
    let (failed, told) = code("select length(repeat('x', 200000000))", &["--memory-limit", "64"]);
    assert!(failed == Some(2) && told.contains("64 MB of memory") && told.contains("--memory-limit"), "{told}");
    assert_eq!(code(large, &["--memory-limit", "64", "--time-limit", "120"]).0, Some(0));
}

/// The padding of a table makes more of it than its rows are.
#[test]
fn a_table_is_measured_as_it_is_printed() {
    let store = small();
    let sql =
        "select repeat('x', 100000) as x from generate_series(1, 1) union all select 'y' from generate_series(1, 1000)";
    let temporary = tempfile::tempdir().unwrap();
    let table = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .current_dir(support::repository())
        .args(["sql", "--output-limit", "10", sql, "--store"])
        .arg(store.store.dir())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&table.stderr);
    assert!(table.status.code() == Some(2) && told.contains("--format csv"), "{told}");
    let csv = command(&store, temporary.path(), &["--output-limit", "10", sql]).output().unwrap();
    assert_eq!(csv.status.code(), Some(0));
}

/// As `query`, as a table.
fn as_table(store: &TestStore, query: &str, seconds: &str) -> (Output, Duration) {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .current_dir(support::repository())
        .args(["sql", "--time-limit", seconds, query, "--store"])
        .arg(store.store.dir())
        .output()
        .unwrap();
    (output, begun.elapsed())
}

/// A cell of 109 kB once took as long as its square.
#[test]
fn a_table_is_written_in_linear_time_and_within_the_time_limit() {
    let store = small();
    let (output, taken) = as_table(&store, "select range(0, 60000) as d", "15");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("59999]") && text.lines().count() == 5 && taken < Duration::from_secs(15), "{taken:?}");
    let (output, taken) = as_table(&store, "select repeat('x', 1000) as x from generate_series(1, 250000)", "1");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && told.contains("after 1 seconds, the time limit"), "{told}");
    assert!(taken < Duration::from_secs(20), "{taken:?}");
}

#[test]
fn an_endless_text_is_not_read_to_its_end() {
    let store = small();
    let temporary = tempfile::tempdir().unwrap();
    let output =
        command(&store, temporary.path(), &["-"]).stdin(std::fs::File::open("/dev/zero").unwrap()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && told.contains("standard input") && told.contains("128 kB"), "{told}");
}

/// A query goes to files where it has little memory, and gives the same rows.
#[test]
fn what_does_not_fit_into_memory_goes_to_files() {
    let store = small();
    let sql = "select count(*) as n, min(value) as low, max(place) as high from \
        (select value, row_number() over (order by value % 1000, value) as place from generate_series(1, 600000))";
    let flags = ["--time-limit", "300"];
    let wide = run(&store, sql, &flags).0;
    let narrow = run(&store, sql, &[&flags[..], &["--memory-limit", "96"]].concat()).0;
    assert_eq!(narrow.status.code(), Some(0), "{}", String::from_utf8_lossy(&narrow.stderr));
    assert_eq!(narrow.stdout, wide.stdout);
    assert_eq!(String::from_utf8_lossy(&wide.stdout), "n,low,high\n600000,1,600000\n");
}

mod signals {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::ExitStatusExt;
    use std::process::Child;

    /// Starts an endless query and waits until it has its folder.
    fn running(store: &TestStore, temporary: &Path) -> Child {
        let sql = "select count(*) from generate_series(1, 9000000000000) where value % 7 = 8";
        let child = command(store, temporary, &["--time-limit", "600", sql]).spawn().unwrap();
        let begun = Instant::now();
        while left(temporary).iter().all(|name| !temporary.join(name).join("LOCK").is_file()) {
            assert!(begun.elapsed() < PATIENCE, "the query has begun");
            std::thread::sleep(Duration::from_millis(20));
        }
        // Until the session has its own folder inside.
        std::thread::sleep(Duration::from_millis(500));
        child
    }

    fn send(child: &Child, signal: &str) {
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    #[test]
    fn files_go_when_a_signal_ends_the_program() {
        let store = small();
        for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
            let temporary = tempfile::tempdir().unwrap();
            let child = running(&store, temporary.path());
            let folder = temporary.path().join(&left(temporary.path())[0]);
            assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
            send(&child, signal);
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{signal}: {}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(left(temporary.path()), [""; 0], "{signal}");
        }
    }

    #[test]
    fn files_of_a_killed_run_go_with_the_next_and_those_of_a_running_one_stay() {
        let store = small();
        let temporary = tempfile::tempdir().unwrap();
        let mut killed = running(&store, temporary.path());
        killed.kill().unwrap();
        assert_eq!(killed.wait().unwrap().signal(), Some(9));
        let before = left(temporary.path());
        assert_eq!(before.len(), 1, "kill -9 leaves no time to remove anything");
        let alive = {
            let child = command(
                &store,
                temporary.path(),
                &["--time-limit", "600", "select count(*) from generate_series(1, 9000000000000) where value % 7 = 8"],
            );
            let mut child = child;
            let child = child.spawn().unwrap();
            let begun = Instant::now();
            while left(temporary.path()) == before || left(temporary.path()).is_empty() {
                assert!(begun.elapsed() < PATIENCE);
                std::thread::sleep(Duration::from_millis(20));
            }
            std::thread::sleep(Duration::from_millis(500));
            child
        };
        let during = left(temporary.path());
        assert!(during.len() == 1 && during != before, "{during:?}");
        let third = command(&store, temporary.path(), &["select 1"]).output().unwrap();
        assert_eq!(third.status.code(), Some(0));
        assert_eq!(left(temporary.path()), during, "another run's files are not touched");
        send(&alive, "-TERM");
        alive.wait_with_output().unwrap();
        assert_eq!(left(temporary.path()), [""; 0]);
    }

    /// As under `nohup`: a signal that the program was started to ignore stays ignored.
    #[test]
    fn an_ignored_signal_stays_ignored() {
        let store = small();
        let temporary = tempfile::tempdir().unwrap();
        let program = format!(
            "trap '' HUP; exec {} sql --store {} --time-limit 600 'select count(*) from generate_series(1, 9000000000000) where value % 7 = 8'",
            env!("CARGO_BIN_EXE_learning-cities"),
            store.store.dir().display()
        );
        let mut child = Command::new("sh")
            .args(["-c", &program])
            .current_dir(support::repository())
            .env("TMPDIR", temporary.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while left(temporary.path()).is_empty() {
            assert!(begun.elapsed() < PATIENCE);
            std::thread::sleep(Duration::from_millis(20));
        }
        send(&child, "-HUP");
        std::thread::sleep(Duration::from_millis(500));
        assert!(child.try_wait().unwrap().is_none(), "it goes on");
        send(&child, "-TERM");
        assert_eq!(child.wait().unwrap().code(), Some(143));
    }
}
