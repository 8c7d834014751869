//! What every chart has around its picture: title, subtitle, notes below. Their lines are counted first, so that the
//! sheet is as high as they need.

use super::fit;
use super::svg::{AreaError, Sheet};
use super::theme::{BODY, INK, QUIET, SMALL, TITLE, Type};

/// Distance from the edge in px.
pub const EDGE: f64 = 14.0;

/// Lines of a text at most: names of 200 wide characters with what stands beside them.
const MOST: usize = 12;

const HEAD: Type = Type::new(TITLE, INK).bold();
const SUB: Type = Type::new(BODY, QUIET);
const NOTE: Type = Type::new(SMALL, QUIET);

/// Title, subtitle and notes, wrapped.
pub struct Frame {
    width: u32,
    title: Vec<String>,
    subtitle: Vec<String>,
    notes: Vec<String>,
}

impl Frame {
    /// Wraps the texts to a width in px. Each note begins a line.
    pub fn new(width: u32, title: &str, subtitle: &str, notes: &[String]) -> Frame {
        let room = f64::from(width) - 2.0 * EDGE;
        Frame {
            width,
            title: fit::wrap(title, &HEAD, room, MOST),
            subtitle: fit::wrap(subtitle, &SUB, room, MOST),
            notes: notes.iter().flat_map(|n| fit::wrap(n, &NOTE, room, MOST)).collect(),
        }
    }

    /// Where the picture begins, px from the top.
    pub fn top(&self) -> f64 {
        EDGE + self.title.len() as f64 * HEAD.leading() + self.subtitle.len() as f64 * SUB.leading() + 10.0
    }

    /// Height of the sheet for a picture of that height, in whole px.
    pub fn height(&self, body: f64) -> u32 {
        let notes = if self.notes.is_empty() { 0.0 } else { self.notes.len() as f64 * NOTE.leading() + 8.0 };
        (self.top() + body + notes + EDGE).ceil() as u32
    }

    /// Draws it on a sheet made of [`Frame::height`].
    pub fn draw(&self, sheet: &Sheet, body: f64) -> Result<(), AreaError> {
        sheet.layer("head");
        let first = EDGE + HEAD.size * 0.85;
        sheet.lines(EDGE, first, &self.title, HEAD)?;
        let below = EDGE + self.title.len() as f64 * HEAD.leading() + SUB.size * 0.9;
        sheet.lines(EDGE, below, &self.subtitle, SUB)?;
        sheet.layer("notes");
        sheet.lines(EDGE, self.top() + body + 8.0 + NOTE.size * 0.85, &self.notes, NOTE)
    }

    /// px.
    pub fn width(&self) -> u32 {
        self.width
    }
}
