//! Numbers in text, as a table writes them.

use polars::prelude::*;
use regex::Regex;

use crate::model::network_file::NumberFormat;

/// The number in a text; null where it is none in that format.
pub fn number_of(text: Expr, format: &NumberFormat) -> Expr {
    let pattern = pattern(format);
    let mut plain = text.clone().str().replace(lit("\u{2212}"), lit("-"), true);
    match format.thousands {
        Some(' ') => plain = plain.str().replace_all(lit("[ \u{a0}\u{202f}]"), lit(""), false),
        Some(t) => plain = plain.str().replace_all(lit(t.to_string()), lit(""), true),
        None => {}
    }
    if format.decimal == ',' {
        plain = plain.str().replace(lit(","), lit("."), true);
    }
    let value = plain.cast(DataType::Float64);
    when(text.str().contains(lit(pattern), true).and(value.clone().is_finite()))
        .then(value)
        .otherwise(lit(NULL).cast(DataType::Float64))
}

/// A regular expression for the numbers of a format.
fn pattern(format: &NumberFormat) -> String {
    let decimal = if format.decimal == ',' { "," } else { r"\." };
    let whole = match format.thousands {
        // No group before thousands begins with 0: `0.438` is not 438.
        Some(' ') => "[1-9][0-9]{0,2}(?:[ \u{a0}\u{202f}][0-9]{3})+|[0-9]+".to_string(),
        Some(t) => format!("[1-9][0-9]{{0,2}}(?:[{t}][0-9]{{3}})+|[0-9]+"),
        None => "[0-9]+".to_string(),
    };
    format!("^[+\u{2212}-]?(?:(?:{whole})(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?$")
}

/// Reads single texts as [`number_of`] reads columns of them.
#[derive(Debug)]
pub struct NumberReader {
    format: NumberFormat,
    pattern: Option<Regex>,
}

impl NumberReader {
    /// Reads numbers of that format.
    pub fn new(format: NumberFormat) -> NumberReader {
        let pattern = Regex::new(&pattern(&format)).ok();
        NumberReader { format, pattern }
    }

    /// The number in a text; none where it is none in the format.
    pub fn read(&self, text: &str) -> Option<f64> {
        self.pattern.as_ref().filter(|p| p.is_match(text))?;
        let is_between = |c: char| match self.format.thousands {
            Some(' ') => matches!(c, ' ' | '\u{a0}' | '\u{202f}'),
            thousands => Some(c) == thousands,
        };
        let plain: String = text
            .chars()
            .filter(|c| !is_between(*c))
            .map(|c| match c {
                '\u{2212}' => '-',
                ',' => '.',
                c => c,
            })
            .collect();
        plain.parse().ok().filter(|n: &f64| n.is_finite())
    }
}

/// A number as text that [`number_of`] reads as the same number.
pub fn written(number: f64, format: &NumberFormat) -> String {
    match format.decimal {
        '.' => number.to_string(),
        decimal => number.to_string().replace('.', &decimal.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::{NumberReader, number_of, written};
    use crate::model::network_file::NumberFormat;

    #[test]
    fn what_is_written_is_read_again() {
        for (decimal, thousands) in [('.', None), (',', Some('.')), (',', Some(' ')), ('.', Some(','))] {
            let format = NumberFormat { decimal, thousands };
            for number in [0.0, -1.5, 1234567.25, 1e-300, f64::MAX, 100.0 / 3.0, f64::MIN_POSITIVE, 1e21] {
                let frame = df!("t" => [written(number, &format)]).unwrap();
                let read = frame.lazy().select([number_of(col("t"), &format)]).collect().unwrap();
                assert_eq!(read.column("t").unwrap().f64().unwrap().get(0), Some(number), "{number} {format:?}");
            }
        }
    }

    #[test]
    fn single_texts_are_read_as_columns_are() {
        let texts = [
            "1",
            "-1.5",
            "\u{2212}2",
            "1,5",
            "1.234",
            "1,234",
            "1.234,5",
            "1,234.5",
            "1 234",
            "1\u{a0}234,5",
            "1'234.5",
            "0.438",
            "012",
            "1e5",
            "1e999",
            ".5",
            "5.",
            "+3",
            "",
            "-",
            "x",
            "NaN",
            "inf",
            "1 23",
            "0x1",
            "1,234,567",
            "٣",
        ];
        for (decimal, thousands) in
            [('.', None), (',', None), (',', Some('.')), (',', Some(' ')), ('.', Some(',')), ('.', Some('\''))]
        {
            let format = NumberFormat { decimal, thousands };
            let frame = df!("t" => texts).unwrap();
            let columns = frame.lazy().select([number_of(col("t"), &format)]).collect().unwrap();
            let of_column: Vec<Option<f64>> = columns.column("t").unwrap().f64().unwrap().iter().collect();
            let reader = NumberReader::new(format.clone());
            assert_eq!(texts.map(|t| reader.read(t)).to_vec(), of_column, "{format:?}");
        }
    }
}
