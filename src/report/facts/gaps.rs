//! The gaps inside a city: women and men, schools and community spaces, and whether they narrowed.

use super::subject::Subject;
use super::words::{marks, parsed};
use crate::document::{Block, Cell, Medium, Table};
use crate::language::Language;
use crate::model::relations::ItemGap;
use crate::model::vocabulary::{Gap, Mark, Reason};
use crate::report::site::Site;
use crate::{columns, say};

/// The section; nothing where no pair has a value.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let of_city = s.site.rows.item_gaps.of(&s.city.id);
    let gaps: Vec<ItemGap> = of_city.filter(|gap| parsed(gap.reason) != Some(Reason::NoPoints)).collect();
    if gaps.is_empty() {
        return Vec::new();
    }
    let count = |outcome: Gap| gaps.iter().filter(|gap| parsed(gap.gap) == Some(outcome)).count() as i64;
    let sentence = sentence(l, count(Gap::Narrowed), count(Gap::Widened), count(Gap::Unchanged));
    let columns = columns!(l => text "gaps-measurement" sharing 5, text "gaps-between" sharing 4, value "gaps-then",
        value "gaps-now", text "gaps-gap");
    let table = Table::new(say!(l, "gaps-caption"), columns, gaps.iter().map(|gap| row(s.site, gap, medium)));
    let blocks = vec![Block::lead(sentence), Block::Table(table)];
    vec![Block::section("gaps", say!(l, "gaps-title"), 60, blocks)]
}

fn row(site: &Site, gap: &ItemGap, medium: Medium) -> Vec<Cell> {
    let (l, c) = (&site.language, &site.catalogue);
    let scale = c.measurement(gap.measurement).map(|m| m.scale.as_str()).unwrap_or_default();
    let measured = c.measured(gap.city, gap.measurement, gap.first_item);
    let size_in = |gap: Option<f64>, year: Option<i64>| {
        let both = gap.zip(year);
        Cell::value(
            both.map(|(gap, year)| say!(l, "city-bracket", value = size(l, gap, scale), more = year.to_string())),
        )
    };
    let untested = medium == Medium::Page && marks(gap.marks).any(|mark| mark == Mark::NotTested);
    let outcome = match (gap.gap, gap.reason) {
        (Some(code), _) if untested => {
            let more = c.label("mark", Mark::NotTested.into_str());
            say!(l, "city-bracket", value = c.label("gap", code), more).into()
        }
        (Some(code), _) => c.label("gap", code).into(),
        (None, Some(reason)) => c.label("reason", reason).into(),
        _ => Cell::None,
    };
    vec![
        measured.map_or(gap.measurement, |m| m.title.as_str()).into(),
        l.list(&[gap.first_item, gap.second_item].map(|item| l.item(gap.measurement, item))).into(),
        size_in(gap.baseline_gap, gap.baseline_year),
        size_in(gap.latest_gap, gap.latest_year),
        outcome,
    ]
}

/// A gap in points or as a share; none where the two are alike.
fn size(l: &Language, gap: f64, scale: &str) -> String {
    let text = l.change(gap, scale);
    if text == l.change(0.0, scale) { say!(l, "gaps-none") } else { text }
}

/// How many gaps narrowed, in a sentence.
fn sentence(l: &Language, narrowed: i64, widened: i64, unchanged: i64) -> String {
    match (narrowed, widened, unchanged) {
        (0, 0, 0) => say!(l, "gaps-unread"),
        (1, 0, 0) => say!(l, "gaps-one-narrowed"),
        (0, 1, 0) => say!(l, "gaps-one-widened"),
        (0, 0, 1) => say!(l, "gaps-one-unchanged"),
        _ => say!(l, "gaps-moved", all = narrowed + widened + unchanged, narrowed, widened, unchanged),
    }
}

#[cfg(test)]
mod tests {
    use super::{sentence, size};
    use crate::language::tests::english;

    #[test]
    fn gaps_in_words() {
        let l = &english();
        assert!(sentence(l, 0, 0, 0).starts_with("No comparable change of a gap"));
        assert_eq!(sentence(l, 1, 0, 0), "The one gap with a comparable change narrowed.");
        assert_eq!(sentence(l, 0, 0, 1), "The one gap with a comparable change shows no clear change.");
        assert_eq!(
            sentence(l, 2, 0, 3),
            "Of 5 gaps with a comparable change, 2 narrowed, none widened and 3 show no clear change."
        );
        assert_eq!(
            sentence(l, 2, 1, 0),
            "Of 3 gaps with a comparable change, 2 narrowed, 1 widened and none is without a clear change."
        );
        assert_eq!(size(l, 0.0, "percent"), "none");
        assert_eq!(size(l, -10.0, "percent"), "−10\u{a0}points");
        assert_eq!(size(l, -0.2, "amount"), "−20\u{a0}%");
    }
}
