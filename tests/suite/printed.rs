//! Reports of the demonstration network as they are printed: how long they are.

use std::sync::{Arc, LazyLock};

use learning_cities::chart::Spec;
use learning_cities::engine::Engine;
use learning_cities::ingest;
use learning_cities::language::Language;
use learning_cities::network::Network;
use learning_cities::report::brief::{self, Press};
use learning_cities::report::marts::Marts;
use learning_cities::report::{Edition, Site, figures};
use learning_cities::store::Store;

use crate::support::{framework, language, repository};

/// Cities by id: with much to tell, with the most cycles, in another script, with next to nothing.
const CITIES: [&str; 4] = ["ain-sanawat", "tingqu", "verbobrodostav", "zenomba"];

/// The demonstration network's marts, computed once.
fn marts() -> &'static Marts {
    static MARTS: LazyLock<Marts> = LazyLock::new(|| {
        let dir = tempfile::tempdir().unwrap();
        let framework = framework();
        let network = Network::load(&repository().join("data/demo"), &framework).unwrap();
        ingest::run(&network, &framework, &Default::default(), dir.path()).unwrap();
        let snapshot = Store::open(dir.path()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
        Marts::fetch(&engine, &[], framework.countries).unwrap()
    });
    &MARTS
}

/// The charts of one city.
fn specs(city: &str) -> Vec<Spec> {
    let named = |chart: &str| {
        let path = repository().join("charts").join(chart);
        let text = std::fs::read_to_string(&path).unwrap();
        let only = if text.contains("[only]") { "" } else { "[only]\n" };
        Spec::parse(&path, &format!("{text}\n{only}city = \"{city}\"\n")).unwrap()
    };
    ["area-change.toml", "city-series.toml", "peer-standing.toml", "temple.toml"].map(named).into()
}

/// The report of a city, with charts as in the site.
fn report(language: &Arc<Language>, press: &Press, city: &str, edition: &Edition) -> Vec<u8> {
    let charts = tempfile::tempdir().unwrap();
    let drawn = figures::draw(&specs(city), &marts().tables, language, charts.path(), || {}).unwrap();
    let languages = [language.clone()];
    let site = Site::new(marts(), drawn, language, &languages, edition, "3fa9c41b02de").unwrap();
    brief::of_city(&site, press, site.catalogue.city(city).unwrap(), charts.path()).unwrap()
}

/// Pages, as the metadata count them.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let number = text.split("<xmpTPg:NPages>").nth(1).unwrap().split('<').next().unwrap();
    number.parse().unwrap()
}

#[test]
fn a_report_has_four_to_eight_pages_in_every_language() {
    let press = Press::new(None, None).unwrap();
    let edition = Edition {
        is_final: false,
        comments_by: Some("2027-01-31".into()),
    };
    for tag in ["en", "es", "fr"] {
        for city in CITIES {
            let n = pages(&report(&language(tag), &press, city, &edition));
            assert!((4..=8).contains(&n), "{city} in {tag}: {n} pages");
        }
    }
}
