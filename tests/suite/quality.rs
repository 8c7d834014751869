//! How a value was made and who verified it: CSV, workbook, mapped tables, corrections, and the city's page.

use learning_cities::engine::Engine;
use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::read::raw;
use learning_cities::model::vocabulary::Severity;
use learning_cities::report::Edition;
use learning_cities::store::Store;
use learning_cities::template::{Entries, Form, workbook};

use super::check::{DECLARATION, Net};
use super::site::fixture;
use super::support::{self, english, framework, language, repository};

const SENT: &str = "select item, value, quality, verified_by from observations order by city, item";
const HEADER: &str = "city,cycle,measurement,item,reference_year,value,source,status,quality,verified_by";

fn rows(net: &Net, sql: &str) -> Vec<String> {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    support::rows(&Engine::open(&snapshot, &repository().join("queries"), Some(2024)).unwrap(), sql)
}

fn declared() -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,,\n"));
    net
}

/// The rows of a file with one value, and what is found in it.
fn sent(quality: &str, verified_by: &str) -> (Vec<String>, Vec<Finding>) {
    let net = declared();
    let row = format!("northbridge,2024,unemployment_rate,total,2023,5.5,official,,{quality},{verified_by}");
    net.write("submissions/a/o.csv", format!("{HEADER}\n{row}\n"));
    let findings = net.ingest().findings;
    (rows(&net, SENT), findings)
}

#[test]
fn both_columns_are_read_and_may_be_empty() {
    for code in ["measured", "survey", "register", "estimate", "unknown"] {
        assert_eq!(sent(code, "Court of audit"), (vec![format!("total|5.5|{code}|Court of audit")], vec![]));
    }
    assert_eq!(sent("", ""), (vec!["total|5.5||".into()], vec![]));
}

#[test]
fn a_cell_that_says_nothing_is_named_and_left_out_and_its_row_goes_in() {
    let all = "measured, survey, register, estimate, unknown";
    for (quality, verified_by, code, said, kept) in [
        ("counted", "", "unknown_quality", all, "total|5.5||"),
        ("Register", "", "unknown_quality", "Write register if you meant that.", "total|5.5||"),
        ("regster", "Auditor", "unknown_quality", "Write register", "total|5.5||Auditor"),
        ("survey", "northbridge", "no_verifier", "the city itself", "total|5.5|survey|"),
        ("survey", "NorthBridge", "no_verifier", "third party", "total|5.5|survey|"),
        ("survey", "No", "no_verifier", "leave the cell empty", "total|5.5|survey|"),
        ("survey", "yes", "no_verifier", "leave the cell empty", "total|5.5|survey|"),
        ("survey", "\"A\nB\"", "line_break", "put on one", "total|5.5|survey|A B"),
    ] {
        let (rows, findings) = sent(quality, verified_by);
        assert_eq!(rows, [kept], "{quality} {verified_by}");
        let [finding] = &findings[..] else { panic!("{quality} {verified_by}: {findings:?}") };
        assert_eq!((finding.code, finding.severity), (code, Severity::Warning), "{quality} {verified_by}");
        assert!(finding.message.contains(said), "{}", finding.message);
    }
    // Another city's office is a third party.
    assert_eq!(sent("survey", "Southgate").0, ["total|5.5|survey|Southgate"]);
    let (rows, findings) = sent("survey", &"x".repeat(201));
    assert_eq!((rows, findings[0].code), (vec![], "text_too_long"));
}

#[test]
fn a_city_that_adds_them_later_changes_nothing_else() {
    let net = declared();
    let old = "city,cycle,measurement,item,reference_year,value,source\nnorthbridge,2022,unemployment_rate,total,2021,5.5,official\n";
    net.write("submissions/b/city.csv", format!("{DECLARATION}northbridge,2022,2022-05-01,public,,,\n"));
    net.write("submissions/b/o.csv", old);
    net.write(
        "submissions/a/o.csv",
        format!("{HEADER}\nnorthbridge,2024,unemployment_rate,total,2021,5.5,official,,register,Court of audit\n"),
    );
    let findings = net.ingest().findings;
    assert!(findings.iter().all(|f| f.severity == Severity::Warning), "{findings:?}");
    assert_eq!(
        rows(&net, "select cycle, value, quality, verified_by from observations"),
        ["2022|5.5|register|Court of audit"]
    );
}

#[test]
fn the_workbook_asks_for_both() {
    let net = Net::new();
    let (framework, network) = (framework(), net.network());
    let form = Form {
        framework: &framework,
        network: &network.file,
        definitions: &[],
        city: &network.cities[0],
        cycle: 2024,
        language: &english(),
        last: &Default::default(),
    };
    let given = [
        ("city", "northbridge"),
        ("cycle", "2024"),
        ("measurement", "gdp_per_capita"),
        ("item", "total"),
        ("reference_year", "2023"),
        ("value", "20000"),
        ("source", "official"),
        ("price_base", "current"),
        // As the list of the form writes it.
        ("quality", "estimate: The value was estimated by a model, from other data or by experts."),
        ("verified_by", "Court of audit"),
        ("note", "A note"),
    ];
    let cell = |name: &&str| given.iter().find(|(n, _)| n == name).map_or(String::new(), |(_, text)| text.to_string());
    let entries = Entries {
        declaration: Some(["northbridge", "2024", "2024-05-01", "public"].map(str::to_string).to_vec()),
        observations: vec![raw::OBSERVATIONS.iter().map(cell).collect()],
        ..Entries::default()
    };
    net.write("submissions/northbridge.xlsx", workbook(&form, &entries).unwrap());
    assert_eq!(net.ingest().findings, []);
    assert_eq!(
        rows(&net, "select value, price_base, quality, verified_by, note from observations"),
        ["20000.0|current|estimate|Court of audit|A note"]
    );
}

const MAPPING: &str = "source = \"office\"\nconsent = \"public\"\n\n[[file]]\npattern = \"t.csv\"\n\
    city = { column = \"code\" }\nyear = { column = \"year\" }\n\n[[file.measurement]]\nmeasurement = \"unemployment_rate\"\n\
    column = \"v\"\nsource = \"official\"\n";

#[test]
fn a_mapping_gives_both_fixed_or_by_a_column() {
    use learning_cities::ingest::read::mapping::Mapping;
    let load = |keys: &str| {
        let dir = tempfile::tempdir().unwrap();
        let path = support::write(dir.path(), "m.toml", format!("{MAPPING}{keys}"));
        Mapping::load(&path, &framework()).map_err(|e| e.to_string())
    };
    let read = |keys: &str| {
        let raw =
            load(keys).unwrap().read(b"code,year,v,how,who\nx1,2020,5.5,R,Auditor\nx2,2021,6.5,,\n", "office:t.csv");
        let frame = raw.observations.unwrap();
        let column = |name: &str| -> Vec<Option<String>> {
            frame.column(name).unwrap().str().unwrap().iter().map(|c| c.map(str::to_string)).collect()
        };
        [column("quality"), column("verified_by")]
            .map(|cells| cells.into_iter().map(Option::unwrap_or_default).collect::<Vec<String>>())
    };
    let fixed = "value_quality = \"survey\"\nverified_by = \"Office for Statistics Regulation\"\n";
    let both = |text: &str| vec![text.to_string(); 2];
    assert_eq!(read(fixed), [both("survey"), both("Office for Statistics Regulation")]);
    let columns =
        "value_quality = { column = \"how\", codes = { R = \"register\" } }\nverified_by = { column = \"who\" }\n";
    let given = |first: &str| vec![first.to_string(), String::new()];
    assert_eq!(read(columns), [given("register"), given("Auditor")]);
    assert_eq!(read(""), [both(""), both("")]);
    for keys in ["value_quality = \"regster\"\n", "value_quality = { column = \"how\", codes = { R = \"regster\" } }\n"]
    {
        let error = load(keys).unwrap_err();
        assert!(error.contains("none of measured, survey, register, estimate, unknown"), "{error}");
    }
}

#[test]
fn a_corrected_value_is_no_longer_verified() {
    for (action, value, kept) in [
        ("override", "value = 6.5", "total|6.5||"),
        ("scale", "factor = 10", "total|55.0|register|"),
        ("flag", "status = \"E\"", "total|5.5|register|Court of audit"),
    ] {
        let net = declared();
        let row = "northbridge,2024,unemployment_rate,total,2023,5.5,official,,register,Court of audit";
        net.write("submissions/a/o.csv", format!("{HEADER}\n{row}\n"));
        let correction = format!(
            "[[correction]]\naction = \"{action}\"\ncity = \"northbridge\"\nmeasurement = \"unemployment_rate\"\nitem = \"total\"\n\
             reference_year = 2023\nexpect = 5.5\n{value}\nreason = \"Digits were swapped\"\nasked = \"The office\"\ndate = \"2024-07-01\"\n"
        );
        net.write("corrections.toml", correction);
        net.ingest();
        assert_eq!(rows(&net, SENT), [kept], "{action}");
        let history = rows(&net, "select verified_by from observation_history");
        assert_eq!(history, ["Court of audit"], "as it was sent");
    }
}

#[test]
fn the_page_of_a_city_says_both_of_its_latest_values() {
    let marts = fixture::marts(12.345);
    let mut tables = marts.tables.clone();
    let observations = fixture::patch(&tables["observations"], "quality", |_| Some("register"));
    let observations = fixture::patch(&observations, "verified_by", |_| Some("Court of audit <b>"));
    tables.insert("observations".into(), observations);
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let languages = ["en", "fr", "es"].map(language);
    let marts = fixture::with(&marts, tables);
    fixture::write(&marts, &out, &Edition::default(), &languages, fixture::draw, None, |_| {}).unwrap();
    for (page, how, who) in [
        (
            "cities/aasby.html",
            "How the latest value was obtained: register.",
            "Reported as verified by Court of audit &lt;b&gt;.",
        ),
        (
            "fr/cities/aasby.html",
            "Mode d’obtention de la dernière valeur",
            "Déclarée vérifiée par Court of audit &lt;b&gt;.",
        ),
        (
            "es/cities/aasby.html",
            "Cómo se obtuvo el último valor: registro.",
            "Declarado como verificado por Court of audit",
        ),
    ] {
        let html = std::fs::read_to_string(out.join(page)).unwrap();
        let html = html.replace(['\u{2068}', '\u{2069}'], "");
        assert!(html.contains(how) && html.contains(who), "{page}");
    }
    let csv = std::fs::read_to_string(out.join("data/observations.csv")).unwrap();
    assert!(csv.lines().next().unwrap().contains(",quality,verified_by,note"), "{:?}", csv.lines().next());
    assert!(csv.contains(",register,Court of audit <b>,"));
}
