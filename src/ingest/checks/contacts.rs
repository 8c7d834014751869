//! How a city can be reached: checks of the cells of a declaration that say so.

use polars::prelude::*;
use strum::VariantNames;

use crate::base::error::Result;
use crate::base::names::Names;
use crate::base::text::quoted;
use crate::base::zones;
use crate::ingest::checks::cells::name_checks;
use crate::ingest::checks::{Check, Known, clean_text, filled, unparsed};
use crate::ingest::frames::{distinct, left, lists, lookup};
use crate::model::network_file::is_mail_address;
use crate::model::vocabulary::ContactConsent;

/// What the cells of each column are known as, by column.
pub(super) struct Lookups([(&'static str, DataFrame); 4]);

/// Looks up what was found: `email_id`, `languages_id` with `languages_unknown`, `zone_id`, `contact_consent_id`.
pub(super) fn lookups(raw: &DataFrame, known: &Known<'_>) -> Result<Lookups> {
    let emails: Vec<String> =
        distinct(raw, "contact_email")?.into_iter().filter(|text| is_mail_address(text)).collect();
    let zones = distinct(raw, "time_zone")?;
    Ok(Lookups([
        ("contact_email", lookup!(email in emails => email_id = email.as_str(), contact_email = email.as_str())?),
        ("languages", lists(raw, "languages", |tag| known.language(tag), |in_order| in_order)?),
        ("time_zone", lookup!(zone in zones => zone_id = zones::parsed(zone), time_zone = zone.as_str())?),
        (
            "contact_consent",
            lookup!(word in ContactConsent::VARIANTS => contact_consent_id = *word, contact_consent = *word)?,
        ),
    ]))
}

/// Declarations with what was looked up, `contact_name_clean` and `contact_role_clean`.
pub(super) fn typed(declarations: LazyFrame, lookups: Lookups) -> LazyFrame {
    let joined = lookups.0.into_iter().fold(declarations, |lazy, (column, found)| left(lazy, found, &[column]));
    joined.with_columns([
        clean_text("contact_name").alias("contact_name_clean"),
        clean_text("contact_role").alias("contact_role_clean"),
    ])
}

/// Checks of a contact. No message repeats what names a person.
pub(super) fn checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = name_checks(&["contact_name", "contact_role"]);
    let message = "The e-mail address is none that a message can be sent to, so it is left out. Write one address, such as learning@city.example.";
    checks.push(Check::saying("bad_email", "contact_email", unparsed("contact_email", "email_id"), message));
    checks.push(Check::new("unknown_language", "languages", filled("languages_unknown"), |row| {
        unknown_language(row.text("languages_unknown").unwrap_or_default(), known)
    }));
    checks.push(Check::new("unknown_time_zone", "time_zone", unparsed("time_zone", "zone_id"), |row| {
        let found = row.text("time_zone").unwrap_or_default();
        let cure = "Write a name such as Africa/Nairobi, or an offset such as UTC+03:00.";
        format!("{} is no time zone, and is left out.{}", quoted(Some(found)), zones::names().hint_or(found, cure))
    }));
    checks.push(Check::new(
        "bad_contact_consent",
        "contact_consent",
        unparsed("contact_consent", "contact_consent_id"),
        |row| {
            let found = row.text("contact_consent").unwrap_or_default();
            let hint = Names::new(ContactConsent::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
            format!(
                "{} is none of public, secretariat, none; until it is mended nothing of the contact is published.{hint}",
                quoted(Some(found))
            )
        },
    ));
    let any = filled("contact_name").or(filled("contact_role")).or(filled("contact_email"));
    let message = "A contact is given and contact_consent is empty, so nothing of the contact is published. Write public, secretariat (messages go through the secretariat) or none.";
    checks.push(Check::saying(
        "no_contact_consent",
        "contact_consent",
        any.and(col("contact_consent").is_null()),
        message,
    ));
    checks
}

/// What to write in place of tags that name no language, separated by |.
pub(super) fn unknown_language(found: &str, known: &Known<'_>) -> String {
    let first = found.split('|').next().unwrap_or_default();
    format!(
        "{} is no language tag that is known, and is left out. Write tags such as en, fr or pt-BR, several of them separated by |.{}",
        quoted(Some(found)),
        known.languages.hint(first)
    )
}
