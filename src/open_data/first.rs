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

/// The series of a measurement, read from the Parquet file in `folder` (empty, or with `/` at its end).
pub fn queries(folder: &str, measurement: &str) -> Vec<FirstQuery> {
    let file = format!("{folder}series.parquet");
    let query = |program, language, code| FirstQuery { program, language, code };
    vec![
        query(
            "DuckDB",
            "sql",
            format!(
                "select city, item, reference_year, value, unit\nfrom '{file}'\nwhere measurement = '{measurement}'\norder by city, item, reference_year;"
            ),
        ),
        query(
            "pandas",
            "python",
            format!(
                "import pandas as pd\n\nseries = pd.read_parquet(\"{file}\", filters=[(\"measurement\", \"==\", \"{measurement}\")])\nprint(series[[\"city\", \"item\", \"reference_year\", \"value\", \"unit\"]])"
            ),
        ),
        query(
            "polars",
            "python",
            format!(
                "import polars as pl\n\nseries = pl.scan_parquet(\"{file}\").filter(pl.col(\"measurement\") == \"{measurement}\")\nprint(series.select(\"city\", \"item\", \"reference_year\", \"value\", \"unit\").collect())"
            ),
        ),
        query(
            "R (arrow)",
            "r",
            format!(
                "library(arrow)\nlibrary(dplyr)\n\nopen_dataset(\"{file}\") |>\n  filter(measurement == \"{measurement}\") |>\n  select(city, item, reference_year, value, unit) |>\n  collect()"
            ),
        ),
    ]
}
