//! A zip with every CSV file of the edition, and what says how to read and cite them: the same rows give the same
//! bytes.

use std::fs::File as Handle;
use std::io::{BufReader, BufWriter, Seek, Write, copy};
use std::path::Path;

use flate2::read::GzDecoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::tables::{File, Published};
use crate::base::error::{Error, Result};
use crate::base::hash::hash_file;
use crate::base::regular;

/// Writes the zip in the folder of the open data: texts by name, then the tables.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write(dir: &Path, name: &str, texts: &[(&str, Vec<u8>)], tables: &[&Published]) -> Result<File> {
    let path = dir.join(name);
    let file = Handle::create(&path).map_err(Error::io("create", &path))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let fault =
        |source: zip::result::ZipError| Error::Io { action: "write", path: path.clone(), source: source.into() };
    for (name, text) in texts {
        begin(&mut zip, name).map_err(fault)?;
        zip.write_all(text).map_err(Error::io("write", &path))?;
    }
    for table in tables {
        begin(&mut zip, &table.plain.name).map_err(fault)?;
        let from = dir.join(&table.csv.name);
        let csv = BufReader::new(regular::open(&from).map_err(Error::io("read", &from))?);
        match table.is_compressed() {
            true => copy(&mut GzDecoder::new(csv), &mut zip),
            false => copy(&mut { csv }, &mut zip),
        }
        .map_err(Error::io("write", &path))?;
    }
    let mut written = zip.finish().map_err(fault)?;
    written.flush().map_err(Error::io("write", &path))?;
    let (sha256, bytes) = hash_file(&path).map_err(Error::io("read", &path))?;
    Ok(File { name: name.to_string(), bytes, sha256 })
}

/// Begins a file of the zip, with a day and rights that are always the same.
fn begin(zip: &mut ZipWriter<impl Write + Seek>, name: &str) -> zip::result::ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(name, options)
}
