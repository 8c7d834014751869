//! A file that was sent with another city's id in it.

use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{DECLARATION, Net, row, table};
use super::support::{framework, repository, write};

/// Six values of one city; `changed` of them are 3 greater than they were.
fn values(city: &str, changed: usize) -> String {
    let rows: Vec<String> = (0..6)
        .map(|i| {
            let value = 80 + i + if i < changed { 3 } else { 0 };
            row(&[("city", city), ("reference_year", &(2018 + i).to_string()), ("value", &value.to_string())])
        })
        .collect();
    table(&rows)
}

fn declaration(city: &str, day: &str) -> String {
    format!("{DECLARATION}{city},2024,{day},public,,,\n")
}

fn found(report: &Report, code: &str) -> Vec<(String, String)> {
    let found = report.findings.iter().filter(|f| f.code == code);
    found.map(|f| (f.file.clone(), f.message.clone())).collect()
}

#[test]
fn a_file_that_replaces_most_values_of_a_city_is_named_with_the_older_one() {
    let sent = |changed: usize, day: &str| {
        let net = Net::new();
        net.write("submissions/a/city.csv", declaration("northbridge", "2024-05-31"));
        net.write("submissions/a/o.csv", values("northbridge", 0));
        net.write("submissions/b/city.csv", declaration("northbridge", day));
        net.write("submissions/b/o.csv", values("northbridge", changed));
        found(&net.ingest(), "values_replaced")
    };
    let one = sent(5, "2024-06-30");
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].0, "submissions/b/o.csv");
    assert!(
        one[0].1.contains("Of 6 values that submissions/a/o.csv") && one[0].1.contains("5 are different"),
        "{one:?}"
    );
    assert_eq!(sent(4, "2024-06-30"), [], "a correction");
    assert_eq!(sent(5, "2024-04-30")[0].0, "submissions/a/o.csv", "the older one is named, whichever is wrong");
    // Of another cycle only values that differ widely: offices revise their series.
    let of_next_cycle = |widely: bool| {
        let net = Net::new();
        let next = |text: String| text.replace("northbridge,2024,", "northbridge,2025,");
        net.write("submissions/a/city.csv", declaration("northbridge", "2024-05-31"));
        net.write("submissions/a/o.csv", values("northbridge", 0));
        net.write("submissions/b/city.csv", next(declaration("northbridge", "2025-05-31")));
        let revised = next(values("northbridge", 6));
        let revised = if widely { revised.replace(",8", ",6") } else { revised };
        net.write("submissions/b/o.csv", revised);
        found(&net.ingest(), "values_replaced").len()
    };
    assert_eq!((of_next_cycle(false), of_next_cycle(true)), (0, 1));
    assert_eq!(sent(5, "2024-05-31"), [], "of one day: that they disagree is said");
}

/// Values that several small files replace are counted together, and a few are many where a city sent no others.
#[test]
fn small_files_that_replace_what_a_city_sent_are_named() {
    let replaced = |first: usize, files: &[(usize, usize)]| {
        let net = Net::new();
        let values = |&(first, end): &(usize, usize), from: usize| {
            let one =
                |i: usize| row(&[("reference_year", &(2010 + i).to_string()), ("value", &(from + i).to_string())]);
            table(&(first..end).map(one).collect::<Vec<_>>())
        };
        net.write("submissions/a/city.csv", declaration("northbridge", "2024-05-31"));
        net.write("submissions/a/o.csv", values(&(0, first), 60));
        for (i, range) in files.iter().enumerate() {
            net.write(
                &format!("submissions/b{i}/city.csv"),
                declaration("northbridge", &format!("2024-06-{:02}", i + 1)),
            );
            net.write(&format!("submissions/b{i}/o.csv"), values(range, 80));
        }
        found(&net.ingest(), "values_replaced")
    };
    let four = replaced(14, &[(0, 4), (4, 8), (8, 12), (12, 14)]);
    assert_eq!(four.len(), 4, "{four:?}");
    assert!(
        four.iter().all(|f| f.1.contains("Of 14 values") && f.1.contains("14 are different in this file and others"))
    );
    let one = replaced(4, &[(0, 4)]);
    assert!(one.len() == 1 && one[0].1.contains("4 are different in this file, which"), "{one:?}");
    assert_eq!(replaced(3, &[(0, 3)]).len(), 1);
    assert_eq!(replaced(14, &[(0, 4)]), [], "a correction of a few");
    assert_eq!(replaced(2, &[(0, 2)]), []);
}

#[test]
fn check_compares_a_file_with_the_values_in_the_store() {
    let net = Net::new();
    net.write("submissions/a/city.csv", declaration("northbridge", "2024-05-31"));
    net.write("submissions/a/o.csv", values("northbridge", 0));
    net.ingest();
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    let says = |changed: usize| {
        write(net.dir.path(), "desk/city.csv", declaration("northbridge", "2024-06-30"));
        let path = write(net.dir.path(), "desk/o.csv", values("northbridge", changed));
        let report = ingest::check(&[path], Some(&net.network()), &framework(), last.as_ref()).unwrap();
        found(&report, "values_replaced")
    };
    assert!(says(5)[0].1.contains("a file in the store"));
    assert_eq!(says(4), []);
}

#[test]
fn a_file_named_after_another_city_is_named() {
    let sent = |folder: &str, name: &str| {
        let net = Net::new();
        net.write(&format!("submissions/{folder}/city.csv"), declaration("northbridge", "2024-05-31"));
        net.write(&format!("submissions/{folder}/{name}"), values("northbridge", 0));
        found(&net.ingest(), "other_city")
    };
    let wrong = sent("Southgate-2024", "o.csv");
    assert!(wrong.len() == 1 && wrong[0].1.contains("write southgate into their column city"), "{wrong:?}");
    assert_eq!(sent("2024", "values_southgate.csv").len(), 1);
    for (folder, name) in [("northbridge-2024", "for southgate.csv"), ("2024", "o.csv"), ("southgates", "o.csv")] {
        assert_eq!(sent(folder, name), [], "{folder}/{name}");
    }
}

/// Nothing of the demonstration is another city's, though cities correct values and send their history again.
#[test]
fn the_demonstration_gives_no_such_finding() {
    let network =
        learning_cities::model::network::Network::load(&repository().join("data/demo"), &framework()).unwrap();
    let report =
        ingest::check(&[repository().join("data/demo/submissions")], Some(&network), &framework(), None).unwrap();
    for code in [
        "values_replaced",
        "other_city",
        "implausible_date",
        "wider_consent",
        "row_without_day",
        "row_without_time",
        "consent_without_day",
        "declarations_differ",
    ] {
        assert_eq!(found(&report, code), [], "{code}");
    }
}
