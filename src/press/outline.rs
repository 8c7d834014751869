//! Text of a chart as outlines, where its letters join or are stacked. PDF/UA asks for the letter behind
//! every glyph, and of several glyphs of one cluster in an SVG only the first one keeps it. The chart's own text is
//! there as its alt.

use std::sync::{Arc, OnceLock};

use usvg::{Options, Tree, WriteOptions, fontdb};

use super::fonts::{self, Fonts};

/// The faces as the reader of SVG wants them, made when first asked for.
#[derive(Debug, Default)]
pub struct Outlines(OnceLock<Arc<fontdb::Database>>);

impl Outlines {
    /// The chart with outlines for its text where it needs them; as it is where it does not, or where it is no SVG.
    pub fn of(&self, fonts: &Fonts, svg: Vec<u8>) -> Vec<u8> {
        if !std::str::from_utf8(&svg).is_ok_and(|text| text.chars().any(joins)) {
            return svg;
        }
        let options = Options {
            fontdb: self.0.get_or_init(|| database(fonts)).clone(),
            font_family: fonts::FAMILY.into(),
            ..Options::default()
        };
        match Tree::from_data(&svg, &options) {
            Ok(tree) => tree.to_string(&WriteOptions::default()).into_bytes(),
            Err(_) => svg,
        }
    }
}

/// Faces in the order in which they are tried.
fn database(fonts: &Fonts) -> Arc<fontdb::Database> {
    let mut all = fontdb::Database::new();
    for family in fonts.families() {
        // A file's faces come with its first one.
        for face in fonts.faces().iter().filter(|f| f.info().family == family.as_str() && f.index() == 0) {
            all.load_font_source(fontdb::Source::Binary(Arc::new(face.data().clone())));
        }
    }
    Arc::new(all)
}

/// Whether glyphs and letters may not be one to one: anything but letters, signs and ideographs with one glyph
/// each.
fn joins(c: char) -> bool {
    !matches!(
        u32::from(c),
        0..=0x2FF | 0x370..=0x482 | 0x48A..=0x58F | 0x10A0..=0x10FF | 0x1200..=0x135C | 0x1360..=0x139F | 0x1C80..=0x1CBF
            | 0x1D00..=0x1DBF | 0x1E00..=0x200A | 0x2010..=0x2029 | 0x202F..=0x205F | 0x2070..=0x20CF | 0x2100..=0x2CEE
            | 0x2D00..=0x2D7E | 0x2D80..=0x2DDF | 0x2E00..=0x3029 | 0x3030..=0x3098 | 0x309B..=0xA4CF | 0xAC00..=0xD7A3
            | 0xF900..=0xFB06 | 0xFE30..=0xFE6F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::{Fonts, Outlines, joins};

    #[test]
    fn letters_that_stand_each_for_itself_stay_text() {
        assert!(!"Łódź, Αθήνα, Горад, አዲስ, 城市, 도시: “1 → 2” −3 %".chars().any(joins));
        for text in ["مدينة", "\u{2068}a", "दिल्ली", "กรุงเทพ", "e\u{301}"] {
            assert!(text.chars().any(joins), "{text}");
        }
    }

    #[test]
    fn text_whose_letters_join_becomes_outlines() {
        let fonts = Fonts::load(None).unwrap();
        let of = |text: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text y=\"9\">{text}</text></svg>"
            );
            String::from_utf8(Outlines::default().of(&fonts, svg.into_bytes())).unwrap()
        };
        assert!(of("City").contains("<text"));
        let arabic = of("مدينة");
        assert!(arabic.contains("<path") && !arabic.contains("<text"));
        assert_eq!(Outlines::default().of(&fonts, "مدينة".into()), "مدينة".as_bytes(), "no SVG");
    }
}
