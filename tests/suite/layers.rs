//! The layers of `src`: imports point down, and no files import one another in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::support::repository;

/// Layers from the lowest to the highest. A file may import from its own layer's modules and from layers below it;
/// modules of one layer know nothing of one another.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["tokens", "language", "release"],
    &["model"],
    &["peers", "store"],
    &["ingest", "engine"],
    &["annotate", "consistency", "console", "diff", "disclosure", "serve"],
    &["catalogue", "sdmx"],
    &["open_data"],
    &["chart"],
    &["document", "press"],
    &["report"],
    &["review"],
    &["editions"],
    &["template"],
    &["demo"],
    &["cli"],
];

/// A file's module, as `ingest::read::formats::csv`, with the modules that its code names.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The source without comments, strings and test modules.
fn code(text: &str) -> String {
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r##"(?s)//[^\n]*|/\*.*?\*/|r#"[^"]*"#|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'"##).unwrap()
    });
    static TESTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?ms)^#\[cfg\(test\)\]\s*(pub(\(crate\))? )?mod \w+ \{.*?^\}").unwrap());
    TESTS.replace_all(&NOISE.replace_all(text, " "), "").into_owned()
}

/// Adds every path of a tree of imports such as `a::{b, c::{self, d}}`, with which `rest` begins, and returns what
/// comes after it.
fn paths<'t>(mut rest: &'t str, prefix: &[String], found: &mut Vec<Vec<String>>) -> &'t str {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\w+)\s*(::)?").unwrap());
    let mut path = prefix.to_vec();
    loop {
        rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix('{') {
            rest = inner.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                let after = paths(rest, &path, found).trim_start_matches(|c| c != ',' && c != '}');
                rest = after.strip_prefix(',').unwrap_or(after).trim_start();
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let Some(m) = WORD.captures(rest) else { break };
        path.push(m[1].to_string());
        rest = &rest[m[0].len()..];
        if m.get(2).is_none() {
            break;
        }
    }
    found.push(path);
    rest
}

/// What each file imports from the others. `files` are module and text; a path that names an item is its module's, an
/// item that a folder's own file hands on is that file's.
fn imports(files: &BTreeMap<String, String>) -> Imports {
    let root = Regex::new(r"\b(crate|self|super(?:::super)*)::").unwrap();
    files
        .iter()
        .map(|(module, text)| {
            let code = code(text);
            let own: Vec<&str> = module.split("::").collect();
            let mut named: Vec<Vec<String>> = Vec::new();
            for m in root.captures_iter(&code) {
                let at = m.get(0).unwrap();
                if code[..at.start()].ends_with("super::") || code[..at.start()].ends_with('$') {
                    continue;
                }
                let start: Vec<String> = match &m[1] {
                    "crate" => Vec::new(),
                    "self" => own.iter().map(|s| s.to_string()).collect(),
                    ups => own[..own.len() - ups.matches("super").count().min(own.len())]
                        .iter()
                        .map(|s| s.to_string())
                        .collect(),
                };
                paths(&code[at.end()..], &start, &mut named);
            }
            let below = files
                .keys()
                .filter_map(|f| f.strip_prefix(&format!("{module}::")).filter(|child| !child.contains("::")));
            for child in below {
                let begins = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
                if code.match_indices(&format!("{child}::")).any(|(at, _)| begins(at)) {
                    named.push([own.as_slice(), &[child]].concat().iter().map(|s| s.to_string()).collect());
                }
            }
            let resolve = |path: Vec<String>| {
                (1..=path.len()).rev().map(|n| path[..n].join("::")).find(|p| files.contains_key(p))
            };
            let of: BTreeSet<String> = named.into_iter().filter_map(resolve).filter(|other| other != module).collect();
            (module.clone(), of)
        })
        .collect()
}

/// Imports that point up, or sideways to another module of the same layer.
fn upward(imports: &Imports, layers: &[&[&str]]) -> Vec<String> {
    let part = |module: &str| module.split("::").next().unwrap_or_default().to_string();
    let rank = |module: &str| layers.iter().position(|layer| layer.contains(&part(module).as_str()));
    let mut wrong = Vec::new();
    for (module, others) in imports {
        for other in others.iter().filter(|other| part(other) != part(module)) {
            match (rank(module), rank(other)) {
                (Some(from), Some(to)) if to < from => {}
                (None, _) => wrong.push(format!("{module} is in no layer")),
                _ => wrong.push(format!("{module} imports {other}")),
            }
        }
    }
    wrong.dedup();
    wrong
}

/// Circles of files: each the files that reach one another.
fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    fn reached<'a>(imports: &'a Imports, from: &'a String) -> BTreeSet<&'a String> {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            open.extend(imports.get(module).into_iter().flatten().filter(|other| seen.insert(*other)));
        }
        seen
    }
    let reach: BTreeMap<&String, BTreeSet<&String>> = imports.keys().map(|m| (m, reached(imports, m))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (module, seen) in reach.iter().filter(|(module, seen)| seen.contains(*module)) {
        let circle: BTreeSet<String> =
            seen.iter().filter(|other| reach[**other].contains(*module)).map(|o| o.to_string()).collect();
        if !circles.iter().any(|c| c.contains(*module)) {
            circles.push(circle);
        }
    }
    circles
}

/// The modules of a folder by their files; tests in files of their own are left out, as those within a file are.
fn modules(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let module = [prefix, &stem].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("::");
        if path.is_dir() {
            modules(&path, &module, files);
        } else if path.extension().is_some_and(|e| e == "rs")
            && stem != "tests"
            && !(prefix.is_empty() && (stem == "lib" || stem == "main"))
        {
            let module = if stem == "mod" { prefix.to_string() } else { module };
            files.insert(module, fs::read_to_string(&path).unwrap());
        }
    }
}

fn source() -> Imports {
    let mut files = BTreeMap::new();
    modules(&repository().join("src"), "", &mut files);
    assert!(files.len() > 150, "{} files", files.len());
    imports(&files)
}

#[test]
fn imports_point_down() {
    let wrong = upward(&source(), LAYERS);
    assert!(wrong.is_empty(), "import from a lower layer, or move the file:\n{}", wrong.join("\n"));
}

#[test]
fn no_files_import_one_another_in_a_circle() {
    let found = circles(&source());
    assert!(found.is_empty(), "move what several of these need into a file of its own: {found:#?}");
}

#[test]
fn an_introduced_circle_and_an_upward_import_are_found() {
    let files =
        |list: &[(&str, &str)]| list.iter().map(|(m, t)| (m.to_string(), t.to_string())).collect::<BTreeMap<_, _>>();
    let layers: &[&[&str]] = &[&["low"], &["mid", "side"], &["high"]];
    let good = files(&[
        ("low", "mod a; pub use a::Thing;"),
        ("low::a", "// use crate::high::x;\npub struct Thing; const T: &str = \"crate::high::x\";"),
        (
            "mid",
            "use crate::{low::{self, Thing as T}, low}; \n#[cfg(test)]\nmod tests {\n    use crate::high::x;\n}\nuse crate::low::a::Other;",
        ),
        ("side", "fn f() { crate::low::a::Thing::new() }"),
        ("high::x", "use crate::{mid, side::f};\nuse super::y::g;"),
        ("high::y", ""),
        ("high", "mod x; mod y;"),
    ]);
    let found = imports(&good);
    assert_eq!(found["high::x"].iter().collect::<Vec<_>>(), ["high::y", "mid", "side"]);
    assert_eq!(found["mid"].iter().collect::<Vec<_>>(), ["low", "low::a"]);
    assert!(upward(&found, layers).is_empty() && circles(&found).is_empty(), "{found:?}");

    let with = |module: &str, text: &str| {
        let mut files = good.clone();
        files.insert(module.to_string(), text.to_string());
        imports(&files)
    };
    let up = |imports: &Imports| upward(imports, layers);
    assert_eq!(up(&with("low::a", "use crate::high::x;")), ["low::a imports high::x"]);
    assert_eq!(up(&with("low::a", "fn f() -> crate::mid::T { todo!() }")), ["low::a imports mid"]);
    assert_eq!(up(&with("side", "use crate::{low, mid::f};")), ["side imports mid"]);
    assert_eq!(up(&with("new", "use crate::low;")), ["new is in no layer"]);
    let circle = |imports: Imports| {
        circles(&imports).into_iter().map(|c| c.into_iter().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(circle(with("high::y", "use super::x::h;")), ["high::x high::y"]);
    assert_eq!(circle(with("low::a", "use super::Thing;")), ["low low::a"], "through the folder's own file");
    let three = files(&[
        ("a", "use crate::b::{x, y};"),
        ("b", "use crate::{c::{d}};"),
        ("c", "use self::e; fn f() { crate::a::g() }"),
    ]);
    assert_eq!(circle(imports(&three)), ["a b c"]);
}

/// Files that open others by themselves: the module that does it for all, and those that read no file of a store or a
/// network (folders that are synced or locked, the system's own files, a query that may come through a pipe, the build).
const OPENERS: [&str; 8] = [
    "base::regular",
    "base::durable",
    "base::scratch",
    "cli::sql",
    "engine::limits",
    "store::cache",
    "store::forget",
    "store::rules",
];

/// A pipe in the place of a file would hold whoever opens it plainly.
#[test]
fn files_are_opened_in_one_place() {
    let mut files = BTreeMap::new();
    modules(&repository().join("src"), "", &mut files);
    let plain = Regex::new(r"\bfs::read\(|\bfs::read_to_string\(|\bFile::open\(").unwrap();
    let opens: Vec<&String> = files.iter().filter(|(_, text)| plain.is_match(&code(text))).map(|(m, _)| m).collect();
    let others: Vec<&&String> = opens.iter().filter(|module| !OPENERS.contains(&module.as_str())).collect();
    assert!(others.is_empty(), "open files with base::regular: {others:?}");
    assert!(opens.len() >= 5, "{opens:?}");
}
