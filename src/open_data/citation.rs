//! `CITATION.cff`, which programs that manage references read. <https://citation-file-format.github.io/>

use std::fmt::Write;

use super::about::About;

/// Where the file is, in the folder and in the zip.
pub const NAME: &str = "CITATION.cff";

/// The file's text.
pub fn file(about: &About) -> String {
    let mut out = String::from("cff-version: 1.2.0\n");
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "{name}: {}", quoted(value));
    };
    line("message", &about.citation);
    line("type", "dataset");
    line("title", &about.title);
    line("abstract", &about.description);
    line("version", &about.snapshot);
    match (about.spdx(), &about.licence_url) {
        (Some(name), _) => line("license", &name),
        (None, Some(url)) => line("license-url", url),
        (None, None) => {}
    }
    if let Some(doi) = &about.doi {
        line("doi", doi);
    }
    if let Some(url) = &about.base_url {
        line("url", url);
    }
    let _ = writeln!(out, "authors:\n  - name: {}", quoted(&about.publisher));
    let _ = writeln!(out, "keywords:");
    for keyword in super::about::KEYWORDS {
        let _ = writeln!(out, "  - {}", quoted(keyword));
    }
    out
}

/// A text as YAML has it in quotation marks, which is as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
