//! What was drawn: groups of shapes and texts, each with a style; written as a file of its own, or as the site shows
//! it.

use std::fmt::{Display, Write};

use plotters_backend::{BackendColor, BackendCoord};

use super::screen;
use super::style::{Paint, Style, Surface};
use crate::base::characters::{isolates, unprintable};

/// A drawing as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// By itself: styles are attributes, which every program understands, and it brings its description.
    pub svg: String,
    /// On a page, which has the description as its alt text: styles are classes, and each colour has its like on dark
    /// paper.
    pub screen: String,
}

/// Neighbours of one layer and style.
#[derive(Debug)]
struct Group {
    layer: &'static str,
    /// Its place among the styles.
    style: usize,
    content: String,
}

/// What was drawn so far.
#[derive(Debug, Default)]
pub struct Ink {
    styles: Vec<Style>,
    groups: Vec<Group>,
    /// What the last path drew last, where it is still open.
    pub path: Option<BackendCoord>,
    /// The layer of what is drawn next.
    pub layer: &'static str,
    /// How lines that are drawn next are dashed.
    pub dash: &'static str,
    /// Whether texts that are drawn next have a halo.
    pub halo: bool,
    /// Width of the sheet, where it is read from right to left: all that is drawn is mirrored.
    pub mirror: Option<i32>,
}

impl Ink {
    /// A place on the sheet.
    pub fn place(&self, (x, y): BackendCoord) -> BackendCoord {
        (self.mirror.map_or(x, |width| width - x), y)
    }

    /// What the open group holds.
    pub fn content(&mut self) -> &mut String {
        if self.groups.is_empty() {
            self.style(Style::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last].content
    }

    /// Ends a path that is still open.
    pub fn end_path(&mut self) {
        if self.path.take().is_some() {
            self.content().push_str("\"/>");
        }
    }

    /// What is drawn next has this style.
    pub fn style(&mut self, style: Style) {
        let place = match self.styles.iter().position(|known| *known == style) {
            Some(place) => place,
            None => {
                self.styles.push(style);
                self.styles.len() - 1
            }
        };
        let layer = self.layer;
        if self.groups.last().is_some_and(|group| group.style == place && group.layer == layer) {
            return;
        }
        self.end_path();
        self.groups.push(Group { layer, style: place, content: String::new() });
    }

    /// What is drawn next is a line of this colour and width, or a shape with this inside.
    pub fn stroke(&mut self, color: BackendColor, width: u32, fill: Option<BackendColor>) {
        let mut style = Style::default();
        match fill {
            Some(fill) => style.paint(Paint::Fill, fill),
            None => style.set("fill", "none"),
        }
        if width > 0 {
            style.paint(Paint::Stroke, color);
            if width != 10 {
                style.set("stroke-width", Tenths(width as i32));
            }
            if !self.dash.is_empty() {
                style.set("stroke-dasharray", self.dash);
            }
        }
        self.style(style);
    }

    /// A circle, with words for who points at it.
    pub fn circle(
        &mut self,
        center: BackendCoord,
        radius: i32,
        color: BackendColor,
        width: u32,
        fill: bool,
        title: Option<&str>,
    ) {
        // Hollow marks are filled with paper: a line must not run through them.
        let paper = BackendColor { alpha: 1.0, rgb: (255, 255, 255) };
        self.stroke(color, if fill { 0 } else { width }, Some(if fill { color } else { paper }));
        self.end_path();
        let (x, y) = self.place(center);
        let out = self.content();
        let _ = write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", Tenths(x), Tenths(y), Tenths(radius));
        match title {
            None => out.push_str("/>"),
            Some(title) => {
                out.push_str("><title>");
                escape(out, title);
                out.push_str("</title></circle>");
            }
        }
    }

    /// Draws a line through the points; it goes on in the open path.
    pub fn line_to(&mut self, points: impl Iterator<Item = BackendCoord>) {
        let mut last: Option<BackendCoord> = None;
        for point in points {
            let p = self.place(point);
            let opens = self.path.is_none();
            let out = self.content();
            let _ = match last {
                None if opens => write!(out, "<path d=\"M{} {}", Tenths(p.0), Tenths(p.1)),
                None => write!(out, "M{} {}", Tenths(p.0), Tenths(p.1)),
                Some(q) if q == p => continue,
                Some(q) if q.1 == p.1 => write!(out, "H{}", Tenths(p.0)),
                Some(q) if q.0 == p.0 => write!(out, "V{}", Tenths(p.1)),
                Some(_) => write!(out, "L{} {}", Tenths(p.0), Tenths(p.1)),
            };
            last = Some(p);
            self.path = Some(p);
        }
    }

    /// A file of its own. `head` is its first tag and title, `size` its width and height in px.
    pub fn alone(&self, head: &str, description: &str, (width, height): (u32, u32)) -> String {
        let mut out = format!("{head}<desc>");
        escape(&mut out, description);
        let _ = write!(out, "</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>");
        for group in &self.groups {
            out.push_str("<g");
            if !group.layer.is_empty() {
                let _ = write!(out, " class=\"{}\"", group.layer);
            }
            for (name, value) in &self.styles[group.style].0 {
                let _ = write!(out, " {name}=\"{value}\"");
            }
            let _ = write!(out, ">{}</g>", group.content);
        }
        out.push_str("</svg>\n");
        out
    }

    /// Without words and background. On a page groups are named by their layers, whose style the page has, as it has
    /// that of shapes without a layer; in print they have their styles as attributes.
    pub fn bare(&self, surface: Surface, class: &str, (width, height): (u32, u32)) -> String {
        let mut out = match surface {
            // The style sheet has its size, in which it is drawn.
            Surface::Page => format!("<svg class={class}>"),
            Surface::Print => format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
            ),
        };
        for group in &self.groups {
            match surface {
                Surface::Page if group.layer.is_empty() => {
                    out.push_str(&group.content);
                    continue;
                }
                Surface::Page => match group.content.strip_prefix('<').and_then(|shape| shape.split_once(' ')) {
                    // A shape alone carries the class itself.
                    Some((shape, rest)) if !rest.contains('<') => {
                        let _ = write!(out, "<{shape} class={} {rest}", group.layer);
                        continue;
                    }
                    _ => {
                        let _ = write!(out, "<g class={}>", group.layer);
                    }
                },
                Surface::Print => {
                    out.push_str("<g");
                    for (name, value) in &self.styles[group.style].0 {
                        let _ = write!(out, " {name}=\"{value}\"");
                    }
                    out.push('>');
                }
            }
            out.push_str(&group.content);
            out.push_str("</g>");
        }
        out.push_str("</svg>");
        out
    }

    /// As the site shows it: what its groups have in common is written once.
    pub fn screen(&self, head: &str, (width, height): (u32, u32)) -> String {
        let paper = Style(vec![("fill", PAPER.to_string())]);
        let styles: Vec<&Style> = std::iter::once(&paper).chain(&self.styles).collect();
        let mut out = format!(
            "{head}<style>{}</style><rect class=\"{}\" width=\"{width}\" height=\"{height}\"/>",
            screen::css(&styles),
            screen::class(0)
        );
        let mut open = None;
        for group in &self.groups {
            if open != Some(group.style) {
                if open.is_some() {
                    out.push_str("</g>");
                }
                let _ = write!(out, "<g class=\"{}\">", screen::class(group.style + 1));
                open = Some(group.style);
            }
            out.push_str(&group.content);
        }
        out.push_str(if open.is_some() { "</g></svg>\n" } else { "</svg>\n" });
        out
    }
}

/// What everything is drawn on.
const PAPER: &str = "#fff";

/// Tenths of a px, written in px.
pub struct Tenths(pub i32);

impl Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, v) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match v % 10 {
            0 => write!(f, "{sign}{}", v / 10),
            d => write!(f, "{sign}{}.{d}", v / 10),
        }
    }
}

/// Appends a text as XML character data, without unprintable characters; isolates are our own, around names.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c if unprintable(c) && !isolates(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use plotters_backend::BackendColor;

    use super::{Ink, Paint, Style};

    fn own() -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (0x00, 0x62, 0x9e) }
    }

    /// Two layers of lines of one style, and a text.
    fn drawn() -> Ink {
        let mut ink = Ink::default();
        for (layer, points) in [("axes", [(10, 20), (30, 20)]), ("line", [(30, 40), (50, 60)])] {
            ink.layer = layer;
            ink.stroke(own(), 10, None);
            ink.line_to(points.into_iter());
            ink.end_path();
        }
        let mut words = Style::default();
        words.paint(Paint::Fill, own());
        words.set("font-size", 11.5);
        ink.style(words);
        ink.content().push_str("<text x=\"1\" y=\"2\">a</text>");
        ink
    }

    #[test]
    fn by_itself_styles_are_attributes_and_layers_are_named() {
        let made = drawn().alone("<svg><title>A</title>", "B < C", (9, 9));
        assert_eq!(
            made,
            "<svg><title>A</title><desc>B &lt; C</desc><rect width=\"9\" height=\"9\" fill=\"#fff\"/>\
             <g class=\"axes\" fill=\"none\" stroke=\"#00629e\"><path d=\"M1 2H3\"/></g>\
             <g class=\"line\" fill=\"none\" stroke=\"#00629e\"><path d=\"M3 4L5 6\"/></g>\
             <g class=\"line\" fill=\"#00629e\" font-size=\"11.5\"><text x=\"1\" y=\"2\">a</text></g></svg>\n"
        );
    }

    #[test]
    fn on_the_site_styles_are_written_once_and_have_their_like_on_dark_paper() {
        let made = drawn().screen("<svg><title>A</title>", (9, 9));
        assert_eq!(
            made,
            "<svg><title>A</title><style>.a{fill:#fff}.b{fill:none;stroke:#00629e}.c{fill:#00629e;font-size:11.5px}\
             @media(prefers-color-scheme:dark){.a{fill:#1b222a}.b{stroke:#6bb5e8}.c{fill:#6bb5e8}}</style>\
             <rect class=\"a\" width=\"9\" height=\"9\"/><g class=\"b\"><path d=\"M1 2H3\"/><path d=\"M3 4L5 6\"/></g>\
             <g class=\"c\"><text x=\"1\" y=\"2\">a</text></g></svg>\n"
        );
    }
}
