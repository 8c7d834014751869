//! The columns of a table, from rows of any type.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray};

/// The columns of a table by name, in any order.
pub type Columns = Vec<(&'static str, ArrayRef)>;

/// What a cell may be made from; `None` is null.
pub trait Cell {
    /// A column of cells.
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef
    where
        Self: 'a;
}

/// The array that a type becomes, and how each value is put into it.
macro_rules! cell {
    ($($type:ty: $Array:ident, $value:expr;)*) => {
        $(impl Cell for $type {
            fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
                Arc::new($Array::from_iter(cells.map(|cell| cell.map($value))))
            }
        })*
    };
}
cell! {
    str: StringArray, |text| text;
    String: StringArray, |text| text;
    i64: Int64Array, |n| *n;
    i32: Int64Array, |n| i64::from(*n);
    u32: Int64Array, |n| i64::from(*n);
    u8: Int64Array, |n| i64::from(*n);
    usize: Int64Array, |n| i64::try_from(*n).unwrap_or(i64::MAX);
    f64: Float64Array, |n| *n;
    bool: BooleanArray, |truth| *truth;
}

impl<C: Cell> Cell for Option<C> {
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef
    where
        Self: 'a,
    {
        C::array(cells.map(|cell| cell.and_then(Option::as_ref)))
    }
}

impl<C: Cell + ?Sized> Cell for &C {
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef
    where
        Self: 'a,
    {
        C::array(cells.map(|cell| cell.copied()))
    }
}

/// A column of these cells.
pub fn array<C: Cell>(cells: &[C]) -> ArrayRef {
    C::array(cells.iter().map(Some))
}

/// The places of the rows, from 1.
pub fn position<R>(rows: &[R]) -> ArrayRef {
    array(&(1..=rows.len()).collect::<Vec<_>>())
}

/// Columns by name from the fields of rows, or from what is written after `=`:
/// `columns!(row in rows => city, year = row.first_year)`.
macro_rules! columns {
    ($row:ident in $rows:expr => $($column:ident $(= $cell:expr)?),* $(,)?) => {{
        let rows = &$rows[..];
        let columns: $crate::model::schema::Columns = vec![$((stringify!($column), {
            // A column may be the same for every row.
            #[allow(unused_variables)]
            let cells: Vec<_> = rows.iter().map(|$row| columns!(@cell $row $column $($cell)?)).collect();
            $crate::model::schema::array(&cells)
        })),*];
        columns
    }};
    (@cell $row:ident $column:ident) => { &$row.$column };
    (@cell $row:ident $column:ident $cell:expr) => { $cell };
}
pub(crate) use columns;
