//! Which measurement or variable of the context numbers may be: by words, units and ranges.

use crate::ingest::propose::column::shown;
use crate::ingest::propose::words::{Kind, Words};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::TOTAL;
use std::cmp::Reverse;

/// What numbers are called, and what they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// Words of their own: of their column, or their indicator.
    pub own: Vec<String>,
    /// Words around them: of the table's title, its sheet and its file.
    pub around: Vec<String>,
    /// Whether their own words say no more than that they are values, so that the words around speak of them.
    pub is_generic: bool,
    /// The least and the greatest.
    pub range: Option<(f64, f64)>,
    /// Whether they are all whole.
    pub whole: bool,
}

/// A measurement that numbers may be.
#[derive(Debug)]
pub(super) struct Likely<'f> {
    /// The measurement.
    pub measurement: &'f Measurement,
    /// Whether words, unit and range agree; else it is a guess.
    pub is_sure: bool,
    /// Why it is proposed, and what is doubtful.
    pub why: Vec<String>,
    /// What the values are multiplied by.
    pub multiply: Option<f64>,
    /// The item that the words name.
    pub item: Option<String>,
}

/// The unit of a measurement, as the words call it.
fn unit_of(m: &Measurement) -> Option<&'static str> {
    let unit = m.unit.as_str();
    let known = [
        ("%", "percent"),
        ("years", "years"),
        ("kg", "kg"),
        ("tonnes", "tonnes"),
        ("US$", "us_dollars"),
        ("rating", "rating"),
        ("hours", "hours"),
    ];
    match unit.contains("per 100 000") {
        true => Some("per_100000"),
        false => known.iter().find(|(begin, _)| unit.starts_with(begin)).map(|(_, name)| *name),
    }
}

/// What makes the unit of a table the one that is asked for.
fn factor(from: &str, to: &str) -> Option<f64> {
    match (from, to) {
        ("per_1000", "per_100000") => Some(100.0),
        ("kg", "tonnes") => Some(0.001),
        ("tonnes", "kg") => Some(1000.0),
        _ => None,
    }
}

/// Measurements that numbers may be, the likeliest first, and what speaks against others that the words name.
pub(super) fn measurements<'f>(
    words: &Words,
    framework: &'f Framework,
    named: &Named,
) -> (Vec<Likely<'f>>, Vec<String>) {
    let whole: Vec<String> = named.own.iter().chain(&named.around).cloned().collect();
    let text = if named.is_generic { &whole } else { &named.own };
    let by_name = words.find(Kind::Measurement, text);
    let mut scored: Vec<(i32, usize, Likely<'f>)> = Vec::new();
    let mut against = Vec::new();
    let perhaps = words.find(Kind::Perhaps, text);
    let matches = by_name.iter().map(|m| (m, 2)).chain(perhaps.iter().map(|m| (m, 1)));
    for (found, points) in matches {
        let Some(measurement) = framework.measurement(&found.name) else { continue };
        if scored.iter().any(|(_, _, l)| l.measurement.measurement == measurement.measurement) {
            continue;
        }
        match weigh(words, measurement, named, text, points, &found.words) {
            Ok((score, likely)) => scored.push((score, found.letters, likely)),
            Err(why) => against.push(why),
        }
    }
    scored.sort_by_key(|one| Reverse((one.0, one.1)));
    // Two that the words name alike are guesses both.
    let best = scored.first().map(|(score, letters, _)| (*score, *letters));
    let tied = scored.iter().filter(|(score, letters, _)| Some((*score, *letters)) == best).count() > 1;
    let sure = scored.first().is_some_and(|(score, _, _)| *score >= 2) && !tied;
    let likely = scored.into_iter().enumerate().map(|(at, (_, _, mut likely))| {
        likely.is_sure = sure && at == 0;
        likely
    });
    let likely: Vec<Likely> = likely.collect();
    let most = if sure { 1 } else { 3 };
    (likely.into_iter().take(most).collect(), against)
}

/// How much speaks for a measurement.
fn weigh<'f>(
    words: &Words,
    measurement: &'f Measurement,
    named: &Named,
    text: &[String],
    points: i32,
    found: &str,
) -> Result<(i32, Likely<'f>), String> {
    let id = &measurement.measurement;
    let mut why = vec![format!("the words {found:?}")];
    let mut score = points;
    if let Some(other) = words.against(Kind::Measurement, id, text) {
        score -= 2;
        why.push(format!("but the words {other:?}, which make it another thing"));
    }
    let unit = unit_of(measurement);
    let units = words.find(Kind::Unit, text);
    let mut multiply = None;
    if let Some(unit) = unit {
        let has = |name: &str| units.iter().any(|u| u.name == name);
        let other = units.iter().find(|u| factor(&u.name, unit).is_some());
        let per_person = |m: &str| m == "count" && (has("per_100000") || has("per_1000") || has("percent"));
        let contrary = units.iter().find(|u| {
            u.name != unit
                && factor(&u.name, unit).is_none()
                && !per_person(&u.name)
                && !(unit == "percent" && u.name == "years")
        });
        if has(unit) {
            score += 1;
            why.push(format!("the unit {}", measurement.unit));
        } else if let Some(other) = other {
            multiply = factor(&other.name, unit);
            why.push(format!("the unit {:?}, made {}", other.words, measurement.unit));
        } else if let Some(contrary) = contrary {
            score -= 1;
            why.push(format!("but the unit {:?}, and the catalogue asks for {}", contrary.words, measurement.unit));
        }
    }
    let Some((least, greatest)) = named.range else { return Err(format!("{id}: no number")) };
    let by = multiply.unwrap_or(1.0);
    let (least, greatest) = (least * by, greatest * by);
    let values = format!("{} to {}", shown(least), shown(greatest));
    let below = |end: Option<f64>| end.is_some_and(|end| least < end);
    let above = |end: Option<f64>| end.is_some_and(|end| greatest > end);
    if below(measurement.possible_min) || above(measurement.possible_max) {
        let end = |end: Option<f64>| end.map_or("any".to_string(), shown);
        return Err(format!(
            "{id} for the words {found:?}: values from {values} are not within {} to {}",
            end(measurement.possible_min),
            end(measurement.possible_max)
        ));
    }
    let (low, high) = (measurement.plausible_min, measurement.plausible_max);
    let usual = |end: Option<f64>| end.map_or("any".to_string(), shown);
    if below(low) || above(high) {
        score -= 1;
        why.push(format!("but values from {values}, where {} to {} are usual", usual(low), usual(high)));
    } else {
        why.push(format!("values from {values}, where {} to {} are usual", usual(low), usual(high)));
    }
    if unit == Some("percent") && greatest <= 1.0 && !named.whole {
        score -= 1;
        multiply = Some(100.0);
        why.push(
            "but no value is above 1: fractions of one, perhaps, which multiply = 100 makes percentages".to_string(),
        );
    }
    let named_items: Vec<String> = words.find(Kind::Item, &named.own).into_iter().map(|m| m.name).collect();
    let own: Vec<&String> = measurement.items.iter().filter(|i| named_items.contains(i)).collect();
    let special = own.iter().find(|i| i.as_str() != TOTAL);
    let has_total = measurement.items.iter().any(|i| i == TOTAL);
    let is_of_sex = ["female", "male"].iter().find(|s| named_items.iter().any(|n| n == *s));
    let item = match (special, is_of_sex) {
        (Some(item), _) => Some(item.to_string()),
        (None, Some(sex)) if !["council_seats_women", "board_seats_women"].contains(&id.as_str()) => {
            score -= 2;
            why.push(format!("but it is of {sex} people, and the catalogue asks for all"));
            None
        }
        (None, _) => None,
    };
    if item.is_none() && !has_total {
        score -= 2;
        why.push(format!("but it has no total: say which item it is, {}", measurement.items.join(", ")));
    }
    Ok((score, Likely { measurement, is_sure: false, why, multiply, item }))
}

/// The variable of the context that numbers are, with the words that say so.
pub(super) fn context(words: &Words, named: &Named) -> Option<(String, String)> {
    let whole: Vec<String> = named.own.iter().chain(&named.around).cloned().collect();
    let text = if named.is_generic { &whole } else { &named.own };
    let has_sex = words.find(Kind::Item, &named.own).iter().any(|m| m.name != TOTAL);
    let best = words.find(Kind::Context, text).into_iter().next()?;
    let is_fit = named.range.is_some_and(|(least, _)| least >= 0.0) && !has_sex;
    is_fit.then_some((best.name, best.words))
}
