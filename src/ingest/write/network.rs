//! Tables of what a network says of itself and its cities.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::base::link::published;
use crate::ingest::checked::Checked;
use crate::model::network::Network;
use crate::model::network_file::{EDITION, PeerGroup};
use crate::model::schema::{Columns, columns, position};
use crate::model::stories::{Picture, PictureWords, Story, StoryWords};
use crate::model::vocabulary::COVER;

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked, network: &Network) -> Option<Columns> {
    let file = &network.file;
    Some(match table {
        "cities" => columns!(c in checked.cities =>
            city, name, local_name = c.local_name.as_ref().filter(|n| !n.trim().is_empty()), local_name_language, country, region, joined,
            baseline_year, longitude = c.longitude, latitude = c.latitude, fictional = file.fictional),
        "city_groups" => {
            let groups: Vec<(&str, (&String, &String))> =
                checked.cities.iter().flat_map(|c| c.groups.iter().map(|group| (c.city.as_str(), group))).collect();
            columns!(g in groups => city = g.0, scheme = g.1.0, name = g.1.1)
        }
        "sources" => columns!(s in checked.sources => source = &s.0, about = &s.1),
        "corrections" => columns!(c in checked.corrections =>
            city = &c.correction.city, measurement = &c.correction.measurement, item = &c.correction.item,
            reference_year = c.correction.reference_year, action = c.correction.action.name(),
            before = c.correction.expect, after = c.done.value, reason = &c.correction.reason,
            asked = &c.correction.asked, date = &c.correction.date, status_before,
            status_after = (!c.done.dropped).then_some(&c.done.status), consent, cycle, submitted_on, position),
        "network" => languages(network),
        "brief_stories" => stories(network),
        "brief_photos" => photos(network),
        "peer_variables" => {
            let mut columns = columns!(v in file.peer_variables => variable, title, unit, transform, weight, max_age);
            columns.push(("position", position(&file.peer_variables)));
            columns
        }
        "group_schemes" => {
            let mut rows: Vec<(&str, Option<&str>, &str)> = Vec::new();
            for g in &file.groups {
                rows.push((&g.name, None, g.title.trim()));
                rows.extend(g.titles.iter().map(|(tag, title)| (g.name.as_str(), Some(tag.as_str()), title.trim())));
            }
            columns!(r in rows => scheme = r.0, language = r.1, title = r.2)
        }
        "named_groups" => {
            let known: BTreeSet<&str> = checked.cities.iter().map(|c| c.city.as_str()).collect();
            let listed = file.peer_groups.iter().flat_map(|g| g.cities.iter().map(move |c| (g, c.as_str())));
            let rows: Vec<(&PeerGroup, &str)> = listed.filter(|(_, city)| known.contains(city)).collect();
            columns!(r in rows => name = &r.0.name, title = r.0.title.trim(), city = r.1)
        }
        "definitions" => columns!(d in network.definitions =>
            definition, measurement, language, title, unit, price_base, low, high, note),
        _ => return None,
    })
}

/// Name and description of the network: first the row for every language, then one for each language that has words of
/// its own.
fn languages(network: &Network) -> Columns {
    let file = &network.file;
    let default = (file.name.trim(), file.about.trim());
    let own = |text: &'_ Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_string);
    let foreword = |tag: Option<&str>| network.forewords.get(&tag.map(str::to_string)).map(String::as_str);
    let mut rows: Vec<(Option<&str>, String, String)> = vec![(None, default.0.into(), default.1.into())];
    let spoken = file.words.keys().chain(network.forewords.keys().flatten());
    let spoken: BTreeSet<&str> = spoken.map(String::as_str).collect();
    rows.extend(spoken.into_iter().map(|tag| {
        let words = file.words.get(tag);
        let (name, about) = (words.and_then(|w| own(&w.name)), words.and_then(|w| own(&w.about)));
        (Some(tag), name.unwrap_or_else(|| default.0.into()), about.unwrap_or_else(|| default.1.into()))
    }));
    let p = &file.publication;
    let (base_url, licence_url, contact) = (shown(&p.base_url), shown(&p.licence_url), shown(&p.contact));
    let archive = p.archive.as_ref().map(|address| archive_shown(address));
    columns!(r in rows =>
        language = r.0, name = &r.1, fictional = file.fictional, about = &r.2, collected = file.collected,
        base_url = base_url.as_deref(), archive = archive.as_deref(), publisher = p.publisher.as_deref(), licence = p.licence.as_deref(),
        licence_url = licence_url.as_deref(), doi = p.doi.as_deref(), isbn = p.isbn.as_deref(),
        issn = p.issn.as_deref(), foreword = foreword(r.0), contact = contact.as_deref(),
        first_language = file.language.as_deref())
}

/// The stories of the annual brief, by city: each first in the row for every language.
fn stories(network: &Network) -> Columns {
    type Told<'n> = (&'n Story, Option<&'n str>, Option<&'n StoryWords>);
    let mut rows: Vec<Told> = Vec::new();
    for story in &network.stories.all {
        match story.words.is_empty() {
            true => rows.push((story, None, None)),
            false => rows.extend(story.words.iter().map(|(tag, words)| (story, tag.as_deref(), Some(words)))),
        }
    }
    rows.sort_by_key(|(story, tag, _)| (story.city.as_str(), story.area.as_str(), *tag));
    columns!(r in rows =>
        city = &r.0.city, area = &r.0.area, feature = r.0.feature.as_deref(), language = r.1,
        practice = r.0.practice.as_deref(), title = r.2.and_then(|words| words.title.as_deref()),
        text = r.2.and_then(|words| words.text.as_deref()))
}

/// The photographs of the annual brief: the cover, then those of stories by city, each first in the row for every
/// language, which holds it.
fn photos(network: &Network) -> Columns {
    type Shown<'n> = (Option<&'n str>, &'n str, Option<&'n str>, &'n Picture, &'n PictureWords);
    let cover = network.stories.cover.iter().map(|picture| (None, COVER, picture));
    let of_stories = network.stories.all.iter().filter_map(|story| {
        let picture = story.picture.as_ref()?;
        Some((Some(story.city.as_str()), story.area.as_str(), picture))
    });
    let mut rows: Vec<Shown> = Vec::new();
    for (city, slot, picture) in cover.chain(of_stories) {
        rows.extend(picture.words.iter().map(|(tag, words)| (city, slot, tag.as_deref(), picture, words)));
    }
    rows.sort_by_key(|row| (row.0, row.1, row.2));
    columns!(r in rows =>
        city = r.0, slot = r.1, language = r.2, file = &r.3.file, alt = r.4.alt.as_deref(), caption = r.4.caption.as_deref(),
        credit = r.4.credit.as_deref(), width = r.3.photo.width, height = r.3.photo.height,
        jpeg = r.2.is_none().then(|| BASE64_STANDARD.encode(&r.3.photo.jpeg)))
}

/// A link as it is published; an e-mail address, which is none, as it is written.
fn shown(link: &Option<String>) -> Option<String> {
    link.as_ref().map(|link| published(link).unwrap_or_else(|_| link.clone()))
}

/// The archive's address as it is published, with what stands for an edition's id.
fn archive_shown(address: &str) -> String {
    // Letters that an address keeps as they are.
    const STAND_IN: &str = "0123456789abcdef-edition";
    let of_one = published(&address.replace(EDITION, STAND_IN));
    of_one.map_or_else(|_| address.to_string(), |link| link.replace(STAND_IN, EDITION))
}

#[cfg(test)]
mod tests {
    use super::{archive_shown, shown};

    #[test]
    fn the_address_of_the_archive_keeps_the_place_of_the_edition() {
        assert_eq!(archive_shown("https://p\u{430}ypal.com/{edition}/"), "https://xn--pypal-4ve.com/{edition}/");
        assert_eq!(archive_shown("https://example.org/a/{edition}/b/"), "https://example.org/a/{edition}/b/");
    }

    #[test]
    fn links_of_the_network_are_published_as_they_are_looked_up() {
        let shown = |link: &str| shown(&Some(link.to_string())).unwrap();
        assert_eq!(shown("https://p\u{430}ypal.com/a/"), "https://xn--pypal-4ve.com/a/");
        assert_eq!(shown("https://example.org/a/"), "https://example.org/a/");
        assert_eq!(shown("office@example.org"), "office@example.org");
    }
}
