//! Running text: words, some of which are emphasised, lead somewhere, or are a city's own.

use crate::chart::spark::Picture;
use crate::language::{Arg, Language};

/// Where words lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A page by its path from the folder of its language: `cities/aasby.html`.
    Page(String),
    /// A place on the same page.
    Here(String),
    /// A file of the site by its path from the site's folder, to take along.
    File(String),
    /// An address on the web that somebody sent.
    Outside(String),
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words as they are.
    Plain(String),
    /// Emphasised words.
    Strong(Text),
    /// A number before a title.
    Number(String),
    /// Code, a name of a file, an identifier.
    Code(String),
    /// Words of somebody else, in whatever script, with the tag of their language where it is known.
    Quoted(Option<String>, String),
    /// A name between words of another direction.
    Isolated(Text),
    /// Words that lead somewhere.
    Link(Link, Text),
    /// A mark of the outcome of a series: its class on a page, and whether it is tentative.
    Badge(&'static str, bool, String),
    /// Words on a line of their own.
    Below(Text),
    /// Words in another language.
    Foreign(&'static str, String),
    /// A picture of what the words say, which a page shows below them.
    Drawn(Picture),
}

/// Running text on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

impl Text {
    /// Its runs.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its words alone, on one line.
    pub fn plain(&self) -> String {
        self.words(' ')
    }

    /// Its words alone; line separators (U+2028) come before each part that goes below the others, since the words
    /// themselves may hold line feeds.
    pub fn lines(&self) -> String {
        self.words('\u{2028}')
    }

    fn words(&self, before_below: char) -> String {
        let mut out = String::new();
        for span in &self.0 {
            match span {
                Span::Plain(text)
                | Span::Number(text)
                | Span::Code(text)
                | Span::Quoted(_, text)
                | Span::Badge(.., text)
                | Span::Foreign(_, text) => out.push_str(text),
                Span::Strong(text) | Span::Isolated(text) | Span::Link(_, text) => {
                    out.push_str(&text.words(before_below));
                }
                Span::Drawn(_) => {}
                Span::Below(text) => {
                    out.push(before_below);
                    out.push_str(&text.words(before_below));
                }
            }
        }
        out
    }

    /// Emphasised words.
    pub fn strong(text: impl Into<Text>) -> Text {
        Text(vec![Span::Strong(text.into())])
    }

    /// Code.
    pub fn code(text: impl Into<String>) -> Text {
        Text(vec![Span::Code(text.into())])
    }

    /// Words of somebody else.
    pub fn quoted(text: impl Into<String>) -> Text {
        Text::quoted_in(None, text)
    }

    /// Words of somebody else in a language, where that is known.
    pub fn quoted_in(language: Option<&str>, text: impl Into<String>) -> Text {
        Text(vec![Span::Quoted(language.map(str::to_string), text.into())])
    }

    /// A name between words of another direction.
    pub fn isolated(text: impl Into<Text>) -> Text {
        Text(vec![Span::Isolated(text.into())])
    }

    /// A mark of the outcome of a series.
    pub fn badge(class: &'static str, tentative: bool, words: String) -> Text {
        Text(vec![Span::Badge(class, tentative, words)])
    }

    /// Words of the network in a language, where that is not the document's; else as they are.
    pub fn foreign(language: Option<&str>, text: impl Into<String>) -> Text {
        match language {
            Some(_) => Text::quoted_in(language, text),
            None => text.into().into(),
        }
    }

    /// The language of what it quotes, where it is a quotation alone.
    pub fn language(&self) -> Option<&str> {
        match &self.0[..] {
            [Span::Quoted(language, _)] => language.as_deref(),
            _ => None,
        }
    }

    /// This, and more on a line of its own.
    pub fn below(mut self, more: Text) -> Text {
        self.0.push(Span::Below(more));
        self
    }

    /// This, and a picture of what it says.
    pub fn drawn(mut self, picture: Option<Picture>) -> Text {
        self.0.extend(picture.map(Span::Drawn));
        self
    }

    /// A number and the title after it: `2.1 Basic education`.
    pub fn numbered(number: &str, title: &str) -> Text {
        Text(vec![Span::Number(number.to_string()), Span::Plain(format!(" {title}"))])
    }

    /// Words that lead somewhere.
    pub fn link(link: Link, text: impl Into<Text>) -> Text {
        Text(vec![Span::Link(link, text.into())])
    }

    /// Words that lead to a page by its path from the folder of its language.
    pub fn page(path: impl Into<String>, text: impl Into<Text>) -> Text {
        Text::link(Link::Page(path.into()), text)
    }

    /// Words in a language, where it is not the document's.
    pub fn in_language(language: Option<&'static str>, text: String) -> Text {
        match language {
            Some(language) => Text(vec![Span::Foreign(language, text)]),
            None => text.into(),
        }
    }

    /// A link that somebody sent: followed only where it leads to the web, else shown as it came.
    pub fn outside(link: &str) -> Text {
        let leads = |scheme: &&str| link.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        match ["https://", "http://"].iter().any(leads) {
            true => Text::link(Link::Outside(link.to_string()), link),
            false => link.into(),
        }
    }

    /// Adds more to it, without a space.
    pub fn push(&mut self, more: Text) {
        self.0.extend(more.0);
    }

    /// This, a space, and more; this alone where there is no more.
    pub fn and(mut self, more: impl Into<Text>) -> Text {
        let more = more.into();
        if !more.is_empty() && !self.is_empty() {
            self.0.push(Span::Plain(" ".into()));
        }
        self.0.extend(more.0);
        self
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        match text.is_empty() {
            true => Text::default(),
            false => Text(vec![Span::Plain(text)]),
        }
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Text {
        text.clone().into()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        text.to_string().into()
    }
}

impl From<Option<String>> for Text {
    fn from(text: Option<String>) -> Text {
        text.unwrap_or_default().into()
    }
}

/// Sentences one after the other.
pub fn sentences(all: impl IntoIterator<Item = impl Into<Text>>) -> Text {
    all.into_iter().fold(Text::default(), |text, sentence| text.and(sentence))
}

/// Says a message whose arguments are text with runs: `say_text!(language, "peers-cities", cities = links)`.
#[macro_export]
macro_rules! say_text {
    ($language:expr, $id:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::document::say($language, $id, &[$((stringify!($name), $crate::document::Text::from($crate::argument!($name $(= $value)?)))),*])
    };
}

/// A message with text for arguments, which keeps its runs.
pub fn say(language: &Language, id: &str, args: &[(&str, Text)]) -> Text {
    let marks: Vec<(&str, Arg)> =
        args.iter().enumerate().map(|(i, (name, _))| (*name, Arg::Text(mark(i).to_string()))).collect();
    let texts: Vec<(String, &Text)> = args.iter().map(|(_, text)| (String::new(), text)).collect();
    filled(&language.say(id, &marks), &texts)
}

/// Texts as a list in words: `a, b and c`.
pub fn list(language: &Language, items: &[Text]) -> Text {
    // What joins two of them goes by how the second begins: Spanish says "y" or "e". So the list is made of what a
    // reader reads, and a mark at the end of each.
    let texts: Vec<(String, &Text)> = items.iter().map(|text| (text.plain(), text)).collect();
    let read: Vec<String> = texts.iter().enumerate().map(|(i, (plain, _))| format!("{plain}{}", mark(i))).collect();
    filled(&language.list(&read), &texts)
}

/// Texts that may hold commas themselves: `a, b; c`; nothing for none.
pub fn list_apart(language: &Language, items: impl IntoIterator<Item = Text>) -> Text {
    let both = |before: Text, after: Text| say(language, "list-apart", &[("before", before), ("after", after)]);
    items.into_iter().reduce(both).unwrap_or_default()
}

/// A character of a private plane in the place of the argument of that place until the words around it are known.
fn mark(i: usize) -> char {
    char::from_u32(FIRST_MARK + i as u32).unwrap_or('\u{10FFFD}')
}

const FIRST_MARK: u32 = 0xF0000;

/// The words with each text in the place of what is read of it and its mark.
fn filled(words: &str, texts: &[(String, &Text)]) -> Text {
    let mut out = Text::default();
    let mut plain = String::new();
    for c in words.chars() {
        let place = u32::from(c).checked_sub(FIRST_MARK).and_then(|i| texts.get(i as usize));
        let Some((read, text)) = place else {
            plain.push(c);
            continue;
        };
        plain.truncate(plain.strip_suffix(read.as_str()).unwrap_or(&plain).len());
        out.0.extend(Text::from(std::mem::take(&mut plain)).0);
        out.0.extend(text.0.iter().cloned());
    }
    out.0.extend(Text::from(plain).0);
    out
}

#[cfg(test)]
mod tests {
    use super::{Span, Text, list, sentences};
    use crate::language::Language;
    use crate::language::tests::english;

    #[test]
    fn messages_keep_the_runs_of_their_arguments() {
        let link = Text::page("cities/aasby.html", "Åsby");
        let said = crate::say_text!(&english(), "learning-asks", city = link.clone(), features = "art");
        assert!(said.spans().contains(&link.spans()[0]), "{said:?}");
        assert!(said.plain().starts_with("Åsby"), "{said:?}");
    }

    #[test]
    fn lists_go_by_what_is_read() {
        let cities = ["Oslo", "Irún"].map(|name| Text::page(format!("cities/{name}.html"), name));
        let messages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
        let spanish = Language::load(&messages, "es").unwrap();
        let said = list(&spanish, &cities);
        assert_eq!(said.plain(), "Oslo e Irún");
        assert_eq!(said.spans().iter().filter(|span| matches!(span, Span::Link(..))).count(), 2);
        assert_eq!(list(&english(), &[]), Text::default());
    }

    #[test]
    fn sentences_have_a_space_between_them() {
        assert_eq!(sentences([Some("A.".to_string()), None, Some("B.".to_string())]).plain(), "A. B.");
        assert_eq!(Text::outside("javascript:alert(1)").spans(), [Span::Plain("javascript:alert(1)".into())]);
    }
}
