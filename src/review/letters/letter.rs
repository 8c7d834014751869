//! What a letter to a city says: what came, what to mend and where, by when, and whom to ask. Nothing in it is of another
//! city.

use crate::base::characters::visible;
use crate::ingest::codes;
use crate::language::Language;
use crate::review::facts::Network;
use crate::review::facts::desk::Dossier;
use crate::review::facts::found::{Finding, Place, Received};
use crate::review::facts::names::Names;
use crate::review::facts::unusual::Unusual;
use crate::review::letters::place::within;
use crate::say;

/// A letter, its parts in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// What it begins with.
    pub opening: Vec<String>,
    /// Lists, each with its heading.
    pub lists: Vec<(String, Vec<Item>)>,
    /// What it ends with.
    pub closing: Vec<String>,
}

/// Something to mend or to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Where it is, or what it is about.
    pub place: String,
    /// What is said of it in the letter's language.
    pub words: String,
    /// Details that there are in English alone.
    pub english: String,
}

/// What letters of one language are made from.
pub struct Desk<'d> {
    /// Its language.
    pub language: &'d Language,
    /// Cities and measurements in it.
    pub names: &'d Names,
    /// The network.
    pub network: &'d Network,
    /// Year of the brief.
    pub cycle: i64,
    /// Day by which an answer is asked for, ISO 8601.
    pub by: Option<&'d str>,
}

impl Desk<'_> {
    /// The letter to a city, which is at this place in the list of cities; none where there is nothing to write about.
    pub fn letter(&self, d: &Dossier, place: usize) -> Option<Letter> {
        if !d.has_letter(self.cycle) {
            return None;
        }
        let (l, city, cycle) = (self.language, &self.names.cities[place].name, self.cycle.to_string());
        let others = self.others(d, place);
        let is_others = |text: &str| names_any(text, &others);
        let findings = |errors: bool| -> Vec<Item> {
            let wanted = d.for_letter(self.cycle).filter(|f| f.is_error == errors);
            wanted.map(|finding| self.finding(finding, &is_others)).collect()
        };
        let open = d.unusual.iter().filter(|unusual| !unusual.is_decided);
        let is_new = |file: &Received| file.rejected > 0 || file.cycle.is_none_or(|cycle| cycle == self.cycle);
        let files = d.received.iter().filter(|file| file.is_own && is_new(file) && !is_others(&file.file));
        let files: Vec<Item> = files
            .map(|file| Item {
                place: name(&file.file).to_string(),
                words: say!(l, "letter-file", read = file.read, accepted = file.accepted, refused = file.rejected),
                ..Item::default()
            })
            .collect();
        let lists = [
            (say!(l, "letter-came"), files),
            (say!(l, "letter-mend"), findings(true)),
            (say!(l, "letter-look"), findings(false)),
            (say!(l, "letter-check"), open.flat_map(|unusual| self.questions(d, unusual, &is_others)).collect()),
        ];
        let mut opening =
            vec![say!(l, "letter-greeting", city), say!(l, "letter-thanks", network = self.network.name_in(l))];
        if self.network.fictional {
            opening.push(say!(l, "letter-fictional"));
        }
        let by = self.by.map(|day| l.numbers().date(day));
        let mut closing = vec![match by {
            Some(day) => say!(l, "letter-by", day),
            None => say!(l, "letter-soon"),
        }];
        closing.extend(self.network.contact.as_ref().map(|contact| say!(l, "letter-contact", contact)));
        closing.push(say!(l, "letter-regards", network = self.network.name_in(l)));
        Some(Letter {
            subject: say!(l, "letter-subject", city, cycle),
            opening,
            lists: lists.into_iter().filter(|(_, items)| !items.is_empty()).collect(),
            closing,
        })
    }

    /// Ids and names of the other cities in lower case, and first of all the city's own, which may hold another's.
    fn others(&self, d: &Dossier, place: usize) -> (Vec<String>, Vec<String>) {
        let words = |at: usize| {
            let city = &self.names.cities[at];
            // A name that others share has something in brackets that tells it apart.
            let name = city.name.split(" (").next().unwrap_or(&city.name);
            [city.id.to_lowercase(), name.to_lowercase()]
        };
        let mut own: Vec<String> = words(place).into_iter().chain([d.city.id.to_lowercase()]).collect();
        own.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let others = (0..self.names.cities.len()).filter(|at| *at != place).flat_map(words);
        let others = others.filter(|word| !word.is_empty() && !own.contains(word)).collect();
        (own, others)
    }

    /// A place, with its file where that names no other city.
    fn place(&self, place: &Place, is_others: &dyn Fn(&str) -> bool) -> String {
        let at = within(self.language, place);
        match (is_others(&place.file), at.is_empty()) {
            (true, _) => at,
            (false, true) => name(&place.file).to_string(),
            (false, false) => format!("{}: {at}", name(&place.file)),
        }
    }

    fn finding(&self, finding: &Finding, is_others: &dyn Fn(&str) -> bool) -> Item {
        let place = self.place(&finding.place, is_others);
        let series = finding.measurement.as_deref().filter(|id| self.names.measurement(id).is_some());
        let series = series.map(|id| self.names.series(id, finding.item.as_deref().unwrap_or_default()));
        let place =
            [Some(place).filter(|p| !p.is_empty()), series].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let meaning = codes::find(&finding.code).map(|code| code.meaning).unwrap_or_default();
        // A message may name the files of others, or another city: then what the check means is said instead.
        let message = if is_others(&finding.message) { meaning } else { &finding.message };
        self.item(place, &finding.code, message)
    }

    /// What is asked about a value; what ingest found is among the findings already.
    fn questions(&self, d: &Dossier, unusual: &Unusual, is_others: &dyn Fn(&str) -> bool) -> Vec<Item> {
        let series = self.names.series(&unusual.series.0, &unusual.series.1);
        let value = self.names.value(&unusual.series.0, unusual.value.value);
        let about = say!(self.language, "letter-value", series, year = unusual.value.year.to_string(), value);
        let at = unusual.place.as_ref().map(|place| self.place(place, is_others)).filter(|at| !at.is_empty());
        let place = at.map_or(about.clone(), |at| format!("{at} · {about}"));
        let is_found = |code: &str, words: &str| {
            d.for_letter(self.cycle).any(|f| (f.code.as_str(), f.message.as_str()) == (code, words))
        };
        let asked = unusual.questions.iter().filter(|(code, words)| !is_found(code, words));
        asked.map(|(code, words)| self.item(place.clone(), code, words)).collect()
    }

    /// What is said of a code in the letter's language, and the details, which there are in English alone.
    fn item(&self, place: String, code: &str, message: &str) -> Item {
        let said = self.language.found(code, message);
        let words = [said.words, said.cure].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Item { place, words, english: said.english }
    }
}

/// A file as its city knows it: the folder of submissions is the network's.
fn name(file: &str) -> &str {
    file.strip_prefix("submissions/").unwrap_or(file)
}

/// Whether a text has one of the words as a word of its own; one that is a part of the city's own names does not count.
fn names_any(text: &str, (own, others): &(Vec<String>, Vec<String>)) -> bool {
    let whole = text.to_lowercase();
    let apart = own.iter().fold(whole.clone(), |text, word| text.replace(word.as_str(), "\t"));
    let parted = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    others.iter().any(|word| {
        let text = if own.iter().any(|own| word.contains(own.as_str())) { &whole } else { &apart };
        text.match_indices(word.as_str()).any(|(at, found)| {
            parted(text[..at].chars().next_back()) && parted(text[at + found.len()..].chars().next())
        })
    })
}

impl Letter {
    /// As plain text.
    pub fn text(&self) -> String {
        let mut text = self.opening.iter().map(|line| format!("{line}\n\n")).collect::<String>();
        for (heading, items) in &self.lists {
            text.push_str(&format!("{heading}\n\n"));
            for item in items {
                text.push_str(&format!("- {}\n", item.place));
                for line in [&item.words, &item.english].into_iter().filter(|line| !line.is_empty()) {
                    text.push_str(&format!("  {}\n", line.replace('\n', " ")));
                }
            }
            text.push('\n');
        }
        text.push_str(&self.closing.iter().map(|line| format!("{line}\n\n")).collect::<String>());
        visible(text.trim_end()).into_owned() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::names_any;

    #[test]
    fn another_city_is_found_where_names_hold_one_another() {
        let words = |own: &[&str], others: &[&str]| {
            [own, others].map(|list| list.iter().map(|word| word.to_string()).collect::<Vec<String>>()).into()
        };
        let of_york = words(&["york"], &["new york", "leeds"]);
        assert!(names_any("The file is named after New York.", &of_york));
        assert!(!names_any("The file of York is empty.", &of_york));
        assert!(names_any("leeds-2024/observations.csv", &of_york));
        let of_new_york = words(&["new york", "new-york"], &["york"]);
        assert!(!names_any("new-york-2024.xlsx of New York", &of_new_york));
        assert!(names_any("york-2024.xlsx", &of_new_york));
        assert!(!names_any("Yorkshire", &of_new_york), "a part of a word");
    }
}
