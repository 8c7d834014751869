//! Mappings: what they say, and tables read through them. An input is a mapping and, behind a separator, a table.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use learning_cities::ingest::read::mapping::Mapping;
use learning_cities::ingest::read::raw::RawFile;
use learning_cities::model::vocabulary::Severity;

use super::chance::Chance;
use super::submissions::Trial;
use super::{csv, framework, joined, mutate, parts, promises};

const WORDS: &[&str] = &[
    "source",
    "about",
    "consent",
    "submitted_on",
    "[[file]]",
    "pattern",
    "delimiter",
    "encoding",
    "skip_lines",
    "numbers",
    "missing",
    "keep",
    "drop",
    "city",
    "year",
    "cycle",
    "quality",
    "registry",
    "[[file.measurement]]",
    "[[file.context]]",
    "column",
    "columns",
    "matches",
    "equals",
    "pad",
    "prefix",
    "replace",
    "codes",
    "value",
    "format",
    "take",
    "measurement",
    "item",
    "multiply",
    "add",
    "complement",
    "interval",
    "lower",
    "upper",
    "sample_size",
    "design_effect",
    "agency",
    "evidence",
    "status",
    "note",
    "[[lookup]]",
    "lookup",
    "key",
    "by",
    "join",
    "over",
    "need",
    "weight",
    "margin",
    "level",
    "cv",
    "standard_error",
    "header",
    "header_rows",
    "file",
    "sheet",
    "range",
    "member",
    "years",
    "note_column",
    "empty",
    "variable",
    "without_value",
    "name",
    "country",
    "region",
    "joined",
    "baseline_year",
    "local_name",
    "\"public\"",
    "\"s\"",
    "\"t.csv\"",
    "\"*.csv\"",
    "\"**/u.csv\"",
    "\"**\"",
    "\";\"",
    "\"tab\"",
    "\",\"",
    "\"é\"",
    "\"utf-8\"",
    "\"utf-16le\"",
    "\"windows-1252\"",
    "\"shift_jis\"",
    "\"iso-2022-jp\"",
    "\"replacement\"",
    "\"x-user-defined\"",
    "[\"interval\"]",
    "[\"academic\", \"float\", \"plain\"]",
    "[\"pattern\"]",
    "[]",
    "\"start\"",
    "\"end\"",
    "\"^(.*)$\"",
    "\"([0-9]{4})\"",
    "\"(a|b){1,500}{1,500}\"",
    "\"(?i)x\"",
    "\"(\"",
    "\"skip\"",
    "\"O\"",
    "\"B|D\"",
    "\"A\"",
    "0",
    "1",
    "64",
    "65",
    "18446744073709551615",
    "9223372036854775807",
    "-1",
    "1e308",
    "nan",
    "inf",
    "0.0",
    "true",
    "{ column = \"code\" }",
    "{ column = \"v\", codes = { a = \"b\" } }",
    "{ value = 2020 }",
    "{ decimal = \",\", thousands = \".\" }",
    "\"unemployment_rate\"",
    "\"official\"",
    "\"code\"",
    "\"v\"",
    "\"\"",
    "=",
    "#",
];

/// Reads mappings, and tables through those that are sound.
pub fn run(inputs: &[&[u8]], thorough: bool) -> u64 {
    inputs.iter().map(|input| one(input, thorough)).sum()
}

fn one(input: &[u8], thorough: bool) -> u64 {
    let [text, table] = parts::<2>(input);
    let trial = Trial::new(&[(PathBuf::from("mappings/m.toml"), text)]);
    let folder = trial.folder.path();
    let source = folder.join("source");
    fs::create_dir_all(source.join("sub")).expect("a folder");
    fs::write(source.join("t.csv"), table).expect("a file");
    fs::write(source.join("sub/u.csv"), table).expect("a file");
    let mapping = match Mapping::load(&folder.join("network/mappings/m.toml"), framework()) {
        Ok(mapping) => mapping,
        // The text may be no UTF-8, which is told of the file all the same.
        Err(error) => {
            promises::error(&error, folder);
            return 0;
        }
    };
    let files = match mapping.files(&source) {
        Ok(files) => files,
        Err(error) => {
            promises::error(&error, folder);
            return 0;
        }
    };
    let mut rows = 0;
    for (path, file) in &files {
        let bytes = fs::read(path).expect("a file");
        let raw = mapping.read(&bytes, file);
        adds_up(&raw);
        // Encodings of more than a byte have other line ends.
        let lines = std::str::from_utf8(&bytes).is_ok().then(|| promises::lines(&bytes));
        for finding in &raw.findings {
            promises::finding(finding);
            if let Some(lines) = lines {
                promises::line_exists(finding, lines);
            }
        }
        let again = mapping.read(&bytes, file);
        assert_eq!(
            (raw.rows_read, raw.filtered, &raw.findings),
            (again.rows_read, again.filtered, &again.findings),
            "a second reading differs"
        );
        rows += raw.rows_read as u64;
    }
    if thorough {
        trial.ingest_beside_good(&BTreeMap::from([(mapping.source.clone(), source)]));
    }
    rows
}

/// What the reader read is in its frames, left out, or refused by a finding at its line.
fn adds_up(raw: &RawFile) {
    let height = |frame: &Option<_>| frame.as_ref().map_or(0, polars::prelude::DataFrame::height);
    let feeds = height(&raw.observations) + height(&raw.context);
    let alone = raw.observations.is_none() && raw.context.is_none();
    let cities = if alone { height(&raw.cities) } else { 0 };
    let refused = raw.findings.iter().filter(|f| f.severity == Severity::Error && f.line.is_some()).count();
    assert_eq!(raw.rows_read, raw.filtered + feeds + cities + refused, "the account of a mapped file");
}

/// A mapping or a table from others.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    let (base, other) = (parts::<2>(base), parts::<2>(other));
    let mut made = base.map(<[u8]>::to_vec);
    if chance.once_in(10) {
        made[1] = other[1].to_vec();
    }
    if !chance.once_in(3) {
        made[0] = mutate::text(chance, base[0], other[0], WORDS);
    }
    if chance.once_in(2) {
        let table = made[1].clone();
        made[1] = csv::mutate(chance, &table, other[1]);
    }
    joined(&made)
}
