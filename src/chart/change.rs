//! Change from baseline to latest in an area: a row a series, each on its own scale.

use std::collections::BTreeMap;

use super::data::{BySeries, Data, Differing, path_part};
use super::drawing::{Drawing, Jobs};
use super::frame::Frame;
use super::number::{self, Scale};
use super::row::{self, Ends, Row, Together};
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{self, INK, Moved, QUIET};
use crate::base::error::Result;
use crate::language::Language;
use crate::say;

/// The charts of a spec.
pub(super) struct Change<'a> {
    data: Data<'a>,
    areas: Vec<((&'a str, &'a str), Vec<usize>)>,
    components: BySeries<'a>,
    differing: Differing<'a>,
}

/// A value with its interval.
type End = (f64, Option<(f64, f64)>);

/// A row's facts.
struct Fact {
    row: Row,
    /// Whether its definition is not the catalogue's.
    differs: bool,
    /// Reason and title of a series that has no value to draw.
    left_out: Option<(String, String)>,
    moved: Moved,
    /// Whether it moved, but not firmly.
    tentative: bool,
    baseline: Option<End>,
    latest: Option<End>,
}

impl<'a> Change<'a> {
    pub fn new(data: Data<'a>) -> Result<Change<'a>> {
        data.needs(
            "components",
            &[
                "city",
                "measurement",
                "item",
                "baseline_low",
                "baseline_high",
                "baseline_interval",
                "latest_low",
                "latest_high",
                "latest_interval",
            ],
        )?;
        data.needs("points", &["city", "measurement", "item", "reference_year", "differs", "definition"])?;
        Ok(Change {
            // An area without a value is no picture; pages say so in words.
            areas: data
                .by_area()
                .into_iter()
                .filter(|(_, rows)| rows.iter().any(|&r| data.number("latest_value", r).is_some()))
                .collect(),
            components: data.with_by_series("components"),
            differing: data.differing(),
            data,
        })
    }

    /// A row's interval, of the baseline or of the latest value, where it is that value's own: what others lend is no
    /// bar.
    fn interval(&self, row: usize, low: &str, high: &str) -> Option<(f64, f64)> {
        let d = &self.data;
        let key = (d.text("city", row)?, d.text("measurement", row)?, d.text("item", row)?);
        let (t, &r) = d.with("components").zip(self.components.get(&key).and_then(|rows| rows.first()))?;
        let kind = low.strip_suffix("low").and_then(|end| t.text(&format!("{end}interval"), r));
        if matches!(kind, Some("borrowed" | "network" | "fluctuation")) {
            return None;
        }
        let end = |column| t.number(column, r).map(|v| v.clamp(-1e15, 1e15));
        end(low).zip(end(high)).map(|(a, b)| (a.min(b), a.max(b)))
    }

    /// Baseline and latest as they are drawn, each with its interval.
    fn ends(&self, row: usize) -> (Option<End>, Option<End>) {
        let d = &self.data;
        let latest = d.number("latest_value", row);
        let pair = d
            .number("baseline_value", row)
            .filter(|_| latest.is_some() && d.year("baseline_year", row) < d.year("latest_year", row));
        (
            pair.map(|v| (v, self.interval(row, "baseline_low", "baseline_high"))),
            latest.map(|v| (v, self.interval(row, "latest_low", "latest_high"))),
        )
    }

    /// All that is drawn, by measurement.
    fn together(&self, rows: &[usize]) -> Together<'a> {
        let mut all = Together::new();
        for &row in rows {
            let (baseline, latest) = self.ends(row);
            let Some(measurement) = self.data.text("measurement", row) else { continue };
            for (v, interval) in [baseline, latest].into_iter().flatten() {
                let of = all.entry(measurement).or_default();
                of.extend([Some(v), interval.map(|i| i.0), interval.map(|i| i.1)].into_iter().flatten());
            }
        }
        all
    }

    fn fact(&self, row: usize, together: &Together) -> Fact {
        let d = &self.data;
        let text = |role| d.text(role, row);
        let (city, id, item) = (
            text("city").unwrap_or_default(),
            text("measurement").unwrap_or_default(),
            text("item").unwrap_or_default(),
        );
        let measurement = d.measurement(id);
        let scale = measurement.map_or(Scale::Relative, |m| m.scale);
        let own = d.year("latest_year", row).and_then(|y| self.differing.get(&(city, id, item, y)));
        let defined = own.copied().flatten().and_then(|own| d.definition(own));
        let differs = own.is_some() && defined.is_none();
        let title = d.row_title(id, item, defined);
        let moved = Moved::of(text("movement"));
        let tentative = text("certainty") == Some("tentative");
        let baseline = d.number("baseline_value", row);
        let latest = d.number("latest_value", row);
        let years = (d.year("baseline_year", row), d.year("latest_year", row));
        let v = |x: f64| number::value_in(d.language, x, scale, defined.map(|d| d.unit.as_str()));
        let reason = text("reason").map(|r| d.label("reason", r));
        let unit = d.row_unit(measurement.map_or("", |m| &m.unit), defined, differs);
        let pair = baseline.zip(latest).filter(|_| years.0 < years.1);
        let mut values = match (pair, latest) {
            (Some((from, to)), _) => say!(
                d.language,
                "chart-change-values",
                from = v(from),
                from_year = d.year_words(years.0),
                to = v(to),
                to_year = d.year_words(years.1)
            ),
            (None, Some(only)) => say!(d.language, "chart-row-value", value = v(only), year = d.year_words(years.1)),
            (None, None) => String::new(),
        };
        if latest.is_some()
            && let Some(unit) = &unit
        {
            values = say!(d.language, "chart-row-unit", values = values, unit = unit);
        }
        let mut words = vec![match (text("movement"), &reason) {
            (Some("towards" | "away"), _) if tentative => {
                say!(d.language, "movement-tentative", label = moved.words(d.language))
            }
            (Some("towards" | "away"), _) => moved.words(d.language),
            (Some(code), _) if tentative => say!(d.language, "movement-tentative", label = d.label("movement", code)),
            (Some(code), _) => d.label("movement", code),
            (None, Some(reason)) => reason.clone(),
            (None, None) => Moved::NoResult.words(d.language),
        }];
        if pair.is_some()
            && let Some(change) = d.number("change", row)
        {
            // A ratio could not be formed: then the change is absolute, in the measurement's own unit.
            let absolute = scale == Scale::Relative && text("reason") == Some("base_not_positive");
            words.push(if absolute {
                number::plain(d.language, change, scale)
            } else {
                number::change(d.language, change, scale)
            });
        }
        let (baseline, latest) = self.ends(row);
        let all = together.get(id).map_or(&[][..], Vec::as_slice);
        let ends = latest.map(|_| Ends::from_zero(d.language, all, scale, measurement.and_then(|m| m.high)));
        let why = || reason.clone().unwrap_or_else(|| Moved::NoResult.words(d.language));
        Fact {
            differs,
            left_out: latest.is_none().then(|| (why(), title.clone())),
            row: Row::new(d.spec.width, &title, &values, &words, ends),
            moved,
            tentative,
            baseline,
            latest,
        }
    }
}

/// `Of 6 series, 3 moved towards, 2 held and 1 has no result.` Counts in words, none left out that is not zero.
pub(super) fn counted(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let all: usize = of.values().sum();
    match all {
        0 => say!(language, "chart-counts-caption-none"),
        _ => say!(language, "chart-counts-caption", n = all, counts = counts(language, of)),
    }
}

/// `3 moved towards, 2 held and 1 has no result`.
pub(super) fn counts(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let some = |m: &Moved| of.get(m).filter(|n| **n > 0).map(|n| m.counted(language, *n));
    let parts: Vec<String> = Moved::ALL.iter().filter_map(some).collect();
    match parts.is_empty() {
        true => Moved::NoResult.words(language),
        false => language.list(&parts),
    }
}

impl Jobs for Change<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.areas.iter().map(|((c, a), _)| vec![c.to_string(), a.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, area), rows) = &self.areas[index];
        let d = &self.data;
        let together = self.together(rows);
        let facts: Vec<Fact> = rows.iter().map(|&r| self.fact(r, &together)).collect();
        let name = d.city_name(city);
        let area_title = d.areas.iter().find(|a| a.area == *area).map_or(*area, |a| &a.title);
        let words = [("city", name.as_str()), ("area", area_title), ("network", &d.network)];
        let (title, subtitle) = d.heading(&words, Some(city));
        let mut tally: BTreeMap<Moved, usize> = BTreeMap::new();
        for f in &facts {
            *tally.entry(f.moved).or_default() += 1;
        }
        let with_value = facts.iter().filter(|f| f.latest.is_some()).count();
        let l = d.language;
        let mut notes = vec![
            [say!(l, "chart-change-note", n = facts.len(), valued = with_value), d.source_city()].join(" "),
            [say!(l, "chart-change-marks"), say!(l, "chart-row-scales")].join(" "),
        ];
        if facts.iter().any(|f| f.latest.is_some_and(|l| l.1.is_some()) || f.baseline.is_some_and(|b| b.1.is_some())) {
            notes.push(say!(l, "chart-change-intervals"));
        }
        if facts.iter().any(|f| f.tentative) {
            notes.push(say!(l, "chart-change-tentative"));
        }
        if facts.iter().any(|f| f.differs) {
            notes.push(say!(l, "chart-own-definition"));
        }
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        let caption = counted(l, &tally);
        let alt = say!(l, "chart-change-alt", title = &title, subtitle = &subtitle, caption = &caption);
        let frame = Frame::new(d.spec.width, &title, &subtitle, &notes);
        let left_out: Vec<_> = facts.iter().filter_map(|f| f.left_out.clone()).collect();
        let words = row::left_out(l, frame.width(), &left_out);
        let drawn = || facts.iter().filter(|f| f.left_out.is_none());
        let body = drawn().map(|f| f.row.height()).sum::<f64>() + words.iter().map(Row::height).sum::<f64>();
        let size = (frame.width(), row::ends(drawn().map(|f| &f.row)));
        let height = frame.height(body);
        let sheet = Sheet::new(frame.width(), height, d.language.right_to_left());
        let draw = || -> std::result::Result<(), AreaError> {
            frame.draw(&sheet, body)?;
            let mut top = frame.top();
            for f in drawn() {
                picture(&sheet, size, top, f)?;
                top += f.row.height();
            }
            for row in &words {
                row.draw(&sheet, size, top, INK)?;
                top += row.height();
            }
            Ok(())
        };
        draw().map_err(svg::failed(&d.spec.name))?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: vec![city.to_string(), area.to_string()],
            path: format!("{}/{}/{}.svg", d.spec.name, path_part(city), area_part(area)),
            drawn: sheet.finish(&say!(l, "chart-name", title = title, subtitle = subtitle), &alt),
            width: frame.width(),
            height,
            alt,
            caption,
        })
    }
}

/// `1.1` as part of a path.
pub(super) fn area_part(area: &str) -> String {
    area.split('.').map(path_part).collect::<Vec<_>>().join(".")
}

fn picture(sheet: &Sheet, size: (u32, f64), top: f64, f: &Fact) -> std::result::Result<(), AreaError> {
    let Some(track) = f.row.draw(sheet, size, top, f.moved.color())? else {
        return Ok(());
    };
    let color = if f.tentative { theme::paler(f.moved.color()) } else { f.moved.color() };
    sheet.layer("intervals");
    if let Some((_, Some(interval))) = f.baseline {
        track.interval(interval, 8.0, QUIET)?;
    }
    if let Some((_, Some(interval))) = f.latest {
        track.interval(interval, -8.0, color)?;
    }
    if let (Some((from, _)), Some((to, _))) = (f.baseline, f.latest) {
        sheet.layer("change");
        sheet.rule((track.x(from), track.y), (track.x(to), track.y), line(color, 3.0))?;
        sheet.layer("baseline");
        sheet.circle((track.x(from), track.y), 4.0, line(QUIET, 1.6))?;
    }
    if let Some((to, _)) = f.latest {
        sheet.layer("latest");
        sheet.circle((track.x(to), track.y), 4.2, fill(color))?;
    }
    sheet.layer("marks");
    sheet.mark(f.row.mark_at(size.0, &track), 5.0, f.moved)
}
