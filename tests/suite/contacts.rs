//! Contacts and practices: the cells of the form, what is in force of them, and what leaves the store.

use std::collections::BTreeSet;

use learning_cities::engine::Engine;
use learning_cities::ingest::finding::Finding;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::{Snapshot, Store};
use learning_cities::template::{Entries, Form, workbook};

use super::check::{Net, row, table};
use super::support::{english, framework, repository, rows};

const CONTACT: &str = "contact_name,contact_role,contact_email,languages,time_zone,contact_consent";
const PRACTICES: &str = "city,feature,title,summary,link,started,cost_band,partners,evidence,language";
const SENT: &str =
    "select contact_name, contact_role, contact_email, languages, time_zone, contact_consent from contacts";

/// A folder with a declaration of northbridge, a day, and the contact cells.
fn declare(net: &Net, folder: &str, cycle: &str, day: &str, consent: &str, contact: &str) {
    let header = format!("city,cycle,submitted_on,consent,{CONTACT}");
    net.write(
        &format!("submissions/{folder}/city.csv"),
        format!("{header}\nnorthbridge,{cycle},{day},{consent},{contact}\n"),
    );
    let year = (cycle.parse::<i32>().unwrap() - 1).to_string();
    net.write(
        &format!("submissions/{folder}/o.csv"),
        table(&[row(&[("cycle", cycle), ("reference_year", &year), ("value", &format!("9{}", folder.len()))])]),
    );
}

fn current(net: &Net) -> Snapshot {
    Store::open(&net.store()).unwrap().current().unwrap().unwrap()
}

fn engine(net: &Net, day: Option<&str>) -> Engine {
    Engine::open_as_of(&current(net), &repository().join("queries"), None, day).unwrap()
}

fn after(contact: &str) -> (Vec<String>, Vec<Finding>) {
    let net = Net::new();
    declare(&net, "a", "2024", "2024-05-01", "public", contact);
    let report = net.ingest();
    (rows(&engine(&net, None), SENT), report.findings)
}

const SOUND: &str = "Ada Example,Coordinator,ada@north.example,en|sw|pt-br,Africa/Nairobi,public";

#[test]
fn a_contact_is_read_and_every_bad_cell_is_named_and_left_out() {
    let (contact, findings) = after(SOUND);
    assert_eq!(contact, ["Ada Example|Coordinator|ada@north.example|en|sw|pt-BR|Africa/Nairobi|public"]);
    assert_eq!(findings, []);
    for (contact, code, column, said, kept) in [
        (
            "A,R,not an address,en,UTC+3,public",
            "bad_email",
            "contact_email",
            "learning@city.example",
            "A|R||en|UTC+03:00|public",
        ),
        (
            "A,R,a@b.example,en|Swahili,UTC,public",
            "unknown_language",
            "languages",
            "Write sw",
            "A|R|a@b.example|en|UTC|public",
        ),
        (
            "A,R,a@b.example,Français,UTC,public",
            "unknown_language",
            "languages",
            "Write fr",
            "A|R|a@b.example||UTC|public",
        ),
        (
            "A,R,a@b.example,en,Nairobi,public",
            "unknown_time_zone",
            "time_zone",
            "Write Africa/Nairobi",
            "A|R|a@b.example|en||public",
        ),
        (
            "A,R,a@b.example,en,UTC+19,public",
            "unknown_time_zone",
            "time_zone",
            "UTC+03:00",
            "A|R|a@b.example|en||public",
        ),
        (
            "A,R,a@b.example,en,UTC,publik",
            "bad_contact_consent",
            "contact_consent",
            "Write public",
            "A|R|a@b.example|en|UTC|none",
        ),
        (
            "A,R,a@b.example,en,UTC,",
            "no_contact_consent",
            "contact_consent",
            "secretariat",
            "A|R|a@b.example|en|UTC|none",
        ),
    ] {
        let (sent, findings) = after(contact);
        assert_eq!(sent, [kept], "{contact}");
        let [finding] = &findings[..] else { panic!("{contact}: {findings:?}") };
        assert_eq!((finding.code, finding.severity), (code, Severity::Warning), "{contact}");
        assert_eq!(finding.column.as_deref(), Some(column), "{contact}");
        assert!(finding.message.contains(said), "{}", finding.message);
    }
    assert_eq!(after(",,,en,UTC,").1, [], "languages and time zone alone need no consent");
}

#[test]
fn findings_do_not_repeat_what_names_a_person() {
    let long = "x".repeat(300);
    let (_, findings) = after(&format!("{long},{long},ada at north.example,en,UTC,public"));
    let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    assert!(codes.contains("bad_email") && codes.contains("text_too_long"), "{codes:?}");
    for finding in &findings {
        let said = format!("{:?} {}", finding.found, finding.message);
        assert!(!said.contains("xxx") && !said.contains("ada at"), "{said}");
    }
}

#[test]
fn an_older_form_reads_as_before() {
    let net = Net::new();
    let declaration =
        "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\nnorthbridge,2024,2024-05-01,public,,,\n";
    net.write("submissions/a/city.csv", declaration);
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net.write("submissions/a/practices.csv", "city,feature,title,summary,link\nnorthbridge,1.1.1,Reading,,\n");
    assert_eq!(net.ingest().findings, []);
    assert_eq!(rows(&engine(&net, None), SENT), ["|||||none"]);
    let practice = "select title, started, cost_band, partners, evidence, language from practices";
    assert_eq!(rows(&engine(&net, None), practice), ["Reading|||||"]);
}

#[test]
fn the_newest_declaration_wins_and_a_withdrawal_holds_for_every_day() {
    let net = Net::new();
    declare(&net, "a", "2022", "2022-05-01", "public", "Ada Example,,ada@north.example,en,UTC,public");
    declare(&net, "bb", "2024", "2024-05-01", "public", "Bo Example,,bo@north.example,fr,UTC,public");
    net.ingest();
    let published = "select contact_name, contact_email, languages, contact_consent from city_contacts";
    let of = |net: &Net, day| rows(&engine(net, day), published);
    assert_eq!(of(&net, None), ["Bo Example|bo@north.example|fr|public"]);
    assert_eq!(of(&net, Some("2023-01-01")), ["Ada Example|ada@north.example|en|public"]);
    assert_eq!(of(&net, Some("2024-05-01")), of(&net, None));
    let history = "select contact_name, current from contact_history order by cycle";
    assert_eq!(rows(&engine(&net, None), history), ["Ada Example|false", "Bo Example|true"]);
    // Withdrawn: at once, and for every day before.
    let withdrawn = [
        ("2024-06-01", "none", "||de|none"),
        ("2024-06-02", "secretariat", "||de|secretariat"),
        ("2024-06-03", "", "||de|none"),
    ];
    for (day, consent, left) in withdrawn {
        declare(&net, "ccc", "2024", day, "public", &format!("Cy Example,,cy@north.example,de,UTC,{consent}"));
        net.ingest();
        assert_eq!(of(&net, None), [left]);
        let before = of(&net, Some("2023-01-01"));
        assert!(before.iter().all(|row| row.starts_with("||en|")), "{consent}: {before:?}");
    }
    // Without any consent of the city nothing is left.
    declare(&net, "ccc", "2024", "2024-06-04", "private", "Cy Example,,cy@north.example,de,UTC,public");
    net.ingest();
    assert_eq!(of(&net, None), [""; 0]);
    assert_eq!(of(&net, Some("2023-01-01")), [""; 0]);
}

#[test]
fn a_refused_declaration_withdraws() {
    let net = Net::new();
    declare(&net, "a", "2022", "2022-05-01", "public", SOUND);
    // Its baseline year cannot be read, so that the row is refused.
    net.write(
        "submissions/b/city.csv",
        "city,cycle,submitted_on,consent,baseline_year,contact_consent\nnorthbridge,2024,2024-05-01,public,soon,none\n",
    );
    net.ingest();
    assert_eq!(rows(&engine(&net, None), "select contact_consent from contacts"), ["none"]);
}

/// A declaration whose file is gone has nothing but its consents: what the city says of languages and time zone stays.
#[test]
fn a_declaration_that_is_held_takes_nothing_of_what_files_say() {
    let net = Net::new();
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    let said = "public,Ann,,ann@x.org,fr|en,Europe/Paris,";
    let sent = |folder: &str, day: &str, said: &str| {
        let text = format!(
            "city,cycle,submitted_on,consent,contact_name,contact_role,contact_email,languages,time_zone,contact_consent\nnorthbridge,2024,{day},{said}\n"
        );
        net.write(&format!("submissions/{folder}/city.csv"), text);
    };
    let shown = || {
        let contacts = current(&net).table("contacts").unwrap();
        let text = |column| contacts.text(column, 0).unwrap_or_default().to_string();
        (contacts.len(), ["contact_name", "languages", "time_zone", "contact_consent", "consent"].map(text))
    };
    sent("a", "2024-05-01", &format!("{said}public"));
    sent("w", "2024-06-01", &format!("{said}none"));
    net.ingest();
    let withdrawn = (1, ["Ann", "fr|en", "Europe/Paris", "none", "public"].map(str::to_string));
    assert_eq!(shown(), withdrawn);
    std::fs::remove_dir_all(net.path().join("submissions/w")).unwrap();
    assert!(net.ingest().findings.iter().any(|f| f.code == "declaration_held"));
    assert_eq!(shown(), withdrawn);
    // What it withholds besides is withheld as before.
    sent("w", "2024-07-01", "private,,,,,,none");
    net.ingest();
    std::fs::remove_dir_all(net.path().join("submissions/w")).unwrap();
    net.ingest();
    assert_eq!(shown().1, ["Ann", "fr|en", "Europe/Paris", "none", "private"].map(str::to_string));
}

fn practice(cells: &str) -> (Vec<String>, Vec<Finding>) {
    let net = Net::new();
    declare(&net, "a", "2024", "2024-05-01", "public", ",,,,,");
    net.write("submissions/a/practices.csv", format!("{PRACTICES}\nnorthbridge,1.1.1,Reading,Words,,{cells}\n"));
    let report = net.ingest();
    let sent = "select started, cost_band, partners, evidence, language from practices";
    (rows(&engine(&net, None), sent), report.findings)
}

#[test]
fn a_practice_is_read_and_every_bad_cell_is_named() {
    let sound = "2015,low,the libraries,https://north.example/report,fr";
    assert_eq!(practice(sound), (vec!["2015|low|the libraries|https://north.example/report|fr".into()], vec![]));
    assert_eq!(practice(",,,A survey of 2023.,").0, ["|||A survey of 2023.|"]);
    for (cells, code, severity, said, kept) in [
        ("2015,cheap,,,", "unknown_cost_band", Severity::Warning, "none of low, medium, high", vec!["2015||||"]),
        ("2015,mediun,,,", "unknown_cost_band", Severity::Warning, "Write medium", vec!["2015||||"]),
        ("2031,low,,,", "started_after_cycle", Severity::Warning, "after the cycle 2024", vec!["|low|||"]),
        ("2015,low,,,French", "unknown_language", Severity::Warning, "Write fr", vec!["2015|low|||"]),
        ("soon,low,,,", "not_a_year", Severity::Error, "whole year", vec![]),
        ("2015,low,,javascript://x,", "bad_link", Severity::Error, "javascript", vec![]),
    ] {
        let (sent, findings) = practice(cells);
        assert_eq!(sent, kept, "{cells}");
        let [finding] = &findings[..] else { panic!("{cells}: {findings:?}") };
        assert_eq!((finding.code, finding.severity), (code, severity), "{cells}");
        assert!(finding.message.contains(said), "{}", finding.message);
    }
}

#[test]
fn the_workbook_has_the_same_fields() {
    let net = Net::new();
    let (framework, network) = (framework(), net.network());
    let form = Form {
        framework: &framework,
        network: &network.file,
        definitions: &[],
        city: &network.cities[0],
        cycle: 2024,
        language: &english(),
        last: &Default::default(),
    };
    let cells = |text: &str| text.split(',').map(str::to_string).collect::<Vec<_>>();
    let entries = Entries {
        declaration: Some(cells(&format!("northbridge,2024,2024-05-01,public,,,,,{SOUND}"))),
        observations: vec![cells("northbridge,2024,adult_literacy_rate,total,2023,97.2,,,,,,official,,,,,,")],
        practices: vec![cells("northbridge,1.1.1,Reading,Words,,2015,medium,the libraries,A survey.,sw")],
        ..Entries::default()
    };
    net.write("submissions/northbridge.xlsx", workbook(&form, &entries).unwrap());
    assert_eq!(net.ingest().findings, []);
    let contact = ["Ada Example|Coordinator|ada@north.example|en|sw|pt-BR|Africa/Nairobi|public"];
    assert_eq!(rows(&engine(&net, None), SENT), contact);
    let practice = "select started, cost_band, partners, evidence, language from practices";
    assert_eq!(rows(&engine(&net, None), practice), ["2015|medium|the libraries|A survey.|sw"]);
    // Bad cells are named by their place.
    let mut declaration = entries.declaration.clone().unwrap();
    (declaration[10], declaration[11], declaration[12]) = ("nobody".into(), "en|Klingonese".into(), "Mars/Base".into());
    let wrong = Entries { declaration: Some(declaration), ..entries };
    net.write("submissions/northbridge.xlsx", workbook(&form, &wrong).unwrap());
    let findings = net.ingest().findings;
    let places: BTreeSet<(&str, &str)> =
        findings.iter().map(|f| (f.code, f.cell.as_deref().unwrap_or_default())).collect();
    let wanted = [("bad_email", "M6"), ("unknown_language", "I6"), ("unknown_time_zone", "J6")];
    assert_eq!(places, BTreeSet::from(wanted), "{findings:?}");
}
