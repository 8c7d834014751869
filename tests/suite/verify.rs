//! A damaged store: it is seen before anything is read from it, the advice works as printed, and a repair gives the
//! same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use learning_cities::ingest;
use learning_cities::model::network::Network;
use learning_cities::store::{Manifest, Receipt, Store};

use super::check::{Net, row, table};
use super::support::{framework, repository, write};

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

/// A network with everything that a snapshot can be made from, ingested.
fn filled() -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,1.1.1,\n"));
    net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("item", "male"), ("value", "x")])]));
    net.write("submissions/b/empty.csv", "");
    net.write("submissions/b/letter.doc", "not read");
    symlink("/nowhere", net.path().join("submissions/b/link.csv")).unwrap();
    net.write("context.csv", "city,year,variable,value\nnorthbridge,2020,population,1000\n");
    net.write("brief/foreword.md", "Words before the figures.\n");
    net.write("brief/foreword.fr.md", "Quelques mots avant les chiffres.\n");
    net.write(
        "corrections.toml",
        "[[correction]]\naction = \"override\"\ncity = \"northbridge\"\nmeasurement = \"adult_literacy_rate\"\nitem = \"female\"\n\
         reference_year = 2023\nexpect = 97.2\nvalue = 96\nreason = \"typed wrong\"\nasked = \"the city\"\ndate = \"2024-06-01\"\n",
    );
    net.write(
        "mappings/office.toml",
        "source = \"office\"\nconsent = \"public\"\n\n[[file]]\npattern = \"*.csv\"\ncity = { column = \"code\" }\n\
         year = { column = \"year\", format = [\"plain\"] }\n\n[[file.measurement]]\nmeasurement = \"adult_literacy_rate\"\nitem = \"total\"\n\
         column = \"rate\"\nsource = \"official\"\n",
    );
    write(&office(&net), "deep.csv", "code,year,rate\nsouthgate,2020,90\n");
    // What is said of it names the mapping, which a repair reads in another folder.
    write(&office(&net), "lacking.csv", "code,year\nsouthgate,2020\n");
    run(&net);
    net
}

fn office(net: &Net) -> PathBuf {
    net.dir.path().join("office")
}

fn run(net: &Net) -> ingest::Report {
    let sources = BTreeMap::from([("office".to_string(), office(net))]);
    ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap()
}

/// Runs a command that a message gives, as a shell would, the network's folder put in for DIR.
fn follow(net: &Net, message: &str) -> Output {
    let command = message.split('`').nth(1).unwrap_or_else(|| panic!("no advice in {message}"));
    let folder = net.path().display().to_string();
    let source = format!(" --source office={}", office(net).display());
    let command = match command.contains("--network DIR") {
        true => command.replace("--network DIR", &format!("--network {folder}")) + &source,
        false => command.to_string(),
    };
    let program = format!("{} --root {}", env!("CARGO_BIN_EXE_learning-cities"), repository().display());
    let command = command.replace("learning-cities ", &format!("{program} "));
    let out = Command::new("sh").args(["-c", &command]).output().unwrap();
    assert!(
        matches!(out.status.code(), Some(0 | 1)),
        "{command}: {}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    out
}

/// Every file below a folder but the lock, with its bytes.
fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else if !path.ends_with("LOCK") {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

fn problems(net: &Net) -> Vec<String> {
    let problems = Store::find(&net.store()).unwrap().verify().unwrap();
    problems.iter().map(|p| format!("{}: {}", p.place.strip_prefix(net.store()).unwrap().display(), p.found)).collect()
}

fn snapshot_dir(net: &Net) -> PathBuf {
    let id = fs::read_to_string(net.store().join("CURRENT")).unwrap();
    net.store().join("snapshots").join(id.trim())
}

type Damage = fn(&Net);

#[test]
fn damage_is_seen_before_a_table_is_read_and_the_advice_works_as_printed() {
    let cases: [(&str, Damage, &str); 12] = [
        (
            "a missing table",
            |net| fs::remove_file(snapshot_dir(net).join("observations.parquet")).unwrap(),
            "observations.parquet is missing",
        ),
        (
            "an emptied table",
            |net| fs::write(snapshot_dir(net).join("city_context.parquet"), "").unwrap(),
            "city_context.parquet has 0 bytes",
        ),
        (
            "a sound table of another name",
            |net| {
                let dir = snapshot_dir(net);
                fs::copy(dir.join("targets.parquet"), dir.join("practices.parquet")).unwrap();
            },
            "practices.parquet has",
        ),
        (
            "a flipped bit",
            |net| {
                let path = snapshot_dir(net).join("cities.parquet");
                let mut bytes = fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 4;
                fs::write(path, bytes).unwrap();
            },
            "cities.parquet has other bytes",
        ),
        (
            "a manifest of noise",
            |net| fs::write(snapshot_dir(net).join("manifest.json"), "{").unwrap(),
            "manifest.json cannot be read",
        ),
        (
            "no manifest",
            |net| fs::remove_file(snapshot_dir(net).join("manifest.json")).unwrap(),
            "manifest.json cannot be read",
        ),
        (
            "a manifest of other inputs",
            |net| {
                let path = snapshot_dir(net).join("manifest.json");
                let text = fs::read_to_string(&path).unwrap().replace("submissions/a/o.csv", "submissions/a/p.csv");
                fs::write(path, text).unwrap();
            },
            "manifest.json cannot be read (it belongs to another snapshot or was changed)",
        ),
        ("no snapshot", |net| fs::remove_dir_all(snapshot_dir(net)).unwrap(), "is not in"),
        ("CURRENT of noise", |net| fs::write(net.store().join("CURRENT"), [0xff, 0, 7]).unwrap(), "names no snapshot"),
        ("no CURRENT", |net| fs::remove_file(net.store().join("CURRENT")).unwrap(), "has no file CURRENT"),
        (
            "a folder for CURRENT",
            |net| {
                fs::remove_file(net.store().join("CURRENT")).unwrap();
                write(&net.store(), "CURRENT/letter.txt", "x");
            },
            "has no file CURRENT",
        ),
        ("a snapshot of an earlier version", as_an_earlier_version, "recorded no hashes"),
    ];
    for (name, damage, says) in cases {
        let net = filled();
        let before = tree(&net.store());
        damage(&net);
        let opened = Store::open(&net.store()).and_then(|s| s.in_force());
        let message = opened.expect_err(name).to_string();
        assert!(message.contains(says), "{name}: {message}");
        assert!(!problems(&net).is_empty(), "{name}");
        let mut out = follow(&net, &message);
        // No snapshot at all is left: the repair says what makes one.
        if Store::open(&net.store()).and_then(|s| s.in_force()).is_err() {
            let text = String::from_utf8_lossy(&out.stdout).into_owned();
            out = follow(&net, &text);
        }
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        Store::open(&net.store()).and_then(|s| s.in_force()).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
        // What was whole is whole, and what was damaged is as it was.
        let after = tree(&net.store());
        for (path, bytes) in &before {
            assert!(
                after.get(path) == Some(bytes) || name.contains("earlier"),
                "{name}: {} differs\n{text}",
                path.display()
            );
        }
        for problem in Store::find(&net.store()).unwrap().verify().unwrap() {
            follow(&net, &problem.cure);
            for part in problem.cure.split('`').skip(3).step_by(2) {
                follow(&net, &format!("`{part}`"));
            }
        }
        assert_eq!(problems(&net), [""; 0], "{name}");
    }
}

/// Rewrites the manifest as a version wrote it that recorded neither rules nor tables.
fn as_an_earlier_version(net: &Net) {
    let dir = snapshot_dir(net);
    let path = dir.join("manifest.json");
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    manifest.rules = String::new();
    manifest.tables.clear();
    let text = serde_json::to_string_pretty(&manifest).unwrap();
    assert!(!text.contains("rules") && !text.contains("tables"), "{text}");
    fs::write(&path, text).unwrap();
    fs::rename(&dir, dir.with_file_name(manifest.id())).unwrap();
    for name in ["CURRENT", "history"] {
        fs::write(net.store().join(name), format!("{}\n", manifest.id())).unwrap();
    }
}

/// Rewrites the manifest as a version of other rules wrote it.
fn by_other_rules(net: &Net) {
    let dir = snapshot_dir(net);
    let path = dir.join("manifest.json");
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    manifest.rules = "0".repeat(64);
    fs::write(&path, serde_json::to_string_pretty(&manifest).unwrap()).unwrap();
    fs::rename(&dir, dir.with_file_name(manifest.id())).unwrap();
    for name in ["CURRENT", "history"] {
        fs::write(net.store().join(name), format!("{}\n", manifest.id())).unwrap();
    }
}

/// No advice leads back to itself: the snapshot of another version is never made again, and stays damaged until it is
/// removed.
#[test]
fn a_damaged_snapshot_of_another_version_is_replaced_and_removed_as_advised() {
    let net = filled();
    by_other_rules(&net);
    fs::remove_file(snapshot_dir(&net).join("areas.parquet")).unwrap();
    let store = Store::open(&net.store()).unwrap();
    let told: Vec<String> = store.verify().unwrap().into_iter().map(|problem| problem.cure).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    for part in ["Another version of this program made it", "ingest --network", "prune --store", "--keep 1 --yes"] {
        assert!(told[0].contains(part), "{part}: {told:?}");
    }
    assert!(!told[0].contains("--repair"), "{told:?}");
    let old = store.named().unwrap().unwrap();
    let said = learning_cities::ingest::rebuild(&store, &old, &framework()).map(|_| ()).unwrap_err().to_string();
    assert!(said.contains("prune --store") && said.contains("--keep 1 --yes"), "{said}");
    assert!(run(&net).new);
    store.prune(1).unwrap();
    assert_eq!(problems(&net), [""; 0]);
}

#[test]
fn every_problem_has_its_place_and_a_repair_leaves_none() {
    let cases: [(Damage, &str, bool); 17] = [
        (
            |net| {
                let path = archived(net, "submissions/a/o.csv");
                fs::write(&path, fs::read(&path).unwrap().to_ascii_uppercase()).unwrap();
            },
            "holds other bytes than those that came",
            false,
        ),
        (
            |net| fs::remove_file(archived(net, "submissions/a/o.csv")).unwrap(),
            "is the receipt of submissions/a/o.csv",
            false,
        ),
        (
            |net| fs::remove_file(archived(net, "context.csv").with_extension("json")).unwrap(),
            "is missing: the receipt",
            true,
        ),
        (
            |net| fs::write(archived(net, "context.csv").with_extension("json"), "{}").unwrap(),
            "cannot be read, or holds other bytes",
            true,
        ),
        (
            |net| fs::write(net.store().join("archive/letter.txt"), "x").unwrap(),
            "archive/letter.txt: is not of the archive",
            true,
        ),
        (|net| fs::write(snapshot_dir(net).join("more.parquet"), "x").unwrap(), "is not of the snapshot", true),
        (
            |net| fs::create_dir(net.store().join("snapshots/.0123456789abcdef")).unwrap(),
            "is a leftover of an interrupted run",
            true,
        ),
        (
            |net| fs::set_permissions(net.store().join("CURRENT"), fs::Permissions::from_mode(0o644)).unwrap(),
            "CURRENT: is accessible to other users",
            true,
        ),
        (|net| fs::remove_file(net.store().join("history")).unwrap(), "history: does not list", true),
        (
            |net| {
                fs::remove_file(net.store().join("history")).unwrap();
                write(&net.store(), "history/letter.txt", "x");
                private(&net.store().join("history"));
            },
            "history: is a folder",
            true,
        ),
        (
            |net| {
                fs::create_dir_all(net.store().join("briefs-cache")).unwrap();
                fs::set_permissions(net.store().join("briefs-cache"), fs::Permissions::from_mode(0o700)).unwrap();
                let path = net.store().join("briefs-cache/a.pdf");
                fs::write(&path, "%PDF-1.7 of noise that is longer than a hash").unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
            },
            "briefs-cache/a.pdf: is not what was kept",
            true,
        ),
        (
            |net| with_field(&snapshot_dir(net).join("manifest.json")),
            "manifest.json: is a link, or holds more or other text than was written",
            true,
        ),
        (
            |net| with_field(&archived(net, "context.csv").with_extension("json")),
            "cannot be read, or holds other bytes",
            true,
        ),
        (
            |net| {
                let path = net.store().join("history");
                let text = fs::read_to_string(&path).unwrap();
                fs::write(path, text.replace("seal", &format!("{}seal", text.split_inclusive('\n').next().unwrap())))
                    .unwrap();
            },
            "history: does not hold the lines that were written",
            true,
        ),
        (|net| by_link(net, &archived(net, "submissions/a/o.csv")), "is a link, a pipe or a device", false),
        (|net| by_link(net, &snapshot_dir(net).join("cities.parquet")), "cities.parquet: is a link", true),
        (|net| by_link(net, &net.store().join("CURRENT")), "CURRENT: is a link", true),
    ];
    for (damage, says, by_repair) in cases {
        let net = filled();
        assert_eq!(problems(&net), [""; 0]);
        let before = tree(&net.store());
        damage(&net);
        for folder in ["snapshots", "archive"] {
            private(&net.store().join(folder));
        }
        let damaged = tree(&net.store());
        let found = problems(&net);
        assert!(found.len() == 1 && found[0].contains(says), "{says}: {found:?}");
        let store = Store::find(&net.store()).unwrap();
        let repaired = store.repair(|s| ingest::rebuild(&store, s, &framework())).unwrap();
        assert!(!repaired.done.is_empty(), "{says}");
        assert_eq!(repaired.left.is_empty(), by_repair, "{says}: {:?}", repaired.left);
        // Nothing is deleted but what can be made again, or never was anything.
        let after = tree(&net.store());
        for bytes in damaged.iter().filter(|(p, _)| !p.to_string_lossy().contains("briefs-cache")).map(|(_, b)| b) {
            assert!(after.values().any(|b| b == bytes), "{says}: bytes are gone");
        }
        if !by_repair {
            // The bytes come back from the network folder.
            run(&net);
        }
        assert_eq!(problems(&net), [""; 0], "{says}");
        let after = tree(&net.store());
        for (path, bytes) in &before {
            assert!(after.get(path) == Some(bytes), "{says}: {}", path.display());
        }
        if after.keys().any(|p| p.parent().unwrap().ends_with("damaged")) {
            let notes = fs::read_to_string(net.store().join("damaged/notes.txt")).unwrap();
            assert_eq!(
                notes.lines().count(),
                fs::read_dir(net.store().join("damaged")).unwrap().count() - 1,
                "{notes}"
            );
        }
    }
}

#[test]
fn every_byte_of_a_receipt_is_checked() {
    let net = filled();
    let path = archived(&net, "submissions/a/o.csv").with_extension("json");
    let sound = fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        fs::write(&path, bytes).unwrap();
        let found = problems(&net);
        assert!(found.len() == 1 && found[0].contains(&hash_of(&path)), "byte {at}: {found:?}");
    }
    fs::write(&path, [&sound[..], b" "].concat()).unwrap();
    assert_eq!(problems(&net).len(), 1);
    // The next ingest sets it aside, and writes it as it was.
    assert!(!run(&net).new);
    assert_eq!(fs::read(&path).unwrap(), sound);
    assert_eq!(problems(&net), [""; 0]);
    // A receipt of an earlier version has no seal; its names are those of the manifests.
    let receipt =
        Receipt { seal: None, ..Store::find(&net.store()).unwrap().receipt(&hash_of(&path)).unwrap().unwrap() };
    fs::write(&path, serde_json::to_vec_pretty(&receipt).unwrap()).unwrap();
    assert_eq!(problems(&net), [""; 0]);
    let other = Receipt { files: vec!["submissions/b/o.csv".into()], ..receipt };
    fs::write(&path, serde_json::to_vec_pretty(&other).unwrap()).unwrap();
    let found = problems(&net);
    assert!(found.len() == 1 && found[0].contains("does not say every name"), "{found:?}");
}

/// The hash that a receipt's name says.
fn hash_of(receipt: &Path) -> String {
    receipt.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_folder_in_the_place_of_a_file_says_what_to_do() {
    for name in ["history", "CURRENT"] {
        let net = filled();
        fs::remove_file(net.store().join(name)).unwrap();
        write(&net.store(), &format!("{name}/letter.txt"), "x");
        net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("item", "total"), ("value", "96")])]));
        let sources = BTreeMap::from([("office".to_string(), office(&net))]);
        let ingested = ingest::run(&net.network(), &framework(), &sources, &net.store());
        let said = ingested.expect_err(name).to_string();
        assert!(said.contains(&format!("{name} is a folder")), "{said}");
        follow(&net, &said);
        let made = run(&net).snapshot;
        let store = Store::open(&net.store()).unwrap();
        assert_eq!((store.history().unwrap().len(), Some(store.in_force().unwrap().id)), (2, made), "{name}");
        assert_eq!(problems(&net), [""; 0], "{name}");
        assert_eq!(fs::read(net.store().join(format!("damaged/{name}/letter.txt"))).unwrap(), b"x");
    }
}

#[test]
fn what_is_not_of_the_store_is_named_and_left() {
    let net = filled();
    run(&net);
    write(&net.store(), "letter.txt", "x");
    write(&net.store(), "old/deep.txt", "y");
    private(&net.store());
    fs::create_dir(net.store().join(".Ab12Cd")).unwrap();
    let store = Store::find(&net.store()).unwrap();
    assert_eq!(store.unknown_names().unwrap(), ["letter.txt", "old"].map(|name| net.store().join(name)));
    fs::remove_dir(net.store().join(".Ab12Cd")).unwrap();
    for more in ["", " --repair"] {
        let out = follow(&net, &format!("`learning-cities verify --store {}{more}`", net.store().display()));
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(said.contains("letter.txt: is not of the store") && said.contains("old: is not of"), "{said}");
        assert_eq!(out.status.code(), Some(0), "a note is no problem");
    }
    assert_eq!(fs::read(net.store().join("old/deep.txt")).unwrap(), b"y");
}

/// What a link in place of a folder leads to is somebody else's: it may be read or changed by others.
#[test]
fn a_link_in_place_of_a_folder_of_the_store_is_not_followed() {
    let net = filled();
    for name in ["archive", "snapshots", "briefs-cache", "damaged", "editions", "forgotten"] {
        let (path, outside) = (net.store().join(name), net.dir.path().join("outside"));
        fs::create_dir_all(&path).unwrap();
        fs::rename(&path, &outside).unwrap();
        symlink(&outside, &path).unwrap();
        let refused = [
            Store::open(&net.store()).unwrap_err().to_string(),
            Store::find(&net.store()).unwrap_err().to_string(),
            Store::create(&net.store()).unwrap_err().to_string(),
        ];
        for said in refused {
            assert!(said.contains(&format!("{name} is a link to another place, which is not followed")), "{said}");
        }
        fs::remove_file(&path).unwrap();
        fs::rename(&outside, &path).unwrap();
    }
    private(&net.store());
    assert_eq!(problems(&net), [""; 0]);
    // One snapshot in the same way, which the repair moves aside and the next run makes again.
    by_link(&net, &snapshot_dir(&net));
    let said = Store::open(&net.store()).unwrap().current().unwrap_err().to_string();
    assert!(said.contains("is a link, which is not followed, in "), "{said}");
    assert!(problems(&net).iter().any(|p| p.contains("is not a snapshot: it is no folder")), "{:?}", problems(&net));
    follow(&net, &said);
    run(&net);
    assert_eq!(problems(&net), [""; 0]);
    assert!(!snapshot_dir(&net).is_symlink() && net.dir.path().join("outside/manifest.json").is_file());
}

/// Adds a field that was never written.
fn with_field(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, text.replacen('{', "{\n  \"note\": \"x\",", 1)).unwrap();
}

/// Moves a file out of the store and leaves a link to it.
fn by_link(net: &Net, path: &Path) {
    let outside = net.dir.path().join("outside");
    fs::rename(path, &outside).unwrap();
    symlink(&outside, path).unwrap();
}

#[test]
fn lines_of_the_history_in_another_order_are_seen() {
    let net = filled();
    for value in ["95", "94"] {
        net.write("submissions/a/o.csv", table(&[row(&[]), row(&[("item", "male"), ("value", value)])]));
        run(&net);
    }
    let store = Store::open(&net.store()).unwrap();
    let (path, before) = (net.store().join("history"), store.history().unwrap());
    let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_string).collect();
    lines.swap(0, 1);
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    let found = problems(&net);
    assert!(found.len() == 1 && found[0].contains("history: does not hold the lines"), "{found:?}");
    let said = store.prune_plan(1).unwrap_err().to_string();
    assert!(said.contains("nothing was removed"), "{said}");
    follow(&net, &said);
    assert_eq!((problems(&net), store.history().unwrap()), (Vec::new(), before));
    // A version that wrote no seal.
    lines.pop();
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    assert_eq!(problems(&net), [""; 0]);
}

/// The archived file of a logical path.
fn archived(net: &Net, file: &str) -> PathBuf {
    let snapshot = Store::open(&net.store()).unwrap().named().unwrap().unwrap();
    net.store().join("archive").join(&snapshot.manifest.inputs[file])
}

fn private(path: &Path) {
    learning_cities::base::durable::make_private(path).unwrap();
}

#[test]
fn a_snapshot_is_made_again_from_the_archive_alone() {
    let net = filled();
    let before = tree(&snapshot_dir(&net));
    assert!(before.len() > 20);
    for path in before.keys().filter(|p| !p.ends_with("manifest.json")) {
        fs::write(path, "gone").unwrap();
    }
    // Neither the network nor the source is there any more.
    fs::rename(net.path(), net.dir.path().join("elsewhere")).unwrap();
    fs::remove_dir_all(office(&net)).unwrap();
    let store = Store::find(&net.store()).unwrap();
    let repaired = store.repair(|s| ingest::rebuild(&store, s, &framework())).unwrap();
    assert_eq!(repaired.left, [], "{:?}", repaired.done);
    assert!(tree(&snapshot_dir(&net)) == before, "{:?}", repaired.done);
    assert!(net.store().join("damaged").read_dir().unwrap().count() > 1);
    store.in_force().unwrap();
}

#[test]
fn what_cannot_be_made_again_says_why_and_stays_in_its_place() {
    let net = filled();
    fs::remove_file(snapshot_dir(&net).join("cities.parquet")).unwrap();
    let store = Store::find(&net.store()).unwrap();
    let mut other = framework();
    other.version = "other".into();
    let repaired = store.repair(|s| ingest::rebuild(&store, s, &other)).unwrap();
    assert!(repaired.done.iter().any(|d| d.contains("another catalogue")), "{:?}", repaired.done);
    assert_eq!(repaired.left.len(), 1);
    assert!(store.in_force().is_err(), "a damaged snapshot in force is not replaced by another in silence");
    // Tables that differ never take the place of those that were written.
    let repaired = store
        .repair(|s| {
            let mut tables = ingest::rebuild(&store, s, &framework())?;
            let empty = tables["observations"].slice(0, 0);
            tables.insert("observations", empty);
            Ok(tables)
        })
        .unwrap();
    assert!(repaired.done.iter().any(|d| d.contains("its tables observations differ")), "{:?}", repaired.done);
    assert!(store.in_force().is_err());
    let net2 = Network::load(&net.path(), &framework()).unwrap();
    let sources = BTreeMap::from([("office".to_string(), office(&net))]);
    let report = ingest::run(&net2, &framework(), &sources, &net.store()).unwrap();
    assert!(report.new, "a snapshot that was made anew is new");
    store.in_force().unwrap();
}

#[test]
fn other_rules_of_ingest_give_another_snapshot() {
    let net = filled();
    let manifest = Store::open(&net.store()).unwrap().named().unwrap().unwrap().manifest;
    assert_eq!(manifest.rules, learning_cities::store::RULES);
    let other = Manifest { rules: "other".into(), ..manifest.clone() };
    assert_ne!(other.id(), manifest.id());
    let table_hashes = Manifest { tables: BTreeMap::new(), ..manifest.clone() };
    assert_eq!(table_hashes.id(), manifest.id());
    assert!(!run(&net).new);
    as_an_earlier_version(&net);
    assert!(run(&net).new, "an update never answers that nothing is new");
}

#[test]
fn a_store_is_its_owners_alone() {
    let net = filled();
    assert!(learning_cities::base::durable::wider_than_private(&net.store()).unwrap().is_empty());
    let wide = [net.store(), net.store().join("archive"), snapshot_dir(&net).join("observations.parquet")];
    for path in &wide {
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let found = problems(&net);
    assert!(found.len() == 1 && found[0].contains("and 2 other files or folders"), "{found:?}");
    let text = String::from_utf8(
        follow(
            &net,
            "`learning-cities ingest --network DIR --store STORE`"
                .replace("STORE", &net.store().display().to_string())
                .as_str(),
        )
        .stderr,
    )
    .unwrap();
    assert!(text.contains("Removed other users' access to 3 files and folders"), "{text}");
    assert_eq!(problems(&net), [""; 0]);
    assert_eq!(run(&net).tightened, 0);
}

#[test]
fn the_head_of_a_file_is_kept_and_checked() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("store")).unwrap();
    let from = write(dir.path(), "large.bin", "0123456789");
    let sha256 = learning_cities::base::hash::sha256(b"0123456789");
    let content = learning_cities::store::Content {
        sha256: &sha256,
        bytes: 10,
        files: vec![("submissions/gone.bin", Path::new("/nowhere")), ("submissions/large.bin", from.as_path())],
        most: Some(4),
    };
    let lock = store.lock().unwrap();
    let (changed, gone) = (write(dir.path(), "changed.bin", "0123456788"), "submissions/gone.bin");
    let other = learning_cities::store::Content {
        sha256: &learning_cities::base::hash::sha256(b"other"),
        files: vec![("submissions/changed.bin", changed.as_path())],
        ..content.clone()
    };
    assert_eq!(store.archive(&lock, &[content.clone(), other], || ()).unwrap(), [gone, "submissions/changed.bin"]);
    assert_eq!(
        store.archived().unwrap(),
        std::slice::from_ref(&sha256),
        "a file that changed has neither bytes nor a receipt"
    );
    assert_eq!(store.archive(&lock, &[content], || ()).unwrap(), [""; 0]);
    drop(lock);
    let path = store.head_path(&sha256);
    assert_eq!(fs::read(&path).unwrap(), b"0123");
    let receipt = store.receipt(&sha256).unwrap().unwrap();
    assert_eq!((receipt.bytes, receipt.head.unwrap().kept), (10, 4));
    assert_eq!(receipt.files, [gone, "submissions/large.bin"]);
    assert_eq!(store.verify().unwrap(), []);
    fs::write(&path, b"0124").unwrap();
    assert_eq!(store.verify().unwrap().len(), 1);
}
