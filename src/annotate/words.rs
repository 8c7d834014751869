//! The languages of remarks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::base::error::Result;
use crate::language::{Language, tags};

/// Languages in which remarks are written: each form in its own.
#[derive(Debug)]
pub struct Words<'w> {
    messages: &'w Path,
    first: Arc<Language>,
    read: RefCell<BTreeMap<String, Arc<Language>>>,
}

impl<'w> Words<'w> {
    /// By the folder of messages, and the language of files that are no form, or one in a language without messages.
    pub fn new(messages: &'w Path, first: Arc<Language>) -> Words<'w> {
        Words { messages, first, read: RefCell::default() }
    }

    /// The language of a form that says `tag` of itself.
    ///
    /// # Errors
    /// A file of messages that cannot be read.
    pub(super) fn of(&self, tag: Option<&str>) -> Result<Arc<Language>> {
        let Some(tag) = tag else { return Ok(self.first.clone()) };
        if let Some(read) = self.read.borrow().get(tag) {
            return Ok(read.clone());
        }
        let is_there = tags(self.messages)?.iter().any(|known| known == tag);
        let language = if is_there { Language::load(self.messages, tag)? } else { self.first.clone() };
        self.read.borrow_mut().insert(tag.to_string(), language.clone());
        Ok(language)
    }
}
