//! The parts in which pages list the cities of a large network: by country, then group, then first letters.

use std::collections::{BTreeMap, BTreeSet};

use icu_normalizer::DecomposingNormalizer;

use crate::base::text::slug;
use crate::catalogue::City;
use crate::language::Language;
use crate::say;

/// Most cities of a network whose lists are not divided.
pub const FLAT: usize = 500;

/// Most cities of a part that is listed whole, unless all of them begin with one letter.
pub const PART: usize = 200;

/// A part of a network's cities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is called within the part around it: a country, a group, `A–D`.
    pub title: String,
    /// The same with what is around it: `Abrovia: A–D`.
    pub name: String,
    /// What names its pages, once in the network.
    pub slug: String,
    /// Its cities, as places in the list by name, in that order.
    pub cities: Vec<usize>,
    /// What it is divided into; nothing where its cities are listed.
    pub parts: Vec<Part>,
}

/// The parts of a network by its cities, which are by name; none of one with up to [`FLAT`] cities.
pub fn divide(language: &Language, cities: &[City]) -> Vec<Part> {
    if cities.len() <= FLAT {
        return Vec::new();
    }
    Division { language, cities, taken: BTreeSet::new() }.countries((0..cities.len()).collect())
}

/// Those of the parts, and of what is in them, whose cities are listed.
pub fn leaves(parts: &[Part]) -> Vec<&Part> {
    parts.iter().flat_map(|part| if part.parts.is_empty() { vec![part] } else { leaves(&part.parts) }).collect()
}

/// Part of a country by its code among the parts of a network; none where the network is not divided by countries.
pub fn country<'p>(parts: &'p [Part], code: &str) -> Option<&'p Part> {
    parts.iter().find(|part| part.slug == code.to_ascii_lowercase())
}

struct Division<'a> {
    language: &'a Language,
    cities: &'a [City],
    taken: BTreeSet<String>,
}

impl Division<'_> {
    /// Places by what is said of the city there.
    fn by<'s, K: Ord>(&'s self, places: Vec<usize>, of: impl Fn(&'s City) -> K) -> BTreeMap<K, Vec<usize>> {
        let mut all: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        places.into_iter().for_each(|place| all.entry(of(&self.cities[place])).or_default().push(place));
        all
    }

    fn countries(&mut self, places: Vec<usize>) -> Vec<Part> {
        let by_code = self.by(places.clone(), |city| (city.country_code.clone(), city.country.clone()));
        if by_code.len() == 1 {
            return self.groups(places, None);
        }
        let mut named: Vec<_> = by_code.into_iter().collect();
        named.sort_by(|(a, _), (b, _)| self.language.compare(&a.1, &b.1).then_with(|| a.0.cmp(&b.0)));
        let made = named.into_iter().map(|((code, title), places)| {
            let whole = self.part(title, code.to_ascii_lowercase(), None, places.clone());
            let parts = if places.len() > PART { self.groups(places, Some(&whole)) } else { Vec::new() };
            Part { parts, ..whole }
        });
        made.collect()
    }

    fn groups(&mut self, places: Vec<usize>, above: Option<&Part>) -> Vec<Part> {
        let by_group = self.by(places.clone(), |city| city.group.clone());
        if by_group.len() == 1 {
            return self.letters(places, above);
        }
        let l = self.language;
        let title = |group: Option<String>| group.map(|group| l.name("group", &group, &group));
        let mut named: Vec<_> = by_group.into_iter().map(|(group, places)| (title(group), places)).collect();
        // What is in no group comes last.
        named.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) => l.compare(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let made = named.into_iter().map(|(title, places)| {
            let address = slug(above.map_or("group", |above| &above.slug), title.as_deref().unwrap_or_default());
            let title = title.unwrap_or_else(|| say!(l, "parts-no-group"));
            let whole = self.part(title, address, above, places.clone());
            let parts = if places.len() > PART { self.letters(places, Some(&whole)) } else { Vec::new() };
            Part { parts, ..whole }
        });
        made.collect()
    }

    /// By first letters, as many together as make a part; nothing where all are one part.
    fn letters(&mut self, places: Vec<usize>, above: Option<&Part>) -> Vec<Part> {
        let letter = |place: &usize| first_letter(&self.cities[*place].name);
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for of_letter in places.chunk_by(|a, b| letter(a) == letter(b)) {
            match parts.last_mut().filter(|last| last.len() + of_letter.len() <= PART) {
                Some(last) => last.extend(of_letter),
                None => parts.push(of_letter.to_vec()),
            }
        }
        if parts.len() < 2 {
            return Vec::new();
        }
        let titled = parts.into_iter().map(|places| {
            let ends = [places.first(), places.last()].map(|place| place.map(letter).unwrap_or_default());
            (if ends[0] == ends[1] { ends[0].clone() } else { ends.join("–") }, places)
        });
        let titled: Vec<(String, Vec<usize>)> = titled.collect();
        let base = above.map_or("letters", |above| &above.slug);
        let made = titled.into_iter().zip(1..);
        made.map(|((title, places), n)| self.part(title, format!("{base}-{n}"), above, places)).collect()
    }

    fn part(&mut self, title: String, address: String, above: Option<&Part>, cities: Vec<usize>) -> Part {
        let name = match above {
            Some(above) => say!(self.language, "layout-labelled", label = &above.name, value = &title),
            None => title.clone(),
        };
        // Names in other scripts leave nothing that tells them apart in an address.
        let others = (2..).map(|n| format!("{address}_{n}"));
        let free = std::iter::once(address.clone()).chain(others).find(|address| !self.taken.contains(address));
        let slug = free.unwrap_or(address);
        self.taken.insert(slug.clone());
        Part { title, name, slug, cities, parts: Vec::new() }
    }
}

/// The letter or digit under which a name is listed, without its marks, as a capital.
fn first_letter(name: &str) -> String {
    let plain = DecomposingNormalizer::new_nfd().normalize(name);
    plain.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tests::english;

    fn city(n: usize, name: &str, country: &str, group: Option<&str>) -> City {
        City {
            id: format!("c{n}"),
            name: name.into(),
            local_name: None,
            local_name_language: None,
            country_code: country.into(),
            country: format!("Land {country}"),
            region: "Africa".into(),
            group: group.map(str::to_string),
            joined: None,
            baseline_year: None,
            position: None,
            fictional: true,
            published: true,
        }
    }

    /// Cities by name: their first letters go through the alphabet.
    fn cities(count: usize, of: impl Fn(usize) -> (&'static str, Option<&'static str>)) -> Vec<City> {
        let letter = |n: usize| char::from(b'A' + (n * 26 / count) as u8);
        (0..count).map(|n| city(n, &format!("{}town {n:04}", letter(n)), of(n).0, of(n).1)).collect()
    }

    fn titles(parts: &[Part]) -> Vec<&str> {
        parts.iter().map(|part| part.title.as_str()).collect()
    }

    /// Every city is in one part, and no address is there twice.
    fn is_whole(parts: &[Part], count: usize) {
        let mut listed: Vec<usize> = leaves(parts).iter().flat_map(|part| part.cities.clone()).collect();
        listed.sort_unstable();
        assert_eq!(listed, (0..count).collect::<Vec<_>>());
        let slugs: BTreeSet<&str> = leaves(parts).iter().map(|part| part.slug.as_str()).collect();
        assert_eq!(slugs.len(), leaves(parts).len());
    }

    #[test]
    fn a_small_network_is_not_divided() {
        let l = &english();
        assert_eq!(divide(l, &cities(FLAT, |_| ("AAA", None))), []);
        assert!(!divide(l, &cities(FLAT + 1, |_| ("AAA", None))).is_empty());
    }

    #[test]
    fn countries_then_groups_then_letters() {
        let l = &english();
        let all = cities(1_000, |n| match n % 10 {
            0 => ("BBB", None),
            1 | 2 => ("AAA", Some("Élan")),
            3 => ("AAA", None),
            _ => ("AAA", Some("Zeal")),
        });
        let parts = divide(l, &all);
        is_whole(&parts, 1_000);
        assert_eq!(titles(&parts), ["Land AAA", "Land BBB"]);
        assert_eq!(parts[1].parts, [], "100 cities are listed whole");
        let groups = &country(&parts, "AAA").unwrap().parts;
        assert_eq!(titles(groups), ["Élan", "Zeal", "In no group"]);
        assert_eq!(groups[0].parts, [], "200 cities are listed whole");
        assert_eq!(titles(&groups[1].parts), ["A–H", "I–P", "Q–X", "Y–Z"]);
        assert_eq!(groups[1].parts[1].name, "Land AAA: Zeal: I–P");
        assert_eq!(groups[1].parts[1].slug, "aaa-zeal-2");
        assert!(leaves(&parts).iter().all(|part| part.cities.len() <= PART));
    }

    #[test]
    fn a_level_with_one_part_is_left_out() {
        let l = &english();
        let parts = divide(l, &cities(600, |_| ("AAA", Some("All"))));
        is_whole(&parts, 600);
        assert!(titles(&parts)[0].starts_with("A–"), "{:?}", titles(&parts));
        assert!(country(&parts, "AAA").is_none());
        let same: Vec<City> = (0..600).map(|n| city(n, &format!("Åtown {n:04}"), "AAA", None)).collect();
        assert_eq!(divide(l, &same), [], "one letter is no division");
    }

    #[test]
    fn groups_whose_names_leave_no_address_have_one_each() {
        let l = &english();
        let parts = divide(l, &cities(600, |n| ("AAA", Some(["北", "南", "East"][n % 3]))));
        is_whole(&parts, 600);
        assert_eq!(parts.len(), 3);
    }

    #[test]
    fn letters_have_no_marks() {
        for (name, letter) in [("Åsby", "A"), ("éclair", "E"), ("’s-Gravel", "S"), ("7 Hills", "7"), ("—", "")] {
            assert_eq!(first_letter(name), letter);
        }
    }
}
