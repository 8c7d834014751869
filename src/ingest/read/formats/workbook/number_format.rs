//! What the number format of a cell shows of what the cell holds.

/// A section of a number format: what it shows, by characters.
#[derive(Debug, Default)]
struct Section {
    /// Its characters but for texts, gaps, colours and conditions.
    bare: String,
    /// The same with its texts, of which each digit is a `1` and every other character a space.
    shown: String,
    condition: Option<Condition>,
}

/// A condition such as `[>60]`: for which numbers its section holds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    than: f64,
}

impl Condition {
    /// The condition that stands between brackets; none for a colour or a time.
    fn read(text: &str) -> Option<Condition> {
        let digits = text.trim_start_matches(['<', '=', '>']);
        let sign = &text[..text.len() - digits.len()];
        let (less, equal, greater) = match sign {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "=" => (false, true, false),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Condition { less, equal, greater, than: digits.trim().parse().ok()? })
    }

    fn holds(self, number: f64) -> bool {
        (self.less && number < self.than) || (self.equal && number == self.than) || (self.greater && number > self.than)
    }
}

fn sections(format: &str) -> Vec<Section> {
    let (mut quoted, mut bracket, mut characters) = (false, None::<String>, format.chars());
    let mut sections = vec![Section::default()];
    while let Some(c) = characters.next() {
        let Some(section) = sections.last_mut() else { break };
        // A point before or after such a digit is one of the number.
        let text = |c: char| match c {
            '.' | ',' => None,
            c if c.is_ascii_digit() => Some('1'),
            _ => Some(' '),
        };
        match (c, &mut bracket) {
            ('"', None) => quoted = !quoted,
            (c, None) if quoted => section.shown.extend(text(c)),
            ('[', _) => bracket = Some(String::new()),
            (']', Some(inside)) => {
                // `[h]` is a number of hours, `[Red]` a colour.
                if inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S')) {
                    section.bare.push_str(inside);
                }
                section.condition = Condition::read(inside).or(section.condition);
                bracket = None;
            }
            (c, Some(inside)) => inside.push(c),
            ('\\', None) => section.shown.extend(characters.next().and_then(text)),
            // A gap, and what fills the cell.
            ('_' | '*', None) => section.shown.extend(characters.next().map(|_| ' ')),
            (';', None) => sections.push(Section::default()),
            (c, None) => {
                section.bare.push(c);
                // The 10 of `?/10` is no text.
                section.shown.push(if matches!(c, '1'..='9') { ' ' } else { c });
            }
        }
    }
    sections
}

impl Section {
    /// Whether it shows nothing of a cell: it has no digits, texts, or letters of General, days and times.
    fn is_blank(&self) -> bool {
        !self.bare.contains(|c: char| "0#?@".contains(c) || c.is_alphabetic())
    }

    /// Whether it shows digits of its own as if they were the cell's: `0"0"` shows 5 as 50.
    fn has_own_digits(&self) -> bool {
        let of_number = |c: char| "0#?.,".contains(c);
        let mut pairs = self.shown.chars().zip(self.shown.chars().skip(1));
        pairs.any(|(a, b)| (a == '1' && of_number(b)) || (of_number(a) && b == '1'))
    }

    fn misleads(&self) -> bool {
        self.is_blank() || self.has_own_digits()
    }
}

/// For which cells a number format shows nothing of what they hold, or a number that they do not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Hides {
    /// Of the sections for numbers: where one does so.
    numbers: [bool; 3],
    /// Which of them are there, but for the first.
    there: [bool; 2],
    /// For which numbers the first two hold, where a format says so.
    conditions: Option<(Condition, Option<Condition>)>,
    texts: bool,
}

impl Hides {
    pub(super) fn new(format: &str) -> Hides {
        if format.trim().is_empty() {
            return Hides::default();
        }
        let mut of_numbers = sections(format);
        let is_of_texts = |(at, section): (usize, &Section)| at == 3 || section.bare.contains('@');
        let last = of_numbers.iter().enumerate().next_back();
        let texts = last.is_some_and(is_of_texts).then(|| of_numbers.pop()).flatten();
        let misleads = |at: usize| of_numbers.get(at).is_some_and(Section::misleads);
        let condition = |at: usize| of_numbers.get(at).and_then(|section| section.condition);
        let above_zero = Condition { less: false, equal: false, greater: true, than: 0.0 };
        let conditions = match (condition(0), condition(1)) {
            (None, None) => None,
            (first, second) => Some((first.unwrap_or(above_zero), second)),
        };
        Hides {
            numbers: [0, 1, 2].map(misleads),
            there: [1, 2].map(|at| at < of_numbers.len()),
            conditions,
            texts: texts.is_some_and(|section| section.is_blank()),
        }
    }

    /// Whether it does so for a number, or for a text.
    pub(super) fn hides(&self, number: Option<f64>) -> bool {
        let Some(number) = number else { return self.texts };
        let section = match self.conditions {
            Some((first, _)) if first.holds(number) => 0,
            Some((_, Some(second))) if second.holds(number) => 1,
            Some((_, Some(_))) => 2,
            Some((_, None)) => 1,
            None if number > 0.0 => 0,
            None if number < 0.0 => 1,
            None => 2,
        };
        // One that is not there is the first.
        let is_there = section == 0 || self.there[section - 1];
        self.numbers[if is_there { section } else { 0 }]
    }
}

/// Whether a number format shows a thousandth, or less, of what a cell holds: with a comma after its last digit, as in
/// `0.0,` and `#,##0,"k"`; a comma between digits sets thousands apart.
pub(super) fn shows_thousandth(format: &str) -> bool {
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    sections(format).iter().any(|section| {
        let last = section.bare.rfind(is_digit);
        last.is_some_and(|last| section.bare[last + 1..].starts_with(','))
    })
}

/// Whether a number format shows a hundredfold of what a cell holds: not with a `%` that is a text, as in `0.0"%"` and
/// `0.0\\%`.
pub(super) fn shows_hundredfold(format: &str) -> bool {
    sections(format).iter().any(|section| section.bare.contains('%'))
}

#[cfg(test)]
mod tests {
    use super::{Hides, shows_hundredfold, shows_thousandth};

    #[test]
    fn a_per_cent_sign_that_is_text_multiplies_nothing() {
        for format in ["0%", "0.00%;-0.0%", "\"about\" 0%", "[Red]0%", "\\%0%"] {
            assert!(shows_hundredfold(format), "{format}");
        }
        for format in ["0.0\"%\"", "0.0\\%", "0_%", "0*%", "General", "0\" % of all\"", ""] {
            assert!(!shows_hundredfold(format), "{format}");
        }
    }

    #[test]
    fn formats_that_show_nothing_are_seen() {
        let of = |format: &str| {
            let hides = Hides::new(format);
            let hidden = [Some(50.0), Some(-50.0), Some(0.0), None].map(|number| hides.hides(number));
            hidden.map(|is| if is { 'x' } else { '-' }).iter().collect::<String>()
        };
        for (format, hides) in [
            (";;;", "xxxx"),
            (";;;@", "xxx-"),
            ("\"\";\"\";\"\"", "xxx-"),
            ("0.0;;", "-xx-"),
            ("\"\";@", "xxx-"),
            ("\"12.5\"", "xxx-"),
            ("[Red]", "xxx-"),
            ("0.0;-0.0;\"-\"", "--x-"),
            ("General", "----"),
            ("@", "----"),
            ("", "----"),
            ("yyyy-mm-dd", "----"),
            ("[h]:mm", "----"),
            ("#,##0.00_);(#,##0.00)", "----"),
            // Which section holds may be said.
            ("[>60]0;\"\"", "xxx-"),
            ("[>60]0;", "xxx-"),
            ("[>=50]0;\"\"", "-xx-"),
            ("[Red][<60]\"\";0", "xxx-"),
            ("[=50]\"\";General", "x---"),
            ("[<>50]\"\";General", "-xx-"),
            ("[>100]0;[>40]\"\";0", "x---"),
            ("[<0]0;[>100]0;", "x-x-"),
            ("0;[=0]\"\";0", "--x-"),
            ("[>60]0", "----"),
            // 50 is shown as 500, 150 or 50.1.
            ("0\"0\"", "xxx-"),
            ("\\10", "xxx-"),
            ("0\\.\"1\"", "xxx-"),
            ("0.\"1\"", "xxx-"),
            ("0\" per 1000\"", "----"),
            ("\"No.1: \"0", "----"),
            ("[White]\"\"", "xxx-"),
            ("# ?/10", "----"),
            ("0.0\" m\u{b2}\"", "----"),
        ] {
            assert_eq!(of(format), hides, "{format}");
        }
    }

    #[test]
    fn formats_that_show_a_thousandth_are_seen() {
        for format in ["0.0,", "0,", "#,##0,", "#,##0,,", "0.0,\"k\"", "0;0,", "0.0,_)"] {
            assert!(shows_thousandth(format), "{format}");
        }
        for format in ["#,##0", "#,##0.00", "0.0", "General", "@", "0.0\",\"", "0.0\\,", "yyyy-mm-dd", ""] {
            assert!(!shows_thousandth(format), "{format}");
        }
    }
}
