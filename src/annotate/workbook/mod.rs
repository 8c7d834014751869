//! A workbook with a comment on each faulty cell and a sheet that lists all remarks.
//!
//! The package is changed in place: parts of comments and drawings are added to or made, the sheet of remarks is added
//! last, one cell format is added behind the others; everything else keeps its bytes. Comments of the city stay. An
//! earlier check's remarks are replaced.

mod comments;
mod drawing;
mod list;
mod parts;
mod sheet;
mod styles;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use super::made::Annotated;
use super::remark;
use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::workbook::Book;
use crate::ingest::read::formats::workbook::element::cell;
use crate::ingest::read::formats::workbook::package::{Relationship, folder_and_name};
use crate::ingest::read::formats::workbook::{form_language, letters};
use crate::language::Language;
use crate::model::vocabulary::{IN_ENGLISH, REMARKS_SHEET, REMARKS_TITLE};
use comments::Cell;
use parts::Parts;
use sheet::Own;
use styles::wrapping;
use xml::{Edits, Pieces, attribute, escaped, prefix_and_namespace};

/// Namespaces of the main parts, by the edition of the standard.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// What parts are.
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Cells of one sheet that get a comment; the list has all remarks.
pub const COMMENTED: usize = 1_000;

/// A sheet of the workbook.
struct Sheet {
    name: String,
    /// Its part.
    part: String,
}

/// The tag of the language of a form, where it says one.
pub(super) fn language(bytes: &[u8]) -> Option<String> {
    let mut book = Book::open(bytes, "").ok()?;
    let (name, _) = book.sheets().into_iter().find(|(name, is_shown)| name == IN_ENGLISH && !is_shown)?;
    form_language(&book.read(&name).ok()?).map(str::to_string)
}

pub(super) fn annotated(bytes: &[u8], file: &str, findings: &[&Finding], l: &Language) -> Result<Annotated, String> {
    // What is no workbook, or more than is read, is refused here.
    let earlier = {
        let mut book = Book::open(bytes, file).map_err(|finding| finding.message)?;
        remarks_sheet(&mut book)
    };
    let sentence =
        |why: String| format!("The workbook cannot be given back with remarks: {why}. The list has them all.");
    let mut parts = Parts::open(bytes).map_err(sentence)?;
    let workbook = parts.workbook().map_err(sentence)?;
    let (sheets, namespace) = sheets(&mut parts, &workbook).map_err(sentence)?;
    parts.strict = namespace == STRICT;
    let mut left_out = Vec::new();
    let mut by_sheet: BTreeMap<&str, BTreeMap<Cell, Vec<&Finding>>> = BTreeMap::new();
    for finding in findings {
        if let Some((sheet, cell)) = place(finding, &sheets) {
            by_sheet.entry(&sheet.name).or_default().entry(cell).or_default().push(finding);
        }
    }
    for sheet in sheets.iter().filter(|sheet| Some(&sheet.name) != earlier.as_ref()) {
        let cells = by_sheet.remove(sheet.name.as_str()).unwrap_or_default();
        let all = cells.len();
        let remarks: BTreeMap<Cell, String> =
            cells.into_iter().take(COMMENTED).map(|(cell, findings)| (cell, remark::on_cell(l, &findings))).collect();
        let shown = printable(&sheet.name);
        // A sheet whose parts are in no usual form stays as it is.
        let before = parts.state();
        match comment(&mut parts, &sheet.part, &remarks) {
            Ok(threads) if threads > 0 => left_out
                .push(format!("{threads} cells of {shown} have a thread of comments, to which nothing was added.")),
            Ok(_) => {}
            Err(why) => {
                parts.restore(before);
                if !remarks.is_empty() {
                    left_out.push(format!("{shown} has no comments on its cells: {why}."));
                }
                continue;
            }
        }
        if all > COMMENTED {
            left_out.push(format!("{shown} has comments on the first {COMMENTED} of {all} cells with remarks."));
        }
    }
    let style = wrapping(&mut parts, &workbook).unwrap_or(None);
    let named = |finding: &Finding| {
        place(finding, &sheets)
            .map(|(sheet, (row, column))| (sheet.name.clone(), format!("{}{row}", letters(column - 1))))
    };
    let list = list::sheet(&namespace, style, (findings, &left_out), l, named);
    match sheets.iter().find(|sheet| Some(&sheet.name) == earlier.as_ref()) {
        Some(sheet) => parts.put(&sheet.part, list.into_bytes()),
        None => add_sheet(&mut parts, &workbook, &sheets, list).map_err(sentence)?,
    }
    let bytes = parts.pack().map_err(sentence)?;
    Ok(Annotated { bytes, remarks: findings.len(), left_out })
}

/// Whether a file is a workbook with a sheet of remarks.
pub(super) fn is_annotated(bytes: &[u8]) -> bool {
    Book::open(bytes, "").is_ok_and(|mut book| remarks_sheet(&mut book).is_some())
}

/// The sheet of remarks that an earlier check has added.
fn remarks_sheet(book: &mut Book) -> Option<String> {
    let named = book.sheets().into_iter().map(|(name, _)| name).filter(|name| name.starts_with(REMARKS_SHEET));
    let mut named = named.collect::<Vec<_>>().into_iter();
    named.find(|name| book.first_text(name).is_ok_and(|text| text.as_deref() == Some(REMARKS_TITLE)))
}

/// The sheet and the cell of a finding: of a row as a whole its first cell.
fn place<'s>(finding: &Finding, sheets: &'s [Sheet]) -> Option<(&'s Sheet, Cell)> {
    let name = finding.sheet.as_ref()?;
    let sheet = sheets.iter().find(|sheet| sheet.name == *name).or_else(|| {
        // Findings write characters that are not seen in another way.
        sheets.iter().find(|sheet| printable(&sheet.name) == *name)
    })?;
    let row = finding.line.filter(|line| (1..=1 << 20).contains(line)).map(|line| (line, 1));
    finding.cell.as_deref().and_then(cell).or(row).map(|cell| (sheet, cell))
}

/// The sheets in the workbook's order, and the namespace of its elements.
fn sheets(parts: &mut Parts, workbook: &str) -> Result<(Vec<Sheet>, String), String> {
    let relationships = parts.relationships(workbook)?;
    let bytes = parts.bytes(workbook)?.unwrap_or_default();
    let (folder, _) = folder_and_name(workbook);
    let (mut sheets, mut namespace) = (Vec::new(), MAIN.to_string());
    for piece in Pieces::new(xml::text(&bytes)?) {
        let (Event::Start(element) | Event::Empty(element)) = piece?.1 else { continue };
        match element.local_name().as_ref() {
            "workbook" => namespace = prefix_and_namespace(&element).1,
            "sheet" => {
                let id = attribute(&element, |key| key == "id" || key.ends_with(":id"));
                let part = relationships.iter().find(|r| Some(&r.id) == id.as_ref() && r.kind == "worksheet");
                let name = attribute(&element, |key| key == "name");
                if let (Some(name), Some(part)) = (name, part) {
                    sheets.push(Sheet { name, part: part.target_below(folder) });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, if namespace == STRICT { STRICT } else { MAIN }.to_string()))
}

/// Puts remarks on the cells of a sheet, and takes earlier ones away; how many cells have a thread of comments.
fn comment(parts: &mut Parts, sheet: &str, remarks: &BTreeMap<Cell, String>) -> Result<usize, String> {
    let relationships = parts.relationships(sheet)?;
    let (folder, _) = folder_and_name(sheet);
    let mut named = relationships.iter().filter(|r| r.kind == "comments");
    let comments = match (named.next(), named.next()) {
        (None, _) if remarks.is_empty() => return Ok(0),
        (None, _) => None,
        (Some(one), None) if !one.external && parts.has(&one.target_below(folder)) => Some(one.target_below(folder)),
        _ => return Err("the workbook does not say in a usual way where its comments are".into()),
    };
    let bytes = parts.bytes(sheet)?.ok_or("the sheet has no part")?;
    let own = Own::read(xml::text(&bytes)?)?;
    let main = if parts.strict { STRICT } else { MAIN };
    let (comments_part, text) = match &comments {
        Some(part) => (part.clone(), parts.bytes(part)?.unwrap_or_default().to_vec()),
        None => (parts.free_name(&beside(sheet, "comments"), ".xml"), comments::empty(main).into_bytes()),
    };
    let changed = comments::change(xml::text(&text)?, remarks)?;
    let threads = changed.threads.len();
    let changes_boxes = !changed.added.is_empty() || !changed.removed.is_empty();
    if changes_boxes {
        let boxes: Vec<(Cell, usize)> = changed
            .added
            .iter()
            .map(|cell| (*cell, remarks.get(cell).map_or(0, |remark| remark.chars().count())))
            .collect();
        boxed(parts, sheet, &own, &relationships, &changed.removed, &boxes)?;
    }
    if changed.text.as_bytes() != xml::text(&text)?.as_bytes() || comments.is_none() {
        parts.put(&comments_part, xml::with_text(&text, changed.text));
    }
    if comments.is_none() {
        parts.relate(sheet, "comments", &format!("/{comments_part}"))?;
        parts.typed(&comments_part, COMMENTS_TYPE)?;
    }
    Ok(threads)
}

/// The beginning of the name of a new part that goes with a sheet: in the folder above the sheet's.
fn beside(sheet: &str, name: &str) -> String {
    let (folder, _) = folder_and_name(sheet);
    let (above, _) = folder_and_name(folder);
    let above = if above.is_empty() && !folder.is_empty() { folder } else { above };
    if above.is_empty() { name.to_string() } else { format!("{above}/{name}") }
}

/// Changes the boxes of a sheet's comments.
fn boxed(
    parts: &mut Parts,
    sheet: &str,
    own: &Own,
    relationships: &[Relationship],
    removed: &BTreeSet<Cell>,
    added: &[(Cell, usize)],
) -> Result<(), String> {
    let (folder, _) = folder_and_name(sheet);
    let Some(id) = &own.drawing else {
        if added.is_empty() {
            return Ok(());
        }
        let part = parts.free_name(&beside(sheet, "drawings/vmlDrawing"), ".vml");
        let text = drawing::change(&drawing::empty(), removed, added, &own.widths)?;
        parts.put(&part, text.into_bytes());
        parts.typed(&part, DRAWING_TYPE)?;
        let id = parts.relate(sheet, "vmlDrawing", &format!("/{part}"))?;
        let (prefix, ids) = (own.prefix.clone(), parts.ids());
        let element = format!("<{prefix}legacyDrawing xmlns:r=\"{ids}\" r:id=\"{id}\"/>");
        return parts.change(sheet, |text| {
            let mut edits = Edits::default();
            edits.insert(own.before, element);
            Ok(edits.apply(text))
        });
    };
    let found = relationships.iter().find(|r| r.id == *id && r.kind == "vmlDrawing" && !r.external);
    let part = found.map(|r| r.target_below(folder)).filter(|part| parts.has(part));
    let part = part.ok_or("the workbook does not say in a usual way where the drawing of its comments is")?;
    parts.change(&part, |text| drawing::change(text, removed, added, &own.widths))
}

/// Adds a sheet at the end of the workbook.
fn add_sheet(parts: &mut Parts, workbook: &str, sheets: &[Sheet], list: String) -> Result<(), String> {
    let (folder, _) = folder_and_name(workbook);
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let part = parts.free_name(&below("worksheets/remarks"), ".xml");
    let target = part.strip_prefix(&below("")).unwrap_or(&part).to_string();
    parts.put(&part, list.into_bytes());
    parts.typed(&part, SHEET_TYPE)?;
    let id = parts.relate(workbook, "worksheet", &target)?;
    let is_taken = |name: &str| sheets.iter().any(|sheet| sheet.name.trim().eq_ignore_ascii_case(name));
    let mut name = REMARKS_SHEET.to_string();
    for number in 2.. {
        if !is_taken(&name) {
            break;
        }
        name = format!("{REMARKS_SHEET} ({number})");
    }
    let ids = parts.ids();
    parts.change(workbook, |text| {
        let (mut highest, mut end, mut prefix) = (0_u32, None, String::new());
        for piece in Pieces::new(text) {
            let (range, event) = piece?;
            match event {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "sheet" => {
                    let id = attribute(&element, |key| key == "sheetId").and_then(|id| id.parse::<u32>().ok());
                    highest = highest.max(id.unwrap_or_default());
                    prefix = prefix_and_namespace(&element).0;
                }
                Event::End(element) if element.local_name().as_ref() == "sheets" => end = Some(range.start),
                _ => {}
            }
        }
        let end = end.ok_or("the workbook names no sheets")?;
        let (name, number) = (escaped(&name), highest.saturating_add(1));
        let element = format!("<{prefix}sheet xmlns:r=\"{ids}\" name=\"{name}\" sheetId=\"{number}\" r:id=\"{id}\"/>");
        let mut edits = Edits::default();
        edits.insert(end, element);
        Ok(edits.apply(text))
    })
}
