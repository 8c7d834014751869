//! A final edition needs every open finding mended or signed.

use std::fs;

use learning_cities::review::facts::open::Open;
use learning_cities::review::sign::{self, Accepted, Signed};

use super::{folder, holds, recorded, report, text, tree};
use crate::check::{row, table};
use crate::review::{net, program};
use crate::support::signed;

#[test]
fn open_findings_stand_against_a_final_edition_until_each_is_signed() {
    let net = net();
    let (code, said) = report(&net, "site", &["--final"]);
    assert_eq!(code, Some(1), "{said}");
    let file = signed(&net.store(), net.dir.path(), "Q. Signer");
    let form = fs::read_to_string(&file).unwrap();
    let count = form.matches("[[finding]]").count();
    assert!(count >= 4, "{form}");
    assert!(said.contains(&format!("{count} findings are open")), "{said}");
    assert!(said.contains("972 % is above 100 %") && said.contains("writes review/findings.toml"), "{said}");
    assert!(!folder(&net, "site").exists() && recorded(&net).is_empty(), "nothing was written");
    // `status` counts the same.
    let (_, status, _) = program(&["status", "--store", text(&net.store())]);
    assert!(status.contains(&format!("mend {count} open findings")), "{status}");

    // What is left out of the file is open.
    let entries: Vec<&str> = form.split("\n[[finding]]").collect();
    let short = folder(&net, "short.toml");
    fs::write(&short, entries[..count].join("\n[[finding]]")).unwrap();
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&short)]);
    assert!(code == Some(1) && said.contains("1 finding is open"), "{said}");
    assert!(!folder(&net, "site").exists() && recorded(&net).is_empty(), "nothing was written");

    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file)]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(recorded(&net).len(), 1, "{said}");
    let front = fs::read_to_string(folder(&net, "site/index.html")).unwrap();
    assert!(front.contains(&format!("the analyst accepted {count} open findings")), "{front}");
    for private in ["Q. Signer", "the city has confirmed it", "972 %"] {
        assert!(!holds(&folder(&net, "site"), private), "{private}");
    }
    assert!(!holds(&net.store().join("editions"), "Q. Signer"));
    // Other reasons and names change no byte.
    fs::write(&file, form.replace("Q. Signer", "R. Other").replace("confirmed it", "said so")).unwrap();
    let (code, said) = report(&net, "other", &["--final", "--accept", text(&file)]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(&folder(&net, "site")) == tree(&folder(&net, "other")), "only the number is public");
    assert_eq!(recorded(&net).len(), 1, "the same edition is recorded once");
}

#[test]
fn a_file_of_findings_that_says_too_little_or_too_much_is_refused_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("signed.toml");
    let open: Vec<Open> = ["a", "b", "c"]
        .map(|id| Open { id: id.into(), city: None, found: format!("{id}.csv › line 2: \"x\" = 1\nno") })
        .into();
    let form = sign::form(&open, &Accepted::default()).unwrap();
    let unsigned = "\nreason = \"\"";
    let filled = form.replace("signed_by = \"\"", "signed_by = \"Q. Signer\"").replace(unsigned, "\nreason = \"so\"");
    let read = |text: &str| {
        fs::write(&file, text).unwrap();
        sign::accepted(&file, &open).map_err(|error| error.to_string())
    };
    let entry = |id: &str| format!("\n[[finding]]\nid = \"{id}\"\nreason = \"again\"\n");
    let cases = [
        (form.clone(), "reason is empty; write why the finding may stay, or mend what it names; 2 more have none"),
        (filled.replacen("\nreason = \"so\"", "", 1), "reason is empty; write why the finding may stay"),
        (filled.replacen("\nreason = \"so\"", "\nreason = \"--\"", 1), "has no letter and no digit"),
        (filled.replace("\"Q. Signer\"", "\" \""), "signed_by is empty; write who signs"),
        (filled.clone() + &entry("a"), "already; take one of the two out"),
        (filled.clone() + &entry("d"), "the finding \"d\" is not open: it was mended, or it changed since"),
        (filled.replacen("\nreason", "\nraeson", 1), "unknown field `raeson`"),
        (filled.replacen("\nsigned_by", "\nsigned", 1), "unknown field `signed`"),
        (filled.replacen("id = \"", "id = \"\"", 1), "line "),
        (filled.replacen("\nid = \"a\"", "", 1), "missing field `id`"),
        ("\0".into(), "line 1"),
    ];
    for (text, words) in cases {
        let said = read(&text).unwrap_err();
        assert!(said.contains(words) && said.contains("signed.toml line "), "{words}: {said}");
    }
    let accepted = read(&filled).unwrap();
    assert_eq!(accepted.findings.len(), 3);
    let found = open[0].found.clone();
    assert_eq!(accepted.findings["a"], Signed { found, reason: "so".into(), signed_by: "Q. Signer".into() });
    let own = filled.replacen("\nreason = \"so\"", "\nreason = \"so\"\nsigned_by = \"R. Other\"", 1);
    assert_eq!(read(&own).unwrap().findings["a"].signed_by, "R. Other");
    // What was signed and is not open now is kept, and comes back with the finding.
    let less = sign::form(&open[1..], &sign::take_over(&file).unwrap()).unwrap();
    assert!(less.contains("\n[[earlier]]\nid = \"a\""), "{less}");
    fs::write(&file, &less).unwrap();
    assert_eq!(sign::accepted(&file, &open[1..]).unwrap().findings.len(), 2);
    let back = sign::form(&open, &sign::take_over(&file).unwrap()).unwrap();
    assert!(!back.contains("\n[[earlier]]") && back.matches("R. Other").count() == 1, "{back}");
    fs::write(&file, &own).unwrap();
    // What is taken over is read as what was signed.
    let again = sign::form(&open, &sign::take_over(&file).unwrap()).unwrap();
    assert_eq!(read(&again).unwrap().findings["b"].signed_by, "Q. Signer");
    let missing = sign::accepted(&dir.path().join("none.toml"), &open).unwrap_err();
    assert!(missing.to_string().contains("none.toml"), "{missing}");
}

#[test]
fn a_finding_that_changed_since_it_was_signed_is_open_again() {
    let net = net();
    let file = signed(&net.store(), net.dir.path(), "Q. Signer");
    let count = fs::read_to_string(&file).unwrap().matches("[[finding]]").count();
    let path = "submissions/northbridge-2024/observations.csv";
    let sent = fs::read_to_string(net.path().join(path)).unwrap();
    net.write(path, sent.replace("972", "973"));
    net.ingest();
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file)]);
    assert!(code == Some(2) && said.contains("972 %") && said.contains("is not open"), "{said}");
    // A new file takes over what still holds.
    let review = folder(&net, "next");
    let arguments =
        ["review", "--store", text(&net.store()), "--out", text(&review), "--accept", text(&file)].map(str::to_string);
    let (code, _, said) = program(&arguments.each_ref().map(String::as_str));
    assert!(
        code == Some(0) && said.contains(&format!("{count} findings open, of which {} are signed", count - 1)),
        "{said}"
    );
    let next = fs::read_to_string(review.join("findings.toml")).unwrap();
    assert_eq!(next.matches("\nreason = \"\"").count(), 1, "{next}");
    // So does the next review in the same folder, of its own file.
    let (code, _, said) = program(&["review", "--store", text(&net.store()), "--out", text(&review)]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::read_to_string(review.join("findings.toml")).unwrap(), next);
    fs::write(
        &file,
        next.replacen("signed_by = \"\"", "signed_by = \"R. Other\"", 1)
            .replace("reason = \"\"", "reason = \"a slip\""),
    )
    .unwrap();
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file)]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_is_signed_for_an_earlier_day_is_what_was_open_then() {
    let net = net();
    let declared = "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-06-01,public\n";
    net.write("submissions/northbridge-2024-june/city.csv", declared);
    let mended = table(&[row(&[("reference_year", "2023"), ("value", "94.5")])]);
    net.write("submissions/northbridge-2024-june/observations.csv", mended);
    net.ingest();
    let today = signed(&net.store(), net.dir.path(), "Q. Signer");
    let then = folder(&net, "then");
    let day = ["--as-of", "2024-05-15"];
    let (store, out) = (net.store(), text(&then).to_string());
    let (code, _, said) = program(&[&["review", "--store", text(&store), "--out", &out][..], &day].concat());
    assert_eq!(code, Some(0), "{said}");
    let questioned = "(female), 2023: ";
    let form = fs::read_to_string(then.join("findings.toml")).unwrap();
    assert!(form.contains(questioned) && !fs::read_to_string(&today).unwrap().contains(questioned), "{form}");
    let (code, said) = report(&net, "site", &[&["--final", "--accept", text(&today)][..], &day].concat());
    assert!(code == Some(1) && said.contains(questioned) && said.contains("--as-of 2024-05-15"), "{said}");
    assert!(!folder(&net, "site").exists());
}

#[test]
fn a_clean_review_needs_no_file() {
    let net = crate::check::Net::new();
    net.write("submissions/n/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-01,public\n");
    let rows: Vec<String> =
        ["2017", "2019", "2021"].iter().map(|year| row(&[("reference_year", year), ("value", "91.5")])).collect();
    net.write("submissions/n/observations.csv", table(&rows));
    net.ingest();
    let (code, said) = report(&net, "site", &["--final"]);
    assert_eq!(code, Some(0), "{said}");
    let front = fs::read_to_string(folder(&net, "site/index.html")).unwrap();
    assert!(front.contains("no finding was left open"), "{front}");
}
