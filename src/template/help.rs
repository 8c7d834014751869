//! The sheet `Help`: how to fill in the others, and the lists behind their drop-downs.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use strum::VariantNames;

use super::form::Form;
use super::style::Styles;
use crate::model::framework::{Code, LanguageName};
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent, SourceKind, ValueRule};

/// First row of the lists, from 0.
const FIRST: u32 = 22;

const HOW: [&str; 18] = [
    "Fill in the white cells. Grey cells tell what is asked; please do not change them, nor the small row of column names under the titles.",
    "City: the day you send this, whether your values may be published, and the key features in which you ask for help or can help others.",
    "Observations: one row for each figure. Give the year that it speaks of and the value; leave empty what you do not have. An empty row is no error.",
    "Write numbers plainly: 97.2 for 97.2 %, not 0.972 and not in per cent format. No formulas: write their result.",
    "Source: official statistics, a survey, or a panel of experts. The list shows what is accepted for that figure.",
    "Status: leave it empty for an ordinary value. Where there is no value but a reason, choose one of the statuses without a value (O, M, L, H, Q).",
    "Choose D where your definition differs from the one printed here, and say how in the note, or choose one of the network's definitions; B where the series starts anew, such as after a change of method.",
    "Amounts of money need their prices: current, or constant and the year whose prices they are, as constant 2020.",
    "Several statuses are joined by a bar: B|D.",
    "For surveys give the 95 % interval or the number of respondents (and the design effect if it is known): otherwise nobody can tell a change from chance.",
    "For expert ratings (5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor) give each reviewer's rating as 3|4|4; the value is their median.",
    "How the value was made (measured, survey, register, estimate, unknown) and who verified it help readers; leave both empty if you do not know. Verified by names a third party, such as an auditor, never the city itself.",
    "Values for further years, or corrections of earlier ones, go into the empty rows at the bottom of the sheet. To take a value back, give its year, leave the value empty and choose status O.",
    "Targets: only where the city has set itself one. Practices: what you did that others may learn from, with a link, the year in which it began, what it costs and who takes part.",
    "Consent: public: shown on pages and in open data. aggregate_only: counted in results of many cities, never shown. private, or empty: kept, not used in anything published.",
    "Consent for: all: what you say of consent holds for every cycle that you have sent, so that it can open or take back earlier ones. cycle: it holds for this cycle alone. If it differs from an earlier cycle's and nothing is chosen, we ask, and the narrower consent holds meanwhile.",
    "Contact: whom other cities can write to. public: name, role and e-mail are shown to everybody. secretariat: only that the network's secretariat passes messages on. none, or empty: nothing is shown. What your newest form says holds; languages and time zone are shown with your city.",
    "When you are done, save as .xlsx and send it. Every value can be corrected in the next workbook.",
];

/// The lists behind drop-downs; each is in a column of `Help`.
pub(super) struct Lists {
    columns: Vec<(&'static str, Vec<String>)>,
}

impl Lists {
    pub fn new(form: &Form) -> Lists {
        let framework = form.framework;
        let mut features: Vec<String> =
            framework.measurements.iter().map(|m| format!("{} {}", m.feature, m.feature_title)).collect();
        features.dedup();
        let words = |list: &[&str]| list.iter().map(|word| word.to_string()).collect::<Vec<_>>();
        let constant = (form.cycle - 15..=form.cycle).rev().map(|year| format!("constant {year}"));
        let of_kind = |kind: &str| framework.codes.iter().filter(|c| c.kind == kind).map(with_sentence).collect();
        let mut columns = vec![
            ("Status", framework.statuses.iter().map(|s| format!("{}: {}", s.code, s.title)).collect()),
            ("Source", words(SourceKind::VARIANTS)),
            ("Consent", words(Consent::VARIANTS)),
            ("Consent for", words(ConsentFor::VARIANTS)),
            ("Key feature", features),
            ("Measurement", framework.measurements.iter().map(|m| m.measurement.clone()).collect()),
            ("Contact consent", words(ContactConsent::VARIANTS)),
            ("Cost", of_kind("cost")),
            ("Language", framework.languages.iter().map(language).collect()),
            ("Prices", std::iter::once("current".to_string()).chain(constant).collect()),
            ("How the value was made", of_kind("quality")),
        ];
        let definitions = form.definitions.iter().filter(|d| d.language.is_none());
        let definitions: Vec<String> =
            definitions.map(|d| format!("{}: {} ({})", d.definition, d.title, d.measurement)).collect();
        if !definitions.is_empty() {
            columns.push(("Definition", definitions));
        }
        Lists { columns }
    }

    /// Whether there is such a list.
    pub fn has(&self, title: &str) -> bool {
        self.columns.iter().any(|(t, _)| *t == title)
    }

    /// The cells of a list, for a drop-down.
    pub fn range(&self, title: &str) -> Formula {
        let at = self.columns.iter().position(|(t, _)| *t == title).unwrap_or_default();
        let column = char::from(b'A' + at as u8);
        let last = FIRST as usize + 1 + self.columns.get(at).map_or(1, |(_, l)| l.len());
        Formula::new(format!("=Help!${column}${}:${column}${last}", FIRST + 2))
    }
}

/// A language as its list writes it: `fr: French`.
pub(super) fn language(l: &LanguageName) -> String {
    format!("{}: {}", l.language, l.language_name)
}

/// A code as its list writes it: `low: It runs on ...`.
pub(super) fn with_sentence(c: &Code) -> String {
    format!("{}: {}", c.code, c.sentence)
}

pub(super) fn sheet(sheet: &mut Worksheet, form: &Form, styles: &Styles, lists: &Lists) -> Result<(), XlsxError> {
    sheet.set_name("Help")?;
    sheet.write_string_with_format(0, 0, "How to fill in this workbook", &styles.title)?;
    let about = if form.network.fictional { " Every city of this network is invented." } else { "" };
    sheet.write_string_with_format(1, 0, format!("{}.{about}", form.network.name), &styles.intro)?;
    for (i, line) in HOW.iter().enumerate() {
        sheet.write_string_with_format(3 + i as u32, 0, format!("{}. {line}", i + 1), &styles.intro)?;
    }
    for (column, (title, list)) in (0_u16..).zip(&lists.columns) {
        sheet.write_string_with_format(FIRST, column, *title, &styles.head)?;
        for (row, text) in (FIRST + 1..).zip(list) {
            sheet.write_string_with_format(row, column, text, &styles.shown)?;
        }
    }
    let column = lists.columns.len() as u16;
    sheet.write_string_with_format(FIRST, column, "Statuses without a value", &styles.head)?;
    let without = form.framework.statuses.iter().filter(|s| s.value == ValueRule::None);
    for (row, s) in (FIRST + 1..).zip(without) {
        sheet.write_string_with_format(row, column, format!("{}: {}", s.code, s.title), &styles.shown)?;
    }
    for (column, width) in
        [48.0, 12.0, 16.0, 16.0, 72.0, 38.0, 16.0, 48.0, 30.0, 16.0, 48.0, 72.0, 48.0].iter().enumerate()
    {
        sheet.set_column_width(column as u16, *width)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    Ok(())
}
