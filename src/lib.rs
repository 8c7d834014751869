//! Progress of learning cities, each measured in its own context.
//!
//! **Folders.** `data/framework` is the catalogue of Key Features, `data/demo`, `data/uk-ons` and `data/atlas-demo` are networks,
//! `data/messages` is what it says in each language, `queries` holds the SQL of every figure, `charts` a file for each
//! chart.
//!
//! **Layers.** Imports point down only, and no files import one another in a circle; `tests/suite/layers.rs` holds to
//! both.
//!
//! | Layer | What it is |
//! |---|---|
//! | [`base`] | errors, files and hashes, texts, dates, tables in memory; knows nothing of cities |
//! | [`tokens`], [`language`], [`release`] | what charts, pages and briefs look like; messages, numbers and dates by locale (Fluent, ICU4X); folders that are written and replaced whole |
//! | [`model`] | the catalogue, a network's folder, the tables of the store, the vocabulary |
//! | [`peers`] | the calculations of nearest and alike cities, the one mart made in Rust |
//! | [`store`] | an archive of every byte received, and immutable snapshots of Parquet tables (arrow, parquet) |
//! | [`ingest`] | submissions -> text columns with places -> checks -> merged rows -> a snapshot (polars, rayon) |
//! | [`engine`] | `queries/*.sql` over a snapshot, staging to marts to checks (DataFusion); past the store, only Parquet |
//! | [`console`] | SQL at a terminal: how rows are printed, the prompt (rustyline) |
//! | [`diff`] | what differs between two snapshots, and what may be the cause |
//! | [`consistency`], [`disclosure`] | the engine's checks of what is not stored yet; what an edition may give of results that are counted and not shown |
//! | [`annotate`] | submissions given back with what `check` found in them |
//! | `serve` | the engine's relations over the PostgreSQL protocol, only to read (pgwire); with the feature `serve` |
//! | [`catalogue`] | names and definitions by id, in one language, for charts and reports |
//! | [`sdmx`] | the public observations and their structure as SDMX |
//! | [`open_data`] | public rows of a store as Parquet and CSV, and what says how to read and cite them |
//! | [`chart`] | a spec and a mart to SVG (plotters, rayon) |
//! | [`document`], [`press`] | what a section says, as HTML, CSV or Typst; documents set as PDF, which knows nothing of cities |
//! | [`report`] | the public site and its briefs: facts, pages, briefs |
//! | [`review`] | what an analyst looks at before publication: private pages, letters to cities |
//! | [`editions`] | final reports: signed, recorded in the store, built again |
//! | [`template`], [`demo`] | the form that a city fills in; an invented network |
//! | [`cli`] | parses and dispatches |
//!
//! Data flows one way: a network's folder -> [`ingest`] -> [`store`] -> [`engine`] -> [`open_data`] -> [`chart`] -> [`report`].

pub mod annotate;
pub mod base;
pub mod catalogue;
pub mod chart;
pub mod cli;
pub mod consistency;
pub mod console;
pub mod demo;
pub mod diff;
pub mod disclosure;
pub mod document;
pub mod editions;
pub mod engine;
pub mod ingest;
pub mod language;
pub mod model;
pub mod open_data;
pub mod peers;
pub mod press;
pub mod release;
pub mod report;
pub mod review;
pub mod sdmx;
#[cfg(feature = "serve")]
pub mod serve;
pub mod store;
pub mod template;
pub mod tokens;

pub use base::error::{Error, Result};
