//! What a sheet's own part says of its comments.

use quick_xml::events::Event;

use super::drawing::Widths;
use super::xml::{Pieces, attribute, prefix_and_namespace};

/// What the part of a sheet says that matters for its comments.
pub(super) struct Own {
    /// Of its elements, with the colon.
    pub prefix: String,
    /// The id of the relationship to the drawing of its comments.
    pub drawing: Option<String>,
    /// Where that is to be named.
    pub before: usize,
    pub widths: Widths,
}

/// Elements of a sheet that come after the drawing of its comments.
const AFTER: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

impl Own {
    pub fn read(text: &str) -> Result<Own, String> {
        let mut own = Own { prefix: String::new(), drawing: None, before: 0, widths: Vec::new() };
        let (mut depth, mut has_cells, mut end, mut after) = (0_usize, false, None, None);
        for piece in Pieces::new(text) {
            let (range, event) = piece?;
            let is_start = matches!(event, Event::Start(_));
            match event {
                Event::Start(element) | Event::Empty(element) => {
                    let local = element.local_name();
                    let name: &str = local.as_ref();
                    match name {
                        "worksheet" if depth == 0 => own.prefix = prefix_and_namespace(&element).0,
                        "sheetData" if depth == 1 => has_cells = true,
                        "legacyDrawing" if depth == 1 => {
                            own.drawing = attribute(&element, |key| key == "id" || key.ends_with(":id"));
                        }
                        "col" if !has_cells => {
                            let given = |name: &str| attribute(&element, |key| key == name);
                            let number = |name: &str| given(name).and_then(|n| n.parse::<f64>().ok());
                            if let (Some(min), Some(max), Some(width)) = (number("min"), number("max"), number("width"))
                            {
                                own.widths.push((min as u32, max as u32, width.clamp(0.0, 255.0)));
                            }
                        }
                        name if depth == 1 && has_cells && AFTER.contains(&name) => {
                            after.get_or_insert(range.start);
                        }
                        _ => {}
                    }
                    depth += usize::from(is_start);
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    if element.local_name().as_ref() == "worksheet" {
                        end = Some(range.start);
                    }
                }
                _ => {}
            }
        }
        own.before = after.or(end).ok_or("the sheet's part has no end")?;
        Ok(own)
    }
}
