//! A recorded edition is built again with the same bytes, or refused in words.

use std::fs;

use learning_cities::base::hash::sha256;

use super::{folder, holds, published, recorded, refused, report, status, text, tree, verify};
use crate::check::{row, table};
use crate::review::program;

#[test]
fn an_edition_is_built_again_whatever_came_since_and_is_kept_when_snapshots_are_pruned() {
    let (net, id) = published();
    let more = row(&[("reference_year", "2022"), ("value", "94.5")]);
    net.write("submissions/northbridge-2025/observations.csv", table(&[more]));
    net.ingest();
    let (code, _, said) = program(&["prune", "--store", text(&net.store()), "--keep", "1", "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = report(&net, "again", &["--edition", &id[..6]]);
    assert!(code == Some(0) && said.contains("byte for byte"), "{said}");
    assert!(tree(&folder(&net, "site")) == tree(&folder(&net, "again")));
    let status = status(&net);
    assert!(status.lines().any(|line| line.starts_with(&id) && line.contains("fr")), "{status}");
    assert_eq!(verify(&net, &[]).0, Some(0));
    // Options belong to the edition.
    let (code, said) = report(&net, "refused", &["--accept", "f.toml"]);
    assert!(code == Some(2) && said.contains("--final"), "{said}");
    let (code, said) = report(&net, "refused", &["--edition", &id, "--cycle", "2024"]);
    assert!(code == Some(2) && said.contains("cannot be used with"), "{said}");
    refused(&net, "ffffffff", &["has no such edition", &id, "status"]);
    for short in [&id[..3], ""] {
        let said = refused(&net, short, &["is too short: at least 4 characters", &id]);
        assert!(!said.contains("no such edition"), "{said}");
    }
    let (_, help, _) = program(&["report", "--help"]);
    assert!(help.contains("at least 4"), "{help}");

    // Another version, by the words of the record.
    let place = recorded(&net)[0].clone();
    let written = fs::read_to_string(place.join("edition.json")).unwrap();
    let seal = |text: &str| {
        fs::write(place.join("edition.json"), text).unwrap();
        fs::write(place.join("seal"), sha256(text.as_bytes())).unwrap();
    };
    seal(&written.replace(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"version\": \"9.8.7\""));
    refused(&net, &id, &["was made by learning-cities 9.8.7", "run this with learning-cities 9.8.7"]);
    // Other bytes than were published are not put in place.
    let page = sha256(&fs::read(folder(&net, "site/index.html")).unwrap());
    seal(&written.replace(&page, &sha256(b"")));
    refused(&net, &id, &["1 of ", "index.html", "nothing was written"]);
    // Damage is named.
    fs::write(place.join("edition.json"), &written[..written.len() / 2]).unwrap();
    refused(&net, &id, &["does not hold what was written", "copy of the store"]);
    assert!(verify(&net, &[]).1.contains("edition.json: does not hold what was written"));
    seal(&written);
    fs::write(place.join("program/queries/more.sql"), "select 1").unwrap();
    fs::remove_file(place.join("program/data/messages/fr.ftl")).unwrap();
    let (code, out) = verify(&net, &[]);
    assert!(code == Some(1) && out.contains("more.sql: is not of the edition"), "{out}");
    assert!(out.contains("fr.ftl: is missing"), "{out}");
    refused(&net, &id, &["more.sql: is not of the edition", "moves it into damaged/"]);
    fs::remove_file(place.join("program/queries/more.sql")).unwrap();
    refused(&net, &id, &["fr.ftl: is missing", "copy of the store"]);
}

#[test]
fn what_a_city_withdrew_since_is_not_published_again() {
    let (net, id) = published();
    let header = "city,cycle,submitted_on,consent\n";
    net.write("submissions/later/city.csv", format!("{header}southgate,2024,2024-07-01,private\n"));
    net.ingest();
    let (code, said) = report(&net, "again", &["--edition", &id]);
    assert_eq!(code, Some(0), "what was never shown does not stand against it: {said}");
    net.write("submissions/later/city.csv", format!("{header}northbridge,2024,2024-07-01,aggregate_only\n"));
    net.ingest();
    let said = refused(&net, &id, &["a city lets less be seen today", "new final edition"]);
    assert!(!said.to_lowercase().contains("northbridge"), "{said}");
}

#[test]
fn the_edition_of_a_forgotten_city_is_not_built_again_and_does_not_name_it() {
    let (net, id) = published();
    assert!(holds(&net.store().join("editions"), "northbridge"));
    let arguments = ["forget", "--store", text(&net.store()), "--city", "northbridge"].map(str::to_string);
    let arguments = arguments.each_ref().map(String::as_str);
    let (code, out, said) = program(&arguments);
    assert!(
        code == Some(0)
            && out.contains(&format!("built again from, since they show the city or cannot be searched: {id}")),
        "{out}{said}"
    );
    let (code, _, said) = program(&[&arguments[..], &["--yes"]].concat());
    assert_eq!(code, Some(0), "{said}");
    assert!(!holds(&net.store().join("editions"), "northbridge"));
    refused(&net, &id, &["a city was forgotten since"]);
    let status = status(&net);
    assert!(status.contains("cannot be built again: a city was forgotten"), "{status}");
    assert_eq!(verify(&net, &[]).0, Some(0));
}
