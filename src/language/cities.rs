//! Names that distinguish cities.

use std::collections::BTreeMap;

use super::messages::Language;
use crate::say;

/// A city as the registry names it.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name in Latin script.
    pub name: &'a str,
    /// Its country's name.
    pub country: &'a str,
    /// Its group in the registry, such as its province.
    pub group: Option<&'a str>,
}

impl Language {
    /// The name of each city; where several share one, with the country in brackets, or, in one country, the group, or
    /// the id.
    pub fn distinct(&self, cities: &[Named]) -> Vec<String> {
        let lower: Vec<String> = cities.iter().map(|c| c.name.to_lowercase()).collect();
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, name) in lower.iter().enumerate() {
            same.entry(name).or_default().push(place);
        }
        let mut names: Vec<String> = cities.iter().map(|c| c.name.to_string()).collect();
        for places in same.values().filter(|places| places.len() > 1) {
            let alone = |of: &dyn Fn(&Named) -> Option<String>, place: usize| {
                let mark = of(&cities[place])?;
                let others =
                    places.iter().filter(|other| **other != place && of(&cities[**other]).as_ref() == Some(&mark));
                (others.count() == 0).then_some(mark)
            };
            for &place in places {
                let country = |c: &Named| Some(c.country.to_string());
                let group = |c: &Named| Some(format!("{}, {}", c.country, c.group?));
                let mark = alone(&country, place)
                    .or_else(|| alone(&group, place))
                    .unwrap_or_else(|| cities[place].id.to_string());
                names[place] = say!(self, "city-bracket", value = cities[place].name, more = mark);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::Named;
    use crate::language::tests::english;

    #[test]
    fn cities_that_share_a_name_are_told_apart() {
        let city = |id, name, country, group| Named { id, name, country, group };
        let cities = [
            city("a", "Newport", "Kenya", None),
            city("b", "Newport", "Ghana", None),
            city("c", "newport", "Wales", Some("Gwent")),
            city("d", "Newport", "Wales", Some("Pembrokeshire")),
            city("e", "Newport", "Wales", None),
            city("f", "Southwell", "Kenya", None),
        ];
        assert_eq!(
            english().distinct(&cities),
            [
                "Newport (Kenya)",
                "Newport (Ghana)",
                "newport (Wales, Gwent)",
                "Newport (Wales, Pembrokeshire)",
                "Newport (e)",
                "Southwell"
            ]
        );
        assert!(english().distinct(&[]).is_empty());
    }
}
