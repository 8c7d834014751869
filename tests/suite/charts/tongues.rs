//! Charts in other languages: sentences 40 % longer, and words from right to left.

use std::fmt::Write as _;

use learning_cities::language::key;

use super::*;

/// A language whose messages are the English ones with each word changed, and names of the catalogue too.
fn tongue(tag: &str, first: &str, word: fn(&str) -> String) -> Arc<Language> {
    let english =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages/en.ftl")).expect("English");
    let mut other = format!("{first}\n");
    let mut wanted = false;
    for line in english.lines() {
        if let Some(section) = line.strip_prefix("## ") {
            wanted = section == "General" || section.starts_with("Charts");
        }
        if !wanted {
            continue;
        }
        let text = match (line.find(']'), line.find(" = ")) {
            _ if line.starts_with(['#', '}']) || line.is_empty() => line.len(),
            (Some(end), _) if line.trim_start().starts_with(['[', '*']) => end + 1,
            (_, Some(end)) if !line.starts_with(' ') || line.trim_start().starts_with('.') => end + 3,
            _ => line.find(|c| c != ' ').unwrap_or(0),
        };
        let _ = writeln!(other, "{}{}", &line[..text], changed(&line[text..], word));
    }
    let names = [
        ("key-features.csv", "measurement", "measurement", "measurement_title"),
        ("areas.csv", "area", "area", "area_title"),
        ("areas.csv", "dimension", "dimension", "dimension_title"),
        ("codes.csv", "code", "code", "label"),
    ];
    for (name, family, id, title) in names {
        let t = file(name);
        let mut said = std::collections::BTreeSet::new();
        for r in 0..t.len() {
            let id = match (t.text(id, r), t.text("kind", r)) {
                (Some(code), Some(kind)) if family == "code" => format!("{kind}-{code}"),
                (Some(id), _) => id.to_string(),
                (None, _) => t.integer(id, r).expect("a number").to_string(),
            };
            let id = key(family, &id);
            if said.insert(id.clone()) {
                let _ = writeln!(other, "{id} = {}", changed(t.text(title, r).expect("a title"), word));
            }
        }
    }
    other.push_str("chart-title-temple = { $city }\n");
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("en.ftl"), &english).expect("written");
    std::fs::write(dir.path().join(format!("{tag}.ftl")), &other).expect("written");
    Language::load(dir.path(), tag).expect("a language")
}

/// Every word outside braces changed.
fn changed(text: &str, word: fn(&str) -> String) -> String {
    // A line may begin with the end of a placeable.
    let (mut out, mut run, mut depth) = (String::new(), String::new(), i32::from(text.starts_with('}')));
    for c in text.chars().chain([' ']) {
        if depth == 0 && c.is_alphabetic() {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            out.push_str(&word(&std::mem::take(&mut run)));
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
        out.push(c);
    }
    out.pop();
    out
}

/// A word with its last letters said again.
fn longer(word: &str) -> String {
    let n = word.chars().count();
    let again: Vec<char> = word.chars().rev().take((n * 2).div_ceil(5)).collect();
    word.chars().chain(again).collect()
}

/// A word in Arabic letters.
fn arabic(word: &str) -> String {
    let letters: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().collect();
    word.chars().map(|c| letters[c as usize % letters.len()]).collect()
}

fn every_kind(language: &Arc<Language>, folder: &str) -> Vec<Drawing> {
    let mut all = draw_in("city-series", &full(), language, folder);
    all.extend(draw_in("city-series", &odd_tables(), language, folder));
    let coverage = with(tables(ONE, "", ""), "coverage_network", COVERAGE, &coverage_rows());
    all.extend(draw_in("coverage", &coverage, language, folder));
    let temple = with(tables(ONE, "", ""), "area_movement", MOVEMENT, &temple_rows());
    all.extend(draw_in("temple", &temple, language, folder));
    all
}

#[test]
fn sentences_two_fifths_longer_are_neither_cut_nor_collide() {
    let language = tongue("fr", "", longer);
    for d in every_kind(&language, "longer") {
        let texts = texts(&d);
        assert!(texts.iter().all(|t| !t.contains('…')), "cut in {}:\n{}", d.path, texts.join("\n"));
        assert!(!d.drawn.svg.contains("{$") && !d.caption.contains("chart-"), "{}", d.caption);
    }
}

#[test]
fn from_right_to_left_a_chart_is_the_mirror_of_itself() {
    let language = tongue("ar", "direction = rtl", arabic);
    for d in every_kind(&language, "arabic") {
        for e in svg::parse(&d.drawn.svg) {
            assert!(e.name != "text" || e.text.starts_with('\u{2067}') && e.text.ends_with('\u{2069}'), "{}", e.text);
        }
        assert!(d.drawn.svg.contains(" direction=\"ltr\""), "a page's direction must not turn the anchors");
    }
    let drawings = draw_in("city-series", &full(), &language, "arabic");
    let points = of_class(&drawings[0], "circle", "points");
    assert!(points[0].number("cx") > points[5].number("cx"), "time runs to the left");
}

#[test]
fn a_title_is_said_by_a_message_where_the_language_has_one() {
    let language = tongue("fr", "", longer);
    let drawings =
        draw_in("temple", &with(tables(ONE, "", ""), "area_movement", MOVEMENT, &temple_rows()), &language, "longer");
    let d = drawings.iter().find(|d| d.key == ["northbridge"]).expect("the city");
    assert_eq!(texts(d)[0], "Northbridge");
    assert!(d.drawn.svg.contains("<title>Northbridge: Northbridge · "));
}

#[test]
fn in_every_language_charts_are_whole() {
    let messages = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
    for tag in learning_cities::language::tags(&messages).expect("languages") {
        let language = Language::load(&messages, &tag).expect("a language");
        for d in every_kind(&language, &tag) {
            let said = format!("{}\n{}\n{}", texts(&d).join("\n"), d.alt, d.caption);
            assert!(
                !said.contains(['…', '_']) && !said.contains("{$") && !said.contains("chart-"),
                "{tag}: {}:\n{said}",
                d.path
            );
        }
    }
}
