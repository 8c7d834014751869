//! Whom to call about a key feature, one row a city: who offers help, who was where the city is and moved on, who asks
//! for what it offers.

use std::collections::BTreeMap;

use super::contact::{self, About};
use super::practice;
use super::requests::{Outcomes, Request, offers};
use super::subject::Subject;
use crate::catalogue::Feature;
use crate::document::{Medium, Row, Table, Text, sentences};
use crate::model::relations::PeerLearning;
use crate::model::vocabulary::Exchange;
use crate::report::site::Site;
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
}

impl<'r, 's> Calls<'r, 's> {
    /// Everybody whom the city could call; `requests` are its own.
    pub fn new(s: &Subject<'s>, requests: &'r [Request<'s>]) -> Calls<'r, 's> {
        let mut calls = Calls { by_feature: BTreeMap::new(), further: BTreeMap::new() };
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

    /// Whether a city to call about a feature offers help, or moved on from where this one is.
    pub fn anybody_helps(&self, feature: &Feature) -> bool {
        self.of(feature).any(|(_, callee)| callee.offers || !callee.moved.is_empty())
    }

    /// Whether a message to one of the cities goes through the secretariat.
    pub fn any_through_secretariat(&self, site: &Site) -> bool {
        self.by_feature.values().flat_map(BTreeMap::keys).any(|(_, peer)| contact::is_through_secretariat(site, peer))
    }

    /// The cities to call about a feature, by name.
    fn of(&self, feature: &Feature) -> impl Iterator<Item = (&'s str, &Callee<'r, 's>)> {
        let callees = self.by_feature.get(feature.id.as_str());
        callees.into_iter().flatten().map(|((_, peer), callee)| (*peer, callee))
    }

    /// On a page: the cities to call about a feature, by name; none where there is nobody.
    pub fn of_feature(&self, s: &Subject<'s>, feature: &Feature) -> Option<Table> {
        let l = &*s.site.language;
        let rows: Vec<Row> = self
            .of(feature)
            .map(|(peer, callee)| {
                let about = About { asker: Some(s.city), feature: &feature.title };
                let why = why(s, feature, callee, Medium::Page);
                let practised = practices(s, peer, feature, Medium::Page);
                let reach = contact::text(s.site, peer, about, Medium::Page);
                Row::headed(self.city(s, peer), [why, practised, reach].map(Into::into))
            })
            .collect();
        let columns = columns!(l => text "call-city", words "call-why", words "call-practice", words "call-reach");
        let caption = say!(l, "call-caption", feature = &feature.title);
        (!rows.is_empty()).then(|| Table::new(caption, columns, rows).named("call").of_class("call").filled())
    }

    /// Every feature with every city to call about it.
    fn pairs<'f>(&self, features: &[&'f Feature]) -> impl Iterator<Item = (&'f Feature, &'s str, &Callee<'r, 's>)> {
        features.iter().flat_map(|feature| self.of(feature).map(|(peer, callee)| (*feature, peer, callee)))
    }

    /// In a brief: whom to call about the features, one row a feature and city; none where there is nobody.
    pub fn who_helps(&self, s: &Subject<'s>, features: &[&Feature]) -> Option<Table> {
        let l = &*s.site.language;
        let rows: Vec<Row> = self
            .pairs(features)
            .map(|(feature, peer, callee)| {
                let practised = practices(s, peer, feature, Medium::Print);
                let why = why(s, feature, callee, Medium::Print);
                let why = if practised.is_empty() { why } else { why.below(practised) };
                let context = s.site.context.differences(l, &s.city.id, peer).map(Text::from).unwrap_or_default();
                let about = About { asker: Some(s.city), feature: &feature.title };
                let reach = contact::text(s.site, peer, about, Medium::Print);
                Row::headed(name_and_country(s, peer), [why, context, reach].map(Into::into))
            })
            .collect();
        let columns = columns!(l =>
            text "call-city" sharing 4, words "call-why" sharing 8, words "call-context" sharing 6,
            words "call-reach" sharing 7);
        (!rows.is_empty()).then(|| Table::new(say!(l, "call-caption-all"), columns, rows))
    }

    /// In a brief: who asks for help with the features, all of which the city offers; none where nobody does.
    pub fn who_asks(&self, s: &Subject<'s>, features: &[&Feature]) -> Option<Table> {
        let l = &*s.site.language;
        let rows: Vec<Row> = self
            .pairs(features)
            .map(|(feature, peer, callee)| {
                let both = callee.reciprocal.then(|| say!(l, "call-reciprocal").into());
                let city = both.into_iter().fold(name_and_country(s, peer), Text::below);
                let about = About { asker: Some(s.city), feature: &feature.title };
                let reach = contact::text(s.site, peer, about, Medium::Print);
                Row::headed(feature.title.clone(), [city, reach].map(Into::into))
            })
            .collect();
        let columns =
            columns!(l => text "call-feature" sharing 5, text "call-city" sharing 4, words "call-reach" sharing 6);
        let caption = say!(l, "call-caption-asking", city = &s.city.name);
        (!rows.is_empty()).then(|| Table::new(caption, columns, rows))
    }

    /// The city, its country, and how its context differs.
    fn city(&self, s: &Subject<'s>, peer: &str) -> Text {
        let differences = s.site.context.differences(&s.site.language, &s.city.id, peer);
        differences.map(Text::from).into_iter().fold(name_and_country(s, peer), Text::below)
    }
}

fn name_and_country(s: &Subject, peer: &str) -> Text {
    let name = Text::strong(Text::isolated(s.site.city_text(peer)));
    let country = s.site.catalogue.city(peer).map(|city| Text::from(city.country.clone()));
    country.into_iter().fold(name, Text::below)
}

/// Why the city is one to call: a line for each reason. A page has said the feature, and of how many cities one moved.
fn why(s: &Subject, feature: &Feature, callee: &Callee, medium: Medium) -> Text {
    let (l, city, feature) = (&s.site.language, &s.city.name, &feature.title);
    let mut lines: Vec<Text> = Vec::new();
    if callee.offers {
        lines.push(Text::from(match medium {
            Medium::Page => say!(l, "call-offers"),
            Medium::Print => say!(l, "call-offers-with", feature),
        }));
    }
    for (request, row) in &callee.moved {
        let Some([(from, first), (to, last)]) = request.path(s, row) else { continue };
        let moved = say!(l, "call-was", series = request.title(s), first, from, last, to);
        let all = |o: &Outcomes| o.counts.iter().sum::<i64>();
        let among = request.outcomes.filter(|o| medium == Medium::Print && all(o) > 1);
        let among = among.map(|o| say!(l, "call-among", towards = o.counts[0], n = all(&o)));
        let picture = (medium == Medium::Page).then(|| request.picture(s, row, medium.surface())).flatten();
        lines.push(sentences([Some(moved), among]).drawn(picture));
    }
    if callee.asks {
        lines.push(Text::from(match medium {
            Medium::Page => say!(l, "call-asks", city),
            Medium::Print => say!(l, "call-asks-with", feature, city),
        }));
    }
    if callee.reciprocal {
        lines.push(say!(l, "call-reciprocal").into());
    }
    lines.into_iter().reduce(Text::below).unwrap_or_default()
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
