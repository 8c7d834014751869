//! The parts of a workbook's package: read, changed, added, and packed again, those that stay as they are byte for byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::rc::Rc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::xml;
use crate::ingest::read::formats::workbook::package::{self, Relationship, folder_and_name, normal, relationships_of};

/// Namespace of relationships in a package.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// What an office program calls a part's kind, behind its namespace.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const STRICT_KINDS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/";

/// The part that says of what type each part is.
const TYPES: &str = "[content_types].xml";

/// The parts of a package; each is named by its [`normal`] name.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// As they are packed.
    names: BTreeMap<String, String>,
    changed: BTreeMap<String, Rc<Vec<u8>>>,
    /// Those that were not there, in order: normal name and name.
    added: Vec<(String, String)>,
    /// Whether the workbook is of the strict edition of the standard.
    pub strict: bool,
}

/// Parts that are changed and added.
pub(super) type State = (BTreeMap<String, Rc<Vec<u8>>>, Vec<(String, String)>);

impl<'a> Parts<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Parts<'a>, String> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("the workbook cannot be unpacked ({e})"))?;
        let names = package::names(&archive);
        Ok(Parts { archive, names, changed: BTreeMap::new(), added: Vec::new(), strict: false })
    }

    /// Where `kind` of relationship is named.
    pub fn kind(&self, kind: &str) -> String {
        format!("{}{kind}", if self.strict { STRICT_KINDS } else { KINDS })
    }

    /// The namespace of ids of relationships.
    pub fn ids(&self) -> &'static str {
        if self.strict { STRICT_KINDS.trim_end_matches('/') } else { KINDS.trim_end_matches('/') }
    }

    /// The name of the workbook's own part.
    pub fn workbook(&mut self) -> Result<String, String> {
        let roles = package::roles(&mut self.archive, "").map_err(|finding| finding.message)?;
        let found = roles.into_iter().find(|(_, role)| *role == package::Role::Workbook);
        found.map(|(name, _)| name).ok_or_else(|| "the package does not say which part is its workbook".to_string())
    }

    /// What is changed so far, to come back to.
    pub fn state(&self) -> State {
        (self.changed.clone(), self.added.clone())
    }

    /// Comes back to an earlier state.
    pub fn restore(&mut self, state: State) {
        (self.changed, self.added) = state;
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name) || self.changed.contains_key(name)
    }

    /// A part's bytes as they are now; none where there is no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Rc<Vec<u8>>>, String> {
        if let Some(changed) = self.changed.get(name) {
            return Ok(Some(Rc::clone(changed)));
        }
        let Some(packed) = self.names.get(name) else { return Ok(None) };
        let fault = |e: &dyn std::fmt::Display| format!("a part of the workbook cannot be unpacked ({e})");
        let mut bytes = Vec::new();
        let mut part = self.archive.by_name(packed).map_err(|e| fault(&e))?;
        part.read_to_end(&mut bytes).map_err(|e| fault(&e))?;
        Ok(Some(Rc::new(bytes)))
    }

    /// Puts other bytes into a part, or adds it; `name` is as it is to be packed.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let key = normal(name);
        if !self.has(&key) {
            self.added.push((key.clone(), name.to_string()));
        }
        self.changed.insert(key, Rc::new(bytes));
    }

    /// Changes the text of a part that is there.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&str) -> Result<String, String>) -> Result<(), String> {
        let bytes = self.bytes(name)?.ok_or_else(|| "a part of the workbook is missing".to_string())?;
        let text = xml::text(&bytes)?;
        let changed = change(text)?;
        if changed != text {
            let changed = xml::with_text(&bytes, changed);
            self.changed.insert(name.to_string(), Rc::new(changed));
        }
        Ok(())
    }

    /// A name that no part has: the beginning, a number, the ending.
    pub fn free_name(&self, begin: &str, end: &str) -> String {
        let mut number = 1;
        loop {
            let name = format!("{begin}{number}{end}");
            if !self.has(&normal(&name)) {
                return name;
            }
            number += 1;
        }
    }

    /// Relationships of a part.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, String> {
        let own = relationships_of(part);
        let found = package::relationships(&mut self.archive, &self.names, &own, "").map_err(|f| f.message)?;
        Ok(found.unwrap_or_default())
    }

    /// Adds a relationship of a part and returns its id.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, String> {
        let own = relationships_of(part);
        let text = match self.bytes(&own)? {
            Some(bytes) => xml::text(&bytes)?.to_string(),
            None => String::new(),
        };
        let mut number = 1;
        // Ids are compared as texts: one that is not in the text is no other's.
        while text.contains(&format!("\"remarks{number}\"")) || text.contains(&format!("'remarks{number}'")) {
            number += 1;
        }
        let id = format!("remarks{number}");
        let (kind, target) = (self.kind(kind), xml::escaped(target));
        let child =
            |prefix: &str, _: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        if text.is_empty() {
            let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
            let all =
                format!("{declaration}\n<Relationships xmlns=\"{RELATIONSHIPS}\">{}</Relationships>", child("", ""));
            // A part is packed as its neighbours are: the folder keeps its capitals.
            let packed = self.names.get(part).cloned().unwrap_or_else(|| part.to_string());
            let (folder, name) = folder_and_name(&packed);
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            self.put(&format!("{folder}_rels/{name}.rels"), all.into_bytes());
        } else {
            self.change(&own, |text| xml::add_to_root(text, child))?;
        }
        Ok(id)
    }

    /// Says of what type a part is.
    pub fn typed(&mut self, name: &str, content: &str) -> Result<(), String> {
        let name = xml::escaped(name);
        self.change(TYPES, |text| {
            xml::add_to_root(text, |prefix, _| {
                format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{content}\"/>")
            })
        })
    }

    /// The parts packed in their order, those that were added last.
    pub fn pack(mut self) -> Result<Vec<u8>, String> {
        let fault = |e: &dyn std::fmt::Display| format!("the workbook cannot be packed again ({e})");
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for at in 0..self.archive.len() {
            let part = self.archive.by_index_raw(at).map_err(|e| fault(&e))?;
            let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
            match self.changed.get(&normal(&name)) {
                None => out.raw_copy_file(part).map_err(|e| fault(&e))?,
                Some(bytes) => {
                    let options = options.last_modified_time(part.last_modified().unwrap_or_default());
                    out.start_file(name, options).map_err(|e| fault(&e))?;
                    out.write_all(bytes).map_err(|e| fault(&e))?;
                }
            }
        }
        for (key, name) in &self.added {
            out.start_file(name.clone(), options.last_modified_time(DateTime::default())).map_err(|e| fault(&e))?;
            out.write_all(self.changed.get(key).map(|bytes| bytes.as_slice()).unwrap_or_default())
                .map_err(|e| fault(&e))?;
        }
        out.finish().map(Cursor::into_inner).map_err(|e| fault(&e))
    }
}
