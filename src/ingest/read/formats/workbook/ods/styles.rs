//! What the styles of an ODS workbook say of how a cell shows what it holds.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::element::attribute;

/// Styles that are looked at for what a style leaves unsaid.
const DEPTH: usize = 8;

/// Styles of cells that are kept, as many as an XLSX workbook may have cell formats.
pub(super) const MOST: usize = 65_536;

/// How a cell shows what it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub percent: bool,
    pub thousandth: bool,
    pub right: bool,
    pub struck: bool,
}

/// A style of cells; what it leaves unsaid is said by its parent.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    number: Option<String>,
    right: Option<bool>,
    struck: Option<bool>,
}

/// The styles of cells and formats of numbers, by name.
#[derive(Default)]
pub(super) struct Styles {
    cells: BTreeMap<String, Style>,
    /// Whether a format shows a hundredfold, and whether a thousandth or less, of what a cell holds.
    numbers: BTreeMap<String, (bool, bool)>,
    /// The style, and the format of numbers, whose elements go by.
    style: Option<String>,
    number: Option<String>,
}

impl Styles {
    /// An element that begins.
    pub fn enter(&mut self, element: &BytesStart) {
        let name = || attribute(element, "style:name");
        match element.name().as_ref() {
            "style:style" => {
                let is_cell = attribute(element, "style:family").as_deref() == Some("table-cell");
                self.style = name().filter(|_| is_cell);
                if let Some(name) = &self.style {
                    let (parent, number) =
                        (attribute(element, "style:parent-style-name"), attribute(element, "style:data-style-name"));
                    self.cells.insert(name.clone(), Style { parent, number, ..Style::default() });
                }
            }
            "style:paragraph-properties" => {
                if let (Some(style), Some(align)) = (self.current(), attribute(element, "fo:text-align")) {
                    style.right = Some(matches!(align.as_str(), "end" | "right"));
                }
            }
            "style:text-properties" => {
                let line = ["style:text-line-through-style", "style:text-line-through-type"]
                    .into_iter()
                    .find_map(|name| attribute(element, name));
                if let (Some(style), Some(line)) = (self.current(), line) {
                    style.struck = Some(line != "none");
                }
            }
            kind @ ("number:number-style" | "number:percentage-style" | "number:currency-style") => {
                self.number = name();
                if let Some(name) = &self.number {
                    self.numbers.insert(name.clone(), (kind == "number:percentage-style", false));
                }
            }
            "number:number" => {
                let factor = attribute(element, "number:display-factor").and_then(|factor| factor.parse::<f64>().ok());
                if let (Some(number), true) = (&self.number, factor.is_some_and(|factor| factor > 1.0)) {
                    self.numbers.entry(number.clone()).or_default().1 = true;
                }
            }
            _ => {}
        }
    }

    /// An element that ends.
    pub fn leave(&mut self, name: &str) {
        match name {
            "style:style" => self.style = None,
            "number:number-style" | "number:percentage-style" | "number:currency-style" => self.number = None,
            _ => {}
        }
    }

    /// How many styles there are.
    pub fn count(&self) -> usize {
        self.cells.len() + self.numbers.len()
    }

    fn current(&mut self) -> Option<&mut Style> {
        self.cells.get_mut(self.style.as_ref()?)
    }

    /// How cells of a style show what they hold.
    pub fn shown(&self, name: &str) -> Shown {
        let (mut number, mut right, mut struck) = (None, None, None);
        let mut next = Some(name);
        for _ in 0..DEPTH {
            let Some(style) = next.and_then(|name| self.cells.get(name)) else { break };
            number = number.or(style.number.as_ref());
            right = right.or(style.right);
            struck = struck.or(style.struck);
            next = style.parent.as_deref();
        }
        let (percent, thousandth) = number.and_then(|number| self.numbers.get(number)).copied().unwrap_or_default();
        Shown { percent, thousandth, right: right.unwrap_or(false), struck: struck.unwrap_or(false) }
    }
}
