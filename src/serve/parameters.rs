//! Parameters of prepared statements (`$1`): their types, and the values that a client binds.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::datatypes::DataType;
use arrow_pg::datatypes::df::deserialize_parameters_with_server_types;
use arrow_pg::datatypes::{field_into_pg_type, into_pg_type};
use datafusion::common::ParamValues;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::sql::sqlparser::ast::{ArrayElemTypeDef, DataType as SqlType};
use pgwire::api::Type;
use pgwire::api::portal::Portal;
use pgwire::error::PgWireError;
use pgwire::messages::extendedquery::Bind;
use postgres_types::Kind;

use crate::serve::error::refused;
use crate::serve::limits::PARAMETERS;

/// A parameter as the plan knows it.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its type, where the plan says one.
    data_type: Option<DataType>,
    /// The type that is reported to clients.
    reported: Type,
}

/// The parameters of a plan, in the order of their numbers.
pub fn parameters(plan: &LogicalPlan) -> Result<Vec<Parameter>, PgWireError> {
    let mut found: BTreeMap<usize, Parameter> = BTreeMap::new();
    let mut wrong = None;
    let visited = plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expression| {
            expression.apply(|part| {
                let (placeholder, cast) = match part {
                    Expr::Placeholder(placeholder) => (placeholder, None),
                    Expr::Cast(cast) => match cast.expr.as_ref() {
                        Expr::Placeholder(placeholder) => (placeholder, Some(Arc::clone(&cast.field))),
                        _ => return Ok(TreeNodeRecursion::Continue),
                    },
                    _ => return Ok(TreeNodeRecursion::Continue),
                };
                let number = placeholder.id.strip_prefix('$').and_then(|number| number.parse::<usize>().ok());
                let Some(number) = number.filter(|number| (1..=PARAMETERS).contains(number)) else {
                    wrong = Some(placeholder.id.clone());
                    return Ok(TreeNodeRecursion::Stop);
                };
                let field = placeholder.field.clone().filter(|field| *field.data_type() != DataType::Null).or(cast);
                let reported = field.as_ref().and_then(|field| field_into_pg_type(field).ok()).unwrap_or(Type::UNKNOWN);
                let data_type = field.map(|field| field.data_type().clone());
                match found.get(&number) {
                    Some(known) if known.data_type.is_some() => {}
                    _ => drop(found.insert(number, Parameter { data_type, reported })),
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    });
    visited.map_err(|e: DataFusionError| refused("XX000", e.to_string()))?;
    if let Some(id) = wrong {
        let message = format!("{id} is not the number of a parameter; write $1 to ${PARAMETERS}");
        return Err(refused("42P02", message));
    }
    let last = found.keys().next_back().copied().unwrap_or(0);
    let none = Parameter { data_type: None, reported: Type::UNKNOWN };
    Ok((1..=last).map(|number| found.get(&number).unwrap_or(&none).clone()).collect())
}

/// Their types as they are reported to clients.
pub fn types(parameters: &[Parameter]) -> Vec<Type> {
    parameters.iter().map(|parameter| parameter.reported.clone()).collect()
}

/// The types that a client gives, in SQL.
pub fn sql_types(given: &[Option<Type>]) -> Vec<Option<SqlType>> {
    given.iter().map(|given| given.as_ref().and_then(sql_type)).collect()
}

/// A number of any precision is taken as one of double precision, as it is where it is written in a query.
pub fn double(given: &mut Type) {
    match *given {
        Type::NUMERIC => *given = Type::FLOAT8,
        Type::NUMERIC_ARRAY => *given = Type::FLOAT8_ARRAY,
        _ => {}
    }
}

/// Writes binary values that were given as `numeric` as those of [`double`].
pub fn as_doubles(message: &mut Bind, given: &[Option<Type>]) -> Result<(), PgWireError> {
    let formats = message.parameter_format_codes.clone();
    for (at, (value, given)) in message.parameters.iter_mut().zip(given).enumerate() {
        let format = formats.get(at).or(formats.first().filter(|_| formats.len() == 1)).copied().unwrap_or(0);
        match (given, value) {
            (Some(Type::NUMERIC), Some(value)) if format == 1 => {
                let number =
                    numeric(value).ok_or_else(|| refused("22P03", "a binary numeric is not as it should be"))?;
                *value = number.to_be_bytes().to_vec().into();
            }
            (Some(Type::NUMERIC_ARRAY), Some(_)) if format == 1 => {
                let message = "a list of binary numeric is not read; send it as text, or as double precision";
                return Err(refused("0A000", message));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The number that is nearest to a binary `numeric`: how many digits to the base of 10 000, the power of the first, the
/// sign and how many decimals are shown, each in two bytes; then the digits.
fn numeric(bytes: &[u8]) -> Option<f64> {
    let mut words = bytes.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let (count, weight, sign, _) = (words.next()?, words.next()?.cast_signed(), words.next()?, words.next()?);
    let digits: Vec<u16> = words.collect();
    if digits.len() != usize::from(count) || bytes.len() % 2 == 1 || digits.iter().any(|digit| *digit > 9999) {
        return None;
    }
    let sign = match sign {
        0x0000 => "",
        0x4000 => "-",
        0xC000 => return Some(f64::NAN),
        0xD000 => return Some(f64::INFINITY),
        0xF000 => return Some(f64::NEG_INFINITY),
        _ => return None,
    };
    let power = 4 * (i32::from(weight) + 1 - i32::from(count));
    let digits: String = digits.iter().map(|digit| format!("{digit:04}")).collect();
    format!("{sign}0{digits}e{power}").parse().ok()
}

fn sql_type(given: &Type) -> Option<SqlType> {
    if let Kind::Array(element) = given.kind() {
        let element = ArrayElemTypeDef::SquareBracket(Box::new(sql_type(element)?), None);
        return Some(SqlType::Array(element));
    }
    Some(match *given {
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME => SqlType::Varchar(None),
        Type::INT2 => SqlType::SmallInt(None),
        Type::INT4 => SqlType::Integer(None),
        Type::INT8 => SqlType::BigInt(None),
        Type::FLOAT4 => SqlType::Real,
        Type::FLOAT8 | Type::NUMERIC => SqlType::DoublePrecision,
        Type::BOOL => SqlType::Boolean,
        Type::DATE => SqlType::Date,
        _ => return None,
    })
}

/// Takes the spaces around the parts of lists that are written as text (`{"a", "b"}`): the protocol's library would keep
/// them.
pub fn without_spaces(message: &mut Bind, parameters: &[Parameter]) {
    let formats = message.parameter_format_codes.clone();
    for (at, (value, parameter)) in message.parameters.iter_mut().zip(parameters).enumerate() {
        let format = formats.get(at).or(formats.first().filter(|_| formats.len() == 1)).copied().unwrap_or(0);
        let list = format == 0 && matches!(parameter.reported.kind(), Kind::Array(_));
        if let Some(text) = value.as_mut().filter(|_| list) {
            *text = joined(text).into();
        }
    }
}

/// A list as text, without spaces before and after its parts.
fn joined(list: &[u8]) -> Vec<u8> {
    let (mut written, mut spaces) = (Vec::with_capacity(list.len()), Vec::new());
    let (mut quoted, mut escaped, mut begins) = (false, false, true);
    for byte in list.iter().copied() {
        let outside = !quoted && !escaped;
        if outside && byte.is_ascii_whitespace() {
            spaces.push(byte);
            continue;
        }
        let mark = outside && matches!(byte, b'{' | b'}' | b',');
        if !begins && (!mark || byte == b'{') {
            written.append(&mut spaces);
        }
        spaces.clear();
        quoted ^= byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        begins = mark;
        written.push(byte);
    }
    written
}

/// The values that a client has bound; none where the statement has no parameters.
pub fn values<S: Clone>(parameters: &[Parameter], portal: &Portal<S>) -> Result<Option<ParamValues>, PgWireError> {
    if portal.parameter_len() != parameters.len() {
        let message = format!(
            "{} values are bound, and the statement has {} parameters",
            portal.parameter_len(),
            parameters.len()
        );
        return Err(refused("08P01", message));
    }
    if parameters.is_empty() {
        return Ok(None);
    }
    // Without any word on its type, a value is text.
    let known: Vec<Type> = parameters
        .iter()
        .map(|parameter| match &parameter.data_type {
            None => Type::TEXT,
            Some(data_type) if parameter.reported == Type::UNKNOWN => into_pg_type(data_type).unwrap_or(Type::TEXT),
            Some(_) => parameter.reported.clone(),
        })
        .collect();
    let inferred: Vec<Option<&DataType>> = parameters.iter().map(|parameter| parameter.data_type.as_ref()).collect();
    let known: Vec<Option<&Type>> = known.iter().map(Some).collect();
    deserialize_parameters_with_server_types(portal, &inferred, &known).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_precision_are_the_nearest_of_double_precision() {
        let of = |words: &[u16]| numeric(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>());
        assert_eq!(of(&[2, 0, 0, 1, 2019, 7000]), Some(2019.7));
        assert_eq!(of(&[1, 65535, 0x4000, 5, 1]), Some(-0.0001));
        assert_eq!(of(&[1, 2, 0, 0, 100]), Some(1e10));
        assert_eq!(of(&[0, 0, 0, 2]), Some(0.0));
        assert_eq!(of(&[5, 4, 0, 1, 12, 3456, 7890, 1234, 5678]), Some(123_456_789_012_345_678.0));
        assert!(of(&[0, 0, 0xC000, 0]).unwrap().is_nan());
        assert_eq!(of(&[0, 0, 0xF000, 0]), Some(f64::NEG_INFINITY));
        for wrong in [&[][..], &[1, 0, 0, 0], &[1, 0, 0, 0, 10_000], &[0, 0, 7, 0], &[0, 0, 0, 0, 1]] {
            assert_eq!(of(wrong), None, "{wrong:?}");
        }
        assert_eq!(numeric(&[0; 9]), None);
    }

    #[test]
    fn spaces_around_the_parts_of_a_list_are_taken() {
        for (written, expected) in [
            (r#"{"p", "f" ,"t"}"#, r#"{"p","f","t"}"#),
            (r#" { a b , "c , d" } "#, r#"{a b,"c , d"}"#),
            (r#"{"a\" , ", b\ }"#, r#"{"a\" , ",b\ }"#),
            ("{}", "{}"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(joined(written.as_bytes())).unwrap(), expected);
        }
    }
}
