//! The first query in the programs that researchers use: shown on the data page and in the README, run by
//! `just open-data-check`.

/// A query in one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstQuery {
    /// The program, as readers know it.
    pub program: &'static str,
    /// The language of its code: `sql`, `python` or `r`.
    pub language: &'static str,
    /// The code.
    pub code: String,
}

/// The files that a query reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From<'a> {
    /// The Parquet files of a folder: empty, or with `/` at its end.
    Folder(&'a str),
    /// The CSV files of the zip, unpacked.
    Zip,
}

/// The series of a measurement in each program.
pub fn queries(from: From, measurement: &str) -> Vec<FirstQuery> {
    let file = match from {
        From::Folder(folder) => format!("{folder}series.parquet"),
        From::Zip => "series.csv".to_string(),
    };
    let query = |program, language, code| FirstQuery { program, language, code };
    let sql = format!(
        "select city, item, reference_year, value, unit\nfrom '{file}'\nwhere measurement = '{measurement}'\norder by city, item, reference_year;"
    );
    let columns = r#""city", "item", "reference_year", "value", "unit""#;
    let (pandas, polars) = match from {
        From::Folder(_) => (
            format!(r#"pd.read_parquet("{file}", filters=[("measurement", "==", "{measurement}")])"#),
            format!(r#"pl.scan_parquet("{file}")"#),
        ),
        From::Zip => (
            format!(r#"pd.read_csv("{file}").query("measurement == '{measurement}'")"#),
            format!(r#"pl.scan_csv("{file}", infer_schema_length=None)"#),
        ),
    };
    let (r, code) = match from {
        From::Folder(_) => (
            "R (arrow)",
            format!(
                "library(arrow)\nlibrary(dplyr)\n\nopen_dataset(\"{file}\") |>\n  filter(measurement == \"{measurement}\") |>\n  select(city, item, reference_year, value, unit) |>\n  collect()"
            ),
        ),
        From::Zip => (
            "R",
            format!(
                "series <- read.csv(\"{file}\")\nsubset(series, measurement == \"{measurement}\", select = c(city, item, reference_year, value, unit))"
            ),
        ),
    };
    vec![
        query("DuckDB", "sql", sql),
        query("pandas", "python", format!("import pandas as pd\n\nseries = {pandas}\nprint(series[[{columns}]])")),
        query(
            "polars",
            "python",
            format!(
                "import polars as pl\n\nseries = {polars}.filter(pl.col(\"measurement\") == \"{measurement}\")\nprint(series.select({columns}).collect())"
            ),
        ),
        query(r, "r", code),
    ]
}
