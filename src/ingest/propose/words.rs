//! The words that tables are written with, from `data/framework/table-words.csv`, and where a text has them.

use std::collections::BTreeSet;
use std::path::Path;

use icu_normalizer::DecomposingNormalizer;
use serde::Deserialize;

use crate::base::error::Result;
use crate::base::source::{Hash, rows};
use crate::language::Language;
use crate::model::framework::Framework;

/// What words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// A measurement of the catalogue, by its id.
    Measurement,
    /// Perhaps a measurement: a part of what it is.
    Perhaps,
    /// A variable of the context.
    Context,
    /// What a column is for.
    Column,
    /// An item of a breakdown.
    Item,
    /// An item as the code of a whole cell.
    ItemCode,
    /// A unit.
    Unit,
    /// Texts of cells that stand for nothing.
    Missing,
    /// Rows that are of no one place.
    Aggregate,
}

/// A row of the file.
#[derive(Debug, Deserialize)]
struct Row {
    kind: Kind,
    name: String,
    #[serde(rename = "language")]
    _language: String,
    words: String,
    but_not: String,
}

/// Words that must all be in a text; one with `*` at its end or beginning stands for any that begins or ends so.
#[derive(Debug)]
struct Phrase {
    written: String,
    words: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    name: String,
    phrases: Vec<Phrase>,
    but_not: Vec<Phrase>,
}

/// The words of every language.
#[derive(Debug)]
pub struct Words {
    entries: Vec<Entry>,
    /// Texts of whole cells.
    missing: BTreeSet<String>,
}

/// What a text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The name that its words stand for.
    pub name: String,
    /// The words.
    pub words: String,
    /// Letters of the words: of two matches the longer one says more.
    pub letters: usize,
}

impl Words {
    /// Reads `path`; the titles of the catalogue come from the framework, and in other languages from the folder
    /// `messages`.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn load(path: &Path, framework: &Framework, messages: &Path) -> Result<Words> {
        let rows: Vec<Row> = rows(path, &mut Hash::default())?;
        let missing = rows.iter().filter(|r| r.kind == Kind::Missing).flat_map(|r| r.words.split('|'));
        let missing = missing.map(str::to_string).collect();
        let mut entries: Vec<Entry> = rows
            .into_iter()
            .filter(|r| r.kind != Kind::Missing)
            .map(|r| Entry { kind: r.kind, name: r.name, phrases: phrases(&r.words), but_not: phrases(&r.but_not) })
            .collect();
        let mut title = |name: &str, title: &str| {
            let words = folded(title);
            let phrases = vec![Phrase { written: words.join(" "), words }];
            entries.push(Entry { kind: Kind::Perhaps, name: name.to_string(), phrases, but_not: Vec::new() });
        };
        for m in &framework.measurements {
            title(&m.measurement, &m.measurement_title);
        }
        for tag in ["fr", "es"] {
            let language = Language::load(messages, tag)?;
            for m in &framework.measurements {
                title(&m.measurement, &language.name("measurement", &m.measurement, &m.measurement_title));
            }
        }
        Ok(Words { entries, missing })
    }

    /// What of that kind a text has, each name once, the longest match first.
    pub(super) fn find(&self, kind: Kind, text: &[String]) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for entry in self.entries.iter().filter(|e| e.kind == kind) {
            if entry.but_not.iter().any(|p| p.is_in(text)) {
                continue;
            }
            let longest = entry.phrases.iter().filter(|p| p.is_in(text)).max_by_key(|p| p.letters());
            let Some(phrase) = longest else { continue };
            let (words, letters) = (phrase.written.clone(), phrase.letters());
            match found.iter_mut().find(|m| m.name == entry.name) {
                Some(same) if same.letters >= letters => {}
                Some(same) => (same.words, same.letters) = (words, letters),
                None => found.push(Match { name: entry.name.clone(), words, letters }),
            }
        }
        found.sort_by(|a, b| b.letters.cmp(&a.letters).then(a.name.cmp(&b.name)));
        found
    }

    /// Whether a text has words of that kind and name.
    pub(super) fn has(&self, kind: Kind, name: &str, text: &[String]) -> bool {
        self.entries
            .iter()
            .filter(|e| e.kind == kind && e.name == name)
            .any(|e| e.phrases.iter().any(|p| p.is_in(text)) && !e.but_not.iter().any(|p| p.is_in(text)))
    }

    /// Words of a text with which it is no longer that of the name.
    pub(super) fn against(&self, kind: Kind, name: &str, text: &[String]) -> Option<&str> {
        let of_name = self.entries.iter().filter(|e| e.kind == kind && e.name == name);
        of_name.flat_map(|e| &e.but_not).find(|p| p.is_in(text)).map(|p| p.written.as_str())
    }

    /// The item that a whole cell names.
    pub(super) fn item(&self, cell: &str) -> Option<&str> {
        let text = folded(cell);
        let lower = cell.trim().to_lowercase();
        let named = |e: &&Entry| match e.kind {
            Kind::ItemCode => e.phrases.iter().any(|p| p.written == lower),
            Kind::Item => e.phrases.iter().any(|p| p.words == text),
            _ => false,
        };
        self.entries.iter().find(named).map(|e| e.name.as_str())
    }

    /// Whether a whole cell is a word for the rows of no one place.
    pub(super) fn is_aggregate(&self, cell: &str) -> bool {
        let text = folded(cell);
        self.entries.iter().filter(|e| e.kind == Kind::Aggregate).any(|e| e.phrases.iter().any(|p| p.words == text))
    }

    /// Whether a whole cell is known to stand for nothing.
    pub(super) fn is_missing(&self, cell: &str) -> bool {
        self.missing.contains(cell)
    }
}

impl Phrase {
    fn letters(&self) -> usize {
        self.words.iter().map(String::len).sum()
    }

    fn is_in(&self, text: &[String]) -> bool {
        let fits = |word: &String| match (word.strip_prefix('*'), word.strip_suffix('*')) {
            (Some(end), _) => text.iter().any(|t| t.ends_with(end)),
            (None, Some(begin)) => text.iter().any(|t| t.starts_with(begin)),
            (None, None) => text.contains(word),
        };
        !self.words.is_empty() && self.words.iter().all(fits)
    }
}

fn phrases(text: &str) -> Vec<Phrase> {
    let phrase = |written: &str| {
        let words = written.split_whitespace().flat_map(|w| {
            let (begin, end) = (w.starts_with('*'), w.ends_with('*'));
            match begin || end {
                true => vec![format!(
                    "{}{}{}",
                    if begin { "*" } else { "" },
                    folded(w).concat(),
                    if end { "*" } else { "" }
                )],
                false => folded(w),
            }
        });
        Phrase { written: written.to_string(), words: words.collect() }
    };
    text.split('|').map(str::trim).filter(|t| !t.is_empty()).map(phrase).collect()
}

/// The words of a text in small letters without accents; signs of units are words, and a capital after a small letter
/// begins one.
pub(super) fn folded(text: &str) -> Vec<String> {
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let plain: String = DecomposingNormalizer::new_nfkd().normalize(text).chars().filter(|c| !is_accent(c)).collect();
    let mut apart = String::with_capacity(plain.len());
    let mut before = ' ';
    for c in plain.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        match c {
            '%' | '$' | '£' | '€' => apart.extend([' ', c, ' ']),
            'ß' => apart.push_str("ss"),
            c => apart.extend(c.to_lowercase()),
        }
        before = c;
    }
    let signs = ["%", "$", "£", "€"];
    let words = apart.split(|c: char| !c.is_alphanumeric() && !"%$£€".contains(c));
    words
        .filter(|w| !w.is_empty() && (signs.contains(w) || w.chars().any(char::is_alphanumeric)))
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, phrases};

    #[test]
    fn words_lose_case_accents_and_signs() {
        assert_eq!(folded("Taux d'alphabétisation (%)"), ["taux", "d", "alphabetisation", "%"]);
        assert_eq!(folded("GesamtBevölkerung_2020"), ["gesamt", "bevolkerung", "2020"]);
        assert_eq!(folded("Straße"), ["strasse"]);
        assert!(folded(" -/ ").is_empty());
    }

    #[test]
    fn a_phrase_is_in_a_text_that_has_all_its_words() {
        let has = |phrase: &str, text: &str| phrases(phrase)[0].is_in(&folded(text));
        assert!(has("unemployment rate", "Rate of unemployment, 15+"));
        assert!(has("*quote", "Arbeitslosenquote") && has("volunteer*", "Volunteers"));
        assert!(has("tCO2", "tCO2") && has("%", "in %"));
        assert!(!has("unemployment rate", "unemployment") && !has("rate", "rates"));
    }
}
