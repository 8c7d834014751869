//! The SQL files as a whole: headers, order, what they need, and what the engine says when something is wrong.

use std::path::Path;

use learning_cities::Error;
use learning_cities::base::rows::Column;
use learning_cities::engine::{Engine, RelationKind};
use learning_cities::model::relations::READ;
use learning_cities::model::vocabulary::Severity;

use crate::support::{self, rows, store, write};

const CITIES: &str = "city,name,country,region,joined\n\
northbridge,Northbridge,KEN,Africa,2012\n\
southport,Southport,KEN,Africa,2014\n";

const OBSERVATIONS: &str = "city,cycle,measurement,reference_year,value,consent\n\
northbridge,2016,unemployment_rate,2015,10,public\n\
northbridge,2020,unemployment_rate,2019,8,public\n\
southport,2020,unemployment_rate,2019,7,public\n\
southport,2022,unemployment_rate,2021,7,private\n";

fn small() -> support::TestStore {
    store(&[("cities", CITIES), ("observations", OBSERVATIONS)])
}

#[test]
fn every_relation_runs_and_its_header_names_its_columns() {
    let store = small();
    let engine = store.engine(2020);
    for relation in engine.relations() {
        let table = engine.table(&relation.name).unwrap_or_else(|e| panic!("{}: {e}", relation.name));
        let found: Vec<String> = table.batch().schema().fields().iter().map(|f| f.name().clone()).collect();
        let said: Vec<String> = relation.columns.iter().map(|c| c.0.clone()).collect();
        assert_eq!(found, said, "{}", relation.name);
        assert!(!relation.title.is_empty(), "{} has no title", relation.name);
        assert!(!relation.grain.is_empty(), "{} has no grain", relation.name);
        assert!(relation.columns.iter().all(|c| !c.1.is_empty()), "{} has a column without meaning", relation.name);
    }
}

#[test]
fn checks_hold_on_a_small_store() {
    let store = small();
    for check in store.engine(2020).checks().unwrap() {
        assert_eq!(check.rows.len(), 0, "{}: {:?}", check.name, check.rows);
    }
}

#[test]
fn the_cycle_in_hand_is_the_newest_with_a_public_observation() {
    let store = small();
    let engine = Engine::open(&store.snapshot, &support::repository().join("queries"), None).unwrap();
    assert_eq!(engine.cycle(), 2020, "2022 is private");
    assert_eq!(rows(&engine, "select cycle from brief"), ["2020"]);
    let empty = support::store(&[]);
    let engine = Engine::open(&empty.snapshot, &support::repository().join("queries"), None).unwrap();
    assert_eq!(engine.cycle(), 0);
    assert_eq!(engine.table("progress").unwrap().len(), 0);
}

/// What orders rows must be a key: never a value, a change or a standing.
#[test]
fn no_query_of_ours_orders_cities_by_value() {
    let keys = [
        "city",
        "peer",
        "scheme",
        "group_name",
        "source",
        "differs",
        "definition",
        "definition_key",
        "price_base",
        "measurement",
        "item",
        "reference_year",
        "cycle",
        "area",
        "audience",
        "scope",
        "scope_name",
        "outcome",
        "movement",
        "feature",
        "variable",
        "other_variable",
        "predicted",
        "role",
        "position",
        "title",
        "kind",
        "code",
        "country",
        "dimension",
        "first_item",
        "1",
        "2",
        "3",
    ];
    // Inside one city or one group: which of its years, which of its own neighbours in context, who could help each
    // other; and series by their number, so that sums are the same bytes.
    let within = ["from_year", "to_year", "year", "distance", "reciprocal", "elsewhere", "series_number"];
    let mut seen = 0;
    let mut folders = vec![support::repository().join("queries")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|e| e != "sql") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            let code: String =
                text.lines().map(|l| l.split("--").next().unwrap_or_default().to_string() + " ").collect();
            for (at, _) in code.match_indices("order by ") {
                let before = code[..at].trim_end();
                // A percentile needs its group's values in order and names nobody.
                if before.ends_with("within group (") {
                    continue;
                }
                let in_window = code[..at].rfind("over (").is_some_and(|o| !code[o..at].contains(')'))
                    || before.contains("series_order as (");
                let rest = &code[at + 9..];
                let end = rest.find([')', ';']).unwrap_or(rest.len()).min(rest.find(" rows ").unwrap_or(rest.len()));
                for column in rest[..end].split(',') {
                    let column = column
                        .trim()
                        .trim_end_matches(" desc")
                        .trim_end_matches(" asc")
                        .rsplit('.')
                        .next()
                        .unwrap_or_default()
                        .trim();
                    let fits = keys.contains(&column) || in_window && within.contains(&column);
                    assert!(fits, "{}: order by {column}", path.display());
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 60, "only {seen} columns read");
}

#[test]
fn every_mart_and_check_ends_with_an_order() {
    for folder in ["marts", "checks"] {
        for entry in std::fs::read_dir(support::repository().join("queries").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.trim_end().lines().next_back().unwrap().starts_with("order by "), "{}", path.display());
        }
    }
}

/// An optimizer may take a key for settled by another; the rows must be in order all the same.
#[test]
fn every_mart_comes_in_the_order_that_it_asks_for() {
    let mut observations = String::from(OBSERVATIONS);
    for cycle in [2012, 2014, 2018] {
        for (city, measurement) in [
            ("southport", "co2_per_capita"),
            ("northbridge", "education_budget_share"),
            ("northbridge", "internet_usage"),
        ] {
            observations += &format!("{city},{cycle},{measurement},{},{},public\n", cycle - 1, cycle - 2000);
        }
    }
    let store = store(&[("cities", CITIES), ("observations", &observations)]);
    let engine = store.engine(2020);
    for relation in engine.relations().iter().filter(|r| r.kind == RelationKind::Mart) {
        let path = support::repository().join(format!("queries/marts/{}.sql", relation.name));
        let text = std::fs::read_to_string(path).unwrap();
        let asked = text.trim_end().lines().next_back().unwrap().trim_start_matches("order by ");
        let keys: Vec<&str> = asked.split(", ").map(|k| k.rsplit('.').next().unwrap()).collect();
        let table = engine.table(&relation.name).unwrap();
        let key = |row: usize| -> Vec<(Option<i64>, Option<&str>)> {
            keys.iter().map(|k| (table.integer(k, row), table.text(k, row))).collect()
        };
        for row in 1..table.len() {
            assert!(key(row - 1) <= key(row), "{}: {:?} before {:?}", relation.name, key(row - 1), key(row));
        }
    }
}

#[test]
fn no_threshold_stands_in_sql() {
    for folder in ["staging", "intermediate", "marts"] {
        for entry in std::fs::read_dir(support::repository().join("queries").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let code: String =
                text.lines().map(|l| l.split("--").next().unwrap_or_default().to_string() + "\n").collect();
            for number in ["1.96", "1.5", "47.5", "52.5", "0.05", " 5)", ">= 5", "< 5", "> 5", "<= 3", "1.25", "2012"] {
                assert!(!code.contains(number), "{}: {number}", path.display());
            }
        }
    }
}

/// A folder of queries made for one test, over the small store.
fn engine_of(files: &[(&str, &str)]) -> (support::TestStore, learning_cities::Result<Engine>) {
    let store = small();
    for (name, text) in files {
        write(store.dir.path(), &format!("queries/{name}"), text);
    }
    std::fs::create_dir_all(store.dir.path().join("queries")).unwrap();
    let engine = Engine::open(&store.snapshot, &store.dir.path().join("queries"), Some(2020));
    (store, engine)
}

fn message(result: learning_cities::Result<impl std::fmt::Debug>) -> String {
    result.expect_err("should fail").to_string()
}

#[test]
fn dependencies_come_from_the_sql_itself() {
    let (_store, engine) = engine_of(&[
        ("marts/b_first.sql", "with cities as (select city from z_last) select count(*) as n from cities"),
        (
            "staging/z_last.sql",
            "select city from cities where exists (select 1 from a_view where a_view.city = cities.city)",
        ),
        (
            "own/deep/a_view.sql",
            "-- a_view: observed cities\n-- grain: one row a city\n-- city: its id\n--   in the registry\nselect distinct city from observations",
        ),
    ]);
    let engine = engine.unwrap();
    assert_eq!(rows(&engine, "select n from b_first"), ["2"]);
    let own = engine.relation("a_view").unwrap();
    assert_eq!(own.kind, RelationKind::Mart);
    assert_eq!(own.title, "observed cities");
    assert_eq!(own.columns, [("city".to_string(), "its id in the registry".to_string())]);
}

#[test]
fn circles_are_named_with_their_chain() {
    let (_s, engine) = engine_of(&[
        ("marts/one.sql", "select * from two"),
        ("marts/two.sql", "-- two: x\nselect * from three"),
        ("marts/three.sql", "select * from cities, one"),
    ]);
    let text = message(engine);
    assert!(text.contains("one -> two -> three -> one") || text.contains("one -> three"), "{text}");
    let (_s, engine) = engine_of(&[("marts/same.sql", "select * from same")]);
    assert!(message(engine).contains("same -> same"));
}

#[test]
fn a_name_given_twice_is_refused() {
    for file in ["marts/cities.sql", "marts/brief.sql", "marts/nearest_peers.sql"] {
        let (_s, engine) = engine_of(&[(file, "select 1 as x")]);
        assert!(message(engine).contains("rename the file"), "{file}");
    }
    let (_s, engine) = engine_of(&[("marts/mine.sql", "select 1 as x"), ("staging/mine.sql", "select 1 as x")]);
    let text = message(engine);
    assert!(text.contains("mine.sql") && text.contains("already defined by"), "{text}");
    let (_s, engine) = engine_of(&[("marts/Mine-1.sql", "select 1 as x")]);
    assert!(message(engine).contains("lower-case letters"));
}

#[test]
fn a_failing_query_names_its_file_and_line() {
    let failing = [
        ("-- bad: x\n\nselect\n    city,\n    nonsense\nfrom cities\n", "line 5", "nonsense"),
        ("-- bad: x\nselect city\nfrom cities\nwhere where\n", "line 4", "where"),
        ("select city from cities\nunion all\nselect city from citiez\n", "line 3", "did you mean cities?"),
        ("select\n  1 as x,\n  no_such_function(1) as y\n", "line 3", "no_such_function"),
        ("select 1 as x;\nselect 2 as y", "line 1", "2 statements"),
        ("\n\ncreate table x as select 1", "line 3", "CREATE TABLE is not allowed"),
        ("-- nothing here\n", "line 1", "no query"),
    ];
    for (text, line, word) in failing {
        let (_s, engine) = engine_of(&[("marts/bad.sql", text)]);
        let said = match engine {
            Err(e) => e.to_string(),
            Ok(engine) => message(engine.table("bad")),
        };
        assert!(said.contains("bad.sql"), "{said}");
        assert!(said.contains(line), "{said}");
        assert!(said.contains(word), "{said}");
    }
    // Found only while rows are read: the file and its first line.
    let (_s, engine) = engine_of(&[("marts/bad.sql", "-- bad: x\nselect cast(name as bigint) as n from cities")]);
    let said = message(engine.unwrap().table("bad"));
    assert!(said.contains("bad.sql line 2"), "{said}");
}

#[test]
fn of_several_relations_that_fail_the_first_is_named() {
    let fails = "select cast(name as bigint) as n from cities";
    for _ in 0..20 {
        let (_s, engine) = engine_of(&[
            ("marts/first.sql", fails),
            ("marts/second.sql", fails),
            ("marts/waits.sql", "select n from first union all select n from second"),
        ]);
        let engine = engine.unwrap();
        assert!(message(engine.prepare(&["first", "second"])).contains("first.sql"));
        assert!(message(engine.prepare(&["second", "first"])).contains("second.sql"));
        assert!(message(engine.prepare(&["waits"])).contains("first.sql"), "what waits for it is not left waiting");
    }
}

#[test]
fn several_may_ask_for_one_relation_at_once() {
    let (_s, engine) = engine_of(&[
        ("intermediate/base.sql", "select city from cities"),
        ("marts/counted.sql", "select count(*) as n from base"),
    ]);
    let engine = engine.unwrap();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..8).map(|_| scope.spawn(|| rows(&engine, "select n from counted"))).collect();
        for answer in asked {
            assert_eq!(answer.join().unwrap(), ["2"]);
        }
    });
}

#[test]
fn only_reading_is_allowed() {
    let store = small();
    let engine = store.engine(2020);
    let path = store.snapshot.path("cities").display().to_string();
    let refused = [
        "create table x as select 1".to_string(),
        "create view x as select 1".into(),
        "create external table x stored as parquet location 'x.parquet'".into(),
        "drop table cities".into(),
        "insert into cities select * from cities".into(),
        "update cities set name = 'x'".into(),
        "delete from cities".into(),
        "copy cities to 'x.csv'".into(),
        "copy (select 1) to 'x.csv'".into(),
        "set datafusion.execution.batch_size = 1".into(),
        "reset datafusion.execution.batch_size".into(),
        "truncate table cities".into(),
        "explain insert into cities select * from cities".into(),
        "explain copy cities to 'x.csv'".into(),
        "with x as (insert into cities select * from cities) select * from x".into(),
        "select * into x from cities".into(),
        "prepare x as select 1".into(),
        "begin".into(),
        "select 1; select 2".into(),
        "select 1; drop table cities".into(),
        format!("select * from '{path}'"),
        format!("select * from \"{path}\""),
        "select * from 'file.parquet'".into(),
        "select * from read_csv('x.csv')".into(),
        "select * from read_parquet('x.parquet')".into(),
        "select * from (select * from 'file.csv') as x".into(),
        "select * from information_schema.tables".into(),
        "select * from other.cities".into(),
        "show all".into(),
        "".into(),
        "-- only a remark".into(),
        "selekt 1".into(),
    ];
    for sql in refused {
        let error = engine.query(&sql).expect_err(&sql);
        assert!(matches!(error, Error::Query { .. }), "{sql}: {error}");
        assert!(error.to_string().starts_with("query line "), "{sql}: {error}");
    }
    assert_eq!(rows(&engine, "select count(*) from cities"), ["2"]);
}

#[test]
fn questions_and_queries_are_answered() {
    let store = small();
    let engine = store.engine(2020);
    let listed = rows(&engine, "show tables");
    assert!(listed.iter().any(|r| r.starts_with("progress|mart|how each series moved")), "{listed:?}");
    assert!(rows(&engine, "describe progress").iter().any(|r| r.starts_with("movement|")));
    assert_eq!(
        rows(&engine, "show columns from brief"),
        ["cycle|year of the brief", "as_of|day up to which submissions count, ISO 8601; null where all do"]
    );
    assert_eq!(rows(&engine, "values (1, 'a')"), ["1|a"]);
    assert_eq!(rows(&engine, "select * from generate_series(1, 3)"), ["1", "2", "3"]);
    assert_eq!(rows(&engine, "select sum(u) from (select unnest([1, 2]) as u) as t"), ["3"]);
    assert_eq!(rows(&engine, "with cities as (select 1 as one) select one from cities"), ["1"]);
    assert_eq!(rows(&engine, "select \"city\" from public.cities order by city;"), ["northbridge", "southport"]);
    assert!(!rows(&engine, "explain select * from cities").is_empty());
    assert!(message(engine.query("describe nothing")).contains("no table or mart named nothing"));
}

/// Enough groups for DataFusion to stop grouping ahead, where its percentile_cont fails.
#[test]
fn percentiles_of_very_many_groups() {
    let store = small();
    let engine = store.engine(2020);
    let sql = "select count(*) as n, max(m) as m from (select value, percentile_cont(0.5) within group (order by cast(value as double)) as m \
               from generate_series(1, 150000) group by value) as t";
    assert_eq!(rows(&engine, sql), ["150000|150000.0"]);
}

#[test]
fn a_check_says_its_severity_and_sentence_in_its_header() {
    let title = "-- check_x: cities\n-- grain: one row a city\n";
    let check = |words: &str| {
        engine_of(&[("checks/check_x.sql", &format!("{title}{words}-- city: its id\nselect city from cities"))])
    };
    for words in [
        "",
        "-- severity: warning\n",
        "-- sentence: None.\n",
        "-- severity: fatal\n-- sentence: None.\n",
        "-- severity: warning\n-- sentence:\n",
    ] {
        let said = message(check(words).1);
        assert!(said.contains("check_x.sql") && said.contains("-- severity: error"), "{said}");
    }
    let (_s, engine) = check("-- made: table\n-- severity: warning\n-- sentence: There are none,\n--   none at all.\n");
    let found = engine.unwrap().checks().unwrap();
    assert_eq!((found.len(), found[0].rows.len(), found[0].severity), (1, 2, Severity::Warning));
    assert_eq!(found[0].sentence, "There are none, none at all.");
}

#[test]
fn how_a_relation_is_made_stands_in_its_header() {
    let made = |words: &str| engine_of(&[("marts/mine.sql", &format!("-- mine: x\n{words}select city from cities"))]);
    for words in ["", "-- made: view\n", "-- made: table\n", "-- made: by city\n"] {
        let (_store, engine) = made(words);
        assert_eq!(engine.unwrap().table("mine").unwrap().len(), 2, "{words}");
    }
    let said = message(made("-- made: by hand\n").1);
    assert!(said.contains("mine.sql") && said.contains("is made by hand; write `made: view`"), "{said}");
    // Our own say it, and their names say what they are.
    for (folder, start) in [
        ("staging", ["stg_", "counted_stg_"]),
        ("intermediate", ["int_", "counted_int_"]),
        ("checks", ["check_", "check_"]),
    ] {
        for entry in std::fs::read_dir(support::repository().join("queries").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(start.iter().any(|s| name.starts_with(s)), "{folder}/{name}");
            assert!(std::fs::read_to_string(&path).unwrap().contains("\n-- made: "), "{folder}/{name}");
        }
    }
}

#[test]
fn a_folder_without_queries_is_an_error() {
    let store = small();
    let error = Engine::open(&store.snapshot, Path::new("no/such/folder"), None).unwrap_err();
    assert!(error.to_string().contains("no/such/folder"));
}

/// Columns that Rust reads as never null though the types of their queries allow nulls: of relations that are made in
/// Rust, sums over one row at least, and what a `where` has filtered.
const NEVER_NULL: &[(&str, &[&str])] = &[
    ("area_movement", &["chance"]),
    ("benefits_and_conditions", &["cycle"]),
    ("country_summary", &["enough"]),
    ("learning_requests", &["why"]),
    ("movement_counts", &["movement", "assessed"]),
    ("network_counted", &["measurements_with_withheld"]),
    ("network_movement", &["chance"]),
    ("network_progress", &["p25", "median", "p75"]),
    ("network_summary", &["measurements", "median_measurements", "firm", "not_tested", "other_definition", "chance"]),
    ("peer_context", &["variable", "value"]),
    ("peer_correlations", &["variable", "other_variable"]),
    ("peer_explanation", &["city", "peer", "variable"]),
    ("peer_groups", &["others"]),
    ("peer_learning", &["city", "measurement", "item", "peer"]),
    ("peer_series", &["reference_year"]),
    ("peer_stability", &["city", "peer"]),
    ("peers", &["city", "peer"]),
];

/// A null in such a column stops a report, so that none may come from what a city sends.
#[test]
fn what_is_read_as_never_null_is_never_null_by_its_type() {
    let store = small();
    let engine = store.engine(2020);
    let mut nullable = Vec::new();
    for (relation, columns) in READ {
        let batches = engine.query(&format!("select * from {relation} limit 1")).unwrap();
        let schema = batches[0].schema();
        let may_be_null = |c: &&Column| !c.nullable && schema.field_with_name(c.name).unwrap().is_nullable();
        let names: Vec<&str> = columns.iter().filter(may_be_null).map(|c| c.name).collect();
        if !names.is_empty() {
            nullable.push((*relation, names));
        }
    }
    nullable.sort();
    let argued: Vec<(&str, Vec<&str>)> = NEVER_NULL.iter().map(|(name, columns)| (*name, columns.to_vec())).collect();
    assert_eq!(nullable, argued, "make the column an Option, or say here why it is never null");
}

#[test]
fn a_mart_is_published_where_its_header_says_so() {
    let mart = |folder: &str, words: &str| {
        let check = "-- severity: warning\n-- sentence: x.\n";
        engine_of(&[(&format!("{folder}/mine.sql"), &format!("-- mine: x\n{check}{words}select city from cities"))])
    };
    let place = |words: &str| mart("marts", words).1.unwrap().relation("mine").unwrap().published;
    assert_eq!((place("-- published: 25\n"), place("-- made: table\n"), place("")), (Some(25), None, None));
    for (folder, words) in [
        ("marts", "-- published: yes\n"),
        ("marts", "-- published: -1\n"),
        ("checks", "-- published: 25\n"),
        ("staging", "-- published: 25\n"),
    ] {
        let said = message(mart(folder, words).1);
        assert!(said.contains("mine.sql") && said.contains("write in the header of a mart `published: `"), "{said}");
    }
}

#[test]
fn a_check_with_a_question_that_nobody_is_asked_is_named() {
    let header = "-- check_mine: x\n-- severity: warning\n-- sentence: x.\n-- question: mine: Is it {value}?\n";
    let check = format!("{header}select city from cities order by city");
    let engine = |reads: &str| {
        let reads = format!("select city from {reads}");
        engine_of(&[("checks/check_mine.sql", &check), ("intermediate/int_consistency.sql", &reads)])
    };
    let (_s, other) = engine("cities");
    assert_eq!(other.unwrap().unasked("int_consistency"), Some("check_mine"));
    let (_s, reading) = engine("check_mine");
    assert_eq!(reading.unwrap().unasked("int_consistency"), None);
    let store = small();
    let committed = Engine::open(&store.snapshot, &support::repository().join("queries"), Some(2020)).unwrap();
    assert_eq!(committed.unasked("int_consistency"), None);
}
