//! Polars, made short: one frame out of many files', joins that keep their order, dictionaries, and the way to Arrow.

use polars::prelude::*;

use crate::base::error::{Error, Result};
use crate::ingest::finding::Finding;
use crate::ingest::read::raw::Columns;

/// For `map_err`: what was being done.
pub fn polars_error(doing: &'static str) -> impl Fn(PolarsError) -> Error {
    move |source| Error::Polars { doing, source }
}

/// Columns of every frame in addition to the canonical ones. `input` is the file's index, `row` the row's place in the
/// batch.
const EXTRA: [(&str, DataType); 10] = [
    ("sheet", DataType::String),
    ("line", DataType::UInt32),
    ("raw", DataType::String),
    ("consent", DataType::String),
    ("submitted_on", DataType::String),
    ("deflator", DataType::String),
    ("fault", DataType::String),
    ("unit_code", DataType::String),
    ("multiply", DataType::Float64),
    ("add", DataType::Float64),
];

/// Columns of an assembled frame, but for `input`.
fn shape<'a>(canonical: &[&'a str]) -> Vec<(&'a str, DataType)> {
    let extra = EXTRA.into_iter().filter(|e| !canonical.contains(&e.0));
    canonical.iter().map(|c| (*c, DataType::String)).chain(extra).collect()
}

/// One frame out of the frames of files, each with its file's index, which becomes `input` (u32). Absent columns become
/// null. Texts are copied: a small frame holds blocks much larger than its texts.
pub fn assemble(given: &[(u32, DataFrame)], canonical: &[&str]) -> Result<DataFrame> {
    let fault = polars_error("joining the rows of all files");
    let height = given.iter().map(|(_, frame)| frame.height()).sum();
    let mut columns = Vec::new();
    for (name, dtype) in shape(canonical) {
        columns.push(if dtype == DataType::String {
            let mut texts = StringChunkedBuilder::new(name.into(), height);
            for (_, frame) in given {
                match frame.column(name) {
                    Ok(column) => column.str().map_err(&fault)?.iter().for_each(|t| texts.append_option(t)),
                    Err(_) => (0..frame.height()).for_each(|_| texts.append_null()),
                }
            }
            texts.finish().into_column()
        } else {
            let mut all = Column::new_empty(name.into(), &dtype);
            for (_, frame) in given {
                let part = match frame.column(name) {
                    Ok(column) => column.cast(&dtype).map_err(&fault)?,
                    Err(_) => Column::full_null(name.into(), frame.height(), &dtype),
                };
                all.append(&part).map_err(&fault)?;
            }
            all.rechunk()
        });
    }
    let inputs = given.iter().flat_map(|(index, frame)| std::iter::repeat_n(*index, frame.height()));
    columns.push(UInt32Chunked::from_iter_values("input".into(), inputs).into_column());
    DataFrame::new(height, columns).map_err(fault)
}

/// Assembled frames as one, with `row` (u32, from `first_row`); an empty frame with its columns where there is none.
pub fn join(parts: Vec<DataFrame>, canonical: &[&str], first_row: u32) -> Result<DataFrame> {
    let fault = polars_error("joining the rows of all files");
    let mut parts = parts.into_iter();
    let mut all = match parts.next() {
        Some(first) => first,
        None => assemble(&[], canonical)?,
    };
    for part in parts {
        all.vstack_mut_owned(part).map_err(&fault)?;
    }
    all.rechunk_mut();
    let rows = first_row..first_row + all.height() as u32;
    all.with_column(UInt32Chunked::from_iter_values("row".into(), rows).into_column()).map_err(&fault)?;
    Ok(all)
}

/// A left join that keeps the order of the left rows; null keys match nothing.
pub fn left(frame: LazyFrame, other: DataFrame, on: &[&str]) -> LazyFrame {
    let keys: Vec<Expr> = on.iter().map(|c| col(*c)).collect();
    let mut args = JoinArgs::new(JoinType::Left);
    args.maintain_order = MaintainOrderJoin::Left;
    frame.join(other.lazy(), keys.clone(), keys, args)
}

/// The distinct texts of a column, sorted, without null.
pub fn distinct(frame: &DataFrame, column: &str) -> Result<Vec<String>> {
    let fault = polars_error("listing the distinct texts of a column");
    let unique = frame.column(column).and_then(|c| c.unique()).map_err(&fault)?;
    let mut texts: Vec<String> = unique.str().map_err(&fault)?.iter().flatten().map(str::to_string).collect();
    texts.sort();
    Ok(texts)
}

/// A frame from columns of one height.
pub fn frame(columns: Vec<Column>) -> Result<DataFrame> {
    DataFrame::new_infer_height(columns).map_err(polars_error("building a lookup table"))
}

/// A frame with a row for each of some values: `lookup!(c in cities => city = c.id, year = c.year)`.
macro_rules! lookup {
    ($row:pat in $rows:expr => $($column:ident = $cell:expr),* $(,)?) => {
        $crate::ingest::frames::frame(vec![$({
            // A column may be the same for every row.
            #[allow(unused_variables)]
            let cells: Vec<_> = $rows.iter().map(|$row| $cell).collect();
            $crate::ingest::frames::column(stringify!($column), cells)
        }),*])
    };
}
pub(crate) use lookup;

/// A column from values.
pub fn column<T, P: ?Sized>(name: &str, values: T) -> Column
where
    Series: NamedFrom<T, P>,
{
    Series::new(name.into(), values).into_column()
}

/// A lookup of what is known: `name` with these values, and `flag`, which is true.
pub fn known(name: &str, values: Vec<&str>, flag: &str) -> Result<DataFrame> {
    frame(vec![column(flag, vec![true; values.len()]), column(name, values)])
}

/// Lists found in a column, each split into what is known (`<column>_id`), each once, and what is not
/// (`<column>_unknown`).
pub fn lists(
    raw: &DataFrame,
    name: &str,
    known: impl Fn(&str) -> Option<String>,
    ordered: impl Fn(Vec<String>) -> Vec<String>,
) -> Result<DataFrame> {
    let found = distinct(raw, name)?;
    let split = |text: &String| -> (Option<String>, Option<String>) {
        let (mut good, mut bad): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
            match known(part) {
                Some(id) if good.contains(&id) => {}
                Some(id) => good.push(id),
                None => bad.push(part),
            }
        }
        bad.dedup();
        let good = ordered(good);
        ((!good.is_empty()).then(|| good.join("|")), (!bad.is_empty()).then(|| bad.join("|")))
    };
    let (good, bad): (Vec<_>, Vec<_>) = found.iter().map(split).unzip();
    frame(vec![column(&format!("{name}_id"), good), column(&format!("{name}_unknown"), bad), column(name, found)])
}

/// The rows of a frame, for messages.
pub fn rows(frame: &DataFrame) -> impl Iterator<Item = Row<'_>> {
    (0..frame.height()).map(|row| Row { frame, row })
}

/// A row of a frame, for messages.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    frame: &'a DataFrame,
    row: usize,
}

impl<'a> Row<'a> {
    /// Row number `row` of `frame`.
    pub fn new(frame: &'a DataFrame, row: usize) -> Row<'a> {
        Row { frame, row }
    }

    /// Text of a cell; none where it is null or there is no such text column.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        self.frame.column(column).ok()?.str().ok()?.get(self.row)
    }

    /// Number of a cell.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.frame.column(column).ok()?.f64().ok()?.get(self.row)
    }

    /// 64-bit whole number of a cell.
    pub fn integer(&self, column: &str) -> Option<i64> {
        self.frame.column(column).ok()?.i64().ok()?.get(self.row)
    }

    /// 32-bit index of a cell.
    pub fn index(&self, column: &str) -> Option<u32> {
        self.frame.column(column).ok()?.u32().ok()?.get(self.row)
    }

    /// File, sheet and line.
    pub fn line(&self) -> (u32, Option<String>, u32) {
        let sheet = self.text("sheet").map(str::to_string);
        (self.index("input").unwrap_or_default(), sheet, self.index("line").unwrap_or_default())
    }

    /// The line in its file or sheet, from 1.
    pub fn line_number(&self) -> Option<u32> {
        self.index("line").or_else(|| self.integer("line").and_then(|line| u32::try_from(line).ok()))
    }

    /// Truth of a cell; null is false.
    pub fn is(&self, column: &str) -> bool {
        self.frame.column(column).ok().and_then(|c| c.bool().ok()?.get(self.row)).unwrap_or(false)
    }
}

/// The frame as Arrow batches: Arrow's own stream of bytes is the bridge between the two libraries.
pub fn to_arrow(frame: &mut DataFrame) -> Result<(arrow::datatypes::SchemaRef, Vec<arrow::array::RecordBatch>)> {
    let mut bytes = Vec::new();
    IpcStreamWriter::new(&mut bytes)
        .with_compat_level(CompatLevel::oldest())
        .finish(frame)
        .map_err(polars_error("handing rows to arrow"))?;
    let fault = |source| Error::Arrow { doing: "taking rows from polars", source };
    let reader = arrow::ipc::reader::StreamReader::try_new(std::io::Cursor::new(bytes), None).map_err(fault)?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    Ok((schema, batches))
}

/// Arrow batches as a frame, by the same bridge.
pub fn from_arrow(schema: &arrow::datatypes::Schema, batches: &[arrow::array::RecordBatch]) -> Result<DataFrame> {
    let fault = |source| Error::Arrow { doing: "handing rows to polars", source };
    let mut bytes = Vec::new();
    let mut writer = arrow::ipc::writer::StreamWriter::try_new(&mut bytes, schema).map_err(fault)?;
    for batch in batches {
        writer.write(batch).map_err(fault)?;
    }
    writer.finish().map_err(fault)?;
    drop(writer);
    IpcStreamReader::new(std::io::Cursor::new(bytes)).finish().map_err(polars_error("taking rows from arrow"))
}

/// One text of all columns that must agree.
pub fn fingerprint(columns: &[&str]) -> Expr {
    let texts: Vec<Expr> = columns.iter().map(|c| col(*c).cast(DataType::String).fill_null(lit(""))).collect();
    concat_str(texts, "\u{1f}", false)
}

/// Where a file's columns are, for the place of a finding.
#[derive(Debug)]
pub struct Places<'a> {
    /// Logical path of each file.
    pub files: Vec<&'a str>,
    /// Column names and letters of each file, by sheet and canonical column.
    pub columns: Vec<&'a Columns>,
}

impl Places<'_> {
    /// Logical path of a row's file.
    pub fn file(&self, row: Row<'_>) -> &str {
        self.file_of(row.index("input"))
    }

    /// Logical path of a file, by its index.
    pub fn file_of(&self, input: Option<u32>) -> &str {
        self.files.get(input.unwrap_or_default() as usize).copied().unwrap_or_default()
    }

    /// A finding at a row's column; city, measurement and item are taken from the row.
    pub fn finding(
        &self,
        row: Row<'_>,
        code: &'static crate::ingest::codes::Code,
        column: &'static str,
        found: Option<&str>,
        message: String,
    ) -> Finding {
        let input = row.index("input").unwrap_or_default() as usize;
        let sheet = row.text("sheet").map(str::to_string);
        let line = row.line_number();
        let place = self.columns.get(input).and_then(|c| c.get(&(sheet.clone().unwrap_or_default(), column)));
        let (name, letters) = place.cloned().unwrap_or((column.to_string(), None));
        let cell = letters.zip(line).map(|(letters, line)| format!("{letters}{line}"));
        let shown = |text: &str| crate::base::characters::printable(text).chars().take(200).collect::<String>();
        Finding {
            file: self.file(row).to_string(),
            sheet,
            line,
            column: (!name.is_empty()).then_some(name),
            cell,
            code: code.code,
            severity: code.severity,
            city: row.text("city").map(shown),
            measurement: row.text("measurement").map(shown),
            item: row.text("item").map(shown),
            found: found.map(shown),
            message,
        }
    }
}
