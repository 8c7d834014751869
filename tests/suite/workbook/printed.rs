//! Texts of a form that were changed next to an entry.

use std::collections::BTreeMap;

use learning_cities::ingest::finding::Finding;
use learning_cities::template::Entries;

use super::{Net, edit, framework, row, template};

/// The findings of a form with these observations and targets, of whose texts some were changed: what stands for what.
fn checked(observations: &[&str], targets: &[&str], texts: &[(&str, &str)]) -> Vec<Finding> {
    let entries = Entries {
        declaration: Some(row("northbridge,2024,2024-05-31,public,,,,,,,,,,")),
        observations: observations.iter().map(|text| row(text)).collect(),
        targets: targets.iter().map(|text| row(text)).collect(),
        practices: Vec::new(),
    };
    let bytes = edit(&template(&entries, &BTreeMap::new()), |name, text| match name {
        "xl/sharedStrings.xml" => texts.iter().fold(text, |all, (from, to)| {
            assert!(all.contains(&format!(">{from}<")), "{from}");
            all.replace(&format!(">{from}<"), &format!(">{to}<"))
        }),
        _ => text,
    });
    let net = Net::new();
    net.write("submissions/northbridge.xlsx", bytes);
    net.check().findings.into_iter().filter(|f| f.code == "form_text_changed").collect()
}

const FEMALE: &str = "northbridge,2024,adult_literacy_rate,female,2023,97.2,,,,,,official,,,,,,";
const TITLE: &str = "Adult literacy rate: female";

#[test]
fn a_title_a_meaning_or_a_unit_that_was_changed_is_named_with_its_cell() {
    let of = |texts: &[(&str, &str)]| {
        let found = checked(&[FEMALE], &[], texts);
        assert!(found.len() <= 1, "{found:?}");
        found.into_iter().next()
    };
    let meaning = framework().measurement("adult_literacy_rate").unwrap().meaning.clone();
    assert_eq!(of(&[]), None);
    for (from, to, cell, column) in [
        (TITLE, "Women in adult education", "C7", "title"),
        (&meaning, "people aged 25 to 64 in education", "D7", "meaning"),
        ("%", "thousand persons", "E7", "unit"),
    ] {
        let finding = of(&[(from, to)]).unwrap_or_else(|| panic!("{to}"));
        assert_eq!(
            (finding.sheet.as_deref(), finding.cell.as_deref(), finding.column.as_deref(), finding.line),
            (Some("Observations"), Some(cell), Some(column), Some(7))
        );
        assert_eq!(
            (finding.measurement.as_deref(), finding.item.as_deref()),
            (Some("adult_literacy_rate"), Some("female"))
        );
        assert_eq!(finding.found.as_deref(), Some(to));
        let begins = &from[..from.len().min(40)];
        assert!(finding.message.contains(begins) && finding.message.contains("status D"), "{}", finding.message);
    }
    // What is written into an empty row of the form, or has no entry, is not what the form printed.
    assert_eq!(of(&[("Adult literacy rate: male", "Men in adult education")]), None);
    assert_eq!(of(&[(TITLE, "")]), None, "a text that was taken out says nothing else");
    assert_eq!(of(&[(TITLE, "adult  literacy rate:\nFemale")]), None, "only spaces and capitals");
}

#[test]
fn a_row_that_says_that_its_definition_differs_is_not_asked_about() {
    let changed = [(TITLE, "Women who read")];
    for status in ["D", "B|D"] {
        let row =
            format!("northbridge,2024,adult_literacy_rate,female,2023,97.2,,,,,,official,,,{status},Own survey,,");
        assert_eq!(checked(&[&row], &[], &changed), []);
    }
    let estimate = "northbridge,2024,adult_literacy_rate,female,2023,97.2,,,,,,official,,,E,,,";
    assert_eq!(checked(&[estimate], &[], &changed).len(), 1);
}

#[test]
fn targets_are_compared_too() {
    let target = "northbridge,adult_literacy_rate,female,2030,99.5";
    let found = checked(&[], &[target], &[(TITLE, "Women in adult education")]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].sheet.as_deref(), found[0].cell.as_deref()), (Some("Targets"), Some("C6")));
    assert_eq!(checked(&[], &[target], &[]), []);
}

#[test]
fn a_form_that_was_translated_has_one_finding() {
    let framework = framework();
    let rows: Vec<String> = framework
        .measurements
        .iter()
        .take(12)
        .map(|m| format!("northbridge,2024,{},{},2023,1,,,,,,{},,,,,,", m.measurement, m.items[0], m.sources[0]))
        .collect();
    let titles: Vec<String> = framework
        .measurements
        .iter()
        .take(12)
        .map(|m| learning_cities::model::form::title(m, &m.items[0]).replace('&', "&amp;").replace('<', "&lt;"))
        .collect();
    let translated: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Traduit")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(checked(&rows, &[], &[]), []);
    let found = checked(&rows, &[], &translated);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.starts_with("In 12 of 12 rows") && found[0].cell.is_none(), "{}", found[0].message);
    assert_eq!(checked(&rows, &[], &translated[..2]).len(), 2);
}
