//! Where and by whom a network is published, and how its figures may be used.

use crate::model::network_file::EDITION;
use crate::model::relations::Network;

/// Where and by whom it is published.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Address of the site's folder, with `/` at its end.
    pub base_url: Option<String>,
    /// Address of the folder of each earlier edition, with `{edition}` in place of its id.
    pub archive: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of figures and texts: its name and its address, if one is known.
    pub licence: (String, Option<String>),
    /// Digital object identifier.
    pub doi: Option<String>,
    /// International standard book number of the annual brief.
    pub isbn: Option<String>,
    /// International standard serial number of the annual briefs.
    pub issn: Option<String>,
    /// E-mail or web address for questions and corrections.
    pub contact: Option<String>,
}

/// The licence where the network names none.
const CC_BY: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");

impl Publication {
    /// As the network says; what is published of nobody's is under CC BY.
    pub fn new(row: Option<&Network>) -> Publication {
        let text = |of: fn(&Network<'_>) -> Option<String>| row.and_then(of);
        let licence = match text(|row| row.licence.map(str::to_string)) {
            None => (CC_BY.0.to_string(), Some(CC_BY.1.to_string())),
            Some(name) => (name, text(|row| row.licence_url.map(str::to_string))),
        };
        Publication {
            base_url: text(|row| row.base_url.map(str::to_string)),
            archive: text(|row| row.archive.map(str::to_string)),
            publisher: text(|row| row.publisher.map(str::to_string)),
            licence,
            doi: text(|row| row.doi.map(str::to_string)),
            isbn: text(|row| row.isbn.map(str::to_string)),
            issn: text(|row| row.issn.map(str::to_string)),
            contact: text(|row| row.contact.map(str::to_string)),
        }
    }

    /// Where a page of an earlier edition is kept.
    pub fn archived(&self, edition: &str, page: &str) -> Option<String> {
        Some(format!("{}{page}", self.archive.as_ref()?.replace(EDITION, edition)))
    }

    /// Where a contact leads.
    pub fn contact_link(&self) -> Option<String> {
        let contact = self.contact.as_deref()?;
        Some(if contact.contains("://") { contact.to_string() } else { format!("mailto:{contact}") })
    }
}
