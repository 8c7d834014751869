//! Files in gzip and zip.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::base::characters::printable;
use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::limits::TABLE_BYTES;
use crate::ingest::read::formats::csv::short;
use crate::ingest::read::mapping::table::read::refused;

/// A file's bytes, unpacked where its name says that they are packed, and the name of what they are in lower case.
pub(super) struct Unpacked<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub name: String,
}

pub(super) fn unpacked<'a>(
    bytes: &'a [u8],
    file: &str,
    member: Option<&Spanned<String>>,
) -> Result<Unpacked<'a>, Box<Finding>> {
    let name = file.to_lowercase();
    if let Some(inner) = name.strip_suffix(".gz") {
        let bytes = bounded(MultiGzDecoder::new(bytes), file)?;
        return Ok(Unpacked { bytes: Cow::Owned(bytes), name: inner.to_string() });
    }
    if name.ends_with(".zip") {
        return of_zip(bytes, file, member);
    }
    Ok(Unpacked { bytes: Cow::Borrowed(bytes), name })
}

/// What is unpacked, as far as a table may be large.
fn bounded(reader: impl Read, file: &str) -> Result<Vec<u8>, Box<Finding>> {
    let mut bytes = Vec::new();
    reader.take(TABLE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| damaged(file, &e.to_string()))?;
    if bytes.len() as u64 > TABLE_BYTES {
        let message = format!(
            "The file unpacks to more than {} MB, and that much is read of one table. Send it in parts.",
            TABLE_BYTES >> 20
        );
        return Err(refused(file, "file_too_large", message));
    }
    Ok(bytes)
}

fn damaged(file: &str, error: &str) -> Box<Finding> {
    let message = format!("The file cannot be unpacked ({}). Download it again.", short(error));
    refused(file, "file_binary", message)
}

/// A zip, of which no two files have one name: which of them a reader takes is its own choice.
fn archive<'a>(bytes: &'a [u8], file: &str) -> Result<zip::ZipArchive<Cursor<&'a [u8]>>, Box<Finding>> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(file, &e.to_string()))?;
    match archive.has_duplicate_names() {
        false => Ok(archive),
        true => {
            let message = "The zip holds two files of one name, so which is meant is unknown. Unpack it, keep the one that is meant, and pack that again.";
            Err(refused(file, "not_mapped", message))
        }
    }
}

/// The names of the files within a zip.
pub(super) fn members(bytes: &[u8], file: &str) -> Result<Vec<String>, Box<Finding>> {
    let archive = archive(bytes, file)?;
    Ok(archive.file_names().flatten().filter(|name| !name.ends_with('/')).map(|name| name.to_string()).collect())
}

/// The one file of a zip, or the one that `member` finds.
fn of_zip<'a>(bytes: &[u8], file: &str, member: Option<&Spanned<String>>) -> Result<Unpacked<'a>, Box<Finding>> {
    let mut archive = archive(bytes, file)?;
    let files = members(bytes, file)?;
    let pattern = member.and_then(|m| glob::Pattern::new(&m.get_ref().replace('[', "[[]")).ok());
    let found: Vec<&String> = files.iter().filter(|f| pattern.as_ref().is_none_or(|p| p.matches(f))).collect();
    let [name] = found[..] else {
        let shown = short(&files.join(", "));
        let message = match (found.len(), member) {
            (0, _) => {
                format!("No file within the zip is the one that the mapping names. It holds {shown}. Mend member.")
            }
            _ => format!(
                "The zip holds several files that may be meant. Write the one into the mapping (member = \"...\"): {shown}."
            ),
        };
        return Err(refused(file, "not_mapped", message));
    };
    let part = archive.by_name(name).map_err(|e| damaged(file, &e.to_string()))?;
    Ok(Unpacked { bytes: Cow::Owned(bounded(part, file)?), name: printable(name).to_lowercase() })
}
