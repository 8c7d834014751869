//! A city beside its peers' middle half: a row a series, each on its own scale. No position, no least or greatest peer.

use super::change::area_part;
use super::data::{Data, Differing, path_part};
use super::drawing::{Drawing, Jobs};
use super::frame::Frame;
use super::number::{self, Scale};
use super::row::{self, Ends, Row, Together};
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{self, INK, OWN, QUIET};
use crate::base::error::Result;
use crate::say;

/// The charts of a spec.
pub(super) struct Standing<'a> {
    data: Data<'a>,
    areas: Vec<((&'a str, &'a str), Vec<usize>)>,
    differing: Differing<'a>,
}

/// A row's facts.
struct Fact {
    row: Row,
    /// Whether its definition is not the catalogue's.
    differs: bool,
    /// Reason and words of a series that cannot be set beside peers.
    left_out: Option<(String, String)>,
    value: Option<f64>,
    /// The value's 95 % interval.
    interval: Option<(f64, f64)>,
    /// Median, and the ends of the middle half.
    peers: Option<(f64, f64, f64)>,
    n: Option<i64>,
    standing: Option<String>,
}

impl<'a> Standing<'a> {
    pub fn new(data: Data<'a>) -> Result<Standing<'a>> {
        data.needs("points", &["city", "measurement", "item", "reference_year", "differs", "definition"])?;
        Ok(Standing {
            // An area in which nothing can be set beside peers is no picture; pages say why in words.
            areas: data
                .by_area()
                .into_iter()
                .filter(|(_, rows)| {
                    rows.iter().any(|&r| data.number("value", r).is_some() && data.number("median", r).is_some())
                })
                .collect(),
            differing: data.differing(),
            data,
        })
    }

    /// Median, and the ends of the middle half.
    fn peers(&self, row: usize) -> Option<(f64, f64, f64)> {
        let n = |role| self.data.number(role, row);
        let (median, p25, p75) = (n("median")?, n("p25")?, n("p75")?);
        Some((median, p25.min(p75), p25.max(p75)))
    }

    /// The value's 95 % interval, where it is compared.
    fn interval(&self, row: usize) -> Option<(f64, f64)> {
        let n = |role| self.data.number(role, row).map(|v| v.clamp(-1e15, 1e15));
        let (low, high) = (n("low")?, n("high")?);
        Some((low.min(high), low.max(high)))
    }

    /// All that is drawn, by measurement.
    fn together(&self, rows: &[usize]) -> Together<'a> {
        let mut all = Together::new();
        for &row in rows {
            let drawn = self.data.text("measurement", row).zip(self.data.number("value", row)).zip(self.peers(row));
            if let Some(((measurement, value), peers)) = drawn {
                let of = all.entry(measurement).or_default();
                of.extend([value, peers.0, peers.1, peers.2]);
                of.extend(self.interval(row).into_iter().flat_map(|(low, high)| [low, high]));
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
        let v = |x: f64| number::value_in(d.language, x, scale, defined.map(|d| d.unit.as_str()));
        let value = d.number("value", row);
        let peers = self.peers(row);
        let n = d.number("n_peers", row).map(|n| n as i64);
        let reason = text("reason").map(|r| d.label("reason", r));
        let standing = text("standing").map(|s| d.label("standing", s));
        let unit = d.row_unit(measurement.map_or("", |m| &m.unit), defined, differs);
        let own = value.map(|x| match d.year("latest_year", row) {
            Some(year) => say!(d.language, "chart-row-value", value = v(x), year = number::year(d.language, year)),
            None => v(x),
        });
        let mut values = match (own, peers) {
            (own, Some((m, a, b))) => {
                let (median, low, high) = (v(m), number::plain(d.language, a, scale), v(b));
                let n = n.unwrap_or_default();
                match own {
                    Some(own) => say!(
                        d.language,
                        "chart-standing-values",
                        own = own,
                        median = median,
                        low = low,
                        high = high,
                        n = n
                    ),
                    None => {
                        say!(d.language, "chart-standing-values-peers", median = median, low = low, high = high, n = n)
                    }
                }
            }
            (own, None) => own.unwrap_or_default(),
        };
        if value.is_some()
            && let Some(unit) = &unit
        {
            values = say!(d.language, "chart-row-unit", values = values, unit = unit);
        }
        let words: Vec<String> = standing.into_iter().collect();
        let all = together.get(id).map_or(&[][..], Vec::as_slice);
        let possible = (measurement.and_then(|m| m.low), measurement.and_then(|m| m.high));
        let ends = value.filter(|_| peers.is_some()).map(|_| Ends::around(d.language, all, scale, possible));
        let left_out = ends.is_none().then(|| {
            let words = match values.is_empty() {
                true => title.clone(),
                false => say!(d.language, "chart-row-left-out", title = &title, values = &values),
            };
            (reason.unwrap_or_else(|| say!(d.language, "chart-standing-not-compared")), words)
        });
        Fact {
            differs,
            left_out,
            row: Row::new(d.spec.width, &title, &values, &words, ends),
            value,
            interval: self.interval(row),
            peers,
            n,
            standing: text("standing").map(str::to_string),
        }
    }
}

impl Jobs for Standing<'_> {
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
        let compared = facts.iter().filter(|f| f.peers.is_some() && f.value.is_some());
        let ns: Vec<i64> = compared.clone().filter_map(|f| f.n).collect();
        let l = d.language;
        let n = match (ns.iter().min(), ns.iter().max()) {
            (Some(low), Some(high)) if low != high => say!(l, "chart-standing-n-range", low = *low, high = *high),
            (only, _) => say!(l, "chart-standing-n", n = only.copied().unwrap_or_default()),
        };
        let source = match d.source.as_str() {
            "" => say!(l, "chart-standing-source"),
            network => say!(l, "chart-standing-source-network", network = network),
        };
        let mut notes = vec![
            [n, source].join(" "),
            [say!(l, "chart-standing-marks", city = &name), say!(l, "chart-row-scales")].join(" "),
        ];
        if facts.iter().any(|f| f.differs) {
            notes.push(say!(l, "chart-own-definition"));
        }
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        let share = |code: &str| facts.iter().filter(|f| f.standing.as_deref() == Some(code)).count();
        let caption = match compared.count() {
            0 => say!(l, "chart-standing-caption-none", n = facts.len()),
            compared => say!(
                l,
                "chart-standing-caption",
                n = facts.len(),
                compared = compared,
                within = share("within"),
                outside = share("below") + share("above"),
                close = share("too_close_to_tell")
            ),
        };
        let alt = say!(l, "chart-standing-alt", title = &title, subtitle = &subtitle, caption = &caption);
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

fn picture(sheet: &Sheet, size: (u32, f64), top: f64, f: &Fact) -> std::result::Result<(), AreaError> {
    let Some(track) = f.row.draw(sheet, size, top, INK)? else { return Ok(()) };
    if let Some((median, p25, p75)) = f.peers {
        let (a, b) = (track.x(p25), track.x(p75).max(track.x(p25) + 1.0));
        sheet.layer("peers");
        sheet.rect((a, track.y - 7.0), (b, track.y + 7.0), fill(theme::PEERS_BAR))?;
        sheet.layer("median");
        let x = track.x(median);
        sheet.rule((x, track.y - 9.0), (x, track.y + 9.0), line(QUIET, 2.0))?;
    }
    if let Some(interval) = f.interval {
        sheet.layer("intervals");
        track.interval(interval, 0.0, OWN)?;
    }
    if let Some(value) = f.value {
        sheet.layer("own");
        sheet.circle((track.x(value), track.y), 5.0, fill(OWN))?;
    }
    Ok(())
}
