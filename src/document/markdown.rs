//! Somebody's Markdown as a document: paragraphs, headings, lists, emphasis and links. Markup of HTML is text, pictures
//! are their words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Block, Link, Text};
use crate::base::link::published;

/// The blocks of a text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut reader =
        Reader { blocks: Vec::new(), open: vec![Text::default()], links: Vec::new(), lists: 0, items: Vec::new() };
    Parser::new(markdown).for_each(|event| reader.take(event));
    reader.end_paragraph();
    reader.blocks
}

struct Reader {
    blocks: Vec<Block>,
    /// The running text, and what is emphasised or linked inside it.
    open: Vec<Text>,
    links: Vec<String>,
    /// How many lists are open, one within the other.
    lists: usize,
    /// Their items, all in one list: those of a list within a list follow its item.
    items: Vec<Text>,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.say(Text::from(&*text)),
            Event::Code(text) => self.say(Text::code(text.into_string())),
            Event::SoftBreak | Event::HardBreak => self.say(Text::from(" ")),
            Event::Start(Tag::Strong | Tag::Emphasis) => self.open.push(Text::default()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.open.push(Text::default());
                self.links.push(dest_url.into_string());
            }
            Event::Start(Tag::List(_)) => {
                self.end_paragraph();
                self.lists += 1;
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => self.end_paragraph(),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong | TagEnd::Emphasis => {
                let inner = self.open.pop().unwrap_or_default();
                self.say(Text::strong(inner));
            }
            TagEnd::Link => {
                let (inner, target) = (self.open.pop().unwrap_or_default(), self.links.pop().unwrap_or_default());
                match published(&target) {
                    Ok(target) => self.say(Text::link(Link::Outside(target), inner)),
                    Err(_) => self.say(inner),
                }
            }
            TagEnd::Heading(_) => {
                let text = self.paragraph();
                self.blocks.push(Block::heading(2, text, 20));
            }
            TagEnd::Item => self.end_paragraph(),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 && !self.items.is_empty() {
                    self.blocks.push(Block::list(std::mem::take(&mut self.items)));
                }
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_paragraph(),
            _ => {}
        }
    }

    fn say(&mut self, text: Text) {
        if let Some(open) = self.open.last_mut() {
            open.push(text);
        }
    }

    /// The running text up to here.
    fn paragraph(&mut self) -> Text {
        let text = std::mem::replace(&mut self.open, vec![Text::default()]);
        text.into_iter().fold(Text::default(), |mut all, part| {
            all.push(part);
            all
        })
    }

    /// Ends the running text: within a list, an item of it.
    fn end_paragraph(&mut self) {
        let text = self.paragraph();
        match text.is_empty() {
            true => {}
            false if self.lists > 0 => self.items.push(text),
            false => self.blocks.push(Block::paragraph(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::document::{Block, Span};

    /// The words of each block with its kind before them.
    fn read(markdown: &str) -> Vec<String> {
        let of = |block: &Block| match block {
            Block::Paragraph(_, text) => format!("p {}", text.plain()),
            Block::Heading { text, .. } => format!("h {}", text.plain()),
            Block::List(_, items) => {
                format!("l {}", items.iter().map(|item| item.plain()).collect::<Vec<_>>().join(" | "))
            }
            other => format!("{other:?}"),
        };
        blocks(markdown).iter().map(of).collect()
    }

    #[test]
    fn paragraphs_headings_and_lists() {
        assert_eq!(
            read("# Dear *readers*\n\nFirst line\nand second.\n\n- one\n- two\n  1. two a\n\n- three\n\nEnd."),
            ["h Dear readers", "p First line and second.", "l one | two | two a | three", "p End."]
        );
        assert_eq!(read("> Quoted words."), ["p Quoted words."]);
        assert!(read("").is_empty() && read("\n\n").is_empty());
    }

    #[test]
    fn markup_is_text_and_only_the_web_is_linked() {
        assert_eq!(read("<script>alert(1)</script>"), ["p <script>alert(1)</script>"]);
        let link = |markdown: &str| -> bool {
            let Block::Paragraph(_, text) = &blocks(markdown)[0] else { panic!("a paragraph") };
            text.spans().iter().any(|span| matches!(span, Span::Link(..)))
        };
        assert!(link("See [our site](https://example.org/)."));
        assert!(!link("See [this](javascript:alert(1))."));
        assert!(!link("See [this](https://user:secret@example.org/)."));
        assert_eq!(read("See [this](javascript:alert(1))."), ["p See this."]);
        assert_eq!(read("A ![tower](tower.png) picture and **bold** words."), ["p A tower picture and bold words."]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[ \\-*#\\[\\]()<>`_!0-9a-z\n>|~]{0,200}") {
            blocks(&text);
        }
    }
}
