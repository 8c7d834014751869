//! Who a city could ask, what they did, and its own practices.

use super::{City, Site};
use crate::report::brief::block::Blocks;
use crate::report::city::learning as page;
use crate::say;

/// Series for which cities to ask are told; the page has them all.
const ASKED_SHOWN: usize = 3;
/// Practices of its own; the page has them all.
const PRACTICES_SHOWN: usize = 3;
/// Letters of a city's own account of a practice; the page has it whole.
const SUMMARY_SHOWN: usize = 400;

/// Who has been where it is, and what they did.
pub(super) fn section(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let c = &site.catalogue;
    let of = site.of_city("peer_learning");
    let t = of.table;
    b.heading(1, say!(l, "learning-title"), 50);
    let mut groups: Vec<((&str, &str), Vec<usize>)> = Vec::new();
    for row in of.rows(&city.id).filter(|row| t.text("peer", *row).is_some()) {
        let key = (t.text("measurement", row).unwrap_or_default(), t.text("item", row).unwrap_or_default());
        match groups.last_mut() {
            Some((last, rows)) if *last == key => rows.push(row),
            _ => groups.push((key, vec![row])),
        }
    }
    // What it asks help with stands first, each in the order of the form.
    groups.sort_by_key(|((m, _), rows)| {
        let asked = rows.first().is_some_and(|row| t.text("why", *row) == Some("priority"));
        (!asked, c.measurements.iter().position(|x| x.id == *m))
    });
    declared(site, city, b);
    if groups.is_empty() {
        b.paragraph(page::sentence(site, city));
    } else {
        b.paragraph(say!(l, "learning-note"));
    }
    let progress = site.of_city("progress").series(&city.id);
    let values = site.of_city("series").series(&city.id);
    for ((measurement, item), rows) in groups.iter().take(ASKED_SHOWN) {
        let key = (*measurement, *item);
        let (scale, unit) = c.measurement(measurement).map_or(("", ""), |m| (m.scale.as_str(), m.unit_key.as_str()));
        let differs = values
            .get(&key)
            .and_then(|rows| rows.last())
            .is_some_and(|row| site.marts.table("series").truth("differs", *row) == Some(true));
        let unit = if differs { "" } else { unit };
        b.heading(2, c.series(measurement, item), 25);
        let p = site.marts.table("progress");
        if let Some((year, value)) = progress
            .get(&key)
            .and_then(|rows| rows.first())
            .and_then(|row| Some((p.integer("latest_year", *row)?, p.number("latest_value", *row)?)))
        {
            b.paragraph(say!(
                l,
                "learning-own",
                city = l.before_number(&city.name),
                value = l.value(value, scale, unit),
                year = year.to_string()
            ));
        }
        if let Some(first) = rows.first() {
            let said = |column: &str| t.text(column, *first).unwrap_or_default();
            b.note([page::why(l, said("why")), page::reach(l, said("reach"))].join(" "));
        }
        let mut peers: Vec<&str> = rows.iter().filter_map(|row| t.text("peer", *row)).collect();
        peers.sort_by_key(|id| (c.by_name(id), *id));
        peers.dedup();
        let told = peers.into_iter().filter_map(|peer| {
            let mine: Vec<usize> = rows.iter().copied().filter(|row| t.text("peer", *row) == Some(peer)).collect();
            let row = *mine.first()?;
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
            words.extend(
                mine.iter()
                    .filter_map(|row| practice(site, t.text("practice", *row)?, t.text("practice_summary", *row))),
            );
            Some((l.before_number(&c.city(peer)?.name), words.join(" ")))
        });
        b.terms(told.collect());
    }
    if groups.len() > ASKED_SHOWN {
        b.paragraph(say!(l, "brief-learning-more", n = groups.len() - ASKED_SHOWN));
    }
    if !groups.is_empty() {
        b.note(page::alike(site));
        b.note(say!(l, "learning-no-cause"));
    }
    let told = groups
        .iter()
        .take(ASKED_SHOWN)
        .any(|(_, rows)| rows.iter().any(|row| t.text("practice", *row).is_some()));
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
    } else {
        let further = own.len().saturating_sub(PRACTICES_SHOWN);
        own.truncate(PRACTICES_SHOWN);
        b.heading(2, say!(l, "learning-practices"), 25);
        b.note(say!(l, "learning-own-words"));
        b.terms(own);
        if further > 0 {
            b.paragraph(say!(l, "brief-practices-more", n = further));
        }
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
