//! What the program itself says, whatever its command.

use std::process::Command;

/// A program without the feature says so, whatever follows the command's name, and how to build one that has it.
#[cfg(not(feature = "serve"))]
#[test]
fn a_command_that_is_not_built_in_says_how_to_build_it() {
    for rest in [&["--store", "store"][..], &[], &["--help"], &["--listen", "127.0.0.1:0", "more"]] {
        let run = program().arg("serve").args(rest).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(2) && said.contains("cargo build --features serve"), "{rest:?}: {said}");
    }
    let help = program().arg("--help").output().unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("\n  serve "), "help lists what is built in");
}

#[cfg(feature = "serve")]
#[test]
fn help_lists_the_server_where_it_is_built_in() {
    let help = program().arg("--help").output().unwrap();
    assert!(String::from_utf8_lossy(&help.stdout).contains("\n  serve "), "help lists what is built in");
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_learning-cities"));
    program.args(["--root", env!("CARGO_MANIFEST_DIR")]);
    program
}

#[test]
fn a_demonstration_without_cycles_says_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let (net, arguments) = (dir.path().join("net"), ["demo", "--cities", "3", "--seed", "1", "--out"]);
    let made = program().args(arguments).arg(&net).output().unwrap();
    assert_eq!(made.status.code(), Some(2));
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(said.contains("--cycles: is missing") && !net.exists(), "{said}");
}
