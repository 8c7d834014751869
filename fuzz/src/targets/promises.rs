//! What holds of every finding, report and error, whatever the input.

use std::path::Path;

use learning_cities::Error;
use learning_cities::base::characters::unprintable;
use learning_cities::ingest::codes;
use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::report::{FileReport, Report};
use learning_cities::model::vocabulary::Severity;

/// Counts add up, and what was refused has an error that says so.
pub fn accounts(report: &Report) {
    for file in &report.files {
        let FileReport { rows_read, accepted, rejected, filtered, .. } = file;
        assert_eq!(*rows_read, accepted + rejected + filtered, "the account of {file:?}");
        let errors = report.findings.iter().filter(|f| f.file == file.file && f.severity == Severity::Error);
        assert!(*rejected == 0 || errors.clone().count() > 0, "rows refused without an error: {file:?}");
        // One without a line refuses the file, unless it counts places that are not listed beside those that are.
        let counts_more = |code: &str| errors.clone().any(|f| f.code == code && f.line.is_some());
        let whole = errors.clone().any(|f| f.line.is_none() && !counts_more(f.code));
        assert!(!whole || *accepted == 0, "a file refused whole with rows that went in: {file:?}");
        let findings = report.findings.iter().filter(|f| f.file == file.file).count();
        assert!(*rows_read > 0 || findings > 0, "a file without rows and without a word: {file:?}");
    }
    for finding in &report.findings {
        // What corrections do is the network's own, and so are its mappings.
        let is_own = |file: &str| file == "corrections.toml" || file.starts_with("mappings/");
        let is_known = |file: &str| is_own(file) || report.files.iter().any(|f| f.file == file);
        assert!(is_known(&finding.file), "a finding of no file: {finding:?}");
    }
}

/// A finding is of a known kind, can be shown, and says what to do.
pub fn finding(finding: &Finding) {
    let code = codes::find(finding.code).unwrap_or_else(|| panic!("the code is not listed: {finding:?}"));
    assert_eq!(code.severity, finding.severity, "{finding:?}");
    cure(&finding.message);
    let texts = [
        &finding.sheet,
        &finding.column,
        &finding.cell,
        &finding.city,
        &finding.measurement,
        &finding.item,
        &finding.found,
    ];
    for text in texts.into_iter().flatten().chain([&finding.file]) {
        // A row is shown with tabs between its cells.
        assert!(!text.chars().any(|c| unprintable(c) && c != '\t'), "a text that cannot be shown: {finding:?}");
    }
    // The cell as it came may be long; what is said of it is not.
    assert!(finding.message.chars().count() <= 4000, "a message without end: {finding:?}");
    if let Some(cell) = &finding.cell {
        let row: Option<u32> = cell.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().ok();
        // Rows that go on with a list of features belong to the row above them.
        assert!(row >= finding.line && finding.line.is_some(), "a cell that is not in its row: {finding:?}");
        assert!(finding.sheet.is_some(), "a cell of no sheet: {finding:?}");
    }
}

/// Lines of a file.
pub fn lines(text: &[u8]) -> u32 {
    let (mut lines, mut before) = (1, b' ');
    for b in text {
        lines += u32::from(*b == b'\r' || (*b == b'\n' && before != b'\r'));
        before = *b;
    }
    lines
}

/// The finding's line is one of the file, which has so many.
pub fn line_exists(finding: &Finding, lines: u32) {
    let Some(line) = finding.line else { return };
    assert!((1..=lines).contains(&line), "line {line} of {lines}: {finding:?}");
}

/// A sentence or more that can be shown, the last of them about what to do.
fn cure(message: &str) {
    assert!(!message.chars().any(|c| unprintable(c) && c != '\n'), "a message that cannot be shown: {message:?}");
    let sentences = message.matches(". ").count()
        + message.matches("? ").count()
        + message.matches("; ").count()
        + message.matches(": ").count();
    assert!(sentences > 0 && message.trim().len() > 20, "a message without a cure: {message:?}");
}

/// An error about a file that the analyst writes: it names the file, can be shown, and says something.
pub fn error(error: &Error, folder: &Path) {
    let text = error.to_string();
    assert!(!text.contains("fault of this program"), "{text}");
    assert!(text.contains(&folder.display().to_string()), "an error of no file: {text:?}");
    assert!(!text.chars().any(|c| unprintable(c) && c != '\n'), "an error that cannot be shown: {text:?}");
    assert!(text.chars().count() <= 6000, "an error without end: {} characters", text.chars().count());
    assert!(matches!(error, Error::Invalid { .. } | Error::Usage(_)), "an error of another kind: {error:?}");
}
