//! Disclosure between editions: what may be given of results that are counted and not shown, when earlier editions are
//! known.
//!
//! A cell is the sum of such results over the cities of the network or of a region, in one area, by outcome. Within one
//! edition the queries see to it that no few cities can be distinguished from the rest (`int_withheld`). Editions can
//! be subtracted from one another too, so:
//!
//! - Only a final edition gives a cell for the first time, or anew. A draft repeats what final editions gave.
//! - A cell is given anew only where nothing follows from it and all that was ever given, of any edition and cycle, by
//!   which fewer than five cities could be distinguished from the rest (`span`), and where it differs by none or by at
//!   least five cities from every state in which it was not given: whoever knows the rules learns something from an
//!   absence too.
//! - Where it may not be given anew, its last sum is given again; where a city of that sum shows its results by now,
//!   none.
//! - Which measurements a city shows, and which it lets be counted, is recorded by their ids: where one that was counted
//!   is shown, what the city contributed counts as known, however many others it shows.
//! - What was not public must not follow from what other cities make public: see [`withhold`].

mod cells;
mod records;
mod settle;
mod span;

pub use cells::{Contributions, Counts, Key, Measurements, Rules};
pub use records::{Cell, Edition, Editions, Issue};
pub use settle::{COUNTED, Given, Opened, Settled, Today, open, settle, withhold};
