//! The analyst's desk: a network whose submissions arrive one by one, its store, and the commands.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::files::{self, Row};
use crate::review::program;
use crate::support::write;

/// What a series is: measurement, item, reference year, and its value.
pub type Value = (String, String, String, String);

/// A folder with `demo`, from which submissions are taken, the network and whatever the commands write.
pub struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// A network to which nobody has sent anything.
    pub fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().unwrap() };
        let size = ["demo", "--cities", "8", "--cycles", "2", "--seed", "1", "--out"];
        desk.run(0, &[&size[..], &[&desk.path("demo")]].concat());
        desk.run(0, &[&size[..], &[&desk.path("workbooks"), "--workbooks"]].concat());
        for file in ["network.toml", "cities.csv", "context.csv", "definitions.csv"] {
            desk.write(file, desk.read(&format!("demo/{file}")));
        }
        fs::create_dir(desk.path("network/submissions")).unwrap();
        desk
    }

    pub fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_string()
    }

    pub fn exists(&self, name: &str) -> bool {
        Path::new(&self.path(name)).exists()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Names in a folder, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The bytes of every file below a folder by path.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let dir = self.path(folder);
        let entries = walkdir::WalkDir::new(&dir).into_iter().map(|entry| entry.unwrap().into_path());
        let name = |path: &Path| path.strip_prefix(&dir).unwrap().to_str().unwrap().to_string();
        entries.filter(|path| path.is_file()).map(|path| (name(&path), fs::read(&path).unwrap())).collect()
    }

    /// Whether a file below a folder holds a text.
    pub fn holds(&self, folder: &str, text: &str) -> bool {
        self.tree(folder).values().any(|bytes| String::from_utf8_lossy(bytes).contains(text))
    }

    /// Writes a file of the network.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        write(&self.dir.path().join("network"), name, bytes);
    }

    /// Standard output of a command, which must end with that code.
    pub fn out(&self, code: i32, args: &[&str]) -> String {
        let (ended, out, said) = program(args);
        assert_eq!(ended, Some(code), "{args:?}: {out}{said}");
        out
    }

    /// All that a command says, likewise.
    pub fn run(&self, code: i32, args: &[&str]) -> String {
        let (ended, out, said) = program(args);
        assert_eq!(ended, Some(code), "{args:?}: {out}{said}");
        out + &said
    }

    /// `ingest`, with the table of the statistical office once there is one.
    pub fn ingest(&self, code: i32) -> String {
        let (network, store) = (self.path("network"), self.path("store"));
        let source = format!("office={}", self.path("office"));
        let mut args = vec!["ingest", "--network", &network, "--store", &store];
        if self.exists("network/mappings") {
            args.extend(["--source", &source]);
        }
        self.run(code, &args)
    }

    pub fn status(&self) -> String {
        self.out(0, &["status", "--store", &self.path("store")])
    }

    pub fn verified(&self) {
        let said = self.run(0, &["verify", "--store", &self.path("store")]);
        assert!(said.contains("nothing is wrong"), "{said}");
    }

    pub fn review(&self) -> String {
        let (store, network, out) = (self.path("store"), self.path("network"), self.path("review"));
        self.run(0, &["review", "--store", &store, "--network", &network, "--out", &out, "--by", "2022-12-15"])
    }

    /// The file of open findings, every one signed.
    pub fn signed(&self, by: &str, reason: &str) -> String {
        self.review();
        let form = self.text("review/findings.toml");
        let form = form.replacen("signed_by = \"\"", &format!("signed_by = \"{by}\""), 1);
        let file = self.path("review/findings.toml");
        fs::write(&file, form.replace("reason = \"\"", &format!("reason = \"{reason}\""))).unwrap();
        file
    }

    /// `report` into a folder, without briefs.
    pub fn report(&self, code: i32, out: &str, more: &[&str]) -> String {
        let (store, out) = (self.path("store"), self.path(out));
        self.run(code, &[&["report", "--no-briefs", "--store", &store, "--out", &out], more].concat())
    }

    /// A relation of a published site, as CSV.
    pub fn published(&self, site: &str, relation: &str) -> String {
        self.text(&format!("{site}/data/{relation}.csv"))
    }

    /// Sends the files of a submission of the demonstration, changed.
    pub fn send(&self, folder: &str, change: impl Fn(&str, String) -> String) {
        for name in self.names(&format!("demo/submissions/{folder}")) {
            let text = self.text(&format!("demo/submissions/{folder}/{name}"));
            self.write(&format!("submissions/{folder}/{name}"), change(&name, text));
        }
    }

    /// The workbook of a submission of the demonstration.
    pub fn workbook(&self, folder: &str) -> Vec<u8> {
        self.read(&format!("workbooks/submissions/{folder}.xlsx"))
    }

    /// The observations of a submission of the demonstration.
    pub fn rows(&self, folder: &str) -> Vec<Row> {
        files::rows(&self.text(&format!("demo/submissions/{folder}/observations.csv")))
    }

    /// An empty form of a city.
    pub fn form(&self, city: &str, cycle: &str, language: &str) -> Vec<u8> {
        let (network, out) = (self.path("network"), self.path(&format!("{city}.xlsx")));
        let form = ["template", "--network", &network, "--city", city, "--cycle", cycle, "--language", language];
        self.run(0, &[&form[..], &["--out", &out]].concat());
        self.read(&format!("{city}.xlsx"))
    }

    /// Puts the table of the statistical office there, and the mapping that reads it.
    pub fn publish_table(&self, city: &str, cycle: &str) {
        let (table, mapping) = files::office(city, cycle, &self.rows(&format!("{city}-{cycle}")));
        write(self.dir.path(), &format!("office/{city}-{cycle}.csv"), table);
        self.write("mappings/office.toml", mapping);
    }

    /// The values in force of a city and cycle.
    pub fn stored(&self, city: &str, cycle: &str) -> BTreeSet<Value> {
        let query = format!(
            "select measurement, item, reference_year, value from observations where city = '{city}' and cycle = {cycle}"
        );
        let out = self.out(0, &["sql", "--store", &self.path("store"), "--format", "csv", &query]);
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| (row[0].into(), row[1].into(), row[2].into(), files::number(&row[3]))).collect()
    }
}
