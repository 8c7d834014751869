//! The charts of a site: their files, and what a page must say of each.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use crate::base::error::{Error, Result};
use crate::catalogue::Catalogue;
use crate::chart::{Drawing, Plan, Spec};
use crate::model::relations::Relations;
use crate::press::Raster;

/// The framework at a glance, a chart a city.
pub const TEMPLE: &str = "temple";
/// A series, a chart each.
pub const CITY_SERIES: &str = "city-series";
/// Who has reported what, one chart.
pub const COVERAGE: &str = "coverage";
/// Where the members are, one chart; and where each city and its peers are.
pub const MAP: &str = "map";

/// The charts that pages and briefs show.
pub const SHOWN: &[&str] = &[TEMPLE, CITY_SERIES, COVERAGE, MAP];

/// Compares the specs with the charts that pages and briefs show.
///
/// # Errors
/// A spec that is shown nowhere, or a chart that is shown and has no spec.
pub fn check(specs: &[Spec]) -> Result<()> {
    let known: Vec<&str> = specs.iter().map(|spec| spec.name()).collect();
    if let Some(name) = known.iter().find(|name| !SHOWN.contains(name)) {
        let message = format!("is shown on no page; move its file out of charts/. Pages show {}", SHOWN.join(", "));
        return Err(Error::Chart { chart: name.to_string(), message });
    }
    match SHOWN.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Error::Chart {
            chart: name.to_string(),
            message: format!("is shown on pages and has no file in charts/; one of them must say name = {name:?}"),
        }),
    }
}

/// A chart's file and words; the drawing itself is on disk.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The chart's name: `city-series`.
    pub chart: String,
    /// What it is of: `[city, measurement, item]`.
    pub key: Vec<String>,
    /// Its file below `charts/`.
    pub path: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// Its caption with source and n.
    pub caption: String,
    /// Whether there is a PNG of it, whose name differs from its file's in the ending only.
    pub png: bool,
}

/// The style sheet with the typeface, in the folder of charts.
pub const TYPE: &str = "type.css";

/// A drawing as the site shows it, in the typeface of the pages where it is a document; a picture may not load one.
fn in_page_type(drawing: &Drawing) -> String {
    let up = "../".repeat(drawing.path.matches('/').count());
    drawing.drawn.screen.replacen("<style>", &format!("<style>@import\"{up}{TYPE}\";"), 1)
}

/// Draws every chart of the specs into the folder `charts`, one after the other out of memory, and calls `done` after
/// each. With a raster there is a PNG next to each.
///
/// # Errors
/// A chart that cannot be drawn or written.
pub fn draw(
    specs: &[Spec],
    rows: &Relations,
    catalogue: &Catalogue,
    charts: &Path,
    raster: Option<&Raster>,
    done: impl Fn() + Sync + Send,
) -> Result<Figures> {
    let made = Mutex::new(Figures::default());
    for spec in specs {
        Plan::new(spec, rows, catalogue).draw_each(|drawing| {
            drawing.write(charts, &in_page_type(&drawing))?;
            raster.map(|raster| write_png(raster, charts, &drawing)).transpose()?;
            made.lock().unwrap_or_else(|e| e.into_inner()).keep(drawing, raster.is_some());
            done();
            Ok(())
        })?;
    }
    Ok(made.into_inner().unwrap_or_else(|e| e.into_inner()))
}

/// Writes a drawing as PNG next to its SVG below the folder `charts`.
///
/// # Errors
/// A drawing that no picture can be made of, or that cannot be written.
pub fn write_png(raster: &Raster, charts: &Path, drawing: &Drawing) -> Result<()> {
    let png = raster.png(&drawing.drawn.svg);
    let png = png.map_err(|message| Error::Chart { chart: drawing.chart.clone(), message })?;
    let path = charts.join(&drawing.path).with_extension("png");
    std::fs::write(&path, png).map_err(Error::io("write", &path))
}

/// All charts of a site, by name and key.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, BTreeMap<Vec<String>, Figure>>);

impl Figure {
    /// Its name on a page of one city: `adult_literacy_rate-female`.
    pub fn name(&self) -> String {
        let path = self.path.strip_suffix(".svg").unwrap_or(&self.path);
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            // A folder a city: a measurement and its item, which are of one chart, or an area, which is of several.
            [_, _, of] if of.contains('-') => of.to_string(),
            [chart, _, of] => format!("{chart}-{of}"),
            // A chart a city.
            [chart, _] => chart.to_string(),
            _ => parts.join("-"),
        }
    }
}

impl Figures {
    /// Writes a drawing below `charts` and keeps its words.
    pub fn add(&mut self, charts: &Path, drawing: Drawing) -> Result<()> {
        drawing.write(charts, &in_page_type(&drawing))?;
        self.keep(drawing, false);
        Ok(())
    }

    fn keep(&mut self, drawing: Drawing, png: bool) {
        let Drawing { chart, key, path, width, height, alt, caption, .. } = drawing;
        let figure = Figure { chart: chart.clone(), key: key.clone(), path, width, height, alt, caption, png };
        self.0.entry(chart).or_default().insert(key, figure);
    }

    /// The chart of that name and key.
    pub fn get(&self, chart: &str, key: &[&str]) -> Option<&Figure> {
        let key: Vec<String> = key.iter().map(|k| k.to_string()).collect();
        self.0.get(chart)?.get(&key)
    }

    /// Every chart, by name and key.
    pub fn all(&self) -> impl Iterator<Item = &Figure> {
        self.0.values().flat_map(BTreeMap::values)
    }
}
