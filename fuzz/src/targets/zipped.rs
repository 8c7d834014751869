//! ZIP archives as no honest program writes them: entries twice, sizes and sums that lie, unknown methods.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Most bytes of a part that are unpacked to be mutated.
const MOST: u64 = 8 << 20;

/// An entry of an archive, and what its headers say that is not so.
#[derive(Clone, Default)]
pub struct Part {
    pub name: String,
    pub data: Vec<u8>,
    /// Whether it is deflated; else stored.
    pub packed: bool,
    /// Laid over the general purpose flags: 1 is encrypted, 8 sizes after the data.
    pub flags: u16,
    /// The method's number where it is not the true one.
    pub method: Option<u16>,
    /// The unpacked size where it is not the true one.
    pub size: Option<u32>,
    /// Laid over the checksum.
    pub sum: u32,
}

/// The entries of an archive; none where it is too broken to be taken apart.
pub fn read(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for i in 0..archive.len().min(64) {
        let part = archive.by_index(i).ok()?;
        let (name, packed) = (part.name().ok()?.to_string(), part.compression() != zip::CompressionMethod::Stored);
        let mut data = Vec::new();
        part.take(MOST).read_to_end(&mut data).ok()?;
        parts.push(Part { name, data, packed, ..Part::default() });
    }
    Some(parts)
}

/// The archive of these entries.
pub fn write(parts: &[Part]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let mut sum = flate2::Crc::new();
        sum.update(&part.data);
        let body = if part.packed {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(&part.data).and_then(|()| packer.finish()).unwrap_or_default()
        } else {
            part.data.clone()
        };
        let offset = bytes.len() as u32;
        // From the version needed to the length of the extra field, alike in both headers.
        let mut common = Vec::new();
        for field in [20, part.flags, part.method.unwrap_or(if part.packed { 8 } else { 0 }), 0, 33] {
            common.extend(u16::to_le_bytes(field));
        }
        for field in [sum.sum() ^ part.sum, body.len() as u32, part.size.unwrap_or(part.data.len() as u32)] {
            common.extend(u32::to_le_bytes(field));
        }
        common.extend((part.name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(part.name.as_bytes());
        bytes.extend(&body);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([(parts.len() as u16).to_le_bytes(), (parts.len() as u16).to_le_bytes()].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}
