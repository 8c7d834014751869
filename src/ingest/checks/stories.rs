//! Whether the stories that the analyst chose for the annual brief may be told.

use std::collections::BTreeSet;

use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::frames;
use crate::model::network::Network;
use crate::model::vocabulary::Consent;

/// A finding for each story that is left out: its city shows no results in public, or has not described the practice in
/// public.
pub fn left_out(network: &Network, checked: &Checked) -> Vec<Finding> {
    let public = Consent::Public.into_str();
    let is_public = |row: &frames::Row| row.text("consent") == Some(public);
    let cities: BTreeSet<&str> =
        frames::rows(&checked.observations).filter(is_public).filter_map(|row| row.text("city")).collect();
    let practices = frames::rows(&checked.practices).filter(is_public);
    let practices: BTreeSet<(&str, &str)> =
        practices.filter_map(|row| Some((row.text("city")?, row.text("title")?))).collect();
    let found = |city: &str, code: &'static str, message: String| Finding {
        city: Some(city.to_string()),
        ..Finding::file("brief/stories.toml", code, message)
    };
    let stories = network.stories.all.iter().filter_map(|story| {
        let (city, area) = (story.city.as_str(), &story.area);
        if !cities.contains(city) {
            let message = format!(
                "The story of area {area} is left out: {city} has no results whose consent is public, so nothing is told of it. Choose a city that has, or ask {city} for its consent."
            );
            return Some(found(city, "story_not_public", message));
        }
        let practice = story.practice.as_deref()?;
        if practices.contains(&(city, practice)) {
            return None;
        }
        let titles: Vec<String> =
            practices.iter().filter(|(whose, _)| *whose == city).map(|(_, title)| format!("{title:?}")).collect();
        let known = match titles.is_empty() {
            true => format!("{city} has described none in public; tell the story with title and text"),
            false => format!("Practices that it has described: {}", titles.join(", ")),
        };
        let message = format!("The story of area {area} is left out: {city} has no public practice {practice:?}. {known}.");
        Some(found(city, "story_without_practice", message))
    });
    stories.collect()
}
