//! What the tests share: a store made from small CSV texts, and engines over it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use learning_cities::engine::Engine;
use learning_cities::language::{self, Language};
use learning_cities::model::framework::Framework;
use learning_cities::model::schema::{self, Kind, TableDef};
use learning_cities::store::{Manifest, Snapshot, Store};

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The catalogue as committed.
pub fn framework() -> Framework {
    Framework::load(&repository().join("data/framework")).unwrap()
}

/// A PDF with every object by itself; none where it is damaged.
pub fn unpacked(pdf: &[u8]) -> Option<Vec<u8>> {
    let strict = lopdf::LoadOptions { strict: true, ..Default::default() };
    let mut document = lopdf::Document::load_mem_with_options(pdf, strict).ok()?;
    let whole = (1..document.reference_table.size).all(|number| document.has_object((number, 0)));
    let mut plain = Vec::new();
    whole.then(|| document.save_to(&mut plain).unwrap())?;
    Some(plain)
}

/// The words of a PDF, page by page, with single spaces.
pub fn words(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A store in a temporary folder.
pub struct TestStore {
    /// Removed when dropped.
    pub dir: tempfile::TempDir,
    /// The store.
    pub store: Store,
    /// The snapshot in force.
    pub snapshot: Snapshot,
}

impl TestStore {
    /// An engine with the repository's queries.
    pub fn engine(&self, cycle: i32) -> Engine {
        Engine::open(&self.snapshot, &repository().join("queries"), Some(cycle)).unwrap()
    }
}

/// Writes a store from CSV texts by table name, each with a header line. Columns may be left out: they are null, or,
/// where a table allows no null, `public`, `A`, `official`, `total`, `s1`, false or 0. An empty cell is null. A table
/// of the catalogue that is not given is as committed in `data/framework`; any other is empty. Settings given are laid
/// over the committed ones.
pub fn store(given: &[(&str, &str)]) -> TestStore {
    store_of(given, 1)
}

/// As [`store`], with this many snapshots of the same tables.
pub fn store_of(given: &[(&str, &str)], snapshots: usize) -> TestStore {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("store")).unwrap();
    let lock = store.lock().unwrap();
    let mut texts: BTreeMap<&str, String> = catalogue();
    for (name, text) in given {
        assert!(schema::table(name).is_some(), "no table {name}");
        if *name == "settings" {
            let lines: Vec<&str> = text.lines().skip(1).collect();
            let kept: String = texts["settings"]
                .lines()
                .filter(|l| !lines.iter().any(|n| n.split(',').next() == l.split(',').next()))
                .map(|l| format!("{l}\n"))
                .collect();
            texts.insert("settings", kept + &lines.join("\n"));
        } else {
            texts.insert(name, text.to_string());
        }
    }
    if let (Some(rows), false) = (texts.get("observations"), texts.contains_key("observation_history")) {
        texts.insert("observation_history", history(rows));
    }
    let batches: BTreeMap<&str, RecordBatch> = schema::TABLES
        .iter()
        .map(|def| (def.name, batch(def, texts.get(def.name).map_or("", String::as_str))))
        .collect();
    let commit = |n: usize| {
        let network = if n == 0 { "test".into() } else { format!("test, {n} before") };
        let manifest = Manifest { tool: "test".into(), framework: "test".into(), network, ..Manifest::default() };
        store.commit(&lock, &manifest, &batches).unwrap()
    };
    for n in (1..snapshots).rev() {
        commit(n);
    }
    let snapshot = commit(0);
    drop(lock);
    TestStore { dir, store, snapshot }
}

/// The history of observations of which none was sent again.
pub fn history(observations: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(observations.as_bytes());
    let mut header = reader.headers().unwrap().clone();
    let cycle = header.iter().position(|h| h == "cycle");
    let mut writer = csv::Writer::from_writer(Vec::new());
    header.extend(["first_cycle", "from_cycle", "current"]);
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let mut row = row.unwrap();
        let sent = cycle.and_then(|c| row.get(c)).unwrap_or("0").to_string();
        row.extend([sent.as_str(), sent.as_str(), "true"]);
        writer.write_record(&row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// One table from CSV text, with the schema of `tables.rs`.
pub fn batch(def: &TableDef, text: &str) -> RecordBatch {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    for name in header.iter().filter(|h| !h.is_empty()) {
        assert!(def.columns.iter().any(|c| c.0 == name), "table {} has no column {name}", def.name);
    }
    let columns: Vec<ArrayRef> = def
        .columns
        .iter()
        .map(|(name, kind, _, nullable)| {
            let at = header.iter().position(|h| h == name);
            let cells = rows.iter().map(|r| at.and_then(|i| r.get(i)).filter(|c| !c.is_empty()));
            let missing = |kind: &Kind| match (*nullable, *name, kind) {
                (true, ..) => None,
                (_, "consent", _) => Some("public"),
                (_, "status", _) => Some("A"),
                (_, "source", _) => Some("official"),
                (_, "item", _) => Some("total"),
                (_, "submission", _) => Some("s1"),
                (_, _, Kind::Integer | Kind::Float) => Some("0"),
                (_, _, Kind::Truth) => Some("false"),
                _ => Some(""),
            };
            let cells: Vec<Option<&str>> = cells.map(|c| c.or_else(|| missing(kind))).collect();
            let parsed =
                |c: &Option<&str>| c.map(|c| c.parse::<f64>().unwrap_or_else(|_| panic!("{} {name}: {c:?}", def.name)));
            match kind {
                Kind::Text => Arc::new(StringArray::from(cells)) as ArrayRef,
                Kind::Integer => {
                    Arc::new(Int64Array::from(cells.iter().map(|c| parsed(c).map(|v| v as i64)).collect::<Vec<_>>()))
                }
                Kind::Float => Arc::new(Float64Array::from(cells.iter().map(parsed).collect::<Vec<_>>())),
                Kind::Truth => {
                    Arc::new(BooleanArray::from(cells.iter().map(|c| c.map(|c| c == "true")).collect::<Vec<_>>()))
                }
            }
        })
        .collect();
    RecordBatch::try_new(def.schema(), columns).unwrap()
}

/// The tables that come from `data/framework`, as CSV texts.
fn catalogue() -> BTreeMap<&'static str, String> {
    let dir = repository().join("data/framework");
    let read = |file: &str| std::fs::read_to_string(dir.join(file)).unwrap();
    let framework = framework();
    let mut items = String::from("measurement,item,position\n");
    let mut position = 0;
    for m in &framework.measurements {
        for item in &m.items {
            position += 1;
            items += &format!("{},{item},{position}\n", m.measurement);
        }
    }
    let mut statuses = String::from("code,title,value,used_as,precedence\n");
    for (i, line) in read("statuses.csv").lines().skip(1).enumerate() {
        statuses += &format!("{line},{}\n", i + 1);
    }
    let mut settings = String::from("name,value,default_value,meaning\n");
    for s in &framework.settings {
        settings += &format!("{},{},{},\"{}\"\n", s.name, s.value, s.value, s.meaning);
    }
    BTreeMap::from([
        ("areas", read("areas.csv")),
        ("measurements", read("key-features.csv")),
        ("measurement_items", items),
        ("statuses", statuses),
        ("codes", read("codes.csv")),
        ("languages", read("languages.csv")),
        ("mann_kendall", read("mann-kendall.csv")),
        ("context_bands", read("context-bands.csv")),
        ("consistency_rules", read("consistency.csv")),
        ("settings", settings),
    ])
}

/// Rows of a query as text, cells separated by `|`, floats with all their digits, null as nothing.
pub fn rows(engine: &Engine, sql: &str) -> Vec<String> {
    let batches = engine.query(sql).unwrap_or_else(|e| panic!("{e}"));
    let mut rows = Vec::new();
    for batch in &batches {
        for r in 0..batch.num_rows() {
            let cells: Vec<String> =
                batch.columns().iter().map(|c| arrow::util::display::array_value_to_string(c, r).unwrap()).collect();
            rows.push(cells.join("|"));
        }
    }
    rows
}

/// A committed fixture.
pub fn fixture(path: &str) -> PathBuf {
    repository().join("tests/fixtures").join(path)
}

/// Whether two floats are equal to 1e-9, relative above 1.
pub fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * 1.0_f64.max(a.abs()).max(b.abs())
}

/// Writes a file below a folder, with the folders above it.
pub fn write(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

/// English, read once.
pub fn english() -> Arc<Language> {
    static ENGLISH: std::sync::LazyLock<Arc<Language>> = std::sync::LazyLock::new(|| {
        Language::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages"), language::FIRST).unwrap()
    });
    ENGLISH.clone()
}

/// A committed language.
pub fn language(tag: &str) -> Arc<Language> {
    Language::load(&repository().join("data/messages"), tag).unwrap()
}

/// A file in which every open finding of a store is signed by `by`, for `report --final --accept`.
pub fn signed(store: &Path, dir: &Path, by: &str) -> PathBuf {
    let review = dir.join("signed-review");
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "review", "--store"])
        .arg(store)
        .arg("--out")
        .arg(&review)
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let form = std::fs::read_to_string(review.join("findings.toml")).unwrap();
    let file = dir.join("signed.toml");
    let text = form.replace("signed_by = \"\"", &format!("signed_by = \"{by}\""));
    std::fs::write(&file, text.replace("reason = \"\"", "reason = \"the city has confirmed it\"")).unwrap();
    file
}
