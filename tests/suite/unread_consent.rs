//! Declarations whose cycle cannot be read, and others that are refused: they narrow and never widen.

use learning_cities::engine::Engine;
use learning_cities::ingest::Report;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{repository, rows};

const HEADER: &str = "city,cycle,submitted_on,consent,consent_for,contact_name,languages,contact_consent";

/// Northbridge's values of 2022 and 2024, public with their contact, and further declarations: cycle, day and the rest.
fn sent(declarations: &[[&str; 3]]) -> (Vec<String>, String, Report) {
    let net = Net::new();
    for (folder, cycle, year) in [("a", "2022", "2021"), ("b", "2024", "2023")] {
        let declaration = format!("northbridge,{cycle},{cycle}-05-31,public,cycle,Ann,en,public");
        net.write(&format!("submissions/{folder}/city.csv"), format!("{HEADER}\n{declaration}\n"));
        let value = row(&[("cycle", cycle), ("reference_year", year)]);
        net.write(&format!("submissions/{folder}/o.csv"), table(&[value]));
    }
    for (at, [cycle, day, rest]) in declarations.iter().enumerate() {
        let commas = ",".repeat(4 - rest.matches(',').count());
        let declaration = format!("northbridge,{cycle},{day},{rest}{commas}");
        net.write(&format!("submissions/later-{at}/city.csv"), format!("{HEADER}\n{declaration}\n"));
    }
    let report = net.ingest();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &repository().join("queries"), None).unwrap();
    let consents = rows(&engine, "select consent from observations order by cycle");
    let contact = rows(&engine, "select contact_consent || ' ' || consent from contacts").join(", ");
    (consents, contact, report)
}

fn consents(declarations: &[[&str; 3]]) -> String {
    sent(declarations).0.join(" ")
}

/// The message about the cycle of a further declaration.
fn message(report: &Report) -> &str {
    let found = report.findings.iter().find(|f| ["missing_cell", "not_a_year"].contains(&f.code));
    found.map_or("", |f| f.message.as_str())
}

#[test]
fn a_withdrawal_whose_cycle_cannot_be_read_withholds_every_cycle() {
    for cycle in ["", "24", "2O24", "2022-2024", "all", "2024.0"] {
        let (consents, contact, report) = sent(&[[cycle, "2024-06-30", "private,all"]]);
        assert_eq!((consents.join(" ").as_str(), contact.as_str()), ("private private", "none private"), "{cycle}");
        assert!(message(&report).contains("every cycle of northbridge is withheld"), "{}", message(&report));
    }
    for consent in ["aggregate_only", "privat", "PUBLIC", ""] {
        assert_eq!(consents(&[["", "2024-06-30", consent]]), "private private", "{consent}");
    }
}

#[test]
fn public_without_a_cycle_withholds_nothing_and_widens_nothing() {
    let (consents, contact, report) = sent(&[["", "2024-06-30", "public,all,Ann,en,public"]]);
    assert_eq!((consents.join(" ").as_str(), contact.as_str()), ("public public", "public public"));
    assert_eq!(message(&report), "cycle is empty. Fill it in.");
    let withheld = ["2024", "2024-06-15", "private,all"];
    assert_eq!(self::consents(&[withheld, ["", "2024-06-30", "public,all"]]), "private private");
}

#[test]
fn without_a_cycle_a_narrower_consent_to_the_contact_holds() {
    for (word, holds) in [("none", "none"), ("secretariat", "secretariat"), ("nobody", "none"), ("", "none")] {
        let (consents, contact, report) = sent(&[["2O24", "2024-06-30", &format!("public,,Ann,en,{word}")]]);
        assert_eq!((consents.join(" "), contact), ("public public".into(), format!("{holds} public")), "{word}");
        assert!(message(&report).contains(&format!("no wider than {holds} allows")), "{}", message(&report));
    }
}

#[test]
fn a_newer_declaration_that_can_be_read_ends_it() {
    let unread = ["", "2024-06-30", "private,all"];
    assert_eq!(consents(&[unread, ["2024", "2024-07-31", "public,cycle"]]), "private public");
    assert_eq!(consents(&[unread, ["2024", "2024-07-31", "public,all"]]), "public public");
    assert_eq!(consents(&[unread, ["2024", "2024-06-15", "public,all"]]), "private private", "an older one");
    assert_eq!(consents(&[["", "2022-01-15", "private"]]), "public public", "both came after it");
    for day in ["", "2024-6-30", "2001-05-31"] {
        let newer = ["2024", "2024-07-31", "public,all"];
        assert_eq!(consents(&[["", day, "private"], newer]), "private private", "{day}: its place is not known");
    }
}

#[test]
fn a_refused_withdrawal_whose_day_cannot_be_right_withholds() {
    for day in ["2001-06-15", "2099-06-15"] {
        let (consents, contact, _) = sent(&[["2024", day, "privat"]]);
        assert_eq!((consents.join(" ").as_str(), contact.as_str()), ("public private", "none private"), "{day}");
    }
}

#[test]
fn of_two_consents_for_all_cycles_of_one_day_the_narrower_holds() {
    let (public, private) = (["2024", "2024-07-31", "public,all"], ["2024", "2024-07-31", "private,all"]);
    assert_eq!(consents(&[public, private]), "private private");
    assert_eq!(consents(&[private, public]), "private private");
    assert_eq!(consents(&[["2022", "2024-06-30", "private,cycle"], public]), "public public");
}

#[test]
fn of_one_day_a_consent_for_all_widens_no_other_cycle() {
    let (day, noon) = ("2024-07-31", "2024-07-31T12:00");
    for (own, all) in [(day, day), (noon, day), (day, noon)] {
        let (consents, _, report) = sent(&[["2022", own, "private,cycle"], ["2024", all, "public,all"]]);
        assert_eq!(consents.join(" "), "private public", "{own} {all}");
        let said: Vec<&str> =
            report.findings.iter().filter(|f| f.code == "wider_consent").map(|f| f.message.as_str()).collect();
        assert!(said.len() == 1 && said[0].contains("neither is the later, so private holds for 2022"), "{said:?}");
    }
    // A later one widens, and one of the same day narrows.
    assert_eq!(consents(&[["2022", day, "private,cycle"], ["2024", "2024-08-01", "public,all"]]), "public public");
    assert_eq!(consents(&[["2022", day, "public,cycle"], ["2024", day, "private,all"]]), "private private");
}

#[test]
fn a_file_with_a_declaration_that_is_refused_says_that_the_earlier_consent_holds() {
    let net = Net::new();
    let city = format!("{HEADER},remark\nnorthbridge,2024,2024-06-30,private,all,,,,please\n");
    net.write("submissions/a/city.csv", city);
    net.write("submissions/b/northbridge.xlsx", "no workbook");
    net.write("submissions/c/o.csv", "city,cycle,remark\n");
    for finding in net.check().findings {
        let expected = !finding.file.ends_with("o.csv");
        assert_eq!(finding.message.contains("a consent that was given before still holds"), expected, "{finding:?}");
    }
}

#[test]
fn targets_and_practices_without_a_declaration_in_their_folder_are_named() {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{HEADER}\nnorthbridge,2024,2024-05-31,public,all,,,\n"));
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    let target = "city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2040,95\n";
    let practice = "city,feature,title,summary,link\nnorthbridge,1.1.1,Rooms,Two rooms.,\n";
    net.write("submissions/a/targets.csv", target);
    net.write("submissions/b/targets.csv", target);
    net.write("submissions/c/practices.csv", practice);
    for report in [net.check(), net.ingest()] {
        let found = report.findings.iter().filter(|f| f.code == "no_declaration");
        let found: Vec<_> =
            found.map(|f| (f.file.rsplit("submissions/").next().unwrap(), f.message.as_str())).collect();
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), ["b/targets.csv", "c/practices.csv"], "{found:?}");
        assert!(found[0].1.contains("no declaration of northbridge, so the targets of this file"), "{found:?}");
    }
}
