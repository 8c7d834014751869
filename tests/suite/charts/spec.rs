//! What charts refuse, and what they do with nothing.

use std::sync::Mutex;

use super::*;

#[test]
fn a_wrong_file_is_named_with_what_is_wrong_and_what_would_be_right() {
    let good = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("charts/city-series.toml"))
        .expect("the file");
    let parse = |text: &str| Spec::parse(Path::new("charts/x.toml"), text);
    parse(&good).expect("as committed");
    let cases = [
        (
            good.replace("\"series\"\ntitle", "\"pie\"\ntitle"),
            "kind \"pie\" is not known; kinds are series, coverage, map, temple",
        ),
        (good.replace("{city}", "{mayor}"), "{mayor}; a series chart knows finding, city"),
        (good.replace("{city}", "{city"), "subtitle"),
        (good.replace("unit = \"{unit}\"", "unit = \" \""), "title and unit"),
        (good.replace("unit = ", "colour = "), "line"),
        (good.replace("{city}, ", "{city},\u{feff} "), "subtitle has the character U+FEFF, which is not seen"),
        (good.replace("name = \"city-series\"", "name = \"../x\""), "lower-case letters"),
        (format!("width = 10\n{good}"), "width 10 must be from 320"),
        (format!("{good}[columns]\n"), "columns"),
        (format!("{good}[columns\n"), "line"),
    ];
    for (text, words) in cases {
        assert_ne!(text, good);
        let message = parse(&text).expect_err(words).to_string();
        assert!(message.starts_with("charts/x.toml") && message.contains(words), "{message}\nlacks {words}");
    }
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["a.toml", "b.toml"] {
        std::fs::write(dir.path().join(name), &good).expect("written");
    }
    let message = Spec::load_all(dir.path()).expect_err("a name twice").to_string();
    assert!(
        message.contains("b.toml") && message.contains("\"city-series\" is taken by") && message.contains("a.toml"),
        "{message}"
    );
    assert!(Spec::load_all(&dir.path().join("none")).is_err());
}

#[test]
fn a_path_stays_inside_its_folder() {
    let rows = ONE.replace("northbridge", "../../etc/x y").replace("volunteering_rate", "..\\..\\a");
    let d = &draw("city-series", &tables(&rows, "", ""))[0];
    assert_eq!(d.path, "city-series/------etc-x-y/------a-total.svg");
    assert!(!d.path.contains("..") && !d.path.contains('\\'));
}

#[test]
fn tables_without_rows_make_no_chart_and_an_empty_coverage() {
    let all = tables("", "", "");
    for spec in specs() {
        let expected = usize::from(spec.name() == "coverage");
        assert_eq!(draw(spec.name(), &all).len(), expected, "{}", spec.name());
    }
    // Marts without rows may come without columns.
    let none: BTreeMap<String, Table> =
        all.keys().map(|k| (k.clone(), Table::new(Arc::new(Schema::empty()), &[]).expect("a table"))).collect();
    for spec in specs() {
        draw(spec.name(), &none);
    }
    // A value that is null is no point.
    let d = &draw(
        "city-series",
        &tables("northbridge,volunteering_rate,total,2020,,,,,survey,false,false,false,1,true", "", ""),
    )[0];
    assert_eq!(d.caption, "No value has been published.");
}

#[test]
fn the_same_tables_give_the_same_bytes_with_any_number_of_threads() {
    let tables = with(odd_tables(), "area_movement", MOVEMENT, &temple_rows());
    let english = crate::support::english();
    for spec in specs() {
        planned(spec.name(), &tables, &english, |plan| {
            let once = plan.draw_all().expect("drawn");
            for threads in [1, 2] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
                let again = pool.install(|| plan.draw_all()).expect("drawn");
                assert_eq!(once, again, "{} with {threads} threads", spec.name());
            }
            let each = Mutex::new(Vec::new());
            plan.draw_each(|drawing| {
                each.lock().expect("a lock").push(drawing);
                Ok(())
            })
            .expect("drawn");
            let mut each = each.into_inner().expect("a lock");
            each.sort_by(|a, b| a.key.cmp(&b.key));
            assert_eq!(once, each);
            let paths: BTreeSet<&str> = once.iter().map(|d| d.path.as_str()).collect();
            assert_eq!(paths.len(), once.len(), "one file each");
        });
    }
}
