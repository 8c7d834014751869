//! Texts of which a part is struck out: a cell's text may be in runs, each with a font of its own.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};

use super::element::attribute;

/// What is seen of the runs of a text while its elements go by.
#[derive(Debug, Default)]
pub(super) struct Runs {
    in_run: bool,
    in_text: bool,
    /// Whether the run is struck out.
    struck: bool,
    /// Whether a run of this text that is struck out has more than spaces.
    found: bool,
}

impl Runs {
    /// An element that begins; `is_empty` where it has nothing in it.
    pub fn enter(&mut self, element: &BytesStart, is_empty: bool) {
        match element.local_name().as_ref() {
            "r" => (self.in_run, self.struck) = (!is_empty, false),
            "strike" if self.in_run => {
                let off = attribute(element, "val").is_some_and(|val| matches!(val.as_str(), "0" | "false" | "off"));
                self.struck = !off;
            }
            "t" => self.in_text = !is_empty,
            _ => {}
        }
    }

    /// An element that ends.
    pub fn leave(&mut self, name: &str) {
        match name {
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    /// Text, or what stands for a character.
    pub fn text(&mut self, text: &str) {
        self.found |= self.in_run && self.in_text && self.struck && !text.trim().is_empty();
    }

    /// Whether a part of the text that ended is struck out; what follows is another text.
    pub fn end(&mut self) -> bool {
        std::mem::take(self).found
    }
}

/// The places of shared texts of which a part is struck out, from 0. What is not well formed was refused before.
pub(super) fn struck_texts(part: impl Read) -> BTreeSet<usize> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut found, mut at, mut runs, mut buffer) = (BTreeSet::new(), 0, Runs::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => runs.enter(&element, false),
            Ok(Event::Empty(element)) if element.local_name().as_ref() == "si" => at += 1,
            Ok(Event::Empty(element)) => runs.enter(&element, true),
            Ok(Event::End(element)) if element.local_name().as_ref() == "si" => {
                if runs.end() {
                    found.insert(at);
                }
                at += 1;
            }
            Ok(Event::End(element)) => runs.leave(element.local_name().as_ref()),
            Ok(Event::Text(text)) => runs.text(&text),
            Ok(Event::CData(text)) => runs.text(&text),
            Ok(Event::GeneralRef(_)) => runs.text("&"),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::struck_texts;

    #[test]
    fn shared_texts_with_a_run_that_is_struck_out_are_found() {
        let run = |properties: &str, text: &str| format!("<r><rPr>{properties}</rPr><t>{text}</t></r>");
        let texts = [
            "<t>plain</t>".to_string(),
            run("<b/><strike/>", "gone") + &run("<b/>", " kept"),
            run("<strike val=\"0\"/>", "kept") + "<r><t>kept</t></r>",
            run("<strike val=\"true\"/>", "&amp;"),
            run("<strike/>", " ") + &run("", "kept"),
        ];
        let items: String = texts.iter().map(|text| format!("<si>{text}</si>")).collect();
        let part = format!("<sst><si/>{items}<si>{}</si></sst>", run("<strike/>", "<![CDATA[gone]]>"));
        assert_eq!(struck_texts(part.as_bytes()).into_iter().collect::<Vec<_>>(), [2, 4, 6]);
    }
}
