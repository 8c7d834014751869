//! Hands the hash of the rules of ingest to the library: see `src/store/rules.rs`.

use std::path::PathBuf;

#[path = "src/store/rules.rs"]
mod rules;

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for source in rules::SOURCES.iter().chain(&["Cargo.lock", "src/store/rules.rs"]) {
        println!("cargo:rerun-if-changed={source}");
    }
    println!("cargo:rustc-env=LEARNING_CITIES_INGEST_RULES={}", rules::hash(&root)?);
    Ok(())
}
