//! A network of many cities: its lists are in parts, and pages that would be endless are divided.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::demo::atlas::{self, names, towns};

use super::whole::{program, text};

/// Addresses of links within a text, in their order.
fn links(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn times<'l>(links: &[&'l str], of: impl Fn(&str) -> bool) -> BTreeMap<&'l str, usize> {
    let mut all = BTreeMap::new();
    links.iter().filter(|link| of(link)).for_each(|link| *all.entry(*link).or_default() += 1);
    all
}

/// One site, read in several ways: it takes a while to make.
#[test]
fn a_large_network_is_listed_in_parts() {
    const TOWNS: usize = 510;
    let dir = tempfile::tempdir().unwrap();
    let [out, store, site] = ["atlas", "store", "site"].map(|name| dir.path().join(name));
    atlas::write(&out, TOWNS, 1).unwrap();
    let source = format!("atlas={}", out.join("tables").display());
    program(&["ingest", "--network", text(&out), "--store", text(&store), "--source", &source], &[0]);
    program(&["report", "--no-briefs", "--store", text(&store), "--out", text(&site)], &[0]);
    let page = |path: &str| std::fs::read_to_string(site.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let main = |path: &str| page(path).split("<main").nth(1).unwrap().to_string();
    let all = towns::towns(1, TOWNS);
    let cities: BTreeSet<String> = all.iter().map(|town| format!("cities/{}.html", town.id())).collect();

    // The front page: every town once, within its state, and no region, as there is one alone.
    let front = main("index.html");
    let listed = front.split("id=\"cities\"").nth(1).unwrap().split("</section>").next().unwrap();
    let of_cities = times(&links(listed), |link| link.starts_with("cities/"));
    assert_eq!(of_cities.keys().map(|link| link.to_string()).collect::<BTreeSet<_>>(), cities);
    assert!(of_cities.values().all(|n| *n == 1));
    let states: BTreeSet<usize> = all.iter().map(|town| town.state).collect();
    assert_eq!(listed.matches("<details").count(), states.len());
    assert!(states.iter().all(|state| listed.contains(names::STATES[state - 1])));
    assert!(!front.contains("id=\"regions\""));

    // A key feature: no town on its own page, every town with a value on the page of its state.
    let feature = main("features/1.1.1.html");
    assert!(!feature.contains("/cities/"));
    let parts = times(&links(&feature), |link| link.starts_with("../features/1.1.1/"));
    assert_eq!(parts.len(), states.len());
    let mut found = BTreeSet::new();
    for part in parts.keys() {
        let part = main(part.strip_prefix("../").unwrap());
        // Women, men and all of them; once more in no list of names.
        for (link, n) in times(&links(&part), |link| link.starts_with("../../cities/")) {
            assert_eq!(n, 3, "{link}");
            assert!(found.insert(link.trim_start_matches("../").to_string()));
        }
    }
    assert_eq!(found, cities);
    assert!(!site.join("features/1.1.4").exists(), "no page of a feature that nobody has a value of");

    // The country: the same, in tables.
    let country = main("countries/ATA.html");
    let parts = times(&links(&country), |link| link.starts_with("../countries/ATA/"));
    let section = |html: &str, id: &str| {
        let inside = html.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no section {id}"));
        inside.split("</section>").next().unwrap().to_string()
    };
    let of_parts = parts.keys().map(|part| section(&main(part.strip_prefix("../").unwrap()), "cities"));
    let rows: usize = of_parts.map(|part| part.matches("<tr").count() - 1).sum();
    assert_eq!(rows, TOWNS);

    // A town is not compared with a region that is the whole network.
    let town = main(cities.first().unwrap());
    assert!(town.contains("Abrovia") && !town.contains("of its region"));

    // Every link within the site leads somewhere.
    for path in ["index.html", "features/1.1.1.html", "countries/ATA.html", "features/1.1.1/group-abrovia.html"] {
        let folder = site.join(path);
        for link in links(&page(path)).into_iter().filter(|link| !link.contains(':') && !link.starts_with('#')) {
            let file = folder.parent().unwrap().join(link.split('#').next().unwrap());
            assert!(file.exists(), "{path}: {link}");
        }
    }
}
