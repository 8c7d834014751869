//! What can be read back from an SVG: elements, texts with their estimated boxes. A reader strict enough to refuse what
//! is not well-formed.

use std::collections::BTreeMap;

use learning_cities::chart::fit;

/// An element with the attributes it has and inherits.
#[derive(Debug, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
}

impl Element {
    pub fn number(&self, name: &str) -> f64 {
        self.attributes[name].parse().unwrap_or_else(|_| panic!("{name} of {self:?}"))
    }

    pub fn class(&self) -> &str {
        self.attributes.get("class").map_or("", String::as_str)
    }
}

/// Every element in order; panics on what is not well-formed.
pub fn parse(svg: &str) -> Vec<Element> {
    let mut done = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut rest = svg.trim_end();
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let text = unescape(&rest[..at]);
        assert!(text.is_empty() || !open.is_empty(), "text outside: {text:?}");
        if let Some(last) = open.last_mut() {
            last.text.push_str(&text);
        }
        rest = &rest[at..];
        if rest.is_empty() {
            break;
        }
        let end = rest.find('>').expect("a tag that ends");
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().expect("an open element");
            assert_eq!(last.name, name, "closes another");
            done.push(last);
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |t| (t, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element {
            name: name.into(),
            attributes: open.last().filter(|e| e.name == "g").map_or_else(BTreeMap::new, |e| e.attributes.clone()),
            text: String::new(),
        };
        let mut own = Vec::new();
        while !attributes.trim().is_empty() {
            let (name, value) = attributes.trim_start().split_once("=\"").expect("an attribute");
            let (value, after) = value.split_once('"').expect("a quoted value");
            assert!(!own.contains(&name), "{name} twice");
            own.push(name);
            element.attributes.insert(name.into(), unescape(value));
            attributes = after;
        }
        if closed { done.push(element) } else { open.push(element) }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    done
}

fn unescape(text: &str) -> String {
    assert!(!text.contains(['<', '>']), "not escaped: {text:?}");
    for (i, _) in text.match_indices('&') {
        let known = ["&lt;", "&gt;", "&amp;", "&quot;"];
        assert!(known.iter().any(|k| text[i..].starts_with(k)), "a bare ampersand: {text:?}");
    }
    assert!(!text.chars().any(char::is_control), "a control character: {text:?}");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A text with its estimated box.
#[derive(Debug)]
pub struct Label {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Every text of the picture.
pub fn labels(elements: &[Element]) -> Vec<Label> {
    let texts = elements.iter().filter(|e| e.name == "text");
    texts
        .map(|e| {
            let size = e.number("font-size");
            let bold = e.attributes.contains_key("font-weight");
            let width = fit::width(&e.text, size, bold);
            let (x, y) = (e.number("x"), e.number("y"));
            let left = match e.attributes.get("text-anchor").map(String::as_str) {
                None => x,
                Some("middle") => x - width / 2.0,
                Some(_) => x - width,
            };
            Label { text: e.text.clone(), left, right: left + width, top: y - size * 0.78, bottom: y + size * 0.22 }
        })
        .collect()
}

/// Fails unless every text lies inside the picture, no two overlap, and nothing is drawn outside or is not a number.
pub fn sound(svg: &str) -> Vec<Element> {
    let elements = parse(svg);
    let root = elements.last().expect("a root");
    assert_eq!(root.name, "svg");
    let (width, height) = (root.number("width"), root.number("height"));
    assert_eq!(root.attributes["viewBox"], format!("0 0 {width} {height}"));
    assert_eq!(root.attributes["role"], "img");
    for name in ["title", "desc"] {
        assert!(elements.iter().any(|e| e.name == name && !e.text.trim().is_empty()), "no {name}");
    }
    for word in ["NaN", "inf", "href", "url(", " id="] {
        let markup: String = svg.split('>').filter_map(|p| p.split_once('<').map(|(_, tag)| tag)).collect();
        assert!(!markup.contains(word), "{word} in the markup");
    }
    for e in &elements {
        let inside = |x: f64, y: f64| {
            assert!((-0.1..=width + 0.1).contains(&x) && (-0.1..=height + 0.1).contains(&y), "outside: {e:?}")
        };
        match e.name.as_str() {
            "circle" => inside(e.number("cx"), e.number("cy")),
            "rect" if e.attributes.contains_key("x") => {
                inside(e.number("x"), e.number("y"));
                inside(e.number("x") + e.number("width"), e.number("y") + e.number("height"));
            }
            "path" => points(&e.attributes["d"]).into_iter().for_each(|(x, y)| inside(x, y)),
            _ => {}
        }
    }
    let labels = labels(&elements);
    for (i, a) in labels.iter().enumerate() {
        assert!(
            a.left >= 0.0 && a.right <= width && a.top >= 0.0 && a.bottom <= height,
            "cut at the edge of {width} x {height}: {a:?}"
        );
        for b in &labels[i + 1..] {
            let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
            assert!(apart, "these overlap:\n{a:?}\n{b:?}\n{svg}");
        }
    }
    elements
}

/// The corners of a path of M, L, H, V and Z.
pub fn points(d: &str) -> Vec<(f64, f64)> {
    let mut at = (0.0, 0.0);
    let mut points = Vec::new();
    let starts: Vec<usize> = d.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(i, _)| i).collect();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(d.len());
        let numbers: Vec<f64> = d[start + 1..end].split_whitespace().map(|n| n.parse().expect("a number")).collect();
        match (&d[*start..start + 1], numbers.as_slice()) {
            ("M" | "L", [x, y]) => at = (*x, *y),
            ("H", [x]) => at.0 = *x,
            ("V", [y]) => at.1 = *y,
            ("Z", []) => continue,
            other => panic!("a path with {other:?}"),
        }
        points.push(at);
    }
    points
}
