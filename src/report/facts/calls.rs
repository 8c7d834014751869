//! Whom to call about a key feature, one row a city: who offers help, who was where the city is and moved on, who asks
//! for what it offers.

use std::collections::BTreeMap;

use super::contact::{self, About};
use super::context::Context;
use super::practice;
use super::requests::{Request, offers};
use super::subject::Subject;
use crate::catalogue::Feature;
use crate::document::{Medium, Row, Table, Text};
use crate::model::relations::PeerLearning;
use crate::model::vocabulary::Exchange;
use crate::{columns, say};

/// A city to call about a feature.
#[derive(Default)]
struct Callee<'r, 's> {
    offers: bool,
    asks: bool,
    /// Each could help the other.
    reciprocal: bool,
    /// Series in which it was where the city is, and moved on.
    moved: Vec<(&'r Request<'s>, &'r PeerLearning<'s>)>,
}

/// Cities to call by feature, each of which is named by its place by name and its id.
pub struct Calls<'r, 's> {
    by_feature: BTreeMap<&'s str, BTreeMap<(usize, &'s str), Callee<'r, 's>>>,
    /// How many more cities offer help with a feature than are listed.
    further: BTreeMap<&'s str, i64>,
    context: Context<'s>,
}

impl<'r, 's> Calls<'r, 's> {
    /// Everybody whom the city could call; `requests` are its own.
    pub fn new(s: &Subject<'s>, requests: &'r [Request<'s>]) -> Calls<'r, 's> {
        let mut calls = Calls { by_feature: BTreeMap::new(), further: BTreeMap::new(), context: Context::new(s.site) };
        for row in offers(s, Exchange::Offers) {
            let callee = calls.callee(s, row.feature, row.peer);
            callee.offers = true;
            callee.reciprocal |= row.reciprocal == Some(true);
            *calls.further.entry(row.feature).or_insert(row.offers_all.unwrap_or_default()) -= 1;
        }
        for row in offers(s, Exchange::Asks) {
            let callee = calls.callee(s, row.feature, row.peer);
            callee.asks = true;
            callee.reciprocal |= row.reciprocal == Some(true);
        }
        for request in requests {
            for row in &request.named {
                let callee = calls.callee(s, row.feature, row.peer);
                callee.offers |= row.offers_help == Some(true);
                callee.moved.push((request, row));
            }
        }
        calls
    }

    fn callee(&mut self, s: &Subject<'s>, feature: &'s str, peer: &'s str) -> &mut Callee<'r, 's> {
        let place = (s.site.catalogue.by_name(peer), peer);
        self.by_feature.entry(feature).or_default().entry(place).or_default()
    }

    /// How many cities there are to call about a feature.
    pub fn number(&self, feature: &Feature) -> usize {
        self.by_feature.get(feature.id.as_str()).map_or(0, BTreeMap::len)
    }

    /// Cities that offer help with a feature and are not listed.
    pub fn further(&self, feature: &Feature) -> i64 {
        self.further.get(feature.id.as_str()).copied().unwrap_or_default().max(0)
    }

    /// The cities to call about a feature, by name; none where there is nobody.
    pub fn table(&self, s: &Subject<'s>, feature: &Feature, medium: Medium) -> Option<Table> {
        let l = &*s.site.language;
        let callees = self.by_feature.get(feature.id.as_str())?;
        let practised: Vec<Text> = callees.keys().map(|(_, peer)| practices(s, peer, feature, medium)).collect();
        // A column that nobody fills is left out.
        let any = practised.iter().any(|text| !text.is_empty());
        let rows = callees.iter().zip(practised).map(|(((_, peer), callee), practised)| {
            let about = About { asker: Some(s.city), feature: &feature.title };
            let reach = contact::text(s.site, peer, about, medium);
            let cells = [Some(why(s, callee)), any.then_some(practised), Some(reach)];
            Row::headed(self.city(s, peer), cells.into_iter().flatten().map(Into::into))
        });
        let mut columns = columns!(l => text "call-city" sharing 3, words "call-why" sharing 4);
        if any {
            columns.extend(columns!(l => words "call-practice" sharing 4));
        }
        columns.extend(columns!(l => words "call-reach" sharing 3));
        let caption = say!(l, "call-caption", feature = &feature.title);
        Some(Table::new(caption, columns, rows).named("call").of_class("call"))
    }

    /// The city, its country, and how its context differs.
    fn city(&self, s: &Subject<'s>, peer: &str) -> Text {
        let (site, l) = (s.site, &s.site.language);
        let name = Text::strong(Text::isolated(site.city_text(peer)));
        let country = site.catalogue.city(peer).map(|city| city.country.clone());
        let differences = self.context.differences(l, &s.city.id, peer);
        [country, differences].into_iter().flatten().fold(name, |text, more| text.below(more.into()))
    }
}

/// Why the city is one to call: a line for each reason.
fn why(s: &Subject, callee: &Callee) -> Text {
    let l = &s.site.language;
    let mut lines: Vec<String> = Vec::new();
    if callee.offers {
        lines.push(say!(l, "call-offers"));
    }
    for (request, row) in &callee.moved {
        let Some([(from, first), (to, last)]) = request.path(s, row) else { continue };
        let moved = say!(l, "call-was", series = request.title(s), first, from, last, to);
        let among = request.outcomes.filter(|o| o.counts.iter().sum::<i64>() > 1);
        let among = among.map(|o| say!(l, "call-among", towards = o.counts[0], n = o.counts.iter().sum::<i64>()));
        lines.push([Some(moved), among].into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    if callee.asks {
        lines.push(say!(l, "call-asks", city = &s.city.name));
    }
    if callee.reciprocal {
        lines.push(say!(l, "call-reciprocal"));
    }
    lines.into_iter().map(Text::from).reduce(Text::below).unwrap_or_default()
}

/// What the city describes of the feature; a brief has no room for its words.
fn practices(s: &Subject, peer: &str, feature: &Feature, medium: Medium) -> Text {
    let of_feature = s.site.rows.practices.of(peer).filter(|row| row.feature == Some(feature.id.as_str()));
    let described = of_feature.map(|row| match medium {
        Medium::Page => practice::whole(s.site, &row),
        Medium::Print => practice::in_short(s.site, &row),
    });
    described.reduce(Text::below).unwrap_or_default()
}
