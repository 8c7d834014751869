//! Tables as grids of typed cells.

use super::text::Text;
use crate::language::Language;
use crate::say;

/// What the cells of a column hold, and so on which side they are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A few words.
    Text,
    /// Sentences, which take as much width as they need.
    Words,
    /// Counts.
    Count,
    /// Values with their units, changes, years.
    Value,
    /// How many moved so.
    Movement,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What heads it.
    pub head: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Its share of the width in a brief; 0 is as wide as its text.
    pub share: u32,
    /// The language of its cells, where it is not that of the document.
    pub language: Option<&'static str>,
}

impl Column {
    fn new(kind: Kind, head: impl Into<String>) -> Column {
        Column { head: head.into(), kind, share: 0, language: None }
    }

    /// Of a few words.
    pub fn text(head: impl Into<String>) -> Column {
        Column::new(Kind::Text, head)
    }

    /// Of sentences.
    pub fn words(head: impl Into<String>) -> Column {
        Column::new(Kind::Words, head)
    }

    /// Of counts.
    pub fn count(head: impl Into<String>) -> Column {
        Column::new(Kind::Count, head)
    }

    /// Of values.
    pub fn value(head: impl Into<String>) -> Column {
        Column::new(Kind::Value, head)
    }

    /// Of counts of movements.
    pub fn movement(head: impl Into<String>) -> Column {
        Column::new(Kind::Movement, head)
    }

    /// With a share of the width in a brief.
    pub fn sharing(self, share: u32) -> Column {
        Column { share, ..self }
    }

    /// With cells in another language than the document's.
    pub fn in_language(self, language: Option<&'static str>) -> Column {
        Column { language, ..self }
    }

    /// Whether its cells are set at the end of their line.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Count | Kind::Value | Kind::Movement)
    }
}

/// Columns by what they hold and the messages that head them, with their shares of the width in a brief:
/// `columns!(language => text "areas-year", value "areas-value" sharing 4)`.
#[macro_export]
macro_rules! columns {
    ($language:expr => $($kind:ident $head:literal $(sharing $share:literal)?),+ $(,)?) => {
        vec![$($crate::document::Column::$kind($crate::say!($language, $head))$(.sharing($share))?),+]
    };
}

/// A cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Words.
    Text(Text),
    /// How many.
    Count(i64),
    /// A year.
    Year(i64),
    /// A value as it is written in the language, with its unit.
    Value(String),
    /// How many moved so, and how many of them firmly where that is known.
    Moved(i64, Option<i64>),
    /// Towards, held, away, no direction: in words, and short next to a bar.
    Parts([i64; 4], String, String),
    /// Nothing is known.
    None,
}

impl Cell {
    /// A value; nothing where there is none.
    pub fn value(value: Option<String>) -> Cell {
        value.map_or(Cell::None, Cell::Value)
    }

    /// What a reader of a page reads.
    pub fn text(&self, language: &Language) -> Text {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(n) => language.numbers().number(*n as f64, 0).into(),
            Cell::Year(year) => year.to_string().into(),
            Cell::Value(value) => value.into(),
            Cell::Moved(n, Some(firm)) if *n > 0 => say!(language, "counts-with-firm", n = *n, firm = *firm).into(),
            Cell::Moved(n, _) => Cell::Count(*n).text(language),
            Cell::Parts(_, words, _) => words.into(),
            Cell::None => "–".into(),
        }
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::Text(text.into())
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Cell {
        Cell::Count(n)
    }
}

/// A row. Where it has fewer cells than the table has columns, the last one spans the rest.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its class on a page.
    pub class: Option<&'static str>,
    /// Its cells; the first one names it.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row by what names it and its other cells.
    pub fn headed(title: impl Into<Cell>, cells: impl IntoIterator<Item = Cell>) -> Row {
        std::iter::once(title.into()).chain(cells).collect::<Vec<Cell>>().into()
    }
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Row {
        Row { class: None, cells }
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name, which its address and its file have; without one it has that of the part of the page in which it is.
    pub name: Option<&'static str>,
    /// An address of the place where it is.
    pub anchor: Option<String>,
    /// Its class on a page.
    pub class: Option<&'static str>,
    /// Whether it goes into one file together with the other tables of its kind on a page, which have the same columns.
    pub joins: bool,
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table.
    pub fn new<R: Into<Row>>(
        caption: impl Into<String>,
        columns: Vec<Column>,
        rows: impl IntoIterator<Item = R>,
    ) -> Table {
        Table {
            name: None,
            anchor: None,
            class: None,
            joins: false,
            caption: caption.into(),
            columns,
            rows: rows.into_iter().map(Into::into).collect(),
        }
    }

    /// With a name of its own.
    pub fn named(self, name: &'static str) -> Table {
        Table { name: Some(name), ..self }
    }

    /// With an address of the place where it is.
    pub fn at(self, anchor: String) -> Table {
        Table { anchor: Some(anchor), ..self }
    }

    /// With a class on a page.
    pub fn of_class(self, class: &'static str) -> Table {
        Table { class: Some(class), ..self }
    }

    /// Without the columns that no row fills; the first one, which names the rows, stays.
    pub fn filled(mut self) -> Table {
        let empty = |cell: &Cell| match cell {
            Cell::None => true,
            Cell::Text(text) => text.is_empty(),
            _ => false,
        };
        let whole = self.rows.iter().all(|row| row.cells.len() == self.columns.len());
        if !whole || self.rows.is_empty() {
            return self;
        }
        for place in (1..self.columns.len()).rev() {
            if self.rows.iter().all(|row| empty(&row.cells[place])) {
                self.columns.remove(place);
                self.rows.iter_mut().for_each(|row| drop(row.cells.remove(place)));
            }
        }
        self
    }

    /// Whether its rows have a bar of their counts of movements.
    pub fn has_bars(&self) -> bool {
        self.columns.iter().any(|column| column.kind == Kind::Movement)
    }
}
