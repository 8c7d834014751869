//! JSON-stat: a cube to a row for each of its cells.
//!
//! Columns are each dimension's id, which holds its codes, the id with ` label` behind it, which holds its labels, and
//! `value` and `status`. See <https://json-stat.org/full/>.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::ingest::finding::Finding;
use crate::ingest::limits::{RECORD_TEXT, RECORDS};
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::mapping::table::json;
use crate::ingest::read::mapping::table::json_lines::cell;
use crate::ingest::read::mapping::table::read::{Table, refused};

/// A dimension: its id, and each category's code and label in order.
struct Dimension {
    id: String,
    categories: Vec<(String, String)>,
}

/// The table; a row's line is the place of its cell in the cube, from 1.
pub(super) fn table(text: &str, file: &str) -> Result<Table, Box<Finding>> {
    let wrong = |what: &str| {
        let message =
            format!("The file is no JSON-stat dataset: {what}. Download it again as JSON-stat 2.0, or as CSV.");
        refused(file, "not_text", message)
    };
    let whole = json::parse(text, file, wrong)?;
    // Before edition 2.0 the dataset stood under a name.
    if whole.get("dataset").is_some() && whole.get("dimension").is_some() {
        return Err(wrong("it holds a dataset, and another one under that name"));
    }
    let dataset = whole.get("dataset").unwrap_or(&whole);
    let dimensions = dimensions(dataset).map_err(|what| wrong(&what))?;
    let cells = dimensions.iter().try_fold(1_usize, |all, d| all.checked_mul(d.categories.len()));
    let cells = cells.filter(|n| *n <= RECORDS).ok_or_else(|| too_many_rows(file, RECORDS))?;
    let values = dataset.get("value").ok_or_else(|| wrong("it has no value"))?;
    match values {
        Value::Array(list) if list.len() != cells => {
            return Err(wrong(&format!("it has {} values and its dimensions make {cells}", list.len())));
        }
        Value::Array(_) => {}
        Value::Object(some) => are_cells(some, cells, "value").map_err(|what| wrong(&what))?,
        _ => return Err(wrong("its value is no list")),
    }
    match dataset.get("status") {
        // One for all.
        None | Some(Value::Null | Value::String(_)) => {}
        Some(Value::Array(list)) if list.len() == cells || list.len() == 1 => {}
        Some(Value::Array(list)) => {
            return Err(wrong(&format!("it has {} statuses and its dimensions make {cells} cells", list.len())));
        }
        Some(Value::Object(some)) => are_cells(some, cells, "status").map_err(|what| wrong(&what))?,
        Some(_) => return Err(wrong("its status is no list")),
    }
    // An object lists the cells that there are.
    json::count_cells(values.as_object().map_or(cells, Map::len), 2 * dimensions.len() + 2, file)?;
    let at = |list: Option<&Value>, place: usize| -> String {
        match list {
            Some(Value::Array(list)) => list.get(place).or(list.first()).map(cell).unwrap_or_default(),
            Some(Value::Object(some)) => some.get(&place.to_string()).map(cell).unwrap_or_default(),
            Some(Value::String(all)) => all.clone(),
            _ => String::new(),
        }
    };
    let mut table = Table::default();
    for d in &dimensions {
        table.header.extend([d.id.clone(), format!("{} label", d.id)]);
    }
    table.header.extend(["value".to_string(), "status".to_string()]);
    let mut bytes = 0;
    for place in 0..cells {
        if values.as_object().is_some_and(|some| !some.contains_key(&place.to_string())) {
            continue;
        }
        let mut row = Vec::with_capacity(table.header.len());
        let mut below = cells;
        for d in &dimensions {
            below /= d.categories.len();
            let (code, label) = &d.categories[place / below % d.categories.len()];
            row.extend([code.clone(), label.clone()]);
        }
        row.extend([at(Some(values), place), at(dataset.get("status"), place)]);
        bytes += row.iter().map(String::len).sum::<usize>();
        if bytes > RECORD_TEXT {
            return Err(too_many_rows(file, RECORDS));
        }
        table.rows.push((place as u32 + 1, row.into()));
    }
    Ok(table)
}

/// That every key of an object is the place of a cell.
fn are_cells(some: &Map<String, Value>, cells: usize, what: &str) -> Result<(), String> {
    let is_cell = |key: &str| key.parse::<usize>().is_ok_and(|place| place < cells && place.to_string() == key);
    match some.keys().find(|key| !is_cell(key)) {
        Some(key) => Err(format!("its {what} has the key {key:?}, and its cells are 0 to {}", cells.saturating_sub(1))),
        None => Ok(()),
    }
}

/// The dimensions, the one that changes last first.
fn dimensions(dataset: &Value) -> Result<Vec<Dimension>, String> {
    let all = dataset.get("dimension").and_then(Value::as_object).ok_or("it has no dimension")?;
    let list = |key: &str| {
        let found = dataset.get(key).or_else(|| all.get(key));
        found.and_then(Value::as_array).ok_or_else(|| format!("it has no {key}"))
    };
    let (ids, sizes) = (list("id")?, list("size")?);
    if ids.len() != sizes.len() {
        return Err(format!("it has {} ids and {} sizes", ids.len(), sizes.len()));
    }
    let mut named = BTreeSet::new();
    let one = |(id, size): (&Value, &Value)| -> Result<Dimension, String> {
        let id = id.as_str().ok_or("an id is no text")?.trim().to_string();
        if !named.insert(id.clone()) {
            return Err(format!("it names the dimension {id} twice"));
        }
        let category = all.get(&id).and_then(|d| d.get("category")).and_then(Value::as_object);
        let category = category.ok_or_else(|| format!("the dimension {id} has no category"))?;
        let codes = codes(category).ok_or_else(|| format!("the categories of {id} have no order"))?;
        if size.as_u64() != Some(codes.len() as u64) {
            return Err(format!("the dimension {id} has {} categories and another size", codes.len()));
        }
        let mut known = BTreeSet::new();
        if let Some(twice) = codes.iter().find(|code| !known.insert(code.as_str())) {
            return Err(format!("the dimension {id} has the code {twice:?} twice"));
        }
        let labels = category.get("label").and_then(Value::as_object);
        let label = |code: &String| labels.and_then(|l| l.get(code)).map(cell).unwrap_or_default();
        let categories = codes.into_iter().map(|code| (code.clone(), label(&code))).collect();
        Ok(Dimension { id, categories })
    };
    ids.iter().zip(sizes).map(one).collect()
}

/// The codes of a dimension in their order: as a list, by their places, or the only one that has a label.
fn codes(category: &Map<String, Value>) -> Option<Vec<String>> {
    match category.get("index") {
        Some(Value::Array(list)) => list.iter().map(|c| c.as_str().map(str::to_string)).collect(),
        Some(Value::Object(places)) => {
            let mut codes = vec![None; places.len()];
            for (code, place) in places {
                let place = usize::try_from(place.as_u64()?).ok()?;
                let slot = codes.get_mut(place)?;
                if slot.replace(code.clone()).is_some() {
                    return None;
                }
            }
            codes.into_iter().collect()
        }
        None => {
            let labels = category.get("label")?.as_object()?;
            (labels.len() == 1).then(|| labels.keys().cloned().collect())
        }
        Some(_) => None,
    }
}
