//! What an analyst must know before publication, read once from a store: for the pages of the review, for the letters and
//! for `status`.

pub mod changes;
pub mod checks;
pub mod declared;
pub mod desk;
pub mod found;
pub mod held;
pub mod names;
pub mod open;
pub mod tasks;
pub mod unusual;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::error::Result;
use crate::base::root::Root;
use crate::language::Language;
use crate::model::framework::Framework;
use crate::review::facts::changes::{Changes, Sides};
use crate::review::facts::checks::Broken;
use crate::review::facts::desk::Dossier;
use crate::review::facts::found::{Finding, Received, Rejected};
use crate::review::facts::names::Names;
use crate::review::facts::open::Open;
use crate::review::facts::tasks::Task;
use crate::review::facts::unusual::Draft;
use crate::store::Store;

/// What is read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// Catalogue, queries and messages.
    pub root: &'r Root,
    /// The store.
    pub store: &'r Store,
    /// Year of the brief; the newest that anything was sent for without one.
    pub cycle: Option<i32>,
    /// The day whose data is read, ISO 8601; everything without one. Findings are those of all files.
    pub as_of: Option<&'r str>,
    /// The language in which cities and measurements are named.
    pub language: &'r Arc<Language>,
    /// What drafts of corrections say.
    pub draft: Draft<'r>,
    /// Whether what would be published is computed too, which takes the marts of both snapshots.
    pub with_news: bool,
}

/// What the network says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// Its title.
    pub name: String,
    /// Its title by the tags of the languages in which it has one of their own.
    pub names: BTreeMap<String, String>,
    /// Whether its cities are invented.
    pub fictional: bool,
    /// Whether its values were collected from published sources: no city sent them, and none is written to.
    pub collected: bool,
    /// E-mail or web address for questions.
    pub contact: Option<String>,
}

impl Network {
    /// Its title in a language, else for every language.
    pub fn name_in(&self, language: &Language) -> &str {
        self.names.get(language.tag()).unwrap_or(&self.name)
    }
}

/// All of it.
pub struct Facts {
    /// The network.
    pub network: Network,
    /// The snapshot in force.
    pub snapshot: String,
    /// Year of the brief.
    pub cycle: i64,
    /// Cities and measurements.
    pub names: Names,
    /// Every city, by name: as [`Names::cities`].
    pub cities: Vec<Dossier>,
    /// Findings of no city that is known.
    pub findings: Vec<Finding>,
    /// Refused rows and files of no city that is known.
    pub rejected: Vec<Rejected>,
    /// Files with refused rows of which none is a known city's.
    pub received: Vec<Received>,
    /// Checks across the data that do not hold.
    pub broken: Vec<Broken>,
    /// What the snapshot before says.
    pub changes: Changes,
    /// English short names of countries by ISO 3166-1 alpha-3 code.
    pub countries: BTreeMap<String, String>,
    sides: Sides,
}

impl Facts {
    /// Reads them.
    ///
    /// # Errors
    /// The snapshot in force cannot be read, or a query fails.
    pub fn read(request: Request) -> Result<Facts> {
        let Request { root, store, language, .. } = request;
        let countries = Framework::load(&root.framework())?.countries;
        let newest = newest_cycle(&store.in_force()?)?;
        let sides = Sides::open(store, &root.queries(), request.cycle.or(newest), request.as_of)?;
        let engine = sides.engine();
        let names = Names::read(engine, &countries, language)?;
        let mut found = found::read(engine, &sides.snapshot, &names)?;
        let mut values = held::read(engine, &names)?;
        let mut statements = declared::read(engine, &names)?;
        let mut unusual =
            unusual::read(engine, &names, &values, &statements.corrections, &found.findings, request.draft)?;
        let broken = checks::read(engine, &names)?;
        let mut changes = changes::read(&sides, &names)?;
        let mut news = if request.with_news { changes::news(&sides, &names)? } else { Default::default() };
        let dossiers: Vec<Dossier> = names
            .cities
            .iter()
            .enumerate()
            .map(|(place, city)| Dossier {
                city: city.clone(),
                values: values.remove(&place).unwrap_or_default(),
                contact: statements.contacts.remove(&place),
                received: found.received.remove(&Some(place)).unwrap_or_default(),
                findings: found.findings.remove(&Some(place)).unwrap_or_default(),
                rejected: found.rejected.remove(&Some(place)).unwrap_or_default(),
                unusual: unusual.remove(&place).unwrap_or_default(),
                corrections: statements.corrections.remove(&place).unwrap_or_default(),
                declared: statements.declared.remove(&place).unwrap_or_default(),
                held: statements.held.remove(&place).unwrap_or_default(),
                changes: match &mut changes {
                    Changes::Since(since) => since.rows.remove(&Some(place)).unwrap_or_default(),
                    Changes::First | Changes::NotCompared(_) => Vec::new(),
                },
                news: news.remove(&place).unwrap_or_default(),
            })
            .collect();
        Ok(Facts {
            network: network(&sides)?,
            snapshot: sides.snapshot.id.clone(),
            cycle: i64::from(engine.cycle()),
            cities: dossiers,
            findings: found.findings.remove(&None).unwrap_or_default(),
            rejected: found.rejected.remove(&None).unwrap_or_default(),
            received: found.received.remove(&None).unwrap_or_default(),
            broken,
            changes,
            countries,
            names,
            sides,
        })
    }

    /// The same cities and measurements in another language.
    ///
    /// # Errors
    /// A table cannot be read.
    pub fn names_in(&self, language: &Arc<Language>) -> Result<Names> {
        Names::read(self.sides.engine(), &self.countries, language)
    }

    /// What is to be done next.
    pub fn tasks(&self) -> Vec<Task> {
        let writes = !self.network.collected;
        tasks::of(&self.cities, &self.broken, self.findings.len(), self.open().len(), self.cycle, writes)
    }

    /// Findings that a final edition needs mended or signed.
    pub fn open(&self) -> Vec<Open> {
        open::of(&self.cities, &self.findings, &self.broken)
    }

    /// How many cities fulfil a condition.
    pub fn count(&self, wanted: impl Fn(&Dossier) -> bool) -> usize {
        self.cities.iter().filter(|dossier| wanted(dossier)).count()
    }
}

/// The newest cycle that anything was sent for.
fn newest_cycle(snapshot: &crate::store::Snapshot) -> Result<Option<i32>> {
    let table = snapshot.table("observation_history")?;
    let newest = (0..table.len()).filter_map(|row| table.integer("cycle", row)).max();
    Ok(newest.and_then(|cycle| i32::try_from(cycle).ok()))
}

fn network(sides: &Sides) -> Result<Network> {
    let table = sides.engine().table("network")?;
    let own = |row: usize| Some((table.text("language", row)?.to_string(), table.text("name", row)?.to_string()));
    Ok(Network {
        names: (0..table.len()).filter_map(own).collect(),
        name: table.text("name", 0).unwrap_or_default().to_string(),
        fictional: table.truth("fictional", 0) == Some(true),
        collected: table.truth("collected", 0) == Some(true),
        contact: table.text("contact", 0).map(str::to_string),
    })
}
