//! A side of a comparison: by the text that a person types, opened, and as an engine takes it.

use std::path::Path;

use crate::base::dates::is_date;
use crate::base::error::Result;
use crate::store::{LEAST, Snapshot, Store};

/// The schema of the other side, and its name in addresses of files.
pub(super) const BEFORE: &str = "before";

/// Whether a schema is that of the other side.
pub(super) fn is_before(schema: Option<&str>) -> bool {
    schema == Some(BEFORE)
}

/// One side of a comparison: a snapshot, perhaps with only the submissions up to a day.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// Year of the brief; none is the newest cycle with a public observation.
    pub cycle: Option<i32>,
    /// Day up to which submissions count, ISO 8601; none counts all.
    pub as_of: Option<&'a str>,
}

/// A side as it is typed: `current`, `previous`, the beginning of a snapshot's id, a day, or one of the first three
/// with a day, as `current@2024-05-31`. A day alone is of the snapshot in force. `edition:3fa9` is a recorded edition,
/// which may also be named by the beginning of its id alone; `crate::editions` opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideName {
    /// What names the snapshot or the edition.
    pub snapshot: String,
    /// Whether it is said to be an edition.
    pub is_edition: bool,
    /// Day up to which submissions count, ISO 8601.
    pub as_of: Option<String>,
}

/// A side that was opened.
#[derive(Debug, Clone)]
pub struct OpenSide {
    /// Its snapshot.
    pub snapshot: Snapshot,
    /// Day up to which submissions count, ISO 8601.
    pub as_of: Option<String>,
    /// Year of the brief of an edition; none of a snapshot.
    pub cycle: Option<i32>,
}

/// What names an edition for certain.
const EDITION: &str = "edition:";

impl SideName {
    /// The snapshot in force, with everything.
    pub fn current() -> SideName {
        SideName { snapshot: "current".into(), is_edition: false, as_of: None }
    }

    /// The snapshot before it.
    pub fn previous() -> SideName {
        SideName { snapshot: "previous".into(), is_edition: false, as_of: None }
    }

    /// Reads a side as it is typed.
    ///
    /// # Errors
    /// What can be written instead.
    pub fn parse(text: &str) -> std::result::Result<SideName, String> {
        let is_id = |text: &str| {
            (LEAST..=16).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        if let Some(id) = text.strip_prefix(EDITION).filter(|id| is_id(id)) {
            return Ok(SideName { snapshot: id.into(), is_edition: true, as_of: None });
        }
        let (snapshot, day) = match text.split_once('@') {
            Some((snapshot, day)) => (snapshot, Some(day)),
            None if is_date(text) => ("current", Some(text)),
            None => (text, None),
        };
        if (matches!(snapshot, "current" | "previous") || is_id(snapshot)) && day.is_none_or(is_date) {
            return Ok(SideName { snapshot: snapshot.into(), is_edition: false, as_of: day.map(str::to_string) });
        }
        Err(format!(
            "write current, previous, the first {LEAST} or more characters of the id of a snapshot or an edition, a day such as 2024-05-31, or a snapshot with a day, such as current@2024-05-31; edition:3fa9 is an edition, which has a day of its own"
        ))
    }

    /// Opens a snapshot of a store.
    ///
    /// # Errors
    /// The store has no such snapshot, or it is damaged.
    pub fn open(&self, store: &Path) -> Result<OpenSide> {
        let snapshot = Store::open(store)?.chosen(&self.snapshot)?;
        Ok(OpenSide { snapshot, as_of: self.as_of.clone(), cycle: None })
    }
}

impl OpenSide {
    /// As an engine takes it, for the brief of `cycle`, or of its own: an edition's, or the newest one.
    pub fn side(&self, cycle: Option<i32>) -> Side<'_> {
        Side { snapshot: &self.snapshot, cycle: cycle.or(self.cycle), as_of: self.as_of.as_deref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_side_is_a_snapshot_a_day_or_both() {
        let read = |text: &str| SideName::parse(text).ok().map(|side| (side.snapshot, side.as_of));
        let side = |snapshot: &str, day: Option<&str>| Some((snapshot.to_string(), day.map(str::to_string)));
        assert_eq!(read("current"), side("current", None));
        assert_eq!(read("previous@2024-05-31"), side("previous", Some("2024-05-31")));
        assert_eq!(read("2024-05-31"), side("current", Some("2024-05-31")));
        assert_eq!(read("00ff"), side("00ff", None));
        assert_eq!(read("2024"), side("2024", None), "the beginning of an id");
        assert_eq!(read("edition:3fa9"), side("3fa9", None));
        assert!(SideName::parse("edition:3fa9").unwrap().is_edition && !SideName::parse("3fa9").unwrap().is_edition);
        for wrong in [
            "",
            "abc",
            "Current",
            "2024-02-30",
            "current@",
            "@2024-05-31",
            "current@yesterday",
            "../..",
            "0123456789abcdef0",
            "edition:",
            "edition:current",
            "edition:3fa9@2024-05-31",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_side_or_has_a_sentence(text in ".{0,30}") {
            match SideName::parse(&text) {
                Ok(side) => prop_assert!(text.contains(&side.snapshot) || side.snapshot == "current"),
                Err(sentence) => prop_assert!(sentence.contains("current")),
            }
        }
    }
}
