//! The catalogue: what it must hold, and what a wrong one says.

use std::fs;
use std::path::{Path, PathBuf};

use learning_cities::base::text::valid_city_id;
use learning_cities::model::framework::Framework;
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::{Direction, Part, Scale, SdgMatch};
use learning_cities::report::Edition;

use super::site::fixture;
use super::support::language;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/framework")
}

/// A copy of the catalogue with one text replaced; the message that loading it gives.
fn fault(file: &str, from: &str, to: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    Framework::load(dir.path()).unwrap_err().to_string()
}

#[test]
fn holds_the_printed_form() {
    let f = Framework::load(&folder()).unwrap();
    assert_eq!(f.areas.len(), 12);
    assert_eq!(f.measurements.len(), 60);
    assert_eq!(f.series_expected(), 76);
    let features: std::collections::BTreeSet<_> = f.measurements.iter().map(|m| &m.feature).collect();
    assert_eq!(features.len(), 42);
    let commitments: std::collections::BTreeSet<_> = f.areas.iter().map(|a| a.commitment).collect();
    assert_eq!(commitments, (1..=12).collect());
    let parts = |p: Part| f.areas.iter().filter(|a| a.part_of_figure == p).count();
    assert_eq!((parts(Part::Pediment), parts(Part::Column), parts(Part::Step)), (3, 6, 3));
    let women = f.measurement("council_seats_women").unwrap();
    assert_eq!((women.direction, women.scale), (Direction::Parity, Scale::Percent));
    assert!(
        f.measurements
            .iter()
            .all(|m| m.scale != Scale::Rating || (m.possible_min, m.possible_max) == (Some(1.0), Some(5.0)))
    );
    assert_eq!(f.countries.len(), 249);
    assert_eq!(f.regions.len(), 5);
}

#[test]
fn status_precedence_is_the_published_one() {
    let f = Framework::load(&folder()).unwrap();
    let order: Vec<_> = f.statuses.iter().map(|s| s.code.as_str()).collect();
    assert_eq!(order.join(">"), "B>O>M>L>H>Q>J>S>D>K>W>I>F>E>P>N>U>V>G>A");
}

#[test]
fn sdg_indicators_are_those_that_measure_the_same_or_nearly() {
    let f = Framework::load(&folder()).unwrap();
    let of = |wanted: SdgMatch| -> Vec<(&str, &str)> {
        let found = f.measurements.iter().filter(|m| m.sdg_match == Some(wanted));
        found.filter_map(|m| Some((m.measurement.as_str(), m.sdg_indicator.as_deref()?))).collect()
    };
    let same = [("council_seats_women", "5.5.1"), ("unemployment_rate", "8.5.2"), ("youth_neet_rate", "8.6.1")];
    assert_eq!(of(SdgMatch::Same), same);
    assert_eq!(of(SdgMatch::Near).len(), 7);
    assert!(of(SdgMatch::Near).contains(&("adult_literacy_rate", "4.6.1")));
}

#[test]
fn the_page_of_a_feature_names_the_sdg_indicator() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let languages = ["en", "fr", "es"].map(language);
    fixture::write(&fixture::marts(12.345), &out, &Edition::default(), &languages, fixture::draw, None, |_| {})
        .unwrap();
    for (page, title, said) in [
        ("features/1.2.2.html", "SDG indicator", "<dd>8.5.2</dd>"),
        ("features/1.1.1.html", "SDG indicator", "<dd>4.6.1, nearly: what is counted differs in part</dd>"),
        ("fr/features/1.1.1.html", "Indicateur des ODD", "4.6.1, à peu près"),
        ("es/features/1.1.1.html", "Indicador de los ODS", "4.6.1, aproximadamente"),
    ] {
        let html = fs::read_to_string(out.join(page)).unwrap().replace(['\u{2068}', '\u{2069}'], "");
        assert!(html.contains(title) && html.contains(said), "{page}");
    }
    // A feature whose measurements have none says nothing.
    assert!(!fs::read_to_string(out.join("features/3.1.1.html")).unwrap().contains("SDG"));
    let csv = fs::read_to_string(out.join("data/measurements.csv")).unwrap();
    assert!(csv.contains(",8.5.2,same") && csv.contains(",4.6.1,near"));
}

#[test]
fn a_wrong_catalogue_names_file_and_line() {
    for (file, from, to, says) in [
        ("areas.csv", "\n1.2,", "\n1.1,", "areas.csv line 3: area 1.1 is there twice"),
        ("areas.csv", ",column,4", ",roof,4", "areas.csv line 5"),
        ("key-features.csv", "parity,1,0,100,0,80", "sideways,1,0,100,0,80", "key-features.csv line 5"),
        ("key-features.csv", "total,up,1,0,100,10,100", "total,up,0,0,100,10,100", "min_change 0 must be above 0"),
        (
            "key-features.csv",
            "\nelection_turnout,1,1.1,1.1.2",
            "\nelection_turnout,1,9.9,1.1.2",
            "area 9.9 is not in areas.csv",
        ),
        (
            "key-features.csv",
            "\nelection_turnout,",
            "\nadult_literacy_rate,",
            "key-features.csv line 3: measurement adult_literacy_rate is there twice",
        ),
        (
            "instructions.csv",
            "gdp_per_capita,",
            "gdp,",
            "instructions.csv line 2: measurement gdp is not in key-features.csv",
        ),
        ("key-features.csv", "official,percent,%,sex", "hearsay,percent,%,sex", "source \"hearsay\""),
        ("key-features.csv", "female|male|total", "female|female", "items must be names"),
        (
            "key-features.csv",
            "total,up,0.1,0,168,0,40",
            "total,up,0.1,168,0,0,40",
            "possible_min 168 is not below possible_max 0",
        ),
        ("key-features.csv", ",4.6.1,near", ",4.6.1,", "sdg_indicator and sdg_match go together"),
        ("key-features.csv", ",4.6.1,near", ",,near", "key-features.csv line 2: sdg_indicator and sdg_match"),
        ("key-features.csv", ",4.6.1,near", ",4.6,near", "\"4.6\" is no number of a UN SDG indicator"),
        ("key-features.csv", ",4.6.1,near", ",18.6.1,near", "\"18.6.1\" is no number of a UN SDG indicator"),
        ("key-features.csv", ",4.6.1,near", ",4.6.1,close", "key-features.csv line 2"),
        ("mann-kendall.csv", "\n4,2,", "\n4,0,", "mann-kendall.csv line 3: n 4 and s 0 are there twice"),
        ("mann-kendall.csv", "4,0,1.0", "4,0,1.5", "mann-kendall.csv line 2: p 1.5 must be"),
        ("settings.toml", "value = 10", "value = \"ten\"", "settings.toml line"),
        ("settings.toml", "value = 10", "value = 10000", "setting peers_k = 10000 is outside 1 to 50"),
        ("settings.toml", "name = \"z\"", "name = \"peers_k\"", "setting peers_k is there twice"),
    ] {
        let message = fault(file, from, to);
        assert!(message.contains(says), "{file}: {to:?} gave {message:?}, not {says:?}");
    }
}

fn network(toml: &str, cities: &str, context: &str) -> Result<Network, String> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("network.toml"), toml).unwrap();
    fs::write(dir.path().join("cities.csv"), cities).unwrap();
    fs::write(dir.path().join("context.csv"), context).unwrap();
    let framework = Framework::load(&folder()).unwrap();
    Network::load(dir.path(), &framework).map_err(|e| e.to_string())
}

const TOML: &str = "name = \"Test\"\nfictional = true\n[[peer_variable]]\nvariable = \"population\"\ntitle = \"population\"\nunit = \"inhabitants\"\ntransform = \"log\"\n";
const CITIES: &str = "city,name,local_name,country,region,joined,baseline_year\nnorthbridge,Northbridge,,GBR,Europe and North America,2015,2012\n";
const CONTEXT: &str = "city,year,variable,value,source\nnorthbridge,2020,population,100000,form\n";

/// The registry with longitude and latitude.
fn placed(position: &str) -> String {
    let (header, row) = CITIES.trim().split_once('\n').unwrap();
    format!("{header},longitude,latitude\n{row},{position}\n")
}

#[test]
fn positions_are_read() {
    let position = |cells: &str| {
        let city = network(TOML, &placed(cells), CONTEXT).unwrap().cities.remove(0);
        city.longitude.zip(city.latitude)
    };
    assert_eq!(position("-1.5,52.25"), Some((-1.5, 52.25)));
    assert_eq!(position(","), None);
}

#[test]
fn a_network_folder_is_read() {
    let n = network(TOML, CITIES, CONTEXT).unwrap();
    assert_eq!(n.cities[0].local_name, None);
    assert_eq!(n.cities[0].joined, Some(2015));
    assert_eq!(n.context[0].value, 100_000.0);
}

#[test]
fn groups_of_cities_are_listed_in_the_network_file() {
    let with = |group: &str| network(&format!("{TOML}[[peer_group]]\n{group}"), CITIES, CONTEXT);
    let n = with("name = \"climate-2\"\ntitle = \"Climate\"\ncities = [\"northbridge\"]\n").unwrap();
    assert_eq!(n.file.peer_groups[0].cities, ["northbridge"], "a group of one is allowed");
    for (name, title, cities, says) in [
        ("climate", "Climate", "\"nowhere\"", "peer_group \"climate\": city \"nowhere\" is not in the registry"),
        ("Climate", "Climate", "\"northbridge\"", "a name is 1 to 64 lower-case letters"),
        ("", "Climate", "\"northbridge\"", "a name is 1 to 64 lower-case letters"),
        ("region", "Climate", "\"northbridge\"", "the names nearest, region, country, income, size are taken"),
        ("climate", " ", "\"northbridge\"", "title is empty"),
        ("climate", "Climate", "", "has no cities"),
        ("climate", "Climate", "\"northbridge\", \"northbridge\"", "city \"northbridge\" is there twice"),
        (
            "climate",
            "Climate",
            "\"northbridge\"]\n[[peer_group]]\nname = \"climate\"\ntitle = \"T\"\ncities = [\"northbridge\"",
            "is there twice; give each group a name of its own",
        ),
    ] {
        let message = with(&format!("name = \"{name}\"\ntitle = \"{title}\"\ncities = [{cities}]\n")).unwrap_err();
        assert!(message.contains("network.toml") && message.contains(says), "gave {message:?}, not {says:?}");
    }
    // A mapping may bring the registry: then the cities are known only when it has been read (own_files.rs).
    network(
        &format!("{TOML}[[peer_group]]\nname = \"a\"\ntitle = \"A\"\ncities = [\"nowhere\"]\n"),
        &CITIES[..CITIES.find('\n').unwrap() + 1],
        "city,year,variable,value,source\n",
    )
    .unwrap();
}

#[test]
fn a_local_name_may_name_its_language() {
    let with = |name: &str, tag: &str| {
        let header = "city,name,local_name,local_name_language,country,region\n";
        let row = format!("northbridge,Northbridge,{name},{tag},GBR,Europe and North America\n");
        network(TOML, &(header.to_string() + &row), "city,year,variable,value,source\n")
    };
    let language = |n: Network| n.cities[0].local_name_language.clone();
    assert_eq!(language(with("北桥", "zh-Hans").unwrap()).as_deref(), Some("zh-Hans"));
    assert_eq!(language(with("Puente", "").unwrap()), None);
    for (name, tag, says) in [
        (
            "北桥",
            "chinese",
            "cities.csv line 2: city northbridge: local_name_language \"chinese\" is no BCP 47 tag of a known language",
        ),
        ("北桥", "ZH-hans", "local_name_language \"ZH-hans\" is written zh-Hans"),
        ("北桥", "xx", "is no BCP 47 tag"),
        ("", "zh", "has a local_name_language and no local_name; add it, or leave both empty"),
    ] {
        let said = with(name, tag).unwrap_err();
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_network_says_its_name_in_several_languages() {
    let with = |more: &str| network(&format!("name = \"Test\"\nfictional = true\n{more}"), CITIES, CONTEXT);
    let n = with("[in.fr]\nname = \"Essai\"\n[in.pt-BR]\nabout = \"Um teste.\"\n").unwrap();
    assert_eq!(n.file.words["fr"].name.as_deref(), Some("Essai"));
    assert_eq!(n.file.words["pt-BR"].about.as_deref(), Some("Um teste."));
    assert_eq!(with("language = \"pt-BR\"\n").unwrap().file.language.as_deref(), Some("pt-BR"));
    for (more, says) in [
        (
            "[in.french]\nname = \"Essai\"\n",
            "[in.french] is no language; name it as its file in data/messages is named: fr, es or pt-BR",
        ),
        ("[in.\"f r\"]\nname = \"Essai\"\n", "[in.f r] is no language"),
        ("[in.FR]\nname = \"Essai\"\n", "[in.FR] is written [in.fr]"),
        ("[in.fr]\nname = \" \"\n", "[in.fr] says nothing"),
        (
            "[in.fr]\nname = \"Es\\u202Esai\"\n",
            "[in.fr] name holds a character that is not seen and changes how others are shown, U+202E",
        ),
        ("[in.fr]\nname = \"\"\nabout = \"Deux villes.\"\n", "[in.fr] name \"\" has no letter"),
        ("[in.fr]\nnom = \"Essai\"\n", "network.toml line 4"),
        (
            "[in]\nfr = \"Essai\"\n",
            "network.toml line 4: invalid type: string \"Essai\", expected name, about or both under a heading of the language's own, such as [in.fr]",
        ),
        ("language = \"english\"\n", "language = \"english\" is no language; name it as its file in data/messages"),
        ("language = \"EN\"\n", "language = \"EN\" is written language = \"en\""),
        (
            "language = \"fr\"\n[in.fr]\nname = \"Essai\"\n",
            "language says that name and about are in fr, and [in.fr] has others; remove one of the two",
        ),
        ("submissions = 1\n", "such as [submissions]"),
        ("peer_variable = [1]\n", "[[peer_variable]]"),
    ] {
        let message = with(more).unwrap_err();
        assert!(message.contains("network.toml") && message.contains(says), "gave {message:?}, not {says:?}");
    }
}

#[test]
fn a_name_has_letters_and_turns_no_other_text() {
    let (head, first) = CITIES.split_once('\n').unwrap();
    let first = first.lines().next().unwrap();
    let name = first.split(',').nth(1).unwrap();
    for (bad, says) in [
        ("A\u{202e}b", "line 2: name holds a character that is not seen and changes how others are shown, U+202E"),
        ("A\u{2066}b", "U+2066"),
        ("A\u{7}b", "U+0007"),
        ("\u{301}\u{302}", "has no letter and no digit"),
    ] {
        let row = first.replacen(name, bad, 1);
        let message = network(TOML, &format!("{head}\n{row}\n"), "city,year,variable,value,source\n").unwrap_err();
        assert!(message.contains(says), "gave {message:?}, not {says:?}");
    }
    // Joiners belong to the spelling of some scripts.
    let row = first.replacen(name, "\u{645}\u{6cc}\u{200c}\u{62e}", 1);
    network(TOML, &format!("{head}\n{row}\n"), "city,year,variable,value,source\n").unwrap();
}

#[test]
fn a_wrong_network_folder_names_the_place() {
    for (toml, cities, context, says) in [
        ("name = \"T\"\nfictional = 3\n", CITIES, CONTEXT, "network.toml line 2"),
        ("name = \"T\"\nfictional = true\ncolour = 1\n", CITIES, CONTEXT, "network.toml line 3"),
        (
            "name = \"T\"\nfictional = true\n[settings]\npeers = 3\n",
            CITIES,
            CONTEXT,
            "[settings] peers is not a setting",
        ),
        ("name = \"T\"\nfictional = true\n[settings]\npeers_k = 0\n", CITIES, CONTEXT, "peers_k = 0 is outside"),
        (
            "name = \"T\"\nfictional = true\n[submissions]\ndecimal = \",\"\nthousands = \",\"\n",
            CITIES,
            CONTEXT,
            "[submissions] decimal",
        ),
        (TOML, &CITIES.replace("northbridge,", "../etc,"), CONTEXT, "cities.csv line 2: city \"../etc\" must be"),
        (TOML, &CITIES.replace("GBR", "UK"), CONTEXT, "cities.csv line 2: country \"UK\" is no ISO 3166-1"),
        (TOML, &CITIES.replace("Europe and North America", "Europe"), CONTEXT, "region \"Europe\" is none of"),
        (
            TOML,
            &format!("{CITIES}NORTHBRIDGE,N,,GBR,Africa,,\n"),
            CONTEXT,
            "cities.csv line 3: city NORTHBRIDGE is there twice",
        ),
        (TOML, &placed("1.5,"), CONTEXT, "longitude is given and latitude is not; give both or neither"),
        (TOML, &placed(",52"), CONTEXT, "latitude is given and longitude is not; give both or neither"),
        (TOML, &placed("181,52"), CONTEXT, "longitude 181 is not between -180 and 180 degrees"),
        (TOML, &placed("52,-91"), CONTEXT, "latitude -91 is not between -90 and 90 degrees"),
        (TOML, &placed("NaN,52"), CONTEXT, "longitude NaN is not between -180 and 180 degrees"),
        (TOML, &placed("0,0"), CONTEXT, "which lies in the sea; leave both empty"),
        (TOML, &placed("1°,52"), CONTEXT, "cities.csv"),
        (
            TOML,
            CITIES,
            &CONTEXT.replace("northbridge", "nowhere"),
            "context.csv line 2: city \"nowhere\" is not in cities.csv",
        ),
        (TOML, CITIES, &CONTEXT.replace("100000", "many"), "context.csv line 2"),
        (TOML, CITIES, &CONTEXT.replace("100000", "NaN"), "context.csv line 2: value NaN is not a number"),
    ] {
        let message = network(toml, cities, context).unwrap_err();
        assert!(message.contains(says), "gave {message:?}, not {says:?}");
    }
    let framework = Framework::load(&folder()).unwrap();
    let message = Network::load(&folder(), &framework).unwrap_err().to_string();
    assert!(message.contains("is not a network folder"), "{message}");
}

#[test]
fn city_ids_can_name_files() {
    for good in ["northbridge", "W06000011", "a-b_c", "7"] {
        assert!(valid_city_id(good), "{good}");
    }
    for bad in ["", "../x", "a/b", "-a", "ä", "a b", ".", &"x".repeat(65)] {
        assert!(!valid_city_id(bad), "{bad}");
    }
}
