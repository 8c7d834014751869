//! Rows with types: a struct for the rows of each relation, read from Arrow by the names of its columns.
//!
//! `rows!` and `relations!` declare them. A relation is opened once, which finds every column and looks at its type;
//! reading a row then cannot fail. Rows are read where they are asked for: a large network's tables are held once, as
//! Arrow.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Range;

use arrow::array::{Array, AsArray, BooleanArray, Float64Array, Int64Array, StringArray};
use arrow::datatypes::{Float64Type, Int64Type};

use crate::base::error::{Error, Result};
use crate::base::table::Table;

/// A column that a row's struct asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells are: `text`, `a whole number`, `a number` or `a truth value`.
    pub holds: &'static str,
    /// Whether a cell may be null.
    pub nullable: bool,
}

/// A column with its type.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// Text.
    Text(&'a StringArray),
    /// Whole numbers.
    Whole(&'a Int64Array),
    /// Numbers.
    Number(&'a Float64Array),
    /// Truth values.
    Truth(&'a BooleanArray),
}

impl<'a> Typed<'a> {
    fn of(array: &'a dyn Array) -> Option<Typed<'a>> {
        let text = array.as_string_opt::<i32>().map(Typed::Text);
        let whole = || array.as_primitive_opt::<Int64Type>().map(Typed::Whole);
        let number = || array.as_primitive_opt::<Float64Type>().map(Typed::Number);
        text.or_else(whole).or_else(number).or_else(|| array.as_boolean_opt().map(Typed::Truth))
    }

    /// Whether a cell says anything: a number that is not finite counts as null.
    fn is_known(self, row: usize) -> bool {
        match self {
            Typed::Text(array) => array.is_valid(row),
            Typed::Whole(array) => array.is_valid(row),
            Typed::Number(array) => array.is_valid(row) && array.value(row).is_finite(),
            Typed::Truth(array) => array.is_valid(row),
        }
    }
}

/// The type of a field: how it is read from a column. An `Option` of one is a column whose cells may be null.
///
/// A relation is opened before it is read, so that no column has another type than its field; what [`Cell::read`] gives
/// of one that has is of no meaning.
pub trait Cell<'a>: Sized + Default {
    /// As [`Column::holds`].
    const HOLDS: &'static str;
    /// As [`Column::nullable`].
    const NULLABLE: bool = false;

    /// Whether a column has the type.
    fn is(column: Typed) -> bool;

    /// The cell of a row.
    fn read(column: Typed<'a>, row: usize) -> Self;
}

/// How a type of fields is read from its type of columns.
macro_rules! cell {
    ($type:ty, $holds:literal, $variant:ident) => {
        impl<'a> Cell<'a> for $type {
            const HOLDS: &'static str = $holds;

            fn is(column: Typed) -> bool {
                matches!(column, Typed::$variant(_))
            }

            fn read(column: Typed<'a>, row: usize) -> Self {
                match column {
                    Typed::$variant(array) => array.value(row),
                    _ => Default::default(),
                }
            }
        }
    };
}
cell!(&'a str, "text", Text);
cell!(i64, "a whole number", Whole);
cell!(f64, "a number", Number);
cell!(bool, "a truth value", Truth);

impl<'a, C: Cell<'a>> Cell<'a> for Option<C> {
    const HOLDS: &'static str = C::HOLDS;
    const NULLABLE: bool = true;

    fn is(column: Typed) -> bool {
        C::is(column)
    }

    fn read(column: Typed<'a>, row: usize) -> Self {
        column.is_known(row).then(|| C::read(column, row))
    }
}

/// The rows' struct of a relation, as `relations!` writes it.
pub trait Row<'a>: Sized {
    /// The relation's name.
    const RELATION: &'static str;
    /// The columns that it asks for.
    const COLUMNS: &'static [Column];

    /// Finds the columns. `place` is where the relation is made, for messages.
    ///
    /// # Errors
    /// A column that is missing, has another type, or holds a null that it may not hold.
    fn columns(table: &'a Table, place: &str) -> Result<Vec<Typed<'a>>>;

    /// A row; the columns are those of [`Row::columns`].
    fn read(columns: &[Typed<'a>], row: usize) -> Self;
}

/// The rows of a relation. Those of a city are found without looking at the others.
pub struct Rows<'a, R: Row<'a>> {
    columns: Vec<Typed<'a>>,
    len: usize,
    cities: BTreeMap<&'a str, Range<usize>>,
    rows: PhantomData<R>,
}

impl<'a, R: Row<'a>> Rows<'a, R> {
    /// Opens a relation, which is sorted by city where it has one. `place` is the file that makes it, for messages.
    ///
    /// # Errors
    /// As [`Row::columns`].
    pub fn new(table: &'a Table, place: &str) -> Result<Rows<'a, R>> {
        // A mart without rows may come without columns.
        let bare = table.batch().num_columns() == 0;
        Ok(Rows {
            columns: if bare { Vec::new() } else { R::columns(table, place)? },
            len: if bare { 0 } else { table.len() },
            cities: cities(table),
            rows: PhantomData,
        })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A row by its place; none beyond the last.
    pub fn get(&self, row: usize) -> Option<R> {
        (row < self.len).then(|| R::read(&self.columns, row))
    }

    /// Rows in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = R> + '_ {
        self.range(0..self.len)
    }

    /// The rows of a city, in their order; none where it has none.
    pub fn of(&self, city: &str) -> impl DoubleEndedIterator<Item = R> + use<'_, 'a, R> {
        self.range(self.cities.get(city).cloned().unwrap_or_default())
    }

    fn range(&self, rows: Range<usize>) -> impl DoubleEndedIterator<Item = R> + use<'_, 'a, R> {
        rows.map(|row| R::read(&self.columns, row))
    }
}

impl<'a, R: Row<'a>> std::fmt::Debug for Rows<'a, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows of {}", self.len, R::RELATION)
    }
}

/// The rows of each city of a table that is sorted by it.
fn cities(table: &Table) -> BTreeMap<&str, Range<usize>> {
    let mut found: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let Some(column) = table.batch().column_by_name("city").and_then(|c| c.as_string_opt::<i32>()) else {
        return found;
    };
    let city = |row: usize| if column.is_valid(row) { column.value(row) } else { "" };
    let mut from = 0;
    // A look-up for each city, not for each of its rows.
    for row in 1..=column.len() {
        if row == column.len() || city(row) != city(from) {
            found.entry(city(from)).or_insert(from..from).end = row;
            from = row;
        }
    }
    found
}

/// The column of that name, which has the type of a field.
///
/// # Errors
/// As [`Row::columns`].
pub fn column<'a, C: Cell<'a>>(table: &'a Table, place: &str, name: &str) -> Result<Typed<'a>> {
    let batch = table.batch();
    let holds = match C::NULLABLE {
        true => format!("{} or null", C::HOLDS),
        false => C::HOLDS.to_string(),
    };
    let Some(array) = batch.column_by_name(name) else {
        let schema = batch.schema();
        let known: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        let message = format!(
            "has no column {name}, which this program reads as {holds}; its columns are {}. Give it that name again",
            known.join(", ")
        );
        return Err(Error::invalid(place, message));
    };
    if !C::NULLABLE && array.null_count() > 0 {
        let message =
            format!("its column {name} holds null in {} rows; it must be {holds} in every row", array.null_count());
        return Err(Error::invalid(place, message));
    }
    Typed::of(array.as_ref()).filter(|column| C::is(*column)).ok_or_else(|| {
        let message = format!("its column {name} is {}; it must be {holds}. Cast it in the query", array.data_type());
        Error::invalid(place, message)
    })
}

/// Declares the rows' structs of relations: `name: Struct { column: type, ... }`.
macro_rules! rows {
    ($($(#[$about:meta])* $relation:ident: $Row:ident { $($column:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$about])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, Copy)]
        pub struct $Row<'a> {
            $(pub $column: $type,)*
        }

        impl<'a> $crate::base::rows::Row<'a> for $Row<'a> {
            const RELATION: &'static str = stringify!($relation);
            const COLUMNS: &'static [$crate::base::rows::Column] = &[$($crate::base::rows::Column {
                name: stringify!($column),
                holds: <$type as $crate::base::rows::Cell>::HOLDS,
                nullable: <$type as $crate::base::rows::Cell>::NULLABLE,
            }),*];

            fn columns(
                table: &'a $crate::base::table::Table,
                place: &str,
            ) -> $crate::base::error::Result<Vec<$crate::base::rows::Typed<'a>>> {
                Ok(vec![$($crate::base::rows::column::<$type>(table, place, stringify!($column))?),*])
            }

            fn read(columns: &[$crate::base::rows::Typed<'a>], row: usize) -> Self {
                // Fields are evaluated in the order of the columns.
                let mut columns = columns.iter().copied();
                $Row {
                    $($column: columns
                        .next()
                        .map(|column| <$type as $crate::base::rows::Cell>::read(column, row))
                        .unwrap_or_default()),*
                }
            }
        }
    )*};
}
pub(crate) use rows;

/// As `rows!`, and `Relations` with the rows of all of them.
macro_rules! relations {
    ($($(#[$about:meta])* $relation:ident: $Row:ident { $($column:ident: $type:ty),* $(,)? })*) => {
        $crate::base::rows::rows! { $($(#[$about])* $relation: $Row { $($column: $type),* })* }

        /// Every relation that pages, briefs and charts read, opened.
        #[allow(missing_docs)]
        #[derive(Debug)]
        pub struct Relations<'a> {
            $(pub $relation: $crate::base::rows::Rows<'a, $Row<'a>>,)*
        }

        /// Their names, and the columns that each must give.
        pub const READ: &[(&str, &[$crate::base::rows::Column])] =
            &[$((stringify!($relation), <$Row as $crate::base::rows::Row>::COLUMNS)),*];

        impl<'a> Relations<'a> {
            /// Opens them all. `table` finds one by name, with the file that makes it.
            ///
            /// # Errors
            /// As [`crate::base::rows::Row::columns`], and what `table` says of one that is not there.
            pub fn open(
                table: impl Fn(&str) -> $crate::base::error::Result<(&'a $crate::base::table::Table, String)>,
            ) -> $crate::base::error::Result<Relations<'a>> {
                Ok(Relations {
                    $($relation: {
                        let (table, place) = table(stringify!($relation))?;
                        $crate::base::rows::Rows::new(table, &place)?
                    },)*
                })
            }
        }
    };
}
pub(crate) use relations;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};

    use super::Rows;
    use crate::base::table::Table;

    rows! {
        /// Places of a test.
        places: Place {
            city: &'a str,
            people: i64,
            share: Option<f64>,
        }
    }

    fn table(columns: Vec<(&str, ArrayRef)>) -> Table {
        let batch =
            RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
                .unwrap();
        Table::new(batch.schema(), &[batch]).unwrap()
    }

    fn cities() -> ArrayRef {
        Arc::new(StringArray::from(vec!["a", "a", "b"]))
    }

    fn people() -> ArrayRef {
        Arc::new(Int64Array::from(vec![1, 2, 3]))
    }

    #[test]
    fn rows_have_types_and_are_found_by_city() {
        let share: ArrayRef = Arc::new(Float64Array::from(vec![Some(0.5), None, Some(f64::NAN)]));
        let table = table(vec![("share", share), ("people", people()), ("city", cities())]);
        let rows: Rows<Place> = Rows::new(&table, "queries/places.sql").unwrap();
        let read: Vec<(&str, i64, Option<f64>)> = rows.iter().map(|r| (r.city, r.people, r.share)).collect();
        assert_eq!(read, [("a", 1, Some(0.5)), ("a", 2, None), ("b", 3, None)]);
        let of = |city: &str| rows.of(city).map(|r| r.people).collect::<Vec<_>>();
        assert_eq!((of("a"), of("b"), of("c")), (vec![1, 2], vec![3], vec![]));
    }

    #[test]
    fn a_column_that_is_not_as_it_is_read_is_named_with_its_file() {
        let refused = |columns| Rows::<Place>::new(&table(columns), "queries/places.sql").unwrap_err().to_string();
        let share: ArrayRef = Arc::new(Float64Array::from(vec![0.5; 3]));
        let renamed = refused(vec![("city", cities()), ("inhabitants", people()), ("share", share.clone())]);
        assert!(
            renamed
                .starts_with("queries/places.sql: has no column people, which this program reads as a whole number; its columns are city, inhabitants, share"),
            "{renamed}"
        );
        let typed = refused(vec![("city", cities()), ("people", people()), ("share", cities())]);
        assert!(
            typed.starts_with("queries/places.sql: its column share is Utf8; it must be a number or null"),
            "{typed}"
        );
        let some: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(3)]));
        let null = refused(vec![("city", cities()), ("people", some), ("share", share)]);
        assert!(null.starts_with("queries/places.sql: its column people holds null in 1 rows"), "{null}");
    }
}
