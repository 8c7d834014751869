//! Old snapshots are pruned, and a city is forgotten, whatever interrupts it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use arrow::util::display::array_value_to_string;
use learning_cities::base::hash::sha256;
use learning_cities::base::table::Table;
use learning_cities::model::schema;
use learning_cities::store::Store;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::check::{Net, row, table};
use super::support::repository;

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

fn store(net: &Net) -> Store {
    Store::open(&net.store()).unwrap()
}

fn said(args: &[&str], net: &Net) -> (String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root".as_ref(), repository().as_os_str()])
        .args(args)
        .args(["--store".as_ref(), net.store().as_os_str()])
        .output()
        .unwrap();
    (String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr), out.status.code())
}

/// A network ingested so many times, each time with another value, and its snapshots, the oldest first.
fn grown(times: usize) -> (Net, Vec<String>) {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,,\n"));
    let ids = (0..times).map(|i| grow(&net, i)).collect();
    (net, ids)
}

fn grow(net: &Net, i: usize) -> String {
    net.write("submissions/a/o.csv", table(&[row(&[("value", &format!("9{i}"))])]));
    net.ingest().snapshot.unwrap()
}

#[test]
fn pruning_keeps_the_newest_and_what_they_were_made_from() {
    let (net, ids) = grown(5);
    assert_eq!(store(&net).history().unwrap(), ids);
    let plan = store(&net).prune_plan(2).unwrap();
    assert_eq!((&plan.snapshots[..], &plan.kept[..], plan.files.len()), (&ids[..3], &ids[3..], 3));
    let (text, code) = said(&["prune", "--keep", "2"], &net);
    assert!(code == Some(0) && text.contains("Would remove 3 snapshots") && text.contains("--yes"), "{text}");
    assert_eq!(store(&net).history().unwrap(), ids, "nothing goes without --yes");
    let sizes = |net: &Net| store(net).archive_size().unwrap().1 + store(net).snapshots_size().unwrap();
    let before = sizes(&net);
    let (text, code) = said(&["prune", "--keep", "2", "--yes"], &net);
    assert!(code == Some(0) && text.contains("Removed 3 snapshots"), "{text}");
    assert!(before - sizes(&net) <= plan.snapshot_bytes + plan.file_bytes);
    assert!(before - sizes(&net) > plan.snapshot_bytes);
    assert_eq!(store(&net).history().unwrap(), ids[3..]);
    assert_eq!(store(&net).verify().unwrap(), []);
    assert_eq!(store(&net).in_force().unwrap().id, ids[4]);
    assert!(!net.ingest().new);
    assert!(said(&["prune", "--keep", "2", "--yes"], &net).0.contains("nothing to remove; 2 snapshots kept"));
    assert_eq!(said(&["prune", "--keep", "0"], &net).1, Some(2));
    assert!(said(&["status"], &net).0.contains("Snapshots 2, "));
}

#[test]
fn the_snapshot_in_force_and_those_of_final_editions_are_never_pruned() {
    let (net, ids) = grown(4);
    fs::create_dir_all(net.store().join("editions/2024")).unwrap();
    fs::write(net.store().join("editions/2024/final.json"), format!("{{\"snapshot\":\"{}\"}}", ids[0])).unwrap();
    // An older one comes into force again: it is the newest then.
    assert_eq!(grow(&net, 1), ids[1]);
    assert_eq!(store(&net).history().unwrap(), [&ids[0], &ids[2], &ids[3], &ids[1]].map(String::clone));
    let plan = store(&net).prune(1).unwrap();
    assert_eq!(plan.snapshots, ids[2..4]);
    assert_eq!(plan.cited, ids[..1]);
    assert_eq!(
        store(&net).snapshots().unwrap().into_iter().collect::<BTreeSet<_>>(),
        ids[..2].iter().cloned().collect()
    );
    assert_eq!(store(&net).in_force().unwrap().id, ids[1]);
    learning_cities::base::durable::make_private(&net.store()).unwrap();
    assert_eq!(store(&net).verify().unwrap(), []);
}

#[test]
fn an_interrupted_pruning_is_finished_by_the_next_run() {
    let (net, ids) = grown(3);
    let dir = net.store().join("snapshots");
    // Ended after the order was written, and in the middle of the first removal.
    fs::write(net.store().join("history"), format!("{}\n", ids[2])).unwrap();
    fs::rename(dir.join(&ids[0]), dir.join(format!(".{}", ids[0]))).unwrap();
    fs::remove_file(dir.join(format!(".{}", ids[0])).join("cities.parquet")).unwrap();
    let plan = store(&net).prune(1).unwrap();
    assert_eq!(plan.snapshots, ids[1..2]);
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    assert_eq!(store(&net).verify().unwrap(), []);
}

#[test]
fn pruning_stops_where_a_snapshot_that_stays_cannot_say_what_it_needs() {
    let (net, ids) = grown(3);
    fs::write(net.store().join("snapshots").join(&ids[1]).join("manifest.json"), "{").unwrap();
    let files = store(&net).archived().unwrap();
    assert!(store(&net).prune(2).is_err());
    assert_eq!(store(&net).archived().unwrap(), files);
}

#[test]
fn pruning_says_which_snapshot_may_be_that_of_an_edition() {
    let (net, ids) = grown(3);
    fs::write(net.store().join("snapshots").join(&ids[0]).join("manifest.json"), "{").unwrap();
    assert_eq!(store(&net).prune_plan(1).unwrap().snapshots, ids[..2], "no edition was recorded");
    fs::create_dir(net.store().join("editions")).unwrap();
    fs::write(net.store().join("editions/0001.json"), &ids[2]).unwrap();
    let (text, code) = said(&["prune", "--keep", "1", "--yes"], &net);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("nothing was removed") && text.contains(&ids[0]), "{text}");
    assert!(text.contains("verify --store") && text.contains("--repair"), "{text}");
    said(&["verify", "--repair"], &net);
    assert_eq!(store(&net).prune(1).unwrap().snapshots, ids[1..2]);
}

/// Two cities with files of their own, one with both, and a refused row and a refused file of each.
fn two_cities() -> Net {
    let net = Net::new();
    for city in ["northbridge", "southgate"] {
        let folder = format!("submissions/{city}");
        net.write(&format!("{folder}/city.csv"), format!("{DECLARATION}{city},2024,2024-05-01,public,,1.1.1,\n"));
        net.write(
            &format!("{folder}/o.csv"),
            table(&[row(&[("city", city)]), row(&[("city", city), ("item", "male"), ("value", "x")])]),
        );
        net.write(
            &format!("{folder}/practices.csv"),
            format!("city,feature,title,summary,link\n{city},1.1.1,Reading in {city},We read,\n"),
        );
        net.write(&format!("{folder}/letter.doc"), format!("Dear all, {city}"));
    }
    net.write(
        "submissions/both/o.csv",
        table(&[
            row(&[("city", "northbridge"), ("reference_year", "2020")]),
            row(&[("city", "southgate"), ("reference_year", "2020")]),
            row(&[("city", "southgate"), ("reference_year", "2021"), ("value", "y")]),
        ]),
    );
    // Nothing could be read in these; the first came with a city's files, and nothing says whose the second is.
    net.write("submissions/2024-may/o.csv", table(&[row(&[("reference_year", "2019")])]));
    net.write("submissions/2024-may/scan.pdf", "a secret of the north");
    net.write("submissions/scan.pdf", "whose is this");
    net.write(
        "context.csv",
        "city,year,variable,value\nnorthbridge,2020,population,1000\nsouthgate,2020,population,2000\n",
    );
    net.ingest();
    // An older snapshot holds the city too.
    net.write(
        "submissions/southgate/targets.csv",
        "city,measurement,item,year,value\nsouthgate,adult_literacy_rate,total,2030,95\n",
    );
    net.ingest();
    net
}

/// Every file below a folder.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// Everything that a store holds as text: names and bytes of its files, cells of its tables.
fn text(store: &Path) -> String {
    let mut text = String::new();
    for path in files(store) {
        text += &format!("{}\n{}\n", path.display(), String::from_utf8_lossy(&fs::read(&path).unwrap()));
        if path.extension().is_some_and(|e| e == "parquet") {
            let reader =
                ParquetRecordBatchReaderBuilder::try_new(fs::File::open(&path).unwrap()).unwrap().build().unwrap();
            for batch in reader.map(Result::unwrap) {
                for column in batch.columns() {
                    for r in 0..batch.num_rows() {
                        text += &(array_value_to_string(column, r).unwrap() + "\n");
                    }
                }
            }
        }
    }
    text.to_lowercase()
}

fn rows(net: &Net, name: &str, city: &str) -> usize {
    let table: Table = store(net).in_force().unwrap().table(name).unwrap();
    (0..table.len()).filter(|r| table.text("city", *r) == Some(city)).count()
}

#[test]
fn a_forgotten_city_is_nowhere_and_every_other_stays() {
    let net = two_cities();
    let before: Vec<(&str, usize)> = schema::TABLES
        .iter()
        .filter(|t| t.columns.iter().any(|c| c.0 == "city"))
        .map(|t| (t.name, rows(&net, t.name, "southgate")))
        .collect();
    assert!(before.iter().filter(|b| b.1 > 0).count() >= 6, "{before:?}");
    fs::create_dir_all(net.store().join("briefs-cache")).unwrap();
    fs::write(net.store().join("briefs-cache/a.pdf"), "northbridge").unwrap();
    fs::create_dir_all(net.store().join("damaged")).unwrap();
    fs::write(net.store().join("damaged/x"), "northbridge").unwrap();
    let (old, history) = (store(&net).snapshots().unwrap(), store(&net).history().unwrap());
    assert!(text(&net.store()).contains("northbridge"));

    let (plan, code) = said(&["forget", "--city", "northbridge"], &net);
    assert!(code == Some(0) && plan.contains("submissions/northbridge/o.csv") && plan.contains("--yes"), "{plan}");
    let (own, shared) = plan.split_once("other cities' rows").unwrap();
    let (shared, unknown) = shared.split_once("nothing says whose").unwrap();
    assert!(own.contains("submissions/2024-may/scan.pdf") && unknown.contains("  submissions/scan.pdf\n"), "{plan}");
    assert!(own.contains("submissions/northbridge/letter.doc") && !own.contains("southgate"), "{plan}");
    assert!(
        shared.contains("submissions/both/o.csv") && shared.contains("context.csv") && shared.contains("cities.csv"),
        "{plan}"
    );
    assert!(text(&net.store()).contains("northbridge"), "nothing goes without --yes");

    let (done, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
    assert!(code == Some(0) && done.contains("brings it back"), "{done}");
    let left = text(&net.store());
    assert!(!left.contains("a secret of the north") && left.contains("whose is this"));
    let at = left.find("northbridge").map(|at| left[at.saturating_sub(200)..].chars().take(400).collect::<String>());
    assert_eq!(at, None);
    for (name, count) in before {
        assert_eq!(rows(&net, name, "southgate"), count, "{name}");
    }
    let now = store(&net).history().unwrap();
    // An edition that was recorded before still keeps its snapshot.
    fs::create_dir(net.store().join("editions")).unwrap();
    fs::write(net.store().join("editions/2024.json"), &history[0]).unwrap();
    assert_eq!(store(&net).prune_plan(1).unwrap().cited, now[..1]);
    fs::remove_dir_all(net.store().join("editions")).unwrap();
    assert!(now.len() == 2 && now.iter().all(|id| !old.contains(id)));
    assert_eq!(store(&net).in_force().unwrap().id, now[1]);
    assert_eq!(store(&net).verify().unwrap(), []);

    // The receipt proves which city it was to who has the key, and says nothing to others.
    let receipt = fs::read_to_string(files(&net.store().join("forgotten"))[0].clone()).unwrap();
    let key = done.split("Key of this receipt: ").nth(1).unwrap().split('.').next().unwrap();
    assert!(receipt.contains(&sha256(format!("{key}:northbridge").as_bytes())) && !receipt.contains(key), "{receipt}");
    assert_eq!(said(&["forget", "--city", "northbridge", "--yes"], &net).1, Some(2), "it is not there any more");
    // What the network folder still holds comes back, as was said.
    net.ingest();
    assert!(rows(&net, "observations", "northbridge") > 0);
    assert_eq!(store(&net).verify().unwrap(), []);
}

/// What nothing attributes to a city by its id, and yet names it: refused rows that call it otherwise, and receipts of
/// files that once came from it too.
#[test]
fn a_city_is_forgotten_where_it_is_only_named() {
    let net = Net::new();
    for city in ["northbridge", "southgate"] {
        let header = "city,cycle,submitted_on,consent,contact_name,contact_email,contact_consent";
        let contact = format!("{city},2024,2024-05-01,public,Kim of {city},kim@{city}.example,none");
        net.write(&format!("submissions/{city}/city.csv"), format!("{header}\n{contact}\n"));
        net.write(&format!("submissions/{city}/o.csv"), table(&[row(&[("city", city)])]));
    }
    // Both send the same letter; that of the one is taken back, and its snapshot pruned.
    net.write("submissions/northbridge/logo.doc", "the same letter");
    net.write("submissions/southgate/logo.doc", "the same letter");
    net.ingest();
    fs::remove_file(net.path().join("submissions/northbridge/logo.doc")).unwrap();
    let sent = [
        row(&[("city", "City of Northbridge"), ("value", "11.11")]),
        row(&[("city", "southgate"), ("value", "far"), ("note", "we asked Northbridge")]),
    ];
    net.write("submissions/may.csv", table(&sent));
    net.write("submissions/june.csv", table(&[row(&[("city", "Northbridge"), ("value", "22.22")])]));
    net.ingest();
    store(&net).prune(1).unwrap();
    assert!(text(&net.store()).contains("kim@northbridge.example"));
    let (done, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
    assert!(code == Some(0) && done.contains("submissions/may.csv") && done.contains("submissions/june.csv"), "{done}");
    let left = text(&net.store());
    for gone in ["city of northbridge", "northbridge/logo.doc", "11.11", "22.22", "kim@northbridge.example"] {
        assert!(!left.contains(gone), "{gone}");
    }
    assert!(left.contains("kim@southgate.example"));
    // The other city's refused row stays, with what it says.
    assert!(left.contains("we asked northbridge") && left.contains("southgate/logo.doc"));
    assert_eq!(store(&net).verify().unwrap(), []);
}

/// A run that stored nothing keeps what came in the archive all the same.
#[test]
fn a_city_of_no_snapshot_is_forgotten_in_the_archive() {
    let net = two_cities();
    let before = store(&net).in_force().unwrap().id;
    let manifest = fs::read(net.store().join("snapshots").join(&before).join("manifest.json")).unwrap();
    let add = |name: &str, bytes: &[u8]| {
        let path = net.dir.path().join("sent");
        fs::write(&path, bytes).unwrap();
        let sha256 = sha256(bytes);
        let content = learning_cities::store::Content {
            sha256: &sha256,
            bytes: bytes.len() as u64,
            files: vec![(name, &path)],
            most: None,
        };
        let lock = store(&net).lock().unwrap();
        store(&net).archive(&lock, &[content], || ()).unwrap();
    };
    add("submissions/eastwick/o.csv", b"1 of the east");
    add("submissions/may.csv", b"city\neastwick,2 of the east");
    add(
        "submissions/wide.csv",
        &[b"\xff\xfe".to_vec(), "eastwick".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
    );
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "eastwick").unwrap();
    add("submissions/may.xlsx", &book.save_to_buffer().unwrap());
    add("submissions/june.csv", b"eastwickham is another");
    assert_eq!(store(&net).forget_plan("eastwick").unwrap().own_files.len(), 1);
    assert_eq!(store(&net).forget_plan("eastwick").unwrap().shared_files.len(), 3);
    let (done, code) = said(&["forget", "--city", "eastwick", "--yes"], &net);
    assert!(code == Some(0) && done.contains("Erased 4 files, and 0 rows in 0 snapshots"), "{done}");
    let left = text(&net.store());
    assert!(!left.contains("of the east") && left.contains("eastwickham is another"));
    assert_eq!(fs::read(net.store().join("snapshots").join(&before).join("manifest.json")).unwrap(), manifest);
    assert_eq!(store(&net).verify().unwrap(), []);
    assert_eq!(said(&["forget", "--city", "eastwick", "--yes"], &net).1, Some(2), "it is not there any more");
}

/// Words of many scripts are not parted by spaces, so a name may be within other text.
#[test]
fn a_city_is_forgotten_where_its_name_is_within_other_text() {
    for (name, sent) in [
        ("南門", "据南門市政府報告"),
        ("みなみ", "これはみなみのデータ"),
        ("เชียงใหม่", "ข้อมูลเชียงใหม่ล่าสุด"),
        ("수원", "수원시의자료"),
        ("عمان", "بيانات وعمان"),
        ("Northbridge", "北Northbridge市"),
    ] {
        let net = Net::new();
        let cities = format!(
            "city,name,local_name,country,region,joined,baseline_year\nnorthbridge,Northbridge,{name},KEN,Africa,2015,2016\nsouthgate,Southgate,,MEX,Africa,2017,\n"
        );
        net.write("cities.csv", cities);
        for city in ["northbridge", "southgate"] {
            net.write(
                &format!("submissions/{city}/city.csv"),
                format!("{DECLARATION}{city},2024,2024-05-01,public,,,\n"),
            );
            net.write(&format!("submissions/{city}/o.csv"), table(&[row(&[("city", city)])]));
        }
        // A row of no city that can be told: its finding and its raw text name the city.
        net.write("submissions/may.csv", table(&[row(&[("city", "unknown"), ("value", sent)])]));
        net.ingest();
        assert!(text(&net.store()).contains(&sent.to_lowercase()), "{name}");
        let (done, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
        assert_eq!(code, Some(0), "{done}");
        assert!(!text(&net.store()).contains(&sent.to_lowercase()), "{name}: {done}");
        assert!(rows(&net, "observations", "southgate") > 0);
    }
}

/// A story of the annual brief and its photograph are the city's: rows and archived files go.
#[test]
fn a_story_and_its_photograph_are_forgotten_with_their_city() {
    let net = two_cities();
    let picture = |shade: u8| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbImage::from_pixel(640, 480, image::Rgb([shade, 0, 0]));
        pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    // A name that the manifest of a snapshot escapes.
    net.write("brief/garden%20party\u{fffd}.png", picture(200));
    net.write("brief/cover.png", picture(100));
    net.write(
        "brief/stories.toml",
        "[cover]\nphoto = \"cover.png\"\nalt = \"Red.\"\n[[story]]\narea = \"1.1\"\ncity = \"northbridge\"\n\
         title = \"A street\"\ntext = \"It learns.\"\nphoto = \"garden%20party\u{fffd}.png\"\nalt = \"A street.\"\n",
    );
    net.ingest();
    let kept = |shade: u8| net.store().join("archive").join(sha256(&picture(shade))).exists();
    assert!(rows(&net, "brief_stories", "northbridge") == 1 && rows(&net, "brief_photos", "northbridge") == 1);
    assert!(kept(200) && kept(100));
    let (done, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
    assert_eq!(code, Some(0), "{done}");
    assert!(rows(&net, "brief_stories", "northbridge") == 0 && rows(&net, "brief_photos", "northbridge") == 0);
    assert!(!kept(200) && kept(100), "{done}");
}

/// Notes of others stay; those that name the city, or may do so in another form, are listed for a person.
#[test]
fn texts_of_others_that_may_name_a_forgotten_city_are_listed() {
    let net = Net::new();
    net.write(
        "cities.csv",
        "city,name,local_name,country,region,joined,baseline_year\npoznan,Poznań,,POL,Europe and North America,2015,2016\n\
         southgate,Southgate,,MEX,Africa,2017,\n",
    );
    for city in ["poznan", "southgate"] {
        net.write(&format!("submissions/{city}/city.csv"), format!("{DECLARATION}{city},2024,2024-05-01,public,,,\n"));
    }
    net.write("submissions/poznan/o.csv", table(&[row(&[("city", "poznan")])]));
    let note = |year: &'static str, note: &'static str| {
        row(&[("city", "southgate"), ("reference_year", year), ("note", note)])
    };
    let notes =
        [note("2021", "razem z Poznaniem"), note("2022", "as in Poznań's survey"), note("2023", "our own survey")];
    net.write("submissions/southgate/o.csv", table(&notes));
    net.ingest();
    let listed = "Kept, and to be looked at by a person: 2 texts of others";
    for more in [&["forget", "--city", "poznan"][..], &["forget", "--city", "poznan", "--yes"]] {
        let (done, code) = said(more, &net);
        assert_eq!(code, Some(0), "{done}");
        assert!(done.contains(listed), "{done}");
        assert!(done.contains("submissions/southgate/o.csv: razem z Poznaniem"), "{done}");
        assert!(done.contains("as in Poznań's survey") && !done.contains("our own survey"), "{done}");
    }
    let receipt = fs::read_to_string(&files(&net.store().join("forgotten"))[0]).unwrap();
    assert!(receipt.contains("\"texts_to_look_at\": 2") && !receipt.to_lowercase().contains("pozna"), "{receipt}");
    assert_eq!(rows(&net, "observations", "southgate"), 3);
}

#[test]
fn an_interrupted_forgetting_is_finished_by_the_next_run() {
    // One undisturbed, for what it comes to.
    let whole = two_cities();
    let lock = store(&whole).lock().unwrap();
    store(&whole).forget(&lock, "northbridge").unwrap();
    drop(lock);
    let ids = store(&whole).history().unwrap();
    for stage in 0..4 {
        let net = two_cities();
        let plan = store(&net).forget_plan("northbridge").unwrap();
        let old = store(&net).history().unwrap();
        if stage >= 1 {
            // Ended after some of the archive was erased.
            for hash in plan.own_files.keys().take(3) {
                for name in [hash.clone(), format!("{hash}.json")] {
                    fs::remove_file(net.store().join("archive").join(name)).unwrap();
                }
            }
        }
        if stage >= 2 {
            // Ended after one snapshot was written anew.
            copy(&whole.store().join("snapshots").join(&ids[0]), &net.store().join("snapshots").join(&ids[0]));
        }
        if stage >= 3 {
            // Ended after CURRENT was moved, and one old snapshot was removed.
            copy(&whole.store().join("snapshots").join(&ids[1]), &net.store().join("snapshots").join(&ids[1]));
            fs::write(net.store().join("CURRENT"), format!("{}\n", ids[1])).unwrap();
            fs::write(net.store().join("history"), format!("{}\n{}\n{}\n", old[1], ids[0], ids[1])).unwrap();
            fs::remove_dir_all(net.store().join("snapshots").join(&old[0])).unwrap();
        }
        let lock = store(&net).lock().unwrap();
        store(&net).forget(&lock, "northbridge").unwrap();
        drop(lock);
        assert_eq!(store(&net).history().unwrap(), ids, "stage {stage}");
        assert_eq!(store(&net).in_force().unwrap().id, ids[1], "stage {stage}");
        assert!(!text(&net.store()).contains("northbridge"), "stage {stage}");
        assert_eq!(store(&net).verify().unwrap(), [], "stage {stage}");
    }
}

/// Damages a snapshot: its manifest, or a table that nothing can make again.
fn damage(net: &Net, id: &str, file: &str) {
    fs::write(net.store().join("snapshots").join(id).join(file), "{").unwrap();
}

#[test]
fn an_older_damaged_snapshot_is_no_reason_to_keep_a_city() {
    for file in ["manifest.json", "observations.parquet"] {
        for repair_first in [false, true] {
            let net = two_cities();
            let ids = store(&net).history().unwrap();
            damage(&net, &ids[0], file);
            let (unknown, code) = said(&["forget", "--city", "nowhere"], &net);
            assert_eq!(code, Some(2), "{unknown}");
            assert!(unknown.contains("Damaged snapshots cannot be searched") && unknown.contains(&ids[0]), "{unknown}");
            let (plan, code) = said(&["forget", "--city", "northbridge"], &net);
            assert!(code == Some(0) && plan.contains(&format!("the snapshot {} whole", ids[0])), "{plan}");
            assert!(plan.contains("first run `learning-cities verify"), "{plan}");
            assert_eq!(store(&net).history().unwrap(), ids, "nothing goes without --yes");
            if repair_first {
                said(&["verify", "--repair"], &net);
            }
            let (done, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
            assert_eq!(code, Some(0), "{done}");
            let left = text(&net.store());
            assert!(!left.contains("northbridge") && left.contains("southgate"), "{file} {repair_first}");
            let kept = if repair_first && file != "manifest.json" { 2 } else { 1 };
            assert_eq!(store(&net).history().unwrap().len(), kept, "{file} {repair_first}");
            assert_eq!(store(&net).verify().unwrap(), [], "{file} {repair_first}");
        }
    }
    // The one in force is needed.
    let net = two_cities();
    damage(&net, &store(&net).history().unwrap()[1], "observations.parquet");
    let (refused, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
    assert!(code == Some(2) && refused.contains("--repair"), "{refused}");
    said(&["verify", "--repair"], &net);
    assert_eq!(said(&["forget", "--city", "northbridge", "--yes"], &net).1, Some(0));
    assert!(!text(&net.store()).contains("northbridge"));
}

/// The advice of `verify` works, though a final edition rests on a snapshot that nothing can make again.
#[test]
fn a_damaged_snapshot_of_a_final_edition_without_a_city_is_replaced_as_advised() {
    let net = two_cities();
    assert_eq!(said(&["forget", "--city", "northbridge", "--yes"], &net).1, Some(0));
    let id = store(&net).in_force().unwrap().id;
    fs::create_dir_all(net.store().join("editions")).unwrap();
    fs::write(net.store().join("editions/0001.json"), &id).unwrap();
    let observations = net.store().join("snapshots").join(&id).join("observations.parquet");
    let mut bytes = fs::read(&observations).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&observations, bytes).unwrap();
    let cure = store(&net).verify().unwrap()[0].cure.clone();
    assert!(cure.contains("ingest --network") && cure.contains("prune --store") && cure.contains("--keep 1"), "{cure}");
    // The one in force is not removed before there is another.
    let (text, code) = said(&["prune", "--keep", "1", "--yes"], &net);
    assert!(code == Some(0) && store(&net).history().unwrap().contains(&id), "{text}");
    for folder in ["northbridge", "both", "2024-may"] {
        fs::remove_dir_all(net.path().join("submissions").join(folder)).unwrap();
    }
    let new = net.ingest().snapshot.unwrap();
    assert_ne!(new, id);
    let (text, code) = said(&["prune", "--keep", "1"], &net);
    assert!(code == Some(0) && text.contains(&format!("rests on the snapshot {id}, which is damaged")), "{text}");
    said(&["prune", "--keep", "1", "--yes"], &net);
    assert_eq!(store(&net).history().unwrap(), [new]);
    assert_eq!(store(&net).verify().unwrap(), []);
}

#[test]
fn a_city_can_be_forgotten_after_all_snapshots_were_lost() {
    let net = two_cities();
    fs::remove_dir_all(net.store().join("snapshots")).unwrap();
    let (refused, code) = said(&["forget", "--city", "northbridge", "--yes"], &net);
    assert!(code == Some(2) && refused.contains("--repair"), "{refused}");
    let (repaired, _) = said(&["verify", "--repair"], &net);
    assert!(repaired.contains("learning-cities ingest"), "{repaired}");
    // The city was taken out of the network folder already.
    fs::remove_dir_all(net.path().join("submissions/northbridge")).unwrap();
    for folder in ["both", "2024-may"] {
        fs::remove_dir_all(net.path().join("submissions").join(folder)).unwrap();
    }
    let registry = fs::read_to_string(net.path().join("cities.csv")).unwrap();
    let other: String = registry.lines().filter(|l| !l.starts_with("northbridge")).map(|l| format!("{l}\n")).collect();
    net.write("cities.csv", other);
    net.write("context.csv", "city,year,variable,value\nsouthgate,2020,population,2000\n");
    net.ingest();
    let (unknown, code) = said(&["forget", "--city", "nowhere", "--yes"], &net);
    assert!(code == Some(2) && unknown.contains("of the archive are of no snapshot"), "{unknown}");
    let command = unknown.rsplit('`').nth(1).unwrap();
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!((words[1], &words[4..]), ("prune", &["--keep", "1", "--yes"][..]), "{command}");
    // What names the city in the archive goes without a snapshot that knows it.
    assert_eq!(said(&["forget", "--city", "northbridge", "--yes"], &net).1, Some(0));
    assert!(!text(&net.store()).contains("northbridge"));
    assert_eq!(store(&net).verify().unwrap(), []);
    assert_eq!(said(&["prune", "--keep", "1", "--yes"], &net).1, Some(0));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in files(from) {
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn a_city_is_not_taken_for_another_of_which_its_name_is_a_part() {
    let net = Net::new();
    net.write(
        "cities.csv",
        "city,name,local_name,country,region,joined,baseline_year\nnew-york,New York,,KEN,Africa,,\nyork,York,,KEN,Africa,,\n",
    );
    net.write("submissions/york/city.csv", format!("{DECLARATION}york,2024,2024-05-01,public,,,\n"));
    net.write("submissions/york/o.csv", table(&[row(&[("city", "york")])]));
    net.write("submissions/new-york-2024.xlsx", "no workbook");
    net.write(
        "submissions/both/o.csv",
        table(&[row(&[("city", "york")]), row(&[("city", "new-york"), ("value", "hello")])]),
    );
    net.ingest();
    for wrong in ["", "*", "index"] {
        assert_eq!(said(&["forget", "--city", wrong, "--yes"], &net).1, Some(2), "{wrong:?}");
    }
    let (done, code) = said(&["forget", "--city", "york", "--yes"], &net);
    let erased = done.split("Kept, because").next().unwrap();
    assert!(code == Some(0) && !erased.contains("new-york"), "{done}");
    assert_eq!(rows(&net, "observations", "york"), 0);
    let left = text(&net.store());
    assert!(left.contains("new-york-2024.xlsx") && left.contains("hello"), "{left}");
}

#[test]
fn a_query_whose_snapshot_is_pruned_meanwhile_says_so() {
    let (net, ids) = grown(2);
    let snapshot = store(&net).snapshot(&ids[0]).unwrap();
    let queries = crate::support::repository().join("queries");
    let engine = learning_cities::engine::Engine::open(&snapshot, &queries, Some(2024)).unwrap();
    store(&net).prune(1).unwrap();
    // The engine takes a file that is not there for an empty one: 0 rows, or a mart of nothing.
    for sql in ["select count(*) from observations", "select count(*) from network_progress"] {
        let said = engine.query(sql).unwrap_err().to_string();
        assert!(said.contains("a file of the snapshot is not there any longer"), "{said}");
        assert!(said.contains("Run the command again") && said.contains("learning-cities verify --store"), "{said}");
    }
}

#[test]
fn an_earlier_id_of_a_city_that_is_forgotten_is_named() {
    let net = two_cities();
    fs::remove_file(net.path().join("context.csv")).unwrap();
    net.ingest();
    let registry = fs::read_to_string(net.path().join("cities.csv")).unwrap();
    let city = registry.lines().nth(1).unwrap().split(',').next().unwrap().to_string();
    let other = registry.lines().nth(2).unwrap().split(',').next().unwrap().to_string();
    net.write("cities.csv", registry.replacen(&format!("{city},"), "new-id,", 1));
    net.ingest();
    let (text, code) = said(&["forget", "--city", "new-id"], &net);
    assert!(
        code == Some(0) && text.contains(&format!("forget --store {} --city {city}\n", net.store().display())),
        "{text}"
    );
    let (text, _) = said(&["forget", "--city", &other], &net);
    assert!(!text.contains("earlier id"), "{text}");
}
