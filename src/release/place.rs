//! The folder of a site or an export: written aside, checked against its manifest, renamed into place.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};

use super::foreign;
use super::manifest::{Kind, manifest_of};
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::scratch::{self, Folder};

/// Writes a file below a folder, and makes the folders that it is in.
///
/// # Errors
/// What the system refuses.
pub fn put(dir: &Path, path: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
    let file = dir.join(path);
    let folder = file.parent().unwrap_or(dir);
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    fs::write(&file, bytes).map_err(Error::io("write", &file))
}

/// A private hidden folder next to the place of a site or an export, locked while its run lasts; its note names the
/// place. `site` is the new folder and, where two folders cannot be exchanged, `old` the one that it replaces.
#[derive(Debug)]
pub struct Aside {
    folder: Folder,
    site: PathBuf,
    out: PathBuf,
    kind: Kind,
}

impl Aside {
    /// Refuses what [`refuse`] refuses, after [`recover`].
    pub fn new(out: &Path, kind: Kind) -> Result<Aside> {
        recover(out);
        let (parent, name) = refuse(out, kind)?;
        durable::create_folder(&parent, Access::Public)?;
        let folder = Folder::create(&parent, PREFIX, name.as_encoded_bytes())
            .map_err(Error::io("create a folder in", &parent))?;
        let site = folder.path().join(SITE);
        durable::create_folder(&site, kind.access())?;
        Ok(Aside { folder, site, out: parent.join(name), kind })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.site
    }

    /// Puts the new site in its place in one step, when all of it is on the disk; only then is the earlier one removed.
    ///
    /// # Errors
    /// What the system refuses. The earlier site is then in its place, or is put back by the next run.
    pub fn put(self) -> Result<()> {
        self.put_by(durable::exchange)
    }

    fn put_by(self, exchange: impl FnOnce(&Path, &Path) -> Result<bool>) -> Result<()> {
        // What came into the earlier site meanwhile would be removed with it.
        refuse_foreign(&self.out, self.kind)?;
        if self.kind.access() == Access::Private {
            durable::make_private(&self.site)?;
        }
        durable::sync_tree(self.folder.path())?;
        durable::sync_folder(self.out.parent().unwrap_or(Path::new(".")))?;
        if self.out.symlink_metadata().is_err() {
            return durable::rename(&self.site, &self.out);
        }
        if exchange(&self.site, &self.out)? {
            return Ok(());
        }
        let old = self.folder.path().join(OLD);
        let replaced = scratch::undisturbed(|| {
            durable::rename(&self.out, &old)?;
            durable::rename(&self.site, &self.out).inspect_err(|_| {
                // Where this fails too, the next run finds `old` and no site.
                let _ = durable::rename(&old, &self.out);
            })
        });
        if replaced.is_err() && self.out.symlink_metadata().is_err() {
            self.folder.abandon();
        }
        replaced
    }
}

/// How the name of a folder next to a site begins.
const PREFIX: &str = ".learning-cities-site-";
const SITE: &str = "site";
const OLD: &str = "old";

/// Removes what killed runs have left in the folder that `out` is in, whichever site they wrote. A site that one of
/// them had moved away and not yet replaced is put back first; where that fails, what is left stays for the next run.
pub fn recover(out: &Path) {
    let Some(parent) = std::path::absolute(out).ok().and_then(|p| p.parent().map(Path::to_path_buf)) else {
        return;
    };
    for left in scratch::abandoned(&parent, PREFIX) {
        let old = left.path.join(OLD);
        let name = PathBuf::from(OsString::from_vec(left.note.clone()));
        let place = parent.join(&name);
        let named = matches!(name.components().collect::<Vec<_>>()[..], [Component::Normal(only)] if only == name);
        let kept =
            !old.is_dir() || named && (place.symlink_metadata().is_ok() || durable::rename(&old, &place).is_ok());
        if kept {
            left.remove();
        }
    }
}

/// Refuses a place that holds anything but an earlier folder of ours of that kind, with no file of others in it, or nothing, and one
/// that cannot be written; nothing is left there. Gives the folder that it is in, and its name.
///
/// # Errors
/// As said.
pub fn refuse(out: &Path, kind: Kind) -> Result<(PathBuf, OsString)> {
    let absolute = std::path::absolute(out).map_err(Error::io("find", out))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(Error::Usage(format!("--out {}: name a folder for the {}", out.display(), kind.name())));
    };
    if out.symlink_metadata().is_ok() && !replaceable(out, kind)? {
        return Err(Error::Usage(format!(
            "--out {}: holds something else than an earlier {} of learning-cities, which would be lost; name a new or empty folder",
            out.display(),
            kind.name()
        )));
    }
    refuse_foreign(out, kind)?;
    let existing = parent.ancestors().find(|p| p.symlink_metadata().is_ok()).unwrap_or(parent);
    let (out, place) = (out.display(), existing.display());
    if !existing.is_dir() {
        return Err(Error::Usage(format!("--out {out}: {place} is no folder; name another place")));
    }
    tempfile::Builder::new().prefix(PREFIX).tempdir_in(existing).map_err(|e| {
        let kind = e.kind();
        Error::Usage(format!("--out {out}: nothing can be written in {place} ({kind}); name another place"))
    })?;
    Ok((parent.to_path_buf(), name.to_os_string()))
}

fn replaceable(out: &Path, kind: Kind) -> Result<bool> {
    if !out.is_dir() || out.is_symlink() {
        return Ok(false);
    }
    if fs::read_dir(out).map_err(Error::io("read", out))?.next().is_none() {
        return Ok(true);
    }
    Ok(manifest_of(out, kind).is_some())
}

/// Refuses a folder of ours with files of others in it.
fn refuse_foreign(out: &Path, kind: Kind) -> Result<()> {
    let Some(manifest) = manifest_of(out, kind) else { return Ok(()) };
    match foreign::foreign(out, &manifest)? {
        found if found.is_empty() => Ok(()),
        found => Err(foreign::refusal(out, kind, &found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of ours whose page says what it is.
    fn fill(site: &Path, page: &str) {
        fs::create_dir_all(site.join("cities")).unwrap();
        fs::write(
            site.join("manifest.json"),
            format!(r#"{{"made_by":"{}","network":"","fictional":true,"cycle":1,"expected":[],"pages":[],"charts":[],"data":[],"other":["index.html"]}}"#, Kind::Site.made_by()),
        )
        .unwrap();
        fs::write(site.join("index.html"), page).unwrap();
    }

    fn page(site: &Path) -> String {
        fs::read_to_string(site.join("index.html")).unwrap()
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn written(out: &Path, page: &str) -> Aside {
        let aside = Aside::new(out, Kind::Site).unwrap();
        fill(aside.path(), page);
        aside
    }

    #[test]
    fn a_site_is_replaced_with_an_exchange_and_without() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        for (round, exchanged) in [(1, true), (2, true), (3, false), (4, false), (5, true)] {
            let aside = written(&out, &round.to_string());
            match exchanged {
                true => aside.put().unwrap(),
                false => aside.put_by(|_, _| Ok(false)).unwrap(),
            }
            assert_eq!((page(&out), names(dir.path())), (round.to_string(), vec!["site".to_string()]));
        }
    }

    /// A run that is killed leaves its folder as it is at that moment. Whatever the moment, the next run of a site in
    /// the same folder finds the earlier site or the new one in its place, whole, and removes the rest.
    #[test]
    fn every_interrupted_state_is_recovered() {
        type Killed = fn(&Aside);
        let moments: [(&str, &str, Killed); 6] = [
            ("while the site is written", "old", |a| fs::remove_file(a.site.join("index.html")).unwrap()),
            ("before the site is put in place", "old", |_| {}),
            ("after the exchange", "new", |a| {
                if !durable::exchange(&a.site, &a.out).unwrap() {
                    fs::rename(&a.out, a.folder.path().join(OLD)).unwrap();
                    fs::rename(&a.site, &a.out).unwrap();
                }
            }),
            ("while the earlier site is removed", "new", |a| {
                fs::rename(&a.out, a.folder.path().join(OLD)).unwrap();
                fs::rename(&a.site, &a.out).unwrap();
                fs::remove_file(a.folder.path().join(OLD).join("index.html")).unwrap();
            }),
            ("with the earlier site away", "old", |a| fs::rename(&a.out, a.folder.path().join(OLD)).unwrap()),
            ("with both in place", "new", |a| {
                fs::rename(&a.out, a.folder.path().join(OLD)).unwrap();
                fs::rename(&a.site, &a.out).unwrap();
            }),
        ];
        for (moment, expected, killed) in moments {
            let dir = tempfile::tempdir().unwrap();
            let out = dir.path().join("site");
            written(&out, "old").put().unwrap();
            let aside = written(&out, "new");
            killed(&aside);
            aside.folder.abandon();
            recover(&dir.path().join("another-site"));
            assert_eq!((page(&out).as_str(), names(dir.path())), (expected, vec!["site".to_string()]), "{moment}");
            assert!(out.join("manifest.json").is_file() && out.join("cities").is_dir(), "{moment}");
        }
    }

    #[test]
    fn where_the_site_cannot_be_put_in_place_the_earlier_one_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        written(&out, "old").put().unwrap();
        let refused = written(&out, "new").put_by(|_, _| Err(Error::Usage("no exchange".into())));
        assert!(refused.is_err());
        assert_eq!((page(&out).as_str(), names(dir.path())), ("old", vec!["site".to_string()]));
        // The new site is gone when the earlier one has been moved away.
        let aside = written(&out, "new");
        let refused = aside.put_by(|site, _| {
            fs::remove_dir_all(site).unwrap();
            Ok(false)
        });
        assert!(refused.is_err());
        assert_eq!((page(&out).as_str(), names(dir.path())), ("old", vec!["site".to_string()]));
    }

    #[test]
    fn the_only_copy_of_a_site_is_never_removed() {
        let dir = tempfile::tempdir().unwrap();
        for note in ["../site", "", "a/b", "."] {
            let left = Folder::create(dir.path(), PREFIX, note.as_bytes()).unwrap();
            fill(&left.path().join(OLD), "only");
            let path = left.path().to_path_buf();
            left.abandon();
            recover(&dir.path().join("site"));
            assert_eq!(page(&path.join(OLD)), "only", "{note:?} names no place, or one outside");
        }
    }

    /// A reader who looks again and again never finds the site missing or half there.
    #[test]
    fn a_reader_always_finds_a_whole_site() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("site");
        written(&out, "0").put().unwrap();
        if !durable::exchange(&out, written(&dir.path().join("other"), "0").path()).unwrap() {
            return;
        }
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut seen = 0;
                while !done.load(std::sync::atomic::Ordering::SeqCst) {
                    assert!(fs::metadata(&out).is_ok());
                    // Between finding a folder and reading in it that folder may have been replaced and removed.
                    let read = || fs::read(out.join("index.html"));
                    assert!(read().or_else(|_| read()).is_ok());
                    seen += 1;
                }
                seen
            });
            for round in 1..40 {
                written(&out, &round.to_string()).put().unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::SeqCst);
            assert!(reader.join().unwrap() > 0);
        });
    }

    #[test]
    fn a_site_in_the_making_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let aside = written(&dir.path().join("site"), "new");
        assert_eq!(fs::metadata(aside.folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
