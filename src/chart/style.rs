//! Styles of what is drawn.

use std::fmt::Display;

use plotters_backend::BackendColor;

/// Where a picture is shown: on a page, whose style sheet has the colours, or in print, where they are its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A page of the site.
    Page,
    /// Paper.
    Print,
}

/// What a colour is of.
#[derive(Debug, Clone, Copy)]
pub enum Paint {
    /// The inside.
    Fill,
    /// The outline.
    Stroke,
}

/// Properties of a group by name, which are attributes of SVG and properties of CSS alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style(pub Vec<(&'static str, String)>);

impl Style {
    /// Adds a property.
    pub fn set(&mut self, name: &'static str, value: impl Display) {
        self.0.push((name, value.to_string()));
    }

    /// Adds a colour.
    pub fn paint(&mut self, of: Paint, color: BackendColor) {
        let (name, opacity) = match of {
            Paint::Fill => ("fill", "fill-opacity"),
            Paint::Stroke => ("stroke", "stroke-opacity"),
        };
        let (r, g, b) = color.rgb;
        if [r, g, b].iter().all(|v| v >> 4 == v & 15) {
            self.set(name, format_args!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15));
        } else {
            self.set(name, format_args!("#{r:02x}{g:02x}{b:02x}"));
        }
        if color.alpha < 1.0 {
            self.set(opacity, format_args!("{:.2}", color.alpha));
        }
    }
}
