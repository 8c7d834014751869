//! What changed since the last final edition: of the network, and of a city.

use std::collections::BTreeSet;

use super::subject::Subject;
use super::words::capital;
use crate::catalogue::City;
use crate::document::{Block, Cell, Medium, Row, Table, Text, list};
use crate::language::Language;
use crate::open_data::{Change, Changes, Counts, OfCity, Why};
use crate::report::earlier::{Listed, NotCompared, Since};
use crate::report::site::Site;
use crate::{columns, say, say_text};

/// Movements that a city's brief has room for.
const PRINTED: usize = 6;
/// Cities named in the annual brief as those with results for the first time.
const NAMED: usize = 12;

/// With what is compared, or why nothing is.
pub fn since(site: &Site) -> String {
    let l = &site.language;
    match &site.edition.earlier.since {
        Since::First => say!(l, "changes-first"),
        Since::NotCompared(last, why) => {
            let reason = match why {
                NotCompared::Gone => say!(l, "changes-gone"),
                NotCompared::Version => say!(l, "changes-version"),
            };
            say!(l, "changes-not-compared", edition = named(l, last), reason)
        }
        Since::Compared(last, _) => say!(l, "changes-since", edition = named(l, last)),
    }
}

/// `the final edition of the cycle 2022, made on 12 May 2023`.
fn named(l: &Language, edition: &Listed) -> String {
    say!(l, "changes-edition", cycle = cycle(l, edition), day = l.numbers().date(&edition.made_on))
}

/// The cycle of an edition, with its day where it has one.
pub fn cycle(l: &Language, edition: &Listed) -> String {
    let cycle = edition.cycle.to_string();
    match &edition.as_of {
        Some(day) => say!(l, "cycle-as-of", cycle, day = l.numbers().date(day)),
        None => cycle,
    }
}

/// How many values and movements changed, and which cities have results for the first time.
pub fn network(site: &Site, changes: &Changes, medium: Medium) -> Vec<Block> {
    let l = &site.language;
    if changes.cities.is_empty() && changes.joined.is_empty() {
        return vec![Block::paragraph(say!(l, "changes-none"))];
    }
    let mut blocks = vec![
        Block::paragraph(counted(l, "changes-values", &changes.values)),
        Block::paragraph(counted(l, "changes-movements", &changes.movements)),
        Block::note(say!(l, "changes-shares")),
    ];
    let mut joined: Vec<&City> = changes.joined.iter().filter_map(|id| site.catalogue.city(id)).collect();
    joined.sort_by_key(|city| site.catalogue.by_name(&city.id));
    if !joined.is_empty() {
        let cities = match medium {
            Medium::Page => list(l, &joined.iter().map(|city| site.city_text(&city.id)).collect::<Vec<_>>()),
            Medium::Print => {
                let names: Vec<&str> = joined.iter().map(|city| city.name.as_str()).collect();
                l.list_some(&names, NAMED).into()
            }
        };
        blocks.push(Block::paragraph(say_text!(l, "changes-joined", cities)));
    }
    blocks.push(Block::note(say!(l, "changes-how")));
    blocks
}

fn counted(l: &Language, message: &str, counts: &Counts) -> String {
    let number = |n: u64| l.numbers().number(n as f64, 0);
    let part = |n: u64, of: u64| match n {
        0 => say!(l, "changes-no"),
        n => {
            let share = say!(l, "value-percent", number = l.numbers().fixed(n as f64 * 100.0 / of.max(1) as f64, 1));
            say!(l, "changes-share", n = number(n), share)
        }
    };
    l.say(
        message,
        &[
            ("before", number(counts.before).into()),
            ("after", number(counts.after).into()),
            ("new", part(counts.new, counts.after).into()),
            ("changed", part(counts.changed, counts.before).into()),
            ("removed", part(counts.removed, counts.before).into()),
        ],
    )
}

/// `Values: 2 new, 1 changed. Movements: 1 changed.`
pub fn of_city_in_short(l: &Language, of: &OfCity) -> String {
    let part = |message: &str, counts: Counts| {
        let counts = [
            (counts.new, "changes-n-new"),
            (counts.changed, "changes-n-changed"),
            (counts.removed, "changes-n-removed"),
        ];
        let said: Vec<String> = counts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, id)| say!(l, id, n = i64::try_from(n).unwrap_or(i64::MAX)))
            .collect();
        (!said.is_empty()).then(|| l.say(message, &[("counts", l.list(&said).into())]))
    };
    let parts = [part("changes-of-values", of.count_values()), part("changes-of-movements", of.count_movements())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The section of a city.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let (l, id) = (&s.site.language, s.city.id.as_str());
    let Some((last, changes)) = s.site.edition.earlier.since.changes() else { return Vec::new() };
    let Some(of) = changes.cities.get(id) else { return Vec::new() };
    let with = say!(l, "changes-since", edition = named(l, last));
    let lead = match changes.joined.contains(id) {
        true => say!(l, "changes-city-joined", city = &s.city.name),
        false => of_city_in_short(l, of),
    };
    let mut blocks = vec![Block::paragraph(format!("{with} {lead}"))];
    match medium {
        Medium::Page => {
            blocks.extend(values(s.site, id, of).map(Block::Table));
            blocks.extend(movements(s.site, id, of, usize::MAX).map(Block::Table));
            if blocks.len() > 1 {
                blocks.push(Block::note(say!(l, "changes-why-note")));
            }
        }
        Medium::Print => {
            if of.count_movements().changed as usize <= PRINTED {
                blocks.extend(movements(s.site, id, of, PRINTED).map(Block::Table));
            }
        }
    }
    vec![Block::section("changes", say!(l, "changes-title"), 40, blocks)]
}

/// Values that changed or are no longer given.
fn values(site: &Site, city: &str, of: &OfCity) -> Option<Table> {
    let l = &site.language;
    let rows = ordered(site, &of.values).into_iter().filter(|change| change.before.is_some()).map(|change| {
        let [before, after] = both(site, city, change);
        let title = site.catalogue.series_of(city, &change.measurement, &change.item);
        Row::headed(title, [Cell::Year(change.year), before.into(), after.into(), why(site, &change.why).into()])
    });
    let rows: Vec<Row> = rows.collect();
    let columns = columns!(l => text "areas-series", value "areas-year", value "changes-before" , value "changes-now", text "changes-why");
    (!rows.is_empty()).then(|| Table::new(say!(l, "changes-values-caption"), columns, rows).named("changed-values"))
}

/// Movements that changed or are no longer computed, unless they are more than `most`.
fn movements(site: &Site, city: &str, of: &OfCity, most: usize) -> Option<Table> {
    let l = &site.language;
    let rows = ordered(site, &of.movements).into_iter().filter(|change| change.before.is_some()).map(|change| {
        let title = site.catalogue.series_of(city, &change.measurement, &change.item);
        let [before, after] = [&change.before, &change.after].map(|movement| moved(site, movement.as_deref()));
        Row::headed(title, [before.into(), after.into(), why(site, &change.why).into()])
    });
    let rows: Vec<Row> = rows.collect();
    let columns = columns!(l => text "areas-series" sharing 4, text "changes-before" sharing 3, text "changes-now" sharing 3, text "changes-why" sharing 3);
    let caption = say!(l, "changes-movements-caption");
    (!rows.is_empty() && rows.len() <= most).then(|| Table::new(caption, columns, rows).named("changed-movements"))
}

/// What changed of a city, a line each: values, then movements; what is new is only counted.
pub fn lines(site: &Site, city: &str, of: &OfCity) -> Vec<Text> {
    let l = &site.language;
    let line = |title: String, [from, to]: [String; 2], why_of: &BTreeSet<Why>| {
        let said = say!(l, "changes-line", title, from, to);
        match why_of.is_empty() {
            true => said.into(),
            false => say!(l, "city-bracket", value = said, more = why(site, why_of)).into(),
        }
    };
    let title = |measurement: &str, item: &str| site.catalogue.series_of(city, measurement, item);
    let values = ordered(site, &of.values).into_iter().filter(|change| change.before.is_some()).map(|change| {
        let title = say!(
            l,
            "changes-line-title",
            series = title(&change.measurement, &change.item),
            year = change.year.to_string()
        );
        line(title, both(site, city, change), &change.why)
    });
    let movements = ordered(site, &of.movements).into_iter().filter(|change| change.before.is_some()).map(|change| {
        let sides = [&change.before, &change.after].map(|movement| moved(site, movement.as_deref()));
        line(title(&change.measurement, &change.item), sides, &change.why)
    });
    values.chain(movements).collect()
}

/// Every change of values of the network as one table, cities by name.
pub fn all_values(site: &Site, changes: &Changes) -> Table {
    let l = &site.language;
    let rows = by_name(site, changes).into_iter().flat_map(|(city, of)| {
        ordered(site, &of.values).into_iter().map(move |change| {
            let [before, after] = both(site, &city.id, change);
            let title = site.catalogue.series_of(&city.id, &change.measurement, &change.item);
            let cells =
                [title.into(), Cell::Year(change.year), before.into(), after.into(), why(site, &change.why).into()];
            Row::headed(city.name.as_str(), cells)
        })
    });
    let rows: Vec<Row> = rows.collect();
    let columns = columns!(l => text "areas-city", text "areas-series", value "areas-year", value "changes-before", value "changes-now", text "changes-why");
    Table::new(say!(l, "changes-take-values"), columns, rows).named("values")
}

/// Every change of movements of the network as one table, cities by name.
pub fn all_movements(site: &Site, changes: &Changes) -> Table {
    let l = &site.language;
    let rows = by_name(site, changes).into_iter().flat_map(|(city, of)| {
        ordered(site, &of.movements).into_iter().map(move |change| {
            let title = site.catalogue.series_of(&city.id, &change.measurement, &change.item);
            let [before, after] = [&change.before, &change.after].map(|movement| moved(site, movement.as_deref()));
            Row::headed(city.name.as_str(), [title.into(), before.into(), after.into(), why(site, &change.why).into()])
        })
    });
    let rows: Vec<Row> = rows.collect();
    let columns = columns!(l => text "areas-city", text "areas-series", text "changes-before", text "changes-now", text "changes-why");
    Table::new(say!(l, "changes-take-movements"), columns, rows).named("movements")
}

/// The cities of which anything changed, by name.
pub fn by_name<'s>(site: &'s Site, changes: &'s Changes) -> Vec<(&'s City, &'s OfCity)> {
    let known = changes.cities.iter().filter_map(|(id, of)| Some((site.catalogue.city(id)?, of)));
    let mut all: Vec<(&City, &OfCity)> = known.collect();
    all.sort_by_key(|(city, _)| site.catalogue.by_name(&city.id));
    all
}

/// Changes in the order of the printed form.
fn ordered<'c, T>(site: &Site, changes: &'c [Change<T>]) -> Vec<&'c Change<T>> {
    let mut all: Vec<&Change<T>> = changes.iter().collect();
    let place = |change: &Change<T>| {
        let items = site.catalogue.measurement(&change.measurement).map_or(&[][..], |m| &m.items);
        let item = items.iter().position(|item| *item == change.item).unwrap_or(usize::MAX);
        (site.catalogue.place(&change.measurement), item, change.item.clone(), change.year)
    };
    all.sort_by_key(|change| place(change));
    all
}

/// A value before and after, in words.
fn both(site: &Site, city: &str, change: &Change<f64>) -> [String; 2] {
    let l = &site.language;
    let (scale, unit) = site.catalogue.scale_and_unit(city, &change.measurement, &change.item);
    let none = || say!(l, "changes-not-given");
    match (change.before, change.after) {
        (Some(_), Some(after)) if change.redefined => [say!(l, "changes-redefined"), l.value(after, scale, unit)],
        (Some(before), Some(after)) => {
            let (before, after) = l.first_and_last(before, after, scale, unit);
            [before, after]
        }
        (Some(_), None) if change.redefined => [say!(l, "changes-redefined"), none()],
        (before, after) => [before, after].map(|value| value.map_or_else(none, |value| l.value(value, scale, unit))),
    }
}

/// A movement in words.
fn moved(site: &Site, movement: Option<&str>) -> String {
    match movement {
        Some(code) => site.catalogue.label("movement", code),
        None => say!(site.language, "changes-not-computed"),
    }
}

/// What may have changed it, in words.
fn why(site: &Site, why: &BTreeSet<Why>) -> String {
    let l = &site.language;
    let words = why.iter().map(|why| match why {
        Why::Sent => say!(l, "changes-why-sent"),
        Why::Correction => say!(l, "changes-why-correction"),
        Why::Others => say!(l, "changes-why-others"),
        Why::Context => say!(l, "changes-why-context"),
        Why::Method => say!(l, "changes-why-method"),
        Why::Cycle => say!(l, "changes-why-cycle"),
        Why::Program => say!(l, "changes-why-program"),
    });
    l.list(&words.collect::<Vec<_>>())
}

/// The section of the annual brief; none where there is no edition before it.
pub fn section(site: &Site) -> Option<Block> {
    let l = &site.language;
    let blocks = match &site.edition.earlier.since {
        Since::First => return None,
        Since::NotCompared(..) => vec![Block::paragraph(since(site))],
        Since::Compared(_, changes) => {
            let mut blocks = vec![Block::paragraph(since(site))];
            blocks.extend(network(site, changes, Medium::Print));
            blocks
        }
    };
    Some(Block::section("changes", say!(l, "changes-title"), 60, blocks))
}

/// A line for a city's entry in a list: its name and what changed.
pub fn summary(site: &Site, city: &City, joined: bool, of: &OfCity) -> String {
    let l = &site.language;
    let said = match joined {
        true => capital(&say!(l, "changes-n-joined")),
        false => of_city_in_short(l, of),
    };
    say!(l, "layout-labelled", label = &city.name, value = said)
}
