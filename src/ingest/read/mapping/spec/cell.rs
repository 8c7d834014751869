//! Texts of a row: a constant, columns, a part of a header, a part of the file's path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde_json::Value;

use crate::base::spanned::Spanned;

/// Columns whose texts make one: `{ column = "code" }`, or `{ columns = ["state", "place"], join = "-", pad = [2, 5] }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "CellMap")]
pub struct TextColumns {
    /// Their names, in order; at least one.
    pub columns: Vec<Spanned<String>>,
    /// Put between them.
    pub join: String,
    /// Shorter texts get zeros in front up to this many characters: one number for each column, `0` for none.
    pub pad: Vec<usize>,
}

/// A constant (`"GBR"`, `2024`), columns, a group of the header's pattern or of a pattern of the file's path, with a
/// table from its texts to ours.
#[derive(Debug, Clone)]
pub enum Cell {
    /// The same for every row.
    Constant(String),
    /// Columns: `{ column = "areanm" }`.
    Column(CellColumn),
    /// A named group of the regular expression `columns` that matched the header: `{ header = "item" }`.
    Header {
        /// The group's name.
        group: Spanned<String>,
        /// Text of the source to ours; what is not listed stays as it came.
        codes: BTreeMap<String, String>,
    },
    /// A regular expression whose first group is found in the file's path: `{ file = "_([0-9]{4})\\." }`.
    File {
        /// The expression.
        pattern: Spanned<String>,
        /// Text of the source to ours; what is not listed stays as it came.
        codes: BTreeMap<String, String>,
    },
}

/// Columns of a [`Cell`].
#[derive(Debug, Clone)]
pub struct CellColumn {
    /// The columns; of several those that are empty are left out.
    pub text: TextColumns,
    /// Regular expression whose first group is the text that is meant; a cell in which it finds nothing is empty.
    pub pattern: Option<Spanned<String>>,
    /// Text of the source to ours; what is not listed stays as it came.
    pub codes: BTreeMap<String, String>,
}

/// Every key of a text in braces, before it is known which of them fit together.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CellMap {
    /// A column.
    column: Option<Spanned<String>>,
    /// Several columns, whose texts are joined.
    columns: Option<Vec<Spanned<String>>>,
    /// Put between the texts of several columns.
    join: Option<String>,
    /// Characters up to which a text gets zeros in front: one number, or one for each of several columns.
    pad: Option<Pad>,
    /// A named group of the regular expression `columns` that matched the header.
    header: Option<Spanned<String>>,
    /// Regular expression whose first group is found in the file's path.
    file: Option<Spanned<String>>,
    /// Regular expression whose first group is the text that is meant.
    pattern: Option<Spanned<String>>,
    /// Texts of the source to ours; what is not listed stays as it came.
    codes: BTreeMap<String, String>,
    /// Put before the city's id, after padding.
    pub(super) prefix: Option<String>,
    /// Ids of the source to ids of the network, after padding and prefix.
    pub(super) replace: Option<BTreeMap<String, String>>,
}

/// Keys of columns that make one text.
const TEXT_KEYS: [&str; 4] = ["column", "columns", "join", "pad"];

/// The JSON Schema of a text in braces that has `keys`.
pub(super) fn braces(generator: &mut SchemaGenerator, keys: &[&str]) -> Schema {
    let mut schema = CellMap::json_schema(generator);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|key, _| keys.contains(&key.as_str()) || TEXT_KEYS.contains(&key.as_str()));
    }
    schema
}

impl JsonSchema for TextColumns {
    fn schema_name() -> Cow<'static, str> {
        "TextColumns".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        braces(generator, &[])
    }
}

impl JsonSchema for Cell {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let in_braces = braces(generator, &["header", "file", "pattern", "codes"]);
        json_schema!({ "anyOf": [{ "type": ["string", "number"] }, in_braces] })
    }
}

/// Zeros in front: for one column, or for each of several.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Pad {
    One(usize),
    Each(Vec<usize>),
}

impl CellMap {
    /// Columns and nothing else.
    pub(super) fn into_text(mut self) -> Result<TextColumns, String> {
        let text = self.text()?;
        match self.rest() {
            Some(key) => Err(format!("{key} is not used here; take it out")),
            None => Ok(text),
        }
    }

    fn text(&mut self) -> Result<TextColumns, String> {
        let columns = match (self.column.take(), self.columns.take()) {
            (Some(column), None) => vec![column],
            (None, Some(columns)) if !columns.is_empty() => columns,
            (Some(_), Some(_)) => return Err("say column or columns, not both".into()),
            _ => return Err("say column = \"...\", or columns = [\"...\", \"...\"]".into()),
        };
        let pad = match self.pad.take() {
            None => vec![0; columns.len()],
            Some(Pad::One(n)) if columns.len() == 1 => vec![n],
            Some(Pad::Each(each)) if each.len() == columns.len() => each,
            Some(_) => {
                return Err(format!("pad needs one number for each column: {} of them", columns.len()));
            }
        };
        if let Some(n) = pad.iter().find(|n| **n > 64) {
            return Err(format!("pad = {n} is more than 64 characters"));
        }
        if self.join.is_some() && columns.len() == 1 {
            return Err("join is put between several columns; say columns = [\"...\", \"...\"]".into());
        }
        Ok(TextColumns { columns, join: self.join.take().unwrap_or_default(), pad })
    }

    /// A key that is left.
    fn rest(&self) -> Option<&'static str> {
        [
            ("column", self.column.is_some()),
            ("columns", self.columns.is_some()),
            ("join", self.join.is_some()),
            ("pad", self.pad.is_some()),
            ("header", self.header.is_some()),
            ("file", self.file.is_some()),
            ("pattern", self.pattern.is_some()),
            ("codes", !self.codes.is_empty()),
            ("prefix", self.prefix.is_some()),
            ("replace", self.replace.is_some()),
        ]
        .into_iter()
        .find_map(|(key, is)| is.then_some(key))
    }

    fn into_cell(mut self) -> Result<Cell, String> {
        let codes = std::mem::take(&mut self.codes);
        let cell = match (self.header.take(), self.file.take()) {
            (Some(group), None) => Cell::Header { group, codes },
            (None, Some(pattern)) => Cell::File { pattern, codes },
            (None, None) => {
                let text = self.text()?;
                Cell::Column(CellColumn { text, pattern: self.pattern.take(), codes })
            }
            (Some(_), Some(_)) => return Err("say header or file, not both".into()),
        };
        match self.rest() {
            Some(key) => Err(format!("{key} does not go with the other keys here; take it out")),
            None => Ok(cell),
        }
    }
}

impl TryFrom<CellMap> for TextColumns {
    type Error = String;

    fn try_from(map: CellMap) -> Result<TextColumns, String> {
        map.into_text()
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Cell;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, a number, or { column = \"...\" }")
            }
            fn visit_str<E>(self, v: &str) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
                CellMap::deserialize(MapAccessDeserializer::new(map))?.into_cell().map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(V)
    }
}

impl TextColumns {
    /// Its columns' names.
    pub(crate) fn named(&self) -> Vec<&str> {
        self.columns.iter().map(|c| c.get_ref().as_str()).collect()
    }

    /// Its column, where it is one and nothing is put before it.
    pub(crate) fn only(&self) -> Option<&str> {
        match (&self.columns[..], &self.pad[..]) {
            ([one], [0]) => Some(one.get_ref()),
            _ => None,
        }
    }
}

impl Cell {
    /// Names of its columns; none where it is no column.
    pub(crate) fn named(&self) -> Vec<&str> {
        match self {
            Cell::Column(c) => c.text.named(),
            _ => Vec::new(),
        }
    }

    /// Every text of ours that it says: the constant, or what its codes give.
    pub(crate) fn said(&self) -> Vec<&str> {
        match self {
            Cell::Constant(text) => vec![text],
            Cell::Column(CellColumn { codes, .. }) | Cell::Header { codes, .. } | Cell::File { codes, .. } => {
                codes.values().map(String::as_str).collect()
            }
        }
    }
}
