//! What every reader hands over: text columns that remember file, sheet, line and column.
//!
//! A reader (`csv`, `workbook`, `mapping`) turns one file into frames of text with the canonical columns below.
//! It trims cells, turns an empty cell into null, and judges nothing else: typing and checks come after, over the whole
//! batch.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use strum::IntoStaticStr;

use crate::ingest::finding::Finding;
use crate::model::network_file::NumberFormat;

/// Canonical columns of observations, all text. The frame also has `sheet` (text, null for CSV), `line` (u32, from
/// 1), `raw` (text, the row as it came, cells separated by tabs), and, where a mapping or a workbook states them,
/// `consent` and `submitted_on` (text), `deflator` (text: the context variable with the price index that puts the value
/// at the constant prices of `price_base`), `unit_code` (text: the unit as SDMX-CSV gives it), `multiply` and `add` (f64: value = number * multiply + add; a negative
/// `multiply` swaps the interval's ends), and `fault` (text: why a mapping cannot make the value).
pub const OBSERVATIONS: [&str; 20] = [
    "city",
    "cycle",
    "measurement",
    "item",
    "reference_year",
    "value",
    "ci_lower",
    "ci_upper",
    "sample_size",
    "design_effect",
    "ratings",
    "source",
    "agency",
    "evidence",
    "status",
    "definition",
    "price_base",
    "quality",
    "verified_by",
    "note",
];

/// Canonical columns of `city.csv` and of the workbook's first sheet; features are separated by `|` in `priorities` and
/// `expertise`. `consent_for` is `all`, where the consent holds for every cycle of the city, or `cycle`, where it holds
/// for the row's own. `languages` are separated by `|`; `contact_consent` says what may be published of the contact.
pub const DECLARATION: [&str; 14] = [
    "city",
    "cycle",
    "submitted_on",
    "consent",
    "baseline_year",
    "priorities",
    "expertise",
    "consent_for",
    "contact_name",
    "contact_role",
    "contact_email",
    "languages",
    "time_zone",
    "contact_consent",
];

/// Columns that name a person: what was found in them is repeated in no finding.
pub const PERSONAL: [&str; 3] = ["contact_name", "contact_role", "contact_email"];

/// Canonical columns of targets.
pub const TARGETS: [&str; 5] = ["city", "measurement", "item", "year", "value"];

/// Canonical columns of practices.
pub const PRACTICES: [&str; 10] =
    ["city", "feature", "title", "summary", "link", "started", "cost_band", "partners", "evidence", "language"];

/// Canonical columns of a registry that a mapping brings, as in `cities.csv`. `groups` holds each of its groups as
/// `scheme=name`, on a line of its own.
pub const CITIES: [&str; 11] = [
    "city",
    "name",
    "local_name",
    "local_name_language",
    "country",
    "region",
    "joined",
    "baseline_year",
    "longitude",
    "latitude",
    "groups",
];

/// Canonical columns of context that a mapping brings (`multiply` and `add` as for observations).
pub const CONTEXT: [&str; 4] = ["city", "year", "variable", "value"];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum FileKind {
    /// A whole submission: declaration, observations, targets and practices.
    Workbook,
    /// Observations.
    Observations,
    /// Declarations.
    City,
    /// Targets.
    Targets,
    /// Practices.
    Practices,
    /// A table read by a mapping.
    Mapping,
}

impl FileKind {
    /// As in the table `submissions`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A format of submissions. A file of another format is refused.
#[derive(Debug)]
pub struct Format {
    /// In a message, after "neither" or "nor".
    pub title: &'static str,
    /// How the names of its files end: in lower case, without the dot.
    pub ending: &'static str,
    /// What a file holds, by its name in lower case and without the ending.
    pub kind: fn(&str) -> FileKind,
    /// Reads a file's bytes: logical path, what it holds, and how the network's CSV files write numbers. Any bytes give
    /// frames or findings.
    pub read: fn(&[u8], &str, FileKind, &NumberFormat) -> RawFile,
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.ending == other.ending
    }
}

impl Eq for Format {}

/// (sheet or "", canonical column) to the column's name in the file and, for workbooks, its letters.
pub type Columns = BTreeMap<(String, &'static str), (String, Option<String>)>;

/// One file as read. A file that is broken as a whole has findings and no frames.
#[derive(Debug, Clone, Default)]
pub struct RawFile {
    /// Rows read, header not counted, over all sheets. Rows of every frame count, but for `cities` next to observations
    /// or context: a mapping draws the registry from rows that are counted already (see `mapping`).
    pub rows_read: usize,
    /// Rows that the mapping leaves out, among those read.
    pub filtered: usize,
    /// Frame of [`OBSERVATIONS`].
    pub observations: Option<DataFrame>,
    /// Frame of [`DECLARATION`], with `sheet`, `line` and `raw`.
    pub declaration: Option<DataFrame>,
    /// Frame of [`TARGETS`], with `sheet`, `line` and `raw`.
    pub targets: Option<DataFrame>,
    /// Frame of [`PRACTICES`], with `sheet`, `line` and `raw`.
    pub practices: Option<DataFrame>,
    /// Frame of [`CITIES`], with `line` and `raw`: one row a city.
    pub cities: Option<DataFrame>,
    /// Frame of [`CONTEXT`], with `line` and `raw`.
    pub context: Option<DataFrame>,
    /// Findings about the file as a whole, or about rows that could not even be split into cells.
    pub findings: Vec<Finding>,
    /// Rows of a form, and what it says next to them.
    pub printed: Vec<Printed>,
    /// Where the columns are.
    pub columns: Columns,
    /// How the file writes numbers.
    pub numbers: NumberFormat,
}

/// A row with an entry, and the texts next to it that say to people what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Sheet.
    pub sheet: String,
    /// Row in the sheet, from 1.
    pub line: u32,
    /// Measurement.
    pub measurement: String,
    /// Item.
    pub item: String,
    /// Whether the row says that its definition differs.
    pub differs: bool,
    /// Column, letters and text of each cell that is filled.
    pub texts: Vec<(&'static str, String, String)>,
}

impl RawFile {
    /// A file without frames.
    pub fn of(findings: Vec<Finding>, numbers: &NumberFormat) -> RawFile {
        RawFile { findings, numbers: numbers.clone(), ..RawFile::default() }
    }

    /// One file of several readings of it, each of other rows; none of none.
    pub fn joined(reads: Vec<RawFile>) -> Option<RawFile> {
        let below = |own: &mut Option<DataFrame>, other: Option<DataFrame>| match (own.as_mut(), other) {
            (Some(own), Some(other)) => own.vstack_mut_owned(other).map(drop),
            (None, other) => {
                *own = other;
                Ok(())
            }
            (Some(_), None) => Ok(()),
        };
        let mut reads = reads.into_iter();
        let mut all = reads.next()?;
        for read in reads {
            all.rows_read += read.rows_read;
            all.filtered += read.filtered;
            all.findings.extend(read.findings);
            all.columns.extend(read.columns);
            for (own, other) in [
                (&mut all.observations, read.observations),
                (&mut all.cities, read.cities),
                (&mut all.context, read.context),
            ] {
                if let Err(e) = below(own, other) {
                    let message = format!("The parts of the file cannot be put together: {e}.");
                    return Some(RawFile::refused(Finding::file("", "not_mapped", message)));
                }
            }
        }
        Some(all)
    }

    /// A file that is refused.
    pub fn refused(finding: Finding) -> RawFile {
        RawFile { findings: vec![finding], ..RawFile::default() }
    }
}
