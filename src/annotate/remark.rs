//! A finding as a remark in a city's own file.

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::model::vocabulary::Severity;

/// Characters of all remarks on one cell; the list has the rest.
pub(super) const CELL_CHARACTERS: usize = 4_000;

/// What is wrong, and what to do: the first sentence of a finding's message and the others. Sentences within quotation
/// marks or brackets are of the city's text.
pub(super) fn parts(message: &str) -> (&str, &str) {
    let (mut quoted, mut depth) = (false, 0_usize);
    for (at, c) in message.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' if !quoted && depth == 0 => {
                let rest = &message[at + 1..];
                let begins = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
                if begins.is_some_and(|c| c.is_uppercase() || c == '"') {
                    return (&message[..=at], rest.trim_start());
                }
            }
            _ => {}
        }
    }
    (message, "")
}

/// How much a finding matters, as its reader takes it.
pub(super) fn weight(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "to mend: not taken as it is",
        Severity::Warning => "to look at: taken as it is",
    }
}

/// Remarks on one cell in one text, each on lines of its own.
pub(super) fn on_cell(findings: &[&Finding]) -> String {
    let mut text = String::new();
    for (at, finding) in findings.iter().enumerate() {
        let message = printable(&finding.message);
        if text.chars().count() + message.chars().count() > CELL_CHARACTERS {
            text.push_str(&format!("\nThere are {} more remarks in the list.", findings.len() - at));
            break;
        }
        if at > 0 {
            text.push('\n');
        }
        text.push_str(&message);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn what_is_wrong_is_told_apart_from_what_to_do() {
        for (message, wrong, cure) in [
            ("972 % is above 100 %. Write 97.2 for 97.2 %.", "972 % is above 100 %.", "Write 97.2 for 97.2 %."),
            ("\"No. Never\" is no year. Write one.", "\"No. Never\" is no year.", "Write one."),
            ("value is empty. Fill it in.", "value is empty.", "Fill it in."),
            (
                "1.5 is too much (see p. A. B). Mend it. Then send it.",
                "1.5 is too much (see p. A. B).",
                "Mend it. Then send it.",
            ),
            ("Nothing else", "Nothing else", ""),
            ("", "", ""),
        ] {
            assert_eq!(parts(message), (wrong, cure));
        }
    }
}
