//! The drawing with the boxes of a sheet's comments, in the form that office programs still ask for (VML).

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::comments::Cell;
use super::xml::{Edits, Pieces, attribute};

const NAMESPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// The kind of box that comments are.
const KIND: &str = "_x0000_t202";

/// Width of a box, of a letter and of a row, in pixels of a screen.
const BOX: f64 = 300.0;
const LETTER: f64 = 7.0;
const ROW: f64 = 20.0;

/// Letters in a line of a box.
const LINE: usize = 42;

/// Widths of columns, in letters: first and last from 1, and the width.
pub(super) type Widths = Vec<(u32, u32, f64)>;

/// A drawing without boxes.
pub(super) fn empty() -> String {
    let declared: String = NAMESPACES.map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).concat();
    format!(
        "<xml{declared}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>{}</xml>",
        kind("")
    )
}

fn kind(declared: &str) -> String {
    format!(
        "<v:shapetype{declared} id=\"{KIND}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

/// Takes the boxes of some cells out and adds those of others, each with the letters that it is to hold.
pub(super) fn change(
    text: &str,
    removed: &BTreeSet<Cell>,
    added: &[(Cell, usize)],
    widths: &Widths,
) -> Result<String, String> {
    let (mut edits, mut end, mut root) = (Edits::default(), None, None);
    let mut highest = 1024_u32;
    // The box that is read: where it begins, how many are around, and what of its cell. Other elements may not end.
    let (mut around, mut begun, mut field): (usize, usize, Option<&str>) = (0, 0, None);
    let (mut row, mut column, mut is_note) = (None::<u32>, None::<u32>, false);
    for piece in Pieces::new(text) {
        let (range, event) = piece?;
        match event {
            Event::Start(element) => {
                let id = attribute(&element, |key| key == "id").unwrap_or_default();
                let number = id.strip_prefix("_x0000_s").and_then(|number| number.parse::<u32>().ok());
                highest = highest.max(number.unwrap_or_default().min(u32::MAX / 2));
                match element.local_name().as_ref() {
                    "xml" if root.is_none() => root = Some(range.clone()),
                    "shape" => {
                        if around == 0 {
                            begun = range.start;
                            (row, column, is_note) = (None, None, false);
                        }
                        around += 1;
                    }
                    "ClientData" => is_note = attribute(&element, |key| key == "ObjectType").as_deref() == Some("Note"),
                    "Row" => field = Some("row"),
                    "Column" => field = Some("column"),
                    _ => {}
                }
            }
            Event::Text(part) => match field {
                Some("row") => row = part.trim().parse().ok(),
                Some("column") => column = part.trim().parse().ok(),
                _ => {}
            },
            Event::End(element) => {
                field = None;
                match element.local_name().as_ref() {
                    "shape" => {
                        around = around.saturating_sub(1);
                        let cell =
                            row.zip(column).map(|(row, column)| (row.saturating_add(1), column.saturating_add(1)));
                        if around == 0 && is_note && cell.is_some_and(|cell| removed.contains(&cell)) {
                            edits.replace(begun..range.end, String::new());
                            is_note = false;
                        }
                    }
                    "xml" => end = Some(range.start),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let (Some(root), Some(end)) = (root, end) else {
        return Err("the drawing with the comments of a sheet is in no form that is known".into());
    };
    // Declared where they are used, if they are not declared for all.
    let head = &text[root];
    let missing = |(prefix, uri): &(&str, &str)| !head.contains(&format!("xmlns:{prefix}=\"{uri}\""));
    let declared: String =
        NAMESPACES.iter().filter(|n| missing(n)).map(|(p, uri)| format!(" xmlns:{p}=\"{uri}\"")).collect();
    let mut new = String::new();
    if !text.contains(KIND) {
        new.push_str(&kind(&declared));
    }
    for (at, (cell, letters)) in (1..).zip(added) {
        new.push_str(&shape(highest.saturating_add(at), *cell, *letters, widths, &declared));
    }
    edits.insert(end, new);
    Ok(edits.apply(text))
}

/// The box of a cell, hidden until its cell is pointed at.
fn shape(number: u32, (row, column): Cell, letters: usize, widths: &Widths, declared: &str) -> String {
    let lines = letters.div_ceil(LINE) + 4;
    let height = (lines as f64 * 15.0 / ROW).ceil() as u32;
    let (first, top) = (column.min(16_380), (row - 1).min(1_048_000));
    let (mut last, mut left) = (first, BOX);
    loop {
        let width = widths.iter().find(|(from, to, _)| (*from..=*to).contains(&(last + 1))).map_or(9.0, |w| w.2);
        let pixels = (width * LETTER + 5.0).max(1.0);
        if left <= pixels || last >= first + 60 {
            break;
        }
        left -= pixels;
        last += 1;
    }
    let offset = left.clamp(1.0, 1000.0) as u32;
    let bottom = top + height.clamp(4, 40);
    format!(
        "<v:shape{declared} id=\"_x0000_s{number}\" type=\"#{KIND}\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:225pt;height:90pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{first}, 8, {top}, 2, {last}, {offset}, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>",
        number % 1024,
        row - 1,
        column - 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_come_and_go_and_others_stay() {
        let button = "<v:shape id=\"_x0000_s1030\"><x:ClientData ObjectType=\"Button\"><x:Row>1</x:Row><x:Column>1</x:Column><br></x:ClientData></v:shape>";
        let own = empty().replace("</xml>", &format!("{button}</xml>"));
        let cells = [((2, 2), 100), ((1, 16_384), 10_000)];
        let with = change(&own, &BTreeSet::new(), &cells, &vec![(3, 4, 40.0)]).unwrap();
        assert!(with.contains(button) && with.contains("_x0000_s1031") && with.contains("<x:Column>16383</x:Column>"));
        assert!(with.contains("<x:Anchor>2, 8, 1, 2, 3, "), "{with}");
        let without = change(&with, &BTreeSet::from([(2, 2), (1, 16_384)]), &[], &Vec::new()).unwrap();
        assert_eq!(without, own);
        let other = "<xml xmlns:v='urn:schemas-microsoft-com:vml'></xml>";
        let with = change(other, &BTreeSet::new(), &cells[..1], &Vec::new()).unwrap();
        assert!(with.contains("<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o="));
        assert!(change("<a/>", &BTreeSet::new(), &cells, &Vec::new()).is_err());
    }
}
