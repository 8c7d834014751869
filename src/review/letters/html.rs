//! A letter as a page by itself, which a program for mail shows too.

use maud::{DOCTYPE, Markup, html};

use crate::base::characters::visible;
use crate::language::{FIRST, Language};
use crate::review::letters::letter::{Item, Letter};

/// The page. Its styles are on its elements: programs for mail take no style sheet.
pub fn page(letter: &Letter, l: &Language) -> String {
    let dir = Some(l.direction()).filter(|d| *d != "ltr");
    html! {
        (DOCTYPE)
        html lang=(l.tag()) dir=[dir] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow, noarchive";
                title { (visible(&letter.subject)) }
            }
            body style="margin:0 auto;max-width:44rem;padding:1.5rem;font-family:sans-serif;line-height:1.5;color:#1d2733;background:#ffffff" {
                @for line in &letter.opening { p { (visible(line)) } }
                @for (heading, items) in &letter.lists {
                    h2 style="font-size:1.1rem;margin:1.6rem 0 .6rem" { (visible(heading)) }
                    ul style="padding-inline-start:1.2rem" { @for item in items { (entry(item, l)) } }
                }
                @for line in &letter.closing { p { (visible(line)) } }
            }
        }
    }
    .into_string()
}

fn entry(item: &Item, l: &Language) -> Markup {
    let english = Some(FIRST).filter(|tag| *tag != l.tag());
    html! {
        li style="margin-bottom:.7rem" {
            strong { bdi { (visible(&item.place)) } }
            @if !item.words.is_empty() { br; (visible(&item.words)) }
            @if !item.english.is_empty() { br; span lang=[english] dir="auto" style="color:#55606d" { (visible(&item.english)) } }
        }
    }
}
