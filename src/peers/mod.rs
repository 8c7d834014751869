//! Comparable cities (methods 6) and who was once where a city is (methods 8): the calculations, and the relations that
//! they make.
//!
//! Nothing here knows the engine: a [`steps::Step`] is given what it asks for.

pub mod alike;
mod find_alike;
mod find_nearest;
pub mod nearest;
pub mod steps;
mod tables;

pub use nearest::{Neighbour, Neighbours, Rules, Variable, nearest};
