//! An analyst's week, through the commands: submissions arrive in three batches with faults, letters go out, corrected files
//! come back, a draft goes to the cities, one withdraws its consent, the final edition appears, and a year later the next
//! one with what differs.

mod desk;
mod files;

use std::os::unix::fs::PermissionsExt;

use desk::Desk;

use crate::workbook::ods::as_ods;

/// Sends tables of CSV with faults and mends them in the copy with remarks.
const CSV: &str = "cenlinwan";
/// Fills in the form in Spanish, and mends it in the copy with remarks.
const FORM: &str = "nueva-riverrosa";
/// Sends its form as ODS, a value of which cannot be.
const ODS: &str = "tell-nawfiya";
/// Has a statistical office whose table a mapping reads.
const MAPPED: &str = "chorokpo";
/// Withdraws its consent before the first edition.
const WITHDRAWN: &str = "wadi-turjun";
/// Withdraws its consent a year later.
const LATER: &str = "ndegezimbe";
/// Has sent nothing for the first edition.
const LATE: &str = "verbobrodostav";

#[test]
fn an_analysts_week_and_the_year_after() {
    let desk = Desk::new();
    first_batch(&desk);
    letters(&desk);
    second_batch(&desk);
    let said_in_public = draft(&desk);
    withdrawal(&desk);
    let first = first_edition(&desk, &said_in_public);
    a_year_later(&desk);
    what_differs(&desk);
    editions(&desk, &first);
}

/// Three cities send tables, a form in Spanish and one saved as ODS, each with faults.
fn first_batch(desk: &Desk) {
    desk.send(&format!("{CSV}-2022"), |name, text| match name {
        "observations.csv" => files::with_faults(&text),
        _ => text,
    });
    let filled = files::filled(&desk.form(FORM, "2022", "es"), &desk.rows(&format!("{FORM}-2022")));
    desk.write(&format!("submissions/{FORM}-2022.xlsx"), files::with_faults_in_form(&filled));
    let faulty = files::with_fault(&desk.workbook(&format!("{ODS}-2022")));
    desk.write(&format!("submissions/{ODS}-2022.ods"), as_ods(&faulty));

    // Before anything is stored: what is wrong by place, and copies with remarks.
    let said = desk.run(1, &["check", &desk.path("network/submissions"), "--annotate", &desk.path("to-the-cities")]);
    for place in [
        format!("{CSV}-2022/observations.csv › line 2, value"),
        format!("{CSV}-2022/observations.csv › line 3, source"),
        format!("{FORM}-2022.xlsx › Observations!I7"),
        format!("{FORM}-2022.xlsx › Observations!I8"),
        format!("{ODS}-2022.ods › Observations!I7"),
    ] {
        assert!(said.contains(&format!("{place} ·")), "{place}: {said}");
    }
    assert!(said.contains(": 5 errors, "), "{said}");
    let none = format!("{ODS}-2022.ods: no copy with remarks was written.");
    assert!(said.contains(&none) && said.contains("Save it as .xlsx and check that"), "{said}");
    // The copy of a form speaks its language: what is wrong is said at the cell, and listed.
    let copy = desk.read(&format!("to-the-cities/{FORM}-2022.xlsx"));
    let comments = files::part(&copy, "xl/comments1.xml");
    for words in ["ref=\"I7\"", "ref=\"I8\"", "El valor está por encima del mayor posible.", "972 % is above 100 %."] {
        assert!(comments.contains(words), "{words}: {comments}");
    }
    let list = files::part(&copy, "xl/worksheets/remarks1.xml");
    assert!(
        list.contains("Qué está mal") && list.contains("por corregir") && !list.contains("What is wrong"),
        "{list}"
    );
    let copy = desk.text(&format!("to-the-cities/{CSV}-2022/observations.csv"));
    let line = copy.lines().nth(1).unwrap();
    assert!(line.ends_with("Write 95.3 if you meant 95.3 %. (to mend: not taken as it is)\""), "{line}");

    // Stored all the same: what is sound goes in.
    let said = desk.ingest(1);
    assert!(said.contains("5 errors, ") && said.contains("is in force"), "{said}");
    let status = desk.status();
    for words in [
        "3 of 8 cities have sent something for 2022.",
        "\n    5 Late ",
        "\n    3 With errors ",
        "Send the letters to 3 cities: ",
        "`learning-cities review` writes them",
    ] {
        assert!(status.contains(words), "{words}: {status}");
    }
    assert!(status.lines().count() < 45, "one screen: {status}");
    desk.verified();
}

/// The review writes a letter for each of the three, in its language, with the cells.
fn letters(desk: &Desk) {
    let said = desk.review();
    assert!(said.contains("9 pages, 3 letters"), "{said}");
    let letters = desk.names("review/letters").into_iter().filter(|name| name.ends_with(".txt"));
    assert_eq!(letters.collect::<Vec<_>>(), [CSV, FORM, ODS].map(|city| format!("{city}.txt")));
    for (city, places, words) in [
        (
            CSV,
            ["observations.csv: line 2, column value", "observations.csv: line 3, column source"],
            "15 December 2022",
        ),
        (FORM, ["-2022.xlsx: Observations!I7 ", "-2022.xlsx: Observations!I8 "], "15 de diciembre de 2022"),
        (ODS, ["-2022.ods: Observations!I7 ", "La valeur est supérieure"], "15 décembre 2022"),
    ] {
        let letter = desk.text(&format!("review/letters/{city}.txt")).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(letter.contains(words), "{letter}");
        places.iter().for_each(|place| assert!(letter.contains(place), "{place}: {letter}"));
        let others = [CSV, FORM, ODS].into_iter().filter(|other| *other != city);
        others.for_each(|other| assert!(!letter.contains(other), "{other} in the letter to {city}"));
        assert!(desk.text(&format!("review/letters/{city}.eml")).contains("X-Unsent: 1"));
    }
    let mode = std::fs::metadata(desk.path("review")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "nobody else may look into the folder");
}

/// The copies come back mended, each in place of what was sent; other cities send theirs, one through a mapping.
fn second_batch(desk: &Desk) {
    let copy = desk.read(&format!("to-the-cities/{FORM}-2022.xlsx"));
    let mended = files::mended_form(&copy, &desk.rows(&format!("{FORM}-2022")));
    assert!(files::part(&mended, "xl/workbook.xml").contains("\"Remarks\""), "the list comes back with it");
    desk.write(&format!("submissions/{FORM}-2022.xlsx"), mended);
    let copy = desk.text(&format!("to-the-cities/{CSV}-2022/observations.csv"));
    desk.write(&format!("submissions/{CSV}-2022/observations.csv"), files::without_faults(&copy));
    desk.write(&format!("submissions/{ODS}-2022.ods"), as_ods(&desk.workbook(&format!("{ODS}-2022"))));
    [WITHDRAWN, LATER].iter().for_each(|city| desk.send(&format!("{city}-2022"), |_, text| text));
    desk.publish_table(MAPPED, "2022");
    let said = desk.ingest(0);
    assert!(said.contains("0 errors, "), "{said}");
    // The third batch: the smallest city.
    desk.send("zenomba-2022", |_, text| text);
    desk.ingest(0);
    let status = desk.status();
    assert!(status.contains("7 of 8 cities have sent something for 2022."), "{status}");
    assert!(status.contains("\n    0 With errors") && status.contains("\n    1 Late "), "{status}");
    desk.verified();

    // Every value is there once, as it was sent, whatever it came in.
    for city in [CSV, FORM, ODS, MAPPED] {
        let rows = desk.rows(&format!("{city}-2022"));
        let sent = match city {
            FORM => files::values(files::entered(&rows)),
            MAPPED => files::values(files::of_office(&rows)),
            _ => files::values(&rows),
        };
        assert!(sent.len() > 8, "{city}: {sent:?}");
        assert_eq!(desk.stored(city, "2022"), sent, "{city}");
    }
}

/// A draft asks for comments; a sentence that it shows of the city which withdraws then.
fn draft(desk: &Desk) -> String {
    let said = desk.report(0, "draft", &["--comments-by", "2022-12-31"]);
    assert!(said.contains("draft brief of the cycle 2022"), "{said}");
    let front = desk.text("draft/index.html").replace('\u{a0}', " ");
    assert!(front.contains("31 December 2022"), "the day by which cities comment");
    let practices = desk.text(&format!("demo/submissions/{WITHDRAWN}-2022/practices.csv"));
    let practices = files::rows(&practices);
    let sentence = practices[0]["summary"].split(',').next().unwrap().to_string();
    assert!(desk.text(&format!("draft/cities/{WITHDRAWN}.html")).contains(&sentence), "{sentence}");
    // No final edition while findings are open.
    let said = desk.report(1, "site", &["--final"]);
    assert!(said.contains("Nothing was written") && said.contains("--accept"), "{said}");
    assert!(!desk.exists("site"));
    sentence
}

/// A city withdraws: one line, with a newer day, for all its cycles.
fn withdrawal(desk: &Desk) {
    desk.write(
        &format!("submissions/{WITHDRAWN}-withdrawal/city.csv"),
        format!("city,cycle,submitted_on,consent,consent_for\n{WITHDRAWN},2022,2022-12-20,private,all\n"),
    );
    desk.ingest(0);
    desk.review();
    let page = desk.text(&format!("review/cities/{WITHDRAWN}.html"));
    assert!(page.contains("2022-12-20"), "its consent and the history of it");
    let text = desk.out(0, &["diff", "--store", &desk.path("store"), "--relation", "observations"]);
    assert!(text.contains("consent public -> private") && text.contains("(consent"), "{text}");
    desk.verified();
}

/// The first edition, in which nothing of the city that has withdrawn is; its id.
fn first_edition(desk: &Desk, said_in_public: &str) -> String {
    let signed = desk.signed("A. Analyst", "the city has confirmed it");
    let said = desk.report(0, "site", &["--final", "--accept", &signed]);
    assert!(said.contains("final brief of the cycle 2022"), "{said}");
    assert!(!desk.exists(&format!("site/cities/{WITHDRAWN}.html")) && !desk.holds("site", said_in_public));
    nothing_of(desk, WITHDRAWN);
    assert!(desk.published("site", "observations").contains(LATER));
    // Who signed, and why, stays with the analyst.
    assert!(!desk.holds("site", "A. Analyst") && !desk.holds("site", "the city has confirmed it"));
    let id = files::edition(&said);
    assert!(desk.status().contains(&id), "status lists the edition");
    desk.verified();
    id
}

/// No relation of the site that holds what cities sent, or what is made of it, names the city.
fn nothing_of(desk: &Desk, city: &str) {
    for relation in ["observations", "practices", "targets", "declarations", "series", "progress", "peer_comparison"] {
        assert!(!desk.published("site", relation).contains(city), "{relation} of {city}");
    }
}

/// The next cycle comes, with faults; a city that the first edition shows withdraws.
fn a_year_later(desk: &Desk) {
    for city in [CSV, FORM, ODS, LATE, LATER, "zenomba"] {
        desk.send(&format!("{city}-2024"), |_, text| text);
    }
    desk.publish_table(MAPPED, "2024");
    desk.write(
        &format!("submissions/{LATER}-withdrawal/city.csv"),
        format!("city,cycle,submitted_on,consent,consent_for\n{LATER},2024,2024-12-01,private,all\n"),
    );
    let said = desk.ingest(1);
    assert!(said.contains("1 error, "), "{said}");
    let status = desk.status();
    assert!(status.contains("7 of 8 cities have sent something for 2024."), "{status}");
    assert!(status.contains("\n    1 With errors "), "{status}");
    desk.verified();
}

/// What differs from the snapshot of the first edition, with its causes.
fn what_differs(desk: &Desk) {
    let store = desk.path("store");
    let json = desk.out(0, &["diff", "--store", &store, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let text = json.to_string();
    for cause in ["submission", "consent", "cycle"] {
        assert!(text.contains(&format!("\"{cause}\"")), "{cause}");
    }
    let of_city = desk.out(0, &["diff", "--store", &store, "--city", LATER, "--relation", "observations"]);
    assert!(of_city.starts_with("Private, for the analyst"), "{of_city}");
    assert!(of_city.contains("consent public -> private"), "{of_city}");
    let csv = desk.out(0, &["diff", "--store", &store, "--relation", "observations", "--format", "csv"]);
    let new = csv.lines().filter(|line| line.starts_with(&format!("observations,{LATE},")) && line.contains(",new,,"));
    assert_eq!(new.count(), desk.stored(LATE, "2024").len(), "each value of a city that is new");
}

/// The second edition appears and is built again; the first one shows a city that lets less be seen today.
fn editions(desk: &Desk, first: &str) {
    let signed = desk.signed("A. Analyst", "looked at with the city");
    let said = desk.report(0, "site", &["--final", "--accept", &signed]);
    let second = files::edition(&said);
    assert!(said.contains("final brief of the cycle 2024") && second != first, "{said}");
    [WITHDRAWN, LATER].iter().for_each(|city| nothing_of(desk, city));
    assert!(desk.published("site", "observations").contains(LATE));
    let store = desk.path("store");
    let again = |code: i32, out: &str, id: &str| {
        desk.run(code, &["report", "--store", &store, "--out", &desk.path(out), "--edition", id])
    };
    let said = again(2, "refused", first);
    assert!(said.contains("lets less be seen") && !said.to_lowercase().contains(LATER), "{said}");
    assert!(!desk.exists("refused"));
    let said = again(0, "again", &second);
    assert!(said.contains("byte for byte") && desk.tree("site") == desk.tree("again"), "{said}");
    desk.verified();
}
