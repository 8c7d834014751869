//! The nearest known name to one that is not known, for messages.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Known names, each with what to write for it.
#[derive(Debug, Default)]
pub struct Names {
    /// As it may be written (an id, a title, a name in another script), in lower case, to the id.
    known: BTreeMap<String, String>,
    asked: RefCell<BTreeMap<String, Option<String>>>,
}

impl Names {
    /// From pairs of a way to write it and the id that is meant.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Names {
        let mut known = BTreeMap::new();
        for (written, id) in pairs {
            known.entry(written.to_lowercase()).or_insert_with(|| id.to_string());
        }
        Names { known, asked: RefCell::default() }
    }

    /// The id that is written so; none where it is only near.
    pub fn exactly(&self, written: &str) -> Option<&str> {
        self.known.get(&written.trim().to_lowercase()).map(String::as_str)
    }

    /// The id that was probably meant; none where nothing is near.
    pub fn nearest(&self, found: &str) -> Option<String> {
        if let Some(answer) = self.asked.borrow().get(found) {
            return answer.clone();
        }
        let answer = self.search(found);
        self.asked.borrow_mut().insert(found.to_string(), answer.clone());
        answer
    }

    /// ` Write x if you meant it.`, or nothing.
    pub fn hint(&self, found: &str) -> String {
        self.nearest(found).map(|id| format!(" Write {id} if you meant that.")).unwrap_or_default()
    }

    /// ` Write x if you meant it.`, or what to do where nothing is near.
    pub fn hint_or(&self, found: &str, otherwise: &str) -> String {
        self.nearest(found).map_or_else(|| format!(" {otherwise}"), |id| format!(" Write {id} if you meant that."))
    }

    fn search(&self, found: &str) -> Option<String> {
        let found: Vec<char> = found.trim().to_lowercase().chars().take(100).collect();
        let as_id: String = found.iter().map(|c| if c.is_alphanumeric() { *c } else { '_' }).collect();
        let dashed = as_id.replace('_', "-");
        let text: String = found.iter().collect();
        for way in [&text, &as_id, &dashed] {
            if let Some(id) = self.known.get(way) {
                return Some(id.clone());
            }
        }
        let limit = (found.len() / 4).clamp(1, 4);
        self.known
            .iter()
            .filter_map(|(written, id)| distance(&text, written, limit).map(|d| (d, id)))
            .min()
            .map(|(_, id)| id.clone())
    }
}

/// Edit distance with swaps of neighbours (optimal string alignment), where it is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    // The difference in length is the least distance, and costs little.
    let length = |text: &str| text.chars().count();
    let near = length(a).abs_diff(length(b)) <= limit;
    near.then(|| strsim::osa_distance(a, b)).filter(|d| *d <= limit)
}

/// A number as people write it: up to 12 significant digits, no exponent.
pub fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".into() } else { value.to_string() };
    }
    let decimals = (11 - value.abs().log10().floor() as i32).clamp(0, 20) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_strangers_are_not() {
        let names = Names::new([
            ("northbridge", "northbridge"),
            ("São Longo", "sao-longo"),
            ("adult_literacy_rate", "adult_literacy_rate"),
        ]);
        for (found, id) in [
            ("nortbridge", "northbridge"),
            ("Northbirdge", "northbridge"),
            ("são longo", "sao-longo"),
            ("Adult literacy rate", "adult_literacy_rate"),
        ] {
            assert_eq!(names.nearest(found).as_deref(), Some(id), "{found}");
        }
        assert_eq!(names.nearest("southport"), None);
        assert_eq!(names.nearest(""), None);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.1 + 0.2, 972.0 / 10.0, 1e15, -0.05, 0.0].map(number),
            ["0.3", "97.2", "1000000000000000", "-0.05", "0"]
        );
    }
}
