//! What a check found, in a language.

use super::locale::FIRST;
use super::messages::{Language, key};

/// What is said of something that a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// What is wrong. In English it is the whole message of the check, with what to do.
    pub words: String,
    /// What to do; empty in English, and where the language does not say it.
    pub cure: String,
    /// In any other language than English the message of the check, which has the details: the value, and what to write
    /// instead.
    pub english: String,
}

impl Language {
    /// What the message `finding-CODE` of the language says of a check, and its attribute `cure`; `message` is what the
    /// check itself says, in English.
    pub fn found(&self, code: &str, message: &str) -> Said {
        if self.tag() == FIRST {
            return Said { words: message.to_string(), ..Said::default() };
        }
        let id = key("finding", code);
        Said {
            words: self.own(&id, &[]).unwrap_or_default(),
            cure: self.own(&format!("{id}.cure"), &[]).unwrap_or_default(),
            english: message.to_string(),
        }
    }
}
