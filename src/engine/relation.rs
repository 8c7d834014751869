//! What SQL can name, and the SQL files that define it.

use std::path::PathBuf;

use strum::IntoStaticStr;

use crate::base::names::number;
use crate::engine::blocks::By;
use crate::model::schema::TableDef;
use crate::model::vocabulary::Severity;

/// What SQL can name: a table, a view or a mart, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name in SQL.
    pub name: String,
    /// What it holds, in a sentence.
    pub title: String,
    /// What one row is.
    pub grain: String,
    /// Columns in order, each with its meaning.
    pub columns: Vec<(String, String)>,
    /// Where it comes from.
    pub kind: RelationKind,
    /// Its place among the published relations; none where it is not published.
    pub published: Option<u32>,
}

impl Relation {
    /// A relation whose columns are defined in this program.
    pub fn of(def: &TableDef, kind: RelationKind) -> Relation {
        let (title, grain) = def.meaning.rsplit_once("; ").unwrap_or((def.meaning, ""));
        Relation {
            name: def.name.to_string(),
            title: title.to_string(),
            grain: grain.to_string(),
            columns: def.columns.iter().map(|c| (c.0.to_string(), c.2.to_string())).collect(),
            kind,
            published: None,
        }
    }
}

/// Where a relation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum RelationKind {
    /// A table of the snapshot.
    Table,
    /// A relation of `queries/staging` or `queries/intermediate`, or one made by this program.
    Staging,
    /// A result: `queries/marts`, or a file that a user added.
    Mart,
    /// A check of `queries/checks`: the rows that break it.
    Check,
}

impl RelationKind {
    /// As `show tables` prints it.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A relation that a SQL file defines.
#[derive(Debug)]
pub struct Query {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub sql: String,
    /// Line of the first word of SQL, from 1.
    pub first_line: usize,
    /// Relations that it reads.
    pub needs: Vec<String>,
    /// From its header.
    pub title: String,
    /// From its header.
    pub grain: String,
    /// From its header: columns with their meanings.
    pub columns: Vec<(String, String)>,
    /// From its folder.
    pub kind: RelationKind,
    /// From the header of a mart that everybody may have: `published: ` and its place among them.
    pub published: Option<u32>,
    /// Whether it is computed anew by whoever reads it. From its header: `made: view`; a table is the default.
    pub view: bool,
    /// What it may be made by, one block after the other. From its header: `made: by city` or `made: by kind`.
    pub by: Option<By>,
    /// From the header of a check; none for any other relation.
    pub rule: Option<Rule>,
}

/// What a check asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// An error stops the report, a warning is shown to the analyst.
    pub severity: Severity,
    /// What must hold.
    pub sentence: String,
    /// How a city is asked about a value before it sends it; none where the check is for the analyst alone.
    pub question: Option<Question>,
}

/// A question about a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Code of the finding, in snake case.
    pub code: String,
    /// What is asked, with `{value}` and `{compared_with}` for the cells of these columns.
    pub text: String,
}

impl Question {
    /// What is asked about a row with these cells.
    pub fn about(&self, value: Option<f64>, compared_with: Option<f64>) -> String {
        let shown = |cell: Option<f64>| cell.map(number).unwrap_or_default();
        self.text.replace("{value}", &shown(value)).replace("{compared_with}", &shown(compared_with))
    }
}
