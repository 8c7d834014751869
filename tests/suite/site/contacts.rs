//! Contacts: what is published of them is what their cities consent to, in every file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use super::fixture::{self, Sent};
use super::whole::{program, text};
use super::{site, tree};
use crate::support::{unpacked, words, write};

/// The contact of Åsby, which is public.
const SHOWN: [&str; 3] = ["Ada Openly", "Head of learning", "ada@aasby.example"];

/// What every file of a site says, by path: its bytes, and the cells of Parquet and the words of PDF.
fn said(out: &Path) -> BTreeMap<String, String> {
    let of_file = |(path, bytes): (String, Vec<u8>)| {
        let mut said = String::from_utf8_lossy(&bytes).into_owned();
        match path.rsplit('.').next().unwrap() {
            "parquet" => {
                let (_, batches) = learning_cities::base::parquet::read(&out.join(&path)).unwrap();
                said += &format!("{batches:?}");
            }
            "pdf" => {
                said += &String::from_utf8_lossy(&unpacked(&bytes).unwrap());
                said += &words(&bytes);
            }
            "zip" => {
                let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
                for at in 0..archive.len() {
                    archive.by_index(at).unwrap().read_to_string(&mut said).unwrap();
                }
            }
            "gz" => drop(flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut said).unwrap()),
            // Pictures are of counts; whatever else is compressed would have to be searched.
            "html" | "svg" | "csv" | "json" | "css" | "js" | "png" | "xml" | "txt" | "woff2" | "bib" | "jpg" | "md"
            | "cff" | "ttl" | "jsonld" => {}
            other => panic!("{path}: how is {other} searched?"),
        }
        (path, said)
    };
    tree(out).into_iter().map(of_file).collect()
}

/// Endings of the files that say something.
fn kinds<'s>(all: &'s BTreeMap<String, String>, words: &str) -> Vec<&'s str> {
    let mut kinds: Vec<&str> =
        all.iter().filter(|(_, said)| said.contains(words)).map(|(path, _)| path.rsplit('.').next().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn a_contact_is_published_as_its_city_consents() {
    let all = tree(&site());
    let page = |path: &str| String::from_utf8_lossy(&all[path]).into_owned();
    let feature = page("features/1.1.1.html");
    for said in [
        "Swedish, English · UTC+1, UTC+2 in summer",
        "Ada Openly, Head of learning",
        "href=\"mailto:ada@aasby.example\"",
        "href=\"mailto:network@secretariat.example?subject=Question%20to%20Northbridge%20about%20",
        "since 2015 · low cost · with ",
    ] {
        assert!(feature.contains(said), "{said}");
    }
    let city = page("cities/southport.html");
    let filled = "mailto:network@secretariat.example?subject=southford%20would%20like%20to%20talk%20to%20Northbridge";
    assert!(city.contains(filled), "{city}");
}

#[test]
fn no_byte_names_a_contact_without_consent_and_a_consent_withdrawn_holds_for_the_next_edition() {
    let dir = tempfile::tempdir().unwrap();
    let [network, store, out] = ["network", "store", "site"].map(|name| dir.path().join(name));
    fixture::network(&network, &fixture::framework(), &Sent::default());
    let publish = |options: &[&str]| {
        program(&["ingest", "--network", text(&network), "--store", text(&store)], &[0, 1]);
        let report = ["report", "--store", text(&store), "--out", text(&out), "--language", "en", "--language", "es"];
        program(&[&report, options].concat(), &[0]);
        let all = said(&out);
        for (path, said) in &all {
            fixture::HIDDEN.iter().for_each(|hidden| assert!(!said.contains(hidden), "{path}: {hidden}"));
        }
        all
    };
    let first = publish(&[]);
    for shown in SHOWN {
        assert_eq!(kinds(&first, shown), ["csv", "html", "parquet", "pdf", "zip"], "{shown}");
    }
    assert!(first["es/cities/southport.html"].contains("mailto:network@secretariat.example?subject="));

    // The same person, through the secretariat from now on.
    let declaration = "city,cycle,submitted_on,consent,contact_name,contact_role,contact_email,contact_consent\n\
                       aasby,2024,2024-09-01,public,Ada Openly,Head of learning,ada@aasby.example,secretariat\n";
    write(&network, "submissions/aasby-2024-again/city.csv", declaration);
    for options in [&[][..], &["--as-of", "2024-06-30"]] {
        let next = publish(options);
        for gone in SHOWN {
            assert_eq!(kinds(&next, gone), [""; 0], "{gone} {options:?}");
        }
        assert!(next["features/1.1.1.html"].contains("subject=Question%20to%20%C3%85sby%20about%20"), "{options:?}");
    }
}
