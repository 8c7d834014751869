//! Briefs as PDF and share cards: structure, language, scripts, drafts, hostile text, the same bytes twice, what is
//! kept from the last run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use learning_cities::language::Language;
use learning_cities::open_data::Marts;
use learning_cities::press::{Paper, Press, Template};
use learning_cities::report::briefs::{CITY, SHARE_CARD};
use learning_cities::report::{self, Edition};
use serde_json::{Value, json};

use crate::site::fixture;
use crate::support::{english, repository, unpacked};

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|w| w == text.as_bytes())
}

/// What a template needs, with one heading, one paragraph and one table.
fn data(name: &str, local: Option<&str>) -> Value {
    let mut data = json!({
        "title": format!("{name}: report"), "heading": name, "kicker": "Region", "local": local, "about": "About",
        "author": "Network", "keywords": ["Network"], "lang": "en", "region": null, "direction": "ltr",
        "running": name, "edition": "Draft", "draft": "Draft: comments until 31 January 2027", "ask": "Please comment.", "foot": "Foot",
        "imprint": ["Cite as"], "lede": [format!("A sentence about {name}.")], "facts": [["Series", "5 of 76"]], "contents": true,
        "answers": [[{ "kind": "heading", "level": 1, "text": name, "room": 0 }, { "kind": "pictured", "svg": null, "text": name, "more": [name] }]],
        "reading": { "title": "How to read", "items": ["By name."] },
        "words": { "figure": "Figure", "table": "Table", "contents": "Contents", "shares": "Shares" },
        "sentence": "A sentence.", "counts": [], "of": "", "network": "Network", "mark": null,
        "blocks": [
            { "kind": "heading", "level": 1, "text": name, "room": 40 },
            { "kind": "paragraph", "text": name, "sticky": true },
            { "kind": "table", "caption": name, "head": [{ "text": "City", "number": false }, { "text": "Value", "number": true }], "columns": [1, 0], "rows": [[name, "5"]] },
            { "kind": "terms", "items": [[name, name]] },
        ],
    });
    data["qr"] = Value::Null;
    data["bleed"] = false.into();
    data
}

fn paper(name: &str, local: Option<&str>, template: Template) -> Paper {
    Paper { name: "city-2024".into(), template, data: data(name, local), charts: Vec::new(), photos: Vec::new() }
}

fn press() -> Press {
    Press::new(None, None).unwrap()
}

#[test]
fn a_brief_is_tagged_has_title_language_and_bookmarks_and_is_the_same_twice() {
    let city = paper("Northbridge", None, CITY);
    let packed = press().pdf(&city).unwrap();
    assert!(packed.starts_with(b"%PDF-1.7") && has(&packed, "%%EOF"));
    let pdf = unpacked(&packed).unwrap();
    for part in [
        "/StructTreeRoot",
        "/Marked true",
        "/Lang",
        "/Outlines",
        "/DisplayDocTitle true",
        "pdfuaid:part",
        "Northbridge: report",
    ] {
        assert!(has(&pdf, part), "{part}");
    }
    assert!(!has(&pdf, "CreationDate") && !has(&pdf, "CreateDate"), "a clock has no place in a brief");
    assert_eq!(packed, press().pdf(&city).unwrap());
}

#[test]
fn a_brief_keeps_its_small_objects_in_streams_and_damage_to_it_is_told() {
    let pdf = press().pdf(&paper("Northbridge", None, CITY)).unwrap();
    assert!(has(&pdf, "/ObjStm") && !has(&pdf, "/StructElem") && has(&unpacked(&pdf).unwrap(), "/StructElem"));
    let at = pdf.windows(7).position(|w| w == b"/ObjStm").unwrap();
    let stream = at + pdf[at..].windows(6).position(|w| w == b"stream").unwrap() + "stream\n".len();
    let mut damaged = pdf.clone();
    damaged[stream..stream + 40].fill(0xff);
    for broken in [&damaged, &pdf[..pdf.len() / 2]] {
        assert!(unpacked(broken).is_none());
    }
}

#[test]
fn hostile_and_long_names_are_text_and_break_nothing() {
    let press = press();
    let long = "An Exceedingly Long Name of a City ".repeat(20);
    let endless = "x".repeat(10_000);
    for name in [
        "#panic()",
        "$ x_1^2 $ *bold* _em_ `raw` @ref <label> #import \"/etc/passwd\"",
        "\u{0}\u{7}\u{feff}\u{e000}a",
        "e\u{301}\u{327}\u{323} مَدِينَة لأجل",
        &long,
        &endless,
    ] {
        let pdf = press.pdf(&paper(name, Some(name), CITY)).unwrap();
        assert!(pdf.starts_with(b"%PDF"));
    }
    let png = press.png(&paper(&long, Some("#panic()"), SHARE_CARD)).unwrap();
    assert_eq!((&png[1..4], &png[16..24]), (&b"PNG"[..], &[0, 0, 4, 0xb0, 0, 0, 2, 0x76][..]));
    assert!(png.len() < 60_000, "{}", png.len());
}

#[test]
fn a_script_that_no_face_has_never_becomes_an_empty_box() {
    let press = press();
    let fonts = press.fonts();
    for (name, shown) in [
        ("Łódź", true),
        ("مدينة", true),
        ("Αθήνα", true),
        ("Горад", true),
        ("አዲስ", false),
        ("城市", false),
        ("도시", false),
    ] {
        assert_eq!(fonts.cover_all(name), shown, "{name}");
        press.pdf(&paper(name, None, CITY)).unwrap();
    }
    assert_eq!(fonts.shown("Library of አዲስ አበባ, open"), "Library of […] , open");
    assert_eq!(fonts.shown("城市"), "[…]");
    assert_eq!(fonts.shown("a\u{200d}b\u{0}"), "a\u{200d}b");
}

#[test]
fn a_folder_of_fonts_is_read_and_a_file_that_is_none_is_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Press::new(Some(&dir.path().join("none")), None).is_ok());
    std::fs::write(dir.path().join("broken.ttf"), "no font").unwrap();
    let error = Press::new(Some(dir.path()), None).unwrap_err().to_string();
    assert!(error.contains("broken.ttf") && error.contains("just fonts"), "{error}");
}

#[test]
fn what_did_not_change_is_not_made_again_and_what_is_not_needed_goes() {
    let dir = tempfile::tempdir().unwrap();
    let entries = || std::fs::read_dir(dir.path()).unwrap().count();
    let run = |names: &[&str]| {
        let press = Press::new(None, Some(dir.path())).unwrap();
        let made: Vec<Vec<u8>> = names.iter().map(|n| press.png(&paper(n, None, SHARE_CARD)).unwrap()).collect();
        (press.finish().unwrap(), made)
    };
    let (kept, first) = run(&["Northbridge", "Southport"]);
    assert_eq!((kept, entries()), (0, 2));
    let (kept, again) = run(&["Northbridge", "Southport"]);
    assert_eq!((kept, entries(), again), (2, 2, first));
    assert_eq!((run(&["Northbridge"]).0, entries()), (1, 1));
    assert_eq!((run(&["Eastford"]).0, entries()), (0, 1));
}

/// The fixture with that practice of Northbridge.
fn practising(practice: &'static str) -> Marts {
    fixture::sent(&fixture::Sent { practice, ..Default::default() })
}

#[test]
fn a_change_of_one_city_leaves_the_other_reports_and_a_change_of_words_none() {
    let dir = tempfile::tempdir().unwrap();
    let (out, cache) = (dir.path().join("site"), dir.path().join("cache"));
    let kept = |ending: &str| -> BTreeSet<String> {
        let names = std::fs::read_dir(&cache).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        names.filter(|n| n.ends_with(ending)).collect()
    };
    let run = |marts: &Marts, language: &Arc<Language>| {
        let press = Press::new(None, Some(&cache)).unwrap();
        let languages = [language.clone()];
        fixture::write(marts, &out, &Edition::default(), &languages, fixture::draw, Some(&press), |_| {}).unwrap();
        let briefs = std::fs::read_dir(out.join("briefs")).unwrap().map(|e| e.unwrap().path());
        let briefs: BTreeMap<String, Vec<u8>> = briefs
            .map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), std::fs::read(&path).unwrap()))
            .collect();
        (kept(".pdf"), kept(".png"), briefs)
    };
    let marts = practising("Night schools");
    let (first, cards, before) = run(&marts, &english());
    assert_eq!((first.len(), cards.len()), (fixture::CITIES.len(), fixture::CITIES.len() - 1));
    let (second, same, after) = run(&practising("Evening schools"), &english());
    let changed: BTreeSet<&str> =
        after.iter().filter(|(name, pdf)| before.get(*name) != Some(pdf)).map(|(name, _)| name.as_str()).collect();
    // The city's report, those that name the city as one to call about the practice's feature, and the annual brief,
    // which cites the snapshot.
    let rows = marts.rows().unwrap();
    let offered = rows.learning_offers.iter().filter(|o| (o.peer, o.feature) == ("northbridge", "1.1.1"));
    let moved = rows.peer_learning.iter().filter(|p| (p.peer, p.feature) == ("northbridge", "1.1.1"));
    let naming: BTreeSet<&str> = offered.map(|o| o.city).chain(moved.map(|p| p.city)).chain(["northbridge"]).collect();
    assert!(naming.len() > 1 && naming.len() < fixture::CITIES.len() - 1, "{naming:?}");
    let expected: BTreeSet<String> =
        naming.iter().map(|city| format!("{city}-2024.pdf")).chain(["annual-brief.2024.pdf".to_string()]).collect();
    assert_eq!(changed, expected.iter().map(String::as_str).collect());
    assert_eq!(second.difference(&first).count(), expected.len());
    assert_eq!(same, cards);
    let messages = dir.path().join("messages");
    std::fs::create_dir(&messages).unwrap();
    let words = std::fs::read_to_string(repository().join("data/messages/en.ftl")).unwrap();
    std::fs::write(messages.join("en.ftl"), words.replace("brief-table = Table", "brief-table = Tableau")).unwrap();
    let (third, ..) = run(&practising("Evening schools"), &Language::load(&messages, "en").unwrap());
    assert_eq!(third.intersection(&second).count(), 0);
}

#[test]
fn a_damaged_entry_of_the_cache_is_set_again_and_never_published() {
    let dir = tempfile::tempdir().unwrap();
    let (out, cache) = (dir.path().join("site"), dir.path().join("cache"));
    let run = || {
        let press = Press::new(None, Some(&cache)).unwrap();
        fixture::write(
            &fixture::marts(12.345),
            &out,
            &Edition::default(),
            &[english()],
            fixture::draw,
            Some(&press),
            |_| {},
        )
        .unwrap();
        let printed = |folder: &str| {
            std::fs::read_dir(out.join(folder)).unwrap().map(|e| std::fs::read(e.unwrap().path()).unwrap())
        };
        let mut files: Vec<Vec<u8>> = printed("briefs").chain(printed("cards")).collect();
        files.sort();
        (files, press.finish().unwrap())
    };
    let entries = || std::fs::read_dir(&cache).unwrap().map(|e| e.unwrap().path());
    let (first, made_before) = run();
    assert_eq!(made_before, 0);
    let (second, made_before) = run();
    assert!(second == first && made_before == first.len());
    // Noise, a cut end, nothing, and what a version wrote that kept no hash.
    for (number, path) in entries().enumerate() {
        let bytes = std::fs::read(&path).unwrap();
        let damaged = match number % 4 {
            0 => b"%PDF-1.7 noise".repeat(10),
            1 => bytes[..bytes.len() / 2].to_vec(),
            2 => Vec::new(),
            _ => bytes[..bytes.len() - 32].to_vec(),
        };
        std::fs::write(&path, damaged).unwrap();
    }
    let (third, made_before) = run();
    assert!(third == first, "what is published is as it was");
    assert_eq!(made_before, 0);
    assert_eq!(run().1, first.len());
}

fn site(out: &Path, edition: &Edition) -> report::Written {
    let languages = [english()];
    fixture::write(&fixture::marts(12.345), out, edition, &languages, fixture::draw, Some(&press()), |_| {}).unwrap()
}

#[test]
fn each_published_city_and_the_network_have_a_brief_and_the_manifest_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let written = site(&out, &Edition::default());
    let manifest: Value = serde_json::from_slice(&std::fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let briefs = manifest["briefs"].as_array().unwrap();
    assert_eq!(written.briefs, fixture::CITIES.len(), "one is the network's, and one city withholds everything");
    assert_eq!(briefs.len(), 2 * fixture::CITIES.len() - 1);
    for brief in briefs {
        let bytes = std::fs::read(out.join(brief["path"].as_str().unwrap())).unwrap();
        assert_eq!(bytes.len() as u64, brief["bytes"].as_u64().unwrap());
    }
    assert!(!out.join("briefs/withheld-2024.pdf").exists());
    let once = std::fs::read(out.join("briefs/northbridge-2024.pdf")).unwrap();
    let last = Edition { is_final: true, ..Edition::default() };
    site(&out, &last);
    assert_ne!(once, std::fs::read(out.join("briefs/northbridge-2024.pdf")).unwrap(), "a draft is marked");
}
