//! What a file of `charts/` may say, and its checks.

use std::path::Path;

use serde::Deserialize;

use super::kind::KindDef;
use super::kinds::KINDS;
use super::labels::Labels;
use crate::base::characters::unprintable;
use crate::base::error::{Error, Result};
use crate::base::regular;

/// A chart as its file describes it.
#[derive(Debug, Clone)]
pub struct Spec {
    pub(super) labels: Labels,
    pub(super) kind: &'static KindDef,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    kind: String,
    title: String,
    #[serde(default)]
    subtitle: String,
    unit: String,
    #[serde(default = "usual_width")]
    width: u32,
}

fn usual_width() -> u32 {
    400
}

impl Spec {
    /// Reads every `*.toml` of a folder, in order of their names. Two of one name are an error.
    pub fn load_all(dir: &Path) -> Result<Vec<Spec>> {
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(Error::io("read", dir))? {
            let path = entry.map_err(Error::io("read", dir))?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut specs: Vec<(Spec, &Path)> = Vec::new();
        for path in &paths {
            let spec = Spec::load(path)?;
            if let Some((_, other)) = specs.iter().find(|(other, _)| other.name() == spec.name()) {
                let message =
                    format!("name {:?} is taken by {}; give this chart another name", spec.name(), other.display());
                return Err(Error::invalid(path.display(), message));
            }
            specs.push((spec, path));
        }
        Ok(specs.into_iter().map(|(s, _)| s).collect())
    }

    /// Reads and checks one file.
    pub fn load(path: &Path) -> Result<Spec> {
        let text = regular::read_text(path).map_err(Error::io("read", path))?;
        Spec::parse(path, &text)
    }

    /// Checks a file's text; `path` is what errors name.
    pub fn parse(path: &Path, text: &str) -> Result<Spec> {
        let file: File = crate::base::source::toml_text(path, text)?;
        let wrong = |message: String| Error::invalid(path.display(), message);
        let Some(def) = KINDS.iter().copied().find(|kind| kind.name == file.kind) else {
            return Err(wrong(format!(
                "kind {:?} is not known; kinds are {}",
                file.kind,
                list(KINDS.iter().map(|k| k.name))
            )));
        };
        let usable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if file.name.is_empty() || !file.name.chars().all(usable) {
            return Err(wrong(format!(
                "name {:?} names a folder; use lower-case letters, digits and hyphens",
                file.name
            )));
        }
        for (field, text) in [("title", &file.title), ("subtitle", &file.subtitle), ("unit", &file.unit)] {
            check_words(field, text, def).map_err(wrong)?;
            if let Some(c) = text.chars().find(|c| unprintable(*c)) {
                return Err(wrong(format!(
                    "{field} has the character U+{:04X}, which is not seen; remove it",
                    u32::from(c)
                )));
            }
        }
        if file.title.trim().is_empty() || file.unit.trim().is_empty() {
            return Err(wrong("title and unit must say something".into()));
        }
        if !(320..=1600).contains(&file.width) {
            return Err(wrong(format!("width {} must be from 320 to 1600 px", file.width)));
        }
        let File { name, title, subtitle, unit, width, .. } = file;
        Ok(Spec { labels: Labels { name, title, subtitle, unit, width }, kind: def })
    }

    /// Its name: names the folder of its drawings.
    pub fn name(&self) -> &str {
        &self.labels.name
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn check_words(field: &str, text: &str, def: &KindDef) -> Result<(), String> {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            return Err(format!("{field} has a {{ without its }}"));
        };
        let word = &rest[open + 1..open + close];
        if !def.words.contains(&word) {
            return Err(format!(
                "{field} has {{{word}}}; a {} chart knows {}",
                def.name,
                list(def.words.iter().copied())
            ));
        }
        rest = &rest[open + close + 1..];
    }
    Ok(())
}
