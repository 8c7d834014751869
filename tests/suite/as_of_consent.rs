//! An edition as of a day, and consents that were widened or narrowed after it.

use learning_cities::engine::Engine;
use learning_cities::open_data::Marts;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{self, rows};

const HEADER: &str = "city,cycle,submitted_on,consent,consent_for,priorities,contact_name,languages,contact_consent";

/// Submissions of northbridge, each with a declaration and, where there is a value, with that value for 2023, a target
/// and a practice that say the same.
struct Sent(Net);

impl Sent {
    fn new(submissions: &[(&str, &str)]) -> Sent {
        let net = Net::new();
        for (at, (declaration, value)) in submissions.iter().enumerate() {
            let file = |name: &str, text: String| net.write(&format!("submissions/{at}/{name}"), text);
            let commas = ",".repeat(7 - declaration.matches(',').count());
            file("city.csv", format!("{HEADER}\nnorthbridge,{declaration}{commas}\n"));
            let cycle = &declaration[..4];
            if !value.is_empty() {
                file("o.csv", table(&[row(&[("cycle", cycle), ("reference_year", "2021"), ("value", value)])]));
                file(
                    "targets.csv",
                    format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2040,{value}\n"),
                );
                file(
                    "practices.csv",
                    format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{value} rooms,\n"),
                );
            }
        }
        net.ingest();
        Sent(net)
    }

    fn engine(&self, day: Option<&str>) -> Engine {
        let snapshot = Store::open(&self.0.store()).unwrap().current().unwrap().unwrap();
        Engine::open_as_of(&snapshot, &support::repository().join("queries"), None, day).unwrap()
    }

    /// What of a day may be shown, and that what the site is made of has no more.
    fn public(&self, day: Option<&str>) -> Vec<String> {
        let engine = self.engine(day);
        let shown = rows(
            &engine,
            "select cast(value as varchar) as shown from observations where consent = 'public' \
             union all select 'target ' || cast(value as varchar) from targets where consent = 'public' \
             union all select summary from practices where consent = 'public' \
             union all select 'asks ' || feature from declarations where consent = 'public' \
             union all select contact_name from city_contacts where contact_name is not null order by 1",
        );
        let history = rows(
            &engine,
            "select distinct cast(value as varchar) from observation_history where consent = 'public' and from_cycle is not null",
        );
        assert!(history.iter().all(|value| shown.contains(value)), "{history:?} {shown:?}");
        shown
    }
}

#[test]
fn what_was_replaced_before_it_became_public_is_never_shown() {
    let sent = Sent::new(&[
        ("2024,2024-05-01,private,,1.1.1,Ann,en,public", "90"),
        ("2024,2024-07-01,public,,2.1.3,Bob,en,public", "95"),
    ]);
    let now = ["95 rooms", "95.0", "Bob", "asks 2.1.3", "target 95.0"];
    assert_eq!(sent.public(None), now);
    assert_eq!(sent.public(Some("2024-06-01")), [""; 0], "private then, and corrected since");
    assert_eq!(sent.public(Some("2024-07-01")), now);
    let counted = Sent::new(&[("2024,2024-05-01,aggregate_only", "90"), ("2024,2024-07-01,public", "95")]);
    let consents = "select consent from observations union all select consent from targets";
    assert_eq!(rows(&counted.engine(Some("2024-06-01")), consents), ["aggregate_only", "aggregate_only"]);
}

#[test]
fn what_is_in_force_is_shown_of_an_earlier_day_as_it_is_today() {
    // The consent alone was widened; and the same was sent again with it.
    for again in ["", "90"] {
        let sent = Sent::new(&[
            ("2024,2024-05-01,private,,1.1.1,Ann,en,public", "90"),
            ("2024,2024-07-01,public,,1.1.1,Ann,en,public", again),
        ]);
        let now = ["90 rooms", "90.0", "Ann", "asks 1.1.1", "target 90.0"];
        assert_eq!(sent.public(None), now, "{again}");
        assert_eq!(sent.public(Some("2024-06-01")), now, "{again}");
    }
}

#[test]
fn what_was_public_when_it_was_replaced_is_shown_of_its_days() {
    let sent = Sent::new(&[
        ("2024,2024-05-01,private", "90"),
        ("2024,2024-06-01,public", ""),
        ("2024,2024-07-01,public", "95"),
    ]);
    let then = ["90 rooms", "90.0", "target 90.0"];
    for day in ["2024-05-15", "2024-06-15"] {
        assert_eq!(sent.public(Some(day)), then, "{day}: from June on everybody could see it");
    }
    assert_eq!(sent.public(Some("2024-07-15")), ["95 rooms", "95.0", "target 95.0"]);
    // Sent again before it was replaced, with a wider consent: it has been seen.
    let sent = Sent::new(&[
        ("2024,2024-05-01,private", "90"),
        ("2024,2024-06-01,public", "90"),
        ("2024,2024-07-01,public", "95"),
    ]);
    assert_eq!(sent.public(Some("2024-05-15")), then);
}

#[test]
fn what_was_withdrawn_later_is_shown_of_no_day() {
    let sent = Sent::new(&[
        ("2024,2024-05-01,public,,1.1.1,Ann,en,public", "90"),
        ("2024,2024-06-01,public,,2.1.3,Bob,en,public", "95"),
        ("2024,2024-07-01,private", ""),
    ]);
    let days = ["2024-05-15", "2024-06-15", "2024-07-15"];
    for day in days {
        assert_eq!(sent.public(Some(day)), [""; 0], "{day}");
    }
    // Withdrawn for a time only: what was replaced in that time, or before, follows its own day.
    let sent = Sent::new(&[
        ("2024,2024-05-01,public", "90"),
        ("2024,2024-06-01,private", "95"),
        ("2024,2024-07-01,public", "97"),
    ]);
    let [may, june, july] = days.map(|day| sent.public(Some(day)));
    assert_eq!(may, ["90 rooms", "90.0", "target 90.0"], "public when it was replaced");
    assert_eq!(june, [""; 0]);
    assert_eq!(july, ["97 rooms", "97.0", "target 97.0"]);
}

#[test]
fn a_consent_for_all_cycles_opens_what_is_in_force_and_not_what_was_replaced() {
    let sent = Sent::new(&[
        ("2022,2022-05-01,private", "90"),
        ("2022,2022-06-01,private", "91"),
        ("2024,2024-05-01,public,all", ""),
    ]);
    assert_eq!(sent.public(Some("2022-05-15")), [""; 0]);
    assert_eq!(sent.public(Some("2022-06-15")), ["91 rooms", "91.0", "target 91.0"]);
    let narrowed = Sent::new(&[("2022,2022-05-01,public", "90"), ("2024,2024-05-01,private,all", "")]);
    assert_eq!(narrowed.public(Some("2022-06-15")), [""; 0]);
}

/// Values of the series of a brief of a cycle, as of a day where one is given.
fn series(sent: &Sent, cycle: i32, day: Option<&str>) -> Vec<String> {
    let snapshot = Store::open(&sent.0.store()).unwrap().current().unwrap().unwrap();
    let queries = support::repository().join("queries");
    let engine = Engine::open_as_of(&snapshot, &queries, Some(cycle), day).unwrap();
    let shown = rows(&engine, "select cast(value as varchar) from series order by 1");
    let marts = Marts::fetch(&engine, Default::default()).unwrap();
    let published = marts.table("observations");
    let published: Vec<String> =
        (0..published.len()).filter_map(|row| Some(format!("{:?}", published.number("value", row)?))).collect();
    assert_eq!(published, shown, "the open data of the edition has what its series have");
    assert_eq!(marts.published.is_empty(), shown.is_empty());
    shown
}

#[test]
fn what_a_withheld_row_says_does_not_decide_what_is_shown() {
    let of = |withheld: &str| {
        let sent = Sent::new(&[
            ("2022,2022-03-01,private,,1.1.1,Ann,en,public", "90"),
            ("2024,2024-01-10,private,cycle,1.1.1,Ann,en,public", withheld),
            ("2022,2024-06-01,public,cycle", ""),
        ]);
        let days = [Some("2022-12-31"), None];
        let targets = "select value from targets where consent = 'public' union all select value from observations where consent = 'public'";
        let declared = "select feature from declarations where consent = 'public' union all select contact_name from city_contacts";
        let ask = |day| [targets, declared].map(|query| rows(&sent.engine(day), query));
        (days.map(|day| series(&sent, 2022, day)), days.map(ask))
    };
    assert_eq!(of("90"), of("95"));
}

#[test]
fn what_was_corrected_while_withheld_is_in_no_edition_of_an_earlier_cycle() {
    let sent = Sent::new(&[
        ("2022,2022-05-01,private", "90"),
        ("2023,2023-05-01,private", "95"),
        ("2024,2024-05-01,public,all", ""),
    ]);
    for day in [None, Some("2022-12-31"), Some("2023-12-31")] {
        assert_eq!(series(&sent, 2022, day), [""; 0], "{day:?}");
    }
    assert_eq!(series(&sent, 2023, None), ["95.0"]);
    // What everybody could see stays in the edition of its cycle, and its city too.
    let sent = Sent::new(&[("2022,2022-05-01,public", "90"), ("2023,2023-05-01,public", "95")]);
    for day in [None, Some("2022-12-31"), Some("2023-12-31")] {
        assert_eq!(series(&sent, 2022, day), ["90.0"], "{day:?}");
    }
    assert_eq!(series(&sent, 2023, None), ["95.0"]);
}

#[test]
fn a_consent_of_which_it_is_open_whether_it_came_before_a_correction_opens_nothing() {
    for (opened, shown) in [("2024-05-31", false), ("2024-05-31T08:00", true), ("2024-05-30", true)] {
        let sent = Sent::new(&[
            ("2024,2024-01-10,private", "90"),
            (&format!("2024,{opened},public"), ""),
            ("2024,2024-05-31T09:00,public", "95"),
        ]);
        let expected: &[&str] = if shown { &["90 rooms", "90.0", "target 90.0"] } else { &[] };
        assert_eq!(sent.public(Some("2024-02-01")), expected, "{opened}");
    }
}

#[test]
fn a_baseline_year_that_was_corrected_while_withheld_is_shown_of_no_day() {
    let of = |declared: [(&str, &str); 3]| {
        let net = Net::new();
        for (at, (day, baseline)) in declared.iter().enumerate() {
            let text = format!("city,cycle,submitted_on,consent,baseline_year\nnorthbridge,2024,{day},{baseline}\n");
            net.write(&format!("submissions/{at}/city.csv"), text);
        }
        net.write("submissions/0/o.csv", table(&[row(&[])]));
        net.ingest();
        let sent = Sent(net);
        let asked = "select baseline_year from cities where city = 'northbridge'";
        [Some("2024-02-01"), Some("2024-04-01"), None].map(|day| rows(&sent.engine(day), asked).join(""))
    };
    let private = ("2024-01-10", "private,2010");
    let none = [private, ("2024-03-10", "private,2012"), ("2024-06-10", "public,2012")];
    // The registry has a year of its own.
    assert_eq!(of(none), ["2016", "2012", "2012"]);
    // A declaration that gives no year leaves the one before it in force.
    let kept = [private, ("2024-03-10", "private,"), ("2024-06-10", "public,")];
    assert_eq!(of(kept), ["2010", "2010", "2010"]);
    let seen = [("2024-01-10", "public,2010"), ("2024-03-10", "public,2012"), ("2024-06-10", "public,2012")];
    assert_eq!(of(seen), ["2010", "2012", "2012"]);
}

#[test]
fn whether_a_withheld_row_is_there_does_not_decide_what_is_shown() {
    let of = |withheld: &[(&str, &str)]| {
        let mut sent =
            vec![("2022,2022-03-01,private,,1.1.1,Ann,en,public", "90"), ("2022,2024-06-01,public,cycle", "")];
        sent.splice(1..1, withheld.iter().copied());
        let sent = Sent::new(&sent);
        let values = "select value from observations where consent = 'public' union all \
             select value from targets where consent = 'public'";
        (series(&sent, 2022, Some("2022-12-31")), rows(&sent.engine(Some("2022-12-31")), values))
    };
    let without = of(&[]);
    assert_eq!(without, (vec!["90.0".to_string()], vec!["90.0".to_string(), "90.0".to_string()]));
    assert_eq!(of(&[("2024,2024-01-10,private,cycle", "95")]), without);
}

#[test]
fn a_value_that_was_corrected_while_withheld_moves_no_later_one() {
    let of = |first: &str| {
        let sent = Sent::new(&[
            ("2018,2018-03-01,private", first),
            ("2020,2020-03-01,private", "95"),
            ("2022,2022-03-01,public,all", "97"),
        ]);
        let coverage =
            "select cycle, area, series_reported from coverage where city = 'northbridge' order by cycle, area";
        let editions = [(2018, None), (2020, None), (2022, None), (2022, Some("2022-06-01"))];
        (editions.map(|(cycle, day)| series(&sent, cycle, day)), rows(&sent.engine(None), coverage))
    };
    assert_eq!(of("97"), of("90"), "whether it is the later value");
}
