//! The templates of the briefs, and what every brief says of itself: title, edition, how to cite it.

use std::path::{Path, PathBuf};

use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::{Value, json};

use crate::base::hash::Hasher;
use crate::base::regular;
use crate::catalogue::City;
use crate::document::Text;
use crate::document::typst::{Print, tag};
use crate::press::{Press, Template};
use crate::report::site::{Site, folder};
use crate::{say, say_text};

/// A city's peer-learning report.
pub const CITY: Template = Template { name: "city.typ", source: include_str!("city.typ") };
/// The network's annual brief.
pub const NETWORK: Template = Template { name: "network.typ", source: include_str!("network.typ") };
/// A share card: one page of 1200 by 630 px.
pub const SHARE_CARD: Template = Template { name: "card.typ", source: include_str!("card.typ") };

/// What every document says of itself, for the template to read; the caller adds its own fields.
pub fn about(site: &Site, title: String, heading: String, kicker: String, local: Option<Text>) -> Value {
    let l = &site.language;
    let c = &site.catalogue;
    let local = local.map(|local| Print::new(l, Path::new("")).text(&local));
    let cycle = site.marts.cycle.to_string();
    let edition = match site.edition.is_final {
        true => say!(l, "brief-edition-final", cycle = &cycle),
        false => say!(l, "brief-edition-draft", cycle = &cycle),
    };
    let [draft, ask] = match site.edition.comments_by.as_ref().map(|day| l.numbers().date(day)) {
        _ if site.edition.is_final => [None, None],
        Some(day) => [say!(l, "brief-draft-line-by", day = &day), say!(l, "brief-draft-ask-by", day)].map(Some),
        None => [say!(l, "brief-draft-line"), say!(l, "brief-draft-ask")].map(Some),
    };
    let as_of = site.marts.as_of.as_ref().map(|day| say!(l, "brief-as-of", day = l.numbers().date(day)));
    let imprint: Vec<String> = std::iter::once(edition.clone()).chain(as_of).collect();
    let foot = if c.fictional { say!(l, "brief-fictional") } else { say!(l, "brief-foot") };
    let (lang, region) = tag(l.tag());
    json!({
        "title": title, "heading": heading, "kicker": kicker, "local": local,
        "author": c.network, "keywords": [c.network, say!(l, "brief-keyword"), cycle],
        "lang": lang, "region": region, "direction": l.direction(),
        "running": title, "qr": null, "bleed": site.edition.bleed,
        "edition": edition, "draft": draft, "ask": ask, "foot": foot, "imprint": imprint,
        "words": {
            "figure": say!(l, "brief-figure"), "table": say!(l, "brief-table"), "contents": say!(l, "brief-contents"), "shares": say!(l, "counts-shares"),
        },
    })
}

/// The address of a document's page as a QR code, for readers of paper; null where the site's address is not known, or
/// too long for a code.
pub fn qr_code(site: &Site, path: &str) -> Value {
    let Some(folder) = address(site) else { return Value::Null };
    let address = format!("{folder}{path}");
    let Ok(code) = QrCode::new(&address) else { return Value::Null };
    let drawn = code.render::<svg::Color>().quiet_zone(false).build();
    json!({ "svg": drawn, "to": address, "alt": say!(site.language, "brief-qr", address = &address) })
}

/// How to cite it, and whether it is invented, at the end of the imprint. The network's brief is cited by the snapshot
/// of all public data; a city's report by its own content, so that what another city sends leaves it as it is.
pub fn cite(site: &Site, data: &mut Value, version: Option<String>) {
    let l = &site.language;
    let text = |field: &str| data[field].as_str().unwrap_or_default().to_string();
    let (network, title, edition) = (&site.catalogue.network, text("title"), text("edition"));
    let print = Print::new(l, Path::new(""));
    let mut lines: Vec<Value> = vec![match version {
        None => say!(l, "brief-cite", network, title, edition, snapshot = &site.snapshot).into(),
        Some(version) => say!(l, "brief-cite-version", network, title, edition, version).into(),
    }];
    if site.catalogue.collected {
        let language = site.catalogue.first_language.as_deref();
        let of_sources = site.catalogue.sources.iter().map(|source| {
            print.text(&say_text!(l, "layout-source", source = Text::foreign(language, source.as_str())))
        });
        lines.extend(of_sources);
    }
    if site.catalogue.fictional {
        lines.push(say!(l, "brief-fictional").into());
    }
    if let Some(imprint) = data["imprint"].as_array_mut() {
        imprint.extend(lines);
    }
}

/// A short name of what a document says and shows. A chart that cannot be read changes nothing here: it stops the
/// press.
pub fn version(data: &Value, charts: &[PathBuf]) -> String {
    let mut hasher = Hasher::default();
    hasher.update(data.to_string().as_bytes());
    for chart in charts {
        hasher.update(&regular::read(chart).unwrap_or_default());
    }
    hasher.finish().chars().take(12).collect()
}

/// The city's name in its own script, where a face can show it.
pub fn local_name(press: &Press, city: &City) -> Option<Text> {
    let local = city.local_name.as_deref().filter(|local| press.fonts().cover_all(local))?;
    Some(Text::quoted_in(city.local_name_language.as_deref(), local))
}

/// Blocks in the language of the site, with links to its pages where its address is known.
pub fn print<'a>(site: &'a Site, charts: &'a Path) -> Print<'a> {
    Print::new(&site.language, charts).linking(address(site))
}

/// Address of the folder of the site's language.
fn address(site: &Site) -> Option<String> {
    let base = site.catalogue.publication.base_url.as_ref()?;
    Some(format!("{base}{}", folder(site.languages, &site.language)))
}
