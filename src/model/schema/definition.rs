//! How a table is defined, and how its columns make a batch.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::base::error::{Error, Result};
use crate::model::schema::columns::Columns;

/// A column: name, type, meaning, whether it may be null.
pub type Column = (&'static str, Kind, &'static str, bool);

/// A table of the store.
#[derive(Debug)]
pub struct TableDef {
    /// Its name in SQL and its file's name.
    pub name: &'static str,
    /// What it holds, and its grain.
    pub meaning: &'static str,
    /// Columns in order: name, type, meaning, whether it may be null.
    pub columns: &'static [Column],
}

/// The types that a column may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// 64-bit integer.
    Integer,
    /// 64-bit float, always finite.
    Float,
    /// Boolean.
    Truth,
}

/// The type of a column as `tables!` declares it.
pub trait ColumnType {
    /// The column's type.
    const KIND: Kind;
    /// Whether it may be null.
    const NULLABLE: bool = false;
}

impl ColumnType for &str {
    const KIND: Kind = Kind::Text;
}

impl ColumnType for i64 {
    const KIND: Kind = Kind::Integer;
}

impl ColumnType for f64 {
    const KIND: Kind = Kind::Float;
}

impl ColumnType for bool {
    const KIND: Kind = Kind::Truth;
}

impl<T: ColumnType> ColumnType for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
}

/// Declares tables, and a list of them: `LIST: TABLE = name "meaning" { column: type = "meaning", ... } ...`. One that
/// `extends` another has the other's columns first, and may give some of them another meaning.
macro_rules! tables {
    ($LIST:ident: $($TABLE:ident $(extends $BASE:ident)? = $table:ident $meaning:literal {
        $($column:ident: $type:ty = $about:literal,)*
    })*) => {
        $(
            #[doc = $meaning]
            pub const $TABLE: $crate::model::schema::TableDef = {
                use $crate::model::schema::{Column, ColumnType, extended, length};
                const BASES: &[&[Column]] = &[$($BASE.columns,)? &[]];
                const OWN: &[Column] =
                    &[$((stringify!($column), <$type as ColumnType>::KIND, $about, <$type as ColumnType>::NULLABLE)),*];
                const COLUMNS: [Column; length(BASES[0], OWN)] = extended(BASES[0], OWN);
                $crate::model::schema::TableDef { name: stringify!($table), meaning: $meaning, columns: &COLUMNS }
            };
        )*

        /// All of them, in order.
        pub static $LIST: &[$crate::model::schema::TableDef] = &[$($TABLE),*];
    };
}
pub(crate) use tables;

/// Number of columns of [`extended`].
pub const fn length(base: &[Column], own: &[Column]) -> usize {
    let (mut length, mut i) = (base.len(), 0);
    while i < own.len() {
        length += (place(base, own[i].0) == base.len()) as usize;
        i += 1;
    }
    length
}

/// The columns of `base`, those of the same name as one of `own` replaced by it, then the other columns of `own`.
pub const fn extended<const N: usize>(base: &[Column], own: &[Column]) -> [Column; N] {
    let mut all = [own[0]; N];
    let (mut length, mut i) = (0, 0);
    while length < base.len() {
        all[length] = base[length];
        length += 1;
    }
    while i < own.len() {
        let at = place(base, own[i].0);
        let is_new = at == base.len();
        all[if is_new { length } else { at }] = own[i];
        length += is_new as usize;
        i += 1;
    }
    all
}

/// The place of the column of that name; the number of columns where there is none.
const fn place(columns: &[Column], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() && !is_same(columns[at].0.as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut i = 0;
    while i < one.len() && i < other.len() && one[i] == other[i] {
        i += 1;
    }
    i == one.len() && i == other.len()
}

impl TableDef {
    /// Its Arrow schema.
    pub fn schema(&self) -> SchemaRef {
        let field = |&(name, kind, _, nullable): &(&str, Kind, &str, bool)| {
            let data_type = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Float => DataType::Float64,
                Kind::Truth => DataType::Boolean,
            };
            Field::new(name, data_type, nullable)
        };
        Arc::new(Schema::new(self.columns.iter().map(field).collect::<Vec<_>>()))
    }

    /// A batch from columns by name, in any order.
    ///
    /// # Errors
    /// A column is missing, is not one of the table's, is given twice, or has another type, other rows, or a null where
    /// none may be; the error names table and column.
    pub fn batch(&self, columns: Columns) -> Result<RecordBatch> {
        let fault = |column: &str, what: &str| {
            Error::invalid(format!("table {} column {column}", self.name), format!("{what}: a fault of this program"))
        };
        let mut given: BTreeMap<&str, ArrayRef> = BTreeMap::new();
        for (name, cells) in columns {
            if !self.columns.iter().any(|c| c.0 == name) {
                return Err(fault(name, "is not a column of the table"));
            }
            if given.insert(name, cells).is_some() {
                return Err(fault(name, "is given twice"));
            }
        }
        let arrays = self.columns.iter().map(|c| given.remove(c.0).ok_or_else(|| fault(c.0, "is missing")));
        RecordBatch::try_new(self.schema(), arrays.collect::<Result<_>>()?)
            .map_err(|source| Error::Arrow { doing: "building a table", source })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::schema::{Columns, array, columns, position};

    tables! { TABLES:
        PLACES = places "places; one row a place" {
            name: &str = "the name",
            year: Option<i64> = "the year",
        }

        LATER extends PLACES = later "later places; one row a place" {
            year: Option<i64> = "the later year",
            share: f64 = "the share",
        }
    }

    struct Place {
        name: &'static str,
        year: Option<i64>,
    }

    #[test]
    fn columns_go_by_name_in_any_order() {
        let rows = [Place { name: "a", year: Some(2020) }, Place { name: "b", year: None }];
        let name = || columns!(row in &rows => name);
        let year = || columns!(row in &rows => year);
        let batch = |parts: Vec<Columns>| PLACES.batch(parts.into_iter().flatten().collect());
        assert_eq!(batch(vec![name(), year()]).unwrap(), batch(vec![year(), name()]).unwrap());
        for (columns, word) in [
            (vec![name()], "column year is missing"),
            (vec![name(), year(), year()], "column year is given twice"),
            (vec![name(), year(), vec![("yaer", position(&rows))]], "column yaer is not a column"),
        ] {
            let message = batch(columns).unwrap_err().to_string();
            assert!(message.replace(':', "").contains(word), "{message}");
        }
        assert!(batch(vec![name(), columns!(row in &rows => year = row.name)]).is_err(), "another type");
        assert!(batch(vec![vec![("name", array(&[None::<&str>; 2]))], year()]).is_err(), "a null where none may be");
    }

    #[test]
    fn a_table_extends_another() {
        let columns: Vec<_> = LATER.columns.iter().map(|c| (c.0, c.2)).collect();
        assert_eq!(columns, [("name", "the name"), ("year", "the later year"), ("share", "the share")]);
        assert_eq!(TABLES.iter().map(|t| t.name).collect::<Vec<_>>(), ["places", "later"]);
    }
}
