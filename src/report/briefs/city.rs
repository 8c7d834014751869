//! A city's peer-learning report, and its share card.

use std::path::Path;

use serde_json::{Value, json};

use super::paper::{CITY, SHARE_CARD, about, cite, local_name, print, qr_code, version};
use crate::catalogue::City;
use crate::document::{Block, Medium};
use crate::press::{Paper, Press};
use crate::report::facts::subject::Subject;
use crate::report::facts::{SECTIONS, Section, city, opening};
use crate::report::site::Site;
use crate::say;

/// The report. `charts` is the folder with the site's charts.
pub fn paper(site: &Site, press: &Press, of: &City, charts: &Path) -> Paper {
    let l = &site.language;
    let s = Subject::new(site, of);
    let cycle = site.marts.cycle.to_string();
    let mut sections: Vec<&Section> = SECTIONS.iter().collect();
    sections.sort_by_key(|section| section.printed);
    let mut print = print(site, charts);
    let mut blocks: Vec<Value> = Vec::new();
    for section in sections {
        blocks.extend(print.blocks(&(section.document)(&s, Medium::Print)));
        // How to read the report is between its lines and its charts, which begin a page.
        if section.id == "areas" && s.has_results() {
            blocks.push(json!({ "kind": "reading" }));
        }
    }
    let mut data = heading(site, press, of);
    data["qr"] = qr_code(site, &of.page());
    data["about"] = say!(l, "brief-city-about", city = &of.name, cycle = &cycle).into();
    data["lede"] = json!(city::lede(&s));
    let answers = opening::document(&s, Medium::Print);
    let answers = answers.iter().flat_map(|block| match block {
        Block::Group(_, cards) => cards.as_slice(),
        _ => &[],
    });
    data["answers"] = answers.map(|card| json!(print.blocks(std::slice::from_ref(card)))).collect();
    data["facts"] = json!(city::key_facts(&s));
    data["reading"] = json!({ "title": say!(l, "brief-read-title"), "items": [
        say!(l, "brief-read-own"),
        say!(l, "brief-read-movement"),
        say!(l, "brief-read-held"),
        say!(l, "brief-read-peers"),
        say!(l, "brief-read-learning"),
        say!(l, "brief-read-more"),
    ] });
    // A city without results needs no table of contents, and no empty rest of a page after it.
    data["contents"] = s.has_results().into();
    data["blocks"] = json!(blocks);
    let (charts, photos) = print.files();
    let version = version(&data, &charts);
    cite(site, &mut data, Some(version));
    Paper { name: format!("{}-{cycle}", of.id), template: CITY, data, charts, photos }
}

/// The card that a link to the city's page shows where it is shared.
pub fn card(site: &Site, press: &Press, of: &City) -> Paper {
    let l = &site.language;
    let mut data = heading(site, press, of);
    let s = Subject::new(site, of);
    data["sentence"] = city::lede(&s).into_iter().next().unwrap_or_default().into();
    let n = s.tally();
    let labels = [
        (say!(l, "chart-moved-towards"), "own"),
        (say!(l, "chart-moved-held"), "quiet"),
        (say!(l, "chart-moved-away"), "away"),
        (say!(l, "chart-moved-no-direction"), "neutral"),
    ];
    let counts = n.parts.iter().zip(labels).filter(|_| n.all() > 0);
    // What moved in no one direction is there where there is any.
    let counts = counts.filter(|(n, (_, colour))| **n > 0 || *colour != "neutral");
    data["counts"] =
        counts.map(|(n, (label, colour))| json!({ "n": n.to_string(), "label": label, "colour": colour })).collect();
    data["of"] = say!(l, "card-of", n = n.all()).into();
    data["network"] = site.catalogue.network.clone().into();
    data["mark"] = match site.catalogue.fictional {
        true => say!(l, "brief-card-fictional").into(),
        false => Value::Null,
    };
    Paper {
        name: format!("{}-{}-card", of.id, site.marts.cycle),
        template: SHARE_CARD,
        data,
        charts: Vec::new(),
        photos: Vec::new(),
    }
}

/// Title, name and kicker.
fn heading(site: &Site, press: &Press, of: &City) -> Value {
    let (l, cycle) = (&site.language, site.marts.cycle.to_string());
    let title = say!(l, "brief-city-title", city = &of.name, cycle = &cycle);
    let kicker = say!(l, "brief-city-kicker", region = &of.region, country = &of.country, cycle = &cycle);
    about(site, title, of.name.clone(), kicker, local_name(press, of))
}
