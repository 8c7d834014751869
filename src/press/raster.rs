//! Drawings as pictures in pixels, with the faces of the press: what a machine happens to have changes no pixel.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::fonts::{FAMILY, Fonts};
use super::picture;

/// Pixels for a px of the drawing: sharp on dense screens and in print at the size of a column.
const SCALE: f32 = 2.0;

/// Makes pictures of drawings.
#[derive(Debug)]
pub struct Raster {
    options: usvg::Options<'static>,
}

impl Raster {
    /// With those faces.
    pub fn new(fonts: &Fonts) -> Raster {
        let mut known = usvg::fontdb::Database::new();
        for face in fonts.faces() {
            known.load_font_source(usvg::fontdb::Source::Binary(Arc::new(face.data().clone())));
        }
        known.set_sans_serif_family(FAMILY);
        let options = usvg::Options { font_family: FAMILY.into(), fontdb: Arc::new(known), ..usvg::Options::default() };
        Raster { options }
    }

    /// An SVG as PNG on white, twice as many pixels wide and high as it says px.
    ///
    /// # Errors
    /// In words: no SVG, or one too large for a picture.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, String> {
        let tree = usvg::Tree::from_str(svg, &self.options).map_err(|e| e.to_string())?;
        let size = tree.size().to_int_size();
        let size = size.scale_by(SCALE).ok_or("it is too large for a picture")?;
        let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or("it is too large for a picture")?;
        pixels.fill(tiny_skia::Color::WHITE);
        resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
        picture::indexed(size.width(), size.height(), pixels.data()).map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_its_colours_and_its_words_in_pixels() {
        let raster = Raster::new(&Fonts::load(None).unwrap());
        let svg = |text: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20' font-family='Helvetica,sans-serif'>\
                 <rect x='0' y='0' width='10' height='20' fill='#0062a0'/><text x='12' y='15' font-size='12'>{text}</text></svg>"
            )
        };
        let decoded = |svg: &str| {
            let png = raster.png(svg).unwrap();
            let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut pixels).unwrap();
            (info.width, info.height, pixels)
        };
        let (width, height, with) = decoded(&svg("Ab"));
        assert_eq!((width, height), (80, 40));
        let off = with[..3].iter().zip([0, 0x62, 0xa0]).map(|(a, b): (&u8, u8)| a.abs_diff(b)).max();
        assert!(off <= Some(2), "the colour, as near as the palette has it: {:?}", &with[..3]);
        let (_, _, without) = decoded(&svg(""));
        let differ = with.iter().zip(&without).filter(|(a, b)| a != b).count();
        assert!(differ > 100, "words are drawn with the faces of the press");
        assert_eq!(raster.png(&svg("Ab")).unwrap(), raster.png(&svg("Ab")).unwrap());
        assert!(raster.png("<svg").is_err());
    }
}
