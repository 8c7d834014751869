//! The kinds of chart, a file for each. A further kind is a file with its `KIND`, and its two lines here.

mod coverage;
mod series;
mod temple;

use crate::chart::kind::KindDef;

/// Every kind of chart.
pub(super) static KINDS: &[&KindDef] = &[&series::KIND, &coverage::KIND, &temple::KIND];
