//! The query engine: a DataFusion session over one snapshot, and every relation of `queries/`.
//!
//! A relation is a file. What it needs is read from its own SQL, so nobody keeps a list: a view for `staging` and `views`,
//! a table for `lookups`, which many others read, `steps`, `marts` and whatever a user adds. Long tables are in files of this run.
//! Nothing is computed before somebody asks for it.

mod as_of;
mod audience;
mod blocks;
mod check;
mod environment;
mod failure;
mod information;
mod library;
pub mod limits;
mod made;
mod making;
mod read_only;
mod relation;
mod schedule;
mod session;
mod shape;
mod sql;
mod watch;

pub use check::CheckResult;
pub use relation::{Relation, RelationKind};
pub use session::Engine;
