//! Progress of learning cities, each measured in its own context.
//!
//! **Folders.** `data/framework` is the catalogue of Key Features, `data/demo` and `data/uk-ons` are networks,
//! `data/messages` is what it says in each language, `queries` holds the SQL of every figure, `charts` a file for each chart.
//!
//! **Phases, in run order.** Data flows one way, each phase a call with one input and one output:
//!
//! 1. [`framework`], [`network`], [`definitions`] and [`corrections`]: the catalogue and a network's folder, read and checked.
//! 2. [`ingest`]: submissions -> text columns with places -> checks -> merged rows (polars, rayon).
//! 3. [`store`]: an immutable Parquet snapshot with the [`tables`] (arrow, parquet). The border: past it, only Parquet.
//! 4. [`engine`]: `queries/*.sql` over the snapshot, staging to marts to checks (DataFusion); [`peers`] is the one mart made in Rust.
//! 5. [`disclosure`]: what an edition may give of results that are counted and not shown, beside earlier editions.
//! 6. [`language`]: the messages that charts and reports are worded with, numbers and dates by locale (Fluent, ICU4X).
//! 7. [`chart`]: a spec and a mart to SVG (plotters, rayon).
//! 8. [`report`]: the public site, its open data and its briefs.
//!
//! [`consistency`] asks the engine about submissions that are only checked. [`demo`] and [`template`] make what phase 2 reads; [`tokens`] is what charts, pages and briefs look like; [`durable`] is how files are written; [`characters`] says which characters are taken out of texts; [`threads`] is for work that
//! waits for rayon inside. [`cli`] parses and dispatches.

pub mod characters;
pub mod chart;
pub mod cli;
pub mod consistency;
pub mod corrections;
pub mod definitions;
pub mod demo;
pub mod disclosure;
pub mod document;
pub mod durable;
pub mod engine;
pub mod error;
pub mod framework;
pub mod ingest;
pub mod language;
pub mod network;
pub mod peers;
pub mod press;
mod registry;
pub mod relations;
pub mod report;
pub mod root;
pub mod rows;
pub mod scratch;
pub mod store;
pub mod table;
pub mod tables;
pub mod template;
pub mod threads;
pub mod tokens;

pub use error::{Error, Result};
