//! Lines of series, each with what opens of it. A city has a hundred: their elements have few classes, and quotes where
//! HTML needs them alone.

use std::fmt::Write;

use maud::{Markup, PreEscaped, Render, html};

use super::{Page, drawn};
use crate::chart::spark::Among;
use crate::document::{Block, Heads, Line, Noted, Span, Text};

impl Page<'_> {
    /// Lines that open.
    pub(super) fn lines(&mut self, heads: Option<&Heads>, lines: &[Line]) -> Markup {
        let first = heads.is_some() && !std::mem::replace(&mut self.shared, true);
        html! {
            @if first { (PreEscaped(Among::shared().unwrap_or_default())) }
            @if let Some(h) = heads {
                div.heads aria-hidden="true" {
                    @for head in [&h.title, &h.spark, &h.latest, &h.change, &h.movement, &h.peers] { span { (head) } }
                }
            }
            @for line in lines { (self.line(line)) }
        }
    }

    fn line(&mut self, line: &Line) -> Markup {
        let noted = |of: &Option<Noted>| html! { @if let Some((value, note)) = of { (value) " " small { (note) } } };
        let summary = html! {
            span { (self.text(&line.title)) @if !line.note.is_empty() { " " small { (line.note) } } }
            @match &line.spark { Some(picture) => (drawn(picture)), None => span {} }
            b { (noted(&line.latest)) }
            span { (noted(&line.change)) }
            (self.movement(&line.movement))
            @match &line.peers { Ok(picture) => (drawn(picture)), Err(why) => small { (why) } }
        };
        let mut out = String::from("<details class=line id=\"");
        line.id.render_to(&mut out);
        let _ = write!(out, "\"><summary>{}</summary>{}</details>", summary.0, self.blocks(&line.card).0);
        PreEscaped(out)
    }

    /// The movement of a line: its mark alone.
    fn movement(&self, text: &Text) -> Markup {
        match text.spans() {
            [] => html! { span {} },
            [Span::Badge(class, tentative, words)] => {
                let class = if *tentative { format!("\"{class} tentative\"") } else { class.to_string() };
                let mut out = format!("<i class={class}>");
                words.render_to(&mut out);
                PreEscaped(out + "</i>")
            }
            _ => html! { span { (self.text(text)) } },
        }
    }

    /// What opens of a line.
    pub(super) fn card(&mut self, blocks: &[Block]) -> Markup {
        PreEscaped(format!("<div class=opened>{}</div>", self.blocks(blocks).0))
    }
}
