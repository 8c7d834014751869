//! `definitions.csv` of a network: definitions other than the catalogue's that values refer to, and the prices that
//! amounts of money are in.
//!
//! ```csv
//! definition,measurement,language,title,unit,price_base,low,high,note
//! gdp-pounds,gdp_per_capita,,GDP per head in pounds,£ per inhabitant,constant 2022,5000,500000,Chained volume measure
//! gdp-pounds,,fr,PIB par habitant en livres,£ par habitant,,,,Mesure en volume chaîné
//! ```
//!
//! The row without a language comes first and is read in every language that has no row of its own.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::base::error::{Result, bail, ensure};
use crate::base::source::{Hash, rows};
use crate::base::text::{check_name, check_tag, check_text, is_own_id};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::Scale;

/// A definition in one language. What a further language leaves out is as in the first row.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its id: lower-case letters, digits, `-` and `_`.
    pub definition: String,
    /// Measurement that it replaces.
    #[serde(default)]
    pub measurement: String,
    /// Tag of the language; none in the first row, which holds for every other language.
    pub language: Option<String>,
    /// What the values measure.
    pub title: String,
    /// Their unit.
    #[serde(default)]
    pub unit: String,
    /// `current`, or `constant` and a year.
    pub price_base: Option<String>,
    /// Least value that raises no question.
    pub low: Option<f64>,
    /// Greatest value that raises no question.
    pub high: Option<f64>,
    /// How it differs from the catalogue's.
    pub note: Option<String>,
}

/// The price base that a text means, as it is stored: `current` or `constant 2020`; none where it means neither.
pub fn price_base(text: &str) -> Option<String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["current"] => Some("current".into()),
        ["constant", year] => {
            let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
            let within = year.parse::<u16>().is_ok_and(|y| (1900..=2100).contains(&y));
            (plain && within).then(|| format!("constant {year}"))
        }
        _ => None,
    }
}

/// Whether values of a measurement can be amounts of money: a percentage or a rating cannot.
pub fn may_be_money(measurement: &Measurement) -> bool {
    !matches!(measurement.scale, Scale::Percent | Scale::Rating)
}

/// Reads and checks `definitions.csv`; sorted by id, the first row of each before those in other languages. The error
/// names the line.
pub(crate) fn read(path: &Path, hash: &mut Hash, framework: &Framework) -> Result<Vec<Definition>> {
    let found: Vec<Definition> = rows(path, hash)?;
    let mut first: BTreeMap<String, Definition> = BTreeMap::new();
    let mut all: BTreeMap<(String, Option<String>), Definition> = BTreeMap::new();
    for (row, mut d) in found.into_iter().enumerate() {
        let place = format!("{} line {}", path.display(), row + 2);
        for text in [&mut d.language, &mut d.price_base, &mut d.note] {
            *text = text.take().filter(|t| !t.is_empty());
        }
        let id = d.definition.clone();
        ensure!(is_own_id(&id), place, "definition {id:?} must be 1 to 64 lower-case letters, digits, - and _");
        check_words(&place, &d)?;
        match (&d.language, first.get(&id)) {
            (None, Some(_)) => bail!(
                place,
                "definition {id} is there twice; remove one row, or name the row's language in the column language"
            ),
            (None, None) => {
                check(&place, &mut d, framework)?;
                first.insert(id.clone(), d.clone());
            }
            (Some(tag), None) => bail!(
                place,
                "definition {id} has no row before this one whose language is empty; put it first, it is read in every language but {tag}"
            ),
            (Some(tag), Some(base)) => {
                check_tag(&place, tag, tag)?;
                translate(&place, &mut d, base)?;
            }
        }
        let tag = d.language.clone();
        if all.insert((id.clone(), tag.clone()), d).is_some() {
            bail!(place, "definition {id} is there twice in {}; remove one row", tag.unwrap_or_default());
        }
    }
    Ok(all.into_values().collect())
}

fn check_words(place: &str, d: &Definition) -> Result<()> {
    check_name(&place, "title", &d.title)?;
    if !d.unit.is_empty() && !d.unit.chars().any(|c| c.is_alphanumeric() || "%‰£$€¥".contains(c)) {
        bail!(place, "unit {:?} is no unit; write it as readers should see it", d.unit);
    }
    if let Some(note) = &d.note {
        check_text(&place, "note", note)?;
    }
    Ok(())
}

/// The row that holds for every language: all of it is needed but price base, range and note.
fn check(place: &str, d: &mut Definition, framework: &Framework) -> Result<()> {
    let (id, name) = (&d.definition, &d.measurement);
    let Some(measurement) = framework.measurement(name) else {
        bail!(
            place,
            "measurement {name:?} is not in the catalogue; write the id of the measurement that {id} stands in for, such as unemployment_rate"
        );
    };
    ensure!(!d.unit.is_empty(), place, "definition {id} has no unit; write it as readers should see it, such as %");
    if let Some(text) = &d.price_base {
        match price_base(text) {
            None => bail!(
                place,
                "price_base {text:?} is neither current nor constant with its year; write current, or constant 2020"
            ),
            Some(_) if !may_be_money(measurement) => {
                bail!(place, "price_base: {name} is a percentage or a rating, no amount of money; leave the cell empty")
            }
            base => d.price_base = base,
        }
    }
    for (what, bound) in [("low", d.low), ("high", d.high)] {
        let is_number = bound.is_none_or(f64::is_finite);
        ensure!(is_number, place, "{what} is not a number; write the bound with digits, or leave it empty");
    }
    if let (Some(low), Some(high)) = (d.low, d.high)
        && low >= high
    {
        bail!(place, "low {low} is not below high {high}; exchange them, or leave one empty");
    }
    Ok(())
}

/// A row in another language: its words, everything else from the first row.
fn translate(place: &str, d: &mut Definition, base: &Definition) -> Result<()> {
    let other = [
        ("measurement", !d.measurement.is_empty() && d.measurement != base.measurement),
        ("price_base", d.price_base.as_deref().is_some_and(|p| price_base(p) != base.price_base)),
        ("low", d.low.is_some() && d.low != base.low),
        ("high", d.high.is_some() && d.high != base.high),
    ];
    if let Some((what, _)) = other.into_iter().find(|o| o.1) {
        bail!(place, "{what} of definition {} is not as in its first row; leave it empty here", d.definition);
    }
    d.measurement.clone_from(&base.measurement);
    d.price_base.clone_from(&base.price_base);
    (d.low, d.high) = (base.low, base.high);
    if d.unit.is_empty() {
        d.unit.clone_from(&base.unit);
    }
    if d.note.is_none() {
        d.note.clone_from(&base.note);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::price_base;

    #[test]
    fn a_price_base_is_current_or_constant_with_a_year() {
        assert_eq!(price_base("current").as_deref(), Some("current"));
        assert_eq!(price_base(" Constant  2020 ").as_deref(), Some("constant 2020"));
        for bad in
            ["", "constant", "2020", "constant 20", "constant 1899", "constant 2101", "constant +202", "current 2020"]
        {
            assert_eq!(price_base(bad), None, "{bad}");
        }
    }
}
