//! Running text as the templates of briefs read it: runs of words with what each has of its own.

use serde_json::{Value, json};

use super::{Link, Span, Text};

/// A text as it is, or, where it has links, emphasis or words in another language than `own`, a list of runs. `address`
/// is that of the site's folder of the language, `before_below` comes before each part that goes below the others.
pub fn of(text: &Text, own: &str, address: Option<&str>, before_below: char) -> Value {
    let mut runs = Runs { own, address, before_below, all: Vec::new() };
    runs.add(text, &Style::default());
    let plain = runs.all.iter().all(|(_, style)| *style == Style::default());
    match plain {
        true => runs.all.into_iter().map(|(words, _)| words).collect::<String>().into(),
        false => runs.all.into_iter().map(|(words, style)| style.run(words)).collect(),
    }
}

/// What a run of words has that the others have not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Style {
    strong: bool,
    /// Where it leads.
    to: Option<String>,
    /// BCP 47 tag of its language.
    language: Option<String>,
}

impl Style {
    fn run(self, words: String) -> Value {
        let mut run = json!({ "t": words });
        if self.strong {
            run["strong"] = true.into();
        }
        if let Some(to) = self.to {
            run["to"] = to.into();
        }
        if let Some((language, region)) = self.language.as_deref().map(tag) {
            run["lang"] = language.into();
            run["region"] = region.into();
        }
        run
    }
}

/// Runs of words, those of one style together.
struct Runs<'a> {
    /// Tag of the document's language.
    own: &'a str,
    address: Option<&'a str>,
    before_below: char,
    all: Vec<(String, Style)>,
}

impl Runs<'_> {
    fn add(&mut self, text: &Text, style: &Style) {
        for span in text.spans() {
            match span {
                Span::Plain(words) | Span::Number(words) | Span::Code(words) | Span::Badge(.., words) => {
                    self.push(words, style);
                }
                Span::Quoted(language, words) => {
                    self.push(words, &Style { language: language.clone().or(style.language.clone()), ..style.clone() });
                }
                Span::Foreign(language, words) => {
                    self.push(words, &Style { language: Some(language.to_string()), ..style.clone() });
                }
                Span::Strong(text) => self.add(text, &Style { strong: true, ..style.clone() }),
                Span::Isolated(text) => self.add(text, style),
                // The words say it, and a brief has no room for it.
                Span::Drawn(_) => {}
                Span::Below(text) => {
                    self.push(&self.before_below.to_string(), style);
                    self.add(text, style);
                }
                Span::Link(Link::Outside(to), text) => {
                    let words = text.plain();
                    let style = Style { to: Some(to.clone()), ..style.clone() };
                    match words == *to {
                        true => self.push(&shortened(to), &style),
                        false => self.add(text, &style),
                    }
                }
                Span::Link(Link::Page(path), text) => {
                    let to = self.address.map(|address| format!("{address}{path}"));
                    self.add(text, &Style { to: to.or(style.to.clone()), ..style.clone() });
                }
                Span::Link(_, text) => self.add(text, style),
            }
        }
    }

    fn push(&mut self, words: &str, style: &Style) {
        let language = style.language.clone().filter(|tag| tag != self.own);
        let style = Style { language, ..style.clone() };
        match self.all.last_mut().filter(|(_, last)| *last == style) {
            Some((before, _)) => before.push_str(words),
            None => self.all.push((words.to_string(), style)),
        }
    }
}

/// Letters of an address that a line of a table has room for.
const ADDRESS: usize = 40;

/// An address of the web as it is printed: a long one by its host alone, since the whole one is behind it.
fn shortened(address: &str) -> String {
    if address.chars().count() <= ADDRESS {
        return address.to_string();
    }
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("{}/…", rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// A BCP 47 tag as Typst takes it: the language in two or three letters, the region in two.
pub fn tag(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split('-');
    let language = parts.next().filter(|l| (2..=3).contains(&l.len())).unwrap_or("und");
    let region = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    (language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
}
