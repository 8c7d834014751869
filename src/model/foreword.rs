//! `brief/foreword.md`: what is said before the figures of the annual brief, in Markdown; `brief/foreword.fr.md` says it
//! in another language.

use std::collections::BTreeMap;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::base::durable::LITTER;
use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::{Hash, line_at};
use crate::base::text::{check_tag, check_text};
use crate::model::stories;

/// Forewords by the tag of their language; that for every other language has none.
pub type Forewords = BTreeMap<Option<String>, String>;

/// Reads and checks the forewords of a network folder; none where it has no folder `brief`.
pub(crate) fn read(dir: &Path, hash: &mut Hash) -> Result<Forewords> {
    let folder = dir.join("brief");
    let mut forewords = Forewords::new();
    if !folder.exists() {
        return Ok(forewords);
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Error::io("read", &folder))? {
        paths.push(entry.map_err(Error::io("read", &folder))?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // What editors and systems leave behind is nobody's foreword; stories and photographs are read by themselves.
        if name.starts_with('.') || name.ends_with('~') || LITTER.contains(&name) || stories::is_own(name) {
            continue;
        }
        let place = path.display();
        let Some(tag) = name.strip_prefix("foreword.").and_then(|rest| rest.strip_suffix("md")) else {
            bail!(
                place,
                "is not read: the folder brief holds foreword.md, and foreword.fr.md and the like, stories.toml and its photographs (.jpg, .png); move it away"
            );
        };
        let tag = tag.strip_suffix('.').filter(|tag| !tag.is_empty());
        if let Some(tag) = tag {
            check_tag(&place, tag, name)?;
        }
        let text = hash.read(&path)?;
        ensure!(!text.trim().is_empty(), place, "says nothing; write the foreword, or delete the file");
        check_text(&place, "the foreword", &text.replace("\r\n", "\n"))?;
        if let Some((offset, what)) = unsupported(&text) {
            bail!(
                format!("{place} line {}", line_at(&text, offset)),
                "holds {what}, which the brief does not set: it would be printed as it is typed; write it as sentences or as a list"
            );
        }
        forewords.insert(tag.map(str::to_string), text.replace("\r\n", "\n").trim().to_string());
    }
    let only = forewords.keys().next().filter(|_| !forewords.contains_key(&None));
    if let Some(Some(tag)) = only {
        bail!(
            folder.display(),
            "has foreword.{tag}.md and no foreword.md, which every language without its own gets; add it"
        );
    }
    Ok(forewords)
}

/// The first part of a text that is shown as it is typed: its place in bytes, and what it is.
fn unsupported(markdown: &str) -> Option<(usize, &'static str)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(markdown, options).into_offset_iter().find_map(|(event, place)| {
        let what = match event {
            Event::Start(Tag::Table(_)) => "a table",
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => "a footnote",
            Event::Start(Tag::Strikethrough) => "struck-out text",
            _ => return None,
        };
        Some((place.start, what))
    })
}

#[cfg(test)]
mod tests {
    use super::unsupported;

    #[test]
    fn what_would_be_shown_as_it_is_typed_is_named_with_its_place() {
        assert_eq!(unsupported("One.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), Some((6, "a table")));
        assert_eq!(unsupported("Word[^1].\n\n[^1]: the note\n"), Some((4, "a footnote")));
        assert_eq!(unsupported("Some ~~old~~ words."), Some((5, "struck-out text")));
        for plain in ["a | b", "[^1] of nothing", "5*3*2, ~ and a_b_c", "1. one\n2. two", "> said"] {
            assert_eq!(unsupported(plain), None, "{plain}");
        }
    }
}
