//! The record of what cities have withdrawn, twice on the disk and apart from the snapshots.
//!
//! It only grows: each run adds what it reads before it writes a snapshot, also where it leaves the one in force as it
//! is. Only a later declaration of the city ends a withdrawal, and only forgetting the city erases one. A snapshot's
//! manifest has the hash of the record that it was made with, which finds the record of that time again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::{Lock, RECORD, Store};
use super::manifest::json;
use super::snapshot::Snapshot;
use crate::base::durable::{self, Access};
use crate::base::error::Result;
use crate::base::hash::{hash_file, sha256};
use crate::base::regular;
use crate::model::withdrawal::{Withdrawal, listed, merged};

/// The table of a snapshot that lists the record.
const TABLE: &str = "withdrawals";

/// What each run added, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawals {
    runs: Vec<Vec<Withdrawal>>,
}

/// A file of the record.
#[derive(Serialize, Deserialize)]
struct Sealed {
    sha256: String,
    withdrawals: Withdrawals,
}

impl Withdrawals {
    /// All of them, one for each content, sorted.
    pub fn known(&self) -> Vec<Withdrawal> {
        merged(self.runs.iter().flatten().cloned())
    }

    /// The SHA-256 of all; empty where there is none.
    pub fn hash(&self) -> String {
        match self.known() {
            none if none.is_empty() => String::new(),
            known => sha256(&serde_json::to_vec(&known).unwrap_or_default()),
        }
    }

    /// With what another run read.
    pub fn grown(&self, read: impl IntoIterator<Item = Withdrawal>) -> Withdrawals {
        let known = self.known();
        let is_news = |w: &Withdrawal| {
            let at = known.binary_search_by(|k| k.content().cmp(&w.content()));
            at.map_or(true, |at| known[at].ends_after < w.ends_after)
        };
        let news: Vec<Withdrawal> = merged(read).into_iter().filter(is_news).collect();
        let mut grown = self.clone();
        if !news.is_empty() {
            grown.runs.push(news);
        }
        grown
    }

    /// The record as it was when it had this hash; none where it never had.
    pub fn when(&self, hash: &str) -> Option<Withdrawals> {
        let after = |runs: usize| Withdrawals { runs: self.runs[..runs].to_vec() };
        (0..=self.runs.len()).rev().map(after).find(|then| then.hash() == hash)
    }

    /// Number of entries of a city, whatever the case of its id.
    pub(super) fn naming(&self, city: &str) -> usize {
        self.runs.iter().flatten().filter(|w| w.city.eq_ignore_ascii_case(city)).count()
    }

    /// Without a city.
    pub(super) fn without(mut self, city: &str) -> Withdrawals {
        self.runs.iter_mut().for_each(|run| run.retain(|w| !w.city.eq_ignore_ascii_case(city)));
        self.runs.retain(|run| !run.is_empty());
        self
    }

    /// Cities that withhold by what a snapshot does not know.
    pub fn unknown_to(&self, snapshot: &Snapshot) -> BTreeSet<String> {
        let listed = snapshot.table(TABLE).map(|table| listed(&table)).unwrap_or_default();
        let contents: BTreeSet<_> = listed.iter().map(|(w, _)| w.content()).collect();
        let unknown = self.runs.iter().flatten().filter(|w| w.withholds() && !contents.contains(&w.content()));
        unknown.map(|w| w.city.clone()).collect()
    }
}

impl Store {
    /// The record. Where neither of its files has what was written, the tables of the snapshots give it.
    ///
    /// # Errors
    /// Neither has the table of the snapshot in force: what cities withdrew is not known, and must not be published.
    pub fn withdrawals(&self) -> Result<Withdrawals> {
        let [first, copy] = RECORD.map(|name| self.read_record(name));
        match (first, copy) {
            // One of them was written, and the other was to be.
            (Ok(Some(first)), Ok(Some(copy))) => Ok(first.grown(copy.known())),
            (Ok(Some(whole)), _) | (_, Ok(Some(whole))) => Ok(whole),
            (first, _) => match self.listed_withdrawals()? {
                Some(listed) => Ok(listed),
                None => Err(self.fault(format!(
                    "what cities have withdrawn is not known: {} {}, its copy is not whole either, and neither is {TABLE}.parquet of the snapshot in force, so nothing was changed; {}",
                    RECORD[0],
                    first.err().unwrap_or_else(|| "is missing".to_string()),
                    self.without_record()
                ))),
            },
        }
    }

    /// Writes the record where its files do not have it; what they have instead is set aside.
    pub fn keep_withdrawals(&self, held: &Lock, record: &Withdrawals) -> Result<()> {
        for name in RECORD {
            let path = self.dir.join(name);
            match self.read_record(name) {
                Ok(Some(there)) if there == *record => continue,
                Err(_) => drop(self.set_aside(held, &path, "did not hold the record that was written")?),
                Ok(_) => {}
            }
            let sealed = Sealed { sha256: seal(&path, record)?, withdrawals: record.clone() };
            durable::write(&path, &json(&path, &sealed)?, Access::Private)?;
        }
        Ok(())
    }

    /// The snapshot in force, for what is published of it.
    ///
    /// # Errors
    /// Cities have withdrawn since it was made, and no run could take that into it.
    pub fn publishable(&self) -> Result<Snapshot> {
        let snapshot = self.in_force()?;
        let unknown: Vec<String> = self.withdrawals()?.unknown_to(&snapshot).into_iter().collect();
        if unknown.is_empty() {
            return Ok(snapshot);
        }
        Err(self.fault(format!(
            "the snapshot {} does not know what cities have withdrawn since, so nothing is published of it: {}; run `{}`, and mend what it says",
            snapshot.id,
            unknown.join(", "),
            self.ingest_command()
        )))
    }

    /// The record as a file has it; none where there is no file. The error is the end of a sentence that begins with the
    /// file's name.
    fn read_record(&self, name: &str) -> Result<Option<Withdrawals>, String> {
        let path = self.dir.join(name);
        let found = fs::symlink_metadata(&path).is_ok();
        if found && !regular::is_own(&path) {
            return Err("is no file, and the store keeps a file of that name".into());
        }
        let Some(bytes) = durable::if_there(regular::read(&path)).map_err(|e| format!("cannot be read ({e})"))? else {
            return Ok(None);
        };
        let sealed: Sealed = serde_json::from_slice(&bytes).map_err(|e| format!("cannot be read ({e})"))?;
        match seal(&path, &sealed.withdrawals) {
            Ok(seal) if seal == sealed.sha256 => Ok(Some(sealed.withdrawals)),
            _ => Err("does not hold what was written into it".into()),
        }
    }

    /// The record as the snapshots list it, the earliest first; none where that of the one in force is not whole.
    fn listed_withdrawals(&self) -> Result<Option<Withdrawals>> {
        let ids = self.history()?;
        let Some(last) = ids.last() else { return Ok(Some(Withdrawals::default())) };
        let in_force = self.named().ok().flatten().map_or_else(|| last.clone(), |snapshot| snapshot.id);
        let (mut record, mut expected, mut is_whole) = (Withdrawals::default(), None, false);
        for id in &ids {
            let Ok(snapshot) = self.snapshot(id) else { continue };
            let listed = listed_whole(&snapshot);
            if *id == in_force {
                expected = Some(snapshot.manifest.held.clone());
                is_whole = listed.is_some();
            }
            record = record.grown(listed.unwrap_or_default());
        }
        Ok((is_whole || expected.is_some_and(|hash| record.when(&hash).is_some())).then_some(record))
    }

    /// What can be done where no record is whole, without a full stop.
    fn without_record(&self) -> String {
        format!(
            "put {} back from a copy of this store. Without one put every file by which a city withdrew back into the network folder (they are in {}), and fill a new store: `{}`",
            RECORD[0],
            self.archive_dir().display(),
            Store { dir: PathBuf::from("NEW") }.ingest_command()
        )
    }

    /// Files of the record that do not have it: each with what is wrong, and what to do where nothing repairs it.
    pub(super) fn record_faults(&self) -> Vec<(PathBuf, String, Option<String>)> {
        let record = self.withdrawals();
        let fault = |name: &&str| {
            let found = match (self.read_record(name), &record) {
                (Ok(Some(there)), Ok(record)) if there == *record => return None,
                (Ok(None), Ok(record)) if record.runs.is_empty() => return None,
                (Err(wrong), _) => wrong,
                (Ok(None), _) => "is missing".to_string(),
                (Ok(Some(_)), _) => "lacks what its copy has".to_string(),
            };
            let cure = record
                .as_ref()
                .err()
                .map(|_| format!("What cities have withdrawn is in no other place whole: {}.", self.without_record()));
            Some((self.dir.join(name), format!("{found}. It is the record of what cities have withdrawn."), cure))
        };
        RECORD.iter().filter_map(fault).collect()
    }
}

/// What a snapshot lists, where that table has the bytes that were written; nothing of a version without it.
fn listed_whole(snapshot: &Snapshot) -> Option<Vec<Withdrawal>> {
    let Some(written) = snapshot.manifest.tables.get(TABLE) else { return Some(Vec::new()) };
    let (sha256, _) = hash_file(&snapshot.path(TABLE)).ok()?;
    let table = snapshot.table(TABLE).ok().filter(|_| sha256 == written.sha256)?;
    Some(listed(&table).into_iter().map(|(w, _)| w).collect())
}

fn seal(path: &Path, record: &Withdrawals) -> Result<String> {
    Ok(sha256(&json(path, record)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::{Consent, ContactConsent};

    fn withdrawal(city: &str, ends_after: &str) -> Withdrawal {
        Withdrawal {
            city: city.into(),
            cycle: Some(2024),
            submitted_on: None,
            consent: Consent::Private,
            consent_for: None,
            contact_consent: ContactConsent::None,
            went_in: true,
            stated: true,
            ends_after: Some(ends_after.into()),
            submission: "s".into(),
        }
    }

    #[test]
    fn it_only_grows_and_finds_what_it_was_again() {
        let none = Withdrawals::default();
        let one = none.grown([withdrawal("a", "2024-05-31")]);
        assert_eq!(one.grown([withdrawal("a", "2023-05-31"), withdrawal("a", "")]), one, "an earlier end is no news");
        let later = one.grown([withdrawal("a", "2025-05-31"), withdrawal("b", "")]);
        let known: Vec<_> = later.known().into_iter().map(|w| (w.city, w.ends_after.unwrap())).collect();
        assert_eq!(known, [("a".to_string(), "2025-05-31".to_string()), ("b".to_string(), String::new())]);
        assert_eq!((later.when(&one.hash()), later.when(&none.hash())), (Some(one.clone()), Some(none)));
        assert_eq!((later.when("x"), later.naming("A")), (None, 2));
        assert_eq!(later.without("b").without("a"), Withdrawals::default());
    }
}
