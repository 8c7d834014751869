//! A drawing as the site shows it: what its parts have in common is said once, in classes, and each colour has its like on dark
//! paper. The drawing itself keeps its attributes, which every other program understands.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::tokens;

/// Attributes that CSS knows as properties.
const STYLES: &[&str] = &[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "paint-order",
    "font-size",
    "font-weight",
    "text-anchor",
    "direction",
];

/// The file. Anything that is not one of our drawings comes back as it was.
pub fn screen(svg: &str) -> String {
    // The page's alt text says what the description says; a large network has tens of thousands of them.
    let Some((head, (_, body))) = svg.split_once("<desc>").and_then(|(head, rest)| Some((head, rest.split_once("</desc>")?))) else {
        return svg.to_string();
    };
    let mut classes = Classes::default();
    let mut drawn = String::with_capacity(body.len());
    let mut rest = body;
    // The class of the group that was closed last, if nothing came after.
    let mut closed = None;
    let mut open = None;
    while let Some((before, tag, after)) = next_tag(rest) {
        if !before.is_empty() {
            closed = None;
            drawn.push_str(before);
        }
        rest = after;
        if tag == "</g" {
            closed = open.take();
            drawn.push_str("</g>");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let (style, other) = apart(attributes);
        let class = (!style.is_empty()).then(|| classes.of(style));
        let group = name == "<g" && other.trim().is_empty();
        if group && class.is_some() && closed == class {
            drawn.truncate(drawn.len() - "</g>".len());
        } else {
            drawn.push_str(name);
            if let Some(class) = class {
                let _ = write!(drawn, " class=\"{}\"", letters(class));
            }
            drawn.push_str(&other);
            drawn.push('>');
        }
        closed = None;
        if name == "<g" {
            open = class;
        }
    }
    drawn.push_str(rest);
    format!("{head}<style>{}</style>{drawn}", classes.css())
}

/// What comes before the next tag, the tag without its `>`, what comes after.
fn next_tag(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('<')?;
    let end = start + text[start..].find('>')?;
    Some((&text[..start], &text[start..end], &text[end + 1..]))
}

/// Attributes that are style, as CSS; the others as they were, without the names of layers.
fn apart(attributes: &str) -> (String, String) {
    let (mut style, mut other) = (String::new(), String::new());
    let mut rest = attributes.trim_start();
    while let Some((name, value, after)) = attribute(rest) {
        rest = after.trim_start();
        if STYLES.contains(&name) {
            let unit = if name == "font-size" { "px" } else { "" };
            let _ = write!(style, "{}{name}:{value}{unit}", if style.is_empty() { "" } else { ";" });
        } else if name != "class" {
            let _ = write!(other, " {name}=\"{value}\"");
        }
    }
    other.push_str(rest);
    (style, other)
}

fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    Some((name, value, rest))
}

/// Styles by their class, in the order of their first use.
#[derive(Default)]
struct Classes {
    known: BTreeMap<String, usize>,
    styles: Vec<String>,
}

impl Classes {
    fn of(&mut self, style: String) -> usize {
        let next = self.styles.len();
        *self.known.entry(style).or_insert_with_key(|style| {
            self.styles.push(style.clone());
            next
        })
    }

    fn css(&self) -> String {
        let (mut light, mut dark) = (Rules::default(), Rules::default());
        for (class, style) in self.styles.iter().enumerate() {
            for declaration in style.split(';') {
                light.add(declaration.to_string(), class);
                let Some((property, value)) = declaration.split_once(':') else { continue };
                if let Some(token) = tokens::COLORS.iter().find(|c| tokens::hex(c.light) == value) {
                    dark.add(format!("{property}:{}", tokens::hex(token.dark)), class);
                }
            }
        }
        format!("{}@media(prefers-color-scheme:dark){{{}}}", light.css(), dark.css())
    }
}

/// Declarations in the order of their first use, each with its classes.
#[derive(Default)]
struct Rules(Vec<(String, Vec<usize>)>);

impl Rules {
    fn add(&mut self, declaration: String, class: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == declaration) {
            Some((_, classes)) => classes.push(class),
            None => self.0.push((declaration, vec![class])),
        }
    }

    /// Declarations of the same classes stand in one rule. No class has a property twice, so their order does not matter.
    fn css(&self) -> String {
        let mut rules: Vec<(&[usize], Vec<&str>)> = Vec::new();
        for (declaration, classes) in &self.0 {
            match rules.iter_mut().find(|(known, _)| *known == classes.as_slice()) {
                Some((_, declarations)) => declarations.push(declaration),
                None => rules.push((classes, vec![declaration])),
            }
        }
        let rule = |(classes, declarations): &(&[usize], Vec<&str>)| {
            let names: Vec<String> = classes.iter().map(|c| format!(".{}", letters(*c))).collect();
            format!("{}{{{}}}", names.join(","), declarations.join(";"))
        };
        rules.iter().map(rule).collect()
    }
}

/// `a` to `z`, `aa`, `ab`.
fn letters(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    match n / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{letters, screen};

    const DRAWING: &str = "<svg role=\"img\"><title>A</title><desc>B</desc><rect width=\"9\" height=\"9\" fill=\"#fff\"/><g class=\"axes\" fill=\"none\" stroke=\"#00629e\"><path d=\"M1 2\"/></g>\
        <g class=\"line\" fill=\"none\" stroke=\"#00629e\"><path d=\"M3 4\"/></g><g class=\"words\" fill=\"#00629e\" font-size=\"11.5\"><text x=\"1\" y=\"2\">a &lt; b</text></g></svg>\n";

    #[test]
    fn styles_are_said_once_and_have_their_like_on_dark_paper() {
        let made = screen(DRAWING);
        assert!(
            made.starts_with("<svg role=\"img\"><title>A</title><style>.a{fill:#fff}.b{fill:none;stroke:#00629e}.c{fill:#00629e;font-size:11.5px}@media"),
            "{made}"
        );
        assert!(
            made.contains("@media(prefers-color-scheme:dark){.a{fill:#1b222a}.b{stroke:#6bb5e8}.c{fill:#6bb5e8}}</style>"),
            "{made}"
        );
        let drawn = "<rect class=\"a\" width=\"9\" height=\"9\"/><g class=\"b\"><path d=\"M1 2\"/><path d=\"M3 4\"/></g><g class=\"c\"><text x=\"1\" y=\"2\">a &lt; b</text></g></svg>\n";
        assert!(made.ends_with(drawn), "{made}");
    }

    #[test]
    fn what_classes_share_is_said_once() {
        let made = screen(
            "<svg><desc>B</desc><text fill=\"#111\" font-size=\"9\">a</text><text fill=\"#111\" font-size=\"9\" text-anchor=\"end\">b</text><text fill=\"#222\" font-size=\"9\">c</text></svg>",
        );
        assert!(
            made.starts_with("<svg><style>.a,.b{fill:#111}.a,.b,.c{font-size:9px}.b{text-anchor:end}.c{fill:#222}@media"),
            "{made}"
        );
    }

    #[test]
    fn what_is_no_drawing_of_ours_stays() {
        assert_eq!(screen("<svg/>"), "<svg/>");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 52].map(letters), ["a", "z", "aa", "ab", "ba"]);
    }
}
