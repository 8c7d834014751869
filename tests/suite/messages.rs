//! The files of messages: what the program says is in them, what is in them is said, and every language says all of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use learning_cities::ingest::codes::CODES;
use learning_cities::language::{FIRST, key, tags};
use learning_cities::model::network::Network;
use regex::Regex;

use crate::support::{framework, repository};

/// Languages that name everything the catalogue names.
const NAMED: &[&str] = &["es", "fr"];
/// Languages that say everything English says.
const COMPLETE: &[&str] = &["es", "fr"];

/// Every message and attribute of a language, `id` or `id.attribute`, with the names of its arguments.
fn messages(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(repository().join(format!("data/messages/{tag}.ftl"))).unwrap();
    let message = Regex::new(r"^([A-Za-z][A-Za-z0-9_-]*) *=").unwrap();
    let attribute = Regex::new(r"^\s+\.([A-Za-z][A-Za-z0-9_-]*) *=").unwrap();
    let argument = Regex::new(r"\$([A-Za-z][A-Za-z0-9_-]*)").unwrap();
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut id, mut part) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(found) = message.captures(line) {
            id = found[1].to_string();
            part = id.clone();
            assert!(!all.contains_key(&part), "{tag}.ftl says {part} twice");
        } else if let Some(found) = attribute.captures(line) {
            part = format!("{id}.{}", &found[1]);
        } else if line.trim().is_empty() {
            continue;
        }
        let arguments = all.entry(part.clone()).or_default();
        arguments.extend(argument.captures_iter(line).map(|c| c[1].to_string()));
    }
    all
}

/// Every name that English has in a CSV, by the message that other languages name it with.
fn catalogue() -> BTreeMap<String, String> {
    let f = framework();
    let mut all = BTreeMap::new();
    let mut put = |key: String, english: &str| {
        if !english.is_empty() && english != "%" {
            let other = all.insert(key.clone(), english.to_string());
            assert!(other.is_none_or(|other| other == english), "two names for {key}");
        }
    };
    for area in &f.areas {
        put(key("dimension", &area.dimension.to_string()), &area.dimension_title);
        put(key("area", &area.area), &area.area_title);
    }
    for m in &f.measurements {
        put(key("feature", &m.feature), &m.feature_title);
        put(key("measurement", &m.measurement), &m.measurement_title);
        put(key("measurement", &m.measurement) + ".meaning", &m.meaning);
        m.sources.iter().for_each(|source| put(key("source", source), source));
        // The items of women and men have messages of their own.
        put(key("unit", &m.unit), &m.unit);
        for item in m.items.iter().filter(|i| !matches!(i.as_str(), "female" | "male")) {
            put(key("item", item), &item.replace('_', " "));
        }
    }
    for network in ["demo", "uk-ons"] {
        let network = Network::load(&repository().join("data").join(network), &f).unwrap();
        for variable in &network.file.peer_variables {
            put(key("variable", &variable.variable), &variable.title);
            put(key("unit", &variable.unit), &variable.unit);
        }
    }
    for code in &f.codes {
        let id = key("code", &format!("{}-{}", code.kind, code.code));
        put(id.clone() + ".sentence", &code.sentence);
        put(id, &code.label);
    }
    f.regions.iter().for_each(|region| put(key("region", region), region));
    f.countries.iter().for_each(|(code, name)| put(key("country", code), name));
    f.languages.iter().for_each(|l| put(key("language", &l.language), &l.language_name));
    f.statuses.iter().for_each(|status| put(key("status", &status.code), &status.title));
    f.context_bands.iter().for_each(|band| put(key("group", &band.band), &band.band));
    f.settings.iter().for_each(|setting| put(key("setting", &setting.name), &setting.meaning));
    let of_cities = CODES.iter().filter(|code| !OF_THE_NETWORK.contains(&code.code));
    of_cities.for_each(|code| {
        put(key("finding", code.code), code.meaning);
        // In English the message of the check itself says what to do.
        put(key("finding", code.code) + ".cure", "what to do");
    });
    questions().iter().for_each(|(code, question)| put(key("finding", code), question));
    all
}

/// Findings that no letter to a city has: of mappings, of the registry and of the network's own files.
const OF_THE_NETWORK: &[&str] = &[
    "not_text",
    "not_mapped",
    "no_lookup",
    "lookup_twice",
    "may_be_cut_off",
    "nothing_kept",
    "mapping_feeds_nothing",
    "nothing_accepted",
    "wrong_width",
    "registry_differs",
    "no_logarithm",
    "no_price_index",
    "not_made",
    "bad_position",
    "bad_city_id",
    "unknown_country",
    "unknown_region",
    "context_conflict",
    "no_peer_values",
    "variable_like_another",
    "group_like_another",
    "story_not_public",
    "story_without_practice",
];

/// What cities are asked about values, by code.
fn questions() -> Vec<(String, String)> {
    let question = Regex::new(r"(?m)^-- question: (\w+): (.*)$").unwrap();
    let checks = std::fs::read_dir(repository().join("queries/checks")).unwrap();
    let asked = checks.filter_map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        question.captures(&text).map(|c| (c[1].to_string(), c[2].to_string()))
    });
    let asked: Vec<(String, String)> = asked.collect();
    assert!(asked.len() > 5, "{asked:?}");
    asked
}

/// What the specs of charts say in English: title, line below it and unit, by message, with the words in braces and
/// whether there are others.
fn charts() -> BTreeMap<String, (BTreeSet<String>, bool)> {
    let word = Regex::new(r"\{\s*\$?([a-z_]+)\s*\}").unwrap();
    let line = Regex::new("(?m)^(title|subtitle|unit) *= *\"(.*)\"").unwrap();
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(repository().join("charts")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        for said in line.captures_iter(&std::fs::read_to_string(&path).unwrap()) {
            let words = word.captures_iter(&said[2]).map(|c| c[1].to_string()).collect();
            let others = word.replace_all(&said[2], "").contains(char::is_alphabetic);
            all.insert(format!("chart-{}-{name}", &said[1]), (words, others));
        }
    }
    all
}

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
}

fn program() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&repository().join("src"), &mut found);
    found
}

/// What stands between the bracket before `text` and the one that closes it, cut at its commas.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts.into_iter().map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect()
}

#[test]
fn what_the_program_says_is_in_english_with_the_same_arguments() {
    let english = messages(FIRST);
    let call = Regex::new(r"\bsay(?:_html)?!\(").unwrap();
    // An argument has a value, or is a variable of its name.
    let name = Regex::new(r"^([a-z_]+)(?:$| *= *[^=])").unwrap();
    let head = Regex::new(r#"\b(?:text|words|count|value|movement) "([^"]+)""#).unwrap();
    for (path, text) in program() {
        for found in text.match_indices("columns!(") {
            for id in head.captures_iter(&arguments(&text[found.0 + found.1.len()..]).join(", ")) {
                assert_eq!(english.get(&id[1]), Some(&BTreeSet::new()), "{}: {}", path.display(), &id[1]);
            }
        }
        for found in call.find_iter(&text) {
            let given = arguments(&text[found.end()..]);
            let Some(id) = given.get(1).and_then(|id| id.strip_prefix('"')?.strip_suffix('"')) else {
                continue;
            };
            let Some(wanted) = english.get(id) else {
                panic!("{}: en.ftl has no message {id}", path.display());
            };
            let given: BTreeSet<String> =
                given[2..].iter().filter_map(|a| Some(name.captures(a)?[1].to_string())).collect();
            assert!(wanted.is_subset(&given), "{}: {id} wants {wanted:?} and is given {given:?}", path.display());
        }
    }
}

#[test]
fn every_english_message_is_said_somewhere() {
    let program = program();
    // Units that change with their number are said by name.
    let units: BTreeSet<String> = framework().measurements.iter().map(|m| key("value-in", &m.unit)).collect();
    for (id, arguments) in messages(FIRST).iter().filter(|(id, _)| id.starts_with("value-in-")) {
        assert!(units.contains(id) && arguments.iter().eq(["n", "number"]), "no measurement has the unit of {id}");
    }
    // Kinds of sources have no words but these; some measurements have words that say more than the catalogue's title.
    let catalogue = catalogue();
    for id in messages(FIRST).keys().filter(|id| id.starts_with("source-") || id.starts_with("measurement-")) {
        assert!(catalogue.contains_key(id), "the catalogue has no {id}");
    }
    for id in messages(FIRST)
        .keys()
        .filter(|id| !["language-", "value-in-", "source-", "measurement-"].iter().any(|kind| id.starts_with(kind)))
    {
        // What is said of collected values is said wherever the message is.
        let id = id.strip_suffix(".collected").unwrap_or(id);
        // The glossary names its terms alone.
        let id = match id.strip_prefix("glossary-") {
            Some(term) if term != "title" => term.trim_end_matches("-means").trim_end_matches("-words"),
            _ => id,
        };
        let quoted = format!("\"{id}\"");
        assert!(program.iter().any(|(_, text)| text.contains(&quoted)), "no source says {id}");
    }
}

#[test]
fn other_languages_say_what_english_says_with_the_same_arguments() {
    let (english, catalogue) = (messages(FIRST), catalogue());
    let english: BTreeMap<_, _> =
        english.into_iter().chain(charts().into_iter().map(|(id, (words, _))| (id, words))).collect();
    for tag in tags(&repository().join("data/messages")).unwrap() {
        for (id, arguments) in messages(&tag).iter().filter(|(id, _)| *id != "direction") {
            match english.get(id) {
                Some(wanted) => assert_eq!(arguments, wanted, "{tag}.ftl: arguments of {id}"),
                None => assert!(catalogue.contains_key(id) && arguments.is_empty(), "{tag}.ftl: nothing says {id}"),
            }
        }
    }
}

/// Other names of the key features, as documents of the network have them.
#[test]
fn a_key_feature_has_one_name_in_a_language() {
    for (tag, name, others) in [
        (
            "fr",
            "caractéristique clé",
            ["caractéristiques fondamentales", "caractéristique essentielle", "caractéristiques essentielles"],
        ),
        ("es", "características fundamentales", ["rasgos clave", "característica clave", "características clave"]),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/messages/{tag}.ftl"));
        let text = std::fs::read_to_string(path).unwrap().to_lowercase();
        assert!(text.contains(name), "{tag}");
        others.iter().for_each(|other| assert!(!text.contains(other), "{tag}: {other}"));
    }
}

#[test]
fn every_name_of_the_catalogue_has_a_key_of_its_own() {
    let all = catalogue();
    assert!(all.len() > 600, "{}", all.len());
    for id in [
        "area-1_1",
        "measurement-adult_literacy_rate.meaning",
        "code-reason-stale.sentence",
        "region-Africa",
        "country-KEN",
        "group-Low_income",
    ] {
        assert!(all.contains_key(id), "{id}");
    }
    let list = all.iter().map(|(key, english)| format!("{key}\t{english}\n")).collect::<String>();
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue-keys.tsv"), list).unwrap();
}

#[test]
fn languages_called_complete_lack_nothing() {
    let (english, catalogue) = (messages(FIRST), catalogue());
    for tag in NAMED {
        let said = messages(tag);
        let lacking: Vec<&String> = catalogue.keys().filter(|id| !said.contains_key(*id)).collect();
        assert!(lacking.is_empty(), "{tag}.ftl lacks names: {lacking:?}");
    }
    for tag in COMPLETE {
        let said = messages(tag);
        let charts = charts().into_iter().filter(|(_, (_, others))| *others).map(|(id, _)| id);
        let lacking: Vec<String> = english.keys().cloned().chain(charts).filter(|id| !said.contains_key(id)).collect();
        assert!(lacking.is_empty(), "{tag}.ftl lacks {lacking:?}");
    }
}
