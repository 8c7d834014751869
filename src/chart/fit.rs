//! Text fitting for whatever face a reader has: widths estimated by the wider of two common ones, wrapping, cutting.

use std::sync::LazyLock;

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use ttf_parser::Face;
use unicode_width::UnicodeWidthChar;

use super::theme::Type;
use crate::base::characters::unprintable;

/// Letters of Latin, Greek and Cyrillic.
const LETTERS: std::ops::Range<u32> = 0x20..0x530;

/// Punctuation, arrows and signs of mathematics.
const SIGNS: std::ops::Range<u32> = 0x2000..0x2300;

/// Advances of [`LETTERS`], then [`SIGNS`], in thousandths of the size, each the wider of DejaVu Sans, which many a
/// Linux shows in place of all others, and Noto Sans; 0 where neither has the character. First regular, then bold.
static ADVANCES: LazyLock<[Vec<u16>; 2]> = LazyLock::new(|| {
    let faces = [[dejavu::sans::regular(), notosans::REGULAR_TTF], [dejavu::sans::bold(), notosans::BOLD_TTF]];
    faces.map(|files| {
        let faces: Vec<Face<'_>> = files.into_iter().filter_map(|file| Face::parse(file, 0).ok()).collect();
        let advance = |face: &Face<'_>, c: char| {
            let units = u32::from(face.glyph_hor_advance(face.glyph_index(c)?)?);
            let em = u32::from(face.units_per_em());
            u16::try_from((units * 1000 + em / 2) / em).ok()
        };
        let widest = |code: u32| {
            let of_faces = |c: char| faces.iter().filter_map(|face| advance(face, c)).max();
            char::from_u32(code).and_then(of_faces).unwrap_or_default()
        };
        LETTERS.chain(SIGNS).map(widest).collect()
    })
});

/// Estimated width of a text in px.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let mut letters = text.chars().peekable();
    let mut sum = 0.0;
    while let Some(c) = letters.next() {
        sum += match arabic(c, letters.peek().is_some_and(|next| arabic(*next, true).is_some())) {
            Some(advance) => advance * if bold { 1.17 } else { 1.0 },
            None => advance(c, bold),
        };
    }
    sum * size / 1000.0
}

/// Advance of an Arabic letter, the widest of DejaVu Sans and Noto Sans Arabic: inside a word letters are joined and
/// many of them are far narrower than at its end.
fn arabic(c: char, inside: bool) -> Option<f64> {
    let (joined, last) = match c {
        'ا' | 'أ' | 'إ' | 'آ' => (310.0, 310.0),
        'ء' => (470.0, 470.0),
        'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و' | 'ؤ' => (555.0, 555.0),
        'ب' | 'ت' | 'ث' | 'پ' => (375.0, 1095.0),
        'ن' | 'ي' | 'ى' | 'ئ' | 'ی' => (375.0, 870.0),
        'ل' => (350.0, 765.0),
        'ف' => (615.0, 1100.0),
        'ق' => (615.0, 840.0),
        'ك' | 'ک' | 'گ' => (560.0, 1000.0),
        'ج' | 'ح' | 'خ' | 'چ' => (650.0, 650.0),
        'س' | 'ش' => (895.0, 1275.0),
        'ص' | 'ض' => (950.0, 1355.0),
        'ط' | 'ظ' => (835.0, 950.0),
        'ع' | 'غ' => (605.0, 605.0),
        'م' => (580.0, 670.0),
        'ه' | 'ة' => (600.0, 600.0),
        _ => return None,
    };
    Some(if inside { joined } else { last })
}

/// The advance of a character: by the faces above, else by its script.
fn advance(c: char, bold: bool) -> f64 {
    let code = u32::from(c);
    let place = if LETTERS.contains(&code) {
        Some(code - LETTERS.start)
    } else {
        SIGNS.contains(&code).then(|| code - SIGNS.start + (LETTERS.end - LETTERS.start))
    };
    let heavy = if bold { 1.13 } else { 1.0 };
    match (c.width().unwrap_or(0), place.map(|place| ADVANCES[usize::from(bold)][place as usize])) {
        (0, _) => 0.0,
        (_, Some(known)) if known > 0 => f64::from(known),
        (2.., _) => 1030.0,
        // Other letters of Hebrew and Arabic script are as wide alone as they are seldom: joined they take less.
        _ if (0x590..0x700).contains(&code) => heavy * 780.0,
        // Tamil to Sinhala, Burmese and Khmer are wider than Devanagari, Thai or Ethiopic.
        _ if matches!(code, 0xb80..=0xdff | 0x1000..=0x109f | 0x1780..=0x17ff) => heavy * 1150.0,
        _ => heavy * 900.0,
    }
}

/// A text without unprintable characters and without marks that would turn its reading order. White space of any kind
/// becomes one space.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !unprintable(c) && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{fff9}'..='\u{fffd}') {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name, cleaned; where it holds letters that run from right to left it is isolated, so that numbers after it stay
/// put.
pub fn name(text: &str) -> String {
    let text = clean(text);
    let classes = CodePointMapData::<BidiClass>::new();
    let rtl = |c: char| matches!(classes.get(c), BidiClass::RightToLeft | BidiClass::ArabicLetter);
    if text.chars().any(rtl) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// Breaks a text into at most `most` lines of at most `room` px; what is left over is cut and ends in an ellipsis.
/// Words longer than a line are broken. An empty text has no line.
pub fn wrap(text: &str, set: &Type, room: f64, most: usize) -> Vec<String> {
    let measure = |s: &str| width(s, set.size, set.bold);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if measure(&joined) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if measure(&line) > room && line.chars().count() > 1 && c.width() != Some(0) {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(c);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}…"), set, room);
        }
    }
    lines
}

/// One line of at most `room` px, cut with an ellipsis where it is longer.
pub fn cut(text: &str, set: &Type, room: f64) -> String {
    if width(text, set.size, set.bold) <= room {
        return text.to_string();
    }
    let mut kept: String = text.trim_end_matches('…').to_string();
    while kept.pop().is_some() {
        let tried = format!("{}…", kept.trim_end());
        if width(&tried, set.size, set.bold) <= room {
            return tried;
        }
    }
    String::new()
}

/// Puts labels of the given heights, wanted at the given middles, inside `top..bottom` without overlap, each as near as
/// may be to where it is wanted and in the order given, which must be from top to bottom. Returns the middles.
pub fn dodge(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut placed: Vec<f64> = Vec::with_capacity(wanted.len());
    let mut edge = top;
    for &(middle, height) in wanted {
        let y = middle.max(edge + height / 2.0);
        placed.push(y);
        edge = y + height / 2.0;
    }
    let mut edge = bottom;
    for (y, &(_, height)) in placed.iter_mut().zip(wanted).rev() {
        *y = y.min(edge - height / 2.0);
        edge = *y - height / 2.0;
    }
    placed
}
