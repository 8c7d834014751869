//! A city beside its peers' middle half: a row a series, each on its own scale. No position, no least or greatest peer.

use std::collections::BTreeSet;

use super::change::area_part;
use super::data::{Data, OWN_DEFINITION, path_part, row_unit};
use super::frame::Frame;
use super::number::{self, NBSP, Scale};
use super::row::{self, Ends, Row};
use super::spec::fill_words;
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{self, INK, OWN, QUIET};
use super::{Drawing, Jobs};
use crate::error::Result;

/// The charts of a spec.
pub(super) struct Standing<'a> {
    data: Data<'a>,
    areas: Vec<((&'a str, &'a str), Vec<usize>)>,
    differing: BTreeSet<(&'a str, &'a str, &'a str, i64)>,
}

/// A row's facts.
struct Fact {
    row: Row,
    /// Whether its definition is not the catalogue's.
    differs: bool,
    /// Reason and words of a series that cannot be set beside peers.
    left_out: Option<(String, String)>,
    value: Option<f64>,
    /// Median, and the ends of the middle half.
    peers: Option<(f64, f64, f64)>,
    n: Option<i64>,
    standing: Option<String>,
}

impl<'a> Standing<'a> {
    pub fn new(data: Data<'a>) -> Result<Standing<'a>> {
        data.needs("points", &["city", "measurement", "item", "reference_year", "differs"])?;
        Ok(Standing {
            // An area in which nothing can be set beside peers is no picture; pages say why in words.
            areas: data
                .by_area()
                .into_iter()
                .filter(|(_, rows)| rows.iter().any(|&r| data.number("value", r).is_some() && data.number("median", r).is_some()))
                .collect(),
            differing: data.differing(),
            data,
        })
    }

    fn fact(&self, row: usize) -> Fact {
        let d = &self.data;
        let text = |role| d.text(role, row);
        let (city, id, item) = (
            text("city").unwrap_or_default(),
            text("measurement").unwrap_or_default(),
            text("item").unwrap_or_default(),
        );
        let measurement = d.measurement(id);
        let scale = measurement.map_or(Scale::Relative, |m| m.scale);
        let (title, item_words) = d.series_title(id, item);
        let title = if item_words.is_empty() { title } else { format!("{title}, {item_words}") };
        let v = |x: f64| number::value(x, scale);
        let value = d.number("value", row);
        let (median, p25, p75) = (d.number("median", row), d.number("p25", row), d.number("p75", row));
        let peers = median.zip(p25.zip(p75)).map(|(m, (a, b))| (m, a.min(b), a.max(b)));
        let n = d.number("n_peers", row).map(|n| n as i64);
        let reason = text("reason").map(|r| d.label("reason", r));
        let standing = text("standing").map(|s| d.label("standing", s));
        let differs = d.year("latest_year", row).is_some_and(|y| self.differing.contains(&(city, id, item, y)));
        let unit = row_unit(measurement.map_or("", |m| &m.unit), differs);
        let mut values = match value {
            Some(x) => match d.year("latest_year", row) {
                Some(year) => format!("{} in {year}", v(x)),
                None => v(x),
            },
            None => String::new(),
        };
        if let Some((m, a, b)) = peers {
            values.push_str(&format!("; peers: median {}, middle half {} to{NBSP}{}", v(m), number::plain(a, scale), v(b)));
            if let Some(n) = n {
                values.push_str(&format!(", n{NBSP}={NBSP}{n}"));
            }
        }
        if value.is_some()
            && let Some(unit) = &unit
        {
            values.push_str(&format!(" ({unit})"));
        }
        let words: Vec<String> = standing.into_iter().collect();
        let all: Vec<f64> = value.into_iter().chain(peers.iter().flat_map(|p| [p.0, p.1, p.2])).collect();
        let possible = (measurement.and_then(|m| m.low), measurement.and_then(|m| m.high));
        let ends = value.filter(|_| peers.is_some()).map(|_| Ends::around(&all, scale, possible));
        let left_out = ends.is_none().then(|| {
            let words = if values.is_empty() { title.clone() } else { format!("{title}: {values}") };
            (reason.unwrap_or_else(|| "not compared".into()), words)
        });
        Fact {
            differs,
            left_out,
            row: Row::new(d.spec.width, &title, &values, &words, ends),
            value,
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
        let facts: Vec<Fact> = rows.iter().map(|&r| self.fact(r)).collect();
        let name = d.city_name(city);
        let area_title = d.areas.iter().find(|a| a.area == *area).map_or(*area, |a| &a.title);
        let words = [("city", name.as_str()), ("area", area_title), ("network", &d.network)];
        let title = fill_words(&d.spec.title, &words);
        let mut subtitle = fill_words(&d.spec.subtitle, &words);
        let invented = d.invented(Some(city));
        if invented {
            subtitle.push_str(" · invented figures");
        }
        let compared = facts.iter().filter(|f| f.peers.is_some() && f.value.is_some());
        let ns: Vec<i64> = compared.clone().filter_map(|f| f.n).collect();
        let n = match (ns.iter().min(), ns.iter().max()) {
            (Some(a), Some(b)) if a == b => format!("n = {a} peers"),
            (Some(a), Some(b)) => format!("n = {a} to {b} peers"),
            _ => "n = 0 peers".into(),
        };
        let mut notes = vec![
            format!(
                "{n}, cities in a like context. Source: published values{}.",
                if d.network.is_empty() { String::new() } else { format!(" ({})", d.network) }
            ),
            format!(
                "Dot: {name}; grey bar: the peers’ middle half; upright line: their median. {}",
                row::own_scales()
            ),
        ];
        if facts.iter().any(|f| f.differs) {
            notes.push(OWN_DEFINITION.into());
        }
        if invented {
            notes.push("Invented figures: no real city.".into());
        }
        let share = |code: &str| facts.iter().filter(|f| f.standing.as_deref() == Some(code)).count();
        let compared = compared.count();
        let caption = match compared {
            0 => format!("Of {}, none can be set beside peers.", number::count(facts.len(), "series", "series")),
            _ => format!(
                "Of {}, {compared} can be set beside peers: {} within their middle half, {} outside it. Neither side of it is better by itself.",
                number::count(facts.len(), "series", "series"),
                share("within"),
                share("below") + share("above")
            ),
        };
        let alt = format!("Chart of the city’s latest values beside the middle half of its peers, a row for each series. {title}, {subtitle}. {caption}");
        let frame = Frame::new(d.spec.width, &title, &subtitle, &notes);
        let left_out: Vec<_> = facts.iter().filter_map(|f| f.left_out.clone()).collect();
        let words = row::left_out(frame.width(), &left_out);
        let drawn = || facts.iter().filter(|f| f.left_out.is_none());
        let body = drawn().map(|f| f.row.height()).sum::<f64>() + words.iter().map(Row::height).sum::<f64>();
        let height = frame.height(body);
        let sheet = Sheet::new(frame.width(), height);
        let draw = || -> std::result::Result<(), AreaError> {
            frame.draw(&sheet, body)?;
            let mut top = frame.top();
            for f in drawn() {
                picture(&sheet, frame.width(), top, f)?;
                top += f.row.height();
            }
            for row in &words {
                row.draw(&sheet, frame.width(), top, INK)?;
                top += row.height();
            }
            Ok(())
        };
        draw().map_err(svg::failed(&d.spec.name))?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: vec![city.to_string(), area.to_string()],
            path: format!("{}/{}/{}.svg", d.spec.name, path_part(city), area_part(area)),
            svg: sheet.finish(&format!("{title}: {subtitle}"), &alt),
            width: frame.width(),
            height,
            alt,
            caption,
        })
    }
}

fn picture(sheet: &Sheet, width: u32, top: f64, f: &Fact) -> std::result::Result<(), AreaError> {
    let Some(track) = f.row.draw(sheet, width, top, INK)? else { return Ok(()) };
    if let Some((median, p25, p75)) = f.peers {
        let (a, b) = (track.x(p25), track.x(p75).max(track.x(p25) + 1.0));
        sheet.layer("peers");
        sheet.rect((a, track.y - 7.0), (b, track.y + 7.0), fill(theme::PEERS_BAR))?;
        sheet.layer("median");
        let x = track.x(median);
        sheet.rule((x, track.y - 9.0), (x, track.y + 9.0), line(QUIET, 2.0))?;
    }
    if let Some(value) = f.value {
        sheet.layer("own");
        sheet.circle((track.x(value), track.y), 5.0, fill(OWN))?;
    }
    Ok(())
}
