use std::collections::BTreeSet;

use super::{Outcomes, around, in_words, outcomes};
use crate::language::tests::english;
use crate::model::vocabulary::Reach;
use crate::say;

#[test]
fn who_could_be_asked() {
    let told = |all: usize, searched: usize, names: &[&str]| in_words(&english(), "Southwell", all, searched, names);
    assert_eq!(
        told(0, 0, &[]),
        "Southwell has declared no request. None of its series moved away from progress, and none without a clear change lies outside its peers’ middle half on the side away from progress; so no search was made."
    );
    assert_eq!(
        told(2, 0, &[]),
        "For what Southwell asks about, no search can be made: its own values do not allow it."
    );
    assert_eq!(
        told(3, 1, &[]),
        "For the one series of Southwell that was searched for, no city can be named that was once where it is and has firmly improved since."
    );
    assert_eq!(
        told(3, 3, &["Northbridge"]),
        "Northbridge was once where Southwell is now, in at least one series, and has improved since; ask how."
    );
    assert!(
        told(3, 3, &["Eastford", "Northbridge"])
            .starts_with("Eastford and Northbridge were once where Southwell is now")
    );
    assert!(told(3, 3, &["A", "B", "C", "D", "E", "F", "G"]).starts_with("A, B, C, D, E and 2 more were once"));
}

/// The counts of each case are tested with the queries, by the same lines.
#[test]
fn what_is_said_where_nothing_was_asked_or_searched() {
    let lines = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/methods/said.txt");
    let lines = std::fs::read_to_string(lines).unwrap();
    let mut said = BTreeSet::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(';').collect();
        let counts: Vec<usize> = cells[4].split(' ').map(|n| n.parse().unwrap()).collect();
        let (l, city) = (&*english(), "Southwell");
        let names = vec!["Northbridge"; counts[2]];
        let expected = match cells[5] {
            "learning-nothing-asked" => say!(l, "learning-nothing-asked", city),
            "learning-nothing-searched" => say!(l, "learning-nothing-searched", city),
            "learning-nobody" => say!(l, "learning-nobody", city, n = counts[1]),
            _ => say!(l, "learning-asked", n = counts[2], cities = l.list_some(&names, 5), city),
        };
        assert_eq!(in_words(l, city, counts[0], counts[1], &names), expected, "{line}");
        said.insert(cells[5].to_string());
    }
    assert_eq!(said.len(), 4, "{said:?}");
}

#[test]
fn all_outcomes_in_a_sentence() {
    let told = |reach, counts| outcomes(&english(), "Southwell", Outcomes { reach, counts });
    assert_eq!(
        told(Reach::Peers, [3, 5, 1]),
        "Of 9 cities that were once where Southwell is, 3 moved towards progress, 5 held and 1 moved away."
    );
    assert_eq!(told(Reach::Region, [0, 1, 0]), "The one city that was once where Southwell is has held since.");
    assert_eq!(told(Reach::Network, [0, 0, 0]), "No comparable city of the network was once where Southwell is.");
}

#[test]
fn what_is_like_a_half() {
    let (low, high) = around(50.0, 0.25);
    assert!((low - 43.782).abs() < 1e-3 && (high - 56.218).abs() < 1e-3);
}
