//! Where a site may be written, and what runs leave behind that were ended before their end.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use learning_cities::catalogue::Catalogue;
use learning_cities::model::relations::Relations;
use learning_cities::report::Edition;

use super::{fixture, languages, tree, write};

/// What the program says of a goal. No store is where it is told to read one: a goal that is refused is so before
/// anything is read.
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
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
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

#[test]
fn a_site_with_files_of_others_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    write(&out, 12.345);
    assert!(told(&out).contains("no-store-here"), "an earlier site as it was made is no obstacle");
    fs::create_dir(out.join(".git")).unwrap();
    fs::write(out.join(".git/HEAD"), "ref: refs/heads/main").unwrap();
    fs::write(out.join("CNAME"), "cities.example.org").unwrap();
    let before = tree(&out);
    let said = told(&out);
    assert!(said.contains(".git, CNAME") && said.contains("--exclude /.git --exclude /CNAME"), "{said}");
    let made =
        fixture::write(&fixture::marts(1.0), &out, &Edition::default(), &languages(), fixture::draw, None, |_| {});
    assert!(made.is_err_and(|e| e.to_string().contains(".git, CNAME")));
    assert_eq!((names(dir.path()), tree(&out)), (vec!["site".to_string()], before));
    // What comes while the new site is made is not lost either.
    fs::remove_dir_all(out.join(".git")).unwrap();
    fs::remove_file(out.join("CNAME")).unwrap();
    let meanwhile = |rows: &Relations, catalogue: &Catalogue, charts: &Path| {
        fs::write(out.join("robots.txt"), "User-agent: *").unwrap();
        fixture::draw(rows, catalogue, charts)
    };
    let made = fixture::write(&fixture::marts(1.0), &out, &Edition::default(), &languages(), meanwhile, None, |_| {});
    assert!(made.is_err_and(|e| e.to_string().contains("robots.txt")) && out.join("robots.txt").is_file());
}

/// What a run leaves that is killed; its lock, as long as somebody holds it.
fn left(dir: &Path, name: &str, goal: &str) -> File {
    let left = dir.join(name);
    fs::create_dir_all(left.join("site")).unwrap();
    fs::write(left.join("site/index.html"), "half").unwrap();
    let lock = left.join("LOCK");
    fs::write(&lock, goal).unwrap();
    let lock = File::open(lock).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn what_a_killed_run_left_goes_and_what_a_running_one_uses_stays() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| format!(".learning-cities-site-{name}");
    drop(left(dir.path(), &of("killed"), "site"));
    drop(left(dir.path(), &of("other"), "site-2"));
    drop(left(dir.path(), &of("early"), ""));
    fs::create_dir(dir.path().join(of("empty"))).unwrap();
    fs::create_dir_all(dir.path().join(of("thesis")).join("chapter")).unwrap();
    drop(left(dir.path(), ".site-2023", "site"));
    let running = left(dir.path(), &of("running"), "site");
    write(&dir.path().join("site"), 12.345);
    let stays = [of("running"), of("thesis"), ".site-2023".into(), "site".into()];
    assert_eq!(names(dir.path()), stays, "what is held, or was not made by this program, stays");
    drop(running);
    write(&dir.path().join("site"), 12.345);
    assert_eq!(names(dir.path()), stays[1..]);
}

#[test]
fn an_earlier_site_that_a_killed_run_had_moved_away_comes_back_with_any_next_run() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    write(&out, 12.345);
    let before = tree(&out);
    for command in ["report", "chart"] {
        drop(left(dir.path(), ".learning-cities-site-killed", "site"));
        fs::rename(&out, dir.path().join(".learning-cities-site-killed/old")).unwrap();
        // Fails: there is no such store.
        let run = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .args(["--root", env!("CARGO_MANIFEST_DIR"), command, "--store", "no-store-here", "--out"])
            .arg(dir.path().join("another"))
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert_eq!((names(dir.path()), tree(&out)), (vec!["site".to_string()], before.clone()), "{command}");
    }
    let broken = |_: &Relations, _: &Catalogue, _: &Path| Err(learning_cities::Error::Usage("no charts today".into()));
    assert!(
        fixture::write(&fixture::marts(12.345), &out, &Edition::default(), &languages(), broken, None, |_| {}).is_err()
    );
    assert_eq!((names(dir.path()), tree(&out)), (vec!["site".to_string()], before));
}

/// The folder that it is written in is private; what comes out is as the user's umask says.
#[cfg(unix)]
#[test]
fn a_site_has_the_modes_of_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let store = crate::support::store(&[
        ("cities", "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\n"),
        ("network", "name,fictional\nTrial,true\n"),
        ("observations", "city,cycle,measurement,reference_year,value\nnorthbridge,2020,unemployment_rate,2019,8\n"),
    ]);
    let out = store.dir.path().join("site");
    for (umask, folder_mode, file_mode) in [("022", 0o755, 0o644), ("077", 0o700, 0o600)] {
        let run = Command::new("sh")
            .args(["-c", "umask $1; shift; exec \"$@\"", "sh", umask, env!("CARGO_BIN_EXE_learning-cities")])
            .args(["--root", env!("CARGO_MANIFEST_DIR"), "report", "--no-briefs", "--store"])
            .arg(store.store.dir())
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let mut open = vec![out.clone()];
        while let Some(path) = open.pop() {
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            let expected = if path.is_dir() { folder_mode } else { file_mode };
            assert_eq!(mode, expected, "umask {umask}: {}", path.display());
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn everybody_may_read_a_site() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("like")).unwrap();
    write(&dir.path().join("site"), 12.345);
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("site"), mode("like"));
}
