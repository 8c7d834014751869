//! How a city can be reached, as far as it consents.

use crate::base::zones;
use crate::catalogue::City;
use crate::document::{Link, Medium, Text};
use crate::language::Language;
use crate::model::relations::CityContact;
use crate::model::vocabulary::ContactConsent;
use crate::report::facts::words::parsed;
use crate::report::site::Site;
use crate::say;

/// What a message is about, for one that goes through the secretariat.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The city that asks; none where the reader is of none.
    pub asker: Option<&'a City>,
    /// Title of the feature.
    pub feature: &'a str,
}

/// `Arabic, French · UTC+1`, and below it whom to write to.
pub fn text(site: &Site, city: &str, about: About, medium: Medium) -> Text {
    let Some(row) = site.rows.city_contacts.of(city).next() else { return Text::default() };
    let working = Text::from(working(site, &row));
    let reached = reached(site, &row, about, medium);
    if working.is_empty() { reached } else { working.below(reached) }
}

/// Whether a message to the city goes through the secretariat.
pub fn is_through_secretariat(site: &Site, city: &str) -> bool {
    let mut rows = site.rows.city_contacts.of(city);
    rows.any(|row| parsed(Some(row.contact_consent)) == Some(ContactConsent::Secretariat))
}

/// The same on one line and without addresses: `Arabic, French · UTC+1 · Contact through the secretariat`.
pub fn line(site: &Site, city: &str) -> Option<String> {
    let row = site.rows.city_contacts.of(city).next()?;
    let reached = match parsed(Some(row.contact_consent)) {
        Some(ContactConsent::Public) => person(&row),
        Some(ContactConsent::Secretariat) => say!(site.language, "contact-secretariat"),
        Some(ContactConsent::None) | None => String::new(),
    };
    let parts = [working(site, &row), reached];
    parts.into_iter().filter(|part| !part.is_empty()).reduce(|line, part| format!("{line} · {part}"))
}

/// Name and role.
fn person(row: &CityContact) -> String {
    [row.contact_name, row.contact_role].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Working languages and time zone.
fn working(site: &Site, row: &CityContact) -> String {
    let c = &site.catalogue;
    let tags = row.languages.unwrap_or_default().split('|').filter(|tag| !tag.is_empty());
    let languages: Vec<String> = tags.map(|tag| c.language_name(tag)).collect();
    let languages = (!languages.is_empty()).then(|| languages.join(", "));
    let year = i32::try_from(site.marts.cycle).unwrap_or_default();
    let zone = row.time_zone.and_then(|zone| zones::offsets(zone, year)).map(|of| zone(&site.language, of));
    [languages, zone].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `UTC+3`, or `UTC+1, UTC+2 in summer`.
fn zone(l: &Language, (january, july): zones::Offsets) -> String {
    let offset = |minutes: i32| {
        let sign = if minutes < 0 { '−' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => "UTC".to_string(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
        }
    };
    match january == july {
        true => offset(january),
        // Summer time is the later one, in either half of the world.
        false => say!(l, "contact-summer", standard = offset(january.min(july)), summer = offset(january.max(july))),
    }
}

/// Whom to write to: name, role and address, or through the secretariat, or that nothing is published.
fn reached(site: &Site, row: &CityContact, about: About, medium: Medium) -> Text {
    let reached = match parsed(Some(row.contact_consent)) {
        Some(ContactConsent::Public) => {
            let address = row.contact_email.map(|address| Text::link(mail(address, None), address));
            let parts = [Text::quoted(person(row)), address.unwrap_or_default()];
            let filled = parts.into_iter().filter(|part| !part.plain().is_empty());
            filled.reduce(Text::below).unwrap_or_default()
        }
        Some(ContactConsent::Secretariat) => secretariat(site, row.city, about, medium),
        Some(ContactConsent::None) | None => Text::default(),
    };
    if reached.is_empty() { say!(site.language, "contact-none").into() } else { reached }
}

/// The way through the secretariat: a message that names city and feature, or the network's address on the web. A brief
/// gives the address once, below its tables.
fn secretariat(site: &Site, city: &str, about: About, medium: Medium) -> Text {
    let l = &*site.language;
    let words = say!(l, "contact-secretariat");
    let contact = site.catalogue.publication.contact.as_deref().filter(|_| medium == Medium::Page);
    let Some(contact) = contact else { return words.into() };
    if contact.contains("://") {
        return Text::link(Link::Outside(contact.to_string()), words);
    }
    let city = site.catalogue.city(city).map_or(city, |known| known.name.as_str());
    let feature = about.feature;
    let (subject, body) = match about.asker {
        Some(asker) => (
            say!(l, "contact-subject", asker = &asker.name, city, feature),
            say!(l, "contact-body", asker = &asker.name, city, feature),
        ),
        None => (say!(l, "contact-subject-open", city, feature), say!(l, "contact-body-open", city, feature)),
    };
    Text::link(mail(contact, Some((&subject, &body))), words)
}

/// A message to an address, with subject and body (RFC 6068).
fn mail(address: &str, filled: Option<(&str, &str)>) -> Link {
    let encoded = |text: &str| -> String {
        // A form writes spaces as `+`, which a mail address has as a plus.
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
    };
    let filled = filled.map(|(subject, body)| format!("?subject={}&body={}", encoded(subject), encoded(body)));
    Link::Outside(format!("mailto:{address}{}", filled.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{mail, zone};
    use crate::document::Link;
    use crate::language::tests::english;

    #[test]
    fn a_message_is_filled_in() {
        let link = mail("help@uil.example", Some(("Åsby & co: 5 % + more?", "a\nb")));
        let wanted = "mailto:help@uil.example?subject=%C3%85sby%20%26%20co%3A%205%20%25%20%2B%20more%3F&body=a%0Ab";
        assert_eq!(link, Link::Outside(wanted.to_string()));
        assert_eq!(mail("a@b.example", None), Link::Outside("mailto:a@b.example".into()));
    }

    #[test]
    fn a_time_zone_is_shown_by_its_offset() {
        let said = |january, july| zone(&english(), (january, july));
        assert_eq!(said(180, 180), "UTC+3");
        assert_eq!(said(0, 0), "UTC");
        assert_eq!(said(330, 330), "UTC+5:30");
        assert_eq!(said(60, 120), "UTC+1, UTC+2 in summer");
        assert_eq!(said(-180, -240), "UTC−4, UTC−3 in summer");
    }
}
