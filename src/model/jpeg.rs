//! JPEG photographs: what decoding one takes, and whether all of its picture is there.
//!
//! Where data are missing the decoder goes on with zeros, so that the rest of the picture is grey, and gives no error. So
//! a file is decoded with further bytes after its data, which must change nothing, and with other bytes in place of the
//! last ones, which must change the picture.

use std::hash::{DefaultHasher, Hasher};

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Most bytes that are put after each part of the data of a picture, and after all of them.
const AFTER: usize = 512;
const AFTER_ALL: usize = 2 << 20;

/// Last bytes of the data that are replaced; of fewer than [`FEWEST`] a change may not be seen.
const LAST: usize = 16;
const FEWEST: usize = 4;

/// What the markers of a file say of its picture.
#[derive(Debug, Default)]
pub(super) struct Layout {
    frame: Frame,
    scans: Vec<Scan>,
    /// Places of the markers that end parts of the data: a scan, or what is between two restarts.
    ends: Vec<usize>,
    /// Place of the marker that ends the picture.
    end: usize,
    /// Bytes of the file.
    bytes: usize,
}

#[derive(Debug, Default)]
struct Frame {
    progressive: bool,
    width: u64,
    height: u64,
    components: Vec<Component>,
}

#[derive(Debug)]
struct Component {
    id: u8,
    /// Samples in a unit of the picture: across and down.
    across: u64,
    down: u64,
}

#[derive(Debug)]
struct Scan {
    components: Vec<u8>,
    /// First and last coefficient.
    coefficients: (u8, u8),
    /// Low bits of the coefficients that are left to later scans.
    left_out: u8,
    /// Place of its data.
    data: usize,
}

impl Layout {
    /// Reads the markers of a file up to the one that ends its picture. Cameras put more after that marker, and a
    /// smaller picture of its own into the metadata.
    pub fn read(bytes: &[u8]) -> Result<Layout, &'static str> {
        const END: u8 = 0xd9;
        let mut layout = Layout { bytes: bytes.len(), ..Layout::default() };
        let (mut frames, mut is_data) = (0, false);
        let mut at = 0;
        while let Some(&[first, marker]) = bytes.get(at..at + 2) {
            let segment = || {
                let length = bytes.get(at + 2..at + 4).map_or(0, |l| usize::from(l[0]) << 8 | usize::from(l[1])).max(2);
                (bytes.get(at + 4..at + 2 + length).unwrap_or_default(), 2 + length)
            };
            if is_data && first == 0xff && !matches!(marker, 0x00 | 0x01 | 0xff) {
                layout.ends.push(at);
                is_data = matches!(marker, 0xd0..=0xd7);
            }
            at += match (first, marker) {
                (0xff, END) => {
                    layout.end = at;
                    return layout.checked(frames);
                }
                // A marker without a length: the beginning, restarts of the picture, and 0xff as one of its bytes.
                (0xff, 0x00 | 0x01 | 0xd0..=0xd8) => 2,
                (0xff, 0xc0..=0xcf) if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                    let (content, length) = segment();
                    layout.frame = Frame::read(marker, content).ok_or("its header is damaged")?;
                    frames += 1;
                    length
                }
                (0xff, 0xda) => {
                    let (content, length) = segment();
                    layout.scans.push(Scan::read(content, at + length).ok_or("the header of a scan is damaged")?);
                    is_data = true;
                    length
                }
                (0xff, 0x02..=0xfe) => segment().1,
                _ => 1,
            };
        }
        Err("its end is missing")
    }

    fn checked(self, frames: usize) -> Result<Layout, &'static str> {
        if frames != 1 || self.scans.is_empty() {
            return Err("its header is damaged");
        }
        if !self.has_all_scans() {
            return Err("scans of its picture are missing");
        }
        Ok(self)
    }

    /// Whether every coefficient of every component is there to its last bit.
    fn has_all_scans(&self) -> bool {
        self.frame.components.iter().all(|component| {
            let scans = || self.scans.iter().filter(|scan| scan.components.contains(&component.id));
            match self.frame.progressive {
                true => (0..64).all(|at| {
                    scans().any(|scan| (scan.coefficients.0..=scan.coefficients.1).contains(&at) && scan.left_out == 0)
                }),
                false => scans().next().is_some(),
            }
        })
    }

    /// Bytes that decoding the picture takes: its pixels, all coefficients where they do not come in one scan, and a
    /// copy of the file.
    pub fn memory(&self) -> u64 {
        let Frame { progressive, width, height, components } = &self.frame;
        let most = |of: fn(&Component) -> u64| components.iter().map(of).max().unwrap_or(1);
        let units = width.div_ceil(8 * most(|c| c.across)) * height.div_ceil(8 * most(|c| c.down));
        let coefficients: u64 = components.iter().map(|c| units * 64 * c.across * c.down).sum();
        let in_one_scan = !progressive && self.scans.first().is_some_and(|s| s.components.len() == components.len());
        let channels = if components.len() == 1 { 1 } else { 3 };
        let file = (self.bytes + AFTER_ALL) as u64;
        file + width * height * channels + if in_one_scan { 0 } else { 2 * coefficients }
    }

    /// The picture as it is in the file, and how it is turned to be upright.
    pub fn decode(&self, bytes: &[u8]) -> Result<(DynamicImage, Orientation), String> {
        // One after the other: each takes the memory of a picture.
        let of_changed = |changed: Vec<u8>| pixels(&changed, self).map(|picture| fingerprint(&picture.0));
        let with_more = of_changed(self.with_more(bytes));
        let start = self.last_bytes(bytes);
        let with_others = (self.end - start >= FEWEST).then(|| of_changed(self.with_others(bytes, start)));
        let (pixels, is_grey, orientation) = pixels(bytes, self)?;
        let own = fingerprint(&pixels);
        if with_more != Ok(own) {
            return Err("a part of its picture is missing".into());
        }
        if with_others == Some(Ok(own)) {
            return Err("its data go on after its picture is complete".into());
        }
        let (width, height) = (self.frame.width as u32, self.frame.height as u32);
        let image = match is_grey {
            true => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
            false => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        };
        image.map(|image| (image, orientation)).ok_or_else(|| "its header is damaged".into())
    }

    /// The place from which on the last bytes of the data are replaced.
    fn last_bytes(&self, bytes: &[u8]) -> usize {
        let data = self.scans.last().map_or(self.end, |scan| scan.data).min(self.end);
        let start = self.end.saturating_sub(LAST).max(data);
        // 0xff goes with the byte after it.
        if start > data && bytes.get(start - 1) == Some(&0xff) { start - 1 } else { start }
    }

    /// The file with other bytes from a place up to its end.
    fn with_others(&self, bytes: &[u8], start: usize) -> Vec<u8> {
        let mut all = bytes[..start].to_vec();
        all.extend(noise().take(self.end - start));
        all.extend(&bytes[self.end..]);
        all
    }

    /// The file with more bytes after each part of its data; of several scans after the last, as the decoder takes none
    /// between them.
    fn with_more(&self, bytes: &[u8]) -> Vec<u8> {
        let ends = if self.scans.len() == 1 { &self.ends[..] } else { &[self.end] };
        let each = (AFTER_ALL / ends.len().max(1)).min(AFTER);
        let mut all = Vec::with_capacity(bytes.len() + each * ends.len());
        let mut from = 0;
        for end in ends {
            all.extend(&bytes[from..*end]);
            all.extend(noise().take(each));
            from = *end;
        }
        all.extend(&bytes[from..]);
        all
    }
}

/// Bytes of which none is 0xff, which would begin a marker.
fn noise() -> impl Iterator<Item = u8> {
    let mut state = 0x2545_f491_u32;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8 & 0xfe
    })
}

impl Frame {
    fn read(marker: u8, content: &[u8]) -> Option<Frame> {
        let &[_, h1, h0, w1, w0, count, ref components @ ..] = content else { return None };
        let component = |c: &[u8]| Component { id: c[0], across: u64::from(c[1] >> 4), down: u64::from(c[1] & 15) };
        let components: Vec<Component> = components.chunks_exact(3).take(count.into()).map(component).collect();
        let is_sound = components.len() == usize::from(count)
            && !components.is_empty()
            && components.iter().all(|c| (1..=4).contains(&c.across) && (1..=4).contains(&c.down));
        let two = |high: u8, low: u8| u64::from(high) << 8 | u64::from(low);
        let (width, height) = (two(w1, w0), two(h1, h0));
        is_sound.then_some(Frame { progressive: marker & 3 == 2, width, height, components })
    }
}

impl Scan {
    fn read(content: &[u8], data: usize) -> Option<Scan> {
        let (count, rest) = content.split_first()?;
        let (components, rest) = rest.split_at_checked(usize::from(*count) * 2)?;
        let &[first, last, bits, ..] = rest else { return None };
        let components = components.chunks_exact(2).map(|c| c[0]).collect();
        Some(Scan { components, coefficients: (first, last), left_out: bits & 15, data })
    }
}

/// The pixels of a picture, whether they are grey, and how they are turned.
fn pixels(bytes: &[u8], layout: &Layout) -> Result<(Vec<u8>, bool, Orientation), String> {
    let options = DecoderOptions::default().set_strict_mode(true).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|e| e.to_string())?;
    let is_grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let colours = if is_grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(colours));
    let size = decoder.dimensions().map(|(width, height)| (width as u64, height as u64));
    if size != Some((layout.frame.width, layout.frame.height)) {
        return Err("its header is damaged".into());
    }
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap_or_default()];
    decoder.decode_into(&mut pixels).map_err(|e| e.to_string())?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok((pixels, is_grey, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn fingerprint(pixels: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(pixels);
    hasher.finish()
}

#[cfg(test)]
mod tests;
