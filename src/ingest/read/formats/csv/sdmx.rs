//! SDMX-CSV 2.x: the columns of the structure that this program publishes, to the columns of observations.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::base::characters::printable;
use crate::base::text::{quoted, unguarded};
use crate::ingest::finding::Finding;
use crate::ingest::read::raw::{Columns, OBSERVATIONS};
use crate::model::sdmx::{
    AGENCY, COMPONENTS, Component, DATA_STRUCTURE, DATAFLOW, VERSION, Values, find, item_of_codes,
};
use crate::model::vocabulary::Severity;

/// Columns before the components; those of keys and names repeat others.
const TARGET: [&str; 6] = ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"];

/// Every column.
pub static COLUMNS: [&str; TARGET.len() + COMPONENTS.len()] = {
    let mut all = [""; TARGET.len() + COMPONENTS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < TARGET.len() { TARGET[at] } else { COMPONENTS[at - TARGET.len()].id };
        at += 1;
    }
    all
};

/// Columns that a file must have.
pub const REQUIRED: &[&str] = &[
    "STRUCTURE",
    "STRUCTURE_ID",
    "REF_AREA",
    "INDICATOR",
    "SEX",
    "BREAKDOWN",
    "TIME_PERIOD",
    "OBS_VALUE",
    "REPORTING_CYCLE",
];

/// Cells that a merge would leave as they were where they are empty.
const KEPT: [&str; 4] = ["LOWER_BOUND", "UPPER_BOUND", "SAMPLE_SIZE", "COMMENT_OBS"];

/// Powers of ten that a unit multiplier may be.
const POWERS: std::ops::RangeInclusive<i32> = -15..=15;

/// Columns by which a table is taken for one of SDMX, whatever else it has.
const OF_SDMX: [&str; 3] = ["REF_AREA", "TIME_PERIOD", "OBS_VALUE"];

/// The header of an SDMX-CSV file.
#[derive(Debug)]
pub struct Header {
    /// Ids of the columns, without names of components and signs between parts of cells.
    pub names: Vec<String>,
    /// Whether cells have the names of their codes: `F: Female`.
    is_labelled: bool,
}

impl Header {
    /// The header where it is one of SDMX-CSV; none for any other table.
    pub fn read(header: &[String]) -> Option<Header> {
        let first = header.first()?;
        let is_structure = first == "STRUCTURE" || first.starts_with("STRUCTURE[") && first.ends_with(']');
        if !is_structure || header.get(1)? != "STRUCTURE_ID" {
            return None;
        }
        let id = |name: &String| name.split_once(": ").map_or(name.as_str(), |(id, _)| id).trim().to_string();
        let mut names: Vec<String> = header.iter().map(id).collect();
        let is_labelled = names.iter().zip(header).any(|(id, name)| id != name);
        names[0] = "STRUCTURE".into();
        Some(Header { names, is_labelled })
    }

    /// What is to be changed in a header that is one of SDMX-CSV and cannot be read; none for any other table.
    pub fn fault(header: &[String]) -> Option<String> {
        let id = |name: &String| name.split_once(": ").map_or(name.as_str(), |(id, _)| id).trim().to_uppercase();
        let ids: Vec<String> = header.iter().map(id).collect();
        let among = |known: &dyn Fn(&Component) -> bool| COMPONENTS.iter().filter(|component| known(component)).count();
        if Header::read(header).is_some() {
            let of_ids = among(&|component| ids.iter().any(|id| id == component.id));
            let of_names = among(&|component| header.iter().any(|name| name.trim() == component.name));
            return (of_names > of_ids).then(|| {
                "The columns have the names of the components and not their ids. Save the file as SDMX-CSV with labels=id or labels=both.".to_string()
            });
        }
        let first = format!("STRUCTURE (dataflow) and STRUCTURE_ID ({AGENCY}:{DATAFLOW}({VERSION}))");
        match ids.first().map(String::as_str) {
            _ if OF_SDMX.iter().any(|known| !ids.iter().any(|id| id == known)) => None,
            Some("DATAFLOW") => Some(format!(
                "This is SDMX-CSV 1.0, and 2.0 is read. Save the file as that, or put the columns {first} in the place of DATAFLOW."
            )),
            _ => {
                Some(format!("The columns are those of SDMX-CSV. Write them in capitals, the first two being {first}."))
            }
        }
    }

    /// Where the columns of observations are.
    pub fn places(&self) -> Columns {
        let of_component = COMPONENTS.iter().filter_map(|component| Some((component.column?, component.id)));
        let made = [("item", "SEX, BREAKDOWN"), ("unit_code", "UNIT_MEASURE")];
        of_component.chain(made).map(|(column, id)| ((String::new(), column), (id.to_string(), None))).collect()
    }

    /// The rows as observations, and a finding for each that cannot be one; the outer error refuses the file.
    pub fn observations(
        &self,
        frame: DataFrame,
        file: &str,
    ) -> Result<PolarsResult<(DataFrame, Vec<Finding>)>, Box<Finding>> {
        match self.rows(&frame, file) {
            Ok(Ok(rows)) => Ok(rows.frame(&frame).map(|frame| (frame, rows.findings))),
            Ok(Err(finding)) => Err(finding),
            Err(fault) => Ok(Err(fault)),
        }
    }

    fn rows(&self, frame: &DataFrame, file: &str) -> PolarsResult<Result<Rows, Box<Finding>>> {
        let cells = Cells { frame, is_labelled: self.is_labelled };
        let lines = frame.column("line")?.u32()?;
        let mut rows = Rows::default();
        let mut merged = Vec::new();
        for row in 0..frame.height() {
            let line = lines.get(row);
            if let Some(message) = other_structure(cells.get("STRUCTURE", row)?, cells.get("STRUCTURE_ID", row)?) {
                let at = line.map(|line| format!("Line {line}: ")).unwrap_or_default();
                return Ok(Err(Box::new(Finding::file(file, "other_structure", at + &message))));
            }
            let mut refuse = |code, column: &str, found: &str, message: String| {
                rows.findings.push(Finding {
                    line,
                    column: Some(column.to_string()),
                    found: Some(printable(found).chars().take(200).collect()),
                    ..Finding::file(file, code, message)
                });
            };
            let action = cells.get("ACTION", row)?.unwrap_or("I");
            if !matches!(action, "I" | "A" | "M" | "R") {
                let message = match action {
                    "D" => "The row asks for a deletion. To take a value back, write action R, an empty OBS_VALUE and OBS_STATUS O.".to_string(),
                    _ => format!("{} is no action. Write R, or leave the cell empty.", quoted(Some(action))),
                };
                refuse("bad_action", "ACTION", action, message);
            }
            if matches!(action, "A" | "M") {
                merged.push(row);
            }
            let frequency = cells.get("FREQ", row)?.unwrap_or("A");
            if frequency != "A" {
                let message = format!(
                    "The frequency is {} and values are of years. Give one value a year and write A.",
                    quoted(Some(frequency))
                );
                refuse("bad_frequency", "FREQ", frequency, message);
            }
            let power = cells.get("UNIT_MULT", row)?.unwrap_or("0");
            let multiply = power.parse::<i32>().ok().filter(|power| POWERS.contains(power));
            if multiply.is_none() {
                let message = format!(
                    "{} is no power of ten. Write 0 for units, 3 for thousands, 6 for millions.",
                    quoted(Some(power))
                );
                refuse("bad_unit_multiplier", "UNIT_MULT", power, message);
            }
            rows.multiply.push(multiply.filter(|power| *power != 0).map(|power| 10.0_f64.powi(power)));
            let part = |id| Ok::<_, polars::prelude::PolarsError>(cells.get(id, row)?.unwrap_or("_T"));
            rows.items.push(item_of_codes(part("SEX")?, part("BREAKDOWN")?));
            let flags: Vec<&str> =
                [cells.get("OBS_STATUS", row)?, cells.get("STATUS_FLAGS", row)?].into_iter().flatten().collect();
            rows.statuses.push((!flags.is_empty()).then(|| flags.join("|")));
            rows.units.push(cells.get("UNIT_MEASURE", row)?.map(str::to_string));
        }
        let whole = |row: &usize| KEPT.iter().all(|id| cells.get(id, *row).is_ok_and(|cell| cell.is_some()));
        if let Some(row) = merged.iter().find(|row| !whole(row)) {
            rows.findings.push(Finding {
                line: lines.get(*row),
                column: Some("ACTION".into()),
                severity: Severity::Warning,
                ..Finding::file(
                    file,
                    "merge_replaces",
                    "Action M or A asks that empty cells leave what was sent before; here a row replaces the whole of it, and so do others of this file. Fill in the cells that are to stay (interval, sample size, note), and write R.",
                )
            });
        }
        for name in OBSERVATIONS {
            let of_column = COMPONENTS.iter().find(|component| component.column == Some(name));
            let Some(component) = of_column.filter(|component| component.id != "OBS_STATUS") else { continue };
            let texts = (0..frame.height()).map(|row| Ok(cells.get(component.id, row)?.map(str::to_string)));
            rows.columns.push((name, texts.collect::<PolarsResult<Vec<Option<String>>>>()?));
        }
        Ok(Ok(rows))
    }
}

/// Cells by the id of their column.
struct Cells<'f> {
    frame: &'f DataFrame,
    is_labelled: bool,
}

impl<'f> Cells<'f> {
    /// The cell's code or text; none where it is empty or says that nothing is known.
    fn get(&self, id: &str, row: usize) -> PolarsResult<Option<&'f str>> {
        let Some(cell) = self.frame.column(id)?.str()?.get(row) else { return Ok(None) };
        let values = find(id).map(|component| component.values);
        let cell = match values {
            Some(Values::Typed("String")) => unguarded(cell),
            Some(Values::Codes(_)) | None if self.is_labelled => cell.split_once(": ").map_or(cell, |(code, _)| code),
            _ => cell,
        };
        let is_missing = cell == "#N/A" || cell == "NaN" && values == Some(Values::Typed("Double"));
        Ok(Some(cell).filter(|_| !is_missing))
    }
}

/// What a row's structure is where it is not the one that is read.
fn other_structure(kind: Option<&str>, id: Option<&str>) -> Option<String> {
    let parts = |id: &str| -> Option<(String, String)> {
        let (name, version) = id.strip_suffix(')')?.split_once('(')?;
        Some((name.to_string(), version.to_string()))
    };
    let own = match kind {
        Some("dataflow") => Some(DATAFLOW),
        Some("datastructure") => Some(DATA_STRUCTURE),
        _ => None,
    };
    let major = |version: &str| version.split('.').next().map(str::to_string);
    let found = id.and_then(parts);
    let fits = found
        .as_ref()
        .zip(own)
        .is_some_and(|((name, version), own)| *name == format!("{AGENCY}:{own}") && major(version) == major(VERSION));
    (!fits).then(|| {
        format!(
            "The structure is {} {}, and what is read here is dataflow {AGENCY}:{DATAFLOW}({VERSION}). Give the columns of that one; a table of another structure is read by a mapping.",
            kind.unwrap_or("not named"),
            quoted(id)
        )
    })
}

/// Rows as observations.
#[derive(Debug, Default)]
struct Rows {
    columns: Vec<(&'static str, Vec<Option<String>>)>,
    items: Vec<String>,
    statuses: Vec<Option<String>>,
    units: Vec<Option<String>>,
    multiply: Vec<Option<f64>>,
    findings: Vec<Finding>,
}

impl Rows {
    /// The frame of observations, with where each row is.
    fn frame(&self, sent: &DataFrame) -> PolarsResult<DataFrame> {
        let texts = |name: &str, texts: &Vec<Option<String>>| Column::from(Series::new(name.into(), texts));
        let mut columns: Vec<Column> = self.columns.iter().map(|(name, cells)| texts(name, cells)).collect();
        columns.push(Column::from(Series::new("item".into(), &self.items)));
        columns.push(texts("status", &self.statuses));
        columns.push(texts("unit_code", &self.units));
        columns.push(Column::from(Series::new("multiply".into(), &self.multiply)));
        for name in ["sheet", "line", "raw"] {
            columns.push(sent.column(name)?.clone());
        }
        DataFrame::new(sent.height(), columns)
    }
}
