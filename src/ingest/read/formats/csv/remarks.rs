//! The column of remarks that `check --annotate` adds to a file: it is no data.

use std::borrow::Cow;

use crate::model::vocabulary::{REMARK_IN_CSV, REMARKS_COLUMN};

/// How many columns of data a header has before the column of remarks; none where it has no such column. Spreadsheets may
/// have added empty ones.
pub fn remarks_column(header: &[String]) -> Option<usize> {
    let last = header.iter().rposition(|name| !name.is_empty())?;
    (header[last] == REMARKS_COLUMN).then_some(last)
}

/// The place of the remark in a row below a header with `width` columns of data before the column of remarks: of the
/// cells beyond them the last one that is filled, where it is a remark, or the last where all are empty.
pub fn remark_at(cells: &[Cow<str>], width: usize) -> Option<usize> {
    let beyond = cells.get(width..).filter(|beyond| !beyond.is_empty())?;
    match beyond.iter().rposition(|cell| !cell.trim().is_empty()) {
        Some(at) => beyond[at].trim_start().starts_with(REMARK_IN_CSV).then_some(width + at),
        None => Some(cells.len() - 1),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{remark_at, remarks_column};

    #[test]
    fn a_remark_is_found_and_nothing_else() {
        let at = |row: &str| remark_at(&row.split(',').map(Cow::Borrowed).collect::<Vec<_>>(), 2);
        assert_eq!(
            ["a,b,Check: x", "a,b,", "a,b,c,Check: x", "a,b,c,Check: x,,", "a,b,,"].map(at),
            [2, 2, 3, 3, 3].map(Some)
        );
        assert_eq!(["a", "a,b", "a,b,c", "a,b,Check: x,c"].map(at), [None; 4]);
        let column = |header: &str| remarks_column(&header.split(',').map(str::to_string).collect::<Vec<_>>());
        assert_eq!(
            ["a,b,check_remarks", "a,check_remarks,,", "check_remarks,a", ",,"].map(column),
            [Some(2), Some(1), None, None]
        );
    }
}
