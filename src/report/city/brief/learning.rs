//! Who a city could ask, what they did, and its own practices.

use super::{City, Site};
use crate::report::brief::block::Blocks;
use crate::report::city::learning::{self as page, Request};
use crate::say;

/// Series for which cities to ask are told; the page has them all.
const ASKED_SHOWN: usize = 3;
/// Practices of its own; the page has them all.
const PRACTICES_SHOWN: usize = 3;
/// Letters of a city's own account of a practice; the page has it whole.
const SUMMARY_SHOWN: usize = 400;

/// What it asks help with, how cities fared that were once where it is, who is named, who offers help, and its own practices.
pub(super) fn section(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    b.heading(1, say!(l, "learning-title"), 50);
    declared(site, city, b);
    b.paragraph(page::sentence(site, city));
    let mut requests: Vec<Request> = page::requests(site, city)
        .into_iter()
        .filter(|r| r.outcomes.is_some_and(|o| o.counts != [0; 3]))
        .collect();
    // Those with a city to ask come first, each in the order of the form.
    requests.sort_by_key(|r| r.named.is_empty());
    let any_named = requests.iter().any(|r| !r.named.is_empty());
    if any_named {
        b.note(say!(l, "learning-note"));
    }
    for r in requests.iter().take(ASKED_SHOWN) {
        answer(site, city, r, b);
    }
    if requests.len() > ASKED_SHOWN {
        b.paragraph(say!(l, "brief-learning-more", n = requests.len() - ASKED_SHOWN));
    }
    offered(site, city, b);
    if any_named {
        b.note(page::alike(site));
        b.note(say!(l, "learning-no-cause"));
    }
    let t = site.marts.table("peer_learning");
    let told = requests
        .iter()
        .take(ASKED_SHOWN)
        .any(|r| r.named.iter().any(|row| t.text("practice", *row).is_some()));
    practices(site, city, told, b);
}

/// A request: the city's own value, what came of those that were once alike, and whom it could ask.
fn answer(site: &Site, city: &City, r: &Request, b: &mut Blocks) {
    let (l, c, t) = (&site.language, &site.catalogue, site.marts.table("peer_learning"));
    let (scale, unit) = page::unit(site, city, r);
    b.heading(2, c.series_of(&city.id, r.measurement, r.item), 25);
    let mut words = Vec::new();
    if let Some((year, value)) = r.own {
        let city = l.before_number(&city.name);
        words.push(say!(
            l,
            "learning-own",
            city = city,
            value = l.value(value, scale, unit),
            year = year.to_string()
        ));
    }
    words.push(page::why(l, r.why));
    words.extend(r.outcomes.map(|o| page::outcomes(l, &city.name, o)));
    if r.named.is_empty() {
        words.push(say!(l, "learning-none-named"));
    }
    b.paragraph(words.join(" "));
    let told = r.named.iter().filter_map(|row| {
        let row = *row;
        let mut words = vec![say!(
            l,
            "brief-learning-path",
            from = l.value_again(t.number("from_value", row)?, scale, unit),
            start = t.integer("from_year", row)?.to_string(),
            to = l.value(t.number("to_value", row)?, scale, unit),
            end = t.integer("to_year", row)?.to_string()
        )];
        if t.truth("offers_help", row) == Some(true) {
            words.push(say!(l, "learning-offers-this"));
        }
        words.extend(t.text("practice", row).and_then(|title| practice(site, title, t.text("practice_summary", row))));
        Some((l.before_number(&c.city(t.text("peer", row)?)?.name), words.join(" ")))
    });
    b.terms(told.collect());
}

/// Cities that offer help with what this one asks about, and those that ask help with what it offers.
fn offered(site: &Site, city: &City, b: &mut Blocks) {
    let (l, c, t) = (&site.language, &site.catalogue, site.marts.table("learning_offers"));
    let named = |row: &usize| {
        let name = c.city(t.text("peer", *row)?)?.name.clone();
        Some(match t.truth("reciprocal", *row) {
            Some(true) => say!(l, "learning-reciprocal", city = name),
            _ => name,
        })
    };
    for (role, heading) in [
        ("offers", say!(l, "brief-learning-offered")),
        ("asks", say!(l, "learning-asked-of", city = &city.name)),
    ] {
        let rows = page::offers(site, city, role, None);
        let by_feature = c.features.iter().filter_map(|f| {
            let names: Vec<String> = rows.iter().filter(|row| t.text("feature", **row) == Some(&f.id)).filter_map(named).collect();
            (!names.is_empty()).then(|| (f.title.clone(), l.list(&names)))
        });
        let by_feature: Vec<(String, String)> = by_feature.collect();
        if !by_feature.is_empty() {
            b.heading(2, heading, 25);
            b.terms(by_feature);
        }
    }
}

/// The city's own practices, the first of them.
fn practices(site: &Site, city: &City, told: bool, b: &mut Blocks) {
    let l = &site.language;
    let of = site.of_city("practices");
    let mut own = of
        .rows(&city.id)
        .filter_map(|row| {
            let title = of.table.text("title", row)?.to_string();
            Some((title, of.table.text("summary", row).map(shortened).unwrap_or_default()))
        })
        .collect::<Vec<_>>();
    if own.is_empty() {
        if told {
            b.note(say!(l, "learning-own-words"));
        }
        return;
    }
    let further = own.len().saturating_sub(PRACTICES_SHOWN);
    own.truncate(PRACTICES_SHOWN);
    b.heading(2, say!(l, "learning-practices"), 25);
    b.note(say!(l, "learning-own-words"));
    b.terms(own);
    if further > 0 {
        b.paragraph(say!(l, "brief-practices-more", n = further));
    }
}

/// A practice in words: `Practice: Night schools in libraries. …`
pub fn practice(site: &Site, title: &str, summary: Option<&str>) -> Option<String> {
    let l = &site.language;
    Some(match summary.map(shortened).filter(|s| !s.is_empty()) {
        Some(summary) => say!(l, "brief-practice-told", title = title, summary = summary),
        None => say!(l, "brief-practice", title = title),
    })
}

/// As much of a text as a report has room for, whole words.
fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SUMMARY_SHOWN {
        return text.to_string();
    }
    let cut: String = text.chars().take(SUMMARY_SHOWN).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > SUMMARY_SHOWN / 2).unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end())
}

/// What the city asks help with and what it offers.
fn declared(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let of = site.of_city("declarations");
    let features = |role: &str| -> Vec<String> {
        let declared: Vec<&str> = of
            .rows(&city.id)
            .filter(|row| of.table.text("role", *row) == Some(role))
            .filter_map(|row| of.table.text("feature", row))
            .collect();
        let named = site.catalogue.features.iter().filter(|f| declared.contains(&f.id.as_str()));
        named.map(|f| say!(l, "quoted", text = &f.title)).collect()
    };
    let (asks, offers) = (features("priority"), features("expertise"));
    if !asks.is_empty() {
        b.paragraph(say!(l, "learning-asks", city = &city.name, features = l.list(&asks)));
    }
    if !offers.is_empty() {
        b.paragraph(say!(l, "learning-offers", city = &city.name, features = l.list(&offers)));
    }
}

#[cfg(test)]
mod tests {
    use super::{SUMMARY_SHOWN, shortened};

    #[test]
    fn long_texts_end_with_a_whole_word() {
        assert_eq!(shortened(" Evening classes. "), "Evening classes.");
        let long = "word ".repeat(200);
        let short = shortened(&long);
        assert!(short.ends_with("word …") && short.chars().count() <= SUMMARY_SHOWN + 2);
        assert!(shortened(&"ö".repeat(10_000)).chars().count() <= SUMMARY_SHOWN + 2);
    }
}
