//! Letters are messages that other programs read, each in its city's language and with nothing of another city.

use std::fs;

use mailparse::{MailHeaderMap, ParsedMail, addrparse, dateparse, parse_mail};

use super::{net, out, program, write_in};
use crate::check::{Net, row, table};

fn letter(net: &Net, city: &str, ending: &str) -> String {
    fs::read_to_string(out(net).join(format!("letters/{city}.{ending}"))).unwrap()
}

/// A header's value, decoded.
fn header(message: &ParsedMail, name: &str) -> String {
    message.headers.get_first_value(name).unwrap_or_else(|| panic!("no {name}"))
}

/// The one address of a field; none where it is an empty group.
fn address(message: &ParsedMail, name: &str) -> Option<String> {
    addrparse(&header(message, name)).unwrap().extract_single_info().map(|single| single.addr)
}

/// The text and the page of a letter, with plain ends of lines.
fn bodies(message: &ParsedMail) -> [String; 2] {
    assert_eq!(message.ctype.mimetype, "multipart/alternative");
    let parts: Vec<&str> = message.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
    assert_eq!(parts, ["text/plain", "text/html"]);
    [0, 1].map(|part| message.subparts[part].get_body().unwrap().replace("\r\n", "\n"))
}

fn with_message(net: &Net, city: &str, look: impl FnOnce(&ParsedMail)) {
    let bytes = fs::read(out(net).join(format!("letters/{city}.eml"))).unwrap();
    assert!(bytes.is_ascii(), "a message of ASCII passes every server");
    assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
    look(&parse_mail(&bytes).unwrap());
}

/// Each letter is a message that other programs read, in its city's language.
pub fn messages_in_the_citys_language(net: &Net) {
    for (city, to, language, by, subject) in [
        ("northbridge", "team@northbridge.example", "en", "31 January 2027", "Northbridge: what you sent for 2024"),
        ("southgate", "equipo@southgate.example", "es", "31 de enero de 2027", "Southgate: lo que envió para 2024"),
    ] {
        let text = letter(net, city, "txt");
        let html = letter(net, city, "html");
        with_message(net, city, |message| {
            assert_eq!(address(message, "From").as_deref(), Some("secretariat@learning.example"));
            assert_eq!(address(message, "To").as_deref(), Some(to));
            assert!(header(message, "Subject").starts_with(subject), "{:?}", header(message, "Subject"));
            assert_eq!(header(message, "Content-Language"), language);
            assert_eq!(dateparse(&header(message, "Date")).unwrap(), 1_795_996_800, "30 November 2026");
            assert!(header(message, "Message-ID").ends_with("@learning.example>"));
            assert_eq!(
                bodies(message).map(|body| body.trim_end().to_string()),
                [&text, &html].map(|t| t.trim_end().to_string())
            );
        });
        assert!(text.contains(by) && text.contains("secretariat@learning.example"), "{text}");
        assert!(html.contains(&format!("<html lang=\"{language}\">")), "{html}");
    }
    let north = letter(net, "northbridge", "txt");
    assert!(
        north.contains("observations.csv: line 6, column value") && north.contains("972 % is above 100 %"),
        "{north}"
    );
    assert!(
        north.contains("2023: 0.945") && north.contains("The value is 0.945 where others are about 92.5."),
        "{north}"
    );
    assert!(north.contains("Rows read: 6; taken: 4; refused: 2."), "{north}");
    let south = letter(net, "southgate", "txt");
    assert!(south.contains("southgate-2024/observations.csv"), "{south}");
}

#[test]
fn a_letter_has_nothing_of_another_city() {
    let net = net();
    // A file with rows of both, one of which is refused: its counts and its name are of both.
    net.write(
        "submissions/northbridge-and-southgate.csv",
        table(&[
            row(&[("measurement", "volunteering_rate"), ("item", ""), ("value", "-3"), ("source", "survey")]),
            row(&[
                ("city", "southgate"),
                ("measurement", "volunteering_rate"),
                ("item", ""),
                ("value", "777"),
                ("source", "survey"),
            ]),
        ]),
    );
    net.ingest();
    write_in(&net, "en", None);
    let (north, south) = (letter(&net, "northbridge", "eml"), letter(&net, "southgate", "eml"));
    with_message(&net, "northbridge", |message| {
        let text = bodies(message)[0].to_lowercase();
        assert!(text.contains("-3 % is below 0 %"), "{text}");
        assert!(!text.contains("southgate") && !text.contains("777") && !text.contains("88.25"), "{text}");
    });
    with_message(&net, "southgate", |message| {
        let text = bodies(message)[0].to_lowercase();
        assert!(text.contains("777 % is above 100 %"), "{text}");
        assert!(!text.contains("northbridge") && !text.contains("972") && !text.contains("-3 %"), "{text}");
    });
    assert!(!north.contains("southgate") && !south.contains("northbridge"), "headers");
}

/// Whatever a city writes of itself, no header of its letter is anything else than the program's own.
#[test]
fn no_text_adds_a_header() {
    let net = net();
    let header = "city,cycle,submitted_on,consent,contact_name,contact_email,contact_consent,languages\n";
    for email in
        ["a@b.example\r\nBcc: all@others.example", "a@b.example, all@others.example", "=?utf-8?Q?a?=@b.example"]
    {
        net.write(
            "submissions/northbridge-2024/city.csv",
            format!("{header}northbridge,2024,2024-05-01,public,\"x\r\nBcc: y@z.example\",\"{email}\",public,en\n"),
        );
        net.ingest();
        write_in(&net, "en", None);
        with_message(&net, "northbridge", |message| {
            let names: Vec<String> = message.headers.iter().map(|h| h.get_key().to_lowercase()).collect();
            let own = [
                "from",
                "to",
                "subject",
                "date",
                "message-id",
                "content-language",
                "x-unsent",
                "mime-version",
                "content-type",
            ];
            assert_eq!(names, own, "{email}");
            assert_eq!(address(message, "To"), None, "an address that is none is left out: {email}");
        });
    }
}

/// What a city was written to about in an earlier cycle is on its page alone, unless it is an error.
#[test]
fn remarks_on_files_of_earlier_cycles_are_in_no_letter() {
    let net = net();
    let own_definition = |cycle: &str, year: &str| {
        let cells =
            [("cycle", cycle), ("reference_year", year), ("status", "D"), ("note", "ours"), ("source", "survey")];
        table(&[row(&[&cells[..], &[("measurement", "volunteering_rate"), ("item", ""), ("value", "21")]].concat())])
    };
    net.write("submissions/northbridge-2022/observations.csv", own_definition("2022", "2021"));
    net.ingest();
    write_in(&net, "en", None);
    let said = "Status D without a definition";
    assert!(!letter(&net, "northbridge", "txt").contains(said));
    assert!(super::page(&net, "cities/northbridge.html").contains(said));
    net.write("submissions/northbridge-2024-more/observations.csv", own_definition("2024", "2023"));
    net.ingest();
    write_in(&net, "en", None);
    let text = letter(&net, "northbridge", "txt");
    assert!(text.contains(said) && !text.contains("northbridge-2022"), "{text}");
}

/// A city of which no language is known, or none that there are messages in, is written to in that of the command.
#[test]
fn the_language_of_the_command_is_that_of_last_resort() {
    let net = net();
    let header = "city,cycle,submitted_on,consent,languages\n";
    net.write(
        "submissions/northbridge-2024/city.csv",
        format!("{header}northbridge,2024,2024-05-01,public,sw|fr-CA\n"),
    );
    net.write("submissions/southgate-2022/city.csv", format!("{header}southgate,2022,2022-05-01,private,ko\n"));
    net.ingest();
    let store = net.store();
    let place = out(&net);
    let (code, _, said) =
        program(&["review", "--store", store.to_str().unwrap(), "--out", place.to_str().unwrap(), "--language", "es"]);
    assert!(code == Some(0) && said.contains("2 of them to cities whose e-mail address is not known"), "{said}");
    assert!(letter(&net, "northbridge", "html").contains("<html lang=\"fr\">"));
    assert!(letter(&net, "southgate", "html").contains("<html lang=\"es\">"));
    with_message(&net, "southgate", |message| assert_eq!(address(message, "To"), None));
}
