//! Characters that nobody sees and that harm: the one definition for what is read, published and printed.

use std::borrow::Cow;

/// The characters of [`unprintable`] as the inside of a character class of a regular expression.
pub const UNPRINTABLE: &str = r"\p{Cc}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}\p{Noncharacter_Code_Point}";

/// Control characters, marks that override or isolate the reading direction, byte order marks, and noncharacters.
///
/// Joiners (U+200C, U+200D) are not among them: scripts need them.
pub fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}') || isolates(c) || noncharacter(c)
}

/// Marks that isolate a text's reading direction. They harm in a text that is received; charts set them in pairs around
/// names.
pub fn isolates(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Code points that Unicode keeps for a program's inside. Some are forbidden in XML.
fn noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A text that can be shown: each unprintable character becomes U+FFFD.
pub fn printable(text: &str) -> String {
    if text.chars().any(unprintable) {
        text.chars().map(|c| if unprintable(c) { '\u{fffd}' } else { c }).collect()
    } else {
        text.to_string()
    }
}

/// A text for a terminal: unprintable characters but line feeds as escapes (`\u{1b}`), so that none of them acts on the
/// terminal.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |out, c| out.extend(c.escape_default()))
}

/// As [`visible`], of JSON, which stays so: `\u001b`.
pub fn visible_in_json(text: &str) -> Cow<'_, str> {
    escaped(text, |out, c| {
        let units = &mut [0; 2];
        out.extend(c.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
    })
}

/// A text in which `escape` writes unprintable characters but line feeds.
fn escaped(text: &str, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && unprintable(c);
    if !text.chars().any(acts) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match acts(c) {
            true => escape(&mut out, c),
            false => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_and_the_function_name_the_same_characters() {
        let class = regex::Regex::new(&format!("^[{UNPRINTABLE}]$")).unwrap();
        for c in '\0'..=char::MAX {
            assert_eq!(class.is_match(c.encode_utf8(&mut [0; 4])), unprintable(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        assert_eq!(visible("a\u{1b}[31m\tb\r\u{202e}\u{9b}c\nd é"), "a\\u{1b}[31m\\tb\\r\\u{202e}\\u{9b}c\nd é");
        assert!(matches!(visible("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn joiners_letters_and_spaces_are_printable() {
        assert_eq!(printable("क्\u{200d}ष می\u{200c}خواهم Å\u{a0}b"), "क्\u{200d}ष می\u{200c}خواهم Å\u{a0}b");
        assert_eq!(
            printable("\u{feff}a\u{202e}b\u{1b}c\u{fdd0}\u{10ffff}"),
            "\u{fffd}a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn json_stays_json() {
        let text = "{\"a\":\"\u{1b}x\u{202e}\u{1fffe}\"}\n";
        let shown = visible_in_json(text);
        assert_eq!(shown, "{\"a\":\"\\u001bx\\u202e\\ud83f\\udffe\"}\n");
        let read: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(read["a"], "\u{1b}x\u{202e}\u{1fffe}");
    }
}
