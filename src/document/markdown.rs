//! Somebody's Markdown as a document: paragraphs, headings, lists, emphasis and links. Markup of HTML is text, pictures
//! are their words. Tables, footnotes and struck-out text would be shown as they are typed, and are refused where a foreword is read.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Block, Link, Text};
use crate::base::link::published;

/// The blocks of a text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut reader = Reader {
        blocks: Vec::new(),
        open: vec![Text::default()],
        links: Vec::new(),
        lists: Vec::new(),
        first_of_list: 0,
    };
    Parser::new(markdown).for_each(|event| reader.take(event));
    reader.end_paragraph();
    reader.blocks
}

struct Reader {
    blocks: Vec<Block>,
    /// The running text, and what is emphasised or linked inside it.
    open: Vec<Text>,
    links: Vec<String>,
    /// The lists that are open, one within the other. The items of an inner one follow its item.
    lists: Vec<List>,
    /// The place of the first block of the outermost list.
    first_of_list: usize,
}

/// An open list.
struct List {
    /// The number of the next item; none in a list with bullets.
    next: Option<u64>,
    /// Whether an item begins, so that the next paragraph is its first.
    begins: bool,
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
            Event::Start(Tag::List(next)) => {
                self.end_paragraph();
                if self.lists.is_empty() {
                    self.first_of_list = self.blocks.len();
                }
                self.lists.push(List { next, begins: false });
            }
            Event::Start(Tag::Item) => {
                self.end_paragraph();
                if let Some(list) = self.lists.last_mut() {
                    list.begins = true;
                }
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
            TagEnd::List(_) => drop(self.lists.pop()),
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

    /// Ends the running text: within a list, an item of it or more of its last item.
    fn end_paragraph(&mut self) {
        let text = self.paragraph();
        if text.is_empty() {
            return;
        }
        let Some(list) = self.lists.last_mut() else { return self.blocks.push(Block::paragraph(text)) };
        let begins = std::mem::replace(&mut list.begins, false);
        let number = list.next.filter(|_| begins);
        list.next = list.next.map(|next| next.saturating_add(u64::from(begins)));
        let last = self.blocks.get_mut(self.first_of_list..).and_then(<[Block]>::last_mut);
        match (last, number) {
            (Some(Block::List(_, items) | Block::Numbered(_, items)), None) if !begins => {
                if let Some(item) = items.last_mut() {
                    item.push(Text::from(" "));
                    item.push(text);
                }
            }
            (Some(Block::Numbered(first, items)), Some(n)) if first.saturating_add(items.len() as u64) == n => {
                items.push(text);
            }
            (_, Some(n)) => self.blocks.push(Block::Numbered(n, vec![text])),
            (Some(Block::List(_, items)), None) => items.push(text),
            (_, None) => self.blocks.push(Block::list(vec![text])),
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
            Block::Numbered(first, items) => {
                format!("{first} {}", items.iter().map(|item| item.plain()).collect::<Vec<_>>().join(" | "))
            }
            other => format!("{other:?}"),
        };
        blocks(markdown).iter().map(of).collect()
    }

    #[test]
    fn paragraphs_headings_and_lists() {
        assert_eq!(
            read("# Dear *readers*\n\nFirst line\nand second.\n\n- one\n- two\n  1. two a\n\n- three\n\nEnd."),
            ["h Dear readers", "p First line and second.", "l one | two", "1 two a", "l three", "p End."]
        );
        assert_eq!(read("> Quoted words."), ["p Quoted words."]);
        assert!(read("").is_empty() && read("\n\n").is_empty());
    }

    #[test]
    fn numbers_of_lists_are_kept() {
        assert_eq!(read("2024. It was a good year."), ["2024 It was a good year."]);
        assert_eq!(
            read("We note:\n\n3. third\n4. fourth\n\n   more of it\n\n   - a\n   - b\n\n5. fifth\n\nEnd."),
            ["p We note:", "3 third | fourth more of it", "l a | b", "5 fifth", "p End."]
        );
        assert_eq!(read("- a\n\n  more\n\n* b"), ["l a more", "l b"]);
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
