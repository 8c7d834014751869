//! What the prompt does with a line: a query or a command, by the settings in force.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, SchemaRef};
use clap::ValueEnum;

use crate::base::characters::{visible, visible_in_json};
use crate::base::error::{Error, Result};
use crate::console::command::{self, COMMANDS, Command};
use crate::console::out_file::{MayWrite, OutFile};
use crate::console::rows::{self, Format, Layout};
use crate::engine::limits::Limits;
use crate::engine::{self, CancellationToken, Engine, OpenSide, Relation, RelationKind};
use crate::store::Snapshot;

/// Name of the query in messages.
const ORIGIN: &str = "query";

/// What a session reads, and how it begins.
#[derive(Debug)]
pub struct Opening {
    /// What is queried.
    pub snapshot: Snapshot,
    /// Folder with the SQL of the marts.
    pub queries: PathBuf,
    /// Year of the brief; none is the newest.
    pub cycle: Option<i32>,
    /// Day up to which submissions count.
    pub as_of: Option<String>,
    /// What it is compared with.
    pub before: Option<OpenSide>,
    /// Of each query.
    pub limits: Limits,
    /// How rows are printed.
    pub format: Format,
    /// Refuses a place for `\o`.
    pub may_write: MayWrite,
}

/// Whether the prompt goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another line is read.
    Line,
    /// The prompt ends.
    Quit,
}

/// A prompt's state between its lines.
#[derive(Debug)]
pub struct Session {
    opening: Opening,
    engine: Engine,
    records: bool,
    timing: bool,
    out: Option<OutFile>,
}

/// Where a line's results go.
pub struct Screen<'a> {
    /// Takes the text.
    pub out: &'a mut dyn Write,
    /// Columns; none where tables are not folded.
    pub width: Option<usize>,
    /// Ends the query and its printing.
    pub cancel: &'a CancellationToken,
}

impl Screen<'_> {
    fn show(&mut self, text: &[u8]) -> Result<()> {
        // In parts, so that a long result can be cancelled.
        for part in text.chunks(1 << 12) {
            if self.cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            self.out.write_all(part).map_err(Error::io("write", "standard output"))?;
        }
        self.out.flush().map_err(Error::io("write", "standard output"))
    }

    fn say(&mut self, text: &str) -> Result<()> {
        self.show(format!("{}\n", visible(text)).as_bytes())
    }
}

/// Whether a line can run as it is; more of a query comes before its semicolon.
pub fn is_finished(text: &str) -> bool {
    // What is too long to be a query is refused at once, without being read for its end.
    text.len() > engine::limits::TEXT
        || !matches!(command::parse(text), Ok(None))
        || engine::statements(text).1.is_none()
}

impl Session {
    /// Opens the snapshot.
    pub fn open(opening: Opening) -> Result<Session> {
        let engine = Session::engine(&opening, opening.cycle)?;
        Ok(Session { opening, engine, records: false, timing: false, out: None })
    }

    fn engine(opening: &Opening, cycle: Option<i32>) -> Result<Engine> {
        let engine = Engine::open_as_of(&opening.snapshot, &opening.queries, cycle, opening.as_of.as_deref())?;
        let engine = engine.within(opening.limits.clone());
        match &opening.before {
            Some(before) => engine.compared_with(before.side(cycle)),
            None => Ok(engine),
        }
    }

    /// Year of the brief that marts are computed for.
    pub fn cycle(&self) -> i32 {
        self.engine.cycle()
    }

    /// What can be queried.
    pub fn relations(&self) -> &[Relation] {
        self.engine.relations()
    }

    /// Runs a command, or each query of a text until one fails. A text without a semicolon is a query as it is.
    ///
    /// # Errors
    /// Of the command or query; the session can go on after each.
    pub fn run(&mut self, text: &str, screen: &mut Screen) -> Result<Next> {
        if text.len() > engine::limits::TEXT {
            self.query(text, screen)?;
            return Ok(Next::Line);
        }
        if let Some(command) = command::parse(text)? {
            return self.command(command, screen);
        }
        let (ended, rest) = engine::statements(text);
        for sql in ended.into_iter().chain(rest) {
            self.query(sql, screen)?;
        }
        Ok(Next::Line)
    }

    fn command(&mut self, command: Command, screen: &mut Screen) -> Result<Next> {
        match command {
            Command::Help => screen.say(&help())?,
            Command::Quit => return Ok(Next::Quit),
            Command::List(kind) => self.list(kind, screen)?,
            Command::Describe(name) => self.describe(&name, screen)?,
            Command::Records(on) => {
                self.records = on.unwrap_or(!self.records);
                screen.say(if self.records {
                    "Rows are printed as records."
                } else {
                    "Rows are printed as a table."
                })?;
            }
            Command::Timing(on) => {
                self.timing = on.unwrap_or(!self.timing);
                screen.say(if self.timing { "Time is printed." } else { "Time is not printed." })?;
            }
            Command::Out(None) => {
                self.out = None;
                screen.say("Results are shown here.")?;
            }
            Command::Out(Some(typed)) => {
                let out = OutFile::new(&typed, self.opening.may_write)?;
                screen.say(&format!("The next result is written to {}.", out.path.display()))?;
                self.out = Some(out);
            }
            Command::Format(None) => screen.say(&format!("Rows are printed as {}.", name(self.opening.format)))?,
            Command::Format(Some(format)) => {
                self.opening.format = format;
                let shown = match format {
                    Format::Parquet => " A terminal cannot show it: name a file with \\o before each query.",
                    _ => "",
                };
                screen.say(&format!("Rows are printed as {}.{shown}", name(format)))?;
            }
            Command::Cycle(None) => screen.say(&format!("The cycle is {}.", self.cycle()))?,
            Command::Cycle(Some(year)) => {
                self.engine = Session::engine(&self.opening, Some(year))?;
                screen.say(&format!("The cycle is {year}."))?;
            }
        }
        Ok(Next::Line)
    }

    /// Runs a query and shows its rows, or writes them to the file that `\o` has named.
    fn query(&mut self, sql: &str, screen: &mut Screen) -> Result<()> {
        let begun = Instant::now();
        let format = self.out.as_ref().and_then(|out| out.format).unwrap_or(self.opening.format);
        if self.out.is_none() && format == Format::Parquet {
            let message = "format parquet: a terminal cannot show it; name a file with \\o FILE.parquet before the query, or write \\format table";
            return Err(Error::Usage(message.into()));
        }
        let (batches, left) = self.engine.query_cancellable(sql, ORIGIN, screen.cancel)?;
        let layout = Layout { format, records: self.records, width: screen.width.filter(|_| self.out.is_none()) };
        let bytes = rows::written(&batches, layout, &self.opening.limits, left, screen.cancel, ORIGIN)?;
        let count: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let count = if count == 1 { "1 row".to_string() } else { format!("{count} rows") };
        match &self.out {
            Some(out) => {
                out.write(&bytes, self.opening.may_write)?;
                let said = format!("{count} written to {}.", out.path.display());
                self.out = None;
                screen.say(&said)?;
            }
            None => {
                // No value acts on the terminal; a file gets values as they are.
                let text = String::from_utf8_lossy(&bytes);
                let text = if format == Format::Json { visible_in_json(&text) } else { visible(&text) };
                screen.show(text.as_bytes())?;
                if format == Format::Table {
                    screen.say(&format!("({count})"))?;
                }
            }
        }
        if self.timing {
            screen.say(&format!("Time: {:.3} s", begun.elapsed().as_secs_f64()))?;
        }
        Ok(())
    }

    /// Shows relations with what they hold.
    fn list(&self, kind: Option<RelationKind>, screen: &mut Screen) -> Result<()> {
        let listed: Vec<&Relation> =
            self.relations().iter().filter(|relation| kind.is_none_or(|kind| relation.kind == kind)).collect();
        let column = |of: fn(&Relation) -> &str| listed.iter().map(|relation| of(relation).to_string()).collect();
        let (names, titles): (Vec<String>, Vec<String>) = (column(|r| &r.name), column(|r| &r.title));
        match kind {
            Some(_) => self.table(vec![("name", names), ("title", titles)], screen),
            None => {
                let kinds = column(|r| r.kind.name());
                self.table(vec![("name", names), ("kind", kinds), ("title", titles)], screen)
            }
        }
    }

    /// Shows what a relation holds and what its columns mean.
    fn describe(&self, name: &str, screen: &mut Screen) -> Result<()> {
        // Makes a mart, whose types nobody knows before; the next query of it needs it too.
        let quoted = name.replace('"', "\"\"");
        let none =
            self.engine.query_cancellable(&format!("select * from \"{quoted}\" limit 0"), ORIGIN, screen.cancel)?.0;
        let Some(relation) = self.engine.relation(name) else { return Ok(()) };
        screen.say(&format!("{} ({}): {}", relation.name, relation.kind.name(), relation.title))?;
        if !relation.grain.is_empty() {
            screen.say(&format!("Grain: {}", relation.grain))?;
        }
        let schema = none[0].schema();
        let types = relation.columns.iter().map(|(column, _)| type_of(&schema, column)).collect();
        let (names, meanings) = relation.columns.iter().cloned().unzip();
        self.table(vec![("column", names), ("type", types), ("meaning", meanings)], screen)
    }

    /// Shows texts as a table.
    fn table(&self, columns: Vec<(&str, Vec<String>)>, screen: &mut Screen) -> Result<()> {
        let arrays = columns.into_iter().map(|(name, texts)| (name, Arc::new(StringArray::from(texts)) as ArrayRef));
        let batch =
            RecordBatch::try_from_iter(arrays).map_err(|source| Error::Arrow { doing: "listing relations", source })?;
        let layout = Layout { format: Format::Table, records: false, width: screen.width };
        let limits = &self.opening.limits;
        let bytes = rows::written(&[batch], layout, limits, limits.time, screen.cancel, ORIGIN)?;
        screen.show(&bytes)
    }
}

/// The name of a format as it is typed.
fn name(format: Format) -> String {
    format.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
}

/// A column's type as SQL names it in a cast.
fn type_of(schema: &SchemaRef, column: &str) -> String {
    match schema.field_with_name(column).map(|field| field.data_type()) {
        Ok(DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => "text".into(),
        Ok(DataType::Int64) => "bigint".into(),
        Ok(DataType::Int32) => "int".into(),
        Ok(DataType::Float64) => "double".into(),
        Ok(DataType::Boolean) => "boolean".into(),
        Ok(DataType::Date32) => "date".into(),
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn help() -> String {
    let usage = |(name, argument, _): &(&str, &str, &str)| format!("{name} {argument}");
    let width = COMMANDS.iter().map(|command| usage(command).len()).max().unwrap_or(0);
    let lines = COMMANDS.iter().map(|command| format!("  {:width$}  {}", usage(command), command.2));
    let sql = "A query ends with a semicolon and may have several lines; nothing is written into the\n\
               store. Tab completes names, Ctrl-R searches what was typed, Ctrl-C cancels. Long cells\n\
               are wrapped to the terminal, and columns that do not fit continue below.\n";
    format!("{sql}\n{}", lines.collect::<Vec<_>>().join("\n"))
}
