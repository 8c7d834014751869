//! Two files of one folder, which have one declaration, that contradict one another.

use std::fs;

use super::check::{Net, row, table};

const DECLARED: &str = "city,cycle,submitted_on,consent\nnorthbridge,2024,";

fn conflicts(net: &Net) -> Vec<(String, String)> {
    let found = net.check().findings.into_iter().filter(|f| f.code == "conflict_between_files");
    found.map(|f| (f.file, f.message)).collect()
}

fn two_files() -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARED}2024-05-31,public\n"));
    net.write("submissions/a/first.csv", table(&[row(&[("item", "male")]), row(&[("value", "91")])]));
    net.write("submissions/a/second.csv", table(&[row(&[("value", "92")])]));
    net
}

#[test]
fn advice_names_both_rows_and_does_not_send_to_the_declaration_of_both() {
    let net = two_files();
    let found = conflicts(&net);
    assert_eq!(found.len(), 2, "{found:?}");
    for (_, message) in &found {
        assert!(message.contains("a/first.csv, line 3") && message.contains("a/second.csv, line 2"), "{message}");
        assert!(message.contains("into a folder of its own, with a city.csv"), "{message}");
    }
}

#[test]
fn each_advice_works() {
    let net = two_files();
    net.write("submissions/a/second.csv", table(&[row(&[("item", "total"), ("value", "95")])]));
    assert_eq!(conflicts(&net), [], "one of the two rows is taken out");

    let net = two_files();
    let submissions = net.path().join("submissions");
    fs::create_dir(submissions.join("b")).unwrap();
    fs::rename(submissions.join("a/second.csv"), submissions.join("b/second.csv")).unwrap();
    net.write("submissions/b/city.csv", format!("{DECLARED}2024-05-31T15:30,public\n"));
    assert_eq!(conflicts(&net), [], "the newer file has a folder, a day and a time of its own");
}

#[test]
fn files_of_two_folders_are_sent_to_their_declarations() {
    let net = two_files();
    let submissions = net.path().join("submissions");
    fs::create_dir(submissions.join("b")).unwrap();
    fs::rename(submissions.join("a/second.csv"), submissions.join("b/second.csv")).unwrap();
    net.write("submissions/b/city.csv", format!("{DECLARED}2024-05-31,public\n"));
    let found = conflicts(&net);
    assert_eq!(found.len(), 2, "{found:?}");
    for (_, message) in &found {
        assert!(message.contains("submitted_on of the newer one, in its city.csv"), "{message}");
    }
}
