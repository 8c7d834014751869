//! A language: its messages from `data/messages/<tag>.ftl` (Project Fluent), and its numbers, dates, lists and order of
//! names (ICU4X, CLDR).
//!
//! English is complete; what another file leaves out is said in English. A further language is a further file.

pub mod cities;
mod found;
mod locale;
mod messages;
mod numbers;
mod wording;

pub use found::Said;
pub use locale::FIRST;
pub use messages::{Arg, Language, key, tags};
pub use numbers::{MARKS, Numbers};
pub(crate) use wording::rounded;
pub use wording::{SPACE, capital};

#[cfg(test)]
pub(crate) use messages::tests;
