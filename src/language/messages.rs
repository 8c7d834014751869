//! A language: its messages, and how it says them.

use std::cmp::Ordering;
use std::fmt::{Display, Formatter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use maud::{Markup, PreEscaped, Render};
use unic_langid::LanguageIdentifier;

use crate::base::error::{Error, Result};
use crate::base::regular;
use crate::language::locale::{FIRST, written_as};
use crate::language::numbers::{self, Numbers};

/// What a message is given to say.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A whole number: it picks singular or plural and is written by the language's rules.
    Count(i64),
    /// An amount as it is rounded: 0.5 and 1.5 pick singular or plural by the language's own rule.
    Amount(f64),
}

/// Which values are which arguments.
macro_rules! arguments {
    ($($type:ty: $value:ident => $argument:expr,)+) => {
        $(impl From<$type> for Arg {
            fn from($value: $type) -> Arg {
                $argument
            }
        })+
    };
}
arguments! {
    &str: text => Arg::Text(text.to_string()),
    String: text => Arg::Text(text),
    &String: text => Arg::Text(text.clone()),
    i64: n => Arg::Count(n),
    i32: n => Arg::Count(n.into()),
    usize: n => Arg::Count(i64::try_from(n).unwrap_or(i64::MAX)),
    f64: n => Arg::Amount(n),
}

impl<'a> From<&'a Arg> for FluentValue<'a> {
    fn from(arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => text.as_str().into(),
            Arg::Count(n) => (*n).into(),
            Arg::Amount(n) => (*n).into(),
        }
    }
}

/// Says a message: `say!(language, "city-series", n = 4, city)`, where `city` alone is the variable of that name.
#[macro_export]
macro_rules! say {
    ($language:expr, $id:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $language.say($id, &[$((stringify!($name), $crate::language::Arg::from($crate::argument!($name $(= $value)?)))),*])
    };
}

/// Says a message whose arguments are markup, such as links: `say_html!(language, "city-peers", list = markup)`.
/// The message's own text is escaped, the arguments are not.
#[macro_export]
macro_rules! say_html {
    ($language:expr, $id:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $language.say_html($id, &[$((stringify!($name), ::maud::Render::render(&$crate::argument!($name $(= $value)?)))),*])
    };
}

/// The value of a message's argument: the one that is given, or the variable of its name.
#[doc(hidden)]
#[macro_export]
macro_rules! argument {
    ($name:ident) => {
        $name
    };
    ($name:ident = $value:expr) => {
        $value
    };
}

/// A language.
pub struct Language {
    tag: String,
    right_to_left: bool,
    messages: FluentBundle<FluentResource>,
    first: Option<Arc<Language>>,
    /// Whether what it says is of collected values, which no city sent.
    collected: bool,
    numbers: Numbers,
    names: CollatorBorrowed<'static>,
    lists: ListFormatter,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Language({})", self.tag)
    }
}

impl Language {
    /// Reads a language from the folder of messages; one that is written from right to left says so in its message
    /// `direction = rtl`.
    ///
    /// # Errors
    /// No such file (the message lists those that are there), a file that is not Fluent, a tag that is not BCP 47.
    pub fn load(dir: &Path, tag: &str) -> Result<Arc<Language>> {
        let first = match tag {
            FIRST => None,
            _ => Some(Language::load(dir, FIRST)?),
        };
        Self::read(dir, tag, first).map(Arc::new)
    }

    fn read(dir: &Path, tag: &str, first: Option<Arc<Language>>) -> Result<Language> {
        let known = tags(dir)?;
        if !known.iter().any(|known| known == tag) {
            return Err(Error::Usage(unknown(dir, tag, &known)));
        }
        let path = dir.join(format!("{tag}.ftl"));
        let text = regular::read_text(&path).map_err(Error::io("read", &path))?;
        let bad = |message: String| Error::invalid(path.display(), message);
        let (Ok(id), Ok(locale)) = (tag.parse::<LanguageIdentifier>(), tag.parse::<Locale>()) else {
            return Err(bad("is not named by a BCP 47 language tag, such as fr.ftl".into()));
        };
        if let Some(line) = too_deep(&text) {
            return Err(bad(format!(
                "line {line} nests more than {DEEPEST} brackets; write what it says in messages of its own"
            )));
        }
        let resource = FluentResource::try_new(text.clone()).map_err(|(_, errors)| {
            let at = errors.first().map_or(0, |e| e.pos.start);
            let line = text.get(..at).unwrap_or(&text).lines().count().max(1);
            bad(format!("line {line} is not a Fluent message; see https://projectfluent.org for the form"))
        })?;
        let mut messages = FluentBundle::new_concurrent(vec![id]);
        messages.set_use_isolating(false);
        messages.set_formatter(Some(numbers::written));
        messages
            .add_resource(resource)
            .map_err(|errors| bad(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        let data = |e: &dyn Display| bad(format!("no rules of numbers or names are known for this language: {e}"));
        let mut language = Language {
            tag: tag.to_string(),
            right_to_left: false,
            messages,
            first,
            collected: false,
            numbers: Numbers::new(&locale).map_err(|e| data(&e))?,
            names: Collator::try_new((&written_as(&locale)).into(), CollatorOptions::default())
                .map_err(|e| data(&e))?,
            lists: ListFormatter::try_new_and((&written_as(&locale)).into(), ListFormatterOptions::default())
                .map_err(|e| data(&e))?,
        };
        language.right_to_left = language.own("direction", &[]).as_deref() == Some("rtl");
        Ok(language)
    }

    /// The same language for a network whose values were collected and not sent: a message that differs then has an
    /// attribute `.collected`. It must be nobody else's yet.
    pub fn of_collected(mut self: Arc<Language>, collected: bool) -> Arc<Language> {
        if let Some(language) = Arc::get_mut(&mut self) {
            language.collected = collected;
        }
        self
    }

    /// BCP 47 tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// `ltr` or `rtl`, as HTML's `dir`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }

    /// Whether it is written from right to left.
    pub fn right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// Its numbers and dates.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// A message with its arguments; the English one where this language has none, the id itself where none has one.
    pub fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        let found = self.collected.then(|| format!("{id}.collected")).and_then(|id| self.own(&id, args));
        found
            .or_else(|| self.own(id, args))
            .or_else(|| self.first.as_ref()?.own(id, args))
            .unwrap_or_else(|| id.to_string())
    }

    /// A message with markup for arguments, which stays as it is while the message's own text is escaped.
    pub fn say_html(&self, id: &str, args: &[(&str, Markup)]) -> Markup {
        // Each argument is one character of the private use area until the text around it is escaped.
        let place = |i: usize| char::from_u32(0xE000 + i as u32).unwrap_or('\u{E000}');
        let texts: Vec<(&str, Arg)> =
            args.iter().enumerate().map(|(i, (name, _))| (*name, Arg::Text(place(i).to_string()))).collect();
        let mut html = self.say(id, &texts).as_str().render().into_string();
        for (i, (_, markup)) in args.iter().enumerate() {
            html = html.replace(place(i), &markup.0);
        }
        PreEscaped(html)
    }

    /// The name of something that has one in English: the message `<kind>-<id>` of this language, else `english`.
    /// Characters that a message's id cannot hold are written `_`.
    pub fn name(&self, kind: &str, id: &str, english: &str) -> String {
        self.own(&key(kind, id), &[]).unwrap_or_else(|| printed(english))
    }

    /// What else is said of something that English has in a CSV: the attribute of the message `<kind>-<id>`, else
    /// `english`.
    pub fn name_of(&self, kind: &str, id: &str, attribute: &str, english: &str) -> String {
        self.own(&format!("{}.{attribute}", key(kind, id)), &[]).unwrap_or_else(|| printed(english))
    }

    /// What the language calls itself: its message `language-name`, else its tag.
    pub fn own_name(&self) -> String {
        self.name("language", "name", &self.tag)
    }

    /// Names' order, as this language's dictionaries have it.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.names.compare(a, b)
    }

    /// `a`, `a and b`, `a, b and c`; `a, x; b` where an item holds a comma outside quotation marks; empty for none.
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        if items.iter().map(AsRef::as_ref).any(|item| item.contains(", ") && !item.starts_with(OPENING)) {
            return self.list_apart(items.iter().map(|item| item.as_ref().to_string()));
        }
        if !items.iter().any(|item| item.as_ref().starts_with(OPENING)) {
            return self.lists.format_to_string(items.iter().map(AsRef::as_ref));
        }
        // Spanish says "y" or "e" by how the next item begins, which a quotation mark before it hides.
        let read: Vec<String> = items
            .iter()
            .zip(PRIVATE)
            .map(|(item, end)| format!("{}{end}", item.as_ref().trim_start_matches(OPENING)))
            .collect();
        let mut said = self.lists.format_to_string(read.iter().map(String::as_str));
        for (item, read) in items.iter().zip(&read) {
            said = said.replacen(read, item.as_ref(), 1);
        }
        said
    }

    /// The first `most` of a list and how many more there are: `a, b, c and 4 more`.
    pub fn list_some<S: AsRef<str>>(&self, items: &[S], most: usize) -> String {
        if items.len() <= most + 1 {
            return self.list(items);
        }
        let mut some: Vec<String> = items[..most].iter().map(|s| s.as_ref().to_string()).collect();
        some.push(crate::say!(self, "list-more", n = items.len() - most));
        self.list(&some)
    }

    /// A name that a number follows. Where its script runs the other way, a mark of this language's direction ends it:
    /// else the number would jump to its other side (UAX 9, implicit marks).
    pub fn before_number(&self, name: &str) -> String {
        let from_right = |c: char| matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF);
        let against = |c: char| c.is_alphabetic() && from_right(c) != self.right_to_left();
        match (name.chars().any(against), self.right_to_left()) {
            (false, _) => name.to_string(),
            (true, true) => format!("{name}\u{200f}"),
            (true, false) => format!("{name}\u{200e}"),
        }
    }

    /// A list of what holds commas itself: `a, b; c`; empty for none.
    pub fn list_apart(&self, items: impl IntoIterator<Item = String>) -> String {
        let both = |before: String, after: String| crate::say!(self, "list-apart", before, after);
        items.into_iter().reduce(both).unwrap_or_default()
    }

    /// A message of this language alone, with its arguments; nothing where it has none of that id.
    pub fn own(&self, id: &str, args: &[(&str, Arg)]) -> Option<String> {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.messages.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let given: FluentArgs = args.iter().map(|(name, arg)| (*name, arg)).collect();
        let mut errors = Vec::new();
        Some(self.messages.format_pattern(pattern, Some(&given), &mut errors).into_owned())
    }
}

/// Most brackets inside one another in a file of messages: its parser recurses.
const DEEPEST: usize = 50;

/// The line, from 1, on which a text nests more brackets than [`DEEPEST`]. Brackets count within placeables, but not in
/// their quoted texts.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, line) in text.lines().enumerate() {
        if depth == 0 && line.starts_with('#') {
            continue;
        }
        // A quoted text ends with its line at the latest.
        let (mut quoted, mut escaped) = (false, false);
        for c in line.chars() {
            match c {
                '"' if depth > 0 && !escaped => quoted = !quoted,
                _ if quoted => {}
                '{' => depth += 1,
                '(' if depth > 0 => depth += 1,
                '}' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            escaped = quoted && c == '\\' && !escaped;
            if depth > DEEPEST {
                return Some(i + 1);
            }
        }
    }
    None
}

/// English from a CSV as a printer sets it: apostrophes, and digits that stay together.
fn printed(english: &str) -> String {
    let letters: Vec<char> = english.replace("rating 1-5", "rating 1–5").chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let set = |(i, c): (usize, &char)| match c {
        '\'' => '’',
        ' ' if i > 0 && digit(i - 1) && letters.get(i + 1) == Some(&'%') => '\u{a0}',
        ' ' if i > 0 && digit(i - 1) && (1..=3).all(|n| digit(i + n)) => ',',
        c => *c,
    };
    letters.iter().enumerate().map(set).collect()
}

/// The id of the message that names something: `code-movement-towards`, `feature-2_1_3`.
pub fn key(kind: &str, id: &str) -> String {
    let id: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect();
    format!("{kind}-{id}")
}

/// Characters that no text has of its own.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{F0000}'..='\u{FFFFD}';

/// Marks that open a quotation.
const OPENING: [char; 4] = ['«', '“', '„', '"'];

/// Why a language cannot be had, and which ones can.
fn unknown(dir: &Path, tag: &str, known: &[String]) -> String {
    let there = format!("the languages there are: {}", known.join(", "));
    if let Some(same) = known.iter().find(|known| known.eq_ignore_ascii_case(tag)) {
        return format!("--language {tag}: write {same}; {there}");
    }
    if tag.parse::<LanguageIdentifier>().is_err() {
        return format!("--language {tag}: is no tag of a language; {there}");
    }
    let file = dir.join(format!("{tag}.ftl"));
    format!(
        "--language {tag}: there is no such language here; {there}. A further one is a file of its own, {}",
        file.display()
    )
}

/// The languages that have messages, by tag.
///
/// # Errors
/// The folder cannot be read.
pub fn tags(dir: &Path) -> Result<Vec<String>> {
    let mut tags = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let path: PathBuf = entry.map_err(Error::io("read", dir))?.path();
        if path.extension().is_some_and(|e| e == "ftl")
            && let Some(tag) = path.file_stem().and_then(|s| s.to_str())
        {
            tags.push(tag.to_string());
        }
    }
    tags.sort();
    Ok(tags)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// English as it is in `data/messages`, for tests of sentences.
    pub(crate) fn english() -> Arc<Language> {
        Language::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages"), FIRST).unwrap()
    }
}
