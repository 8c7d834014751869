//! What a query may be: one statement that reads.

use std::collections::BTreeSet;

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;

use crate::base::error::Result;
use crate::engine::failure::Place;
use crate::engine::sql::{Named, parse, reads};

/// A query that may run.
pub struct Request {
    /// Relations that it reads.
    pub needs: Vec<Named>,
    /// What runs instead of the text as given.
    pub sql: Option<String>,
}

/// Accepts a researcher's text: a query, or a question about the relations. It may name relations of `schemas`, too.
pub fn accept(sql: &str, place: &Place, schemas: &[&str]) -> Result<Request> {
    let statement = parse(sql, place)?;
    if let Statement::Statement(s) = &statement {
        match s.as_ref() {
            SqlStatement::ShowTables { .. } => {
                return Ok(Request {
                    needs: vec![(None, "relations".into())],
                    sql: Some("select name, kind, title from relations".into()),
                });
            }
            SqlStatement::ShowColumns { show_options, .. } => {
                if let Some(name) = show_options.show_in.as_ref().and_then(|i| i.parent_name.as_ref()) {
                    return Ok(described(&name.to_string(), schemas));
                }
            }
            SqlStatement::ExplainTable { table_name, .. } => return Ok(described(&table_name.to_string(), schemas)),
            _ => {}
        }
    }
    let needs: BTreeSet<Named> = reads(sql, place, schemas)?.1.into_iter().collect();
    Ok(Request { needs: needs.into_iter().collect(), sql: None })
}

/// A relation's columns with their meanings.
fn described(name: &str, schemas: &[&str]) -> Request {
    let plain = name.replace('"', "");
    let of_schema = plain.split_once('.').filter(|(schema, _)| schemas.contains(schema));
    let name = of_schema.map_or(name.trim_matches('"'), |(_, name)| name).to_string();
    let sql =
        format!("select \"column\", meaning from columns_of_relations where relation = '{}'", name.replace('\'', "''"));
    let schema = of_schema.map(|(schema, _)| schema.to_string());
    Request { needs: vec![(schema, name), (None, "columns_of_relations".into())], sql: Some(sql) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sql::query_only;
    use crate::engine::watch;
    use proptest::prelude::*;

    fn accepted(sql: &str) -> bool {
        let sql = sql.to_string();
        watch::deep(move || accept(&sql, &Place::Given("query".into()), &[]).is_ok()).unwrap()
    }

    /// Statements that do more than read, also as part of another.
    fn write() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "insert into cities values (1)",
            "insert into cities select * from cities",
            "update cities set name = 'x'",
            "delete from cities where true",
            "merge into cities using brief on true when matched then delete",
            "select * into copied from cities",
            "create table copied as select * from cities",
            "create view copied as select 1",
            "create external table t stored as csv location '/etc/passwd'",
            "create function f() returns int return 1",
            "copy cities to '/tmp/x.csv'",
            "copy (select 1) to '/tmp/x.parquet'",
            "set datafusion.execution.target_partitions = 1",
        ])
    }

    /// Statements that do more than read; inside another, some are the name of a table with an alias.
    fn command() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "create schema s",
            "create database d",
            "drop table cities",
            "drop view cities",
            "alter table cities add column x int",
            "truncate table cities",
            "reset datafusion.execution.target_partitions",
            "prepare p as select 1",
            "execute p",
            "deallocate p",
            "begin",
            "commit",
            "rollback",
            "grant select on cities to x",
            "call f()",
            "analyze table cities",
            "vacuum",
            "load data inpath '/etc/passwd' into table cities",
            "attach database '/etc/passwd' as x",
        ])
    }

    /// Queries that read, by a small grammar.
    fn read() -> impl Strategy<Value = String> {
        let leaf = proptest::sample::select(vec![
            "select 1 as x",
            "select city as x from cities",
            "values (1)",
            "select x from (values (1)) t(x)",
        ]);
        leaf.prop_map(str::to_string).prop_recursive(4, 24, 3, |inner| {
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                inner.clone().prop_map(|q| format!("select * from ({q}) as t where x is not null order by 1 limit 3")),
                inner.clone().prop_map(|q| format!("select (select max(x) from ({q}) as u) as x, exists ({q}) as y")),
                inner.clone().prop_map(|q| format!("({q})")),
                pair.clone().prop_map(|(a, b)| format!("with c as ({a}) select * from ({b}) as d")),
                pair.clone().prop_map(|(a, b)| format!("({a}) union all ({b})")),
                pair.prop_map(|(a, b)| format!(
                    "select a.x from ({a}) a left join ({b}) b on a.x in (select x from ({b}) c)"
                )),
            ]
        })
    }

    /// A place in which a statement may be hidden; `{}` marks it.
    fn hidden() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "{}",
            "({})",
            "-- a comment\n{}",
            "/* select */ {}",
            "explain {}",
            "explain analyze {}",
            "explain verbose {}",
            "with c as ({}) select * from c",
            "with c as (select 1) {}",
            "select * from ({}) t",
            "select ({}) as x",
            "select 1 where exists ({})",
            "select 1 in ({})",
            "(select 1) union all ({})",
            "({}) except (select 1)",
            "select 1; {}",
            "{}; select 1",
            "select 1 ;; {} ;",
            "with a as (with b as ({}) select * from b) select * from a",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn what_reads_is_accepted(sql in read(), explained in any::<bool>()) {
            prop_assert!(accepted(&sql), "{sql}");
            let explained = if explained { format!("explain {sql}") } else { format!(" {sql} ;") };
            prop_assert!(accepted(&explained), "{explained}");
        }

        #[test]
        fn what_writes_is_refused_wherever_it_is_hidden(write in write(), outer in hidden(), inner in hidden()) {
            let sql = outer.replace("{}", &inner.replace("{}", write));
            prop_assert!(!accepted(&sql), "{sql}");
        }

        #[test]
        fn commands_are_refused(command in command(), place in proptest::sample::select(vec![
            "{}", " -- a comment\n{};", "/* select */ {}", "explain {}", "explain analyze {}", "select 1; {}", "{}; select 1",
        ])) {
            let sql = place.replace("{}", command);
            prop_assert!(!accepted(&sql), "{sql}");
        }

        #[test]
        fn words_in_any_order_neither_panic_nor_write(words in proptest::collection::vec(proptest::sample::select(vec![
            "select", "with", "as", "from", "(", ")", "insert", "into", "update", "set", "delete", "values", "cities", "x", "1", "'", "\"", ";",
            ",", "union", "all", "recursive", "explain", "create", "table", "copy", "to", "'f'", "returning", "*", "=", "--", "/*", "*/", "$$", "[", "]",
            "case", "when", "then", "end", "not", "null", "lateral", "over", "::", ".", "merge", "using", "on",
        ]), 0..24)) {
            let sql = words.join(" ");
            if accepted(&sql) {
                let statement = parse(&sql, &Place::Given("query".into())).unwrap();
                prop_assert!(query_only(&statement, &sql, &Place::Given("query".into())).is_ok());
                let written = statement.to_string().to_ascii_lowercase();
                prop_assert!(["select", "with", "values", "(", "explain", "table", "show", "describe", "from"].iter().any(|w| written.starts_with(w)), "{sql}");
            }
        }
    }
}
