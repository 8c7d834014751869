//! The query engine: a DataFusion session over one snapshot, and every relation of `queries/`.
//!
//! A relation is a file: what it reads is parsed from its own SQL, and whether it is a view or a table is said in its
//! header, so nobody keeps a list. Long tables are files of this run. Nothing is computed before somebody asks for it.

mod as_of;
mod audience;
mod blocks;
mod bounded;
mod check;
mod columns;
mod compare;
mod environment;
#[cfg(feature = "serve")]
pub(crate) mod external;
mod failure;
mod files;
mod information;
mod interrupt;
pub mod keys;
mod library;
pub mod limits;
mod made;
mod making;
mod public;
mod read_only;
mod relation;
mod schedule;
mod session;
mod shape;
mod side;
mod sql;
#[cfg(feature = "serve")]
pub(crate) mod watch;
#[cfg(not(feature = "serve"))]
mod watch;

pub use check::CheckResult;
pub use public::ObservationKey;
pub use relation::{Question, Relation, RelationKind};
pub use session::Engine;
pub use side::{OpenSide, Side, SideName};
pub use sql::{statements, statements_in};
pub use tokio_util::sync::CancellationToken;
