//! Which parts of a package hold a workbook's sheets, shared texts and cell formats.
//!
//! The package says so in relationships. The reader takes shared texts and cell formats by their usual names, so a
//! workbook whose relationships name other parts is refused: it would be read as something that no office program shows.
//! [`crate::annotate`] finds the parts by it, too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::element::attribute;
use super::hidden::{Hidden, hidden};
use super::refusal::{broken, damaged, too_large};
use super::struck::struck_texts;
use crate::ingest::finding::Finding;
use crate::model::vocabulary::{REMARK_BEGINS, REMARK_ENDS};

/// Bytes of a part of relationships that are looked at. A template's have 2 kB; [`super::scan`] counts the elements.
const RELATIONSHIPS_BYTES: u64 = 4 << 20;

/// What the types of relationships begin with, by the two editions of the standard.
const TYPES: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
];

/// What a part is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Relationships,
    Workbook,
    Sheet,
    Texts,
    Formats,
}

/// The parts that are read, by [`normal`] name.
pub(crate) type Roles = BTreeMap<String, Role>;

/// A part's name as readers compare it: without regard to case and kind of slash.
pub(crate) fn normal(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// A relationship of a part.
pub(crate) struct Relationship {
    /// As it is written.
    pub(crate) id: String,
    /// The last word of its type: `worksheet`, `styles`.
    pub(crate) kind: String,
    /// Whether its type is of the standard.
    standard: bool,
    /// As it is written, and with references to characters resolved.
    raw: String,
    target: String,
    /// Whether it names something outside the package.
    pub(crate) external: bool,
}

/// Whether office programs work every formula out when they open the workbook: results that were saved in it are then not
/// what they show.
pub(super) fn recalculates(bytes: &[u8], file: &str) -> Result<bool, Box<Finding>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
    let roles = roles(&mut archive, file)?;
    let is_workbook = |name: &&str| roles.get(&normal(name)) == Some(&Role::Workbook);
    let Some(name) = archive.file_names().flatten().find(|name| is_workbook(&name.as_ref())).map(|n| n.to_string())
    else {
        return Ok(false);
    };
    let part = archive.by_name(&name).map_err(|_| damaged(file))?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part.take(RELATIONSHIPS_BYTES)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "calcPr" => {
                let mut given = element.attributes().flatten();
                return Ok(given.any(|a| {
                    let value: &str = &a.value;
                    a.key.as_ref() == "fullCalcOnLoad" && matches!(value, "1" | "true")
                }));
            }
            // What is not well formed was refused before.
            Ok(Event::Eof) | Err(_) => return Ok(false),
            Ok(_) => {}
        }
    }
}

/// The folder of a part, empty for none, and its name in it.
pub(crate) fn folder_and_name(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

/// Names of parts as they are packed, by their [`normal`] names.
pub(crate) fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> BTreeMap<String, String> {
    archive.file_names().flatten().map(|name| (normal(&name), name.to_string())).collect()
}

/// What is hidden or struck out in the sheet of that name, and its cells with comments; nothing where the workbook does not say which
/// part the sheet is.
pub(super) fn beside(bytes: &[u8], file: &str, sheet: &str) -> Result<(Hidden, Vec<String>), Box<Finding>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
    let names = names(&archive);
    let roles = roles(&mut archive, file)?;
    let nothing = (Hidden::default(), Vec::new());
    let Some((workbook, _)) = roles.iter().find(|(_, role)| **role == Role::Workbook) else { return Ok(nothing) };
    let (folder, _) = folder_and_name(workbook);
    let own = relationships_of(workbook);
    let id = match names.get(workbook) {
        Some(packed) => sheet_id(archive.by_name(packed).map_err(|_| damaged(file))?, sheet),
        None => None,
    };
    let own_parts = relationships(&mut archive, &names, &own, file)?.unwrap_or_default();
    let Some(part) = own_parts.iter().find(|r| Some(&r.id) == id.as_ref()) else { return Ok(nothing) };
    let place = part.place(folder, file, &own, &part.raw)?;
    let Some(packed) = names.get(&place) else { return Ok(nothing) };
    let texts = roles.iter().find(|(_, role)| **role == Role::Texts).and_then(|(texts, _)| names.get(texts));
    let struck = match texts {
        Some(texts) => struck_texts(archive.by_name(texts).map_err(|_| damaged(file))?),
        None => BTreeSet::new(),
    };
    let hidden = hidden(archive.by_name(packed).map_err(|_| damaged(file))?, &struck);
    Ok((hidden, comments(&mut archive, &names, &place, file)))
}

/// The part of a part's relationships.
pub(crate) fn relationships_of(part: &str) -> String {
    let (folder, name) = folder_and_name(part);
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// Bytes of a part of comments that are looked at, and cells with comments that are kept of it.
const COMMENTS_BYTES: u64 = 4 << 20;
const COMMENTS: usize = 1000;

/// Names of a sheet's cells with comments. They are not read, so what is wrong with their part refuses nothing.
fn comments(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    names: &BTreeMap<String, String>,
    sheet: &str,
    file: &str,
) -> Vec<String> {
    let own = relationships_of(sheet);
    let parts = relationships(archive, names, &own, file).ok().flatten().unwrap_or_default();
    let Some(part) = parts.iter().find(|r| r.kind == "comments" && !r.external) else { return Vec::new() };
    let place = part.target_below(folder_and_name(sheet).0);
    let Some(Ok(packed)) = names.get(&place).map(|name| archive.by_name(name)) else { return Vec::new() };
    comments_in(packed.take(COMMENTS_BYTES))
}

/// Names of cells with comments in their part, without those that hold nothing but a remark of `check`.
fn comments_in(part: impl Read) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut found, mut buffer) = (Vec::new(), Vec::new());
    // The comment that is read, and whether one of its texts is.
    let (mut cell, mut text, mut in_text) = (None, String::new(), false);
    while found.len() < COMMENTS {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let is_empty = matches!(event, Ok(Event::Empty(_)));
        match event {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.local_name().as_ref() {
                "comment" => {
                    let is_cell = |text: &String| text.len() <= 10 && text.bytes().all(|b| b.is_ascii_alphanumeric());
                    cell = attribute(&element, "ref").filter(is_cell);
                    text.clear();
                    if is_empty {
                        found.extend(cell.take());
                    }
                }
                "t" => in_text = !is_empty,
                _ => {}
            },
            Ok(Event::Text(part)) if in_text => text.push_str(&part),
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "comment" => found.extend(cell.take().filter(|_| !is_remark(&text))),
                "t" => in_text = false,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    // One that is cut off is there all the same.
    found.extend(cell.filter(|_| found.len() < COMMENTS));
    found
}

/// Whether a comment holds a remark of `check` and nothing else.
pub(crate) fn is_remark(text: &str) -> bool {
    text.trim_start().starts_with(REMARK_BEGINS) && text.trim_end().ends_with(REMARK_ENDS)
}

/// The id of the relationship to a sheet, as the part of the workbook names it.
fn sheet_id(workbook: impl Read, sheet: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(workbook));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "sheet" => {
                let given: Vec<_> = element.attributes().with_checks(false).flatten().collect();
                let text = |is: &dyn Fn(&str) -> bool| {
                    let attribute = given.iter().find(|a| is(a.key.as_ref()))?;
                    let raw: &str = &attribute.value;
                    quick_xml::escape::unescape(raw).ok().map(|text| text.into_owned())
                };
                if text(&|key| key == "name").as_deref() == Some(sheet) {
                    return text(&|key| key == "id" || key.ends_with(":id"));
                }
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The parts that are read; none where the package does not say which is its workbook, which no reader opens then.
pub(crate) fn roles(archive: &mut ZipArchive<Cursor<&[u8]>>, file: &str) -> Result<Roles, Box<Finding>> {
    let names = names(archive);
    let mut roles = Roles::new();
    let Some(of_package) = relationships(archive, &names, "_rels/.rels", file)? else { return Ok(roles) };
    roles.insert("_rels/.rels".into(), Role::Relationships);
    let documents: Vec<_> = of_package.iter().filter(|r| r.kind == "officeDocument").collect();
    let document = match documents[..] {
        [] => return Ok(roles),
        [one] => one,
        [_, other, ..] => return Err(broken(file, "_rels/.rels", "a second workbook", &other.raw)),
    };
    let workbook = document.place("", file, "_rels/.rels", &document.target)?;
    let (folder, _) = folder_and_name(&workbook);
    let below = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let part = relationships_of(&workbook);
    let own = relationships(archive, &names, &part, file)?.unwrap_or_default();
    roles.insert(part.clone(), Role::Relationships);
    roles.insert(workbook.clone(), Role::Workbook);
    let mut ids = BTreeSet::new();
    if let Some(twice) = own.iter().find(|r| !ids.insert(&r.id)) {
        return Err(broken(file, &part, "two relationships of one id", &twice.id));
    }
    for (kind, role, usual) in [
        ("sharedStrings", Role::Texts, below("sharedstrings.xml")),
        ("styles", Role::Formats, below("styles.xml")),
        ("worksheet", Role::Sheet, String::new()),
    ] {
        let mut named = own.iter().filter(|r| r.kind == kind).peekable();
        if role != Role::Sheet && named.peek().is_none() && names.contains_key(&usual) {
            return Err(broken(file, &part, "no relationship that names a part of the workbook", &usual));
        }
        for relationship in named {
            let place = relationship.place(folder, file, &part, &relationship.raw)?;
            if role != Role::Sheet && place != usual {
                let what = "a relationship to shared texts or cell formats under another name than is usual";
                return Err(broken(file, &part, what, &relationship.raw));
            }
            if roles.insert(place, role).is_some_and(|other| other != role) {
                return Err(broken(file, &part, "one part in two roles", &relationship.raw));
            }
        }
    }
    Ok(roles)
}

impl Relationship {
    /// The normal name of the part that it names from a folder, as the standard has it.
    pub(crate) fn target_below(&self, folder: &str) -> String {
        let mut steps: Vec<&str> = match self.target.starts_with('/') {
            true => Vec::new(),
            false => folder.split('/').filter(|step| !step.is_empty()).collect(),
        };
        for step in self.target.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(steps.pop()),
                step => steps.push(step),
            }
        }
        normal(&steps.join("/"))
    }

    /// The normal name of the part that it names from a folder: as the standard has it, which must be as the reader
    /// looks for it.
    fn place(&self, folder: &str, file: &str, part: &str, read: &str) -> Result<String, Box<Finding>> {
        let wrong = |what| Err(broken(file, part, what, &self.raw));
        if self.external || !self.standard {
            return wrong("a relationship to what is no part of a workbook");
        }
        let place = self.target_below(folder);
        let looked_for = match read.strip_prefix('/') {
            Some(absolute) => absolute.to_string(),
            None if folder.is_empty() => read.to_string(),
            None => format!("{folder}/{read}"),
        };
        // A name may hold a character in several ways, after a %.
        match place == normal(&looked_for) && !place.contains('%') {
            true => Ok(place),
            false => wrong("a relationship in a form that is not usual"),
        }
    }
}

/// The relationships of a part of them; none where there is no such part. What is wrong with its form is a finding of
/// the scan.
pub(crate) fn relationships(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    names: &BTreeMap<String, String>,
    part: &str,
    file: &str,
) -> Result<Option<Vec<Relationship>>, Box<Finding>> {
    let Some(name) = names.get(part) else { return Ok(None) };
    let mut bytes = Vec::new();
    let unpacked = archive.by_name(name).map_err(|_| damaged(file))?;
    unpacked.take(RELATIONSHIPS_BYTES + 1).read_to_end(&mut bytes).map_err(|_| damaged(file))?;
    if bytes.len() as u64 > RELATIONSHIPS_BYTES {
        return Err(too_large(file, &format!("more than {} MB of relationships", RELATIONSHIPS_BYTES >> 20)));
    }
    let mut reader = quick_xml::Reader::from_reader(&bytes[..]);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "Relationship" => {
                match relationship(&element) {
                    Some(one) => found.push(one),
                    None => return Err(broken(file, part, "an element that is not well formed", "Relationship")),
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(Some(found)),
            Ok(_) => {}
        }
    }
}

/// A relationship; none where its attributes are not well formed.
fn relationship(element: &BytesStart) -> Option<Relationship> {
    let mut one = Relationship {
        id: String::new(),
        kind: String::new(),
        standard: false,
        raw: String::new(),
        target: String::new(),
        external: false,
    };
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let raw: &str = &attribute.value;
        match attribute.key.as_ref() {
            "Id" => one.id = raw.to_string(),
            "Type" => {
                one.kind = raw.rsplit('/').next().unwrap_or_default().to_string();
                one.standard = TYPES.iter().any(|base| raw.strip_prefix(base).is_some_and(|kind| kind == one.kind));
            }
            "Target" => {
                one.raw = raw.to_string();
                one.target = quick_xml::escape::unescape(raw).ok()?.into_owned();
            }
            "TargetMode" => one.external = raw == "External",
            _ => {}
        }
    }
    Some(one)
}
