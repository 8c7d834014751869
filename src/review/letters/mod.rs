//! Letters to cities: what came, what to mend and where, by when and whom to ask, each in the city's language.

mod html;
mod letter;
mod mail;
pub mod place;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::base::error::Result;
use crate::language::{Language, tags};
use crate::release::put;
use crate::review::facts::Facts;
use crate::review::facts::desk::Dossier;
use crate::review::facts::names::Names;
use crate::review::letters::letter::Desk;
use crate::review::letters::mail::{Mail, address, message};

/// Folder of the letters in that of the review.
pub const FOLDER: &str = "letters";

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Path of its files from the folder of the review, without their endings.
    pub stem: String,
    /// Its language, as that calls itself.
    pub language: String,
    /// Whether the city's e-mail address is known.
    pub has_address: bool,
}

/// What all letters have in common.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// Folder of messages.
    pub messages: &'r Path,
    /// The language of cities whose own is not known, or has no messages.
    pub language: &'r Arc<Language>,
    /// Day by which an answer is asked for, ISO 8601.
    pub by: Option<&'r str>,
    /// Day of the letters, ISO 8601.
    pub today: &'r str,
}

/// Writes a letter to each city that has something to mend or to check, as text, HTML and a message; by place of the
/// city. No city is written to where the network collected its values itself.
///
/// # Errors
/// A language that cannot be read, or a file that cannot be written.
pub fn write(facts: &Facts, request: Request, dir: &Path) -> Result<BTreeMap<usize, Listed>> {
    if facts.network.collected {
        return Ok(BTreeMap::new());
    }
    let known = tags(request.messages)?;
    let mut languages: BTreeMap<String, (Arc<Language>, Names)> = BTreeMap::new();
    let mut listed = BTreeMap::new();
    for (place, dossier) in facts.cities.iter().enumerate().filter(|(_, dossier)| dossier.has_letter(facts.cycle)) {
        let tag = chosen(dossier, &known).unwrap_or(request.language.tag());
        if !languages.contains_key(tag) {
            let language = match tag == request.language.tag() {
                true => request.language.clone(),
                false => Language::load(request.messages, tag)?,
            };
            let names = facts.names_in(&language)?;
            languages.insert(tag.to_string(), (language, names));
        }
        let Some((language, names)) = languages.get(tag) else { continue };
        let Some(at) = names.place(&facts.cities[place].city.id) else { continue };
        let desk = Desk { language, names, network: &facts.network, cycle: facts.cycle, by: request.by };
        let Some(letter) = desk.letter(dossier, at) else { continue };
        let stem = format!("{FOLDER}/{}", dossier.city.id);
        let (text, html) = (letter.text(), html::page(&letter, language));
        let email = dossier.contact.as_ref().and_then(|contact| contact.email.as_deref());
        let mail = Mail {
            subject: &letter.subject,
            language: language.tag(),
            text: &text,
            html: &html,
            from: facts.network.contact.as_deref(),
            to: email,
            city: &dossier.city.id,
            today: request.today,
        };
        put(dir, &format!("{stem}.eml"), message(mail)?)?;
        put(dir, &format!("{stem}.txt"), &text)?;
        put(dir, &format!("{stem}.html"), &html)?;
        let has_address = address(email).is_some();
        listed.insert(place, Listed { stem, language: language.own_name(), has_address });
    }
    Ok(listed)
}

/// The first of a city's languages that has messages: that of the tag itself, else of the language without its country.
fn chosen<'k>(dossier: &Dossier, known: &'k [String]) -> Option<&'k str> {
    let spoken = dossier.contact.iter().flat_map(|contact| &contact.languages);
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_string();
    spoken
        .flat_map(|tag| [tag.clone(), base(tag)])
        .find_map(|tag| known.iter().find(|known| **known == tag))
        .map(String::as_str)
}
