//! XML that is changed in places and keeps its bytes elsewhere.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What stands at a place of a text.
pub(super) type Piece<'a> = (Range<usize>, Event<'a>);

/// The elements and texts of an XML text, each with its place. Ends of elements are not compared with their beginnings:
/// drawings of office programs have always been loose in that.
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    ended: bool,
}

impl<'a> Pieces<'a> {
    pub fn new(text: &'a str) -> Pieces<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Pieces { reader, ended: false }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let start = self.reader.buffer_position() as usize;
        match self.reader.read_event() {
            Ok(Event::Eof) => {
                self.ended = true;
                None
            }
            Ok(event) => Some(Ok((start..self.reader.buffer_position() as usize, event))),
            Err(error) => {
                self.ended = true;
                Some(Err(format!("a part of the workbook is not well formed ({error})")))
            }
        }
    }
}

/// Changes of a text: what comes in place of each range.
#[derive(Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in place of another.
    pub fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Puts a text before a place.
    pub fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// The changed text; of changes that overlap the first is made.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for (range, new) in self.0 {
            if range.start < at {
                continue;
            }
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }
}

/// A part as text, without the mark before it.
pub(super) fn text(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|_| "a part of the workbook is not UTF-8 text".to_string())
}

/// A part with another text, with the mark before it where there was one.
pub(super) fn with_text(bytes: &[u8], text: String) -> Vec<u8> {
    match bytes.starts_with(BYTE_ORDER_MARK) {
        true => [BYTE_ORDER_MARK, text.as_bytes()].concat(),
        false => text.into_bytes(),
    }
}

/// The value of the attribute whose name fits, without references.
pub(super) fn attribute(element: &BytesStart, is: impl Fn(&str) -> bool) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|a| is(a.key.as_ref()))?;
    let raw: &str = &found.value;
    quick_xml::escape::unescape(raw).ok().map(|text| text.into_owned())
}

/// The prefix of an element's name with its colon, and its namespace as it says itself.
pub(super) fn prefix_and_namespace(element: &BytesStart) -> (String, String) {
    let name = element.name();
    let name: &str = name.as_ref();
    let prefix = name.split_once(':').map(|(prefix, _)| prefix).unwrap_or_default();
    let declared = match prefix {
        "" => "xmlns".to_string(),
        prefix => format!("xmlns:{prefix}"),
    };
    let namespace = attribute(element, |key| key == declared).unwrap_or_default();
    (if prefix.is_empty() { String::new() } else { format!("{prefix}:") }, namespace)
}

/// A text as the content of an element or an attribute: in ASCII, which means the same in every encoding, and without the
/// sequences `_x000D_` by which office programs write characters.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '_' if is_sequence(&text[at..]) => out.push_str("_x005F_"),
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    out
}

/// Whether a text begins with `_x`, four hexadecimal digits and `_`.
fn is_sequence(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && matches!(bytes[1], b'x' | b'X')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

/// Adds a child at the end of the outermost element: before its end, or within it where it is empty. `child` is made of
/// the prefix of that element and its namespace.
pub(super) fn add_to_root(text: &str, child: impl Fn(&str, &str) -> String) -> Result<String, String> {
    let mut edits = Edits::default();
    let mut root: Option<(String, String, String)> = None;
    let mut last_end = None;
    for piece in Pieces::new(text) {
        let (range, event) = piece?;
        match event {
            Event::Start(element) if root.is_none() => {
                let (prefix, namespace) = prefix_and_namespace(&element);
                root = Some((element.name().as_ref().to_string(), prefix, namespace));
            }
            Event::Empty(element) if root.is_none() => {
                let (prefix, namespace) = prefix_and_namespace(&element);
                let name = element.name().as_ref().to_string();
                let open = text[range.clone()].trim_end_matches("/>").trim_end();
                edits.replace(range.clone(), format!("{open}>{}</{name}>", child(&prefix, &namespace)));
                return Ok(edits.apply(text));
            }
            Event::End(element) => {
                let is_root = root.as_ref().is_some_and(|(name, ..)| element.name().as_ref() == name);
                if is_root {
                    last_end = Some(range.start);
                }
            }
            _ => {}
        }
    }
    match (root, last_end) {
        (Some((_, prefix, namespace)), Some(at)) => {
            edits.insert(at, child(&prefix, &namespace));
            Ok(edits.apply(text))
        }
        _ => Err("a part of the workbook has no outermost element".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_added_and_the_rest_stays() {
        let child = |prefix: &str, namespace: &str| format!("<{prefix}b n=\"{namespace}\"/>");
        for (before, after) in [
            (
                "<?xml version=\"1.0\"?>\r\n<a xmlns='u'><!-- x --><a/></a>\n",
                "<?xml version=\"1.0\"?>\r\n<a xmlns='u'><!-- x --><a/><b n=\"u\"/></a>\n",
            ),
            ("<p:a xmlns:p=\"u\" />", "<p:a xmlns:p=\"u\"><p:b n=\"u\"/></p:a>"),
        ] {
            assert_eq!(add_to_root(before, child).unwrap(), after);
        }
        assert!(add_to_root("", child).is_err() && add_to_root("<a", child).is_err());
    }

    #[test]
    fn texts_are_written_so_that_they_are_read_as_they_were() {
        let text = "\"a\" <b> & c_x0041_ _x00_ é \u{1f600}\nd";
        let written = escaped(text);
        assert!(written.is_ascii() && written.contains("c_x005F_x0041_ _x00_"));
        let read = quick_xml::escape::unescape(&written).unwrap();
        assert_eq!(read.replace("_x005F_", "_"), text);
    }

    #[test]
    fn changes_leave_the_rest() {
        let mut edits = Edits::default();
        edits.insert(6, "d".into());
        edits.replace(1..3, "x".into());
        edits.replace(2..4, "overlaps".into());
        assert_eq!(edits.apply("abcdef"), "axdefd");
    }
}
