//! What a chart's file says of its words and its width.

use crate::base::characters::{isolates, unprintable};

/// Words and width of a chart.
#[derive(Debug, Clone)]
pub(super) struct Labels {
    /// The chart's name: names the folder of its drawings.
    pub name: String,
    /// Title of each drawing in English; `{words}` are replaced. A language that has the message `chart-title-<name>`
    /// says that.
    pub title: String,
    /// The line under the title.
    pub subtitle: String,
    /// Unit of the values, as readers see it.
    pub unit: String,
    /// Width in px.
    pub width: u32,
}

/// A text of the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field {
    Title,
    Subtitle,
    Unit,
}

/// Replaces `{word}` in one pass, so that braces inside a replacement stay as they are. Replacements lose their
/// unprintable characters, but keep the isolates that charts set around names.
pub(super) fn fill_words(text: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let word = &rest[open + 1..open + close];
        if let Some((_, value)) = words.iter().find(|(w, _)| *w == word) {
            out.extend(value.chars().filter(|c| !unprintable(*c) || isolates(*c)));
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    tidy(&out)
}

/// A text without the comma or dot that a word leaves behind when it is empty.
pub(super) fn tidy(text: &str) -> String {
    text.trim_matches([',', '،', '、', '·', ':', ' ', '\u{a0}']).to_string()
}
