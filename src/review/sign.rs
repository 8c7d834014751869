//! The file in which the analyst signs open findings: written by a review with empty reasons, read by a final report.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::hash::sha256;
use crate::base::regular;
use crate::base::source::{Lines, MOST, toml_text, utf8};
use crate::base::text::check_text;
use crate::review::facts::open::Open;

/// The file's name in the folder of a review.
pub const FILE: &str = "findings.toml";

/// What the file says of itself.
const HEAD: &str = "\
# Findings that are open before a final edition. Mend what can be mended and run the review again. For each finding
# that may stay, write why in its reason, and who signs: once here for all, or as signed_by in the finding itself.
# Then: learning-cities report --final --accept FILE ...
# The next review in this folder takes over what is signed here and still holds; `review --accept FILE` also what is
# signed in another file. What was signed and is not open now is kept at the end as [[earlier]], for when it is again.
# Private: reasons and names are not published, only how many findings were accepted.

";

/// A finding that the analyst accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What was found, as the file says it.
    pub found: String,
    /// Why it may stay.
    pub reason: String,
    /// Who says so; empty where that is still to be written.
    pub signed_by: String,
}

/// What a file accepts.
#[derive(Debug, Default)]
pub struct Accepted {
    /// By the id of the finding.
    pub findings: BTreeMap<String, Signed>,
    /// SHA-256 of the file.
    pub sha256: String,
}

impl Accepted {
    /// Whether a finding has a reason and a name.
    pub fn is_signed(&self, open: &Open) -> bool {
        self.findings.get(&open.id).is_some_and(|signed| !signed.signed_by.is_empty())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    signed_by: String,
    #[serde(default)]
    finding: Vec<toml::Spanned<Entry>>,
    /// Signed before and not open when the file was written.
    #[serde(default)]
    earlier: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default, rename = "city")]
    _city: String,
    #[serde(default, rename = "found")]
    found: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    signed_by: String,
}

#[derive(Serialize)]
struct Form<'f> {
    signed_by: &'f str,
    finding: Vec<Field<'f>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Field<'f>>,
}

#[derive(Serialize)]
struct Field<'f> {
    id: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'f str>,
    found: &'f str,
    reason: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_by: Option<&'f str>,
}

/// The file to fill in, with what was signed before: of findings that are still the same, and of others at its end.
///
/// # Errors
/// It cannot be written as TOML: a fault of this program.
pub fn form<'f>(open: &'f [Open], before: &'f Accepted) -> Result<String> {
    let field = |open: &'f Open| {
        let signed = before.findings.get(&open.id);
        Field {
            id: &open.id,
            city: open.city.as_deref(),
            found: &open.found,
            reason: signed.map_or("", |signed| &signed.reason),
            signed_by: signed.map(|signed| signed.signed_by.as_str()).filter(|by| !by.is_empty()),
        }
    };
    let finding = open.iter().map(field).collect();
    let known: BTreeSet<&str> = open.iter().map(|open| open.id.as_str()).collect();
    let others = before.findings.iter().filter(|(id, _)| !known.contains(id.as_str()));
    let earlier = others.map(|(id, signed)| Field {
        id,
        city: None,
        found: &signed.found,
        reason: &signed.reason,
        signed_by: Some(signed.signed_by.as_str()).filter(|by| !by.is_empty()),
    });
    let form = Form { signed_by: "", finding, earlier: earlier.collect() };
    let text = toml::to_string(&form).map_err(|e| Error::invalid(FILE, e.to_string()))?;
    Ok(format!("{HEAD}{text}"))
}

/// What a file says of findings, for a review that takes it over: also a reason that nobody signed yet. Entries without a
/// reason are left out.
///
/// # Errors
/// The file cannot be read, or is no file of findings.
pub fn take_over(path: &Path) -> Result<Accepted> {
    let (text, sha256) = read(path)?;
    let written: Written = toml_text(path, &text)?;
    let head = written.signed_by;
    let entries = written.finding.into_iter().map(toml::Spanned::into_inner).chain(written.earlier);
    let signed = entries.filter(|entry| !entry.reason.trim().is_empty()).map(|entry| {
        let by = if entry.signed_by.trim().is_empty() { &head } else { &entry.signed_by };
        (entry.id, Signed { found: entry.found, reason: entry.reason.trim().into(), signed_by: by.trim().into() })
    });
    Ok(Accepted { findings: signed.collect(), sha256 })
}

/// Reads a file in which open findings are signed. Each of its entries must be signed and be of an open finding.
///
/// # Errors
/// The first entry that is not so, with file and line.
pub fn accepted(path: &Path, open: &[Open]) -> Result<Accepted> {
    let (text, sha256) = read(path)?;
    let written: Written = toml_text(path, &text)?;
    let known: BTreeSet<&str> = open.iter().map(|open| open.id.as_str()).collect();
    let empty = written.finding.iter().filter(|entry| entry.get_ref().reason.trim().is_empty()).count();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (mut accepted, mut lines) = (Accepted { sha256, ..Accepted::default() }, Lines::new(&text));
    for entry in written.finding {
        let line = lines.at(entry.span().start);
        let place = format!("{} line {line}", path.display());
        let Entry { id, found, reason, signed_by, .. } = entry.into_inner();
        if let Some(first) = seen.insert(id.clone(), line) {
            bail!(place, "the finding {id:?} is on line {first} already; take one of the two out");
        }
        if !known.contains(id.as_str()) {
            let of = if found.is_empty() { String::new() } else { format!(" ({})", shortened(&found)) };
            bail!(
                place,
                "the finding {id:?}{of} is not open: it was mended, or it changed since, and what changed is signed anew; take the entry out, or write the file anew with `review --accept`, which keeps what still holds"
            );
        }
        let more = match empty {
            0 | 1 => String::new(),
            n => format!("; {} more have none", n - 1),
        };
        ensure!(
            !reason.trim().is_empty(),
            place,
            "reason is empty; write why the finding may stay, or mend what it names{more}"
        );
        let by = if signed_by.trim().is_empty() { &written.signed_by } else { &signed_by };
        ensure!(
            !by.trim().is_empty(),
            place,
            "signed_by is empty; write who signs, at the beginning of the file for all findings or in this one"
        );
        check_text(&place, "reason", &reason)?;
        check_text(&place, "signed_by", by)?;
        let signed = Signed { found, reason: reason.trim().into(), signed_by: by.trim().into() };
        accepted.findings.insert(id, signed);
    }
    Ok(accepted)
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn read(path: &Path) -> Result<(String, String)> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let file = regular::open(path).map_err(Error::io("read", path))?;
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(Error::io("read", path))?;
    ensure!(
        bytes.len() as u64 <= MOST,
        path.display(),
        "has more than {} MB; check that it is the right file",
        MOST >> 20
    );
    let sha256 = sha256(&bytes);
    Ok((utf8(path, bytes)?, sha256))
}
