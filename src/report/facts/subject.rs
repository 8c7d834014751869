//! The city that a page or a brief is about.

use super::series::{self, Series};
use super::tally::Tally;
use crate::catalogue::{Area, City};
use crate::model::vocabulary::Role;
use crate::report::site::Site;

/// A city with its series: what its page and its brief are about.
pub struct Subject<'s> {
    /// The publication.
    pub site: &'s Site<'s>,
    /// The city.
    pub city: &'s City,
    /// Every series, in the order of the printed form.
    pub series: Vec<Series<'s>>,
    /// Key features that it asks help with.
    pub asked: Vec<&'s str>,
}

impl<'s> Subject<'s> {
    /// A city of the publication.
    pub fn new(site: &'s Site<'s>, city: &'s City) -> Subject<'s> {
        let priorities = site.rows.declarations.of(&city.id).filter(|d| d.role == Role::Priority);
        Subject { site, city, series: series::of_city(site, city), asked: priorities.map(|d| d.feature).collect() }
    }

    /// The series of an area.
    pub fn of_area(&self, area: &Area) -> Vec<&Series<'s>> {
        self.series.iter().filter(|s| s.measurement.area == area.id).collect()
    }

    /// Whether it asks help with what a series measures.
    pub fn asks(&self, series: &Series) -> bool {
        self.asked.contains(&series.measurement.feature.as_str())
    }

    /// How many series have a value.
    pub fn reported(&self) -> usize {
        self.series.iter().filter(|s| !s.points.is_empty()).count()
    }

    /// How many of the series that the catalogue expects have a value.
    pub fn reported_of_expected(&self) -> usize {
        self.series.iter().filter(|s| !s.points.is_empty() && s.is_expected()).count()
    }

    /// Counts of all areas of the city together.
    pub fn tally(&self) -> Tally {
        let areas = self.site.rows.area_movement.of(&self.city.id);
        areas.fold(Tally::default(), |all, row| all.with(&Tally::of_area(&row)))
    }

    /// Whether any measurement has a result.
    pub fn has_results(&self) -> bool {
        self.tally().all() > 0
    }
}
