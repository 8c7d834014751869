//! Chart specs, and drawings of them. An input is a spec and, behind a separator, the rows of its marts as CSV.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use learning_cities::base::characters::unprintable;
use learning_cities::base::table::Table;
use learning_cities::catalogue::Catalogue;
use learning_cities::chart::{Drawing, Plan, Spec};
use learning_cities::language::{FIRST, Language};
use learning_cities::model::relations::Relations;
use usvg::roxmltree::Document;

use super::chance::Chance;
use super::{csv, joined, mutate, parts, promises, repository, rows};

const PLACE: &str = "charts/fuzzed.toml";

/// Most rows of a mart that are drawn.
const MOST_ROWS: usize = 60;

const WORDS: &[&str] = &[
    "name",
    "kind",
    "title",
    "subtitle",
    "unit",
    "width",
    "\"series\"",
    "\"change\"",
    "\"standing\"",
    "\"coverage\"",
    "\"temple\"",
    "\"{city}\"",
    "\"{measurement}, {item}\"",
    "\"{years}\"",
    "\"{\"",
    "\"}\"",
    "\"{no}\"",
    "\"\"",
    "\" \"",
    "\"../x\"",
    "\"\\u202e<&>\"",
    "319",
    "320",
    "1600",
    "1601",
    "0",
    "-1",
    "4294967296",
    "=",
    "#",
];

/// The relations whose rows are those of the input.
const DRAWN: [&str; 8] = [
    "area_movement",
    "coverage_network",
    "definitions",
    "peer_comparison",
    "peer_series",
    "progress",
    "progress_components",
    "series",
];

const CITIES: &str = "city,name,local_name,country,region,joined,baseline_year,fictional
northbridge,Northbridge,,GBR,Europe and North America,2015,2012,true
hostile,<script>alert('1')</script> & \"Söns\" ]]>,,GBR,Europe and North America,2015,2012,true
arabic,مدينة التعلم الجديدة,,EGY,Arab States,2015,2012,true
";

static ENGLISH: LazyLock<Arc<Language>> =
    LazyLock::new(|| Language::load(&repository().join("data/messages"), FIRST).expect("English"));

/// What every chart reads names from.
static NAMES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    let file = |name: &str| {
        table(&std::fs::read(repository().join("data/framework").join(name)).expect("the catalogue")).expect("a table")
    };
    BTreeMap::from([
        ("cities".into(), table(CITIES.as_bytes()).expect("a table")),
        ("measurements".into(), file("key-features.csv")),
        ("areas".into(), file("areas.csv")),
        ("codes".into(), file("codes.csv")),
        ("network".into(), table(b"name,fictional,about\nDemonstration network,true,x\n").expect("a table")),
    ])
});

/// Reads specs and draws them.
pub fn run(inputs: &[&[u8]], thorough: bool) -> u64 {
    inputs.iter().map(|input| one(input, thorough)).sum()
}

fn one(input: &[u8], thorough: bool) -> u64 {
    let [text, rows] = parts::<2>(input);
    let Ok(text) = std::str::from_utf8(text) else { return 0 };
    let spec = match Spec::parse(Path::new(PLACE), text) {
        Ok(spec) => spec,
        Err(error) => {
            promises::error(&error, Path::new(PLACE));
            return 0;
        }
    };
    let Some(mart) = table(rows) else { return 0 };
    let mut tables = NAMES.clone();
    tables.extend(DRAWN.map(|name| (name.to_string(), mart.clone())));
    rows::complete(&mut tables);
    let rows = Relations::open(|name| Ok((&tables[name], name.to_string()))).expect("completed tables");
    let catalogue = Catalogue::new(&rows, &BTreeMap::new(), &BTreeSet::new(), &ENGLISH).expect("the catalogue");
    let draw = || Plan::new(&spec, &rows, &catalogue).draw_all();
    let drawn = draw();
    match &drawn {
        Ok(drawings) => drawings.iter().for_each(sound),
        Err(error) => assert!(!error.to_string().contains("fault of this program"), "{error}"),
    }
    if thorough {
        assert_eq!(drawn.as_ref().ok(), draw().as_ref().ok(), "a second drawing differs");
    }
    drawn.map_or(0, |d| d.len() as u64)
}

/// A drawing is well-formed, every number in it is one, and its file lies where charts lie.
fn sound(drawing: &Drawing) {
    let document =
        Document::parse(&drawing.drawn.svg).unwrap_or_else(|e| panic!("no XML ({e}): {}", drawing.drawn.svg));
    for attribute in document.descendants().flat_map(|n| n.attributes()) {
        let value = attribute.value();
        let number = ["x", "y", "x1", "x2", "y1", "y2", "width", "height", "d", "points", "transform", "r", "cx", "cy"]
            .contains(&attribute.name());
        assert!(!number || !["NaN", "inf"].iter().any(|odd| value.contains(odd)), "{}={value:?}", attribute.name());
    }
    let script = document.descendants().any(|n| n.tag_name().name() == "script");
    assert!(!script, "a script in a drawing");
    assert!(
        (1..=5000).contains(&drawing.width) && (1..=20_000).contains(&drawing.height),
        "{} by {}",
        drawing.width,
        drawing.height
    );
    let part = |p: &str| !p.is_empty() && p != "." && p != ".." && !p.chars().any(unprintable);
    assert!(drawing.path.ends_with(".svg") && drawing.path.split('/').all(part), "{:?}", drawing.path);
    for text in [&drawing.alt, &drawing.caption] {
        // Names of the other direction are isolated on purpose.
        let odd = |c: char| unprintable(c) && !matches!(c, '\u{2066}'..='\u{2069}');
        assert!(!text.trim().is_empty() && !text.chars().any(odd), "{text:?} of {}", drawing.path);
    }
}

/// A table of CSV, each column of the narrowest type that holds its cells; none where the text is no table.
fn table(text: &[u8]) -> Option<Table> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let header: Vec<String> = reader.headers().ok()?.iter().map(str::to_string).collect();
    let rows: Vec<::csv::StringRecord> = reader.records().flatten().take(200).collect();
    let rows = if header.first().is_some_and(|h| h == "area" || h == "measurement" || h == "kind") {
        &rows[..]
    } else {
        &rows[..rows.len().min(MOST_ROWS)]
    };
    let mut columns: BTreeMap<String, ArrayRef> = BTreeMap::new();
    for (i, name) in header.iter().enumerate() {
        let cells: Vec<Option<&str>> = rows.iter().map(|r| r.get(i).filter(|c| !c.is_empty())).collect();
        let every = |fits: fn(&str) -> bool| {
            cells.iter().flatten().all(|c| fits(c)) && !["area", "feature"].contains(&name.as_str())
        };
        let column: ArrayRef = if every(|c| c.parse::<bool>().is_ok()) {
            Arc::new(BooleanArray::from(cells.iter().map(|c| c.and_then(|c| c.parse().ok())).collect::<Vec<_>>()))
        } else if every(|c| c.parse::<i64>().is_ok()) {
            Arc::new(Int64Array::from(cells.iter().map(|c| c.and_then(|c| c.parse().ok())).collect::<Vec<_>>()))
        } else if every(|c| c.parse::<f64>().is_ok()) {
            Arc::new(Float64Array::from(cells.iter().map(|c| c.and_then(|c| c.parse().ok())).collect::<Vec<_>>()))
        } else {
            Arc::new(StringArray::from(cells))
        };
        columns.insert(name.clone(), column);
    }
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
            .ok()?;
    Table::new(batch.schema(), &[batch]).ok()
}

/// A spec or rows from others.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    let (base, other) = (parts::<2>(base), parts::<2>(other));
    let mut made = base.map(<[u8]>::to_vec);
    if chance.once_in(3) {
        made[0] = mutate::text(chance, base[0], other[0], WORDS);
    } else {
        made[1] = csv::mutate(chance, base[1], other[1]);
    }
    joined(&made)
}
