//! Text fitting without a font: widths estimated from the widest of the common sans-serif faces, wrapping, cutting.

use unicode_width::UnicodeWidthChar;

use super::theme::Type;
use crate::base::characters::unprintable;

/// Advance of U+0020 to U+007E in thousandths of the size: the widest of Arial's metrics, Noto Sans's
/// and DejaVu Sans's, which many a Linux shows in place of all others.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 551, 838, 318, 361, 318, 372, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
    1015, 684, 686, 722, 770, 667, 611, 778, 752, 339, 500, 667, 557, 907, 760, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 372, 390, 838, 556,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 413, 521, 392, 634, 592, 818, 592, 592, 525, 636, 551, 636, 838,
];
/// The same in bold.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 545, 838, 380, 415, 380, 413, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611,
    1000, 774, 762, 734, 830, 683, 683, 821, 837, 389, 556, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 413, 457, 838, 556,
    500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 551, 712, 838,
];

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

/// Advance of an Arabic letter, the widest of DejaVu Sans and Noto Sans Arabic: inside a word letters are joined and many of them
/// are far narrower than at its end.
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

fn advance(c: char, bold: bool) -> f64 {
    let table = if bold { &BOLD } else { &REGULAR };
    if let Some(&w) = (c as usize).checked_sub(0x20).and_then(|i| table.get(i)) {
        return f64::from(w);
    }
    let heavy = if bold { 1.13 } else { 1.0 };
    match (c.width().unwrap_or(0), c) {
        (0, _) => 0.0,
        (_, '\u{a0}' | '\u{202f}' | '\u{b7}' | '\u{2019}') => {
            if bold {
                380.0
            } else {
                348.0
            }
        }
        (_, '–' | '°' | '²') => 556.0,
        (_, '−' | '×' | '≥' | '≤') => 838.0,
        (_, '…' | '—' | '→') => 1040.0,
        (_, '‰') => 1440.0,
        (2.., _) => 1030.0,
        // Latin with diacritics: as wide as its widest plain letters of that case, Cyrillic and Greek a little wider.
        (_, 'æ' | 'œ' | 'Æ' | 'Œ' | '\u{1c4}'..='\u{1cc}') => heavy * 1080.0,
        (_, 'ŵ') => heavy * 830.0,
        (_, 'Ŵ' | 'Ħ' | 'Ơ' | 'Ư') => heavy * 1000.0,
        (_, '\u{c0}'..='\u{24f}') => heavy * if c.is_lowercase() { 640.0 } else { 790.0 },
        (_, 'Ж' | 'М' | 'Ф' | 'Ш' | 'Щ' | 'Ы' | 'Ю' | 'Љ' | 'Њ' | 'Μ') => heavy * 1180.0,
        (_, 'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' | 'љ' | 'њ' | 'ω' | 'ώ' | 'ψ') => heavy * 960.0,
        (_, '\u{370}'..='\u{52f}') => heavy * if c.is_lowercase() { 700.0 } else { 880.0 },
        // Other letters of Hebrew and Arabic script are as wide alone as they are seldom: joined they take less.
        (_, '\u{590}'..='\u{6ff}') => heavy * 780.0,
        // Tamil to Sinhala, Burmese and Khmer are wider than Devanagari, Thai or Ethiopic.
        (_, '\u{b80}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') => heavy * 1150.0,
        _ => heavy * 900.0,
    }
}

/// A text without unprintable characters and without marks that would turn its reading order. White space of any kind becomes one space.
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

/// A name, cleaned; where it holds letters that run from right to left it is isolated, so that numbers after it stay put.
pub fn name(text: &str) -> String {
    let text = clean(text);
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
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
