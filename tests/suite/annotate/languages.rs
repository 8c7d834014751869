//! Remarks in the language of the form, and what becomes of an ODS workbook.

use std::path::Path;
use std::process::Command;

use learning_cities::annotate::targets;
use learning_cities::template::Entries;

use super::{alike, annotate, check, comments, parts, text};
use crate::check::{Net, row, table};
use crate::support::{language, repository};
use crate::workbook::languages::{entries, last};
use crate::workbook::ods::as_ods;
use crate::workbook::template_in;

/// A form with a value that cannot be, and a status without a definition.
fn faulty(tag: &str) -> Vec<u8> {
    let mut observations = entries().observations;
    observations[0][5] = "972".into();
    observations[0][15] = String::new();
    observations[0][16] = String::new();
    template_in(&language(tag), &Entries { observations, ..entries() }, &last())
}

#[test]
fn a_form_gets_its_remarks_in_its_own_language() {
    for (tag, words, cure, heading, end) in [
        (
            "fr",
            "La valeur est supérieure à",
            "Vérifiez le chiffre et son unité.",
            "Ce qui ne va pas",
            "Corrigez la cellule",
        ),
        (
            "es",
            "El valor está por encima del",
            "Revise la cifra y su unidad.",
            "Qué está mal",
            "Corrija la celda misma",
        ),
        ("en", "972 % is above 100 %.", "Mend the value", "What is wrong", "Mend the cell itself"),
    ] {
        let net = Net::new();
        let path = net.write("in/n.xlsx", faulty(tag));
        let out = net.dir.path().join("out.xlsx");
        let (report, given) = annotate(&net, &[path], &out);
        assert!(given[0].copy.is_ok(), "{given:?}");
        let after = parts(&std::fs::read(&out).unwrap());
        let found = comments(&text(&after, "xl/comments1.xml"));
        let remark = &found["I7"];
        for part in [words, cure, end, "972 % is above 100 %."] {
            assert!(remark.contains(part), "{tag}, {part}: {remark}");
        }
        let list = quick_xml::escape::unescape(&text(&after, "xl/worksheets/remarks1.xml")).unwrap().into_owned();
        assert!(list.contains(heading) && list.contains(words), "{tag}: {list}");
        assert_eq!(list.contains("What is wrong"), tag == "en");
        // What is given back is checked as what came: remarks in any language are no comments of the city.
        assert_eq!(alike(&check(&net, std::slice::from_ref(&out))), alike(&report), "{tag}");
        assert!(report.findings.iter().all(|finding| finding.code != "cell_comment"));
    }
}

#[test]
fn the_command_says_the_language_of_what_is_no_form() {
    let net = Net::new();
    net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-01,public\n");
    let path = net.write("submissions/a/o.csv", table(&[row(&[("value", "972")])]));
    let out = net.dir.path().join("o.csv");
    let run = |language: &str| {
        Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .arg("--root")
            .arg(repository())
            .args(["check", "--language", language, "--annotate"])
            .args([&out, &path])
            .output()
            .unwrap()
    };
    assert_eq!(run("fr").status.code(), Some(1));
    let copy = std::fs::read_to_string(&out).unwrap();
    assert!(
        copy.contains(
            "Vérifiez le chiffre et son unité. / 972 % is above 100 %. Write 97.2 if you meant 97.2 %. (à corriger"
        ),
        "{copy}"
    );
    let said = run("xx");
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&said.stderr).contains("--language xx"));
}

#[test]
fn of_an_ods_workbook_no_copy_is_made_and_a_cure_is_said() {
    let net = Net::new();
    let path = net.write("in/n.ods", as_ods(&faulty("en")));
    let paths = [path];
    for name in ["out.ods", "out.xlsx", "folder"] {
        let out = net.dir.path().join(name);
        let (report, given) = annotate(&net, &paths, &out);
        assert!(report.findings.iter().any(|f| f.code == "above_possible" && f.cell.as_deref() == Some("I7")));
        let why = given[0].copy.as_ref().unwrap_err();
        assert!(why.contains("Save it as .xlsx and check that"), "{why}");
        let to = &targets(&paths, &out).unwrap()[0].to;
        assert!(!to.exists() && !Path::exists(&out), "{name}");
    }
}
