//! The glossary of the methods page, and the links to it where a page uses a term first.

use std::sync::LazyLock;

use maud::{Markup, html};
use regex::Regex;

use crate::language::Language;

/// The terms: each has the messages `glossary-TERM` (its name), `glossary-TERM-means` and `glossary-TERM-words` (how
/// running text says it, apart by `|`).
const TERMS: [&str; 9] = ["break", "change", "direction", "firm", "half", "held", "margin", "peers", "tentative"];

/// Paragraphs of running text: no other part of a page gets links.
static PARAGRAPHS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?s)<p(?: class="?note"?)?>.*?</p>"#).unwrap());

/// What is in a paragraph: links, which hold no further ones, labels, other tags, and text.
static PIECES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?s)<a[ >].*?</a>|<span class="badge.*?</span>|<[^>]*>|[^<]+"#).unwrap());

/// The terms with their meanings, by name.
pub fn terms(l: &Language) -> Markup {
    let mut named: Vec<(String, &str)> =
        TERMS.iter().map(|term| (l.say(&format!("glossary-{term}"), &[]), *term)).collect();
    named.sort();
    html! {
        dl.glossary {
            @for (name, term) in &named { dt id=(anchor(term)) { (name) } dd { (l.say(&format!("glossary-{term}-means"), &[])) } }
        }
    }
}

fn anchor(term: &str) -> String {
    format!("term-{term}")
}

/// The main part of a page with a link at the first use of each term; `methods` leads from the page to that which has
/// the glossary.
pub fn linked(language: &Language, main: &str, methods: &str) -> String {
    let words = |term: &'static str| (term, language.say(&format!("glossary-{term}-words"), &[]));
    let mut left: Vec<(&str, String)> = TERMS.map(words).into();
    let paragraph = |found: &regex::Captures| {
        let pieces = PIECES.find_iter(&found[0]).map(|piece| match piece.as_str() {
            tag if tag.starts_with('<') => tag.to_string(),
            text => with_links(text, &mut left, methods),
        });
        pieces.collect::<String>()
    };
    PARAGRAPHS.replace_all(main, paragraph).into_owned()
}

/// A text with links at the first of each of the terms that are left, which are then left no more.
fn with_links(text: &str, left: &mut Vec<(&str, String)>, methods: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((at, place, length)) = first(rest, left) {
        let (term, _) = left.remove(place);
        let (before, from) = rest.split_at(at);
        let (words, after) = from.split_at(length);
        out.push_str(before);
        let link = html! { a.term href={ (methods) "#" (anchor(term)) } { "@" } };
        out.push_str(&link.into_string().replace('@', words));
        rest = after;
    }
    out + rest
}

/// Where in the text the first of the terms is, as whole words: its byte, the term's place among them, and its length.
fn first(text: &str, left: &[(&str, String)]) -> Option<(usize, usize, usize)> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize, words: &str| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + words.len()..].chars().next())
    };
    let found = left.iter().enumerate().flat_map(|(place, (_, words))| {
        words.split('|').filter_map(move |words| {
            let mut places = text.match_indices(words).map(|(at, _)| at);
            Some((places.find(|at| whole(*at, words))?, place, words.len()))
        })
    });
    found.min_by_key(|(at, _, length)| (*at, usize::MAX - length))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::{TERMS, linked};
    use crate::base::regular;
    use crate::language::Language;

    fn language(tag: &str) -> Arc<Language> {
        Language::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages"), tag).unwrap()
    }

    #[test]
    fn the_first_use_of_a_term_in_running_text_leads_to_the_glossary() {
        let page = "<h2>firmly</h2><p>infirmly <a href=\"x\">firmly</a> 3 firmly, 2 firmly</p>\
            <p class=\"note\">firmly; the middle half</p><p class=\"take\">margin of error</p>";
        let link =
            |term: &str, words: &str| format!("<a class=\"term\" href=\"../methods.html#term-{term}\">{words}</a>");
        let wanted = page.replace("3 firmly", &format!("3 {}", link("firm", "firmly")));
        let wanted = wanted.replace("middle half", &link("half", "middle half"));
        assert_eq!(linked(&language("en"), page, "../methods.html"), wanted);
    }

    #[test]
    fn every_term_is_said_in_the_messages_of_every_language() {
        for tag in ["en", "fr", "es"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/messages/{tag}.ftl"));
            let messages = regular::read_text(&path).unwrap();
            let others: Vec<&str> = messages.lines().filter(|line| !line.starts_with("glossary-")).collect();
            for term in TERMS {
                let words = language(tag).say(&format!("glossary-{term}-words"), &[]);
                for words in words.split('|') {
                    assert!(others.iter().any(|line| line.contains(words)), "{tag}: {term}: nothing says {words:?}");
                }
            }
        }
    }
}
