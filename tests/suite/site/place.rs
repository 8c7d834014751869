//! Where a site may be written, and what runs leave behind that were ended before their end.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use learning_cities::language::Language;
use learning_cities::report::{self, Edition};

use super::{fixture, languages, tree, write};

/// What the program says of a goal. No store is where it is told to read one: a goal that is refused is so before anything is read.
fn told(out: &Path) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "report", "--store", "no-store-here", "--out"])
        .arg(out)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_goal_that_cannot_be_written_is_told_before_work_begins() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name);
    fs::write(of("file"), "in the way").unwrap();
    fs::create_dir(of("thesis")).unwrap();
    fs::write(of("thesis").join("chapter.txt"), "years of work").unwrap();
    fs::create_dir(of("closed")).unwrap();
    let mut closed = fs::metadata(of("closed")).unwrap().permissions();
    closed.set_readonly(true);
    fs::set_permissions(of("closed"), closed).unwrap();
    for (out, says) in [
        (of("file"), "something else"),
        (of("thesis"), "something else"),
        (of("file").join("site"), "file is no folder"),
        (of("file").join("deep/site"), "file is no folder"),
        ("/".into(), "name a folder"),
    ] {
        let told = told(&out);
        assert!(told.contains("--out") && told.contains(says), "{told}");
    }
    // Some users may write everywhere.
    if tempfile::tempdir_in(of("closed")).is_err() {
        let told = told(&of("closed").join("site"));
        assert!(told.contains("--out") && told.contains("closed"), "{told}");
    }
    let told = told(&of("new/site"));
    assert!(told.contains("no-store-here"), "{told}");
    assert_eq!(names(dir.path()), ["closed", "file", "thesis"], "nothing is left by looking");
}

/// What a run leaves that is ended before its end; its lock, as long as somebody holds it.
fn left(dir: &Path, name: &str, goal: Option<&str>) -> Option<File> {
    let left = dir.join(name);
    fs::create_dir_all(left.join("site")).unwrap();
    fs::write(left.join("site/index.html"), "half").unwrap();
    let lock = left.join("LOCK");
    fs::write(&lock, goal?).unwrap();
    let lock = File::open(lock).unwrap();
    lock.lock().unwrap();
    Some(lock)
}

#[test]
fn what_an_ended_run_left_goes_and_what_a_running_one_uses_stays() {
    let dir = tempfile::tempdir().unwrap();
    drop(left(dir.path(), ".site-ended", Some("site")));
    let running = left(dir.path(), ".site-running", Some("site"));
    drop(left(dir.path(), ".site-other", Some("site-2")));
    left(dir.path(), ".site-unknown", None);
    write(&dir.path().join("site"), 1.0);
    assert_eq!(names(dir.path()), [".site-other", ".site-running", ".site-unknown", "site"]);
    drop(running);
    write(&dir.path().join("site"), 1.0);
    assert_eq!(names(dir.path()), [".site-other", ".site-unknown", "site"]);
}

#[test]
fn an_earlier_site_that_an_ended_run_had_taken_away_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    write(&out, 1.0);
    let before = tree(&out);
    drop(left(dir.path(), ".site-ended", Some("site")));
    fs::rename(&out, dir.path().join(".site-ended/old")).unwrap();
    let broken = |_: &Language, _: &Path| Err(learning_cities::Error::Usage("no charts today".into()));
    assert!(report::write(&fixture::marts(1.0), &out, &Edition::default(), &languages(), broken, None, |_| {}).is_err());
    assert_eq!((names(dir.path()), tree(&out)), (vec!["site".to_string()], before));
}

#[cfg(unix)]
#[test]
fn everybody_may_read_a_site() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("like")).unwrap();
    write(&dir.path().join("site"), 1.0);
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("site"), mode("like"));
}
