//! Stories and photographs that the analyst chose for the annual brief: the same on its pages and on the site.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::practice::{self, shortened};
use crate::catalogue::{Area, City};
use crate::document::{Block, Photo, Text, sentences};
use crate::language::Language;
use crate::model::relations::Practice;
use crate::model::vocabulary::COVER;
use crate::report::site::Site;
use crate::{say, say_text};

/// A story of a city that shows its results.
pub struct Chosen<'s> {
    /// The city.
    pub city: &'s City,
    /// Title of the practice, or of the story.
    pub title: Text,
    /// The city's words on its practice, or the network's own.
    pub text: Text,
    /// Since when, at what cost, with whom; may be empty.
    pub details: Text,
    /// Where to read more.
    pub link: Option<Text>,
    /// Whether the words are the city's.
    pub own_words: bool,
    /// Its photograph.
    pub photo: Option<Photo>,
}

impl Chosen<'_> {
    /// What heads it.
    pub fn heading(&self, l: &Language) -> String {
        if self.own_words { say!(l, "brief-own-words") } else { say!(l, "brief-story-of-city") }
    }
}

/// The story that was chosen for an area; else a practice in a city's own words. Of those with a summary, by name of the
/// city, each cycle has the next.
pub fn in_area<'s>(site: &'s Site<'_>, area: &Area) -> Option<Chosen<'s>> {
    story(site, &area.id).or_else(|| by_turns(site, area))
}

fn by_turns<'s>(site: &'s Site<'_>, area: &Area) -> Option<Chosen<'s>> {
    let c = &site.catalogue;
    let of_area = |row: &Practice| row.feature.and_then(|id| c.feature(id)).is_some_and(|f| f.area == area.id);
    let mut all: Vec<(Practice, &City, String)> = site
        .rows
        .practices
        .iter()
        .filter(of_area)
        .filter_map(|row| {
            let words = shortened(row.summary?);
            (!words.is_empty()).then_some((row, c.city(row.city)?, words))
        })
        .collect();
    all.sort_by_key(|(row, _, _)| (c.by_name(row.city), row.feature, row.title));
    let cycles: BTreeSet<i64> = site.rows.coverage.iter().map(|row| row.cycle).collect();
    let turn = cycles.range(..=site.marts.cycle).count();
    let (row, city, words) = all.get(turn.checked_rem(all.len())?)?;
    Some(Chosen {
        city,
        title: Text::quoted_in(row.language, row.title),
        text: Text::quoted_in(row.language, words),
        details: practice::details(site, row),
        link: row.link.map(Text::outside),
        own_words: true,
        photo: None,
    })
}

/// The story that was chosen for an area; none where none was, or its city or its practice is not public.
pub fn story<'s>(site: &'s Site<'_>, area: &str) -> Option<Chosen<'s>> {
    let rows = || site.rows.brief_stories.iter().filter(|row| row.area == area);
    let row = rows().find(|row| row.language.is_none())?;
    let city = site.catalogue.city(row.city).filter(|city| city.published)?;
    let photo = photo(site, area);
    let Some(practice) = row.practice else {
        let title = said(site, rows().map(|row| (row.language, row.title))).unwrap_or_default();
        let text = said(site, rows().map(|row| (row.language, row.text))).unwrap_or_default();
        return Some(Chosen { city, title, text, details: Text::default(), link: None, own_words: false, photo });
    };
    let told = site.rows.practices.of(row.city).find(|told| told.title == practice)?;
    Some(Chosen {
        city,
        title: Text::quoted_in(told.language, told.title),
        text: told.summary.map(|words| Text::quoted_in(told.language, shortened(words))).unwrap_or_default(),
        details: Text::default(),
        link: told.link.map(Text::outside),
        own_words: true,
        photo,
    })
}

/// The cover's photograph.
pub fn cover(site: &Site) -> Option<Photo> {
    photo(site, COVER)
}

/// Every photograph that is shown.
pub fn photos<'s>(site: &'s Site<'_>) -> impl Iterator<Item = Photo> + 's {
    cover(site).into_iter().chain(with_story(site).filter_map(|(_, chosen)| chosen.photo))
}

/// Whether any area has a chosen story.
pub fn is_any(site: &Site) -> bool {
    with_story(site).next().is_some()
}

/// The stories on a page of the site, in the order of the areas.
pub fn section(site: &Site) -> Option<Block> {
    let l = &site.language;
    let mut blocks = Vec::new();
    for (area, chosen) in with_story(site) {
        blocks.push(Block::heading(2, Text::numbered(&area.id, &area.title), 0));
        blocks.extend(chosen.photo.clone().map(Block::Photo));
        let title = Text::strong(chosen.title.clone());
        let title = say_text!(l, "brief-story-title", title, city = site.city_text(&chosen.city.id));
        blocks.push(Block::paragraph(sentences([title, chosen.text.clone()]).and(chosen.link.unwrap_or_default())));
    }
    (!blocks.is_empty()).then(|| Block::section("stories", say!(l, "front-stories"), 0, blocks))
}

fn with_story<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (&'s Area, Chosen<'s>)> + 's {
    site.catalogue.areas.iter().filter_map(|area| Some((area, story(site, &area.id)?)))
}

/// The photograph of the cover or of an area's story.
fn photo(site: &Site, slot: &str) -> Option<Photo> {
    let rows = || site.rows.brief_photos.iter().filter(|row| row.slot == slot);
    let row = rows().find(|row| row.language.is_none())?;
    let jpeg = BASE64_STANDARD.decode(row.jpeg?).ok()?;
    let alt = said(site, rows().map(|row| (row.language, row.alt))).unwrap_or_default();
    let caption = said(site, rows().map(|row| (row.language, row.caption)));
    let credit = said(site, rows().map(|row| (row.language, row.credit)));
    let credit = credit.map(|credit| say_text!(&site.language, "photo-credit", credit));
    let pixels = |n: i64| u32::try_from(n).unwrap_or_default();
    Some(Photo {
        path: format!("photos/{slot}.jpg"),
        width: pixels(row.width),
        height: pixels(row.height),
        language: alt.language().map(str::to_string),
        alt: alt.plain(),
        caption: sentences([caption, credit].into_iter().flatten()),
        jpeg,
    })
}

/// What rows say in the language of the site, else in the row for every language, which is in the network's first.
fn said<'a>(site: &Site, rows: impl Iterator<Item = (Option<&'a str>, Option<&'a str>)>) -> Option<Text> {
    let mut first = None;
    for (language, words) in rows {
        match (language, words) {
            (Some(tag), Some(words)) if tag == site.language.tag() => return Some(words.into()),
            (None, Some(words)) => first = Some(Text::foreign(site.catalogue.first_language.as_deref(), words)),
            _ => {}
        }
    }
    first
}
