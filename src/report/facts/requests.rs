//! What a city asks help with, the cities that were once where it is, and who offers help or asks for it.

use super::lines::point;
use super::subject::Subject;
use super::words::parsed;
use crate::chart::Surface;
use crate::chart::number::Scale;
use crate::chart::spark::{Picture, Spark, least_span};
use crate::model::relations::{LearningOffer, LearningRequest, PeerLearning};
use crate::model::vocabulary::{Exchange, Reach};

/// A series that the city asks help with.
pub struct Request<'s> {
    /// Its row.
    pub row: LearningRequest<'s>,
    /// How the cities moved that were once alike; none where no search can be made.
    pub outcomes: Option<Outcomes>,
    /// The cities that are named, by name.
    pub named: Vec<PeerLearning<'s>>,
}

/// How the cities fared that were once where a city is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcomes {
    /// Among whom they were found.
    pub reach: Reach,
    /// Cities that moved towards progress, held, moved away.
    pub counts: [i64; 3],
}

/// Year and value.
pub type Point = (String, String);

impl Request<'_> {
    /// Whether any city was once alike.
    pub fn found(&self) -> bool {
        self.outcomes.is_some_and(|o| o.counts != [0; 3])
    }

    /// The series as readers see it.
    pub fn title(&self, s: &Subject) -> String {
        s.site.catalogue.series_of(&s.city.id, self.row.measurement, self.row.item)
    }

    /// Scale and unit of the city's own values.
    pub fn scale_and_unit<'s>(&self, s: &Subject<'s>) -> (&'s str, &'s str) {
        s.site.catalogue.scale_and_unit(&s.city.id, self.row.measurement, self.row.item)
    }

    /// Year and value from which and to which a city moved that could be asked.
    pub fn path(&self, s: &Subject, row: &PeerLearning) -> Option<[Point; 2]> {
        let (l, (scale, unit)) = (&s.site.language, self.scale_and_unit(s));
        let (first, last) = l.first_and_last(row.from_value?, row.to_value?, scale, unit);
        Some([(row.from_year?.to_string(), first), (row.to_year?.to_string(), last)])
    }

    /// The values over time of a city that could be asked, with a ring where it was alike.
    pub fn picture(&self, s: &Subject, row: &PeerLearning, surface: Surface) -> Option<Picture> {
        let key = (self.row.measurement, self.row.item);
        let rows = s.site.rows.series.of(row.peer).filter(|p| (p.measurement, p.item) == key);
        let points: Vec<_> = rows.filter_map(|p| point(&p)).collect();
        let measurement = s.site.catalogue.measurements.iter().find(|m| m.id == self.row.measurement)?;
        let largest = points.iter().map(|p| p.value.abs()).fold(0.0, f64::max);
        let spark = Spark {
            years: (points.first()?.year, points.last()?.year),
            least_span: least_span(Scale::of(Some(&measurement.scale)), measurement.min_change, largest),
            points: &points,
            marked: row.from_year,
            ..Spark::default()
        };
        spark.draw(surface, s.site.language.right_to_left(), String::new()).ok()
    }
}

/// What the city asks help with, by feature and in the order of the printed form.
pub fn requests<'s>(s: &Subject<'s>) -> Vec<Request<'s>> {
    let (rows, c, id) = (&s.site.rows, &s.site.catalogue, s.city.id.as_str());
    let mut peers: Vec<PeerLearning> = rows.peer_learning.of(id).collect();
    peers.sort_by_key(|row| (c.by_name(row.peer), row.peer));
    let mut all: Vec<Request> = rows
        .learning_requests
        .of(id)
        .map(|row| Request {
            outcomes: parsed(row.reach).map(|reach| Outcomes {
                reach,
                counts: [row.towards, row.held, row.away].map(Option::unwrap_or_default),
            }),
            named: peers.iter().filter(|p| (p.measurement, p.item) == (row.measurement, row.item)).copied().collect(),
            row,
        })
        .collect();
    all.sort_by_key(|r| (c.place(r.row.measurement), r.row.item));
    all
}

/// Rows of offers, by name; who only moved away did not ask for help, whoever declared it did.
pub fn offers<'s>(s: &Subject<'s>, role: Exchange) -> Vec<LearningOffer<'s>> {
    let rows = s.site.rows.learning_offers.of(&s.city.id);
    let of_role = rows.filter(|row| row.role == role && (role == Exchange::Offers || row.declared == Some(true)));
    let mut all: Vec<LearningOffer> = of_role.collect();
    all.sort_by_key(|row| (s.site.catalogue.by_name(row.peer), row.peer));
    all
}
