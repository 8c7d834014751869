//! Which declaration governs each city and cycle.

use std::collections::BTreeMap;

use super::declared::Declared;
use crate::model::vocabulary::{Consent, ConsentFor};

/// A city's declarations, in the order of [`super::declared()`], and the newest of each cycle that can be read.
pub type OfCity<'a> = (&'a [Declared], BTreeMap<i64, &'a Declared>);

/// Each city of declarations in the order of [`super::declared()`].
pub fn by_city(declared: &[Declared]) -> impl Iterator<Item = OfCity<'_>> {
    let cities = declared.chunk_by(|a, b| a.city == b.city);
    cities.map(|all| (all, all.iter().filter(|d| d.has_cycle()).map(|d| (d.cycle, d)).collect()))
}

/// The consent that governs each city and cycle: that of its newest declaration, or of a later one for all cycles. One
/// of another cycle that came later, is narrower and does not say what it is meant for narrows it too, until the city
/// has answered; and so does one whose day is doubtful or, next to a dated one, not given, until that is corrected; one
/// of the same day as it where only one of the two has a time; and one without a cycle, until a newer one comes. One
/// that no file says any longer only narrows what the others say.
pub fn governing(declared: &[Declared]) -> BTreeMap<(&str, i64), Consent> {
    if !declared.iter().any(|d| d.held) {
        return of_files(declared);
    }
    let some = |counts: fn(&&Declared) -> bool| declared.iter().filter(counts).cloned().collect::<Vec<_>>();
    let (sent, all) = (some(|d| !d.held), some(|d| !d.held || d.consent != Consent::Public));
    let (sent, all) = (of_files(&sent), of_files(&all));
    let of = |d: &Declared| {
        let key = (d.city.as_str(), d.cycle);
        sent.get(&key).copied().max(all.get(&key).copied())
    };
    declared.iter().filter_map(|d| Some(((d.city.as_str(), d.cycle), of(d)?))).collect()
}

fn of_files(declared: &[Declared]) -> BTreeMap<(&str, i64), Consent> {
    let mut governing = BTreeMap::new();
    for (all, newest) in by_city(declared) {
        for (cycle, own) in &newest {
            let base = base(all, own);
            let unclear = newest
                .values()
                .filter(|d| d.cycle != *cycle && d.consent_for.is_none() && d.may_narrow && d.after(base));
            let doubtful = all.iter().filter(|d| {
                let is_unordered = d.cycle == base.cycle && d.is_unordered(base);
                let may_be_newest = d.doubtful || d.date.is_none() && own.date.is_some() || is_unordered;
                may_be_newest && d.may_withhold() && (d.cycle == *cycle || d.consent_for == Some(ConsentFor::All))
            });
            let unread = all.iter().filter(|d| !d.has_cycle() && !base.after(d));
            let narrower = unclear.copied().chain(doubtful).chain(unread).map(|d| d.consent);
            let consent = narrower.fold(base.consent, Consent::max);
            governing.insert((own.city.as_str(), *cycle), consent);
        }
    }
    governing
}

/// What governs a cycle whose newest declaration is `own`, but for what is unclear: it, or a later one for all cycles.
/// A refused one withholds its cycle until another of that cycle comes: what it meant is not known.
pub fn base<'a>(all: &'a [Declared], own: &'a Declared) -> &'a Declared {
    if !own.accepted {
        return own;
    }
    // Next to a dated one, one without a day can only narrow.
    let in_order = |d: &Declared| d.has_cycle() && !d.doubtful && (d.date.is_some() || own.date.is_none());
    let is_for_all = |d: &&Declared| d.consent_for == Some(ConsentFor::All) && d.cycle != own.cycle && in_order(d);
    let for_all = all.iter().filter(is_for_all);
    // Of one cycle the later in that order is the newer, or of the same day the narrower; where days do not say which of
    // two cycles' is the later, the narrower holds too.
    for_all.fold(own, |base, d| {
        let counts = match d.is_later(base) {
            _ if d.cycle == base.cycle => true,
            // Where none has a day their cycles are their order.
            None if d.date.is_none() && base.date.is_none() => d.after(base),
            None => d.consent > base.consent,
            Some(later) => later,
        };
        if counts { d } else { base }
    })
}
