//! What is said of the open data as a whole: what it is, who publishes it, under which licence, how it is cited. Every
//! format says the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::marts::Marts;
use crate::catalogue::Catalogue;
use crate::say;

/// What portals find it by, in English.
pub const KEYWORDS: [&str; 3] = ["learning cities", "lifelong learning", "education"];

/// The open data of a cycle.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Its title.
    pub title: String,
    /// What it holds, in a few sentences.
    pub description: String,
    /// Title of the network.
    pub network: String,
    /// Who publishes it: the network where nobody else is named.
    pub publisher: String,
    /// BCP 47 tag of the language of title and description.
    pub language: String,
    /// Year of the brief.
    pub cycle: i64,
    /// What the public data is cited by.
    pub snapshot: String,
    /// Name of the licence.
    pub licence: String,
    /// Where the licence can be read.
    pub licence_url: Option<String>,
    /// Digital object identifier.
    pub doi: Option<String>,
    /// Address of the site's folder, with `/` at its end.
    pub base_url: Option<String>,
    /// Who answers questions, and the address that leads there.
    pub contact: Option<(String, String)>,
    /// Whether the cities are invented.
    pub fictional: bool,
    /// What is said of published sources that the network reads.
    pub sources: Vec<String>,
    /// First and last year that a public value speaks of.
    pub years: Option<(i64, i64)>,
    /// Countries of cities with public values, ISO 3166-1 alpha-3 codes; none of an invented network.
    pub countries: BTreeSet<String>,
    /// How it is cited, in a line.
    pub citation: String,
}

impl About {
    /// Of a cycle's public rows, in the catalogue's language.
    pub fn new(marts: &Marts, catalogue: &Catalogue, snapshot: &str) -> About {
        let (l, p) = (catalogue.language(), &catalogue.publication);
        let network = &catalogue.network;
        let year = marts.cycle.to_string();
        let cycle = match &marts.as_of {
            Some(day) => say!(l, "cycle-as-of", cycle = year, day = l.numbers().date(day)),
            None => year,
        };
        let title = say!(l, "open-data-set", network, cycle = &cycle);
        let publisher = p.publisher.clone().unwrap_or_else(|| network.clone());
        let series = marts.table("series");
        let mut years: Option<(i64, i64)> = None;
        for year in (0..series.len()).filter_map(|row| series.integer("reference_year", row)) {
            years = Some(years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
        }
        let real = catalogue.cities.iter().filter(|city| city.published && !city.fictional);
        let link = p.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).or_else(|| p.base_url.clone());
        let cited = say!(l, "open-data-citation", publisher = &publisher, title = &title, snapshot);
        About {
            description: say!(l, "open-data-set-about", network, cycle),
            network: network.clone(),
            publisher,
            language: l.tag().to_string(),
            cycle: marts.cycle,
            snapshot: snapshot.to_string(),
            licence: p.licence.0.clone(),
            licence_url: p.licence.1.as_deref().map(address),
            doi: p.doi.clone(),
            base_url: p.base_url.as_deref().map(address),
            contact: p.contact.clone().zip(p.contact_link().as_deref().map(address)),
            fictional: catalogue.fictional,
            sources: catalogue.sources.clone(),
            years,
            countries: real.map(|city| city.country_code.clone()).collect(),
            citation: link.map_or(cited.clone(), |link| format!("{cited} {link}")),
            title,
        }
    }

    /// A name of letters, digits and hyphens: `learning-cities-2024-3fa9c41b02de`.
    pub fn name(&self) -> String {
        format!("learning-cities-{}-{}", self.cycle, self.snapshot)
    }

    /// Address of a file of the open data; relative to their folder where the site's address is not known.
    pub fn file(&self, name: &str) -> String {
        match &self.base_url {
            Some(base) => format!("{base}data/{name}"),
            None => format!("./{name}"),
        }
    }

    /// The licence's identifier in the SPDX list, where its address is that of a common one.
    pub fn spdx(&self) -> Option<String> {
        let url = self.licence_url.as_deref()?.trim_start_matches("https://").trim_start_matches("http://");
        let parts: Vec<&str> = url.trim_start_matches("www.").split('/').filter(|part| !part.is_empty()).collect();
        match parts[..] {
            ["creativecommons.org", "publicdomain", "zero", "1.0", ..] => Some("CC0-1.0".into()),
            ["creativecommons.org", "licenses", kind, version, "igo", ..] => {
                Some(format!("CC-{}-{version}-IGO", kind.to_uppercase()))
            }
            ["creativecommons.org", "licenses", kind, version, ..] => {
                Some(format!("CC-{}-{version}", kind.to_uppercase()))
            }
            ["nationalarchives.gov.uk", "doc", "open-government-licence", "version", version, ..] => {
                Some(format!("OGL-UK-{version}.0"))
            }
            _ => None,
        }
    }

    /// As a dataset of schema.org, for search engines.
    pub fn schema_org(&self) -> Value {
        let mut data = json!({
            "@context": "https://schema.org", "@type": "Dataset",
            "name": self.title, "description": self.description,
            "version": self.snapshot, "inLanguage": self.language,
            "creator": { "@type": "Organization", "name": self.publisher },
            "isAccessibleForFree": true,
            "license": self.licence_url.as_ref().unwrap_or(&self.licence),
        });
        if let Some((first, last)) = self.years {
            data["temporalCoverage"] = format!("{first}/{last}").into();
        }
        if let Some(base) = &self.base_url {
            data["url"] = format!("{base}data.html").into();
            data["distribution"] = json!([{
                "@type": "DataDownload", "name": "CSV", "encodingFormat": "application/zip",
                "contentUrl": self.file(&format!("{}.zip", self.name())),
            }]);
        }
        if let Some(doi) = &self.doi {
            data["identifier"] = format!("https://doi.org/{doi}").into();
        }
        data
    }
}

/// An address with every character that an IRI may not have written as `%` and digits.
fn address(text: &str) -> String {
    let address = url::Url::parse(text).map_or_else(|_| text.to_string(), |url| url.to_string());
    let one = |c: char| match c {
        '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | ' ' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    address.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_has_its_name_in_the_spdx_list() {
        let of = |url: &str| About { licence_url: Some(url.into()), ..About::default() }.spdx().unwrap_or_default();
        assert_eq!(of("https://creativecommons.org/licenses/by/4.0/"), "CC-BY-4.0");
        assert_eq!(of("https://creativecommons.org/licenses/by-sa/3.0/igo/"), "CC-BY-SA-3.0-IGO");
        assert_eq!(of("https://creativecommons.org/publicdomain/zero/1.0/"), "CC0-1.0");
        assert_eq!(of("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"), "OGL-UK-3.0");
        assert_eq!(of("https://example.org/licence"), "");
        assert_eq!(About::default().spdx(), None);
    }

    #[test]
    fn an_address_ends_no_statement() {
        assert_eq!(address("https://example.org/a|b/{c}/"), "https://example.org/a%7Cb/%7Bc%7D/");
        assert_eq!(address("https://example.org/<a> b/"), "https://example.org/%3Ca%3E%20b/");
    }
}
