//! JSON whose objects have each key once: of two values of one key nothing says which is meant.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::ingest::finding::Finding;
use crate::ingest::limits::{JSON_OBJECT, JSON_VALUES, TABLE_CELLS};
use crate::ingest::read::formats::csv::short;
use crate::ingest::read::mapping::table::read::refused;

/// Refuses a table of more cells than are read of one, before any is made: a few bytes may stand for a row of thousands.
pub(super) fn count_cells(rows: usize, columns: usize, file: &str) -> Result<(), Box<Finding>> {
    if rows.saturating_mul(columns) <= TABLE_CELLS {
        return Ok(());
    }
    let message = format!(
        "The table has {rows} rows of {columns} columns, and at most {TABLE_CELLS} cells are read of one. Take out the columns that are not needed, or send it in parts."
    );
    Err(refused(file, "too_many_rows", message))
}

/// Reads a text. `wrong` gives the finding for one that is no JSON, or has an object with a key twice, which is named.
///
/// # Errors
/// That finding, or one for a text of more values than are read of one.
pub(super) fn parse(text: &str, file: &str, wrong: impl FnOnce(&str) -> Box<Finding>) -> Result<Value, Box<Finding>> {
    let left = Cell::new(JSON_VALUES);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Once { left: &left }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| match left.get() {
        0 => {
            let message = format!(
                "The file holds more than {JSON_VALUES} values and keys in one JSON text, an object counted as {JSON_OBJECT}, and that many are read of one. Take out what is not needed, or send it in parts."
            );
            refused(file, "too_many_rows", message)
        }
        _ => wrong(&short(&error.to_string())),
    })
}

/// A value, whose objects have each key once; and how many values may still be read.
#[derive(Clone, Copy)]
struct Once<'c> {
    left: &'c Cell<usize>,
}

impl Once<'_> {
    fn count<E: Error>(self, values: usize) -> Result<(), E> {
        let left = self.left.get().saturating_sub(values);
        self.left.set(left);
        if left > 0 { Ok(()) } else { Err(E::custom("too many values")) }
    }
}

impl<'de> DeserializeSeed<'de> for Once<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.count(1)?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.count(JSON_OBJECT)?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.count(1)?;
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("the key {key:?} stands twice in an object")));
            }
            object.insert(key, entries.next_value_seed(self)?);
        }
        Ok(Value::Object(object))
    }
}
