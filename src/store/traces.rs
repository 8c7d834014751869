//! Where a city appears in a snapshot: its rows, the files that carry them, and texts that name it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;

use arrow::array::{Array, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{concat_batches, filter_record_batch};
use rayon::prelude::*;

use super::mentions::{Forms, mentions};
use super::snapshot::Snapshot;
use crate::base::error::{Error, Result};
use crate::base::key::{BRIEF, key};
use crate::base::parquet;
use crate::model::schema::{self, TableDef};

/// How a city appears in the tables: its id, and its names in every snapshot.
pub struct Traces {
    city: String,
    /// Lower-case words of which each names the city.
    words: BTreeSet<String>,
    /// Lower-case ids and names of other cities of which one of `words` is a part, as York is of New York; the longest
    /// first.
    longer: Vec<String>,
    /// Lower-case ids and names of all other cities.
    others: BTreeSet<String>,
    /// The same names, to be found in another form.
    forms: Forms,
    /// Logical paths of files that hold nothing but this city's.
    pub files: BTreeSet<String>,
}

/// Beginning of the logical path of every submission.
pub const SUBMISSIONS: &str = "submissions/";

/// The folder of a logical path; files at the top of `submissions` came with nothing else.
pub fn folder(file: &str) -> &str {
    match file.rsplit_once('/') {
        Some((folder, _)) if folder.len() >= SUBMISSIONS.len() => folder,
        _ => file,
    }
}

/// Every table of a snapshot in memory.
pub struct Read(BTreeMap<&'static str, RecordBatch>);

impl Read {
    pub fn new(snapshot: &Snapshot) -> Result<Read> {
        let read = schema::TABLES.par_iter().map(|def| {
            let (_, batches) = parquet::read(&snapshot.path(def.name))?;
            let batch = concat_batches(&def.schema(), &batches)
                .map_err(|source| Error::Arrow { doing: "reading a table of a snapshot", source })?;
            Ok((def.name, batch))
        });
        Ok(Read(read.collect::<Result<_>>()?))
    }

    pub fn table(&self, def: &TableDef) -> Result<&RecordBatch> {
        self.0
            .get(def.name)
            .ok_or_else(|| Error::invalid(format!("table {}", def.name), "was not read: a fault of this program"))
    }

    fn texts(&self, table: &str, column: &str) -> Vec<Option<&str>> {
        let column = self
            .0
            .get(table)
            .and_then(|t| t.column_by_name(column))
            .and_then(|c| c.as_any().downcast_ref::<StringArray>());
        column.map(|c| c.iter().collect()).unwrap_or_default()
    }

    /// The cells of two columns, of the rows that have both.
    fn pairs(&self, table: &str, first: &str, second: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts(table, first).into_iter().zip(self.texts(table, second)).filter_map(|(a, b)| a.zip(b))
    }

    /// What names the city, and which files hold nothing else.
    pub fn traces(&self, city: &str, snapshot: &Snapshot) -> Traces {
        self.traces_among(city, snapshot, &self.cities_by_file())
    }

    /// As [`Read::traces`], with what [`Read::cities_by_file`] gives.
    fn traces_among(&self, city: &str, snapshot: &Snapshot, cities: &BTreeMap<&str, BTreeSet<&str>>) -> Traces {
        let mut words = BTreeSet::from([city.to_lowercase()]);
        let (ids, names, local) =
            (self.texts("cities", "city"), self.texts("cities", "name"), self.texts("cities", "local_name"));
        for (row, _) in ids.iter().enumerate().filter(|(_, id)| **id == Some(city)) {
            words.extend([names[row], local[row]].into_iter().flatten().map(str::to_lowercase));
        }
        words.retain(|word| !word.is_empty());
        let others: BTreeSet<String> = (0..ids.len())
            .filter(|row| ids[*row] != Some(city))
            .flat_map(|row| [ids[row], names[row], local[row]])
            .flatten()
            .map(str::to_lowercase)
            .collect();
        let mut traces = Traces::new(city, words, others, BTreeSet::new());
        let alone = |file: &str| cities.get(file).map(|whose| whose.len() == 1 && whose.contains(city));
        for file in snapshot.manifest.inputs.keys() {
            // A file in which nothing could be read is the city's where its path names the city, or all that it came
            // with is the city's.
            let came_with = || {
                let inputs = snapshot.manifest.inputs.keys().filter(|other| folder(other) == folder(file));
                inputs.filter_map(|other| alone(other))
            };
            let only_its_own = || came_with().any(|own| own) && came_with().all(|own| own);
            let unread_own = || file.starts_with(SUBMISSIONS) && (traces.named_in(file) || only_its_own());
            if alone(file).unwrap_or_else(unread_own) {
                traces.files.insert(file.clone());
            }
        }
        traces
    }

    /// Cities of which a file has rows, by its logical path.
    pub fn cities_by_file(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (submission, file) in self.pairs("submissions", "submission", "file") {
            files.entry(submission).or_default().push(file);
        }
        let mut cities: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for table in
            ["observation_history", "target_history", "practice_history", "declaration_history", "contact_history"]
        {
            for (city, submission) in self.pairs(table, "city", "submission") {
                for file in files.get(submission).into_iter().flatten() {
                    cities.entry(file).or_default().insert(city);
                }
            }
        }
        for (city, file) in self.pairs("findings", "city", "file") {
            cities.entry(file).or_default().insert(city);
        }
        cities
    }

    /// Texts of a table that stay without the city's rows and may name it, each with where it is from.
    pub fn mentions(&self, def: &TableDef, kept: &RecordBatch, traces: &Traces) -> BTreeSet<(String, String)> {
        let file_of = |submission: &str| {
            let mut files = self.pairs("submissions", "submission", "file").filter(|(id, _)| *id == submission);
            files.next().map(|(_, file)| file.to_string())
        };
        mentions(def, kept, |text| traces.may_be_named_in(text), file_of)
    }

    /// Files with a refused row, or a cell found wrong, that is the city's by its id or a name of it.
    pub fn files_of_refused(&self, traces: &Traces) -> BTreeSet<&str> {
        let raw = self.texts("rejected", "raw").into_iter().zip(self.texts("rejected", "file"));
        let refused = raw.filter(|(raw, _)| raw.is_some_and(|raw| traces.is_row_of(raw)));
        let found = self.texts("findings", "found").into_iter().zip(self.texts("findings", "file"));
        let wrong = found
            .zip(self.texts("findings", "city"))
            .filter(|((found, _), city)| !traces.is_another(*city) && found.is_some_and(|text| traces.named_in(text)))
            .map(|(found, _)| found);
        refused.chain(wrong).filter_map(|(_, file)| file).collect()
    }

    /// Names of the photographs of a city's stories.
    fn photos_of(&self, city: &str) -> impl Iterator<Item = &str> {
        self.pairs("brief_photos", "city", "file").filter(move |(whose, _)| *whose == city).map(|(_, photo)| photo)
    }

    /// Whether a file that is not the city's alone may hold something of it: rows of its own, or the network's own
    /// lists of cities.
    pub fn holds(&self, file: &str, city: &str) -> bool {
        let listed = |table: &str| self.texts(table, "city").contains(&Some(city));
        match file {
            "cities.csv" => listed("cities"),
            "context.csv" => listed("city_context"),
            "corrections.toml" => listed("corrections"),
            "network.toml" => listed("named_groups"),
            "brief/stories.toml" => listed("brief_stories"),
            _ if self.photos_of(city).any(|photo| file.strip_prefix(BRIEF) == Some(&key(OsStr::new(photo)))) => true,
            _ if self.cities_by_file().get(file).is_some_and(|whose| whose.contains(city)) => true,
            // A mapping may bring the registry or the context from a file without a row of the tables above.
            _ if file.starts_with(SUBMISSIONS) => false,
            _ => file.contains(':') && (listed("cities") || listed("city_context")),
        }
    }
}

/// Files that hold nothing but one city's, each with the id of that city: by the rows that were read of them, by what came
/// with them, or by its name in their path.
///
/// # Errors
/// A table cannot be read.
pub fn owners(snapshot: &Snapshot) -> Result<BTreeMap<String, String>> {
    let read = Read::new(snapshot)?;
    let cities = read.cities_by_file();
    let mut owners: BTreeMap<String, Option<String>> = BTreeMap::new();
    for city in read.texts("cities", "city").into_iter().flatten() {
        for file in read.traces_among(city, snapshot, &cities).files {
            // A path that names two cities is of neither.
            owners.entry(file).and_modify(|owner| *owner = None).or_insert_with(|| Some(city.to_string()));
        }
    }
    Ok(owners.into_iter().filter_map(|(file, owner)| Some((file, owner?))).collect())
}

/// Whether a character is of a script that is written without spaces between words, or that joins small words to a name:
/// Thai to Tibetan, Myanmar, Khmer, Chinese, Japanese and Korean; Hebrew and Arabic; Ethiopic.
fn joins_words(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{e00}'..='\u{109f}' | '\u{1100}'..='\u{139f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{1aaf}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aadf}' | '\u{ab00}'..='\u{ab2f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3fffd}')
}

impl Traces {
    /// A city that no snapshot may know, by what all snapshots know of it and of the others.
    pub fn of_all(city: &str, each: Vec<Traces>) -> Traces {
        let words = each.iter().flat_map(|t| t.words.iter().cloned()).chain([city.to_lowercase()]).collect();
        let others = each.iter().flat_map(|t| t.others.iter().cloned()).collect();
        Traces::new(city, words, others, each.into_iter().flat_map(|t| t.files).collect())
    }

    fn new(city: &str, words: BTreeSet<String>, others: BTreeSet<String>, files: BTreeSet<String>) -> Traces {
        let is_longer =
            |name: &&String| words.iter().any(|word| name.contains(word.as_str()) && !words.contains(*name));
        let mut longer: Vec<String> = others.iter().filter(is_longer).cloned().collect();
        longer.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let forms = Forms::new(words.iter(), others.difference(&words));
        Traces { city: city.to_string(), words, longer, others, forms, files }
    }

    /// Whether a finding's city is another one of the registry; a finding may repeat what was sent for a city.
    fn is_another(&self, city: Option<&str>) -> bool {
        city.is_some_and(|city| self.others.contains(&city.to_lowercase()))
    }

    /// Whether a text names the city, as a word of its own and not as a part of another city's name. In scripts that do
    /// not part words, a name within other text counts: rather too much is erased than too little.
    pub fn named_in(&self, text: &str) -> bool {
        let mut text = text.to_lowercase();
        for other in &self.longer {
            text = text.replace(other.as_str(), "\t");
        }
        self.words.iter().any(|word| {
            text.match_indices(word.as_str()).any(|(at, found)| {
                let parted = |next: Option<char>, edge: Option<char>| {
                    next.is_none_or(|c| !c.is_alphanumeric() && c != '_' || joins_words(c))
                        || edge.is_some_and(joins_words)
                };
                parted(text[..at].chars().next_back(), found.chars().next())
                    && parted(text[at + found.len()..].chars().next(), found.chars().next_back())
            })
        })
    }

    /// Whether a text names the city or may do so in another form.
    pub fn may_be_named_in(&self, text: &str) -> bool {
        self.forms.are_in(text) || self.named_in(text)
    }

    /// Whether a row as it came, cells separated by tabs, is the city's: a cell is an id or a name of it, or names it
    /// among other words where no cell is another city's.
    fn is_row_of(&self, raw: &str) -> bool {
        let cells: BTreeSet<String> = raw.split('\t').map(|cell| cell.trim().to_lowercase()).collect();
        !cells.is_disjoint(&self.words) || (cells.is_disjoint(&self.others) && self.named_in(raw))
    }
}

/// A table without the rows of a city: those with its id; of what was found and refused also those of its files,
/// refused rows that are its own by their cells, and findings that are no other city's and name it.
pub fn without(def: &TableDef, batch: &RecordBatch, traces: &Traces) -> Result<RecordBatch> {
    let column = |name: &str| batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<StringArray>());
    let cell = |column: Option<&StringArray>, row: usize| -> Option<String> {
        column.filter(|c| c.is_valid(row)).map(|c| c.value(row).to_string())
    };
    let by_file = matches!(def.name, "findings" | "rejected" | "submissions");
    let (cities, files) = (column("city"), column("file").filter(|_| by_file));
    let (found, message, raw) = (column("found"), column("message"), column("raw"));
    let keep: BooleanArray = (0..batch.num_rows())
        .map(|row| {
            let its_own = cell(cities, row).is_some_and(|city| city == traces.city);
            let its_file = cell(files, row).is_some_and(|file| traces.files.contains(&file));
            let names_it = match def.name {
                // Its city is what was sent, where that is none of the registry.
                "findings" if !traces.is_another(cell(cities, row).as_deref()) => [cities, found, message]
                    .into_iter()
                    .any(|column| cell(column, row).is_some_and(|text| traces.named_in(&text))),
                "rejected" => cell(raw, row).is_some_and(|text| traces.is_row_of(&text)),
                _ => false,
            };
            Some(!(its_own || its_file || names_it))
        })
        .collect();
    filter_record_batch(batch, &keep).map_err(|source| Error::Arrow { doing: "taking a city out of a table", source })
}
