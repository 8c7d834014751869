//! Removes old snapshots, and what the archive holds for them alone.

use std::collections::BTreeSet;
use std::path::Path;

use super::archive::HEAD;
use super::folder::{Lock, Store};
use super::manifest::Manifest;
use crate::base::durable;
use crate::base::error::{Error, Result};
use crate::base::regular;

/// What pruning a store would remove, or has removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrunePlan {
    /// Ids of snapshots that go, the oldest first.
    pub snapshots: Vec<String>,
    /// Their bytes.
    pub snapshot_bytes: u64,
    /// Ids of snapshots that stay, the oldest first.
    pub kept: Vec<String>,
    /// Those among them that stay only because a recorded edition rests on them.
    pub cited: Vec<String>,
    /// Those that go though a recorded edition rests on them: they are damaged, and nothing can make them again.
    pub beyond_repair: Vec<String>,
    /// Hashes of archived files that no snapshot that stays was made from, and by which no city withdrew anything.
    pub files: Vec<String>,
    /// Their bytes, and those of their receipts.
    pub file_bytes: u64,
}

impl PrunePlan {
    /// Whether there is nothing to remove.
    pub fn is_empty(&self) -> bool {
        self.snapshots.is_empty() && self.files.is_empty()
    }
}

impl Store {
    /// What [`Store::prune`] would remove with the newest `keep` snapshots kept.
    ///
    /// # Errors
    /// A snapshot that stays cannot say what it was made from, so nothing of the archive could be called unneeded; or
    /// one cannot say whether a recorded edition rests on it.
    pub fn prune_plan(&self, keep: usize) -> Result<PrunePlan> {
        if !self.is_history_as_written()? {
            return Err(self.fault(format!(
                "nothing was removed: history does not hold the lines that were written, so which snapshots are the oldest is not known; run `{}`, and look at the order that it gives them",
                self.repair_command()
            )));
        }
        let history = self.history()?;
        let current = self.named()?.map(|s| s.id);
        let cited = self.cited(&history)?;
        let mut plan = PrunePlan::default();
        let newest = &history[history.len().saturating_sub(keep)..];
        let mut needed = BTreeSet::new();
        for id in &history {
            let stays = newest.contains(id) || current.as_ref() == Some(id);
            let beyond_repair = !stays && cited.contains(id) && self.is_beyond_repair(id)?;
            if beyond_repair {
                plan.beyond_repair.push(id.clone());
            }
            if !stays && (beyond_repair || !cited.contains(id)) {
                plan.snapshot_bytes += size(&self.snapshot_dir(id))?;
                plan.snapshots.push(id.clone());
                continue;
            }
            if !stays {
                plan.cited.push(id.clone());
            }
            needed.extend(self.manifest_of(id)?.inputs.into_values());
            plan.kept.push(id.clone());
        }
        // A declaration that holds though its file is gone is named by its submission.
        let record = self.withdrawals()?.known();
        let withholding: BTreeSet<&String> =
            record.iter().filter(|w| w.withholds() && !w.submission.is_empty()).map(|w| &w.submission).collect();
        let is_named = |hash: &str| withholding.iter().any(|id| hash.starts_with(id.as_str()));
        for hash in self.archived()? {
            if !needed.contains(&hash) && !is_named(&hash) {
                for path in [self.archived_path(&hash), self.head_path(&hash), self.receipt_path(&hash)] {
                    plan.file_bytes += size(&path)?;
                }
                plan.files.push(hash);
            }
        }
        Ok(plan)
    }

    /// Removes all snapshots but the newest `keep`, the one in force and those that recorded editions rest on unless they
    /// are damaged beyond repair, and the archived files that none of them was made from. What it is interrupted in is finished by the next run.
    ///
    /// # Errors
    /// Another writer is at work, or as for [`Store::prune_plan`].
    pub fn prune(&self, keep: usize) -> Result<PrunePlan> {
        let held = self.lock()?;
        let plan = self.prune_plan(keep)?;
        self.remove_snapshots(&held, &plan.snapshots)?;
        self.remove_archived(&held, &plan.files)?;
        Ok(plan)
    }

    /// Removes snapshots: first from the order, then each in one step.
    pub(super) fn remove_snapshots(&self, _held: &Lock, ids: &[String]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut history = self.history()?;
        history.retain(|id| !ids.contains(id));
        self.write_history(&history)?;
        for id in ids {
            // A hidden folder is a leftover, which the next writer removes if this one is ended.
            let hidden = self.dir.join("snapshots").join(format!("{}{id}", durable::TEMPORARY));
            durable::remove_folder(&hidden)?;
            durable::rename(&self.snapshot_dir(id), &hidden)?;
            durable::remove_folder(&hidden)?;
        }
        Ok(())
    }

    /// Removes archived files, their receipts first, so that no receipt is without its file.
    pub(super) fn remove_archived(&self, _held: &Lock, hashes: &[String]) -> Result<()> {
        if hashes.is_empty() {
            return Ok(());
        }
        durable::remove_files(&self.archive_dir(), hashes.iter().map(|hash| format!("{hash}.json")))?;
        durable::remove_files(
            &self.archive_dir(),
            hashes.iter().flat_map(|hash| [hash.clone(), format!("{hash}{HEAD}")]),
        )
    }

    /// Those of the ids that a record of a final edition names.
    pub(super) fn cited(&self, ids: &[String]) -> Result<BTreeSet<String>> {
        let mut cited = BTreeSet::new();
        // Asked only where there are records.
        let mut known_as = None;
        for entry in durable::walk(&self.dir.join("editions")) {
            let path = entry?.into_path();
            if path.is_dir() {
                continue;
            }
            let bytes = regular::read(&path).map_err(Error::io("read", &path))?;
            let text = format!("{} {}", path.display(), String::from_utf8_lossy(&bytes));
            let known_as: &Vec<(&String, Vec<String>)> = match &mut known_as {
                Some(known) => known,
                none => none.insert(self.known_as(ids)?),
            };
            let named = known_as.iter().filter(|(_, known)| known.iter().any(|id| text.contains(id.as_str())));
            cited.extend(named.map(|(id, _)| id.to_string()));
        }
        Ok(cited)
    }

    /// Each snapshot's id, with it and the ids of the snapshots that cities were taken out of to make it.
    fn known_as<'a>(&self, ids: &'a [String]) -> Result<Vec<(&'a String, Vec<String>)>> {
        let known = |id: &'a String| {
            let mut known = self.manifest_of(id)?.forgotten.map(|f| f.from).unwrap_or_default();
            known.push(id.clone());
            Ok((id, known))
        };
        ids.iter().map(known).collect()
    }

    /// Whether a snapshot is damaged and nothing can make it again.
    fn is_beyond_repair(&self, id: &str) -> Result<bool> {
        let Ok(snapshot) = self.snapshot(id) else { return Ok(false) };
        let is_of_this_version = snapshot.other_version().is_none();
        Ok(is_of_this_version && snapshot.never_made_again().is_some() && snapshot.is_damaged())
    }

    /// A snapshot's manifest. Where it cannot be read nothing can be called unneeded.
    fn manifest_of(&self, id: &str) -> Result<Manifest> {
        match self.snapshot(id) {
            Ok(snapshot) => Ok(snapshot.manifest),
            Err(Error::Store { message, .. }) => Err(self.fault(format!("nothing was removed: {message}"))),
            Err(error) => Err(error),
        }
    }

    /// Bytes of all snapshots.
    pub fn snapshots_size(&self) -> Result<u64> {
        size(&self.dir.join("snapshots"))
    }
}

/// Bytes of a file, or of all files below a folder; 0 where there is none.
fn size(path: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in durable::walk(path) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            bytes += entry.metadata().map_err(|e| Error::io("read", entry.path())(e.into()))?.len();
        }
    }
    Ok(bytes)
}
