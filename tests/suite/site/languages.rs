//! A site in several languages, one of them written from right to left, and editions: drafts, comments, final ones.

use std::path::Path;

use learning_cities::report::{self, Edition};

use super::{attributes, fixture, tree};
use crate::support::language;

fn write(out: &Path, edition: &Edition, tags: &[&str]) -> report::Written {
    let languages: Vec<_> = tags.iter().map(|tag| language(tag)).collect();
    fixture::write(&fixture::marts(12.345), out, edition, &languages, fixture::draw, None, |_| {}).unwrap()
}

fn read(out: &Path, path: &str) -> String {
    std::fs::read_to_string(out.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn each_further_language_has_a_folder_and_pages_lead_to_one_another() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let written = write(&out, &Edition::default(), &["en", "fr"]);
    let files = tree(&out);
    let pages: Vec<&String> = files.keys().filter(|p| p.ends_with(".html") && !p.ends_with("embed.html")).collect();
    assert_eq!(written.pages, pages.len());
    for path in pages.iter().filter(|p| !p.starts_with("fr/")) {
        let (here, there) = (read(&out, path), read(&out, &format!("fr/{path}")));
        assert!(here.contains("<html lang=\"en\">") && there.contains("<html lang=\"fr\">"), "{path}");
        for (html, at) in [(&here, out.join(path)), (&there, out.join("fr").join(path))] {
            let links = attributes(html, "href").into_iter().chain(attributes(html, "src"));
            for link in links.filter(|l| !l.contains("//") && !l.starts_with('#') && !l.starts_with("mailto:")) {
                let file = link.split('#').next().unwrap();
                assert!(at.parent().unwrap().join(file).is_file(), "{}: {link}", at.display());
            }
            assert_eq!(html.matches(" hreflang=").count(), 4, "{path}");
        }
        let up = "../".repeat(path.matches('/').count());
        assert!(
            here.contains(&format!("<a href=\"{up}fr/{path}\" rel=\"alternate\" lang=\"fr\" hreflang=\"fr\">")),
            "{path}"
        );
        assert!(there.contains(&format!("<a href=\"{up}../{path}\" rel=\"alternate\" lang=\"en\"")), "{path}");
    }
    for (path, name, about) in [
        ("index.html", "Cities of the Test", "Invented for tests."),
        ("fr/index.html", "Villes d’essai", "Inventées pour essayer."),
    ] {
        assert!(read(&out, path).contains(name) && read(&out, path).contains(about), "{path}");
    }
    assert!(files.contains_key("data/series.csv") && !files.keys().any(|p| p.starts_with("fr/data/")));
    assert!(files.contains_key("site.css") && !files.contains_key("fr/site.css"));
    let head = |path: &str| String::from_utf8(files[path].clone()).unwrap().lines().next().unwrap().to_string();
    assert!(
        head("tables/cities/northbridge/northbridge-peers.csv")
            .starts_with("\u{feff}City,\"Population, inhabitants\",")
    );
    assert!(head("fr/tables/cities/northbridge/northbridge-peers.csv").contains(';'), "decimals follow a comma there");
    let manifest: learning_cities::release::Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest.languages, ["en", "fr"]);
    assert!(manifest.pages.iter().any(|p| p.path == "fr/cities/aasby.html"));
    assert!(manifest.charts.iter().all(|c| files.contains_key(c)));
}

#[test]
fn one_language_alone_has_no_switch_and_one_twice_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    write(&out, &Edition::default(), &["fr"]);
    let page = read(&out, "index.html");
    assert!(page.contains("<html lang=\"fr\">") && !page.contains("hreflang"));
    let twice = [language("en"), language("en")];
    let error = fixture::write(&fixture::marts(12.345), &out, &Edition::default(), &twice, fixture::draw, None, |_| {})
        .unwrap_err();
    assert!(error.to_string().contains("--language"), "{error}");
}

#[test]
fn a_language_from_right_to_left_turns_its_pages() {
    let dir = tempfile::tempdir().unwrap();
    let messages = dir.path().join("messages");
    std::fs::create_dir(&messages).unwrap();
    std::fs::copy(crate::support::repository().join("data/messages/en.ftl"), messages.join("en.ftl")).unwrap();
    let arabic = "direction = rtl\nlanguage-name = العربية\nlayout-methods = المنهجية\narea-1_1 = تمكين الأفراد\ncountry-KEN = كينيا\n";
    std::fs::write(messages.join("ar.ftl"), arabic).unwrap();
    let languages = ["en", "ar"].map(|tag| learning_cities::language::Language::load(&messages, tag).unwrap());
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site-right-to-left");
    fixture::write(&fixture::marts(12.345), &out, &Edition::default(), &languages, fixture::draw, None, |_| {})
        .unwrap();
    let page = read(&out, "ar/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("المنهجية") && page.contains("تمكين الأفراد") && page.contains("كينيا"));
    assert!(page.contains("Movement by area of focus"), "what it leaves out is said in English");
    assert!(read(&out, "index.html").contains(">العربية</a>"));
    let css = read(&out, "site.css");
    for side in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
    ] {
        assert!(!css.contains(side), "{side} does not turn with the direction");
    }
}

#[test]
fn a_draft_says_so_on_every_page_and_a_final_edition_on_none() {
    let dir = tempfile::tempdir().unwrap();
    let pages = |name: &str, edition: Edition| {
        let out = dir.path().join(name);
        write(&out, &edition, &["en"]);
        let files = tree(&out);
        let html: Vec<(String, String)> = files
            .into_iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
            .collect();
        html
    };
    for (path, html) in pages("draft", Edition::default()) {
        assert!(html.contains("<strong>Draft.</strong> The figures are not final and may still change."), "{path}");
    }
    let asked = Edition { comments_by: Some("2027-01-31".into()), ..Edition::default() };
    for (path, html) in pages("asked", asked) {
        assert!(
            html.contains("send their comments by <time datetime=\"2027-01-31\">31 January 2027</time>."),
            "{path}"
        );
    }
    let last = Edition { is_final: true, ..Edition::default() };
    let mut snapshot = None;
    for (path, html) in pages("final", last) {
        assert!(
            !html.contains("<strong>Draft.") && html.contains("Final edition. Snapshot of the public data: <code>"),
            "{path}"
        );
        let at = html.find("public data: <code>").unwrap() + 19;
        assert_eq!(*snapshot.get_or_insert_with(|| html[at..at + 12].to_string()), html[at..at + 12], "{path}");
    }
    let list: String = tree(&dir.path().join("final/data"))
        .into_iter()
        .filter(|(name, _)| name.ends_with(".csv") && !name.contains('/'))
        .map(|(name, bytes)| format!("{}  {name}\n", learning_cities::base::hash::sha256(&bytes)))
        .collect();
    assert_eq!(
        snapshot.unwrap(),
        learning_cities::base::hash::sha256(list.as_bytes())[..12],
        "a reader can make it again"
    );
}
