//! An area of focus over the network: what its firm changes say, how cities moved by measurement, its measurements over
//! the years, and which cities offer or ask for help. The same on its page and in the annual brief.

use std::collections::{BTreeMap, BTreeSet};

use super::network::ByArea;
use super::panel::Panel;
use super::tally::{self, Tally};
use super::words::parsed;
use crate::catalogue::{Area, City, Measurement};
use crate::document::Text;
use crate::language::Language;
use crate::model::vocabulary::{Certainty, Role, TOTAL};
use crate::report::site::Site;
use crate::say;

/// Cities of a measurement: towards firmly and tentatively, held, away tentatively and firmly, no one direction.
pub type Cities = [i64; 6];

/// An area over the network.
pub struct NetworkArea<'s> {
    /// The area.
    pub area: &'s Area,
    /// Its measurements, in the order of the catalogue.
    pub measurements: Vec<&'s Measurement>,
    /// Outcomes of all cities' measurements.
    pub tally: Tally,
    /// Cities by measurement.
    cities: BTreeMap<&'s str, Cities>,
    /// The fewest cities whose counts are given.
    least: i64,
}

impl<'s> NetworkArea<'s> {
    /// Of an area; `network` has the counts of all.
    pub fn of(site: &'s Site, network: &ByArea, area: &'s Area) -> NetworkArea<'s> {
        let measurements: Vec<&Measurement> =
            site.catalogue.measurements.iter().filter(|m| m.area == area.id).collect();
        let mut cities: BTreeMap<&str, Cities> = measurements.iter().map(|m| (m.id.as_str(), [0; 6])).collect();
        for row in site.rows.measurement_movement.iter() {
            let Some(of) = cities.get_mut(row.measurement) else { continue };
            let Some(outcome) = row.outcome.and_then(tally::place) else { continue };
            let place = match (outcome, parsed(row.certainty) == Some(Certainty::Firm)) {
                (0, true) => 0,
                (0, false) => 1,
                (1, _) => 2,
                (2, false) => 3,
                (2, true) => 4,
                _ => 5,
            };
            of[place] += 1;
        }
        NetworkArea {
            area,
            measurements,
            tally: network.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default(),
            cities,
            least: site.catalogue.setting("summary_cities").unwrap_or_default() as i64,
        }
    }

    /// Whether any measurement of the area has a comparable change.
    pub fn has_results(&self) -> bool {
        self.tally.all() > 0
    }

    /// What the firm changes say, in a few words that count them; they begin in lower case.
    pub fn finding(&self, l: &Language) -> String {
        finding(l, &self.tally)
    }

    /// Counts in a sentence, what most cities did, and what chance alone would give.
    pub fn lead(&self, l: &Language) -> Vec<String> {
        let mut out = vec![self.tally.sentence(l)];
        // Measurements in which more than half of the cities did the same, where there are enough of them.
        let most = |did: fn(&Cities) -> i64| -> Vec<String> {
            let more_than_half = |m: &&&Measurement| self.counts(m).is_some_and(|of| 2 * did(&of) > of.iter().sum());
            let those = self.measurements.iter().filter(more_than_half);
            those.map(|m| say!(l, "quoted", text = &m.title)).collect()
        };
        let [towards, away] = [most(|of| of[0] + of[1]), most(|of| of[3] + of[4])];
        if !towards.is_empty() {
            out.push(say!(l, "brief-most-towards", measurements = l.list(&towards)));
        }
        if !away.is_empty() {
            out.push(say!(l, "brief-most-away", measurements = l.list(&away)));
        }
        out.extend(self.tally.remarks(l));
        out
    }

    /// Cities of a measurement; none where they are fewer than may be counted.
    pub fn counts(&self, m: &Measurement) -> Option<Cities> {
        self.cities.get(m.id.as_str()).copied().filter(|of| of.iter().sum::<i64>() >= self.least)
    }

    /// What is said in the place of counts of too few cities.
    pub fn too_few(&self, l: &Language) -> String {
        say!(l, "brief-bars-few", n = self.least)
    }

    /// The network over time, each with its title: of each measurement its total, else its first item; by the definition
    /// with the most cities.
    pub fn over_time(&self, site: &'s Site) -> impl Iterator<Item = (Panel<'s>, String)> {
        self.measurements.iter().filter_map(|m| {
            let total = m.items.iter().find(|item| *item == TOTAL);
            let item = total.or(m.items.first())?;
            let others = site.rows.network_progress.iter().filter(|r| r.measurement == m.id && r.item == *item);
            let others: BTreeSet<&str> = others.filter_map(|row| row.definition).collect();
            let definitions = std::iter::once(None).chain(others.into_iter().map(|id| Some(Some(id))));
            let panel = definitions.filter_map(|id| Panel::of(site, m, item, id)).next()?;
            let title = match total {
                Some(_) => panel.measurement.title.clone(),
                None => site.catalogue.series(&m.id, item),
            };
            Some((panel, title))
        })
    }

    /// Cities that declared a role in any feature of the area, by name.
    pub fn declared(&self, site: &'s Site, role: Role) -> Vec<&'s City> {
        let c = &site.catalogue;
        let rows = site.rows.declarations.iter().filter(|row| row.role == role);
        let rows = rows.filter(|row| c.feature(row.feature).is_some_and(|f| f.area == self.area.id));
        let cities: BTreeSet<usize> = rows.map(|row| c.by_name(row.city)).collect();
        cities.iter().filter_map(|place| c.cities.get(*place)).collect()
    }
}

/// What the firm changes of an area say: how many point towards progress and how many away from it.
fn finding(l: &Language, n: &Tally) -> String {
    let (towards, away) = (n.firm[0], n.firm[2]);
    match (towards + away, n.firm[3]) {
        (0, 0) => say!(l, "brief-area-no-firm", n = n.all()),
        (0, undirected) => say!(l, "brief-area-undirected", n = undirected),
        _ => say!(l, "brief-area-firm", towards, away),
    }
}

/// Areas without any comparable change.
pub fn without_results(site: &Site, network: &ByArea) -> Option<Text> {
    let l = &site.language;
    let has_results = |area: &&Area| network.get(area.id.as_str()).is_some_and(|(n, _)| n.all() > 0);
    let without = site.catalogue.areas.iter().filter(|area| !has_results(area));
    let titles: Vec<String> = without.map(|area| say!(l, "quoted", text = &area.title)).collect();
    (!titles.is_empty()).then(|| say!(l, "brief-areas-without", areas = l.list(&titles)).into())
}

#[cfg(test)]
mod tests {
    use super::{Tally, finding};
    use crate::language::tests::english;

    #[test]
    fn a_finding_counts_firm_changes() {
        let said = |parts, firm| finding(&english(), &Tally { parts, firm, ..Tally::default() }).replace('\u{a0}', " ");
        assert_eq!(said([9, 5, 3, 6], [4, 0, 1, 6]), "4 firm changes towards progress, 1 away from it");
        assert_eq!(said([9, 5, 3, 1], [1, 0, 2, 0]), "1 firm change towards progress, 2 away from it");
        assert_eq!(said([9, 5, 3, 1], [0, 0, 2, 0]), "no firm change towards progress, 2 away from it");
        assert_eq!(said([9, 5, 3, 1], [4, 0, 0, 0]), "4 firm changes towards progress, none away from it");
        assert_eq!(said([9, 5, 3, 2], [0, 0, 0, 2]), "2 firm changes, none with a set direction of progress");
        assert_eq!(said([9, 5, 3, 1], [0; 4]), "18 comparable changes, none of them firm");
    }
}
