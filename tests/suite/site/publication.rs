//! What a network says of its publication: addresses, licence, citations, and what search engines read.

use std::path::Path;

use super::tree;
use super::whole::{program, text};

const PUBLICATION: &str = r#"
[publication]
base_url = "https://example.org/cities/"
publisher = "Institute & Sons {1}"
licence = "CC BY-SA 3.0 IGO"
licence_url = "https://creativecommons.org/licenses/by-sa/3.0/igo/"
doi = "10.1234/abc-5"
isbn = "978-92-820-0000-0"
contact = "cities@example.org"
"#;

/// What the demonstration says of itself, without where it is published.
fn unpublished(network: &Path) -> String {
    let toml = std::fs::read_to_string(network.join("network.toml")).unwrap();
    let (before, publication) = toml.split_once("\n[publication]\n").unwrap();
    assert!(!publication.contains('['), "the last table");
    before.to_string()
}

fn add(network: &Path, publication: &str) {
    std::fs::write(network.join("network.toml"), unpublished(network) + publication).unwrap();
}

#[test]
fn an_edition_says_its_licence_address_and_how_to_cite_it() {
    let dir = tempfile::tempdir().unwrap();
    let network = dir.path().join("network");
    program(&["demo", "--cities", "4", "--cycles", "2", "--seed", "1", "--out", text(&network)], &[0]);
    add(&network, PUBLICATION);
    let (store, out) = (dir.path().join("store"), dir.path().join("out"));
    program(&["ingest", "--network", text(&network), "--store", text(&store)], &[0, 1]);
    let report = ["report", "--store", text(&store), "--out", text(&out), "--no-briefs"];
    program(&[report.as_slice(), &["--language", "en", "--language", "fr"]].concat(), &[0]);
    let front = std::fs::read_to_string(out.join("index.html")).unwrap();
    for part in [
        "<a class=\"outside\" rel=\"license\" href=\"https://creativecommons.org/licenses/by-sa/3.0/igo/\">CC BY-SA 3.0 IGO</a>",
        "href=\"https://doi.org/10.1234/abc-5\"",
        "href=\"mailto:cities@example.org\"",
        "978-92-820-0000-0",
        "publisher = {Institute {\\&amp;} Sons {\\textbraceleft}1{\\textbraceright}}",
        "doi = {10.1234/abc-5}",
        "TY  - RPRT",
        "<link rel=\"canonical\" href=\"https://example.org/cities/index.html\">",
    ] {
        assert!(front.contains(part), "{part}");
    }
    let french = std::fs::read_to_string(out.join("fr/index.html")).unwrap();
    assert!(french.contains("<link rel=\"canonical\" href=\"https://example.org/cities/fr/index.html\">"));
    // What search engines read is what it says it is.
    let data = front.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@type"], "Dataset");
    assert_eq!(data["creator"]["name"], "Institute & Sons {1}");
    assert_eq!(data["identifier"], "https://doi.org/10.1234/abc-5");
    // Every page is in the map of the site, and nothing else.
    let map = std::fs::read_to_string(out.join("sitemap.xml")).unwrap();
    let listed: Vec<&str> = map.split("<loc>").skip(1).map(|l| l.split("</loc>").next().unwrap()).collect();
    let mut pages: Vec<String> = tree(&out).into_keys().filter(|path| path.ends_with(".html")).collect();
    // What shows a chart in somebody else's page is no page of its own.
    pages.retain(|path| !path.ends_with("embed.html"));
    pages.iter_mut().for_each(|path| *path = format!("https://example.org/cities/{path}"));
    let mut listed: Vec<String> = listed.into_iter().map(str::to_string).collect();
    pages.sort();
    listed.sort();
    assert_eq!(listed, pages);
    let feed = std::fs::read_to_string(out.join("fr/feed.xml")).unwrap();
    usvg::roxmltree::Document::parse(&feed).unwrap();
    assert!(feed.contains("<link>https://example.org/cities/fr/</link>"), "{feed}");
    // A reader of feeds shows an entry once for each guid.
    let guid = |path: &str| {
        let feed = std::fs::read_to_string(out.join(path)).unwrap();
        let guid = feed.split("<guid isPermaLink=\"false\">").nth(1).unwrap().split("</guid>").next().unwrap();
        guid.to_string()
    };
    let mut guids = vec![guid("feed.xml"), guid("fr/feed.xml")];
    let signed = crate::support::signed(&store, dir.path(), "A. Nalyst");
    for more in [&["--final", "--accept", text(&signed)][..], &["--cycle", "2022"]] {
        program(&[report.as_slice(), more].concat(), &[0]);
        guids.push(guid("feed.xml"));
    }
    assert_eq!(guids.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{guids:?}");
}

#[test]
fn without_an_address_there_is_no_map_and_the_licence_is_the_usual_one() {
    let front = std::fs::read_to_string(super::site().join("index.html")).unwrap();
    assert!(front.contains("href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>"));
    assert!(!front.contains("rel=\"canonical\"") && !super::site().join("sitemap.xml").exists());
}

#[test]
fn what_is_wrong_in_a_publication_is_told_with_what_would_be_right() {
    let dir = tempfile::tempdir().unwrap();
    let network = dir.path().join("network");
    program(&["demo", "--cities", "2", "--cycles", "1", "--seed", "1", "--out", text(&network)], &[0]);
    let toml = unpublished(&network);
    let store = dir.path().join("store");
    for (line, words) in [
        ("base_url = \"https://example.org/cities\"", "must be the address of a folder; end it with /"),
        ("base_url = \"ftp://example.org/\"", "is no link. Write the whole address"),
        ("base_url = \"https://user:secret@example.org/\"", "carries a user's name or a password"),
        ("licence_url = \"javascript:alert(1)\"", "is no link"),
        ("doi = \"https://doi.org/10.1234/abc\"", "write it without https://doi.org/"),
        ("doi = \"10./x\"", "is no DOI"),
        ("doi = \"10.1/x\"", "is no DOI"),
        ("doi = \"10.1234./x\"", "is no DOI"),
        ("doi = \"10.1234/\"", "is no DOI"),
        ("doi = \"10.1234/-\"", "is no DOI"),
        ("contact = \"a@b.\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@.org\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@b..org\"", "neither an e-mail address nor a web address"),
        ("contact = \".a@b.org\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@-b.org\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@b.o\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@1.2.3.4\"", "neither an e-mail address nor a web address"),
        ("contact = \"somebody\"", "neither an e-mail address nor a web address"),
        ("contact = \"a@b.org?cc=x@y.org\"", "neither an e-mail address nor a web address"),
        ("publisher = \"two\\nlines\"", "runs over more than one line"),
        ("editor = \"x\"", "unknown field `editor`"),
    ] {
        std::fs::write(network.join("network.toml"), format!("{toml}\n[publication]\n{line}\n")).unwrap();
        let told = program(&["ingest", "--network", text(&network), "--store", text(&store)], &[2]);
        assert!(told.contains(words) && told.contains("network.toml"), "{line}: {told}");
    }
}

#[test]
fn charts_come_as_png_where_it_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let (network, store) = (dir.path().join("network"), dir.path().join("store"));
    program(&["demo", "--cities", "1", "--cycles", "1", "--seed", "1", "--out", text(&network)], &[0]);
    program(&["ingest", "--network", text(&network), "--store", text(&store)], &[0, 1]);
    let drawn = dir.path().join("drawn");
    program(&["chart", "--store", text(&store), "--out", text(&drawn), "--png", "temple", "map"], &[0]);
    let site = dir.path().join("site");
    program(&["report", "--store", text(&store), "--out", text(&site), "--no-briefs", "--png"], &[0]);
    for folder in [drawn, site.join("charts")] {
        let files = tree(&folder);
        let charts: Vec<&String> = files.keys().filter(|path| path.ends_with(".svg")).collect();
        assert!(!charts.is_empty());
        for path in charts {
            let png = &files[&path.replace(".svg", ".png")];
            assert!(png.starts_with(b"\x89PNG"), "{path}");
            let svg = std::str::from_utf8(&files[path]).unwrap();
            let width: u32 = svg.split(" width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 2 * width, "{path}");
        }
    }
    for (path, page) in tree(&site).iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(page).unwrap();
        for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.ends_with(".png") {
                assert!(site.join(path).parent().unwrap().join(link).is_file(), "{path}: {link}");
            }
        }
        assert_eq!(page.matches("charts/").count() > 0, page.matches(">PNG</a>").count() > 0, "{path}");
    }
}

#[test]
fn briefs_carry_the_address_of_their_page_and_where_they_are_cut() {
    let dir = tempfile::tempdir().unwrap();
    let network = dir.path().join("network");
    program(&["demo", "--cities", "1", "--cycles", "2", "--seed", "1", "--out", text(&network)], &[0]);
    let id = std::fs::read_to_string(network.join("cities.csv")).unwrap();
    let id = id.lines().nth(1).unwrap().split(',').next().unwrap().to_string();
    let made = |name: &str, more: &[&str]| -> [Vec<u8>; 2] {
        let (store, out) = (dir.path().join("store"), dir.path().join(name));
        program(&["ingest", "--network", text(&network), "--store", text(&store)], &[0, 1]);
        program(&[&["report", "--store", text(&store), "--out", text(&out)], more].concat(), &[0]);
        [format!("{id}-2024"), "annual-brief.2024".into()].map(|brief| {
            let pdf = std::fs::read(out.join(format!("briefs/{brief}.pdf"))).unwrap();
            crate::support::unpacked(&pdf).unwrap()
        })
    };
    let has = |pdf: &[u8], text: &str| pdf.windows(text.len()).any(|w| w == text.as_bytes());
    add(&network, PUBLICATION);
    let [city, annual] = made("with", &[]);
    assert!(has(&city, &format!("(https://example.org/cities/cities/{id}.html)")), "the link of the city's code");
    assert!(has(&annual, "(https://example.org/cities/)"), "the link of the network's code");
    add(&network, "");
    let without = made("without", &[]);
    assert!(without.iter().all(|pdf| !has(pdf, "(https://example.org/cities/") && !has(pdf, "/TrimBox")));
    // For a printer every page says where it is cut: A4, 3 mm inside the sheet.
    for pdf in made("printer", &["--bleed"]) {
        let document = lopdf::Document::load_mem(&pdf).unwrap();
        for page in document.get_pages().into_values() {
            let page = document.get_dictionary(page).unwrap();
            let of = |name: &[u8]| -> Vec<f32> {
                page.get(name).unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect()
            };
            let (sheet, cut) = (of(b"MediaBox"), of(b"TrimBox"));
            let around: Vec<f32> = sheet.iter().zip(&cut).map(|(a, b)| (a - b).abs()).collect();
            assert!(around.iter().all(|d| (d - 8.504).abs() < 0.01), "{sheet:?} {cut:?}");
            assert!((cut[2] - cut[0] - 595.276).abs() < 0.01 && (cut[3] - cut[1] - 841.89).abs() < 0.01, "{cut:?}");
        }
    }
}

#[test]
fn a_foreword_comes_before_the_figures_in_its_language() {
    let dir = tempfile::tempdir().unwrap();
    let (network, store, out) = (dir.path().join("network"), dir.path().join("store"), dir.path().join("out"));
    program(&["demo", "--cities", "1", "--cycles", "1", "--seed", "1", "--out", text(&network)], &[0]);
    let foreword = |name: &str, words: &str| {
        std::fs::create_dir_all(network.join("brief")).unwrap();
        std::fs::write(network.join("brief").join(name), words).unwrap();
    };
    foreword(
        "foreword.md",
        "## Dear readers\n\nEvery city **learns** <b>anew</b>.\n\n- one\n- two\n\n2024. It was a good year.\n",
    );
    foreword("foreword.fr.md", "Chaque ville apprend.\n");
    std::fs::remove_file(network.join("brief/foreword.es.md")).unwrap();
    let ingest = ["ingest", "--network", text(&network), "--store", text(&store)];
    program(&ingest, &[0, 1]);
    let report = ["report", "--store", text(&store), "--out", text(&out)];
    program(&[report.as_slice(), &["--language", "en", "--language", "fr", "--language", "es"]].concat(), &[0]);
    let page = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    let brief = |path: &str| crate::support::words(&std::fs::read(out.join(path)).unwrap());
    for path in ["index.html", "es/index.html"] {
        let front = page(path);
        assert!(front.contains("Every city <strong>learns</strong> &lt;b&gt;anew&lt;/b&gt;."), "{path}");
        assert!(front.contains("<li>one</li>") || front.contains("<li>one"), "{path}");
        assert!(front.contains("<ol start=\"2024\"><li>It was a good year."), "{path}");
        assert!(!front.contains("Chaque ville"), "{path}");
    }
    assert!(page("fr/index.html").contains("Chaque ville apprend."));
    let english = brief("briefs/annual-brief.2024.pdf");
    let (foreword_at, figures_at) = (english.find("Every city").unwrap(), english.find("How to read").unwrap());
    assert!(foreword_at < figures_at, "the foreword comes first");
    assert!(english[..figures_at].contains("2024. It was a good year."), "{}", &english[..figures_at]);
    assert!(brief("fr/briefs/annual-brief.2024.pdf").contains("Chaque ville apprend."));

    // What is wrong is told with its file and a cure.
    for (name, words, says) in [
        ("preface.md", "Words.", "preface.md: is not read: the folder brief holds foreword.md"),
        ("foreword.french.md", "Words.", "foreword.french.md is no language"),
        ("foreword.es.md", " \n", "foreword.es.md: says nothing; write the foreword, or delete the file"),
        ("foreword.es.md", "Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "foreword.es.md line 3: holds a table"),
        ("foreword.es.md", "Words[^1].\n\n[^1]: a note\n", "line 1: holds a footnote"),
        ("foreword.es.md", "Words\u{202e}", "a character that is not seen"),
    ] {
        foreword(name, words);
        let run = program(&ingest, &[2]);
        assert!(run.contains(says), "{run}");
        std::fs::remove_file(network.join("brief").join(name)).unwrap();
    }
    std::fs::remove_file(network.join("brief/foreword.md")).unwrap();
    let run = program(&ingest, &[2]);
    assert!(run.contains("has foreword.fr.md and no foreword.md"), "{run}");
}
