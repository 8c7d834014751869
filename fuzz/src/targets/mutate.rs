//! Mutations of bytes, lines and tokens, and texts that have broken readers before.

use super::chance::Chance;

/// Cells: numbers, dates and texts at the edges of what a reader expects.
pub const CELLS: &[&str] = &[
    "",
    " ",
    "0",
    "-0",
    "1",
    "-1",
    "97.2",
    "97,2",
    "0.972",
    "100",
    "100.00000000000001",
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "NaN",
    "inf",
    "-inf",
    "∞",
    "1.234.567,89",
    "1,234,567.89",
    "1'234",
    "٩٧",
    "９７．２",
    "0x10",
    "1_000",
    "+5",
    "٪",
    "97%",
    "2024",
    "2023",
    "1899",
    "2101",
    "0000",
    "20240",
    "2024.0",
    "-2024",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "4294967296",
    "2024-05-31",
    "2024-02-30",
    "31/05/2024",
    "2024-05-31T00:00:00",
    "public",
    "private",
    "aggregate_only",
    "Public",
    "PUBLIC ",
    "all",
    "cycle",
    "A",
    "D",
    "B|D",
    "A|D|E",
    "O",
    "M",
    "Q",
    "|",
    "||",
    "X",
    "official",
    "survey",
    "expert",
    "female",
    "male",
    "total",
    "northbridge",
    "southgate",
    "Northbridge",
    "NORTHBRIDGE",
    "nowhere",
    "../../etc/passwd",
    "/",
    ".",
    "..",
    "con",
    "adult_literacy_rate",
    "youth_neet_rate",
    "mean_years_of_schooling",
    "expert_rating",
    "1|2|3|4|5",
    "1;2;3",
    "0|6",
    "2.1.3",
    "1.1.1",
    "9.9.9",
    "2.1.3|2.2.1",
    "https://city.example/a",
    "javascript:alert(1)",
    "http://user:pw@city.example/",
    "https://",
    "=1+1",
    "@SUM(A1)",
    "+cmd",
    "<script>alert(1)</script>",
    "]]>",
    "&amp;",
    "\"",
    "\"\"",
    "'",
    "a\nb",
    "a\rb",
    "a\tb",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "\u{202e}abc",
    "\u{2066}",
    "\u{200d}",
    "\u{e000}",
    "\u{fffd}",
    "e\u{301}\u{301}\u{301}",
    "👩‍👩‍👧",
    "العربية",
    "עברית",
    "南門",
    "ꦗꦮ",
    "null",
    "NULL",
    "NA",
    "n/a",
    "..",
    "#REF!",
    "#DIV/0!",
    "TRUE",
    "false",
    "city",
];

/// Bytes that are no text.
const BYTES: &[&[u8]] = &[
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x00",
    b"\r",
    b"\n",
    b"\r\n",
    b"\"",
    b";",
    b",",
    b"\t",
    b"\x1a",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
];

/// A text for a cell: mostly of [`CELLS`], sometimes long.
pub fn cell(chance: &mut Chance) -> String {
    match chance.below(40) {
        0 => chance.pick(CELLS).repeat(1 + chance.below(3000)),
        1 => format!("{}{}", chance.pick(CELLS), chance.pick(CELLS)),
        2 => (chance.below(4_000_000) as f64 / 1000.0 - 100.0).to_string(),
        3 => (1990 + chance.below(60)).to_string(),
        _ => chance.pick(CELLS).to_string(),
    }
}

/// Changes bytes wherever they are.
pub fn bytes(chance: &mut Chance, base: &mut Vec<u8>, other: &[u8]) {
    match chance.below(8) {
        0 if !base.is_empty() => {
            let at = chance.below(base.len());
            base[at] ^= 1 << chance.below(8);
        }
        1 => {
            base.drain(chance.range(base.len(), 64));
        }
        2 => {
            let copy = base[chance.range(base.len(), 256)].to_vec();
            insert(chance, base, &copy);
        }
        3 => {
            let piece = &other[chance.range(other.len(), 512)];
            insert(chance, base, piece);
        }
        4 => base.truncate(chance.below(base.len() + 1)),
        5 => {
            let piece: &[u8] = chance.pick(BYTES);
            insert(chance, base, piece);
        }
        6 => {
            let text = cell(chance);
            insert(chance, base, text.as_bytes());
        }
        _ => {
            let piece = vec![chance.below(256) as u8; chance.below(2000)];
            insert(chance, base, &piece);
        }
    }
}

fn insert(chance: &mut Chance, base: &mut Vec<u8>, piece: &[u8]) {
    let at = chance.below(base.len() + 1);
    base.splice(at..at, piece.iter().copied());
}

/// Changes lines: drops, doubles, swaps them, or takes some of the other input.
pub fn lines(chance: &mut Chance, base: &mut Vec<u8>, other: &[u8]) {
    let mut all: Vec<&[u8]> = base.split_inclusive(|b| *b == b'\n').collect();
    let others: Vec<&[u8]> = other.split_inclusive(|b| *b == b'\n').collect();
    if all.is_empty() {
        return;
    }
    let (a, b) = (chance.below(all.len()), chance.below(all.len()));
    match chance.below(5) {
        0 => {
            all.remove(a);
        }
        1 => all.insert(b, all[a]),
        2 => all.swap(a, b),
        3 => {
            let taken = &others[chance.range(others.len(), 12)];
            all.splice(a..a, taken.iter().copied());
        }
        _ => {
            let copy = all[chance.range(all.len(), 8)].to_vec();
            for _ in 0..1 + chance.below(20) {
                all.splice(b..b, copy.iter().copied());
            }
        }
    }
    *base = all.concat();
}

/// Replaces, doubles, drops or wraps a token of a text in some grammar; `words` are that grammar's own.
pub fn tokens(chance: &mut Chance, base: &mut Vec<u8>, words: &[&str]) {
    let Ok(text) = std::str::from_utf8(base) else {
        return bytes(chance, base, &[]);
    };
    let mut all: Vec<String> = split(text);
    if all.is_empty() {
        *base = chance.pick(words).as_bytes().to_vec();
        return;
    }
    let at = chance.below(all.len());
    match chance.below(10) {
        0..=3 => all[at] = chance.pick(words).to_string(),
        4 => all[at] = cell(chance),
        5 => {
            all.remove(at);
        }
        6 => all.insert(at, chance.pick(words).to_string()),
        7 => {
            let copy = all[chance.range(all.len(), 8)].to_vec();
            all.splice(at..at, copy);
        }
        8 => {
            // Deep nesting breaks what recurses.
            let (open, close) =
                [("(", ")"), ("[", "]"), ("{", "}"), ("{ ", " }"), ("not (", ")"), ("-", ""), ("\"", "\"")]
                    [chance.below(7)];
            let depth = if chance.once_in(8) { 1 + chance.below(3000) } else { 1 + chance.below(12) };
            all[at] = format!("{}{}{}", open.repeat(depth), all[at], close.repeat(depth));
        }
        _ => {
            let other = chance.below(all.len());
            all.swap(at, other);
        }
    }
    *base = all.concat().into_bytes();
}

/// Words, numbers, quoted texts, spaces and single marks.
fn split(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut before = 2;
    for c in text.chars() {
        let now = class(c);
        match tokens.last_mut() {
            Some(last) if now == before && now < 2 => last.push(c),
            _ => tokens.push(c.to_string()),
        }
        before = now;
    }
    tokens
}

/// One to four of the changes, tokens most often.
pub fn text(chance: &mut Chance, base: &[u8], other: &[u8], words: &[&str]) -> Vec<u8> {
    let mut made = base.to_vec();
    for _ in 0..1 + chance.below(4) {
        match chance.below(8) {
            0 => bytes(chance, &mut made, other),
            1 | 2 => lines(chance, &mut made, other),
            _ => tokens(chance, &mut made, words),
        }
    }
    made
}
