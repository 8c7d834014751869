//! What a city, a contact or the people in a photograph took back since is not published again.

use std::fs;
use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use super::{folder, holds, id, recorded, refused, report, tree};
use crate::check::{Net, row, table};

const HEADER: &str = "city,cycle,submitted_on,consent,contact_name,contact_email,contact_consent,languages\n";

fn declaration(day: &str, name: &str, mail: &str) -> String {
    format!("{HEADER}northbridge,2024,{day},public,{name},{mail}@northbridge.example,public,en\n")
}

fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(800, 640, Rgb([shade, 30, 30])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const STORIES: &str = "[cover]\nphoto = \"cover.png\"\nalt = \"A red square.\"\n";

/// Northbridge shows three values, a practice and a contact; the brief has a photograph.
fn network() -> Net {
    let net = Net::new();
    net.write("submissions/n/city.csv", declaration("2024-05-01", "First Person", "first"));
    let rows: Vec<String> =
        ["2017", "2019", "2021"].iter().map(|year| row(&[("reference_year", year), ("value", "91.5")])).collect();
    net.write("submissions/n/observations.csv", table(&rows));
    net.write("submissions/n/practices.csv", PRACTICES);
    net.write("brief/cover.png", picture(200));
    net.write("brief/stories.toml", STORIES);
    net.ingest();
    net
}

const PRACTICES: &str =
    "city,feature,title,summary\nnorthbridge,2.1.3,Evening classes,Free courses.\nnorthbridge,2.1.3,A bus,It stops.\n";

#[test]
fn what_was_taken_back_since_is_not_published_again() {
    let net = network();
    let (code, said) = report(&net, "site", &["--final"]);
    assert_eq!(code, Some(0), "{said}");
    let edition = id(&recorded(&net)[0]);
    let site = folder(&net, "site");
    assert!(holds(&site, "First Person") && holds(&site, "Evening classes") && site.join("photos/cover.jpg").exists());
    let refused = |words: &str| {
        net.ingest();
        let said = refused(
            &net,
            &edition,
            &["may not be seen any longer", words, "new final edition", "learning-cities diff"],
        );
        let said = said.to_lowercase();
        assert!(["northbridge", "person", "evening", "91.5"].iter().all(|private| !said.contains(private)), "{said}");
    };
    let later = |files: &[(&str, String)]| {
        files.iter().for_each(|(name, text)| {
            net.write(&format!("submissions/later/{name}"), text);
        });
    };
    let back = || fs::remove_dir_all(net.path().join("submissions/later")).unwrap();
    let same = declaration("2024-07-01", "First Person", "first");

    // A value, by the status O; and what is only sent anew, with another value, stands against nothing.
    let rows =
        |value: &str, status: &str| table(&[row(&[("reference_year", "2019"), ("value", value), ("status", status)])]);
    later(&[("city.csv", same.clone()), ("observations.csv", rows("", "O"))]);
    refused("a city took back a value");
    later(&[("observations.csv", rows("92.5", ""))]);
    net.ingest();
    let (code, said) = report(&net, "again", &["--edition", &edition]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(&site) == tree(&folder(&net, "again")));
    back();

    // A contact that is another person, or has another address.
    for (name, mail) in [("Second Person", "first"), ("First Person", "second")] {
        later(&[("city.csv", declaration("2024-07-01", name, mail))]);
        refused("a city's contact has another name or e-mail address");
        back();
    }
    // Practices that no file says any longer.
    let practices = "submissions/n/practices.csv";
    net.write(practices, PRACTICES.lines().take(2).map(|line| format!("{line}\n")).collect::<String>());
    refused("a practice is not described by its city any longer");
    fs::remove_file(net.path().join(practices)).unwrap();
    refused("2 practices are not described by their cities any longer");
    net.write(practices, PRACTICES);

    // A photograph that is another picture, or is named no longer.
    net.write("brief/cover.png", picture(90));
    refused("a photograph is not named in brief/stories.toml any longer, or is another picture");
    fs::remove_dir_all(net.path().join("brief")).unwrap();
    refused("name it there as it was, and ingest");
    net.write("brief/cover.png", picture(200));
    net.write("brief/stories.toml", STORIES);

    // All is as it was.
    net.ingest();
    let (code, said) = report(&net, "again", &["--edition", &edition]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(&site) == tree(&folder(&net, "again")));

    // A contact that is withdrawn is a narrower consent, which holds when its file is gone, too.
    later(&[("city.csv", same.replace(",public,en", ",none,en"))]);
    refused("a city lets less be seen today");
    back();
    refused("a city lets less be seen today");
}

#[test]
fn what_was_so_when_it_was_made_does_not_stand_against_an_edition_of_an_earlier_day() {
    let net = network();
    net.write("submissions/later/city.csv", declaration("2024-07-01", "Second Person", "second"));
    net.ingest();
    let (code, said) = report(&net, "site", &["--final", "--as-of", "2024-06-01"]);
    assert_eq!(code, Some(0), "{said}");
    let edition = id(&recorded(&net)[0]);
    let (code, said) = report(&net, "again", &["--edition", &edition]);
    assert_eq!(code, Some(0), "{said}");
    net.write("submissions/later/city.csv", declaration("2024-07-01", "Third Person", "second"));
    net.ingest();
    refused(&net, &edition, &["a city's contact has another name"]);
}
