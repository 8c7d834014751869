//! `network.toml`: what a network says of itself, checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use schemars::JsonSchema;
use serde::Deserialize;
use strum::VariantNames;

use crate::base::error::{Result, bail, ensure};
use crate::base::link::published;
use crate::base::text::{NAME_CHARACTERS, check_name, check_tag, check_text, is_own_id};
use crate::model::framework::{Framework, Setting};
use crate::model::vocabulary::{Scheme, Transform};

/// `network.toml`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NetworkFile {
    /// Title of the network, as readers see it.
    pub name: String,
    /// Whether its cities are invented; marked on every page and chart.
    pub fictional: bool,
    /// Whether its values were collected from published sources, and no city sent them: pages then speak of values
    /// found.
    #[serde(default)]
    pub collected: bool,
    /// A sentence or two about the network and its sources, printed on the front page and the methods page.
    #[serde(default)]
    pub about: String,
    /// Tag of the language of its words that are for every other language: name, about, foreword, stories, definitions
    /// and sources.
    pub language: Option<String>,
    /// Name and about in other languages, by the language's tag: `[in.fr]`. Any other language has those above.
    #[serde(default, rename = "in")]
    pub words: BTreeMap<String, Words>,
    /// Context variables that make a peer group (methods 6).
    #[serde(default, rename = "peer_variable")]
    pub peer_variables: Vec<PeerVariable>,
    /// Groups of cities that the analyst lists, in addition to the nearest and the region (methods 6).
    #[serde(default, rename = "peer_group")]
    pub peer_groups: Vec<PeerGroup>,
    /// Schemes of groups that the registry has a column for (methods 6).
    #[serde(default, rename = "group")]
    pub groups: Vec<GroupScheme>,
    /// Settings that differ from `data/framework/settings.toml`, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, f64>,
    /// How the cities' own CSV files write numbers.
    #[serde(default)]
    pub submissions: NumberFormat,
    /// Where and by whom it is published.
    #[serde(default)]
    pub publication: Publication,
}

/// What stands for an edition's id in the address of the archive.
pub const EDITION: &str = "{edition}";

/// Where and by whom the network is published, and how it may be used; all of it optional.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "base_url, archive, publisher, licence, licence_url, doi, isbn, issn or contact under a heading of their own, [publication]"
)]
pub struct Publication {
    /// Address of the site's front page, `https://example.org/learning-cities/`: pages then name absolute addresses.
    pub base_url: Option<String>,
    /// Where earlier editions are kept, `https://example.org/learning-cities/editions/{edition}/`: the address of the
    /// folder of each, with the edition's id in place of `{edition}`. Pages then lead to their earlier versions.
    pub archive: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of figures and texts, as readers know it; CC BY 4.0 where it is not given.
    pub licence: Option<String>,
    /// Where the licence can be read; that of CC BY 4.0 where none is given.
    pub licence_url: Option<String>,
    /// Digital object identifier, `10.1234/abc`.
    pub doi: Option<String>,
    /// International standard book number of the annual brief.
    pub isbn: Option<String>,
    /// International standard serial number of the annual briefs.
    pub issn: Option<String>,
    /// E-mail address or web address for questions and corrections.
    pub contact: Option<String>,
}

impl Publication {
    fn check(&self, place: &dyn Display) -> Result<()> {
        for (field, link) in [("base_url", &self.base_url), ("licence_url", &self.licence_url)] {
            if let Some(Err(wrong)) = link.as_deref().map(published) {
                bail!(place, "publication: {field} {:?} {wrong}", link.as_deref().unwrap_or_default());
            }
        }
        if let Some(url) = self.base_url.as_deref().filter(|url| !url.ends_with('/') || url.contains(['?', '#'])) {
            bail!(place, "publication: base_url {url:?} must be the address of a folder; end it with /");
        }
        if let Some(archive) = self.archive.as_deref() {
            self.check_archive(place, archive)?;
        }
        let lines =
            [("publisher", &self.publisher), ("licence", &self.licence), ("isbn", &self.isbn), ("issn", &self.issn)];
        for (field, text) in lines.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?))) {
            check_name(place, &format!("publication: {field}"), text)?;
        }
        if let Some(doi) = self.doi.as_deref() {
            ensure!(
                is_doi(doi),
                place,
                "publication: doi {doi:?} is no DOI; write it without https://doi.org/, as 10.1234/abc"
            );
        }
        if let Some(contact) = self.contact.as_deref() {
            let sound = published(contact).is_ok() || is_mail_address(contact);
            ensure!(sound, place, "publication: contact {contact:?} is neither an e-mail address nor a web address");
        }
        Ok(())
    }
}

impl Publication {
    fn check_archive(&self, place: &dyn Display, archive: &str) -> Result<()> {
        if archive.matches(EDITION).count() != 1 || !archive.ends_with('/') || archive.contains(['?', '#']) {
            bail!(
                place,
                "publication: archive {archive:?} must be the address of a folder for each edition; write {EDITION} where its id stands and end it with /, as https://example.org/editions/{EDITION}/"
            );
        }
        if let Err(wrong) = published(&archive.replace(EDITION, "3fa9c41b02de5f60")) {
            bail!(place, "publication: archive {archive:?} {wrong}");
        }
        // Whoever takes an edition's id for the name of a host would be led to hosts of others.
        let host = archive.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
        ensure!(
            !host.contains(EDITION),
            place,
            "publication: archive {archive:?} has {EDITION} in the name of the host; write it into a folder's name, as https://example.org/editions/{EDITION}/"
        );
        Ok(())
    }
}

/// Whether a text is a digital object identifier: `10.`, a registrant of four to nine digits, which may have parts, a
/// slash and a suffix.
fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let first = registrant.split('.').next().unwrap_or_default();
    (4..=9).contains(&first.len())
        && registrant.split('.').all(is_number)
        && suffix.bytes().any(|b| b.is_ascii_alphanumeric())
        && suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._;()/:".contains(&b))
}

/// Whether a text is an e-mail address that a link may hold, its host the name of a domain.
pub fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@').filter(|_| text.len() <= 254) else { return false };
    let is_word = |word: &str, signs: &[u8]| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || signs.contains(&b))
    };
    let is_label = |label: &str| is_word(label, b"-") && !label.starts_with('-') && !label.ends_with('-');
    let top = host.rsplit('.').next().unwrap_or_default();
    name.split('.').all(|word| is_word(word, b"_+-"))
        && host.contains('.')
        && host.split('.').all(is_label)
        && top.len() >= 2
        && !top.bytes().all(|b| b.is_ascii_digit())
}

/// What a network says of itself in one more language; what it leaves out is said as above.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "name, about or both under a heading of the language's own, such as [in.fr]")]
pub struct Words {
    /// Title of the network.
    pub name: Option<String>,
    /// A sentence or two about it.
    pub about: Option<String>,
}

/// A context variable that makes a peer group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "variable, title and unit under a heading of its own, [[peer_variable]]")]
pub struct PeerVariable {
    /// Its name in `context.csv` or in a mapping.
    pub variable: String,
    /// As readers see it: "population".
    pub title: String,
    /// As readers see it: "inhabitants".
    pub unit: String,
    /// `none` or `log` (for population, density, money).
    #[serde(default)]
    #[schemars(with = "String", extend("enum" = Transform::VARIANTS))]
    pub transform: Transform,
    /// Its weight in the distance, above 0.
    #[serde(default = "one")]
    pub weight: f64,
    /// A value more years than this before the brief's cycle is not used.
    #[serde(default = "ten")]
    pub max_age: i32,
}

/// A group of cities that the analyst lists, such as a thematic cluster.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "name, title and cities under a heading of its own, [[peer_group]]")]
pub struct PeerGroup {
    /// Name of the scheme in the marts: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// As readers see it: "Learning for climate action".
    pub title: String,
    /// Its cities, by id. A group of one is allowed: its city has too few peers there.
    pub cities: Vec<String>,
}

/// A scheme of groups, such as states or provinces: the column `group.NAME` of `cities.csv`, or of the registry that a
/// mapping brings, says to which one each city belongs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "name and title under a heading of its own, [[group]]")]
pub struct GroupScheme {
    /// Name of the scheme in the marts: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// What the scheme groups by, as readers see it: "province".
    pub title: String,
    /// The same in other languages, by the language's tag.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
}

/// Schemes of peers that every network has; no group of the analyst's may be called so.
pub(crate) const SCHEMES: [&str; 5] = [
    Scheme::Nearest.into_str(),
    Scheme::Region.into_str(),
    Scheme::Country.into_str(),
    Scheme::Income.into_str(),
    Scheme::Size.into_str(),
];

/// How numbers are written; declared, never guessed.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq, JsonSchema)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "decimal, thousands or both under a heading of their own, such as [submissions]"
)]
pub struct NumberFormat {
    /// `.` or `,`.
    pub decimal: char,
    /// Thousands separator, if any: `,`, `.`, a space or an apostrophe.
    pub thousands: Option<char>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        NumberFormat { decimal: '.', thousands: None }
    }
}

fn one() -> f64 {
    1.0
}
fn ten() -> i32 {
    10
}

impl NetworkFile {
    /// Context variables that are compared by their logarithms.
    pub(crate) fn variables_by_logarithm(&self) -> impl Iterator<Item = &str> {
        self.peer_variables.iter().filter(|v| v.transform == Transform::Log).map(|v| v.variable.as_str())
    }

    /// Checks what the file says by itself; `place` names it in messages.
    pub(crate) fn check(&self, place: &dyn Display, framework: &Framework) -> Result<()> {
        self.publication.check(place)?;
        if self.name.trim().is_empty() {
            bail!(place, "name is empty; give the network's name");
        }
        check_name(place, "name", &self.name)?;
        if !self.about.is_empty() {
            check_text(place, "about", &self.about)?;
        }
        if let Some(tag) = &self.language {
            check_tag(place, tag, &format!("language = \"{tag}\""))?;
            ensure!(
                !self.words.contains_key(tag),
                place,
                "language says that name and about are in {tag}, and [in.{tag}] has others; remove one of the two"
            );
        }
        for (tag, words) in &self.words {
            words.check(place, tag)?;
        }
        self.check_settings(place, framework)?;
        self.check_peer_variables(place)?;
        self.check_peer_groups(place)?;
        self.check_schemes(place)?;
        self.submissions.check(place)
    }

    fn check_settings(&self, place: &dyn Display, framework: &Framework) -> Result<()> {
        for (name, value) in &self.settings {
            let Some(s) = framework.settings.iter().find(|s| &s.name == name) else {
                let known: Vec<_> = framework.settings.iter().map(|s| s.name.as_str()).collect();
                bail!(place, "[settings] {name} is not a setting; those are {}", known.join(", "));
            };
            let Setting { min, max, .. } = s;
            ensure!((min..=max).contains(&value), place, "[settings] {name} = {value} is outside {min} to {max}");
        }
        Ok(())
    }

    fn check_peer_variables(&self, place: &dyn Display) -> Result<()> {
        let mut seen = BTreeSet::new();
        for v in &self.peer_variables {
            let here = format!("{place}: peer_variable {}", v.variable);
            ensure!(seen.insert(&v.variable), place, "peer_variable {} is there twice; remove one", v.variable);
            check_name(place, "the variable of a peer_variable", &v.variable)?;
            check_name(place, &format!("peer_variable {}: title", v.variable), &v.title)?;
            let is_short = !v.unit.chars().any(char::is_control) && v.unit.chars().count() <= NAME_CHARACTERS;
            ensure!(is_short, here, "unit must be a word or two on one line");
            ensure!(v.weight > 0.0 && v.weight.is_finite(), here, "weight {} must be above 0", v.weight);
        }
        Ok(())
    }

    fn check_peer_groups(&self, place: &dyn Display) -> Result<()> {
        let mut seen = BTreeSet::new();
        for g in &self.peer_groups {
            let here = format!("{place}: peer_group {:?}", g.name);
            ensure!(is_own_id(&g.name), here, "{SCHEME_NAME}");
            let is_free = !SCHEMES.contains(&g.name.as_str());
            ensure!(is_free, here, "the names {} are taken; choose another", SCHEMES.join(", "));
            ensure!(seen.insert(&g.name), here, "is there twice; give each group a name of its own");
            ensure!(!g.title.trim().is_empty(), here, "title is empty; readers see it");
            check_name(place, &format!("the title of the peer group {}", g.name), &g.title)?;
            ensure!(!g.cities.is_empty(), here, "has no cities; list their ids");
            let mut members = BTreeSet::new();
            if let Some(twice) = g.cities.iter().find(|c| !members.insert(*c)) {
                bail!(here, "city {twice:?} is there twice; remove one");
            }
        }
        Ok(())
    }

    /// Whether each `[[group]]` can name a scheme of peers.
    fn check_schemes(&self, place: &dyn Display) -> Result<()> {
        let mut taken: BTreeSet<&str> =
            SCHEMES.into_iter().chain(self.peer_groups.iter().map(|g| g.name.as_str())).collect();
        for g in &self.groups {
            let here = format!("{place}: group {:?}", g.name);
            ensure!(is_own_id(&g.name), here, "{SCHEME_NAME}");
            if !taken.insert(&g.name) {
                bail!(here, "the names {} are taken; choose another", Vec::from_iter(taken).join(", "));
            }
            check_name(place, &format!("the title of the group {}", g.name), &g.title)?;
            for (tag, title) in &g.titles {
                check_tag(place, tag, &format!("group {}: titles.{tag}", g.name))?;
                check_name(place, &format!("the title of the group {} in {tag}", g.name), title)?;
            }
        }
        Ok(())
    }
}

impl Words {
    fn check(&self, place: &dyn Display, tag: &str) -> Result<()> {
        check_tag(place, tag, &format!("[in.{tag}]"))?;
        let empty = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
        if empty(&self.name) && empty(&self.about) {
            bail!(place, "[in.{tag}] says nothing; give it a name, an about, or both");
        }
        if let Some(name) = &self.name {
            check_name(place, &format!("[in.{tag}] name"), name)?;
        }
        if let Some(about) = &self.about {
            check_text(place, &format!("[in.{tag}] about"), about)?;
        }
        Ok(())
    }
}

impl NumberFormat {
    fn check(&self, place: &dyn Display) -> Result<()> {
        let decimal = ['.', ','].contains(&self.decimal);
        let thousands = self.thousands.is_none_or(|t| [',', '.', ' ', '\''].contains(&t) && t != self.decimal);
        ensure!(
            decimal && thousands,
            place,
            "[submissions] decimal is \".\" or \",\"; thousands is \",\", \".\", \" \" or \"'\" and not the decimal sign"
        );
        Ok(())
    }
}

/// What [`is_own_id`] asks for.
const SCHEME_NAME: &str = "a name is 1 to 64 lower-case letters, digits, - and _";
