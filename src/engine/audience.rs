//! The same SQL over another audience.
//!
//! Every mart rests on public rows. Some results may also count rows that nobody may see. They are not computed by
//! other formulas: a relation `counted_x` that no file defines is `x`, its SQL unchanged but for the relations it
//! reads, which are the counted ones as far as they rest on a `counted_` file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{Ident, ObjectName, TableAlias, TableFactor, VisitMut, VisitorMut};

use crate::base::error::Result;
use crate::engine::failure::Place;
use crate::engine::relation::{Query, RelationKind};
use crate::engine::sql;

/// Before the name of a relation over what may be counted.
pub const COUNTED: &str = "counted_";

/// Adds every counted relation that a query needs and no file defines.
pub fn derive(queries: &mut BTreeMap<String, Query>) -> Result<()> {
    let mut open: Vec<String> =
        queries.values().flat_map(|q| &q.needs).filter(|n| n.starts_with(COUNTED)).cloned().collect();
    while let Some(name) = open.pop() {
        if queries.contains_key(&name) {
            continue;
        }
        let Some(original) = name.strip_prefix(COUNTED).and_then(|n| queries.get(n)) else {
            continue;
        };
        let counted: BTreeSet<String> =
            original.needs.iter().filter(|n| rests_on_counted(queries, n, &mut BTreeSet::new())).cloned().collect();
        if counted.is_empty() {
            continue;
        }
        let place = Place::File(original.path.clone(), original.first_line);
        let mut statement = sql::parse(&original.sql, &place)?;
        let mut rename = Rename(&counted);
        if let Statement::Statement(s) = &mut statement {
            let _ = s.visit(&mut rename);
        }
        let renamed = |n: &String| if counted.contains(n) { format!("{COUNTED}{n}") } else { n.clone() };
        let query = Query {
            path: original.path.clone(),
            sql: statement.to_string(),
            first_line: original.first_line,
            needs: original.needs.iter().map(renamed).collect(),
            title: format!("{}; here over what may be counted, which is no result to show", original.title),
            grain: original.grain.clone(),
            columns: original.columns.clone(),
            kind: RelationKind::Staging,
            published: None,
            view: original.view,
            by: original.by,
            rule: None,
        };
        open.extend(query.needs.iter().filter(|n| n.starts_with(COUNTED)).cloned());
        queries.insert(name, query);
    }
    Ok(())
}

/// Whether a relation has a counted file, or reads one that has.
fn rests_on_counted<'a>(queries: &'a BTreeMap<String, Query>, name: &'a str, seen: &mut BTreeSet<&'a str>) -> bool {
    if queries.contains_key(&format!("{COUNTED}{name}")) {
        return true;
    }
    if !seen.insert(name) {
        return false;
    }
    queries.get(name).is_some_and(|q| q.needs.iter().any(|needed| rests_on_counted(queries, needed, seen)))
}

/// Reads `counted_x as x` wherever the SQL reads `x`.
struct Rename<'a>(&'a BTreeSet<String>);

impl VisitorMut for Rename<'_> {
    type Break = ();

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, alias, .. } = factor {
            let plain = name.to_string();
            if self.0.contains(&plain) {
                *name = ObjectName::from(vec![Ident::new(format!("{COUNTED}{plain}"))]);
                alias.get_or_insert_with(|| TableAlias {
                    explicit: true,
                    name: Ident::new(plain),
                    columns: Vec::new(),
                    at: None,
                });
            }
        }
        ControlFlow::Continue(())
    }
}
