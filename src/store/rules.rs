//! The hash of the rules of ingest: the sources that decide which tables the same files give, and the libraries that
//! they rest on.
//!
//! `build.rs` computes it and the library reads it from `LEARNING_CITIES_INGEST_RULES`, so that a change of a rule
//! gives a new snapshot. It depends on neither the machine, nor the order of a folder, nor the line endings of a
//! checkout. So is the hash of all sources, which an edition names: with others it may not come out as it was.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Files and folders that decide what ingest makes, from the repository's folder.
pub const SOURCES: [&str; 9] = [
    "src/base/characters.rs",
    "src/base/dates.rs",
    "src/base/names.rs",
    "src/base/parquet.rs",
    "src/base/source.rs",
    "src/base/table.rs",
    "src/base/text.rs",
    "src/ingest",
    "src/model",
];

/// Everything that the program is made from.
pub const ALL: [&str; 7] = [
    "src",
    "data/land.csv",
    "data/open-data",
    "data/webfonts",
    "tests/fixtures/simulation.csv",
    "Cargo.lock",
    "Cargo.toml",
];

/// Libraries whose version decides what ingest makes.
const LIBRARIES: [&str; 11] =
    ["arrow", "calamine", "csv", "encoding_rs", "parquet", "polars", "regex", "serde", "toml", "zip", "zstd"];

/// The hash of the rules below `root`, as lower-case hexadecimal SHA-256.
///
/// # Errors
/// A source cannot be read.
pub fn hash(root: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    add_files(&mut hasher, root, &SOURCES, |name| name.ends_with(".rs"))?;
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    versions(&lock).iter().for_each(|library| add(&mut hasher, library.as_bytes()));
    Ok(hexadecimal(hasher))
}

/// The hash of all sources below `root`, as lower-case hexadecimal SHA-256.
///
/// # Errors
/// A source cannot be read.
pub fn all(root: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    add_files(&mut hasher, root, &ALL, |name| !name.starts_with('.') && !name.ends_with('~'))?;
    Ok(hexadecimal(hasher))
}

fn hexadecimal(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add(hasher: &mut Sha256, part: &[u8]) {
    hasher.update((part.len() as u64).to_le_bytes());
    hasher.update(part);
}

fn add_files(hasher: &mut Sha256, root: &Path, sources: &[&str], is_source: fn(&str) -> bool) -> io::Result<()> {
    let mut files = Vec::new();
    for source in sources {
        collect(root, source, is_source, &mut files)?;
    }
    files.sort();
    for file in files {
        add(hasher, file.as_bytes());
        add(hasher, &with_line_feeds(&fs::read(root.join(&file))?));
    }
    Ok(())
}

/// Every file of a source, as a path with slashes.
fn collect(root: &Path, path: &str, is_source: fn(&str) -> bool, files: &mut Vec<String>) -> io::Result<()> {
    if !root.join(path).is_dir() {
        files.push(path.to_string());
        return Ok(());
    }
    for entry in fs::read_dir(root.join(path))? {
        let name = entry?.file_name();
        // What an editor leaves is no rule.
        if is_source(&name.to_string_lossy()) || root.join(path).join(&name).is_dir() {
            collect(root, &format!("{path}/{}", name.to_string_lossy()), is_source, files)?;
        }
    }
    Ok(())
}

fn with_line_feeds(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

/// `name version` of each library of [`LIBRARIES`] in a Cargo.lock, sorted.
fn versions(lock: &str) -> Vec<String> {
    let value = |line: Option<&str>, key: &str| -> Option<String> {
        let value = line?.trim().strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')?;
        Some(value.to_string())
    };
    let mut versions: Vec<String> = lock
        .split("[[package]]")
        .filter_map(|package| {
            let mut lines = package.trim_start().lines();
            let name = value(lines.next(), "name")?;
            let version = value(lines.next(), "version")?;
            LIBRARIES.contains(&name.as_str()).then(|| format!("{name} {version}"))
        })
        .collect();
    versions.sort();
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_the_hash_of_its_own_sources() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(hash(root).unwrap(), env!("LEARNING_CITIES_INGEST_RULES"));
        assert_eq!(all(root).unwrap(), env!("LEARNING_CITIES_SOURCES"));
    }

    #[test]
    fn a_changed_rule_changes_the_hash_and_line_endings_do_not() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for source in SOURCES {
            let file = if source.ends_with(".rs") { source.to_string() } else { format!("{source}/rule.rs") };
            write(&file, "fn rule() {}\n");
        }
        write("src/ingest/deep/check.rs", "a\nb\n");
        write(
            "Cargo.lock",
            "[[package]]\nname = \"csv\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"maud\"\nversion = \"1.0.0\"\n",
        );
        let first = hash(root).unwrap();
        write("src/ingest/deep/check.rs", "a\r\nb\r\n");
        write("src/ingest/.check.rs.swp", "x");
        write(
            "Cargo.lock",
            "[[package]]\r\nname = \"csv\"\r\nversion = \"1.0.0\"\r\n\r\n[[package]]\r\nname = \"maud\"\r\nversion = \"2.0.0\"\r\n",
        );
        assert_eq!(hash(root).unwrap(), first);
        write("src/ingest/deep/check.rs", "a\nc\n");
        let second = hash(root).unwrap();
        assert_ne!(second, first);
        write("Cargo.lock", "[[package]]\nname = \"csv\"\nversion = \"1.0.1\"\n");
        assert_ne!(hash(root).unwrap(), second);
    }
}
