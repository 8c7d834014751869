//! The public site: links, structure, escaping, what is withheld, and the same bytes twice.

mod areas;
mod compare;
mod contacts;
pub mod fixture;
mod languages;
mod large;
mod place;
mod publication;
mod stories;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use learning_cities::catalogue::Catalogue;
use learning_cities::language::{self, Language};
use learning_cities::model::relations::Relations;
use learning_cities::release::Manifest;
use learning_cities::report::{self, Edition};
use regex::Regex;

/// One site for the tests that only read it; it stays in the build folder, to be looked at.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    write(&out, 12.345);
    out
});

fn write(out: &Path, secret: f64) -> report::Written {
    fixture::write(&fixture::marts(secret), out, &Edition::default(), &languages(), fixture::draw, None, |_| {})
        .unwrap()
}

fn languages() -> Vec<Arc<Language>> {
    vec![crate::support::english()]
}

fn site() -> PathBuf {
    SITE.clone()
}

/// Every file below a folder, by path from it.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(
                    path.strip_prefix(dir).unwrap().to_string_lossy().into_owned(),
                    std::fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}

/// Every page of the shared site, by path.
fn pages() -> BTreeMap<String, String> {
    let is_page = |path: &str| path.ends_with(".html") && path != EMBED;
    let html = |(path, bytes): (String, Vec<u8>)| is_page(&path).then(|| (path, String::from_utf8(bytes).unwrap()));
    tree(&site()).into_iter().filter_map(html).collect()
}

/// What shows one chart in somebody else's page: no page of the site.
const EMBED: &str = "embed.html";

#[test]
fn an_embedded_chart_says_what_it_is_of() {
    let html = std::fs::read_to_string(site().join(EMBED)).unwrap();
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">") && html.contains("<title>"), "{html}");
    for part in
        ["<strong>Draft.</strong>", "Snapshot of the public data: <code>", "href=\"index.html\" target=\"_top\""]
    {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("<header") && !html.contains("<nav"), "{html}");
}

fn attributes(html: &str, name: &str) -> Vec<String> {
    let find = Regex::new(&format!(r#"<[a-z][^>]*\s{name}="([^"]*)""#)).unwrap();
    find.captures_iter(html).map(|c| c[1].replace("&amp;", "&")).collect()
}

/// What a reader reads: no tags, no code.
fn text(html: &str) -> String {
    Regex::new(r"<[^>]*>").unwrap().replace_all(html, " ").to_string()
}

#[test]
fn every_page_expected_is_made_and_named_in_the_manifest() {
    let manifest: Manifest = serde_json::from_slice(&std::fs::read(site().join("manifest.json")).unwrap()).unwrap();
    let made: BTreeSet<String> = pages().into_keys().collect();
    let named: BTreeSet<String> = manifest.pages.iter().map(|p| p.path.clone()).collect();
    assert_eq!(made, named);
    assert_eq!(named, manifest.expected.iter().cloned().collect());
    assert_eq!(made.iter().filter(|p| p.starts_with("areas/")).count(), 12);
    assert_eq!(made.iter().filter(|p| p.starts_with("features/")).count(), 42);
    assert_eq!(made.iter().filter(|p| p.starts_with("cities/")).count(), 5);
    assert!(!made.contains("cities/withheld.html"));
}

#[test]
fn a_country_has_a_page_that_its_cities_lead_to() {
    let page = std::fs::read_to_string(site().join("countries/KEN.html")).unwrap().replace('\u{202f}', " ");
    assert!(page.contains("11 member cities; 5 have published results."));
    assert!(page.contains("5 cities sent public values in the cycle 2024: 293 of 836 series asked for."));
    assert!(
        page.contains("Movement by area of focus")
            && page.contains("Who could be asked")
            && page.contains("Evening classes")
    );
    let (aasby, southport) = (page.find(">Åsby</a>").unwrap(), page.find("southford</a>").unwrap());
    assert!(aasby < southport, "cities by name");
    assert!(page.contains("Quietford without published results") && page.contains("Asks for help with"));
    let city = std::fs::read_to_string(site().join("cities/northbridge.html")).unwrap().replace('\u{a0}', " ");
    assert!(city.contains("../countries/KEN.html"));
    for told in [
        "Of 3 gaps with a comparable change, 1 narrowed, 1 widened and 1 shows no clear change.",
        "+4 points (2012)",
        "It shows no cause",
        "Of 76 series asked for in this cycle, 51 came on time, 2 came late, 9 are carried from an earlier year and 14 are missing.",
        "Key features never reported: 3",
        "Values to look at again",
    ] {
        assert!(city.contains(told), "{told}");
    }
    let front = std::fs::read_to_string(site().join("index.html")).unwrap();
    assert!(
        front.contains("countries/KEN.html")
            && front.contains("Fewer than 100,000 inhabitants")
            && front.contains("Including cities that asked not to be named")
    );
}

#[test]
fn with_few_cities_or_little_context_a_page_says_what_is_missing() {
    let marts = fixture::sent(&fixture::Sent { whole: false, ..Default::default() });
    let dir = tempfile::tempdir().unwrap();
    fixture::write(&marts, &dir.path().join("site"), &Edition::default(), &languages(), fixture::draw, None, |_| {})
        .unwrap();
    let page = std::fs::read_to_string(dir.path().join("site/countries/KEN.html")).unwrap();
    assert!(page.contains("Counts for a country are given where at least 5 cities have published results."));
    // Names, and what each city says of itself; no counts of movements.
    assert!(!page.contains("Movement by area of focus") && page.contains("Northbridge"));
    assert_eq!(page.matches("<table").count(), 1 + page.matches("id=\"table-learning\"").count());
    // Of population and years of schooling only the first is known.
    let city = std::fs::read_to_string(dir.path().join("site/cities/northbridge.html")).unwrap();
    assert!(city.contains("for peers to be found. Missing for this city, or too old: years of schooling."));
}

#[test]
fn a_manifest_with_a_missing_page_is_an_error() {
    let mut manifest: Manifest = serde_json::from_slice(&std::fs::read(site().join("manifest.json")).unwrap()).unwrap();
    manifest.check(&site()).unwrap();
    manifest.expected.push("cities/eastford.html".into());
    assert!(manifest.check(&site()).unwrap_err().to_string().contains("cities/eastford.html"));
}

#[test]
fn every_link_resolves_and_leads_nowhere_else() {
    let pages = pages();
    for (path, html) in &pages {
        let folder = site().join(path).parent().unwrap().to_path_buf();
        for link in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
            // Addresses of the secretariat and of a city that consents.
            if ["mailto:network@secretariat.example", "mailto:ada@aasby.example"]
                .contains(&link.split('?').next().unwrap_or_default())
            {
                continue;
            }
            // What a city sent, and the licence.
            if ["https://example.org/a?b=1&c=2", "https://creativecommons.org/licenses/by/4.0/"]
                .contains(&link.as_str())
            {
                continue;
            }
            assert!(!link.contains(':') && !link.starts_with('/'), "{path}: {link}");
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { site().join(path) } else { folder.join(file) };
            assert!(target.is_file(), "{path}: {link}");
            if !anchor.is_empty() {
                let inside = std::fs::read_to_string(&target).unwrap();
                assert!(inside.contains(&format!("id=\"{anchor}\"")), "{path}: {link}");
            }
        }
    }
}

#[test]
fn hostile_text_is_escaped_and_its_links_are_not_followed() {
    for (path, html) in pages() {
        let up = "../".repeat(path.matches('/').count());
        let ours = html
            .matches(&format!(
                "<script src=\"{up}site.js\" data-up=\"{up}\" data-svg=\"This chart as SVG\" data-embed=\"Embed this chart\" defer></script>"
            ))
            .count();
        let data = usize::from(path == "index.html");
        assert_eq!(html.matches("<script type=\"application/ld+json\">").count(), data, "{path}");
        assert_eq!((html.matches("<script").count(), ours), (1 + data, 1), "{path}");
        assert!(!html.contains("onload=\"x"), "{path}");
        assert!(!html.contains("href=\"javascript:"), "{path}");
        let grown =
            |style: &String| style.strip_prefix("flex-grow:").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        // Where the value at the end of a small picture is.
        let placed = |style: &String| {
            let px = style.strip_prefix("margin-top:").and_then(|rest| rest.strip_suffix("px"));
            px.is_some_and(|px| px.parse::<i32>().is_ok())
        };
        assert!(attributes(&html, "style").iter().all(|style| grown(style) || placed(style)), "{path}");
    }
    let page = std::fs::read_to_string(site().join("cities/hostile.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert('x')&lt;/script&gt;&quot; onload=&quot;x ../../etc"));
}

#[test]
fn every_name_that_can_be_searched_leads_to_its_page() {
    let names = std::fs::read_to_string(site().join("names.js")).unwrap();
    let rows = names.strip_prefix("window.learningCitiesNames = ").unwrap().trim_end().strip_suffix(';').unwrap();
    let rows: Vec<[String; 4]> = serde_json::from_str(rows).unwrap();
    for [kind, path, name, more] in &rows {
        let (file, anchor) = path.split_once('#').unwrap_or((path, ""));
        let page = std::fs::read_to_string(site().join(file)).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(anchor.is_empty() || page.contains(&format!("id=\"{anchor}\"")), "{path}");
        assert!(!name.is_empty() && (kind != "city" || !more.is_empty()), "{kind} {name}");
    }
    let kinds: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["area", "city", "feature", "measurement", "practice"]));
    // Members without results have no page: the front page names them.
    let (with, without): (Vec<_>, Vec<_>) =
        rows.iter().filter(|row| row[0] == "city").partition(|row| row[1].starts_with("cities/"));
    assert_eq!(with.len(), pages().iter().filter(|(path, _)| path.starts_with("cities/")).count());
    let front = std::fs::read_to_string(site().join("index.html")).unwrap();
    assert!(!without.is_empty());
    assert!(without.iter().all(|row| row[1] == "index.html#cities" && front.contains(&row[2])), "{without:?}");
}

#[test]
fn whoever_moved_on_has_a_line_with_a_ring_where_it_was_alike() {
    let drawn = pages().into_iter().map(|(path, html)| {
        let (rings, said) = (html.matches("class=mark ").count(), html.matches(" was at ").count());
        assert_eq!(rings, said, "{path}");
        rings
    });
    assert!(drawn.sum::<usize>() > 0);
}

#[test]
fn nothing_is_asked_of_the_network_and_no_script_is_needed() {
    let css = std::fs::read_to_string(site().join("site.css")).unwrap();
    assert!(!css.contains("@import"));
    // Its fonts come with it, for charts too.
    let charts = std::fs::read_to_string(site().join("charts/type.css")).unwrap();
    for (sheet, folder) in [(&css, site()), (&charts, site().join("charts"))] {
        let files: Vec<&str> = sheet.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!((files.len(), sheet.matches("url(").count()), (2, 2));
        assert!(files.iter().all(|file| file.ends_with(".woff2") && folder.join(file).is_file()), "{files:?}");
    }
    for (path, html) in pages() {
        for src in attributes(&html, "src") {
            assert!(!src.contains("//"), "{path}: {src}");
        }
        assert!(!html.contains("<iframe") && !html.contains("http-equiv"), "{path}");
    }
}

#[test]
fn charts_and_tables_have_addresses_and_can_be_taken_along() {
    for (path, html) in pages() {
        for table in html.split("<table").skip(1) {
            if table.starts_with("><caption>") {
                // Tables that join have the address of their line, and one file together.
                continue;
            }
            let id = table.strip_prefix(" id=\"").and_then(|t| t.split('"').next()).unwrap();
            if id == "compared" {
                // Filled by a script with what the reader chooses.
                continue;
            }
            assert!(table.contains(&format!("<a class=\"here\" href=\"#{id}\"")), "{path}: {id}");
        }
        let csv = html.matches("<p class=\"take\"><a download href=\"").count();
        let filled = html.matches("<table id=\"compared\"").count();
        let (tables, joined) = (html.matches("<table").count() - filled, html.matches("<table><caption>").count());
        // A city has two files more: the values of all its series, and what came of them.
        let of_lines = if html.contains("<div class=\"heads\"") { 2 } else { 0 };
        assert_eq!(csv, tables - joined + of_lines, "{path}");
        for figure in html.split("<figure").skip(1) {
            let id = figure.strip_prefix(" id=\"").and_then(|t| t.split('"').next()).unwrap();
            assert!(id.starts_with("chart-") && figure.contains(&format!("href=\"#{id}\"")), "{path}: {id}");
            // Of a series in a line that is open a script adds it.
            assert!(figure.contains("This chart as SVG"), "{path}: {id}");
        }
    }
}

#[test]
fn tables_are_files_that_spreadsheets_open() {
    let files = tree(&site());
    let manifest: Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let made: BTreeSet<&String> = files.keys().filter(|p| p.starts_with("tables/")).collect();
    assert_eq!(made, manifest.tables.iter().collect());
    let linked: BTreeSet<String> = pages()
        .iter()
        .flat_map(|(page, html)| {
            let up = "../".repeat(page.matches('/').count());
            let inside = format!("{up}tables/{}/", page.strip_suffix(".html").unwrap());
            attributes(html, "href")
                .into_iter()
                .filter_map(move |link| link.starts_with(&inside).then(|| link[up.len()..].to_string()))
        })
        .collect();
    assert_eq!(
        made.into_iter().cloned().collect::<BTreeSet<_>>(),
        linked,
        "every file has its link, on the page whose table it is"
    );
    for path in &linked {
        let text = std::str::from_utf8(&files[path]).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{path}"));
        let mut reader = csv::ReaderBuilder::new().flexible(path.contains("/countries/")).from_reader(text.as_bytes());
        assert!(reader.records().all(|row| row.is_ok()), "{path}");
    }
    let values = std::str::from_utf8(&files["tables/cities/northbridge/northbridge-values.csv"]).unwrap();
    assert!(values.starts_with("\u{feff}Series,Year,Value,"), "{values}");
    assert!(!linked.iter().any(|path| path.contains("withheld")));
}

#[test]
fn colours_are_tokens() {
    let css = std::fs::read_to_string(site().join("site.css")).unwrap();
    let rules = &css[css.find("/* One file").unwrap()..];
    let color = Regex::new(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(").unwrap();
    assert!(!color.is_match(rules), "{:?}", color.find(rules));
    let used = Regex::new(r"var\(--([a-z0-9-]+)\)").unwrap();
    for name in used.captures_iter(rules) {
        assert!(css.contains(&format!("  --{}: ", &name[1])), "no token {}", &name[1]);
    }
    for (path, html) in pages() {
        assert!(!html.contains(" color:") && !html.contains("bgcolor"), "{path}");
    }
}

#[test]
fn lists_of_names_can_be_filtered() {
    let front = std::fs::read_to_string(site().join("index.html")).unwrap();
    for list in ["#cities ul", "#features .features"] {
        assert!(front.contains(&format!("data-filters=\"{list}\"")), "{list}");
    }
    assert!(front.contains("<p class=\"find\" hidden>"), "no field that does nothing");
    assert!(front.contains("<output id=\"find-city-told\" for=\"find-city\""));
}

#[test]
fn pages_have_one_h1_and_headings_in_order() {
    let heading = Regex::new(r"<h([1-6])[ >]").unwrap();
    for (path, html) in pages() {
        let levels: Vec<u8> = heading.captures_iter(&html).map(|c| c[1].parse().unwrap()).collect();
        assert_eq!(levels.first(), Some(&1), "{path}");
        assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{path}");
        assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "{path}: {levels:?}");
    }
}

#[test]
fn pages_can_be_read_without_seeing_them() {
    let image = Regex::new(r"<img [^>]*>").unwrap();
    let told = Regex::new(r#" alt="[^"]+""#).unwrap();
    let head = Regex::new(r"<th(?: [^>]*)?>").unwrap();
    for (path, html) in pages() {
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{path}");
        for must in [
            "class=\"skip\" href=\"#main\"",
            "<nav aria-label=\"Site\">",
            "<main id=\"main\"",
            "<title>",
            "name=\"viewport\"",
            "name=\"description\"",
        ] {
            assert!(html.contains(must), "{path}: {must}");
        }
        for img in image.find_iter(&html) {
            assert!(told.is_match(img.as_str()), "{path}: {}", img.as_str());
            // The style sheet has the size of charts of series.
            let sized = img.as_str().contains(" loading=\"lazy\"") && img.as_str().contains(" width=\"");
            assert!(sized || img.as_str().starts_with("<img loading=lazy "), "{path}: {}", img.as_str());
        }
        for table in html.split("<table").skip(1) {
            let table = &table[..table.find("</table>").unwrap()];
            assert!(table.contains("<caption>"), "{path}");
            // In those of series the first row is of heads alone.
            let joins = table.starts_with("><caption>");
            assert!(joins || head.find_iter(table).all(|th| th.as_str().contains(" scope=")), "{path}");
        }
    }
}

#[test]
fn tags_nest_and_ids_stand_once() {
    // Without content, or with an end that goes without saying.
    const VOID: &[&str] =
        &["meta", "link", "img", "br", "hr", "input", "li", "caption", "thead", "tbody", "tr", "th", "td"];
    let tag = Regex::new(r"<(/?)([a-z][a-z0-9]*)[^>]*>").unwrap();
    for (path, html) in pages() {
        let mut open: Vec<&str> = Vec::new();
        for c in tag.captures_iter(&html) {
            let name = c.get(2).unwrap().as_str();
            // Shapes of inline SVG end themselves.
            if VOID.contains(&name) || c[0].ends_with("/>") {
                continue;
            }
            if &c[1] == "/" {
                assert_eq!(open.pop(), Some(name), "{path}");
                continue;
            }
            let block =
                ["p", "ul", "div", "table", "section", "figure", "details", "h2", "h3", "h4", "dl"].contains(&name);
            assert!(!(block && open.contains(&"p")), "{path}: {name} inside p");
            open.push(name);
        }
        assert!(open.is_empty(), "{path}: {open:?}");
        let ids = attributes(&html, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path}");
    }
}

#[test]
fn no_page_sets_cities_above_one_another() {
    let forbidden = Regex::new(r"(?i)\b(rank\w*|best|worst|league|scor\w+|top|winner\w*|leader|leading|lagging|outperform\w*|highest|lowest)\b").unwrap();
    // In statistics a score is no judgement: that of Mann and Kendall's test, and a standardised value.
    let statistics = Regex::new(r"(?i)(Mann-Kendall's|standard|so large a|so strong a|of the|points and) scores?|score without its sign|never a score|(lowest|highest) of their ratings").unwrap();
    // An area's page quotes its commitment of the Beijing Declaration, one of which speaks of best practice.
    let quoted = "exchange of ideas, experiences and best practice";
    for (path, html) in pages() {
        let text = if path.starts_with("areas/") { text(&html).replace(quoted, "") } else { text(&html) };
        let text = if path == "data.html" { statistics.replace_all(&text, "").into_owned() } else { text };
        assert!(forbidden.find(&text).is_none(), "{path}: {:?}", forbidden.find(&text));
    }
}

#[test]
fn cities_are_listed_by_name() {
    let front = std::fs::read_to_string(site().join("index.html")).unwrap();
    let by_name = ["hostile", "aasby", "northbridge", "southport", "tehama"].map(|c| format!("cities/{c}.html"));
    let links = |html: &str| -> Vec<String> {
        attributes(html, "href").into_iter().filter(|l| l.starts_with("cities/")).collect()
    };
    assert_eq!(links(&front[front.find("<section id=\"cities\"").unwrap()..]), by_name);
    // So they are in every cell that says who offers or asks for help.
    let exchange = &front[front.find("<section id=\"exchange\"").unwrap()..];
    let exchange = &exchange[..exchange.find("</section>").unwrap()];
    let cells: Vec<Vec<String>> = exchange.split("<td>").map(links).filter(|cell| cell.len() > 1).collect();
    assert!(!cells.is_empty());
    for cell in cells {
        assert!(cell.is_sorted_by_key(|link| by_name.iter().position(|known| known == link)), "{cell:?}");
    }
    let without = &front[front.find("Without published results").unwrap()..];
    assert!(without.contains("Quietford"));
    let feature = std::fs::read_to_string(site().join("features/1.1.1.html")).unwrap();
    let list = &feature[feature.find("by name:").unwrap()..];
    let named: Vec<&str> = ["Åsby", "Northbridge", "southford"].into_iter().filter(|n| list.contains(n)).collect();
    let places: Vec<usize> = named.iter().map(|n| list.find(n).unwrap()).collect();
    assert!(named.len() > 1 && places.is_sorted(), "{named:?} {places:?}");
}

#[test]
fn a_city_page_opens_with_words_and_is_not_too_heavy() {
    for (path, html) in pages().into_iter().filter(|(p, _)| p.starts_with("cities/")) {
        assert!(html.len() < 400_000, "{path}: {} bytes", html.len());
        let lede = &html[html.find("<div class=\"lede\">").unwrap()..];
        let sentences = lede[..lede.find("</div>").unwrap()].matches("<p>").count();
        assert!((3..=6).contains(&sentences), "{path}: {sentences}");
        assert!(html.find("class=\"lede\"").unwrap() < html.find("<img").unwrap_or(usize::MAX), "{path}");
    }
    let page = std::fs::read_to_string(site().join("cities/northbridge.html")).unwrap().replace('\u{a0}', " ");
    assert!(page.contains("The middle half of 3 peers lies between 32.5 and 39.6 %; this city reports"));
    assert!(page.contains("Without a published value: "));
}

#[test]
fn every_page_of_an_invented_network_says_so() {
    for (path, html) in pages() {
        assert!(html.contains("Every city and every figure here is invented."), "{path}");
    }
}

#[test]
fn what_is_withheld_changes_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    write(&one, 12.345);
    write(&two, 98.765);
    assert_eq!(tree(&one), tree(&two));
    let hash = fixture::withheld_submission(12.345);
    assert!(!hash.is_empty());
    for (path, bytes) in tree(&one) {
        let said = String::from_utf8_lossy(&bytes);
        // The note and the practice, not the secretariat.
        for secret in ["12.345", "secret ", &hash] {
            assert!(!said.contains(secret), "{path}: {secret}");
        }
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    let dir = tempfile::tempdir().unwrap();
    let one = dir.path().join("one");
    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    single.install(|| write(&one, 12.345));
    assert_eq!(tree(&one), tree(&site()));
}

#[test]
fn open_data_holds_every_relation_twice_and_no_file_hash() {
    let files = tree(&site());
    for relation in fixture::marts(12.345).published_relations() {
        let folder = if relation == learning_cities::disclosure::COUNTED { "data/counted" } else { "data" };
        assert!(files.contains_key(&format!("{folder}/{relation}.parquet")), "{relation}");
        let csv = match files.get(&format!("{folder}/{relation}.csv")) {
            Some(plain) => String::from_utf8(plain.clone()).unwrap(),
            None => {
                let mut csv = String::new();
                let bytes = &files[&format!("{folder}/{relation}.csv.gz")];
                flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut csv).unwrap();
                csv
            }
        };
        assert!(!csv.lines().next().unwrap().split(',').any(|c| c == "submission"), "{relation}");
    }
    let cities = String::from_utf8(files["data/cities.csv"].clone()).unwrap();
    assert!(cities.contains("withheld,Quietford,,,KEN,Africa,2014,,,,true"), "{cities}");
}

#[test]
fn the_note_of_a_definition_is_said_once_with_its_series() {
    let page = std::fs::read_to_string(site().join("cities/northbridge.html")).unwrap();
    assert_eq!(page.matches("People who claim a benefit").count(), 1);
    // The catalogue's meaning is not that of these values; of other series it is said where less is progress.
    let framework = fixture::framework();
    let meaning = |id: &str| format!(">{}.", language::capital(&framework.measurement(id).unwrap().meaning));
    assert!(page.contains(&meaning("youth_neet_rate")), "{}", meaning("youth_neet_rate"));
}

#[test]
fn corrections_show_with_their_reason_on_their_city_alone() {
    let files = tree(&site());
    let html = |path: &str| String::from_utf8(files[path].clone()).unwrap().replace('\u{a0}', " ");
    let caption = "Values corrected before anything was computed";
    let page = html("cities/northbridge.html");
    assert!(page.contains(caption) && page.contains("79.2 %") && page.contains("97.2 %"), "as sent, as used");
    assert!(
        page.contains("left out")
            && page.contains("97 %, status B, D")
            && page.contains("Asked twice</span> (1 June 2024)")
    );
    assert!(!html("cities/tehama.html").contains(caption));
}

#[test]
fn a_brief_as_of_a_day_says_so_and_any_other_says_nothing_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("dated");
    let mut marts = fixture::marts(12.345);
    marts.as_of = Some("2024-05-31".into());
    fixture::write(&marts, &out, &Edition::default(), &languages(), fixture::draw, None, |_| {}).unwrap();
    for (path, bytes) in tree(&out).iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(String::from_utf8_lossy(bytes).contains("Brief of the cycle 2024, as of 31 May 2024."), "{path}");
    }
    for (path, bytes) in tree(&site()) {
        assert!(!String::from_utf8_lossy(&bytes).contains(", as of "), "{path}");
    }
}

#[test]
fn another_folder_is_refused_and_an_earlier_site_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("thesis");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("chapter.txt"), "years of work").unwrap();
    let error = fixture::write(
        &fixture::marts(12.345),
        &foreign,
        &Edition::default(),
        &languages(),
        fixture::draw,
        None,
        |_| {},
    )
    .unwrap_err()
    .to_string();
    assert!(error.contains("thesis") && error.contains("--out"), "{error}");
    assert!(foreign.join("chapter.txt").is_file());
    // A manifest of somebody else's does not make it ours.
    std::fs::write(foreign.join("manifest.json"), "{\"name\":\"app\"}").unwrap();
    assert!(
        fixture::write(
            &fixture::marts(12.345),
            &foreign,
            &Edition::default(),
            &languages(),
            fixture::draw,
            None,
            |_| {}
        )
        .is_err()
    );

    let out = dir.path().join("site");
    write(&out, 12.345);
    std::fs::write(out.join("cities/left-the-network.html"), "old").unwrap();
    let of_former_edition = "tables/cities/aasby/aasby-of-a-former-edition.csv";
    let table = out.join(of_former_edition);
    std::fs::write(&table, "old").unwrap();
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for path in ["cities/left-the-network.html", of_former_edition] {
        manifest["other"].as_array_mut().unwrap().push(path.into());
    }
    std::fs::write(out.join("manifest.json"), manifest.to_string()).unwrap();
    write(&out, 12.345);
    assert!(!out.join("cities/left-the-network.html").exists() && !table.exists());
    let left: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_failed_run_leaves_the_earlier_site_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    write(&out, 12.345);
    let before = tree(&out);
    let broken = |_: &Relations, _: &Catalogue, _: &Path| Err(learning_cities::Error::Usage("no charts today".into()));
    assert!(
        fixture::write(&fixture::marts(12.345), &out, &Edition::default(), &languages(), broken, None, |_| {}).is_err()
    );
    assert_eq!(tree(&out), before);
}

#[test]
fn a_city_id_that_leads_out_of_the_site_is_refused() {
    let marts = fixture::marts(12.345);
    let mut tables = marts.tables.clone();
    // No such id gets past ingest: it is put in here.
    let cities = fixture::patch(&tables["cities"], "city", |row| (row == 0).then_some("../up"));
    tables.insert("cities".into(), cities);
    let marts = fixture::with(&marts, tables);
    let dir = tempfile::tempdir().unwrap();
    let error = fixture::write(
        &marts,
        &dir.path().join("site"),
        &Edition::default(),
        &languages(),
        fixture::draw,
        None,
        |_| {},
    )
    .unwrap_err()
    .to_string();
    assert!(error.contains("../up"), "{error}");
}
