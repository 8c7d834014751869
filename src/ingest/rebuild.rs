//! A snapshot's tables again, from the archive alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result};
use crate::base::hash::{hash_file, sha256};
use crate::base::key::{BRIEF, name};
use crate::ingest::inputs::{MAPPINGS, SUBMISSIONS, mappings};
use crate::ingest::make;
use crate::ingest::read::files::Input;
use crate::ingest::read::mapping::Mapping;
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::withdrawal::Withdrawal;
use crate::store::{Receipt, Snapshot, Store, Tables};

/// Makes the tables of a snapshot again, by the rules and the catalogue that it was made with.
///
/// # Errors
/// This program has other rules or another catalogue, a city was forgotten in the snapshot, or the archive lacks one of
/// its inputs; each says what to do.
pub fn rebuild(store: &Store, snapshot: &Snapshot, framework: &Framework) -> Result<Tables> {
    match store.withdrawals()?.when(&snapshot.manifest.held) {
        Some(record) => with(store, snapshot, framework, &record.known()),
        None => Err(cannot(store, "the record of what cities have withdrawn does not say what was known of it then")),
    }
}

/// As [`rebuild`], where other withdrawals are known than when it was made.
pub fn with(store: &Store, snapshot: &Snapshot, framework: &Framework, known: &[Withdrawal]) -> Result<Tables> {
    let manifest = &snapshot.manifest;
    let cannot = |why: &str| cannot(store, why);
    if manifest.forgotten.is_some() {
        return Err(cannot("a city was forgotten in it, and the archive holds nothing of that city"));
    }
    if !manifest.has_our_rules() {
        return Err(cannot("it was made by another version of this program, whose rules are not at hand"));
    }
    if manifest.framework != framework.version {
        return Err(cannot("it was made with another catalogue, data/framework, than the one at hand"));
    }
    if let Some((file, _)) = manifest.inputs.iter().find(|(_, hash)| hash.is_empty()) {
        return Err(cannot(&format!("{file} could not be read when it was made")));
    }
    let archive = Archived { store, snapshot };
    let folder = archive.network_folder()?;
    let network = Network::load(folder.path(), framework)?;
    let mappings = mappings(&network, framework)?;
    let mut inputs = archive.inputs(&mappings)?;
    let checked = make::checked(&mut inputs, &mappings, &network, framework, known)?;
    make::tables(checked, &inputs, &mappings, &network, framework).map(|(_, tables)| tables)
}

fn cannot(store: &Store, why: &str) -> Error {
    Error::Store { path: store.dir().to_path_buf(), message: format!("{why}; {}", store.by_replacing()) }
}

/// The inputs of a snapshot in the archive.
struct Archived<'a> {
    store: &'a Store,
    snapshot: &'a Snapshot,
}

impl Archived<'_> {
    /// A temporary folder with the network's own files.
    fn network_folder(&self) -> Result<tempfile::TempDir> {
        let folder = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir()
            .map_err(Error::io("make a folder in", std::env::temp_dir()))?;
        for (file, hash) in &self.snapshot.manifest.inputs {
            let of_brief = file.strip_prefix(BRIEF);
            if of_brief.is_some() || file.starts_with(MAPPINGS) || !file.contains(['/', ':']) {
                let to = match of_brief {
                    Some(key) => folder.path().join(BRIEF).join(name(key)),
                    None => folder.path().join(file),
                };
                let parent = to.parent().unwrap_or(folder.path());
                fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
                fs::copy(self.whole(file, hash)?, &to).map_err(Error::io("write", &to))?;
            }
        }
        Ok(folder)
    }

    /// Submissions first, then the files of each mapping, as when they were read from their folders.
    fn inputs(&self, mappings: &[Mapping]) -> Result<Vec<Input>> {
        let mut inputs = self.filled(
            |file| file.starts_with(SUBMISSIONS),
            |file, link| Input::submission(Path::new(file), file.into(), link),
        )?;
        for (index, mapping) in mappings.iter().enumerate() {
            let input = |file: &str, link| match link {
                true => Input::outside(Path::new(file), file.into()),
                false => Input::mapped(PathBuf::new(), file.into(), index, mapping.name()),
            };
            inputs.extend(self.filled(|file| mapping.reads(file), input)?);
        }
        Ok(inputs)
    }

    /// The inputs that are wanted, each as `input` makes it from its logical path and whether it was a link.
    fn filled(&self, wanted: impl Fn(&str) -> bool, input: impl Fn(&str, bool) -> Input) -> Result<Vec<Input>> {
        let mut inputs = Vec::new();
        for (file, hash) in self.snapshot.manifest.inputs.iter().filter(|(file, _)| wanted(file)) {
            let receipt = self.store.receipt(hash)?.filter(|r| r.files.contains(file));
            // A link has no bytes of its own, and none in the archive.
            let link = receipt.is_none() && *hash == sha256(b"");
            let mut input = input(file, link);
            if !link {
                self.fill(&mut input, hash, receipt)?;
            }
            input.sha256.clone_from(hash);
            inputs.push(input);
        }
        Ok(inputs)
    }

    /// Gives an input its place in the archive and its size. One that is refused for its size need not be there whole.
    fn fill(&self, input: &mut Input, hash: &str, receipt: Option<Receipt>) -> Result<()> {
        let kept = || fs::metadata(self.store.archived_path(hash)).map_or(0, |m| m.len());
        input.size = receipt.as_ref().map_or_else(kept, |r| r.bytes);
        input.refuse_if_too_large();
        input.path = match receipt.is_some_and(|r| r.head.is_some()) {
            true => self.store.head_path(hash),
            false => self.whole(&input.file, hash)?,
        };
        Ok(())
    }

    /// The archived file of an input, its bytes checked.
    fn whole(&self, file: &str, hash: &str) -> Result<PathBuf> {
        let path = self.store.archived_path(hash);
        if hash_file(&path).is_ok_and(|(found, _)| found == hash) {
            return Ok(path);
        }
        Err(Error::Store {
            path: self.store.dir().to_path_buf(),
            message: format!(
                "the archive does not hold {file} as it came; `{}` puts it back where the network folder still holds it",
                self.store.ingest_command()
            ),
        })
    }
}
