//! Facts: what a publication says, computed once for pages and briefs.
//!
//! A file for each section of a city's page and brief ([`SECTIONS`]), each of which reads typed rows and gives a
//! document for either medium; [`network`] has what is summed over cities. [`words`] and [`tally`] are how series and
//! counts are worded.

pub mod areas;
pub mod benefits;
pub mod calls;
pub mod changes;
pub mod chosen;
pub mod city;
pub mod contact;
pub mod coverage;
pub mod data;
pub mod exchange;
pub mod gaps;
pub mod groups;
pub mod learning;
pub mod lines;
pub mod network;
pub mod network_area;
pub mod opening;
pub mod pace;
pub mod panel;
pub mod peers;
pub mod practice;
pub mod questions;
pub mod requests;
pub mod series;
pub mod stories;
pub mod subject;
pub mod tally;
pub mod words;

use crate::document::{Block, Medium};
use crate::language::Language;
use crate::say;
use subject::Subject;

/// A section of a city's page and of its brief.
pub struct Section {
    /// Its address on the page.
    pub id: &'static str,
    /// Its entry in the page's menu.
    pub entry: fn(&Language) -> String,
    /// What it says; nothing where there is nothing to say.
    pub document: fn(&Subject, Medium) -> Vec<Block>,
    /// Its place in the brief.
    pub printed: u8,
}

/// The temple, which opens a page and is a section of a brief.
pub const GLANCE: &str = "temple";

/// Every section, in the order of the page. A further one is a file and a line.
#[rustfmt::skip]
pub const SECTIONS: &[Section] = &[
    Section { id: GLANCE, entry: |l| say!(l, "areas-glance"), document: areas::glance, printed: 1 },
    Section { id: "areas", entry: |l| say!(l, "areas-title"), document: areas::document, printed: 3 },
    Section { id: "gaps", entry: |l| say!(l, "gaps-entry"), document: gaps::document, printed: 6 },
    Section { id: "benefits", entry: |l| say!(l, "benefits-entry"), document: benefits::document, printed: 2 },
    Section { id: "peers", entry: |l| say!(l, "peers-title"), document: peers::document, printed: 4 },
    Section { id: "learning", entry: |l| say!(l, "learning-entry"), document: learning::document, printed: 5 },
    Section { id: "about-data", entry: |l| say!(l, "about-entry"), document: data::document, printed: 7 },
    Section { id: "changes", entry: |l| say!(l, "changes-entry"), document: changes::document, printed: 8 },
];
