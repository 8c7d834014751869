//! The pages of areas: their counts are those of the cities' movements, too few cities are not counted, and every area
//! leads to its features and neighbours.

use std::collections::BTreeMap;

use super::{fixture, site};

fn page(name: &str) -> String {
    std::fs::read_to_string(site().join(name)).unwrap().replace(['\u{a0}', '\u{202f}'], " ")
}

/// Cities by area, measurement and what they did: towards, held, away or anything else, each with those that are firm.
fn moved() -> BTreeMap<(String, String), [[i64; 2]; 4]> {
    let marts = fixture::marts(12.345);
    let rows = marts.rows().unwrap();
    let catalogue = marts.catalogue(&rows, &crate::support::english()).unwrap();
    let mut counts: BTreeMap<(String, String), [[i64; 2]; 4]> = BTreeMap::new();
    for m in &catalogue.measurements {
        counts.insert((m.area.clone(), m.title.clone()), Default::default());
    }
    for row in rows.measurement_movement.iter() {
        let m = catalogue.measurement(row.measurement).unwrap();
        let place = match row.outcome {
            Some("towards") => 0,
            Some("held") => 1,
            Some("away") => 2,
            Some("no_direction" | "mixed" | "rose" | "fell") => 3,
            _ => continue,
        };
        let of = &mut counts.get_mut(&(m.area.clone(), m.title.clone())).unwrap()[place];
        of[0] += 1;
        of[1] += i64::from(row.certainty == Some("firm"));
    }
    counts
}

#[test]
fn counts_are_those_of_the_cities_and_too_few_cities_are_not_counted() {
    let (mut counted, mut too_few) = (0, 0);
    for ((area, title), of) in moved() {
        let path = site().join(format!("tables/areas/{area}/{area}-measurements.csv"));
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let row = rows.iter().find(|row| row[0].contains(&title)).unwrap_or_else(|| panic!("{area} {title}"));
        let all: i64 = of.iter().map(|n| n[0]).sum();
        if all < 5 {
            assert_eq!(&row[1], "fewer than 5 cities", "{title}");
            too_few += 1;
            continue;
        }
        let cell = |[n, firm]: [i64; 2], moves: bool| match (n, moves) {
            (1.., true) => format!("{n} ({firm})"),
            _ => n.to_string(),
        };
        let expected = [cell(of[0], true), cell(of[1], false), cell(of[2], true), cell(of[3], true), all.to_string()];
        assert_eq!(row.iter().skip(1).collect::<Vec<_>>(), expected, "{title}");
        counted += 1;
    }
    assert!(counted > 0 && too_few > 0, "{counted} and {too_few}");
}

#[test]
fn an_area_leads_to_its_features_and_neighbours_and_is_led_to() {
    let second = page("areas/1.2.html");
    for link in ["../features/1.2.1.html", "1.1.html\" rel=\"prev\"", "1.3.html\" rel=\"next\""] {
        assert!(second.contains(link), "{link}");
    }
    assert!(!page("areas/1.1.html").contains("rel=\"prev\"") && !page("areas/3.3.html").contains("rel=\"next\""));
    assert!(page("index.html").contains("href=\"areas/1.2.html\""));
    assert!(page("features/1.2.1.html").contains("href=\"../areas/1.2.html\""));
}

#[test]
fn what_the_firm_changes_say_is_on_the_page() {
    let firm: [i64; 4] = moved()
        .iter()
        .filter(|((area, _), _)| area == "1.1")
        .fold([0; 4], |sum, (_, of)| std::array::from_fn(|i| sum[i] + of[i][1]));
    let (towards, away) = (firm[0], firm[2]);
    assert!(towards > 1 && away > 0, "{firm:?}");
    let finding = format!("{towards} firm changes towards progress, {away} away from it.");
    assert!(page("areas/1.1.html").contains(&finding), "{finding}");
}
