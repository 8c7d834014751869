//! The review before publication: what its pages and letters say is what the store holds, and none of it is public.

mod letters;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use learning_cities::base::root::Root;
use learning_cities::model::corrections::{self, Action, Correction};
use learning_cities::review::{self, Request, Written};
use regex::Regex;

use super::check::{DECLARATION, Net, row, table};
use super::support::{framework, repository};

/// The exit code, standard output and the messages of a command.
pub fn program(args: &[&str]) -> (Option<i32>, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.code(), text(&out.stdout), text(&out.stderr))
}

/// Where the review of a network is written.
pub fn out(net: &Net) -> PathBuf {
    net.dir.path().join("review")
}

pub fn write_in(net: &Net, language: &str, by: Option<&str>) -> Written {
    let root = Root::find(Some(&repository())).unwrap();
    let request = Request {
        root: &root,
        store: &net.store(),
        out: &out(net),
        network: Some(&net.path()),
        cycle: None,
        as_of: None,
        language,
        by,
        accept: None,
        today: "2026-11-30",
    };
    review::write(&request).unwrap()
}

fn page(net: &Net, path: &str) -> String {
    let text = fs::read_to_string(out(net).join(path)).unwrap();
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The text of a page from the element with that id to the end of its section.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let from = page.find(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no section {id}: {page}"));
    &page[from..from + page[from..].find("</section>").unwrap()]
}

fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(dir).into_iter().map(|e| e.unwrap().into_path());
    entries.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Northbridge's series of literate women over the years, the one of 2023 as a fraction.
const FRACTION: [(&str, &str); 4] = [("2017", "91.5"), ("2019", "92.5"), ("2021", "93.5"), ("2023", "0.945")];

/// Northbridge sends a fraction and a row that cannot be, with hostile text; southgate, in Spanish, a file of another form.
pub fn net() -> Net {
    let net = Net::new();
    let mut toml = fs::read_to_string(net.path().join("network.toml")).unwrap();
    toml.push_str("[publication]\ncontact = \"secretariat@learning.example\"\n");
    net.write("network.toml", toml);
    let header = "city,cycle,submitted_on,consent,contact_name,contact_email,contact_consent,languages\n";
    net.write(
        "submissions/northbridge-2024/city.csv",
        format!("{header}northbridge,2024,2024-05-01,public,\"A <b>person</b>\",team@northbridge.example,public,en\n"),
    );
    let mut rows: Vec<String> =
        FRACTION.iter().map(|(year, value)| row(&[("reference_year", year), ("value", value)])).collect();
    rows.push(row(&[("item", "male"), ("value", "972"), ("note", "<img src=x onerror=alert(1)>")]));
    rows.push(row(&[("measurement", "<script>alert(2)</script>"), ("item", "")]));
    net.write("submissions/northbridge-2024/observations.csv", table(&rows));
    net.write(
        "submissions/southgate-2022/city.csv",
        format!("{header}southgate,2022,2022-05-01,private,,equipo@southgate.example,secretariat,es-MX|en\n"),
    );
    let older = [("city", "southgate"), ("cycle", "2022"), ("reference_year", "2021"), ("value", "88.25")];
    net.write("submissions/southgate-2022/observations.csv", table(&[row(&older)]));
    net.write("submissions/southgate-2024/observations.csv", "town,round,figure\nsouthgate,2024,1\n");
    net.ingest();
    net
}

#[test]
fn pages_and_letters_say_what_the_store_holds() {
    let net = net();
    let written = write_in(&net, "en", Some("2027-01-31"));
    assert_eq!((written.pages, written.letters, written.without_address), (3, 2, 0));
    let morning = page(&net, "index.html");
    assert!(morning.contains("1 of 2 cities have sent something for 2024."), "{morning}");
    let next = section(&morning, "next");
    assert!(
        next.contains("Decide about a value in question") && next.contains("cities/northbridge.html#questions"),
        "{next}"
    );
    assert!(
        next.contains("Remind a city that has sent nothing for 2024:") && next.contains("cities/southgate.html"),
        "{next}"
    );
    let cities = section(&morning, "cities");
    assert!(cities.find("northbridge.html").unwrap() < cities.find("southgate.html").unwrap(), "by name");
    assert!(cities.contains("Late: last sent for 2022") && cities.contains("data-region=\"Africa\""), "{cities}");
    assert!(cities.contains("adult_literacy_rate\" data-state=\"in\""), "{cities}");

    let north = page(&net, "cities/northbridge.html");
    let findings = section(&north, "findings");
    assert!(findings.contains("line 6, column value") && findings.contains("972 % is above 100 %"), "{findings}");
    let rejected = section(&north, "rejected");
    assert!(rejected.contains("<bdi>972</bdi>") && rejected.contains("above_possible"), "{rejected}");
    let questions = section(&north, "questions");
    assert_eq!(questions.matches("<article").count(), 1, "one card a value, whoever questions it: {questions}");
    assert!(questions.contains("The value is 0.945 where others are about 92.5."), "{questions}");
    assert!(questions.contains("<svg") && questions.contains("class=mark"), "the series is drawn: {questions}");
    for (year, value) in &FRACTION[..3] {
        assert!(
            questions.contains(&format!("<th scope=\"row\">{year}</th><td class=\"n\">{value}</td>")),
            "{questions}"
        );
    }
    assert!(section(&north, "consent").contains("2024-05-01"), "{north}");
    assert!(section(&north, "news").contains("There is no snapshot before"), "{north}");
    assert!(section(&north, "checks").contains("check_fraction"), "{north}");
    assert!(section(&north, "missing").contains("75 series"), "one of 76 series has a value: {north}");

    let south = page(&net, "cities/southgate.html");
    let findings = section(&south, "findings");
    assert!(findings.contains("southgate-2024/observations.csv") && findings.contains("missing_column"), "{findings}");
    assert!(section(&south, "rejected").contains("the whole file"), "{south}");
    hostile_text_is_text(&net);
    letters::messages_in_the_citys_language(&net);
    assert!(
        section(&south, "carried").contains("88.25 %") && section(&south, "consent").contains("private"),
        "{south}"
    );
}

/// Markup that a city sends is text.
fn hostile_text_is_text(net: &Net) {
    for (path, bytes) in files(&out(net)) {
        if path.extension().is_some_and(|e| e == "html") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                !text.contains("<img") && !text.contains("<script>") && !text.contains("<b>"),
                "{}: {text}",
                path.display()
            );
        }
    }
    let north = page(net, "cities/northbridge.html");
    assert!(north.contains("&lt;script&gt;alert(2)&lt;/script&gt;") && north.contains("&lt;img src=x"), "{north}");
}

/// Every correction that a page offers is taken by the next ingest as it stands, and does what the page says.
#[test]
fn a_correction_is_pasted_as_it_stands() {
    let net = net();
    write_in(&net, "en", None);
    let north = page(&net, "cities/northbridge.html");
    let offered: Vec<String> = north
        .split("<pre tabindex=\"0\"><code>")
        .skip(1)
        .map(|rest| {
            rest.split("</code>")
                .next()
                .unwrap()
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        })
        .collect();
    assert_eq!(offered.len(), 3, "{north}");
    let value = |offer: &str| {
        net.write("corrections.toml", offer);
        net.ingest();
        let snapshot = learning_cities::store::Store::open(&net.store()).unwrap().in_force().unwrap();
        let observations = snapshot.table("observations").unwrap();
        let row = (0..observations.len()).find(|row| observations.integer("reference_year", *row) == Some(2023));
        row.and_then(|row| observations.number("value", row))
    };
    let values: Vec<Option<f64>> = offered.iter().map(|offer| value(offer)).collect();
    assert_eq!(values, [Some(94.5), None, Some(0.945)], "as a percentage, left out, replaced: {offered:?}");
    value(&offered[0]);
    write_in(&net, "en", None);
    let north = page(&net, "cities/northbridge.html");
    assert!(!north.contains("<article"), "it is decided: {north}");
    let corrections = section(&north, "corrections");
    assert!(corrections.contains("0.945 % → 94.5 %"), "{corrections}");
    assert!(corrections.contains("The value was sent as a fraction of one."), "{corrections}");
}

/// Whatever stands in it, a correction that is pasted is read as the same.
#[test]
fn a_pasted_correction_is_read_as_the_same() {
    let correction = |action: Action, expect: Option<f64>, reason: &str| Correction {
        place: "corrections.toml line 1".into(),
        action,
        city: "northbridge".into(),
        measurement: "adult_literacy_rate".into(),
        item: "female".into(),
        reference_year: 2023,
        expect,
        reason: reason.into(),
        asked: "Ms \"Adams\" \\ O'Neill".into(),
        date: "2026-11-30".into(),
    };
    for written in [
        correction(Action::Drop, Some(1e-7), "plain"),
        correction(Action::Scale { factor: 100.0 }, Some(0.945), "\"\"\" and '''"),
        correction(Action::Override { value: 97.0, status: Some("E".into()) }, Some(45.0), "two\nlines = [1]"),
        correction(Action::Override { value: 0.1 + 0.2, status: None }, None, "[[correction]]\naction = \"drop\""),
        correction(Action::Flag { status: "E".into() }, None, "\u{5d0}\u{5d1} 南門"),
    ] {
        let text = written.pasted().unwrap();
        let read = corrections::read(Path::new("corrections.toml"), &text, &framework()).unwrap();
        assert_eq!(read, [written], "{text}");
    }
}

#[test]
fn what_changed_and_what_would_be_public_is_said_after_the_next_ingest() {
    let net = net();
    net.write(
        "submissions/northbridge-later/city.csv",
        format!("{DECLARATION}northbridge,2024,2024-06-01,public,,,\n"),
    );
    net.write(
        "submissions/northbridge-later/o.csv",
        table(&[row(&[("value", "94.5")]), row(&[("item", "male"), ("value", "97.5")])]),
    );
    net.ingest();
    write_in(&net, "en", None);
    let morning = page(&net, "index.html");
    let changes = section(&morning, "changes");
    let observations = "<code>observations</code></th><td class=\"n\">5</td><td class=\"n\">6</td><td class=\"n\">1</td><td class=\"n\">1</td><td class=\"n\">0</td>";
    assert!(changes.contains(observations), "{changes}");
    let north = page(&net, "cities/northbridge.html");
    let news = section(&north, "news");
    assert!(news.contains("94.5 %") && news.contains("97.5 %") && news.contains("nothing"), "{news}");
    assert_eq!(news.matches("<tr>").count(), 3, "the head, a new value and a changed one: {news}");
    assert!(section(&north, "changes").contains("submission"), "{north}");
    let south = page(&net, "cities/southgate.html");
    assert!(!south.contains("id=\"changes\"") && !south.contains("id=\"news\""), "{south}");
}

#[test]
fn a_review_is_its_owners_alone_and_is_replaced_whole() {
    let net = net();
    write_in(&net, "en", None);
    let dir = out(&net);
    let modes = |dir: &Path| -> BTreeSet<(bool, u32)> {
        walkdir::WalkDir::new(dir)
            .into_iter()
            .map(|e| e.unwrap())
            .map(|e| (e.file_type().is_dir(), e.metadata().unwrap().permissions().mode() & 0o777))
            .collect()
    };
    assert_eq!(modes(&dir), BTreeSet::from([(true, 0o700), (false, 0o600)]));
    let before = files(&dir);
    write_in(&net, "en", None);
    assert_eq!(files(&dir), before, "the same store gives the same bytes");
    write_in(&net, "fr", None);
    assert!(page(&net, "index.html").contains("<html lang=\"fr\">"));
    assert_eq!(modes(&dir), BTreeSet::from([(true, 0o700), (false, 0o600)]));
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    let (store, place) = (net.store(), dir.to_str().unwrap().to_string());
    let (code, _, said) = program(&["review", "--store", store.to_str().unwrap(), "--out", &place]);
    assert!(code == Some(2) && said.contains("notes.txt") && dir.join("notes.txt").is_file(), "{said}");
}

/// A review is refused in and around what is public, what is public is refused in a review, and no byte of a site changes
/// while a review is written next to it.
#[test]
fn a_review_and_a_site_stay_apart() {
    let net = net();
    let base = net.dir.path();
    let text = |path: PathBuf| path.to_str().unwrap().to_string();
    let (store, site, review) = (text(net.store()), text(base.join("site")), text(out(&net)));
    let published = program(&["report", "--no-briefs", "--store", &store, "--out", &site]);
    assert_eq!(published.0, Some(0), "{}", published.2);
    let public = files(&base.join("site"));
    let (code, _, said) = program(&["review", "--store", &store, "--out", &review, "--network", &text(net.path())]);
    assert!(code == Some(0) && said.contains("publish none of it"), "{said}");
    assert_eq!(files(&base.join("site")), public);
    // The number by itself: as part of a hash it is nobody's value.
    let private = Regex::new(r"equipo@southgate\.example|88\.25|\b972\b|missing_column|alert\(2\)").unwrap();
    for (path, bytes) in &public {
        let found = private.find(&String::from_utf8_lossy(bytes)).map(|found| found.as_str().to_string());
        assert_eq!(found, None, "{}", path.display());
    }
    let refused = |command: &str, place: &str, why: &str| {
        let (code, _, said) = program(&[command, "--store", &store, "--out", place]);
        assert!(code == Some(2) && said.contains(why), "{command} {place}: {said}");
    };
    refused("review", &site, "is the site");
    refused("review", &format!("{site}/review"), "within the site");
    refused("review", &text(base.to_path_buf()), "holds something else");
    refused("review", &store, "is the store");
    refused("review", &text(net.path().join("submissions/review")), "from which the next ingest would read it");
    for command in ["report", "export"] {
        refused(command, &review, "is the review");
        refused(command, &format!("{review}/site"), "within the review");
    }
    let (code, _, said) =
        program(&["review", "--store", &store, "--out", &review, "--network", &text(base.to_path_buf())]);
    assert!(code == Some(2) && said.contains("has no network.toml"), "{said}");
}

/// A network that found its values in published sources writes to nobody and waits for nobody.
#[test]
fn a_network_that_collects_writes_no_letters() {
    let net = net();
    let toml = fs::read_to_string(net.path().join("network.toml")).unwrap();
    net.write("network.toml", format!("collected = true\n{toml}"));
    net.ingest();
    let written = write_in(&net, "en", None);
    assert_eq!((written.pages, written.letters), (3, 0));
    assert!(!out(&net).join("letters").exists());
    let next = page(&net, "index.html");
    let next = section(&next, "next");
    assert!(next.contains("Decide about") && !next.contains("Remind") && !next.contains("letter"), "{next}");
    let north = page(&net, "cities/northbridge.html");
    assert!(!north.contains("letters/") && !north.contains("Ask the city"), "{north}");
}

#[test]
fn status_says_what_the_morning_page_says() {
    let net = net();
    let (code, said, error) = program(&["status", "--store", net.store().to_str().unwrap()]);
    assert_eq!(code, Some(0), "{error}");
    for line in [
        "1 of 2 cities have sent something for 2024.",
        "    1 Late                       Southgate",
        "    2 With errors                Northbridge and Southgate",
        "    1 Waiting for a decision     Northbridge",
        "This is the first snapshot: there is none before it.",
        "Remind a city that has sent nothing for 2024: Southgate",
    ] {
        assert!(said.contains(line), "{line:?} in {said}");
    }
}

#[test]
fn help_has_an_example_that_runs() {
    let (_, help, _) = program(&["review", "--help"]);
    let example = help.split("Example: learning-cities ").nth(1).unwrap().lines().next().unwrap().to_string();
    let net = net();
    let base = net.dir.path().to_str().unwrap();
    let words: Vec<String> = example
        .split(' ')
        .map(|word| match word {
            "store" => format!("{base}/store"),
            "review" => "review".into(),
            "data/demo" => format!("{base}/network"),
            other => other.to_string(),
        })
        .collect();
    let place = words.iter().position(|word| word == "--out").unwrap() + 1;
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    let out = format!("{base}/review");
    words[place] = &out;
    let (code, _, said) = program(&words);
    assert_eq!(code, Some(0), "{said}");
}
