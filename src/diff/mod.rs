//! What differs between two snapshots of a store, between two days of one, or between two stores.
//!
//! Relations are joined on their keys; a row is new, removed, or changed in one of its cells. Which submission a row
//! came in is no cell of it: a value that is sent again is the same value. Everything is compared in SQL, over the
//! schemas `before` and `after` of one session; what is found is kept in the schema `changes`.
//!
//! # Causes
//!
//! Both sides are computed by this program, and the same inputs give the same rows. So of a row that differs, only that
//! can be the cause which differs itself and reaches the row. If that is one thing, it is the cause, and the change is
//! `certain`. If it is several, each of them may be, all are named, and none is claimed: not even that one alone would
//! have been enough.
//!
//! - What differs of what came in is found by comparing the rows received of both sides (`evidence`). A row of the same
//!   place in a file of the same bytes is the same row. One whose file is new is a `submission`, a `take_back` where it
//!   has no value and there was one; one whose file was there already, or that says something else, is another
//!   `reading`; one that is gone is a `removal`, unless a file of the same name speaks of the same row: that file is
//!   a `submission`. Consent is compared by itself. A correction counts where `corrections` says something else.
//! - What differs of the registry and of the context is `context`; of settings, peer variables and the catalogue
//!   `method`. Where the two snapshots were made with different rules of ingest, `program` may have changed every row
//!   that was received, and where the catalogues differ, so may `method`. Where the briefs are of different cycles,
//!   `cycle` may have changed every mart.
//! - How far each reaches is listed in `compared`: a point of a series rests on its own rows, a movement on those of its
//!   measurement in any city (which say how far values usually fluctuate), a comparison with peers also on who is a
//!   peer. `causes` are those at the row's own city, measurement and item; `elsewhere` are those that reach it from
//!   other rows.
//!
//! The marts of both sides are made by the SQL of this program: what an earlier version of it would have made of a
//! snapshot is not compared.

mod cause;
mod compared;
mod evidence;
mod found;
mod inputs;
mod rows;
mod screen;
mod sql;

pub use cause::Cause;
pub use found::{About, ByCause, Comparison, Makings, Total};
pub use screen::{NOTICE, cause, grouped, makings, screen, share};
