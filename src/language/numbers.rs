//! Numbers and dates by locale.

use fixed_decimal::Decimal;
use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::language::locale::written_as;

/// Writes numbers and dates as a language does.
pub struct Numbers {
    decimal: DecimalFormatter,
    /// Without signs between digits.
    ungrouped: DecimalFormatter,
    /// What is between groups of digits in CLDR, where the language's style guides have a thin no-break space.
    group: Option<char>,
    /// What is before a sign, so that it stays on the left of its number where words run from right to left.
    mark: String,
    date: DateTimeFormatter<YMD>,
}

/// Marks of direction, which are not seen.
pub const MARKS: [char; 3] = ['\u{200e}', '\u{200f}', '\u{61c}'];

/// Why a language's rules cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unknown(String);

impl Numbers {
    /// The rules of a locale.
    ///
    /// # Errors
    /// CLDR has none.
    pub fn new(locale: &Locale) -> Result<Numbers, Unknown> {
        let spelled = written_as(locale);
        let decimal = DecimalFormatter::try_new((&spelled).into(), DecimalFormatterOptions::default())
            .map_err(|e| Unknown(e.to_string()))?;
        let mut never = DecimalFormatterOptions::default();
        never.grouping_strategy = Some(GroupingStrategy::Never);
        let ungrouped = DecimalFormatter::try_new((&spelled).into(), never).map_err(|e| Unknown(e.to_string()))?;
        let negative = decimal.format_to_string(&Decimal::from(-1));
        Ok(Numbers {
            mark: negative.chars().take_while(|c| MARKS.contains(c)).collect(),
            decimal,
            ungrouped,
            // CLDR has the full stop of Spain, the Real Academia and the United Nations the space.
            group: (spelled.id.language.as_str() == "es").then_some('.'),
            date: DateTimeFormatter::try_new((&spelled).into(), YMD::long()).map_err(|e| Unknown(e.to_string()))?,
        })
    }

    /// A number with at most so many decimals, trailing zeros dropped, a true minus. What is not finite is written `–`.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        self.write(value, decimals, true)
    }

    /// A number with exactly so many decimals.
    pub fn fixed(&self, value: f64, decimals: usize) -> String {
        self.write(value, decimals, false)
    }

    /// A year in the language's digits, which are not grouped.
    pub fn year(&self, year: i64) -> String {
        self.ungrouped.format_to_string(&Decimal::from(year))
    }

    fn write(&self, value: f64, decimals: usize, short: bool) -> String {
        if !value.is_finite() {
            return "–".into();
        }
        let mut text = format!("{:.decimals$}", value.abs());
        if short && text.contains('.') {
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        let minus = if value < 0.0 && text.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
            format!("{}−", self.mark)
        } else {
            String::new()
        };
        match Decimal::try_from_str(&text) {
            Ok(decimal) => format!("{minus}{}", self.grouped(&decimal)),
            Err(_) => format!("{minus}{text}"),
        }
    }

    fn grouped(&self, decimal: &Decimal) -> String {
        let text = self.decimal.format_to_string(decimal);
        match self.group {
            Some(group) => text.replace(group, "\u{202f}"),
            None => text,
        }
    }

    /// A number that says `+` where it rises.
    pub(super) fn signed(&self, value: f64, number: String) -> String {
        if value > 0.0 { format!("{}+{number}", self.mark) } else { number }
    }

    /// A day written as `2027-01-31` in words: `31 January 2027`; anything else as it is.
    pub fn date(&self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-');
        let day = (|| {
            let (year, month, day) =
                (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Date::try_new_iso(year, month, day).ok()
        })();
        day.map_or_else(|| iso.to_string(), |day| self.date.format(&day).to_string())
    }
}

struct Counts(Numbers);

impl Memoizable for Counts {
    type Args = ();
    type Error = Unknown;
    fn construct(language: LanguageIdentifier, (): ()) -> Result<Counts, Unknown> {
        let locale: Locale = language.to_string().parse().map_err(|_| Unknown(language.to_string()))?;
        Numbers::new(&locale).map(Counts)
    }
}

/// How a message writes a number among its arguments.
pub(super) fn written<M: MemoizerKind>(value: &FluentValue, rules: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("−", digits));
    let decimal = Decimal::try_from_str(digits).ok()?;
    rules.with_try_get_threadsafe::<Counts, _, _>((), |c| format!("{sign}{}", c.0.grouped(&decimal))).ok()
}
