//! What a consent of one cycle means for the others.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;
use learning_cities::ingest::finding::Finding;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{self, rows};

/// One folder a declaration (cycle, day, consent, consent_for), each with a value of the year before its cycle.
fn sent(declarations: &[(&str, &str, &str, &str)]) -> (BTreeMap<String, String>, Vec<Finding>) {
    let net = Net::new();
    for (i, (cycle, day, consent, consent_for)) in declarations.iter().enumerate() {
        let header = "city,cycle,submitted_on,consent,consent_for";
        net.write(
            &format!("submissions/{i}/city.csv"),
            format!("{header}\nnorthbridge,{cycle},{day},{consent},{consent_for}\n"),
        );
        let year = (cycle.parse::<i32>().unwrap() - 1).to_string();
        net.write(
            &format!("submissions/{i}/o.csv"),
            table(&[row(&[("cycle", cycle), ("reference_year", &year), ("value", &format!("9{i}"))])]),
        );
    }
    let report = net.ingest();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &support::repository().join("queries"), None).unwrap();
    let consents = rows(&engine, "select cycle, consent from observations order by cycle");
    let consents =
        consents.iter().filter_map(|r| r.split_once('|')).map(|(c, w)| (c.to_string(), w.to_string())).collect();
    let asked = report.findings.into_iter().filter(|f| f.code.contains("consent_")).collect();
    (consents, asked)
}

fn of(declarations: &[(&str, &str, &str, &str)]) -> (String, usize) {
    let (consents, asked) = sent(declarations);
    (consents.values().cloned().collect::<Vec<_>>().join(" "), asked.len())
}

/// Whoever sends a file may declare any city: what another file withheld is not published with nothing said.
#[test]
fn a_consent_wider_than_that_of_an_earlier_file_is_named() {
    let found = |declarations: &[(&str, &str)]| {
        let net = Net::new();
        for (i, (day, consent)) in declarations.iter().enumerate() {
            let text = format!("city,cycle,submitted_on,consent\nnorthbridge,2024,{day},{consent}\n");
            net.write(&format!("submissions/{i}/city.csv"), text);
        }
        let wider = net.ingest().findings.into_iter().filter(|f| f.code == "wider_consent");
        wider.map(|f| (f.file, f.line)).collect::<Vec<_>>()
    };
    let later = ("2024-06-01", "public");
    let named = vec![("submissions/1/city.csv".to_string(), Some(2))];
    assert_eq!(found(&[("2024-05-01", "private"), later]), named);
    assert_eq!(found(&[("2024-05-01", "aggregate_only"), later]), named);
    assert_eq!(found(&[("2024-05-01", "public"), later]), []);
    assert_eq!(found(&[("2024-07-01", "private"), later]), [], "the later one withholds");
    assert_eq!(found(&[later]), []);
}

/// A consent for all cycles publishes what another file withheld for another cycle: that is named with both.
#[test]
fn a_consent_for_all_cycles_that_widens_another_files_is_named() {
    let found = |declarations: &[[&str; 4]]| {
        let net = Net::new();
        for (i, [cycle, day, consent, consent_for]) in declarations.iter().enumerate() {
            let header = "city,cycle,submitted_on,consent,consent_for";
            let text = format!("{header}\nnorthbridge,{cycle},{day},{consent},{consent_for}\n");
            net.write(&format!("submissions/{i}/city.csv"), text);
        }
        let wider = net.ingest().findings.into_iter().filter(|f| f.code == "wider_consent");
        wider.map(|f| (f.file, f.message)).collect::<Vec<_>>()
    };
    let names = |found: &[(String, String)], file: &str, parts: &[&str]| {
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, format!("submissions/{file}/city.csv"));
        parts.iter().for_each(|part| assert!(found[0].1.contains(part), "{part}: {found:?}"));
    };
    let all = ["2024", "2024-05-01", "public", "all"];
    let whole =
        ["public of 2024-05-01 for 2024 and all cycles", "private of 2022-05-01 for 2022", "submissions/0/city.csv"];
    for consent_for in ["", "cycle", "all"] {
        names(&found(&[["2022", "2022-05-01", "private", consent_for], all]), "1", &whole);
    }
    let earlier = [["2020", "2020-05-01", "aggregate_only", ""], ["2022", "2022-05-01", "private", "cycle"]];
    let both = found(&[earlier[0], earlier[1], all]);
    assert_eq!(both.len(), 2, "one for each cycle: {both:?}");
    names(&found(&[["2022", "", "private", ""], ["2024", "", "public", "all"]]), "1", &["without a day"]);
    // What was withheld for all cycles and is declared again for one of them.
    let withheld = [["2022", "2022-05-01", "public", ""], ["2024", "2024-05-01", "private", "all"]];
    let again = found(&[withheld[0], withheld[1], ["2022", "2024-06-01", "public", "cycle"]]);
    names(&again, "2", &["public of 2024-06-01 for 2022", "private of 2024-05-01 for 2024 and all cycles"]);
    // Nothing is widened.
    assert_eq!(found(&[["2022", "2022-05-01", "public", ""], all]), []);
    assert_eq!(found(&[["2022", "2022-05-01", "private", ""], ["2024", "2024-05-01", "public", "cycle"]]), []);
    assert_eq!(found(&[["2022", "2022-05-01", "private", "all"], ["2024", "2024-05-01", "public", "cycle"]]), []);
    assert_eq!(found(&[["2022", "2024-06-01", "private", "cycle"], all]), [], "the later one withholds");

    // Also before it is sent.
    let net = Net::new();
    let header = "city,cycle,submitted_on,consent,consent_for\nnorthbridge";
    net.write("submissions/a/city.csv", format!("{header},2022,2022-05-01,private,\n"));
    net.write("submissions/a/o.csv", table(&[row(&[("cycle", "2022"), ("reference_year", "2021")])]));
    net.ingest();
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    let path = support::write(net.dir.path(), "desk/city.csv", format!("{header},2024,2024-05-01,public,all\n"));
    let (network, framework) = (net.network(), support::framework());
    let report = learning_cities::ingest::check(&[path], Some(&network), &framework, last.as_ref()).unwrap();
    let wider: Vec<_> = report.findings.iter().filter(|f| f.code == "wider_consent").collect();
    assert!(wider.len() == 1 && wider[0].message.contains("a file in the store"), "{wider:?}");
}

/// A refused declaration may have been meant as a withdrawal: one of another cycle does not answer for it.
#[test]
fn a_refused_declaration_withholds_its_cycle_until_one_of_that_cycle_comes() {
    let (refused, all) = (("2022", "2022-05-01", "privat", ""), ("2024", "2024-05-01", "public", "all"));
    assert_eq!(of(&[refused, all]).0, "private public");
    assert_eq!(of(&[refused, all, ("2022", "2022-05-02", "public", "")]).0, "public public");
}

/// A withdrawal with a slip in its day is not overridden by what came before it, and a slip widens nothing.
#[test]
fn a_day_that_cannot_be_right_narrows_and_never_widens() {
    let consent = |declarations: &[(&str, &str, &str)]| {
        let net = Net::new();
        for (i, (cycle, day, consent)) in declarations.iter().enumerate() {
            let text = format!("city,cycle,submitted_on,consent,consent_for\nnorthbridge,{cycle},{day},{consent}\n");
            net.write(&format!("submissions/{i}/city.csv"), text);
        }
        net.write("submissions/0/o.csv", table(&[row(&[])]));
        let report = net.ingest();
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &support::repository().join("queries"), None).unwrap();
        let found = report.findings.into_iter().filter(|f| ["implausible_date", "wider_consent"].contains(&f.code));
        (
            rows(&engine, "select consent from observations").join(" "),
            found.map(|f| (f.code, f.message)).collect::<Vec<_>>(),
        )
    };
    let first = ("2024", "2024-05-31", "public,");
    for day in ["2001-06-15", "2099-06-15"] {
        let (holds, found) = consent(&[first, ("2024", day, "private,")]);
        assert_eq!(holds, "private", "{day}");
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), ["wider_consent", "implausible_date"], "{day}");
        assert!(found[0].1.contains(day) && found[0].1.contains("2024-05-31"), "{}", found[0].1);
        assert!(found[1].1.starts_with(day), "{}", found[1].1);
        let (holds, found) = consent(&[("2024", day, "public,"), ("2024", "2024-06-15", "private,")]);
        assert_eq!((holds.as_str(), found.len()), ("private", 1), "{day}");
        assert_eq!(consent(&[("2024", day, "public,")]).0, "public", "{day}: the only one counts");
        assert_eq!(consent(&[first, ("2022", day, "private,all")]).0, "private", "{day}: for all cycles");
        assert_eq!(consent(&[("2024", "2024-05-31", "private,"), ("2025", day, "public,all")]).0, "private", "{day}");
    }
    // Of the same day the narrowest holds, whatever the files are called, and both are named.
    for [one, two] in [["public,", "private,"], ["private,", "public,"]] {
        let (holds, found) = consent(&[("2024", "2024-05-31", one), ("2024", "2024-05-31", two)]);
        assert_eq!((holds.as_str(), found.len()), ("private", 1));
        assert!(found[0].1.contains("neither is the later") && found[0].1.contains("city.csv"), "{}", found[0].1);
    }
    // An order that may be wrong names both days and what to do.
    let found = consent(&[first, ("2024", "2024-05-03", "private,")]).1;
    assert!(found[0].1.contains("of 2024-05-31") && found[0].1.contains("of 2024-05-03"), "{}", found[0].1);
    assert!(found[0].1.contains("If private was sent later, correct submitted_on in submissions/1/city.csv"));
}

/// What a browser or a person called it does not matter: a narrower consent that was received holds.
#[test]
fn a_declaration_under_another_name_is_one() {
    for name in ["city (1).csv", "city - Copy.csv", "withdrawal.csv"] {
        let net = Net::new();
        let declaration =
            |day: &str, consent: &str| format!("city,cycle,submitted_on,consent\nnorthbridge,2024,{day},{consent}\n");
        net.write("submissions/a/city.csv", declaration("2024-05-31", "public"));
        net.write(&format!("submissions/a/{name}"), declaration("2024-06-30", "private"));
        net.write("submissions/a/o.csv", table(&[row(&[])]));
        let report = net.ingest();
        assert!(report.findings.iter().all(|f| f.severity != Severity::Error), "{name}: {:?}", report.findings);
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &support::repository().join("queries"), None).unwrap();
        assert_eq!(rows(&engine, "select consent from observations"), ["private"], "{name}");
    }
}

const FIRST: (&str, &str, &str, &str) = ("2022", "2022-05-01", "public", "");

#[test]
fn a_later_consent_holds_for_all_cycles_for_its_own_or_is_asked_about() {
    let later = |consent, consent_for| of(&[FIRST, ("2024", "2024-05-01", consent, consent_for)]);
    assert_eq!(later("private", "all"), ("private private".into(), 0));
    assert_eq!(later("private", "cycle"), ("public private".into(), 0));
    assert_eq!(later("private", ""), ("private private".into(), 1), "unclear: the narrower holds meanwhile");
    assert_eq!(later("aggregate_only", ""), ("aggregate_only aggregate_only".into(), 1));
    assert_eq!(later("public", ""), ("public public".into(), 0), "nothing differs");
    assert_eq!(
        later("privat", ""),
        ("private private".into(), 0),
        "what cannot be read may have been meant as a withdrawal"
    );
    assert_eq!(later("", ""), ("public private".into(), 0), "nothing is said of consent");
    assert_eq!(later("private", "both"), ("private private".into(), 2), "a wrong word answers nothing");

    let opened =
        |consent_for| of(&[("2022", "2022-05-01", "private", ""), ("2024", "2024-05-01", "public", consent_for)]);
    assert_eq!(opened("all"), ("public public".into(), 0));
    assert_eq!(opened("cycle"), ("private public".into(), 0));
    assert_eq!(opened(""), ("private public".into(), 1), "what was not public stays so");
}

#[test]
fn the_order_is_that_of_the_days_and_without_days_that_of_the_cycles() {
    // A later word on an older cycle.
    assert_eq!(of(&[("2024", "2024-05-01", "public", ""), ("2022", "2024-06-01", "private", "")]).0, "private private");
    assert_eq!(
        of(&[("2024", "2024-05-01", "public", ""), ("2022", "2024-06-01", "private", "cycle")]).0,
        "private public"
    );
    assert_eq!(
        of(&[("2024", "2024-05-01", "public", ""), ("2022", "2024-06-01", "private", "all")]).0,
        "private private"
    );
    // Without days.
    assert_eq!(of(&[("2022", "", "public", ""), ("2024", "", "private", "")]).0, "private private");
    assert_eq!(of(&[("2022", "", "private", ""), ("2024", "", "public", "")]).0, "private public");
    // One that came before is no answer to what came after.
    assert_eq!(
        of(&[("2022", "2024-06-01", "public", "cycle"), ("2024", "2024-05-01", "private", "all")]).0,
        "public private"
    );
    // A cycle's newest declaration replaces an unclear one of the same cycle; what was said for all cycles stays said.
    let mended = |first: &'static str| {
        of(&[FIRST, ("2024", "2024-05-01", "private", first), ("2024", "2024-06-01", "public", "cycle")]).0
    };
    assert_eq!(mended(""), "public public");
    assert_eq!(mended("all"), "private public");
    // The answer to a question ends it.
    let answered = of(&[FIRST, ("2024", "2024-05-01", "private", ""), ("2024", "2024-06-01", "private", "cycle")]);
    assert_eq!(answered, ("public private".into(), 0));
    // Three cycles: the question names those it is about.
    let (consents, asked) =
        sent(&[("2020", "2020-05-01", "public", ""), FIRST, ("2024", "2024-05-01", "aggregate_only", "")]);
    assert!(consents.values().all(|c| c == "aggregate_only"), "{consents:?}");
    assert_eq!(asked.len(), 1);
    let question = &asked[0];
    assert_eq!(
        (question.code, question.line, question.city.as_deref()),
        ("consent_unclear", Some(2), Some("northbridge"))
    );
    assert!(question.file.ends_with("2/city.csv"), "{}", question.file);
    assert!(
        question.message.contains("2020, 2022") && question.message.contains("Write all in consent_for"),
        "{}",
        question.message
    );
}

#[test]
fn a_mapping_can_narrow_what_its_cities_sent_and_never_widen_it() {
    let consents = |first: &str, second: &str| {
        let dir = tempfile::tempdir().unwrap();
        let net = Net::new();
        let mapping = |name: &str, consent: &str| {
            format!(
                "source = \"{name}\"\n{consent}\n[[file]]\npattern = \"t.csv\"\ncity = {{ column = \"code\" }}\nyear = {{ column = \"year\" }}\n\
                 [[file.measurement]]\nmeasurement = \"unemployment_rate\"\nitem = \"total\"\ncolumn = \"rate\"\nsource = \"official\"\n"
            )
        };
        for (name, consent, year) in [("one", first, "2019"), ("two", second, "2020")] {
            net.write(&format!("mappings/{name}.toml"), mapping(name, consent));
            support::write(dir.path(), &format!("{name}/t.csv"), format!("code,year,rate\nnorthbridge,{year},7\n"));
        }
        let sources: BTreeMap<String, std::path::PathBuf> =
            ["one", "two"].map(|n| (n.to_string(), dir.path().join(n))).into();
        learning_cities::ingest::run(&net.network(), &support::framework(), &sources, &net.store()).unwrap();
        let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
        let engine = Engine::open(&snapshot, &support::repository().join("queries"), None).unwrap();
        rows(&engine, "select consent from observations order by reference_year").join(" ")
    };
    let public = "consent = \"public\"";
    assert_eq!(consents(public, "consent = \"private\""), "public private");
    assert_eq!(consents(public, "consent = \"private\"\nconsent_for = \"cycle\""), "public private");
    assert_eq!(consents(public, "consent = \"private\"\nconsent_for = \"all\""), "private private");
    assert_eq!(
        consents(public, "consent = \"aggregate_only\"\nconsent_for = \"all\""),
        "aggregate_only aggregate_only"
    );
    assert_eq!(consents("consent = \"private\"", "consent = \"public\"\nconsent_for = \"all\""), "private public");
}

/// Files, lines and messages of the questions that `check --store` asks of a declaration, the store holding others.
fn asked_before_sending(
    stored: &[(&str, &str, &str, &str)],
    sent: (&str, &str, &str, &str),
) -> Vec<(String, Option<u32>, String)> {
    let net = Net::new();
    let declaration = |(cycle, day, consent, consent_for): (&str, &str, &str, &str)| {
        format!("city,cycle,submitted_on,consent,consent_for\nnorthbridge,{cycle},{day},{consent},{consent_for}\n")
    };
    for (i, one) in stored.iter().enumerate() {
        net.write(&format!("submissions/{i}/city.csv"), declaration(*one));
        net.write(&format!("submissions/{i}/o.csv"), table(&[row(&[("cycle", one.0)])]));
    }
    net.ingest();
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    let path = support::write(net.dir.path(), "desk/city.csv", declaration(sent));
    let (network, framework) = (net.network(), support::framework());
    let questions = |last| {
        let report =
            learning_cities::ingest::check(std::slice::from_ref(&path), Some(&network), &framework, last).unwrap();
        let found = report.findings.into_iter().filter(|f| f.code == "consent_unclear");
        found.map(|f| (f.file, f.line, f.message)).collect::<Vec<_>>()
    };
    assert!(questions(None).is_empty(), "nothing is known of other cycles");
    questions(last.as_ref())
}

#[test]
fn check_asks_about_a_consent_that_differs_from_those_in_the_store() {
    let later = |consent, consent_for| asked_before_sending(&[FIRST], ("2024", "2024-05-01", consent, consent_for));
    let asked = later("private", "");
    assert_eq!(asked.len(), 1);
    assert!(asked[0].0.ends_with("desk/city.csv") && asked[0].1 == Some(2), "{asked:?}");
    assert!(asked[0].2.contains("narrower than that for 2022"), "{asked:?}");
    assert!(
        later("private", "all").is_empty() && later("private", "cycle").is_empty() && later("public", "").is_empty()
    );

    // What the store holds of the same cycle is replaced; an unclear one is asked about again, though it narrows 2022
    // meanwhile.
    let unclear = ("2024", "2024-05-01", "private", "");
    assert_eq!(asked_before_sending(&[FIRST, unclear], ("2024", "2024-06-01", "private", "")).len(), 1);
    assert_eq!(asked_before_sending(&[FIRST, unclear], unclear).len(), 1, "the same file again");
    assert!(asked_before_sending(&[FIRST, unclear], ("2024", "2024-06-01", "private", "cycle")).is_empty());
    // What a stored consent was meant for counts, and an older declaration is no question.
    let for_all = ("2023", "2023-05-01", "private", "all");
    assert!(asked_before_sending(&[FIRST, for_all], ("2024", "2024-05-01", "private", "")).is_empty());
    assert!(asked_before_sending(&[FIRST, unclear], ("2024", "2024-04-01", "private", "")).is_empty());
}
