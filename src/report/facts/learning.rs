//! Peer learning: what a city asks help with, how cities fared that were once where it is, whom it could ask, and who
//! offers help.

use std::collections::BTreeSet;

use super::practice;
use super::subject::Subject;
use super::words::parsed;
use crate::catalogue::Feature;
use crate::document::{self, Block, Link, Medium, Text};
use crate::language::Language;
use crate::model::relations::{LearningOffer, LearningRequest, PeerLearning};
use crate::model::vocabulary::{Exchange, Reach, Role, Why};
use crate::report::site::Site;
use crate::{say, say_text};

/// Series for which cities to ask are named in a brief; the page has them all.
const ASKED_SHOWN: usize = 3;
/// Practices of its own in a brief; the page has them all.
const PRACTICES_SHOWN: usize = 3;

/// A series that the city asks help with.
struct Request<'s> {
    row: LearningRequest<'s>,
    /// How the cities moved that were once alike; none where no search can be made.
    outcomes: Option<Outcomes>,
    /// The cities that are named, by name.
    named: Vec<PeerLearning<'s>>,
}

impl Request<'_> {
    /// Whether any city was once alike.
    fn found(&self) -> bool {
        self.outcomes.is_some_and(|o| o.counts != [0; 3])
    }

    fn title(&self, s: &Subject) -> String {
        s.site.catalogue.series_of(&s.city.id, self.row.measurement, self.row.item)
    }

    fn scale_and_unit<'s>(&self, s: &Subject<'s>) -> (&'s str, &'s str) {
        s.site.catalogue.scale_and_unit(&s.city.id, self.row.measurement, self.row.item)
    }
}

/// How the cities fared that were once where a city is.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcomes {
    /// Among whom they were found.
    reach: Reach,
    /// Cities that moved towards progress, held, moved away.
    counts: [i64; 3],
}

/// What the city asks help with, by feature and in the order of the printed form.
fn requests<'s>(s: &Subject<'s>) -> Vec<Request<'s>> {
    let (rows, c, id) = (&s.site.rows, &s.site.catalogue, s.city.id.as_str());
    let mut peers: Vec<PeerLearning> = rows.peer_learning.of(id).collect();
    peers.sort_by_key(|row| (c.by_name(row.peer), row.peer));
    let mut all: Vec<Request> = rows
        .learning_requests
        .of(id)
        .map(|row| Request {
            outcomes: parsed(row.reach).map(|reach| Outcomes {
                reach,
                counts: [row.towards, row.held, row.away].map(Option::unwrap_or_default),
            }),
            named: peers.iter().filter(|p| (p.measurement, p.item) == (row.measurement, row.item)).copied().collect(),
            row,
        })
        .collect();
    all.sort_by_key(|r| (c.place(r.row.measurement), r.row.item));
    all
}

/// Whom the city could ask, in a sentence, by name; what was searched for in vain, or that nothing was.
pub fn sentence(s: &Subject) -> String {
    whom_to_ask(s, &requests(s))
}

fn whom_to_ask(s: &Subject, requests: &[Request]) -> String {
    let c = &s.site.catalogue;
    let peers: BTreeSet<(usize, &str)> =
        requests.iter().flat_map(|r| &r.named).map(|row| (c.by_name(row.peer), row.peer)).collect();
    let names: Vec<&str> = peers.iter().filter_map(|(_, id)| c.city(id)).map(|city| city.name.as_str()).collect();
    let searched = requests.iter().filter(|r| r.outcomes.is_some()).count();
    in_words(&s.site.language, &s.city.name, requests.len(), searched, &names)
}

/// `all` series asked about, of which `searched` could be searched for.
fn in_words(l: &Language, city: &str, all: usize, searched: usize, names: &[&str]) -> String {
    match (all, searched, names.len()) {
        (0, ..) => say!(l, "learning-nothing-asked", city),
        (_, 0, _) => say!(l, "learning-nothing-searched", city),
        (_, n, 0) => say!(l, "learning-nobody", city, n),
        (.., n) => say!(l, "learning-asked", n, cities = l.list_some(names, 5), city),
    }
}

/// The first cities to call: who has moved on from where the city is and offers help, who offers help with what it asks
/// for, who has moved on, who asks for what it offers; each once, by name within each kind.
pub fn first_to_call(s: &Subject, most: usize) -> Vec<Block> {
    let (l, site) = (&s.site.language, s.site);
    let requests = requests(s);
    let mut called: Vec<&str> = Vec::new();
    let mut blocks = Vec::new();
    let mut call = |peer: &'_ str, words: Text, more: Vec<Text>| {
        let known = site.catalogue.city(peer).map(|city| city.id.as_str()).filter(|id| !called.contains(id));
        if let Some(id) = known {
            called.push(id);
            if called.len() <= most {
                blocks.push(Block::Pictured(None, words, more));
            }
        }
    };
    let offered = offers(s, Exchange::Offers);
    for helps in [true, false] {
        for r in &requests {
            for row in r.named.iter().filter(|row| (row.offers_help == Some(true)) == helps) {
                let Some([(from, first), (to, last)]) = path(s, r, row) else { continue };
                let city = Text::strong(Text::isolated(site.city_text(row.peer)));
                let words = say_text!(l, "opening-was", city, asker = &s.city.name, first, from, last, to);
                let practice = row.practice.map(|title| say!(l, "opening-practice", title));
                let helps = helps.then(|| say!(l, "learning-offers-this"));
                call(
                    row.peer,
                    words,
                    [Some(r.title(s)), helps, practice].into_iter().flatten().map(Text::from).collect(),
                );
            }
        }
        for row in offered.iter().filter(|row| helps && row.declared == Some(true)) {
            let Some(feature) = site.catalogue.feature(row.feature) else { continue };
            let city = Text::strong(Text::isolated(site.city_text(row.peer)));
            let words = say_text!(l, "opening-offers", city, feature = feature.text(), asker = &s.city.name);
            let both = (row.reciprocal == Some(true)).then(|| say!(l, "opening-reciprocal"));
            call(row.peer, words, both.into_iter().map(Text::from).collect());
        }
    }
    for row in &offers(s, Exchange::Asks) {
        let Some(feature) = site.catalogue.feature(row.feature) else { continue };
        let city = Text::strong(Text::isolated(site.city_text(row.peer)));
        call(row.peer, say_text!(l, "opening-asks", city, feature = feature.text(), asked = &s.city.name), Vec::new());
    }
    let further = called.len().saturating_sub(most);
    if called.is_empty() {
        blocks.push(Block::paragraph(whom_to_ask(s, &requests)));
    }
    if further > 0 {
        blocks.push(Block::note(Text::link(Link::Here("learning".into()), say!(l, "opening-call-more", n = further))));
    }
    blocks
}

/// What counts as a like value, and what the list does not say.
fn alike(site: &Site) -> String {
    let l = &*site.language;
    let setting = |name| site.catalogue.setting(name).unwrap_or_default();
    let (low, high) = around(50.0, setting("learning_logit"));
    let [low, high] = [low, high].map(|percent| l.numbers().number(percent, 0));
    let [rating, factor] = ["learning_rating", "learning_factor"].map(|name| l.numbers().number(setting(name), 2));
    say!(l, "learning-alike", low, high, rating, factor)
}

/// The percentages that are a distance on the logit scale below and above one.
pub fn around(percent: f64, distance: f64) -> (f64, f64) {
    let logit = (percent / (100.0 - percent)).ln();
    let back = |x: f64| 100.0 / (1.0 + (-x).exp());
    (back(logit - distance), back(logit + distance))
}

/// `Of 9 cities that were once where Northbridge is, 3 moved towards progress, 5 held and 1 moved away.`
fn outcomes(l: &Language, city: &str, outcomes: Outcomes) -> String {
    let [towards, held, away] = outcomes.counts;
    let reach = match outcomes.reach {
        Reach::Peers => say!(l, "learning-reach-peers"),
        Reach::Region => say!(l, "learning-reach-region"),
        Reach::Network => say!(l, "learning-reach-network"),
    };
    match towards + held + away {
        0 => say!(l, "learning-no-comparable", city),
        n => format!("{} {reach}", say!(l, "learning-outcomes", n, city, towards, held, away)),
    }
}

/// Why none of the cities that were once alike is named; nothing where there is none, or one is named.
fn none_named(l: &Language, r: &Request) -> Option<String> {
    let alike: i64 = r.outcomes?.counts.iter().sum();
    (alike > 0 && r.named.is_empty()).then(|| say!(l, "learning-none-named", n = alike))
}

fn why(l: &Language, code: &str) -> String {
    match code.parse() {
        Ok(Why::Priority) => say!(l, "learning-why-priority"),
        Ok(Why::MovedAway) => say!(l, "learning-why-moved-away"),
        Ok(Why::SteadyOutside) => say!(l, "learning-why-steady-outside"),
        Err(_) => String::new(),
    }
}

/// The section.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let requests = requests(s);
    let mut blocks = declared(s);
    blocks.push(Block::paragraph(whom_to_ask(s, &requests)));
    blocks.extend(match medium {
        Medium::Page => by_feature(s, &requests),
        Medium::Print => first_requests(s, requests),
    });
    vec![Block::section("learning", say!(l, "learning-title"), 50, blocks)]
}

/// What the city asks help with and what it offers.
fn declared(s: &Subject) -> Vec<Block> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let city = &s.city.name;
    let features = |role: Role| {
        let declared: BTreeSet<&str> =
            s.site.rows.declarations.of(&s.city.id).filter(|d| d.role == role).map(|d| d.feature).collect();
        let named = c.features.iter().filter(|f| declared.contains(f.id.as_str()));
        let named: Vec<Text> = named.map(|f| say_text!(l, "quoted", text = f.text())).collect();
        (!named.is_empty()).then(|| document::list(l, &named))
    };
    let asks = features(Role::Priority).map(|features| say_text!(l, "learning-asks", city, features));
    let offers = features(Role::Expertise).map(|features| say_text!(l, "learning-offers", city, features));
    [asks, offers].into_iter().flatten().map(Block::paragraph).collect()
}

/// On a page: every request, by feature; who asks help of this city; its own practices.
fn by_feature(s: &Subject, requests: &[Request]) -> Vec<Block> {
    let (l, site) = (&s.site.language, s.site);
    let any_named = requests.iter().any(|r| !r.named.is_empty());
    let mut blocks = Vec::new();
    if any_named {
        blocks.push(Block::note(format!("{} {}", say!(l, "learning-note"), alike(site))));
    }
    let features: Vec<Block> =
        site.catalogue.features.iter().filter_map(|feature| of_feature(s, feature, requests)).collect();
    if !features.is_empty() {
        blocks.push(Block::Group("learning", features));
    }
    if any_named {
        blocks.push(Block::note(say!(l, "learning-no-cause")));
    }
    let asking = offers_by_feature(s, Exchange::Asks, |feature, cities| {
        say_text!(l, "learning-asked-feature", feature = feature.text(), cities)
    });
    if !asking.is_empty() {
        blocks.push(Block::heading(2, say!(l, "learning-asked-of", city = &s.city.name), 0));
        blocks.push(Block::list(asking));
    }
    let practices = own_practices(s);
    let any_of_others = requests.iter().flat_map(|r| &r.named).any(|row| row.practice.is_some());
    let any_own = !practices.is_empty();
    if any_own {
        blocks.push(Block::heading(2, say!(l, "learning-practices"), 0));
        blocks.push(Block::List("practices", practices));
    }
    if any_of_others || any_own {
        blocks.push(Block::note(say!(l, "learning-own-words")));
    }
    blocks
}

/// The requests of a feature: those with comparable cities one by one, the others in a sentence each kind; and who
/// offers help.
fn of_feature(s: &Subject, feature: &Feature, requests: &[Request]) -> Option<Block> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let of: Vec<&Request> = requests.iter().filter(|r| r.row.feature == feature.id).collect();
    if of.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::heading(2, feature.text(), 0)];
    let titles = |of: &[&Request]| l.list_apart(of.iter().map(|r| r.title(s)));
    let whys: BTreeSet<&str> = of.iter().map(|r| r.row.why).collect();
    let one_why = whys.first().filter(|_| whys.len() == 1);
    blocks.extend(one_why.map(|code| Block::note(why(l, code))));
    for r in of.iter().filter(|r| r.found()) {
        blocks.push(Block::heading(3, r.title(s), 0));
        if one_why.is_none() {
            blocks.push(Block::note(why(l, r.row.why)));
        }
        blocks.extend(answer(s, r));
    }
    let alone: Vec<&Request> = of.iter().filter(|r| r.outcomes.is_some() && !r.found()).copied().collect();
    if !alone.is_empty() {
        let said = say!(l, "learning-alone", n = alone.len(), titles = titles(&alone), city = &s.city.name);
        blocks.push(Block::note(said));
    }
    let reasons: BTreeSet<&str> = of.iter().filter(|r| r.outcomes.is_none()).filter_map(|r| r.row.reason).collect();
    blocks.extend(reasons.into_iter().map(|reason| {
        let of: Vec<&Request> =
            of.iter().filter(|r| r.outcomes.is_none() && r.row.reason == Some(reason)).copied().collect();
        Block::note(say!(l, "learning-not-searched", titles = titles(&of), reason = c.label("reason", reason)))
    }));
    blocks.extend(offered(s, feature));
    Some(Block::Group("ask", blocks))
}

/// The city's own value.
fn own(s: &Subject, r: &Request) -> Option<String> {
    let l = &s.site.language;
    let (scale, unit) = r.scale_and_unit(s);
    let (year, value) = r.row.latest_year.zip(r.row.value)?;
    let value = l.value(value, scale, unit);
    Some(say!(l, "learning-own", city = l.before_number(&s.city.name), value, year = year.to_string()))
}

/// On a page: how the cities moved that were once alike, and who is named.
fn answer(s: &Subject, r: &Request) -> Vec<Block> {
    let l = &s.site.language;
    let mut blocks: Vec<Block> = own(s, r).map(Block::paragraph).into_iter().collect();
    if let Some(found) = r.outcomes {
        let none = none_named(l, r);
        blocks.push(Block::paragraph(Text::from(outcomes(l, &s.city.name, found)).and(none)));
    }
    blocks.push(Block::list(r.named.iter().map(|row| named(s, r, row)).collect()));
    blocks
}

/// Year and value from which and to which a city moved that could be asked.
fn path(s: &Subject, r: &Request, row: &PeerLearning) -> Option<[(String, String); 2]> {
    let (l, (scale, unit)) = (&s.site.language, r.scale_and_unit(s));
    let (first, last) = l.first_and_last(row.from_value?, row.to_value?, scale, unit);
    Some([(row.from_year?.to_string(), first), (row.to_year?.to_string(), last)])
}

/// A city that could be asked: how it moved, whether it offers help, and the practice that it describes.
fn named(s: &Subject, r: &Request, row: &PeerLearning) -> Text {
    let l = &s.site.language;
    let city = Text::strong(Text::isolated(s.site.city_text(row.peer)));
    let said = match path(s, r, row) {
        Some([(from, first), (to, last)]) => say_text!(l, "learning-peer", city, first, from, last, to),
        None => city,
    };
    let offers = (row.offers_help == Some(true)).then(|| say!(l, "learning-offers-this"));
    let said = said.and(offers);
    let Some(title) = row.practice else { return said };
    let described = practice::described(l, title, row.practice_summary, None);
    let practice = say_text!(l, "learning-practice", practice = described);
    said.below(practice.and(row.practice_link.map(Text::outside).unwrap_or_default()))
}

/// Rows of offers, by name; who only moved away did not ask for help, whoever declared it did.
fn offers<'s>(s: &Subject<'s>, role: Exchange) -> Vec<LearningOffer<'s>> {
    let rows = s.site.rows.learning_offers.of(&s.city.id);
    let of_role = rows.filter(|row| row.role == role && (role == Exchange::Offers || row.declared == Some(true)));
    let mut all: Vec<LearningOffer> = of_role.collect();
    all.sort_by_key(|row| (s.site.catalogue.by_name(row.peer), row.peer));
    all
}

/// A city as a link, marked where the two could help each other.
fn offer(s: &Subject, row: &LearningOffer) -> Text {
    let link = s.site.city_text(row.peer);
    match row.reciprocal {
        Some(true) => say_text!(&s.site.language, "learning-reciprocal", city = link),
        _ => link,
    }
}

/// Cities that offer or ask, by feature.
fn offers_by_feature<T>(s: &Subject, role: Exchange, made: impl Fn(&Feature, Text) -> T) -> Vec<T> {
    let rows = offers(s, role);
    let features = s.site.catalogue.features.iter().filter_map(|f| {
        let of: Vec<Text> = rows.iter().filter(|row| row.feature == f.id).map(|row| offer(s, row)).collect();
        (!of.is_empty()).then(|| made(f, document::list(&s.site.language, &of)))
    });
    features.collect()
}

/// Cities that offer help with a feature, whatever their values.
fn offered(s: &Subject, feature: &Feature) -> Option<Block> {
    let l = &s.site.language;
    let rows: Vec<LearningOffer> =
        offers(s, Exchange::Offers).into_iter().filter(|row| row.feature == feature.id).collect();
    let all = rows.first()?.offers_all.unwrap_or_default();
    let mut links: Vec<Text> = rows.iter().map(|row| offer(s, row)).collect();
    let further = all - links.len() as i64;
    if further > 0 {
        links.push(say!(l, "list-more", n = further).into());
    }
    Some(Block::paragraph(say_text!(l, "learning-offered", cities = document::list(l, &links))))
}

/// What the city itself describes.
fn own_practices(s: &Subject) -> Vec<Text> {
    let l = &s.site.language;
    let rows = s.site.rows.practices.of(&s.city.id);
    let of = |id: &str| s.site.catalogue.feature(id).map(Feature::text);
    rows.map(|row| {
        practice::described(l, row.title, row.summary, row.feature.and_then(of))
            .and(row.link.map(Text::outside).unwrap_or_default())
    })
    .collect()
}

/// In a brief: the first requests, those with a city to ask first; who offers and asks help; the city's first
/// practices.
fn first_requests(s: &Subject, requests: Vec<Request>) -> Vec<Block> {
    let l = &s.site.language;
    let mut requests: Vec<Request> = requests.into_iter().filter(Request::found).collect();
    requests.sort_by_key(|r| r.named.is_empty());
    let any_named = requests.iter().any(|r| !r.named.is_empty());
    let mut blocks = Vec::new();
    if any_named {
        blocks.push(Block::note(say!(l, "learning-note")));
    }
    for r in requests.iter().take(ASKED_SHOWN) {
        blocks.extend(printed_answer(s, r));
    }
    if requests.len() > ASKED_SHOWN {
        blocks.push(Block::paragraph(say!(l, "brief-learning-more", n = requests.len() - ASKED_SHOWN)));
    }
    for (role, heading) in [
        (Exchange::Offers, say!(l, "brief-learning-offered")),
        (Exchange::Asks, say!(l, "learning-asked-of", city = &s.city.name)),
    ] {
        let of = offers_by_feature(s, role, |feature, cities| (feature.title.as_str().into(), cities));
        if !of.is_empty() {
            blocks.extend([Block::heading(2, heading, 25), Block::Terms(of)]);
        }
    }
    if any_named {
        blocks.push(Block::note(alike(s.site)));
        blocks.push(Block::note(say!(l, "learning-no-cause")));
    }
    let others_shown = requests.iter().take(ASKED_SHOWN).flat_map(|r| &r.named).any(|row| row.practice.is_some());
    blocks.extend(first_practices(s, others_shown));
    blocks
}

/// A request in a brief: the city's own value, how those moved that were once alike, and whom it could ask.
fn printed_answer(s: &Subject, r: &Request) -> [Block; 3] {
    let l = &s.site.language;
    let mut words: Vec<String> = own(s, r).into_iter().collect();
    words.push(why(l, r.row.why));
    words.extend(r.outcomes.map(|o| outcomes(l, &s.city.name, o)));
    words.extend(none_named(l, r));
    let named = r.named.iter().filter_map(|row| {
        let [(start, from), (end, to)] = path(s, r, row)?;
        let path = say!(l, "brief-learning-path", from, start, to, end);
        let offers = (row.offers_help == Some(true)).then(|| say!(l, "learning-offers-this"));
        let practice = row.practice.map(|title| practice::in_brief(l, title, row.practice_summary));
        let name = l.before_number(&s.site.catalogue.city(row.peer)?.name);
        Some((name.into(), Text::from(path).and(offers).and(practice)))
    });
    [Block::heading(2, r.title(s), 25), Block::paragraph(words.join(" ")), Block::Terms(named.collect())]
}

/// The city's own practices, the first of them; `others_shown` says whether others' are shown above.
fn first_practices(s: &Subject, others_shown: bool) -> Vec<Block> {
    let l = &s.site.language;
    let own_words = Block::note(say!(l, "learning-own-words"));
    let rows = s.site.rows.practices.of(&s.city.id);
    let own: Vec<(Text, Text)> =
        rows.map(|row| (row.title.into(), row.summary.map(practice::shortened).into())).collect();
    if own.is_empty() {
        return if others_shown { vec![own_words] } else { Vec::new() };
    }
    let further = own.len().saturating_sub(PRACTICES_SHOWN);
    let shown: Vec<(Text, Text)> = own.into_iter().take(PRACTICES_SHOWN).collect();
    let mut blocks = vec![Block::heading(2, say!(l, "learning-practices"), 25), own_words, Block::Terms(shown)];
    if further > 0 {
        blocks.push(Block::paragraph(say!(l, "brief-practices-more", n = further)));
    }
    blocks
}

#[cfg(test)]
mod tests;
