//! The form in other languages: what people read differs, what is read back does not.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use learning_cities::ingest::read::formats::workbook::read;
use learning_cities::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, TARGETS};
use learning_cities::template::{Entries, Last};

use super::{Net, cells, edit, framework, put, row, template_in};
use crate::support::{english, language};

pub fn entries() -> Entries {
    Entries {
        declaration: Some(row(
            "northbridge,2024,2024-05-31,public,2015,1.1.1|2.3.4,2.6.1,cycle,Ada Example,Coordinator,ada@north.example,en|sw,UTC,secretariat",
        )),
        observations: vec![
            row(
                "northbridge,2024,adult_literacy_rate,female,2023,97.2,96.1,98.3,1200,1.4,,official,Bureau,,B|D,Since 2023,strict,register,Court of Audit,By a register",
            ),
            row("northbridge,2024,political_leadership,total,2024,4,,,,,3|4|4,expert,,Strategy,,,,,,"),
            row("northbridge,2024,gdp_per_capita,total,2023,12000,,,,,,official,,,,,constant 2020,,,"),
        ],
        targets: vec![row("northbridge,adult_literacy_rate,total,2030,99.5")],
        practices: vec![row("northbridge,2.6.1,Fest,Every spring,https://example.org,2015,low,libraries,A survey,fr")],
    }
}

pub fn last() -> BTreeMap<(String, String), Last> {
    BTreeMap::from([(("adult_literacy_rate".into(), "female".into()), Last { year: 2022, value: 96.5 })])
}

/// The texts of a workbook.
fn texts(bytes: &[u8]) -> BTreeSet<String> {
    let all = RefCell::new(String::new());
    edit(bytes, |name, text| {
        if name == "xl/sharedStrings.xml" {
            *all.borrow_mut() = text.clone();
        }
        text
    });
    let one = regex::Regex::new("(?s)<t[^>]*>(.*?)</t>").unwrap();
    one.captures_iter(&all.borrow()).map(|t| quick_xml::escape::unescape(&t[1]).unwrap().into_owned()).collect()
}

#[test]
fn a_form_is_read_alike_in_every_language() {
    let as_read = |tag: &str| {
        let raw = read(&template_in(&language(tag), &entries(), &last()), "n.xlsx");
        assert_eq!(raw.findings, [], "{tag}");
        (
            cells(&raw.declaration, &DECLARATION),
            cells(&raw.observations, &OBSERVATIONS),
            cells(&raw.targets, &TARGETS),
            cells(&raw.practices, &PRACTICES),
            raw.printed,
            raw.rows_read,
        )
    };
    let in_english = as_read("en");
    assert!(in_english.0[0].iter().any(|cell| cell == "secretariat") && in_english.1.len() == 3);
    for tag in ["fr", "es"] {
        assert_eq!(as_read(tag), in_english, "{tag}");
    }
}

#[test]
fn a_form_says_in_its_language_what_it_asks() {
    let of = |tag: &str| texts(&template_in(&language(tag), &Entries::default(), &last()));
    let (en, fr, es) = (of("en"), of("fr"), of("es"));
    for (texts, says) in [
        (&en, ["What is asked", "Adult literacy rate: female", "How to fill in this workbook"]),
        (
            &fr,
            ["Ce qui est demandé", "Taux d’alphabétisation des adultes\u{a0}: femmes", "Comment remplir ce classeur"],
        ),
        (&es, ["Lo que se pide", "Tasa de alfabetización de la población adulta: mujeres", "Cómo rellenar este libro"]),
    ] {
        says.iter().for_each(|text| assert!(texts.contains(*text), "{text}: {texts:?}"));
    }
    // Sentences of a form in another language are in no English; ids, names of languages and the hidden texts apart.
    let hidden: BTreeSet<String> = framework()
        .measurements
        .iter()
        .flat_map(|m| m.items.iter().map(move |item| (m, item)))
        .flat_map(|(m, item)| {
            let t = learning_cities::model::form::in_english(&framework(), m, item);
            [t.title, t.meaning, t.unit, t.unit_alone]
        })
        .collect();
    let is_sentence = |text: &&String| text.contains(' ') && !hidden.contains(*text) && !text.starts_with("constant ");
    for other in [&fr, &es] {
        let alike: Vec<&String> = en.intersection(other).filter(is_sentence).collect();
        assert!(
            alike.iter().all(|text| text.contains("Northbridge") || text.contains("Invented") || text.len() < 16),
            "{alike:?}"
        );
    }
    assert!(!en.contains("Ce qui est demandé") && english().tag() == "en");
    assert_eq!(
        template_in(&language("fr"), &Entries::default(), &last()),
        template_in(&language("fr"), &Entries::default(), &last()),
        "the same form gives the same bytes"
    );
}

#[test]
fn an_entry_of_a_list_is_read_as_its_id() {
    let text = |cell: &str| format!("<is><t>{cell}</t></is>");
    let filled = |consent: &str| {
        edit(&template_in(&language("fr"), &Entries::default(), &last()), |name, part| match name {
            "xl/worksheets/sheet1.xml" => {
                let part = put(part, "D6", " t=\"inlineStr\"", &text(consent));
                let part = put(part, "G6", " t=\"inlineStr\"", &text("1.1.1 Des compétences"));
                put(part, "I6", " t=\"inlineStr\"", &text("fr: français"))
            }
            "xl/worksheets/sheet2.xml" => {
                let part = put(part, "H7", "", "<v>2023</v>");
                let part = put(part, "I7", "", "<v>97.2</v>");
                let part = put(part, "K7", " t=\"inlineStr\"", &text("D: Définition différente"));
                let part =
                    put(part, "T7", " t=\"inlineStr\"", &text("constant 2020: prix de 2020 pour toutes les années"));
                put(
                    part,
                    "U7",
                    " t=\"inlineStr\"",
                    &text("survey: La valeur a été estimée à partir d’une enquête par sondage."),
                )
            }
            "xl/workbook.xml" => part.replace(" fullCalcOnLoad=\"1\"", ""),
            _ => part,
        })
    };
    let consent = "aggregate_only: compté dans des résultats de plusieurs villes, jamais montré";
    let raw = read(&filled(consent), "n.xlsx");
    let declared = cells(&raw.declaration, &["consent", "priorities", "languages"]);
    assert_eq!(declared, [["aggregate_only", "1.1.1", "fr"]]);
    let observed = cells(&raw.observations, &["source", "status", "price_base", "quality"]);
    assert_eq!(observed, [["official", "D", "constant 2020", "survey"]]);
    // What only looks like an entry of the list is not taken for it.
    let raw = read(&filled("public: non"), "n.xlsx");
    assert_eq!(cells(&raw.declaration, &["consent"]), [["public: non"]]);
}

#[test]
fn a_text_that_was_changed_is_seen_in_every_language() {
    let entries = Entries {
        declaration: Some(row("northbridge,2024,2024-05-31,public,,,,,,,,,,")),
        observations: vec![row("northbridge,2024,adult_literacy_rate,female,2023,97.2,,,,,,official,,,,,,,,")],
        targets: vec![row("northbridge,adult_literacy_rate,female,2030,99.5")],
        ..Entries::default()
    };
    for tag in ["fr", "es"] {
        let found = |cell: &str| {
            let bytes = edit(&template_in(&language(tag), &entries, &last()), |name, text| match name {
                // The hidden sheet keeps what the form printed.
                "xl/worksheets/sheet2.xml" if !cell.is_empty() => {
                    let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
                    let end = start + text[start..].find("</c>").unwrap();
                    format!(
                        "{}<c r=\"{cell}\" t=\"inlineStr\"><is><t>Otra cosa</t></is>{}",
                        &text[..start],
                        &text[end..]
                    )
                }
                _ => text,
            });
            let net = Net::new();
            net.write("submissions/northbridge.xlsx", bytes);
            let findings = net.check().findings;
            let changed = findings.into_iter().filter(|f| f.code == "form_text_changed");
            changed.map(|f| f.cell.unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(found(""), [""; 0], "{tag}");
        for cell in ["C7", "D7", "E7"] {
            assert_eq!(found(cell), [cell], "{tag}");
        }
    }
}

#[test]
fn the_command_writes_the_form_in_a_language_that_there_is() {
    let net = Net::new();
    let out = net.dir.path().join("form.xlsx");
    let run = |tag: &str| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .arg("--root")
            .arg(crate::support::repository())
            .args(["template", "--city", "northbridge", "--cycle", "2024", "--language", tag, "--network"])
            .arg(net.path())
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (code, said) = run("xx");
    assert!(code == Some(2) && said.contains("en, es, fr") && !out.exists(), "{said}");
    assert_eq!(run("es").0, Some(0));
    assert!(texts(&std::fs::read(&out).unwrap()).contains("Lo que se pide"));
}
