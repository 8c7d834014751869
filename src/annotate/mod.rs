//! Submissions given back with what `check` found in them: a workbook with a comment on each faulty cell and a sheet that
//! lists everything, a CSV file with a column of remarks at its end. Remarks are in the language of the form, with the
//! details of each check in English.
//!
//! What a city sent stays as it is: a workbook is changed in its package, part by part, and parts that are
//! not concerned keep their bytes; a CSV file gets cells at the ends of its rows and nothing else. What is given back is
//! read once more before it is handed over, and says the same as what came, so that it can be mended and sent again.

mod copy;
mod csv;
mod made;
mod remark;
mod target;
mod words;
mod workbook;

pub use copy::annotated;
pub use made::Annotated;
pub use target::{Given, Target, give_back, targets};
pub use words::Words;
pub use workbook::COMMENTED;
