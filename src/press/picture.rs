//! A picture of few colours as a small PNG.

use std::collections::{BTreeMap, BTreeSet};

/// Colours of a palette.
const COLOURS: usize = 256;

/// An opaque picture, four bytes a pixel, as PNG with a palette. Shades that the eye does not tell apart become one:
/// each channel keeps as many steps as the palette has room for.
///
/// # Errors
/// The encoder refuses the size.
pub fn indexed(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    // Neighbours are mostly alike: each run of a colour is looked up once.
    let mut runs: Vec<([u8; 3], usize)> = Vec::new();
    for p in rgba.chunks_exact(4) {
        match runs.last_mut() {
            Some((colour, n)) if colour[..] == p[..3] => *n += 1,
            _ => runs.push(([p[0], p[1], p[2]], 1)),
        }
    }
    let colours: BTreeSet<[u8; 3]> = runs.iter().map(|(colour, _)| *colour).collect();
    let mut palette: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    let mut kept = 0;
    for steps in [63, 31, 15, 7, 5] {
        let found: BTreeSet<[u8; 3]> = colours.iter().map(|c| coarse(*c, steps)).collect();
        if found.len() <= COLOURS {
            palette = found.into_iter().zip(0..=u8::MAX).collect();
            kept = steps;
            break;
        }
    }
    let places: BTreeMap<[u8; 3], u8> =
        colours.iter().map(|c| (*c, palette.get(&coarse(*c, kept)).copied().unwrap_or_default())).collect();
    let mut indices: Vec<u8> = Vec::with_capacity(rgba.len() / 4);
    for (colour, n) in &runs {
        let place = places.get(colour).copied().unwrap_or_default();
        indices.resize(indices.len() + n, place);
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    // Neighbouring places of a palette have nothing to do with each other.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(palette.keys().flatten().copied().collect::<Vec<u8>>());
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(out)
}

/// A colour whose channels take one of so many steps above black.
fn coarse(colour: [u8; 3], steps: u32) -> [u8; 3] {
    colour.map(|c| {
        let step = (u32::from(c) * steps + 127) / 255;
        u8::try_from((step * 255 + steps / 2) / steps.max(1)).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::{coarse, indexed};

    #[test]
    fn black_and_white_stay_and_many_colours_fit_a_palette() {
        for steps in [255, 63, 31, 15, 7, 5] {
            assert_eq!(coarse([0, 255, 0], steps), [0, 255, 0]);
        }
        let many: Vec<u8> =
            (0..64_u32 * 64).flat_map(|i| [(i % 251) as u8, (i % 241) as u8, (i % 239) as u8, 255]).collect();
        let png = indexed(64, 64, &many).unwrap();
        assert_eq!(&png[1..4], b"PNG");
    }
}
