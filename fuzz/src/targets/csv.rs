//! Mutations of CSV files by rows, columns and cells.

use super::chance::Chance;
use super::mutate;

/// Most rows of a mutant.
const MOST_ROWS: usize = 1000;

/// A table as cells; quoting is written anew where it is needed.
struct Grid {
    rows: Vec<Vec<String>>,
    delimiter: char,
    end: &'static str,
}

impl Grid {
    fn read(text: &str) -> Grid {
        let delimiter =
            [';', '\t'].into_iter().find(|d| text.lines().next().unwrap_or_default().contains(*d)).unwrap_or(',');
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(delimiter as u8)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().flatten().map(|r| r.iter().map(str::to_string).collect()).collect();
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Grid { rows, delimiter, end }
    }

    fn write(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            for (i, cell) in row.iter().enumerate() {
                if i > 0 {
                    text.push(self.delimiter);
                }
                if cell.contains([self.delimiter, '"', '\n', '\r']) {
                    text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
                } else {
                    text.push_str(cell);
                }
            }
            text.push_str(self.end);
        }
        text
    }

    /// One change; the header is left alone most of the time.
    fn change(&mut self, chance: &mut Chance, other: &Grid) {
        if self.rows.is_empty() {
            return;
        }
        let first = usize::from(self.rows.len() > 1 && !chance.once_in(30));
        let row = first + chance.below(self.rows.len() - first);
        let column = chance.below(self.rows[row].len());
        match chance.below(18) {
            0..=6 => {
                if let Some(cell) = self.rows[row].get_mut(column) {
                    *cell = mutate::cell(chance);
                }
            }
            7 => {
                self.rows.remove(row);
            }
            8 => {
                let copy = self.rows[row].clone();
                self.rows.insert(row, copy);
            }
            9 if !other.rows.is_empty() => {
                let taken = other.rows[chance.range(other.rows.len(), 40)].to_vec();
                self.rows.splice(row..row, taken);
            }
            10 => {
                // The cells of one column down the whole table.
                let cell = mutate::cell(chance);
                for row in self.rows.iter_mut().skip(1) {
                    if let Some(into) = row.get_mut(column) {
                        *into = cell.clone();
                    }
                }
            }
            11 => self.column(chance, column),
            12 => self.rows[row].push(mutate::cell(chance)),
            13 => self.rows[row].truncate(column),
            14..=16 => {
                let copy = self.rows[first..].to_vec();
                while self.rows.len() < MOST_ROWS && !copy.is_empty() && !chance.once_in(8) {
                    self.rows.extend(copy.iter().take(MOST_ROWS / 4).cloned());
                }
            }
            _ => {
                self.delimiter = [',', ';', '\t'][chance.below(3)];
                self.end = ["\n", "\r\n", "\r"][chance.below(3)];
            }
        }
    }

    /// Adds copies of rows up to the most, a share of them with a changed cell: some faults refuse a whole file, so
    /// most files have few.
    fn grow(&mut self, chance: &mut Chance) {
        let unchanged = [2, 50, 500][chance.below(3)];
        while (2..MOST_ROWS).contains(&self.rows.len()) {
            let mut row = self.rows[1 + chance.below(self.rows.len() - 1)].clone();
            if !row.is_empty() && chance.once_in(unchanged) {
                let column = chance.below(row.len());
                row[column] = mutate::cell(chance);
            }
            self.rows.push(row);
        }
    }

    /// Drops, doubles, renames or moves a column.
    fn column(&mut self, chance: &mut Chance, column: usize) {
        let (kind, to) = (chance.below(4), chance.below(column + 1));
        let name = mutate::cell(chance);
        for (i, row) in self.rows.iter_mut().enumerate().filter(|(_, row)| row.len() > column) {
            match kind {
                0 => {
                    row.remove(column);
                }
                1 => row.insert(to, row[column].clone()),
                2 => row.swap(column, to),
                _ if i == 0 => row[column].clone_from(&name),
                _ => {}
            }
        }
    }
}

/// A CSV file from another: by cells, and now and then by bytes.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    let mut made = base.to_vec();
    if !chance.once_in(6)
        && let Ok(text) = std::str::from_utf8(base)
    {
        let other = Grid::read(&String::from_utf8_lossy(other));
        let mut grid = Grid::read(text);
        if chance.once_in(4) {
            grid.grow(chance);
        }
        for _ in 0..1 + chance.below(6) {
            grid.change(chance, &other);
        }
        grid.rows.truncate(MOST_ROWS);
        made = grid.write().into_bytes();
    }
    if chance.once_in(4) {
        for _ in 0..1 + chance.below(3) {
            match chance.below(3) {
                0 => mutate::lines(chance, &mut made, other),
                _ => mutate::bytes(chance, &mut made, other),
            }
        }
    }
    made
}
