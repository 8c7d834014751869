//! The kinds of chart, a file for each. A further kind is a file with its `KIND`, and its two lines here.

mod coverage;
mod map;
mod series;
mod temple;

use crate::chart::kind::KindDef;

/// Every kind of chart.
pub(super) static KINDS: &[&KindDef] = &[&series::KIND, &coverage::KIND, &map::KIND, &temple::KIND];
