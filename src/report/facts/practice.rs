//! Practices, in the words of the cities that describe them.

use crate::document::Text;
use crate::language::Language;
use crate::{say, say_text};

/// Letters of a city's own account of a practice in a brief; pages have it whole.
const SUMMARY_SHOWN: usize = 400;

/// A practice's title, what it is about, and the summary where the city gave one: the city's words, whatever their
/// script.
pub fn described(l: &Language, title: &str, summary: Option<&str>, about: Option<Text>) -> Text {
    let title = Text::strong(Text::quoted(title));
    let title = match about {
        Some(about) => say_text!(l, "city-bracket", value = title, more = about),
        None => title,
    };
    match summary {
        Some(summary) => say_text!(l, "learning-with-summary", title = title, summary = Text::quoted(summary)),
        None => title,
    }
}

/// A practice in a brief: `Practice: Night schools in libraries. …`
pub fn in_brief(l: &Language, title: &str, summary: Option<&str>) -> String {
    match summary.map(shortened).filter(|s| !s.is_empty()) {
        Some(summary) => say!(l, "brief-practice-told", title = title, summary = summary),
        None => say!(l, "brief-practice", title = title),
    }
}

/// As much of a text as a report has room for, whole words.
pub fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SUMMARY_SHOWN {
        return text.to_string();
    }
    let cut: String = text.chars().take(SUMMARY_SHOWN).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > SUMMARY_SHOWN / 2).unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::{SUMMARY_SHOWN, shortened};

    #[test]
    fn long_texts_end_with_a_whole_word() {
        assert_eq!(shortened(" Evening classes. "), "Evening classes.");
        let long = "word ".repeat(200);
        let short = shortened(&long);
        assert!(short.ends_with("word …") && short.chars().count() <= SUMMARY_SHOWN + 2);
        assert!(shortened(&"ö".repeat(10_000)).chars().count() <= SUMMARY_SHOWN + 2);
    }
}
