//! Functions of PostgreSQL that clients call about a database, and that neither DataFusion nor the catalogue has.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int32Array, Int64Array, StringArray, StringBuilder, new_null_array,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Fields, Int64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use crate::serve::configuration::POSTGRES;
use crate::serve::rewrite::IDENTIFIERS;
use crate::serve::settings::{Scope, Settings};

/// Texts about relations (column 0) and their columns, by object identifier and number of the column.
pub type Comments = BTreeMap<(i64, i64), String>;

/// Object identifiers of relations by their names.
pub type Objects = BTreeMap<String, i64>;

type Work = Arc<dyn Fn(&[ArrayRef], usize) -> Result<ArrayRef> + Send + Sync>;

/// A function of any arguments, answered row by row.
struct Function {
    name: &'static str,
    signature: Signature,
    returns: DataType,
    work: Work,
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function").field("name", &self.name).finish_non_exhaustive()
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        self.name == other.name && Arc::ptr_eq(&self.work, &other.work)
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        let arrays = args.args.iter().map(|value| value.to_array(rows)).collect::<Result<Vec<_>>>()?;
        (self.work)(&arrays, rows).map(ColumnarValue::Array)
    }
}

fn function(
    name: &'static str,
    returns: DataType,
    work: impl Fn(&[ArrayRef], usize) -> Result<ArrayRef> + Send + Sync + 'static,
) -> ScalarUDF {
    function_of(Volatility::Stable, name, returns, work)
}

/// As [`function`]; one that is volatile is not called before its statement runs.
fn function_of(
    volatility: Volatility,
    name: &'static str,
    returns: DataType,
    work: impl Fn(&[ArrayRef], usize) -> Result<ArrayRef> + Send + Sync + 'static,
) -> ScalarUDF {
    let any = vec![TypeSignature::Nullary, TypeSignature::VariadicAny];
    let signature = Signature::one_of(any, volatility);
    ScalarUDF::new_from_impl(Function { name, signature, returns, work: Arc::new(work) })
}

/// Bytes of the texts that one call may make. A call answers some thousand rows, and nothing looks at memory or at the
/// end of the query's time before it returns.
const MADE: usize = 64 << 20;

/// Texts made row by row, as long as they are not too many bytes together.
fn made(name: &str, rows: impl Iterator<Item = Result<Option<String>>>) -> Result<ArrayRef> {
    let (mut texts, mut bytes) = (StringBuilder::new(), 0);
    for text in rows {
        let text = text?;
        bytes += text.as_ref().map_or(0, String::len);
        if bytes > MADE {
            // As the engine itself says it of a column that grows too long.
            return Err(DataFusionError::Execution(format!("offset overflow in {name}")));
        }
        texts.append_option(text);
    }
    Ok(Arc::new(texts.finish()))
}

/// Functions whose answer is the same for every argument.
const NO_TEXT: [&str; 13] = [
    "inet_client_addr",
    "inet_server_addr",
    "pg_get_function_arguments",
    "pg_get_function_identity_arguments",
    "pg_get_function_result",
    "pg_get_functiondef",
    "pg_get_indexdef",
    "pg_get_ruledef",
    "pg_get_serial_sequence",
    "pg_get_triggerdef",
    "pg_get_viewdef",
    "pg_tablespace_location",
    "shobj_description",
];
const YES: [&str; 12] = [
    "pg_collation_is_visible",
    "pg_conversion_is_visible",
    "pg_function_is_visible",
    "pg_opclass_is_visible",
    "pg_operator_is_visible",
    "pg_opfamily_is_visible",
    "pg_statistics_obj_is_visible",
    "pg_ts_config_is_visible",
    "pg_ts_dict_is_visible",
    "pg_ts_parser_is_visible",
    "pg_ts_template_is_visible",
    "pg_type_is_visible",
];
const NO: [&str; 4] = ["pg_has_role", "pg_is_in_recovery", "pg_is_other_temp_schema", "pg_is_wal_replay_paused"];
const ZERO: [&str; 5] =
    ["pg_database_size", "pg_indexes_size", "pg_my_temp_schema", "pg_table_size", "txid_current_if_assigned"];
const PRIVILEGES: [&str; 7] = [
    "has_any_column_privilege",
    "has_column_privilege",
    "has_database_privilege",
    "has_function_privilege",
    "has_schema_privilege",
    "has_sequence_privilege",
    "has_table_privilege",
];
/// Names of what is not there.
const NO_OBJECT: [&str; 4] = ["to_regnamespace", "to_regproc", "to_regrole", "to_regtype"];
/// Privileges that everybody has here.
const READING: [&str; 4] = ["select", "usage", "connect", "execute"];

/// The functions that are the same for every connection.
pub fn shared(comments: Comments, objects: Objects) -> Vec<ScalarUDF> {
    let comments = Arc::new(comments);
    let version = format!("PostgreSQL {POSTGRES} (learning-cities {})", env!("CARGO_PKG_VERSION"));
    let mut all = vec![
        function("version", DataType::Utf8, move |_, rows| {
            Ok(texts(std::iter::repeat_n(Some(version.as_str()), rows)))
        }),
        function("json_build_object", DataType::Utf8, json_object),
        function("pg_encoding_to_char", DataType::Utf8, |_, rows| Ok(texts(std::iter::repeat_n(Some("UTF8"), rows)))),
        function("format", DataType::Utf8, formatted),
        function("to_regclass", DataType::Int64, move |args, rows| {
            let found = |name: &str| {
                let name = name.replace('"', "").to_ascii_lowercase();
                let name = name.rsplit('.').next().unwrap_or_default();
                let standard = IDENTIFIERS.iter().find(|(table, _)| *table == name).map(|(_, object)| *object);
                objects.get(name).copied().or(standard)
            };
            let names = strings(args, 0, rows)?;
            Ok(Arc::new(names.iter().map(|name| name.and_then(found)).collect::<Int64Array>()))
        }),
        function("quote_literal", DataType::Utf8, |args, rows| {
            made("quote_literal", strings(args, 0, rows)?.iter().map(|text| Ok(text.map(literal))))
        }),
        function("_pg_expandarray", DataType::Struct(expanded()), |_, rows| {
            // Keys and indexes have numbers of columns to expand; here there are none.
            Ok(new_null_array(&DataType::Struct(expanded()), rows))
        }),
        function("pg_size_pretty", DataType::Utf8, |args, rows| {
            let bytes = integers(args, 0, rows)?;
            Ok(texts(bytes.iter().map(|bytes| bytes.map(|bytes| format!("{bytes} bytes")))))
        }),
    ];
    for name in ["obj_description", "col_description"] {
        let comments = Arc::clone(&comments);
        all.push(function(name, DataType::Utf8, move |args, rows| {
            let objects = integers(args, 0, rows)?;
            let columns = if name == "col_description" { Some(integers(args, 1, rows)?) } else { None };
            Ok(texts((0..rows).map(|row| {
                let column = columns.as_ref().map_or(Some(0), |columns| valid(columns, row))?;
                comments.get(&(valid(&objects, row)?, column)).map(String::as_str)
            })))
        }));
    }
    let constant =
        |name, returns: DataType, array: fn(usize) -> ArrayRef| function(name, returns, move |_, rows| Ok(array(rows)));
    let none: fn(usize) -> ArrayRef = |rows| Arc::new(StringArray::new_null(rows));
    let yes: fn(usize) -> ArrayRef = |rows| Arc::new(BooleanArray::from(vec![true; rows]));
    let no: fn(usize) -> ArrayRef = |rows| Arc::new(BooleanArray::from(vec![false; rows]));
    let zero: fn(usize) -> ArrayRef = |rows| Arc::new(Int64Array::from(vec![0; rows]));
    all.extend(NO_TEXT.map(|name| constant(name, DataType::Utf8, none)));
    all.extend(YES.map(|name| constant(name, DataType::Boolean, yes)));
    all.extend(NO.map(|name| constant(name, DataType::Boolean, no)));
    all.extend(ZERO.map(|name| constant(name, DataType::Int64, zero)));
    let no_object: fn(usize) -> ArrayRef = |rows| Arc::new(Int32Array::new_null(rows));
    all.extend(NO_OBJECT.map(|name| constant(name, DataType::Int32, no_object)));
    all.extend(PRIVILEGES.map(|name| function(name, DataType::Boolean, privilege)));
    all
}

/// The functions about a connection.
pub fn of_connection(settings: &Arc<Settings>) -> Vec<ScalarUDF> {
    let user = |name| {
        let settings = Arc::clone(settings);
        function(name, DataType::Utf8, move |_, rows| Ok(texts(std::iter::repeat_n(Some(settings.user()), rows))))
    };
    let (reading, writing) = (Arc::clone(settings), Arc::clone(settings));
    vec![
        user("session_user"),
        user("pg_get_userbyid"),
        function("current_setting", DataType::Utf8, move |args, rows| {
            let names = strings(args, 0, rows)?;
            Ok(texts(names.iter().map(|name| name.and_then(|name| reading.get(name)).map(|(_, value)| value))))
        }),
        function_of(Volatility::Volatile, "set_config", DataType::Utf8, move |args, rows| {
            let (names, values, local) = (strings(args, 0, rows)?, strings(args, 1, rows)?, strings(args, 2, rows)?);
            for ((name, value), local) in names.iter().zip(values.iter()).zip(local.iter()) {
                let (name, value) = (name.unwrap_or_default(), value.unwrap_or_default());
                let scope = if local == Some("true") { Scope::Transaction } else { Scope::Session };
                writing.set(name, value, scope).map_err(|e| DataFusionError::Execution(e.to_string()))?;
            }
            Ok(Arc::new(values))
        }),
    ]
}

/// An element of an array, and its number.
fn expanded() -> Fields {
    ["x", "n"].map(|name| Field::new(name, DataType::Int32, true)).into_iter().collect()
}

/// A text with `%s`, `%I` (a name) and `%L` (a literal) replaced by the arguments in turn, and `%%` by a percent sign.
fn formatted(args: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
    let written = (0..args.len().max(1)).map(|at| strings(args, at, rows)).collect::<Result<Vec<_>>>()?;
    let fault = |message: &str| Err(DataFusionError::Execution(format!("format: {message}")));
    let text = |row: usize| {
        if !written[0].is_valid(row) {
            return Ok(None);
        }
        let (mut text, mut next) = (String::new(), written[1..].iter());
        let mut signs = written[0].value(row).chars();
        while let Some(sign) = signs.next() {
            let kind = match sign {
                '%' => signs.next(),
                _ => {
                    text.push(sign);
                    continue;
                }
            };
            if kind == Some('%') {
                text.push('%');
                continue;
            }
            let Some(argument) = next.next() else { return fault("there are too few arguments") };
            let argument = argument.is_valid(row).then(|| argument.value(row));
            match (kind, argument) {
                (Some('s'), argument) => text.push_str(argument.unwrap_or_default()),
                (Some('I'), Some(argument)) => text.push_str(&quoted_name(argument)),
                (Some('I'), None) => return fault("a name is null"),
                (Some('L'), argument) => text.push_str(&argument.map_or("NULL".into(), literal)),
                _ => return fault("use %s, %I, %L or %%"),
            }
        }
        Ok(Some(text))
    };
    made("format", (0..rows).map(text))
}

/// A name as it is written in SQL.
fn quoted_name(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if plain && name.starts_with(|c: char| !c.is_ascii_digit()) {
        return name.to_string();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as it is written in SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// An object of JSON from names and values in turn.
fn json_object(args: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
    if args.len() % 2 == 1 {
        return Err(DataFusionError::Execution("json_build_object takes names and values in turn".into()));
    }
    let written = (0..args.len()).map(|at| strings(args, at, rows)).collect::<Result<Vec<_>>>()?;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let value = |at: usize, row: usize| {
        let text = written[at].is_valid(row).then(|| written[at].value(row));
        let plain = args[at].data_type().is_numeric() || *args[at].data_type() == DataType::Boolean;
        match text {
            None => "null".into(),
            // What JSON has no number for, such as NaN, is a text.
            Some(text) if plain && serde_json::from_str::<serde_json::Value>(text).is_ok() => text.to_string(),
            Some(text) => quoted(text),
        }
    };
    let object = |row: usize| {
        let pairs = (0..args.len()).step_by(2).map(|at| match written[at].is_valid(row) {
            true => Ok(format!("{} : {}", quoted(written[at].value(row)), value(at + 1, row))),
            false => Err(DataFusionError::Execution("a name of json_build_object is null".into())),
        });
        Ok(Some(format!("{{{}}}", pairs.collect::<Result<Vec<_>>>()?.join(", "))))
    };
    made("json_build_object", (0..rows).map(object))
}

/// Whether one of the privileges that are asked for is one to read.
fn privilege(args: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
    let asked = strings(args, args.len().saturating_sub(1), rows)?;
    let held = |asked: &str| {
        let mut words = asked.split(',').map(|word| word.trim().to_ascii_lowercase());
        words.any(|word| READING.contains(&word.as_str()))
    };
    Ok(Arc::new(asked.iter().map(|asked| asked.map(held)).collect::<BooleanArray>()))
}

fn texts<T: AsRef<str>>(values: impl Iterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

fn valid(values: &Int64Array, row: usize) -> Option<i64> {
    values.is_valid(row).then(|| values.value(row))
}

/// An argument as integers; what is no number is null, and so is one that was not given.
fn integers(args: &[ArrayRef], at: usize, rows: usize) -> Result<Int64Array> {
    match args.get(at) {
        Some(array) => Ok(cast(array, &DataType::Int64)?.as_primitive::<Int64Type>().clone()),
        None => Ok(Int64Array::new_null(rows)),
    }
}

fn strings(args: &[ArrayRef], at: usize, rows: usize) -> Result<StringArray> {
    match args.get(at) {
        Some(array) => Ok(cast(array, &DataType::Utf8)?.as_string::<i32>().clone()),
        None => Ok(StringArray::new_null(rows)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_puts_arguments_in_a_text() {
        let column = |text: &'static str| -> ArrayRef { Arc::new(StringArray::from(vec![text])) };
        let made = |args: &[ArrayRef]| formatted(args, 1).map(|made| made.as_string::<i32>().value(0).to_string());
        let args = [column("%I.%I is %L, %s%%"), column("public"), column("A \"b\""), column("it's"), column("50")];
        assert_eq!(made(&args).unwrap(), r#"public."A ""b""" is 'it''s', 50%"#);
        assert_eq!(made(&[column("none")]).unwrap(), "none");
        for few in [&[column("%s")][..], &[column("%q"), column("x")], &[column("%"), column("x")]] {
            assert!(made(few).is_err(), "{few:?}");
        }
        assert!(formatted(&[], 1).unwrap().is_null(0));
    }

    #[test]
    fn texts_of_one_call_are_not_without_end() {
        let long = "x".repeat(1 << 20);
        let column = |text: &str, rows: usize| -> ArrayRef { Arc::new(StringArray::from(vec![text; rows])) };
        let twice = |rows| formatted(&[column("%s%s", rows), column(&long, rows), column(&long, rows)], rows);
        assert_eq!(twice(30).unwrap().as_string::<i32>().value(29).len(), 2 << 20);
        assert!(twice(33).unwrap_err().to_string().contains("offset overflow in format"));
        let object = |rows| json_object(&[column("a", rows), column(&long, rows)], rows);
        assert!(object(63).is_ok() && object(65).is_err());
    }

    #[test]
    fn an_object_of_json_has_names_and_values() {
        let names: ArrayRef = Arc::new(StringArray::from(vec!["a\"", "b"]));
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None]));
        let made = json_object(&[Arc::clone(&names), numbers, Arc::clone(&names), Arc::clone(&names)], 2).unwrap();
        let made: Vec<&str> = made.as_string::<i32>().iter().flatten().collect();
        assert_eq!(made, [r#"{"a\"" : 1, "a\"" : "a\""}"#, r#"{"b" : null, "b" : "b"}"#]);
        assert!(json_object(&[names], 2).is_err());
    }
}
