//! What differs between two sides, and the causes that are named for it.

mod command;
mod edits;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use arrow::util::display::array_value_to_string;
use learning_cities::diff::Comparison;
use learning_cities::engine::{Engine, OpenSide, SideName};
use learning_cities::store::Snapshot;

use super::as_of;
use super::support::{self, TestStore, store};

/// A cell that differs: column (none for the row itself), before, after.
type Cell = (Option<String>, Option<String>, Option<String>);

/// What was found of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Change {
    change: String,
    cells: Vec<Cell>,
    causes: BTreeSet<String>,
    elsewhere: BTreeSet<String>,
    certain: bool,
}

/// Rows that differ, by relation, city and key.
type Changes = BTreeMap<(String, String, String), Change>;

fn side(snapshot: &Snapshot, as_of: Option<&str>) -> OpenSide {
    OpenSide { snapshot: snapshot.clone(), as_of: as_of.map(str::to_string), cycle: None }
}

fn compared(before: &OpenSide, after: &OpenSide, cycle: Option<i32>, relations: &[&str]) -> Comparison {
    let relations: Vec<String> = relations.iter().map(|r| r.to_string()).collect();
    Comparison::of(before, after, &support::repository().join("queries"), cycle, &relations).unwrap()
}

fn error(before: &OpenSide, after: &OpenSide, relations: &[&str]) -> String {
    let relations: Vec<String> = relations.iter().map(|r| r.to_string()).collect();
    let queries = support::repository().join("queries");
    Comparison::of(before, after, &queries, Some(2024), &relations).unwrap_err().to_string()
}

fn changes(comparison: &Comparison) -> Changes {
    let mut changes = Changes::new();
    for batch in comparison.cells(None).unwrap() {
        for row in 0..batch.num_rows() {
            let cell = |name: &str| {
                let column = batch.column_by_name(name).unwrap();
                column.is_valid(row).then(|| array_value_to_string(column, row).unwrap())
            };
            let of = |name: &str| cell(name).unwrap_or_default();
            let set = |name: &str| of(name).split('|').filter(|c| !c.is_empty()).map(str::to_string).collect();
            let change = changes.entry((of("relation"), of("city"), of("key"))).or_default();
            change.change = of("change");
            change.causes = set("causes");
            change.elsewhere = set("elsewhere");
            change.certain = of("certain") == "true";
            change.cells.push((cell("column"), cell("before"), cell("after")));
        }
    }
    changes
}

/// The causes of rows of a relation, by city and key.
fn causes(changes: &Changes, relation: &str) -> Vec<String> {
    let of = changes.iter().filter(|((r, ..), _)| r == relation);
    of.map(|((_, city, key), c)| {
        let causes = Vec::from_iter(c.causes.iter().map(String::as_str)).join("|");
        format!("{} {city} {key}: {causes}{}", c.change, if c.certain { "" } else { " ?" })
    })
    .collect()
}

const CITIES: &str = "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\nsouthgate,Southgate,MEX,Latin America and the Caribbean\n";
const HEADER: &str = "city,cycle,measurement,item,reference_year,value,consent";

fn observations(rows: &[&str]) -> TestStore {
    store(&[("cities", CITIES), ("observations", &format!("{HEADER}\n{}\n", rows.join("\n")))])
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let store = observations(&[
        "northbridge,2024,adult_literacy_rate,total,2021,90,public",
        "northbridge,2024,adult_literacy_rate,total,2023,93,public",
        "southgate,2024,adult_literacy_rate,total,2023,,private",
    ]);
    let one = side(&store.snapshot, None);
    let comparison = compared(&one, &one, Some(2024), &[]);
    assert!(comparison.totals.len() > 15 && comparison.left_out.is_empty());
    for total in &comparison.totals {
        assert_eq!((total.new, total.changed, total.removed, total.causes.len()), (0, 0, 0, 0), "{total:?}");
        assert_eq!(total.before, total.after);
    }
    assert!(changes(&comparison).is_empty());
    let text = learning_cities::diff::screen(&comparison, None).unwrap();
    assert!(text.starts_with(learning_cities::diff::NOTICE) && text.contains("No row differs."), "{text}");
}

#[test]
fn nothing_and_numbers_that_are_none_are_cells_like_others() {
    let row = |year: &str, value: &str| format!("northbridge,2024,adult_literacy_rate,total,{year},{value},public");
    let rows = |values: [&str; 5]| {
        let years = ["2019", "2020", "2021", "2022", "2023"];
        let rows: Vec<String> = years.iter().zip(values).map(|(year, value)| row(year, value)).collect();
        observations(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (one, other) = (rows(["", "1", "NaN", "NaN", "0.1"]), rows(["1", "", "NaN", "1", "0.30000000000000004"]));
    let found =
        changes(&compared(&side(&one.snapshot, None), &side(&other.snapshot, None), Some(2024), &["observations"]));
    let cells: Vec<_> = found.iter().map(|((.., key), change)| (key.clone(), change.cells.clone())).collect();
    let value = |before: Option<&str>, after: Option<&str>| {
        vec![(Some("value".to_string()), before.map(str::to_string), after.map(str::to_string))]
    };
    let key = |year: &str| format!("adult_literacy_rate · total · {year}");
    assert_eq!(
        cells,
        [
            (key("2019"), value(None, Some("1.0"))),
            (key("2020"), value(Some("1.0"), None)),
            (key("2022"), value(Some("NaN"), Some("1.0"))),
            (key("2023"), value(Some("0.1"), Some("0.30000000000000004"))),
        ]
    );
}

#[test]
fn a_key_that_is_there_twice_is_named() {
    let sound = observations(&["northbridge,2024,adult_literacy_rate,total,2023,93,public"]);
    let twice = observations(&[
        "northbridge,2024,adult_literacy_rate,total,2023,93,public",
        "northbridge,2024,adult_literacy_rate,total,2023,94,public",
    ]);
    let said = error(&side(&sound.snapshot, None), &side(&twice.snapshot, None), &["observations"]);
    for part in
        ["after.observations", "2 rows have the key northbridge · adult_literacy_rate · total · 2023", "--relation"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = error(&side(&twice.snapshot, None), &side(&sound.snapshot, None), &["observations"]);
    assert!(said.contains("before.observations"), "{said}");
}

#[test]
fn a_relation_that_cannot_be_compared_is_refused_with_a_cure() {
    let store = observations(&["northbridge,2024,adult_literacy_rate,total,2023,93,public"]);
    let one = side(&store.snapshot, None);
    let said = error(&one, &one, &["progres"]);
    assert!(said.contains("--relation progres") && said.contains("show tables"), "{said}");
    let said = error(&one, &one, &["network_movement"]);
    assert!(said.contains("nothing identifies a row") && said.contains("before.network_movement"), "{said}");
}

#[test]
fn a_table_that_one_version_does_not_have_leaves_out_what_rests_on_it() {
    let rows = ["northbridge,2024,adult_literacy_rate,total,2023,93,public"];
    let (old, new) = (observations(&rows), observations(&rows));
    let mut manifest = old.snapshot.manifest.clone();
    manifest.tables.remove("targets").unwrap();
    let text = serde_json::to_vec_pretty(&manifest).unwrap();
    std::fs::write(old.snapshot.dir.join("manifest.json"), text).unwrap();
    std::fs::remove_file(old.snapshot.path("targets")).unwrap();
    let before = SideName::current().open(old.store.dir());
    let said = before.unwrap_err().to_string();
    assert!(said.contains("has no table targets"), "in force it must be made anew: {said}");
    let name = SideName::parse(&old.snapshot.id[..8]).unwrap();
    let before = name.open(old.store.dir()).unwrap();
    let comparison = compared(
        &before,
        &side(&new.snapshot, None),
        Some(2024),
        &["observations", "targets", "target_status", "series"],
    );
    let left_out: Vec<&str> = comparison.left_out.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left_out, ["targets", "target_status"]);
    assert!(comparison.left_out[0].1.contains("has no table targets"));
    let compared: Vec<&str> = comparison.totals.iter().map(|total| total.relation.as_str()).collect();
    assert_eq!(compared, ["observations", "series"]);
    assert!(changes(&comparison).is_empty());
}

#[test]
fn rules_of_ingest_may_have_changed_every_row_that_was_received() {
    let history = "city,cycle,measurement,item,reference_year,value,line,first_cycle,from_cycle,current\n\
        northbridge,2024,adult_literacy_rate,total,2023,93,2,2024,2024,true\n";
    let with = |value: &str, history: &str| {
        let rows = format!("{HEADER}\nnorthbridge,2024,adult_literacy_rate,total,2023,{value},public\n");
        store(&[("cities", CITIES), ("observations", &rows), ("observation_history", history)])
    };
    let (one, other) = (with("93", history), with("93.5", history));
    let mut changed = other.snapshot.clone();
    changed.manifest.rules = "other".into();
    let of = |after: &Snapshot| {
        causes(
            &changes(&compared(&side(&one.snapshot, None), &side(after, None), Some(2024), &["observations"])),
            "observations",
        )
    };
    let row = "changed northbridge adult_literacy_rate · total · 2023";
    assert_eq!(of(&changed), [format!("{row}: program")]);
    assert_eq!(of(&other.snapshot), [format!("{row}:  ?")], "nothing that is known differs");
    changed.manifest.framework = "other".into();
    assert_eq!(of(&changed), [format!("{row}: method|program ?")]);
    let read_otherwise = with("93.5", &history.replace(",93,", ",93.5,"));
    assert_eq!(of(&read_otherwise.snapshot), [format!("{row}: reading")]);
}

#[test]
fn two_days_of_a_snapshot_differ_by_what_came_between_them() {
    let net = as_of::net();
    let snapshot = as_of::snapshot(&net);
    let found = |before: &str, after: Option<&str>| {
        let relations = ["observations", "targets", "practices", "declarations", "cities"];
        changes(&compared(&side(&snapshot, Some(before)), &side(&snapshot, after), Some(2024), &relations))
    };
    let june = found("2024-05-31", None);
    assert_eq!(
        causes(&june, "observations"),
        [
            "changed northbridge adult_literacy_rate · female · 2021: submission",
            "changed northbridge adult_literacy_rate · male · 2023: take_back",
        ]
    );
    assert_eq!(causes(&june, "targets"), ["changed northbridge adult_literacy_rate · female: submission"]);
    assert_eq!(causes(&june, "practices"), ["changed northbridge 1.1.1 · Reading rooms: submission"]);
    assert_eq!(
        causes(&june, "declarations"),
        ["removed northbridge priority · 1.1.2: submission", "removed northbridge priority · 3.3.1: submission"]
    );
    assert_eq!(causes(&june, "cities"), ["changed northbridge : submission"], "the baseline year it declares");
    let nothing = found("2024-05-01", Some("2024-05-31"));
    assert!(nothing.is_empty(), "{nothing:?}");
    let backwards = found("2024-06-01", Some("2024-05-31"));
    assert_eq!(
        causes(&backwards, "observations"),
        [
            "changed northbridge adult_literacy_rate · female · 2021: removal",
            "changed northbridge adult_literacy_rate · male · 2023: removal",
        ]
    );
}

/// The rows of a relation by city and key, each with its cells as text.
fn whole(engine: &Engine, relation: &str, key: &[&str]) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let mut rows = BTreeMap::new();
    for batch in engine.query(&format!("select * from {relation}")).unwrap() {
        for row in 0..batch.num_rows() {
            let mut cells = BTreeMap::new();
            for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
                if column.is_valid(row) && field.name() != "submission" {
                    cells.insert(field.name().clone(), array_value_to_string(column, row).unwrap());
                }
            }
            let city = cells.remove("city").unwrap_or_default();
            let rest: Vec<String> =
                key.iter().filter(|c| **c != "city").map(|c| cells.remove(*c).unwrap_or_default()).collect();
            rows.insert((city, rest.join(" · ")), cells);
        }
    }
    rows
}

/// That what was found makes the one side of the other, exactly.
fn makes_one_of_the_other(comparison: &Comparison, found: &Changes) {
    for relation in comparison.totals.iter().map(|total| total.relation.as_str()) {
        let both = comparison.engine();
        let key = learning_cities::engine::keys::primary(relation).unwrap();
        let mut rows = whole(both, &format!("before.{relation}"), key);
        for ((_, city, key), change) in found.iter().filter(|((r, ..), _)| r == relation) {
            let place = (city.clone(), key.clone());
            match change.change.as_str() {
                "removed" => drop(rows.remove(&place).unwrap()),
                "new" => assert!(rows.insert(place.clone(), BTreeMap::new()).is_none()),
                _ => {}
            }
            for (column, was, is) in &change.cells {
                let (Some(column), Some(row)) = (column, rows.get_mut(&place)) else { continue };
                let had = match is {
                    Some(is) => row.insert(column.clone(), is.clone()),
                    None => row.remove(column),
                };
                assert_eq!(&had, was, "{relation} {place:?} {column}");
            }
        }
        assert_eq!(rows, whole(both, &format!("after.{relation}"), key), "{relation}");
    }
}

fn queries() -> &'static Path {
    static QUERIES: std::sync::LazyLock<std::path::PathBuf> =
        std::sync::LazyLock::new(|| support::repository().join("queries"));
    &QUERIES
}

#[test]
fn sql_reads_both_sides() {
    let one = observations(&[
        "northbridge,2024,adult_literacy_rate,total,2021,90,public",
        "northbridge,2024,adult_literacy_rate,total,2023,93,public",
    ]);
    let other = observations(&[
        "northbridge,2024,adult_literacy_rate,total,2021,90,public",
        "northbridge,2024,adult_literacy_rate,total,2023,94,public",
        "southgate,2024,adult_literacy_rate,total,2023,80,public",
    ]);
    let open = || Engine::open(&other.snapshot, queries(), Some(2024)).unwrap();
    let both = open().compared_with(side(&one.snapshot, None).side(Some(2024))).unwrap();
    let rows = |sql: &str| support::rows(&both, sql);
    assert_eq!(
        rows(
            "select city, b.latest_value, a.latest_value from before.progress b join after.progress a using (city, measurement, item) where a.latest_value is distinct from b.latest_value order by city"
        ),
        ["northbridge|93.0|94.0", "southgate||80.0"]
    );
    assert_eq!(
        rows(
            "select (select count(*) from before.observations) as earlier, (select count(*) from observations) as later"
        ),
        ["2|3"]
    );
    assert_eq!(rows("select count(*) from before.peers"), ["0"], "a view");
    assert_eq!(rows("describe before.peer_groups"), rows("describe peer_groups"));
    assert_eq!(rows("show tables"), support::rows(&open(), "show tables"));
    let refused = |engine: &Engine, sql: &str| engine.query(sql).unwrap_err().to_string();
    assert!(
        refused(&open(), "select * from before.progress").contains("before.progress is not a relation of this store")
    );
    assert!(refused(&both, "select * from before.progres").contains("did you mean progress"));
    assert!(refused(&both, "select * from changes.evidence").contains("no table or mart named evidence"));
    assert!(refused(&both, "select * from before.stored_cities").contains("no table or mart"));
    for write in [
        "insert into before.cities select * from after.cities",
        "drop table before.cities",
        "create table changes.x as select 1",
    ] {
        assert!(refused(&both, write).contains("is not allowed"), "{write}");
    }
}
