//! Rules for ids, names and texts that people write: what is one, how long it may be, and how it is quoted in a
//! message.

use std::borrow::Cow;
use std::path::Path;

use unic_langid::LanguageIdentifier;

use crate::base::characters::{printable, unprintable};
use crate::base::error::{Error, Result, bail, ensure};

/// Characters of a name or title on one line: a city, a practice, an agency, a variable. The longest name of a city in
/// use has 60 or so.
pub const NAME_CHARACTERS: usize = 200;

/// Characters of a free text: a note, a summary, what a network says of itself.
pub const TEXT_CHARACTERS: usize = 2_000;

/// Characters of a link: what every browser and server takes.
pub const LINK_CHARACTERS: usize = 2_000;

/// Whether a language's tag is written as its file of messages is: `fr`, `pt-BR`. `shown` is the tag as the file writes
/// it.
pub fn check_tag(place: &dyn std::fmt::Display, tag: &str, shown: &str) -> Result<()> {
    let id: Option<LanguageIdentifier> = tag.parse().ok();
    match id.filter(|id| id.language.as_str().len() <= 3) {
        None => Err(Error::invalid(
            place,
            format!("{shown} is no language; name it as its file in data/messages is named: fr, es or pt-BR"),
        )),
        Some(id) if id != tag => {
            Err(Error::invalid(place, format!("{shown} is written {}", shown.replace(tag, &id.to_string()))))
        }
        Some(_) => Ok(()),
    }
}

/// Whether `id` can name a city, its files and its pages. `index` names the page of all cities.
pub fn valid_city_id(id: &str) -> bool {
    !id.is_empty()
        && !id.eq_ignore_ascii_case("index")
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && id.as_bytes()[0].is_ascii_alphanumeric()
}

/// Whether a spreadsheet may take a text for a formula, or for a text after an apostrophe that it hides.
fn is_evaluated(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// An address on a page for what has a name in English: `region-arab-states`.
pub fn slug(kind: &str, name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(kind.to_string(), |slug, word| slug + "-" + &word.to_ascii_lowercase())
}

/// A text of a CSV file that no spreadsheet evaluates: one that would be read as a formula gets an apostrophe before it,
/// and so does one that begins with an apostrophe.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_evaluated(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text before it was [`guarded`].
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|text| is_evaluated(text)).unwrap_or(text)
}

/// Whether a text is a name in snake case: lower-case letters, digits and underscores.
pub fn is_snake_case(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether a text is an id of the network's own: 1 to 64 lower-case letters, digits, `-` and `_`.
pub fn is_own_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    !text.is_empty() && text.len() <= 64 && text.bytes().all(fits)
}

/// Whether a name or title can be inside a sentence of others: one line of bounded length with a letter or a digit, and
/// nothing that is not seen and turns what comes after it.
pub fn check_name(place: &dyn std::fmt::Display, what: &str, text: &str) -> Result<()> {
    if text.trim().chars().any(|c| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) {
        bail!(place, "{what} runs over more than one line; write it on one");
    }
    check_words(place, what, text, NAME_CHARACTERS)
}

/// As [`check_name`], for a text that may be longer and have lines.
pub fn check_text(place: &dyn std::fmt::Display, what: &str, text: &str) -> Result<()> {
    check_words(place, what, text, TEXT_CHARACTERS)
}

fn check_words(place: &dyn std::fmt::Display, what: &str, text: &str, most: usize) -> Result<()> {
    let characters = text.chars().count();
    if characters > most {
        bail!(place, "{what} has {characters} characters and at most {most} fit; shorten it");
    }
    if let Some(c) = text.chars().find(|c| *c != '\n' && unprintable(*c)) {
        let code = u32::from(c);
        bail!(
            place,
            "{what} holds a character that is not seen and changes how others are shown, U+{code:04X}; type the text anew without it"
        );
    }
    ensure!(text.chars().any(char::is_alphanumeric), place, "{what} {text:?} has no letter and no digit; write it out");
    Ok(())
}

/// A text in quotation marks, made short and printable.
pub fn quoted(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let mut shown: String = printable(text).chars().take(60).collect();
    if shown.len() < text.len() && text.chars().count() > 60 {
        shown.push('…');
    }
    format!("\"{shown}\"")
}

/// A path as a shell takes it.
pub fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:,@%".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text,
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
