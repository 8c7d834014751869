//! What a file of `charts/` may say, and its checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::fit;
use crate::base::error::{Error, Result};

/// A chart as its file describes it.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Its name: names the folder of its drawings.
    pub name: String,
    /// Title of each drawing in English; `{words}` are replaced. A language that has the message `chart-title-<name>`
    /// says that.
    pub title: String,
    /// The line under the title.
    pub subtitle: String,
    /// Unit of the values, as readers see it.
    pub unit: String,
    /// Width in px.
    pub width: u32,
    pub(crate) kind: Kind,
    pub(crate) mart: String,
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) with: BTreeMap<String, String>,
    pub(crate) only: BTreeMap<String, String>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    kind: String,
    mart: String,
    title: String,
    #[serde(default)]
    subtitle: String,
    unit: String,
    #[serde(default = "usual_width")]
    width: u32,
    /// Role in the picture = column of the mart.
    columns: BTreeMap<String, String>,
    /// Role in the picture = another mart that stands behind.
    #[serde(default)]
    with: BTreeMap<String, String>,
    /// Only rows whose column is this text.
    #[serde(default)]
    only: BTreeMap<String, String>,
}

fn usual_width() -> u32 {
    400
}

/// The kinds that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Series,
    Change,
    Standing,
    Coverage,
    Temple,
}

/// A text of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Field {
    Title,
    Subtitle,
    Unit,
}

/// A kind of chart: what its file must and may name.
#[derive(Debug)]
pub struct KindDef {
    /// As in `kind = "series"`.
    pub name: &'static str,
    pub(crate) kind: Kind,
    /// Columns that the mart must give.
    pub needed: &'static [&'static str],
    /// Columns that it may give.
    pub optional: &'static [&'static str],
    /// Other marts that may stand behind.
    pub with: &'static [&'static str],
    /// Words that titles may use, in braces.
    pub words: &'static [&'static str],
}

/// Every kind.
pub static KINDS: &[KindDef] = &[
    KindDef {
        name: "series",
        kind: Kind::Series,
        needed: &["city", "measurement", "item", "year", "value"],
        optional: &["low", "high", "break_before", "in_run", "source", "differs", "definition", "provisional"],
        with: &["peers", "components"],
        words: &["city", "measurement", "item", "unit", "years", "network"],
    },
    KindDef {
        name: "change",
        kind: Kind::Change,
        needed: &[
            "city",
            "measurement",
            "item",
            "baseline_year",
            "baseline_value",
            "latest_year",
            "latest_value",
            "change",
            "movement",
            "reason",
        ],
        optional: &["certainty"],
        with: &["components", "points"],
        words: &["city", "area", "network"],
    },
    KindDef {
        name: "standing",
        kind: Kind::Standing,
        needed: &[
            "city",
            "measurement",
            "item",
            "latest_year",
            "value",
            "n_peers",
            "median",
            "p25",
            "p75",
            "standing",
            "reason",
        ],
        optional: &["low", "high"],
        with: &["points"],
        words: &["city", "area", "network"],
    },
    KindDef {
        name: "coverage",
        kind: Kind::Coverage,
        needed: &["measurement", "cycle", "expected", "reported"],
        optional: &["definition"],
        with: &[],
        words: &["network", "cycles"],
    },
    KindDef {
        name: "temple",
        kind: Kind::Temple,
        needed: &["city", "area", "towards", "held", "away", "no_direction", "no_result"],
        optional: &["mixed"],
        with: &[],
        words: &["city", "network"],
    },
];

/// Tables that every chart reads names from.
const ALWAYS: [&str; 6] = ["areas", "cities", "codes", "definitions", "measurements", "network"];

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
            if let Some((_, other)) = specs.iter().find(|(s, _)| s.name == spec.name) {
                let message =
                    format!("name {:?} is taken by {}; give this chart another name", spec.name, other.display());
                return Err(Error::invalid(path.display(), message));
            }
            specs.push((spec, path));
        }
        Ok(specs.into_iter().map(|(s, _)| s).collect())
    }

    /// Reads and checks one file.
    pub fn load(path: &Path) -> Result<Spec> {
        let text = std::fs::read_to_string(path).map_err(Error::io("read", path))?;
        Spec::parse(path, &text)
    }

    /// Checks a file's text; `path` is what errors name.
    pub fn parse(path: &Path, text: &str) -> Result<Spec> {
        let file: File = crate::base::source::toml_text(path, text)?;
        let wrong = |message: String| Error::invalid(path.display(), message);
        let Some(def) = KINDS.iter().find(|k| k.name == file.kind) else {
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
        if let Some(missing) = def.needed.iter().find(|r| !file.columns.contains_key(**r)) {
            return Err(wrong(format!(
                "[columns] lacks {missing}; a {} chart needs {}",
                def.name,
                list(def.needed.iter().copied())
            )));
        }
        if let Some(odd) =
            file.columns.keys().find(|r| !def.needed.contains(&r.as_str()) && !def.optional.contains(&r.as_str()))
        {
            let known = list(def.needed.iter().chain(def.optional).copied());
            return Err(wrong(format!("[columns] {odd} is nothing that a {} chart draws; it draws {known}", def.name)));
        }
        if let Some(odd) = file.with.keys().find(|r| !def.with.contains(&r.as_str())) {
            let known = if def.with.is_empty() { "nothing".to_string() } else { list(def.with.iter().copied()) };
            return Err(wrong(format!(
                "[with] {odd} is nothing that stands behind a {} chart; it takes {known}",
                def.name
            )));
        }
        let [title, subtitle, unit] = [&file.title, &file.subtitle, &file.unit].map(|text| fit::clean(text));
        for (field, text) in [("title", &title), ("subtitle", &subtitle), ("unit", &unit)] {
            check_words(field, text, def).map_err(wrong)?;
        }
        if title.is_empty() || unit.is_empty() {
            return Err(wrong("title and unit must say something".into()));
        }
        if !(320..=1600).contains(&file.width) {
            return Err(wrong(format!("width {} must be from 320 to 1600 px", file.width)));
        }
        Ok(Spec {
            name: file.name,
            title,
            subtitle,
            unit,
            width: file.width,
            kind: def.kind,
            mart: file.mart,
            columns: file.columns,
            with: file.with,
            only: file.only,
        })
    }

    /// The tables and marts that it needs, in alphabetical order.
    pub fn marts(&self) -> Vec<&str> {
        let names: BTreeSet<&str> =
            ALWAYS.into_iter().chain([self.mart.as_str()]).chain(self.with.values().map(String::as_str)).collect();
        names.into_iter().collect()
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

/// Replaces `{word}` in one pass, so that braces inside a replacement stay as they are.
pub(crate) fn fill_words(text: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let word = &rest[open + 1..open + close];
        if let Some((_, value)) = words.iter().find(|(w, _)| *w == word) {
            out.push_str(value);
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    tidy(&out)
}

/// A text without the comma or dot that a word leaves behind when it is empty.
pub(crate) fn tidy(text: &str) -> String {
    text.trim_matches([',', '،', '、', '·', ':', ' ', '\u{a0}']).to_string()
}
