//! Texts of others that stay when a city is forgotten and name it, or may do so in another form: what a person must
//! look at, because nothing else can tell `Bath's` from `bathing`.
//!
//! A name in another form is a word that begins as the name does, without its last letter where it has five or more,
//! and goes on for a few letters, accents left aside: `Poznania` and `poznańskie` of Poznań, `Krakowa` of Kraków. Forms
//! that change the beginning of a name are not found.

use std::collections::BTreeSet;

use arrow::array::{Array, RecordBatch, StringArray};
use icu_normalizer::DecomposingNormalizer;

use crate::model::schema::TableDef;

/// Letters that a form of a name may have more than the name, as far as the name has as many itself.
const LONGER: usize = 6;

/// Letters from which on a name's last letter may change.
const LONG: usize = 5;

/// Columns of words that people write, by table.
const WORDS: [(&str, &[&str]); 12] = [
    ("observation_history", &["agency", "evidence", "verified_by", "note"]),
    ("practice_history", &["title", "summary", "link"]),
    ("corrections", &["reason", "asked"]),
    ("findings", &["found", "message"]),
    ("rejected", &["raw"]),
    ("definitions", &["title", "note"]),
    ("network", &["name", "about", "publisher"]),
    ("brief_stories", &["title", "text"]),
    ("brief_photos", &["alt", "caption", "credit"]),
    ("sources", &["about"]),
    ("named_groups", &["title"]),
    ("city_groups", &["name"]),
];

/// A city's names, to be found in another form.
#[derive(Debug, Default)]
pub struct Forms {
    names: Vec<Vec<String>>,
    /// Names of other cities, which are no form of it.
    others: BTreeSet<Vec<String>>,
}

impl Forms {
    pub fn new<'n>(names: impl Iterator<Item = &'n String>, others: impl Iterator<Item = &'n String>) -> Forms {
        Forms { names: names.map(|name| words(name)).collect(), others: others.map(|name| words(name)).collect() }
    }

    /// Whether a text has a name of the city, or a form of one.
    pub fn are_in(&self, text: &str) -> bool {
        let text = words(text);
        self.names.iter().filter(|name| !name.is_empty()).any(|name| {
            text.windows(name.len()).any(|found| {
                name.iter().zip(found).all(|(name, found)| is_form(name, found)) && !self.others.contains(found)
            })
        })
    }
}

/// Whether a word is a name or a form of it.
fn is_form(name: &str, word: &str) -> bool {
    let letters = name.chars().count();
    let kept = if letters >= LONG { letters - 1 } else { letters };
    let mut word = word.chars();
    name.chars().take(kept).all(|c| word.next() == Some(c)) && word.count() <= LONGER.min(letters) + letters - kept
}

/// The words of a text in small letters without accents.
fn words(text: &str) -> Vec<String> {
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let plain: String = DecomposingNormalizer::new_nfd().normalize(text).chars().filter(|c| !is_accent(c)).collect();
    let plain = plain.to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Texts of a table that `names_it`, each with where it is from: the file that `file_of` gives for a submission, or the
/// table.
pub fn mentions(
    def: &TableDef,
    batch: &RecordBatch,
    names_it: impl Fn(&str) -> bool,
    file_of: impl Fn(&str) -> Option<String>,
) -> BTreeSet<(String, String)> {
    let column = |name: &str| batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<StringArray>());
    let cell = |name: &str, row: usize| column(name).filter(|c| c.is_valid(row)).map(|c| c.value(row));
    let mut found = BTreeSet::new();
    let columns = WORDS.iter().find(|(table, _)| *table == def.name).map_or(&[][..], |(_, columns)| columns);
    for name in columns {
        for (row, text) in column(name).into_iter().flatten().enumerate() {
            if text.is_some_and(&names_it) {
                let file = cell("file", row).map(str::to_string).or_else(|| file_of(cell("submission", row)?));
                found.insert((
                    file.unwrap_or_else(|| format!("table {}", def.name)),
                    text.unwrap_or_default().to_string(),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Forms;

    #[test]
    fn forms_of_a_name_are_found_and_other_words_are_not() {
        let list = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
        let names = list(&["Poznań", "Kraków", "Bath", "New York", "Athen", "Αθήνα", "Москва"]);
        let others = list(&["Bathurst", "New Yorkton"]);
        let forms = Forms::new(names.iter(), others.iter());
        for text in [
            "miasto Poznań",
            "z Poznania",
            "w Poznaniu",
            "poznańskie szkoły",
            "do Krakowa",
            "Bath's schools",
            "the Bathers",
            "of New Yorkers",
            "die Athener",
            "της Αθήνας",
            "в Москве",
            "POZNANIU",
        ] {
            assert!(forms.are_in(text), "{text}");
        }
        for text in
            ["", "in Bathurst", "New Yorkton", "york", "new", "a bat", "Pozo", "Mos", "bathymetrically", "sabbath"]
        {
            assert!(!forms.are_in(text), "{text}");
        }
    }
}
