//! The sheets that are filled in.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::form::{Entries, Form};
use super::help::{Lists, language, with_sentence};
use super::style::Styles;
use crate::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, TARGETS};
use crate::model::form;
use crate::model::framework::Measurement;

/// Row of the titles, from 0; the reader's column names are below it.
const TITLES: u32 = 3;
/// First row to fill in.
const FIRST: u32 = TITLES + 2;
/// Rows for priorities and expertise.
const FEATURES: u32 = 8;
/// Empty rows under the laid-out ones.
const SPARE: u32 = 24;

/// A column: name for the reader, title for people, width in characters.
type Column = (&'static str, &'static str, f64);

const CITY: [Column; 14] = [
    ("city", "City's id", 20.0),
    ("cycle", "Cycle", 9.0),
    ("submitted_on", "Day of sending", 14.0),
    ("consent", "May we publish?", 17.0),
    ("consent_for", "For every cycle, or for this one?", 17.0),
    ("baseline_year", "Progress is measured from (year)", 18.0),
    ("priorities", "Key features in which we ask for help (one a row)", 48.0),
    ("expertise", "Key features in which we can help others (one a row)", 48.0),
    ("languages", "Working languages (one a row)", 24.0),
    ("time_zone", "Time zone, such as Africa/Nairobi or UTC+03:00", 22.0),
    ("contact_name", "Whom other cities can write to: name", 24.0),
    ("contact_role", "Role or office", 26.0),
    ("contact_email", "E-mail", 30.0),
    ("contact_consent", "May we publish this contact?", 26.0),
];

const OBSERVED: [Column; 23] = [
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
    ("quality", "How the value was made", 14.0),
    ("verified_by", "Verified by (a third party)", 20.0),
    ("note", "Note", 36.0),
];

const AIMED: [Column; 6] = [
    ("measurement", "Measurement's id", 28.0),
    ("item", "Item", 16.0),
    ("title", "What is asked", 52.0),
    ("unit", "Unit", 38.0),
    ("year", "To be reached in (year)", 14.0),
    ("value", "Target", 14.0),
];

const DONE: [Column; 9] = [
    ("feature", "Key feature", 44.0),
    ("title", "Title of the practice", 36.0),
    ("summary", "What was done, and what came of it", 80.0),
    ("link", "Where to read more (https://...)", 44.0),
    ("started", "Began in (year)", 11.0),
    ("cost_band", "Cost", 26.0),
    ("partners", "Who takes part", 36.0),
    ("evidence", "What shows that it works: a link, or a sentence", 44.0),
    ("language", "Language of these words", 22.0),
];

/// A sheet that is filled in: where it is written, and what goes into it.
pub(super) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    form: &'a Form<'a>,
    entries: &'a Entries,
    styles: &'a Styles,
    lists: &'a Lists,
}

type Done = Result<(), XlsxError>;

impl<'a> Sheet<'a> {
    /// The next sheet of a workbook.
    pub fn new(
        book: &'a mut Workbook,
        form: &'a Form,
        entries: &'a Entries,
        styles: &'a Styles,
        lists: &'a Lists,
    ) -> Sheet<'a> {
        Sheet { sheet: book.add_worksheet(), form, entries, styles, lists }
    }

    /// Title, introduction, titles and names of columns, widths, frozen header, print setup.
    fn begin(&mut self, name: &str, intro: [&str; 2], columns: &[Column], fixed: u16) -> Done {
        let Sheet { sheet, form, styles, .. } = self;
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
    fn fill(&mut self, row: u32, column: u16, name: &str, text: Option<&str>) -> Done {
        let Sheet { sheet, styles, .. } = self;
        let format = match name {
            "value" | "ci_lower" | "ci_upper" | "sample_size" | "design_effect" => &styles.number,
            "reference_year" | "year" | "baseline_year" | "cycle" | "started" => &styles.year,
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

    /// Writes what is shown and not asked, from the first column on.
    fn show<const N: usize>(&mut self, row: u32, texts: [(&str, &Format); N]) -> Done {
        for (column, (text, format)) in (0_u16..).zip(texts) {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// Checks what is entered between two cells, both included: row and column each.
    fn check(&mut self, from: (u32, u16), to: (u32, u16), rule: &DataValidation) -> Done {
        self.sheet.add_data_validation(from.0, from.1, to.0, to.1, rule).map(|_| ())
    }

    /// Offers a list for cells between two, both included; `help` is said of anything else.
    fn offer(&mut self, from: (u32, u16), to: (u32, u16), list: &str, help: &str) -> Done {
        let rule = DataValidation::new().allow_list_formula(self.lists.range(list));
        self.check(from, to, &warning(rule, "Not in the list", help)?)
    }

    /// Says of anything entered between two cells, both included, that it is not read.
    fn refuse(&mut self, from: (u32, u16), to: (u32, u16), help: &str) -> Done {
        let rule = DataValidation::new().allow_custom(Formula::new("=FALSE"));
        self.check(from, to, &warning(rule, "Not read", help)?)
    }

    /// Asks for a year, up to the last, in cells between two, both included.
    fn ask_year(&mut self, from: (u32, u16), to: (u32, u16), last: i32) -> Done {
        let message = format!("A year from 1900 to {last}, such as {}.", self.form.cycle);
        let rule = DataValidation::new().allow_whole_number(DataValidationRule::Between(1900, last));
        self.check(from, to, &warning(rule, "Not a year that fits", &message)?)
    }

    /// The sheet `City`.
    pub fn city(&mut self) -> Done {
        let intro = [
            "Say when you send this, whether your values may be published (public, aggregate_only or private), and where you ask for or offer help.",
            "Without consent everything stays private. The contact has a consent of its own. The sheet Help explains the rest.",
        ];
        self.begin("City", intro, &CITY, 0)?;
        let declared: Vec<String> = match &self.entries.declaration {
            Some(cells) => cells.clone(),
            None => vec![self.form.city.city.clone(), self.form.cycle.to_string()],
        };
        for (column, (name, _, _)) in (0_u16..).zip(CITY) {
            let text = cell(&declared, &DECLARATION, name);
            if ["priorities", "expertise", "languages"].contains(&name) {
                let listed: Vec<&str> = text.unwrap_or_default().split('|').filter(|f| !f.is_empty()).collect();
                for row in 0..FEATURES.max(listed.len() as u32) {
                    let entry = listed.get(row as usize).map(|id| listed_as(self.form, name, id));
                    self.fill(FIRST + row, column, name, entry.as_deref())?;
                }
            } else {
                self.fill(FIRST, column, name, text)?;
            }
        }
        self.offer((FIRST, 3), (FIRST, 3), "Consent", "Choose public, aggregate_only or private.")?;
        self.offer((FIRST, 4), (FIRST, 4), "Consent for", "Choose all or cycle.")?;
        self.ask_year((FIRST, 5), (FIRST, 5), self.form.cycle)?;
        self.offer((FIRST, 6), (FIRST + FEATURES - 1, 7), "Key feature", "Choose a key feature from the list.")?;
        self.offer((FIRST, 8), (FIRST + FEATURES - 1, 8), "Language", "Choose a language, or write its tag: pt-BR.")?;
        self.offer((FIRST, 13), (FIRST, 13), "Contact consent", "Choose public, secretariat or none.")
    }

    /// The sheet `Observations`.
    pub fn observations(&mut self) -> Done {
        let intro = [
            "Give the year and the value of what you have; leave the other rows empty. 97.2 stands for 97.2 %. Further years go into the empty rows at the bottom.",
            "Grey cells tell what is asked and what you sent last. The sheet Help explains source, status and the rest.",
        ];
        self.begin("Observations", intro, &OBSERVED, 3)?;
        // A3: on A4 so many columns cannot be read.
        self.sheet.set_paper_size(8);
        let (first, others) = by_series(&self.entries.observations, &OBSERVATIONS, self.form);
        let mut row = FIRST;
        for area in &self.form.framework.areas {
            for column in 0..OBSERVED.len() as u16 {
                self.sheet.write_blank(row, column, &self.styles.band)?;
            }
            let title = format!("{} {}", area.area, area.area_title);
            self.sheet.write_string_with_format(row, 2, title, &self.styles.band)?;
            row += 1;
            for m in self.form.framework.measurements.iter().filter(|m| m.area == area.area) {
                for item in &m.items {
                    self.laid_out(row, m, item)?;
                    self.asked(row, first.get(&(m.measurement.clone(), item.clone())).copied(), Some(m))?;
                    self.rules(row, m)?;
                    row += 1;
                }
            }
        }
        self.sheet.write_string_with_format(row, 2, "Further years and corrections", &self.styles.band)?;
        let spare = row + 1;
        let rows = SPARE.max(others.len() as u32);
        for (row, i) in (spare..).zip(0..rows as usize) {
            let cells = others.get(i).copied();
            for (column, name) in [(0, "measurement"), (1, "item")] {
                self.fill(row, column, name, cells.and_then(|c| cell(c, &OBSERVATIONS, name)))?;
            }
            for column in 2..7 {
                self.sheet.write_blank(row, column, &self.styles.shown)?;
            }
            self.asked(row, cells, None)?;
        }
        let last = spare + rows - 1;
        self.refuse(
            (FIRST, 5),
            (last, 6),
            "These cells show what was sent before and are not read. Write into Year and Value.",
        )?;
        self.ask_year((FIRST, 7), (last, 7), self.form.cycle)?;
        let drop_downs = [
            (FIRST, 10, "Status", "Choose from the list; several are joined by a bar: B|D."),
            (spare, 0, "Measurement", "Choose a measurement's id from the list."),
            (spare, 9, "Source", "Choose official, survey or expert."),
            (
                FIRST,
                18,
                "Definition",
                "Choose one of the network's definitions, or leave the cell empty and say in the note what differs.",
            ),
            (FIRST, 19, "Prices", "Choose current, or constant and the year whose prices they are: constant 2020."),
            (FIRST, 20, "How the value was made", "Choose measured, survey, register, estimate or unknown."),
        ];
        for (from, column, list, help) in drop_downs.into_iter().filter(|(.., list, _)| self.lists.has(list)) {
            self.offer((from, column), (last, column), list, help)?;
        }
        Ok(())
    }

    /// What a laid-out row of `Observations` says.
    fn laid_out(&mut self, row: u32, m: &Measurement, item: &str) -> Done {
        let Styles { id, shown, shown_number, .. } = self.styles;
        let (title, unit, meaning) = (form::title(m, item), form::unit(m), form::meaning(self.form.framework, m));
        self.show(row, [(&m.measurement, id), (item, id), (&title, shown), (&meaning, shown), (&unit, shown)])?;
        match self.form.last.get(&(m.measurement.clone(), item.to_string())) {
            Some(last) => {
                self.sheet.write_number_with_format(row, 5, last.year as f64, shown_number)?;
                // Twelve digits, so that 0.1 + 0.2 is shown as 0.3.
                let short = format!("{:.11e}", last.value).parse().unwrap_or(last.value);
                self.sheet.write_number_with_format(row, 6, short, shown_number)?;
            }
            None => {
                self.sheet.write_blank(row, 5, shown)?;
                self.sheet.write_blank(row, 6, shown)?;
            }
        }
        // Excel does not grow rows of wrapped text by itself when a program wrote them.
        let lines = |text: &str, letters: usize| text.chars().count().div_ceil(letters);
        let most = lines(&meaning, 46).max(lines(&title, 28)).max(lines(&unit, 14)).max(1);
        self.sheet.set_row_height(row, 15.0 * most as f64 + 1.0)?;
        Ok(())
    }

    /// The cells of `Observations` to fill in. A measurement with one accepted source has it written already.
    fn asked(&mut self, row: u32, cells: Option<&[String]>, m: Option<&Measurement>) -> Done {
        for (column, (name, _, _)) in (0_u16..).zip(OBSERVED).skip(7) {
            let mut text = cells.and_then(|c| cell(c, &OBSERVATIONS, name));
            if let (None, "source", Some([only])) = (cells, name, m.map(|m| m.sources.as_slice())) {
                text = Some(only);
            }
            self.fill(row, column, name, text)?;
        }
        Ok(())
    }

    /// What a measurement accepts.
    fn rules(&mut self, row: u32, m: &Measurement) -> Done {
        let rule = DataValidation::new().allow_list_strings(&m.sources)?;
        let unit = form::unit(m);
        let help = "With another source choose status D and say in the note what differs.";
        self.check((row, 9), (row, 9), &warning(rule, "Another source than asked", help)?)?;
        let (range, message) = match (m.possible_min, m.possible_max) {
            (Some(low), Some(high)) => {
                (DataValidationRule::Between(low, high), format!("A number from {low} to {high} ({unit})."))
            }
            (Some(low), None) => {
                (DataValidationRule::GreaterThanOrEqualTo(low), format!("A number of at least {low} ({}).", m.unit))
            }
            (None, Some(high)) => {
                (DataValidationRule::LessThanOrEqualTo(high), format!("A number of at most {high} ({}).", m.unit))
            }
            (None, None) => return Ok(()),
        };
        let rule = DataValidation::new().allow_decimal_number(range);
        self.check((row, 8), (row, 8), &warning(rule, "Cannot be", &message)?)
    }

    /// The sheet `Targets`.
    pub fn targets(&mut self) -> Done {
        let intro = [
            "Only where the city has set itself a target: the year by which it is to be reached, and its value in the same unit.",
            "",
        ];
        self.begin("Targets", intro, &AIMED, 3)?;
        let Styles { id, shown, .. } = self.styles;
        let (first, others) = by_series(&self.entries.targets, &TARGETS, self.form);
        let mut row = FIRST;
        for m in &self.form.framework.measurements {
            for item in &m.items {
                let title = form::title(m, item);
                self.show(row, [(&m.measurement, id), (item, id), (&title, shown), (&m.unit, shown)])?;
                let cells = first.get(&(m.measurement.clone(), item.clone())).copied();
                for (column, name) in [(4, "year"), (5, "value")] {
                    self.fill(row, column, name, cells.and_then(|c| cell(c, &TARGETS, name)))?;
                }
                row += 1;
            }
        }
        for cells in others {
            for (column, (name, _, _)) in (0_u16..).zip(AIMED).filter(|(_, (name, _, _))| TARGETS.contains(name)) {
                self.fill(row, column, name, cell(cells, &TARGETS, name))?;
            }
            row += 1;
        }
        self.ask_year((FIRST, 4), (row - 1, 4), 2100)
    }

    /// The sheet `Practices`.
    pub fn practices(&mut self) -> Done {
        let intro = ["What you did that others may learn from: one practice a row, in your own words.", ""];
        self.begin("Practices", intro, &DONE, 1)?;
        let rows = SPARE.max(self.entries.practices.len() as u32);
        for (row, i) in (FIRST..).zip(0..rows as usize) {
            let cells = self.entries.practices.get(i);
            for (column, (name, _, _)) in (0_u16..).zip(DONE) {
                let text = cells.and_then(|c| cell(c, &PRACTICES, name));
                let entry = text.filter(|t| !t.is_empty()).map(|t| listed_as(self.form, name, t));
                self.fill(row, column, name, entry.as_deref())?;
            }
        }
        let last = FIRST + rows - 1;
        self.offer((FIRST, 0), (last, 0), "Key feature", "Choose a key feature from the list.")?;
        self.ask_year((FIRST, 4), (last, 4), self.form.cycle)?;
        self.offer((FIRST, 5), (last, 5), "Cost", "Choose low, medium or high.")?;
        self.offer((FIRST, 8), (last, 8), "Language", "Choose a language, or write its tag: pt-BR.")
    }
}

/// A rule that warns and lets pass.
fn warning(rule: DataValidation, title: &str, message: &str) -> Result<DataValidation, XlsxError> {
    rule.set_error_style(DataValidationErrorStyle::Warning).set_error_title(title)?.set_error_message(message)
}

/// An entry as the drop-down list of its column writes it.
fn listed_as(form: &Form, column: &str, id: &str) -> String {
    let f = form.framework;
    let known = match column {
        "feature" | "priorities" | "expertise" => {
            f.measurements.iter().find(|m| m.feature == id).map(|m| format!("{id} {}", m.feature_title))
        }
        "languages" | "language" => f.languages.iter().find(|l| l.language == id).map(language),
        "cost_band" => f.codes.iter().find(|c| c.kind == "cost" && c.code == id).map(with_sentence),
        _ => None,
    };
    known.unwrap_or_else(|| id.to_string())
}

/// Entries of a sheet: by measurement and item those that have a laid-out row, and those that go below.
type Laid<'a> = (BTreeMap<(String, String), &'a [String]>, Vec<&'a [String]>);

/// The first entry of each series goes to its laid-out row, the others below.
fn by_series<'a>(rows: &'a [Vec<String>], columns: &[&str], form: &Form) -> Laid<'a> {
    let mut first = BTreeMap::new();
    let mut others = Vec::new();
    for row in rows {
        let [measurement, item] =
            ["measurement", "item"].map(|name| cell(row, columns, name).unwrap_or_default().to_string());
        let laid_out = form.framework.measurement(&measurement).is_some_and(|m| m.items.contains(&item));
        if laid_out && !first.contains_key(&(measurement.clone(), item.clone())) {
            first.insert((measurement, item), row.as_slice());
        } else {
            others.push(row.as_slice());
        }
    }
    (first, others)
}

/// The cell of a column.
fn cell<'a>(cells: &'a [String], columns: &[&str], name: &str) -> Option<&'a str> {
    cells.get(columns.iter().position(|c| *c == name)?).map(String::as_str)
}
