//! The page of a part of a large network for a key feature: the series of its cities by name.

use maud::{Markup, html};

use super::feature::{ItemAndDefinition, counts, keys, part_path, parts, row_title};
use super::index;
use super::shell::{self, Made, Page};
use crate::catalogue::{Feature, Measurement};
use crate::document::{Block, html as writer};
use crate::model::vocabulary::TOTAL;
use crate::report::facts::panel::Together;
use crate::report::parts::Part;
use crate::report::site::Site;
use crate::say;

/// The page of a part of a large network: every city of it by name.
pub fn page(site: &Site, feature: &Feature, part: &Part) -> Made {
    let l = &*site.language;
    let path = part_path(feature, part);
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    let main = html! {
        p.kicker { (say!(l, "feature-kicker", id = &feature.id)) " · " (feature.title) }
        h1 { (part.name) }
        @for m in feature.measurements.iter().map(|i| &site.catalogue.measurements[*i]) {
            (measurement(site, m, part, &path, &mut writer))
        }
        (index::neighbours(site, &say!(l, "multiples-title"), &path, &pages(site, feature)))
    };
    let title = say!(l, "layout-labelled", label = &feature.title, value = &part.name);
    let about = say!(l, "feature-about", id = &feature.id, feature = &title);
    let mut above = shell::above(l, Some(("features", say!(l, "layout-features"))));
    above.push((feature.page(), format!("{} {}", feature.id, feature.title)));
    shell::page(site, &Page { title: &title, about: &about, path: &path, above: &above }, &main, writer)
}

/// The pages of the parts with their titles.
fn pages(site: &Site, feature: &Feature) -> Vec<(String, String)> {
    parts(site, feature).into_iter().map(|part| (part_path(feature, part), part.name.clone())).collect()
}

/// The cities of the part with a value, of the total, each item and each definition.
fn measurement(site: &Site, m: &Measurement, part: &Part, path: &str, writer: &mut writer::Page) -> Markup {
    let rows = || {
        let rows = site.cities_of(part).flat_map(|city| site.rows.progress.of(&city.id));
        rows.filter(|row| row.measurement == m.id && row.latest_value.is_some())
    };
    let counts = counts(site, m, rows());
    let keys: Vec<ItemAndDefinition> = keys(m, &counts).into_iter().filter(|key| counts.contains_key(key)).collect();
    // As on the feature's own page, items are for the reader to open where there is a total.
    let has_total = keys.iter().any(|(item, _)| *item == TOTAL);
    let (first, items): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(item, _)| *item == TOTAL || !has_total);
    let alone = first.len() == 1;
    let drawn = |key: ItemAndDefinition, alone: bool| {
        let together = Together::of(site, m, key.0, key.1, rows()).blocks(site);
        let heading = (!alone).then(|| Block::heading(2, row_title(site, m, key), 0));
        heading.into_iter().chain(together).collect::<Vec<Block>>()
    };
    let mut blocks: Vec<Block> = first.into_iter().flat_map(|key| drawn(key, alone)).collect();
    if !items.is_empty() {
        let items = items.into_iter().flat_map(|key| drawn(key, false)).collect();
        blocks.push(Block::Details(say!(site.language, "feature-items"), items));
    }
    html! {
        @if !blocks.is_empty() {
            section.measure aria-labelledby={ "m-" (m.id) } {
                h2 id={ "m-" (m.id) } { (shell::link(path, &m.page(), &m.title)) }
                (writer.blocks(&blocks))
            }
        }
    }
}
