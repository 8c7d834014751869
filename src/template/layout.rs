//! The sheets that are filled in.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Worksheet, XlsxError,
};

use super::form::{Entries, Form};
use super::help::Lists;
use super::style::Styles;
use crate::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, TARGETS};
use crate::model::framework::Measurement;
use crate::model::vocabulary::Scale;

/// Row of the titles, from 0; the reader's column names are below it.
const TITLES: u32 = 3;
/// First row to fill in.
const FIRST: u32 = TITLES + 2;
/// Rows for priorities and expertise.
const FEATURES: u32 = 8;
/// Empty rows under the laid-out ones.
const SPARE: u32 = 24;

/// A column: name for the reader, title for people, width in characters.
type Columns<'a> = &'a [(&'static str, &'static str, f64)];

const CITY: [(&str, &str, f64); 8] = [
    ("city", "City's id", 20.0),
    ("cycle", "Cycle", 9.0),
    ("submitted_on", "Day of sending", 14.0),
    ("consent", "May we publish?", 17.0),
    ("consent_for", "For every cycle, or for this one?", 17.0),
    ("baseline_year", "Progress is measured from (year)", 18.0),
    ("priorities", "Key features in which we ask for help (one a row)", 48.0),
    ("expertise", "Key features in which we can help others (one a row)", 48.0),
];

const OBSERVED: [(&str, &str, f64); 21] = [
    ("measurement", "Measurement's id", 17.0),
    ("item", "Item", 10.0),
    ("title", "What is asked", 30.0),
    ("meaning", "What it means", 44.0),
    ("unit", "Unit", 17.0),
    ("last_year", "Last year sent", 8.0),
    ("last_value", "Last value sent", 10.0),
    ("reference_year", "Year", 8.0),
    ("value", "Value", 11.0),
    ("source", "Source", 11.0),
    ("status", "Status", 14.0),
    ("ci_lower", "95 % interval: low", 10.0),
    ("ci_upper", "95 % interval: high", 10.0),
    ("sample_size", "Respondents", 12.0),
    ("design_effect", "Design effect", 9.0),
    ("ratings", "Each reviewer's rating (3|4|4)", 14.0),
    ("agency", "Who ran the survey", 20.0),
    ("evidence", "Report reviewed", 20.0),
    ("definition", "Definition (id, with status D)", 20.0),
    ("price_base", "Prices (money only)", 14.0),
    ("note", "Note", 36.0),
];

const AIMED: [(&str, &str, f64); 6] = [
    ("measurement", "Measurement's id", 28.0),
    ("item", "Item", 16.0),
    ("title", "What is asked", 52.0),
    ("unit", "Unit", 38.0),
    ("year", "To be reached in (year)", 14.0),
    ("value", "Target", 14.0),
];

const DONE: [(&str, &str, f64); 4] = [
    ("feature", "Key feature", 44.0),
    ("title", "Title of the practice", 36.0),
    ("summary", "What was done, and what came of it", 80.0),
    ("link", "Where to read more (https://...)", 44.0),
];

/// Title, introduction, titles and names of columns, widths, frozen header, print setup.
fn begin(
    sheet: &mut Worksheet,
    form: &Form,
    name: &str,
    intro: [&str; 2],
    columns: Columns,
    fixed: u16,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let invented = if form.network.fictional { " (an invented city)" } else { "" };
    let title = format!("{name}: {}{invented}, {}", form.city.name, form.cycle);
    sheet.write_string_with_format(0, 0, title, &styles.title)?;
    for (row, line) in (1..).zip(intro) {
        sheet.write_string_with_format(row, 0, line, &styles.intro)?;
    }
    for (column, (name, title, width)) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(TITLES, column, *title, &styles.head)?;
        sheet.write_string_with_format(TITLES + 1, column, *name, &styles.name)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_row_height(TITLES, 48)?;
    sheet.set_freeze_panes(FIRST, fixed)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N")
        .set_screen_gridlines(false);
    sheet.set_repeat_rows(TITLES, TITLES + 1)?;
    Ok(())
}

/// Writes what was entered, a number as a number and a day as a day, or an empty cell to fill in.
fn fill(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    name: &str,
    text: Option<&str>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let format = match name {
        "value" | "ci_lower" | "ci_upper" | "sample_size" | "design_effect" => &styles.number,
        "reference_year" | "year" | "baseline_year" | "cycle" => &styles.year,
        "submitted_on" => &styles.date,
        _ => &styles.text,
    };
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return sheet.write_blank(row, column, format).map(|_| ());
    };
    let numeric = std::ptr::eq(format, &styles.number) || std::ptr::eq(format, &styles.year);
    match text.parse::<f64>() {
        // Only what comes back as the same text may change its type.
        Ok(number) if numeric && number.is_finite() && number.to_string() == text => {
            sheet.write_number_with_format(row, column, number, format)?
        }
        _ if name == "submitted_on" && text.len() == 10 => match ExcelDateTime::parse_from_str(text) {
            Ok(day) => sheet.write_datetime_with_format(row, column, &day, format)?,
            Err(_) => sheet.write_string_with_format(row, column, text, format)?,
        },
        _ => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

fn list(range: rust_xlsxwriter::Formula, help: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_formula(range)
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Not in the list")?
        .set_error_message(help)
}

fn years(form: &Form, last: i32) -> Result<DataValidation, XlsxError> {
    let message = format!("A year from 1900 to {last}, such as {}.", form.cycle);
    DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(1900, last))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Not a year that fits")?
        .set_error_message(message)
}

pub(super) fn city(
    sheet: &mut Worksheet,
    form: &Form,
    entries: &Entries,
    styles: &Styles,
    lists: &Lists,
) -> Result<(), XlsxError> {
    let intro = [
        "Say when you send this, whether your values may be published (public, aggregate_only or private), and where you ask for or offer help.",
        "Without consent everything stays private. The sheet Help explains the rest.",
    ];
    begin(sheet, form, "City", intro, &CITY, 0, styles)?;
    let declared: Vec<String> = match &entries.declaration {
        Some(cells) => cells.clone(),
        None => vec![form.city.city.clone(), form.cycle.to_string()],
    };
    for (column, (name, _, _)) in (0_u16..).zip(CITY) {
        let text = DECLARATION.iter().position(|d| *d == name).and_then(|i| declared.get(i)).map(String::as_str);
        if ["priorities", "expertise"].contains(&name) {
            let features: Vec<&str> = text.unwrap_or_default().split('|').filter(|f| !f.is_empty()).collect();
            for row in 0..FEATURES.max(features.len() as u32) {
                let feature = features.get(row as usize).map(|f| feature(form, f));
                fill(sheet, FIRST + row, column, name, feature.as_deref(), styles)?;
            }
        } else {
            fill(sheet, FIRST, column, name, text, styles)?;
        }
    }
    let rule = list(lists.range("Consent"), "Choose public, aggregate_only or private.")?;
    sheet.add_data_validation(FIRST, 3, FIRST, 3, &rule)?;
    let rule = list(lists.range("Consent for"), "Choose all or cycle.")?;
    sheet.add_data_validation(FIRST, 4, FIRST, 4, &rule)?;
    sheet.add_data_validation(FIRST, 5, FIRST, 5, &years(form, form.cycle)?)?;
    let rule = list(lists.range("Key feature"), "Choose a key feature from the list.")?;
    sheet.add_data_validation(FIRST, 6, FIRST + FEATURES - 1, 7, &rule)?;
    Ok(())
}

/// A feature as the drop-down list writes it.
fn feature(form: &Form, number: &str) -> String {
    let known = form.framework.measurements.iter().find(|m| m.feature == number);
    known.map_or_else(|| number.to_string(), |m| format!("{number} {}", m.feature_title))
}

/// Entries of a sheet: by measurement and item those that have a laid-out row, and those that go below.
type Laid<'a> = (BTreeMap<(String, String), &'a [String]>, Vec<&'a [String]>);

/// The first entry of each series goes to its laid-out row, the others below.
fn by_series<'a>(rows: &'a [Vec<String>], columns: &[&str], form: &Form) -> Laid<'a> {
    let at = |name: &str| columns.iter().position(|c| *c == name).unwrap_or_default();
    let (measurement, item) = (at("measurement"), at("item"));
    let mut first = BTreeMap::new();
    let mut others = Vec::new();
    for row in rows {
        let cell = |i: usize| row.get(i).cloned().unwrap_or_default();
        let laid_out = form.framework.measurement(&cell(measurement)).is_some_and(|m| m.items.contains(&cell(item)));
        let key = (cell(measurement), cell(item));
        if laid_out && !first.contains_key(&key) {
            first.insert(key, row.as_slice());
        } else {
            others.push(row.as_slice());
        }
    }
    (first, others)
}

/// The five words of the ratings, best first.
const RATINGS: &str = "5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor";

/// A measurement's unit; of a rating also what each number means.
fn unit(m: &Measurement) -> String {
    match m.scale {
        Scale::Rating => format!("{}: {RATINGS}", m.unit),
        _ => m.unit.clone(),
    }
}

fn title(m: &Measurement, item: &str) -> String {
    match item {
        "total" => m.measurement_title.clone(),
        item => format!("{}: {}", m.measurement_title, item.replace('_', " ")),
    }
}

pub(super) fn observations(
    sheet: &mut Worksheet,
    form: &Form,
    entries: &Entries,
    styles: &Styles,
    lists: &Lists,
) -> Result<(), XlsxError> {
    let intro = [
        "Give the year and the value of what you have; leave the other rows empty. 97.2 stands for 97.2 %. Further years go into the empty rows at the bottom.",
        "Grey cells tell what is asked and what you sent last. The sheet Help explains source, status and the rest.",
    ];
    begin(sheet, form, "Observations", intro, &OBSERVED, 3, styles)?;
    // A3: on A4 so many columns cannot be read.
    sheet.set_paper_size(8);
    let (first, others) = by_series(&entries.observations, &OBSERVATIONS, form);
    let mut row = FIRST;
    for area in &form.framework.areas {
        let width = OBSERVED.len() as u16;
        for column in 0..width {
            sheet.write_blank(row, column, &styles.band)?;
        }
        sheet.write_string_with_format(row, 2, format!("{} {}", area.area, area.area_title), &styles.band)?;
        row += 1;
        for m in form.framework.measurements.iter().filter(|m| m.area == area.area) {
            for item in &m.items {
                let cells = first.get(&(m.measurement.clone(), item.clone())).copied();
                told(sheet, row, m, item, form, styles)?;
                asked(sheet, row, cells, Some(m), styles)?;
                rules(sheet, row, m)?;
                row += 1;
            }
        }
    }
    let spare = row + 1;
    sheet.write_string_with_format(row, 2, "Further years and corrections", &styles.band)?;
    row += 1;
    let end = row + SPARE.max(others.len() as u32);
    for i in 0..end - row {
        let cells = others.get(i as usize).copied();
        for (column, name) in [(0, "measurement"), (1, "item")] {
            fill(sheet, row + i, column, name, cells.and_then(|c| cell(c, &OBSERVATIONS, name)), styles)?;
        }
        for column in 2..7 {
            sheet.write_blank(row + i, column, &styles.told)?;
        }
        asked(sheet, row + i, cells, None, styles)?;
    }
    let last = end - 1;
    sheet.add_data_validation(FIRST, 7, last, 7, &years(form, form.cycle)?)?;
    sheet.add_data_validation(
        FIRST,
        10,
        last,
        10,
        &list(lists.range("Status"), "Choose from the list; several are joined by a bar: B|D.")?,
    )?;
    sheet.add_data_validation(
        spare,
        0,
        last,
        0,
        &list(lists.range("Measurement"), "Choose a measurement's id from the list.")?,
    )?;
    sheet.add_data_validation(
        spare,
        9,
        last,
        9,
        &list(lists.range("Source"), "Choose official, survey or expert.")?,
    )?;
    if lists.has("Definition") {
        let rule = list(
            lists.range("Definition"),
            "Choose one of the network's definitions, or leave the cell empty and say in the note what differs.",
        )?;
        sheet.add_data_validation(FIRST, 18, last, 18, &rule)?;
    }
    let rule =
        list(lists.range("Prices"), "Choose current, or constant and the year whose prices they are: constant 2020.")?;
    sheet.add_data_validation(FIRST, 19, last, 19, &rule)?;
    Ok(())
}

/// What a laid-out row of `Observations` says.
fn told(
    sheet: &mut Worksheet,
    row: u32,
    m: &Measurement,
    item: &str,
    form: &Form,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let unit = unit(m);
    let texts: [(&str, &Format); 5] = [
        (&m.measurement, &styles.id),
        (item, &styles.id),
        (&title(m, item), &styles.told),
        (&m.meaning, &styles.told),
        (&unit, &styles.told),
    ];
    for (column, (text, format)) in (0_u16..).zip(texts) {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    match form.last.get(&(m.measurement.clone(), item.to_string())) {
        Some(last) => {
            sheet.write_number_with_format(row, 5, last.year as f64, &styles.told_number)?;
            // Twelve digits, so that 0.1 + 0.2 is shown as 0.3.
            let short = format!("{:.11e}", last.value).parse().unwrap_or(last.value);
            sheet.write_number_with_format(row, 6, short, &styles.told_number)?;
        }
        None => {
            sheet.write_blank(row, 5, &styles.told)?;
            sheet.write_blank(row, 6, &styles.told)?;
        }
    }
    // Excel does not grow rows of wrapped text by itself when a program wrote them.
    let lines = m
        .meaning
        .chars()
        .count()
        .div_ceil(46)
        .max(title(m, item).chars().count().div_ceil(28))
        .max(unit.chars().count().div_ceil(14))
        .max(1);
    sheet.set_row_height(row, 15.0 * lines as f64 + 1.0)?;
    Ok(())
}

/// The cells of `Observations` to fill in. A measurement with one accepted source has it written already.
fn asked(
    sheet: &mut Worksheet,
    row: u32,
    cells: Option<&[String]>,
    m: Option<&Measurement>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, (name, _, _)) in (0_u16..).zip(OBSERVED).skip(7) {
        let mut text = cells.and_then(|c| cell(c, &OBSERVATIONS, name));
        if let (None, "source", Some([only])) = (cells, name, m.map(|m| m.sources.as_slice())) {
            text = Some(only);
        }
        fill(sheet, row, column, name, text, styles)?;
    }
    Ok(())
}

fn cell<'a>(cells: &'a [String], columns: &[&str], name: &str) -> Option<&'a str> {
    cells.get(columns.iter().position(|c| *c == name)?).map(String::as_str)
}

/// What a measurement accepts.
fn rules(sheet: &mut Worksheet, row: u32, m: &Measurement) -> Result<(), XlsxError> {
    let rule = DataValidation::new()
        .allow_list_strings(&m.sources)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Another source than asked")?
        .set_error_message("With another source choose status D and say in the note what differs.")?;
    sheet.add_data_validation(row, 9, row, 9, &rule)?;
    let (range, message) = match (m.possible_min, m.possible_max) {
        (Some(low), Some(high)) => {
            (DataValidationRule::Between(low, high), format!("A number from {low} to {high} ({}).", unit(m)))
        }
        (Some(low), None) => {
            (DataValidationRule::GreaterThanOrEqualTo(low), format!("A number of at least {low} ({}).", m.unit))
        }
        (None, Some(high)) => {
            (DataValidationRule::LessThanOrEqualTo(high), format!("A number of at most {high} ({}).", m.unit))
        }
        (None, None) => return Ok(()),
    };
    let rule = DataValidation::new()
        .allow_decimal_number(range)
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Cannot be")?
        .set_error_message(message)?;
    sheet.add_data_validation(row, 8, row, 8, &rule)?;
    Ok(())
}

pub(super) fn targets(sheet: &mut Worksheet, form: &Form, entries: &Entries, styles: &Styles) -> Result<(), XlsxError> {
    let intro = [
        "Only where the city has set itself a target: the year by which it is to be reached, and its value in the same unit.",
        "",
    ];
    begin(sheet, form, "Targets", intro, &AIMED, 3, styles)?;
    let (first, others) = by_series(&entries.targets, &TARGETS, form);
    let mut row = FIRST;
    for m in &form.framework.measurements {
        for item in &m.items {
            let texts = [
                (m.measurement.as_str(), &styles.id),
                (item, &styles.id),
                (&title(m, item), &styles.told),
                (&m.unit, &styles.told),
            ];
            for (column, (text, format)) in (0_u16..).zip(texts) {
                sheet.write_string_with_format(row, column, text, format)?;
            }
            let cells = first.get(&(m.measurement.clone(), item.clone())).copied();
            for (column, name) in [(4, "year"), (5, "value")] {
                fill(sheet, row, column, name, cells.and_then(|c| cell(c, &TARGETS, name)), styles)?;
            }
            row += 1;
        }
    }
    for cells in others {
        for (column, (name, _, _)) in (0_u16..).zip(AIMED).filter(|(_, (name, _, _))| TARGETS.contains(name)) {
            fill(sheet, row, column, name, cell(cells, &TARGETS, name), styles)?;
        }
        row += 1;
    }
    sheet.add_data_validation(FIRST, 4, row - 1, 4, &years(form, 2100)?)?;
    Ok(())
}

pub(super) fn practices(
    sheet: &mut Worksheet,
    form: &Form,
    entries: &Entries,
    styles: &Styles,
    lists: &Lists,
) -> Result<(), XlsxError> {
    let intro = ["What you did that others may learn from: one practice a row, in your own words.", ""];
    begin(sheet, form, "Practices", intro, &DONE, 1, styles)?;
    let rows = SPARE.max(entries.practices.len() as u32);
    for i in 0..rows {
        let cells = entries.practices.get(i as usize);
        for (column, (name, _, _)) in (0_u16..).zip(DONE) {
            let text = cells.and_then(|c| cell(c, &PRACTICES, name));
            let listed = text.filter(|t| name == "feature" && !t.is_empty()).map(|t| feature(form, t));
            fill(sheet, FIRST + i, column, name, listed.as_deref().or(text), styles)?;
        }
    }
    let rule = list(lists.range("Key feature"), "Choose a key feature from the list.")?;
    sheet.add_data_validation(FIRST, 0, FIRST + rows - 1, 0, &rule)?;
    Ok(())
}
