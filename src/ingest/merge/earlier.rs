//! With which consent an edition as of an earlier day shows what was replaced since.
//!
//! Today's consent holds for every day: what a city withdrew since is shown of no day. A value that is in force today is
//! shown of an earlier day as it is today. One that was replaced was never seen if it was withheld until then, and what
//! a city corrected before it let its values be seen is not shown later either: such a row has the narrower of today's
//! consent and of the one that governed it when it was replaced. A newer row that says the same replaces nothing, if it is
//! seen at least as widely; nor does one that is seen less widely today, whatever it says: neither what a withheld row
//! says nor that it is there may decide what is shown.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use crate::base::dates::are_unordered;
use crate::base::error::Result;
use crate::ingest::frames::{Row, column, fingerprint, polars_error};
use crate::ingest::merge;
use crate::ingest::merge::consent::{Declared, governing};
use crate::ingest::merge::kinds::Kind;
use crate::model::vocabulary::Consent;

/// The consents that governed the cycles of cities at earlier moments.
pub struct Governed<'a> {
    of_city: BTreeMap<&'a str, &'a [Declared]>,
    known: HashMap<(String, String), BTreeMap<i64, Consent>>,
}

impl<'a> Governed<'a> {
    /// By declarations in the order of [`crate::ingest::merge::consent::declared()`].
    pub fn new(declared: &'a [Declared]) -> Governed<'a> {
        let cities = declared.chunk_by(|a, b| a.city == b.city);
        Governed { of_city: cities.map(|all| (all[0].city.as_str(), all)).collect(), known: HashMap::new() }
    }

    /// The consent that governed a city's cycle just before a moment; none of a cycle that is not declared. Of one of
    /// which it is open whether it had come then, the narrower consent holds.
    pub fn before(&mut self, city: &str, cycle: i64, moment: &str) -> Option<Consent> {
        let all = *self.of_city.get(city)?;
        all.iter().find(|d| d.cycle == cycle)?;
        let known = self.known.entry((city.to_string(), moment.to_string())).or_insert_with(|| {
            // One without a day counts always.
            let had_come = |day: &str| day < moment && !are_unordered(day, moment);
            let may_have_come = |day: &str| day < moment || are_unordered(day, moment);
            let of = |counts: &dyn Fn(&str) -> bool| -> BTreeMap<i64, Consent> {
                let counted = all.iter().filter(|d| d.date.as_deref().is_none_or(counts)).cloned().collect::<Vec<_>>();
                governing(&counted).into_iter().map(|((_, cycle), consent)| (cycle, consent)).collect()
            };
            let mut narrowest = of(&may_have_come);
            let sure = of(&had_come);
            for (cycle, consent) in &mut narrowest {
                *consent = sure.get(cycle).copied().unwrap_or(Consent::Private).max(*consent);
            }
            narrowest
        });
        Some(known.get(&cycle).copied().unwrap_or(Consent::Private))
    }
}

/// A newer row of one key than the one that is looked at.
#[derive(Clone, Copy)]
struct Newer {
    at: usize,
    /// The row that replaced it, or the one that says the same after it.
    replaced: Option<usize>,
    /// How widely it is seen.
    seen: Consent,
}

/// For each consent the oldest of the newer rows that have it, or a wider one.
#[derive(Default)]
struct Later([Option<Newer>; 3]);

impl Later {
    /// The next row that may be seen by whoever sees a row of this consent.
    fn seen_by(&self, consent: Consent) -> Option<Newer> {
        self.0[consent as usize]
    }

    /// Adds a row of this consent, as `made` makes it of the one that comes after it.
    fn add(&mut self, consent: Consent, made: impl Fn(Option<Newer>) -> Newer) {
        for next in &mut self.0[consent as usize..] {
            *next = Some(made(*next));
        }
    }
}

/// Adds `as_of_consent` to a history that is sorted by key and then from the oldest row to the newest: empty where it is
/// `consent`. `cycle` is the column of the cycle that a row was sent for. What mappings state has no days.
pub fn add(mut history: DataFrame, of: &Kind, cycle: &str, declared: &[Declared]) -> Result<DataFrame> {
    let doing = polars_error("looking for the consents of replaced rows");
    let mut narrower: Vec<Option<&str>> = vec![None; history.height()];
    if !declared.is_empty() {
        let content = history.clone().lazy().select([fingerprint(of.content).alias("content")]).collect();
        let content = content.map_err(&doing)?;
        let content = content.column("content").and_then(|column| column.str()).map_err(&doing)?;
        let mut governed = Governed::new(declared);
        for run in merge::runs(&history, of.key)?.into_iter().filter(|run| run.len() > 1) {
            let mut later = Later::default();
            for at in run.rev() {
                let row = Row::new(&history, at);
                let now = Consent::of(row.text("consent")).unwrap_or(Consent::Private);
                let followed = |next: Newer| {
                    // Rows of one instant replace none of one another.
                    let is_tied = Row::new(&history, next.at).text("submitted_on") == row.text("submitted_on");
                    let says_the_same = next.seen <= now && content.get(at) == content.get(next.at);
                    let replaced = if is_tied || says_the_same { next.replaced } else { Some(next.at) };
                    (replaced, if is_tied { next.seen.max(now) } else { now })
                };
                let replaced = later.seen_by(now).and_then(|next| followed(next).0);
                let moment = replaced.and_then(|by| Row::new(&history, by).text("submitted_on"));
                let then = moment.zip(row.text("city").zip(row.integer(cycle)));
                let then = then.and_then(|(moment, (city, cycle))| governed.before(city, cycle, moment));
                let then = then.filter(|then| *then > now && !row.is("mapped"));
                narrower[at] = then.map(|then| then.into_str());
                later.add(now, |next| {
                    let (replaced, seen) = next.map_or((None, now), followed);
                    Newer { at, replaced, seen: then.map_or(seen, |then| then.max(seen)) }
                });
            }
        }
    }
    history.with_column(column("as_of_consent", narrower)).map_err(&doing)?;
    Ok(history)
}

/// For each declaration the consent that governed its cycle when another of its city replaced it that is not the
/// `same`, or is seen less widely; none where that has not happened.
pub fn when_replaced(declared: &[Declared], same: impl Fn(&Declared, &Declared) -> bool) -> Vec<Option<Consent>> {
    let mut governed = Governed::new(declared);
    let today = governing(declared);
    let mut then: Vec<Option<Consent>> = vec![None; declared.len()];
    let mut in_order: Vec<usize> = (0..declared.len()).filter(|at| declared[*at].accepted).collect();
    let order = |d: &'_ Declared| (d.city.clone(), d.date.clone(), d.cycle, !d.held, d.sha.clone());
    in_order.sort_by_cached_key(|at| order(&declared[*at]));
    let mut later = Later::default();
    let mut city = "";
    for at in in_order.into_iter().rev() {
        let d = &declared[at];
        if d.city != city {
            (later, city) = (Later::default(), d.city.as_str());
        }
        let now = today.get(&(d.city.as_str(), d.cycle)).copied().unwrap_or(Consent::Private);
        let replaced = |next: Newer| {
            let other = &declared[next.at];
            let is_replaced = next.seen > now && other.date != d.date || !same(d, other);
            if is_replaced { Some(next.at) } else { next.replaced }
        };
        let moment = later.seen_by(now).and_then(replaced).and_then(|by| declared[by].date.as_deref());
        then[at] = moment.and_then(|moment| governed.before(&d.city, d.cycle, moment));
        let seen = then[at].unwrap_or(now).max(now);
        later.add(now, |next| Newer { at, replaced: next.and_then(replaced), seen });
    }
    then
}
