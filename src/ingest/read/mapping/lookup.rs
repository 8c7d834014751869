//! Tables whose columns are put next to those of others, by a key of their own.

use std::collections::{BTreeMap, HashMap, HashSet};

use polars::prelude::*;

use crate::base::text::quoted;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::cells::{Cells, places};
use crate::ingest::read::mapping::spec::{LookupSpec, LookupUse};
use crate::ingest::read::mapping::table::{self, Wanted};

/// The tables of a mapping's lookups, by their names; a lookup whose file was refused is not among them.
pub type Lookups = BTreeMap<String, Lookup>;

/// A lookup's columns by its key.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    /// New names of the columns.
    names: Vec<String>,
    /// Cells of each key, in the order of the names.
    rows: HashMap<String, Vec<Option<String>>>,
    /// Whether numbers are written in it as text.
    pub(super) is_text: bool,
}

/// What a file of a lookup gave: its table, the number of its rows, and findings of single rows.
#[derive(Debug, Default)]
pub(super) struct LookupFile {
    pub lookup: Lookup,
    pub rows: usize,
    pub findings: Vec<Finding>,
    /// What is said of the file as a whole, and of no row.
    pub warnings: Vec<Finding>,
}

/// Reads a lookup's file.
pub(super) fn read(spec: &LookupSpec, mapping: &str, bytes: &[u8], file: &str) -> Result<LookupFile, Box<Finding>> {
    let names = spec.named().into_iter().map(str::to_string).collect();
    let table = table::read(&spec.stored(), bytes, file, &Wanted { names, ..Wanted::default() })?;
    let used = places(spec.named().into_iter().map(str::to_string), &[], &table.header, mapping, file)?;
    let made = || -> PolarsResult<Result<LookupFile, Box<Finding>>> {
        let (mut cells, findings) = Cells::new(&table, &used, &spec.missing, file)?;
        let rows = table.rows.len() - findings.len();
        cells.filter(&spec.keep, &spec.drop)?;
        let keys = cells.texts(cells.key(&spec.key))?;
        let lines = cells.frame.column("line")?.u32()?.clone();
        let columns: Vec<StringChunked> =
            spec.columns.values().map(|c| cells.texts(cells.text(c.get_ref()))).collect::<PolarsResult<_>>()?;
        let mut lookup =
            Lookup { names: spec.columns.keys().cloned().collect(), rows: HashMap::new(), is_text: table.is_text };
        for (at, key) in keys.iter().enumerate() {
            let Some(key) = key else { continue };
            let row: Vec<Option<String>> = columns.iter().map(|c| c.get(at).map(str::to_string)).collect();
            match lookup.rows.get(key) {
                Some(first) if *first != row => {
                    let message = format!(
                        "The key {} stands twice with different cells, the second time in line {}, so which is meant is unknown. Leave one of the rows out (keep, drop), or add a column to the key.",
                        quoted(Some(key)),
                        lines.get(at).unwrap_or_default()
                    );
                    return Ok(Err(Box::new(Finding::file(file, "lookup_twice", message))));
                }
                Some(_) => {}
                None => drop(lookup.rows.insert(key.to_string(), row)),
            }
        }
        let kept: HashSet<u32> = lines.iter().flatten().collect();
        let warnings = table.hidden_cells(file, |line| kept.contains(&line), |name| used.contains_key(name));
        Ok(Ok(LookupFile { lookup, rows, findings, warnings }))
    };
    made().unwrap_or_else(|e| {
        let message = format!("The file cannot be reshaped as the mapping says: {e}.");
        Err(Box::new(Finding::file(file, "not_mapped", message)))
    })
}

impl Lookup {
    /// Puts its columns next to those of a table: null where the table's key is not in it. `rewritten` gives what is put
    /// in the place of a column's cell.
    pub(super) fn join(
        &self,
        cells: &mut Cells,
        by: &LookupUse,
        rewritten: impl Fn(&str, &str) -> Option<String>,
    ) -> PolarsResult<()> {
        let keys = cells.texts(cells.key(&by.by))?;
        for (at, name) in self.names.iter().enumerate() {
            let found = keys.iter().map(|key| {
                let cell = self.rows.get(key?)?.get(at)?.as_deref()?;
                Some(rewritten(name, cell).unwrap_or_else(|| cell.to_string()))
            });
            cells.add(name, found.collect())?;
        }
        Ok(())
    }
}
