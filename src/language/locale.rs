//! The first language, and locales by whose rules texts are written.

use icu_locale_core::Locale;

/// Language of the messages that must be complete.
pub const FIRST: &str = "en";

/// International English: `a, b and c`, day before month.
pub fn written_as(locale: &Locale) -> Locale {
    match locale.to_string().as_str() {
        FIRST => "en-001".parse().unwrap_or_else(|_| locale.clone()),
        _ => locale.clone(),
    }
}
