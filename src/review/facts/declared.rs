//! What cities declared (consent, contact) and what the analysts corrected, by city.

use std::collections::BTreeMap;

use crate::base::error::Result;
use crate::engine::Engine;
use crate::review::facts::names::Names;

/// A declaration of consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Year of the brief that it is for.
    pub cycle: Option<i64>,
    /// Day of the submission.
    pub submitted_on: Option<String>,
    /// What governs the cycle now.
    pub consent: String,
    /// As this declaration states it; none where it states none.
    pub stated: Option<String>,
    /// What the stated consent is meant for: all or cycle.
    pub consent_for: Option<String>,
}

/// A declaration that the store keeps although no file says so any longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Year of the brief that it is for.
    pub cycle: Option<i64>,
    /// Day of the submission.
    pub submitted_on: Option<String>,
    /// The consent as it counts.
    pub consent: String,
}

/// How a city can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name of a person.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Working languages, BCP 47 tags in the city's order.
    pub languages: Vec<String>,
    /// public, secretariat or none.
    pub consent: String,
}

/// A correction in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Measurement.
    pub measurement: String,
    /// Item.
    pub item: String,
    /// Reference year.
    pub year: i64,
    /// drop, override, scale or flag.
    pub action: String,
    /// Value before it, in the measurement's unit.
    pub before: Option<f64>,
    /// Value after it.
    pub after: Option<f64>,
    /// Why.
    pub reason: String,
    /// Who was asked.
    pub asked: String,
    /// Day, ISO 8601.
    pub date: String,
}

/// What was declared and corrected, by place of the city.
#[derive(Debug, Default)]
pub struct Statements {
    /// Every declaration of consent, by cycle and day.
    pub declared: BTreeMap<usize, Vec<Declared>>,
    /// Declarations that hold without a file.
    pub held: BTreeMap<usize, Vec<Held>>,
    /// The contact of the newest declaration.
    pub contacts: BTreeMap<usize, Contact>,
    /// Corrections, by row.
    pub corrections: BTreeMap<usize, Vec<Correction>>,
}

/// Reads them.
///
/// # Errors
/// A table cannot be read.
pub fn read(engine: &Engine, names: &Names) -> Result<Statements> {
    let mut all = Statements::default();
    let table = engine.table("declaration_history")?;
    for row in (0..table.len()).filter(|row| table.text("submission", *row).is_some()) {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        let Some(city) = table.text("city", row).and_then(|city| names.place(city)) else { continue };
        all.declared.entry(city).or_default().push(Declared {
            cycle: table.integer("cycle", row),
            submitted_on: text("submitted_on"),
            consent: text("consent").unwrap_or_default(),
            stated: text("declared_consent"),
            consent_for: text("consent_for"),
        });
    }
    let table = engine.table("withdrawals")?;
    for row in (0..table.len()).filter(|row| table.truth("held", *row) == Some(true)) {
        let Some(city) = table.text("city", row).and_then(|city| names.place(city)) else { continue };
        all.held.entry(city).or_default().push(Held {
            cycle: table.integer("cycle", row),
            submitted_on: table.text("submitted_on", row).map(str::to_string),
            consent: table.text("consent", row).unwrap_or_default().to_string(),
        });
    }
    let table = engine.table("contacts")?;
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        let Some(city) = table.text("city", row).and_then(|city| names.place(city)) else { continue };
        let languages = text("languages").unwrap_or_default();
        let contact = Contact {
            name: text("contact_name"),
            email: text("contact_email"),
            languages: languages.split('|').filter(|tag| !tag.is_empty()).map(str::to_string).collect(),
            consent: text("contact_consent").unwrap_or_default(),
        };
        all.contacts.insert(city, contact);
    }
    let table = engine.table("corrections")?;
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
        let Some(city) = table.text("city", row).and_then(|city| names.place(city)) else { continue };
        all.corrections.entry(city).or_default().push(Correction {
            measurement: text("measurement"),
            item: text("item"),
            year: table.integer("reference_year", row).unwrap_or_default(),
            action: text("action"),
            before: table.number("before", row),
            after: table.number("after", row),
            reason: text("reason"),
            asked: text("asked"),
            date: text("date"),
        });
    }
    all.declared.values_mut().for_each(|list| {
        list.sort_by(|a, b| (a.cycle, &a.submitted_on).cmp(&(b.cycle, &b.submitted_on)));
    });
    Ok(all)
}
