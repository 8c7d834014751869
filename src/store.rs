//! The store: an archive of every byte received, and immutable snapshots of Parquet tables.
//!
//! ```text
//! archive/<sha256>        a file as it came; <sha256>.json its receipt
//! snapshots/<id>/         *.parquet and manifest.json; written aside, renamed into place, never changed
//! CURRENT                 the id of the snapshot in force
//! LOCK                    held by the one writer
//! ```

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::tables;

/// A store's folder.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
}

/// An immutable snapshot.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Hash of its inputs.
    pub id: String,
    /// Its folder.
    pub dir: PathBuf,
    /// What it was made from.
    pub manifest: Manifest,
}

/// What a snapshot was made from: the same manifest gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this program.
    pub tool: String,
    /// SHA-256 of `data/framework`.
    pub framework: String,
    /// SHA-256 of the network's own files.
    pub network: String,
    /// Logical path of each file read, to the SHA-256 of its bytes.
    pub inputs: BTreeMap<String, String>,
}

impl Manifest {
    /// For a scratch snapshot that nobody keeps.
    pub fn of_nothing() -> Manifest {
        Manifest {
            tool: String::new(),
            framework: String::new(),
            network: String::new(),
            inputs: BTreeMap::new(),
        }
    }

    /// The snapshot's id: 16 hexadecimal digits of the manifest's SHA-256.
    pub fn id(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        sha256(&json)[..16].to_string()
    }
}

/// The receipt of an archived file.
#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    sha256: String,
    bytes: u64,
    /// Every logical path under which it came.
    files: Vec<String>,
}

/// The one writer's hold on a store; let go when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hasher = Hasher::default();
    hasher.update(bytes);
    hasher.finish()
}

/// SHA-256 of bytes that come in pieces.
#[derive(Debug, Default, Clone)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds a piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Lower-case hexadecimal.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

impl Store {
    /// A store to read; it must hold a snapshot.
    pub fn open(dir: &Path) -> Result<Store> {
        let store = Store { dir: dir.to_path_buf() };
        if !store.dir.join("CURRENT").is_file() {
            return Err(Error::Store {
                path: store.dir,
                message: "is not a store with a snapshot; fill it with `learning-cities ingest --network DIR --store DIR`".into(),
            });
        }
        Ok(store)
    }

    /// A store to write, made where there is none. A folder that holds something else is refused.
    pub fn create(dir: &Path) -> Result<Store> {
        let foreign = dir.is_dir() && !dir.join("archive").is_dir() && fs::read_dir(dir).map_err(Error::io("read", dir))?.next().is_some();
        if foreign {
            return Err(Error::Store {
                path: dir.to_path_buf(),
                message: "is not empty and not a store; name an empty or new folder".into(),
            });
        }
        for sub in ["archive", "snapshots"] {
            let path = dir.join(sub);
            fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
        }
        Ok(Store { dir: dir.to_path_buf() })
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Takes the one writer's place, or says that another has it.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.dir.join("LOCK");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::io("create", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(Error::Busy(self.dir.clone())),
            Err(fs::TryLockError::Error(e)) => return Err(Error::io("lock", &path)(e)),
        }
        // What a writer that died left behind; only the lock's holder may touch it.
        for folder in ["snapshots", "archive", "."] {
            let folder = self.dir.join(folder);
            for entry in fs::read_dir(&folder).map_err(Error::io("read", &folder))?.flatten() {
                let path = entry.path();
                if entry.file_name().to_string_lossy().starts_with('.') {
                    let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                    removed.map_err(Error::io("remove", &path))?;
                }
            }
        }
        Ok(Lock { _file: file })
    }

    /// The snapshot in force, if any.
    pub fn current(&self) -> Result<Option<Snapshot>> {
        let path = self.dir.join("CURRENT");
        if !path.is_file() {
            return Ok(None);
        }
        let id = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        self.snapshot(id.trim()).map(Some)
    }

    /// The snapshot of that id.
    pub fn snapshot(&self, id: &str) -> Result<Snapshot> {
        let broken = |message: String| Error::Store {
            path: self.dir.clone(),
            message,
        };
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(broken(format!("CURRENT names no snapshot ({id:?}); run `learning-cities ingest` again")));
        }
        let dir = self.dir.join("snapshots").join(id);
        let path = dir.join("manifest.json");
        let text = fs::read(&path).map_err(Error::io("read", &path))?;
        let manifest = serde_json::from_slice(&text).map_err(|e| {
            broken(format!(
                "snapshot {id} has a broken manifest ({e}); remove its folder and run `learning-cities ingest` again"
            ))
        })?;
        Ok(Snapshot {
            id: id.to_string(),
            dir,
            manifest,
        })
    }

    /// Ids of all snapshots, in order of their names.
    pub fn snapshots(&self) -> Result<Vec<String>> {
        let path = self.dir.join("snapshots");
        let mut ids: Vec<String> = fs::read_dir(&path)
            .map_err(Error::io("read", &path))?
            .flatten()
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .filter(|n| !n.starts_with('.'))
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// Keeps a file's bytes, `hash` their SHA-256, and writes into its receipt under which logical paths it came.
    /// Nothing is written where both stand there already.
    pub fn archive(&self, _held: &Lock, hash: &str, from: &Path, files: &[&str]) -> Result<()> {
        let path = self.dir.join("archive").join(hash);
        if !path.exists() {
            copy_aside(from, &path, hash)?;
        }
        let receipt_path = path.with_extension("json");
        let known = match fs::read(&receipt_path) {
            Ok(text) => {
                let known: Receipt = serde_json::from_slice(&text)
                    .map_err(|e| Error::invalid(receipt_path.display(), format!("is broken ({e}); remove it and ingest again")))?;
                known.files
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Error::io("read", &receipt_path)(e)),
        };
        let mut receipt = Receipt {
            sha256: hash.to_string(),
            bytes: fs::metadata(&path).map_err(Error::io("read", &path))?.len(),
            files: known,
        };
        let before = receipt.files.len();
        receipt.files.extend(files.iter().map(|f| f.to_string()));
        receipt.files.sort();
        receipt.files.dedup();
        if receipt.files.len() != before {
            write_aside(&receipt_path, &json(&receipt_path, &receipt)?)?;
        }
        Ok(())
    }

    /// Number of files in the archive and their bytes.
    pub fn archive_size(&self) -> Result<(u64, u64)> {
        let path = self.dir.join("archive");
        let (mut files, mut bytes) = (0, 0);
        for entry in fs::read_dir(&path).map_err(Error::io("read", &path))?.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.contains('.') {
                files += 1;
                bytes += entry.metadata().map_err(Error::io("read", entry.path()))?.len();
            }
        }
        Ok((files, bytes))
    }

    /// Makes a snapshot that stands there already the one in force; none where there is no such snapshot.
    pub fn put_in_force(&self, _held: &Lock, id: &str) -> Result<Option<Snapshot>> {
        if !self.dir.join("snapshots").join(id).is_dir() {
            return Ok(None);
        }
        let snapshot = self.snapshot(id)?;
        let named = fs::read_to_string(self.dir.join("CURRENT")).unwrap_or_default();
        if named.trim() != id {
            write_aside(&self.dir.join("CURRENT"), format!("{id}\n").as_bytes())?;
        }
        Ok(Some(snapshot))
    }

    /// Writes a snapshot aside, renames it into place and makes it the one in force.
    /// `tables` holds every table of [`tables::TABLES`] by name, each with that schema.
    pub fn commit(&self, _held: &Lock, manifest: &Manifest, tables: &BTreeMap<&str, RecordBatch>) -> Result<Snapshot> {
        let id = manifest.id();
        let dir = self.dir.join("snapshots").join(&id);
        if !dir.exists() {
            let aside = self.dir.join("snapshots").join(format!(".{id}"));
            fs::create_dir_all(&aside).map_err(Error::io("create", &aside))?;
            tables::TABLES.par_iter().try_for_each(|def| {
                let batch = tables.get(def.name).ok_or_else(|| Error::Store {
                    path: self.dir.clone(),
                    message: format!("table {} was not made: a fault of this program", def.name),
                })?;
                let metadata = [
                    ("learning_cities.tool", &manifest.tool),
                    ("learning_cities.framework", &manifest.framework),
                    ("learning_cities.network", &manifest.network),
                    ("learning_cities.snapshot", &id),
                ];
                write_parquet(&aside.join(format!("{}.parquet", def.name)), batch, &metadata)
            })?;
            let path = aside.join("manifest.json");
            write_synced(&path, &json(&path, manifest)?)?;
            fs::rename(&aside, &dir).map_err(Error::io("create", &dir))?;
        }
        write_aside(&self.dir.join("CURRENT"), format!("{id}\n").as_bytes())?;
        self.snapshot(&id)
    }
}

impl Snapshot {
    /// The Parquet file of a table.
    pub fn path(&self, table: &str) -> PathBuf {
        self.dir.join(format!("{table}.parquet"))
    }
}

/// Writes a batch as one Parquet file with zstd and the given metadata; the same batch gives the same bytes.
pub fn write_parquet(path: &Path, batch: &RecordBatch, metadata: &[(&str, &String)]) -> Result<()> {
    let wrap = |source| Error::Parquet {
        path: path.to_path_buf(),
        source,
    };
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("learning-cities".into())
        .set_key_value_metadata(Some(metadata.iter().map(|(k, v)| KeyValue::new(k.to_string(), v.to_string())).collect()))
        .build();
    let file = File::create(path).map_err(Error::io("create", path))?;
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).map_err(wrap)?;
    writer.write(batch).map_err(wrap)?;
    let file = writer.into_inner().map_err(wrap)?;
    file.sync_all().map_err(Error::io("write", path))
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = File::create(path).map_err(Error::io("write", path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::io("write", path))
}

fn json(path: &Path, value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map_err(|e| Error::invalid(path.display(), format!("cannot be written: {e}")))
}

/// Copies a file beside its place, looks whether it still is what was hashed, and renames it in.
fn copy_aside(from: &Path, to: &Path, hash: &str) -> Result<()> {
    use std::io::Read;
    let mut source = File::open(from).map_err(Error::io("read", from))?;
    let mut copy = tempfile::Builder::new()
        .prefix(".")
        .tempfile_in(to.parent().unwrap_or(Path::new(".")))
        .map_err(Error::io("write", to))?;
    let (mut hasher, mut buffer) = (Hasher::default(), vec![0; 64 << 10]);
    loop {
        let n = source.read(&mut buffer).map_err(Error::io("read", from))?;
        if n == 0 {
            break;
        }
        hasher.update(&buffer[..n]);
        copy.write_all(&buffer[..n]).map_err(Error::io("write", to))?;
    }
    if hasher.finish() != hash {
        return Err(Error::invalid(from.display(), "changed while it was being read; run this again"));
    }
    copy.persist(to).map_err(|e| Error::io("write", to)(e.error))?;
    Ok(())
}

/// Writes a file beside its place and renames it in, so that a reader never sees half of it.
pub fn write_aside(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".").tempfile_in(dir).map_err(Error::io("write", path))?;
    file.write_all(bytes).map_err(Error::io("write", path))?;
    file.persist(path).map_err(|e| Error::io("write", path)(e.error))?;
    Ok(())
}
