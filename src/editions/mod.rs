//! Final reports as editions: signed, recorded in the store, and built again with the same bytes.
//!
//! ```text
//! editions/<id>/edition.json   what the edition was made from, and the SHA-256 of each of its files
//! editions/<id>/seal           SHA-256 of edition.json
//! editions/<id>/program/       the queries, charts, messages and the catalogue that it was made with
//! ```
//!
//! Imports only point down: `recorded` is what the store keeps, `program` the files that a report is made with,
//! `consent` says what may no longer be shown, `earlier` and `history` what an edition says of those before it; [`publish()`] makes a
//! final edition, [`again()`] builds one again, [`side()`] opens one to be compared.

mod again;
mod consent;
mod earlier;
mod history;
mod program;
mod publish;
mod recorded;
mod side;
mod verify;

pub use again::{Again, again};
pub use publish::{Ended, Final, draft, publish};
pub use recorded::{MadeFrom, Recorded, forget, read_each, resting_on};
pub use side::side;
pub use verify::problems;
