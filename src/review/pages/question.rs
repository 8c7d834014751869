//! Values in question: each with its series drawn, so that an analyst decides: accept, ask the city, or correct.

use maud::{Markup, html};

use super::shell::{self, Desk};
use crate::base::error::Result;
use crate::chart::Surface;
use crate::chart::number::Scale;
use crate::chart::spark::{Point, Spark, WIDE_PANEL, least_span};
use crate::document::Block;
use crate::document::html::Page;
use crate::model::corrections::{Action, Correction};
use crate::review::facts::desk::Dossier;
use crate::review::facts::held::Value;
use crate::review::facts::unusual::Unusual;
use crate::review::letters::Listed;
use crate::say;

/// A card for each value that nothing is decided of.
///
/// # Errors
/// A picture that cannot be drawn.
pub fn cards(desk: &Desk, d: &Dossier, path: &str, letter: Option<&Listed>) -> Result<Markup> {
    let l = desk.language;
    let open: Vec<&Unusual> = d.unusual.iter().filter(|unusual| !unusual.is_decided).collect();
    if open.is_empty() {
        return Ok(html! {});
    }
    let cards = open.iter().map(|unusual| card(desk, d, unusual, path, letter)).collect::<Result<Vec<Markup>>>()?;
    let measured = open.iter().map(|unusual| unusual.series.0.as_str()).collect();
    Ok(html! {
        p { (say!(l, "review-questions-note")) }
        (shell::filters(l, "#questions article", &[shell::by_measurement(desk, &measured)]))
        @for card in &cards { (card) }
    })
}

fn card(desk: &Desk, d: &Dossier, u: &Unusual, path: &str, letter: Option<&Listed>) -> Result<Markup> {
    let (l, names) = (desk.language, &desk.facts.names);
    let (measurement, item) = (&u.series.0, &u.series.1);
    let values: &[Value] = d.values.series.get(&u.series).map(Vec::as_slice).unwrap_or_default();
    let id = format!("q-{measurement}-{item}-{}", u.value.year);
    Ok(html! {
        article.question #(id) data-measurement=(measurement) {
            h3 { (names.series(measurement, item)) ", " (u.value.year) ": " (names.value(measurement, u.value.value)) }
            @for (_, question) in &u.questions { p { (shell::english(l, question)) } }
            div.evidence {
                div {
                    (picture(desk, u, values, path)?)
                    @if let Some(place) = &u.place { p.note { (shell::place(l, place)) } }
                    p.note { (say!(l, "review-consent-of", consent = &u.value.consent)) }
                    (choices(desk, &u.corrections, letter)?)
                }
                (points(desk, u, values))
            }
        }
    })
}

/// What an analyst may do: accept, ask the city, correct.
fn choices(desk: &Desk, corrections: &[Correction], letter: Option<&Listed>) -> Result<Markup> {
    let l = desk.language;
    let pasted = corrections.iter().map(|c| Ok((c, c.pasted()?))).collect::<Result<Vec<(&Correction, String)>>>()?;
    Ok(html! {
        ul.choices {
            li { strong { (say!(l, "review-accept")) } " " (say!(l, "review-accept-note")) }
            @if let Some(letter) = letter {
                li { strong { (say!(l, "review-ask")) } " " a href={ "../" (letter.stem) ".html" } { (say!(l, "review-ask-note")) } }
            }
            li { strong { (say!(l, "review-correct")) } " " (say!(l, "review-correct-note", file = desk.corrections))
                @for (correction, toml) in &pasted {
                    details { summary { (offer(desk, correction)) } pre tabindex="0" { code { (toml) } } }
                }
            }
        }
    })
}

/// What a correction would do.
fn offer(desk: &Desk, correction: &Correction) -> String {
    let (l, names) = (desk.language, &desk.facts.names);
    match correction.action {
        Action::Scale { factor } => {
            let value = names.value(&correction.measurement, correction.expect.unwrap_or_default() * factor);
            say!(l, "review-offer-scale", value)
        }
        Action::Override { .. } => say!(l, "review-offer-override"),
        Action::Drop | Action::Flag { .. } => say!(l, "review-offer-drop"),
    }
}

/// The series, with a ring around the value in question.
fn picture(desk: &Desk, u: &Unusual, values: &[Value], path: &str) -> Result<Markup> {
    let l = desk.language;
    let points: Vec<Point> = values
        .iter()
        .map(|v| Point {
            year: v.year,
            value: v.value,
            interval: v.interval,
            break_before: v.status.split('|').any(|flag| flag == "B"),
            in_run: true,
        })
        .collect();
    let years = |of: fn(&[Value]) -> Option<&Value>| of(values).map(|v| v.year).unwrap_or_default();
    let (first, last) = (years(|v| v.first()), years(|v| v.last()));
    let largest = values.iter().map(|v| v.value.abs()).fold(0.0, f64::max);
    let measurement = desk.facts.names.measurement(&u.series.0);
    let (scale, least) = measurement.map_or(("", 0.1), |m| (m.scale.as_str(), m.min_change));
    let spark = Spark {
        points: &points,
        years: (first, last),
        least_span: least_span(Scale::of(Some(scale)), least, largest),
        marked: Some(u.value.year),
        ..Spark::default()
    };
    let alt = say!(l, "review-picture", year = u.value.year.to_string());
    let picture = spark.draw_in(WIDE_PANEL, "panel", Surface::Page, l.right_to_left(), alt)?;
    let words = say!(l, "review-between-years", first = first.to_string(), last = last.to_string());
    let mut writer = Page::new(l, path, crate::report::Site::up(path));
    Ok(writer.blocks(&[Block::Pictured(Some(picture), words.into(), Vec::new())]))
}

/// The values themselves.
fn points(desk: &Desk, u: &Unusual, values: &[Value]) -> Markup {
    let (l, names) = (desk.language, &desk.facts.names);
    let unit = names.measurement(&u.series.0).map_or("", |m| m.unit.as_str());
    let unit = l.name("unit", unit, unit);
    html! {
        table {
            caption { (say!(l, "review-values")) @if !unit.is_empty() { " (" (unit) ")" } }
            tbody {
                @for v in values {
                    tr.own[v.year == u.value.year] { th scope="row" { (v.year) } td.n { (names.number(&u.series.0, v.value)) } td { (v.status) } }
                }
            }
        }
    }
}
