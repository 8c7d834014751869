//! What is recorded of the editions before one, so that it can be said again whatever becomes of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::open_data::{Marts, Withheld};
use crate::report::{Composed, Listed, NotCompared, Since};

/// What an edition says of those before it, and what those after it say of this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// What the network was called, by language.
    pub network: BTreeMap<String, String>,
    /// What its public data is cited by.
    pub snapshot: String,
    /// Digital object identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Cities and areas that it kept counted only although the cities made their results public.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub withheld: Withheld,
    /// The editions that it lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Kept>,
    /// The one that it was compared with, or was not, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
}

/// An edition as a later one lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What the archive lists.
    #[serde(flatten)]
    pub listed: Listed,
    /// Pages of the later edition that this one does not have.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub missing: BTreeSet<String>,
}

/// The edition that one was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Its id.
    pub id: String,
    /// Why nothing was compared; none where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_compared: Option<NotCompared>,
}

impl History {
    /// Of an edition that is made; `site` are the files that it has.
    pub fn of(composed: &Composed, site: &BTreeMap<String, String>) -> History {
        let earlier = &composed.edition.earlier;
        let own = pages(site);
        let kept = |listed: &Listed| Kept {
            missing: own.difference(&listed.pages).cloned().collect(),
            listed: listed.clone(),
        };
        let last = match &earlier.since {
            Since::First => None,
            Since::NotCompared(last, why) => Some(Last { id: last.id.clone(), not_compared: Some(*why) }),
            Since::Compared(last, _) => Some(Last { id: last.id.clone(), not_compared: None }),
        };
        let (network, doi) = publication(&composed.marts);
        History {
            network,
            snapshot: composed.public_snapshot().to_string(),
            doi,
            withheld: composed.withheld.clone(),
            listed: earlier.editions.iter().map(kept).collect(),
            last,
        }
    }

    /// The same without what may name a city.
    pub fn without_cities(self) -> History {
        let listed = self.listed.into_iter().map(|kept| Kept { missing: BTreeSet::new(), ..kept });
        History { withheld: Withheld::new(), listed: listed.collect(), ..self }
    }
}

/// Paths of pages among the files of a site.
pub fn pages(site: &BTreeMap<String, String>) -> BTreeSet<String> {
    site.keys().filter(|path| path.ends_with(".html")).cloned().collect()
}

/// What the network is called, by language, and its DOI.
fn publication(marts: &Marts) -> (BTreeMap<String, String>, Option<String>) {
    let network = marts.table("network");
    let text = |column: &str, row: usize| network.text(column, row).map(str::to_string);
    let names =
        (0..network.len()).filter_map(|row| Some((text("language", row).unwrap_or_default(), text("name", row)?)));
    (names.collect(), text("doi", 0))
}
