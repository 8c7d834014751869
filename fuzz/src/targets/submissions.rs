//! Submissions: observations as CSV, companions, workbooks. Each input lies in a folder of its own, beside two good
//! cities.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use learning_cities::Result;
use learning_cities::ingest::{self, FileReport, Report};
use learning_cities::model::network::Network;
use learning_cities::store::Store;

use super::{framework, promises};

/// Ids that no input holds by chance.
const GOOD: [&str; 2] = ["goodhaven-7q", "goodmouth-7q"];

const NETWORK: &str = "name = \"Fuzzed network\"\nfictional = true\n";
const CITIES: &str = "city,name,local_name,country,region,joined,baseline_year\n\
    northbridge,Northbridge,,KEN,Africa,2015,2016\n\
    southgate,Southgate,南門,MEX,Latin America and the Caribbean,2017,\n\
    goodhaven-7q,Goodhaven,,TUN,Arab States,2016,\n\
    goodmouth-7q,Goodmouth,,KOR,Asia and the Pacific,2015,2012\n";
const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";
const HEADER: &str = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,agency,evidence,status,note\n";

/// Observations as CSV.
pub fn csv(inputs: &[&[u8]], thorough: bool) -> u64 {
    run(inputs, "csv", |_| "observations.csv", thorough)
}

/// `city.csv`, `targets.csv` or `practices.csv`, by the columns that the input begins with.
pub fn companions(inputs: &[&[u8]], thorough: bool) -> u64 {
    let name = |input: &[u8]| {
        let header = String::from_utf8_lossy(&input[..input.len().min(400)]).into_owned();
        let header = header.lines().next().unwrap_or_default();
        match (header.contains("feature"), header.contains("cycle")) {
            (true, _) => "practices.csv",
            (_, true) => "city.csv",
            _ => "targets.csv",
        }
    };
    run(inputs, "companions", name, thorough)
}

/// Workbooks.
pub fn workbook(inputs: &[&[u8]], thorough: bool) -> u64 {
    run(inputs, "workbook", |_| "workbook.xlsx", thorough)
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// A network of the two good cities and further files below its folder.
pub(super) struct Trial {
    pub folder: tempfile::TempDir,
}

impl Trial {
    pub fn new(files: &[(PathBuf, &[u8])]) -> Trial {
        let folder = tempfile::tempdir().expect("a folder");
        let network = folder.path().join("network");
        write(&network.join("network.toml"), NETWORK.as_bytes());
        write(&network.join("cities.csv"), CITIES.as_bytes());
        let submissions = network.join("submissions");
        for (city, rate) in GOOD.iter().zip(["97.2", "41.5"]) {
            let declaration = format!("{DECLARATION}{city},2024,2024-05-31,public,,2.1.3,\n");
            write(&submissions.join(city).join("city.csv"), declaration.as_bytes());
            let rows = format!(
                "{HEADER}{city},2024,adult_literacy_rate,female,2023,{rate},,,,,,official,,,,\n\
                 {city},2024,adult_literacy_rate,male,2023,90,,,,,,official,,,,\n{city},2024,adult_literacy_rate,total,2022,oops,,,,,,official,,,,\n"
            );
            write(&submissions.join(city).join("observations.csv"), rows.as_bytes());
        }
        for (name, bytes) in files {
            write(&network.join(name), bytes);
        }
        Trial { folder }
    }

    pub fn network(&self) -> Result<Network> {
        Network::load(&self.folder.path().join("network"), framework())
    }

    fn submissions(&self) -> PathBuf {
        self.folder.path().join("network/submissions")
    }

    fn check(&self) -> Report {
        let report =
            ingest::check(&[self.submissions()], Some(&self.network().expect("the network")), framework(), None);
        let mut report = report.unwrap_or_else(|e| panic!("one file stops all: check says {e}"));
        let prefix = format!("{}/", self.submissions().display());
        for name in report.files.iter_mut().map(|f| &mut f.file).chain(report.findings.iter_mut().map(|f| &mut f.file))
        {
            *name = format!("submissions/{}", name.strip_prefix(&prefix).expect("a file of the network"));
        }
        // The folder's name is in no message that compares two files.
        for finding in &mut report.findings {
            finding.message = finding.message.replace(&prefix, "submissions/");
        }
        report
    }

    fn ingest(&self, store: &str) -> (Report, Store) {
        let report = self.ingest_with(store, &BTreeMap::new());
        let report = report.unwrap_or_else(|e| panic!("one file stops all: ingest says {e}"));
        (report, Store::open(&self.folder.path().join(store)).expect("the store"))
    }

    /// Ingests with the folders of sources.
    pub fn ingest_with(&self, store: &str, sources: &BTreeMap<String, PathBuf>) -> Result<Report> {
        ingest::run(&self.network()?, framework(), sources, &self.folder.path().join(store))
    }

    /// Ingests, and says whether that went well: then the good cities' rows are those that they always are.
    pub fn ingest_beside_good(&self, sources: &BTreeMap<String, PathBuf>) -> bool {
        match self.ingest_with("store", sources) {
            Ok(report) => {
                promises::accounts(&report);
                report.findings.iter().for_each(promises::finding);
                let store = Store::open(&self.folder.path().join("store")).expect("the store");
                assert_eq!(rows(&store), ALONE.2, "the good cities' rows are changed");
                true
            }
            Err(error) => {
                promises::error(&error, self.folder.path());
                false
            }
        }
    }
}

/// What of a report is about the good cities.
fn good(report: &Report) -> (Vec<FileReport>, Vec<String>) {
    let of_good = |name: &str| GOOD.iter().any(|g| name.contains(g));
    (
        report.files.iter().filter(|f| of_good(&f.file)).cloned().collect(),
        report.findings.iter().filter(|f| of_good(&f.file)).map(|f| format!("{f:?}")).collect(),
    )
}

/// The good cities' rows of a snapshot.
fn rows(store: &Store) -> Vec<String> {
    let snapshot = store.current().expect("a store").expect("a snapshot");
    let mut rows = Vec::new();
    for name in ["observations", "observation_history", "declarations"] {
        let table = snapshot.table(name).expect("a table");
        let of_good = |row: &usize| table.text("city", *row).is_some_and(|c| GOOD.contains(&c));
        rows.extend(
            (0..table.len()).filter(of_good).map(|row| format!("{name} {:?}", table.batch().slice(row, 1).columns())),
        );
    }
    rows
}

/// What is said and stored of the good cities alone.
type Baseline = (Vec<FileReport>, Vec<String>, Vec<String>);
static ALONE: LazyLock<Baseline> = LazyLock::new(|| {
    let trial = Trial::new(&[]);
    let (report, store) = trial.ingest("store");
    let (files, findings) = good(&report);
    assert_eq!((files.len(), findings.len()), (4, 2), "the baseline: {findings:?}");
    (files, findings, rows(&store))
});

fn run(inputs: &[&[u8]], kind: &str, name: impl Fn(&[u8]) -> &'static str, thorough: bool) -> u64 {
    let declared = format!("{DECLARATION}northbridge,2024,2024-05-31,public,,,\nsouthgate,2024,,aggregate_only,,,\n");
    let observed = format!("{HEADER}northbridge,2024,adult_literacy_rate,female,2023,97.2,,,,,,official,,,,\n");
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    for (i, input) in inputs.iter().enumerate() {
        let folder = PathBuf::from(format!("submissions/m{i:03}"));
        files.push((folder.join(name(input)), input));
        // What an input can refer to: a declaration beside observations, observations beside a declaration.
        match kind {
            "csv" => files.push((folder.join("city.csv"), declared.as_bytes())),
            "companions" => files.push((folder.join("observations.csv"), observed.as_bytes())),
            _ => {}
        }
    }
    let trial = Trial::new(&files);
    let report = trial.check();
    hold(&report, &files);
    let alone = &*ALONE;
    assert_eq!(good(&report), (alone.0.clone(), alone.1.clone()), "another file changes what is said of a good one");
    if thorough {
        assert_eq!(report, trial.check(), "a second check says something else");
        let (ingested, store) = trial.ingest("store");
        assert_eq!(report.files, ingested.files, "check and ingest count differently");
        assert_eq!(report.findings, ingested.findings, "check and ingest find differently");
        assert_eq!(rows(&store), alone.2, "another file changes a good one's rows");
        let (again, _) = trial.ingest("store2");
        assert_eq!(ingested, again, "a second ingest says something else");
        assert_eq!(
            tree(&trial.folder.path().join("store")),
            tree(&trial.folder.path().join("store2")),
            "a second ingest writes something else"
        );
    }
    report.files.iter().filter(|f| f.file.starts_with("submissions/m")).map(|f| f.rows_read as u64).sum()
}

fn hold(report: &Report, files: &[(PathBuf, &[u8])]) {
    promises::accounts(report);
    let tables = files.iter().filter(|(name, _)| name.extension().is_some_and(|e| e == "csv"));
    let lines: BTreeMap<String, u32> =
        tables.map(|(name, bytes)| (name.display().to_string(), promises::lines(bytes))).collect();
    for finding in &report.findings {
        promises::finding(finding);
        if let Some(lines) = lines.get(&finding.file) {
            promises::line_exists(finding, *lines);
        }
    }
    assert_eq!(report.files.len(), files.len() + 2 * GOOD.len(), "a file is not accounted for");
}

/// Hash of each file below a folder, but for the lock.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(below, hash)| (format!("{name}/{below}"), hash)));
        } else if name != "LOCK" {
            found.insert(name, learning_cities::base::hash::sha256(&fs::read(entry.path()).expect("a file")));
        }
    }
    found
}
