//! The part with the comments of a sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::events::Event;

use super::xml::{Edits, Pieces, attribute, escaped, prefix_and_namespace};
use crate::ingest::read::formats::workbook::element::cell;
use crate::ingest::read::formats::workbook::letters;
use crate::ingest::read::formats::workbook::package::is_remark;
use crate::model::vocabulary::{REMARK_BEGINS, REMARK_ENDS};

/// Who makes remarks, as the part names them.
const AUTHOR: &str = "learning-cities check";

/// How the author of a comment begins that stands for a thread of comments; its text is not shown.
const THREAD: &str = "tc=";

/// Row and column of a cell, from 1.
pub(super) type Cell = (u32, u32);

/// A changed part, and what became of its comments.
pub(super) struct Changed {
    /// The part.
    pub text: String,
    /// Cells that had a remark and have none any longer.
    pub removed: BTreeSet<Cell>,
    /// Cells that had no comment and have one now.
    pub added: Vec<Cell>,
    /// Cells that have a thread of comments, to which nothing is added.
    pub threads: Vec<Cell>,
}

/// A part without comments.
pub(super) fn empty(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// A comment of the part.
#[derive(Default)]
struct Comment {
    whole: Range<usize>,
    cell: Option<Cell>,
    author: usize,
    text: String,
    /// Where the text ends, and the plain text that it begins with.
    end: Option<usize>,
    plain: Option<Range<usize>>,
    /// Runs that an earlier check has added.
    earlier: Vec<Range<usize>>,
}

/// Puts remarks on cells: earlier ones go, a cell with a comment of the city keeps it and gets the remark below, in the
/// same comment.
pub(super) fn change(text: &str, remarks: &BTreeMap<Cell, String>) -> Result<Changed, String> {
    let found = read(text)?;
    let p = &found.prefix;
    let mut edits = Edits::default();
    let author = found.authors.iter().position(|author| author == AUTHOR);
    let (mut removed, mut with_comment, mut threads) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for comment in &found.comments {
        let Some(cell) = comment.cell else { continue };
        if is_remark(&comment.text) {
            edits.replace(comment.whole.clone(), String::new());
            removed.insert(cell);
            continue;
        }
        with_comment.insert(cell);
        if found.authors.get(comment.author).is_some_and(|author| author.starts_with(THREAD)) {
            threads.extend(remarks.contains_key(&cell).then_some(cell));
            continue;
        }
        comment.earlier.iter().for_each(|run| edits.replace(run.clone(), String::new()));
        if let (Some(remark), Some(end)) = (remarks.get(&cell), comment.end) {
            if let Some(plain) = &comment.plain {
                edits.insert(plain.start, format!("<{p}r>"));
                edits.insert(plain.end, format!("</{p}r>"));
            }
            edits.insert(end, run(p, &format!("\n\n{REMARK_BEGINS}\n{remark}\n{REMARK_ENDS}"), false));
        }
    }
    let mut new = String::new();
    let mut added = Vec::new();
    for ((row, column), remark) in remarks.iter().filter(|(cell, _)| !with_comment.contains(cell)) {
        let name = format!("{}{row}", letters(column - 1));
        let runs = run(p, REMARK_BEGINS, true) + &run(p, &format!("\n{remark}\n{REMARK_ENDS}"), false);
        let author = author.unwrap_or(found.authors.len());
        new.push_str(&format!(
            "<{p}comment ref=\"{name}\" authorId=\"{author}\"><{p}text>{runs}</{p}text></{p}comment>"
        ));
        if !removed.remove(&(*row, *column)) {
            added.push((*row, *column));
        }
    }
    if !new.is_empty() {
        found.list_end.add(&mut edits, text, &new)?;
        if author.is_none() {
            let named = format!("<{p}author>{}</{p}author>", escaped(AUTHOR));
            found.authors_end.add(&mut edits, text, &named)?;
        }
    }
    Ok(Changed { text: edits.apply(text), removed, added, threads })
}

/// A run of text as office programs write their own comments.
fn run(prefix: &str, text: &str, bold: bool) -> String {
    let p = prefix;
    let bold = if bold { format!("<{p}b/>") } else { String::new() };
    format!(
        "<{p}r><{p}rPr>{bold}<{p}sz val=\"9\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(text)
    )
}

/// Where a list ends, so that something can be added to it.
#[derive(Default)]
enum End {
    #[default]
    Missing,
    /// Before its end.
    At(usize),
    /// It is an empty element of that name.
    Empty(Range<usize>, String),
}

impl End {
    fn add(&self, edits: &mut Edits, text: &str, new: &str) -> Result<(), String> {
        match self {
            End::At(at) => edits.insert(*at, new.to_string()),
            End::Empty(range, name) => {
                let open = text[range.clone()].trim_end_matches("/>").trim_end();
                edits.replace(range.clone(), format!("{open}>{new}</{name}>"));
            }
            End::Missing => return Err("the comments of a sheet are in no form that is known".into()),
        }
        Ok(())
    }
}

/// What a part has.
#[derive(Default)]
struct Found {
    prefix: String,
    authors: Vec<String>,
    authors_end: End,
    comments: Vec<Comment>,
    list_end: End,
}

fn read(text: &str) -> Result<Found, String> {
    let mut found = Found::default();
    let mut around: Vec<String> = Vec::new();
    let (mut comment, mut run): (Option<Comment>, Option<(usize, String)>) = (None, None);
    for piece in Pieces::new(text) {
        let (range, event) = piece?;
        match event {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_string();
                let parent = around.last().map(String::as_str).unwrap_or_default();
                match name.as_str() {
                    "comments" if around.is_empty() => found.prefix = prefix_and_namespace(&element).0,
                    "author" => found.authors.push(String::new()),
                    "comment" => {
                        let given = |name: &str| attribute(&element, |key| key == name);
                        comment = Some(Comment {
                            whole: range.clone(),
                            cell: given("ref").and_then(|name| cell(&name)),
                            author: given("authorId").and_then(|id| id.parse().ok()).unwrap_or(usize::MAX),
                            ..Comment::default()
                        });
                    }
                    "r" if parent == "text" => run = Some((range.start, String::new())),
                    "t" if parent == "text" => {
                        if let Some(comment) = &mut comment {
                            comment.plain = Some(range.clone());
                        }
                    }
                    _ => {}
                }
                around.push(name);
            }
            Event::Empty(element) => {
                let name = element.name().as_ref().to_string();
                match element.local_name().as_ref() {
                    "author" => found.authors.push(String::new()),
                    "authors" => found.authors_end = End::Empty(range, name),
                    "commentList" => found.list_end = End::Empty(range, name),
                    _ => {}
                }
            }
            Event::End(element) => {
                let name = element.local_name().as_ref().to_string();
                around.pop();
                let parent = around.last().map(String::as_str).unwrap_or_default();
                match name.as_str() {
                    "authors" => found.authors_end = End::At(range.start),
                    "commentList" => found.list_end = End::At(range.start),
                    "t" if parent == "text" => {
                        if let Some(plain) = comment.as_mut().and_then(|comment| comment.plain.as_mut()) {
                            plain.end = range.end;
                        }
                    }
                    "r" if parent == "text" => {
                        let ended = run.take().filter(|(_, text)| is_remark(text));
                        if let (Some((start, _)), Some(comment)) = (ended, &mut comment) {
                            comment.earlier.push(start..range.end);
                        }
                    }
                    "text" => {
                        if let Some(comment) = &mut comment {
                            comment.end = Some(range.start);
                        }
                    }
                    "comment" => {
                        if let Some(mut ended) = comment.take() {
                            ended.whole.end = range.end;
                            found.comments.push(ended);
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(part) => match around.last().map(String::as_str) {
                Some("author") => {
                    if let Some(author) = found.authors.last_mut() {
                        author.push_str(&part);
                    }
                }
                Some("t") => {
                    comment.iter_mut().for_each(|comment| comment.text.push_str(&part));
                    run.iter_mut().for_each(|(_, text)| text.push_str(&part));
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(list: &[(Cell, &str)]) -> BTreeMap<Cell, String> {
        list.iter().map(|(cell, text)| (*cell, text.to_string())).collect()
    }

    #[test]
    fn comments_of_the_city_stay_and_remarks_come_and_go() {
        let own = "<c:comments xmlns:c=\"u\"><c:authors><c:author>Ada</c:author><c:author>tc={1}</c:author></c:authors><c:commentList>\
                   <c:comment ref=\"A1\" authorId=\"0\"><c:text><c:t>plain</c:t></c:text></c:comment>\
                   <c:comment ref=\"B2\" authorId=\"0\"><c:text><c:r><c:t>a &amp; b</c:t></c:r></c:text></c:comment>\
                   <c:comment ref=\"C3\" authorId=\"1\"><c:text><c:t>thread</c:t></c:text></c:comment></c:commentList></c:comments>";
        let once = change(own, &remarks(&[((1, 1), "<x>"), ((3, 3), "y"), ((4, 4), "z\nw")])).unwrap();
        assert_eq!((once.added.clone(), once.threads.clone()), (vec![(4, 4)], vec![(3, 3)]));
        assert!(once.removed.is_empty());
        assert!(once.text.contains("<c:text><c:r><c:t>plain</c:t></c:r><c:r>") && once.text.contains("&lt;x&gt;"));
        assert!(once.text.contains("<c:author>learning-cities check</c:author></c:authors>"));
        assert!(once.text.contains("<c:comment ref=\"D4\" authorId=\"2\">"));
        // The same again changes nothing, and without remarks the city's own comments are left.
        let again = change(&once.text, &remarks(&[((1, 1), "<x>"), ((3, 3), "y"), ((4, 4), "z\nw")])).unwrap();
        assert_eq!(again.text, once.text);
        assert!(again.added.is_empty() && again.removed.is_empty());
        let none = change(&once.text, &BTreeMap::new()).unwrap();
        assert_eq!(none.removed, BTreeSet::from([(4, 4)]));
        assert!(none.text.contains("plain") && !none.text.contains("check:") && !none.text.contains("D4"));
    }

    #[test]
    fn lists_that_are_empty_or_missing_are_seen() {
        let changed = change("<comments><authors/><commentList/></comments>", &remarks(&[((1, 1), "x")])).unwrap();
        assert!(
            changed.text.starts_with(
                "<comments><authors><author>learning-cities check</author></authors><commentList><comment "
            )
        );
        assert!(change("<comments/>", &remarks(&[((1, 1), "x")])).is_err());
    }
}
