//! The open data: public rows as Parquet and CSV, and what says how they are to be read and cited.
//!
//! The folder `data` of a site and what `export` writes are the same files. Imports only point down: [`Marts`] holds
//! public rows only and is the one input; [`prepare()`] makes it from a store; [`changes()`] compares two states of it;
//! [`write()`] makes the files;
//! [`export()`] is the whole run of the command.
//!
//! ```text
//! NAME.parquet, NAME.csv[.gz]   a published relation
//! counted/                      counts with results that are not shown
//! learning-cities-*.zip         every CSV file, with the five below
//! csv-metadata.json             CSV on the Web
//! datapackage.json              Frictionless Data Package
//! CITATION.cff, README.md, CHANGELOG.md
//! dcat.jsonld, dcat.ttl         DCAT-AP
//! sdmx/                         observations as SDMX-CSV, their structure as SDMX-ML
//! ```

mod about;
mod bundle;
mod changed;
mod citation;
mod csvw;
mod dcat;
mod export;
mod first;
mod graph;
mod marts;
mod package;
mod prepare;
mod readme;
mod tables;
mod units;
mod write;

pub use about::About;
pub use changed::{Change, Changes, Counts, OfCity, Shown, Why, Withheld, changes};
pub use export::{Exported, Request, export};
pub use first::{FirstQuery, From, queries};
pub use marts::Marts;
pub use prepare::{Found, Prepared, Source, Then, prepare};
pub use readme::DESCRIBED;
pub use tables::{CHANGES, Column, File, Published, structure};
pub use write::{Written, write};
