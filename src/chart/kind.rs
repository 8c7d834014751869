//! A kind of chart.

use super::data::Data;
use super::drawing::Jobs;

/// A kind of chart, as its file in `kinds/` declares it.
#[derive(Debug)]
pub(super) struct KindDef {
    /// As in `kind = "series"`.
    pub name: &'static str,
    /// Words that titles may use, in braces.
    pub words: &'static [&'static str],
    /// Sets the rows in order and knows which charts there will be.
    pub plan: for<'a> fn(Data<'a>) -> Box<dyn Jobs + 'a>,
}
