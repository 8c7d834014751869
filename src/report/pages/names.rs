//! The names that every page can search: cities, areas of focus, key features, measurements and practices, each with where it leads.

use serde_json::json;

use super::shell::FRONT;
use crate::report::site::Site;

/// A script that sets them: a file that pages may load from a disk, which data alone is not.
///
/// A row is its kind, its path from the folder of the language, the name, and what else finds it: a city's name in its
/// own script and its country, a practice's city.
pub fn script(site: &Site) -> String {
    let c = &site.catalogue;
    let mut rows = Vec::new();
    for city in &c.cities {
        let more = [city.local_name.as_deref(), Some(city.country.as_str())];
        // One without results is named on the front page.
        let path = if city.published { city.page() } else { format!("{FRONT}#cities") };
        rows.push(json!(["city", path, city.name, more.into_iter().flatten().collect::<Vec<_>>().join(" · ")]));
    }
    rows.extend(c.areas.iter().map(|area| json!(["area", area.page(), area.title, area.id])));
    rows.extend(c.features.iter().map(|f| json!(["feature", f.page(), f.title, f.id])));
    rows.extend(c.measurements.iter().map(|m| json!(["measurement", m.page(), m.title, m.feature])));
    for practice in site.rows.practices.iter() {
        if let Some(city) = c.city(practice.city).filter(|city| city.published) {
            rows.push(json!(["practice", format!("{}#learning", city.page()), practice.title, city.name]));
        }
    }
    // A line each; no text can end the script, which is a file of its own.
    let rows: Vec<String> = rows.iter().map(|row| row.to_string()).collect();
    format!("window.learningCitiesNames = [\n{}\n];\n", rows.join(",\n"))
}
