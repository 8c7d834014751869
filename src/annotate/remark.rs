//! A finding as a remark in a city's own file.

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::language::{FIRST, Language};
use crate::model::vocabulary::Severity;
use crate::say;

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
pub(super) fn weight(l: &Language, finding: &Finding) -> String {
    match finding.severity {
        Severity::Error => say!(l, "remarks-to-mend"),
        Severity::Warning => say!(l, "remarks-to-look-at"),
    }
}

/// A finding in one text: what is wrong and what to do in the language, then what the check says in English.
pub(super) fn whole(l: &Language, finding: &Finding, between: &str) -> String {
    let said = l.found(finding.code, &printable(&finding.message));
    let own = [said.words, said.cure].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    [own, said.english].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// Remarks on one cell in one text, each on lines of its own.
pub(super) fn on_cell(l: &Language, findings: &[&Finding]) -> String {
    let mut text = String::new();
    for (at, finding) in findings.iter().enumerate() {
        let message = whole(l, finding, "\n");
        if text.chars().count() + message.chars().count() > CELL_CHARACTERS {
            text.push_str(&format!("\n{}", say!(l, "remarks-more", n = findings.len() - at)));
            break;
        }
        if at > 0 {
            text.push('\n');
        }
        text.push_str(&message);
    }
    // In English the remark ends so in any case.
    if l.tag() != FIRST {
        text.push_str(&format!("\n{}", say!(l, "remarks-mend-cell")));
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
