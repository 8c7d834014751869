//! Tables about the database that DataFusion and the library of PostgreSQL's catalogue do not have, or have in a form
//! that clients cannot use: each is a query over the catalogue, put where a client names the table. It is planned in the
//! client's own session, so that it knows the client's user.

use datafusion::sql::sqlparser::ast::{Ident, ObjectNamePart, Statement, TableAlias, TableFactor};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::Parser;

use crate::serve::settings::DATABASE;

/// Columns of a table whose rows a query over the catalogue gives.
const QUERIES: [(&str, &str); 5] = [
    (
        "information_schema.tables",
        "select session_database() as table_catalog, n.nspname as table_schema, c.relname as table_name, \
         case c.relkind when 'v' then 'VIEW' else 'BASE TABLE' end as table_type, \
         cast(null as varchar) as self_referencing_column_name, cast(null as varchar) as reference_generation, \
         cast(null as varchar) as user_defined_type_catalog, cast(null as varchar) as user_defined_type_schema, \
         cast(null as varchar) as user_defined_type_name, 'NO' as is_insertable_into, 'NO' as is_typed, \
         cast(null as varchar) as commit_action \
         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
         where c.relkind in ('r', 'v')",
    ),
    (
        "information_schema.columns",
        "select session_database() as table_catalog, n.nspname as table_schema, c.relname as table_name, \
         a.attname as column_name, cast(a.attnum as int) as ordinal_position, \
         cast(null as varchar) as column_default, case when a.attnotnull then 'NO' else 'YES' end as is_nullable, \
         format_type(a.atttypid, -1) as data_type, cast(null as int) as character_maximum_length, \
         cast(null as int) as character_octet_length, cast(null as int) as numeric_precision, \
         cast(null as int) as numeric_precision_radix, cast(null as int) as numeric_scale, \
         cast(null as int) as datetime_precision, cast(null as varchar) as interval_type, \
         cast(null as varchar) as collation_name, cast(null as varchar) as domain_name, \
         session_database() as udt_catalog, 'pg_catalog' as udt_schema, t.typname as udt_name, \
         'NO' as is_identity, cast(null as varchar) as identity_generation, 'NEVER' as is_generated, \
         cast(null as varchar) as generation_expression, 'NO' as is_updatable \
         from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid \
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
         join pg_catalog.pg_type t on t.oid = a.atttypid where a.attnum > 0 and not a.attisdropped",
    ),
    (
        "pg_roles",
        "select 10 as oid, session_user as rolname, false as rolsuper, true as rolinherit, false as rolcreaterole, \
         false as rolcreatedb, true as rolcanlogin, false as rolreplication, -1 as rolconnlimit, \
         '********' as rolpassword, cast(null as timestamp) as rolvaliduntil, false as rolbypassrls, \
         cast(null as varchar) as rolconfig",
    ),
    (
        "pg_user",
        "select session_user as usename, 10 as usesysid, false as usecreatedb, false as usesuper, false as userepl, \
         false as usebypassrls, '********' as passwd, cast(null as timestamp) as valuntil, \
         cast(null as varchar) as useconfig",
    ),
    // A client sees its own connection and none of the others.
    (
        "pg_stat_activity",
        "select 16384 as datid, session_database() as datname, pg_backend_pid() as pid, 10 as usesysid, \
         session_user as usename, current_setting('application_name') as application_name, \
         cast(null as varchar) as client_addr, cast(null as varchar) as client_hostname, \
         cast(null as int) as client_port, cast(null as timestamp) as backend_start, \
         cast(null as timestamp) as xact_start, cast(null as timestamp) as query_start, \
         cast(null as timestamp) as state_change, cast(null as varchar) as wait_event_type, \
         cast(null as varchar) as wait_event, 'active' as state, cast(null as bigint) as query_id, \
         cast(null as varchar) as query, 'client backend' as backend_type",
    ),
];

/// Tables without rows, with their columns. Those named `..._position...` are numbers, the others texts.
const EMPTY: [(&str, &[&str]); 5] = [
    (
        "information_schema.table_constraints",
        &[
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name",
            "constraint_type",
            "is_deferrable",
            "initially_deferred",
            "enforced",
        ],
    ),
    (
        "information_schema.key_column_usage",
        &[
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "ordinal_position",
            "position_in_unique_constraint",
        ],
    ),
    (
        "information_schema.referential_constraints",
        &[
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "unique_constraint_catalog",
            "unique_constraint_schema",
            "unique_constraint_name",
            "match_option",
            "update_rule",
            "delete_rule",
        ],
    ),
    (
        "information_schema.constraint_column_usage",
        &[
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
        ],
    ),
    (
        "information_schema.views",
        &[
            "table_catalog",
            "table_schema",
            "table_name",
            "view_definition",
            "check_option",
            "is_updatable",
            "is_insertable_into",
        ],
    ),
];

/// Puts the query in place of a table that is one of these, under the name that the client knows it by.
pub fn replace(factor: &mut TableFactor) {
    let TableFactor::Table { name, alias, args: None, .. } = factor else { return };
    let Some(last) = name.0.last().and_then(ObjectNamePart::as_ident) else { return };
    let alias = alias.clone().unwrap_or_else(|| TableAlias {
        explicit: true,
        name: Ident::with_quote('"', last.value.to_lowercase()),
        columns: Vec::new(),
        at: None,
    });
    let name = name.to_string().to_ascii_lowercase().replace('"', "");
    let name = name.strip_prefix(DATABASE).map_or(name.as_str(), |rest| rest.trim_start_matches('.'));
    let name = name.strip_prefix("pg_catalog.").unwrap_or(name);
    let Some(sql) = query(name) else { return };
    // The queries are constants, which the test below parses.
    let parsed = Parser::parse_sql(&PostgreSqlDialect {}, &sql).ok().and_then(|mut statements| statements.pop());
    if let Some(Statement::Query(subquery)) = parsed {
        *factor = TableFactor::Derived { lateral: false, subquery, alias: Some(alias), sample: None };
    }
}

/// The query that gives a table's rows.
fn query(name: &str) -> Option<String> {
    if let Some((_, sql)) = QUERIES.iter().find(|query| query.0 == name) {
        return Some(sql.replace("session_database()", &format!("'{DATABASE}'")));
    }
    let (_, columns) = EMPTY.iter().find(|table| table.0 == name)?;
    let typed = |column: &&str| {
        let data_type = if column.contains("position") { "int" } else { "varchar" };
        format!("cast(null as {data_type}) as {column}")
    };
    Some(format!("select {} where false", columns.iter().map(typed).collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use datafusion_pg_catalog::sql::PostgresCompatibilityParser;

    use super::*;
    use crate::serve::rewrite;

    #[test]
    fn each_table_is_a_query_under_the_name_that_the_client_knows() {
        for name in QUERIES.iter().map(|query| query.0).chain(EMPTY.iter().map(|table| table.0)) {
            let asked = |sql: String| rewrite::parse(&PostgresCompatibilityParser::new(), &sql).unwrap()[0].to_string();
            let last = name.rsplit('.').next().unwrap();
            let bare = asked(format!("select * from {name}"));
            assert!(bare.contains("(SELECT ") && bare.ends_with(&format!("AS \"{last}\"")), "{bare}");
            let named = asked(format!("select x.* from {} as x", name.to_uppercase()));
            assert!(named.contains("(SELECT ") && named.ends_with("AS x"), "{named}");
        }
        let other = rewrite::parse(&PostgresCompatibilityParser::new(), "select * from information_schema.schemata");
        assert!(!other.unwrap()[0].to_string().contains("(SELECT"));
    }
}
