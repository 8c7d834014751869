//! What the pages of a Parquet column unpack to.
//!
//! The footer says it, and so does the header of each page; the reader holds neither to it, and unpacks a page whole. So
//! the pages are unpacked here first, piece by piece, and counted.

use std::io::{self, Read};

use parquet::basic::Compression;

/// Structures within each other in the header of a page. Those that there are have 3.
const DEPTH: usize = 16;

/// Fields of one of them. Those that there are have 8.
const FIELDS: usize = 64;

/// The window of Zstandard, as a power of two: what it goes back to is held in memory.
const WINDOW: u32 = 26;

/// Bytes that the pages of a column chunk unpack to, as their headers say or as they are, whichever is more; counted
/// until there are more than `most`.
///
/// # Errors
/// A page cannot be read.
pub(super) fn unpacked(chunk: &[u8], codec: Compression, most: u64) -> Result<u64, String> {
    let (mut rest, mut all) = (chunk, 0_u64);
    while !rest.is_empty() && all <= most {
        let mut header = Compact(rest);
        let page = PageHeader::read(&mut header).ok_or("a page has no header that can be read")?;
        let size = |n: i64| usize::try_from(n).ok();
        let body = size(page.packed).and_then(|n| header.0.get(..n)).ok_or("a page is longer than its column")?;
        let levels =
            size(page.levels).and_then(|n| body.split_at_checked(n)).ok_or("a page has no place for its levels")?;
        let stated = u64::try_from(page.unpacked).map_err(|_| "a page says that it has less than nothing")?;
        let codec = if page.is_packed { codec } else { Compression::UNCOMPRESSED };
        let found = levels.0.len() as u64 + length(levels.1, codec, most - all).map_err(|e| e.to_string())?;
        all = all.saturating_add(found.max(stated));
        rest = &header.0[body.len()..];
    }
    Ok(all)
}

/// Bytes that something unpacks to, counted until there are more than `most`.
fn length(packed: &[u8], codec: Compression, most: u64) -> io::Result<u64> {
    let count = |unpacked: &mut dyn Read| io::copy(&mut unpacked.take(most + 1), &mut io::sink());
    if packed.is_empty() {
        return Ok(0);
    }
    match codec {
        Compression::GZIP(_) => count(&mut flate2::read::MultiGzDecoder::new(packed)),
        Compression::BROTLI(_) => count(&mut brotli::Decompressor::new(packed, 4096)),
        Compression::ZSTD(_) => {
            let mut reader = zstd::Decoder::with_buffer(packed)?;
            reader.window_log_max(WINDOW)?;
            count(&mut reader)
        }
        // The others unpack to what the header says, and to no more.
        _ => Ok(packed.len() as u64),
    }
}

/// What is asked of the header of a page.
struct PageHeader {
    packed: i64,
    unpacked: i64,
    /// Bytes before what is packed, in the second form of data pages.
    levels: i64,
    is_packed: bool,
}

/// What a field of a structure holds, as far as it is asked for.
enum Field {
    Number(i64),
    Truth(bool),
    /// The fields of a structure by their numbers.
    Fields(Vec<(i64, Field)>),
    Other,
}

impl PageHeader {
    fn read(from: &mut Compact) -> Option<PageHeader> {
        let fields = from.fields(DEPTH)?;
        let number = |fields: &[(i64, Field)], id: i64| {
            fields.iter().find_map(|(at, field)| match field {
                Field::Number(n) if *at == id => Some(*n),
                _ => None,
            })
        };
        let second_form = fields.iter().find_map(|(at, field)| match field {
            Field::Fields(inside) if *at == 8 => Some(&inside[..]),
            _ => None,
        });
        let second_form = second_form.unwrap_or_default();
        Some(PageHeader {
            unpacked: number(&fields, 2)?,
            packed: number(&fields, 3)?,
            levels: number(second_form, 5).unwrap_or(0).checked_add(number(second_form, 6).unwrap_or(0))?,
            is_packed: !second_form.iter().any(|(at, field)| *at == 7 && matches!(field, Field::Truth(false))),
        })
    }
}

/// Bytes in Thrift's compact protocol; what is read is gone. See
/// <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>.
struct Compact<'b>(&'b [u8]);

impl Compact<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(bytes).ok()?..)?;
        Some(())
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A number in the order 0, -1, 1, -2.
    fn signed(&mut self) -> Option<i64> {
        self.unsigned().map(|n| (n >> 1).cast_signed() ^ -(n & 1).cast_signed())
    }

    /// The fields of a structure, to its end.
    fn fields(&mut self, depth: usize) -> Option<Vec<(i64, Field)>> {
        let depth = depth.checked_sub(1)?;
        let (mut fields, mut id) = (Vec::new(), 0_i64);
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(fields);
            }
            id = match head >> 4 {
                0 => self.signed()?,
                more => id.checked_add(more.into())?,
            };
            let field = match head & 15 {
                kind @ (1 | 2) => Field::Truth(kind == 1),
                kind => self.field(kind, depth)?,
            };
            if fields.len() == FIELDS {
                return None;
            }
            fields.push((id, field));
        }
    }

    fn field(&mut self, kind: u8, depth: usize) -> Option<Field> {
        match kind {
            1..=3 => self.skip(1)?,
            4..=6 => return self.signed().map(Field::Number),
            7 => self.skip(8)?,
            8 => {
                let length = self.unsigned()?;
                self.skip(length)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
                let depth = depth.checked_sub(1)?;
                // An item has at least a byte.
                for _ in 0..count {
                    self.field(head & 15, depth)?;
                }
            }
            12 => return self.fields(depth).map(Field::Fields),
            _ => return None,
        }
        Some(Field::Other)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// The header of a page of these sizes, and of the second form where there are levels.
    fn header(unpacked: u32, packed: usize, levels: Option<(u32, bool)>) -> Vec<u8> {
        let number = |id: u8, value: u32| {
            let (mut bytes, mut rest) = (vec![id << 4 | 5], value << 1);
            while rest > 0x7f {
                bytes.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
            bytes
        };
        let mut all = [number(1, 0), number(1, unpacked), number(1, packed as u32)].concat();
        if let Some((levels, is_packed)) = levels {
            all.extend(
                [5 << 4 | 12].into_iter().chain(number(5, levels)).chain([2 << 4 | if is_packed { 1 } else { 2 }, 0]),
            );
        }
        all.push(0);
        all
    }

    #[test]
    fn pages_are_counted_as_they_are_and_as_they_say() {
        let zeros = vec![0_u8; 100_000];
        let zstd = zstd::encode_all(&zeros[..], 3).unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&zeros).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 9, 22).write_all(&zeros).unwrap();
        for (codec, packed) in [
            (Compression::ZSTD(Default::default()), &zstd),
            (Compression::GZIP(Default::default()), &gzip),
            (Compression::BROTLI(Default::default()), &brotli),
        ] {
            let page = |stated| [header(stated, packed.len(), None), packed.clone()].concat();
            assert_eq!(unpacked(&page(100_000), codec, 1 << 20), Ok(100_000), "{codec}");
            assert_eq!(unpacked(&page(10), codec, 1 << 20), Ok(100_000), "one that says less");
            assert_eq!(unpacked(&page(200_000), codec, 1 << 20), Ok(200_000), "one that says more");
            assert_eq!(unpacked(&page(10).repeat(9), codec, 150_000), Ok(150_001), "no more than is asked");
            assert!(unpacked(&page(10)[..packed.len()], codec, 1 << 20).is_err());
        }
        let levels = |is_packed| [header(4, 4 + zstd.len(), Some((4, is_packed))), vec![7; 4], zstd.clone()].concat();
        let codec = Compression::ZSTD(Default::default());
        assert_eq!(unpacked(&levels(true), codec, 1 << 20), Ok(100_004));
        assert_eq!(unpacked(&levels(false), codec, 1 << 20), Ok(4 + zstd.len() as u64));
        assert_eq!(unpacked(&[header(90, 3, None), vec![1; 3]].concat(), Compression::SNAPPY, 1 << 20), Ok(90));
        for wrong in [&b"\x00"[..], b"\x15", b"\x15\x00\x15\x02\x15\x7f\x00", b"\x1c\x1c\x1c\x1c", &[0xf9; 30]] {
            assert!(unpacked(wrong, codec, 1 << 20).is_err(), "{wrong:?}");
        }
    }
}
