//! Wall time and peak memory of each stage of the main job, and the same with pandas, DuckDB and matplotlib.
//!
//! `cargo bench` runs the demonstration network, 425 cities x 10 cycles, and, where `../shared` has it, the United Kingdom
//! trial; `cargo bench -- NETWORK ...` those named (`demo`, `large`, `uk`). Peak memory is the kernel's, Linux only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use learning_cities::chart::Spec;
use learning_cities::engine::Engine;
use learning_cities::framework::Framework;
use learning_cities::network::Network;
use learning_cities::report::marts::Marts;
use learning_cities::report::{self, figures};
use learning_cities::root::Root;
use learning_cities::store::Store;
use learning_cities::{demo, ingest};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|n| n == name);
    let root = Root::find(Some(Path::new(env!("CARGO_MANIFEST_DIR"))))?;
    let framework = Framework::load(&root.framework())?;
    let scratch = tempfile::tempdir()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));

    if wanted("demo") {
        run(
            "demonstration network",
            &here.join("data/demo"),
            BTreeMap::new(),
            &root,
            &framework,
            scratch.path(),
        )?;
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
        let network = scratch.path().join("network");
        let size = demo::Options {
            cities: 425,
            cycles: 10,
            seed: 1,
            workbooks: false,
        };
        demo::write(&network, &size, &framework)?;
        run("425 cities x 10 cycles", &network, BTreeMap::new(), &root, &framework, scratch.path())?;
        beside(&here.join("benches/pipeline.py"), &network);
    }
    Ok(())
}

fn run(title: &str, network: &Path, sources: BTreeMap<String, PathBuf>, root: &Root, framework: &Framework, scratch: &Path) -> Outcome<()> {
    println!("\n{title}");
    let store = scratch.join(format!("store-{}", title.len()));
    let out = scratch.join(format!("out-{}", title.len()));
    let started = Instant::now();
    let network = Network::load(network, framework)?;
    stage("ingest", || Ok(ingest::run(&network, framework, &sources, &store)?))?;
    let snapshot = Store::open(&store)?.current()?.ok_or("no snapshot")?;
    let specs = Spec::load_all(&root.charts())?;
    let marts = stage("marts and their checks", || {
        let engine = Engine::open(&snapshot, &root.queries(), None)?;
        engine.checks()?;
        let charts: Vec<&str> = specs.iter().flat_map(Spec::marts).collect();
        Ok(Marts::fetch(&engine, &charts, framework.countries.clone())?)
    })?;
    let drawing = std::cell::Cell::new(0.0);
    let written = stage("charts, pages and data files", || {
        let draw = |dir: &Path| {
            let clock = Instant::now();
            let figures = figures::draw(&specs, &marts.tables, dir, || {})?;
            drawing.set(clock.elapsed().as_secs_f64());
            Ok(figures)
        };
        Ok(report::write(&marts, &out, draw, |_| {})?)
    })?;
    let each = drawing.get() * 1000.0 / written.charts.max(1) as f64;
    println!(
        "  of which {} charts {:25.2} s, {each:.3} ms a chart; {} pages",
        written.charts,
        drawing.get(),
        written.pages
    );
    println!("  {:<34} {:8.2} s", "all", started.elapsed().as_secs_f64());
    Ok(())
}

fn stage<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    // Writing 5 sets the peak back to what is resident now.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let clock = Instant::now();
    let made = work()?;
    println!(
        "  {name:<34} {:8.2} s {:>8} MiB peak",
        clock.elapsed().as_secs_f64(),
        peak().map_or("?".into(), |m| m.to_string())
    );
    Ok(made)
}

fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|k| k / 1024)
}

fn beside(script: &Path, network: &Path) {
    println!("\n425 cities x 10 cycles with pandas, DuckDB and matplotlib (300 charts)");
    match Command::new("python3").arg(script).arg(network).output() {
        Ok(o) if o.status.success() => print!("{}", String::from_utf8_lossy(&o.stdout)),
        _ => println!("  not measured: needs python3 with pandas, duckdb and matplotlib"),
    }
}
