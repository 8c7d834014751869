//! A city next to some of its peers, as a reader chooses them: the form on its page, and the values of each city.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::json;

use crate::catalogue::City;
use crate::model::vocabulary::Scheme;
use crate::report::facts::subject::Subject;
use crate::report::site::Site;
use crate::say;

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
/// write it, its year, and its points.
pub fn script(s: &Subject) -> String {
    let l = &s.site.language;
    let series = s.series.iter().filter_map(|series| {
        let last = series.points.last()?;
        let definition = match (last.differs, last.definition) {
            (_, Some(id)) => id,
            // What is measured otherwise and not said how can be compared with nothing.
            (Some(true), None) => return None,
            _ => "",
        };
        let key = format!("{}|{}|{definition}", series.measurement.id, series.item);
        let value = l.value_again(last.value?, &series.measurement.scale, series.unit());
        let points: Vec<(i64, f64)> = series.points.iter().filter_map(|p| Some((p.reference_year, p.value?))).collect();
        Some(json!([key, series.heading(s.site), value, last.reference_year.to_string(), points]))
    });
    let data = json!({ "name": s.city.name, "page": s.city.page(), "series": series.collect::<Vec<_>>() });
    format!("learningCitiesCompare({}, {data});\n", json!(s.city.id))
}

/// The scripts of all cities with a page, by path from the folder of the language.
pub fn scripts<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (String, String)> + 's {
    let with_page = site.catalogue.cities.iter().filter(|city| city.published);
    with_page.map(|city| (path(city), script(&Subject::new(site, city))))
}
