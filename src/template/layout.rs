//! The sheets that are filled in.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::form::{Entries, Form};
use super::help::{Lists, language};
use super::style::Styles;
use super::words::{entry, with_sentence};
use crate::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, TARGETS};
use crate::language::FIRST as FIRST_LANGUAGE;
use crate::model::form;
use crate::model::framework::Measurement;
use crate::model::vocabulary::TOTAL;
use crate::say;

/// Row of the titles, from 0; the reader's column names are below it.
const TITLES: u32 = 3;
/// First row to fill in.
const FIRST: u32 = TITLES + 2;
/// Rows for priorities and expertise.
const FEATURES: u32 = 8;
/// Empty rows under the laid-out ones.
const SPARE: u32 = 24;

/// A column: name for the reader, message of the title for people, width in characters.
type Column = (&'static str, &'static str, f64);

const CITY: [Column; 14] = [
    ("city", "form-city-city", 20.0),
    ("cycle", "form-city-cycle", 9.0),
    ("submitted_on", "form-city-submitted_on", 14.0),
    ("consent", "form-city-consent", 17.0),
    ("consent_for", "form-city-consent_for", 17.0),
    ("baseline_year", "form-city-baseline_year", 18.0),
    ("priorities", "form-city-priorities", 48.0),
    ("expertise", "form-city-expertise", 48.0),
    ("languages", "form-city-languages", 24.0),
    ("time_zone", "form-city-time_zone", 22.0),
    ("contact_name", "form-city-contact_name", 24.0),
    ("contact_role", "form-city-contact_role", 26.0),
    ("contact_email", "form-city-contact_email", 30.0),
    ("contact_consent", "form-city-contact_consent", 26.0),
];

const OBSERVED: [Column; 23] = [
    ("measurement", "form-observations-measurement", 17.0),
    ("item", "form-observations-item", 10.0),
    ("title", "form-observations-title", 30.0),
    ("meaning", "form-observations-meaning", 44.0),
    ("unit", "form-observations-unit", 17.0),
    ("last_year", "form-observations-last_year", 8.0),
    ("last_value", "form-observations-last_value", 10.0),
    ("reference_year", "form-observations-reference_year", 8.0),
    ("value", "form-observations-value", 11.0),
    ("source", "form-observations-source", 11.0),
    ("status", "form-observations-status", 14.0),
    ("ci_lower", "form-observations-ci_lower", 10.0),
    ("ci_upper", "form-observations-ci_upper", 10.0),
    ("sample_size", "form-observations-sample_size", 12.0),
    ("design_effect", "form-observations-design_effect", 9.0),
    ("ratings", "form-observations-ratings", 14.0),
    ("agency", "form-observations-agency", 20.0),
    ("evidence", "form-observations-evidence", 20.0),
    ("definition", "form-observations-definition", 20.0),
    ("price_base", "form-observations-price_base", 14.0),
    ("quality", "form-observations-quality", 14.0),
    ("verified_by", "form-observations-verified_by", 20.0),
    ("note", "form-observations-note", 36.0),
];

const AIMED: [Column; 6] = [
    ("measurement", "form-targets-measurement", 28.0),
    ("item", "form-targets-item", 16.0),
    ("title", "form-targets-title", 52.0),
    ("unit", "form-targets-unit", 38.0),
    ("year", "form-targets-year", 14.0),
    ("value", "form-targets-value", 14.0),
];

const DONE: [Column; 9] = [
    ("feature", "form-practices-feature", 44.0),
    ("title", "form-practices-title", 36.0),
    ("summary", "form-practices-summary", 80.0),
    ("link", "form-practices-link", 44.0),
    ("started", "form-practices-started", 11.0),
    ("cost_band", "form-practices-cost_band", 26.0),
    ("partners", "form-practices-partners", 36.0),
    ("evidence", "form-practices-evidence", 44.0),
    ("language", "form-practices-language", 22.0),
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
    fn begin(&mut self, name: &str, title: String, intro: [String; 2], columns: &[Column], fixed: u16) -> Done {
        let Sheet { sheet, form, styles, .. } = self;
        let l = form.language;
        sheet.set_name(name)?;
        let (city, cycle) = (&form.city.name, form.cycle.to_string());
        let title = match form.network.fictional {
            true => say!(l, "form-heading-invented", sheet = title, city, cycle),
            false => say!(l, "form-heading", sheet = title, city, cycle),
        };
        sheet.write_string_with_format(0, 0, title, &styles.title)?;
        for (row, line) in (1..).zip(intro) {
            sheet.write_string_with_format(row, 0, line, &styles.intro)?;
        }
        for (column, (name, title, width)) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(TITLES, column, l.say(title, &[]), &styles.head)?;
            sheet.write_string_with_format(TITLES + 1, column, *name, &styles.name)?;
            // Entries of this list are an id and words; in English the id alone.
            let is_wide = *name == "source" && l.tag() != FIRST_LANGUAGE;
            sheet.set_column_width(column, if is_wide { 27.0 } else { *width })?;
        }
        sheet.set_row_height(TITLES, 48)?;
        sheet.set_freeze_panes(FIRST, fixed)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
            .set_footer(format!("&L&A&R{}", say!(l, "form-page", page = "&P", pages = "&N")))
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

    /// Offers a list for cells between two, both included; the message `help` is said of anything else.
    fn offer(&mut self, from: (u32, u16), to: (u32, u16), list: &str, help: &str) -> Done {
        let help = &self.form.language.say(help, &[]);
        let rule = DataValidation::new().allow_list_formula(self.lists.range(list));
        self.check(from, to, &warning(rule, &say!(self.form.language, "form-not-in-list"), help)?)
    }

    /// Says of anything entered between two cells, both included, that it is not read.
    fn refuse(&mut self, from: (u32, u16), to: (u32, u16), help: &str) -> Done {
        let rule = DataValidation::new().allow_custom(Formula::new("=FALSE"));
        self.check(from, to, &warning(rule, &say!(self.form.language, "form-not-read"), help)?)
    }

    /// Asks for a year, up to the last, in cells between two, both included.
    fn ask_year(&mut self, from: (u32, u16), to: (u32, u16), last: i32) -> Done {
        let (l, such) = (self.form.language, self.form.cycle.to_string());
        let message = say!(l, "form-year-help", last = last.to_string(), such);
        let rule = DataValidation::new().allow_whole_number(DataValidationRule::Between(1900, last));
        self.check(from, to, &warning(rule, &say!(l, "form-year"), &message)?)
    }

    /// The sheet `City`.
    pub fn city(&mut self) -> Done {
        let l = self.form.language;
        let intro = [say!(l, "form-city-intro"), say!(l, "form-city-consents")];
        self.begin("City", say!(l, "form-sheet-city"), intro, &CITY, 0)?;
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
        self.offer((FIRST, 3), (FIRST, 3), "form-list-consent", "form-choose-consent")?;
        self.offer((FIRST, 4), (FIRST, 4), "form-list-consent-for", "form-choose-consent-for")?;
        self.ask_year((FIRST, 5), (FIRST, 5), self.form.cycle)?;
        self.offer((FIRST, 6), (FIRST + FEATURES - 1, 7), "form-list-key-feature", "form-choose-feature")?;
        self.offer((FIRST, 8), (FIRST + FEATURES - 1, 8), "form-list-language", "form-choose-language")?;
        self.offer((FIRST, 13), (FIRST, 13), "form-list-contact-consent", "form-choose-contact")
    }

    /// The sheet `Observations`.
    pub fn observations(&mut self) -> Done {
        let l = self.form.language;
        let intro = [say!(l, "form-observations-intro"), say!(l, "form-observations-grey")];
        self.begin("Observations", say!(l, "form-sheet-observations"), intro, &OBSERVED, 3)?;
        // A3: on A4 so many columns cannot be read.
        self.sheet.set_paper_size(8);
        let (first, others) = by_series(&self.entries.observations, &OBSERVATIONS, self.form);
        let mut row = FIRST;
        for area in &self.form.framework.areas {
            for column in 0..OBSERVED.len() as u16 {
                self.sheet.write_blank(row, column, &self.styles.band)?;
            }
            let title = format!("{} {}", area.area, l.name("area", &area.area, &area.area_title));
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
        self.sheet.write_string_with_format(row, 2, say!(l, "form-further"), &self.styles.band)?;
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
        self.refuse((FIRST, 5), (last, 6), &say!(l, "form-not-read-help"))?;
        self.ask_year((FIRST, 7), (last, 7), self.form.cycle)?;
        let drop_downs = [
            (FIRST, 10, "form-list-status", "form-choose-status"),
            (spare, 0, "form-list-measurement", "form-choose-measurement"),
            (spare, 9, "form-list-source", "form-choose-source"),
            (FIRST, 18, "form-list-definition", "form-choose-definition"),
            (FIRST, 19, "form-list-prices", "form-choose-prices"),
            (FIRST, 20, "form-list-quality", "form-choose-quality"),
        ];
        for (from, column, list, help) in drop_downs.into_iter().filter(|(.., list, _)| self.lists.has(list)) {
            self.offer((from, column), (last, column), list, help)?;
        }
        Ok(())
    }

    /// What a laid-out row of `Observations` says.
    fn laid_out(&mut self, row: u32, m: &Measurement, item: &str) -> Done {
        let Styles { id, shown, shown_number, .. } = self.styles;
        let form::Texts { title, meaning, unit, .. } =
            form::in_language(self.form.framework, m, item, self.form.language);
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
            let only = match m.map(|m| m.sources.as_slice()) {
                Some([only]) => entry(self.form.language, name, only),
                _ => String::new(),
            };
            if cells.is_none() && name == "source" && !only.is_empty() {
                text = Some(&only);
            }
            self.fill(row, column, name, text)?;
        }
        Ok(())
    }

    /// What a measurement accepts.
    fn rules(&mut self, row: u32, m: &Measurement) -> Done {
        let l = self.form.language;
        let sources: Vec<String> = m.sources.iter().map(|source| entry(l, "source", source)).collect();
        let rule = DataValidation::new().allow_list_strings(&sources)?;
        let form::Texts { unit, unit_alone, .. } = form::in_language(self.form.framework, m, TOTAL, l);
        let (other, help) = (say!(l, "form-other-source"), say!(l, "form-other-source-help"));
        self.check((row, 9), (row, 9), &warning(rule, &other, &help)?)?;
        let number = |value: f64| value.to_string();
        let (range, message) = match (m.possible_min, m.possible_max) {
            (Some(low), Some(high)) => (
                DataValidationRule::Between(low, high),
                say!(l, "form-between", low = number(low), high = number(high), unit),
            ),
            (Some(low), None) => (
                DataValidationRule::GreaterThanOrEqualTo(low),
                say!(l, "form-at-least", low = number(low), unit = unit_alone),
            ),
            (None, Some(high)) => (
                DataValidationRule::LessThanOrEqualTo(high),
                say!(l, "form-at-most", high = number(high), unit = unit_alone),
            ),
            (None, None) => return Ok(()),
        };
        let rule = DataValidation::new().allow_decimal_number(range);
        self.check((row, 8), (row, 8), &warning(rule, &say!(l, "form-cannot-be"), &message)?)
    }

    /// The sheet `Targets`.
    pub fn targets(&mut self) -> Done {
        let l = self.form.language;
        let intro = [say!(l, "form-targets-intro"), String::new()];
        self.begin("Targets", say!(l, "form-sheet-targets"), intro, &AIMED, 3)?;
        let Styles { id, shown, .. } = self.styles;
        let (first, others) = by_series(&self.entries.targets, &TARGETS, self.form);
        let mut row = FIRST;
        for m in &self.form.framework.measurements {
            for item in &m.items {
                let form::Texts { title, unit_alone, .. } = form::in_language(self.form.framework, m, item, l);
                self.show(row, [(&m.measurement, id), (item, id), (&title, shown), (&unit_alone, shown)])?;
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
        let l = self.form.language;
        let intro = [say!(l, "form-practices-intro"), String::new()];
        self.begin("Practices", say!(l, "form-sheet-practices"), intro, &DONE, 1)?;
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
        self.offer((FIRST, 0), (last, 0), "form-list-key-feature", "form-choose-feature")?;
        self.ask_year((FIRST, 4), (last, 4), self.form.cycle)?;
        self.offer((FIRST, 5), (last, 5), "form-list-cost", "form-choose-cost")?;
        self.offer((FIRST, 8), (last, 8), "form-list-language", "form-choose-language")
    }
}

/// A rule that warns and lets pass.
fn warning(rule: DataValidation, title: &str, message: &str) -> Result<DataValidation, XlsxError> {
    rule.set_error_style(DataValidationErrorStyle::Warning).set_error_title(title)?.set_error_message(message)
}

/// An entry as the drop-down list of its column writes it.
fn listed_as(form: &Form, column: &str, id: &str) -> String {
    let (f, l) = (form.framework, form.language);
    let known = match column {
        "feature" | "priorities" | "expertise" => f
            .measurements
            .iter()
            .find(|m| m.feature == id)
            .map(|m| format!("{id} {}", l.name("feature", id, &m.feature_title))),
        "languages" | "language" => f.languages.iter().find(|of| of.language == id).map(|of| language(l, of)),
        "cost_band" => f.codes.iter().find(|c| c.kind == "cost" && c.code == id).map(|c| with_sentence(l, c)),
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
