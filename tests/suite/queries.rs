//! The SQL files as a whole: headers, order, what they need, and what the engine says when something is wrong.

use std::path::Path;

use learning_cities::Error;
use learning_cities::engine::{Engine, RelationKind};

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
        assert!(
            relation.columns.iter().all(|c| !c.1.is_empty()),
            "{} has a column without meaning",
            relation.name
        );
    }
}

#[test]
fn checks_hold_on_a_small_store() {
    let store = small();
    for check in store.engine(2020).checks().unwrap() {
        assert_eq!(check.rows.len(), 0, "{}: {:?}", check.name, check.rows);
    }
}
