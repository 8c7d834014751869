//! Practices, in the words of the cities that describe them.

use crate::catalogue::Feature;
use crate::document::Text;
use crate::language::Language;
use crate::model::relations::Practice;
use crate::report::site::Site;
use crate::{say, say_text};

/// Letters of a city's own account of a practice in a brief; pages have it whole.
const SUMMARY_SHOWN: usize = 400;

/// A practice on a page: title and summary in the city's words, whatever their script, then what else it says.
pub fn whole(site: &Site, row: &Practice) -> Text {
    named(site, row, None)
}

/// A practice on the page of its city, with its feature.
pub fn own(site: &Site, row: &Practice) -> Text {
    named(site, row, row.feature.and_then(|id| site.catalogue.feature(id)).map(Feature::text))
}

fn named(site: &Site, row: &Practice, about: Option<Text>) -> Text {
    let l = &site.language;
    let title = Text::strong(Text::quoted_in(row.language, row.title));
    let title = match about {
        Some(about) => say_text!(l, "city-bracket", value = title, more = about),
        None => title,
    };
    let text = match row.summary {
        Some(summary) => {
            say_text!(l, "learning-with-summary", title, summary = Text::quoted_in(row.language, summary))
        }
        None => title,
    };
    let text = text.and(row.link.map(Text::outside).unwrap_or_default());
    let details = details(site, row);
    let evidence = row.evidence.map(|evidence| {
        let said =
            if evidence.contains("://") { Text::outside(evidence) } else { Text::quoted_in(row.language, evidence) };
        say_text!(l, "practice-evidence", evidence = said)
    });
    let text = if details.is_empty() { text } else { text.below(details) };
    evidence.map_or(text.clone(), |evidence| text.below(evidence))
}

/// A practice where there is room for its title, what it costs and one address alone: where to read more, else its
/// evidence.
pub fn in_short(site: &Site, row: &Practice) -> Text {
    let title = say_text!(&site.language, "brief-practice", title = Text::quoted_in(row.language, row.title));
    let details = details(site, row);
    let text = if details.is_empty() { title } else { title.below(details) };
    let link = row.link.or(row.evidence.filter(|evidence| evidence.contains("://")));
    link.map_or(text.clone(), |link| text.below(Text::outside(link)))
}

/// `since 2015 · medium cost · with the public libraries`.
pub fn details(site: &Site, row: &Practice) -> Text {
    let l = &site.language;
    let since = row.started.map(|year| say!(l, "practice-since", year = year.to_string()));
    let cost = row.cost_band.map(|band| site.catalogue.label("cost", band));
    let partners =
        row.partners.map(|names| say_text!(l, "practice-with", partners = Text::quoted_in(row.language, names)));
    let parts = [since.map(Text::from), cost.map(Text::from), partners];
    parts.into_iter().flatten().reduce(|line, part| line.and("·").and(part)).unwrap_or_default()
}

/// A practice in a brief: `Practice: Night schools in libraries. …`
pub fn in_brief(l: &Language, title: &str, summary: Option<&str>) -> String {
    match summary.map(shortened).filter(|s| !s.is_empty()) {
        Some(summary) => say!(l, "brief-practice-told", title, summary),
        None => say!(l, "brief-practice", title),
    }
}

/// As much of a text as a report has room for, whole words.
pub fn shortened(text: &str) -> String {
    cut(text, SUMMARY_SHOWN)
}

/// A text of at most so many letters, whole words.
pub fn cut(text: &str, letters: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= letters {
        return text.to_string();
    }
    let cut: String = text.chars().take(letters).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > letters / 2).unwrap_or(cut.len());
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
