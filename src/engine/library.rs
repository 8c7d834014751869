//! The SQL files: their headers, what they need, and the circles among them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::base::durable::walked;
use crate::base::error::{Error, Result, bail, ensure};
use crate::base::regular;
use crate::base::source::utf8;
use crate::base::text::is_snake_case;
use crate::engine::blocks::By;
use crate::engine::failure::{self, Place};
use crate::engine::relation::{Query, Question, RelationKind, Rule};
use crate::engine::{audience, information, sql};
use crate::model::schema;
use crate::model::vocabulary::Severity;

/// Reads every `.sql` file below `folder`, by relation name.
pub fn load(folder: &Path) -> Result<BTreeMap<String, Query>> {
    let mut queries: BTreeMap<String, Query> = BTreeMap::new();
    for path in sql_files(folder)? {
        let name = name(&path)?;
        let taken = if schema::table(&name).is_some() {
            Some("a table of the store".to_string())
        } else if information::is_built_in(&name) {
            Some("made by this program".to_string())
        } else {
            queries.get(&name).map(|q| format!("already defined by {}", q.path.display()))
        };
        if let Some(taken) = taken {
            bail!(path.display(), "the name {name} is {taken}; rename the file");
        }
        let query = read(folder, &path)?;
        queries.insert(name, query);
    }
    audience::derive(&mut queries)?;
    for (name, query) in &queries {
        for needed in &query.needs {
            if !queries.contains_key(needed) && schema::table(needed).is_none() && !information::is_built_in(needed) {
                let names = queries.keys().map(String::as_str).chain(schema::TABLES.iter().map(|t| t.name));
                let place = Place::File(query.path.clone(), query.first_line);
                return Err(failure::unknown(&place, &query.sql, needed, names));
            }
        }
        circle(&queries, name, &mut Vec::new(), &mut BTreeSet::new())?;
    }
    Ok(queries)
}

/// The SQL files below a folder, in the order of their names.
fn sql_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().map(walked(folder)) {
        let entry = entry?;
        if !entry.file_type().is_dir() && entry.path().extension().is_some_and(|e| e == "sql") {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The relation's name: the file's, which must be an identifier that needs no quotes.
fn name(path: &Path) -> Result<String> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    ensure!(
        is_snake_case(stem) && stem.starts_with(|c: char| c.is_ascii_lowercase()),
        path.display(),
        "a query's file is named in lower-case letters, digits and underscores: its name is the relation's"
    );
    Ok(stem.to_string())
}

fn read(folder: &Path, path: &Path) -> Result<Query> {
    let sql = utf8(path, regular::read(path).map_err(Error::io("read", path))?)?;
    let first = |l: &str| !l.trim().is_empty() && !l.trim_start().starts_with("--");
    let first_line = sql.lines().position(first).map_or(1, |l| l + 1);
    let place = Place::File(path.to_path_buf(), first_line);
    let (_, needs) = sql::dependencies(&sql, &place)?;
    let kind =
        match path.strip_prefix(folder).ok().and_then(|p| p.components().next()).and_then(|c| c.as_os_str().to_str()) {
            Some("staging" | "intermediate") => RelationKind::Staging,
            Some("checks") => RelationKind::Check,
            _ => RelationKind::Mart,
        };
    let header = header(&sql);
    let by = By::read(&header.made);
    if by.is_none() && !["", "view", "table"].contains(&header.made.as_str()) {
        bail!(
            path.display(),
            "is made {}; write `made: view`, `made: table`, `made: by city` or `made: by kind`",
            header.made
        );
    }
    let published = match (header.published.as_str(), header.published.parse::<u32>()) {
        ("", _) => None,
        (_, Ok(place)) if kind == RelationKind::Mart => Some(place),
        (text, _) => bail!(
            path.display(),
            "is published: {text}; write in the header of a mart `published: ` with its place among the published relations, such as 25"
        ),
    };
    let rule = match (kind, header.severity.parse::<Severity>(), header.sentence) {
        (RelationKind::Check, Ok(severity), sentence) if !sentence.is_empty() => {
            let question = header.question.split_once(": ");
            let question = question.map(|(code, text)| Question { code: code.into(), text: text.into() });
            Some(Rule { severity, sentence, question })
        }
        (RelationKind::Check, ..) => bail!(
            path.display(),
            "is a check without its words; write `-- severity: error` or `warning`, and `-- sentence: ` with what must hold, under its grain"
        ),
        _ => None,
    };
    Ok(Query {
        path: path.to_path_buf(),
        first_line,
        needs,
        title: header.title,
        grain: header.grain,
        columns: header.columns,
        kind,
        published,
        view: header.made == "view",
        by,
        rule,
        sql,
    })
}

#[derive(Default)]
struct Header {
    title: String,
    grain: String,
    made: String,
    published: String,
    severity: String,
    sentence: String,
    question: String,
    columns: Vec<(String, String)>,
}

/// The comment at the top: `name: title`, `grain: ...`, perhaps `made: ...`, for a mart perhaps `published: ...`, for a
/// check `severity: ...`, `sentence: ...` and perhaps `question: code: ...`, then `column: meaning`; a line without a
/// name continues the one before.
fn header(sql: &str) -> Header {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in sql.lines() {
        let Some(text) = line.strip_prefix("--") else { break };
        let text = text.trim();
        match text.split_once(':').filter(|(name, _)| is_snake_case(name)) {
            Some((name, meaning)) => entries.push((name.to_string(), meaning.trim().to_string())),
            None => {
                if let Some((_, meaning)) = entries.last_mut() {
                    *meaning = format!("{meaning} {text}").trim().to_string();
                }
            }
        }
    }
    let mut header = Header::default();
    let mut entries = entries.into_iter();
    header.title = entries.next().map(|e| e.1).unwrap_or_default();
    for (name, meaning) in entries {
        let of_relation = header.columns.is_empty();
        match name.as_str() {
            "grain" if of_relation => header.grain = meaning,
            "made" if of_relation => header.made = meaning,
            "published" if of_relation => header.published = meaning,
            "severity" if of_relation => header.severity = meaning,
            "sentence" if of_relation => header.sentence = meaning,
            "question" if of_relation => header.question = meaning,
            _ => header.columns.push((name, meaning)),
        }
    }
    header
}

/// Follows what a file needs; a way that comes back to itself is an error that names its files.
fn circle<'a>(
    queries: &'a BTreeMap<String, Query>,
    name: &'a str,
    way: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Result<()> {
    if let Some(start) = way.iter().position(|w| *w == name) {
        let mut chain: Vec<&str> = way[start..].to_vec();
        chain.push(name);
        let query = &queries[name];
        return Err(Error::Query {
            place: format!("{} line {}", query.path.display(), query.first_line),
            message: format!("these relations need one another in a circle: {}; take one step out", chain.join(" -> ")),
        });
    }
    let Some(query) = queries.get(name) else { return Ok(()) };
    if done.contains(name) {
        return Ok(());
    }
    way.push(name);
    for needed in &query.needs {
        circle(queries, needed, way, done)?;
    }
    way.pop();
    done.insert(name);
    Ok(())
}
