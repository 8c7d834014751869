//! The store: an archive of every byte received, and immutable snapshots of Parquet tables.
//!
//! ```text
//! archive/<sha256>        a file as it came; <sha256>.json its receipt
//! snapshots/<id>/         *.parquet and manifest.json; written aside, renamed into place, never changed
//! history                 ids of snapshots in the order in which they came into force, the newest last
//! CURRENT                 the id of the snapshot in force
//! LOCK                    held by the one writer
//! briefs-cache/           briefs that were set already
//! damaged/                what a repair took out of its place
//! withdrawals.json        what cities have withdrawn, as each run read it; withdrawals-copy.json its copy
//! EDITIONS                how many editions are in editions/
//! editions/               what final editions gave of results that are counted and not shown; <id>/ what one is built
//!                         again from
//! forgotten/              receipts of cities that were forgotten
//! ```
//!
//! All of it belongs to its owner alone. What is named is on the disk before its name is: files of the archive before
//! their receipts, the record of withdrawals before a snapshot, a snapshot before `history`, `history` before `CURRENT`.

mod archive;
mod aside;
mod cache;
mod choice;
mod folder;
mod forget;
mod former;
mod manifest;
mod mentions;
mod prune;
mod repair;
#[cfg(test)]
mod rules;
mod snapshot;
mod traces;
mod verify;
mod withdrawals;

pub use archive::{Content, Head, Receipt};
pub use cache::Cache;
pub use choice::LEAST;
pub use folder::{Lock, Store, Tables};
pub use forget::{ForgetPlan, ForgetReceipt};
pub use manifest::{Forgotten, Manifest, RULES, TableFile, is_id};
pub use prune::PrunePlan;
pub use repair::Repaired;
pub use snapshot::Snapshot;
pub use traces::{folder, owners};
pub use verify::Problem;
pub use withdrawals::Withdrawals;
