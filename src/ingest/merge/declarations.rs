//! Declarations of one city whose days do not say which is the newer: what they disagree on is named, and nothing
//! depends on the bytes of their files.

use std::collections::BTreeSet;

use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::merge::consent::{Declared, sort};
use crate::model::contact::Means;
use crate::model::vocabulary::{ConsentFor, ContactConsent};

/// Names accepted declarations that differ in anything but consent, where both are of one cycle and day, or one has no
/// day, or the day of the other and no time. `stored` are declarations of a snapshot that submissions are compared with.
pub fn differing(declared: &[Declared], stored: &[Declared], files: &[&str], findings: &mut Findings) -> Result<()> {
    let code = checks::code_of("declarations_differ")?;
    let mut together = [declared, stored].concat();
    sort(&mut together);
    for all in together.chunk_by(|a, b| a.city == b.city) {
        let accepted = || all.iter().filter(|d| d.accepted);
        let newest = accepted().filter(|d| d.date.is_some() && !d.doubtful).max_by_key(|d| (&d.date, d.cycle));
        for d in accepted().filter(|d| !d.is_stored()) {
            let file = |e: &Declared| files.get(e.input as usize).copied().unwrap_or("a file in the store");
            let tied = accepted()
                .filter(|e| e.input != d.input && (e.cycle, &e.date) == (d.cycle, &d.date))
                .find_map(|e| Some((e, tied(d, e)?)));
            let message = match (tied, newest) {
                (Some((e, what)), _) => {
                    let day = d.date.as_ref().map_or("without a day".to_string(), |day| format!("of {day}"));
                    format!(
                        "{} declares {} for {} too, also {day}, and differs: {what}. Write day and time into submitted_on of both (2024-05-31T15:30), or take one of the rows out.",
                        file(e),
                        d.city,
                        d.cycle
                    )
                }
                (None, Some(e)) if d.may_follow(e) || d.is_open_to(e) && d.contact_consent > e.contact_consent => {
                    let Some(what) = before(d, e) else { continue };
                    let (lacks, add) = lacking(d);
                    format!(
                        "The declaration has {lacks}, so that of {} in {} goes before it where the two differ: {what}. If this one is the newer, write its {add} into submitted_on; otherwise take it out.",
                        e.date.as_deref().unwrap_or_default(),
                        file(e)
                    )
                }
                (None, Some(e)) if std::ptr::eq(d, e) => {
                    let open = accepted().filter(|u| u.is_stored() && u.may_follow(d));
                    let Some((u, what)) = open.filter_map(|u| Some((u, before(u, d)?))).next() else { continue };
                    let (lacks, add) = lacking(u);
                    format!(
                        "A declaration of {} in the store has {lacks}, so that this one goes before it where the two differ: {what}. If that one is the newer, take this row out, and have the {add} of that one written into its submitted_on.",
                        d.city
                    )
                }
                _ => continue,
            };
            findings.push(Finding {
                severity: code.severity,
                city: Some(d.city.clone()),
                line: d.line,
                column: Some("submitted_on".into()),
                ..Finding::file(file(d), code.code, message)
            });
        }
    }
    Ok(())
}

/// What a declaration lacks that another goes before, and what to write for it.
fn lacking(d: &Declared) -> (&'static str, &'static str) {
    match d.date {
        None => ("no day of sending", "day"),
        Some(_) => ("a day of sending and no time", "day and time (2024-05-31T15:30)"),
    }
}

fn features(list: &Option<String>) -> BTreeSet<&str> {
    list.iter().flat_map(|list| list.split('|')).collect()
}

/// Whether two texts are given and differ.
fn clash<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

fn contacts_differ(d: &Declared, e: &Declared) -> bool {
    (&d.means, d.contact_consent) != (&e.means, e.contact_consent)
}

/// What holds of two declarations of one cycle and day, for each thing that they differ in.
fn tied(d: &Declared, e: &Declared) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if clash(&d.baseline, &e.baseline) {
        let year = |of: &Declared| of.baseline.unwrap_or_default();
        parts.push(format!("neither baseline_year, {} and {}, is used", year(d), year(e)));
    }
    for (name, one, other) in [("priorities", &d.priorities, &e.priorities), ("expertise", &d.expertise, &e.expertise)]
    {
        if clash(one, other) && features(one) != features(other) {
            parts.push(format!("the {name} of both are used"));
        }
    }
    if d.consent_for != e.consent_for {
        let one_for_all = [d, e].iter().any(|d| d.consent_for == Some(ConsentFor::All));
        let holds = if one_for_all { "all holds" } else { "it counts as not given" };
        parts.push(format!("consent_for is not the same, and {holds}"));
    }
    if contacts_differ(d, e) {
        parts.push("of the contact only what both allow and neither contradicts is used".into());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// What holds of a declaration without a day or time, `d`, and one with it that goes before it.
fn before(d: &Declared, e: &Declared) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let differs = [
        ("baseline_year", d.baseline.is_some() && d.baseline != e.baseline),
        ("priorities", d.priorities.is_some() && features(&d.priorities) != features(&e.priorities)),
        ("expertise", d.expertise.is_some() && features(&d.expertise) != features(&e.expertise)),
        ("contact", d.means != Means::default() && d.means != e.means),
    ];
    names.extend(differs.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name));
    let mut parts: Vec<String> = Vec::new();
    if !names.is_empty() {
        parts.push(names.join(", "));
    }
    if d.contact_consent > e.contact_consent {
        parts.push("contact_consent, of which the narrower holds".into());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Makes accepted declarations of one city, cycle and day say the same of everything but consent, so that whichever is
/// taken for the newest gives the same: the priorities and expertise of all, the baseline year and the contact as far
/// as none contradicts another, the narrowest consent to it and none where two persons are named.
pub fn settle(declared: &mut [Declared]) {
    for same in declared.chunk_by_mut(|a, b| (&a.city, a.cycle) == (&b.city, b.cycle)) {
        let days: BTreeSet<Option<String>> = same.iter().map(|d| d.date.clone()).collect();
        for day in days {
            let mut tied: Vec<&mut Declared> = same.iter_mut().filter(|d| d.accepted && d.date == day).collect();
            if tied.len() > 1 {
                settle_tied(&mut tied);
            }
        }
    }
}

fn settle_tied(tied: &mut [&mut Declared]) {
    fn union(lists: Vec<&Option<String>>) -> Option<String> {
        let all: BTreeSet<&str> = lists.into_iter().flat_map(features).collect();
        (!all.is_empty()).then(|| all.into_iter().collect::<Vec<_>>().join("|"))
    }
    /// What all that say something say; nothing where two differ.
    fn agreed<T: Default + PartialEq>(said: impl Iterator<Item = T>) -> T {
        let mut said = said.filter(|one| *one != T::default());
        let first = said.next().unwrap_or_default();
        if said.all(|one| one == first) { first } else { T::default() }
    }
    let priorities = union(tied.iter().map(|d| &d.priorities).collect());
    let expertise = union(tied.iter().map(|d| &d.expertise).collect());
    let baseline = agreed(tied.iter().map(|d| d.baseline));
    // A name goes with its address: the person is one thing.
    let person = |d: &Declared| (d.means.name.clone(), d.means.role.clone(), d.means.email.clone());
    let (name, role, email) = agreed(tied.iter().map(|d| person(d)));
    let persons_differ =
        name.is_none() && role.is_none() && email.is_none() && tied.iter().any(|d| person(d) != Default::default());
    let languages = agreed(tied.iter().map(|d| d.means.languages.clone()));
    let time_zone = agreed(tied.iter().map(|d| d.means.time_zone.clone()));
    let means = Means { name, role, email, languages, time_zone };
    let consents = tied.iter().map(|d| d.contact_consent);
    let consent = consents.max().filter(|_| !persons_differ).unwrap_or(ContactConsent::None);
    for d in tied.iter_mut() {
        d.priorities.clone_from(&priorities);
        d.expertise.clone_from(&expertise);
        d.baseline = baseline;
        d.means.clone_from(&means);
        d.contact_consent = consent;
    }
}
