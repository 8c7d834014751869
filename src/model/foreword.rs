//! `brief/foreword.md`: what is said before the figures of the annual brief, in Markdown; `brief/foreword.fr.md` says it
//! in another language.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::Hash;
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
        if name.starts_with('.') || name.ends_with('~') || stories::is_own(name) {
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
