//! From a network folder to a site, with the program itself: what is withheld must change no byte of the public tree.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{attributes, tree};

/// Runs the program; its exit code must be one of these.
pub fn program(arguments: &[&str], codes: &[i32]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(arguments)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(codes.contains(&out.status.code().unwrap_or(-1)), "{arguments:?}: {told}");
    told
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Folders of submissions whose declaration holds `text`, by name.
fn declaring(network: &Path, text: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(network.join("submissions")).unwrap().map(|e| e.unwrap().path());
    let declares =
        |folder: &PathBuf| std::fs::read_to_string(folder.join("city.csv")).is_ok_and(|told| told.contains(text));
    let mut folders: Vec<PathBuf> = folders.filter(declares).collect();
    folders.sort();
    folders
}

/// The city of a folder `northbridge-2024`.
fn city(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().rsplit_once('-').unwrap().0.to_string()
}

/// A demonstration network in `dir`. Some of its cities withhold everything; one more now withholds its last cycle, and
/// is returned.
fn network(dir: &Path) -> (PathBuf, String) {
    let network = dir.join("network");
    program(&["demo", "--cities", "10", "--cycles", "3", "--seed", "1", "--out", text(&network)], &[0]);
    assert!(!declaring(&network, ",private,").is_empty());
    let folder =
        declaring(&network, ",2024,").into_iter().find(|f| declaring(&network, ",public,").contains(f)).unwrap();
    let declaration = folder.join("city.csv");
    let public = std::fs::read_to_string(&declaration).unwrap();
    // Only this cycle: else it would be taken for a consent that takes back the earlier ones.
    let lines = public.lines().enumerate();
    let withheld: String = lines
        .map(|(i, line)| {
            format!("{},{}\n", line.replace(",public,", ",private,"), if i == 0 { "consent_for" } else { "cycle" })
        })
        .collect();
    std::fs::write(&declaration, withheld).unwrap();
    (network, city(&folder))
}

/// Changes every value, the baseline year, the priorities and the practices of what is withheld.
fn change_withheld(network: &Path) {
    for folder in declaring(network, ",private,") {
        let declaration = folder.join("city.csv");
        let told = std::fs::read_to_string(&declaration).unwrap();
        let mut rows: Vec<Vec<String>> = told.lines().map(|l| l.split(',').map(str::to_string).collect()).collect();
        for row in rows.iter_mut().skip(1) {
            row[4] = "2019".into();
            row[5] = "3.3.5".into();
        }
        std::fs::write(&declaration, rows.iter().map(|r| r.join(",") + "\n").collect::<String>()).unwrap();
        let file = folder.join("observations.csv");
        let mut reader = csv::Reader::from_path(&file).unwrap();
        let header = reader.headers().unwrap().clone();
        let value = header.iter().position(|h| h == "value").unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for record in reader.records() {
            let mut cells: Vec<String> = record.unwrap().iter().map(str::to_string).collect();
            if let Ok(number) = cells[value].parse::<f64>() {
                cells[value] = format!("{}", number * 1.01 + 0.003);
            }
            writer.write_record(&cells).unwrap();
        }
        std::fs::write(&file, writer.into_inner().unwrap()).unwrap();
        let practices = folder.join("practices.csv");
        if practices.exists() {
            let told = std::fs::read_to_string(&practices).unwrap();
            let header = told.lines().next().unwrap_or_default();
            std::fs::write(&practices, format!("{header}\n")).unwrap();
        }
    }
}

fn publish(network: &Path, out: &Path) {
    let store = network.with_file_name(format!("store-{}", out.file_name().unwrap().to_str().unwrap()));
    program(&["ingest", "--network", text(network), "--store", text(&store)], &[0, 1]);
    let told = program(&["report", "--no-briefs", "--store", text(&store), "--out", text(out)], &[0]);
    assert!(told.contains("pages") && told.contains("index.html"), "{told}");
}

#[test]
fn a_network_becomes_a_site_and_what_it_withholds_changes_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (network, partly) = network(dir.path());
    let wholly = declaring(&network, ",private,").iter().map(|f| city(f)).find(|c| *c != partly).unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    publish(&network, &one);
    change_withheld(&network);
    publish(&network, &two);
    let snapshot = |name: &str| std::fs::read_to_string(dir.path().join(name).join("CURRENT")).unwrap();
    assert_ne!(snapshot("store-one"), snapshot("store-two"));
    let (one_tree, two_tree) = (tree(&one), tree(&two));
    let differ: Vec<&String> = one_tree.keys().filter(|path| one_tree.get(*path) != two_tree.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert_eq!(one_tree.len(), two_tree.len());

    assert!(
        !one_tree.contains_key(&format!("cities/{wholly}.html"))
            && one_tree.contains_key(&format!("cities/{partly}.html"))
    );
    for (path, bytes) in one_tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        for link in attributes(&html, "src").into_iter().chain(attributes(&html, "href")) {
            if link.starts_with("http") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { one.join(path) } else { one.join(path).parent().unwrap().join(file) };
            assert!(target.is_file(), "{path}: {link}");
            assert!(
                anchor.is_empty() || std::fs::read_to_string(&target).unwrap().contains(&format!("id=\"{anchor}\"")),
                "{path}: {link}"
            );
        }
        if path.starts_with("cities/") {
            assert!(html.len() < 400_000, "{path}: {} bytes", html.len());
            assert!(html.contains("charts/temple/") && html.contains("charts/city-series/"), "{path}");
        }
    }
    assert!(one_tree.contains_key(&format!("tables/cities/{partly}/{partly}-values.csv")));
    assert!(!one_tree.keys().any(|path| path.contains(&format!("/{wholly}"))), "{wholly}");
    assert!(String::from_utf8(one_tree["index.html"].clone()).unwrap().contains("charts/coverage"));
}

#[test]
fn an_empty_store_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let told =
        program(&["report", "--store", text(&dir.path().join("none")), "--out", text(&dir.path().join("out"))], &[2]);
    assert!(told.contains("ingest"), "{told}");
}

#[test]
fn a_network_of_which_every_row_was_refused_says_where_to_look() {
    let dir = tempfile::tempdir().unwrap();
    let network = dir.path().join("network");
    let write = |name: &str, bytes: &str| {
        let path = network.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("network.toml", "name = \"N\"\nfictional = true\n");
    write("cities.csv", "city,name,local_name,country,region,joined,baseline_year\na,A,,KEN,Africa,,\n");
    write("submissions/a/city.csv", "city,cycle,submitted_on,consent\na,2024,2024-05-01,public\n");
    write(
        "submissions/a/o.csv",
        "city,cycle,measurement,item,reference_year,value,source\na,2024,adult_literacy_rate,female,2023,far,official\n",
    );
    let (store, out) = (dir.path().join("store"), dir.path().join("out"));
    program(&["ingest", "--network", text(&network), "--store", text(&store)], &[1]);
    for cycle in ["2022", "2024"] {
        let told = program(&["report", "--store", text(&store), "--out", text(&out), "--cycle", cycle], &[2]);
        assert!(told.contains("holds no observation that may be published"), "{told}");
    }
    let told = program(&["report", "--no-briefs", "--store", text(&store), "--out", text(&out)], &[2]);
    let asked = told.split('`').nth(1).unwrap().split('"').nth(1).unwrap();
    let rows = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "sql", "--store", text(&store), asked])
        .output()
        .unwrap();
    let found = String::from_utf8_lossy(&rows.stdout);
    assert!(found.contains("submissions/a/o.csv") && found.contains("is not a number"), "{told}{found}");
}
