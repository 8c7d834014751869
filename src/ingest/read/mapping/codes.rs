//! Codes of a source to texts of ours, as polars expressions.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

/// Texts of a table replaced, others left.
pub(super) fn recode(text: Expr, codes: &BTreeMap<String, String>) -> Expr {
    look_up(text, codes.iter().map(|(from, to)| (from.clone(), Some(to.clone()))).collect(), Unlisted::Kept)
}

/// What becomes of a text that a table does not list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unlisted {
    Kept,
    Null,
}

/// Each text replaced as a table says, which may make it null. One lookup a cell: an expression for each entry of the
/// table would nest as deep as the table is long.
pub(super) fn look_up(text: Expr, table: HashMap<String, Option<String>>, unlisted: Unlisted) -> Expr {
    if table.is_empty() {
        return if unlisted == Unlisted::Kept { text } else { empty() };
    }
    let map = move |texts: Column| {
        let cell = |text: Option<&str>| -> Option<String> {
            let text = text?;
            match table.get(text) {
                Some(replaced) => replaced.clone(),
                None => (unlisted == Unlisted::Kept).then(|| text.to_string()),
            }
        };
        let cells: StringChunked = texts.str()?.iter().map(cell).collect();
        Ok(cells.with_name(texts.name().clone()).into_column())
    };
    text.map(map, |_, field| Ok(field.clone()))
}

pub(super) fn empty() -> Expr {
    lit(NULL).cast(DataType::String)
}
