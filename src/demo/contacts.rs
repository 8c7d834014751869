//! Whom to write to in an invented city, and what it says of its practices besides their words. Drawn from a stream of
//! chance of their own, so that they change no figure.

use serde::Deserialize;

use super::chance::Chance;
use super::city::{City, Role};
use crate::base::error::{Error, Result};

/// Where the streams of contacts begin: those of cities are far below.
const STREAMS: u64 = 1 << 40;

/// Where the streams of positions begin.
const POSITIONS: u64 = 1 << 41;

/// Desks and not people: nobody is invented.
const NAMES: [&str; 12] = [
    "Learning City Desk",
    "Lifelong Learning Desk",
    "Adult Education Desk",
    "Family Learning Desk",
    "Education Desk",
    "Libraries Desk",
    "Community Learning Desk",
    "Skills Desk",
    "Partnerships Desk",
    "Youth and Education Desk",
    "Culture and Learning Desk",
    "International Desk",
];
/// Where a desk belongs.
const ROLES: [&str; 5] = [
    "Learning city office",
    "Department of adult education",
    "City libraries",
    "Office of the mayor",
    "Office of international cooperation",
];
const PARTNERS: [&str; 6] = [
    "schools and parents' associations",
    "the public libraries",
    "the university and the adult school",
    "housing associations",
    "employers and trade unions",
    "community radio and volunteers",
];
const EVIDENCE: [&str; 3] = [
    "Attendance is counted every month; the counts are in the city's annual report.",
    "A survey of those who took part, before and a year after.",
    "Not evaluated yet.",
];

/// Time zone, working languages and place of each country.
#[derive(Debug)]
pub struct Countries(Vec<Country>);

#[derive(Debug, Deserialize)]
struct Country {
    country: String,
    time_zone: String,
    languages: String,
    /// A rectangle of land in the country, degrees.
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Countries {
    /// Reads `countries.csv`.
    pub fn load() -> Result<Countries> {
        let rows = csv::Reader::from_reader(include_str!("countries.csv").as_bytes()).into_deserialize();
        let rows: Result<Vec<Country>, _> = rows.collect();
        rows.map(Countries).map_err(|e| Error::invalid("src/demo/countries.csv", e.to_string()))
    }

    /// Longitude and latitude of an invented city, somewhere in its country; one city in ten gives none.
    pub fn position(&self, city: &City, seed: u64) -> Option<(f64, f64)> {
        let mut chance = Chance::new(seed, POSITIONS + city.index as u64);
        let country = self.0.iter().find(|c| c.country == city.place.country)?;
        let hundredths = |degrees: f64| (degrees * 100.0).round() / 100.0;
        let longitude = hundredths(chance.between(country.west, country.east));
        let latitude = hundredths(chance.between(country.south, country.north));
        chance.happens(0.9).then_some((longitude, latitude))
    }
}

/// The contact cells of a declaration.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Contact {
    pub name: String,
    pub role: String,
    pub email: String,
    pub languages: String,
    pub time_zone: String,
    pub consent: String,
}

/// What a city says of a practice besides its words.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Details {
    pub started: String,
    pub cost_band: String,
    pub partners: String,
    pub evidence: String,
    pub language: String,
}

/// What a city says of its contact, and how it describes its practices.
#[derive(Debug)]
pub struct Desk {
    contact: Contact,
    /// Whether it takes its consent back with its newest report.
    withdraws: bool,
    chance: Chance,
}

impl Desk {
    /// Draws a city's contact. Who reports almost nothing sends the older form, without one.
    pub fn new(city: &City, countries: &Countries, seed: u64) -> Desk {
        let mut chance = Chance::new(seed, STREAMS + city.index as u64);
        let text = |of: Option<&&str>| of.copied().unwrap_or_default().to_string();
        let (name, role) = (text(chance.pick(&NAMES)), text(chance.pick(&ROLES)));
        let consent = match chance.below(20) {
            0..=10 => "public",
            11..=15 => "secretariat",
            16..=17 => "none",
            _ => "",
        };
        let withdraws = consent == "public" && chance.happens(0.1);
        let country = countries.0.iter().find(|c| c.country == city.place.country);
        let filled = city.role != Role::AlmostNothing;
        let contact = country.filter(|_| filled).map(|country| Contact {
            name,
            role,
            email: format!("learning@{}.example", city.place.city),
            languages: country.languages.clone(),
            time_zone: country.time_zone.clone(),
            consent: consent.to_string(),
        });
        let mut contact = contact.unwrap_or_default();
        if consent.is_empty() {
            // Who is not asked for consent names nobody.
            (contact.name, contact.role, contact.email) = Default::default();
        }
        Desk { contact, withdraws, chance }
    }

    /// The contact of a cycle; `last` is the network's newest.
    pub fn contact(&self, cycle: i32, last: i32) -> Contact {
        match self.withdraws && cycle == last {
            true => Contact { consent: "none".into(), ..self.contact.clone() },
            false => self.contact.clone(),
        }
    }

    /// Since when a practice of a cycle runs, what it costs, with whom, and what shows that it works; `link` is where
    /// more can be read, if anywhere.
    pub fn details(&mut self, link: &str, cycle: i32) -> Details {
        let chance = &mut self.chance;
        let mut details = Details { language: "en".into(), ..Details::default() };
        if chance.happens(0.85) {
            details.started = (cycle - chance.whole(1, 9)).to_string();
        }
        if chance.happens(0.75) {
            details.cost_band = ["low", "low", "medium", "high"][chance.below(4)].to_string();
        }
        if chance.happens(0.6) {
            details.partners = chance.pick(&PARTNERS).copied().unwrap_or_default().to_string();
        }
        details.evidence = match chance.below(5) {
            0 if link.is_empty() => String::new(),
            0 => format!("{link}-evaluation"),
            n @ 1..=3 => EVIDENCE[n - 1].to_string(),
            _ => String::new(),
        };
        details
    }
}
