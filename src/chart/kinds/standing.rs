//! A city with its peers' middle half: a row a series, each on its own scale. No position, no least or greatest peer.

use crate::base::error::Result;
use crate::chart::data::{Data, Differing, SeriesKey, Words, bounded, calendar, interval};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::kind::KindDef;
use crate::chart::number;
use crate::chart::row::{self, Ends, Entry, Row, Together};
use crate::chart::svg::{AreaError, Sheet, fill, line};
use crate::chart::theme::{self, INK, OWN, QUIET};
use crate::model::relations::Comparison;
use crate::model::vocabulary::Scheme;
use crate::say;

/// Words of the file, and how the charts are planned.
pub(super) const KIND: KindDef =
    KindDef { name: "standing", words: &["city", "area", "network"], plan: |data| Box::new(Standing::new(data)) };

/// The charts of a spec.
struct Standing<'a> {
    areas: Vec<((&'a str, &'a str), Vec<Comparison<'a>>)>,
    differing: Differing<'a>,
    data: Data<'a>,
}

/// What a row shows.
struct Facts {
    value: Option<f64>,
    /// The value's 95 % interval, where it is compared.
    interval: Option<(f64, f64)>,
    /// Median, and the ends of the middle half.
    peers: Option<(f64, f64, f64)>,
    n: i64,
    /// Code of the standing.
    standing: Option<String>,
}

impl Facts {
    fn new(row: &Comparison) -> Facts {
        let half = interval(row.p25, row.p75);
        Facts {
            value: row.value.map(bounded),
            interval: interval(row.low, row.high),
            peers: row.median.map(bounded).zip(half).map(|(median, (low, high))| (median, low, high)),
            n: row.n_peers.unwrap_or_default(),
            standing: row.standing.map(str::to_string),
        }
    }

    /// Whether the value can be drawn with those of the peers.
    fn is_compared(&self) -> bool {
        self.value.is_some() && self.peers.is_some()
    }
}

impl<'a> Standing<'a> {
    fn new(data: Data<'a>) -> Standing<'a> {
        let nearest = data.rows.peer_comparison.iter().filter(|row| row.scheme == Scheme::Nearest);
        let mut areas = data.by_area(nearest, series);
        // An area in which nothing can be compared with peers is no picture; pages say why in words.
        areas.retain(|_, rows| rows.iter().any(|row| row.value.is_some() && row.median.is_some()));
        Standing { areas: areas.into_iter().collect(), differing: data.differing(), data }
    }

    fn entry(&self, row: &Comparison<'a>, together: &Together) -> Entry<Facts> {
        let (d, l) = (&self.data, self.data.language);
        let subject = d.subject(series(row), calendar(row.latest_year), &self.differing);
        let facts = Facts::new(row);
        let v = |x: f64| subject.value(l, x);
        let own = facts.value.map(|x| match calendar(row.latest_year) {
            Some(year) => say!(l, "chart-row-value", value = v(x), year = number::year(l, year)),
            None => v(x),
        });
        let mut values = match (own, facts.peers) {
            (own, None) => own.unwrap_or_default(),
            (own, Some((median, low, high))) => {
                let (median, low, high) = (v(median), number::plain(l, low, subject.scale), v(high));
                let n = facts.n;
                match own {
                    Some(own) => {
                        say!(l, "chart-standing-values", own = own, median = median, low = low, high = high, n = n)
                    }
                    None => say!(l, "chart-standing-values-peers", median = median, low = low, high = high, n = n),
                }
            }
        };
        if facts.value.is_some() {
            values = subject.with_unit(l, values);
        }
        let standing: Vec<String> = row.standing.iter().map(|code| d.label("standing", code)).collect();
        let all = together.get(row.measurement).map_or(&[][..], Vec::as_slice);
        let possible = subject.measurement.map_or((None, None), |m| (m.possible_min, m.possible_max));
        let ends = facts.is_compared().then(|| Ends::around(l, all, subject.scale, possible));
        let left_out = ends.is_none().then(|| {
            let words = match values.is_empty() {
                true => subject.title.clone(),
                false => say!(l, "chart-row-left-out", title = &subject.title, values = &values),
            };
            let reason = row.reason.map(|code| d.label("reason", code));
            (reason.unwrap_or_else(|| say!(l, "chart-standing-not-compared")), words)
        });
        let row = Row::new(d.labels.width, &subject.title, &values, &standing, ends);
        Entry { row, left_out, differs: subject.differs, facts }
    }

    fn notes(&self, city: &str, entries: &[Entry<Facts>]) -> Vec<String> {
        let (d, l) = (&self.data, self.data.language);
        let ns = || entries.iter().filter(|e| e.facts.is_compared()).map(|e| e.facts.n);
        let n = match (ns().min(), ns().max()) {
            (Some(low), Some(high)) if low != high => say!(l, "chart-standing-n-range", low = low, high = high),
            (only, _) => say!(l, "chart-standing-n", n = only.unwrap_or_default()),
        };
        let source = match d.source.as_str() {
            "" => say!(l, "chart-standing-source"),
            network => say!(l, "chart-standing-source-network", network = network),
        };
        let name = d.city_name(city);
        let mut notes = vec![
            [n, source].join(" "),
            [say!(l, "chart-standing-marks", city = &name), say!(l, "chart-row-scales")].join(" "),
        ];
        if entries.iter().any(|e| e.differs) {
            notes.push(say!(l, "chart-own-definition"));
        }
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        notes
    }

    fn caption(&self, entries: &[Entry<Facts>]) -> String {
        let l = self.data.language;
        let share = |code: &str| entries.iter().filter(|e| e.facts.standing.as_deref() == Some(code)).count();
        match entries.iter().filter(|e| e.facts.is_compared()).count() {
            0 => say!(l, "chart-standing-caption-none", n = entries.len()),
            compared => say!(
                l,
                "chart-standing-caption",
                n = entries.len(),
                compared = compared,
                within = share("within"),
                outside = share("below") + share("above"),
                close = share("too_close_to_tell")
            ),
        }
    }
}

fn series<'a>(row: &Comparison<'a>) -> SeriesKey<'a> {
    (row.city, row.measurement, row.item)
}

/// All that is drawn, by measurement.
fn together<'a>(rows: &[Comparison<'a>]) -> Together<'a> {
    let mut all = Together::new();
    for row in rows {
        let facts = Facts::new(row);
        if let (Some(value), Some((median, low, high))) = (facts.value, facts.peers) {
            let of = all.entry(row.measurement).or_default();
            of.extend([value, median, low, high]);
            of.extend(facts.interval.into_iter().flat_map(|(low, high)| [low, high]));
        }
    }
    all
}

impl Jobs for Standing<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.areas.iter().map(|((c, a), _)| vec![c.to_string(), a.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, area), rows) = &self.areas[index];
        let (d, l) = (&self.data, self.data.language);
        let together = together(rows);
        let entries: Vec<Entry<Facts>> = rows.iter().map(|row| self.entry(row, &together)).collect();
        let (title, subtitle) = d.heading_of_area(city, area);
        let caption = self.caption(&entries);
        let alt = say!(l, "chart-standing-alt", title = &title, subtitle = &subtitle, caption = &caption);
        let words = Words { title, subtitle, notes: self.notes(city, &entries), alt, caption };
        row::chart(d, (city, area), words, &entries, picture)
    }
}

fn picture(sheet: &Sheet, size: (u32, f64), top: f64, f: &Entry<Facts>) -> Result<(), AreaError> {
    let Some(track) = f.row.draw(sheet, size, top, INK)? else { return Ok(()) };
    if let Some((median, p25, p75)) = f.facts.peers {
        let (a, b) = (track.x(p25), track.x(p75).max(track.x(p25) + 1.0));
        sheet.layer("peers");
        sheet.rect((a, track.y - 7.0), (b, track.y + 7.0), fill(theme::PEERS_BAR))?;
        sheet.layer("median");
        let x = track.x(median);
        sheet.rule((x, track.y - 9.0), (x, track.y + 9.0), line(QUIET, 2.0))?;
    }
    if let Some(interval) = f.facts.interval {
        sheet.layer("intervals");
        track.interval(interval, 0.0, OWN)?;
    }
    if let Some(value) = f.facts.value {
        sheet.layer("own");
        sheet.circle((track.x(value), track.y), 5.0, fill(OWN))?;
    }
    Ok(())
}
