//! The charts of a site: their files, and what a page must say of each.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use crate::error::{Error, Result};

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
}

/// All charts of a site, by name and key.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, BTreeMap<Vec<String>, Figure>>);

impl Figures {
    /// Writes a drawing below `charts` and keeps its words.
    pub fn add(&mut self, charts: &Path, figure: Figure, svg: &str) -> Result<()> {
        let inside = Path::new(&figure.path).components().all(|c| matches!(c, Component::Normal(_)));
        if !inside {
            return Err(Error::Chart {
                chart: figure.chart,
                message: format!("its path {:?} leads out of the folder of charts", figure.path),
            });
        }
        let path = charts.join(&figure.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        }
        std::fs::write(&path, svg).map_err(Error::io("write", &path))?;
        self.0.entry(figure.chart.clone()).or_default().insert(figure.key.clone(), figure);
        Ok(())
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
