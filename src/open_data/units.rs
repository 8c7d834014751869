//! What the values of a published table are measured in: the columns `series`, `scale` and `unit`, so that a file can
//! be read without another one.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch, StringArray, StringBuilder};
use arrow::datatypes::{DataType, Field, Int64Type, Schema};
use rayon::prelude::*;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::Relation;

/// The columns of a table of measured values, with their meanings.
const MEASURED: [(&str, &str); 3] = [
    (
        "series",
        "what is measured, in words: the title of the measurement, or of the values' own definition, and the item where it is not the total",
    ),
    ("scale", "percent, rating, rate, ratio, amount or count"),
    (
        "unit",
        "unit of the values: that of the measurement, or of the values' own definition; empty where status D alone says that the definition differs",
    ),
];

/// The columns of a table of context variables, with their meanings.
const CONTEXT: [(&str, &str); 2] =
    [("series", "what the variable is, in words"), ("unit", "unit of the variable's values")];

/// City, measurement and item.
type Key<'t> = (&'t str, &'t str, &'t str);

/// Whose definition values have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By<'t> {
    /// The catalogue's.
    Catalogue,
    /// One of `definitions`.
    Own(&'t str),
    /// The city's own, of which nothing is known but that it differs: status D alone.
    Unknown,
}

/// What the words are looked up in.
struct Words<'t> {
    /// Title, scale and unit by measurement.
    measurements: HashMap<&'t str, [Option<&'t str>; 3]>,
    /// Title and unit by definition.
    definitions: HashMap<&'t str, [Option<&'t str>; 2]>,
    /// Title and unit by context variable.
    variables: HashMap<&'t str, [Option<&'t str>; 2]>,
    /// Points of series with a definition other than the catalogue's, each with its year, in their order.
    differing: HashMap<Key<'t>, Vec<(Option<i64>, By<'t>)>>,
}

/// Adds the columns to every named table that has values, and their meanings to its relation. A column that a table has
/// already stays as it is.
///
/// # Errors
/// A table that cannot be made.
pub fn add(
    names: &[String],
    tables: &mut BTreeMap<String, Table>,
    relations: &mut BTreeMap<String, Relation>,
) -> Result<()> {
    let words = Words::read(tables);
    type Made<'a> = (&'a String, Table, Vec<(&'a str, &'a str)>);
    let made: Vec<Made> = names
        .par_iter()
        .filter_map(|name| Some((name, words.columns(&tables[name])?)))
        .map(|(name, columns)| {
            let added: Vec<(&str, &str)> = columns.iter().map(|c| c.0).collect();
            Ok((name, with(&tables[name], columns)?, added))
        })
        .collect::<Result<_>>()?;
    for (name, table, added) in made {
        if let Some(relation) = relations.get_mut(name) {
            relation
                .columns
                .extend(added.into_iter().map(|(column, meaning)| (column.to_string(), meaning.to_string())));
        }
        tables.insert(name.clone(), table);
    }
    Ok(())
}

impl<'t> Words<'t> {
    fn read(tables: &'t BTreeMap<String, Table>) -> Words<'t> {
        let texts = |table: &str, key: &str, columns: [&str; 2]| -> HashMap<&'t str, [Option<&'t str>; 2]> {
            let mut found = HashMap::new();
            let Some(table) = tables.get(table) else { return found };
            for row in 0..table.len() {
                // The first row of a definition is the one for every language.
                let Some(key) = table.text(key, row) else { continue };
                found.entry(key).or_insert(columns.map(|c| table.text(c, row)));
            }
            found
        };
        let scales = texts("measurements", "measurement", ["scale", "scale"]);
        let measurements = texts("measurements", "measurement", ["measurement_title", "unit"]);
        Words {
            measurements: measurements
                .into_iter()
                .map(|(id, [title, unit])| (id, [title, scales.get(id).and_then(|s| s[0]), unit]))
                .collect(),
            definitions: texts("definitions", "definition", ["title", "unit"]),
            variables: texts("peer_variables", "variable", ["title", "unit"]),
            differing: tables.get("series").map(differing).unwrap_or_default(),
        }
    }

    /// The columns that are to be added to a table; none where it has no values in a unit.
    fn columns(&self, table: &Table) -> Option<Vec<((&'static str, &'static str), ArrayRef)>> {
        let schema = table.batch().schema();
        let has = |name: &str| schema.column_with_name(name).is_some();
        if !schema.fields().iter().any(|field| field.data_type() == &DataType::Float64) {
            return None;
        }
        let columns: Vec<((&'static str, &'static str), ArrayRef)> =
            if has("measurement") && (has("item") || has("first_item")) {
                MEASURED.into_iter().zip(self.measured(&Cells::of(table), table.len())).collect()
            } else if has("variable") && has("city") {
                let variables = texts(table, "variable");
                let mut columns = [(); 2].map(|()| StringBuilder::new());
                for row in 0..table.len() {
                    let words = text(variables, row).and_then(|v| self.variables.get(v)).copied().unwrap_or_default();
                    columns.iter_mut().zip(words).for_each(|(column, word)| column.append_option(word));
                }
                CONTEXT.into_iter().zip(columns.map(finished)).collect()
            } else {
                return None;
            };
        Some(columns.into_iter().filter(|((name, _), _)| !has(name)).collect())
    }

    /// Series, scale and unit of every row.
    fn measured(&self, cells: &Cells, rows: usize) -> [ArrayRef; 3] {
        let [mut series, mut scales, mut units] = [(); 3].map(|()| StringBuilder::new());
        // By title and item: there are few of them, and many rows.
        let mut titles: HashMap<(&str, Option<&str>), String> = HashMap::new();
        for row in 0..rows {
            let Some(measurement) = text(cells.measurement, row) else {
                [&mut series, &mut scales, &mut units].into_iter().for_each(StringBuilder::append_null);
                continue;
            };
            let [title, scale, unit] = self.measurements.get(measurement).copied().unwrap_or_default();
            let title = title.unwrap_or(measurement);
            let (title, unit) = match self.by(cells, row, measurement) {
                By::Catalogue => (title, unit),
                By::Unknown => (title, None),
                By::Own(id) => {
                    let own = self.definitions.get(id).copied().unwrap_or_default();
                    (own[0].unwrap_or(title), own[1])
                }
            };
            let item = text(cells.item, row).filter(|item| *item != "total");
            let words = titles.entry((title, item)).or_insert_with(|| match item {
                Some(item) => format!("{title}: {}", item.replace('_', " ")),
                None => title.to_string(),
            });
            series.append_value(words);
            scales.append_option(scale);
            units.append_option(unit);
        }
        [series, scales, units].map(finished)
    }

    /// Whose definition the values of a row have: as the row says, else as the city's point of that year has it, else
    /// as its latest point has it.
    fn by(&self, cells: &Cells, row: usize, measurement: &str) -> By<'_> {
        if cells.definition.is_some() {
            let flagged = |status: &str| status.split('|').any(|flag| flag == "D");
            let differs = cells.differs.is_some_and(|c| c.is_valid(row) && c.value(row))
                || text(cells.status, row).is_some_and(flagged);
            return match text(cells.definition, row) {
                // The id is that of the definitions table, which outlives this row.
                Some(id) => self.definitions.get_key_value(id).map_or(By::Unknown, |(id, _)| By::Own(id)),
                None if differs => By::Unknown,
                None => By::Catalogue,
            };
        }
        let item = text(cells.item, row).or_else(|| text(cells.first_item, row));
        let (Some(city), Some(item)) = (text(cells.city, row), item) else { return By::Catalogue };
        let Some(points) = self.differing.get(&(city, measurement, item)) else { return By::Catalogue };
        let year = cells.reference_year.filter(|c| c.is_valid(row)).map(|c| c.value(row));
        let of_year = points.iter().find(|(point, _)| year.is_some() && *point == year);
        of_year.or(points.last()).map_or(By::Catalogue, |(_, by)| *by)
    }
}

/// The columns that say what the values of a row are, looked up once for all rows.
struct Cells<'t> {
    measurement: Option<&'t StringArray>,
    item: Option<&'t StringArray>,
    first_item: Option<&'t StringArray>,
    city: Option<&'t StringArray>,
    definition: Option<&'t StringArray>,
    status: Option<&'t StringArray>,
    differs: Option<&'t BooleanArray>,
    reference_year: Option<&'t Int64Array>,
}

impl<'t> Cells<'t> {
    fn of(table: &'t Table) -> Cells<'t> {
        let column = |name: &str| table.batch().column_by_name(name);
        Cells {
            measurement: texts(table, "measurement"),
            item: texts(table, "item"),
            first_item: texts(table, "first_item"),
            city: texts(table, "city"),
            definition: texts(table, "definition"),
            status: texts(table, "status"),
            differs: column("differs").and_then(|c| c.as_boolean_opt()),
            reference_year: column("reference_year").and_then(|c| c.as_primitive_opt::<Int64Type>()),
        }
    }
}

/// A column of texts; none where the table has none of that name.
fn texts<'t>(table: &'t Table, column: &str) -> Option<&'t StringArray> {
    table.batch().column_by_name(column)?.as_string_opt::<i32>()
}

fn text(column: Option<&StringArray>, row: usize) -> Option<&str> {
    column.filter(|c| c.is_valid(row)).map(|c| c.value(row))
}

fn finished(mut column: StringBuilder) -> ArrayRef {
    Arc::new(column.finish())
}

/// The points of every series that has one with another definition than the catalogue's; the rows are sorted by series
/// and year.
fn differing(series: &Table) -> HashMap<Key<'_>, Vec<(Option<i64>, By<'_>)>> {
    let key =
        |row: usize| Some((series.text("city", row)?, series.text("measurement", row)?, series.text("item", row)?));
    let mut points: HashMap<Key, Vec<(Option<i64>, By)>> = HashMap::new();
    let differs = |row: &usize| series.truth("differs", *row) == Some(true);
    for key in (0..series.len()).filter(differs).filter_map(key) {
        points.entry(key).or_default();
    }
    for row in 0..series.len() {
        let Some(points) = key(row).and_then(|key| points.get_mut(&key)) else { continue };
        let by = match series.text("definition", row) {
            Some(id) => By::Own(id),
            None if differs(&row) => By::Unknown,
            None => By::Catalogue,
        };
        points.push((series.integer("reference_year", row), by));
    }
    points
}

/// The table with further columns at its end.
fn with(table: &Table, columns: Vec<((&str, &str), ArrayRef)>) -> Result<Table> {
    let batch = table.batch();
    let mut fields: Vec<Arc<Field>> = batch.schema().fields().iter().cloned().collect();
    let mut arrays = batch.columns().to_vec();
    for ((name, _), array) in columns {
        fields.push(Arc::new(Field::new(name, DataType::Utf8, true)));
        arrays.push(array);
    }
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .map_err(|source| Error::Arrow { doing: "adding units to a table", source })?;
    Table::new(batch.schema(), &[batch])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &str, rows: &[&str]) -> Table {
        let columns: Vec<(&str, ArrayRef)> = header
            .split(',')
            .enumerate()
            .map(|(at, name)| {
                let cells: Vec<Option<&str>> =
                    rows.iter().map(|row| row.split(',').nth(at).filter(|cell| !cell.is_empty())).collect();
                let array: ArrayRef = match name {
                    "value" => Arc::new(
                        cells.iter().map(|c| (*c)?.parse::<f64>().ok()).collect::<arrow::array::Float64Array>(),
                    ),
                    "reference_year" => {
                        Arc::new(cells.iter().map(|c| (*c)?.parse::<i64>().ok()).collect::<arrow::array::Int64Array>())
                    }
                    "differs" => {
                        Arc::new(cells.iter().map(|c| Some(*c == Some("true"))).collect::<arrow::array::BooleanArray>())
                    }
                    _ => Arc::new(cells.iter().copied().collect::<arrow::array::StringArray>()),
                };
                (name, array)
            })
            .collect();
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        Table::new(batch.schema(), &[batch]).unwrap()
    }

    fn words(table: &Table, row: usize) -> String {
        let word = |column| table.text(column, row).unwrap_or("-").to_string();
        [word("series"), word("scale"), word("unit")].join(" | ")
    }

    #[test]
    fn values_have_the_unit_of_their_own_definition() {
        let mut tables = BTreeMap::from(
            [
                ("measurements", table("measurement,measurement_title,scale,unit", &["rate,Rate,percent,%"])),
                (
                    "definitions",
                    table(
                        "definition,measurement,language,title,unit",
                        &["own,rate,,Claims,per 100", "own,rate,fr,Demandes,pour 100"],
                    ),
                ),
                ("peer_variables", table("variable,title,unit", &["people,population,inhabitants"])),
                (
                    "series",
                    table(
                        "city,measurement,item,reference_year,value,differs,definition",
                        &[
                            "a,rate,first_half,2019,1,false,",
                            "a,rate,first_half,2020,1,true,own",
                            "b,rate,total,2020,1,true,",
                        ],
                    ),
                ),
                (
                    "observations",
                    table(
                        "city,measurement,item,value,status,definition",
                        &["a,rate,total,1,A,", "a,rate,total,1,B|D,", "a,rate,total,1,D,own"],
                    ),
                ),
                (
                    "targets",
                    table("city,measurement,item,value", &["a,rate,first_half,1", "b,rate,total,1", "c,rate,total,1"]),
                ),
                (
                    "corrected",
                    table(
                        "city,measurement,item,reference_year,value",
                        &["a,rate,first_half,2019,1", "a,rate,first_half,2001,1"],
                    ),
                ),
                ("peer_context", table("city,variable,value", &["a,people,9"])),
                ("listed", table("measurement,item", &["rate,total"])),
            ]
            .map(|(name, table)| (name.to_string(), table)),
        );
        let names: Vec<String> = tables.keys().cloned().collect();
        add(&names, &mut tables, &mut BTreeMap::new()).unwrap();
        let all = |name: &str| (0..tables[name].len()).map(|row| words(&tables[name], row)).collect::<Vec<_>>();
        assert_eq!(
            all("series"),
            ["Rate: first half | percent | %", "Claims: first half | percent | per 100", "Rate | percent | -"]
        );
        assert_eq!(all("observations"), ["Rate | percent | %", "Rate | percent | -", "Claims | percent | per 100"]);
        assert_eq!(
            all("targets"),
            ["Claims: first half | percent | per 100", "Rate | percent | -", "Rate | percent | %"]
        );
        assert_eq!(all("corrected"), ["Rate: first half | percent | %", "Claims: first half | percent | per 100"]);
        assert_eq!(all("peer_context"), ["population | - | inhabitants"]);
        assert!(tables["listed"].batch().column_by_name("unit").is_none(), "it has no values");
    }
}
