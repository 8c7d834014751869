//! Hands the hashes of the rules of ingest, and of all sources, to the library: see `src/store/rules.rs`.

use std::path::PathBuf;

#[path = "src/store/rules.rs"]
mod rules;

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for source in rules::ALL {
        println!("cargo:rerun-if-changed={source}");
    }
    println!("cargo:rustc-env=LEARNING_CITIES_INGEST_RULES={}", rules::hash(&root)?);
    println!("cargo:rustc-env=LEARNING_CITIES_SOURCES={}", rules::all(&root)?);
    Ok(())
}
