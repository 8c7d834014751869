//! Typst as a library: a template of ours, data next to it, charts as files that exist in memory only. PDF and PNG come
//! out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::Source;
use typst_as_lib::TypstEngine;
use typst_as_lib::conversions::IntoSource;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::fonts::Fonts;
use super::outline::Outlines;
use super::world::Accessible;
use super::{pack, picture};
use crate::base::error::{Error, Result};
use crate::base::hash::Hasher;
use crate::base::regular;
use crate::chart::theme;
use crate::store::Cache;

const COMMON: &str = include_str!("common.typ");
/// How long Typst remembers what it has computed, in documents: what all of them share stays, what one needs goes.
const REMEMBERED: usize = 6;

/// What a document looks like: a file of Typst that imports `common.typ` and reads `data.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its file's name, for messages.
    pub name: &'static str,
    /// The file.
    pub source: &'static str,
}

/// A document before it is set.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Who it is about, for messages and for its identifier: `northbridge-2024`.
    pub name: String,
    /// Its template.
    pub template: Template,
    /// What the template reads. Text is text: nothing in it is read as markup.
    pub data: Value,
    /// Charts, as files of the site; the data calls them `chart-0.svg`, `chart-1.svg` and so on.
    pub charts: Vec<PathBuf>,
    /// Photographs as JPEG; the data calls them `photo-0.jpg`, `photo-1.jpg` and so on.
    pub photos: Vec<Vec<u8>>,
}

/// What sets documents: faces, templates and the results of the last run.
#[derive(Debug)]
pub struct Press {
    fonts: Fonts,
    outlines: Outlines,
    cache: Option<Cache>,
    /// Entries of the cache that this run needs, and how many of them were there.
    used: Mutex<(BTreeSet<String>, usize)>,
}

/// A document's files: what the key is made from.
type Files = Vec<(String, Vec<u8>)>;

impl Press {
    /// A press with the bundled faces and those of a folder, keeping what it makes in another folder.
    ///
    /// # Errors
    /// A font or the folder of results cannot be read.
    pub fn new(fonts: Option<&Path>, cache: Option<&Path>) -> Result<Press> {
        Ok(Press {
            fonts: Fonts::load(fonts)?,
            outlines: Outlines::default(),
            cache: cache.map(Cache::open).transpose()?,
            used: Mutex::default(),
        })
    }

    /// The faces.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// A tagged PDF that claims PDF/UA-1, always the same bytes for the same paper.
    ///
    /// # Errors
    /// A chart's file is missing, the template cannot be set, or the result would break PDF/UA-1.
    pub fn pdf(&self, paper: &Paper) -> Result<Vec<u8>> {
        self.made(paper, "pdf", |document| {
            pack::packed(&exported(paper, document)?)
                .map_err(|e| broken(paper, format!("its PDF cannot be packed: {e}; a fault of this program")))
        })
    }

    /// The first page as PNG, a pixel for each point.
    ///
    /// # Errors
    /// As for [`Press::pdf`].
    pub fn png(&self, paper: &Paper) -> Result<Vec<u8>> {
        self.made(paper, "png", |document| {
            let page = document.pages().first().ok_or_else(|| broken(paper, "has no page"))?;
            let options = RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
            let picture = typst_render::render(page, &options);
            picture::indexed(picture.width(), picture.height(), picture.data())
                .map_err(|e| broken(paper, e.to_string()))
        })
    }

    /// How many documents of this run were made in an earlier one; drops from the cache what this run did not need.
    ///
    /// # Errors
    /// The folder of results cannot be read.
    pub fn finish(&self) -> Result<usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cache) = &self.cache {
            cache.keep_only(&used.0)?;
        }
        Ok(used.1)
    }

    /// From the cache, or made and put there.
    fn made(&self, paper: &Paper, ending: &str, export: impl Fn(&PagedDocument) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let files = self.files(paper)?;
        let Some(cache) = &self.cache else {
            return self.set(paper, files, export);
        };
        let name = format!("{}.{ending}", self.key(paper, &files));
        let kept = cache.get(&name)?;
        {
            let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
            used.0.insert(name.clone());
            used.1 += usize::from(kept.is_some());
        }
        if let Some(bytes) = kept {
            return Ok(bytes);
        }
        let bytes = self.set(paper, files, export)?;
        cache.put(&name, &bytes)?;
        Ok(bytes)
    }

    fn files(&self, paper: &Paper) -> Result<Files> {
        let mut data = paper.data.clone();
        self.show(&mut data);
        if let Some(all) = data.as_object_mut() {
            all.insert("theme".into(), colours());
            all.insert("fonts".into(), json!(self.fonts.families()));
        }
        let mut files = vec![("data.json".to_string(), data.to_string().into_bytes())];
        for (i, path) in paper.charts.iter().enumerate() {
            let svg = regular::read(path).map_err(Error::io("read", path))?;
            files.push((format!("chart-{i}.svg"), self.outlines.of(&self.fonts, self.fonts.shown_in_chart(svg))));
        }
        files.extend(paper.photos.iter().enumerate().map(|(i, jpeg)| (format!("photo-{i}.jpg"), jpeg.clone())));
        Ok(files)
    }

    /// Leaves out of every text what no face can show. Where a link leads and what a picture is drawn of are no text.
    fn show(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = breakable(self.fonts.shown(text)),
            Value::Array(items) => items.iter_mut().for_each(|v| self.show(v)),
            Value::Object(fields) => fields
                .iter_mut()
                .filter(|(name, _)| !matches!(name.as_str(), "to" | "svg"))
                .for_each(|(_, v)| self.show(v)),
            _ => {}
        }
    }

    fn key(&self, paper: &Paper, files: &Files) -> String {
        let mut hasher = Hasher::default();
        let version = env!("CARGO_PKG_VERSION");
        let typst = typst::utils::version().raw();
        for part in [version, typst, pack::FORM, COMMON, paper.template.source, self.fonts.key(), &paper.name] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        for (_, bytes) in files {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        hasher.finish()
    }

    fn set(&self, paper: &Paper, files: Files, export: impl Fn(&PagedDocument) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let Template { name, source } = paper.template;
        let sources: [Source; 2] = [("common.typ", COMMON).into_source(), (name, source).into_source()];
        let engine = TypstEngine::builder()
            .fonts(self.fonts.faces().iter().cloned())
            .with_static_source_file_resolver(sources)
            .with_static_file_resolver(files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())))
            .comemo_evict_max_age(Some(REMEMBERED))
            .build();
        let result = engine.with_world(name, |world| {
            let Warned { output, .. } = typst::compile::<PagedDocument>(&Accessible(world));
            export(&output.map_err(|e| broken(paper, messages(&e)))?)
        });
        result.map_err(|e| broken(paper, e.to_string()))?
    }
}

/// Letters of a word that no line of a brief is too short for.
const WORD: usize = 28;

/// A text whose overlong words may be broken: a place for it after every so many letters, and in the address of a mailbox
/// or a host before each of its signs. Whole addresses of the web, which Typst breaks itself, stay as they are.
fn breakable(text: String) -> String {
    let runs = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric()).map(|run| run.chars().count()).max().unwrap_or_default()
    };
    let address = |part: &str| part.contains('@') || part.contains("/…");
    let long = |part: &str| part.len() > WORD && !part.contains("://") && (runs(part) > WORD || address(part));
    if !text.split_whitespace().any(long) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for part in text.split_inclusive(char::is_whitespace) {
        let (long, address) = (long(part), address(part));
        let mut run = 0;
        for c in part.chars() {
            run = if c.is_alphanumeric() { run + 1 } else { 0 };
            let sign = address && matches!(c, '@' | '.' | '-' | '_' | '+');
            if long && (sign || run > 1 && run % (WORD / 2) == 1) {
                out.push('\u{200b}');
            }
            out.push(c);
        }
    }
    out
}

/// Colours of the charts, by name.
fn colours() -> Value {
    let hex = |c: plotters::style::RGBColor| format!("#{:02x}{:02x}{:02x}", c.0, c.1, c.2);
    json!({
        "ink": hex(theme::INK), "quiet": hex(theme::QUIET), "faint": hex(theme::FAINT), "grid": hex(theme::GRID), "zebra": "#f4f4f4",
        "rule": hex(theme::RULE), "own": hex(theme::OWN), "band": hex(theme::OWN_BAND), "away": hex(theme::AWAY),
        "target": hex(theme::TARGET), "neutral": hex(theme::NEUTRAL), "paper": hex(theme::PAPER),
        "shades": theme::SHADES.map(hex),
    })
}

/// As Typst writes it.
fn exported(paper: &Paper, document: &PagedDocument) -> Result<Vec<u8>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| broken(paper, e.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.name.clone()),
        creator: Smart::Custom(Some("learning-cities".into())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|e| broken(paper, messages(&e)))
}

fn broken(paper: &Paper, message: impl Into<String>) -> Error {
    Error::Brief { brief: paper.name.clone(), message: message.into() }
}

/// Typst's messages with their hints, each once.
fn messages(errors: &[SourceDiagnostic]) -> String {
    let mut all: Vec<String> = Vec::new();
    for error in errors {
        let hints: String = error.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        let message = format!("{}{hints}", error.message);
        if !all.contains(&message) {
            all.push(message);
        }
    }
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Press, breakable};

    #[test]
    fn addresses_and_pictures_stay_as_they_are() {
        let long = "M4 4H52H100H148H196V68H148H100H52H4Z";
        let press = Press::new(None, None).unwrap();
        let mut data = json!({ "text": long, "rows": [{ "svg": long, "to": long }] });
        press.show(&mut data);
        assert_eq!((&data["rows"][0]["svg"], &data["rows"][0]["to"]), (&json!(long), &json!(long)));
        assert_ne!(data["text"], json!(long));
    }

    #[test]
    fn only_overlong_words_are_breakable() {
        let same = "Llanfairpwllgwyngyll, see https://example.org/a/very/long/path/that/goes/on/and/on";
        assert_eq!(breakable(same.into()), same);
        let long = breakable(format!("In {}’s report", "A".repeat(30)));
        assert_eq!(long.replace('\u{200b}', ""), format!("In {}’s report", "A".repeat(30)));
        assert_eq!(long.matches('\u{200b}').count(), 2);
        let mail = breakable("office.of.lifelong-learning@northbridge.example".into());
        assert_eq!(
            mail.split('\u{200b}').collect::<Vec<_>>(),
            ["office", ".of", ".lifelong", "-learning", "@northbridge", ".example"]
        );
        assert_eq!(breakable("a.b@c.example".into()), "a.b@c.example");
    }
}
