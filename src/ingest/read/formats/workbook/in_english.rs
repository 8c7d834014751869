//! What the words of a form in another language stand for.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use crate::model::vocabulary::FORM_LANGUAGE;

/// The tag of the language of a form that is in another one than English, where it says so.
pub fn form_language(sheet: &Sheet) -> Option<&str> {
    let mut rows = sheet.rows.values();
    let cells = rows.find(|cells| cells.get(&0).is_some_and(|cell| cell == FORM_LANGUAGE))?;
    cells.get(&1).map(String::as_str)
}

/// Entries of drop-down lists by column, with their ids, and texts next to series, with the English ones.
#[derive(Debug, Default)]
pub(super) struct InEnglish {
    words: BTreeMap<(String, String), String>,
    /// By measurement, item and column.
    texts: BTreeMap<(String, String, String), Vec<(String, String)>>,
}

impl InEnglish {
    /// The form's hidden sheet: rows of column, entry and id, and of measurement, item, column, text and English text;
    /// others say nothing.
    pub fn new(sheet: &Sheet) -> InEnglish {
        let mut all = InEnglish::default();
        for cells in sheet.rows.values() {
            let cells: Vec<&String> = (0..5).map_while(|column| cells.get(&column)).collect();
            match cells[..] {
                // An entry shows its id, so that nobody takes it for another.
                [column, entry, id] if entry.starts_with(&format!("{id}: ")) => {
                    all.words.insert((column.clone(), entry.clone()), id.clone());
                }
                [measurement, item, column, text, english] => {
                    let key = (measurement.clone(), item.clone(), column.clone());
                    all.texts.entry(key).or_default().push((text.clone(), english.clone()));
                }
                _ => {}
            }
        }
        all
    }

    /// The id that an entry of a column stands for, where it is one of the form's.
    pub fn word(&self, column: &str, entry: &str) -> Option<&str> {
        // Most forms have none.
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&(column.to_string(), entry.to_string())).map(String::as_str)
    }

    /// The English text for which one next to a series stands, where it is the form's.
    pub fn text(&self, measurement: &str, item: &str, column: &str, text: &str) -> Option<&str> {
        if self.texts.is_empty() {
            return None;
        }
        let known = self.texts.get(&(measurement.to_string(), item.to_string(), column.to_string()))?;
        known.iter().find(|(own, _)| own == text).map(|(_, english)| english.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_for_the_id_that_it_shows() {
        let row = |cells: &[&str]| (0..).zip(cells.iter().map(|c| c.to_string())).collect();
        let rows = [
            row(&["consent", "private: rien", "private"]),
            row(&["consent", "privé", "public"]),
            row(&["m", "total", "title", "Titre", "Title"]),
            row(&["m", "total"]),
        ];
        let sheet = Sheet { rows: (0..).zip(rows).collect(), ..Sheet::default() };
        let all = InEnglish::new(&sheet);
        assert_eq!(all.word("consent", "private: rien"), Some("private"));
        assert_eq!([all.word("consent", "privé"), all.word("source", "private: rien")], [None, None]);
        assert_eq!(all.text("m", "total", "title", "Titre"), Some("Title"));
        assert_eq!(all.text("m", "total", "unit", "Titre"), None);
    }
}
