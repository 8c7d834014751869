//! Two sides with what may be shown alone, so that nothing that is computed from them can depend on anything else.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Int64Array, RecordBatch, StringArray};

use crate::base::error::{Error, Result};
use crate::engine::failure::{self, Place};
use crate::engine::made::Made;
use crate::engine::session::Engine;
use crate::model::schema::{self, TableDef};

/// What identifies an observation: city, measurement, item, reference year.
pub type ObservationKey = (String, String, String, i64);

/// Keys of observations that are left out.
const HIDDEN: &str = "hidden_keys";
const KEY: [&str; 4] = ["city", "measurement", "item", "reference_year"];
/// Tables of observations.
const OBSERVATIONS: [&str; 2] = ["observations", "observation_history"];

impl Engine {
    /// Leaves in the tables of both sides only rows that are public, and no observation whose key is listed for the side:
    /// before, after. Corrections are kept of the observations that are left. Neither side may have made anything yet.
    ///
    /// # Errors
    /// A table cannot be read.
    pub(crate) fn public_alone(&self, hidden: [&BTreeSet<ObservationKey>; 2]) -> Result<()> {
        if let Some(before) = self.before() {
            before.restrict(hidden[0])?;
        }
        self.restrict(hidden[1])
    }

    fn restrict(&self, hidden: &BTreeSet<ObservationKey>) -> Result<()> {
        self.register(HIDDEN, vec![keys(hidden)?])?;
        let observed = |def: &&TableDef| OBSERVATIONS.contains(&def.name);
        let others = |def: &&TableDef| !OBSERVATIONS.contains(&def.name) && has(def, "consent");
        for def in schema::TABLES.iter().filter(observed).chain(schema::TABLES.iter().filter(others)) {
            self.replace(def.name, &public_rows(def))?;
        }
        let of_key = |relation: &str| KEY.map(|c| format!("t.{c} = {relation}.{c}")).join(" and ");
        self.replace(
            "corrections",
            &format!(
                "select t.* from corrections as t left semi join observation_history as o on {} order by t.city",
                of_key("o")
            ),
        )?;
        self.forget(HIDDEN)
    }

    /// Puts the rows of a query in the place of a table.
    fn replace(&self, table: &str, sql: &str) -> Result<()> {
        let rows = self.run(sql, &Place::Given(format!("public rows of {table}")))?;
        self.forget(table)?;
        self.register(table, rows.clone())?;
        self.making.keep(table, Made::Held(rows));
        Ok(())
    }

    fn forget(&self, table: &str) -> Result<()> {
        let gone = self.session.deregister_table(table);
        gone.map(|_| ()).map_err(|e| failure::explain(&Place::Given(table.to_string()), "", &e))
    }
}

fn has(def: &TableDef, column: &str) -> bool {
    def.columns.iter().any(|c| c.0 == column)
}

fn public_rows(def: &TableDef) -> String {
    let mut conditions = vec!["t.consent = 'public'".to_string()];
    if has(def, "as_of_consent") {
        conditions.push("coalesce(t.as_of_consent, t.consent) = 'public'".into());
    }
    let is_keyed = OBSERVATIONS.contains(&def.name);
    let join = match is_keyed {
        true => {
            conditions.push("h.city is null".into());
            format!("left join {HIDDEN} as h on {}", KEY.map(|c| format!("t.{c} = h.{c}")).join(" and "))
        }
        false => String::new(),
    };
    let order: Vec<String> = KEY.iter().filter(|c| has(def, c)).map(|c| format!("t.{c}")).collect();
    let order = if order.is_empty() { String::new() } else { format!("order by {}", order.join(", ")) };
    format!("select t.* from {} as t {join} where {} {order}", def.name, conditions.join(" and "))
}

fn keys(hidden: &BTreeSet<ObservationKey>) -> Result<RecordBatch> {
    let text = |of: fn(&ObservationKey) -> &String| Arc::new(StringArray::from_iter_values(hidden.iter().map(of)));
    let years = Arc::new(Int64Array::from_iter_values(hidden.iter().map(|key| key.3)));
    let [city, measurement, item] = [text(|key| &key.0), text(|key| &key.1), text(|key| &key.2)];
    let batch = RecordBatch::try_from_iter([
        (KEY[0], city as _),
        (KEY[1], measurement as _),
        (KEY[2], item as _),
        (KEY[3], years as _),
    ]);
    batch.map_err(|source| Error::Arrow { doing: "listing what is not compared", source })
}
