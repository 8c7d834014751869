//! A city next to some of its peers, as a reader chooses them: the form on its page, and the values of each city.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::json;

use crate::catalogue::City;
use crate::model::relations::Point;
use crate::model::vocabulary::Scheme;
use crate::report::facts::series::Series;
use crate::report::facts::subject::Subject;
use crate::report::site::Site;
use crate::say;

/// The source of ratings by experts.
const EXPERT: &str = "expert";

/// Path of a city's values from the folder of the language.
pub fn path(city: &City) -> String {
    format!("compare/{}.js", city.id)
}

/// The choice of peers, shown where scripts run; nothing where the city has no peer with a page.
pub fn form(s: &Subject) -> Markup {
    let (l, site) = (&s.site.language, s.site);
    let peers = site.rows.peers.of(&s.city.id).filter(|row| row.scheme == Scheme::Nearest);
    let places: BTreeSet<usize> = peers.map(|row| site.catalogue.by_name(row.peer)).collect();
    let peers: Vec<&City> =
        places.into_iter().filter_map(|at| site.catalogue.cities.get(at)).filter(|c| c.published).collect();
    html! {
        @if !peers.is_empty() {
            @let legend = say!(l, "compare-legend", city = &s.city.name);
            form #compare hidden data-city=(s.city.id) data-none=(say!(l, "compare-none")) data-most="4" {
                details {
                    summary { (legend) }
                    fieldset aria-label=(legend) {
                        @for peer in peers {
                            label { input type="checkbox" name="peer" value=(peer.id); " " (peer.name) }
                        }
                    }
                    p.note { (say!(l, "compare-note")) }
                    div.scroll {
                        table #compared hidden {
                            caption { (say!(l, "compare-caption")) }
                            thead { tr { th scope="col" { (say!(l, "table-measurement")) } } }
                            tbody {}
                        }
                    }
                    output #compare-told for="compare" {}
                }
            }
        }
    }
}

/// A city's values as a script: a file that pages may load from a disk, which data alone is not.
///
/// Of each series: what it is compared by (measurement, item and definition), its title, its latest value as pages
/// write it, its year, and its points in runs that may each be joined by a line. Ratings by experts are left out: the
/// panels differ from city to city.
pub fn script(s: &Subject) -> String {
    let l = &s.site.language;
    // The total of a measurement first, as in the rows of the page.
    let mut all: Vec<&Series> = s.series.iter().collect();
    all.sort_by_key(|series| (s.site.catalogue.place(&series.measurement.id), !series.is_total()));
    let series = all.into_iter().filter_map(|series| {
        let last = series.points.last()?;
        if series.measurement.scale == "rating" && last.source == EXPERT {
            return None;
        }
        let definition = match (last.differs, last.definition) {
            (_, Some(id)) => id,
            // What is measured otherwise and not said how can be compared with nothing.
            (Some(true), None) => return None,
            _ => "",
        };
        let key = format!("{}|{}|{definition}", series.measurement.id, series.item);
        let value = l.value_again(last.value?, &series.measurement.scale, series.unit());
        let runs = series.points.chunk_by(|a, b| b.break_before != Some(true) && a.in_run == b.in_run);
        let point = |p: &Point| Some((p.reference_year, p.value?));
        let runs: Vec<Vec<(i64, f64)>> = runs.map(|run| run.iter().filter_map(point).collect()).collect();
        let runs: Vec<Vec<(i64, f64)>> = runs.into_iter().filter(|run| !run.is_empty()).collect();
        Some(json!([key, series.heading(s.site), value, last.reference_year.to_string(), runs]))
    });
    let data = json!({ "name": s.city.name, "page": s.city.page(), "series": series.collect::<Vec<_>>() });
    format!("learningCitiesCompare({}, {data});\n", json!(s.city.id))
}

/// The scripts of all cities with a page, by path from the folder of the language.
pub fn scripts<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (String, String)> + 's {
    let with_page = site.catalogue.cities.iter().filter(|city| city.published);
    with_page.map(|city| (path(city), script(&Subject::new(site, city))))
}
