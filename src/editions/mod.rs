//! Final reports as editions: signed, recorded in the store, and built again with the same bytes.
//!
//! ```text
//! editions/<id>/edition.json   what the edition was made from, and the SHA-256 of each of its files
//! editions/<id>/seal           SHA-256 of edition.json
//! editions/<id>/program/       the queries, charts, messages and the catalogue that it was made with
//! ```
//!
//! Each time that an edition is published is in the record of `crate::disclosure`, so that one that is missing is missed.
//!
//! Imports only point down: `recorded` is what the store keeps, `fault` and `verify` say what is wrong with it, `keep`
//! changes it; `program` has the files that a report is made with, `consent` says what may no longer be shown, `earlier`
//! and `history` what an edition says of those before it; [`publish()`] makes a final edition, [`again()`] builds one
//! again, [`side()`] opens one to be compared.

mod again;
mod consent;
mod earlier;
mod fault;
mod history;
mod keep;
mod program;
mod publish;
mod recorded;
mod side;
mod verify;

pub use again::{Again, again};
pub use keep::{forget, resting_on};
pub use publish::{Ended, Final, draft, publish};
pub use recorded::{MadeFrom, Recorded, read_each};
pub use side::side;
pub use verify::{problems, repair};
