//! Wall time and peak memory of each stage of the main job, and the same with pandas, DuckDB and matplotlib.
//!
//! `cargo bench` runs the demonstration network, 425 cities x 10 cycles, and, where `../shared` has it, the United
//! Kingdom trial; `cargo bench -- SIZE ...` those named (`demo`, `large`, `uk`, and `huge`: ingest and marts of 13 000
//! cities x 10 cycles). `large` and `huge` set the marts' time beside DuckDB's on the same SQL, `large` also the time of
//! `diff` with its newest cycle and without beside datacompy's for the same rows. `store DIR [SECONDS]`
//! does so for a store, and lists the relations that take so many seconds. Peak memory is the kernel's, Linux only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use learning_cities::base::root::Root;
use learning_cities::catalogue::Catalogue;
use learning_cities::chart::Spec;
use learning_cities::diff::Comparison;
use learning_cities::engine::{Engine, RelationKind, SideName};
use learning_cities::language::{self, Language};
use learning_cities::model::framework::Framework;
use learning_cities::model::network::Network;
use learning_cities::model::relations::Relations;
use learning_cities::open_data::Marts;
use learning_cities::press::Press;
use learning_cities::report::{self, figures};
use learning_cities::store::Store;
use learning_cities::{demo, ingest};
use parquet::arrow::ArrowWriter;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|n| n == name);
    let root = Root::find(Some(Path::new(env!("CARGO_MANIFEST_DIR"))))?;
    let framework = Framework::load(&root.framework())?;
    let scratch = tempfile::tempdir()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));

    if let [first, store, rest @ ..] = named.as_slice()
        && first == "store"
    {
        let least = rest.first().map_or(Ok(1.0), |s| s.parse())?;
        return all_marts(Path::new(store), &root, least, scratch.path());
    }
    if wanted("demo") {
        run("demonstration network", &here.join("data/demo"), BTreeMap::new(), &root, &framework, scratch.path())?;
    }
    let uk = here.join("../shared/open-data/uk-ons");
    if wanted("uk") && uk.is_dir() {
        run(
            "United Kingdom trial",
            &here.join("data/uk-ons"),
            BTreeMap::from([("uk-ons".to_string(), uk)]),
            &root,
            &framework,
            scratch.path(),
        )?;
    }
    if wanted("large") {
        let network = made(425, &framework, scratch.path())?;
        run("425 cities x 10 cycles", &network, BTreeMap::new(), &root, &framework, scratch.path())?;
        set_beside(&network, 425, &root, &framework, scratch.path())?;
        beside(&here.join("benches/pipeline.py"), &network);
        differences(&network, &root, &framework, scratch.path())?;
    }
    // Half an hour: only where it is named.
    if named.iter().any(|n| n == "huge") {
        let network = made(13_000, &framework, scratch.path())?;
        set_beside(&network, 13_000, &root, &framework, scratch.path())?;
    }
    Ok(())
}

fn run(
    title: &str,
    network: &Path,
    sources: BTreeMap<String, PathBuf>,
    root: &Root,
    framework: &Framework,
    scratch: &Path,
) -> Outcome<()> {
    println!("\n{title}");
    let store = scratch.join(format!("store-{}", title.len()));
    let out = scratch.join(format!("out-{}", title.len()));
    let started = Instant::now();
    let network = Network::load(network, framework)?;
    stage("ingest", || Ok(ingest::run(&network, framework, &sources, &store)?))?;
    let snapshot = stage("the snapshot checked against its hashes", || Ok(Store::open(&store)?.in_force()?))?;
    let specs = Spec::load_all(&root.charts())?;
    let marts = stage("marts and their checks", || {
        let engine = Engine::open(&snapshot, &root.queries(), None)?;
        engine.checks()?;
        Ok(Marts::fetch(&engine, framework.countries.clone())?)
    })?;
    let languages = [Language::load(&root.messages(), language::FIRST)?];
    let drawing = std::cell::Cell::new(0.0);
    let draw = |rows: &Relations, catalogue: &Catalogue, dir: &Path| {
        let clock = Instant::now();
        let figures = figures::draw(&specs, rows, catalogue, dir, None, || {})?;
        drawing.set(clock.elapsed().as_secs_f64());
        Ok(figures)
    };
    let write = |press: Option<&Press>| {
        Ok(report::make(&marts, &out, &report::Edition::default(), &languages, draw, press, |_| {})?.put()?)
    };
    let written = stage("charts, pages and data files", || write(None))?;
    let each = drawing.get() * 1000.0 / written.charts.max(1) as f64;
    println!(
        "  of which {} charts {:25.2} s, {each:.3} ms a chart; {} pages",
        written.charts,
        drawing.get(),
        written.pages
    );
    // No cache: every brief is set anew, in the faces that the program carries.
    let press = Press::new(None, None)?;
    let printed = stage("the same with briefs and cards", || write(Some(&press)))?;
    println!("  of which {} briefs", printed.briefs);
    for folder in ["charts", "cities", "data", "briefs", "cards"] {
        println!("  {:<34} {:8.1} MB", format!("bytes of {folder}"), bytes(&out.join(folder))? as f64 / 1e6);
    }
    println!("  {:<34} {:8.1} MB", "bytes of the whole site", bytes(&out)? as f64 / 1e6);
    println!("  {:<34} {:8.2} s", "all", started.elapsed().as_secs_f64());
    Ok(())
}

/// Bytes of the files below a folder.
fn bytes(dir: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        sum += match entry.file_type()?.is_dir() {
            true => bytes(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(sum)
}

/// A demonstration network of so many cities and ten cycles.
fn made(cities: usize, framework: &Framework, scratch: &Path) -> Outcome<PathBuf> {
    let network = scratch.join(format!("network-{cities}"));
    let size = demo::Options { cities, cycles: 10, seed: 1, workbooks: false };
    let messages = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
    demo::write(&network, &size, framework, &*Language::load(&messages, language::FIRST)?)?;
    Ok(network)
}

/// Ingest, the whole set of marts, and DuckDB's time for the same SQL over the same Parquet files.
fn set_beside(network: &Path, cities: usize, root: &Root, framework: &Framework, scratch: &Path) -> Outcome<()> {
    println!("\n{cities} cities x 10 cycles: the whole set of marts");
    let store = scratch.join(format!("store-of-{cities}"));
    let network = Network::load(network, framework)?;
    stage("ingest", || Ok(ingest::run(&network, framework, &BTreeMap::new(), &store)?))?;
    all_marts(&store, root, f64::INFINITY, &scratch.join(format!("given-{cities}")))
}

/// `diff` of the network without its newest cycle and with it: of what cities sent, as an analyst asks first, and of all
/// relations that it compares, whose marts it makes for both sides; then datacompy's time for the same rows of the first.
fn differences(network: &Path, root: &Root, framework: &Framework, scratch: &Path) -> Outcome<()> {
    println!("\n425 cities x 10 cycles: what the newest cycle changed");
    let (folder, aside) = (network.join("submissions"), scratch.join("newest"));
    std::fs::create_dir_all(&aside)?;
    let mut moved = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name();
        if name.to_string_lossy().contains("-2024") {
            std::fs::rename(folder.join(&name), aside.join(&name))?;
            moved.push(name);
        }
    }
    let store = scratch.join("store-of-differences");
    let ingest = || -> Outcome<()> {
        ingest::run(&Network::load(network, framework)?, framework, &BTreeMap::new(), &store)?;
        Ok(())
    };
    ingest()?;
    moved.iter().try_for_each(|name| std::fs::rename(aside.join(name), folder.join(name)))?;
    ingest()?;
    let (before, after) = (SideName::previous().open(&store)?, SideName::current().open(&store)?);
    let sent = ["observations", "targets", "practices", "declarations", "contacts"].map(str::to_string);
    for (name, relations) in [("diff of what cities sent", &sent[..]), ("diff of every relation", &[][..])] {
        let compared = stage(name, || Ok(Comparison::of(&before, &after, &root.queries(), None, relations)?))?;
        let rows: u64 = compared.totals.iter().map(|total| total.new + total.changed + total.removed).sum();
        println!("  {:<34} {rows:8} rows differ", "of which");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/differences.py");
    match Command::new(python()).arg(script).arg(&store).args(&sent).output() {
        Ok(o) if o.status.success() => print!("{}", String::from_utf8_lossy(&o.stdout)),
        _ => println!(
            "  datacompy not measured: needs python3 with datacompy, pandas and pyarrow; `just bench` installs them"
        ),
    }
    Ok(())
}

/// The interpreter that the recipe names, with its packages; else the system's.
fn python() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Seconds and peak memory of the whole set of marts, and, made one after the other in a second session, of each
/// relation under them that takes `least` seconds; then DuckDB's time. What it needs and no SQL file defines goes to
/// the folder `given`.
fn all_marts(store: &Path, root: &Root, least: f64, given: &Path) -> Outcome<()> {
    let snapshot = Store::open(store)?.current()?.ok_or("no snapshot")?;
    let open = || Engine::open(&snapshot, &root.queries(), None);
    let clock = Instant::now();
    let engine = stage("all marts", || {
        let engine = open()?;
        engine.prepare(&names(&engine, RelationKind::Mart))?;
        Ok(engine)
    })?;
    let seconds = clock.elapsed().as_secs_f64();
    if least.is_finite() {
        let single = open()?;
        for name in single.order(&names(&single, RelationKind::Mart)) {
            let _ = std::fs::write("/proc/self/clear_refs", "5");
            let started = Instant::now();
            single.prepare(&[&name])?;
            let seconds = started.elapsed().as_secs_f64();
            if seconds >= least {
                line(&name, seconds, peak());
            }
        }
    }

    std::fs::create_dir_all(given)?;
    let (files, text) = sql_files(&root.queries())?;
    let mut lines = String::from("name,rows\n");
    for name in names(&engine, RelationKind::Mart) {
        let counted = engine.query(&format!("select count(*) from {name}"))?;
        lines += &format!("{name},{}\n", counted[0].column(0).as_primitive::<Int64Type>().value(0));
    }
    std::fs::write(given.join("ours.csv"), lines)?;
    for name in names(&engine, RelationKind::Staging).into_iter().filter(|n| !files.contains(*n) && text.contains(n)) {
        let batches = engine.query(&format!("select * from {name}"))?;
        let file = File::create(given.join(format!("{name}.parquet")))?;
        let mut writer = ArrowWriter::try_new(file, batches[0].schema(), None)?;
        for batch in &batches {
            writer.write(batch)?;
        }
        writer.close()?;
    }
    drop(engine);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/duckdb_marts.py");
    match Command::new(python()).arg(script).arg(store).arg(given).arg(format!("{seconds:.4}")).output() {
        Ok(o) if o.status.success() => print!("{}", String::from_utf8_lossy(&o.stdout)),
        Ok(o) => {
            println!("  DuckDB not measured: {}", String::from_utf8_lossy(&o.stderr).lines().last().unwrap_or_default())
        }
        Err(_) => println!("  DuckDB not measured: needs python3 with duckdb; `just bench` installs it"),
    }
    Ok(())
}

/// The relations of a kind, by name.
fn names(engine: &Engine, kind: RelationKind) -> Vec<&str> {
    engine.relations().iter().filter(|r| r.kind == kind).map(|r| r.name.as_str()).collect()
}

/// The names of the SQL files below `folder`, and their text.
fn sql_files(folder: &Path) -> Outcome<(BTreeSet<String>, String)> {
    let (mut names, mut text) = (BTreeSet::new(), String::new());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let (inner, more) = sql_files(&path)?;
            names.extend(inner);
            text += &more;
        } else if path.extension().is_some_and(|e| e == "sql") {
            names.extend(path.file_stem().map(|n| n.to_string_lossy().into_owned()));
            text += &std::fs::read_to_string(&path)?;
        }
    }
    Ok((names, text))
}

fn line(name: &str, seconds: f64, peak: Option<u64>) {
    println!("  {name:<34} {seconds:8.2} s {:>8} MiB peak", peak.map_or("?".into(), |m| m.to_string()));
}

fn stage<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    // Writing 5 sets the peak back to what is resident now.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let clock = Instant::now();
    let made = work()?;
    line(name, clock.elapsed().as_secs_f64(), peak());
    Ok(made)
}

fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|k| k / 1024)
}

fn beside(script: &Path, network: &Path) {
    println!("\n425 cities x 10 cycles with pandas, DuckDB and matplotlib (300 charts)");
    match Command::new(python()).arg(script).arg(network).output() {
        Ok(o) if o.status.success() => print!("{}", String::from_utf8_lossy(&o.stdout)),
        _ => println!("  not measured: needs python3 with pandas, duckdb and matplotlib"),
    }
}
