//! Proposes a mapping: looks at tables and writes TOML with comments, to edit.
//!
//! Nothing is claimed that was not found. A measurement whose words, unit and range agree is proposed; one that is only
//! a guess is commented out with its reason, and so is a `[[file]]` without a key, a year or anything that it may feed.
//! What is proposed can be loaded as a mapping.

mod column;
mod feeds;
mod key;
mod layout;
mod likely;
mod one_each;
mod period;
mod series;
mod storage;
mod wide;
mod words;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::characters::printable;
use crate::ingest::read::files::{self, Input, key_below};
use crate::ingest::read::guard;
use crate::ingest::read::reader_fault;
use crate::model::framework::Framework;
use storage::Found;
pub use words::Words;
use write::Place;

/// A proposed mapping.
#[derive(Debug, Default)]
pub struct Proposal {
    /// TOML with comments.
    pub text: String,
    /// Name of the source in it.
    pub source: String,
    /// Folder of the files, as in `--source NAME=DIR`.
    pub folder: PathBuf,
    /// Tables that were looked at.
    pub tables: usize,
    /// `[[file]]` that read.
    pub reads: usize,
    /// Files in which no table was found, each with a sentence.
    pub refused: Vec<(String, String)>,
}

/// A file and what was found in it.
struct Looked {
    /// Path below the folder.
    path: String,
    /// Name with which it is shown.
    name: String,
    tables: Vec<Found>,
}

/// Looks at files and proposes a mapping that reads them.
pub fn propose(paths: &[PathBuf], framework: &Framework, words: &Words) -> Proposal {
    let paths: Vec<PathBuf> = paths.iter().map(|p| std::path::absolute(p).unwrap_or_else(|_| p.clone())).collect();
    let folder = common_folder(&paths);
    let source = source_of(&folder);
    let mut proposal = Proposal { source: source.clone(), folder: folder.clone(), ..Proposal::default() };
    let mut looked: Vec<Looked> = Vec::new();
    for path in &paths {
        let relative = key_below(&folder, path);
        if looked.iter().any(|l| l.path == relative) {
            continue;
        }
        match look(path, &relative) {
            Ok(tables) => {
                let name = relative.rsplit('/').next().unwrap_or(&relative).to_string();
                looked.push(Looked { path: relative, name, tables });
            }
            Err(message) => proposal.refused.push((relative, message)),
        }
    }
    let mut body = String::new();
    for (pattern, files) in alike(&looked) {
        let Some(first) = files.first() else { continue };
        let mut is_read = false;
        for found in &first.tables {
            let place = Place { pattern: pattern.clone(), name: first.name.clone(), files: files.len() };
            let made = guard::quietly(|| {
                let layout = layout::layout(found, &first.name, words);
                let feeds = feeds::feeds(&layout, words, framework);
                write::file(&place, &layout, &feeds, words, framework)
            });
            proposal.tables += 1;
            match made {
                Ok((text, reads)) => {
                    is_read |= reads;
                    proposal.reads += usize::from(reads);
                    body.push_str(&text);
                    body.push('\n');
                }
                Err(panic) => proposal.refused.push((first.path.clone(), reader_fault(&panic))),
            }
        }
        if !is_read {
            let message = "Nothing that a mapping could read as it stands was found; what was found is in comments.";
            proposal.refused.push((first.path.clone(), message.into()));
        }
    }
    let refused: String =
        proposal.refused.iter().map(|(file, why)| format!("# {}: {}\n", printable(file), printable(why))).collect();
    proposal.text = format!("{}{refused}{body}", head(&source));
    proposal
}

fn head(source: &str) -> String {
    format!(
        "# Proposed by `learning-cities map`: look at each line and mend it. What is a guess is commented out, with its reason.\n\
         # docs/mapping.md shows what a mapping can say. `learning-cities map --explain THIS.toml --source {source}=DIR` tries it.\n\n\
         source = \"{source}\"\n\
         # Who published it, under which licence.\n\
         about = \"\"\n\
         # public, aggregate_only or private: what the licence allows. Nothing private is published.\n\
         consent = \"private\"\n\n"
    )
}

/// The tables of a file, or a sentence that says why there is none.
fn look(path: &Path, name: &str) -> Result<Vec<Found>, String> {
    if path.is_dir() {
        return Err("This is a folder. Name its tables, such as with DIR/*.csv.".into());
    }
    let mut inputs = [Input::mapped(path.to_path_buf(), name.to_string(), 0, "the mapping".into())];
    files::hash(&mut inputs);
    let [input] = &inputs;
    if let files::Role::Refused(_, message) = &input.role {
        return Err(message.clone());
    }
    let bytes = files::bytes(input).map_err(|(_, message)| message)?;
    let tables = guard::quietly(|| storage::tables(&bytes, name)).map_err(|panic| reader_fault(&panic))?;
    let tables = tables.map_err(|finding| finding.message)?;
    let mut fit = Vec::new();
    let mut why = String::new();
    for found in tables {
        match unfit(&found) {
            None => fit.push(found),
            Some(message) => why = message,
        }
    }
    if fit.is_empty() { Err(why) } else { Ok(fit) }
}

/// Why a table is none that a mapping could read.
fn unfit(found: &Found) -> Option<String> {
    let table = &found.table;
    let named = table.header.iter().filter(|name| !name.is_empty()).count();
    if table.rows.is_empty() {
        return Some("The table has a header and no row. Download it again.".into());
    }
    if named < 2 {
        return Some("The table has one column with a name: no comma, semicolon, tab or | splits its lines into the same number of cells. A mapping needs a city and a value.".into());
    }
    let is_figure = |cell: &str| {
        let is_year = cell.len() == 4 && cell.parse::<i32>().is_ok_and(|y| (1900..=2100).contains(&y));
        cell.trim().parse::<f64>().is_ok() && !is_year
    };
    let (_, first) = table.rows.first()?;
    let figures: Vec<usize> =
        (0..table.header.len()).filter(|at| table.header.get(*at).is_some_and(|n| is_figure(n))).collect();
    let below = figures.iter().filter(|at| first.get(**at).is_some_and(|c| c.trim().parse::<f64>().is_ok())).count();
    (!figures.is_empty() && below == figures.len()).then(|| {
        format!(
            "The first row looks like data ({}), not like names of columns. Put a row with names above it.",
            printable(
                &table
                    .header
                    .iter()
                    .take(4)
                    .map(|c| c.chars().take(20).collect::<String>())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        )
    })
}

/// The folder that all files are below.
fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let mut folders = paths.iter().map(|p| p.parent().unwrap_or(Path::new("/")).to_path_buf());
    let Some(mut common) = folders.next() else { return PathBuf::new() };
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

/// A name for the source, of its folder's.
fn source_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    match name.trim_matches('-') {
        "" => "office".to_string(),
        name => name.chars().take(40).collect(),
    }
}

/// Files by the pattern that finds them: those whose names differ by a year and whose tables have the same header have
/// one.
fn alike(looked: &[Looked]) -> Vec<(String, Vec<&Looked>)> {
    let header = |l: &Looked| -> Vec<Vec<String>> { l.tables.iter().map(|t| t.table.header.clone()).collect() };
    let without_year = |l: &Looked| -> Option<String> {
        let (before, _, after) = period::in_header(&l.name)?;
        let folder = l.path.strip_suffix(&l.name)?;
        let wild = |text: &str| text.contains(['*', '?']);
        (!wild(&l.path)).then(|| format!("{folder}{before}????{}", after))
    };
    let mut patterns: BTreeMap<(String, Vec<Vec<String>>), Vec<&Looked>> = BTreeMap::new();
    for l in looked {
        if let Some(pattern) =
            without_year(l).filter(|_| period::in_header(&l.name).is_some_and(|(_, y, _)| y.len() == 4))
        {
            patterns.entry((pattern, header(l))).or_default().push(l);
        }
    }
    let mut out: Vec<(String, Vec<&Looked>)> = Vec::new();
    for l in looked {
        let of = patterns.iter().find(|(_, files)| files.len() > 1 && files.iter().any(|f| f.path == l.path));
        match of {
            Some(((pattern, _), files)) => {
                let is_only = patterns.keys().filter(|(p, _)| p == pattern).count() == 1;
                match is_only {
                    true if out.iter().any(|(p, _)| p == pattern) => {}
                    true => out.push((pattern.clone(), files.clone())),
                    false => out.push((l.path.clone(), vec![l])),
                }
            }
            None => out.push((l.path.clone(), vec![l])),
        }
    }
    out
}
