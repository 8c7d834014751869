//! Rows that a quotation mark has made a part of a cell.

/// What a table's rows look like, so that one is seen within a cell.
#[derive(Debug)]
pub struct RowShape {
    /// Cells of the header.
    pub width: usize,
    /// Places of cells that begin with a digit.
    pub numbered: Vec<usize>,
}

impl RowShape {
    /// Whether a line that begins a row is one: it has all cells, or half of them with digits where they must be.
    pub fn is_row(&self, line: &str, delimiter: char) -> bool {
        let cells: Vec<&str> = line.split(delimiter).map(str::trim).collect();
        let half = self.width.div_ceil(2).max(3);
        let has_digit = |at: &usize| cells[*at].starts_with(|c: char| c.is_ascii_digit());
        let mut numbered = self.numbered.iter().filter(|at| **at < cells.len()).peekable();
        let is_name = || !cells[0].is_empty() && !cells[0].contains(char::is_whitespace);
        cells.len() >= self.width.max(3)
            || cells.len() >= half && is_name() && numbered.peek().is_some() && numbered.all(has_digit)
    }

    /// Whether a cell at a place goes on as its row does up to a line break, and then as the next row up to that place.
    pub fn is_two_rows(&self, cell: &str, place: usize, delimiter: char) -> bool {
        let mut lines = cell.split(['\n', '\r']).filter(|line| !line.is_empty());
        let count = |line: Option<&str>| line.map_or(0, |line| line.matches(delimiter).count());
        let after = self.width.saturating_sub(place + 1);
        after >= 2 && count(lines.next()) >= after && lines.next_back().is_some_and(|last| count(Some(last)) >= place)
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::read::formats::csv::read;
    use crate::ingest::read::raw::FileKind;
    use crate::model::network_file::NumberFormat;

    #[test]
    fn a_swallowed_row_is_seen_whatever_it_begins_with() {
        let read_as = |kind: FileKind, header: &str, rows: &str| {
            let raw = read(format!("{header}\n{rows}\n").as_bytes(), "f.csv", kind, &NumberFormat::default());
            raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
        };
        let long = "city,cycle,measurement,item,reference_year,value,source,agency,note";
        let codes = |rows: &str| read_as(FileKind::Observations, long, rows);
        for swallowed in [
            // In every column in which a mark may be forgotten, with another city in the next row.
            "a,\"2024,m,total,2020,1,official,x,y\nb,2024\",m,total,2020,2,official,x,y",
            "a,2024,\"m,total,2020,1,official,x,y\nb,2024,m\",total,2020,2,official,x,y",
            "a,2024,m,total,2020,\"1,official,x,y\nb,2024,m,total,2020,2\",official,x,y",
            "a,2024,m,total,2020,1,official,x,\"y\nb,2024,m,total,2020,2,official,x,y\nc,2024,m,total,2020,3,official,x,z\"",
            "a,2024,m,total,2020,1,official,x,\"y\nb,2024,m,total,2020\"",
        ] {
            assert_eq!(codes(swallowed), ["unclosed_quote"], "{swallowed}");
        }
        for note in [
            "two lines\nthe second, with words, and more, of them",
            "Survey of 2019, 2020\nand 2021, 2022, 2023, by age, sex",
            "a, b, c\n\nd, e, f",
        ] {
            assert_eq!(codes(&format!("a,2024,m,total,2020,1,official,x,\"{note}\"")), [""; 0], "{note}");
        }
        let practices = "city,feature,title,summary,link";
        let swallowed = "a,2.6.1,t,\"words\nb,2.6.1,t,words\",l";
        assert_eq!(read_as(FileKind::Practices, practices, swallowed), ["unclosed_quote"]);
        assert_eq!(read_as(FileKind::Practices, practices, "a,2.6.1,t,\"words,\nsome, or many\",l"), [""; 0]);
        let targets = "city,measurement,item,year,value";
        assert_eq!(read_as(FileKind::Targets, targets, "a,m,\"total,2030,5\nb,m,total\",2030,5"), ["unclosed_quote"]);
    }
}
