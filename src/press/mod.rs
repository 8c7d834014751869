//! The press: documents set by Typst inside the program, as PDF and PNG. It knows nothing of cities.
//!
//! `typeset` sets a template and its data in the faces of `fonts`; `outline` and `picture` prepare what it shows,
//! `pack` makes files small, `raster` turns charts into pixels.

mod fonts;
mod outline;
mod pack;
mod picture;
mod raster;
mod typeset;
mod world;

pub use fonts::Fonts;
pub use raster::Raster;
pub use typeset::{Paper, Press, Template};
