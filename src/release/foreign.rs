//! Files of others in a published site: a site is replaced whole, so they would be lost with it.

use std::collections::BTreeSet;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::manifest::{Kind, LISTS, MANIFEST, Manifest};
use crate::base::characters::unprintable;
use crate::base::durable::{LITTER, walk_reason};
use crate::base::error::{Error, Result};
use crate::base::text::shell_word;

/// Names at the root of a site whose manifest does not list every file yet.
const EARLIER: [&str; 10] =
    ["charts", "compare", "data", "embed.html", "feed.xml", "fonts", "names.js", "site.css", "site.js", "sitemap.xml"];

/// Foreign names that a message lists.
const NAMED: usize = 6;

impl Manifest {
    /// Every file that it names.
    fn files(&self) -> BTreeSet<&str> {
        let lists = [&self.expected, &self.charts, &self.tables, &self.data].into_iter().flatten();
        let made = self.pages.iter().chain(&self.briefs).map(|file| &file.path);
        let other = self.other.iter().flatten();
        let named = lists.chain(made).chain(other).map(String::as_str);
        named.chain([MANIFEST]).chain(self.lists.as_deref().map(|_| LISTS)).collect()
    }

    /// Files below `dir` that it does not name yet: what is not a page, a chart, a table, data or a brief.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn unnamed(&self, dir: &Path) -> Result<Vec<String>> {
        let named = self.files();
        let mut unnamed = Vec::new();
        for entry in WalkDir::new(dir).sort_by_file_name() {
            let entry = entry.map_err(walk_reason).map_err(Error::io("read", dir))?;
            let path = below(dir, entry.path());
            if !entry.file_type().is_dir() && !named.contains(path.as_str()) {
                unnamed.push(path);
            }
        }
        Ok(unnamed)
    }
}

fn below(dir: &Path, path: &Path) -> String {
    path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned()
}

/// Files and folders in a site that are not of it by its manifest, hidden ones too; of a folder of which nothing is
/// the site's, its own name alone.
///
/// # Errors
/// A folder that cannot be read.
pub(super) fn foreign(site: &Path, manifest: &Manifest) -> Result<Vec<String>> {
    let files = manifest.files();
    let is_complete = manifest.other.is_some();
    let tops: BTreeSet<&str> = files.iter().filter_map(|path| path.split('/').next()).chain(EARLIER).collect();
    let is_folder = |path: &str| {
        let inside = format!("{path}/");
        files.range(inside.as_str()..).next().is_some_and(|next| next.starts_with(&inside))
    };
    let mut found = Vec::new();
    let mut walk = WalkDir::new(site).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(walk_reason).map_err(Error::io("read", site))?;
        let path = below(site, entry.path());
        let is_dir = entry.file_type().is_dir();
        let is_own = match (is_complete, is_dir) {
            (false, _) => tops.contains(path.as_str()),
            (true, true) => is_folder(&path),
            (true, false) => files.contains(path.as_str()),
        };
        // What is below the root of a site without a list of all files is not known.
        if is_dir && (!is_own || !is_complete) {
            walk.skip_current_dir();
        }
        if !is_own && has_files(entry.path()) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether there is a file at or below a path that would be missed; a folder that cannot be read may have one.
fn has_files(path: &Path) -> bool {
    let is_litter = |entry: &DirEntry| entry.file_name().to_str().is_some_and(|name| LITTER.contains(&name));
    let mut entries = WalkDir::new(path).into_iter();
    entries.any(|entry| entry.map_or(true, |entry| !entry.file_type().is_dir() && !is_litter(&entry)))
}

/// A path below the site as rsync's pattern of that path alone: a backslash escapes only where there is a wildcard.
fn rsync_pattern(path: &str) -> String {
    if !path.contains(['*', '?', '[']) {
        return format!("/{path}");
    }
    let mut pattern = String::from("/");
    for c in path.chars() {
        if matches!(c, '[' | ']' | '*' | '?' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// What to do about foreign files: the first few by name, and a command that keeps them where they are few and their
/// names can be typed.
pub(super) fn refusal(out: &Path, kind: Kind, foreign: &[String]) -> Error {
    let named = foreign.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    // A name that is no UTF-8 has U+FFFD in place of its bytes.
    let is_typed = |path: &String| !path.chars().any(|c| c == '\u{fffd}' || unprintable(c));
    let (more, cure) = match foreign.len() {
        0..=NAMED if !foreign.iter().all(is_typed) => (String::new(), String::new()),
        0..=NAMED => {
            let kept: Vec<String> = foreign
                .iter()
                .map(|path| format!(" --exclude {}", shell_word(Path::new(&rsync_pattern(path)))))
                .collect();
            let command = format!("rsync -a --delete{} NEW/ {}/", kept.join(""), shell_word(out));
            (String::new(), format!(", and bring it here with `{command}`, which keeps them"))
        }
        n => (format!(" and {} more", n - NAMED), String::new()),
    };
    Error::Usage(format!(
        "--out {}: the {name} there has files that are not of it and would be lost: {named}{more}. Move them out of it; or write the {name} into a new folder (--out NEW){cure}",
        out.display(),
        name = kind.name()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site(dir: &Path, other: Option<Vec<String>>) -> Manifest {
        for file in ["manifest.json", "index.html", "site.css", "fr/cities/a.html", "fr/names.js"] {
            fs::create_dir_all(dir.join(file).parent().unwrap()).unwrap();
            fs::write(dir.join(file), "").unwrap();
        }
        fs::create_dir_all(dir.join("charts/empty")).unwrap();
        let expected = vec!["index.html".into(), "fr/cities/a.html".into()];
        let manifest = Manifest { expected, other: None, ..Manifest::default() };
        assert_eq!(manifest.unnamed(dir).unwrap(), ["fr/names.js", "site.css"]);
        Manifest { other, ..manifest }
    }

    #[test]
    fn what_a_manifest_does_not_name_is_foreign() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = site(dir.path(), Some(vec!["site.css".into(), "fr/names.js".into()]));
        assert!(foreign(dir.path(), &manifest).unwrap().is_empty());
        for file in
            [".git/objects/a", ".git/HEAD", "CNAME", ".nojekyll", "fr/cities/b.html", "fr/.htaccess", "x/.DS_Store"]
        {
            fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
            fs::write(dir.path().join(file), "").unwrap();
        }
        fs::write(dir.path().join(".DS_Store"), "").unwrap();
        std::os::unix::fs::symlink("index.html", dir.path().join("home")).unwrap();
        let found = foreign(dir.path(), &manifest).unwrap();
        assert_eq!(found, [".git", ".nojekyll", "CNAME", "fr/.htaccess", "fr/cities/b.html", "home"]);
        // A site of an earlier version names not every file.
        let found = foreign(dir.path(), &Manifest { other: None, ..manifest }).unwrap();
        assert_eq!(found, [".git", ".nojekyll", "CNAME", "home"]);
    }

    #[test]
    fn the_message_has_a_command_where_it_is_short() {
        let of = |n: usize| {
            let names: Vec<String> = (0..n).map(|i| format!("f {i}")).collect();
            refusal(Path::new("site"), Kind::Site, &names).to_string()
        };
        assert!(of(2).contains("f 0, f 1. Move"), "{}", of(2));
        assert!(of(2).contains("rsync -a --delete --exclude '/f 0' --exclude '/f 1' NEW/ site/"), "{}", of(2));
        assert!(of(9).contains("f 5 and 3 more. Move") && !of(9).contains("rsync"), "{}", of(9));
        let one = |name: &str| refusal(Path::new("site"), Kind::Site, &[name.to_string()]).to_string();
        let said = one("a[1]*?\\.pdf");
        assert!(said.contains(r"--exclude '/a\[1\]\*\?\\.pdf' NEW/"), "{said}");
        let said = one("a]\\b.pdf");
        assert!(said.contains(r"--exclude '/a]\b.pdf' NEW/"), "{said}");
        for name in ["a\nb", "a\u{1b}b", "a\u{fffd}b"] {
            assert!(!one(name).contains("rsync") && one(name).contains("--out NEW"), "{}", one(name));
        }
    }
}
