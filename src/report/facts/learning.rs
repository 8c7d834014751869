//! Peer learning: what a city asks help with, how cities fared that were once where it is, whom it could ask, and who
//! offers help.

use std::collections::BTreeSet;

use super::calls::Calls;
use super::contact;
use super::practice;
use super::questions;
use super::requests::{Outcomes, Request, offers, requests};
use super::subject::Subject;
use crate::catalogue::Feature;
use crate::chart::spark::Picture;
use crate::document::{Block, Link, Medium, Text};
use crate::language::Language;
use crate::model::vocabulary::{Exchange, Reach, Role, Why};
use crate::report::site::Site;
use crate::{say, say_text};

/// Practices of its own in a brief; the page has them all.
const PRACTICES_SHOWN: usize = 3;
/// Key features that a page shows open; the others fold.
const OPEN: usize = 2;

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
pub fn first_to_call(s: &Subject, most: usize, medium: Medium) -> Vec<Block> {
    let (l, site) = (&s.site.language, s.site);
    let requests = requests(s);
    let mut called: Vec<&str> = Vec::new();
    let mut blocks = Vec::new();
    let mut call = |peer: &'_ str, picture: Option<Picture>, words: Text, mut more: Vec<Text>| {
        let known = site.catalogue.city(peer).map(|city| city.id.as_str()).filter(|id| !called.contains(id));
        if let Some(id) = known {
            called.push(id);
            if called.len() <= most {
                more.extend(contact::line(site, id).map(Text::from));
                blocks.push(Block::Pictured(picture, words, more));
            }
        }
    };
    let offered = offers(s, Exchange::Offers);
    for helps in [true, false] {
        for r in &requests {
            for row in r.named.iter().filter(|row| (row.offers_help == Some(true)) == helps) {
                let Some([(from, first), (to, last)]) = r.path(s, row) else { continue };
                let city = Text::strong(Text::isolated(site.city_text(row.peer)));
                let words = say_text!(l, "opening-was", city, asker = &s.city.name, first, from, last, to);
                let practice = row.practice.map(|title| say!(l, "opening-practice", title));
                let helps = helps.then(|| say!(l, "learning-offers-this"));
                call(
                    row.peer,
                    r.picture(s, row, medium.surface()),
                    words,
                    [Some(r.title(s)), helps, practice].into_iter().flatten().map(Text::from).collect(),
                );
            }
        }
        for row in offered.iter().filter(|row| helps && row.declared == Some(true)) {
            let Some(feature) = site.catalogue.feature(row.feature) else { continue };
            let city = Text::strong(Text::isolated(site.city_text(row.peer)));
            let words = say_text!(l, "opening-offers", city, feature = &feature.title, asker = &s.city.name);
            let both = (row.reciprocal == Some(true)).then(|| say!(l, "opening-reciprocal"));
            call(row.peer, None, words, both.into_iter().map(Text::from).collect());
        }
    }
    for row in &offers(s, Exchange::Asks) {
        let Some(feature) = site.catalogue.feature(row.feature) else { continue };
        let city = Text::strong(Text::isolated(site.city_text(row.peer)));
        let words = say_text!(l, "opening-asks", city, feature = &feature.title, asked = &s.city.name);
        call(row.peer, None, words, Vec::new());
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
    match towards + held + away {
        0 => say!(l, "learning-no-comparable", city),
        n => say!(l, "learning-outcomes", n, city, towards, held, away),
    }
}

/// Among whom cities were searched for.
fn searched_among(l: &Language, reach: Reach) -> String {
    match reach {
        Reach::Peers => say!(l, "learning-reach-peers"),
        Reach::Region => say!(l, "learning-reach-region"),
        Reach::Network => say!(l, "learning-reach-network"),
    }
}

/// Where a search went, if all that found anybody went equally far: then it is said once and not for each series.
fn common_reach(requests: &[Request]) -> Option<Reach> {
    let mut found = requests.iter().filter(|r| r.found()).filter_map(|r| r.outcomes).map(|o| o.reach);
    let first = found.next()?;
    found.all(|reach| reach == first).then_some(first)
}

/// Why a city is asked about a feature for which it did not ask for help.
fn why(l: &Language, code: &str) -> Option<String> {
    match code.parse().ok()? {
        // The declared ones begin the section.
        Why::Priority => None,
        Why::MovedAway => Some(say!(l, "learning-why-moved-away")),
        Why::SteadyOutside => Some(say!(l, "learning-why-steady-outside")),
    }
}

/// The section.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let requests = requests(s);
    let calls = Calls::new(s, &requests);
    let any_named = requests.iter().any(|r| !r.named.is_empty());
    let mut blocks = declared(s);
    blocks.push(Block::paragraph(whom_to_ask(s, &requests)));
    // A page also says how those fared that are not named.
    if any_named || medium == Medium::Page && requests.iter().any(Request::found) {
        blocks.extend(common_reach(&requests).map(|reach| Block::note(searched_among(l, reach))));
        let how = Block::note(format!("{} {}", say!(l, "learning-note"), alike(s.site)));
        blocks.push(match medium {
            Medium::Page => Block::Details(say!(l, "learning-how"), vec![how]),
            Medium::Print => how,
        });
    }
    let features = features(s, &requests, &calls);
    blocks.extend(match medium {
        Medium::Page => by_feature(s, &features, &requests, &calls),
        Medium::Print => in_tables(s, &features, &requests, &calls),
    });
    blocks.push(to_ask(s, &features, &calls));
    if any_named {
        blocks.push(Block::note(say!(l, "learning-no-cause")));
    }
    blocks.extend(match medium {
        Medium::Page => own_practices(s),
        Medium::Print => first_practices(s),
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
        let named: Vec<String> = named.map(|f| say!(l, "quoted", text = &f.title)).collect();
        (!named.is_empty()).then(|| l.list(&named))
    };
    let asks = features(Role::Priority).map(|features| say!(l, "learning-asks", city, features));
    let offers = features(Role::Expertise).map(|features| say!(l, "learning-offers", city, features));
    [asks, offers].into_iter().flatten().map(Block::paragraph).collect()
}

/// Key features that the city asks help with, then those that others ask it about.
fn features<'s>(s: &Subject<'s>, requests: &[Request], calls: &Calls) -> Vec<&'s Feature> {
    let asked = |f: &Feature| requests.iter().any(|r| r.row.feature == f.id);
    let all = s.site.catalogue.features.iter();
    let (mut asked, others): (Vec<_>, Vec<_>) = all.partition(|f| asked(f));
    asked.extend(others.into_iter().filter(|f| calls.number(f) > 0));
    asked
}

/// What to ask the cities that know more, once for all features of a kind.
fn to_ask(s: &Subject, features: &[&Feature], calls: &Calls) -> Block {
    let l = &s.site.language;
    let with_answers = features.iter().filter(|f| calls.anybody_helps(f)).copied();
    let terms = questions::by_kind(l, with_answers).into_iter().map(|(features, questions)| {
        let titles: Vec<String> = features.iter().map(|f| say!(l, "quoted", text = &f.title)).collect();
        (say!(l, "call-questions", features = l.list(&titles)).into(), questions.into())
    });
    Block::Terms(terms.collect())
}

/// On a page: every feature with everybody to call; the first ones are open, the others fold:
/// what the city asks about, and what others ask it about.
fn by_feature(s: &Subject, features: &[&Feature], requests: &[Request], calls: &Calls) -> Vec<Block> {
    let l = &s.site.language;
    let block = |feature: &&Feature| {
        let heading = Block::heading(2, feature.text(), 0);
        let blocks = of_feature(s, feature, requests, calls);
        Block::Group("ask", std::iter::once(heading).chain(blocks).collect())
    };
    let (open, folded) = features.split_at(features.len().min(OPEN));
    let mut blocks: Vec<Block> = open.iter().map(block).collect();
    let (asked, offered): (Vec<&Feature>, Vec<&Feature>) =
        folded.iter().partition(|f| requests.iter().any(|r| r.row.feature == f.id));
    let labels = [say!(l, "call-fold-asked"), say!(l, "call-fold-offered", city = &s.city.name)];
    for (label, of) in labels.into_iter().zip([asked, offered]).filter(|(_, of)| !of.is_empty()) {
        let titles = of.iter().map(|f| say!(l, "call-summary", feature = &f.title, n = calls.number(f)));
        let summary = say!(l, "layout-labelled", label, value = l.list_apart(titles));
        blocks.push(Block::Details(summary, of.iter().map(block).collect()));
    }
    blocks
}

/// How comparable cities fared in the series that the city asks about, whom to call, and what to ask.
fn of_feature(s: &Subject, feature: &Feature, requests: &[Request], calls: &Calls) -> Vec<Block> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let of: Vec<&Request> = requests.iter().filter(|r| r.row.feature == feature.id).collect();
    let whys: BTreeSet<&str> = of.iter().map(|r| r.row.why).collect();
    let mut blocks: Vec<Block> = whys.iter().filter_map(|code| why(l, code)).map(Block::note).collect();
    let common = common_reach(requests).is_some();
    blocks.push(Block::list(of.iter().filter(|r| r.found()).map(|r| searched(s, r, common)).collect()));
    let titles = |of: &[&Request]| l.list_apart(of.iter().map(|r| r.title(s)));
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
    match calls.of_feature(s, feature) {
        Some(table) => blocks.push(Block::Table(table)),
        None => blocks.push(Block::paragraph(say!(l, "call-nobody", city = &s.city.name))),
    }
    let further = calls.further(feature);
    if further > 0 {
        blocks.push(Block::note(say!(l, "call-further", n = further)));
    }
    blocks
}

/// A series that was searched for: the city's own value, and how those moved that were once alike; among whom, unless
/// that is the same for all.
fn searched(s: &Subject, r: &Request, same_reach: bool) -> Text {
    let l = &s.site.language;
    let found = r.outcomes.map(|found| outcomes(l, &s.city.name, found));
    let among = r.outcomes.filter(|_| !same_reach).map(|found| searched_among(l, found.reach));
    Text::strong(say!(l, "call-series", title = r.title(s))).and(own(s, r)).and(found).and(among)
}

/// In a brief: a table of whom to call about what the city asks, the features without anybody, and a table of the
/// cities that ask for what it offers.
fn in_tables(s: &Subject, features: &[&Feature], requests: &[Request], calls: &Calls) -> Vec<Block> {
    let l = &s.site.language;
    let quoted = |f: &Feature| say!(l, "quoted", text = &f.title);
    let (asked, offered): (Vec<&Feature>, Vec<&Feature>) =
        features.iter().partition(|f| requests.iter().any(|r| r.row.feature == f.id));
    let mut blocks: Vec<Block> = calls.who_helps(s, &asked).map(Block::Table).into_iter().collect();
    for feature in asked.iter().filter(|f| calls.further(f) > 0) {
        let said = say!(l, "call-further-for", n = calls.further(feature), feature = quoted(feature));
        blocks.push(Block::note(said));
    }
    let nobody: Vec<String> = asked.iter().filter(|f| calls.number(f) == 0).map(|f| quoted(f)).collect();
    if !nobody.is_empty() {
        let said = say!(l, "call-nobody-for", features = l.list(&nobody), city = &s.city.name);
        blocks.push(Block::paragraph(said));
    }
    blocks.extend(calls.who_asks(s, &offered).map(Block::Table));
    let secretariat = s.site.catalogue.publication.contact.as_deref();
    if let Some(address) = secretariat.filter(|_| calls.any_through_secretariat(s.site)) {
        blocks.push(Block::note(say!(l, "contact-secretariat-at", address)));
    }
    blocks
}

/// The city's own value.
fn own(s: &Subject, r: &Request) -> Option<String> {
    let l = &s.site.language;
    let (scale, unit) = r.scale_and_unit(s);
    let (year, value) = r.row.latest_year.zip(r.row.value)?;
    let value = l.value(value, scale, unit);
    Some(say!(l, "learning-own", city = l.before_number(&s.city.name), value, year = year.to_string()))
}

/// What the city itself describes.
fn own_practices(s: &Subject) -> Vec<Block> {
    let l = &s.site.language;
    let own: Vec<Text> = s.site.rows.practices.of(&s.city.id).map(|row| practice::own(s.site, &row)).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let summary = say!(l, "city-bracket", value = say!(l, "learning-practices"), more = own.len().to_string());
    let own = vec![Block::List("practices", own), Block::note(say!(l, "learning-own-words"))];
    vec![Block::Details(summary, own)]
}

/// The city's own practices, the first of them.
fn first_practices(s: &Subject) -> Vec<Block> {
    let l = &s.site.language;
    let rows = s.site.rows.practices.of(&s.city.id);
    let own: Vec<(Text, Text)> =
        rows.map(|row| (row.title.into(), row.summary.map(practice::shortened).into())).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let further = own.len().saturating_sub(PRACTICES_SHOWN);
    let shown: Vec<(Text, Text)> = own.into_iter().take(PRACTICES_SHOWN).collect();
    let own_words = Block::note(say!(l, "learning-own-words"));
    let mut blocks = vec![Block::heading(2, say!(l, "learning-practices"), 25), own_words, Block::Terms(shown)];
    if further > 0 {
        blocks.push(Block::paragraph(say!(l, "brief-practices-more", n = further)));
    }
    blocks
}

#[cfg(test)]
mod tests;
