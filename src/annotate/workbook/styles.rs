//! The part with the workbook's cell formats.

use quick_xml::events::Event;

use super::parts::Parts;
use super::xml::{self, Edits, Pieces, prefix_and_namespace};
use crate::ingest::limits::workbook::ELEMENTS;
use crate::ingest::read::formats::workbook::package::folder_and_name;

/// The place of a cell format that wraps lines, added behind the others; none where the workbook has no cell formats, or
/// too many.
pub(super) fn wrapping(parts: &mut Parts, workbook: &str) -> Result<Option<usize>, String> {
    let (folder, _) = folder_and_name(workbook);
    let styles = if folder.is_empty() { "styles.xml".to_string() } else { format!("{folder}/styles.xml") };
    let Some(bytes) = parts.bytes(&styles)? else { return Ok(None) };
    let text = xml::text(&bytes)?;
    let (mut inside, mut count, mut last, mut prefix, mut head) = (false, 0, None, String::new(), None);
    let mut end = None;
    for piece in Pieces::new(text) {
        let (range, event) = piece?;
        match event {
            Event::Start(element) if element.local_name().as_ref() == "cellXfs" => {
                (inside, prefix, head) = (true, prefix_and_namespace(&element).0, Some(range));
            }
            Event::Start(element) | Event::Empty(element) if inside && element.local_name().as_ref() == "xf" => {
                count += 1;
                last = Some(range.start);
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                end = Some(range.start);
                break;
            }
            _ => {}
        }
    }
    let (Some(head), Some(end)) = (head, end) else { return Ok(None) };
    let p = &prefix;
    let wanted = format!(
        "<{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><{p}alignment vertical=\"top\" wrapText=\"1\"/></{p}xf>"
    );
    if last.is_some_and(|last| text[last..end].trim_end() == wanted) {
        return Ok(Some(count - 1));
    }
    let most = ELEMENTS.iter().find(|e| e.0 == "xf").map_or(0, |e| e.1);
    if count == 0 || text.matches("xf ").count() + 1 >= most {
        return Ok(None);
    }
    let mut edits = Edits::default();
    edits.insert(end, wanted);
    let tag = &text[head.clone()];
    if let Some(at) = tag.find("count=\"") {
        let from = head.start + at + "count=\"".len();
        let to = text[from..head.end].find('"').map(|length| from + length);
        if let Some(to) = to {
            edits.replace(from..to, (count + 1).to_string());
        }
    }
    let changed = xml::with_text(&bytes, edits.apply(text));
    parts.put(&styles, changed);
    Ok(Some(count))
}
