//! Addresses of the files of an engine, by its name; no path but under these can be named.

/// The object store under which the snapshot's folder is.
pub(super) fn snapshot_files(authority: &str) -> String {
    format!("snapshot://{authority}/")
}

/// The object store of the files of a run.
pub(super) fn files_of_run(authority: &str) -> String {
    format!("scratch://{authority}/")
}
