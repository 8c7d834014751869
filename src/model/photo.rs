//! Photographs of the annual brief. What is kept of a file is its picture alone: it is decoded within limits, made
//! upright and encoded anew, so that nothing else of the file (place, camera, thumbnails, comments) is stored or
//! published.

use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::base::error::{Error, Result, ensure};
use crate::base::source::Hash;
use crate::model::jpeg::Layout;

/// Pixels of a file: width times height.
pub const PIXELS: u64 = 40_000_000;

/// Memory that decoding a file may take, bytes.
pub const MEMORY: u64 = 256 << 20;

/// Of it, what is around the picture: a PNG's colour profile is compressed and is inflated as the file is opened.
const METADATA: u64 = 16 << 20;

/// Pixels of the longer side of what is kept: 210 mm at 200 dots an inch.
pub const KEPT: u32 = 1_650;

/// Pixels of the longer side below which a picture is too coarse to print.
pub const LEAST: u32 = 600;

/// Of 100: hardly distinguishable from the original, at a fifth of its size.
const QUALITY: u8 = 82;

/// A photograph: sRGB, upright, without metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Photo {
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// The file as JPEG.
    pub jpeg: Vec<u8>,
}

/// Whether a name is that of a photograph.
pub(crate) fn is_named_so(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["jpg", "jpeg", "png"].contains(&ending.as_str()))
}

/// Reads a photograph.
///
/// # Errors
/// The file cannot be read, is neither JPEG nor PNG, is damaged, or is beyond a limit.
pub(crate) fn read(path: &Path, hash: &mut Hash) -> Result<Photo> {
    of(&path.display(), &hash.bytes(path)?)
}

fn of(place: &dyn std::fmt::Display, bytes: &[u8]) -> Result<Photo> {
    let opened = || opened(bytes);
    let format = opened().ok().and_then(|reader| reader.format());
    ensure!(
        matches!(format, Some(ImageFormat::Jpeg | ImageFormat::Png)),
        place,
        "is neither a JPEG nor a PNG picture, whatever its name says; export it as one of them"
    );
    let damaged = |e: &dyn std::fmt::Display| {
        Error::invalid(place, format!("cannot be decoded ({e}); open it and export it anew as JPEG"))
    };
    let layout = match format {
        Some(ImageFormat::Jpeg) => Some(Layout::read(bytes).map_err(|e| damaged(&e))?),
        _ => None,
    };
    let reader = opened().map_err(|e| damaged(&e))?;
    let (width, height) = reader.into_dimensions().map_err(|e| damaged(&e))?;
    ensure!(
        u64::from(width) * u64::from(height) <= PIXELS,
        place,
        "has {width} x {height} pixels, and at most {} million are read; make it smaller",
        PIXELS / 1_000_000
    );
    ensure!(
        width.max(height) >= LEAST,
        place,
        "has {width} x {height} pixels, too few to print; its longer side needs {LEAST} or more"
    );
    let (image, orientation) = match layout {
        Some(layout) => {
            ensure!(
                layout.memory() <= MEMORY,
                place,
                "needs {} MB to be decoded, and at most {} are given; make it smaller, or export it as JPEG with subsampled colours and not progressive",
                layout.memory().div_ceil(1 << 20),
                MEMORY >> 20
            );
            layout.decode(bytes).map_err(|e| damaged(&e))?
        }
        None => decoded(opened().map_err(|e| damaged(&e))?).map_err(|e| damaged(&e))?,
    };
    let mut image = DynamicImage::ImageRgb8(on_white(image));
    if image.width().max(image.height()) > KEPT {
        image = image.thumbnail(KEPT, KEPT);
    }
    image.apply_orientation(orientation);
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    image.write_with_encoder(encoder).map_err(|e| damaged(&e))?;
    Ok(Photo { width: image.width(), height: image.height(), jpeg })
}

/// A reader of the file, which takes little memory before the picture itself is decoded.
fn opened(bytes: &[u8]) -> std::io::Result<ImageReader<Cursor<&[u8]>>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(METADATA);
    reader.limits(limits);
    Ok(reader)
}

/// The picture as it is in the file, and how it is turned to be upright.
fn decoded(reader: ImageReader<Cursor<&[u8]>>) -> image::ImageResult<(DynamicImage, Orientation)> {
    let mut decoder = reader.into_decoder()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY - METADATA);
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder)?, orientation))
}

/// A picture in eight bits a channel; what is transparent is as if on white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let rgba = image.into_rgba8();
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in rgb.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |channel: u32| u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255);
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    rgb
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;
    use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use super::{KEPT, Photo, of, opened};

    fn file(image: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Red on the left, blue on the right.
    fn halves(width: u32, height: u32) -> DynamicImage {
        let colour = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour))
    }

    /// A JPEG with a segment of metadata after its start: EXIF with an orientation and a text.
    fn with_exif(jpeg: &[u8], orientation: u8, text: &str) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        exif.extend(text.as_bytes());
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    fn pixel(photo: &Photo, x: u32, y: u32) -> [u8; 3] {
        image::load_from_memory(&photo.jpeg).unwrap().into_rgb8().get_pixel(x, y).0
    }

    #[test]
    fn nothing_but_the_picture_is_kept_and_it_is_upright() {
        let plain = file(halves(640, 480), ImageFormat::Jpeg);
        let photo = of(&"a.jpg", &with_exif(&plain, 6, "GPSLatitude 52.5N, by Somebody")).unwrap();
        let has = |text: &str| photo.jpeg.windows(text.len()).any(|w| w == text.as_bytes());
        assert!(!has("Exif") && !has("GPS") && !has("Somebody"));
        // Turned a quarter to the right: what was on the left is above.
        assert_eq!((photo.width, photo.height), (480, 640));
        let (above, below) = (pixel(&photo, 240, 100), pixel(&photo, 240, 540));
        assert!(above[0] > 180 && above[2] < 60 && below[2] > 180 && below[0] < 60, "{above:?} {below:?}");
        assert_eq!(of(&"a.jpg", &plain).unwrap(), of(&"b.jpg", &plain).unwrap());
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_a_transparent_one_is_on_white() {
        let photo = of(&"a.png", &file(halves(3300, 1100), ImageFormat::Png)).unwrap();
        assert_eq!((photo.width, photo.height), (KEPT, KEPT / 3));
        let clear = RgbaImage::from_pixel(640, 300, Rgba([0, 0, 0, 0]));
        let photo = of(&"a.png", &file(DynamicImage::ImageRgba8(clear), ImageFormat::Png)).unwrap();
        assert_eq!(pixel(&photo, 10, 10), [255, 255, 255]);
    }

    #[test]
    fn what_is_no_picture_or_beyond_a_limit_is_refused() {
        let png = file(halves(640, 480), ImageFormat::Png);
        let said = |bytes: &[u8]| of(&"brief/a.png", bytes).unwrap_err().to_string();
        assert!(said(b"GIF89a").contains("is neither a JPEG nor a PNG picture"));
        assert!(said(b"").contains("is neither a JPEG nor a PNG picture"));
        assert!(said(&png[..png.len() / 2]).contains("cannot be decoded"));
        assert!(said(&file(halves(300, 200), ImageFormat::Png)).contains("has 300 x 200 pixels, too few to print"));
        // A header that promises more than is read costs nothing: the sizes are looked at first.
        let mut bomb = png.clone();
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert!(said(&bomb).contains("has 30000 x 30000 pixels, and at most 40 million are read"), "{}", said(&bomb));
    }

    #[test]
    fn a_jpeg_that_is_cut_off_is_refused() {
        let jpeg = file(halves(640, 480), ImageFormat::Jpeg);
        // The metadata hold a whole smaller picture.
        let exif = [&b"\xff\xe1\x00\x06"[..], b"\xff\xd8\xff\xd9"].concat();
        let jpeg = [&jpeg[..2], &exif, &jpeg[2..]].concat();
        for cut in [jpeg.len() * 3 / 10, jpeg.len() - 1, jpeg.len() - 2] {
            let said = of(&"brief/a.jpg", &jpeg[..cut]).unwrap_err().to_string();
            assert!(said.contains("cannot be decoded (its end is missing)") && said.contains("anew as JPEG"), "{said}");
        }
        for after in [&b""[..], b"\0\0\0", b"SEFT and more of a camera"] {
            of(&"a.jpg", &[&jpeg, after].concat()).unwrap();
        }
    }

    #[test]
    fn a_jpeg_that_needs_too_much_memory_is_refused_before_it_is_decoded() {
        let file: &[u8] = include_bytes!("../../tests/fixtures/photos/cmyk.jpg");
        let frame = file.windows(2).position(|w| w == [0xff, 0xc2]).unwrap();
        let mut large = file.to_vec();
        large[frame + 5..frame + 9].copy_from_slice(&[0x13, 0x88, 0x1f, 0x40]);
        let said = of(&"brief/a.jpg", &large).unwrap_err().to_string();
        assert!(said.contains("needs 422 MB to be decoded, and at most 256 are given; make it smaller"), "{said}");
        assert_eq!(of(&"brief/a.jpg", file).unwrap().width, 620);
    }

    #[test]
    fn a_large_colour_profile_takes_no_memory() {
        let of_profile = |bytes: usize| {
            let mut png = Vec::new();
            let mut encoder = PngEncoder::new(&mut png);
            encoder.set_icc_profile(vec![0; bytes]).unwrap();
            halves(640, 480).write_with_encoder(encoder).unwrap();
            assert!(png.len() < 1 << 20);
            of(&"a.png", &png).unwrap();
            opened(&png).unwrap().into_decoder().unwrap().icc_profile().unwrap().map(|profile| profile.len())
        };
        assert_eq!(of_profile(1 << 20), Some(1 << 20));
        assert_eq!(of_profile((16 << 20) + 1), None);
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        };
        !bytes.iter().fold(!0, step)
    }

    proptest::proptest! {
        #[test]
        fn a_damaged_file_ends_nothing(at in 0_usize..4000, byte in 0_u8..=255, cut in 20_usize..4000) {
            static FILES: std::sync::LazyLock<[Vec<u8>; 2]> =
                std::sync::LazyLock::new(|| [ImageFormat::Jpeg, ImageFormat::Png].map(|f| file(halves(600, 8), f)));
            for sound in FILES.iter() {
                let mut bytes = sound.clone();
                let place = at % bytes.len();
                bytes[place] = byte;
                bytes.truncate(cut.max(place));
                let _ = of(&"a.jpg", &bytes);
            }
        }
    }
}
