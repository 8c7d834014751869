//! Each time that an edition is published is recorded, in its order.

use std::fs;

use learning_cities::base::hash::sha256;
use learning_cities::disclosure::{Editions, Issue};
use learning_cities::editions;
use learning_cities::store::Store;

use super::{folder, id, published, recorded, report, status, text, tree, verify};
use crate::check::{Net, row, table};
use crate::support::signed;

fn issues(net: &Net) -> Vec<Issue> {
    let editions = Editions::read(&Store::open(&net.store()).unwrap()).unwrap();
    editions.issues().map(|(_, issue)| issue.clone()).collect()
}

fn hash(file: &std::path::Path) -> Option<String> {
    Some(sha256(&fs::read(file).unwrap()))
}

#[test]
fn the_last_edition_is_the_one_that_readers_see_and_who_signed_is_kept_of_each_time() {
    let (net, first) = published();
    let one = hash(&folder(&net, "signed.toml"));
    assert_eq!(issues(&net).iter().map(|i| (&i.id, &i.signed)).collect::<Vec<_>>(), [(&first, &one)]);

    // Another edition, then the first one again, signed by somebody else.
    let path = "submissions/northbridge-2025/observations.csv";
    net.write(path, table(&[row(&[("reference_year", "2022"), ("value", "94.5")])]));
    net.ingest();
    let file = signed(&net.store(), net.dir.path(), "Q. Signer");
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file), "--language", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    let second = recorded(&net).iter().map(|folder| id(folder)).find(|id| *id != first).unwrap();
    let two = hash(&file);
    fs::remove_file(net.path().join(path)).unwrap();
    net.ingest();
    let file = signed(&net.store(), net.dir.path(), "R. Other");
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file), "--language", "fr"]);
    assert!(code == Some(0) && said.contains(&format!("Recorded in the store as the edition {first}")), "{said}");
    let three = hash(&file);
    assert_ne!(one, three);
    let known = issues(&net);
    let expected = [(&first, &one), (&second, &two), (&first, &three)];
    assert_eq!(known.iter().map(|i| (&i.id, &i.signed)).collect::<Vec<_>>(), expected);
    assert!(known.iter().all(|issue| issue.day.len() == 10 && !issue.lost), "{known:?}");

    let store = Store::open(&net.store()).unwrap();
    let listed: Vec<String> = editions::read_each(&store).unwrap().into_iter().map(|(id, _)| id).collect();
    assert_eq!(listed, [second.clone(), first.clone()]);
    let status = status(&net);
    let at = |id: &str| status.lines().position(|line| line.starts_with(id)).unwrap();
    assert_eq!(at(&first), at(&second) + 1, "{status}");
    assert!(
        status.lines().any(|line| line.starts_with(&first) && line.contains("; published 2 times, first on ")),
        "{status}"
    );
    assert!(status.lines().any(|line| line.starts_with(&second) && !line.contains("times")), "{status}");
    let (code, said) = report(&net, "again", &["--edition", &first]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(&folder(&net, "site")) == tree(&folder(&net, "again")));
    assert_eq!(verify(&net, &[]).0, Some(0));
}

#[test]
fn editions_of_a_version_that_recorded_no_issues_stay_readable() {
    let (net, id) = published();
    // As that version wrote it.
    let path = net.store().join("editions/0001.json");
    let mut record: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    record.as_object_mut().unwrap().remove("issues").unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let edition = &text[text.find("\"edition\":").unwrap() + "\"edition\":".len()..text.len() - 1];
    fs::write(&path, format!("{{\"sha256\":\"{}\",\"edition\":{edition}}}", sha256(edition.as_bytes()))).unwrap();
    assert!(issues(&net).is_empty());
    let (code, out) = verify(&net, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(status(&net).lines().any(|line| line.starts_with(&id)));
    let (code, said) = report(&net, "again", &["--edition", &id]);
    assert_eq!(code, Some(0), "{said}");
}
