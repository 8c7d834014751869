//! Practices by key feature, and the regions with their cities, in the annual brief.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::catalogue::City;
use crate::document::typst::Print;
use crate::document::{Block, Medium, Row, Table, Text, list_apart};
use crate::model::relations::Practice;
use crate::report::facts::network::{Movement, areas_table, sum};
use crate::report::facts::practice::cut;
use crate::report::site::Site;
use crate::{columns, say, say_text};

/// Cities named in one cell; the pages of the features have all.
const NAMED: usize = 12;
/// Further cities of a region that are named at its end.
const OTHERS: usize = 40;

/// What cities have described, by key feature; features without a practice are left out.
pub fn practices(site: &Site) -> Option<Block> {
    let (l, c) = (&site.language, &site.catalogue);
    // By feature: the first city's place by name, the title with the tag of its language, and the places of all.
    type Described<'r> = BTreeMap<(usize, &'r str, Option<&'r str>), BTreeSet<usize>>;
    let mut described: BTreeMap<&str, Described> = BTreeMap::new();
    let mut rows: Vec<Practice> = site.rows.practices.iter().collect();
    rows.sort_by_key(|row| (c.by_name(row.city), row.title));
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let city = c.by_name(row.city);
        // What several cities call the same is named once, where the first of them is.
        let place = *first.entry(row.title).or_insert(city);
        if let Some(feature) = row.feature {
            described.entry(feature).or_default().entry((place, row.title, row.language)).or_default().insert(city);
        }
    }
    let named = |((_, title, language), cities): (&(usize, &str, Option<&str>), &BTreeSet<usize>)| {
        let cities = cities.iter().filter_map(|place| c.cities.get(*place)).map(|city| city.name.as_str());
        let cities = l.list_some(&cities.collect::<Vec<&str>>(), NAMED);
        say_text!(l, "brief-practice-city", practice = Text::quoted_in(*language, *title), city = cities)
    };
    let rows = c.features.iter().filter_map(|f| {
        let practices: Vec<Text> = described.get(f.id.as_str())?.iter().map(named).collect();
        let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
        let (shown, more) = practices.split_at(practices.len().min(NAMED));
        let more = (!more.is_empty()).then(|| say!(l, "brief-practices-further", n = more.len()).into());
        Some(Row::headed(title, [list_apart(l, shown.iter().cloned().chain(more)).into()]))
    });
    let columns = columns!(l => text "brief-feature" sharing 4, text "brief-practices" sharing 7);
    let table = Table::new(say!(l, "brief-practices-caption"), columns, rows);
    let blocks = vec![Block::lead(say!(l, "brief-practices-how")), Block::Table(table)];
    (!described.is_empty()).then(|| Block::section("practices", say!(l, "brief-practices-title"), 60, blocks))
}

/// Cities of a region above which each has one line of everything.
const MANY: usize = 24;

/// What is said of each city of a region, from much to little: the titles of features that it offers and asks, the
/// practices, and the letters of their summaries. The first that fits a page is taken.
const DETAIL: [(usize, usize, usize); 6] = [(8, 5, 240), (6, 3, 160), (4, 2, 110), (3, 3, 0), (2, 2, 0), (1, 1, 0)];

/// Each region by name: its cities with what they ask, offer and describe, and counts from enough cities on.
pub fn pages(site: &Site, print: &mut Print, movement: &Movement) -> Vec<Value> {
    let l = &site.language;
    let mut regions: BTreeMap<&str, Vec<&City>> = BTreeMap::new();
    for city in &site.catalogue.cities {
        regions.entry(&city.region).or_default().push(city);
    }
    let mut regions: Vec<(&str, Vec<&City>)> = regions.into_iter().collect();
    regions.sort_by(|a, b| l.compare(a.0, b.0));
    regions.into_iter().map(|(name, cities)| page(site, print, movement, name, &cities)).collect()
}

fn page(site: &Site, print: &mut Print, movement: &Movement, name: &str, cities: &[&City]) -> Value {
    let l = &site.language;
    let published = cities.iter().filter(|city| city.published).count();
    let mut lead = vec![say!(l, "brief-region-cities", n = cities.len(), published)];
    let mut counts = Vec::new();
    let mut few = None;
    match movement.regions.iter().find(|region| region.name == name) {
        Some(region) => {
            lead.push(sum(&region.areas).sentence(l));
            let caption = say!(l, "brief-region-table", region = name);
            counts = print.blocks(&[Block::Table(areas_table(site, caption, &region.areas, Medium::Print))]);
        }
        None if !site.catalogue.several_regions => {}
        None => {
            let least = site.catalogue.setting("summary_cities").unwrap_or_default() as i64;
            few = Some(say!(l, "brief-region-few", n = least));
        }
    }
    let (told, others): (Vec<&City>, Vec<&City>) = cities.iter().partition(|city| Told::of(site, city).is_any());
    let detail = if told.len() > MANY { &DETAIL[DETAIL.len() - 1..] } else { &DETAIL };
    let cards: Vec<Value> = told.iter().map(|city| card(site, print, city, detail)).collect();
    let place = |city: &&City| say!(l, "brief-city-country", city = &city.name, country = &city.country);
    // More are in the index of cities only.
    let others = (1..=OTHERS).contains(&others.len()).then(|| {
        let cities = l.list_apart(others.iter().map(place));
        say!(l, "brief-region-others", cities)
    });
    json!({
        "kind": "region", "title": name, "lead": lead, "few": few, "counts": counts, "cards": cards,
        "levels": detail.len(), "others": others, "cities": say!(l, "brief-region-caption", region = name),
    })
}

/// What a city offers, asks and describes.
struct Told<'s> {
    offers: Vec<&'s str>,
    asks: Vec<&'s str>,
    practices: Vec<Practice<'s>>,
}

impl<'s> Told<'s> {
    fn of(site: &'s Site<'_>, city: &City) -> Told<'s> {
        let features = |role: &str| {
            let rows = site.rows.declarations.of(&city.id).filter(|row| row.role == role);
            let declared: BTreeSet<&str> = rows.map(|row| row.feature).collect();
            declared.into_iter().filter_map(|id| site.catalogue.feature(id)).map(|f| f.title.as_str()).collect()
        };
        let practices = site.rows.practices.of(&city.id).collect();
        Told { offers: features("expertise"), asks: features("priority"), practices }
    }

    fn is_any(&self) -> bool {
        !(self.offers.is_empty() && self.asks.is_empty() && self.practices.is_empty())
    }
}

/// A city by name, with what is said of it in each detail.
fn card(site: &Site, print: &Print, city: &City, detail: &[(usize, usize, usize)]) -> Value {
    let l = &site.language;
    let told = Told::of(site, city);
    let more = |all: usize, shown: usize| (all > shown).then(|| say!(l, "brief-practices-further", n = all - shown));
    // Titles hold commas themselves.
    let titles = |all: &[&str], most: usize| {
        let shown = all.iter().take(most).map(ToString::to_string);
        (!all.is_empty()).then(|| Value::from(l.list_apart(shown.chain(more(all.len(), most)))))
    };
    let practice = |row: &Practice, letters: usize| {
        let title = Text::quoted_in(row.language, row.title);
        let summary = row.summary.filter(|_| letters > 0).map(|text| cut(text, letters)).filter(|s| !s.is_empty());
        print.text(&match summary {
            Some(summary) => {
                let (title, summary) = (Text::strong(title), Text::quoted_in(row.language, summary));
                say_text!(l, "learning-with-summary", title, summary)
            }
            None => title,
        })
    };
    let level = |&(features, practices, letters): &(usize, usize, usize)| {
        let described: Vec<Value> = told.practices.iter().take(practices).map(|row| practice(row, letters)).collect();
        json!({
            "offers": titles(&told.offers, features), "asks": titles(&told.asks, features),
            "practices": described, "apart": letters > 0, "more": more(told.practices.len(), practices),
        })
    };
    json!({
        "name": print.text(&site.city_text(&city.id)), "of": city.name, "country": city.country,
        "levels": detail.iter().map(level).collect::<Vec<Value>>(),
        "words": {
            "offers": say!(l, "brief-offering-help"), "asks": say!(l, "brief-asking-help"),
            "practices": say!(l, "brief-practices"),
        },
    })
}
